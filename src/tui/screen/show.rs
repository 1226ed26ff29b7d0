//! From what the desk hands out to what stands on the screen: values to text, messages to sentences. It decides
//! nothing: a value that came hidden stays hidden.

use crate::desk::api::{self, Hidden, Message, Part, Unknown};
use crate::register::codes::CodeLists;
use crate::register::present::Present;
use crate::register::words::{Word, Words};
use crate::register::{Card, Field, Id, Kind, Type, Value, dates, time};
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::DisplayText;

impl Speak for Words {
    fn say_with(&self, id: &str, args: &[(&str, String)]) -> String {
        let args: Vec<(&str, Word)> = args.iter().map(|(name, text)| (*name, word(text))).collect();
        match id.split_once('.') {
            Some((id, attribute)) => self.attribute(id, attribute).unwrap_or_else(|| self.get(id)),
            None => self.get_with(id, &args),
        }
    }
}

/// A number chooses the plural form; what does not look exactly like one is text.
fn word(text: &str) -> Word {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Word::Number(number),
        _ => Word::Text(text.to_owned()),
    }
}

/// Cells of a code's name where it has no short one.
const NAME: usize = 20;

/// A message of the desk as a sentence.
pub fn say(words: &Words, message: &Message) -> String {
    if message.id != "effect-contact" {
        let args: Vec<_> = message
            .args
            .iter()
            .map(|(name, text)| {
                (*name, words.argument(name, text, &message.args).unwrap_or_else(|| text.clone()))
            })
            .collect();
        return words.say_with(message.id, &args);
    }
    // The way of a contact is known by its number to some and by its name to all.
    let named = |code: &String| match format!("short-yhteydenottotapa-{code}") {
        id if words.has(&id) => format!("{code} {}", words.get(&id)),
        _ => match CodeLists::embedded().code("yhteydenottotapa", code) {
            Some(row) => format!("{code} {}", DisplayText::new(row.label(words.lang())).cut(NAME).as_str()),
            None => code.clone(),
        },
    };
    let args: Vec<_> = message.args.iter().map(|(name, code)| (*name, named(code))).collect();
    words.say_with(message.id, &args)
}

fn nobody(_: Id) -> Option<String> {
    None
}

/// How values become text. Names behind references come from the desk with the value.
pub fn present(words: &Words) -> Present<'_> {
    Present { words, codes: CodeLists::embedded(), names: &nobody }
}

/// A value of a field. `narrow`: in a list, a title or a card, where identity codes lose their end.
pub fn value(words: &Words, kind: &Kind, number: u16, shown: &api::Shown, narrow: bool) -> Shown {
    match shown {
        api::Shown::Value { label: Some(label), .. } => Shown::Value(match kind.field_number(number) {
            Some(field) => referred(words, field, label),
            None => label.clone(),
        }),
        api::Shown::Value { value, label: None } => match kind.field_number(number) {
            Some(field) if narrow => Shown::Value(present(words).masked(field, value)),
            Some(field) => Shown::Value(present(words).value(field, value)),
            None => Shown::Unknown("why-unreadable"),
        },
        api::Shown::Empty => Shown::Empty,
        api::Shown::Unknown(Unknown::NeverAsked) => Shown::Unknown("why-not-asked"),
        api::Shown::Unknown(Unknown::NotHere) => Shown::Unknown("why-not-here"),
        api::Shown::Unknown(Unknown::Unreadable) => Shown::Unknown("why-unreadable"),
        api::Shown::Unknown(Unknown::KeyGone) => Shown::Unknown("why-key-gone"),
        api::Shown::Hidden(Hidden::Protected | Hidden::NoRight) => Shown::Hidden(None),
        api::Shown::Hidden(Hidden::Masked(mask)) => Shown::Hidden(Some(mask.clone())),
    }
}

