//! Backup and restore: what is copied, what a restored office is, what an old copy cannot take back.

use super::*;
use crate::desk::backup::{RestoreKey, Restored, made_ready, read_backup, restore};
use crate::desk::login::Worlds;
use crate::journal::codes::LogAction as A;
use crate::register::Value;
use crate::store::stream;
use std::fs;

pub(super) fn worlds(house: &House) -> Worlds {
    let clock = Arc::clone(&house.clock);
    let seed = Arc::clone(&house.seed);
    Box::new(move || {
        let state = seed.fetch_add(0x9e37_79b9, Ordering::Relaxed) | 1;
        let world: Box<dyn World> = Box::new(Stepped { clock: Arc::clone(&clock), state });
        Ok(world)
    })
}

pub(super) fn bring_back(house: &House, from: &Path, into: &Path, key: RestoreKey) -> Answer<Restored> {
    restore(from, into, key, Face::Cli, &worlds(house))
}

pub(super) fn by_password() -> RestoreKey {
    RestoreKey::User { login: "hallinta".to_owned(), password: secret(ADMIN) }
}

pub(super) fn backed_up(house: &House) -> PathBuf {
    let target = fs::canonicalize(house.folder.path()).unwrap().join("copy");
    let mut admin = house.administrator();
    let manifest = admin.backup(&target).unwrap();
    assert_eq!(count(&mut admin, A::Backup), 1);
    let log = manifest.streams.iter().find(|s| s.comp == 127).unwrap();
    assert_eq!(log.n, u64::try_from(actions(&mut admin).len()).unwrap());
    admin.logout().unwrap();
    target
}

/// Somebody makes the folder after it was seen to be free, and before it is made.
#[test]
fn a_folder_that_came_meanwhile_is_neither_filled_nor_removed() {
    let house = House::new();
    let theirs = fs::canonicalize(house.folder.path()).unwrap().join("copy");
    crate::vault::os::create_private_dir(&theirs).unwrap();
    fs::write(theirs.join("omat"), b"muistiinpanot").unwrap();
    let mut admin = house.administrator();
    let Err(Refusal::Cannot(message)) = admin.copy_to(&theirs) else { panic!("filled") };
    assert_eq!(message.id, "error-backup-folder");
    assert_eq!(fs::read_dir(&theirs).unwrap().count(), 1);
}

#[test]
fn a_damaged_register_comes_back_and_begins_a_new_stream() {
    let house = House::new();
    let copy = backed_up(&house);
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let old = desk.session().unwrap().store.here().dev;
    desk.logout().unwrap();
    fs::write(house.path_of("register.db"), b"rikki").unwrap();
    assert!(desk.login("hallinta", secret(ADMIN)).is_err());
    let restored = bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert_eq!(restored.old_dev, old);
    assert!(restored.known.unwrap() > restored.n, "the key store knew of rows that are lost");
    assert_eq!(restored.users[0].login, "hallinta");
    let aside = restored.aside.unwrap();
    assert_eq!(fs::read(&aside).unwrap(), b"rikki", "the old file is kept");
    let told =
        || crate::desk::doctor::machine(&house.path).into_iter().find(|finding| finding.name == "aside");
    let name = aside.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(told().unwrap().message, Message::new("doctor-aside").with("files", name));
    fs::remove_file(aside).unwrap();
    assert!(told().is_none());
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    assert!(!ids(&seen).contains(&"notice-rollback"), "{:?}", seen.notices);
    let rows = headers(&mut desk);
    assert_eq!((rows[0].head.n, rows[0].action), (1, 417));
    assert_ne!(rows[0].head.dev, old, "a new stream, so no dot is used twice");
    let check = desk.verify_log().unwrap();
    assert_eq!(check.exit_code, 0, "{check:?}");
    let ends = stream::all(desk.session().unwrap().store.connection()).unwrap();
    let closed = ends.iter().find(|e| e.dev == old && e.comp == 127).unwrap();
    assert_eq!(closed.n, restored.n, "the old stream stands where the copy cut it");
    desk.logout().unwrap();
    assert!(ids(&desk.login("hallinta", secret(ADMIN)).unwrap()).is_empty());
}

