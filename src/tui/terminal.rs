//! The terminal: taken, drawn on, and given back on every way out.
//!
//! No question is ever put to the terminal: an answer would mix with the keys, and a terminal that does not answer
//! would hold the program. Nothing flushes the input: keys typed while the program starts are kept.

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags, PopKeyboardEnhancementFlags,
    PushKeyboardEnhancementFlags,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{Command, cursor, execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::{TerminalOptions, Viewport, backend::CrosstermBackend};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroize;

/// Whether the terminal is ours now; the panic hook must know without holding anything.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Plain style, and every cell of the screen blank. No question is put to the terminal, as `Terminal::clear` would.
const WIPE: &str = "\x1b[0m\x1b[2J";

/// Erases what the terminal has scrolled away (xterm's `CSI 3 J`).
struct ClearScrollback;
impl Command for ClearScrollback {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[3J")
    }
    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        Ok(())
    }
}

/// The size of the window in columns and rows.
///
/// # Errors
/// When there is no terminal.
pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// What a frame leaves behind beside its cells: where the hardware cursor stands.
pub type Cursor = Option<Position>;

/// The terminal, taken. Dropping it gives it back.
pub struct Terminal<W: Write> {
    inner: ratatui::Terminal<CrosstermBackend<W>>,
    owner: bool,
}

/// How many bytes of a frame are written at a time; a whole frame is some thousands.
const FRAME: usize = 1 << 16;

/// Standard output without a memory: what was written is wiped as soon as it is out. A buffer of the standard library
/// keeps the last frame's text until another one is as long, also behind a lock.
pub struct Screen<W: Write> {
    out: W,
    frame: Box<[u8]>,
    len: usize,
}

impl<W: Write> Screen<W> {
    fn new(out: W) -> Screen<W> {
        Screen { out, frame: vec![0; FRAME].into_boxed_slice(), len: 0 }
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.len == FRAME {
            self.flush()?;
        }
        let room = self.frame.get_mut(self.len..).unwrap_or_default();
        let taken = bytes.len().min(room.len());
        for (to, from) in room.iter_mut().zip(bytes) {
            *to = *from;
        }
        self.len += taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.frame.get_mut(..self.len).unwrap_or_default();
        let written = self.out.write_all(frame);
        frame.zeroize();
        self.len = 0;
        written.and_then(|()| self.out.flush())
    }
}

impl Terminal<Screen<File>> {
    /// Takes the terminal of standard output: raw mode, alternate screen, bracketed paste, unambiguous keys.
    ///
    /// # Errors
    /// When standard input or output is no terminal.
    pub fn enter() -> io::Result<Self> {
        let (width, height) = size()?;
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        // Past the standard library's own buffer.
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut terminal = Terminal::over(Screen::new(out), width, height)?;
        terminal.owner = true;
        Ok(terminal)
    }
}

impl<W: Write> Terminal<W> {
    /// Writes what takes the screen to any sink; tests use it with bytes.
    pub(super) fn over(mut sink: W, width: u16, height: u16) -> io::Result<Self> {
        execute!(
            sink,
            EnterAlternateScreen,
            EnableBracketedPaste,
            // Asked for blindly; a terminal that does not know it ignores it.
            PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES),
            // The number pad types digits, whatever the program before us left.
            Print("\x1b>"),
        )?;
        let inner = ratatui::Terminal::with_options(
            CrosstermBackend::new(sink),
            TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, width, height)) },
        )?;
        Ok(Terminal { inner, owner: false })
    }

    /// Draws one frame, as one synchronized update. The drawing says where the cursor stands.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Cursor) -> io::Result<()> {
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = self.inner.draw(|frame| {
            if let Some(at) = paint(frame.buffer_mut()) {
                frame.set_cursor_position(at);
            }
        });
        let result = drawn.map(|_| ());
        execute!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
        result
    }

    /// The window has another size: the next frame is painted whole.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn resize(&mut self, width: u16, height: u16) -> io::Result<()> {
        self.inner.resize(Rect::new(0, 0, width, height))
    }

    /// A sound: the key was refused.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn bell(&mut self) -> io::Result<()> {
        execute!(self.inner.backend_mut(), Print("\x07"))
    }

    /// Erases the scrollback: on lock, so that nothing of a client can be scrolled back to.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn clear_scrollback(&mut self) -> io::Result<()> {
        execute!(self.inner.backend_mut(), ClearScrollback)
    }
}

