//! What comes in: lines of standard input, and passwords that are not shown.
//!
//! The password of `--password-stdin` is the first line. Lines are read through a buffer of our own that is wiped,
//! because the first of them may be a password and the others are client's data. A byte order mark before the first line
//! is passed over.

use super::{Failure, Host};
use crate::desk::PasswordText;
use crate::desk::api::Message;
use std::io::{IsTerminal, Read, Write};
use zeroize::Zeroizing;

/// The longest line that is taken, in bytes.
const LONGEST: usize = 1 << 20;

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Lines of standard input.
pub struct Lines<R: Read> {
    from: R,
    buffer: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
    begun: bool,
}

/// A line.
#[derive(Clone, PartialEq, Eq)]
pub enum Line {
    /// Text.
    Text(Zeroizing<String>),
    /// Bytes that are no text (UTF-8), shown with substitutes.
    NotText(Zeroizing<String>),
    /// Longer than a line may be; it was passed over.
    TooLong,
}

impl<R: Read> Lines<R> {
    /// Lines of a source.
    pub fn new(from: R) -> Lines<R> {
        Lines { from, buffer: Zeroizing::new(vec![0; 64 * 1024]), start: 0, end: 0, begun: false }
    }

    /// The next line without its end; none at the end of the input.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn next(&mut self) -> Result<Option<Line>, Failure> {
        let mut line = Zeroizing::new(Vec::with_capacity(256));
        let (mut any, mut long) = (false, false);
        loop {
            if self.start == self.end {
                self.start = 0;
                self.end = self.from.read(self.buffer.as_mut_slice()).map_err(|_| Failure::input())?;
                if self.end == 0 {
                    break;
                }
            }
            any = true;
            let have = self.buffer.get(self.start..self.end).unwrap_or_default();
            let stop = have.iter().position(|b| *b == b'\n');
            let piece = have.get(..stop.unwrap_or(have.len())).unwrap_or_default();
            if line.len() + piece.len() > LONGEST {
                long = true;
            } else {
                extend(&mut line, piece);
            }
            self.start += piece.len() + usize::from(stop.is_some());
            if stop.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        if long {
            self.begun = true;
            return Ok(Some(Line::TooLong));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        // Some editors and shells begin a file with a byte order mark; it belongs to no value.
        let mark = if !self.begun && line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        self.begun = true;
        let line = line.get(mark..).unwrap_or_default();
        Ok(Some(match std::str::from_utf8(line) {
            Ok(text) => Line::Text(Zeroizing::new(text.to_owned())),
            Err(_) => Line::NotText(Zeroizing::new(String::from_utf8_lossy(line).into_owned())),
        }))
    }
}

/// Appends without leaving a copy behind in memory that is given back.
fn extend(line: &mut Zeroizing<Vec<u8>>, piece: &[u8]) {
    if line.capacity() - line.len() < piece.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity((line.len() + piece.len()) * 2));
        larger.extend_from_slice(line);
        *line = larger;
    }
    line.extend_from_slice(piece);
}

/// Standard input as a conversation: prompts where somebody sits there, plain lines where not.
pub struct Asked<'h> {
    lines: Lines<std::io::Stdin>,
    interactive: bool,
    password_first: bool,
    host: &'h Host,
}

impl<'h> Asked<'h> {
    /// Standard input; `password_first` says that its first line is the password.
    pub fn new(host: &'h Host, password_first: bool) -> Asked<'h> {
        let stdin = std::io::stdin();
        let interactive = stdin.is_terminal() && !password_first;
        Asked { lines: Lines::new(stdin), interactive, password_first, host }
    }

    /// A line; asks for it where somebody sits there.
    ///
    /// # Errors
    /// When standard input cannot be read.
    pub fn line(&mut self, prompt: &str) -> Result<Option<Line>, Failure> {
        if self.interactive {
            say(prompt);
        }
        self.lines.next()
    }

    /// A line of text.
    ///
    /// # Errors
    /// When the input ends, or the line is no text.
    pub fn text(&mut self, prompt: &str) -> Result<Zeroizing<String>, Failure> {
        match self.line(prompt)? {
            Some(Line::Text(text)) => Ok(text),
            Some(_) => Err(Failure::message("cli-line-not-text")),
            None => Err(Failure::message("cli-input-ended")),
        }
    }

    /// The password: the first line, or typed at the terminal without being shown.
    ///
    /// # Errors
    /// When there is none, or it was given up.
    pub fn password(&mut self, prompt: &str) -> Result<PasswordText, Failure> {
        self.hidden(prompt, "cli-no-password")
    }

    /// The recovery key, as a password.
    ///
    /// # Errors
    /// As [`Asked::password`].
    pub fn recovery_key(&mut self, prompt: &str) -> Result<PasswordText, Failure> {
        self.hidden(prompt, "cli-no-recovery-key")
    }

    fn hidden(&mut self, prompt: &str, none: &'static str) -> Result<PasswordText, Failure> {
        if self.password_first {
            let text = self.text("")?;
            return PasswordText::from_text(&text).ok_or_else(|| Failure::message("error-password-long"));
        }
        say(prompt);
        match (self.host.hidden)() {
            Some(password) => Ok(password),
            None => Err(Failure::Said(Message::new(none))),
        }
    }
}

fn say(prompt: &str) {
    let mut err = std::io::stderr().lock();
    // A prompt that cannot be shown is no reason not to read the answer.
    let _ = write!(err, "{prompt} ");
    let _ = err.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Option<String>> {
        let mut lines = Lines::new(bytes);
        let mut found = Vec::new();
        while let Some(line) = lines.next().unwrap_or_else(|_| panic!("read")) {
            found.push(match line {
                Line::Text(text) => Some(text.to_string()),
                Line::NotText(_) | Line::TooLong => None,
            });
        }
        found
    }

    #[test]
    fn lines_of_every_end() {
        assert_eq!(all(b"a\nb\r\n\nc"), ["a", "b", "", "c"].map(|s| Some(s.to_owned())));
        assert_eq!(all(b""), []);
        let marked = "\u{feff}a\n\u{feff}b".as_bytes();
        assert_eq!(all(marked), ["a", "\u{feff}b"].map(|s| Some(s.to_owned())), "the first line's alone");
        assert_eq!(all(b"\n"), [Some(String::new())]);
        assert_eq!(all(b"a\xff\nb"), [None, Some("b".to_owned())]);
    }

    #[test]
    fn a_line_longer_than_the_buffer_is_whole_and_one_beyond_the_limit_is_passed_over() {
        let mut bytes = vec![b'x'; 100_000];
        bytes.push(b'\n');
        bytes.extend(vec![b'y'; LONGEST + 1]);
        bytes.extend(b"\nz\n");
        let found = all(&bytes);
        assert_eq!(
            found.iter().map(|l| l.as_ref().map(String::len)).collect::<Vec<_>>(),
            [Some(100_000), None, Some(1)]
        );
    }
}
