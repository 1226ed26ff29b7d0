//! Crockford's base 32 (no I, L, O, U): how secrets are written for people, and read however they are typed.

use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 4;

/// The character of the low five bits.
pub(super) fn symbol(value: u8) -> u8 {
    ALPHABET.get(usize::from(value & 31)).copied().unwrap_or(b'0')
}

/// The five bits of a character; small letters too, o is 0, i and l are 1.
pub(super) fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let at = ALPHABET.iter().position(|b| char::from(*b) == c)?;
    u8::try_from(at).ok()
}

/// The values of what a person typed, blanks and hyphens of any kind passed over; `None` when a character is
/// none of the alphabet or there are not exactly `N`.
pub(super) fn read<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let mut values = Zeroizing::new([0u8; N]);
    let mut places = values.iter_mut();
    for c in text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}')) {
        *places.next()? = value(c)?;
    }
    places.next().is_none().then_some(values)
}

/// Groups of 4 with hyphens.
pub(super) fn shown(symbols: &[u8]) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(symbols.len() + symbols.len() / GROUP));
    for (i, byte) in symbols.iter().enumerate() {
        if i > 0 && i % GROUP == 0 {
            out.push('-');
        }
        out.push(char::from(*byte));
    }
    out
}
