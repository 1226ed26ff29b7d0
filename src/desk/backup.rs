//! Backup and restore of a terminal (security design, section 7).
//!
//! A backup counts only when it was opened again and checked. A restore puts a whole, checked database in place by a
//! rename, keeps the old one aside, and begins a new incarnation: numbers after the backup's end may have been used
//! by the database that was lost, so no dot is ever given twice.

use super::answer::{Answer, fault};
use super::api::{Message, Refusal};
use super::checkpoint::{known_bytes, known_from_bytes};
use super::grants::roles_in_force;
use super::login::{Desk, Worlds};
use super::office::{self, Office};
use super::office_fault::OfficeFault;
use super::place::{self, Plan, hex};
use super::replay;
use super::sign::{Sign, write_sign};
use super::unlock::Gate;
use crate::access::{Ability, Policy};
use crate::cipherdb::{self, Expect, Reader, discard};
use crate::journal::codes::{Face, LogAction};
use crate::journal::log::LogBody;
use crate::register::{Id, time};
use crate::store::ledger::{self, Ledger};
use crate::store::log_verify::Known;
use crate::store::stream::{self, Named};
use crate::store::{
    self, Actor, Connection, Entry, SCHEMA_VERSION, Store, World, access_log, open_sessions, people,
};
use crate::vault::derive;
use crate::vault::device::{DeviceSecret, KeyStoreError};
use crate::vault::keyfile::Keyfiles;
use crate::vault::keyslots::{Keyslots, SlotType};
use crate::vault::os::{self, FileError, SessionLock};
use crate::vault::recovery::RecoveryKey;
use crate::vault::secret::{Dbk, Ds, PasswordText, Ss};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The file that says what a backup holds.
pub const MANIFEST: &str = "manifest.toml";
const KEYSLOTS: &str = "keyslots";
const VERSION: u32 = 1;

/// What a backup holds. Nothing of any client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this form.
    pub version: u32,
    /// When it was made, UTC milliseconds.
    pub created: i64,
    /// The office.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// The machine.
    pub machine_id: String,
    /// The office's id.
    pub office_id: String,
    /// The database's id.
    pub db_id: String,
    /// The incarnation that wrote it.
    pub dev: String,
    /// SHA-256 of the database, hex.
    pub database_sha256: String,
    /// SHA-256 of the keyslots, hex.
    pub keyslots_sha256: String,
    /// Where each stream ends.
    pub streams: Vec<ManifestStream>,
}

/// The end of one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestStream {
    /// The incarnation.
    pub dev: String,
    /// The compartment; 127 is the log.
    pub comp: u8,
    /// Its last number.
    pub n: u64,
    /// The hash of that entry, hex.
    pub c: String,
}

/// What opens a backup.
pub enum RestoreKey {
    /// A user of the backup, on the machine whose secrets are there still.
    User {
        /// The login.
        login: String,
        /// The password at the time of the backup.
        password: PasswordText,
    },
    /// The organisation's recovery key: also on a new machine.
    Recovery(PasswordText),
}

/// What a restore gave.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The incarnation that ended.
    pub old_dev: Id,
    /// Its last log row that came back.
    pub n: u64,
    /// Its newest log row that the key store knew of; more than `n`: so many rows are lost.
    pub known: Option<u64>,
    /// The old database, kept aside; none where there was none.
    pub aside: Option<PathBuf>,
    /// Clients to whom a turvakielto of after the backup's date was applied again; none where the register that was
    /// replaced could not be read: what was switched on since the backup is then on no longer.
    pub protected: Option<u64>,
    /// Users and their roles as they are again, for review.
    pub users: Vec<RestoredUser>,
}

/// A user whose rights came back with a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoredUser {
    /// The login name.
    pub login: String,
    /// The name.
    pub name: String,
    /// Roles with their last days, days since 1970-01-01.
    pub roles: Vec<(String, i32)>,
    /// Individual rights that were not ended: the compartment's name (message id) and the last day.
    pub rights: Vec<(&'static str, i32)>,
}

impl Desk {
    /// Copies the register into a new folder: database, keyslots with the recovery wraps, manifest. Opened again and
    /// checked before it counts.
    ///
    /// # Errors
    /// Refused without the right or the password typed again. What was begun is removed when a check fails.
    pub fn backup(&mut self, target: &Path) -> Answer<Manifest> {
        self.require_proof()?;
        let session = self.session()?;
        session.require_ability(Ability::Backup)?;
        let target = os::canonical(target).map_err(OfficeFault::from)?;
        if std::fs::symlink_metadata(&target).is_ok() {
            return Err(Refusal::Cannot(Message::new("error-backup-folder")));
        }
        // First the row: a copy of which the log knows nothing must not exist.
        session.log(vec![Entry::ok(LogAction::Backup, LogBody::default())])?;
        session.settle()?;
        self.copy_to(&target)
    }

