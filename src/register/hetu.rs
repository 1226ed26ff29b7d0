//! Henkilötunnus (Swedish personbeteckning): checked, masked, and composed for made-up people.
//!
//! Source: 128/2010 § 2 as amended by 690/2022. `ddmmyy` + intermediate character + three digits + check character.
//! The intermediate character is part of the identity: it is never stripped, replaced or ignored in a comparison.
//! This module never prints a whole code: [`Hetu`] has no `Display`, its `Debug` says nothing, faults carry no text.

use std::fmt;

use super::dates;

/// The check characters by remainder (nine digits as one number, mod 31).
const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// Intermediate characters and the century they stand for.
const CENTURIES: [(char, i32); 13] = [
    ('+', 1800),
    ('-', 1900),
    ('Y', 1900),
    ('X', 1900),
    ('W', 1900),
    ('V', 1900),
    ('U', 1900),
    ('A', 2000),
    ('B', 2000),
    ('C', 2000),
    ('D', 2000),
    ('E', 2000),
    ('F', 2000),
];

/// Length of a code in characters; all of them ASCII.
const LENGTH: usize = 11;

/// A valid code, with what it says about the person.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Hetu {
    text: String,
    birth_day: i32,
    number: u32,
}

/// Where the individual number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 002–899.
    Ordinary,
    /// 900–999: temporary codes of institutions, and test data.
    Temporary,
}

/// Why a typed code is not one. Carries nothing of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// A character outside ASCII, a control character or a blank inside.
    NotAllowed,
    /// Not 11 characters.
    Length,
    /// The seventh character stands for no century.
    Intermediate,
    /// A letter where a digit belongs.
    Digits,
    /// The last character is never a check character.
    CheckAlphabet,
    /// The day does not exist in that century.
    NoSuchDate,
    /// Individual number 000 or 001.
    Number,
    /// Born after today.
    Future,
    /// The check character belongs to other digits.
    Check,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-hetu-empty",
            Fault::NotAllowed => "error-hetu-character",
            Fault::Length => "error-hetu-length",
            Fault::Intermediate => "error-hetu-intermediate",
            Fault::Digits => "error-hetu-digits",
            Fault::CheckAlphabet => "error-hetu-check-alphabet",
            Fault::NoSuchDate => "error-hetu-no-such-date",
            Fault::Number => "error-hetu-number",
            Fault::Future => "error-hetu-future",
            Fault::Check => "error-hetu-check",
        }
    }

    /// The reason as the test vectors of the register name it.
    pub fn reason(self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::NotAllowed => "character not allowed",
            Fault::Length => "length is not 11",
            Fault::Intermediate => "unknown intermediate character",
            Fault::Digits => "date or individual number is not digits",
            Fault::CheckAlphabet => "check character not in the alphabet",
            Fault::NoSuchDate => "no such date",
            Fault::Number => "individual number below 002",
            Fault::Future => "birth date is in the future",
            Fault::Check => "wrong check character",
        }
    }
}

impl Hetu {
    /// The whole code. Only for the field it is typed into, storage and a paper that must carry it (1050/2018 § 29).
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Day of birth, days since 1970-01-01.
    pub fn birth_day(&self) -> i32 {
        self.birth_day
    }

    /// Odd individual numbers are given to men, even ones to women.
    pub fn male(&self) -> bool {
        self.number % 2 == 1
    }

    /// Ordinary or temporary.
    pub fn class(&self) -> Class {
        if self.number >= 900 { Class::Temporary } else { Class::Ordinary }
    }

    /// Whether the fifteenth birthday is still to come: a warning at registration, not a fault.
    pub fn under_15(&self, today: i32) -> bool {
        dates::add_months(self.birth_day, 15 * 12) > today
    }
}

impl fmt::Debug for Hetu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hetu(…)")
    }
}

/// A text without any blanks and with letters raised: a code that was typed or read aloud in parts, for
/// [`normalise`].
pub fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(raise).collect()
}

/// Whether a text, [`without_blanks`], is the beginning of a code: a day and a month that there are, a year, the
/// character of a century, and no more than the digits that follow it.
pub fn begins(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let [d1, d2, m1, m2, y1, y2, intermediate, rest @ ..] = chars.as_slice() else { return false };
    let two = |a: &char, b: &char| Some(a.to_digit(10)? * 10 + b.to_digit(10)?);
    two(d1, d2).is_some_and(|day| (1..=31).contains(&day))
        && two(m1, m2).is_some_and(|month| (1..=12).contains(&month))
        && two(y1, y2).is_some()
        && century(*intermediate).is_some()
        && rest.len() < LENGTH - 7
        && rest.iter().all(char::is_ascii_digit)
}

