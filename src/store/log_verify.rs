//! Verifies the access log of this file: every incarnation's stream, by the journal's verifier.
//!
//! The newest stream comes first, because its 417 row may explain why an older one is short. What the file has noted of
//! its own tips is compared too; what it cannot know, whether rows and notes were cut together, or rows that no note was
//! made of yet, must come from outside.

use super::access_log::{self, LogStream, RawRow};
use super::{Result, stream};
use crate::journal::codes::LogAction;
use crate::journal::dot::Stream;
use crate::journal::hash::Hash;
use crate::journal::note::KnownKey;
use crate::journal::verify::{Finding, Report, Verdict, Verifier};
use crate::register::Id;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The newest number and hash of a log that somebody outside of the file knows: the key store, the central office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The incarnation.
    pub dev: Id,
    /// The number.
    pub n: u64,
    /// The hash of that row.
    pub c: Hash,
}

/// So many rows at most come between two checkpoints while somebody works.
pub const INTERVAL: u64 = 256;

/// What came out for one incarnation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamReport {
    /// The incarnation.
    pub dev: Id,
    /// Closed by a restore.
    pub closed: bool,
    /// What the verifier says.
    pub report: Report,
}

/// What came out for the whole log.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LogReport {
    /// Its streams, the newest first.
    pub streams: Vec<StreamReport>,
    /// Rows that belong to no stream.
    pub stray: u64,
    /// Logins after which [`INTERVAL`] rows came without a checkpoint: incarnation and row. Each is signed at once, so
    /// checkpoints were removed.
    pub unsigned: Vec<(Id, u64)>,
}

impl LogReport {
    /// The verdict on the whole: of the stream with the gravest finding, the newest where it is the same. The incarnation
    /// and the place are its own. Rows that belong to no stream have no place.
    pub fn verdict(&self) -> (Id, Finding) {
        let newest = self.streams.first().map(|s| s.dev);
        let stray = match newest {
            Some(_) => Verdict::Reordered,
            None => Verdict::Short,
        };
        let stray =
            (self.stray > 0).then_some((newest.unwrap_or(Id::ZERO), Finding { n: 0, verdict: stray }));
        let verdicts = self.streams.iter().map(|s| (s.dev, s.report.verdict())).chain(stray);
        // The first of those that are equal.
        let gravest = verdicts.min_by_key(|(_, finding)| finding.verdict.rank());
        gravest.unwrap_or((Id::ZERO, Finding { n: 0, verdict: Verdict::Intact }))
    }

    /// The exit code of `luukku log verify`.
    pub fn exit_code(&self) -> u8 {
        self.verdict().1.verdict.exit_code()
    }
}

/// Verifies the log. `keys` are the signers whose checkpoints are believed, `known` the heads known from outside.
///
/// # Errors
/// When the file cannot be read; what is wrong with the log is no error.
pub fn verify(connection: &Connection, office: Id, keys: &[KnownKey], known: &[Known]) -> Result<LogReport> {
    let mut streams = access_log::streams(connection)?;
    streams.reverse();
    let mut restores: BTreeMap<Id, u64> = BTreeMap::new();
    let mut report = LogReport::default();
    let mut rows = 0;
    for log in &streams {
        let (found, unsigned) = one(connection, log, office, keys, known, restores.get(&log.dev).copied())?;
        report.unsigned.extend(unsigned.map(|n| (log.dev, n)));
        rows += found.rows;
        if found.findings.iter().all(|f| matches!(f.verdict, Verdict::Clock | Verdict::BodyMissing)) {
            for (dev, n) in &found.restores {
                restores.entry(*dev).or_insert(*n);
            }
        }
        report.streams.push(StreamReport { dev: log.dev, closed: log.closed, report: found });
    }
    // A log that is gone whole, stream and all, is short from its first row on.
    for known in known.iter().filter(|k| k.n > 0 && streams.iter().all(|s| s.dev != k.dev)) {
        let mut gone = Verifier::new(Stream { dev: known.dev, feed: Id::ZERO });
        gone.known(known.n, known.c);
        report.streams.push(StreamReport { dev: known.dev, closed: false, report: gone.finish() });
    }
    let all: i64 = connection.query_row("SELECT count(*) FROM access_log", [], |r| r.get(0))?;
    report.stray = u64::try_from(all).unwrap_or(0).saturating_sub(rows);
    Ok(report)
}

