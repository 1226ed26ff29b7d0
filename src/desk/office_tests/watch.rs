//! A second window, a session that the desk ends, a practice office that lay unused.

use super::traces::{client, open};
use super::*;
use crate::journal::codes::LogAction as A;

#[test]
fn a_second_window_is_told_of_the_first_and_a_script_is_no_window() {
    let house = House::new();
    let (mut first, mut second) = (house.desk(), house.desk());
    assert_eq!(first.welcome().elsewhere, None);
    assert_eq!(second.welcome().elsewhere.unwrap().id, "notice-other-window");
    assert_eq!(first.welcome().elsewhere, None, "the first goes on being the first");
    // It is no refusal: both work on the same file.
    second.login("hallinta", secret(ADMIN)).unwrap();
    second.logout().unwrap();
    let worlds = Box::new(|| panic!("not asked"));
    let mut script = Desk::new(&house.path, Face::Cli, worlds).unwrap();
    assert_eq!(script.welcome().elsewhere, None);
    drop(first);
    assert_eq!(second.welcome().elsewhere, None, "now it is the only one");
    assert!(house.desk().welcome().elsewhere.is_some());
}

#[test]
fn what_was_on_the_screens_of_a_session_that_ended_comes_back_to_its_author_only() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    house.wait(10 * 3_600_000);
    assert_eq!(refused(desk.session()), "no-session", "ten hours are over");
    assert!(desk.session.is_none() && desk.held.is_none(), "every key is gone");
    desk.lock(true, Some("kesken jäi")).unwrap();
    // Until its author comes nothing here can read it.
    assert_eq!(desk.login("esi", secret(BOSS)).unwrap().kept, None);
    desk.logout().unwrap();
    assert_eq!(desk.login("virtanenm", secret(CLERK)).unwrap().kept.as_deref(), Some("kesken jäi"));
    desk.lock(false, None).unwrap();
    assert_eq!(desk.login("virtanenm", secret(CLERK)).unwrap().kept, None, "once");
}

#[test]
fn a_text_that_nobody_can_seal_is_not_said_to_be_kept() {
    let house = House::new();
    assert_eq!(refused(house.desk().lock(false, Some("kesken"))), "no-session");
    assert!(house.desk().lock(false, None).is_ok());
}

#[test]
fn a_text_that_a_lock_cannot_write_waits_sealed_for_its_author() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.sql("CREATE TRIGGER no_draft BEFORE INSERT ON draft BEGIN SELECT RAISE(FAIL, 'x'); END");
    assert!(desk.lock(false, Some("virtasen teksti")).is_err(), "it is not said to be on the disk");
    assert!(desk.session.is_none() && desk.held.is_none(), "locked all the same");
    // Another user's text does not take its place, and nobody gets another's.
    assert_eq!(desk.login("esi", secret(BOSS)).unwrap().kept, None);
    assert!(desk.lock(false, Some("esihenkilön teksti")).is_err());
    let kept =
        |desk: &mut Desk, login: &str, password: &str| desk.login(login, secret(password)).unwrap().kept;
    assert_eq!(kept(&mut desk, "virtanenm", CLERK).as_deref(), Some("virtasen teksti"));
    assert_eq!(kept(&mut desk, "esi", BOSS).as_deref(), Some("esihenkilön teksti"));
    desk.logout().unwrap();
    assert_eq!(kept(&mut desk, "virtanenm", CLERK), None, "once");
}

#[test]
fn a_practice_office_that_lay_unused_simply_works() {
    let house = House::new();
    let path = house.folder.path().join("practice");
    let setup = Setup { practice: true, ..House::setup() };
    set_up(&path, setup, house.world().as_mut()).unwrap();
    let mut desk = house.desk_of(&path);
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    for (days, jumps) in [(0, 0), (31, 1), (200, 2)] {
        house.wait(days * 86_400_000);
        let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
        assert_eq!(ids(&seen), Vec::<&str>::new(), "{days}");
        assert!(!seen.must_change, "{days}");
        assert_eq!(count(&mut desk, A::ClockJumpConfirmed), jumps, "{days}");
        desk.logout().unwrap();
    }
}

#[test]
fn a_kept_screen_is_for_its_own_window_and_never_for_a_script() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    let kept = |desk: &mut Desk| desk.login("virtanenm", secret(CLERK)).unwrap().kept;
    // What another window of the same user has kept: that window is open still (the supervisor's stands for it).
    assert!(boss.welcome().elsewhere.is_none() && desk.welcome().elsewhere.is_some());
    desk.session().unwrap().keep_draft("lock/another", "toisen ikkunan").unwrap();
    desk.lock(false, Some("tämän ikkunan")).unwrap();
    let mut script = house.desk();
    script.face = Face::Cli;
    assert_eq!(kept(&mut script), None, "a script has no screens");
    script.logout().unwrap();
    assert_eq!(kept(&mut desk).as_deref(), Some("tämän ikkunan"));
    desk.logout().unwrap();
    assert_eq!(kept(&mut desk), None);
    desk.logout().unwrap();
    // The other window was killed: the one that is left brings back what it kept.
    drop(boss);
    assert!(desk.welcome().elsewhere.is_none());
    assert_eq!(kept(&mut desk).as_deref(), Some("toisen ikkunan"));
    desk.logout().unwrap();
    assert_eq!(kept(&mut desk), None, "once");
}

#[test]
fn a_file_left_open_waits_for_its_user_behind_others_and_not_for_another_day() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    let person = client(&mut desk);
    open(&mut desk, person);
    desk.lock(false, None).unwrap();
    desk.login("esi", secret(BOSS)).unwrap();
    desk.logout().unwrap();
    desk.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(desk.session().unwrap().file().unwrap().person(), person);
    desk.lock(false, None).unwrap();
    house.wait(3 * 86_400_000);
    desk.login("virtanenm", secret(CLERK)).unwrap();
    assert!(desk.session().unwrap().file().is_err(), "Friday's visit is over on Monday");
    let connection = desk.session().unwrap().store.connection();
    let open: i64 =
        connection.query_row("SELECT count(*) FROM visit WHERE closed IS NULL", [], |r| r.get(0)).unwrap();
    assert_eq!(open, 0, "and it has an end");
}
