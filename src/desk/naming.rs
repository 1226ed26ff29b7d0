//! What a record is called where it is referred to: in a pick list, in the field of another record, in a list of its
//! register.

use crate::register::kind::Nearest;
use crate::register::validate::Values;
use crate::register::{Kind, Type, Value, dates, time};

/// A record by name, in a pick list or where it is referred to: its days and its first text, as they stand; of a
/// record with neither, the day it was made. What its list begins with a code for is called by it (a face has the words),
/// and by a day that has been: a deadline would pass for the day it was made.
pub(super) fn name_of(kind: &Kind, values: &Values) -> String {
    let mut parts = Vec::new();
    let coded = kind.coded();
    for field in kind.list.iter().filter_map(|name| kind.field(name)).filter(|f| !f.locating) {
        match (field.ty, values.get(&field.number)) {
            (Type::Date, Some(Value::Int(day))) if coded.is_none() || field.nearest == Nearest::Past => {
                parts.extend(i32::try_from(*day).ok().map(dates::show));
            }
            (Type::DateTime, Some(Value::Int(ms))) => parts.push(time::show(*ms)),
            (Type::Text(_), Some(Value::Text(text))) => parts.push(text.clone()),
            _ => {}
        }
    }
    parts.truncate(2);
    if parts.is_empty()
        && let Some(Value::Int(made)) = kind.field("created_at").and_then(|f| values.get(&f.number))
    {
        parts.push(dates::show(time::day_of(*made)));
    }
    let code = coded.and_then(|field| values.get(&field.number)).and_then(Value::as_text);
    parts.splice(0..0, code.map(str::to_owned));
    parts.join(" ")
}

/// What an entry is called: its first text.
pub(super) fn title(kind: &Kind, values: &Values) -> Option<String> {
    text(kind, values, |ty| matches!(ty, Type::Text(_))).map(str::to_owned)
}

/// The same with its number, if it has one: two entries may be called the same.
pub(super) fn name(kind: &Kind, values: &Values) -> String {
    called(kind, values).join(" ")
}

/// Its first text and its number, as far as it has them.
pub(super) fn called<'a>(kind: &Kind, values: &'a Values) -> Vec<&'a str> {
    let number = text(kind, values, |ty| ty == Type::BusinessId);
    text(kind, values, |ty| matches!(ty, Type::Text(_))).into_iter().chain(number).collect()
}

fn text<'a>(kind: &Kind, values: &'a Values, of: impl Fn(Type) -> bool) -> Option<&'a str> {
    let field = kind.list.iter().filter_map(|name| kind.field(name)).find(|field| of(field.ty))?;
    values.get(&field.number)?.as_text()
}
