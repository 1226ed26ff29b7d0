//! The one file with `unsafe`: the calls of SQLCipher, SQLite and OpenSSL that rusqlite has no safe form of.
//!
//! SQLCipher's own calls of OpenSSL look every algorithm up by its name and make its contexts anew for every page; they
//! are written to be read, and whoever wants them faster is told there to bring others (`crypto_openssl.c`). [`quick`]
//! brings them: the same AES-256-CBC and HMAC-SHA512 of the same OpenSSL without the look-ups, which on a machine that
//! has just slept through a sync cost a quarter of what the cipher costs a save.
//!
//! SQLite's memory is wiped when it is given back ([`start`]): pages in clear, rows and statements would
//! otherwise stay in the process behind a lock, when the connections are long closed. `cipher_memory_security`
//! wipes too, but it also locks every block into memory one by one, which makes a bulk insert three times and a
//! search fourteen times as slow. This way costs one `memset` for each block that leaves, and small blocks rarely
//! leave: they come out of the connection's own lookaside memory, which is one block.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_uchar, c_void};
use std::ptr::{self, NonNull};
use std::slice;
use std::sync::OnceLock;

use openssl_sys as openssl;
use rusqlite::{Connection, ffi};
use zeroize::{Zeroize, Zeroizing};

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
        quick();
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

/// The head of `struct sqlcipher_provider` (`sqlcipher.h` of SQLCipher 4.19): what SQLCipher asks of a library of
/// ciphers. Each answers SQLite's result code.
#[repr(C)]
struct Provider {
    init: *const c_void,
    shutdown: *const c_void,
    name: *const c_void,
    add_random: *const c_void,
    random: Random,
    hmac: Hmac,
    kdf: *const c_void,
    cipher: Cipher,
}

/// Context, buffer, its length.
type Random = unsafe extern "C" fn(*mut c_void, *mut c_void, c_int) -> c_int;
/// Context, algorithm, key and its length, a text and its length, another one or null, 64 bytes for the code.
type Hmac = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;
/// Context, mode, key and its length, 16 bytes of vector, a text and its length, as many bytes for the result.
type Cipher = unsafe extern "C" fn(
    *mut c_void,
    c_int,
    *const c_uchar,
    c_int,
    *const c_uchar,
    *const c_uchar,
    c_int,
    *mut c_uchar,
) -> c_int;

unsafe extern "C" {
    fn sqlcipher_version() -> *mut c_char;
    fn sqlcipher_get_provider() -> *mut Provider;
}

/// The release whose [`Provider`] this is.
const RELEASE: &[u8] = b"4.19.";
/// `SQLCIPHER_HMAC_SHA512`.
const SHA512: c_int = 2;
/// Bytes of a key, of a block of AES, of a block of SHA-512.
const KEY: usize = 32;
const VECTOR: usize = 16;
const BLOCK: usize = 128;

/// SQLCipher's own functions, for all that ours are not made for.
struct Stock {
    random: Random,
    hmac: Hmac,
    cipher: Cipher,
}

static STOCK: OnceLock<Stock> = OnceLock::new();

/// Puts our functions in place of three of SQLCipher's, and leaves another release of it as it is: slower, and right.
fn quick() {
    // SAFETY: SQLite has been started, and every other thread waits for this one. The text is a C string that is
    // SQLite's to free; the provider lives as long as SQLCipher, which offers it to be changed, and is of the release
    // whose struct is declared above.
    unsafe {
        let text = sqlcipher_version();
        let known = !text.is_null() && CStr::from_ptr(text).to_bytes().starts_with(RELEASE);
        ffi::sqlite3_free(text.cast());
        let provider = sqlcipher_get_provider();
        if known && !provider.is_null() {
            let Provider { random, hmac, cipher, .. } = *provider;
            STOCK.get_or_init(|| Stock { random, hmac, cipher });
            (*provider).random = pooled_random;
            (*provider).hmac = quick_hmac;
            (*provider).cipher = quick_cipher;
        }
    }
}

/// Randomness that was asked for ahead: a page wants 80 bytes.
struct Pool {
    bytes: [u8; 4096],
    given: usize,
}

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; 4096], given: 4096 }) };
    static AES: Option<Aes> = Aes::new();
}

