//! The changes of one record: who, when, from what to what. Out of the journal's replaced values and present heads.

use super::api::{Hidden, HistoryEntry, Message, Refusal, Shown, Unknown};
use super::file::ClientFile;
use super::session::Answer;
use super::show::missing;
use crate::access::Decision;
use crate::journal::change::{CREATED, DELETED};
use crate::journal::clock;
use crate::journal::codes::LogAction;
use crate::journal::heads::Val;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::{Field, Id, Kind, Value};
use crate::store::entity::{self, Stored};
use std::collections::BTreeMap;

/// The number that stands for a withdrawal in a history.
pub const WITHDRAWAL: u16 = 0;

/// One word about a cell.
struct Said {
    cell: u16,
    ts: i64,
    user: Id,
    val: Val,
}

impl ClientFile<'_> {
    /// The changes of one record, newest first. Members of a field group stand apart; what is hidden stays hidden.
    ///
    /// # Errors
    /// Refused when the user may not read the kind. Sealed records tell their history to nobody here: they are one
    /// cell each, shown value by value.
    pub fn history(&mut self, kind: &'static Kind, record: Id) -> Answer<Vec<HistoryEntry>> {
        let decision = self.readable(kind)?;
        if kind.compartment.sealed() {
            return Err(Refusal::Cannot(Message::new("error-history-sealed")));
        }
        let stored = self.stored(kind, record)?;
        let protected = self.is_protected()?;
        let mut said = self.said(record, &stored)?;
        said.sort_by_key(|s| (s.cell, s.ts));
        let mut entries = Vec::new();
        let mut before: BTreeMap<u16, Shown> = BTreeMap::new();
        for word in &said {
            let by = self.author(word.user, None)?;
            let at = clock::ts_ms(word.ts);
            for (field, to) in after(kind, word) {
                // That there was an address, and when it changed, tells of the address: nothing of it is listed.
                if protected && kind.field_number(field).is_some_and(|f| f.locating) {
                    continue;
                }
                let hides = |f: &Field| {
                    let header = f.number > ORIGIN_CELL && decision.yes();
                    (!header && !may_read(&decision, f)).then_some(Hidden::NoRight)
                };
                let from = before.insert(field, to.clone()).unwrap_or(Shown::Unknown(Unknown::NeverAsked));
                if from == to {
                    continue; // a group is written whole; this member stayed
                }
                let (from, to) = match kind.field_number(field).and_then(hides) {
                    Some(why) => (Shown::Hidden(why), Shown::Hidden(why)),
                    None => (self.named(kind, field, from)?, self.named(kind, field, to)?),
                };
                entries.push(HistoryEntry { at, by: by.clone(), field, from, to });
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        self.session.viewed(LogAction::History, self.about(kind, Some(record)))?;
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

    fn said(&self, record: Id, stored: &Stored) -> Answer<Vec<Said>> {
        let past = entity::past(self.session.store.connection(), record)?;
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

    /// A value with the name behind it.
    fn named(&mut self, kind: &'static Kind, field: u16, shown: Shown) -> Answer<Shown> {
        match (kind.field_number(field), shown) {
            (Some(field), Shown::Value { value, .. }) => {
                let label = self.reference(field.ty, &value)?;
                Ok(Shown::Value { value, label })
            }
            (_, shown) => Ok(shown),
        }
    }
}

fn may_read(decision: &Decision, field: &Field) -> bool {
    decision.covers(field)
}

/// What a word says of each field of its cell.
fn after(kind: &'static Kind, word: &Said) -> Vec<(u16, Shown)> {
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
