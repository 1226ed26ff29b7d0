//! Processes killed in the middle of work, and files with one bit changed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::*;
use crate::register::Id;

const KEYS: [[u8; 32]; 2] = [[0x4b; 32], [0x4c; 32]];
const DB_ID: Id = Id::from_bytes(*b"the database id!");

fn build(conn: &rusqlite::Connection) -> Result<(), Error> {
    conn.execute_batch(
        "CREATE TABLE meta (k TEXT PRIMARY KEY, v BLOB);
         CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO note (body) SELECT 'muistiinpano ' || i FROM n;",
    )?;
    Ok(())
}

fn made(path: &Path) -> Expect {
    let salt = create(path, &KEYS[0], &DB_ID, 1, build).expect("created");
    Expect { salt, db_id: DB_ID, user_version_max: 1 }
}

/// What the keyslots file would say of a file that is there.
fn found(path: &Path) -> Expect {
    let salt = crate::vault::os::private_head::<16>(path).expect("a private file").1;
    Expect { salt, db_id: DB_ID, user_version_max: 1 }
}

/// Starts the test once more in a process of its own, where it works without end and says a line for each piece of
/// work, and kills it in the middle of the next piece after `lines` of them.
fn killed_after(test: &str, folder: &Path, lines: usize) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "--nocapture", &format!("cipherdb::crash_tests::{test}")])
        .env("LUUKKU_TEST_FOLDER", folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let said = output.lines().map_while(Result::ok).filter(|line| line == "done").take(lines).count();
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert_eq!(said, lines, "it ended before it was killed");
}

/// Where to work, in the process that [`killed_after`] starts.
fn folder_of_child() -> Option<PathBuf> {
    std::env::var_os("LUUKKU_TEST_FOLDER").map(PathBuf::from)
}

fn say_done() {
    println!("\ndone");
    std::io::stdout().flush().expect("written");
}

#[test]
fn a_kill_while_rekeying_leaves_exactly_one_of_the_two_keys() {
    if let Some(folder) = folder_of_child() {
        rekey_for_ever(&folder);
    }
    for lines in [1, 2, 3, 4, 5, 6] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let path = dir.path().join("luukku.db");
        let expect = made(&path);
        killed_after("a_kill_while_rekeying_leaves_exactly_one_of_the_two_keys", dir.path(), lines);
        let open = KEYS.map(|key| open_maintenance(&path, &key, &expect));
        let [first, second] = open;
        assert_ne!(first.is_ok(), second.is_ok(), "after {lines}");
        let conn = first.or(second).expect("one of them");
        assert!(conn.check().expect("checked").is_clean());
        let count: i64 = conn.query_row("SELECT count(*) FROM note", [], |row| row.get(0)).expect("counted");
        assert_eq!(count, 2000);
    }
}

fn rekey_for_ever(folder: &Path) -> ! {
    let path = folder.join("luukku.db");
    let expect = found(&path);
    let [mut now, mut next] = KEYS;
    loop {
        rekey(&path, &now, &next, &expect).expect("rekeyed");
        std::mem::swap(&mut now, &mut next);
        say_done();
    }
}

#[test]
fn a_kill_while_making_leaves_no_database_or_a_whole_one() {
    if let Some(folder) = folder_of_child() {
        return make_for_ever(&folder);
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    for lines in [1, 3, 5] {
        killed_after("a_kill_while_making_leaves_no_database_or_a_whole_one", dir.path(), lines);
        let mut whole = 0;
        for entry in std::fs::read_dir(dir.path()).expect("listed") {
            let path = entry.expect("entry").path();
            if path.extension().is_some_and(|extension| extension == "db") {
                let conn = open_maintenance(&path, &KEYS[0], &found(&path)).expect("whole");
                assert!(conn.check().expect("checked").is_clean());
                whole += 1;
            }
        }
        assert!(whole >= lines);
    }
}

fn make_for_ever(folder: &Path) {
    for number in 0.. {
        let path = folder.join(format!("{number}.db"));
        if !path.exists() {
            made(&path);
            say_done();
        }
    }
}

#[test]
fn a_changed_bit_anywhere_is_found_and_never_believed() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("luukku.db");
    let expect = made(&path);
    let sound = std::fs::read(&path).expect("read");
    let read_all = || -> Result<usize, Error> {
        let reader = open_reader(&path, &KEYS[0], &expect)?;
        let mut statement = reader.prepare("SELECT k FROM meta UNION ALL SELECT body FROM note")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.len())
    };
    assert_eq!(read_all(), Ok(2001));
    for at in (0..sound.len()).step_by(1009) {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&path, bytes).expect("written");
        match read_all() {
            Err(Error::WrongSalt) if at < 16 => {}
            Err(Error::WrongKeyOrDamaged) if (16..4096).contains(&at) => {}
            Err(Error::Damaged) if at >= 4096 => {}
            // A page that no query here reads, such as the one of an index: the check sees it.
            Ok(2001) => {
                assert!(
                    matches!(diagnose(&path, &KEYS[0]), Ok(Diagnosis::Damage { bad: 1, .. })),
                    "byte {at}"
                );
            }
            other => panic!("byte {at}: {other:?}"),
        }
    }
}
