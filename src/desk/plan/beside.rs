//! What the screen of a plan tells beside what the plan itself says: when the authority accepted it.

use crate::desk::answer::Answer;
use crate::desk::api::Shown;
use crate::desk::file::ClientFile;
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
}

#[cfg(test)]
mod tests;
