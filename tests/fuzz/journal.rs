//! Changes, heads, the access log and what they are written in.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use luukku::journal::cbor::{ItemType, Reader, Writer};
use luukku::journal::change::{self, Action, ChangeDraft, OpDraft, Payload};
use luukku::journal::change_read::{decode, redact};
use luukku::journal::codes::{Face, LogAction, Outcome};
use luukku::journal::dot::{Dot, Stream};
use luukku::journal::heads::Entity;
use luukku::journal::log::{self, LogBody, LogDraft, LogRow};
use luukku::journal::note::{self, Checkpoint, KnownKey, SignedNote};
use luukku::journal::verify::{Verdict, Verifier};
use luukku::journal::{hash, packed, value};
use luukku::register::{Entropy, Id, Value};
use luukku::store::Seen;
use luukku::vault::derive;

use super::harness::Target;
use super::mutate::{Rng, Shape, join, parts};
use super::seeds::Made;
use super::vault::{MACHINE, OFFICE, Repeats, ds};

const NOTE_WORDS: &[&str] = &["\n\n", "\n— ", "luukku/device/", "ts=", "+", "=", "-", "luukku/log/", "0"];

pub const TARGETS: [Target; 9] = [
    Target { name: "cbor", shape: Shape::Cbor, words: &[], inputs: 20_000, check: cbor },
    Target { name: "value", shape: Shape::Cbor, words: &[], inputs: 12_000, check: any_value },
    Target { name: "change", shape: Shape::Parts, words: &[], inputs: 5_000, check: changes },
    Target { name: "packed-heads", shape: Shape::Parts, words: &[], inputs: 8_000, check: heads },
    Target { name: "seen", shape: Shape::Cbor, words: &[], inputs: 10_000, check: seen },
    Target { name: "log-row", shape: Shape::Parts, words: &[], inputs: 8_000, check: row },
    Target { name: "log-verifier", shape: Shape::Parts, words: &[], inputs: 1_500, check: verifier },
    Target { name: "checkpoint", shape: Shape::Text, words: NOTE_WORDS, inputs: 3_000, check: checkpoint },
    Target { name: "checkpoint-outside", shape: Shape::Bytes, words: &[], inputs: 4_000, check: outside },
];

const fn id(byte: u8) -> Id {
    Id::from_bytes([byte; 16])
}

const T0: i64 = 1_790_000_000_000;
const DEV: Id = id(0x88);

fn entropy() -> Repeats {
    Repeats(Rng::of("seeds", 0, 0))
}

