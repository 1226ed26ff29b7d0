//! A pseudo-terminal with the real program in it: keys in, the screen and the raw bytes out.
//!
//! Waits for text with a time limit and never sleeps. The program starts with an empty environment and a home of
//! its own. It may ask the terminal nothing (tui design, P2): a question is answered, so that the flow goes on to a
//! screen one can read, and fails the test at its end.

pub mod memory;
pub mod office;
pub mod readme;
pub mod steps;

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use luukku::tui::key::{Code, Key, parse_keys};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take on a loaded machine; a good run never comes near it.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Questions that a program can put to a terminal, with an answer that a terminal could give.
const QUESTIONS: [(&[u8], &[u8]); 5] = [
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[5n", b"\x1b[0n"),
    (b"\x1b[c", b"\x1b[?62;c"),
    (b"\x1b[?u", b"\x1b[?0u"),
    (b"\x1b[>q", b"\x1bP>|pty\x1b\\"),
];

/// A program in a terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    asked: Vec<&'static [u8]>,
    open: bool,
}

impl Pty {
    /// Starts a program in a terminal of `columns` x `rows`, at home in `home` and with the office in `dir`.
    #[must_use]
    pub fn spawn(program: &str, args: &[&str], home: &Path, dir: &Path, (columns, rows): (u16, u16)) -> Pty {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        for (name, folder) in [
            ("CONFIG", "config"),
            ("DATA", "data"),
            ("CACHE", "cache"),
            ("STATE", "state"),
            ("RUNTIME", "run"),
        ] {
            let suffix = if name == "RUNTIME" { "DIR" } else { "HOME" };
            command.env(format!("XDG_{name}_{suffix}"), home.join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("LUUKKU_DIR", dir);
        command.cwd(home);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave); // else the end of the program would not end the output
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        Pty {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            parser: vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 200),
            raw: Vec::new(),
            asked: Vec::new(),
            open: true,
        }
    }

    /// Types keys in the language of the face's tests, all in one write: `niskanen osk<enter>1`.
    pub fn type_keys(&mut self, script: &str) {
        let bytes = bytes_of(script);
        self.send(&bytes);
    }

    /// Pastes a text as a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        self.send(format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")).as_bytes());
    }

    /// Sends bytes in one write.
    pub fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str, limit: Duration) {
        self.wait_until(&format!("{text:?}"), limit, |pty| pty.screen().contains(text));
    }

    /// Types keys and waits for what they bring.
    #[track_caller]
    pub fn go(&mut self, keys: &str, text: &str) {
        self.type_keys(keys);
        self.wait_for(text, LIMIT);
    }

    /// Waits until the screen does not show `text` any more.
    #[track_caller]
    pub fn wait_gone(&mut self, text: &str, limit: Duration) {
        self.wait_until(&format!("no {text:?}"), limit, |pty| !pty.screen().contains(text));
    }

    /// Waits until something holds that is looked at after each piece of output; fails with the screen.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, limit: Duration, mut holds: impl FnMut(&Pty) -> bool) {
        let end = Instant::now() + limit;
        while !(self.whole() && holds(self)) {
            let left = end.saturating_duration_since(Instant::now());
            let alive = self.open && !left.is_zero() && self.pump(left);
            assert!(alive || holds(self), "waited in vain for {what}; the screen:\n{}", self.picture());
        }
    }

    /// Whether the screen is no half-painted frame: a synchronized update that has begun has ended.
    fn whole(&self) -> bool {
        let last = |mark: &[u8]| self.raw.windows(mark.len()).rposition(|window| window == mark);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    /// Takes one piece of output; false when none came in time.
    pub fn pump(&mut self, limit: Duration) -> bool {
        let piece = match self.output.recv_timeout(limit) {
            Ok(piece) => piece,
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => {
                self.open = false;
                return true;
            }
        };
        let seen = self.raw.len().saturating_sub(4); // a question may be cut in two
        self.raw.extend_from_slice(&piece);
        self.parser.process(&piece);
        for (question, answer) in QUESTIONS {
            let from = seen.max(self.raw.len().saturating_sub(piece.len() + question.len() - 1));
            if find(&self.raw[from..], question) {
                self.asked.push(question);
                // The program may be gone; then nobody waits for the answer.
                let _ = self.writer.write_all(answer);
            }
        }
        true
    }

    /// What stands on the screen, rows without trailing blanks.
    #[must_use]
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// One row, numbered from 1 as on the design pages.
    #[must_use]
    pub fn row(&self, number: u16) -> String {
        let screen = self.parser.screen();
        let row = screen.rows(0, screen.size().1.get()).nth(usize::from(number) - 1);
        row.unwrap_or_default().trim_end().to_owned()
    }

    /// Where the cursor stands, row and column from 1, and whether it is shown.
    #[must_use]
    pub fn cursor(&self) -> ((u16, u16), bool) {
        let screen = self.parser.screen();
        let (row, column) = screen.cursor_position();
        ((row + 1, column + 1), !screen.hide_cursor())
    }

    /// Whether the program is on the alternate screen.
    #[must_use]
    pub fn alternate_screen(&self) -> bool {
        self.parser.screen().alternate_screen()
    }

    /// How wide the window is.
    #[must_use]
    pub fn columns(&self) -> u16 {
        self.parser.screen().size().1.get()
    }

    /// Every byte that the program wrote.
    #[must_use]
    pub fn raw_bytes(&self) -> &[u8] {
        &self.raw
    }

    /// The line discipline of the terminal, in words that can be compared: raw mode differs.
    #[must_use]
    pub fn discipline(&self) -> String {
        format!("{:?}", self.master.get_termios().map(|t| (t.input_flags, t.output_flags, t.local_flags)))
    }

    /// Gives the window another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.screen_mut().set_size(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// The program's process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal to the program.
    pub fn kill(&mut self, signal: Signal) {
        let pid = self.child.process_id().and_then(|pid| Pid::from_raw(pid.cast_signed()));
        kill_process(pid.unwrap(), signal).unwrap();
    }

    /// Waits for the end of the program, with all that it wrote.
    #[track_caller]
    pub fn wait_exit(&mut self, limit: Duration) -> ExitStatus {
        self.wait_until("the end of the program", limit, |pty| !pty.open);
        self.child.wait().unwrap()
    }

    /// The screen in a frame, for people who read a failed test.
    fn picture(&self) -> String {
        let screen = self.parser.screen();
        screen.rows(0, screen.size().1.get()).map(|row| format!("|{row}\n")).collect()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            assert!(self.asked.is_empty(), "the program asked the terminal: {:?}", self.asked);
        }
    }
}

