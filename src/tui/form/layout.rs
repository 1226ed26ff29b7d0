//! How a form is painted: label beside field, one field to a row, the error below, the focus always in sight.

use super::field::{Buffer, FieldState};
use super::state::{Focus, FormState};
use crate::register::Type;
use crate::register::dates::{self, Nearest};
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer as Screen;
use ratatui::layout::{Position, Rect};

/// Cells of the label column.
const LABEL: u16 = 24;
/// Where labels begin, behind the mark.
const LABEL_AT: u16 = 4;
/// Where values begin.
const VALUE_AT: u16 = LABEL_AT + LABEL;
/// Cells kept at the right for `F4` and the marks.
const MARKS: u16 = 18;
/// Rows a note may take.
const NOTE_ROWS: u16 = 5;
/// Rows of a note that can only be read.
const READ_ROWS: u16 = 12;
/// Cells kept at the right of a note, which picks nothing: for what is above and below.
const NOTE_MARKS: u16 = 8;

/// Cells of a value in a form so wide.
pub(super) fn value_width(form: u16) -> u16 {
    form.saturating_sub(VALUE_AT + MARKS).max(1)
}

/// Cells of a note in a form so wide.
pub(super) fn note_width(form: u16) -> u16 {
    form.saturating_sub(VALUE_AT + NOTE_MARKS).max(1)
}

/// An error in as many lines as it needs in a form so wide: what to do stands at its end.
fn error_lines(error: &str, form: u16) -> Vec<String> {
    wrap(error, usize::from(form.saturating_sub(LABEL_AT + 3).max(1)))
}

/// A piece of the form, top to bottom.
enum Row<'a> {
    Section(u8, usize, usize),
    Field(&'a FieldState, u16),
    Error(Vec<String>),
    Theirs(&'a Shown),
    Buttons,
    Legend,
    Gap,
}

impl Row<'_> {
    fn height(&self) -> u16 {
        match self {
            Row::Field(_, height) => *height,
            Row::Error(lines) => u16::try_from(lines.len()).unwrap_or(u16::MAX),
            _ => 1,
        }
    }
}