/// The row that begins the new stream names what the key store knew beyond the copy's end: how much was lost.
#[test]
fn the_row_of_a_restore_tells_what_was_known_beyond() {
    let house = House::new();
    let copy = backed_up(&house);
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    desk.logout().unwrap();
    let known = desk.office.device().get_checkpoint().unwrap().unwrap();
    let known = crate::desk::checkpoint::known_from_bytes(&known).unwrap();
    let restored = bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert_eq!(restored.known, Some(known.n));
    desk.login("hallinta", secret(ADMIN)).unwrap();
    let connection = desk.session().unwrap().store.connection();
    let stream = access_log::streams(connection).unwrap().pop().unwrap();
    let mut first = None;
    access_log::each_row(connection, stream.number, |row| {
        let body = log::decode_body(row.body.as_deref().unwrap()).unwrap();
        first.get_or_insert(body);
    })
    .unwrap();
    let detail = first.unwrap().detail.unwrap();
    let int = |n: u64| Some(Value::Int(i64::try_from(n).unwrap()));
    assert_eq!(detail.get(&log::RESTORED_N).cloned(), int(restored.n));
    assert_eq!(detail.get(&access_log::BEYOND_N).cloned(), int(known.n));
    assert_eq!(detail.get(&access_log::BEYOND_C).cloned(), Some(Value::Bytes(known.c.to_vec())));
}

/// On a stick a file keeps neither owner nor mode: a copy is what its bytes are. One that cannot be read is not called
/// a bad one, nor is one of a newer program: another copy would not help, and this may be the only one.
#[test]
fn a_copy_that_was_carried_about_is_as_good_and_a_newer_one_is_told_as_newer() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new();
    let copy = backed_up(&house);
    for entry in fs::read_dir(&copy).unwrap() {
        fs::set_permissions(entry.unwrap().path(), fs::Permissions::from_mode(0o644)).unwrap();
    }
    bring_back(&house, &copy, &house.path, by_password()).unwrap();
    house.desk().login("hallinta", secret(ADMIN)).unwrap();

    let manifest = copy.join("manifest.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("version = 1", "version = 2\nwhat_comes = \"later\"")).unwrap();
    assert_eq!(refused(bring_back(&house, &copy, &house.path, by_password())), "error-restore-newer");
    fs::remove_file(&manifest).unwrap();
    fs::create_dir(&manifest).unwrap();
    assert_ne!(refused(bring_back(&house, &copy, &house.path, by_password())), "error-restore-manifest");
}

/// Tries of a password are counted at the door of the folder, whichever way they come.
#[test]
fn wrong_passwords_of_a_restore_are_counted_at_the_door() {
    let house = House::new();
    let copy = backed_up(&house);
    let wrong = || RestoreKey::User { login: "hallinta".to_owned(), password: secret("arvaus arvaukselta") };
    for said in ["error-login-refused", "error-login-refused", "error-login-wrong-wait", "error-login-wait"] {
        assert_eq!(refused(bring_back(&house, &copy, &house.path, wrong())), said);
    }
    let mut desk = house.desk();
    assert_eq!(refused(desk.login("hallinta", secret(ADMIN))), "error-login-wait", "one door for both");
    house.wait(60_000);
    let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
    assert!(ids(&seen).contains(&"notice-failed-logins"));
    desk.logout().unwrap();
    bring_back(&house, &copy, &house.path, by_password()).unwrap();
}

/// A copy is looked through before it counts: what is wrong in the register is wrong in the copy.
#[test]
fn a_backup_that_fails_its_own_check_is_none() {
    let house = House::new();
    super::verify::tamper(
        &house,
        "PRAGMA ignore_check_constraints = ON;
         INSERT INTO sync_meta (one, dev, last_seen) SELECT 2, dev, last_seen FROM sync_meta WHERE one = 1",
    );
    let target = fs::canonicalize(house.folder.path()).unwrap().join("copy");
    assert_eq!(refused(house.administrator().backup(&target)), "error-backup-check");
    assert!(!target.exists());
}

#[test]
fn the_same_backup_restored_twice_gives_two_incarnations() {
    let house = House::new();
    let copy = backed_up(&house);
    let mut devs = Vec::new();
    for _ in 0..2 {
        bring_back(&house, &copy, &house.path, by_password()).unwrap();
        let mut desk = house.desk();
        assert!(ids(&desk.login("hallinta", secret(ADMIN)).unwrap()).is_empty());
        devs.push(desk.session().unwrap().store.here().dev);
        verified(&mut desk);
        desk.logout().unwrap();
    }
    assert_ne!(devs[0], devs[1]);
}

#[test]
fn the_recovery_key_restores_on_a_new_machine() {
    let house = House::new();
    let copy = backed_up(&house);
    let fresh = fs::canonicalize(house.folder.path()).unwrap().join("new machine");
    assert_eq!(refused(bring_back(&house, &copy, &fresh, by_password())), "error-device-secret-lost");
    assert!(!fresh.exists(), "what is refused leaves no folder");
    let key = |text: &str| RestoreKey::Recovery(secret(text));
    let wrong = bring_back(&house, &copy, &fresh, key("0000-0000"));
    assert_eq!(refused(wrong), "error-restore-recovery-key");
    let restored = bring_back(&house, &copy, &fresh, key(&house.recovery)).unwrap();
    assert_eq!(restored.aside, None);
    let mut desk = house.desk_of(&fresh);
    assert_eq!(desk.welcome().office, "Lahden työllisyysalue");
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(desk.verify_log().unwrap().exit_code, 0);
}

