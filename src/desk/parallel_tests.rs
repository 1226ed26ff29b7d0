//! Two people at the same sealed record: a change of the same field is told before anything is saved, one of another
//! field stays, and what was saved all the same stands as a conflict.

use super::api::{Base, Hidden, Refusal, SaveForm, Shown, Yes};
use super::kind::named as kind_of;
use super::records_tests::{change_form, new_form, yes};
use super::testing::TestDesk;
use crate::register::{Id, Value};
use crate::store::entity;

const REASON: &str = "asiakas pyysi tarkistamaan";

fn told(answer: super::Answer<super::save::Saved>) -> Vec<(u16, Shown)> {
    match answer {
        Err(Refusal::Stale(others)) => others,
        other => panic!("{other:?}"),
    }
}

fn revealed(desk: &mut TestDesk, kind: &str, record: Id, field: &str) -> Shown {
    let kind = kind_of(kind).unwrap();
    desk.file().reveal(kind, record, kind.field(field).unwrap().number, REASON).unwrap().0
}

fn is(value: &str) -> Shown {
    Shown::Value { value: value.into(), label: None }
}

/// A case officer at a client with a note about safety.
fn with_note() -> (TestDesk, Id) {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let note = new_form(
        "security_prohibition",
        &[("ground", "vtj".into()), ("told_by", "asiakas".into()), ("start", Value::Int(20_000))],
    );
    let (note, _) = desk.file().save(note).unwrap();
    (desk, note)
}

#[test]
fn a_parallel_change_of_the_same_sealed_field_is_told_and_not_lost() {
    let (mut desk, note) = with_note();
    let kind = kind_of("security_prohibition").unwrap();
    let mine = change_form(&mut desk, "security_prohibition", note, &[("told_by", "minun".into())]);
    let theirs = change_form(&mut desk, "security_prohibition", note, &[("told_by", "toisen".into())]);
    desk.file().save(theirs).unwrap();
    let number = kind.field("told_by").unwrap().number;
    assert_eq!(told(desk.file().save(mine.clone())), [(number, Shown::Hidden(Hidden::Protected))]);
    assert_eq!(revealed(&mut desk, "security_prohibition", note, "told_by"), is("toisen"));

    // Saved all the same: both stand until somebody decides, and the form says so.
    desk.file().save(yes(mine)).unwrap();
    assert_eq!(revealed(&mut desk, "security_prohibition", note, "told_by"), is("minun"));
    let heads = |desk: &TestDesk| {
        let stored = entity::load(desk.session.store.connection(), note).unwrap();
        stored.entity.heads(crate::register::kinds::SEALED_BODY).len()
    };
    assert_eq!(heads(&desk), 2);
    let form = desk.file().form(kind, Some(note)).unwrap();
    assert_eq!(
        form.remarks.iter().map(|(n, m)| (*n, m.id)).collect::<Vec<_>>(),
        [(number, "remark-conflict")]
    );
    // A word about another field decides nothing.
    let other = change_form(&mut desk, "security_prohibition", note, &[("end", Value::Int(21_000))]);
    desk.file().save(other).unwrap();
    assert_eq!(heads(&desk), 2);
    let decided = change_form(
        &mut desk,
        "security_prohibition",
        note,
        &[("told_by", "toisen".into()), ("end", Value::Int(21_000))],
    );
    desk.file().save(decided).unwrap();
    assert_eq!(heads(&desk), 1);
    assert!(desk.file().form(kind, Some(note)).unwrap().remarks.is_empty());
}

#[test]
fn a_parallel_change_of_another_sealed_field_survives_without_a_question() {
    let (mut desk, note) = with_note();
    let mine = change_form(&mut desk, "security_prohibition", note, &[("told_by", "minun".into())]);
    let theirs = change_form(&mut desk, "security_prohibition", note, &[("ground", "own_request".into())]);
    desk.file().save(theirs).unwrap();
    desk.file().save(mine).unwrap();
    assert_eq!(revealed(&mut desk, "security_prohibition", note, "told_by"), is("minun"));
    assert_eq!(revealed(&mut desk, "security_prohibition", note, "ground"), is("own_request"));
    let stored = entity::load(desk.session.store.connection(), note).unwrap();
    assert!(stored.entity.conflicts().is_empty());
}

#[test]
fn a_parallel_change_of_a_protected_address_is_told_to_those_who_hold_the_key() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[("protected", Value::Bool(true))]);
    desk.open(person);
    let kind = kind_of("contact_info").unwrap();
    let form = |desk: &mut TestDesk, fields: &[(&str, Value)]| SaveForm {
        base: desk.file().form(kind, None).unwrap().base,
        ..new_form("contact_info", fields)
    };
    let first = form(&mut desk, &[("street", "Ensikuja 1".into()), ("phone", "+358401111111".into())]);
    let (contact, _) = desk.file().save(first).unwrap();
    let mine = form(&mut desk, &[("street", "Minunkuja 1".into())]);
    let phone = form(&mut desk, &[("phone", "+358402222222".into())]);
    let theirs = form(&mut desk, &[("street", "Toisenkuja 2".into())]);
    desk.file().save(theirs).unwrap();
    let street = kind.field("street").unwrap().number;
    assert_eq!(told(desk.file().save(mine.clone())), [(street, Shown::Hidden(Hidden::Protected))]);
    assert_eq!(revealed(&mut desk, "contact_info", contact, "street"), is("Toisenkuja 2"));
    desk.file().save(phone).unwrap();
    assert_eq!(revealed(&mut desk, "contact_info", contact, "phone"), is("+358402222222"));
    desk.file().save(yes(mine)).unwrap();
    assert_eq!(revealed(&mut desk, "contact_info", contact, "street"), is("Minunkuja 1"));
    // Who may write it unseen is told nothing of what is there.
    desk.switch("front_desk");
    desk.open(person);
    let unseen = SaveForm {
        base: Base::default(),
        yes: Yes::default(),
        ..form(&mut desk, &[("street", "Uusi 3".into())])
    };
    desk.file().save(unseen).unwrap();
}

#[test]
fn a_parallel_change_of_a_protected_workplace_is_told() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[("protected", Value::Bool(true))]);
    desk.open(person);
    let work = new_form(
        "work_history",
        &[("employer_name", "Eka Oy".into()), ("title", "Huoltaja".into()), ("start", "2019".into())],
    );
    let (work, _) = desk.file().save(work).unwrap();
    let mine = change_form(&mut desk, "work_history", work, &[("employer_name", "Minun Oy".into())]);
    let theirs = change_form(&mut desk, "work_history", work, &[("employer_name", "Toisen Oy".into())]);
    desk.file().save(theirs).unwrap();
    assert_eq!(told(desk.file().save(mine)).len(), 1);
    assert_eq!(revealed(&mut desk, "work_history", work, "employer_name"), is("Toisen Oy"));
}
