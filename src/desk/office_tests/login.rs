//! Logging in, locking, switching: real files, a stepped clock, the smallest allowed derivation.

use super::*;
use crate::desk::api::{Reply, Request};
use crate::desk::office::Office;
use crate::desk::service;
use crate::desk::session::Session;
use crate::journal::codes::{Face, LogAction as A};
use crate::store;
use crate::vault::os;
use std::fs;

#[test]
fn an_office_writes_in_the_language_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = std::fs::canonicalize(folder.path()).unwrap().join("luukku");
    let house = House::new();
    let setup = Setup { language: crate::register::words::Lang::Sv, ..House::setup() };
    set_up(&path, setup, house.world().as_mut()).unwrap();
    let mut desk = house.desk_of(&path);
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(desk.session().unwrap().office_language().unwrap(), crate::register::words::Lang::Sv);
}

#[test]
fn the_first_administrator_logs_in_and_the_log_begins() {
    let house = House::new();
    let mut desk = house.desk();
    let seen = desk.login(" HALLINTA", secret(ADMIN));
    assert!(seen.is_err(), "blanks are part of a login name");
    let seen = desk.login("HALLINTA", secret(ADMIN)).unwrap();
    assert_eq!((seen.name.as_str(), seen.must_change), ("Hanna Hallinto", false));
    assert!(seen.abilities.accounts && !seen.abilities.clients && !seen.abilities.grants);
    assert_eq!(seen.roles, ["administrator"]);
    let actions = actions(&mut desk);
    assert_eq!(actions, [A::User, A::FailedLogin, A::Login]);
    verified(&mut desk);
    desk.logout().unwrap();
    assert!(matches!(desk.session().err(), Some(Refusal::NoSession)));
    assert!(desk.reader().is_err());
}

#[test]
fn an_office_is_never_set_up_twice_and_without_keyslots_it_is_none() {
    let house = House::new();
    let again = set_up(&house.path, House::setup(), house.world().as_mut()).err().unwrap();
    assert_eq!(again.0.id, "error-office-exists");
    fs::remove_file(house.path_of("keyslots")).unwrap();
    let again = set_up(&house.path, House::setup(), house.world().as_mut()).err().unwrap();
    assert_eq!(again.0.id, "error-keyslots-missing", "nobody is told to remove a register");
    assert_eq!(Office::find(&house.path).err().unwrap().0.id, "error-keyslots-missing");
}

#[test]
fn a_weak_or_guessable_first_password_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new();
    for bad in ["lyhyt", "Hanna Hallinto 1234", "lahden työllisyysalue"] {
        let setup = Setup { password: secret(bad), ..House::setup() };
        assert!(set_up(&folder.path().join("x"), setup, house.world().as_mut()).is_err(), "{bad}");
    }
}

#[test]
fn a_wrong_password_and_an_unknown_user_read_the_same() {
    let house = House::new();
    let mut desk = house.desk();
    let wrong = message(desk.login("hallinta", secret("väärä salasana aivan")));
    let unknown = message(desk.login("kukaties", secret("väärä salasana aivan")));
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.id, "error-login-refused");
}

#[test]
fn delays_grow_from_the_third_failure_and_nobody_else_waits() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    let mut desk = house.desk();
    let bad = || secret("väärä salasana aivan");
    for _ in 0..2 {
        assert_eq!(message(desk.login("hallinta", bad())).id, "error-login-refused");
    }
    for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
        assert_eq!(message(desk.login("hallinta", bad())).id, "error-login-wrong-wait", "{seconds}");
        house.wait(seconds * 1_000 - 500);
        let blocked = message(desk.login("hallinta", secret(ADMIN)));
        assert_eq!(blocked.id, "error-login-wait", "{seconds}: also with the right password");
        house.wait(500);
    }
    desk.login("esi", secret(BOSS)).unwrap();
    let failed = count(&mut desk, A::FailedLogin);
    assert_eq!(failed, 2 + 8 + 8, "failures and blocked tries are rows of the next login");
    desk.logout().unwrap();
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    let notice = seen.notices.iter().find(|m| m.id == "notice-failed-logins").unwrap();
    assert_eq!(notice.args, [("n", "10".to_owned())]);
    desk.logout().unwrap();
    assert!(ids(&desk.login("hallinta", secret(ADMIN)).unwrap()).is_empty(), "told once");
    verified(&mut desk);
}

