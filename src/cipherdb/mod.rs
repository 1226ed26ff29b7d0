//! The SQLCipher file itself: made, opened, checked, copied, rekeyed. For `store` and for the central office.
//!
//! Knows neither tables (but for the one row of `meta` that says which database this is) nor where the key
//! comes from. A key is 32 bytes and nothing else: there is no way to hand over a passphrase. A connection
//! is opened here and nowhere else, and leaves only through the asserted sequence of [`open`].

mod create;
mod error;
mod ffi;
mod maintain;
mod open;

pub use create::{beside, create, discard, scratch};
pub use error::{Error, Step};
pub use maintain::{Diagnosis, Findings, Maintenance, diagnose, open_maintenance, rekey};
pub use open::{Expect, Interrupt, Reader, Writer, open_reader, open_writer};

/// `application_id` of a terminal's database: "LUUK".
pub const APPLICATION_ID: i32 = 0x4C55_554B;
/// Bytes of a page, and so the least length of a database.
pub const PAGE: u64 = 4096;
/// The key of a meta row that holds the 16 bytes of the database's identity.
pub const META_DB_ID: &str = "db_id";

/// Whether SQLite wipes the memory that it gives back: pages in clear and rows do not outlast the connections. It is
/// seen to at the first open, and only a process that used SQLite past this module answers `false`.
pub fn wipes_memory() -> bool {
    ffi::start()
}

#[cfg(test)]
mod crash_tests;
