//! The published vectors, the flows, and attacks on the file.

use super::testing::plan;
use super::*;
use crate::vault::activation::ActivationCode;
use crate::vault::kdf;
use crate::vault::seal::Ck;
use crate::vault::secret::{Dbk, Ds, PasswordText, Secret};
use crate::vault::testing::{self, LOGIN, OFFICE, Repeated, T0, TestEntropy, USER, hex, unhex};
use crate::vault::user::UserKeys;
use proptest::prelude::*;

const WRAP: &str = "952e9e1ef17012ae3beb5342f39a5ef24be865eeb9e2ca933c2a067fffe1fd1c23b62c5fe827fda409fa189909e6ef49a42710a458fc011504b7900c64736e97ed6d2e0d91574d605d4df38115db663e";
const MAC: &str = "c56ec881da65ec37879cb06a4ffb63e5e94d3e4cc0e90f322c5341a8e588a6f5";
const OTHER: Id = Id::from_bytes([0x23; 16]);

fn cheap() -> KdfParams {
    KdfParams::new(19_456, 1, 1).unwrap()
}

fn new_pk(text: &str, e: &mut TestEntropy) -> NewPk {
    NewPasswordJob::with_cost(PasswordText::from_text(text).unwrap(), cheap(), e).run().unwrap()
}

fn keys() -> UserKeys {
    UserKeys::from_seed(USER, testing::seed())
}

/// The slot of the vectors, with PK as published.
fn vector_slot() -> Slot {
    Slot::seal(plan(), OFFICE, &testing::ss(), &testing::pk(), &keys(), &mut Repeated(0x5a)).unwrap()
}

/// The file of the vectors: its bytes are the published ones because its MAC is.
fn vector_file() -> Vec<u8> {
    let mut k = Keyslots::new(testing::header());
    k.put_slot(vector_slot()).unwrap();
    let mut wrap = unhex("0100010100000001");
    wrap.extend_from_slice(USER.as_bytes());
    wrap.extend_from_slice(&unhex(WRAP));
    k.wraps.push(Wrap::parse(&wrap).unwrap());
    k.to_bytes(&testing::ds())
}

/// A small office: `LOGIN` with a cheap slot and the DBK, second secret in use.
fn office(e: &mut TestEntropy) -> (Keyslots, UserKeys) {
    let mut k = Keyslots::new(testing::header());
    let keys = UserKeys::generate(USER, e);
    k.add_user(&keys, LOGIN, &new_pk("vanha pitkä salalause", e), &[testing::ss()], T0, e).unwrap();
    k.wrap_dbk(1, &testing::dbk(), Recipient::of(&keys), e).unwrap();
    (k, keys)
}

fn login(k: &Keyslots, name: &str, password: &str, secrets: &[Ss], now: i64) -> Result<Unlocked, SlotFault> {
    k.prepare(name, PasswordText::from_text(password).unwrap(), secrets).run().unwrap().finish(secrets, now)
}

fn remac(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - 32);
    let mac = derive::hmac(&derive::keyslots_mac_key(&testing::ds()), &[&bytes]);
    bytes.extend_from_slice(&mac);
    bytes
}

#[test]
fn slot_and_file_equal_the_published_vectors() {
    let slot = vector_slot().to_bytes();
    assert_eq!(slot.len(), 264);
    assert_eq!(
        hex(&derive::sha256(&[&slot])),
        "6f5fa221dd014c721abc6ef9a5cf5e75809365bc04ae47d3ff908f1349dd5319"
    );
    let file = vector_file();
    assert_eq!(file.len(), 536);
    assert_eq!(hex(&file[504..]), MAC);
}

