//! On real files: what must open opens, what must not is refused for the right reason.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use super::super::maintain::open_maintenance;
use super::*;
use crate::cipherdb::{create, diagnose, rekey};
use crate::vault::os::FileError;

const KEY: [u8; 32] = [0x4b; 32];
const OTHER: [u8; 32] = [0x4c; 32];
const DB_ID: Id = Id::from_bytes(*b"the database id!");
/// Stands in tables and index of every database here.
const MARKER: &str = "tunnistettavasana";

const SCHEMA: &str = "
    CREATE TABLE meta (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID;
    CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE VIRTUAL TABLE word USING fts5(body, content='note', content_rowid='id');
    INSERT INTO word (word, rank) VALUES ('secure-delete', 1);";

struct Desk {
    dir: tempfile::TempDir,
    expect: Expect,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let salt = create(&dir.path().join("luukku.db"), &KEY, &DB_ID, 3, build).expect("created");
        Desk { dir, expect: Expect { salt, db_id: DB_ID, user_version_max: 3 } }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("luukku.db")
    }

    fn writer(&self) -> Writer {
        open_writer(&self.path(), &KEY, &self.expect).expect("opened")
    }

    fn reader(&self) -> Reader {
        open_reader(&self.path(), &KEY, &self.expect).expect("opened")
    }

    fn refused(&self, key: &[u8; 32], expect: &Expect) -> Error {
        let writer = open_writer(&self.path(), key, expect).err().expect("refused");
        let reader = open_reader(&self.path(), key, expect).err().expect("refused");
        assert_eq!(writer, reader);
        writer
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.dir.path())
            .expect("listed")
            .map(|entry| entry.expect("entry").file_name().into_string().expect("text"))
            .collect();
        names.sort();
        names
    }

    fn edit(&self, edit: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = std::fs::read(self.path()).expect("read");
        edit(&mut bytes);
        std::fs::write(self.path(), bytes).expect("written");
    }
}

fn build(conn: &Connection) -> Result<(), Error> {
    conn.execute_batch(SCHEMA)?;
    for id in 0..200 {
        conn.execute("INSERT INTO note (id, body) VALUES (?1, ?2)", (id, format!("{MARKER} {id}")))?;
        conn.execute("INSERT INTO word (rowid, body) VALUES (?1, ?2)", (id, format!("{MARKER} {id}")))?;
    }
    Ok(())
}

fn count(conn: &Connection) -> i64 {
    conn.query_row("SELECT count(*) FROM note", [], |row| row.get(0)).expect("counted")
}

fn found(conn: &Connection, word: &str) -> i64 {
    conn.query_row("SELECT count(*) FROM word WHERE word MATCH ?1", [word], |row| row.get(0))
        .expect("searched")
}

