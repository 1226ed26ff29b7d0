//! What is found, in which order, and what can never be asked.

use crate::register::{Id, Value};
use crate::store::search::{Born, Found, PROTECTED, Query, find, find_within};
use crate::store::testing::{KEY, TestStore};
use proptest::prelude::*;
use std::time::Duration;

fn hits(t: &TestStore, query: &Query) -> Vec<Found> {
    find(&t.store.reader(&KEY).unwrap(), query, 50).unwrap().found
}

fn names(t: &TestStore, text: &str) -> Vec<String> {
    let query = Query::Words(text.split(' ').map(str::to_owned).collect(), None);
    hits(t, &query).into_iter().map(|f| f.name).collect()
}

fn office(people: &[(&str, &str)]) -> TestStore {
    let mut t = TestStore::new();
    for (surname, first_names) in people {
        t.person(surname, first_names, &[]);
    }
    t
}

#[test]
fn two_letters_find_whole_words_first() {
    let t = office(&[
        ("Leinonen", "Aino"),
        ("Aalto", "Leo"),
        ("Le", "Thi"),
        ("Lehto", "Le"),
        ("Åhman", "X"),
        ("Åh", "Z"),
    ]);
    assert_eq!(names(&t, "le"), ["Le Thi", "Lehto Le", "Aalto Leo", "Leinonen Aino"]);
    assert_eq!(names(&t, "åh"), ["Åh Z", "Åhman X"]);
    assert_eq!(names(&t, "thi le"), ["Le Thi"]);
}

#[test]
fn exact_letters_come_first_then_folded_ones_then_similar_words() {
    let t = office(&[
        ("Mäki", "Aino"),
        ("Maki", "Osma"),
        ("Makinen", "Ulla"),
        ("Mäkinen", "Esa"),
        ("Šiŋžžá", "Đ"),
    ]);
    assert_eq!(names(&t, "maki"), ["Maki Osma", "Makinen Ulla", "Mäki Aino", "Mäkinen Esa"]);
    assert_eq!(names(&t, "mäki"), ["Mäki Aino", "Mäkinen Esa", "Maki Osma", "Makinen Ulla"]);
    assert_eq!(names(&t, "sinzza"), ["Šiŋžžá Đ"]);
    let similar = hits(&t, &Query::Words(vec!["mkäinen".into()], None));
    assert_eq!(similar.len(), 2, "swapped neighbours");
    assert!(similar.iter().all(|f| f.similar));
}

#[test]
fn hyphen_and_blank_are_equal_and_parts_are_found() {
    let t = office(&[("Uusi-Kokko", "Anna-Liisa"), ("Kokko", "Anna")]);
    for text in ["uusi-kokko", "uusi kokko", "Uusi‐Kokko anna", "anna-liisa", "liisa kokko"] {
        assert_eq!(names(&t, text), ["Uusi-Kokko Anna-Liisa"], "{text}");
    }
    assert_eq!(names(&t, "kokko anna").len(), 2);
}

#[test]
fn hits_come_in_the_finnish_order_of_names_and_are_cut() {
    let surnames = ["Öhman", "Äijälä", "Zetterberg", "Åkerblom", "Aalto"];
    let mut people: Vec<(&str, &str)> = surnames.into_iter().map(|s| (s, "Aino")).collect();
    people.push(("Aalto", "Ainikki"));
    let t = office(&people);
    let wanted =
        ["Aalto Ainikki", "Aalto Aino", "Zetterberg Aino", "Åkerblom Aino", "Äijälä Aino", "Öhman Aino"];
    assert_eq!(names(&t, "ain"), wanted);
    let reader = t.store.reader(&KEY).unwrap();
    let query = Query::Words(vec!["ain".into()], None);
    let cut: Vec<String> = find(&reader, &query, 3).unwrap().found.into_iter().map(|f| f.name).collect();
    assert_eq!(cut, wanted[..3]);
}

#[test]
fn a_search_that_is_given_up_half_way_says_that_there_may_be_more() {
    let t = office(&[("Virtanen", "Aino"); 600]);
    let reader = t.store.reader(&KEY).unwrap();
    let query = Query::Words(vec!["virta".into()], None);
    let whole = find(&reader, &query, 1_000).unwrap();
    assert_eq!((whole.found.len(), whole.cut), (600, false));
    let half = find_within(&reader, &query, 1_000, Duration::ZERO).unwrap();
    assert!(half.cut && !half.found.is_empty() && half.found.len() < 600, "{}", half.found.len());
    assert_eq!(half.found, whole.found[..half.found.len()], "the best ones");
}

#[test]
fn long_names_that_begin_alike_are_ordered_to_their_end() {
    let t = office(&[
        ("Hämäläinen", "Maria Katariina Ö"),
        ("Hämäläinen", "Maria Katariina B"),
        ("Hämäläinen", "Maria Katariina A"),
        ("Hämäläinen", "Maria Katariina Z"),
    ]);
    let ends: Vec<char> = names(&t, "hämäläinen").iter().filter_map(|n| n.chars().last()).collect();
    assert_eq!(ends, ['A', 'B', 'Z', 'Ö']);
}

