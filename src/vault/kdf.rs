//! Argon2id: from a password to PK. Runs on a worker thread, one at a time in the process.

use super::secret::{PasswordText, Pk, Secret};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroize;

/// One derivation at a time: two at once would double the memory peak (64 MiB each).
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Cost of Argon2id version 0x13, inside the bounds that are accepted from a file (security design, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParams {
    m_kib: u32,
    t: u32,
    p: u8,
}

/// Why a key could not be derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KdfFault {
    /// Cost outside the accepted bounds.
    Bounds,
    /// The machine has not got the memory for it now.
    Memory,
}

impl KdfFault {
    /// The Fluent id of the sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            KdfFault::Bounds => "error-kdf-bounds",
            KdfFault::Memory => "error-kdf-memory",
        }
    }
}

impl KdfParams {
    /// What every new slot gets: 64 MiB, 3 passes, 1 lane.
    pub const DEFAULT: KdfParams = KdfParams { m_kib: 65_536, t: 3, p: 1 };

    /// Cost within m 19 456–1 048 576 KiB, t 1–10, p 1–4. What is outside is refused before it is used: too
    /// weak gives a password away, too strong stops the terminal.
    pub fn new(m_kib: u32, t: u32, p: u8) -> Result<KdfParams, KdfFault> {
        let ok = (19_456..=1_048_576).contains(&m_kib) && (1..=10).contains(&t) && (1..=4).contains(&p);
        if ok { Ok(KdfParams { m_kib, t, p }) } else { Err(KdfFault::Bounds) }
    }

    /// Memory in KiB.
    pub const fn m_kib(self) -> u32 {
        self.m_kib
    }

    /// Passes.
    pub const fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    pub const fn p(self) -> u8 {
        self.p
    }

    /// Whether a slot with this cost is to be rewritten at the next login.
    pub fn weaker_than_default(self) -> bool {
        self.m_kib < Self::DEFAULT.m_kib || self.work() < Self::DEFAULT.work()
    }

    /// Memory times passes, to tell which of two costs more.
    pub(super) fn work(self) -> u64 {
        u64::from(self.m_kib) * u64::from(self.t)
    }
}

/// PK of a password in NFC: Argon2id v0x13, 32 bytes out. About 0.16 s and 64 MiB with the default cost.
///
/// The memory is far above the size that allocators keep for later (32 MiB at most in glibc), so it is mapped
/// for this call and given back to the system after it; the terminal's budget is its state after login.
pub fn derive_pk(password: &PasswordText, salt: &[u8; 16], params: KdfParams) -> Result<Pk, KdfFault> {
    let nfc = password.nfc();
    derive_bytes(nfc.as_bytes(), salt, params)
}

fn derive_bytes(password: &[u8], salt: &[u8; 16], params: KdfParams) -> Result<Pk, KdfFault> {
    let argon =
        Params::new(params.m_kib, params.t, u32::from(params.p), Some(32)).map_err(|_| KdfFault::Bounds)?;
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let count = argon.block_count();
    let mut memory: Vec<Block> = Vec::new();
    memory.try_reserve_exact(count).map_err(|_| KdfFault::Memory)?;
    memory.resize(count, Block::new());
    let mut failed = false;
    let pk = Secret::fill(|out| {
        failed = Argon2::new(Algorithm::Argon2id, Version::V0x13, argon)
            .hash_password_into_with_memory(password, salt, out, &mut memory)
            .is_err();
    });
    memory.zeroize();
    if failed { Err(KdfFault::Bounds) } else { Ok(Pk::new(pk)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, hex};

    #[test]
    fn pk_equals_the_published_vector() {
        let pk = derive_pk(&testing::password(), &[0xa5; 16], KdfParams::DEFAULT).unwrap();
        assert_eq!(hex(pk.expose()), "d935fbd66b943ad55e591286eca5956ecdadbfa065ac7df57a6eb19f890532c8");
    }

    #[test]
    fn cost_outside_the_bounds_is_refused() {
        for (m, t, p) in [
            (19_455, 3, 1),
            (1_048_577, 3, 1),
            (65_536, 0, 1),
            (65_536, 11, 1),
            (65_536, 3, 0),
            (65_536, 3, 5),
        ] {
            assert_eq!(KdfParams::new(m, t, p), Err(KdfFault::Bounds), "{m} {t} {p}");
        }
        for (m, t, p) in [(19_456, 1, 1), (1_048_576, 10, 4)] {
            assert!(KdfParams::new(m, t, p).is_ok());
        }
        assert!(KdfParams::new(19_456, 2, 1).unwrap().weaker_than_default());
        assert!(!KdfParams::DEFAULT.weaker_than_default());
    }
}