/// Reads an item and writes it anew: there is one form of everything.
fn again(r: &mut Reader<'_>, w: &mut Writer) {
    match r.peek().unwrap() {
        ItemType::Uint => w.uint(r.uint().unwrap()),
        // Beyond 64 bits there are negative numbers that are no number of ours.
        ItemType::Negative => match r.clone().int() {
            Ok(n) => {
                r.item().unwrap();
                w.int(n);
            }
            Err(_) => w.raw(r.item().unwrap()),
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

fn cbor(bytes: &[u8]) {
    let Ok(item) = Reader::new(bytes).item() else { return };
    let mut w = Writer::new();
    again(&mut Reader::new(item), &mut w);
    assert!(w.into_vec() == item, "two forms of one item");
}

fn any_value(bytes: &[u8]) {
    let Ok(read) = value::from_bytes(bytes) else { return };
    // Text that is not composed is read and written composed; everything else has one form.
    let written = value::to_bytes(&read);
    let again = value::from_bytes(&written).expect("what is written is read");
    assert!(value::to_bytes(&again) == written, "another form each time");
    if !has_text(&read) {
        assert!(written == bytes, "two forms of one value");
    }
}

fn has_text(value: &Value) -> bool {
    match value {
        Value::Text(_) => true,
        Value::Group(fields) => fields.values().any(has_text),
        _ => false,
    }
}

fn value_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let group = BTreeMap::from([(2, Value::Int(-1)), (300, Value::from("b"))]);
    vec![
        ("text", value::to_bytes(&Value::from("Päätös"))),
        ("text that is not composed", [&[0x63, b'a'][..], "\u{308}".as_bytes()].concat()),
        ("number", value::to_bytes(&Value::Int(19_000))),
        ("flag", value::to_bytes(&Value::Bool(true))),
        ("identity", value::to_bytes(&Value::Id(id(0x44)))),
        ("bytes", value::to_bytes(&Value::Bytes(vec![7; 33]))),
        ("codes", value::to_bytes(&Value::codes(["a", "b", "c"]))),
        ("group", value::to_bytes(&Value::Group(group))),
    ]
}

/// Parts: header, body, header, body, and so on.
fn changes(bytes: &[u8]) {
    let mut records: BTreeMap<Id, Entity> = BTreeMap::new();
    for pair in parts(bytes).chunks(2) {
        let body = pair.get(1).map(Vec::as_slice);
        let Ok(bare) = decode(&pair[0], None) else { continue };
        let Ok(change) = decode(&pair[0], body) else { continue };
        assert!(bare.signed_bytes() == change.signed_bytes(), "a signature holds whatever the body is");
        if let Some(body) = body {
            assert!(redact(&pair[0], body, &|_, _| false).as_deref() == Ok(body), "two forms of one body");
            let erased = redact(&pair[0], body, &|_, _| true).expect("what is read is redacted");
            let erased = decode(&pair[0], Some(&erased)).expect("what is redacted is read");
            assert!(erased.ops.iter().all(|op| op.com.is_none() || op.payload == Payload::Erased));
        }
        for (stamp, op) in change.stamped() {
            let record = records.entry(op.entity).or_default();
            record.apply(stamp, op, false);
            let after = record.clone();
            if record.heads(op.cell()).iter().any(|head| head.stamp.dot == stamp.dot) {
                assert!(record.apply(stamp, op, false).repeat && *record == after, "twice is once");
            }
        }
    }
    for record in records.values() {
        look(record);
        let (meta, state) = packed::encode(record);
        assert!(packed::decode(&meta, &state).as_ref() == Ok(record), "packed and unpacked");
    }
}

/// Everything that is asked of a record.
fn look(record: &Entity) {
    for cell in record.cells() {
        let _ = (record.value(cell), record.shown(cell), record.winner(cell), record.base(cell));
    }
    let _ = (record.deleted(), record.conflicts(), record.cover());
}

fn draft(ops: Vec<OpDraft>) -> ChangeDraft {
    ChangeDraft {
        dev: DEV,
        feed: hash::feed_id(OFFICE, 1),
        t: id(0xcc),
        ts: T0 << 16,
        tz: 120,
        clk: Some(35),
        user: id(0x22),
        sv: 1,
        subj: Some(id(0x44)),
        ops,
    }
}

fn built() -> Vec<Vec<u8>> {
    let entity = id(0x66);
    let dot = |n, op| Dot { dev: DEV, feed: hash::feed_id(OFFICE, 1), n, op };
    let fields = BTreeMap::from([(1, Value::from("a")), (2, Value::Int(5)), (3, Value::codes(["x", "y"]))]);
    let acts = [
        vec![OpDraft::create(12, entity, fields)],
        vec![
            OpDraft::set(12, entity, 7, Some("050 222".into()), vec![dot(1, 0)]),
            OpDraft::set(12, entity, 8, None, vec![]),
        ],
        vec![OpDraft::resolve(12, entity, 7, Some("050 333".into()), vec![dot(2, 0)])],
        vec![OpDraft::delete(12, entity, vec![], vec![dot(2, 0), dot(2, 1)])],
        vec![OpDraft::undelete(12, entity, vec![dot(4, 0)])],
    ];
    let mut out = Vec::new();
    let (mut prev, mut random) = (hash::ZERO, entropy());
    for (n, ops) in (1..).zip(acts) {
        let built = change::build(draft(ops), prev, n, &mut random).unwrap();
        prev = built.c;
        out.extend([built.header, built.body]);
    }
    out
}

fn change_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let all = built();
    assert!([Action::Create, Action::Delete].iter().all(|action| action.code() > 0));
    vec![("one", join(&all[2..4])), ("a record's life", join(&all))]
}

/// Parts: who wrote what, and the values.
fn heads(bytes: &[u8]) {
    let parts = parts(bytes);
    let [meta, state, ..] = parts.as_slice() else { return };
    let Ok(record) = packed::decode(meta, state) else { return };
    look(&record);
    let (again_meta, again_state) = packed::encode(&record);
    assert!((&again_meta, &again_state) == (meta, state), "two forms of one record");
}

fn heads_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let all = built();
    let (mut record, mut seeds) = (Entity::default(), Vec::new());
    for pair in all.chunks(2) {
        let change = decode(&pair[0], Some(&pair[1])).unwrap();
        for (stamp, op) in change.stamped() {
            record.apply(stamp, op, false);
        }
        let (meta, state) = packed::encode(&record);
        seeds.push(("after one more change", join(&[meta, state])));
    }
    seeds
}

