//! Saving a form of a sealed kind: dropped unseen without the key, laid over what is there with it.

use super::answer::Answer;
use super::api::{Message, Refusal, SaveForm, Yes};
use super::edits::Source;
use super::entered;
use super::file::ClientFile;
use super::form::start_of;
use super::kind;
use super::open_file::{OpenFile, about};
use super::record_rules::invalid;
use super::save::{Saved, numbers};
use super::sealed::{Fields, Opened, ToSeal, Unsealed, written_elsewhere};
use super::seen::{FormSeen, Part};
use super::session::Session;
use super::show::missing;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::validate::{Check, FieldProblem, Values, is_empty};
use crate::register::{Card, Id, Kind, Value};
use crate::store::{Act, Entry, Seen, read};
use std::collections::BTreeSet;

/// A record with a form laid over it.
struct Laid {
    /// Which; none for a new one.
    entity: Option<Id>,
    /// What it says now.
    before: Values,
    /// What it would say.
    fields: Fields,
}

impl Session {
    /// A form of a sealed kind: without the key it is dropped unseen, with it a change lies over what is there.
    pub(super) fn save_sealed(&mut self, open: &OpenFile, mut form: SaveForm) -> Answer<Saved> {
        let (kind, person) = (form.kind, open.person);
        self.may_save_sealed(open, &mut form)?;
        let one = form.record.filter(|_| kind.card != Card::One);
        let seen = FormSeen::from_base(&form.base).ok_or_else(missing)?;
        // Before what they say: a word that comes in between is then a conflict, not a lost one.
        let part = Part { home: kind, record: one, over: None };
        let standing = if one.is_some() || kind.card == Card::One {
            Some((self.standing(person, part)?, self.stood(person, part, &seen.sealed)?))
        } else {
            None
        };
        let sealed = self.open_sealed(person, kind.compartment)?;
        let Laid { entity, before, fields } = self.laid_over(&sealed, &form)?;
        let typed: BTreeSet<u16> = form.values.iter().map(|(n, _)| *n).collect();
        let moved = standing.as_ref().map(|(now, then)| now.moved(then, typed.clone())).unwrap_or_default();
        if !moved.is_empty() && !form.yes.to(Yes::STALE) {
            return Err(Refusal::Stale(moved.into_iter().map(|n| (n, ClientFile::sealed_shown())).collect()));
        }
        let over = |entity| match &standing {
            Some(_) if !moved.is_empty() => seen.sealed.get(&entity).cloned().unwrap_or_default(),
            Some((now, _)) => now.base(entity, &typed),
            None => Seen::default(),
        };
        let new = entity.is_none();
        let merged: Values = fields.iter().filter_map(|(n, v)| Some((*n, v.clone()?))).collect();
        invalid(self.check_sealed(kind, &merged, &before))?;
        let entity = entity.unwrap_or_else(|| self.new_id());
        if kind.name == "security_prohibition" && new {
            return self.prohibit(open, entity, fields);
        }
        let fields = if new { self.with_origin(kind, fields) } else { fields };
        let mut act = Act::default();
        if kind.name == "security_prohibition" {
            self.move_end(open, others(&sealed, kind, entity).chain([merged]).collect(), &mut act)?;
        }
        let record = ToSeal { seen: over(entity), ..ToSeal::new(entity, kind, fields) };
        let unseen = self.seal(person, kind.compartment, &[record], &mut act)?;
        act.log.push(Entry::ok(sealed_action(unseen, new), about(kind, open, Some(entity))));
        self.write(&act)?;
        let effect = if unseen { "effect-saved-unseen" } else { "effect-saved" };
        Ok((entity, vec![Message::new(effect)]))
    }

    /// What is wrong with such a form, which is not to be saved yet.
    pub(super) fn sealed_faults(&mut self, open: &OpenFile, mut form: SaveForm) -> Answer<Vec<FieldProblem>> {
        self.may_save_sealed(open, &mut form)?;
        let sealed = self.open_sealed(open.person, form.kind.compartment)?;
        let Laid { before, fields, .. } = self.laid_over(&sealed, &form)?;
        let merged: Values = fields.iter().filter_map(|(n, v)| Some((*n, v.clone()?))).collect();
        Ok(self.check_sealed(form.kind, &merged, &before))
    }

    /// The right to save it, and its texts as they enter.
    fn may_save_sealed(&mut self, open: &OpenFile, form: &mut SaveForm) -> Answer<()> {
        for (_, value) in &mut form.values {
            *value = value.take().map(entered::value);
        }
        let (kind, person) = (form.kind, open.person);
        let action = if form.record.is_some() { Action::Change } else { Action::Create };
        let decision = self.require_logged(Some(person), kind, action)?;
        self.may_write(Some(person), kind, &decision, &form.values)?;
        let elsewhere = |n: &u16| kind.field_number(*n).is_some_and(|f| written_elsewhere(kind, f));
        if form.values.iter().any(|(number, _)| elsewhere(number)) {
            return Err(self.refused(Some(person), Refusal::NotAllowed(Message::new("refused-field"))));
        }
        Ok(())
    }

