//! The effects of each quick note in one transaction, and arrivals.

use crate::desk::answer::Answer;
use crate::desk::api::{Allowed, Message, Note, Refusal, Shown, Template, Unknown, Yes};
use crate::desk::testing::{TestDesk, kind, not_allowed, user};
use crate::register::{Id, Value, dates, time};
use crate::store::read::{self, Record};

pub(in crate::desk) fn day(y: i32, m: u32, d: u32) -> i32 {
    dates::from_ymd(y, m, d).unwrap()
}

fn int(day: i32) -> Value {
    Value::Int(i64::from(day))
}

/// A client of the office with an officer.
pub(in crate::desk) fn client(desk: &mut TestDesk) -> Id {
    let person = desk.person("Niskanen", "Oskari", &[]);
    let unit = desk.unit;
    desk.record(
        "customership",
        person,
        &[("start", int(day(2026, 1, 2))), ("home_unit", Value::Id(unit)), ("service_ground", "home".into())],
    );
    desk.record(
        "officer_assignment",
        person,
        &[
            ("officer", Value::Id(user("case_officer"))),
            ("role", "responsible".into()),
            ("start", int(day(2026, 1, 2))),
        ],
    );
    person
}

pub(in crate::desk) fn booking(desk: &mut TestDesk, person: Id, start: i64, host: &str) -> Id {
    let unit = desk.unit;
    desk.record(
        "booking",
        person,
        &[
            ("start", Value::Int(start)),
            ("minutes", Value::Int(45)),
            ("service", "discussion".into()),
            ("host", Value::Id(user(host))),
            ("unit", Value::Id(unit)),
            ("mode", "office".into()),
            ("state", "booked".into()),
        ],
    )
}

fn plan(desk: &mut TestDesk, person: Id, complete: bool) -> Id {
    let mut fields = vec![
        ("plan_kind", "01".into()),
        ("goals", "Myyjän työ".into()),
        ("follow_up", "Keskustelu joulukuussa".into()),
        ("authority_accepted_by", Value::Id(user("case_officer"))),
        ("next_review", int(day(2026, 12, 14))),
        ("status", "waiting".into()),
    ];
    if complete {
        fields.push(("mapping", "Työnhaun tuki".into()));
    }
    let plan = desk.record("employment_plan", person, &fields);
    let task: [(&str, Value); 4] = [
        ("plan", Value::Id(plan)),
        ("task", "079".into()),
        ("due", int(day(2026, 12, 1))),
        ("outcome", "open".into()),
    ];
    desk.record("plan_task", person, &task);
    plan
}

pub(in crate::desk) fn filled(desk: &mut TestDesk, digit: u8) -> Template {
    desk.file().templates().unwrap().into_iter().find(|t| t.digit == digit).unwrap()
}

/// A note with a subject and nothing else, written with every warning accepted.
pub(in crate::desk) fn bare_note() -> Note {
    Note {
        template: 1,
        subject: "x".to_owned(),
        text: String::new(),
        reminder: None,
        next: None,
        no_next: None,
        acceptance: None,
        yes: Yes::all(),
    }
}

pub(in crate::desk) fn note_of(template: &Template) -> Note {
    Note {
        template: template.digit,
        subject: template.subject.clone(),
        text: template.text.clone(),
        reminder: template.reminder,
        next: None,
        no_next: None,
        acceptance: None,
        yes: Yes::default(),
    }
}

/// Writes a template as it comes.
fn write(desk: &mut TestDesk, digit: u8) -> Answer<(Id, Vec<Message>)> {
    let note = note_of(&filled(desk, digit));
    desk.file().note(note)
}

pub(in crate::desk) fn ids(effects: &[Message]) -> Vec<&'static str> {
    effects.iter().map(|e| e.id).collect()
}

pub(in crate::desk) fn all(desk: &TestDesk, kind_name: &str, person: Id) -> Vec<Record> {
    read::page(desk.session.store.connection(), kind(kind_name), person, 0, 100).unwrap()
}

