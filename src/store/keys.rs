//! Subject keys, their wraps and the sealed records of one client: rows for the vault to open. This module sees
//! bytes only.

use super::access_log::{self, First};
use super::entity::Stored;
use super::rights_rows::{FOUNDED_KEYS, keys_seal};
use super::{Error, Result, id_column};
use crate::journal::change::OpDraft;
use crate::register::kinds::{KEY_WRAP, SEALED_RECORD, SUBJECT_KEY};
use crate::register::{Compartment, Id, Value};
use crate::vault::seal::{KeyWrap, SubjectKey};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// A subject key to be recorded.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The record's id.
    pub entity: Id,
    /// The client.
    pub subject: Id,
    /// The compartment.
    pub comp: Compartment,
    /// The key's public record.
    pub key: SubjectKey,
}

/// A wrap of a subject key to be recorded.
#[derive(Clone, Debug)]
pub struct NewWrap {
    /// The client.
    pub subject: Id,
    /// The compartment.
    pub comp: Compartment,
    /// The wrap.
    pub wrap: KeyWrap,
}

/// Field numbers of `subject_key` and `key_wrap` in their create operations.
mod field {
    pub const KEY_ID: u16 = 1;
    pub const SUBJECT: u16 = 2;
    pub const CREATED: u16 = 3;
    pub const KEY_EPOCH: u16 = 2;
    pub const TYPE: u16 = 3;
    pub const BLOB: u16 = 4;
}

/// The operation that records a key.
pub fn key_op(new: &NewKey) -> OpDraft {
    let fields = BTreeMap::from([
        (field::KEY_ID, Value::Bytes(new.key.key_id.to_vec())),
        (field::SUBJECT, Value::Id(new.key.subject)),
        (field::CREATED, Value::Int(new.key.created)),
    ]);
    OpDraft::create(SUBJECT_KEY, new.entity, fields)
}

/// The operation that records a wrap.
pub fn wrap_op(new: &NewWrap, entity: Id) -> OpDraft {
    let fields = BTreeMap::from([
        (field::KEY_ID, Value::Bytes(new.wrap.key_id.to_vec())),
        (field::KEY_EPOCH, Value::Int(i64::from(new.wrap.key_epoch))),
        (field::TYPE, Value::Int(i64::from(new.wrap.wrap_type))),
        (field::BLOB, Value::Bytes(new.wrap.blob.clone())),
    ]);
    OpDraft::create(KEY_WRAP, entity, fields)
}

/// What the row of a key or wrap says.
enum KeyRow {
    Key { key_id: Vec<u8>, subject: Id, created: i64 },
    Wrap { key_id: Vec<u8>, key_epoch: i64, wrap_type: i64, blob: Vec<u8> },
}

impl KeyRow {
    fn of(stored: &Stored) -> Result<KeyRow> {
        let bytes = |field: u16| match stored.entity.shown(field) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(Error::Damaged("subject_key", "bytes")),
        };
        let int = |field: u16| match stored.entity.shown(field) {
            Some(Value::Int(n)) => Ok(n),
            _ => Err(Error::Damaged("subject_key", "number")),
        };
        let key_id = bytes(field::KEY_ID)?;
        if stored.kind != SUBJECT_KEY {
            let (key_epoch, wrap_type) = (int(field::KEY_EPOCH)?, int(field::TYPE)?);
            return Ok(KeyRow::Wrap { key_id, key_epoch, wrap_type, blob: bytes(field::BLOB)? });
        }
        let Some(Value::Id(subject)) = stored.entity.shown(field::SUBJECT) else {
            return Err(Error::Damaged("subject_key", "subject"));
        };
        Ok(KeyRow::Key { key_id, subject, created: int(field::CREATED)? })
    }
}

