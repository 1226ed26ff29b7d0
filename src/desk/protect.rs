//! Turvakielto (register design, K7 and V7; security design, section 7): what tells where a person is moves to the
//! sealed compartment in one transaction, with its history ([`super::sealed_history`]), and the old copies are erased.
//! Switching it off moves nothing back.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::history;
use super::kind;
use super::sealed::{Fields, ToSeal, Unsealed, is_overlay_of, overlay, overlay_of};
use super::sealed_history::earlier_of;
use super::seen::Part;
use super::session::Session;
use super::templates::QuickNotes;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::kinds;
use crate::register::validate::Values;
use crate::register::{Id, Kind, Value};
use crate::store::{Act, Edit, Entry, Seen, What, entity, project, protect};
use std::collections::BTreeMap;

/// The ground that is recorded when only the flag was switched: the client says so, the population system has not
/// been asked yet.
const GROUND: &str = "own_request";

impl Session {
    /// Adds to an act what switching the flag on does: every locating value sealed and erased, and the grounds.
    /// `prohibition` is the order when its own form was used: its id and fields.
    pub(super) fn protect(
        &mut self,
        person: Id,
        prohibition: Option<(Id, Fields)>,
        act: &mut Act,
    ) -> Answer<()> {
        let mut records = Vec::new();
        let contact = kind::named("protected_contact")?;
        let field_kind = kind::named("protected_field")?;
        let telling = QuickNotes::embedded().telling();
        let erasing = protect::locating(self.store.connection(), person, &telling)?;
        for erase in &erasing.records {
            let stored = entity::load(self.store.connection(), erase.entity)?;
            let Some(kind) = kinds::by_number(stored.kind) else { continue };
            if kind.name == "task" {
                // Nothing to be sealed: the program made it out of the municipality, which is.
                if !stored.entity.deleted() {
                    Session::withdraw_task(person, kind, erase.entity, act);
                }
                continue;
            }
            let said = history::said(self.store.connection(), erase.entity, &stored)?;
            let mut earlier = earlier_of(said, &erase.cells).into_iter();
            let mut values = locating(kind, &project::values(kind, &stored.entity));
            if kind.name == "contact_info" {
                // What a withdrawn record said is history, not where the client can be reached.
                if !values.is_empty() && !stored.entity.deleted() {
                    let fields = contact_fields(kind, contact, std::mem::take(&mut values));
                    records.push(ToSeal::new(self.new_id(), contact, fields));
                }
                values.clear();
            }
            let mut piece = earlier.next();
            while piece.is_some() || !values.is_empty() {
                let mut fields = overlay_fields(kind, erase.entity, std::mem::take(&mut values));
                fields.extend(piece.map(|piece| (overlay::EARLIER, Some(piece))));
                records.push(ToSeal::new(self.new_id(), field_kind, fields));
                piece = earlier.next();
            }
        }
        let order = kind::named("security_prohibition")?;
        let (entity, fields) = prohibition.unwrap_or_else(|| {
            let ground = vec![
                ("ground", GROUND.into()),
                ("start", Value::Int(i64::from(self.today()))),
                ("told_by", self.who.name.as_str().into()),
            ];
            (self.new_id(), named(order, ground))
        });
        let fields = self.with_origin(order, fields);
        records.push(ToSeal::new(entity, order, fields));
        let unseen = self.seal(person, contact.compartment, &records, act)?;
        let action = if unseen { LogAction::SealedWithoutReading } else { LogAction::Create };
        let about =
            LogBody { subject: Some(person), comp: Some(contact.compartment.code()), ..sealed_body() };
        act.log.push(Entry { count: records.len() as u64, ..Entry::ok(action, about) });
        let erased = LogBody { subject: Some(person), ..LogBody::default() };
        act.log.push(Entry { count: erasing.records.len() as u64, ..Entry::ok(LogAction::Erasure, erased) });
        act.erase = Some(erasing);
        Ok(())
    }

    /// A task that tells where a client lives is nobody's work any more; its text goes with the contact data.
    fn withdraw_task(person: Id, kind: &'static Kind, entity: Id, act: &mut Act) {
        act.edits.push(Edit { kind, entity, person: Some(person), what: What::Delete(None) });
        let body = LogBody {
            subject: Some(person),
            comp: Some(kind.compartment.code()),
            kind: Some(kind.number),
            object: Some(entity),
            ..LogBody::default()
        };
        act.log.push(Entry::ok(LogAction::Withdraw, body));
    }

    /// Only data of the population system, or a case officer after a check there, end the protection.
    pub(super) fn may_unprotect(&mut self, person: Id) -> Answer<()> {
        let order = kind::named("security_prohibition")?;
        if self.decide(order, Action::Change).yes() {
            return Ok(());
        }
        Err(self.refused(Some(person), Refusal::NotAllowed(Message::new("refused-protection-off"))))
    }

