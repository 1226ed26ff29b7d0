//! Values of a form that are hidden: asked for, shown for a while, hidden again. One that is hidden wholly is asked for
//! with a reason; of a masked one the rest is shown to whoever reads the record.

use super::FormScreen;
use crate::desk::api::{Request, Shown as Given};
use crate::tui::app::App;
use crate::tui::screen::show;
use crate::tui::shown::Shown;
use crate::tui::want::Want;

impl FormScreen {
    pub(super) fn ask_reveal(&mut self, app: &mut App, number: u16) {
        let (Some(record), Some(field)) = (self.record, self.kind.field_number(number)) else {
            return app.bell();
        };
        if self.form.field(number).is_some_and(|f| matches!(f.original, Shown::Hidden(Some(_)))) {
            let (kind, reason) = (self.kind, String::new());
            let request = Request::Reveal { kind, record, field: number, reason };
            app.say_id("reveal-logged");
            return app.ask_and_wait(false, Want::Reveal(kind, record, number), request);
        }
        // Who lacks the right gives no reason first.
        let may = app.file.as_ref().filter(|_| self.kind.of_person()).map(|file| file.may.reveal.clone());
        if let Some(Err(why)) = may.map(|may| crate::tui::route::allowed(app, &may)) {
            return app.refuse(why);
        }
        // One reason for the whole record, as in a list: the field at hand first.
        let hidden = self.form.visible().filter(|f| f.original == Shown::Hidden(None));
        let others = hidden.map(|f| f.field.number).filter(|other| *other != number);
        let fields: Vec<u16> = std::iter::once(number).chain(others).collect();
        let label = match fields.as_slice() {
            [_] => app.words.field(self.kind, field),
            _ => app.words.label(self.kind),
        };
        crate::tui::overlaid::ask_reveal(app, self.kind, record, fields, &label);
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
            // An empty field over what nobody saw says nothing: it shows what was there.
            let untouched = !field.changed();
            let hidden = std::mem::replace(&mut field.original, original);
            if untouched {
                field.revert();
            }
            self.revealed.entry(number).or_insert(hidden);
        }
    }

    /// What was revealed is hidden again; what was typed over it, or emptied, stays.
    pub fn mask(&mut self) {
        for (number, hidden) in std::mem::take(&mut self.revealed) {
            self.hide(number, hidden);
        }
    }

    /// A field is left: what was masked in it is masked again. What one reason opened of a record stays its while.
    pub(super) fn mask_left(&mut self, number: u16) {
        if let Some(hidden @ Shown::Hidden(Some(_))) = self.revealed.get(&number).cloned() {
            self.revealed.remove(&number);
            self.hide(number, hidden);
        }
    }

    fn hide(&mut self, number: u16, hidden: Shown) {
        let Some(field) = self.form.field_mut(number) else { return };
        let changed = field.changed();
        field.original = hidden;
        if changed {
            field.write_unseen = true;
            field.over_seen = true;
        } else {
            field.revert();
        }
    }
}
