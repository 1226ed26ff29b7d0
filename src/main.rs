//! `luukku`: closes the process to others, reads the command line and picks a face.

use luukku::cli::{self, End, Host};
use luukku::desk::PasswordText;
use luukku::register::words::Lang;
use luukku::tui::open;
use luukku::tui::theme::Theme;
use luukku::vault::os::{self, HiddenKey};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    os::umask077();
    // A debugger is wanted where the program is being made; everywhere else nobody may look into its memory.
    let hardened = if cfg!(debug_assertions) { None } else { Some(os::harden_process().is_ok()) };
    let host = Host { hardened, hidden };
    match cli::run(std::env::args_os(), &host) {
        End::Exit(code) => ExitCode::from(code),
        End::Screens { folder, lang } => screens(folder, lang),
    }
}

/// The screens on this terminal.
fn screens(folder: PathBuf, lang: Lang) -> ExitCode {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let theme = Theme::choose(std::env::var("LUUKKU_THEME").ok().as_deref(), no_color);
    open::office(folder, lang, theme).map_or(ExitCode::FAILURE, ExitCode::from)
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
