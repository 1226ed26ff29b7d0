//! Randomness.

use super::FileError;
use crate::register::Entropy;
use std::io;
use zeroize::{Zeroize, Zeroizing};

/// Fills `buffer` from the operating system's random generator.
pub fn random(buffer: &mut [u8]) -> Result<(), FileError> {
    getrandom::fill(buffer).map_err(|_| FileError::Io(io::ErrorKind::Unsupported))
}

/// The operating system's random generator as a source of [`Entropy`].
pub struct OsEntropy {
    _made_by_new: (),
}

impl OsEntropy {
    /// Draws once, so that a system without a generator is an error here and not later.
    pub fn new() -> Result<OsEntropy, FileError> {
        let mut probe = [0u8; 32];
        random(&mut probe)?;
        probe.zeroize();
        Ok(OsEntropy { _made_by_new: () })
    }
}

impl Entropy for OsEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        if random(buf).is_err() {
            // A generator that has answered once does not fail. Should it do so all the same, no key or
            // identity made of predictable bytes may ever be used: there is nothing to go on with.
            std::process::abort();
        }
    }
}

/// Bytes that [`BlockEntropy`] draws at a time.
const BLOCK: usize = 4096;

/// The operating system's random generator, drawn in blocks: for work that asks for millions of small pieces, where
/// a system call for each costs more than the rest. What was handed out is wiped from the block.
pub struct BlockEntropy {
    from: OsEntropy,
    block: Zeroizing<[u8; BLOCK]>,
    used: usize,
}

impl BlockEntropy {
    /// An empty block; the first draw fills it.
    pub fn new(from: OsEntropy) -> BlockEntropy {
        BlockEntropy { from, block: Zeroizing::new([0; BLOCK]), used: BLOCK }
    }
}

impl Entropy for BlockEntropy {
    fn fill(&mut self, buf: &mut [u8]) {
        if buf.len() > BLOCK - self.used {
            if buf.len() > BLOCK / 8 {
                return self.from.fill(buf);
            }
            self.from.fill(self.block.as_mut());
            self.used = 0;
        }
        if let Some(fresh) = self.block.get_mut(self.used..self.used + buf.len()) {
            buf.copy_from_slice(fresh);
            fresh.zeroize();
            self.used += buf.len();
        }
    }
}
