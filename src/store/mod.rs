//! The terminal's register in its SQLCipher file. The only SQL of the terminal stands in this folder.
//!
//! [`Store::write`] is the one way to change the register locally: record, change, access-log row and search index
//! in one transaction, durable when it returns. What is displayed is a projection ([`project`]) of merged heads, so
//! a value shown never depends on which way it came. Who may see is decided above, in `desk`.

pub mod access_log;
pub mod bulk;
pub mod doctor;
pub mod drafts;
pub mod entity;
pub mod error;
pub mod keys;
pub mod kind_sql;
pub mod ledger;
pub mod log_review;
pub mod log_verify;
pub mod migrate;
pub mod open_sessions;
pub mod open_visits;
pub mod people;
pub mod project;
pub mod protect;
pub mod read;
pub mod replay;
pub mod rights_log;
pub mod rights_rows;
pub mod row;
pub mod schema;
pub mod search;
pub mod stream;
#[cfg(test)]
pub(crate) mod testing;
pub mod write;

#[cfg(test)]
mod tests;

pub use access_log::Entry;
pub use entity::Seen;
pub use error::{Error, Result};
pub use protect::Erasing;
pub use write::{Act, Actor, Edit, Moment, SealedEdit, What, Written};

use crate::cipherdb::{self, Expect, Reader, Writer};
use crate::journal::clock::{self, ClockLimits, Reading, judge};
use crate::journal::codes::LogAction;
use crate::journal::hash::Hash;
use crate::journal::log::{LogBody, RESTORED_DEV, RESTORED_N};
use crate::register::{Entropy, Id, Value, calendar, time};
pub use rusqlite::Connection;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The schema this program writes, and the newest it reads. Goes into `user_version` and into every change.
pub const SCHEMA_VERSION: u32 = 1;

/// The name of the database in the data folder.
pub const FILE: &str = "register.db";

/// Time and randomness as the store needs them: read when a write begins, never earlier.
pub trait World: Send {
    /// Now, on both clocks.
    fn now(&self) -> Moment;
    /// Randomness for ids and salts.
    fn entropy(&mut self) -> &mut dyn Entropy;
    /// The last moment that was believed while this process ran, if the world remembers one: from it the time that
    /// is to be expected is counted by the clock that only goes forward.
    fn believed(&self) -> Option<Moment> {
        None
    }
    /// Remembers a moment that was believed.
    fn believe(&self, _now: Moment) {}
    /// Whether the clock is believed, `last_seen` being the newest time in the register. A jump ahead enters neither
    /// `last_seen` nor a timestamp until it is confirmed.
    fn reading(&self, now: Moment, last_seen: i64) -> Reading {
        if last_seen <= 0 {
            return Reading::Plausible; // a register that was just made has seen nothing yet
        }
        let expected = match self.believed() {
            Some(then) => {
                let since = now.mono_ms.saturating_sub(then.mono_ms).max(0);
                then.utc_ms.saturating_add(since).max(last_seen)
            }
            None => last_seen.saturating_add(closed_ms(last_seen, now.utc_ms)),
        };
        judge(expected, now.utc_ms, ClockLimits::default())
    }
}

/// Whose database this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    /// This incarnation of the database.
    pub dev: Id,
    /// The machine.
    pub machine: Id,
    /// The office.
    pub office: Id,
    /// The office's name.
    pub office_name: String,
    /// The machine's name, shown on the login screen.
    pub machine_name: String,
    /// A practice office: its made-up staff may be shown at the login.
    pub practice: bool,
}

/// The register of this terminal, open for writing.
pub struct Store {
    writer: Writer,
    here: Here,
    path: PathBuf,
    expect: Expect,
    /// Whether commits of the writer wait for the disk now.
    waits: Cell<bool>,
}

/// Kibibytes of pages that the writer and a reader keep; together well inside the budget of the state after login.
const WRITER_CACHE: i64 = 8 * 1024;
const READER_CACHE: i64 = 16 * 1024;
/// While many records are written at once.
const BULK_CACHE: i64 = 192 * 1024;

/// A write-ahead log longer than this is folded into the file between two transactions, in bytes.
const LONG_WAL: u64 = 64 << 20;

