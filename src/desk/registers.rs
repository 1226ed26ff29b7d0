//! The registers of the office that are tied to no client, such as employers: found by what is typed, listed, named
//! where a record refers to one. Forms and saves are those of every kind; which registers there are follows from the
//! declarations.

use super::api::{Allowed, Entry, Hidden, HistoryEntry, Message, Register, Shown};
use super::form::plain;
use super::history::{hides, said, words};
use super::session::{Answer, Session};
use super::show::missing;
use crate::access::{Action, Decision};
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::kinds::{ALL, header::ORIGIN_CELL};
use crate::register::validate::Values;
use crate::register::{Card, Id, Kind, Type, Value, names};
use crate::store::read::{self, Record};
use crate::store::{Connection, entity};

/// Entries that are shown of what was found.
const SHOWN: usize = 100;
/// Entries that a pick list offers. It is searched on the screen, so an office should not have more.
const OFFERED: usize = 20_000;

impl Session {
    /// The registers that the user may read.
    pub fn registers(&self) -> Vec<&'static Kind> {
        let reads = |kind: &&Kind| kind.card == Card::Office && self.decide(kind, Action::Read).yes();
        ALL.iter().copied().filter(reads).collect()
    }

    /// The first entries of a register that the text fits, in the kind's order: each word of it begins a word of the
    /// name or the number.
    ///
    /// # Errors
    /// Refused when the user may not read the register.
    pub fn register(&mut self, kind: &'static Kind, text: &str) -> Answer<Register> {
        if kind.card != Card::Office {
            return Err(missing());
        }
        let reads = self.require(kind, Action::Read)?;
        let mut found = self.find(kind, text, SHOWN + 1)?;
        let more = found.len() > SHOWN;
        found.truncate(SHOWN);
        let mut entries = Vec::with_capacity(found.len());
        for record in &found {
            entries.push(self.register_entry(kind, record, &reads)?);
        }
        // No number of entries: what is typed on is the same view again, and counted.
        self.viewed(LogAction::List, about(kind, None))?;
        let allowed = |action| match self.decide(kind, action) {
            Decision::Refused(why) => Allowed::No(Message::new(why.id())),
            _ => Allowed::Yes,
        };
        let create = allowed(Action::Create);
        Ok(Register { kind, text: text.to_owned(), entries, more, create })
    }

    fn register_entry(&mut self, kind: &'static Kind, record: &Record, reads: &Decision) -> Answer<Entry> {
        let stored = entity::load(self.store.connection(), record.id)?;
        let fields = kind.list.iter().filter_map(|name| kind.field(name));
        let cells = fields
            .map(|field| match reads.covers(field) || field.number > ORIGIN_CELL {
                true => (field.number, plain(field, &stored)),
                false => (field.number, Shown::Hidden(Hidden::NoRight)),
            })
            .collect();
        let by = record.id("entered_by").unwrap_or(record.changed_by);
        let entered = (self.author(by)?, record.int("created_at").unwrap_or(record.changed_at));
        Ok(Entry { record: record.id, kind, cells, entered, waits_national: false })
    }

    /// What a field that refers to a register may name, with their numbers; those that have ended come last: somebody
    /// may have worked there.
    pub(super) fn offered(&self, kind: &'static Kind) -> Answer<Vec<(Id, String)>> {
        let (mut offered, mut over) = (Vec::new(), Vec::new());
        if !self.decide(kind, Action::Read).yes() {
            return Ok(offered);
        }
        each(self.store.connection(), kind, |id, values| {
            let ended = kind.field("ended").is_some_and(|field| values.contains_key(&field.number));
            let to = if ended { &mut over } else { &mut offered };
            to.push((id, name(kind, values)));
            offered.len() + over.len() < OFFERED
        })?;
        offered.append(&mut over);
        Ok(offered)
    }

    fn find(&self, kind: &'static Kind, text: &str, limit: usize) -> Answer<Vec<Record>> {
        let wanted: Vec<String> = text.split_whitespace().map(names::fold).collect();
        let connection = self.store.connection();
        let mut found = Vec::new();
        each(connection, kind, |id, values| {
            if wanted.iter().all(|word| values.values().filter_map(Value::as_text).any(|v| begins(v, word))) {
                found.push(id);
            }
            found.len() < limit
        })?;
        let mut records = Vec::with_capacity(found.len());
        for id in found {
            records.extend(read::one(connection, kind, id)?);
        }
        Ok(records)
    }

    /// The changes of one entry of a register, newest first.
    ///
    /// # Errors
    /// Refused when the user may not read the register; when there is no such entry.
    pub fn register_history(&mut self, kind: &'static Kind, record: Id) -> Answer<Vec<HistoryEntry>> {
        let decision = self.require(kind, Action::Read)?;
        let stored = entity::load(self.store.connection(), record)?;
        if kind.card != Card::Office || stored.kind != kind.number || stored.entity.is_empty() {
            return Err(missing());
        }
        let told = words(kind, &said(self.store.connection(), record, &stored)?);
        let entries = self.changes_of(kind, told, &|field| hides(&decision, field))?;
        self.viewed(LogAction::History, about(kind, Some(record)))?;
        Ok(entries)
    }
}

/// Goes through the entries of a register with what they are found by, in the kind's order, while `go` says so.
fn each(connection: &Connection, kind: &'static Kind, go: impl FnMut(Id, &Values) -> bool) -> Answer<()> {
    let by = |ty| matches!(ty, Type::Text(_) | Type::BusinessId | Type::Date);
    let mut fields: Vec<_> = kind.list.iter().filter_map(|name| kind.field(name)).collect();
    fields.retain(|field| by(field.ty));
    fields.extend(kind.field("ended"));
    Ok(read::each(connection, kind, &fields, go)?)
}

/// Whether some word of a value begins so. A number is found also without its hyphen.
fn begins(value: &str, word: &str) -> bool {
    let value = names::fold(value);
    let joined = |text: &str| text.replace(' ', "");
    value.split(' ').any(|begun| begun.starts_with(word)) || joined(&value).starts_with(&joined(word))
}

/// What an entry is called: its first text.
pub(super) fn title(kind: &Kind, values: &Values) -> Option<String> {
    text(kind, values, |ty| matches!(ty, Type::Text(_)))
}

/// The same with its number, if it has one: two entries may be called the same.
fn name(kind: &Kind, values: &Values) -> String {
    let number = text(kind, values, |ty| ty == Type::BusinessId);
    title(kind, values).into_iter().chain(number).collect::<Vec<_>>().join(" ")
}

fn text(kind: &Kind, values: &Values, of: impl Fn(Type) -> bool) -> Option<String> {
    let field = kind.list.iter().filter_map(|name| kind.field(name)).find(|field| of(field.ty))?;
    Some(values.get(&field.number)?.as_text()?.to_owned())
}

fn about(kind: &Kind, object: Option<Id>) -> LogBody {
    LogBody { comp: Some(kind.compartment.code()), kind: Some(kind.number), object, ..LogBody::default() }
}

#[cfg(test)]
mod tests;
