//! A line that is typed at the terminal and not shown.

use super::FileError;
use rustix::fs::{Mode, OFlags};
use std::fs::File;
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// Reads a line from the terminal of this process, whatever standard input is, without showing what is typed.
/// `take` gets each character, `false` ends the reading as if the line were over. Answers `false` when the line was
/// given up (Ctrl-C, Ctrl-D).
///
/// # Errors
/// When the process has no terminal.
pub fn read_hidden_line(mut take: impl FnMut(HiddenKey)) -> Result<bool, FileError> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOCTTY;
    let mut terminal = File::from(rustix::fs::open("/dev/tty", flags, Mode::empty())?);
    let before = tcgetattr(&terminal)?;
    let mut hidden = before.clone();
    // Signals are keys here, so that nothing can end the process between the two settings.
    hidden.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
    tcsetattr(&terminal, OptionalActions::Flush, &hidden)?;
    let done = hidden_keys(&mut terminal, &mut take);
    tcsetattr(&terminal, OptionalActions::Flush, &before)?;
    let _ = terminal.write_all(b"\n");
    done
}

/// A key of a line that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKey {
    /// A character.
    Char(char),
    /// The last character goes.
    Back,
    /// All goes.
    Clear,
}

fn hidden_keys(terminal: &mut impl Read, take: &mut dyn FnMut(HiddenKey)) -> Result<bool, FileError> {
    let mut bytes = Zeroizing::new([0u8; 4]);
    let mut held = 0;
    loop {
        let mut one = Zeroizing::new([0u8; 1]);
        if terminal.read(one.as_mut())? == 0 {
            return Ok(false);
        }
        let [byte] = *one;
        match byte {
            b'\r' | b'\n' => return Ok(true),
            3 | 4 => return Ok(false),
            8 | 0x7f => take(HiddenKey::Back),
            0x15 => take(HiddenKey::Clear),
            0..=0x1f => {}
            _ => {
                if let Some(place) = bytes.get_mut(held) {
                    *place = byte;
                    held += 1;
                }
                match std::str::from_utf8(bytes.get(..held).unwrap_or_default()) {
                    Ok(text) => {
                        text.chars().for_each(|c| take(HiddenKey::Char(c)));
                        held = 0;
                    }
                    Err(error) if error.error_len().is_some() || held == bytes.len() => held = 0,
                    Err(_) => {}
                }
            }
        }
    }
}
