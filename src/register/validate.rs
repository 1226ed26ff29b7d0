//! Validation of one record by its declaration: needs, types, lengths, codes, and the rules between its own fields.
//!
//! Pure. Rules between records ([`Rule::between_records`]) are data here; `desk` checks them, because only it sees
//! the other records. Values are flat: field number to value, members of a group beside the others.

use super::codes::{Code, CodeLists};
use super::kind::{Compartment, Field, Given, Kind, Need, Rule, Type};
use super::value::Value;
use super::{business_id, email, harmless, hetu, names, partdate, phone, postcode, time};
use std::collections::BTreeMap;
use std::fmt;

/// The values of one record, by field number. A field that is not there is empty.
pub type Values = BTreeMap<u16, Value>;

/// How far a moment that has come may seem to lie ahead: forms know minutes, and clocks of machines differ.
const CLOCKS_DIFFER_MS: i64 = 60_000;

/// A value inside the sentence about a problem; `present` writes it in the language of the screen.
#[derive(Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text as it stands.
    Text(String),
    /// A number.
    Number(i64),
    /// Minutes, shown as hours.
    Minutes(i64),
    /// A field of the same kind, by number.
    Field(u16),
    /// The value of a field of the same kind.
    Value(u16, Value),
    /// A compartment.
    Compartment(Compartment),
}

/// What is wrong with a field, and what stands in the sentence about it.
///
/// The arguments may hold what was typed: they are for the screen, beside the field, and never for a log. `Debug`
/// leaves them out.
#[derive(Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Number of the field the cursor goes to.
    pub field: u16,
    /// Message id.
    pub id: &'static str,
    /// Arguments of the message; the name of the field itself is always there as `field`.
    pub args: Vec<(&'static str, Arg)>,
}

impl FieldProblem {
    /// A problem without arguments.
    pub fn new(field: &Field, id: &'static str) -> FieldProblem {
        FieldProblem { field: field.number, id, args: Vec::new() }
    }

    /// The same with one argument more.
    pub fn with(mut self, name: &'static str, arg: Arg) -> FieldProblem {
        self.args.push((name, arg));
        self
    }
}

impl fmt::Debug for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldProblem({}, {})", self.field, self.id)
    }
}

/// Checks a new record against the lists shipped with the program.
pub fn check(kind: &'static Kind, values: &Values, today: i32) -> Vec<FieldProblem> {
    Check::new(kind, today).run(values)
}

/// A check of one record.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    kind: &'static Kind,
    codes: &'a CodeLists,
    today: i32,
    now: Option<i64>,
    before: Option<&'a Values>,
    protected: bool,
}

impl Check<'static> {
    /// A check of a new record of this kind, as of this day (days since 1970-01-01 in Helsinki).
    pub fn new(kind: &'static Kind, today: i32) -> Check<'static> {
        Check { kind, codes: CodeLists::embedded(), today, now: None, before: None, protected: false }
    }
}

