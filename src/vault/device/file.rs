//! The file backend: `device.key`, `slot.key` and `checkpoint` in the state folder, 0600 in 0700.
//!
//! Whoever copies the folder has everything but the passwords; the screens say that this backend is in use.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Backend, DeviceSecret, KeyStoreError, MAX_CHECKPOINT, Secret32, record};
use crate::register::Id;
use crate::vault::os::{self, FileError, FolderLock};

/// File of the device secret.
pub const DEVICE_FILE: &str = "device.key";
/// File of the slot secrets of one office.
pub const SLOT_FILE: &str = "slot.key";
const CHECKPOINT_FILE: &str = "checkpoint";
/// Writes under the folder's lock take milliseconds.
const WAIT: Duration = Duration::from_secs(5);

/// Secrets in files of one folder. Writes take the folder's lock: not to be called by whoever holds it.
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    /// In a folder that is there already; nothing is read or written yet.
    pub fn new(folder: &Path) -> FileStore {
        FileStore { folder: folder.to_owned() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn lock(&self) -> Result<FolderLock, KeyStoreError> {
        // Mode 0700 is part of what this backend promises; the call makes or checks it.
        os::create_private_dir(&self.folder)?;
        Ok(FolderLock::acquire(&self.folder, WAIT)?)
    }

    fn read(&self, name: &str, max: usize) -> Result<zeroize::Zeroizing<Vec<u8>>, KeyStoreError> {
        let max = u64::try_from(max).unwrap_or(u64::MAX);
        Ok(os::read_private(&self.path(name), max)?)
    }

    fn remove(&self, name: &str) -> Result<(), KeyStoreError> {
        let _lock = self.lock()?;
        os::scrub(&self.path(name))?;
        Ok(os::sync_folder(&self.folder)?)
    }
}

impl DeviceSecret for FileStore {
    fn backend(&self) -> Backend {
        Backend::File
    }

    fn get(&self) -> Result<Secret32, KeyStoreError> {
        record::read_device(&self.read(DEVICE_FILE, record::DEVICE_LENGTH)?)
    }

    fn put(&self, secret: &[u8; 32]) -> Result<(), KeyStoreError> {
        let _lock = self.lock()?;
        os::write_new(&self.path(DEVICE_FILE), &record::device(secret))?;
        self.get().map(drop)
    }

    fn delete(&self) -> Result<(), KeyStoreError> {
        self.remove(DEVICE_FILE)
    }

    fn get_slot_secrets(&self, office: &Id) -> Result<Vec<Secret32>, KeyStoreError> {
        record::read_slots(&self.read(SLOT_FILE, record::SLOT_LENGTH_MAX)?, office)
    }

    fn put_slot_secrets(&self, office: &Id, secrets: &[&[u8; 32]]) -> Result<(), KeyStoreError> {
        let bytes = record::slots(office, secrets)?;
        let _lock = self.lock()?;
        match self.get_slot_secrets(office) {
            Ok(_) | Err(KeyStoreError::Missing) => {}
            // A damaged file may still be mended by hand; it is not written over.
            Err(error) => return Err(error),
        }
        Ok(os::write_atomic(&self.path(SLOT_FILE), &bytes)?)
    }

    fn delete_slot_secrets(&self, office: &Id) -> Result<(), KeyStoreError> {
        match self.get_slot_secrets(office) {
            // Those of another office are not ours to remove.
            Err(KeyStoreError::Missing) => Ok(()),
            _ => self.remove(SLOT_FILE),
        }
    }

    fn get_checkpoint(&self) -> Result<Option<Vec<u8>>, KeyStoreError> {
        match os::read_private(&self.path(CHECKPOINT_FILE), u64::try_from(MAX_CHECKPOINT).unwrap_or(u64::MAX))
        {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(FileError::Missing) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn put_checkpoint(&self, checkpoint: &[u8]) -> Result<(), KeyStoreError> {
        if checkpoint.len() > MAX_CHECKPOINT {
            return Err(KeyStoreError::TooLong);
        }
        let _lock = self.lock()?;
        Ok(os::write_atomic(&self.path(CHECKPOINT_FILE), checkpoint)?)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    const OFFICE: Id = Id::from_bytes(*b"office identity!");

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn path(&self) -> PathBuf {
            self.0.path().join("state")
        }
    }

    fn store() -> (Folder, FileStore) {
        let dir = Folder(tempfile::tempdir().expect("a temporary folder"));
        os::create_private_dir(&dir.path()).expect("made");
        let store = FileStore::new(&dir.path());
        (dir, store)
    }

    #[test]
    fn a_device_secret_is_kept_once_and_privately() {
        let (dir, store) = store();
        assert_eq!(store.get().err(), Some(KeyStoreError::Missing));
        store.put(&[7; 32]).expect("kept");
        assert_eq!(*store.get().expect("read"), [7; 32]);
        assert_eq!(store.put(&[8; 32]), Err(KeyStoreError::Exists));
        assert_eq!(*store.get().expect("read"), [7; 32]);
        let mode = std::fs::metadata(dir.path().join(DEVICE_FILE)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        store.delete().expect("removed");
        store.delete().expect("nothing there");
        assert_eq!(store.get().err(), Some(KeyStoreError::Missing));
    }

    #[test]
    fn a_link_an_open_file_or_an_open_folder_is_refused() {
        let (dir, store) = store();
        let elsewhere = dir.path().join("elsewhere");
        symlink(&elsewhere, dir.path().join(DEVICE_FILE)).expect("linked");
        assert_eq!(store.put(&[7; 32]), Err(KeyStoreError::Exists));
        assert_eq!(store.get().err(), Some(KeyStoreError::File(FileError::NotRegular)));
        assert!(!elsewhere.exists());
        store.delete().expect("the link is removed");
        store.put(&[7; 32]).expect("kept");
        std::fs::set_permissions(dir.path().join(DEVICE_FILE), std::fs::Permissions::from_mode(0o640))
            .expect("mode");
        assert_eq!(store.get().err(), Some(KeyStoreError::File(FileError::Mode(0o640))));
        std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).expect("mode");
        assert_eq!(store.put_checkpoint(b"x"), Err(KeyStoreError::File(FileError::Mode(0o755))));
    }

    #[test]
    fn slot_secrets_are_replaced_whole_and_belong_to_one_office() {
        let (_dir, store) = store();
        assert_eq!(store.get_slot_secrets(&OFFICE).err(), Some(KeyStoreError::Missing));
        store.put_slot_secrets(&OFFICE, &[&[1; 32]]).expect("kept");
        store.put_slot_secrets(&OFFICE, &[&[1; 32], &[2; 32]]).expect("kept");
        let read = store.get_slot_secrets(&OFFICE).expect("read");
        assert!(read.iter().map(|secret| **secret).eq([[1; 32], [2; 32]]));
        store.delete_slot_secrets(&Id::ZERO).expect("not this office's");
        assert_eq!(store.get_slot_secrets(&OFFICE).expect("read").len(), 2);
        store.delete_slot_secrets(&OFFICE).expect("removed");
        assert_eq!(store.get_slot_secrets(&OFFICE).err(), Some(KeyStoreError::Missing));
    }

    #[test]
    fn damage_is_said_and_never_written_over() {
        let (dir, store) = store();
        for name in [DEVICE_FILE, SLOT_FILE] {
            os::write_atomic(&dir.path().join(name), b"half a sec").expect("written");
        }
        assert_eq!(store.get().err(), Some(KeyStoreError::Damaged));
        assert_eq!(store.put(&[7; 32]), Err(KeyStoreError::Exists));
        assert_eq!(store.get_slot_secrets(&OFFICE).err(), Some(KeyStoreError::Damaged));
        assert_eq!(store.put_slot_secrets(&OFFICE, &[&[1; 32]]), Err(KeyStoreError::Damaged));
        assert_eq!(std::fs::read(dir.path().join(SLOT_FILE)).expect("read"), b"half a sec");
    }

    #[test]
    fn a_checkpoint_is_replaced_and_bounded() {
        let (_dir, store) = store();
        assert_eq!(store.get_checkpoint(), Ok(None));
        store.put_checkpoint(b"n and c").expect("kept");
        store.put_checkpoint(b"more n and c").expect("kept");
        assert_eq!(store.get_checkpoint(), Ok(Some(b"more n and c".to_vec())));
        assert_eq!(store.put_checkpoint(&[0; MAX_CHECKPOINT + 1]), Err(KeyStoreError::TooLong));
    }
}
