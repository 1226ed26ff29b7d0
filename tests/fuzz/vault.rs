//! Files and sealed things. What is authenticated is taken as it was written or not at all; what stands behind the
//! authentication is also fed with damage under a right MAC or seal, as who knows the device secret could make it.

use std::sync::LazyLock;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use luukku::journal::sealed_body;
use luukku::register::{Entropy, Id, Value};
use luukku::vault::device::Backend;
use luukku::vault::door::Door;
use luukku::vault::kdf::KdfParams;
use luukku::vault::keyslots::{CkUse, Header, Keyslots, NewPasswordJob, NewPk, Recipient};
use luukku::vault::seal::{
    CellPlace, Ck, KeyWrap, SubjectKey, SubjectKeys, WRAP_DROP, WRAP_SEALED, open_cell, seal_cell,
};
use luukku::vault::secret::{CkBytes, Dbk, Ds, PasswordText, Sdk, Secret, Seed, Ss};
use luukku::vault::user::UserKeys;
use luukku::vault::{derive, wrap};

use super::harness::Target;
use super::mutate::{Rng, Shape};
use super::seeds::{self, Made};

pub const OFFICE: Id = Id::from_bytes([0x99; 16]);
pub const MACHINE: Id = Id::from_bytes([0x11; 16]);
const USER: Id = Id::from_bytes([0x22; 16]);
const SUBJECT: Id = Id::from_bytes([0x44; 16]);
const DEV: Id = Id::from_bytes([0x88; 16]);
const KEY_ID: [u8; 8] = [0x55; 8];
const COMP: u8 = 4;
const T0: i64 = 1_790_000_000_000;
const PLACE: CellPlace = CellPlace { kind: 9999, entity: Id::from_bytes([0x66; 16]), field: 1 };

pub const TARGETS: [Target; 6] = [
    Target { name: "keyslots", shape: Shape::Bytes, words: &[], inputs: 4_000, check: keyslots },
    Target { name: "door", shape: Shape::Bytes, words: &[], inputs: 6_000, check: door },
    Target { name: "cell", shape: Shape::Bytes, words: &[], inputs: 4_000, check: cell },
    Target { name: "sealed-body", shape: Shape::Cbor, words: &[], inputs: 6_000, check: body },
    Target {
        name: "subject-key-wrap",
        shape: Shape::Bytes,
        words: &[],
        inputs: 1_500,
        check: subject_key_wrap,
    },
    Target { name: "sealed-to-a-key", shape: Shape::Bytes, words: &[], inputs: 800, check: sealed_to_a_key },
];

/// Randomness that repeats itself.
pub struct Repeats(pub Rng);

impl Entropy for Repeats {
    fn fill(&mut self, buf: &mut [u8]) {
        buf.iter_mut().for_each(|byte| *byte = self.0.next() as u8);
    }
}

fn entropy() -> Repeats {
    Repeats(Rng::of("seeds", 0, 0))
}

pub fn ds() -> Ds {
    Ds::new(Secret::fill(|b| b.iter_mut().zip(0u8..).for_each(|(b, i)| *b = i)))
}

fn ss() -> Ss {
    Ss::new(Secret::fill(|b| b.iter_mut().zip(0x20u8..).for_each(|(b, i)| *b = i)))
}

fn user() -> UserKeys {
    UserKeys::from_seed(USER, Seed::from_slice(&[0xc3; 32]).unwrap())
}

fn ck() -> Ck {
    Ck::new(COMP, 1, CkBytes::from_slice(&[0xd4; 32]).unwrap())
}

fn sdk() -> Sdk {
    Sdk::from_slice(&[0xe6; 32]).unwrap()
}

fn new_pk() -> NewPk {
    let cost = KdfParams::new(19_456, 1, 1).unwrap();
    let password = PasswordText::from_text("Tämä on pitkä salalause").unwrap();
    NewPasswordJob::with_cost(password, cost, &mut entropy()).run().unwrap()
}

/// The committed inputs of a target: the only ones that a seal may accept.
fn known(target: &str, bytes: &[u8]) -> bool {
    seeds::of(target).iter().any(|seed| seed.bytes == bytes)
}

fn keyslots(bytes: &[u8]) {
    if let Some(head) = bytes.first_chunk::<44>() {
        let _ = Keyslots::peek(head);
    }
    if Keyslots::parse(bytes, &ds()).is_ok() {
        assert!(known("keyslots", bytes), "a changed file was believed");
    }
    let (private, public) = derive::recovery_kem(&Secret::fill(|b| b.fill(0x77)));
    if Keyslots::recover(bytes, &private, &public).is_ok() {
        assert!(known("keyslots", bytes), "a changed file was recovered");
    }
    // The same content under a right MAC: the parser behind it.
    let content = &bytes[..bytes.len().saturating_sub(32)];
    let mac = derive::hmac(&derive::keyslots_mac_key(&ds()), &[content]);
    let whole = [content, &mac].concat();
    let Ok(file) = Keyslots::parse(&whole, &ds()) else { return };
    assert!(file.to_bytes(&ds()) == whole, "another form of the same file");
    for slot in file.slots() {
        assert!((19_456..=1_048_576).contains(&slot.kdf.m_kib()) && (1..=10).contains(&slot.kdf.t()));
        let _ = file.rollback(1, &[(slot.user, slot.slot_gen)]);
    }
    let _ = file.find("virtanenm", &[ss()]);
    let _ = file.open_dbks(&user());
    let _ = file.open_cks(&user());
}

