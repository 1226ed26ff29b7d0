//! E-mail addresses: just enough checking to catch a slip, none that would refuse a working address.

use unicode_normalization::UnicodeNormalization;

/// Why a typed address is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// A blank, control or invisible character inside.
    NotAllowed,
    /// Not exactly one `@` with something on both sides, or a domain without a dot.
    Form,
    /// Over 254 bytes (RFC 5321 path limit less its brackets).
    Length,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-email-empty",
            Fault::NotAllowed => "error-email-character",
            Fault::Form => "error-email-form",
            Fault::Length => "error-email-length",
        }
    }
}

const LONGEST: usize = 254;

/// Outer blanks off, NFC, domain in lower case. The local part is kept as typed: its case may matter to its host.
///
/// # Errors
/// [`Fault`].
pub fn normalise(input: &str) -> Result<String, Fault> {
    let text: String = input.trim().nfc().collect();
    if text.is_empty() {
        return Err(Fault::Empty);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || invisible(c)) {
        return Err(Fault::NotAllowed);
    }
    let (local, domain) = text.split_once('@').ok_or(Fault::Form)?;
    let labels_filled = domain.split('.').all(|label| !label.is_empty());
    if local.is_empty() || domain.contains('@') || !domain.contains('.') || !labels_filled {
        return Err(Fault::Form);
    }
    let address: String = format!("{local}@{}", domain.to_lowercase()).nfc().collect();
    if address.len() > LONGEST { Err(Fault::Length) } else { Ok(address) }
}

/// Zero-width characters, direction marks, soft hyphen and byte order mark: two addresses that look alike.
fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(
            normalise(" Maija.Meikalainen@Example.FI ").as_deref(),
            Ok("Maija.Meikalainen@example.fi")
        );
        assert_eq!(normalise("a@äyräväinen.fi").as_deref(), Ok("a@äyräväinen.fi"));
        for (typed, fault) in [
            ("", Fault::Empty),
            ("maija", Fault::Form),
            ("@example.fi", Fault::Form),
            ("maija@", Fault::Form),
            ("maija@example", Fault::Form),
            ("maija@example..fi", Fault::Form),
            ("a@b@example.fi", Fault::Form),
            ("maija meikalainen@example.fi", Fault::NotAllowed),
            ("maija\u{200b}@example.fi", Fault::NotAllowed),
        ] {
            assert_eq!(normalise(typed), Err(fault), "{typed}");
        }
        assert!(normalise(&format!("{}@example.fi", "a".repeat(244))).is_err());
        assert!(normalise(&format!("{}@example.fi", "a".repeat(243))).is_ok());
    }

    proptest! {
        #[test]
        fn anything_typed_is_answered(text in "\\PC*", near in "\\PC{1,4}@\\PC{1,6}\\.\\PC{1,3}") {
            for s in [text, near] {
                if let Ok(address) = normalise(&s) {
                    prop_assert_eq!(normalise(&address), Ok(address.clone()));
                }
            }
        }
    }
}
