//! What a save brings with it in a plan. What a client has accepted is never edited: a change of what the plan says, and
//! of a task of it, makes a new version that nobody has accepted yet (tui design, 4.4). What became of a task, and who
//! has accepted, is no content.

use super::{COMPLETE, NOT_CONTENT, is_older, is_over, newer, taken_over};
use crate::access::Action;
use crate::desk::answer::Answer;
use crate::desk::api::{Message, Refusal};
use crate::desk::edits::Source;
use crate::desk::kind;
use crate::desk::record_rules::{invalid, problem};
use crate::desk::save::Job;
use crate::desk::session::Session;
use crate::desk::show::missing;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::validate::Values;
use crate::register::{Id, Kind, Value, dates, time};
use crate::store::Act;
use crate::store::read::{self, Record};

/// What became of a task: written down as it goes, also of an accepted plan.
const OUTCOME: [&str; 2] = ["outcome", "outcome_on"];

/// More plans or tasks than one client has.
const ALL: u32 = 1_000;

impl Session {
    /// A plan is saved.
    pub(in crate::desk) fn of_plan(&mut self, job: &mut Job) -> Answer<()> {
        let person = job.person.ok_or_else(missing)?;
        if is_over(job.was("status").and_then(Value::as_text)) {
            return Err(Refusal::Cannot(Message::new("error-plan-older")));
        }
        let plans = read::page(self.store.connection(), job.kind, person, 0, ALL)?;
        let accepted = job.was("customer_accepted_on").is_some();
        let content = job.kind.fields.iter().any(|f| !NOT_CONTENT.contains(&f.name) && job.changes(f.name));
        if accepted && content {
            let version = job.was("version").and_then(Value::as_int);
            self.may_make_version(person, &plans, job.was("plan_kind"), version)?;
            let accepted = self.begin_anew(job, said);
            job.put("status", Some("draft".into()));
            self.open_tasks_go_on(person, accepted, job.entity, None, &mut job.act)?;
            job.tells_version();
        }
        if job.stored.is_none() {
            job.put("version", Some(Value::Int(next_version(&plans))));
        }
        let accepts = job.changes("customer_accepted_on") || job.changes("authority_accepted_by");
        let whole = COMPLETE.iter().chain(&["customer_accepted_on"]).all(|name| job.value(name).is_some());
        if accepts && whole && job.value("status") == Some("waiting".into()) {
            job.put("status", Some("in_force".into())); // both have accepted: nothing is waited for any more
            job.effects.push(Message::new("effect-plan-comes"));
        }
        self.accepts_something(person, job)?;
        if job.changes("status") && job.value("status") == Some("in_force".into()) {
            let number = job.kind.field("status").map_or(0, |f| f.number);
            let replaced = [(number, Some("replaced".into()))];
            for other in taken_over(&plans, job.entity) {
                let edit = self.changed(job.kind, other.id, Some(person), &replaced, None)?;
                job.act.edits.push(edit);
                job.effects.push(Message::new("effect-plan-replaced"));
            }
        }
        Ok(())
    }

    /// A task of a plan is saved.
    pub(in crate::desk) fn of_plan_task(&mut self, job: &mut Job) -> Answer<()> {
        let (Some(field), Some(person)) = (job.kind.field("plan"), job.person) else { return Ok(()) };
        let said = job.kind.fields.iter().find(|f| !OUTCOME.contains(&f.name) && job.changes(f.name));
        let Some(said) = said else { return Ok(()) };
        if job.changes("plan")
            && let Some(left) = self.plan_named(job.was("plan"))?
            && (is_accepted(&left) || is_older(&left))
        {
            return invalid(vec![problem(field, "error-plan-accepted")]);
        }
        let Some(plan) = self.plan_named(job.value("plan").as_ref())? else {
            return Ok(()); // what is missing, the rules will say
        };
        // Nothing is to be done any more by a plan that is only read: its new version has the tasks.
        if is_older(&plan) {
            return invalid(vec![problem(said, "error-plan-older")]);
        }
        due_within(&plan, job)?;
        if !is_accepted(&plan) {
            return Ok(());
        }
        let plans = read::page(self.store.connection(), plan.kind, person, 0, ALL)?;
        self.may_make_version(person, &plans, plan.value("plan_kind"), plan.int("version"))?;
        let version = self.new_id();
        let mut fields: Vec<(&str, Value)> =
            vec![("status", "draft".into()), ("version", Value::Int(next_version(&plans)))];
        for (number, value) in self::said(plan.kind, plan.values.clone()) {
            fields.extend(
                plan.kind.field_number(number).filter(|f| f.name != "version").map(|f| (f.name, value)),
            );
        }
        job.act.edits.push(self.made(plan.kind, version, Some(person), &Source::officer(), fields));
        self.open_tasks_go_on(person, plan.id, version, Some(job.entity), &mut job.act)?;
        if job.stored.is_some() {
            self.begin_anew(job, |_, values| values);
        }
        job.put("plan", Some(Value::Id(version)));
        job.tells_version();
        Ok(())
    }

    /// Whether a plan has something to do in it: one that has nothing is not accepted (tui design, 4.4). Of a plan that
    /// is kept elsewhere nothing is here.
    pub(in crate::desk) fn has_task(&self, person: Id, plan: Id) -> Answer<bool> {
        let tasks = read::page(self.store.connection(), kind::named("plan_task")?, person, 0, ALL)?;
        Ok(tasks.iter().any(|task| task.id("plan") == Some(plan)))
    }

