//! The streams of this database: numbers and chain links are read inside the writing transaction and never kept,
//! because two processes may hold one database.

use super::{Error, Result};
use crate::journal::dot::Stream;
use crate::journal::hash::{self, Hash};
use crate::register::Id;
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::BTreeMap;

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

/// Every stream of this database, for a backup's manifest and for `doctor`.
pub fn all(connection: &Connection) -> Result<Vec<Named>> {
    let mut statement =
        connection.prepare_cached("SELECT dev, comp, n, c, closed FROM stream ORDER BY stream")?;
    let mut rows = statement.query([])?;
    let mut streams = Vec::new();
    while let Some(row) = rows.next()? {
        streams.push(Named {
            dev: super::id_column(row, 0)?,
            comp: row.get(1)?,
            n: u64::try_from(row.get::<_, i64>(2)?).map_err(|_| Error::Damaged("stream", "n"))?,
            c: row.get(3)?,
            closed: row.get(4)?,
        });
    }
    Ok(streams)
}

/// The newest timestamp that this database has given out; 0 before the first.
pub fn newest_ts(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT coalesce(max(ts), 0) FROM stream")?.query_row([], |r| r.get(0))?)
}

/// The streams of one transaction: read on first use, written back at its end.
pub struct Streams {
    dev: Id,
    office: Id,
    tips: RefCell<BTreeMap<u8, (Tip, bool)>>,
    numbers: RefCell<BTreeMap<Stream, i64>>,
}

impl Streams {
    /// For a transaction of this incarnation.
    pub fn new(dev: Id, office: Id) -> Streams {
        Streams { dev, office, tips: RefCell::default(), numbers: RefCell::default() }
    }

    /// The tip of our own stream in a compartment's feed; makes the stream on first use.
    pub fn tip(&self, connection: &Connection, comp: u8) -> Result<Tip> {
        if let Some((tip, _)) = self.tips.borrow().get(&comp) {
            return Ok(*tip);
        }
        let stream = Stream { dev: self.dev, feed: hash::feed_id(self.office, comp) };
        let found = connection
            .prepare_cached("SELECT stream, n, c, ts FROM stream WHERE dev = ?1 AND comp = ?2")?
            .query_row(params![self.dev.as_bytes(), comp], |r| {
                Ok((r.get::<_, i64>(0)?, r.get::<_, i64>(1)?, r.get::<_, Vec<u8>>(2)?, r.get(3)?))
            })
            .optional()?;
        let tip = match found {
            Some((number, n, c, ts)) => Tip {
                number,
                stream,
                n: u64::try_from(n).map_err(|_| Error::Damaged("stream", "n"))?,
                c: c.try_into().map_err(|_| Error::Damaged("stream", "c"))?,
                ts,
            },
            None => {
                let number = self.free_number(connection, comp)?;
                connection
                    .prepare_cached(
                        "INSERT INTO stream (stream, dev, comp, feed, n, c, ts) VALUES (?1, ?2, ?3, ?4, 0, ?5, 0)",
                    )?
                    .execute(params![
                        number,
                        self.dev.as_bytes(),
                        comp,
                        stream.feed.as_bytes(),
                        Hash::default()
                    ])?;
                Tip { number, stream, n: 0, c: Hash::default(), ts: 0 }
            }
        };
        self.tips.borrow_mut().insert(comp, (tip, false));
        self.numbers.borrow_mut().insert(stream, tip.number);
        Ok(tip)
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
        if let Some((tip, moved)) = self.tips.borrow_mut().get_mut(&comp) {
            tip.n += 1;
            tip.c = c;
            tip.ts = ts;
            *moved = true;
        }
    }

    /// The number of a stream that this transaction has met.
    pub fn number(&self, stream: Stream) -> Option<i64> {
        self.numbers.borrow().get(&stream).copied()
    }

    /// Meets every stream there is, so that dots of other streams find their numbers.
    pub fn meet_all(&self, connection: &Connection) -> Result<()> {
        let mut statement = connection.prepare_cached("SELECT stream, dev, feed FROM stream")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let stream = Stream { dev: super::id_column(row, 1)?, feed: super::id_column(row, 2)? };
            self.numbers.borrow_mut().insert(stream, row.get(0)?);
        }
        Ok(())
    }

    /// Writes the moved tips back; the last act of a transaction.
    pub fn write_back(&self, connection: &Connection) -> Result<()> {
        for (tip, moved) in self.tips.borrow_mut().values_mut() {
            if *moved {
                connection
                    .prepare_cached("UPDATE stream SET n = ?2, c = ?3, ts = ?4 WHERE stream = ?1")?
                    .execute(params![tip.number, i64::try_from(tip.n).unwrap_or(i64::MAX), tip.c, tip.ts])?;
                *moved = false;
            }
        }
        Ok(())
    }
}
