//! The organisation's recovery key in use on a running office (security design, section 7, "Recovery").
//!
//! Compartment keys lie wrapped to it, so it stands in for a supervisor's hand-over copies where nobody holds them
//! any more: the only supervisor has lost the password, or is gone. An administrator types it beside the own password
//! and gives one person what the role needs; the keys are dropped again in the same call and never open a cell here.
//! Where nobody gives rights any more because the supervisor's role ended by its date, it gives that role again. And an
//! administrator whose own role ended or is about to gets it again with the own password and this key: nobody else may
//! be left who could, and without it an office of one person would be shut for ever on a day that was set a year ago.
//! It cannot replace the administrator: who lost the only account that may manage users restores a backup.
//!
//! It can be made anew, by a supervisor who holds every compartment key or with the old one, and only that it is on
//! paper can nobody but its keeper say: until then `luukku doctor` reminds. Every use is a 418 row, durable before
//! anything else, failed ones too; what was done stands in its detail.

use super::accounts::role_row;
use super::answer::Answer;
use super::api::{Message, NewUser, Refusal};
use super::grants::Needed;
use super::login::Desk;
use super::office;
use super::office_fault::OfficeFault;
use super::role_ends::{self, ADMINISTRATOR};
use super::session::now_after;
use crate::access::Ability;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{Detail, LogBody};
use crate::register::rules::RuleSets;
use crate::register::{Id, Value, time};
use crate::store::{self, Actor, Entry, keys, people};
use crate::vault::derive::normal_login;
use crate::vault::keyslots::{CkUse, Recipient, SlotType};
use crate::vault::os::SessionLock;
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
    /// An administrator's own role was given again.
    Role = 4,
}

/// To whom the keys are given.
pub enum Whom {
    /// A user who is there, by the login name, with the keys of the roles in force: a new activation code.
    User(String),
    /// Somebody new, in an office in which nobody gives rights any more.
    New(NewUser),
}

/// The role of a supervisor, given again.
pub struct Again {
    /// The login name.
    pub login: String,
    /// Its last day, days since 1970-01-01.
    pub until: i32,
    /// Day of the written security agreement.
    pub agreement: i32,
}

impl Desk {
    /// Gives a user the compartment keys of the role out of the recovery key. Answers the user, the activation code
    /// in groups of four, shown once, and until when it works (UTC milliseconds).
    ///
    /// # Errors
    /// Refused without the right to accounts, without the own password typed again, for oneself, with a key that is
    /// not this office's, and as [`Desk::new_user`].
    pub fn recover(&mut self, key: &PasswordText, whom: Whom) -> Answer<(Id, String, i64)> {
        let named = match &whom {
            Whom::User(login) => Some(login.clone()),
            Whom::New(_) => None,
        };
        self.with_recovered(key, named.as_deref(), |desk| match whom {
            Whom::User(login) => desk.code_for(&login),
            Whom::New(new) => desk.new_user(new),
        })
    }

    /// Gives a supervisor whose role ended, or is about to, the role and its keys again, where nobody else gives rights.
    ///
    /// # Errors
    /// As [`Desk::recover`], and where somebody else may give rights: that one decides it.
    pub fn recover_supervisor(&mut self, key: &PasswordText, again: Again) -> Answer<Id> {
        let login = again.login.clone();
        self.with_recovered(key, Some(&login), |desk| {
            let user = desk.user_of(&again.login)?;
            desk.supervisor_again(user, again.until, again.agreement)?;
            Ok(user)
        })
    }

    fn with_recovered<T>(
        &mut self,
        key: &PasswordText,
        login: Option<&str>,
        give: impl FnOnce(&mut Desk) -> Answer<T>,
    ) -> Answer<T> {
        self.require_proof()?;
        // Whoever may not is not told whether there is such a user; the row of the refusal names the one there is.
        match login.map(|login| self.user_of(login)) {
            Some(Ok(user)) => self.session()?.require_ability_over(user, Ability::UsersAccount)?,
            _ => self.session()?.require_ability(Ability::UsersAccount)?,
        }
        let found = self.compartment_keys_of(key, Use::Keys)?;
        let session = self.session()?;
        let own = std::mem::replace(&mut session.who.handover_keys, found);
        let given = give(self);
        // Whatever came of it: nothing of the recovery key's stays in the session.
        if let Some(session) = &mut self.session {
            session.who.handover_keys = own;
        }
        given
    }