#[test]
fn a_visit_that_nobody_told_the_purpose_of_was_not_asked_and_not_answered() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let of_list = |desk: &mut TestDesk| {
        let entry = desk.file().list(kind("visit"), 0, "").unwrap().entries.remove(0);
        let number = kind("visit").field("purpose").unwrap().number;
        entry.cells.into_iter().find(|(n, _)| *n == number).unwrap().1
    };
    assert_eq!(of_list(&mut desk), Shown::Unknown(Unknown::NeverAsked));
    // The first act tells it.
    write(&mut desk, 8).unwrap();
    assert!(matches!(of_list(&mut desk), Shown::Value { .. }));
}

fn purpose(desk: &TestDesk, person: Id) -> String {
    all(desk, "visit", person)[0].text("purpose").unwrap().to_owned()
}

#[test]
fn advice_is_one_entry_that_names_the_next_date() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    booking(&mut desk, person, time::from_day_and_minutes(day(2026, 12, 14), 570).unwrap(), "case_officer");
    desk.open(person);
    let template = filled(&mut desk, 1);
    assert_eq!(template.text, "Kerrottu työnhaun tilanne. Seuraava aika: 14.12.2026 klo 9.30.");
    assert_eq!((template.method.as_str(), template.reminder), ("36", None));
    let (id, effects) = write(&mut desk, 1).unwrap();
    assert_eq!(ids(&effects), ["effect-contact"]);
    let contacts = all(&desk, "contact", person);
    assert_eq!((contacts.len(), contacts[0].id), (1, id));
    assert_eq!(contacts[0].text("subject"), Some("Neuvottu: tilanne ja seuraava aika"));
    assert_eq!(contacts[0].id("officer"), Some(user("front_desk")));
    assert!(all(&desk, "task", person).is_empty());
}

#[test]
fn not_reached_reminds_the_user_in_two_business_days() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.clock.wait(3 * time::DAY_MS);
    desk.open(person);
    let template = filled(&mut desk, 2);
    assert_eq!(template.text, "Soitettu klo 17.13, ei vastausta.");
    assert_eq!(template.reminder, Some(day(2026, 9, 28)), "from Thursday over the weekend");
    let before = desk.changes();
    let (_, effects) = write(&mut desk, 2).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-reminder"]);
    assert_eq!(desk.changes(), before + 1, "one change: one transaction");
    let task = &all(&desk, "task", person)[0];
    assert_eq!(task.int("due"), Some(i64::from(day(2026, 9, 28))));
    assert_eq!(task.text("task_type"), Some("callback"));
    assert_eq!(task.id("assignee"), Some(user("front_desk")));
    let contact = &all(&desk, "contact", person)[0];
    assert_eq!(contact.text("method"), Some("02"));
    assert_eq!(contact.int("follow_up"), task.int("due"));
}

#[test]
fn a_call_back_goes_to_the_officer_in_charge_or_the_unit() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    write(&mut desk, 3).unwrap();
    assert_eq!(all(&desk, "task", person)[0].id("assignee"), Some(user("case_officer")));
    let nobodys = desk.person("Salo", "Aino", &[]);
    desk.open(nobodys);
    write(&mut desk, 3).unwrap();
    let task = &all(&desk, "task", nobodys)[0];
    assert_eq!((task.id("assignee"), task.id("assignee_unit")), (None, Some(desk.unit)));
}

#[test]
fn a_note_that_says_nothing_is_refused() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let before = desk.changes();
    for blank in ["", " \n\t", "\u{200b}\u{feff}\u{e0041}"] {
        let note = note_of(&filled(&mut desk, 3));
        for note in [Note { text: blank.into(), ..note.clone() }, Note { subject: blank.into(), ..note }] {
            let Err(Refusal::Invalid(problems)) = desk.file().note(note) else { panic!("written") };
            assert_eq!(problems[0].id, "error-field-needed");
        }
    }
    assert_eq!(desk.changes(), before);
}

