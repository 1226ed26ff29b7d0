//! Own files and those of close persons, declared by their user at any time: they open no more, and nobody takes alone
//! back what was declared.

use super::*;
use crate::access::Identification;
use crate::desk::api::Declaration;
use crate::desk::edits::Source;
use crate::desk::kind::named as kind_of;
use crate::desk::search;
use crate::register::{Value, hetu};
use crate::store::Act;

fn code(n: u32) -> String {
    hetu::compose(8_886, '-', n).unwrap()
}

fn close(n: u32) -> Declaration {
    Declaration { close: Some(code(n)), ..Declaration::default() }
}

fn own(n: u32) -> Declaration {
    Declaration { own: Some(code(n)), ..Declaration::default() }
}

/// Somebody in the register with this number of a code.
fn client(desk: &mut Desk, n: u32) -> Id {
    let session = desk.session().unwrap();
    let person = session.new_id();
    let fields = vec![
        ("surname", "Salo".into()),
        ("first_names", "Aino".into()),
        ("hetu", code(n).into()),
        ("birth_date", Value::Int(8_886)),
        ("protected", Value::Bool(false)),
    ];
    let edit = session.made(kind_of("person").unwrap(), person, Some(person), &Source::officer(), fields);
    session.write(&Act { edits: vec![edit], ..Act::default() }).unwrap();
    person
}

fn opens(desk: &mut Desk, person: Id) -> Result<(), &'static str> {
    let opened = desk.session().unwrap().open_visit(person, Identification::IdentityCard, "desk").map(|_| ());
    if opened.is_ok() { Ok(()) } else { Err(refused(opened)) }
}

#[test]
fn a_declared_close_person_and_the_own_file_open_no_more() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, clerk_id) = house.member(&mut boss, "virkailija", "front_desk", CLERK);
    let (me, friend, other) = (client(&mut clerk, 902), client(&mut clerk, 903), client(&mut clerk, 904));
    assert_eq!(opens(&mut clerk, friend), Ok(()));
    let rows = count(&mut clerk, LogAction::User);
    // The file that is open is shut at once.
    clerk.declare(None, &close(903)).unwrap();
    assert_eq!(refused(clerk.session().unwrap().file().map(|_| ())), "error-no-open-file");
    clerk.declare(None, &own(902)).unwrap();
    assert_eq!(opens(&mut clerk, friend), Err("refused-restricted"));
    assert_eq!(opens(&mut clerk, me), Err("refused-restricted"));
    assert_eq!(opens(&mut clerk, other), Ok(()));
    let reader = clerk.reader().unwrap();
    let session = clerk.session().unwrap();
    let found = search::look_up(&reader, "salo", session.today()).unwrap();
    for hit in session.hits(found, 1).unwrap().hits {
        let marked = hit.remark.is_some_and(|remark| remark.id == "hit-restricted");
        assert_eq!(marked, hit.person != other, "search says beforehand which files stay shut");
    }
    assert_eq!(count(&mut clerk, LogAction::User), rows + 2);
    // Nobody takes it back alone, nor turns it to somebody else.
    let ended = Declaration { close_ended: Some(code(903)), ..Declaration::default() };
    assert_eq!(refused(clerk.declare(None, &ended)), "refused-declared");
    assert_eq!(refused(clerk.declare(None, &own(904))), "refused-declared");
    clerk.reauthenticate(secret(CLERK)).unwrap();
    assert_eq!(refused(clerk.declare(Some(clerk_id), &ended)), "refused-not-this");
    clerk.declare(None, &own(902)).unwrap();
    // After a new login it holds all the same.
    clerk.logout().unwrap();
    clerk.login("virkailija", secret(CLERK)).unwrap();
    assert_eq!(opens(&mut clerk, friend), Err("refused-restricted"));
    assert_eq!(opens(&mut clerk, me), Err("refused-restricted"));
    // A supervisor mends a slip, with the own password typed again, and never the own.
    let boss_id = boss.session().unwrap().who().id;
    assert_eq!(refused(boss.declare(Some(boss_id), &own(904))), "refused-own-rights");
    boss.declare(Some(clerk_id), &ended).unwrap();
    assert_eq!(refused(boss.declare(Some(clerk_id), &ended)), "error-declare-not-close");
    assert_eq!(opens(&mut clerk, friend), Ok(()));
    house.wait(10 * 60_000);
    assert_eq!(refused(boss.declare(Some(clerk_id), &close(904))), "error-password-again");
}

#[test]
fn what_is_declared_in_another_window_shuts_the_file_in_this_one() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, clerk_id) = house.member(&mut boss, "virkailija", "front_desk", CLERK);
    let friend = client(&mut clerk, 903);
    assert_eq!(opens(&mut clerk, friend), Ok(()));
    boss.declare(Some(clerk_id), &own(903)).unwrap();
    assert_eq!(refused(clerk.session().unwrap().file().map(|_| ())), "error-no-open-file");
}

#[test]
fn a_declaration_says_what_is_wrong_with_it_and_keeps_no_code() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "virkailija", "front_desk", CLERK);
    assert_eq!(refused(clerk.declare(None, &Declaration::default())), "error-declare-nothing");
    let bad = Declaration { close: Some("010594-0000".to_owned()), ..Declaration::default() };
    assert!(clerk.declare(None, &bad).is_err());
    clerk.declare(None, &close(903)).unwrap();
    let connection = clerk.session().unwrap().store.connection();
    let kept: Vec<u8> = connection.query_row("SELECT hetu FROM close_person", [], |r| r.get(0)).unwrap();
    assert_eq!(kept.len(), 16, "a keyed hash");
}
