//! The published vectors and the attacks that the marks of a subject key must stop.

use super::*;
use crate::register::Id;
use crate::vault::secret::Sdk;
use crate::vault::testing::{self, ENTITY, KEY_ID, Repeated, SUBJECT, T0, TestEntropy, hex, unhex};
use proptest::prelude::*;

const OTHER: Id = Id::from_bytes([0x45; 16]);
const PLACE: CellPlace = CellPlace { kind: 9999, entity: ENTITY, field: 1 };
const BODY: &str = "a301190141020103a1016178";

fn ck(key_epoch: u32) -> Ck {
    let bytes = [0xd3 + u8::try_from(key_epoch).unwrap(); 32];
    Ck::new(4, key_epoch, CkBytes::from_slice(&bytes).unwrap())
}

fn key() -> SubjectKey {
    SubjectKey { key_id: KEY_ID, subject: SUBJECT, comp: 4, created: T0 }
}

fn open_set(epoch: u32, keys: &[SubjectKey], wraps: &[KeyWrap], cks: &[&Ck]) -> SubjectKeys {
    SubjectKeys::open(SUBJECT, 4, epoch, keys, wraps, cks)
}

/// Writes a record the way a session does: with the writing key, or a new one.
fn write(set: &mut SubjectKeys, ck: &Ck, e: &mut TestEntropy) -> (Vec<u8>, Option<(SubjectKey, KeyWrap)>) {
    let made = set.writing_key().is_none().then(|| set.make_key(ck, T0, e).unwrap());
    (set.seal(PLACE, b"salaista", e).unwrap(), made)
}

#[test]
fn wraps_and_cell_equal_the_published_vectors() {
    let sdk = testing::sdk();
    for (key_use, expected) in [
        (
            KeyUse::Seal,
            "26cf9c056164c300e20be450a6195f0903d3b14e9398b421edd779a55bb6d0d959316177aaac918539b20f116ca53980",
        ),
        (
            KeyUse::ReadOnly,
            "26cf9c056164c300e20be450a6195f0903d3b14e9398b421edd779a55bb6d0d9783e395ab05623322ef6e7a0bb4a3ba9",
        ),
    ] {
        let wrap = key().wrap(&ck(1), &sdk, key_use, &mut Repeated(0x5b)).unwrap();
        assert_eq!(hex(&wrap.blob), format!("010{}{}{expected}", key_use as u8, "5b".repeat(24)));
        assert_eq!(wrap.blob.len(), 74);
    }
    let cell = seal_cell(&sdk, 4, KEY_ID, PLACE, &unhex(BODY), &mut Repeated(0x5c)).unwrap();
    assert_eq!(cell.len(), 306);
    assert_eq!(
        hex(&crate::vault::derive::sha256(&[&cell])),
        "e392650f32b8af635d3e74c000b0f28d33926d16c987a8250f5532ef51060234"
    );
    assert_eq!(cell_key_id(&cell), Ok((4, KEY_ID)));
    assert_eq!(hex(&open_cell(&sdk, 4, PLACE, &cell).unwrap()), BODY);
}

#[test]
fn a_cell_moved_elsewhere_does_not_open() {
    let e = &mut TestEntropy::new(1);
    let mut set = open_set(1, &[], &[], &[]);
    let (cell, _) = write(&mut set, &ck(1), e);
    assert_eq!(set.open_cell(SUBJECT, PLACE, &cell).unwrap().as_slice(), b"salaista");
    for place in [
        CellPlace { entity: OTHER, ..PLACE },
        CellPlace { field: 2, ..PLACE },
        CellPlace { kind: 9998, ..PLACE },
    ] {
        assert_eq!(set.open_cell(SUBJECT, place, &cell).err(), Some(SealFault::NotForThisPlace));
    }
    assert_eq!(
        set.open_cell(OTHER, PLACE, &cell).err(),
        Some(SealFault::NotForThisPlace),
        "row of another subject"
    );
    for at in 0..cell.len() {
        let mut bad = cell.clone();
        bad[at] ^= 1;
        assert!(set.open_cell(SUBJECT, PLACE, &bad).is_err(), "byte {at}");
    }
}

