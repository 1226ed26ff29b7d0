//! Locks on a folder: for a write, for a session, for a window.

use super::FileError;
use super::files::{create_private, open_private};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

/// Name of the lock that every write to keyslots, door and checkpoint files is made under.
pub const FOLDER_LOCK: &str = "luukku.lock";
/// Name of the lock that a running terminal holds for its whole life.
pub const SESSION_LOCK: &str = "luukku.session";
/// The lock file that the first window on a folder holds.
pub const WINDOW_LOCK: &str = "luukku.window";

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
