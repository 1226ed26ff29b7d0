//! Making a database: the only place where a new one comes from.
//!
//! It grows under a temporary name and gets its own name when it is whole, checked and on the disk; a power
//! cut leaves either no database or a finished one. The empty file is made by us, private from its first
//! moment: SQLite, which needs no CREATE flag for an empty file, gives its side files the same mode.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::error::Error;
use super::open::{Expect, checkpoint, harden, journal_mode, keyed, open_asserted, settle};
use super::{APPLICATION_ID, META_DB_ID, PAGE};
use crate::register::Id;
use crate::vault::os::{self, FileError};

/// Makes the database `path`, which must not exist, and answers its salt for the keyslots file.
///
/// `build` runs the schema (which must make `meta(k TEXT PRIMARY KEY, v BLOB)`) and may fill it; all of it
/// is one transaction. `meta.db_id`, `application_id` and `user_version` (at least 1) are set here.
pub fn create(
    path: &Path,
    key: &[u8; 32],
    db_id: &Id,
    user_version: i32,
    build: impl FnOnce(&Connection) -> Result<(), Error>,
) -> Result<[u8; 16], Error> {
    let path = os::canonical(path)?;
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(Error::File(FileError::Exists));
    }
    let temporary = beside(&path, ".new");
    discard(&temporary)?;
    let made = make(&temporary, key, db_id, user_version, build).and_then(|salt| {
        os::rename_new(&temporary, &path)?;
        Ok(salt)
    });
    if made.is_err() {
        let _ = discard(&temporary);
    }
    made
}

/// An empty database in memory, to try a schema in. Nothing of the register is ever in it.
///
/// # Errors
/// When there is no memory for it.
pub fn scratch() -> Result<Connection, Error> {
    super::ffi::start();
    Ok(Connection::open_in_memory()?)
}

fn make(
    path: &Path,
    key: &[u8; 32],
    db_id: &Id,
    user_version: i32,
    build: impl FnOnce(&Connection) -> Result<(), Error>,
) -> Result<[u8; 16], Error> {
    drop(os::create_private(path)?);
    if let Some(kind) = os::is_network_file_system(path)? {
        return Err(Error::NetworkFileSystem(kind));
    }
    let conn = keyed(path, key)?;
    journal_mode(&conn, "wal").map_err(|_| Error::NoWal)?;
    settle(&conn)?;
    harden(&conn)?;
    let transaction = conn.unchecked_transaction()?;
    build(&transaction)?;
    transaction.execute(
        "INSERT OR REPLACE INTO meta (k, v) VALUES (?1, ?2)",
        params![META_DB_ID, db_id.as_bytes()],
    )?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", user_version)?;
    transaction.commit()?;
    if !checkpoint(&conn)? {
        return Err(Error::Busy);
    }
    conn.close().map_err(|(_, error)| Error::from(error))?;
    os::sync_file(path)?;

    // Believed only when it opens like any other database.
    let (length, salt) = os::private_head::<16>(path)?;
    if length < PAGE {
        return Err(Error::TooShort(length));
    }
    let expect = Expect { salt, db_id: *db_id, user_version_max: user_version };
    open_asserted(path, key, &expect)?.close().map_err(|(_, error)| Error::from(error))?;
    Ok(salt)
}

/// Removes an unfinished database and its side files.
///
/// # Errors
/// When one of them stays.
pub fn discard(path: &Path) -> Result<(), Error> {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        os::scrub(&beside(path, suffix))?;
    }
    Ok(())
}

/// The path of a database's side file: its name with `-wal`, `-shm` and the like behind it.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(suffix);
    PathBuf::from(name)
}
