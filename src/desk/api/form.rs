//! Forms as the desk hands them out and takes them back.

use super::{Allowed, ClientLine, Message, Shown};
use crate::register::{Id, Kind, Value};
use serde::{Deserialize, Serialize};

/// A form as the desk hands it out. Fields the user may not know of are not in it.
#[derive(Clone, Debug)]
pub struct Form {
    /// The client line.
    pub client: Option<ClientLine>,
    /// The kind.
    pub kind: &'static Kind,
    /// The record; none for a new one.
    pub record: Option<Id>,
    /// The record in whose place the new one comes, if it corrects one.
    pub corrects: Option<Id>,
    /// The fields in the order of the declaration.
    pub fields: Vec<FormField>,
    /// What the user saw: goes back with the save, opaque to the face.
    pub base: Base,
    /// It may be saved.
    pub save: Allowed,
    /// Choices for fields that refer to users, units, employers or records: number to (id, name).
    pub choices: Vec<(u16, Vec<(Id, String)>)>,
    /// Fields whose choices are only the first of so many: the others are found by what is typed
    /// ([`super::Request::Offered`]).
    pub searched: Vec<(u16, usize)>,
    /// What to know of a field: that other terminals wrote other values.
    pub remarks: Vec<(u16, Message)>,
}

/// What the user saw when the form was loaded: the heads of each cell. Opaque to the face, which keeps it beside what
/// was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base(pub(crate) Vec<u8>);

/// One field of a form.
#[derive(Clone, Debug)]
pub struct FormField {
    /// The field's number.
    pub number: u16,
    /// What is stored.
    pub shown: Shown,
    /// What a new form begins with.
    pub suggested: Option<Value>,
    /// It may be changed.
    pub writable: bool,
    /// What is there is hidden, and what is typed replaces it unseen; left as it is, it stays.
    pub replace_unseen: bool,
}

/// A form to be saved: only what the user changed.
#[derive(Clone, Debug)]
pub struct SaveForm {
    /// The kind.
    pub kind: &'static Kind,
    /// The record; none for a new one.
    pub record: Option<Id>,
    /// Changed fields: number to value, or none for "asked, and there is none".
    pub values: Vec<(u16, Option<Value>)>,
    /// As it came with the form.
    pub base: Base,
    /// What the user has said yes to (stale values, overlaps, duplicates).
    pub yes: Yes,
}

/// What a user has said yes to. A yes to one question is none to the next, which may come up in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yes {
    ids: Vec<&'static str>,
    all: bool,
}

impl Yes {
    /// The question of a form whose record was changed by somebody else meanwhile ([`super::Refusal::Stale`]).
    pub const STALE: &str = "form-stale";

    /// The question whether the same is to be written twice on one day.
    pub const AGAIN: &str = "confirm-note-again";
    /// The question about a word that may tell of health (register design, K8).
    pub const HEALTH: &str = "confirm-health-words";

    /// To whatever is asked: of what the program itself goes through with.
    pub const fn all() -> Yes {
        Yes { ids: Vec::new(), all: true }
    }

    /// To this question too, by the id of its message.
    pub fn add(&mut self, question: &'static str) {
        self.ids.push(question);
    }

    /// Whether it was said to this question.
    pub fn to(&self, question: &str) -> bool {
        self.all || self.ids.contains(&question)
    }
}
