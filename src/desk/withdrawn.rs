//! Records that are no longer in force, listed for those who may read the kind: who withdrew them or corrected them by a
//! new one, and when. Why one was withdrawn is for the log auditor ([`super::withdraw`]).

use super::answer::Answer;
use super::api::{Entered, Entry, Hidden, Shown, Withdrawn};
use super::file::ClientFile;
use super::history::hides;
use super::list::{made_at, sealed_cells};
use super::sealed_history::Gone;
use super::show::plain;
use crate::access::Decision;
use crate::journal::change::DELETED;
use crate::journal::clock;
use crate::journal::codes::LogAction;
use crate::register::{Id, Kind, Value};
use crate::store::entity::{self, Stored};
use crate::store::read;

impl ClientFile<'_> {
    /// The records of these kinds that were withdrawn or corrected by a new one, the newest of these acts first in each:
    /// logged as their lists are.
    ///
    /// # Errors
    /// Refused when the user may not read one of the kinds, or does not hold the key of a sealed one: by the same words
    /// whether there are any or not. So is a kind that is read for a typed reason alone, without one.
    pub fn withdrawn<R: AsRef<str>>(&mut self, kinds: &[(&'static Kind, R)]) -> Answer<Vec<Withdrawn>> {
        let mut all = Vec::new();
        for (kind, reason) in kinds {
            let decision = self.readable(kind)?;
            self.open_for(kind, reason.as_ref())?;
            let mut found = Vec::new();
            if kind.compartment.sealed() {
                for gone in self.session.gone_sealed(self.open.person, kind)? {
                    found.push(self.sealed_one(kind, gone, &decision)?);
                }
            } else {
                for (record, stored) in self.apart(kind)? {
                    found.push(self.withdrawn_one(kind, record, &stored, &decision)?);
                }
                found.extend(self.corrected_ones(kind)?);
            }
            found.sort_by_key(|one| std::cmp::Reverse(one.by.1));
            let mut body = self.about(kind, None);
            body.shown_n = Some(found.len() as u64);
            self.session.viewed_for(LogAction::List, body, reason.as_ref())?;
            all.extend(found);
        }
        Ok(all)
    }

    /// How many records of a kind were withdrawn or corrected by a new one, for somebody who may read it.
    pub(super) fn count_withdrawn(&self, kind: &'static Kind) -> Answer<u32> {
        let n = match kind.compartment.sealed() {
            true => self.session.gone_sealed(self.open.person, kind)?.len(),
            false => {
                let corrected = read::corrected(self.session.store.connection(), kind, self.open.person)?;
                self.apart(kind)?.len() + corrected.len()
            }
        };
        Ok(u32::try_from(n).unwrap_or(u32::MAX))
    }

    /// A withdrawn sealed record: its values wait for a reason as they did while it was in force.
    fn sealed_one(&mut self, kind: &'static Kind, gone: Gone, decision: &Decision) -> Answer<Withdrawn> {
        let cells = sealed_cells(kind, &gone.was.fields, *decision == Decision::Allowed);
        let at = made_at(&gone.was.fields).unwrap_or(gone.was.at);
        let entered = Entered { by: self.session.author(gone.was.author)?, at, changed: None };
        let entry = Entry { record: gone.was.entity, kind, cells, entered, waits_national: false };
        Ok(Withdrawn { entry, by: (self.session.author(gone.by)?, gone.at), corrected: false })
    }

    /// The withdrawn records of an open kind. Under a turvakielto none of a kind that says nothing but the place: that
    /// there was an address tells of the address. Of the other kinds what tells of a place was moved under the seal,
    /// and reads as hidden.
    fn apart(&self, kind: &'static Kind) -> Answer<Vec<(Id, Stored)>> {
        if kind.is_place() && self.is_protected()? {
            return Ok(Vec::new());
        }
        let connection = self.session.store.connection();
        let mut found = Vec::new();
        for record in entity::apart(connection, self.open.person, kind.number)? {
            let stored = entity::load(connection, record)?;
            if stored.entity.deleted() {
                found.push((record, stored));
            }
        }
        Ok(found)
    }

    fn corrected_ones(&mut self, kind: &'static Kind) -> Answer<Vec<Withdrawn>> {
        let protected = self.is_protected()?;
        let mut found = Vec::new();
        for (old, new) in read::corrected(self.session.store.connection(), kind, self.open.person)? {
            let one = |id| read::one(self.session.store.connection(), kind, id);
            let (Some(old), Some(new)) = (one(old)?, one(new)?) else { continue };
            let entry = self.entry(&old, protected)?;
            let by = self.entered(&new)?;
            found.push(Withdrawn { entry, by: (by.by, by.at), corrected: true });
        }
        Ok(found)
    }

    fn withdrawn_one(
        &mut self,
        kind: &'static Kind,
        record: Id,
        stored: &Stored,
        decision: &Decision,
    ) -> Answer<Withdrawn> {
        let protected = self.is_protected()?;
        let mut cells = Vec::with_capacity(kind.list.len());
        for field in kind.list.iter().filter_map(|name| kind.field(name)) {
            let shown = match hides(decision, field) {
                Some(why) => Shown::Hidden(why),
                None if protected && field.locating => Shown::Hidden(Hidden::Protected),
                None => self.named(kind, field.number, plain(field, stored))?,
            };
            cells.push((field.number, shown));
        }
        // Who made it last said so in its header; who withdrew it, in the newest word about its being there.
        let header = |name: &str| kind.field(name).map(|field| plain(field, stored));
        let value = |shown: Option<Shown>| match shown {
            Some(Shown::Value { value, .. }) => Some(value),
            _ => None,
        };
        let last = stored.entity.heads(DELETED).iter().max_by_key(|head| head.stamp.ts);
        let (user, at) =
            last.map_or((Id::from_bytes([0; 16]), 0), |h| (h.stamp.user, clock::ts_ms(h.stamp.ts)));
        let by = (self.session.author(user)?, at);
        let made = value(header("entered_by")).and_then(|v| v.as_id());
        let entered = match (made, value(header("created_at")).and_then(|v| v.as_int())) {
            (Some(user), Some(at)) => (self.session.author(user)?, at),
            _ => by.clone(),
        };
        let entered = Entered { by: entered.0, at: entered.1, changed: None };
        let state = value(header("national_state"));
        let waits_national = state.as_ref().and_then(Value::as_text) == Some("waiting");
        let entry = Entry { record, kind, cells, entered, waits_national };
        Ok(Withdrawn { entry, by, corrected: false })
    }
}
