//! The access log under tampering, and the keys under attack.

use super::*;
use crate::journal::codes::LogAction as A;
use crate::vault::user::UserKeys;
use rusqlite::Connection;

/// Somebody with the database key and an SQL tool.
pub(super) fn tamper(house: &House, sql: &str) {
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let held = desk.held.as_ref().unwrap();
    let ds = desk.office.device_secret().unwrap();
    let keyslots = desk.office.files().keyslots(&ds).unwrap();
    let expect = crate::cipherdb::Expect {
        salt: keyslots.header().db_salt,
        db_id: keyslots.header().db,
        user_version_max: 1,
    };
    let file =
        crate::cipherdb::open_maintenance(&desk.office.database(), held.dbk.expose(), &expect).unwrap();
    let connection: &Connection = &file;
    connection.execute_batch(sql).unwrap();
    file.close().unwrap();
    // No log row of its own: the process is killed.
    drop(desk);
}

fn verdict(house: &House) -> super::super::verify::LogCheck {
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.verify_log().unwrap()
}

fn lived() -> House {
    let house = House::new();
    for _ in 0..4 {
        let mut desk = house.desk();
        desk.login("hallinta", secret(ADMIN)).unwrap();
        desk.logout().unwrap();
    }
    house
}

#[test]
fn a_whole_log_is_whole_and_the_file_backend_says_what_it_cannot_find() {
    let house = lived();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let check = desk.verify_log().unwrap();
    assert_eq!((check.exit_code, check.findings.len()), (0, 0), "{check:?}");
    assert_eq!(check.rows, 10);
    assert_eq!(check.known_outside, Some(10));
    assert_eq!(check.blind.unwrap().id, "log-blind-file");
    assert_eq!(count(&mut desk, A::VerifyOk), 1);
    let again = desk.verify_log().unwrap();
    assert_eq!((again.exit_code, again.verdict.id), (0, "log-verdict-open-tail"));
}

#[test]
fn every_way_to_change_the_log_is_found_with_its_place() {
    let table: &[(&str, u8, u64)] = &[
        (
            "UPDATE access_log SET header = CAST(X'00' || substr(header, 2) AS BLOB) WHERE place % 1024 = 4",
            10,
            4,
        ),
        ("UPDATE access_log SET body = zeroblob(length(body)) WHERE place % 1024 = 5", 10, 5),
        ("DELETE FROM access_log WHERE place % 1024 = 3", 11, 3),
        (
            "UPDATE access_log SET place = place + 500 WHERE place % 1024 = 3;
             UPDATE access_log SET place = place - 1 WHERE place % 1024 = 4;
             UPDATE access_log SET place = place - 499 WHERE place % 1024 = 503",
            11,
            3,
        ),
        ("UPDATE access_log SET body = NULL WHERE place % 1024 = 2", 16, 2),
    ];
    for (sql, code, n) in table {
        let house = lived();
        tamper(&house, sql);
        let check = verdict(&house);
        assert_eq!((check.exit_code, check.n), (*code, *n), "{sql}: {check:?}");
        let mut desk = house.desk();
        desk.login("hallinta", secret(ADMIN)).unwrap();
        assert_eq!(count(&mut desk, A::VerifyAlarm), 1, "{sql}");
    }
}

/// Takes the tail of the log away: rows, checkpoints and the stream's tip together.
const CUT: &str = "DELETE FROM access_log WHERE place % 1024 > 5;
    DELETE FROM log_checkpoint WHERE place % 1024 > 5;
    UPDATE stream SET n = 5, c = (SELECT c FROM access_log WHERE place % 1024 = 5) WHERE comp = 127";

/// Rows, checkpoints and the stream's tip cut together by somebody with the key: the key store still knows.
#[test]
fn a_cut_tail_is_found_by_what_the_key_store_knows() {
    let house = lived();
    tamper(&house, CUT);
    let mut desk = house.desk();
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    assert!(ids(&seen).contains(&"notice-rollback"));
    let check = desk.verify_log().unwrap();
    assert_eq!((check.exit_code, check.n), (12, 6), "{check:?}");
    desk.logout().unwrap();
    // Later rows grow over the place; they are not the ones that were there.
    for later in 0..8 {
        let check = verdict(&house);
        assert_eq!(
            (check.exit_code, check.n, check.verdict.id),
            (12, 6, "log-verdict-short"),
            "{later}: {check:?}"
        );
    }
}

