//! The streams of this database: numbers and chain links are read inside the writing transaction and never kept,
//! because two processes may hold one database.
//!
//! The tip of a stream is its newest entry. It is noted in `stream` behind, when nobody waits ([`note`]): a save has one
//! page less to write for it. What was noted says how many entries there have been at least, so that a cut is missed.

use super::access_log::bytes;
use super::{Error, Result};
use crate::journal::change_read;
use crate::journal::dot::Stream;
use crate::journal::hash::{self, Hash};
use crate::register::Id;
use rusqlite::{Connection, params};
use std::cell::RefCell;

/// The compartment number of the log's feed.
pub const LOG: u8 = 127;

/// Where the next change of a stream goes.
#[derive(Clone, Copy, Debug)]
pub struct Tip {
    /// The stream's number in this database.
    pub number: i64,
    /// The stream.
    pub stream: Stream,
    /// The newest n; 0 before the first.
    pub n: u64,
    /// The hash of its header; zeros before the first.
    pub c: Hash,
    /// Its timestamp; 0 before the first.
    ts: i64,
}

impl Tip {
    /// The place of an entry of this stream: its primary key.
    pub fn place(&self, n: u64) -> i64 {
        place(self.number, n)
    }
}

/// The primary key of an entry: stream and n in one number, so that a stream's entries lie together in order.
pub fn place(stream: i64, n: u64) -> i64 {
    (stream << 40) | i64::try_from(n).unwrap_or(i64::MAX)
}

/// The n of a place.
pub fn n_of(place: i64) -> u64 {
    u64::try_from(place & ((1 << 40) - 1)).unwrap_or(0)
}

/// The stream of a place.
pub fn stream_of(place: i64) -> i64 {
    place >> 40
}

/// A stream as a manifest names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The incarnation.
    pub dev: Id,
    /// The compartment; [`LOG`] for the log.
    pub comp: u8,
    /// The newest n.
    pub n: u64,
    /// The hash of its header.
    pub c: Hash,
    /// When a restore closed it, UTC milliseconds.
    pub closed: Option<i64>,
}

/// A stream of this database: its tip, and the tip that was noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub tip: Tip,
    pub comp: u8,
    pub closed: Option<i64>,
    /// n and hash of the entry that was the newest when tips were noted last. Fewer entries than that is a cut.
    pub noted: (u64, Hash),
}

/// Every stream of this database, by number.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn known(connection: &Connection) -> Result<Vec<Known>> {
    let mut statement = connection
        .prepare_cached("SELECT stream, dev, feed, comp, closed, n, c, ts FROM stream ORDER BY stream")?;
    let mut rows = statement.query([])?;
    let mut streams = Vec::new();
    while let Some(row) = rows.next()? {
        let noted = Tip {
            number: row.get(0)?,
            stream: Stream { dev: super::id_column(row, 1)?, feed: super::id_column(row, 2)? },
            n: u64::try_from(row.get::<_, i64>(5)?).map_err(|_| Error::Damaged("stream", "n"))?,
            c: row.get(6)?,
            ts: row.get(7)?,
        };
        let (comp, closed) = (row.get(3)?, row.get::<_, Option<i64>>(4)?);
        // Nothing follows in a closed one.
        let tip = if closed.is_some() { None } else { newest(connection, comp, &noted)? };
        streams.push(Known { tip: tip.unwrap_or(noted), comp, closed, noted: (noted.n, noted.c) });
    }
    Ok(streams)
}

/// The newest entry of a stream if it follows what was noted.
fn newest(connection: &Connection, comp: u8, noted: &Tip) -> Result<Option<Tip>> {
    let mut newest = connection.prepare_cached(match comp {
        LOG => {
            "SELECT place, c, header FROM access_log WHERE place > ?1 AND place < ?2
             ORDER BY place DESC LIMIT 1"
        }
        _ => {
            "SELECT place, c, header FROM own_change WHERE place > ?1 AND place < ?2
             ORDER BY place DESC LIMIT 1"
        }
    })?;
    let mut rows = newest.query([noted.place(noted.n), place(noted.number + 1, 0)])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (c, header) = (bytes(row, 1)?, bytes(row, 2)?);
    // Whatever somebody did to it, the office goes on writing: the checks tell of it.
    let ts = change_read::head(&header).map(|(head, _)| head.ts); // rows of the log begin as changes do
    Ok(Some(Tip {
        n: n_of(row.get(0)?),
        c: Hash::try_from(c).unwrap_or_else(|_| hash::header(&header)),
        ts: ts.unwrap_or(noted.ts),
        ..*noted
    }))
}