#[test]
fn a_password_change_needs_the_old_one_and_works_at_once() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let new = "uusi lause johon mahtuu merta";
    assert_eq!(
        refused(desk.change_password(secret("ei ollut tämä sana"), secret(new))),
        "error-password-current"
    );
    assert!(desk.change_password(secret(ADMIN), secret(ADMIN)).is_err(), "the same again is no change");
    assert!(desk.change_password(secret(ADMIN), secret("lyhyt")).is_err());
    desk.change_password(secret(ADMIN), secret(new)).unwrap();
    assert_eq!(count(&mut desk, A::Password), 1);
    let session = desk.session().unwrap();
    let account = crate::store::people::account_of(session.store.connection(), house.administrator);
    assert_eq!(account.unwrap().unwrap().slot_gen, 2);
    desk.logout().unwrap();
    assert!(desk.login("hallinta", secret(ADMIN)).is_err());
    let seen = desk.login("hallinta", secret(new)).unwrap();
    assert!(!ids(&seen).contains(&"notice-rollback"));
    verified(&mut desk);
}

#[test]
fn an_old_password_leads_to_its_change_and_to_nothing_else() {
    let house = House::new();
    house.wait(170 * 86_400_000);
    let mut desk = house.desk();
    assert_eq!(
        ids(&desk.login("hallinta", secret(ADMIN)).unwrap()),
        ["notice-clock-ahead-confirm", "notice-password-ends"]
    );
    desk.logout().unwrap();
    house.wait(11 * 86_400_000);
    assert!(desk.login("hallinta", secret(ADMIN)).unwrap().must_change);
    assert_eq!(refused(desk.session()), "error-password-must-change");
    assert!(desk.reader().is_err());
    desk.change_password(secret(ADMIN), secret("uusi lause johon mahtuu merta")).unwrap();
    assert!(desk.session().is_ok());
}

#[test]
fn a_search_is_answered_after_a_password_that_had_to_be_changed() {
    let house = House::new();
    house.wait(181 * 86_400_000);
    let desk = house.desk();
    let (port, replies) = service::start(move || Ok(desk), || 20_000);
    let ask = |ticket, request| {
        port.send(ticket, request);
        let (answered, reply) = replies.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
        assert_eq!(answered, ticket);
        reply
    };
    let new = "uusi lause johon mahtuu merta";
    let login = ask(1, Request::Login { login: "hallinta".to_owned(), password: secret(ADMIN) });
    assert!(matches!(login, Reply::In(seen) if seen.must_change));
    let changed = ask(2, Request::ChangePassword { current: secret(ADMIN), new: secret(new) });
    assert!(matches!(changed, Reply::Done(_)));
    // An administrator has no search; what counts is that somebody hears of it.
    assert!(matches!(ask(3, Request::Search { text: "meik".to_owned(), run: 1 }), Reply::Refused(_)));
}

#[test]
fn an_ended_role_does_not_come_in_and_an_open_session_ends_at_the_next_call() {
    let house = House::new();
    let mut boss = house.supervisor();
    house.wait(10 * 3_600_000);
    assert_eq!(refused(boss.session()), "no-session", "ten hours are over");
    house.wait(99 * 86_400_000);
    boss.login("esi", secret(BOSS)).unwrap();
    assert!(boss.session().is_ok());
    house.wait(9 * 3_600_000);
    house.wait(86_400_000);
    assert_eq!(refused(boss.session()), "no-session");
    assert_eq!(message(boss.login("esi", secret(BOSS))).id, "error-login-role-ended");
    let mut admin = house.administrator();
    assert!(headers(&mut admin).iter().any(|h| h.action == 102 && h.outcome == 1), "it is a row");
    verified(&mut admin);
}

/// Open files of the folder; the lock that says that this run goes on holds nothing of the register.
fn open_files(path: &std::path::Path) -> usize {
    fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|e| fs::read_link(e.unwrap().path()).ok())
        .filter(|to| to.starts_with(path))
        .filter(|to| !os::is_desk_lock(&to.file_name().unwrap_or_default().to_string_lossy()))
        .count()
}

