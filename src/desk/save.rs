//! Saving a form: right, rules, stale values and questions first, then one act: record, provenance, what follows from
//! it, log rows. Nothing is written when anything is refused.

use super::answer::Answer;
use super::api::{Message, Refusal, SaveForm, Shown, Unknown, Yes};
use super::edits::Source;
use super::entered;
use super::file::ClientFile;
use super::form::{covers, start_of};
use super::kind;
use super::masked::in_form;
use super::open_file::{OpenFile, about};
use super::protect::{overlaid_number, overlay_part};
use super::seen::FormSeen;
use super::session::Session;
use super::show::missing;
use crate::access::{Action, Decision};
use crate::journal::codes::LogAction;
use crate::journal::hash::one_id;
use crate::journal::heads::Cell;
use crate::journal::log::{Detail, LogBody};
use crate::register::kinds::cells::cells;
use crate::register::kinds::header::{self, ORIGIN_CELL};
use crate::register::validate::{Values, is_empty};
use crate::register::{Card, Field, Id, Kind, Value};
use crate::store;
use crate::store::entity::{self, Stored};
use crate::store::read::{self, Record};
use crate::store::{Act, Edit, Entry, Seen, What, project};
use std::collections::BTreeMap;

/// What a save answers: the record and what was done.
pub type Saved = (Id, Vec<Message>);

/// Changed fields: number to value, or none for "asked, and there is none".
pub(super) type Changed = Vec<(u16, Option<Value>)>;

/// So often is a save judged again because another window wrote in between.
const JUDGED: usize = 20;

/// Key of a log row's detail: numbers of the fields that were changed.
pub const FIELDS: u16 = 1;

/// A save on its way.
pub(super) struct Job {
    pub kind: &'static Kind,
    pub entity: Id,
    pub person: Option<Id>,
    /// The record as it stands; none for a new one.
    pub stored: Option<Stored>,
    /// The record in whose place a new one comes.
    pub corrects: Option<Record>,
    /// Its values.
    pub before: Values,
    /// What is written.
    pub changed: Changed,
    pub seen: Option<Seen>,
    /// What was seen of the sealed records that hold a part of it.
    pub seen_sealed: BTreeMap<Id, Seen>,
    /// Somebody changed it after it was shown, and it is saved all the same.
    pub stale: bool,
    /// The client has turvakielto.
    pub protected: bool,
    /// Questions to be answered before it is done.
    pub asks: Vec<Message>,
    pub act: Act,
    pub effects: Vec<Message>,
}

impl Job {
    /// The value that a field would have.
    pub fn value(&self, name: &str) -> Option<Value> {
        let number = self.kind.field(name)?.number;
        match self.changed.iter().find(|(n, _)| *n == number) {
            Some((_, value)) => value.clone(),
            None => self.before.get(&number).cloned(),
        }
    }

    /// The value that a field has now.
    pub fn was(&self, name: &str) -> Option<&Value> {
        self.before.get(&self.kind.field(name)?.number)
    }

    /// Whether the field is changed to something else than it was.
    pub fn changes(&self, name: &str) -> bool {
        self.value(name).as_ref() != self.was(name)
    }

    /// Sets a field beside those that were typed.
    pub fn put(&mut self, name: &str, value: Option<Value>) {
        let Some(field) = self.kind.field(name) else { return };
        self.changed.retain(|(n, _)| *n != field.number);
        self.changed.push((field.number, value));
    }

    /// The record as it would be.
    pub fn merged(&self) -> Values {
        let mut values = self.before.clone();
        for (number, value) in &self.changed {
            match value {
                Some(value) => values.insert(*number, value.clone()),
                None => values.remove(number),
            };
        }
        values
    }
}

impl ClientFile<'_> {
    /// Saves a form of this client.
    ///
    /// # Errors
    /// See [`Refusal`]: not allowed, invalid values, a stale base, a question that waits for a yes.
    pub fn save(&mut self, form: SaveForm) -> Answer<Saved> {
        let open = self.open.clone();
        if form.kind.compartment.sealed() {
            return self.session.save_sealed(&open, form);
        }
        self.session.save_as(Some(&open), form)
    }
}

impl Session {
    /// Saves any form: of the open file, of an office kind, of a new person while no file is open.
    ///
    /// # Errors
    /// As [`ClientFile::save`].
    pub fn save(&mut self, form: SaveForm) -> Answer<Saved> {
        let registers = form.kind.name == "person" && form.record.is_none() && self.file.is_none();
        if form.kind.card == Card::Office || registers {
            return self.save_office(form);
        }
        self.file()?.save(form)
    }

