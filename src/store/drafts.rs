//! Texts that are not saved yet, sealed to their user. What they say and where they belong is inside the seal; outside
//! stands the client, so that a turvakielto finds them.

use super::{Result, id_column};
use crate::register::Id;
use rusqlite::{Connection, params};

/// A kept text as it lies.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Its id.
    pub id: Id,
    /// When it was kept, UTC milliseconds.
    pub at: i64,
    /// The client whose file was open, if one was.
    pub about: Option<Id>,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// Keeps a text, in place of an older one of the same id. `about` is the client whose file was open.
pub fn put(
    connection: &Connection,
    id: Id,
    user: Id,
    about: Option<Id>,
    at: i64,
    sealed: &[u8],
) -> Result<()> {
    let about = about.as_ref().map(|person| person.as_bytes().as_slice());
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO draft (id, user, subj, at, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id.as_bytes(), user.as_bytes(), about, at, sealed])?;
    Ok(())
}

/// The kept texts of a user, oldest first.
pub fn of_user(connection: &Connection, user: Id) -> Result<Vec<DraftRow>> {
    let mut statement =
        connection.prepare_cached("SELECT id, at, sealed, subj FROM draft WHERE user = ?1 ORDER BY at")?;
    let mut rows = statement.query([user.as_bytes()])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let about: Option<Vec<u8>> = row.get(3)?;
        let about = about.as_deref().and_then(Id::from_slice);
        drafts.push(DraftRow { id: id_column(row, 0)?, at: row.get(1)?, about, sealed: row.get(2)? });
    }
    Ok(drafts)
}

/// Forgets a text.
pub fn remove(connection: &Connection, id: Id) -> Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Forgets every text about a client, of everybody: what a turvakielto does to texts that may hold an address.
pub(super) fn remove_about(connection: &Connection, person: Id) -> Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE subj = ?1")?.execute([person.as_bytes()])?;
    Ok(())
}