    /// Makes the folder. Only what is made here is removed again: whatever came there meanwhile is somebody else's.
    pub(super) fn copy_to(&mut self, target: &Path) -> Answer<Manifest> {
        os::new_private_dir(target).map_err(|fault| match fault {
            FileError::Exists => Refusal::Cannot(Message::new("error-backup-folder")),
            other => OfficeFault::from(other).into(),
        })?;
        let made = self.copy_into(target);
        if made.is_err() {
            let _ = std::fs::remove_dir_all(target);
        }
        made
    }

    fn copy_into(&mut self, target: &Path) -> Answer<Manifest> {
        let ds = self.office.device_secret()?;
        let database = self.office.database();
        let sign = self.office.sign().clone();
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        let (Some(session), Some(held)) = (&self.session, &self.held) else {
            return Err(Refusal::NoSession);
        };
        let here = session.store.here().clone();
        let expect = expect(&keyslots);
        let copy = target.join(store::FILE);
        let live =
            cipherdb::open_maintenance(&database, held.dbk.expose(), &expect).map_err(store::Error::from)?;
        live.backup_to(&copy).map_err(store::Error::from)?;
        live.close().map_err(store::Error::from)?;
        let bytes = keyslots.to_bytes(&ds);
        os::write_new(&target.join(KEYSLOTS), &bytes).map_err(OfficeFault::from)?;
        write_sign(target, &sign)?;

        // Believed only when it opens and is whole.
        let again =
            cipherdb::open_maintenance(&copy, held.dbk.expose(), &expect).map_err(store::Error::from)?;
        let clean = again.check().map_err(store::Error::from)?.is_clean();
        let ends = stream::all(&again)?;
        again.close().map_err(store::Error::from)?;
        if !clean {
            return Err(Refusal::Cannot(Message::new("error-backup-check")));
        }
        let manifest = Manifest {
            version: VERSION,
            created: session.now(),
            office: sign.office,
            machine: sign.machine,
            machine_id: here.machine.to_string(),
            office_id: here.office.to_string(),
            db_id: keyslots.header().db.to_string(),
            dev: here.dev.to_string(),
            database_sha256: hash_of(&copy)?,
            keyslots_sha256: hex(&derive::sha256(&[&bytes])),
            streams: ends.iter().map(end).collect(),
        };
        // Last: without it the folder is no backup.
        let text = toml::to_string(&manifest).map_err(|_| fault("error-office-file", "D-MANIFEST"))?;
        os::write_new(&target.join(MANIFEST), text.as_bytes()).map_err(OfficeFault::from)?;
        Ok(manifest)
    }
}

/// Puts a backup in the place of the register in a folder, or into a new folder on a new machine. Users and rights of
/// the backup's date come back; the answer lists them for review.
///
/// With a password it is for those who may make backups, by the rights of the backup's date and, where the register can
/// be read, of today; the recovery key is for whoever keeps it. A kill in the middle leaves the old register or the new
/// one ([`place`]).
///
/// # Errors
/// Nothing is changed unless manifest, key, right and both integrity checks are right.
pub fn restore(from: &Path, into: &Path, key: RestoreKey, face: Face, worlds: &Worlds) -> Answer<Restored> {
    let from = os::canonical(from).map_err(OfficeFault::from)?;
    let (manifest, bytes) = read_backup(&from)?;
    let new = !into.exists();
    let into = office::made_folder(into)?;
    let Ok(Some(_alone)) = SessionLock::try_acquire(&into) else {
        return Err(Refusal::Cannot(Message::new("error-restore-in-use")));
    };
    place::finish_alone(&into)?;
    let made = made_ready(&from, &into, (manifest, &bytes), key, face, worlds);
    if new && made.is_err() {
        // Of a folder that was made for nothing: its locks are all that is in it.
        for lock in [os::SESSION_LOCK, os::FOLDER_LOCK] {
            let _ = os::scrub(&into.join(lock));
        }
        let _ = std::fs::remove_dir(&into);
    }
    let (plan, restored) = made?;
    plan.begin(&into)?;
    place::finish_alone(&into)?;
    Ok(restored)
}