#[test]
fn a_backup_that_is_not_whole_changes_nothing() {
    let house = House::new();
    let copy = backed_up(&house);
    let before = fs::read(house.path_of("register.db")).unwrap();
    let database = copy.join("register.db");
    let whole = fs::read(&database).unwrap();
    let mut bent = whole.clone();
    bent[5000] ^= 1;
    fs::write(&database, &bent).unwrap();
    assert_eq!(refused(bring_back(&house, &copy, &house.path, by_password())), "error-restore-manifest");
    // Whoever bends the manifest too meets the seals of the pages.
    use sha2::{Digest, Sha256};
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect::<String>();
    let manifest = fs::read_to_string(copy.join("manifest.toml")).unwrap();
    fs::write(copy.join("manifest.toml"), manifest.replace(&hex(&whole), &hex(&bent))).unwrap();
    assert_eq!(refused(bring_back(&house, &copy, &house.path, by_password())), "error-restore-damaged");
    let wrong = RestoreKey::User { login: "hallinta".to_owned(), password: secret(CLERK) };
    assert_eq!(refused(bring_back(&house, &copy, &house.path, wrong)), "error-login-refused");
    assert_eq!(fs::read(house.path_of("register.db")).unwrap(), before);
    assert!(!house.path_of("restored.db").exists());
    house.desk().login("hallinta", secret(ADMIN)).unwrap();
}

#[test]
fn an_open_register_or_another_machines_is_not_written_over() {
    let house = House::new();
    let copy = backed_up(&house);
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(refused(bring_back(&house, &copy, &house.path, by_password())), "error-restore-in-use");
    desk.logout().unwrap();
    let other = House::new_with(5);
    let key = RestoreKey::Recovery(secret(&house.recovery));
    assert_eq!(refused(bring_back(&house, &copy, &other.path, key)), "error-restore-other-office");
    assert!(other.desk().login("hallinta", secret(ADMIN)).is_ok());
}

#[test]
fn a_backup_asks_for_the_right_the_password_and_a_new_folder() {
    let house = House::new();
    let target = fs::canonicalize(house.folder.path()).unwrap().join("copy");
    let mut admin = house.desk();
    admin.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(refused(admin.backup(&target)), "error-password-again");
    admin.logout().unwrap();
    let mut boss = house.supervisor();
    assert!(boss.backup(&target).is_err());
    assert!(!target.exists());
    fs::create_dir(&target).unwrap();
    assert_eq!(refused(house.administrator().backup(&target)), "error-backup-folder");
}

#[test]
fn users_and_passwords_of_the_backups_date_come_back() {
    let house = House::new();
    let copy = backed_up(&house);
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    let mut admin = house.desk();
    admin.login("hallinta", secret(ADMIN)).unwrap();
    admin.change_password(secret(ADMIN), secret("uusi lause johon mahtuu merta")).unwrap();
    admin.logout().unwrap();
    let restored = bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert_eq!(restored.users.len(), 1);
    assert!(house.desk().login("esi", secret(BOSS)).is_err());
    let mut admin = house.desk();
    assert!(ids(&admin.login("hallinta", secret(ADMIN)).unwrap()).is_empty());
    verified(&mut admin);
}

/// A restore over a register that has gone on after the backup, up to the plan, by a process that is then killed.
fn ready(house: &House, copy: &Path) -> crate::desk::place::Plan {
    let (manifest, bytes) = read_backup(copy).unwrap();
    let made = made_ready(copy, &house.path, (manifest, &bytes), by_password(), Face::Cli, &worlds(house));
    made.unwrap().0
}

/// An office that is new in the backup's eyes: a supervisor more, and a log that was not folded in.
fn gone_on() -> (House, PathBuf) {
    let house = House::new();
    let copy = backed_up(&house);
    house.supervisor().logout().unwrap();
    crate::vault::os::write_new(&house.path_of("register.db-wal"), b"").unwrap();
    (house, copy)
}

#[test]
fn a_restore_killed_before_its_plan_leaves_the_old_office() {
    let (house, copy) = gone_on();
    drop(ready(&house, &copy));
    let mut boss = house.desk();
    assert!(ids(&boss.login("esi", secret(BOSS)).unwrap()).is_empty(), "as if nothing had been");
    verified(&mut boss);
    boss.logout().unwrap();
    bring_back(&house, &copy, &house.path, by_password()).unwrap();
    assert!(!house.path_of("restored.db").exists());
}

