//! The tasks that forms leave, and what the visit is for.

use crate::desk::answer::Answer;
use crate::desk::api::{Refusal, SaveForm, Yes};
use crate::desk::notes::tests::{all, booking, client, day};
use crate::desk::records_tests::change_form;
use crate::desk::registers::tests::many_employers;
use crate::desk::testing::{TestDesk, kind, user};
use crate::journal::codes::Purpose;
use crate::register::{Id, Value, time};

fn save_with(
    desk: &mut TestDesk,
    name: &str,
    record: Option<Id>,
    values: &[(&str, Value)],
    yes: Yes,
) -> Answer<Id> {
    let kind = kind(name);
    let values =
        values.iter().map(|(n, v)| (kind.field(n).unwrap().number, Some(v.clone()))).collect::<Vec<_>>();
    let base = desk.file().form(kind, record).unwrap().base;
    desk.file().save(SaveForm { kind, record, values, base, yes }).map(|saved| saved.0)
}

fn save(desk: &mut TestDesk, name: &str, record: Option<Id>, values: &[(&str, Value)]) -> Answer<Id> {
    save_with(desk, name, record, values, Yes::all())
}

/// Texts of the client's tasks, whose they are, and when they are due.
fn tasks(desk: &TestDesk, person: Id) -> Vec<(String, Option<Id>, i64)> {
    let tasks = all(desk, "task", person);
    tasks.iter().map(|t| (t.text("text").unwrap().into(), t.id("assignee"), t.int("due").unwrap())).collect()
}

fn int(day: i32) -> Value {
    Value::Int(day.into())
}

#[test]
fn a_contact_with_a_day_to_come_back_to_it_is_a_task() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let due = desk.session.today() + 3;
    let contact = [("method", Value::from("31")), ("subject", "Palkkatuki".into())];
    let past = [&contact[..], &[("follow_up", int(due - 10))]].concat();
    assert!(matches!(save(&mut desk, "contact", None, &past), Err(Refusal::Invalid(_))));
    assert!(tasks(&desk, person).is_empty());
    save(&mut desk, "contact", None, &[&contact[..], &[("follow_up", int(due))]].concat()).unwrap();
    assert_eq!(tasks(&desk, person), [("Palkkatuki".to_owned(), Some(user("front_desk")), due.into())]);
    save(&mut desk, "contact", None, &contact).unwrap();
    assert_eq!(tasks(&desk, person).len(), 1, "without a day there is nothing to do");
}

#[test]
fn a_home_outside_the_area_is_the_officers_task_but_never_of_a_protected_client() {
    for (code, protected, expected) in
        [("398", false, 0), ("091", false, 1), ("198", false, 1), ("091", true, 0)]
    {
        let mut desk = TestDesk::new("case_officer");
        let person = client(&mut desk);
        desk.open(person);
        if protected {
            save(&mut desk, "person", Some(person), &[("protected", true.into())]).unwrap();
        }
        save(&mut desk, "contact_info", None, &[("municipality", code.into())]).unwrap();
        let found = tasks(&desk, person);
        assert_eq!(found.len(), expected, "{code} {protected}");
        if let Some((text, whose, _)) = found.first() {
            assert_eq!((text.contains("alueeseen"), *whose), (true, Some(user("case_officer"))));
            let contact = all(&desk, "contact_info", person)[0].id;
            let phone = [("phone", Value::from("+358401234567"))];
            save(&mut desk, "contact_info", Some(contact), &phone).unwrap();
            assert_eq!(tasks(&desk, person).len(), 1, "only when it changes");
        }
    }
}

#[test]
fn a_search_asks_about_the_permit_of_who_needs_one() {
    for (citizenships, asked) in [
        (vec!["246"], false),
        (vec!["578"], false),
        (vec!["643", "233"], false),
        (vec!["643"], true),
        (vec!["999"], true),
    ] {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Salo", "Aino", &[("citizenships", Value::codes(citizenships.clone()))]);
        desk.open(person);
        let answer = save_with(&mut desk, "job_search_period", None, &[], Yes::default());
        match (&answer, asked) {
            (Err(Refusal::Confirm(question)), true) => assert_eq!(question.id, "confirm-permit"),
            (Ok(_), false) => {}
            _ => panic!("{citizenships:?} {answer:?}"),
        }
        if asked {
            assert!(all(&desk, "job_search_period", person).is_empty());
            save(&mut desk, "job_search_period", None, &[]).unwrap();
        }
        assert_eq!(tasks(&desk, person).len(), usize::from(asked));
    }
}

