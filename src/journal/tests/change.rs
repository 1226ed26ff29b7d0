//! Changes: what is written comes back, and nothing else is accepted.

use super::vectors::{CHANGE_BODY, CHANGE_HEADER, draft};
use crate::journal::chain::{Chain, ChainFault};
use crate::journal::change::{self, ChangeError, MAX_OWN_BYTES, OpDraft, Payload};
use crate::journal::change_read::{decode, redact};
use crate::journal::testing::{Same, hex, id, unhex};
use crate::journal::{Built, Class, Dot, KindInfo, KindTable, Stream, hash};
use crate::register::Value;
use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn built() -> Built {
    change::build(draft(), [0xbb; 32], 2, &mut Same(0xb7)).unwrap()
}

#[test]
fn a_redacted_value_leaves_header_and_hash_and_cannot_be_confirmed() {
    let b = built();
    let body = redact(&b.header, &b.body, &|i, _| i == 0).unwrap();
    assert_eq!(hex(&body), "a0");
    let read = decode(&b.header, Some(&body)).unwrap();
    assert_eq!(read.ops[0].payload, Payload::Erased);
    assert_eq!(read.ops[1].payload, Payload::None);
    assert_eq!(hash::header(&b.header), b.c);
    // The salt went with the value: the commitment is to more than the value.
    assert_ne!(read.ops[0].com, Some(hash::commitment(&[0; 16], b"\x67050 222")));
    assert_eq!(decode(&b.header, None).unwrap().ops, read.ops);
}

#[test]
fn a_value_that_was_changed_is_found() {
    let mut body = unhex(CHANGE_BODY);
    *body.last_mut().unwrap() ^= 1;
    assert_eq!(decode(&unhex(CHANGE_HEADER), Some(&body)), Err(ChangeError::Commitment(0)));
}

#[test]
fn absence_is_no_value() {
    // Null would later be read as "asked, and there is none".
    let body = unhex("a101a100a20150b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b702f6");
    assert_eq!(decode(&unhex(CHANGE_HEADER), Some(&body)), Err(ChangeError::Shape(0)));
}

#[test]
fn a_signature_covers_what_was_said_and_not_where_it_stands() {
    let key = SigningKey::from_bytes(&[9; 32]);
    let sign = |bytes: &[u8]| key.sign(bytes).to_bytes();
    let here = change::build_signed(draft(), [0xbb; 32], 2, &mut Same(1), Some(&sign)).unwrap();
    let mut renamed = draft();
    renamed.dev = id(0x8b);
    renamed.ops[0].base.clear();
    let there = change::build_signed(renamed, hash::ZERO, 1, &mut Same(1), Some(&sign)).unwrap();
    assert_ne!(here.c, there.c);
    assert_eq!(here.change.sig, there.change.sig);
    let mut other = draft();
    other.ops[0].value = Some(Value::from("050 223"));
    let other = change::build_signed(other, [0xbb; 32], 2, &mut Same(1), Some(&sign)).unwrap();
    assert_ne!(here.change.sig, other.change.sig);

    let read = decode(&here.header, Some(&here.body)).unwrap();
    assert_eq!(read, here.change);
    let bare = decode(&here.header, None).unwrap();
    assert_eq!(bare.signed_bytes(), here.change.signed_bytes());
}

#[test]
fn shapes_that_mean_nothing_are_refused() {
    let e = id(1);
    let dot = vec![Dot { dev: id(0x8a), feed: id(2), n: 1, op: 0 }];
    let text = || Some(Value::from("x"));
    let bad = [
        OpDraft::set(1, e, 0, text(), vec![]),
        OpDraft::set(1, e, u16::MAX, text(), vec![]),
        OpDraft { value: None, ..OpDraft::set(1, e, 1, text(), vec![]) },
        OpDraft { cover: dot.clone(), ..OpDraft::set(1, e, 1, text(), vec![]) },
        OpDraft { base: dot.clone(), ..OpDraft::create(1, e, BTreeMap::new()) },
        OpDraft { value: text(), ..OpDraft::delete(1, e, vec![], vec![]) },
        OpDraft { field: Some(1), ..OpDraft::delete(1, e, vec![], vec![]) },
        OpDraft { cover: dot, ..OpDraft::undelete(1, e, vec![]) },
    ];
    for (i, op) in bad.into_iter().enumerate() {
        let mut draft = draft();
        draft.ops = vec![op];
        let error = change::build(draft, hash::ZERO, 1, &mut Same(0)).unwrap_err();
        assert_eq!(error, ChangeError::Shape(0), "{i}");
    }
    let mut none = draft();
    none.ops.clear();
    assert_eq!(change::build(none, hash::ZERO, 1, &mut Same(0)).unwrap_err(), ChangeError::Empty);
}