fn seen(bytes: &[u8]) {
    let Some(seen) = Seen::from_bytes(bytes) else { return };
    assert!(bytes.is_empty() || seen.to_bytes() == bytes, "two forms of what was seen");
}

fn seen_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mut record = Entity::default();
    for pair in built()[..4].chunks(2) {
        let change = decode(&pair[0], Some(&pair[1])).unwrap();
        change.stamped().for_each(|(stamp, op)| drop(record.apply(stamp, op, false)));
    }
    vec![("nothing", Seen::default().to_bytes()), ("two changes", Seen::of(&record).to_bytes())]
}

/// Gives the salt that a body began with.
struct Salt([u8; 16]);

impl Entropy for Salt {
    fn fill(&mut self, buf: &mut [u8]) {
        buf.copy_from_slice(&self.0[..buf.len()]);
    }
}

/// Parts: header, body.
fn row(bytes: &[u8]) {
    let parts = parts(bytes);
    let [header, body, ..] = parts.as_slice() else { return };
    let read = log::decode_header(header);
    let inside = log::decode_body(body);
    if let (Ok(h), Ok(inside)) = (read, inside)
        && let (Some(face), Some(action), Some(outcome)) =
            (Face::from_code(h.face), LogAction::from_code(h.action), Outcome::from_code(h.outcome))
    {
        let (salt, map) = log::split_body(body).expect("it was read");
        let plain = !inside.detail.as_ref().is_some_and(|d| d.values().any(has_text));
        let draft = LogDraft {
            dev: h.head.dev,
            feed: h.head.feed,
            t: h.head.t,
            ts: h.head.ts,
            tz: h.head.tz,
            clk: h.head.clk,
            user: h.head.user,
            sv: h.head.sv,
            mono: h.mono,
            role: h.role,
            grant: h.grant,
            office: h.office,
            face,
            action,
            outcome,
            count: h.count,
            body: inside,
        };
        let again = log::build_row(&draft, h.head.prev, h.head.n, &mut Salt(salt));
        if plain {
            assert!(again.body == *body, "two forms of one body");
        }
        if h.com == hash::commitment(&salt, map) && plain {
            assert!(again.header == *header, "two forms of one header");
        }
    }
}

fn rows() -> Vec<LogRow> {
    let feed = hash::feed_id(OFFICE, hash::COMP_LOG);
    let (mut prev, mut random) = (hash::ZERO, entropy());
    let mut rows = Vec::new();
    for n in 1..=4u64 {
        let draft = LogDraft {
            dev: DEV,
            feed,
            t: (n == 3).then_some(id(0xcc)),
            ts: (T0 + n as i64) << 16,
            tz: (n > 1).then_some(120),
            clk: (n == 2).then_some(-35),
            user: (n > 1).then_some(id(0x22)),
            sv: Some(1),
            mono: 1_000 + n,
            role: (n > 1).then(|| "front_desk".to_owned()),
            grant: (n == 4).then_some(id(0x77)),
            office: OFFICE,
            face: Face::Tui,
            action: [LogAction::Login, LogAction::Search, LogAction::Create, LogAction::LogPurge]
                [n as usize - 1],
            outcome: Outcome::Ok,
            count: n,
            body: LogBody {
                subject: (n > 1).then_some(id(0x44)),
                comp: Some(1),
                kind: (n == 3).then_some(101),
                object: (n == 3).then_some(id(0x66)),
                purpose: (n > 2).then_some(6),
                purpose_ref: (n == 3).then_some(id(0x67)),
                shown_n: (n == 2).then_some(3),
                shown: (n == 2).then_some([9; 32]),
                detail: (n == 4).then(|| BTreeMap::from([(1, Value::Int(1)), (2, Value::Int(2))])),
                search_id: (n == 2).then_some([5; 8]),
            },
        };
        let row = log::build_row(&draft, prev, n, &mut random);
        prev = row.c;
        rows.push(row);
    }
    rows
}

