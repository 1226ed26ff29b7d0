//! The platform's key store, asked on a thread of its own with a deadline.
//!
//! A locked store without anybody to prompt blocks for ever, also when it is only read. So no call is waited
//! for longer than its deadline, after one that ran out the store is left alone for a while, and a thread
//! that is still stuck is the only one: the same question again waits for its answer instead of asking anew.
//! (A person who types the key store's password takes longer than a deadline; the retry then has it at once.)

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::{Zeroize, Zeroizing};

use super::{Backend, DeviceSecret, KeyStoreError, MAX_CHECKPOINT, Secret32, record};
use crate::register::Id;
use crate::vault::os;

/// Name under which every entry of this program stands.
const SERVICE: &str = "luukku";

/// A secret as the store holds it: base64 text.
pub type Text = Zeroizing<Vec<u8>>;

/// A platform's key store: named secrets. Calls may block for ever.
pub trait Platform: Send + Sync + 'static {
    /// The secret under this name.
    fn get(&self, name: &str) -> Result<Text, KeyStoreError>;
    /// Makes or replaces it.
    fn set(&self, name: &str, value: &[u8]) -> Result<(), KeyStoreError>;
    /// Removes it; [`KeyStoreError::Missing`] where there is none.
    fn delete(&self, name: &str) -> Result<(), KeyStoreError>;
}

/// How long the store is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// For reading.
    pub get: Duration,
    /// For writing and removing, which may have to make the collection first.
    pub put: Duration,
    /// After a deadline has passed, no call for this long.
    pub pause: Duration,
}

impl Deadlines {
    /// 3 s, 5 s, 30 s.
    pub const DEFAULT: Deadlines = Deadlines {
        get: Duration::from_secs(3),
        put: Duration::from_secs(5),
        pause: Duration::from_secs(30),
    };
}

/// The terminal's secrets in the platform's key store.
pub struct Keyring<P: Platform = SystemStore> {
    platform: Arc<P>,
    machine: Id,
    deadlines: Deadlines,
    clock: fn() -> i64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    outstanding: Option<Outstanding>,
    paused_until: i64,
}

/// A call that was not answered in time.
struct Outstanding {
    question: Question,
    answer: Receiver<Answer>,
}

type Answer = Result<Text, KeyStoreError>;

#[derive(PartialEq, Eq)]
enum Question {
    Get(String),
    /// Its answer is of no use to anybody later.
    Change,
}

impl Keyring<SystemStore> {
    /// For the machine of this identity. Nothing is asked yet.
    pub fn new(machine: Id) -> Keyring<SystemStore> {
        Keyring::with(SystemStore, machine, Deadlines::DEFAULT, os::mono_ms)
    }
}

impl<P: Platform> Keyring<P> {
    /// With another store, other deadlines and another clock (milliseconds, only forward).
    pub fn with(platform: P, machine: Id, deadlines: Deadlines, clock: fn() -> i64) -> Keyring<P> {
        let state = Mutex::new(State { outstanding: None, paused_until: i64::MIN });
        Keyring { platform: Arc::new(platform), machine, deadlines, clock, state }
    }

    fn ask(
        &self,
        question: Question,
        deadline: Duration,
        work: impl FnOnce(&P) -> Answer + Send + 'static,
    ) -> Answer {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outstanding) = state.outstanding.take() {
            if matches!(question, Question::Get(_)) && outstanding.question == question {
                return self.wait(&mut state, outstanding, deadline);
            }
            if let Err(TryRecvError::Empty) = outstanding.answer.try_recv() {
                state.outstanding = Some(outstanding);
                return Err(KeyStoreError::NoAnswer);
            }
        }
        let left = state.paused_until.saturating_sub((self.clock)());
        if left > 0 {
            return Err(KeyStoreError::Paused(left));
        }
        let platform = Arc::clone(&self.platform);
        // Room for the answer, so that a thread nobody waits for any more can end.
        let (sender, answer) = sync_channel(1);
        std::thread::Builder::new()
            .name("key-store".to_owned())
            .spawn(move || {
                let _ = sender.send(work(&platform));
            })
            .map_err(|_| KeyStoreError::Failed)?;
        self.wait(&mut state, Outstanding { question, answer }, deadline)
    }

    fn wait(&self, state: &mut State, asked: Outstanding, deadline: Duration) -> Answer {
        match asked.answer.recv_timeout(deadline) {
            Ok(answer) => {
                state.paused_until = i64::MIN;
                answer
            }
            Err(RecvTimeoutError::Disconnected) => Err(KeyStoreError::Failed),
            Err(RecvTimeoutError::Timeout) => {
                let pause = i64::try_from(self.deadlines.pause.as_millis()).unwrap_or(i64::MAX);
                state.paused_until = (self.clock)().saturating_add(pause);
                state.outstanding = Some(asked);
                Err(KeyStoreError::NoAnswer)
            }
        }
    }

    fn read(&self, name: String) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
        let question = Question::Get(name.clone());
        let text = self.ask(question, self.deadlines.get, move |platform| platform.get(&name))?;
        decode(&text)
    }

    fn write(&self, name: String, value: &[u8], replace: bool) -> Result<(), KeyStoreError> {
        let text: Text = Zeroizing::new(Zeroizing::new(STANDARD.encode(value)).as_bytes().to_vec());
        let work = move |platform: &P| {
            if !replace {
                match platform.get(&name) {
                    Err(KeyStoreError::Missing) => {}
                    Ok(_) => return Err(KeyStoreError::Exists),
                    Err(error) => return Err(error),
                }
            }
            platform.set(&name, &text)?;
            // A store may take a secret and not keep it; then it must be known now and not at the next start.
            let kept = platform.get(&name)?;
            let same = bool::from(subtle::ConstantTimeEq::ct_eq(kept.as_slice(), text.as_slice()));
            if same { Ok(Zeroizing::default()) } else { Err(KeyStoreError::Damaged) }
        };
        self.ask(Question::Change, self.deadlines.put, work).map(drop)
    }

    fn remove(&self, name: String) -> Result<(), KeyStoreError> {
        let work = move |platform: &P| match platform.delete(&name) {
            Ok(()) | Err(KeyStoreError::Missing) => Ok(Zeroizing::default()),
            Err(error) => Err(error),
        };
        self.ask(Question::Change, self.deadlines.put, work).map(drop)
    }

    fn device_name(&self) -> String {
        format!("ds:{}", self.machine)
    }

    fn checkpoint_name(&self) -> String {
        format!("cp:{}", self.machine)
    }
}

