//! An office on this machine: the folder with the database, the keyslots, the door file and the machine's secrets;
//! and how one is set up. No password of anybody is made here but the first administrator's, which is typed.

use super::api::Message;
use super::entered;
use super::own_file;
use super::place;
use super::recovery;
use crate::access::Policy;
use crate::journal::codes::{Face, LogAction, Outcome};
use crate::journal::log::LogBody;
use crate::register::words::Lang;
use crate::register::{Compartment, Id, time};
use crate::store::{self, Actor, Connection, Entry, Here, Store, World, people};
use crate::vault::device::{self, DeviceSecret, FileStore, Keyring};
use crate::vault::door::Door;
use crate::vault::kdf::KdfParams;
use crate::vault::keyfile::{KeyfileFault, Keyfiles};
use crate::vault::keyslots::{Backend, CkUse, Header, Keyslots, KeyslotsFault, NewPasswordJob, Recipient};
use crate::vault::os;
use crate::vault::password::{PasswordContext, PasswordFault};
use crate::vault::recovery::RecoveryKey;
use crate::vault::seal::Ck;
use crate::vault::secret::{Dbk, Ds, PasswordText, Ss};
use crate::vault::user::UserKeys;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The compartment whose key only the log auditor holds: details of log rows.
pub const LOG_DETAIL: u8 = 127;

/// The first and only key epoch of a stand-alone office until a key is changed.
pub const FIRST_EPOCH: u32 = 1;

/// What the login screen may show before anybody has logged in. Nothing of a client.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// The office's name.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// What a practice office was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice_plan: Option<PracticePlan>,
    /// Made-up staff of a practice office.
    #[serde(default)]
    pub practice_staff: Vec<PracticeStaff>,
}

/// What a practice office was made of: the same plan makes the same clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticePlan {
    /// Clients.
    pub clients: u32,
    /// Those of them with a whole file.
    pub full: u32,
    /// The seed.
    pub seed: u64,
}

/// One made-up member of the staff of a practice office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeStaff {
    /// Login name.
    pub login: String,
    /// Name of the role in the policy.
    pub role: String,
    /// The password, which is no secret here.
    pub password: String,
}

/// What went wrong with the office's folder.
#[derive(Debug)]
pub struct OfficeFault(pub Message);

impl OfficeFault {
    pub(super) fn new(id: &'static str) -> OfficeFault {
        OfficeFault(Message::new(id))
    }
}

