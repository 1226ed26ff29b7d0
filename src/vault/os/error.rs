//! What can go wrong with a file.

use rustix::io::Errno;
use std::io;

/// Why a file or folder of ours could not be used. Carries no content and no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileError {
    /// Nothing is there.
    Missing,
    /// Something is there where nothing may be.
    Exists,
    /// A symbolic link, folder, device or pipe stands where a file (or folder) of ours must be.
    NotRegular,
    /// It belongs to another account.
    NotOwn,
    /// Others may read or write it, or its own account may not; the permission bits found.
    Mode(u32),
    /// Longer than the format allows; the limit in bytes.
    TooLong(u64),
    /// The disk, or the account's share of it, is full.
    DiskFull,
    /// The lock is held by somebody else and did not come free in time.
    Locked,
    /// The path names no file in a folder, or begins as a URI would.
    BadPath,
    /// Anything else, by its kind.
    Io(io::ErrorKind),
}

impl FileError {
    /// Message id of the sentence that explains it.
    pub const fn message_id(&self) -> &'static str {
        match self {
            FileError::Missing => "error-file-missing",
            FileError::Exists => "error-file-exists",
            FileError::NotRegular => "error-file-not-regular",
            FileError::NotOwn => "error-file-not-own",
            FileError::Mode(_) => "error-file-mode",
            FileError::TooLong(_) => "error-file-too-long",
            FileError::DiskFull => "error-file-disk-full",
            FileError::Locked => "error-file-locked",
            FileError::BadPath => "error-file-bad-path",
            FileError::Io(_) => "error-file-io",
        }
    }
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for FileError {}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        // ELOOP is how O_NOFOLLOW says that it met a link; it has no stable kind of its own.
        if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) {
            return FileError::NotRegular;
        }
        match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing,
            io::ErrorKind::AlreadyExists => FileError::Exists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileError::DiskFull,
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => FileError::NotRegular,
            kind => FileError::Io(kind),
        }
    }
}

impl From<Errno> for FileError {
    fn from(error: Errno) -> Self {
        io::Error::from(error).into()
    }
}