impl<W: Write> Drop for Terminal<W> {
    fn drop(&mut self) {
        if !self.owner || TAKEN.swap(false, Ordering::SeqCst) {
            // There is nobody left to tell of a failure.
            let _ = leave(self.inner.backend_mut());
            if self.owner {
                let _ = crossterm::terminal::disable_raw_mode();
            }
        }
    }
}

/// Everything taken, given back in the opposite order. The alternate screen is wiped before it is left: a terminal
/// that was resized meanwhile (tmux) moves its lines to the other screen, where a client would go on standing.
fn leave(sink: &mut impl Write) -> io::Result<()> {
    execute!(
        sink,
        EndSynchronizedUpdate,
        Print(WIPE),
        ClearScrollback,
        PopKeyboardEnhancementFlags,
        DisableBracketedPaste,
        cursor::Show,
        LeaveAlternateScreen,
        ClearScrollback,
    )
}

/// Gives the terminal back from wherever the program is; for the panic hook and the end by a signal.
pub fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = leave(&mut io::stdout());
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// From now on a panic gives the terminal back and says version and place of the code, nothing else: a panic's own
/// message could carry a client's data.
pub fn hook_panics() {
    std::panic::set_hook(Box::new(|info| {
        restore();
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(io::stderr(), "luukku {} {place}", env!("CARGO_PKG_VERSION"));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::Sink;
    use crate::tui::text::{DisplayText, put};
    use ratatui::style::Style;

    #[test]
    fn a_frame_that_was_written_is_wiped_and_a_long_one_comes_out_whole() {
        let sink = Sink::default();
        let mut screen = Screen::new(sink.clone());
        let long = "NISKANEN Oskari ".repeat(FRAME / 8);
        for text in ["NISKANEN", long.as_str()] {
            screen.write_all(text.as_bytes()).unwrap();
            screen.flush().unwrap();
            assert!(sink.taken() == text);
            assert!(screen.frame.iter().all(|byte| *byte == 0));
        }
    }

    #[test]
    fn what_is_taken_is_given_back_and_nothing_is_asked() {
        let sink = Sink::default();
        let mut terminal = Terminal::over(sink.clone(), 20, 3).unwrap();
        let entered = sink.taken();
        for sequence in ["\x1b[?1049h", "\x1b[?2004h", "\x1b[>1u"] {
            assert!(entered.contains(sequence), "{entered:?}");
        }
        terminal
            .draw(|buf| {
                put(buf, 0, 0, 9, &DisplayText::new("Tunnus"), Style::new());
                Some(Position::new(7, 0))
            })
            .unwrap();
        let drawn = sink.taken();
        assert!(drawn.starts_with("\x1b[?2026h") && drawn.ends_with("\x1b[?2026l"), "{drawn:?}");
        assert!(drawn.contains("Tunnus") && drawn.contains("\x1b[1;8H"), "{drawn:?}");
        terminal.resize(30, 5).unwrap();
        let resized = sink.taken();
        drop(terminal);
        let left = sink.taken();
        for sequence in ["\x1b[<1u", "\x1b[?2004l", "\x1b[?1049l", "\x1b[3J"] {
            assert!(left.contains(sequence), "{left:?}");
        }
        // Nothing that was drawn may be moved to the screen of the shell: it is wiped while it is still there.
        let at = |sequence: &str| left.find(sequence).unwrap();
        assert!(at("\x1b[2J") < at("\x1b[?1049l") && at("\x1b[3J") < at("\x1b[?1049l"), "{left:?}");
        assert!(left.rfind("\x1b[3J") > left.find("\x1b[?1049l"), "{left:?}");
        for all in [entered, drawn, resized, left] {
            for question in ["\x1b[6n", "\x1b[c", "\x1b[?u", "\x1b]11;?"] {
                assert!(!all.contains(question), "{all:?}");
            }
        }
    }

    #[test]
    fn the_same_frame_again_writes_no_cells() {
        let sink = Sink::default();
        let mut terminal = Terminal::over(sink.clone(), 80, 24).unwrap();
        let paint = |buf: &mut Buffer| {
            put(buf, 0, 0, 80, &DisplayText::new("Asiakaskortti"), Style::new());
            Some(Position::new(0, 0))
        };
        terminal.draw(paint).unwrap();
        drop(sink.taken());
        terminal.draw(paint).unwrap();
        let again = sink.taken();
        assert!(again.len() < 60 && !again.contains("Asiakas"), "{again:?}");
    }
}