/// `random`, for the vectors of pages and salts, none of which is secret: out of what SQLCipher's own function gives for
/// many pages at once.
unsafe extern "C" fn pooled_random(context: *mut c_void, out: *mut c_void, length: c_int) -> c_int {
    let Some(stock) = STOCK.get() else { return ffi::SQLITE_ERROR };
    let pooled = POOL.try_with(|pool| {
        let Pool { bytes, given } = &mut *pool.borrow_mut();
        let wanted = usize::try_from(length).ok().filter(|wanted| *wanted <= bytes.len() / 8)?;
        if bytes.len() - *given < wanted {
            // SAFETY: the buffer is as long as is said.
            let code = unsafe { (stock.random)(context, bytes.as_mut_ptr().cast(), bytes.len() as c_int) };
            if code != ffi::SQLITE_OK {
                return Some(code);
            }
            *given = 0;
        }
        let part = bytes.get(*given..*given + wanted)?;
        // SAFETY: SQLCipher hands over `length` bytes to be written, and they are not the pool's.
        unsafe { ptr::copy_nonoverlapping(part.as_ptr(), out.cast(), wanted) };
        *given += wanted;
        Some(ffi::SQLITE_OK)
    });
    match pooled {
        Ok(Some(code)) => code,
        // SAFETY: as it was called.
        _ => unsafe { (stock.random)(context, out, length) },
    }
}

/// `hmac`: HMAC-SHA512 of a key that is no longer than a block (RFC 2104). Nothing of it stays.
unsafe extern "C" fn quick_hmac(
    context: *mut c_void,
    algorithm: c_int,
    key: *const c_uchar,
    key_length: c_int,
    text: *const c_uchar,
    length: c_int,
    more: *const c_uchar,
    more_length: c_int,
    out: *mut c_uchar,
) -> c_int {
    let lengths = (usize::try_from(key_length), usize::try_from(length), usize::try_from(more_length));
    let (SHA512, false, false, (Ok(key_bytes @ ..=BLOCK), Ok(bytes), Ok(more_bytes))) =
        (algorithm, key.is_null(), text.is_null(), lengths)
    else {
        let Some(stock) = STOCK.get() else { return ffi::SQLITE_ERROR };
        // SAFETY: as it was called.
        return unsafe {
            (stock.hmac)(context, algorithm, key, key_length, text, length, more, more_length, out)
        };
    };
    // SAFETY: SQLCipher hands over as many bytes as it says of each, and 64 for the result.
    let (key, text, more, out) = unsafe {
        let more = if more.is_null() { &[] } else { slice::from_raw_parts(more, more_bytes) };
        (slice::from_raw_parts(key, key_bytes), slice::from_raw_parts(text, bytes), more, &mut *out.cast())
    };
    if hmac_sha512(key, [text, more], out) { ffi::SQLITE_OK } else { ffi::SQLITE_ERROR }
}

/// HMAC-SHA512 of two texts, one after the other; `false` when OpenSSL refuses, which it has no reason for.
fn hmac_sha512(key: &[u8], texts: [&[u8]; 2], out: &mut [u8; 64]) -> bool {
    let mut padded = Zeroizing::new([0x36; BLOCK]);
    for (pad, byte) in padded.iter_mut().zip(key) {
        *pad ^= byte;
    }
    let [text, more] = texts;
    let done = sha512([&*padded, text, more], out);
    for pad in padded.iter_mut() {
        *pad ^= 0x36 ^ 0x5c;
    }
    let inner = Zeroizing::new(*out);
    sha512([&*padded, &*inner, &[]], out) && done
}

fn sha512(parts: [&[u8]; 3], out: &mut [u8; 64]) -> bool {
    // SAFETY: a struct of numbers, for which all zeros are a value; OpenSSL begins by setting every one. It reads the
    // parts within their lengths and writes 64 bytes.
    unsafe {
        let mut state: openssl::SHA512_CTX = std::mem::zeroed();
        let mut done = openssl::SHA512_Init(&raw mut state) == 1;
        for part in parts {
            done &= openssl::SHA512_Update(&raw mut state, part.as_ptr().cast(), part.len()) == 1;
        }
        done &= openssl::SHA512_Final(out.as_mut_ptr(), &raw mut state) == 1;
        let state: *mut [u8; size_of::<openssl::SHA512_CTX>()] = (&raw mut state).cast();
        (*state).zeroize();
        done
    }
}

