//! What a save of some kinds brings with it: a turvakielto, a changed identity code, the day of an address. What it
//! brings with it in a plan is in `plan::saved`.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::client_line::INITIAL;
use super::kind;
use super::record_rules::{health_question, invalid, problem};
use super::save::Job;
use super::session::Session;
use super::show::missing;
use super::timeline;
use crate::access::Action;
use crate::journal::clock;
use crate::journal::codes::Face;
use crate::register::{Field, Type, Value, dates, hetu, time};
use crate::store::read::{self, Record};

impl Session {
    /// What a save of some kinds brings with it.
    pub(super) fn consequences(&mut self, job: &mut Job) -> Answer<()> {
        let new = job.stored.is_none();
        match job.kind.name {
            "person" => self.of_person(job)?,
            "former_identifier" => self.of_hetu_change(job)?,
            "employment_plan" => self.of_plan(job)?,
            "plan_task" => self.of_plan_task(job)?,
            "contact_info" => self.of_address(job),
            "work_history" | "education" => self.of_time_line(job)?,
            "booking" => self.of_booking(job)?,
            "task" if job.value("done_on").is_some() && job.value("done_by").is_none() => {
                job.put("done_by", Some(Value::Id(self.who.id)));
            }
            "contact" if new && job.corrects.is_none() && self.face == Face::Cli => self.noted_again(job)?,
            // Only a household has none (register design, `employer.business_id`).
            "employer" if job.value("business_id").is_none() && (new || job.changes("business_id")) => {
                job.asks.push(Message::new("confirm-household"));
            }
            _ => {}
        }
        self.of_employer(job)?;
        self.leaves_to_do(job)?;
        job.asks.extend(health_question(job.kind, &job.changed));
        Ok(())
    }

    /// A script that runs twice writes twice: the same contact on one day asks, as a quick note does.
    fn noted_again(&mut self, job: &mut Job) -> Answer<()> {
        let (from, _) = time::bounds_of(self.today());
        let (method, subject) = (job.value("method"), job.value("subject"));
        let mut again = false;
        self.file()?.find("contact", |contact| {
            let today = contact.int("at").is_some_and(|at| at >= from);
            let same =
                contact.value("method") == method.as_ref() && contact.value("subject") == subject.as_ref();
            again |= today && same;
            again || !today
        })?;
        if again {
            let subject = subject.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned();
            job.asks.push(Message::new("confirm-note-again").with("subject", subject));
        }
        Ok(())
    }

    /// An employer that has ended is asked about, and may be named all the same (register design, section 6): of what
    /// is past there is nothing to ask.
    fn of_employer(&self, job: &mut Job) -> Answer<()> {
        if job.value("end").is_some() {
            return Ok(());
        }
        for field in job.kind.fields.iter().filter(|f| f.ty == Type::EmployerRef) {
            if !job.changes(field.name) {
                continue;
            }
            let Some(Value::Id(employer)) = job.value(field.name) else { continue };
            let record = read::one(self.store.connection(), kind::named("employer")?, employer)?;
            let today = i64::from(self.today());
            let over = |e: &Record| {
                e.int("ended").is_some_and(|day| day <= today) || e.text("ytj_status") == Some("ceased")
            };
            if record.is_some_and(|employer| over(&employer)) {
                job.asks.push(Message::new("confirm-employer-ended"));
            }
        }
        Ok(())
    }

    /// An address that is another one holds from today, unless a day was typed with it.
    fn of_address(&self, job: &mut Job) {
        let address = job.kind.groups.iter().find(|g| g.name == "address").map(|g| g.number);
        let tells = |f: &&Field| f.cell.is_some() && f.cell == address || f.name == "contact_address";
        let moved = job.kind.fields.iter().filter(tells).any(|f| job.changes(f.name));
        let today = Value::Int(self.today().into());
        if job.stored.is_some()
            && moved
            && !job.changes("valid_from")
            && job.was("valid_from") != Some(&today)
        {
            job.put("valid_from", Some(today));
            job.effects.push(Message::new("effect-valid-from").with("date", dates::show(self.today())));
        }
    }

    /// Two jobs, or two studies, at the same time: asked about, and saved all the same (tui design, 4.3).
    fn of_time_line(&self, job: &mut Job) -> Answer<()> {
        let Some((start, end)) = timeline::ends(job.kind) else { return Ok(()) };
        let (Some(person), true) = (job.person, job.changes(start) || job.changes(end)) else {
            return Ok(());
        };
        let values = job.merged();
        let others = read::page(self.store.connection(), job.kind, person, 0, 1_000)?;
        let other =
            others.iter().find(|o| o.id != job.entity && timeline::overlap(job.kind, &values, &o.values));
        if let Some(other) = other {
            let when = timeline::when(job.kind, &other.values);
            job.asks.push(Message::new("confirm-overlap").with("other", when));
        }
        Ok(())
    }

