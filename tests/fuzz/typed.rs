//! What somebody types or pastes, what a record holds, and what stands on the screen of it.

use std::sync::LazyLock;

use luukku::journal::value;
use luukku::register::codes::CodeLists;
use luukku::register::harmless::{entered, visible};
use luukku::register::kind::{Nearest, Type};
use luukku::register::present::Present;
use luukku::register::words::{Lang, Words};
use luukku::register::{
    Field, Kind, Value, business_id, dates, email, hetu, kinds, money, names, partdate, phone, postcode,
    time, typed,
};
use luukku::tui::decode::{Decoder, Input, PASTE_MAX};
use luukku::tui::key::parse_keys;
use luukku::tui::text::{DisplayText, width, wrap};
use luukku::vault::activation::ActivationCode;
use luukku::vault::recovery::RecoveryKey;
use luukku::vault::secret::{PASSWORD_MAX_CHARS, PasswordText};

use super::harness::Target;
use super::mutate::Shape;

const NOW: i64 = 1_790_000_000_000; // 22.9.2026
const TODAY: i32 = 20_718;

const DIGITS: &[&str] =
    &["0", "9", "00", "-", "–", "+", ".", "/", " ", "A", "Y", "t+", "ma", "999999999999", "٣"];
const ESCAPES: &[&str] = &[
    "\x1b",
    "\x1b[",
    "\x1bO",
    "\x1b]0;",
    "\x1bP$q",
    "\x1b_G",
    "\x07",
    "\x1b\\",
    "\x1b[200~",
    "\x1b[201~",
    ";",
    "200",
    "~",
    "u",
    "M",
    "\x1b[M",
    "\x1b[<",
    "\u{9b}",
    "ä",
    "€",
    "😀",
    "$",
    "\x1b[[",
];
const CLUSTERS: &[&str] = &[
    "\u{301}",
    "\u{200d}",
    "👩\u{200d}👧",
    "🇫🇮",
    "\u{e0041}",
    "\u{202e}",
    "\u{9b}31m",
    "\x1b[2J",
    "漢",
    "ﬁ",
    "\u{fe0f}",
    "\u{1100}\u{1161}",
    "\u{ad}",
    "ẞ",
    "\n",
    "\t",
];

pub const TARGETS: [Target; 7] = [
    Target { name: "identifiers", shape: Shape::Text, words: DIGITS, inputs: 1_200, check: identifiers },
    Target { name: "dates-and-numbers", shape: Shape::Text, words: DIGITS, inputs: 1_500, check: numbers },
    Target { name: "fields", shape: Shape::Text, words: DIGITS, inputs: 1_000, check: fields },
    Target { name: "shown-values", shape: Shape::Cbor, words: CLUSTERS, inputs: 900, check: shown },
    Target { name: "display-text", shape: Shape::Text, words: CLUSTERS, inputs: 300, check: display },
    Target { name: "terminal-input", shape: Shape::Bytes, words: ESCAPES, inputs: 6_000, check: terminal },
    Target { name: "secrets-typed", shape: Shape::Text, words: DIGITS, inputs: 6_000, check: secrets },
];

/// Takes text as it was typed; what was taken once is taken again and is the same.
fn stays<E>(text: &str, normalise: impl Fn(&str) -> Result<String, E>) {
    if let Ok(taken) = normalise(text) {
        assert!(normalise(&taken).ok().as_ref() == Some(&taken), "{taken:?} is not taken again");
        assert!(!taken.chars().any(char::is_control), "{taken:?} has a control character");
        assert!(taken.len() <= 2 * text.len() + 16, "longer than what was typed");
    }
}

fn identifiers(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    stays(text, |text| hetu::normalise(text, TODAY).map(|hetu| hetu.as_str().to_owned()));
    if let Ok(hetu) = hetu::normalise(text, TODAY) {
        assert!(hetu.as_str().len() == 11 && hetu.as_str().is_ascii());
        assert!(hetu.birth_day() <= TODAY && hetu::mask(hetu.as_str()).ends_with('*'));
    }
    stays(text, business_id::normalise);
    stays(text, phone::normalise);
    stays(text, postcode::normalise);
    stays(text, email::normalise);
    stays(text, names::check);
    let _ = (hetu::mask(text), phone::group(text));
    for word in names::exact(text) {
        let folded = names::fold(&word);
        assert!(names::fold(&folded) == folded, "{folded:?} folds on");
    }
}

fn numbers(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for nearest in [Nearest::Past, Nearest::Either] {
        if let Ok(day) = dates::parse(text, TODAY, nearest) {
            assert!(dates::parse(&dates::show(day), TODAY, nearest) == Ok(day), "{day} is shown otherwise");
            assert!(dates::from_iso(&dates::iso(day)) == Some(day), "{day} in ISO 8601");
        }
        if let Ok(stored) = partdate::parse(text, TODAY, nearest) {
            let shown = partdate::show(&stored);
            assert!(partdate::parse(&shown, TODAY, nearest).as_ref() == Ok(&stored), "{stored} as {shown}");
            assert!(partdate::first_day(&stored) <= partdate::last_day(&stored));
        }
    }
    let _ =
        (partdate::show(text), partdate::first_day(text), partdate::last_day(text), dates::from_iso(text));
    if let Ok(ms) = time::parse(text, NOW) {
        let shown = format!("{} {}", dates::show(time::day_of(ms)), time::clock(ms));
        // The hour that comes twice in autumn has one text.
        let again = time::parse(&shown, NOW).expect("what is shown is read");
        assert!((again - ms).abs() <= 3_600_000, "{ms} as {shown}");
    }
    if let Ok(cents) = money::parse(text) {
        assert!(money::parse(&money::show(cents)) == Ok(cents), "{cents} cents");
    }
    if let Ok(minutes) = money::parse_minutes(text) {
        assert!(money::parse_minutes(&money::show_minutes(minutes)) == Ok(minutes), "{minutes} minutes");
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::full(Lang::Fi));

fn all_fields() -> &'static [(&'static Kind, &'static Field)] {
    static FIELDS: LazyLock<Vec<(&'static Kind, &'static Field)>> = LazyLock::new(|| {
        kinds::ALL.iter().flat_map(|kind| kind.fields.iter().map(|field| (*kind, field))).collect()
    });
    &FIELDS
}