#[test]
fn the_published_file_opens_from_password_to_database_key() {
    let k = Keyslots::parse(&vector_file(), &testing::ds()).unwrap();
    assert_eq!(k.to_bytes(&testing::ds()), vector_file());
    let secrets = [testing::ss()];
    let job = k.prepare("Virtanenm", testing::password(), &secrets);
    assert_eq!(job.user(), Some(USER));
    let unlocked = job.run().unwrap().finish(&secrets, T0).unwrap();
    assert!(!unlocked.weak_kdf && !unlocked.must_change);
    let dbks = k.open_dbks(&unlocked.keys).unwrap();
    assert_eq!(dbks.len(), 1);
    assert_eq!(dbks[0].0, 1);
    assert_eq!(dbks[0].1.expose(), &[0xf7; 32]);
}

#[test]
fn a_wrap_opens_only_where_it_was_made() {
    let k = Keyslots::parse(&vector_file(), &testing::ds()).unwrap();
    for change in [(|h: &mut Header| h.machine = OTHER) as fn(&mut Header), |h: &mut Header| h.db = OTHER] {
        let mut moved = k.clone();
        change(moved.header_mut());
        assert!(moved.open_dbks(&keys()).is_err());
    }
    // Another generation, use or recipient in the record's head: info and aad no longer fit.
    for (at, byte) in [(7, 2), (8, 0x23)] {
        let mut record = Vec::new();
        k.wraps[0].write(&mut record);
        record[at] = byte;
        let mut changed = k.clone();
        changed.wraps[0] = Wrap::parse(&record).unwrap();
        changed.header.dbk_next = Some(2);
        let who = if at == 8 { Id::from_slice(&record[8..24]).unwrap() } else { USER };
        assert!(changed.open_dbks(&UserKeys::from_seed(who, testing::seed())).is_err(), "{at}");
    }
}

#[test]
fn a_changed_byte_anywhere_is_an_error() {
    let file = vector_file();
    for at in 0..file.len() {
        for bit in [0x01, 0x80] {
            let mut bad = file.clone();
            bad[at] ^= bit;
            assert!(Keyslots::parse(&bad, &testing::ds()).is_err(), "byte {at}");
        }
    }
    for length in 0..file.len() {
        assert!(Keyslots::parse(&file[..length], &testing::ds()).is_err(), "length {length}");
    }
    let mut long = file.clone();
    long.push(0);
    assert!(Keyslots::parse(&long, &testing::ds()).is_err());
    let other = Ds::new(Secret::take(&mut [9; 32]));
    assert_eq!(Keyslots::parse(&file, &other).err(), Some(KeyslotsFault::Mac));
}

