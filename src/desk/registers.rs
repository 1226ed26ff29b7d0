//! The registers of the office that are tied to no client, such as employers: found by what is typed, listed, named
//! where a record refers to one. Forms and saves are those of every kind; which registers there are follows from the
//! declarations.

use super::answer::Answer;
use super::api::{Allowed, Entry, Hidden, HistoryEntry, Offered, Register, Shown};
use super::history::{hides, said, words};
use super::naming::{called, name};
use super::no_right;
use super::session::Session;
use super::show::{missing, plain};
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
/// Entries that a field is offered at once. Where there are more, what is typed finds the others.
const OFFERED: usize = 200;

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
        let reads = self.look_into(kind)?;
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
            Decision::Refused(why) => Allowed::No(no_right::of_kind(why, kind, action)),
            _ => Allowed::Yes,
        };
        let create = allowed(Action::Create);
        Ok(Register { kind, text: text.to_owned(), entries, more, create })
    }

    /// The register of a kind, if the user may read it.
    fn look_into(&mut self, kind: &'static Kind) -> Answer<Decision> {
        if kind.card != Card::Office {
            return Err(missing());
        }
        self.require(kind, Action::Read)
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
        let entered = self.entered_of(record, false)?;
        Ok(Entry { record: record.id, kind, cells, entered, waits_national: false })
    }

    /// What a field that refers to a register may name, by what is typed.
    ///
    /// # Errors
    /// Refused when the user may not read the register.
    pub fn find_offered(&mut self, kind: &'static Kind, text: &str) -> Answer<Offered> {
        self.look_into(kind)?;
        let offered = self.offered(kind, text)?;
        self.viewed(LogAction::List, about(kind, None))?;
        Ok(offered)
    }

    /// The first that a field may name of those whose name and number the text fits: those whose name begins with it
    /// first, those that have ended last. Somebody may have worked there.
    pub(super) fn offered(&self, kind: &'static Kind, text: &str) -> Answer<Offered> {
        let mut offered = Offered { text: text.to_owned(), ..Offered::default() };
        if !self.decide(kind, Action::Read).yes() {
            return Ok(offered);
        }
        let wanted = words_of(text);
        let begin = wanted.join(" ");
        let (mut begun, mut within, mut over) = (Vec::new(), Vec::new(), Vec::new());
        each(self.store.connection(), kind, |id, values| {
            // Most forms are opened with nothing typed.
            let called = if wanted.is_empty() { Vec::new() } else { called(kind, values) };
            let called: Vec<String> = called.into_iter().map(names::fold).collect();
            if !fits(&called, &wanted) {
                return true;
            }
            offered.fit += 1;
            let ended = kind.field("ended").is_some_and(|field| values.contains_key(&field.number));
            let begins = called.first().is_none_or(|name| name.starts_with(&begin));
            let to = match (ended, begins) {
                (true, _) => &mut over,
                (false, true) => &mut begun,
                (false, false) => &mut within,
            };
            if to.len() < OFFERED {
                to.push((id, name(kind, values)));
            }
            true
        })?;
        offered.entries = begun.into_iter().chain(within).chain(over).take(OFFERED).collect();
        Ok(offered)
    }

    fn find(&self, kind: &'static Kind, text: &str, limit: usize) -> Answer<Vec<Record>> {
        let wanted = words_of(text);
        let connection = self.store.connection();
        let mut found = Vec::new();
        each(connection, kind, |id, values| {
            let texts: Vec<String> = values.values().filter_map(Value::as_text).map(names::fold).collect();
            if fits(&texts, &wanted) {
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

/// The words of what is typed, as they are compared.
fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(names::fold).collect()
}

/// Whether each word begins a word of one of the texts, all of them folded.
fn fits(texts: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|word| texts.iter().any(|text| begins(text, word)))
}

/// Whether some word of a text begins so. A number is found also without its hyphen.
fn begins(text: &str, word: &str) -> bool {
    let joined = |text: &str| text.replace(' ', "");
    text.split(' ').any(|begun| begun.starts_with(word)) || joined(text).starts_with(&joined(word))
}

fn about(kind: &Kind, object: Option<Id>) -> LogBody {
    LogBody { comp: Some(kind.compartment.code()), kind: Some(kind.number), object, ..LogBody::default() }
}

#[cfg(test)]
pub(super) mod tests;
