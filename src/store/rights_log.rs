//! What the access log says of accounts, roles and rights, compared with the tables that are believed at a login.
//!
//! Rows of 4xx say who was given what by whom until when ([`super::rights_rows`]); the tables say what holds. An account,
//! a role or an individual right that no row gave so, an end that was taken back, and a row whose role is gone are told
//! by user; so is a declared code that is no more, and a key of these codes under which none of them would match.
//!
//! What a row does not say is not compared: rows of earlier programs know neither login name, name and unit of an account
//! nor declared codes, security agreements, days of individual rights and the moments of what was given and ended. The
//! moment an account was made is compared with nothing; its public keys are with the keyslots.

use super::access_log;
use super::people::{self, Account, Right, Role};
use super::rights_rows::{self as rows, Read, Seal, declared};
use super::{Result, id_column, meta};
use crate::journal::clock;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{self, LogBody};
use crate::register::{Id, time};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// What disagrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disagrees {
    /// The account: one of table and log does not know it, or its login name, name or unit is another one.
    Account,
    /// The own henkilötunnus or those of close persons: what was declared is not what stands.
    Declared,
    /// Whether the account was passivated, and when.
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
    /// Whether the key of the keyed hashes is another one than when they were made: no own file would be known.
    pub other_key: bool,
    /// Rows that do not say all that rows say today, because an earlier program wrote them.
    pub older: u64,
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
    Account(Made),
    /// A code was declared, with a commitment to it.
    Declared(String, Option<Seal>),
    Role(RoleGiven),
    RoleEnded(String, Option<i64>),
    Right(RightGiven),
    /// A key taken back; of a compartment, if it was one right's. With the moment where a right was ended with it.
    Back(Option<u8>, Option<i64>),
    Passivated(Option<i64>),
}

/// What a row says of an account that was made; nothing in a row of an earlier program.
#[derive(Clone, Copy)]
struct Made {
    login: Option<Seal>,
    name: Option<Seal>,
    unit: Option<Id>,
    own: Option<Seal>,
}

#[derive(Clone)]
struct RoleGiven {
    role: String,
    days: (i64, i64),
    agreement: Option<i64>,
    at: Option<i64>,
}

#[derive(Clone, Copy)]
struct RightGiven {
    comp: u8,
    days: Option<(i64, i64)>,
    at: Option<i64>,
}

/// Whether what a row says, if it says it, is what stands.
fn fits<T: PartialEq>(said: Option<T>, stands: T) -> bool {
    said.is_none_or(|said| said == stands)
}

/// Who founded the office: of whom its first row is. Its role where no row says more.
struct Founder {
    user: Id,
    said: bool,
}

