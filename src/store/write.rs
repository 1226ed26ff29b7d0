//! The one way to change the register locally: row, change, access-log row and search index in one transaction.
//!
//! One change is one feed and one subject, so the edits of an act are grouped by these; all changes of one act share
//! `t` and `ts`. `n` and the chain's last hash are read inside the transaction (see [`super::stream`]).

use super::access_log::{self, Entry};
use super::entity::{self, Seen, Stored};
use super::keys::{self, NewKey, NewWrap};
use super::open_visits::{self, Mark};
use super::project::Projector;
use super::protect::{self, Erasing};
use super::stream::Streams;
use super::{Error, Here, Result, SCHEMA_VERSION, World};
use crate::journal::change::{self, Change, ChangeDraft, ChangeError, OpDraft};
use crate::journal::clock::{self, Reading};
use crate::journal::codes::Face;
use crate::register::kinds::{SEALED_BODY, SEALED_RECORD};
use crate::register::{Compartment, Entropy, Id, Kind, Value, time};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

/// Who acts, and through which face.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user; none before anybody has logged in.
    pub user: Option<Id>,
    /// Name of the role acted in, where a row names no other.
    pub role: Option<String>,
    /// The face.
    pub face: Face,
}

/// A moment on both clocks. It is read inside the writing transaction: several processes write one log, and a
/// moment from before the wait for the lock would lie behind what another one has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// UTC milliseconds.
    pub utc_ms: i64,
    /// Milliseconds since the machine started.
    pub mono_ms: i64,
}

/// One record's part of an act.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The kind.
    pub kind: &'static Kind,
    /// The record.
    pub entity: Id,
    /// The client; none for office kinds. A person is its own client.
    pub person: Option<Id>,
    /// What is done.
    pub what: What,
}

/// What is done to a record.
#[derive(Clone, Debug)]
pub enum What {
    /// Cells to set, or to record as "asked, and there is none"; and what the user saw of them when the form was
    /// loaded. None: the program itself changes what stands.
    Set(Vec<(u16, Option<Value>)>, Option<Seen>),
    /// Withdraw it.
    Delete(Option<Seen>),
    /// Take a withdrawal back.
    Undelete,
}

/// A sealed record's part of an act: store and journal see a cell.
#[derive(Clone, Debug)]
pub struct SealedEdit {
    /// The record.
    pub entity: Id,
    /// The client.
    pub person: Id,
    /// The compartment.
    pub comp: Compartment,
    /// The sealed cell; none withdraws the record.
    pub cell: Option<Vec<u8>>,
    /// What the user saw of it.
    pub seen: Option<Seen>,
}

/// All that one act does, in one transaction.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// Records.
    pub edits: Vec<Edit>,
    /// Subject keys that sealed records of this act need.
    pub keys: Vec<NewKey>,
    /// Wraps of subject keys, of these or of older ones.
    pub wraps: Vec<NewWrap>,
    /// Sealed records.
    pub sealed: Vec<SealedEdit>,
    /// Values that leave the open part of the register for good (turvakielto): after the edits, in the same
    /// transaction, without a trace once [`super::Store::erase_traces`] has run.
    pub erase: Option<Erasing>,
    /// Visits that begin and end with it.
    pub visits: Vec<Mark>,
    /// Rows of the access log. An act without one is a fault of the caller.
    pub log: Vec<Entry>,
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// The act.
    pub t: Id,
    /// The n of the newest log row.
    pub log_n: u64,
}

/// A group of operations that make one change.
type Feed = (u8, Option<Id>);

/// One transaction being written.
pub(super) struct Scribe<'a> {
    pub tx: &'a Transaction<'a>,
    pub here: &'a Here,
    pub streams: Streams,
    pub entropy: &'a mut dyn Entropy,
    pub moment: Moment,
    reading: Reading,
    last_ts: i64,
    offset: i64,
    /// Changes written.
    made: u64,
}

