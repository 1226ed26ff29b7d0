//! Correcting what is written once (register design, K3): a new record that names the old one comes in its place. The
//! old one stays readable beside what was withdrawn, and counts no more.

use super::answer::Answer;
use super::api::{Form, Message, Refusal, Shown};
use super::file::ClientFile;
use super::form::offer_too;
use super::save::Job;
use super::seen::FormSeen;
use super::session::Session;
use super::show::missing;
use crate::access::Decision;
use crate::journal::codes::LogAction;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::{Id, Kind, Value};
use crate::store::entity;
use crate::store::read::{self, Record};

impl ClientFile<'_> {
    /// The form of a new record in the place of this one: it begins with what the old one says.
    ///
    /// # Errors
    /// Refused when the user may not make records of the kind, or not read the whole of the old one; of kinds that are
    /// changed in their own form; when the old one was withdrawn or corrected already.
    pub fn correction(&mut self, kind: &'static Kind, record: Id) -> Answer<Form> {
        if matches!(self.readable(kind)?, Decision::Fields(_)) {
            let refusal = Refusal::NotAllowed(Message::new("refused-field"));
            return Err(self.session.refused(Some(self.open.person), refusal));
        }
        let old = self.session.correctable(self.open.person, kind, record)?;
        let mut form = self.form(kind, None)?;
        let protected = self.is_protected()?;
        for field in &mut form.fields {
            let Some(declared) = kind.field_number(field.number) else { continue };
            field.suggested = None;
            let shown = self.shown(&old, declared.name, protected)?;
            offer_too(&mut form.choices, field.number, &shown);
            if let Shown::Value { value, .. } = shown {
                field.suggested = Some(value);
            }
        }
        form.corrects = Some(record);
        form.base = FormSeen { corrects: Some(record), ..FormSeen::default() }.to_base();
        self.session.viewed(LogAction::CompartmentTab, self.about(kind, Some(record)))?;
        Ok(form)
    }
}

impl Session {
    /// A record that a new one may come in the place of.
    pub(super) fn correctable(&self, person: Id, kind: &'static Kind, record: Id) -> Answer<Record> {
        if !kind.corrected_anew() {
            return Err(Refusal::Cannot(Message::new("error-corrected-in-place")));
        }
        let connection = self.store.connection();
        let Some(old) = read::one(connection, kind, record)? else { return Err(missing()) };
        if entity::load(connection, record)?.subj != Some(person) {
            return Err(missing());
        }
        self.not_corrected(person, kind, record)?;
        Ok(old)
    }

    /// What another record has come in the place of is neither changed nor corrected again.
    pub(super) fn not_corrected(&self, person: Id, kind: &Kind, record: Id) -> Answer<()> {
        match read::corrected(self.store.connection(), kind, person)?.contains_key(&record) {
            true => Err(Refusal::Cannot(Message::new("error-corrected-already"))),
            false => Ok(()),
        }
    }

    /// A correction says something else than what it corrects.
    pub(super) fn corrects_something(&self, job: &Job) -> Answer<()> {
        let Some(old) = &job.corrects else { return Ok(()) };
        let own = |(number, _): &(&u16, &Value)| **number < ORIGIN_CELL;
        let merged = job.merged();
        match merged.iter().filter(own).eq(old.values.iter().filter(own)) {
            true => Err(Refusal::Cannot(Message::new("error-correction-same"))),
            false => Ok(()),
        }
    }
}
