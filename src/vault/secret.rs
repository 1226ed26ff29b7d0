//! Types for what must not be seen: they wipe themselves when dropped, have no Debug, Clone, Serialize or
//! PartialEq, and stand in the private heap of [`super::keyheap`], so that a move copies a pointer and not the key.

use super::keyheap::{SLOT, Slot};
use crate::register::Entropy;
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// `N` secret bytes, at most [`SLOT`].
pub struct Secret<const N: usize>(Slot);

impl<const N: usize> Secret<N> {
    /// Takes over bytes and wipes the array they came in.
    pub fn take(bytes: &mut [u8; N]) -> Secret<N> {
        let secret = Secret::fill(|buf| buf.copy_from_slice(bytes.as_slice()));
        bytes.zeroize();
        secret
    }

    /// Written in place, so that no copy stays on the stack.
    pub fn fill(write: impl FnOnce(&mut [u8; N])) -> Secret<N> {
        const { assert!(N <= SLOT) }
        let mut slot = Slot::new();
        if let Some(bytes) = slot.bytes_mut().and_then(|bytes| bytes.first_chunk_mut()) {
            write(bytes);
        }
        Secret(slot)
    }

    /// From a slice that must be `N` bytes long; wiping the slice is its owner's duty.
    pub fn from_slice(bytes: &[u8]) -> Option<Secret<N>> {
        (bytes.len() == N).then(|| Secret::fill(|buf| buf.copy_from_slice(bytes)))
    }

    /// A copy of bytes that wipe themselves, as key stores give them.
    pub fn from_zeroizing(bytes: &Zeroizing<[u8; N]>) -> Secret<N> {
        Secret::fill(|to| to.copy_from_slice(bytes.as_slice()))
    }

    /// A copy as key stores take them.
    pub fn to_zeroizing(&self) -> Zeroizing<[u8; N]> {
        Zeroizing::new(*self.expose())
    }

    /// Random bytes.
    pub fn random(entropy: &mut dyn Entropy) -> Secret<N> {
        Secret::fill(|buf| entropy.fill(buf))
    }

    /// The bytes. The name is long enough to be seen in a review.
    pub fn expose(&self) -> &[u8; N] {
        // Longer ones cannot be made: `fill` asserts it when it is compiled.
        self.0.bytes().first_chunk().unwrap_or(&[0; N])
    }

    /// A second copy on purpose: there is no Clone.
    pub fn duplicate(&self) -> Secret<N> {
        Secret::fill(|buf| buf.copy_from_slice(self.expose()))
    }

    /// Equality in constant time.
    pub fn ct_eq(&self, other: &Secret<N>) -> bool {
        bool::from(self.expose().as_slice().ct_eq(other.expose().as_slice()))
    }
}

macro_rules! key_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name(Secret<32>);

        impl $name {
            /// Out of 32 secret bytes.
            pub fn new(bytes: Secret<32>) -> $name {
                $name(bytes)
            }

            /// From a slice that must be 32 bytes long; wiping the slice is its owner's duty.
            pub fn from_slice(bytes: &[u8]) -> Option<$name> {
                Secret::from_slice(bytes).map($name)
            }

            /// A copy as key stores take them.
            pub fn to_zeroizing(&self) -> Zeroizing<[u8; 32]> {
                self.0.to_zeroizing()
            }

            /// A new random one.
            pub fn random(entropy: &mut dyn Entropy) -> $name {
                $name(Secret::random(entropy))
            }

            /// The bytes.
            pub fn expose(&self) -> &[u8; 32] {
                self.0.expose()
            }

            /// A second copy on purpose: there is no Clone.
            pub fn duplicate(&self) -> $name {
                $name(self.0.duplicate())
            }

            /// Equality in constant time.
            pub fn ct_eq(&self, other: &$name) -> bool {
                self.0.ct_eq(&other.0)
            }
        }
    )*};
}

key_types! {
    /// DS, the device secret: one per machine, from the key store or a 0600 file.
    Ds;
    /// SS, the slot secret: one per office, beside the device secret. Without it no password can be guessed.
    Ss;
    /// PK, what Argon2id makes of a password.
    Pk;
    /// UKEK, the key that opens the seed in a keyslot.
    Ukek;
    /// USK, the seed of a user's key pairs, one per user and office.
    Seed;
    /// DBK, the raw key of one terminal's database file.
    Dbk;
    /// The bytes of CK, a compartment key; [`crate::vault::seal::Ck`] says of which compartment and key_epoch.
    CkBytes;
    /// SDK, the key of one subject in one compartment.
    Sdk;
    /// A key of HMAC-SHA256 or of the AEAD, derived for one purpose.
    DerivedKey;
}

