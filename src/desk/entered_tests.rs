//! One corpus of text that acts or hides, through every use case that writes text.

use super::api::{Base, Note, SaveForm, Yes};
use super::entered;
use super::kind::named as kind_of;
use super::testing::TestDesk;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::{Id, Value, dates, harmless};
use crate::store::{Act, Entry, read};

/// A terminal sequence, C1, DEL, bidi, zero-width, tags, a line separator.
const CORPUS: [&str; 8] = [
    "Salo\u{1b}]52;c;QQ==\u{7}",
    "Salo\u{9b}31m",
    "Salo\u{7f}",
    "Sa\u{202e}ol\u{2069}",
    "Sa\u{200b}l\u{2060}o\u{feff}",
    "Salo\u{e0041}\u{e007f}",
    "Salo\u{2028}Aino",
    "Salo\u{ad}nen\r",
];

fn form(kind: &str, record: Option<Id>, fields: &[(&str, Value)]) -> SaveForm {
    let kind = kind_of(kind).unwrap();
    let values = fields.iter().map(|(n, v)| (kind.field(n).unwrap().number, Some(v.clone()))).collect();
    SaveForm { kind, record, values, base: Base::default(), yes: Yes::all() }
}

fn day(d: u32) -> Value {
    Value::Int(dates::from_ymd(2026, 10, d).unwrap().into())
}

#[test]
fn whatever_way_a_text_comes_it_enters_harmless() {
    for typed in CORPUS {
        let safe = harmless::entered(typed);
        assert_ne!(safe, typed);
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Salo", "Aino", &[]);
        desk.open(person);
        let value = |desk: &TestDesk, kind: &str, record: Id, field: &str| {
            let row = read::one(desk.session.store.connection(), kind_of(kind).unwrap(), record).unwrap();
            row.unwrap().text(field).unwrap().to_owned()
        };
        // Forms: a record, a group of fields, an office kind.
        let (task, _) =
            desk.file().save(form("task", None, &[("due", day(1)), ("text", typed.into())])).unwrap();
        assert_eq!(value(&desk, "task", task, "text"), safe);
        let (contact, _) = desk.file().save(form("contact_info", None, &[("street", typed.into())])).unwrap();
        assert_eq!(value(&desk, "contact_info", contact, "street"), safe);
        let (employer, _) = desk.session.save(form("employer", None, &[("name", typed.into())])).unwrap();
        assert_eq!(value(&desk, "employer", employer, "name"), safe);
        // A quick note: the contact and the task that it makes.
        let reminder = Some(dates::from_ymd(2026, 10, 2).unwrap());
        let (subject, text) = (typed.to_owned(), typed.to_owned());
        let note = Note {
            template: 1,
            subject,
            text,
            reminder,
            next: None,
            no_next: None,
            acceptance: None,
            yes: Yes::all(),
        };
        let (noted, _) = desk.file().note(note).unwrap();
        assert_eq!(value(&desk, "contact", noted, "text"), safe.trim());
        // What the program itself takes over from elsewhere passes the same gate.
        let made = desk.record("work_history", person, &[("employer_name", typed.into())]);
        assert_eq!(value(&desk, "work_history", made, "employer_name"), safe);
        // Sealed, with the key and without it.
        let sealed = kind_of("protected_contact").unwrap();
        let home = sealed.field("safe_way").unwrap().number;
        for role in ["case_officer", "front_desk"] {
            desk.switch(role);
            desk.open(person);
            desk.file().save(form("protected_contact", None, &[("safe_way", typed.into())])).unwrap();
            desk.switch("case_officer");
            desk.open(person);
            let opened = desk.session.open_sealed(person, sealed.compartment).unwrap();
            assert_eq!(opened.merged(sealed)[&home], Some(safe.as_str().into()), "{role}");
        }
        // Reasons and search texts, which the log auditor reads: log rows alone, and those of an act.
        let row = || Entry::ok(LogAction::Search, LogBody::default()).secret(typed);
        let rows = entered::rows(vec![row()]);
        assert_eq!(rows[0].secret.as_deref().map(String::as_str), Some(safe.as_str()));
        let act = Act { log: vec![row()], ..Act::default() };
        assert_eq!(entered::act(&act).log[0].secret.as_deref().map(String::as_str), Some(safe.as_str()));
        let reason = format!("{typed} väärä asiakas");
        desk.file().withdraw(kind_of("task").unwrap(), task, &reason).unwrap();
    }
}

#[test]
fn what_is_harmless_already_is_written_as_it_is() {
    let row = Entry::ok(LogAction::Search, LogBody::default()).secret("Mäkinen\nÅsa");
    let act = Act { log: vec![row], ..Act::default() };
    assert!(matches!(entered::act(&act), std::borrow::Cow::Borrowed(_)));
}
