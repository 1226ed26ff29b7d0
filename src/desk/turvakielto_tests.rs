//! Turvakielto at the desk: what tells where a client is moves under the seal and leaves nothing behind; who may
//! reveal it, end it, or write under it unseen.

use super::api::{Hidden, Refusal, Shown, Unknown, Yes};
use super::kind::named as kind_of;
use super::records_tests::{asked, change_form, day, everything, new_form, shown, text, yes};
use super::testing::{TestDesk, not_allowed};
use crate::register::{Id, Value};
use crate::store::keys;
use crate::vault::seal::SubjectKeys;

pub(super) const CANARIES: [&str; 7] = [
    "Kanariakuja 7",
    "+358409990001",
    "kanaria@example.fi",
    "Kanarian Huolto",
    "Kanariakoulu",
    "15999",
    "Vanhakanaria 3",
];

pub(super) fn with_canaries(desk: &mut TestDesk) -> (Id, Id) {
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = [("street", CANARIES[6].into()), ("postcode", CANARIES[5].into())];
    let (contact, _) = desk.file().save(new_form("contact_info", &old)).unwrap();
    let new: [(&str, Value); 4] = [
        ("street", CANARIES[0].into()),
        ("phone", CANARIES[1].into()),
        ("email", CANARIES[2].into()),
        ("municipality", "398".into()),
    ];
    let form = change_form(desk, "contact_info", contact, &new);
    desk.file().save(form).unwrap();
    let work = new_form(
        "work_history",
        &[("employer_name", CANARIES[3].into()), ("title", "Huoltaja".into()), ("start", "2019".into())],
    );
    let (work, _) = desk.file().save(work).unwrap();
    let school = new_form(
        "education",
        &[("name", "Tutkinto".into()), ("school", CANARIES[4].into()), ("completed", "2015".into())],
    );
    desk.file().save(school).unwrap();
    let place = "lomake/contact_info";
    desk.session.keep_draft(place, CANARIES[0]).unwrap();
    (person, work)
}

/// The same under turvakielto.
fn protected_with_canaries(desk: &mut TestDesk) -> (Id, Id) {
    let (person, work) = with_canaries(desk);
    let form = change_form(desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(form).unwrap();
    (person, work)
}

#[test]
fn turvakielto_leaves_no_locating_value_behind() {
    let mut desk = TestDesk::new("front_desk");
    let (person, work) = with_canaries(&mut desk);
    let found = |desk: &mut TestDesk| {
        let bytes = everything(desk);
        CANARIES.iter().filter(|c| bytes.windows(c.len()).any(|w| w == c.as_bytes())).count()
    };
    assert_eq!(found(&mut desk), CANARIES.len(), "they are there before");
    let form = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    let (_, effects) = desk.file().save(form).unwrap();
    assert!(effects.iter().any(|e| e.id == "effect-protected"), "{effects:?}");
    assert_eq!(found(&mut desk), 0, "none anywhere afterwards");
    assert!(desk.session.take_draft("lomake/contact_info", &[]).unwrap().is_none());
    let hidden = Shown::Hidden(Hidden::Protected);
    assert_eq!(shown(&mut desk, "work_history", work, "employer_name"), hidden);
    let list = desk.file().list(kind_of("work_history").unwrap(), 0, "").unwrap();
    assert!(list.entries[0].cells.iter().any(|(_, s)| *s == hidden));
    let history = desk.file().history(kind_of("work_history").unwrap(), work, "").unwrap();
    let locating = |h: &super::api::HistoryEntry| {
        kind_of("work_history").unwrap().field_number(h.field).is_some_and(|f| f.locating)
    };
    assert!(!history.iter().any(locating), "nor that there was one");
    assert!(!history.is_empty());
    let log = desk.log_of(person);
    assert!(log.contains(&505) && log.contains(&210), "{log:?}");
}

#[test]
fn a_form_suggests_nothing_of_where_a_protected_client_is() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[("protected", Value::Bool(true))]);
    desk.open(person);
    desk.file().save(new_form("contact_info", &[("preferred_channel", "letter".into())])).unwrap();
    let connection = desk.session.store.connection();
    let sealed: i64 = connection.query_row("SELECT count(*) FROM sealed_record", [], |r| r.get(0)).unwrap();
    assert_eq!(sealed, 0, "no country that nobody gave");
}

