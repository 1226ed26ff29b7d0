//! What can go wrong with the register's file, in kinds and ids only: never data, never SQL text.

use std::fmt;

/// A fault of the store.
#[derive(Debug)]
pub enum Error {
    /// The file could not be opened or is not ours.
    File(crate::cipherdb::Error),
    /// SQLite refused; the extended result code.
    Sqlite(i32),
    /// The disk is full.
    Full,
    /// Another process holds the file for longer than we wait.
    Busy,
    /// The query was interrupted by a newer one, or ran past its time.
    Interrupted,
    /// A row cannot be read: which table, and what about it.
    Damaged(&'static str, &'static str),
    /// A change would be larger than the limit.
    TooLarge,
    /// The record does not exist.
    Missing,
    /// A record of this id exists, and is another client's or of another kind.
    OtherRecord,
    /// Somebody else changed what an act was made from, between the reading and the writing.
    Moved,
    /// The public half of a compartment key is another than the office began with: nothing is sealed to it.
    KeysChanged,
    /// So much fits the words looked for that the search was given up: more letters are needed.
    TooBroad,
}

/// The result of the store's functions.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The message that tells it.
    pub fn message_id(&self) -> &'static str {
        match self {
            Error::File(e) => e.message_id(),
            Error::Sqlite(_) => "error-store",
            Error::Full => "error-disk-full",
            Error::Busy => "error-store-busy",
            Error::Interrupted => "error-interrupted",
            Error::Damaged(..) => "error-store-damaged",
            Error::TooLarge => "error-change-too-large",
            Error::Missing => "error-record-missing",
            Error::OtherRecord => "error-record-other",
            Error::Moved => "error-moved",
            Error::KeysChanged => "error-compartment-key-changed",
            Error::TooBroad => "error-search-too-broad",
        }
    }

    /// A short code for the support: kind and place, never data.
    pub fn support_code(&self) -> String {
        match self {
            Error::File(_) => "S-FILE".to_owned(),
            Error::Sqlite(code) => format!("S-SQL-{code}"),
            Error::Full => "S-FULL".to_owned(),
            Error::Busy => "S-BUSY".to_owned(),
            Error::Interrupted => "S-INT".to_owned(),
            Error::Damaged(table, what) => format!("S-DMG-{table}-{what}"),
            Error::TooLarge => "S-LARGE".to_owned(),
            Error::Missing => "S-NONE".to_owned(),
            Error::OtherRecord => "S-OTHER".to_owned(),
            Error::Moved => "S-MOVED".to_owned(),
            Error::KeysChanged => "S-KEYS".to_owned(),
            Error::TooBroad => "S-BROAD".to_owned(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.support_code())
    }
}

impl std::error::Error for Error {}

impl From<crate::cipherdb::Error> for Error {
    fn from(error: crate::cipherdb::Error) -> Error {
        match error {
            crate::cipherdb::Error::Busy => Error::Busy,
            error => Error::File(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::SqliteFailure(e, _) => match e.code {
                rusqlite::ErrorCode::DiskFull => Error::Full,
                rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => Error::Busy,
                rusqlite::ErrorCode::OperationInterrupted => Error::Interrupted,
                _ => Error::Sqlite(e.extended_code),
            },
            rusqlite::Error::QueryReturnedNoRows => Error::Missing,
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                Error::Damaged("row", "type")
            }
            _ => Error::Sqlite(0),
        }
    }
}
