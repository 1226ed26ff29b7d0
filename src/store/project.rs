//! From merged heads to rows: the one projection in which own and foreign changes end, so that a value shown never
//! depends on which way it came.

use super::entity::Stored;
use super::kind_sql::{self, to_sql};
use super::search::{self, Doc, PROTECTED, Pending};
use super::{Result, id_column, keys, read};
use crate::journal::clock;
use crate::journal::heads::Entity;
use crate::register::kinds::{self, KEY_WRAP, SEALED_BODY, SEALED_RECORD, SUBJECT_KEY};
use crate::register::{Field, Id, Kind, Value};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// Projects records of one transaction and remembers whose search documents must be written again.
#[derive(Default)]
pub struct Projector {
    persons: BTreeSet<Id>,
}

/// So many documents are held before the index is told.
const GATHERED: usize = 50_000;

/// The kinds a search document is made of.
const SEARCHED: [&str; 4] = ["person", "former_identifier", "contact_info", "customership"];

impl Projector {
    /// Writes the row of a record as it now stands in `ent`.
    pub fn record(&mut self, connection: &Connection, id: Id, stored: &Stored) -> Result<()> {
        match stored.kind {
            SEALED_RECORD => sealed(connection, id, stored),
            SUBJECT_KEY | KEY_WRAP => keys::project(connection, stored),
            number => {
                let Some(kind) = kinds::by_number(number) else { return Ok(()) }; // of a newer program: kept raw
                if SEARCHED.contains(&kind.name)
                    && let Some(person) = stored.subj
                {
                    self.persons.insert(person);
                }
                row(connection, kind, id, stored)
            }
        }
    }

    /// Writes the search documents of the persons whose names, numbers or relations changed.
    pub fn search(&self, connection: &Connection) -> Result<()> {
        let mut pending = Pending::default();
        for (at, person) in self.persons.iter().enumerate() {
            match doc(connection, *person)? {
                Some(doc) => search::put(connection, &doc, &mut pending)?,
                None => search::remove(connection, *person, &mut pending)?,
            }
            if at % GATHERED == GATHERED - 1 {
                std::mem::take(&mut pending).write(connection)?;
            }
        }
        pending.write(connection)
    }
}

/// The values shown of a record, by field number. Groups are spread over their members.
pub fn values(kind: &Kind, entity: &Entity) -> BTreeMap<u16, Value> {
    let mut values = BTreeMap::new();
    for cell in entity.cells() {
        match entity.shown(cell) {
            Some(Value::Group(members)) => values.extend(members),
            Some(value) if kind.field_number(cell).is_some() => {
                values.insert(cell, value);
            }
            _ => {}
        }
    }
    values
}

/// When and by whom the newest head was written.
pub fn newest(entity: &Entity) -> (i64, Id) {
    let heads = entity.cells().filter_map(|cell| entity.winner(cell));
    let newest = heads.max_by_key(|head| head.stamp.ts);
    newest.map_or((0, Id::ZERO), |head| (clock::ts_ms(head.stamp.ts), head.stamp.user))
}

fn row(connection: &Connection, kind: &'static Kind, id: Id, stored: &Stored) -> Result<()> {
    let row = stored.row()?;
    let Some(sql) = stored.table() else {
        if let Some(withdrawn) = kind_sql::of(kind) {
            connection.prepare_cached(&withdrawn.delete)?.execute([row])?;
        }
        return Ok(());
    };
    let values = values(kind, &stored.entity);
    let (at, by) = newest(&stored.entity);
    let blob = |id: Id| SqlValue::Blob(id.as_bytes().to_vec());
    let person = stored.subj.map_or(SqlValue::Null, blob);
    let head = [SqlValue::Integer(row), blob(id), person, SqlValue::Integer(at), blob(by)].into_iter();
    let fields = sql.fields.iter().map(|f: &&Field| to_sql(values.get(&f.number)));
    connection.prepare_cached(&sql.upsert)?.execute(params_from_iter(head.chain(fields)))?;
    Ok(())
}

fn sealed(connection: &Connection, id: Id, stored: &Stored) -> Result<()> {
    let cell = match (stored.entity.deleted(), stored.entity.shown(SEALED_BODY)) {
        (false, Some(Value::Bytes(cell))) => cell,
        _ => {
            connection
                .prepare_cached("DELETE FROM sealed_record WHERE entity = ?1")?
                .execute([id.as_bytes()])?;
            return Ok(());
        }
    };
    let (at, by) = newest(&stored.entity);
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO sealed_record (entity, subj, comp, author, ts, cell)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            id.as_bytes(),
            stored.subj.unwrap_or_default().as_bytes(),
            stored.comp,
            by.as_bytes(),
            at,
            cell
        ])?;
    Ok(())
}

/// What may be found of a person, out of the projected rows. None: the person is not there any more.
pub(super) fn doc(connection: &Connection, person: Id) -> Result<Option<Doc>> {
    let found = connection
        .prepare_cached(
            "SELECT surname, first_names, birth_date, hetu, coalesce(protected, 0), merged_into IS NOT NULL
             FROM person WHERE person = ?1 LIMIT 1",
        )?
        .query_row([person.as_bytes()], |r| {
            Ok((
                r.get::<_, Option<String>>(0)?,
                r.get::<_, Option<String>>(1)?,
                r.get::<_, Option<i32>>(2)?,
                r.get::<_, Option<String>>(3)?,
                r.get::<_, bool>(4)?,
                r.get::<_, bool>(5)?,
            ))
        })
        .optional()?;
    let Some((surname, first_names, born, hetu, protected, false)) = found else { return Ok(None) };
    let (municipality, phone) = if protected {
        (None, None)
    } else {
        connection
            .prepare_cached("SELECT municipality, phone FROM contact_info WHERE person = ?1 LIMIT 1")?
            .query_row([person.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?
            .unwrap_or_default()
    };
    // An aggregate without rows is one row: nobody's customership has no last day.
    let (count, open, until): (i64, i64, Option<i32>) = connection
        .prepare_cached(
            "SELECT count(*), count(*) - count(\"end\"), max(\"end\") FROM customership WHERE person = ?1",
        )?
        .query_row([person.as_bytes()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let relation = match (count, open, until) {
        (0, ..) => search::NO_CUSTOMER,
        (_, 0, Some(last)) => search::customer_until(last),
        _ => 0,
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT old_hetu FROM former_identifier WHERE person = ?1 AND {}",
        kind_sql::in_force("former_identifier")
    ))?;
    let mut rows = statement.query([person.as_bytes()])?;
    let mut former = Vec::new();
    while let Some(row) = rows.next()? {
        former.extend(row.get::<_, Option<String>>(0)?);
    }
    former.extend(read::withdrawn_codes(connection, person)?);
    former.sort_unstable();
    former.dedup();
    Ok(Some(Doc {
        person,
        surname: surname.unwrap_or_default(),
        first_names: first_names.unwrap_or_default(),
        born,
        former: former.into_iter().filter(|f| Some(f) != hetu.as_ref()).collect(),
        hetu,
        municipality,
        phone,
        flags: if protected { PROTECTED } else { 0 } | relation,
    }))
}

/// Persons whose row is there, for rebuilding the index.
pub fn persons(connection: &Connection) -> Result<Vec<Id>> {
    let mut statement = connection.prepare("SELECT id FROM person")?;
    let mut rows = statement.query([])?;
    let mut persons = Vec::new();
    while let Some(row) = rows.next()? {
        persons.push(id_column(row, 0)?);
    }
    Ok(persons)
}
