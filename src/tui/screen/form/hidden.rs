//! Values of a form that are hidden: asked for with a reason, shown for a while, hidden again.

use super::FormScreen;
use crate::desk::api::Shown as Given;
use crate::tui::app::App;
use crate::tui::screen::show;
use crate::tui::shown::Shown;

impl FormScreen {
    pub(super) fn ask_reveal(&mut self, app: &mut App, number: u16) {
        // Who lacks the right gives no reason first.
        let may = app.file.as_ref().filter(|_| self.kind.of_person()).map(|file| file.may.reveal.clone());
        if let Some(Err(why)) = may.map(|may| crate::tui::route::allowed(app, &may)) {
            return app.refuse(why);
        }
        match (self.record, self.kind.field_number(number)) {
            (Some(record), Some(field)) => {
                // One reason for the whole record, as in a list: the field at hand first.
                let hidden = self.form.visible().filter(|f| f.original == Shown::Hidden);
                let others = hidden.map(|f| f.field.number).filter(|other| *other != number);
                let fields: Vec<u16> = std::iter::once(number).chain(others).collect();
                let label = match fields.as_slice() {
                    [_] => app.words.field(self.kind, field),
                    _ => app.words.label(self.kind),
                };
                crate::tui::overlaid::ask_reveal(app, self.kind, record, fields, &label);
            }
            _ => app.bell(),
        }
    }

    /// A hidden value may be seen for a while.
    pub fn reveal(&mut self, app: &App, number: u16, given: &Given) {
        let original = match (given, self.kind.field_number(number)) {
            (Given::Value { value, label: None }, Some(field)) => {
                Shown::Value(self.reader(app).text(field, value))
            }
            _ => show::value(&app.words, self.kind, number, given, false),
        };
        if let Some(field) = self.form.field_mut(number) {
            field.original = original;
            if field.pristine {
                field.revert();
            }
            self.revealed.insert(number);
        }
    }

    /// What was revealed is hidden again; what was typed over it stays.
    pub fn mask(&mut self) {
        for number in std::mem::take(&mut self.revealed) {
            if let Some(field) = self.form.field_mut(number) {
                let changed = field.changed();
                field.original = Shown::Hidden;
                if changed {
                    field.write_unseen = true;
                } else {
                    field.revert();
                }
            }
        }
    }
}
