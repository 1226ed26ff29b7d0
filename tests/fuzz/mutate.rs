//! From seeds to inputs: small damage anywhere, and damage that knows a little of how the bytes are built.

use super::seeds::Seed;

/// Longest input there is.
pub const LONGEST: usize = 64 * 1024;

/// What inputs are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A fixed layout.
    Bytes,
    /// One item of CBOR, or fields of it.
    Cbor,
    /// Several items of CBOR, each with its length before it: see [`parts`].
    Parts,
    /// What somebody types or a file holds.
    Text,
}

/// SplitMix64: small, and the same everywhere.
pub struct Rng(u64);

impl Rng {
    /// Each input has randomness of its own, so that it can be made again without those before it.
    pub fn of(name: &str, round: u32, input: u32) -> Rng {
        let name = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut rng = Rng(name ^ (u64::from(round) << 32 | u64::from(input)));
        rng.next();
        rng
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`; 0 for none.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Numbers at which formats change their mind.
const EDGES: [u64; 20] = [
    0,
    1,
    2,
    0x17,
    0x18,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_ffff_ffff,
];

/// Letters that text formats trip over.
const LETTERS: [&str; 24] = [
    "\0",
    "\t",
    "\n",
    "\r\n",
    " ",
    "\u{a0}",
    "\"",
    "'",
    "*",
    ":",
    "^",
    "-",
    "\u{2212}",
    "+",
    "(",
    "\u{301}",
    "ß",
    "İ",
    "\u{fb01}",
    "\u{1f600}",
    "\u{202e}",
    "\u{200d}",
    "\u{feff}",
    "\u{661}",
];

/// An input.
pub fn mutate(seeds: &[Seed], shape: Shape, words: &[&str], rng: &mut Rng) -> Vec<u8> {
    let mut input = rng.pick(seeds).bytes.clone();
    let times = match rng.below(8) {
        0..4 => 1,
        4..6 => 2,
        6 => 4,
        _ => 12,
    };
    for _ in 0..times {
        input = once(input, seeds, shape, words, rng);
        input.truncate(LONGEST);
    }
    input
}

fn once(input: Vec<u8>, seeds: &[Seed], shape: Shape, words: &[&str], rng: &mut Rng) -> Vec<u8> {
    match (shape, rng.below(10)) {
        (Shape::Parts, 0..9) => {
            let mut list = parts(&input);
            let at = rng.below(list.len());
            match rng.below(12) {
                _ if list.is_empty() => list.push(Vec::new()),
                0 => drop(list.remove(at)),
                1 => list.insert(at, list[at].clone()),
                2 => {
                    let other = rng.below(list.len());
                    list.swap(at, other);
                }
                3 => {
                    let other = parts(&rng.pick(seeds).bytes);
                    if !other.is_empty() {
                        list[at] = rng.pick(&other).clone();
                    }
                }
                _ => list[at] = once(std::mem::take(&mut list[at]), seeds, Shape::Cbor, words, rng),
            }
            join(&list)
        }
        (Shape::Cbor, 0..6) => item(input, seeds, rng),
        (Shape::Text, 0..5) => text(input, words, rng),
        _ => bytes(input, seeds, words, rng),
    }
}

/// Damage that knows nothing.
fn bytes(mut input: Vec<u8>, seeds: &[Seed], words: &[&str], rng: &mut Rng) -> Vec<u8> {
    let at = rng.below(input.len());
    let end = (at + 1 + rng.below(32)).min(input.len());
    match rng.below(14) {
        0 | 1 if !input.is_empty() => input[at] ^= 1 << rng.below(8),
        2 if !input.is_empty() => input[at] = rng.next() as u8,
        3 if !input.is_empty() => input[at] = input[at].wrapping_add(if rng.below(2) == 0 { 1 } else { 255 }),
        4 | 5 => {
            let width = 1 << rng.below(4);
            let number = rng.pick(&EDGES).to_be_bytes();
            for (to, from) in input.iter_mut().skip(at).zip(&number[8 - width..]) {
                *to = *from;
            }
        }
        6 => {
            let new: Vec<u8> = (0..1 + rng.below(16)).map(|_| rng.next() as u8).collect();
            input.splice(at..at, new);
        }
        7 => drop(input.drain(at..end)),
        8 => {
            let piece = input[at..end].to_vec();
            input.splice(at..at, piece);
        }
        9 => input.truncate(at),
        10 => {
            let other = &rng.pick(seeds).bytes;
            let from = rng.below(other.len());
            input.truncate(at);
            input.extend(&other[from..]);
        }
        11 => input.extend((0..1 + rng.below(8)).map(|_| 0)),
        12 if rng.below(16) == 0 && !input.is_empty() => {
            // As long as an input may be: what grows faster than its input shows here.
            let piece = input[at..end].to_vec();
            let times = (LONGEST - input.len().min(LONGEST)) / piece.len();
            input.splice(at..at, piece.repeat(times));
        }
        _ if !words.is_empty() => {
            let word = rng.pick(words).bytes();
            input.splice(at..at, word);
        }
        _ => input.push(rng.next() as u8),
    }
    input
}

/// Damage to letters, so that it stays text.
fn text(input: Vec<u8>, words: &[&str], rng: &mut Rng) -> Vec<u8> {
    let mut letters: Vec<String> = String::from_utf8_lossy(&input).chars().map(String::from).collect();
    let at = rng.below(letters.len() + 1);
    let new = match rng.below(4) {
        0 if !words.is_empty() => (*rng.pick(words)).to_owned(),
        1 => char::from_u32(rng.next() as u32 % 0x11_0000).map(String::from).unwrap_or_default(),
        2 => char::from(b' ' + rng.below(95) as u8).to_string(),
        _ => (*rng.pick(&LETTERS)).to_owned(),
    };
    match rng.below(4) {
        0 if at < letters.len() => letters[at] = new,
        1 if at < letters.len() => drop(letters.remove(at)),
        2 if rng.below(40) == 0 && !new.is_empty() => {
            letters.insert(at, new.repeat(LONGEST / new.len()));
        }
        _ => letters.insert(at, new),
    }
    letters.concat().into_bytes()
}

/// Damage to one item of CBOR: out, twice, another, or another head.
fn item(mut input: Vec<u8>, seeds: &[Seed], rng: &mut Rng) -> Vec<u8> {
    let at = rng.below(input.len());
    let Some(end) = item_end(&input, at) else { return bytes(input, seeds, &[], rng) };
    match rng.below(6) {
        0 => drop(input.drain(at..end)),
        1 => {
            let piece = input[at..end].to_vec();
            input.splice(at..at, piece);
        }
        2 => {
            let other = &rng.pick(seeds).bytes;
            let from = rng.below(other.len());
            let piece = item_end(other, from).map(|to| other[from..to].to_vec());
            input.splice(at..end, piece.unwrap_or_default());
        }
        3 => {
            let new = head(rng.below(8) as u8, *rng.pick(&EDGES), rng.below(4) == 0);
            input.splice(at..end, new);
        }
        _ => {
            // Another count or length, or another type, over the same content.
            let Some((major, n, body)) = read_head(&input, at) else { return input };
            let n = match rng.below(4) {
                0 => n.wrapping_add(1),
                1 => n.wrapping_sub(1),
                2 => *rng.pick(&EDGES),
                _ => n,
            };
            let major = if rng.below(4) == 0 { rng.below(8) as u8 } else { major };
            input.splice(at..body, head(major, n, rng.below(8) == 0));
        }
    }
    input
}

/// A head, in its shortest form or not.
fn head(major: u8, n: u64, long: bool) -> Vec<u8> {
    let bytes = n.to_be_bytes();
    let width = match n {
        _ if long => 8,
        0..24 => return vec![major << 5 | n as u8],
        24..0x100 => 1,
        0x100..0x1_0000 => 2,
        0x1_0000..0x1_0000_0000 => 4,
        _ => 8,
    };
    let info: u8 = 24 + (width as u32).trailing_zeros() as u8;
    [&[major << 5 | info], &bytes[8 - width..]].concat()
}

fn read_head(bytes: &[u8], at: usize) -> Option<(u8, u64, usize)> {
    let first = *bytes.get(at)?;
    let width = match first & 31 {
        n @ 0..24 => return Some((first >> 5, n.into(), at + 1)),
        n @ 24..28 => 1usize << (n - 24),
        _ => return None,
    };
    let wide = bytes.get(at + 1..at + 1 + width)?;
    Some((first >> 5, wide.iter().fold(0, |n, byte| n << 8 | u64::from(*byte)), at + 1 + width))
}

/// Where the item that begins at `at` ends, if one does.
fn item_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut at, mut left) = (at, 1u64);
    while left > 0 {
        let (major, n, body) = read_head(bytes, at)?;
        at = body;
        left -= 1;
        match major {
            2 | 3 => at = at.checked_add(usize::try_from(n).ok()?).filter(|at| *at <= bytes.len())?,
            4 => left = left.checked_add(n)?,
            5 => left = left.checked_add(n.checked_mul(2)?)?,
            _ => {}
        }
        if left > bytes.len() as u64 {
            return None;
        }
    }
    Some(at)
}

/// The parts of an input: each has its length before it, two bytes; what is left over is the last one.
pub fn parts(mut input: &[u8]) -> Vec<Vec<u8>> {
    let mut list = Vec::new();
    while let Some((length, rest)) = input.split_first_chunk::<2>() {
        let (part, rest) = rest.split_at(usize::from(u16::from_be_bytes(*length)).min(rest.len()));
        list.push(part.to_vec());
        input = rest;
    }
    list
}

/// An input of these parts.
pub fn join(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut input = Vec::new();
    for part in parts {
        let part = &part[..part.len().min(usize::from(u16::MAX))];
        input.extend((part.len() as u16).to_be_bytes());
        input.extend(part);
    }
    input
}

#[test]
fn every_kind_of_damage_is_done_and_repeats_itself() {
    let seed = |bytes: &[u8]| Seed { place: String::new(), bytes: bytes.to_vec() };
    let cbor = [seed(&[0xa2, 1, 0x43, 1, 2, 3, 2, 0x82, 0x18, 0x20, 0xf6]), seed(&[0x61, b'x'])];
    let parted: Vec<Seed> = cbor.iter().map(|s| seed(&join(&[s.bytes.clone(), s.bytes.clone()]))).collect();
    for (shape, seeds) in [
        (Shape::Bytes, &cbor[..]),
        (Shape::Cbor, &cbor[..]),
        (Shape::Text, &cbor[..]),
        (Shape::Parts, &parted[..]),
    ] {
        let make = |input| mutate(seeds, shape, &["word"], &mut Rng::of("damage", 0, input));
        let mut made: Vec<Vec<u8>> = (0..2_000).map(make).collect();
        assert!(made.iter().eq((0..2_000).map(make).collect::<Vec<_>>().iter()), "{shape:?} repeats itself");
        assert!(made.iter().any(|input| input.len() > LONGEST / 2), "{shape:?}: long ones");
        made.sort();
        made.dedup();
        assert!(made.len() > 1_200, "{shape:?}: {} different ones", made.len());
    }
    assert_eq!(item_end(&cbor[0].bytes, 0), Some(11));
    assert_eq!(item_end(&cbor[0].bytes, 7), Some(10 + 1));
    assert_eq!(item_end(&[0x42, 1], 0), None);
}
