//! Rows under columns. The selection is a row's id, so that new rows never put another one under the cursor.

use crate::tui::key::{Code, Key};
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading, spoken.
    pub title: String,
    /// Cells it takes at least.
    pub width: u16,
    /// It takes what is left in a wider window.
    pub grows: bool,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row<I> {
    /// What it stands for.
    pub id: I,
    /// `!!` or `!` or nothing, before the first column.
    pub mark: &'static str,
    /// One value per column.
    pub cells: Vec<Shown>,
}

/// What the list as a whole is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The rows, or none.
    Here,
    /// Not yet.
    Loading,
    /// None are shown; the message id says why.
    Told(&'static str),
}

/// The table.
#[derive(Clone, Debug)]
pub struct Table<I> {
    columns: Vec<Column>,
    rows: Vec<Row<I>>,
    selected: Option<I>,
    /// State of the whole.
    pub content: Content,
}

/// Cells between columns, and of `>` and mark before them.
const GAP: u16 = 2;
const LEAD: u16 = 3;

impl<I: Copy + PartialEq> Table<I> {
    /// Without rows: still loading.
    pub fn new(columns: Vec<Column>) -> Table<I> {
        Table { columns, rows: Vec::new(), selected: None, content: Content::Loading }
    }

    /// Puts rows in. The selected one stays selected; if it is gone, the one at its place is.
    pub fn set_rows(&mut self, rows: Vec<Row<I>>) {
        let place = self.place().unwrap_or(0);
        self.rows = rows;
        self.content = Content::Here;
        if self.place().is_none() {
            let last = self.rows.len().saturating_sub(1);
            self.selected = self.rows.get(place.min(last)).map(|row| row.id);
        }
    }

    /// The id of the selected row.
    pub fn selected(&self) -> Option<I> {
        self.place().and(self.selected)
    }

    /// Selects a row if it is there.
    pub fn select(&mut self, id: I) {
        if self.rows.iter().any(|row| row.id == id) {
            self.selected = Some(id);
        }
    }

    /// The rows.
    pub fn rows(&self) -> &[Row<I>] {
        &self.rows
    }

    fn place(&self) -> Option<usize> {
        self.rows.iter().position(|row| Some(row.id) == self.selected)
    }

    /// Takes a key with `page` rows to a page; tells whether it was one for a list.
    pub fn key(&mut self, key: Key, page: usize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let at = self.place().unwrap_or(0);
        let to = match key.code {
            Code::Up => at.saturating_sub(1),
            Code::Tab if key.mods.shift => at.saturating_sub(1),
            Code::Down | Code::Tab => at + 1,
            Code::PageUp => at.saturating_sub(page.max(1)),
            Code::PageDown => at.saturating_add(page.max(1)),
            Code::Home => 0,
            Code::End => last,
            _ => return false,
        };
        self.selected = self.rows.get(to.min(last)).map(|row| row.id);
        true
    }

    /// Paints heading and rows; the cursor stands on the selected row.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let widths = self.widths(area.width);
        let mut x = LEAD;
        for (column, width) in self.columns.iter().zip(&widths) {
            let title = DisplayText::from(&column.title).cut(usize::from(*width));
            put_in(buf, area, x, 0, &title, theme.style(Role::Heading));
            x = x.saturating_add(width + GAP);
        }
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if body.height == 0 {
            return Some(Position::new(area.x, area.y));
        }
        let told = match self.content {
            Content::Loading => Some("list-loading"),
            Content::Told(id) => Some(id),
            Content::Here if self.rows.is_empty() => Some("list-none"),
            Content::Here => None,
        };
        if let Some(id) = told {
            put_in(buf, body, LEAD, 0, &DisplayText::from(words.say(id)), theme.style(Role::Absent));
            return Some(Position::new(body.x + LEAD.min(body.width - 1), body.y));
        }
        let at = self.place().unwrap_or(0);
        let page = usize::from(body.height);
        let top = (at / page) * page;
        for (n, row) in self.rows.iter().enumerate().skip(top).take(page) {
            let y = u16::try_from(n - top).unwrap_or(0);
            let chosen = n == at;
            if chosen {
                put_in(buf, body, 0, y, &DisplayText::new(">"), theme.style(Role::Text));
            }
            put_in(buf, body, 1, y, &DisplayText::new(row.mark), theme.style(Role::Alert));
            let mut x = LEAD;
            for (cell, width) in row.cells.iter().zip(&widths) {
                let (text, role) = cell.text(*width < 16, words);
                let role = if chosen && role == Role::Value { Role::Focus } else { role };
                put_in(buf, body, x, y, &text.cut(usize::from(*width)), theme.style(role));
                x = x.saturating_add(width + GAP);
            }
        }
        Some(Position::new(body.x, body.y + u16::try_from(at - top).unwrap_or(0)))
    }

    fn widths(&self, total: u16) -> Vec<u16> {
        let least: u16 = self.columns.iter().fold(LEAD, |sum, c| sum.saturating_add(c.width + GAP));
        let growing = u16::try_from(self.columns.iter().filter(|c| c.grows).count()).unwrap_or(0);
        let share = total.saturating_sub(least).checked_div(growing).unwrap_or(0);
        self.columns.iter().map(|c| if c.grows { c.width + share } else { c.width }).collect()
    }
}
