//! The one file with `unsafe`: the calls of SQLCipher and SQLite that rusqlite has no safe form of.
#![allow(unsafe_code)]

use std::os::raw::{c_char, c_int, c_void};

use rusqlite::{Connection, ffi};
use zeroize::Zeroizing;

const MAIN: *const c_char = c"main".as_ptr();
/// `x'` ‖ 64 hex digits ‖ `'`: the only form that SQLCipher takes as the key itself. One digit less would
/// silently be a passphrase, hence a fixed array and no text.
const RAW_KEY: usize = 67;

/// Sets the key of a connection that has not read anything yet. Answers SQLite's result code.
pub(super) fn key(conn: &Connection, key: &[u8; 32]) -> c_int {
    let text = raw_key(key);
    // SAFETY: the handle is that of a live connection, which `conn` borrows for the whole call; the name is
    // a static C string; pointer and length describe `text`, which outlives the call. SQLCipher copies the
    // key and keeps none of the pointers.
    unsafe { ffi::sqlite3_key_v2(conn.handle(), MAIN, text.as_ptr().cast::<c_void>(), RAW_KEY as c_int) }
}

/// Rewrites every page under a new key, keeping the salt. Answers SQLite's result code.
pub(super) fn rekey(conn: &Connection, key: &[u8; 32]) -> c_int {
    let text = raw_key(key);
    // SAFETY: as in `key`.
    unsafe { ffi::sqlite3_rekey_v2(conn.handle(), MAIN, text.as_ptr().cast::<c_void>(), RAW_KEY as c_int) }
}

/// Switches one boolean `SQLITE_DBCONFIG_…` off and answers whether it is off now.
///
/// Only for the two about ATTACH, which rusqlite 0.41 offers under a feature that asks for other bindings.
pub(super) fn config_off(conn: &Connection, option: AttachOption) -> bool {
    let option = match option {
        AttachOption::Create => ffi::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE,
        AttachOption::Write => ffi::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE,
    };
    let mut now: c_int = 1;
    // SAFETY: the handle as above; both options take exactly an int and a pointer to int, as passed.
    let code = unsafe { ffi::sqlite3_db_config(conn.handle(), option, 0 as c_int, &raw mut now) };
    code == ffi::SQLITE_OK && now == 0
}

/// What ATTACH may do on a connection.
#[derive(Clone, Copy)]
pub(super) enum AttachOption {
    /// Make a new file.
    Create,
    /// Write to the attached file.
    Write,
}

fn raw_key(key: &[u8; 32]) -> Zeroizing<[u8; RAW_KEY]> {
    let mut text = Zeroizing::new([b'\''; RAW_KEY]);
    let (head, digits) = text.split_at_mut(2);
    head.copy_from_slice(b"x'");
    for (pair, byte) in digits.chunks_exact_mut(2).zip(key) {
        if let [high, low] = pair {
            *high = hex_digit(byte >> 4);
            *low = hex_digit(byte & 15);
        }
    }
    text
}

/// A hexadecimal digit without a table look-up, whose place in the cache would tell something of the key.
const fn hex_digit(nibble: u8) -> u8 {
    // 39 is what lies between '9' and 'a', added when the nibble is above 9.
    let letter = (9u8.wrapping_sub(nibble) >> 7) & 1;
    b'0' + nibble + 39 * letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_raw_key_is_64_digits_in_quotes() {
        let mut key = [0u8; 32];
        for (i, byte) in key.iter_mut().enumerate() {
            *byte = u8::try_from(i * 8 + i / 4).expect("small");
        }
        let text = raw_key(&key);
        let expected: String = key.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(std::str::from_utf8(text.as_slice()), Ok(format!("x'{expected}'").as_str()));
    }
}
