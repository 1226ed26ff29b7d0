//! Many lines of text under edit, wrapped at words. Enter is a new line, arrows move inside.

use super::edit::Edit;
use crate::tui::key::{Code, Key};
use crate::tui::text::{DisplayText, grapheme_width, put, take, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A field of many lines.
#[derive(Clone, Default)]
pub struct NoteField {
    edit: Edit,
}

impl NoteField {
    /// With a text, the cursor behind it.
    pub fn new(text: &str) -> NoteField {
        NoteField { edit: Edit::new(text) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.edit.text()
    }

    /// Puts another text in.
    pub fn set(&mut self, text: &str) {
        self.edit.set(text);
    }

    /// Removes the text; tells whether there was one.
    pub fn clear(&mut self) -> bool {
        let had = !self.text().is_empty();
        self.edit.clear();
        had
    }

    /// Puts typed or pasted text in.
    pub fn insert(&mut self, text: &str) -> bool {
        self.edit.insert(text);
        !text.is_empty()
    }

    /// Takes a key, wrapped as it was painted at `cells` wide. Tells whether the text changed; `None`: not for it,
    /// which is also Up in the first line and Down in the last, so that arrows leave the field.
    pub fn key(&mut self, key: Key, cells: u16) -> Option<bool> {
        if let Some(c) = key.text() {
            return Some(self.insert(c.encode_utf8(&mut [0; 4])));
        }
        if key.mods.alt || key.mods.ctrl {
            return None;
        }
        Some(match key.code {
            Code::Enter => self.insert("\n"),
            Code::Up | Code::Down | Code::Home | Code::End => {
                let lines = self.lines(cells);
                let (row, column) = self.place(&lines);
                let (row, column) = match key.code {
                    Code::Up => (row.checked_sub(1)?, column),
                    Code::Down => (row + 1, column),
                    Code::Home => (row, 0),
                    _ => (row, usize::MAX),
                };
                let line = lines.get(row)?.clone();
                let text = self.text().get(line.clone()).unwrap_or_default();
                let at = line.start + take(text, column).len();
                self.edit.go(at);
                // The place between two wrapped lines belongs to the lower one.
                if at > line.start && lines.get(row + 1).is_some_and(|below| below.start == at) {
                    self.edit.left();
                }
                false
            }
            _ => return self.edit.key(key),
        })
    }

    /// Lines as byte ranges, without their line ends.
    fn lines(&self, cells: u16) -> Vec<Range<usize>> {
        // One cell is kept for the cursor behind the last character.
        let room = usize::from(cells).saturating_sub(1).max(1);
        let mut lines = Vec::new();
        let mut start = 0;
        for paragraph in self.text().split('\n') {
            let mut from = 0;
            let mut used = 0;
            let mut space = None;
            for (at, grapheme) in paragraph.grapheme_indices(true) {
                used += grapheme_width(grapheme);
                if used > room {
                    let cut = space.filter(|cut| *cut > from).unwrap_or(at);
                    if cut > from {
                        lines.push(start + from..start + cut);
                        from = cut;
                        used = width(paragraph.get(from..at + grapheme.len()).unwrap_or_default());
                    }
                    space = None;
                }
                if grapheme == " " {
                    space = Some(at + 1);
                }
            }
            lines.push(start + from..start + paragraph.len());
            start += paragraph.len() + 1;
        }
        lines
    }

    /// Row and column (in cells) of the cursor.
    fn place(&self, lines: &[Range<usize>]) -> (usize, usize) {
        let at = self.edit.at();
        let row = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
        let start = lines.get(row).map_or(0, |line| line.start);
        (row, width(self.text().get(start..at).unwrap_or_default()))
    }

    /// The cursor stands before the text: it is read from its beginning.
    pub fn from_start(&mut self) {
        self.edit.go(0);
    }

    /// The cursor stands behind the text.
    pub fn go_on(&mut self) {
        self.edit.go(usize::MAX);
    }

    /// Which line is painted first where so many rows are.
    fn top(&self, lines: &[Range<usize>], rows: u16) -> usize {
        self.place(lines).0.saturating_sub(usize::from(rows).saturating_sub(1))
    }

    /// How many lines are above and below what is painted in an area.
    pub fn beyond(&self, area: Rect) -> (usize, usize) {
        let lines = self.lines(area.width);
        let top = self.top(&lines, area.height);
        (top, lines.len().saturating_sub(top + usize::from(area.height)))
    }

    /// Rows the text takes.
    pub fn height(&self, cells: u16) -> u16 {
        u16::try_from(self.lines(cells).len()).unwrap_or(u16::MAX)
    }

    /// Paints the lines around the cursor and gives the cursor's place.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let lines = self.lines(area.width);
        let (row, column) = self.place(&lines);
        let top = self.top(&lines, area.height);
        for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(top)) {
            let text = self.text().get(line.clone()).unwrap_or_default();
            put(buf, area.x, y, area.width, &DisplayText::new(text), style);
        }
        let x = u16::try_from(column).unwrap_or(u16::MAX).min(area.width - 1);
        Some(Position::new(area.x + x, area.y + u16::try_from(row - top).unwrap_or(0)))
    }
}
