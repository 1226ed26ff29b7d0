//! Lists of the open file: one kind, a page at a time, in the kind's order.

use super::answer::Answer;
use super::api::{Allowed, Entered, Entry, List, Message, Refusal, Shown, Unknown};
use super::file::ClientFile;
use super::no_right;
use super::sealed::{Fields, Opened};
use crate::access::{Action, Decision};
use crate::journal::codes::LogAction;
use crate::register::{Card, Kind};
use crate::store::read;

/// The header's field that says when a record was made.
const CREATED_AT: u16 = 1002;

/// Entries on a page.
pub const PAGE: u32 = 50;

impl ClientFile<'_> {
    /// A page of records of one kind, skipping `from`.
    ///
    /// A kind that is read for a typed reason alone is a shut, empty list without one: that there are records, how
    /// many and who made them is read with the same reason as they are. Nothing is shown, so nothing is logged.
    ///
    /// Records of sealed kinds are listed for those who hold the key; their values are shown one by one
    /// ([`ClientFile::reveal`]), because each showing has its reason. Who may make records of the kind and not read
    /// them gets an empty list to make one from, the same whether there are any or not (K5).
    ///
    /// # Errors
    /// Refused when the user may neither read nor make records of the kind; nothing then tells whether there are records.
    /// A reason of fewer characters than the setting says is sent back.
    pub fn list(&mut self, kind: &'static Kind, from: u32, reason: &str) -> Answer<List> {
        let create = self.allowed(kind, Action::Create);
        let change = self.allowed(kind, Action::Change);
        let readable = self.sees(kind) || create != Allowed::Yes;
        let shut = readable && self.readable(kind)? == Decision::WithReason && reason.trim().is_empty();
        if !readable || shut {
            let client = self.client_line()?;
            let (entries, total, withdrawn, seconds) = (Vec::new(), 0, 0, None);
            return Ok(List {
                client,
                kind,
                entries,
                from,
                total,
                create,
                change,
                readable,
                shut,
                seconds,
                withdrawn,
            });
        }
        let seconds = self.open_for(kind, reason)?;
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
        self.session.viewed_for(LogAction::List, body, reason)?;
        let withdrawn = self.count_withdrawn(kind)?;
        Ok(List { client, kind, entries, from, total, create, change, readable, shut, seconds, withdrawn })
    }

    /// Of a kind that is read for a typed reason alone: that this is one, and for how many seconds it opens the
    /// records. None of a kind that needs no reason.
    pub(super) fn open_for(&mut self, kind: &Kind, reason: &str) -> Answer<Option<u32>> {
        if self.session.decide(kind, Action::Read) != Decision::WithReason {
            return Ok(None);
        }
        self.session.reason_given(reason)?;
        Ok(Some(self.session.settings()?.reveal_seconds))
    }

    /// Whether something may be done to records of a kind, in words for the key bar.
    pub(super) fn allowed(&self, kind: &Kind, action: Action) -> Allowed {
        match self.session.decide(kind, action) {
            Decision::Refused(why) => Allowed::No(no_right::of_kind(why, kind, action)),
            _ => Allowed::Yes,
        }
    }

    /// Refuses, with its log row, a kind that the user may not read; and a sealed one without its key.
    pub(super) fn readable(&mut self, kind: &Kind) -> Answer<Decision> {
        let refusal = match self.session.decide(kind, Action::Read) {
            Decision::Refused(why) => Refusal::NotAllowed(no_right::of_kind(why, kind, Action::Read)),
            _ if kind.compartment.sealed() && !self.session.holds(kind.compartment) => {
                Refusal::NotAllowed(Message::new("refused-no-key"))
            }
            decision => return Ok(decision),
        };
        Err(self.session.refused(Some(self.open.person), refusal))
    }

    fn sealed_entries(&mut self, kind: &'static Kind, from: u32) -> Answer<(Vec<Entry>, u32)> {
        let sealed = self.session.open_sealed(self.open.person, kind.compartment)?;
        let one = (kind.card == Card::One).then(|| sealed.one(kind)).flatten();
        let mut found: Vec<&Opened> = match kind.card {
            Card::One => one.iter().collect(),
            _ => sealed.of(kind).collect(),
        };
        found.reverse();
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let open = self.session.decide(kind, Action::Read) == Decision::Allowed;
        let mut entries = Vec::new();
        for record in found.into_iter().skip(from as usize).take(PAGE as usize) {
            let cells = sealed_cells(kind, &record.fields, open);
            let by = self.session.author(record.author)?;
            let made = made_at(&record.fields).filter(|_| kind.card != Card::One);
            let entered = Entered { by, at: made.unwrap_or(record.at), changed: None };
            entries.push(Entry { record: record.entity, kind, cells, entered, waits_national: false });
        }
        Ok((entries, total))
    }
}

/// What a list shows of a sealed record: its values only to those who need no reason for them.
pub(super) fn sealed_cells(kind: &'static Kind, fields: &Fields, open: bool) -> Vec<(u16, Shown)> {
    let listed = kind.list.iter().filter_map(|name| kind.field(name));
    let shown = |number: u16| match fields.get(&number) {
        _ if !open => ClientFile::sealed_shown(),
        Some(Some(value)) => Shown::Value { value: value.clone(), label: None },
        Some(None) => Shown::Empty,
        None => Shown::Unknown(Unknown::NeverAsked),
    };
    listed.map(|field| (field.number, shown(field.number))).collect()
}

/// When a sealed record was made, as its header says.
pub(super) fn made_at(fields: &Fields) -> Option<i64> {
    fields.get(&CREATED_AT)?.as_ref()?.as_int()
}