/// Most code points a password may have; what comes after is refused by the field, never cut off silently.
pub const PASSWORD_MAX_CHARS: usize = 1024;
const PASSWORD_BYTES: usize = PASSWORD_MAX_CHARS * 4;

/// A password as it is typed: a buffer that never grows (a growing String leaves copies) and is wiped on drop.
pub struct PasswordText {
    bytes: Box<[u8; PASSWORD_BYTES]>,
    len: usize,
    chars: usize,
}

impl PasswordText {
    /// An empty one.
    pub fn new() -> PasswordText {
        PasswordText { bytes: Box::new([0; PASSWORD_BYTES]), len: 0, chars: 0 }
    }

    /// A buffer holding `text`, or `None` when it is longer than [`PASSWORD_MAX_CHARS`].
    pub fn from_text(text: &str) -> Option<PasswordText> {
        let mut password = PasswordText::new();
        text.chars().all(|c| password.push(c)).then_some(password)
    }

    /// Adds a character; `false` (and nothing added) when the buffer is full.
    #[must_use]
    pub fn push(&mut self, c: char) -> bool {
        if self.chars == PASSWORD_MAX_CHARS {
            return false;
        }
        let end = self.len + c.len_utf8();
        let Some(room) = self.bytes.get_mut(self.len..end) else { return false };
        c.encode_utf8(room);
        self.len = end;
        self.chars += 1;
        true
    }

    /// Takes the last character away; `false` when there was none.
    pub fn pop(&mut self) -> bool {
        let Some(c) = self.expose().chars().next_back() else { return false };
        let start = self.len - c.len_utf8();
        if let Some(gone) = self.bytes.get_mut(start..self.len) {
            gone.zeroize();
        }
        self.len = start;
        self.chars -= 1;
        true
    }

    /// Wipes it.
    pub fn clear(&mut self) {
        self.bytes.as_mut_slice().zeroize();
        self.len = 0;
        self.chars = 0;
    }

    /// Code points as typed.
    pub fn chars(&self) -> usize {
        self.chars
    }

    /// Whether nothing has been typed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text as typed.
    pub fn expose(&self) -> &str {
        // Only whole characters are ever written, so this cannot fail.
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    /// The text in NFC, nothing else changed: what is derived from, and what the rules look at.
    pub fn nfc(&self) -> Zeroizing<String> {
        // NFC makes UTF-8 at most three times as long, so this buffer never moves.
        let mut out = Zeroizing::new(String::with_capacity(3 * self.len));
        out.extend(self.expose().nfc());
        out
    }

    /// A second copy on purpose: there is no Clone.
    pub fn duplicate(&self) -> PasswordText {
        PasswordText { bytes: self.bytes.clone(), len: self.len, chars: self.chars }
    }
}

impl Default for PasswordText {
    fn default() -> PasswordText {
        PasswordText::new()
    }
}

impl Drop for PasswordText {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_bytes_wipes_their_source() {
        let mut source = [7u8; 32];
        let secret = Secret::take(&mut source);
        assert_eq!(source, [0; 32]);
        assert_eq!(secret.expose(), &[7; 32]);
        assert!(secret.ct_eq(&secret.duplicate()));
        assert!(!secret.ct_eq(&Secret::take(&mut [8; 32])));
    }

    #[test]
    fn a_slice_of_another_length_is_refused() {
        assert!(Secret::<32>::from_slice(&[0; 31]).is_none());
        assert!(Ss::from_slice(&[0; 33]).is_none());
    }

    #[test]
    fn typing_and_deleting_keeps_whole_characters() {
        let mut p = PasswordText::new();
        for c in "aä€😀".chars() {
            assert!(p.push(c));
        }
        assert_eq!((p.chars(), p.expose()), (4, "aä€😀"));
        assert!(p.pop() && p.pop());
        assert_eq!(p.expose(), "aä");
        assert_eq!(&p.bytes[p.len..p.len + 8], &[0; 8], "a deleted character is wiped");
        assert!(p.pop() && p.pop() && !p.pop());
    }

    #[test]
    fn the_buffer_refuses_instead_of_cutting() {
        let long: String = std::iter::repeat_n('ä', PASSWORD_MAX_CHARS).collect();
        let mut p = PasswordText::from_text(&long).unwrap();
        assert!(!p.push('x'));
        assert_eq!(p.chars(), PASSWORD_MAX_CHARS);
        assert!(PasswordText::from_text(&(long + "x")).is_none());
    }

    #[test]
    fn composed_and_decomposed_typing_are_one_password() {
        let a = PasswordText::from_text("Ta\u{308}ma\u{308}").unwrap();
        let b = PasswordText::from_text("Tämä").unwrap();
        assert_eq!(*a.nfc(), *b.nfc());
    }
}