#[test]
fn former_codes_find_the_person_and_codes_compare_whole() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[("hetu", "010594Y9032".into())]);
    let id = t.world.id();
    t.set(
        "former_identifier",
        id,
        person,
        &[("old_hetu", "010594-903A".into()), ("new_hetu", "010594Y9032".into())],
    );
    let found = hits(&t, &Query::Hetu("010594-903A".into()));
    assert_eq!((found.len(), found[0].former), (1, true));
    assert!(!hits(&t, &Query::Hetu("010594Y9032".into()))[0].former);
    assert!(
        hits(&t, &Query::Hetu("010594-9032".into())).is_empty(),
        "another intermediate is another person"
    );
    assert!(hits(&t, &Query::Hetu("010594Y903".into())).is_empty());
}

#[test]
fn birth_dates_narrow_and_find_alone() {
    let mut t = TestStore::new();
    t.person("Salo", "Aino", &[("birth_date", Value::Int(8886))]);
    t.person("Salo", "Eino", &[("birth_date", Value::Int(8521))]);
    let count = |words: &[&str], born| {
        hits(&t, &Query::Words(words.iter().map(|w| (*w).to_owned()).collect(), Some(born))).len()
    };
    assert_eq!(count(&["salo"], Born::Year(1994)), 1);
    assert_eq!(count(&["salo"], Born::Day(8886)), 1);
    assert_eq!(count(&["salo"], Born::ShortYear(93)), 1);
    assert_eq!(count(&[], Born::Day(8886)), 1);
    assert_eq!(count(&["salo"], Born::Year(1995)), 0);
}

#[test]
fn a_protected_person_is_not_found_by_phone_and_shows_no_municipality() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.set("contact_info", id, person, &[("phone", "+358401234567".into())]);
    assert_eq!(hits(&t, &Query::Phone("34567".into())).len(), 1);
    assert!(hits(&t, &Query::Phone("567".into())).is_empty(), "five digits at least");
    t.set("person", person, person, &[("protected", Value::Bool(true))]);
    assert!(hits(&t, &Query::Phone("34567".into())).is_empty());
    let found = hits(&t, &Query::Words(vec!["salo".into()], None));
    assert_eq!((found[0].flags & PROTECTED, &found[0].municipality), (PROTECTED, &None));
}

#[test]
fn a_new_name_takes_the_old_one_out_of_the_index() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let names_of = |surname: &str| {
        Value::Group(std::collections::BTreeMap::from([(3, surname.into()), (4, "Aino".into())]))
    };
    let edit = crate::store::testing::set(
        crate::store::testing::kind("person"),
        person,
        Some(person),
        vec![(101, Some(names_of("Virta")))],
    );
    t.write(vec![edit]).unwrap();
    assert!(names(&t, "salo").is_empty());
    assert_eq!(names(&t, "virta"), ["Virta Aino"]);
    assert!(t.store.search_is_sound().unwrap());
}

#[test]
fn people_of_one_name_all_have_their_place() {
    let mut t = TestStore::new();
    let ids: std::collections::BTreeSet<Id> = (0..60).map(|_| t.person("Virtanen", "Matti", &[])).collect();
    assert_eq!(ids.len(), 60);
    assert_eq!(names(&t, "virtanen matti").len(), 50);
}

#[test]
fn a_query_that_was_interrupted_says_so() {
    let t = office(&[("Salo", "Aino")]);
    let reader = t.store.reader(&KEY).unwrap();
    let handle = reader.interrupt();
    handle.interrupt();
    // Nothing runs: nothing is interrupted, and the next query works.
    assert_eq!(find(&reader, &Query::Words(vec!["salo".into()], None), 5).unwrap().found.len(), 1);
}

#[test]
fn no_query_text_is_an_error() {
    let t = office(&[("Salo", "Aino")]);
    let reader = t.store.reader(&KEY).unwrap();
    for text in [
        "\"",
        "\"\"",
        "salo\"",
        "NEAR(salo aino)",
        "salo*",
        "^salo",
        "folded:salo",
        "-salo",
        "salo OR",
        "AND",
        "NOT",
        "(",
        ")",
        "{exact}",
        "salo + aino",
        "\0",
        "a\0b",
        "'; DROP TABLE search; --",
        "\u{301}",
        "sa\u{301}lo",
        "ꟺ a",
        "🙂",
        "\u{202e}olas",
        "%",
        "_",
        "b1994",
        "\u{fffd}",
    ] {
        for words in [
            vec![text.to_owned()],
            vec!["sal".to_owned(), text.to_owned()],
            vec![text.repeat(500)],
            vec![text.to_owned(); 400],
        ] {
            assert!(find(&reader, &Query::Words(words, None), 50).is_ok(), "{text:?}");
        }
        assert!(find(&reader, &Query::Hetu(text.to_owned()), 50).is_ok());
        assert!(find(&reader, &Query::Phone(text.to_owned()), 50).is_ok());
    }
    assert_eq!(names(&t, "salo* \"aino\""), ["Salo Aino"], "signs part words");
}

#[test]
fn any_text_may_be_typed() {
    let t = office(&[("Salo", "Aino")]);
    let reader = t.store.reader(&KEY).unwrap();
    proptest!(ProptestConfig::with_cases(300), |(words in proptest::collection::vec(any::<String>(), 0..4))| {
        prop_assert!(find(&reader, &Query::Words(words, None), 50).is_ok());
    });
}
