//! Deterministic CBOR (RFC 8949 section 4.2), as far as the formats use it: shortest heads, definite lengths,
//! integer map keys ascending. No floats, no tags. `null` and `undefined` only where a format says so.
//!
//! A writer and a reader, no document tree. The reader refuses everything the writer could not have written, so
//! that equal content has equal bytes; and it never allocates by a length it has only been told.

use std::fmt;

/// Deepest nesting that [`Reader::item`] walks through.
pub const MAX_DEPTH: usize = 16;

/// Why bytes are not the deterministic CBOR that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CborError {
    /// The bytes end inside an item, or a length points past their end.
    Truncated,
    /// Bytes are left over after the item.
    Trailing,
    /// A number or length is not written in its shortest form.
    NotShortest,
    /// An indefinite length.
    Indefinite,
    /// A float, a tag, or a simple value the formats do not use.
    Unsupported,
    /// Another type of item was expected here.
    Unexpected,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Map keys (or the elements of a set) are not ascending, or come twice.
    Order,
    /// Text is not UTF-8.
    Utf8,
    /// A number lies outside its range.
    Range,
}

impl CborError {
    /// The Fluent id of its sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            CborError::Truncated => "error-cbor-truncated",
            CborError::Trailing => "error-cbor-trailing",
            _ => "error-cbor-form",
        }
    }
}

impl fmt::Display for CborError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message_id())
    }
}

impl std::error::Error for CborError {}

/// Writes items one after the other. Whoever writes a map writes its keys in ascending order.
#[derive(Default)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Writer {
        Writer::default()
    }

    /// An empty writer with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Writer {
        Writer { out: Vec::with_capacity(bytes) }
    }

    /// What was written.
    pub fn into_vec(self) -> Vec<u8> {
        self.out
    }

    fn head(&mut self, major: u8, n: u64) {
        let major = major << 5;
        let bytes = n.to_be_bytes();
        let (info, skip) = match n {
            0..24 => {
                self.out.push(major | bytes[7]);
                return;
            }
            24..=0xff => (24, 7),
            0x100..=0xffff => (25, 6),
            0x1_0000..=0xffff_ffff => (26, 4),
            _ => (27, 0),
        };
        self.out.push(major | info);
        self.out.extend(bytes.iter().skip(skip));
    }

    /// A number that is never negative.
    pub fn uint(&mut self, n: u64) {
        self.head(0, n);
    }

    /// Any whole number.
    pub fn int(&mut self, n: i64) {
        match u64::try_from(n) {
            Ok(n) => self.head(0, n),
            Err(_) => self.head(1, !n as u64), // -1 - n, which is never negative here
        }
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, bytes.len() as u64);
        self.out.extend_from_slice(bytes);
    }

    /// A text. Normalising it is the caller's business.
    pub fn text(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.out.extend_from_slice(text.as_bytes());
    }

    /// The head of an array of so many items.
    pub fn array(&mut self, items: usize) {
        self.head(4, items as u64);
    }

    /// The head of a map of so many pairs.
    pub fn map(&mut self, pairs: usize) {
        self.head(5, pairs as u64);
    }

    /// True or false.
    pub fn bool(&mut self, value: bool) {
        self.out.push(if value { TRUE } else { FALSE });
    }

    /// Null.
    pub fn null(&mut self) {
        self.out.push(NULL);
    }

    /// Undefined: in our formats, a value that was erased.
    pub fn undefined(&mut self) {
        self.out.push(UNDEFINED);
    }

    /// An item that is encoded already.
    pub fn raw(&mut self, item: &[u8]) {
        self.out.extend_from_slice(item);
    }
}

/// The byte of `false`.
pub const FALSE: u8 = 0xf4;
/// The byte of `true`.
pub const TRUE: u8 = 0xf5;
const NULL: u8 = 0xf6;
const UNDEFINED: u8 = 0xf7;

/// What kind of item comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are those of RFC 8949
pub enum ItemType {
    Uint,
    Negative,
    Bytes,
    Text,
    Array,
    Map,
    Bool,
    Null,
    Undefined,
}

