//! The register of N: a practice office made by the program, filled up to N clients at the store. Made once, kept in
//! the cache folder, and used by every bench, so that figures of the store and of the whole program are of one file.

use super::people::{NOW, OFFICER, People, Random, SEED, client, contact, set};
use super::{number, salt};
use luukku::cipherdb::{self, Expect, Reader};
use luukku::desk::office::Office as Desk;
use luukku::journal::codes::{Face, LogAction};
use luukku::journal::log::LogBody;
use luukku::register::{Entropy, Id};
use luukku::store::{self, Act, Actor, Entry, Here, Moment, Store, World};
use luukku::vault::secret::PasswordText;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

pub const LUUKKU: &str = env!("CARGO_BIN_EXE_luukku");
/// A client with 2 000 events, and the name to find it by.
pub const BUSY: Id = Id::from_bytes(*b"busy client 2000");
pub const BUSY_NAME: &str = "kiireinen kiia";
/// What the schema's text does not tell: goes up when records come to lie on other rows (`src/store/row.rs`).
const ROWS: u32 = 2;
/// So many clients are one transaction.
const BATCH: u64 = 10_000;

pub struct BenchWorld {
    pub random: Random,
    pub now: i64,
}

impl World for BenchWorld {
    fn now(&self) -> Moment {
        Moment { utc_ms: self.now, mono_ms: self.now - NOW + 1 }
    }
    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.random
    }
}

/// A world at the hour of the machine: the program will open what is written in it.
pub fn world() -> BenchWorld {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    BenchWorld { random: Random(SEED), now: i64::try_from(now).unwrap() }
}

pub fn actor() -> Actor {
    Actor { user: Some(OFFICER), role: Some("front_desk".to_owned()), face: Face::Cli }
}

/// An office, with the key of its database.
pub struct Office {
    pub dir: PathBuf,
    pub login: String,
    pub password: String,
    pub key: [u8; 32],
    db: Id,
}

/// Where things of the bench are kept between runs.
pub fn cache() -> PathBuf {
    let dirs = directories::ProjectDirs::from("", "", "luukku-bench").expect("a home folder");
    let folder = dirs.cache_dir().to_owned();
    std::fs::create_dir_all(&folder).expect("a cache folder");
    std::fs::canonicalize(folder).expect("a path")
}

impl Office {
    /// The office of N, made when it is not there yet.
    pub fn of_n() -> Office {
        let (n, full) = (number("LUUKKU_BENCH_N", 1_000_000), number("LUUKKU_BENCH_FULL", 50_000));
        let schema = luukku::journal::hash::header(store::schema::TEXT.as_bytes());
        let schema: String = schema.iter().take(4).map(|b| format!("{b:02x}")).collect();
        let dir = cache().join(format!("office-{n}-{full}-{SEED}-{schema}-{ROWS}"));
        if !dir.join("ready").exists() {
            let _ = std::fs::remove_dir_all(&dir);
            make(&dir, n, full.min(n));
        }
        Office::at(&dir.join("office"))
    }

    /// A copy that may be written to.
    pub fn copy(&self, to: &Path) -> Office {
        use std::os::unix::fs::DirBuilderExt;
        let dir = to.join("office");
        std::fs::DirBuilder::new().mode(0o700).create(&dir).unwrap();
        for entry in std::fs::read_dir(&self.dir).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), dir.join(entry.file_name())).unwrap();
        }
        std::fs::copy(self.dir.with_file_name("staff.json"), to.join("staff.json")).unwrap();
        Office::at(&dir)
    }

    /// Opens the keyslots with the clerk's password, as a login does.
    fn at(dir: &Path) -> Office {
        let staff = std::fs::read(dir.with_file_name("staff.json")).unwrap();
        let staff: serde_json::Value = serde_json::from_slice(&staff).unwrap();
        let clerk = staff["staff"].as_array().unwrap().iter().find(|s| s["role"] == "front_desk").unwrap();
        let text = |name: &str| clerk[name].as_str().unwrap().to_owned();
        let (login, password) = (text("login"), text("password"));
        let office = Desk::find(dir).unwrap_or_else(|_| panic!("no office in {}", dir.display()));
        let secrets = office.slot_secrets().ok().unwrap();
        let keyslots = office.files().keyslots(&office.device_secret().ok().unwrap()).unwrap();
        let job = keyslots.prepare(&login, PasswordText::from_text(&password).unwrap(), &secrets);
        let keys = job.run().unwrap().finish(&secrets, NOW).ok().unwrap().keys;
        let (_, dbk) = keyslots.open_dbks(&keys).unwrap().remove(0);
        Office { dir: dir.to_owned(), login, password, key: *dbk.expose(), db: keyslots.header().db }
    }

    /// Its database.
    pub fn file(&self) -> PathBuf {
        self.dir.join(store::FILE)
    }

    pub fn open(&self) -> Store {
        Store::open(&self.file(), &self.key, salt(&self.file()), self.db).expect("opened")
    }

    pub fn reader(&self) -> Reader {
        self.open().reader(&self.key).unwrap()
    }

    /// A connection of the bench's own.
    pub fn keyed(&self) -> cipherdb::Maintenance {
        keyed(&self.file(), &self.key, self.db)
    }
}

