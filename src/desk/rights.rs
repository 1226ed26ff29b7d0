//! Individual dated rights (register design, V3, and `i` in the matrix of its section 3): a named person reads a sealed
//! compartment that the role alone leaves shut, until a day. A supervisor gives one, with a reason that goes into its log row,
//! sealed to the log auditor; nobody gives one to oneself.
//!
//! Without the right there is no key: it is handed over with the right, is dropped by a session at the first call after
//! the right has ended, and its copy in the keyslots file goes with it or, when the right ended by its date, at the next
//! login of anybody by a clock that is believed.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::entered;
use super::login::{Desk, about_user};
use super::office;
use super::session::{Session, roles_given, roles_in_force};
use super::users::{Needed, recipient};
use crate::access::{Ability, Individual, Policy, groups_of};
use crate::journal::clock::Reading;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::{Compartment, Id, dates, kinds};
use crate::store::people::{self, Right};
use crate::store::{Connection, Entry, rights_rows};
use crate::vault::keyslots::{CkUse, Keyslots, WrapKind};
use std::collections::BTreeSet;

impl Desk {
    /// Gives a user the individual right that the user's role leaves open, from today until a day. One that is in force
    /// is replaced. It begins at the user's next login.
    ///
    /// # Errors
    /// Refused to others than supervisors and to oneself, to whom no role leaves one open, without an end date or a
    /// reason, when this session does not hold the key, and while the user waits with a renewed code.
    pub fn grant_right(&mut self, user: Id, until: i32, reason: &str) -> Answer<()> {
        self.require_proof()?;
        let session = self.session()?;
        session.attempted(None, session.may_decide(user))?;
        let account = session.active(user)?;
        let comp = session.right_open_to(user)?;
        let today = session.today();
        if until < today {
            return Err(Refusal::Cannot(Message::new("error-right-until")));
        }
        let reason = entered::line(reason);
        session.reason_given(&reason)?;
        let needed = Needed::from([(comp.code(), CkUse::Use)]);
        session.holds_all(&needed)?;
        self.may_receive(&account)?;
        let session = self.session()?;
        let now = session.now();
        let right = Right {
            user,
            comp: comp.code(),
            from_day: today,
            until_day: until,
            granted_by: session.who.id,
            granted_at: now,
            ended_at: None,
        };
        let detail = Some(rights_rows::right(&right));
        let row = Entry::ok(LogAction::Grant, LogBody { detail, ..about_right(user, comp.code()) });
        let row = row.secret(&format!("{}: {reason}", dates::iso(until)));
        session.change(vec![row], |c| {
            people::end_rights(c, user, now)?;
            people::put_right(c, &right)
        })?;
        self.change_slots(|k, work| {
            let to = recipient(k, &account)?;
            work.wrap(k, &needed, to)
        })
    }

    /// Ends the individual rights of a user now, and takes their keys back.
    ///
    /// # Errors
    /// Refused to others than supervisors and for oneself; when there is none in force.
    pub fn end_rights(&mut self, user: Id) -> Answer<()> {
        self.require_proof()?;
        let session = self.session()?;
        session.attempted(None, session.may_decide(user))?;
        let (now, today) = (session.now(), session.today());
        let ended = in_force(session.store.connection(), user, today)?;
        if ended.is_empty() {
            return Err(Refusal::Cannot(Message::new("error-right-none")));
        }
        let row = |right: &Right| {
            let detail = Some(rights_rows::ended(None, now));
            Entry::ok(LogAction::RightOrder, LogBody { detail, ..about_right(user, right.comp) })
        };
        let rows = ended.iter().map(row).collect();
        session.change(rows, |c| people::end_rights(c, user, now))?;
        let due = session.keys_due_to(user)?;
        self.change_slots(|k, _| {
            k.remove_wraps(|w| {
                use_wrap(w).is_some_and(|(whose, comp)| whose == user && !due.contains(&comp))
            });
            Ok(())
        })
    }

