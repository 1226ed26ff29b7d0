//! A list over the screen, filtered as one types: codes, commands, people of the office.

use super::text_field::TextField;
use crate::register::names;
use crate::tui::key::{Code, Key};
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, blank, put_in, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is picked: a code, an id.
    pub code: String,
    /// What is read.
    pub label: String,
    /// Stands at the right: a key, a reason.
    pub note: String,
    /// It may be picked.
    pub allowed: bool,
}

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickEvent {
    /// Nothing to the outside.
    None,
    /// This code was picked.
    Picked(String),
    /// This one may not be picked; its note says why.
    Refused(String),
    /// Something new is wanted instead, with what was typed.
    New(String),
    /// The list was left.
    Closed,
}

/// The list.
#[derive(Clone)]
pub struct PickList {
    title: String,
    none: &'static str,
    choices: Vec<Choice>,
    filter: TextField,
    selected: Option<String>,
    show_code: bool,
    makes: bool,
    /// Parts of words are found too.
    inside: bool,
    /// A digit picks.
    numbered: bool,
    /// The choices are only the first of many.
    first_of: Option<FirstOf>,
}

/// Of which the choices of a list are the first.
#[derive(Clone)]
struct FirstOf {
    /// How many there are.
    all: usize,
    /// The text by which these were found, and how many it fits.
    text: String,
    fit: usize,
}

/// Whether each word of the filter begins a word of one of the texts. Case and marks do not matter: `tyon` finds
/// `Työnantajat`.
pub fn matches(filter: &str, texts: &[&str]) -> bool {
    let plain: Vec<String> = texts.iter().map(|text| names::unmarked(text)).collect();
    names::unmarked(filter).split_whitespace().all(|part| {
        plain.iter().any(|text| {
            text.starts_with(part)
                || text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(part))
                || text.split_whitespace().any(|word| word.starts_with(part))
        })
    })
}

/// A number as it is read: a blank before each three digits.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let blank = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, c)| blank(at).then_some(' ').into_iter().chain([c])).collect()
}

/// What picking this choice does, if there is one.
fn pick(choice: Option<&Choice>) -> PickEvent {
    match choice {
        Some(choice) if choice.allowed => PickEvent::Picked(choice.code.clone()),
        Some(choice) => PickEvent::Refused(choice.note.clone()),
        None => PickEvent::None,
    }
}

/// The note of a choice and where it stands in a row so wide: it has a third of the row, or what words so long leave.
fn note_of(choice: &Choice, words: usize, width: u16) -> (DisplayText, u16) {
    let left = usize::from(width).saturating_sub(words + 5);
    let note = DisplayText::from(&choice.note).cut(left.max(usize::from(width / 3)));
    let at = width.saturating_sub(u16::try_from(note.width()).unwrap_or(0) + 1);
    (note, at)
}

/// Cells of the words before a note that stands there.
fn room_of(note_at: u16) -> usize {
    usize::from(note_at.saturating_sub(4))
}

impl PickList {
    /// The code of the selected choice.
    pub fn selected(&self) -> Option<&str> {
        self.selected.as_deref()
    }

    /// A list of codes; retired ones are left out by the caller.
    pub fn new(title: String, choices: Vec<Choice>) -> PickList {
        let selected = choices.first().map(|c| c.code.clone());
        PickList {
            title,
            none: "pick-none",
            choices,
            filter: TextField::default(),
            selected,
            show_code: true,
            makes: false,
            inside: false,
            first_of: None,
            numbered: false,
        }
    }

    /// Without the codes before the labels, and with other words for "none".
    #[must_use]
    pub fn plain(mut self, none: &'static str) -> PickList {
        self.show_code = false;
        self.none = none;
        self
    }

    /// F7 makes what is not in the list.
    #[must_use]
    pub fn makes(mut self) -> PickList {
        self.makes = true;
        self
    }

    /// Parts of words are found too: of compound words one knows the last part as well.
    #[must_use]
    pub fn inside(mut self) -> PickList {
        self.inside = true;
        self
    }

    /// The choices are only the first of so many: others are looked for by the filter, and handed over by
    /// [`PickList::found`].
    #[must_use]
    pub fn first_of(mut self, all: usize) -> PickList {
        self.first_of = Some(FirstOf { all, text: String::new(), fit: all });
        self
    }

