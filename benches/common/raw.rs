//! The same rows by raw SQL: what the file format alone costs.

use super::{DB_ID, KEY, office};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;
use std::time::Instant;

fn tables(connection: &Connection) -> Vec<String> {
    let mut statement = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
             AND name NOT LIKE 'search_data' AND name NOT LIKE 'search_idx' AND name NOT LIKE 'search_config'
             AND name NOT LIKE 'search_docsize' AND name NOT IN ('meta', 'sync_meta', 'stream')",
        )
        .unwrap();
    statement.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Copies every row of one register into an empty one, by prepared inserts in one transaction; the reading of the
/// rows is not counted.
pub fn insert_all(from: &Path, to: &Path) -> f64 {
    office::empty(to).close().unwrap();
    let (from, to) = (office::keyed(from, &KEY, DB_ID), office::keyed(to, &KEY, DB_ID));
    to.pragma_update(None, "cache_size", -192 * 1024).unwrap();
    insert(&from, &to)
}

pub fn insert(from: &Connection, to: &Connection) -> f64 {
    let mut took = 0.0;
    for table in tables(from) {
        let mut select = from.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let names: Vec<String> = select.column_names().map(|n| format!("\"{n}\"")).collect();
        let columns = names.len();
        let mut rows = select.query([]).unwrap();
        let mut held: Vec<Vec<Value>> = Vec::new();
        let rowid = if table == "search" { "rowid, " } else { "" };
        while let Some(row) = rows.next().unwrap() {
            held.push((0..columns).map(|i| row.get(i).unwrap()).collect());
        }
        if table == "search" {
            let mut select = from.prepare("SELECT row, exact, folded FROM search_doc").unwrap();
            let docs = select.query_map([], |r| Ok(vec![r.get(0)?, r.get(1)?, r.get(2)?])).unwrap();
            held = docs.map(Result::unwrap).collect();
        }
        let width = held.first().map_or(columns, Vec::len);
        let marks: Vec<String> = (1..=width).map(|i| format!("?{i}")).collect();
        let sql =
            format!("INSERT INTO \"{table}\" ({rowid}{}) VALUES ({})", names.join(","), marks.join(","));
        let start = Instant::now();
        let tx = to.unchecked_transaction().unwrap();
        {
            let mut insert = tx.prepare(&sql).unwrap();
            for row in &held {
                insert.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        tx.commit().unwrap();
        took += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    to.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get::<_, i64>(0)).ok();
    took + start.elapsed().as_secs_f64()
}
