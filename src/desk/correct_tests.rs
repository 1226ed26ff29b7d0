//! What is written once is corrected by a new record: what stands after it, where the old one is read, what is refused.

use super::answer::Answer;
use super::api::{Form, Message, Refusal, SaveForm, Shown, Yes};
use super::kind::named as kind_of;
use super::records_tests::{day, force_open, new_form};
use super::testing::{TestDesk, not_allowed};
use crate::register::{Id, Kind, Value};
use crate::store::{Edit, What, read, replay};
use std::collections::BTreeMap;

fn contact() -> &'static Kind {
    kind_of("contact").unwrap()
}

/// What the form suggests, with these fields said differently.
fn said(form: &Form, other: &[(&str, Value)]) -> SaveForm {
    let suggested = form.fields.iter().filter(|field| field.writable);
    let mut values: BTreeMap<u16, Option<Value>> =
        suggested.filter_map(|field| Some((field.number, Some(field.suggested.clone()?)))).collect();
    let number = |name: &str| form.kind.field(name).unwrap().number;
    values.extend(other.iter().map(|(name, value)| (number(name), Some(value.clone()))));
    let values = values.into_iter().collect();
    SaveForm { kind: form.kind, record: None, values, base: form.base.clone(), yes: Yes::default() }
}

fn refused<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(Refusal::Cannot(Message { id, .. })) => id,
        other => panic!("{other:?}"),
    }
}

fn noted(desk: &mut TestDesk, subject: &str) -> Id {
    let fields = [("method", "01".into()), ("subject", subject.into()), ("text", "Puhuttu työstä".into())];
    desk.file().save(new_form("contact", &fields)).unwrap().0
}

#[test]
fn the_new_entry_stands_in_the_place_of_the_old_one_which_stays_readable() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto Aatulle");
    noted(&mut desk, "Toinen asia");
    let form = desk.file().correction(contact(), old).unwrap();
    assert_eq!((form.record, form.corrects), (None, Some(old)));
    let suggested = |name: &str| {
        let number = contact().field(name).unwrap().number;
        form.fields.iter().find(|f| f.number == number).unwrap().suggested.clone()
    };
    assert_eq!(suggested("subject"), Some("Soitto Aatulle".into()), "it begins as the old one stands");
    assert_eq!(
        suggested("at"),
        read::one(desk.session.store.connection(), contact(), old).unwrap().unwrap().value("at").cloned()
    );
    let (new, effects) = desk.file().save(said(&form, &[("subject", "Soitto Ainolle".into())])).unwrap();
    assert!(effects.iter().any(|effect| effect.id == "effect-corrected"));

    let list = desk.file().list(contact(), 0, "").unwrap();
    let records: Vec<Id> = list.entries.iter().map(|entry| entry.record).collect();
    assert!(records.contains(&new) && !records.contains(&old));
    assert_eq!((list.total, list.withdrawn), (2, 1));
    assert_eq!(desk.file().count("contact").unwrap(), 2);
    assert!(desk.file().card().unwrap().latest.iter().all(|entry| entry.record != old));
    let gone = desk.file().withdrawn(&[(contact(), "")]).unwrap();
    assert_eq!(gone.len(), 1);
    assert!(gone[0].corrected && gone[0].entry.record == old && gone[0].by.1 > 0);
    // The new one names the old one, and the old one says what it said.
    let corrects = contact().field("corrects").unwrap().number;
    let told = desk.file().history(contact(), new, "").unwrap();
    let named = told.iter().find(|entry| entry.field == corrects).unwrap();
    assert!(matches!(&named.to, Shown::Value { value: Value::Id(id), label: Some(label) }
        if *id == old && label.contains("Soitto Aatulle")));
    assert!(!desk.file().history(contact(), old, "").unwrap().is_empty());
    // Journal and records agree.
    assert!(replay::whole(desk.session.store.connection()).unwrap().wrong.is_empty());
}

#[test]
fn a_correction_of_nothing_a_second_one_and_a_foreign_one_are_refused() {
    let mut desk = TestDesk::new("case_officer");
    let other = desk.person("Muu", "Matti", &[]);
    desk.open(other);
    let of_other = noted(&mut desk, "Toisen asia");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto Aatulle");
    let form = desk.file().correction(contact(), old).unwrap();
    let before = desk.changes();
    assert_eq!(refused(desk.file().save(said(&form, &[]))), "error-correction-same");
    assert_eq!(refused(desk.file().correction(contact(), of_other)), "error-record-missing");
    assert_eq!(refused(desk.file().correction(kind_of("task").unwrap(), old)), "error-corrected-in-place");
    assert_eq!(desk.changes(), before);
    // The base of another client's correction is no way into this file.
    desk.open(other);
    let foreign = desk.file().correction(contact(), of_other).unwrap();
    desk.open(person);
    let answer = desk.file().save(said(&foreign, &[("subject", "x".into())]));
    assert_eq!(refused(answer), "error-record-missing");
    desk.file().save(said(&form, &[("subject", "Oikea".into())])).unwrap();
    let again = said(&form, &[("subject", "Toinen".into())]);
    assert_eq!(refused(desk.file().save(again)), "error-corrected-already");
    assert_eq!(refused(desk.file().correction(contact(), old)), "error-corrected-already");
    // Nor does anybody type what it corrects.
    let mut typed = new_form("contact", &[("method", "01".into()), ("subject", "x".into())]);
    typed.values.push((1008, Some(Value::Id(old))));
    assert!(not_allowed(&desk.file().save(typed)));
}

