//! Rows of the access log for those who review it: newest first, by day, user, action and client. What may be shown of
//! them is decided above, and whether they are genuine is told by the verifier ([`super::log_verify`]).

use super::stream;
use super::{Result, access_log};
use crate::register::Id;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

/// Which rows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// From this moment on, UTC milliseconds.
    pub from: i64,
    /// Before this moment.
    pub until: i64,
    /// Of this user only.
    pub user: Option<Id>,
    /// Of these actions only, by their numbers: first and last.
    pub actions: Option<(u16, u16)>,
    /// About a client whose id ends so, in lower-case hexadecimal digits.
    pub client: Option<String>,
}

/// A row.
pub struct Found {
    /// Where it stands: the incarnation.
    pub dev: Id,
    /// And its number there.
    pub n: u64,
    /// The header's bytes.
    pub header: Vec<u8>,
    /// The body's bytes, unless retention took them.
    pub body: Option<Vec<u8>>,
}

/// So many rows older than asked for, one after another, end the reading: a row that somebody gave a wrong time must
/// not hide what lies behind it.
const OLDER: u32 = 256;

/// The newest rows of a filter, at most `limit`.
///
/// # Errors
/// When the file cannot be read.
pub fn newest(connection: &Connection, filter: &Filter, limit: usize) -> Result<Vec<Found>> {
    let streams = access_log::streams(connection)?;
    let dev_of = |number: i64| streams.iter().find(|s| s.number == number).map(|s| s.dev);
    let mut statement = connection.prepare_cached(
        "SELECT place, header, body, ts, user, action, subj FROM access_log ORDER BY place DESC",
    )?;
    let mut rows = statement.query([])?;
    let (mut found, mut older) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let at = row.get::<_, i64>(3)? >> 16;
        if at < filter.from {
            older += 1;
            if older > OLDER {
                break;
            }
            continue;
        }
        older = 0;
        let is = |column: usize, wanted: Option<Id>| -> Result<bool> {
            Ok(wanted
                .is_none_or(|id| matches!(row.get_ref(column), Ok(ValueRef::Blob(b)) if b == id.as_bytes())))
        };
        let action: u16 = row.get(5)?;
        let about = match (&filter.client, row.get_ref(6)?) {
            (None, _) => true,
            (Some(end), ValueRef::Blob(subject)) => Id::from_slice(subject)
                .is_some_and(|id| id.to_string().replace('-', "").ends_with(end.as_str())),
            _ => false,
        };
        if at >= filter.until
            || !is(4, filter.user)?
            || !about
            || filter.actions.is_some_and(|(first, last)| !(first..=last).contains(&action))
        {
            continue;
        }
        let place: i64 = row.get(0)?;
        let Some(dev) = dev_of(stream::stream_of(place)) else { continue };
        let body = (row.get_ref(2)? != ValueRef::Null).then(|| access_log::bytes(row, 2)).transpose()?;
        found.push(Found { dev, n: stream::n_of(place), header: access_log::bytes(row, 1)?, body });
        if found.len() >= limit {
            break;
        }
    }
    Ok(found)
}

/// One row, if it is here.
///
/// # Errors
/// When the file cannot be read.
pub fn row(connection: &Connection, dev: Id, n: u64) -> Result<Option<Found>> {
    let Some(log) = access_log::streams(connection)?.into_iter().find(|s| s.dev == dev) else {
        return Ok(None);
    };
    let found = connection
        .prepare_cached("SELECT header, body FROM access_log WHERE place = ?1")?
        .query_row(params![stream::place(log.number, n)], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    Ok(found.map(|(header, body)| Found { dev, n, header, body }))
}
