//! The next time of a quick note: asked where an interview goes away, shown where there is one, booked with the note.

use crate::desk::api::{NewTime, NextTime, Refusal};
use crate::desk::notes::tests::{all, booking, client, day, filled, ids, note_of};
use crate::desk::testing::{TestDesk, user};
use crate::register::{Id, Value, time};

/// A moment in Helsinki.
fn at(day: i32, hour: u32, minute: u32) -> i64 {
    time::from_day_and_minutes(day, hour * 60 + minute).unwrap()
}

/// The clerk with the file of a client who has a time on 1.10.2026 at 9.30.
fn booked() -> (TestDesk, Id, Id) {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let old = booking(&mut desk, person, at(day(2026, 10, 1), 9, 30), "case_officer");
    desk.open(person);
    (desk, person, old)
}

/// The problem that a note is refused with.
fn problem(desk: &mut TestDesk, digit: u8, next: Option<i64>) -> &'static str {
    let mut note = note_of(&filled(desk, digit));
    note.next = next;
    match desk.file().note(note) {
        Err(Refusal::Invalid(problems)) => problems[0].id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_time_that_is_moved_has_a_new_one_in_the_same_transaction() {
    let (mut desk, person, old) = booked();
    let template = filled(&mut desk, 5);
    assert_eq!(
        template.next,
        NextTime::Asked(NewTime { service: "discussion".into(), last_day: None }),
        "moving asks where to"
    );
    let mut note = note_of(&template);
    note.next = Some(at(day(2026, 10, 8), 13, 0));
    let before = desk.changes();
    let (_, effects) = desk.file().note(note).unwrap();
    assert_eq!(
        ids(&effects),
        ["effect-contact", "effect-booking-moved", "effect-next-booked", "effect-visit-purpose"]
    );
    assert_eq!(desk.changes(), before + 1);
    let bookings = all(&desk, "booking", person);
    assert_eq!(bookings.len(), 2);
    let new = &bookings[0];
    assert_eq!((new.text("state"), new.id("moved_from")), (Some("booked"), Some(old)));
    assert_eq!((new.int("minutes"), new.id("host")), (Some(45), Some(user("case_officer"))));
    assert_eq!(bookings[1].text("state"), Some("moved"));
    assert!(all(&desk, "task", person).is_empty(), "nothing is left for the officer to do");
    assert!(format!("{:?}", desk.file().card().unwrap().facts).contains("8.10."), "the card has a next date");
}

#[test]
fn a_note_that_takes_a_time_away_needs_a_new_one_or_a_reason() {
    let (mut desk, person, _) = booked();
    let before = desk.changes();
    assert_eq!(problem(&mut desk, 5, None), "error-next-needed");
    for blank in ["", "  ", "\u{200b}"] {
        let mut note = note_of(&filled(&mut desk, 5));
        note.no_next = Some(blank.to_owned());
        assert!(desk.file().note(note).is_err(), "a reason has to say something");
    }
    let past = desk.session.now() - 60_000;
    assert_eq!(problem(&mut desk, 5, Some(past)), "error-next-past");
    assert_eq!(desk.changes(), before);
    let mut note = note_of(&filled(&mut desk, 5));
    note.no_next = Some("soittaa itse".to_owned());
    let (_, effects) = desk.file().note(note).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-booking-moved", "effect-visit-purpose"]);
    let text = all(&desk, "contact", person)[0].text("text").unwrap().to_owned();
    assert!(text.ends_with("Uutta aikaa ei tarvita: soittaa itse"), "{text}");
}

#[test]
fn an_absence_asks_only_where_no_other_time_is_booked() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    let an_hour_ago = desk.session.now() - 3_600_000;
    booking(&mut desk, person, an_hour_ago, "case_officer");
    desk.open(person);
    assert!(matches!(filled(&mut desk, 6).next, NextTime::Asked(_)));
    let later = at(day(2026, 10, 1), 9, 30);
    booking(&mut desk, person, later, "case_officer");
    assert_eq!(filled(&mut desk, 6).next, NextTime::Booked(later));
    assert_eq!(problem(&mut desk, 6, Some(later + 60_000)), "error-next-there");
}

#[test]
fn a_client_without_a_time_may_be_given_one() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    desk.open(person);
    let template = filled(&mut desk, 1);
    assert_eq!(template.text, "Kerrottu työnhaun tilanne. Seuraava aika: ei varattua aikaa.");
    assert_eq!(template.unless_ahead.as_ref().map(|m| m.id), Some("effect-officer-task"));
    let mut note = note_of(&template);
    note.next = Some(at(day(2026, 12, 14), 9, 30));
    let (_, effects) = desk.file().note(note).unwrap();
    assert_eq!(ids(&effects), ["effect-contact", "effect-next-booked"]);
    let new = &all(&desk, "booking", person)[0];
    assert_eq!((new.text("service"), new.text("mode")), (Some("discussion"), Some("office")));
    assert_eq!((new.id("host"), new.id("unit")), (Some(user("case_officer")), Some(desk.unit)));
    assert_eq!(
        all(&desk, "contact", person)[0].text("text"),
        Some("Kerrottu työnhaun tilanne. Seuraava aika: 14.12.2026 klo 9.30."),
        "the text does not say that there is none"
    );
    assert_eq!(filled(&mut desk, 1).next, NextTime::Booked(at(day(2026, 12, 14), 9, 30)));
}

#[test]
fn behind_the_last_legal_day_the_form_of_the_booking_asks_the_reason() {
    let mut desk = TestDesk::new("front_desk");
    let person = client(&mut desk);
    // Monday 21.9.2026 is today; an initial interview is due in ten business days.
    let start = Value::Int(i64::from(day(2026, 9, 21)));
    desk.record("job_search_period", person, &[("start", start)]);
    desk.open(person);
    let last = day(2026, 10, 5);
    let new = NewTime { service: "initial".into(), last_day: Some(last) };
    assert_eq!(filled(&mut desk, 4).next, NextTime::Free(new));
    assert_eq!(problem(&mut desk, 4, Some(at(last + 1, 9, 0))), "error-next-late");
    let mut note = note_of(&filled(&mut desk, 4));
    note.next = Some(at(last, 16, 0));
    desk.file().note(note).unwrap();
    let booking = &all(&desk, "booking", person)[0];
    assert_eq!((booking.text("service"), booking.int("deadline")), (Some("initial"), Some(i64::from(last))));
    // Moved, it keeps the day by which it has to be held.
    assert_eq!(problem(&mut desk, 5, Some(at(last + 1, 9, 0))), "error-next-late");
}

#[test]
fn the_preview_names_every_effect_beside_the_fields() {
    let (mut desk, _, _) = booked();
    let template = filled(&mut desk, 5);
    assert_eq!(ids(&template.effects), ["effect-contact", "effect-booking-moved", "effect-visit-purpose"]);
    assert_eq!(filled(&mut desk, 1).unless_ahead, None, "a time lies ahead");
}