fn contains(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

#[test]
fn what_was_made_opens_and_nothing_of_it_is_readable_on_the_disk() {
    let desk = Desk::new();
    assert_eq!(desk.names(), ["luukku.db"], "no temporary and no side file is left");
    let writer = desk.writer();
    writer.execute("INSERT INTO note (body) VALUES (?1)", [MARKER]).expect("written");
    let reader = desk.reader();
    assert_eq!((count(&writer), count(&reader)), (201, 201));
    assert_eq!(desk.names(), ["luukku.db", "luukku.db-shm", "luukku.db-wal"]);
    for name in desk.names() {
        let path = desk.dir.path().join(&name);
        let bytes = std::fs::read(&path).expect("read");
        assert!(!contains(&bytes, MARKER) && !contains(&bytes, "CREATE TABLE"), "{name}");
        assert!(!bytes.starts_with(b"SQLite format 3"), "{name}");
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert_eq!(std::fs::read(desk.path()).expect("read")[..16], desk.expect.salt);
}

#[test]
fn nothing_is_made_over_a_file_and_nothing_remains_of_a_failure() {
    let desk = Desk::new();
    let again = create(&desk.path(), &KEY, &DB_ID, 3, build);
    assert_eq!(again, Err(Error::File(FileError::Exists)));
    assert_eq!(count(&desk.reader()), 200);

    let second = desk.dir.path().join("second.db");
    std::fs::write(desk.dir.path().join("second.db.new"), b"left by a power cut").expect("written");
    let failed = create(&second, &KEY, &DB_ID, 3, |conn| {
        build(conn)?;
        conn.execute_batch("INSERT INTO nowhere VALUES (1)")?;
        Ok(())
    });
    assert!(matches!(failed, Err(Error::Sqlite(Step::Use, _))), "{failed:?}");
    assert!(desk.names().iter().all(|name| !name.starts_with("second")), "{:?}", desk.names());
    create(&second, &KEY, &DB_ID, 3, build).expect("made at the second try");
    assert!(matches!(
        create(&desk.dir.path().join("x"), &KEY, &DB_ID, 0, build),
        Err(Error::UnknownSchema(0))
    ));
}

#[test]
fn a_name_that_looks_like_a_uri_is_only_a_name() {
    let desk = Desk::new();
    let path = desk.dir.path().join("file:luukku.db?mode=memory&key=x");
    let salt = create(&path, &KEY, &DB_ID, 3, build).expect("created");
    assert_eq!(std::fs::read(&path).expect("a real file")[..16], salt);
    let expect = Expect { salt, ..desk.expect };
    assert_eq!(count(&open_reader(&path, &KEY, &expect).expect("opened")), 200);
    let relative = open_reader(Path::new("file:luukku.db?key=x"), &KEY, &expect).err();
    assert_eq!(relative, Some(Error::File(FileError::BadPath)));
}

#[test]
fn a_missing_or_empty_or_short_file_is_refused_and_not_filled() {
    let desk = Desk::new();
    desk.edit(|bytes| bytes.truncate(4095));
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::TooShort(4095));
    desk.edit(Vec::clear);
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::TooShort(0));
    assert_eq!(std::fs::metadata(desk.path()).expect("there").len(), 0);
    std::fs::remove_file(desk.path()).expect("removed");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::File(FileError::Missing));
    assert!(desk.names().is_empty());
}

#[test]
fn a_link_or_an_open_mode_is_refused() {
    let desk = Desk::new();
    let link = desk.dir.path().join("link.db");
    symlink(desk.path(), &link).expect("linked");
    assert_eq!(open_writer(&link, &KEY, &desk.expect).err(), Some(Error::File(FileError::NotRegular)));
    std::fs::set_permissions(desk.path(), std::fs::Permissions::from_mode(0o644)).expect("mode");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::File(FileError::Mode(0o644)));
}

/// By it another process sees that the log is in use: without it the other takes the shared memory for a dead one's and
/// cuts it off, and this process dies of a bus error at its next look into it.
#[test]
#[cfg(target_os = "linux")]
fn a_second_connection_does_not_let_go_of_the_lock_on_the_shared_memory() {
    use std::os::unix::fs::MetadataExt;
    let desk = Desk::new();
    let _writer = desk.writer();
    let _reader = desk.reader();
    let shared = std::fs::metadata(beside(&desk.path(), "-shm")).expect("there").ino();
    let (pid, lock) = (format!(" {} ", std::process::id()), format!(":{shared} 128 128"));
    // The list of a busy machine changes while it is read, piece by piece: a lock that is held is in one of them.
    let held = (0..50).any(|_| {
        let locks = std::fs::read_to_string("/proc/locks").expect("read");
        locks.lines().any(|line| line.contains(&pid) && line.contains(&lock))
    });
    assert!(held, "no {lock} of {pid}");
}

