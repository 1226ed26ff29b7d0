//! The time line on a real file.

use crate::desk::api::{Hidden, Part, Refusal, Shown, TimeLine};
use crate::desk::records_tests::{change_form, new_form, yes};
use crate::desk::testing::{TestDesk, not_allowed};
use crate::register::{Id, Value};

fn history(desk: &mut TestDesk, person: Id) {
    for (start, end, occupation) in
        [("2023-08-01", Some("2026-08-31"), "5223"), ("2019", Some("2019"), "9112")]
    {
        let mut fields = vec![
            ("employer_name", "Salpa-Market Oy".into()),
            ("occupation", occupation.into()),
            ("start", start.into()),
            ("evidence", "seen".into()),
            ("weekly_minutes", Value::Int(2_220)),
        ];
        fields.extend(end.map(|e| ("end", Value::from(e))));
        desk.record("work_history", person, &fields);
    }
    desk.record(
        "education",
        person,
        &[
            ("name", "Merkonomi".into()),
            ("school", "Salpaus".into()),
            ("country", "246".into()),
            ("started", "2019-08-15".into()),
            ("completed", "2022-05-31".into()),
            ("status", "completed".into()),
            ("evidence", "told".into()),
        ],
    );
    desk.record(
        "skill",
        person,
        &[("skill_type", "card".into()), ("name", "Hygieniapassi".into()), ("evidence", "seen".into())],
    );
}

fn line(desk: &mut TestDesk, person: Id) -> TimeLine {
    desk.open(person).time_line().unwrap()
}

#[test]
fn work_and_education_stand_on_one_line_with_their_gaps() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    history(&mut desk, person);
    let line = line(&mut desk, person);
    let rows: Vec<(&str, &str)> = line
        .rows
        .iter()
        .map(|r| (r.record.map_or("gap", |(kind, _)| kind.name), r.start.as_deref().unwrap_or("?")))
        .collect();
    assert_eq!(
        rows,
        [
            ("work_history", "2023-08-01"),
            ("gap", "2022-06-01"),
            ("education", "2019-08-15"),
            ("work_history", "2019"),
        ]
    );
    let [Part::Words(gap)] = line.rows[1].what.as_slice() else { panic!() };
    assert_eq!((gap.id, gap.args[0].1.as_str()), ("time-line-gap", "14"));
    assert_eq!(line.rows[0].what.len(), 2, "occupation and hours");
    assert!(matches!(&line.rows[2].place, Shown::Value { value: Value::Text(t), .. } if t == "Salpaus"));
    assert!(line.rows[0].entered.is_some());
    assert_eq!(line.skills.len(), 1);
}

#[test]
fn places_are_hidden_under_turvakielto() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    history(&mut desk, person);
    // The flag alone, without what takes the values out: what is still there is hidden too.
    let kind = crate::register::kinds::by_name("person").unwrap();
    let flag = [(kind.field("protected").unwrap().number, Some(true.into()))];
    let on = desk.session.changed(kind, person, Some(person), &flag, None).unwrap();
    desk.write(vec![on]);
    let line = line(&mut desk, person);
    let places: Vec<&Shown> = line.rows.iter().filter(|r| r.record.is_some()).map(|r| &r.place).collect();
    assert!(places.iter().all(|p| **p == Shown::Hidden(Hidden::Protected)), "{places:?}");
}

#[test]
fn it_is_a_row_of_the_log_once_in_half_a_minute() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let before = desk.log_of(person).len();
    desk.file().time_line().unwrap();
    let after = desk.log_of(person).len();
    assert_eq!(after, before + 4, "work, education, skills, languages");
    desk.file().time_line().unwrap();
    assert_eq!(desk.log_of(person).len(), after);
}

#[test]
fn without_the_right_there_is_no_line() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    desk.session.who.roles = vec!["payments_officer".to_owned()];
    assert!(not_allowed(&desk.file().time_line()));
}

#[test]
fn two_jobs_at_the_same_time_are_asked_about_and_saved_all_the_same() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let job = |start: &str, end: Option<&str>| {
        let mut fields = vec![
            ("employer_name", Value::from("Salpa-Market Oy")),
            ("occupation", "5223".into()),
            ("start", start.into()),
        ];
        fields.extend(end.map(|end| ("end", end.into())));
        fields.extend(end.map(|_| ("end_cause", "fixed_term".into())));
        new_form("work_history", &fields)
    };
    desk.open(person);
    let (first, _) = desk.file().save(job("2016-07", Some("2020-09"))).unwrap();
    let overlapping = job("2020", Some("2020-12-31"));
    match desk.file().save(overlapping.clone()) {
        Err(Refusal::Confirm(question)) => {
            assert_eq!(question.id, "confirm-overlap");
            assert_eq!(question.args, [("other", "7.2016–9.2020".to_owned())]);
        }
        other => panic!("{other:?}"),
    }
    desk.file().save(yes(overlapping)).unwrap();
    // What comes after, of which nothing is known, or is changed elsewhere, is not asked about; work that goes on is.
    desk.file().save(job("2021-01", Some("2021-03"))).unwrap();
    let text = change_form(&mut desk, "work_history", first, &[("title", "Myyjä".into())]);
    desk.file().save(text).unwrap();
    assert!(matches!(desk.file().save(job("2015", None)), Err(Refusal::Confirm(_))));
    let study = |status: &str| {
        let fields =
            [("name", Value::from("Merkonomi")), ("started", "2019-08".into()), ("status", status.into())];
        new_form("education", &fields)
    };
    desk.file().save(study("interrupted")).unwrap();
    desk.file().save(study("ongoing")).unwrap();
    assert!(matches!(desk.file().save(study("ongoing")), Err(Refusal::Confirm(_))), "two that go on");
}
