//! Lists of the open file: one kind, a page at a time, in the kind's order.

use super::api::{Allowed, Entry, Hidden, List, Message, Refusal, Shown, Unknown, Withdrawn};
use super::file::ClientFile;
use super::form::plain;
use super::history::hides;
use super::sealed::{Opened, overlay_of};
use super::session::Answer;
use crate::access::{Action, Decision};
use crate::journal::change::DELETED;
use crate::journal::clock;
use crate::journal::codes::LogAction;
use crate::register::{Id, Kind, Value};
use crate::store::entity::{self, Stored};
use crate::store::read;

/// The header's field that says when a record was made.
const CREATED_AT: u16 = 1002;

/// Entries on a page.
pub const PAGE: u32 = 50;

impl ClientFile<'_> {
    /// A page of records of one kind, skipping `from`.
    ///
    /// Records of sealed kinds are listed for those who hold the key; their values are shown one by one
    /// ([`ClientFile::reveal`]), because each showing has its reason. Who may make records of the kind and not read
    /// them gets an empty list to make one from, the same whether there are any or not (K5).
    ///
    /// # Errors
    /// Refused when the user may neither read nor make records of the kind; nothing then tells whether there are records.
    pub fn list(&mut self, kind: &'static Kind, from: u32) -> Answer<List> {
        let create = self.allowed(kind, Action::Create);
        let change = self.allowed(kind, Action::Change);
        if !self.sees(kind) && create == Allowed::Yes {
            let client = self.client_line()?;
            let (entries, total) = (Vec::new(), 0);
            return Ok(List {
                client,
                kind,
                entries,
                from,
                total,
                create,
                change,
                readable: false,
                withdrawn: 0,
            });
        }
        self.readable(kind)?;
        let client = self.client_line()?;
        let (entries, total) = if kind.compartment.sealed() {
            self.sealed_entries(kind, from)?
        } else {
            let connection = self.session.store.connection();
            let records = read::page(connection, kind, self.open.person, from, PAGE)?;
            let total = read::count(connection, kind, self.open.person)?;
            let protected = self.is_protected()?;
            let mut entries = Vec::with_capacity(records.len());
            for record in &records {
                entries.push(self.entry(record, protected)?);
            }
            (entries, total)
        };
        let mut body = self.about(kind, None);
        body.shown_n = Some(entries.len() as u64);
        self.session.viewed(LogAction::List, body)?;
        let corrected = read::corrected(self.session.store.connection(), kind, self.open.person)?;
        let withdrawn = u32::try_from(self.apart(kind)?.len() + corrected.len()).unwrap_or(u32::MAX);
        Ok(List { client, kind, entries, from, total, create, change, readable: true, withdrawn })
    }

    /// The records of these kinds that were withdrawn or corrected by a new one, the newest of these acts first in each:
    /// logged as their lists are.
    ///
    /// # Errors
    /// Refused when the user may not read one of the kinds.
    pub fn withdrawn(&mut self, kinds: &[&'static Kind]) -> Answer<Vec<Withdrawn>> {
        let mut all = Vec::new();
        for kind in kinds {
            let decision = self.readable(kind)?;
            let mut found = Vec::new();
            for (record, stored) in self.apart(kind)? {
                found.push(self.withdrawn_one(kind, record, &stored, &decision)?);
            }
            found.extend(self.corrected_ones(kind)?);
            found.sort_by_key(|one| std::cmp::Reverse(one.by.1));
            let mut body = self.about(kind, None);
            body.shown_n = Some(found.len() as u64);
            self.session.viewed(LogAction::List, body)?;
            all.extend(found);
        }
        Ok(all)
    }

    /// The withdrawn records of an open kind. Under a turvakielto none of a kind that was moved under the seal: that
    /// there was an address tells of the address.
    fn apart(&self, kind: &'static Kind) -> Answer<Vec<(Id, Stored)>> {
        let sealed = kind.compartment.sealed();
        if sealed
            || kind.every_field().any(|f| f.locating) && overlay_of(kind).is_ok() && self.is_protected()?
        {
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
            found.push(Withdrawn { entry, by: self.entered(&new)?, corrected: true });
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
        let state = value(header("national_state"));
        let waits_national = state.as_ref().and_then(Value::as_text) == Some("waiting");
        let entry = Entry { record, kind, cells, entered, waits_national };
        Ok(Withdrawn { entry, by, corrected: false })
    }

    /// Whether something may be done to records of a kind, in words for the key bar.
    pub(super) fn allowed(&self, kind: &Kind, action: Action) -> Allowed {
        match self.session.decide(kind, action) {
            Decision::Refused(why) => Allowed::No(Message::new(why.id())),
            _ => Allowed::Yes,
        }
    }

    /// Refuses, with its log row, a kind that the user may not read; and a sealed one without its key.
    pub(super) fn readable(&mut self, kind: &Kind) -> Answer<Decision> {
        let refusal = match self.session.decide(kind, Action::Read) {
            Decision::Refused(why) => Refusal::NotAllowed(Message::new(why.id())),
            _ if kind.compartment.sealed() && !self.session.holds(kind.compartment) => {
                Refusal::NotAllowed(Message::new("refused-no-key"))
            }
            decision => return Ok(decision),
        };
        Err(self.session.refused(Some(self.open.person), refusal))
    }

    fn sealed_entries(&mut self, kind: &'static Kind, from: u32) -> Answer<(Vec<Entry>, u32)> {
        let sealed = self.session.open_sealed(self.open.person, kind.compartment)?;
        let mut found: Vec<&Opened> = sealed.of(kind).collect();
        found.reverse();
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let open = self.session.decide(kind, Action::Read) == Decision::Allowed;
        let mut entries = Vec::new();
        for record in found.into_iter().skip(from as usize).take(PAGE as usize) {
            let mut cells = Vec::new();
            for field in kind.list.iter().filter_map(|name| kind.field(name)) {
                let shown = match record.fields.get(&field.number) {
                    _ if !open => Self::sealed_shown(),
                    Some(Some(value)) => Shown::Value { value: value.clone(), label: None },
                    Some(None) => Shown::Empty,
                    None => Shown::Unknown(Unknown::NeverAsked),
                };
                cells.push((field.number, shown));
            }
            let by = self.session.author(record.author)?;
            let entered = (by, record.fields.get(&CREATED_AT).and_then(at).unwrap_or(record.at));
            entries.push(Entry { record: record.entity, kind, cells, entered, waits_national: false });
        }
        Ok((entries, total))
    }
}

fn at(value: &Option<Value>) -> Option<i64> {
    value.as_ref().and_then(Value::as_int)
}
