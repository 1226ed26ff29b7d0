//! `luukku doctor`: what is well and what is not with this terminal. Tells places, numbers and states, nothing of any
//! client. What needs the register's key is looked at after a login.

use super::answer::Answer;
use super::api::Message;
use super::login::Desk;
use super::office::Office;
use super::place;
use super::recovery;
use crate::access::Ability;
use crate::cipherdb::{self, Expect};
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{Detail, LogBody};
use crate::register::Value;
use crate::store::{self, Entry, SCHEMA_VERSION, doctor, migrate};
use crate::vault::device::Backend;
use crate::vault::keyheap;
use crate::vault::os;
use std::path::Path;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// It works, and somebody should know.
    Mind,
    /// It is wrong.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its stable name.
    pub name: &'static str,
    /// How it is.
    pub state: State,
    /// What is to be said.
    pub message: Message,
}

impl Finding {
    /// A finding.
    pub fn new(name: &'static str, state: State, message: Message) -> Finding {
        Finding { name, state, message }
    }
}

/// Key of a 504 row's detail: rows and search index were built again, not looked at.
pub const REBUILT: u16 = 1;

/// Below this the disk is worth a word, and below that nothing can be saved soon, in bytes.
const DISK: (u64, u64) = (1 << 30, 100 << 20);

/// What can be seen without a login.
pub fn machine(folder: &Path) -> Vec<Finding> {
    let mut found = vec![swap(), memory(), keys_in_memory(), freed_memory()];
    found.extend(disk(folder));
    let office = match Office::find(folder) {
        Ok(office) => office,
        Err(fault) => {
            found.push(Finding::new("office", State::Wrong, fault.0));
            return found;
        }
    };
    found.push(Finding::new(
        "office",
        State::Fine,
        Message::new("doctor-office").with("folder", office.folder().display().to_string()),
    ));
    found.push(modes(&office));
    found.extend(left_aside(&office));
    found.extend(keys(&office));
    found
}

fn swap() -> Finding {
    match os::open_swap() {
        0 => Finding::new("swap", State::Fine, Message::new("doctor-swap")),
        n => Finding::new("swap", State::Mind, Message::new("doctor-swap-open").with("n", n.to_string())),
    }
}

fn memory() -> Finding {
    let mib = os::resident_bytes().map_or(0, |bytes| bytes >> 20);
    Finding::new("memory", State::Fine, Message::new("doctor-memory").with("mib", mib.to_string()))
}

/// Whether keys may be written to a swap area.
fn keys_in_memory() -> Finding {
    let (state, id) = match keyheap::state() {
        keyheap::State::Locked => (State::Fine, "doctor-keys-locked"),
        keyheap::State::NotLocked => (State::Mind, "doctor-keys-not-locked"),
        keyheap::State::Overflowed => (State::Mind, "doctor-keys-overflowed"),
    };
    Finding::new("key-memory", state, Message::new(id))
}

/// Whether what the database gave back is wiped.
fn freed_memory() -> Finding {
    let (state, id) = match cipherdb::wipes_memory() {
        true => (State::Fine, "doctor-wiped"),
        false => (State::Mind, "doctor-not-wiped"),
    };
    Finding::new("freed-memory", state, Message::new(id))
}

fn disk(folder: &Path) -> Option<Finding> {
    let free = os::free_disk_bytes(folder).ok()?;
    let state = match free {
        free if free < DISK.1 => State::Wrong,
        free if free < DISK.0 => State::Mind,
        _ => State::Fine,
    };
    Some(Finding::new("disk", state, Message::new("doctor-disk").with("mib", (free >> 20).to_string())))
}

/// Nobody else may read the folder or what is in it.
fn modes(office: &Office) -> Finding {
    let wrong = |what: &str| {
        Finding::new("modes", State::Wrong, Message::new("doctor-modes-open").with("file", what))
    };
    if os::create_private_dir(office.folder()).is_err() {
        return wrong(".");
    }
    for name in super::practice::FILES {
        match os::is_private(&office.folder().join(name)) {
            Ok(()) | Err(os::FileError::Missing) => {}
            Err(_) => return wrong(name),
        }
    }
    Finding::new("modes", State::Fine, Message::new("doctor-modes"))
}

/// Old databases that restores put aside. They open with the same keys, and hold what a later turvakielto or erasure
/// took out of the register.
fn left_aside(office: &Office) -> Option<Finding> {
    let names = os::names_in(office.folder()).ok()?;
    let aside: Vec<String> = names.into_iter().filter(|name| place::is_aside(name)).collect();
    let message = Message::new("doctor-aside").with("files", aside.join(", "));
    (!aside.is_empty()).then(|| Finding::new("aside", State::Mind, message))
}

fn keys(office: &Office) -> Vec<Finding> {
    let file = office.device().backend() == Backend::File;
    let (state, id) =
        if file { (State::Mind, "doctor-backend-file") } else { (State::Fine, "doctor-backend-keystore") };
    let mut found = vec![Finding::new("backend", state, Message::new(id))];
    let ds = match office.device_secret() {
        Ok(ds) => ds,
        Err(fault) => {
            found.push(Finding::new("keys", State::Wrong, fault.0));
            return found;
        }
    };
    match office.files().keyslots(&ds) {
        Ok(keyslots) => {
            let n = keyslots.slots().len().to_string();
            let (state, id) =
                if file { (State::Mind, "doctor-slots-file") } else { (State::Fine, "doctor-slots") };
            found.push(Finding::new("slots", state, Message::new(id).with("n", n)));
        }
        Err(fault) => {
            found.push(Finding::new("slots", State::Wrong, super::office_fault::OfficeFault::from(fault).0));
        }
    }
    found.push(match office.files().door(&ds, office.machine()) {
        Ok(_) => Finding::new("door", State::Fine, Message::new("doctor-door")),
        Err(_) => Finding::new("door", State::Wrong, Message::new("error-door")),
    });
    found
}

