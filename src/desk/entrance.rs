//! From a typed name and password to a session: roles, keys, what happened while the register was shut, and whether an
//! older file was put in the place of a newer one.

use super::accounts::about_user;
use super::answer::{Answer, fault};
use super::api::{Abilities, LoggedIn, Message, Refusal};
use super::checkpoint::{self, Outside};
use super::grants::{self, roles_in_force};
use super::login::{Desk, Held};
use super::office::{self, DOOR_SEQ, FILE_GEN};
use super::office_fault::OfficeFault;
use super::role_ends;
use super::session::{Session, Who, now_after};
use super::unlock::door_refusal;
use crate::access::{Ability, Action, Policy};
use crate::journal::clock::Reading;
use crate::journal::codes::{Face, LogAction, Outcome};
use crate::journal::log::{Detail, LogBody};
use crate::register::rules::SecuritySettings;
use crate::register::{Id, Value, dates, kinds, time};
use crate::store::open_sessions::{self, OpenSession};
use crate::store::{self, Actor, Entry, Store, people};
use crate::vault::derive;
use crate::vault::door::{Door, DoorEvent, DoorEventKind, FIRST_SEQ};
use crate::vault::keyslots::{CkUse, Keyslots, SlotType, Unlocked};
use crate::vault::os::SessionLock;
use crate::vault::password::{PasswordAge, age};
use crate::vault::secret::{Ds, PasswordText};
use std::collections::BTreeMap;

/// Key of a 102 or 110 row's detail: when it happened at the door, UTC milliseconds.
pub const DOOR_AT: u16 = 1;
/// Key of a 102 or 110 row's detail: the door's own code of what happened.
pub const DOOR_KIND: u16 = 2;

