//! The access log in the file: rows appended inside a writing transaction, checkpoints, and the reading of both for
//! the verifier. The format and the verdicts are the journal's.

use super::stream::{self, LOG};
use super::write::{Actor, Scribe};
use super::{Error, Result, SCHEMA_VERSION, keys};
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::hash::Hash;
use crate::journal::log::{self, Detail, LogBody, LogDraft};
use crate::register::{Id, Value, time};
use crate::vault::wrap::{self, KemPublic};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use zeroize::Zeroizing;

/// Key of a 417 row's detail: the hash of the last row that the restored copy holds.
pub const RESTORED_C: u16 = 3;
/// Key of a 417 row's detail: the newest number that was known outside of the restored copy, if any.
pub const BEYOND_N: u16 = 4;
/// Key of a 417 row's detail: the hash of that row.
pub const BEYOND_C: u16 = 5;

/// A row to be written.
#[derive(Clone)]
pub struct Entry {
    /// What was done.
    pub action: LogAction,
    /// How it ended.
    pub outcome: Outcome,
    /// How many times, or how many things.
    pub count: u64,
    /// About whom and what.
    pub body: LogBody,
    /// A text that may hold personal data (what was searched for, a typed reason): it goes into the detail, sealed
    /// to the log auditor.
    pub secret: Option<Zeroizing<String>>,
    /// Name of the role that it was done in; none: the actor's.
    pub role: Option<String>,
}

impl Entry {
    /// A row.
    pub fn new(action: LogAction, outcome: Outcome, count: u64, body: LogBody) -> Entry {
        Entry { action, outcome, count, body, secret: None, role: None }
    }

    /// One successful act.
    pub fn ok(action: LogAction, body: LogBody) -> Entry {
        Entry::new(action, Outcome::Ok, 1, body)
    }

    /// With a text for the log auditor only.
    #[must_use]
    pub fn secret(mut self, text: &str) -> Entry {
        self.secret = Some(Zeroizing::new(text.to_owned()));
        self
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({})", self.action.code())
    }
}

/// Appends a row to the chain; answers its n.
pub(super) fn append(scribe: &mut Scribe<'_>, actor: &Actor, entry: &Entry, t: Option<Id>) -> Result<u64> {
    let ts = scribe.stamp();
    let moment = scribe.moment;
    let tip = scribe.streams.tip(scribe.tx, LOG)?;
    let n = tip.n + 1;
    let mut body = entry.body.clone();
    if let Some(text) = &entry.secret {
        let sealed = sealed_detail(scribe, tip.stream.dev, n, text)?;
        // Beside what else is told of the act.
        body.detail.get_or_insert_default().extend(sealed);
    }
    let draft = LogDraft {
        dev: tip.stream.dev,
        feed: tip.stream.feed,
        t,
        ts,
        tz: i16::try_from(time::offset_minutes(moment.utc_ms)).ok(),
        clk: None,
        user: actor.user,
        sv: Some(SCHEMA_VERSION),
        mono: u64::try_from(moment.mono_ms).unwrap_or(0),
        role: entry.role.as_ref().or(actor.role.as_ref()).cloned(),
        grant: None,
        office: scribe.here.office,
        face: actor.face,
        action: entry.action,
        outcome: entry.outcome,
        count: entry.count,
        body,
    };
    let row = log::build_row(&draft, tip.c, n, scribe.entropy);
    scribe
        .tx
        .prepare_cached(
            "INSERT INTO access_log (place, header, body, c, ts, user, action, subj)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            tip.place(n),
            row.header,
            row.body,
            row.c,
            ts,
            actor.user.as_ref().map(|u| u.as_bytes().as_slice()),
            entry.action.code(),
            entry.body.subject.as_ref().map(|s| s.as_bytes().as_slice())
        ])?;
    scribe.streams.advance(LOG, row.c, ts);
    Ok(n)
}

