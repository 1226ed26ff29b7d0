//! A form as a whole: focus, sections, conditions, keys. Pure.

use super::field::{Buffer, FieldState};
use crate::register::kind::{Given, Nearest, Need};
use crate::register::{Type, dates};
use crate::tui::action::Action;
use crate::tui::key::{Code, Key};

/// Asks whether a text is a value of a field; the error is spoken.
pub type Check<'a> = &'a dyn Fn(u16, &str) -> Result<(), String>;

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On the field of this number.
    Field(u16),
    /// On the button that saves.
    Save,
    /// On the button that leaves.
    Cancel,
}

/// What a key did to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormEvent {
    /// Nothing.
    None,
    /// The focus is elsewhere now: a draft is due.
    FocusMoved,
    /// A text changed.
    Changed,
    /// The text has no room in its field and was not taken.
    Full {
        /// Characters that the field holds.
        max: usize,
        /// It was pasted.
        pasted: bool,
    },
    /// A list or look-up is wanted for the field of this number.
    WantsPick(u16),
    /// The value of the previous record is wanted for the field of this number.
    WantsDup(u16),
    /// A row of a sub-list is wanted.
    WantsRow,
    /// A hidden value is to be shown: the field's number.
    WantsReveal(u16),
    /// The field's help is wanted.
    WantsHelp(u16),
    /// Everything is a value: save it.
    Save,
    /// So many fields are no value; the first has the focus.
    Refused(usize),
    /// The person leaves.
    Leave,
}

/// A form.
#[derive(Clone)]
pub struct FormState {
    fields: Vec<FieldState>,
    focus: Focus,
    /// What the record's version was when the form was opened; `desk`'s, opaque here.
    pub base_version: Vec<u8>,
    /// The record is a new one: what stands in a field replaced nothing.
    pub fresh: bool,
    /// The record may be seen, not changed: nothing is required and there are no buttons.
    pub read_only: bool,
    /// When the draft was kept, spoken.
    pub draft: Option<String>,
    /// Width the form was painted with last time the window changed: note fields wrap by it.
    pub width: u16,
    /// Spoken error of a required field that is empty.
    pub missing: String,
    /// Today, days since 1970-01-01: conditions compare days.
    pub today: i32,
    /// Hidden values may be revealed: a field that has one says by which key.
    pub reveals: bool,
    /// Words of the first button: what the form does when it is done.
    pub button: &'static str,
}

/// What is typed says of its fields what a record would say.
impl Given for FormState {
    fn filled(&self, field: &str) -> bool {
        self.by_name(field).is_some_and(FieldState::filled)
    }

    /// Only the code counts, not the label that may stand behind it.
    fn code(&self, field: &str) -> Option<&str> {
        self.by_name(field).filter(|f| f.filled()).map(FieldState::code)
    }

    fn day(&self, field: &str) -> Option<i32> {
        let text = self.by_name(field)?.text().split_whitespace().next()?;
        dates::parse(text, self.today, Nearest::Either).ok()
    }
}

/// The same where it asks for something: of a hidden value the code is not known, and what is not known asks for
/// nothing.
struct Known<'a>(&'a FormState);

impl Given for Known<'_> {
    fn filled(&self, field: &str) -> bool {
        self.0.filled(field)
    }

    fn code(&self, field: &str) -> Option<&str> {
        self.0.code(field).filter(|code| !code.is_empty())
    }

    fn day(&self, field: &str) -> Option<i32> {
        self.0.day(field)
    }
}

impl FormState {
    /// A form of fields in their order. `missing` is what is said of a required field that is empty.
    pub fn new(mut fields: Vec<FieldState>, missing: String) -> FormState {
        // Tab order is reading order: sections in order, fields as declared within each.
        fields.sort_by_key(|f| f.field.section);
        let mut form = FormState {
            fields,
            focus: Focus::Save,
            base_version: Vec::new(),
            fresh: false,
            read_only: false,
            draft: None,
            width: 80,
            missing,
            today: 0,
            reveals: true,
            button: "form-button-save",
        };
        form.focus = form.stops().first().copied().unwrap_or(Focus::Save);
        form
    }

    /// The fields, shown or not.
    pub fn fields(&self) -> &[FieldState] {
        &self.fields
    }

    /// A field by number.
    pub fn field(&self, number: u16) -> Option<&FieldState> {
        self.fields.iter().find(|f| f.field.number == number)
    }

    /// A field by number, to put an error, a picked or a revealed value in.
    pub fn field_mut(&mut self, number: u16) -> Option<&mut FieldState> {
        self.fields.iter_mut().find(|f| f.field.number == number)
    }

