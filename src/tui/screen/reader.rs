//! Between the text of a field and its value, by the declaration of the field.

use super::form::naming::choice;
use super::show;
use crate::register::codes::CodeLists;
use crate::register::typed::{self, Context};
use crate::register::words::Words;
use crate::register::{Field, Id, Kind, Type, Value};
use crate::tui::widget::pick_list::{Choice, matches};

/// What reading and showing the fields of one form depends on.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The kind.
    pub kind: &'static Kind,
    /// Choices of fields that refer to users, units, employers or records.
    pub choices: &'a [(u16, Vec<(Id, String)>)],
    /// Fields whose choices are only the first of so many: which one a part of a name means is not told by them.
    pub searched: &'a [(u16, usize)],
    /// The words.
    pub words: &'a Words,
    /// The present moment, UTC milliseconds.
    pub now: i64,
}

/// The lists of a code field.
fn lists(field: &Field) -> Vec<&'static str> {
    match field.ty {
        Type::Code(list) => vec![list],
        Type::CodeOf(first, second) => vec![first, second],
        Type::Codes(list) => vec![list],
        _ => Vec::new(),
    }
}

impl Reader<'_> {
    fn references(&self, number: u16) -> &[(Id, String)] {
        self.choices.iter().find(|(n, _)| *n == number).map_or(&[], |(_, list)| list)
    }

    /// The code behind the text of a code field: as typed, or the label it is shown by.
    pub fn code(&self, field: &Field, text: &str) -> Option<String> {
        let lists = lists(field);
        if lists.is_empty() || text.trim().is_empty() || matches!(field.ty, Type::Codes(_)) {
            return None;
        }
        let codes = CodeLists::embedded();
        let text = text.trim();
        let rows = lists.iter().filter_map(|list| codes.get(list)).flat_map(|list| list.rows());
        let shown = |code: &str| show::present(self.words).code(&lists, code);
        if let Some(row) = rows.into_iter().find(|row| row.code == text || shown(&row.code) == text) {
            return Some(row.code.clone());
        }
        match typed::parse(field, text, &self.context()) {
            Ok(Some(Value::Text(code))) => Some(code),
            _ => None,
        }
    }

    fn context(&self) -> Context<'_> {
        Context { now: self.now, kind: self.kind, codes: CodeLists::embedded() }
    }

    /// What was typed, as a value; the error is a sentence.
    ///
    /// # Errors
    /// The sentence about what is wrong with the text.
    pub fn read(&self, number: u16, text: &str) -> Result<Option<Value>, String> {
        let Some(field) = self.kind.field_number(number) else { return Ok(None) };
        let text = text.trim_end_matches('\n');
        if text.trim().is_empty() {
            return Ok(None);
        }
        match field.ty {
            Type::PersonRef
            | Type::EmployerRef
            | Type::UserRef
            | Type::UnitRef
            | Type::Ref(_)
            | Type::Same => {
                let list = self.references(number);
                let wanted = text.trim().to_lowercase();
                let exact = list.iter().find(|(_, name)| name.to_lowercase() == wanted);
                let whole = self.searched.iter().all(|(searched, _)| *searched != number);
                let list = if whole { list } else { &[] };
                let mut begins = list.iter().filter(|(_, name)| name.to_lowercase().starts_with(&wanted));
                let one = match (begins.next(), begins.next()) {
                    (Some(one), None) => Some(one),
                    _ => None,
                };
                // By its number too, or by another word of its name, where only one is called so.
                let mut fits = list.iter().filter(|(_, name)| matches(&wanted, &[name]));
                let fits = match (fits.next(), fits.next()) {
                    (Some(one), None) => Some(one),
                    _ => None,
                };
                match exact.or(one).or(fits) {
                    Some((id, _)) => Ok(Some(Value::Id(*id))),
                    None => Err(self.words.get("error-reference-typed")),
                }
            }
            // A label as it is shown, of a code that is still offered or was there before.
            Type::Code(_) | Type::CodeOf(..) => match self.label_code(field, text.trim()) {
                Some(code) => Ok(Some(Value::Text(code))),
                None => self.parse(field, text),
            },
            Type::Codes(_) => self.codes(field, text),
            _ => self.parse(field, text),
        }
    }

    /// A set of codes, typed or as their names stand in the field. A name may have a comma in it, so the whole of
    /// what stands between two semicolons is tried before its parts.
    fn codes(&self, field: &Field, text: &str) -> Result<Option<Value>, String> {
        let mut codes = Vec::new();
        for piece in text.split(';') {
            let whole = self.label_code(field, piece.trim());
            let parts: Vec<&str> = if whole.is_some() { Vec::new() } else { piece.split(',').collect() };
            codes.extend(whole);
            for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
                if let Some(code) = self.label_code(field, part) {
                    codes.push(code);
                } else if let Some(Value::Codes(found)) = self.parse(field, part)? {
                    codes.extend(found);
                }
            }
        }
        Ok((!codes.is_empty()).then(|| Value::codes(codes)))
    }

    fn label_code(&self, field: &Field, text: &str) -> Option<String> {
        let lists = lists(field);
        let codes = CodeLists::embedded();
        let rows = lists.iter().filter_map(|list| codes.get(list)).flat_map(|list| list.rows());
        rows.into_iter()
            .find(|row| show::present(self.words).code(&lists, &row.code) == text)
            .map(|row| row.code.clone())
    }

    fn parse(&self, field: &Field, text: &str) -> Result<Option<Value>, String> {
        typed::parse(field, text, &self.context())
            .map_err(|problem| show::present(self.words).problem(self.kind, &problem))
    }

    /// A value as it stands in the field: what [`Reader::read`] reads back to the same value.
    pub fn text(&self, field: &Field, value: &Value) -> String {
        match (field.ty, value) {
            (Type::Code(_) | Type::CodeOf(..), Value::Text(code)) => {
                show::present(self.words).code(&lists(field), code)
            }
            (Type::Codes(_), Value::Codes(codes)) => {
                let names: Vec<String> =
                    codes.iter().map(|code| show::present(self.words).code(&lists(field), code)).collect();
                let between = if names.iter().any(|name| name.contains(',')) { "; " } else { ", " };
                names.join(between)
            }
            (_, Value::Id(id)) => {
                let named = self.references(field.number).iter().find(|(other, _)| other == id);
                named.map(|(_, name)| name.clone()).unwrap_or_default()
            }
            _ => show::present(self.words).editable(field, value),
        }
    }

    /// What a list offers for a field; retired codes are left out.
    pub fn offers(&self, field: &'static Field) -> Vec<Choice> {
        let codes = CodeLists::embedded();
        let day = crate::register::time::day_of(self.now);
        let mut choices: Vec<Choice> = lists(field)
            .iter()
            .filter_map(|name| codes.get(name))
            .flat_map(|list| list.offered(self.kind.compartment, day, field.refused))
            .map(|row| Choice {
                code: row.code.clone(),
                label: row.label(self.words.lang()).to_owned(),
                note: String::new(),
                allowed: true,
            })
            .collect();
        choices.extend(self.references(field.number).iter().map(choice));
        choices
    }

    /// The text of a picked choice; a set of codes gets one more.
    pub fn picked(&self, field: &Field, before: &str, code: &str) -> String {
        match field.ty {
            Type::Codes(_) => match self.codes(field, before) {
                Ok(Some(Value::Codes(all))) => {
                    self.text(field, &Value::codes(all.into_iter().chain([code.to_owned()])))
                }
                Ok(_) => self.text(field, &Value::codes([code.to_owned()])),
                // What cannot be read is not thrown away: it is named when the field is left.
                Err(_) => format!("{before}, {}", self.text(field, &Value::codes([code.to_owned()]))),
            },
            _ => match Id::parse(code) {
                Some(id) => self.text(field, &Value::Id(id)),
                None => self.text(field, &Value::Text(code.to_owned())),
            },
        }
    }
}
