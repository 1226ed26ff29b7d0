//! Work on the whole file: check, copy, rekey. Exclusive, never while somebody is typing.

use std::ops::Deref;
use std::path::Path;

use rusqlite::Connection;

use super::PAGE;
use super::create::discard;
use super::error::{Error, Step};
use super::ffi;
use super::open::{Expect, checkpoint, journal_mode, keyed, look, open_asserted, read_schema};
use crate::vault::os;

/// A connection without the authorizer and with ATTACH, which VACUUM and copies need. For migration too.
pub struct Maintenance(Connection);

impl Deref for Maintenance {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.0
    }
}

/// What the two integrity checks said. Names of tables and numbers of pages and rows; no content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Pages whose seal does not hold.
    pub pages: Vec<String>,
    /// Faults of structure; not looked for where a page is bad.
    pub structure: Vec<String>,
}

impl Findings {
    /// Nothing was found.
    pub fn is_clean(&self) -> bool {
        self.pages.is_empty() && self.structure.is_empty()
    }
}

/// Why a file with the right salt does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Diagnosis {
    /// Every page opens.
    Sound,
    /// Some pages do not: damage.
    Damage {
        /// Pages that do not open.
        bad: u64,
        /// All pages.
        pages: u64,
    },
    /// No page opens: another key, another file or a damaged salt.
    AnotherKey,
}

/// Opens the database for work on the whole of it: the same sequence without step 10 and with ATTACH.
pub fn open_maintenance(path: &Path, key: &[u8; 32], expect: &Expect) -> Result<Maintenance, Error> {
    open_asserted(path, key, expect).map(Maintenance)
}

impl Maintenance {
    /// Both integrity checks. The cipher's reads the main file only, so the log is written back first;
    /// [`Error::Busy`] when a reader prevents that.
    pub fn check(&self) -> Result<Findings, Error> {
        self.checkpoint()?;
        let pages = rows(&self.0, "PRAGMA cipher_integrity_check")?;
        if !pages.is_empty() {
            // Reading one of them puts the codec into a lasting error: structure cannot be judged any more.
            return Ok(Findings { pages, structure: Vec::new() });
        }
        let structure =
            rows(&self.0, "PRAGMA integrity_check")?.into_iter().filter(|row| row != "ok").collect();
        Ok(Findings { pages, structure })
    }

    /// Writes the log back into the main file and cuts it off; [`Error::Busy`] when others prevent it.
    pub fn checkpoint(&self) -> Result<(), Error> {
        if checkpoint(&self.0)? { Ok(()) } else { Err(Error::Busy) }
    }

    /// Writes a compact copy under the same key and salt to `target`, which must not exist, and makes it
    /// durable. A copy cut short is removed.
    pub fn backup_to(&self, target: &Path) -> Result<(), Error> {
        let target = os::canonical(target)?;
        // SQLite accepts an empty file here; made by us it is private from its first moment.
        drop(os::create_private(&target)?);
        let copied = self.copy_into(&target);
        if copied.is_err() {
            let _ = discard(&target);
        }
        copied
    }

    fn copy_into(&self, target: &Path) -> Result<(), Error> {
        let Some(name) = target.to_str() else {
            return Err(Error::File(os::FileError::BadPath));
        };
        self.0.execute("VACUUM INTO ?1", [name])?;
        os::sync_file(target)?;
        let (length, head) = os::private_head::<16>(target)?;
        if length < PAGE {
            return Err(Error::TooShort(length));
        }
        if &head == b"SQLite format 3\0" {
            return Err(Error::Plaintext);
        }
        if let Some(parent) = target.parent() {
            os::sync_folder(parent)?;
        }
        Ok(())
    }

    /// Every page in clear, free ones too: for tests that look for traces of what was erased.
    #[cfg(test)]
    pub fn pages(&mut self) -> Vec<u8> {
        self.0.serialize("main").expect("pages").to_vec()
    }

    /// Closes the file; an error says that a statement was still open.
    pub fn close(self) -> Result<(), Error> {
        self.0.close().map_err(|(_, error)| error.into())
    }
}

fn rows(conn: &Connection, pragma: &str) -> Result<Vec<String>, Error> {
    let mut statement = conn.prepare(pragma)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Looks at a file that [`Error::WrongKeyOrDamaged`] or [`Error::Damaged`] was said about.
///
/// Asserts only what lies before the key, and changes nothing. Pages that are still in the log are not seen.
pub fn diagnose(path: &Path, key: &[u8; 32]) -> Result<Diagnosis, Error> {
    let path = look(path, None)?;
    let (length, _) = os::private_head::<1>(&path)?;
    let pages = length / PAGE;
    let conn = keyed(&path, key)?;
    let bad = rows(&conn, "PRAGMA cipher_integrity_check")?.len();
    Ok(match u64::try_from(bad).unwrap_or(u64::MAX) {
        0 => Diagnosis::Sound,
        bad if bad >= pages => Diagnosis::AnotherKey,
        bad => Diagnosis::Damage { bad, pages },
    })
}

/// Puts the whole file under a new key; the salt stays.
///
/// The caller is alone on the file and has recorded **both** keys durably before: a power cut leaves a file
/// that opens with exactly one of them, provided that its side files stay beside it. Try the new key first.
/// Needs free disk space of 1.2 times the file.
pub fn rekey(path: &Path, old: &[u8; 32], new: &[u8; 32], expect: &Expect) -> Result<(), Error> {
    let path = look(path, Some(&expect.salt))?;
    let conn = open_asserted(&path, old, expect)?;
    if !checkpoint(&conn)? {
        return Err(Error::Busy);
    }
    let (length, _) = os::private_head::<1>(&path)?;
    let needed = length.saturating_add(length / 5);
    let free = os::free_disk_bytes(&path)?;
    if free < needed {
        return Err(Error::NoRoom { needed, free });
    }
    // In WAL mode a rekey leaves everything in the log, and the main file alone opens with the old key.
    // Leaving WAL also proves that nobody else has the file open.
    journal_mode(&conn, "delete")?;
    let code = ffi::rekey(&conn, new);
    if code != rusqlite::ffi::SQLITE_OK {
        return Err(Error::Sqlite(Step::Key, code));
    }
    conn.close().map_err(|(_, error)| Error::from(error))?;
    os::sync_file(&path)?;

    // The old key must not open it any more, the new one must, and every page has to be sound.
    let stale = keyed(&path, old)?;
    if read_schema(&stale) != Err(Error::WrongKeyOrDamaged) {
        return Err(Error::Setting("rekey"));
    }
    drop(stale);
    let fresh = open_maintenance(&path, new, expect)?;
    if !fresh.check()?.is_clean() {
        return Err(Error::Damaged);
    }
    fresh.close()
}
