//! The property of the decoder, and the encodings it knows.

use super::*;
use crate::tui::key::parse_keys;
use proptest::prelude::*;

fn show(inputs: &[Input]) -> String {
    inputs
        .iter()
        .map(|input| match input {
            Input::Key(key) => key.to_string(),
            Input::Paste(text) => format!("«{text}»"),
        })
        .collect()
}

/// Feeds the bytes cut at the given places; a long silence ends it.
fn decode(bytes: &[u8], cuts: &[usize]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    let mut from = 0;
    for &cut in cuts.iter().chain([&bytes.len()]) {
        let to = cut.clamp(from, bytes.len());
        decoder.feed(&bytes[from..to], &mut out);
        from = to;
    }
    silence(&mut decoder, &mut out);
    out
}

fn silence(decoder: &mut Decoder, out: &mut Vec<Input>) {
    while decoder.wait().is_some() {
        decoder.timeout(out);
    }
}

/// Sequences of keys that are no text, in every encoding we know of, and what they are.
const SPECIAL: &[(&[u8], &str)] = &[
    // xterm and VT
    (b"\x1b[A", "<up>"),
    (b"\x1b[B", "<down>"),
    (b"\x1b[C", "<right>"),
    (b"\x1b[D", "<left>"),
    (b"\x1bOA", "<up>"),
    (b"\x1bOD", "<left>"),
    (b"\x1b[H", "<home>"),
    (b"\x1b[F", "<end>"),
    (b"\x1bOH", "<home>"),
    (b"\x1bOF", "<end>"),
    (b"\x1b[1~", "<home>"),
    (b"\x1b[4~", "<end>"),
    (b"\x1b[7~", "<home>"),
    (b"\x1b[8~", "<end>"),
    (b"\x1b[2~", "<ins>"),
    (b"\x1b[3~", "<del>"),
    (b"\x1b[5~", "<pgup>"),
    (b"\x1b[6~", "<pgdn>"),
    (b"\x1b[Z", "<s-tab>"),
    (b"\x1b[1;2A", "<s-up>"),
    (b"\x1b[1;5C", "<c-right>"),
    (b"\x1b[1;6D", "<c-s-left>"),
    (b"\x1b[3;5~", "<c-del>"),
    (b"\x1b[6;2~", "<s-pgdn>"),
    // F1 to F12: SS3, VT, Linux console, with modifiers
    (b"\x1bOP", "<f1>"),
    (b"\x1bOQ", "<f2>"),
    (b"\x1bOR", "<f3>"),
    (b"\x1bOS", "<f4>"),
    (b"\x1b[11~", "<f1>"),
    (b"\x1b[12~", "<f2>"),
    (b"\x1b[13~", "<f3>"),
    (b"\x1b[14~", "<f4>"),
    (b"\x1b[15~", "<f5>"),
    (b"\x1b[17~", "<f6>"),
    (b"\x1b[18~", "<f7>"),
    (b"\x1b[19~", "<f8>"),
    (b"\x1b[20~", "<f9>"),
    (b"\x1b[21~", "<f10>"),
    (b"\x1b[23~", "<f11>"),
    (b"\x1b[24~", "<f12>"),
    (b"\x1b[25~", "<f13>"),
    (b"\x1b[28~", "<f15>"),
    (b"\x1b[34~", "<f20>"),
    (b"\x1b[[A", "<f1>"),
    (b"\x1b[[B", "<f2>"),
    (b"\x1b[[C", "<f3>"),
    (b"\x1b[[D", "<f4>"),
    (b"\x1b[[E", "<f5>"),
    (b"\x1b[17;2~", "<s-f6>"),
    (b"\x1b[1;2P", "<s-f1>"),
    (b"\x1b[1;5R", "<c-f3>"),
    (b"\x1bO2P", "<s-f1>"),
    (b"\x1bO1;5S", "<c-f4>"),
    // rxvt
    (b"\x1b[a", "<s-up>"),
    (b"\x1bOa", "<c-up>"),
    (b"\x1b[3$", "<s-del>"),
    (b"\x1b[3^", "<c-del>"),
    (b"\x1b[3@", "<c-s-del>"),
    // kitty
    (b"\x1b[27u", "<esc>"),
    (b"\x1b[13u", "<enter>"),
    (b"\x1b[9;2u", "<s-tab>"),
    (b"\x1b[115;5u", "<c-s>"),
    (b"\x1b[115:83;6u", "<c-s-s>"),
    (b"\x1b[105;5u", "<c-i>"),
    (b"\x1b[115;5:1u", "<c-s>"),
    (b"\x1b[115;5:3u", ""),
    (b"\x1b[57376u", "<f13>"),
    (b"\x1b[57414u", "<enter>"),
    (b"\x1b[57419u", "<up>"),
    (b"\x1b[57441;2u", ""),
    (b"\x1b[1;1:3A", ""),
    (b"\x1b[27;5;13~", "<c-enter>"),
    // focus, mouse, answers, unknown
    (b"\x1b[I", ""),
    (b"\x1b[O", ""),
    (b"\x1b[<0;12;5M", ""),
    (b"\x1b[<0;12;5m", ""),
    (b"\x1b[M !!", ""),
    (b"\x1b[32;12;5M", ""),
    (b"\x1b[?62;4;22c", ""),
    (b"\x1b[>1;10;0c", ""),
    (b"\x1b[?2026;2$y", ""),
    (b"\x1b[12;40R", ""),
    (b"\x1b[?1u", ""),
    (b"\x1b[99~", ""),
    (b"\x1b[1;2;3;4;5;6;7;8y", ""),
    (b"\x1b]11;rgb:0000/1111/ffff\x07", ""),
    (b"\x1b]11;rgb:0000/1111/ffff\x1b\\", ""),
    (b"\x1bP>|term 1.2\x1b\\", ""),
    (b"\x1bP1$r0m\x1b\\", ""),
    (b"\x1b_Gi=1;OK\x1b\\", ""),
];