/// What the file backend cannot find, on purpose: its own file was put back too.
#[test]
fn a_cut_that_takes_the_key_store_file_along_is_told_as_beyond_this_check() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    let kept: Vec<_> = ["register.db", "checkpoint", "door"]
        .iter()
        .map(|name| (*name, std::fs::read(house.path_of(name)).unwrap()))
        .collect();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    for (name, bytes) in kept {
        std::fs::write(house.path_of(name), bytes).unwrap();
    }
    let check = verdict(&house);
    assert_eq!(check.exit_code, 0);
    assert_eq!(check.blind.unwrap().id, "log-blind-file");
}

/// The notes are the only thing in the file that a cut cannot put right: without them it would go unseen.
#[test]
fn checkpoints_that_are_gone_are_told() {
    for (sql, lost) in
        [("DELETE FROM log_checkpoint", 5), ("DELETE FROM log_checkpoint WHERE place % 1024 = 3", 1)]
    {
        let house = lived();
        tamper(&house, sql);
        let check = verdict(&house);
        assert_eq!((check.exit_code, check.verdict.id), (12, "log-verdict-checkpoints"), "{sql}: {check:?}");
        assert!(
            check.verdict.args.iter().any(|(_, v)| v.parse::<u64>().is_ok_and(|n| n >= lost)),
            "{check:?}"
        );
        assert_eq!(verdict(&house).exit_code, 12, "{sql}: the next ones do not stand for it");
    }
}

/// With their count taken out too, the logins tell: each is signed before anybody works.
#[test]
fn a_long_log_without_checkpoints_is_told_by_its_logins() {
    let house = lived();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let row = || crate::store::Entry::ok(A::LogRead, crate::journal::log::LogBody::default());
    desk.session().unwrap().log((0..300).map(|_| row()).collect()).unwrap();
    desk.logout().unwrap();
    assert_eq!(verdict(&house).exit_code, 0, "who works long in one go is honest");
    tamper(&house, "DELETE FROM log_checkpoint; DELETE FROM meta WHERE k = 'checkpoints_kept'");
    let check = verdict(&house);
    assert_eq!((check.exit_code, check.verdict.id), (12, "log-verdict-unsigned"), "{check:?}");
    assert_eq!(check.n, 2, "the first login");
}

#[test]
fn a_checkpoint_that_is_gone_from_the_key_store_is_told() {
    let house = lived();
    tamper(&house, CUT);
    std::fs::remove_file(house.path_of("checkpoint")).unwrap();
    for _ in 0..2 {
        let mut desk = house.desk();
        let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
        assert!(ids(&seen).contains(&"notice-checkpoint-missing"), "{:?}", ids(&seen));
        let check = desk.verify_log().unwrap();
        assert_eq!((check.exit_code, check.known_outside), (12, None), "{check:?}");
        desk.logout().unwrap();
    }
    // An office in which it was never put out is an honest one.
    let house = House::new();
    let mut desk = house.desk();
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    assert!(!ids(&seen).contains(&"notice-checkpoint-missing"));
}

#[test]
fn a_checkpoint_signed_by_somebody_else_is_no_checkpoint() {
    let house = lived();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let session = desk.session.as_ref().unwrap();
    let here = session.store.here().clone();
    let (n, c) = access_log::tip(session.store.connection(), here.dev).unwrap();
    let mut world = house.world();
    let other = UserKeys::generate(Id::from_bytes([9; 16]), world.entropy());
    let note = crate::journal::note::Checkpoint { office: here.office, dev: here.dev, n, c, ts_ms: T0 };
    let name = crate::journal::note::device_name(here.machine);
    let text = other.with_signing_key(|key| note.sign(&[(name.as_str(), key)]));
    let log = access_log::streams(session.store.connection()).unwrap()[0];
    let place = crate::store::stream::place(log.number, n);
    drop(desk);
    tamper(&house, &format!("UPDATE log_checkpoint SET note = '{text}' WHERE place = {place}"));
    assert_eq!(verdict(&house).exit_code, 15);
}

#[test]
fn who_has_no_right_to_the_log_does_not_verify_it() {
    let house = House::new();
    let mut boss = house.supervisor();
    assert_eq!(boss.verify_log().unwrap().exit_code, 0);
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    assert!(clerk.verify_log().is_err());
}

