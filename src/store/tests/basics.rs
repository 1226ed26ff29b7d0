//! The store on real SQLCipher files.

use crate::journal::heads::Cell;
use crate::register::{Id, Value};
use crate::store::search::{Born, Query, find};
use crate::store::testing::{KEY, TestStore, actor, kind, set};
use crate::store::{self, Act, Edit, What, read};

fn words(text: &str) -> Query {
    Query::Words(text.split(' ').map(str::to_owned).collect(), None)
}

fn names(store: &TestStore, query: &Query) -> Vec<String> {
    let reader = store.store.reader(&KEY).unwrap();
    find(&reader, query, 50).unwrap().found.into_iter().map(|f| f.name).collect()
}

#[test]
fn what_is_written_is_read_back_and_found() {
    let mut t = TestStore::new();
    let id = t.person(
        "Meikäläinen",
        "Maija Inkeri",
        &[("hetu", "010594Y9032".into()), ("birth_date", 8886.into())],
    );
    t.person("Meikäläinen", "Mainio", &[("birth_date", 8799.into())]);
    let record = read::one(t.store.connection(), kind("person"), id).unwrap().unwrap();
    assert_eq!(record.text("surname"), Some("Meikäläinen"));
    assert_eq!(record.int("birth_date"), Some(8886));
    assert_eq!(names(&t, &words("meik mai")).len(), 2);
    assert_eq!(names(&t, &words("inkeri meikalai")), ["Meikäläinen Maija Inkeri"]);
    assert_eq!(names(&t, &Query::Words(vec!["meik".into()], Some(Born::ShortYear(94)))).len(), 2);
    assert_eq!(names(&t, &Query::Hetu("010594Y9032".into())), ["Meikäläinen Maija Inkeri"]);
    assert_eq!(names(&t, &words("miekäläinen")).len(), 2, "swapped letters");
}

#[test]
fn a_correction_keeps_the_old_value_with_who_and_when() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.set("contact_info", id, person, &[("phone", "+358401112222".into())]);
    t.world.wait(60_000);
    t.set("contact_info", id, person, &[("phone", "+358403334444".into())]);
    let past = store::entity::past(t.store.connection(), id).unwrap();
    assert_eq!(past.len(), 1);
    assert_eq!(past[0].user, Id::from_bytes([0x22; 16]));
    assert_eq!(names(&t, &Query::Phone("3334444".into())), ["Salo Aino"]);
    assert!(names(&t, &Query::Phone("1112222".into())).is_empty());
}

#[test]
fn never_asked_and_asked_and_none_differ() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let edit = set(kind("person"), person, Some(person), vec![(8, None)]);
    t.write(vec![edit]).unwrap();
    let stored = store::entity::load(t.store.connection(), person).unwrap();
    assert!(stored.entity.value(8) == Cell::Empty);
    assert!(stored.entity.value(7) == Cell::NeverAsked);
}

#[test]
fn a_withdrawn_record_leaves_the_list_and_keeps_its_history() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.set("task", id, person, &[("text", "Soita".into()), ("due", Value::Int(20_000))]);
    assert_eq!(read::count(t.store.connection(), kind("task"), person).unwrap(), 1);
    let edit = Edit { kind: kind("task"), entity: id, person: Some(person), what: What::Delete(None) };
    t.write(vec![edit]).unwrap();
    assert_eq!(read::count(t.store.connection(), kind("task"), person).unwrap(), 0);
    assert!(store::entity::load(t.store.connection(), id).unwrap().entity.deleted());
}

#[test]
fn an_act_that_fails_leaves_nothing() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    let good = set(kind("task"), id, Some(person), vec![(2, Some("Soita".into()))]);
    let huge = set(kind("contact"), t.world.id(), Some(person), vec![(4, Some("x".repeat(300_000).into()))]);
    let act = Act { edits: vec![good, huge], ..Act::default() };
    assert!(matches!(t.store.write(&actor(), &act, &mut t.world), Err(store::Error::TooLarge)));
    assert_eq!(read::count(t.store.connection(), kind("task"), person).unwrap(), 0);
}
