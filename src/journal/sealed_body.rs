//! What lies inside the cell of a sealed record (security design, section 6.4): a map {1: real kind, 2: schema version,
//! 3: {field: value}}, null for "asked, and there is none". Only those with the key ever see it.

use super::cbor::{CborError, ItemType, Reader, Writer};
use super::value;
use crate::register::Value;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The fields of a sealed record; none is "asked, and there is none".
pub type Fields = BTreeMap<u16, Option<Value>>;

/// The body of a record of a kind, by number.
pub fn write<'v>(
    kind: u16,
    sv: u32,
    fields: impl ExactSizeIterator<Item = (u16, Option<&'v Value>)>,
) -> Zeroizing<Vec<u8>> {
    let mut w = Writer::with_capacity(256);
    w.map(3);
    w.uint(1);
    w.uint(u64::from(kind));
    w.uint(2);
    w.uint(u64::from(sv));
    w.uint(3);
    w.map(fields.len());
    for (number, field) in fields {
        w.uint(u64::from(number));
        match field {
            Some(field) => value::write(field, &mut w),
            None => w.null(),
        }
    }
    Zeroizing::new(w.into_vec())
}

/// The kind's number and the fields of a body. What newer programs add is passed over.
///
/// # Errors
/// [`CborError`] for anything that is no body.
pub fn read(bytes: &[u8]) -> Result<Option<(u16, Fields)>, CborError> {
    let mut r = Reader::new(bytes);
    let mut keys = r.fields()?;
    let (mut kind, mut fields) = (None, None);
    while let Some(key) = keys.next(&mut r)? {
        match key {
            1 => kind = Some(r.small::<u16>()?),
            3 => fields = read_fields(&mut r)?,
            _ => {
                r.item()?; // the schema version, and what newer programs add
            }
        }
    }
    r.end()?;
    Ok(kind.zip(fields))
}

fn read_fields(r: &mut Reader<'_>) -> Result<Option<Fields>, CborError> {
    let mut fields = Fields::new();
    let mut numbers = r.fields()?;
    while let Some(number) = numbers.next(r)? {
        let Ok(number) = u16::try_from(number) else { return Ok(None) };
        if r.peek()? == ItemType::Null {
            r.item()?;
            fields.insert(number, None);
        } else {
            fields.insert(number, Some(value::read(r)?));
        }
    }
    Ok(Some(fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::hex;

    /// The body inside the published cell (security design, section 6.8).
    #[test]
    fn the_published_body_is_written_and_read() {
        let text = Value::from("x");
        let body = write(0x0141, 1, [(1, Some(&text))].into_iter());
        assert_eq!(hex(&body), "a301190141020103a1016178");
        assert_eq!(read(&body), Ok(Some((0x0141, Fields::from([(1, Some(text))])))));
    }

    #[test]
    fn asked_and_none_comes_back_as_such() {
        let body = write(113, 1, [(7, None)].into_iter());
        assert_eq!(read(&body), Ok(Some((113, Fields::from([(7, None)])))));
    }
}