#[test]
fn an_absence_marked_in_the_form_is_cleared_by_a_task_and_can_be_undone_that_day() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let at = desk.session.now() - 3_600_000;
    let id = booking(&mut desk, person, at, "case_officer");
    desk.open(person);
    save(&mut desk, "booking", Some(id), &[("state", "absent".into())]).unwrap();
    assert_eq!(all(&desk, "booking", person)[0].text("absence_reason"), Some("open"));
    assert_eq!(tasks(&desk, person)[0].1, Some(user("case_officer")));
    let kind = kind("booking");
    let undo = |desk: &mut TestDesk| {
        let values = vec![
            (kind.field("state").unwrap().number, Some("booked".into())),
            (kind.field("absence_reason").unwrap().number, None),
        ];
        let base = desk.file().form(kind, Some(id)).unwrap().base;
        desk.file().save(SaveForm { kind, record: Some(id), values, base, yes: Yes::all() })
    };
    undo(&mut desk).unwrap();
    save(&mut desk, "booking", Some(id), &[("state", "absent".into())]).unwrap();
    assert_eq!(tasks(&desk, person).len(), 1, "one that says the same is enough");
    desk.clock.wait(24 * 3_600_000);
    desk.open(person);
    match undo(&mut desk) {
        Err(Refusal::Invalid(problems)) => assert_eq!(problems[0].id, "error-absence-stands"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_booking_names_the_one_in_whose_place_it_comes() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let at = time::from_day_and_minutes(day(2026, 12, 14), 570).unwrap();
    let old = booking(&mut desk, person, at, "case_officer");
    desk.open(person);
    save(&mut desk, "booking", Some(old), &[("state", "moved".into())]).unwrap();
    let new = |later: i64, service: &str| {
        let start = Value::Int(at + later * 86_400_000);
        [("start", start), ("minutes", Value::Int(45)), ("service", service.into())]
    };
    let other = save(&mut desk, "booking", None, &new(1, "desk")).unwrap();
    let next = save(&mut desk, "booking", None, &new(2, "discussion")).unwrap();
    let more = save(&mut desk, "booking", None, &new(3, "discussion")).unwrap();
    let from = |id| all(&desk, "booking", person).iter().find(|b| b.id == id).unwrap().id("moved_from");
    assert_eq!((from(other), from(next), from(more)), (None, Some(old), None));
}

#[test]
fn a_time_is_booked_neither_in_the_past_nor_over_another_of_the_same_client() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let at = time::from_day_and_minutes(day(2026, 12, 14), 570).unwrap();
    let new = |start: i64| {
        [("start", Value::Int(start)), ("minutes", Value::Int(45)), ("service", "discussion".into())]
    };
    let minute = 60_000;
    let fault = |answer: Answer<Id>| match answer {
        Err(Refusal::Invalid(problems)) => problems[0].id,
        other => panic!("{other:?}"),
    };
    let now = desk.session.now();
    assert_eq!(fault(save(&mut desk, "booking", None, &new(now - minute))), "error-booking-past");
    let kept = save(&mut desk, "booking", None, &new(at)).unwrap();
    for other in [at + 15 * minute, at - 15 * minute, at] {
        assert_eq!(fault(save(&mut desk, "booking", None, &new(other))), "error-booking-overlap");
    }
    let next = save(&mut desk, "booking", None, &new(at + 45 * minute)).unwrap();
    let moved = [("start", Value::Int(at + 15 * minute))];
    assert_eq!(fault(save(&mut desk, "booking", Some(next), &moved)), "error-booking-overlap");
    let back = [("start", Value::Int(now - minute))];
    assert_eq!(fault(save(&mut desk, "booking", Some(next), &back)), "error-booking-past");
    // One that is off is in nobody's way.
    save(&mut desk, "booking", Some(kept), &[("state", "cancelled".into())]).unwrap();
    save(&mut desk, "booking", Some(next), &moved).unwrap();
    let again = save(&mut desk, "booking", Some(kept), &[("state", "booked".into())]);
    assert_eq!(fault(again), "error-booking-overlap");
    // What was booked and is over is marked as it went.
    let past = booking(&mut desk, person, now - 60 * minute, "case_officer");
    save(&mut desk, "booking", Some(past), &[("state", "arrived".into())]).unwrap();
    save(&mut desk, "booking", Some(past), &[("state", "done".into())]).unwrap();
}