/// Compares accounts, roles and individual rights with the rows of the log that gave and ended them.
///
/// # Errors
/// When the file cannot be read.
pub fn compare(connection: &Connection) -> Result<RightsReport> {
    let Log { mut said, founder, keys, older } = said(connection)?;
    let key = meta(connection, "hetu_key")?.map(|key| rows::key_seal(&key));
    let other_key = keys.iter().any(|said| Some(*said) != key);
    let mut report = RightsReport { other_key, older, ..RightsReport::default() };
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
        if !account_agrees(account, &rows) {
            wrong(Disagrees::Account);
        }
        let close = people::close_of(connection, user)?;
        if !declared_agrees(user, account, &close, &rows) {
            wrong(Disagrees::Declared);
        }
        let passivated = rows.iter().find_map(|row| match row.what {
            What::Passivated(at) => Some(at),
            _ => None,
        });
        let stands = account.and_then(|a| a.passivated);
        if stands.is_some() != passivated.is_some()
            || stands.is_some_and(|at| !fits(passivated.flatten(), at))
        {
            wrong(Disagrees::Passivated);
        }
        let (roles, rights) = (people::roles_of(connection, user)?, people::rights_of(connection, user)?);
        report.checked += (1 + roles.len() + rights.len()) as u64;
        let founded = founder.as_ref().filter(|founder| founder.user == user && !founder.said);
        if !roles_agree(&roles, &rows, founded.map(|founder| founder.user)) {
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

fn account_agrees(account: Option<&Account>, rows: &[Said]) -> bool {
    let made = rows.iter().find_map(|row| match row.what {
        What::Account(made) => Some(made),
        _ => None,
    });
    match (account, made) {
        (None, None) => true,
        (Some(a), Some(made)) => {
            fits(made.login, rows::login_seal(a.user, &a.login))
                && fits(made.name, rows::name_seal(a.user, &a.name))
                && fits(made.unit, a.unit)
        }
        _ => false,
    }
}

/// The own code is the last one declared, and close persons are those declared and not taken back. Where a row does not
/// say which code it was, only what other rows say can be missed.
fn declared_agrees(user: Id, account: Option<&Account>, close: &[Vec<u8>], rows: &[Said]) -> bool {
    let mut own: Option<Option<Seal>> = None;
    let mut known: BTreeSet<Seal> = BTreeSet::new();
    let (mut more, mut fewer) = (false, false);
    for row in rows {
        match &row.what {
            What::Account(made) if made.login.is_some() => own = Some(made.own),
            What::Account(_) => more = true,
            What::Declared(word, tag) => match (word.as_str(), *tag) {
                (declared::OWN, tag) => own = tag.map(Some),
                (declared::CLOSE, Some(tag)) => {
                    known.insert(tag);
                }
                (declared::CLOSE, None) => more = true,
                (_, Some(tag)) => {
                    known.remove(&tag);
                }
                (_, None) => fewer = true,
            },
            _ => {}
        }
    }
    let stands: BTreeSet<Seal> = close.iter().map(|tag| rows::tag_seal(user, tag)).collect();
    let own_stands = account.and_then(|a| a.own_hetu.as_ref()).map(|tag| rows::tag_seal(user, tag));
    fits(own, own_stands) && (fewer || known.is_subset(&stands)) && (more || stands.is_subset(&known))
}

/// The founder's role of an administrator is the one that no row of an earlier program gives: the office began with it.
fn roles_agree(roles: &[Role], rows: &[Said], founder: Option<Id>) -> bool {
    let mut given: Vec<(&RoleGiven, Option<Id>)> = rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Role(role) => Some((role, row.by)),
            _ => None,
        })
        .collect();
    let mut founding = founder;
    for role in roles {
        let days = (i64::from(role.from_day), i64::from(role.until_day));
        let is = |(given, by): &(&RoleGiven, Option<Id>)| {
            (given.role.as_str(), given.days, *by) == (role.role.as_str(), days, Some(role.granted_by))
                && fits(given.agreement, i64::from(role.agreement_day))
                && fits(given.at, role.granted_at)
        };
        // A row that says the moment before one that does not.
        let exact = given.iter().position(|one| is(one) && one.0.at.is_some());
        if let Some(at) = exact.or_else(|| given.iter().position(is)) {
            given.remove(at);
        } else if !(role.role == rows::FOUNDER && founding.take() == Some(role.granted_by)) {
            return false;
        }
    }
    given.is_empty()
}

fn rights_agree(rights: &[Right], rows: &[Said]) -> bool {
    let mut given: Vec<(RightGiven, Option<Id>)> = rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Right(right) => Some((*right, row.by)),
            _ => None,
        })
        .collect();
    for right in rights {
        let days = (i64::from(right.from_day), i64::from(right.until_day));
        let is = |(given, by): &(RightGiven, Option<Id>)| {
            (given.comp, *by) == (right.comp, Some(right.granted_by))
                && fits(given.days, days)
                && fits(given.at, right.granted_at)
        };
        let exact = given.iter().position(|one| is(one) && one.0.at.is_some());
        let Some(at) = exact.or_else(|| given.iter().position(is)) else { return false };
        given.remove(at);
    }
    given.is_empty()
}

/// What was ended before its day has a row that ended it then, and what a row ended is ended.
fn ends_agree(roles: &[Role], rights: &[Right], rows: &[Said]) -> bool {
    let role_is = |role: &Role| {
        let mut ended = rows.iter().filter_map(|row| match &row.what {
            What::RoleEnded(name, at) if *name == role.role => Some((row.at_ms, *at)),
            What::Passivated(at) => Some((row.at_ms, *at)),
            _ => None,
        });
        // Given again after its end, it is another one.
        match role.ended_at {
            Some(end) => ended.any(|(_, at)| fits(at, end)),
            None => ended.all(|(row, at)| at.unwrap_or(row) < role.granted_at),
        }
    };
    let right_is = |right: &Right| {
        if let Some(end) = right.ended_at {
            return rows.iter().any(|row| match row.what {
                What::Passivated(at) | What::Back(_, at) => fits(at, end),
                // One that is given takes the place of another.
                What::Right(given) => fits(given.at, end),
                _ => false,
            });
        }
        let over = |row: &&Said| row.at_ms >= right.granted_at;
        let again = rows.iter().filter(over).filter(|row| matches!(row.what, What::Right(_))).count();
        let back = rows.iter().filter(over).any(|row| match row.what {
            // By its date the key is taken back too, and the right is not ended before its time.
            What::Back(Some(comp), _) => comp == right.comp && time::day_of(row.at_ms) <= right.until_day,
            What::Passivated(_) => true,
            _ => false,
        });
        again <= 1 && !back
    };
    roles.iter().all(role_is) && rights.iter().all(right_is)
}

