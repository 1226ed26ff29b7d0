//! What is no longer in force, and what cannot be written any more: who is told of it.

use super::api::{Hidden, Refusal, Shown, Unknown};
use super::kind::named as kind_of;
use super::records_tests::{change_form, day, new_form, text, yes};
use super::testing::{TestDesk, not_allowed};
use crate::register::{Kind, Value};

const WHY: &str = "tarkistan turvakiellon";

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
    assert_eq!(desk.file().list(kind, 0, "").unwrap().withdrawn, 2);
    let before = desk.log_of(person).len();
    let found = desk.file().withdrawn(&[(kind, ""), (contact_kind(), "")]).unwrap();
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
    assert_eq!(desk.file().withdrawn(&[(kind, "")]).unwrap().len(), 0);
    assert!(not_allowed(&desk.file().withdrawn(&[(kind_of("protected_contact").unwrap(), WHY)])));
}

#[test]
fn withdrawn_sealed_records_are_listed_for_those_who_hold_the_key_alone() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let other = desk.person("Muu", "Matti", &[]);
    desk.open(person);
    let kind = kind_of("security_prohibition").unwrap();
    let order = |start: Value| {
        new_form(kind.name, &[("ground", "vtj".into()), ("told_by", "asiakas".into()), ("start", start)])
    };
    let (wrong, _) = desk.file().save(order(day(2026, 1, 2))).unwrap();
    let (stands, _) = desk.file().save(order(day(2026, 3, 1))).unwrap();
    assert_eq!(desk.file().list(kind, 0, WHY).unwrap().withdrawn, 0);
    desk.file().withdraw(kind, wrong, "väärä asiakas").unwrap();
    let list = desk.file().list(kind, 0, WHY).unwrap();
    assert_eq!((list.total, list.entries[0].record, list.withdrawn), (1, stands, 1));

    desk.clock.wait(31_000); // what is seen again within half a minute is counted
    desk.file().list(kind_of("task").unwrap(), 0, "").unwrap();
    let before = desk.log_of(person).len();
    let found = desk.file().withdrawn(&[(kind, WHY)]).unwrap();
    assert_eq!(found.iter().map(|one| one.entry.record).collect::<Vec<_>>(), [wrong]);
    assert_eq!(found[0].by.0, "Testaaja case_officer");
    assert!(found[0].by.1 > found[0].entry.entered.at, "when it was withdrawn, not when it was made");
    let hidden = |(_, shown): &(u16, Shown)| matches!(shown, Shown::Hidden(_));
    assert!(found[0].entry.cells.iter().all(hidden), "its values keep their reason");
    assert_eq!(desk.log_of(person)[before..], [205]);
    let contacts = kind_of("protected_contact").unwrap();
    assert_eq!(desk.file().list(contacts, 0, WHY).unwrap().withdrawn, 0, "another kind under the same seal");

    // Without the key nobody is told more than of a client who never had any.
    desk.switch("front_desk");
    let mut told = [other, person].map(|client| {
        desk.open(client);
        let list = desk.file().list(kind, 0, WHY).unwrap();
        let refused = desk.file().withdrawn(&[(kind, WHY)]).map(|found| found.len());
        (list.readable, list.total, list.withdrawn, format!("{refused:?}"), not_allowed(&refused))
    });
    assert_eq!(told[0], told[1]);
    assert_eq!(std::mem::take(&mut told[1].2), 0);
    assert!(told[1].4);
}

#[test]
fn an_address_that_was_withdrawn_before_a_turvakielto_is_not_listed_under_it() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = new_form("contact_info", &[("street", "Vanhatie 1".into())]);
    let (contact, _) = desk.file().save(old).unwrap();
    desk.file().withdraw(contact_kind(), contact, "väärän henkilön tiedot").unwrap();
    assert_eq!(desk.file().list(contact_kind(), 0, "").unwrap().withdrawn, 1);
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    assert_eq!(desk.file().list(contact_kind(), 0, "").unwrap().withdrawn, 0);
    assert!(desk.file().withdrawn(&[(contact_kind(), "")]).unwrap().is_empty());
}