#[test]
fn lock_closes_everything_and_gives_the_kept_text_back_to_the_same_user_only() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    assert!(open_files(&house.path) > 0);
    desk.lock(false, Some("kesken jäi")).unwrap();
    assert_eq!(open_files(&house.path), 0, "the database is closed");
    assert!(desk.session.is_none() && desk.held.is_none());
    let other = desk.login("esi", secret(BOSS)).unwrap();
    assert_eq!(other.kept, None);
    assert_eq!(actions(&mut desk).last(), Some(&A::Switch));
    desk.lock(true, None).unwrap();
    desk.login("esi", secret(BOSS)).unwrap();
    assert_eq!(actions(&mut desk).last(), Some(&A::Unlock));
    assert!(actions(&mut desk).contains(&A::AutoLock));
    desk.logout().unwrap();
    let back = desk.login("virtanenm", secret(CLERK)).unwrap();
    assert_eq!(back.kept.as_deref(), Some("kesken jäi"));
    verified(&mut desk);
}

#[test]
fn a_login_says_how_many_drafts_wait_and_an_unlock_does_not() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    let waiting =
        |seen: &LoggedIn| seen.notices.iter().find(|m| m.id == "notice-drafts").map(|m| m.args.clone());
    for (place, text) in [("form/a", "kesken"), ("form/b", "jäi"), ("form/a", "jäi kesken")] {
        desk.session().unwrap().keep_draft(place, text).unwrap();
    }
    desk.lock(false, Some("näytöt")).unwrap();
    assert_eq!(waiting(&desk.login("virtanenm", secret(CLERK)).unwrap()), None, "it stands on the screen");
    desk.lock(false, Some("näytöt")).unwrap();
    desk.login("esi", secret(BOSS)).unwrap();
    desk.logout().unwrap();
    let two = Some(vec![("n", "2".to_owned())]);
    assert_eq!(waiting(&desk.login("virtanenm", secret(CLERK)).unwrap()), two, "somebody came between");
    desk.logout().unwrap();
    assert_eq!(waiting(&desk.login("virtanenm", secret(CLERK)).unwrap()), two);
    desk.logout().unwrap();
    assert_eq!(waiting(&desk.login("esi", secret(BOSS)).unwrap()), None, "they are nobody else's");
}

#[test]
fn a_login_that_tells_of_drafts_names_no_client() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    traces::client(&mut desk);
    desk.session().unwrap().keep_draft("note/1", "kesken").unwrap();
    desk.logout().unwrap();
    let seen = desk.login("virtanenm", secret(CLERK)).unwrap();
    assert!(seen.notices.iter().any(|m| m.id == "notice-drafts"), "{:?}", seen.notices);
    assert!(!format!("{:?}", seen.notices).contains("Salo"), "{:?}", seen.notices);
}

#[test]
fn the_screens_that_locks_kept_are_no_drafts() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, _) = house.member(&mut boss, "virtanenm", "front_desk", CLERK);
    boss.logout().unwrap();
    let waiting = |seen: &LoggedIn| {
        seen.notices.iter().find(|m| m.id.starts_with("notice-drafts")).map(|m| m.args.clone())
    };
    // Two windows of this user were killed behind their locks, and a script logs in.
    for place in ["lock/1", "lock/2"] {
        desk.session().unwrap().keep_draft(place, "[\"Card\"]").unwrap();
    }
    desk.logout().unwrap();
    desk.face = Face::Cli;
    assert_eq!(waiting(&desk.login("virtanenm", secret(CLERK)).unwrap()), None);
    desk.session().unwrap().keep_draft("note/1", "kesken").unwrap();
    desk.logout().unwrap();
    let one = Some(vec![("n", "1".to_owned())]);
    assert_eq!(waiting(&desk.login("virtanenm", secret(CLERK)).unwrap()), one);
}

#[test]
fn the_texts_of_one_form_lie_beside_each_other_and_are_found_one_after_another() {
    let house = House::new();
    let mut boss = house.supervisor();
    let session = boss.session().unwrap();
    for (place, text) in [("note/1", "eka"), ("note/1#7", "toka"), ("note/12", "toisen")] {
        session.keep_draft(place, text).unwrap();
    }
    let found = |session: &mut Session, but: &[&str]| {
        let but: Vec<String> = but.iter().map(|place| (*place).to_owned()).collect();
        session.take_draft("note/1", &but).unwrap().map(|draft| draft.place)
    };
    let first = found(session, &[]).unwrap();
    let second = found(session, &[&first]).unwrap();
    assert_eq!(
        std::collections::BTreeSet::from([first, second]),
        ["note/1", "note/1#7"].map(str::to_owned).into()
    );
    assert_eq!(found(session, &["note/1", "note/1#7"]), None);
}