/// Writes the row of a key or wrap.
pub fn project(connection: &Connection, stored: &Stored) -> Result<()> {
    match KeyRow::of(stored)? {
        KeyRow::Key { key_id, subject, created } => connection
            .prepare_cached(
                "INSERT OR IGNORE INTO subject_key (key_id, subj, comp, created) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![key_id, subject.as_bytes(), stored.comp, created])?,
        KeyRow::Wrap { key_id, key_epoch, wrap_type, blob } => connection
            .prepare_cached(
                "INSERT OR IGNORE INTO key_wrap (key_id, key_epoch, type, blob) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![key_id, key_epoch, wrap_type, blob])?,
    };
    Ok(())
}

/// Whether the row of a key or wrap is there and says what its record says.
pub fn is_there(connection: &Connection, stored: &Stored) -> Result<bool> {
    let Ok(row) = KeyRow::of(stored) else { return Ok(false) };
    Ok(match row {
        // Of two records of one key the first one's `created` stands.
        KeyRow::Key { key_id, subject, .. } => connection
            .prepare_cached("SELECT 1 FROM subject_key WHERE subj = ?1 AND comp = ?2 AND key_id = ?3")?
            .exists(params![subject.as_bytes(), stored.comp, key_id])?,
        KeyRow::Wrap { key_id, key_epoch, wrap_type, blob } => connection
            .prepare_cached(
                "SELECT 1 FROM key_wrap WHERE key_id = ?1 AND key_epoch = ?2 AND type = ?3 AND blob = ?4",
            )?
            .exists(params![key_id, key_epoch, wrap_type, blob])?,
    })
}

/// The key set of one client in one compartment.
pub fn of_subject(
    connection: &Connection,
    subject: Id,
    comp: Compartment,
) -> Result<(Vec<SubjectKey>, Vec<KeyWrap>)> {
    let mut keys = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT key_id, created FROM subject_key WHERE subj = ?1 AND comp = ?2")?;
    let mut rows = statement.query(params![subject.as_bytes(), comp.code()])?;
    while let Some(row) = rows.next()? {
        keys.push(SubjectKey {
            key_id: key_id(row.get(0)?)?,
            subject,
            comp: comp.code(),
            created: row.get(1)?,
        });
    }
    let mut wraps = Vec::new();
    let mut statement =
        connection.prepare_cached("SELECT key_epoch, type, blob FROM key_wrap WHERE key_id = ?1")?;
    for key in &keys {
        let mut rows = statement.query([key.key_id])?;
        while let Some(row) = rows.next()? {
            wraps.push(KeyWrap {
                key_id: key.key_id,
                key_epoch: row.get(0)?,
                wrap_type: row.get(1)?,
                blob: row.get(2)?,
            });
        }
    }
    Ok((keys, wraps))
}

fn key_id(bytes: Vec<u8>) -> Result<[u8; 8]> {
    bytes.try_into().map_err(|_| Error::Damaged("subject_key", "key_id"))
}

/// A sealed record as it lies.
#[derive(Clone, Debug)]
pub struct SealedRow {
    /// The record.
    pub entity: Id,
    /// The client.
    pub subject: Id,
    /// The cell.
    pub cell: Vec<u8>,
    /// Who wrote it.
    pub author: Id,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// The sealed records of one client in one compartment.
pub fn sealed_of(connection: &Connection, subject: Id, comp: Compartment) -> Result<Vec<SealedRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT entity, cell, author, ts FROM sealed_record WHERE subj = ?1 AND comp = ?2 ORDER BY ts",
    )?;
    let mut rows = statement.query(params![subject.as_bytes(), comp.code()])?;
    let mut sealed = Vec::new();
    while let Some(row) = rows.next()? {
        sealed.push(SealedRow {
            entity: id_column(row, 0)?,
            subject,
            cell: row.get(1)?,
            author: id_column(row, 2)?,
            at: row.get(3)?,
        });
    }
    Ok(sealed)
}

/// The sealed records of one client in one compartment, withdrawn ones too, the oldest first.
pub fn sealed_ids(connection: &Connection, subject: Id, comp: Compartment) -> Result<Vec<Id>> {
    let mut statement = connection.prepare_cached(
        "SELECT entity FROM ent WHERE subj = ?1 AND kind = ?2 AND comp = ?3 AND apart = 1 ORDER BY row",
    )?;
    let mut rows = statement.query(params![subject.as_bytes(), SEALED_RECORD, comp.code()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(id_column(row, 0)?);
    }
    Ok(found)
}

/// The public halves of the compartment keys: compartment, key epoch, X25519 key.
pub fn public_keys(connection: &Connection) -> Result<Vec<(u8, u32, [u8; 32])>> {
    let mut statement = connection.prepare_cached("SELECT comp, key_epoch, public FROM compartment_key")?;
    let mut rows = statement.query([])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.push((row.get(0)?, row.get(1)?, row.get(2)?));
    }
    Ok(keys)
}

/// Whether the public halves are those to which the first row of the access log commits. Whoever has the database key can
/// write the table, and what others seal without holding the key would open to that somebody; the first row nobody
/// changes unseen, because every signed checkpoint stands on it. True in an office of an earlier program, whose first
/// row says nothing of them, and before the first row of all; not where that row is gone.
pub fn as_founded(connection: &Connection, keys: &[(u8, u32, [u8; 32])]) -> Result<bool> {
    let first = match access_log::first_row(connection)? {
        First::Row(body) => body,
        First::None => return Ok(true),
        First::Gone => return Ok(false),
    };
    let founded = first.detail.as_ref().and_then(|detail| detail.get(&FOUNDED_KEYS));
    Ok(founded.is_none_or(|seal| *seal == Value::Bytes(keys_seal(keys).to_vec())))
}

/// Records the public half of a compartment key.
pub fn put_public_key(
    connection: &Connection,
    comp: u8,
    key_epoch: u32,
    public: &[u8; 32],
    at: i64,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO compartment_key (comp, key_epoch, public, created) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![comp, key_epoch, public, at])?;
    Ok(())
}