/// `cipher`: AES-256-CBC of whole blocks.
unsafe extern "C" fn quick_cipher(
    context: *mut c_void,
    mode: c_int,
    key: *const c_uchar,
    key_length: c_int,
    vector: *const c_uchar,
    text: *const c_uchar,
    length: c_int,
    out: *mut c_uchar,
) -> c_int {
    let done = AES.try_with(|aes| {
        let aes = aes.as_ref().filter(|_| usize::try_from(key_length) == Ok(KEY))?;
        // SAFETY: SQLCipher hands over a key and a vector of their lengths, and as many bytes to read and to write as
        // it says.
        Some(unsafe { aes.run(mode, &*key.cast(), &*vector.cast(), text, length, out) })
    });
    match done {
        Ok(Some(true)) => ffi::SQLITE_OK,
        Ok(Some(false)) => ffi::SQLITE_ERROR,
        _ => {
            let Some(stock) = STOCK.get() else { return ffi::SQLITE_ERROR };
            // SAFETY: as it was called.
            unsafe { (stock.cipher)(context, mode, key, key_length, vector, text, length, out) }
        }
    }
}

/// A context of OpenSSL's for AES-256-CBC without padding, kept by its thread; between two pages it holds a key of
/// zeros.
struct Aes(NonNull<openssl::EVP_CIPHER_CTX>);

impl Aes {
    fn new() -> Option<Aes> {
        // SAFETY: the names are C strings, null stands for the library's own context. OpenSSL counts who uses the
        // algorithm: the context goes on with it when it is given back here, and is given back itself by `drop`.
        unsafe {
            let aes = Aes(NonNull::new(openssl::EVP_CIPHER_CTX_new())?);
            let algorithm = openssl::EVP_CIPHER_fetch(ptr::null_mut(), c"AES-256-CBC".as_ptr(), ptr::null());
            let (none, no_key) = (ptr::null_mut(), ptr::null());
            let set = openssl::EVP_CipherInit_ex(aes.0.as_ptr(), algorithm, none, no_key, no_key, 1) == 1
                && openssl::EVP_CIPHER_CTX_set_padding(aes.0.as_ptr(), 0) == 1;
            openssl::EVP_CIPHER_free(algorithm);
            set.then_some(aes)
        }
    }

    /// Runs over whole blocks, 1 to encipher and 0 to decipher; `false` when OpenSSL refuses.
    ///
    /// # Safety
    /// `length` bytes can be read from `text` and written to `out`, and the two do not overlap.
    unsafe fn run(
        &self,
        mode: c_int,
        key: &[u8; KEY],
        vector: &[u8; VECTOR],
        text: *const c_uchar,
        length: c_int,
        out: *mut c_uchar,
    ) -> bool {
        let mut written = 0;
        let done = self.set(mode, key, vector)
            // SAFETY: by this function's own contract; without padding no more is written than is read.
            && unsafe {
                openssl::EVP_CipherUpdate(self.0.as_ptr(), out, &raw mut written, text, length) == 1
            };
        self.set(mode, &[0; KEY], &[0; VECTOR]) && done && written == length
    }

    fn set(&self, mode: c_int, key: &[u8; KEY], vector: &[u8; VECTOR]) -> bool {
        // SAFETY: a live context that knows its algorithm; key and vector have the lengths it reads.
        unsafe {
            openssl::EVP_CipherInit_ex(
                self.0.as_ptr(),
                ptr::null(),
                ptr::null_mut(),
                key.as_ptr(),
                vector.as_ptr(),
                mode,
            ) == 1
        }
    }
}

