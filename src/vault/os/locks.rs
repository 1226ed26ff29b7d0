//! Locks on a folder: for a write, for a session, for a window, for each run of the program.

use super::FileError;
use super::files::{create_private, open_private};
use crate::register::Id;
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name of the lock that every write to keyslots, door and checkpoint files is made under.
pub const FOLDER_LOCK: &str = "luukku.lock";
/// Name of the lock that a running terminal holds for its whole life.
pub const SESSION_LOCK: &str = "luukku.session";
/// The lock file that the first window on a folder holds.
pub const WINDOW_LOCK: &str = "luukku.window";
/// What the names of the lock files of running programs begin with; a number follows.
const DESK_LOCK: &str = "luukku.desk-";
/// So many programs on one folder are told apart.
const DESKS: u8 = 16;

/// The write lock of a state folder; free again when dropped or when the process ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock, trying for at most `wait`; [`FileError::Locked`] if another process keeps it.
    pub fn acquire(folder: &Path, wait: Duration) -> Result<FolderLock, FileError> {
        let file = lock_file(&folder.join(FOLDER_LOCK))?;
        let start = std::time::Instant::now();
        loop {
            if try_lock(&file)? {
                return Ok(FolderLock { _file: file });
            }
            if start.elapsed() >= wait {
                return Err(FileError::Locked);
            }
            // A blocking lock call knows no deadline, and writes under this lock take milliseconds.
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Says that a terminal runs on this folder; free again when dropped or when the process ends.
#[derive(Debug)]
pub struct SessionLock {
    _file: File,
}

impl SessionLock {
    /// Takes a share of the lock, as every open session does; `None` while somebody has it alone.
    pub fn try_share(folder: &Path) -> Result<Option<SessionLock>, FileError> {
        let file = lock_file(&folder.join(SESSION_LOCK))?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(SessionLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Takes the lock alone, or answers `None` when another terminal runs on this folder.
    pub fn try_acquire(folder: &Path) -> Result<Option<SessionLock>, FileError> {
        let file = lock_file(&folder.join(SESSION_LOCK))?;
        Ok(try_lock(&file)?.then_some(SessionLock { _file: file }))
    }
}

/// Says that a window of the program is open on this folder, logged in or not; free again when dropped or when the
/// process ends.
#[derive(Debug)]
pub struct WindowLock {
    _file: File,
}

impl WindowLock {
    /// Takes the lock, or answers `None` when another window has it.
    pub fn try_acquire(folder: &Path) -> Result<Option<WindowLock>, FileError> {
        let file = lock_file(&folder.join(WINDOW_LOCK))?;
        Ok(try_lock(&file)?.then_some(WindowLock { _file: file }))
    }
}

/// One run of the program, as others name it: its place among the lock files, and a name that no other run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The number of the lock file.
    pub place: u8,
    /// Random.
    pub name: Id,
}

impl Run {
    /// Whether it still goes on.
    ///
    /// # Errors
    /// When the lock cannot be asked: then nobody knows.
    pub fn lives(&self, folder: &Path) -> Result<bool, FileError> {
        let mut file = lock_file(&desk_file(folder, self.place))?;
        if try_lock(&file)? {
            return Ok(false);
        }
        // The place is taken: by this run, or by one that came after it.
        let mut name = [0; 16];
        Ok(file.read_exact(&mut name).is_ok() && Id::from_bytes(name) == self.name)
    }
}

/// Says that one run of the program goes on, logged in or not, so that what it began is not taken for left behind; free
/// again when dropped or when the process ends.
#[derive(Debug)]
pub struct DeskLock {
    _file: File,
    run: Run,
}

impl DeskLock {
    /// Takes the first free place under a name of its own; none where every place is taken.
    ///
    /// # Errors
    /// When a lock file cannot be made or written.
    pub fn acquire(folder: &Path, name: Id) -> Result<Option<DeskLock>, FileError> {
        for place in 0..DESKS {
            let mut file = lock_file(&desk_file(folder, place))?;
            if try_lock(&file)? {
                file.set_len(0)?;
                file.write_all(name.as_bytes())?;
                return Ok(Some(DeskLock { _file: file, run: Run { place, name } }));
            }
        }
        Ok(None)
    }

    /// The run that holds it.
    pub fn run(&self) -> Run {
        self.run
    }
}

/// Whether a file of that name is the lock of a running program.
pub fn is_desk_lock(name: &str) -> bool {
    let place = name.strip_prefix(DESK_LOCK).and_then(|place| place.parse::<u8>().ok());
    place.is_some_and(|place| place < DESKS)
}

fn desk_file(folder: &Path, place: u8) -> PathBuf {
    folder.join(format!("{DESK_LOCK}{place}"))
}

fn lock_file(path: &Path) -> Result<File, FileError> {
    match create_private(path) {
        Err(FileError::Exists) => open_private(path, true),
        other => other,
    }
}

fn try_lock(file: &File) -> Result<bool, FileError> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