fn one(
    connection: &Connection,
    log: &LogStream,
    office: Id,
    keys: &[KnownKey],
    known: &[Known],
    restored: Option<u64>,
) -> Result<(Report, Option<u64>)> {
    let mut verifier = Verifier::new(Stream { dev: log.dev, feed: log.feed });
    let mut signed = BTreeSet::new();
    for (place, note) in access_log::checkpoints(connection, log.number)? {
        signed.insert(place); // the note itself says which row it signs
        verifier.note(&note, office, keys);
    }
    let outside = known.iter().filter(|k| k.dev == log.dev).max_by_key(|k| k.n);
    if let Some(outside) = outside {
        verifier.known(outside.n, outside.c);
    }
    if let Some(n) = restored {
        verifier.restored(n);
    }
    // The first login that no checkpoint has followed yet, and one that none followed for too long.
    let (mut login, mut unsigned) = (None, None);
    let mut misplaced = Vec::new();
    let mut misled = Vec::new();
    let mut noted = None;
    access_log::each_row(connection, log.number, |RawRow { n, header, body, c, columns, led_to }| {
        // What rows are found by is no part of the chain, but hides them as well as a deletion does.
        if !led_to || !columns.agree(&header, body.as_deref()) {
            misled.push(n);
        }
        // A hash of another length is none: the row is told as altered.
        let c = Hash::try_from(c.as_slice()).unwrap_or_default();
        if n == log.noted.0 {
            noted = Some(c);
        }
        verifier.row(&header, body.as_deref(), &c);
        let said = crate::journal::log::decode_header(&header);
        if said.as_ref().is_ok_and(|said| said.head.n != n) {
            misplaced.push(n);
        }
        if login.is_none()
            && said.is_ok_and(|said| said.action == LogAction::Login.code() && said.outcome == 0)
        {
            login = Some(n);
        }
        if signed.contains(&n) {
            login = None;
        }
        if unsigned.is_none() {
            unsigned = login.filter(|login| n.saturating_sub(*login) > INTERVAL);
        }
    })?;
    let mut report = verifier.finish();
    let add = |report: &mut Report, n: u64, verdict: Verdict| {
        report.total += 1;
        report.findings.push(Finding { n, verdict });
    };
    for n in misplaced.into_iter().take(100) {
        add(&mut report, n, Verdict::Reordered);
    }
    // Where rows were moved or cut, what led to them leads astray: that says nothing more.
    let moved = |f: &Finding| !matches!(f.verdict, Verdict::OpenTail | Verdict::Clock | Verdict::BodyMissing);
    if !report.findings.iter().any(moved) {
        for n in misled.into_iter().take(100) {
            add(&mut report, n, Verdict::Altered);
        }
    }
    // What was noted of the stream. It lies in the same file, so it proves little, but it is free.
    let (n, c) = log.noted;
    let (last_n, _) = report.last.unwrap_or_default();
    if n > last_n {
        add(&mut report, last_n + 1, Verdict::Short);
    } else if (n > 0 && noted != Some(c)) || (n < last_n && log.closed) {
        add(&mut report, n, Verdict::Altered);
    }
    report.findings.sort_unstable();
    report.findings.dedup();
    Ok((report, unsigned))
}

/// Names in `meta`: how many checkpoints were kept, and that one was taken to the key store. Both are ever only written
/// together with, or after, what they speak of: no cut of power makes them say too much.
const KEPT: &str = "checkpoints_kept";
const OUTSIDE: &str = "checkpoint_outside";

/// Keeps a signed checkpoint of a row, and counts it. Two processes may sign the same row: that is one.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_checkpoint(connection: &Connection, stream: i64, n: u64, at: i64, note: &str) -> Result<()> {
    let there = connection
        .prepare_cached("SELECT 1 FROM log_checkpoint WHERE place = ?1")?
        .exists([stream::place(stream, n)])?;
    // What an earlier release kept is counted once.
    let kept = match kept(connection)? {
        Some(kept) => kept,
        None => there_are(connection)?,
    };
    access_log::put_checkpoint(connection, stream, n, at, note)?;
    super::put_meta(connection, KEPT, &(kept + u64::from(!there)).to_be_bytes())
}

/// How many checkpoints that were kept are gone.
///
/// # Errors
/// When the file cannot be read.
pub fn checkpoints_lost(connection: &Connection) -> Result<u64> {
    Ok(match kept(connection)? {
        Some(kept) => kept.saturating_sub(there_are(connection)?),
        None => 0,
    })
}

fn kept(connection: &Connection) -> Result<Option<u64>> {
    let kept = super::meta(connection, KEPT)?;
    Ok(kept.map(|bytes| bytes.try_into().map_or(u64::MAX, u64::from_be_bytes)))
}

fn there_are(connection: &Connection) -> Result<u64> {
    let all: i64 = connection.query_row("SELECT count(*) FROM log_checkpoint", [], |r| r.get(0))?;
    Ok(u64::try_from(all).unwrap_or(0))
}

/// Whether a checkpoint of this register was ever taken to the key store.
///
/// # Errors
/// When the file cannot be read.
pub fn was_outside(connection: &Connection) -> Result<bool> {
    Ok(super::meta(connection, OUTSIDE)?.is_some())
}

/// Remembers that one was.
///
/// # Errors
/// When the file cannot be written.
pub fn mark_outside(connection: &Connection) -> Result<()> {
    super::put_meta(connection, OUTSIDE, &[1])
}