/// Reads items one after the other from bytes that nobody vouches for.
#[derive(Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of the bytes.
    pub const fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// [`CborError::Trailing`] if something is.
    pub const fn end(&self) -> Result<(), CborError> {
        if self.rest.is_empty() { Ok(()) } else { Err(CborError::Trailing) }
    }

    fn take(&mut self, n: u64) -> Result<&'a [u8], CborError> {
        let n = usize::try_from(n).map_err(|_| CborError::Truncated)?;
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(CborError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Major type and argument. Simple values come as major type 7 with their number.
    fn head(&mut self) -> Result<(u8, u64), CborError> {
        let (&first, rest) = self.rest.split_first().ok_or(CborError::Truncated)?;
        self.rest = rest;
        let (major, info) = (first >> 5, first & 0x1f);
        match (major, info) {
            (6, _) | (7, 0..=19 | 24..=30) | (_, 28..=30) => return Err(CborError::Unsupported),
            (_, 31) => return Err(CborError::Indefinite),
            (_, 0..=23) => return Ok((major, u64::from(info))),
            _ => {}
        }
        let width = 1usize << (info - 24);
        let mut wide = [0u8; 8];
        for (to, from) in wide.iter_mut().skip(8 - width).zip(self.take(width as u64)?) {
            *to = *from;
        }
        let n = u64::from_be_bytes(wide);
        let least = if width == 1 { 24 } else { 1u64 << (width * 4) };
        if n < least { Err(CborError::NotShortest) } else { Ok((major, n)) }
    }

    fn expect(&mut self, major: u8) -> Result<u64, CborError> {
        match self.head()? {
            (found, n) if found == major => Ok(n),
            _ => Err(CborError::Unexpected),
        }
    }

    /// The type of the next item, which stays unread.
    ///
    /// # Errors
    /// If there is none, or one the formats do not use.
    pub fn peek(&self) -> Result<ItemType, CborError> {
        match self.clone().head()? {
            (0, _) => Ok(ItemType::Uint),
            (1, _) => Ok(ItemType::Negative),
            (2, _) => Ok(ItemType::Bytes),
            (3, _) => Ok(ItemType::Text),
            (4, _) => Ok(ItemType::Array),
            (5, _) => Ok(ItemType::Map),
            (7, 20 | 21) => Ok(ItemType::Bool),
            (7, 22) => Ok(ItemType::Null),
            (7, 23) => Ok(ItemType::Undefined),
            _ => Err(CborError::Unsupported),
        }
    }

    /// A number that is not negative.
    ///
    /// # Errors
    /// [`CborError`], as every method here.
    pub fn uint(&mut self) -> Result<u64, CborError> {
        self.expect(0)
    }

    /// A number that is not negative and fits the type asked for.
    ///
    /// # Errors
    /// [`CborError::Range`] if it does not fit.
    pub fn small<T: TryFrom<u64>>(&mut self) -> Result<T, CborError> {
        T::try_from(self.uint()?).map_err(|_| CborError::Range)
    }

    /// Any whole number of 64 bits.
    ///
    /// # Errors
    /// [`CborError::Range`] if it does not fit.
    pub fn int(&mut self) -> Result<i64, CborError> {
        let (major, n) = self.head()?;
        let n = i64::try_from(n).map_err(|_| CborError::Range)?;
        match major {
            0 => Ok(n),
            1 => Ok(!n),
            _ => Err(CborError::Unexpected),
        }
    }

    /// A byte string.
    ///
    /// # Errors
    /// [`CborError`].
    pub fn bytes(&mut self) -> Result<&'a [u8], CborError> {
        let n = self.expect(2)?;
        self.take(n)
    }

    /// A byte string of a known length.
    ///
    /// # Errors
    /// [`CborError::Range`] if it has another length.
    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], CborError> {
        self.bytes()?.try_into().map_err(|_| CborError::Range)
    }

    /// A text.
    ///
    /// # Errors
    /// [`CborError`].
    pub fn text(&mut self) -> Result<&'a str, CborError> {
        let n = self.expect(3)?;
        std::str::from_utf8(self.take(n)?).map_err(|_| CborError::Utf8)
    }

    /// The head of an array: how many items follow. Never more than there are bytes left.
    ///
    /// # Errors
    /// [`CborError::Truncated`] if so many cannot follow.
    pub fn array(&mut self) -> Result<usize, CborError> {
        let n = self.expect(4)?;
        self.count(n, 1)
    }

    fn count(&self, n: u64, each: usize) -> Result<usize, CborError> {
        let n = usize::try_from(n).map_err(|_| CborError::Truncated)?;
        let least = n.checked_mul(each).ok_or(CborError::Truncated)?;
        if least > self.rest.len() { Err(CborError::Truncated) } else { Ok(n) }
    }

    /// The head of a map with ascending number keys; go through it with [`Fields::next`].
    ///
    /// # Errors
    /// [`CborError::Truncated`] if so many pairs cannot follow.
    pub fn fields(&mut self) -> Result<Fields, CborError> {
        let n = self.expect(5)?;
        Ok(Fields { left: self.count(n, 2)?, last: None })
    }

    /// True or false.
    ///
    /// # Errors
    /// [`CborError`].
    pub fn bool(&mut self) -> Result<bool, CborError> {
        match self.head()? {
            (7, 20) => Ok(false),
            (7, 21) => Ok(true),
            _ => Err(CborError::Unexpected),
        }
    }

    /// Any one item, as its bytes, checked to be deterministic.
    ///
    /// # Errors
    /// [`CborError`]; [`CborError::TooDeep`] beyond [`MAX_DEPTH`]. Map keys must be whole numbers.
    pub fn item(&mut self) -> Result<&'a [u8], CborError> {
        let before = self.rest;
        self.walk(0)?;
        before.get(..before.len() - self.rest.len()).ok_or(CborError::Truncated)
    }

    fn walk(&mut self, depth: usize) -> Result<(), CborError> {
        if depth >= MAX_DEPTH {
            return Err(CborError::TooDeep);
        }
        match self.head()? {
            (0 | 1, _) => {}
            (2, n) => {
                self.take(n)?;
            }
            (3, n) => {
                std::str::from_utf8(self.take(n)?).map_err(|_| CborError::Utf8)?;
            }
            (4, n) => {
                for _ in 0..self.count(n, 1)? {
                    self.walk(depth + 1)?;
                }
            }
            (5, n) => {
                // Keys by RFC 8949 4.2.1: bytewise, which for whole numbers is 0, 1, 2 … then -1, -2 …
                let mut last: Option<(u8, u64)> = None;
                for _ in 0..self.count(n, 2)? {
                    let key @ (major, _) = self.head()?;
                    if major > 1 {
                        return Err(CborError::Unexpected);
                    }
                    if last.is_some_and(|last| last >= key) {
                        return Err(CborError::Order);
                    }
                    last = Some(key);
                    self.walk(depth + 1)?;
                }
            }
            (7, _) => {}
            _ => return Err(CborError::Unsupported),
        }
        Ok(())
    }
}

