//! The `keyring` crate on real session buses: none, an empty one, and one with a key store that we play.
//!
//! The bus address belongs to a whole process, so every case runs in a process of its own.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{ObjectServer, interface};

use super::*;

const MACHINE: Id = Id::from_bytes(*b"machine identity");
const OFFICE: Id = Id::from_bytes(*b"office identity!");
/// Long enough for any machine: what answers, answers.
const AMPLE: Duration = Duration::from_secs(120);
/// For a store that never does.
const SHORT: Duration = Duration::from_millis(100);

/// Runs `script` (words separated by spaces) against the real store under a bus address; one line for each. The process
/// of its own is the first test of this file, which does that where it is told a script.
fn told_under(address: &str, deadline: Duration, script: &str) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", "--nocapture"])
        .arg("vault::device::keyring::bus_tests::without_a_session_bus_there_is_no_store")
        .env_remove("XDG_RUNTIME_DIR")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("DBUS_SESSION_BUS_ADDRESS", address)
        .env("LUUKKU_TEST_DEADLINE_MS", deadline.as_millis().to_string())
        .env("LUUKKU_TEST_SCRIPT", script);
    let output = command.output().expect("ran, and came to an end");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    text.lines().filter_map(|line| line.split_once("told: ").map(|(_, said)| said.to_owned())).collect()
}

fn run_on_the_real_store(script: &str) {
    let deadline = std::env::var("LUUKKU_TEST_DEADLINE_MS").expect("set together");
    let deadline = Duration::from_millis(deadline.parse().expect("a number"));
    let deadlines = Deadlines { get: deadline, put: deadline, ..Deadlines::DEFAULT };
    let store = Keyring::with(SystemStore, MACHINE, deadlines, os::mono_ms);
    for word in script.split(' ') {
        let result = match word {
            "get" => store.get().map(|secret| assert_eq!(*secret, [7; 32])),
            "put" => store.put(&[7; 32]),
            "delete" => store.delete(),
            "put-slots" => store.put_slot_secrets(&OFFICE, &[&[1; 32], &[2; 32]]),
            "get-slots" => store.get_slot_secrets(&OFFICE).map(|slots| assert_eq!(slots.len(), 2)),
            "put-checkpoint" => store.put_checkpoint(b"n and c"),
            "get-checkpoint" => {
                store.get_checkpoint().map(|found| assert_eq!(found.as_deref(), Some(&b"n and c"[..])))
            }
            "spoil" => SystemStore.set(&store.device_name(), b"not what was put there"),
            other => panic!("no such word: {other}"),
        };
        println!("\ntold: {result:?}");
    }
}

#[test]
fn without_a_session_bus_there_is_no_store() {
    if let Ok(script) = std::env::var("LUUKKU_TEST_SCRIPT") {
        return run_on_the_real_store(&script);
    }
    assert_eq!(told_under("disabled:", AMPLE, "get"), ["Err(NoStore)"]);
    assert_eq!(
        told_under("unix:path=/nonexistent/luukku-bus", AMPLE, "get put"),
        ["Err(NoStore)", "Err(NoStore)"]
    );
}

#[test]
fn a_bus_that_accepts_and_never_answers_does_not_hold_the_program() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = dir.path().join("bus");
    // The kernel accepts for us; nobody ever reads.
    let _listener = std::os::unix::net::UnixListener::bind(&path).expect("listening");
    let told = told_under(&format!("unix:path={}", path.display()), SHORT, "get get put");
    assert_eq!(told, ["Err(NoAnswer)", "Err(NoAnswer)", "Err(NoAnswer)"]);
}

#[test]
fn a_bus_without_a_provider_is_no_store() {
    let Some(bus) = Bus::start() else { return };
    assert_eq!(told_under(&bus.address, AMPLE, "get"), ["Err(NoStore)"]);
}

#[test]
fn secrets_go_there_and_back_through_a_key_store() {
    let Some(bus) = Bus::start() else { return };
    let _provider = bus.provide(Manner::Healthy);
    let script =
        "get put get put put-slots get-slots put-checkpoint put-checkpoint get-checkpoint delete get";
    assert_eq!(
        told_under(&bus.address, AMPLE, script),
        [
            "Err(Missing)",
            "Ok(())",
            "Ok(())",
            "Err(Exists)",
            "Ok(())",
            "Ok(())",
            "Ok(())",
            "Ok(())",
            "Ok(())",
            "Ok(())",
            "Err(Missing)"
        ]
    );
}

#[test]
fn a_spoilt_entry_is_damage_and_stays() {
    let Some(bus) = Bus::start() else { return };
    let _provider = bus.provide(Manner::Healthy);
    assert_eq!(
        told_under(&bus.address, AMPLE, "spoil get put get"),
        ["Ok(())", "Err(Damaged)", "Err(Exists)", "Err(Damaged)"]
    );
}

#[test]
fn two_entries_of_one_name_are_said_to_be_two() {
    let Some(bus) = Bus::start() else { return };
    let _provider = bus.provide(Manner::KeepsTwice);
    assert_eq!(
        told_under(&bus.address, AMPLE, "spoil get delete"),
        ["Ok(())", "Err(Ambiguous)", "Err(Ambiguous)"]
    );
}

#[test]
fn a_provider_that_never_answers_does_not_hold_the_program() {
    let Some(bus) = Bus::start() else { return };
    let _provider = bus.provide(Manner::Mute);
    assert_eq!(told_under(&bus.address, SHORT, "get get"), ["Err(NoAnswer)", "Err(NoAnswer)"]);
}

