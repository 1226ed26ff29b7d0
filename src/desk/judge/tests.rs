//! All faults of a form in one answer, also while some of it is missing or no value.

use crate::desk::api::{SaveForm, Yes};
use crate::desk::records_tests::{day, new_form, problems};
use crate::desk::testing::{TestDesk, kind, not_allowed};
use crate::register::Value;
use crate::register::codes::CodeLists;

fn opened(role: &str) -> TestDesk {
    let mut desk = TestDesk::new(role);
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    desk
}

/// What is wrong with a form, as field and fault.
fn faults(desk: &mut TestDesk, form: &SaveForm, unread: &[&str]) -> Vec<(&'static str, &'static str)> {
    let number = |name: &&str| form.kind.field(name).unwrap().number;
    let unread: Vec<u16> = unread.iter().map(number).collect();
    let found = desk.session.faults(form.clone(), &unread).unwrap();
    found.iter().map(|p| (form.kind.field_number(p.field).unwrap().name, p.id)).collect()
}

#[test]
fn what_is_missing_and_what_is_wrong_are_told_together() {
    let mut desk = opened("case_officer");
    // Where somebody worked is missing, and the end lies before the beginning.
    let form = new_form("work_history", &[("start", "2024-05".into()), ("end", "2023".into())]);
    let told = problems(desk.file().save(form.clone()));
    assert!(told.contains(&"error-field-needed") && told.contains(&"error-order"), "{told:?}");
    let found = faults(&mut desk, &form, &[]);
    assert!(found.contains(&("end", "error-order")), "{found:?}");
    assert_eq!(found.iter().map(|(_, id)| *id).collect::<Vec<_>>(), told);
}

#[test]
fn rules_within_a_record_and_beside_others_are_told_together() {
    let mut desk = opened("case_officer");
    let first = [("start", day(2026, 1, 1)), ("end", day(2026, 3, 1)), ("service_ground", "home".into())];
    let unit = Value::Id(desk.unit);
    let mut form = new_form("customership", &first);
    let number = |name: &str| kind("customership").field(name).unwrap().number;
    let reason = CodeLists::embedded().get("customership_end").unwrap().rows().first();
    form.values.push((number("home_unit"), Some(unit)));
    form.values.push((number("end_reason"), reason.map(|row| row.code.as_str().into())));
    form.yes = Yes::all();
    desk.file().save(form).unwrap();
    let over = new_form("customership", &[("start", day(2026, 2, 1)), ("segment", "05".into())]);
    let found = faults(&mut desk, &over, &[]);
    assert!(found.contains(&("start", "error-overlap")), "{found:?}");
    assert!(found.iter().any(|(field, _)| *field == "segment"), "{found:?}");
    // Its end cannot be read: whether the two are in force together is not known.
    assert!(!faults(&mut desk, &over, &["end"]).iter().any(|(_, id)| *id == "error-overlap"));
}

#[test]
fn of_what_depends_on_a_text_that_is_no_value_nothing_is_said() {
    let mut desk = opened("case_officer");
    let form = new_form("task", &[("due", day(2026, 12, 1))]);
    let found = faults(&mut desk, &form, &[]);
    assert!(found.contains(&("text", "error-field-needed")), "{found:?}");
    assert_eq!(faults(&mut desk, &form, &["text"]), []);
}

#[test]
fn nothing_is_written_and_no_right_is_gone_round() {
    let mut desk = opened("front_desk");
    let changes = desk.changes();
    let form = new_form("task", &[("text", "Soita".into())]);
    assert_eq!(faults(&mut desk, &form, &[]), [("due", "error-field-needed")]);
    assert_eq!(desk.changes(), changes);
    let plan = new_form("employment_plan", &[]);
    assert!(not_allowed(&desk.session.faults(plan, &[])));
}

#[test]
fn a_sealed_form_is_judged_as_it_is_when_it_is_saved() {
    let mut desk = opened("case_officer");
    let order = [("start", day(2026, 5, 1)), ("end", day(2026, 4, 1))];
    let form = new_form("security_prohibition", &order);
    let told = problems(desk.file().save(form.clone()));
    let found = faults(&mut desk, &form, &[]);
    assert!(found.iter().any(|(_, id)| *id == "error-order"), "{found:?}");
    assert_eq!(found.len(), told.len());
}