    fn code_for(&mut self, login: &str) -> Answer<(Id, String, i64)> {
        let user = self.user_of(login)?;
        let (code, until) = self.make_code(user)?;
        Ok((user, code, until))
    }

    fn user_of(&mut self, login: &str) -> Answer<Id> {
        let login = normal_login(login.trim());
        let accounts = people::accounts(self.session()?.store.connection())?;
        let user = accounts.into_iter().find(|a| a.login == login && a.passivated.is_none()).map(|a| a.user);
        user.ok_or_else(|| Refusal::Cannot(Message::new("error-user-unknown")))
    }

    /// Gives an administrator whose own role ended by its date, or is about to, that role again, by the own password and
    /// the recovery key. Nobody is logged in by it. Answers the user and the last day (days since 1970-01-01).
    ///
    /// # Errors
    /// As a login; refused to who was no administrator until then, or has the role for longer, and with a key that is
    /// not this office's.
    pub fn renew_administrator(
        &mut self,
        login: &str,
        password: PasswordText,
        key: &PasswordText,
    ) -> Answer<(Id, i32)> {
        let mut world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        let unlocked = self.unlock(&keyslots, &ds, &secrets, login, password, world.as_ref())?;
        if unlocked.slot_type != SlotType::Password {
            return Err(Refusal::Cannot(Message::new("error-login-needs-activation")));
        }
        let user = unlocked.keys.user();
        let shared = SessionLock::try_share(self.office.folder()).map_err(OfficeFault::from)?;
        let Some(_open) = shared else {
            return Err(Refusal::Cannot(Message::new("error-restore-running")));
        };
        let (mut store, _) = self.open_store(&keyslots, &unlocked.keys)?;
        let actor = Actor { user: Some(user), role: None, face: self.face };
        let today = time::day_of(now_after(&store, world.as_ref()));
        let active = people::account_of(store.connection(), user)?.is_some_and(|a| a.passivated.is_none());
        let soon = today.saturating_add(role_warning_days(today));
        let lapsed = role_ends::lapsed_administrator(store.connection(), user, soon)?.is_some();
        let refusal = match (active && lapsed, self.opened(key).is_some()) {
            (true, true) => None,
            (true, false) => Some(Refusal::Cannot(Message::new("error-restore-recovery-key"))),
            (false, _) => Some(Refusal::NotAllowed(Message::new("refused-administrator-again"))),
        };
        if let Some(refusal) = refusal {
            store.log(&actor, vec![row(Use::Role, Outcome::Failed)], true, world.as_mut())?;
            store.close()?;
            return Err(refusal);
        }
        let until = today.saturating_add(role_ends::ADMINISTRATOR_DAYS);
        let role = people::Role {
            user,
            role: ADMINISTRATOR.to_owned(),
            from_day: today,
            until_day: until,
            agreement_day: today,
            granted_by: user,
            granted_at: world.now().utc_ms,
            ended_at: None,
        };
        let rows = vec![row(Use::Role, Outcome::Ok), role_row(&role, &Needed::new())];
        store.with(&actor, rows, world.as_mut(), |c, _| people::put_role(c, &role))?;
        store.fold()?;
        store.close()?;
        Ok((user, until))
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

fn role_warning_days(today: i32) -> i32 {
    let days = RuleSets::embedded().security(today).map_or(0, |set| set.values.role_warning_days);
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// A row about the recovery key.
pub(super) fn row(used_for: Use, outcome: Outcome) -> Entry {
    let detail = Detail::from([(USED_FOR, Value::Int(used_for as i64))]);
    Entry::new(LogAction::RecoveryKey, outcome, 1, LogBody { detail: Some(detail), ..LogBody::default() })
}
