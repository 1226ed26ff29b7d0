//! Records as the journal merges them: one packed row of `ent` each, and what they replaced in `history`.

use super::kind_sql::{self, KindSql};
use super::stream::Streams;
use super::{Error, Result, id_column, row};
use crate::journal::cbor::{Reader as CborReader, Writer as CborWriter};
use crate::journal::dot::Dot;
use crate::journal::hash::one_id;
use crate::journal::heads::{Entity, Head, Val};
use crate::journal::packed;
use crate::journal::value;
use crate::register::{Id, Value, kinds};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A record as it stands.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The row of `ent`, and of the kind's table; none for a new record.
    row: Option<i64>,
    /// Its merged state.
    pub entity: Entity,
    /// The client.
    pub subj: Option<Id>,
    /// The kind's number.
    pub kind: u16,
    /// The compartment's number.
    pub comp: u8,
}

impl Stored {
    /// Its row in `ent`.
    ///
    /// # Errors
    /// When it was never saved.
    pub fn row(&self) -> Result<i64> {
        self.row.ok_or(Error::Missing)
    }

    /// The table that shows it; none of a sealed record, a withdrawn one, or one of a kind that this program does not
    /// know.
    pub fn table(&self) -> Option<&'static KindSql> {
        if self.entity.deleted() { None } else { kinds::by_number(self.kind).and_then(kind_sql::of) }
    }

    /// Whether it is there already, or was written in this transaction.
    pub fn exists(&self) -> bool {
        !self.entity.is_empty()
    }
}

/// Loads a record; one that does not exist is empty.
pub fn load(connection: &Connection, entity: Id) -> Result<Stored> {
    let mut statement = connection.prepare_cached(
        "SELECT row, subj, kind, comp, meta, state FROM ent WHERE row BETWEEN ?1 AND ?2 AND entity = ?3",
    )?;
    for (first, last) in row::stretches(entity) {
        let found = statement
            .query_row(params![first, last, entity.as_bytes()], |r| {
                Ok((
                    r.get::<_, i64>(0)?,
                    r.get::<_, Option<Vec<u8>>>(1)?,
                    r.get::<_, u16>(2)?,
                    r.get::<_, u8>(3)?,
                    packed::decode(r.get_ref(4)?.as_blob()?, r.get_ref(5)?.as_blob()?),
                ))
            })
            .optional()?;
        if let Some((row, subj, kind, comp, entity)) = found {
            let entity = entity.map_err(|_| Error::Damaged("ent", "packed"))?;
            let subj = subj.as_deref().and_then(Id::from_slice);
            return Ok(Stored { row: Some(row), entity, subj, kind, comp });
        }
    }
    Ok(Stored::default())
}

/// Whether looking for a record leads to this row of it, and it is marked as it should be. A fault of the file else.
pub fn lies_right(connection: &Connection, entity: Id, stored: &Stored) -> Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT row, apart FROM ent WHERE row BETWEEN ?1 AND ?2 AND entity = ?3")?;
    let mut found = None;
    for (first, last) in row::stretches(entity) {
        let here = statement.query_row(params![first, last, entity.as_bytes()], |r| {
            Ok((r.get::<_, i64>(0)?, r.get::<_, bool>(1)?))
        });
        found = found.or(here.optional()?);
    }
    Ok(found == stored.row.map(|row| (row, stored.table().is_none())))
}

/// Marks again whether a table shows a record; for the rebuilding of projections.
pub fn mark_apart(connection: &Connection, stored: &Stored) -> Result<()> {
    connection
        .prepare_cached("UPDATE ent SET apart = ?2 WHERE row = ?1 AND apart <> ?2")?
        .execute(params![stored.row, stored.table().is_none()])?;
    Ok(())
}

/// Calls `each` with every record, in the order of their ids' times; for the checks and the rebuilding of projections.
///
/// # Errors
/// The first error of `each`, or a row that cannot be read.
pub fn every(connection: &Connection, mut each: impl FnMut(Id, &Stored) -> Result<()>) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT row, entity, subj, kind, comp, meta, state FROM ent ORDER BY row")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let packed = packed::decode(
            row.get_ref(5)?.as_blob().map_err(|_| Error::Damaged("ent", "meta"))?,
            row.get_ref(6)?.as_blob().map_err(|_| Error::Damaged("ent", "state"))?,
        );
        let stored = Stored {
            row: Some(row.get(0)?),
            entity: packed.map_err(|_| Error::Damaged("ent", "packed"))?,
            subj: row.get::<_, Option<Vec<u8>>>(2)?.as_deref().and_then(Id::from_slice),
            kind: row.get(3)?,
            comp: row.get(4)?,
        };
        each(id_column(row, 1)?, &stored)?;
    }
    Ok(())
}