impl<'a> Scribe<'a> {
    pub fn new(
        tx: &'a Transaction<'a>,
        here: &'a Here,
        moment: Moment,
        world: &'a mut dyn World,
    ) -> Result<Scribe<'a>> {
        let (offset, dev) = tx
            .prepare_cached("SELECT clock_offset, dev FROM sync_meta WHERE one = 1")?
            .query_row([], |r| Ok((r.get(0)?, r.get::<_, Vec<u8>>(1)?)))?;
        let streams = Streams::new(tx, here.dev, here.office)?;
        let last_ts = streams.newest_ts();
        let reading = world.reading(moment, super::last_seen_by(tx, last_ts)?);
        if reading.adopted() {
            world.believe(moment);
        }
        let entropy = world.entropy();
        // Another process may have restored this database since we opened it; its old streams are closed.
        if dev != here.dev.as_bytes() {
            return Err(Error::Damaged("sync_meta", "dev"));
        }
        Ok(Scribe { tx, here, streams, entropy, moment, reading, last_ts, offset, made: 0 })
    }

    /// The next timestamp of this incarnation.
    pub fn stamp(&mut self) -> i64 {
        self.last_ts = clock::stamp(self.last_ts, self.moment.utc_ms, self.offset, self.reading);
        self.last_ts
    }

    /// Whether this transaction has written changes: its log rows carry their `t` then, and only then, so that what
    /// was cut from one of the two is missed in the other (see [`super::doctor`]).
    pub fn has_changes(&self) -> bool {
        self.made > 0
    }

    /// Writes the changes of an act: keys and wraps first, then what uses them. Each change has a timestamp of its own:
    /// they rise strictly over all streams of an incarnation.
    pub fn changes(&mut self, actor: &Actor, act: &Act, t: Id, projector: &mut Projector) -> Result<()> {
        let mut feeds: BTreeMap<Feed, Vec<OpDraft>> = BTreeMap::new();
        let mut loaded: BTreeMap<Id, Stored> = BTreeMap::new();
        // Keys come first in their stream: a key record has a lower n than the first cell that uses it.
        for key in &act.keys {
            feeds.entry((key.comp.code(), Some(key.subject))).or_default().push(keys::key_op(key));
        }
        for wrap in &act.wraps {
            feeds
                .entry((wrap.comp.code(), Some(wrap.subject)))
                .or_default()
                .push(keys::wrap_op(wrap, Id::v7(self.moment.utc_ms, self.entropy)));
        }
        self.feeds(actor, t, std::mem::take(&mut feeds), &mut loaded, projector)?;
        for edit in &act.edits {
            let comp = edit.kind.compartment.code();
            // A withdrawal names what it saw: what this act said of the record must stand before it, or the two would
            // be in conflict with each other.
            let said = |op: &OpDraft| op.entity == edit.entity;
            if matches!(edit.what, What::Delete(_)) && feeds.values().flatten().any(said) {
                self.feeds(actor, t, std::mem::take(&mut feeds), &mut loaded, projector)?;
            }
            let stored = self.met(&mut loaded, edit.entity, edit.person, edit.kind.number, comp)?;
            let ops = feeds.entry((comp, edit.person)).or_default();
            push_ops(ops, edit.kind.number, edit.entity, &edit.what, stored);
        }
        for sealed in &act.sealed {
            let comp = sealed.comp.code();
            let stored = self.met(&mut loaded, sealed.entity, Some(sealed.person), SEALED_RECORD, comp)?;
            let ops = feeds.entry((comp, Some(sealed.person))).or_default();
            let what = match &sealed.cell {
                Some(cell) => {
                    What::Set(vec![(SEALED_BODY, Some(Value::Bytes(cell.clone())))], sealed.seen.clone())
                }
                None => What::Delete(sealed.seen.clone()),
            };
            push_ops(ops, SEALED_RECORD, sealed.entity, &what, stored);
        }
        self.feeds(actor, t, feeds, &mut loaded, projector)
    }

    /// A record of this act. One that exists must be what the caller takes it for: an id of another client's
    /// record, or of another kind, is refused.
    fn met<'m>(
        &self,
        loaded: &'m mut BTreeMap<Id, Stored>,
        entity: Id,
        person: Option<Id>,
        kind: u16,
        comp: u8,
    ) -> Result<&'m mut Stored> {
        use std::collections::btree_map::Entry::{Occupied, Vacant};
        let stored = match loaded.entry(entity) {
            Occupied(there) => there.into_mut(),
            Vacant(free) => {
                let mut stored = entity::load(self.tx, entity)?;
                if !stored.exists() {
                    (stored.subj, stored.kind, stored.comp) = (person, kind, comp);
                }
                free.insert(stored)
            }
        };
        if (stored.subj, stored.kind, stored.comp) == (person, kind, comp) {
            Ok(stored)
        } else {
            Err(Error::OtherRecord)
        }
    }

    fn feeds(
        &mut self,
        actor: &Actor,
        t: Id,
        feeds: BTreeMap<Feed, Vec<OpDraft>>,
        loaded: &mut BTreeMap<Id, Stored>,
        projector: &mut Projector,
    ) -> Result<()> {
        for ((comp, subj), ops) in feeds {
            if ops.is_empty() {
                continue;
            }
            let change = self.change(actor, t, comp, subj, ops)?;
            let mut touched: Vec<Id> = Vec::new();
            for (stamp, op) in change.stamped() {
                let stored = self.met(loaded, op.entity, subj, op.kind, comp)?;
                let applied = stored.entity.apply(stamp, op, false);
                if !applied.superseded.is_empty() {
                    entity::remember(self.tx, &self.streams, op.entity, op.cell(), &applied.superseded)?;
                }
                if touched.last() != Some(&op.entity) {
                    touched.push(op.entity);
                }
            }
            touched.sort_unstable();
            touched.dedup();
            for id in touched {
                let Some(stored) = loaded.get_mut(&id) else { continue };
                entity::save(self.tx, id, stored)?;
                projector.record(self.tx, id, stored)?;
            }
        }
        Ok(())
    }

    /// Builds one change, links it to its stream and stores it.
    fn change(
        &mut self,
        actor: &Actor,
        t: Id,
        comp: u8,
        subj: Option<Id>,
        ops: Vec<OpDraft>,
    ) -> Result<Change> {
        let tip = self.streams.tip(self.tx, comp)?;
        let ts = self.stamp();
        let draft = ChangeDraft {
            dev: tip.stream.dev,
            feed: tip.stream.feed,
            t,
            ts,
            tz: i16::try_from(time::offset_minutes(self.moment.utc_ms)).unwrap_or(0),
            clk: None,
            user: actor.user.unwrap_or_default(),
            sv: SCHEMA_VERSION,
            subj,
            ops,
        };
        let n = tip.n + 1;
        let built = change::build(draft, tip.c, n, self.entropy).map_err(|e| match e {
            ChangeError::TooLarge(_) => Error::TooLarge,
            _ => Error::Damaged("own_change", "form"),
        })?;
        self.tx
            .prepare_cached("INSERT INTO own_change (place, c, header, body) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![tip.place(n), built.c, built.header, built.body])?;
        self.streams.advance(comp, built.c, ts);
        self.made += 1;
        Ok(built.change)
    }
}

