//! Finnish order of names, as bytes to compare and packed into 40 bits.
//!
//! Source: CLDR, collation `fi`, type standard: a–z, å, ä, ö; w apart from v; ü with y, æ with ä, ø with ö; š with s,
//! ž and ʒ with z, đ with d, ŋ with n, ŧ with t, ǥ with g; õ and other marks with their letter. What differs only in
//! marks is ordered by them last. Blank and hyphen are equal and come before letters; apostrophe and full stop do
//! not count.

use unicode_normalization::UnicodeNormalization;

/// Places in the order. The field separator comes first, so that every Aho stands before Aho-Virtanen.
const SEPARATOR: u32 = 1;
const BLANK: u32 = 2;
const DIGIT_0: u32 = 3;
const LETTER_A: u32 = 13;
const LETTERS_END: u32 = LETTER_A + 29;
/// Other scripts by code point.
const OTHER: u32 = 64;

/// Symbols of the packed key: separator, blank, 26 letters, å, ä, ö.
const SYMBOLS: usize = 31;

/// How likely a symbol (column) follows another (row), rows and columns in the order of [`SYMBOLS`]: the square of
/// `byte - 47`. Counted from frequencies of Finnish surnames and first names with a share of Swedish and rare ones;
/// no pair is impossible. The keys are stored: a changed table needs a new index.
const FOLLOWS: [&[u8; SYMBOLS]; SYMBOLS] = [
    br">;tIA=e>BpUozmx[Vd4]mh@[;4<4766",
    br"<:wCD<j:>^WriZzLV[4Tdg?T6484554",
    br"ZmV<68A78D\;I`Gz9E4oLPLD4444444",
    br"67K94:z444I@5K48D44I;5644474497",
    br"8Bz4:4P44xO5aJ6;K44:CCA44474444",
    br"rVzX47zEMO^8>CA@B5Nb\@=G8444444",
    br"<B=549A44>I4?XDz8=4VDE5?4544444",
    br"AUX444PD>5z58?7<i44ff7544444444",
    br"zC[>4;U4A8R5:GAK@4:fGC[@444446A",
    br";=z444h444O:=A>>]44@6SI844A45G4",
    br"L_S48<G45:P@YWDzC94MUH:E4444444",
    br"77z444G444:4765:k44676d444744JC",
    br"<?z444R447g6l?:<g44FK8L644;44D>",
    br"=Dz74;d67;p>BTP<Q748GHE<44844P9",
    br"J;z844J454h476E:P=86:6E444844Q4",
    br"z@U44Hw4:5T9=87TC94<AG?44494484",
    br"U\<945;>5NM;G\KzB=4PLA@<4444444",
    br":8z444z44:n5897=Pb4888L444444^:",
    br"4464445444644446444444@z4444444",
    br";BX74;N4L@zQNDE@P@4;KP@M44<44@C",
    br"IVz644V447f>\;F?s:4:qpK>44844C9",
    br"EFw444^44Cz:?:9=c54PAl]=44:44<?",
    br"JTA45;F49nI?[u@ziD4fr]dH4454454",
    br"78^444Z444z46659[44686F444444I9",
    br"7;s444r444z4676:644666444444444",
    br"5Dz444V444@4554744444E444444444",
    br"HT?J4=>4:5;5MzYS944\AZ7X44E4444",
    br"q_z444y44Z<5L97=84488M5444W4444",
    br"75:M4484GH94zI5Q644Rc6444444444",
    br"z=?494E49Im6o\Ox954cLH6544=44]4",
    br"`G<K4H:>@<:57Ltz744UJ9594444444",
];

/// Bits of a packed key.
const KEY_BITS: u32 = 40;
/// Bits of the interval the coder begins with.
const RANGE_BITS: u32 = 62;
/// Below this the interval is finer than the key: further letters could not show.
const FINEST: u64 = 1 << 20;

/// A key whose byte order is the Finnish order of the texts. Marks and letter case do not outweigh any later letter.
pub fn sort_key(text: &str) -> Vec<u8> {
    key(places(text), text)
}

