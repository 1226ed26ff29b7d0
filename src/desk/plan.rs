//! The employment plan at the counter: what it says, its tasks, and the client's acceptance.
//!
//! An acceptance writes the contact, the plan's state and the visit's purpose in one transaction. The front desk may
//! write the acceptance fields only (register design, section 3, P of the plan).

use super::answer::Answer;
use super::api::{Allowed, Message, Plan, Refusal};
use super::file::ClientFile;
use super::kind;
use super::no_right;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::codes::CodeLists;
use crate::register::validate::{Check, FieldProblem};
use crate::register::{Id, Value};
use crate::store::Edit;
use crate::store::read::Record;

/// The fields of the client's acceptance: what the front desk may write of a plan.
const ACCEPTANCE: &[&str] = &["customer_accepted_on", "acceptance", "understood", "delivered", "signed_on"];

/// What is no content of a plan: who has accepted a version, and what became of it. To write it makes no new version.
pub(super) const NOT_CONTENT: [&str; 7] = [
    "signed_on",
    "authority_accepted_by",
    "customer_accepted_on",
    "acceptance",
    "understood",
    "delivered",
    "status",
];

/// What a plan in force must have beside the client's acceptance (register design, `employment_plan.status`).
pub(super) const COMPLETE: [&str; 4] = ["mapping", "goals", "follow_up", "authority_accepted_by"];

/// How a client accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Acceptance {
    /// Code of list `plan_acceptance`.
    pub way: String,
    /// Content and meaning were gone through.
    pub understood: bool,
    /// How the copy is delivered (code of list `channel`).
    pub delivered: Option<String>,
}