/// The operations of one edit. A stand-alone terminal names the heads it replaces only.
fn push_ops(ops: &mut Vec<OpDraft>, kind: u16, entity: Id, what: &What, stored: &Stored) {
    match what {
        What::Set(cells, seen) => {
            for (cell, value) in cells {
                // Twice in one act: the later word stands alone, or the act would be in conflict with itself.
                ops.retain(|op| op.entity != entity || op.field != Some(*cell));
                let base = seen.as_ref().map_or_else(|| stored.entity.base(*cell), |s| s.base(*cell));
                ops.push(OpDraft::set(kind, entity, *cell, value.clone(), base));
            }
        }
        What::Delete(seen) => {
            let now = Seen::of(&stored.entity);
            let seen = seen.as_ref().unwrap_or(&now);
            let cover = stored.entity.cells().filter(|c| *c != change::DELETED).flat_map(|c| seen.base(c));
            ops.push(OpDraft::delete(kind, entity, stored.entity.base(change::DELETED), cover.collect()));
        }
        What::Undelete => {
            ops.push(OpDraft::undelete(kind, entity, stored.entity.base(change::DELETED)));
        }
    }
}

/// Writes an act. Durable when it returns, unless the writer was told to let view rows wait.
pub(super) fn write(
    tx: &Transaction<'_>,
    here: &Here,
    moment: Moment,
    actor: &Actor,
    act: &Act,
    world: &mut dyn World,
) -> Result<Written> {
    let mut scribe = Scribe::new(tx, here, moment, world)?;
    let t = Id::v7(moment.utc_ms, scribe.entropy);
    let mut projector = Projector::default();
    protect::guard(tx, &act.edits)?;
    if let Some(erasing) = &act.erase {
        protect::take_out(tx, erasing, &mut projector)?;
    }
    scribe.changes(actor, act, t, &mut projector)?;
    projector.search(tx)?;
    let changes = scribe.has_changes();
    let mut log_n = 0;
    for entry in &act.log {
        log_n = access_log::append(&mut scribe, actor, entry, changes.then_some(t))?;
    }
    for mark in &act.visits {
        open_visits::put(tx, mark)?;
    }
    Ok(Written { t, log_n })
}
