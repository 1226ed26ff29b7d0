//! Turvakielto takes contact data out of the open part of the register: values, their history, the bodies of the
//! changes that brought them, and every index entry. The flag itself stays.
//!
//! Headers of the journal stay as they are (their commitments cannot be opened without the salts that go), so the
//! chain still verifies. The caller folds the write-ahead log afterwards ([`super::Store::erase_traces`]); FTS5
//! secure-delete and `secure_delete` clear the pages.

use super::entity::Stored;
use super::project::Projector;
use super::stream::place;
use super::write::{Edit, What};
use super::{Error, Result, Seen, Store, World, drafts, entity, id_column, kind_sql};
use crate::journal::change_read;
use crate::journal::dot::Dot;
use crate::journal::heads::Val;
use crate::register::{Field, Id, Kind, Value};
use rusqlite::{Connection, OptionalExtension, Rows, params};
use std::collections::{BTreeMap, BTreeSet};

/// What a turvakielto takes out of a client's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasing {
    /// The client.
    pub person: Id,
    /// Texts of tasks that tell where somebody is: the program writes them itself.
    pub telling: Vec<String>,
    /// Records and cells, as they were when their values were sealed.
    pub records: Vec<Erase>,
}

/// Cells of one record whose values leave the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erase {
    /// The record; deleted ones too.
    pub entity: Id,
    /// Its cells.
    pub cells: BTreeSet<u16>,
    /// Its heads: of values that came later nothing was sealed.
    seen: Seen,
}

/// What a turvakielto takes out of a client's records: every value, in conflict or replaced long ago, of the fields
/// that tell where somebody is. Deleted records count.
///
/// `telling` are texts of tasks that tell it too. Of a task that ever said one of them the text goes, whatever it says
/// now.
pub fn locating(connection: &Connection, person: Id, telling: &[String]) -> Result<Erasing> {
    let mut withdrawn =
        connection.prepare_cached("SELECT entity FROM ent WHERE subj = ?1 AND kind = ?2 AND apart = 1")?;
    let mut found = Vec::new();
    for sql in kind_sql::all() {
        let mut cells = locating_cells(sql.kind);
        let text = sql.kind.field("text").filter(|_| sql.kind.name == TASK).map(Field::cell_number);
        let told = text.filter(|_| !telling.is_empty());
        cells.extend(told);
        if cells.is_empty() {
            continue;
        }
        let mut add = |mut rows: Rows<'_>| -> Result<()> {
            while let Some(row) = rows.next()? {
                let entity = id_column(row, 0)?;
                let stored = entity::load(connection, entity)?;
                if let Some(cell) = told
                    && !says(connection, entity, &stored, cell, telling)?
                {
                    continue;
                }
                let seen = Seen::of(&stored.entity);
                found.push(Erase { entity, cells: cells.clone(), seen });
            }
            Ok(())
        };
        add(connection.prepare_cached(&sql.ids)?.query([person.as_bytes()])?)?;
        add(withdrawn.query(params![person.as_bytes(), sql.kind.number])?)?;
    }
    Ok(Erasing { person, telling: telling.to_vec(), records: found })
}

/// The kind whose texts may tell it.
const TASK: &str = "task";

/// Whether a cell of a record says one of these texts, or ever did.
fn says(connection: &Connection, id: Id, stored: &Stored, cell: u16, texts: &[String]) -> Result<bool> {
    let one_of = |value: Option<Value>| matches!(value, Some(Value::Text(text)) if texts.contains(&text));
    if stored.entity.heads(cell).iter().any(|head| one_of(head.val.value())) {
        return Ok(true);
    }
    let past = entity::past(connection, id)?;
    Ok(past
        .into_iter()
        .filter(|past| past.cell == cell)
        .any(|past| one_of(past.value.and_then(|raw| Val::Raw(raw).value()))))
}

/// Takes it all out, and every text that is not saved yet and was written about the client.
///
/// # Errors
/// [`Error::Moved`] when the records are not what they were when their values were sealed.
pub(super) fn take_out(connection: &Connection, erasing: &Erasing, projector: &mut Projector) -> Result<()> {
    if locating(connection, erasing.person, &erasing.telling)? != *erasing {
        return Err(Error::Moved);
    }
    erasing.records.iter().try_for_each(|record| erase(connection, record, projector))?;
    drafts::remove_about(connection, erasing.person)
}