    /// Where the focus is.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// The focused field.
    pub fn focused(&self) -> Option<&FieldState> {
        match self.focus {
            Focus::Field(number) => self.field(number),
            _ => None,
        }
    }

    /// Whether anything differs from what was there.
    pub fn dirty(&self) -> bool {
        self.fields.iter().any(FieldState::changed)
    }

    /// Fields with an error.
    pub fn errors(&self) -> usize {
        self.visible().filter(|f| f.error.is_some()).count()
    }

    /// The fields shown now, in order.
    pub fn visible(&self) -> impl Iterator<Item = &FieldState> {
        self.fields.iter().filter(|f| f.asked || f.field.visible.holds(self))
    }

    /// Whether a field must be filled now.
    pub fn required(&self, field: &FieldState) -> bool {
        // What is proposed in a case is filled when it is saved, if nobody has typed it.
        let filled = field.field.computed || field.field.proposed && field.field.need != Need::Always;
        !self.read_only && !filled && field.field.need.holds(&Known(self))
    }

    fn by_name(&self, name: &str) -> Option<&FieldState> {
        self.fields.iter().find(|f| f.field.name == name)
    }

    /// The sections that are shown, in order.
    pub fn sections(&self) -> Vec<u8> {
        let mut sections: Vec<u8> = self.visible().map(|f| f.field.section).collect();
        sections.dedup();
        sections
    }

    fn stops(&self) -> Vec<Focus> {
        let fields = self.visible().filter(|f| !f.field.computed).map(|f| Focus::Field(f.field.number));
        let buttons = [Focus::Save, Focus::Cancel].into_iter().filter(|_| !self.read_only);
        fields.chain(buttons).collect()
    }

    fn move_focus(&mut self, to: Focus, check: Check<'_>) -> FormEvent {
        if to == self.focus {
            return FormEvent::None;
        }
        self.blur(check);
        self.focus = to;
        if let Focus::Field(number) = to
            && let Some(FieldState { buffer: Buffer::Line(line), .. }) = self.field_mut(number)
        {
            line.refresh();
        }
        FormEvent::FocusMoved
    }

    /// Puts the focus on a field, if it is shown.
    pub fn focus_on(&mut self, number: u16) {
        if self.stops().contains(&Focus::Field(number)) {
            self.focus = Focus::Field(number);
        }
    }

    /// The focused field is left: now, and never per key, its text is checked.
    pub fn blur(&mut self, check: Check<'_>) {
        if let Focus::Field(number) = self.focus
            && let Some(field) = self.field_mut(number)
        {
            field.touched = true;
            if !field.pristine {
                field.error = error_of(field, check).or_else(|| field.found.clone());
            }
        }
    }

    /// Checks everything that is shown; gives the number of faults and puts the focus on the first.
    pub fn validate(&mut self, check: Check<'_>) -> usize {
        let wanted: Vec<(u16, bool)> = self.visible().map(|f| (f.field.number, self.required(f))).collect();
        let missing = self.missing.clone();
        for (number, required) in wanted {
            let Some(field) = self.field_mut(number) else { continue };
            field.touched = true;
            field.error = if required && !field.filled() && !matches!(field.field.ty, Type::Flag) {
                Some(missing.clone())
            } else {
                error_of(field, check)
            };
        }
        if self.errors() == 0 {
            return 0;
        }
        // What the desk found before is wrong as well, as far as anybody knows: all is put right in one go.
        for field in &mut self.fields {
            field.error = field.error.take().or_else(|| field.found.clone());
        }
        let first = self.visible().find(|f| f.error.is_some()).map(|f| f.field.number);
        if let Some(number) = first {
            self.focus = Focus::Field(number);
        }
        self.errors()
    }

    /// An action of the form.
    pub fn act(&mut self, action: Action, check: Check<'_>) -> FormEvent {
        let stops = self.stops();
        let at = stops.iter().position(|stop| *stop == self.focus).unwrap_or(0);
        let number = match self.focus {
            Focus::Field(number) => Some(number),
            _ => None,
        };
        match action {
            Action::FieldNext => self.move_focus(stops.get(at + 1).copied().unwrap_or(self.focus), check),
            Action::FieldPrevious => {
                self.move_focus(stops.get(at.saturating_sub(1)).copied().unwrap_or(self.focus), check)
            }
            Action::SectionNext | Action::SectionPrevious => {
                self.section(action == Action::SectionNext, check)
            }
            Action::Save => match self.validate(check) {
                0 => FormEvent::Save,
                faults => FormEvent::Refused(faults),
            },
            Action::Back => {
                self.blur(check);
                FormEvent::Leave
            }
            _ => match number {
                Some(number) => self.act_on(number, action),
                None => FormEvent::None,
            },
        }
    }

