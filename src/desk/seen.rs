//! What the writer of a form had seen: the heads of the record, and of the sealed records that hold a part of it.
//!
//! A sealed record is one cell to the journal, so its heads tell only that it moved. Who holds the key compares field by
//! field: a colleague's word about another field stays beside this one, a word about the same field is told before
//! anything is saved ([`super::api::Refusal::Stale`]). Without the key nothing is compared, and nothing is told.

use super::answer::Answer;
use super::api::Base;
use super::sealed::{Fields, is_overlay_of, open_body, overlay};
use super::session::Session;
use crate::journal::cbor::{Reader, Writer};
use crate::journal::dot::Dot;
use crate::register::kinds::SEALED_BODY;
use crate::register::{Id, Kind, Value};
use crate::store::{Seen, entity, keys};
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind a form's [`Base`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FormSeen {
    /// Of the record itself.
    pub own: Seen,
    /// Of each sealed record that holds a part of it.
    pub sealed: BTreeMap<Id, Seen>,
    /// Of a new record: the one that it corrects.
    pub corrects: Option<Id>,
}

impl FormSeen {
    /// For the face to keep beside what is typed.
    pub fn to_base(&self) -> Base {
        let mut w = Writer::new();
        w.array(1 + self.sealed.len() * 2 + usize::from(self.corrects.is_some()));
        w.bytes(&self.own.to_bytes());
        if let Some(id) = self.corrects {
            w.bytes(id.as_bytes());
        }
        for (id, seen) in &self.sealed {
            w.bytes(id.as_bytes());
            w.bytes(&seen.to_bytes());
        }
        Base(w.into_vec())
    }

    /// Back from the face; none if it is not ours. Of a new record it is blank.
    pub fn from_base(base: &Base) -> Option<FormSeen> {
        if base.0.is_empty() {
            return Some(FormSeen::default());
        }
        let mut r = Reader::new(&base.0);
        let parts = r.array().ok()?;
        let mut seen = FormSeen { own: Seen::from_bytes(r.bytes().ok()?)?, ..FormSeen::default() };
        if parts.checked_sub(1)? % 2 == 1 {
            seen.corrects = Some(Id::from_bytes(r.fixed().ok()?));
        }
        for _ in 0..(parts - 1) / 2 {
            let id = Id::from_bytes(r.fixed().ok()?);
            let heads = Seen::from_bytes(r.bytes().ok()?)?;
            if seen.sealed.last_key_value().is_some_and(|(last, _)| *last >= id) {
                return None;
            }
            seen.sealed.insert(id, heads);
        }
        r.end().ok()?;
        Some(seen)
    }
}

/// Which sealed records hold the values of a form.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The sealed kind.
    pub home: &'static Kind,
    /// One record of it.
    pub record: Option<Id>,
    /// The open record that they overlay, when the values lie in overlays.
    pub over: Option<Id>,
}

impl Part {
    fn holds(&self, entity: Id, kind: u16, fields: &Fields) -> bool {
        kind == self.home.number
            && self.record.is_none_or(|record| record == entity)
            && self.over.is_none_or(|over| is_overlay_of(fields, over))
    }

    /// What a record says of a field; the outer none: nothing.
    fn said<'f>(&self, fields: &'f Fields, number: u16) -> Option<Option<&'f Value>> {
        match self.over {
            None => fields.get(&number).map(Option::as_ref),
            Some(_) => match fields.get(&overlay::FIELDS) {
                Some(Some(Value::Group(values))) => values.get(&number).map(Some),
                _ => None,
            },
        }
    }

    fn numbers(&self, fields: &Fields) -> BTreeSet<u16> {
        match (self.over, fields.get(&overlay::FIELDS)) {
            (None, _) => fields.keys().copied().collect(),
            (Some(_), Some(Some(Value::Group(values)))) => values.keys().copied().collect(),
            (Some(_), _) => BTreeSet::new(),
        }
    }
}

/// One head of a sealed record, opened.
struct Head {
    dot: Dot,
    ts: i64,
    fields: Fields,
}

/// The sealed records behind a form as their heads say it, oldest first; or as they said it once.
pub(super) struct Standing {
    part: Part,
    records: Vec<(Id, Vec<Head>)>,
}

impl Standing {
    /// The heads, for the form.
    pub fn seen(&self) -> BTreeMap<Id, Seen> {
        let of = |heads: &[Head]| Seen::of_cell(SEALED_BODY, heads.iter().map(|head| head.dot).collect());
        self.records.iter().map(|(id, heads)| (*id, of(heads))).collect()
    }

    /// What is said of a field: by the newest record that says anything of it, each of its heads a word.
    fn words(&self, number: u16) -> BTreeSet<Option<&Value>> {
        let newest = self.records.iter().rev().map(|(_, heads)| heads);
        let mut said = newest.map(|heads| {
            heads.iter().filter_map(|head| self.part.said(&head.fields, number)).collect::<BTreeSet<_>>()
        });
        said.find(|words| !words.is_empty()).unwrap_or_default()
    }

