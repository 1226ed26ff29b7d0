//! What is decided here, on a store made of memory. The crate itself: `bus_tests.rs`.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};

use super::*;

const MACHINE: Id = Id::from_bytes(*b"machine identity");
const OFFICE: Id = Id::from_bytes(*b"office identity!");
/// Long enough for any machine: what answers, answers.
const AMPLE: Duration = Duration::from_secs(120);
const DEADLINES: Deadlines = Deadlines { get: AMPLE, put: AMPLE, pause: Duration::from_secs(30) };

#[derive(Default)]
struct Memory {
    entries: Mutex<HashMap<String, Vec<u8>>>,
    failure: Mutex<Option<KeyStoreError>>,
    forgetful: bool,
}

impl Memory {
    fn text(&self, name: &str) -> Option<String> {
        self.entries.lock().unwrap().get(name).map(|bytes| String::from_utf8(bytes.clone()).unwrap())
    }

    fn lay(&self, name: &str, text: &[u8]) {
        self.entries.lock().unwrap().insert(name.to_owned(), text.to_vec());
    }
}

impl Platform for Memory {
    fn get(&self, name: &str) -> Result<Text, KeyStoreError> {
        if let Some(error) = *self.failure.lock().unwrap() {
            return Err(error);
        }
        self.entries.lock().unwrap().get(name).cloned().map(Zeroizing::new).ok_or(KeyStoreError::Missing)
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), KeyStoreError> {
        if !self.forgetful {
            self.lay(name, value);
        }
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.entries.lock().unwrap().remove(name).map(drop).ok_or(KeyStoreError::Missing)
    }
}

fn memory() -> Keyring<Memory> {
    Keyring::with(Memory::default(), MACHINE, DEADLINES, os::mono_ms)
}

#[test]
fn entries_have_the_documented_names_and_are_base64_text() {
    let store = memory();
    store.put(&[7; 32]).expect("kept");
    store.put_slot_secrets(&OFFICE, &[&[1; 32], &[2; 32]]).expect("kept");
    assert_eq!(store.platform.text(&format!("ds:{MACHINE}")), Some(STANDARD.encode([7; 32])));
    assert_eq!(*store.get().expect("read"), [7; 32]);
    let slots = store.get_slot_secrets(&OFFICE).expect("read");
    assert!(slots.iter().map(|secret| **secret).eq([[1; 32], [2; 32]]));
    assert!(store.platform.text(&format!("ss:{OFFICE}")).is_some());
    store.delete().expect("removed");
    store.delete().expect("nothing there");
    store.delete_slot_secrets(&OFFICE).expect("removed");
    assert_eq!(store.get().err(), Some(KeyStoreError::Missing));
}

#[test]
fn a_device_secret_is_never_overwritten() {
    let store = memory();
    store.put(&[7; 32]).expect("kept");
    assert_eq!(store.put(&[8; 32]), Err(KeyStoreError::Exists));
    assert_eq!(*store.get().expect("read"), [7; 32]);
    *store.platform.failure.lock().unwrap() = Some(KeyStoreError::Locked);
    assert_eq!(store.put(&[8; 32]), Err(KeyStoreError::Locked), "what cannot be read is not written");
}

#[test]
fn a_store_that_does_not_keep_what_it_takes_is_found_out() {
    let platform = Memory { forgetful: true, ..Memory::default() };
    let store = Keyring::with(platform, MACHINE, DEADLINES, os::mono_ms);
    assert_eq!(store.put(&[7; 32]), Err(KeyStoreError::Missing));
}

#[test]
fn a_damaged_entry_is_damage_and_stays_as_it_is() {
    let name = format!("ds:{MACHINE}");
    let short = STANDARD.encode([7; 31]);
    let long = STANDARD.encode([7; 33]);
    for text in [b"".as_slice(), b"not base64!", b"\xff\xfe", short.as_bytes(), long.as_bytes()] {
        let store = memory();
        store.platform.lay(&name, text);
        let error = store.get().expect_err("damaged");
        assert_eq!(error, KeyStoreError::Damaged);
        assert_eq!(store.put(&[8; 32]), Err(KeyStoreError::Exists));
    }
}