impl<'a> Check<'a> {
    /// Against these lists (those of the store, with what was imported).
    pub fn codes<'b>(self, codes: &'b CodeLists) -> Check<'b>
    where
        'a: 'b,
    {
        Check { codes, ..self }
    }

    /// At this moment, UTC milliseconds: what may not lie ahead is judged to the minute. Without it, to the day.
    pub fn at(self, now: i64) -> Check<'a> {
        Check { now: Some(now), ..self }
    }

    /// Of a change of this record: a code that was there already is not asked about again, though it has been
    /// closed since or is unknown here.
    pub fn before<'b>(self, before: &'b Values) -> Check<'b>
    where
        'a: 'b,
    {
        Check { before: Some(before), ..self }
    }

    /// While turvakielto is on, the locating fields live in the overlay: empty here, they count as filled (K7).
    pub fn protected(self, protected: bool) -> Check<'a> {
        Check { protected, ..self }
    }

    /// Everything that is wrong, in the order of the form; a field has at most one problem.
    pub fn run(&self, values: &Values) -> Vec<FieldProblem> {
        let mut problems: Vec<FieldProblem> = Vec::new();
        for field in self.kind.every_field() {
            let problem = match values.get(&field.number).filter(|v| !is_empty(v)) {
                None => self.need(field, values),
                Some(value) => self.value(field, value).or_else(|| self.need(field, values)),
            };
            problems.extend(problem);
        }
        for number in values.keys().filter(|n| self.kind.field_number(**n).is_none()) {
            problems.push(FieldProblem {
                field: *number,
                id: "error-field-unknown",
                args: vec![("number", Arg::Number((*number).into()))],
            });
        }
        for rule in self.kind.rules {
            if let Some(problem) = self.rule(*rule, values)
                && problems.iter().all(|p| p.field != problem.field)
            {
                problems.push(problem);
            }
        }
        let place = |p: &FieldProblem| self.kind.every_field().position(|f| f.number == p.field);
        problems.sort_by_key(|p| place(p).unwrap_or(usize::MAX));
        problems
    }

    /// Whether the field must be filled, given what is filled in. What the program fills is never asked for.
    fn is_needed(&self, field: &Field, values: &Values) -> bool {
        !field.computed && field.need.holds(&Record { check: self, values })
    }

    fn need(&self, field: &'static Field, values: &Values) -> Option<FieldProblem> {
        let filled = match values.get(&field.number) {
            // A flag that must always be there may be off; one that is needed in a case must be on.
            Some(Value::Bool(on)) => *on || field.need == Need::Always,
            Some(value) => !is_empty(value),
            None => self.protected && field.locating,
        };
        (!filled && self.is_needed(field, values)).then(|| FieldProblem::new(field, "error-field-needed"))
    }

    fn value(&self, field: &'static Field, value: &Value) -> Option<FieldProblem> {
        let problem = |id| Some(FieldProblem::new(field, id));
        let typed = |id: Option<&'static str>| id.and_then(problem);
        match (field.ty, value) {
            (Type::Text(max), Value::Text(text)) => {
                let length = text.chars().count();
                if text.chars().any(char::is_control) {
                    return problem("error-text-character");
                }
                (length > usize::from(max)).then(|| {
                    FieldProblem::new(field, "error-text-long")
                        .with("length", Arg::Number(i64::try_from(length).unwrap_or(i64::MAX)))
                        .with("max", Arg::Number(max.into()))
                })
            }
            (Type::Note, Value::Text(text)) => {
                let bad = text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
                typed(bad.then_some("error-text-character"))
            }
            (Type::Date, Value::Int(day)) => typed((!DAYS.contains(day)).then_some("error-date-range")),
            (Type::DateTime, Value::Int(ms)) => {
                typed((!DAYS.contains(&ms.div_euclid(time::DAY_MS))).then_some("error-date-range"))
            }
            (Type::PartDate, Value::Text(text)) => {
                typed(partdate::first_day(text).is_none().then_some("error-date-form"))
            }
            (Type::Integer(low, high), Value::Int(n)) => (!(low..=high).contains(n)).then(|| {
                FieldProblem::new(field, "error-number-bounds")
                    .with("low", Arg::Number(low))
                    .with("high", Arg::Number(high))
            }),
            (Type::Minutes(low, high), Value::Int(n)) => (!(low..=high).contains(n)).then(|| {
                FieldProblem::new(field, "error-minutes-bounds")
                    .with("low", Arg::Minutes(low))
                    .with("high", Arg::Minutes(high))
            }),
            (Type::Money, Value::Int(_)) | (Type::Flag, Value::Bool(_)) => None,
            (Type::Code(list), Value::Text(code)) => self.code(field, &[list], code),
            (Type::CodeOf(first, second), Value::Text(code)) => self.code(field, &[first, second], code),
            (Type::Codes(list), Value::Codes(codes)) => {
                if !codes.is_sorted_by(|a, b| a < b) {
                    return problem("error-field-type");
                }
                codes.iter().find_map(|c| self.code(field, &[list], c))
            }
            // What is stored is the normal form: a value that normalises to another one was not read by `typed`.
            (Type::Hetu, Value::Text(text)) => {
                normal(text, hetu::normalise(text, self.today).map(|h| h.as_str().to_owned()), |f| f.id())
                    .and_then(problem)
            }
            (Type::BusinessId, Value::Text(text)) => {
                normal(text, business_id::normalise(text), |f| f.id()).and_then(problem)
            }
            (Type::Phone, Value::Text(text)) => {
                normal(text, phone::normalise(text), |f| f.id()).and_then(problem)
            }
            (Type::Email, Value::Text(text)) => {
                normal(text, email::normalise(text), |f| f.id()).and_then(problem)
            }
            (Type::Postcode, Value::Text(text)) => {
                normal(text, postcode::normalise(text), |f| f.id()).and_then(problem)
            }
            (
                Type::PersonRef
                | Type::EmployerRef
                | Type::UserRef
                | Type::UnitRef
                | Type::Ref(_)
                | Type::Same,
                Value::Id(_),
            ) => None,
            _ => Some(FieldProblem::new(field, "error-field-type")),
        }
    }

    fn code(&self, field: &'static Field, lists: &[&'static str], code: &str) -> Option<FieldProblem> {
        let was_there = self.before.and_then(|b| b.get(&field.number)).is_some_and(|v| match v {
            Value::Text(old) => old == code,
            Value::Codes(old) => old.iter().any(|o| o == code),
            _ => false,
        });
        if was_there {
            return None;
        }
        let row = lists.iter().find_map(|list| self.codes.code(list, code));
        code_problem(field, self.kind.compartment, row, code, self.today)
    }

    fn rule(&self, rule: Rule, values: &Values) -> Option<FieldProblem> {
        let field = |name: &str| self.kind.field(name);
        let value_of = |f: &Field| match values.get(&f.number) {
            Some(value) => Arg::Value(f.number, value.clone()),
            None => Arg::Text("–".to_owned()),
        };
        match rule {
            Rule::Order(earlier, later) => {
                let (a, b) = (field(earlier)?, field(later)?);
                let wrong = match (a.ty, b.ty) {
                    (Type::DateTime, Type::DateTime) => {
                        values.get(&a.number)?.as_int()? > values.get(&b.number)?.as_int()?
                    }
                    // A part date is its first day as a start and its last day as an end (K2).
                    _ => self.first(earlier, values)? > self.last(later, values)?,
                };
                wrong.then(|| {
                    FieldProblem::new(b, "error-order")
                        .with("value", value_of(b))
                        .with("other", Arg::Field(a.number))
                        .with("earlier", value_of(a))
                })
            }
            Rule::NotFuture(name) => {
                let f = field(name)?;
                let (wrong, id) = match f.ty {
                    // Later today is the future too.
                    Type::DateTime => (self.ahead(f, values)?, "error-future-moment"),
                    _ => (self.first(name, values)? > self.today, "error-future"),
                };
                wrong.then(|| FieldProblem::new(f, id).with("value", value_of(f)))
            }
            Rule::NotAhead(name) => {
                let f = field(name)?;
                let ahead = self.ahead(f, values)?;
                ahead.then(|| FieldProblem::new(f, "error-contact-ahead").with("value", value_of(f)))
            }
            Rule::AgreesWithHetu(birth, code) => {
                let (f, born) = (field(birth)?, self.first(birth, values)?);
                let code = hetu::normalise(self.text(code, values)?, self.today).ok()?;
                (code.birth_day() != born).then(|| FieldProblem::new(f, "error-birth-date-hetu"))
            }
            Rule::SameDay(moment, day) => {
                let (m, d) = (field(moment)?, field(day)?);
                let wrong = self.first(moment, values)? != self.first(day, values)?;
                wrong.then(|| {
                    FieldProblem::new(d, "error-same-day")
                        .with("other", Arg::Field(m.number))
                        .with("value", value_of(m))
                })
            }
            Rule::OnlyWhen(name, other, codes) => {
                let (f, o) = (field(name)?, field(other)?);
                let allowed = self.text(other, values).is_some_and(|c| codes.contains(&c));
                (self.is_filled(name, values) && !allowed).then(|| {
                    FieldProblem::new(f, "error-only-when")
                        .with("other", Arg::Field(o.number))
                        .with("value", value_of(o))
                })
            }
            Rule::OneOf(a, b) => {
                let (fa, fb) = (field(a)?, field(b)?);
                let id = match (self.is_filled(a, values), self.is_filled(b, values)) {
                    (true, true) => "error-one-of-both",
                    (false, false) => "error-one-of-none",
                    _ => return None,
                };
                Some(FieldProblem::new(fa, id).with("other", Arg::Field(fb.number)))
            }
            Rule::Name(name) => {
                let f = field(name)?;
                let fault = names::check(self.text(name, values)?).err()?;
                Some(FieldProblem::new(f, fault.id()))
            }
            Rule::NoOverlap(..) | Rule::Unique(..) => None,
        }
    }

    fn is_filled(&self, name: &str, values: &Values) -> bool {
        let Some(field) = self.kind.field(name) else { return false };
        match values.get(&field.number) {
            Some(Value::Bool(on)) => *on,
            Some(value) => !is_empty(value),
            None => false,
        }
    }

    fn text<'v>(&self, name: &str, values: &'v Values) -> Option<&'v str> {
        values.get(&self.kind.field(name)?.number)?.as_text().filter(|t| !t.is_empty())
    }

    /// Whether a moment lies ahead. What stood there before is not judged again: it cannot be put right in every
    /// kind, and other fields may still be filled.
    fn ahead(&self, field: &Field, values: &Values) -> Option<bool> {
        let at = values.get(&field.number)?.as_int()?;
        let stood = self.before.and_then(|before| before.get(&field.number)?.as_int()) == Some(at);
        let ahead = match self.now {
            Some(now) => at > now.saturating_add(CLOCKS_DIFFER_MS),
            None => self.first(field.name, values)? > self.today,
        };
        Some(ahead && !stood)
    }

    /// The day a field means as a start.
    fn first(&self, name: &str, values: &Values) -> Option<i32> {
        self.day(name, values, partdate::first_day)
    }

    /// The day a field means as an end.
    fn last(&self, name: &str, values: &Values) -> Option<i32> {
        self.day(name, values, partdate::last_day)
    }

    fn day(&self, name: &str, values: &Values, part: fn(&str) -> Option<i32>) -> Option<i32> {
        let field = self.kind.field(name)?;
        let value = values.get(&field.number)?;
        match field.ty {
            Type::Date => i32::try_from(value.as_int()?).ok(),
            Type::DateTime => Some(time::day_of(value.as_int()?)),
            Type::PartDate => part(value.as_text()?),
            _ => None,
        }
    }
}