#[test]
fn a_client_with_nothing_ahead_is_told_to_the_officer() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let (_, effects) = write(&mut desk, 4).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-officer-task"]);
    let task = &all(&desk, "task", person)[0];
    assert_eq!(task.id("assignee"), Some(user("case_officer")));
    assert_eq!(task.int("due"), Some(i64::from(day(2026, 9, 22))));
    // Now there is a task ahead; and somebody who is no customer is nobody's to follow.
    let (_, effects) = write(&mut desk, 1).unwrap();
    assert_eq!(ids(&effects), ["effect-contact"]);
    let other = desk.person("Salo", "Aino", &[]);
    desk.open(other);
    assert_eq!(ids(&write(&mut desk, 4).unwrap().1), ["effect-contact"]);
}

#[test]
fn moving_an_appointment_frees_it_and_leaves_a_task() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    assert!(matches!(filled(&mut desk, 5).may, Allowed::No(_)), "there is none to move");
    assert!(matches!(write(&mut desk, 5), Err(Refusal::Cannot(m)) if m.id == "error-note-no-booking"));
    let at = time::from_day_and_minutes(day(2026, 10, 1), 570).unwrap();
    let booked = booking(&mut desk, person, at, "case_officer");
    assert_eq!(filled(&mut desk, 5).text, "Aika 1.10.2026 klo 9.30 siirretään.");
    let mut note = note_of(&filled(&mut desk, 5));
    note.reminder = Some(day(2026, 9, 22));
    note.no_next = Some("virkailija varaa".to_owned());
    let (_, effects) = desk.file().note(note).unwrap();
    assert_eq!(
        ids(&effects),
        ["effect-contact", "effect-reminder", "effect-booking-moved", "effect-visit-purpose"]
    );
    assert_eq!(all(&desk, "booking", person)[0].text("state"), Some("moved"));
    let contact = &all(&desk, "contact", person)[0];
    assert_eq!(contact.id("booking"), Some(booked));
    assert_eq!(
        contact.text("text"),
        Some("Aika 1.10.2026 klo 9.30 siirretään.\nUutta aikaa ei tarvita: virkailija varaa")
    );
    assert_eq!(all(&desk, "task", person)[0].text("text"), Some("Varaa asiakkaalle uusi aika"));
    assert_eq!(purpose(&desk, person), "booking");
}

#[test]
fn an_absence_is_noted_with_its_interview_and_ends_nothing() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let an_hour_ago = desk.session.now() - 3_600_000;
    booking(&mut desk, person, an_hour_ago, "case_officer");
    booking(&mut desk, person, an_hour_ago + 7 * time::DAY_MS, "case_officer");
    desk.session.open(person, crate::journal::codes::Purpose::Booking).unwrap();
    let (_, effects) = write(&mut desk, 6).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-reminder", "effect-booking-absent"]);
    let booking = &all(&desk, "booking", person)[1];
    assert_eq!((booking.text("state"), booking.text("absence_reason")), (Some("absent"), Some("open")));
    assert_eq!(all(&desk, "contact", person)[0].text("method"), Some("27"), "discussion at the office");
    assert!(all(&desk, "visit", person).is_empty());
}

#[test]
fn accepting_the_plan_brings_it_into_force() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    assert!(matches!(filled(&mut desk, 7).may, Allowed::No(_)));
    let id = plan(&mut desk, person, true);
    let mut note = note_of(&filled(&mut desk, 7));
    let before = desk.changes();
    let refused = desk.file().note(note.clone());
    assert!(matches!(refused, Err(Refusal::Invalid(p)) if p.len() == 2), "tick and delivery are missing");
    assert_eq!(desk.changes(), before, "a failing effect leaves nothing");
    assert!(all(&desk, "contact", person).is_empty());
    note.acceptance = Some((true, "letter".to_owned()));
    let (_, effects) = desk.file().note(note).unwrap();
    assert_eq!(
        ids(&effects),
        [
            "effect-contact",
            "effect-plan-accepted",
            "effect-plan-in-force",
            "effect-visit-purpose",
            "effect-officer-task"
        ]
    );
    let plan = &all(&desk, "employment_plan", person)[0];
    assert_eq!(plan.id, id);
    assert_eq!(plan.text("status"), Some("in_force"));
    assert_eq!((plan.text("acceptance"), plan.flag("understood")), (Some("other"), true));
    assert_eq!(plan.text("delivered"), Some("letter"));
    assert_eq!(purpose(&desk, person), "plan");
}