#[test]
fn the_key_record_given_to_another_subject_opens_nothing() {
    let e = &mut TestEntropy::new(2);
    let ck = ck(1);
    let (mut key, wrap, sdk) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let cell = seal_cell(&sdk, 4, key.key_id, PLACE, b"x", e).unwrap();
    key.subject = OTHER;
    let set = SubjectKeys::open(OTHER, 4, 1, &[key], std::slice::from_ref(&wrap), &[&ck]);
    assert_eq!(set.open_cell(OTHER, PLACE, &cell).err(), Some(SealFault::KeyPending));
}

#[test]
fn length_is_hidden_in_steps() {
    let sdk = testing::sdk();
    let length = |n: usize| {
        let cell = seal_cell(&sdk, 4, KEY_ID, PLACE, &vec![7; n], &mut Repeated(1));
        cell.map(|c| {
            assert_eq!(open_cell(&sdk, 4, PLACE, &c).unwrap().len(), n);
            c.len() - 50
        })
    };
    assert_eq!(length(0), Ok(256));
    assert_eq!(length(252), Ok(256));
    assert_eq!(length(253), Ok(320));
    assert_eq!(length(CELL_MAX_PLAIN - 4), Ok(CELL_MAX_PLAIN));
    assert_eq!(length(CELL_MAX_PLAIN - 3), Err(SealFault::TooLong));
}

#[test]
fn the_newest_key_that_may_seal_is_the_writing_key() {
    let e = &mut TestEntropy::new(3);
    let ck = ck(1);
    let (a, wa, _) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let (b, wb, _) = SubjectKey::make(&ck, SUBJECT, T0 + 1, e).unwrap();
    let (mut c, wc, _) = SubjectKey::make(&ck, SUBJECT, T0 + 1, e).unwrap();
    c.created = T0 + 1;
    let wraps = [wa, wb, wc];
    let set = open_set(1, &[a, b, c], &wraps, &[&ck]);
    assert_eq!(set.writing_key(), Some(b.key_id.max(c.key_id)));
    assert_eq!(open_set(1, &[a], &wraps, &[&ck]).writing_key(), Some(a.key_id));
    assert_eq!(open_set(1, &[a, b, c], &wraps, &[]).writing_key(), None, "without the compartment key");
    assert_eq!(open_set(2, &[a, b, c], &wraps, &[&ck]).writing_key(), None, "of an older key_epoch");
}

/// Who drops a record keeps its SDK; what the office writes later must not open with it.
#[test]
fn the_sdk_of_a_drop_opens_only_the_dropped_record() {
    let e = &mut TestEntropy::new(4);
    let ck = ck(1);
    // `created` far in the future would win by age alone.
    let (key, drop, kept) = SubjectKey::make_drop(ck.cpk(), SUBJECT, i64::MAX, e).unwrap();
    let dropped = seal_cell(&kept, 4, key.key_id, PLACE, b"todistus", e).unwrap();

    let mut set = open_set(1, &[key], std::slice::from_ref(&drop), &[&ck]);
    assert_eq!(set.open_cell(SUBJECT, PLACE, &dropped).unwrap().as_slice(), b"todistus");
    assert_eq!(set.writing_key(), None, "before the fold");
    let (later, _) = write(&mut set, &ck, e);
    assert!(open_cell(&kept, 4, PLACE, &later).is_err());

    let folds = set.fold_drops(&ck, e).unwrap();
    assert_eq!(folds.len(), 1);
    assert_eq!(folds[0].blob[1], 2);
    let wraps = [drop.clone(), folds[0].clone()];
    let mut set = open_set(1, &[key], &wraps, &[&ck]);
    assert_eq!(set.open_cell(SUBJECT, PLACE, &dropped).unwrap().as_slice(), b"todistus");
    assert!(set.fold_drops(&ck, e).unwrap().is_empty(), "folded once is folded");
    let (later, made) = write(&mut set, &ck, e);
    assert!(made.is_some());
    assert!(open_cell(&kept, 4, PLACE, &later).is_err(), "after the fold");

    // Only the fold came through, and it was folded on two terminals.
    let twice = open_set(1, &[key], std::slice::from_ref(&drop), &[&ck]).fold_drops(&ck, e).unwrap();
    let wraps = [folds[0].clone(), twice[0].clone()];
    let mut set = open_set(1, &[key], &wraps, &[&ck]);
    let (later, _) = write(&mut set, &ck, e);
    assert!(open_cell(&kept, 4, PLACE, &later).is_err(), "repeated fold");
}