/// How many keys a script is.
#[must_use]
pub fn count(script: &str) -> usize {
    parse_keys(script).unwrap_or_else(|| panic!("no such key in {script:?}")).len()
}

/// What a legacy terminal (xterm without extensions) sends for a script.
#[must_use]
pub fn bytes_of(script: &str) -> Vec<u8> {
    let keys = parse_keys(script).unwrap_or_else(|| panic!("no such key in {script:?}"));
    let mut out = Vec::new();
    for key in keys {
        encode(key, &mut out);
    }
    out
}

fn encode(key: Key, out: &mut Vec<u8>) {
    // xterm's modifier parameter, used where the key has a sequence of its own
    let held = 1 + u8::from(key.mods.shift) + 2 * u8::from(key.mods.alt) + 4 * u8::from(key.mods.ctrl);
    let mut csi = |first: u8, last: char| match (held, last) {
        (1, '~') => out.extend(format!("\x1b[{first}~").bytes()),
        (_, '~') => out.extend(format!("\x1b[{first};{held}~").bytes()),
        (1, 'P'..='S') => out.extend(format!("\x1bO{last}").bytes()),
        (1, _) => out.extend(format!("\x1b[{last}").bytes()),
        _ => out.extend(format!("\x1b[1;{held}{last}").bytes()),
    };
    match key.code {
        Code::Char(c) if key.mods.ctrl => out.push(u8::try_from(c).unwrap() & 0x1f),
        Code::Char(c) => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        Code::Enter => out.push(b'\r'),
        Code::Tab if key.mods.shift => out.extend(b"\x1b[Z"),
        Code::Tab => out.push(b'\t'),
        Code::Backspace => out.push(0x7f),
        Code::Esc => out.push(0x1b),
        Code::Up => csi(1, 'A'),
        Code::Down => csi(1, 'B'),
        Code::Right => csi(1, 'C'),
        Code::Left => csi(1, 'D'),
        Code::Home => csi(1, 'H'),
        Code::End => csi(1, 'F'),
        Code::Insert => csi(2, '~'),
        Code::Delete => csi(3, '~'),
        Code::PageUp => csi(5, '~'),
        Code::PageDown => csi(6, '~'),
        Code::F(n @ 1..=4) => csi(1, char::from(b'P' + n - 1)),
        Code::F(5) => csi(15, '~'),
        Code::F(n @ 6..=10) => csi(n + 11, '~'),
        Code::F(n) => csi(n + 12, '~'),
    }
}

/// Whether bytes occur in others.
#[must_use]
pub fn find(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
