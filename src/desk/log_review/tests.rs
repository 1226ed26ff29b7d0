//! Who reads the log, what of it, and that reading it is written down.

use super::*;
use crate::desk::testing::{ROLES, Seeded, TestDesk, not_allowed, user};
use crate::register::Entropy;

const WHY: &str = "Valvonnan tarkistus";

/// An office in which a clerk has searched, opened a client and revealed something with a reason.
fn lived_in() -> (TestDesk, Id) {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let secret = Entry::ok(LogAction::Search, LogBody::default()).secret("salo ain");
    desk.log(vec![secret]);
    let reveal = LogBody { subject: Some(person), comp: Some(7), ..LogBody::default() };
    desk.log(vec![Entry::new(LogAction::Reveal, Outcome::Refused, 1, reveal)]);
    desk.session
        .log(vec![Entry::ok(
            LogAction::Grant,
            LogBody { object: Some(user("case_officer")), ..LogBody::default() },
        )])
        .unwrap();
    (desk, person)
}

fn all() -> LogQuery {
    LogQuery::default()
}

fn actions_of(review: &LogReview) -> Vec<&str> {
    review.lines.iter().map(|l| l.action.as_str()).collect()
}

#[test]
fn the_log_auditor_reads_the_log_and_nobody_else() {
    let (mut desk, person) = lived_in();
    for role in ROLES {
        desk.switch(role);
        let answer = desk.session.review_log(&all());
        let detail = desk.session.log_detail(person, 1, WHY);
        if role == "log_auditor" {
            assert!(!answer.unwrap().lines.is_empty());
            assert!(!not_allowed(&detail));
        } else {
            assert!(not_allowed(&answer) && not_allowed(&detail), "{role}");
        }
    }
    desk.switch("log_auditor");
    let tried = LogQuery { action: "211".to_owned(), ..all() };
    let refused = desk.session.review_log(&tried).unwrap().lines;
    assert_eq!(refused.len(), 2 * (ROLES.len() - 1), "each try is a row");
}

#[test]
fn rows_come_newest_first_in_words_and_without_a_clients_name() {
    let (mut desk, person) = lived_in();
    desk.switch("log_auditor");
    let review = desk.session.review_log(&all()).unwrap();
    assert_eq!(actions_of(&review)[..4], ["402", "203", "204", "201"]);
    let [grant, reveal, search, open] = &review.lines[..4] else { unreachable!() };
    assert_eq!(grant.about.as_deref(), Some("Testaaja case_officer"));
    assert_eq!(reveal.outcome, Some(Message::new("log-outcome-refused")));
    assert_eq!((reveal.client, reveal.compartment), (Some(person), Some("compartment-safety")));
    assert!(search.sealed && !open.sealed);
    assert_eq!(open.purpose, Some(Message::new("purpose-visit")));
    assert_eq!(open.by.as_deref(), Some("Testaaja front_desk"));
    assert!(!format!("{review:?}").contains("Salo"), "no name of a client, no text of a search");
}

#[test]
fn reading_is_a_row_with_what_was_asked_for() {
    let (mut desk, person) = lived_in();
    desk.switch("log_auditor");
    let query = LogQuery { user: "front_desk".to_owned(), action: "2".to_owned(), ..all() };
    desk.session.review_log(&query).unwrap();
    let review = desk.session.review_log(&all()).unwrap();
    let read = &review.lines[0];
    assert_eq!((read.action.as_str(), read.by.as_deref()), ("509", Some("Testaaja log_auditor")));
    assert_eq!(read.about.as_deref(), Some("Testaaja front_desk"));
    assert_eq!(read.purpose, Some(Message::new("purpose-review")));
    let row = log_review::row(desk.session.store.connection(), read.dev, read.n).unwrap().unwrap();
    let detail = log::decode_body(row.body.as_ref().unwrap()).unwrap().detail.unwrap();
    assert_eq!(detail.get(&READ_ACTION), Some(&Value::Int(2)));
    // Asked for by its id the reading stands in the client's own list too.
    let client = LogQuery { client: person.to_string(), ..all() };
    desk.session.review_log(&client).unwrap();
    assert_eq!(desk.log_of(person).last(), Some(&509));
}

