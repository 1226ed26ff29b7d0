//! Turvakielto without a trace: every page of the file is looked at in clear, free ones too.

use crate::register::{Compartment, Id, Value};
use crate::store::testing::{KEY, TestStore, actor, kind, set};
use crate::store::{Act, Error, SealedEdit, Seen, drafts, entity, protect, read};
use std::collections::BTreeMap;

/// The file's pages as SQLite sees them, free pages and all.
fn pages(t: &TestStore) -> Vec<u8> {
    let mut file = crate::cipherdb::open_maintenance(&t.path, &KEY, &t.expect()).unwrap();
    let pages = file.pages();
    assert!(pages.starts_with(b"SQLite format 3"), "not in clear: the test would see nothing");
    pages
}

fn holds(pages: &[u8], canary: &str) -> bool {
    pages.windows(canary.len()).any(|w| w.eq_ignore_ascii_case(canary.as_bytes()))
}

const CANARIES: [&str; 9] = [
    "Kanarienkuja",
    "Vanhakuja",
    "Toinenkuja",
    "Poistettukuja",
    "+358447654321",
    "7654321",
    "1234567", // the same backwards, as the index has it
    "kanaria@example.fi",
    "Linnunlaulu",
];

fn address(street: &str) -> Value {
    Value::Group(BTreeMap::from([(1, street.into()), (3, "Linnunlaulu".into()), (4, "398".into())]))
}

#[test]
fn a_turvakielto_leaves_no_trace_of_where_somebody_is() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    for i in 0..40 {
        t.person("Muu", &format!("Asiakas {i}"), &[]);
    }
    let contact = kind("contact_info");
    let (id, gone) = (t.world.id(), t.world.id());
    let street = |t: &mut TestStore, id: Id, street: &str, seen: Option<Seen>| {
        let mut edit = set(contact, id, Some(person), vec![(101, Some(address(street)))]);
        let crate::store::What::Set(_, base) = &mut edit.what else { unreachable!() };
        *base = seen;
        t.write(vec![edit]).unwrap();
    };
    street(&mut t, id, "Vanhakuja 1", None);
    let stale = Seen::of(&entity::load(t.store.connection(), id).unwrap().entity);
    street(&mut t, id, "Kanarienkuja 2", None);
    street(&mut t, id, "Toinenkuja 3", Some(stale));
    assert_eq!(entity::conflicts(t.store.connection(), Some(person)).unwrap(), 1);
    t.set(
        "contact_info",
        id,
        person,
        &[("phone", "+358447654321".into()), ("email", "kanaria@example.fi".into())],
    );
    t.set("contact_info", id, person, &[("contact_address", "PL 5 Lahti".into())]);
    street(&mut t, gone, "Poistettukuja 4", None);
    let what = crate::store::What::Delete(None);
    t.write(vec![crate::store::Edit { kind: contact, entity: gone, person: Some(person), what }]).unwrap();
    let draft = t.world.id();
    drafts::put(t.store.connection(), draft, actor().user.unwrap(), Some(person), 1, b"sealed draft")
        .unwrap();
    let (other, another) = (t.world.id(), t.world.id());
    drafts::put(t.store.connection(), another, actor().user.unwrap(), Some(other), 1, b"another").unwrap();
    t.store.fold().unwrap();
    let before = pages(&t);
    for canary in CANARIES {
        assert!(holds(&before, canary), "{canary} was never there: the test would prove nothing");
    }

    let erase = protect::locating(t.store.connection(), person, &[]).unwrap();
    assert!(erase.records.len() >= 2, "the deleted record counts");
    let act = Act {
        edits: vec![set(kind("person"), person, Some(person), vec![(11, Some(Value::Bool(true)))])],
        sealed: vec![SealedEdit {
            entity: t.world.id(),
            person,
            comp: Compartment::Safety,
            cell: Some(vec![0xee; 306]),
            seen: None,
        }],
        erase: Some(erase),
        ..Act::default()
    };
    t.store.write(&actor(), &act, &mut t.world).unwrap();
    t.store.erase_traces(&t.world).unwrap();

    let after = pages(&t);
    for canary in CANARIES {
        assert!(!holds(&after, canary), "{canary} is still there");
    }
    let wal = t.path.with_file_name(format!("{}-wal", crate::store::FILE));
    assert_eq!(std::fs::metadata(wal).map_or(0, |m| m.len()), 0, "the log is cut off");
    let record = read::one(t.store.connection(), contact, id).unwrap().unwrap();
    assert_eq!(record.text("street"), None);
    assert_eq!(record.text("contact_address"), Some("PL 5 Lahti"), "the yhteysosoite stays");
    let kept = drafts::of_user(t.store.connection(), actor().user.unwrap()).unwrap();
    assert_eq!(kept.iter().map(|d| d.id).collect::<Vec<_>>(), [another], "a text about somebody else stays");
    assert!(holds(&after, "Asiakas 7"), "others are untouched");
    // The journal still verifies, and the index agrees with its documents.
    let chains = crate::store::doctor::chains(t.store.connection()).unwrap();
    assert!(chains.iter().all(|c| c.fault.is_none() && c.noted), "{chains:?}");
    assert!(crate::store::doctor::rows(t.store.connection(), 1).unwrap().is_clean());
    assert!(t.store.search_is_sound().unwrap());
    // Nothing comes back when rows are built again from the journal's heads.
    t.store.rebuild_projections().unwrap();
    t.store.fold().unwrap();
    assert!(CANARIES.iter().all(|canary| !holds(&pages(&t), canary)));
}

