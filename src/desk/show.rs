//! From stored records to what a face may show: empty, hidden and unknown are told apart here, once.
//!
//! A value that is not there is looked up in the history of changes, never decided from the row (README, section 2).

use super::answer::Answer;
use super::api::{Entry, Hidden, Message, Refusal, Shown, Unknown};
use super::file::ClientFile;
use super::kind;
use super::naming::{name_of, title};
use crate::access::{Action, Decision};
use crate::journal::hash::one_id;
use crate::journal::heads::{Cell, Entity};
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::kinds::register_of;
use crate::register::{Card, Field, Id, Kind, Type, Value};
use crate::store::entity::{self, Stored};
use crate::store::read::{self, Record};

/// How many records are read at a time.
const PAGE: u32 = 100;

impl ClientFile<'_> {
    /// The person's own record.
    pub(super) fn person_record(&self) -> Answer<Record> {
        self.record("person", self.open.person)?.ok_or_else(missing)
    }

    /// A record of a kind by its id. Whether it is this client's is not known here.
    fn record(&self, name: &str, id: Id) -> Answer<Option<Record>> {
        Ok(read::one(self.session.store.connection(), kind::named(name)?, id)?)
    }

    /// One of this client's records of a kind.
    pub(super) fn own_record(&self, name: &str, id: Id) -> Answer<Record> {
        self.find(name, |record| record.id == id)?.ok_or_else(missing)
    }

    /// Whether the user may read records of a kind at all.
    pub(super) fn reads(&self, kind: &Kind) -> bool {
        self.session.decide(kind, Action::Read).yes()
    }

    /// Whether the user sees records of a kind: may read them, and holds the key where they are sealed.
    pub(super) fn sees(&self, kind: &Kind) -> bool {
        self.reads(kind) && (!kind.compartment.sealed() || self.session.holds(kind.compartment))
    }

    /// A page of records in the kind's order; none of a kind that the user may not read.
    pub(super) fn some(&self, name: &str, from: u32, limit: u32) -> Answer<Vec<Record>> {
        let kind = kind::named(name)?;
        if !self.reads(kind) {
            return Ok(Vec::new());
        }
        Ok(read::page(self.session.store.connection(), kind, self.open.person, from, limit)?)
    }

    /// Every record of a kind, for kinds of which a client has few.
    pub(super) fn every(&self, name: &str) -> Answer<Vec<Record>> {
        let mut all = Vec::new();
        let mut from = 0;
        loop {
            let page = self.some(name, from, PAGE)?;
            let last = page.len() < PAGE as usize;
            all.extend(page);
            if last {
                return Ok(all);
            }
            from += PAGE;
        }
    }

    /// The first record of a kind that is so, in the kind's order. What is looked for is mostly among the newest, so
    /// the pages begin small.
    pub(super) fn find(&self, name: &str, mut so: impl FnMut(&Record) -> bool) -> Answer<Option<Record>> {
        let (mut from, mut limit) = (0, PAGE / 10);
        loop {
            let page = self.some(name, from, limit)?;
            let last = page.len() < limit as usize;
            if let Some(found) = page.into_iter().find(|record| so(record)) {
                return Ok(Some(found));
            }
            if last {
                return Ok(None);
            }
            from += limit;
            limit = PAGE;
        }
    }

    /// How many records of a kind there are.
    pub(super) fn count(&self, name: &str) -> Answer<u32> {
        Ok(read::count(self.session.store.connection(), kind::named(name)?, self.open.person)?)
    }

    /// A field of a record as the user may see it. `protected` is the client's turvakielto.
    pub(super) fn shown(&mut self, record: &Record, field: &str, protected: bool) -> Answer<Shown> {
        let kind = record.kind;
        let Some(field) = kind.field(field) else { return Ok(Shown::Unknown(Unknown::Unreadable)) };
        let decision = self.session.decide(kind, Action::Read);
        // The header tells who entered what: it is read by whoever reads the record.
        let of_header = decision.yes() && field.number > ORIGIN_CELL;
        if !(decision.covers(field) || of_header) {
            return Ok(Shown::Hidden(Hidden::NoRight));
        }
        if protected && field.locating {
            return Ok(Shown::Hidden(Hidden::Protected));
        }
        match record.values.get(&field.number) {
            Some(value) => {
                Ok(Shown::Value { value: value.clone(), label: self.reference(kind, field.ty, value)? })
            }
            None => {
                let stored = entity::load(self.session.store.connection(), record.id)?;
                Ok(absent(&stored.entity, field.cell_number()))
            }
        }
    }

    /// The same for a field that no record holds: hidden or never asked; or asked once, where the client's only record
    /// was withdrawn.
    pub(super) fn shown_of_none(&self, kind: &'static Kind, field: &str, protected: bool) -> Answer<Shown> {
        let field = kind.field(field);
        let decision = self.session.decide(kind, Action::Read);
        if field.is_some_and(|f| !decision.covers(f)) {
            return Ok(Shown::Hidden(Hidden::NoRight));
        }
        if protected && field.is_some_and(|f| f.locating) {
            return Ok(Shown::Hidden(Hidden::Protected));
        }
        if let (Card::One, Some(field)) = (kind.card, field) {
            let only = entity::load(self.session.store.connection(), one_id(self.open.person, kind.number))?;
            if only.entity.deleted() {
                return Ok(absent(&only.entity, field.cell_number()));
            }
        }
        Ok(Shown::Unknown(Unknown::NeverAsked))
    }

    /// A record as a list shows it.
    pub(super) fn entry(&mut self, record: &Record, protected: bool) -> Answer<Entry> {
        let mut cells = Vec::with_capacity(record.kind.list.len());
        for name in record.kind.list {
            if let Some(field) = record.kind.field(name) {
                cells.push((field.number, self.shown(record, name, protected)?));
            }
        }
        let entered = self.session.entered_of(record, protected)?;
        let waits_national = waits_national(record);
        Ok(Entry { record: record.id, kind: record.kind, cells, entered, waits_national })
    }

    /// The name behind a reference.
    pub(super) fn reference(
        &mut self,
        kind: &'static Kind,
        ty: Type,
        value: &Value,
    ) -> Answer<Option<String>> {
        let Some(id) = value.as_id() else { return Ok(None) };
        Ok(match ty {
            Type::UserRef => Some(self.session.author(id)?),
            Type::UnitRef => Some(self.session.unit_name(id)?),
            ty if register_of(ty).is_some() => register_of(ty)
                .and_then(|kind| self.record(kind.name, id).transpose())
                .transpose()?
                .and_then(|entry| title(entry.kind, &entry.values)),
            Type::Ref(target) => self.referred(kind::named(target)?, id)?,
            Type::Same => self.referred(kind, id)?,
            _ => None,
        })
    }

    /// What one of this client's records is called, also when it was withdrawn: that is no reason to say that it is
    /// not here. None when it is not, or when the user may not read its kind.
    fn referred(&self, kind: &'static Kind, id: Id) -> Answer<Option<String>> {
        if !self.reads(kind) {
            return Ok(None);
        }
        let stored = match self.stored(kind, id) {
            Ok(stored) => stored,
            Err(Refusal::Cannot(_)) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let value = |field: &Field| match plain(field, &stored) {
            Shown::Value { value, .. } => Some((field.number, value)),
            _ => None,
        };
        Ok(Some(name_of(kind, &kind.every_field().filter_map(value).collect())))
    }

    /// Whether the client has turvakielto.
    pub(super) fn is_protected(&self) -> Answer<bool> {
        Ok(self.person_record()?.flag("protected"))
    }

    /// Whether the decision covers these fields of a kind.
    pub(super) fn covers(&self, kind: &Kind, decision: &Decision, fields: &[&str]) -> bool {
        fields.iter().all(|name| kind.field(name).is_some_and(|f| decision.covers(f)))
    }
}

