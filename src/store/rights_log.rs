//! What the access log says of accounts, roles and rights, compared with the tables that are believed at a login.
//!
//! Rows of 4xx say who was given what by whom until when; the tables say what holds. A role, an account or an individual
//! right that no row gave, one whose end was taken back, and a row whose role is gone are told by user. What the log does
//! not tell cannot be compared: name, unit, own henkilötunnus and close persons of an account, the day of the security
//! agreement, and the last day of an individual right, which is sealed in its row to the log auditor.

use super::access_log;
use super::people::{self, Account, Right, Role};
use super::{Result, id_column};
use crate::journal::clock;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log;
use crate::register::{Id, Value, time};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Key of the detail of a 402 row, and of a 403 row that ends one role: the role's name in the policy.
pub const GRANTED_ROLE: u16 = 1;
/// Key of a 402 row's detail: its last day.
pub const GRANTED_UNTIL: u16 = 2;
/// Key of a 402 row's detail: its first day.
pub const GRANTED_FROM: u16 = 4;

/// What disagrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disagrees {
    /// The account: one of table and log does not know it.
    Account,
    /// Whether the account was passivated.
    Passivated,
    /// A role: it was not given so, or is gone.
    Role,
    /// An individual right: it was not given so, or is gone.
    Right,
    /// The end of a role or right.
    Ended,
}

/// How tables and log compare.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RightsReport {
    /// Accounts, roles and rights compared.
    pub checked: u64,
    /// Users of whom they say different things.
    pub wrong: BTreeSet<(Id, Disagrees)>,
}

/// A row of the log about a user.
struct Said {
    at_ms: i64,
    by: Option<Id>,
    what: What,
}

/// Rows by the user they are about.
type Rows = BTreeMap<Id, Vec<Said>>;

enum What {
    Account,
    /// A role, its first and its last day.
    Role(String, i64, i64),
    RoleEnded(String),
    Right(u8),
    /// A key taken back; of a compartment, if it was one right's.
    Back(Option<u8>),
    Passivated,
}

/// Compares accounts, roles and individual rights with the rows of the log that gave and ended them.
///
/// # Errors
/// When the file cannot be read.
pub fn compare(connection: &Connection) -> Result<RightsReport> {
    let (mut said, founder) = said(connection)?;
    let mut report = RightsReport::default();
    let accounts: BTreeMap<Id, Account> =
        people::accounts(connection)?.into_iter().map(|a| (a.user, a)).collect();
    let mut users: BTreeSet<Id> = accounts.keys().chain(said.keys()).copied().collect();
    users.extend(holders(connection)?);
    for user in users {
        let rows = said.remove(&user).unwrap_or_default();
        let mut wrong = |what| {
            report.wrong.insert((user, what));
        };
        let account = accounts.get(&user);
        let made = rows.iter().any(|row| matches!(row.what, What::Account));
        if account.is_some() != made {
            wrong(Disagrees::Account);
        }
        let passivated = rows.iter().any(|row| matches!(row.what, What::Passivated));
        if account.is_some_and(|a| a.passivated.is_some()) != passivated {
            wrong(Disagrees::Passivated);
        }
        let (roles, rights) = (people::roles_of(connection, user)?, people::rights_of(connection, user)?);
        report.checked += (1 + roles.len() + rights.len()) as u64;
        if !roles_agree(&roles, &rows, (founder == Some(user)).then_some(user)) {
            wrong(Disagrees::Role);
        }
        if !rights_agree(&rights, &rows) {
            wrong(Disagrees::Right);
        }
        if !ends_agree(&roles, &rights, &rows) {
            wrong(Disagrees::Ended);
        }
    }
    Ok(report)
}

/// The founder's role of an administrator is the one that no row gives: the office began with it.
fn roles_agree(roles: &[Role], rows: &[Said], founder: Option<Id>) -> bool {
    let mut given: Vec<(&str, i64, i64, Option<Id>)> = rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Role(role, from, until) => Some((role.as_str(), *from, *until, row.by)),
            _ => None,
        })
        .collect();
    let mut founding = founder;
    for role in roles {
        let (from, until) = (i64::from(role.from_day), i64::from(role.until_day));
        let wanted = (role.role.as_str(), from, until, Some(role.granted_by));
        if let Some(at) = given.iter().position(|one| *one == wanted) {
            given.swap_remove(at);
        } else if !(role.role == "administrator" && founding.take() == Some(role.granted_by)) {
            return false;
        }
    }
    given.is_empty()
}

