//! What stands beside a plan: moments, needs, and who may see them.

use crate::desk::api::{Part, Plan, Shown};
use crate::desk::history_tests::imported;
use crate::desk::plan::tests::{bare, save};
use crate::desk::testing::{TestDesk, kind, user};
use crate::journal::codes::LogAction;
use crate::journal::log;
use crate::register::{Id, Value, dates};
use crate::store::access_log;

const HOUR: i64 = 3_600_000;

fn plan(desk: &mut TestDesk) -> Plan {
    desk.file().plan().unwrap().unwrap()
}

fn with_plan(without: &str) -> (TestDesk, Id, Id) {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = bare(&mut desk, person, "draft", without);
    desk.open(person);
    (desk, person, id)
}

#[test]
fn the_authority_accepted_when_somebody_wrote_it_down() {
    let (mut desk, _, id) = with_plan("authority_accepted_by");
    assert_eq!(plan(&mut desk).authority_on, None);
    desk.clock.wait(HOUR);
    let before = desk.session.now();
    let officer = Some(Value::Id(user("case_officer")));
    save(&mut desk, "employment_plan", Some(id), &[("authority_accepted_by", officer)]).unwrap();
    let after = desk.session.now();
    let accepted = plan(&mut desk).authority_on.unwrap();
    assert!((before..=after).contains(&accepted));
    // What is written of the plan later moves nothing.
    desk.clock.wait(HOUR);
    save(&mut desk, "employment_plan", Some(id), &[("goals", Some("Kassan työ".into()))]).unwrap();
    assert_eq!(plan(&mut desk).authority_on, Some(accepted));
    // Another officer accepts in the place of the first.
    let other = Some(Value::Id(user("supervisor")));
    save(&mut desk, "employment_plan", Some(id), &[("authority_accepted_by", other)]).unwrap();
    assert!(plan(&mut desk).authority_on.unwrap() > after + HOUR - 1);
    // Taken back, it has no moment.
    save(&mut desk, "employment_plan", Some(id), &[("authority_accepted_by", None)]).unwrap();
    assert_eq!(plan(&mut desk).authority_on, None);
}

#[test]
fn what_was_accepted_from_the_beginning_was_accepted_when_the_plan_was_made() {
    let (mut desk, ..) = with_plan("");
    let shown = plan(&mut desk);
    assert_eq!(shown.authority_on, Some(shown.plan.entered.at));
    // So was one that another register has had for long, and not on the day on which it came here.
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let made = (desk.session.now() - 400 * 24 * HOUR, user("supervisor"));
    let fields = [
        ("plan_kind", "01".into()),
        ("next_review", Value::Int(20_800)),
        ("status", "draft".into()),
        ("authority_accepted_by", Value::Id(user("case_officer"))),
    ];
    let id = imported(&mut desk, "employment_plan", person, made, &fields);
    desk.open(person);
    assert_eq!(plan(&mut desk).authority_on, Some(made.0));
    // A source that is named later says again who made the record, and moves nothing.
    desk.clock.wait(HOUR);
    save(&mut desk, "employment_plan", Some(id), &[("source", Some("customer".into()))]).unwrap();
    assert_eq!(plan(&mut desk).authority_on, Some(made.0));
}