impl Desk {
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
        adopt_clock(session)
    }

    pub(super) fn enter(&mut self, keyslots: &Keyslots, ds: &Ds, unlocked: Unlocked) -> Answer<LoggedIn> {
        let mut world = (self.worlds)()?;
        let user = unlocked.keys.user();
        let shared = SessionLock::try_share(self.office.folder()).map_err(OfficeFault::from)?;
        let Some(open) = shared else {
            return Err(Refusal::Cannot(Message::new("error-restore-running")));
        };
        let (mut store, (dbk_gen, dbk)) = self.open_store(keyslots, &unlocked.keys)?;
        let policy = Policy::embedded().map_err(|_| fault("error-policy", "D-POLICY"))?;
        let now = now_after(&store, world.as_ref());
        let (account, roles) = match entitled(&store, user, time::day_of(now))? {
            Ok(entitled) => entitled,
            Err((action, message)) => {
                let actor = Actor { user: Some(user), role: None, face: self.face };
                // A row that may come first after the machine was started.
                let row = Entry::new(action, Outcome::Refused, 1, about_user(user));
                store.log(&actor, vec![row], true, world.as_mut())?;
                store.close()?;
                return Err(Refusal::Cannot(message));
            }
        };
        let held = keyslots.open_cks(&unlocked.keys).map_err(OfficeFault::from)?;
        let (uses, handover): (Vec<_>, Vec<_>) = held.into_iter().partition(|h| h.ck_use == CkUse::Use);
        // A key whose right has ended opens nothing any more, wherever its wrap still lies.
        let given = grants::rights_in_force(store.connection(), user, time::day_of(now))?;
        let due = grants::keys_due(&policy, &roles, &given);
        let mut who = Who::of(store.connection(), Some(&account), roles, unlocked.keys)?;
        who.individual = grants::groups(&given);
        who.compartment_keys = uses.into_iter().map(|h| h.ck).filter(|ck| due.contains(&ck.comp())).collect();
        who.handover_keys = handover.into_iter().map(|h| h.ck).collect();
        let run = self.run(world.entropy());
        let mut session = Session::new(store, world, policy, who, self.face);
        session.run = run;
        let device = derive::device_sig_bytes(ds);
        let left = session.left_sessions(self.office.folder())?;
        let mut notices = self.arrive(&mut session, keyslots, ds)?;
        session.end_left_sessions(&left);
        if checkpoint::keep(&mut session, &device, &self.office, true).is_err() {
            // A key store that fails now must not keep a clerk out; the next checkpoint tries again.
            notices.push(checkpoint::NOT_KEPT);
        }
        let settings = session.settings()?;
        // The passwords of the practice staff stand on its login screen: they never grow too old.
        let too_old =
            !session.store.here().practice && password_notice(unlocked.changed, now, settings, &mut notices);
        notices.extend(session.role_notices()?);
        let must_change = unlocked.must_change || too_old;
        // A script has no screens to put them on.
        let kept = match self.face {
            Face::Tui => session.take_lock_text(&self.lock_place(), self.window.is_some())?,
            _ => None,
        };
        // What was on the screens of a session that ended from here is newer than what a lock kept.
        let kept = self.give_parting(&session.who.keys).or(kept);
        // Behind a lock the form stands on the screen again. After a kill, or another user, its file is not open any
        // more, and nothing else shows what waits.
        let left = self.left_open.remove(&user).filter(|_| !must_change);
        let resumes = self.locked == Some(user) || left.is_some();
        let waiting = if kept.is_some() && resumes { 0 } else { session.kept_drafts()? };
        if waiting > 0 {
            // For whom they are is not said: no client's name stands on the screen before a key is pressed (tui
            // design, 4.1), nor in what a script prints, which ends up in files and mails.
            notices.push(Message::new("notice-drafts").with("n", waiting.to_string()));
        }
        if let Some(left) = left {
            session.resume(left)?;
        }
        session.end_left_visits(self.office.folder())?;
        self.locked = None;
        self.held =
            Some(Held { dbk, dbk_gen, device, since: now, proved_until: now, must_change, _open: open });
        let seen = seen(&session, settings, notices, kept, must_change);
        self.session = Some(session);
        self.release_handover(ds);
        self.release_ended(keyslots);
        Ok(seen)
    }

    /// What a login finds and writes down with its own row: the door's events, an older file put in place, the clock.
    fn arrive(&self, session: &mut Session, keyslots: &Keyslots, ds: &Ds) -> Answer<Vec<Message>> {
        let mut notices = Vec::new();
        let mut rows = Vec::new();
        let user = session.who.id;
        let files = self.office.files();
        let machine = self.office.machine();
        // Another process may have written the file since it was read: looked at again before anybody is alarmed.
        let mut newest = keyslots.clone();
        let mut older = rolled_back(session, &newest)?;
        if older {
            newest = files.keyslots(ds).map_err(OfficeFault::from)?;
            older = rolled_back(session, &newest)?;
        }
        let outside = checkpoint::compare(&session.store, &self.office)?;
        let beyond = match outside {
            Outside::Differs(beyond) => Some(beyond),
            _ => None,
        };
        if older || beyond.is_some() {
            let mut detail = Detail::from([(1, Value::Bool(older)), (2, Value::Bool(!older))]);
            detail.extend(beyond.flatten().map(|beyond| beyond.detail()).unwrap_or_default());
            let body = LogBody { detail: Some(detail), ..LogBody::default() };
            rows.push(Entry::new(LogAction::Rollback, Outcome::Failed, 1, body));
            notices.push(Message::new("notice-rollback"));
        }
        if outside == Outside::Missing {
            let body = LogBody { detail: Some(Detail::from([(4, Value::Bool(true))])), ..LogBody::default() };
            rows.push(Entry::new(LogAction::VerifyAlarm, Outcome::Failed, 1, body));
            notices.push(Message::new("notice-checkpoint-missing"));
        }
        if !session.public_keys_agree()? {
            let body = LogBody { detail: Some(Detail::from([(3, Value::Bool(true))])), ..LogBody::default() };
            rows.push(Entry::new(LogAction::VerifyAlarm, Outcome::Failed, 1, body));
            notices.push(Message::new("error-compartment-key-changed"));
        }
        match session.clock()? {
            // A practice office lies unused for weeks, and nothing in it is anybody's: it simply works, whatever an
            // earlier run took for the time.
            Reading::Behind(_) if session.store.here().practice => {}
            Reading::Behind(_) => {
                rows.push(Entry::new(LogAction::ClockBack, Outcome::Failed, 1, LogBody::default()));
                notices.push(Message::new("notice-clock-back"));
            }
            Reading::Ahead(_) if session.store.here().practice => adopt_clock(session)?,
            Reading::Ahead(_) if session.able(Ability::Configure) => {
                notices.push(Message::new("notice-clock-ahead-confirm"));
            }
            Reading::Ahead(_) => notices.push(Message::new("notice-clock-ahead")),
            Reading::Plausible => {}
        }
        let door_seq = office::number(session.store.connection(), DOOR_SEQ)?;
        // The numbers of an office that an earlier release made begin at 1 until its first login here.
        let mut imported = door_seq.max(FIRST_SEQ);
        let mut failures = BTreeMap::new();
        let door = files.door(ds, machine).ok();
        let anew =
            |door: &Door| door.next_seq() < door_seq || (door_seq >= FIRST_SEQ && door.began_at_door());
        if door.as_ref().is_none_or(anew) {
            rows.push(Entry::new(LogAction::DoorFileMissing, Outcome::Failed, 1, LogBody::default()));
        }
        if let Some(door) = &door {
            let import = door.import();
            // From a file that begins anew or is older everything is taken: twice is better than never.
            rows.extend(import.events.iter().map(door_row));
            if import.uncounted > 0 {
                rows.push(Entry::new(
                    LogAction::FailedLogin,
                    Outcome::Failed,
                    import.uncounted,
                    LogBody::default(),
                ));
            }
            imported = imported.max(import.next_seq);
            failures = failures_told(session, &import.events)?;
            let own = failures.remove(&user).unwrap_or_default();
            if own > 0 {
                notices.push(Message::new("notice-failed-logins").with("n", own.to_string()));
            }
        }
        let action = match self.locked {
            Some(locked) if locked == user => LogAction::Unlock,
            Some(_) => LogAction::Switch,
            None => LogAction::Login,
        };
        rows.push(Entry::ok(action, LogBody::default()));
        let (actor, run) = (session.actor(), session.run);
        session.store.with(&actor, rows, session.world.as_mut(), |c, moment| {
            if let Some(run) = run {
                open_sessions::begin(c, &OpenSession { user, since: moment.utc_ms, run })?;
            }
            // While an older file lies there its numbers are not taken over.
            if !older {
                office::remember_gen(c, &newest)?;
                office::remember_slots(c, &newest)?;
            }
            store::put_meta(c, &failures_of(user), &0u64.to_be_bytes())?;
            for (other, wrong) in &failures {
                store::put_meta(c, &failures_of(*other), &wrong.to_be_bytes())?;
            }
            store::put_meta(c, DOOR_SEQ, &imported.to_be_bytes())
        })?;
        files
            .change_door(ds, machine, imported, |door| {
                door.go_on_from(imported);
                door.clear_imported(imported);
                door.succeeded(user);
            })
            .map_err(|why| door_refusal(&why))?;
        if notices.iter().any(|m| ["notice-rollback", "notice-clock-back"].contains(&m.id)) {
            session.shut_sealed();
        }
        Ok(notices)
    }
}

