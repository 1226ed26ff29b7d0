//! The people of the office: accounts, units, roles, individual rights. No case content.

use super::{Result, id_column};
use crate::register::Id;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user.
    pub user: Id,
    /// The login name: NFC, lower case.
    pub login: String,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: Id,
    /// Generation of the slot in the keyslots file; 0 while only an activation slot exists.
    pub slot_gen: u32,
    /// Ed25519 public key of the slot.
    pub sig_pub: Option<[u8; 32]>,
    /// X25519 public key of the slot.
    pub kem_pub: Option<[u8; 32]>,
    /// Keyed hash of the user's own henkilötunnus.
    pub own_hetu: Option<Vec<u8>>,
    /// When the account was made, UTC milliseconds.
    pub created: i64,
    /// When all rights ended.
    pub passivated: Option<i64>,
}

/// A role given to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The user.
    pub user: Id,
    /// Its name in the policy.
    pub role: String,
    /// First day, days since 1970-01-01.
    pub from_day: i32,
    /// Last day.
    pub until_day: i32,
    /// Day of the written security agreement.
    pub agreement_day: i32,
    /// Who gave it.
    pub granted_by: Id,
    /// When, UTC milliseconds.
    pub granted_at: i64,
    /// When it was ended before its time.
    pub ended_at: Option<i64>,
}

impl Role {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: i32) -> bool {
        self.stands(day) && self.from_day <= day
    }

    /// Whether it is in force on a day, or will be.
    pub fn stands(&self, day: i32) -> bool {
        self.ended_at.is_none() && day <= self.until_day
    }
}

/// An individual right to a sealed compartment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// The user.
    pub user: Id,
    /// The compartment's code.
    pub comp: u8,
    /// First day, days since 1970-01-01.
    pub from_day: i32,
    /// Last day.
    pub until_day: i32,
    /// Who gave it.
    pub granted_by: Id,
    /// When, UTC milliseconds.
    pub granted_at: i64,
    /// When it was ended before its time.
    pub ended_at: Option<i64>,
}

impl Right {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: i32) -> bool {
        self.ended_at.is_none() && self.from_day <= day && day <= self.until_day
    }
}

/// Makes or changes an account.
pub fn put_account(connection: &Connection, account: &Account) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO user_account
               (user, login, name, unit, slot_gen, sig_pub, own_hetu, created, passivated, kem_pub)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (user) DO UPDATE SET login = excluded.login, name = excluded.name, unit = excluded.unit,
               slot_gen = excluded.slot_gen, sig_pub = excluded.sig_pub, own_hetu = excluded.own_hetu,
               passivated = excluded.passivated, kem_pub = excluded.kem_pub",
        )?
        .execute(params![
            account.user.as_bytes(),
            account.login,
            account.name,
            account.unit.as_bytes(),
            account.slot_gen,
            account.sig_pub,
            account.own_hetu,
            account.created,
            account.passivated,
            account.kem_pub
        ])?;
    Ok(())
}

const ACCOUNT: &str = "SELECT user, login, name, unit, slot_gen, sig_pub, own_hetu, created, passivated, kem_pub FROM user_account";

fn account(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        user: id_column(row, 0)?,
        login: row.get(1)?,
        name: row.get(2)?,
        unit: id_column(row, 3)?,
        slot_gen: row.get(4)?,
        sig_pub: row.get(5)?,
        own_hetu: row.get(6)?,
        created: row.get(7)?,
        passivated: row.get(8)?,
        kem_pub: row.get(9)?,
    })
}

/// The account of a user.
pub fn account_of(connection: &Connection, user: Id) -> Result<Option<Account>> {
    let mut statement = connection.prepare_cached(&format!("{ACCOUNT} WHERE user = ?1"))?;
    let mut rows = statement.query([user.as_bytes()])?;
    rows.next()?.map(account).transpose()
}

/// Every account, by login name.
pub fn accounts(connection: &Connection) -> Result<Vec<Account>> {
    let mut statement = connection.prepare_cached(&format!("{ACCOUNT} ORDER BY login"))?;
    let mut rows = statement.query([])?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next()? {
        accounts.push(account(row)?);
    }
    Ok(accounts)
}

/// The name of a user as lists show it; none if there is no such user here.
pub fn name_of(connection: &Connection, user: Id) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT name FROM user_account WHERE user = ?1")?
        .query_row([user.as_bytes()], |r| r.get(0))
        .optional()?)
}

/// Gives a role.
pub fn put_role(connection: &Connection, role: &Role) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO local_role (user, role, from_day, until_day, agreement_day, granted_by, granted_at, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            role.user.as_bytes(),
            role.role,
            role.from_day,
            role.until_day,
            role.agreement_day,
            role.granted_by.as_bytes(),
            role.granted_at,
            role.ended_at
        ])?;
    Ok(())
}