fn slot_name(office: &Id) -> String {
    format!("ss:{office}")
}

fn decode(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
    // Decoded into room that never grows: a growing buffer leaves copies behind.
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = STANDARD.decode_slice(text, &mut bytes).map_err(|_| KeyStoreError::Damaged)?;
    bytes.truncate(length);
    Ok(bytes)
}

impl<P: Platform> DeviceSecret for Keyring<P> {
    fn backend(&self) -> Backend {
        Backend::PLATFORM
    }

    fn get(&self) -> Result<Secret32, KeyStoreError> {
        let bytes = self.read(self.device_name())?;
        let secret = bytes.as_slice().try_into().map_err(|_| KeyStoreError::Damaged)?;
        Ok(Zeroizing::new(secret))
    }

    fn put(&self, secret: &[u8; 32]) -> Result<(), KeyStoreError> {
        self.write(self.device_name(), secret, false)
    }

    fn delete(&self) -> Result<(), KeyStoreError> {
        self.remove(self.device_name())
    }

    // The entry holds the bytes of `slot.key`, so that count, office and check sum come with the secrets.
    fn get_slot_secrets(&self, office: &Id) -> Result<Vec<Secret32>, KeyStoreError> {
        record::read_slots(&self.read(slot_name(office))?, office)
    }

    fn put_slot_secrets(&self, office: &Id, secrets: &[&[u8; 32]]) -> Result<(), KeyStoreError> {
        let bytes = record::slots(office, secrets)?;
        self.write(slot_name(office), &bytes, true)
    }

    fn delete_slot_secrets(&self, office: &Id) -> Result<(), KeyStoreError> {
        self.remove(slot_name(office))
    }

    fn get_checkpoint(&self) -> Result<Option<Vec<u8>>, KeyStoreError> {
        match self.read(self.checkpoint_name()) {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(KeyStoreError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn put_checkpoint(&self, checkpoint: &[u8]) -> Result<(), KeyStoreError> {
        if checkpoint.len() > MAX_CHECKPOINT {
            return Err(KeyStoreError::TooLong);
        }
        self.write(self.checkpoint_name(), checkpoint, true)
    }
}

/// The key store of this machine through the `keyring` crate.
///
/// The crate connects once in the life of a process: where there was no store, there is none until the next
/// start.
pub struct SystemStore;

impl SystemStore {
    fn entry(name: &str) -> Result<keyring::Entry, KeyStoreError> {
        if keyring::Entry::store_status().is_err() {
            return Err(KeyStoreError::NoStore);
        }
        keyring::Entry::new(SERVICE, name).map_err(told)
    }
}

impl Platform for SystemStore {
    fn get(&self, name: &str) -> Result<Text, KeyStoreError> {
        Ok(Zeroizing::new(SystemStore::entry(name)?.get_secret().map_err(told)?))
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), KeyStoreError> {
        SystemStore::entry(name)?.set_secret(value).map_err(told)
    }

    fn delete(&self, name: &str) -> Result<(), KeyStoreError> {
        SystemStore::entry(name)?.delete_credential().map_err(told)
    }
}

/// Ours for an error of the crate; the secret bytes that two of them carry are wiped here.
fn told(error: keyring::Error) -> KeyStoreError {
    use keyring::Error;
    match error {
        Error::NoEntry => KeyStoreError::Missing,
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            KeyStoreError::Damaged
        }
        Error::BadStoreFormat(_) => KeyStoreError::Damaged,
        Error::Ambiguous(_) => KeyStoreError::Ambiguous,
        Error::NoStorageAccess(_) => KeyStoreError::Locked,
        Error::NoDefaultStore => KeyStoreError::NoStore,
        Error::TooLong(..) => KeyStoreError::TooLong,
        _ => KeyStoreError::Failed,
    }
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "bus_tests.rs"]
mod bus_tests;
