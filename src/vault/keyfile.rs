//! The files `keyslots` and `door` on disk: read strictly, changed only under the folder's lock.
//!
//! A change is always: lock, read again (another process may have written), change, count, write beside, put in
//! place. The operating system's part of that stands in [`super::os`].

use super::door::{Door, DoorFault};
use super::keyslots::{Keyslots, KeyslotsFault};
use super::os::{self, FileError, FolderLock};
use super::secret::Ds;
use crate::register::Id;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a change waits for another process to finish its own.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// Why a file could not be read or changed. `E` is the fault of the file's format.
#[derive(Debug)]
pub enum KeyfileFault<E> {
    /// The file is not there.
    Missing,
    /// The disk, the rights of the file, or the lock.
    File(FileError),
    /// The content.
    Content(E),
}

impl<E> KeyfileFault<E> {
    /// The Fluent id of the sentence; `content` gives that of the content.
    pub fn message_id(&self, content: impl FnOnce(&E) -> &'static str) -> &'static str {
        match self {
            KeyfileFault::Missing => FileError::Missing.message_id(),
            KeyfileFault::File(error) => error.message_id(),
            KeyfileFault::Content(fault) => content(fault),
        }
    }
}

impl<E> From<FileError> for KeyfileFault<E> {
    fn from(error: FileError) -> KeyfileFault<E> {
        match error {
            FileError::Missing => KeyfileFault::Missing,
            other => KeyfileFault::File(other),
        }
    }
}

/// The files of one state folder (0700).
pub struct Keyfiles {
    folder: PathBuf,
}

impl Keyfiles {
    /// The files in `folder`; nothing is opened yet.
    pub fn new(folder: &Path) -> Keyfiles {
        Keyfiles { folder: folder.to_owned() }
    }

    /// Whether there is a keyslots file: an office has been set up here.
    pub fn exist(&self) -> bool {
        self.keyslots_path().exists()
    }

    /// Where the keyslots are.
    pub fn keyslots_path(&self) -> PathBuf {
        self.folder.join("keyslots")
    }

    /// Where the door file is.
    pub fn door_path(&self) -> PathBuf {
        self.folder.join("door")
    }

    /// Reads the keyslots.
    pub fn keyslots(&self, ds: &Ds) -> Result<Keyslots, KeyfileFault<KeyslotsFault>> {
        let bytes = os::read_private(&self.keyslots_path(), limit(Keyslots::MAX_FILE))?;
        Keyslots::parse(&bytes, ds).map_err(KeyfileFault::Content)
    }

    /// Writes the first keyslots of a set-up; refused when there are some.
    pub fn create_keyslots(&self, keyslots: &Keyslots, ds: &Ds) -> Result<(), KeyfileFault<KeyslotsFault>> {
        let _lock = FolderLock::acquire(&self.folder, LOCK_WAIT)?;
        if self.exist() {
            return Err(KeyfileFault::File(FileError::Exists));
        }
        Ok(os::write_atomic(&self.keyslots_path(), &keyslots.to_bytes(ds))?)
    }

    /// Changes the keyslots as they are now on disk: file_gen + 1, in place only when `change` said yes. Returns
    /// what was written, for its file_gen and slot_gens to be kept in the database, and what `change` gave.
    pub fn change_keyslots<T>(
        &self,
        ds: &Ds,
        change: impl FnOnce(&mut Keyslots) -> Result<T, KeyslotsFault>,
    ) -> Result<(Keyslots, T), KeyfileFault<KeyslotsFault>> {
        let _lock = FolderLock::acquire(&self.folder, LOCK_WAIT)?;
        let mut keyslots = self.keyslots(ds)?;
        let given = change(&mut keyslots).map_err(KeyfileFault::Content)?;
        keyslots.count_write().map_err(KeyfileFault::Content)?;
        os::write_atomic(&self.keyslots_path(), &keyslots.to_bytes(ds))?;
        Ok((keyslots, given))
    }

    /// Reads the door file of `machine`. Missing is an answer of its own: it must become a log row.
    pub fn door(&self, ds: &Ds, machine: Id) -> Result<Door, KeyfileFault<DoorFault>> {
        let bytes = os::read_private(&self.door_path(), limit(Door::MAX_FILE))?;
        let door = Door::parse(&bytes, ds).map_err(KeyfileFault::Content)?;
        if door.machine() == machine { Ok(door) } else { Err(KeyfileFault::Content(DoorFault::Form)) }
    }

