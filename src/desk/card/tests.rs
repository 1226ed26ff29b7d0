//! What the card shows, and to whom it is refused.

use crate::access::{Action, Identification};
use crate::desk::api::{Allowed, Card, Hidden, Leads, Message, Part, Refusal, Shown, Unknown};
use crate::desk::records_tests::{force_open, new_form};
use crate::desk::testing::{TestDesk, kind, user};
use crate::register::{Id, Tab, Value, dates, kinds, time};

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
    let counts: Vec<(u8, u32)> = card.groups.iter().map(|g| (g.digit, g.count.unwrap())).collect();
    // Opening wrote the visit.
    assert_eq!(counts, [(1, 2), (2, 2), (3, 0), (4, 0), (5, 5), (6, 0), (9, 1)]);
    assert_eq!(card.groups[4].leads, Leads::Contacts);
    assert_eq!(card.latest.len(), 3);
    assert!(card.latest[0].entered.by.starts_with("Testaaja"));
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
fn every_kind_stands_in_one_group_and_opens_from_the_card_for_who_may_read_or_make_it() {
    let of = |tab| kinds::of_tab(tab).into_iter().map(|kind| kind.name).collect::<Vec<_>>();
    for kind in kinds::ALL.iter().filter(|kind| kind.on_card()) {
        let tabs: Vec<Tab> = Tab::ALL.into_iter().filter(|tab| of(*tab).contains(&kind.name)).collect();
        assert_eq!(tabs, [kind.tab], "{}", kind.name);
    }
    // These groups have a screen of their own, which would have to learn of another kind.
    assert_eq!(of(Tab::TimeLine), ["work_history", "education"]);
    assert_eq!(of(Tab::Plan), ["employment_plan", "plan_task"]);
    assert_eq!(of(Tab::Contacts), ["contact"]);

    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let policy = crate::access::Policy::embedded().unwrap();
    let mut opened = 0;
    for role in policy.roles() {
        desk.switch("front_desk");
        desk.session.who.roles = vec![role.to_owned()];
        desk.session.who.compartment_keys = vec![crate::desk::testing::ck(7)];
        if !desk.session.decide(kind("person"), Action::Read).yes() {
            continue; // the role opens no file
        }
        force_open(&mut desk, person);
        let groups = desk.file().card().unwrap().groups;
        for kind in kinds::ALL.iter().copied().filter(|kind| kind.on_card()) {
            let may = |action| desk.session.decide(kind, action).yes();
            let (reads, makes) = (may(Action::Read), may(Action::Create));
            let group = groups.iter().find(|group| group.digit == kind.tab.digit());
            let Some(group) = group.filter(|_| reads || makes) else {
                assert!(!reads && !makes, "{role} does not find {}", kind.name);
                continue;
            };
            let answers = match &group.leads {
                Leads::Kinds(kinds) => {
                    assert!(kinds.iter().any(|k| k.number == kind.number), "{role} {}", kind.name);
                    desk.file().list(kind, 0, "").map(|list| assert_eq!(list.readable, reads))
                }
                Leads::TimeLine => desk.file().time_line().map(|_| ()),
                Leads::Plan => desk.file().plan().map(|_| ()),
                Leads::Contacts => desk.file().list(kind, 0, "").map(|_| ()),
            };
            assert_eq!(answers, Ok(()), "{role} opens {}", kind.name);
            if makes && !reads {
                assert!(desk.file().form(kind, None).is_ok(), "{role} makes {}", kind.name);
            }
            opened += 1;
        }
    }
    assert!(opened > 50, "{opened}");
}

#[test]
fn a_count_is_of_whole_records_and_never_of_sealed_ones() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let counts = |desk: &mut TestDesk| -> Vec<(u8, Option<u32>)> {
        card(desk, person).groups.iter().map(|group| (group.digit, group.count)).collect()
    };
    counts(&mut desk); // the visit of the opening is one record more each time
    let before = counts(&mut desk);
    let safe = [("safe_way", "Viesti siskolle".into())];
    desk.file().save(new_form("protected_contact", &safe)).unwrap();
    let mut after = counts(&mut desk);
    let visits = after.iter_mut().find(|(digit, _)| *digit == Tab::Other.digit()).unwrap();
    visits.1 = visits.1.map(|n| n - 1);
    assert_eq!(after, before);
    let plan = desk.record("employment_plan", person, &[("status", "draft".into())]);
    desk.record("plan_task", person, &[("plan", Value::Id(plan)), ("task", "01".into())]);
    let plans = |(digit, _): &&(u8, Option<u32>)| *digit == Tab::Plan.digit();
    assert_eq!(counts(&mut desk).iter().find(plans), Some(&(4, Some(1))), "a task is a part of its plan");
}
