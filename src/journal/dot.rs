//! The name of one operation for ever: its stream, its number in it, its place in the change.

use crate::register::Id;

/// The changes of one incarnation of a terminal in one feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream {
    /// The incarnation.
    pub dev: Id,
    /// The feed.
    pub feed: Id,
}

impl Stream {
    /// dev ‖ feed.
    pub fn to_bytes(self) -> [u8; 32] {
        let mut out = [0; 32];
        for (to, from) in out.iter_mut().zip(self.dev.as_bytes().iter().chain(self.feed.as_bytes())) {
            *to = *from;
        }
        out
    }

    /// The stream of dev ‖ feed.
    pub fn from_bytes(bytes: &[u8; 32]) -> Stream {
        let (dev, feed) = bytes.split_at(16);
        let id = |half: &[u8]| Id::from_slice(half).unwrap_or_default(); // halves of 32 are 16 long
        Stream { dev: id(dev), feed: id(feed) }
    }
}

/// One operation. Never reused: an incarnation that could repeat one gets a new `dev`.
///
/// The order (dev, feed, n, op) is that of lists of dots in a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    /// The incarnation of the terminal that made it.
    pub dev: Id,
    /// The feed.
    pub feed: Id,
    /// The number of its change in the stream, dense from 1.
    pub n: u64,
    /// Its place among the operations of the change, from 0.
    pub op: u32,
}

impl Dot {
    /// The stream it lies in.
    pub const fn stream(&self) -> Stream {
        Stream { dev: self.dev, feed: self.feed }
    }
}
