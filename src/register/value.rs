//! The value of one field or field group, in the one form that journal, store and faces share.

use super::Id;
use std::collections::BTreeMap;

/// A value as the journal writes it (sync design, section 5). There is no null: absence is a state of the
/// change history, not a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Text in NFC; also codes, identifiers, phone numbers, and part dates (`2019`, `2019-08`, `2019-08-15`).
    Text(String),
    /// Integers; money in cents, durations in minutes, dates as days since 1970-01-01, moments as UTC milliseconds.
    Int(i64),
    /// A flag.
    Bool(bool),
    /// A reference to a record, person, user or unit.
    Id(Id),
    /// Opaque bytes: a sealed cell.
    Bytes(Vec<u8>),
    /// Several codes: sorted, without doubles. Build it with [`Value::codes`].
    Codes(Vec<String>),
    /// A field group: field number to value.
    Group(BTreeMap<u16, Value>),
}

impl Value {
    /// Several codes in their canonical order.
    pub fn codes<I: IntoIterator<Item = S>, S: Into<String>>(codes: I) -> Value {
        let mut codes: Vec<String> = codes.into_iter().map(Into::into).collect();
        codes.sort();
        codes.dedup();
        Value::Codes(codes)
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The integer, if this is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// The flag, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The reference, if this is one.
    pub fn as_id(&self) -> Option<Id> {
        match self {
            Value::Id(id) => Some(*id),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::Int(n)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Value {
        Value::Id(id)
    }
}
