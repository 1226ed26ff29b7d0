//! Histories of what lies sealed: who sees the changes, who sees nothing, and what turvakielto leaves of them in clear.

use super::api::{Hidden, HistoryEntry, Refusal, Shown, Unknown};
use super::history::{Said, WHOLE, WITHDRAWAL};
use super::kind::named as kind_of;
use super::records_tests::{change_form, everything, force_open, new_form};
use super::sealed_history::earlier_of;
use super::testing::{KEY, TestDesk, ck, not_allowed, user};
use super::turvakielto_tests::{CANARIES, with_canaries};
use crate::journal::hash::one_id;
use crate::journal::heads::Val;
use crate::register::Value;
use crate::store::keys;

/// What a history says: field, from, to, by whom; values that are told only.
fn told(history: &[HistoryEntry]) -> Vec<(u16, String, String, String)> {
    let say = |shown: &Shown| match shown {
        Shown::Value { value, .. } => value.as_text().unwrap_or("…").to_owned(),
        other => format!("{other:?}"),
    };
    history.iter().map(|h| (h.field, say(&h.from), say(&h.to), h.by.clone())).collect()
}

#[test]
fn what_turvakielto_moves_keeps_its_history_for_those_with_the_key() {
    let mut desk = TestDesk::new("front_desk");
    let (person, work) = with_canaries(&mut desk);
    let (contact_info, work_history) = (kind_of("contact_info").unwrap(), kind_of("work_history").unwrap());
    let contact = one_id(person, contact_info.number);
    let form = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(form).unwrap();
    // The history moved, and not a page of the file holds anything of it in clear.
    let mut file = crate::cipherdb::open_maintenance(&desk.path, &KEY, &desk.expect).unwrap();
    let pages = file.pages();
    file.close().unwrap();
    assert!(pages.starts_with(b"SQLite format 3"), "not in clear: the test would see nothing");
    assert!(CANARIES.iter().all(|c| !pages.windows(c.len()).any(|w| w == c.as_bytes())));
    let reason = "asiakas kysyy vanhaa osoitetta";
    assert!(not_allowed(&desk.file().reveal_history(contact_info, contact, reason)));
    // The supervisor holds hand-over copies: they give rights and open nothing.
    desk.switch("supervisor");
    desk.session.who.handover_keys = vec![ck(7)];
    desk.open(person);
    assert!(not_allowed(&desk.file().reveal_history(contact_info, contact, reason)));
    let plain = desk.file().history(contact_info, contact, "").unwrap();
    assert!(plain.iter().all(|h| contact_info.field_number(h.field).is_none_or(|f| !f.locating)));

    desk.switch("case_officer");
    desk.open(person);
    assert!(matches!(desk.file().reveal_history(contact_info, contact, "miksi"), Err(Refusal::Cannot(_))));
    let later = change_form(&mut desk, "contact_info", contact, &[("street", "Uusikuja 1".into())]);
    desk.file().save(later).unwrap();
    let (history, seconds) = desk.file().reveal_history(contact_info, contact, reason).unwrap();
    assert_eq!(seconds, 30);
    let streets: Vec<_> = told(&history).into_iter().filter(|h| h.0 == 1).collect();
    let by = |role: &str| format!("Testaaja {role}");
    assert_eq!(
        streets,
        [
            (1, CANARIES[0].into(), "Uusikuja 1".into(), by("case_officer")),
            (1, CANARIES[6].into(), CANARIES[0].into(), by("front_desk")),
            (1, "Unknown(NeverAsked)".into(), CANARIES[6].into(), by("front_desk")),
        ],
        "the move itself changed nothing"
    );
    assert_eq!(desk.log_of(person)[desk.log_of(person).len() - 2..], [213, 203]);
    let (history, _) = desk.file().reveal_history(work_history, work, reason).unwrap();
    assert!(told(&history).iter().any(|h| h.2 == CANARIES[3] && h.3 == by("front_desk")));
    // A later word about the workplace leaves the earlier ones where they are.
    let later = change_form(&mut desk, "work_history", work, &[("employer_name", "Uusi Huolto".into())]);
    desk.file().save(later).unwrap();
    let (history, _) = desk.file().reveal_history(work_history, work, reason).unwrap();
    let names: Vec<_> = told(&history).into_iter().filter(|h| h.0 == 1).map(|h| (h.1, h.2)).collect();
    assert_eq!(names[0], (CANARIES[3].to_owned(), "Uusi Huolto".to_owned()));
    assert_eq!(names.len(), 2);
    assert!(desk.session.file().unwrap().reveal_history(kind_of("task").unwrap(), work, reason).is_err());
}