#[test]
fn under_a_turvakielto_withdrawn_records_are_listed_without_what_tells_of_a_place() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let job =
        [("employer_name", "Kanarian Huolto".into()), ("title", "Huoltaja".into()), ("start", "2019".into())];
    let (before, _) = desk.file().save(new_form("work_history", &job)).unwrap();
    let (after, _) = desk.file().save(yes(new_form("work_history", &job))).unwrap();
    let kind = kind_of("work_history").unwrap();
    desk.file().withdraw(kind, before, "väärä asiakas").unwrap();
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    desk.file().withdraw(kind, after, "väärä asiakas").unwrap();
    assert_eq!(desk.file().list(kind, 0, "").unwrap().withdrawn, 2);
    let found = desk.file().withdrawn(&[(kind, "")]).unwrap();
    assert_eq!(found.iter().map(|one| one.entry.record).collect::<Vec<_>>(), [after, before]);
    for one in &found {
        for (number, shown) in &one.entry.cells {
            let field = kind.field_number(*number).unwrap();
            let hidden = *shown == Shown::Hidden(Hidden::Protected);
            assert_eq!(hidden, field.locating, "{}: {shown:?}", field.name);
        }
        let title = kind.field("title").unwrap().number;
        assert!(one.entry.cells.iter().any(|(n, shown)| *n == title && *shown == text("Huoltaja")));
    }
}

#[test]
fn only_contact_data_are_nothing_but_the_place() {
    use crate::register::kinds::ALL;
    let names = |holds: &dyn Fn(&Kind) -> bool| -> Vec<&str> {
        ALL.iter().filter(|kind| holds(kind)).map(|kind| kind.name).collect()
    };
    assert_eq!(names(&Kind::is_place), ["contact_info"]);
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

#[test]
fn the_visit_that_opened_the_file_is_not_withdrawn_while_it_is_open() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("visit").unwrap();
    let visit = desk.session.file.as_ref().unwrap().visit.unwrap();
    let before = desk.changes();
    let tried = desk.file().withdraw(kind, visit, "väärä asiakas");
    assert!(matches!(&tried, Err(Refusal::Cannot(m)) if m.id == "error-visit-open"), "{tried:?}");
    assert_eq!(desk.changes(), before);
    // Once it has ended it is a record like any other.
    desk.session.end_visit().unwrap();
    desk.open(person);
    desk.file().withdraw(kind, visit, "väärä asiakas").unwrap();
}

#[test]
fn a_withdrawal_wants_a_reason_that_says_something() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let form = new_form("task", &[("due", day(2026, 10, 1)), ("text", "Soita".into())]);
    let (task, _) = desk.file().save(form).unwrap();
    for reason in ["", " x ", "väärä"] {
        let short = desk.file().withdraw(kind_of("task").unwrap(), task, reason);
        assert!(matches!(&short, Err(Refusal::Cannot(m)) if m.id == "error-reason-short"), "{reason}");
    }
}

#[test]
fn what_several_dropped_unseen_is_one_entry_for_who_reads_it() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let kind = kind_of("protected_contact").unwrap();
    desk.open(person);
    let mut newest = 0;
    for way in ["Soita siskolle", "Viesti siskolle"] {
        desk.clock.wait(60_000);
        newest = desk.session.now();
        desk.file().save(new_form(kind.name, &[("safe_way", way.into())])).unwrap();
    }
    desk.switch("case_officer");
    desk.open(person);
    let why = "tarkistan osoitteen";
    let list = desk.file().list(kind, 0, why).unwrap();
    assert_eq!((list.entries.len(), list.total), (1, 1), "a client has one at most");
    let entry = list.entries[0].clone();
    assert_eq!(entry.entered.by, "Testaaja front_desk");
    assert!(entry.entered.at >= newest, "when somebody last said something");
    let way = kind.field("safe_way").unwrap().number;
    let (shown, _) = desk.file().reveal(kind, entry.record, way, why).unwrap();
    assert_eq!(shown, text("Viesti siskolle"));
    // The history is that of all of them; what is withdrawn is what was shown.
    let told = desk.file().history(kind, entry.record, why).unwrap();
    assert_eq!(told.iter().filter(|one| one.field == way).count(), 2);
    desk.file().withdraw(kind, entry.record, "kirjattu väärälle").unwrap();
    let list = desk.file().list(kind, 0, why).unwrap();
    assert_eq!((list.total, list.withdrawn), (0, 2));
    assert_eq!(desk.file().withdrawn(&[(kind, why)]).unwrap().len(), 2, "and each stays readable");
}