/// A value in a list: as [`value`], but the names of colleagues short, and a moment without the words between.
pub fn cell(words: &Words, kind: &Kind, number: u16, shown: &api::Shown) -> Shown {
    let field = kind.field_number(number);
    match (shown, field.map(|f| f.ty)) {
        (api::Shown::Value { label: Some(label), .. }, Some(Type::UserRef)) => {
            Shown::Value(short_name(label))
        }
        (api::Shown::Value { value: Value::Int(ms), label: None }, Some(Type::DateTime)) => {
            // A contact is of a day; an appointment is of a minute.
            let day_alone = kind.card == Card::Append;
            Shown::Value(if day_alone { dates::show(time::day_of(*ms)) } else { moment(*ms) })
        }
        (api::Shown::Value { value: Value::Text(code), label: None }, Some(Type::Code(list))) => {
            let short = format!("short-{list}-{code}");
            match words.has(&short) {
                true if code.bytes().all(|b| b.is_ascii_digit()) => {
                    Shown::Value(format!("{code} {}", words.get(&short)))
                }
                true => Shown::Value(words.get(&short)),
                false => value(words, kind, number, shown, true),
            }
        }
        // In a list of what is in force nobody asks for its end.
        (api::Shown::Unknown(Unknown::NeverAsked), _) if field.is_some_and(|f| kind.tells_an_end(f)) => {
            Shown::Empty
        }
        _ => value(words, kind, number, shown, true),
    }
}

/// A colleague's name where there is little room: surname and the first letter of the first name. What stands for a
/// name as one word (a unit, with no-break spaces) stays whole.
pub fn short_name(name: &str) -> String {
    let mut parts = name.split(' ').filter(|part| !part.is_empty());
    match (parts.next().and_then(|first| first.chars().next()), parts.next_back()) {
        (Some(initial), Some(surname)) if !surname.ends_with('.') => format!("{surname} {initial}."),
        _ => name.to_owned(),
    }
}

/// What a field refers to, as the card, forms and their lists name it: a colleague with the surname first.
pub fn referred(words: &Words, field: &Field, name: &str) -> String {
    match (field.ty, name.rsplit_once(' ')) {
        (Type::UserRef, Some((first, surname))) if !surname.ends_with('.') => format!("{surname} {first}"),
        _ => present(words).referred(field, name),
    }
}

/// The name of a role, as the code list has it.
pub fn role(words: &Words, name: &str) -> String {
    CodeLists::embedded().label("role", name, words.lang()).to_owned()
}

/// A value that belongs to no field of a kind: a place or a school of the time line, a code of a municipality.
pub fn loose(words: &Words, shown: &api::Shown, list: Option<&str>) -> Shown {
    match shown {
        api::Shown::Value { label: Some(label), .. } => Shown::Value(label.clone()),
        api::Shown::Value { value: Value::Text(text), .. } => Shown::Value(match list {
            // A municipality's number tells a clerk nothing in a list: its name alone.
            Some(list) => match CodeLists::embedded().code(list, text) {
                Some(code) => code.label(words.lang()).to_owned(),
                None => present(words).code(&[list], text),
            },
            None => text.clone(),
        }),
        api::Shown::Value { value: Value::Int(day), .. } => {
            Shown::Value(i32::try_from(*day).map(dates::show).unwrap_or_default())
        }
        api::Shown::Value { .. } => Shown::Unknown("why-unreadable"),
        other => value(words, &EMPTY, 0, other, true),
    }
}

const EMPTY: Kind =
    Kind::new(0, "none", crate::register::Compartment::Core, Card::Office, crate::register::Group::Desk);

/// The parts of a line, blanks between them. One part alone keeps its state.
pub fn parts(words: &Words, parts: &[Part]) -> Shown {
    let one = |part: &Part| match part {
        Part::Field(kind, number, shown) => value(words, kind, *number, shown, true),
        Part::Words(message) => Shown::Value(say(words, message)),
        Part::Plain(text) => Shown::Value(text.clone()),
    };
    let hidden = |part: &Part| matches!(part, Part::Field(_, _, api::Shown::Hidden(_)));
    match parts {
        [] => Shown::Empty,
        [part] => one(part),
        // How many parts are hidden is not told.
        [first, ..] if parts.iter().all(hidden) => one(first),
        many => {
            let mut line = String::new();
            let mut before = None;
            for part in many {
                let field = match part {
                    Part::Field(kind, number, _) => Some((kind.number, *number)),
                    _ => None,
                };
                // Several values of one field are a list, and an address has its comma; anything else is read on.
                if !line.is_empty() {
                    let comma = (field.is_some() && field == before) || is_postcode(part);
                    line.push_str(if comma { ", " } else { " " });
                }
                line.push_str(one(part).text(true, words).0.as_str());
                before = field;
            }
            Shown::Value(line)
        }
    }
}