impl Desk {
    /// What can be seen of the register by whoever is logged in: schema, pages and structure of the file, chains of
    /// changes, rows against records, search index, and all of it against journal and access log. Takes long on a large
    /// register. It is written down.
    ///
    /// # Errors
    /// When the register cannot be read at all.
    pub fn examine(&mut self) -> Answer<Vec<Finding>> {
        let mut found = Vec::new();
        let version = migrate::version(self.session()?.store.connection())?;
        let current = i64::from(version) == i64::from(SCHEMA_VERSION);
        let message = Message::new("doctor-schema").with("version", version.to_string());
        let schema = Finding::new("schema", if current { State::Fine } else { State::Wrong }, message);
        found.push(self.recount_schema()?.unwrap_or(schema));
        found.push(self.integrity()?);
        let session = self.session()?;
        let chains = doctor::chains(session.store.connection())?;
        let good: u64 = chains.iter().map(|c| c.good).sum();
        let whole = chains.iter().all(|c| c.fault.is_none() && c.noted);
        found.push(judged("chains", whole, good));
        let rows = doctor::rows(session.store.connection(), 1)?;
        found.push(judged("rows", rows.is_clean(), rows.checked));
        let sound = session.store.search_is_sound()?;
        found.push(judged("search", sound, 0));
        found.extend(self.recount_search()?);
        found.extend(self.recount()?);
        let session = self.session()?;
        let confirmed = recovery::is_confirmed(session.store.connection())?;
        let (state, id) = match (confirmed, session.store.here().practice) {
            (true, _) => (State::Fine, "doctor-recovery"),
            // Its passwords stand on the login screen: there is nothing to keep in a safe, and nobody was shown a key.
            (false, true) => (State::Fine, "doctor-recovery-practice"),
            (false, false) => (State::Mind, "doctor-recovery-unconfirmed"),
        };
        found.push(Finding::new("recovery", state, Message::new(id)));
        let wrong = found.iter().filter(|f| f.state == State::Wrong).count();
        let body = LogBody::default();
        session.log(vec![match wrong {
            0 => Entry::ok(LogAction::IntegrityCheck, body),
            n => Entry::new(LogAction::IntegrityCheck, Outcome::Failed, n as u64, body),
        }])?;
        Ok(found)
    }

    /// Builds the rows, the search documents and the index again from the records; answers how many records there are.
    /// Written down before it is done. Takes long on a large register, and nothing is saved meanwhile.
    ///
    /// # Errors
    /// Refused without the right to the installation or the password typed again. Everything is left as it was then.
    pub fn rebuild(&mut self) -> Answer<u64> {
        self.require_proof()?;
        let session = self.session()?;
        session.require_ability(Ability::Configure)?;
        let detail = Detail::from([(REBUILT, Value::Bool(true))]);
        let body = LogBody { detail: Some(detail), ..LogBody::default() };
        session.log(vec![Entry::ok(LogAction::IntegrityCheck, body)])?;
        session.settle()?;
        Ok(session.store.rebuild_projections()?)
    }

    fn integrity(&mut self) -> Answer<Finding> {
        let ds = self.office.device_secret()?;
        let keyslots = self.office.files().keyslots(&ds).map_err(super::office_fault::OfficeFault::from)?;
        let header = keyslots.header();
        let expect = Expect {
            salt: header.db_salt,
            db_id: header.db,
            user_version_max: i32::try_from(SCHEMA_VERSION).unwrap_or(i32::MAX),
        };
        let path = self.office.database();
        let Some(held) = &self.held else { return Err(super::api::Refusal::NoSession) };
        let checked = cipherdb::open_maintenance(&path, held.dbk.expose(), &expect).and_then(|file| {
            let findings = file.check();
            file.close().and(findings)
        });
        Ok(match checked {
            Ok(findings) => {
                let faults = findings.pages.len() + findings.structure.len();
                judged("integrity", findings.is_clean(), faults as u64)
            }
            // Somebody else is reading or writing: no fault, and nothing was seen.
            Err(cipherdb::Error::Busy) => {
                Finding::new("integrity", State::Mind, Message::new("doctor-integrity-busy"))
            }
            Err(error) => {
                let error = store::Error::from(error);
                Finding::new("integrity", State::Wrong, Message::new(error.message_id()))
            }
        })
    }
}

fn judged(name: &'static str, fine: bool, n: u64) -> Finding {
    let (state, id) = match (name, fine) {
        ("integrity", true) => (State::Fine, "doctor-integrity"),
        ("integrity", false) => (State::Wrong, "doctor-integrity-wrong"),
        ("chains", true) => (State::Fine, "doctor-chains"),
        ("chains", false) => (State::Wrong, "doctor-chains-wrong"),
        ("rows", true) => (State::Fine, "doctor-rows"),
        ("rows", false) => (State::Wrong, "doctor-rows-wrong"),
        (_, true) => (State::Fine, "doctor-search"),
        (_, false) => (State::Wrong, "doctor-search-wrong"),
    };
    Finding::new(name, state, Message::new(id).with("n", n.to_string()))
}