#[test]
fn a_case_officer_reveals_with_a_reason_and_a_clerk_does_not() {
    let mut desk = TestDesk::new("front_desk");
    let (person, work) = protected_with_canaries(&mut desk);
    let (contact_info, work_history) = (kind_of("contact_info").unwrap(), kind_of("work_history").unwrap());
    let contact = crate::journal::hash::one_id(person, contact_info.number);
    let answer = desk.file().reveal(contact_info, contact, 7, "asiakas pyysi soittamaan");
    assert!(not_allowed(&answer));
    desk.switch("case_officer");
    desk.open(person);
    let answer = desk.file().reveal(contact_info, contact, 7, "lyhyt");
    assert!(matches!(answer, Err(Refusal::Cannot(_))), "{answer:?}");
    let reason = "asiakas pyysi soittamaan takaisin";
    let (value, seconds) = desk.file().reveal(contact_info, contact, 7, reason).unwrap();
    assert_eq!((value, seconds), (text(CANARIES[1]), 30));
    assert_eq!(desk.log_of(person).last(), Some(&203));
    assert_eq!(desk.file().reveal(work_history, work, 1, reason).unwrap().0, text(CANARIES[3]));
    let bytes = everything(&mut desk);
    assert!(!bytes.windows(8).any(|w| w == b"soittama"), "the reason is sealed");

    // The clerk replaces the phone unseen; the officer then sees the new one, and the street stays.
    desk.switch("front_desk");
    desk.open(person);
    let form = desk.file().form(contact_info, Some(contact)).unwrap();
    let phone = form.fields.iter().find(|f| f.number == 7).unwrap();
    assert!(phone.writable && phone.replace_unseen && phone.shown == Shown::Hidden(Hidden::Protected));
    let change = change_form(&mut desk, "contact_info", contact, &[("phone", "+358409990002".into())]);
    let (_, effects) = desk.file().save(change).unwrap();
    assert_eq!(effects[0].id, "effect-saved-unseen");
    desk.switch("case_officer");
    desk.open(person);
    assert_eq!(desk.file().reveal(contact_info, contact, 7, reason).unwrap().0, text("+358409990002"));
    assert_eq!(desk.file().reveal(contact_info, contact, 1, reason).unwrap().0, text(CANARIES[0]));
}

#[test]
fn only_a_case_officer_ends_the_protection_and_nothing_comes_back() {
    let mut desk = TestDesk::new("front_desk");
    let (person, work) = protected_with_canaries(&mut desk);
    let off = change_form(&mut desk, "person", person, &[("protected", Value::Bool(false))]);
    assert!(not_allowed(&desk.file().save(yes(off))));
    desk.switch("case_officer");
    desk.open(person);
    let off = change_form(&mut desk, "person", person, &[("protected", Value::Bool(false))]);
    assert_eq!(asked(desk.file().save(off.clone())), "confirm-protection-off");
    desk.file().save(yes(off)).unwrap();
    assert_eq!(shown(&mut desk, "work_history", work, "employer_name"), Shown::Unknown(Unknown::NotHere));
}

#[test]
fn a_yes_to_a_changed_form_is_no_yes_to_the_end_of_the_protection() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[("protected", Value::Bool(true))]);
    desk.open(person);
    let both = [("protected", Value::Bool(false)), ("service_language", "sv".into())];
    let mut off = change_form(&mut desk, "person", person, &both);
    // Another window changes the language meanwhile.
    let other = change_form(&mut desk, "person", person, &[("service_language", "en".into())]);
    desk.file().save(other).unwrap();
    assert!(matches!(desk.file().save(off.clone()), Err(Refusal::Stale(_))));
    off.yes.add(Yes::STALE);
    assert_eq!(asked(desk.file().save(off.clone())), "confirm-protection-off");
    off.yes.add("confirm-protection-off");
    desk.file().save(off).unwrap();
}

#[test]
fn a_prohibition_of_its_own_form_switches_the_flag_on() {
    let mut desk = TestDesk::new("front_desk");
    let (person, _) = with_canaries(&mut desk);
    let form = new_form(
        "security_prohibition",
        &[("ground", "vtj".into()), ("end", day(2028, 5, 31)), ("told_by", "asiakas".into())],
    );
    desk.file().save(form).unwrap();
    assert_eq!(
        shown(&mut desk, "person", person, "protected"),
        Shown::Value { value: Value::Bool(true), label: None }
    );
    desk.switch("case_officer");
    desk.open(person);
    let kind = kind_of("security_prohibition").unwrap();
    let list = desk.file().list(kind, 0, "tarkistan perusteen").unwrap();
    assert_eq!(list.total, 1);
    assert!(list.entries[0].cells.iter().all(|(_, s)| matches!(s, Shown::Hidden(_))));
    let record = list.entries[0].record;
    let ground = desk.file().reveal(kind, record, 1, "tarkistan perusteen").unwrap().0;
    assert_eq!(ground, text("vtj"));
    // The day on the card follows the order; of several the last one counts, and one without an end.
    let until = |desk: &mut TestDesk| shown(desk, "person", person, "protected_until");
    assert_eq!(until(&mut desk), Shown::Value { value: day(2028, 5, 31), label: None });
    let later = change_form(&mut desk, "security_prohibition", record, &[("end", day(2029, 1, 31))]);
    desk.file().save(later).unwrap();
    assert_eq!(until(&mut desk), Shown::Value { value: day(2029, 1, 31), label: None });
}