/// Every stream of this database, for a backup's manifest.
///
/// # Errors
/// When the file cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<Named>> {
    let named =
        |Known { tip, comp, closed, .. }| Named { dev: tip.stream.dev, comp, n: tip.n, c: tip.c, closed };
    Ok(known(connection)?.into_iter().map(named).collect())
}

/// The newest timestamp that this database has given out; 0 before the first.
///
/// # Errors
/// When the file cannot be read.
pub fn newest_ts(connection: &Connection) -> Result<i64> {
    Ok(newest_of(&known(connection)?))
}

fn newest_of(streams: &[Known]) -> i64 {
    streams.iter().map(|known| known.tip.ts).max().unwrap_or(0)
}

/// Whether entries have followed since tips were noted.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn is_behind(connection: &Connection) -> Result<bool> {
    Ok(known(connection)?.iter().any(|known| known.tip.n > known.noted.0))
}

/// Notes the tips; inside a transaction.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn note(connection: &Connection) -> Result<()> {
    for Known { tip, .. } in known(connection)?.iter().filter(|known| known.tip.n > known.noted.0) {
        connection
            .prepare_cached("UPDATE stream SET n = ?2, c = ?3, ts = ?4 WHERE stream = ?1")?
            .execute(params![tip.number, i64::try_from(tip.n).unwrap_or(i64::MAX), tip.c, tip.ts])?;
    }
    Ok(())
}

/// The streams of one transaction.
pub struct Streams {
    dev: Id,
    office: Id,
    known: RefCell<Vec<Known>>,
}

impl Streams {
    /// For a transaction of this incarnation.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(connection: &Connection, dev: Id, office: Id) -> Result<Streams> {
        Ok(Streams { dev, office, known: RefCell::new(known(connection)?) })
    }

    /// The newest timestamp that this database has given out; 0 before the first.
    pub fn newest_ts(&self) -> i64 {
        newest_of(&self.known.borrow())
    }

    /// The tip of our own stream in a compartment's feed; makes the stream on first use.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn tip(&self, connection: &Connection, comp: u8) -> Result<Tip> {
        if let Some(known) = self.known.borrow().iter().find(|known| self.is(known, comp)) {
            return Ok(known.tip);
        }
        let stream = Stream { dev: self.dev, feed: hash::feed_id(self.office, comp) };
        let tip =
            Tip { number: self.free_number(connection, comp)?, stream, n: 0, c: Hash::default(), ts: 0 };
        connection
            .prepare_cached(
                "INSERT INTO stream (stream, dev, comp, feed, n, c, ts) VALUES (?1, ?2, ?3, ?4, 0, ?5, 0)",
            )?
            .execute(params![tip.number, stream.dev.as_bytes(), comp, stream.feed.as_bytes(), tip.c])?;
        self.known.borrow_mut().push(Known { tip, comp, closed: None, noted: (0, tip.c) });
        Ok(tip)
    }

    fn is(&self, known: &Known, comp: u8) -> bool {
        (known.tip.stream.dev, known.comp) == (self.dev, comp)
    }

    /// The number of a new stream. Incarnations follow each other; in one, the core's stream has the highest number:
    /// most changes are its, and at the end of a table there is no other page to be written with the last one.
    fn free_number(&self, connection: &Connection, comp: u8) -> Result<i64> {
        let incarnation: i64 = connection.query_row(
            "SELECT coalesce((SELECT stream >> 8 FROM stream WHERE dev = ?1 LIMIT 1),
                             (SELECT (max(stream) >> 8) + 1 FROM stream), 1)",
            [self.dev.as_bytes()],
            |r| r.get(0),
        )?;
        Ok(incarnation << 8 | i64::from(u8::MAX - comp))
    }

    /// Moves a tip on by one entry: the hash of its header and its timestamp.
    pub fn advance(&self, comp: u8, c: Hash, ts: i64) {
        if let Some(known) = self.known.borrow_mut().iter_mut().find(|known| self.is(known, comp)) {
            known.tip = Tip { n: known.tip.n + 1, c, ts, ..known.tip };
        }
    }

    /// The number of a stream of this database.
    pub fn number(&self, stream: Stream) -> Option<i64> {
        self.known.borrow().iter().find(|known| known.tip.stream == stream).map(|known| known.tip.number)
    }
}