    /// Saves a form of an office kind, or registers a new person: no file is open for it.
    ///
    /// # Errors
    /// As [`ClientFile::save`].
    pub fn save_office(&mut self, form: SaveForm) -> Answer<Saved> {
        let new_person = form.kind.name == "person" && form.record.is_none();
        if form.kind.card != Card::Office && !new_person {
            return Err(Refusal::Cannot(Message::new("error-no-open-file")));
        }
        self.save_as(None, form)
    }

    fn save_as(&mut self, open: Option<&OpenFile>, form: SaveForm) -> Answer<Saved> {
        let yes = form.yes.clone();
        // What another window of the same register writes meanwhile is judged too: two of them must not both find that
        // a code is free, or a period open.
        for _ in 0..JUDGED {
            let state = self.store.state()?;
            let mut job = self.job(open, form.clone())?;
            self.stale(&mut job, &yes)?;
            self.judge(&mut job)?;
            if let Some(question) = job.asks.iter().find(|question| !yes.to(question.id)) {
                return Err(Refusal::Confirm(question.clone()));
            }
            if let Some(saved) = self.put_down(open, job, state)? {
                return Ok(saved);
            }
        }
        Err(store::Error::Moved.into())
    }

    /// The right, and the record as it stands.
    pub(super) fn job(&mut self, open: Option<&OpenFile>, form: SaveForm) -> Answer<Job> {
        let kind = form.kind;
        let client = open.map(|o| o.person);
        let record = match (form.record, kind.card, client) {
            (None, Card::One, Some(person)) if kind.name == "person" => Some(person),
            (None, Card::One, Some(person)) => {
                let id = one_id(person, kind.number);
                (!entity::load(self.store.connection(), id)?.entity.is_empty()).then_some(id)
            }
            (record, ..) => record,
        };
        let stored = match record {
            Some(id) => {
                let stored = entity::load(self.store.connection(), id)?;
                let whose = if kind.card == Card::Office { None } else { client };
                if stored.entity.is_empty() || stored.kind != kind.number || stored.subj != whose {
                    return Err(missing());
                }
                Some(stored)
            }
            None => None,
        };
        let gone = stored.as_ref().is_some_and(|s| s.entity.deleted());
        if gone && kind.card != Card::One {
            return Err(Refusal::Cannot(Message::new("error-record-withdrawn")));
        }
        if let (Some(record), Some(client)) = (record, client) {
            self.not_corrected(client, kind, record)?;
        }
        let action = if stored.is_some() && !gone { Action::Change } else { Action::Create };
        let decision = self.require_logged(client, kind, action)?;
        self.may_write(client, kind, &decision, &form.values)?;
        let before = stored.as_ref().map(|s| project::values(kind, &s.entity)).unwrap_or_default();
        let entity = match (record, kind.card, client) {
            (Some(id), ..) => id,
            (None, Card::One, Some(person)) => one_id(person, kind.number),
            _ => self.new_id(),
        };
        let person = match (kind.card, client) {
            (Card::Office, _) => None,
            (_, Some(person)) => Some(person),
            (_, None) => Some(entity), // a new person is its own client
        };
        let protected = match client {
            Some(client) => read::one(self.store.connection(), kind::named("person")?, client)?
                .is_some_and(|p| p.flag("protected")),
            None => false,
        };
        let seen = FormSeen::from_base(&form.base).ok_or_else(missing)?;
        let stored_seen = stored.is_some().then_some(seen.own);
        let corrects = match (seen.corrects, client) {
            (Some(old), Some(client)) if stored.is_none() => Some(self.correctable(client, kind, old)?),
            (Some(_), _) => return Err(missing()),
            (None, _) => None,
        };
        let mut job = Job {
            kind,
            entity,
            person,
            stored,
            corrects,
            before,
            changed: form.values,
            seen: stored_seen,
            seen_sealed: seen.sealed,
            stale: false,
            protected,
            asks: Vec::new(),
            act: Act::default(),
            effects: Vec::new(),
        };
        // A blank text is "asked, and there is none".
        for (_, value) in &mut job.changed {
            *value = value.take().map(entered::value).filter(|v| !is_empty(v));
        }
        if gone || job.stored.is_none() {
            self.fill_starts(&mut job);
        }
        if gone {
            self.take_back(&mut job);
        }
        Ok(job)
    }

