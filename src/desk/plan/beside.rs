//! What the screen of a plan tells beside what the plan itself says: what the client needs and is today, out of other
//! records, and when the authority accepted the plan.

use crate::access::Action;
use crate::desk::answer::Answer;
use crate::desk::api::{Part, Shown};
use crate::desk::file::ClientFile;
use crate::desk::kind;
use crate::journal::codes::LogAction;
use crate::store::read::Record;

impl ClientFile<'_> {
    /// When the authority's acceptance of a plan was written down; none while there is none.
    pub(super) fn authority_on(&mut self, plan: &Record) -> Answer<Option<i64>> {
        let Some(field) = plan.kind.field("authority_accepted_by") else { return Ok(None) };
        match self.shown(plan, field.name, false)? {
            Shown::Value { .. } => self.said_at(plan, field),
            _ => Ok(None),
        }
    }

    /// What the client needs, out of the newest assessment; empty where nobody has assessed it, none without the right
    /// to read that. A row of its own: it is another record than the plan.
    pub(super) fn needs(&mut self) -> Answer<Option<Vec<Part>>> {
        let kind = kind::named("service_need")?;
        let decision = self.session.decide(kind, Action::Read);
        let Some(field) = kind.field("needs").filter(|field| decision.covers(field)) else { return Ok(None) };
        let newest = self.some(kind.name, 0, 1)?.into_iter().next();
        let mut parts = Vec::new();
        if let Some(newest) = &newest {
            parts.push(Part::Field(kind, field.number, self.shown(newest, field.name, false)?));
        }
        self.session.viewed(LogAction::List, self.about(kind, newest.map(|record| record.id)))?;
        Ok(Some(parts))
    }

    /// The client's employment status of today, as the card tells it; none without the right to read it. A row of its
    /// own.
    pub(super) fn state_today(&mut self) -> Answer<Option<Vec<Part>>> {
        let Some(fact) = self.status_fact(self.session.today())? else { return Ok(None) };
        if let Some((kind, record, _)) = fact.from {
            self.session.viewed(LogAction::List, self.about(kind, record))?;
        }
        Ok(Some(fact.parts))
    }
}

#[cfg(test)]
mod tests;