/// That an act puts nothing into the open part of the register that tells where a protected client is: the flag may
/// have been switched on since the act was made.
///
/// # Errors
/// [`Error::Moved`] then.
pub(super) fn guard(connection: &Connection, edits: &[Edit]) -> Result<()> {
    for edit in edits {
        let (What::Set(cells, _), Some(person)) = (&edit.what, edit.person) else { continue };
        let locating = locating_cells(edit.kind);
        if cells.iter().any(|(cell, value)| value.is_some() && locating.contains(cell))
            && connection
                .prepare_cached("SELECT 1 FROM person WHERE person = ?1 AND protected = 1")?
                .exists([person.as_bytes()])?
        {
            return Err(Error::Moved);
        }
    }
    Ok(())
}

/// The cells of a kind that tell where somebody is.
pub fn locating_cells(kind: &Kind) -> BTreeSet<u16> {
    kind.every_field().filter(|f| f.locating).map(Field::cell_number).collect()
}

/// Takes the values of these cells of a record out of `ent`, `history` and `own_change`, and out of its row.
fn erase(connection: &Connection, erase: &Erase, projector: &mut Projector) -> Result<()> {
    let mut stored = entity::load(connection, erase.entity)?;
    if !stored.exists() {
        return Err(Error::Missing);
    }
    let mut dots: Vec<Dot> = erase.cells.iter().flat_map(|cell| stored.entity.base(*cell)).collect();
    for dot in &dots {
        stored.entity.erase(dot);
    }
    entity::save(connection, erase.entity, &mut stored)?;
    projector.record(connection, erase.entity, &stored)?;
    dots.extend(past_dots(connection, erase)?);
    for cell in &erase.cells {
        connection
            .prepare_cached("DELETE FROM history WHERE entity = ?1 AND field = ?2")?
            .execute(params![erase.entity.as_bytes(), cell])?;
    }
    // One body at a time, and each once: a record's cells often came in one change.
    let mut changes: BTreeMap<(Id, Id, u64), BTreeSet<u32>> = BTreeMap::new();
    for dot in dots {
        changes.entry((dot.dev, dot.feed, dot.n)).or_default().insert(dot.op);
    }
    changes.into_iter().try_for_each(|((dev, feed, n), ops)| redact(connection, dev, feed, n, &ops))
}

fn past_dots(connection: &Connection, erase: &Erase) -> Result<Vec<Dot>> {
    let mut statement = connection.prepare_cached(
        "SELECT h.field, s.dev, s.feed, h.n, h.op FROM history h JOIN stream s ON s.stream = h.stream
         WHERE h.entity = ?1",
    )?;
    let mut rows = statement.query([erase.entity.as_bytes()])?;
    let mut dots = Vec::new();
    while let Some(row) = rows.next()? {
        if erase.cells.contains(&row.get::<_, u16>(0)?) {
            dots.push(Dot {
                dev: id_column(row, 1)?,
                feed: id_column(row, 2)?,
                n: u64::try_from(row.get::<_, i64>(3)?).map_err(|_| Error::Damaged("history", "n"))?,
                op: row.get(4)?,
            });
        }
    }
    Ok(dots)
}

/// Takes values and salts of operations out of the body of the change that brought them.
fn redact(connection: &Connection, dev: Id, feed: Id, n: u64, ops: &BTreeSet<u32>) -> Result<()> {
    let stream: Option<i64> = connection
        .prepare_cached("SELECT stream FROM stream WHERE dev = ?1 AND feed = ?2")?
        .query_row(params![dev.as_bytes(), feed.as_bytes()], |r| r.get(0))
        .optional()?;
    let Some(stream) = stream else { return Ok(()) };
    let at = place(stream, n);
    let stored: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT header, body FROM own_change WHERE place = ?1")?
        .query_row([at], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let Some((header, body)) = stored else { return Ok(()) };
    let redacted = change_read::redact(&header, &body, &|op, _| ops.contains(&op))
        .map_err(|_| Error::Damaged("own_change", "body"))?;
    connection
        .prepare_cached("UPDATE own_change SET body = ?2, base_copy = NULL WHERE place = ?1")?
        .execute(params![at, redacted])?;
    Ok(())
}

impl Store {
    /// After values were taken out: leaves no trace of them in the write-ahead log or in free pages.
    ///
    /// # Errors
    /// When the disk fails, or a reader still holds the old pages ([`Error::Busy`]): call it again.
    pub fn erase_traces(&mut self, world: &dyn World) -> Result<()> {
        self.make_durable(world)?;
        if self.fold()? { Ok(()) } else { Err(Error::Busy) }
    }
}