#[test]
fn a_file_that_its_own_account_may_not_write_is_refused_before_sqlite_copies_its_mode() {
    let desk = Desk::new();
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("mode");
    };
    set(&desk.path(), 0o400);
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::File(FileError::Mode(0o400)));
    set(&desk.path(), 0o600);
    for side in ["-wal", "-shm"] {
        let side = beside(&desk.path(), side);
        std::fs::write(&side, b"").expect("written");
        set(&side, 0o400);
        assert_eq!(
            desk.refused(&KEY, &desk.expect),
            Error::File(FileError::Mode(0o400)),
            "and named by doctor"
        );
        std::fs::remove_file(&side).expect("removed");
    }
    assert_eq!(count(&open_reader(&desk.path(), &KEY, &desk.expect).expect("opened")), 200);
}

#[test]
fn a_folder_reached_through_a_link_is_fine() {
    let desk = Desk::new();
    let other = tempfile::tempdir().expect("a temporary folder");
    symlink(desk.dir.path(), other.path().join("state")).expect("linked");
    let path = other.path().join("state/luukku.db");
    assert_eq!(count(&open_reader(&path, &KEY, &desk.expect).expect("opened")), 200);
}

#[test]
fn a_plain_database_is_refused() {
    let desk = Desk::new();
    desk.edit(|bytes| bytes[..16].copy_from_slice(b"SQLite format 3\0"));
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::Plaintext);
}

#[test]
fn another_database_in_its_place_is_refused() {
    let desk = Desk::new();
    let expect = Expect { salt: [7; 16], ..desk.expect };
    assert_eq!(desk.refused(&KEY, &expect), Error::WrongSalt);
    let expect = Expect { db_id: Id::from_bytes([9; 16]), ..desk.expect };
    assert_eq!(desk.refused(&KEY, &expect), Error::WrongDatabase);

    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("opened");
    conn.execute("DELETE FROM meta", []).expect("deleted");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::WrongDatabase);
    conn.execute_batch("DROP TABLE meta").expect("dropped");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::WrongDatabase);
    conn.pragma_update(None, "application_id", 1).expect("set");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::WrongDatabase);
}

#[test]
fn a_newer_or_unfinished_schema_is_refused() {
    let desk = Desk::new();
    let expect = Expect { user_version_max: 2, ..desk.expect };
    assert_eq!(desk.refused(&KEY, &expect), Error::NewerSchema { found: 3, known: 2 });
    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("opened");
    conn.pragma_update(None, "user_version", 0).expect("set");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::UnknownSchema(0));
}

#[test]
fn a_wrong_key_and_damage_are_told_apart() {
    let desk = Desk::new();
    assert_eq!(desk.refused(&OTHER, &desk.expect), Error::WrongKeyOrDamaged);
    assert_eq!(diagnose(&desk.path(), &OTHER), Ok(super::super::Diagnosis::AnotherKey));
    assert_eq!(diagnose(&desk.path(), &KEY), Ok(super::super::Diagnosis::Sound));
    // The last page, which opening does not read.
    desk.edit(|bytes| {
        let at = bytes.len() - 2000;
        bytes[at] ^= 1;
    });
    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("page 1 is sound");
    assert_eq!(conn.check().map(|found| found.pages.len()).ok(), Some(1));
    drop(conn);
    let pages = std::fs::metadata(desk.path()).expect("there").len() / PAGE;
    assert_eq!(diagnose(&desk.path(), &KEY), Ok(super::super::Diagnosis::Damage { bad: 1, pages }));
    // And page 1.
    desk.edit(|bytes| bytes[1000] ^= 1);
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::WrongKeyOrDamaged);
}

#[test]
fn reading_a_damaged_page_says_so() {
    let desk = Desk::new();
    desk.edit(|bytes| {
        for page in bytes.chunks_exact_mut(4096).skip(1) {
            page[100] ^= 1;
        }
    });
    // Opening reads no further than the schema and meta; either it, or the first read, meets the damage.
    let read = open_reader(&desk.path(), &KEY, &desk.expect).and_then(|reader| {
        Ok(reader.query_row("SELECT max(body) FROM note", [], |row| row.get::<_, String>(0))?)
    });
    assert_eq!(read, Err(Error::Damaged));
}

