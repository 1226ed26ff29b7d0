//! Sessions that stand open, by the run of the program that has them: whoever comes in next finds those that a killed
//! program never ended.
//!
//! A row of `meta` for each, made in the transaction of the login's row and taken away in the one of the row that ends
//! the session. A run has one session at a time.

use super::{Result, put_meta};
use crate::register::Id;
use crate::vault::os::Run;
use rusqlite::{Connection, params};

/// A session that stands open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose.
    pub user: Id,
    /// When it began, UTC milliseconds.
    pub since: i64,
    /// The run of the program that it is a session of.
    pub run: Run,
}

/// Before the run in the name of the row, and what follows on all such names.
const NAMES: (&str, &str) = ("open_session:", "open_session;");

fn name(run: Run) -> String {
    format!("{}{}", NAMES.0, run.name)
}

/// Writes down that a session begins.
///
/// # Errors
/// When the file cannot be written.
pub fn begin(connection: &Connection, open: &OpenSession) -> Result<()> {
    let mut bytes = vec![open.run.place];
    bytes.extend(open.user.as_bytes());
    bytes.extend(open.since.to_be_bytes());
    put_meta(connection, &name(open.run), &bytes)
}

/// Forgets the session of a run; false where nothing told of one.
///
/// # Errors
/// When the file cannot be written.
pub fn end(connection: &Connection, run: Run) -> Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM meta WHERE k = ?1")?.execute([name(run)])? > 0)
}

/// Forgets them all: in a copy of the register none of them goes on.
///
/// # Errors
/// When the file cannot be written.
pub fn forget(connection: &Connection) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM meta WHERE k > ?1 AND k < ?2")?
        .execute(params![NAMES.0, NAMES.1])?;
    Ok(())
}

/// The sessions that stand open.
///
/// # Errors
/// When the file cannot be read. A row of a newer program's form is passed over.
pub fn all(connection: &Connection) -> Result<Vec<OpenSession>> {
    let mut statement = connection.prepare_cached("SELECT k, v FROM meta WHERE k > ?1 AND k < ?2")?;
    let mut rows = statement.query(params![NAMES.0, NAMES.1])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, value): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let run = key.strip_prefix(NAMES.0).and_then(Id::parse);
        open.extend(run.and_then(|run| from_bytes(run, &value)));
    }
    Ok(open)
}

/// place 1 ‖ user 16 ‖ since 8.
fn from_bytes(run: Id, bytes: &[u8]) -> Option<OpenSession> {
    let (&place, rest) = bytes.split_first()?;
    let (user, since) = rest.split_first_chunk::<16>()?;
    let since = i64::from_be_bytes(since.try_into().ok()?);
    Some(OpenSession { user: Id::from_bytes(*user), since, run: Run { place, name: run } })
}