#[test]
fn a_restore_killed_at_any_step_leaves_the_new_office() {
    use crate::desk::place::STEPS;
    for steps in 0..=STEPS.len() {
        let (house, copy) = gone_on();
        let mut window = house.desk();
        let plan = ready(&house, &copy);
        plan.begin(&house.path).unwrap();
        STEPS.iter().take(steps).for_each(|step| step(&plan, &house.path).unwrap());
        // A window that waited at its login screen, or a new one: either goes on where it was cut off.
        let mut desk = if steps % 2 == 0 { house.desk() } else { window };
        let seen = desk.login("hallinta", secret(ADMIN)).unwrap();
        assert!(ids(&seen).is_empty(), "{steps}: {:?}", seen.notices);
        let rows = headers(&mut desk);
        assert_eq!((rows[0].head.n, rows[0].action), (1, 417), "{steps}");
        assert_eq!(desk.verify_log().unwrap().exit_code, 0, "{steps}");
        desk.logout().unwrap();
        window = house.desk();
        assert!(window.login("esi", secret(BOSS)).is_err(), "{steps}: of the backup's date");
        assert!(!house.path_of("restore.toml").exists() && !house.path_of("restored.db").exists());
        let aside = fs::read_dir(&house.path).unwrap().filter_map(Result::ok);
        let aside = aside.filter(|f| f.file_name().to_string_lossy().contains("replaced")).count();
        assert!(aside >= 1, "{steps}: the old register is kept");
    }
}

#[test]
fn a_restore_that_another_process_is_at_is_waited_for() {
    let (house, copy) = gone_on();
    let plan = ready(&house, &copy);
    plan.begin(&house.path).unwrap();
    let alone = crate::vault::os::SessionLock::try_acquire(&house.path).unwrap();
    let found = Desk::new(&house.path, Face::Tui, worlds(&house));
    assert_eq!(found.err().unwrap().0.id, "error-restore-running");
    drop(alone);
    house.desk().login("hallinta", secret(ADMIN)).unwrap();
}

/// Where the register cannot be read its keyslots still tell who is there no more.
#[test]
fn who_has_no_slot_any_more_restores_nothing_over_a_register_that_is_lost() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut second, second_id) = house.member(&mut boss, "toinen", "administrator", CLERK);
    second.logout().unwrap();
    let copy = backed_up(&house);
    boss.passivate(second_id).unwrap();
    boss.logout().unwrap();
    fs::write(house.path_of("register.db"), b"rikki").unwrap();
    let by = RestoreKey::User { login: "toinen".to_owned(), password: secret(CLERK) };
    assert_eq!(refused(bring_back(&house, &copy, &house.path, by)), "refused-restore");
    assert_eq!(fs::read(house.path_of("register.db")).unwrap(), b"rikki");
    bring_back(&house, &copy, &house.path, by_password()).unwrap();
}

#[test]
fn only_who_may_make_backups_restores_and_nobody_whose_rights_have_ended() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let (mut second, second_id) = house.member(&mut boss, "toinen", "administrator", CLERK);
    // Whose slot stays, and whose only role ends after the backup.
    let (mut third, third_id) = house.member(&mut boss, "kolmas", "administrator", CLERK);
    clerk.logout().unwrap();
    second.logout().unwrap();
    third.logout().unwrap();
    let copy = backed_up(&house);
    let by = |login: &str, password: &str| RestoreKey::User {
        login: login.to_owned(),
        password: secret(password),
    };
    let before = || fs::read(house.path_of("register.db")).unwrap();
    boss.passivate(second_id).unwrap();
    boss.end_role(third_id, "administrator").unwrap();
    boss.logout().unwrap();
    let was = before();
    for (login, password) in [("neuvo", CLERK), ("esi", BOSS), ("toinen", CLERK), ("kolmas", CLERK)] {
        let answer = bring_back(&house, &copy, &house.path, by(login, password));
        assert_eq!(refused(answer), "refused-restore", "{login}");
        assert_eq!(before(), was);
        assert!(!house.path_of("restored.db").exists());
    }
    // Where the register is lost the backup's own rights decide; the recovery key is for whoever keeps it.
    let fresh = house.folder.path().join("new");
    let key = RestoreKey::Recovery(secret(&house.recovery));
    bring_back(&house, &copy, &fresh, key).unwrap();
    bring_back(&house, &copy, &house.path, by("hallinta", ADMIN)).unwrap();
}