#[test]
fn a_changed_use_byte_does_not_make_a_key_seal() {
    let e = &mut TestEntropy::new(5);
    let ck = ck(1);
    let (key, drop, kept) = SubjectKey::make_drop(ck.cpk(), SUBJECT, T0, e).unwrap();
    let fold = open_set(1, &[key], std::slice::from_ref(&drop), &[&ck]).fold_drops(&ck, e).unwrap().remove(0);
    let mut forged = fold.clone();
    forged.blob[1] = 1;
    for wraps in [vec![forged.clone()], vec![forged.clone(), fold.clone()], vec![fold, forged, drop]] {
        let mut set = open_set(1, &[key], &wraps, &[&ck]);
        assert_eq!(set.writing_key(), None);
        let (later, _) = write(&mut set, &ck, e);
        assert!(open_cell(&kept, 4, PLACE, &later).is_err());
    }
}

#[test]
fn a_key_epoch_bump_ends_sealing_with_every_older_key() {
    let e = &mut TestEntropy::new(6);
    let (old, new) = (ck(1), ck(2));
    let (own, own_wrap, own_sdk) = SubjectKey::make(&old, SUBJECT, T0, e).unwrap();
    let (key, drop, kept) = SubjectKey::make_drop(old.cpk(), SUBJECT, T0, e).unwrap();
    let mut wraps = vec![own_wrap, drop];
    let cell = seal_cell(&own_sdk, 4, own.key_id, PLACE, b"vanha", e).unwrap();

    let set = open_set(2, &[own, key], &wraps, &[&old, &new]);
    let more = set.rewrap(&new, e).unwrap();
    assert_eq!(more.len(), 2);
    assert!(more.iter().all(|w| w.blob[1] == 2 && w.key_epoch == 2));
    wraps.extend(more);

    // With the new compartment key alone everything is readable, nothing seals but a new key.
    let mut set = open_set(2, &[own, key], &wraps, &[&new]);
    assert_eq!(set.open_cell(SUBJECT, PLACE, &cell).unwrap().as_slice(), b"vanha");
    assert!(set.rewrap(&new, e).unwrap().is_empty());
    let (later, made) = write(&mut set, &new, e);
    assert!(made.is_some());
    for former in [&own_sdk, &kept] {
        assert!(open_cell(former, 4, PLACE, &later).is_err());
    }
    // A former holder of the old key cannot open what came after.
    let (key, wrap) = made.unwrap();
    let former = open_set(1, &[key], std::slice::from_ref(&wrap), &[&old]);
    assert_eq!(former.open_cell(SUBJECT, PLACE, &later).err(), Some(SealFault::KeyPending));
}

#[test]
fn a_key_with_wraps_of_both_uses_only_reads() {
    let e = &mut TestEntropy::new(7);
    let ck = ck(1);
    let (key, seal, sdk) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let read = key.wrap(&ck, &sdk, KeyUse::ReadOnly, e).unwrap();
    for wraps in [[seal.clone(), read.clone()], [read, seal]] {
        assert_eq!(open_set(1, &[key], &wraps, &[&ck]).writing_key(), None);
    }
}

/// A wrap that says "reads only" and was changed on the way says nothing any more; it may have said so.
#[test]
fn a_wrap_that_was_changed_taints_its_key() {
    let e = &mut TestEntropy::new(10);
    let ck = ck(1);
    let (key, seal, sdk) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let read = key.wrap(&ck, &sdk, KeyUse::ReadOnly, e).unwrap();
    for at in 0..read.blob.len() {
        let mut changed = read.clone();
        changed.blob[at] ^= 1;
        for wraps in [[seal.clone(), changed.clone()], [changed, seal.clone()]] {
            assert_eq!(open_set(1, &[key], &wraps, &[&ck]).writing_key(), None, "byte {at}");
        }
    }
    // One of another key_epoch says nothing of this one.
    let older = KeyWrap { key_epoch: 0, ..read };
    assert_eq!(open_set(1, &[key], &[seal, older], &[&ck]).writing_key(), Some(key.key_id));
}

