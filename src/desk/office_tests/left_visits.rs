//! What a killed program leaves of a visit: a desk that is dropped without a word, as a kill leaves it, and who comes in
//! next.

use super::traces::{client, open};
use super::*;
use crate::desk::kind::named as kind_of;
use crate::journal::clock;
use crate::store::read::{self, Record};
use crate::store::{self, Act, open_visits};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A clerk with a client's file open, and what else an office needs.
fn at_the_counter() -> (House, Desk, Id) {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    let person = client(&mut desk);
    (house, desk, person)
}

fn log_in(house: &House) -> Desk {
    let mut desk = house.desk();
    desk.login("virtanenm", secret(CLERK)).unwrap();
    desk
}

/// The visits of a client, oldest first.
fn visits(desk: &mut Desk, person: Id) -> Vec<Record> {
    let connection = desk.session().unwrap().store.connection();
    let mut visits = read::page(connection, kind_of("visit").unwrap(), person, 0, 100).unwrap();
    visits.sort_by_key(|visit| visit.int("at"));
    visits
}

fn closed(desk: &mut Desk, person: Id) -> Vec<Option<i64>> {
    visits(desk, person).iter().map(|visit| visit.int("closed")).collect()
}

/// When the newest row about a client was written, UTC milliseconds.
fn newest_row(desk: &mut Desk, person: Id) -> i64 {
    let connection = desk.session().unwrap().store.connection();
    let rows = store::access_log::about(connection, person, 1).unwrap();
    clock::ts_ms(log::decode_header(&rows[0].0).unwrap().head.ts)
}

fn remembered(desk: &mut Desk) -> usize {
    let session = desk.session().unwrap();
    open_visits::of_user(session.store.connection(), session.who.id).unwrap().len()
}

#[test]
fn the_visit_of_a_killed_program_ends_at_its_users_next_login_at_the_last_thing_known_of_it() {
    let (house, mut desk, person) = at_the_counter();
    house.wait(HOUR / 2);
    desk.session().unwrap().file().unwrap().card().unwrap();
    let last = newest_row(&mut desk, person);
    assert_eq!((closed(&mut desk, person), remembered(&mut desk)), (vec![None], 1));
    drop(desk);

    house.wait(20 * HOUR);
    let mut boss = house.proved("esi", BOSS);
    assert_eq!(closed(&mut boss, person), [None], "nobody else ends it");
    boss.logout().unwrap();
    let mut desk = log_in(&house);
    let [visit] = &visits(&mut desk, person)[..] else { panic!("one visit") };
    assert_eq!(visit.int("closed"), Some(last), "and not the day after");
    assert_eq!(visit.text("purpose"), Some("other"), "no act told what it was for");
    assert_eq!(remembered(&mut desk), 0);
    // As at the desk: a change of the visit, under the purpose that it was.
    let connection = desk.session().unwrap().store.connection();
    let rows = store::access_log::about(connection, person, 1).unwrap();
    let header = log::decode_header(&rows[0].0).unwrap();
    let body = log::decode_body(rows[0].1.as_deref().unwrap()).unwrap();
    assert_eq!(header.action, LogAction::Change.code());
    assert_eq!((body.object, body.purpose_ref), (Some(visit.id), Some(visit.id)));
    assert!(clock::ts_ms(header.head.ts) > last + 19 * HOUR, "the row tells when it was written");
    desk.logout().unwrap();
    verified(&mut log_in(&house));
}

