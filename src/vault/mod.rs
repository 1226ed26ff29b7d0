//! KEYS: device and slot secret, keyslots, passwords, wrapping, sealing.
//!
//! Knows bytes and keys only: no SQL, no roles, no record kinds, no text for people. Bytes are those of the
//! security design, section 6, and every vector of its section 6.8 that concerns keys is a test here.
//! Time (UTC milliseconds) and randomness ([`crate::register::Entropy`]) are passed in.
//!
//! | module | one thing |
//! |---|---|
//! | [`keyheap`] | locked memory that keys lie in |
//! | [`secret`] | types that wipe themselves, print nothing and cannot be compared or copied by accident |
//! | [`password`] | what a password may be, how old, and the buffer it is typed into |
//! | [`kdf`] | Argon2id: password to PK |
//! | [`derive`] | every derivation of section 6.1 |
//! | [`user`] | a user's key pair out of its seed |
//! | [`wrap`] | HPKE: a key wrapped to a public key, a draft sealed to its author |
//! | [`keyslots`] | the file `keyslots`: who may open this database, and with what |
//! | [`activation`] | the code with which a new user comes in |
//! | [`recovery`] | the organisation's recovery key, on paper |
//! | [`door`] | the file `door`: what happened while the database was shut, and delays |
//! | [`keyfile`] | both files on disk, changed under the folder's lock |
//! | [`seal`] | compartment keys, subject keys, sealed cells |
//! | [`device`] | where the device secret and the slot secrets are kept |
//! | [`os`] | what is asked of the operating system |

pub mod activation;
pub mod derive;
pub mod device;
pub mod door;
pub mod kdf;
pub mod keyfile;
pub mod keyheap;
pub mod keyslots;
pub mod os;
pub mod password;
pub mod recovery;
pub mod seal;
pub mod secret;
pub mod user;
pub mod wrap;

mod aead;
mod bytes;
mod crockford;

#[cfg(test)]
pub(crate) mod testing;
