//! Henkilötunnus of made-up people: individual numbers 900-999 only, which are never given for life (128/2010,
//! register design section 6), each person's different from every other's.
//!
//! Those born in the 51 years of working age have a day and one of a hundred numbers each: about 1.86 million places.
//! A permutation gives every client a place of their own. The intermediate character of the place is mostly the
//! usual one (`-`, `A`), in every eighth one of the five of 2023. Two characters of each place are kept free for
//! others: one for the twin of the client's digits, one for a former code.

use super::days;
use super::rng::{Rng, Stream, mix, permute};

/// Characters of the 1900s and of the 2000s. The order decides which becomes the twin's: the last for `-` is `Y`.
const SIGNS: [[char; 6]; 2] = [['-', 'X', 'W', 'V', 'U', 'Y'], ['A', 'C', 'D', 'E', 'F', 'B']];
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// How many numbers a day has: 900 to 999.
const NUMBERS: u32 = 100;
/// How far a former code's number lies from the present one; even, so that the sex stays.
const FORMER_STEP: u32 = 38;

/// The most clients an office may have: what the places of 51 years hold.
pub const MOST: u32 = 1_860_000;

/// One code, not yet written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// Day of birth.
    pub birth: i32,
    /// Individual number, 900 to 999.
    pub number: u32,
    /// Intermediate character.
    pub sign: char,
}

impl Code {
    /// The code in letters.
    pub fn text(self) -> String {
        let (year, month, dom) = days::date(self.birth);
        let year = year.rem_euclid(100);
        let nine =
            u64::from((dom * 10_000 + month * 100 + year).unsigned_abs()) * 1000 + u64::from(self.number);
        let mut out = String::with_capacity(11);
        days::digits(&mut out, dom, 2);
        days::digits(&mut out, month, 2);
        days::digits(&mut out, year, 2);
        out.push(self.sign);
        days::digits(&mut out, self.number as i32, 3);
        out.push(char::from(CHECK.get((nine % 31) as usize).copied().unwrap_or(b'0')));
        out
    }

    /// Odd numbers are men's, even ones women's.
    pub const fn male(self) -> bool {
        self.number % 2 == 1
    }
}

/// Which of a place's characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Own = 0,
    Former = 4,
    Twin = 5,
}

/// The places of one office.
#[derive(Clone, Copy, Debug)]
pub struct Codes {
    seed: u64,
    first: i32,
    places: u32,
}

impl Codes {
    /// The places of those who are 16 to 67 in the year of `today`. They change with the year only, so that an
    /// office made again next week has the same people.
    pub fn new(seed: u64, today: i32) -> Codes {
        let year = days::year(today);
        let first = days::day(year - 67, 1, 1);
        let end = days::day(year - 16, 1, 1);
        Codes {
            seed: Rng::new(seed, Stream::Codes, 0).bits(),
            first,
            places: (end - first).unsigned_abs() * NUMBERS,
        }
    }

    /// The code of a client. `fixed` are the well-known clients, whose codes are given: they have the first indices,
    /// and nobody else gets their places.
    pub fn own(&self, index: u32, fixed: &[Code]) -> Code {
        self.code(self.place(index, fixed), Use::Own)
    }

    /// The same digits as the client's, with another character.
    pub fn twin(&self, index: u32, fixed: &[Code]) -> Code {
        self.code(self.place(index, fixed), Use::Twin)
    }

    /// A code the client had before.
    pub fn former(&self, index: u32, fixed: &[Code]) -> Code {
        let place = self.place(index, fixed);
        let (day, number) = (place / NUMBERS, place % NUMBERS);
        self.code(day * NUMBERS + (number + FORMER_STEP) % NUMBERS, Use::Former)
    }

    /// A permutation, in which the places of the fixed codes are passed on to those who would have had the places of
    /// the fixed clients: it stays a bijection.
    fn place(&self, index: u32, fixed: &[Code]) -> u32 {
        let mut place = permute(self.seed, self.places, index % self.places);
        while let Some(j) = fixed.iter().position(|f| self.place_of(*f) == Some(place)) {
            place = permute(self.seed, self.places, j as u32);
        }
        place
    }

    fn place_of(&self, code: Code) -> Option<u32> {
        let day = u32::try_from(code.birth - self.first).ok()?;
        Some(day * NUMBERS + code.number.checked_sub(900)?)
    }

    fn code(&self, place: u32, what: Use) -> Code {
        let birth = self.first + (place / NUMBERS) as i32;
        let [old, new] = &SIGNS;
        let signs = if birth < days::day(2000, 1, 1) { old } else { new };
        let hash = mix(self.seed ^ u64::from(place));
        // The choice belongs to the place, never to the asker: that keeps the uses of a place apart.
        let choice = if hash.is_multiple_of(8) { (hash >> 8) as usize % 6 } else { 0 };
        let sign = signs.get((choice + what as usize) % 6).copied().unwrap_or('-');
        Code { birth, number: 900 + place % NUMBERS, sign }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn check_characters_agree_with_the_vectors() {
        let code = |y, m, d, number, sign| Code { birth: days::day(y, m, d), number, sign }.text();
        assert_eq!(code(1994, 5, 1, 903, 'Y'), "010594Y9032");
        assert_eq!(code(2004, 5, 2, 902, 'A'), "020504A902E");
        assert_eq!(code(1990, 1, 1, 999, '-'), "010190-999W");
        assert_eq!(code(2000, 2, 29, 912, 'A'), "290200A912R");
        assert_eq!(code(2000, 1, 1, 902, 'A'), "010100A902J");
    }

    /// Own, twin and former codes of everybody together are all different, in a full office.
    #[test]
    fn a_full_office_has_no_code_twice() {
        let codes = Codes::new(1, days::day(2026, 11, 23));
        let fixed = [Code { birth: days::day(1994, 5, 1), number: 903, sign: 'Y' }];
        let mut seen = HashSet::with_capacity(600_000);
        for index in (0..MOST).step_by(9) {
            for code in [codes.own(index, &fixed), codes.twin(index, &fixed), codes.former(index, &fixed)] {
                assert!(seen.insert(code), "{}", code.text());
            }
        }
        assert!(codes.places >= MOST, "{}", codes.places);
        assert_eq!(seen.iter().map(|c| c.sign).collect::<HashSet<_>>().len(), 12);
        assert!((0..MOST).step_by(7).all(|i| i == 0 || {
            let c = codes.own(i, &fixed);
            (c.birth, c.number) != (fixed[0].birth, fixed[0].number)
        }));
    }
}
