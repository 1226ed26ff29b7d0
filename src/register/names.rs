//! Names of people: what may be typed, how they are split, folded and varied for search, how they are ordered.
//!
//! Letters of Finnish, Swedish and the Sámi languages keep their marks in storage (NFC); folding is for finding only
//! and never stored as a name.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

mod order;

pub use order::{packed_key, person_sort_key, sort_key};

/// Why a typed name is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// A digit.
    Digit,
    /// A character that is in no name written in Latin letters.
    NotAllowed,
}

impl Fault {
    /// Message id.
    pub fn id(self) -> &'static str {
        match self {
            Fault::Empty => "error-name-empty",
            Fault::Digit => "error-name-digit",
            Fault::NotAllowed => "error-name-character",
        }
    }
}

/// Most variants that [`variants`] returns.
pub const MOST_VARIANTS: usize = 40;

/// Letters that no decomposition takes to their base, and what they are searched as.
const FOLDED: [(char, &str); 15] = [
    ('đ', "d"),
    ('ð', "d"),
    ('ŋ', "n"),
    ('ŧ', "t"),
    ('þ', "th"),
    ('ǥ', "g"),
    ('ʒ', "z"),
    ('ø', "o"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ß', "ss"),
    ('ł', "l"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ə', "a"),
];

/// A typed name as it is stored: outer blanks off, runs of blanks one blank, NFC. Allowed are Latin letters with any
/// mark, blank, hyphen, apostrophe (`'` and `’`), full stop, and the Skolt Sámi `ʹ`. A lone `-` stands for first
/// names that a person with a single name does not have.
///
/// # Errors
/// [`Fault`].
pub fn check(text: &str) -> Result<String, Fault> {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().nfc() {
        match c {
            ' ' | '\u{a0}' | '\t' if out.ends_with(' ') => {}
            ' ' | '\u{a0}' | '\t' => out.push(' '),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '-' | '.' | '\'' | '\u{2019}' | '\u{2b9}' | '\u{2bc}' => out.push(c),
            c if latin(c) => out.push(c),
            c if c.is_numeric() => return Err(Fault::Digit),
            _ => return Err(Fault::NotAllowed),
        }
    }
    if out.is_empty() {
        return Err(Fault::Empty);
    }
    if out == "-" || out.chars().any(latin) { Ok(out) } else { Err(Fault::NotAllowed) }
}

/// The words of a name in lower case with their letters as written: the index that ranks first. Blank, hyphen and
/// full stop part words; apostrophes are left out.
pub fn exact(text: &str) -> Vec<String> {
    lower(text)
        .split(parts_words)
        .map(|word| word.chars().filter(|c| !apostrophe(*c)).collect())
        .filter(|word: &String| !word.is_empty())
        .collect()
}

/// The words of a name without marks (`ä` and `å` as `a`, `ö` as `o`, `š` as `s`, `đ` as `d`, `ŋ` as `n`), parted by
/// single blanks: the index that ranks after the exact one. Folding what is folded changes nothing.
pub fn fold(text: &str) -> String {
    let lowered = lower(text);
    let mut out = String::with_capacity(lowered.len());
    let mut parted = false;
    for c in lowered.chars().filter(|c| !apostrophe(*c)) {
        if parts_words(c) {
            parted = true;
            continue;
        }
        let end = out.len();
        if parted && end > 0 {
            out.push(' ');
        }
        let begun = out.len();
        fold_letter(c, &mut out);
        if out.len() == begun {
            out.truncate(end); // a sign alone is no word
        } else {
            parted = false;
        }
    }
    out
}

/// Any text in lower case without marks, its signs and blanks left as they are.
pub fn unmarked(text: &str) -> String {
    fold_word(&lower(text))
}

/// Folded words one slip of the keys away: letters doubled or single, neighbours swapped, one left out. The likeliest
/// first, none twice, at most [`MOST_VARIANTS`], none shorter than two letters.
pub fn variants(token: &str) -> Vec<String> {
    let letters: Vec<char> = token.chars().collect();
    let mut out: Vec<String> = Vec::new();
    let mut add = |word: String| {
        let new = word != token && word.chars().nth(1).is_some() && !out.contains(&word);
        if new && out.len() < MOST_VARIANTS {
            out.push(word);
        }
    };
    let without =
        |at: usize| letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect::<String>();
    let pairs = || letters.iter().zip(letters.iter().skip(1)).enumerate();
    for (at, (a, b)) in pairs() {
        if a == b {
            add(without(at));
        }
    }
    for at in 0..letters.len() {
        add(letters
            .iter()
            .enumerate()
            .flat_map(|(i, c)| std::iter::repeat_n(*c, if i == at { 2 } else { 1 }))
            .collect());
    }
    for (at, _) in pairs() {
        let mut swapped = letters.clone();
        swapped.swap(at, at + 1);
        add(swapped.into_iter().collect());
    }
    for at in 0..letters.len() {
        add(without(at));
    }
    out
}

/// Lower case in NFC. Most texts are so composed already, and whole registers are folded while somebody types.
fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lowered: String = if composed(text) {
        text.chars().flat_map(char::to_lowercase).collect()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect()
    };
    if composed(&lowered) { lowered } else { lowered.nfc().collect() }
}

/// Whether a text is certainly in NFC.
fn composed(text: &str) -> bool {
    matches!(is_nfc_quick(text.chars()), IsNormalized::Yes)
}

/// What a lower-case letter is searched as: itself without marks, two letters for a ligature, nothing for `ʹ`.
fn fold_letter(c: char, out: &mut String) {
    // What nearly every name is made of, without a look at the tables.
    let plain = match c {
        'ä' | 'å' => Some('a'),
        'ö' => Some('o'),
        c => Some(c).filter(char::is_ascii),
    };
    if let Some(plain) = plain {
        return out.push(plain);
    }
    if let Some((_, folded)) = FOLDED.iter().find(|(letter, _)| *letter == c) {
        out.push_str(folded);
        return;
    }
    for base in
        std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\u{2b9}' | '\u{2bc}'))
    {
        match FOLDED.iter().find(|(letter, _)| *letter == base) {
            Some((_, folded)) => out.push_str(folded),
            None => out.push(base),
        }
    }
}

fn fold_word(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_letter(c, &mut out));
    out
}

fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// Letters of the Latin script as names use them.
fn latin(c: char) -> bool {
    match c {
        'A'..='Z' | 'a'..='z' => true,
        // Signs and click letters among the letters.
        '\u{d7}' | '\u{f7}' | '\u{1c0}'..='\u{1c3}' => false,
        '\u{c0}'..='\u{24f}' | '\u{259}' | '\u{292}' | '\u{1e00}'..='\u{1eff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Folding letter by letter through the tables of Unicode, without the short ways.
    fn by_the_tables(text: &str) -> String {
        let lower: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
        let letter = |c: char| FOLDED.iter().find(|(l, _)| *l == c).map(|(_, folded)| (*folded).to_owned());
        let kept = |c: &char| !is_combining_mark(*c) && !matches!(c, '\u{2b9}' | '\u{2bc}');
        let bases = |c: char| std::iter::once(c).nfd().filter(kept).collect::<Vec<char>>();
        let fold = |c: char| {
            letter(c).unwrap_or_else(|| {
                bases(c).into_iter().map(|b| letter(b).unwrap_or_else(|| b.to_string())).collect()
            })
        };
        lower.chars().map(fold).collect()
    }

    #[test]
    fn the_short_ways_fold_as_the_tables_do() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            for text in [format!("{c}"), format!("Aä{c}"), format!("a{c}\u{308}Ö"), format!("A\u{30a}{c}")]
            {
                assert_eq!(unmarked(&text), by_the_tables(&text), "{text:?}");
                let parted = format!("Oy-{text} {text}{c} .x");
                let words: Vec<String> = exact(&parted).iter().map(|word| by_the_tables(word)).collect();
                let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
                assert_eq!(fold(&parted), words.join(" "), "{parted:?}");
            }
        }
    }

    #[test]
    fn names_that_must_be_possible() {
        for name in [
            "Äijälä",
            "Åkerblom-Öst",
            "Čiekčá",
            "Đoŋŋá Ŧ. Šiŋžžá",
            "Ǩeeʹmmǩ",
            "Ǥǧǯʒõ",
            "O'Neill",
            "d’Arc",
            "Müller",
            "Sørensen",
            "Hæstad",
            "Nguyễn",
            "Əliyev",
            "-",
            "Þóra",
        ] {
            assert_eq!(check(name).as_deref(), Ok(name), "{name}");
        }
        assert_eq!(check("  Anna   Maria ").as_deref(), Ok("Anna Maria"));
        assert_eq!(check("A\u{308}ija\u{308}la\u{308}").as_deref(), Ok("Äijälä"));
    }

    #[test]
    fn names_that_are_refused() {
        for (name, fault) in [
            ("", Fault::Empty),
            (" ", Fault::Empty),
            ("Matti2", Fault::Digit),
            ("Ма́тти", Fault::NotAllowed),
            ("...", Fault::NotAllowed),
            ("Matti\u{200b}", Fault::NotAllowed),
            ("Matti\nMeikäläinen", Fault::NotAllowed),
            ("Matti (vanha)", Fault::NotAllowed),
        ] {
            assert_eq!(check(name), Err(fault), "{name:?}");
        }
    }

    #[test]
    fn words_and_folding() {
        assert_eq!(exact("Mäki-Ŧuŋŋa  O’Neill J.R."), ["mäki", "ŧuŋŋa", "oneill", "j", "r"]);
        for (text, folded) in [
            ("Ääkköslä Åke", "aakkosla ake"),
            ("Šiŋžžá Đ.", "sinzza d"),
            ("Ǩeeʹmmǩ", "keemmk"),
            ("Ǥǧ ǯʒ õ", "gg zz o"),
            ("Čiekčá Ŧ", "ciekca t"),
            ("Ünal É Ø Æ ß", "unal e o ae ss"),
            ("MÄKI-MÄKINEN", "maki makinen"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn slips_are_found() {
        let of = |token: &str| variants(token);
        assert!(of("korhonen").contains(&"korhnoen".to_owned()));
        assert!(of("mattti").contains(&"matti".to_owned()));
        assert!(of("mati").contains(&"matti".to_owned()));
        assert!(of("virttanen").contains(&"virtanen".to_owned()));
        assert!(of("virtxanen").contains(&"virtanen".to_owned()));
        assert_eq!(of(""), Vec::<String>::new());
        assert_eq!(of("ii"), ["iii"]);
    }

    proptest! {
        #[test]
        fn what_is_stored_is_stored_again(text in "\\PC*", name in "[A-Za-zÅÄÖåäöÁâČčĐđŊŋŠšŦŧŽžǤǦǨƷǮõʹéüøæ' .\\-]{0,20}") {
            for s in [text, name] {
                if let Ok(name) = check(&s) {
                    prop_assert_eq!(check(&name), Ok(name.clone()));
                }
                let folded = fold(&s);
                prop_assert_eq!(fold(&folded), folded.clone());
                prop_assert_eq!(exact(&s.to_lowercase()), exact(&s.nfd().collect::<String>().to_lowercase()));
            }
        }

        #[test]
        fn folded_names_are_plain(name in "[A-Za-zÅÄÖåäöÁâČčĐđŊŋŠšŦŧŽžǤǦǨƷǮõʹéüøæ' .\\-]{0,20}") {
            prop_assert!(fold(&name).bytes().all(|b| b.is_ascii_lowercase() || b == b' '));
        }

        #[test]
        fn variants_are_bounded_and_new(token in "[a-zäö]{0,30}") {
            let all = variants(&token);
            prop_assert!(all.len() <= MOST_VARIANTS && !all.contains(&token));
            let unique: std::collections::HashSet<_> = all.iter().collect();
            prop_assert_eq!(unique.len(), all.len());
        }
    }
}
