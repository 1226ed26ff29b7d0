//! Text on its way into the register: what acts on a terminal, turns the direction or cannot be seen gets a visible
//! substitute (security design, section 12). One gate for everybody: whatever use case a text comes through, it
//! leaves the desk for the store through [`Session::write`](super::session::Session::write),
//! [`Session::log`](super::session::Session::log), [`Session::seal`](super::session::Session) or the change of
//! accounts, and each of these passes it through here. Use cases that judge a text before it is written (length,
//! uniqueness, words of health) take it through here first, so that what is judged is what is written.

use crate::journal::sealed_body::Fields;
use crate::register::{Value, harmless};
use crate::store::{Act, Entry, What};
use crate::vault::derive::normal_login;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// A value as it enters.
pub(super) fn value(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(harmless::entered(&text)),
        Value::Group(members) => {
            Value::Group(members.into_iter().map(|(n, v)| (n, self::value(v))).collect())
        }
        other => other,
    }
}

/// One line of text, such as a name: line ends and blanks around it are none of it.
pub(super) fn line(text: &str) -> String {
    harmless::entered(text.trim()).replace('\n', " ")
}

/// A login name as it is kept. It is typed again at every login: one that would have to be mended is none, and neither
/// is one with a blank in it.
pub(super) fn login(text: &str) -> Option<String> {
    let login = normal_login(text.trim());
    let typed = login == line(&login) && !login.contains(char::is_whitespace);
    (typed && !login.is_empty()).then_some(login)
}

/// Whether a text may be a login name: to tell it where it is typed. Whether somebody has it is another question.
pub fn may_be_login(text: &str) -> bool {
    login(text).is_some()
}

/// The fields of a sealed record.
pub(super) fn fields(fields: &Fields) -> Fields {
    fields.iter().map(|(n, v)| (*n, v.clone().map(value))).collect()
}

/// An act: the values of its records and the texts of its log rows. Taken as it is when there is nothing to mend,
/// which is nearly always.
pub(super) fn act(act: &Act) -> Cow<'_, Act> {
    let values = act.edits.iter().flat_map(|edit| match &edit.what {
        What::Set(cells, _) => cells.as_slice(),
        What::Delete(_) | What::Undelete => &[],
    });
    if values.filter_map(|(_, v)| v.as_ref()).all(clean) && act.log.iter().all(row_is_clean) {
        return Cow::Borrowed(act);
    }
    let mut act = act.clone();
    for edit in &mut act.edits {
        if let What::Set(cells, _) = &mut edit.what {
            for (_, cell) in cells {
                *cell = cell.take().map(value);
            }
        }
    }
    act.log = rows(act.log);
    Cow::Owned(act)
}

/// Rows of the log: reasons and search texts are read by people too.
pub(super) fn rows(rows: Vec<Entry>) -> Vec<Entry> {
    let mend = |mut row: Entry| {
        row.secret = row.secret.map(|text| Zeroizing::new(harmless::entered(&text)));
        row
    };
    if rows.iter().all(row_is_clean) { rows } else { rows.into_iter().map(mend).collect() }
}

fn row_is_clean(row: &Entry) -> bool {
    row.secret.as_ref().is_none_or(|text| text_is_clean(text))
}

fn clean(value: &Value) -> bool {
    match value {
        Value::Text(text) => text_is_clean(text),
        Value::Group(members) => members.values().all(clean),
        _ => true,
    }
}

fn text_is_clean(text: &str) -> bool {
    let printable = |b: u8| b == b'\n' || (b' '..=b'~').contains(&b);
    text.bytes().all(printable) || harmless::entered(text) == text
}