/// Takes the clock for right however far it went, with its row.
pub(super) fn adopt_clock(session: &mut Session) -> Answer<()> {
    let row = Entry::ok(LogAction::ClockJumpConfirmed, LogBody::default());
    let (actor, rows) = (session.actor(), session.acted(vec![row]));
    session.store.with(&actor, rows, session.world.as_mut(), store::adopt_clock)?;
    Ok(())
}

type Entitled = Result<(people::Account, Vec<String>), (LogAction, Message)>;

/// The account and its roles in force, or why there is no way in.
fn entitled(store: &Store, user: Id, today: i32) -> Answer<Entitled> {
    let account = people::account_of(store.connection(), user)?.filter(|a| a.passivated.is_none());
    let Some(account) = account else {
        return Ok(Err((LogAction::FailedLogin, Message::new("error-login-ended"))));
    };
    let all = people::roles_of(store.connection(), user)?;
    let roles = roles_in_force(store.connection(), user, today)?;
    if !roles.is_empty() {
        return Ok(Ok((account, roles)));
    }
    let message = match all.iter().map(|r| r.until_day).max() {
        Some(last) if last < today => {
            let administrator = role_ends::lapsed_administrator(store.connection(), user, today)?.is_some();
            let id = if administrator { "error-login-administrator-ended" } else { "error-login-role-ended" };
            Message::new(id).with("day", dates::show(last))
        }
        _ => Message::new("error-login-no-role"),
    };
    Ok(Err((LogAction::FailedLogin, message)))
}

