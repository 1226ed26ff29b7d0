//! The alerts of a client and the deadlines over holidays.

use crate::desk::api::{Alert, ClientLine};
use crate::desk::testing::{TestDesk, user};
use crate::register::words::{Lang, Word, Words};
use crate::register::{Id, Value, dates, time};

fn day(y: i32, m: u32, d: u32) -> Value {
    Value::Int(i64::from(dates::from_ymd(y, m, d).unwrap()))
}

fn at(y: i32, m: u32, d: u32, minutes: u32) -> Value {
    Value::Int(time::from_day_and_minutes(dates::from_ymd(y, m, d).unwrap(), minutes).unwrap())
}

fn said(alerts: &[Alert]) -> Vec<String> {
    let words = Words::full(Lang::Fi);
    alerts
        .iter()
        .map(|a| {
            let args: Vec<(&str, Word)> =
                a.message.args.iter().map(|(n, v)| (*n, Word::from(v.as_str()))).collect();
            format!("{} {}", if a.grave { "!!" } else { "!" }, words.get_with(a.message.id, &args))
        })
        .collect()
}

fn line(desk: &mut TestDesk, person: Id) -> ClientLine {
    desk.open(person).client_line().unwrap()
}

fn alerts(desk: &mut TestDesk, person: Id) -> Vec<String> {
    said(&line(desk, person).alerts)
}

fn search(desk: &mut TestDesk, person: Id, start: (i32, u32, u32), more: &[(&str, Value)]) -> Id {
    let (y, m, d) = start;
    let mut fields =
        vec![("requested_at", at(y, m, d, 600)), ("start", day(y, m, d)), ("start_channel", "desk".into())];
    fields.extend(more.iter().cloned());
    desk.record("job_search_period", person, &fields)
}

fn booking(desk: &mut TestDesk, person: Id, start: Value, service: &str, state: &str) -> Id {
    let unit = desk.unit;
    desk.record(
        "booking",
        person,
        &[
            ("start", start),
            ("minutes", Value::Int(45)),
            ("service", service.into()),
            ("unit", Value::Id(unit)),
            ("mode", "office".into()),
            ("state", state.into()),
        ],
    )
}

#[test]
fn the_line_says_who_it_is_with_a_masked_code() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person(
        "Meikäläinen",
        "Maija Inkeri",
        &[("hetu", "010594Y9032".into()), ("service_language", "sv".into())],
    );
    let line = line(&mut desk, person);
    assert_eq!(line.name, "MEIKÄLÄINEN Maija Inkeri");
    assert_eq!(line.hetu.as_deref(), Some("010594Y****"));
    assert_eq!(line.language.as_deref(), Some("sv"));
    assert_eq!(line.ground.id, "ground-visit");
}

#[test]
fn alerts_stand_in_the_desks_order() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person(
        "Salo",
        "Aino",
        &[
            ("protected", true.into()),
            ("protected_until", day(2027, 5, 31)),
            ("service_language", "sv".into()),
        ],
    );
    desk.record(
        "special_arrangement",
        person,
        &[("arrangement", "accessible_room".into()), ("start", day(2026, 1, 1))],
    );
    desk.record(
        "special_arrangement",
        person,
        &[("arrangement", "plain_language".into()), ("start", day(2020, 1, 1)), ("end", day(2021, 1, 1))],
    );
    desk.record(
        "employment_plan",
        person,
        &[("plan_kind", "01".into()), ("status", "waiting".into()), ("next_review", day(2026, 12, 1))],
    );
    desk.record(
        "task",
        person,
        &[
            ("due", day(2026, 9, 21)),
            ("text", "Soita".into()),
            ("task_type", "callback".into()),
            ("assignee", Value::Id(user("front_desk"))),
        ],
    );
    // The word that the client has arrived is of today as well, and pushes nothing off the card.
    let arrived = [
        ("due", day(2026, 9, 21)),
        ("text", "Asiakas saapui 9.25, aika 9.30".into()),
        ("task_type", "other".into()),
        ("assignee", Value::Id(user("case_officer"))),
    ];
    desk.record("task", person, &arrived);
    search(&mut desk, person, (2026, 9, 17), &[]);
    let today = dates::ymd(desk.session.today());
    assert_eq!(today, (2026, 9, 21), "the frozen day");
    assert_eq!(
        alerts(&mut desk, person),
        [
            "!! TURVAKIELTO 31.5.2027 asti: yhteystiedot salattu. Älä lue ääneen.",
            "! MÄÄRÄAIKA to 1.10.2026 alkuhaastattelu, 8 arkipäivää jäljellä",
            "! MÄÄRÄAIKA ma 21.9.2026 tehtävä: Soita",
            "! Suunnitelma odottaa asiakkaan hyväksyntää",
            "! Palvelukieli: ruotsi",
            "! Järjestely: esteetön tila",
            "! MÄÄRÄAIKA ma 21.9.2026 tehtävä: Asiakas saapui 9.25, aika 9.30",
        ]
    );
}

