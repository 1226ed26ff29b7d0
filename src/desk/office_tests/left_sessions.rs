//! What a killed program leaves of a session: a desk that is dropped without a word, as a kill leaves it, and what the
//! next one writes of it.

use super::backup::{backed_up, bring_back, by_password};
use super::traces::client;
use super::*;
use crate::desk::left_sessions::LAST_KNOWN;
use crate::journal::clock;
use crate::journal::codes::{LogAction as A, Outcome};
use crate::register::Value;
use crate::store::open_sessions;

const HOUR: i64 = 3_600_000;

/// The rows of killed sessions with their bodies, oldest first.
fn markers(desk: &mut Desk) -> Vec<(log::LogHeader, log::LogBody)> {
    let connection = desk.session.as_ref().unwrap().store.connection();
    let stream = access_log::streams(connection).unwrap().pop().unwrap();
    let mut found = Vec::new();
    access_log::each_row(connection, stream.number, |row| {
        let header = log::decode_header(&row.header).unwrap();
        if header.action == A::CrashMarker.code() {
            found.push((header, log::decode_body(row.body.as_deref().unwrap()).unwrap()));
        }
    })
    .unwrap();
    found
}

fn at(header: &log::LogHeader) -> i64 {
    clock::ts_ms(header.head.ts)
}

fn remembered(desk: &mut Desk) -> usize {
    open_sessions::all(desk.session.as_ref().unwrap().store.connection()).unwrap().len()
}

#[test]
fn a_session_that_nobody_ended_is_a_row_of_the_next_login_whoevers_it_is() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, user) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    house.wait(HOUR);
    client(&mut clerk);
    let last = at(headers(&mut clerk).last().unwrap());
    drop(clerk);

    house.wait(20 * HOUR);
    let mut boss = house.proved("esi", BOSS);
    let [(header, body)] = &markers(&mut boss)[..] else { panic!("one row") };
    assert_eq!((header.outcome, body.object), (Outcome::Failed.code(), Some(user)), "nobody ended it");
    assert_eq!(header.head.user, Some(boss.session().unwrap().who.id), "who found it out");
    assert!(at(header) > last + 19 * HOUR, "when it was found out");
    assert_eq!(body.detail.as_ref().unwrap()[&LAST_KNOWN], Value::Int(last));
    let all = actions(&mut boss);
    let place = all.iter().position(|action| *action == A::CrashMarker).unwrap();
    assert_eq!(all[place - 1], A::Login, "behind the login that found it");
    assert_eq!(remembered(&mut boss), 1, "its own");
    boss.logout().unwrap();
    let mut clerk = house.desk();
    clerk.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(markers(&mut clerk).len(), 1, "once");
    verified(&mut clerk);
}

#[test]
fn what_was_ended_or_goes_on_is_no_row() {
    let house = House::new();
    let mut first = house.administrator();
    let mut second = house.desk();
    for _ in 0..2 {
        second.login("hallinta", secret(ADMIN)).unwrap();
        second.lock(false, None).unwrap();
    }
    second.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!((markers(&mut second).len(), remembered(&mut second)), (0, 2), "both windows go on");
    first.lock(true, None).unwrap();
    assert_eq!(remembered(&mut second), 1, "behind a lock there is no session");
    // One that ended from here, when its hours were over.
    house.wait(11 * HOUR);
    assert!(second.session().is_err());
    drop((first, second));
    let mut third = house.administrator();
    assert_eq!((markers(&mut third).len(), remembered(&mut third)), (0, 1));
}

#[test]
fn after_the_machine_was_started_again_the_log_with_the_row_verifies() {
    let house = House::new();
    drop(house.administrator());
    let mut desk = house.desk_started_after(24 * HOUR);
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let [(_, body)] = &markers(&mut desk)[..] else { panic!("one row") };
    let last = body.detail.as_ref().unwrap()[&LAST_KNOWN].as_int().unwrap();
    assert!(last < T0 + HOUR, "before this login");
    verified(&mut desk);
}

#[test]
fn an_end_that_could_not_be_written_is_told_by_the_same_programs_next_login() {
    let house = House::new();
    let mut desk = house.administrator();
    desk.sql(
        "CREATE TRIGGER no_end BEFORE INSERT ON access_log WHEN NEW.action = 107
         BEGIN SELECT RAISE(FAIL, 'x'); END",
    );
    assert!(desk.logout().is_err());
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!((markers(&mut desk).len(), remembered(&mut desk)), (1, 1));
}

#[test]
fn the_session_that_made_a_backup_was_not_cut_off() {
    let house = House::new();
    let copy = backed_up(&house);
    bring_back(&house, &copy, &house.path, by_password()).unwrap();
    let mut desk = house.administrator();
    assert_eq!(count(&mut desk, A::Restore), 1);
    assert_eq!((markers(&mut desk).len(), remembered(&mut desk)), (0, 1));
}

#[test]
fn what_a_newer_program_remembers_is_left_to_it() {
    let house = House::new();
    let mut desk = house.administrator();
    let connection = desk.session().unwrap().store.connection();
    let name = format!("open_session:{}", Id::default());
    crate::store::put_meta(connection, &name, b"?").unwrap();
    desk.logout().unwrap();
    let mut desk = house.administrator();
    assert_eq!(markers(&mut desk).len(), 0);
}
