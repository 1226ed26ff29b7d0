//! The organisation's recovery key: shown once at set-up, kept on paper in a safe, never on a machine.
//!
//! The design leaves its text open. Here: 32 random bytes and the first 3 bytes of their SHA-256 (so that a slip
//! of the pen is found when it is typed, not when it is needed) as 56 Crockford characters in groups of 4. The
//! pair is DeriveKeyPair(HKDF(–, the 32 bytes, L(`recovery-kem`))).

use super::crockford;
use super::derive;
use super::secret::Secret;
use super::wrap::{KemPrivate, KemPublic};
use crate::register::Entropy;
use zeroize::Zeroizing;

const SECRET: usize = 32;
const CHECK: usize = 3;
const SYMBOLS: usize = (SECRET + CHECK) * 8 / 5;

/// The recovery key in the form that is written down.
pub struct RecoveryKey(Secret<SECRET>);

impl RecoveryKey {
    /// A new random one.
    pub fn generate(entropy: &mut dyn Entropy) -> RecoveryKey {
        RecoveryKey(Secret::random(entropy))
    }

    /// Reads what was typed off the paper; `None` when it is not complete or mistyped.
    pub fn parse(text: &str) -> Option<RecoveryKey> {
        let values = crockford::read::<SYMBOLS>(text)?;
        let mut bytes = Zeroizing::new([0u8; SECRET + CHECK]);
        for (five, eight) in bytes.chunks_mut(5).zip(values.chunks(8)) {
            let bits = eight.iter().fold(0u64, |bits, v| bits << 5 | u64::from(*v));
            for (to, from) in five.iter_mut().zip(bits.to_be_bytes().into_iter().skip(3)) {
                *to = from;
            }
        }
        let (secret, check) = bytes.split_at_checked(SECRET)?;
        let key = RecoveryKey(Secret::from_slice(secret)?);
        (key.check() == check).then_some(key)
    }

    /// The text to write down: 14 groups of 4.
    pub fn shown(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0u8; SECRET + CHECK]);
        for (to, from) in bytes.iter_mut().zip(self.0.expose().iter().chain(&self.check())) {
            *to = *from;
        }
        let mut symbols = Zeroizing::new([0u8; SYMBOLS]);
        for (five, eight) in bytes.chunks(5).zip(symbols.chunks_mut(8)) {
            let bits = five.iter().fold(0u64, |bits, b| bits << 8 | u64::from(*b));
            for (to, shift) in eight.iter_mut().zip((0..8).rev().map(|i| i * 5)) {
                *to = crockford::symbol(u8::try_from(bits >> shift & 31).unwrap_or(0));
            }
        }
        crockford::shown(symbols.as_slice())
    }

    /// The key pair; its public half stands in the keyslots header.
    pub fn pair(&self) -> (KemPrivate, KemPublic) {
        derive::recovery_kem(&self.0)
    }

    fn check(&self) -> [u8; CHECK] {
        let [a, b, c, ..] = derive::sha256(&[self.0.expose()]);
        [a, b, c]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::TestEntropy;
    use proptest::prelude::*;

    #[test]
    fn one_wrong_character_is_found() {
        let key = RecoveryKey::generate(&mut TestEntropy::new(1));
        let shown = key.shown();
        assert_eq!(shown.len(), 56 + 13);
        for at in (0..shown.len()).filter(|at| shown.as_bytes()[*at] != b'-') {
            let mut typed = shown.as_bytes().to_vec();
            typed[at] = if typed[at] == b'A' { b'B' } else { b'A' };
            assert!(RecoveryKey::parse(std::str::from_utf8(&typed).unwrap()).is_none(), "{at}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(seed: u64) {
            let key = RecoveryKey::generate(&mut TestEntropy::new(seed));
            let again = RecoveryKey::parse(&key.shown().to_lowercase()).unwrap();
            prop_assert!(again.0.ct_eq(&key.0));
            prop_assert_eq!(again.pair().1, key.pair().1);
        }

        #[test]
        fn reading_never_panics(text: String) {
            prop_assert!(RecoveryKey::parse(&text).is_none());
        }
    }
}
