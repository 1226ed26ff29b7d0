//! What is refused leaves a row; what could not be logged is not shown, and counts as not shown.

use super::api::Refusal;
use super::file::ClientFile;
use super::search::look_up;
use super::testing::{TestDesk, not_allowed, user};
use crate::access::{Ability, Action, Identification};
use crate::cipherdb;
use crate::journal::codes::{Face, LogAction, Purpose};
use crate::journal::log::LogBody;
use crate::register::kinds::by_name;
use crate::register::{Id, Value, time};
use crate::store::{Entry, access_log};

const OPENED: u16 = 201;
const CREATED: u16 = 206;
const REFUSED: u16 = 211;
const REPEATED: u16 = 212;

fn tamper(desk: &TestDesk, sql: &str) {
    let file = cipherdb::open_maintenance(&desk.path, &super::testing::KEY, &desk.expect).unwrap();
    file.execute_batch(sql).unwrap();
    file.close().unwrap();
}

/// All actions of the log, oldest first.
fn actions(desk: &TestDesk) -> Vec<u16> {
    let connection = desk.session.store.connection();
    let mut found = Vec::new();
    for log in access_log::streams(connection).unwrap() {
        access_log::each_row(connection, log.number, |row| {
            found.push(crate::journal::log::decode_header(&row.header).unwrap().action);
        })
        .unwrap();
    }
    found
}

#[test]
fn a_view_whose_row_failed_is_logged_at_the_second_try() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person).card().unwrap();
    desk.clock.wait(60_000);
    tamper(&desk, "ALTER TABLE access_log RENAME TO away");
    assert!(desk.file().card().is_err(), "no row, no display");
    tamper(&desk, "ALTER TABLE away RENAME TO access_log");
    desk.file().card().unwrap();
    assert_eq!(desk.log_of(person), [CREATED, OPENED, OPENED], "a view, and no repeat of one that never was");
    desk.session.end_visit().unwrap();
    assert!(!desk.log_of(person).contains(&REPEATED));
}

#[test]
fn every_refusal_of_a_right_is_a_row() {
    let kind = by_name("person").unwrap();
    let mut desk = TestDesk::new("administrator");
    let person = desk.person("Salo", "Aino", &[]);
    let open = |desk: &mut TestDesk| {
        desk.session.open_visit(person, Identification::IdentityCard, "desk").map(|_: ClientFile<'_>| ())
    };
    assert!(not_allowed(&open(&mut desk)));
    assert_eq!(desk.log_of(person), [REFUSED], "and it names the client");
    let reader = desk.session.store.reader(&super::testing::KEY).unwrap();
    let found = look_up(&reader, "salo", time::day_of(super::testing::T0)).unwrap();
    assert!(desk.session.hits(found, 1).is_err());
    assert!(not_allowed(&desk.session.require(kind, Action::Change)));
    assert!(not_allowed(&desk.session.require_ability(Ability::LogAll)));
    assert_eq!(actions(&desk), [REFUSED; 4]);
    // To ask is no attempt.
    assert!(desk.session.permits(kind, Action::Change).is_err() && !desk.session.able(Ability::LogAll));
    assert_eq!(actions(&desk).len(), 4);
}

#[test]
fn a_visit_without_identification_is_a_row_with_its_refusal() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let opened = desk.session.open_visit(person, Identification::NotIdentified, "desk").map(|_| ());
    assert!(not_allowed(&opened));
    assert_eq!(desk.log_of(person), [CREATED, REFUSED]);
    // It is over with that: nothing would end it later.
    let kind = super::testing::kind("visit");
    let visits = crate::store::read::page(desk.session.store.connection(), kind, person, 0, 9).unwrap();
    assert_eq!(visits.len(), 1);
    assert_eq!(visits[0].text("purpose"), Some("other"));
    assert_eq!(visits[0].int("closed"), visits[0].int("at"));
}