/// Walks through the keys of a map that a [`Reader`] stands in.
pub struct Fields {
    left: usize,
    last: Option<u64>,
}

impl Fields {
    /// The next key; its value is the reader's next item. `None` at the end of the map.
    ///
    /// # Errors
    /// [`CborError::Order`] if keys do not ascend.
    pub fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<u64>, CborError> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let key = reader.uint()?;
        if self.last.is_some_and(|last| last >= key) {
            return Err(CborError::Order);
        }
        self.last = Some(key);
        Ok(Some(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{hex, unhex};
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_as_in_rfc_8949_appendix_a() {
        for (n, bytes) in [
            (0, "00"),
            (23, "17"),
            (24, "1818"),
            (255, "18ff"),
            (256, "190100"),
            (65_535, "19ffff"),
            (65_536, "1a00010000"),
            (1_000_000_000_000, "1b000000e8d4a51000"),
            (-1, "20"),
            (-10, "29"),
            (-100, "3863"),
            (-1000, "3903e7"),
            (i64::MAX, "1b7fffffffffffffff"),
            (i64::MIN, "3b7fffffffffffffff"),
        ] {
            let mut w = Writer::new();
            w.int(n);
            assert_eq!(hex(&w.into_vec()), bytes);
            assert_eq!(Reader::new(&unhex(bytes)).int(), Ok(n));
        }
    }

    #[test]
    fn what_the_writer_could_not_have_written_is_refused() {
        for (bytes, why) in [
            ("", CborError::Truncated),
            ("1817", CborError::NotShortest),
            ("1900ff", CborError::NotShortest),
            ("1a0000ffff", CborError::NotShortest),
            ("1b00000000ffffffff", CborError::NotShortest),
            ("5817", CborError::NotShortest),
            ("9f01ff", CborError::Indefinite),
            ("5f4101ff", CborError::Indefinite),
            ("bf0102ff", CborError::Indefinite),
            ("f90000", CborError::Unsupported),
            ("fb3ff199999999999a", CborError::Unsupported),
            ("f820", CborError::Unsupported),
            ("f0", CborError::Unsupported),
            ("c11a514b67b0", CborError::Unsupported),
            ("1c", CborError::Unsupported),
            ("a201000100", CborError::Order),
            ("a202000100", CborError::Order),
            ("a120", CborError::Truncated),
            ("a1616100", CborError::Unexpected),
            ("62c328", CborError::Utf8),
            ("5bffffffffffffffff", CborError::Truncated),
            ("9bffffffffffffffff", CborError::Truncated),
            ("bbffffffffffffffff", CborError::Truncated),
            ("9a00100000", CborError::Truncated),
        ] {
            assert_eq!(Reader::new(&unhex(bytes)).item(), Err(why), "{bytes}");
        }
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let mut deep = vec![0x81; MAX_DEPTH - 1];
        deep.push(0);
        assert!(Reader::new(&deep).item().is_ok());
        deep.insert(0, 0x81);
        assert_eq!(Reader::new(&deep).item(), Err(CborError::TooDeep));
        assert_eq!(Reader::new(&vec![0x81; 1 << 20]).item(), Err(CborError::TooDeep));
    }

    /// Writes what the reader walks through, so that reading and writing can be compared.
    fn again(r: &mut Reader<'_>, w: &mut Writer) {
        match r.peek().unwrap() {
            ItemType::Uint => w.uint(r.uint().unwrap()),
            ItemType::Negative => match r.clone().int() {
                Ok(n) => {
                    r.item().unwrap();
                    w.int(n);
                }
                Err(_) => w.raw(r.item().unwrap()), // beyond 64 bits: kept, never a number of ours
            },
            ItemType::Bytes => w.bytes(r.bytes().unwrap()),
            ItemType::Text => w.text(r.text().unwrap()),
            ItemType::Bool => w.bool(r.bool().unwrap()),
            ItemType::Array => {
                let n = r.array().unwrap();
                w.array(n);
                (0..n).for_each(|_| again(r, w));
            }
            ItemType::Null | ItemType::Undefined | ItemType::Map => w.raw(r.item().unwrap()),
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_have_one_form(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut r = Reader::new(&bytes);
            if let Ok(item) = r.item() {
                let mut w = Writer::new();
                again(&mut Reader::new(item), &mut w);
                prop_assert_eq!(w.into_vec(), item);
            }
        }

        #[test]
        fn texts_and_bytes_come_back(text: String, bytes: Vec<u8>, n: i64) {
            let mut w = Writer::new();
            w.text(&text);
            w.bytes(&bytes);
            w.int(n);
            let out = w.into_vec();
            let mut r = Reader::new(&out);
            prop_assert_eq!(r.text(), Ok(text.as_str()));
            prop_assert_eq!(r.bytes(), Ok(bytes.as_slice()));
            prop_assert_eq!(r.int(), Ok(n));
            prop_assert_eq!(r.end(), Ok(()));
        }
    }
}