/// Checks a typed code and puts it into its one written form. `today` in days since 1970-01-01.
///
/// Outer blanks and tabs are trimmed, letters raised, dashes U+2010–2014 and the minus sign U+2212 taken for a
/// hyphen. Nothing else is repaired.
///
/// # Errors
/// The first [`Fault`], from form to meaning.
pub fn normalise(input: &str, today: i32) -> Result<Hetu, Fault> {
    let trimmed = input.trim_matches([' ', '\t']);
    if trimmed.is_empty() {
        return Err(Fault::Empty);
    }
    let chars: Vec<char> = trimmed.chars().map(raise).collect();
    if chars.iter().any(|c| !c.is_ascii() || c.is_ascii_control()) {
        return Err(Fault::NotAllowed);
    }
    let [d1, d2, m1, m2, y1, y2, intermediate, n1, n2, n3, check] = *chars.as_slice() else {
        return Err(if chars.contains(&' ') { Fault::NotAllowed } else { Fault::Length });
    };
    let century = century(intermediate).ok_or(Fault::Intermediate)?;
    let mut digits = [0u32; 9];
    for (value, c) in digits.iter_mut().zip([d1, d2, m1, m2, y1, y2, n1, n2, n3]) {
        *value = c.to_digit(10).ok_or(Fault::Digits)?;
    }
    if !CHECKS.iter().any(|c| char::from(*c) == check) {
        return Err(Fault::CheckAlphabet);
    }
    let nine = digits.iter().fold(0, |sum, d| sum * 10 + d);
    let (date, number) = (nine / 1000, nine % 1000);
    let birth_day = day_of(date, century).ok_or(Fault::NoSuchDate)?;
    if number < 2 {
        return Err(Fault::Number);
    }
    if birth_day > today {
        return Err(Fault::Future);
    }
    if check_character(nine) != check {
        return Err(Fault::Check);
    }
    Ok(Hetu { text: chars.into_iter().collect(), birth_day, number })
}

/// The check character of the nine digits `ddmmyyNNN` read as one number. The intermediate does not enter the sum.
pub fn check_character(nine_digits: u32) -> char {
    let remainder = usize::try_from(nine_digits % 31).unwrap_or_default();
    CHECKS.get(remainder).map_or('0', |c| char::from(*c))
}

/// A code for a person who does not exist. `None` when the day lies outside the century of the intermediate
/// character or the individual number outside 002–999. Made-up data use 900–999 only.
pub fn compose(birth_day: i32, intermediate: char, number: u32) -> Option<String> {
    let century = century(intermediate)?;
    let (year, month, day) = dates::ymd(birth_day);
    let year = u32::try_from(year - century).ok().filter(|y| *y < 100)?;
    if !(2..=999).contains(&number) {
        return None;
    }
    let date = (day * 100 + month) * 100 + year;
    let check = check_character(date * 1000 + number);
    Some(format!("{date:06}{intermediate}{number:03}{check}"))
}

/// The code as lists show it: date and intermediate character, then stars. What is no code is starred throughout.
pub fn mask(code: &str) -> String {
    if code.len() == LENGTH && code.is_ascii() {
        code.chars().take(7).chain("****".chars()).collect()
    } else {
        "*".repeat(code.chars().count().min(LENGTH))
    }
}

fn century(intermediate: char) -> Option<i32> {
    CENTURIES.iter().find(|(c, _)| *c == intermediate).map(|(_, century)| *century)
}

/// `ddmmyy` as one number, to a day.
fn day_of(date: u32, century: i32) -> Option<i32> {
    let year = i32::try_from(date % 100).ok()?;
    dates::from_ymd(century + year, date / 100 % 100, date / 10_000)
}

