//! From the schema of an older release to today's, step by step, each whole or not at all.
//!
//! A newer file is refused in words by the open sequence ([`crate::cipherdb::Error::NewerSchema`]); an older one comes
//! here once, at its first opening. What steps must never do is change the journal or the log: their bytes are hashed.
//! Projections need no step of their own: they are dropped and built again.

use super::{Result, doctor};
use crate::cipherdb::{self, Expect};
use rusqlite::{Connection, Transaction, TransactionBehavior};
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

/// Takes the steps that are missing, up to the newest version that `expect` knows.
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
    file.checkpoint()?;
    Ok(file.close()?)
}