impl Drop for Aes {
    fn drop(&mut self) {
        // SAFETY: its own context, which nobody uses after this.
        unsafe { openssl::EVP_CIPHER_CTX_free(self.0.as_ptr()) };
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
    use crate::vault::testing::unhex;

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
    fn the_three_functions_are_taken_by_the_sqlcipher_that_is_built_in() {
        assert!(start());
        // SAFETY: started; the provider is of the release that `quick` has seen, or this test fails below.
        let Provider { random, hmac, cipher, .. } = unsafe { sqlcipher_get_provider().read() };
        assert!(
            STOCK.get().is_some(),
            "another release of SQLCipher: compare its sqlcipher_provider, then RELEASE"
        );
        assert!(ptr::fn_addr_eq(random, pooled_random as Random));
        assert!(ptr::fn_addr_eq(hmac, quick_hmac as Hmac));
        assert!(ptr::fn_addr_eq(cipher, quick_cipher as Cipher));
    }

    /// Through a function of the provider.
    fn hmac(by: Hmac, algorithm: c_int, key: &[u8], text: &[u8], more: Option<&[u8]>) -> (c_int, [u8; 64]) {
        let length = |bytes: &[u8]| c_int::try_from(bytes.len()).expect("small");
        let mut out = [0; 64];
        let (more, more_length) = more.map_or((ptr::null(), 0), |more| (more.as_ptr(), length(more)));
        // SAFETY: lengths and pointers of live slices, 64 bytes for the result.
        let code = unsafe {
            by(
                ptr::null_mut(),
                algorithm,
                key.as_ptr(),
                length(key),
                text.as_ptr(),
                length(text),
                more,
                more_length,
                out.as_mut_ptr(),
            )
        };
        (code, out)
    }

    #[test]
    fn hmacs_are_those_of_sqlcipher_and_of_another_library() {
        use hmac::Mac;
        assert!(start());
        let stock = STOCK.get().expect("kept");
        let bytes: Vec<u8> = (0..9000_u32).map(|i| (i * 7 % 251) as u8).collect();
        for key in [1, 32, 64, 127, 128, 129, 200].map(|length| &bytes[..length]) {
            for text in [0, 1, 111, 112, 127, 128, 4016 + 16].map(|length| &bytes[length..2 * length]) {
                for more in [None, Some(&[][..]), Some(&[4, 0, 0, 0][..]), Some(text)] {
                    let (code, ours) = hmac(quick_hmac, SHA512, key, text, more);
                    assert_eq!(code, ffi::SQLITE_OK);
                    assert_eq!((code, ours), hmac(stock.hmac, SHA512, key, text, more));
                    let mut other =
                        <hmac::Hmac<sha2::Sha512> as hmac::KeyInit>::new_from_slice(key).expect("any");
                    other.update(text);
                    other.update(more.unwrap_or_default());
                    assert_eq!(ours[..], other.finalize().into_bytes()[..]);
                }
            }
        }
    }

    #[test]
    fn other_algorithms_and_no_text_are_left_to_sqlciphers_own() {
        assert!(start());
        let stock = STOCK.get().expect("kept");
        for algorithm in 0..2 {
            let ours = hmac(quick_hmac, algorithm, &[7; 32], b"text", None);
            assert_eq!(ours.0, ffi::SQLITE_OK);
            assert_eq!(ours, hmac(stock.hmac, algorithm, &[7; 32], b"text", None));
            assert_ne!(ours.1, hmac(quick_hmac, SHA512, &[7; 32], b"text", None).1);
        }
        assert_ne!(hmac(quick_hmac, 3, &[7; 32], b"text", None).0, ffi::SQLITE_OK);
        // SAFETY: a null text is what SQLCipher's own function answers with an error.
        let code = unsafe {
            quick_hmac(
                ptr::null_mut(),
                SHA512,
                [7; 32].as_ptr(),
                32,
                ptr::null(),
                0,
                ptr::null(),
                0,
                [0; 64].as_mut_ptr(),
            )
        };
        assert_ne!(code, ffi::SQLITE_OK);
    }

    /// Through a function of the provider.
    fn cipher(by: Cipher, mode: c_int, key: &[u8], vector: &[u8; VECTOR], text: &[u8]) -> (c_int, Vec<u8>) {
        let mut out = vec![0; text.len()];
        let length = |bytes: &[u8]| c_int::try_from(bytes.len()).expect("small");
        // SAFETY: lengths and pointers of live slices, as many bytes for the result as for the text.
        let code = unsafe {
            by(
                ptr::null_mut(),
                mode,
                key.as_ptr(),
                length(key),
                vector.as_ptr(),
                text.as_ptr(),
                length(text),
                out.as_mut_ptr(),
            )
        };
        (code, out)
    }

    /// NIST SP 800-38A, F.2.5.
    #[test]
    fn enciphered_pages_are_those_of_the_standard_and_of_sqlcipher() {
        assert!(start());
        let stock = STOCK.get().expect("kept");
        let key = unhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        let vector = std::array::from_fn(|at| at as u8);
        let clear = unhex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
                         30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
        );
        let secret = unhex(
            "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
                          39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
        );
        assert_eq!(cipher(quick_cipher, 1, &key, &vector, &clear), (ffi::SQLITE_OK, secret.clone()));
        assert_eq!(cipher(quick_cipher, 0, &key, &vector, &secret), (ffi::SQLITE_OK, clear));
        for length in [16, 32, 4000, 4016] {
            let text: Vec<u8> = (0..length).map(|i| (i % 253) as u8).collect();
            let (code, secret) = cipher(quick_cipher, 1, &key, &vector, &text);
            assert_eq!((code, secret.clone()), cipher(stock.cipher, 1, &key, &vector, &text));
            assert_eq!(cipher(quick_cipher, 0, &key, &vector, &secret), (ffi::SQLITE_OK, text));
        }
    }

