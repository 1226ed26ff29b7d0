//! What a password may be and how old it may get (security design, section 4).
//!
//! No composition rules, no truncation, nothing changed but NFC. Refused are: too short, commonly used, built
//! around the office, the product or the person, the activation code itself. The strength score is a hint.

use super::activation::ActivationCode;
use super::secret::{PASSWORD_MAX_CHARS, PasswordText};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// Passwords and words that guessers try first, one a line, in the form of [`fold`].
static COMMON: &str = include_str!("../../assets/passwords.txt");

/// No setting goes below this many code points.
pub const MIN_FLOOR: usize = 8;
/// The office's default.
pub const MIN_DEFAULT: usize = 15;
/// Context words shorter than this say nothing.
const MIN_WORD: usize = 4;
/// A password with fewer different characters than this is one key held down, or two.
const MIN_DISTINCT: usize = 5;
const DAY_MS: i64 = 86_400_000;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer code points than asked for.
    TooShort {
        /// Code points it has.
        chars: usize,
        /// Code points it needs.
        min: usize,
    },
    /// More code points than are accepted.
    TooLong {
        /// Code points that are accepted.
        max: usize,
    },
    /// On the list of common passwords, or one of its words repeated or put beside another.
    Common,
    /// Little more than the office, the product, the login or the person's name.
    Context,
    /// The activation code.
    Code,
    /// The password that is being changed.
    Unchanged,
}

impl PasswordFault {
    /// The Fluent id of the sentence. Arguments: `min`, `max`, `chars` by the variant's fields.
    pub const fn message_id(self) -> &'static str {
        match self {
            PasswordFault::TooShort { .. } => "error-password-short",
            PasswordFault::TooLong { .. } => "error-password-long",
            PasswordFault::Common => "error-password-common",
            PasswordFault::Context => "error-password-context",
            PasswordFault::Code => "error-password-code",
            PasswordFault::Unchanged => "error-password-unchanged",
        }
    }
}

/// Whose password it is to be: what a guesser who knows the person would try.
#[derive(Clone, Copy, Default)]
pub struct PasswordContext<'a> {
    /// Login, names of the person, name of the office. The product's name is always among them.
    pub words: &'a [&'a str],
    /// The activation code that was just used.
    pub code: Option<&'a ActivationCode>,
    /// The password that is being changed.
    pub current: Option<&'a PasswordText>,
}

/// The office's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    min: usize,
}

impl Default for PasswordRules {
    fn default() -> PasswordRules {
        PasswordRules { min: MIN_DEFAULT }
    }
}

impl PasswordRules {
    /// With a shortest length of the office's choice, but never below [`MIN_FLOOR`].
    pub fn new(min: usize) -> PasswordRules {
        PasswordRules { min: min.clamp(MIN_FLOOR, PASSWORD_MAX_CHARS) }
    }

    /// Fewest code points.
    pub fn min(self) -> usize {
        self.min
    }

    /// Whether the password may be taken into use.
    pub fn check(self, password: &PasswordText, context: PasswordContext<'_>) -> Result<(), PasswordFault> {
        let nfc = password.nfc();
        let chars = nfc.chars().count();
        if chars < self.min {
            return Err(PasswordFault::TooShort { chars, min: self.min });
        }
        if chars > PASSWORD_MAX_CHARS {
            return Err(PasswordFault::TooLong { max: PASSWORD_MAX_CHARS });
        }
        if context.current.is_some_and(|current| *current.nfc() == *nfc) {
            return Err(PasswordFault::Unchanged);
        }
        if let (Some(code), Some(typed)) = (context.code, ActivationCode::parse(&nfc))
            && code.ct_eq(&typed)
        {
            return Err(PasswordFault::Code);
        }
        let folded = fold(&nfc);
        if common(&folded) {
            return Err(PasswordFault::Common);
        }
        if built_around(&folded, context.words) {
            return Err(PasswordFault::Context);
        }
        if repeated(&folded, self.min) {
            return Err(PasswordFault::Common);
        }
        Ok(())
    }
}

/// How hard a password is to guess, 0 to 4 (zxcvbn): a hint beside the field, never a rule.
pub fn strength(password: &PasswordText, words: &[&str]) -> u8 {
    let mut inputs = vec!["luukku"];
    inputs.extend_from_slice(words);
    u8::from(zxcvbn::zxcvbn(&password.nfc(), &inputs).score())
}

