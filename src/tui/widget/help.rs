//! The help over a screen: what works now, what does not and why, out of the table of actions.

use crate::tui::action::{Action, Context};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, blank, put_in};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The help of one screen or field.
#[derive(Clone, Debug)]
pub struct Help {
    title: String,
    lines: Vec<(Role, String)>,
    page: usize,
}

impl Help {
    /// Of a context; `field` are the lines of the focused field, which come first.
    pub fn new(
        title: &str,
        field: &[String],
        context: Context,
        keymap: &Keymap,
        words: &dyn Speak,
        ready: &dyn Fn(Action) -> Result<(), String>,
    ) -> Help {
        let mut now = Vec::new();
        let mut later = Vec::new();
        for meta in keymap.live(context) {
            let keys: Vec<String> = keymap.keys(meta.action).iter().take(2).map(|key| key.label()).collect();
            let keys = if keys.is_empty() { words.say("state-empty") } else { keys.join(" ") };
            match ready(meta.action) {
                Ok(()) => now.push((
                    Role::Text,
                    format!("  {keys:14}  {}", words.say(&format!("{}.help", meta.words()))),
                )),
                Err(why) => {
                    later.push((Role::Disabled, format!("  {keys:14}  {}: {why}", words.say(&meta.words()))));
                }
            }
        }
        let mut lines: Vec<(Role, String)> = field.iter().map(|line| (Role::Text, line.clone())).collect();
        lines.push((Role::Heading, words.say("help-now")));
        lines.extend(now);
        if !later.is_empty() {
            lines.push((Role::Heading, words.say("help-not-now")));
            lines.extend(later);
        }
        Help { title: format!("{}  {title}", words.say("help-title")), lines, page: 0 }
    }

    /// Turns the page; `rows` is the height it was painted with. Tells whether the key was for it.
    pub fn key(&mut self, key: Key, rows: u16) -> bool {
        let pages = self.pages(rows);
        self.page = match key.code {
            Code::PageDown | Code::Down => (self.page + 1).min(pages - 1),
            Code::PageUp | Code::Up => self.page.saturating_sub(1),
            Code::Home => 0,
            Code::End => pages - 1,
            _ => return false,
        };
        true
    }

    fn pages(&self, rows: u16) -> usize {
        self.lines.len().div_ceil(usize::from(rows.saturating_sub(1)).max(1)).max(1)
    }

    /// Paints a page; the cursor stands on its first line.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        blank(buf, area, theme.style(Role::Text));
        let pages = self.pages(area.height);
        let page = self.page.min(pages - 1);
        let title = format!("{}   {}/{pages}", self.title, page + 1);
        put_in(buf, area, 0, 0, &DisplayText::from(title), theme.style(Role::Title));
        let rows = usize::from(area.height.saturating_sub(1)).max(1);
        for (row, (role, line)) in (1..area.height).zip(self.lines.iter().skip(page * rows)) {
            put_in(buf, area, 1, row, &DisplayText::from(line), theme.style(*role));
        }
        Some(Position::new(area.x, area.y + 1.min(area.height - 1)))
    }
}
