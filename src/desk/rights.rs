//! Individual dated rights (register design, V3, and `i` in the matrix of its section 3): a named person reads a sealed
//! compartment that the role alone leaves shut, until a day. A supervisor gives one, with a reason that goes into its log row,
//! sealed to the log auditor; nobody gives one to oneself.
//!
//! Without the right there is no key: it is handed over with the right, is dropped by a session at the first call after
//! the right has ended, and its copy in the keyslots file goes with it or, when the right ended by its date, at the next
//! login of anybody by a clock that is believed.

use super::accounts::about_user;
use super::answer::Answer;
use super::api::{Message, Refusal};
use super::entered;
use super::grants::{Needed, keys_due, keys_due_to, rights_in_force, roles_in_force};
use super::login::Desk;
use super::session::Session;
use super::slots::{recipient, use_wrap};
use crate::access::Ability;
use crate::journal::clock::Reading;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::{Compartment, Id, dates, kinds};
use crate::store::people::{self, Right};
use crate::store::{Entry, rights_rows};
use crate::vault::keyslots::{CkUse, Keyslots};
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
        session.attempted_over(user, session.may_decide(user))?;
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
        session.attempted_over(user, session.may_decide(user))?;
        let (now, today) = (session.now(), session.today());
        let ended = rights_in_force(session.store.connection(), user, today)?;
        if ended.is_empty() {
            return Err(Refusal::Cannot(Message::new("error-right-none")));
        }
        let row = |right: &Right| {
            let detail = Some(rights_rows::ended(None, now));
            Entry::ok(LogAction::RightOrder, LogBody { detail, ..about_right(user, right.comp) })
        };
        let rows = ended.iter().map(row).collect();
        session.change(rows, |c| people::end_rights(c, user, now))?;
        let due = keys_due_to(session.store.connection(), &session.policy, user, session.today())?;
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
        ended.retain(|(user, comp)| {
            keys_due_to(session.store.connection(), &session.policy, *user, session.today())
                .is_ok_and(|due| !due.contains(comp))
        });
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
}

fn about_right(user: Id, comp: u8) -> LogBody {
    LogBody { comp: Some(comp), ..about_user(user) }
}
