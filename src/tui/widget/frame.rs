//! What surrounds every screen: row 1, the client's rows, help, message. No borders: screen readers read them aloud.

use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The smallest window that is worked in.
pub const MIN_SIZE: (u16, u16) = (80, 24);

/// An alert of the client, as `desk` ordered it.
#[derive(Clone, PartialEq, Eq)]
pub struct Alert {
    /// `!!` a protection order, `!` anything else.
    pub protection: bool,
    /// In words.
    pub text: String,
}

/// The words around a screen, spoken.
#[derive(Clone, Default)]
pub struct Frame {
    /// The screen.
    pub screen: String,
    /// The office.
    pub office: String,
    /// The user.
    pub user: String,
    /// The service situation: visit, call, …
    pub situation: String,
    /// Unsent changes; none without a central office.
    pub unsent: Option<u64>,
    /// Open conflicts; none before a login.
    pub conflicts: Option<u64>,
    /// The client line, in client context.
    pub client: Option<String>,
    /// Alerts in order.
    pub alerts: Vec<Alert>,
    /// A dense screen keeps one alert row.
    pub dense: bool,
    /// Row 22: help of the focused field.
    pub help: String,
    /// Row 23.
    pub message: String,
}

impl Frame {
    /// Paints everything but body and key bar, and gives (body, key bar).
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> (Rect, Rect) {
        self.title(buf, area, theme, words);
        let mut row = 1;
        if let Some(client) = &self.client {
            put_in(buf, area, 0, row, &DisplayText::from(client), theme.style(Role::Client));
            row += 1;
            let rows = if self.dense { 1 } else { 2 };
            let more = self.alerts.len().saturating_sub(rows);
            // How many are not shown is said shortly beside a long alert: a protection order is read whole.
            let long = self.alerts.get(rows.saturating_sub(1)).map_or(0, |alert| width(&alert.text));
            let told = |id: &str| match more {
                0 => DisplayText::default(),
                n => DisplayText::from(words.say_with(id, &[("n", n.to_string())])),
            };
            let more = match told("frame-alerts-more") {
                text if long + text.width() + 5 <= usize::from(area.width) => text,
                _ => told("frame-alerts-more-short"),
            };
            for (at, alert) in self.alerts.iter().take(rows).enumerate() {
                let (mark, role) =
                    if alert.protection { ("!!", Role::Protection) } else { ("!", Role::Alert) };
                // The last row keeps room for the number of those that are not shown.
                let taken = if at + 1 == rows && more.width() > 0 { more.width() + 2 } else { 0 };
                let room = usize::from(area.width.saturating_sub(3)).saturating_sub(taken);
                put_in(buf, area, 0, row, &DisplayText::new(mark), theme.style(role));
                let text = DisplayText::from(&alert.text).cut_at_word(room);
                put_in(buf, area, 3, row, &text, theme.style(role));
                row += 1;
            }
            if more.width() > 0 {
                let x = area.width.saturating_sub(u16::try_from(more.width()).unwrap_or(0) + 1);
                put_in(buf, area, x, row - 1, &more, theme.style(Role::Alert));
            }
        } else {
            let rule = "─".repeat(usize::from(area.width));
            put_in(buf, area, 0, row, &DisplayText::from(rule), theme.style(Role::Text));
            row += 1;
        }
        let foot = area.height.saturating_sub(3);
        if foot > row {
            self.message(buf, area, foot, theme);
        }
        let row = row.min(area.height);
        let bar = Rect { y: area.y + area.height.saturating_sub(1), height: area.height.min(1), ..area };
        let body = Rect { y: area.y + row, height: foot.saturating_sub(row), ..area };
        (body, bar)
    }

    /// Rows 22 and 23. A message longer than its row takes the row of the help as well: what was done, or what to do
    /// next, is never cut.
    fn message(&self, buf: &mut Buffer, area: Rect, foot: u16, theme: Theme) {
        let style = theme.style(Role::Message);
        let room = usize::from(area.width);
        let lines = wrap(&self.message, room.saturating_sub(1));
        match lines.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => {
                put_in(buf, area, 0, foot, &DisplayText::from(first), style);
                let rest = DisplayText::from(rest.join(" ")).cut(room);
                put_in(buf, area, 0, foot + 1, &rest, style);
            }
            _ => {
                let help = theme.style(Role::Help);
                let rows = if self.message.is_empty() { 2 } else { 1 };
                let lines = wrap(&self.help, room.saturating_sub(2));
                if lines.len() > rows || rows == 1 {
                    // Where there is one row: what can be read to its end. F1 has the rest.
                    let cut = DisplayText::from(&self.help).cut_at_sentence(room.saturating_sub(1));
                    put_in(buf, area, 1, foot, &cut, help);
                } else {
                    for (row, line) in (foot..).zip(&lines) {
                        put_in(buf, area, 1, row, &DisplayText::from(line), help);
                    }
                }
                put_in(buf, area, 0, foot + 1, &DisplayText::from(&self.message), style);
            }
        }
    }

    /// Row 1: what the screen is at the left, who works how at the right; the office goes first when it is narrow.
    fn title(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) {
        let left = format!("{}  {}", words.say("app-name"), self.screen);
        let counts = [("frame-unsent", self.unsent), ("frame-conflicts", self.conflicts)];
        let mut right: Vec<String> = vec![self.user.clone(), self.situation.clone()];
        right.extend(
            counts.into_iter().filter_map(|(id, n)| Some(words.say_with(id, &[("n", n?.to_string())]))),
        );
        right.retain(|part| !part.is_empty());
        let room = usize::from(area.width).saturating_sub(width(&left) + 2);
        let with_office = format!("{}  {}", self.office, right.join("  "));
        let right = if width(&with_office) <= room { with_office } else { right.join("  ") };
        let right = DisplayText::from(right).cut(room);
        put_in(buf, area, 0, 0, &DisplayText::from(left), theme.style(Role::Title));
        let x = area.width.saturating_sub(u16::try_from(right.width()).unwrap_or(0));
        put_in(buf, area, x, 0, &right, theme.style(Role::Title));
    }
}

/// The window is too small to work in.
pub fn too_small(buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> Option<Position> {
    blank_all(buf, area, theme);
    let args = [("width", area.width.to_string()), ("height", area.height.to_string())];
    let style = theme.style(Role::Text);
    let said = [
        words.say_with("frame-too-small", &args),
        words.say("frame-too-small-kept"),
        words.say("frame-too-small-keys"),
    ];
    // However narrow it is, the words are whole.
    let lines = said.iter().flat_map(|text| wrap(text, usize::from(area.width)));
    for (row, line) in (0..area.height).zip(lines) {
        put_in(buf, area, 0, row, &DisplayText::from(line), style);
    }
    (area.width > 0 && area.height > 0).then(|| Position::new(area.x, area.y))
}

/// The privacy cover: nothing of what was there, and one line that says how to come back, or that a lock follows.
pub fn cover(buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak, locks: bool) -> Option<Position> {
    blank_all(buf, area, theme);
    let text = DisplayText::from(words.say(if locks { "cover-locks" } else { "cover-back" }));
    let row = area.height.saturating_sub(1);
    put_in(buf, area, 0, row, &text.cut(usize::from(area.width)), theme.style(Role::Help));
    (area.width > 0 && area.height > 0).then(|| Position::new(area.x, area.y))
}

fn blank_all(buf: &mut Buffer, area: Rect, theme: Theme) {
    crate::tui::text::blank(buf, area, theme.style(Role::Text));
}
