//! The organisation's recovery key in use on a running office (security design, section 7, "Recovery").
//!
//! Compartment keys lie wrapped to it, so it stands in for a supervisor's hand-over copies where nobody holds them
//! any more: the only supervisor has lost the password, or is gone. An administrator types it beside the own password
//! and gives one person what the role needs; the keys are dropped again in the same call and never open a cell here.
//! It cannot replace the administrator: who lost the only account that may manage users restores a backup.
//!
//! It can be made anew, by a supervisor who holds every compartment key or with the old one, and only that it is on
//! paper can nobody but its keeper say: until then `luukku doctor` reminds. Every use is a 418 row, durable before
//! anything else, failed ones too; what was done stands in its detail.

use super::api::{Message, NewUser, Refusal};
use super::login::Desk;
use super::office::{self, OfficeFault};
use super::session::Answer;
use crate::access::Ability;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{Detail, LogBody};
use crate::register::{Id, Value};
use crate::store::{self, Entry, keys, people};
use crate::vault::derive::normal_login;
use crate::vault::keyslots::{CkUse, Recipient};
use crate::vault::recovery::RecoveryKey;
use crate::vault::seal::Ck;
use crate::vault::secret::PasswordText;
use crate::vault::wrap::{KemPrivate, KemPublic};
use zeroize::Zeroizing;

/// Name in `meta` of the moment when somebody said that the recovery key is on paper, UTC milliseconds.
pub(super) const CONFIRMED: &str = "recovery_confirmed";

/// Key of a 418 row's detail: what the key was used for, as [`Use`].
pub const USED_FOR: u16 = 1;

/// What a recovery key was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Compartment keys were taken out of it to give them to a user.
    Keys = 1,
    /// A new one was made; the old one opens older backups only.
    Renewed = 2,
    /// It was typed off the paper and is the right one.
    Confirmed = 3,
}

/// To whom the keys are given.
pub enum Whom {
    /// A user who is there, by the login name, with the keys of the roles in force: a new activation code.
    User(String),
    /// Somebody new, in an office in which nobody gives rights any more.
    New(NewUser),
}

impl Desk {
    /// Gives a user the compartment keys of the role out of the recovery key. Answers the user, the activation code
    /// in groups of four, shown once, and until when it works (UTC milliseconds).
    ///
    /// # Errors
    /// Refused without the right to accounts, without the own password typed again, for oneself, with a key that is
    /// not this office's, and as [`Desk::new_user`].
    pub fn recover(&mut self, key: &PasswordText, whom: Whom) -> Answer<(Id, String, i64)> {
        self.require_proof()?;
        self.session()?.require_ability(Ability::UsersAccount)?;
        let found = self.compartment_keys_of(key, Use::Keys)?;
        let session = self.session()?;
        let own = std::mem::replace(&mut session.who.handover_keys, found);
        let given = match whom {
            Whom::User(login) => self.code_for(&login),
            Whom::New(new) => self.new_user(new),
        };
        // Whatever came of it: nothing of the recovery key's stays in the session.
        if let Some(session) = &mut self.session {
            session.who.handover_keys = own;
        }
        given
    }

    fn code_for(&mut self, login: &str) -> Answer<(Id, String, i64)> {
        let login = normal_login(login.trim());
        let accounts = people::accounts(self.session()?.store.connection())?;
        let user = accounts.into_iter().find(|a| a.login == login && a.passivated.is_none()).map(|a| a.user);
        let user = user.ok_or_else(|| Refusal::Cannot(Message::new("error-user-unknown")))?;
        let (code, until) = self.make_code(user)?;
        Ok((user, code, until))
    }

