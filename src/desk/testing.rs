//! What tests of the desk share: an office with a user for each role over a real database, without the login.
#![allow(dead_code)] // not every test uses every helper

use super::ClientFile;
use super::answer::Answer;
use super::api::Refusal;
use super::edits::Source;
use super::session::{Session, Who};
use super::views::Views;
use crate::access::{Identification, Individual, Policy};
use crate::cipherdb::Expect;
use crate::journal::codes::Face;
use crate::journal::hash::one_id;
use crate::register::kinds::by_name;
use crate::register::{Card, Entropy, Id, Value};
use crate::store::people::{self, Account};
use crate::store::{self, Act, Edit, Entry, Here, Moment, Store, World, keys};
use crate::vault::seal::Ck;
use crate::vault::user::UserKeys;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub use crate::store::testing::{KEY, T0, kind};

/// The roles of the first set.
pub const ROLES: [&str; 5] = ["front_desk", "case_officer", "supervisor", "log_auditor", "administrator"];

/// Compartment code of the log detail's key.
pub const LOG_DETAIL: u8 = 127;

/// A generator that repeats itself for the same seed.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Seeded {
        Seeded(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Entropy for Seeded {
    fn fill(&mut self, buf: &mut [u8]) {
        for byte in buf {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            *byte = self.0.to_le_bytes()[2];
        }
    }
}

/// A clock that steps one millisecond a reading; the test holds the other end.
#[derive(Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Lets time pass.
    pub fn wait(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }
}

/// The world of a test.
pub struct DeskWorld {
    clock: Clock,
    random: Seeded,
}

impl World for DeskWorld {
    fn now(&self) -> Moment {
        let utc_ms = self.clock.0.fetch_add(1, Ordering::Relaxed);
        Moment { utc_ms, mono_ms: utc_ms - T0 + 1_000 }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.random
    }
}

/// An office that goes away with its folder, and somebody logged in.
pub struct TestDesk {
    pub session: Session,
    pub clock: Clock,
    pub path: PathBuf,
    /// What its file must be, for looking at its pages.
    pub expect: Expect,
    pub unit: Id,
    pub other_unit: Id,
    _folder: tempfile::TempDir,
}

/// The user of a role: always the same id.
pub fn user(role: &str) -> Id {
    let at = ROLES.iter().position(|r| *r == role).unwrap();
    Id::from_bytes([0xA0 + u8::try_from(at).unwrap(); 16])
}

/// The key of a sealed compartment of this office.
pub fn ck(comp: u8) -> Ck {
    Ck::generate(comp, 1, &mut Seeded::new(1_000 + u64::from(comp)))
}

/// The compartments that a role's keys open by default (security design, section 5).
fn compartments(role: &str) -> &'static [u8] {
    match role {
        "case_officer" => &[7],
        "log_auditor" => &[LOG_DETAIL],
        _ => &[],
    }
}

fn who(role: &str, unit: Id) -> Who {
    Who {
        id: user(role),
        login: role.to_owned(),
        name: format!("Testaaja {role}"),
        unit,
        unit_name: "Neuvonta".to_owned(),
        roles: vec![role.to_owned()],
        individual: Individual::new(),
        keys: UserKeys::generate(user(role), &mut Seeded::new(u64::from(user(role).as_bytes()[0]))),
        compartment_keys: compartments(role).iter().map(|comp| ck(*comp)).collect(),
        handover_keys: Vec::new(),
        own_hetu: None,
    }
}