fn assessed(desk: &mut TestDesk, person: Id, day: i64, needs: &[&'static str]) -> Id {
    let fields = [
        ("assessed_on", Value::Int(day)),
        ("assessed_by", Value::Id(user("case_officer"))),
        ("situation", "Työsuhde päättyi".into()),
        ("needs", Value::codes(needs.iter().copied())),
    ];
    desk.record("service_need", person, &fields)
}

/// The codes that a line shows, and the words beside them.
fn told(parts: &Option<Vec<Part>>) -> Option<Vec<String>> {
    let text = |part: &Part| match part {
        Part::Field(_, _, Shown::Value { value: Value::Codes(codes), .. }) => codes.join(" "),
        Part::Field(_, _, Shown::Value { value, .. }) => value.as_text().unwrap().to_owned(),
        Part::Field(_, _, shown) => format!("{shown:?}"),
        Part::Words(message) => format!("{} {:?}", message.id, message.args),
        Part::Plain(text) => text.clone(),
    };
    parts.as_ref().map(|parts| parts.iter().map(text).collect())
}

/// Kind and record of each list that the access log tells of, oldest first.
fn lists(desk: &TestDesk, person: Id) -> Vec<(u16, Option<Id>)> {
    let rows = access_log::about(desk.session.store.connection(), person, 10_000).unwrap();
    let list = |header: &[u8]| log::decode_header(header).unwrap().action == LogAction::List.code();
    let lists = rows.iter().rev().filter(|(header, _)| list(header));
    let bodies = lists.map(|(_, body)| log::decode_body(body.as_ref().unwrap()).unwrap());
    bodies.map(|body| (body.kind.unwrap(), body.object)).collect()
}

#[test]
fn a_plan_is_read_with_the_newest_assessment_and_the_status_of_today() {
    let (mut desk, person, id) = with_plan("");
    let today = i64::from(desk.session.today());
    let shown = plan(&mut desk);
    assert_eq!(told(&shown.needs), Some(vec![]), "nobody has assessed them");
    assert_eq!(told(&shown.state), Some(vec!["Unknown(NeverAsked)".to_owned()]));
    let number = |name: &str| kind(name).number;
    let (of_plan, need, status) =
        (number("employment_plan"), number("service_need"), number("employment_status"));
    let mut logged = lists(&desk, person);
    logged.sort();
    let mut none = vec![(of_plan, Some(id)), (need, None), (status, None)];
    none.sort();
    assert_eq!(logged, none, "that there is none was seen too");

    let newest = assessed(&mut desk, person, today - 9, &["job_search", "skills"]);
    assessed(&mut desk, person, today - 90, &["career"]);
    let mut period = |code: &str, start: i64, end: Option<i64>| {
        let mut fields = vec![("status", code.into()), ("start", Value::Int(start))];
        fields.extend(end.map(|end| ("end", Value::Int(end))));
        desk.record("employment_status", person, &fields)
    };
    period("01", today - 400, Some(today - 31));
    let now = period("02", today - 30, None);
    let shown = plan(&mut desk);
    assert_eq!(told(&shown.needs), Some(vec!["job_search skills".to_owned()]));
    let since = dates::show(i32::try_from(today - 30).unwrap());
    assert_eq!(
        told(&shown.state),
        Some(vec!["02".to_owned(), format!("card-since [(\"date\", {since:?})]")])
    );
    let mut later = lists(&desk, person).split_off(3);
    later.sort();
    let mut both = vec![(need, Some(newest)), (status, Some(now))];
    both.sort();
    assert_eq!(later, both, "the same plan once in half a minute, other records at once");
    plan(&mut desk);
    assert_eq!(lists(&desk, person).len(), 5);
}

#[test]
fn the_front_desk_reads_a_plan_without_the_assessment_and_leaves_no_row_of_it() {
    let (mut desk, person, _) = with_plan("");
    assessed(&mut desk, person, 20_000, &["career"]);
    desk.switch("front_desk");
    desk.open(person);
    let shown = plan(&mut desk);
    assert_eq!(told(&shown.needs), None, "whether there is one is not told");
    assert!(shown.state.is_some());
    let need = kind("service_need").number;
    assert!(lists(&desk, person).iter().all(|(kind, _)| *kind != need));
    // A role that may not read the search sees no status either.
    let text = include_str!("../../../../assets/policy.toml").replacen("search = \"W\"\n", "", 1);
    desk.session.policy = crate::access::Policy::parse(&text).unwrap();
    assert_eq!(told(&plan(&mut desk).state), None);
}

#[test]
fn a_version_that_is_only_read_is_told_without_what_is_true_today() {
    let (mut desk, person, id) = with_plan("");
    assessed(&mut desk, person, 20_000, &["career"]);
    let ended = [("status", Some("ended".into()))];
    save(&mut desk, "employment_plan", Some(id), &ended).unwrap();
    let rows = lists(&desk, person).len();
    let shown = desk.file().plan_version(id).unwrap();
    assert!(shown.older && shown.needs.is_none() && shown.state.is_none());
    assert_eq!(lists(&desk, person).len(), rows + 1, "and nothing of it was read");
}
