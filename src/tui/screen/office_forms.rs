//! Forms that are no record: the quick note, a new account, a role. Declared like kinds so that the one form engine
//! draws and reads them; they are never stored under these declarations.

use crate::desk::RoleDay;
use crate::desk::api::NextTime;
use crate::register::kind::{Need, Start};
use crate::register::{Card, Compartment, Field, Group, Kind, Type};

const fn form(name: &'static str) -> Kind {
    Kind::new(0, name, Compartment::Core, Card::Office, Group::Desk)
}

const NOTE_TEXT: Field = Field::new(1, "text", Type::Note);
const NOTE_SUBJECT: Field = Field::new(2, "subject", Type::Text(80)).required();
const NOTE_REMINDER: Field = Field::new(3, "reminder", Type::Date);
const NOTE_NEXT: Field = Field::new(4, "next", Type::DateTime);

/// The quick note about a client whom nobody books a time for here.
static NOTE: Kind = form("quick_note").fields(&[NOTE_TEXT, NOTE_SUBJECT, NOTE_REMINDER]);

/// The quick note about a client who has a next time: it is shown, not asked.
static NOTE_BOOKED: Kind =
    form("quick_note").fields(&[NOTE_TEXT, NOTE_SUBJECT, NOTE_REMINDER, NOTE_NEXT.computed()]);

/// The quick note that may give a next time.
static NOTE_FREE: Kind = form("quick_note").fields(&[NOTE_TEXT, NOTE_SUBJECT, NOTE_REMINDER, NOTE_NEXT]);

/// The quick note that asks for the next time, or why none is needed.
static NOTE_ASKED: Kind = form("quick_note").fields(&[
    NOTE_TEXT,
    NOTE_SUBJECT,
    NOTE_REMINDER,
    NOTE_NEXT.needed(Need::Unless("no_next")),
    Field::new(5, "no_next", Type::Text(80)).visible(Need::Unless("next")),
]);

/// The form of a quick note, as it asks for the next time.
pub fn quick_note(next: &NextTime) -> &'static Kind {
    match next {
        NextTime::Booked(_) => &NOTE_BOOKED,
        NextTime::Free(_) => &NOTE_FREE,
        NextTime::Asked(_) => &NOTE_ASKED,
        NextTime::NotHere => &NOTE,
    }
}

/// A plan's acceptance: asked key by key and never painted as a form. Declared so that its answers are kept the way
/// every typed text is.
pub static ACCEPTANCE: Kind = form("acceptance").fields(&[Field::new(1, "way", Type::Text(20))]);

/// Number of the login name in [`NEW_USER`].
pub const LOGIN: u16 = 1;

/// A new account. Its role may come later: an administrator makes the account, a supervisor gives the role, and a role
/// needs its last day and the agreement.
pub static NEW_USER: Kind = form("new_user").fields(&[
    Field::new(LOGIN, "login", Type::Text(40)).required(),
    Field::new(2, "name", Type::Text(100)).required(),
    Field::new(3, "role", Type::Code("role")),
    Field::new(7, "from", Type::Date),
    Field::new(4, "until", Type::Date).needed(Need::With("role")),
    Field::new(5, "agreement", Type::Date).needed(Need::With("role")).past(),
    Field::new(6, "hetu", Type::Hetu),
]);

/// Which day of a role a field of a form that gives one names.
pub fn role_day(field: &Field) -> Option<RoleDay> {
    match field.name {
        "from" => Some(RoleDay::First),
        "until" => Some(RoleDay::Last),
        "agreement" => Some(RoleDay::Agreement),
        _ => None,
    }
}

/// A role for a user.
pub static GRANT: Kind = form("grant_role").fields(&[
    Field::new(1, "role", Type::Code("role")).required(),
    Field::new(4, "from", Type::Date).required().start(Start::Today),
    Field::new(2, "until", Type::Date).required(),
    Field::new(3, "agreement", Type::Date).required().past(),
]);

/// A role of a user that ends now.
pub static END_ROLE: Kind = form("end_role").fields(&[Field::new(1, "role", Type::Code("role")).required()]);

/// An individual right for a user.
pub static GRANT_RIGHT: Kind = form("grant_right").fields(&[
    Field::new(1, "until", Type::Date).required(),
    Field::new(2, "reason", Type::Text(200)).required(),
]);

const OWN: Field = Field::new(1, "own", Type::Hetu);
const CLOSE: Field = Field::new(2, "close", Type::Hetu);

/// Whose files never open for the user who is logged in.
pub static DECLARE: Kind = form("declare").fields(&[OWN, CLOSE]);

/// The same of another user, where a slip can be mended.
pub static DECLARE_OF: Kind =
    form("declare_of").fields(&[OWN, CLOSE, Field::new(3, "close_ended", Type::Hetu)]);

/// Which rows of the access log are shown.
pub static LOG_FILTER: Kind = form("log_filter").fields(&[
    Field::new(1, "from", Type::Date).past(),
    Field::new(2, "until", Type::Date).past(),
    Field::new(3, "user", Type::Text(40)),
    Field::new(4, "action", Type::Code("log_action")),
    Field::new(5, "client", Type::Text(36)),
]);

/// The days whose numbers are shown.
pub static LOG_DAYS: Kind = form("log_sums_days")
    .fields(&[Field::new(1, "from", Type::Date).past(), Field::new(2, "until", Type::Date).past()]);

/// Whether a form narrows the log.
pub fn of_log(kind: &Kind) -> bool {
    [LOG_FILTER.name, LOG_DAYS.name].contains(&kind.name)
}

/// The forms of the office by name, for what was kept over a lock.
pub fn office_kind(name: &str) -> Option<&'static Kind> {
    [&NEW_USER, &GRANT, &END_ROLE, &GRANT_RIGHT, &DECLARE, &DECLARE_OF, &LOG_FILTER, &LOG_DAYS]
        .into_iter()
        .find(|kind| kind.name == name)
}