#[test]
fn a_second_order_never_shortens_the_protection() {
    // Who may only write the orders knows of the first one by the day on the card alone.
    for role in ["front_desk", "case_officer"] {
        for (first, second, until) in [
            (None, Some(day(2028, 5, 31)), Shown::Empty),
            (
                Some(day(2029, 1, 31)),
                Some(day(2028, 5, 31)),
                Shown::Value { value: day(2029, 1, 31), label: None },
            ),
            (
                Some(day(2028, 5, 31)),
                Some(day(2029, 1, 31)),
                Shown::Value { value: day(2029, 1, 31), label: None },
            ),
            (Some(day(2028, 5, 31)), None, Shown::Empty),
        ] {
            let mut desk = TestDesk::new(role);
            let person = desk.person("Salo", "Aino", &[]);
            desk.open(person);
            for end in [first, second] {
                let mut form = vec![("ground", Value::from("vtj")), ("told_by", "asiakas".into())];
                form.extend(end.map(|end| ("end", end)));
                desk.file().save(new_form("security_prohibition", &form)).unwrap();
            }
            assert_eq!(shown(&mut desk, "person", person, "protected_until"), until, "{role}");
        }
    }
}

#[test]
fn the_day_on_the_card_follows_a_withdrawn_order() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let mut order = |end: Value| {
        let form = [("ground", "vtj".into()), ("end", end), ("told_by", "asiakas".into())];
        desk.file().save(new_form("security_prohibition", &form)).unwrap().0
    };
    let (early, late) = (order(day(2028, 5, 31)), order(day(2029, 1, 31)));
    let kind = kind_of("security_prohibition").unwrap();
    let until = |desk: &mut TestDesk| shown(desk, "person", person, "protected_until");
    assert_eq!(until(&mut desk), Shown::Value { value: day(2029, 1, 31), label: None });
    let before = desk.log_of(person).len();
    desk.file().withdraw(kind, late, "väärä asiakas").unwrap();
    assert_eq!(desk.log_of(person)[before..], [207, 208], "the day is a change of its own");
    assert_eq!(until(&mut desk), Shown::Value { value: day(2028, 5, 31), label: None });
    // With the last order goes the only word about an end: the flag stays on until somebody switches it off.
    desk.file().withdraw(kind, early, "väärä asiakas").unwrap();
    assert_eq!(until(&mut desk), Shown::Empty);
    let flag = shown(&mut desk, "person", person, "protected");
    assert_eq!(flag, Shown::Value { value: Value::Bool(true), label: None });
}

/// A clerk with a modified client keeps the key of what he dropped: it opens nothing that is written later.
#[test]
fn who_may_write_and_not_read_cannot_read_what_comes_later() {
    let mut desk = TestDesk::new("front_desk");
    let (person, _) = protected_with_canaries(&mut desk);
    let comp = kind_of("protected_contact").unwrap().compartment;
    let cells = |desk: &TestDesk| {
        let rows = keys::sealed_of(desk.session.store.connection(), person, comp).unwrap();
        rows.into_iter().map(|r| crate::vault::seal::cell_key_id(&r.cell).unwrap().1).collect::<Vec<_>>()
    };
    let dropped = cells(&desk);
    let mut different = dropped.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), dropped.len(), "each drop has a key of its own");
    // Everything the clerk can get at: rows of keys and wraps, own keys, but no compartment key.
    let (subject_keys, wraps) = keys::of_subject(desk.session.store.connection(), person, comp).unwrap();
    let own = SubjectKeys::open(person, comp.code(), 1, &subject_keys, &wraps, &[]);
    assert_eq!(own.expose().count(), 0);
    assert!(desk.session.open_sealed(person, comp).unwrap().records.is_empty());
    desk.switch("case_officer");
    desk.open(person);
    let contact = kind_of("contact_info").unwrap();
    let record = crate::journal::hash::one_id(person, contact.number);
    let form = change_form(&mut desk, "contact_info", record, &[("phone", "+358409990003".into())]);
    desk.file().save(form).unwrap();
    let later: Vec<[u8; 8]> = cells(&desk).into_iter().filter(|k| !dropped.contains(k)).collect();
    assert_eq!(later.len(), 1, "the officer sealed under a key that no clerk ever had");
}

