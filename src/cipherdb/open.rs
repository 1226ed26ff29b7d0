//! The open sequence. Each step is asserted and fails with an error of its own; the order is binding.
//!
//! Most failures of encrypted databases in the field are silent: a key that was not taken, a file that was
//! made anew, a setting that did not hold. Nothing here is assumed, everything is asked for and read back.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};

use super::create::beside;
use super::error::{Error, Step};
use super::ffi::{self, AttachOption};
use super::{APPLICATION_ID, META_DB_ID, PAGE};
use crate::register::Id;
use crate::vault::os;

/// How long a connection waits for another one's lock.
const BUSY: Duration = Duration::from_secs(5);
/// The longest text, blob or row: 8 MiB. Attachments are cut into pieces of 64 KiB long before that.
const LENGTH: i32 = 8 * 1024 * 1024;
/// Virtual machine instructions between two looks at the clock: some 10 µs.
const STEPS: i32 = 1000;
/// No deadline.
const NONE: i64 = i64::MAX;

/// What the keyslots file says about the database, compared before anything is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expect {
    /// The first 16 bytes of the file.
    pub salt: [u8; 16],
    /// `meta.db_id`.
    pub db_id: Id,
    /// The newest schema version that this program knows.
    pub user_version_max: i32,
}

/// The one connection that writes. Nothing can interrupt it: it has neither deadline nor handle.
pub struct Writer(Connection);

/// A connection that only reads.
pub struct Reader {
    conn: Connection,
    deadline: Arc<AtomicI64>,
}

/// Interrupts the query that a [`Reader`] is running, from another thread.
pub struct Interrupt(rusqlite::InterruptHandle);

impl Interrupt {
    /// The running query ends with [`Error::Interrupted`]; where none runs nothing happens.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl Deref for Writer {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl Deref for Reader {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.conn
    }
}

// `DerefMut` is left out on purpose: the hooks that step 10 sets need `&mut Connection` to be replaced.

impl Writer {
    /// A transaction that takes the write lock at once, so that it cannot fail for it half way.
    pub fn transaction(&mut self) -> Result<Transaction<'_>, Error> {
        Ok(self.0.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// Writes the log back into the main file and cuts it off; waits for those who are in the way, and keeps writers
    /// out meanwhile. `false` when a reader still needs some of it after that.
    pub fn checkpoint(&self) -> Result<bool, Error> {
        checkpoint(&self.0)
    }

    /// As much of the same as nobody is in the way of: waits for nobody, and nobody waits for it.
    pub fn checkpoint_at_once(&self) -> Result<bool, Error> {
        self.0.busy_timeout(Duration::ZERO)?;
        let folded = checkpoint(&self.0);
        self.0.busy_timeout(BUSY)?;
        folded
    }

    /// Whether a commit waits for the disk (`true`, the state after opening) or a later one may make it durable.
    pub fn set_durable(&self, durable: bool) -> Result<(), Error> {
        let wanted = if durable { 2 } else { 1 };
        self.0.pragma_update(None, "synchronous", wanted)?;
        let now: i64 = self.0.pragma_query_value(None, "synchronous", |row| row.get(0))?;
        if now == wanted { Ok(()) } else { Err(Error::Setting("synchronous")) }
    }

    /// Closes the file; an error says that a statement was still open.
    pub fn close(self) -> Result<(), Error> {
        self.0.close().map_err(|(_, error)| error.into())
    }
}

impl Reader {
    /// The handle that interrupts this reader's queries. There is none for the writer.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt(self.conn.get_interrupt_handle())
    }

    /// Runs `work`; its queries end with [`Error::Interrupted`] once `limit` has passed.
    pub fn within<T>(&self, limit: Duration, work: impl FnOnce(&Connection) -> T) -> T {
        let limit = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
        self.deadline.store(os::mono_ms().saturating_add(limit), Ordering::Relaxed);
        let result = work(&self.conn);
        self.deadline.store(NONE, Ordering::Relaxed);
        result
    }
}

/// Opens the connection that writes.
pub fn open_writer(path: &Path, key: &[u8; 32], expect: &Expect) -> Result<Writer, Error> {
    let mut conn = open_asserted(path, key, expect)?;
    defend(&conn)?;
    authorize(&mut conn)?;
    Ok(Writer(conn))
}

/// Opens a connection that reads; it may be one of several.
pub fn open_reader(path: &Path, key: &[u8; 32], expect: &Expect) -> Result<Reader, Error> {
    let mut conn = open_asserted(path, key, expect)?;
    setting(&conn, "query_only", "ON", "1")?;
    defend(&conn)?;
    let deadline = Arc::new(AtomicI64::new(NONE));
    let seen = Arc::clone(&deadline);
    conn.progress_handler(
        STEPS,
        Some(move || {
            let until = seen.load(Ordering::Relaxed);
            until != NONE && os::mono_ms() >= until
        }),
    )
    .map_err(|error| Error::at(Step::Authorizer, &error))?;
    authorize(&mut conn)?;
    Ok(Reader { conn, deadline })
}

