//! Employers: found by name and Y-tunnus, offered where a record refers to one, their changes told; and who may.

use crate::desk::api::Allowed;
use crate::desk::records_tests::{new_form, problems, yes};
use crate::desk::testing::{TestDesk, kind, not_allowed};
use crate::register::{Id, Value};

fn employer(desk: &mut TestDesk, name: &str, number: Option<&str>) -> Id {
    let mut fields: Vec<(&str, Value)> = vec![("name", name.into())];
    fields.extend(number.map(|number| ("business_id", number.into())));
    desk.session.save(yes(new_form("employer", &fields))).unwrap().0
}

fn found(desk: &mut TestDesk, text: &str) -> Vec<String> {
    let register = desk.session.register(kind("employer"), text).unwrap();
    let name = |e: &crate::desk::api::Entry| match &e.cells[0].1 {
        crate::desk::api::Shown::Value { value, .. } => value.as_text().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    register.entries.iter().map(name).collect()
}

#[test]
fn an_employer_is_found_by_name_and_by_number() {
    let mut desk = TestDesk::new("front_desk");
    assert!(found(&mut desk, "").is_empty(), "a new office has none");
    employer(&mut desk, "Kanarian Huolto Oy", Some("0737546-2"));
    employer(&mut desk, "Äyräpään Leipomo Ky", None);
    assert_eq!(found(&mut desk, "").len(), 2);
    for text in ["kan", "huo kana", "0737546-2", "07375462", "0737", "OY"] {
        assert_eq!(found(&mut desk, text), ["Kanarian Huolto Oy"], "{text}");
    }
    for text in ["äyr", "ayrap", "leip ky"] {
        assert_eq!(found(&mut desk, text), ["Äyräpään Leipomo Ky"], "{text}");
    }
    assert!(found(&mut desk, "anari").is_empty());
    let same = [("name", "Toinen Oy".into()), ("business_id", "0737546-2".into())];
    assert_eq!(problems(desk.session.save(new_form("employer", &same))), ["error-unique"]);
}

#[test]
fn a_work_history_is_offered_the_employers_with_their_numbers_those_that_ended_last() {
    let mut desk = TestDesk::new("front_desk");
    let ended = [("name", "Entinen Oy".into()), ("ended", Value::Int(15_000))];
    let (over, _) = desk.session.save(yes(new_form("employer", &ended))).unwrap();
    let there = employer(&mut desk, "Kanarian Huolto Oy", Some("0737546-2"));
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind("work_history");
    let form = desk.file().form(kind, None).unwrap();
    let number = kind.field("employer").unwrap().number;
    let offered = form.choices.into_iter().find(|(n, _)| *n == number).unwrap().1;
    let wanted = [(there, "Kanarian Huolto Oy 0737546-2".to_owned()), (over, "Entinen Oy".to_owned())];
    assert_eq!(offered, wanted);
}

/// So many employers at once, as an office has after a transfer from its former system.
pub(in crate::desk) fn many_employers(desk: &mut TestDesk, count: usize) {
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(1000) {
        let edits = some.iter().map(|n| {
            let id = desk.session.new_id();
            let fields = vec![("name", Value::from(format!("Työnantaja {n:03}")))];
            desk.session.made(kind("employer"), id, None, &crate::desk::edits::Source::officer(), fields)
        });
        let edits = edits.collect();
        desk.write(edits);
    }
}

#[test]
fn of_many_employers_the_first_that_the_text_fits_are_offered_with_their_number() {
    let mut desk = TestDesk::new("front_desk");
    many_employers(&mut desk, 350);
    employer(&mut desk, "Huoltamo Työnantaja Oy", Some("0737546-2"));
    let employers = kind("employer");
    let names = |desk: &mut TestDesk, text: &str| {
        let offered = desk.session.find_offered(employers, text).unwrap();
        assert_eq!(offered.text, text);
        (offered.entries.into_iter().map(|(_, name)| name).collect::<Vec<_>>(), offered.fit)
    };
    let (first, fit) = names(&mut desk, "");
    assert_eq!((first.len(), fit), (200, 351));
    // What begins with the text stands before what has a word of it.
    let (first, fit) = names(&mut desk, "tyonan");
    assert_eq!((first[0].as_str(), first.len(), fit), ("Työnantaja 000", 200, 351));
    for text in ["työnantaja 349", "349"] {
        assert_eq!(names(&mut desk, text), (vec!["Työnantaja 349".to_owned()], 1), "{text}");
    }
    for text in ["oy työn", "07375462", "0737546-2"] {
        assert_eq!(names(&mut desk, text).0, ["Huoltamo Työnantaja Oy 0737546-2"], "{text}");
    }
    assert_eq!(names(&mut desk, "oulu"), (Vec::new(), 0));
    assert!(desk.session.find_offered(kind("task"), "").is_err(), "no register of the office");
}

#[test]
fn the_changes_of_an_employer_are_told_and_looking_is_in_the_log() {
    let mut desk = TestDesk::new("case_officer");
    let kind = kind("employer");
    let there = employer(&mut desk, "Kanarian Huolto Oy", None);
    let mut change = new_form("employer", &[("name", "Kanarian Kunnossapito Oy".into())]);
    change.base = desk.session.form(kind, Some(there)).unwrap().base;
    change.record = Some(there);
    desk.session.save(yes(change)).unwrap();
    let entries = desk.session.register_history(kind, there).unwrap();
    assert_eq!(entries[0].by, "Testaaja case_officer");
    assert_eq!(entries.iter().filter(|e| e.field == kind.field("name").unwrap().number).count(), 2);
    let rows = |desk: &TestDesk| {
        let connection = desk.session.store.connection();
        crate::store::testing::contents(connection, "access_log").len()
    };
    let before = rows(&desk);
    desk.session.register(kind, "kan").unwrap();
    assert!(rows(&desk) > before);
}

#[test]
fn who_may_not_read_a_register_gets_nothing_of_it() {
    let mut desk = TestDesk::new("front_desk");
    let kind = kind("employer");
    let there = employer(&mut desk, "Kanarian Huolto Oy", None);
    assert_eq!(desk.session.registers(), [kind]);
    for role in ["administrator", "log_auditor"] {
        desk.switch(role);
        assert!(desk.session.registers().is_empty(), "{role}");
        assert!(not_allowed(&desk.session.register(kind, "")), "{role}");
        assert!(not_allowed(&desk.session.register_history(kind, there)), "{role}");
        assert!(desk.session.offered(kind, "").unwrap().entries.is_empty(), "{role}");
        assert!(not_allowed(&desk.session.find_offered(kind, "")), "{role}");
    }
    desk.switch("supervisor");
    assert_eq!(desk.session.register(kind, "").unwrap().create, Allowed::Yes);
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    assert!(
        desk.session.register(crate::desk::testing::kind("task"), "").is_err(),
        "no register of the office"
    );
}