#[test]
fn a_login_over_an_open_session_locks_it_first() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.login("hallinta", secret(ADMIN)).unwrap();
    let actions = actions(&mut boss);
    assert_eq!(&actions[actions.len() - 2..], [A::Lock, A::Switch]);
}

#[test]
fn an_older_keyslots_file_is_noticed_and_shuts_the_sealed_groups() {
    let house = House::new();
    let mut boss = house.supervisor();
    let old = fs::read(house.path_of("keyslots")).unwrap();
    let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    assert!(!officer.session.as_ref().unwrap().who.compartment_keys.is_empty());
    officer.logout().unwrap();
    boss.change_password(secret(BOSS), secret("uusi lause johon mahtuu merta")).unwrap();
    boss.logout().unwrap();
    let new = fs::read(house.path_of("keyslots")).unwrap();
    fs::write(house.path_of("keyslots"), old).unwrap();
    let mut desk = house.desk();
    assert!(desk.login("omav", secret(CLERK)).is_err(), "no such slot in the old file");
    let seen = desk.login("esi", secret(BOSS)).unwrap();
    assert!(ids(&seen).contains(&"notice-rollback"), "{:?}", seen.notices);
    assert_eq!(count(&mut desk, A::Rollback), 1);
    let who = &desk.session.as_ref().unwrap().who;
    assert!(who.compartment_keys.is_empty() && who.handover_keys.is_empty());
    desk.logout().unwrap();
    assert!(
        ids(&desk.login("esi", secret(BOSS)).unwrap()).contains(&"notice-rollback"),
        "as long as it is so"
    );
    desk.logout().unwrap();
    fs::write(house.path_of("keyslots"), new).unwrap();
    assert!(ids(&desk.login("omav", secret(CLERK)).unwrap()).is_empty());
    verified(&mut desk);
}

#[test]
fn an_older_database_is_noticed_by_the_key_store_and_does_not_overwrite_what_it_knows() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    let old = fs::read(house.path_of("register.db")).unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    let known = fs::read(house.path_of("checkpoint")).unwrap();
    fs::write(house.path_of("register.db"), old).unwrap();
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    assert!(ids(&seen).contains(&"notice-rollback"));
    desk.logout().unwrap();
    assert_eq!(fs::read(house.path_of("checkpoint")).unwrap(), known);
}

#[test]
fn a_missing_door_file_is_a_row_and_the_door_goes_on() {
    let house = House::new();
    let mut desk = house.desk();
    for _ in 0..2 {
        let _ = desk.login("hallinta", secret("väärä salasana aivan"));
    }
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    fs::remove_file(house.path_of("door")).unwrap();
    let _ = desk.login("hallinta", secret("väärä salasana aivan"));
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::DoorFileMissing), 1);
    assert_eq!(count(&mut desk, A::FailedLogin), 3, "what the new file saw is taken over too");
    desk.logout().unwrap();
    let _ = desk.login("hallinta", secret("väärä salasana aivan"));
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::DoorFileMissing), 1, "told once");
    assert_eq!(count(&mut desk, A::FailedLogin), 4);
    verified(&mut desk);
}

#[test]
fn a_lost_device_secret_leads_to_recovery_and_is_never_made_anew() {
    let house = House::new();
    fs::rename(house.path_of("device.key"), house.path_of("away")).unwrap();
    let mut desk = house.desk();
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-device-secret-lost");
    assert!(!house.path_of("device.key").exists());
    fs::rename(house.path_of("away"), house.path_of("device.key")).unwrap();
    fs::rename(house.path_of("slot.key"), house.path_of("away")).unwrap();
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-device-secret-lost");
    fs::rename(house.path_of("away"), house.path_of("slot.key")).unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::KeyStore), 1);
}

#[test]
fn a_clock_put_back_shuts_the_sealed_groups_and_is_a_row() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    house.wait(-3_600_000);
    let seen = boss.login("esi", secret(BOSS)).unwrap();
    assert!(ids(&seen).contains(&"notice-clock-back"));
    assert!(boss.session.as_ref().unwrap().who.handover_keys.is_empty());
    assert_eq!(count(&mut boss, A::ClockBack), 1);
}

const DAY: i64 = 86_400_000;