/// The ids of a client's records of a kind that no table shows: withdrawn ones, unless the kind is sealed or unknown.
pub fn apart(connection: &Connection, subject: Id, kind: u16) -> Result<Vec<Id>> {
    let mut statement =
        connection.prepare_cached("SELECT entity FROM ent WHERE subj = ?1 AND kind = ?2 AND apart = 1")?;
    let mut rows = statement.query(params![subject.as_bytes(), kind])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(id_column(row, 0)?);
    }
    Ok(ids)
}

/// How many cells of a client's records people must decide; of everybody's, when nobody is named.
pub fn conflicts(connection: &Connection, subject: Option<Id>) -> Result<u64> {
    let sum: i64 = match subject {
        Some(subject) => connection
            .prepare_cached("SELECT coalesce(sum(conflicts), 0) FROM ent WHERE subj = ?1 AND conflicts > 0")?
            .query_row([subject.as_bytes()], |r| r.get(0))?,
        None => connection
            .prepare_cached("SELECT coalesce(sum(conflicts), 0) FROM ent WHERE conflicts > 0")?
            .query_row([], |r| r.get(0))?,
    };
    Ok(u64::try_from(sum).unwrap_or(0))
}

/// Saves a record, and remembers its row so that it may be saved again.
pub fn save(connection: &Connection, entity: Id, stored: &mut Stored) -> Result<()> {
    let (meta, state) = packed::encode(&stored.entity);
    let conflicts = i64::try_from(stored.entity.conflicts().len()).unwrap_or(i64::MAX);
    let apart = stored.table().is_none();
    match stored.row {
        Some(row) => {
            connection
                .prepare_cached(
                    "UPDATE ent SET meta = ?2, state = ?3, conflicts = ?4, apart = ?5 WHERE row = ?1",
                )?
                .execute(params![row, meta, state, conflicts, apart])?;
        }
        None => {
            let hash = stored.subj.is_some_and(|subj| one_id(subj, stored.kind) == entity);
            let row = row::free(connection, entity, hash)?;
            connection
                .prepare_cached(
                    "INSERT INTO ent (row, entity, comp, subj, kind, conflicts, apart, meta, state)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    row,
                    entity.as_bytes(),
                    stored.comp,
                    stored.subj.as_ref().map(|s| s.as_bytes().as_slice()),
                    stored.kind,
                    conflicts,
                    apart,
                    meta,
                    state
                ])?;
            stored.row = Some(row);
        }
    }
    Ok(())
}

/// Keeps replaced heads for display. An erased value leaves its row without the value.
pub fn remember(
    connection: &Connection,
    streams: &Streams,
    entity: Id,
    cell: u16,
    superseded: &[Head],
) -> Result<()> {
    for head in superseded {
        let value = match &head.val {
            Val::Raw(raw) => Some(raw.as_slice()),
            Val::Empty | Val::Erased => None,
        };
        connection
            .prepare_cached(
                "INSERT INTO history (entity, field, stream, n, op, value, user, ts)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                entity.as_bytes(),
                cell,
                streams.number(head.stamp.dot.stream()).unwrap_or_default(),
                i64::try_from(head.stamp.dot.n).unwrap_or(i64::MAX),
                head.stamp.dot.op,
                value,
                head.stamp.user.as_bytes(),
                head.stamp.ts
            ])?;
    }
    Ok(())
}

/// A value that was replaced.
#[derive(Clone, Debug)]
pub struct Past {
    /// The cell.
    pub cell: u16,
    /// Its value's bytes; none for "asked and none".
    pub value: Option<Vec<u8>>,
    /// Who wrote it.
    pub user: Id,
    /// When, `ms << 16 | counter`.
    pub ts: i64,
}

/// The replaced values of a record, oldest first.
pub fn past(connection: &Connection, entity: Id) -> Result<Vec<Past>> {
    let mut statement = connection
        .prepare_cached("SELECT field, value, user, ts FROM history WHERE entity = ?1 ORDER BY ts, row")?;
    let mut rows = statement.query([entity.as_bytes()])?;
    let mut past = Vec::new();
    while let Some(row) = rows.next()? {
        past.push(Past { cell: row.get(0)?, value: row.get(1)?, user: id_column(row, 2)?, ts: row.get(3)? });
    }
    Ok(past)
}

/// The value of a cell as whoever has seen these heads saw it: what stands, or what was replaced since.
///
/// # Errors
/// When the file cannot be read.
pub fn value_seen(
    connection: &Connection,
    id: Id,
    stored: &Stored,
    cell: u16,
    seen: &Seen,
) -> Result<Option<Value>> {
    if stored.entity.base(cell) == seen.base(cell) {
        return Ok(stored.entity.shown(cell));
    }
    let mut newest: Option<(i64, Option<Value>)> = None;
    for (_, ts, value) in heads_seen(connection, id, stored, cell, seen)? {
        if newest.as_ref().is_none_or(|(newest, _)| *newest < ts) {
            newest = Some((ts, value));
        }
    }
    Ok(newest.and_then(|(_, value)| value))
}