/// Name in `meta` of how many tries with a user's name were judged wrong that the user was not told of yet: whoever
/// logs in takes over the door's events of everybody.
fn failures_of(user: Id) -> String {
    format!("failed_logins:{user}")
}

/// Tries that were judged wrong, by user, of those to whom these events or earlier ones of others' logins have some.
/// The door's own counters hold also what nobody has judged: tries side by side, and a login that was killed.
fn failures_told(session: &Session, events: &[DoorEvent]) -> Answer<BTreeMap<Id, u64>> {
    let mut failures = BTreeMap::from([(session.who.id, 0u64)]);
    for event in events {
        if let (DoorEventKind::WrongPassword, Some(user)) = (event.kind, event.user) {
            *failures.entry(user).or_default() += 1;
        }
    }
    for (user, wrong) in &mut failures {
        *wrong += office::number(session.store.connection(), &failures_of(*user))?;
    }
    Ok(failures)
}

fn rolled_back(session: &Session, keyslots: &Keyslots) -> Answer<bool> {
    let connection = session.store.connection();
    let gens: Vec<(Id, u32)> = people::accounts(connection)?.iter().map(|a| (a.user, a.slot_gen)).collect();
    Ok(keyslots.rollback(office::number(connection, FILE_GEN)?, &gens).is_some())
}

fn door_row(event: &DoorEvent) -> Entry {
    let action = match event.kind {
        DoorEventKind::KeyStore => LogAction::KeyStore,
        _ => LogAction::FailedLogin,
    };
    let outcome = match event.kind {
        DoorEventKind::Blocked => Outcome::Refused,
        _ => Outcome::Failed,
    };
    let detail =
        Detail::from([(DOOR_AT, Value::Int(event.ts)), (DOOR_KIND, Value::Int(i64::from(event.kind as u8)))]);
    Entry::new(action, outcome, 1, LogBody { object: event.user, detail: Some(detail), ..LogBody::default() })
}

/// Tells how old the password is; whether it must be changed before anything else.
fn password_notice(changed: i64, now: i64, settings: &SecuritySettings, notices: &mut Vec<Message>) -> bool {
    match age(changed, now, settings.password_max_age_days, settings.password_warning_days) {
        PasswordAge::Fine => false,
        PasswordAge::EndsIn { days } => {
            notices.push(Message::new("notice-password-ends").with("days", days.to_string()));
            false
        }
        PasswordAge::Ended => true,
    }
}

fn seen(
    session: &Session,
    settings: &SecuritySettings,
    notices: Vec<Message>,
    kept: Option<String>,
    must_change: bool,
) -> LoggedIn {
    let person = kinds::by_name("person");
    let clients = person.is_some_and(|k| session.decide(k, Action::Read).yes());
    let outreach = session.who.roles.iter().any(|r| r == "outreach_worker");
    let lock = if outreach { settings.lock_idle_minutes_outreach } else { settings.lock_idle_minutes };
    LoggedIn {
        user: session.who.id,
        name: session.who.name.clone(),
        office: session.store.here().office_name.clone(),
        roles: session.who.roles.clone(),
        unsent: None,
        conflicts: 0,
        notices,
        kept,
        idle: (settings.cover_idle_minutes, lock, settings.called_cover_locks_after_seconds),
        lock_warning: settings.lock_warning_seconds,
        must_change,
        abilities: Abilities {
            clients,
            users: session.able(Ability::UsersRead),
            accounts: session.able(Ability::UsersAccount),
            grants: session.able(Ability::UsersGrant),
            log: session.able(Ability::LogAll),
            log_sums: session.able(Ability::LogAll) || session.able(Ability::LogUnit),
            configure: session.able(Ability::Configure),
        },
        registers: session.registers(),
    }
}
