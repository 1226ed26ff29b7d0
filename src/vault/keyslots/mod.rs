//! The file `keyslots`: who may open this database and with what (security design, section 6.2).
//!
//! A [`Keyslots`] value is the checked content of the file: sorted, without doubles, within the limits. It is
//! read by [`Keyslots::parse`], which checks the MAC before it looks at anything a key derivation would use, and
//! written by [`Keyslots::to_bytes`]; [`crate::vault::keyfile`] puts the bytes on disk.
//!
//! Login goes in three steps so that the slow one can run on a worker: [`Keyslots::prepare`] →
//! [`KdfJob::run`] → [`Derived::finish`].

mod codec;
mod login;
mod rights;
mod slot;
mod wraps;

pub use super::device::Backend;
pub use login::{Derived, KdfJob, NewPasswordJob, NewPk, Unlocked};
pub use slot::{Slot, SlotFault, SlotType};
pub use wraps::{CkUse, HeldCk, Recipient, Wrap, WrapKind};

use super::bytes::Reader;
use super::derive;
use super::kdf::KdfParams;
use super::secret::Ss;
use super::wrap::{KemPublic, WrapFault};
use crate::register::Id;

/// Most slots a file may have.
pub const MAX_SLOTS: usize = 200;
/// Most wraps a file may have.
pub const MAX_WRAPS: usize = 4_096;
/// How long an activation code is good for, in milliseconds: 72 hours.
pub const ACTIVATION_MS: i64 = 72 * 3_600_000;

/// What the file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Where the device secret is.
    pub backend: Backend,
    /// This machine.
    pub machine: Id,
    /// The office whose users have slots here.
    pub office: Id,
    /// The database this file opens; equal to its `meta.db_id`.
    pub db: Id,
    /// The first 16 bytes of the database file.
    pub db_salt: [u8; 16],
    /// When the file was first made, UTC milliseconds.
    pub created: i64,
    /// Counts every write; the database holds the last one it saw.
    pub file_gen: u64,
    /// Generation of the database key in use.
    pub dbk_gen: u32,
    /// Generation a running rekey goes to.
    pub dbk_next: Option<u32>,
    /// The organisation's recovery key.
    pub recovery: Option<KemPublic>,
}

/// What is wrong with the file, or why it could not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyslotsFault {
    /// Not the length that its counts ask for.
    Length,
    /// Not a keyslots file.
    Magic,
    /// Written by a newer version of the program.
    Version(u16),
    /// An unknown suite.
    Suite(u8),
    /// Changed bytes, or another machine's device secret: nothing in the file may be believed.
    Mac,
    /// A field with a value that this version does not know; the name of the field.
    Field(&'static str),
    /// Slots or wraps not in order, or twice.
    Order,
    /// More slots or wraps than the format has room for.
    TooMany,
    /// The user has no slot here, or no longer the one this session came in by.
    NoSlot,
    /// Another user of this office has that login.
    LoginTaken,
    /// The activation code was typed as the new password.
    CodeAsPassword,
    /// A key could not be wrapped or opened.
    Wrap(WrapFault),
    /// A counter is at its end.
    Counter,
}

impl KeyslotsFault {
    /// The Fluent id of the sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            KeyslotsFault::Length => "error-keyslots-length",
            KeyslotsFault::Magic => "error-keyslots-magic",
            KeyslotsFault::Version(_) => "error-keyslots-version",
            KeyslotsFault::Suite(_) => "error-keyslots-suite",
            KeyslotsFault::Mac => "error-keyslots-mac",
            KeyslotsFault::Field(_) => "error-keyslots-field",
            KeyslotsFault::Order => "error-keyslots-order",
            KeyslotsFault::TooMany => "error-keyslots-full",
            KeyslotsFault::NoSlot => "error-keyslots-no-slot",
            KeyslotsFault::LoginTaken => "error-keyslots-login-taken",
            KeyslotsFault::CodeAsPassword => "error-password-code",
            KeyslotsFault::Wrap(fault) => fault.message_id(),
            KeyslotsFault::Counter => "error-keyslots-counter",
        }
    }
}

impl From<WrapFault> for KeyslotsFault {
    fn from(fault: WrapFault) -> KeyslotsFault {
        KeyslotsFault::Wrap(fault)
    }
}

/// How an older keyslots file in the place of a newer one shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rollback {
    /// The file's file_gen is not the database's, nor one ahead.
    File {
        /// What the file says.
        file: u64,
        /// What the database says.
        database: u64,
    },
    /// The slot of this user is older than the one the database saw.
    Slot(Id),
}

/// The checked content of a keyslots file.
#[derive(Clone)]
pub struct Keyslots {
    header: Header,
    /// Sorted by user, one each.
    slots: Vec<Slot>,
    /// Sorted by their first 24 bytes, without doubles.
    wraps: Vec<Wrap>,
}

