//! Forms: the fields that the user may know of, what is stored in them, what a new one begins with.

use super::answer::Answer;
use super::api::{Allowed, Form, FormField, Hidden, Message, Offered, Shown, Unknown};
use super::file::ClientFile;
use super::kind;
use super::masked::in_form;
use super::naming::name_of;
use super::no_right;
use super::plan::is_older;
use super::protect::overlay_part;
use super::record_rules::rewritable;
use super::sealed::{overlay_of, written_elsewhere};
use super::seen::{FormSeen, Part};
use super::session::Session;
use super::show::{missing, plain};
use crate::access::{Action, Decision};
use crate::journal::codes::LogAction;
use crate::journal::hash::one_id;
use crate::journal::heads::Cell;
use crate::journal::log::LogBody;
use crate::register::kind::Start;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::kinds::register_of;
use crate::register::{Card, Field, Id, Kind, Type, Value};
use crate::store::entity::Stored;
use crate::store::read;
use crate::store::{Seen, entity, people};
use std::collections::BTreeMap;

/// What the fields of a form may refer to.
#[derive(Default)]
struct References {
    choices: Vec<(u16, Vec<(Id, String)>)>,
    searched: Vec<(u16, usize)>,
}

impl References {
    fn add(&mut self, field: u16, offered: Offered) {
        if offered.fit > offered.entries.len() {
            self.searched.push((field, offered.fit));
        }
        self.choices.push((field, offered.entries));
    }
}

/// What stands in a field is offered too: users who are not offered any more, or by another name.
pub(super) fn offer_too(choices: &mut [(u16, Vec<(Id, String)>)], field: u16, shown: &Shown) {
    if let Shown::Value { value: Value::Id(id), label: Some(label) } = shown
        && let Some((_, offered)) = choices.iter_mut().find(|(number, _)| *number == field)
        && offered.iter().all(|(other, _)| other != id)
    {
        offered.push((*id, label.clone()));
    }
}

/// All there is.
fn all(entries: Vec<(Id, String)>) -> Offered {
    Offered { fit: entries.len(), entries, ..Offered::default() }
}

/// How many bookings, plans or tasks of a client are offered.
const CHOICES: u32 = 500;

