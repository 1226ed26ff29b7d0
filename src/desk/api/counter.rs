//! History, viewers, time line, plan, quick notes, kept texts.

use super::form::Yes;
use super::{Allowed, ClientLine, Entered, Entry, Message, Part, Shown};
use crate::register::{Id, Kind};

/// One change in a record's history.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// When, UTC milliseconds. Of what the record said from the beginning: when its header says that it was made.
    pub at: i64,
    /// Who; of what the record said from the beginning, who made it.
    pub by: String,
    /// The field; 0 is the withdrawal of the record (a flag), 65535 the record as a whole: a version of it that
    /// cannot be opened, 65534 its coming into this register, with the moment at which it had been made.
    pub field: u16,
    /// The value before.
    pub from: Shown,
    /// The value after.
    pub to: Shown,
}

/// One line of "who has viewed".
#[derive(Clone, Debug)]
pub struct Viewed {
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who; the client's own list names the unit only.
    pub by: String,
    /// The unit.
    pub unit: String,
    /// What was done (message id of the action).
    pub action: Message,
    /// Why (message id of the purpose).
    pub purpose: Option<Message>,
    /// How many times.
    pub count: u32,
}

/// Work and education on one time line, newest first.
#[derive(Clone, Debug)]
pub struct TimeLine {
    /// The client line.
    pub client: ClientLine,
    /// Its rows.
    pub rows: Vec<TimeRow>,
    /// Skills, languages: entries of their kinds.
    pub skills: Vec<Entry>,
    /// A new entry may be made.
    pub create: Allowed,
}

/// One row of the time line.
#[derive(Clone, Debug)]
pub struct TimeRow {
    /// The record; none for a gap.
    pub record: Option<(&'static Kind, Id)>,
    /// First part date as stored; none if unknown.
    pub start: Option<String>,
    /// Last part date; none while it goes on.
    pub end: Option<String>,
    /// What: occupation or title, programme or name; months of a gap.
    pub what: Vec<Part>,
    /// Where: employer, school.
    pub place: Shown,
    /// Evidence.
    pub evidence: Shown,
    /// Source and who entered it, for row 22.
    pub entered: Option<Entered>,
    /// It still has to be taken to the national repository.
    pub waits_national: bool,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The client line.
    pub client: ClientLine,
    /// The plan's form fields, as in a form that cannot be changed here.
    pub plan: Entry,
    /// Every field of the plan.
    pub fields: Vec<(u16, Shown)>,
    /// Its tasks.
    pub tasks: Vec<Entry>,
    /// It waits for the client's acceptance.
    pub waits: bool,
    /// The acceptance may be recorded.
    pub accept: Allowed,
    /// Tasks may be made.
    pub create_task: Allowed,
    /// The plan's own record may be changed; of an accepted one that makes a new version.
    pub change: Allowed,
    /// Which version of the plan it is.
    pub version: Option<i64>,
    /// The version in force, when this is a newer one.
    pub behind: Option<i64>,
    /// Another version has come into its place, or it has ended: it is read, and never changed.
    pub older: bool,
    /// When the authority's acceptance was written down, UTC milliseconds; none while there is none to be seen.
    pub authority_on: Option<i64>,
    /// What the client needs, out of the newest assessment; empty where there is none. None of an older version, which
    /// is no plan for today, and without the right to read assessments.
    pub needs: Option<Vec<Part>>,
    /// The client's employment status of today and the day from which on it holds; none as of `needs`.
    pub state: Option<Vec<Part>>,
}

/// One version of a client's plan, as a list shows it.
#[derive(Clone, Debug)]
pub struct PlanVersion {
    /// The plan.
    pub plan: Id,
    /// Its number.
    pub version: Option<i64>,
    /// Its state (code of list `plan_status`).
    pub status: Shown,
    /// Its kind (code of list `suunnitelmalaji`).
    pub plan_kind: Shown,
    /// When the client accepted it.
    pub accepted: Shown,
    /// Who made it, and when (UTC milliseconds).
    pub entered: Entered,
}

/// A quick-note template, filled for this client and moment.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its digit.
    pub digit: u8,
    /// Message id of its name.
    pub label: &'static str,
    /// The contact's way (code of list `yhteydenottotapa`).
    pub method: String,
    /// The contact's subject.
    pub subject: String,
    /// The contact's text to begin with.
    pub text: String,
    /// A reminder so many days from now, to be changed or emptied.
    pub reminder: Option<i32>,
    /// Whom a reminder would go to: `own`, `unit`, or the officer in charge by name.
    pub reminds: String,
    /// The effects it will have, for the preview.
    pub effects: Vec<Message>,
    /// What follows beside them when the note gives the client neither a reminder nor a next time.
    pub unless_ahead: Option<Message>,
    /// How it asks for the client's next time.
    pub next: NextTime,
    /// It records a plan's acceptance: asks the tick and the delivery.
    pub acceptance: bool,
    /// It may be used now.
    pub may: Allowed,
}

/// How a quick note asks for the client's next booked time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextTime {
    /// There is one already, at this moment (UTC milliseconds): it is shown, not asked.
    Booked(i64),
    /// There is none; one may be given.
    Free(NewTime),
    /// The note takes one away: the new one has to be given, or why none is needed.
    Asked(NewTime),
    /// The user books no times.
    NotHere,
}

/// The time that a quick note would book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTime {
    /// What for (code of list `booking_service`).
    pub service: String,
    /// The last legal day, days since 1970-01-01.
    pub last_day: Option<i32>,
}

/// A quick note to be written.
#[derive(Clone, Debug)]
pub struct Note {
    /// The template's digit.
    pub template: u8,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The reminder's day, days since 1970-01-01.
    pub reminder: Option<i32>,
    /// The client's next time, UTC milliseconds.
    pub next: Option<i64>,
    /// Why no next time is needed, where one is asked.
    pub no_next: Option<String>,
    /// For a plan's acceptance: gone through, and how the copy is delivered.
    pub acceptance: Option<(bool, String)>,
    /// What the user has said yes to: the same again today, words of health.
    pub yes: Yes,
}

/// A kept text.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it is kept.
    pub place: String,
    /// The text.
    pub text: String,
    /// When it was kept, UTC milliseconds.
    pub at: i64,
}
