//! A client's file on the screens: hits, client line, card, lists.

use super::{Allowed, Message, Shown};
use crate::register::{Id, Kind};

/// Hits of one search.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The text they belong to.
    pub text: String,
    /// How the text was understood (message id: name, hetu, phone, birth date).
    pub understood: Option<Message>,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// There are more than are shown.
    pub more: bool,
    /// Why there are none, or what to do.
    pub note: Option<Message>,
}

/// One hit: a summary, nothing more (register design, V13).
#[derive(Clone, Debug)]
pub struct Hit {
    /// The person.
    pub person: Id,
    /// Surname and first names.
    pub name: String,
    /// Birth day, days since 1970-01-01.
    pub born: Option<i32>,
    /// Masked identity code.
    pub hetu: Option<String>,
    /// Code of the home municipality; hidden for a protected person.
    pub municipality: Shown,
    /// Turvakielto.
    pub protected: bool,
    /// What to know before anything else: `käyttö rajoitettu`, `kysy hetu`, `entinen hetu`, `päättynyt`.
    pub remark: Option<Message>,
    /// Another hit has the same birth day and surname: the whole identity code must be typed.
    pub ask_whole_hetu: bool,
}

/// The client line and alerts of every screen in client context.
#[derive(Clone, Debug)]
pub struct ClientLine {
    /// The person.
    pub person: Id,
    /// Surname in capitals and first names, as shown.
    pub name: String,
    /// Birth day.
    pub born: Option<i32>,
    /// Masked identity code.
    pub hetu: Option<String>,
    /// Code of the service language, when it is not Finnish.
    pub language: Option<String>,
    /// Alerts in the desk's order: protection order first, then not identified, deadlines, plan.
    pub alerts: Vec<Alert>,
    /// Why the file is open.
    pub ground: Message,
    /// Channel of the visit that goes on (code of list `channel`); none where the file is open for another reason.
    pub channel: Option<&'static str>,
}

/// One alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Marked `!!` instead of `!`.
    pub grave: bool,
    /// Its words.
    pub message: Message,
}

/// The card of a client.
#[derive(Clone, Debug)]
pub struct Card {
    /// The client line.
    pub client: ClientLine,
    /// The lines of the two columns, in order: label id and value.
    pub facts: Vec<Fact>,
    /// The groups that digits open. Groups without right are absent.
    pub groups: Vec<CardGroup>,
    /// The newest three entries.
    pub latest: Vec<Entry>,
    /// Whether the user may read these at all: without it `latest` is empty whether there are any or not.
    pub sees_latest: bool,
    /// There is a plan that waits for the client's acceptance.
    pub plan_waits: Option<Id>,
    /// There is a booking today that the client could have arrived for.
    pub arrival: Option<Id>,
    /// There is none, because the client has arrived for the booking of today already.
    pub came: bool,
    /// What may be done here.
    pub may: CardMay,
}

/// What may be done on a card.
#[derive(Clone, Debug)]
pub struct CardMay {
    /// Write a quick note.
    pub note: Allowed,
    /// Record an acceptance.
    pub accept: Allowed,
    /// Make a plan.
    pub make_plan: Allowed,
    /// Reveal protected data.
    pub reveal: Allowed,
    /// See who has viewed.
    pub who_viewed: Allowed,
}

/// One line of the card.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Message id of its label.
    pub label: &'static str,
    /// The kind and field it comes from, when it is one field of one record: `Enter` asks, `Ctrl-E` reveals.
    pub from: Option<(&'static Kind, Option<Id>, u16)>,
    /// What is shown, as parts with blanks between: a plain value, or a message.
    pub parts: Vec<Part>,
    /// Marked `!`.
    pub alert: bool,
}

/// A part of a line.
#[derive(Clone, Debug)]
pub enum Part {
    /// A field's value, to be presented as that field of that kind.
    Field(&'static Kind, u16, Shown),
    /// Words.
    Words(Message),
    /// A name or number as it stands.
    Plain(String),
}

/// A group of the card.
#[derive(Clone, Debug)]
pub struct CardGroup {
    /// Its digit.
    pub digit: u8,
    /// Message id of its label.
    pub label: &'static str,
    /// Where it leads.
    pub leads: Leads,
    /// How many records, zero shows as `–`; none for who may make some and read none. Sealed records never count
    /// (register design, K5).
    pub count: Option<u32>,
    /// Marked `!`.
    pub alert: bool,
}

/// Where a group of the card leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Leads {
    /// The kinds of one list screen, one after another: those that the user may read or make.
    Kinds(Vec<&'static Kind>),
    /// Work and education.
    TimeLine,
    /// The plan.
    Plan,
    /// The contact log.
    Contacts,
}

/// One entry of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record.
    pub record: Id,
    /// Its kind.
    pub kind: &'static Kind,
    /// The values of the kind's list fields, in their order.
    pub cells: Vec<(u16, Shown)>,
    /// Who entered it, and who changed it.
    pub entered: Entered,
    /// It waits for the national repository.
    pub waits_national: bool,
}

/// What was found of a register of the office.
#[derive(Clone, Debug)]
pub struct Register {
    /// The kind.
    pub kind: &'static Kind,
    /// The text it was found by; all there is, where it is empty.
    pub text: String,
    /// The entries, in the kind's order.
    pub entries: Vec<Entry>,
    /// There are more than are shown.
    pub more: bool,
    /// A new one may be made.
    pub create: Allowed,
}

/// What a field that refers to a register may name: the first of those that a typed text fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The text.
    pub text: String,
    /// The first of them, with their names.
    pub entries: Vec<(Id, String)>,
    /// How many there are.
    pub fit: usize,
}

/// Who a record is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Who entered it.
    pub by: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who changed it last, and when (UTC milliseconds); none of one that was not changed since it was made, and of a
    /// sealed one, which tells who said something of it last.
    pub changed: Option<(String, i64)>,
}

/// A page of records.
#[derive(Clone, Debug)]
pub struct List {
    /// The client line.
    pub client: ClientLine,
    /// The kind.
    pub kind: &'static Kind,
    /// The entries, in the kind's order.
    pub entries: Vec<Entry>,
    /// How many were skipped before these, and how many there are in all.
    pub from: u32,
    /// How many there are in all.
    pub total: u32,
    /// A new one may be made.
    pub create: Allowed,
    /// They may be changed.
    pub change: Allowed,
    /// They may be read. Who may only make some sees none, whether there are any or not.
    pub readable: bool,
    /// They may be read for a typed reason, and none was given: the list is empty, whether there are any or not.
    pub shut: bool,
    /// For how many seconds what a reason opened may stay.
    pub seconds: Option<u32>,
    /// How many were withdrawn, or corrected by a new one; none is told to those who may not read them.
    pub withdrawn: u32,
}

/// A record that is no longer in force.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// What it was.
    pub entry: Entry,
    /// Who withdrew it or wrote the one in its place, and when (UTC milliseconds).
    pub by: (String, i64),
    /// A new record came in its place.
    pub corrected: bool,
}
