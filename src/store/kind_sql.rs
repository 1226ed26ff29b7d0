//! The SQL text of record kinds: the one place where a declaration becomes a table.
//!
//! A kind's table holds the live records as they are displayed: a projection of `ent`, one column a field, under the
//! row number the record has in `ent`, which follows from its id (see [`super::row`]): no index of ids is needed. Sealed kinds have no table; their records are `sealed_record`
//! rows.
//!
//! Of a kind that is corrected by new records the page and the count are of those in force: what was corrected is no
//! longer said, and is read by itself.

use super::Result;
use crate::register::kinds;
use crate::register::{Card, Field, Id, Kind, Type, Value};
use rusqlite::Connection;
use rusqlite::types::{Value as SqlValue, ValueRef};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The statements of one kind.
pub struct KindSql {
    /// The kind.
    pub kind: &'static Kind,
    /// Its columns after `id`, `person`, `changed_at`, `changed_by`, in the order of the statements.
    pub fields: Vec<&'static Field>,
    /// Inserts or updates one row: row, id, person, changed_at, changed_by, then the fields.
    pub upsert: String,
    /// Deletes a row.
    pub delete: String,
    /// Selects id, changed_at, changed_by and the fields of one id: first and last row it may lie on, the id.
    pub one: String,
    /// The same of one person, those in force, in the kind's order; parameters person, limit, offset.
    pub page: String,
    /// The ids of one person's rows.
    pub ids: String,
    /// Counts the rows of one person that are in force.
    pub count: String,
    /// Of a kind that is corrected by new records: one person's rows that were, each with the one in its place.
    pub corrected: Option<String>,
}

static ALL: LazyLock<BTreeMap<u16, KindSql>> = LazyLock::new(|| {
    kinds::ALL.iter().filter(|k| !k.compartment.sealed()).map(|k| (k.number, KindSql::new(k))).collect()
});

/// The statements of a kind; none for sealed kinds.
pub fn of(kind: &Kind) -> Option<&'static KindSql> {
    ALL.get(&kind.number)
}

/// Every kind that has a table, in the order of numbers.
pub fn all() -> impl Iterator<Item = &'static KindSql> {
    ALL.values()
}

/// The kinds whose table is not in the file.
///
/// # Errors
/// When the file cannot be read.
pub fn without_table(connection: &Connection) -> Result<impl Iterator<Item = &'static KindSql>> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let there: BTreeSet<String> =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(all().filter(move |sql| !there.contains(sql.kind.name)))
}

impl KindSql {
    fn new(kind: &'static Kind) -> KindSql {
        let fields: Vec<&'static Field> = kind.every_field().collect();
        let table = quoted(kind.name);
        let columns: Vec<String> = ["row", "id", "person", "changed_at", "changed_by"]
            .into_iter()
            .chain(fields.iter().map(|f| f.name))
            .map(quoted)
            .collect();
        let marks: Vec<String> = (1..=columns.len()).map(|i| format!("?{i}")).collect();
        let updates: Vec<String> = columns.iter().skip(2).map(|c| format!("{c} = excluded.{c}")).collect();
        let names: Vec<String> = fields.iter().map(|f| quoted(f.name)).collect();
        let select = format!("SELECT id, changed_at, changed_by, {} FROM {table}", names.join(", "));
        let (live, but, corrected) = match kind.corrected_anew() {
            true => (
                format!("AND {}", in_force(&table)),
                format!(" - (SELECT count(DISTINCT o.row) {})", replaced(&table)),
                Some(format!("SELECT o.id, c.id {}", replaced(&table))),
            ),
            false => (String::new(), String::new(), None),
        };
        let insert = format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), marks.join(", "));
        KindSql {
            kind,
            upsert: format!("{insert} ON CONFLICT (row) DO UPDATE SET {}", updates.join(", ")),
            delete: format!("DELETE FROM {table} WHERE row = ?1"),
            one: format!("{select} WHERE row BETWEEN ?1 AND ?2 AND id = ?3"),
            page: format!("{select} WHERE person = ?1 {live} ORDER BY {} LIMIT ?2 OFFSET ?3", order(kind)),
            ids: format!("SELECT id FROM {table} WHERE person = ?1"),
            count: format!("SELECT (SELECT count(*) FROM {table} WHERE person = ?1){but}"),
            corrected,
            fields,
        }
    }

    /// The table and its index as `schema.sql` holds them.
    pub fn create(&self) -> String {
        let mut text = format!(
            "CREATE TABLE {} ( -- {}\n  row INTEGER PRIMARY KEY,\n  id BLOB NOT NULL,\n  person BLOB,\n  \
             changed_at INTEGER NOT NULL,\n  changed_by BLOB NOT NULL",
            quoted(self.kind.name),
            self.kind.number
        );
        for field in &self.fields {
            text.push_str(&format!(",\n  {} {}", quoted(field.name), sql_type(field.ty)));
        }
        text.push_str("\n);\n");
        if self.kind.card != Card::Office {
            text.push_str(&format!(
                "CREATE INDEX {}_person ON {} (person, {});\n",
                self.kind.name,
                quoted(self.kind.name),
                quoted(self.kind.sort)
            ));
        }
        if self.kind.corrected_anew() {
            text.push_str(&format!(
                "CREATE INDEX {0}_corrects ON {1} (person, corrects) WHERE corrects IS NOT NULL;\n",
                self.kind.name,
                quoted(self.kind.name),
            ));
        }
        text
    }
}

