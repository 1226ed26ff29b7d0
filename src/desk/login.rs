//! The desk: who is logged in and whether that goes on, locking, leaving. Between logins nothing of the register is
//! open: no key, no connection. How somebody comes in is in `entrance`, how a typed password is tried in `unlock`, what
//! people do with their own in `own_password`.
//!
//! Two windows may be open on one office: both write through the same locks, and nothing is lost by it (sync design,
//! 8, rule 5). The second one says so at its login, because the other screen may show a client, or wait with a text
//! that somebody forgot there. No window can bring another one to the front or lock it from outside, so switching is
//! left to the person: go on here, or lock or close the other one.

use super::answer::{Answer, fault};
use super::api::{Message, Refusal, Welcome};
use super::checkpoint;
use super::drafts::LOCK_PLACE;
use super::grants::{groups, keys_due, rights_in_force, roles_in_force};
use super::office::Office;
use super::office_fault::OfficeFault;
use super::open_file::LeftOpen;
use super::place;
use super::session::Session;
use crate::journal::clock::Reading;
use crate::journal::codes::{Face, LogAction};
use crate::journal::log::LogBody;
use crate::register::{Entropy, Id};
use crate::store::{self, Entry, Store, World, people};
use crate::vault::device::{Backend, KeyStoreError};
use crate::vault::kdf::KdfParams;
use crate::vault::keyslots::Keyslots;
use crate::vault::os::{DeskLock, Run, SessionLock, WindowLock};
use crate::vault::secret::{Dbk, DerivedKey, Ds, Ss};
use crate::vault::user::UserKeys;
use crate::vault::wrap::{self, KemPublic};
use std::collections::BTreeMap;
use std::path::Path;