impl ClientFile<'_> {
    /// The form of a record, or of a new one. Of a kind of which a client has at most one record, the form of a new
    /// one is that of the record that is there.
    ///
    /// # Errors
    /// Refused when the user may neither read nor make records of the kind.
    pub fn form(&mut self, kind: &'static Kind, record: Option<Id>) -> Answer<Form> {
        if kind.compartment.sealed() {
            return self.sealed_form(kind, record);
        }
        let record = match (record, kind.card) {
            (None, Card::One) => self.only(kind)?,
            (record, _) => record,
        };
        let action = if record.is_some() { Action::Change } else { Action::Create };
        if record.is_some() {
            self.readable(kind)?;
        } else {
            self.session.require_logged(Some(self.open.person), kind, Action::Create)?;
        }
        let stored = record.map(|id| self.stored(kind, id)).transpose()?;
        let row = match record {
            Some(id) => read::one(self.session.store.connection(), kind, id)?,
            None => None,
        };
        if record.is_some() && row.is_none() {
            return Err(missing()); // withdrawn
        }
        if let Some(record) = record {
            self.session.not_corrected(self.open.person, kind, record)?;
        }
        let protected = self.is_protected()?;
        let change = self.session.decide(kind, action);
        let mut fields = Vec::new();
        let mut remarks = Vec::new();
        for field in kind.every_field().filter(|f| shows(f)) {
            let shown = match &row {
                Some(row) => self.shown(row, field.name, protected)?,
                None => self.shown_of_none(kind, field.name, protected)?,
            };
            // Fields the user may not know of are not in the form; a new record hides nothing from its maker.
            let shown = match shown {
                Shown::Hidden(Hidden::NoRight) if row.is_some() => continue,
                Shown::Hidden(Hidden::NoRight) => Shown::Unknown(Unknown::NeverAsked),
                shown => shown,
            };
            let hidden = matches!(shown, Shown::Hidden(_));
            let said = row.as_ref().is_some_and(|row| row.values.contains_key(&field.number));
            let writable = !field.computed
                && (!said || rewritable(kind, field))
                && covers(&change, field)
                && (!hidden || self.session.decide(overlay_of(kind)?, Action::Create).yes());
            let suggested = if row.is_none() { self.suggested(kind, field)? } else { None };
            if let Some(stored) = &stored
                && !hidden
                && let Some(remark) = self.conflict(field, stored)?
            {
                remarks.push((field.number, remark));
            }
            let shown = in_form(field, shown);
            let replace_unseen = writable && matches!(shown, Shown::Hidden(_));
            fields.push(FormField { number: field.number, shown, suggested, writable, replace_unseen });
        }
        let own = stored.as_ref().map(|s| Seen::of(&s.entity)).unwrap_or_default();
        let base = self.seen(kind, record, own, protected)?.to_base();
        let References { mut choices, searched } = self.references(kind)?;
        for FormField { number, shown, .. } in &fields {
            offer_too(&mut choices, *number, shown);
        }
        if record.is_some() {
            self.session.viewed(LogAction::CompartmentTab, self.about(kind, record))?;
        }
        Ok(Form {
            client: Some(self.client_line()?),
            kind,
            record,
            corrects: None,
            fields,
            base,
            save: self.allowed(kind, action),
            choices,
            searched,
            remarks,
        })
    }

    /// The client's only record of a kind, if it is there.
    pub(super) fn only(&self, kind: &Kind) -> Answer<Option<Id>> {
        let id = if kind.name == "person" { self.open.person } else { one_id(self.open.person, kind.number) };
        Ok(read::one(self.session.store.connection(), kind, id)?.map(|r| r.id))
    }

    /// A form of a sealed kind shows nothing: each value is shown with its own reason. What is typed replaces what
    /// is sealed, unseen; what is left empty changes nothing.
    fn sealed_form(&mut self, kind: &'static Kind, record: Option<Id>) -> Answer<Form> {
        let action = if record.is_some() { Action::Change } else { Action::Create };
        let decision = self.session.require_logged(Some(self.open.person), kind, action)?;
        if record.is_some() {
            self.readable(kind)?;
        }
        let fields = kind
            .every_field()
            .filter(|f| shows(f) && (record.is_some() || !written_elsewhere(kind, f)))
            .map(|field| {
                let writable = !field.computed && covers(&decision, field) && !written_elsewhere(kind, field);
                // Whether there is a record already is not told: a new one looks the same with and without.
                let there = record.is_some() || kind.card == Card::One;
                let shown = if there { Self::sealed_shown() } else { Shown::Unknown(Unknown::NeverAsked) };
                let suggested = if there { None } else { start_of(&self.session.starts(), field) };
                FormField {
                    number: field.number,
                    shown,
                    suggested,
                    writable,
                    replace_unseen: there && writable,
                }
            })
            .collect();
        let part = Part { home: kind, record: record.filter(|_| kind.card != Card::One), over: None };
        let standing = self.session.standing(self.open.person, part)?;
        // Only of a record that was chosen: that there is one is not told by a form that begins a new one.
        let disagreed = if record.is_some() { standing.disagreed() } else { BTreeMap::new() };
        let remarks = disagreed.into_iter().map(|(n, words)| (n, remark_conflict(words))).collect();
        if record.is_some() {
            self.session.viewed(LogAction::CompartmentTab, self.about(kind, record))?;
        }
        Ok(Form {
            client: Some(self.client_line()?),
            kind,
            record,
            corrects: None,
            fields,
            base: FormSeen { sealed: standing.seen(), ..FormSeen::default() }.to_base(),
            save: self.allowed(kind, action),
            choices: Vec::new(),
            searched: Vec::new(),
            remarks,
        })
    }

    /// What a form shows, or would show to those who hold the key.
    fn seen(&self, kind: &'static Kind, record: Option<Id>, own: Seen, protected: bool) -> Answer<FormSeen> {
        let mut seen = FormSeen { own, ..FormSeen::default() };
        // What lies sealed may be there before the open record of which there is one.
        let only = (kind.card == Card::One).then(|| one_id(self.open.person, kind.number));
        if let Some(record) = record.or(only)
            && protected
            && kind.every_field().any(|f| f.locating)
        {
            seen.sealed = self.session.standing(self.open.person, overlay_part(kind, record)?)?.seen();
        }
        Ok(seen)
    }

    /// What a field of a new form begins with.
    fn suggested(&mut self, kind: &'static Kind, field: &'static Field) -> Answer<Option<Value>> {
        if field.computed {
            return Ok(None);
        }
        let person = self.person_record()?;
        Ok(match (kind.name, field.name) {
            // The code in force is the old one; the new one is typed. It stands open from the beginning, beside the
            // paper that tells the change: that is showing it.
            ("former_identifier", "old_hetu") => {
                let code = person.value("hetu").cloned();
                if code.is_some() {
                    self.showing(kind::named("person")?, person.id, "")?;
                }
                code
            }
            ("plan_task", "plan") => self.plan_at_work()?.map(|plan| Value::Id(plan.id)),
            _ => start_of(&self.session.starts(), field),
        })
    }

    /// Says that other terminals wrote other values, when they did.
    fn conflict(&self, field: &Field, stored: &Stored) -> Answer<Option<Message>> {
        let Cell::Conflict(conflict) = stored.entity.value(field.cell_number()) else { return Ok(None) };
        Ok(Some(remark_conflict(conflict.heads.len())))
    }

    /// The choices of fields that refer to something.
    fn references(&self, kind: &'static Kind) -> Answer<References> {
        let mut references = References::default();
        for field in kind.fields.iter().filter(|f| !f.computed) {
            let offered = match field.ty {
                Type::Ref(target) if register_of(field.ty).is_none() => all(self
                    .some(target, 0, CHOICES)?
                    .iter()
                    // Nothing is added to a plan that is only read.
                    .filter(|r| r.kind.name != "employment_plan" || !is_older(r))
                    .map(|r| (r.id, name_of(r.kind, &r.values)))
                    .collect()),
                ty => match self.session.choices_of(ty)? {
                    Some(offered) => offered,
                    None => continue,
                },
            };
            references.add(field.number, offered);
        }
        Ok(references)
    }
}

