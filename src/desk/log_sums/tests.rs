//! Who reads the numbers, what is counted, how a review is marked.

use super::*;
use crate::desk::testing::{ROLES, TestDesk, not_allowed, user};
use crate::journal::codes::Outcome;

fn sum<'a>(sums: &'a LogSums, login: &str) -> &'a LogSum {
    sums.lines.iter().find(|line| line.login == login).unwrap()
}

/// An office in which a clerk has searched, opened a client, and tried what is not allowed.
fn lived_in() -> TestDesk {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let about = || LogBody { subject: Some(person), ..LogBody::default() };
    desk.log(vec![Entry::ok(LogAction::Search, LogBody::default()).secret("salo ain")]);
    desk.log(vec![Entry::ok(LogAction::Reveal, about()), Entry::ok(LogAction::Open, about())]);
    // What is open hides an identity code alone: showing that is no reveal of those that are counted.
    let code = LogBody { comp: Some(Compartment::Core.code()), ..about() };
    let hidden = LogBody { comp: Some(Compartment::Safety.code()), ..about() };
    desk.log(vec![Entry::ok(LogAction::Reveal, code), Entry::ok(LogAction::Reveal, hidden)]);
    desk.log(vec![Entry::new(LogAction::Refused, Outcome::Refused, 1, about())]);
    desk
}

#[test]
fn the_auditor_reads_everybodys_numbers_and_a_supervisor_those_of_the_unit() {
    let mut desk = lived_in();
    for role in ROLES {
        desk.switch(role);
        let answer = desk.session.log_sums(0, 0);
        match role {
            "log_auditor" | "supervisor" => assert!(!answer.unwrap().lines.is_empty(), "{role}"),
            "data_protection_officer" => {}
            _ => assert!(not_allowed(&answer), "{role}"),
        }
    }
    desk.switch("supervisor");
    assert!(desk.session.log_sums(0, 0).unwrap().unit.is_some());
    desk.session.who.unit = desk.other_unit;
    let elsewhere = desk.session.log_sums(0, 0).unwrap();
    assert!(elsewhere.lines.iter().all(|line| line.login != "front_desk"));
    assert!(not_allowed(&desk.session.mark_reviewed(user("front_desk"), 1, 2, "Katsottu")));
}

#[test]
fn searches_files_reveals_and_refusals_are_counted_and_missing_grounds_told() {
    let mut desk = lived_in();
    desk.switch("log_auditor");
    let sums = desk.session.log_sums(0, 0).unwrap();
    let line = sum(&sums, "front_desk");
    assert_eq!((line.searches, line.opened, line.revealed, line.refused), (1, 2, 2, 1));
    assert_eq!(line.groundless, 1, "the second opening names no ground");
    assert_eq!(sum(&sums, "case_officer").opened, 0);
    // Looking is a row; days before anything happened have nothing.
    let today = desk.session.today();
    let before = desk.session.log_sums(today - 20, today - 10).unwrap();
    assert!(before.lines.iter().all(|line| line.opened + line.searches == 0));
    assert!(desk.session.log_sums(today, today - 1).is_err());
}

#[test]
fn a_review_is_marked_with_a_note_and_never_by_oneself() {
    let mut desk = lived_in();
    desk.switch("supervisor");
    let days = desk.session.log_sums(0, 0).unwrap();
    let (from, until) = (days.from, days.until);
    let mark = |desk: &mut TestDesk, whose: &str, note: &str| {
        desk.session.mark_reviewed(user(whose), from, until, note)
    };
    assert!(
        matches!(mark(&mut desk, "front_desk", " \u{200b}"), Err(Refusal::Cannot(m)) if m.id == "error-log-no-note")
    );
    assert!(not_allowed(&mark(&mut desk, "supervisor", "Oma työ")));
    assert_eq!(mark(&mut desk, "front_desk", "Avaukset vastaavat varauksia").unwrap().id, "log-marked");
    let sums = desk.session.log_sums(from, until).unwrap();
    assert_eq!(sum(&sums, "front_desk").reviewed.as_ref().unwrap().1, "Testaaja supervisor");
    assert!(sum(&sums, "case_officer").reviewed.is_none());
    // A mark is for its days: the day after them is not reviewed.
    assert!(sum(&desk.session.log_sums(from, until + 1).unwrap(), "front_desk").reviewed.is_none());
    // Who reads the log reads the note.
    desk.switch("log_auditor");
    let query = crate::desk::api::LogQuery { action: "412".to_owned(), ..Default::default() };
    let row = desk.session.review_log(&query).unwrap().lines.remove(0);
    assert_eq!(
        desk.session.log_detail(row.dev, row.n, "Valvonnan tarkistus").unwrap(),
        "Avaukset vastaavat varauksia"
    );
}
