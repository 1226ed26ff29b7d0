//! Values of the register for people and for programs. What may be shown the desk has decided; the four states of a
//! value look different in both.

use super::fold::pad;
use super::output::Out;
use crate::desk::api::{Hidden, Hit, Hits, Message, Shown, Unknown};
use crate::register::kind::Type;
use crate::register::value::Value;
use crate::register::{Field, dates};
use serde_json::{Value as Json, json};

/// A message for programs: its id, and the sentence.
pub fn message(out: &Out, message: &Message) -> Json {
    json!({ "id": message.id, "text": out.sentence(message) })
}

/// A value of a field for people.
pub fn text(out: &Out, field: &Field, shown: &Shown) -> String {
    match shown {
        Shown::Value { label: Some(label), .. } => out.present(&|_| None).referred(field, label),
        Shown::Value { value, label: None } => out.present(&|_| None).masked(field, value),
        Shown::Empty => out.words.get("value-empty"),
        Shown::Unknown(why) => out.words.get(unknown(*why).1),
        Shown::Hidden(Hidden::Masked(mask)) => mask.clone(),
        Shown::Hidden(Hidden::Protected | Hidden::NoRight) => out.words.get("value-hidden"),
    }
}

/// A value of a field for programs: its state, and the stored form and the text of one that is there.
pub fn json(out: &Out, field: &Field, shown: &Shown) -> Json {
    match shown {
        Shown::Value { value, .. } => {
            let text = text(out, field, shown);
            // What is masked for people is masked for programs.
            let value = match field.ty {
                Type::Hetu | Type::Note => json!(text),
                Type::Date => value.as_int().and_then(|day| i32::try_from(day).ok()).map_or(Json::Null, day),
                Type::DateTime => value.as_int().map_or(Json::Null, moment),
                // Named by the unit: the id would be the name (see `Script::discreet`).
                Type::UserRef if value.as_id().is_none() => return json!({ "state": "value", "text": text }),
                _ => stored(value),
            };
            json!({ "state": "value", "value": value, "text": text })
        }
        Shown::Empty => json!({ "state": "empty" }),
        Shown::Unknown(why) => json!({ "state": "unknown", "why": unknown(*why).0 }),
        Shown::Hidden(Hidden::Protected) => json!({ "state": "hidden", "why": "protected" }),
        Shown::Hidden(Hidden::NoRight) => json!({ "state": "hidden", "why": "no_right" }),
        Shown::Hidden(Hidden::Masked(mask)) => json!({ "state": "value", "value": mask, "text": mask }),
    }
}

/// The same with the text of a note in full: for a record that was opened, and not only listed.
pub fn whole(out: &Out, field: &Field, shown: &Shown) -> Json {
    match (field.ty, shown) {
        (Type::Note, Shown::Value { value: Value::Text(text), .. }) => {
            json!({ "state": "value", "value": text, "text": text })
        }
        _ => json(out, field, shown),
    }
}

fn unknown(why: Unknown) -> (&'static str, &'static str) {
    match why {
        Unknown::NeverAsked => ("not_asked", "value-not-asked"),
        Unknown::NotHere => ("not_here", "value-not-here"),
        Unknown::Unreadable => ("unreadable", "value-unreadable"),
        Unknown::KeyGone => ("key_gone", "value-key-gone"),
    }
}

/// The stored form of a value.
fn stored(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Int(number) => json!(number),
        Value::Bool(flag) => json!(flag),
        Value::Id(id) => json!(id.to_string()),
        Value::Codes(codes) => json!(codes),
        Value::Bytes(_) | Value::Group(_) => Json::Null,
    }
}

/// Hits for programs.
pub fn hits_json(out: &Out, hits: &Hits) -> Json {
    let municipality = municipality();
    let list: Vec<Json> = hits
        .hits
        .iter()
        .map(|hit| {
            json!({
                "person": hit.person.to_string(),
                "name": hit.name,
                "born": hit.born.map(day),
                "hetu": hit.hetu,
                "municipality": municipality.map_or(Json::Null, |f| json(out, f, &hit.municipality)),
                "protected": hit.protected,
                "remark": hit.remark.as_ref().map(|m| message(out, m)),
            })
        })
        .collect();
    json!({
        "query": hits.text,
        "understood": hits.understood.as_ref().map(|m| m.id),
        "hits": list,
        "more": hits.more,
        "note": hits.note.as_ref().map(|m| message(out, m)),
    })
}

/// A hit for people, in columns.
pub fn hit_line(out: &Out, hit: &Hit) -> String {
    let born = hit.born.map(dates::show).unwrap_or_default();
    let place = match municipality() {
        Some(field) => text(out, field, &hit.municipality),
        None => String::new(),
    };
    let remark = hit.remark.as_ref().map(|m| out.sentence(m)).unwrap_or_default();
    let hetu = hit.hetu.as_deref().unwrap_or("");
    format!("{}  {born:>10}  {hetu:11}  {}  {remark}", pad(&hit.name, 36), pad(&place, 20))
        .trim_end()
        .to_owned()
}

fn municipality() -> Option<&'static Field> {
    crate::register::kinds::by_name("contact_info").and_then(|kind| kind.field("municipality"))
}

/// A day for programs, as ISO 8601 has it: `2026-11-23`.
pub fn day(day: i32) -> Json {
    json!(dates::iso(day))
}

/// A moment (UTC milliseconds) for programs, as RFC 3339 has it, in UTC: `2026-11-23T09:30:00.000Z`.
pub fn moment(ms: i64) -> Json {
    let day = i32::try_from(ms.div_euclid(DAY_MS)).map(dates::iso).unwrap_or_default();
    let at = ms.rem_euclid(DAY_MS);
    let (minutes, seconds) = (at / 60_000, at % 60_000);
    json!(format!(
        "{day}T{:02}:{:02}:{:02}.{:03}Z",
        minutes / 60,
        minutes % 60,
        seconds / 1_000,
        seconds % 1_000
    ))
}

const DAY_MS: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_written_as_the_standards_have_them() {
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(moment(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(moment(1_795_426_199_987), "2026-11-23T09:29:59.987Z");
        assert_eq!(moment(-1), "1969-12-31T23:59:59.999Z");
    }
}
