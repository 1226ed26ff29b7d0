//! The changes of one record: who, when, from what to what. Out of the journal's replaced values and present heads;
//! what lies sealed is told by [`super::sealed_history`].

use super::answer::Answer;
use super::api::{Hidden, HistoryEntry, Shown, Unknown};
use super::file::ClientFile;
use super::session::Session;
use super::show::missing;
use crate::access::Decision;
use crate::journal::change::{CREATED, DELETED};
use crate::journal::clock;
use crate::journal::codes::LogAction;
use crate::journal::heads::Val;
use crate::register::kinds::header::{ORIGIN, ORIGIN_CELL};
use crate::register::{Field, Id, Kind, Told, Value};
use crate::store::Connection;
use crate::store::entity::{self, Stored};
use crate::store::read::Record;
use std::collections::BTreeMap;

/// The number that stands for a withdrawal in a history.
pub const WITHDRAWAL: u16 = 0;
/// The number that stands for the record as a whole: a version of it that cannot be opened.
pub const WHOLE: u16 = u16::MAX;
/// The number that stands for the record's coming into this register, where its header says that somebody made it
/// another time or that it was somebody else: an import, the practice office.
pub const RECORDED: u16 = u16::MAX - 1;

/// A record that was made and written down within so many milliseconds was written down when it was made.
const SAME_MOMENT: u64 = 60_000;

/// One word about a cell.
pub(super) struct Said {
    pub cell: u16,
    pub ts: i64,
    pub user: Id,
    pub val: Val,
}

/// What one person said at one moment of some fields of a record.
pub(super) struct Word {
    /// When, `ms << 16 | counter`.
    pub ts: i64,
    /// Orders words of one moment.
    pub cell: u16,
    /// Who.
    pub user: Id,
    /// The fields and what they were from then on.
    pub fields: Vec<(u16, Shown)>,
}

impl ClientFile<'_> {
    /// The changes of one record, newest first. Members of a field group stand apart; what is hidden stays hidden:
    /// of a sealed kind whose values want a reason the fields, people and times are told for the reason that opened
    /// its list, and [`ClientFile::reveal_history`] tells the values.
    ///
    /// # Errors
    /// Refused when the user may not read the kind or does not hold its key, by the same words whether or not there
    /// is such a record. So is a kind that is read for a typed reason alone, without one.
    pub fn history(&mut self, kind: &'static Kind, record: Id, reason: &str) -> Answer<Vec<HistoryEntry>> {
        let decision = self.readable(kind)?;
        self.open_for(kind, reason)?;
        let mut entries = if kind.compartment.sealed() {
            let words = self.sealed_words(kind, record)?;
            self.changes(kind, words, &|_| (decision != Decision::Allowed).then_some(Hidden::Protected))?
        } else {
            let stored = self.stored(kind, record)?;
            let words = words(kind, &said(self.session.store.connection(), record, &stored)?);
            self.changes(kind, words, &|field| hides(&decision, field))?
        };
        // That there was an address, and when it changed, tells of the address: nothing of it is listed.
        if !kind.compartment.sealed() && self.is_protected()? {
            entries.retain(|entry| kind.field_number(entry.field).is_none_or(|field| !field.locating));
        }
        self.session.viewed_for(LogAction::History, self.about(kind, Some(record)), reason)?;
        Ok(entries)
    }

    /// When somebody said what stands in the cell of a field, UTC milliseconds, as the history of the record tells it.
    /// None where nobody was ever asked.
    ///
    /// # Errors
    /// When it is no open record of this client, or cannot be read.
    pub(super) fn said_at(&self, record: &Record, field: &Field) -> Answer<Option<i64>> {
        let stored = self.stored(record.kind, record.id)?;
        let Some(head) = stored.entity.winner(field.cell_number()) else { return Ok(None) };
        let mut words = words(record.kind, &said(self.session.store.connection(), record.id, &stored)?);
        words.sort_by_key(|word| (word.ts, word.cell));
        let made = Made::of(&words).filter(|made| made.says(head.stamp.ts, head.stamp.user));
        Ok(Some(made.map_or(clock::ts_ms(head.stamp.ts), |made| made.at)))
    }

    /// From words to changes, newest first, with the names behind references. `hides`: why a field's values are not
    /// told.
    pub(super) fn changes(
        &mut self,
        kind: &'static Kind,
        words: Vec<Word>,
        hides: &dyn Fn(&Field) -> Option<Hidden>,
    ) -> Answer<Vec<HistoryEntry>> {
        let mut entries = self.session.changes_of(kind, words, hides)?;
        for entry in &mut entries {
            entry.from = self.named(kind, entry.field, entry.from.clone())?;
            entry.to = self.named(kind, entry.field, entry.to.clone())?;
        }
        Ok(entries)
    }

    /// A record of this client and of this kind, as the journal merges it; withdrawn ones too.
    pub(super) fn stored(&self, kind: &Kind, record: Id) -> Answer<Stored> {
        let stored = entity::load(self.session.store.connection(), record)?;
        if stored.kind != kind.number || stored.subj != Some(self.open.person) || stored.entity.is_empty() {
            return Err(missing());
        }
        Ok(stored)
    }

    /// A value with the name behind it.
    pub(super) fn named(&mut self, kind: &'static Kind, field: u16, shown: Shown) -> Answer<Shown> {
        match (kind.field_number(field), shown) {
            (Some(field), Shown::Value { value, .. }) => {
                let label = self.reference(kind, field.ty, &value)?;
                Ok(Shown::Value { value, label })
            }
            (_, shown) => Ok(shown),
        }
    }
}

