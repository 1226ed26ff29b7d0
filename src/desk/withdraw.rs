//! Withdrawing a record: it is no longer in force, its history stays. The reason is for the log auditor.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::file::ClientFile;
use super::plan::{is_accepted, is_older};
use super::save_sealed::others;
use super::sealed::Opened;
use super::show::missing;
use crate::access::Action;
use crate::journal::codes::LogAction;
use crate::register::{Card, Id, Kind};
use crate::store::read;
use crate::store::{Act, Edit, Entry, SealedEdit, What};

impl ClientFile<'_> {
    /// Withdraws a record of this client. Answers what was done.
    ///
    /// # Errors
    /// Refused without the right to change the kind, for the person itself, for a former identity code, and for the visit
    /// that the open file stands on; a reason of fewer characters than the setting says is sent back.
    pub fn withdraw(&mut self, kind: &'static Kind, record: Id, reason: &str) -> Answer<Vec<Message>> {
        let person = self.open.person;
        let decision = self.session.require_logged(Some(person), kind, Action::Change)?;
        // Named fields are not the record.
        let whole = !matches!(decision, crate::access::Decision::Fields(_));
        if !whole || kind.name == "person" {
            let refusal = Refusal::NotAllowed(Message::new("refused-withdraw"));
            return Err(self.session.refused(Some(person), refusal));
        }
        // The old code finds its person for good (register design, section 6), and keeps shut what it kept shut: a wrong
        // one is put right by a new record (K3).
        if kind.name == "former_identifier" {
            return Err(Refusal::Cannot(Message::new("error-withdraw-former")));
        }
        self.session.reason_given(reason)?;
        // What the file was opened for stands as long as it is open.
        if self.open.visit == Some(record) {
            return Err(Refusal::Cannot(Message::new("error-visit-open")));
        }
        let mut act = Act::default();
        let mut corrects = None;
        if kind.compartment.sealed() {
            self.readable(kind)?;
            let sealed = self.session.open_sealed(person, kind.compartment)?;
            let found = sealed.of(kind).find(|r| r.entity == record).ok_or_else(missing)?;
            let (entity, comp) = (found.entity, kind.compartment);
            if kind.name == "security_prohibition" {
                let orders = others(&sealed, kind, entity).collect();
                self.session.move_end(&self.open, orders, &mut act)?;
            }
            // Of the only record of a kind several clerks may have dropped parts unseen: they are shown as one.
            let parts = sealed.of(kind).filter(|r| kind.card == Card::One || r.entity == entity);
            let gone =
                |part: &Opened| SealedEdit { entity: part.entity, person, comp, cell: None, seen: None };
            act.sealed.extend(parts.map(gone));
        } else {
            let stored = self.stored(kind, record)?;
            if stored.entity.deleted() {
                return Err(missing());
            }
            if kind.corrected_anew() {
                let found = read::one(self.session.store.connection(), kind, record)?;
                corrects = found.and_then(|found| found.id("corrects"));
            }
            if kind.name == "plan_task" {
                self.plan_lets_go(record)?;
            }
            act.edits.push(Edit { kind, entity: record, person: Some(person), what: What::Delete(None) });
        }
        let row = Entry::ok(LogAction::Withdraw, self.about(kind, Some(record)));
        act.log.push(row.secret(reason.trim()));
        self.session.write(&act)?;
        let mut done = vec![Message::new("record-withdrawn").with("kind", kind.name)];
        if let Some(old) = corrects
            && self.in_force(kind, old)?
        {
            done.push(Message::new("effect-corrected-again"));
        }
        Ok(done)
    }

    /// Whether a record that was corrected counts: none of its corrections does, and it was not withdrawn itself.
    fn in_force(&self, kind: &'static Kind, record: Id) -> Answer<bool> {
        let connection = self.session.store.connection();
        let corrected = read::corrected(connection, kind, self.open.person)?.contains_key(&record);
        Ok(!corrected && read::one(connection, kind, record)?.is_some())
    }

    /// A task of a plan that the client has accepted, or that is only read, is part of what was accepted.
    fn plan_lets_go(&self, task: Id) -> Answer<()> {
        let plan = self.own_record("plan_task", task)?.id("plan").ok_or_else(missing)?;
        let Some(plan) = self.find("employment_plan", |p| p.id == plan)? else { return Ok(()) };
        if is_accepted(&plan) || is_older(&plan) {
            return Err(Refusal::Cannot(Message::new("error-plan-accepted")));
        }
        Ok(())
    }
}