#[test]
fn a_clarification_is_an_entry_and_a_task() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let (_, effects) = write(&mut desk, 8).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-reminder", "effect-visit-purpose"]);
    assert_eq!(purpose(&desk, person), "clarification");
    // The first act gives the purpose, a later one leaves it.
    let booked = time::from_day_and_minutes(day(2026, 10, 1), 570).unwrap();
    booking(&mut desk, person, booked, "case_officer");
    let mut note = note_of(&filled(&mut desk, 5));
    note.next = Some(booked + time::DAY_MS);
    desk.file().note(note).unwrap();
    assert_eq!(purpose(&desk, person), "clarification");
}

#[test]
fn the_same_note_twice_a_day_asks_first() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    write(&mut desk, 2).unwrap();
    let again = write(&mut desk, 2);
    assert!(matches!(again, Err(Refusal::Confirm(m)) if m.id == "confirm-note-again"));
    assert_eq!(all(&desk, "contact", person).len(), 1);
    let mut note = note_of(&filled(&mut desk, 2));
    note.yes = Yes::all();
    desk.file().note(note).unwrap();
    assert_eq!(all(&desk, "contact", person).len(), 2);
    desk.clock.wait(time::DAY_MS);
    write(&mut desk, 2).unwrap();
}

#[test]
fn a_reminder_in_the_past_and_an_empty_subject_are_named() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let mut note = note_of(&filled(&mut desk, 2));
    note.reminder = Some(day(2026, 9, 20));
    let refused = desk.file().note(note.clone());
    assert!(
        matches!(refused, Err(Refusal::Invalid(p)) if p[0].id == "error-reminder-past" && p[0].field == 8)
    );
    note.reminder = None;
    note.subject = "  ".to_owned();
    let refused = desk.file().note(note);
    assert!(
        matches!(refused, Err(Refusal::Invalid(p)) if p[0].id == "error-field-needed" && p[0].field == 3)
    );
    assert!(all(&desk, "contact", person).is_empty());
}

#[test]
fn what_the_store_refuses_leaves_nothing_of_the_note() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let at = time::from_day_and_minutes(day(2026, 10, 1), 570).unwrap();
    booking(&mut desk, person, at, "case_officer");
    desk.open(person);
    let mut note = note_of(&filled(&mut desk, 5));
    note.next = Some(at + time::DAY_MS);
    note.text = "x".repeat(4 << 20);
    let (before, log) = (desk.changes(), desk.log_of(person).len());
    assert!(matches!(desk.file().note(note), Err(Refusal::Cannot(_))));
    assert_eq!((desk.changes(), desk.log_of(person).len()), (before, log));
    assert_eq!(all(&desk, "booking", person)[0].text("state"), Some("booked"));
}

#[test]
fn who_may_not_write_entries_gets_no_templates() {
    let mut desk = TestDesk::new("supervisor");
    let person = client(&mut desk);
    desk.open(person);
    assert!(not_allowed(&desk.file().templates()));
    assert!(not_allowed(&desk.file().note(bare_note())));
    assert!(all(&desk, "contact", person).is_empty());
}

#[test]
fn an_arrival_is_one_key_and_tells_the_host() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    assert!(matches!(desk.file().arrived(), Err(Refusal::Cannot(m)) if m.id == "error-no-booking-today"));
    let soon = desk.session.now() + 900_000;
    let booked = booking(&mut desk, person, soon, "case_officer");
    booking(&mut desk, person, soon + time::DAY_MS, "case_officer");
    assert_eq!(desk.file().card().unwrap().arrival, Some(booked));
    let before = desk.changes();
    let (id, effects) = desk.file().arrived().unwrap();
    assert_eq!(id, booked);
    assert_eq!(ids(&effects), ["effect-arrived", "effect-visit-purpose", "effect-host-told"]);
    assert_eq!(desk.changes(), before + 1);
    let states: Vec<String> =
        all(&desk, "booking", person).iter().map(|b| b.text("state").unwrap().to_owned()).collect();
    assert_eq!(states, ["booked", "arrived"]);
    assert_eq!(purpose(&desk, person), "arrival");
    let task = &all(&desk, "task", person)[0];
    assert_eq!(task.id("assignee"), Some(user("case_officer")));
    assert!(desk.file().arrived().is_err(), "nobody arrives twice");
    assert_eq!(desk.file().card().unwrap().arrival, None);
    // The contact of somebody who came for a booking has its own code.
    assert_eq!(filled(&mut desk, 4).method, "35");
}

