//! Bytes of a Unix terminal to keys. Pure: no clock, no I/O; silence is told to it by [`Decoder::timeout`].
//!
//! The property it exists for: **any chunking of the bytes gives the same keys**, and the tail of a sequence that
//! arrives late is never typed as text. `Esc Esc` is two keys, Alt-x is Esc and x, a broken or unknown sequence is
//! swallowed whole. The maintained parsers were tried with the same property first, in November 2026:
//!
//! | parser | fails |
//! |---|---|
//! | crossterm 0.29 | `ESC ESC` in one read is one Esc; `ESC`+`ESC[A` types `[A`; an arrow split after its first byte types text |
//! | termina 0.4 | the same three; drops rxvt's shifted arrows |
//! | termwiz 0.23 | `ESC ESC` is one Alt-Esc; replies (OSC, DCS, unknown CSI), Linux-console F1–F5 and a split mouse report are typed as text; a late `[A` is typed |
//! | vtparse 0.7 | parses output, not keys: a lone Esc is never reported, `ESC O P` and `ESC [[A` type `P` and `A`, no paste, no timeout |
//!
//! # Silence
//! The owner waits as long as [`Decoder::wait`] says for more bytes and calls [`Decoder::timeout`] if none come: 25 ms
//! behind a bare ESC (then it is the Esc key), a little longer where the tail of that sequence could still come, a
//! second inside a sequence, five in a paste. Only the first of these waits can delay a key.

use super::key::{Code, Key, Mods};
use std::time::Duration;

/// What comes from the keyboard.
#[derive(Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Pasted text: line ends are `\n`, at most [`PASTE_MAX`] bytes.
    Paste(String),
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Input::Key(key) => write!(f, "{key:?}"),
            Input::Paste(text) if cfg!(test) => write!(f, "paste({text:?})"),
            Input::Paste(_) => f.write_str("paste"),
        }
    }
}

/// A paste is cut here; the rest is read and dropped, never typed.
pub const PASTE_MAX: usize = 64 * 1024;
/// Parameters beyond this many bytes are no key of any terminal: the sequence is swallowed, unstored.
const PARAMS_MAX: usize = 64;

const ESC_WAIT: Duration = Duration::from_millis(25);
/// After a timed-out Esc: how long its tail is still expected. Shorter than a hand takes for Esc, Shift-O and a capital.
const TAIL_WAIT: Duration = Duration::from_millis(75);
const SEQUENCE_WAIT: Duration = Duration::from_secs(1);
const PASTE_WAIT: Duration = Duration::from_secs(5);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ground,
    /// ESC read.
    Esc,
    /// ESC was given out as a key after silence; `[…` and `O…` that follow at once are its tail.
    Late,
    /// `ESC` and one of `O ] P _` read: a sequence, or Esc and a letter? The next byte tells. With `late`, Esc is out.
    Intro {
        by: u8,
        late: bool,
    },
    /// Inside CSI, or SS3 with a parameter. `skip`: swallow, because its Esc was given out already.
    Csi {
        skip: bool,
        ss3: bool,
    },
    /// `ESC [ [`: one more byte, the Linux console's F1 to F5.
    Linux {
        skip: bool,
    },
    /// Inside OSC, DCS or APC; `esc`: an ESC was read in it, a backslash ends it.
    Text {
        esc: bool,
    },
    /// So many more bytes of an old mouse report to swallow.
    Mouse(u8),
    Paste,
}

/// The decoder.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    /// Parameters of a sequence, or the text of a paste.
    buf: Vec<u8>,
    /// How much of the end mark of a paste the last bytes were.
    end: usize,
    /// Bytes of a character that is not complete, and how many it needs.
    utf8: Vec<u8>,
    need: usize,
}

impl Default for Decoder {
    fn default() -> Self {
        Decoder { state: State::Ground, buf: Vec::new(), end: 0, utf8: Vec::new(), need: 0 }
    }
}

const PASTE_END: &[u8] = b"\x1b[201~";

