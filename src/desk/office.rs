//! An office on this machine: the folder with the database, the keyslots, the door file and the machine's secrets.

use super::api::Message;
use super::entered;
use super::office_fault::OfficeFault;
use super::place;
use super::sign::{Sign, sign_of};
use crate::access::Policy;
use crate::register::{Compartment, Id};
use crate::store::{self, Connection, people};
use crate::vault::device::{DEVICE_FILE, DeviceSecret, FileStore, Keyring, SLOT_FILE};
use crate::vault::keyfile::Keyfiles;
use crate::vault::keyslots::{Backend, Keyslots};
use crate::vault::os;
use crate::vault::secret::{Ds, Ss};
use std::path::{Path, PathBuf};

/// The compartment whose key only the log auditor holds: details of log rows.
pub const LOG_DETAIL: u8 = 127;

/// The first and only key epoch of a stand-alone office until a key is changed.
pub const FIRST_EPOCH: u32 = 1;

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
            return Err(without_keyslots(&folder).unwrap_or(OfficeFault::new("error-no-office")));
        }
        // The header tells which key store to ask; its MAC is checked as soon as that store has answered.
        let (_, head) = os::private_head::<44>(&files.keyslots_path())?;
        let (backend, machine, office) = Keyslots::peek(&head)?;
        let sign = sign_of(&folder);
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

/// Stands in a folder from the first to the last step of setting an office up in it.
pub(super) const BEGUN: &str = "setup.begun";

/// What a folder without keyslots holds of an office: what is left of a set-up that was cut off, which nobody needs, or
/// a register whose keyslots are gone, which everybody does. Nothing where it holds neither.
pub(super) fn without_keyslots(folder: &Path) -> Option<OfficeFault> {
    let there = |name: &str| folder.join(name).exists();
    if there(BEGUN) {
        return Some(OfficeFault::new("error-setup-unfinished"));
    }
    [store::FILE, DEVICE_FILE, SLOT_FILE]
        .into_iter()
        .any(there)
        .then(|| OfficeFault::new("error-keyslots-missing"))
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

/// Name in `meta` of the office's language.
pub(super) const LANGUAGE: &str = "language";

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
