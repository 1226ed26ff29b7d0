//! The register file: damaged pages under the cipher, damaged values inside it, and what is looked for in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use luukku::cipherdb::{self, Expect};
use luukku::desk::meaning::{Meaning, understand};
use luukku::desk::search::look_up;
use luukku::journal::codes::{Face, LogAction, Outcome};
use luukku::journal::log::LogBody;
use luukku::register::kinds::{self, by_name};
use luukku::register::{Entropy, Id, Value};
use luukku::store::{
    Act, Actor, Edit, Entry, Error, Here, Moment, Store, What, World, doctor, entity, log_verify, read,
    replay, rights_log,
};

use super::harness::Target;
use super::mutate::{Rng, Shape};
use super::vault::{OFFICE, Repeats};

const KEY: [u8; 32] = [0xf7; 32];
const DB: Id = Id::from_bytes([0x33; 16]);
const TODAY: i32 = 20_718;
const QUERY: &[&str] = &[
    "\"",
    "*",
    "(",
    ")",
    ":",
    "^",
    "+",
    "-",
    "{",
    "}",
    " OR ",
    " NOT ",
    " AND ",
    "NEAR(",
    "exact:",
    "folded :",
    "\0",
    "'",
    ";",
    "--",
    "94_",
    "1.5.1994",
    "050",
    "niskanen",
    "ä",
    "\u{301}",
    "ß",
    "010594Y9032",
];

pub const TARGETS: [Target; 3] = [
    Target { name: "search", shape: Shape::Text, words: QUERY, inputs: 700, check: looked_for },
    Target { name: "database-pages", shape: Shape::Bytes, words: &[], inputs: 24, check: pages },
    Target { name: "database-values", shape: Shape::Cbor, words: &[], inputs: 40, check: values },
];

struct TestWorld(Repeats);

impl World for TestWorld {
    fn now(&self) -> Moment {
        Moment { utc_ms: 1_790_000_000_000, mono_ms: 1_000 }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.0
    }
}

/// A small register, closed.
struct Register {
    bytes: Vec<u8>,
    salt: [u8; 16],
    folder: tempfile::TempDir,
}

impl Register {
    fn make() -> Register {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap().join("made.db");
        let mut world = TestWorld(Repeats(Rng::of("register", 0, 0)));
        let id = |byte| Id::from_bytes([byte; 16]);
        let here = Here {
            dev: id(0x88),
            machine: id(0x11),
            office: OFFICE,
            office_name: "Lahti".to_owned(),
            machine_name: "TISKI-03".to_owned(),
            practice: false,
        };
        let salt = Store::create(&path, &KEY, DB, &here, |_| Ok(())).unwrap();
        let mut store = Store::open(&path, &KEY, salt, DB).unwrap();
        let actor = Actor { user: Some(id(0x22)), role: Some("front_desk".to_owned()), face: Face::Tui };
        for (i, (surname, first)) in
            [("Niskanen", "Oskari"), ("Mäki-Salo", "Åsa Ñandú"), ("O'Hara", "Seán")].into_iter().enumerate()
        {
            let person = id(0x40 + i as u8);
            let kind = by_name("person").unwrap();
            let names = BTreeMap::from([(3, surname.into()), (4, first.into())]);
            let cells = vec![(101, Some(Value::Group(names)))];
            for what in [What::Set(cells.clone(), None), What::Set(cells, None)] {
                let edit = Edit { kind, entity: person, person: Some(person), what };
                let log = vec![Entry::new(LogAction::Create, Outcome::Ok, 1, LogBody::default())];
                let act = Act { edits: vec![edit], log, ..Act::default() };
                store.write(&actor, &act, &mut world).unwrap();
            }
        }
        store.fold().unwrap();
        store.close().unwrap();
        Register { bytes: std::fs::read(&path).unwrap(), salt, folder }
    }

    fn expect(&self) -> Expect {
        Expect { salt: self.salt, db_id: DB, user_version_max: 1 }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// A copy to work on.
    fn put(&self, bytes: &[u8], name: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path(name);
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(path.with_file_name(format!("{name}{end}")));
        }
        std::fs::write(&path, bytes).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }
}

thread_local! {
    static REGISTER: Register = Register::make();
}

/// What may be answered about a file that somebody damaged.
fn damage(error: &Error) {
    let ok = match error {
        Error::File(error) => matches!(
            error,
            cipherdb::Error::WrongKeyOrDamaged
                | cipherdb::Error::Damaged
                | cipherdb::Error::WrongSalt
                | cipherdb::Error::TooShort(_)
                | cipherdb::Error::Plaintext
                | cipherdb::Error::File(_)
        ),
        error => matches!(error, Error::Damaged(..) | Error::Sqlite(11 | 26)),
    };
    assert!(ok, "{error:?} is no answer about a damaged file");
}

/// Reads all that the program ever reads of a file.
fn read_all(connection: &luukku::store::Connection) -> Result<(), Error> {
    doctor::chains(connection)?;
    doctor::rows(connection, 1)?;
    replay::whole(connection)?;
    replay::acts(connection)?;
    rights_log::compare(connection)?;
    log_verify::verify(connection, OFFICE, &[], &[])?;
    entity::every(connection, |id, stored| {
        for cell in stored.entity.cells() {
            let _ = (stored.entity.shown(cell), stored.entity.conflicts());
        }
        entity::past(connection, id).map(drop)
    })?;
    for i in 0..3 {
        let person = Id::from_bytes([0x40 + i; 16]);
        for kind in kinds::ALL.iter().filter(|kind| !kind.compartment.sealed() && kind.name != "person") {
            read::page(connection, kind, person, 0, 10)?;
        }
        read::one(connection, by_name("person").unwrap(), person)?;
    }
    Ok(())
}