    /// Each changed field must be one that the user may write. What the program fills, nobody types.
    pub(super) fn may_write(
        &mut self,
        client: Option<Id>,
        kind: &Kind,
        decision: &Decision,
        values: &Changed,
    ) -> Answer<()> {
        let may =
            |number: &u16| kind.field_number(*number).is_some_and(|f| !f.computed && covers(decision, f));
        if values.iter().all(|(number, _)| may(number)) {
            return Ok(());
        }
        Err(self.refused(client, Refusal::NotAllowed(Message::new("refused-field"))))
    }

    /// A withdrawn only record is taken back with nothing in it but what is typed now.
    fn take_back(&self, job: &mut Job) {
        let undelete = Edit { kind: job.kind, entity: job.entity, person: job.person, what: What::Undelete };
        job.act.edits.push(undelete);
        let typed: Vec<u16> = job.changed.iter().map(|(n, _)| *n).collect();
        let old = job.before.keys().filter(|n| **n < ORIGIN_CELL && !typed.contains(n));
        job.changed.extend(old.map(|n| (*n, None)).collect::<Vec<_>>());
        job.seen = None;
    }

    /// What the form suggested and nobody touched. Where a protected client is has no suggestion: it lies sealed, and a
    /// new value would be taken for somebody's word.
    fn fill_starts(&self, job: &mut Job) {
        let starts = self.starts();
        let suggested = |f: &&Field| !(f.computed || job.protected && f.locating);
        for field in job.kind.every_field().filter(suggested) {
            if job.changed.iter().all(|(n, _)| *n != field.number)
                && let Some(value) = start_of(&starts, field)
            {
                job.changed.push((field.number, Some(value)));
            }
        }
    }

    /// Somebody changed a field after it was shown. Saved all the same it becomes a conflict that both can see.
    fn stale(&self, job: &mut Job, yes: &Yes) -> Answer<()> {
        let hidden = self.hidden_moved(job)?;
        let mut others = Vec::new();
        if let (Some(stored), Some(seen)) = (&job.stored, &job.seen) {
            let cells =
                job.changed.iter().filter_map(|(n, _)| Some(job.kind.field_number(*n)?.cell_number()));
            let moved = seen.moved(&stored.entity, cells);
            for (number, _) in &job.changed {
                let Some(field) = job.kind.field_number(*number) else { continue };
                if !moved.contains(&field.cell_number()) || job.protected && field.locating {
                    continue;
                }
                let shown = match (job.before.get(number), stored.entity.value(field.cell_number())) {
                    (Some(value), _) => Shown::Value { value: value.clone(), label: None },
                    (None, Cell::NeverAsked) => Shown::Unknown(Unknown::NeverAsked),
                    (None, _) => Shown::Empty,
                };
                others.push((*number, in_form(field, shown)));
            }
        }
        job.stale = !hidden.is_empty();
        others.extend(hidden.into_iter().map(|number| (number, ClientFile::sealed_shown())));
        if others.is_empty() || yes.to(Yes::STALE) { Ok(()) } else { Err(Refusal::Stale(others)) }
    }

    /// Locating fields of a protected client that somebody changed under the seal, for those who hold the key.
    fn hidden_moved(&self, job: &Job) -> Answer<Vec<u16>> {
        let (true, Some(person)) = (job.protected, job.person) else { return Ok(Vec::new()) };
        let is_locating = |n: &u16| job.kind.field_number(*n).is_some_and(|field| field.locating);
        let typed: Vec<u16> = job.changed.iter().map(|(n, _)| *n).filter(is_locating).collect();
        if typed.is_empty() {
            return Ok(typed);
        }
        let part = overlay_part(job.kind, job.entity)?;
        let (now, then) = (self.standing(person, part)?, self.stood(person, part, &job.seen_sealed)?);
        let moved = |n: &u16| {
            overlaid_number(job.kind, part.home, *n).is_some_and(|n| !now.moved(&then, [n]).is_empty())
        };
        Ok(typed.into_iter().filter(moved).collect())
    }