    /// Takes the keys out of the keyslots file whose rights and roles have ended by their dates. By a clock that may be
    /// wrong nothing is taken away for good.
    pub(super) fn release_ended(&mut self, keyslots: &Keyslots) {
        let Some(session) = &mut self.session else { return };
        if !matches!(session.clock(), Ok(Reading::Plausible)) {
            return;
        }
        let mut ended: BTreeSet<(Id, u8)> = keyslots.wraps().iter().filter_map(use_wrap).collect();
        ended.retain(|(user, comp)| session.keys_due_to(*user).is_ok_and(|due| !due.contains(comp)));
        if ended.is_empty() {
            return;
        }
        let rows =
            ended.iter().map(|(user, comp)| Entry::ok(LogAction::RightOrder, about_right(*user, *comp)));
        if session.change(rows.collect(), |_| Ok(())).is_err() {
            return; // at the next login again
        }
        let _ = self.change_slots(|k, _| {
            k.remove_wraps(|w| use_wrap(w).is_some_and(|of| ended.contains(&of)));
            Ok(())
        });
    }
}

impl Session {
    /// Individual rights are a supervisor's to give and to end, and never the own ones.
    fn may_decide(&self, user: Id) -> Answer<()> {
        self.not_oneself(user)?;
        if self.able(Ability::UsersGrant) {
            return Ok(());
        }
        Err(Refusal::NotAllowed(Message::new("refused-supervisor-rights")))
    }

    /// The compartment to which the user's roles leave an individual right open. There is at most one: of the sealed
    /// compartments that hold kinds the matrix gives each role `i` to one.
    pub(super) fn right_open_to(&self, user: Id) -> Answer<Compartment> {
        self.may_decide(user)?;
        let roles = roles_in_force(self.store.connection(), user, self.today())?;
        let by_role = keys_due(&self.policy, &roles, &[]);
        let open = |comp: &Compartment| {
            roles.iter().any(|role| self.policy.individual(role, *comp))
                && !by_role.contains(&comp.code())
                && kinds::ALL.iter().any(|kind| kind.compartment == *comp)
        };
        let found = Compartment::ALL.into_iter().find(open);
        found.ok_or_else(|| Refusal::Cannot(Message::new("refused-right-role")))
    }

    pub(super) fn keys_due_to(&self, user: Id) -> Answer<BTreeSet<u8>> {
        let (connection, today) = (self.store.connection(), self.today());
        let roles = roles_given(connection, user, today)?;
        Ok(keys_due(&self.policy, &roles, &in_force(connection, user, today)?))
    }
}

/// The individual rights of a user that are in force on a day.
pub(super) fn in_force(connection: &Connection, user: Id, day: i32) -> Answer<Vec<Right>> {
    let mut rights = people::rights_of(connection, user)?;
    rights.retain(|right| right.in_force(day));
    Ok(rights)
}

/// The groups of the matrix that rights open.
pub(super) fn groups(rights: &[Right]) -> Individual {
    let comps = rights.iter().filter_map(|right| Compartment::from_code(right.comp));
    comps.flat_map(|comp| groups_of(comp).iter().copied()).collect()
}

/// The compartments that rights open beside these roles: without a role that leaves it open a right gives nothing.
pub(super) fn opened(policy: &Policy, roles: &[String], rights: &[Right]) -> impl Iterator<Item = u8> {
    let opens = |right: &&Right| {
        Compartment::from_code(right.comp)
            .is_some_and(|comp| roles.iter().any(|role| policy.individual(role, comp)))
    };
    rights.iter().filter(opens).map(|right| right.comp)
}

/// The compartments whose keys may be used with these roles and rights.
pub(super) fn keys_due(policy: &Policy, roles: &[String], rights: &[Right]) -> BTreeSet<u8> {
    let by_role = roles.iter().flat_map(|role| office::keys_of(policy, role).0);
    by_role.chain(opened(policy, roles, rights)).collect()
}

/// Name of the compartment (message id) and last day of a right.
pub(super) fn named(right: &Right) -> Option<(&'static str, i32)> {
    Compartment::from_code(right.comp).map(|comp| (comp.label_id(), right.until_day))
}

fn about_right(user: Id, comp: u8) -> LogBody {
    LogBody { comp: Some(comp), ..about_user(user) }
}

/// Whose use of which compartment a wrap is; none for other wraps.
pub(super) fn use_wrap(wrap: &crate::vault::keyslots::Wrap) -> Option<(Id, u8)> {
    match wrap.kind() {
        WrapKind::Ck { comp, ck_use: CkUse::Use, .. } => wrap.user().map(|user| (user, comp)),
        _ => None,
    }
}