/// The heads of a cell as whoever has seen them saw them, with their timestamps: what stands of them, and what was
/// replaced since.
///
/// # Errors
/// When the file cannot be read.
pub fn heads_seen(
    connection: &Connection,
    id: Id,
    stored: &Stored,
    cell: u16,
    seen: &Seen,
) -> Result<Vec<(Dot, i64, Option<Value>)>> {
    let mut heads = Vec::new();
    for dot in seen.base(cell) {
        let standing = stored.entity.heads(cell).iter().find(|head| head.stamp.dot == dot);
        let found = match standing {
            Some(head) => Some((head.stamp.ts, head.val.value())),
            None => past_value(connection, id, cell, &dot)?,
        };
        heads.extend(found.map(|(ts, value)| (dot, ts, value)));
    }
    Ok(heads)
}

fn past_value(connection: &Connection, id: Id, cell: u16, dot: &Dot) -> Result<Option<(i64, Option<Value>)>> {
    let n = i64::try_from(dot.n).unwrap_or(i64::MAX);
    let found = connection
        .prepare_cached(
            "SELECT h.ts, h.value FROM history h JOIN stream s ON s.stream = h.stream
             WHERE h.entity = ?1 AND h.field = ?2 AND s.dev = ?3 AND s.feed = ?4 AND h.n = ?5 AND h.op = ?6",
        )?
        .query_row(params![id.as_bytes(), cell, dot.dev.as_bytes(), dot.feed.as_bytes(), n, dot.op], |r| {
            Ok((r.get(0)?, r.get::<_, Option<Vec<u8>>>(1)?))
        })
        .optional()?;
    Ok(found.map(|(ts, bytes)| (ts, bytes.and_then(|bytes| value::from_bytes(&bytes).ok()))))
}

/// The heads a user saw when a form was loaded: the base of what is saved from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<u16, Vec<Dot>>);

impl Seen {
    /// What a reader of the record sees now.
    pub fn of(entity: &Entity) -> Seen {
        Seen(entity.cells().map(|cell| (cell, entity.base(cell))).collect())
    }

    /// These heads of one cell, ascending.
    pub fn of_cell(cell: u16, heads: Vec<Dot>) -> Seen {
        Seen(BTreeMap::from([(cell, heads)]))
    }

    /// The heads of one cell.
    pub fn base(&self, cell: u16) -> Vec<Dot> {
        self.0.get(&cell).cloned().unwrap_or_default()
    }

    /// Cells whose heads have moved since.
    pub fn moved(&self, entity: &Entity, cells: impl IntoIterator<Item = u16>) -> Vec<u16> {
        cells.into_iter().filter(|cell| entity.base(*cell) != self.base(*cell)).collect()
    }

    /// As opaque bytes for a face.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = CborWriter::new();
        w.array(self.0.len() * 2);
        for (cell, dots) in &self.0 {
            w.uint(u64::from(*cell));
            w.array(dots.len());
            for dot in dots {
                w.array(4);
                w.bytes(dot.dev.as_bytes());
                w.bytes(dot.feed.as_bytes());
                w.uint(dot.n);
                w.uint(u64::from(dot.op));
            }
        }
        w.into_vec()
    }

    /// Back from the bytes; none if they are not ours.
    pub fn from_bytes(bytes: &[u8]) -> Option<Seen> {
        if bytes.is_empty() {
            return Some(Seen::default());
        }
        let mut r = CborReader::new(bytes);
        let mut seen = BTreeMap::new();
        let pairs = r.array().ok()?;
        for _ in 0..pairs / 2 {
            let cell = r.small::<u16>().ok()?;
            let mut dots: Vec<Dot> = Vec::new();
            for _ in 0..r.array().ok()? {
                if r.array().ok()? != 4 {
                    return None;
                }
                let dot = Dot {
                    dev: Id::from_bytes(r.fixed().ok()?),
                    feed: Id::from_bytes(r.fixed().ok()?),
                    n: r.uint().ok()?,
                    op: r.small().ok()?,
                };
                if dots.last().is_some_and(|last| *last >= dot) {
                    return None;
                }
                dots.push(dot);
            }
            if seen.last_key_value().is_some_and(|(last, _)| *last >= cell) {
                return None;
            }
            seen.insert(cell, dots);
        }
        r.end().ok()?;
        // One form, or they are not ours: a base that is read otherwise than it was meant is a lost change.
        (pairs.is_multiple_of(2)).then_some(Seen(seen))
    }
}
