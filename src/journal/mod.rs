//! HOW a change and a log row are written down, merged and verified. Pure: no I/O, no SQL, no clock; time and
//! randomness are passed in. It knows numbers, never the names of kinds and fields.
//!
//! | module | one thing |
//! |---|---|
//! | [`cbor`] | deterministic CBOR, written and strictly read |
//! | [`value`] | a register value as CBOR bytes |
//! | [`hash`] | tagged hashes and the identities derived by hashing |
//! | [`dot`] | the name of one operation for ever |
//! | [`rowhead`] | header keys 1 to 11, common to changes and log rows |
//! | [`change`], [`change_read`] | a change: build it, read it |
//! | [`kinds`] | what merging must know of a kind, by number |
//! | [`heads`], [`packed`] | the merged state of an entity, and its two blobs |
//! | [`chain`] | a stream of changes verifies |
//! | [`clock`] | the timestamp rule |
//! | [`codes`], [`log`], [`verify`] | the access log: its code lists, its rows, its verifier |
//! | [`note`] | the log's signed checkpoint |
//!
//! Two rules hold everywhere: hash the bytes received, never re-encoded ones; and a value is its bytes.

pub mod cbor;
pub mod chain;
pub mod change;
pub mod change_read;
pub mod clock;
pub mod codes;
pub mod dot;
pub mod hash;
pub mod heads;
pub mod kinds;
pub mod log;
pub mod note;
pub mod packed;
pub mod rowhead;
pub mod sealed_body;
pub mod value;
pub mod verify;

pub use change::{Action, Built, Change, ChangeDraft, ChangeError, Op, OpDraft, Payload};
pub use dot::{Dot, Stream};
pub use heads::{Applied, Cell, Conflict, ConflictKind, Entity, Head, Stamp, Val};
pub use kinds::{Class, KindInfo, KindTable};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