#[test]
fn it_is_narrowed_by_day_user_action_and_client() {
    let (mut desk, person) = lived_in();
    let other = desk.person("Niskanen", "Oskari", &[]);
    desk.open(other);
    desk.switch("log_auditor");
    let mut count = |query: LogQuery| desk.session.review_log(&query).unwrap().lines.len();
    assert_eq!(count(LogQuery { action: "203".to_owned(), ..all() }), 1);
    assert_eq!(count(LogQuery { user: "case_officer".to_owned(), ..all() }), 0);
    assert!(count(LogQuery { user: " FRONT_DESK ".to_owned(), ..all() }) >= 5);
    let end = person.to_string().split('-').next_back().unwrap().to_owned();
    assert_eq!(count(LogQuery { client: end.to_uppercase(), action: "203".to_owned(), ..all() }), 1);
    let today = desk.session.today();
    assert_eq!(count_on(&mut desk, today + 1), 0);
    assert_eq!(count_on(&mut desk, today - 1), 0);
    assert!(count_on(&mut desk, today) > 5);
    let wrong = |desk: &mut TestDesk, query: LogQuery| match desk.session.review_log(&query) {
        Err(Refusal::Cannot(message)) => message.id,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong(&mut desk, LogQuery { user: "eikukaan".to_owned(), ..all() }), "error-log-user");
    assert_eq!(wrong(&mut desk, LogQuery { action: "999".to_owned(), ..all() }), "error-log-action");
    assert_eq!(wrong(&mut desk, LogQuery { client: "Salo".to_owned(), ..all() }), "error-log-client");
    assert_eq!(wrong(&mut desk, LogQuery { client: "abc".to_owned(), ..all() }), "error-log-client");
    assert_eq!(wrong(&mut desk, LogQuery { from: today, until: today - 1, ..all() }), "error-log-days");
}

fn count_on(desk: &mut TestDesk, day: i32) -> usize {
    desk.session.review_log(&LogQuery { from: day, until: day, ..all() }).unwrap().lines.len()
}

#[test]
fn a_sealed_text_opens_for_the_key_of_the_log_alone() {
    let (mut desk, _) = lived_in();
    desk.switch("log_auditor");
    let review = desk.session.review_log(&all()).unwrap();
    let search = review.lines.iter().find(|l| l.sealed).unwrap();
    let short = desk.session.log_detail(search.dev, search.n, " x ");
    assert!(matches!(short, Err(Refusal::Cannot(m)) if m.id == "error-reason-short"));
    assert_eq!(desk.session.log_detail(search.dev, search.n, WHY).unwrap(), "salo ain");
    let read = desk.session.review_log(&all()).unwrap();
    assert_eq!((read.lines[0].action.as_str(), read.lines[0].sealed), ("509", true), "reading it is a row");
    let own = &read.lines[0];
    assert_eq!(desk.session.log_detail(own.dev, own.n, WHY).unwrap(), WHY, "with its reason");
    let without = review.lines.iter().find(|l| !l.sealed).unwrap();
    assert!(desk.session.log_detail(without.dev, without.n, WHY).is_err());
    desk.session.who.compartment_keys.clear();
    assert!(not_allowed(&desk.session.log_detail(search.dev, search.n, WHY)), "no key, no text");
}

#[test]
fn a_name_behind_a_row_is_told_one_by_one_for_a_reason_that_is_a_row() {
    let (mut desk, person) = lived_in();
    desk.switch("log_auditor");
    let review = desk.session.review_log(&all()).unwrap();
    let open = review.lines.iter().find(|line| line.action == "201").unwrap();
    let name = |desk: &mut TestDesk, reason: &str| desk.session.log_name(open.dev, open.n, reason);
    assert!(matches!(name(&mut desk, " x "), Err(Refusal::Cannot(m)) if m.id == "error-reason-short"));
    assert_eq!(name(&mut desk, "Asiakas kysyi, kuka on katsonut").unwrap(), "Salo Aino");
    let row = desk.session.review_log(&all()).unwrap().lines.remove(0);
    assert_eq!((row.action.as_str(), row.client, row.sealed), ("509", Some(person), true));
    assert_eq!(desk.session.log_detail(row.dev, row.n, WHY).unwrap(), "Asiakas kysyi, kuka on katsonut");
    assert_eq!(desk.log_of(person).last(), Some(&509), "the client can see that it was read");
    let without = review.lines.iter().find(|line| line.client.is_none()).unwrap();
    let none = desk.session.log_name(without.dev, without.n, "Rivi ilman asiakasta");
    assert!(matches!(none, Err(Refusal::Cannot(m)) if m.id == "error-log-no-name"));
    for role in ROLES.into_iter().filter(|role| *role != "log_auditor") {
        desk.switch(role);
        assert!(not_allowed(&name(&mut desk, "Riittävän pitkä syy")), "{role}");
    }
}

#[test]
fn every_action_has_its_words_and_what_is_too_much_is_said() {
    use crate::register::codes::CodeLists;
    let lists = CodeLists::embedded();
    for action in LogAction::ALL {
        assert!(lists.code("log_action", &action.code().to_string()).is_some(), "{action:?}");
        assert!(actions(&action.code().to_string()).is_some());
    }
    let rows = lists.get("log_action").unwrap().rows();
    assert_eq!(rows.len(), LogAction::ALL.len() + 5);
    assert!(rows.iter().all(|row| actions(&row.code).is_some()));
    let mut desk = TestDesk::new("log_auditor");
    let mut random = Seeded::new(3);
    let rows: Vec<Entry> = (0..ROWS + 10)
        .map(|_| {
            let mut id = [0; 16];
            random.fill(&mut id);
            Entry::ok(LogAction::Open, LogBody { subject: Some(Id::from_bytes(id)), ..LogBody::default() })
        })
        .collect();
    desk.log(rows);
    let review = desk.session.review_log(&all()).unwrap();
    assert_eq!((review.lines.len(), review.more), (ROWS, true));
}