/// Makes the world of a session: the operating system's clock and randomness, or those of a test.
pub type Worlds = Box<dyn Fn() -> Result<Box<dyn World>, OfficeFault> + Send>;

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
    /// The file that was open at the end of a user's session, by its ids: it is open again for the same user, and for
    /// nobody else.
    pub(super) left_open: BTreeMap<Id, LeftOpen>,
    /// Whose session was ended from here, with the public key to which the text of the screens may still be sealed.
    ended: Option<(Id, KemPublic)>,
    /// Texts of screens that are in no file, sealed to their authors: of a session that ended from here, or that a lock
    /// could not write.
    parting: BTreeMap<Id, Vec<u8>>,
    /// Held by the first window on the folder, as long as it is open.
    pub(super) window: Option<WindowLock>,
    /// Held from the first login on, as long as the desk lives: what its sessions began goes on behind a lock too.
    pub(super) desk: Option<DeskLock>,
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
    pub device: DerivedKey,
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
            left_open: BTreeMap::new(),
            ended: None,
            parting: BTreeMap::new(),
            window: None,
            desk: None,
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

    /// The name of this run of the program, as other windows and scripts see it.
    pub(super) fn run(&mut self, entropy: &mut dyn Entropy) -> Option<Run> {
        if self.desk.is_none() {
            let mut name = [0; 16];
            entropy.fill(&mut name);
            // Where no lock can be had visits are not remembered: nobody is kept out for it.
            self.desk = DeskLock::acquire(self.office.folder(), Id::from_bytes(name)).ok().flatten();
        }
        self.desk.as_ref().map(DeskLock::run)
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
    pub(super) fn any_session(&mut self) -> Answer<&mut Session> {
        let since = self.held.as_ref().map(|h| h.since);
        let ended = match (&mut self.session, since) {
            (Some(session), Some(since)) => match still_in(session, since) {
                Ok(still) => (!still).then_some(Refusal::NoSession),
                Err(refusal) => Some(refusal),
            },
            _ => return Err(Refusal::NoSession),
        };
        if let Some(refusal) = ended {
            if let Some(session) = &self.session {
                let user = session.who.id;
                self.ended = Some((user, session.who.keys.kem_pub()));
                let left = session.file.clone().map(|file| LeftOpen { file, day: session.today() });
                self.left_open.extend(left.map(|left| (user, left)));
            }
            let _ = self.leave(LogAction::GrantExpired, None);
            return Err(refusal);
        }
        self.session.as_mut().ok_or(Refusal::NoSession)
    }

    /// Whether somebody is logged in and the register is open.
    pub fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// Whether lookups of whoever is logged in have no row of the log yet.
    pub(super) fn search_waits(&self) -> bool {
        self.session.as_ref().is_some_and(Session::search_waits)
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
        let _ = session.store.fold_at_once();
    }

    /// Locks: views are written, every key is dropped, the database is closed. The visit goes on. A text that cannot be
    /// written waits sealed in memory for the next login of the same user here; the answer says so.
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
            let left = session.file.clone().map(|file| LeftOpen { file, day: session.today() });
            self.left_open.extend(left.map(|left| (session.who.id, left)));
        }
        self.leave(action, keep)
    }

    /// Seals what was on the screens when the session was ended from here. Its keys are gone and the file is closed:
    /// the text is sealed to its author's public key, which is no secret, and waits as ciphertext for the next login
    /// of the same user.
    fn take_parting(&mut self, text: &str) -> Answer<()> {
        let Some((user, to)) = self.ended else { return Err(Refusal::NoSession) };
        let mut world = (self.worlds)()?;
        self.keep_parting(user, to, text, world.entropy())
    }

    fn keep_parting(&mut self, user: Id, to: KemPublic, text: &str, entropy: &mut dyn Entropy) -> Answer<()> {
        let sealed = wrap::seal_draft(to, user, text.as_bytes(), entropy)
            .map_err(|e| fault(e.message_id(), "D-DRAFT"))?;
        self.parting.insert(user, sealed);
        Ok(())
    }

    /// What [`Desk::take_parting`] sealed, for its author, once.
    pub(super) fn give_parting(&mut self, keys: &UserKeys) -> Option<String> {
        self.ended = None;
        let sealed = self.parting.remove(&keys.user())?;
        let text = keys.open_draft(&sealed).ok()?;
        std::str::from_utf8(&text).ok().map(str::to_owned)
    }

    /// Ends the visit and the session.
    ///
    /// # Errors
    /// As [`Desk::lock`].
    pub fn logout(&mut self) -> Answer<()> {
        self.locked = None;
        if let Some(session) = &self.session {
            self.left_open.remove(&session.who.id);
        }
        let visit = self.session.as_mut().map_or(Ok(()), Session::end_visit);
        self.leave(LogAction::Logout, None).and(visit)
    }

    fn leave(&mut self, action: LogAction, keep: Option<&str>) -> Answer<()> {
        let held = self.held.take();
        let Some(mut session) = self.session.take() else { return Ok(()) };
        let place = self.lock_place();
        // What cannot be written waits here as ciphertext, and the answer says so: the face keeps no copy.
        let kept = keep.map_or(Ok(()), |text| {
            let kept = session.keep_draft(&place, text);
            if kept.is_err() {
                let (user, to) = (session.who.id, session.who.keys.kem_pub());
                self.keep_parting(user, to, text, session.world.entropy())?;
            }
            kept
        });
        let searched = session.end_search();
        let mut rows = session.views.end();
        rows.push(Entry::ok(action, LogBody::default()));
        let mut done = searched.and(session.leave(rows)).and(session.settle());
        if let (Ok(()), Some(held)) = (&done, &held) {
            // No call to a key store of the platform on the way out: it may never answer.
            let outside = action != LogAction::Logout || self.office.device().backend() == Backend::File;
            done = checkpoint::keep(&mut session, &held.device, &self.office, outside);
        }
        let _ = session.store.fold_at_once();
        done.and(kept).and(session.store.close().map_err(Refusal::from))
    }

    /// Where this window's locks keep the screens: no two windows that live at once have the same place.
    pub(super) fn lock_place(&self) -> String {
        format!("{LOCK_PLACE}{}", std::process::id())
    }

    /// The machine's secrets. A key store that gives the device secret and not the slot secrets is noted at the door.
    pub(super) fn secrets(&self, world: &dyn World) -> Answer<(Ds, Vec<Ss>)> {
        // Another process may have been cut off in a restore since this window came here.
        place::finish(self.office.folder())?;
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

/// A device secret that is gone is never made anew: what it opened would be lost for good.
fn lost(fault: OfficeFault) -> Refusal {
    if fault.0.id == KeyStoreError::Missing.message_id() {
        return Refusal::Cannot(Message::new("error-device-secret-lost"));
    }
    fault.into()
}

/// Whether the user may go on: asked before every request. A right that has ended fails at the next call, not at
/// the next login; a role that ended while another goes on narrows what may be done. `since` is when the session
/// began, UTC milliseconds: it ends after `session_max_hours`.
fn still_in(session: &mut Session, since: i64) -> Answer<bool> {
    let hours = i64::from(session.settings()?.session_max_hours);
    if session.now() - since >= hours * 3_600_000 {
        return Ok(false);
    }
    let real = !session.store.here().practice;
    if real && !session.shut && matches!(session.clock()?, Reading::Behind(_)) {
        session.shut_sealed();
    }
    let (today, connection) = (session.today(), session.store.connection());
    let active = people::account_of(connection, session.who.id)?.is_some_and(|a| a.passivated.is_none());
    let roles = roles_in_force(connection, session.who.id, today)?;
    let given = rights_in_force(connection, session.who.id, today)?;
    if roles != session.who.roles || groups(&given) != session.who.individual {
        let due = keys_due(&session.policy, &roles, &given);
        session.who.compartment_keys.retain(|ck| due.contains(&ck.comp()));
        // A right that was given while the session goes on has no key in it: it begins at the next login.
        let groups = groups(&given);
        session.who.individual.retain(|group| groups.contains(group));
        session.who.roles = roles;
    }
    session.shut_own_file()?;
    Ok(active && !session.who.roles.is_empty())
}
