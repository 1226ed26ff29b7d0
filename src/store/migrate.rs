//! From the schema of an older release to today's, step by step, each whole or not at all.
//!
//! A newer file is refused in words by the open sequence ([`crate::cipherdb::Error::NewerSchema`]); an older one comes
//! here once, at its first opening. What steps must never do is change the journal or the log: their bytes are hashed.
//! Projections need no step of their own: they are dropped and built again. A kind that was declared since the file was
//! made needs none either: its table follows from the declaration.

use super::{Result, doctor, kind_sql, schema};
use crate::cipherdb::{self, Expect};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One step.
#[derive(Clone, Copy)]
pub struct Step {
    /// The `user_version` it leads to; the one before is one less.
    pub to: i32,
    /// Its SQL.
    pub sql: &'static str,
    /// What SQL cannot do, after it.
    pub then: fn(&Connection) -> Result<()>,
    /// Whether rows and index must be built again, because the SQL made their tables anew.
    pub rebuild: bool,
}

/// Every step there ever was, ascending. Version 1 is the first.
pub static STEPS: [Step; 0] = [];

/// The schema version of an open file.
pub fn version(connection: &Connection) -> Result<i32> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Names of tables, indexes, triggers and views that are missing, altered, or not of `schema.sql`. A trigger does what it
/// was made for at every write, and a table without its check takes anything: the version's number tells neither.
///
/// # Errors
/// When the file cannot be read.
pub fn differing(connection: &Connection) -> Result<BTreeSet<String>> {
    let scratch = cipherdb::scratch()?;
    scratch.execute_batch(schema::TEXT)?;
    let (wanted, there) = (objects(&scratch)?, objects(connection)?);
    let differs = |name: &&(String, String)| wanted.get(*name) != there.get(*name);
    Ok(wanted.keys().chain(there.keys()).filter(differs).map(|(_, name)| name.clone()).collect())
}

type Objects = BTreeMap<(String, String), (String, Option<String>)>;

/// Objects by type and name, with the table that they are of and their text without comments and line breaks: those may
/// be worded better in a later release. What SQLite makes for the query planner is nobody's.
fn objects(connection: &Connection) -> Result<Objects> {
    let mut statement = connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut objects = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(1)?;
        if !name.starts_with("sqlite_stat") {
            let text: Option<String> = row.get(3)?;
            objects.insert((row.get(0)?, name), (row.get(2)?, text.map(|text| plain(&text))));
        }
    }
    Ok(objects)
}

fn plain(sql: &str) -> String {
    let code = sql.lines().flat_map(|line| line.split("--").next().unwrap_or_default().split_whitespace());
    code.collect::<Vec<_>>().join(" ")
}

/// Whether the file is of an earlier release than this program: of an older version, or without the table of a kind.
///
/// # Errors
/// When the file cannot be read.
pub fn is_due(connection: &Connection, newest: i32) -> Result<bool> {
    Ok(version(connection)? < newest || kind_sql::without_table(connection)?.next().is_some())
}

/// Gives the kinds that have no table theirs. Records of such a kind are there only if somebody dropped the table.
fn add_kinds(connection: &Connection) -> Result<()> {
    let mut lost = false;
    for sql in kind_sql::without_table(connection)? {
        connection.execute_batch(&sql.create())?;
        let records = "SELECT EXISTS (SELECT 1 FROM ent WHERE kind = ?1)";
        lost |= connection.query_row(records, [sql.kind.number], |row| row.get::<_, bool>(0))?;
    }
    if lost {
        doctor::rebuild(connection)?;
    }
    Ok(())
}

/// Takes the steps that are missing, up to the newest version that `expect` knows, and makes the tables of new kinds.
///
/// # Errors
/// The file is left at the last whole step.
pub fn run(path: &Path, key: &[u8; 32], expect: &Expect, steps: &[Step]) -> Result<()> {
    let file = cipherdb::open_maintenance(path, key, expect)?;
    for step in steps.iter().filter(|step| step.to <= expect.user_version_max) {
        // Another process may have been faster, so the version is read inside the transaction.
        let tx = Transaction::new_unchecked(&file, TransactionBehavior::Immediate)?;
        if version(&tx)? + 1 != step.to {
            continue;
        }
        tx.execute_batch(step.sql)?;
        (step.then)(&tx)?;
        if step.rebuild {
            doctor::rebuild(&tx)?;
        }
        tx.pragma_update(None, "user_version", step.to)?;
        tx.commit()?;
    }
    let tx = Transaction::new_unchecked(&file, TransactionBehavior::Immediate)?;
    add_kinds(&tx)?;
    tx.commit()?;
    file.checkpoint()?;
    Ok(file.close()?)
}
