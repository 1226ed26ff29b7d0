//! Checkpoints of the access log: the newest row signed by device and user, kept in the file and, as the one thing
//! that leaves the process, in the key store. Only after a durable commit covers the row.
//!
//! What the key store knows moves forward along the chain and never aside: a log that was put back does not take the
//! place of the one that proves it. A key store that knew a row and knows none any more is told at every login, and
//! nothing is put into it in its stead: a restore does, which begins a new log.

use super::answer::Answer;
use super::api::Message;
use super::office::Office;
use super::office_fault::OfficeFault;
use super::session::Session;
use crate::journal::hash::Hash;
use crate::journal::log::{self, Detail};
use crate::journal::note::{self, Checkpoint, KnownKey};
use crate::register::{Id, Value};
use crate::store::log_verify::{self, Known};
use crate::store::{Store, access_log};
use crate::vault::derive;
use crate::vault::secret::{DerivedKey, Ds};
use ed25519_dalek::SigningKey;

/// What the key store says of the log in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// It knows nothing, or what it knows is in the log.
    Agrees,
    /// The log does not hold the row that it knows, if what it knows can be read: an older or another log was put in
    /// place.
    Differs(Option<Beyond>),
    /// It knew a row of this log once, and knows nothing any more.
    Missing,
    /// It did not answer.
    Silent,
}

/// A row that the key store knows and the log does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beyond {
    /// The row.
    known: Known,
    /// The last row of that incarnation that the log holds; 0 when it holds none.
    held: u64,
}

impl Beyond {
    /// What the alarm's row says of it: with the place, a later check need not guess from what was written since.
    pub(super) fn detail(&self) -> Detail {
        let int = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        Detail::from([
            (log::BEYOND_DEV, Value::Id(self.known.dev)),
            (log::BEYOND_KNOWN, int(self.known.n)),
            (log::BEYOND_HELD, int(self.held)),
        ])
    }
}

/// Compares the log with what the key store knows of it.
pub(super) fn compare(store: &Store, office: &Office) -> Answer<Outside> {
    let known = match office.device().get_checkpoint() {
        Ok(known) => known.as_deref().map(known_from_bytes),
        Err(_) => return Ok(Outside::Silent),
    };
    let known = match known {
        None if log_verify::was_outside(store.connection())? => return Ok(Outside::Missing),
        None => return Ok(Outside::Agrees),
        Some(None) => return Ok(Outside::Differs(None)),
        Some(Some(known)) => known,
    };
    let here = access_log::hash_at(store.connection(), known.dev, known.n)?;
    // An incarnation that a restore closed is explained by its 417 row; the restore told the key store the new one.
    if here == Some(known.c) {
        return Ok(Outside::Agrees);
    }
    let held = match access_log::streams(store.connection())?.into_iter().find(|s| s.dev == known.dev) {
        Some(log) => access_log::newest(store.connection(), log.number)?.map_or(0, |(n, _)| n),
        None => 0,
    };
    Ok(Outside::Differs(Some(Beyond { known, held })))
}

/// Rows since the last checkpoint.
pub(super) fn waiting(session: &Session) -> Answer<u64> {
    let connection = session.store.connection();
    let dev = session.store.here().dev;
    let (n, _) = access_log::tip(connection, dev)?;
    let log = access_log::streams(connection)?.into_iter().find(|s| s.dev == dev);
    let last = match log {
        Some(log) => access_log::checkpoints(connection, log.number)?.last().map_or(0, |(at, _)| *at),
        None => 0,
    };
    Ok(n.saturating_sub(last))
}

/// Signs the log's newest row, unless it is signed already, and tells the key store. The caller has made the log
/// durable. With `outside` false nothing leaves the process.
pub(super) fn keep(session: &mut Session, device: &DerivedKey, office: &Office, outside: bool) -> Answer<()> {
    let here = session.store.here().clone();
    let log = access_log::streams(session.store.connection())?.into_iter().find(|s| s.dev == here.dev);
    let Some(log) = log else { return Ok(()) };
    let (n, c) = access_log::tip(session.store.connection(), here.dev)?;
    if waiting(session)? > 0 {
        let now = session.now();
        let checkpoint = Checkpoint { office: here.office, dev: here.dev, n, c, ts_ms: now };
        let machine = note::device_name(here.machine);
        let user = note::user_name(session.who.id);
        let device = SigningKey::from_bytes(device.expose());
        let text = session.who.keys.with_signing_key(|user_key| {
            checkpoint.sign(&[(machine.as_str(), &device), (user.as_str(), user_key)])
        });
        let actor = session.actor();
        session.store.with(&actor, Vec::new(), session.world.as_mut(), |connection, _| {
            log_verify::keep_checkpoint(connection, log.number, n, now, &text)
        })?;
    }
    if outside && compare(&session.store, office)? == Outside::Agrees {
        let known = Known { dev: here.dev, n, c };
        office.device().put_checkpoint(&known_bytes(&known)).map_err(OfficeFault::from)?;
        // After it, never before: a mark without a checkpoint would be a false alarm at every login.
        if !log_verify::was_outside(session.store.connection())? {
            let actor = session.actor();
            session.store.with(&actor, Vec::new(), session.world.as_mut(), |connection, _| {
                log_verify::mark_outside(connection)
            })?;
        }
    }
    Ok(())
}

/// What the key store holds: dev 16, n 8, c 32.
pub fn known_bytes(known: &Known) -> Vec<u8> {
    [known.dev.as_bytes().as_slice(), &known.n.to_be_bytes(), &known.c].concat()
}

/// The same read back.
pub fn known_from_bytes(bytes: &[u8]) -> Option<Known> {
    let (dev, rest) = bytes.split_first_chunk::<16>()?;
    let (n, c) = rest.split_first_chunk::<8>()?;
    let c: Hash = c.try_into().ok()?;
    Some(Known { dev: Id::from_bytes(*dev), n: u64::from_be_bytes(*n), c })
}

/// The keys that checkpoints of this machine may be signed with.
pub fn device_key(ds: &Ds, machine: Id) -> KnownKey {
    KnownKey::always(note::device_name(machine), derive::device_sig(ds).verifying_key().to_bytes())
}

/// The message when a checkpoint cannot be kept outside.
pub const NOT_KEPT: Message = Message::new("notice-checkpoint-not-kept");