/// When the register was last written by a clock that was believed, and its newest timestamp, in milliseconds.
fn seen_and_stamped(desk: &Desk) -> (i64, i64) {
    let connection = desk.session.as_ref().unwrap().store.connection();
    (store::last_seen(connection).unwrap(), store::stream::newest_ts(connection).unwrap() >> 16)
}

#[test]
fn a_clock_ahead_enters_the_register_only_when_an_administrator_confirms_it() {
    let house = House::new();
    let mut boss = house.supervisor();
    let before = seen_and_stamped(&boss);
    boss.logout().unwrap();
    house.wait(60 * DAY);
    let seen = boss.login("esi", secret(BOSS)).unwrap();
    assert!(ids(&seen).contains(&"notice-clock-ahead"));
    boss.reauthenticate(secret(BOSS)).unwrap();
    boss.session().unwrap().settle().unwrap();
    let after = seen_and_stamped(&boss);
    assert!(after.0 < before.0 + DAY && after.1 < before.1 + DAY, "{before:?} {after:?}");
    assert_eq!(refused(boss.confirm_clock()), "refused-not-this");
    boss.logout().unwrap();
    // The clock is put right: nothing was shut.
    house.wait(-60 * DAY);
    let seen = boss.login("esi", secret(BOSS)).unwrap();
    assert!(!ids(&seen).contains(&"notice-clock-back"), "{:?}", seen.notices);
    assert!(!boss.session.as_ref().unwrap().who.handover_keys.is_empty());
    boss.logout().unwrap();
    // It was right after all: the terminal stood unused.
    house.wait(60 * DAY);
    let mut admin = house.administrator();
    admin.confirm_clock().unwrap();
    let after = seen_and_stamped(&admin);
    assert!(after.0 > before.0 + 59 * DAY && after.1 > before.1 + 59 * DAY);
    assert_eq!(count(&mut admin, A::ClockJumpConfirmed), 1);
    assert_eq!(refused(admin.confirm_clock()), "error-clock-not-ahead");
    admin.logout().unwrap();
    assert!(ids(&boss.login("esi", secret(BOSS)).unwrap()).iter().all(|id| !id.starts_with("notice-clock")));
}

#[test]
fn a_login_that_is_refused_under_a_clock_ahead_leaves_no_time_behind() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "virkailija", "front_desk", CLERK);
    clerk.logout().unwrap();
    house.wait(200 * DAY); // the role has ended by then
    assert_eq!(message(clerk.login("virkailija", secret(CLERK))).id, "error-login-role-ended");
    house.wait(-200 * DAY);
    assert!(ids(&clerk.login("virkailija", secret(CLERK)).unwrap()).is_empty());
}

#[test]
fn a_clock_put_back_gives_no_right_back_and_shuts_sealed_groups_at_the_next_call() {
    let house = House::new();
    let mut boss = house.supervisor();
    let now = boss.session().unwrap().now();
    house.wait(-10 * 3_600_000);
    assert!(!boss.session.as_ref().unwrap().who.handover_keys.is_empty());
    assert!(boss.session().unwrap().now() > now - 60_000, "what the register has seen still counts");
    assert!(boss.session.as_ref().unwrap().who.handover_keys.is_empty());
}