impl Session {
    /// Any form: of the open file, of an office kind, of a new person while no file is open.
    ///
    /// # Errors
    /// As [`ClientFile::form`].
    pub fn form(&mut self, kind: &'static Kind, record: Option<Id>) -> Answer<Form> {
        let registers = kind.name == "person" && record.is_none() && self.file.is_none();
        if kind.card == Card::Office || registers {
            return self.office_form(kind, record);
        }
        self.file()?.form(kind, record)
    }

    /// The form of an office kind, such as an employer, or of a new person.
    ///
    /// # Errors
    /// Refused when the user may not; when the record belongs to a client.
    pub fn office_form(&mut self, kind: &'static Kind, record: Option<Id>) -> Answer<Form> {
        if kind.card != Card::Office && record.is_some() {
            return Err(missing());
        }
        let action = if record.is_some() { Action::Change } else { Action::Create };
        let read_or_make = if record.is_some() { Action::Read } else { Action::Create };
        let reads = self.require_logged(None, kind, read_or_make)?;
        let change = self.decide(kind, action);
        let stored = match record {
            Some(id) => {
                let stored = entity::load(self.store.connection(), id)?;
                if stored.kind != kind.number || stored.entity.is_empty() || stored.entity.deleted() {
                    return Err(missing());
                }
                Some(stored)
            }
            None => None,
        };
        let starts = self.starts();
        let fields = kind
            .every_field()
            .filter(|f| shows(f) && (f.number > ORIGIN_CELL || reads.covers(f)))
            .map(|field| FormField {
                number: field.number,
                shown: stored.as_ref().map_or(Shown::Unknown(Unknown::NeverAsked), |s| plain(field, s)),
                suggested: if stored.is_none() && !field.computed { start_of(&starts, field) } else { None },
                writable: !field.computed && covers(&change, field),
                replace_unseen: false,
            })
            .collect();
        if let Some(record) = record {
            let body = LogBody { kind: Some(kind.number), object: Some(record), ..LogBody::default() };
            self.viewed(LogAction::CompartmentTab, body)?;
        }
        let mut references = References::default();
        for field in kind.fields {
            if let Some(offered) = self.choices_of(field.ty)? {
                references.add(field.number, offered);
            }
        }
        let References { choices, searched } = references;
        let save = match &change {
            Decision::Refused(why) => Allowed::No(no_right::of_kind(*why, kind, action)),
            _ => Allowed::Yes,
        };
        let own = stored.map(|s| Seen::of(&s.entity)).unwrap_or_default();
        let base = FormSeen { own, ..FormSeen::default() }.to_base();
        let (client, corrects, remarks) = (None, None, Vec::new());
        Ok(Form { client, kind, record, corrects, fields, base, save, choices, searched, remarks })
    }

