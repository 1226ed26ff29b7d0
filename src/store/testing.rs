//! What tests of the store and of the floors above share: a real database in a temporary folder, a stepped clock,
//! seeded randomness.

use super::{Act, Actor, Edit, Here, Moment, Store, What, World};
use crate::journal::codes::Face;
use crate::register::kinds::by_name;
use crate::register::{Entropy, Id, Kind, Value};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// 22.9.2026, a Tuesday.
pub const T0: i64 = 1_790_000_000_000;

/// The key of test databases.
pub const KEY: [u8; 32] = [0xf7; 32];

/// A clock that steps one millisecond a reading, and a generator that repeats itself for the same seed.
pub struct TestWorld {
    now: std::sync::atomic::AtomicI64,
    random: Xorshift,
    /// The clocks of the machine, for tests of several processes.
    real: bool,
}

struct Xorshift(u64);

impl Entropy for Xorshift {
    fn fill(&mut self, buf: &mut [u8]) {
        for byte in buf {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            *byte = self.0.to_le_bytes()[2];
        }
    }
}

impl TestWorld {
    pub fn new(seed: u64) -> TestWorld {
        TestWorld { now: std::sync::atomic::AtomicI64::new(T0), random: Xorshift(seed | 1), real: false }
    }

    /// With the clocks of the machine.
    pub fn real(seed: u64) -> TestWorld {
        TestWorld { real: true, ..TestWorld::new(seed) }
    }

    /// Lets time pass.
    pub fn wait(&self, ms: i64) {
        self.now.fetch_add(ms, std::sync::atomic::Ordering::Relaxed);
    }

    pub fn id(&mut self) -> Id {
        let now = self.now().utc_ms;
        Id::v7(now, &mut self.random)
    }
}

impl World for TestWorld {
    fn now(&self) -> Moment {
        if self.real {
            let utc = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
            let utc_ms = i64::try_from(utc.as_millis()).unwrap();
            return Moment { utc_ms, mono_ms: crate::vault::os::mono_ms() };
        }
        let utc_ms = self.now.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Moment { utc_ms, mono_ms: utc_ms - T0 + 1_000 }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.random
    }
}

/// A real database that goes away with its folder.
pub struct TestStore {
    pub store: Store,
    pub world: TestWorld,
    pub path: PathBuf,
    pub salt: [u8; 16],
    pub db_id: Id,
    pub _folder: tempfile::TempDir,
}

impl TestStore {
    pub fn new() -> TestStore {
        let folder = tempfile::tempdir().unwrap();
        let path = std::fs::canonicalize(folder.path()).unwrap().join(super::FILE);
        let mut world = TestWorld::new(7);
        let here = Here {
            dev: world.id(),
            machine: world.id(),
            office: world.id(),
            office_name: "Lahti".to_owned(),
            machine_name: "TISKI-03".to_owned(),
            practice: false,
        };
        let db_id = DB_ID;
        let salt = Store::create(&path, &KEY, db_id, &here, |_| Ok(())).unwrap();
        let store = Store::open(&path, &KEY, salt, db_id).unwrap();
        TestStore { store, world, path, salt, db_id, _folder: folder }
    }

    pub fn write(&mut self, edits: Vec<Edit>) -> super::Result<super::Written> {
        let act = Act { edits, ..Act::default() };
        self.store.write(&actor(), &act, &mut self.world)
    }

    /// A person with these names, and what else is given.
    pub fn person(&mut self, surname: &str, first_names: &str, more: &[(&str, Value)]) -> Id {
        let id = self.world.id();
        let names = BTreeMap::from([(3, surname.into()), (4, first_names.into())]);
        let mut cells = vec![(101, Some(Value::Group(names)))];
        let kind = kind("person");
        cells.extend(more.iter().map(|(f, v)| (kind.field(f).unwrap().number, Some(v.clone()))));
        self.write(vec![set(kind, id, Some(id), cells)]).unwrap();
        id
    }

    /// Sets single fields of a record.
    pub fn set(&mut self, kind_name: &str, id: Id, person: Id, fields: &[(&str, Value)]) {
        let kind = kind(kind_name);
        let cells = fields.iter().map(|(f, v)| (kind.field(f).unwrap().number, Some(v.clone()))).collect();
        self.write(vec![set(kind, id, Some(person), cells)]).unwrap();
    }
}

impl TestStore {
    /// What the keyslots file says of this database.
    pub fn expect(&self) -> crate::cipherdb::Expect {
        crate::cipherdb::Expect { salt: self.salt, db_id: self.db_id, user_version_max: 1 }
    }

    /// Opens it again, as the next start of the program does.
    pub fn reopen(self) -> TestStore {
        let TestStore { store, world, path, salt, db_id, _folder } = self;
        store.close().unwrap();
        let store = Store::open(&path, &KEY, salt, db_id).unwrap();
        TestStore { store, world, path, salt, db_id, _folder }
    }

    /// SQL on the file with its key, past the store: what somebody who has the key may do.
    pub fn tamper(&self, sql: &str) {
        let file = crate::cipherdb::open_maintenance(&self.path, &KEY, &self.expect()).unwrap();
        file.execute_batch(sql).unwrap();
        file.close().unwrap();
    }

    /// Opens a database that is there already, with other randomness than the one who made it.
    pub fn of(path: &std::path::Path, world: TestWorld) -> (Store, TestWorld) {
        let salt = crate::vault::os::private_head::<16>(path).unwrap().1;
        (Store::open(path, &KEY, salt, DB_ID).unwrap(), world)
    }
}

/// The database id of every test database.
pub const DB_ID: Id = Id::from_bytes(*b"the database id!");

/// A row of the log.
pub fn view(subject: Option<Id>) -> super::Entry {
    use crate::journal::{codes::LogAction, log::LogBody};
    super::Entry::ok(LogAction::Open, LogBody { subject, ..LogBody::default() })
}

pub fn kind(name: &str) -> &'static Kind {
    by_name(name).unwrap()
}

pub fn set(kind: &'static Kind, entity: Id, person: Option<Id>, cells: Vec<(u16, Option<Value>)>) -> Edit {
    Edit { kind, entity, person, what: What::Set(cells, None) }
}

pub fn actor() -> Actor {
    Actor { user: Some(Id::from_bytes([0x22; 16])), role: Some("front_desk".to_owned()), face: Face::Tui }
}

/// The names of all tables, the search index's own among them.
pub fn tables(connection: &rusqlite::Connection) -> Vec<String> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Every value of a table as bytes, one after another.
pub fn contents(connection: &rusqlite::Connection, table: &str) -> Vec<u8> {
    use rusqlite::types::ValueRef;
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut bytes = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            match row.get_ref(column).unwrap() {
                ValueRef::Text(text) => bytes.extend(text),
                ValueRef::Blob(blob) => bytes.extend(blob),
                ValueRef::Integer(n) => bytes.extend(n.to_string().into_bytes()),
                ValueRef::Null | ValueRef::Real(_) => {}
            }
            bytes.push(0);
        }
    }
    bytes
}
