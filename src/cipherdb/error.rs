//! Why a database could not be made, opened, checked or copied.

use rusqlite::ErrorCode;

use crate::vault::os::FileError;

/// The step of the open sequence (security.md section 8) at which an error came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 1: the file is opened.
    Open,
    /// 3: the key is set.
    Key,
    /// 4: the codec is there.
    Codec,
    /// 5: the schema is read, the only test of the key.
    Schema,
    /// 6: the write-ahead log is on.
    Wal,
    /// 7: settings, each read back.
    Settings,
    /// 8: this is our database.
    Identity,
    /// 9: defences and limits.
    Defences,
    /// 10: the authorizer and the deadline.
    Authorizer,
    /// After opening: a statement, a copy, a check.
    Use,
}

/// Opening writes an index of the write-ahead log, 32 KiB, and sometimes some pages of it.
const ROOM_TO_OPEN: u64 = 64 * 1024;

/// What went wrong. Holds kinds, names of settings and numbers; never SQL text, a path or content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// The file itself: missing, a link, not private, unreadable.
    File(FileError),
    /// It lies on a network file system, where the write-ahead log can tear.
    NetworkFileSystem(&'static str),
    /// Shorter than one page, as an empty file put in its place would be. The length found.
    TooShort(u64),
    /// An unencrypted SQLite file.
    Plaintext,
    /// Its first 16 bytes are not the salt that the keyslots file records: another file was put in place.
    WrongSalt,
    /// The library has no cipher, or it is not in use on this connection.
    NoCipher,
    /// Page 1 does not open with this key. The key was proved before, so this means damage or replacement.
    WrongKeyOrDamaged,
    /// A page fails its check or the structure is broken.
    Damaged,
    /// The write-ahead log could not be switched on.
    NoWal,
    /// A setting did not take; its name.
    Setting(&'static str),
    /// Opens with the key, but is no register of ours or not the one that was expected.
    WrongDatabase,
    /// Written by a newer version of the program.
    NewerSchema {
        /// Version in the file.
        found: i32,
        /// The newest version this program knows.
        known: i32,
    },
    /// Its version is 0 or less: never finished, or not ours.
    UnknownSchema(i32),
    /// Less free disk space than the work needs; bytes.
    NoRoom {
        /// Needed.
        needed: u64,
        /// There.
        free: u64,
    },
    /// The disk has no room for what opening writes beside the file.
    NoRoomToOpen,
    /// Another process or connection holds it.
    Busy,
    /// A query ran past its deadline, or a newer one took its place.
    Interrupted,
    /// A statement that this connection may not run.
    Denied,
    /// Anything else that SQLite answered: where, and its extended result code.
    Sqlite(Step, i32),
}

impl Error {
    /// Message id of the sentence that explains it.
    pub const fn message_id(&self) -> &'static str {
        match self {
            Error::File(error) => error.message_id(),
            Error::NetworkFileSystem(_) => "error-db-network-file-system",
            Error::TooShort(_) => "error-db-too-short",
            Error::Plaintext => "error-db-plaintext",
            Error::WrongSalt => "error-db-wrong-salt",
            Error::NoCipher => "error-db-no-cipher",
            Error::WrongKeyOrDamaged => "error-db-wrong-key-or-damaged",
            Error::Damaged => "error-db-damaged",
            Error::NoWal => "error-db-no-wal",
            Error::Setting(_) => "error-db-setting",
            Error::WrongDatabase => "error-db-wrong-database",
            Error::NewerSchema { .. } => "error-db-newer-schema",
            Error::UnknownSchema(_) => "error-db-unknown-schema",
            Error::NoRoom { .. } => "error-db-no-room",
            Error::NoRoomToOpen => "error-db-no-room-to-open",
            Error::Busy => "error-db-busy",
            Error::Interrupted => "error-db-interrupted",
            Error::Denied => "error-db-denied",
            Error::Sqlite(..) => "error-db-sqlite",
        }
    }

    /// Why a file did not open, on a disk with so much room: SQLite tells a full disk in as many ways as there are files
    /// that it writes beside the main one.
    pub(super) const fn opening(self, free: u64) -> Error {
        match self {
            Error::File(FileError::DiskFull) => Error::NoRoomToOpen,
            Error::NoWal | Error::Setting(_) | Error::Sqlite(..) if free < ROOM_TO_OPEN => {
                Error::NoRoomToOpen
            }
            other => other,
        }
    }

    /// What SQLite answered at a step, as one of ours.
    pub(super) fn at(step: Step, error: &rusqlite::Error) -> Error {
        let Some(code) = error.sqlite_error() else {
            return Error::Sqlite(step, 0);
        };
        match code.code {
            ErrorCode::NotADatabase => Error::WrongKeyOrDamaged,
            ErrorCode::DatabaseCorrupt => Error::Damaged,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
            ErrorCode::OperationInterrupted => Error::Interrupted,
            ErrorCode::AuthorizationForStatementDenied => Error::Denied,
            ErrorCode::DiskFull => Error::File(FileError::DiskFull),
            _ => Error::Sqlite(step, code.extended_code),
        }
    }
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        Error::File(error)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Error::at(Step::Use, &error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_at_opening_is_told_as_one_and_only_that() {
        let full = [Error::NoWal, Error::Setting("journal_mode"), Error::Sqlite(Step::Schema, 4_874)];
        for error in full {
            assert_eq!(error.opening(4_096), Error::NoRoomToOpen, "{error:?}");
            assert_eq!(error.opening(1 << 30), error, "with room it is something else");
        }
        assert_eq!(Error::File(FileError::DiskFull).opening(1 << 30), Error::NoRoomToOpen, "a quota");
        assert_eq!(Error::WrongKeyOrDamaged.opening(0), Error::WrongKeyOrDamaged);
    }
}