#[test]
fn an_erased_value_is_not_empty_and_can_be_filled_again() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.set("contact_info", id, person, &[("phone", "+358447654321".into())]);
    let erase = protect::locating(t.store.connection(), person, &[]).unwrap();
    t.store.write(&actor(), &Act { erase: Some(erase), ..Act::default() }, &mut t.world).unwrap();
    let stored = entity::load(t.store.connection(), id).unwrap();
    assert!(stored.entity.value(7) == crate::journal::heads::Cell::Erased);
    t.set("contact_info", id, person, &[("phone", "+358401111111".into())]);
    let record = read::one(t.store.connection(), kind("contact_info"), id).unwrap().unwrap();
    assert_eq!(record.text("phone"), Some("+358401111111"));
}

#[test]
fn an_address_that_came_after_the_sealing_is_not_erased_unsealed() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[]);
    let id = t.world.id();
    t.set("contact_info", id, person, &[("phone", "+358447654321".into())]);
    let sealed = protect::locating(t.store.connection(), person, &[]).unwrap();
    // Another window saves a new number, or makes another record that says where the client is.
    let newer = t.world.id();
    for (record, number) in [(id, "+358401111111"), (newer, "+358402222222")] {
        t.set("contact_info", record, person, &[("phone", number.into())]);
        let act = Act { erase: Some(sealed.clone()), ..Act::default() };
        assert!(matches!(t.store.write(&actor(), &act, &mut t.world), Err(Error::Moved)));
        let kept = read::one(t.store.connection(), kind("contact_info"), record).unwrap().unwrap();
        assert_eq!(kept.text("phone"), Some(number));
    }
    let act =
        Act { erase: Some(protect::locating(t.store.connection(), person, &[]).unwrap()), ..Act::default() };
    t.store.write(&actor(), &act, &mut t.world).unwrap();
}

#[test]
fn no_address_goes_into_the_open_part_once_the_flag_is_on() {
    let mut t = TestStore::new();
    let person = t.person("Salo", "Aino", &[("protected", Value::Bool(true))]);
    let cells = |phone: Option<Value>| vec![(7, phone), (6, Some("PL 5 Lahti".into()))];
    let id = t.world.id();
    let open = set(kind("contact_info"), id, Some(person), cells(Some("+358447654321".into())));
    assert!(matches!(t.write(vec![open]), Err(Error::Moved)));
    assert!(read::one(t.store.connection(), kind("contact_info"), id).unwrap().is_none());
}
