//! From fields to cells: groups travel whole, and every new record carries its provenance.

use super::session::Session;
use crate::register::kinds::header::{NATIONAL_CELL, ORIGIN_CELL};
use crate::register::{Id, Kind, Value};
use crate::store::{Edit, Seen, What};
use std::collections::{BTreeMap, BTreeSet};

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

/// The cells that changed fields come to. A group is written whole: its other members keep the values of `current`.
/// `None` is "asked, and there is none".
pub fn cells(
    kind: &'static Kind,
    current: &BTreeMap<u16, Value>,
    changed: &[(u16, Option<Value>)],
) -> Vec<(u16, Option<Value>)> {
    let mut cells = Vec::new();
    let mut done: BTreeSet<u16> = BTreeSet::new();
    for (number, value) in changed {
        let Some(field) = kind.field_number(*number) else { continue };
        let cell = field.cell_number();
        if cell == *number {
            cells.push((cell, value.clone()));
        } else if done.insert(cell) {
            let members: BTreeMap<u16, Value> = kind
                .members(cell)
                .filter_map(|member| {
                    let value = match changed.iter().find(|(n, _)| *n == member.number) {
                        Some((_, value)) => value.clone(),
                        None => current.get(&member.number).cloned(),
                    };
                    Some((member.number, value?))
                })
                .collect();
            cells.push((cell, (!members.is_empty()).then_some(Value::Group(members))));
        }
    }
    cells
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
            cells.push((NATIONAL_CELL, Some(group(kind, vec![("national_state", "waiting".into())]))));
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

    /// Changes to a record that is there.
    pub(super) fn changed(
        &self,
        kind: &'static Kind,
        entity: Id,
        person: Option<Id>,
        current: &BTreeMap<u16, Value>,
        changed: &[(u16, Option<Value>)],
        seen: Option<Seen>,
    ) -> Edit {
        Edit { kind, entity, person, what: What::Set(cells(kind, current, changed), seen) }
    }
}

fn group(kind: &'static Kind, fields: Vec<(&str, Value)>) -> Value {
    Value::Group(fields.into_iter().filter_map(|(n, v)| Some((kind.field(n)?.number, v))).collect())
}
