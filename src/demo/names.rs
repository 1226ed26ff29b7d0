//! Names as they are given in Finland: by language group, sex and year of birth, from general knowledge of how
//! frequent they are. Surname and first names are drawn apart; nobody is copied.

use super::days;
use super::rng::{Rng, Weighted};
use std::sync::LazyLock;

const SURNAMES: &str = include_str!("data/surnames.tsv");
const FIRST_NAMES: &str = include_str!("data/first_names.tsv");
const FOREIGN: &str = include_str!("data/foreign.tsv");

/// Where a name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Group {
    /// Finnish names.
    #[default]
    Finnish,
    /// Finland-Swedish names.
    Swedish,
    /// Sámi names.
    Sami,
    /// A group of `foreign.tsv`, by its place there.
    Foreign(usize),
}

/// Names of people born elsewhere.
struct Foreign {
    language: &'static str,
    country: &'static str,
    surnames: Vec<&'static str>,
    first: [Vec<&'static str>; 2],
}

/// All tables, read once.
struct Names {
    surnames: [Weighted<&'static str>; 3],
    /// By group, sex (men, women) and cohort.
    first: [[[Weighted<&'static str>; 4]; 2]; 3],
    foreign: Vec<Foreign>,
    foreign_weights: Weighted<usize>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    const GROUPS: [&str; 3] = ["fi", "sv", "se"];
    let surnames = GROUPS.map(|group| {
        Weighted::new(rows(SURNAMES).filter_map(|mut c| {
            (c.next() == Some(group)).then_some(())?;
            Some((c.next()?, c.next()?.parse().ok()?))
        }))
    });
    let first = GROUPS.map(|group| {
        ["M", "N"].map(|sex| {
            [0, 1, 2, 3].map(|cohort| {
                Weighted::new(rows(FIRST_NAMES).filter_map(|mut c| {
                    (c.next() == Some(group) && c.next() == Some(sex)).then_some(())?;
                    Some((c.next()?, c.nth(cohort)?.parse().ok()?))
                }))
            })
        })
    });
    let mut foreign: Vec<Foreign> = Vec::new();
    let mut weights = Vec::new();
    for mut c in rows(FOREIGN) {
        let (Some(language), Some(country), Some(weight), Some(part), Some(name)) =
            (c.next(), c.next(), c.next(), c.next(), c.next())
        else {
            continue;
        };
        if foreign.last().is_none_or(|f| f.language != language) {
            weights.push((foreign.len(), weight.parse().unwrap_or(1)));
            foreign.push(Foreign { language, country, surnames: Vec::new(), first: Default::default() });
        }
        if let Some(Foreign { surnames, first: [men, women], .. }) = foreign.last_mut() {
            match part {
                "s" => surnames.push(name),
                "m" => men.push(name),
                _ => women.push(name),
            }
        }
    }
    Names { surnames, first, foreign, foreign_weights: Weighted::new(weights) }
});

/// The rows of a table, without its comment.
fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t'))
}

/// Draws a group: 6 % Swedish, 0.4 % Sámi, 9 % born elsewhere.
pub fn group(rng: &mut Rng) -> Group {
    match rng.below(1000) {
        0..60 => Group::Swedish,
        60..64 => Group::Sami,
        64..154 => Group::Foreign(NAMES.foreign_weights.draw(rng)),
        _ => Group::Finnish,
    }
}

/// Mother tongue and, of those born elsewhere, the country.
pub fn language(group: Group) -> (&'static str, Option<&'static str>) {
    match group {
        Group::Finnish => ("fi", None),
        Group::Swedish => ("sv", None),
        Group::Sami => ("se", None),
        Group::Foreign(i) => NAMES.foreign.get(i).map_or(("zz", None), |f| (f.language, Some(f.country))),
    }
}

/// A surname. About one woman in sixteen and one man in fifty has two, joined by a hyphen or, since the Names Act of
/// 2019, by a blank.
pub fn surname(rng: &mut Rng, group: Group, male: bool) -> String {
    let names = &*NAMES;
    let [finnish, swedish, sami] = &names.surnames;
    let table = match group {
        Group::Finnish => finnish,
        Group::Swedish => swedish,
        Group::Sami => sami,
        Group::Foreign(i) => {
            let name = names.foreign.get(i).map_or("", |f| rng.pick(&f.surnames));
            return match name.split_once('/') {
                Some((his, hers)) => if male { his } else { hers }.to_owned(),
                None => name.to_owned(),
            };
        }
    };
    let name = table.draw(rng);
    if !name.contains('-') && rng.chance(if male { 20 } else { 60 }) {
        let other = table.draw(rng);
        if other != name && !other.contains('-') {
            let joint = if rng.chance(200) { " " } else { "-" };
            return [name, joint, other].concat();
        }
    }
    name.to_owned()
}

/// One to three first names, and the one the person goes by when that is not the first.
pub fn first_names(rng: &mut Rng, group: Group, male: bool, birth: i32) -> (String, Option<&'static str>) {
    let names = &*NAMES;
    let sex = usize::from(!male);
    let cohort = match days::year(birth) {
        ..1965 => 0,
        1965..1980 => 1,
        1980..1995 => 2,
        _ => 3,
    };
    let table = match group {
        Group::Finnish => 0,
        Group::Swedish => 1,
        Group::Sami => 2,
        Group::Foreign(i) => {
            let list = names.foreign.get(i).and_then(|f| f.first.get(sex));
            return (list.map_or("", |l| rng.pick(l)).to_owned(), None);
        }
    };
    let Some(table) = names.first.get(table).and_then(|t| t.get(sex)).and_then(|t| t.get(cohort)) else {
        return (String::new(), None);
    };
    let wanted = match rng.below(100) {
        0..12 => 1,
        12..78 => 2,
        _ => 3,
    };
    let mut given = [""; 3];
    for i in 0..wanted {
        let name = table.draw(rng);
        if !given.contains(&name)
            && let Some(place) = given.get_mut(i)
        {
            *place = name;
        }
    }
    let mut out = String::with_capacity(32);
    for name in given.into_iter().filter(|n| !n.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(name);
    }
    let [_, second, _] = given;
    let call = (!second.is_empty() && rng.chance(120)).then_some(second);
    (out, call)
}

/// A name for an e-mail address: lower case, without accents, blanks and hyphens.
pub fn plain(out: &mut String, name: &str) {
    for c in name.chars() {
        let c = match c {
            'ä' | 'Ä' | 'å' | 'Å' | 'á' | 'Á' => 'a',
            'ö' | 'Ö' | 'õ' | 'Õ' => 'o',
            'é' => 'e',
            'š' | 'Š' | 'ş' | 'Ş' => 's',
            'č' | 'Č' | 'ç' | 'Ç' => 'c',
            'đ' => 'd',
            'ŋ' | 'Ŋ' => 'n',
            'ž' | 'Ž' => 'z',
            'ü' | 'Ü' => 'u',
            'ı' => 'i',
            c if c.is_ascii_alphabetic() => c.to_ascii_lowercase(),
            _ => continue,
        };
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn the_tables_are_whole() {
        let names = &*NAMES;
        let [finnish, swedish, sami] = &names.surnames;
        assert!(finnish.len() > 300 && swedish.len() > 50 && sami.len() > 20);
        assert!(names.first.iter().flatten().flatten().all(|t| !t.is_empty()));
        assert!(
            names.foreign.len() >= 10
                && names.foreign.iter().all(|f| f.first.iter().all(|l| l.len() > 3) && f.surnames.len() > 5)
        );
        for table in [SURNAMES, FIRST_NAMES, FOREIGN] {
            assert!(is_nfc(table), "names are stored in NFC");
        }
    }

    #[test]
    fn addresses_are_ascii() {
        for name in rows(SURNAMES).chain(rows(FOREIGN)).filter_map(|mut c| c.next_back()) {
            let mut out = String::new();
            plain(&mut out, name);
            assert!(out.is_ascii(), "{name}");
        }
    }
}
