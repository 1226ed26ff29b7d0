//! A register value as CBOR (sync design, section 5, "Values").
//!
//! Text in NFC, integer, flag, identity as 16 bytes, opaque bytes, several codes as a sorted array of texts, a
//! field group as a map of field number to value. No floats, no null.
//!
//! Equality of values is equality of these bytes. An identity and opaque bytes are both byte strings: 16 bytes read
//! as an identity, any other length as bytes. The only opaque bytes there are, sealed cells (306 bytes and more)
//! and content hashes (32), are never 16 long.
//!
//! Text is normalised when it is written. It is not refused when it is read un-normalised: somebody committed it,
//! and a committed change is never refused; its bytes stay what they are.

use super::cbor::{CborError, ItemType, Reader, Writer};
use crate::register::{Id, Value};
use std::collections::BTreeMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How deep groups may nest: the map of a `create`, a group in it, and a map in that.
const MAX_GROUPS: usize = 3;

/// The bytes of a value.
pub fn to_bytes(value: &Value) -> Vec<u8> {
    let mut w = Writer::with_capacity(32);
    write(value, &mut w);
    w.into_vec()
}

/// Writes a value.
pub fn write(value: &Value, w: &mut Writer) {
    match value {
        Value::Text(text) => write_text(text, w),
        Value::Int(n) => w.int(*n),
        Value::Bool(b) => w.bool(*b),
        Value::Id(id) => w.bytes(id.as_bytes()),
        Value::Bytes(bytes) => w.bytes(bytes),
        Value::Codes(codes) => {
            let mut sorted: Vec<&str> = codes.iter().map(String::as_str).collect();
            sorted.sort_unstable();
            sorted.dedup();
            w.array(sorted.len());
            for code in sorted {
                w.text(code); // codes are ASCII by the code lists
            }
        }
        Value::Group(fields) => write_group(fields, w),
    }
}

/// Writes a map of field number to value.
pub fn write_group(fields: &BTreeMap<u16, Value>, w: &mut Writer) {
    w.map(fields.len());
    for (number, value) in fields {
        w.uint(u64::from(*number));
        write(value, w);
    }
}

fn write_text(text: &str, w: &mut Writer) {
    if text.is_ascii() || is_nfc(text) {
        w.text(text);
    } else {
        w.text(&text.nfc().collect::<String>());
    }
}

/// The value of exactly these bytes.
///
/// # Errors
/// [`CborError`] if they are not one value of ours. They may still be one of a later version: keep them as they are.
pub fn from_bytes(bytes: &[u8]) -> Result<Value, CborError> {
    let mut r = Reader::new(bytes);
    let value = read(&mut r)?;
    r.end()?;
    Ok(value)
}

/// Reads a value.
///
/// # Errors
/// As [`from_bytes`].
pub fn read(r: &mut Reader<'_>) -> Result<Value, CborError> {
    read_at(r, 0)
}

/// Reads a map of field number to value.
///
/// # Errors
/// As [`from_bytes`].
pub fn read_group(r: &mut Reader<'_>) -> Result<BTreeMap<u16, Value>, CborError> {
    group_at(r, 0)
}

fn read_at(r: &mut Reader<'_>, depth: usize) -> Result<Value, CborError> {
    Ok(match r.peek()? {
        ItemType::Uint | ItemType::Negative => Value::Int(r.int()?),
        ItemType::Text => Value::Text(r.text()?.to_owned()),
        ItemType::Bool => Value::Bool(r.bool()?),
        ItemType::Bytes => {
            let bytes = r.bytes()?;
            Id::from_slice(bytes).map_or_else(|| Value::Bytes(bytes.to_vec()), Value::Id)
        }
        ItemType::Array => {
            let mut codes: Vec<String> = Vec::new();
            for _ in 0..r.array()? {
                let code = r.text()?;
                if codes.last().is_some_and(|last| last.as_str() >= code) {
                    return Err(CborError::Order);
                }
                codes.push(code.to_owned());
            }
            Value::Codes(codes)
        }
        ItemType::Map => Value::Group(group_at(r, depth)?),
        ItemType::Null | ItemType::Undefined => return Err(CborError::Unexpected),
    })
}

fn group_at(r: &mut Reader<'_>, depth: usize) -> Result<BTreeMap<u16, Value>, CborError> {
    if depth >= MAX_GROUPS {
        return Err(CborError::TooDeep);
    }
    let mut group = BTreeMap::new();
    let mut fields = r.fields()?;
    while let Some(number) = fields.next(r)? {
        let number = u16::try_from(number).map_err(|_| CborError::Range)?;
        group.insert(number, read_at(r, depth + 1)?);
    }
    Ok(group)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{hex, id};
    use proptest::prelude::*;

    #[test]
    fn each_type_has_its_bytes() {
        let group = Value::Group(BTreeMap::from([(300, Value::from("b")), (2, Value::Int(-1))]));
        for (value, bytes) in [
            (Value::from("050 222"), "6730353020323232".to_owned()),
            (Value::Int(19_000), "194a38".to_owned()),
            (Value::Bool(true), "f5".to_owned()),
            (Value::Id(id(0x44)), format!("50{}", "44".repeat(16))),
            (Value::Bytes(vec![1, 2]), "420102".to_owned()),
            (Value::codes(["b", "a", "b"]), "8261616162".to_owned()),
            (group, "a2022019012c6162".to_owned()),
        ] {
            assert_eq!(hex(&to_bytes(&value)), bytes);
            assert_eq!(from_bytes(&to_bytes(&value)), Ok(value));
        }
    }

    #[test]
    fn text_is_written_composed() {
        assert_eq!(to_bytes(&Value::from("a\u{308}iti")), to_bytes(&Value::from("äiti")));
    }

    #[test]
    fn a_set_of_codes_has_one_form_whatever_it_was_made_of() {
        let untidy = Value::Codes(vec!["b".into(), "a".into(), "b".into()]);
        assert_eq!(to_bytes(&untidy), to_bytes(&Value::codes(["a", "b"])));
        assert_eq!(from_bytes(&[0x82, 0x61, 0x62, 0x61, 0x61]), Err(CborError::Order));
    }

    fn plain() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<String>().prop_map(|s| Value::Text(s.nfc().collect())),
            any::<i64>().prop_map(Value::Int),
            any::<bool>().prop_map(Value::Bool),
            any::<[u8; 16]>().prop_map(|b| Value::Id(Id::from_bytes(b))),
            prop::collection::vec(any::<u8>(), 17..40).prop_map(Value::Bytes),
            prop::collection::vec("[a-z0-9_]{1,8}", 0..5).prop_map(Value::codes),
        ]
    }

    proptest! {
        #[test]
        fn values_come_back(v in plain(), g in prop::collection::btree_map(any::<u16>(), plain(), 0..5)) {
            prop_assert_eq!(from_bytes(&to_bytes(&v)), Ok(v));
            let g = Value::Group(g);
            prop_assert_eq!(from_bytes(&to_bytes(&g)), Ok(g));
        }

        #[test]
        fn any_bytes_are_refused_or_the_only_form(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(value) = from_bytes(&bytes) && !matches!(value, Value::Text(_) | Value::Group(_) | Value::Codes(_)) {
                prop_assert_eq!(to_bytes(&value), bytes);
            }
        }
    }
}