#[test]
fn a_long_history_moves_in_pieces() {
    let said =
        |i: i64| Said { cell: 6, ts: i << 16, user: user("front_desk"), val: Val::Raw(vec![0x61; 20_000]) };
    let pieces = earlier_of((0..10).map(said).collect(), &[6].into());
    assert_eq!(pieces.len(), 4);
    let words = |v: &Value| matches!(v, Value::Group(words) if words.len() <= 3);
    assert!(pieces.iter().all(words));
    assert!(earlier_of((0..10).map(said).collect(), &[7].into()).is_empty());
}

#[test]
fn a_sealed_record_shows_its_changes_to_those_with_the_key_alone() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("security_prohibition").unwrap();
    let form = new_form("security_prohibition", &[("ground", "vtj".into()), ("told_by", "asiakas".into())]);
    let (order, _) = desk.file().save(form).unwrap();
    let change = change_form(&mut desk, "security_prohibition", order, &[("told_by", "omainen".into())]);
    desk.file().save(change).unwrap();
    // Fields, people and times for the reason that opens the list; the values for one of their own.
    let history = desk.file().history(kind, order, "tarkistan kertojan").unwrap();
    assert_eq!((history[0].field, history[0].by.as_str()), (6, "Testaaja case_officer"));
    assert!(history.iter().all(|h| h.from == Shown::Hidden(Hidden::Protected) && h.to == h.from));
    assert_eq!(desk.log_of(person).last(), Some(&213));
    let (history, _) = desk.file().reveal_history(kind, order, "tarkistan kertojan").unwrap();
    assert_eq!(told(&history)[0], (6, "asiakas".into(), "omainen".into(), "Testaaja case_officer".into()));
    desk.file().withdraw(kind, order, "kirjattu väärälle").unwrap();
    let history = desk.file().history(kind, order, "tarkistan kertojan").unwrap();
    assert_eq!(history[0].field, WITHDRAWAL);
    let bytes = everything(&mut desk);
    assert!(!bytes.windows(7).any(|w| w == b"omainen"), "nothing of it lies in clear");
    // Without the key, or with a hand-over copy of it, it is refused as what is not there is.
    for role in ["front_desk", "supervisor", "administrator"] {
        desk.switch(role);
        desk.session.who.handover_keys = vec![ck(7)];
        force_open(&mut desk, person);
        let there = desk.file().history(kind, order, "tarkistan kertojan");
        let not_there = desk.file().history(kind, person, "tarkistan kertojan");
        assert!(not_allowed(&there) && not_allowed(&not_there), "{role}");
        assert_eq!(there.unwrap_err(), not_there.unwrap_err());
    }
    desk.switch("case_officer");
    desk.session.who.compartment_keys.clear();
    force_open(&mut desk, person);
    assert!(not_allowed(&desk.file().history(kind, order, "tarkistan kertojan")));
}

#[test]
fn a_version_whose_key_is_gone_is_told_as_such() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("security_prohibition").unwrap();
    let form = new_form("security_prohibition", &[("ground", "vtj".into()), ("told_by", "asiakas".into())]);
    let (order, _) = desk.file().save(form).unwrap();
    let key = {
        let rows = keys::sealed_of(desk.session.store.connection(), person, kind.compartment).unwrap();
        crate::vault::seal::cell_key_id(&rows[0].cell).unwrap().1
    };
    desk.session.store.connection().execute("DELETE FROM key_wrap WHERE key_id = ?1", [key]).unwrap();
    let change = change_form(&mut desk, "security_prohibition", order, &[]);
    assert!(desk.file().save(change).is_err(), "what cannot be read is not written over");
    let history = desk.file().history(kind, order, "tarkistan kertojan").unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!((history[0].field, &history[0].to), (WHOLE, &Shown::Unknown(Unknown::KeyGone)));
}