/// Runs one test of this file once more, as the process that it needs beside its own.
fn child(test: &str, desk: &Desk, argument: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", &format!("cipherdb::open::tests::{test}")])
        .env("LUUKKU_TEST_DB", desk.path())
        .env("LUUKKU_TEST_SALT", Id::from_bytes(desk.expect.salt).to_string())
        .env("LUUKKU_TEST_ARGUMENT", argument);
    command
}

/// What to work on, in the process that [`child`] starts.
fn from_parent() -> Option<(PathBuf, Expect, String)> {
    let get = |name| std::env::var(name).ok();
    let salt = *Id::parse(&get("LUUKKU_TEST_SALT")?)?.as_bytes();
    let expect = Expect { salt, db_id: DB_ID, user_version_max: 3 };
    Some((PathBuf::from(get("LUUKKU_TEST_DB")?), expect, get("LUUKKU_TEST_ARGUMENT")?))
}

#[test]
fn a_wrong_key_and_a_bad_page_print_nothing() {
    if let Some((path, expect, _)) = from_parent() {
        return open_with_a_wrong_key(&path, &expect);
    }
    let desk = Desk::new();
    desk.edit(|bytes| {
        for page in bytes.chunks_exact_mut(4096).skip(2) {
            page[100] ^= 1;
        }
    });
    let output = child("a_wrong_key_and_a_bad_page_print_nothing", &desk, "").output().expect("ran");
    let said = String::from_utf8_lossy(&output.stdout);
    // A name that no test has would be a success too.
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

fn open_with_a_wrong_key(path: &Path, expect: &Expect) {
    assert_eq!(open_writer(path, &OTHER, expect).err(), Some(Error::WrongKeyOrDamaged));
    let read = open_reader(path, &KEY, expect).and_then(|reader| {
        Ok(reader.query_row("SELECT max(body) FROM note", [], |row| row.get::<_, String>(0))?)
    });
    assert_eq!(read, Err(Error::Damaged));
    assert!(diagnose(path, &OTHER).is_ok());
}

#[test]
fn threads_that_open_first_and_at_once_all_get_their_key_taken() {
    if let Some((path, expect, _)) = from_parent() {
        return open_from_many_threads(&path, &expect);
    }
    let desk = Desk::new();
    for _ in 0..100 {
        let output = child("threads_that_open_first_and_at_once_all_get_their_key_taken", &desk, "")
            .output()
            .expect("ran");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }
}

fn open_from_many_threads(path: &Path, expect: &Expect) {
    let together = std::sync::Barrier::new(8);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                together.wait();
                open_reader(path, &KEY, expect).expect("opened");
            });
        }
    });
}

#[test]
fn two_processes_and_two_threads_write_side_by_side() {
    if let Some((path, expect, name)) = from_parent() {
        return write_hundred(&mut open_writer(&path, &KEY, &expect).expect("opened"), &name);
    }
    let desk = Desk::new();
    let children: Vec<_> = ["a", "b"]
        .map(|name| {
            child("two_processes_and_two_threads_write_side_by_side", &desk, name)
                .stdout(Stdio::null())
                .spawn()
                .expect("started")
        })
        .into();
    std::thread::scope(|scope| {
        for name in ["c", "d"] {
            let desk = &desk;
            scope.spawn(move || write_hundred(&mut desk.writer(), name));
        }
    });
    for mut process in children {
        assert!(process.wait().expect("ended").success());
    }
    assert_eq!(count(&desk.reader()), 600);
    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("opened");
    assert!(conn.check().expect("checked").is_clean());
}

