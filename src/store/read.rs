//! Reading records as they are displayed: pages, counts, single rows.

use super::kind_sql::{self, KindSql, from_sql};
use super::{Result, entity, id_column, project, row, stream};
use crate::register::kinds;
use crate::register::{Field, Id, Kind, Value};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A record as its row shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: &'static Kind,
    /// When it was last changed, UTC milliseconds.
    pub changed_at: i64,
    /// By whom.
    pub changed_by: Id,
    /// Its values by field number.
    pub values: BTreeMap<u16, Value>,
}

impl Record {
    /// The value of a field by its name.
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.values.get(&self.kind.field(field)?.number)
    }

    /// The text of a field by its name.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value(field)?.as_text()
    }

    /// The number of a field by its name.
    pub fn int(&self, field: &str) -> Option<i64> {
        self.value(field)?.as_int()
    }

    /// The reference of a field by its name.
    pub fn id(&self, field: &str) -> Option<Id> {
        self.value(field)?.as_id()
    }

    /// The flag of a field by its name; off when it is not there.
    pub fn flag(&self, field: &str) -> bool {
        self.value(field).and_then(Value::as_bool).unwrap_or(false)
    }
}

fn record(sql: &KindSql, row: &Row<'_>) -> Result<Record> {
    let mut values = BTreeMap::new();
    for (i, field) in sql.fields.iter().enumerate() {
        if let Some(value) = from_sql(field.ty, row.get_ref(i + 3)?) {
            values.insert(field.number, value);
        }
    }
    Ok(Record {
        id: id_column(row, 0)?,
        kind: sql.kind,
        changed_at: row.get(1)?,
        changed_by: id_column(row, 2)?,
        values,
    })
}

/// One record. Sealed kinds have no rows.
pub fn one(connection: &Connection, kind: &Kind, id: Id) -> Result<Option<Record>> {
    let Some(sql) = kind_sql::of(kind) else { return Ok(None) };
    let mut statement = connection.prepare_cached(&sql.one)?;
    for (first, last) in row::stretches(id) {
        let mut rows = statement.query(params![first, last, id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            return Ok(Some(record(sql, row)?));
        }
    }
    Ok(None)
}

/// The records of one kind of a client, in the kind's order.
pub fn page(connection: &Connection, kind: &Kind, person: Id, from: u32, limit: u32) -> Result<Vec<Record>> {
    let Some(sql) = kind_sql::of(kind) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(&sql.page)?;
    let mut rows = statement.query(params![person.as_bytes(), limit, from])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(record(sql, row)?);
    }
    Ok(records)
}

/// How many records of one kind a client has.
pub fn count(connection: &Connection, kind: &Kind, person: Id) -> Result<u32> {
    let Some(sql) = kind_sql::of(kind) else { return Ok(0) };
    Ok(connection.prepare_cached(&sql.count)?.query_row([person.as_bytes()], |r| r.get(0))?)
}

/// A client's records of a kind that were corrected by a new one, each with the one that came in its place: the newest,
/// where two terminals corrected the same.
pub fn corrected(connection: &Connection, kind: &Kind, person: Id) -> Result<BTreeMap<Id, Id>> {
    let Some(text) = kind_sql::of(kind).and_then(|sql| sql.corrected.as_ref()) else {
        return Ok(BTreeMap::new());
    };
    let mut statement = connection.prepare_cached(text)?;
    let mut rows = statement.query([person.as_bytes()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (old, new) = (id_column(row, 0)?, id_column(row, 1)?);
        let newest = found.entry(old).or_insert(new);
        *newest = new.max(*newest);
    }
    Ok(found)
}

/// The tasks of a client that are not done, the earliest due first. Done ones come first in the kind's own order, and
/// there are many of them. Unless `chained` are wanted, one that comes after another opens when that one is done.
pub fn open_tasks(
    connection: &Connection,
    task: &Kind,
    person: Id,
    chained: bool,
    limit: u32,
) -> Result<Vec<Record>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM task t WHERE person = ?1 AND done_on IS NULL AND (?2 OR after_task IS NULL OR NOT EXISTS
           (SELECT 1 FROM task b WHERE b.person = t.person AND b.id = t.after_task AND b.done_on IS NULL))
         ORDER BY due, id LIMIT ?3",
    )?;
    let mut rows = statement.query(params![person.as_bytes(), chained, limit])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.extend(one(connection, task, id_column(row, 0)?)?);
    }
    Ok(records)
}