    fn of_person(&mut self, job: &mut Job) -> Answer<()> {
        if job.was("hetu").is_some() && job.changes("hetu") {
            // The old code stays findable and the reason is asked: by the form of the former identifier.
            let field = job.kind.field("hetu").ok_or_else(missing)?;
            return Err(Refusal::Invalid(vec![problem(field, "error-hetu-change")]));
        }
        let (was, on) = (job.protected, job.value("protected") == Some(Value::Bool(true)));
        if on && !was {
            let person = job.entity;
            let mut act = std::mem::take(&mut job.act);
            self.protect(person, None, &mut act)?;
            job.act = act;
            job.effects.push(Message::new("effect-protected"));
        } else if was && !on {
            self.may_unprotect(job.entity)?;
            job.put("protected_until", None);
            job.asks.push(Message::new("confirm-protection-off"));
            job.effects.push(Message::new("effect-protection-off"));
        }
        if job.changes("hetu")
            && let Some(Value::Text(code)) = job.value("hetu")
            && let Ok(code) = hetu::normalise(&code, self.today())
            && code.under_15(self.today())
        {
            job.asks.push(Message::new("confirm-under-15"));
        }
        if job.stored.is_none() {
            let found = self.namesakes(&job.merged(), job.kind)?;
            if found > 0 {
                job.asks.push(Message::new("confirm-namesake").with("count", found.to_string()));
            }
        }
        Ok(())
    }

    /// A former identifier is made: the person gets the new code in the same act.
    fn of_hetu_change(&mut self, job: &mut Job) -> Answer<()> {
        if job.stored.is_some() {
            return Ok(());
        }
        let kind = kind::named("person")?;
        let person = job.person.ok_or_else(missing)?;
        self.require_logged(Some(person), kind, Action::Change)?;
        let Some(record) = read::one(self.store.connection(), kind, person)? else { return Err(missing()) };
        let (old, new) = (job.value("old_hetu"), job.value("new_hetu"));
        let told = |name: &str, id| job.kind.field(name).map(|f| vec![problem(f, id)]).unwrap_or_default();
        if old == new {
            return invalid(told("new_hetu", "error-hetu-same"));
        }
        // The old code of a change is the one in force, which is this person's; that of a correction is typed.
        let typed = job.corrects.iter().map(|_| ("old_hetu", &old)).chain([("new_hetu", &new)]);
        for (name, code) in typed {
            // What is missing, or is no code, the rules will say.
            let Some(Value::Text(code)) = code else { continue };
            let Ok(code) = hetu::normalise(code, self.today()) else { continue };
            let whose = read::person_of_hetu(self.store.connection(), code.as_str())?;
            if whose.is_some_and(|p| p != person) {
                return invalid(told(name, "error-unique"));
            }
        }
        // What is put right gave the person a code: that one must be in force still, if it is another one now.
        let (given, at) = match &job.corrects {
            Some(wrong) => (wrong.value("new_hetu"), "new_hetu"),
            None => (old.as_ref(), "old_hetu"),
        };
        if job.corrects.is_some() && given == new.as_ref() {
            return Ok(());
        }
        if record.value("hetu") != given {
            return invalid(told(at, "error-hetu-not-in-force"));
        }
        let Some(Value::Text(code)) = &new else { return Ok(()) };
        let Ok(code) = hetu::normalise(code, self.today()) else { return Ok(()) };
        let number = |name: &str| kind.field(name).map(|f| f.number).ok_or_else(missing);
        let changed =
            vec![(number("hetu")?, new), (number("birth_date")?, Some(Value::Int(code.birth_day().into())))];
        let edit = self.changed(kind, person, Some(person), &changed, None)?;
        job.act.edits.push(edit);
        job.effects.push(Message::new("effect-hetu"));
        Ok(())
    }

    /// An initial interview keeps the last legal day that held when it was booked (R1): a stored deadline is never
    /// changed. Other services have none yet: see the field's declaration.
    fn of_booking(&mut self, job: &mut Job) -> Answer<()> {
        let new = job.stored.is_none() || job.changes("start") || job.changes("service");
        let initial = job.value("service").as_ref().and_then(Value::as_text) == Some(INITIAL);
        if new && initial && job.was("deadline").is_none() {
            if let Some(day) = self.file()?.initial_deadline()? {
                job.put("deadline", Some(Value::Int(day.into())));
            }
        } else if !initial && job.changes("service") && job.was("deadline").is_some() {
            job.put("deadline", None); // it was the day of another service
        }
        if job.stored.is_none()
            && let Some(old) = self.file()?.moved_away(&job.value("service"))?
        {
            job.put("moved_from", Some(Value::Id(old)));
        }
        let absent = Some(Value::from("absent"));
        if job.was("state") == absent.as_ref() && job.value("state") != absent {
            // Undone on the day it was marked; what came later of it (a reason, a clarification) stands.
            let cell = job.kind.field("state").map_or(0, |f| f.cell_number());
            let heads = job.stored.iter().flat_map(|stored| stored.entity.heads(cell));
            if heads.map(|head| time::day_of(clock::ts_ms(head.stamp.ts))).any(|day| day != self.today())
                && let Some(field) = job.kind.field("state")
            {
                return invalid(vec![problem(field, "error-absence-stands")]);
            }
        }
        if job.changes("state") && job.value("state") == absent && job.value("absence_reason").is_none() {
            // Told, accepted or none is found out later; never decided at the counter (register design, T6).
            job.put("absence_reason", Some("open".into()));
        }
        Ok(())
    }
}
