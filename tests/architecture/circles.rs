//! Files of one room that import one another in a circle: none of them can be read, or tested, without all the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;

/// Which files of a room each file of it imports, by their places without the ending. `mod.rs` hands on what its files
/// hold, and `shared` is the vocabulary of all of them.
pub fn imports(sources: &[Source], room: &str, shared: &str) -> BTreeMap<String, BTreeSet<String>> {
    let stem = |source: &Source| source.path.strip_suffix(".rs").map(str::to_owned);
    let own: BTreeMap<String, &Source> = sources
        .iter()
        .filter(|source| source.floor() == room && !source.path.ends_with("/mod.rs"))
        .filter_map(|source| Some((stem(source)?, source)))
        .filter(|(place, _)| place != shared && !place.starts_with(&format!("{shared}/")))
        .collect();
    let file = |segments: &[String]| {
        let path = segments.strip_prefix(["crate".to_owned()].as_slice())?;
        (1..=path.len()).rev().map(|n| path[..n].join("/")).find(|place| own.contains_key(place))
    };
    own.iter()
        .map(|(place, source)| {
            let found = source.names.iter().filter_map(|name| file(&name.segments));
            (place.clone(), found.filter(|other| other != place).collect())
        })
        .collect()
}

/// The files that are in a circle, or between two: what is left once each that imports nothing left, or that nothing
/// left imports, is taken out.
pub fn in_circles(mut imports: BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    loop {
        let imported: BTreeSet<String> = imports.values().flatten().cloned().collect();
        let outside = |(place, to): (&String, &BTreeSet<String>)| {
            (to.is_empty() || !imported.contains(place)).then(|| place.clone())
        };
        let outside: Vec<String> = imports.iter().filter_map(outside).collect();
        if outside.is_empty() {
            return imports.into_iter().map(|(place, to)| format!("{place} -> {to:?}")).collect();
        }
        for place in &outside {
            imports.remove(place);
            imports.values_mut().for_each(|to| {
                to.remove(place);
            });
        }
    }
}

#[test]
fn a_circle_is_found_over_other_files_and_in_whatever_words() {
    let of = |c: &str| {
        let files = [
            ("desk/mod.rs", "pub use c::C;"),
            ("desk/a.rs", "use super::b::B; fn f(_: super::C) {}"),
            ("desk/b.rs", "use super::api::Message; fn f() { crate::desk::c::g(); }"),
            ("desk/b/inner.rs", "use super::B;"),
            ("desk/c.rs", c),
            ("desk/api.rs", "use super::a::A;"),
        ];
        let sources = files.map(|(path, text)| Source::new(path, text));
        in_circles(imports(&sources, "desk", "desk/api"))
    };
    assert!(of("use crate::store::Store;").is_empty());
    assert_eq!(of("use super::{a, d};").len(), 3, "a, b and c, and not what stands on b");
    assert_eq!(of("#[cfg(test)] mod tests { use super::super::a::A; }"), [] as [&str; 0]);
}
