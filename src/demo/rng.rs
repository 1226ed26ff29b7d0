//! The random numbers of the practice office: the same for the same seed on every machine, for ever.
//!
//! splitmix64 (Steele, Lea and Flood, 2014): one 64-bit state that grows by a constant and is mixed on the way out.
//! Chosen because it is ten lines that can be read, needs no warming up, and may be started from any number: each
//! client has a generator of its own, so that client 17 is the same person however many others there are.
//! Good enough for names and dates; never for keys.

/// The constant that the state grows by: 2^64 divided by the golden ratio, made odd.
const GROWTH: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes all bits of a number into all bits of the result; a bijection.
pub const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What a generator is for. A stream of its own for each purpose keeps a choice added in one place from changing
/// what is drawn in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Stream {
    /// Which traits a client has.
    Traits = 1,
    /// Family: language group and surname.
    Origin = 2,
    /// The person's own data.
    Person = 3,
    /// What has happened in the person's life and at the office.
    Life = 4,
    /// Employers.
    Employers = 5,
    /// Staff, their ids and passwords.
    Staff = 6,
    /// The permutation that spreads identity codes.
    Codes = 7,
}

/// A generator.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The generator of a purpose and an index under the seed of the office.
    pub const fn new(seed: u64, stream: Stream, index: u32) -> Rng {
        Rng(mix(mix(seed ^ mix(stream as u64)).wrapping_add((index as u64).wrapping_mul(GROWTH))))
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GROWTH);
        mix(self.0)
    }

    /// A number from 0 below `n`; 0 when `n` is 0. (Lemire's multiplication; the bias is below n / 2^32.)
    pub const fn below(&mut self, n: u32) -> u32 {
        (((self.bits() >> 32) * n as u64) >> 32) as u32
    }

    /// A number between two, both included; the first when they are the wrong way round.
    pub const fn range(&mut self, low: i32, high: i32) -> i32 {
        if high <= low {
            return low;
        }
        low + self.below((high - low + 1) as u32) as i32
    }

    /// True so many times in a thousand.
    pub const fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of a list, each as likely as the other; the default of an empty list.
    pub fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        list.get(self.below(list.len() as u32) as usize).copied().unwrap_or_default()
    }
}

/// A list with weights.
#[derive(Clone, Debug)]
pub struct Weighted<T> {
    /// What may be drawn, and the sum of the weights up to and with it.
    items: Vec<(u32, T)>,
}

impl<T: Copy + Default> Weighted<T> {
    /// From what may be drawn and how often.
    pub fn new<I: IntoIterator<Item = (T, u32)>>(items: I) -> Weighted<T> {
        let mut sum = 0;
        let items = items.into_iter().map(|(item, weight)| {
            sum += weight;
            (sum, item)
        });
        Weighted { items: items.collect() }
    }

    /// One of them; the default of an empty list.
    pub fn draw(&self, rng: &mut Rng) -> T {
        let total = self.items.last().map_or(0, |(sum, _)| *sum);
        let at = rng.below(total);
        self.items.get(self.items.partition_point(|(sum, _)| *sum <= at)).map_or_else(T::default, |(_, t)| *t)
    }

    /// How many different ones there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// A bijection of the numbers below `n` (at most 2^22): a Feistel network of four rounds over 22 bits, walked along
/// its cycle until it falls below `n` again. Gives each client a place of its own without a table of those taken.
pub const fn permute(seed: u64, n: u32, x: u32) -> u32 {
    let mut x = x;
    loop {
        let mut left = x >> 11 & 0x7ff;
        let mut right = x & 0x7ff;
        let mut round = 0;
        while round < 4 {
            let f = mix(seed ^ ((round as u64) << 32 | right as u64)) as u32 & 0x7ff;
            (left, right) = (right, left ^ f);
            round += 1;
        }
        x = left << 11 | right;
        if x < n {
            return x;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures of the reference implementation for the state 1234567: the office must never change under its
    /// users because somebody tidied this file.
    #[test]
    fn splitmix_agrees_with_the_reference() {
        let mut rng = Rng(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| rng.bits()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut rng = Rng::new(1, Stream::Life, 0);
        let mut seen = [0u32; 6];
        for _ in 0..6000 {
            let n = rng.range(-2, 3);
            seen[(n + 2) as usize] += 1;
        }
        assert!(seen.iter().all(|n| (800..1200).contains(n)), "{seen:?}");
        assert_eq!(rng.range(5, 4), 5);
        assert_eq!(rng.pick::<u8>(&[]), 0);
    }

    #[test]
    fn weights_are_kept() {
        let list = Weighted::new([("a", 1), ("b", 0), ("c", 3)]);
        let mut rng = Rng::new(1, Stream::Life, 0);
        let drawn: Vec<&str> = (0..4000).map(|_| list.draw(&mut rng)).collect();
        let count = |x| drawn.iter().filter(|d| **d == x).count();
        assert!((900..1100).contains(&count("a")) && count("b") == 0, "{} {}", count("a"), count("b"));
    }

    #[test]
    fn the_permutation_hits_each_number_once() {
        let n = 50_000;
        let mut hit = vec![false; n as usize];
        for x in 0..n {
            assert!(!std::mem::replace(&mut hit[permute(9, n, x) as usize], true));
        }
    }
}