    /// The text that choices are to be looked for by, where they are only the first of many.
    pub fn sought(&self) -> Option<&str> {
        self.first_of.as_ref().map(|_| self.filter.text())
    }

    /// Takes the first of so many choices that a text fits, if it is still the filter.
    pub fn found(&mut self, text: &str, choices: Vec<Choice>, fit: usize) {
        if let Some(first_of) = self.first_of.as_mut().filter(|_| self.filter.text() == text) {
            (first_of.text, first_of.fit) = (text.to_owned(), fit);
            self.choices = choices;
            self.settle();
        }
    }

    /// Numbers the choices: a digit picks one as it opens a group of the card, and names filter as ever.
    #[must_use]
    pub fn numbered(mut self) -> PickList {
        for (n, choice) in (1..=9).zip(&mut self.choices) {
            choice.label = format!("{n} {}", choice.label);
        }
        self.numbered = true;
        self
    }

    /// Opens at this choice, if it is there.
    #[must_use]
    pub fn at(mut self, code: Option<&str>) -> PickList {
        if let Some(choice) = self.choices.iter().find(|c| Some(c.code.as_str()) == code) {
            self.selected = Some(choice.code.clone());
        }
        self
    }

    /// Begins with a text typed already.
    #[must_use]
    pub fn filtered(mut self, text: &str) -> PickList {
        self.filter.insert(text);
        self.settle();
        self
    }

    /// Narrowed by what was typed already, if that leaves something.
    #[must_use]
    pub fn begun(self, text: &str) -> PickList {
        let narrowed = self.clone().filtered(text);
        if narrowed.shown().is_empty() { self } else { narrowed }
    }

    /// What is left by the filter: those that begin with it first, then those with a word of it.
    pub fn shown(&self) -> Vec<&Choice> {
        if self.first_of.as_ref().is_some_and(|first_of| first_of.text == self.filter.text()) {
            return self.choices.iter().collect();
        }
        let filter = self.filter.text().trim().to_lowercase();
        let mut shown: Vec<&Choice> = self
            .choices
            .iter()
            .filter(|c| matches(&filter, &[&c.code, &c.label]) || self.within(c, &filter))
            .collect();
        shown.sort_by_key(|c| {
            !(c.code.to_lowercase() == filter || c.label.to_lowercase().starts_with(&filter))
        });
        shown
    }

    fn count(&self, shown: usize, words: &dyn Speak) -> String {
        match &self.first_of {
            Some(first_of) if first_of.fit > shown => {
                words.say_with("pick-first", &[("n", grouped(shown)), ("all", grouped(first_of.fit))])
            }
            Some(first_of) => format!("{}/{}", grouped(shown), grouped(first_of.all)),
            None => format!("{shown}/{}", self.choices.len()),
        }
    }

    fn within(&self, choice: &Choice, filter: &str) -> bool {
        let label = names::unmarked(&choice.label);
        self.inside
            && filter.chars().count() > 2
            && names::unmarked(filter).split_whitespace().all(|part| label.contains(part))
    }

