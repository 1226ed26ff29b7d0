//! Rows of the access log for those who review it: newest first, by day, user, action and client. What may be shown of
//! them is decided above, and whether they are genuine is told by the verifier ([`super::log_verify`]).

use super::stream;
use super::{Result, access_log};
use crate::register::Id;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

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
    /// About this client only.
    pub client: Option<Id>,
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

/// Every row.
const ALL: &str = "SELECT place, header, body, ts, user, action FROM access_log ORDER BY place DESC";

/// The rows about one client, by the table that is filled behind and the rows it has not looked at yet.
const ABOUT: &str = "WITH about (place) AS (
       SELECT place FROM log_about WHERE subj = ?1
       UNION ALL
       SELECT place FROM access_log WHERE place > (SELECT about_until FROM sync_meta) AND subj = ?1
     )
     SELECT place, header, body, ts, user, action FROM about JOIN access_log USING (place) ORDER BY place DESC";

/// Hands over every row since a moment with its own moment, newest first, while it is asked for more.
fn walk(
    connection: &Connection,
    client: Option<Id>,
    from: i64,
    mut each: impl FnMut(&Row<'_>, i64) -> Result<bool>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(if client.is_some() { ABOUT } else { ALL })?;
    let mut rows = match &client {
        Some(client) => statement.query([client.as_bytes()])?,
        None => statement.query([])?,
    };
    let mut older = 0;
    while let Some(row) = rows.next()? {
        let at = row.get::<_, i64>(3)? >> 16;
        if at >= from {
            older = 0;
            if !each(row, at)? {
                break;
            }
            continue;
        }
        older += 1;
        if older > OLDER {
            break;
        }
    }
    Ok(())
}

fn user_of(row: &Row<'_>) -> Option<Id> {
    match row.get_ref(4) {
        Ok(ValueRef::Blob(bytes)) => Id::from_slice(bytes),
        _ => None,
    }
}

/// The body of a row, unless retention took it.
fn body_of(row: &Row<'_>) -> Result<Option<Vec<u8>>> {
    (row.get_ref(2)? != ValueRef::Null).then(|| access_log::bytes(row, 2)).transpose()
}

/// The newest rows of a filter, at most `limit`.
///
/// # Errors
/// When the file cannot be read.
pub fn newest(connection: &Connection, filter: &Filter, limit: usize) -> Result<Vec<Found>> {
    let streams = access_log::streams(connection)?;
    let dev_of = |number: i64| streams.iter().find(|s| s.number == number).map(|s| s.dev);
    let mut found = Vec::new();
    walk(connection, filter.client, filter.from, |row, at| {
        let action: u16 = row.get(5)?;
        if at >= filter.until
            || filter.user.is_some_and(|user| user_of(row) != Some(user))
            || filter.actions.is_some_and(|(first, last)| !(first..=last).contains(&action))
        {
            return Ok(true);
        }
        let place: i64 = row.get(0)?;
        if let Some(dev) = dev_of(stream::stream_of(place)) {
            let header = access_log::bytes(row, 1)?;
            found.push(Found { dev, n: stream::n_of(place), header, body: body_of(row)? });
        }
        Ok(found.len() < limit)
    })?;
    Ok(found)
}

/// What is counted of a row.
pub struct Counted {
    /// When, UTC milliseconds.
    pub at: i64,
    /// Whose.
    pub user: Id,
    /// What was done, by its number.
    pub action: u16,
    /// The body, of the actions whose bodies are asked for.
    pub body: Option<Vec<u8>>,
}

/// Every row since a moment that a user made, to be counted; bodies of these actions alone.
///
/// # Errors
/// When the file cannot be read.
pub fn count(
    connection: &Connection,
    from: i64,
    bodies: &[u16],
    mut each: impl FnMut(Counted),
) -> Result<()> {
    walk(connection, None, from, |row, at| {
        if let Some(user) = user_of(row) {
            let action: u16 = row.get(5)?;
            let body = if bodies.contains(&action) { body_of(row)? } else { None };
            each(Counted { at, user, action, body });
        }
        Ok(true)
    })
}

/// The clients of the log whose ids end so, in lower-case hexadecimal digits: one step of the table for each client,
/// not for each row.
///
/// # Errors
/// When the file cannot be read.
pub fn clients_ending(connection: &Connection, end: &str) -> Result<Vec<Id>> {
    let ends = |id: &Id| id.to_string().replace('-', "").ends_with(end);
    let mut next =
        connection.prepare_cached("SELECT subj FROM log_about WHERE subj > ?1 ORDER BY subj LIMIT 1")?;
    let (mut found, mut last) = (Vec::new(), Vec::new());
    while let Some(subject) = next.query_row([&last], |r| r.get::<_, Vec<u8>>(0)).optional()? {
        found.extend(Id::from_slice(&subject).filter(ends));
        last = subject;
    }
    let mut newer = connection.prepare_cached(
        "SELECT DISTINCT subj FROM access_log
         WHERE place > (SELECT about_until FROM sync_meta) AND subj IS NOT NULL",
    )?;
    let mut rows = newer.query([])?;
    while let Some(row) = rows.next()? {
        found.extend(Id::from_slice(&row.get::<_, Vec<u8>>(0)?).filter(ends));
    }
    found.sort_unstable();
    found.dedup();
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
