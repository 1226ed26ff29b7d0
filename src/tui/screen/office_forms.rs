//! Forms that are no record: the quick note, a new account, a role. Declared like kinds so that the one form engine
//! draws and reads them; they are never stored under these declarations.

use crate::register::{Card, Compartment, Field, Group, Kind, Type};

const fn form(name: &'static str) -> Kind {
    Kind::new(0, name, Compartment::Core, Card::Office, Group::Desk)
}

/// The quick note.
pub static QUICK_NOTE: Kind = form("quick_note").fields(&[
    Field::new(1, "text", Type::Note),
    Field::new(2, "subject", Type::Text(80)).required(),
    Field::new(3, "reminder", Type::Date),
]);

/// A new account. Its role may come later: an administrator makes the account, a supervisor gives the role, and a role
/// needs its last day and the agreement.
pub static NEW_USER: Kind = form("new_user").fields(&[
    Field::new(1, "login", Type::Text(40)).required(),
    Field::new(2, "name", Type::Text(100)).required(),
    Field::new(3, "role", Type::Code("role")),
    Field::new(4, "until", Type::Date),
    Field::new(5, "agreement", Type::Date).past(),
    Field::new(6, "hetu", Type::Hetu),
]);

/// A role for a user.
pub static GRANT: Kind = form("grant_role").fields(&[
    Field::new(1, "role", Type::Code("role")).required(),
    Field::new(2, "until", Type::Date).required(),
    Field::new(3, "agreement", Type::Date).required().past(),
]);

/// The forms of the office by name, for what was kept over a lock.
pub fn office_kind(name: &str) -> Option<&'static Kind> {
    [&QUICK_NOTE, &NEW_USER, &GRANT].into_iter().find(|kind| kind.name == name)
}