impl Keyslots {
    /// A file without slots: the first step of set-up.
    pub fn new(header: Header) -> Keyslots {
        Keyslots { header, slots: Vec::new(), wraps: Vec::new() }
    }

    /// What the file says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Which key store to ask, which machine and which office, out of the first 44 bytes of a file that nothing has
    /// vouched for yet: its MAC can be checked only with what that key store gives.
    ///
    /// # Errors
    /// When it is no keyslots file, or one of a newer program: what its next bytes mean is not known then.
    pub fn peek(head: &[u8; 44]) -> Result<(Backend, Id, Id), KeyslotsFault> {
        let mut r = Reader::new(head);
        let mut fields = || {
            let (magic, version) = (r.array::<8>()?, r.u16()?);
            let (_suite, backend) = (r.u8()?, r.u8()?);
            Some((magic, version, backend, r.array::<16>()?, r.array::<16>()?))
        };
        let (magic, version, backend, machine, office) = fields().ok_or(KeyslotsFault::Length)?;
        if magic != *codec::MAGIC {
            return Err(KeyslotsFault::Magic);
        }
        if version != codec::VERSION {
            return Err(KeyslotsFault::Version(version));
        }
        let backend = Backend::from_byte(backend).ok_or(KeyslotsFault::Field("ds_backend"))?;
        Ok((backend, Id::from_bytes(machine), Id::from_bytes(office)))
    }

    /// For set-up, rekey, and joining an office. file_gen is counted by [`Keyslots::count_write`].
    pub fn header_mut(&mut self) -> &mut Header {
        &mut self.header
    }

    /// Every write counts: file_gen + 1.
    pub fn count_write(&mut self) -> Result<(), KeyslotsFault> {
        self.header.file_gen = self.header.file_gen.checked_add(1).ok_or(KeyslotsFault::Counter)?;
        Ok(())
    }

    /// The slots, sorted by user.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The wraps, sorted.
    pub fn wraps(&self) -> &[Wrap] {
        &self.wraps
    }

    /// The slot of a user.
    pub fn slot(&self, user: Id) -> Option<&Slot> {
        self.slots.binary_search_by_key(&user, |s| s.user).ok().and_then(|i| self.slots.get(i))
    }

    /// The slot of a login: its tag is tried with each slot secret held.
    pub fn find(&self, login: &str, secrets: &[Ss]) -> Option<&Slot> {
        secrets.iter().rev().find_map(|ss| {
            let (tag, id) = (derive::login_tag(ss, login), derive::ss_id(ss));
            self.slots.iter().find(|slot| slot.login_tag == tag && slot.ss_id == id)
        })
    }

    /// Adds a slot or replaces the user's: an activation slot replaces a password slot and the reverse.
    pub fn put_slot(&mut self, slot: Slot) -> Result<(), KeyslotsFault> {
        if self.slots.iter().any(|s| s.user != slot.user && s.login_tag == slot.login_tag) {
            return Err(KeyslotsFault::LoginTaken);
        }
        match self.slots.binary_search_by_key(&slot.user, |s| s.user) {
            Ok(i) => {
                if let Some(old) = self.slots.get_mut(i) {
                    *old = slot;
                }
            }
            Err(_) if self.slots.len() >= MAX_SLOTS => return Err(KeyslotsFault::TooMany),
            Err(i) => self.slots.insert(i, slot),
        }
        Ok(())
    }

    /// Takes a user's slot and every wrap to that user away; whether there was anything.
    pub fn remove_user(&mut self, user: Id) -> bool {
        let before = self.slots.len() + self.wraps.len();
        self.slots.retain(|s| s.user != user);
        self.remove_wraps_of(user);
        before != self.slots.len() + self.wraps.len()
    }

    /// Whether an older file, or an older slot in it, stands in the place of a newer one. Asked after the
    /// database is open, with what it remembers.
    pub fn rollback(&self, database_gen: u64, slot_gens: &[(Id, u32)]) -> Option<Rollback> {
        let file = self.header.file_gen;
        if file != database_gen && Some(file) != database_gen.checked_add(1) {
            return Some(Rollback::File { file, database: database_gen });
        }
        let older = |&(user, seen): &(Id, u32)| self.slot(user).is_some_and(|s| s.slot_gen < seen);
        slot_gens.iter().find(|s| older(s)).map(|&(user, _)| Rollback::Slot(user))
    }

    /// What an unknown login costs: as much as the dearest slot, so that time does not tell who has one.
    fn cost_of_unknown(&self) -> KdfParams {
        self.slots.iter().map(|s| s.kdf).max_by_key(|k| k.work()).unwrap_or(KdfParams::DEFAULT)
    }
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
