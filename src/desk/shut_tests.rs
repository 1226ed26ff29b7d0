//! What is read for a typed reason alone says nothing before one is given: not how much there is, nor who made it.

use super::api::Refusal;
use super::kind::named as kind_of;
use super::records_tests::{change_form, day, everything, new_form};
use super::testing::TestDesk;
use crate::register::{Kind, Value};

const WHY: &str = "tarkistan voimassaolon";

fn order() -> &'static Kind {
    kind_of("security_prohibition").unwrap()
}

fn new_order(desk: &mut TestDesk) -> crate::register::Id {
    let start: Value = day(2026, 1, 2);
    let form = [("ground", "vtj".into()), ("told_by", "asiakas".into()), ("start", start)];
    desk.file().save(new_form("security_prohibition", &form)).unwrap().0
}

#[test]
fn a_list_that_wants_a_reason_is_shut_and_the_same_with_and_without_records() {
    let mut desk = TestDesk::new("case_officer");
    let (with, without) = (desk.person("Salo", "Aino", &[]), desk.person("Salo", "Aino", &[]));
    desk.open(with);
    let wrong = new_order(&mut desk);
    new_order(&mut desk);
    desk.file().withdraw(order(), wrong, "väärä asiakas").unwrap();
    let told = [with, without].map(|person| {
        desk.open(person);
        let before = desk.log_of(person);
        let list = desk.file().list(order(), 0, " ").unwrap();
        assert_eq!(desk.log_of(person), before, "nothing was shown");
        assert!(list.shut && list.readable && list.seconds.is_none());
        (list.entries.len(), list.total, list.withdrawn, list.create, list.change)
    });
    assert_eq!(told[0], told[1]);
    assert_eq!((told[0].0, told[0].1, told[0].2), (0, 0, 0));
    // A new record is no reading.
    assert!(desk.file().form(order(), None).is_ok());
    // Kinds that want no reason are never shut.
    let list = desk.file().list(kind_of("visit").unwrap(), 0, "").unwrap();
    assert!(!list.shut && list.total > 0 && list.seconds.is_none());
}

#[test]
fn a_typed_reason_opens_the_list_and_stands_sealed_in_its_row() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let wrong = new_order(&mut desk);
    new_order(&mut desk);
    desk.file().withdraw(order(), wrong, "väärä asiakas").unwrap();
    let short = desk.file().list(order(), 0, "miksi");
    assert!(matches!(short, Err(Refusal::Cannot(m)) if m.id == "error-reason-short"));
    let before = desk.log_of(person).len();
    let list = desk.file().list(order(), 0, WHY).unwrap();
    assert_eq!((list.shut, list.total, list.withdrawn, list.seconds), (false, 1, 1, Some(30)));
    desk.file().list(order(), 0, WHY).unwrap();
    assert_eq!(desk.log_of(person)[before..], [205, 205], "each reading has its row and its reason");
    let rows = crate::store::access_log::about(desk.session.store.connection(), person, 2).unwrap();
    let sealed = |body: &[u8]| crate::journal::log::decode_body(body).unwrap().detail.is_some();
    assert!(rows.iter().all(|(_, body)| sealed(body.as_deref().unwrap())));
    assert!(!everything(&mut desk).windows(WHY.len()).any(|w| w == WHY.as_bytes()), "in clear nowhere");
}

#[test]
fn what_was_withdrawn_and_what_changed_want_the_reason_of_their_list() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let stands = new_order(&mut desk);
    let change = change_form(&mut desk, "security_prohibition", stands, &[("told_by", "omainen".into())]);
    desk.file().save(change).unwrap();
    let short = |refusal: &Refusal| matches!(refusal, Refusal::Cannot(m) if m.id == "error-reason-short");
    let no_such = crate::register::Id::from_bytes([9; 16]);
    for reason in ["", "miksi"] {
        assert!(short(&desk.file().history(order(), stands, reason).unwrap_err()));
        assert!(
            short(&desk.file().history(order(), no_such, reason).unwrap_err()),
            "nor whether there is one"
        );
        assert!(short(&desk.file().withdrawn(&[(order(), reason)]).unwrap_err()));
    }
    let before = desk.log_of(person).len();
    assert!(!desk.file().history(order(), stands, WHY).unwrap().is_empty());
    assert!(desk.file().withdrawn(&[(order(), WHY)]).unwrap().is_empty());
    assert_eq!(desk.log_of(person)[before..], [213, 205]);
}