fn row_seeds() -> Vec<(&'static str, Vec<u8>)> {
    rows().into_iter().map(|row| ("a row", join(&[row.header, row.body]))).collect()
}

fn device_key() -> SigningKey {
    derive::device_sig(&ds())
}

fn device() -> KnownKey {
    KnownKey::always(note::device_name(MACHINE), device_key().verifying_key().to_bytes())
}

fn newest() -> Checkpoint {
    let row = rows().pop().unwrap();
    Checkpoint { office: OFFICE, dev: DEV, n: 4, c: row.c, ts_ms: T0 + 9 }
}

fn signed() -> String {
    newest().sign(&[(&note::device_name(MACHINE), &device_key())])
}

/// Parts: header, body, header, body, and so on, as a database holds them beside the signed checkpoint.
fn verifier(bytes: &[u8]) {
    let list = parts(bytes);
    let stream = Stream { dev: DEV, feed: hash::feed_id(OFFICE, hash::COMP_LOG) };
    let verdict = |begin: &dyn Fn() -> Verifier| {
        let mut verifier = begin();
        for row in list.chunks(2) {
            let body = row.get(1).filter(|body| !body.is_empty()).map(Vec::as_slice);
            verifier.row(&row[0], body, &hash::header(&row[0]));
        }
        verifier.finish().verdict()
    };
    // Who rewrites rows also rewrites their hashes; only the checkpoint is out of reach.
    let checked = verdict(&|| {
        let mut verifier = Verifier::new(stream);
        verifier.note(&signed(), OFFICE, &[device()]);
        verifier
    });
    let good: Vec<Vec<u8>> = rows().into_iter().flat_map(|row| [row.header, row.body]).collect();
    // The last row tells that the bodies of the first two were removed: without them the log is whole too.
    let same = list.len() >= good.len()
        && good
            .iter()
            .zip(&list)
            .enumerate()
            .all(|(at, (good, found))| good == found || (found.is_empty() && [1, 3].contains(&at)));
    assert!(same || checked.verdict.exit_code() != 0, "a changed log passed: {checked:?}");
    if list == good {
        assert_eq!(checked.verdict, Verdict::Intact);
    }
    let _ = verdict(&|| Verifier::new(stream));
    let _ = verdict(&|| {
        let mut verifier = Verifier::new(stream);
        verifier.known(2, [1; 32]);
        verifier.restored(3);
        verifier
    });
}

fn verifier_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let rows: Vec<Vec<u8>> = rows().into_iter().flat_map(|row| [row.header, row.body]).collect();
    vec![("four rows", join(&rows))]
}

fn checkpoint(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(note) = SignedNote::parse(&text) else { return };
    assert!(text.starts_with(&note.claimed().text()), "two forms of one checkpoint");
    if let Ok(checkpoint) = note.verify(&[device()]) {
        assert_eq!(checkpoint, newest(), "nobody signed that");
    }
}

fn checkpoint_seeds() -> Vec<(&'static str, Vec<u8>)> {
    let user = SigningKey::from_bytes(&[3; 32]);
    let two =
        newest().sign(&[(&note::device_name(MACHINE), &device_key()), (&note::user_name(id(0x22)), &user)]);
    vec![("signed by the device", signed().into_bytes()), ("and by the user", two.into_bytes())]
}

/// The copy of the newest checkpoint in the key store.
fn outside(bytes: &[u8]) {
    use luukku::desk::checkpoint::{known_bytes, known_from_bytes};
    if let Some(known) = known_from_bytes(bytes) {
        assert_eq!(known_bytes(&known), bytes);
    }
}

/// The seeds that this module makes.
pub fn made() -> Vec<Made> {
    let newest = newest();
    let outside = [newest.dev.as_bytes().as_slice(), &newest.n.to_be_bytes(), &newest.c].concat();
    vec![
        ("cbor", [value_seeds(), vec![("a header", built().swap_remove(4))]].concat()),
        ("value", value_seeds()),
        ("change", change_seeds()),
        ("packed-heads", heads_seeds()),
        ("seen", seen_seeds()),
        ("log-row", row_seeds()),
        ("log-verifier", verifier_seeds()),
        ("checkpoint", checkpoint_seeds()),
        ("checkpoint-outside", vec![("a checkpoint", outside)]),
    ]
}
