//! What the practice office hands over: contents of records, in the order in which they came to be.

use super::days;
use super::rng::Rng;
use crate::register::{Id, Value};

/// How much of a client is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// What a search finds: person, contact data, customership; the sealed kinds of a protected person.
    Light,
    /// A whole file of about twenty-five records.
    Full,
    /// A whole file with 2,000 contacts.
    Heavy,
}

/// One record that somebody entered, or a later edit of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The kind's name.
    pub kind: &'static str,
    /// The record; an edit has the id of the record it changes.
    pub id: Id,
    /// Field names and values in canonical form. The header's `source`, `source_detail` and national fields are
    /// among them; `created_at`, `entered_by` and `entered_unit` follow from `at` and `author`. An edit holds what it
    /// changes, and of a field group always all that is filled.
    pub fields: Vec<(&'static str, Value)>,
    /// Values of locating fields of a protected person's record (register design, K7): to be written to a
    /// `protected_field`, never to the record itself. Empty for everybody else.
    pub sealed: Vec<(&'static str, Value)>,
    /// When it was entered, UTC milliseconds; before today, within one client never earlier than the one before.
    pub at: i64,
    /// The day of that in Helsinki.
    pub day: i32,
    /// Who entered it: an index of [`Office::staff`](super::Office::staff).
    pub author: usize,
    /// Whether this is an edit of a record made before.
    pub edits: bool,
}

/// One client's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The person.
    pub person: Id,
    /// What was entered, the person first, in the order of time.
    pub records: Vec<Made>,
}

/// The kinds whose master is the national system (table `[national]` of `assets/policy.toml`, register design K12).
pub const NATIONAL: [&str; 8] = [
    "customership",
    "job_search_period",
    "employment_status",
    "employment_plan",
    "plan_task",
    "work_history",
    "education",
    "contact",
];

/// A record being filled. Empty values are left out: what was not asked has no value (design, section 2).
pub(super) struct Rec {
    made: Made,
    protected: bool,
}

impl Rec {
    /// A new record.
    pub fn new(kind: &'static str, id: Id, at: i64, author: usize, protected: bool) -> Rec {
        let fields = Vec::with_capacity(16);
        let day = local_day(at);
        Rec { made: Made { kind, id, fields, sealed: Vec::new(), at, day, author, edits: false }, protected }
    }

    /// A later edit of a record.
    pub fn edit(kind: &'static str, id: Id, at: i64, author: usize, protected: bool) -> Rec {
        let mut rec = Rec::new(kind, id, at, author, protected);
        rec.made.edits = true;
        rec
    }

    /// A value.
    pub fn set(mut self, name: &'static str, value: impl Into<Value>) -> Rec {
        self.made.fields.push((name, value.into()));
        self
    }

    /// A value that tells where the person can be found: set aside when the person is protected.
    pub fn locating(mut self, name: &'static str, value: impl Into<Value>) -> Rec {
        let list = if self.protected { &mut self.made.sealed } else { &mut self.made.fields };
        list.push((name, value.into()));
        self
    }

    /// A day.
    pub fn day(self, name: &'static str, day: i32) -> Rec {
        self.set(name, i64::from(day))
    }

    /// A value, if there is one.
    pub fn maybe<V: Into<Value>>(self, name: &'static str, value: Option<V>) -> Rec {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// More to set, if so.
    pub fn when(self, so: bool, more: impl FnOnce(Rec) -> Rec) -> Rec {
        if so { more(self) } else { self }
    }

    /// The id.
    pub fn id(&self) -> Id {
        self.made.id
    }

    /// The finished record.
    pub fn done(self) -> Made {
        self.made
    }
}

/// The day in Helsinki of a moment; exact within office hours, winter or summer.
fn local_day(at: i64) -> i32 {
    (at + 2 * 3_600_000).div_euclid(86_400_000) as i32
}

/// An id shaped like a UUID of version 7: the moment, then 74 bits of the generator.
pub(super) fn new_id(rng: &mut Rng, at: i64) -> Id {
    let [_, _, t0, t1, t2, t3, t4, t5] = at.max(0).to_be_bytes();
    let [a0, a1, a2, a3, a4, a5, a6, a7] = rng.bits().to_be_bytes();
    let [b0, b1, ..] = rng.bits().to_be_bytes();
    let (version, variant) = (b0 & 0x0f | 0x70, a0 & 0x3f | 0x80);
    Id::from_bytes([t0, t1, t2, t3, t4, t5, version, b1, variant, a1, a2, a3, a4, a5, a6, a7])
}

/// The day before which everything was entered that the practice office finds: no entry lies in the future of the
/// clock, whatever the hour in which the office is made.
pub(super) const fn last_entry(today: i32) -> i32 {
    days::business_until(today - 1)
}