#[test]
fn a_change_too_large_to_travel_is_refused_when_saving() {
    let mut draft = draft();
    draft.ops[0].value = Some(Value::from("x".repeat(MAX_OWN_BYTES)));
    let error = change::build(draft, [0xbb; 32], 2, &mut Same(0)).unwrap_err();
    assert!(matches!(error, ChangeError::TooLarge(size) if size > MAX_OWN_BYTES));
}

#[test]
fn an_operation_cannot_replace_itself_or_what_comes_after() {
    let stream = draft();
    for (n, op, good) in [(1, 9, true), (2, 0, true), (2, 1, false), (3, 0, false), (0, 0, false)] {
        let mut draft = draft();
        let dot = Dot { dev: stream.dev, feed: stream.feed, n, op };
        draft.ops[1] = OpDraft::set(12, id(0x66), 8, None, vec![dot]);
        let b = change::build(draft, [0xbb; 32], 2, &mut Same(0)).unwrap();
        assert_eq!(decode(&b.header, None).is_ok(), good, "{n} {op}");
    }
}

#[test]
fn streams_are_ascending_and_each_is_used() {
    let good = CHANGE_HEADER.split_whitespace().collect::<String>();
    let (a, b) = (format!("{}894296f2", "88".repeat(16)), format!("{}894296f2", "8a".repeat(16)));
    let (head, sdict) = good.split_once("0d82").unwrap();
    let swapped = format!("{head}0d82{}", sdict.replace(&a, "@").replace(&b, &a).replace('@', &b));
    assert_eq!(decode(&unhex(&swapped), None), Err(ChangeError::Streams));
    // The second base dot and the cover point at stream 0: stream 1 is not used.
    let unused = good.replace("8283000100830105", "8283000100830001").replace("8183010503", "8183000103");
    let error = decode(&unhex(&unused), None);
    assert!(matches!(error, Err(ChangeError::Dots(_) | ChangeError::Streams)), "{error:?}");
}

fn stream_of(changes: usize) -> (Stream, Vec<Built>) {
    let (mut out, mut prev): (Vec<Built>, _) = (Vec::new(), hash::ZERO);
    for n in 1..=changes as u64 {
        let mut draft = draft();
        draft.ts += n as i64;
        draft.ops = vec![OpDraft::set(12, id(0x66), 7, Some(Value::Int(n as i64)), vec![])];
        let built = change::build(draft, prev, n, &mut Same(n as u8)).unwrap();
        prev = built.c;
        out.push(built);
    }
    (out[0].change.head.stream(), out)
}

#[test]
fn a_chain_names_what_is_wrong_and_stands_still() {
    let (stream, s) = stream_of(4);
    let mut chain = Chain::new(stream);
    let mut push = |b: &Built| chain.push(&b.header, Some(&b.body), &b.c);
    assert!(push(&s[0]).is_ok());
    assert_eq!(push(&s[2]), Err(ChainFault::Gap { found: 3 }));
    assert_eq!(push(&s[0]), Err(ChainFault::Again { found: 1 }));
    assert_eq!(push(&Built { c: [1; 32], ..s[1].clone() }), Err(ChainFault::Altered));
    assert!(matches!(push(&Built { body: vec![0xa1], ..s[1].clone() }), Err(ChainFault::Form(_))));

    let other = |edit: &dyn Fn(&mut change::ChangeDraft), prev| {
        let mut draft = draft();
        draft.ts += 2;
        draft.ops.truncate(1);
        draft.ops[0].base.clear();
        edit(&mut draft);
        change::build(draft, prev, 2, &mut Same(0)).unwrap()
    };
    assert_eq!(push(&other(&|_| (), [3; 32])), Err(ChainFault::Link));
    assert_eq!(push(&other(&|d| d.dev = id(7), s[0].c)), Err(ChainFault::Stream));
    assert_eq!(push(&other(&|d| d.ts = s[0].change.head.ts, s[0].c)), Err(ChainFault::Clock));

    for b in &s[1..] {
        push(b).unwrap();
    }
    assert_eq!((chain.n(), chain.c()), (4, s[3].c));
    assert!(Chain::after(stream, 2, s[1].c, 0).push(&s[2].header, None, &s[2].c).is_ok());
}