/// Everything up to the plan: the old register is as it was.
pub(super) fn made_ready(
    from: &Path,
    into: &Path,
    (manifest, bytes): (Manifest, &[u8]),
    key: RestoreKey,
    face: Face,
    worlds: &Worlds,
) -> Answer<(Plan, Restored)> {
    let mut world = worlds()?;
    let device = place::device_of(bytes, into).ok_or_else(not_whole)?;
    let files = Keyfiles::new(into);
    let opened = open_backup(bytes, device.as_ref(), key, &files, world.as_ref())?;
    let Opened { ds, secrets, mut keyslots, dbks, user } = opened;
    if keyslots.header().db.to_string() != manifest.db_id {
        return Err(not_whole());
    }
    let present = present_gen(&files, &ds, &keyslots)?;

    // Everything is made ready under another name.
    let ready = into.join(place::READY);
    discard(&ready).map_err(store::Error::from)?;
    let made = (|| -> Answer<(Store, Option<Ledger>)> {
        copy_private(&from.join(store::FILE), &ready)?;
        if hash_of(&ready)? != manifest.database_sha256 {
            return Err(not_whole());
        }
        let (store, dbk) = open_checked(&ready, &keyslots, dbks)?;
        if let Some(user) = user {
            let now = world.now().utc_ms;
            may_restore(user, store.connection(), now)?;
            may_restore_here(user, (into, &files, &ds), &dbk, now)?;
        }
        let ledger = replaced(into, &files, &ds, &dbk).and_then(|reader| ledger::of(&reader).ok());
        Ok((store, ledger))
    })();
    let (mut store, ledger) = match made {
        Ok(made) => made,
        Err(refusal) => {
            let _ = discard(&ready);
            return Err(refusal);
        }
    };

    let old_dev = store.here().dev;
    let known = device.get_checkpoint().ok().flatten().as_deref().and_then(known_from_bytes);
    let beyond = known.filter(|k| k.dev == old_dev);
    let (n, _) = access_log::tip(store.connection(), old_dev)?;
    let now = world.now().utc_ms;
    let dev = Id::v7(now, world.entropy());
    let actor = Actor { user, role: None, face };
    store.new_incarnation(&actor, dev, beyond.map(|k| (k.n, k.c)), world.as_mut())?;
    let file_gen = keyslots.header().file_gen.max(present).saturating_add(1);
    keyslots.header_mut().file_gen = file_gen;
    store.with(&actor, Vec::new(), world.as_mut(), |c, _| {
        store::put_meta(c, office::FILE_GEN, &file_gen.to_be_bytes())?;
        office::remember_slots(c, &keyslots)?;
        // Those of the backup's date were not cut off, and the restore's own row tells where their rows end.
        open_sessions::forget(c)
    })?;
    // What was taken out of the register since goes out of the copy too, before anybody can open it.
    let protected = match ledger {
        Some(ledger) => {
            let count;
            (store, count) = replay::protections(store, world, (user, face), &ledger)?;
            Some(count)
        }
        None => None,
    };
    let users = review(&store)?;
    let (new_n, new_c) = access_log::tip(store.connection(), dev)?;
    store.fold()?;
    store.close()?;
    install_secrets(device.as_ref(), &keyslots, &ds, &secrets)?;

    let (aside, kept) = place::aside(into, now);
    let copied = Office::find(from).map(|o| o.sign().clone()).unwrap_or_default();
    let plan = Plan {
        aside,
        keyslots: hex(&keyslots.to_bytes(&ds)),
        known: hex(&known_bytes(&Known { dev, n: new_n, c: new_c })),
        sign: Sign { office: manifest.office, machine: manifest.machine, ..copied },
    };
    Ok((plan, Restored { old_dev, n, known: beyond.map(|k| k.n), aside: kept, protected, users }))
}

/// Who restores with a password of the backup must be one who may: by the rights of the backup's date.
fn may_restore(user: Id, connection: &Connection, now: i64) -> Answer<()> {
    let policy = Policy::embedded().map_err(|_| fault("error-policy", "D-POLICY"))?;
    let account = people::account_of(connection, user)?.filter(|a| a.passivated.is_none());
    let roles = roles_in_force(connection, user, time::day_of(now))?;
    if account.is_some() && policy.able(&roles, Ability::Backup) {
        return Ok(());
    }
    Err(Refusal::NotAllowed(Message::new("refused-restore")))
}

