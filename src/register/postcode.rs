//! Finnish postcodes: five digits, kept as text because zeros count. A postcode abroad is free text of its own field.

/// Why a typed postcode is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// Not five digits.
    Form,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-postcode-empty",
            Fault::Form => "error-postcode-form",
        }
    }
}

/// Five digits, outer blanks off.
///
/// # Errors
/// [`Fault`].
pub fn normalise(input: &str) -> Result<String, Fault> {
    let text = input.trim();
    match text.len() {
        0 => Err(Fault::Empty),
        5 if text.bytes().all(|b| b.is_ascii_digit()) => Ok(text.to_owned()),
        _ => Err(Fault::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_digits_zeros_kept() {
        assert_eq!(normalise(" 00100 ").as_deref(), Ok("00100"));
        assert_eq!(normalise("15110").as_deref(), Ok("15110"));
        assert_eq!(normalise(""), Err(Fault::Empty));
        for bad in ["100", "001000", "1511O", "０0100", "15 110", "FI-15110"] {
            assert_eq!(normalise(bad), Err(Fault::Form), "{bad}");
        }
    }
}
