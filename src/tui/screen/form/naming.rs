//! A field that refers to a register of the office: an entry that is missing there is made over the form, and named by
//! the field when it was saved. Of a register with many entries the form has the first only; the desk looks for others
//! by what is typed.

use super::{Choices, FormScreen, worded};
use crate::desk::api::{Offered, Request};
use crate::register::kinds::register_of;
use crate::register::{Field, Id, Kind, Type, Value};
use crate::tui::app::App;
use crate::tui::msg::ReqId;
use crate::tui::screen::overlay::{Overlay, PickThen};
use crate::tui::screen::reader::Reader;
use crate::tui::screen::{list, registers};
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::pick_list::Choice;

impl FormScreen {
    /// A new entry of the register that a field refers to is wanted, begun with this text; it is picked when it was
    /// saved.
    pub fn make(&self, app: &mut App, number: u16, text: &str) {
        let Some(kind) = self.register(number) else { return };
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

    /// How many entries the register of a field has, where its choices are only the first of them.
    pub(super) fn searched(&self, number: u16) -> Option<usize> {
        self.searched.iter().find(|(field, _)| *field == number).map(|(_, all)| *all)
    }

    /// The register that a field refers to.
    pub fn register(&self, number: u16) -> Option<&'static Kind> {
        register_of(self.kind.field_number(number)?.ty)
    }

    /// Asks for the first text that stands in such a field and names none of the choices at hand. It is to be read
    /// when what it finds has come.
    pub(super) fn seek(&mut self, app: &mut App) -> Option<ReqId> {
        let reader = self.reader(app);
        let unread = |(number, _): &(u16, usize)| {
            let field = self.form.field(*number).filter(|field| field.changed() && field.editable())?;
            let asked = (*number, field.text().trim().to_owned());
            let new = reader.read(*number, field.text()).is_err() && !self.sought.contains(&asked);
            new.then_some(asked)
        };
        let asked = self.searched.iter().find_map(unread)?;
        self.sought.push(asked.clone());
        Some(look_for(app, self.register(asked.0)?, asked.0, &asked.1))
    }

    /// What a text finds came. Where it names one, the field says so.
    pub fn offered(&mut self, app: &mut App, number: u16, offered: Offered) {
        let whole = offered.fit == offered.entries.len();
        let found = worded(app, self.kind, (number, offered.entries));
        if let Some(Overlay::Pick(list, PickThen::Field(field))) = app.overlays.last_mut()
            && *field == number
        {
            list.found(&offered.text, found.1.iter().map(choice).collect(), offered.fit);
        }
        let found = [found];
        let (words, now) = (&app.words, app.now);
        let reader = Reader { kind: self.kind, choices: &found, searched: &[], words, now };
        let typed = self.form.field(number).map(|field| field.text().trim().to_owned());
        let one = match reader.read(number, &offered.text) {
            Ok(Some(value @ Value::Id(_))) if whole && typed.as_ref() == Some(&offered.text) => Some(value),
            _ => None,
        };
        let name = one.zip(self.kind.field_number(number)).map(|(one, field)| reader.text(field, &one));
        self.keep_found(found.into());
        if let Some(name) = name {
            self.put(number, &name);
        }
    }

    /// Entries that were found stay choices.
    pub(super) fn keep_found(&mut self, found: Vec<Choices>) {
        for (number, entries) in found {
            if self.searched(number).is_some()
                && let Some((_, offered)) = self.choices.iter_mut().find(|(field, _)| *field == number)
            {
                let new = |(id, _): &(Id, String)| offered.iter().all(|(other, _)| other != id);
                let entries: Vec<_> = entries.into_iter().filter(new).collect();
                offered.extend(entries);
            }
        }
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

/// Asks which entries of a register a field may name by a text. Only the newest question is answered.
pub fn look_for(app: &mut App, kind: &'static Kind, number: u16, text: &str) -> ReqId {
    if let Some(old) = under_way(app) {
        app.supersede(old);
    }
    app.ask(Want::Offered(number), Request::Offered { kind, text: text.to_owned() })
}

/// The question under way, of what a field may name.
pub fn under_way(app: &App) -> Option<ReqId> {
    app.pending.iter().find(|pending| matches!(pending.want, Want::Offered(_))).map(|pending| pending.req)
}

/// An entry as a list offers it.
pub(in crate::tui::screen) fn choice((id, name): &(Id, String)) -> Choice {
    Choice { code: id.to_string(), label: name.clone(), note: String::new(), allowed: true }
}