/// Users who hold a role or right, or declared somebody, with an account or not.
fn holders(connection: &Connection) -> Result<Vec<Id>> {
    let mut statement = connection.prepare(
        "SELECT user FROM local_role UNION SELECT user FROM local_right UNION SELECT user FROM close_person",
    )?;
    let mut rows = statement.query([])?;
    let mut holders = Vec::new();
    while let Some(row) = rows.next()? {
        holders.push(id_column(row, 0)?);
    }
    Ok(holders)
}

/// What the log says.
struct Log {
    said: Rows,
    founder: Option<Founder>,
    /// Commitments to the key of the keyed hashes.
    keys: BTreeSet<Seal>,
    older: u64,
}

fn said(connection: &Connection) -> Result<Log> {
    let mut found = Log { said: Rows::new(), founder: None, keys: BTreeSet::new(), older: 0 };
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
            let detail = Read(body.detail.as_ref());
            found.keys.extend(detail.seal(rows::HETU_KEY));
            let what = what(action, &body, detail);
            found.older += u64::from(is_older(&what));
            let (at_ms, by) = (clock::ts_ms(header.head.ts), header.head.user);
            let rows = found.said.entry(user).or_default();
            rows.push(Said { at_ms, by, what });
            if index == 0 && row.n == 1 && action == LogAction::User && by == Some(user) {
                let role = founded(detail);
                found.founder = Some(Founder { user, said: role.is_some() });
                rows.extend(role.map(|role| Said { at_ms, by, what: What::Role(role) }));
            }
        })?;
    }
    Ok(found)
}

fn what(action: LogAction, body: &LogBody, detail: Read<'_>) -> What {
    match (action, body.comp) {
        (LogAction::User, _) => match detail.text(rows::DECLARED) {
            Some(word) => What::Declared(word, detail.seal(rows::DECLARED_TAG)),
            None => What::Account(Made {
                login: detail.seal(rows::ACCOUNT_LOGIN),
                name: detail.seal(rows::ACCOUNT_NAME),
                unit: detail.id(rows::ACCOUNT_UNIT),
                own: detail.seal(rows::DECLARED_TAG),
            }),
        },
        (LogAction::Passivated, _) => What::Passivated(detail.int(rows::ENDED_AT)),
        (LogAction::RightOrder, comp) => match detail.text(rows::GRANTED_ROLE) {
            Some(role) => What::RoleEnded(role, detail.int(rows::ENDED_AT)),
            None => What::Back(comp, detail.int(rows::ENDED_AT)),
        },
        (_, Some(comp)) => What::Right(RightGiven {
            comp,
            days: detail.int(rows::GRANTED_FROM).zip(detail.int(rows::GRANTED_UNTIL)),
            at: detail.int(rows::GRANTED_AT),
        }),
        (_, None) => What::Role(RoleGiven {
            // Without one it is of no role that there is.
            role: detail.text(rows::GRANTED_ROLE).unwrap_or_default(),
            days: detail.int(rows::GRANTED_FROM).zip(detail.int(rows::GRANTED_UNTIL)).unwrap_or_default(),
            agreement: detail.int(rows::GRANTED_AGREEMENT),
            at: detail.int(rows::GRANTED_AT),
        }),
    }
}

/// The role that the office's first row tells of.
fn founded(detail: Read<'_>) -> Option<RoleGiven> {
    Some(RoleGiven {
        role: rows::FOUNDER.to_owned(),
        days: detail.int(rows::FOUNDED_FROM).zip(detail.int(rows::FOUNDED_UNTIL))?,
        agreement: Some(detail.int(rows::FOUNDED_AGREEMENT)?),
        at: Some(detail.int(rows::FOUNDED_AT)?),
    })
}

/// Whether a row does not say all that such rows say. A key that is taken back by its date ends nothing.
fn is_older(what: &What) -> bool {
    match what {
        What::Account(made) => made.login.is_none() || made.name.is_none() || made.unit.is_none(),
        What::Declared(_, tag) => tag.is_none(),
        What::Role(role) => role.agreement.is_none() || role.at.is_none(),
        What::Right(right) => right.days.is_none() || right.at.is_none(),
        What::RoleEnded(_, at) | What::Passivated(at) => at.is_none(),
        What::Back(..) => false,
    }
}
