//! Text under edit: NFC, a cursor between whole characters, wiped when dropped.
//!
//! tui-input and ratatui-textarea were weighed and left: both keep what was deleted in a yank or undo buffer that is
//! not wiped on lock, print it in `Debug`, and insert code points, so that a typed `a` and combining dots stay two.

use crate::tui::key::{Code, Key};
use crate::tui::text::{entered, nfc};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use zeroize::Zeroize;

/// Text and cursor.
#[derive(Clone, Default)]
pub struct Edit {
    text: String,
    /// Bytes before the cursor; always between whole characters.
    at: usize,
}

impl Drop for Edit {
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Edit {
    /// With a text, the cursor behind it.
    pub fn new(text: &str) -> Edit {
        let text = entered(text);
        Edit { at: text.len(), text }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes before the cursor.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The text before the cursor.
    pub fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The text behind the cursor.
    pub fn after(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Puts text in at the cursor. A combining mark joins the character before it.
    pub fn insert(&mut self, text: &str) {
        let mut before = nfc(&format!("{}{}", self.before(), entered(text)));
        let mut whole = nfc(&format!("{before}{}", self.after()));
        if !whole.starts_with(&before) {
            // What follows begins with a mark that joined: the cursor goes behind the joined character.
            before = whole.graphemes(true).take(before.graphemes(true).count()).collect();
        }
        let at = before.len();
        before.zeroize();
        std::mem::swap(&mut self.text, &mut whole);
        whole.zeroize();
        self.at = at;
        self.settle();
    }

    /// Puts the cursor at a byte, or at the next boundary between characters.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.text.len());
        self.settle();
    }

    fn settle(&mut self) {
        while !self.boundary() {
            self.at += 1;
        }
    }

    fn boundary(&self) -> bool {
        if self.at >= self.text.len() {
            return true;
        }
        self.text.is_char_boundary(self.at)
            && GraphemeCursor::new(self.at, self.text.len(), true).is_boundary(&self.text, 0).unwrap_or(true)
    }

    fn previous(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        self.at + self.after().graphemes(true).next().map_or(0, str::len)
    }

    /// Takes a key that means the same in every text field: a step aside, or a character less. Tells whether the text
    /// changed; `None`: it is no such key.
    pub fn key(&mut self, key: Key) -> Option<bool> {
        Some(match key.code {
            Code::Left => {
                self.left();
                false
            }
            Code::Right => {
                self.right();
                false
            }
            Code::Backspace => self.backspace(),
            Code::Delete => self.delete(),
            _ => return None,
        })
    }

    /// One character to the left; tells whether it moved.
    pub fn left(&mut self) -> bool {
        let from = self.at;
        self.at = self.previous();
        from != self.at
    }

    /// One character to the right; tells whether it moved.
    pub fn right(&mut self) -> bool {
        let from = self.at;
        self.at = self.next();
        from != self.at
    }

    /// Removes the character before the cursor; tells whether there was one.
    pub fn backspace(&mut self) -> bool {
        let from = self.previous();
        self.cut(from, self.at)
    }

    /// Removes the character behind the cursor; tells whether there was one.
    pub fn delete(&mut self) -> bool {
        let to = self.next();
        self.cut(self.at, to)
    }

    fn cut(&mut self, from: usize, to: usize) -> bool {
        if from >= to || self.text.get(from..to).is_none() {
            return false;
        }
        self.text.replace_range(from..to, "");
        self.at = from;
        // What came together may join into one character.
        let before = self.before().to_owned();
        let after = self.after().to_owned();
        self.text = before;
        self.at = self.text.len();
        if !after.is_empty() {
            let at = self.at;
            self.text.push_str(&after);
            self.text = nfc(&self.text);
            self.go(at);
        }
        true
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.text.zeroize();
        self.at = 0;
    }

    /// Replaces everything, the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.clear();
        self.insert(text);
    }
}