    /// Writes it all in one act; none when the register is not the one any more that it was judged over.
    fn put_down(&mut self, open: Option<&OpenFile>, mut job: Job, state: i64) -> Answer<Option<Saved>> {
        let body = |kind: &Kind, entity: Id| match open {
            Some(open) => about(kind, open, Some(entity)),
            None => LogBody {
                comp: Some(kind.compartment.code()),
                kind: Some(kind.number),
                object: Some(entity),
                ..LogBody::default()
            },
        };
        if open.is_some() {
            self.visit_gets_purpose(&mut job)?;
        }
        let mut unseen = false;
        if job.protected {
            let locating = |(number, _): &(u16, Option<Value>)| {
                job.kind.field_number(*number).is_some_and(|f| f.locating)
            };
            let (hidden, plain): (Changed, Changed) =
                std::mem::take(&mut job.changed).into_iter().partition(locating);
            job.changed = plain;
            if !hidden.is_empty()
                && let Some(person) = job.person
            {
                let over = job.stale.then_some(&job.seen_sealed);
                unseen = self.overlay(person, job.kind, job.entity, &hidden, over, &mut job.act)?;
                job.effects.push(Message::new("effect-sealed"));
            }
        }
        let others: Vec<Entry> = job
            .act
            .edits
            .iter()
            .filter(|edit| edit.entity != job.entity)
            .map(|edit| Entry::ok(LogAction::Change, body(edit.kind, edit.entity)))
            .collect();
        let mut own = body(job.kind, job.entity);
        own.subject = own.subject.or(job.person);
        own.detail = Some(numbers(&job.changed));
        let new = job.stored.is_none();
        let changes = new || !job.changed.is_empty();
        if changes {
            let action = if new { LogAction::Create } else { LogAction::Change };
            job.act.log.insert(0, Entry::ok(action, own));
            self.edit(&mut job)?;
        }
        job.act.log.extend(others);
        if job.act.log.is_empty() {
            return Ok(Some((job.entity, vec![Message::new("effect-nothing")]))); // nothing was changed
        }
        if !self.write_over(state, &job.act)? {
            return Ok(None);
        }
        if let (Some(old), Some(file)) = (&job.corrects, &mut self.file) {
            job.effects.push(Message::new("effect-corrected"));
            // The visit that goes on is the one that is in force.
            file.visit = file.visit.map(|visit| if visit == old.id { job.entity } else { visit });
        }
        let mut effects = vec![Message::new(if unseen { "effect-saved-unseen" } else { "effect-saved" })];
        effects.append(&mut job.effects);
        if job.act.erase.is_some() {
            effects.extend(self.erase_traces());
        }
        // What lies sealed alone changed nothing in the open record, and nothing there may tell of it (K5).
        if changes && self.policy.national(job.kind) {
            effects.push(Message::new("effect-waits-national"));
        }
        Ok(Some((job.entity, effects)))
    }

    /// The visit that goes on gets its purpose from its first act that has one, also when that is a form.
    fn visit_gets_purpose(&mut self, job: &mut Job) -> Answer<()> {
        let purpose = job.kind.visit.map(|(made, changed)| if job.stored.is_none() { made } else { changed });
        let Some((purpose, visit)) = self.file()?.purposeless_visit(purpose)? else { return Ok(()) };
        let Some(field) = visit.kind.field("purpose").filter(|_| !job.changed.is_empty()) else {
            return Ok(());
        };
        let edit =
            self.changed(visit.kind, visit.id, job.person, &[(field.number, Some(purpose.into()))], None)?;
        job.act.edits.push(edit);
        Ok(())
    }

    /// The edit of the record itself: provenance for a new one.
    fn edit(&self, job: &mut Job) -> Answer<()> {
        let own = if job.stored.is_none() {
            let (origin, fields): (Changed, Changed) =
                std::mem::take(&mut job.changed).into_iter().partition(|(n, _)| *n > ORIGIN_CELL);
            let mut cells = cells(job.kind, &Values::new(), &fields);
            cells.extend(self.origin(job.kind, &source(job.kind, &origin)));
            let corrects = header::CORRECTS.iter().zip(&job.corrects);
            cells.extend(corrects.map(|(field, old)| (field.number, Some(Value::Id(old.id)))));
            let what = What::Set(cells, None);
            Edit { kind: job.kind, entity: job.entity, person: job.person, what }
        } else {
            self.changed(job.kind, job.entity, job.person, &job.changed, job.seen.take())?
        };
        job.act.edits.push(own);
        Ok(())
    }
}

/// Numbers of the changed fields, for the log: never their values.
pub(super) fn numbers(changed: &Changed) -> Detail {
    Detail::from([(FIELDS, Value::codes(changed.iter().map(|(n, _)| n.to_string())))])
}

/// Where a new record's datum came from, as its form says.
fn source(kind: &Kind, header: &Changed) -> Source {
    let value = |name: &str| {
        let number = kind.field(name)?.number;
        header.iter().find(|(n, _)| *n == number)?.1.clone()
    };
    Source {
        code: value("source")
            .and_then(|v| v.as_text().map(str::to_owned))
            .unwrap_or_else(|| "customer".to_owned()),
        detail: value("source_detail").and_then(|v| v.as_text().map(str::to_owned)),
        day: value("source_date").and_then(|v| v.as_int()).and_then(|d| i32::try_from(d).ok()),
    }
}