/// Which fields an input is for: some, other ones for other inputs.
fn some_fields(bytes: &[u8]) -> impl Iterator<Item = (&'static Kind, &'static Field)> {
    let all = all_fields();
    let first = bytes.iter().fold(bytes.len(), |sum, byte| sum.wrapping_mul(31) + usize::from(*byte));
    (0..6).map(move |i| all[(first + i * 37) % all.len()])
}

fn fields(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let present = Present { words: &WORDS, codes: CodeLists::embedded(), names: &|_| None };
    for (kind, field) in some_fields(bytes) {
        let context = typed::Context { now: NOW, kind, codes: CodeLists::embedded() };
        match typed::parse(field, text, &context) {
            Ok(Some(value)) => {
                let stored = value::from_bytes(&value::to_bytes(&value));
                assert!(stored.as_ref() == Ok(&value), "{}.{}: not stored as taken", kind.name, field.name);
                let editable = present.editable(field, &value);
                let again = typed::parse(field, &editable, &context);
                let once_more = matches!(field.ty, Type::DateTime); // the hour that comes twice
                assert!(
                    once_more || again.as_ref().ok() == Some(&Some(value)),
                    "{}.{}: {editable:?} is read otherwise than it is shown",
                    kind.name,
                    field.name
                );
            }
            Ok(None) => {}
            Err(problem) => assert!(!present.problem(kind, &problem).is_empty()),
        }
        for list in
            [field.ty].into_iter().filter_map(|ty| if let Type::Code(list) = ty { Some(list) } else { None })
        {
            let list = CodeLists::embedded().get(list).expect("a list of codes");
            let _ = list.find(text, kind.compartment, TODAY, &[]);
        }
    }
}

/// Any value in any field, as a later version or a stranger could have written it.
fn shown(bytes: &[u8]) {
    let any = value::from_bytes(bytes).unwrap_or_else(|_| Value::from(&*String::from_utf8_lossy(bytes)));
    let present = Present { words: &WORDS, codes: CodeLists::embedded(), names: &|_| None };
    for (_, field) in some_fields(bytes) {
        for text in [present.value(field, &any), present.masked(field, &any), present.editable(field, &any)] {
            harmless(DisplayText::new(&text).as_str());
        }
    }
}

fn harmless(text: &str) {
    for c in text.chars() {
        assert!(visible(c) == c && !c.is_control(), "{c:?} reaches the screen");
    }
}

fn display(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let shown = DisplayText::new(text);
    harmless(shown.as_str());
    assert!(DisplayText::new(shown.as_str()) == shown, "cleaned twice is cleaned more");
    let taken = entered(text);
    assert!(entered(&taken) == taken, "entered twice is another text");
    for line in taken.split('\n') {
        harmless(line);
    }
    for cells in [0, 1, 2, 7, 80] {
        assert!(shown.cut(cells).width() <= cells, "cut to {cells}");
        let lines = wrap(&taken, cells.max(2));
        for line in &lines {
            assert!(width(line) <= cells.max(2), "a line of {} in {cells} cells", width(line));
        }
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(letters(&lines.concat()) == letters(&taken), "letters are lost in lines of {cells}");
    }
}

/// The first byte says where the rest is cut in two.
fn terminal(bytes: &[u8]) {
    let Some((cut, bytes)) = bytes.split_first() else { return };
    let whole = decode(&[bytes]);
    let (one, two) = bytes.split_at(usize::from(*cut).min(bytes.len()));
    assert!(decode(&[one, two]) == whole, "cut at {cut} it is other keys");
    assert!(decode(&bytes.iter().map(std::slice::from_ref).collect::<Vec<_>>()) == whole, "byte by byte");
    assert!(whole.len() <= bytes.len() + 1, "more keys than bytes");
    for input in &whole {
        if let Input::Paste(text) = input {
            assert!(text.len() <= PASTE_MAX, "a paste of {} bytes", text.len());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = parse_keys(text);
    }
}

fn decode(pieces: &[&[u8]]) -> Vec<Input> {
    let (mut decoder, mut out) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut out);
    }
    while decoder.wait().is_some() {
        decoder.timeout(&mut out);
    }
    out
}

/// Passwords, activation codes, the recovery key.
fn secrets(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    if let Some(code) = ActivationCode::parse(text) {
        assert!(ActivationCode::parse(&code.shown()).is_some_and(|again| again.ct_eq(&code)));
    }
    if let Some(key) = RecoveryKey::parse(text) {
        assert!(RecoveryKey::parse(&key.shown()).is_some_and(|again| *again.shown() == *key.shown()));
    }
    if let Some(mut password) = PasswordText::from_text(text) {
        assert!(password.expose() == text && password.chars() <= PASSWORD_MAX_CHARS);
        let _ = password.nfc();
        while password.pop() {}
        assert!(password.is_empty());
    }
}
