//! In which role something was done (security design, 6.6, header key 33): of somebody with several roles, one by
//! which the policy allows what the row says. Every row of a session passes through here, whichever gate it takes:
//! [`Session::write`], [`Session::write_over`], [`Session::log`] and [`Session::change`].

use super::session::Session;
use crate::access::{Ability, Action};
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::LogBody;
use crate::register::Kind;
use crate::register::kinds::{self, SEALED_RECORD};
use crate::store::{Act, Entry};
use std::borrow::Cow;
use std::slice;

/// What a row tells of, and so which right it was done by: the first of these that any role gives.
enum By {
    /// Something done to records; of this kind where the row names none.
    Records(&'static [Action], &'static str),
    /// Something that takes an ability.
    Ability(&'static [Ability]),
    /// Coming and going, what was refused, what the program found: no role is asked for it.
    Nothing,
}

const fn by(action: LogAction) -> By {
    use Ability::{Backup, Configure, LogAll, LogOwn, LogUnit, UsersAccount, UsersGrant};
    use Action::{Change, Create, Read};
    use LogAction as A;
    match action {
        // Who may write and not read sees the form, and the list without what is in it.
        A::Open | A::CompartmentTab | A::Reveal | A::Search | A::List | A::RepeatedView | A::History => {
            By::Records(&[Read, Create], "person")
        }
        A::Create | A::SealedWithoutReading => By::Records(&[Create], "person"),
        // What is moved to a sealed record is changed there by who may make one.
        A::Change | A::Withdraw => By::Records(&[Change, Create], "person"),
        // Goes with an order of turvakielto.
        A::Erasure => By::Records(&[Create], "security_prohibition"),
        // The first supervisor is made by an administrator.
        A::User | A::Grant | A::RightOrder | A::ActivationMade => By::Ability(&[UsersGrant, UsersAccount]),
        A::Passivated => By::Ability(&[UsersAccount]),
        A::RecoveryKey => By::Ability(&[Configure, UsersGrant]),
        A::Backup => By::Ability(&[Backup]),
        A::ClockJumpConfirmed | A::IntegrityCheck => By::Ability(&[Configure]),
        A::VerifyOk | A::VerifyAlarm => By::Ability(&[LogAll, LogUnit, Configure]),
        A::LogRead | A::AfterReview => By::Ability(&[LogAll, LogUnit, LogOwn]),
        _ => By::Nothing,
    }
}

/// The kinds that a row may be about. Of a sealed record it names the compartment alone, and its role tells no more.
fn kinds_of(body: &LogBody, else_of: &str) -> Vec<&'static Kind> {
    match body.kind {
        Some(SEALED_RECORD) => {
            let there = |kind: &&'static Kind| Some(kind.compartment.code()) == body.comp;
            kinds::ALL.iter().copied().filter(there).collect()
        }
        Some(number) => kinds::by_number(number).into_iter().collect(),
        None => kinds::by_name(else_of).into_iter().collect(),
    }
}

impl Session {
    /// The rows, each with the role that it was done in. Whoever has one role does everything in that.
    pub(super) fn acted(&self, mut rows: Vec<Entry>) -> Vec<Entry> {
        if self.who.roles.len() > 1 {
            for row in &mut rows {
                row.role = self.role_of(row).cloned();
            }
        }
        rows
    }

    /// The same of the rows of an act.
    pub(super) fn acted_in<'a>(&self, act: Cow<'a, Act>) -> Cow<'a, Act> {
        if self.who.roles.len() < 2 {
            return act;
        }
        let mut act = act.into_owned();
        act.log = self.acted(act.log);
        Cow::Owned(act)
    }

    /// None where no role gives it: the row names the first one then.
    fn role_of(&self, row: &Entry) -> Option<&String> {
        match by(row.action) {
            _ if row.outcome == Outcome::Refused => None,
            By::Nothing => None,
            By::Ability(abilities) => abilities.iter().find_map(|ability| self.role_with(*ability)),
            By::Records(actions, kind) => {
                let kinds = kinds_of(&row.body, kind);
                actions.iter().find_map(|action| self.role_for(&kinds, *action))
            }
        }
    }

    fn role_with(&self, ability: Ability) -> Option<&String> {
        self.who.roles.iter().find(|role| self.policy.able(slice::from_ref(role), ability))
    }

    /// The first role that gives as much as all of them together, else the first that gives some: by one that gives a
    /// few fields, or asks for a reason, it may not have been done. Of a new record no reason is asked.
    pub(super) fn role_for(&self, kinds: &[&Kind], action: Action) -> Option<&String> {
        let roles = &self.who.roles;
        let decide =
            |roles: &[String], kind: &Kind| self.policy.decide(roles, &self.who.individual, kind, action);
        let alone = |role: &String, kind: &Kind| decide(slice::from_ref(role), kind);
        let enough = |role: &String, kind: &Kind| {
            let one = alone(role, kind);
            one == decide(roles, kind) || (action == Action::Create && one.yes())
        };
        let given: Vec<&Kind> = kinds.iter().copied().filter(|kind| decide(roles, kind).yes()).collect();
        let some = |role: &&String| given.iter().any(|kind| alone(role, kind).yes());
        let whole = |role: &&String| some(role) && given.iter().all(|kind| enough(role, kind));
        roles.iter().find(whole).or_else(|| roles.iter().find(some))
    }
}