    /// Makes a new recovery key and wraps everything to it that was wrapped to the old one. Answers its text, shown
    /// once; `old` is needed where this session does not hold every compartment key.
    ///
    /// # Errors
    /// Refused to others than administrators and supervisors, and without the own password typed again; when a
    /// compartment key is held neither here nor in `old`.
    pub fn renew_recovery_key(&mut self, old: Option<&PasswordText>) -> Answer<Zeroizing<String>> {
        self.require_proof()?;
        let session = self.session()?;
        if !session.able(Ability::Configure) {
            session.require_ability(Ability::UsersGrant)?;
        }
        let found = match old {
            Some(old) => self.compartment_keys_of(old, Use::Renewed)?,
            None => Vec::new(),
        };
        let session = self.session()?;
        let held: Vec<&Ck> = found.iter().chain(session.keys_held()).collect();
        let all = keys::public_keys(session.store.connection())?;
        let has = |comp: u8, epoch: u32| held.iter().any(|ck| (ck.comp(), ck.key_epoch()) == (comp, epoch));
        if !all.iter().all(|(comp, epoch, _)| has(*comp, *epoch)) {
            return Err(Refusal::Cannot(Message::new("error-recovery-needs-old")));
        }
        drop(held);
        session.change(vec![row(Use::Renewed, Outcome::Ok)], |c| store::put_meta(c, CONFIRMED, &[]))?;
        let mut world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        let Some(session) = &self.session else { return Err(Refusal::NoSession) };
        let new = RecoveryKey::generate(world.entropy());
        let (_, public) = new.pair();
        let (written, ()) = self
            .office
            .files()
            .change_keyslots(&ds, |k| {
                let entropy = world.entropy();
                let dbks = k.open_dbks(&session.who.keys)?;
                k.remove_wraps(|w| w.user().is_none());
                k.header_mut().recovery = Some(public);
                for (generation, dbk) in &dbks {
                    k.wrap_dbk(*generation, dbk, Recipient::Recovery(public), entropy)?;
                }
                // One wrap of each key, though both sources may hold it.
                let mut done: Vec<(u8, u32)> = Vec::new();
                for ck in found.iter().chain(session.keys_held()) {
                    let which = (ck.comp(), ck.key_epoch());
                    if !done.contains(&which) {
                        k.wrap_ck(ck, CkUse::Use, Recipient::Recovery(public), entropy)?;
                        done.push(which);
                    }
                }
                k.escrow_ds(&ds, public, entropy)?;
                secrets.iter().try_for_each(|ss| k.escrow_ss(ss, public, entropy))
            })
            .map_err(OfficeFault::from)?;
        // The old key opens nothing any more: whatever else fails, this one must be seen.
        let _ = self.session()?.change(Vec::new(), |c| office::remember_gen(c, &written));
        Ok(new.shown())
    }

    /// That the recovery key is on paper: it was typed off it.
    ///
    /// # Errors
    /// Refused to others than administrators and supervisors; when it is not this office's key.
    pub fn confirm_recovery_key(&mut self, key: &PasswordText) -> Answer<()> {
        let session = self.session()?;
        if !session.able(Ability::Configure) {
            session.require_ability(Ability::UsersGrant)?;
        }
        self.compartment_keys_of(key, Use::Confirmed)?;
        let session = self.session()?;
        let now = session.now().to_be_bytes();
        session.change(Vec::new(), |c| store::put_meta(c, CONFIRMED, &now))
    }

    /// Opens what is wrapped to a typed recovery key; the row first, also for one that is wrong.
    fn compartment_keys_of(&mut self, typed: &PasswordText, used_for: Use) -> Answer<Vec<Ck>> {
        let opened = self.opened(typed);
        let outcome = if opened.is_some() { Outcome::Ok } else { Outcome::Failed };
        // A key that is renewed has its row when it is; a try that failed has one here.
        if used_for != Use::Renewed || opened.is_none() {
            self.session()?.log(vec![row(used_for, outcome)])?;
        }
        opened.ok_or_else(|| Refusal::Cannot(Message::new("error-restore-recovery-key")))
    }

    fn opened(&self, typed: &PasswordText) -> Option<Vec<Ck>> {
        let (private, public): (KemPrivate, KemPublic) = RecoveryKey::parse(typed.expose())?.pair();
        let ds = self.office.device_secret().ok()?;
        let keyslots = self.office.files().keyslots(&ds).ok()?;
        if keyslots.header().recovery != Some(public) {
            return None;
        }
        keyslots.recover_cks(&private, &public).ok()
    }
}

/// Whether somebody has said that the recovery key is on paper.
pub(super) fn is_confirmed(connection: &store::Connection) -> store::Result<bool> {
    Ok(store::meta(connection, CONFIRMED)?.is_some_and(|at| !at.is_empty()))
}

/// A row about the recovery key.
pub(super) fn row(used_for: Use, outcome: Outcome) -> Entry {
    let detail = Detail::from([(USED_FOR, Value::Int(used_for as i64))]);
    Entry::new(LogAction::RecoveryKey, outcome, 1, LogBody { detail: Some(detail), ..LogBody::default() })
}
