//! What comes to the face and what it wants done: the two vocabularies of [`super::update`].

use super::decode::Input;
use crate::desk::api::{Reply, Request};

/// Names one request, so that its reply finds the screen that asked; never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReqId(pub u64);

/// What becomes due. There is one of each: setting it again moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeadlineId {
    /// Nobody pressed a key for a while: cover.
    Cover,
    /// The lock is near: warn.
    Warn,
    /// Nobody pressed a key for long: lock.
    Lock,
    /// A cover called by hand becomes a lock.
    HandLock,
    /// A lock asked for behind a write does not wait any longer.
    LockWait,
    /// The form was not touched for a moment: keep its text.
    Draft,
    /// The reply that keys wait for is late: say so.
    Late,
    /// A revealed value is hidden again.
    Mask,
}

/// What comes.
#[allow(clippy::large_enum_variant)] // moved a few times, never kept in numbers
pub enum Msg {
    /// A key or a paste.
    Input(Input),
    /// The desk answers.
    Reply(ReqId, Reply),
    /// The desk tells something unasked: counters in row 1.
    Notice(Notice),
    /// A deadline has come.
    Due(DeadlineId),
    /// The window has so many columns and rows.
    Resize(u16, u16),
}

/// Something told unasked. It changes counters and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Changes that the centre has not received; none in a stand-alone office.
    pub unsent: Option<u64>,
    /// Conflicts that wait for a person.
    pub conflicts: u64,
}

/// What is to be done outside, in this order.
pub enum Effect {
    /// Ask the desk.
    Ask(ReqId, Request),
    /// The answer to this is not wanted any more: a read may be interrupted.
    Supersede(ReqId),
    /// Something becomes due at this moment, UTC milliseconds.
    At(DeadlineId, i64),
    /// It does not become due after all.
    Cancel(DeadlineId),
    /// A sound: the key was refused.
    Bell,
    /// Leave with this exit code.
    Quit(u8),
    /// Erase what the terminal has scrolled away.
    ClearScrollback,
}