/// Selects the ids of the rows with this value in a field; none for sealed kinds and for fields of other kinds.
pub fn holding(kind: &Kind, field: &Field) -> Option<String> {
    let sql = of(kind)?;
    let column = sql.fields.iter().find(|f| f.number == field.number)?;
    let table = quoted(kind.name);
    let live = if kind.corrected_anew() { format!("AND {}", in_force(&table)) } else { String::new() };
    Some(format!("SELECT id FROM {table} WHERE {} = ?1 {live} LIMIT 10", quoted(column.name)))
}

/// Selects the id and these fields of every row, in the kind's order; none for sealed kinds.
pub fn every(kind: &Kind, fields: &[&'static Field]) -> Option<String> {
    let table = of(kind)?.kind.name;
    let columns: Vec<String> =
        std::iter::once("id").chain(fields.iter().map(|f| f.name)).map(quoted).collect();
    Some(format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), quoted(table), order(kind)))
}

/// Holds of rows of this table that no other one corrects (register design, K3).
pub fn in_force(table: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM {table} c WHERE c.person = {table}.person AND c.corrects = {table}.id)"
    )
}

/// The rows `o` of person `?1` that a row `c` corrects. The corrections come first, because there are few: `CROSS`
/// keeps the planner to that order.
fn replaced(table: &str) -> String {
    format!(
        "FROM {table} c CROSS JOIN {table} o ON o.person = c.person AND o.id = c.corrects
         WHERE c.person = ?1 AND c.corrects IS NOT NULL"
    )
}

/// The kind part of `schema.sql`.
pub fn kind_part() -> String {
    all().map(KindSql::create).collect::<Vec<_>>().join("\n")
}

/// The order of lists: the kind's own, then the newest first, so that a page is the same each time.
fn order(kind: &Kind) -> String {
    let direction = if kind.descending { "DESC" } else { "ASC" };
    format!("{} {direction}, id DESC", quoted(kind.sort))
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn sql_type(ty: Type) -> &'static str {
    match ty {
        Type::Date | Type::DateTime | Type::Integer(..) | Type::Minutes(..) | Type::Money | Type::Flag => {
            "INTEGER"
        }
        Type::PersonRef | Type::EmployerRef | Type::UserRef | Type::UnitRef | Type::Ref(_) | Type::Same => {
            "BLOB"
        }
        _ => "TEXT",
    }
}

/// A value as its column holds it. Several codes are joined by blanks.
pub fn to_sql(value: Option<&Value>) -> SqlValue {
    match value {
        None => SqlValue::Null,
        Some(Value::Text(text)) => SqlValue::Text(text.clone()),
        Some(Value::Int(n)) => SqlValue::Integer(*n),
        Some(Value::Bool(b)) => SqlValue::Integer(i64::from(*b)),
        Some(Value::Id(id)) => SqlValue::Blob(id.as_bytes().to_vec()),
        Some(Value::Bytes(bytes)) => SqlValue::Blob(bytes.clone()),
        Some(Value::Codes(codes)) => SqlValue::Text(codes.join(" ")),
        Some(Value::Group(_)) => SqlValue::Null, // a group is spread over its members' columns before it comes here
    }
}

/// The value a column of this type holds; none for NULL and for what does not fit the type.
pub fn from_sql(ty: Type, value: ValueRef<'_>) -> Option<Value> {
    match value {
        ValueRef::Integer(n) if ty == Type::Flag => Some(Value::Bool(n != 0)),
        ValueRef::Integer(n) => Some(Value::Int(n)),
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes).ok()?;
            match ty {
                Type::Codes(_) => Some(Value::codes(text.split_whitespace())),
                _ => Some(Value::Text(text.to_owned())),
            }
        }
        ValueRef::Blob(bytes) => Id::from_slice(bytes).map(Value::Id),
        ValueRef::Null | ValueRef::Real(_) => None,
    }
}