/// The contacts of a client from a moment on whose method is one of these, the oldest first.
pub fn contacts_by(
    connection: &Connection,
    contact: &Kind,
    person: Id,
    from_ms: i64,
    methods: &[&str],
    limit: u32,
) -> Result<Vec<Record>> {
    let marks = vec!["?"; methods.len()].join(", ");
    let live = kind_sql::in_force("contact");
    let text = format!(
        "SELECT id FROM contact WHERE person = ? AND at >= ? AND method IN ({marks}) AND {live}
         ORDER BY at, id LIMIT {limit}"
    );
    let mut values = vec![SqlValue::Blob(person.as_bytes().to_vec()), SqlValue::Integer(from_ms)];
    values.extend(methods.iter().map(|m| SqlValue::Text((*m).to_owned())));
    let mut statement = connection.prepare_cached(&text)?;
    let mut rows = statement.query(rusqlite::params_from_iter(values))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.extend(one(connection, contact, id_column(row, 0)?)?);
    }
    Ok(records)
}

/// Goes through every record of a kind with some of its fields, in the kind's order, while `go` says so. For kinds that
/// are tied to no client, of which an office has thousands and not millions.
pub fn each(
    connection: &Connection,
    kind: &Kind,
    fields: &[&'static Field],
    mut go: impl FnMut(Id, &BTreeMap<u16, Value>) -> bool,
) -> Result<()> {
    let Some(text) = kind_sql::every(kind, fields) else { return Ok(()) };
    let mut statement = connection.prepare_cached(&text)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut values = BTreeMap::new();
        for (i, field) in fields.iter().enumerate() {
            if let Some(value) = from_sql(field.ty, row.get_ref(i + 1)?) {
                values.insert(field.number, value);
            }
        }
        if !go(id_column(row, 0)?, &values) {
            break;
        }
    }
    Ok(())
}

/// Every henkilötunnus of a person: today's and all former ones.
pub fn every_hetu(connection: &Connection, person: Id) -> Result<Vec<String>> {
    let mut find = connection.prepare_cached(&format!(
        "SELECT hetu FROM person WHERE person = ?1 AND hetu IS NOT NULL
         UNION SELECT old_hetu FROM former_identifier WHERE person = ?1 AND old_hetu IS NOT NULL AND {}",
        kind_sql::in_force("former_identifier")
    ))?;
    let found = find.query_map([person.as_bytes()], |row| row.get(0))?;
    let mut codes: Vec<String> = found.collect::<std::result::Result<_, _>>()?;
    for code in withdrawn_codes(connection, person)? {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

/// Former codes in records that were withdrawn: no program does that any more, and one that did made the code nobody's.
pub(super) fn withdrawn_codes(connection: &Connection, person: Id) -> Result<Vec<String>> {
    let Some(kind) = kinds::by_name("former_identifier") else { return Ok(Vec::new()) };
    let Some(old) = kind.field("old_hetu") else { return Ok(Vec::new()) };
    let mut codes = Vec::new();
    for id in entity::apart(connection, person, kind.number)? {
        let values = project::values(kind, &entity::load(connection, id)?.entity);
        codes.extend(values.get(&old.number).and_then(Value::as_text).map(str::to_owned));
    }
    Ok(codes)
}

/// The person of a henkilötunnus, today's or a former one.
pub fn person_of_hetu(connection: &Connection, hetu: &str) -> Result<Option<Id>> {
    let found: Option<Vec<u8>> = connection
        .prepare_cached("SELECT person FROM search_hetu WHERE hetu = ?1 ORDER BY former LIMIT 1")?
        .query_row([hetu], |r| r.get(0))
        .optional()?;
    Ok(found.as_deref().and_then(Id::from_slice))
}

/// How many changes are in the journal of this incarnation.
pub fn changes(connection: &Connection) -> Result<u64> {
    let changes = stream::all(connection)?.into_iter().filter(|named| named.comp != stream::LOG);
    Ok(changes.map(|named| named.n).sum())
}

/// Some live records of a kind that hold this value in a field, of everybody: for what must be unique.
pub fn holding(connection: &Connection, kind: &Kind, field: &Field, value: &Value) -> Result<Vec<Id>> {
    let Some(text) = kind_sql::holding(kind, field) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(&text)?;
    let mut rows = statement.query([kind_sql::to_sql(Some(value))])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(id_column(row, 0)?);
    }
    Ok(found)
}
