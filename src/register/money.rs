//! Amounts: euros in cents and hours in minutes, both whole numbers. No floating point anywhere.

/// Why a typed amount is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// Not a sum of euros and cents.
    Money,
    /// Not hours, nor hours and minutes.
    Hours,
    /// More minutes than an hour has.
    Minutes,
    /// More digits than an amount can have.
    TooLarge,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-amount-empty",
            Fault::Money => "error-amount-money",
            Fault::Hours => "error-amount-hours",
            Fault::Minutes => "error-amount-minutes",
            Fault::TooLarge => "error-amount-large",
        }
    }
}

/// Most digits before the comma: keeps every sum of amounts far inside `i64`.
const DIGITS: usize = 12;

/// Reads euros into cents: `1234,50`, `1 234,50`, `1234`, `1234,5`, with or without `€`; a minus sign in front.
/// A full stop is refused: `1.234` could mean either of two amounts.
///
/// # Errors
/// [`Fault`].
pub fn parse(text: &str) -> Result<i64, Fault> {
    let text = text.trim().trim_end_matches('€').trim_end();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    let (whole, part) = match text.split_once(',') {
        Some((whole, part)) if matches!(part.len(), 1 | 2) => (whole, part),
        Some(_) => return Err(Fault::Money),
        None => (text, "0"),
    };
    let euros = digits(&ungroup(whole).ok_or(Fault::Money)?, Fault::Money)?;
    let cents = digits(part, Fault::Money)? * if part.len() == 1 { 10 } else { 1 };
    let sum = euros * 100 + cents;
    Ok(if negative { -sum } else { sum })
}

/// Cents as `1 234,50`.
pub fn show(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let value = cents.unsigned_abs();
    let mut groups = Vec::new();
    let mut euros = value / 100;
    while euros >= 1000 {
        groups.push(format!(" {:03}", euros % 1000));
        euros /= 1000;
    }
    let rest: String = groups.into_iter().rev().collect();
    format!("{sign}{euros}{rest},{:02}", value % 100)
}

/// Reads hours into minutes: `37` hours, `37,5` hours and tenths or hundredths (to the nearest minute), `37.30` or
/// `37:30` hours and minutes. After a full stop both digits are needed, so that `37.5` is not taken for either.
///
/// # Errors
/// [`Fault`].
pub fn parse_minutes(text: &str) -> Result<i64, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if let Some((hours, minutes)) = text.split_once(['.', ':']) {
        let (hours, minutes_value) = (digits(hours, Fault::Hours)?, digits(minutes, Fault::Hours)?);
        return match minutes_value {
            _ if minutes.len() != 2 => Err(Fault::Hours),
            60.. => Err(Fault::Minutes),
            m => Ok(hours * 60 + m),
        };
    }
    let (hours, part) = text.split_once(',').unwrap_or((text, "0"));
    let hundredths = match part.len() {
        1 => digits(part, Fault::Hours)? * 10,
        2 => digits(part, Fault::Hours)?,
        _ => return Err(Fault::Hours),
    };
    Ok(digits(hours, Fault::Hours)? * 60 + (hundredths * 60 + 50) / 100)
}

/// Minutes as hours and minutes, `37.30`.
pub fn show_minutes(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let value = minutes.unsigned_abs();
    format!("{sign}{}.{:02}", value / 60, value % 60)
}

fn digits(text: &str, fault: Fault) -> Result<i64, Fault> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(fault);
    }
    if text.len() > DIGITS {
        return Err(Fault::TooLarge);
    }
    text.parse().map_err(|_| fault)
}

/// Takes the blanks out of `1 234 567`, or says that they do not part thousands.
fn ungroup(text: &str) -> Option<String> {
    let mut groups = text.split([' ', '\u{a0}', '\u{202f}']);
    let mut out = groups.next()?.to_owned();
    let first = out.len();
    for group in groups {
        if group.len() != 3 || first > 3 {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn euros() {
        for (typed, cents) in [
            ("1234,50", 123_450),
            ("1 234,50", 123_450),
            ("1\u{a0}234,50 €", 123_450),
            ("1234,5", 123_450),
            ("0,05", 5),
            ("9", 900),
            ("-5,00", -500),
            ("\u{2212}5", -500),
        ] {
            assert_eq!(parse(typed), Ok(cents), "{typed}");
        }
        for (typed, fault) in [
            ("", Fault::Empty),
            ("€", Fault::Empty),
            ("1.234,50", Fault::Money),
            ("12.50", Fault::Money),
            ("1 23,50", Fault::Money),
            ("1234 567", Fault::Money),
            ("1,234", Fault::Money),
            (",5", Fault::Money),
            ("1,", Fault::Money),
            ("sata", Fault::Money),
            ("1234567890123", Fault::TooLarge),
        ] {
            assert_eq!(parse(typed), Err(fault), "{typed}");
        }
        assert_eq!(show(123_450), "1 234,50");
        assert_eq!(show(-5), "-0,05");
        assert_eq!(show(100_000_000), "1 000 000,00");
        assert_eq!(show(i64::MIN), "-92 233 720 368 547 758,08");
    }

    #[test]
    fn hours() {
        for (typed, minutes) in [
            ("37,5", 2250),
            ("37.30", 2250),
            ("37:30", 2250),
            ("37", 2220),
            ("37,25", 2235),
            ("7,33", 440),
            ("0.05", 5),
        ] {
            assert_eq!(parse_minutes(typed), Ok(minutes), "{typed}");
        }
        for (typed, fault) in [
            ("", Fault::Empty),
            ("37.5", Fault::Hours),
            ("37.60", Fault::Minutes),
            ("37,123", Fault::Hours),
            ("-1", Fault::Hours),
            ("1.2.3", Fault::Hours),
        ] {
            assert_eq!(parse_minutes(typed), Err(fault), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn shown_amounts_are_read_back(cents in -99_999_999_999_999i64..=99_999_999_999_999, minutes in 0i64..=6_000_000) {
            prop_assert_eq!(parse(&show(cents)), Ok(cents));
            prop_assert_eq!(parse_minutes(&show_minutes(minutes)), Ok(minutes));
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "[0-9 ,.€\\-]{0,24}", number: i64) {
            for s in [text, near] {
                let _ = (parse(&s), parse_minutes(&s));
            }
            let _ = (show(number), show_minutes(number));
        }
    }
}