fn write_hundred(writer: &mut Writer, name: &str) {
    for n in 0..100 {
        let transaction = writer.transaction().expect("the lock in time");
        transaction.execute("INSERT INTO note (body) VALUES (?1)", [format!("{name}{n}")]).expect("written");
        transaction.commit().expect("committed");
    }
}

#[test]
fn what_could_leave_the_file_is_denied() {
    let desk = Desk::new();
    let writer = desk.writer();
    let reader = desk.reader();
    let outside = desk.dir.path().join("outside.db");
    let outside = outside.to_str().expect("text");
    for sql in [
        format!("ATTACH '{outside}' AS o KEY ''"),
        "ATTACH ':memory:' AS o".to_owned(),
        "DETACH main".to_owned(),
        format!("VACUUM INTO '{outside}'"),
        "PRAGMA key = 'x'".to_owned(),
        "PRAGMA rekey = ''".to_owned(),
        "PRAGMA synchronous = OFF".to_owned(),
        "PRAGMA journal_mode = DELETE".to_owned(),
        "PRAGMA query_only = OFF".to_owned(),
        "PRAGMA cipher_log = '/dev/stderr'".to_owned(),
        "SELECT * FROM pragma_table_info('note')".to_owned(),
        "SELECT load_extension('x')".to_owned(),
    ] {
        assert!(writer.execute_batch(&sql).is_err(), "{sql}");
        assert!(reader.execute_batch(&sql).is_err(), "{sql}");
    }
    assert_eq!(desk.names(), ["luukku.db", "luukku.db-shm", "luukku.db-wal"]);
    assert_eq!(writer.execute_batch("DETACH main").map_err(Error::from), Err(Error::Denied));
    // Shadow tables and the schema table are out of reach, and "double quotes" are no strings.
    for sql in ["DELETE FROM word_data", "UPDATE sqlite_schema SET sql = ''", "SELECT \"nothing\""] {
        assert!(writer.execute_batch(sql).is_err(), "{sql}");
    }
    let long = writer.query_row("SELECT length(zeroblob(9000000))", [], |row| row.get::<_, i64>(0));
    assert!(long.is_err(), "longer than 8 MiB");
}

#[test]
fn full_text_search_works_under_the_authorizer() {
    let desk = Desk::new();
    let mut writer = desk.writer();
    let reader = desk.reader();
    assert_eq!(found(&reader, MARKER), 200);
    let transaction = writer.transaction().expect("begun");
    transaction.execute("INSERT INTO note (id, body) VALUES (900, 'uusisana')", []).expect("written");
    transaction.execute("INSERT INTO word (rowid, body) VALUES (900, 'uusisana')", []).expect("indexed");
    transaction.commit().expect("committed");
    assert_eq!((found(&reader, "uusi*"), found(&writer, "uusisana")), (1, 1));
    assert_eq!(writer.checkpoint(), Ok(true));
}

#[test]
fn a_reader_in_the_way_leaves_its_part_of_the_log_and_the_next_fold_takes_it() {
    let desk = Desk::new();
    let writer = desk.writer();
    let reader = desk.reader();
    reader.execute_batch("BEGIN").expect("begun");
    assert_eq!(found(&reader, MARKER), 200);
    writer.execute("INSERT INTO note (id, body) VALUES (900, 'uusisana')", []).expect("written");
    assert_eq!(writer.checkpoint_at_once(), Ok(false));
    reader.execute_batch("COMMIT").expect("ended");
    assert_eq!(writer.checkpoint_at_once(), Ok(true));
}