#[test]
fn a_task_of_a_chain_opens_when_the_one_before_it_is_done() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let today = desk.session.today();
    let task = |text: &str| [("due", int(today)), ("text", text.into())];
    let first = save(&mut desk, "task", None, &task("Ensin")).unwrap();
    let then = [&task("Sitten")[..], &[("after_task", Value::Id(first))]].concat();
    let second = save(&mut desk, "task", None, &then).unwrap();
    let open = |desk: &TestDesk| -> Vec<Id> {
        desk.session.open_tasks(person, 10).unwrap().iter().map(|task| task.id).collect()
    };
    assert_eq!(open(&desk), [first]);
    // None of them waits for itself.
    match save(&mut desk, "task", Some(first), &[("after_task", Value::Id(second))]) {
        Err(Refusal::Invalid(problems)) => assert_eq!(problems[0].id, "error-task-chain"),
        other => panic!("{other:?}"),
    }
    save(&mut desk, "task", Some(first), &[("done_on", int(today))]).unwrap();
    assert_eq!(open(&desk), [second]);
}

#[test]
fn a_task_of_the_own_unit_opens_the_file() {
    let mut desk = TestDesk::new("front_desk");
    for (unit, opens) in [(desk.unit, true), (desk.other_unit, false)] {
        let person = desk.person("Salo", "Aino", &[]);
        let today = desk.session.today();
        let fields = [
            ("due", int(today)),
            ("text", "Soita".into()),
            ("task_type", "other".into()),
            ("assignee_unit", Value::Id(unit)),
        ];
        desk.record("task", person, &fields);
        assert_eq!(desk.session.open(person, Purpose::TaskDue).is_ok(), opens);
    }
}

#[test]
fn the_visit_gets_its_purpose_from_the_first_form_and_has_none_before() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let purpose = |desk: &TestDesk| all(desk, "visit", person)[0].text("purpose").map(str::to_owned);
    assert_eq!(purpose(&desk), None, "nobody has said what it is for");
    save(&mut desk, "task", None, &[("due", int(day(2026, 12, 1))), ("text", "Soita".into())]).unwrap();
    assert_eq!(purpose(&desk), None, "a task says nothing of it");
    save(&mut desk, "contact_info", None, &[("phone", "+358401234567".into())]).unwrap();
    assert_eq!(purpose(&desk).as_deref(), Some("contact_data"));
    save(&mut desk, "job_search_period", None, &[]).unwrap();
    assert_eq!(purpose(&desk).as_deref(), Some("contact_data"), "the first act tells");
    desk.session.end_visit().unwrap();
    desk.open(person);
    save(&mut desk, "job_search_period", None, &[]).unwrap_err();
    let search = all(&desk, "job_search_period", person)[0].id;
    save(&mut desk, "job_search_period", Some(search), &[("renew_by", int(day(2027, 1, 1)))]).unwrap();
    let visits = all(&desk, "visit", person);
    assert!(visits.iter().any(|v| v.text("purpose") == Some("renew_end")));
}

#[test]
fn an_employer_without_a_business_id_or_that_has_ended_is_asked_about() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let employer = kind("employer");
    let number = |name: &str| employer.field(name).unwrap().number;
    let mut make = |values: Vec<(u16, Option<Value>)>, yes| {
        let form = SaveForm { kind: employer, record: None, values, base: Default::default(), yes };
        desk.session.save_office(form).map(|saved| saved.0)
    };
    let household = || vec![(number("name"), Some("Virtasen kotitalous".into()))];
    let asked = make(household(), Yes::default());
    assert!(matches!(&asked, Err(Refusal::Confirm(m)) if m.id == "confirm-household"), "{asked:?}");
    make(household(), Yes::all()).unwrap();
    let firm = |name: &str, id: &str| {
        vec![(number("name"), Some(name.into())), (number("business_id"), Some(id.into()))]
    };
    let going = make(firm("Leipomo Oy", "0737546-2"), Yes::default()).unwrap();
    let mut over = firm("Entinen Oy", "1572860-0");
    over.push((number("ytj_status"), Some("ceased".into())));
    let over = make(over, Yes::default()).unwrap();
    let status = |employer: Id| {
        [("status", Value::from("01")), ("employer", Value::Id(employer)), ("start", int(day(2026, 3, 2)))]
    };
    let asked = save_with(&mut desk, "employment_status", None, &status(over), Yes::default());
    assert!(matches!(&asked, Err(Refusal::Confirm(m)) if m.id == "confirm-employer-ended"), "{asked:?}");
    save_with(&mut desk, "employment_status", None, &status(going), Yes::default()).unwrap();
    let past = [
        ("employer_name", Value::from("Entinen Oy")),
        ("employer", Value::Id(over)),
        ("title", "Leipuri".into()),
        ("start", "2019".into()),
        ("end", "2021".into()),
        ("end_cause", "other".into()),
    ];
    save_with(&mut desk, "work_history", None, &past, Yes::default()).unwrap();
}