/// Whether the program makes an office, and the office has all that is asked for: only then it is ready.
fn make(dir: &Path, n: u64, full: u64) {
    std::fs::create_dir_all(dir).unwrap();
    let printed = Command::new(LUUKKU)
        .args(["demo", "--no-open", "--json", "--clients", "500", "--full", "200", "--dir"])
        .arg(dir.join("office"))
        .output()
        .unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    std::fs::write(dir.join("staff.json"), printed.stdout).unwrap();
    let office = Office::at(&dir.join("office"));
    let mut store = office.open();
    let start = Instant::now();
    let records = fill(&mut store, n, full).unwrap();
    let took = start.elapsed().as_secs_f64();
    busy(&mut store);
    store.fold().unwrap();
    store.close().unwrap();
    std::fs::write(dir.join("ready"), []).unwrap();
    println!(
        "office: built {n} persons, {full} full files, {records} records in {took:.1} s: {:.0} records/s; {} MiB",
        records as f64 / took,
        std::fs::metadata(office.file()).unwrap().len() >> 20
    );
}

/// Fills a register with `n` persons, `full` of them with full files; answers how many records that was.
pub fn fill(store: &mut Store, n: u64, full: u64) -> store::Result<u64> {
    let people = People::new();
    let mut random = Random(SEED);
    let mut world = world();
    let mut records = 0;
    let mut number = 0;
    while number < n {
        let until = (number + if number < full { BATCH / 4 } else { BATCH }).min(n);
        let entry = |batch: store::bulk::Batch| Entry {
            count: batch.records,
            ..Entry::ok(LogAction::Create, LogBody::default())
        };
        let batch = store.bulk(&actor(), entry, &mut world, || {
            (number < until).then(|| {
                let (person, act) = client(&people, &mut random, number, number < full);
                number += 1;
                (actor(), Some(person), act)
            })
        })?;
        records += batch.records;
    }
    store.end_bulk()?;
    Ok(records)
}

fn busy(store: &mut Store) {
    let mut random = Random(1);
    let mut world = world();
    let names = [("surname", "Kiireinen".into()), ("first_names", "Kiia".into())];
    let person = set("person", BUSY, BUSY, &names);
    store.write(&actor(), &Act { edits: vec![person], ..Act::default() }, &mut world).unwrap();
    for i in 0..2_000 {
        let edit = contact(&mut random, BUSY, NOW - i * 3_600_000);
        store.write(&actor(), &Act { edits: vec![edit], ..Act::default() }, &mut world).unwrap();
    }
}

/// An empty database under a key of its own.
pub fn empty(path: &Path) -> Store {
    let mut random = Random(SEED);
    let mut id = || Id::v7(NOW, &mut random);
    let here = Here {
        dev: id(),
        machine: id(),
        office: id(),
        office_name: "Lahti".to_owned(),
        machine_name: "BENCH".to_owned(),
        practice: true,
    };
    let salt = Store::create(path, &super::KEY, super::DB_ID, &here, |_| Ok(())).expect("made");
    Store::open(path, &super::KEY, salt, super::DB_ID).expect("opened")
}

/// A connection of the bench's own on an encrypted register.
pub fn keyed(path: &Path, key: &[u8; 32], db_id: Id) -> cipherdb::Maintenance {
    let expect = Expect { salt: salt(path), db_id, user_version_max: 1 };
    cipherdb::open_maintenance(path, key, &expect).unwrap()
}