#[test]
fn an_act_that_is_too_large_for_one_change_says_so_and_leaves_nothing_half_done() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let long = |n: usize| Value::Text(format!("{n}{}", "a".repeat(60_000)));
    for n in 0..5 {
        desk.record("contact_info", person, &[("abroad_address", long(n))]);
    }
    desk.open(person);
    let counts = |desk: &TestDesk| -> Vec<i64> {
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table}");
            desk.session.store.connection().query_row(&sql, [], |r| r.get(0)).unwrap()
        };
        ["own_change", "subject_key", "key_wrap", "sealed_record", "access_log", "history"]
            .map(count)
            .to_vec()
    };
    let form = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    let before = counts(&desk);
    let answer = desk.file().save(form);
    let Err(Refusal::Cannot(message)) = answer else { panic!("{answer:?}") };
    assert_eq!(message.id, "error-change-too-large");
    assert_eq!(counts(&desk), before, "neither keys nor records, nor a row that says it was done");
    assert_eq!(
        shown(&mut desk, "person", person, "protected"),
        Shown::Value { value: Value::Bool(false), label: None }
    );
}

/// The program's own task about a client who lives elsewhere tells where he does not live: it goes with the address, also
/// when it was done, reworded or withdrawn.
#[test]
fn a_task_that_tells_of_the_municipality_goes_with_it() {
    const TOLD: &str = "Kotikunta ei kuulu alueeseen";
    const REWORDED: &str = "Kanariatehtava Helsingista";
    let mut desk = TestDesk::new("front_desk");
    let task = kind_of("task").unwrap();
    let today = Value::Int(desk.session.today().into());
    for (withdrawn, change) in [
        (false, None),
        (true, None),
        (false, Some(("done_on", today))),
        (false, Some(("text", Value::from(REWORDED)))),
    ] {
        let person = desk.person("Salo", "Aino", &[]);
        desk.open(person);
        desk.file().save(new_form("contact_info", &[("municipality", "091".into())])).unwrap();
        desk.file().save(new_form("task", &[("due", day(2026, 10, 1)), ("text", "Soita".into())])).unwrap();
        let tasks = |desk: &TestDesk| {
            crate::store::read::page(desk.session.store.connection(), task, person, 0, 10).unwrap()
        };
        let made = tasks(&desk).into_iter().find(|t| t.text("text").unwrap().starts_with(TOLD)).unwrap().id;
        if let Some(change) = change {
            let form = change_form(&mut desk, "task", made, &[change]);
            desk.file().save(form).unwrap();
        }
        if withdrawn {
            desk.file().withdraw(task, made, "väärä asiakas").unwrap();
        }
        let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
        desk.file().save(on).unwrap();
        let left = tasks(&desk);
        assert_eq!(left.iter().map(|t| t.text("text")).collect::<Vec<_>>(), [Some("Soita")]);
        let pages = everything(&mut desk);
        for canary in [TOLD, REWORDED] {
            assert!(!pages.windows(canary.len()).any(|w| w == canary.as_bytes()), "{canary}");
        }
        let withdrawn = desk.file().withdrawn(&[(task, "")]).unwrap().len();
        assert_eq!(withdrawn, 1, "that something was withdrawn is no secret, what it said is");
        let history = format!("{:?}", desk.file().history(task, made, "").unwrap());
        assert!(!history.contains("alueeseen") && !history.contains(REWORDED), "{history}");
    }
}

#[test]
fn what_is_emptied_under_the_seal_is_empty_when_it_is_shown() {
    let mut desk = TestDesk::new("front_desk");
    let (person, _) = protected_with_canaries(&mut desk);
    let kind = kind_of("contact_info").unwrap();
    let phone = kind.field("phone").unwrap().number;
    let record = desk.file().form(kind, None).unwrap().record.unwrap();
    let mut form = change_form(&mut desk, "contact_info", record, &[]);
    form.values = vec![(phone, None)];
    desk.file().save(form).unwrap();
    desk.switch("case_officer");
    desk.open(person);
    let shown = desk.file().reveal(kind, record, phone, "asiakas pyysi soittamaan takaisin");
    assert_eq!(shown.unwrap().0, Shown::Empty);
}