/// The form of a correction begins with the whole old entry: whoever reads some of it only would see the rest, or take
/// it away.
#[test]
fn who_reads_a_kind_only_partly_may_not_correct_it() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto");
    // No role of the matrix reads some fields of such a kind today.
    let policy = include_str!("../../assets/policy.toml");
    let (before, of_officer) = policy.split_once("[roles.case_officer]").unwrap();
    let partly = of_officer.replacen("desk = \"W\"", "desk = \"P\"", 1);
    let named = "[[named]]\nrole = \"case_officer\"\ngroup = \"desk\"\nread = [\"contact.method\"]
        write = [\"contact.*\"]\ncreate = [\"contact\"]";
    let text = format!("{before}[roles.case_officer]{partly}\n{named}\n");
    desk.session.policy = crate::access::Policy::parse(&text).unwrap();
    match desk.file().correction(contact(), old) {
        Err(Refusal::NotAllowed(Message { id, .. })) => assert_eq!(id, "refused-field"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_may_not_write_the_kind_may_not_correct_it() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto");
    desk.switch("log_auditor");
    force_open(&mut desk, person);
    assert!(not_allowed(&desk.file().correction(contact(), old)));
}

#[test]
fn a_withdrawn_correction_lets_the_old_entry_stand_again() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto");
    let form = desk.file().correction(contact(), old).unwrap();
    let (new, _) = desk.file().save(said(&form, &[("subject", "Käynti".into())])).unwrap();
    let done = desk.file().withdraw(contact(), new, "korjattiin väärää").unwrap();
    let done: Vec<&str> = done.iter().map(|message| message.id).collect();
    assert_eq!(done, ["record-withdrawn", "effect-corrected-again"], "it is told");
    let list = desk.file().list(contact(), 0, "").unwrap();
    assert_eq!(list.entries.iter().map(|entry| entry.record).collect::<Vec<_>>(), [old]);
    assert_eq!((list.total, list.withdrawn), (1, 1));
    // Of what corrects nothing there is nothing to tell.
    let done = desk.file().withdraw(contact(), old, "väärä asiakas").unwrap();
    assert_eq!(done.iter().map(|message| message.id).collect::<Vec<_>>(), ["record-withdrawn"]);
}

#[test]
fn the_task_of_a_follow_up_is_made_once() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let soon = Value::Int(i64::from(desk.session.today()) + 5);
    let fields = [("method", "01".into()), ("subject", "Soitto".into()), ("follow_up", soon)];
    let (old, _) = desk.file().save(new_form("contact", &fields)).unwrap();
    let form = desk.file().correction(contact(), old).unwrap();
    let (new, _) = desk.file().save(said(&form, &[("subject", "Käynti".into())])).unwrap();
    assert_eq!(desk.file().count("task").unwrap(), 1);
    // Another day is another task.
    let form = desk.file().correction(contact(), new).unwrap();
    let later = Value::Int(i64::from(desk.session.today()) + 9);
    desk.file().save(said(&form, &[("follow_up", later)])).unwrap();
    assert_eq!(desk.file().count("task").unwrap(), 2);
}

#[test]
fn the_visit_that_goes_on_is_the_corrected_one() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let visit = kind_of("visit").unwrap();
    let old = desk.session.file.as_ref().unwrap().visit.unwrap();
    let form = desk.file().correction(visit, old).unwrap();
    let (new, _) =
        desk.file().save(said(&form, &[("desk", "Tiski 4".into()), ("purpose", "other".into())])).unwrap();
    assert_eq!(desk.session.file.as_ref().unwrap().visit, Some(new));
    desk.session.end_visit().unwrap();
    let connection = desk.session.store.connection();
    let closed = |id| read::one(connection, visit, id).unwrap().unwrap().value("closed").is_some();
    assert!(closed(new) && !closed(old));
}

#[test]
fn a_wrong_former_code_finds_nobody_once_it_is_put_right() {
    let mut desk = TestDesk::new("case_officer");
    let (typed, right, new) = ("010594-9032", "010594Y9032", "010594Y9021");
    let person = desk.person("Salo", "Aino", &[("hetu", typed.into()), ("birth_date", day(1994, 5, 1))]);
    desk.open(person);
    let kind = kind_of("former_identifier").unwrap();
    let change = [("old_hetu", typed.into()), ("new_hetu", new.into()), ("reason", "vtj_change".into())];
    let (old, _) = desk.file().save(new_form("former_identifier", &change)).unwrap();
    let found = |desk: &TestDesk, code| read::person_of_hetu(desk.session.store.connection(), code).unwrap();
    assert_eq!(found(&desk, typed), Some(person));
    let form = desk.file().correction(kind, old).unwrap();
    desk.file().save(said(&form, &[("old_hetu", right.into())])).unwrap();
    assert_eq!(found(&desk, typed), None);
    assert_eq!((found(&desk, right), found(&desk, new)), (Some(person), Some(person)));
}

