//! Plain SQLite, for comparison: the same tables without the cipher.

use super::common::office::Office;
use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// A plain SQLite file, set up as ours is.
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    for (name, value) in
        [("cache_size", -16 * 1024), ("synchronous", 2), ("secure_delete", 1), ("wal_autocheckpoint", 0)]
    {
        let _ = connection.pragma_update(None, name, value);
    }
    connection
}

/// The whole register of an office in a plain file, made once.
pub fn register(office: &Office) -> PathBuf {
    let path = office.dir.with_file_name("register.plain");
    if path.exists() {
        return path;
    }
    let new = path.with_extension("new");
    // An empty file, so that there is one to open: SQLite may not make any through this connection.
    std::fs::write(&new, []).unwrap();
    let from = office.keyed();
    from.execute("ATTACH DATABASE ?1 AS plain KEY ''", [new.to_str().unwrap()]).unwrap();
    from.query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(())).unwrap();
    from.execute("DETACH DATABASE plain", []).unwrap();
    std::fs::rename(&new, &path).unwrap();
    path
}

/// The search tables of an office in a plain file, made once.
pub fn search_tables(office: &Office) -> PathBuf {
    let path = office.dir.with_file_name("search.plain");
    if path.exists() {
        return path;
    }
    let new = path.with_extension("new");
    let _ = std::fs::remove_file(&new);
    let to = open(&new);
    to.pragma_update(None, "cache_size", -192 * 1024).unwrap();
    to.execute_batch(luukku::store::schema::TEXT).unwrap();
    let from = office.keyed();
    let tx = to.unchecked_transaction().unwrap();
    for table in ["search_doc", "search_hetu"] {
        let mut select = from.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = select.column_count();
        let marks: Vec<String> = (1..=width).map(|i| format!("?{i}")).collect();
        let mut insert = tx.prepare(&format!("INSERT INTO {table} VALUES ({})", marks.join(","))).unwrap();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<rusqlite::types::Value> = (0..width).map(|i| row.get(i).unwrap()).collect();
            insert.execute(rusqlite::params_from_iter(values)).unwrap();
        }
    }
    tx.execute_batch(
        "INSERT INTO search (search) VALUES ('rebuild'); INSERT INTO search (search) VALUES ('optimize')",
    )
    .unwrap();
    tx.commit().unwrap();
    to.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    to.close().unwrap();
    std::fs::rename(&new, &path).unwrap();
    path
}
