//! The versions of a plan. An accepted one is never edited: a change makes a new one, and the older ones are read.

use crate::access::Action;
use crate::desk::answer::Answer;
use crate::desk::api::{Plan, PlanVersion};
use crate::desk::file::ClientFile;
use crate::desk::kind;
use crate::desk::show::missing;
use crate::journal::codes::LogAction;
use crate::register::{Id, Value};
use crate::store::read::Record;
use std::cmp::Reverse;

/// States of a plan whose place another one has taken, or that has ended (list `plan_status`).
const OVER: [&str; 2] = ["replaced", "ended"];

/// Whether a plan in this state is only read.
pub(in crate::desk) fn is_over(status: Option<&str>) -> bool {
    status.is_some_and(|status| OVER.contains(&status))
}

/// Whether a plan is only read.
pub(in crate::desk) fn is_older(plan: &Record) -> bool {
    is_over(plan.text("status"))
}

/// The plans whose place this one takes when it comes into force. A client has one plan in force whatever its kind:
/// an integration plan stands in the place of an employment plan (380/2023 § 2(1)(8)).
pub(in crate::desk) fn taken_over<'a>(
    plans: impl IntoIterator<Item = &'a Record>,
    plan: Id,
) -> impl Iterator<Item = &'a Record> {
    plans.into_iter().filter(move |p| p.id != plan && p.text("status") == Some("in_force"))
}

/// The newest version that is being made of the plan that this is an accepted version of; none where this is it.
/// Versions are one line: only the newest is changed.
pub(in crate::desk) fn newer<'a>(
    plans: impl IntoIterator<Item = &'a Record>,
    kind: Option<&Value>,
    version: Option<i64>,
) -> Option<i64> {
    let open = |plan: &&Record| matches!(plan.text("status"), Some("draft" | "waiting"));
    let of_kind = plans.into_iter().filter(open).filter(|plan| plan.value("plan_kind") == kind);
    of_kind.filter_map(|plan| plan.int("version")).filter(|n| Some(*n) > version).max()
}

impl ClientFile<'_> {
    /// The versions of the client's plan, newest first.
    ///
    /// # Errors
    /// Refused when the role may not read plans.
    pub fn plan_versions(&mut self) -> Answer<Vec<PlanVersion>> {
        let kind = kind::named("employment_plan")?;
        self.session.require(kind, Action::Read)?;
        let protected = self.is_protected()?;
        let mut versions = Vec::new();
        for record in self.every("employment_plan")? {
            versions.push(PlanVersion {
                plan: record.id,
                version: record.int("version"),
                status: self.shown(&record, "status", protected)?,
                plan_kind: self.shown(&record, "plan_kind", protected)?,
                accepted: self.shown(&record, "customer_accepted_on", protected)?,
                entered: self.entered(&record)?,
            });
        }
        versions.sort_by_key(|v| Reverse((v.version, v.entered.at)));
        self.session.viewed(LogAction::List, self.about(kind, None))?;
        Ok(versions)
    }

    /// One version with its tasks.
    ///
    /// # Errors
    /// Refused when the role may not read plans; when it is not a plan of this client.
    pub fn plan_version(&mut self, plan: Id) -> Answer<Plan> {
        let kind = kind::named("employment_plan")?;
        self.session.require(kind, Action::Read)?;
        let record = self.find("employment_plan", |p| p.id == plan)?.ok_or_else(missing)?;
        self.plan_of(&record)
    }
}