#[test]
fn the_mac_is_checked_before_the_cost_of_a_derivation() {
    let at_m_kib = 136 + 1 + 16 + 16 + 4 + 1 + 24 + 1;
    let mut bad = vector_file();
    bad[at_m_kib..at_m_kib + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(Keyslots::parse(&bad, &testing::ds()).err(), Some(KeyslotsFault::Mac));
    // And with a right MAC (a writer gone wrong) it is refused before it is used.
    assert_eq!(Keyslots::parse(&remac(bad), &testing::ds()).err(), Some(KeyslotsFault::Field("kdf cost")));
}

#[test]
fn unknown_values_are_refused_under_a_right_mac() {
    let slot = 136;
    let wrap = 136 + 264;
    for (at, byte, fault) in [
        (9, 2, KeyslotsFault::Version(2)),
        (10, 2, KeyslotsFault::Suite(2)),
        (11, 5, KeyslotsFault::Field("ds_backend")),
        (slot, 3, KeyslotsFault::Field("type")),
        (slot, 2, KeyslotsFault::Field("expires")),
        (slot + 37, 2, KeyslotsFault::Field("flags")),
        (slot + 62, 2, KeyslotsFault::Field("kdf")),
        (wrap, 5, KeyslotsFault::Field("wrap type")),
        (wrap + 1, 4, KeyslotsFault::Field("wrap type")),
        (wrap + 2, 2, KeyslotsFault::Field("wrap type")),
        (wrap + 3, 3, KeyslotsFault::Field("wrap recipient")),
        (133, 2, KeyslotsFault::Length),
        (132, 1, KeyslotsFault::TooMany),
        (134, 17, KeyslotsFault::TooMany),
    ] {
        let mut bad = vector_file();
        bad[at] = byte;
        assert_eq!(Keyslots::parse(&remac(bad), &testing::ds()).err(), Some(fault), "byte {at}");
    }
}

#[test]
fn doubles_and_disorder_are_refused() {
    let e = &mut TestEntropy::new(3);
    let (mut k, _) = office(e);
    let other = UserKeys::generate(OTHER, e);
    k.add_user(&other, "toinen", &new_pk("toinen pitkä salalause", e), &[testing::ss()], T0, e).unwrap();
    k.wrap_dbk(1, &testing::dbk(), Recipient::of(&other), e).unwrap();
    assert!(Keyslots::parse(&k.to_bytes(&testing::ds()), &testing::ds()).is_ok());
    for spoil in [
        (|k: &mut Keyslots| k.slots.swap(0, 1)) as fn(&mut Keyslots),
        |k| k.slots[1] = k.slots[0].clone(),
        |k| k.wraps.swap(0, 1),
        |k| k.wraps[1] = k.wraps[0].clone(),
    ] {
        let mut bad = k.clone();
        spoil(&mut bad);
        let fault = Keyslots::parse(&bad.to_bytes(&testing::ds()), &testing::ds()).err();
        assert_eq!(fault, Some(KeyslotsFault::Order));
    }
}

#[test]
fn wrong_password_unknown_login_and_damage_are_told_apart() {
    let e = &mut TestEntropy::new(4);
    let (k, _) = office(e);
    let secrets = [testing::ss()];
    assert!(login(&k, LOGIN, "vanha pitkä salalause", &secrets, T0).is_ok());
    let wrong = login(&k, LOGIN, "vanha pitkä salalausf", &secrets, T0).err().unwrap();
    assert_eq!(wrong, SlotFault::WrongPassword);
    let job = k.prepare("eiole", PasswordText::new(), &secrets);
    assert_eq!(job.user(), None);
    let unknown = job.run().unwrap().finish(&secrets, T0).err().unwrap();
    assert_eq!(unknown, SlotFault::Unknown);
    assert_eq!(wrong.message_id(), unknown.message_id(), "a stranger reads the same sentence");
    // The same password under a slot whose public key was exchanged: damage, not a wrong password.
    let mut damaged = k.clone();
    damaged.slots[0].kem_pub = KemPublic::from_bytes([1; 32]);
    assert_eq!(login(&damaged, LOGIN, "vanha pitkä salalause", &secrets, T0).err(), Some(SlotFault::Damaged));
}

#[test]
fn without_the_slot_secret_the_right_password_opens_nothing() {
    let e = &mut TestEntropy::new(5);
    let (k, _) = office(e);
    let other = Ss::random(e);
    let fault = login(&k, LOGIN, "vanha pitkä salalause", std::slice::from_ref(&other), T0).err();
    assert_eq!(fault, Some(SlotFault::Unknown), "not even the login is found");
    // Somebody who knows the slot and guesses the password still lacks SS: kcv verifies no guess.
    let slot = k.slots[0].clone();
    let pk = kdf::derive_pk(&PasswordText::from_text("vanha pitkä salalause").unwrap(), &slot.salt, slot.kdf);
    assert_eq!(slot.open(OFFICE, &other, &pk.unwrap()).err(), Some(SlotFault::WrongPassword));
}

#[test]
fn a_slot_of_another_office_or_another_generation_does_not_open() {
    let e = &mut TestEntropy::new(6);
    let (k, _) = office(e);
    let secrets = [testing::ss()];
    let mut moved = k.clone();
    moved.header.office = OTHER;
    assert!(login(&moved, LOGIN, "vanha pitkä salalause", &secrets, T0).is_err());
    let mut raised = k.clone();
    raised.slots[0].slot_gen = 2;
    assert!(login(&raised, LOGIN, "vanha pitkä salalause", &secrets, T0).is_err());
}

#[test]
fn an_older_file_or_slot_in_place_of_a_newer_one_shows() {
    let e = &mut TestEntropy::new(7);
    let (mut k, keys) = office(e);
    let older = k.clone();
    k.change_password(&keys, LOGIN, &new_pk("uusi pitkä salalause", e), &[testing::ss()], T0 + 1, e).unwrap();
    k.count_write().unwrap();
    assert_eq!(k.rollback(1, &[(USER, 1)]), None, "one ahead: the database has not seen the write yet");
    assert_eq!(k.rollback(2, &[(USER, 2)]), None);
    assert_eq!(older.rollback(2, &[(USER, 2)]), Some(Rollback::File { file: 1, database: 2 }));
    let mut dressed_up = older;
    dressed_up.header.file_gen = 2;
    assert_eq!(dressed_up.rollback(2, &[(USER, 2)]), Some(Rollback::Slot(USER)));
    k.header.file_gen = 4;
    assert!(k.rollback(2, &[]).is_some(), "two ahead is not this database's file");
}

#[test]
fn a_password_change_keeps_keys_and_takes_the_newest_slot_secret() {
    let e = &mut TestEntropy::new(8);
    let (mut k, keys) = office(e);
    let secrets = [testing::ss(), Ss::random(e)];
    k.change_password(&keys, LOGIN, &new_pk("uusi pitkä salalause", e), &secrets, T0 + 5, e).unwrap();
    let slot = k.slot(USER).unwrap();
    assert_eq!((slot.slot_gen, slot.created, slot.changed), (2, T0, T0 + 5));
    assert_eq!(slot.ss_id, derive::ss_id(&secrets[1]));
    assert!(login(&k, LOGIN, "vanha pitkä salalause", &secrets, T0).is_err());
    let unlocked = login(&k, LOGIN, "uusi pitkä salalause", &secrets, T0).unwrap();
    assert_eq!(k.open_dbks(&unlocked.keys).unwrap().len(), 1, "wraps stay good");
    assert_eq!(unlocked.keys.kem_pub(), keys.kem_pub());
}

#[test]
fn a_weak_slot_is_rewritten_without_growing_younger() {
    let e = &mut TestEntropy::new(9);
    let (mut k, _) = office(e);
    let secrets = [testing::ss()];
    let unlocked = login(&k, LOGIN, "vanha pitkä salalause", &secrets, T0).unwrap();
    assert!(unlocked.weak_kdf);
    let same = PasswordText::from_text("vanha pitkä salalause").unwrap();
    let same = NewPasswordJob::new(same, e).run().unwrap();
    k.strengthen(&unlocked.keys, LOGIN, &same, &secrets, e).unwrap();
    let again = login(&k, LOGIN, "vanha pitkä salalause", &secrets, T0).unwrap();
    assert!(!again.weak_kdf);
    assert_eq!((again.changed, again.slot_gen), (T0, 2));
}

#[test]
fn one_login_belongs_to_one_user() {
    let e = &mut TestEntropy::new(10);
    let (mut k, _) = office(e);
    let second = UserKeys::generate(OTHER, e);
    let pk = new_pk("toinen pitkä salalause", e);
    let taken = Some(KeyslotsFault::LoginTaken);
    assert_eq!(k.add_user(&second, "VIRTANENM", &pk, &[testing::ss()], T0, e).err(), taken);
    let secrets = [testing::ss(), Ss::random(e)];
    assert_eq!(k.add_user(&second, LOGIN, &pk, &secrets, T0, e).err(), taken, "also under an older secret");
    assert!(k.add_user(&second, "toinen", &pk, &secrets, T0, e).is_ok());
}

#[test]
fn an_activation_gives_new_keys_once() {
    let e = &mut TestEntropy::new(11);
    let (mut k, admin) = office(e);
    let secrets = [testing::ss()];
    let ck = Ck::generate(4, 1, e);
    let code = ActivationCode::generate(e);
    let code_pk = NewPasswordJob::with_cost(code.to_password().unwrap(), cheap(), e).run().unwrap();
    let temporary = k.add_activation(OTHER, "uusi", &code_pk, &secrets, T0, e).unwrap();
    k.wrap_dbk(1, &testing::dbk(), Recipient::of(&temporary), e).unwrap();
    k.wrap_ck(&ck, CkUse::Use, Recipient::of(&temporary), e).unwrap();
    let k2 = Keyslots::parse(&k.to_bytes(&testing::ds()), &testing::ds()).unwrap();

    let typed = code.shown().to_lowercase();
    assert_eq!(login(&k2, "uusi", &typed, &secrets, T0 + ACTIVATION_MS).err(), Some(SlotFault::Expired));
    let wrong = ActivationCode::generate(e).shown();
    assert_eq!(login(&k2, "uusi", &wrong, &secrets, T0).err(), Some(SlotFault::WrongPassword));
    let unlocked = login(&k2, "uusi", &typed, &secrets, T0 + ACTIVATION_MS - 1).unwrap();
    assert_eq!(unlocked.slot_type, SlotType::Activation);

    let as_password = new_pk(&typed, e);
    let refused = k.activate(&unlocked, "uusi", &as_password, &secrets, T0, e).err();
    assert_eq!(refused, Some(KeyslotsFault::CodeAsPassword));
    let new = new_pk("uuden käyttäjän salalause", e);
    let mine = k.activate(&unlocked, "uusi", &new, &secrets, T0 + 9, e).unwrap();
    assert_ne!(mine.kem_pub(), temporary.kem_pub());
    assert!(login(&k, "uusi", &typed, &secrets, T0).is_err(), "the code is gone");
    let again = k.activate(&unlocked, "uusi", &new, &secrets, T0, e).err();
    assert_eq!(again, Some(KeyslotsFault::NoSlot), "single use");

    let session = login(&k, "uusi", "uuden käyttäjän salalause", &secrets, T0).unwrap();
    assert_eq!(k.open_dbks(&session.keys).unwrap()[0].1.expose(), &[0xf7; 32]);
    let held = k.open_cks(&session.keys).unwrap();
    assert_eq!(held.len(), 1);
    assert!(held[0].ck_use == CkUse::Use && held[0].ck.bytes().ct_eq(ck.bytes()));
    assert!(k.open_dbks(&temporary).is_err(), "nothing opens with the keys of the code");
    assert_eq!(k.open_dbks(&admin).unwrap().len(), 1, "others are not touched");
}

#[test]
fn an_activation_ends_what_the_user_had_before() {
    let e = &mut TestEntropy::new(12);
    let (mut k, old) = office(e);
    let code = NewPasswordJob::with_cost(ActivationCode::generate(e).to_password().unwrap(), cheap(), e);
    k.add_activation(USER, LOGIN, &code.run().unwrap(), &[testing::ss()], T0, e).unwrap();
    assert_eq!(k.slots().len(), 1);
    assert_eq!(k.slot(USER).unwrap().slot_gen, 2);
    assert!(k.open_dbks(&old).unwrap().is_empty());
}

#[test]
fn a_removed_user_leaves_neither_slot_nor_wrap() {
    let e = &mut TestEntropy::new(13);
    let (mut k, keys) = office(e);
    k.wrap_ck(&Ck::generate(7, 1, e), CkUse::Handover, Recipient::of(&keys), e).unwrap();
    assert!(k.remove_user(USER));
    assert!(k.slots().is_empty() && k.wraps().is_empty());
    assert!(!k.remove_user(USER));
    assert_eq!(k.to_bytes(&testing::ds()).len(), 136 + 32);
}

#[test]
fn a_hand_over_copy_keeps_its_mark() {
    let e = &mut TestEntropy::new(14);
    let (mut k, keys) = office(e);
    let ck = Ck::generate(7, 3, e);
    k.wrap_ck(&ck, CkUse::Handover, Recipient::of(&keys), e).unwrap();
    let held = k.open_cks(&keys).unwrap();
    assert!(matches!(held.as_slice(), [HeldCk { ck_use: CkUse::Handover, .. }]));
    assert_eq!((held[0].ck.comp(), held[0].ck.key_epoch()), (7, 3));
    // The mark is bound: a copy re-marked as `use` opens no more.
    let mut record = Vec::new();
    let at = k.wraps.iter().position(|w| matches!(w.kind(), WrapKind::Ck { .. })).unwrap();
    k.wraps[at].write(&mut record);
    record[2] = 1;
    k.wraps[at] = Wrap::parse(&record).unwrap();
    assert!(k.open_cks(&keys).is_err());
}

#[test]
fn a_rekey_holds_both_generations_and_opens_the_next_one_first() {
    let e = &mut TestEntropy::new(15);
    let (mut k, keys) = office(e);
    let next = Dbk::random(e);
    k.header_mut().dbk_next = Some(2);
    k.wrap_dbk(2, &next, Recipient::of(&keys), e).unwrap();
    let k = Keyslots::parse(&k.to_bytes(&testing::ds()), &testing::ds()).unwrap();
    let gens: Vec<u32> = k.open_dbks(&keys).unwrap().iter().map(|d| d.0).collect();
    assert_eq!(gens, [2, 1]);
}

#[test]
fn the_recovery_key_opens_what_was_escrowed() {
    let e = &mut TestEntropy::new(16);
    let (mut k, _) = office(e);
    let (private, public) = crate::vault::wrap::KemPrivate::derive(&Secret::random(e));
    k.header_mut().recovery = Some(public);
    k.wrap_dbk(1, &testing::dbk(), Recipient::Recovery(public), e).unwrap();
    k.escrow_ds(&testing::ds(), public, e).unwrap();
    k.escrow_ss(&testing::ss(), public, e).unwrap();
    let k = Keyslots::parse(&k.to_bytes(&testing::ds()), &testing::ds()).unwrap();
    assert!(k.recover_dbks(&private, &public).unwrap()[0].1.ct_eq(&testing::dbk()));
    let (ds, secrets) = k.recover_secrets(&private, &public).unwrap();
    assert!(ds.unwrap().ct_eq(&testing::ds()));
    assert!(secrets.len() == 1 && secrets[0].ct_eq(&testing::ss()));
}

#[test]
fn the_limits_hold() {
    let e = &mut TestEntropy::new(17);
    let mut k = Keyslots::new(testing::header());
    let slot = vector_slot();
    for i in 0..=MAX_SLOTS {
        let mut next = slot.clone();
        next.user = Id::v7(T0, e);
        next.login_tag = *next.user.as_bytes();
        let expected = if i < MAX_SLOTS { Ok(()) } else { Err(KeyslotsFault::TooMany) };
        assert_eq!(k.put_slot(next), expected);
    }
    assert!(Keyslots::parse(&k.to_bytes(&testing::ds()), &testing::ds()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in the file, under a right MAC too, reading it is an answer and not a panic, and what is
    /// read is written back byte for byte.
    #[test]
    fn reading_a_mutated_file_never_panics(
        changes in proptest::collection::vec((0usize..536, any::<u8>()), 1..6),
        cut in 0usize..536,
        right_mac: bool,
    ) {
        let mut bytes = vector_file();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let _ = Keyslots::parse(&bytes[..cut], &testing::ds());
        if right_mac {
            bytes = remac(bytes);
        }
        if let Ok(k) = Keyslots::parse(&bytes, &testing::ds()) {
            prop_assert_eq!(k.to_bytes(&testing::ds()), bytes);
        }
    }

    #[test]
    fn reading_anything_never_panics(bytes: Vec<u8>) {
        let _ = Keyslots::parse(&bytes, &testing::ds());
        let _ = Slot::parse(&bytes);
        let _ = Wrap::parse(&bytes);
    }
}

#[test]
fn every_new_password_has_a_salt_of_its_own() {
    let e = &mut TestEntropy::new(31);
    let (first, second) = (new_pk("sama pitkä salalause", e), new_pk("sama pitkä salalause", e));
    assert_ne!(first.salt, second.salt, "else one table of guesses would do for every user");
    assert!([first.salt, second.salt].iter().all(|salt| *salt != [0; 16] && *salt != [0xa5; 16]));
}
