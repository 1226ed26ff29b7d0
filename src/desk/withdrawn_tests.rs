//! What is no longer in force, and what cannot be written any more: who is told of it.

use super::api::{Shown, Unknown};
use super::file::kind as kind_of;
use super::records_tests::{change_form, day, new_form};
use super::testing::{TestDesk, not_allowed};
use crate::register::{Kind, Value};

fn contact_kind() -> &'static Kind {
    kind_of("contact_info").unwrap()
}

#[test]
fn what_was_withdrawn_is_listed_with_who_and_when_and_logged_like_the_list() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("task").unwrap();
    for words in ["Soita", "Kirjoita"] {
        let form = new_form("task", &[("due", day(2026, 10, 1)), ("text", words.into())]);
        let (task, _) = desk.file().save(form).unwrap();
        desk.file().withdraw(kind, task, "väärä asiakas").unwrap();
    }
    assert_eq!(desk.file().list(kind, 0).unwrap().withdrawn, 2);
    let before = desk.log_of(person).len();
    let found = desk.file().withdrawn(&[kind, contact_kind()]).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(desk.log_of(person).len(), before + 2, "a row for each kind");
    let words = kind.field("text").unwrap().number;
    for one in &found {
        assert!(!one.by.0.is_empty() && one.by.1 > 0);
        assert!(one.entry.cells.iter().all(|(_, shown)| *shown != Shown::Unknown(Unknown::Unreadable)));
        assert!(kind.list.contains(&"text") == one.entry.cells.iter().any(|(n, _)| *n == words));
    }
    // Another client's are not among them, and who may not read the kind is refused.
    let other = desk.person("Muu", "Matti", &[]);
    desk.open(other);
    assert_eq!(desk.file().withdrawn(&[kind]).unwrap().len(), 0);
    assert!(not_allowed(&desk.file().withdrawn(&[kind_of("protected_contact").unwrap()])));
}

#[test]
fn an_address_that_was_withdrawn_before_a_turvakielto_is_not_listed_under_it() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = new_form("contact_info", &[("street", "Vanhatie 1".into())]);
    let (contact, _) = desk.file().save(old).unwrap();
    desk.file().withdraw(contact_kind(), contact, "väärän henkilön tiedot").unwrap();
    assert_eq!(desk.file().list(contact_kind(), 0).unwrap().withdrawn, 1);
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    assert_eq!(desk.file().list(contact_kind(), 0).unwrap().withdrawn, 0);
    assert!(desk.file().withdrawn(&[contact_kind()]).unwrap().is_empty());
}

#[test]
fn what_a_record_that_is_only_added_to_says_is_not_writable_in_its_form() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let contact = desk.record("contact", person, &[("method", "01".into()), ("text", "Sovittu".into())]);
    desk.open(person);
    let kind = kind_of("contact").unwrap();
    let form = desk.file().form(kind, Some(contact)).unwrap();
    let writable = |name: &str| {
        let number = kind.field(name).unwrap().number;
        form.fields.iter().find(|f| f.number == number).unwrap().writable
    };
    assert!(!writable("text"));
    assert!(writable("subject"), "nothing was said of it yet");
}
