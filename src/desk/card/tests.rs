//! What the card shows, and to whom it is refused.

use crate::access::Identification;
use crate::desk::api::{Allowed, Card, Hidden, Leads, Message, Part, Refusal, Shown, Unknown};
use crate::desk::testing::{TestDesk, user};
use crate::register::{Id, Value, dates, time};

fn day(y: i32, m: u32, d: u32) -> Value {
    Value::Int(i64::from(dates::from_ymd(y, m, d).unwrap()))
}

fn card(desk: &mut TestDesk, person: Id) -> Card {
    desk.open(person).card().unwrap()
}

fn parts<'a>(card: &'a Card, label: &str) -> &'a [Part] {
    &card.facts.iter().find(|f| f.label == label).unwrap().parts
}

fn text(part: &Part) -> &str {
    match part {
        Part::Field(_, _, Shown::Value { value, label }) => {
            label.as_deref().or_else(|| value.as_text()).unwrap()
        }
        Part::Words(Message { id, .. }) => id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_card_shows_what_is_in_force() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.record(
        "contact_info",
        person,
        &[
            ("street", "Kauppakatu 18".into()),
            ("postcode", "15140".into()),
            ("post_office", "LAHTI".into()),
            ("phone", "+358500000011".into()),
            ("valid_from", day(2026, 1, 1)),
        ],
    );
    desk.record(
        "officer_assignment",
        person,
        &[
            ("officer", Value::Id(user("case_officer"))),
            ("role", "responsible".into()),
            ("start", day(2026, 1, 1)),
        ],
    );
    desk.record("employment_status", person, &[("status", "02".into()), ("start", day(2026, 9, 1))]);
    for n in 0..5 {
        desk.record(
            "contact",
            person,
            &[
                ("at", Value::Int(desk.session.now() - n * time::DAY_MS)),
                ("method", "01".into()),
                ("subject", format!("Soitto {n}").into()),
                ("officer", Value::Id(user("case_officer"))),
            ],
        );
    }
    let card = card(&mut desk, person);
    assert_eq!(text(&parts(&card, "card-officer")[0]), "Testaaja case_officer");
    let address: Vec<&str> = parts(&card, "card-address").iter().map(text).collect();
    assert_eq!(address, ["Kauppakatu 18", "15140", "LAHTI"]);
    assert_eq!(text(&parts(&card, "card-status")[0]), "02");
    assert!(matches!(parts(&card, "card-payer"), [Part::Field(_, _, Shown::Unknown(Unknown::NeverAsked))]));
    assert!(matches!(parts(&card, "card-email"), [Part::Field(_, _, Shown::Unknown(Unknown::NeverAsked))]));
    assert_eq!(text(&parts(&card, "card-search")[0]), "card-search-none");
    let counts: Vec<(u8, u32)> = card.groups.iter().map(|g| (g.digit, g.count)).collect();
    // Opening wrote the visit.
    assert_eq!(counts, [(1, 2), (2, 2), (3, 0), (4, 0), (5, 5), (6, 0), (9, 1)]);
    assert_eq!(card.groups[4].leads, Leads::Contacts);
    assert_eq!(card.latest.len(), 3);
    assert!(card.latest[0].entered.0.starts_with("Testaaja"));
    assert!(card.latest[0].waits_national);
    assert_eq!((card.plan_waits, card.arrival), (None, None));
    assert_eq!(card.may.note, Allowed::Yes);
    assert_ne!(card.may.reveal, Allowed::Yes, "the front desk needs an individual right");
}

#[test]
fn asked_and_none_is_not_never_asked() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let info = desk.record("contact_info", person, &[("valid_from", day(2026, 1, 1))]);
    let kind = crate::desk::testing::kind("contact_info");
    let email = kind.field("email").unwrap().number;
    let edit = desk.session.changed(kind, info, Some(person), &[(email, None)], None).unwrap();
    desk.write(vec![edit]);
    let card = card(&mut desk, person);
    assert!(matches!(parts(&card, "card-email"), [Part::Field(_, _, Shown::Empty)]));
    assert!(matches!(parts(&card, "card-phone"), [Part::Field(_, _, Shown::Unknown(Unknown::NeverAsked))]));
}

#[test]
fn turvakielto_hides_contact_data_whether_there_is_any_or_not() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[("protected", true.into())]);
    let without = card(&mut desk, person);
    desk.record(
        "contact_info",
        person,
        &[("contact_address", "PL 1, Lahti".into()), ("valid_from", day(2026, 1, 1))],
    );
    let with = card(&mut desk, person);
    for card in [&without, &with] {
        for label in ["card-address", "card-phone", "card-email"] {
            // Every part can be revealed; how many there are is a matter of the kind, never of the client.
            let all = parts(card, label);
            let hidden = |part: &Part| matches!(part, Part::Field(_, _, Shown::Hidden(Hidden::Protected)));
            assert!(all.iter().all(hidden), "{label}");
            assert_eq!(all.len(), parts(&without, label).len(), "{label}");
        }
        assert!(card.client.alerts[0].grave);
    }
    assert_eq!(text(&parts(&with, "card-contact-address")[0]), "PL 1, Lahti");
}

#[test]
fn a_search_that_is_not_in_the_national_repository_says_so() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let now = desk.session.now();
    desk.record(
        "job_search_period",
        person,
        &[("requested_at", Value::Int(now)), ("start", day(2026, 9, 21)), ("start_channel", "desk".into())],
    );
    let card = card(&mut desk, person);
    let words: Vec<&str> = parts(&card, "card-search").iter().map(text).collect();
    assert_eq!(words, ["card-search-since", "card-waits-national"]);
}

#[test]
fn who_has_no_business_with_clients_gets_no_card() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    for role in ["administrator", "log_auditor"] {
        desk.switch(role);
        let opened = desk.session.open_visit(person, Identification::IdentityCard, "desk").map(|_| ());
        assert!(matches!(opened, Err(Refusal::NotAllowed(_))), "{role}");
        assert!(desk.session.file().is_err(), "{role}");
    }
    desk.switch("supervisor");
    let card = card(&mut desk, person);
    assert!(matches!(card.may.note, Allowed::No(_)), "a supervisor reads the desk's entries only");
    assert_eq!(card.groups.len(), 7);
}

#[test]
fn opening_is_one_row_and_the_card_again_is_a_repeat() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person).card().unwrap();
    assert_eq!(desk.log_of(person), [206, 201]);
    desk.file().card().unwrap();
    desk.file().card().unwrap();
    assert_eq!(desk.log_of(person), [206, 201]);
    desk.clock.wait(31_000);
    desk.file().card().unwrap();
    assert_eq!(desk.log_of(person), [206, 201, 212, 201]);
}

#[test]
fn a_group_is_found_again_by_its_kinds() {
    for group in super::GROUPS {
        assert_eq!(super::group_of(group.kinds), Some(group.label));
    }
    assert_eq!(super::group_of(&["task", "contact"]), None);
    assert_eq!(super::group_of(&[]), None);
}