/// And by those of today, where the register that is to be replaced can be read: somebody whose rights have ended
/// does not take them back with an old copy. One that cannot be read is what a restore is for.
fn may_restore_here(user: Id, (into, files, ds): (&Path, &Keyfiles, &Ds), dbk: &Dbk, now: i64) -> Answer<()> {
    if files.keyslots(ds).is_ok_and(|present| present.slot(user).is_none()) {
        return Err(Refusal::NotAllowed(Message::new("refused-restore")));
    }
    replaced(into, files, ds, dbk).map_or(Ok(()), |reader| may_restore(user, &reader, now))
}

/// The register that is to be replaced, where it can be read.
fn replaced(into: &Path, files: &Keyfiles, ds: &Ds, dbk: &Dbk) -> Option<Reader> {
    let keyslots = files.keyslots(ds).ok()?;
    cipherdb::open_reader(&into.join(store::FILE), dbk.expose(), &expect(&keyslots)).ok()
}

fn not_whole() -> Refusal {
    Refusal::Cannot(Message::new("error-restore-manifest"))
}

/// A backup's key, opened.
struct Opened {
    ds: Ds,
    secrets: Vec<Ss>,
    keyslots: Keyslots,
    dbks: Vec<(u32, Dbk)>,
    user: Option<Id>,
}

/// Tries of a password are counted at the door of the folder that is restored, as those of a login are.
fn open_backup(
    bytes: &[u8],
    device: &dyn DeviceSecret,
    key: RestoreKey,
    files: &Keyfiles,
    world: &dyn World,
) -> Answer<Opened> {
    let wrong = || Refusal::Cannot(Message::new("error-restore-recovery-key"));
    match key {
        RestoreKey::Recovery(text) => {
            let (private, public) = RecoveryKey::parse(text.expose()).ok_or_else(wrong)?.pair();
            let (keyslots, ds) = Keyslots::recover(bytes, &private, &public).map_err(|_| wrong())?;
            let (_, secrets) = keyslots.recover_secrets(&private, &public).map_err(|_| wrong())?;
            let dbks = keyslots.recover_dbks(&private, &public).map_err(|_| wrong())?;
            Ok(Opened { ds, secrets, keyslots, dbks, user: None })
        }
        RestoreKey::User { login, password } => {
            let ds = Ds::new(crate::vault::secret::Secret::from_zeroizing(&device.get().map_err(lost)?));
            let keyslots = Keyslots::parse(bytes, &ds).map_err(OfficeFault::from)?;
            let secrets = device.get_slot_secrets(&keyslots.header().office).map_err(lost)?;
            let secrets: Vec<Ss> =
                secrets.iter().map(|s| Ss::new(crate::vault::secret::Secret::from_zeroizing(s))).collect();
            let gate = Gate { files, machine: keyslots.header().machine, ds: &ds, world };
            let unlocked = gate.unlock(&keyslots, &secrets, &login, password)?;
            if unlocked.slot_type != SlotType::Password {
                return Err(Refusal::Cannot(Message::new("error-login-needs-activation")));
            }
            let dbks = keyslots.open_dbks(&unlocked.keys).map_err(OfficeFault::from)?;
            Ok(Opened { ds, secrets, keyslots, dbks, user: Some(unlocked.keys.user()) })
        }
    }
}

fn lost(error: KeyStoreError) -> Refusal {
    match error {
        KeyStoreError::Missing => Refusal::Cannot(Message::new("error-device-secret-lost")),
        other => OfficeFault::from(other).into(),
    }
}

/// Manifest and keyslots of a backup, the keyslots compared with the manifest.
pub(super) fn read_backup(from: &Path) -> Answer<(Manifest, Vec<u8>)> {
    let text = carried(&from.join(MANIFEST), 1 << 20)?;
    let version: Versioned = toml::from_slice(&text).map_err(|_| not_whole())?;
    if version.version > VERSION {
        return Err(Refusal::Cannot(Message::new("error-restore-newer")));
    }
    let manifest: Manifest = toml::from_slice(&text).map_err(|_| not_whole())?;
    let bytes = carried(&from.join(KEYSLOTS), u64::try_from(Keyslots::MAX_FILE).unwrap_or(u64::MAX))?;
    let same = hex(&derive::sha256(&[&bytes])) == manifest.keyslots_sha256;
    if manifest.version == VERSION && same { Ok((manifest, bytes)) } else { Err(not_whole()) }
}