/// Steps 0 to 8, and the part of 9 that maintenance can bear too.
pub(super) fn open_asserted(path: &Path, key: &[u8; 32], expect: &Expect) -> Result<Connection, Error> {
    let path = look(path, Some(&expect.salt))?;
    steps(&path, key, expect).map_err(|error| error.opening(os::free_disk_bytes(&path).unwrap_or(u64::MAX)))
}

fn steps(path: &Path, key: &[u8; 32], expect: &Expect) -> Result<Connection, Error> {
    let conn = keyed(path, key)?;
    read_schema(&conn)?;
    let no_wal = |error| match error {
        Error::Busy | Error::File(_) => error,
        _ => Error::NoWal,
    };
    journal_mode(&conn, "wal").map_err(no_wal)?;
    settle(&conn)?;
    identify(&conn, expect)?;
    harden(&conn)?;
    Ok(conn)
}

/// Step 0: the file, before SQLite touches it. Answers its canonical path.
pub(super) fn look(path: &Path, salt: Option<&[u8; 16]>) -> Result<PathBuf, Error> {
    // The last part is left as it is: a link there is refused, not followed.
    let path = os::canonical(path)?;
    let (length, head) = os::private_head::<16>(&path)?;
    for side in ["-wal", "-shm"] {
        match os::is_private(&beside(&path, side)) {
            Ok(()) | Err(os::FileError::Missing) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if let Some(kind) = os::is_network_file_system(&path)? {
        return Err(Error::NetworkFileSystem(kind));
    }
    if length < PAGE {
        return Err(Error::TooShort(length));
    }
    if &head == b"SQLite format 3\0" {
        return Err(Error::Plaintext);
    }
    if salt.is_some_and(|salt| *salt != head) {
        return Err(Error::WrongSalt);
    }
    Ok(path)
}

/// Steps 1 to 4: open, silence, key, codec. Says nothing about whether the key is right.
pub(super) fn keyed(path: &Path, key: &[u8; 32]) -> Result<Connection, Error> {
    // Before SQLite's first act. Where it could not be done the file opens all the same, and `doctor` says so.
    ffi::start();
    // rusqlite's default flags have CREATE and URI. Nothing in the program opens with either.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let conn = Connection::open_with_flags(path, flags).map_err(|error| Error::at(Step::Open, &error))?;
    // Before the key: a wrong one is otherwise reported on stderr, into the middle of the screen.
    text(&conn, Step::Key, "PRAGMA cipher_log_level = NONE")?;
    let code = ffi::key(&conn, key);
    if code != rusqlite::ffi::SQLITE_OK {
        return Err(Error::Sqlite(Step::Key, code));
    }
    let version = text(&conn, Step::Codec, "PRAGMA cipher_version")?;
    let status = text(&conn, Step::Codec, "PRAGMA cipher_status")?;
    if version.is_none_or(|version| version.is_empty()) || status.as_deref() != Some("1") {
        return Err(Error::NoCipher);
    }
    Ok(conn)
}

/// Step 5.
pub(super) fn read_schema(conn: &Connection) -> Result<i64, Error> {
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| Error::at(Step::Schema, &error))
}

/// Step 6, and its counterpart for rekeying.
pub(super) fn journal_mode(conn: &Connection, mode: &'static str) -> Result<(), Error> {
    let answer: String = conn
        .pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))
        .map_err(|error| Error::at(Step::Wal, &error))?;
    if answer == mode { Ok(()) } else { Err(Error::Setting("journal_mode")) }
}