    /// Changes the door file as it is now on disk. One of a newer program is left as it is. One that is missing or
    /// cannot be believed begins anew at
    /// `next_seq` (what is remembered of it; 1 when nothing is, which no file of a set-up does), because the door must go
    /// on counting; the next login sees the step back, or where it began, and writes its row.
    pub fn change_door<T>(
        &self,
        ds: &Ds,
        machine: Id,
        next_seq: u64,
        change: impl FnOnce(&mut Door) -> T,
    ) -> Result<(Door, T), KeyfileFault<DoorFault>> {
        let _lock = FolderLock::acquire(&self.folder, LOCK_WAIT)?;
        let mut door = match self.door(ds, machine) {
            Ok(door) => door,
            Err(fault @ KeyfileFault::Content(DoorFault::Version(_))) => return Err(fault),
            Err(KeyfileFault::Missing | KeyfileFault::Content(_)) => Door::new(machine, next_seq),
            Err(fault) => return Err(fault),
        };
        let given = change(&mut door);
        os::write_atomic(&self.door_path(), &door.to_bytes(ds))?;
        Ok((door, given))
    }
}

fn limit(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, MACHINE, T0, USER};

    fn keyslots() -> Keyslots {
        Keyslots::new(testing::header())
    }

    #[test]
    fn a_change_reads_again_counts_and_lands_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Keyfiles::new(folder.path());
        let ds = testing::ds();
        assert!(!files.exist());
        assert!(matches!(files.keyslots(&ds), Err(KeyfileFault::Missing)));
        files.create_keyslots(&keyslots(), &ds).unwrap();
        assert!(files.create_keyslots(&keyslots(), &ds).is_err(), "never over an office that is there");
        let other = Keyfiles::new(folder.path());
        other
            .change_keyslots(&ds, |k| {
                k.header_mut().dbk_gen = 5;
                Ok(())
            })
            .unwrap();
        let (written, seen) = files.change_keyslots(&ds, |k| Ok(k.header().dbk_gen)).unwrap();
        assert_eq!((written.header().file_gen, seen), (3, 5));
        assert_eq!(files.keyslots(&ds).unwrap().header(), written.header());
    }

    #[test]
    fn a_change_that_fails_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Keyfiles::new(folder.path());
        let ds = testing::ds();
        files.create_keyslots(&keyslots(), &ds).unwrap();
        let refused = files.change_keyslots(&ds, |k| {
            k.header_mut().dbk_gen = 9;
            Err::<(), _>(KeyslotsFault::LoginTaken)
        });
        assert!(matches!(refused, Err(KeyfileFault::Content(KeyslotsFault::LoginTaken))));
        assert_eq!(files.keyslots(&ds).unwrap().header().dbk_gen, 1);
    }

    #[test]
    fn the_door_goes_on_counting_when_its_file_is_gone_or_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let files = Keyfiles::new(folder.path());
        let ds = testing::ds();
        assert!(matches!(files.door(&ds, MACHINE), Err(KeyfileFault::Missing)));
        let fail = |d: &mut Door| d.record_failure(Some(USER), T0);
        files.change_door(&ds, MACHINE, 40, fail).unwrap();
        files.change_door(&ds, MACHINE, 40, fail).unwrap();
        assert_eq!(files.door(&ds, MACHINE).unwrap().next_seq(), 42);
        assert!(files.door(&ds, USER).is_err(), "another machine's");
        let newer = b"LUUKKUDO\0\x02 what a newer program counts";
        std::fs::write(files.door_path(), newer).unwrap();
        let refused = files.change_door(&ds, MACHINE, 40, fail);
        assert!(matches!(refused, Err(KeyfileFault::Content(DoorFault::Version(2)))));
        assert_eq!(std::fs::read(files.door_path()).unwrap(), newer, "left as it is");
        std::fs::write(files.door_path(), b"LUUKKUDO").unwrap();
        let (door, ()) = files.change_door(&ds, MACHINE, 1, fail).unwrap();
        assert_eq!(door.next_seq(), 2, "lower than the database remembers: it shows");
    }
}
