//! The state of the register made again from the journal, and compared with what is there: records, what they replaced,
//! and the acts that the access log knows of. This is what shows an old page put back, a record taken away together
//! with its row, another author, a journal or a log that was cut (security design, section 3).
//!
//! It is done in parts, by client, so that memory stays bounded however large the register is; each part reads the
//! heads of all changes once. Stand-alone only: with a central office the journal here is not all there is.
//!
//! **What it cannot find.** Changes are chained but not signed, so whoever has the database key and rewrites the journal
//! *and* records, history, rows and stream ends *and* leaves `t` as it was makes a register that agrees with itself; the
//! access log's checkpoints are signed, and only a copy elsewhere (a backup, later the central office) knows better. A
//! database that was rolled back as a whole is found by the key store, not here. What turvakielto took out cannot be
//! compared: of a redacted value only its commitment is left.

use super::access_log::{self, bytes};
use super::entity;
use super::stream::{self, LOG};
use super::{Result, id_column, protect};
use crate::journal::change_read;
use crate::journal::dot::Stream;
use crate::journal::heads::{Entity, Head, Val};
use crate::journal::log;
use crate::register::{Id, kinds};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// So many places are named of each sort of finding.
const NAMED: usize = 100;

/// So many records are made again at once: some 100 MB.
const PART: i64 = 40_000;

/// Things found wrong: how many, and the first hundred of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// How many.
    pub total: u64,
    /// The first.
    pub first: Vec<T>,
}

impl<T> Default for Found<T> {
    fn default() -> Found<T> {
        Found { total: 0, first: Vec::new() }
    }
}

impl<T> Found<T> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    pub(super) fn add(&mut self, one: T) {
        self.total += 1;
        if self.first.len() < NAMED {
            self.first.push(one);
        }
    }

    fn join(&mut self, other: Found<T>) {
        self.total += other.total;
        let room = NAMED.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }
}

/// How records, history and journal compare.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ReplayReport {
    /// Records that were made again from the journal.
    pub checked: u64,
    /// Records that are not what the journal comes to, or of which only one of the two knows.
    pub wrong: Found<Id>,
    /// Records whose replaced values are not those that the journal replaced.
    pub past: Found<Id>,
    /// Rows of `history` of records that the journal does not know.
    pub stray_past: u64,
    /// Rows of `ent` and `history` that were looked at.
    looked: (i64, i64),
}

/// A record made again.
struct Again {
    entity: Entity,
    subj: Option<Id>,
    kind: u16,
    comp: u8,
    past: Vec<(u16, Head)>,
}

/// Makes every record again from the journal and compares, part by part.
///
/// # Errors
/// When the file cannot be read; changes that cannot be read are the business of [`super::doctor::chains`].
pub fn whole(connection: &Connection) -> Result<ReplayReport> {
    let count = |sql: &str| connection.query_row(sql, [], |r| r.get::<_, i64>(0));
    let records = count("SELECT count(*) FROM ent")?;
    let parts = u8::try_from(records / PART + 1).unwrap_or(u8::MAX);
    let mut report = ReplayReport::default();
    for part in 0..parts {
        let one = replay(connection, part, parts)?;
        report.checked += one.checked;
        report.wrong.join(one.wrong);
        report.past.join(one.past);
        report.looked = (report.looked.0 + one.looked.0, report.looked.1 + one.looked.1);
    }
    if report.looked.0 != records {
        report.wrong.join(strays(connection)?);
        if report.wrong.is_empty() {
            report.wrong.add(Id::ZERO); // one record in two rows: which of them is read is chance
        }
    }
    let past = count("SELECT count(*) FROM history")?;
    report.stray_past = u64::try_from(past - report.looked.1).unwrap_or(0);
    Ok(report)
}