impl Session {
    /// From words to changes, newest first; references as they stand. `hides`: why a field's values are not told.
    ///
    /// What the record said when it was made is told with who made it and when, as its header says and as every list
    /// does. The journal knows who wrote it down here and when: where that is another or another time, it is told too,
    /// as a change of its own ([`RECORDED`]).
    pub(super) fn changes_of(
        &mut self,
        kind: &'static Kind,
        mut words: Vec<Word>,
        hides: &dyn Fn(&Field) -> Option<Hidden>,
    ) -> Answer<Vec<HistoryEntry>> {
        words.sort_by_key(|word| (word.ts, word.cell));
        let mut entries = Vec::new();
        let mut before: BTreeMap<u16, Shown> = BTreeMap::new();
        let made = Made::of(&words);
        for word in words {
            let mine = made.as_ref().filter(|made| made.says(word.ts, word.user));
            let by = self.author(mine.map_or(word.user, |made| made.by))?;
            let at = mine.map_or(clock::ts_ms(word.ts), |made| made.at);
            for (field, to) in word.fields {
                let from = before.insert(field, to.clone()).unwrap_or(Shown::Unknown(Unknown::NeverAsked));
                if field == WHOLE {
                    // What that version said of each field is not known, so neither is what the next one changed.
                    before.values_mut().for_each(|shown| *shown = to.clone());
                } else if from == to {
                    continue; // a group or body is written whole; this member stayed
                } else if kind.field_number(field).is_some_and(|field| says_nothing(field, &from, &to)) {
                    continue;
                }
                let (from, to) = match kind.field_number(field).and_then(hides) {
                    Some(why) => (Shown::Hidden(why.clone()), Shown::Hidden(why)),
                    None => (from, to),
                };
                entries.push((word.ts, HistoryEntry { at, by: by.clone(), field, from, to }));
            }
        }
        if let Some(made) = made.filter(Made::elsewhere) {
            let to = Shown::Value { value: Value::Int(made.at), label: None };
            let (at, by) = (clock::ts_ms(made.ts), self.author(made.user)?);
            let from = Shown::Unknown(Unknown::NeverAsked);
            entries.insert(0, (made.ts, HistoryEntry { at, by, field: RECORDED, from, to }));
        }
        // In the order in which they were written down: a moment that a header names is somebody's word.
        entries.sort_by_key(|(ts, _)| std::cmp::Reverse(*ts));
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }
}

/// How a record came to be: what its header said from the beginning, and the change that wrote it down.
struct Made {
    /// When, as the header says, UTC milliseconds.
    at: i64,
    /// Who, as the header says.
    by: Id,
    /// When it was written down, `ms << 16 | counter`.
    ts: i64,
    /// Who wrote it down.
    user: Id,
}