    /// What the record would say: what is typed lies over what is there, or over what the form suggested.
    fn laid_over(&self, sealed: &Unsealed, form: &SaveForm) -> Answer<Laid> {
        let kind = form.kind;
        let there = match (form.record, kind.card) {
            (Some(id), _) => Some(sealed.of(kind).find(|r| r.entity == id).ok_or_else(missing)?),
            (None, Card::One) => sealed.of(kind).last(),
            (None, _) => None,
        };
        let mut fields = match kind.card {
            Card::One => sealed.merged(kind),
            _ => there.map(|r| r.fields.clone()).unwrap_or_default(),
        };
        let before: Values = fields.iter().filter_map(|(n, v)| Some((*n, v.clone()?))).collect();
        fields.extend(form.values.iter().map(|(n, v)| (*n, v.clone().filter(|v| !is_empty(v)))));
        if there.is_none() && kind.card != Card::One {
            let starts = self.starts();
            for field in kind.fields.iter().filter(|f| !f.computed) {
                if let Some(value) = start_of(&starts, field) {
                    fields.entry(field.number).or_insert(Some(value));
                }
            }
        }
        Ok(Laid { entity: there.map(|r| r.entity), before, fields })
    }

    /// The client is protected until the last of the orders ends; where one has no end or none is left, until somebody
    /// switches the flag off.
    pub(super) fn move_end(&mut self, open: &OpenFile, orders: Vec<Values>, act: &mut Act) -> Answer<()> {
        let (kind, sealed) = (kind::named("person")?, kind::named("security_prohibition")?);
        let number = |kind: &Kind, name: &str| kind.field(name).map(|f| f.number).ok_or_else(missing);
        let end = number(sealed, "end")?;
        let ends: Option<Vec<i64>> = orders.iter().map(|order| order.get(&end)?.as_int()).collect();
        let end = ends.and_then(|ends| ends.into_iter().max()).map(Value::Int);
        let Some(person) = read::one(self.store.connection(), kind, open.person)? else {
            return Err(missing());
        };
        if !person.flag("protected") || person.value("protected_until").cloned() == end {
            return Ok(());
        }
        let until = vec![(number(kind, "protected_until")?, end)];
        let mut body = about(kind, open, Some(open.person));
        body.detail = Some(numbers(&until));
        act.log.push(Entry::ok(LogAction::Change, body));
        act.edits.push(self.changed(kind, open.person, Some(open.person), &until, None)?);
        Ok(())
    }

    /// What is sealed unseen may be a part of a record: it is judged field by field, and as a whole when it is one.
    fn check_sealed(&self, kind: &'static Kind, merged: &Values, before: &Values) -> Vec<FieldProblem> {
        let mut whole = merged.clone();
        for (number, value) in
            self.origin(kind, &Source::customer()).into_iter().filter_map(|(_, v)| v).flat_map(|v| match v {
                Value::Group(members) => members,
                _ => Default::default(),
            })
        {
            whole.entry(number).or_insert(value);
        }
        let mut problems = Check::new(kind, self.today()).before(before).run(&whole);
        if kind.card == Card::One {
            problems.retain(|p| p.id != "error-field-needed");
        }
        problems
    }

    /// A security prohibition is recorded: the flag goes on, and with it all that the flag does.
    fn prohibit(&mut self, open: &OpenFile, entity: Id, fields: Fields) -> Answer<Saved> {
        let (kind, order) = (kind::named("person")?, kind::named("security_prohibition")?);
        self.require_logged(Some(open.person), kind, Action::Change)?;
        let Some(person) = read::one(self.store.connection(), kind, open.person)? else {
            return Err(missing());
        };
        let value = |name: &str| order.field(name).and_then(|f| fields.get(&f.number).cloned().flatten());
        // Until the last of the orders ends; one without an end outlasts them all. What stands tells of the others, so
        // it needs no key.
        let end = match (value("end"), person.value("protected_until").cloned()) {
            (new, _) if !person.flag("protected") => new,
            (Some(new), Some(old)) => new.as_int().max(old.as_int()).map(Value::Int),
            _ => None,
        };
        let number = |name: &str| kind.field(name).map(|f| f.number).ok_or_else(missing);
        let mut act = Act::default();
        let flag = vec![(number("protected")?, Some(Value::Bool(true))), (number("protected_until")?, end)];
        act.log.push(Entry::ok(LogAction::Change, {
            let mut body = about(kind, open, Some(open.person));
            body.detail = Some(numbers(&flag));
            body
        }));
        act.edits.push(self.changed(kind, open.person, Some(open.person), &flag, None)?);
        let mut effects = vec![Message::new("effect-saved")];
        if person.flag("protected") {
            let fields = self.with_origin(order, fields);
            let record = ToSeal::new(entity, order, fields);
            let unseen = self.seal(open.person, order.compartment, &[record], &mut act)?;
            act.log.push(Entry::ok(sealed_action(unseen, true), about(order, open, Some(entity))));
        } else {
            self.protect(open.person, Some((entity, fields)), &mut act)?;
            effects.push(Message::new("effect-protected"));
        }
        self.write(&act)?;
        if act.erase.is_some() {
            effects.extend(self.erase_traces());
        }
        Ok((entity, effects))
    }
}

/// What the records of a kind say, but for one of them.
pub(super) fn others<'a>(
    sealed: &'a Unsealed,
    kind: &'a Kind,
    but: Id,
) -> impl Iterator<Item = Values> + use<'a> {
    let said = |order: &Opened| order.fields.iter().filter_map(|(n, v)| Some((*n, v.clone()?))).collect();
    sealed.of(kind).filter(move |order| order.entity != but).map(said)
}

const fn sealed_action(unseen: bool, new: bool) -> LogAction {
    match (unseen, new) {
        (true, _) => LogAction::SealedWithoutReading,
        (false, true) => LogAction::Create,
        (false, false) => LogAction::Change,
    }
}