#[test]
fn deadlines_are_counted_over_weekends_and_holidays() {
    let table: [((i32, u32, u32), i64, &str); 4] = [
        // Check values of the rule set's calendar: from the start to the last legal day.
        ((2026, 3, 27), 14, "! MYÖHÄSSÄ: alkuhaastattelun viimeinen päivä oli ti 14.4.2026"),
        ((2026, 6, 12), 14, "! MYÖHÄSSÄ: alkuhaastattelun viimeinen päivä oli ma 29.6.2026"),
        ((2026, 9, 7), 14, "! MÄÄRÄAIKA TÄNÄÄN: alkuhaastattelun viimeinen päivä"),
        ((2026, 9, 8), 14, "! MÄÄRÄAIKA ti 22.9.2026 alkuhaastattelu, 1 arkipäivä jäljellä"),
    ];
    for (start, _, words) in table {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Salo", "Aino", &[]);
        search(&mut desk, person, start, &[]);
        assert_eq!(alerts(&mut desk, person), [words], "{start:?}");
    }
    // Three months on, over Christmas: 18.12.2026 and 10 business days.
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    search(&mut desk, person, (2026, 12, 18), &[]);
    assert_eq!(alerts(&mut desk, person), Vec::<String>::new(), "a search that has not begun");
    desk.clock.wait(90 * time::DAY_MS);
    let today = desk.session.today();
    assert_eq!(dates::ymd(today), (2026, 12, 20));
    assert_eq!(
        alerts(&mut desk, person),
        ["! MÄÄRÄAIKA to 7.1.2027 alkuhaastattelu, 10 arkipäivää jäljellä"]
    );
}

#[test]
fn an_interview_held_ends_the_deadline_and_a_missed_one_does_not() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    search(&mut desk, person, (2026, 9, 14), &[]);
    let missed = booking(&mut desk, person, at(2026, 9, 17, 570), "initial", "absent");
    let contact = |desk: &mut TestDesk, booking: Option<Id>| {
        let mut fields = vec![
            ("at", at(2026, 9, 17, 600)),
            ("method", "21".into()),
            ("subject", "Haastattelu".into()),
            ("officer", Value::Id(user("case_officer"))),
        ];
        fields.extend(booking.map(|b| ("booking", Value::Id(b))));
        desk.record("contact", person, &fields);
    };
    contact(&mut desk, Some(missed));
    assert_eq!(alerts(&mut desk, person).len(), 1, "nobody came");
    contact(&mut desk, None);
    assert!(alerts(&mut desk, person).is_empty());

    let kept = desk.person("Salo", "Eero", &[]);
    search(&mut desk, kept, (2026, 9, 14), &[]);
    booking(&mut desk, kept, at(2026, 9, 17, 570), "initial", "done");
    assert!(alerts(&mut desk, kept).is_empty());
}

#[test]
fn a_search_soon_after_the_last_one_needs_no_new_interview() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let ended = [("end", day(2026, 6, 30)), ("end_reason", "01".into())];
    search(&mut desk, person, (2025, 1, 2), &ended);
    search(&mut desk, person, (2026, 9, 14), &[]);
    assert!(alerts(&mut desk, person).is_empty());
    let other = desk.person("Salo", "Eero", &[]);
    let ended = [("end", day(2026, 2, 28)), ("end_reason", "01".into())];
    search(&mut desk, other, (2025, 1, 2), &ended);
    search(&mut desk, other, (2026, 9, 14), &[]);
    assert_eq!(alerts(&mut desk, other).len(), 1, "more than six months have passed");
}

#[test]
fn somebody_who_was_not_identified_is_told_nothing() {
    use crate::access::Identification;
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    booking(&mut desk, person, at(2026, 9, 21, 1_100), "discussion", "booked");
    let alerts = desk
        .session
        .open_visit(person, Identification::NotIdentified, "desk")
        .unwrap()
        .client_line()
        .unwrap();
    assert_eq!(
        said(&alerts.alerts),
        [
            "! EI TUNNISTETTU: älä kerro mitään asiakkaan tiedoista.",
            "! AIKA TÄNÄÄN klo 18.20 työnhakukeskustelu",
        ]
    );
    assert_eq!(alerts.ground.id, "ground-booking-at");
}