#[test]
fn tries_side_by_side_do_not_get_round_the_delay() {
    let house = House::new();
    let answers: Vec<&'static str> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..12)
            .map(|_| scope.spawn(|| message(house.desk().login("hallinta", secret(CLERK))).id))
            .collect();
        tries.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let judged = answers.iter().filter(|id| **id != "error-login-wait").count();
    assert_eq!(judged, 3, "{answers:?}");
    house.wait(60_000);
    let mut desk = house.desk();
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    let fails = seen.notices.iter().find(|m| m.id == "notice-failed-logins").unwrap();
    assert_eq!(fails, &Message::new("notice-failed-logins").with("n", "3"));
    // A right password leaves no failure behind, neither at the login nor when it is typed again.
    desk.reauthenticate(secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    assert!(ids(&desk.login("hallinta", secret(ADMIN)).unwrap()).is_empty());
}

#[test]
fn two_processes_on_one_folder_write_one_log() {
    let house = House::new();
    let mut boss = house.supervisor();
    let mut admin = house.desk();
    admin.login("hallinta", secret(ADMIN)).unwrap();
    boss.change_password(secret(BOSS), secret("uusi lause johon mahtuu merta")).unwrap();
    admin.change_password(secret(ADMIN), secret("toinen lause tuulesta ja jäästä")).unwrap();
    verified(&mut boss);
    boss.lock(false, None).unwrap();
    let seen = boss.login("esi", secret("uusi lause johon mahtuu merta")).unwrap();
    assert!(ids(&seen).is_empty(), "{:?}", seen.notices);
    admin.logout().unwrap();
    verified(&mut boss);
    boss.rest();
    boss.logout().unwrap();
    assert!(
        ids(&house.desk().login("hallinta", secret("toinen lause tuulesta ja jäästä")).unwrap()).is_empty()
    );
}

#[test]
fn a_weak_slot_is_rewritten_at_the_next_login() {
    let house = House::new();
    let mut desk = house.desk().with_cost(crate::vault::kdf::KdfParams::DEFAULT);
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let ds = desk.office.device_secret().unwrap();
    let slot = desk.office.files().keyslots(&ds).unwrap().slot(house.administrator).unwrap().clone();
    assert_eq!((slot.kdf.m_kib(), slot.slot_gen), (65_536, 2));
    desk.logout().unwrap();
    assert!(ids(&desk.login("hallinta", secret(ADMIN)).unwrap()).is_empty());
}

#[test]
fn nothing_in_the_folder_names_a_user() {
    let house = House::new();
    house.supervisor().logout().unwrap();
    for entry in fs::read_dir(&house.path).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for name in ["hallinta", "Hanna", "esi\"", "Nimi esi"] {
            let found = bytes.windows(name.len()).any(|w| w == name.as_bytes());
            assert!(!found, "{name} in {}", path.display());
        }
    }
}

#[test]
fn a_password_change_that_cannot_be_logged_changes_nothing() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.sql("CREATE TRIGGER no_row BEFORE INSERT ON access_log BEGIN SELECT RAISE(FAIL, 'x'); END");
    assert!(desk.change_password(secret(ADMIN), secret("uusi lause johon mahtuu merta")).is_err());
    desk.sql("DROP TRIGGER no_row");
    desk.logout().unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::Password), 0);
    verified(&mut desk);
}

#[test]
fn a_password_that_was_changed_holds_though_the_database_remembers_nothing_of_it() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.sql(NO_GEN);
    let new = "uusi lause johon mahtuu merta";
    assert_eq!(desk.change_password(secret(ADMIN), secret(new)), Ok(()), "as the file has it");
    desk.sql("DROP TRIGGER no_gen");
    desk.logout().unwrap();
    let seen = desk.login("hallinta", secret(new)).unwrap();
    assert!(!ids(&seen).contains(&"notice-rollback"), "{seen:?}");
    assert_eq!(count(&mut desk, A::Password), 1);
    verified(&mut desk);
}

#[test]
fn only_tries_that_were_judged_wrong_are_told_and_logged() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    let mut admin = house.desk();
    // Right passwords side by side, and logins that were killed: counted, and never judged.
    let ds = admin.office.device_secret().unwrap();
    let (files, machine) = (admin.office.files(), admin.office.machine());
    let now = house.world().now().utc_ms;
    files
        .change_door(&ds, machine, 1, |door| {
            (0..4).for_each(|_| door.count_try(Some(house.administrator), now))
        })
        .unwrap();
    assert_eq!(
        message(admin.login("hallinta", secret(ADMIN))).id,
        "error-login-wait",
        "they delay the next one"
    );
    house.wait(60_000);
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    assert!(!ids(&seen).contains(&"notice-failed-logins"), "{seen:?}");
    assert_eq!(count(&mut admin, LogAction::FailedLogin), 0, "nobody failed");
    admin.logout().unwrap();
    // A wrong one is told to its user, also when somebody else came in between and took the event into the log.
    assert_eq!(message(admin.login("hallinta", secret(CLERK))).id, "error-login-refused");
    boss.login("esi", secret(BOSS)).unwrap();
    assert_eq!(message(admin.login("hallinta", secret(CLERK))).id, "error-login-refused");
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    assert!(seen.notices.contains(&Message::new("notice-failed-logins").with("n", "2")), "{seen:?}");
    assert_eq!(count(&mut admin, LogAction::FailedLogin), 2);
    admin.logout().unwrap();
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    assert!(!ids(&seen).contains(&"notice-failed-logins"), "once");
}