/// Whether a record still has to be taken to the national repository (register design, K12).
pub(super) fn waits_national(record: &Record) -> bool {
    record.text("national_state") == Some("waiting")
}

/// The record is not this client's, or not there any more.
pub(super) fn missing() -> Refusal {
    Refusal::Cannot(Message::new("error-record-missing"))
}

/// A field as it stands, with no regard to who looks.
pub(super) fn plain(field: &Field, stored: &Stored) -> Shown {
    let value = match stored.entity.value(field.cell_number()) {
        Cell::NeverAsked => return Shown::Unknown(Unknown::NeverAsked),
        Cell::Empty => return Shown::Empty,
        Cell::Erased => return Shown::Unknown(Unknown::NotHere),
        Cell::Foreign(_) => return Shown::Unknown(Unknown::Unreadable),
        Cell::Value(value) => Some(value),
        Cell::Conflict(_) => stored.entity.shown(field.cell_number()),
    };
    let value = match value {
        Some(Value::Group(mut members)) => members.remove(&field.number),
        value => value,
    };
    value.map_or(Shown::Empty, |value| Shown::Value { value, label: None })
}

/// What a cell without a value means.
fn absent(entity: &Entity, cell: u16) -> Shown {
    match entity.value(cell) {
        Cell::NeverAsked => Shown::Unknown(Unknown::NeverAsked),
        Cell::Erased => Shown::Unknown(Unknown::NotHere),
        Cell::Foreign(_) => Shown::Unknown(Unknown::Unreadable),
        // A group that holds other members, or a conflict of which one side is empty.
        Cell::Empty | Cell::Value(_) | Cell::Conflict(_) => Shown::Empty,
    }
}
