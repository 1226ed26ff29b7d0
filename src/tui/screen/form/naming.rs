//! A field that refers to a register of the office: an entry that is missing there is made over the form, and named by
//! the field when it was saved.

use super::FormScreen;
use crate::register::kinds::register_of;
use crate::register::{Field, Id, Type};
use crate::tui::app::App;
use crate::tui::reply::FormWant;
use crate::tui::screen::{list, registers};

impl FormScreen {
    /// A new entry of the register that a field refers to is wanted, begun with this text; it is picked when it was
    /// saved.
    pub fn make(&self, app: &mut App, number: u16, text: &str) {
        let Some(kind) = self.kind.field_number(number).and_then(|field| register_of(field.ty)) else {
            return;
        };
        let texts = registers::begun(kind, text);
        list::new_record(app, kind, FormWant { texts, names: Some(number), ..FormWant::default() });
    }

    /// What was saved over this form: it is picked.
    pub fn named(&mut self, app: &mut App, number: u16, record: Id, name: String) {
        match self.choices.iter_mut().find(|(field, _)| *field == number) {
            Some((_, offered)) => offered.push((record, name)),
            None => self.choices.push((number, vec![(record, name)])),
        }
        self.picked(app, number, &record.to_string());
    }

    /// What the record is called, as a pick list names it: its first text, and its number.
    pub fn called(&self, app: &App) -> String {
        let fields = || self.kind.list.iter().filter_map(|name| self.kind.field(name));
        let text = fields().find(|field| matches!(field.ty, Type::Text(_)));
        let number = fields().find(|field| field.ty == Type::BusinessId);
        let reader = self.reader(app);
        let part = |field: &'static Field| {
            let value = reader.read(field.number, self.form.field(field.number)?.text()).ok()??;
            Some(reader.text(field, &value))
        };
        text.into_iter().chain(number).filter_map(part).collect::<Vec<_>>().join(" ")
    }
}
