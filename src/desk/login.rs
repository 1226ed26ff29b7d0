//! The desk: logging in, locking, changing the password, first use of an activation code. Between logins nothing of
//! the register is open: no key, no connection.
//!
//! Two windows may be open on one office: both write through the same locks, and nothing is lost by it (sync design,
//! 8, rule 5). The second one says so at its login, because the other screen may show a client, or wait with a text
//! that somebody forgot there. No window can bring another one to the front or lock it from outside, so switching is
//! left to the person: go on here, or lock or close the other one.

use super::api::{LoggedIn, Message, Refusal, Welcome};
use super::checkpoint;
use super::file::OpenFile;
use super::office::{self, Office, OfficeFault};
use super::session::{Answer, Session};
use crate::access::Ability;
use crate::journal::clock::Reading;
use crate::journal::codes::{Face, LogAction};
use crate::journal::log::LogBody;
use crate::register::rules::RuleSets;
use crate::register::{Id, time};
use crate::store::{self, Actor, Entry, Store, World, people};
use crate::vault::device::{Backend, KeyStoreError};
use crate::vault::door::Door;
use crate::vault::kdf::{KdfFault, KdfParams};
use crate::vault::keyslots::{Keyslots, NewPasswordJob, NewPk, SlotFault, SlotType, Unlocked};
use crate::vault::os::{SessionLock, WindowLock};
use crate::vault::password::{PasswordContext, PasswordFault, PasswordRules};
use crate::vault::secret::{Dbk, Ds, PasswordText, Ss};
use crate::vault::user::UserKeys;
use crate::vault::wrap::{self, KemPublic};
use ed25519_dalek::SigningKey;
use std::path::Path;

/// Makes the world of a session: the operating system's clock and randomness, or those of a test.
pub type Worlds = Box<dyn Fn() -> Result<Box<dyn World>, OfficeFault> + Send>;

/// How long the own password, typed again, opens acts on rights and backups.
const PROVED_MS: i64 = 5 * 60_000;
/// A checkpoint is made at least every so many rows.
const CHECKPOINT_ROWS: u64 = 256;

/// The desk of one office on this machine: what there is before and after a login.
pub struct Desk {
    pub(super) office: Office,
    pub(super) worlds: Worlds,
    pub(super) face: Face,
    pub(super) session: Option<Session>,
    pub(super) held: Option<Held>,
    /// The user whose session was locked, who may come back to it.
    pub(super) locked: Option<Id>,
    /// The file that was open at the end of whose session, by its ids: it is open again for the same user, and for
    /// nobody else.
    pub(super) left_open: Option<(Id, OpenFile)>,
    /// Whose session was ended from here, with the public key to which the text of the screens may still be sealed.
    ended: Option<(Id, KemPublic)>,
    /// That text, sealed to its author.
    parting: Option<(Id, Vec<u8>)>,
    /// Held by the first window on the folder, as long as it is open.
    window: Option<WindowLock>,
    /// The cost of passwords made here.
    pub(super) cost: KdfParams,
}

/// What a session needs beside itself, gone with it.
pub(super) struct Held {
    /// The key of the open database, for further connections of this session and for the slots of new users.
    pub dbk: Dbk,
    /// Its generation.
    pub dbk_gen: u32,
    /// Signs checkpoints for the machine. Derived at login, so that leaving asks no key store for anything.
    pub device: SigningKey,
    /// When the session began, UTC milliseconds.
    pub since: i64,
    /// Until when the own password, typed again, counts.
    pub proved_until: i64,
    /// Nothing but a new password is accepted.
    pub must_change: bool,
    /// Keeps a restore from changing the file underneath.
    pub _open: SessionLock,
}

impl Desk {
    /// The desk of the office in a folder.
    ///
    /// # Errors
    /// When there is no office, or it cannot be read.
    pub fn new(folder: &Path, face: Face, worlds: Worlds) -> Result<Desk, OfficeFault> {
        let office = Office::find(folder)?;
        Ok(Desk {
            office,
            worlds,
            face,
            session: None,
            held: None,
            locked: None,
            left_open: None,
            ended: None,
            parting: None,
            window: None,
            cost: KdfParams::DEFAULT,
        })
    }

    /// With another cost of passwords: small machines, tests.
    #[must_use]
    pub fn with_cost(mut self, cost: KdfParams) -> Desk {
        self.cost = cost;
        self
    }

