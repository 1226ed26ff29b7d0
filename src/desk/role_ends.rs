//! Roles that end soon. Nobody extends the own role, so whoever can do something about it hears it in time: the user at
//! the login, and an administrator of the supervisors and administrators, without whom nobody gives rights any more.
//! What has ended all the same is given back by the recovery key (`recovery`).

use super::answer::Answer;
use super::api::Message;
use super::session::Session;
use crate::access::{Ability, Policy};
use crate::register::{Id, dates};
use crate::store::{Connection, people};

/// The role that an administrator has in the policy.
pub(super) const ADMINISTRATOR: &str = "administrator";
/// The role that gives rights.
pub(super) const SUPERVISOR: &str = "supervisor";
/// How long the first administrator's role lasts, and one that the recovery key gave again, before somebody must
/// decide again.
pub(super) const ADMINISTRATOR_DAYS: i32 = 365;

/// The roles of a user that are in force and end at the latest on a day, each with its last day: one that was given
/// again for longer does not end.
pub(super) fn ending(
    connection: &Connection,
    user: Id,
    today: i32,
    by: i32,
) -> crate::store::Result<Vec<(String, i32)>> {
    let mut last: Vec<(String, i32)> = Vec::new();
    for role in people::roles_of(connection, user)? {
        if !role.stands(today) {
            continue;
        }
        match last.iter_mut().find(|(name, _)| *name == role.role) {
            Some((_, until)) => *until = role.until_day.max(*until),
            None => last.push((role.role, role.until_day)),
        }
    }
    last.retain(|(_, until)| *until <= by);
    Ok(last)
}

/// Until when an administrator's role was given that has ended by its date, or ends at the latest on a day: that one
/// the recovery key gives again. None for who never was one, whose role was taken away, or lasts longer.
pub(super) fn lapsed_administrator(
    connection: &Connection,
    user: Id,
    by: i32,
) -> crate::store::Result<Option<i32>> {
    let mut roles = people::roles_of(connection, user)?;
    roles.retain(|role| role.role == ADMINISTRATOR);
    // One that was taken away is not given back by an older one that ran out.
    let newest = roles.iter().max_by_key(|role| role.granted_at).filter(|role| role.ended_at.is_none());
    if newest.is_none() || roles.iter().any(|role| role.ended_at.is_none() && role.until_day > by) {
        return Ok(None);
    }
    Ok(newest.map(|role| role.until_day))
}

impl Session {
    /// A role whose last day is not after this one ends soon.
    pub(super) fn role_warning_day(&self) -> Answer<i32> {
        let days = i32::try_from(self.settings()?.role_warning_days).unwrap_or(i32::MAX);
        Ok(self.today().saturating_add(days))
    }

    /// What a login says of roles that end soon.
    pub(super) fn role_notices(&self) -> Answer<Vec<Message>> {
        let (connection, today) = (self.store.connection(), self.today());
        let by = self.role_warning_day()?;
        let mut notices = Vec::new();
        for (role, until) in ending(connection, self.who.id, today, by)? {
            let id = match role == ADMINISTRATOR {
                true => "notice-role-ends-administrator",
                false => "notice-role-ends",
            };
            notices.push(Message::new(id).with("day", dates::show(until)));
        }
        if !self.able(Ability::UsersAccount) {
            return Ok(notices);
        }
        for account in people::accounts(connection)? {
            if account.user == self.who.id || account.passivated.is_some() {
                continue;
            }
            for (role, until) in ending(connection, account.user, today, by)? {
                if keeps_office(&self.policy, &role) {
                    let message = Message::new("notice-role-ends-of").with("name", account.name.clone());
                    notices.push(message.with("day", dates::show(until)));
                }
            }
        }
        Ok(notices)
    }
}

/// Whether an office cannot do without the role: it makes accounts or gives rights.
fn keeps_office(policy: &Policy, role: &str) -> bool {
    let role = [role.to_owned()];
    policy.able(&role, Ability::UsersGrant) || policy.able(&role, Ability::UsersAccount)
}
