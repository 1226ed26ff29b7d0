//! The help over a screen: what works now, what does not and why, out of the table of actions.

use crate::tui::action::{Action, Context};
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Keymap;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, blank, put_in, width};
use crate::tui::theme::{Role, Theme};
use crate::tui::widget::table::WAITS;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The help of one screen or field.
#[derive(Clone, Debug)]
pub struct Help {
    title: String,
    /// Said where there is another page.
    more: String,
    lines: Vec<(Role, String)>,
    page: usize,
    /// It tells of a client: what was revealed for a while must not stay in it.
    pub of_client: bool,
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
        in_text: bool,
    ) -> Help {
        let mut now = Vec::new();
        let mut later = Vec::new();
        let commands = keymap.keys(Action::Palette).first().map(|key| key.label());
        let commands = commands.filter(|_| ready(Action::Palette).is_ok());
        for meta in keymap.live(context) {
            let keys = keys(keymap, meta.action, in_text);
            let (name, help) = (words.say(&meta.words()), words.say(&format!("{}.help", meta.words())));
            match (ready(meta.action), &commands) {
                // It has no key here: its name is what one looks for among the commands.
                (Ok(()), Some(commands)) if keys.is_empty() && meta.palette => {
                    now.extend(line(Role::Text, commands, &format!("{name}:")));
                    now.push(below(Role::Text, &format!("  {help}")));
                }
                (Ok(()), _) => now.extend(line(Role::Text, &keys, &help)),
                (Err(why), _) => later.extend(line(Role::Disabled, &keys, &format!("{name}: {why}"))),
            }
        }
        let mut lines: Vec<(Role, String)> = field.iter().map(|line| (Role::Text, line.clone())).collect();
        lines.push((Role::Heading, words.say("help-now")));
        lines.extend(now);
        if !later.is_empty() {
            lines.push((Role::Heading, words.say("help-not-now")));
            lines.extend(later);
        }
        lines.push((Role::Heading, words.say("help-marks")));
        lines.extend(MARKS.iter().flat_map(|(mark, id)| line(Role::Text, mark, &words.say(id))));
        let more = words.say("help-more");
        let title = format!("{}  {title}", words.say("help-title"));
        Help { title, more, lines, page: 0, of_client: false }
    }

    /// A long text of a client's file, page by page.
    pub fn text(title: &str, lines: Vec<(Role, String)>, words: &dyn Speak) -> Help {
        let more = words.say("help-more");
        Help { title: title.to_owned(), more, lines, page: 0, of_client: true }
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
        let more = if page + 1 < pages { self.more.as_str() } else { "" };
        let title = format!("{}   {}/{pages}   {more}", self.title, page + 1);
        put_in(buf, area, 0, 0, &DisplayText::from(title), theme.style(Role::Title));
        let rows = usize::from(area.height.saturating_sub(1)).max(1);
        for (row, (role, line)) in (1..area.height).zip(self.lines.iter().skip(page * rows)) {
            put_in(buf, area, 1, row, &DisplayText::from(line), theme.style(*role));
        }
        Some(Position::new(area.x, area.y + 1.min(area.height - 1)))
    }
}

/// The keys of an action; of digits in a row the first and the last. Where text is typed a character is no key.
fn keys(keymap: &Keymap, action: Action, in_text: bool) -> String {
    let keys = keymap.keys(action).iter().filter(|key| !in_text || key.text().is_none());
    let keys: Vec<String> = keys.map(|key| key.label()).collect();
    match keys.as_slice() {
        [first, .., last] if action == Action::Digit => format!("{first}–{last}"),
        keys => keys.join(" "),
    }
}

/// The marks of all screens (tui design, section 3), and what they mean.
const MARKS: &[(&str, &str)] = &[
    ("!!", "mark-protection"),
    ("!", "mark-alert"),
    (WAITS, "mark-waits"),
    ("*", "mark-required"),
    ("~", "mark-changed"),
    ("=", "mark-copied"),
    (">", "mark-selected"),
    ("–", "mark-empty"),
    ("?", "mark-unknown"),
];

/// Cells of the keys.
const KEYS: usize = 14;

/// Keys and what they do, on two lines where there are many keys.
fn line(role: Role, keys: &str, text: &str) -> Vec<(Role, String)> {
    let keys = if keys.is_empty() { "–" } else { keys };
    if width(keys) <= KEYS {
        return vec![(role, format!("  {keys:KEYS$}  {text}"))];
    }
    vec![(role, format!("  {keys}")), below(role, text)]
}

/// A line without keys of its own.
fn below(role: Role, text: &str) -> (Role, String) {
    (role, format!("  {:KEYS$}  {text}", ""))
}
