//! Turvakielto without a trace, on an office's real files: two people at the counter, values that were replaced long
//! ago, texts that were not saved, the search index, the changes' own bodies, free pages and the log of the database.

use super::*;
use crate::access::Identification;
use crate::cipherdb::{self, Expect};
use crate::desk::api::{Base, SaveForm, Shown, Yes};
use crate::desk::edits::Source;
use crate::desk::kind::named as kind_of;
use crate::register::Value;
use crate::store::{self, Act, Edit, SCHEMA_VERSION};

const STREET: &str = "Kanarienkuja 2 B";
const OLD_STREET: &str = "Vanhakanaria 3";
const TYPED: &str = "Luonnoskanaria 9";
/// What may not be anywhere afterwards; the telephone also as the index has it, backwards.
const CANARIES: [&str; 8] = [
    STREET,
    OLD_STREET,
    "Kanarienkuja",
    "+358447654321",
    "7654321",
    "1234567",
    "kanaria@example.fi",
    "vanha.kanaria@example.fi",
];

pub(super) fn form(desk: &mut Desk, kind: &str, record: Option<Id>, fields: &[(&str, Value)]) -> SaveForm {
    let kind = kind_of(kind).unwrap();
    let values = fields.iter().map(|(n, v)| (kind.field(n).unwrap().number, Some(v.clone()))).collect();
    let base = match record {
        Some(_) => desk.session().unwrap().file().unwrap().form(kind, record).unwrap().base,
        None => Base::default(),
    };
    SaveForm { kind, record, values, base, yes: Yes::default() }
}

pub(super) fn save(desk: &mut Desk, form: SaveForm) -> Id {
    desk.session().unwrap().file().unwrap().save(form).unwrap().0
}

/// A new person, not written yet.
pub(super) fn new_person(desk: &mut Desk) -> (Id, Edit) {
    let kind = kind_of("person").unwrap();
    let session = desk.session().unwrap();
    let person = session.new_id();
    let fields = vec![
        ("surname", "Salo".into()),
        ("first_names", "Aino".into()),
        ("service_language", "fi".into()),
        ("citizenships", Value::codes(["246"])),
        ("protected", Value::Bool(false)),
        ("identity_state", "verified".into()),
        ("birth_date", Value::Int(8_886)),
        ("foreign_id", "ULKO-1".into()),
    ];
    (person, session.made(kind, person, Some(person), &Source::officer(), fields))
}

/// Somebody in the register, with the file open.
pub(super) fn client(desk: &mut Desk) -> Id {
    let (person, edit) = new_person(desk);
    desk.session().unwrap().write(&Act { edits: vec![edit], ..Act::default() }).unwrap();
    open(desk, person);
    person
}

pub(super) fn open(desk: &mut Desk, person: Id) {
    desk.session().unwrap().open_visit(person, Identification::IdentityCard, "desk").unwrap();
}

/// Every page of the register in clear, free ones too, as whoever holds the key sees them.
pub(super) fn pages(house: &House, key: &[u8; 32]) -> Vec<u8> {
    let desk = house.desk();
    let keyslots = desk.office.files().keyslots(&desk.office.device_secret().unwrap()).unwrap();
    let header = keyslots.header();
    let expect = Expect {
        salt: header.db_salt,
        db_id: header.db,
        user_version_max: i32::try_from(SCHEMA_VERSION).unwrap(),
    };
    let mut file = cipherdb::open_maintenance(&desk.office.database(), key, &expect).unwrap();
    let pages = file.pages();
    assert!(pages.starts_with(b"SQLite format 3"), "not in clear: the test would see nothing");
    pages
}

pub(super) fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|w| w.eq_ignore_ascii_case(canary.as_bytes()))
}

fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |meta| meta.len())
}

#[test]
fn a_turvakielto_leaves_no_trace_in_any_file_and_the_officer_still_sees_it() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut other, _) = house.member(&mut boss, "toinen", "front_desk", CLERK);
    let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    boss.logout().unwrap();
    officer.logout().unwrap();
    let key = *clerk.held.as_ref().unwrap().dbk.expose();

    // What was replaced lies in the history and in the bodies of the changes that brought it.
    let person = client(&mut clerk);
    let old = [("street", OLD_STREET.into()), ("email", "vanha.kanaria@example.fi".into())];
    let old = form(&mut clerk, "contact_info", None, &old);
    let contact = save(&mut clerk, old);
    // Texts of somebody else that were not saved: a form, a quick note, and what a lock takes off the screens.
    open(&mut other, person);
    for (place, text) in [("lomake/contact_info", TYPED), ("pikakirjaus/1", OLD_STREET)] {
        other.session().unwrap().keep_draft(place, text).unwrap();
    }
    other.lock(false, Some(STREET)).unwrap();
    // The lock folded the log of the database; what is saved now stands in it.
    let new: [(&str, Value); 3] = [
        ("street", STREET.into()),
        ("phone", "+358447654321".into()),
        ("email", "kanaria@example.fi".into()),
    ];
    let new = form(&mut clerk, "contact_info", Some(contact), &new);
    save(&mut clerk, new);

    let wal = house.path_of(&format!("{}-wal", store::FILE));
    assert!(length(&wal) > 0, "there is no log of the database to look into");
    let before = pages(&house, &key);
    for canary in CANARIES {
        assert!(holds(&before, canary), "{canary} was never there: the test would prove nothing");
    }

    let on = form(&mut clerk, "person", Some(person), &[("protected", Value::Bool(true))]);
    let (_, effects) = clerk.session().unwrap().file().unwrap().save(on).unwrap();
    let said: Vec<&str> = effects.iter().map(|effect| effect.id).collect();
    assert!(said.contains(&"effect-protected") && !said.contains(&"effect-traces-later"), "{said:?}");

    assert_eq!(length(&wal), 0, "the log of the database is cut off");
    let after = pages(&house, &key);
    for canary in CANARIES.iter().chain(&[TYPED]) {
        assert!(!holds(&after, canary), "{canary} is still in a page");
    }
    for entry in std::fs::read_dir(&house.path).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found: Vec<_> = CANARIES.iter().filter(|canary| holds(&bytes, canary)).collect();
        assert!(found.is_empty(), "{found:?} in {}", path.display());
    }
    clerk.logout().unwrap();

    // The other's texts are gone with it, also for their author.
    other.login("toinen", secret(CLERK)).unwrap();
    for place in ["lomake/contact_info".to_owned(), "pikakirjaus/1".to_owned(), other.lock_place()] {
        assert!(other.session().unwrap().take_draft(&place, &[]).unwrap().is_none(), "{place}");
    }
    other.logout().unwrap();

    // Who is entitled reads the sealed record; whoever is not gets nothing, and reading it leaves nothing either.
    officer.login("omav", secret(CLERK)).unwrap();
    open(&mut officer, person);
    let kind = kind_of("contact_info").unwrap();
    let number = kind.field("street").unwrap().number;
    let mut file = officer.session().unwrap().file().unwrap();
    let (shown, _) = file.reveal(kind, contact, number, "asiakas pyysi kirjeen").unwrap();
    assert_eq!(shown, Shown::Value { value: STREET.into(), label: None });
    officer.logout().unwrap();
    let last = pages(&house, &key);
    assert!(CANARIES.iter().all(|canary| !holds(&last, canary)));
}