    /// Nobody accepts a plan in which there is nothing to do, and none comes into force.
    fn accepts_something(&self, person: Id, job: &Job) -> Answer<()> {
        let comes = job.changes("status") && job.value("status") == Some("in_force".into());
        let client = job.changes("customer_accepted_on") && job.value("customer_accepted_on").is_some();
        let elsewhere = job.value("replaced_elsewhere") == Some(Value::Bool(true));
        if !(comes || client) || elsewhere || self.has_task(person, job.entity)? {
            return Ok(());
        }
        let asked = ["customer_accepted_on", "authority_accepted_by", "status"];
        let field = asked.iter().find(|name| job.changes(name)).and_then(|name| job.kind.field(name));
        invalid(field.map(|f| problem(f, "error-plan-no-task")).into_iter().collect())
    }

    fn plan_named(&self, value: Option<&Value>) -> Answer<Option<Record>> {
        let Some(Value::Id(plan)) = value else { return Ok(None) };
        Ok(read::one(self.store.connection(), kind::named("employment_plan")?, *plan)?)
    }

    /// A version is a new plan. Versions are one line: what is to be changed is the newest of them.
    fn may_make_version(
        &mut self,
        person: Id,
        plans: &[Record],
        kind: Option<&Value>,
        version: Option<i64>,
    ) -> Answer<()> {
        self.require_logged(Some(person), kind::named("employment_plan")?, Action::Create)?;
        match newer(plans, kind, version) {
            Some(n) => Err(Refusal::Cannot(Message::new("error-plan-newer").with("n", n.to_string()))),
            None => Ok(()),
        }
    }

    /// The record that stands stays as it is, and what would have been written over it is a new one; answers the old.
    fn begin_anew(&mut self, job: &mut Job, keeps: impl Fn(&'static Kind, Values) -> Values) -> Id {
        let mut values = keeps(job.kind, job.merged());
        values.retain(|number, _| *number < ORIGIN_CELL);
        job.before = Values::new();
        job.stored = None;
        job.seen = None;
        job.changed = values.into_iter().map(|(n, v)| (n, Some(v))).collect();
        job.put("source", Some("officer".into()));
        std::mem::replace(&mut job.entity, self.new_id())
    }

    /// What is still to be done of an accepted plan is to be done in its new version too, but for the task that is
    /// written anew: without its tasks that would be an empty one. The accepted version keeps its own.
    fn open_tasks_go_on(
        &mut self,
        person: Id,
        accepted: Id,
        version: Id,
        but: Option<Id>,
        act: &mut Act,
    ) -> Answer<()> {
        let kind = kind::named("plan_task")?;
        let Some(plan) = kind.field("plan").map(|f| f.number) else { return Ok(()) };
        for task in read::page(self.store.connection(), kind, person, 0, ALL)? {
            let open = task.id("plan") == Some(accepted) && task.text("outcome") == Some("open");
            if !open || Some(task.id) == but {
                continue;
            }
            let mut fields: Vec<(&str, Value)> = kind
                .fields
                .iter()
                .filter(|f| f.number != plan)
                .filter_map(|f| Some((f.name, task.values.get(&f.number)?.clone())))
                .collect();
            fields.push(("plan", Value::Id(version)));
            let id = self.new_id();
            act.edits.push(self.made(kind, id, Some(person), &Source::officer(), fields));
        }
        Ok(())
    }
}

impl Job {
    fn tells_version(&mut self) {
        self.asks.push(Message::new("confirm-plan-version"));
        self.effects.push(Message::new("effect-plan-version"));
    }
}

/// Whether the client has accepted it.
pub(in crate::desk) fn is_accepted(plan: &Record) -> bool {
    plan.value("customer_accepted_on").is_some()
}

/// What a plan says: without who has accepted it and what became of it.
fn said(kind: &Kind, mut values: Values) -> Values {
    for name in NOT_CONTENT {
        values.remove(&kind.field(name).map_or(0, |f| f.number));
    }
    values.retain(|number, _| *number < ORIGIN_CELL);
    values
}

fn next_version(plans: &[Record]) -> i64 {
    plans.iter().filter_map(|p| p.int("version")).max().unwrap_or(0) + 1
}

/// A task is due between the day its plan was made and its next review. A plan has no other last day, and its review
/// may be held late: what is due after it is asked about.
fn due_within(plan: &Record, job: &mut Job) -> Answer<()> {
    let (Some(field), Some(due)) = (job.kind.field("due"), job.value("due").and_then(|due| due.as_int()))
    else {
        return Ok(());
    };
    if !job.changes("due") {
        return Ok(());
    }
    let entered = plan.int("created_at").map(|at| i64::from(time::day_of(at)));
    let made = [entered, plan.int("signed_on")].into_iter().flatten().min();
    if made.is_some_and(|day| due < day) {
        return invalid(vec![problem(field, "error-plan-date")]);
    }
    if let Some(review) = plan.int("next_review").filter(|review| due > *review) {
        let day = i32::try_from(review).map(dates::show).unwrap_or_default();
        job.asks.push(Message::new("confirm-plan-date").with("date", day));
    }
    Ok(())
}