#[test]
fn a_kind_table_knows_classes_and_groups_and_keeps_what_it_does_not_know() {
    let info = KindInfo { class: Class::Event, comp: 1, groups: BTreeMap::from([(20, vec![3, 4])]) };
    let table = KindTable::new([(5, info)]);
    assert_eq!((table.class(5), table.class(6)), (Class::Event, Class::Cells));
    assert_eq!((table.cell_of(5, 4), table.cell_of(5, 5), table.cell_of(6, 4)), (20, 5, 4));
}

fn any_dots() -> impl Strategy<Value = Vec<Dot>> {
    let dot = (0u8..3, 0u8..2, 1u64..300, 0u32..300);
    let dot = dot.prop_map(|(dev, feed, n, op)| Dot { dev: id(dev), feed: id(feed), n, op });
    prop::collection::vec(dot, 0..4)
}

fn any_op() -> impl Strategy<Value = OpDraft> {
    let value = prop_oneof![
        any::<i64>().prop_map(|n| Some(Value::Int(n))),
        "[a-zåäö ]{0,40}".prop_map(|s| Some(Value::from(s))),
        Just(None),
    ];
    (0u8..5, any::<u16>(), 1u16..u16::MAX, value, any_dots(), any_dots()).prop_map(
        |(what, kind, field, value, base, cover)| match what {
            0 => OpDraft::create(kind, id(1), value.into_iter().map(|v| (field, v)).collect()),
            1 => OpDraft::set(kind, id(2), field, value, base),
            2 => OpDraft::resolve(kind, id(3), field, value, base),
            3 => OpDraft::delete(kind, id(4), base, cover),
            _ => OpDraft::undelete(kind, id(5), base),
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_built_comes_back(
        ops in prop::collection::vec(any_op(), 1..12),
        subj in prop::option::of(0u8..9),
        clk in prop::option::of(any::<i64>()),
        tz in -1000i16..1000,
        n in 2u64..9_000_000_000,
        ts in 0i64..i64::MAX,
    ) {
        // Incarnation 88 is none of those that the dots name.
        let draft = change::ChangeDraft { subj: subj.map(id), clk, tz, ts, ops, ..draft() };
        let built = change::build(draft, [1; 32], n, &mut Same(3)).unwrap();
        let read = decode(&built.header, Some(&built.body));
        prop_assert_eq!(read, Ok(built.change));
    }

    #[test]
    fn bytes_changed_anywhere_never_panic_and_never_pass_as_the_same(
        at in 0usize..321, to: u8, cut in 0usize..400,
    ) {
        let header = unhex(CHANGE_HEADER);
        let mut bad = header.clone();
        bad[at] = to;
        bad.truncate(cut.max(1));
        if bad != header {
            prop_assert_ne!(hash::header(&bad), hash::header(&header));
            if let Ok(change) = decode(&bad, None) {
                prop_assert_ne!(change, decode(&header, None).unwrap());
            }
        }
        let mut body = unhex(CHANGE_BODY);
        let at = at % body.len();
        let same = body[at] == to;
        body[at] = to;
        prop_assert!(same || decode(&header, Some(&body)).is_err());
    }

    #[test]
    fn any_bytes_are_read_without_panic(header: Vec<u8>, body: Vec<u8>) {
        let _ = decode(&header, Some(&body));
        let _ = decode(&unhex(CHANGE_HEADER), Some(&body));
    }
}