/// Makes one in `parts` of the records again from the journal, in memory, and compares. `part` says which; all parts
/// together are all that the journal knows of.
///
/// # Errors
/// As [`whole`].
pub fn replay(connection: &Connection, part: u8, parts: u8) -> Result<ReplayReport> {
    let streams = streams(connection)?;
    let mut report = ReplayReport::default();
    for (id, again) in made_again(connection, part, parts)? {
        report.checked += 1;
        let there = entity::load(connection, id)?;
        report.looked.0 += i64::from(there.exists());
        let whose = (there.subj, there.kind, there.comp);
        if there.entity != again.entity || whose != (again.subj, again.kind, again.comp) {
            report.wrong.add(id);
        }
        let (rows, right) = past_is(connection, id, &again, &streams)?;
        report.looked.1 += rows;
        if !right {
            report.past.add(id);
        }
    }
    Ok(report)
}

fn made_again(connection: &Connection, part: u8, parts: u8) -> Result<BTreeMap<Id, Again>> {
    // The last byte of an id is random, so parts are of about one size; the records of the office go with the first.
    let mine = |subj: Option<Id>| {
        subj.unwrap_or_default().as_bytes().last().is_some_and(|byte| byte % parts.max(1) == part)
    };
    let mut again: BTreeMap<Id, Again> = BTreeMap::new();
    let mut body = connection.prepare("SELECT body FROM own_change WHERE place = ?1")?;
    let mut statement = connection.prepare("SELECT place, header FROM own_change ORDER BY place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (place, header) = (row.get::<_, i64>(0)?, bytes(row, 1)?);
        if !change_read::head(&header).is_ok_and(|(_, subj)| mine(subj)) {
            continue;
        }
        let body = body.query_row([place], |r| Ok(bytes(r, 0)))?;
        let Ok(change) = change_read::decode(&header, Some(&body?)) else { continue };
        // Streams are numbered by their compartment.
        let comp = u8::MAX - u8::try_from(stream::stream_of(place) & 0xff).unwrap_or(0);
        for (stamp, op) in change.stamped() {
            let again = again.entry(op.entity).or_insert_with(|| Again {
                entity: Entity::default(),
                subj: change.subj,
                kind: op.kind,
                comp,
                past: Vec::new(),
            });
            let applied = again.entity.apply(stamp, op, false);
            again.past.extend(applied.superseded.into_iter().map(|head| (op.cell(), head)));
        }
    }
    Ok(again)
}

fn streams(connection: &Connection) -> Result<BTreeMap<Stream, i64>> {
    let mut statement = connection.prepare("SELECT stream, dev, feed FROM stream WHERE comp <> ?1")?;
    let mut rows = statement.query([LOG])?;
    let mut streams = BTreeMap::new();
    while let Some(row) = rows.next()? {
        streams.insert(Stream { dev: id_column(row, 1)?, feed: id_column(row, 2)? }, row.get(0)?);
    }
    Ok(streams)
}

/// A row of `history` without its own key: cell, stream, n, op, value, user, ts.
type PastRow = (u16, i64, i64, u32, Option<Vec<u8>>, Vec<u8>, i64);

/// How many rows `history` has of a record, and whether they are what the journal replaced.
fn past_is(
    connection: &Connection,
    id: Id,
    again: &Again,
    streams: &BTreeMap<Stream, i64>,
) -> Result<(i64, bool)> {
    let mut statement = connection
        .prepare_cached("SELECT field, stream, n, op, value, user, ts FROM history WHERE entity = ?1")?;
    let rows = statement.query_map([id.as_bytes()], |r| {
        let value = r.get_ref(4)?;
        let value = (value != rusqlite::types::ValueRef::Null).then(|| bytes(r, 4)).transpose();
        Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, value, bytes(r, 5), r.get(6)?))
    })?;
    let mut there: Vec<PastRow> = Vec::new();
    for row in rows {
        let (field, stream, n, op, value, user, ts) = row?;
        there.push((field, stream, n, op, value?, user?, ts));
    }
    let looked = i64::try_from(there.len()).unwrap_or(i64::MAX);
    let mut right = true;
    for (cell, head) in &again.past {
        let dot = head.stamp.dot;
        let wanted: PastRow = (
            *cell,
            streams.get(&dot.stream()).copied().unwrap_or_default(),
            i64::try_from(dot.n).unwrap_or(i64::MAX),
            dot.op,
            match &head.val {
                Val::Raw(raw) => Some(raw.clone()),
                Val::Empty | Val::Erased => None,
            },
            head.stamp.user.as_bytes().to_vec(),
            head.stamp.ts,
        );
        match there.iter().position(|row| *row == wanted) {
            Some(at) => {
                there.swap_remove(at);
            }
            None => right &= may_be_gone(again.kind, *cell, &head.val),
        }
    }
    Ok((looked, right && there.is_empty()))
}

