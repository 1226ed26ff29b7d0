//! What a text typed into the search line means: a henkilötunnus, a telephone number, a day, or words of a name with a
//! year or day of birth.

use super::api::Message;
use crate::register::kind::Nearest;
use crate::register::{dates, hetu, names, phone};
use crate::store::search::{Born, Query};

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Not enough to look for anything; the message says what is missing. None for an empty text.
    Nothing(Option<Message>),
    /// It looks like an identity code or a day and is none; the message says why.
    Wrong(Message),
    /// A query, and the words for how it was understood.
    Query(Query, Message),
    /// A telephone number that could be a day of birth: looked for as that where nobody has the number.
    PhoneOrDay(Query, Query),
}

/// Reads a search text.
pub fn understand(text: &str, today: i32) -> Meaning {
    let text = text.trim();
    if text.is_empty() {
        return Meaning::Nothing(None);
    }
    let whole = hetu::without_blanks(text);
    if looks_like_hetu(&whole) {
        return match hetu::normalise(&whole, today) {
            Ok(hetu) => Meaning::Query(Query::Hetu(hetu.as_str().to_owned()), Message::new("search-by-hetu")),
            Err(fault) => Meaning::Wrong(Message::new(fault.id())),
        };
    }
    // A letter that stands apart begins a name behind a day of birth.
    let apart = whole.ends_with(|c: char| c.is_ascii_alphabetic()) && text.contains(char::is_whitespace);
    if hetu::begins(&whole) && !apart {
        return Meaning::Nothing(Some(Message::new("search-hetu-more")));
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let telephone = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
    if digits >= 5 && text.chars().all(telephone) {
        let number = Query::Phone(phone::normalise(text).unwrap_or_else(|_| text.to_owned()));
        return match whole_day(text, today) {
            Some(day) => Meaning::PhoneOrDay(number, Query::Words(Vec::new(), Some(Born::Day(day)))),
            None => Meaning::Query(number, Message::new("search-by-phone")),
        };
    }
    if text.starts_with('+') && text.chars().all(telephone) {
        return Meaning::Nothing(Some(Message::new("search-more")));
    }
    let (mut words, mut born) = (Vec::new(), None);
    for word in text.split_whitespace() {
        match born_of(word, today) {
            Ok(Some(found)) => born = Some(found),
            Ok(None) => words.extend(names::exact(word)),
            Err(fault) => return Meaning::Wrong(Message::new(fault.id())),
        }
    }
    // Digits are nobody's name: what is no date, no code and no telephone number yet is only begun.
    let letters = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()).count();
    match (letters, born) {
        (0, Some(Born::Day(_))) => {
            Meaning::Query(Query::Words(words, born), Message::new("search-by-birth-date"))
        }
        (0 | 1, _) => Meaning::Nothing(Some(Message::new("search-more"))),
        (_, Some(Born::Day(_))) => {
            Meaning::Query(Query::Words(words, born), Message::new("search-by-name-and-date"))
        }
        (_, Some(_)) => Meaning::Query(Query::Words(words, born), Message::new("search-by-name-and-year")),
        (_, None) => Meaning::Query(Query::Words(words, born), Message::new("search-by-name")),
    }
}

/// Six digits, an intermediate character, and as long as a whole code.
fn looks_like_hetu(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.len() == 11
        && chars.iter().take(6).all(char::is_ascii_digit)
        && chars.iter().skip(7).take(3).all(char::is_ascii_digit)
        && chars.get(6).is_some_and(|c| !c.is_ascii_digit())
}

/// The day of a text of digits that is a whole date: `ddmmyyyy`, `ddmmyy` as every form takes it, or `yyyy-mm-dd`, and
/// not in the future.
fn whole_day(text: &str, today: i32) -> Option<i32> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let written = [6, 8].contains(&text.len()) && digits(text) || dates::from_iso(text).is_some();
    dates::parse(text, today, Nearest::Past).ok().filter(|day| written && *day <= today)
}