    /// Users, units or entries of a register, for the fields that refer to them.
    fn choices_of(&self, ty: Type) -> Answer<Option<Offered>> {
        let connection = self.store.connection();
        Ok(match ty {
            Type::UserRef => {
                let mut offered = Vec::new();
                for account in people::accounts(connection)?.into_iter().filter(|a| a.passivated.is_none()) {
                    // Not even by the unit's name: several would look the same, and K6 leaves such a field empty.
                    if !self.is_quiet(account.user)? {
                        offered.push((account.user, account.name));
                    }
                }
                Some(all(offered))
            }
            Type::UnitRef => Some(all(people::units(connection)?)),
            ty => register_of(ty).map(|kind| self.offered(kind, "")).transpose()?,
        })
    }

    /// What starts depend on.
    pub(super) fn starts(&self) -> Starts {
        Starts { now: self.now(), today: self.today(), user: self.who.id, unit: self.who.unit }
    }
}

/// Says that a field was given so many values at the same time.
fn remark_conflict(words: usize) -> Message {
    Message::new("remark-conflict").with("others", words.saturating_sub(1).to_string())
}

/// The present moment and user, for the fields that begin with them.
#[derive(Clone, Copy)]
pub(super) struct Starts {
    now: i64,
    today: i32,
    user: Id,
    unit: Id,
}

/// What a field begins with by its declaration.
pub(super) fn start_of(starts: &Starts, field: &Field) -> Option<Value> {
    match field.start {
        Start::Blank => None,
        Start::Today => Some(Value::Int(i64::from(starts.today))),
        Start::Now => Some(Value::Int(starts.now)),
        Start::User => Some(Value::Id(starts.user)),
        Start::Unit => Some(Value::Id(starts.unit)),
        Start::Code(code) => Some(code.into()),
        Start::Off => Some(Value::Bool(false)),
    }
}

/// Whether a decision lets a field be written. Who may write the whole record may name its source too.
pub(super) fn covers(decision: &Decision, field: &Field) -> bool {
    match decision {
        Decision::Fields(_) if field.number > ORIGIN_CELL => false,
        decision => decision.covers(field),
    }
}

/// Fields of a form: the kind's own, and where the datum came from. What the program writes of the header (who entered
/// it, what it corrects, what waits for the national repository) stands in lists and history.
fn shows(field: &Field) -> bool {
    field.number < ORIGIN_CELL || !field.computed
}
