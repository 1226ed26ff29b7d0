//! A quick note: one entry of the contact log with all its effects, in one transaction or not at all.

use super::answer::Answer;
use super::api::{Allowed, Message, Note, Refusal, Yes};
use super::client_line::Ahead;
use super::days::{day, in_force};
use super::edits::Source;
use super::file::ClientFile;
use super::kind;
use super::plan::Acceptance;
use super::record_rules::health_question;
use super::templates::{NoteTemplate, QuickNotes, reminder_effect};
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::validate::{self, FieldProblem};
use crate::register::words::Lang;
use crate::register::{Id, Kind, Value, harmless, time};
use crate::store::read::{self, Record};
use crate::store::{Act, Edit, Entry as LogRow};

/// The template that records a plan's acceptance.
const PLAN_ACCEPTED: u8 = 7;

/// An act being put together: its edits, their log rows, and what to tell.
#[derive(Default)]
pub(super) struct Work {
    edits: Vec<Edit>,
    log: Vec<LogRow>,
    /// What was done, effect by effect.
    pub effects: Vec<Message>,
}

impl ClientFile<'_> {
    /// Writes a quick note with all its effects: the contact, the reminder, what becomes of the booking or plan, the
    /// purpose of the visit, and a task for the officer in charge when nothing lies ahead of the client.
    ///
    /// # Errors
    /// Nothing is written then. Refused without the right; a second note of the same template on the same day asks
    /// first; a reminder in the past, an acceptance without its tick or delivery are named field by field.
    pub fn note(&mut self, note: Note) -> Answer<(Id, Vec<Message>)> {
        let Some(template) = QuickNotes::embedded().get(note.template) else {
            return Err(Refusal::Cannot(Message::new("error-note-unknown")));
        };
        let ahead = self.ahead()?;
        let acceptance = match (template.acceptance, &note.acceptance) {
            (true, accepted) => Some(Acceptance {
                way: "other".to_owned(),
                understood: accepted.as_ref().is_some_and(|a| a.0),
                delivered: accepted.as_ref().map(|a| a.1.clone()).filter(|d| !d.is_empty()),
            }),
            (false, _) => None,
        };
        let acceptance = match (acceptance, &ahead.waiting_plan) {
            (Some(acceptance), Some(plan)) => Some((plan.id, acceptance)),
            _ => None,
        };
        self.written(template, &note, acceptance, &ahead)
    }

    /// The acceptance of a plan as its own act, with the contact that the quick note would write.
    pub(super) fn accept_with_note(
        &mut self,
        plan: Id,
        acceptance: Acceptance,
    ) -> Answer<(Id, Vec<Message>)> {
        let Some(template) = QuickNotes::embedded().get(PLAN_ACCEPTED) else {
            return Err(Refusal::Cannot(Message::new("error-note-unknown")));
        };
        let ahead = self.ahead()?;
        let words = template.words(self.session.office_language()?);
        let note = Note {
            template: PLAN_ACCEPTED,
            subject: words.subject.clone(),
            text: words.text.clone(),
            reminder: None,
            next: None,
            no_next: None,
            acceptance: None,
            // A plan is accepted once; the plan itself refuses a second time.
            yes: Yes::all(),
        };
        self.written(template, &note, Some((plan, acceptance)), &ahead)
    }

    fn written(
        &mut self,
        template: &'static NoteTemplate,
        note: &Note,
        acceptance: Option<(Id, Acceptance)>,
        ahead: &Ahead,
    ) -> Answer<(Id, Vec<Message>)> {
        let lang = self.session.office_language()?;
        let mut text = harmless::entered(&note.text);
        if let Some(at) = note.next.filter(|_| template.words(lang).text.contains("{next}")) {
            // The template's words were filled before the time was given.
            let notes = QuickNotes::embedded();
            text = text.replace(&notes.word(lang, "no_booking", &[]), &notes.moment(lang, at));
        }
        let note = &Note {
            subject: harmless::entered(&note.subject),
            text,
            no_next: note.no_next.as_deref().map(harmless::entered).filter(|why| !harmless::is_blank(why)),
            ..note.clone()
        };
        let booking = self.booking_of(template, ahead)?;
        if acceptance.is_none()
            && let Allowed::No(why) = self.may_use(template, booking.as_ref(), ahead)?
        {
            return self.session.attempted(Some(self.open.person), Err(why.refuses()));
        }
        // A template that comes without a text (a visit) says all with its subject.
        let needed =
            [("subject", &note.subject, true), ("text", &note.text, !template.words(lang).text.is_empty())];
        for (name, text, needed) in needed {
            let Some(field) =
                kind::named("contact")?.field(name).filter(|_| needed && harmless::is_blank(text))
            else {
                continue;
            };
            return Err(Refusal::Invalid(vec![FieldProblem::new(field, "error-field-needed")]));
        }
        let next =
            self.judged_next(self.next_time(template, ahead, booking.as_ref())?, note, booking.as_ref())?;
        let method = self.method_of(template, booking.as_ref())?;
        let again = Message::new("confirm-note-again").with("subject", note.subject.trim());
        if !note.yes.to(again.id) && self.noted_today(template, note, &method)? {
            return Err(Refusal::Confirm(again));
        }
        let kind = kind::named("contact")?;
        let text = note.whole_text(lang);
        let typed = [("subject", &note.subject), ("text", &text)];
        let typed = typed.map(|(name, text)| (kind.field(name), Some(Value::from(text.as_str()))));
        let typed: Vec<_> = typed.into_iter().filter_map(|(f, v)| Some((f?.number, v))).collect();
        if let Some(question) = health_question(kind, &typed).filter(|q| !note.yes.to(q.id)) {
            return Err(Refusal::Confirm(question));
        }
        let mut work = Work::default();
        let contact = self.contact(&mut work, note, &method, booking.as_ref())?;
        let reminded = self.reminder(&mut work, template, note)?;
        if let (Some(booking), Some(state)) = (&booking, template.booking.as_deref()) {
            self.booking_becomes(&mut work, booking, state)?;
        }
        if let Some(next) = next {
            let moves = template.booking.as_deref() == Some("moved");
            self.book_next(&mut work, next, moves, booking.as_ref())?;
        }
        if let Some((plan, acceptance)) = acceptance {
            let (edits, effects) = self.acceptance_edits(plan, &acceptance)?;
            for edit in edits {
                self.add(&mut work, LogAction::Change, edit);
            }
            work.effects.extend(effects);
        }
        self.purpose(&mut work, template.purpose.as_deref())?;
        // Where no time is needed somebody has said why, and nobody else has to ask again.
        if !reminded && note.next.is_none() && note.no_next.is_none() {
            self.nothing_ahead(&mut work, ahead, booking.map(|b| b.id))?;
        }
        Ok((contact, self.commit(work)?))
    }

    /// Whether the same was written about this client today.
    fn noted_today(&self, template: &NoteTemplate, note: &Note, method: &str) -> Answer<bool> {
        let (from, _) = time::bounds_of(self.session.today());
        let subjects =
            [note.subject.trim(), template.words(self.session.office_language()?).subject.as_str()];
        let mut again = false;
        self.find("contact", |c| {
            let today = c.int("at").is_some_and(|at| at >= from);
            again |= today
                && c.text("method") == Some(method)
                && c.text("subject").is_some_and(|s| subjects.contains(&s));
            again || !today
        })?;
        Ok(again)
    }

    fn contact(
        &mut self,
        work: &mut Work,
        note: &Note,
        method: &str,
        booking: Option<&Record>,
    ) -> Answer<Id> {
        let kind = kind::named("contact")?;
        let today = self.session.today();
        if note.reminder.is_some_and(|day| day < today)
            && let Some(field) = kind.field("follow_up")
        {
            return Err(Refusal::Invalid(vec![FieldProblem::new(field, "error-reminder-past")]));
        }
        let mut fields = vec![
            ("at", Value::Int(self.session.now())),
            ("method", method.into()),
            ("subject", note.subject.trim().into()),
            ("officer", Value::Id(self.session.who.id)),
        ];
        let text = note.whole_text(self.session.office_language()?);
        if !harmless::is_blank(&text) {
            fields.push(("text", text.trim().into()));
        }
        fields.extend(booking.map(|b| ("booking", Value::Id(b.id))));
        fields.extend(note.reminder.map(|day| ("follow_up", Value::Int(i64::from(day)))));
        let id = self.make(work, kind, fields)?;
        work.effects.push(Message::new("effect-contact").with("method", method));
        Ok(id)
    }

    fn reminder(&mut self, work: &mut Work, template: &NoteTemplate, note: &Note) -> Answer<bool> {
        let Some(due) = note.reminder else { return Ok(false) };
        let kind = kind::named("task")?;
        self.session.require(kind, Action::Create)?;
        // A template that proposes no reminder may be given one all the same: it reminds of the note's subject.
        // Nor is there anything to book once the new time is given.
        let words = template.words(self.session.office_language()?).reminder.as_deref();
        let booked = template.booking.as_deref() == Some("moved") && note.next.is_some();
        let text = words.filter(|_| !booked).unwrap_or_else(|| note.subject.trim());
        let (assignee, reminds) = self.reminded(template)?;
        let fields = vec![
            ("due", Value::Int(i64::from(due))),
            ("text", text.into()),
            ("task_type", template.task.as_deref().unwrap_or("other").into()),
            assignee,
        ];
        self.make(work, kind, fields)?;
        work.effects.push(reminder_effect(due, &reminds));
        Ok(true)
    }

    /// Whom the reminder of a template goes to: in its task, and in the preview.
    pub(super) fn reminded(&mut self, template: &NoteTemplate) -> Answer<((&'static str, Value), String)> {
        if template.assignee.as_deref() != Some("officer") {
            return Ok((("assignee", Value::Id(self.session.who.id)), "own".to_owned()));
        }
        let (assignee, name) = self.in_charge()?;
        Ok((assignee, name.unwrap_or_else(|| "unit".to_owned())))
    }

    /// Who is in charge of the client: the responsible officer, a deputy, or else the user's own unit.
    pub(super) fn in_charge(&mut self) -> Answer<((&'static str, Value), Option<String>)> {
        match self.officer()? {
            Some(officer) => Ok((("assignee", Value::Id(officer)), Some(self.session.author(officer)?))),
            None => Ok((("assignee_unit", Value::Id(self.session.who.unit)), None)),
        }
    }

    /// The responsible officer, or a deputy.
    pub(super) fn officer(&self) -> Answer<Option<Id>> {
        let today = self.session.today();
        let found: Vec<Record> =
            self.every("officer_assignment")?.into_iter().filter(|a| in_force(a, today)).collect();
        let officer = found.iter().find(|a| a.text("role") == Some("responsible")).or_else(|| found.first());
        Ok(officer.and_then(|a| a.id("officer")))
    }

    fn booking_becomes(&self, work: &mut Work, booking: &Record, state: &str) -> Answer<()> {
        let kind = kind::named("booking")?;
        let mut changed = Vec::new();
        let mut set = |name: &str, value: &str| {
            changed.extend(kind.field(name).map(|f| (f.number, Some(Value::from(value)))));
        };
        set("state", state);
        if state == "absent" {
            // Told, accepted or none is found out later; never decided at the counter (register design, T6).
            set("absence_reason", "open");
        }
        let lang = self.session.office_language()?;
        let at = QuickNotes::embedded().moment(lang, booking.int("start").unwrap_or_default());
        let effect = if state == "absent" { "effect-booking-absent" } else { "effect-booking-moved" };
        self.change(work, booking, &changed)?;
        work.effects.push(Message::new(effect).with("at", at));
        Ok(())
    }

    /// The visit gets its purpose from the first act that has one (register design, `visit.purpose`).
    pub(super) fn purpose(&self, work: &mut Work, purpose: Option<&str>) -> Answer<()> {
        let Some((purpose, record)) = self.purposeless_visit(purpose)? else { return Ok(()) };
        let Some(field) = record.kind.field("purpose") else { return Ok(()) };
        self.change(work, &record, &[(field.number, Some(purpose.into()))])?;
        work.effects.push(purpose_effect(purpose));
        Ok(())
    }

    /// The visit that has no purpose yet, and the one it would get.
    pub(super) fn purposeless_visit<'p>(
        &self,
        purpose: Option<&'p str>,
    ) -> Answer<Option<(&'p str, Record)>> {
        let (Some(purpose), Some(visit)) = (purpose, self.open.visit) else { return Ok(None) };
        let found = read::one(self.session.store.connection(), kind::named("visit")?, visit)?;
        Ok(found.filter(|v| v.value("purpose").is_none()).map(|visit| (purpose, visit)))
    }

    /// What a template will do beside what its own words name: for the preview.
    pub(super) fn follows(
        &mut self,
        template: &NoteTemplate,
        ahead: &Ahead,
        booking: Option<&Record>,
    ) -> Answer<(Option<Message>, Option<Message>)> {
        let purpose = self.purposeless_visit(template.purpose.as_deref())?.map(|(p, _)| purpose_effect(p));
        let unless = match self.leaves_nothing(ahead, booking.map(|b| b.id))? {
            true => Some(officer_effect(self.in_charge()?.1)),
            false => None,
        };
        Ok((purpose, unless))
    }

    /// Whether a client of the office would have neither a booking nor a task ahead.
    fn leaves_nothing(&self, ahead: &Ahead, changed: Option<Id>) -> Answer<bool> {
        let today = self.session.today();
        // The word that a client has arrived is over with the day; everything else open is work ahead.
        let task =
            |t: &Record| t.text("task_type") != Some("other") || day(t, "due").is_some_and(|d| d > today);
        let customer = self.some("customership", 0, 2)?.iter().any(|c| in_force(c, today));
        Ok(customer
            && !ahead.tasks.iter().any(task)
            && self.session.decide(kind::named("task")?, Action::Create).yes()
            && self.still_booked(changed)?.is_none())
    }

    /// A client with nothing ahead: the officer in charge is told.
    fn nothing_ahead(&mut self, work: &mut Work, ahead: &Ahead, changed: Option<Id>) -> Answer<()> {
        if !self.leaves_nothing(ahead, changed)? {
            return Ok(());
        }
        let due = self.session.task_day(self.session.today());
        let (assignee, name) = self.in_charge()?;
        let fields = vec![
            ("due", Value::Int(i64::from(due))),
            ("text", QuickNotes::embedded().word(self.session.office_language()?, "no_next", &[]).into()),
            ("task_type", "check".into()),
            assignee,
        ];
        self.make(work, kind::named("task")?, fields)?;
        work.effects.push(officer_effect(name));
        Ok(())
    }

    /// Adds a new record to an act.
    pub(super) fn make(
        &mut self,
        work: &mut Work,
        kind: &'static Kind,
        fields: Vec<(&'static str, Value)>,
    ) -> Answer<Id> {
        let source = Source::officer();
        let mut values: validate::Values = fields
            .iter()
            .filter_map(|(name, value)| Some((kind.field(name)?.number, value.clone())))
            .collect();
        values.extend(kind.field("source").map(|f| (f.number, Value::from(source.code.as_str()))));
        let problems = validate::check(kind, &values, self.session.today());
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let id = self.session.new_id();
        let edit = self.session.made(kind, id, Some(self.open.person), &source, fields);
        self.add(work, LogAction::Create, edit);
        Ok(id)
    }

    /// Adds a change of a record to an act.
    pub(super) fn change(
        &self,
        work: &mut Work,
        record: &Record,
        changed: &[(u16, Option<Value>)],
    ) -> Answer<()> {
        let person = Some(self.open.person);
        let edit = self.session.changed(record.kind, record.id, person, changed, None)?;
        self.add(work, LogAction::Change, edit);
        Ok(())
    }

    fn add(&self, work: &mut Work, action: LogAction, edit: Edit) {
        work.log.push(LogRow::ok(action, self.about(edit.kind, Some(edit.entity))));
        work.edits.push(edit);
    }

    /// Writes an act; answers what was done.
    pub(super) fn commit(&mut self, work: Work) -> Answer<Vec<Message>> {
        self.session.write(&Act { edits: work.edits, log: work.log, ..Act::default() })?;
        Ok(work.effects)
    }
}

impl Note {
    /// What the contact says: the text, and why no next time is needed.
    fn whole_text(&self, lang: Lang) -> String {
        let why = self.no_next.as_deref().map(str::trim).filter(|why| !why.is_empty() && self.next.is_none());
        let why = why.map(|why| QuickNotes::embedded().word(lang, "no_next_needed", &[("{why}", why)]));
        let parts = [Some(self.text.trim()).filter(|text| !harmless::is_blank(text)), why.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
    }
}

fn purpose_effect(purpose: &str) -> Message {
    Message::new("effect-visit-purpose").with("purpose", purpose)
}

/// The task of somebody by name, or of the unit.
fn officer_effect(name: Option<String>) -> Message {
    match name {
        Some(name) => Message::new("effect-officer-task").with("name", name),
        None => Message::new("effect-unit-task"),
    }
}

#[cfg(test)]
pub(super) mod tests;