/// What a record says of its fields.
struct Record<'a, 'v> {
    check: &'a Check<'a>,
    values: &'v Values,
}

impl Given for Record<'_, '_> {
    fn filled(&self, field: &str) -> bool {
        self.check.is_filled(field, self.values)
    }

    fn code(&self, field: &str) -> Option<&str> {
        self.check.text(field, self.values)
    }

    fn day(&self, field: &str) -> Option<i32> {
        self.check.last(field, self.values)
    }
}

/// Days that can be meant: the years 1800 to 2200.
const DAYS: std::ops::Range<i64> = -62_091..84_371;

/// What speaks against a code in a field of a kind of this compartment, `row` being its row if it has one.
pub(super) fn code_problem(
    field: &Field,
    compartment: Compartment,
    row: Option<&Code>,
    code: &str,
    day: i32,
) -> Option<FieldProblem> {
    let problem = |id| Some(FieldProblem::new(field, id).with("code", Arg::Text(code.to_owned())));
    let Some(row) = row else { return problem("error-code-unknown") };
    if let Some(home) = row.sealed.filter(|home| *home != compartment) {
        return Some(problem("error-code-sealed")?.with("compartment", Arg::Compartment(home)));
    }
    if row.closed || !row.valid_on(day) {
        return problem("error-code-closed");
    }
    if field.refused.contains(&code) {
        return problem("error-code-refused");
    }
    None
}

/// Whether a value says nothing: a text in which nothing can be read, no codes.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Text(text) => harmless::is_blank(text),
        Value::Codes(codes) => codes.is_empty(),
        _ => false,
    }
}

fn normal<F>(text: &str, read: Result<String, F>, id: impl Fn(F) -> &'static str) -> Option<&'static str> {
    match read {
        Ok(normal) if normal == text => None,
        Ok(_) => Some("error-field-type"),
        Err(fault) => Some(id(fault)),
    }
}

#[cfg(test)]
mod tests;
