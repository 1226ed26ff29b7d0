//! What the tests of this floor share.

use crate::register::{Entropy, Id};

/// An identity of one byte repeated, as in the test vectors.
pub fn id(byte: u8) -> Id {
    Id::from_bytes([byte; 16])
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The bytes of hexadecimal digits; blanks do not count.
pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

/// The same byte for ever.
pub struct Same(pub u8);

impl Entropy for Same {
    fn fill(&mut self, buf: &mut [u8]) {
        buf.fill(self.0);
    }
}
