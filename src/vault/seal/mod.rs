//! Sealing: compartment keys (CK), subject keys (SDK) with their wraps, sealed cells (security design, 6.4).
//!
//! Knows compartments as codes and records as bytes: which kind lies in which compartment is `register`'s, who
//! may hold which key is `access`'s. To journal and hub a cell is opaque bytes.
//!
//! The rule that carries the rest: **who knows an SDK may go on knowing it**. A clerk without the compartment key
//! who drops a record made its SDK; a former holder knows those of his time. So an SDK seals only while a wrap of
//! use 1 of the current key_epoch says that it never left the circle of holders; the mark is authenticated by
//! the wrap, and neither `created` nor any row outside decides.

mod cell;
mod subject;

pub use cell::{CELL_MAX_PLAIN, CellPlace, cell_key_id, open_cell, seal_cell};
pub use subject::{KeyUse, KeyWrap, SubjectKey, SubjectKeys, WRAP_DROP, WRAP_SEALED};

use super::derive;
use super::secret::{CkBytes, DerivedKey};
use super::wrap::{self, KemPrivate, KemPublic, WrapFault};
use crate::register::{Entropy, Id};
use zeroize::Zeroizing;

/// What went wrong with a sealed record. Says nothing of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// Not a cell or wrap of this version.
    Form,
    /// Another key, another row, subject or field, or changed bytes.
    NotForThisPlace,
    /// The key of this cell has not come yet, or cannot be opened with the compartment keys held.
    KeyPending,
    /// The record is longer than a cell may be.
    TooLong,
    /// A key of another compartment or key_epoch.
    OtherKey,
}

impl SealFault {
    /// The Fluent id of the sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            SealFault::Form => "error-seal-form",
            SealFault::NotForThisPlace => "error-seal-place",
            SealFault::KeyPending => "error-seal-key-pending",
            SealFault::TooLong => "error-seal-too-long",
            SealFault::OtherKey => "error-seal-other-key",
        }
    }
}

/// CK[c,e]: the key of one compartment of one office in one key_epoch.
pub struct Ck {
    comp: u8,
    key_epoch: u32,
    bytes: CkBytes,
    wrap_key: DerivedKey,
    drop_public: KemPublic,
}

/// CPK[c,e], the public half: with it anybody can leave a record that only holders of the CK can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpk {
    /// Compartment code.
    pub comp: u8,
    /// key_epoch of the compartment key.
    pub key_epoch: u32,
    /// The X25519 public key.
    pub public: KemPublic,
}

impl Ck {
    /// The key of a compartment code and key_epoch out of its bytes.
    pub fn new(comp: u8, key_epoch: u32, bytes: CkBytes) -> Ck {
        let wrap_key = derive::ck_wrap_key(&bytes, comp, key_epoch);
        let (_, drop_public) = derive::cpk(&bytes, comp, key_epoch);
        Ck { comp, key_epoch, bytes, wrap_key, drop_public }
    }

    /// A new random one: at set-up, and at each key_epoch bump.
    pub fn generate(comp: u8, key_epoch: u32, entropy: &mut dyn Entropy) -> Ck {
        Ck::new(comp, key_epoch, CkBytes::random(entropy))
    }

    /// Compartment code.
    pub fn comp(&self) -> u8 {
        self.comp
    }

    /// Its key_epoch.
    pub fn key_epoch(&self) -> u32 {
        self.key_epoch
    }

    /// The public half, for write without read.
    pub fn cpk(&self) -> Cpk {
        Cpk { comp: self.comp, key_epoch: self.key_epoch, public: self.drop_public }
    }

    /// The private half of the pair, made where it is used: see [`crate::vault::user::UserKeys`].
    fn drop_private(&self) -> KemPrivate {
        derive::cpk(&self.bytes, self.comp, self.key_epoch).0
    }

    /// Opens the sealed detail of the log row `n` of an incarnation: for who holds the key of the log's details.
    ///
    /// # Errors
    /// When it is of another row, office or key.
    pub fn open_log_detail(
        &self,
        office: Id,
        row: (Id, u64),
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
        wrap::open_log_detail(&self.drop_private(), office, self.key_epoch, row, sealed)
    }

    pub(super) fn bytes(&self) -> &CkBytes {
        &self.bytes
    }
}

#[cfg(test)]
mod tests;