#[test]
fn what_an_act_said_of_the_visit_stays_and_so_does_a_kept_text_which_is_the_last_thing_known() {
    let (house, mut desk, person) = at_the_counter();
    let visit = visits(&mut desk, person)[0].id;
    let session = desk.session().unwrap();
    let kind = kind_of("visit").unwrap();
    let purpose = [(kind.field("purpose").unwrap().number, Some("plan".into()))];
    let edit = session.changed(kind, visit, Some(person), &purpose, None).unwrap();
    session.write(&Act { edits: vec![edit], ..Act::default() }).unwrap();
    house.wait(HOUR);
    session.keep_draft("form/contact", "kesken").unwrap();
    let connection = session.store.connection();
    let kept = store::drafts::of_user(connection, session.who.id).unwrap()[0].at;
    drop(desk);

    house.wait(DAY);
    let mut desk = log_in(&house);
    let [visit] = &visits(&mut desk, person)[..] else { panic!("one visit") };
    assert_eq!((visit.text("purpose"), visit.int("closed")), (Some("plan"), Some(kept)));
    let draft = desk.session().unwrap().take_draft("form/contact", &[]).unwrap().unwrap();
    assert_eq!(draft.text, "kesken");
}

#[test]
fn a_visit_that_goes_on_in_another_window_is_left_alone_behind_its_lock_too() {
    let (house, mut first, person) = at_the_counter();
    let mut second = log_in(&house);
    assert_eq!(closed(&mut second, person), [None]);
    first.lock(false, None).unwrap();
    second.logout().unwrap();
    second.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(closed(&mut second, person), [None], "it goes on behind the lock");
    first.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(first.session().unwrap().file().unwrap().person(), person);
    assert_eq!(closed(&mut first, person), [None]);
    // A visit of the second window begins and ends beside it.
    open(&mut second, person);
    second.session().unwrap().end_visit().unwrap();
    let ends = closed(&mut second, person);
    assert!(ends[0].is_none() && ends[1].is_some(), "{ends:?}");
    // Behind somebody else's session it still waits; killed there, it ends.
    first.lock(false, None).unwrap();
    first.login("esi", secret(BOSS)).unwrap();
    second.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(closed(&mut second, person)[0], None);
    drop(first);
    second.login("virtanenm", secret(CLERK)).unwrap();
    assert!(closed(&mut second, person)[0].is_some());
}

#[test]
fn another_run_in_the_place_of_a_killed_one_does_not_keep_its_visit_open() {
    let (house, first, person) = at_the_counter();
    let mut second = log_in(&house);
    drop(first);
    let mut third = house.desk();
    third.login("esi", secret(BOSS)).unwrap();
    assert_eq!(third.desk.as_ref().unwrap().run().place, 0, "where the killed one was");
    second.login("virtanenm", secret(CLERK)).unwrap();
    assert!(closed(&mut second, person)[0].is_some());
}

#[test]
fn where_a_visit_ended_nothing_is_written() {
    let (house, mut desk, person) = at_the_counter();
    desk.session().unwrap().end_visit().unwrap();
    let ended = closed(&mut desk, person);
    let changes = count(&mut desk, LogAction::Change);
    drop(desk);
    house.wait(DAY);
    let mut desk = log_in(&house);
    assert_eq!((closed(&mut desk, person), count(&mut desk, LogAction::Change)), (ended, changes));

    // One that another file ended, and one that the way out ended, are not remembered either.
    open(&mut desk, person);
    open(&mut desk, person);
    assert_eq!(remembered(&mut desk), 1);
    desk.logout().unwrap();
    let mut desk = log_in(&house);
    assert_eq!(remembered(&mut desk), 0);
    assert!(closed(&mut desk, person).iter().all(Option::is_some));
}

#[test]
fn what_a_newer_program_remembers_is_left_to_it_and_keeps_nobody_out() {
    let (house, mut desk, person) = at_the_counter();
    let session = desk.session().unwrap();
    let user = session.who.id;
    let connection = session.store.connection();
    let [open] = &open_visits::of_user(connection, user).unwrap()[..] else { panic!("one visit") };
    let name = format!("open_visit:{user}:{}", open.visit);
    let mut newer = store::meta(connection, &name).unwrap().unwrap();
    newer[33] = 0xff; // the purpose's upper byte
    store::put_meta(connection, &name, &newer).unwrap();
    store::put_meta(connection, &format!("open_visit:{user}:{}", Id::default()), b"?").unwrap();
    drop(desk);
    let mut desk = log_in(&house);
    assert_eq!(closed(&mut desk, person), [None]);
    assert_eq!(remembered(&mut desk), 1);
}
