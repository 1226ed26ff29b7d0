//! Where people live: streets of the Lahti region, with the postcodes and municipality codes of `assets/codes`.

use super::days::digits;
use super::rng::{Rng, Weighted};
use std::sync::LazyLock;

const POSTCODES: &str = include_str!("data/postcodes.tsv");
const STREETS: &str = include_str!("data/streets.tsv");

/// A postcode area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Five digits.
    pub postcode: &'static str,
    /// Its post office, in Finnish.
    pub office: &'static str,
    /// Municipality code.
    pub municipality: &'static str,
    /// Which list of streets.
    streets: usize,
}

impl Place {
    /// A place given by name; its streets are those of the first list, Lahti.
    pub const fn named(postcode: &'static str, office: &'static str, municipality: &'static str) -> Place {
        Place { postcode, office, municipality, streets: 0 }
    }
}

struct Tables {
    places: Weighted<Place>,
    streets: Vec<Vec<&'static str>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let lists: Vec<(&str, &str)> =
        STREETS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    let places = POSTCODES.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut c = line.split('\t');
        let (postcode, office, municipality) = (c.next()?, c.next()?, c.next()?);
        let streets = lists.iter().position(|(m, _)| *m == municipality).unwrap_or(lists.len() - 1);
        Some((Place { postcode, office, municipality, streets }, c.next()?.parse().ok()?))
    });
    Tables {
        places: Weighted::new(places),
        streets: lists.iter().map(|(_, streets)| streets.split(' ').collect()).collect(),
    }
});

/// Municipalities of the employment area (työllisyysalue).
pub const AREA: [&str; 10] = ["398", "098", "111", "560", "016", "316", "576", "081", "781", "142"];

/// Draws a place: nearly everybody lives within the area.
pub fn place(rng: &mut Rng) -> Place {
    TABLES.places.draw(rng)
}

/// A street address in a place: `Kauppakatu 18` or `Kauppakatu 18 B 12`.
pub fn street(rng: &mut Rng, place: Place) -> String {
    let name = TABLES.streets.get(place.streets).map_or("", |list| rng.pick(list));
    let mut out = String::with_capacity(name.len() + 10);
    out.push_str(name);
    out.push(' ');
    number(&mut out, 1 + rng.below(60));
    if rng.chance(600) {
        out.push(' ');
        out.push(rng.pick(&['A', 'A', 'A', 'B', 'B', 'C', 'D']));
        out.push(' ');
        number(&mut out, 1 + rng.below(58));
    }
    out
}

fn number(out: &mut String, n: u32) {
    digits(out, n as i32, if n < 10 { 1 } else { 2 });
}
