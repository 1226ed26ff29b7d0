//! What a field is picked from: its list, narrowed by what was typed, and what becomes of the choice.

use super::{FormScreen, naming};
use crate::register::Type;
use crate::register::kinds::register_of;
use crate::tui::app::App;
use crate::tui::drafts;
use crate::tui::screen::overlay::{Overlay, PickThen};
use crate::tui::widget::pick_list::PickList;

impl FormScreen {
    pub(super) fn pick(&mut self, app: &mut App, number: u16) {
        let Some(field) = self.kind.field_number(number) else { return };
        let choices = self.reader(app).offers(field);
        // A register without entries can get its first one from here.
        if choices.is_empty() && register_of(field.ty).is_none() {
            let id = if field.ty == Type::DateTime { "form-no-calendar" } else { "form-no-list" };
            return app.refuse(app.words.get(id));
        }
        let list = PickList::new(app.words.field(self.kind, field), choices);
        let list = match field.ty {
            Type::Code(_) | Type::CodeOf(..) | Type::Codes(_) => list,
            _ => list.plain("pick-none"),
        };
        let code = self.form.field(number).and_then(|f| f.code.clone());
        let list = if register_of(field.ty).is_some() { list.makes() } else { list };
        let list = match (self.begun(app, number), self.searched(number)) {
            (Some(text), Some(all)) => {
                if let Some(kind) = self.register(number) {
                    naming::look_for(app, kind, number, &text);
                }
                list.first_of(all).filtered(&text)
            }
            (None, Some(all)) => list.first_of(all),
            (Some(text), None) => list.begun(&text),
            (None, None) => list.at(code.as_deref()),
        };
        app.overlays.push(Overlay::Pick(list, PickThen::Field(number)));
    }

    /// What was typed of a choice and does not name one yet: the list is narrowed by it.
    fn begun(&self, app: &App, number: u16) -> Option<String> {
        let field = self.form.field(number).filter(|f| f.changed())?;
        let unread = self.reader(app).read(number, field.text()).is_err();
        let text = match field.field.ty {
            Type::Codes(_) => field.text().rsplit([',', ';']).next().unwrap_or_default(),
            _ => field.text(),
        };
        Some(text.trim().to_owned()).filter(|text| unread && !text.is_empty())
    }

    /// A choice of the list goes into the field.
    pub fn picked(&mut self, app: &mut App, number: u16, code: &str) {
        let Some(field) = self.form.field(number) else { return };
        let text = self.reader(app).picked(field.field, field.text(), code);
        self.put(number, &text);
        self.unkept = true;
        self.typed = true;
        self.codes(app);
        drafts::later(app);
    }
}