#[test]
fn a_late_comer_arrives_all_the_same() {
    let mut desk = TestDesk::new("case_officer");
    let person = client(&mut desk);
    let an_hour_ago = desk.session.now() - 3_600_000;
    booking(&mut desk, person, an_hour_ago, "case_officer");
    desk.open(person);
    // Its time is over, and nobody has said what became of it: everything still speaks of it.
    let line = desk.file().client_line().unwrap();
    assert!(line.alerts.iter().any(|alert| alert.message.id == "alert-booking-today"), "{:?}", line.alerts);
    // Today's appointment is not the next time: card and note say so alike.
    let card = desk.file().card().unwrap();
    let next = card.facts.iter().find(|fact| fact.label == "card-next").unwrap();
    assert!(next.from.is_none());
    assert!(card.arrival.is_some());
    assert!(!matches!(filled(&mut desk, 1).next, crate::desk::api::NextTime::Booked(_)));
    assert!(matches!(filled(&mut desk, 5).may, Allowed::Yes), "it can be moved");
    assert!(!filled(&mut desk, 1).text.contains("klo"), "it is not the next time");
    let (_, effects) = desk.file().arrived().unwrap();
    assert_eq!(ids(&effects), ["effect-arrived", "effect-visit-purpose"], "the host is the user");
    assert_eq!(filled(&mut desk, 4).method, "35", "a note of a visit with a time, whenever it is written");
}

/// K8: the form warns, and never blocks. The word is in the question alone.
#[test]
fn a_word_of_health_in_a_quick_note_asks_first() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let mut note = note_of(&filled(&mut desk, 1));
    note.text = "Sairausloma jatkuu toukokuuhun".to_owned();
    let rows = desk.log_of(person).len();
    match desk.file().note(note.clone()) {
        Err(Refusal::Confirm(question)) => {
            assert_eq!(question.id, "confirm-health-words");
            assert_eq!(question.args, [("word", "sairausloma".to_owned())]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.log_of(person).len(), rows, "nothing was written");
    note.yes = Yes::all();
    desk.file().note(note).unwrap();
}

#[test]
fn a_yes_to_one_question_is_none_to_the_next() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    write(&mut desk, 1).unwrap();
    let mut note = note_of(&filled(&mut desk, 1));
    note.text = "Sairausloma jatkuu toukokuuhun".to_owned();
    for question in ["confirm-note-again", "confirm-health-words"] {
        let asked = desk.file().note(note.clone());
        assert!(matches!(&asked, Err(Refusal::Confirm(m)) if m.id == question), "{question}: {asked:?}");
        note.yes.add(question);
    }
    desk.file().note(note).unwrap();
}

#[test]
fn what_the_program_writes_is_in_the_language_of_the_office() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    assert_eq!(filled(&mut desk, 2).subject, "Ei tavoitettu", "an office that never said is Finnish");
    desk.session
        .change(Vec::new(), |c| crate::store::put_meta(c, crate::desk::office::LANGUAGE, b"sv"))
        .unwrap();
    let template = filled(&mut desk, 2);
    assert_eq!(template.subject, "Nåddes inte");
    desk.file().note(note_of(&template)).unwrap();
    // The reminder of the note is the program's own text too.
    let tasks = read::page(desk.session.store.connection(), kind("task"), person, 0, 10).unwrap();
    assert!(tasks.iter().any(|t| t.text("text") == Some("Ring kunden på nytt")));
}
