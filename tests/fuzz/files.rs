//! Files of the folder of an office and of the program, and what a key store gives back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use luukku::access::Policy;
use luukku::desk::backup::Manifest;
use luukku::desk::practice;
use luukku::register::codes::CodeLists;
use luukku::register::rules::RuleSets;
use luukku::register::words::Lang;
use luukku::register::{Id, kinds};
use luukku::tui::app::App;
use luukku::tui::drafts;
use luukku::tui::keymap::{Keymap, KeysFile};
use luukku::tui::screen::view;
use luukku::vault::device::{
    Deadlines, DeviceSecret, FileStore, KeyStoreError, Keyring, MAX_SLOT_SECRETS, Platform,
};
use luukku::vault::os;
use luukku::vault::secret::Secret;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use zeroize::Zeroizing;

use super::harness::Target;
use super::mutate::Shape;
use super::seeds::{self, Made};
use super::vault::{MACHINE, OFFICE};

const TOML: &[&str] =
    &["[", "]", "[[", "=", "\"", "'''", "\n", "#", "{", "}", ",", "true", "1e9", "\\u0000", "."];
const JSON: &[&str] =
    &["[", "]", "{", "}", "\"", ",", ":", "null", "1e999", "\\u0000", "\\ud800", "Form", "Note"];

pub const TARGETS: [Target; 9] = [
    Target { name: "device-key", shape: Shape::Bytes, words: &[], inputs: 1_500, check: device_key },
    Target { name: "slot-key", shape: Shape::Bytes, words: &[], inputs: 1_500, check: slot_key },
    Target { name: "keyring-values", shape: Shape::Text, words: &["=", "=="], inputs: 500, check: keyring },
    Target { name: "backup-manifest", shape: Shape::Text, words: TOML, inputs: 1_500, check: manifest },
    Target { name: "office-sign", shape: Shape::Text, words: TOML, inputs: 800, check: sign },
    Target { name: "policy", shape: Shape::Text, words: TOML, inputs: 150, check: policy },
    Target { name: "rules", shape: Shape::Text, words: TOML, inputs: 400, check: rules },
    Target { name: "keymap-and-codes", shape: Shape::Text, words: TOML, inputs: 1_500, check: keymap },
    Target { name: "kept-screens", shape: Shape::Text, words: JSON, inputs: 800, check: kept },
];

/// A secret as a platform's store holds it.
type Text = Zeroizing<Vec<u8>>;

/// A file of the file backend, as something else has left it.
fn with_file(name: &str, bytes: &[u8], look: impl FnOnce(&FileStore)) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    os::create_private_dir(&state).unwrap();
    put(&state.join(name), bytes);
    look(&FileStore::new(&state));
}

fn put(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

fn known(target: &str, bytes: &[u8]) -> bool {
    seeds::of(target).iter().any(|seed| seed.bytes == bytes)
}

fn device_key(bytes: &[u8]) {
    with_file("device.key", bytes, |store| match store.get() {
        Ok(_) => assert!(known("device-key", bytes), "a changed file was believed"),
        Err(error) => assert_eq!(error, KeyStoreError::Damaged),
    });
    with_file("checkpoint", bytes, |store| match store.get_checkpoint() {
        Ok(read) => assert_eq!(read.as_deref(), Some(bytes)),
        Err(error) => assert_eq!(error, KeyStoreError::Damaged),
    });
}

fn slot_key(bytes: &[u8]) {
    with_file("slot.key", bytes, |store| match store.get_slot_secrets(&OFFICE) {
        Ok(read) => {
            assert!(known("slot-key", bytes), "a changed file was believed");
            assert!((1..=MAX_SLOT_SECRETS).contains(&read.len()));
        }
        Err(error) => assert!(matches!(error, KeyStoreError::Damaged | KeyStoreError::Missing), "{error:?}"),
    });
}

/// A key store that gives one text back, whatever is asked for.
struct Gives(Mutex<Vec<u8>>);

impl Platform for Gives {
    fn get(&self, _name: &str) -> Result<Text, KeyStoreError> {
        Ok(self.0.lock().unwrap().clone().into())
    }

    fn set(&self, _name: &str, value: &[u8]) -> Result<(), KeyStoreError> {
        *self.0.lock().unwrap() = value.to_vec();
        Ok(())
    }

    fn delete(&self, _name: &str) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

fn keyring(bytes: &[u8]) {
    let long = Duration::from_secs(60);
    let deadlines = Deadlines { get: long, put: long, pause: Duration::ZERO };
    let store = Keyring::with(Gives(Mutex::new(bytes.to_vec())), MACHINE, deadlines, || 0);
    for error in [store.get().err(), store.get_slot_secrets(&OFFICE).err(), store.get_checkpoint().err()]
        .into_iter()
        .flatten()
    {
        assert_eq!(error, KeyStoreError::Damaged);
    }
}

fn manifest(bytes: &[u8]) {
    let Ok(read) = toml::from_slice::<Manifest>(bytes) else { return };
    let written = toml::to_string(&read).expect("what is read is written");
    assert!(toml::from_str::<Manifest>(&written).as_ref() == Ok(&read), "read, written and read again");
}

/// `office.toml` lies in clear beside the register: it is a sign on the door, and nobody opens by it.
fn sign(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    os::create_private_dir(&state).unwrap();
    let keyslots = seeds::of("keyslots").into_iter().find(|seed| seed.bytes.len() > 500).unwrap();
    put(&state.join("keyslots"), &keyslots.bytes);
    put(&state.join("office.toml"), bytes);
    let staff = practice::staff(&state).expect("a spoilt sign does not shut the office");
    assert!(staff.len() <= bytes.len());
}

fn policy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(policy) = Policy::parse(&text) else { return };
    for role in policy.roles() {
        for compartment in kinds::ALL.iter().map(|kind| kind.compartment) {
            let _ = policy.holds(role, compartment);
        }
    }
}

fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for at in 0..4 {
        let one = |i| if i == at { &*text } else { "" };
        if let Ok(sets) = RuleSets::parse([one(0), one(1), one(2), one(3)]) {
            for day in [i32::MIN, 20_718, i32::MAX] {
                let _ = (sets.service_process(day).is_some(), sets.security(day).is_some());
                let _ = (sets.calendar(day).is_some(), sets.office(day).is_some());
            }
        }
    }
}

