//! Header keys 1 to 11, the same in every change and every row of the access log (sync design, section 5).

use super::cbor::{CborError, Reader, Writer};
use super::dot::Stream;
use super::hash::Hash;
use crate::register::Id;

/// The version of the header format.
pub const VERSION: u64 = 1;

/// What every header begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct RowHead {
    /// 2: the incarnation of the terminal.
    pub dev: Id,
    /// 3: the feed.
    pub feed: Id,
    /// 4: the number in the stream, dense from 1.
    pub n: u64,
    /// 5: c of the row before; zero for n = 1.
    pub prev: Hash,
    /// 6: the local transaction, shared by the changes it made.
    pub t: Option<Id>,
    /// 7: `ms << 16 | counter`, strictly rising per incarnation.
    pub ts: i64,
    /// 8: minutes east of UTC on the terminal's wall.
    pub tz: Option<i16>,
    /// 9: the clock's error in milliseconds at the last contact with the hub; absent before the first.
    pub clk: Option<i64>,
    /// 10: the user; absent when nobody was known (a failed login).
    pub user: Option<Id>,
    /// 11: the schema version of the program.
    pub sv: Option<u32>,
}

impl RowHead {
    /// The stream the row stands in.
    pub const fn stream(&self) -> Stream {
        Stream { dev: self.dev, feed: self.feed }
    }

    /// How many pairs [`RowHead::write`] writes.
    pub fn pairs(&self) -> usize {
        let optional =
            [self.t.is_some(), self.tz.is_some(), self.clk.is_some(), self.user.is_some(), self.sv.is_some()];
        6 + optional.into_iter().filter(|there| *there).count()
    }

    /// Writes its pairs into a map whose head is written already.
    pub fn write(&self, w: &mut Writer) {
        w.uint(1);
        w.uint(VERSION);
        w.uint(2);
        w.bytes(self.dev.as_bytes());
        w.uint(3);
        w.bytes(self.feed.as_bytes());
        w.uint(4);
        w.uint(self.n);
        w.uint(5);
        w.bytes(&self.prev);
        if let Some(t) = self.t {
            w.uint(6);
            w.bytes(t.as_bytes());
        }
        w.uint(7);
        w.int(self.ts);
        if let Some(tz) = self.tz {
            w.uint(8);
            w.int(i64::from(tz));
        }
        if let Some(clk) = self.clk {
            w.uint(9);
            w.int(clk);
        }
        if let Some(user) = self.user {
            w.uint(10);
            w.bytes(user.as_bytes());
        }
        if let Some(sv) = self.sv {
            w.uint(11);
            w.uint(u64::from(sv));
        }
    }
}

/// Why a header is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadError {
    /// Not the deterministic CBOR expected.
    Cbor(CborError),
    /// Another version of the format.
    Version(u64),
    /// A key that must be there is not.
    Missing(u64),
    /// A key that this version does not know.
    Unknown(u64),
}

impl From<CborError> for HeadError {
    fn from(error: CborError) -> HeadError {
        HeadError::Cbor(error)
    }
}

/// Reads a 16-byte identity.
pub(super) fn read_id(r: &mut Reader<'_>) -> Result<Id, CborError> {
    r.fixed().map(Id::from_bytes)
}

/// Collects keys 1 to 11 while a header is read.
#[derive(Default)]
pub(super) struct HeadReader {
    head: RowHead,
    seen: u16,
}

impl HeadReader {
    /// Reads the value of the key if it is one of 1 to 11; `false` leaves it to the caller.
    pub fn accept(&mut self, key: u64, r: &mut Reader<'_>) -> Result<bool, HeadError> {
        let head = &mut self.head;
        match key {
            1 => match r.uint()? {
                VERSION => {}
                other => return Err(HeadError::Version(other)),
            },
            2 => head.dev = read_id(r)?,
            3 => head.feed = read_id(r)?,
            4 => head.n = r.uint()?,
            5 => head.prev = r.fixed()?,
            6 => head.t = Some(read_id(r)?),
            7 => head.ts = r.small()?,
            8 => head.tz = Some(i16::try_from(r.int()?).map_err(|_| CborError::Range)?),
            9 => head.clk = Some(r.int()?),
            10 => head.user = Some(read_id(r)?),
            11 => head.sv = Some(r.small()?),
            _ => return Ok(false),
        }
        self.seen |= 1 << key;
        Ok(true)
    }

    /// The head, if keys 1 to 5 and 7 were there and n is a number of a stream.
    pub fn finish(self) -> Result<RowHead, HeadError> {
        for key in [1, 2, 3, 4, 5, 7] {
            if self.seen & (1 << key) == 0 {
                return Err(HeadError::Missing(key));
            }
        }
        let first = self.head.n == 1;
        let bare = self.head.prev == super::hash::ZERO;
        if self.head.n == 0 || self.head.n > i64::MAX as u64 || (first && !bare) {
            return Err(HeadError::Cbor(CborError::Range));
        }
        Ok(self.head)
    }
}