/// The roles ever given to a user, oldest first.
pub fn roles_of(connection: &Connection, user: Id) -> Result<Vec<Role>> {
    let mut statement = connection.prepare_cached(
        "SELECT user, role, from_day, until_day, agreement_day, granted_by, granted_at, ended_at
         FROM local_role WHERE user = ?1 ORDER BY granted_at, role",
    )?;
    let mut rows = statement.query([user.as_bytes()])?;
    let mut roles = Vec::new();
    while let Some(row) = rows.next()? {
        roles.push(Role {
            user: id_column(row, 0)?,
            role: row.get(1)?,
            from_day: row.get(2)?,
            until_day: row.get(3)?,
            agreement_day: row.get(4)?,
            granted_by: id_column(row, 5)?,
            granted_at: row.get(6)?,
            ended_at: row.get(7)?,
        });
    }
    Ok(roles)
}

/// Ends every role of a user now.
pub fn end_roles(connection: &Connection, user: Id, at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE local_role SET ended_at = ?2 WHERE user = ?1 AND ended_at IS NULL")?
        .execute(params![user.as_bytes(), at])?;
    Ok(())
}

/// Ends one role of a user now; the others stand.
pub fn end_role(connection: &Connection, user: Id, role: &str, at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE local_role SET ended_at = ?3 WHERE user = ?1 AND role = ?2 AND ended_at IS NULL",
        )?
        .execute(params![user.as_bytes(), role, at])?;
    Ok(())
}

/// Gives an individual right.
pub fn put_right(connection: &Connection, right: &Right) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO local_right (user, comp, from_day, until_day, granted_by, granted_at, ended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            right.user.as_bytes(),
            right.comp,
            right.from_day,
            right.until_day,
            right.granted_by.as_bytes(),
            right.granted_at,
            right.ended_at
        ])?;
    Ok(())
}

/// The individual rights ever given to a user, oldest first.
pub fn rights_of(connection: &Connection, user: Id) -> Result<Vec<Right>> {
    let mut statement = connection.prepare_cached(
        "SELECT user, comp, from_day, until_day, granted_by, granted_at, ended_at
         FROM local_right WHERE user = ?1 ORDER BY granted_at, comp",
    )?;
    let mut rows = statement.query([user.as_bytes()])?;
    let mut rights = Vec::new();
    while let Some(row) = rows.next()? {
        rights.push(Right {
            user: id_column(row, 0)?,
            comp: row.get(1)?,
            from_day: row.get(2)?,
            until_day: row.get(3)?,
            granted_by: id_column(row, 4)?,
            granted_at: row.get(5)?,
            ended_at: row.get(6)?,
        });
    }
    Ok(rights)
}

/// Ends every individual right of a user now.
pub fn end_rights(connection: &Connection, user: Id, at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE local_right SET ended_at = ?2 WHERE user = ?1 AND ended_at IS NULL")?
        .execute(params![user.as_bytes(), at])?;
    Ok(())
}

/// Makes or renames a unit.
pub fn put_unit(connection: &Connection, unit: Id, name: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO unit (id, name) VALUES (?1, ?2)")?
        .execute(params![unit.as_bytes(), name])?;
    Ok(())
}

/// Every unit, by name.
pub fn units(connection: &Connection) -> Result<Vec<(Id, String)>> {
    let mut statement = connection.prepare_cached("SELECT id, name FROM unit ORDER BY name")?;
    let mut rows = statement.query([])?;
    let mut units = Vec::new();
    while let Some(row) = rows.next()? {
        units.push((id_column(row, 0)?, row.get(1)?));
    }
    Ok(units)
}

/// Declares a close person of a user, by the keyed hash of the henkilötunnus. Once more changes nothing.
pub fn put_close(connection: &Connection, user: Id, hetu: &[u8]) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO close_person (user, hetu) VALUES (?1, ?2)")?
        .execute(params![user.as_bytes(), hetu])?;
    Ok(())
}

/// Takes a declared close person of a user back. Answers whether there was one.
pub fn end_close(connection: &Connection, user: Id, hetu: &[u8]) -> Result<bool> {
    let gone = connection
        .prepare_cached("DELETE FROM close_person WHERE user = ?1 AND hetu = ?2")?
        .execute(params![user.as_bytes(), hetu])?;
    Ok(gone > 0)
}

/// The declared close persons of a user, by keyed hashes.
pub fn close_of(connection: &Connection, user: Id) -> Result<Vec<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT hetu FROM close_person WHERE user = ?1")?;
    let mut rows = statement.query([user.as_bytes()])?;
    let mut close = Vec::new();
    while let Some(row) = rows.next()? {
        close.push(row.get(0)?);
    }
    Ok(close)
}

/// Whether a henkilötunnus, by its keyed hash, is a declared close person's of the user.
pub fn is_close(connection: &Connection, user: Id, hetu: &[u8]) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM close_person WHERE user = ?1 AND hetu = ?2")?
        .exists(params![user.as_bytes(), hetu])?)
}
