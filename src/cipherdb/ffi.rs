//! The one file with `unsafe`: the calls of SQLCipher and SQLite that rusqlite has no safe form of.
//!
//! SQLite's memory is wiped when it is given back ([`start`]): pages in clear, rows and statements would
//! otherwise stay in the process behind a lock, when the connections are long closed. `cipher_memory_security`
//! wipes too, but it also locks every block into memory one by one, which makes a bulk insert three times and a
//! search fourteen times as slow. This way costs one `memset` for each block that leaves, and small blocks rarely
//! leave: they come out of the connection's own lookaside memory, which is one block.
#![allow(unsafe_code)]

use std::os::raw::{c_char, c_int, c_void};
use std::ptr;
use std::sync::OnceLock;

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

/// The functions that really give and take SQLite's memory.
struct Plain {
    malloc: unsafe extern "C" fn(c_int) -> *mut c_void,
    free: unsafe extern "C" fn(*mut c_void),
    size: unsafe extern "C" fn(*mut c_void) -> c_int,
}

static PLAIN: OnceLock<Plain> = OnceLock::new();

/// Starts SQLite, before anything else of it is used; answers whether it wipes what it gives back. Does something
/// only the first time.
///
/// The memory must be seen to first: a library that is at work does not change it any more, and SQLCipher lays its own
/// functions around these and hands everything through. Then SQLite must be started here, where every thread waits
/// for the first one: it counts itself as started before it runs SQLCipher's part, and a second thread that came in
/// between would find no cipher and its key not taken.
pub(super) fn start() -> bool {
    static WIPES: OnceLock<bool> = OnceLock::new();
    *WIPES.get_or_init(|| {
        let wipes = wipe_freed();
        // SAFETY: takes nothing and may be called at any time. Where it fails every open fails too, and says why.
        unsafe { ffi::sqlite3_initialize() };
        wipes
    })
}

/// Lays wiping functions under SQLite's memory; answers whether SQLite took them.
fn wipe_freed() -> bool {
    let mut methods = ffi::sqlite3_mem_methods {
        xMalloc: None,
        xFree: None,
        xRealloc: None,
        xSize: None,
        xRoundup: None,
        xInit: None,
        xShutdown: None,
        pAppData: ptr::null_mut(),
    };
    // SAFETY: the option takes exactly one pointer to this struct, which outlives the call, and fills it in.
    if unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut methods) } != ffi::SQLITE_OK {
        return false;
    }
    let (Some(malloc), Some(free), Some(size)) = (methods.xMalloc, methods.xFree, methods.xSize) else {
        return false;
    };
    PLAIN.get_or_init(|| Plain { malloc, free, size });
    methods.xFree = Some(wiping_free);
    methods.xRealloc = Some(wiping_realloc);
    // SAFETY: as above; SQLite copies the struct. Its other functions are the ones that it had, and the two new
    // ones keep their contract. No other thread is in SQLite meanwhile: each comes through here first and waits.
    unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw mut methods) == ffi::SQLITE_OK }
}

/// `xFree`: gives a block back, and nothing that stood in it.
unsafe extern "C" fn wiping_free(block: *mut c_void) {
    // It is set before SQLite hears of this function.
    let Some(plain) = PLAIN.get() else { return };
    if block.is_null() {
        return;
    }
    // SAFETY: SQLite hands over a live block of these functions and does not touch it again. `size` tells how many of
    // its bytes may be written. The compiler knows nothing of what `free` does with them, so the zeros are written.
    unsafe {
        let size = usize::try_from((plain.size)(block)).unwrap_or(0);
        ptr::write_bytes(block.cast::<u8>(), 0, size);
        (plain.free)(block);
    }
}

/// `xRealloc`: always a new block. The system's own may move a block and leave what stood in the old one.
unsafe extern "C" fn wiping_realloc(block: *mut c_void, bytes: c_int) -> *mut c_void {
    let Some(plain) = PLAIN.get() else { return ptr::null_mut() };
    // SAFETY: `block` is null or a live block of these functions, `bytes` is more than zero, as SQLite promises. Both
    // blocks are at least as long as what is copied, and a new block does not overlap a live one.
    unsafe {
        let new = (plain.malloc)(bytes);
        if !new.is_null() && !block.is_null() {
            let both = usize::try_from((plain.size)(block).min((plain.size)(new))).unwrap_or(0);
            ptr::copy_nonoverlapping(block.cast::<u8>(), new.cast::<u8>(), both);
            wiping_free(block);
        }
        new
    }
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
    fn a_block_that_grows_or_shrinks_keeps_its_bytes() {
        assert!(start());
        // SAFETY: blocks of SQLite's, each read and written within its length and before it is given back.
        unsafe {
            let block = ffi::sqlite3_malloc(64).cast::<u8>();
            ptr::write_bytes(block, 0x5a, 64);
            let block = ffi::sqlite3_realloc(block.cast(), 100_000).cast::<u8>();
            assert_eq!(std::slice::from_raw_parts(block, 64), [0x5a; 64]);
            let block = ffi::sqlite3_realloc(block.cast(), 32).cast::<u8>();
            assert_eq!(std::slice::from_raw_parts(block, 32), [0x5a; 32]);
            ffi::sqlite3_free(block.cast());
        }
    }

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