impl From<os::FileError> for OfficeFault {
    fn from(error: os::FileError) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<store::Error> for OfficeFault {
    fn from(error: store::Error) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<device::KeyStoreError> for OfficeFault {
    fn from(error: device::KeyStoreError) -> OfficeFault {
        OfficeFault::new(error.message_id())
    }
}

impl From<KeyfileFault<KeyslotsFault>> for OfficeFault {
    fn from(fault: KeyfileFault<KeyslotsFault>) -> OfficeFault {
        OfficeFault::new(fault.message_id(|f| f.message_id()))
    }
}

impl From<KeyslotsFault> for OfficeFault {
    fn from(fault: KeyslotsFault) -> OfficeFault {
        OfficeFault::new(fault.message_id())
    }
}

impl From<PasswordFault> for OfficeFault {
    fn from(fault: PasswordFault) -> OfficeFault {
        OfficeFault(super::own_password::password_message(fault))
    }
}

/// The folder of an office.
pub struct Office {
    folder: PathBuf,
    files: Keyfiles,
    sign: Sign,
    machine: Id,
    office: Id,
    device: Box<dyn DeviceSecret>,
}

impl Office {
    /// Finds the office in a folder. No secret is asked for yet, so this never waits for a key store.
    ///
    /// # Errors
    /// When there is none, or its files cannot be read.
    pub fn find(folder: &Path) -> Result<Office, OfficeFault> {
        let folder = own_folder(folder)?;
        // A restore that was cut off is finished first: the office is the restored one.
        place::finish(&folder)?;
        let files = Keyfiles::new(&folder);
        if !files.exist() {
            return Err(OfficeFault::new("error-no-office"));
        }
        // The header tells which key store to ask; its MAC is checked as soon as that store has answered.
        let (_, head) = os::private_head::<44>(&files.keyslots_path())?;
        let (backend, machine, office) = Keyslots::peek(&head)?;
        let sign = os::read_private(&folder.join(SIGN_FILE), 64 * 1024)
            .ok()
            .and_then(|bytes| toml::from_slice(&bytes).ok())
            .unwrap_or_default();
        let device: Box<dyn DeviceSecret> = match backend {
            Backend::File => Box::new(FileStore::new(&folder)),
            _ => Box::new(Keyring::new(machine)),
        };
        Ok(Office { folder, files, sign, machine, office, device })
    }

    /// What the login screen may show.
    pub fn sign(&self) -> &Sign {
        &self.sign
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The keyslots and the door file.
    pub fn files(&self) -> &Keyfiles {
        &self.files
    }

    /// The machine.
    pub fn machine(&self) -> Id {
        self.machine
    }

    /// Where the machine's secrets lie.
    pub fn device(&self) -> &dyn DeviceSecret {
        self.device.as_ref()
    }

    /// The device secret.
    ///
    /// # Errors
    /// When the key store does not give it.
    pub fn device_secret(&self) -> Result<Ds, OfficeFault> {
        Ok(Ds::new(crate::vault::secret::Secret::from_zeroizing(&self.device.get()?)))
    }

    /// The office's slot secrets, newest last.
    ///
    /// # Errors
    /// When the key store does not give them.
    pub fn slot_secrets(&self) -> Result<Vec<Ss>, OfficeFault> {
        let secrets = self.device.get_slot_secrets(&self.office)?;
        Ok(secrets.iter().map(|s| Ss::new(crate::vault::secret::Secret::from_zeroizing(s))).collect())
    }

    /// Where the database is.
    pub fn database(&self) -> PathBuf {
        self.folder.join(store::FILE)
    }
}

/// The file with [`Sign`].
const SIGN_FILE: &str = "office.toml";

/// The folder of an office that is there: absolute and without links, of this account, closed to all others, and on
/// a disk of this machine. Asked before anything in it is believed: in an open folder others may put files in place of
/// ours, and what is kept outside the database would not be written.
///
/// # Errors
/// With a sentence that names the folder by its last part.
pub(super) fn own_folder(folder: &Path) -> Result<PathBuf, OfficeFault> {
    let path = os::private_folder(folder).map_err(|error| folder_fault(folder, &error))?;
    if let Some(_kind) = os::is_network_file_system(&path)? {
        return Err(OfficeFault::new("error-db-network-file-system"));
    }
    Ok(path)
}

/// The same for one that may have to be made.
///
/// # Errors
/// As [`own_folder`].
pub(super) fn made_folder(folder: &Path) -> Result<PathBuf, OfficeFault> {
    if !folder.exists() {
        os::create_private_dir(folder)?;
    }
    own_folder(folder)
}

fn folder_fault(folder: &Path, error: &os::FileError) -> OfficeFault {
    let id = match error {
        os::FileError::Missing => "error-no-office",
        os::FileError::NotRegular => "error-file-path",
        os::FileError::NotOwn => "error-folder-not-own",
        os::FileError::Mode(_) => "error-folder-mode",
        other => return OfficeFault::new(other.message_id()),
    };
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    OfficeFault(Message::new(id).with("folder", entered::line(&name.to_string_lossy())))
}

/// A new stand-alone office.
pub struct Setup {
    /// The office's name.
    pub office: String,
    /// The machine's name.
    pub machine: String,
    /// The unit's name.
    pub unit: String,
    /// The language in which its people write: what the program writes into the register by itself is in it.
    pub language: Lang,
    /// The first administrator: login, name.
    pub login: String,
    /// The first administrator's name.
    pub name: String,
    /// The password, typed now.
    pub password: PasswordText,
    /// Where the machine's secrets go.
    pub backend: Backend,
    /// A practice office.
    pub practice: bool,
    /// The cost of passwords made now.
    pub kdf: KdfParams,
}

/// What setting up gave.
pub struct Made {
    /// The office.
    pub office: Office,
    /// The recovery key, to be written down; shown once.
    pub recovery: Zeroizing<String>,
    /// The unit.
    pub unit: Id,
    /// The first administrator.
    pub administrator: Id,
    /// Opens the database once more, to write down that the recovery key is on paper.
    dbk: Dbk,
}

impl Made {
    /// Writes down that the recovery key was confirmed to be on paper.
    ///
    /// # Errors
    /// When it cannot be written: `luukku doctor` then goes on reminding.
    pub fn confirm_recovery_key(&self, world: &mut dyn World) -> Result<(), OfficeFault> {
        let ds = self.office.device_secret()?;
        let keyslots = self.office.files().keyslots(&ds)?;
        let header = keyslots.header();
        let mut store = Store::open(&self.office.database(), self.dbk.expose(), header.db_salt, header.db)?;
        let actor =
            Actor { user: Some(self.administrator), role: Some("administrator".to_owned()), face: Face::Cli };
        let row = recovery::row(recovery::Use::Confirmed, Outcome::Ok);
        let now = world.now().utc_ms.to_be_bytes();
        store.with(&actor, vec![row], world, |c, _| store::put_meta(c, recovery::CONFIRMED, &now))?;
        store.fold()?;
        Ok(store.close()?)
    }
}

/// Sets up a stand-alone office in an empty or new folder.
///
/// # Errors
/// When the folder holds something already, the password does not do, or a file or the key store fails. What was
/// begun is then left in a folder that no program takes for an office.
pub fn set_up(folder: &Path, mut setup: Setup, world: &mut dyn World) -> Result<Made, OfficeFault> {
    for text in [&mut setup.office, &mut setup.machine, &mut setup.unit, &mut setup.name] {
        *text = entered::line(text);
    }
    if [&setup.login, &setup.name, &setup.office, &setup.unit].iter().any(|text| text.trim().is_empty()) {
        return Err(OfficeFault::new("error-setup-empty"));
    }
    let login = entered::login(&setup.login).ok_or_else(|| OfficeFault::new("error-login-name"))?;
    let folder = made_folder(folder)?;
    let files = Keyfiles::new(&folder);
    if files.exist() {
        return Err(OfficeFault::new("error-office-exists"));
    }
    // The secrets come first, then the database: what a set-up that was cut off leaves is told as such.
    if [store::FILE, device::DEVICE_FILE, device::SLOT_FILE].iter().any(|name| folder.join(name).exists()) {
        return Err(OfficeFault::new("error-setup-unfinished"));
    }
    let words = [setup.login.as_str(), &setup.name, &setup.office];
    let context = PasswordContext { words: &words, ..PasswordContext::default() };
    let now = world.now().utc_ms;
    super::own_password::rules_in_force(now).check(&setup.password, context)?;

    let entropy = world.entropy();
    let (ds, ss, dbk) = (Ds::random(entropy), Ss::random(entropy), Dbk::random(entropy));
    let mut id = || Id::v7(now, entropy);
    let (machine, office_id, db, dev, unit, user) = (id(), id(), id(), id(), id(), id());
    let recovery = RecoveryKey::generate(entropy);
    let (_, recovery_pub) = recovery.pair();
    let keys = UserKeys::generate(user, entropy);
    let compartments: Vec<Ck> =
        sealed_compartments().map(|comp| Ck::generate(comp, FIRST_EPOCH, entropy)).collect();

    let device: Box<dyn DeviceSecret> = match setup.backend {
        Backend::File => Box::new(FileStore::new(&folder)),
        _ => Box::new(Keyring::new(machine)),
    };
    device.put(&ds.to_zeroizing())?;
    device.put_slot_secrets(&office_id, &[ss.expose()])?;

    let here = Here {
        dev,
        machine,
        office: office_id,
        office_name: setup.office.clone(),
        machine_name: setup.machine.clone(),
        practice: setup.practice,
    };
    let mut hetu_key = Zeroizing::new([0u8; 32]);
    entropy.fill(hetu_key.as_mut());
    let account = people::Account {
        user,
        login: login.clone(),
        name: setup.name.clone(),
        unit,
        slot_gen: 1,
        sig_pub: Some(keys.sig_pub()),
        kem_pub: Some(*keys.kem_pub().as_bytes()),
        own_hetu: None,
        created: now,
        passivated: None,
    };
    let role = people::Role {
        user,
        role: "administrator".to_owned(),
        from_day: time::day_of(now),
        until_day: time::day_of(now) + ADMINISTRATOR_DAYS,
        agreement_day: time::day_of(now),
        granted_by: user,
        granted_at: now,
        ended_at: None,
    };
    let path = folder.join(store::FILE);
    let db_salt = Store::create(&path, dbk.expose(), db, &here, |connection| {
        people::put_unit(connection, unit, &setup.unit)?;
        people::put_account(connection, &account)?;
        people::put_role(connection, &role)?;
        for ck in &compartments {
            let cpk = ck.cpk();
            store::keys::put_public_key(connection, cpk.comp, cpk.key_epoch, cpk.public.as_bytes(), now)?;
        }
        store::put_meta(connection, own_file::KEY, hetu_key.as_ref())?;
        store::put_meta(connection, LANGUAGE, setup.language.code().as_bytes())?;
        store::put_meta(connection, FILE_GEN, &1u64.to_be_bytes())?;
        store::put_meta(connection, DOOR_SEQ, &1u64.to_be_bytes())
    })?;

    let mut keyslots = Keyslots::new(Header {
        backend: setup.backend,
        machine,
        office: office_id,
        db,
        db_salt,
        created: now,
        file_gen: 1,
        dbk_gen: 1,
        dbk_next: None,
        recovery: Some(recovery_pub),
    });
    let secrets = [ss];
    let new = NewPasswordJob::with_cost(setup.password, setup.kdf, entropy)
        .run()
        .map_err(|e| OfficeFault::new(e.message_id()))?;
    keyslots.add_user(&keys, &login, &new, &secrets, now, entropy)?;
    keyslots.wrap_dbk(1, &dbk, Recipient::of(&keys), entropy)?;
    keyslots.wrap_dbk(1, &dbk, Recipient::Recovery(recovery_pub), entropy)?;
    for ck in &compartments {
        // Until the first supervisor holds them: to give rights, never to read.
        keyslots.wrap_ck(ck, CkUse::Handover, Recipient::of(&keys), entropy)?;
        keyslots.wrap_ck(ck, CkUse::Use, Recipient::Recovery(recovery_pub), entropy)?;
    }
    keyslots.escrow_ds(&ds, recovery_pub, entropy)?;
    for ss in &secrets {
        keyslots.escrow_ss(ss, recovery_pub, entropy)?;
    }
    let sign = Sign { office: setup.office, machine: setup.machine, ..Sign::default() };
    write_sign(&folder, &sign)?;
    files.change_door(&ds, machine, 1, |_: &mut Door| ()).map_err(|_| OfficeFault::new("error-door"))?;

    let mut first = Store::open(&path, dbk.expose(), db_salt, db)?;
    let actor = Actor { user: Some(user), role: Some("administrator".to_owned()), face: Face::Cli };
    let body = LogBody { object: Some(user), ..LogBody::default() };
    first.log(&actor, vec![Entry::ok(LogAction::User, body)], true, world)?;
    first.fold()?;
    first.close()?;
    // Last: from here on the folder is an office.
    files.create_keyslots(&keyslots, &ds)?;
    Ok(Made { office: Office::find(&folder)?, recovery: recovery.shown(), unit, administrator: user, dbk })
}

/// Name in `meta` of the office's language.
pub(super) const LANGUAGE: &str = "language";

/// How long the first administrator's role lasts, and one that the recovery key gave again, before somebody must
/// decide again.
pub(super) const ADMINISTRATOR_DAYS: i32 = 365;

/// Generation of the keyslots file as the database last saw it.
pub(super) const FILE_GEN: &str = "file_gen";
/// Number of the next door event as the database last saw it.
pub(super) const DOOR_SEQ: &str = "door_seq";

/// A generation or number out of `meta`; 0 when there is none.
pub(super) fn number(connection: &Connection, name: &str) -> store::Result<u64> {
    let bytes = store::meta(connection, name)?.unwrap_or_default();
    Ok(bytes.try_into().map_or(0, u64::from_be_bytes))
}

/// Remembers the generation of the keyslots file, never an older one: two processes may write theirs in any order.
pub(super) fn remember_gen(connection: &Connection, keyslots: &Keyslots) -> store::Result<()> {
    let newest = number(connection, FILE_GEN)?.max(keyslots.header().file_gen);
    store::put_meta(connection, FILE_GEN, &newest.to_be_bytes())
}

/// Remembers the generation of every slot, never an older one.
pub(super) fn remember_slots(connection: &Connection, keyslots: &Keyslots) -> store::Result<()> {
    for account in people::accounts(connection)? {
        let newer = keyslots.slot(account.user).map(|s| s.slot_gen).filter(|g| *g > account.slot_gen);
        if let Some(slot_gen) = newer {
            people::put_account(connection, &people::Account { slot_gen, ..account })?;
        }
    }
    Ok(())
}

/// The compartments that have a key: the sealed ones and the details of the log.
pub fn sealed_compartments() -> impl Iterator<Item = u8> {
    Compartment::ALL.into_iter().filter(|c| c.sealed()).map(Compartment::code).chain([LOG_DETAIL])
}

/// Writes what the login screen may show.
///
/// # Errors
/// When the file cannot be written.
pub fn write_sign(folder: &Path, sign: &Sign) -> Result<(), OfficeFault> {
    let text = toml::to_string(sign).map_err(|_| OfficeFault::new("error-office-file"))?;
    Ok(os::write_atomic(&folder.join(SIGN_FILE), text.as_bytes())?)
}

/// The compartments a role's holder reads with a key of their own, and whether hand-over copies belong to it.
pub fn keys_of(policy: &Policy, role: &str) -> (Vec<u8>, bool) {
    let uses = sealed_compartments()
        .filter(|code| match Compartment::from_code(*code) {
            Some(comp) => policy.holds(role, comp),
            None => role == "log_auditor",
        })
        .collect();
    (uses, role == "supervisor")
}