/// What types text or controls, and what it is.
const PLAIN: &[(&[u8], &str)] = &[
    (b"a", "a"),
    (b"O", "O"),
    (b"[", "["),
    (b"~", "~"),
    (b"7", "7"),
    (b" ", "<space>"),
    (b"<", "<lt>"),
    ("ä".as_bytes(), "ä"),
    ("Å".as_bytes(), "Å"),
    ("€".as_bytes(), "€"),
    ("🦊".as_bytes(), "🦊"),
    (b"\r", "<enter>"),
    (b"\t", "<tab>"),
    (b"\x7f", "<bs>"),
    (b"\x13", "<c-s>"),
    (b"\x11", "<c-q>"),
    (b"\0", "<c-space>"),
    (b"\x1b[200~Kauppakatu 18\r\nLahti \x1b[A\x1b[20\x1b[201~", "«Kauppakatu 18\nLahti \x1b[A\x1b[20»"),
    (b"\x1b[200~\x1b[201~", "«»"),
];

#[test]
fn every_encoding_gives_its_key_however_it_is_split() {
    for (bytes, wanted) in SPECIAL.iter().chain(PLAIN) {
        for cut in 0..=bytes.len() {
            assert_eq!(
                show(&decode(bytes, &[cut])),
                *wanted,
                "{:?} cut at {cut}",
                String::from_utf8_lossy(bytes)
            );
        }
        let all: Vec<usize> = (0..bytes.len()).collect();
        assert_eq!(show(&decode(bytes, &all)), *wanted);
    }
}

#[test]
fn escape_is_a_key_of_its_own() {
    for (bytes, wanted) in [
        (&b"\x1b"[..], "<esc>"),
        (b"\x1b\x1b", "<esc><esc>"),
        (b"\x1b\x1b\x1b", "<esc><esc><esc>"),
        (b"\x1b\x1b[A", "<esc><up>"),
        (b"\x1b\x1bOP", "<esc><f1>"),
        (b"\x1bm", "<esc>m"),
        (b"\x1b\r", "<esc><enter>"),
        ("\x1bä".as_bytes(), "<esc>ä"),
        (b"\x1bO", "<esc>O"),
        (b"\x1bOlli", "<esc>Olli"),
        (b"\x1bPekka", "<esc>Pekka"),
        (b"\x1b]", "<esc>]"),
        (b"\x1b[115;3u", "<esc>s"),
    ] {
        for cut in 0..=bytes.len() {
            assert_eq!(show(&decode(bytes, &[cut])), wanted, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}

#[test]
fn a_bare_escape_waits_25_ms_and_nothing_else_of_a_hand_waits() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"abc\r\x1b[A", &mut out);
    assert_eq!(decoder.wait(), None);
    decoder.feed(b"\x1b", &mut out);
    assert_eq!(decoder.wait(), Some(Duration::from_millis(25)));
    out.clear();
    decoder.timeout(&mut out);
    assert_eq!(show(&out), "<esc>");
}

#[test]
fn text_after_a_timed_out_escape_is_text() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"\x1b", &mut out);
    decoder.timeout(&mut out);
    decoder.feed(b"meik", &mut out);
    decoder.feed(b"\x1b", &mut out);
    decoder.timeout(&mut out);
    decoder.timeout(&mut out);
    decoder.feed(b"OSKARI[", &mut out);
    assert_eq!(show(&out), "<esc>meik<esc>OSKARI[");
}

