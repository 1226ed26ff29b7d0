//! Identities: 16 raw bytes, UUID version 7 where the program makes them (RFC 9562 section 5.7).

use std::fmt;

/// Where random bytes come from. Passed in, so that pure code stays pure and tests can be repeated.
pub trait Entropy {
    /// Fills `buf` with random bytes.
    fn fill(&mut self, buf: &mut [u8]);

    /// Random bytes as an array.
    fn bytes<const N: usize>(&mut self) -> [u8; N]
    where
        Self: Sized,
    {
        let mut buf = [0; N];
        self.fill(&mut buf);
        buf
    }
}

impl Entropy for &mut dyn Entropy {
    fn fill(&mut self, buf: &mut [u8]) {
        (**self).fill(buf);
    }
}

/// An internal identity of a record, person, user, unit, office, machine or incarnation. Never an identity code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id([u8; 16]);

impl Id {
    /// All zeros: "none" in formats that have no other way to say it.
    pub const ZERO: Id = Id([0; 16]);

    /// A new UUID version 7 out of UTC milliseconds and 10 random bytes.
    pub fn v7(utc_ms: i64, entropy: &mut dyn Entropy) -> Id {
        let mut b = [0u8; 16];
        entropy.fill(&mut b);
        let [_, _, t0, t1, t2, t3, t4, t5] = utc_ms.max(0).to_be_bytes();
        let [_, _, _, _, _, _, r6, r7, r8, rest @ ..] = b;
        let [r9, r10, r11, r12, r13, r14, r15] = rest;
        Id([
            t0,
            t1,
            t2,
            t3,
            t4,
            t5,
            (r6 & 0x0f) | 0x70,
            r7,
            (r8 & 0x3f) | 0x80,
            r9,
            r10,
            r11,
            r12,
            r13,
            r14,
            r15,
        ])
    }

    /// From the 16 bytes of a format.
    pub const fn from_bytes(bytes: [u8; 16]) -> Id {
        Id(bytes)
    }

    /// From a slice that must be 16 bytes long.
    pub fn from_slice(bytes: &[u8]) -> Option<Id> {
        bytes.try_into().ok().map(Id)
    }

    /// The 16 bytes as formats hold them.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// From the hyphenated text form.
    pub fn parse(text: &str) -> Option<Id> {
        let mut bytes = [0u8; 16];
        let mut digits = text.bytes().filter(|b| *b != b'-');
        for byte in &mut bytes {
            let high = char::from(digits.next()?).to_digit(16)?;
            let low = char::from(digits.next()?).to_digit(16)?;
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        let id = Id(bytes);
        (digits.next().is_none() && id.to_string() == text.to_ascii_lowercase()).then_some(id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(u8);
    impl Entropy for Counting {
        fn fill(&mut self, buf: &mut [u8]) {
            for b in buf {
                *b = self.0;
                self.0 = self.0.wrapping_add(1);
            }
        }
    }

    #[test]
    fn v7_carries_time_version_and_variant() {
        let id = Id::v7(0x0192_3456_789a, &mut Counting(0xf0));
        let text = id.to_string();
        assert!(text.starts_with("01923456-789a-7"), "{text}");
        assert!(matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b'), "{text}");
        assert_eq!(Id::parse(&text), Some(id));
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let mut e = Counting(0xff);
        assert!(Id::v7(1_000, &mut e) < Id::v7(1_001, &mut e));
    }

    #[test]
    fn parse_refuses_what_display_would_not_write() {
        for bad in ["", "0192", "01923456789a70008000000000000000", "01923456-789a-7000-8000-00000000000g"] {
            assert_eq!(Id::parse(bad), None, "{bad}");
        }
    }
}
