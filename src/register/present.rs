//! From values to text: how a value of a field is shown in a language, and the sentence about a problem.
//!
//! Shows what it is given: whether a value may be shown is decided before, in `desk`. Names of people, units and
//! employers come in by a function, because only `desk` may look them up.

use super::codes::CodeLists;
use super::kind::{Field, Kind, Type};
use super::validate::{Arg, FieldProblem, is_empty};
use super::value::Value;
use super::words::{Word, Words};
use super::{Id, dates, hetu, money, partdate, phone, time};

/// What showing depends on.
#[derive(Clone, Copy)]
pub struct Present<'a> {
    /// The words of the language.
    pub words: &'a Words,
    /// The code lists.
    pub codes: &'a CodeLists,
    /// What a reference is called, or `None` when it is not on this device.
    pub names: &'a dyn Fn(Id) -> Option<String>,
}

impl Present<'_> {
    /// The value as a form or a card shows it. An empty one is shown as `–`.
    pub fn value(&self, field: &Field, value: &Value) -> String {
        if is_empty(value) {
            return self.words.get("value-empty");
        }
        match (field.ty, value) {
            (Type::Date, Value::Int(day)) => {
                i32::try_from(*day).map(dates::show).unwrap_or_else(|_| self.unreadable())
            }
            (Type::DateTime, Value::Int(ms)) => self.moment(*ms),
            (Type::PartDate, Value::Text(stored)) => partdate::show(stored),
            (Type::Money, Value::Int(cents)) => money::show(*cents),
            (Type::Minutes(..), Value::Int(minutes)) => money::show_minutes(*minutes),
            (_, Value::Int(number)) => number.to_string(),
            (_, Value::Bool(on)) => self.words.get(if *on { "value-yes" } else { "value-no" }),
            (Type::Code(list), Value::Text(code)) => self.code(&[list], code),
            (Type::CodeOf(first, second), Value::Text(code)) => self.code(&[first, second], code),
            (Type::Codes(list), Value::Codes(codes)) => {
                codes.iter().map(|c| self.code(&[list], c)).collect::<Vec<_>>().join(", ")
            }
            (Type::Phone, Value::Text(stored)) => phone::group(stored),
            (_, Value::Text(text)) => text.clone(),
            (_, Value::Id(id)) => (self.names)(*id).unwrap_or_else(|| self.words.get("value-not-here")),
            (_, Value::Codes(_) | Value::Bytes(_) | Value::Group(_)) => self.unreadable(),
        }
    }

    /// The value as a list, a title or a client line shows it: an identity code without its end, notes never (K8).
    pub fn masked(&self, field: &Field, value: &Value) -> String {
        match (field.ty, value) {
            (Type::Hetu, Value::Text(code)) => hetu::mask(code),
            (Type::Note, _) => String::new(),
            _ => self.value(field, value),
        }
    }

    /// The value as it stands in the form's buffer for editing: what [`super::typed::parse`] reads back to the same
    /// value. References have no such text.
    pub fn editable(&self, field: &Field, value: &Value) -> String {
        match (field.ty, value) {
            (Type::Code(_) | Type::CodeOf(..), Value::Text(code)) => code.clone(),
            (_, Value::Codes(codes)) => codes.join(", "),
            (Type::DateTime, Value::Int(ms)) => {
                format!("{} {}", dates::show(time::day_of(*ms)), time::clock(*ms))
            }
            (_, value) if is_empty(value) => String::new(),
            _ => self.value(field, value),
        }
    }

    /// The name of a record that a field refers to, as `desk` gives it: of a kind that is called by a code the code
    /// comes first, and its label stands here in its place: what tells two of them apart comes behind it.
    pub fn referred(&self, field: &Field, name: &str) -> String {
        let Type::Ref(target) = field.ty else { return name.to_owned() };
        let list = super::kinds::by_name(target).and_then(Kind::coded).map(|coded| coded.ty);
        let (Some(Type::Code(list)), Some((code, rest))) = (list, name.split_once(' ')) else {
            return name.to_owned();
        };
        match self.codes.code(list, code) {
            Some(row) => format!("{} {rest}", row.label(self.words.lang())),
            None => name.to_owned(),
        }
    }

    /// A code with its label. Codes that clerks know by number keep the number; the product's own word codes do not.
    pub fn code(&self, lists: &[&str], code: &str) -> String {
        let Some(row) = lists.iter().find_map(|list| self.codes.code(list, code)) else {
            return self.words.get_with("value-unknown-code", &[("code", Word::from(code))]);
        };
        let label = row.label(self.words.lang());
        let known_by_number = code.bytes().all(|b| b.is_ascii_digit());
        if known_by_number { format!("{code} {label}") } else { label.to_owned() }
    }

    /// A moment as day and time in Helsinki.
    pub fn moment(&self, ms: i64) -> String {
        let (date, clock) = (dates::show(time::day_of(ms)), time::clock(ms));
        self.words.get_with("value-moment", &[("date", Word::Text(date)), ("time", Word::Text(clock))])
    }

    /// The sentence about a problem, as it stands beside the field.
    pub fn problem(&self, kind: &Kind, problem: &FieldProblem) -> String {
        let field = |number: u16| match kind.field_number(number) {
            Some(field) => self.words.field(kind, field),
            None => self.words.cell(kind, number),
        };
        let own = ("field", Word::Text(field(problem.field)));
        let others = problem.args.iter().map(|(name, arg)| {
            let word = match arg {
                Arg::Text(text) => Word::Text(text.clone()),
                Arg::Number(number) => Word::Number(*number),
                Arg::Minutes(minutes) => Word::Text(money::show_minutes(*minutes)),
                Arg::Field(number) => Word::Text(field(*number)),
                Arg::Value(number, value) => Word::Text(match kind.field_number(*number) {
                    Some(field) => self.value(field, value),
                    None => self.unreadable(),
                }),
                Arg::Compartment(compartment) => Word::Text(self.words.compartment(*compartment)),
            };
            (*name, word)
        });
        let args: Vec<(&str, Word)> = std::iter::once(own).chain(others).collect();
        self.words.get_with(problem.id, &args)
    }

    fn unreadable(&self) -> String {
        self.words.get("value-unreadable")
    }
}

#[cfg(test)]
mod tests;
