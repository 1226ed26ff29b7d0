//! Y-tunnus (Swedish FO-nummer), the number of a business: seven digits, a hyphen, a check digit.
//!
//! Source: register design, section 6 (weights 7 9 10 5 8 4 2, modulo 11). An OVT code (`0037…`) belongs to its own
//! field and is refused here.

/// Why a typed number is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// A character outside ASCII or a control character.
    NotAllowed,
    /// Not seven digits and a check digit.
    Form,
    /// 0000000-0 is not issued.
    AllZeros,
    /// Remainder 1: there is no check digit for these seven.
    NeverIssued,
    /// The check digit belongs to other digits.
    Check,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-business-id-empty",
            Fault::NotAllowed => "error-business-id-character",
            Fault::Form => "error-business-id-form",
            Fault::AllZeros => "error-business-id-all-zeros",
            Fault::NeverIssued => "error-business-id-never-issued",
            Fault::Check => "error-business-id-check",
        }
    }

    /// The reason as the test vectors of the register name it.
    pub fn reason(self) -> &'static str {
        match self {
            Fault::Empty => "empty",
            Fault::NotAllowed => "character not allowed",
            Fault::Form => "form is not NNNNNNN-N",
            Fault::AllZeros => "all zeros is not issued",
            Fault::NeverIssued => "remainder 1: number is never issued",
            Fault::Check => "wrong check digit",
        }
    }
}

/// Checks a typed number and returns it as `NNNNNNN-N`. Six digits before the hyphen get their leading zero; eight
/// digits without a hyphen and the VAT form with `FI` are accepted.
///
/// # Errors
/// The first [`Fault`], from form to meaning.
pub fn normalise(input: &str) -> Result<String, Fault> {
    let (number, check) = parts(input)?;
    if number == 0 && check == 0 {
        return Err(Fault::AllZeros);
    }
    match check_digit(number) {
        None => Err(Fault::NeverIssued),
        Some(right) if right != check => Err(Fault::Check),
        Some(_) => Ok(format!("{number:07}-{check}")),
    }
}

/// The check digit of seven digits read as one number; `None` where no number is issued (remainder 1).
pub fn check_digit(seven_digits: u32) -> Option<u32> {
    let weights = [2, 4, 8, 5, 10, 9, 7];
    let mut rest = seven_digits;
    let mut sum = 0;
    for weight in weights {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    match sum % 11 {
        0 => Some(0),
        1 => None,
        r => Some(11 - r),
    }
}

fn parts(input: &str) -> Result<(u32, u32), Fault> {
    let text: String = input.trim_matches([' ', '\t']).chars().map(plain).collect();
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if text.chars().any(|c| !c.is_ascii() || c.is_ascii_control()) {
        return Err(Fault::NotAllowed);
    }
    let text = text.strip_prefix("FI").map_or(text.as_str(), |rest| rest.trim_start_matches(' '));
    let (number, check) = match text.split_once('-') {
        Some((number, check)) if matches!(number.len(), 6 | 7) => (number, check),
        None if text.len() == 8 => text.split_at_checked(7).ok_or(Fault::Form)?,
        _ => return Err(Fault::Form),
    };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok()).flatten();
    match (digits(number), digits(check)) {
        (Some(number), Some(digit)) if check.len() == 1 => Ok((number, digit)),
        _ => Err(Fault::Form),
    }
}

fn plain(c: char) -> char {
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

    #[test]
    fn vectors() {
        let rows = vectors::read(include_str!("../../tests/data/business_id_vectors.tsv"));
        assert_eq!(rows.len(), 29);
        for row in rows {
            let want =
                if row["valid"] == "1" { Ok(row["normalised"].clone()) } else { Err(row["reason"].as_str()) };
            assert_eq!(normalise(&row["input"]).map_err(Fault::reason), want, "{}", row["id"]);
        }
    }

    proptest! {
        #[test]
        fn every_number_has_one_check_digit_or_none(number in 1u32..10_000_000) {
            let valid: Vec<u32> = (0..10).filter(|c| normalise(&format!("{number:07}-{c}")).is_ok()).collect();
            prop_assert_eq!(valid, check_digit(number).into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "(FI|fi)? ?[0-9]{5,8}[\\-\u{2013}]?[0-9]{0,2}") {
            for s in [text, near] {
                if let Ok(id) = normalise(&s) {
                    prop_assert_eq!(normalise(&id), Ok(id.clone()));
                }
            }
        }
    }
}