    /// The fields of these of which something else was said when the form was loaded.
    pub fn moved(&self, then: &Standing, numbers: impl IntoIterator<Item = u16>) -> Vec<u16> {
        numbers.into_iter().filter(|number| self.words(*number) != then.words(*number)).collect()
    }

    /// Fields of which several heads of one record say different things, and how many of them.
    pub fn disagreed(&self) -> BTreeMap<u16, usize> {
        let mut found = BTreeMap::new();
        for number in self.records.iter().flat_map(|(_, heads)| self.disagreed_in(heads)) {
            found.insert(number, self.words(number).len());
        }
        found
    }

    fn disagreed_in(&self, heads: &[Head]) -> BTreeSet<u16> {
        let numbers: BTreeSet<u16> = heads.iter().flat_map(|head| self.part.numbers(&head.fields)).collect();
        let differ = |number: &u16| {
            let mut words = heads.iter().map(|head| self.part.said(&head.fields, *number));
            let first = words.next();
            words.any(|word| Some(word) != first)
        };
        numbers.into_iter().filter(differ).collect()
    }

    /// The heads that a new word about these fields replaces. Where the heads disagree about a field that was not
    /// typed, the word replaces the head that is shown alone: what nobody decided stays in conflict.
    pub fn base(&self, entity: Id, typed: &BTreeSet<u16>) -> Seen {
        let heads = self.records.iter().find(|(id, _)| *id == entity).map_or(&[][..], |(_, heads)| heads);
        let decided = self.disagreed_in(heads).is_subset(typed);
        let dots = match heads.iter().max_by_key(|head| (head.ts, head.dot)) {
            Some(shown) if !decided => vec![shown.dot],
            _ => heads.iter().map(|head| head.dot).collect(),
        };
        Seen::of_cell(SEALED_BODY, dots)
    }
}

impl Session {
    /// The sealed records behind a form as they stand; nothing without the key.
    pub(super) fn standing(&self, person: Id, part: Part) -> Answer<Standing> {
        let connection = self.store.connection();
        let mut ids = Vec::new();
        if self.holds(part.home.compartment) {
            for row in keys::sealed_of(connection, person, part.home.compartment)? {
                ids.push((row.entity, None));
            }
        }
        self.standing_of(person, part, ids)
    }

    /// The same as somebody saw it who saw these heads.
    pub(super) fn stood(&self, person: Id, part: Part, seen: &BTreeMap<Id, Seen>) -> Answer<Standing> {
        self.standing_of(person, part, seen.iter().map(|(id, seen)| (*id, Some(seen))).collect())
    }

    fn standing_of(&self, person: Id, part: Part, ids: Vec<(Id, Option<&Seen>)>) -> Answer<Standing> {
        let mut standing = Standing { part, records: Vec::new() };
        let Some(keys) = self.readable_keys(person, part.home.compartment)? else { return Ok(standing) };
        let connection = self.store.connection();
        for (id, seen) in ids {
            let stored = entity::load(connection, id)?;
            if stored.subj != Some(person) || stored.comp != part.home.compartment.code() {
                continue;
            }
            let now = Seen::of(&stored.entity);
            let mut heads = Vec::new();
            for (dot, ts, value) in
                entity::heads_seen(connection, id, &stored, SEALED_BODY, seen.unwrap_or(&now))?
            {
                let Some(Value::Bytes(cell)) = value else { continue };
                if let Ok((kind, fields)) = open_body(&keys, person, id, &cell)
                    && part.holds(id, kind, &fields)
                {
                    heads.push(Head { dot, ts, fields });
                }
            }
            if !heads.is_empty() {
                standing.records.push((id, heads));
            }
        }
        standing.records.sort_by_key(|(_, heads)| heads.iter().map(|head| head.ts).max());
        Ok(standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_comes_back_as_it_went() {
        let dot = Dot { dev: Id::from_bytes([1; 16]), feed: Id::from_bytes([2; 16]), n: 3, op: 4 };
        let seen = |cell| Seen::of_cell(cell, vec![dot]);
        let sealed = BTreeMap::from([(Id::from_bytes([5; 16]), seen(1)), (Id::from_bytes([6; 16]), seen(1))]);
        let corrects = Some(Id::from_bytes([9; 16]));
        for form in [
            FormSeen::default(),
            FormSeen { own: seen(7), ..FormSeen::default() },
            FormSeen { corrects, ..FormSeen::default() },
            FormSeen { own: seen(7), sealed: sealed.clone(), corrects },
            FormSeen { sealed, ..FormSeen::default() },
        ] {
            assert_eq!(FormSeen::from_base(&form.to_base()), Some(form));
        }
        assert_eq!(FormSeen::from_base(&Base::default()), Some(FormSeen::default()));
        let mut cut = FormSeen { own: seen(7), ..FormSeen::default() }.to_base();
        cut.0.pop();
        assert_eq!(FormSeen::from_base(&cut), None);
        assert_eq!(FormSeen::from_base(&Base(seen(7).to_bytes())), None);
    }
}
