//! What people do with their own password: a first one with an activation code, a new one, typing it again before acts
//! on rights, exports and backups; and the rules it must meet.

use super::accounts::about_user;
use super::answer::Answer;
use super::api::{LoggedIn, Message, Refusal};
use super::login::Desk;
use super::office;
use super::office_fault::OfficeFault;
use super::passwords::{password_message, rules_in_force};
use super::session::now_after;
use crate::journal::codes::{LogAction, Outcome};
use crate::store::{Actor, Entry, people};
use crate::vault::keyslots::{KeyslotsFault, SlotFault, SlotType};
use crate::vault::password::PasswordContext;
use crate::vault::secret::PasswordText;

/// How long the own password, typed again, opens acts on rights and backups.
const PROVED_MS: i64 = 5 * 60_000;
impl Desk {
    /// First login with an activation code and a password of one's own.
    ///
    /// # Errors
    /// As [`Desk::login`]; the code works once and for 72 hours.
    pub fn activate(&mut self, login: &str, code: PasswordText, password: PasswordText) -> Answer<LoggedIn> {
        if self.session.is_some() {
            let _ = self.lock(false, None);
        }
        let mut world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        self.password_rules(&password, login, "", None, world.now().utc_ms)?;
        let unlocked = self.unlock(&keyslots, &ds, &secrets, login, code, world.as_ref())?;
        let user = unlocked.keys.user();
        if unlocked.slot_type != SlotType::Activation {
            return Err(self.failed(&ds, Some(user), world.as_ref()));
        }
        let now = world.now().utc_ms;
        let (mut store, _) = self.open_store(&keyslots, &unlocked.keys)?;
        // A clock that was put back gives an old code no new time: the register knows that it was later once.
        if unlocked.expires.is_some_and(|end| now_after(&store, world.as_ref()) >= end) {
            return Err(Refusal::Cannot(Message::new(SlotFault::Expired.message_id())));
        }
        let account = people::account_of(store.connection(), user)?
            .filter(|a| a.passivated.is_none())
            .ok_or_else(|| Refusal::Cannot(Message::new("error-login-ended")))?;
        self.password_rules(&password, login, &account.name, None, now)?;
        let again = password.duplicate();
        let new = self.new_password(password, world.as_mut())?;
        let actor = Actor { user: Some(user), role: None, face: self.face };
        // The row and the new public key come first, under the lock of the file: once the file is written the new
        // password holds, and whoever logs in by it must be the one whom the register knows. A kill in between leaves
        // the code, whose next use brings another key.
        let (mut noted, mut refused) = (false, None);
        let changed = self.office.files().change_keyslots(&ds, |k| {
            let keys = k.activate(&unlocked, login, &new, &secrets, now, world.entropy())?;
            let row = Entry::ok(LogAction::ActivationUsed, about_user(user));
            let known = people::Account {
                sig_pub: Some(keys.sig_pub()),
                kem_pub: Some(*keys.kem_pub().as_bytes()),
                ..account.clone()
            };
            let kept = store.with(&actor, vec![row], world.as_mut(), |c, _| people::put_account(c, &known));
            noted = kept.is_ok();
            kept.map_err(|fault| {
                refused = Some(fault);
                KeyslotsFault::NoSlot
            })
        });
        if let Some(fault) = refused {
            return Err(fault.into());
        }
        if let Err(fault) = changed {
            if noted {
                let row = Entry::new(LogAction::ActivationUsed, Outcome::Failed, 1, about_user(user));
                store.log(&actor, vec![row], true, world.as_mut())?;
            }
            return Err(OfficeFault::from(fault).into());
        }
        store.close()?;
        // What the database remembers of the file is taken over by the login.
        self.login(login, again)
    }

    /// Changes the password of whoever is logged in.
    ///
    /// # Errors
    /// When the password in force is not the one typed, or the new one does not do.
    pub fn change_password(&mut self, current: PasswordText, new: PasswordText) -> Answer<()> {
        let (user, login, name) = {
            let who = self.any_session()?.who();
            (who.id, who.login.clone(), who.name.clone())
        };
        let mut world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        let typed = current.duplicate();
        let unlocked = self.unlock_own(&ds, &secrets, user, current, world.as_ref())?;
        let now = world.now().utc_ms;
        self.password_rules(&new, &login, &name, Some(&typed), now)?;
        let new = self.new_password(new, world.as_mut())?;
        // The row comes first: once the file is written the new password holds, and nothing may fail any more.
        let row = |outcome| Entry::new(LogAction::Password, outcome, 1, about_user(user));
        self.any_session()?.log(vec![row(Outcome::Ok)])?;
        let changed = self.office.files().change_keyslots(&ds, |k| {
            k.change_password(&unlocked.keys, &login, &new, &secrets, now, world.entropy())
        });
        let session = self.any_session()?;
        let written = match changed {
            Ok((written, ())) => written,
            Err(fault) => {
                session.log(vec![row(Outcome::Failed)])?;
                return Err(OfficeFault::from(fault).into());
            }
        };
        // What the database remembers of the file; where that fails, the next login finds the newer file and takes it.
        let _ = session.change(Vec::new(), |c| {
            office::remember_gen(c, &written)?;
            office::remember_slots(c, &written)
        });
        if let Some(held) = &mut self.held {
            held.must_change = false;
        }
        Ok(())
    }

    /// The own password again, before acts on rights, exports and backups; counts for five minutes.
    ///
    /// # Errors
    /// As a failed login; the session stays.
    pub fn reauthenticate(&mut self, password: PasswordText) -> Answer<()> {
        let user = self.session()?.who().id;
        let world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        self.unlock_own(&ds, &secrets, user, password, world.as_ref())?;
        let now = self.session()?.now();
        if let Some(held) = &mut self.held {
            held.proved_until = now + PROVED_MS;
        }
        Ok(())
    }

    /// That the user has typed the own password within five minutes.
    pub(super) fn require_proof(&mut self) -> Answer<()> {
        let now = self.session()?.now();
        match &self.held {
            Some(held) if now < held.proved_until => Ok(()),
            _ => Err(Refusal::Cannot(Message::new("error-password-again"))),
        }
    }

    fn password_rules(
        &self,
        password: &PasswordText,
        login: &str,
        name: &str,
        current: Option<&PasswordText>,
        now: i64,
    ) -> Answer<()> {
        let words = [login, name, self.office.sign().office.as_str()];
        rules_in_force(now)
            .check(password, PasswordContext { words: &words, code: None, current })
            .map_err(|f| Refusal::Cannot(password_message(f)))
    }
}
