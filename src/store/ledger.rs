//! What turvakielto has taken out of a register: whose flag is on, and the erasures in the access log. A backup that is
//! restored knows only those of its own date (security design, section 7).

use super::{Result, id_column};
use crate::journal::codes::LogAction;
use crate::register::Id;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// What is known of one client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The flag is on.
    pub protected: bool,
    /// Its last day, days since 1970-01-01.
    pub until: Option<i64>,
    /// How many times values were taken out.
    pub erasures: u64,
}

/// The clients of whom there is something to know.
pub type Ledger = BTreeMap<Id, Entry>;

/// Reads it out of a register.
///
/// # Errors
/// When the file cannot be read.
pub fn of(connection: &Connection) -> Result<Ledger> {
    let mut ledger = Ledger::new();
    let mut flags = connection.prepare("SELECT id, protected_until FROM person WHERE protected = 1")?;
    let mut rows = flags.query([])?;
    while let Some(row) = rows.next()? {
        let entry = Entry { protected: true, until: row.get(1)?, erasures: 0 };
        ledger.insert(id_column(row, 0)?, entry);
    }
    let mut erased = connection.prepare(
        "SELECT subj, count(*) FROM access_log WHERE action = ?1 AND subj IS NOT NULL GROUP BY subj",
    )?;
    let mut rows = erased.query([LogAction::Erasure.code()])?;
    while let Some(row) = rows.next()? {
        let count: i64 = row.get(1)?;
        ledger.entry(id_column(row, 0)?).or_default().erasures = u64::try_from(count).unwrap_or(0);
    }
    Ok(ledger)
}