/// The year or day of birth a word stands for, if it stands for one. A word in the form of a date that the calendar
/// does not have is nobody's name: it is a fault.
fn born_of(word: &str, today: i32) -> Result<Option<Born>, dates::Fault> {
    let digits = word.trim_end_matches('_');
    if digits.chars().all(|c| c.is_ascii_digit()) {
        match (digits.len(), digits.parse::<i32>()) {
            (2, Ok(year)) => return Ok(Some(Born::ShortYear(year))),
            (4, Ok(year)) if (1850..=2100).contains(&year) => return Ok(Some(Born::Year(year))),
            (6 | 8, Ok(_)) => {}
            _ => return Ok(None),
        }
    } else if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    match dates::parse(word, today, Nearest::Past) {
        Ok(day) => Ok(Some(Born::Day(day))),
        Err(dates::Fault::Form | dates::Fault::Empty) => Ok(None),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i32 = 20_718; // 22.9.2026

    fn query(text: &str) -> Query {
        match understand(text, TODAY) {
            Meaning::Query(query, _) => query,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_text_means_what_a_clerk_means_by_it() {
        let words = |w: &[&str]| w.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(query("010594y9032"), Query::Hetu("010594Y9032".into()));
        for text in [" 010594Y9032 ", "010594 Y 9032", "010594 y9032", "010594y 90 32", "010594Y\u{a0}9032"] {
            assert_eq!(query(text), Query::Hetu("010594Y9032".into()), "{text}");
        }
        assert_eq!(query("131052 – 308t"), Query::Hetu("131052-308T".into()));
        assert_eq!(query("045678-90"), Query::Phone("+3584567890".into()), "the 45th month is none");
        let begun = understand("+358", dates::from_ymd(2026, 9, 4).unwrap());
        assert!(matches!(begun, Meaning::Nothing(Some(m)) if m.id == "search-more"), "no name");
        assert_eq!(query("050 000 0011"), Query::Phone("+358500000011".into()));
        assert_eq!(query("00011"), Query::Phone("00011".into()));
        assert_eq!(query("meik mai 94"), Query::Words(words(&["meik", "mai"]), Some(Born::ShortYear(94))));
        assert_eq!(query("meik 94_"), Query::Words(words(&["meik"]), Some(Born::ShortYear(94))));
        assert_eq!(query("meik 1994"), Query::Words(words(&["meik"]), Some(Born::Year(1994))));
        assert_eq!(query("1.5.1994"), Query::Words(vec![], Some(Born::Day(8_886))));
        assert_eq!(query("Mäki-Salo"), Query::Words(words(&["mäki", "salo"]), None));
        assert_eq!(query("Åh"), Query::Words(words(&["åh"]), None));
    }

    #[test]
    fn eight_digits_and_a_date_of_the_standard_may_be_a_day_of_birth() {
        let born = |day| Query::Words(vec![], Some(Born::Day(day)));
        for text in ["01051994", "1994-05-01", "010594"] {
            match understand(text, TODAY) {
                Meaning::PhoneOrDay(Query::Phone(_), day) => assert_eq!(day, born(8_886), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        // No day of the calendar, none that anybody can be born on yet, and no whole day.
        for text in ["31021990", "23092026", "1990-02-31", "99999999", "0105199", "010519940", "310294"] {
            assert!(matches!(query(text), Query::Phone(_)), "{text}");
        }
        assert_eq!(
            query("meik 1994-05-01"),
            Query::Words(vec!["meik".to_owned()], Some(Born::Day(8_886))),
            "beside a name it is nothing else"
        );
    }

    #[test]
    fn too_little_asks_for_more_and_a_wrong_code_says_so() {
        assert_eq!(understand("  ", TODAY), Meaning::Nothing(None));
        assert_eq!(understand("m", TODAY), Meaning::Nothing(Some(Message::new("search-more"))));
        assert_eq!(understand("94", TODAY), Meaning::Nothing(Some(Message::new("search-more"))));
        for text in ["112", "0100", "12 m"] {
            let more = Meaning::Nothing(Some(Message::new("search-more")));
            assert_eq!(understand(text, TODAY), more, "{text}: digits are nobody's name");
        }
        assert!(matches!(understand("010594Y9033", TODAY), Meaning::Wrong(m) if m.id == "error-hetu-check"));
        assert!(
            matches!(understand("310294-9032", TODAY), Meaning::Wrong(m) if m.id == "error-hetu-no-such-date")
        );
        assert!(
            matches!(understand("310294 - 9032", TODAY), Meaning::Wrong(m) if m.id == "error-hetu-no-such-date")
        );
    }

    #[test]
    fn a_day_that_is_none_says_so() {
        let no_such = Meaning::Wrong(Message::new("error-date-no-such"));
        for text in ["20.13.1980", "31.2.1980", "meik 31.2.1980", "31.2.80", "meik 310280", "0.5.1980"] {
            assert_eq!(understand(text, TODAY), no_such, "{text}");
        }
        assert_eq!(understand("1.5.1066", TODAY), Meaning::Wrong(Message::new("error-date-range")));
    }

    #[test]
    fn a_code_that_is_being_typed_is_no_telephone_number() {
        let more = Meaning::Nothing(Some(Message::new("search-hetu-more")));
        for text in ["240680-", "240680-9", "240680 - 90", "240680–903", "240680+9", "240680a", "240680Y903"]
        {
            assert_eq!(understand(text, TODAY), more, "{text}");
        }
        assert!(matches!(understand("240680", TODAY), Meaning::PhoneOrDay(..)));
        // A day of birth and the first letter of a name.
        assert_eq!(understand("240680 e", TODAY), Meaning::Nothing(Some(Message::new("search-more"))));
    }
}