/// A small file of a backup. One that cannot be read is told as such: another copy would not help.
fn carried(path: &Path, max: u64) -> Answer<Vec<u8>> {
    os::read_carried(path, max).map_err(|fault| match fault {
        FileError::Missing | FileError::TooLong(_) => not_whole(),
        other => OfficeFault::from(other).into(),
    })
}

/// What every manifest begins with, whatever else a later version of it says.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// The generation of the keyslots that are in the folder now; those of another machine are not written over.
fn present_gen(files: &Keyfiles, ds: &Ds, backup: &Keyslots) -> Answer<u64> {
    if !files.exist() {
        return Ok(0);
    }
    match files.keyslots(ds) {
        Ok(present) if present.header().db == backup.header().db => Ok(present.header().file_gen),
        Ok(_) => Err(Refusal::Cannot(Message::new("error-restore-other-office"))),
        Err(_) => {
            // Damaged: of this machine all the same if its clear head says so.
            let head = os::private_head::<44>(&files.keyslots_path()).ok();
            match head.and_then(|(_, head)| Keyslots::peek(&head).ok()) {
                Some((_, machine, _)) if machine != backup.header().machine => {
                    Err(Refusal::Cannot(Message::new("error-restore-other-office")))
                }
                _ => Ok(0),
            }
        }
    }
}

fn open_checked(path: &Path, keyslots: &Keyslots, dbks: Vec<(u32, Dbk)>) -> Answer<(Store, Dbk)> {
    let damaged = || Refusal::Cannot(Message::new("error-restore-damaged"));
    let expect = expect(keyslots);
    for (_, dbk) in dbks {
        let Ok(file) = cipherdb::open_maintenance(path, dbk.expose(), &expect) else { continue };
        let clean = file.check().is_ok_and(|findings| findings.is_clean());
        file.close().map_err(|_| damaged())?;
        if !clean {
            return Err(damaged());
        }
        let store = Store::open(path, dbk.expose(), expect.salt, expect.db_id)?;
        return Ok((store, dbk));
    }
    Err(damaged())
}

fn review(store: &Store) -> Answer<Vec<RestoredUser>> {
    let mut users = Vec::new();
    for account in people::accounts(store.connection())? {
        if account.passivated.is_some() {
            continue;
        }
        let roles = people::roles_of(store.connection(), account.user)?;
        let roles =
            roles.into_iter().filter(|r| r.ended_at.is_none()).map(|r| (r.role, r.until_day)).collect();
        let rights = people::rights_of(store.connection(), account.user)?;
        let rights =
            rights.iter().filter(|r| r.ended_at.is_none()).filter_map(super::grants::named).collect();
        users.push(RestoredUser { login: account.login, name: account.name, roles, rights });
    }
    Ok(users)
}

/// On a new machine: device and slot secrets out of their escrow. One that is there is never replaced.
fn install_secrets(device: &dyn DeviceSecret, keyslots: &Keyslots, ds: &Ds, secrets: &[Ss]) -> Answer<()> {
    match device.get() {
        Ok(_) => {}
        Err(KeyStoreError::Missing) => device.put(ds.expose()).map_err(OfficeFault::from)?,
        Err(other) => return Err(OfficeFault::from(other).into()),
    }
    let office = keyslots.header().office;
    match device.get_slot_secrets(&office) {
        Ok(_) => Ok(()),
        Err(KeyStoreError::Missing) => {
            let secrets: Vec<&[u8; 32]> = secrets.iter().map(Ss::expose).collect();
            Ok(device.put_slot_secrets(&office, &secrets).map_err(OfficeFault::from)?)
        }
        Err(other) => Err(OfficeFault::from(other).into()),
    }
}

fn expect(keyslots: &Keyslots) -> Expect {
    let header = keyslots.header();
    let user_version_max = i32::try_from(SCHEMA_VERSION).unwrap_or(i32::MAX);
    Expect { salt: header.db_salt, db_id: header.db, user_version_max }
}

fn end(end: &Named) -> ManifestStream {
    ManifestStream { dev: end.dev.to_string(), comp: end.comp, n: end.n, c: hex(&end.c) }
}

/// SHA-256 of a file that may be large.
fn hash_of(path: &Path) -> Answer<String> {
    let mut hash = Sha256::new();
    os::each_piece(path, |piece| hash.update(piece)).map_err(OfficeFault::from)?;
    Ok(hex(&hash.finalize()))
}

/// Copies a file that may be large to a new private one, durable.
fn copy_private(from: &Path, to: &Path) -> Answer<()> {
    Ok(os::copy_new(from, to).map_err(OfficeFault::from)?)
}
