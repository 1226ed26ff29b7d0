//! Visits that stand open, by their user: whoever comes in again finds the own ones that a killed program left, without
//! looking through the visits of everybody.
//!
//! A row of `meta` for each, made and taken away in the transaction that opens and ends the visit. It holds ids alone,
//! and nothing that the visit does not say.

use super::{Result, put_meta};
use crate::register::Id;
use crate::vault::os::Run;
use rusqlite::{Connection, params};

/// A visit that stands open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenVisit {
    /// Who opened it.
    pub user: Id,
    /// The visit.
    pub visit: Id,
    /// The client.
    pub person: Id,
    /// Why the file is open; [`crate::journal::codes::Purpose`] by number.
    pub purpose: u16,
    /// What the purpose points at.
    pub reference: Option<Id>,
    /// The run of the program in which it goes on.
    pub run: Run,
}

/// What an act does to the list of open visits.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A visit begins.
    Begins(OpenVisit),
    /// A visit of a user ends.
    Ends {
        /// Who opened it.
        user: Id,
        /// The visit.
        visit: Id,
    },
}

/// Before user and visit in the name of the row.
const NAME: &str = "open_visit";

fn name(user: Id, visit: Id) -> String {
    format!("{NAME}:{user}:{visit}")
}

/// Writes it down; inside the act's transaction.
pub(super) fn put(connection: &Connection, mark: &Mark) -> Result<()> {
    match mark {
        Mark::Begins(open) => put_meta(connection, &name(open.user, open.visit), &to_bytes(open)),
        Mark::Ends { user, visit } => {
            connection.prepare_cached("DELETE FROM meta WHERE k = ?1")?.execute([name(*user, *visit)])?;
            Ok(())
        }
    }
}

/// The visits of a user that stand open.
///
/// # Errors
/// When the file cannot be read. A row of a newer program's form is passed over.
pub fn of_user(connection: &Connection, user: Id) -> Result<Vec<OpenVisit>> {
    let (first, behind) = (format!("{NAME}:{user}:"), format!("{NAME}:{user};"));
    let mut statement = connection.prepare_cached("SELECT k, v FROM meta WHERE k > ?1 AND k < ?2")?;
    let mut rows = statement.query(params![first, behind])?;
    let mut open = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, value): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let visit = key.strip_prefix(&first).and_then(Id::parse);
        open.extend(visit.and_then(|visit| from_bytes(user, visit, &value)));
    }
    Ok(open)
}

/// place 1 ‖ run 16 ‖ person 16 ‖ purpose 2 ‖ reference 16 or nothing.
fn to_bytes(open: &OpenVisit) -> Vec<u8> {
    let mut bytes = vec![open.run.place];
    bytes.extend(open.run.name.as_bytes());
    bytes.extend(open.person.as_bytes());
    bytes.extend(open.purpose.to_be_bytes());
    bytes.extend(open.reference.iter().flat_map(|id| id.as_bytes()));
    bytes
}

fn from_bytes(user: Id, visit: Id, bytes: &[u8]) -> Option<OpenVisit> {
    let (&place, rest) = bytes.split_first()?;
    let (run, rest) = rest.split_first_chunk::<16>()?;
    let (person, rest) = rest.split_first_chunk::<16>()?;
    let (purpose, rest) = rest.split_first_chunk::<2>()?;
    let reference = if rest.is_empty() { None } else { Some(Id::from_slice(rest)?) };
    Some(OpenVisit {
        user,
        visit,
        person: Id::from_bytes(*person),
        purpose: u16::from_be_bytes(*purpose),
        reference,
        run: Run { place, name: Id::from_bytes(*run) },
    })
}