    fn settle(&mut self) {
        let shown = self.shown();
        if !shown.iter().any(|c| Some(&c.code) == self.selected.as_ref()) {
            self.selected = shown.first().map(|c| c.code.clone());
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> PickEvent {
        let step: isize = match key.code {
            Code::Esc | Code::F(12) => return PickEvent::Closed,
            Code::Char('c' | 'g') if key.mods.ctrl => return PickEvent::Closed,
            // As in a field of a form.
            Code::Char('u') if key.mods.ctrl => {
                self.filter.clear();
                self.selected = None;
                self.settle();
                return PickEvent::None;
            }
            Code::Enter => {
                return pick(self.shown().into_iter().find(|c| Some(&c.code) == self.selected.as_ref()));
            }
            Code::Char(digit @ '0'..='9') if self.numbered && self.filter.text().is_empty() => {
                let at = digit.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
                return pick(at.filter(|at| *at < 9).and_then(|at| self.choices.get(at)));
            }
            Code::F(7) if self.makes => return PickEvent::New(self.filter.text().to_owned()),
            Code::Char('n') if self.makes && key.mods.ctrl => {
                return PickEvent::New(self.filter.text().to_owned());
            }
            Code::Up => -1,
            Code::Tab if key.mods.shift => -1,
            Code::Down | Code::Tab => 1,
            Code::PageUp => -10,
            Code::PageDown => 10,
            Code::F(6) if key.mods.shift => -10,
            Code::F(6) => 10,
            _ => {
                if self.filter.key(key) == Some(true) {
                    // What is typed decides anew what is first.
                    self.selected = None;
                    self.settle();
                }
                return PickEvent::None;
            }
        };
        let shown = self.shown();
        let at = shown.iter().position(|c| Some(&c.code) == self.selected.as_ref()).unwrap_or(0);
        let to = at.saturating_add_signed(step).min(shown.len().saturating_sub(1));
        self.selected = shown.get(to).map(|c| c.code.clone());
        PickEvent::None
    }

    /// Puts pasted text into the filter.
    pub fn paste(&mut self, text: &str) {
        self.filter.insert(text);
        self.selected = None;
        self.settle();
    }

    /// What is read of a choice. A code that people know by number stands before its name; the register's own words for
    /// codes do not.
    fn text(&self, choice: &Choice) -> DisplayText {
        let known = choice.code.bytes().all(|b| b.is_ascii_digit());
        if self.show_code && known {
            return DisplayText::from(format!("{:4} {}", choice.code, choice.label));
        }
        DisplayText::from(&choice.label)
    }

    /// The words of a choice in whole lines, if its row has no room for them: nothing that one chooses by is lost.
    fn cut(&self, choice: &Choice, width: u16) -> Vec<String> {
        let text = self.text(choice);
        if text.width() <= room_of(note_of(choice, text.width(), width).1) {
            return Vec::new();
        }
        wrap(text.as_str(), usize::from(width.saturating_sub(4)))
    }

    /// Paints the list over an area; the cursor stands in the filter.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        blank(buf, area, theme.style(Role::Text));
        let title = DisplayText::from(format!("{}  > ", self.title)).cut(usize::from(area.width / 2));
        let behind = put_in(buf, area, 0, 0, &title, theme.style(Role::Title));
        let line = Rect { x: behind, width: area.right().saturating_sub(behind), height: 1, ..area };
        let cursor = self.filter.draw(buf, line, theme.style(Role::Value));
        let shown = self.shown();
        let at = shown.iter().position(|c| Some(&c.code) == self.selected.as_ref()).unwrap_or(0);
        let whole = shown.get(at).map(|choice| self.cut(choice, area.width)).unwrap_or_default();
        let whole_rows = u16::try_from(whole.len()).unwrap_or(0).min(area.height / 3);
        let page = usize::from(area.height.saturating_sub(2 + whole_rows)).max(1);
        if shown.is_empty() {
            put_in(buf, area, 3, 1, &DisplayText::from(words.say(self.none)), theme.style(Role::Absent));
        }
        let top = (at / page) * page;
        for (n, choice) in shown.iter().enumerate().skip(top).take(page) {
            let row = u16::try_from(n - top + 1).unwrap_or(u16::MAX);
            let role = match (choice.allowed, n == at) {
                (_, true) => Role::Focus,
                (false, _) => Role::Disabled,
                _ => Role::Text,
            };
            if n == at {
                put_in(buf, area, 1, row, &DisplayText::new(">"), theme.style(Role::Text));
            }
            let text = self.text(choice);
            let (note, note_at) = note_of(choice, text.width(), area.width);
            let text = text.cut_at_word(room_of(note_at));
            put_in(buf, area, 3, row, &text, theme.style(role));
            put_in(buf, area, note_at, row, &note, theme.style(Role::Absent));
        }
        for (row, line) in (area.height.saturating_sub(1 + whole_rows)..area.height).zip(&whole) {
            put_in(buf, area, 3, row, &DisplayText::from(line), theme.style(Role::Help));
        }
        let made = if self.makes { format!("   {}", words.say("pick-new")) } else { String::new() };
        let count = DisplayText::from(format!("{}{made}", self.count(shown.len(), words)));
        if area.height > 2 {
            put_in(buf, area, 3, area.height - 1, &count, theme.style(Role::Help));
        }
        cursor
    }
}
