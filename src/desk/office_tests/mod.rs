//! The office on real files: set-up, login, lock, users, log, backup. A stepped clock, seeded randomness, the
//! cheapest key derivation that a file may ask for.

mod attack;
mod backup;
mod declared;
mod doors;
mod left_sessions;
mod left_visits;
mod login;
mod recount;
mod recovery;
mod refusals;
mod replay;
mod rights;
mod traces;
mod upgrade;
mod users;
mod verify;
mod watch;

use super::answer::Answer;
use super::api::{LoggedIn, Message, NewUser, Refusal};
use super::login::Desk;
use super::setup::{Made, Setup, set_up};
use crate::journal::codes::{Face, LogAction};
use crate::journal::log;
use crate::register::{Entropy, Id, time};
use crate::store::testing::T0;
use crate::store::{Moment, World, access_log};
use crate::vault::device::Backend;
use crate::vault::kdf::KdfParams;
use crate::vault::secret::PasswordText;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

pub const ADMIN: &str = "hiljainen saari odottaa kevättä";
pub const CLERK: &str = "kolme punaista kelkkaa rinteessä";
pub const BOSS: &str = "vanha satama aamuyön sumussa";

pub struct House {
    pub path: PathBuf,
    clock: Arc<AtomicI64>,
    seed: Arc<AtomicU64>,
    pub administrator: Id,
    pub recovery: String,
    pub folder: tempfile::TempDir,
}

struct Stepped {
    clock: Arc<AtomicI64>,
    state: u64,
}

impl World for Stepped {
    fn now(&self) -> Moment {
        let utc_ms = self.clock.fetch_add(1, Ordering::Relaxed);
        Moment { utc_ms, mono_ms: utc_ms - T0 + 1_000 }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        self
    }
}

/// The same on a machine that was shut down and started again.
struct Started {
    world: Stepped,
    at: i64,
}

impl World for Started {
    fn now(&self) -> Moment {
        let now = self.world.now();
        Moment { mono_ms: now.utc_ms - self.at, ..now }
    }

    fn entropy(&mut self) -> &mut dyn Entropy {
        &mut self.world
    }
}

impl Entropy for Stepped {
    fn fill(&mut self, buf: &mut [u8]) {
        for byte in buf {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 7;
            self.state ^= self.state << 17;
            *byte = self.state.to_le_bytes()[2];
        }
    }
}

pub fn cheap() -> KdfParams {
    KdfParams::new(19_456, 1, 1).unwrap()
}

pub fn secret(text: &str) -> PasswordText {
    PasswordText::from_text(text).unwrap()
}

impl House {
    pub fn new() -> House {
        House::new_with(99)
    }

    pub fn new_with(state: u64) -> House {
        House::of(state, House::setup())
    }

    pub fn of(state: u64, setup: Setup) -> House {
        let folder = tempfile::tempdir().unwrap();
        let path = std::fs::canonicalize(folder.path()).unwrap().join("luukku");
        let clock = Arc::new(AtomicI64::new(T0));
        let seed = Arc::new(AtomicU64::new(0x51ed_270b + state));
        let mut world = Stepped { clock: Arc::clone(&clock), state };
        let made: Made = set_up(&path, setup, &mut world).unwrap();
        let recovery = made.recovery.to_string();
        House { path, clock, seed, administrator: made.administrator, recovery, folder }
    }

    pub fn setup() -> Setup {
        Setup {
            office: "Lahden työllisyysalue".to_owned(),
            machine: "TISKI-03".to_owned(),
            unit: "Neuvonta".to_owned(),
            language: crate::register::words::Lang::Fi,
            login: "Hallinta".to_owned(),
            name: "Hanna Hallinto".to_owned(),
            password: secret(ADMIN),
            backend: Backend::File,
            practice: false,
            kdf: cheap(),
        }
    }

    pub fn world(&self) -> Box<dyn World> {
        let seed = self.seed.fetch_add(0x9e37_79b9, Ordering::Relaxed);
        Box::new(Stepped { clock: Arc::clone(&self.clock), state: seed | 1 })
    }

    pub fn desk(&self) -> Desk {
        self.desk_of(&self.path)
    }

    pub fn desk_of(&self, path: &Path) -> Desk {
        let (clock, seed) = (Arc::clone(&self.clock), Arc::clone(&self.seed));
        let worlds = Box::new(move || {
            let state = seed.fetch_add(0x9e37_79b9, Ordering::Relaxed) | 1;
            let world: Box<dyn World> = Box::new(Stepped { clock: Arc::clone(&clock), state });
            Ok(world)
        });
        Desk::new(path, Face::Tui, worlds).unwrap().with_cost(cheap())
    }