/// How old a password is against the office's limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordAge {
    /// Nothing to say.
    Fine,
    /// It ends in this many days: say so.
    EndsIn {
        /// Days left, at least 1.
        days: i64,
    },
    /// It has ended: a login leads to the change dialog and nowhere else.
    Ended,
}

/// The age of a password changed at `changed` (UTC milliseconds). `max_days` 0 switches the rule off;
/// `warn_days` before the end it is announced (defaults 180 and 14).
pub fn age(changed: i64, now: i64, max_days: u32, warn_days: u32) -> PasswordAge {
    if max_days == 0 {
        return PasswordAge::Fine;
    }
    let left = changed.saturating_add(i64::from(max_days) * DAY_MS).saturating_sub(now);
    if left <= 0 {
        PasswordAge::Ended
    } else if left <= i64::from(warn_days) * DAY_MS {
        PasswordAge::EndsIn { days: (left - 1) / DAY_MS + 1 }
    } else {
        PasswordAge::Fine
    }
}

/// Small letters and digits only, without diacritics: the form in which likeness is looked for.
fn fold(text: &str) -> Zeroizing<String> {
    // Decomposition and lower case may lengthen the text; room for both keeps it in one place.
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 4));
    for c in text.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()) {
        out.extend(c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)));
    }
    out
}

fn common(folded: &str) -> bool {
    let mut seen: Vec<char> = Vec::with_capacity(MIN_DISTINCT);
    for c in folded.chars() {
        if seen.len() < MIN_DISTINCT && !seen.contains(&c) {
            seen.push(c);
        }
    }
    let letters = letters(folded);
    seen.len() < MIN_DISTINCT || made_of_common(folded) || (!letters.is_empty() && made_of_common(&letters))
}

/// The letters of a folded text.
fn letters(folded: &str) -> Zeroizing<String> {
    let mut letters = Zeroizing::new(String::with_capacity(folded.len()));
    letters.extend(folded.chars().filter(|c| c.is_alphabetic()));
    letters
}

/// Whether the text, or its letters, is something too short for a password that is said over and over: it is as hard
/// to guess as that, whether or not that stands on the list.
fn repeated(folded: &str, min: usize) -> bool {
    [folded, letters(folded).as_str()].into_iter().any(|text| {
        let root = root(text);
        root.len() < text.len() && root.chars().count() < min
    })
}

/// Whether the text, or what it is a repetition of, is one common word or two of them.
fn made_of_common(text: &str) -> bool {
    let root = root(text);
    let listed = |word: &str| COMMON.lines().any(|line| line == word);
    listed(root) || COMMON.lines().filter_map(|line| root.strip_prefix(line)).any(listed)
}

/// The shortest beginning that gives the text when repeated: `abab` → `ab`.
fn root(text: &str) -> &str {
    text.char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .filter(|at| text.len().is_multiple_of(*at))
        .find_map(|at| {
            let (start, rest) = text.split_at_checked(at)?;
            rest.as_bytes().chunks(at).all(|chunk| chunk == start.as_bytes()).then_some(start)
        })
        .unwrap_or(text)
}

