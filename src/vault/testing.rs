//! The inputs of the published vectors (security design, section 6.8), for the tests of this floor.

use super::keyslots::{Backend, Header};
use super::secret::{CkBytes, Dbk, Ds, PasswordText, Pk, Sdk, Secret, Seed, Ss};
use crate::register::{Entropy, Id};

pub const MACHINE: Id = Id::from_bytes([0x11; 16]);
pub const USER: Id = Id::from_bytes([0x22; 16]);
pub const DB: Id = Id::from_bytes([0x33; 16]);
pub const SUBJECT: Id = Id::from_bytes([0x44; 16]);
pub const KEY_ID: [u8; 8] = [0x55; 8];
pub const ENTITY: Id = Id::from_bytes([0x66; 16]);
pub const OFFICE: Id = Id::from_bytes([0x99; 16]);
pub const T0: i64 = 1_790_000_000_000;
pub const LOGIN: &str = "virtanenm";

pub fn ds() -> Ds {
    Ds::new(Secret::fill(|b| b.iter_mut().zip(0u8..).for_each(|(b, i)| *b = i)))
}

pub fn ss() -> Ss {
    Ss::new(Secret::fill(|b| b.iter_mut().zip(0x20u8..).for_each(|(b, i)| *b = i)))
}

pub fn pk() -> Pk {
    Pk::from_slice(&unhex("d935fbd66b943ad55e591286eca5956ecdadbfa065ac7df57a6eb19f890532c8")).unwrap()
}

pub fn password() -> PasswordText {
    PasswordText::from_text("Tämä on pitkä salalause").unwrap()
}

pub fn seed() -> Seed {
    Seed::from_slice(&[0xc3; 32]).unwrap()
}

pub fn ck_bytes() -> CkBytes {
    CkBytes::from_slice(&[0xd4; 32]).unwrap()
}

pub fn sdk() -> Sdk {
    Sdk::from_slice(&[0xe6; 32]).unwrap()
}

pub fn dbk() -> Dbk {
    Dbk::from_slice(&[0xf7; 32]).unwrap()
}

/// The header of the key file of the vectors.
pub fn header() -> Header {
    Header {
        backend: Backend::File,
        machine: MACHINE,
        office: OFFICE,
        db: DB,
        db_salt: [0xab; 16],
        created: T0,
        file_gen: 1,
        dbk_gen: 1,
        dbk_next: None,
        recovery: None,
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    let digit = |b: u8| u8::try_from(char::from(b).to_digit(16).unwrap()).unwrap();
    text.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

/// Entropy that can be repeated: different bytes at each draw.
pub struct TestEntropy(u64);

impl TestEntropy {
    pub fn new(seed: u64) -> TestEntropy {
        TestEntropy(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
}

impl Entropy for TestEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        for b in buf {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            *b = self.0.to_be_bytes()[3];
        }
    }
}

/// Entropy that gives one byte for ever: the nonces of the vectors.
pub struct Repeated(pub u8);

impl Entropy for Repeated {
    fn fill(&mut self, buf: &mut [u8]) {
        buf.fill(self.0);
    }
}
