//! The activation code: 120 bits as 24 Crockford characters, shown in groups of 4, read however it is typed.

use super::crockford;
use super::secret::{PasswordText, Secret};
use crate::register::Entropy;
use zeroize::Zeroizing;

/// Characters of a code.
pub const CODE_CHARS: usize = 24;

/// A code in its one canonical form: 24 capital characters.
pub struct ActivationCode(Secret<CODE_CHARS>);

impl ActivationCode {
    /// A new one: 120 random bits.
    pub fn generate(entropy: &mut dyn Entropy) -> ActivationCode {
        let random = Secret::<CODE_CHARS>::random(entropy);
        // The low five bits of a random byte are as random as any: 24 × 5 = 120.
        ActivationCode(Secret::fill(|code| {
            for (to, from) in code.iter_mut().zip(random.expose()) {
                *to = crockford::symbol(*from);
            }
        }))
    }

    /// Reads what a person typed: small letters, blanks and hyphens are passed over, o is 0, i and l are 1.
    pub fn parse(text: &str) -> Option<ActivationCode> {
        let mut code = crockford::read::<CODE_CHARS>(text)?;
        code.iter_mut().for_each(|value| *value = crockford::symbol(*value));
        Some(ActivationCode(Secret::take(&mut code)))
    }

    /// Groups of 4 with hyphens, to be read out or printed once.
    pub fn shown(&self) -> Zeroizing<String> {
        crockford::shown(self.0.expose())
    }

    /// The canonical 24 characters, as the key derivation takes them.
    pub fn to_password(&self) -> Option<PasswordText> {
        std::str::from_utf8(self.0.expose()).ok().and_then(PasswordText::from_text)
    }

    /// Equality in constant time.
    pub fn ct_eq(&self, other: &ActivationCode) -> bool {
        self.0.ct_eq(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::TestEntropy;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = ActivationCode::parse("0123-4567-89AB-CDEF-GHJK-1100").unwrap();
        for typed in
            ["0123456789abcdefghjk1100", " o123 4567 89ab cdef ghjk il0o ", "O123–4567–89AB–CDEF–GHJK–lIoO"]
        {
            assert!(ActivationCode::parse(typed).unwrap().ct_eq(&code), "{typed}");
        }
        assert_eq!(code.shown().as_str(), "0123-4567-89AB-CDEF-GHJK-1100");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for bad in [
            "",
            "0123",
            "0123-4567-89AB-CDEF-GHJK-110",
            "0123-4567-89AB-CDEF-GHJK-11000",
            "U123-4567-89AB-CDEF-GHJK-1100",
            "ä123-4567-89AB-CDEF-GHJK-1100",
        ] {
            assert!(ActivationCode::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn every_character_of_the_alphabet_occurs() {
        let mut e = TestEntropy::new(5);
        let many: String = (0..100).map(|_| ActivationCode::generate(&mut e).shown().to_string()).collect();
        assert!("0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().all(|c| many.contains(c)));
    }

    proptest! {
        #[test]
        fn shown_and_read_is_the_same(seed: u64) {
            let code = ActivationCode::generate(&mut TestEntropy::new(seed));
            prop_assert!(ActivationCode::parse(&code.shown()).unwrap().ct_eq(&code));
        }

        #[test]
        fn reading_never_panics(text: String) {
            let _ = ActivationCode::parse(&text);
        }
    }
}