#[test]
fn a_broken_sequence_gives_way_to_the_next_key() {
    assert_eq!(show(&decode(b"\x1b[1;\x1b[Ax", &[])), "<up>x");
    assert_eq!(show(&decode(b"\x1b[1;\rx", &[])), "<enter>x");
    assert_eq!(show(&decode("\x1b[1;äx".as_bytes(), &[])), "äx");
    assert_eq!(show(&decode(b"\x1b]11;rgb\rx", &[])), "<enter>x");
    assert_eq!(show(&decode(b"\xc3x\xffy\xe2\x82z", &[])), "xyz");
}

#[test]
fn a_paste_is_bounded_and_its_rest_is_not_typed() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.extend("ä".repeat(PASTE_MAX).as_bytes());
    bytes.extend(b"\x1b[201~x");
    let out = decode(&bytes, &[]);
    let [Input::Paste(text), x] = out.as_slice() else { panic!("{}", out.len()) };
    assert!(text.len() <= PASTE_MAX && text.chars().all(|c| c == 'ä'));
    assert_eq!(*x, Input::Key(Key::char('x')));
}

#[test]
fn a_paste_of_what_is_no_text_is_bounded_too() {
    let bytes = [b"\x1b[200~a".as_slice(), &[0xff; PASTE_MAX], b"\x1b[201~"].concat();
    let out = decode(&bytes, &[]);
    let [Input::Paste(text)] = out.as_slice() else { panic!("{}", out.len()) };
    assert!(text.len() <= PASTE_MAX && text.len() > PASTE_MAX - 4, "{}", text.len());
}

fn token() -> impl Strategy<Value = (Vec<u8>, String)> {
    let table: Vec<(&[u8], &str)> = SPECIAL.iter().chain(PLAIN).copied().collect();
    (0..table.len()).prop_map(move |i| (table[i].0.to_vec(), table[i].1.to_owned()))
}

proptest! {
    #[test]
    fn long_scripts_give_the_same_keys_in_any_chunks(
        tokens in prop::collection::vec(token(), 0..60),
        mut cuts in prop::collection::vec(0usize..600, 0..80),
    ) {
        cuts.sort_unstable();
        let bytes: Vec<u8> = tokens.iter().flat_map(|t| t.0.clone()).collect();
        let wanted: String = tokens.iter().map(|t| t.1.as_str()).collect();
        prop_assert_eq!(show(&decode(&bytes, &cuts)), wanted);
    }

    #[test]
    fn any_bytes_in_any_chunks_are_the_same_and_never_panic(
        bytes in prop::collection::vec(prop_oneof![Just(0x1bu8), Just(b'['), Just(b'O'), Just(b'~'), any::<u8>()], 0..400),
        mut cuts in prop::collection::vec(0usize..400, 0..40),
    ) {
        cuts.sort_unstable();
        prop_assert_eq!(decode(&bytes, &cuts), decode(&bytes, &[]));
    }

    /// A slow line: a silence of any one length inside a sequence. The key may be lost, its tail is never typed.
    #[test]
    fn a_late_tail_is_never_typed(which in 0..SPECIAL.len(), at in 0usize..30, next in 0..SPECIAL.len()) {
        let (bytes, wanted) = SPECIAL[which];
        let at = at % bytes.len() .max(1);
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        decoder.feed(&bytes[..at], &mut out);
        // In the middle of a sequence a second of silence means that the line is dead: not meant here.
        if decoder.wait().is_some_and(|wait| wait < SEQUENCE_WAIT) {
            decoder.timeout(&mut out);
        }
        decoder.feed(&bytes[at..], &mut out);
        decoder.feed(SPECIAL[next].0, &mut out);
        silence(&mut decoder, &mut out);
        let typed: Vec<Key> =
            out.iter().filter_map(|i| match i { Input::Key(key) => Some(*key), Input::Paste(_) => None }).collect();
        prop_assert!(typed.iter().all(|key| key.text().is_none()), "{} from {wanted}", show(&out));
        let after = parse_keys(SPECIAL[next].1).unwrap();
        prop_assert!(typed.ends_with(&after), "the next key is whole: {}", show(&out));
    }
}
