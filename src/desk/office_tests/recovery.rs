//! The recovery key on a running office: keys for somebody, a new key, that it is on paper.

use super::*;
use crate::desk::doctor::State;
use crate::desk::recovery::Whom;
use crate::journal::codes::LogAction as A;

const NEW: &str = "uusi aamu usvaisella järvellä";

fn reminded(desk: &mut Desk) -> bool {
    let found = desk.examine().unwrap();
    found.iter().find(|f| f.name == "recovery").unwrap().state == State::Mind
}

#[test]
fn the_only_supervisor_comes_back_by_the_recovery_key() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    clerk.logout().unwrap();
    let user = boss.session().unwrap().who().id;
    boss.logout().unwrap();

    let mut admin = house.desk();
    admin.login("hallinta", secret(ADMIN)).unwrap();
    let key = secret(&house.recovery);
    let whom = || Whom::User("esi".to_owned());
    assert_eq!(refused(admin.recover(&key, whom())), "error-password-again");
    admin.reauthenticate(secret(ADMIN)).unwrap();
    assert_eq!(
        refused(admin.new_code(user)),
        "refused-supervisor-codes",
        "it is no administrator's decision"
    );
    let other = secret(&House::new_with(7).recovery);
    assert_eq!(refused(admin.recover(&other, whom())), "error-restore-recovery-key");
    assert_eq!(refused(admin.recover(&secret("AAAA"), whom())), "error-restore-recovery-key");
    let whom_else = Whom::User("hallinta".to_owned());
    assert_eq!(refused(admin.recover(&key, whom_else)), "refused-own-rights");
    assert_eq!(refused(admin.recover(&key, Whom::User("nobody".to_owned()))), "error-user-unknown");
    let (back, code, _) = admin.recover(&key, whom()).unwrap();
    assert_eq!(back, user);
    assert!(admin.session().unwrap().who().handover_keys.is_empty(), "nothing of it stays");
    assert!(admin.session().unwrap().who().compartment_keys.is_empty());
    assert_eq!(count(&mut admin, A::RecoveryKey), 5);
    verified(&mut admin);
    admin.logout().unwrap();

    let mut boss = house.desk();
    boss.activate("esi", secret(&code), secret(NEW)).unwrap();
    boss.reauthenticate(secret(NEW)).unwrap();
    let (mut other, _) = house.member(&mut boss, "omav2", "case_officer", "toinen pitkä salalause kesällä");
    assert_eq!(other.session().unwrap().who().compartment_keys.len(), 1, "rights can be given again");
    let mut clerk = house.proved("omav", CLERK);
    assert_eq!(refused(clerk.recover(&key, whom())), "refused-not-this");
}

#[test]
fn a_supervisor_who_is_gone_is_followed_by_a_new_one() {
    let house = House::new();
    let mut boss = house.supervisor();
    let user = boss.session().unwrap().who().id;
    boss.logout().unwrap();
    let mut admin = house.administrator();
    let key = secret(&house.recovery);
    let next = || Whom::New(house.user("esi2", "supervisor"));
    assert_eq!(refused(admin.recover(&key, next())), "refused-supervisor-grants", "there is one");
    admin.passivate(user).unwrap();
    assert_eq!(refused(admin.new_user(house.user("esi2", "supervisor"))), "error-user-keys-missing");
    let (_, code, _) = admin.recover(&key, next()).unwrap();
    let mut boss = house.desk();
    boss.activate("esi2", secret(&code), secret(NEW)).unwrap();
    assert_eq!(boss.session().unwrap().who().handover_keys.len(), 5);
}

#[test]
fn a_new_recovery_key_opens_what_the_old_one_did_and_the_old_one_no_more() {
    let house = House::new();
    let mut boss = house.supervisor();
    let mut admin = house.administrator();
    assert!(reminded(&mut admin), "nobody has said that it is on paper");
    let old = secret(&house.recovery);
    admin.confirm_recovery_key(&old).unwrap();
    assert!(!reminded(&mut admin));
    // The administrator does not hold the keys: the old one does.
    assert_eq!(refused(admin.renew_recovery_key(None)), "error-recovery-needs-old");
    let second = admin.renew_recovery_key(Some(&old)).unwrap();
    assert!(reminded(&mut admin), "a new one is not on paper yet");
    assert_eq!(refused(admin.confirm_recovery_key(&old)), "error-restore-recovery-key");
    // The supervisor holds them.
    let third = boss.renew_recovery_key(None).unwrap();
    assert_eq!(refused(admin.confirm_recovery_key(&secret(&second))), "error-restore-recovery-key");
    admin.confirm_recovery_key(&secret(&third)).unwrap();
    assert!(!reminded(&mut admin));
    let target = house.folder.path().join("copy");
    admin.backup(&target).unwrap();
    admin.logout().unwrap();
    boss.logout().unwrap();
    // It opens all there is, on another machine too, and gives the keys.
    let into = house.folder.path().join("other");
    let worlds = || -> crate::desk::login::Worlds {
        let (clock, seed) = (Arc::clone(&house.clock), Arc::clone(&house.seed));
        Box::new(move || {
            let state = seed.fetch_add(0x9e37_79b9, Ordering::Relaxed) | 1;
            let world: Box<dyn World> = Box::new(Stepped { clock: Arc::clone(&clock), state });
            Ok(world)
        })
    };
    let restore = |key: &str| {
        let key = crate::desk::backup::RestoreKey::Recovery(secret(key));
        crate::desk::backup::restore(&target, &into, key, Face::Cli, &worlds())
    };
    assert_eq!(refused(restore(&house.recovery)), "error-restore-recovery-key");
    restore(&third).unwrap();
    let mut admin = house.desk_of(&into);
    admin.login("hallinta", secret(ADMIN)).unwrap();
    admin.reauthenticate(secret(ADMIN)).unwrap();
    admin.recover(&secret(&third), Whom::User("esi".to_owned())).unwrap();
}

