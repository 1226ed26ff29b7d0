//! Accounts of the office's people: whose one may be changed, and the rows of the log about them.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::grants::Needed;
use super::session::Session;
use crate::journal::codes::LogAction;
use crate::journal::log::{Detail, LogBody};
use crate::register::Id;
use crate::store::{Entry, people, rights_rows};

/// A log row about a user.
pub(super) fn about_user(user: Id) -> LogBody {
    LogBody { object: Some(user), ..LogBody::default() }
}

/// A row about an account.
pub(super) fn user_row(user: Id, detail: Detail) -> Entry {
    Entry::ok(LogAction::User, LogBody { detail: Some(detail), ..about_user(user) })
}

/// A row about a role that was given, with these keys.
pub(super) fn role_row(role: &people::Role, needed: &Needed) -> Entry {
    let comps: Vec<u8> = needed.iter().map(|(comp, _)| *comp).collect();
    let detail = Some(rights_rows::role(role, &comps));
    Entry::ok(LogAction::Grant, LogBody { detail, ..about_user(role.user) })
}

impl Session {
    /// That it is not about the own rights: nobody gives or takes those.
    pub(super) fn not_oneself(&self, user: Id) -> Answer<()> {
        if user == self.who.id {
            return Err(Refusal::NotAllowed(Message::new("refused-own-rights")));
        }
        Ok(())
    }

    /// The account of somebody whose rights have not ended.
    pub(super) fn active(&self, user: Id) -> Answer<people::Account> {
        people::account_of(self.store.connection(), user)?
            .filter(|a| a.passivated.is_none())
            .ok_or_else(|| Refusal::Cannot(Message::new("refused-user-passivated")))
    }
}