/// After a night without power nothing that a login finds before its own row sets the log's clock back.
#[test]
fn a_machine_that_was_started_again_sets_no_clock_of_the_log_back() {
    const DAY: i64 = 86_400_000;
    type Prepare = fn(&House);
    let table: &[(&str, bool, i64, u8, A, Prepare)] = &[
        ("login", false, 1, 0, A::Login, |_| ()),
        ("practice office, unused", true, 3 * DAY, 0, A::ClockJumpConfirmed, |_| ()),
        ("checkpoint gone", false, 1, 12, A::VerifyAlarm, |house| {
            std::fs::remove_file(house.path_of("checkpoint")).unwrap();
        }),
        ("older log", false, 1, 12, A::Rollback, |house| tamper(house, CUT)),
        ("door gone", false, 1, 0, A::DoorFileMissing, |house| {
            std::fs::remove_file(house.path_of("door")).unwrap();
        }),
        ("wrong password", false, 1, 0, A::FailedLogin, |house| {
            assert!(house.desk().login("hallinta", secret(CLERK)).is_err());
        }),
    ];
    for (what, practice, pause, code, first, prepare) in table {
        let house = House::of(99, Setup { practice: *practice, ..House::setup() });
        for _ in 0..4 {
            let mut desk = house.desk();
            desk.login("hallinta", secret(ADMIN)).unwrap();
            desk.logout().unwrap();
        }
        // Longer up than it will be: what is written after the pause has the lower reading.
        house.wait(1_000_000);
        prepare(&house);
        let mut desk = house.desk_started_after(*pause);
        desk.login("hallinta", secret(ADMIN)).unwrap();
        let rows = headers(&mut desk);
        let began: Vec<u16> =
            rows.windows(2).filter(|w| w[1].mono < w[0].mono).map(|w| w[1].action).collect();
        assert_eq!(began, [first.code()], "{what}");
        let check = desk.verify_log().unwrap();
        let clock = check.findings.iter().any(|(_, _, found)| found.id == "log-verdict-clock");
        assert_eq!((clock, check.exit_code), (false, *code), "{what}: {check:?}");
    }
}

/// Who changes or takes away what was logged must not hide behind a clock that went back before.
#[test]
fn a_clock_that_went_back_hides_no_tampering() {
    let clocks = |sql: &str| {
        let house = lived();
        // Rows as a machine writes them whose monotonic clock went back while somebody was in.
        let mut desk = house.desk_started_after(1);
        desk.login("hallinta", secret(ADMIN)).unwrap();
        desk.logout().unwrap();
        let mut other = house.desk();
        other.login("hallinta", secret(ADMIN)).unwrap();
        let mut later = house.desk_started_after(1);
        later.login("hallinta", secret(ADMIN)).unwrap();
        other.logout().unwrap();
        later.logout().unwrap();
        let check = verdict(&house);
        assert_eq!((check.exit_code, check.verdict.id), (14, "log-verdict-clock"), "{check:?}");
        let clock = check.n;
        if sql.is_empty() {
            return (check, clock);
        }
        tamper(&house, &sql.replace("PLACE", &(clock + 1).to_string()));
        (verdict(&house), clock)
    };
    let (check, clock) =
        clocks("UPDATE access_log SET body = zeroblob(length(body)) WHERE place % 1024 = PLACE");
    assert_eq!(
        (check.exit_code, check.verdict.id, check.n),
        (10, "log-verdict-altered", clock + 1),
        "{check:?}"
    );
    assert!(check.findings.iter().any(|(_, _, found)| found.id == "log-verdict-clock"), "it is listed still");
    let (check, _) = clocks("DELETE FROM log_checkpoint WHERE place % 1024 = 3");
    assert_eq!((check.exit_code, check.verdict.id), (12, "log-verdict-checkpoints"), "{check:?}");
    let (check, clock) = clocks("UPDATE access_log SET body = NULL WHERE place % 1024 = PLACE");
    assert_eq!((check.exit_code, check.n), (16, clock + 1), "{check:?}");
}

/// The machine's own line is what makes a checkpoint: users' public keys lie in a table of the same file.
#[test]
fn a_checkpoint_without_the_machine_s_signature_is_none() {
    let house = lived();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let connection = desk.session.as_ref().unwrap().store.connection();
    let log = access_log::streams(connection).unwrap()[0];
    let mut sql = String::new();
    for (n, note) in access_log::checkpoints(connection, log.number).unwrap() {
        let bare: Vec<&str> = note.lines().filter(|line| !line.starts_with("— luukku/device/")).collect();
        assert!(bare.iter().any(|line| line.starts_with("— luukku/user/")), "{note}");
        let place = crate::store::stream::place(log.number, n);
        let bare = bare.join("\n");
        sql.push_str(&format!("UPDATE log_checkpoint SET note = '{bare}\n' WHERE place = {place};"));
    }
    drop(desk);
    tamper(&house, &sql);
    let check = verdict(&house);
    assert_eq!((check.exit_code, check.verdict.id), (15, "log-verdict-signature"), "{check:?}");
}