fn raise(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        other => other.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::register::vectors;

    const TODAY: (i32, u32, u32) = (2026, 6, 15);

    fn today() -> i32 {
        dates::from_ymd(TODAY.0, TODAY.1, TODAY.2).unwrap()
    }

    #[test]
    fn vectors() {
        let rows = vectors::read(include_str!("../../tests/data/hetu_vectors.tsv"));
        assert_eq!(rows.len(), 50);
        for row in rows {
            let got = normalise(&row["input"], today());
            if row["valid"] == "0" {
                assert_eq!(
                    got.map(|_| "valid").map_err(Fault::reason),
                    Err(row["reason"].as_str()),
                    "{}",
                    row["id"]
                );
                continue;
            }
            let hetu = got.unwrap_or_else(|f| panic!("{}: {}", row["id"], f.reason()));
            assert_eq!(hetu.as_str(), row["normalised"], "{}", row["id"]);
            assert_eq!(dates::iso(hetu.birth_day()), row["birth_date"], "{}", row["id"]);
            assert_eq!(hetu.male(), row["sex"] == "M", "{}", row["id"]);
            let class = if hetu.class() == Class::Ordinary { "ordinary" } else { "temporary" };
            assert_eq!(class, row["number_class"], "{}", row["id"]);
        }
    }

    #[test]
    fn the_intermediate_character_is_part_of_the_identity() {
        let old = normalise("010190-999W", today()).unwrap();
        let new = normalise("010190Y999W", today()).unwrap();
        assert!(old != new && old.birth_day() == new.birth_day());
    }

    #[test]
    fn blanks_and_direction_marks_inside_are_refused_not_repaired() {
        for bad in
            ["010594 Y9032", "\u{200e}010594Y9032", "010594Y9032\u{a0}", "010594Y９032", "010594Y9032\n"]
        {
            assert_eq!(normalise(bad, today()), Err(Fault::NotAllowed), "{bad:?}");
        }
    }

    #[test]
    fn masked_keeps_the_intermediate_and_debug_says_nothing() {
        assert_eq!(mask("010594Y9032"), "010594Y****");
        assert_eq!(mask("0105"), "****");
        assert_eq!(mask("ääääääääää"), "**********");
        let text = format!("{:?}", normalise("010594Y9032", today()).unwrap());
        assert!(!text.contains(|c: char| c.is_ascii_digit()), "{text}");
    }

    #[test]
    fn fifteen_on_the_birthday() {
        let hetu = normalise("010516B903X", today()).unwrap();
        let birthday = dates::from_ymd(2031, 5, 1).unwrap();
        assert!(hetu.under_15(birthday - 1));
        assert!(!hetu.under_15(birthday));
    }

    #[test]
    fn compose_refuses_another_century() {
        let day = dates::from_ymd(1994, 5, 1).unwrap();
        assert_eq!(compose(day, 'Y', 903).as_deref(), Some("010594Y9032"));
        assert_eq!(compose(day, 'A', 903), None);
        assert_eq!(compose(day, '+', 903), None);
        assert_eq!(compose(day, 'G', 903), None);
        assert_eq!(compose(day, '-', 1), None);
        assert_eq!(compose(day, '-', 1000), None);
    }

    proptest! {
        #[test]
        fn composed_codes_are_valid(day in -62_091i32..=20_618, century in 0usize..13, number in 2u32..=999) {
            let (c, first_year) = CENTURIES[century];
            let year = dates::ymd(day).0;
            let text = compose(day, c, number);
            prop_assert_eq!(text.is_some(), (first_year..first_year + 100).contains(&year));
            if let Some(text) = text {
                let hetu = normalise(&text.to_lowercase(), 20_618).unwrap();
                prop_assert_eq!(hetu.as_str(), text.as_str());
                prop_assert_eq!(hetu.birth_day(), day);
                prop_assert_eq!(hetu.male(), number % 2 == 1);
            }
        }

        #[test]
        fn one_wrong_digit_is_always_seen(day in -20_000i32..=20_000, number in 2u32..=999, at in 0usize..9, more in 1u8..10) {
            let year = dates::ymd(day).0;
            let text = compose(day, if year < 2000 { '-' } else { 'A' }, number).unwrap();
            let mut bytes = text.clone().into_bytes();
            let at = if at < 6 { at } else { at + 1 };
            bytes[at] = b'0' + (bytes[at] - b'0' + more) % 10;
            let typed = String::from_utf8(bytes).unwrap();
            prop_assert!(normalise(&typed, 20_618).is_err());
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", bytes in "[0-9A-Y+\u{2010}-\u{2014} \\-]{0,14}") {
            for s in [text, bytes] {
                if let Ok(hetu) = normalise(&s, 20_618) {
                    prop_assert_eq!(normalise(hetu.as_str(), 20_618), Ok(hetu.clone()));
                }
                prop_assert!(mask(&s).chars().count() <= 11);
            }
        }
    }
}