fn keyslots_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let header = |backend, recovery| Header {
        backend,
        machine: MACHINE,
        office: OFFICE,
        db: Id::from_bytes([0x33; 16]),
        db_salt: [0xab; 16],
        created: T0,
        file_gen: 1,
        dbk_gen: 1,
        dbk_next: None,
        recovery,
    };
    let none = Keyslots::new(header(Backend::SecretService, None));
    let (_, public) = derive::recovery_kem(&Secret::fill(|b| b.fill(0x77)));
    let mut some = Keyslots::new(header(Backend::File, Some(public)));
    let (mut random, pk, secrets, keys) = (entropy(), new_pk(), [ss()], user());
    some.add_user(&keys, "virtanenm", &pk, &secrets, T0, &mut random).unwrap();
    let second = Id::from_bytes([0x23; 16]);
    some.add_activation(second, "korhonens", &pk, &secrets, T0, &mut random).unwrap();
    let to = Recipient::of(&keys);
    some.wrap_dbk(1, &Dbk::from_slice(&[0xf7; 32]).unwrap(), to, &mut random).unwrap();
    some.wrap_ck(&ck(), CkUse::Use, to, &mut random).unwrap();
    some.wrap_ck(&ck(), CkUse::Handover, to, &mut random).unwrap();
    some.escrow_ds(&ds(), public, &mut random).unwrap();
    some.escrow_ss(&ss(), public, &mut random).unwrap();
    vec![("nobody", none.to_bytes(&ds())), ("two users, five wraps", some.to_bytes(&ds()))]
}

fn door(bytes: &[u8]) {
    if Door::parse(bytes, &ds()).is_ok() {
        assert!(known("door", bytes), "a changed file was believed");
    }
    let content = &bytes[..bytes.len().saturating_sub(32)];
    let mac = derive::hmac(&derive::door_mac_key(&ds()), &[content]);
    let whole = [content, &mac].concat();
    let Ok(mut door) = Door::parse(&whole, &ds()) else { return };
    assert!(door.to_bytes(&ds()) == whole, "another form of the same file");
    // The door goes on working whatever stands in it, and never locks anybody out.
    for user in [None, Some(USER)] {
        for now in [T0, i64::MIN, i64::MAX] {
            assert!((0..=60_000).contains(&door.wait_ms(user, now)));
            door.record_failure(user, now);
            door.record_blocked(user, now);
            door.take_back_try(user, now);
        }
    }
    door.record_key_store(T0);
    door.succeeded(USER);
    let import = door.import();
    door.clear_imported(import.next_seq);
    door.go_on_from(u64::MAX);
    assert!(Door::parse(&door.to_bytes(&ds()), &ds()).is_ok(), "what it writes it reads");
}

fn door_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let empty = Door::new(MACHINE, 1);
    let mut used = Door::new(MACHINE, 7);
    for i in 0..4 {
        used.record_failure(Some(USER), T0 + i);
    }
    used.record_failure(None, T0 + 9);
    used.record_key_store(T0 + 10);
    used.record_blocked(Some(USER), T0 + 11);
    vec![("nothing happened", empty.to_bytes(&ds())), ("seven events", used.to_bytes(&ds()))]
}

fn cell(bytes: &[u8]) {
    if open_cell(&sdk(), COMP, PLACE, bytes).is_ok() {
        assert!(known("cell", bytes), "a changed cell opened");
    }
    // Any plaintext under a right seal: padding and length behind it.
    let mut plain = bytes.to_vec();
    plain.resize(plain.len().next_multiple_of(64).max(256), 0);
    let key = derive::cell_key(&sdk(), COMP, &KEY_ID);
    let aad = [
        luukku::journal::hash::label("cell").as_slice(),
        &[COMP],
        &KEY_ID,
        &PLACE.kind.to_be_bytes(),
        PLACE.entity.as_bytes(),
        &PLACE.field.to_be_bytes(),
    ]
    .concat();
    let nonce = [0x5c; 24];
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &aad }).unwrap();
    let whole = [&[1, COMP][..], &KEY_ID, &nonce, &sealed].concat();
    if let Ok(body) = open_cell(&sdk(), COMP, PLACE, &whole) {
        assert!(body.len() + 4 <= plain.len(), "longer than what it was in");
        let again = seal_cell(&sdk(), COMP, KEY_ID, PLACE, &body, &mut Same(0x5c)).unwrap();
        assert!(again == whole, "another form of the same cell");
    }
}

struct Same(u8);

impl Entropy for Same {
    fn fill(&mut self, buf: &mut [u8]) {
        buf.fill(self.0);
    }
}

