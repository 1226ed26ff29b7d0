//! `luukku`: closes the process to others, reads the command line and picks a face.
//!
//! # What a lock leaves in memory
//! Names and texts of clients pass through thousands of strings that nobody owns for long: rows, replies, cells of
//! the screen, changes on their way to the file. Wiping types for all of them would be forgotten in one place or
//! another, so memory is wiped where each of them ends: the allocator below wipes every block that Rust gives back,
//! [`luukku::cipherdb`] has SQLite do the same, and a lock gives back everything. Keys lie in the locked pages of
//! [`luukku::vault::keyheap`]. `tests/pty_canaries.rs` looks into the running program.
//!
//! Not wiped, and why: registers and the parts of a stack that later calls have not run over yet (single characters,
//! ids, a key in the moment it is used; the test finds nothing whole there); what the kernel holds of the terminal's
//! input and output, and the terminal's own memory (not ours; the screen and its scrollback are erased); pages of
//! the database file in the kernel's cache, which are encrypted.

use luukku::cli::{self, Columns, End, Host};
use luukku::desk::PasswordText;
use luukku::register::words::Lang;
use luukku::tui::keymap::KeysFile;
use luukku::tui::open;
use luukku::tui::theme::Theme;
use luukku::vault::os::{self, HiddenKey};
use std::alloc::System;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::process::ExitCode;
use zeroizing_alloc::ZeroAlloc;

/// What is given back is wiped first.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

/// The user's own keys, in the folder of settings.
const KEYS: &str = "keys.toml";
/// More bytes than that are no list of keys.
const LONGEST_KEYS: u64 = 1 << 16;

fn main() -> ExitCode {
    os::umask077();
    // A debugger is wanted where the program is being made; everywhere else nobody may look into its memory.
    let hardened = if cfg!(debug_assertions) { None } else { Some(os::harden_process().is_ok()) };
    let columns = Columns { out: os::columns(std::io::stdout()), err: os::columns(std::io::stderr()) };
    let host = Host { hardened, hidden, columns };
    match cli::run(std::env::args_os(), &host) {
        End::Exit(code) => ExitCode::from(code),
        End::Screens { folder, lang } => screens(folder, lang, columns),
    }
}

/// The screens on this terminal.
fn screens(folder: PathBuf, lang: Lang, columns: Columns) -> ExitCode {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let theme = Theme::choose(std::env::var("LUUKKU_THEME").ok().as_deref(), no_color);
    match open::office(folder, lang, theme, keys()) {
        Ok(code) => ExitCode::from(code),
        Err(_) => {
            cli::no_terminal(lang, columns);
            ExitCode::FAILURE
        }
    }
}

/// The user's own keys: `keys.toml` where the platform keeps the settings of this account's programs.
fn keys() -> Option<KeysFile> {
    let text = match File::open(cli::settings_folder()?.join(KEYS)) {
        Ok(file) => {
            let mut text = String::new();
            let read = file.take(LONGEST_KEYS).read_to_string(&mut text);
            read.is_ok_and(|length| (length as u64) < LONGEST_KEYS).then_some(text)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => None,
    };
    Some(KeysFile { name: KEYS.to_owned(), text })
}

/// A line from the terminal that is not shown.
fn hidden() -> Option<PasswordText> {
    let mut password = PasswordText::new();
    let whole = os::read_hidden_line(|key| {
        match key {
            HiddenKey::Char(c) => password.push(c),
            HiddenKey::Back => password.pop(),
            HiddenKey::Clear => {
                password.clear();
                true
            }
        };
    });
    whole.ok()?.then_some(password)
}
