//! Whose files never open for a user, as the users declare it. Everybody declares for themselves, at any time, and takes
//! nothing back: whoever could would open the file first and declare it again after. A slip of the finger is mended by
//! a supervisor, who has no reason to; nobody mends their own.

use super::accounts::user_row;
use super::answer::Answer;
use super::api::{Declaration, Message, Refusal};
use super::login::Desk;
use super::own_file::hetu_key;
use super::session::Session;
use crate::access::Ability;
use crate::register::Id;
use crate::store::people::{self, Account};
use crate::store::rights_rows::{self, declared};

impl Desk {
    /// Declares the own henkilötunnus of a user, or that of somebody close, and takes a close person back; of the user
    /// of the session when nobody is named. A file that is open and is one of these is shut.
    ///
    /// # Errors
    /// For oneself: when another own code is declared already, and whatever would take something back. For another
    /// user: refused without the right to give rights. A code that is none; nothing typed; a close person who was
    /// not declared.
    pub fn declare(&mut self, user: Option<Id>, declaration: &Declaration) -> Answer<()> {
        if user.is_some() {
            self.require_proof()?;
        }
        self.session()?.declare(user, declaration)
    }
}

impl Session {
    fn declare(&mut self, user: Option<Id>, typed: &Declaration) -> Answer<()> {
        let own = self.own_tag(typed.own.as_deref())?;
        let close = self.own_tag(typed.close.as_deref())?;
        let ended = self.own_tag(typed.close_ended.as_deref())?;
        if own.is_none() && close.is_none() && ended.is_none() {
            return Err(Refusal::Cannot(Message::new("error-declare-nothing")));
        }
        let account = match user {
            Some(user) => {
                self.require_ability_over(user, Ability::UsersGrant)?;
                self.attempted_over(user, self.not_oneself(user))?;
                self.active(user)?
            }
            None => self.active(self.who.id)?,
        };
        let other = account.own_hetu.is_some() && own.is_some() && account.own_hetu != own;
        if user.is_none() && (other || ended.is_some()) {
            let refusal = Refusal::NotAllowed(Message::new("refused-declared"));
            return Err(self.refused_over(account.user, refusal));
        }
        if let Some(tag) = &ended
            && !people::is_close(self.store.connection(), account.user, tag)?
        {
            return Err(Refusal::Cannot(Message::new("error-declare-not-close")));
        }
        // In the order in which it is done.
        let words = [(declared::OWN, &own), (declared::CLOSE_ENDED, &ended), (declared::CLOSE, &close)];
        let hetu_key = hetu_key(self.store.connection())?;
        let row = |(word, tag): (&str, &Option<Vec<u8>>)| {
            let tag = tag.as_ref()?;
            let detail = rights_rows::declares(word, account.user, tag, hetu_key.as_deref());
            Some(user_row(account.user, detail))
        };
        let rows = words.into_iter().filter_map(row).collect();
        self.change(rows, |c| {
            if own.is_some() {
                people::put_account(c, &Account { own_hetu: own.clone(), ..account.clone() })?;
            }
            if let Some(tag) = &ended {
                people::end_close(c, account.user, tag)?;
            }
            close.as_ref().map_or(Ok(()), |tag| people::put_close(c, account.user, tag))
        })?;
        self.shut_own_file()
    }
}