impl Store {
    /// Makes the database of a new office; answers the salt for the keyslots file.
    ///
    /// # Errors
    /// When the file exists or cannot be made.
    pub fn create(
        path: &Path,
        key: &[u8; 32],
        db_id: Id,
        here: &Here,
        fill: impl FnOnce(&Connection) -> Result<()>,
    ) -> Result<[u8; 16]> {
        let version = i32::try_from(SCHEMA_VERSION).unwrap_or(i32::MAX);
        let salt = cipherdb::create(path, key, &db_id, version, |connection| {
            connection.execute_batch(schema::TEXT)?;
            fill_identity(connection, here).and_then(|()| fill(connection)).map_err(|e| match e {
                Error::File(e) => e,
                _ => cipherdb::Error::WrongDatabase,
            })
        })?;
        Ok(salt)
    }

    /// Opens it.
    ///
    /// # Errors
    /// Every assertion of the open sequence has its own.
    pub fn open(path: &Path, key: &[u8; 32], salt: [u8; 16], db_id: Id) -> Result<Store> {
        let user_version_max = i32::try_from(SCHEMA_VERSION).unwrap_or(i32::MAX);
        let expect = Expect { salt, db_id, user_version_max };
        let mut writer = cipherdb::open_writer(path, key, &expect)?;
        if migrate::is_due(&writer, user_version_max)? {
            writer.close()?;
            migrate::run(path, key, &expect, &migrate::STEPS)?;
            writer = cipherdb::open_writer(path, key, &expect)?;
        }
        writer.set_prepared_statement_cache_capacity(256);
        cache(&writer, WRITER_CACHE)?;
        let here = read_identity(&writer)?;
        Ok(Store { writer, here, path: path.to_owned(), expect, waits: Cell::new(true) })
    }