/// As [`sort_key`], for a person: by surname, then first names.
pub fn person_sort_key(surname: &str, first_names: &str) -> Vec<u8> {
    key(person(surname, first_names), &format!("{surname}\u{1}{first_names}"))
}

/// The order of [`person_sort_key`] cut to 40 bits: a person who comes first never gets the greater key. About twelve
/// symbols are told apart, fourteen of common names, three or four of the strangest; what falls together is ordered by a
/// tie-breaker of the index.
///
/// An arithmetic code of order one: each symbol takes its share of the interval that the symbols before it left.
/// Intervals nest and stand in the order of the symbols, so their lower ends keep the order.
pub fn packed_key(surname: &str, first_names: &str) -> u64 {
    let mut low = 0u64;
    let mut range = 1u64 << RANGE_BITS;
    let mut row = 0usize;
    for place in person(surname, first_names) {
        if range < FINEST {
            break;
        }
        let (symbol, known) = symbol(place);
        let weights = FOLLOWS.get(row).copied().unwrap_or(&[b'0'; SYMBOLS]);
        let sum = |count: usize| weights.iter().take(count).map(|b| weight(*b)).sum::<u64>();
        let unit = range / sum(SYMBOLS);
        low += unit * sum(symbol);
        if !known {
            // A digit or another script: its place among the symbols is known, what follows it is not told apart.
            break;
        }
        range = unit * (sum(symbol + 1) - sum(symbol));
        row = symbol;
    }
    // A low end beyond every letter equals the upper end of the interval, which may be one too far.
    (low >> (RANGE_BITS - KEY_BITS)).min((1 << KEY_BITS) - 1)
}

fn weight(byte: u8) -> u64 {
    u64::from(byte.saturating_sub(47)).pow(2)
}

/// Column of a place in [`FOLLOWS`]; `false` when only the border before the column is meant.
fn symbol(place: u32) -> (usize, bool) {
    let column = match place {
        ..=SEPARATOR => 0,
        BLANK => 1,
        DIGIT_0..LETTER_A => 2,
        LETTER_A..LETTERS_END => usize::try_from(place - LETTER_A + 2).unwrap_or(SYMBOLS),
        _ => SYMBOLS,
    };
    (column, place <= BLANK || (LETTER_A..LETTERS_END).contains(&place))
}

fn person(surname: &str, first_names: &str) -> impl Iterator<Item = u32> {
    places(surname).chain([SEPARATOR]).chain(places(first_names))
}

/// Places first, then the letters as written, for those whose places are equal.
fn key(places: impl Iterator<Item = u32>, text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2 + 1);
    for place in places {
        match u8::try_from(place) {
            Ok(small) if place < OTHER => out.push(small),
            _ => out.extend_from_slice(&(place | OTHER << 24).to_be_bytes()),
        }
    }
    out.push(0);
    out.extend_from_slice(super::lower(text).as_bytes());
    out
}

/// The places of a text's letters; outer and repeated blanks do not count.
fn places(text: &str) -> impl Iterator<Item = u32> {
    let mut out: Vec<u32> = Vec::with_capacity(text.len());
    let mut folded = String::new();
    for c in super::lower(text).nfc() {
        match c {
            c if super::parts_words(c) && c != '.' => {
                if !matches!(out.last(), None | Some(&BLANK)) {
                    out.push(BLANK);
                }
            }
            '.' => {}
            c if super::apostrophe(c) || c.is_control() => {}
            'å' | 'ä' | 'ö' | 'æ' | 'ø' => {
                out.push(LETTER_A + 26 + u32::from(c != 'å') + u32::from("öø".contains(c)))
            }
            'ü' | 'ű' => out.push(LETTER_A + 24),
            c => {
                folded.clear();
                super::fold_letter(c, &mut folded);
                out.extend(folded.chars().map(place));
            }
        }
    }
    if out.last() == Some(&BLANK) {
        out.pop();
    }
    out.into_iter()
}

