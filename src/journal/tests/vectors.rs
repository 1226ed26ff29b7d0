//! The test vectors of the security design, section 6.8, byte for byte.

use crate::journal::change::{self, Action, ChangeDraft, OpDraft};
use crate::journal::codes::{Face, LogAction, Outcome, Purpose};
use crate::journal::log::{self, LogBody, LogDraft};
use crate::journal::note::{self, Checkpoint, KnownKey, NoteError, SignedNote};
use crate::journal::testing::{Same, hex, id, unhex};
use crate::journal::{Dot, change_read, hash};
use crate::register::{Id, Value};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sha2::Sha256;

const T0: i64 = 1_790_000_000_000;

pub fn first_row() -> log::LogRow {
    let body = LogBody {
        subject: Some(id(0x44)),
        comp: Some(1),
        kind: Some(1),
        object: Some(id(0x66)),
        ..LogBody::default()
    };
    let draft = LogDraft {
        dev: id(0x88),
        feed: id(0x77),
        t: None,
        ts: T0 << 16,
        tz: None,
        clk: None,
        user: Some(id(0x22)),
        sv: None,
        mono: 1234,
        role: Some("front_desk".to_owned()),
        grant: None,
        office: id(0x99),
        face: Face::Tui,
        action: LogAction::Open,
        outcome: Outcome::Ok,
        count: 1,
        body: body.for_purpose(Purpose::Booking, None),
    };
    log::build_row(&draft, hash::ZERO, 1, &mut Same(0xb6))
}

pub fn device_key() -> SigningKey {
    let ds: Vec<u8> = (0x00..=0x1f).collect();
    let mut seed = [0; 32];
    Hkdf::<Sha256>::new(None, &ds).expand(&hash::label("device-sig"), &mut seed).unwrap();
    SigningKey::from_bytes(&seed)
}

#[test]
fn log_row() {
    let row = first_row();
    let (salt, map) = log::split_body(&row.body).unwrap();
    assert_eq!(salt, [0xb6; 16]);
    assert_eq!(hex(map), format!("a50150{}02010301{}{}0501", "44".repeat(16), "0450", "66".repeat(16)));
    let header = log::decode_header(&row.header).unwrap();
    assert_eq!(hex(&header.com), "4295a60ed79afc80961643f0094a199d9a13004716facf016da43a11a12cd704");
    assert_eq!(row.header.len(), 190);
    assert_eq!(hex(&row.c), "c0d36e80d1edb0eb55616d79ff135d98d2629a7c02c58e3515f2d691e5347e2d");
    assert!(log::body_matches(&header.com, &row.body));
}

#[test]
fn checkpoint_note() {
    let key = device_key();
    let public = *key.verifying_key().as_bytes();
    assert_eq!(hex(&public), "5eb595e62e1825316528dd2ba209f529b20d5f5478330440fe8d679ecf6f47a9");
    let name = note::device_name(id(0x11));
    assert_eq!(hex(&note::key_id(&name, &public)), "1818b436");

    let checkpoint = Checkpoint { office: id(0x99), dev: id(0x88), n: 1, c: first_row().c, ts_ms: T0 };
    let text = checkpoint.sign(&[(&name, &key)]);
    let blob = "GBi0NtbK+GIzFDsxXLMgJilu7kTpscM3Nyo312GaeJUNdcJE8EEUnP+7qTHmJUK6SundGlOX3Lz2weRuMpifFWBEbQ8=";
    assert!(text.ends_with(&format!("\n\n— {name} {blob}\n")), "{text}");

    let read = SignedNote::parse(&text).unwrap();
    assert_eq!(read.verify(&[KnownKey::always(name.clone(), public)]), Ok(checkpoint));
    assert_eq!(read.verify(&[]), Err(NoteError::Unknown));
    let ended = KnownKey { until_ms: Some(T0 - 1), ..KnownKey::always(name.clone(), public) };
    assert_eq!(read.verify(&[ended]), Err(NoteError::Unknown));
    let forged = SignedNote::parse(&text.replacen("\n1\n", "\n2\n", 1)).unwrap();
    assert_eq!(forged.verify(&[KnownKey::always(name, public)]), Err(NoteError::Signature));
}

#[test]
fn notes_have_one_form() {
    let key = device_key();
    let good =
        Checkpoint { office: id(0x99), dev: id(0x88), n: 1, c: [7; 32], ts_ms: T0 }.sign(&[("a", &key)]);
    assert!(SignedNote::parse(&good).is_ok());
    for bad in [
        good.replacen("\n1\n", "\n01\n", 1),
        good.replacen("\n1\n", "\n+1\n", 1),
        good.replacen("ts=", "ts= ", 1),
        good.replacen("\n\n", "\nmore\n\n", 1),
        good.replace("— ", "- "),
        good.trim_end().to_owned(),
        format!("{good}\n"),
        String::new(),
    ] {
        assert_eq!(SignedNote::parse(&bad), Err(NoteError::Form), "{bad}");
    }
}

pub const CHANGE_HEADER: &str = "
    ae01010250888888888888888888888888888888880350894296f24912c50761f098bd04f8ace20402055820bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb0650cccccccccccccccccccccccccccccccc
    071b01a0c4506c0000000818780918230a50222222222222222222222222222222220b010c50444444444444444444444444444444440d82582088888888888888888888888888888888894296f24912c50761f098bd04f8ace25820
    8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a8a894296f24912c50761f098bd04f8ace20e82a6010c02506666666666666666666666666666666603070402058283000100830105020758209cdf9147180ce3e6fb99eb13ac119a4faf1dd30a4f8db80be65812bad116b1f2
    a5010c02506767676767676767676767676767676703000405068183010503";

pub const CHANGE_BODY: &str = "a101a100a20150b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7b7026730353020323232";

pub fn draft() -> ChangeDraft {
    let feed = hash::feed_id(id(0x99), 1);
    let dot = |dev: Id, n, op| Dot { dev, feed, n, op };
    let base = vec![dot(id(0x8a), 5, 2), dot(id(0x88), 1, 0)];
    ChangeDraft {
        dev: id(0x88),
        feed,
        t: id(0xcc),
        ts: T0 << 16,
        tz: 120,
        clk: Some(35),
        user: id(0x22),
        sv: 1,
        subj: Some(id(0x44)),
        ops: vec![
            OpDraft::set(12, id(0x66), 7, Some(Value::from("050 222")), base),
            OpDraft::delete(12, id(0x67), vec![], vec![dot(id(0x8a), 5, 3)]),
        ],
    }
}

#[test]
fn change() {
    let built = change::build(draft(), [0xbb; 32], 2, &mut Same(0xb7)).unwrap();
    assert_eq!(
        hex(&built.change.ops[0].com.unwrap()),
        "9cdf9147180ce3e6fb99eb13ac119a4faf1dd30a4f8db80be65812bad116b1f2"
    );
    assert_eq!(hex(&built.header), hex(&unhex(CHANGE_HEADER)));
    assert_eq!(built.header.len(), 321);
    assert_eq!(hex(&built.body), CHANGE_BODY);
    assert_eq!(hex(&built.c), "90869d9551302a4c1f247a30f4a8b6326f2974398badff621f1c9996fb86efa9");

    let read = change_read::decode(&built.header, Some(&built.body)).unwrap();
    assert_eq!(read, built.change);
    assert_eq!(read.ops[1].action, Action::Delete);
}
