//! The one judge of forms: what is wrong with a record within itself, beside the others, and in what it brings with it.
//! A save asks it, and so does a face that knows of faults already: a person mends all of them in one go.

use super::answer::Answer;
use super::api::{Message, Refusal, SaveForm};
use super::record_rules::{Candidate, Found, invalid, write_once};
use super::save::Job;
use super::session::Session;
use crate::register::validate::{Check, FieldProblem};
use crate::register::{Card, Kind, Value, dates};

impl Session {
    /// What is wrong with a form that is not to be saved yet, because its face knows of faults already: all faults are
    /// told at once. `unread` are fields whose text is no value; of what depends on them nothing is said. Nothing is
    /// written, but for the log row of a refusal.
    ///
    /// # Errors
    /// Refused as [`Session::save`] would refuse it, whatever is wrong.
    pub fn faults(&mut self, form: SaveForm, unread: &[u16]) -> Answer<Vec<FieldProblem>> {
        let kind = form.kind;
        let registers = kind.name == "person" && form.record.is_none() && self.file.is_none();
        let open = match kind.card == Card::Office || registers {
            true => None,
            false => Some(self.file()?.open.clone()),
        };
        let mut problems = match &open {
            Some(open) if kind.compartment.sealed() => self.sealed_faults(open, form)?,
            open => {
                let mut job = self.job(open.as_ref(), form)?;
                self.problems(&mut job)?.problems
            }
        };
        problems.retain(|problem| !depends(kind, problem, unread));
        Ok(problems)
    }

    /// The rules: of the record, and between records; and what follows from it.
    pub(super) fn judge(&mut self, job: &mut Job) -> Answer<()> {
        let Found { problems, closes } = self.problems(job)?;
        invalid(problems)?;
        self.corrects_something(job)?;
        if let Some((other, day)) = closes {
            let end = job.kind.field("end").map_or(0, |f| f.number);
            let closed = [(end, Some(Value::Int(day.into())))];
            let edit = self.changed(job.kind, other.id, job.person, &closed, None)?;
            job.act.edits.push(edit);
            job.asks.insert(0, Message::new("confirm-close-period").with("date", dates::show(day)));
            job.effects.push(Message::new("effect-period-closed").with("date", dates::show(day)));
        }
        Ok(())
    }

    /// Everything that is wrong, a field at most once, in the order of the form; and the period that is closed.
    fn problems(&mut self, job: &mut Job) -> Answer<Found> {
        let mut problems = match self.consequences(job) {
            Err(Refusal::Invalid(problems)) => problems,
            done => done.map(|()| Vec::new())?,
        };
        problems.extend(write_once(job.kind, &job.before, &job.changed));
        let merged = job.merged();
        let before = job.corrects.as_ref().map_or(&job.before, |old| &old.values);
        let check = Check::new(job.kind, self.today()).at(self.now()).before(before).protected(job.protected);
        problems.extend(check.run(&merged));
        let found = self.between_records(&Candidate {
            kind: job.kind,
            entity: job.entity,
            person: job.person,
            values: &merged,
            changed: &job.changed,
            beside: &job.act.edits,
        })?;
        problems.extend(found.problems);
        let place = |problem: &FieldProblem| job.kind.every_field().position(|f| f.number == problem.field);
        problems.sort_by_key(|problem| place(problem).unwrap_or(usize::MAX)); // of one field the first stays first
        problems.dedup_by_key(|problem| problem.field);
        Ok(Found { problems, closes: found.closes })
    }
}

/// Whether a problem may be none once these fields can be read: it stands beside one of them, a rule speaks of both,
/// or what is needed may follow from one of them.
fn depends(kind: &Kind, problem: &FieldProblem, unread: &[u16]) -> bool {
    let number = |name: &str| kind.field(name).map(|field| field.number);
    let shared = kind.rules.iter().any(|rule| {
        let fields: Vec<u16> = rule.fields().into_iter().flatten().filter_map(number).collect();
        fields.contains(&problem.field) && fields.iter().any(|field| unread.contains(field))
    });
    let needed = problem.id == "error-field-needed" && !unread.is_empty();
    shared || needed || unread.contains(&problem.field)
}

#[cfg(test)]
mod tests;
