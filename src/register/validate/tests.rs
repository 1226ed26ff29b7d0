//! Tables of cases for the checks of one record.

use super::*;
use crate::register::Id;
use crate::register::kinds::{ALL, by_name};
use crate::register::present::Present;
use crate::register::words::{Lang, Words};
use std::sync::LazyLock;

/// 15.6.2026.
const TODAY: i32 = 20_619;

/// Values by field name, on top of what every record has.
fn record(kind: &str, values: &[(&str, Value)]) -> (&'static Kind, Values) {
    let kind = by_name(kind).unwrap();
    let mut all: Values = [(1005, Value::from("customer"))].into();
    for (name, value) in values {
        all.insert(kind.field(name).unwrap_or_else(|| panic!("{name}")).number, value.clone());
    }
    (kind, all)
}

fn problems(kind: &str, values: &[(&str, Value)]) -> Vec<(&'static str, &'static str)> {
    let (kind, values) = record(kind, values);
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::full(Lang::Fi));
    let present = Present { words: &WORDS, codes: CodeLists::embedded(), names: &|_| None };
    let found = check(kind, &values, TODAY);
    for problem in &found {
        let sentence = present.problem(kind, problem);
        assert!(!sentence.contains('{') && sentence != problem.id, "{problem:?}: {sentence}");
    }
    found.into_iter().map(|p| (kind.field_number(p.field).map_or("?", |f| f.name), p.id)).collect()
}

fn day(n: i32) -> Value {
    Value::Int(n.into())
}

static ANYONE: LazyLock<Value> = LazyLock::new(|| Value::Id(Id::from_bytes([7; 16])));

fn person() -> Vec<(&'static str, Value)> {
    vec![
        ("hetu", "010594Y9032".into()),
        ("surname", "Meikäläinen".into()),
        ("first_names", "Maija Inkeri".into()),
        ("birth_date", day(8886)),
        ("service_language", "fi".into()),
        ("citizenships", Value::codes(["246"])),
        ("protected", false.into()),
        ("identity_state", "verified".into()),
    ]
}