fn is_postcode(part: &Part) -> bool {
    let Part::Field(kind, number, _) = part else { return false };
    kind.field_number(*number).is_some_and(|field| field.ty == Type::Postcode)
}

/// What of a line is hidden: the kind, and the fields of it.
pub fn hides(parts: &[Part]) -> Option<(&'static Kind, Vec<u16>)> {
    let mut hidden = parts.iter().filter_map(|part| match part {
        Part::Field(kind, number, api::Shown::Hidden(_)) => Some((*kind, *number)),
        _ => None,
    });
    let (kind, first) = hidden.next()?;
    let others = hidden.filter(|(other, _)| other.number == kind.number).map(|(_, number)| number);
    Some((kind, std::iter::once(first).chain(others).collect()))
}

/// Who entered a record and when, who changed it last, and whether it still has to be taken to the national repository.
/// Two people and their moments have no room on one row: then it is the days.
pub fn entered(words: &Words, entered: &api::Entered, waits_national: bool) -> String {
    let Some((changer, changed)) = &entered.changed else {
        let id = if waits_national { "entered-waits" } else { "entered" };
        return words.say_with(id, &[("by", short_name(&entered.by)), ("at", moment(entered.at))]);
    };
    let id = if waits_national { "entered-changed-waits" } else { "entered-changed" };
    let day = |ms: i64| dates::show(time::day_of(ms));
    let args = [
        ("by", short_name(&entered.by)),
        ("at", day(entered.at)),
        ("changer", short_name(changer)),
        ("changed", day(*changed)),
    ];
    words.say_with(id, &args)
}

/// Day and time of a moment, `2.12.2026 9.30`.
pub fn moment(ms: i64) -> String {
    format!("{} {}", dates::show(time::day_of(ms)), time::clock(ms))
}

#[cfg(test)]
mod tests {
    use super::{entered, short_name, value};
    use crate::desk::api;
    use crate::register::words::{Lang, Words};
    use crate::register::{Id, Value, kinds};
    use crate::tui::shown::Shown;

    #[test]
    fn a_colleague_is_named_with_the_surname_first_on_the_card_as_in_forms() {
        let kind = kinds::by_name("booking").unwrap();
        let officer = kind.field("host").unwrap().number;
        let said = api::Shown::Value {
            value: Value::Id(Id::from_bytes([7; 16])),
            label: Some("Sari Korhonen".into()),
        };
        assert!(
            matches!(value(&Words::full(Lang::Fi), kind, officer, &said, true), Shown::Value(name) if name == "Korhonen Sari")
        );
    }

    #[test]
    fn who_changed_a_record_stands_beside_who_entered_it_in_one_row() {
        let of = |changed| api::Entered { by: "Marja Virtanen".to_owned(), at: 1_796_801_400_000, changed };
        let once = of(None);
        let changed = of(Some(("Sari Korhonen".to_owned(), 1_797_060_600_000)));
        let fi = Words::full(Lang::Fi);
        assert_eq!(entered(&fi, &once, false), "Kirjasi Virtanen M. 9.12.2026 9.30.");
        let told = "Kirjasi Virtanen M. 9.12.2026, muutti Korhonen S. 12.12.2026.";
        assert_eq!(entered(&fi, &changed, false), told);
        for lang in Lang::ALL {
            let row = entered(&Words::full(lang), &changed, true);
            assert!(row.contains('^') && row.chars().count() < 80, "{row}");
        }
    }

    #[test]
    fn a_person_is_shortened_and_a_unit_stays_whole() {
        assert_eq!(short_name("Marja Virtanen"), "Virtanen M.");
        assert_eq!(short_name("Heinolan\u{a0}palvelupiste"), "Heinolan\u{a0}palvelupiste");
    }
}
