//! Sections of rows on one screen: several kinds of records one after another, each under its own columns. The
//! selection is an id, so that new rows never put another record under the cursor.

use crate::tui::action::Action;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width};
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::table::{Column, Row, WAITS};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A section.
pub struct Section<I> {
    /// Its heading, when there is more than one section.
    pub title: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row<I>>,
    /// What stands where there are no rows, and the id it is selected by.
    pub none: (I, String),
    /// What stands behind the rows: that there are more.
    pub more: Option<String>,
}

/// The sections.
pub struct Rows<I> {
    /// They stand in this order.
    pub sections: Vec<Section<I>>,
    selected: Option<I>,
}

const GAP: u16 = 2;
const LEAD: u16 = 4;

enum Line<'a, I> {
    Title(&'a str),
    Columns(&'a [Column], Vec<u16>),
    Row(&'a Row<I>, Vec<u16>),
    None(I, &'a str),
    More(&'a str),
}

impl<I: Copy + PartialEq> Rows<I> {
    /// With the first row selected.
    pub fn new(sections: Vec<Section<I>>) -> Rows<I> {
        let mut rows = Rows { sections, selected: None };
        rows.selected = rows.stops().first().copied();
        rows
    }

    fn stops(&self) -> Vec<I> {
        self.sections
            .iter()
            .flat_map(
                |s| if s.rows.is_empty() { vec![s.none.0] } else { s.rows.iter().map(|r| r.id).collect() },
            )
            .collect()
    }

    /// Replaces the sections; what was selected stays selected, or the row at its place is.
    pub fn replace(&mut self, sections: Vec<Section<I>>) {
        let place = self.place();
        self.sections = sections;
        let stops = self.stops();
        if !self.selected.is_some_and(|id| stops.contains(&id)) {
            self.selected = stops.get(place.min(stops.len().saturating_sub(1))).copied();
        }
    }

    fn place(&self) -> usize {
        self.stops().iter().position(|id| Some(*id) == self.selected).unwrap_or(0)
    }

    /// The selected row.
    pub fn selected(&self) -> Option<I> {
        self.selected
    }

    /// Whether a row is selected, and not the line that says that there are none.
    pub fn on_row(&self) -> bool {
        self.ids().any(|id| Some(id) == self.selected)
    }

    /// Whether the first row is selected, or none where there are none.
    pub fn at_first(&self) -> bool {
        self.ids().next() == self.selected
    }

    fn ids(&self) -> impl Iterator<Item = I> {
        self.sections.iter().flat_map(|section| &section.rows).map(|row| row.id)
    }

    /// Other rows are to come: the first of them will be selected.
    pub fn forget(&mut self) {
        self.selected = None;
    }

    /// Selects a row if it is there.
    pub fn select(&mut self, id: I) {
        if self.stops().contains(&id) {
            self.selected = Some(id);
        }
    }

    /// Moves the selection in an area so high; tells whether the action was for it. The height is that of the window as
    /// the model knows it, and not of what was painted: keys that were typed ahead mean the same, drawn or not.
    pub fn act(&mut self, action: Action, height: u16) -> bool {
        let stops = self.stops();
        let at = self.place();
        let to = match action {
            Action::NextRow => at + 1,
            Action::PreviousRow => at.saturating_sub(1),
            Action::NextPage => self.page(height, true),
            Action::PreviousPage => self.page(height, false),
            Action::FirstRow => 0,
            Action::LastRow => usize::MAX,
            _ => return false,
        };
        self.selected = stops.get(to.min(stops.len().saturating_sub(1))).copied();
        true
    }

    /// The place a page away: so many lines as are on the screen, less the one that the headings lie over, so that no
    /// row is passed unseen.
    fn page(&self, height: u16, down: bool) -> usize {
        let mut lines = Vec::new();
        let mut line = 0;
        for section in &self.sections {
            // The title stands above, and the headings of the columns where there are rows.
            line += usize::from(section.title.is_some()) + usize::from(!section.rows.is_empty());
            for _ in 0..section.rows.len().max(1) {
                lines.push(line);
                line += 1;
            }
            line += usize::from(section.more.is_some());
        }
        let at = self.place();
        let here = lines.get(at).copied().unwrap_or(0);
        let page = usize::from(height.saturating_sub(1));
        if down {
            let to = lines.iter().rposition(|line| *line <= here + page).unwrap_or(at);
            to.max(at + 1)
        } else {
            let to = lines.iter().position(|line| *line + page >= here).unwrap_or(at);
            to.min(at.saturating_sub(1))
        }
    }

    /// Paints what fits around the selected row; the cursor stands on it.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let mut lines = Vec::new();
        for section in &self.sections {
            lines.extend(section.title.as_deref().map(Line::Title));
            if section.rows.is_empty() {
                lines.push(Line::None(section.none.0, &section.none.1));
            } else {
                let widths = widths(&section.columns, &section.rows, area.width, words);
                lines.push(Line::Columns(&section.columns, widths.clone()));
                lines.extend(section.rows.iter().map(|row| Line::Row(row, widths.clone())));
            }
            lines.extend(section.more.as_deref().map(Line::More));
        }
        let at = lines.iter().position(|line| self.is_selected(line)).unwrap_or(0);
        let top = top(at, lines.len(), area.height);
        let mut cursor = None;
        for (y, at) in (0..area.height).zip(top..) {
            let Some(mut line) = lines.get(at) else { break };
            // Rows that were scrolled keep the headings of their columns above them.
            if y == 0 && area.height > 1 && matches!(line, Line::Row(..)) {
                let above = lines.iter().take(at).rfind(|line| matches!(line, Line::Columns(..)));
                line = above.unwrap_or(line);
            }
            let chosen = self.is_selected(line);
            if chosen {
                put_in(buf, area, 0, y, &DisplayText::new(">"), theme.style(Role::Text));
                cursor = Some(Position::new(area.x, area.y + y));
            }
            draw_line(buf, area, y, line, chosen, theme, words);
        }
        cursor.or(Some(Position::new(area.x, area.y)))
    }

    /// Which rows, counted from one, [`Rows::draw`] paints in an area so high; `None` where there are none.
    pub fn in_sight(&self, height: u16) -> Option<(usize, usize)> {
        let mut lines = Vec::new();
        let mut row = 0;
        for section in &self.sections {
            lines.extend(section.title.iter().map(|_| (None, false)));
            if section.rows.is_empty() {
                lines.push((None, Some(section.none.0) == self.selected));
            } else {
                lines.push((None, false));
                lines.extend(section.rows.iter().map(|of| {
                    row += 1;
                    (Some(row), Some(of.id) == self.selected)
                }));
            }
            lines.extend(section.more.iter().map(|_| (None, false)));
        }
        let at = lines.iter().position(|(_, selected)| *selected).unwrap_or(0);
        let top = top(at, lines.len(), height);
        // The headings take the place of the first row that was scrolled to.
        let hidden = usize::from(height > 1 && lines.get(top).is_some_and(|(row, _)| row.is_some()));
        let painted = lines.iter().take(top + usize::from(height)).skip(top + hidden);
        let mut rows = painted.filter_map(|(row, _)| *row);
        let first = rows.next()?;
        Some((first, rows.next_back().unwrap_or(first)))
    }

    fn is_selected(&self, line: &Line<'_, I>) -> bool {
        match line {
            Line::Row(row, _) => Some(row.id) == self.selected,
            Line::None(id, _) => Some(*id) == self.selected,
            _ => false,
        }
    }
}

/// The first of so many lines that is painted, the one at `at` being selected. The scroll follows from the selection
/// alone, so that the same model always looks the same.
fn top(at: usize, lines: usize, height: u16) -> usize {
    let height = usize::from(height);
    if lines <= height { 0 } else { at.saturating_sub(height / 2).min(lines - height) }
}

fn draw_line<I>(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    line: &Line<'_, I>,
    chosen: bool,
    theme: Theme,
    words: &dyn Speak,
) {
    let mut say = |text: &str, role: Role| {
        put_in(buf, area, LEAD, y, &DisplayText::new(text), theme.style(role));
    };
    match line {
        Line::Title(title) => {
            put_in(buf, area, 1, y, &DisplayText::new(title), theme.style(Role::Title));
        }
        Line::None(_, text) | Line::More(text) => say(text, Role::Absent),
        Line::Columns(columns, widths) => {
            let mut x = LEAD;
            for (column, width) in columns.iter().zip(widths) {
                let title = DisplayText::from(&column.title).cut(usize::from(*width));
                put_in(buf, area, x, y, &title, theme.style(Role::Heading));
                x = x.saturating_add(width + GAP);
            }
        }
        Line::Row(row, widths) => {
            let role = if row.mark == WAITS { Role::Help } else { Role::Alert };
            put_in(buf, area, 1, y, &DisplayText::new(row.mark), theme.style(role));
            let mut x = LEAD;
            for (cell, width) in row.cells.iter().zip(widths) {
                let (text, role) = cell.text(*width < 16, words);
                let role = if chosen && role == Role::Value { Role::Focus } else { role };
                put_in(buf, area, x, y, &text.cut(usize::from(*width)), theme.style(role));
                x = x.saturating_add(width + GAP);
            }
        }
    }
}

/// What is left in a wider window goes to the columns that grow; in 80 columns the growing ones share what there is.
pub(crate) fn widths<I>(columns: &[Column], rows: &[Row<I>], total: u16, words: &dyn Speak) -> Vec<u16> {
    let fixed: u16 = columns.iter().fold(LEAD, |sum, c| sum.saturating_add(c.width + GAP));
    let mut left = (total + GAP).saturating_sub(fixed);
    let mut widths: Vec<u16> = columns.iter().map(|c| c.width).collect();
    let growing: Vec<usize> =
        (0..columns.len()).filter(|n| columns.get(*n).is_some_and(|c| c.grows)).collect();
    // A column that needs little leaves its share to those that need more: from the smallest need up. What no growing
    // column needs goes to the others before the columns only keep apart with it.
    let others: Vec<usize> = (0..columns.len()).filter(|n| !growing.contains(n)).collect();
    // There what is not known is said by its sign alone.
    for (group, narrow) in [(&growing, false), (&others, true)] {
        let mut needs: Vec<(u16, usize)> = group
            .iter()
            .map(|n| {
                let cells =
                    rows.iter().filter_map(|row| row.cells.get(*n)).map(|c| c.text(narrow, words).0.width());
                let Some(column) = columns.get(*n) else { return (0, *n) };
                let need = cells.max().unwrap_or(0).max(width(&column.title));
                (u16::try_from(need).unwrap_or(u16::MAX).saturating_sub(column.width), *n)
            })
            .collect();
        needs.sort_unstable();
        for (done, (need, n)) in needs.iter().enumerate() {
            let share = left.checked_div(u16::try_from(needs.len() - done).unwrap_or(1)).unwrap_or(0);
            let given = share.min(*need);
            left -= given;
            if let Some(width) = widths.get_mut(*n) {
                *width = width.saturating_add(given);
            }
        }
    }
    // Nobody needs the rest; the columns keep apart with it.
    let share = left.checked_div(u16::try_from(growing.len()).unwrap_or(1)).unwrap_or(0);
    for n in growing {
        if let Some(width) = widths.get_mut(n) {
            *width = width.saturating_add(share);
        }
    }
    widths
}