/// The same values with some replaced, or taken out by `None`.
fn but(
    mut values: Vec<(&'static str, Value)>,
    changes: &[(&'static str, Option<Value>)],
) -> Vec<(&'static str, Value)> {
    for (name, change) in changes {
        values.retain(|(n, _)| n != name);
        values.extend(change.clone().map(|v| (*name, v)));
    }
    values
}

#[test]
fn a_whole_person_has_no_problem() {
    assert_eq!(problems("person", &person()), []);
}

#[test]
fn persons_are_checked_field_by_field() {
    type Case<'a> = (&'a [(&'static str, Option<Value>)], &'a [(&'static str, &'static str)]);
    let cases: &[Case<'_>] = &[
        (&[("surname", None)], &[("surname", "error-field-needed")]),
        (&[("surname", Some("  ".into()))], &[("surname", "error-field-needed")]),
        (&[("surname", Some("R2D2".into()))], &[("surname", "error-name-digit")]),
        (&[("hetu", None)], &[("hetu", "error-field-needed")]),
        (&[("hetu", None), ("foreign_id", Some("X1".into()))], &[]),
        (&[("hetu", Some("010594Y9033".into()))], &[("hetu", "error-hetu-check")]),
        (&[("hetu", Some("010594y9032".into()))], &[("hetu", "error-field-type")]),
        (&[("birth_date", Some(day(8885)))], &[("birth_date", "error-birth-date-hetu")]),
        (
            &[("hetu", None), ("foreign_id", Some("X1".into())), ("birth_date", Some(day(TODAY + 1)))],
            &[("birth_date", "error-future")],
        ),
        (&[("death_date", Some(day(8000)))], &[("death_date", "error-order")]),
        (&[("citizenships", Some(Value::Codes(vec![])))], &[("citizenships", "error-field-needed")]),
        (&[("citizenships", Some(Value::codes(["246", "000"])))], &[("citizenships", "error-code-unknown")]),
        (
            &[("citizenships", Some(Value::Codes(vec!["752".into(), "246".into()])))],
            &[("citizenships", "error-field-type")],
        ),
        (&[("service_language", Some(1.into()))], &[("service_language", "error-field-type")]),
        (&[("protected", None)], &[("protected", "error-field-needed")]),
        (&[("call_name", Some("a".repeat(51).as_str().into()))], &[("call_name", "error-text-long")]),
        (&[("foreign_id", Some("a\u{1b}[2J".into()))], &[("foreign_id", "error-text-character")]),
    ];
    for (changes, expected) in cases {
        let fields: Vec<_> = changes.iter().map(|(n, _)| n).collect();
        assert_eq!(problems("person", &but(person(), changes)), *expected, "{fields:?}");
    }
}

#[test]
fn the_source_must_be_told_closer_when_it_is_another() {
    let from = |source: &str| but(person(), &[("source", Some(source.into()))]);
    assert_eq!(problems("person", &from("officer")), []);
    assert_eq!(problems("person", &from("vtj")), [("source_detail", "error-field-needed")]);
}

#[test]
fn codes_closed_sealed_and_refused_are_told_apart() {
    let status = |code: &str| vec![("status", Value::from(code)), ("start", day(TODAY))];
    assert_eq!(problems("employment_status", &status("02")), []);
    assert_eq!(problems("employment_status", &status("06")), [("status", "error-code-closed")]);
    assert_eq!(problems("employment_status", &status("99")), [("status", "error-code-unknown")]);
    let plan_task = |code: &str| {
        vec![
            ("plan", ANYONE.clone()),
            ("task", Value::from(code)),
            ("due", day(TODAY)),
            ("outcome", "open".into()),
        ]
    };
    assert_eq!(problems("plan_task", &plan_task("051")), []);
    assert_eq!(problems("plan_task", &plan_task("034")), [("task", "error-code-sealed")]);
    let (kind, values) = record("plan_task", &plan_task("034"));
    let problem = check(kind, &values, TODAY).remove(0);
    assert!(problem.args.contains(&("compartment", Arg::Compartment(Compartment::Health))));
}

#[test]
fn an_old_code_is_not_asked_about_again() {
    let (kind, before) = record("employment_status", &[("status", "06".into()), ("start", day(TODAY))]);
    assert_eq!(Check::new(kind, TODAY).before(&before).run(&before), []);
    let mut after = before.clone();
    after.insert(1, "99".into());
    assert_eq!(Check::new(kind, TODAY).before(&before).run(&after).len(), 1);
}

#[test]
fn an_ending_needs_its_reasons() {
    let search = |more: &[(&'static str, Option<Value>)]| {
        let noon = i64::from(TODAY) * time::DAY_MS + 9 * 3_600_000;
        let base =
            vec![("requested_at", Value::Int(noon)), ("start", day(TODAY)), ("start_channel", "desk".into())];
        problems("job_search_period", &but(base, more))
    };
    assert_eq!(search(&[]), []);
    assert_eq!(search(&[("start", Some(day(TODAY - 1)))]), [("start", "error-same-day")]);
    assert_eq!(
        search(&[("end", Some(day(TODAY + 30)))]),
        [("end_reason", "error-field-needed"), ("legal_end", "error-field-needed"),]
    );
    let ended = |legal: &str, barred: bool| {
        search(&[
            ("end", Some(day(TODAY))),
            ("end_reason", Some("10".into())),
            ("legal_end", Some(legal.into())),
            ("online_restart_barred", Some(barred.into())),
        ])
    };
    assert_eq!(ended("own_wish", false), []);
    assert_eq!(ended("own_wish", true), [("online_restart_barred", "error-only-when")]);
    assert_eq!(ended("repeated_absence", true), []);
    assert_eq!(
        search(&[
            ("end", Some(day(TODAY - 1))),
            ("end_reason", Some("10".into())),
            ("legal_end", Some("not_renewed".into()))
        ]),
        [("end", "error-order")]
    );
}

#[test]
fn part_dates_are_compared_as_wide_as_they_are_meant() {
    let job = |start: &str, end: &str| {
        problems(
            "work_history",
            &[
                ("employer_name", "Salpa-Market Oy".into()),
                ("title", "myyjä".into()),
                ("start", start.into()),
                ("end", end.into()),
                ("end_cause", "fixed_term".into()),
                ("evidence", "told".into()),
            ],
        )
    };
    assert_eq!(job("2019-08-15", "2019"), []);
    assert_eq!(job("2019-08", "2019-08"), []);
    assert_eq!(job("2019-08-15", "2019-07"), [("end", "error-order")]);
    assert_eq!(job("2027", "2027"), [("start", "error-future")]);
    assert_eq!(job("2019-13", "2020"), [("start", "error-date-form")]);
}

#[test]
fn a_plan_in_force_has_its_content_and_both_acceptances() {
    let plan = |more: &[(&'static str, Option<Value>)]| {
        let base =
            vec![("plan_kind", "01".into()), ("next_review", day(TODAY + 90)), ("status", "in_force".into())];
        problems("employment_plan", &but(base, more)).into_iter().map(|(f, _)| f).collect::<Vec<_>>()
    };
    assert_eq!(plan(&[("status", Some("draft".into()))]), [] as [&str; 0]);
    assert_eq!(plan(&[]), ["mapping", "goals", "follow_up", "authority_accepted_by", "customer_accepted_on"]);
    let filled = [
        ("mapping", Some("a".into())),
        ("goals", Some("b".into())),
        ("follow_up", Some("c".into())),
        ("authority_accepted_by", Some(ANYONE.clone())),
        ("customer_accepted_on", Some(day(TODAY))),
    ];
    assert_eq!(plan(&filled), ["acceptance"]);
    let with = |more: &[(&'static str, Option<Value>)]| plan(&[&filled[..], more].concat());
    assert_eq!(with(&[("acceptance", Some("signed".into()))]), [] as [&str; 0]);
    let other = |more: &[(&'static str, Option<Value>)]| {
        with(&[&[("acceptance", Some("other".into()))], more].concat())
    };
    assert_eq!(other(&[]), ["understood", "delivered"]);
    assert_eq!(other(&[("understood", Some(false.into()))]), ["understood", "delivered"]);
    assert_eq!(other(&[("understood", Some(true.into()))]), ["delivered"]);
    assert_eq!(
        other(&[("understood", Some(true.into())), ("delivered", Some("letter".into()))]),
        [] as [&str; 0]
    );
    assert_eq!(plan(&[("plan_kind", None), ("replaced_elsewhere", Some(true.into()))]), [] as [&str; 0]);
    assert_eq!(plan(&[("status", Some("draft".into())), ("plan_kind", Some("07".into()))]), ["plan_kind"]);
}

#[test]
fn a_booking_asks_why_it_is_late_or_remote() {
    let at = i64::from(TODAY) * time::DAY_MS + 6 * 3_600_000;
    let booking = |more: &[(&'static str, Option<Value>)]| {
        let base = vec![
            ("start", Value::Int(at)),
            ("minutes", Value::Int(45)),
            ("service", "initial".into()),
            ("unit", ANYONE.clone()),
            ("mode", "office".into()),
            ("state", "booked".into()),
        ];
        problems("booking", &but(base, more))
    };
    assert_eq!(booking(&[]), []);
    assert_eq!(booking(&[("minutes", Some(Value::Int(4)))]), [("minutes", "error-number-bounds")]);
    assert_eq!(booking(&[("mode", Some("phone".into()))]), [("remote_reason", "error-field-needed")]);
    assert_eq!(booking(&[("mode", Some("phone".into())), ("service", Some("discussion".into()))]), []);
    assert_eq!(booking(&[("deadline", Some(day(TODAY)))]), []);
    assert_eq!(booking(&[("deadline", Some(day(TODAY - 1)))]), [("late_reason", "error-field-needed")]);
    assert_eq!(booking(&[("absence_reason", Some("open".into()))]), [("absence_reason", "error-only-when")]);
}

#[test]
fn a_task_is_for_a_person_or_a_unit() {
    let task = |more: &[(&'static str, Value)]| {
        let mut all = vec![("due", day(TODAY)), ("text", "soita".into()), ("task_type", "callback".into())];
        all.extend_from_slice(more);
        problems("task", &all)
    };
    assert_eq!(task(&[]), [("assignee", "error-one-of-none")]);
    assert_eq!(task(&[("assignee_unit", ANYONE.clone())]), []);
    let both = [("assignee", ANYONE.clone()), ("assignee_unit", ANYONE.clone())];
    assert_eq!(task(&both), [("assignee", "error-one-of-both")]);
    assert_eq!(
        task(&[("assignee", ANYONE.clone()), ("done_on", day(TODAY))]),
        [("done_by", "error-field-needed")]
    );
}

#[test]
fn a_protected_field_that_is_empty_counts_as_filled() {
    let (kind, values) = record(
        "work_history",
        &[("title", "myyjä".into()), ("start", "2019".into()), ("evidence", "told".into())],
    );
    assert_eq!(Check::new(kind, TODAY).run(&values).len(), 1);
    assert_eq!(Check::new(kind, TODAY).protected(true).run(&values), []);
}

#[test]
fn a_municipality_may_stand_in_either_list() {
    let contact =
        |code: &str| problems("contact_info", &[("valid_from", day(TODAY)), ("municipality", code.into())]);
    assert_eq!(contact("398"), []);
    assert_eq!(contact("200"), []);
    assert_eq!(contact("999"), [("municipality", "error-code-unknown")]);
}

#[test]
fn an_unknown_field_is_named_not_dropped() {
    let (kind, mut values) = record("task", &[]);
    values.insert(99, true.into());
    assert!(check(kind, &values, TODAY).iter().any(|p| p.field == 99 && p.id == "error-field-unknown"));
}

#[test]
fn debug_tells_nothing_of_what_was_typed() {
    let (kind, values) =
        record("person", &but(person(), &[("citizenships", Some(Value::codes(["salainen"])))]));
    let shown = format!("{:?}", check(kind, &values, TODAY));
    assert!(shown.contains("error-code-unknown") && !shown.contains("salainen"), "{shown}");
}

#[test]
fn an_empty_record_of_any_kind_asks_for_what_is_required() {
    for kind in ALL.iter() {
        let asked: Vec<u16> = check(kind, &Values::new(), TODAY).into_iter().map(|p| p.field).collect();
        for field in kind.every_field().filter(|f| f.need == Need::Always && !f.computed) {
            assert!(asked.contains(&field.number), "{}.{}", kind.name, field.name);
        }
    }
}