#[test]
fn a_task_that_is_due_is_a_relation_behind_any_number_of_others() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let today = i64::from(time::day_of(super::testing::T0));
    let task = |desk: &mut TestDesk, assignee: Id, due: i64, done: Option<i64>| {
        let mut fields =
            vec![("text", "Soita".into()), ("due", Value::Int(due)), ("assignee", Value::Id(assignee))];
        fields.extend(done.map(|day| ("done_on", Value::Int(day))));
        desk.record("task", person, &fields);
    };
    for day in 0..60 {
        task(&mut desk, user("front_desk"), today - 100 + day, Some(today - 30));
    }
    let opened = |desk: &mut TestDesk| {
        desk.session.open_visit(person, Identification::NotIdentified, "desk").map(|_| ())
    };
    assert!(not_allowed(&opened(&mut desk)), "all are done");
    task(&mut desk, user("case_officer"), today, None);
    assert!(not_allowed(&opened(&mut desk)), "somebody else's");
    task(&mut desk, user("front_desk"), today, None);
    assert_eq!(opened(&mut desk), Ok(()));
}

#[test]
fn a_booking_opens_the_file_on_its_day_and_on_no_other() {
    let open = |at_days: i64, state: &str| {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Salo", "Aino", &[]);
        let start = desk.session.now() + at_days * 86_400_000;
        desk.record("booking", person, &[("start", Value::Int(start)), ("state", state.into())]);
        let answer = desk.session.open(person, Purpose::Booking).map(|_: ClientFile<'_>| ());
        (not_allowed(&answer), answer.is_ok(), desk.log_of(person).contains(&OPENED))
    };
    let (opens, refused) = ((false, true, true), (true, false, false));
    assert_eq!(open(0, "booked"), opens);
    for (day, state) in [(-1, "booked"), (1, "booked"), (-400, "booked"), (30, "booked"), (0, "cancelled")] {
        assert_eq!(open(day, state), refused, "{day} {state}");
    }
}

#[test]
fn rows_of_disclosures_and_rights_wait_for_the_disk_and_so_does_every_row_of_a_script() {
    let mut desk = TestDesk::new("case_officer");
    // 1: a commit may wait for a later one; 2: it is on the disk when it returns.
    let mut after = |action: LogAction, face: Face| -> i64 {
        desk.session.face = face;
        desk.log(vec![Entry::ok(action, LogBody::default())]);
        let connection = desk.session.store.connection();
        connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap()
    };
    let mut seen = 0;
    for action in (300..=499).filter_map(LogAction::from_code) {
        assert_eq!(after(LogAction::Open, Face::Tui), 1, "a view at the screen waits not");
        assert_eq!(after(action, Face::Tui), 2, "{action:?}");
        seen += 1;
    }
    assert!(seen > 20, "all of both groups");
    for action in (100..=599).filter_map(LogAction::from_code) {
        assert_eq!(after(LogAction::Open, Face::Tui), 1);
        assert_eq!(after(action, Face::Cli), 2, "{action:?}: a script ends right after it");
    }
}

#[test]
fn a_refusal_names_the_function_whose_right_is_missing() {
    let mut boss = TestDesk::new("supervisor");
    let contact = by_name("contact").unwrap();
    let args = |refusal: Refusal| match refusal {
        Refusal::NotAllowed(message) if message.id == "refused-not-this" => message.args,
        other => panic!("{other:?}"),
    };
    let kind = ("kind", "contact".to_owned());
    let refused = boss.session.permits(contact, Action::Create).unwrap_err();
    assert_eq!(args(refused), [("function", "create".to_owned()), kind]);
    let refused = boss.session.require_ability(Ability::UsersGrant);
    assert!(refused.is_ok());
    let mut clerk = TestDesk::new("front_desk");
    let refused = clerk.session.require_ability(Ability::UsersGrant).unwrap_err();
    assert_eq!(args(refused), [("function", "users-grant".to_owned())]);
}