impl Decoder {
    /// How long to wait for more bytes before [`Decoder::timeout`]; `None`: for ever.
    pub fn wait(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Esc => Some(ESC_WAIT),
            State::Late | State::Intro { .. } => Some(TAIL_WAIT),
            State::Csi { .. } | State::Linux { .. } | State::Text { .. } | State::Mouse(_) => {
                Some(SEQUENCE_WAIT)
            }
            State::Paste => Some(PASTE_WAIT),
        }
    }

    /// No byte came for as long as [`Decoder::wait`] said.
    pub fn timeout(&mut self, out: &mut Vec<Input>) {
        let state = std::mem::replace(&mut self.state, State::Ground);
        match state {
            State::Esc => {
                push(out, Code::Esc);
                self.state = State::Late;
            }
            State::Intro { by, late: false } => {
                push(out, Code::Esc);
                self.state = State::Intro { by, late: true };
            }
            State::Intro { by, late: true } => self.ground(by, out),
            State::Paste => self.paste(out),
            _ => {}
        }
    }

    /// Takes bytes as they were read.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for &byte in bytes {
            self.byte(byte, out);
        }
    }

    fn byte(&mut self, b: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(b, out),
            State::Esc => self.after_esc(b, out),
            State::Late => match b {
                b'[' => self.enter(State::Csi { skip: true, ss3: false }),
                b'O' | b']' | b'P' | b'_' => self.enter(State::Intro { by: b, late: true }),
                _ => self.ground(b, out),
            },
            State::Intro { by, late } => {
                let ss3 = by == b'O' && ss3_key(b).is_some();
                let begins = match by {
                    b'O' => b.is_ascii_digit(),
                    b']' => b.is_ascii_digit(),
                    b'P' => (0x20..0x40).contains(&b),
                    _ => b == b'G',
                };
                if ss3 {
                    self.state = State::Ground;
                    if let (Some(key), false) = (ss3_key(b), late) {
                        out.push(Input::Key(key));
                    }
                } else if begins && by == b'O' {
                    self.enter(State::Csi { skip: late, ss3: true });
                    self.buf.push(b);
                } else if begins {
                    self.enter(State::Text { esc: false });
                } else {
                    if !late {
                        push(out, Code::Esc);
                    }
                    self.state = State::Ground;
                    self.ground(by, out);
                    self.byte(b, out);
                }
            }
            State::Csi { skip, ss3 } => match b {
                b'[' if self.buf.is_empty() => self.enter(State::Linux { skip }),
                // rxvt ends shifted keys with `$`, elsewhere an intermediate byte of replies (which have a `?`)
                b'$' if !self.buf.starts_with(b"?") && !self.buf.is_empty() => self.finish(b, skip, ss3, out),
                0x20..=0x3f => {
                    if self.buf.len() < PARAMS_MAX {
                        self.buf.push(b);
                    }
                }
                0x40..=0x7e => self.finish(b, skip, ss3, out),
                // A control or a letter beyond ASCII cannot stand in a sequence: it was broken off here.
                _ => self.ground(b, out),
            },
            State::Linux { skip } => {
                self.state = State::Ground;
                match b {
                    b'A'..=b'E' if !skip => push(out, Code::F(b - b'A' + 1)),
                    0x20..=0x7e => {}
                    _ => self.ground(b, out),
                }
            }
            State::Text { esc } => match b {
                b'\\' if esc => self.state = State::Ground,
                _ if esc => self.after_esc(b, out),
                0x1b => self.state = State::Text { esc: true },
                0x07 | 0x18 | 0x1a => self.state = State::Ground,
                0..0x20 | 0x7f => self.ground(b, out),
                _ => {}
            },
            State::Mouse(n) => self.state = if n > 1 { State::Mouse(n - 1) } else { State::Ground },
            State::Paste => self.paste_byte(b, out),
        }
    }

    fn enter(&mut self, state: State) {
        self.buf.clear();
        self.state = state;
    }

    fn after_esc(&mut self, b: u8, out: &mut Vec<Input>) {
        match b {
            b'[' => self.enter(State::Csi { skip: false, ss3: false }),
            b'O' | b']' | b'P' | b'_' => self.enter(State::Intro { by: b, late: false }),
            _ => {
                push(out, Code::Esc);
                self.ground(b, out);
            }
        }
    }

    /// A byte outside any sequence: a control, ASCII, or a part of a character. Invalid UTF-8 types nothing.
    fn ground(&mut self, b: u8, out: &mut Vec<Input>) {
        self.state = State::Ground;
        if (0x80..0xc0).contains(&b) {
            if self.need > 0 {
                self.utf8.push(b);
                if self.utf8.len() == self.need {
                    if let Some(c) = std::str::from_utf8(&self.utf8).ok().and_then(|s| s.chars().next()) {
                        push(out, Code::Char(c));
                    }
                    self.need = 0;
                }
            }
            return;
        }
        self.need = 0;
        match b {
            0x1b => self.state = State::Esc,
            b'\r' | b'\n' => push(out, Code::Enter),
            b'\t' => push(out, Code::Tab),
            0x08 | 0x7f => push(out, Code::Backspace),
            0 => out.push(Input::Key(Key::ctrl(' '))),
            0x01..=0x1a => out.push(Input::Key(Key::ctrl(char::from(b | 0x60)))),
            0x1c..=0x1f => out.push(Input::Key(Key::ctrl(char::from(b | 0x40)))),
            0x20..=0x7e => push(out, Code::Char(char::from(b))),
            0xc2..=0xf4 => {
                self.utf8 = vec![b];
                self.need = if b < 0xe0 { 2 } else { 3 + usize::from(b >= 0xf0) };
            }
            _ => {}
        }
    }

    fn finish(&mut self, last: u8, skip: bool, ss3: bool, out: &mut Vec<Input>) {
        self.state = State::Ground;
        let params = std::mem::take(&mut self.buf);
        if last == b'M' && params.is_empty() && !ss3 {
            self.state = State::Mouse(3);
        } else if last == b'~' && params == b"200" {
            self.end = 0;
            self.state = State::Paste;
        } else if !skip {
            super::sequence::keys(&params, last, ss3, out);
        }
    }

    fn paste_byte(&mut self, b: u8, out: &mut Vec<Input>) {
        let expected = PASTE_END.get(self.end).copied();
        if expected != Some(b) {
            let kept = PASTE_END.get(..self.end).unwrap_or_default();
            self.end = 0;
            for &early in kept {
                self.paste_keep(early);
            }
            if b == 0x1b {
                self.end = 1;
            } else {
                self.paste_keep(b);
            }
            return;
        }
        self.end += 1;
        if self.end == PASTE_END.len() {
            self.paste(out);
        }
    }

    fn paste_keep(&mut self, b: u8) {
        if self.buf.len() < PASTE_MAX {
            self.buf.push(b);
        }
    }

    fn paste(&mut self, out: &mut Vec<Input>) {
        self.state = State::Ground;
        self.end = 0;
        let mut bytes = std::mem::take(&mut self.buf);
        if bytes.len() == PASTE_MAX {
            // The cut may have hit a character in the middle.
            let whole = std::str::from_utf8(&bytes).map_or_else(|e| e.valid_up_to(), str::len);
            if bytes.len() - whole < 4 {
                bytes.truncate(whole);
            }
        }
        let mut text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
        // A byte that is no text becomes a character of three: the bound holds for what is given out.
        let mut end = PASTE_MAX.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        out.push(Input::Paste(text));
    }
}

fn push(out: &mut Vec<Input>, code: Code) {
    out.push(Input::Key(Key::plain(code)));
}

/// Keys of application mode, `ESC O` and one letter; lower case is rxvt's Control.
fn ss3_key(b: u8) -> Option<Key> {
    let mods = Mods { ctrl: b.is_ascii_lowercase(), ..Mods::default() };
    let code = match b {
        b'a'..=b'd' => super::sequence::letter(b.to_ascii_uppercase())?,
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => super::sequence::letter(b)?,
        _ => return None,
    };
    Some(Key { code, mods })
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