/// `{0: key epoch, 1: sealed text}`. An office has the key from its first day on: without it nothing is written, or a
/// row taken out of the file would silence the log.
fn sealed_detail(scribe: &mut Scribe<'_>, dev: Id, n: u64, text: &str) -> Result<Detail> {
    let keys = keys::public_keys(scribe.tx)?;
    if !keys::as_founded(scribe.tx, &keys)? {
        return Err(Error::KeysChanged);
    }
    let newest = keys.into_iter().filter(|(comp, _, _)| *comp == LOG).max_by_key(|(_, epoch, _)| *epoch);
    let (_, epoch, public) = newest.ok_or(Error::Damaged("compartment_key", "public"))?;
    let to = KemPublic::from_bytes(public);
    let sealed = wrap::seal_log_detail(to, scribe.here.office, epoch, (dev, n), text, scribe.entropy)
        .map_err(|_| Error::Damaged("compartment_key", "public"))?;
    Ok(Detail::from([(0, Value::Int(i64::from(epoch))), (1, Value::Bytes(sealed))]))
}

/// The first row of the file's log.
pub enum First {
    /// What it says.
    Row(LogBody),
    /// Nothing was ever written.
    None,
    /// Row or body are not there any more.
    Gone,
}

/// The first row of the file's log.
pub fn first_row(connection: &Connection) -> Result<First> {
    let first = connection
        .prepare_cached("SELECT place, body FROM access_log ORDER BY place LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Vec<u8>>>(1)?)))
        .optional()?;
    Ok(match first {
        None => First::None,
        Some((place, Some(body))) if stream::n_of(place) == 1 => {
            log::decode_body(&body).map_or(First::Gone, First::Row)
        }
        Some(_) => First::Gone,
    })
}

/// A row as it lies in the file.
pub struct RawRow {
    /// Its n by its place.
    pub n: u64,
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The body's bytes, unless retention took them.
    pub body: Option<Vec<u8>>,
    /// The hash it was stored with.
    pub c: Vec<u8>,
    /// What its columns say.
    pub columns: Columns,
    /// Whether `log_about` leads to it, or need not yet.
    pub led_to: bool,
}

/// The columns by which rows are looked for: copies out of header and body, which alone are chained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    ts: i64,
    user: Option<Vec<u8>>,
    action: i64,
    subj: Option<Vec<u8>>,
}

impl Columns {
    /// Whether they say what header and body say. Of a row that cannot be read nothing is held against them, and
    /// where the body is gone nothing against the client: that is told otherwise.
    pub fn agree(&self, header: &[u8], body: Option<&[u8]>) -> bool {
        let Ok(header) = log::decode_header(header) else { return true };
        let bytes = |id: Id| id.as_bytes().to_vec();
        let subj = match body.map(log::decode_body) {
            Some(Ok(body)) => body.subject.map(bytes),
            Some(Err(_)) | None => self.subj.clone(),
        };
        let (ts, user, action) = (header.head.ts, header.head.user.map(bytes), i64::from(header.action));
        *self == Columns { ts, user, action, subj }
    }
}

/// A log stream of this file: its incarnation, and when it was closed by a restore.
#[derive(Clone, Copy, Debug)]
pub struct LogStream {
    /// Its number here.
    pub number: i64,
    /// The incarnation.
    pub dev: Id,
    /// The feed.
    pub feed: Id,
    /// Closed by a restore.
    pub closed: bool,
    /// n and hash of the row that was the newest when that was noted last.
    pub noted: (u64, Hash),
}

/// The log streams of this file, oldest first.
pub fn streams(connection: &Connection) -> Result<Vec<LogStream>> {
    let logs = stream::known(connection)?.into_iter().filter(|known| known.comp == LOG);
    let log = |known: stream::Known| LogStream {
        number: known.tip.number,
        dev: known.tip.stream.dev,
        feed: known.tip.stream.feed,
        closed: known.closed.is_some(),
        noted: known.noted,
    };
    Ok(logs.map(log).collect())
}

/// The bytes of a column, whatever type somebody gave it: what is checked must not fail for being wrong.
pub(super) fn bytes(row: &Row<'_>, column: usize) -> Result<Vec<u8>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => bytes.to_vec(),
        _ => Vec::new(),
    })
}