/// Step 7: what is set and what must have been so from the start.
pub(super) fn settle(conn: &Connection) -> Result<(), Error> {
    conn.busy_timeout(BUSY).map_err(|error| Error::at(Step::Settings, &error))?;
    for (name, value, answer) in [
        ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("temp_store", "MEMORY", "2"),
        // WAL checkpoints are the owner's, when nobody is typing.
        ("wal_autocheckpoint", "0", "0"),
    ] {
        setting(conn, name, value, answer)?;
    }
    for (name, answer) in [
        ("busy_timeout", "5000"),
        ("secure_delete", "1"),
        ("cipher_page_size", "4096"),
        ("cipher_use_hmac", "1"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
        ("cipher_plaintext_header_size", "0"),
        ("cipher_memory_security", "0"),
    ] {
        expect_answer(conn, name, answer)?;
    }
    Ok(())
}

fn setting(conn: &Connection, name: &'static str, value: &str, answer: &str) -> Result<(), Error> {
    // Both are constants of this file: a PRAGMA takes no parameters.
    conn.pragma_update(None, name, value).map_err(|error| Error::at(Step::Settings, &error))?;
    expect_answer(conn, name, answer)
}

fn expect_answer(conn: &Connection, name: &'static str, answer: &str) -> Result<(), Error> {
    let found = text(conn, Step::Settings, &format!("PRAGMA {name}"))?;
    if found.as_deref() == Some(answer) { Ok(()) } else { Err(Error::Setting(name)) }
}

/// The first value that a PRAGMA answers, as text: `cipher_*` answers text, the others numbers.
pub(super) fn text(conn: &Connection, step: Step, pragma: &str) -> Result<Option<String>, Error> {
    use rusqlite::types::ValueRef;
    conn.query_row(pragma, [], |row| {
        Ok(match row.get_ref(0)? {
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        })
    })
    .optional()
    .map_err(|error| Error::at(step, &error))
}

/// Step 8.
fn identify(conn: &Connection, expect: &Expect) -> Result<(), Error> {
    let number = |name| {
        conn.pragma_query_value(None, name, |row| row.get::<_, i32>(0))
            .map_err(|error| Error::at(Step::Identity, &error))
    };
    if number("application_id")? != APPLICATION_ID {
        return Err(Error::WrongDatabase);
    }
    let found =
        conn.query_row("SELECT v FROM meta WHERE k = ?1", [META_DB_ID], |row| row.get::<_, Vec<u8>>(0));
    let found = match found {
        Ok(bytes) => Id::from_slice(&bytes),
        // No such row or table, or not a blob. A bad page is damage and must not be told as another database.
        Err(error) => match Error::at(Step::Identity, &error) {
            other @ (Error::Damaged | Error::WrongKeyOrDamaged | Error::Busy) => return Err(other),
            _ => None,
        },
    };
    if found != Some(expect.db_id) {
        return Err(Error::WrongDatabase);
    }
    match number("user_version")? {
        version if version < 1 => Err(Error::UnknownSchema(version)),
        version if version > expect.user_version_max => {
            Err(Error::NewerSchema { found: version, known: expect.user_version_max })
        }
        _ => Ok(()),
    }
}

/// Step 9, what every connection gets.
pub(super) fn harden(conn: &Connection) -> Result<(), Error> {
    for (option, on, name) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true, "defensive"),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false, "dqs_dml"),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false, "dqs_ddl"),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false, "trusted_schema"),
    ] {
        let now = conn.set_db_config(option, on).map_err(|error| Error::at(Step::Defences, &error))?;
        if now != on {
            return Err(Error::Setting(name));
        }
    }
    limit(conn, Limit::SQLITE_LIMIT_LENGTH, LENGTH, "length")
}

/// Step 9, what VACUUM and copies cannot bear: they attach by themselves.
fn defend(conn: &Connection) -> Result<(), Error> {
    if !ffi::config_off(conn, AttachOption::Create) || !ffi::config_off(conn, AttachOption::Write) {
        return Err(Error::Setting("attach"));
    }
    limit(conn, Limit::SQLITE_LIMIT_ATTACHED, 0, "attached")
}

fn limit(conn: &Connection, which: Limit, value: i32, name: &'static str) -> Result<(), Error> {
    let set = conn.set_limit(which, value).and_then(|_| conn.limit(which));
    match set.map_err(|error| Error::at(Step::Defences, &error))? {
        now if now == value => Ok(()),
        _ => Err(Error::Setting(name)),
    }
}

/// Step 10.
fn authorize(conn: &mut Connection) -> Result<(), Error> {
    conn.authorizer(Some(allowed)).map_err(|error| Error::at(Step::Authorizer, &error))
}

fn allowed(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Authorization::Deny,
        AuthAction::Pragma { pragma_name, pragma_value } => match (pragma_name, pragma_value) {
            // FTS5 asks for this one itself.
            ("data_version", None) | ("wal_checkpoint", _) => Authorization::Allow,
            ("synchronous", None | Some("1" | "2")) => Authorization::Allow,
            // How much memory pages may take, and which schema this is: neither opens anything.
            ("cache_size", _) | ("user_version", None) => Authorization::Allow,
            _ => Authorization::Deny,
        },
        _ => Authorization::Allow,
    }
}

/// `PRAGMA wal_checkpoint(TRUNCATE)`: whether all of the log is in the main file now.
pub(super) fn checkpoint(conn: &Connection) -> Result<bool, Error> {
    let busy: i64 = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(busy == 0)
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