fn cell_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let seal = |body: &[u8]| seal_cell(&sdk(), COMP, KEY_ID, PLACE, body, &mut Same(0x5c)).unwrap();
    let published = seal(&seeds::unhex("a301190141020103a1016178"));
    vec![("the published cell", published), ("a long one", seal(&[7; 400]))]
}

fn body(bytes: &[u8]) {
    let Ok(Some((kind, fields))) = sealed_body::read(bytes) else { return };
    let again = sealed_body::write(kind, 1, fields.iter().map(|(number, value)| (*number, value.as_ref())));
    assert!(sealed_body::read(&again) == Ok(Some((kind, fields))), "read, written and read again");
}

fn body_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let values = [
        (1, Some(Value::from("Päihdekuntoutus"))),
        (2, Some(Value::Int(-20_000))),
        (3, None),
        (4, Some(Value::codes(["a", "b"]))),
        (5, Some(Value::Bool(true))),
        (6, Some(Value::Id(SUBJECT))),
    ];
    let body = sealed_body::write(113, 1, values.iter().map(|(number, value)| (*number, value.as_ref())));
    vec![("the published body", seeds::unhex("a301190141020103a1016178")), ("one of each", body.to_vec())]
}

const KEY: SubjectKey = SubjectKey { key_id: KEY_ID, subject: SUBJECT, comp: COMP, created: T0 };

/// First byte: the type of the wrap; the next: its key_epoch; then the blob.
fn subject_key_wrap(bytes: &[u8]) {
    let [wrap_type, key_epoch, blob @ ..] = bytes else { return };
    static CK: LazyLock<Ck> = LazyLock::new(ck);
    let wrap = KeyWrap {
        key_id: KEY_ID,
        key_epoch: u32::from(*key_epoch),
        wrap_type: *wrap_type,
        blob: blob.to_vec(),
    };
    let keys = SubjectKeys::open(SUBJECT, COMP, 1, &[KEY], &[wrap], &[&*CK]);
    if keys.expose().next().is_some() {
        assert!(known("subject-key-wrap", bytes), "a changed wrap opened");
    }
    assert!(*wrap_type == WRAP_SEALED || keys.writing_key().is_none(), "a drop never seals");
}

fn wrap_seeds() -> Vec<(&'static str, Vec<u8>)> {
    // Key ids are drawn first: eight bytes of the published one.
    struct KeyIdFirst(bool, Repeats);
    impl Entropy for KeyIdFirst {
        fn fill(&mut self, buf: &mut [u8]) {
            if std::mem::replace(&mut self.0, false) { buf.fill(KEY_ID[0]) } else { self.1.fill(buf) }
        }
    }
    let random = || KeyIdFirst(true, entropy());
    let (key, sealed, _) = SubjectKey::make(&ck(), SUBJECT, T0, &mut random()).unwrap();
    assert_eq!(key, KEY);
    let (_, drop, _) = SubjectKey::make_drop(ck().cpk(), SUBJECT, T0, &mut random()).unwrap();
    let keys = SubjectKeys::open(SUBJECT, COMP, 1, &[KEY], std::slice::from_ref(&drop), &[&ck()]);
    let folded = keys.fold_drops(&ck(), &mut entropy()).unwrap().remove(0);
    let input = |wrap: KeyWrap| [vec![wrap.wrap_type, wrap.key_epoch as u8], wrap.blob].concat();
    assert_eq!(drop.wrap_type, WRAP_DROP);
    vec![("sealed, use 1", input(sealed)), ("a drop", input(drop)), ("folded, use 2", input(folded))]
}

/// What is sealed to a public key and kept or sent: search texts in the log, drafts, slot secrets.
fn sealed_to_a_key(bytes: &[u8]) {
    let (private, _) = derive::device_kem(&ds());
    let mut opened = wrap::open_log_detail(&private, OFFICE, 1, (DEV, 1), bytes).is_ok();
    opened |= wrap::open_draft(&private, USER, bytes).is_ok();
    if let Ok(bytes) = bytes.try_into() {
        opened |= wrap::open_ss(&ds(), OFFICE, MACHINE, &derive::ss_id(&ss()), bytes).is_ok();
    }
    if opened {
        assert!(known("sealed-to-a-key", bytes), "a changed seal opened");
    }
}

fn sealed_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let (_, public) = derive::device_kem(&ds());
    let mut random = entropy();
    let detail = wrap::seal_log_detail(public, OFFICE, 1, (DEV, 1), "niskanen osk", &mut random).unwrap();
    let draft = wrap::seal_draft(public, USER, b"[null,[[1,\"kesken\"]]]", &mut random).unwrap();
    let secret = wrap::seal_ss(public, OFFICE, MACHINE, &ss(), &mut random).unwrap();
    vec![("a search text", detail), ("a draft", draft), ("a slot secret", secret.to_vec())]
}

/// The seeds that this module makes.
pub fn made() -> Vec<Made> {
    vec![
        ("keyslots", keyslots_seeds()),
        ("door", door_seeds()),
        ("cell", cell_seeds()),
        ("sealed-body", body_seeds()),
        ("subject-key-wrap", wrap_seeds()),
        ("sealed-to-a-key", sealed_seeds()),
    ]
}