    /// Locating fields that are saved while the flag is on go to the sealed kind; who cannot read them replaces them
    /// unseen. `over`: what the writer had seen of the sealed records, when they have moved since and it is saved all
    /// the same. Answers whether it was done unseen.
    pub(super) fn overlay(
        &mut self,
        person: Id,
        kind: &'static Kind,
        record: Id,
        changed: &[(u16, Option<Value>)],
        over: Option<&BTreeMap<Id, Seen>>,
        act: &mut Act,
    ) -> Answer<bool> {
        let home = overlay_of(kind)?;
        self.require_logged(Some(person), home, Action::Create)?;
        // Before what they say: a word that comes in between is then a conflict, not a lost one.
        let standing = self.standing(person, overlay_part(kind, record)?)?;
        let sealed = self.open_sealed(person, home.compartment)?;
        let mut to_seal = if kind.name == "contact_info" {
            let last = sealed.of(home).last().map(|r| r.entity);
            let mut fields = sealed.merged(home);
            for (number, value) in changed {
                fields.extend(overlaid_number(kind, home, *number).map(|n| (n, value.clone())));
            }
            ToSeal::new(self.entity_or_new(last), home, fields)
        } else {
            self.overlay_record(&sealed, home, kind, record, changed)
        };
        let typed = changed.iter().filter_map(|(n, _)| overlaid_number(kind, home, *n)).collect();
        to_seal.seen = match over {
            Some(seen) => seen.get(&to_seal.entity).cloned().unwrap_or_default(),
            None => standing.base(to_seal.entity, &typed),
        };
        let body = LogBody {
            subject: Some(person),
            comp: Some(home.compartment.code()),
            object: Some(to_seal.entity),
            ..sealed_body()
        };
        let unseen = self.seal(person, home.compartment, &[to_seal], act)?;
        let action = if unseen { LogAction::SealedWithoutReading } else { LogAction::Change };
        act.log.push(Entry::ok(action, body));
        Ok(unseen)
    }

    fn overlay_record(
        &mut self,
        sealed: &Unsealed,
        home: &'static Kind,
        kind: &Kind,
        record: Id,
        changed: &[(u16, Option<Value>)],
    ) -> ToSeal {
        let last = sealed.of(home).filter(|o| is_overlay_of(&o.fields, record)).last();
        let mut values = super::sealed::overlay_values(sealed, home, record);
        let blank = || Value::Text(String::new());
        values.extend(changed.iter().map(|(n, v)| (*n, v.clone().unwrap_or_else(blank))));
        let mut fields = overlay_fields(kind, record, values);
        // The record is written whole: what it knows of earlier values stays in it.
        let earlier = last.and_then(|o| o.fields.get(&overlay::EARLIER).cloned());
        fields.extend(earlier.map(|earlier| (overlay::EARLIER, earlier)));
        ToSeal::new(self.entity_or_new(last.map(|o| o.entity)), home, fields)
    }

    fn entity_or_new(&mut self, entity: Option<Id>) -> Id {
        entity.unwrap_or_else(|| self.new_id())
    }

    /// The provenance of a sealed record, beside its fields.
    pub(super) fn with_origin(&self, kind: &'static Kind, mut fields: Fields) -> Fields {
        let source = super::edits::Source::customer();
        for (_, cell) in self.origin(kind, &source) {
            if let Some(Value::Group(members)) = cell {
                for (number, value) in members {
                    fields.entry(number).or_insert(Some(value));
                }
            }
        }
        fields
    }

    /// After values were erased: folds the write-ahead log. Where that cannot be done now (a reader holds old pages, the
    /// disk fails) the act is done all the same, and the message says that the traces go at the next try.
    pub(super) fn erase_traces(&mut self) -> Option<Message> {
        let erased = self.store.erase_traces(self.world.as_ref());
        erased.err().map(|_| Message::new("effect-traces-later"))
    }
}

fn sealed_body() -> LogBody {
    LogBody { kind: Some(kinds::SEALED_RECORD), ..LogBody::default() }
}

/// The locating values of a record.
pub(super) fn locating(kind: &Kind, values: &Values) -> BTreeMap<u16, Value> {
    let is = |number: &u16| kind.field_number(*number).is_some_and(|f| f.locating);
    values.iter().filter(|(number, _)| is(number)).map(|(n, v)| (*n, v.clone())).collect()
}

/// Contact data under the numbers of the sealed kind; the names are the same.
fn contact_fields(kind: &Kind, home: &Kind, values: BTreeMap<u16, Value>) -> Fields {
    values
        .into_iter()
        .filter_map(|(number, value)| {
            let field = home.field(kind.field_number(number)?.name)?;
            Some((field.number, Some(value)))
        })
        .collect()
}

/// The sealed records that hold the locating fields of an open record.
pub(super) fn overlay_part(kind: &'static Kind, record: Id) -> Answer<Part> {
    let home = overlay_of(kind)?;
    Ok(Part { home, record: None, over: (kind.name != "contact_info").then_some(record) })
}

/// The number under which the sealed kind knows a locating field.
pub(super) fn overlaid_number(kind: &Kind, home: &Kind, number: u16) -> Option<u16> {
    if kind.name != "contact_info" {
        return Some(number);
    }
    home.field(kind.field_number(number)?.name).map(|field| field.number)
}

fn overlay_fields(kind: &Kind, record: Id, values: BTreeMap<u16, Value>) -> Fields {
    Fields::from([
        (overlay::KIND, Some(kind.name.into())),
        (overlay::RECORD, Some(record.to_string().into())),
        (overlay::FIELDS, Some(Value::Group(values))),
    ])
}

fn named(kind: &Kind, fields: Vec<(&str, Value)>) -> Fields {
    fields.into_iter().filter_map(|(name, value)| Some((kind.field(name)?.number, Some(value)))).collect()
}