#[test]
fn a_forged_drop_under_a_good_key_hides_nothing() {
    let e = &mut TestEntropy::new(8);
    let ck = ck(1);
    let (good, wrap, _) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let cell = open_set(1, &[good], std::slice::from_ref(&wrap), &[&ck]).seal(PLACE, b"oikea", e).unwrap();
    let forged_sdk = Sdk::random(e);
    let (info, aad) = ([super::derive::label!("sdk-drop"), &[4], &1u32.to_be_bytes()].concat(), {
        let parts: [&[u8]; 2] = [&good.key_id, SUBJECT.as_bytes()];
        parts.concat()
    });
    let mut blob = vec![1];
    blob.extend(crate::vault::wrap::seal(ck.cpk().public, &[&info], &aad, forged_sdk.expose(), e).unwrap());
    let forged = KeyWrap { key_id: good.key_id, key_epoch: 1, wrap_type: WRAP_DROP, blob };
    let set = open_set(1, &[good], &[forged, wrap], &[&ck]);
    assert_eq!(set.open_cell(SUBJECT, PLACE, &cell).unwrap().as_slice(), b"oikea");
    assert_eq!(set.writing_key(), None);
}

/// Whoever made a drop knows its SDK, also where the same key has a wrap that lets it seal, and also where the drop is of
/// a key_epoch that nobody here opens.
#[test]
fn a_key_with_a_drop_beside_its_own_wrap_only_reads() {
    let e = &mut TestEntropy::new(11);
    let ck = ck(1);
    let (key, seal, sdk) = SubjectKey::make(&ck, SUBJECT, T0, e).unwrap();
    let (info, aad) = ([super::derive::label!("sdk-drop"), &[4], &1u32.to_be_bytes()].concat(), {
        let parts: [&[u8]; 2] = [&key.key_id, SUBJECT.as_bytes()];
        parts.concat()
    });
    let mut blob = vec![1];
    blob.extend(crate::vault::wrap::seal(ck.cpk().public, &[&info], &aad, sdk.expose(), e).unwrap());
    let drop = KeyWrap { key_id: key.key_id, key_epoch: 1, wrap_type: WRAP_DROP, blob };
    let older = KeyWrap { key_epoch: 0, ..drop.clone() };
    for drop in [drop, older] {
        for wraps in [[seal.clone(), drop.clone()], [drop, seal.clone()]] {
            let set = open_set(1, &[key], &wraps, &[&ck]);
            assert_eq!(set.writing_key(), None);
            assert_eq!(set.expose().count(), 1, "the SDK is one and the same");
        }
    }
    assert_eq!(open_set(1, &[key], &[seal], &[&ck]).writing_key(), Some(key.key_id));
}

#[test]
fn keys_of_another_compartment_or_key_epoch_are_refused() {
    let e = &mut TestEntropy::new(9);
    let other = Ck::generate(7, 1, e);
    let mut set = open_set(1, &[], &[], &[]);
    assert_eq!(set.make_key(&other, T0, e).err(), Some(SealFault::OtherKey));
    assert_eq!(set.make_key(&ck(2), T0, e).err(), Some(SealFault::OtherKey));
    assert_eq!(set.seal(PLACE, b"x", e).err(), Some(SealFault::KeyPending));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn reading_anything_never_panics(cell: Vec<u8>, blob: Vec<u8>, wrap_type in 0u8..4) {
        let _ = open_cell(&testing::sdk(), 4, PLACE, &cell);
        let wrap = KeyWrap { key_id: KEY_ID, key_epoch: 1, wrap_type, blob };
        let set = open_set(1, &[key()], std::slice::from_ref(&wrap), &[&ck(1)]);
        prop_assert_eq!(set.writing_key(), None);
    }

    #[test]
    fn what_is_sealed_comes_back(body in proptest::collection::vec(any::<u8>(), 0..2000), seed: u64) {
        let e = &mut TestEntropy::new(seed);
        let cell = seal_cell(&testing::sdk(), 4, KEY_ID, PLACE, &body, e).unwrap();
        prop_assert_eq!(&*open_cell(&testing::sdk(), 4, PLACE, &cell).unwrap(), &body);
    }
}