/// Whether too little is left when the words that belong to office, product and person are taken out.
fn built_around(folded: &str, words: &[&str]) -> bool {
    let mut rest = Zeroizing::new(folded.to_owned());
    let mut hit = false;
    for word in words.iter().copied().chain(["luukku"]).flat_map(|w| w.split([' ', '-', '.', '@'])) {
        let word = fold(word);
        if word.chars().count() >= MIN_WORD && rest.contains(word.as_str()) {
            hit = true;
            rest = Zeroizing::new(rest.replace(word.as_str(), ""));
        }
    }
    hit && rest.chars().count() < MIN_FLOOR
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::TestEntropy;

    fn check(text: &str) -> Result<(), PasswordFault> {
        let words = ["hietikkos", "Sulevi Hietikko", "Pirkanmaan työllisyysalue"];
        let context = PasswordContext { words: &words, ..PasswordContext::default() };
        PasswordRules::default().check(&PasswordText::from_text(text).unwrap(), context)
    }

    #[test]
    fn length_is_counted_in_code_points_of_nfc() {
        assert_eq!(check("neljätoistamer"), Err(PasswordFault::TooShort { chars: 14, min: 15 }));
        assert_eq!(
            check("a\u{308}a\u{308}nekoski sate"),
            Err(PasswordFault::TooShort { chars: 14, min: 15 })
        );
        assert_eq!(check("äänekoski sateel"), Ok(()));
        let long: String = "pitkä lause jossa on monta sanaa ".repeat(31);
        assert_eq!(check(&long), Ok(()), "{} code points", long.chars().count());
        let nfc_longer: String = std::iter::repeat_n('\u{1d160}', PASSWORD_MAX_CHARS).collect();
        assert_eq!(check(&nfc_longer), Err(PasswordFault::TooLong { max: PASSWORD_MAX_CHARS }));
    }

    #[test]
    fn no_setting_goes_below_the_floor() {
        assert_eq!(PasswordRules::new(0).min(), MIN_FLOOR);
        assert_eq!(PasswordRules::new(20).min(), 20);
    }

    #[test]
    fn common_passwords_are_refused_however_they_are_dressed() {
        for bad in [
            "correcthorsebatterystaple",
            "Salasana Salasana 123",
            "salasana-kesä-2026!!",
            "Kesäloma-Helsinki2026",
            "qwertyuiopqwertyuiop",
            "123456789012345678901234567890",
            "aaaaaaaaaaaaaaaaaaaa",
            "1212121212121212",
            "Tämä on minun salasanani",
            // As strong as what is said twice.
            "tervetuloatervetuloa",
            "Tervetuloa1 Tervetuloa2",
            "hernerokkahernerokka",
            "aurinko-aurinko-aurinko",
        ] {
            assert_eq!(check(bad), Err(PasswordFault::Common), "{bad}");
        }
    }

    #[test]
    fn the_person_and_the_office_are_no_password() {
        for bad in
            ["Hietikko Hietikko 1", "sulevi.hietikko.2026", "Luukku-Pirkanmaan-1", "Hietikkos-Luukku-2026"]
        {
            assert_eq!(check(bad), Err(PasswordFault::Context), "{bad}");
        }
        assert_eq!(check("luukku on auki vain aamuisin"), Ok(()), "a sentence may name it");
    }

    #[test]
    fn a_sentence_of_ordinary_words_is_welcome() {
        for good in [
            "Tämä on pitkä salalause",
            "hevonen paristo niitti oikein",
            "kolme harmaata lokkia laiturilla",
            "kolme harmaata lokkia, kolme harmaata lokkia",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_code_and_the_old_password_are_refused() {
        let code = ActivationCode::generate(&mut TestEntropy::new(1));
        let typed = PasswordText::from_text(&code.shown().to_lowercase()).unwrap();
        let context = PasswordContext { code: Some(&code), ..PasswordContext::default() };
        assert_eq!(PasswordRules::default().check(&typed, context), Err(PasswordFault::Code));
        let old = PasswordText::from_text("Ta\u{308}ma\u{308} on pitkä salalause").unwrap();
        let same = PasswordText::from_text("Tämä on pitkä salalause").unwrap();
        let context = PasswordContext { current: Some(&old), ..PasswordContext::default() };
        assert_eq!(PasswordRules::default().check(&same, context), Err(PasswordFault::Unchanged));
    }

    #[test]
    fn age_warns_then_ends_and_can_be_off() {
        let day = |n: i64| n * DAY_MS;
        assert_eq!(age(0, day(165), 180, 14), PasswordAge::Fine);
        assert_eq!(age(0, day(166), 180, 14), PasswordAge::EndsIn { days: 14 });
        assert_eq!(age(0, day(180) - 1, 180, 14), PasswordAge::EndsIn { days: 1 });
        assert_eq!(age(0, day(180), 180, 14), PasswordAge::Ended);
        assert_eq!(age(0, day(100_000), 0, 14), PasswordAge::Fine);
    }

    #[test]
    fn strength_is_a_hint_between_0_and_4() {
        let of = |text| strength(&PasswordText::from_text(text).unwrap(), &["virtanen"]);
        assert!(of("salasana") < of("kolme harmaata lokkia laiturilla"));
        assert_eq!(of("virtanen"), 0);
        assert!(of("kolme harmaata lokkia laiturilla") <= 4);
    }

    #[test]
    fn the_list_is_in_the_form_it_is_compared_in() {
        let lines: Vec<&str> = COMMON.lines().collect();
        assert!(lines.len() > 400);
        assert!(lines.is_sorted_by(|a, b| a < b));
        for line in lines {
            assert_eq!(fold(line).as_str(), line);
            assert!(line.len() >= 3, "{line}");
        }
    }
}