/// Hands the rows of a stream in order to `take`; a verifier need not hold them all.
pub fn each_row(connection: &Connection, stream: i64, mut take: impl FnMut(RawRow)) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT place, header, body, c, ts, user, action, subj,
                subj IS NULL OR place > (SELECT about_until FROM sync_meta)
                OR EXISTS (SELECT 1 FROM log_about a WHERE a.subj = l.subj AND a.place = l.place)
         FROM access_log l WHERE place > ?1 AND place < ?2 ORDER BY place",
    )?;
    let mut rows = statement.query([stream::place(stream, 0), stream::place(stream + 1, 0)])?;
    while let Some(row) = rows.next()? {
        let body = (row.get_ref(2)? != ValueRef::Null).then(|| bytes(row, 2)).transpose()?;
        let number = |column| Ok::<i64, Error>(row.get_ref(column)?.as_i64().unwrap_or(i64::MIN));
        let id = |column| (row.get_ref(column)? != ValueRef::Null).then(|| bytes(row, column)).transpose();
        take(RawRow {
            n: stream::n_of(row.get(0)?),
            header: bytes(row, 1)?,
            body,
            c: bytes(row, 3)?,
            columns: Columns { ts: number(4)?, user: id(5)?, action: number(6)?, subj: id(7)? },
            led_to: row.get(8)?,
        });
    }
    Ok(())
}

/// The tip of an incarnation's log: n and c; zeros before the first row.
pub fn tip(connection: &Connection, dev: Id) -> Result<(u64, Hash)> {
    let log = stream::all(connection)?.into_iter().find(|named| (named.dev, named.comp) == (dev, LOG));
    Ok(log.map_or_else(Default::default, |log| (log.n, log.c)))
}

/// The hash of row n of an incarnation's log, if that row is here.
pub fn hash_at(connection: &Connection, dev: Id, n: u64) -> Result<Option<Hash>> {
    let Some(log) = streams(connection)?.into_iter().find(|s| s.dev == dev) else { return Ok(None) };
    Ok(connection
        .prepare_cached("SELECT c FROM access_log WHERE place = ?1")?
        .query_row([stream::place(log.number, n)], |r| r.get(0))
        .optional()?)
}

/// The newest row of a stream: n and c.
pub fn newest(connection: &Connection, stream: i64) -> Result<Option<(u64, Hash)>> {
    let found = connection
        .prepare_cached(
            "SELECT place, c FROM access_log WHERE place > ?1 AND place < ?2 ORDER BY place DESC LIMIT 1",
        )?
        .query_row([stream::place(stream, 0), stream::place(stream + 1, 0)], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?))
        })
        .optional()?;
    found
        .map(|(place, c)| {
            Ok((stream::n_of(place), c.try_into().map_err(|_| Error::Damaged("access_log", "c"))?))
        })
        .transpose()
}

/// Keeps a signed checkpoint.
pub fn put_checkpoint(connection: &Connection, stream: i64, n: u64, at: i64, note: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO log_checkpoint (place, at, note) VALUES (?1, ?2, ?3)")?
        .execute(params![stream::place(stream, n), at, note])?;
    Ok(())
}

/// The checkpoints of a stream in order: n and note.
pub fn checkpoints(connection: &Connection, stream: i64) -> Result<Vec<(u64, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT place, note FROM log_checkpoint WHERE place > ?1 AND place < ?2 ORDER BY place",
    )?;
    let mut rows = statement.query([stream::place(stream, 0), stream::place(stream + 1, 0)])?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        notes.push((stream::n_of(row.get(0)?), row.get(1)?));
    }
    Ok(notes)
}

/// Whether there are rows that `log_about` has not looked at.
pub fn is_behind(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(max(place), 0) > (SELECT about_until FROM sync_meta) FROM access_log",
        )?
        .query_row([], |r| r.get(0))?)
}

/// Lets `log_about` catch up; inside a transaction.
pub(super) fn catch_up(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO log_about (subj, place) SELECT subj, place FROM access_log
             WHERE place > (SELECT about_until FROM sync_meta) AND subj IS NOT NULL",
        )?
        .execute([])?;
    connection
        .prepare_cached(
            "UPDATE sync_meta SET about_until = (SELECT coalesce(max(place), 0) FROM access_log) WHERE one = 1",
        )?
        .execute([])?;
    Ok(())
}

/// Header and body of a row; none where retention took the body.
pub type LogBytes = (Vec<u8>, Option<Vec<u8>>);

/// The newest rows about a client, newest first.
pub fn about(connection: &Connection, subject: Id, limit: u32) -> Result<Vec<LogBytes>> {
    let mut statement = connection.prepare_cached(
        "WITH about (place) AS (
           SELECT place FROM log_about WHERE subj = ?1
           UNION ALL
           SELECT place FROM access_log WHERE place > (SELECT about_until FROM sync_meta) AND subj = ?1
         )
         SELECT header, body FROM about JOIN access_log USING (place) ORDER BY place DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![subject.as_bytes(), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, row.get(1)?));
    }
    Ok(found)
}