    /// A desk after the machine stood shut down for a while.
    pub fn desk_started_after(&self, ms: i64) -> Desk {
        self.wait(ms);
        let (clock, seed) = (Arc::clone(&self.clock), Arc::clone(&self.seed));
        let at = clock.load(Ordering::Relaxed);
        let worlds = Box::new(move || {
            let state = seed.fetch_add(0x9e37_79b9, Ordering::Relaxed) | 1;
            let world: Box<dyn World> =
                Box::new(Started { world: Stepped { clock: Arc::clone(&clock), state }, at });
            Ok(world)
        });
        Desk::new(&self.path, Face::Tui, worlds).unwrap().with_cost(cheap())
    }

    pub fn wait(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::Relaxed);
    }

    pub fn today(&self) -> i32 {
        time::day_of(self.clock.load(Ordering::Relaxed))
    }

    /// A desk with the administrator logged in and the password typed again.
    pub fn administrator(&self) -> Desk {
        self.proved("hallinta", ADMIN)
    }

    pub fn proved(&self, login: &str, password: &str) -> Desk {
        let mut desk = self.desk();
        desk.login(login, secret(password)).unwrap();
        desk.reauthenticate(secret(password)).unwrap();
        desk
    }

    pub fn user(&self, login: &str, role: &str) -> NewUser {
        NewUser {
            login: login.to_owned(),
            name: format!("Nimi {login}"),
            role: role.to_owned(),
            from: None,
            until: self.today() + 100,
            agreement: self.today(),
            hetu: None,
        }
    }

    /// Makes the first supervisor by the administrator, who comes in with the code.
    pub fn supervisor(&self) -> Desk {
        let mut admin = self.administrator();
        let (_, code, _) = admin.new_user(self.user("esi", "supervisor")).unwrap();
        admin.logout().unwrap();
        let mut desk = self.desk();
        desk.activate("esi", secret(&code), secret(BOSS)).unwrap();
        desk.reauthenticate(secret(BOSS)).unwrap();
        desk
    }

    /// Makes somebody with a role by the supervisor, who comes in with the code.
    pub fn member(&self, boss: &mut Desk, login: &str, role: &str, password: &str) -> (Desk, Id) {
        let (user, code, _) = boss.new_user(self.user(login, role)).unwrap();
        let mut desk = self.desk();
        desk.activate(login, secret(&code), secret(password)).unwrap();
        (desk, user)
    }

    pub fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// The actions of the whole log of the newest incarnation, in order.
pub fn actions(desk: &mut Desk) -> Vec<LogAction> {
    headers(desk).iter().map(|h| LogAction::from_code(h.action).unwrap()).collect()
}

pub fn headers(desk: &mut Desk) -> Vec<log::LogHeader> {
    let session = desk.session.as_mut().unwrap();
    let connection = session.store.connection();
    let stream = access_log::streams(connection).unwrap().pop().unwrap();
    let mut headers = Vec::new();
    access_log::each_row(connection, stream.number, |row| {
        headers.extend(log::decode_header(&row.header));
    })
    .unwrap();
    headers
}

pub fn count(desk: &mut Desk, action: LogAction) -> usize {
    actions(desk).iter().filter(|a| **a == action).count()
}

pub fn message(answer: Answer<LoggedIn>) -> Message {
    match answer.err().unwrap() {
        Refusal::Cannot(message) | Refusal::NotAllowed(message) | Refusal::Fault(message, _) => message,
        other => panic!("{other:?}"),
    }
}

pub fn refused<T>(answer: Answer<T>) -> &'static str {
    match answer.err().unwrap() {
        Refusal::Cannot(message) | Refusal::NotAllowed(message) | Refusal::Fault(message, _) => message.id,
        Refusal::NoSession => "no-session",
        other => panic!("{other:?}"),
    }
}

/// What the database remembers of the keyslots file cannot be written.
pub const NO_GEN: &str =
    "CREATE TRIGGER no_gen BEFORE INSERT ON meta WHEN NEW.k = 'file_gen' BEGIN SELECT RAISE(FAIL, 'x'); END";

impl Desk {
    /// SQL on the session's own connection: a write that is to fail.
    fn sql(&mut self, sql: &str) {
        self.session().unwrap().store.connection().execute_batch(sql).unwrap();
    }
}

pub fn ids(seen: &LoggedIn) -> Vec<&'static str> {
    seen.notices.iter().map(|m| m.id).collect()
}

/// The log verifies: nothing but good rows, and perhaps some after the last checkpoint.
pub fn verified(desk: &mut Desk) {
    let check = {
        let ds = desk.office.device_secret().unwrap();
        let known = desk.office.device().get_checkpoint().unwrap().unwrap();
        let known = super::checkpoint::known_from_bytes(&known).unwrap();
        let key = super::checkpoint::device_key(&ds, desk.office.machine());
        let session = desk.session.as_ref().unwrap();
        let office = session.store.here().office;
        crate::store::log_verify::verify(session.store.connection(), office, &[key], &[known]).unwrap()
    };
    assert_eq!(check.exit_code(), 0, "{check:?}");
}