impl Made {
    /// Of the words of a record, the oldest first. The oldest change alone made it: a header that is written again when
    /// somebody names a source repeats who made the record, and made nothing.
    fn of(words: &[Word]) -> Option<Made> {
        let first = words.first()?;
        let (ts, user) = (first.ts, first.user);
        let value = |name: &str| {
            let number = ORIGIN.iter().find(|field| field.name == name)?.number;
            let mut fields =
                words.iter().take_while(|w| w.ts == ts && w.user == user).flat_map(|w| &w.fields);
            match fields.find(|(field, _)| *field == number) {
                Some((_, Shown::Value { value, .. })) => Some(value),
                _ => None,
            }
        };
        Some(Made { at: value("created_at")?.as_int()?, by: value("entered_by")?.as_id()?, ts, user })
    }

    /// Whether the change that made the record said this: all that one change says has its timestamp.
    fn says(&self, ts: i64, user: Id) -> bool {
        ts == self.ts && user == self.user
    }

    /// Whether it was made at another time or by another than it was written down here.
    fn elsewhere(&self) -> bool {
        self.by != self.user || clock::ts_ms(self.ts).abs_diff(self.at) > SAME_MOMENT
    }
}

/// Whether a change of a header field tells nobody anything. What the program fills there - when, who, which unit,
/// the first wait for the national repository - stands in the columns of the change itself, and was nobody's edit.
/// Where the datum came from is told, once; so is what it corrects, and a step in the national repository.
fn says_nothing(field: &Field, from: &Shown, to: &Shown) -> bool {
    let first = *from == Shown::Unknown(Unknown::NeverAsked);
    let told = match field.told {
        Told::Never => false,
        Told::Steps => !first,
        Told::Always => true,
    };
    field.number > ORIGIN_CELL && (field.computed && !told || first && *to == Shown::Empty)
}

/// Why a field of an open record is not told: the header is read by whoever reads the record.
pub(super) fn hides(decision: &Decision, field: &Field) -> Option<Hidden> {
    let header = field.number > ORIGIN_CELL && decision.yes();
    (!header && !decision.covers(field)).then_some(Hidden::NoRight)
}

/// Every word about a record: what was replaced, and what stands.
pub(super) fn said(connection: &Connection, record: Id, stored: &Stored) -> Answer<Vec<Said>> {
    let past = entity::past(connection, record)?;
    let mut said: Vec<Said> = past
        .into_iter()
        .map(|p| Said { cell: p.cell, ts: p.ts, user: p.user, val: p.value.map_or(Val::Empty, Val::Raw) })
        .collect();
    for cell in stored.entity.cells().filter(|cell| *cell != CREATED) {
        said.extend(stored.entity.heads(cell).iter().map(|head| Said {
            cell,
            ts: head.stamp.ts,
            user: head.stamp.user,
            val: head.val.clone(),
        }));
    }
    Ok(said)
}

/// The words of an open record, field by field.
pub(super) fn words(kind: &'static Kind, said: &[Said]) -> Vec<Word> {
    said.iter().map(|s| Word { ts: s.ts, cell: s.cell, user: s.user, fields: after(kind, s) }).collect()
}

/// What a word says of each field of its cell.
pub(super) fn after(kind: &'static Kind, word: &Said) -> Vec<(u16, Shown)> {
    let plain = |value: Value| Shown::Value { value, label: None };
    if word.cell == DELETED {
        return vec![(WITHDRAWAL, word.val.value().map_or(Shown::Empty, plain))];
    }
    let unread = || match &word.val {
        Val::Empty => Shown::Empty,
        Val::Erased => Shown::Unknown(Unknown::NotHere),
        Val::Raw(_) => Shown::Unknown(Unknown::Unreadable),
    };
    if kind.group_number(word.cell).is_none() {
        return vec![(word.cell, word.val.value().map_or_else(unread, plain))];
    }
    let members = match word.val.value() {
        Some(Value::Group(members)) => Some(members),
        _ => None,
    };
    kind.members(word.cell)
        .map(|field| {
            let shown = match &members {
                Some(members) => members.get(&field.number).cloned().map_or(Shown::Empty, plain),
                None => unread(),
            };
            (field.number, shown)
        })
        .collect()
}