#[test]
fn a_new_recovery_key_is_shown_whatever_fails_after_it() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.reauthenticate(secret(BOSS)).unwrap();
    boss.sql(NO_GEN);
    let shown = boss.renew_recovery_key(Some(&secret(&house.recovery))).unwrap();
    boss.sql("DROP TRIGGER no_gen");
    boss.confirm_recovery_key(&secret(&shown)).unwrap();
    boss.logout().unwrap();
    let seen = boss.login("esi", secret(BOSS)).unwrap();
    assert!(!ids(&seen).contains(&"notice-rollback"), "{seen:?}");
}

const DAY: i64 = 86_400_000;

#[test]
fn an_administrator_whose_role_ended_a_year_ago_comes_back_by_the_recovery_key() {
    let house = House::new();
    let mut admin = house.administrator();
    let copy = house.folder.path().join("copy");
    admin.backup(&copy).unwrap();
    admin.logout().unwrap();
    let key = secret(&house.recovery);
    let other = secret(&House::new_with(7).recovery);
    let again =
        |desk: &mut Desk, key: &PasswordText| desk.renew_administrator("Hallinta", secret(ADMIN), key);
    assert_eq!(refused(again(&mut admin, &key)), "refused-administrator-again", "it lasts for a year yet");
    house.wait(367 * DAY);
    let ended = message(admin.login("hallinta", secret(ADMIN)));
    assert_eq!(ended.id, "error-login-administrator-ended");
    let wrong = admin.renew_administrator("hallinta", secret(CLERK), &key);
    assert_eq!(refused(wrong), "error-login-refused");
    assert_eq!(refused(again(&mut admin, &other)), "error-restore-recovery-key");
    assert!(!admin.is_open());
    let (user, until) = again(&mut admin, &key).unwrap();
    assert_eq!((user, until), (house.administrator, house.today() + 365));
    assert!(!admin.is_open(), "nobody is logged in by it");
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    assert!(seen.must_change, "the password of a year ago");
    admin.change_password(secret(ADMIN), secret(NEW)).unwrap();
    let rows: Vec<_> = headers(&mut admin).iter().filter(|h| h.action == 418).map(|h| h.outcome).collect();
    assert_eq!(rows, [2, 2, 0], "too early, a wrong key, the right one");
    verified(&mut admin);
    admin.logout().unwrap();

    // On a new machine the backup comes back with the role of then.
    let into = house.folder.path().join("other");
    let worlds = {
        let (clock, seed) = (Arc::clone(&house.clock), Arc::clone(&house.seed));
        let worlds: crate::desk::login::Worlds = Box::new(move || {
            let state = seed.fetch_add(0x9e37_79b9, Ordering::Relaxed) | 1;
            let world: Box<dyn World> = Box::new(Stepped { clock: Arc::clone(&clock), state });
            Ok(world)
        });
        worlds
    };
    let recovery = crate::desk::backup::RestoreKey::Recovery(secret(&house.recovery));
    crate::desk::backup::restore(&copy, &into, recovery, Face::Cli, &worlds).unwrap();
    let mut admin = house.desk_of(&into);
    assert_eq!(message(admin.login("hallinta", secret(ADMIN))).id, "error-login-administrator-ended");
    again(&mut admin, &key).unwrap();
    admin.login("hallinta", secret(ADMIN)).unwrap();
}

/// Whose account was passivated gets nothing by the recovery key, whatever is left of slot and roles: as a kill leaves
/// the slot, and somebody with the database key the role.
#[test]
fn a_passivated_administrator_does_not_come_back_by_the_recovery_key() {
    let house = House::new();
    super::verify::tamper(&house, "UPDATE user_account SET passivated = 1 WHERE login = 'hallinta'");
    house.wait(367 * DAY);
    let mut desk = house.desk();
    let again = desk.renew_administrator("hallinta", secret(ADMIN), &secret(&house.recovery));
    assert_eq!(refused(again), "refused-administrator-again");
    assert_eq!(message(desk.login("hallinta", secret(ADMIN))).id, "error-login-ended");
}

