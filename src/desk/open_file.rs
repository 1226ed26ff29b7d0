//! The file that is open in a session, by its ids: whose it is and why it may be read. It opens nothing by itself; the
//! gate is in [`super::file`].

use crate::journal::codes::Purpose;
use crate::journal::log::LogBody;
use crate::register::kinds::SEALED_RECORD;
use crate::register::{Id, Kind};

/// The file that is open in a session.
#[derive(Clone, Debug)]
pub struct OpenFile {
    /// The person.
    pub person: Id,
    /// Why it may be read.
    pub purpose: Purpose,
    /// The visit, booking or task that is the reason.
    pub reference: Option<Id>,
    /// The visit that goes on, if there is one.
    pub visit: Option<Id>,
    /// The client was identified; if not, nothing may be told.
    pub identified: bool,
    /// The channel of the visit (code of list `channel`).
    pub channel: &'static str,
}

/// A file that was open when its user's session ended.
pub(super) struct LeftOpen {
    pub file: OpenFile,
    /// The day: the visit of one day is no reason to open the file on another.
    pub day: i32,
}

/// The body of a log row about the open file.
pub(super) fn about(kind: &Kind, open: &OpenFile, object: Option<Id>) -> LogBody {
    let sealed = kind.compartment.sealed();
    LogBody {
        subject: Some(open.person),
        comp: Some(kind.compartment.code()),
        kind: Some(if sealed { SEALED_RECORD } else { kind.number }),
        object,
        ..LogBody::default()
    }
    .for_purpose(open.purpose, open.reference)
}