    #[test]
    fn half_a_block_is_no_page() {
        assert!(start());
        for mode in [0, 1] {
            let (code, _) = cipher(quick_cipher, mode, &[1; KEY], &[2; VECTOR], &[3; 40]);
            assert_ne!(code, ffi::SQLITE_OK);
            let (code, _) = cipher(quick_cipher, mode, &[1; KEY], &[2; VECTOR], &[3; 32]);
            assert_eq!(code, ffi::SQLITE_OK, "the one before is forgotten");
        }
    }

    #[test]
    fn a_kept_context_forgets_the_key() {
        let aes = Aes::new().expect("OpenSSL has it");
        let run = |mode: c_int, key: *const u8| {
            let (mut out, mut written) = ([0; 16], 0);
            // SAFETY: a live context, a key of its length or none, which leaves the one it has; 16 bytes to read and
            // to write.
            unsafe {
                let context = aes.0.as_ptr();
                let (none, vector) = (ptr::null_mut(), [0; VECTOR]);
                assert_eq!(
                    openssl::EVP_CipherInit_ex(context, ptr::null(), none, key, vector.as_ptr(), mode),
                    1
                );
                openssl::EVP_CipherUpdate(context, out.as_mut_ptr(), &raw mut written, [9; 16].as_ptr(), 16);
            }
            assert_eq!(written, 16);
            out
        };
        for mode in [0, 1] {
            let (text, mut out) = ([5; 64], [0; 64]);
            // SAFETY: 64 bytes to read and to write.
            assert!(unsafe { aes.run(mode, &[1; KEY], &[2; VECTOR], text.as_ptr(), 64, out.as_mut_ptr()) });
            // The one it has is that of zeros, as a context is told it anew.
            let left = run(mode, ptr::null());
            assert_eq!(left, run(mode, [0; KEY].as_ptr()));
            assert_ne!(left, run(mode, [1; KEY].as_ptr()));
        }
    }

    #[test]
    fn randomness_is_given_once() {
        assert!(start());
        let draw = |length: usize| {
            let mut out = vec![0_u8; length];
            let wanted = c_int::try_from(length).expect("small");
            // SAFETY: as many bytes as are asked for.
            let code = unsafe { pooled_random(ptr::null_mut(), out.as_mut_ptr().cast(), wanted) };
            assert_eq!(code, ffi::SQLITE_OK);
            out
        };
        let mut seen = std::collections::BTreeSet::new();
        let mut take =
            |bytes: Vec<u8>| bytes.chunks_exact(16).for_each(|part| assert!(seen.insert(part.to_vec())));
        for _ in 0..200 {
            take(draw(80));
        }
        take(draw(16));
        take(draw(512));
        take(draw(100_000));
        std::thread::spawn(move || draw(80)).join().map(take).expect("a thread has its own");
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
