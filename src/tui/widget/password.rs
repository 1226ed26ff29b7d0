//! A password under edit: fixed memory that is wiped, dots on screen, never a copy.

use crate::tui::key::{Code, Key};
use crate::tui::text::{DisplayText, put};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use zeroize::Zeroize;

/// Bytes a password may take.
pub const CAPACITY: usize = 256;

/// The field. It has no `Clone`, `Debug` or comparison.
pub struct Password {
    bytes: Box<[u8; CAPACITY]>,
    len: usize,
}

impl Default for Password {
    fn default() -> Self {
        Password { bytes: Box::new([0; CAPACITY]), len: 0 }
    }
}

impl Drop for Password {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl Password {
    /// What was typed.
    pub fn expose(&self) -> &str {
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Forgets it.
    pub fn wipe(&mut self) {
        self.bytes.zeroize();
        self.len = 0;
    }

    /// Puts typed or pasted text behind; what does not fit is refused whole. Tells whether it was taken.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = text.trim_end_matches('\n');
        let end = self.len + text.len();
        match self.bytes.get_mut(self.len..end) {
            Some(room) if !text.is_empty() && !text.chars().any(char::is_control) => {
                room.copy_from_slice(text.as_bytes());
                self.len = end;
                true
            }
            _ => false,
        }
    }

    /// Takes a key; tells whether the text changed. `None`: not for it.
    pub fn key(&mut self, key: Key) -> Option<bool> {
        if let Some(c) = key.text() {
            let mut bytes = [0; 4];
            let taken = self.insert(c.encode_utf8(&mut bytes));
            bytes.zeroize();
            return Some(taken);
        }
        match key.code {
            Code::Backspace if !key.mods.ctrl && !key.mods.alt => {
                let last = self.expose().chars().next_back().map_or(0, char::len_utf8);
                let from = self.len - last;
                if let Some(gone) = self.bytes.get_mut(from..self.len) {
                    gone.zeroize();
                }
                self.len = from;
                Some(last > 0)
            }
            // As in a field of a form.
            Code::Char('u') if key.mods.ctrl => {
                let had = self.len > 0;
                self.wipe();
                Some(had)
            }
            _ => None,
        }
    }

    /// Paints a dot for each character and gives the cursor's place.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let dots = self.expose().chars().count().min(usize::from(area.width - 1));
        put(buf, area.x, area.y, area.width, &DisplayText::from("•".repeat(dots)), style);
        Some(Position::new(area.x + u16::try_from(dots).unwrap_or(0), area.y))
    }
}
