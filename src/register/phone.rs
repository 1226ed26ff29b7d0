//! Telephone numbers: typed as people write them, stored as E.164 (`+358401234567`), shown grouped.

/// Why a typed number is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// Something that belongs to no telephone number; a note has its own field.
    NotAllowed,
    /// Neither an area code nor a country code: `7351234`.
    NoPrefix,
    /// Fewer than 6 or more than 15 digits.
    Length,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-phone-empty",
            Fault::NotAllowed => "error-phone-character",
            Fault::NoPrefix => "error-phone-prefix",
            Fault::Length => "error-phone-length",
        }
    }
}

/// Country codes of two digits (ITU-T E.164 list of assigned codes); 1 and 7 have one digit, all others three.
const TWO_DIGIT_COUNTRIES: [&str; 42] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
    "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
    "82", "84", "86", "90", "91", "92", "93", "94",
];

/// Reads a number into E.164. Blanks, hyphens, brackets, full stops and slashes are dropped; then `00…` becomes `+…`,
/// `0…` becomes `+358…`, and the zero of `+358 0…` goes. Service numbers (0100, 0200, 029, 0800) are numbers.
///
/// # Errors
/// [`Fault`].
pub fn normalise(input: &str) -> Result<String, Fault> {
    let trimmed = input.trim();
    if trimmed.is_empty() {
        return Err(Fault::Empty);
    }
    let (plus, rest) = match trimmed.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, trimmed),
    };
    let mut digits = String::with_capacity(rest.len());
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '\u{a0}' | '-' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '(' | ')' | '.' | '/' => {}
            _ => return Err(Fault::NotAllowed),
        }
    }
    let number = if plus {
        digits
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else if let Some(rest) = digits.strip_prefix('0') {
        format!("358{rest}")
    } else if digits.is_empty() {
        return Err(Fault::Length);
    } else {
        return Err(Fault::NoPrefix);
    };
    let number = match number.strip_prefix("3580") {
        Some(rest) => format!("358{rest}"),
        None => number,
    };
    // One zero leads out of the area; behind the country code no number begins with one.
    if number.starts_with("3580") {
        return Err(Fault::NoPrefix);
    }
    if (6..=15).contains(&number.len()) { Ok(format!("+{number}")) } else { Err(Fault::Length) }
}

/// A stored number as people read it: `+358 40 123 4567`. What is not E.164 is returned as it is.
pub fn group(stored: &str) -> String {
    let Some(number) = stored.strip_prefix('+').filter(|n| n.bytes().all(|b| b.is_ascii_digit())) else {
        return stored.to_owned();
    };
    let country = match number.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if TWO_DIGIT_COUNTRIES.contains(&two) || matches!(two, "95" | "98") => 2,
        _ => 3,
    };
    let (code, rest) = number.split_at_checked(country).unwrap_or((number, ""));
    let area = if code == "358" { finnish_area(rest) } else { 0 };
    let (area, mut rest) = rest.split_at_checked(area).unwrap_or(("", rest));
    let mut out = format!("+{code}");
    if !area.is_empty() {
        out.push(' ');
        out.push_str(area);
    }
    while !rest.is_empty() {
        let take = if rest.len() > 4 { 3 } else { rest.len() };
        let (head, tail) = rest.split_at_checked(take).unwrap_or((rest, ""));
        out.push(' ');
        out.push_str(head);
        rest = tail;
    }
    out
}

/// Digits of the area, network or service prefix of a Finnish number without its zero.
fn finnish_area(national: &str) -> usize {
    match national.as_bytes() {
        [b'2', b'0' | b'9', ..] | [b'1' | b'4' | b'5' | b'7', b'0'..=b'9', ..] if !short_area(national) => 2,
        [b'6' | b'8', b'0', b'0', ..] => 3,
        _ => 1,
    }
}

/// The one-digit areas 02, 03, 05, 06, 08, 09; of those beginning with 5, 050 is a network.
fn short_area(national: &str) -> bool {
    matches!(national.as_bytes(), [b'5', b'1'..=b'9', ..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typed_forms() {
        for (typed, want) in [
            ("040 123 4567", "+358401234567"),
            ("0401234567", "+358401234567"),
            ("+358 40 123 4567", "+358401234567"),
            ("+358 (0)40 123 4567", "+358401234567"),
            ("00358401234567", "+358401234567"),
            ("00358 0 40 1234567", "+358401234567"),
            ("(03) 735-1234", "+35837351234"),
            ("0295 025 500", "+358295025500"),
            ("0800 98811", "+35880098811"),
            ("0100 100", "+358100100"),
            ("+46 8 123 456 78", "+46812345678"),
            ("00372 5123 456", "+3725123456"),
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok(want), "{typed}");
        }
        for (typed, fault) in [
            ("", Fault::Empty),
            ("äidin 040 1234567", Fault::NotAllowed),
            ("040 123 4567 +1", Fault::NotAllowed),
            ("０401234567", Fault::NotAllowed),
            ("7351234", Fault::NoPrefix),
            ("112", Fault::NoPrefix),
            ("04", Fault::Length),
            ("+", Fault::Length),
            ("-", Fault::Length),
            ("+1234567890123456", Fault::Length),
        ] {
            assert_eq!(normalise(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn shown_in_groups() {
        for (stored, shown) in [
            ("+358401234567", "+358 40 123 4567"),
            ("+358501234567", "+358 50 123 4567"),
            ("+35837351234", "+358 3 735 1234"),
            ("+35891234567", "+358 9 123 4567"),
            ("+358131234567", "+358 13 123 4567"),
            ("+358295025500", "+358 29 502 5500"),
            ("+35880098811", "+358 800 988 11"),
            ("+46812345678", "+46 812 345 678"),
            ("+3725123456", "+372 512 3456"),
            ("040", "040"),
        ] {
            assert_eq!(group(stored), shown);
        }
    }

    proptest! {
        #[test]
        fn shown_numbers_are_read_back(number in "[1-9][0-9]{5,14}") {
            // A zero behind 358 is the trunk prefix, which no number that is stored has.
            prop_assume!(!number.starts_with("3580"));
            let stored = normalise(&format!("+{number}")).unwrap();
            prop_assert_eq!(normalise(&group(&stored)), Ok(stored.clone()));
            prop_assert_eq!(normalise(&stored), Ok(stored));
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "[+0]{0,3}[0-9 ()\\-]{0,20}") {
            for s in [text, near] {
                if let Ok(stored) = normalise(&s) {
                    prop_assert!((7..=16).contains(&stored.len()));
                }
            }
        }
    }
}
