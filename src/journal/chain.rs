//! A stream of changes verifies: dense numbers, each header linked to the one before, each value to its commitment.
//!
//! It says what is wrong and where; what to do about it (quarantine, fork, a new incarnation) is decided above.

use super::change::{Change, ChangeError};
use super::change_read;
use super::dot::Stream;
use super::hash::{self, Hash};
use std::fmt;

/// What is wrong with the change at this place of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainFault {
    /// The header does not give the hash it came with.
    Altered,
    /// It is not a change, or a value does not agree with its commitment.
    Form(ChangeError),
    /// It belongs to another stream.
    Stream,
    /// This number was expected and a later one came.
    Gap {
        /// The number that came.
        found: u64,
    },
    /// A number that was there before came again.
    Again {
        /// The number that came.
        found: u64,
    },
    /// It is not linked to the change before.
    Link,
    /// Its timestamp does not rise.
    Clock,
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for ChainFault {}

impl ChainFault {
    /// The Fluent id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            ChainFault::Altered => "error-chain-altered",
            ChainFault::Form(error) => error.message_id(),
            ChainFault::Stream => "error-chain-stream",
            ChainFault::Gap { .. } => "error-chain-gap",
            ChainFault::Again { .. } => "error-chain-again",
            ChainFault::Link => "error-chain-link",
            ChainFault::Clock => "error-chain-clock",
        }
    }
}

/// Follows one stream.
#[derive(Clone, Debug)]
pub struct Chain {
    stream: Stream,
    n: u64,
    c: Hash,
    ts: i64,
}

impl Chain {
    /// A stream from its beginning.
    pub const fn new(stream: Stream) -> Chain {
        Chain { stream, n: 0, c: hash::ZERO, ts: -1 }
    }

    /// A stream from after change `n`, whose hash is `c` and timestamp `ts` (0 if that is not known).
    pub const fn after(stream: Stream, n: u64, c: Hash, ts: i64) -> Chain {
        Chain { stream, n, c, ts }
    }

    /// The number of the last good change; 0 before the first.
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// The hash of the last good change: `prev` of the next.
    pub const fn c(&self) -> Hash {
        self.c
    }

    /// Takes the next change. `body` is `None` where it was redacted whole.
    ///
    /// # Errors
    /// [`ChainFault`]; the chain then still stands where it stood.
    pub fn push(&mut self, header: &[u8], body: Option<&[u8]>, c: &Hash) -> Result<Change, ChainFault> {
        if hash::header(header) != *c {
            return Err(ChainFault::Altered);
        }
        let change = change_read::decode(header, body).map_err(ChainFault::Form)?;
        let head = &change.head;
        if head.stream() != self.stream {
            return Err(ChainFault::Stream);
        }
        if head.n <= self.n {
            return Err(ChainFault::Again { found: head.n });
        }
        if head.n > self.n.saturating_add(1) {
            return Err(ChainFault::Gap { found: head.n });
        }
        if head.prev != self.c {
            return Err(ChainFault::Link);
        }
        if head.ts <= self.ts {
            return Err(ChainFault::Clock);
        }
        (self.n, self.c, self.ts) = (head.n, *c, head.ts);
        Ok(change)
    }
}