fn rights_agree(rights: &[Right], rows: &[Said]) -> bool {
    let mut given: Vec<(u8, Option<Id>)> = rows
        .iter()
        .filter_map(|row| match row.what {
            What::Right(comp) => Some((comp, row.by)),
            _ => None,
        })
        .collect();
    for right in rights {
        let Some(at) = given.iter().position(|one| *one == (right.comp, Some(right.granted_by))) else {
            return false;
        };
        given.swap_remove(at);
    }
    given.is_empty()
}

/// What was ended before its day has a row that ended it, and what a row ended is ended.
fn ends_agree(roles: &[Role], rights: &[Right], rows: &[Said]) -> bool {
    let role_is = |role: &Role| {
        let ends = |row: &&Said| match &row.what {
            What::RoleEnded(name) => *name == role.role,
            What::Passivated => true,
            _ => false,
        };
        let mut ended = rows.iter().filter(ends);
        // Given again after its end, it is another one.
        match role.ended_at {
            Some(_) => ended.next().is_some(),
            None => ended.all(|row| row.at_ms < role.granted_at),
        }
    };
    let explained =
        rows.iter().any(|row| matches!(row.what, What::Passivated | What::Back(_) | What::Right(_)));
    let right_is = |right: &Right| {
        if right.ended_at.is_some() {
            return explained;
        }
        let over = |row: &&Said| row.at_ms >= right.granted_at;
        let again = rows.iter().filter(over).filter(|row| matches!(row.what, What::Right(_))).count();
        let back = rows.iter().filter(over).any(|row| match row.what {
            // By its date the key is taken back too, and the right is not ended before its time.
            What::Back(Some(comp)) => comp == right.comp && time::day_of(row.at_ms) <= right.until_day,
            What::Passivated => true,
            _ => false,
        });
        again <= 1 && !back
    };
    roles.iter().all(role_is) && rights.iter().all(right_is)
}

/// Users who hold a role or right, with an account or not.
fn holders(connection: &Connection) -> Result<Vec<Id>> {
    let mut statement =
        connection.prepare("SELECT user FROM local_role UNION SELECT user FROM local_right")?;
    let mut rows = statement.query([])?;
    let mut holders = Vec::new();
    while let Some(row) = rows.next()? {
        holders.push(id_column(row, 0)?);
    }
    Ok(holders)
}

/// What the log says of each user, and who founded the office: of whom its first row is.
fn said(connection: &Connection) -> Result<(Rows, Option<Id>)> {
    let mut said = Rows::new();
    let mut founder = None;
    for (index, stream) in access_log::streams(connection)?.into_iter().enumerate() {
        access_log::each_row(connection, stream.number, |row| {
            let Ok(header) = log::decode_header(&row.header) else { return };
            let Some(action) = LogAction::from_code(header.action) else { return };
            let ours = matches!(
                action,
                LogAction::User | LogAction::Grant | LogAction::RightOrder | LogAction::Passivated
            );
            if !ours || header.outcome != Outcome::Ok.code() {
                return;
            }
            let Some(Ok(body)) = row.body.as_deref().map(log::decode_body) else {
                return; // told by the verification of the log
            };
            let Some(user) = body.object else { return };
            if index == 0 && row.n == 1 && action == LogAction::User && header.head.user == Some(user) {
                founder = Some(user);
            }
            let of = |key| body.detail.as_ref().and_then(|detail| detail.get(&key));
            let what = match (action, body.comp) {
                (LogAction::User, _) => What::Account,
                (LogAction::Passivated, _) => What::Passivated,
                (LogAction::RightOrder, comp) => match of(GRANTED_ROLE) {
                    Some(Value::Text(role)) => What::RoleEnded(role.clone()),
                    _ => What::Back(comp),
                },
                (_, Some(comp)) => What::Right(comp),
                (_, None) => match (of(GRANTED_ROLE), of(GRANTED_FROM), of(GRANTED_UNTIL)) {
                    (Some(Value::Text(role)), Some(Value::Int(from)), Some(Value::Int(until))) => {
                        What::Role(role.clone(), *from, *until)
                    }
                    _ => What::Role(String::new(), 0, 0), // of no role that there is
                },
            };
            said.entry(user).or_default().push(Said {
                at_ms: clock::ts_ms(header.head.ts),
                by: header.head.user,
                what,
            });
        })?;
    }
    Ok((said, founder))
}
