//! From fields to cells: groups travel whole, every new record carries its provenance, and every changed one that the
//! national repository keeps too waits for it again.

use super::answer::Answer;
use super::session::Session;
use crate::register::kinds::cells::cells;
use crate::register::kinds::header::{NATIONAL_CELL, ORIGIN_CELL};
use crate::register::{Id, Kind, Value};
use crate::store::{Act, Edit, Seen, What, entity};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a datum came from (register design, K1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Code of list `source`.
    pub code: String,
    /// What exactly, when it is neither the customer nor the officer.
    pub detail: Option<String>,
    /// The day of the datum.
    pub day: Option<i32>,
}

impl Source {
    /// From the client.
    pub fn customer() -> Source {
        Source { code: "customer".to_owned(), detail: None, day: None }
    }

    /// From the officer's own act.
    pub fn officer() -> Source {
        Source { code: "officer".to_owned(), detail: None, day: None }
    }
}

impl Session {
    /// The cells of provenance of a record made now.
    pub(super) fn origin(&self, kind: &'static Kind, source: &Source) -> Vec<(u16, Option<Value>)> {
        let mut fields = vec![
            ("created_at", Value::Int(self.now())),
            ("entered_by", Value::Id(self.who.id)),
            ("entered_unit", Value::Id(self.who.unit)),
            ("source", source.code.as_str().into()),
        ];
        fields.extend(source.detail.as_deref().map(|d| ("source_detail", d.into())));
        fields.extend(source.day.map(|d| ("source_date", Value::Int(i64::from(d)))));
        let mut cells = vec![(ORIGIN_CELL, Some(group(kind, fields)))];
        if self.policy.national(kind) {
            cells.push((NATIONAL_CELL, Some(waiting(kind))));
        }
        cells
    }

    /// A new record with its fields by name. Unknown names are a fault of the caller and are left out.
    pub(super) fn made(
        &self,
        kind: &'static Kind,
        entity: Id,
        person: Option<Id>,
        source: &Source,
        fields: Vec<(&str, Value)>,
    ) -> Edit {
        let changed: Vec<(u16, Option<Value>)> = fields
            .into_iter()
            .filter_map(|(name, value)| Some((kind.field(name)?.number, Some(value))))
            .collect();
        let mut cells = cells(kind, &BTreeMap::new(), &changed);
        cells.extend(self.origin(kind, source));
        Edit { kind, entity, person, what: What::Set(cells, None) }
    }

    /// An act in which each record that it changes and that the national repository keeps too waits for it (register
    /// design, K12): what was stored there is of yesterday, whoever changed it here and whichever way, a withdrawal
    /// too. One that waits already says so again: on another terminal it may have been stored meanwhile, as it was.
    /// An act that says itself how a record stands with the repository is left alone.
    pub(super) fn waits<'a>(&self, act: &'a Act) -> Cow<'a, Act> {
        let says =
            |edit: &Edit| matches!(&edit.what, What::Set(c, _) if c.iter().any(|c| c.0 == NATIONAL_CELL));
        let said = |entity: Id| act.edits.iter().any(|edit| edit.entity == entity && says(edit));
        let stale = |edit: &&Edit| self.policy.national(edit.kind) && !said(edit.entity);
        let waits = |edit: &Edit| {
            let what = What::Set(vec![(NATIONAL_CELL, Some(waiting(edit.kind)))], None);
            Edit { what, ..edit.clone() }
        };
        let mut edits: Vec<Edit> = act.edits.iter().filter(stale).map(waits).collect();
        if edits.is_empty() {
            return Cow::Borrowed(act);
        }
        // First what waits: a withdrawal has then seen it.
        edits.extend(act.edits.iter().cloned());
        Cow::Owned(Act { edits, ..act.clone() })
    }

    /// Changes to a record that is there, made over what was `seen` of it, or over what stands.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub(super) fn changed(
        &self,
        kind: &'static Kind,
        entity: Id,
        person: Option<Id>,
        changed: &[(u16, Option<Value>)],
        seen: Option<Seen>,
    ) -> Answer<Edit> {
        let connection = self.store.connection();
        let stored = entity::load(connection, entity)?;
        let over = seen.clone().unwrap_or_else(|| Seen::of(&stored.entity));
        let mut before = BTreeMap::new();
        for (number, _) in changed {
            let Some(field) = kind.field_number(*number).filter(|f| f.cell_number() != *number) else {
                continue;
            };
            let cell = field.cell_number();
            if let Some(value) = entity::value_seen(connection, entity, &stored, cell, &over)? {
                before.insert(cell, value);
            }
        }
        Ok(Edit { kind, entity, person, what: What::Set(cells(kind, &before, changed), seen) })
    }
}

/// Not stored yet; nobody and no day stand beside it.
fn waiting(kind: &'static Kind) -> Value {
    group(kind, vec![("national_state", "waiting".into())])
}

fn group(kind: &'static Kind, fields: Vec<(&str, Value)>) -> Value {
    Value::Group(fields.into_iter().filter_map(|(n, v)| Some((kind.field(n)?.number, v))).collect())
}