#[test]
fn a_word_deleted_from_the_index_leaves_no_trace_in_it() {
    let desk = Desk::new();
    let writer = desk.writer();
    writer.execute("INSERT INTO note (id, body) VALUES (900, 'salaosoitekatu')", []).expect("written");
    writer.execute("INSERT INTO word (rowid, body) VALUES (900, 'salaosoitekatu')", []).expect("indexed");
    let traces = |conn: &Connection| {
        let mut statement = conn.prepare("SELECT block FROM word_data").expect("prepared");
        let blocks: Vec<Vec<u8>> =
            statement.query_map([], |row| row.get(0)).expect("read").map(|b| b.expect("block")).collect();
        blocks.iter().any(|block| contains(block, "alaosoitekatu"))
    };
    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("opened");
    assert!(traces(&conn), "the test sees words that are there");
    writer
        .execute("INSERT INTO word (word, rowid, body) VALUES ('delete', 900, 'salaosoitekatu')", [])
        .expect("unindexed");
    writer.execute("DELETE FROM note WHERE id = 900", []).expect("deleted");
    assert!(!traces(&conn));
}

#[test]
fn a_reader_cannot_write_and_can_be_stopped() {
    const ENDLESS: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    let desk = Desk::new();
    let reader = desk.reader();
    assert!(reader.execute("DELETE FROM note", []).is_err());
    let endless =
        |conn: &Connection| conn.query_row(ENDLESS, [], |row| row.get::<_, i64>(0)).map_err(Error::from);
    assert_eq!(reader.within(Duration::from_millis(1), endless), Err(Error::Interrupted));
    assert_eq!(count(&reader), 200, "the deadline is gone with its work");

    let handle = reader.interrupt();
    let (started, wait) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let done = scope.spawn(move || {
            started.send(()).expect("heard");
            endless(&reader)
        });
        wait.recv().expect("started");
        while !done.is_finished() {
            handle.interrupt();
            std::thread::yield_now();
        }
        assert_eq!(done.join().expect("joined"), Err(Error::Interrupted));
    });
}

#[test]
fn durability_can_be_lent_and_no_more() {
    let desk = Desk::new();
    let writer = desk.writer();
    let now = || writer.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).expect("asked");
    assert_eq!(now(), 2);
    writer.set_durable(false).expect("set");
    assert_eq!(now(), 1);
    writer.set_durable(true).expect("set");
    assert_eq!(now(), 2);
}

#[test]
fn a_backup_opens_with_the_same_key_and_salt_and_holds_what_was_in_the_log() {
    let desk = Desk::new();
    let writer = desk.writer();
    writer.execute("INSERT INTO note (body) VALUES ('only in the log so far')", []).expect("written");
    let copy = desk.dir.path().join("copy.db");
    let conn = open_maintenance(&desk.path(), &KEY, &desk.expect).expect("opened");
    conn.backup_to(&copy).expect("copied");
    assert_eq!(conn.backup_to(&copy), Err(Error::File(FileError::Exists)));
    assert_eq!(conn.backup_to(Path::new("file:x?key=")), Err(Error::File(FileError::BadPath)));
    let opened = open_reader(&copy, &KEY, &desk.expect).expect("same key, salt and identity");
    assert_eq!(count(&opened), 201);
    assert!(!contains(&std::fs::read(&copy).expect("read"), MARKER));
    assert_eq!(std::fs::metadata(&copy).expect("there").permissions().mode() & 0o777, 0o600);
    assert!(conn.check().expect("checked").is_clean());
}

#[test]
fn after_a_rekey_only_the_new_key_opens() {
    let desk = Desk::new();
    let held = desk.reader();
    assert_eq!(count(&held), 200);
    assert_eq!(rekey(&desk.path(), &KEY, &OTHER, &desk.expect), Err(Error::Busy), "somebody has it open");
    drop(held);
    rekey(&desk.path(), &KEY, &OTHER, &desk.expect).expect("rekeyed");
    assert_eq!(desk.refused(&KEY, &desk.expect), Error::WrongKeyOrDamaged);
    let reader = open_reader(&desk.path(), &OTHER, &desk.expect).expect("the salt stays");
    assert_eq!((count(&reader), found(&reader, MARKER)), (200, 200));
    assert_eq!(rekey(&desk.path(), &KEY, &OTHER, &desk.expect), Err(Error::WrongKeyOrDamaged));
}