    /// A connection that only reads, for search; its queries can be interrupted.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn reader(&self, key: &[u8; 32]) -> Result<Reader> {
        let reader = cipherdb::open_reader(&self.path, key, &self.expect)?;
        reader.set_prepared_statement_cache_capacity(32);
        cache(&reader, READER_CACHE)?;
        Ok(reader)
    }

    /// Whose database this is.
    pub fn here(&self) -> &Here {
        &self.here
    }

    /// The connection for reading. Nothing outside this module can write through it but by the functions here.
    pub(crate) fn connection(&self) -> &Connection {
        &self.writer
    }

    /// Writes an act: durable when it returns.
    ///
    /// # Errors
    /// Nothing of the act is kept then.
    pub fn write(&mut self, actor: &Actor, act: &Act, world: &mut dyn World) -> Result<Written> {
        self.durable(true)?;
        let written = write_in(self.writer.transaction()?, &self.here, actor, act, world)?;
        self.keep_short()?;
        Ok(written)
    }

    /// What another window or program changes, this number changes with: a judgement over the register holds while it
    /// stays. Own changes do not count.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn state(&self) -> Result<i64> {
        state(&self.writer)
    }

    /// The same as [`Store::write`] for an act that was judged over a state of the register: none, and nothing is kept,
    /// when it is another one by now.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_over(
        &mut self,
        judged: i64,
        actor: &Actor,
        act: &Act,
        world: &mut dyn World,
    ) -> Result<Option<Written>> {
        self.durable(true)?;
        let tx = self.writer.transaction()?;
        if state(&tx)? != judged {
            return Ok(None);
        }
        let written = write_in(tx, &self.here, actor, act, world)?;
        self.keep_short()?;
        Ok(Some(written))
    }

    /// Writes rows of the access log only. `durable` is for disclosures, exports, rights and break-glass; views may
    /// wait for the next durable commit, which must follow within a second (see [`Store::make_durable`]).
    ///
    /// # Errors
    /// No row, no display: the caller shows nothing then.
    pub fn log(
        &mut self,
        actor: &Actor,
        rows: Vec<Entry>,
        durable: bool,
        world: &mut dyn World,
    ) -> Result<Written> {
        self.durable(durable)?;
        let act = Act { log: rows, ..Act::default() };
        write_in(self.writer.transaction()?, &self.here, actor, &act, world)
    }

    /// Runs other changes of this database (people, drafts, settings) together with their log rows.
    ///
    /// # Errors
    /// Nothing is kept then.
    pub fn with<T>(
        &mut self,
        actor: &Actor,
        rows: Vec<Entry>,
        world: &mut dyn World,
        change: impl FnOnce(&Connection, Moment) -> Result<T>,
    ) -> Result<T> {
        let here = self.here.clone();
        self.durable(true)?;
        let tx = self.writer.transaction()?;
        let moment = world.now();
        let result = change(&tx, moment)?;
        let act = Act { log: rows, ..Act::default() };
        write::write(&tx, &here, moment, actor, &act, world)?;
        tx.commit()?;
        Ok(result)
    }

    /// Makes earlier waiting rows durable: an empty commit would sync nothing, so it writes the clock. What may lag
    /// behind the log catches up with it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn make_durable(&mut self, world: &dyn World) -> Result<()> {
        self.durable(true)?;
        let now = world.now();
        let believed = world.reading(now, last_seen(&self.writer)?).adopted();
        let tx = self.writer.transaction()?;
        tx.prepare_cached("UPDATE sync_meta SET last_seen = max(last_seen, ?1) WHERE one = 1")?
            .execute([if believed { now.utc_ms } else { 0 }])?;
        catch_up(&tx)?;
        Ok(tx.commit()?)
    }

    fn durable(&self, durable: bool) -> Result<()> {
        if self.waits.get() != durable {
            self.writer.set_durable(durable)?;
            self.waits.set(durable);
        }
        Ok(())
    }

    /// Between two transactions: keeps the write-ahead log from growing without end. A reader in its way is no fault,
    /// the next time will do.
    fn keep_short(&mut self) -> Result<()> {
        if std::fs::metadata(cipherdb::beside(&self.path, "-wal")).is_ok_and(|wal| wal.len() > LONG_WAL) {
            self.writer.checkpoint_at_once()?;
        }
        Ok(())
    }

    /// After a restore: closes every stream of the restored copy and begins new ones, because the numbers after its
    /// end may have been used by the database that was lost. The first row of the new log says where the old one was
    /// cut, and what was known beyond: `beyond` are the newest n and c of the old log outside of this file.
    ///
    /// Durable when it returns. Key store and `file_gen` are set from it afterwards.
    ///
    /// # Errors
    /// Nothing is changed then.
    pub fn new_incarnation(
        &mut self,
        actor: &Actor,
        dev: Id,
        beyond: Option<(u64, Hash)>,
        world: &mut dyn World,
    ) -> Result<Written> {
        self.durable(true)?;
        let old = self.here.dev;
        let here = Here { dev, ..self.here.clone() };
        let tx = self.writer.transaction()?;
        let moment = world.now();
        let (n, c) = access_log::tip(&tx, old)?;
        stream::note(&tx)?;
        tx.execute(
            "UPDATE stream SET closed = ?2 WHERE dev = ?1 AND closed IS NULL",
            params![old.as_bytes(), moment.utc_ms],
        )?;
        tx.execute("UPDATE sync_meta SET dev = ?1 WHERE one = 1", [dev.as_bytes()])?;
        let int = |n: u64| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let mut detail = BTreeMap::from([
            (RESTORED_DEV, Value::Id(old)),
            (RESTORED_N, int(n)),
            (access_log::RESTORED_C, Value::Bytes(c.to_vec())),
        ]);
        if let Some((n, c)) = beyond {
            detail.insert(access_log::BEYOND_N, int(n));
            detail.insert(access_log::BEYOND_C, Value::Bytes(c.to_vec()));
        }
        let body = LogBody { detail: Some(detail), ..LogBody::default() };
        let act = Act { log: vec![Entry::ok(LogAction::Restore, body)], ..Act::default() };
        let written = write::write(&tx, &here, moment, actor, &act, world)?;
        tx.commit()?;
        self.here = here;
        Ok(written)
    }

    /// Folds the write-ahead log into the file, and waits some seconds for readers that need it: for the acts after
    /// which nothing may be left in it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn fold(&mut self) -> Result<bool> {
        self.catch_up()?;
        Ok(self.writer.checkpoint()?)
    }

    /// Folds what of the write-ahead log nobody needs, for quiet moments: a long look of another program (`doctor`, a
    /// backup) delays nobody by it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn fold_at_once(&mut self) -> Result<bool> {
        self.catch_up()?;
        Ok(self.writer.checkpoint_at_once()?)
    }

    fn catch_up(&mut self) -> Result<()> {
        if access_log::is_behind(&self.writer)? || stream::is_behind(&self.writer)? {
            let tx = self.writer.transaction()?;
            catch_up(&tx)?;
            tx.commit()?;
        }
        Ok(())
    }

    /// Closes the database: nothing of it stays open.
    ///
    /// # Errors
    /// When the file cannot be closed cleanly; it is closed all the same.
    pub fn close(self) -> Result<()> {
        self.writer.flush_prepared_statement_cache();
        Ok(self.writer.close()?)
    }
}

/// Writes an act in a transaction and ends it; as durable as the connection was told to be. Public for the benches,
/// which compare with plain SQLite, as [`search::find_in`].
///
/// # Errors
/// Nothing of the act is kept then.
pub fn write_in(
    tx: Transaction<'_>,
    here: &Here,
    actor: &Actor,
    act: &Act,
    world: &mut dyn World,
) -> Result<Written> {
    let moment = world.now();
    let written = write::write(&tx, here, moment, actor, act, world)?;
    tx.commit()?;
    Ok(written)
}

