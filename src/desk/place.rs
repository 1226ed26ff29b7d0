//! Putting a restored register in place, so that a kill at any moment leaves an office that opens.
//!
//! Everything is made ready beside the old office, which nothing touches before one file says what is to be done: the
//! plan. It is written whole or not at all. Before it the old office is as it was; from then on the new one is meant, and
//! whoever comes next goes on where it was cut off: each step does nothing the second time, and none needs a key.

use super::office_fault::OfficeFault;
use super::sign::{Sign, write_sign};
use crate::cipherdb::{beside, discard};
use crate::store;
use crate::vault::device::{Backend, DeviceSecret, FileStore, Keyring};
use crate::vault::keyfile::Keyfiles;
use crate::vault::keyslots::Keyslots;
use crate::vault::os::{self, FolderLock, SessionLock};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The plan of a restore that has begun; gone when it is done.
pub(super) const PLAN: &str = "restore.toml";
/// The restored database before it has its name.
pub(super) const READY: &str = "restored.db";

/// What stands in the name of a database that was put aside, before the moment it was.
const ASIDE: &str = ".replaced-";

/// A plan holds the keyslots, which have their own limit, as hexadecimal digits.
const PLAN_MAX: u64 = 4 << 20;
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// What is to be done once the new register is ready.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The name that the old database gets.
    pub aside: String,
    /// The new keyslots, hex.
    pub keyslots: String,
    /// What the key store is to know of the new log, hex.
    pub known: String,
    /// What the login screen may show.
    pub sign: Sign,
}

/// One step, in a folder that nobody else has open.
type Step = fn(&Plan, &Path) -> Result<(), OfficeFault>;

/// In this order.
pub(super) const STEPS: [Step; 8] = [
    |plan, folder| set_aside(plan, folder, "-wal"),
    |plan, folder| set_aside(plan, folder, "-shm"),
    |plan, folder| set_aside(plan, folder, ""),
    named,
    keyslots,
    |plan, folder| write_sign(folder, &plan.sign),
    known,
    |_, folder| Ok(os::scrub(&folder.join(PLAN))?),
];

impl Plan {
    /// Writes it down: from here on the new register is meant.
    pub fn begin(&self, folder: &Path) -> Result<(), OfficeFault> {
        let text = toml::to_string(self).map_err(|_| unfinished())?;
        let _lock = FolderLock::acquire(folder, LOCK_WAIT)?;
        Ok(os::write_new(&folder.join(PLAN), text.as_bytes())?)
    }

    /// The plan that waits in a folder.
    pub fn of(folder: &Path) -> Result<Option<Plan>, OfficeFault> {
        let path = folder.join(PLAN);
        if std::fs::symlink_metadata(&path).is_err() {
            return Ok(None);
        }
        let text = os::read_private(&path, PLAN_MAX)?;
        toml::from_slice(&text).map(Some).map_err(|_| unfinished())
    }
}

/// Goes on with a restore that was cut off in this folder; nothing where there is none.
///
/// # Errors
/// When another process has the register open, or a step fails: the next try goes on from there.
pub(super) fn finish(folder: &Path) -> Result<(), OfficeFault> {
    if Plan::of(folder)?.is_none() {
        return Ok(());
    }
    let Ok(Some(_alone)) = SessionLock::try_acquire(folder) else {
        return Err(OfficeFault::new("error-restore-running"));
    };
    finish_alone(folder)
}

/// The same for who has the folder alone.
pub(super) fn finish_alone(folder: &Path) -> Result<(), OfficeFault> {
    // Read again: somebody else may have finished before this process had the lock.
    let Some(plan) = Plan::of(folder)? else { return Ok(()) };
    STEPS.iter().try_for_each(|step| step(&plan, folder))
}

/// The old database goes aside with its log, as long as the new one waits for its name.
fn set_aside(plan: &Plan, folder: &Path, suffix: &str) -> Result<(), OfficeFault> {
    let old = beside(&folder.join(store::FILE), suffix);
    if there(&folder.join(READY)) && there(&old) {
        os::rename_new(&old, &beside(&folder.join(&plan.aside), suffix))?;
    }
    Ok(())
}

fn named(_: &Plan, folder: &Path) -> Result<(), OfficeFault> {
    let (ready, place) = (folder.join(READY), folder.join(store::FILE));
    if there(&ready) {
        os::rename_new(&ready, &place)?;
    }
    discard(&ready).map_err(store::Error::from)?;
    Ok(os::sync_folder(folder)?)
}

fn keyslots(plan: &Plan, folder: &Path) -> Result<(), OfficeFault> {
    let bytes = unhex(&plan.keyslots).ok_or_else(unfinished)?;
    let _lock = FolderLock::acquire(folder, LOCK_WAIT)?;
    let path = Keyfiles::new(folder).keyslots_path();
    Ok(os::write_atomic(&path, &bytes)?)
}

fn known(plan: &Plan, folder: &Path) -> Result<(), OfficeFault> {
    let keyslots = unhex(&plan.keyslots).ok_or_else(unfinished)?;
    let known = unhex(&plan.known).ok_or_else(unfinished)?;
    let device = device_of(&keyslots, folder).ok_or_else(unfinished)?;
    Ok(device.put_checkpoint(&known)?)
}

/// The key store that keyslots name.
pub(super) fn device_of(keyslots: &[u8], folder: &Path) -> Option<Box<dyn DeviceSecret>> {
    let (backend, machine, _) = keyslots.first_chunk::<44>().and_then(|head| Keyslots::peek(head).ok())?;
    Some(match backend {
        Backend::File => Box::new(FileStore::new(folder)),
        _ => Box::new(Keyring::new(machine)),
    })
}

/// Where the old database goes; none where there is none.
pub(super) fn aside(folder: &Path, now: i64) -> (String, Option<PathBuf>) {
    let name = format!("{}{ASIDE}{now}", store::FILE);
    let kept = there(&folder.join(store::FILE)).then(|| folder.join(&name));
    (name, kept)
}

/// Whether a file of this name is an old database, or a part of one.
pub(super) fn is_aside(name: &str) -> bool {
    name.strip_prefix(store::FILE).is_some_and(|rest| rest.starts_with(ASIDE))
}

fn there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn unfinished() -> OfficeFault {
    OfficeFault::new("error-restore-unfinished")
}

/// As hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: &u8| char::from(*c).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}