/// Six bytes for each damage: where, and what is written there.
fn pages(bytes: &[u8]) {
    REGISTER.with(|register| {
        let mut file = register.bytes.clone();
        for damage in bytes.chunks_exact(6) {
            let at = u32::from_be_bytes([0, damage[0], damage[1], damage[2]]) as usize % file.len();
            match damage[3] {
                0..200 => file[at] ^= damage[4] | 1,
                200..220 => file.truncate(at),
                220..240 => {
                    // One page in the place of another: each right by itself.
                    let (from, to) = (at / 4096 * 4096, usize::from(damage[4]) * 4096 % file.len().max(1));
                    let page: Vec<u8> = file.iter().skip(from).take(4096).copied().collect();
                    for (to, from) in file.iter_mut().skip(to).zip(page) {
                        *to = from;
                    }
                }
                _ => file.iter_mut().skip(at).take(64).for_each(|byte| *byte = damage[5]),
            }
            if file.is_empty() {
                break;
            }
        }
        let same = file == register.bytes;
        let path = register.put(&file, "damaged.db");
        let opened = cipherdb::open_reader(&path, &KEY, &register.expect()).map_err(Error::from);
        match opened.and_then(|reader| reader.within(std::time::Duration::from_secs(60), read_all)) {
            Ok(()) => {}
            Err(error) => {
                assert!(!same, "{error:?} about a whole file");
                damage(&error);
            }
        }
        let written = Store::open(&path, &KEY, register.salt, DB).and_then(Store::close);
        if let Err(error) = written {
            damage(&error);
        }
    });
}

/// Columns of the register, each of which a stranger with the key, or a fault, could have filled with anything.
const COLUMNS: [(&str, &str); 16] = [
    ("ent", "meta"),
    ("ent", "state"),
    ("ent", "kind"),
    ("ent", "subj"),
    ("ent", "comp"),
    ("history", "value"),
    ("history", "user"),
    ("history", "field"),
    ("change", "header"),
    ("change", "body"),
    ("change", "c"),
    ("access_log", "header"),
    ("access_log", "body"),
    ("access_log", "c"),
    ("person", "surname"),
    ("search_doc", "name"),
];

/// First byte: which column; second: as which type; the rest is the value.
fn values(bytes: &[u8]) {
    let [column, kind, value @ ..] = bytes else { return };
    let (table, column) = COLUMNS[usize::from(*column) % COLUMNS.len()];
    REGISTER.with(|register| {
        let path = register.put(&register.bytes, "values.db");
        {
            let mut writer = cipherdb::open_writer(&path, &KEY, &register.expect()).unwrap();
            let tx = writer.transaction().unwrap();
            let sql = format!("UPDATE {table} SET {column} = ?1");
            // What the schema refuses does not get in.
            let done = match kind % 4 {
                0 => tx.execute(&sql, [value]),
                1 => tx.execute(&sql, [String::from_utf8_lossy(value)]),
                2 => tx.execute(&sql, [value.iter().fold(0i64, |n, byte| n << 8 | i64::from(*byte))]),
                _ => tx.execute(&sql, [f64::from(value.first().copied().unwrap_or(0)) / 3.0]),
            };
            if done.is_err() {
                return;
            }
            tx.commit().unwrap();
        }
        let reader = cipherdb::open_reader(&path, &KEY, &register.expect()).unwrap();
        // Every answer is right but a panic; parts are read also where another is damaged.
        let _ = doctor::chains(&reader).is_ok();
        let _ = doctor::rows(&reader, 1).is_ok();
        let _ = replay::whole(&reader).is_ok();
        let _ = replay::acts(&reader).is_ok();
        let _ = rights_log::compare(&reader).is_ok();
        let _ = log_verify::verify(&reader, OFFICE, &[], &[]).is_ok();
        let _ = read_all(&reader).is_ok();
        let _ = look_up(&reader, "niskanen", TODAY).is_ok();
    });
}

fn looked_for(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    if let Meaning::Query(query, _) = understand(text, TODAY) {
        assert!(format!("{query:?}").len() <= 16 * text.len() + 128, "a query longer than what was typed");
    }
    thread_local! {
        static READER: (PathBuf, cipherdb::Reader) = REGISTER.with(|register| {
            let path = register.put(&register.bytes, "search.db");
            let reader = cipherdb::open_reader(&path, &KEY, &register.expect()).unwrap();
            (path, reader)
        });
    }
    READER.with(|(path, reader)| {
        assert!(Path::exists(path));
        match look_up(reader, text, TODAY) {
            Ok(_) | Err(Error::TooBroad) => {}
            Err(error) => panic!("{error:?}"),
        }
        // Signs beside a name part words and mean nothing else.
        if !text.chars().any(|c| c.is_alphanumeric() || !c.is_ascii()) && text.len() < 200 {
            let signs = format!("niskanen {text}");
            assert!(found(reader, &signs) == 1, "{signs:?} does not find Niskanen");
            let signs = format!("{text} niskanen");
            assert!(found(reader, &signs) == 1, "{signs:?} does not find Niskanen");
        }
    });
}

fn found(reader: &cipherdb::Reader, text: &str) -> usize {
    match understand(text, TODAY) {
        Meaning::Query(query, _) => luukku::store::search::find_in(reader, &query, 50).unwrap().len(),
        Meaning::PhoneOrDay(..) | Meaning::Nothing(_) | Meaning::Wrong(_) => 0,
    }
}
