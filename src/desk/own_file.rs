//! A user's own file and those of declared close persons never open for that user (434/2003 section 28; register
//! design, V2). Kept as keyed hashes of the henkilötunnus, so that the list of users tells nobody's identity code.
//!
//! Everybody declares for themselves, at any time, and takes nothing back: whoever could would open the file first and
//! declare it again after. A slip of the finger is mended by a supervisor, who has no reason to; nobody mends their own.

use super::answer::Answer;
use super::api::{Declaration, Message, Refusal};
use super::login::Desk;
use super::session::{Session, Who};
use super::users::user_row;
use crate::access::Ability;
use crate::register::{Id, hetu};
use crate::store::people::{self, Account};
use crate::store::rights_rows::{self, declared};
use crate::store::{self, Store, read};
use hmac::{Hmac, KeyInit, Mac};

use sha2::Sha256;

/// The name of the key in `meta`.
pub const KEY: &str = "hetu_key";

/// The keyed hash of a henkilötunnus.
pub fn tag(key: &[u8], hetu: &str) -> Vec<u8> {
    // HMAC takes keys of any length, so this cannot fail; an empty tag would match nothing.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.chain_update(hetu.as_bytes()).finalize().into_bytes().iter().take(16).copied().collect()
}

/// The key of the tags, if the office has it: a row of the log commits to it.
pub(super) fn hetu_key(connection: &store::Connection) -> Answer<Option<Vec<u8>>> {
    Ok(store::meta(connection, KEY)?)
}

/// The key of the tags. An office without it cannot tell whose file is whose: none opens then.
fn key(connection: &store::Connection) -> Answer<Vec<u8>> {
    Ok(store::meta(connection, KEY)?.ok_or(store::Error::Damaged("meta", KEY))?)
}

/// Whether a file is the user's own or a close person's, by its henkilötunnus of today or by any former one: a code
/// that was changed does not open the file.
pub(super) fn is_own_or_close(store: &Store, who: &Who, person: Id) -> Answer<bool> {
    let connection = store.connection();
    let key = key(connection)?;
    for hetu in read::every_hetu(connection, person)? {
        let tag = tag(&key, &hetu);
        let own = who.own_hetu.as_deref() == Some(tag.as_slice());
        if !tag.is_empty() && (own || people::is_close(connection, who.id, &tag)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

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
                self.require_ability(Ability::UsersGrant)?;
                self.attempted(None, self.not_oneself(user))?;
                self.active(user)?
            }
            None => self.active(self.who.id)?,
        };
        let other = account.own_hetu.is_some() && own.is_some() && account.own_hetu != own;
        if user.is_none() && (other || ended.is_some()) {
            let refusal = Refusal::NotAllowed(Message::new("refused-declared"));
            return Err(self.refused(None, refusal));
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

    /// Shuts the open file when it is one that never opens for this user: it may have been declared meanwhile, here or
    /// in another window, or the client's code was mended.
    pub(super) fn shut_own_file(&mut self) -> Answer<()> {
        if let Some(account) = people::account_of(self.store.connection(), self.who.id)?
            && account.own_hetu.is_some()
        {
            self.who.own_hetu = account.own_hetu;
        }
        let Some(person) = self.file.as_ref().map(|open| open.person) else { return Ok(()) };
        if is_own_or_close(&self.store, &self.who, person)? {
            self.end_visit()?;
        }
        Ok(())
    }

    /// The keyed hash of a henkilötunnus as it was typed; none when nothing was.
    pub(super) fn own_tag(&self, typed: Option<&str>) -> Answer<Option<Vec<u8>>> {
        let Some(typed) = typed.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(None) };
        let code = hetu::normalise(typed, self.today()).map_err(|f| Refusal::Cannot(Message::new(f.id())))?;
        Ok(Some(tag(&key(self.store.connection())?, code.as_str())))
    }
}
