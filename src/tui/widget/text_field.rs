//! One line of text under edit. The first typed character replaces a pre-filled value, any arrow edits it.

use super::edit::Edit;
use crate::tui::key::{Code, Key};
use crate::tui::text::{DisplayText, grapheme_width, put, take, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// A field of one line.
#[derive(Clone, Default)]
pub struct TextField {
    edit: Edit,
    /// Nothing was typed and no arrow pressed yet: the next character replaces the value.
    fresh: bool,
    max_chars: Option<usize>,
}

impl TextField {
    /// With a value that stands there already.
    pub fn new(text: &str) -> TextField {
        TextField { edit: Edit::new(text), fresh: !text.is_empty(), max_chars: None }
    }

    /// At most so many characters can be typed.
    #[must_use]
    pub fn max_chars(mut self, n: usize) -> TextField {
        self.max_chars = Some(n);
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// Puts another text in; the next character replaces it.
    pub fn set(&mut self, text: &str) {
        self.edit.set(text);
        self.fresh = !text.is_empty();
    }

    /// The text is gone on with: the next character adds to it, at its end.
    pub fn go_on(&mut self) {
        self.fresh = false;
        self.edit.go(usize::MAX);
    }

    /// The field got the focus again: the next character replaces the value.
    pub fn refresh(&mut self) {
        self.fresh = !self.edit.text().is_empty();
        self.edit.go(usize::MAX);
    }

    /// Takes a key; tells whether the text changed. `None`: the key is not for a text field.
    pub fn key(&mut self, key: Key) -> Option<bool> {
        if let Some(c) = key.text() {
            return Some(self.insert(c.encode_utf8(&mut [0; 4])));
        }
        if key.mods.alt || key.mods.ctrl {
            return None;
        }
        let fresh = std::mem::replace(&mut self.fresh, false);
        Some(match key.code {
            Code::Home => {
                self.edit.go(0);
                false
            }
            Code::End => {
                self.edit.go(usize::MAX);
                false
            }
            _ => {
                let changed = self.edit.key(key);
                if changed.is_none() {
                    self.fresh = fresh;
                }
                return changed;
            }
        })
    }

    /// Puts typed or pasted text in; line ends become spaces. Tells whether the text changed. What does not fit is
    /// not taken at all: half of a pasted sentence would be saved as if it were the whole one.
    pub fn insert(&mut self, text: &str) -> bool {
        let line = text.trim_end_matches('\n').replace('\n', " ");
        if line.is_empty() {
            return false;
        }
        let mut edit = if self.fresh { Edit::default() } else { self.edit.clone() };
        edit.insert(&line);
        // Counted behind the insertion: a mark that joins the letter before it takes no room.
        if self.max_chars.is_some_and(|max| edit.text().chars().count() > max) {
            return false;
        }
        self.fresh = false;
        self.edit = edit;
        true
    }

    /// At most so many characters can be typed, if there is a limit.
    pub fn limit(&self) -> Option<usize> {
        self.max_chars
    }

    /// Removes the text; tells whether there was one.
    pub fn clear(&mut self) -> bool {
        let had = !self.edit.text().is_empty();
        self.edit.clear();
        self.fresh = false;
        had
    }

    /// Paints the part of the text around the cursor and gives the cursor's place.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let room = usize::from(area.width);
        // The cursor needs a cell behind the last character.
        let before = width(self.edit.before());
        let mut skipped = 0;
        let mut from = 0;
        for (at, grapheme) in self.edit.text().grapheme_indices(true) {
            if before - skipped.min(before) < room {
                break;
            }
            skipped += grapheme_width(grapheme);
            from = at + grapheme.len();
        }
        let visible = take(self.edit.text().get(from..).unwrap_or_default(), room);
        put(buf, area.x, area.y, area.width, &DisplayText::new(visible), style);
        let x = u16::try_from(before.saturating_sub(skipped)).unwrap_or(0);
        Some(Position::new(area.x + x.min(area.width - 1), area.y))
    }
}
