//! A turvakielto that came after a backup stands when the backup is restored: what was erased is in no page of the copy,
//! and nobody sees it.

use super::backup::{backed_up, bring_back, by_password};
use super::traces::{client, form, holds, open, pages, save};
use super::*;
use crate::desk::api::{Hidden, Shown};
use crate::desk::backup::RestoreKey;
use crate::desk::kind::named as kind_of;
use crate::desk::search;
use crate::journal::codes::LogAction as A;
use crate::register::{Value, dates};

const CANARIES: [&str; 4] = ["Kanarienkuja 2 B", "+358447654321", "kanaria@example.fi", "Vanhakanaria 3"];

/// An office with a client whose address is known, a copy of it, and the client's contact record.
fn copied() -> (House, PathBuf, Id, Id) {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    officer.logout().unwrap();
    boss.logout().unwrap();
    let person = client(&mut clerk);
    let old = form(&mut clerk, "contact_info", None, &[("street", CANARIES[3].into())]);
    let contact = save(&mut clerk, old);
    let new: [(&str, Value); 4] = [
        ("street", CANARIES[0].into()),
        ("phone", CANARIES[1].into()),
        ("email", CANARIES[2].into()),
        ("municipality", "398".into()),
    ];
    let new = form(&mut clerk, "contact_info", Some(contact), &new);
    save(&mut clerk, new);
    clerk.logout().unwrap();
    let copy = backed_up(&house);
    (house, copy, person, contact)
}

/// One form, saved by somebody at the counter.
fn said(house: &House, login: &str, person: Id, kind: &str, fields: &[(&str, Value)]) {
    let mut desk = house.desk();
    desk.login(login, secret(CLERK)).unwrap();
    open(&mut desk, person);
    let mut saved = form(&mut desk, kind, (kind == "person").then_some(person), fields);
    saved.yes.add("confirm-protection-off");
    save(&mut desk, saved);
    desk.logout().unwrap();
}

fn by_recovery(house: &House) -> RestoreKey {
    RestoreKey::Recovery(secret(&house.recovery))
}

#[test]
fn a_turvakielto_of_after_the_backup_stands_in_what_is_restored() {
    for by_whom in [|_: &House| by_password(), by_recovery] {
        let (house, copy, person, contact) = copied();
        let end = Value::Int(dates::from_ymd(2028, 5, 31).unwrap().into());
        let order = [("ground", "vtj".into()), ("end", end.clone()), ("told_by", "asiakas".into())];
        said(&house, "neuvo", person, "security_prohibition", &order);
        let restored = bring_back(&house, &copy, &house.path, by_whom(&house)).unwrap();
        assert_eq!(restored.protected, Some(1));

        let mut clerk = house.desk();
        clerk.login("neuvo", secret(CLERK)).unwrap();
        let key = *clerk.held.as_ref().unwrap().dbk.expose();
        let found = |desk: &mut Desk, text: &str| {
            let reader = desk.reader().unwrap();
            let session = desk.session().unwrap();
            let found = search::look_up(&reader, text, session.today()).unwrap();
            session.hits(found, 1).unwrap().hits
        };
        let hit = found(&mut clerk, "salo aino").remove(0);
        assert_eq!((hit.protected, hit.municipality), (true, Shown::Hidden(Hidden::Protected)));
        assert!(found(&mut clerk, "0447654321").is_empty(), "the telephone finds nobody");
        open(&mut clerk, person);
        let list = clerk.session().unwrap().file().unwrap().list(kind_of("contact_info").unwrap(), 0, "");
        let shown = format!("{:?}", list.unwrap().entries);
        assert!(CANARIES.iter().all(|canary| !shown.contains(canary)), "{shown}");
        let rows = actions(&mut clerk);
        assert_eq!(rows.first(), Some(&A::Restore));
        assert!(rows.contains(&A::Erasure) && rows.contains(&A::SealedWithoutReading), "{rows:?}");
        verified(&mut clerk);
        clerk.logout().unwrap();
        let pages = pages(&house, &key);
        for canary in CANARIES {
            assert!(!holds(&pages, canary), "{canary} came back");
        }

        // Who is entitled reads what was sealed again, and the day stands.
        let mut officer = house.desk();
        officer.login("omav", secret(CLERK)).unwrap();
        open(&mut officer, person);
        let mut file = officer.session().unwrap().file().unwrap();
        let (kind, person_kind) = (kind_of("contact_info").unwrap(), kind_of("person").unwrap());
        let number = kind.field("street").unwrap().number;
        let (street, _) = file.reveal(kind, contact, number, "asiakas pyysi kirjeen").unwrap();
        assert_eq!(street, Shown::Value { value: CANARIES[0].into(), label: None });
        let until = file.form(person_kind, Some(person)).unwrap();
        let number = person_kind.field("protected_until").unwrap().number;
        let until = until.fields.into_iter().find(|f| f.number == number).unwrap().shown;
        assert_eq!(until, Shown::Value { value: end, label: None });
    }
}

/// What was erased stays erased, also when the flag is off again: it goes on in the copy, and a case officer decides.
#[test]
fn what_was_erased_does_not_come_back_when_the_protection_has_ended_since() {
    let (house, copy, person, _) = copied();
    said(&house, "neuvo", person, "person", &[("protected", true.into())]);
    said(&house, "omav", person, "person", &[("protected", false.into())]);
    let restored = bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert_eq!(restored.protected, Some(1));
    // A copy of after the erasure has nothing to be taken out of.
    let later = copy.with_file_name("later");
    house.administrator().backup(&later).unwrap();
    let restored = bring_back(&house, &later, &house.path, by_password()).unwrap();
    assert_eq!(restored.protected, Some(0));
}

#[test]
fn a_register_that_cannot_be_read_is_told_as_such() {
    let (house, copy, person, _) = copied();
    said(&house, "neuvo", person, "person", &[("protected", true.into())]);
    std::fs::write(house.path_of("register.db"), b"rikki").unwrap();
    let restored = bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert_eq!(restored.protected, None, "nobody knows who is protected");
}
