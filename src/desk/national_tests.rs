//! What the national repository has of a record is stale as soon as the record changes, whichever way it changes
//! (register design, K12): it waits again.

use super::edits::Source;
use super::kind::named as kind_of;
use super::records_tests::{change_form, day, new_form, yes};
use super::testing::TestDesk;
use super::turvakielto_tests::with_canaries;
use crate::journal::heads::Cell;
use crate::register::kinds::header::NATIONAL_CELL;
use crate::register::{Id, Kind, Value};
use crate::store::entity;
use crate::store::{Edit, What};

fn state(desk: &TestDesk, kind: &Kind, record: Id) -> String {
    let number = kind.field("national_state").unwrap().number;
    let stored = entity::load(desk.session.store.connection(), record).unwrap();
    match stored.entity.value(NATIONAL_CELL) {
        Cell::Value(Value::Group(members)) => members[&number].as_text().unwrap().to_owned(),
        _ => panic!("nothing is said of the national repository"),
    }
}

/// The national repository has a record as it stands: what an import or the officer's tick will say.
fn stored(desk: &mut TestDesk, kind: &'static Kind, person: Id, record: Id) {
    let number = |name: &str| kind.field(name).unwrap().number;
    let said = [
        (number("national_state"), "stored".into()),
        (number("national_on"), day(2026, 9, 1)),
        (number("national_by"), Value::Id(desk.session.who.id)),
    ];
    let what = What::Set(vec![(NATIONAL_CELL, Some(Value::Group(said.into())))], None);
    desk.write(vec![Edit { kind, entity: record, person: Some(person), what }]);
    assert_eq!(state(desk, kind, record), "stored");
}

/// A desk with a client's file open, whose employment status the national repository has as it is.
fn with_stored_status() -> (TestDesk, &'static Kind, Id) {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("employment_status").unwrap();
    let (record, _) = desk
        .file()
        .save(new_form(kind.name, &[("status", "02".into()), ("start", day(2026, 3, 1))]))
        .unwrap();
    stored(&mut desk, kind, person, record);
    (desk, kind, record)
}

#[test]
fn a_period_that_another_one_ends_waits_for_the_national_repository_again() {
    let (mut desk, kind, old) = with_stored_status();
    let new = new_form(kind.name, &[("status", "01".into()), ("start", day(2026, 9, 1))]);
    let (new, _) = desk.file().save(yes(new)).unwrap();
    assert_eq!((state(&desk, kind, old), state(&desk, kind, new)), ("waiting".into(), "waiting".into()));
}

#[test]
fn a_record_whose_end_is_filled_waits_again_with_no_day_and_nobody_who_stored_it() {
    let (mut desk, kind, record) = with_stored_status();
    let ended = change_form(&mut desk, kind.name, record, &[("end", day(2026, 8, 1))]);
    desk.file().save(ended).unwrap();
    assert_eq!(state(&desk, kind, record), "waiting");
    let stored = entity::load(desk.session.store.connection(), record).unwrap();
    assert!(matches!(stored.entity.value(NATIONAL_CELL), Cell::Value(Value::Group(m)) if m.len() == 1));
    assert_eq!(stored.entity.conflicts(), []);
}

#[test]
fn a_withdrawn_record_waits_to_be_taken_out_of_the_national_repository() {
    let (mut desk, kind, record) = with_stored_status();
    desk.file().withdraw(kind, record, "väärä asiakas").unwrap();
    assert_eq!(state(&desk, kind, record), "waiting");
    let found = desk.file().withdrawn(&[(kind, "")]).unwrap();
    assert!(found[0].entry.waits_national);
    let stored = entity::load(desk.session.store.connection(), record).unwrap();
    assert!(stored.entity.deleted());
    assert_eq!(stored.entity.conflicts(), [], "the withdrawal has seen what its own act said");
}

#[test]
fn the_time_line_and_the_tasks_of_a_plan_tell_what_waits() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let plan = desk.record("employment_plan", person, &[("status", "draft".into())]);
    for due in [day(2026, 10, 1), day(2026, 11, 1)] {
        desk.record("plan_task", person, &[("plan", Value::Id(plan)), ("due", due)]);
    }
    for (start, end) in [("2019", "2020"), ("2024", "2025")] {
        desk.record("work_history", person, &[("start", start.into()), ("end", end.into())]);
    }
    desk.record("education", person, &[("started", "2021".into()), ("completed", "2022".into())]);
    desk.open(person);
    let waiting = |desk: &mut TestDesk| {
        let line = desk.file().time_line().unwrap().rows;
        let tasks = desk.file().plan().unwrap().unwrap().tasks;
        let of_line: Vec<bool> = line.iter().map(|row| row.waits_national).collect();
        (of_line, tasks.iter().map(|task| task.waits_national).collect::<Vec<bool>>(), line, tasks)
    };
    let (of_line, of_plan, line, tasks) = waiting(&mut desk);
    // Nobody takes a gap anywhere.
    assert_eq!((of_line, of_plan), (vec![true, false, true, true], vec![true, true]));
    for (kind, record) in [line[0].record.unwrap(), line[2].record.unwrap(), (tasks[0].kind, tasks[0].record)]
    {
        stored(&mut desk, kind, person, record);
    }
    let (of_line, of_plan, ..) = waiting(&mut desk);
    assert_eq!((of_line, of_plan), (vec![false, false, false, true], vec![false, true]));
}

#[test]
fn what_the_program_changes_by_itself_waits_too_and_what_is_kept_here_alone_does_not() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    for (name, field) in [("plan_task", "outcome_on"), ("education", "note"), ("customership", "end")] {
        let kind = kind_of(name).unwrap();
        let record = desk.session.new_id();
        let made = desk.session.made(kind, record, Some(person), &Source::officer(), Vec::new());
        desk.write(vec![made]);
        stored(&mut desk, kind, person, record);
        let number = kind.field(field).unwrap().number;
        let change = desk.session.changed(kind, record, Some(person), &[(number, None)], None).unwrap();
        desk.write(vec![change]);
        assert_eq!(state(&desk, kind, record), "waiting", "{name}");
    }
    let task = new_form("task", &[("due", day(2026, 10, 1)), ("text", "Soita".into())]);
    let (task, _) = desk.file().save(task).unwrap();
    let changed = change_form(&mut desk, "task", task, &[("text", "Soita taas".into())]);
    desk.file().save(changed).unwrap();
    let stored = entity::load(desk.session.store.connection(), task).unwrap();
    assert!(stored.entity.value(NATIONAL_CELL) == Cell::NeverAsked);
}

#[test]
fn a_word_that_lies_sealed_alone_leaves_no_mark_in_the_open_record_and_none_is_told() {
    let mut desk = TestDesk::new("front_desk");
    let (person, work) = with_canaries(&mut desk);
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    let kind = kind_of("work_history").unwrap();
    stored(&mut desk, kind, person, work);
    let hidden = change_form(&mut desk, kind.name, work, &[("employer_name", "Uusi Huolto".into())]);
    let (_, effects) = desk.file().save(hidden).unwrap();
    let told =
        |effects: &[crate::desk::api::Message]| effects.iter().any(|e| e.id == "effect-waits-national");
    assert!(!told(&effects));
    assert_eq!(state(&desk, kind, work), "stored");
    let open = change_form(&mut desk, kind.name, work, &[("note", "Osa-aikainen".into())]);
    assert!(told(&desk.file().save(open).unwrap().1));
    assert_eq!(state(&desk, kind, work), "waiting");
}