/// Turvakielto takes the past of a cell away, "asked and none" with it.
fn may_be_gone(kind: u16, cell: u16, val: &Val) -> bool {
    match val {
        Val::Erased => true,
        Val::Empty => kinds::by_number(kind).is_some_and(|k| protect::locating_cells(k).contains(&cell)),
        Val::Raw(_) => false,
    }
}

/// Records no change of the journal brought.
fn strays(connection: &Connection) -> Result<Found<Id>> {
    let streams = streams(connection)?;
    let mut found = Found::default();
    entity::every(connection, |id, stored| {
        if !is_known(connection, &streams, id, &stored.entity)? {
            found.add(id);
        }
        Ok(())
    })?;
    Ok(found)
}

fn is_known(
    connection: &Connection,
    streams: &BTreeMap<Stream, i64>,
    id: Id,
    entity: &Entity,
) -> Result<bool> {
    let Some(head) = entity.cells().find_map(|cell| entity.winner(cell)) else { return Ok(false) };
    let dot = head.stamp.dot;
    let Some(stream) = streams.get(&dot.stream()) else { return Ok(false) };
    let mut statement = connection.prepare_cached("SELECT header FROM own_change WHERE place = ?1")?;
    let mut rows = statement.query([stream::place(*stream, dot.n)])?;
    let Some(row) = rows.next()? else { return Ok(false) };
    let change = change_read::decode(&bytes(row, 0)?, None);
    Ok(change.is_ok_and(|change| change.ops.iter().any(|op| op.entity == id)))
}

/// How journal and access log compare: every act that changed records left a row with its `t`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ActsReport {
    /// Changes looked at.
    pub checked: u64,
    /// Changes that no row of the log answers for: compartment and n.
    pub unlogged: Found<(u8, u64)>,
    /// Rows of the log whose changes are gone: n.
    pub unwritten: Found<u64>,
}

/// Compares the acts that journal and access log know of.
///
/// # Errors
/// As [`whole`].
pub fn acts(connection: &Connection) -> Result<ActsReport> {
    let mut logged: BTreeMap<Id, u64> = BTreeMap::new();
    for stream in access_log::streams(connection)? {
        access_log::each_row(connection, stream.number, |row| {
            if let Ok(header) = log::decode_header(&row.header)
                && let Some(t) = header.head.t
            {
                logged.insert(t, row.n);
            }
        })?;
    }
    let mut report = ActsReport::default();
    let mut written: BTreeSet<Id> = BTreeSet::new();
    let mut statement = connection.prepare("SELECT place, header FROM own_change ORDER BY place")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        report.checked += 1;
        let place: i64 = row.get(0)?;
        let Ok((head, _)) = change_read::head(&bytes(row, 1)?) else { continue };
        let t = head.t.unwrap_or_default();
        if logged.contains_key(&t) {
            written.insert(t);
        } else {
            let comp = u8::MAX - u8::try_from(stream::stream_of(place) & 0xff).unwrap_or(0);
            report.unlogged.add((comp, stream::n_of(place)));
        }
    }
    for (_, n) in logged.into_iter().filter(|(t, _)| !written.contains(t)) {
        report.unwritten.add(n);
    }
    Ok(report)
}