#[test]
fn a_locked_store_that_nobody_unlocks_does_not_hold_the_program() {
    let Some(bus) = Bus::start() else { return };
    let _provider = bus.provide(Manner::Locked);
    assert_eq!(told_under(&bus.address, SHORT * 3, "get get"), ["Err(NoAnswer)", "Err(NoAnswer)"]);
}

/// A session bus of our own with nobody on it.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    /// `None`, and a line that says so, where no bus daemon is installed.
    fn start() -> Option<Bus> {
        let daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            // No service files: the bus must not start a key store of this machine.
            .env("XDG_DATA_DIRS", "/nonexistent")
            .env("XDG_DATA_HOME", "/nonexistent")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut daemon) = daemon else {
            println!("not run: no dbus-daemon is installed");
            return None;
        };
        let mut address = String::new();
        let output = daemon.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut address).expect("an address");
        Some(Bus { daemon, address: address.trim().to_owned() })
    }

    /// Plays a key store on this bus for as long as the answer lives.
    fn provide(&self, manner: Manner) -> zbus::blocking::Connection {
        let items = Items::default();
        let build = || {
            zbus::blocking::connection::Builder::address(self.address.as_str())?
                .serve_at("/org/freedesktop/secrets", Provider { manner, items: Arc::clone(&items) })?
                .serve_at("/collection", Collection { manner, items: Arc::clone(&items) })?
                .name("org.freedesktop.secrets")?
                .build()
        };
        build().expect("on the bus")
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Healthy,
    KeepsTwice,
    /// Takes every question and answers none.
    Mute,
    /// Says that the item is locked and never unlocks it.
    Locked,
}

/// Session, parameters, encrypted value, content type: kept as they came, since the session stays the same.
type Sealed = (OwnedObjectPath, Vec<u8>, Vec<u8>, String);
type Items = Arc<Mutex<Vec<(OwnedObjectPath, HashMap<String, String>, Sealed)>>>;

struct Provider {
    manner: Manner,
    items: Items,
}

struct Collection {
    manner: Manner,
    items: Items,
}

struct Item {
    path: OwnedObjectPath,
    items: Items,
}

fn path(text: &str) -> OwnedObjectPath {
    ObjectPath::try_from(text).expect("a path").into()
}

#[interface(name = "org.freedesktop.Secret.Service")]
impl Provider {
    async fn open_session(&self, _algorithm: &str, _input: Value<'_>) -> (OwnedValue, OwnedObjectPath) {
        if self.manner == Manner::Mute {
            std::future::pending::<()>().await;
        }
        // The public half of the exponent 0: both sides have the same key without our computing one.
        (Value::from(vec![1u8]).try_into().expect("a value"), path("/session"))
    }

    fn search_items(&self, wanted: HashMap<String, String>) -> (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) {
        if self.manner == Manner::Locked {
            return (Vec::new(), vec![path("/item/locked")]);
        }
        let items = self.items.lock().unwrap();
        let found = items.iter().filter(|(_, has, _)| wanted.iter().all(|(k, v)| has.get(k) == Some(v)));
        (found.map(|(path, ..)| path.clone()).collect(), Vec::new())
    }

    async fn unlock(&self, objects: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        if self.manner == Manner::Locked {
            std::future::pending::<()>().await;
        }
        (objects, path("/"))
    }

    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path("/collection")
    }
}

#[interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    async fn create_item(
        &self,
        properties: HashMap<String, OwnedValue>,
        secret: Sealed,
        _replace: bool,
        #[zbus(object_server)] server: &ObjectServer,
    ) -> (OwnedObjectPath, OwnedObjectPath) {
        let attributes = properties.get("org.freedesktop.Secret.Item.Attributes").expect("attributes");
        let attributes: HashMap<String, String> =
            attributes.try_clone().expect("cloned").try_into().expect("a map of texts");
        let copies = if self.manner == Manner::KeepsTwice { 2 } else { 1 };
        let mut made = path("/");
        for _ in 0..copies {
            let number = self.items.lock().unwrap().len();
            made = path(&format!("/item/{number}"));
            self.items.lock().unwrap().push((made.clone(), attributes.clone(), secret.clone()));
            let item = Item { path: made.clone(), items: Arc::clone(&self.items) };
            server.at(made.clone(), item).await.expect("served");
        }
        (made, path("/"))
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        false
    }
}

#[interface(name = "org.freedesktop.Secret.Item")]
impl Item {
    fn get_secret(&self, _session: ObjectPath<'_>) -> (Sealed,) {
        let items = self.items.lock().unwrap();
        let (_, _, sealed) = items.iter().find(|(path, ..)| *path == self.path).expect("there");
        (sealed.clone(),)
    }

    fn set_secret(&self, secret: Sealed) {
        let mut items = self.items.lock().unwrap();
        items.iter_mut().find(|(path, ..)| *path == self.path).expect("there").2 = secret;
    }

    fn delete(&self) -> OwnedObjectPath {
        // Its attributes go, so that no search finds it; the number stays taken.
        let mut items = self.items.lock().unwrap();
        items.iter_mut().find(|(path, ..)| *path == self.path).expect("there").1.clear();
        path("/")
    }

    #[zbus(property)]
    fn locked(&self) -> bool {
        false
    }
}
