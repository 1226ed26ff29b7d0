//! One field of a form: its declaration, what stands in it, what was there, what is wrong with it.

use crate::register::{Field, Type};
use crate::tui::shown::Shown;
use crate::tui::text::nfc;
use crate::tui::widget::note_field::NoteField;
use crate::tui::widget::text_field::TextField;

/// The text under edit.
#[derive(Clone)]
pub enum Buffer {
    /// One line.
    Line(TextField),
    /// Many lines.
    Note(NoteField),
}

/// A field of a form.
#[derive(Clone)]
pub struct FieldState {
    /// Its declaration.
    pub field: &'static Field,
    /// Its label, spoken.
    pub label: String,
    /// Its help, spoken: row 22.
    pub help: String,
    /// What was there when the form was opened.
    pub original: Shown,
    /// What is typed.
    pub buffer: Buffer,
    /// What is wrong with it, spoken.
    pub error: Option<String>,
    /// What the desk found wrong with the text that stands in it, spoken. It stays until the text is another, and does
    /// not keep the form from being sent: another field may have made it right.
    pub found: Option<String>,
    /// The focus was in it and left.
    pub touched: bool,
    /// Nothing was typed into it.
    pub pristine: bool,
    /// The value came from the previous record by Ctrl-D.
    pub copied: bool,
    /// It may be typed into though what is there is hidden: a new value replaces it unseen.
    pub write_unseen: bool,
    /// What stands in it takes the place of what is hidden even when it is empty: whoever typed it saw what was there.
    pub over_seen: bool,
    /// The value another person saved meanwhile, spoken.
    pub theirs: Option<Shown>,
    /// The desk asked for it: it stays in the form though its own rule would hide it.
    pub asked: bool,
    /// It may be read, not changed.
    pub locked: bool,
    /// The code its text stands for, when the text is a label: conditions of other fields ask for the code.
    pub code: Option<String>,
}

impl FieldState {
    /// A field with what was there. Labels and help are spoken by the caller.
    pub fn new(field: &'static Field, label: String, help: String, original: Shown) -> FieldState {
        let text = original_text(&original);
        let buffer = match field.ty {
            Type::Note => Buffer::Note(NoteField::new(text)),
            Type::Text(max) => Buffer::Line(TextField::new(text).max_chars(usize::from(max))),
            _ => Buffer::Line(TextField::new(text)),
        };
        FieldState {
            field,
            label,
            help,
            original,
            buffer,
            error: None,
            found: None,
            touched: false,
            pristine: true,
            copied: false,
            write_unseen: false,
            over_seen: false,
            theirs: None,
            asked: false,
            locked: false,
            code: None,
        }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        match &self.buffer {
            Buffer::Line(line) => line.text(),
            Buffer::Note(note) => note.text(),
        }
    }

    /// The code the text stands for: told by the owner, or its first word.
    pub fn code(&self) -> &str {
        match &self.code {
            Some(code) => code,
            None => self.text().split_whitespace().next().unwrap_or_default(),
        }
    }

    /// Puts a text in.
    pub fn set_text(&mut self, text: &str) {
        match &mut self.buffer {
            Buffer::Line(line) => line.set(text),
            Buffer::Note(note) => note.set(text),
        }
        self.pristine = false;
        self.right();
    }

    /// Nothing is said to be wrong with it any more: its text is another.
    pub fn right(&mut self) {
        self.error = None;
        self.found = None;
    }

    /// The text is gone on with: the next character adds to it instead of replacing it.
    pub fn go_on(&mut self) {
        match &mut self.buffer {
            Buffer::Line(line) => line.go_on(),
            Buffer::Note(note) => note.go_on(),
        }
    }

    /// It can be read only. A note is read from its beginning; one that is written on is gone on with at its end.
    pub fn lock(&mut self) {
        self.locked = true;
        if let Buffer::Note(note) = &mut self.buffer {
            note.from_start();
        }
    }

    /// Whether it holds something else than what was there. What is masked is there: whatever is done to the field
    /// takes its place. Of what is hidden wholly an empty field says nothing, unless somebody emptied it who saw it.
    pub fn changed(&self) -> bool {
        match &self.original {
            Shown::Hidden(Some(_)) => !self.pristine,
            Shown::Hidden(None) if self.over_seen => !self.pristine,
            original => !self.pristine && self.text() != nfc(original_text(original)),
        }
    }

    /// Whether it can be typed into.
    pub fn editable(&self) -> bool {
        !self.field.computed && !self.locked && (!self.original.is_hidden() || self.write_unseen)
    }

    /// Whether it counts as filled for the conditions of other fields; an off flag does not.
    pub fn filled(&self) -> bool {
        let hidden_there = self.original.is_hidden() && !self.changed();
        let off = matches!(self.field.ty, Type::Flag) && is_off(self.text());
        hidden_there || (!self.text().trim().is_empty() && !off)
    }

    /// Brings back what was there.
    pub fn revert(&mut self) {
        let text = original_text(&self.original).to_owned();
        self.set_text(&text);
        self.pristine = true;
        self.copied = false;
        self.over_seen = false;
    }

    /// Whether it opens a list or look-up. The host's day, for a time, comes with the calendar.
    pub fn picks(&self) -> bool {
        matches!(
            self.field.ty,
            Type::Code(_)
                | Type::CodeOf(..)
                | Type::Codes(_)
                | Type::PersonRef
                | Type::EmployerRef
                | Type::UserRef
                | Type::UnitRef
                | Type::Ref(_)
                | Type::Same
        )
    }
}

/// The text of a value that may be shown; nothing for the other states.
fn original_text(shown: &Shown) -> &str {
    match shown {
        Shown::Value(text) => text,
        _ => "",
    }
}

/// A flag typed as no, in any language of the face.
fn is_off(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "" | "0" | "-" | "e" | "ei" | "n" | "nej" | "no")
}