#[test]
fn no_correction_gives_a_client_the_code_of_another_one() {
    let mut desk = TestDesk::new("front_desk");
    let (own, new, taken) = ("010594-9032", "010594-9021", "010594-9043");
    let born = ("birth_date", day(1994, 5, 1));
    let other = desk.person("Muu", "Ulla", &[("hetu", taken.into()), born.clone()]);
    let person = desk.person("Salo", "Aino", &[("hetu", own.into()), born]);
    desk.open(person);
    let kind = kind_of("former_identifier").unwrap();
    let change = [("old_hetu", own.into()), ("new_hetu", new.into()), ("reason", "vtj_change".into())];
    let (old, _) = desk.file().save(new_form("former_identifier", &change)).unwrap();
    let form = desk.file().correction(kind, old).unwrap();
    for (field, code, why) in [
        ("old_hetu", taken, "error-unique"),
        ("new_hetu", taken, "error-unique"),
        ("old_hetu", new, "error-hetu-same"),
    ] {
        let answer = desk.file().save(said(&form, &[(field, code.into())]));
        assert!(matches!(&answer, Err(Refusal::Invalid(p)) if p[0].id == why), "{field}: {answer:?}");
    }
    let connection = desk.session.store.connection();
    assert_eq!(read::person_of_hetu(connection, taken).unwrap(), Some(other));
}

#[test]
fn what_was_corrected_is_not_changed_any_more() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = noted(&mut desk, "Soitto");
    let stale = super::records_tests::change_form(&mut desk, "contact", old, &[("minutes", Value::Int(5))]);
    let form = desk.file().correction(contact(), old).unwrap();
    desk.file().save(said(&form, &[("subject", "Oikea".into())])).unwrap();
    assert_eq!(refused(desk.file().save(stale)), "error-corrected-already");
    assert_eq!(refused(desk.file().form(contact(), Some(old))), "error-corrected-already");
}

#[test]
fn a_wrong_new_code_is_put_right_on_the_person_too_unless_it_changed_since() {
    let mut desk = TestDesk::new("case_officer");
    let (first, wrong, right, last) = ("010594-9032", "010594-9021", "010594-9043", "010594-9054");
    let person = desk.person("Salo", "Aino", &[("hetu", first.into()), ("birth_date", day(1994, 5, 1))]);
    desk.open(person);
    let kind = kind_of("former_identifier").unwrap();
    let change = |from: &str, to: &str| {
        new_form(
            "former_identifier",
            &[("old_hetu", from.into()), ("new_hetu", to.into()), ("reason", "vtj_change".into())],
        )
    };
    let (old, _) = desk.file().save(change(first, wrong)).unwrap();
    let form = desk.file().correction(kind, old).unwrap();
    let (new, _) = desk.file().save(said(&form, &[("new_hetu", right.into())])).unwrap();
    let hetu = |desk: &TestDesk| {
        let person_kind = kind_of("person").unwrap();
        let record = read::one(desk.session.store.connection(), person_kind, person).unwrap().unwrap();
        record.text("hetu").map(str::to_owned)
    };
    assert_eq!(hetu(&desk).as_deref(), Some(right));
    desk.file().save(change(right, last)).unwrap();
    let form = desk.file().correction(kind, new).unwrap();
    let answer = desk.file().save(said(&form, &[("new_hetu", wrong.into())]));
    assert!(
        matches!(&answer, Err(Refusal::Invalid(p)) if p[0].id == "error-hetu-not-in-force"),
        "{answer:?}"
    );
    assert_eq!(hetu(&desk).as_deref(), Some(last));
}

/// What was somebody's code finds that person for good, and keeps shut what it kept shut (register design, section 6).
#[test]
fn a_former_code_is_never_withdrawn() {
    let mut desk = TestDesk::new("case_officer");
    let (old, new) = ("010594-9032", "010594-9021");
    let person = desk.person("Salo", "Aino", &[("hetu", old.into()), ("birth_date", day(1994, 5, 1))]);
    desk.open(person);
    let kind = kind_of("former_identifier").unwrap();
    let change = [("old_hetu", old.into()), ("new_hetu", new.into()), ("reason", "vtj_change".into())];
    let (record, _) = desk.file().save(new_form("former_identifier", &change)).unwrap();
    let answer = desk.file().withdraw(kind, record, "kirjattu väärälle asiakkaalle");
    assert_eq!(refused(answer), "error-withdraw-former");
    let finds = |desk: &TestDesk| {
        let connection = desk.session.store.connection();
        assert_eq!(read::person_of_hetu(connection, old).unwrap(), Some(person));
        assert!(read::every_hetu(connection, person).unwrap().contains(&old.to_owned()));
    };
    finds(&desk);
    // One that an older program withdrew counts all the same.
    desk.write(vec![Edit { kind, entity: record, person: Some(person), what: What::Delete(None) }]);
    finds(&desk);
}
