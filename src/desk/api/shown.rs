//! What every reply is made of: messages, refusals, and the states of a value.

use crate::register::Value;
use crate::register::validate::FieldProblem;

/// A message for people: a Fluent id and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The Fluent id.
    pub id: &'static str,
    /// Its arguments.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    pub const fn new(id: &'static str) -> Message {
        Message { id, args: Vec::new() }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Message {
        self.args.push((name, value.into()));
        self
    }

    /// As the refusal that it tells of: a right that is missing, or something that cannot be done now.
    pub(in crate::desk) fn refuses(self) -> Refusal {
        if self.id.starts_with("refused") { Refusal::NotAllowed(self) } else { Refusal::Cannot(self) }
    }
}

/// Why the desk did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The user may not. Ordinary functions explain themselves in place; sealed groups stay silent.
    NotAllowed(Message),
    /// The typed values do not stand; by field number.
    Invalid(Vec<FieldProblem>),
    /// Somebody changed the record after it was shown: by field number, the other value now stored.
    Stale(Vec<(u16, Shown)>),
    /// It would be done, but the user must say yes to this first (repeat the request with `confirmed`).
    Confirm(Message),
    /// It cannot be done now; the message says what to do.
    Cannot(Message),
    /// A fault the user cannot mend: message and support code. The log has the code, never the data.
    Fault(Message, String),
    /// The session has ended (lock, time, passivated): log in again.
    NoSession,
}

/// One value on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is there. `label` is the name behind a reference (an officer, an employer), when there is one.
    Value {
        /// The value in its canonical form; `register::present` turns it into text.
        value: Value,
        /// The name behind a reference.
        label: Option<String>,
    },
    /// Asked, and recorded as none.
    Empty,
    /// Never asked, not on this device, or unreadable.
    Unknown(Unknown),
    /// It is shown for a while when it is asked for.
    Hidden(Hidden),
}

/// Why a value is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Nobody has asked.
    NeverAsked,
    /// It is not kept on this device.
    NotHere,
    /// It came in a form this version cannot read.
    Unreadable,
    /// It is sealed, and the key that opens it has not come or was destroyed.
    KeyGone,
}

/// Why a value is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Turvakielto: whether it exists is not told.
    Protected,
    /// The role does not cover the field: whether it exists is not told.
    NoRight,
    /// It is there, and this is what is shown of it: an identity code without its end. Never a value to be saved.
    Masked(String),
}

/// Whether something may be done, for the key bar and the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// It may.
    Yes,
    /// It may not, and why.
    No(Message),
}