impl ClientFile<'_> {
    /// The plan that waits for the client, or else its newest version that is not over, with its tasks; none if there
    /// is none. What is in force beside it is named, and read among the versions.
    ///
    /// # Errors
    /// Refused when the role may not read plans.
    pub fn plan(&mut self) -> Answer<Option<Plan>> {
        let kind = kind::named("employment_plan")?;
        self.session.require(kind, Action::Read)?;
        match self.plan_at_work()? {
            Some(record) => {
                let behind = self.plan_record()?.filter(|plan| plan.text("status") == Some("in_force"));
                let behind =
                    behind.filter(|plan| plan.id != record.id).map(|plan| plan.int("version").unwrap_or(1));
                Ok(Some(Plan { behind, ..self.plan_of(&record)? }))
            }
            None => {
                let body = self.about(kind, None);
                self.session.viewed(LogAction::List, body)?;
                Ok(None)
            }
        }
    }

    /// A plan as it is shown; the view of it is a row.
    pub(super) fn plan_of(&mut self, record: &Record) -> Answer<Plan> {
        let kind = kind::named("employment_plan")?;
        let task = kind::named("plan_task")?;
        let client = self.client_line()?;
        let body = self.about(kind, Some(record.id));
        let protected = self.is_protected()?;
        let mut fields = Vec::new();
        for field in kind.fields {
            fields.push((field.number, self.shown(record, field.name, protected)?));
        }
        let mut tasks = Vec::new();
        for found in self.every("plan_task")? {
            if found.id("plan") == Some(record.id) && !hints_at_sealed(&found) {
                tasks.push(self.entry(&found, protected)?);
            }
        }
        let (waits, older) = (waits(record), is_older(record));
        let newer = match is_accepted(record) {
            true => newer(&self.every("employment_plan")?, record.value("plan_kind"), record.int("version")),
            false => None,
        };
        let newer = newer.map(|n| Message::new("error-plan-newer").with("n", n.to_string()));
        // A task that is added to an accepted plan makes a version of it.
        let makes = [Some(task), is_accepted(record).then_some(kind)].into_iter().flatten();
        let plan = Plan {
            client,
            plan: self.entry(record, protected)?,
            fields,
            tasks,
            waits,
            accept: match waits {
                true => self.may_accept(record.id)?,
                false => Allowed::No(Message::new("error-plan-not-waiting")),
            },
            create_task: match &newer {
                _ if older => Allowed::No(Message::new("error-plan-older")),
                Some(newer) => Allowed::No(newer.clone()),
                None => {
                    let mut no = makes.map(|kind| self.allowed(kind, Action::Create));
                    no.find(|allowed| *allowed != Allowed::Yes).unwrap_or(Allowed::Yes)
                }
            },
            change: match newer {
                _ if older => Allowed::No(Message::new("error-plan-older")),
                Some(newer) => Allowed::No(newer),
                None => self.allowed(kind, Action::Change),
            },
            version: record.int("version"),
            behind: None,
            older,
            authority_on: self.authority_on(record)?,
            needs: if older { None } else { self.needs()? },
            state: if older { None } else { self.state_today()? },
        };
        self.session.viewed(LogAction::List, body)?;
        Ok(plan)
    }

    /// Records the client's acceptance of a plan, with its contact: the same act as the quick note 7.
    /// `way` is a code of list `plan_acceptance`; `other` needs the tick `understood` and how the copy is delivered.
    ///
    /// # Errors
    /// Refused without the right, for a plan that does not wait, and when tick or delivery is missing.
    pub fn accept(
        &mut self,
        plan: Id,
        way: &str,
        understood: bool,
        delivered: Option<&str>,
    ) -> Answer<(Id, Vec<Message>)> {
        let acceptance =
            Acceptance { way: way.to_owned(), understood, delivered: delivered.map(str::to_owned) };
        self.accept_with_note(plan, acceptance)
    }

    /// The plan that waits for the client.
    pub(super) fn waiting_plan(&self) -> Answer<Option<Record>> {
        self.find("employment_plan", waits)
    }

    /// The plan that its screen shows, and that a new task is for: the one that waits for the client, or else the newest.
    pub(super) fn plan_at_work(&self) -> Answer<Option<Record>> {
        match self.waiting_plan()? {
            Some(plan) => Ok(Some(plan)),
            None => self.newest_plan(),
        }
    }

    /// The newest version of a plan that is not over.
    fn newest_plan(&self) -> Answer<Option<Record>> {
        let open = self.every("employment_plan")?.into_iter().filter(|plan| !is_older(plan));
        Ok(open.max_by_key(|plan| (plan.int("version"), plan.id)))
    }

    /// The plan in force, or else the newest one that is not over.
    pub(super) fn plan_record(&self) -> Answer<Option<Record>> {
        if let Some(plan) = self.find("employment_plan", |p| p.text("status") == Some("in_force"))? {
            return Ok(Some(plan));
        }
        self.find("employment_plan", |p| p.text("status") == Some("draft"))
    }

    /// Whether the user may record the client's acceptance of a plan.
    pub(super) fn may_accept(&self, plan: Id) -> Answer<Allowed> {
        let kind = kind::named("employment_plan")?;
        let decision = self.session.decide(kind, Action::Change);
        if !self.covers(kind, &decision, ACCEPTANCE) {
            return Ok(Allowed::No(no_right::to("plan-accept")));
        }
        if !self.session.has_task(self.open.person, plan)? {
            return Ok(Allowed::No(Message::new("error-plan-no-task")));
        }
        Ok(match self.session.permits(kind::named("contact")?, Action::Create) {
            Ok(_) => Allowed::Yes,
            Err(Refusal::NotAllowed(why)) => Allowed::No(why),
            Err(other) => return Err(other),
        })
    }

    /// The edits that an acceptance makes in plans, and what to tell of them.
    pub(super) fn acceptance_edits(
        &mut self,
        plan: Id,
        acceptance: &Acceptance,
    ) -> Answer<(Vec<Edit>, Vec<Message>)> {
        if let Allowed::No(why) = self.may_accept(plan)? {
            return self.session.attempted(Some(self.open.person), Err(why.refuses()));
        }
        let kind = kind::named("employment_plan")?;
        let record = self.own_record("employment_plan", plan)?;
        if !waits(&record) {
            return Err(Refusal::Cannot(Message::new("error-plan-not-waiting")));
        }
        let today = self.session.today();
        let mut after = record.values.clone();
        let mut changed: Vec<(u16, Option<Value>)> = Vec::new();
        let mut set = |name: &str, value: Value| {
            if let Some(field) = kind.field(name) {
                after.insert(field.number, value.clone());
                changed.push((field.number, Some(value)));
            }
        };
        set("customer_accepted_on", Value::Int(i64::from(today)));
        set("acceptance", acceptance.way.as_str().into());
        set("understood", acceptance.understood.into());
        if let Some(delivered) = &acceptance.delivered {
            set("delivered", delivered.as_str().into());
        }
        if acceptance.way == "signed" {
            set("signed_on", Value::Int(i64::from(today)));
        }
        let complete = COMPLETE.iter().all(|field| record.value(field).is_some());
        if complete {
            set("status", "in_force".into());
        }
        let problems = Check::new(kind, today).before(&record.values).run(&after);
        let problems = problems_of(ACCEPTANCE, kind, problems);
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems));
        }
        let person = Some(self.open.person);
        let mut edits = vec![self.session.changed(kind, plan, person, &changed, None)?];
        let mut effects = vec![Message::new("effect-plan-accepted").with("way", acceptance.way.as_str())];
        if complete {
            effects.push(Message::new("effect-plan-in-force"));
            edits.extend(self.replace_older(&record)?);
        } else {
            effects.push(Message::new("effect-plan-incomplete"));
        }
        Ok((edits, effects))
    }

    /// A plan that comes into force replaces the one that was.
    fn replace_older(&self, plan: &Record) -> Answer<Vec<Edit>> {
        let kind = kind::named("employment_plan")?;
        let Some(status) = kind.field("status") else { return Ok(Vec::new()) };
        let replaced = [(status.number, Some(Value::from("replaced")))];
        let person = Some(self.open.person);
        let plans = self.every("employment_plan")?;
        let older = taken_over(&plans, plan.id);
        older.map(|p| self.session.changed(kind, p.id, person, &replaced, None)).collect()
    }
}

/// Whether a plan waits for the client's acceptance.
fn waits(plan: &Record) -> bool {
    plan.text("status") == Some("waiting")
        && plan.value("customer_accepted_on").is_none()
        && !plan.flag("replaced_elsewhere")
}

/// Tasks whose code belongs to a sealed group are never shown out of core, should one ever have come in (K6).
fn hints_at_sealed(task: &Record) -> bool {
    let code = task.text("task").and_then(|code| CodeLists::embedded().code("suunnitelmatehtava", code));
    code.is_some_and(|row| row.sealed.is_some())
}

/// The problems that stand beside these fields; what is wrong elsewhere in the record was there before.
fn problems_of(
    fields: &[&str],
    kind: &crate::register::Kind,
    problems: Vec<FieldProblem>,
) -> Vec<FieldProblem> {
    let ours = |p: &FieldProblem| fields.iter().any(|f| kind.field(f).is_some_and(|f| f.number == p.field));
    problems.into_iter().filter(ours).collect()
}

mod beside;
mod saved;
mod versions;
pub(super) use saved::is_accepted;
pub(super) use versions::{is_older, is_over, newer, taken_over};

#[cfg(test)]
mod tests;