/// What is written behind, when nobody waits; inside a transaction.
fn catch_up(connection: &Connection) -> Result<()> {
    stream::note(connection)?;
    access_log::catch_up(connection)
}

fn state(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

fn fill_identity(connection: &Connection, here: &Here) -> Result<()> {
    put_meta(connection, "machine_id", here.machine.as_bytes())?;
    put_meta(connection, "office_id", here.office.as_bytes())?;
    put_meta(connection, "office", here.office_name.as_bytes())?;
    put_meta(connection, "machine", here.machine_name.as_bytes())?;
    put_meta(connection, "practice", &[u8::from(here.practice)])?;
    connection
        .execute("INSERT INTO sync_meta (one, dev, last_seen) VALUES (1, ?1, 0)", [here.dev.as_bytes()])?;
    Ok(())
}

fn read_identity(connection: &Connection) -> Result<Here> {
    let id = |key: &str| -> Result<Id> {
        meta(connection, key)?.as_deref().and_then(Id::from_slice).ok_or(Error::Damaged("meta", "id"))
    };
    let text = |key: &str| -> Result<String> {
        let bytes = meta(connection, key)?.unwrap_or_default();
        String::from_utf8(bytes).map_err(|_| Error::Damaged("meta", "text"))
    };
    let dev =
        connection.query_row("SELECT dev FROM sync_meta WHERE one = 1", [], |r| r.get::<_, Vec<u8>>(0))?;
    Ok(Here {
        dev: Id::from_slice(&dev).ok_or(Error::Damaged("sync_meta", "dev"))?,
        machine: id("machine_id")?,
        office: id("office_id")?,
        office_name: text("office")?,
        machine_name: text("machine")?,
        practice: meta(connection, "practice")?.is_some_and(|v| v == [1]),
    })
}

/// Lets a connection keep so many kibibytes of pages.
fn cache(connection: &Connection, kib: i64) -> Result<()> {
    Ok(connection.pragma_update(None, "cache_size", -kib)?)
}

/// The latest moment that this file knows of, UTC milliseconds, by a clock that was believed: a timestamp follows no
/// other one (see [`crate::journal::clock`]), so the newest tells it.
pub fn last_seen(connection: &Connection) -> Result<i64> {
    last_seen_by(connection, stream::newest_ts(connection)?)
}

/// The same with the newest timestamp at hand.
fn last_seen_by(connection: &Connection, newest: i64) -> Result<i64> {
    let (seen, offset): (i64, i64) = connection
        .prepare_cached("SELECT last_seen, clock_offset FROM sync_meta WHERE one = 1")?
        .query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(if newest == 0 { seen } else { seen.max(clock::ts_ms(newest).saturating_sub(offset)) })
}

/// Adopts a moment that an administrator confirmed, however far ahead; with its log row, by [`Store::with`].
pub fn adopt_clock(connection: &Connection, moment: Moment) -> Result<()> {
    connection
        .execute("UPDATE sync_meta SET last_seen = max(last_seen, ?1) WHERE one = 1", [moment.utc_ms])?;
    Ok(())
}

/// Closed days of the office calendar between two times, in milliseconds: the days after the first one's and before
/// the last one's. A clock far off is not followed day by day: what no office is closed for is not looked at.
fn closed_ms(from_ms: i64, to_ms: i64) -> i64 {
    const LONGEST: i32 = 31;
    let (from, to) = (time::day_of(from_ms), time::day_of(to_ms));
    let closed = (from.saturating_add(1)..to.min(from.saturating_add(LONGEST)))
        .filter(|day| !calendar::is_business_day(*day, false))
        .count();
    i64::try_from(closed).unwrap_or(0) * time::DAY_MS
}

/// A value of `meta`.
pub fn meta(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT v FROM meta WHERE k = ?1")?
        .query_row([key], |r| r.get(0))
        .optional()?)
}

/// Sets a value of `meta`.
pub fn put_meta(connection: &Connection, key: &str, value: &[u8]) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta (k, v) VALUES (?1, ?2)")?
        .execute(params![key, value])?;
    Ok(())
}

/// An id out of a column.
pub(crate) fn id_column(row: &Row<'_>, column: usize) -> Result<Id> {
    let bytes: Vec<u8> = row.get(column)?;
    Id::from_slice(&bytes).ok_or(Error::Damaged("row", "id"))
}
