//! What stands beside a plan: moments, needs, and who may see them.

use crate::desk::api::Plan;
use crate::desk::history_tests::imported;
use crate::desk::plan::tests::{bare, save};
use crate::desk::testing::{TestDesk, user};
use crate::register::{Id, Value};

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
    assert_eq!(shown.authority_on, Some(shown.plan.entered.1));
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