    /// The login screen's texts. Asks no key store.
    pub fn welcome(&mut self) -> Welcome {
        let elsewhere = self.another_window().then(|| Message::new("notice-other-window"));
        let sign = self.office.sign();
        Welcome {
            office: sign.office.clone(),
            machine: sign.machine.clone(),
            practice_staff: sign
                .practice_staff
                .iter()
                .map(|s| (s.login.clone(), s.role.clone(), s.password.clone()))
                .collect(),
            trouble: None,
            elsewhere,
        }
    }

    /// Whether a window was open on the folder before this one. A script is no window; where the lock cannot be
    /// made there is nothing to say.
    fn another_window(&mut self) -> bool {
        if self.face != Face::Tui || self.window.is_some() {
            return false;
        }
        match WindowLock::try_acquire(self.office.folder()) {
            Ok(Some(window)) => {
                self.window = Some(window);
                false
            }
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// The office.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// The session, if its user's rights are still in force: what ended, ends at the next call.
    ///
    /// # Errors
    /// When nobody is logged in, when rights or time of the session have ended, or when the password must be changed
    /// first.
    pub fn session(&mut self) -> Answer<&mut Session> {
        if self.held.as_ref().is_some_and(|h| h.must_change) {
            return Err(Refusal::Cannot(Message::new("error-password-must-change")));
        }
        self.any_session()
    }

    /// The same for the change of a password that has to be changed.
    fn any_session(&mut self) -> Answer<&mut Session> {
        let since = self.held.as_ref().map(|h| h.since);
        let ended = match (&mut self.session, since) {
            (Some(session), Some(since)) => match session.still_in(since) {
                Ok(still) => (!still).then_some(Refusal::NoSession),
                Err(refusal) => Some(refusal),
            },
            _ => return Err(Refusal::NoSession),
        };
        if let Some(refusal) = ended {
            if let Some(session) = &self.session {
                let user = session.who.id;
                self.ended = Some((user, session.who.keys.kem_pub()));
                self.left_open = session.file.clone().map(|file| (user, file));
            }
            let _ = self.leave(LogAction::GrantExpired, None);
            return Err(refusal);
        }
        self.session.as_mut().ok_or(Refusal::NoSession)
    }

    /// A connection of its own for search.
    ///
    /// # Errors
    /// When nobody is logged in or the file does not open.
    pub fn reader(&self) -> Answer<crate::cipherdb::Reader> {
        match (&self.session, &self.held) {
            (Some(session), Some(held)) if !held.must_change => {
                Ok(session.store.reader(held.dbk.expose())?)
            }
            _ => Err(Refusal::NoSession),
        }
    }

    /// When nobody is typing: signs the log if many rows have come, folds the write-ahead log into the file.
    pub fn rest(&mut self) {
        let (Some(session), Some(held)) = (&mut self.session, &self.held) else { return };
        if checkpoint::waiting(session).is_ok_and(|rows| rows >= CHECKPOINT_ROWS) {
            // What fails here is tried again at the next rest and at the latest when the session ends.
            let _ =
                session.settle().and_then(|()| checkpoint::keep(session, &held.device, &self.office, true));
        }
        let _ = session.store.fold();
    }

    /// Logs in, or comes back after a lock. A session that is open is locked first.
    ///
    /// # Errors
    /// Wrong user and wrong password read the same; a running delay names the time of day when it ends.
    pub fn login(&mut self, login: &str, password: PasswordText) -> Answer<LoggedIn> {
        if self.session.is_some() {
            let _ = self.lock(false, None);
        }
        let mut world = (self.worlds)()?;
        let (ds, secrets) = self.secrets(world.as_ref())?;
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        let again = password.duplicate();
        let unlocked = self.unlock(&keyslots, &ds, &secrets, login, password, world.as_ref())?;
        if unlocked.slot_type != SlotType::Password {
            return Err(Refusal::Cannot(Message::new("error-login-needs-activation")));
        }
        let weak = unlocked.weak_kdf && !self.cost.weaker_than_default();
        let seen = self.enter(&keyslots, &ds, unlocked)?;
        if weak {
            // A slot weaker than today's cost is rewritten with the password just typed. Where that fails it stays.
            let _ = self.strengthen(&ds, &secrets, again, world.as_mut());
        }
        Ok(seen)
    }

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
        let account = people::account_of(store.connection(), user)?
            .filter(|a| a.passivated.is_none())
            .ok_or_else(|| Refusal::Cannot(Message::new("error-login-ended")))?;
        self.password_rules(&password, login, &account.name, None, now)?;
        let again = password.duplicate();
        let new = self.new_password(password, world.as_mut())?;
        let (written, keys) = self
            .office
            .files()
            .change_keyslots(&ds, |k| k.activate(&unlocked, login, &new, &secrets, now, world.entropy()))
            .map_err(OfficeFault::from)?;
        let actor = Actor { user: Some(user), role: None, face: self.face };
        let slot_gen = written.slot(user).map_or(1, |s| s.slot_gen);
        let row = Entry::ok(LogAction::ActivationUsed, about_user(user));
        store.with(&actor, vec![row], world.as_mut(), |c, _| {
            people::put_account(
                c,
                &people::Account { slot_gen, sig_pub: Some(keys.sig_pub()), ..account.clone() },
            )?;
            office::remember_gen(c, &written)
        })?;
        store.close()?;
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
        let (written, ()) = self
            .office
            .files()
            .change_keyslots(&ds, |k| {
                k.change_password(&unlocked.keys, &login, &new, &secrets, now, world.entropy())
            })
            .map_err(OfficeFault::from)?;
        let slot_gen = written.slot(user).map_or(1, |s| s.slot_gen);
        let session = self.any_session()?;
        let actor = session.actor();
        let row = Entry::ok(LogAction::Password, about_user(user));
        session.store.with(&actor, vec![row], world.as_mut(), |c, _| {
            if let Some(mut account) = people::account_of(c, user)? {
                account.slot_gen = slot_gen;
                people::put_account(c, &account)?;
            }
            office::remember_gen(c, &written)
        })?;
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

    /// Takes the clock as it stands for right although it jumped ahead by more than a day: an administrator looked.
    /// Until then the jump ends rights at once and enters no timestamp (security design, 6.5).
    ///
    /// # Errors
    /// Refused to others than administrators, and without the own password typed again. When the clock did not jump
    /// there is nothing to confirm.
    pub fn confirm_clock(&mut self) -> Answer<()> {
        self.session()?.require_ability(Ability::Configure)?;
        self.require_proof()?;
        let session = self.session()?;
        if !matches!(session.clock()?, Reading::Ahead(_)) {
            return Err(Refusal::Cannot(Message::new("error-clock-not-ahead")));
        }
        let actor = session.actor();
        let row = Entry::ok(LogAction::ClockJumpConfirmed, LogBody::default());
        session.store.with(&actor, vec![row], session.world.as_mut(), store::adopt_clock)?;
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

    /// Locks: views are written, every key is dropped, the database is closed. The visit goes on.
    ///
    /// After a session that was ended from here there is nothing left to lock; what was on its screens is taken all
    /// the same.
    ///
    /// # Errors
    /// Never in a way that leaves it open: what could not be written is answered, the keys are gone all the same.
    pub fn lock(&mut self, automatic: bool, keep: Option<&str>) -> Answer<()> {
        if let (None, Some(text)) = (&self.session, keep) {
            return self.take_parting(text);
        }
        let action = if automatic { LogAction::AutoLock } else { LogAction::Lock };
        if let Some(session) = &self.session {
            self.locked = Some(session.who.id);
            self.left_open = session.file.clone().map(|file| (session.who.id, file));
        }
        self.leave(action, keep)
    }

    /// Seals what was on the screens when the session was ended from here. Its keys are gone and the file is closed:
    /// the text is sealed to its author's public key, which is no secret, and waits as ciphertext for the next login
    /// of the same user.
    fn take_parting(&mut self, text: &str) -> Answer<()> {
        let Some((user, to)) = self.ended else { return Err(Refusal::NoSession) };
        let mut world = (self.worlds)()?;
        let sealed = wrap::seal_draft(to, user, text.as_bytes(), world.entropy())
            .map_err(|e| fault(e.message_id(), "D-DRAFT"))?;
        self.parting = Some((user, sealed));
        Ok(())
    }

    /// What [`Desk::take_parting`] sealed, for its author, once.
    pub(super) fn give_parting(&mut self, keys: &UserKeys) -> Option<String> {
        self.ended = None;
        let (_, sealed) = self.parting.take_if(|(user, _)| *user == keys.user())?;
        let text = keys.open_draft(&sealed).ok()?;
        std::str::from_utf8(&text).ok().map(str::to_owned)
    }

    /// Ends the visit and the session.
    ///
    /// # Errors
    /// As [`Desk::lock`].
    pub fn logout(&mut self) -> Answer<()> {
        self.locked = None;
        self.left_open = None;
        let visit = self.session.as_mut().map_or(Ok(()), Session::end_visit);
        self.leave(LogAction::Logout, None).and(visit)
    }

    fn leave(&mut self, action: LogAction, keep: Option<&str>) -> Answer<()> {
        let held = self.held.take();
        let Some(mut session) = self.session.take() else { return Ok(()) };
        let kept = keep.map_or(Ok(()), |text| session.keep_draft(LOCK_PLACE, text));
        let searched = session.end_search();
        let mut rows = session.views.end();
        rows.push(Entry::ok(action, LogBody::default()));
        let mut done = searched.and(session.log(rows)).and(session.settle());
        if let (Ok(()), Some(held)) = (&done, &held) {
            // No call to a key store of the platform on the way out: it may never answer.
            let outside = action != LogAction::Logout || self.office.device().backend() == Backend::File;
            done = checkpoint::keep(&mut session, &held.device, &self.office, outside);
        }
        let _ = session.store.fold();
        done.and(kept).and(session.store.close().map_err(Refusal::from))
    }

    /// The machine's secrets. A key store that gives the device secret and not the slot secrets is noted at the door.
    pub(super) fn secrets(&self, world: &dyn World) -> Answer<(Ds, Vec<Ss>)> {
        let ds = self.office.device_secret().map_err(lost)?;
        match self.office.slot_secrets() {
            Ok(secrets) => Ok((ds, secrets)),
            Err(fault) => {
                let now = world.now().utc_ms;
                let machine = self.office.machine();
                let _ = self.office.files().change_door(&ds, machine, 1, |d| d.record_key_store(now));
                Err(lost(fault))
            }
        }
    }

    /// Delay, derivation, slot: what a login name and a password open. A failure is noted at the door.
    fn unlock(
        &self,
        keyslots: &Keyslots,
        ds: &Ds,
        secrets: &[Ss],
        login: &str,
        password: PasswordText,
        world: &dyn World,
    ) -> Answer<Unlocked> {
        let job = keyslots.prepare(login, password, secrets);
        let user = job.user();
        self.count_try(ds, user, world)?;
        self.judged(job.run().map(|d| d.finish(secrets, world.now().utc_ms)), ds, user, world)
    }

    /// The same for who is logged in.
    fn unlock_own(
        &self,
        ds: &Ds,
        secrets: &[Ss],
        user: Id,
        password: PasswordText,
        world: &dyn World,
    ) -> Answer<Unlocked> {
        let keyslots = self.office.files().keyslots(ds).map_err(OfficeFault::from)?;
        let job = keyslots.prepare_user(user, password).ok_or(Refusal::NoSession)?;
        self.count_try(ds, Some(user), world)?;
        self.judged(job.run().map(|d| d.finish(secrets, world.now().utc_ms)), ds, Some(user), world)
    }

    /// The answer to a try that was counted: a wrong one stays counted, any other is taken back.
    fn judged(
        &self,
        result: Result<Result<Unlocked, SlotFault>, KdfFault>,
        ds: &Ds,
        user: Option<Id>,
        world: &dyn World,
    ) -> Answer<Unlocked> {
        let answer = match result {
            Ok(Err(SlotFault::Unknown | SlotFault::WrongPassword)) => {
                return Err(self.told(ds, user, world, Door::record_wrong));
            }
            Ok(Ok(unlocked)) => Ok(unlocked),
            Ok(Err(other)) => Err(Refusal::Cannot(Message::new(other.message_id()))),
            Err(kdf) => Err(Refusal::Cannot(Message::new(kdf.message_id()))),
        };
        self.take_back(ds, user, world)?;
        answer
    }

    fn take_back(&self, ds: &Ds, user: Option<Id>, world: &dyn World) -> Answer<()> {
        let change = |door: &mut Door| door.take_back_try(user, world.now().utc_ms);
        match self.office.files().change_door(ds, self.office.machine(), 1, change) {
            Ok(_) => Ok(()),
            Err(_) => Err(fault("error-door", "D-DOOR")),
        }
    }

    /// Under the lock of the door file: refuses while a delay runs, else counts the try before it is judged. Tries
    /// made side by side would otherwise all be judged before the first failure was written.
    fn count_try(&self, ds: &Ds, user: Option<Id>, world: &dyn World) -> Answer<()> {
        let counted = self.office.files().change_door(ds, self.office.machine(), 1, |door| {
            let now = world.now().utc_ms;
            let wait = door.wait_ms(user, now);
            if wait == 0 {
                door.count_try(user, now);
            } else {
                door.record_blocked(user, now);
            }
            (now, wait)
        });
        match counted {
            Ok((_, (_, 0))) => Ok(()),
            Ok((_, (now, wait))) => {
                Err(Refusal::Cannot(Message::new("error-login-wait").with("time", ends_at(now, wait))))
            }
            Err(_) => Err(fault("error-door", "D-DOOR")),
        }
    }

    fn failed(&self, ds: &Ds, user: Option<Id>, world: &dyn World) -> Refusal {
        self.told(ds, user, world, Door::record_failure)
    }

    /// Notes a failure at the door and answers what the user reads.
    fn told(
        &self,
        ds: &Ds,
        user: Option<Id>,
        world: &dyn World,
        note: fn(&mut Door, Option<Id>, i64),
    ) -> Refusal {
        let changed = self.office.files().change_door(ds, self.office.machine(), 1, |door| {
            let now = world.now().utc_ms;
            note(door, user, now);
            (now, door.wait_ms(user, now))
        });
        match changed {
            Ok((_, (_, 0))) => Refusal::Cannot(Message::new("error-login-refused")),
            Ok((_, (now, wait))) => {
                Refusal::Cannot(Message::new("error-login-wrong-wait").with("time", ends_at(now, wait)))
            }
            Err(_) => fault("error-door", "D-DOOR"),
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

    pub(super) fn new_password(&self, password: PasswordText, world: &mut dyn World) -> Answer<NewPk> {
        let job = NewPasswordJob::with_cost(password, self.cost, world.entropy());
        job.run().map_err(|e| Refusal::Cannot(Message::new(e.message_id())))
    }

    fn strengthen(
        &mut self,
        ds: &Ds,
        secrets: &[Ss],
        password: PasswordText,
        world: &mut dyn World,
    ) -> Answer<()> {
        let same = self.new_password(password, world)?;
        let Some(session) = self.session.as_mut().filter(|s| !s.shut) else { return Ok(()) };
        let (who, actor) = (&session.who, session.actor());
        let (written, ()) = self
            .office
            .files()
            .change_keyslots(ds, |k| k.strengthen(&who.keys, &who.login, &same, secrets, world.entropy()))
            .map_err(OfficeFault::from)?;
        session.store.with(&actor, Vec::new(), world, |c, _| {
            office::remember_gen(c, &written)?;
            office::remember_slots(c, &written)
        })?;
        Ok(())
    }

    /// Opens the database with the user's keys: a rekey that was cut short leaves it under one of two.
    pub(super) fn open_store(&self, keyslots: &Keyslots, keys: &UserKeys) -> Answer<(Store, (u32, Dbk))> {
        let header = keyslots.header();
        let mut last = fault("error-no-database-key", "D-DBK");
        for (generation, dbk) in keyslots.open_dbks(keys).map_err(OfficeFault::from)? {
            match Store::open(&self.office.database(), dbk.expose(), header.db_salt, header.db) {
                Ok(store) => return Ok((store, (generation, dbk))),
                Err(store::Error::File(crate::cipherdb::Error::WrongKeyOrDamaged)) => {
                    last = store::Error::File(crate::cipherdb::Error::WrongKeyOrDamaged).into();
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(last)
    }
}

/// The place of the text that a lock keeps.
pub(super) const LOCK_PLACE: &str = "lock";

/// A log row about a user.
pub(super) fn about_user(user: Id) -> LogBody {
    LogBody { object: Some(user), ..LogBody::default() }
}

/// The password rules in force.
pub(super) fn rules_in_force(now: i64) -> PasswordRules {
    RuleSets::embedded().security(time::day_of(now)).map_or_else(PasswordRules::default, |set| {
        PasswordRules::new(usize::try_from(set.values.password_min_characters).unwrap_or(usize::MAX))
    })
}

/// The second after which a delay has ended.
fn ends_at(now: i64, wait: i64) -> String {
    time::clock_seconds(now + wait + 999)
}

/// A device secret that is gone is never made anew: what it opened would be lost for good.
fn lost(fault: OfficeFault) -> Refusal {
    if fault.0.id == KeyStoreError::Missing.message_id() {
        return Refusal::Cannot(Message::new("error-device-secret-lost"));
    }
    fault.into()
}

pub(super) fn fault(id: &'static str, code: &str) -> Refusal {
    Refusal::Fault(Message::new(id), code.to_owned())
}

/// The sentence about a password that does not do.
pub(super) fn password_message(fault: PasswordFault) -> Message {
    let message = Message::new(fault.message_id());
    match fault {
        PasswordFault::TooShort { chars, min } => {
            message.with("chars", chars.to_string()).with("min", min.to_string())
        }
        PasswordFault::TooLong { max } => message.with("max", max.to_string()),
        _ => message,
    }
}

impl From<OfficeFault> for Refusal {
    fn from(fault: OfficeFault) -> Refusal {
        Refusal::Cannot(fault.0)
    }
}