fn place(c: char) -> u32 {
    match c {
        'a'..='z' => LETTER_A + u32::from(c) - u32::from('a'),
        '0'..='9' => DIGIT_0 + u32::from(c) - u32::from('0'),
        c => u32::from(c).max(OTHER),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    fn sorted(names: &[&str]) {
        for pair in names.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn finnish_order() {
        sorted(&["Aalto", "Aho", "Ahola", "Wahlroos", "Yli", "Zeni", "Åberg", "Äijä", "Öhman"]);
        sorted(&["Vaara", "Vuori", "Waara"]);
        sorted(&["Sara", "Šara", "Sarb", "Sato"]);
        sorted(&["Zan", "Žan", "Zao", "Ʒap", "Zaq"]);
        sorted(&["Yla", "Ülb", "Ylc"]);
        sorted(&["Äa", "Æb", "Äc", "Öa", "Øb", "Öc"]);
        sorted(&["Dan", "Đao", "Dap", "Nan", "Ŋao", "Nap", "Oa", "Õb", "Oc", "Tan", "Ŧao", "Tap"]);
        sorted(&["Aho Ville", "Aho-Virtanen", "Ahokas"]);
        sorted(&["Oja", "O'Neill", "Onni"]);
    }

    #[test]
    fn the_surname_decides_before_first_names() {
        let people =
            [("Aho", "Ville"), ("Aho-Virtanen", "Anna"), ("Ahola", "Anna"), ("Åberg", "Åke"), ("Ärjä", "A")];
        for pair in people.windows(2) {
            assert!(person_sort_key(pair[0].0, pair[0].1) < person_sort_key(pair[1].0, pair[1].1));
            assert!(packed_key(pair[0].0, pair[0].1) < packed_key(pair[1].0, pair[1].1));
        }
    }

    #[test]
    fn common_names_are_told_apart_far_into_the_first_name() {
        let people = [
            ("Virtanen", "Mari"),
            ("Virtanen", "Matti"),
            ("Virtanen", "Mikko"),
            ("Korhonen", "Anna"),
            ("Korhonen", "Anne"),
            ("Hämäläinen", "Jari"),
            ("Hämäläinen", "Juha"),
            ("Heikkinen", "Sari"),
            ("Heikkinen", "Satu"),
        ];
        let keys: std::collections::HashSet<u64> = people.iter().map(|(s, f)| packed_key(s, f)).collect();
        assert_eq!(keys.len(), people.len());
    }

    #[test]
    fn the_key_fits_whatever_the_name() {
        for name in ["", "-", "ööööööööööööööö", "Иванов", "öИ", "\u{10ffff}", "aaaaaaaaaaaaaaaaaaaaaaaa"]
        {
            assert!(packed_key(name, name) < 1 << KEY_BITS, "{name}");
        }
    }

    /// Keys frozen: they are stored as row numbers of the search index, so a change of the code is a new index.
    #[test]
    fn stored_keys_do_not_change() {
        assert_eq!(packed_key("", ""), 0);
        assert_eq!(packed_key("Virtanen", "Matti Juhani"), 1_074_835_894_821);
        assert_eq!(packed_key("Åkerblom", "Åsa"), 1_096_543_707_796);
        assert_eq!(packed_key("Mäki-Aho", "Anna"), 713_114_955_779);
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Za-zåäöÅÄÖšžđŋüæø' .\\-]{0,16}",
            "(Virta|Korho|Mäki|Aho|Niemi|Å|Ä)(nen|la|-Aho|)",
            "[a-c0-2 Иö]{0,5}",
            "\\PC{0,8}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn packed_keys_keep_the_order(a in name(), b in name(), c in name(), d in name()) {
            let (left, right) = (person_sort_key(&a, &b), person_sort_key(&c, &d));
            let (packed, other) = (packed_key(&a, &b), packed_key(&c, &d));
            match left.cmp(&right) {
                Ordering::Less => prop_assert!(packed <= other),
                Ordering::Equal => prop_assert_eq!(packed, other),
                Ordering::Greater => prop_assert!(packed >= other),
            }
        }

        #[test]
        fn packed_keys_tell_first_letters_apart(a in "[A-ZÅÄÖ][a-zåäö]{5}", b in "[A-ZÅÄÖ][a-zåäö]{5}") {
            let same = places(&a).take(3).eq(places(&b).take(3));
            prop_assert!(same || packed_key(&a, "") != packed_key(&b, ""));
        }
    }
}
