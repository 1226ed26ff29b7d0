//! What a save leaves for somebody to do: the tasks that the catalogue names beside its fields. A quick note makes its
//! own; here are those of the forms.

use super::answer::Answer;
use super::api::Message;
use super::days::saturdays_count;
use super::edits::Source;
use super::kind;
use super::record_rules::{invalid, problem};
use super::save::Job;
use super::session::Session;
use super::templates::{OUTSIDE_AREA, QuickNotes};
use crate::access::Action;
use crate::register::codes::{Code, CodeLists};
use crate::register::rules::RuleSets;
use crate::register::{Id, Value, calendar, dates};
use crate::store::read::{self, Record};

/// A task to be made.
struct ToDo {
    due: i32,
    text: String,
    task_type: &'static str,
    /// `assignee` or `assignee_unit`, and whose it is.
    whose: (&'static str, Value),
}

impl Session {
    /// The tasks that come of a save.
    pub(super) fn leaves_to_do(&mut self, job: &mut Job) -> Answer<()> {
        match job.kind.name {
            "contact" => self.of_follow_up(job),
            "task" if job.changes("after_task") => self.of_chain(job),
            "contact_info" => self.of_municipality(job),
            "booking" if job.changes("state") && job.value("state") == Some("absent".into()) => {
                self.for_the_officer(job, "absent")
            }
            "job_search_period" if job.stored.is_none() => self.of_permit(job),
            _ => Ok(()),
        }
    }

    /// A contact with a day to come back to it is a task of the one who writes it.
    fn of_follow_up(&mut self, job: &mut Job) -> Answer<()> {
        let Some(field) = job.kind.field("follow_up").filter(|f| job.changes(f.name)) else { return Ok(()) };
        let day = job.value("follow_up").and_then(|v| i32::try_from(v.as_int()?).ok());
        let (Some(due), Some(Value::Text(subject))) = (day, job.value("subject")) else { return Ok(()) };
        if job.corrects.as_ref().is_some_and(|old| old.int("follow_up") == Some(due.into())) {
            return Ok(()); // its task was made with what is corrected
        }
        if due < self.today() {
            return invalid(vec![problem(field, "error-reminder-past")]);
        }
        self.require_logged(job.person, kind::named("task")?, Action::Create)?;
        let whose = ("assignee", Value::Id(self.who.id));
        self.add_task(job, ToDo { due, text: subject, task_type: "other", whose })
    }

    /// Somebody who lives outside the authority's area may be another one's customer. Of a protected client no task
    /// may tell that: where they live is sealed.
    fn of_municipality(&mut self, job: &mut Job) -> Answer<()> {
        let Some(Value::Text(code)) = job.value("municipality") else { return Ok(()) };
        let today = self.today();
        let area = RuleSets::embedded().office(today).map(|set| &set.values.municipalities);
        if job.protected || !job.changes("municipality") || area.is_none_or(|area| area.contains(&code)) {
            return Ok(());
        }
        self.for_the_officer(job, OUTSIDE_AREA)
    }

    /// Who is no citizen of Finland, another Nordic country, the EU or the EEA needs a permit for a job search
    /// (380/2023 § 27). The permits are records of a later set: until then it is a question and a task.
    fn of_permit(&mut self, job: &mut Job) -> Answer<()> {
        let Some(person) = job.person else { return Ok(()) };
        let record = read::one(self.store.connection(), kind::named("person")?, person)?;
        let free = |code: &String| {
            let row = CodeLists::embedded().code("country", code);
            code == FINLAND || row.is_some_and(|row: &Code| row.noted("eea"))
        };
        match record.as_ref().and_then(|r| r.value("citizenships")) {
            Some(Value::Codes(codes)) if codes.iter().any(free) => return Ok(()),
            _ => {}
        }
        job.asks.push(Message::new("confirm-permit"));
        self.for_the_officer(job, "permit")
    }

    /// A task with the text of this name for the officer in charge, or for the unit.
    fn for_the_officer(&mut self, job: &mut Job, text: &str) -> Answer<()> {
        let due = self.task_day(self.today());
        let text = QuickNotes::embedded().word(self.office_language()?, text, &[]);
        let (whose, _) = self.file()?.in_charge()?;
        self.add_task(job, ToDo { due, text, task_type: CHECK, whose })
    }

    fn add_task(&mut self, job: &mut Job, to_do: ToDo) -> Answer<()> {
        let kind = kind::named("task")?;
        if !self.decide(kind, Action::Create).yes() {
            return Ok(());
        }
        let there = |task: &Record| task.text("text") == Some(&to_do.text);
        if to_do.task_type == CHECK
            && let Some(person) = job.person
            && self.open_tasks(person, TASKS)?.iter().any(there)
        {
            return Ok(()); // it is somebody's work already
        }
        let fields = vec![
            ("due", Value::Int(to_do.due.into())),
            ("text", to_do.text.as_str().into()),
            ("task_type", to_do.task_type.into()),
            to_do.whose,
        ];
        let id: Id = self.new_id();
        job.act.edits.push(self.made(kind, id, job.person, &Source::officer(), fields));
        let effect = Message::new("effect-task-made").with("date", dates::show(to_do.due));
        job.effects.push(effect.with("text", to_do.text));
        Ok(())
    }

    /// The tasks of a client that are to be done now; those of a chain one after the other, or at once, by setting (L17).
    pub(super) fn open_tasks(&self, person: Id, limit: u32) -> Answer<Vec<Record>> {
        let at_once = RuleSets::embedded().office(self.today());
        let at_once = at_once.is_some_and(|set| set.values.chained_tasks_at_once);
        Ok(read::open_tasks(self.store.connection(), kind::named("task")?, person, at_once, limit)?)
    }

    /// A chain of tasks has an end: none of them waits for itself.
    fn of_chain(&self, job: &Job) -> Answer<()> {
        let Some(field) = job.kind.field("after_task") else { return Ok(()) };
        let mut before = job.value("after_task").and_then(|v| v.as_id());
        for _ in 0..CHAIN {
            let Some(id) = before else { return Ok(()) };
            if id == job.entity {
                return invalid(vec![problem(field, "error-task-chain")]);
            }
            before = read::one(self.store.connection(), job.kind, id)?.and_then(|task| task.id("after_task"));
        }
        Ok(())
    }

    /// When a task is due that the program makes on a day.
    pub(super) fn task_day(&self, day: i32) -> i32 {
        let days = RuleSets::embedded().office(day).map_or(0, |set| set.values.task_business_days);
        calendar::add_business_days(day, days, saturdays_count(day))
    }
}

/// Code of list `task_type`: what the program wants a person to look at.
const CHECK: &str = "check";
/// So many open tasks of a client are looked at for one that says the same.
const TASKS: u32 = 200;
/// More tasks than one chain has.
const CHAIN: usize = 100;
/// Code of list `country`.
const FINLAND: &str = "246";

#[cfg(test)]
mod tests;