#[test]
fn the_recovery_key_makes_nobody_an_administrator_who_was_none() {
    let house = House::new();
    let mut boss = house.supervisor();
    boss.logout().unwrap();
    house.wait(101 * DAY);
    let key = secret(&house.recovery);
    let again = boss.renew_administrator("esi", secret(BOSS), &key);
    assert_eq!(refused(again), "refused-administrator-again");
    assert_eq!(message(boss.login("esi", secret(BOSS))).id, "error-login-role-ended");
}

#[test]
fn a_supervisor_whose_role_ended_gets_it_again_with_its_keys_where_nobody_else_gives_rights() {
    use crate::desk::recovery::Again;
    let house = House::new();
    let mut boss = house.supervisor();
    let (clerk, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
    drop(clerk);
    boss.logout().unwrap();
    house.wait(101 * DAY);
    let key = secret(&house.recovery);
    let again =
        |login: &str| Again { login: login.to_owned(), until: house.today() + 30, agreement: house.today() };
    let mut admin = house.administrator();
    assert_eq!(refused(admin.recover_supervisor(&key, again("omav"))), "refused-supervisor-grants");
    assert_eq!(refused(admin.recover_supervisor(&key, again("hallinta"))), "refused-own-rights");
    admin.recover_supervisor(&key, again("esi")).unwrap();
    assert!(admin.session().unwrap().who().handover_keys.is_empty(), "nothing of it stays");
    verified(&mut admin);
    boss.login("esi", secret(BOSS)).unwrap();
    assert_eq!(boss.session().unwrap().who().handover_keys.len(), 5);
    let (second, _) = {
        boss.reauthenticate(secret(BOSS)).unwrap();
        house.member(&mut boss, "esi2", "supervisor", "toinen pitkä salalause kesällä")
    };
    drop(second);
    let refusal = admin.recover_supervisor(&key, again("esi"));
    assert_eq!(refused(refusal), "refused-supervisor-grants", "there is another who decides");
}

#[test]
fn a_role_that_ends_soon_is_told_to_its_holder_and_to_the_administrator() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, user) = house.member(&mut boss, "omav", "front_desk", CLERK);
    boss.logout().unwrap();
    clerk.logout().unwrap();
    house.wait(85 * DAY);
    let seen = clerk.login("omav", secret(CLERK)).unwrap();
    assert!(!ids(&seen).contains(&"notice-role-ends"), "fifteen days before it is early");
    clerk.logout().unwrap();
    house.wait(2 * DAY);
    let seen = clerk.login("omav", secret(CLERK)).unwrap();
    assert_eq!(ids(&seen).iter().filter(|id| **id == "notice-role-ends").count(), 1, "{seen:?}");
    clerk.logout().unwrap();
    let mut admin = house.desk();
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    let told: Vec<_> = seen.notices.iter().filter(|m| m.id == "notice-role-ends-of").collect();
    assert_eq!(told.len(), 1, "of the supervisor, not of the clerk: {told:?}");
    assert!(told[0].args.iter().any(|(_, value)| value == "Nimi esi"), "{told:?}");
    admin.logout().unwrap();
    let mut boss = house.proved("esi", BOSS);
    let state = |desk: &mut Desk, login: &str| {
        desk.users().unwrap().into_iter().find(|u| u.login == login).unwrap().state
    };
    assert_eq!([state(&mut boss, "esi"), state(&mut boss, "omav")], ["user-role-ends"; 2]);
    boss.grant_role(user, "front_desk", (house.today(), house.today() + 200), house.today()).unwrap();
    assert_eq!(state(&mut boss, "omav"), "user-active");
    let seen = clerk.login("omav", secret(CLERK)).unwrap();
    assert!(!ids(&seen).contains(&"notice-role-ends"), "it goes on: {seen:?}");
    clerk.logout().unwrap();
    boss.logout().unwrap();
    house.wait(14 * DAY);
    let mut admin = house.administrator();
    assert_eq!(state(&mut admin, "esi"), "user-role-ended");
    house.wait(254 * DAY);
    let mut admin = house.desk();
    let seen = admin.login("hallinta", secret(ADMIN)).unwrap();
    assert!(ids(&seen).contains(&"notice-role-ends-administrator"), "{seen:?}");
}

#[test]
fn a_role_that_was_taken_away_is_not_given_back_by_the_recovery_key() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (_, second) = house.member(&mut boss, "toinen", "administrator", CLERK);
    boss.end_role(second, "administrator").unwrap();
    boss.logout().unwrap();
    house.wait(367 * DAY);
    let key = secret(&house.recovery);
    let again = house.desk().renew_administrator("toinen", secret(CLERK), &key);
    assert_eq!(refused(again), "refused-administrator-again");
}