#[test]
fn every_employer_can_be_picked() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    many_employers(&mut desk, 501);
    desk.open(person);
    let form = desk.file().form(kind("employment_status"), None).unwrap();
    let employer = kind("employment_status").field("employer").unwrap().number;
    let offered = form.choices.iter().find(|(number, _)| *number == employer).unwrap();
    // The first of them at once, each of the others by its name.
    assert_eq!((offered.1.len(), form.searched), (200, vec![(employer, 501)]));
    let found = desk.session.find_offered(kind("employer"), "työnantaja 500").unwrap();
    assert_eq!(found.fit, 1);
    assert_eq!(found.entries[0].1, "Työnantaja 500");
}

#[test]
fn a_booking_names_no_host_who_works_in_a_sealed_compartment() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let today = desk.session.today();
    let role = crate::store::people::Role {
        user: user("supervisor"),
        role: "guidance_psychologist".to_owned(),
        from_day: today,
        until_day: today + 30,
        agreement_day: today,
        granted_by: user("administrator"),
        granted_at: 0,
        ended_at: None,
    };
    crate::store::people::put_role(desk.session.store.connection(), &role).unwrap();
    let at = time::from_day_and_minutes(day(2026, 12, 14), 570).unwrap();
    let new = |host: &str| {
        [
            ("start", Value::Int(at)),
            ("minutes", Value::Int(45)),
            ("service", "other".into()),
            ("host", Value::Id(user(host))),
        ]
    };
    match save(&mut desk, "booking", None, &new("supervisor")) {
        Err(Refusal::Invalid(problems)) => assert_eq!(problems[0].id, "error-host-role"),
        other => panic!("{other:?}"),
    }
    save(&mut desk, "booking", None, &new("case_officer")).unwrap();
}

#[test]
fn a_visit_that_ends_without_an_act_was_for_something_else() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let purposes = |desk: &TestDesk| -> Vec<Option<String>> {
        all(desk, "visit", person).iter().map(|v| v.text("purpose").map(str::to_owned)).collect()
    };
    let other = || Some("other".to_owned());
    desk.open(person);
    assert_eq!(purposes(&desk), [None]);
    desk.session.end_visit().unwrap();
    assert_eq!(purposes(&desk), [other()]);
    // The next client ends it too; what an act told stays.
    desk.open(person);
    save(&mut desk, "contact_info", None, &[("phone", "+358401234567".into())]).unwrap();
    let next = desk.person("Salo", "Aino", &[]);
    desk.open(next);
    let mut found = purposes(&desk);
    found.sort();
    assert_eq!(found, [Some("contact_data".to_owned()), other()]);
}

#[test]
fn another_address_holds_from_today_unless_a_day_is_typed_with_it() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let today = i64::from(desk.session.today());
    let contact = desk.record(
        "contact_info",
        person,
        &[("street", "Vanhakatu 1".into()), ("valid_from", int(day(2023, 3, 30)))],
    );
    desk.open(person);
    let valid = |desk: &TestDesk| all(desk, "contact_info", person)[0].int("valid_from").unwrap();
    save(&mut desk, "contact_info", Some(contact), &[("phone", "+358401234567".into())]).unwrap();
    assert_eq!(valid(&desk), i64::from(day(2023, 3, 30)), "a number has no day");
    let moved = change_form(&mut desk, "contact_info", contact, &[("street", "Uusikatu 2".into())]);
    let (_, effects) = desk.file().save(moved).unwrap();
    assert_eq!(valid(&desk), today);
    assert!(effects.iter().any(|e| e.id == "effect-valid-from"), "{effects:?}");
    let typed = [("street", "Kolmaskatu 3".into()), ("valid_from", int(day(2026, 9, 1)))];
    save(&mut desk, "contact_info", Some(contact), &typed).unwrap();
    assert_eq!(valid(&desk), i64::from(day(2026, 9, 1)));
    // A day alone is put right.
    save(&mut desk, "contact_info", Some(contact), &[("valid_from", int(day(2026, 8, 1)))]).unwrap();
    assert_eq!(valid(&desk), i64::from(day(2026, 8, 1)));
}