impl FormState {
    fn rows(&self, width: u16) -> Vec<Row<'_>> {
        let sections = self.sections();
        let mut rows = Vec::new();
        let mut section = None;
        for field in self.visible() {
            if sections.len() > 1 && section != Some(field.field.section) {
                section = Some(field.field.section);
                let place = sections.iter().position(|s| section == Some(*s)).unwrap_or(0) + 1;
                rows.push(Row::Section(field.field.section, place, sections.len()));
            }
            let height = match &field.buffer {
                Buffer::Note(note) => {
                    let most = if field.editable() { NOTE_ROWS } else { READ_ROWS };
                    note.height(note_width(width)).clamp(1, most)
                }
                Buffer::Line(_) => 1,
            };
            rows.push(Row::Field(field, height));
            if let Some(error) = &field.error {
                rows.push(Row::Error(error_lines(error, width)));
            }
            if let Some(theirs) = &field.theirs {
                rows.push(Row::Theirs(theirs));
            }
        }
        rows.push(Row::Gap);
        if !self.read_only {
            rows.push(Row::Buttons);
        }
        rows.push(Row::Legend);
        rows
    }

    /// Paints the form and gives the cursor's place. `title` speaks the name of a section.
    pub fn draw(
        &self,
        buf: &mut Screen,
        area: Rect,
        theme: Theme,
        words: &dyn Speak,
        title: &dyn Fn(u8) -> String,
    ) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        let rows = self.rows(area.width);
        let mut y = 0;
        let mut focus = (0, 1);
        for row in &rows {
            let is = match row {
                Row::Field(field, _) => self.focus() == Focus::Field(field.field.number),
                Row::Buttons => !matches!(self.focus(), Focus::Field(_)),
                _ => false,
            };
            if is {
                let error = match row {
                    Row::Field(FieldState { error: Some(error), .. }, _) => {
                        error_lines(error, area.width).len()
                    }
                    _ => 0,
                };
                focus = (y, row.height() + u16::try_from(error).unwrap_or(u16::MAX));
            }
            y += row.height();
        }
        // The scroll follows from the focus alone, so that the same form always looks the same.
        let bottom = focus.0 + focus.1;
        let skip = if y <= area.height {
            0
        } else {
            bottom.saturating_sub(area.height.saturating_sub(1)).min(focus.0)
        };
        let mut cursor = None;
        let mut at = 0;
        for row in &rows {
            if at >= skip && at - skip < area.height {
                let line = Rect {
                    y: area.y + at - skip,
                    height: row.height().min(area.height - (at - skip)),
                    ..area
                };
                cursor = cursor.or(self.draw_row(buf, line, row, theme, words, title));
            }
            at += row.height();
        }
        cursor.or(Some(Position::new(area.x, area.y)))
    }

    fn draw_row(
        &self,
        buf: &mut Screen,
        line: Rect,
        row: &Row<'_>,
        theme: Theme,
        words: &dyn Speak,
        title: &dyn Fn(u8) -> String,
    ) -> Option<Position> {
        let mut say =
            |x: u16, text: String, role: Role| put_in(buf, line, x, 0, &text.into(), theme.style(role));
        match row {
            Row::Gap => None,
            Row::Section(section, place, of) => {
                say(2, format!("{place}/{of} {}", title(*section)), Role::Heading);
                if let (1, Some(draft)) = (*place, &self.draft) {
                    let x = line.width.saturating_sub(u16::try_from(draft.chars().count()).unwrap_or(0) + 2);
                    say(x, draft.clone(), Role::Help);
                }
                None
            }
            Row::Error(lines) => {
                for (at, text) in (0..line.height).zip(lines) {
                    let mark = if at == 0 { "!" } else { " " };
                    let text = DisplayText::from(format!("{mark} {text}"));
                    put_in(buf, line, LABEL_AT, at, &text, theme.style(Role::Alert));
                }
                None
            }
            Row::Theirs(theirs) => {
                let (text, _) = theirs.text(false, words);
                let text = words.say_with("form-mark-theirs", &[("value", text.as_str().to_owned())]);
                say(LABEL_AT, text, Role::Alert);
                None
            }
            Row::Legend => {
                say(2, words.say("form-legend"), Role::Help);
                None
            }
            Row::Buttons => {
                let mut x = VALUE_AT;
                let mut cursor = None;
                for (focus, id) in [(Focus::Save, self.button), (Focus::Cancel, "form-button-cancel")] {
                    let here = self.focus() == focus;
                    if here {
                        cursor = Some(Position::new(line.x + (x + 2).min(line.width - 1), line.y));
                    }
                    let role = if here { Role::Focus } else { Role::Text };
                    x = say(x, format!("[ {} ]", words.say(id)), role) - line.x + 4;
                }
                cursor
            }
            Row::Field(field, _) => self.draw_field(buf, line, field, theme, words),
        }
    }

    fn draw_field(
        &self,
        buf: &mut Screen,
        line: Rect,
        field: &FieldState,
        theme: Theme,
        words: &dyn Speak,
    ) -> Option<Position> {
        let focused = self.focus() == Focus::Field(field.field.number);
        if self.required(field) {
            put_in(buf, line, 2, 0, &DisplayText::new("*"), theme.style(Role::Label));
        }
        let label = DisplayText::from(&field.label).cut(usize::from(LABEL - 1));
        put_in(buf, line, LABEL_AT, 0, &label, theme.style(Role::Label));
        let room = line.width.saturating_sub(VALUE_AT);
        let mark = self.mark(field, focused, words);
        let note = matches!(field.buffer, Buffer::Note(_));
        let most = if note { room.min(NOTE_MARKS - 1) } else { room / 2 };
        let mark_width = u16::try_from(mark.width()).unwrap_or(0).min(most);
        let mark_at = line.width.saturating_sub(mark_width + 1);
        put_in(buf, line, mark_at, 0, &mark.cut(usize::from(mark_width)), theme.style(Role::Help));
        let value = Rect {
            x: line.x.saturating_add(VALUE_AT.min(line.width)),
            width: if note {
                note_width(line.width).min(room)
            } else {
                value_width(line.width).min(room).min(mark_at.saturating_sub(VALUE_AT))
            },
            ..line
        };
        let state = match &field.original {
            Shown::Value(_) => None,
            // A hidden value with nothing typed over it, or a state that says more than an empty field.
            state if field.text().is_empty() && (field.pristine || !field.editable()) => Some(state),
            // What was typed over a hidden value nobody saw and erased again is nothing that was done.
            state if state.is_hidden() && !field.changed() => Some(state),
            _ => None,
        };
        let here =
            (focused && line.width > 0).then(|| Position::new(line.x + VALUE_AT.min(line.width - 1), line.y));
        match state {
            Some(Shown::Hidden(None)) if field.write_unseen => {
                let text = DisplayText::from(words.say("form-new-value"));
                put_in(buf, value, 0, 0, &text, theme.style(Role::Absent));
                here
            }
            Some(state) => {
                let (text, role) = state.text(false, words);
                put_in(buf, value, 0, 0, &text, theme.style(role));
                here
            }
            None if field.text().is_empty() && !focused => {
                put_in(
                    buf,
                    value,
                    0,
                    0,
                    &DisplayText::from(words.say("state-empty")),
                    theme.style(Role::Absent),
                );
                None
            }
            None => {
                let style = theme.style(if focused { Role::Focus } else { Role::Value });
                let cursor = match &field.buffer {
                    Buffer::Line(text) if focused => text.draw(buf, value, style),
                    Buffer::Line(text) => {
                        put_in(buf, value, 0, 0, &DisplayText::new(text.text()), style);
                        None
                    }
                    Buffer::Note(note) => {
                        let (above, below) = note.beyond(value);
                        let last = line.height.saturating_sub(1);
                        for (row, arrow, lines) in [(0, '↑', above), (last, '↓', below)] {
                            let text = DisplayText::from(format!("{arrow} {lines}"));
                            let x = line.width.saturating_sub(u16::try_from(text.width()).unwrap_or(0) + 1);
                            if lines > 0 {
                                put_in(buf, line, x, row, &text, theme.style(Role::Help));
                            }
                        }
                        note.draw(buf, value, style)
                    }
                };
                if focused { cursor.or(here) } else { None }
            }
        }
    }

    /// What stands at the right of a field: the weekday of a day to come, how to fill it, or where its value is from.
    fn mark(&self, field: &FieldState, focused: bool, words: &dyn Speak) -> DisplayText {
        let origin = self.origin_mark(field, focused, words);
        match self.weekday(field).filter(|_| !focused) {
            Some(weekday) => {
                let weekday = words.say_with("form-mark-weekday", &[("weekday", weekday.to_owned())]);
                DisplayText::from(format!("{} {}", weekday.as_str(), origin.as_str()).trim_end())
            }
            None => origin,
        }
    }

    /// The weekday of a field's day, when that is not over. What is still being typed may become another day.
    fn weekday(&self, field: &FieldState) -> Option<&'static str> {
        let text = matches!(field.field.ty, Type::Date | Type::DateTime).then(|| field.text())?;
        let day = dates::parse(text.split_whitespace().next()?, self.today, Nearest::Either).ok()?;
        (day >= self.today).then(|| dates::weekday_word(day))
    }

    fn origin_mark(&self, field: &FieldState, focused: bool, words: &dyn Speak) -> DisplayText {
        let text = if let Shown::Hidden(mask) = &field.original
            && !field.changed()
        {
            // A masked value is shown to whoever reads the record.
            if mask.is_some() || self.reveals { "Ctrl-E".to_owned() } else { String::new() }
        } else if field.copied {
            words.say("form-mark-copied")
        } else if field.changed() && !focused && !self.fresh {
            let before = match (&field.original, field.field.ty) {
                // An old note is too long to stand beside the new one, and a hidden value is not told.
                (Shown::Hidden(None), _) | (_, Type::Note) => return DisplayText::new("~"),
                (Shown::Empty, _) => DisplayText::from(words.say("form-mark-empty")),
                (original, _) => original.text(false, words).0,
            };
            words.say_with("form-mark-before", &[("value", before.as_str().to_owned())])
        } else if field.picks() && focused {
            words.say("form-mark-pick")
        } else {
            return DisplayText::default();
        };
        DisplayText::from(text)
    }
}