fn keymap(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut keymap = Keymap::default();
    let lines = text.lines().count().max(1);
    for fault in
        keymap.patch(&KeysFile { name: "keys.toml".to_owned(), text: Some(text.clone().into_owned()) })
    {
        assert!(fault.line <= lines, "line {} is not there", fault.line);
    }
    let _ = CodeLists::parse(&text);
}

/// What a lock kept of the screens, and the text of a draft: sealed to the user, but perhaps by another version.
fn kept(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut app = App::new(Lang::Fi, (80, 24), 1_790_000_000_000);
    drafts::bring_back(&mut app, Some(&text));
    // Each screen that comes back is asked for; when the desk has nothing, the next one is tried.
    let most = app.restore.len();
    for _ in 0..=most {
        drafts::next(&mut app);
    }
    drafts::put_back(&mut app, "note".to_owned(), &text);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    let _ = view::draw(&app, &mut buffer);
    assert!(app.restore.is_empty() && !app.stack.is_empty(), "the search opens whatever was kept");
}

/// A file that the backend itself writes.
fn written(name: &str, write: impl FnOnce(&FileStore)) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    os::create_private_dir(&state).unwrap();
    write(&FileStore::new(&state));
    std::fs::read(state.join(name)).unwrap()
}

fn base64(secret: &[u8; 32]) -> Vec<u8> {
    let kept = std::sync::Arc::new(Mutex::new(Vec::new()));
    struct Keeps(std::sync::Arc<Mutex<Vec<u8>>>);
    impl Platform for Keeps {
        fn get(&self, _: &str) -> Result<Text, KeyStoreError> {
            let kept = self.0.lock().unwrap().clone();
            if kept.is_empty() { Err(KeyStoreError::Missing) } else { Ok(kept.into()) }
        }
        fn set(&self, _: &str, value: &[u8]) -> Result<(), KeyStoreError> {
            *self.0.lock().unwrap() = value.to_vec();
            Ok(())
        }
        fn delete(&self, _: &str) -> Result<(), KeyStoreError> {
            Ok(())
        }
    }
    let store = Keyring::with(Keeps(kept.clone()), MACHINE, Deadlines::DEFAULT, || 0);
    store.put(secret).unwrap();
    std::mem::take(&mut *kept.lock().unwrap())
}

/// The seeds that this module makes.
pub fn made() -> Vec<Made> {
    let secret = Secret::<32>::fill(|b| b.fill(7));
    let device = written("device.key", |store| store.put(secret.expose()).unwrap());
    let slots = |many: usize| {
        let secrets = vec![secret.expose(); many];
        written("slot.key", |store| store.put_slot_secrets(&OFFICE, &secrets).unwrap())
    };
    let manifest = Manifest {
        version: 1,
        created: 1_790_000_000_000,
        office: "Lahden seutu".to_owned(),
        machine: "TISKI-03".to_owned(),
        machine_id: MACHINE.to_string(),
        office_id: OFFICE.to_string(),
        db_id: Id::from_bytes([0x33; 16]).to_string(),
        dev: Id::from_bytes([0x88; 16]).to_string(),
        database_sha256: "ab".repeat(32),
        keyslots_sha256: "cd".repeat(32),
        streams: vec![luukku::desk::backup::ManifestStream {
            dev: Id::from_bytes([0x88; 16]).to_string(),
            comp: 127,
            n: 4,
            c: "ef".repeat(32),
        }],
    };
    vec![
        ("device-key", vec![("a device secret", device)]),
        ("slot-key", vec![("one slot secret", slots(1)), ("eight", slots(8))]),
        ("keyring-values", vec![("a device secret", base64(secret.expose()))]),
        ("backup-manifest", vec![("a manifest", toml::to_string(&manifest).unwrap().into_bytes())]),
    ]
}
