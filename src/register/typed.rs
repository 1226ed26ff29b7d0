//! From typing to values: what a person typed into a field becomes the one form in which it is stored, or a problem
//! that says what was wrong. Parsed on leaving the field, never per key.

use super::codes::{CodeList, CodeLists, Found};
use super::kind::{Field, Kind, Rule, Type};
use super::validate::{Arg, FieldProblem};
use super::value::Value;
use super::{business_id, dates, email, harmless, hetu, money, names, partdate, phone, postcode, time};
use unicode_normalization::UnicodeNormalization;

/// What reading depends on.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The present moment, UTC milliseconds.
    pub now: i64,
    /// The kind of the field: codes of sealed compartments other than its own are refused.
    pub kind: &'a Kind,
    /// The code lists.
    pub codes: &'a CodeLists,
}

impl Context<'_> {
    fn today(&self) -> i32 {
        time::day_of(self.now)
    }
}

/// Reads what was typed into a field; `None` when nothing was.
///
/// # Errors
/// A [`FieldProblem`] that says what is wrong with the text. References are never read from text: they come from a
/// look-up.
pub fn parse(field: &Field, text: &str, context: &Context<'_>) -> Result<Option<Value>, FieldProblem> {
    let text: String = text.nfc().collect();
    let trimmed = text.trim();
    if harmless::is_blank(trimmed) {
        return Ok(None);
    }
    let today = context.today();
    let fault = |id: &'static str| FieldProblem::new(field, id);
    let value = match field.ty {
        Type::Text(max) if context.kind.rules.contains(&Rule::Name(field.name)) => {
            line(field, &names::check(trimmed).map_err(|f| fault(f.id()))?, max)?
        }
        Type::Text(max) => line(field, trimmed, max)?,
        Type::Note => note(field, &text)?,
        Type::Date => {
            Value::Int(dates::parse(trimmed, today, field.nearest).map_err(|f| fault(f.id()))?.into())
        }
        Type::PartDate => {
            let wrong = |f: dates::Fault| match f {
                // A month or a year alone is a value here: the forms that are named are those it takes.
                dates::Fault::Form => fault("error-part-date-form"),
                f => fault(f.id()),
            };
            Value::Text(partdate::parse(trimmed, today, field.nearest).map_err(wrong)?)
        }
        Type::DateTime => Value::Int(time::parse(trimmed, context.now).map_err(|f| fault(f.id()))?),
        Type::Integer(low, high) => {
            let number: i64 = trimmed.parse().map_err(|_| fault("error-number-form"))?;
            if !(low..=high).contains(&number) {
                return Err(fault("error-number-bounds")
                    .with("low", Arg::Number(low))
                    .with("high", Arg::Number(high)));
            }
            Value::Int(number)
        }
        Type::Minutes(low, high) => {
            let minutes = money::parse_minutes(trimmed).map_err(|f| fault(f.id()))?;
            if !(low..=high).contains(&minutes) {
                return Err(fault("error-minutes-bounds")
                    .with("low", Arg::Minutes(low))
                    .with("high", Arg::Minutes(high)));
            }
            Value::Int(minutes)
        }
        Type::Money => Value::Int(money::parse(trimmed).map_err(|f| fault(f.id()))?),
        Type::Flag => Value::Bool(flag(trimmed).ok_or_else(|| fault("error-flag-form"))?),
        Type::Code(list) => Value::Text(code(field, trimmed, &[list], context)?),
        Type::CodeOf(first, second) => Value::Text(code(field, trimmed, &[first, second], context)?),
        Type::Codes(list) => {
            let mut codes = Vec::new();
            for part in trimmed.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()) {
                codes.push(code(field, part, &[list], context)?);
            }
            if codes.is_empty() {
                return Ok(None);
            }
            Value::codes(codes)
        }
        // Its own normalisation decides what blanks are, so it gets the text as typed.
        Type::Hetu => {
            Value::Text(hetu::normalise(&text, today).map_err(|f| fault(f.id()))?.as_str().to_owned())
        }
        Type::BusinessId => Value::Text(business_id::normalise(trimmed).map_err(|f| fault(f.id()))?),
        Type::Phone => Value::Text(phone::normalise(trimmed).map_err(|f| fault(f.id()))?),
        Type::Email => Value::Text(email::normalise(trimmed).map_err(|f| fault(f.id()))?),
        Type::Postcode => Value::Text(postcode::normalise(trimmed).map_err(|f| fault(f.id()))?),
        Type::PersonRef | Type::EmployerRef | Type::UserRef | Type::UnitRef | Type::Ref(_) | Type::Same => {
            return Err(fault("error-reference-typed"));
        }
    };
    Ok(Some(value))
}

fn line(field: &Field, text: &str, max: u16) -> Result<Value, FieldProblem> {
    if text.chars().any(char::is_control) {
        return Err(FieldProblem::new(field, "error-text-character"));
    }
    let length = text.chars().count();
    if length > usize::from(max) {
        return Err(FieldProblem::new(field, "error-text-long")
            .with("length", Arg::Number(i64::try_from(length).unwrap_or(i64::MAX)))
            .with("max", Arg::Number(max.into())));
    }
    Ok(Value::Text(text.to_owned()))
}

fn note(field: &Field, text: &str) -> Result<Value, FieldProblem> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(FieldProblem::new(field, "error-text-character"));
    }
    Ok(Value::Text(text.trim_end().to_owned()))
}

/// Yes and no in all three languages: the letter does not depend on the language of the screen.
fn flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "k" | "kyllä" | "j" | "ja" | "y" | "yes" | "x" | "1" => Some(true),
        "e" | "ei" | "n" | "nej" | "no" | "0" => Some(false),
        _ => None,
    }
}

fn code(
    field: &Field,
    typed: &str,
    lists: &[&'static str],
    context: &Context<'_>,
) -> Result<String, FieldProblem> {
    let fault = |id| FieldProblem::new(field, id).with("code", Arg::Text(typed.to_owned()));
    let mut verdict = fault("error-code-unknown");
    for list in lists.iter().filter_map(|name| context.codes.get(name)) {
        match find(list, field, typed, context) {
            Found::One(code) => return Ok(code.code.clone()),
            Found::Several(hits) => {
                return Err(FieldProblem::new(field, "error-code-several")
                    .with("count", Arg::Number(i64::try_from(hits.len()).unwrap_or(i64::MAX))));
            }
            Found::Closed(code) => {
                let id = if field.refused.contains(&code.code.as_str()) && !code.closed {
                    "error-code-refused"
                } else {
                    "error-code-closed"
                };
                verdict = fault(id);
            }
            Found::Sealed(_, home) => {
                verdict = fault("error-code-sealed").with("compartment", Arg::Compartment(home));
            }
            Found::None => {}
        }
    }
    Err(verdict)
}

fn find<'a>(list: &'a CodeList, field: &Field, typed: &str, context: &Context<'_>) -> Found<'a> {
    list.find(typed, context.kind.compartment, context.today(), field.refused)
}