impl TestDesk {
    /// A new office with a session of this role.
    pub fn new(role: &str) -> TestDesk {
        let folder = tempfile::tempdir().unwrap();
        let path = std::fs::canonicalize(folder.path()).unwrap().join(store::FILE);
        let clock = Clock(Arc::new(AtomicI64::new(T0)));
        let mut world = DeskWorld { clock: clock.clone(), random: Seeded::new(7) };
        let mut id = || Id::v7(T0, &mut world.random);
        let here = Here {
            dev: id(),
            machine: id(),
            office: id(),
            office_name: "Lahti".to_owned(),
            machine_name: "TISKI-03".to_owned(),
            practice: false,
        };
        let (db_id, unit, other_unit) = (id(), id(), id());
        let salt = Store::create(&path, &KEY, db_id, &here, |connection| {
            store::put_meta(connection, super::own_file::KEY, &[7; 32])?;
            people::put_unit(connection, unit, "Neuvonta")?;
            people::put_unit(connection, other_unit, "Omavirkailijat")?;
            for role in ROLES {
                let who = who(role, unit);
                people::put_account(
                    connection,
                    &Account {
                        user: who.id,
                        login: who.login,
                        name: who.name,
                        unit,
                        slot_gen: 1,
                        sig_pub: Some(who.keys.sig_pub()),
                        kem_pub: None,
                        own_hetu: None,
                        created: T0,
                        passivated: None,
                    },
                )?;
            }
            for comp in [4, 5, 6, 7, LOG_DETAIL] {
                keys::put_public_key(connection, comp, 1, ck(comp).cpk().public.as_bytes(), T0)?;
            }
            Ok(())
        })
        .unwrap();
        let store = Store::open(&path, &KEY, salt, db_id).unwrap();
        let user_version_max = i32::try_from(store::SCHEMA_VERSION).unwrap();
        let expect = Expect { salt, db_id, user_version_max };
        let policy = Policy::embedded().unwrap();
        let session = Session::new(store, Box::new(world), policy, who(role, unit), Face::Tui);
        TestDesk { session, clock, path, expect, unit, other_unit, _folder: folder }
    }

    /// Somebody else logs in; no file is open.
    pub fn switch(&mut self, role: &str) {
        let unit = self.unit;
        self.session.file = None;
        self.session.views = Views::default();
        self.session.who = who(role, unit);
    }

    /// Writes edits as the program itself.
    pub fn write(&mut self, edits: Vec<Edit>) {
        self.session.write(&Act { edits, ..Act::default() }).unwrap();
    }

    /// A person with these names and what else is given, in the register before the test begins.
    pub fn person(&mut self, surname: &str, first_names: &str, more: &[(&str, Value)]) -> Id {
        let person = self.session.new_id();
        let mut fields: Vec<(&str, Value)> = vec![
            ("surname", surname.into()),
            ("first_names", first_names.into()),
            ("service_language", "fi".into()),
            ("citizenships", Value::codes(["246"])),
            ("protected", Value::Bool(false)),
            ("identity_state", "verified".into()),
        ];
        if more.iter().all(|(name, _)| *name != "birth_date") {
            fields.push(("birth_date", Value::Int(8_886)));
        }
        fields.retain(|(name, _)| more.iter().all(|(given, _)| given != name));
        if more.iter().all(|(name, _)| *name != "hetu") {
            fields.push(("foreign_id", "ULKO-1".into()));
        }
        fields.extend(more.iter().cloned());
        let edit = self.session.made(kind("person"), person, Some(person), &Source::officer(), fields);
        self.write(vec![edit]);
        person
    }

    /// A record of a kind, in the register before the test begins.
    pub fn record(&mut self, kind_name: &str, person: Id, fields: &[(&str, Value)]) -> Id {
        let kind = by_name(kind_name).unwrap();
        let id = match kind.card {
            Card::One => one_id(person, kind.number),
            _ => self.session.new_id(),
        };
        let edit = self.session.made(kind, id, Some(person), &Source::customer(), fields.to_vec());
        self.write(vec![edit]);
        id
    }

    /// Opens a client's file by an identified visit.
    pub fn open(&mut self, person: Id) -> ClientFile<'_> {
        self.session.open_visit(person, Identification::IdentityCard, "desk").unwrap()
    }

    /// The file that is open.
    pub fn file(&mut self) -> ClientFile<'_> {
        self.session.file().unwrap()
    }

    /// The actions about a person in the access log, oldest first.
    pub fn log_of(&self, person: Id) -> Vec<u16> {
        let mut rows = store::access_log::about(self.session.store.connection(), person, 10_000).unwrap();
        rows.reverse();
        rows.iter().map(|(header, _)| crate::journal::log::decode_header(header).unwrap().action).collect()
    }

    /// Writes log rows, for tests that need some.
    pub fn log(&mut self, rows: Vec<Entry>) {
        self.session.log(rows).unwrap();
    }

    /// How many changes this database has made.
    pub fn changes(&self) -> u64 {
        store::read::changes(self.session.store.connection()).unwrap()
    }
}

/// Whether an answer is a refusal of rights.
pub fn not_allowed<T>(answer: &Answer<T>) -> bool {
    matches!(answer, Err(Refusal::NotAllowed(_)))
}

#[test]
fn an_office_for_tests_opens_files() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    assert_eq!(desk.log_of(person), [206, 201]);
    desk.switch("case_officer");
    assert!(desk.session.file().is_err());
}