    fn act_on(&mut self, number: u16, action: Action) -> FormEvent {
        let Some(field) = self.field_mut(number) else { return FormEvent::None };
        match action {
            Action::FieldPick if field.editable() => FormEvent::WantsPick(number),
            Action::FieldDup if field.field.dup && field.editable() => FormEvent::WantsDup(number),
            Action::RowNew => FormEvent::WantsRow,
            Action::Help => FormEvent::WantsHelp(number),
            Action::Reveal if field.original.is_hidden() => FormEvent::WantsReveal(number),
            Action::FieldRevert => {
                field.revert();
                FormEvent::Changed
            }
            Action::FieldClear if field.editable() => {
                field.set_text("");
                field.copied = false;
                FormEvent::Changed
            }
            _ => FormEvent::None,
        }
    }

    fn section(&mut self, forward: bool, check: Check<'_>) -> FormEvent {
        let sections = self.sections();
        let here = self.focused().map_or(u8::MAX, |f| f.field.section);
        let to = if forward {
            sections.into_iter().find(|s| *s > here)
        } else {
            sections.into_iter().rev().find(|s| *s < here)
        };
        let first = |section| self.visible().find(|f| f.field.section == section && !f.field.computed);
        match to.and_then(first).map(|f| f.field.number) {
            Some(number) => self.move_focus(Focus::Field(number), check),
            None if forward && !self.read_only => self.move_focus(Focus::Save, check),
            None if forward => FormEvent::None,
            None => FormEvent::None,
        }
    }

    /// Takes a key that text may want first: characters, arrows inside, Enter in notes. What a field does not take is
    /// resolved by the key table and given to [`FormState::act`]; `None` says so.
    pub fn key(&mut self, key: Key, check: Check<'_>) -> Option<FormEvent> {
        let cells = super::layout::note_width(self.width);
        match self.focus {
            Focus::Field(number) => {
                let field = self.field_mut(number)?;
                if !field.editable() {
                    // A long note is read line by line.
                    let reads = match &mut field.buffer {
                        Buffer::Note(note)
                            if matches!(key.code, Code::Up | Code::Down | Code::Home | Code::End) =>
                        {
                            note.key(key, cells).is_some()
                        }
                        _ => false,
                    };
                    return (reads || key.text().is_some()).then_some(FormEvent::None);
                }
                let changed = match &mut field.buffer {
                    Buffer::Line(line) => line.key(key)?,
                    Buffer::Note(note) => note.key(key, cells)?,
                };
                if changed {
                    field.pristine = false;
                    field.copied = false;
                    field.right();
                    return Some(FormEvent::Changed);
                }
                Some(if key.text().is_some() { full(&field.buffer, false) } else { FormEvent::None })
            }
            Focus::Save | Focus::Cancel => match key.code {
                Code::Enter if self.focus == Focus::Save => Some(self.act(Action::Save, check)),
                Code::Enter => Some(self.act(Action::Back, check)),
                Code::Left => Some(self.move_focus(Focus::Save, check)),
                Code::Right => Some(self.move_focus(Focus::Cancel, check)),
                _ => None,
            },
        }
    }

    /// Puts pasted text into the focused field.
    pub fn paste(&mut self, text: &str) -> FormEvent {
        let Focus::Field(number) = self.focus else { return FormEvent::None };
        let Some(field) = self.field_mut(number).filter(|f| f.editable()) else { return FormEvent::None };
        // Of codes and numbers only what they can hold; a sentence around them is not typed.
        let kept: String = match field.field.ty {
            Type::Hetu => text.chars().filter(|c| c.is_ascii_alphanumeric() || "+-−–".contains(*c)).collect(),
            Type::Phone => text.chars().filter(|c| c.is_ascii_digit() || "+ -".contains(*c)).collect(),
            _ => text.to_owned(),
        };
        let changed = match &mut field.buffer {
            Buffer::Line(line) => line.insert(&kept),
            Buffer::Note(note) => note.insert(&kept),
        };
        if !changed {
            return if kept.is_empty() { FormEvent::None } else { full(&field.buffer, true) };
        }
        field.pristine = false;
        field.right();
        FormEvent::Changed
    }
}

/// What did not change a field that takes text had no room in it.
fn full(buffer: &Buffer, pasted: bool) -> FormEvent {
    match buffer {
        Buffer::Line(line) => line.limit().map_or(FormEvent::None, |max| FormEvent::Full { max, pasted }),
        Buffer::Note(_) => FormEvent::None,
    }
}

fn error_of(field: &FieldState, check: Check<'_>) -> Option<String> {
    if field.pristine || field.text().trim().is_empty() {
        return None;
    }
    check(field.field.number, field.text()).err()
}
