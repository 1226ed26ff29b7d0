//! Texts that are not saved yet, sealed to their user. What they are about is inside the seal.

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
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// Keeps a text, in place of an older one of the same id.
pub fn put(connection: &Connection, id: Id, user: Id, at: i64, sealed: &[u8]) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO draft (id, user, at, sealed) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.as_bytes(), user.as_bytes(), at, sealed])?;
    Ok(())
}

/// The kept texts of a user, oldest first.
pub fn of_user(connection: &Connection, user: Id) -> Result<Vec<DraftRow>> {
    let mut statement =
        connection.prepare_cached("SELECT id, at, sealed FROM draft WHERE user = ?1 ORDER BY at")?;
    let mut rows = statement.query([user.as_bytes()])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        drafts.push(DraftRow { id: id_column(row, 0)?, at: row.get(1)?, sealed: row.get(2)? });
    }
    Ok(drafts)
}

/// Forgets a text.
pub fn remove(connection: &Connection, id: Id) -> Result<()> {
    connection.prepare_cached("DELETE FROM draft WHERE id = ?1")?.execute([id.as_bytes()])?;
    Ok(())
}

/// Forgets every text, of everybody: what a turvakielto does to texts that may hold an address.
pub fn remove_all(connection: &Connection) -> Result<()> {
    connection.prepare_cached("DELETE FROM draft")?.execute([])?;
    Ok(())
}
