//! A question over the screen. The answer that changes nothing has the focus.

use crate::tui::key::{Code, Key};
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, blank, put_in, width, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogEvent {
    /// It did not.
    None,
    /// With yes.
    Confirmed,
    /// With no.
    Cancelled,
    /// What the question is about is thrown away.
    Discarded,
}

/// The question.
#[derive(Clone, Debug)]
pub struct Dialog {
    title: String,
    /// Sentences, wrapped where they are painted.
    lines: Vec<String>,
    yes: String,
    /// Enter does not confirm, F9 alone does: acts with legal effect.
    f9_only: bool,
    on_yes: bool,
    /// Del throws away what the question is about.
    discards: bool,
    /// It is only told, and shut by F9 alone: what is shown once is not lost by another key.
    once: bool,
    /// The word beside the buttons for that, where the lines do not say it.
    discard: Option<String>,
}

impl Dialog {
    /// A question with its sentences and the word on the button that does it.
    pub fn new(title: String, lines: Vec<String>, yes: String) -> Dialog {
        Dialog {
            title,
            lines,
            yes,
            f9_only: false,
            on_yes: false,
            discards: false,
            once: false,
            discard: None,
        }
    }

    /// Only F9 confirms.
    #[must_use]
    pub fn f9_only(mut self) -> Dialog {
        self.f9_only = true;
        self
    }

    /// It shows what is shown once: only F9, which says that it was read, shuts it.
    #[must_use]
    pub fn once(mut self) -> Dialog {
        self.once = true;
        self.f9_only()
    }

    /// Whether Esc shuts it.
    pub fn can_be_left(&self) -> bool {
        !self.once
    }

    /// Del throws away what the question is about; the lines say so.
    #[must_use]
    pub fn discards(mut self) -> Dialog {
        self.discards = true;
        self
    }

    /// The word beside the buttons for what Del does.
    #[must_use]
    pub fn named(mut self, discard: String) -> Dialog {
        self.discard = Some(discard);
        self
    }

    /// Whether this key throws it away.
    pub fn is_discard(&self, key: Key) -> bool {
        self.discards && key.code == Code::Delete
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> DialogEvent {
        if self.is_discard(key) {
            return DialogEvent::Discarded;
        }
        match key.code {
            Code::F(9) => DialogEvent::Confirmed,
            Code::Char('s') if key.mods.ctrl => DialogEvent::Confirmed,
            Code::Esc | Code::F(12) if self.once => DialogEvent::None,
            Code::Char('c' | 'g') if key.mods.ctrl && self.once => DialogEvent::None,
            Code::Esc | Code::F(12) => DialogEvent::Cancelled,
            Code::Char('c' | 'g') if key.mods.ctrl => DialogEvent::Cancelled,
            Code::Tab | Code::Left | Code::Right | Code::Up | Code::Down => {
                self.on_yes = !self.on_yes && !self.f9_only;
                DialogEvent::None
            }
            Code::Enter if self.on_yes => DialogEvent::Confirmed,
            Code::Enter if !self.f9_only => DialogEvent::Cancelled,
            _ => DialogEvent::None,
        }
    }

    /// Its lines where so many cells have room. What fits stays as it was written, with the space around a code that
    /// is copied by hand.
    fn painted(&self, cells: usize) -> Vec<String> {
        let lines = self.lines.iter();
        lines
            .flat_map(|line| if width(line) <= cells { vec![line.clone()] } else { wrap(line, cells) })
            .collect()
    }

    /// Paints it in the middle; the cursor stands on the focused button.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, theme: Theme, words: &dyn Speak) -> Option<Position> {
        let width = if self.discard.is_some() { 76 } else { 64 }.min(area.width);
        let lines = self.painted(usize::from(width.saturating_sub(3)));
        let height = u16::try_from(lines.len() + 4).unwrap_or(u16::MAX).min(area.height);
        if height == 0 || width == 0 {
            return None;
        }
        let whole = area;
        let area = Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + (area.height - height) / 2,
            width,
            height,
        };
        // Whole rows: a stump of a label beside the question would read as part of it.
        blank(buf, Rect { x: whole.x, width: whole.width, ..area }, theme.style(Role::Text));
        put_in(buf, area, 1, 0, &DisplayText::from(&self.title), theme.style(Role::Title));
        for (row, line) in (1..height.saturating_sub(2)).zip(&lines) {
            put_in(buf, area, 2, row, &DisplayText::from(line), theme.style(Role::Text));
        }
        let row = height - 1;
        let role = |focused: bool| theme.style(if focused { Role::Focus } else { Role::Text });
        let no = DisplayText::from(format!("[ {} ]", words.say("dialog-no")));
        let yes = DisplayText::from(format!("[ {} F9 ]", self.yes));
        let behind = put_in(buf, area, 2, row, &yes, role(self.on_yes || self.once)) - area.x;
        if self.once {
            return Some(Position::new(area.x + 4.min(area.width - 1), area.y + row));
        }
        let end = put_in(buf, area, behind + 3, row, &no, role(!self.on_yes)) - area.x;
        if let Some(discard) = &self.discard {
            put_in(buf, area, end + 3, row, &DisplayText::from(discard), theme.style(Role::Text));
        }
        let x = if self.on_yes { 4 } else { behind + 5 };
        Some(Position::new(area.x + x.min(area.width - 1), area.y + row))
    }
}