#[test]
fn while_a_file_does_not_fit_its_numbers_are_not_taken_over_and_the_alarm_stays() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    // An older database under newer keys: the key store of this machine was wound back with it.
    let mut desk = house.desk();
    desk.login("esi", secret(BOSS)).unwrap();
    let connection = desk.session.as_ref().unwrap().store.connection();
    let seen = crate::desk::office::number(connection, "file_gen").unwrap();
    assert!(seen > 2);
    crate::store::put_meta(connection, "file_gen", &(seen - 2).to_be_bytes()).unwrap();
    desk.logout().unwrap();
    for login in 0..3 {
        let seen = desk.login("esi", secret(BOSS)).unwrap();
        assert!(ids(&seen).contains(&"notice-rollback"), "{login}: as long as it is so");
        assert!(desk.session.as_ref().unwrap().who.handover_keys.is_empty());
        desk.logout().unwrap();
    }
}

#[test]
fn an_older_door_file_does_not_take_the_numbers_back() {
    let house = House::new();
    let mut desk = house.desk();
    let older = fs::read(house.path_of("door")).unwrap();
    for _ in 0..2 {
        assert_eq!(message(desk.login("hallinta", secret(CLERK))).id, "error-login-refused");
    }
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let number = |desk: &Desk| {
        let connection = desk.session.as_ref().unwrap().store.connection();
        crate::desk::office::number(connection, "door_seq").unwrap()
    };
    let before = number(&desk);
    desk.logout().unwrap();
    fs::write(house.path_of("door"), older).unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::DoorFileMissing), 1, "it is a row");
    assert!(number(&desk) >= before, "no number is given twice");
    desk.logout().unwrap();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::DoorFileMissing), 1, "and it is mended");
}

#[test]
fn a_practice_office_that_once_ran_by_a_clock_ahead_works_on_by_the_right_one() {
    let shut = |practice: bool| {
        let house = House::of(5, Setup { practice, ..House::setup() });
        let mut boss = house.supervisor();
        boss.logout().unwrap();
        house.wait(40 * 86_400_000);
        boss.login("esi", secret(BOSS)).unwrap();
        boss.logout().unwrap();
        if !practice {
            let mut admin = house.administrator();
            admin.confirm_clock().unwrap();
            admin.logout().unwrap();
        }
        house.wait(-40 * 86_400_000);
        let seen = boss.login("esi", secret(BOSS)).unwrap();
        boss.session().unwrap();
        let keys = boss.session.as_ref().unwrap().who.handover_keys.len();
        (ids(&seen).contains(&"notice-clock-back"), keys)
    };
    assert_eq!(shut(true), (false, 5), "nothing in it is anybody's");
    assert_eq!(shut(false), (true, 0), "a clock put back opens nothing");
}

/// Who takes the door file away takes the failures and the delay with it, and must not do so unseen: not in an office
/// in which nobody ever mistyped, and not by typing on until the numbers are as high again.
#[test]
fn a_door_file_that_was_taken_away_is_a_row() {
    let wrong = |desk: &mut Desk, tries: usize| {
        for _ in 0..tries {
            assert!(desk.login("hallinta", secret(CLERK)).is_err());
        }
    };
    for (before, after, same, garbled) in [
        (4, 0, true, false),
        (4, 0, false, false),
        (4, 2, true, false),
        (2, 2, false, true),
        (0, 0, false, true),
    ] {
        let house = House::new();
        let mut desk = house.desk();
        wrong(&mut desk, before);
        if garbled {
            let mut bytes = fs::read(house.path_of("door")).unwrap();
            *bytes.last_mut().unwrap() ^= 1;
            fs::write(house.path_of("door"), bytes).unwrap();
        } else {
            fs::remove_file(house.path_of("door")).unwrap();
        }
        wrong(&mut desk, after);
        let mut last = if same { desk } else { house.desk() };
        last.login("hallinta", secret(ADMIN)).unwrap();
        let case = format!("{before} {after} {same} {garbled}");
        assert_eq!(count(&mut last, A::DoorFileMissing), 1, "{case}");
        assert_eq!(count(&mut last, A::FailedLogin), after, "{case}");
        last.logout().unwrap();
        wrong(&mut last, 1);
        last.login("hallinta", secret(ADMIN)).unwrap();
        assert_eq!(count(&mut last, A::DoorFileMissing), 1, "{case}: it is told once");
    }
    let house = House::new();
    let mut desk = house.desk();
    wrong(&mut desk, 2);
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(count(&mut desk, A::DoorFileMissing), 0, "an honest one");
}