#[test]
fn a_checkpoint_that_never_was_is_none() {
    let store = memory();
    assert_eq!(store.get_checkpoint(), Ok(None));
    store.put_checkpoint(b"n and c").expect("kept");
    store.put_checkpoint(b"more n and c").expect("kept");
    assert_eq!(store.get_checkpoint(), Ok(Some(b"more n and c".to_vec())));
    assert_eq!(store.put_checkpoint(&[0; MAX_CHECKPOINT + 1]), Err(KeyStoreError::TooLong));
}

#[test]
fn every_error_of_the_crate_has_its_own_case() {
    use keyring::Error;
    let platform = || -> Box<dyn std::error::Error + Send + Sync> { Box::new(std::io::Error::other("x")) };
    for (error, ours) in [
        (Error::NoEntry, KeyStoreError::Missing),
        (Error::BadEncoding(vec![0xff]), KeyStoreError::Damaged),
        (Error::BadDataFormat(vec![0xff], platform()), KeyStoreError::Damaged),
        (Error::Ambiguous(Vec::new()), KeyStoreError::Ambiguous),
        (Error::NoStorageAccess(platform()), KeyStoreError::Locked),
        (Error::NoDefaultStore, KeyStoreError::NoStore),
        (Error::PlatformFailure(platform()), KeyStoreError::Failed),
    ] {
        assert_eq!(told(error), ours);
    }
}

/// Answers only when told to; counts how often it was asked.
struct Stuck {
    asked: Arc<AtomicU32>,
    go: Mutex<Receiver<()>>,
}

impl Platform for Stuck {
    fn get(&self, _: &str) -> Result<Text, KeyStoreError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.go.lock().unwrap().recv().map_err(|_| KeyStoreError::Failed)?;
        Ok(Zeroizing::new(STANDARD.encode([7; 32]).into_bytes()))
    }

    fn set(&self, _: &str, _: &[u8]) -> Result<(), KeyStoreError> {
        unreachable!("never as a probe")
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        self.get(name).map(drop)
    }
}

fn stuck(clock: fn() -> i64) -> (Keyring<Stuck>, Sender<()>, Arc<AtomicU32>) {
    let (answer, go) = channel();
    let asked = Arc::new(AtomicU32::new(0));
    let platform = Stuck { asked: Arc::clone(&asked), go: Mutex::new(go) };
    let deadlines = Deadlines { get: Duration::from_millis(50), put: Duration::from_millis(50), ..DEADLINES };
    (Keyring::with(platform, MACHINE, deadlines, clock), answer, asked)
}

#[test]
fn a_store_that_never_answers_is_asked_once_and_left_alone() {
    static NOW: AtomicI64 = AtomicI64::new(0);
    let (store, answer, asked) = stuck(|| NOW.load(Ordering::SeqCst));
    assert_eq!(store.get().err(), Some(KeyStoreError::NoAnswer));
    assert_eq!(store.get().err(), Some(KeyStoreError::NoAnswer));
    assert_eq!(store.get_checkpoint(), Err(KeyStoreError::NoAnswer));
    assert_eq!(store.put(&[7; 32]), Err(KeyStoreError::NoAnswer));
    NOW.store(1_000_000, Ordering::SeqCst);
    assert_eq!(store.get_slot_secrets(&OFFICE).err(), Some(KeyStoreError::NoAnswer), "still one thread only");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    drop(answer);
}

#[test]
fn an_answer_that_came_late_is_there_for_the_retry() {
    let (mut store, answer, asked) = stuck(|| 0);
    assert_eq!(store.get().err(), Some(KeyStoreError::NoAnswer));
    answer.send(()).expect("waited for");
    store.deadlines.get = AMPLE;
    assert_eq!(*store.get().expect("the answer to the first question"), [7; 32]);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[test]
fn after_a_deadline_nothing_is_asked_until_the_pause_is_over() {
    static NOW: AtomicI64 = AtomicI64::new(0);
    let (mut store, answer, asked) = stuck(|| NOW.load(Ordering::SeqCst));
    assert_eq!(store.delete(), Err(KeyStoreError::NoAnswer));
    answer.send(()).expect("waited for");
    // The thread ends by itself; until it has, the store counts as not answering.
    let paused = loop {
        match store.get().err() {
            Some(KeyStoreError::NoAnswer) => std::thread::yield_now(),
            other => break other,
        }
    };
    assert_eq!(paused, Some(KeyStoreError::Paused(30_000)));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    NOW.store(30_000, Ordering::SeqCst);
    store.deadlines.get = AMPLE;
    answer.send(()).expect("waited for");
    assert_eq!(*store.get().expect("asked again"), [7; 32]);
}
