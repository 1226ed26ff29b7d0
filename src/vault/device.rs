//! Where the device secret and the slot secrets are kept: a file of this account, or the key store of the
//! platform. Chosen once when the terminal is set up, recorded in the keyslots file, never switched silently.
//!
//! Makes no secret and derives nothing. A secret that is gone or damaged is an error here and is never
//! replaced by a new one: what it opened would be lost for good.

use zeroize::Zeroizing;

use super::os::FileError;
use crate::register::Id;

mod file;
mod keyring;
mod record;

pub use file::{DEVICE_FILE, FileStore, SLOT_FILE};
pub use keyring::{Deadlines, Keyring, Platform, SystemStore};

/// A secret of 32 bytes that wipes itself.
pub type Secret32 = Zeroizing<[u8; 32]>;

/// Most slot secrets of one office at a time.
pub const MAX_SLOT_SECRETS: usize = 8;
/// Longest log checkpoint that a key store is asked to hold, in bytes; some allow no more than 2.5 kB of text.
pub const MAX_CHECKPOINT: usize = 1024;

/// Kind of key store, as the byte `ds_backend` of the keyslots file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Backend {
    /// Files with mode 0600.
    File = 1,
    /// Secret Service (GNOME Keyring, KWallet, KeePassXC).
    SecretService = 2,
    /// macOS Keychain.
    Keychain = 3,
    /// Windows Credential Manager.
    CredentialManager = 4,
}

impl Backend {
    /// The platform's key store on the system that this program was built for.
    pub const PLATFORM: Backend = if cfg!(target_os = "macos") {
        Backend::Keychain
    } else if cfg!(windows) {
        Backend::CredentialManager
    } else {
        Backend::SecretService
    };

    /// The byte of the keyslots file.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// From the byte of the keyslots file; 5 (TPM) is reserved and not known yet.
    pub const fn from_byte(byte: u8) -> Option<Backend> {
        match byte {
            1 => Some(Backend::File),
            2 => Some(Backend::SecretService),
            3 => Some(Backend::Keychain),
            4 => Some(Backend::CredentialManager),
            _ => None,
        }
    }
}

/// Why a key store did not give or take a secret. Holds no secret and no text of the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStoreError {
    /// There is no key store here: no session bus, or nobody on it who keeps secrets. Lasts as long as this
    /// process. The file backend may be offered at set-up, and only there.
    NoStore,
    /// The key store is locked, or the person closed its prompt.
    Locked,
    /// No answer before the deadline; most often a locked store whose prompt nobody sees. The question stays
    /// asked: the same `get` again waits for its answer.
    NoAnswer,
    /// Not asked, because the store did not answer a while ago; milliseconds until it will be asked again.
    Paused(i64),
    /// No such secret: removed, or another account of the operating system.
    Missing,
    /// There is something under that name, but it is not what was put there.
    Damaged,
    /// More than one secret under that name.
    Ambiguous,
    /// A secret is there already and is not overwritten.
    Exists,
    /// More than the store is asked to hold.
    TooLong,
    /// The store answered with an error of its own.
    Failed,
    /// The file backend's file could not be used.
    File(FileError),
}

impl KeyStoreError {
    /// Message id of the sentence that explains it.
    pub const fn message_id(&self) -> &'static str {
        match self {
            KeyStoreError::NoStore => "error-keystore-none",
            KeyStoreError::Locked => "error-keystore-locked",
            KeyStoreError::NoAnswer => "error-keystore-no-answer",
            KeyStoreError::Paused(_) => "error-keystore-paused",
            KeyStoreError::Missing => "error-keystore-missing",
            KeyStoreError::Damaged => "error-keystore-damaged",
            KeyStoreError::Ambiguous => "error-keystore-ambiguous",
            KeyStoreError::Exists => "error-keystore-exists",
            KeyStoreError::TooLong => "error-keystore-too-long",
            KeyStoreError::Failed => "error-keystore-failed",
            KeyStoreError::File(error) => error.message_id(),
        }
    }
}

impl From<FileError> for KeyStoreError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Missing => KeyStoreError::Missing,
            FileError::Exists => KeyStoreError::Exists,
            FileError::TooLong(_) => KeyStoreError::Damaged,
            other => KeyStoreError::File(other),
        }
    }
}

impl std::fmt::Display for KeyStoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for KeyStoreError {}

/// Keeps the secrets of one terminal. Calls may take seconds: never on the thread of the face, and none on
/// the way out of the program.
pub trait DeviceSecret: Send + Sync {
    /// Which kind this is.
    fn backend(&self) -> Backend;

    /// The device secret (DS).
    fn get(&self) -> Result<Secret32, KeyStoreError>;

    /// Keeps a new device secret and reads it back. [`KeyStoreError::Exists`] if there is one.
    fn put(&self, secret: &[u8; 32]) -> Result<(), KeyStoreError>;

    /// Removes the device secret; one that is not there is fine.
    fn delete(&self) -> Result<(), KeyStoreError>;

    /// The slot secrets (SS) of an office that are still in use, newest last, at least one.
    fn get_slot_secrets(&self, office: &Id) -> Result<Vec<Secret32>, KeyStoreError>;

    /// Replaces the slot secrets of an office, 1 to [`MAX_SLOT_SECRETS`] of them, newest last.
    fn put_slot_secrets(&self, office: &Id, secrets: &[&[u8; 32]]) -> Result<(), KeyStoreError>;

    /// Removes the slot secrets of an office; none there is fine.
    fn delete_slot_secrets(&self, office: &Id) -> Result<(), KeyStoreError>;

    /// The newest log checkpoint that was put here, or `None` if there never was one.
    fn get_checkpoint(&self) -> Result<Option<Vec<u8>>, KeyStoreError>;

    /// Replaces the log checkpoint: at most [`MAX_CHECKPOINT`] bytes, of which only the caller knows the form.
    fn put_checkpoint(&self, checkpoint: &[u8]) -> Result<(), KeyStoreError>;
}
