//! A form whose screen speaks another language from now on: what stands in its fields keeps its meaning.

use super::FormScreen;
use crate::register::words::Words;
use crate::tui::app::App;
use crate::tui::screen::reader::Reader;
use crate::tui::shown::Shown;

impl FormScreen {
    /// Names, helps and texts in the words of the program; `before` are those that they stand in. A text that is no
    /// value yet stays as it was typed.
    pub fn respeak(&mut self, app: &App, before: &Words) {
        let kind = self.kind;
        let (choices, searched) = (&self.choices, &self.searched);
        let old = Reader { kind, choices, searched, words: before, now: app.now };
        let new = Reader { words: &app.words, ..old };
        let again = |number: u16, text: &str| {
            let value = old.read(number, text).ok().flatten()?;
            let text = kind.field_number(number).map(|field| new.text(field, &value));
            text.filter(|text| !text.is_empty())
        };
        let numbers: Vec<u16> = self.form.fields().iter().map(|field| field.field.number).collect();
        for number in numbers {
            let Some(field) = self.form.field_mut(number) else { continue };
            field.label = app.words.field(kind, field.field);
            field.help = app.words.help(kind, field.field);
            field.right();
            let typed = again(number, field.text());
            if let Shown::Value(text) = &field.original
                && let Some(text) = again(number, text)
            {
                field.original = Shown::Value(text);
            }
            match typed {
                _ if field.pristine => field.revert(),
                Some(text) => field.set_text(&text),
                None => {}
            }
        }
        self.form.missing = app.words.get("form-missing");
        self.codes(app);
    }
}
