//! Accounts, codes, roles and their end.

use super::*;
use crate::journal::codes::LogAction as A;
use crate::vault::keyslots::{CkUse, WrapKind};

fn handed(desk: &Desk, user: Id, wanted: CkUse) -> Vec<u8> {
    let ds = desk.office.device_secret().unwrap();
    let keyslots = desk.office.files().keyslots(&ds).unwrap();
    let of = |w: &crate::vault::keyslots::Wrap| match w.kind() {
        WrapKind::Ck { comp, ck_use, .. } if ck_use == wanted && w.user() == Some(user) => Some(comp),
        _ => None,
    };
    keyslots.wraps().iter().filter_map(of).collect()
}

#[test]
fn the_first_supervisor_takes_the_handover_copies_over() {
    let house = House::new();
    let admin_before = house.administrator();
    assert_eq!(handed(&admin_before, house.administrator, CkUse::Handover), [4, 5, 6, 7, 127]);
    drop(admin_before);
    let mut boss = house.supervisor();
    let me = boss.session().unwrap().who().id;
    assert_eq!(handed(&boss, me, CkUse::Handover), [4, 5, 6, 7, 127]);
    assert!(handed(&boss, house.administrator, CkUse::Handover).is_empty(), "the administrator's are gone");
    assert!(handed(&boss, me, CkUse::Use).is_empty(), "a supervisor reads no sealed group");
    let actions = actions(&mut boss);
    for action in [A::User, A::Grant, A::ActivationMade, A::ActivationUsed, A::RightOrder] {
        assert!(actions.contains(&action), "{action:?}");
    }
    verified(&mut boss);
}

#[test]
fn a_role_brings_the_keys_of_what_it_reads_and_no_other() {
    let house = House::new();
    let mut boss = house.supervisor();
    let table: &[(&str, &str, &[u8])] = &[
        ("neuvo", "front_desk", &[]),
        ("omav", "case_officer", &[7]),
        ("psyko", "guidance_psychologist", &[4, 5, 7]),
        ("lokiv", "log_auditor", &[127]),
    ];
    for (login, role, comps) in table {
        let (mut desk, user) = house.member(&mut boss, login, role, CLERK);
        assert_eq!(handed(&desk, user, CkUse::Use), *comps, "{role}");
        assert!(handed(&desk, user, CkUse::Handover).is_empty());
        let held: Vec<u8> = desk.session().unwrap().who().compartment_keys.iter().map(|k| k.comp()).collect();
        assert_eq!(held, *comps, "{role}");
    }
}

#[test]
fn rights_are_given_by_the_supervisor_never_to_oneself_and_never_without_dates() {
    let house = House::new();
    let mut boss = house.supervisor();
    let mut admin = house.administrator();
    assert_eq!(refused(admin.new_user(house.user("x", "front_desk"))), "refused-supervisor-grants");
    assert_eq!(refused(admin.new_user(house.user("x", "supervisor"))), "refused-supervisor-grants");
    let (bare, _, _) = admin.new_user(house.user("x", "")).unwrap();
    let today = house.today();
    assert_eq!(
        refused(admin.grant_role(bare, "front_desk", (today, today + 1), today)),
        "refused-supervisor-grants"
    );
    let me = boss.session().unwrap().who().id;
    assert_eq!(refused(boss.grant_role(me, "case_officer", (today, today + 1), today)), "refused-own-rights");
    assert_eq!(refused(boss.grant_role(bare, "front_desk", (today, today - 1), today)), "error-user-until");
    assert_eq!(
        refused(boss.grant_role(bare, "front_desk", (today, today + 1), today + 1)),
        "error-user-agreement"
    );
    assert_eq!(refused(boss.grant_role(bare, "front_desk", (today, today + 1), 0)), "error-user-agreement");
    assert_eq!(refused(boss.grant_role(bare, "keisari", (today, today + 1), today)), "error-user-role");
    boss.grant_role(bare, "administrator", (today, today + 1), today).unwrap();
    assert_eq!(
        refused(boss.grant_role(bare, "log_auditor", (today, today + 1), today)),
        "refused-roles-apart"
    );
    assert_eq!(refused(boss.passivate(me)), "refused-own-rights");
    assert_eq!(refused(boss.new_code(me)), "refused-own-rights");
    let (mut clerk, _) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    clerk.reauthenticate(secret(CLERK)).unwrap();
    assert!(clerk.new_user(house.user("y", "")).is_err());
    assert!(clerk.users().is_err());
    assert!(clerk.passivate(me).is_err());
}

#[test]
fn rights_ask_for_the_password_again_and_it_counts_five_minutes() {
    let house = House::new();
    let mut desk = house.desk();
    desk.login("hallinta", secret(ADMIN)).unwrap();
    assert_eq!(refused(desk.new_user(house.user("x", ""))), "error-password-again");
    assert!(desk.reauthenticate(secret("ei ollut tämä sana")).is_err());
    assert_eq!(refused(desk.new_user(house.user("x", ""))), "error-password-again");
    desk.reauthenticate(secret(ADMIN)).unwrap();
    desk.new_user(house.user("x", "")).unwrap();
    house.wait(5 * 60_000);
    assert_eq!(refused(desk.new_user(house.user("y", ""))), "error-password-again");
}

/// What was typed opens the slot, and is no code: refused as anything wrong is, and told at the next login.
#[test]
fn a_password_in_the_place_of_an_activation_code_is_refused_as_a_wrong_one() {
    let house = House::new();
    let mut desk = house.supervisor();
    desk.logout().unwrap();
    assert_eq!(refused(desk.activate("esi", secret(BOSS), secret(CLERK))), "error-login-refused");
    assert!(desk.session.is_none());
    assert_eq!(message(desk.login("esi", secret(CLERK))).id, "error-login-refused", "nothing was changed");
    let seen = desk.login("esi", secret(BOSS)).unwrap();
    let told = seen.notices.iter().find(|notice| notice.id == "notice-failed-logins").unwrap();
    assert_eq!(told.args, [("n", "2".to_owned())]);
}

#[test]
fn an_activation_code_works_once_and_for_three_days_and_never_as_the_password() {
    let house = House::new();
    let mut admin = house.administrator();
    let (_, code, until) = admin.new_user(house.user("esi", "supervisor")).unwrap();
    assert!(until > admin.session().unwrap().now() + 71 * 3_600_000);
    let mut desk = house.desk();
    assert_eq!(
        refused(desk.activate("esi", secret("0000-0000-0000-0000-0000-0000"), secret(BOSS))),
        "error-login-refused"
    );
    assert_eq!(refused(desk.login("esi", secret(&code))), "error-login-needs-activation");
    assert!(desk.activate("esi", secret(&code), secret(&code)).is_err());
    assert!(desk.activate("esi", secret(&code), secret("Nimi esi Nimi esi")).is_err(), "the own name");
    let seen = desk.activate("esi", secret(&code), secret(BOSS)).unwrap();
    assert_eq!(seen.roles, ["supervisor"]);
    desk.logout().unwrap();
    assert!(desk.activate("esi", secret(&code), secret(CLERK)).is_err(), "single use");
    desk.login("esi", secret(BOSS)).unwrap();
    desk.reauthenticate(secret(BOSS)).unwrap();
    let (_, code, _) = desk.new_user(house.user("neuvo", "front_desk")).unwrap();
    house.wait(72 * 3_600_000);
    assert_eq!(refused(desk.activate("neuvo", secret(&code), secret(CLERK))), "error-login-code-expired");
}

#[test]
fn a_clock_put_back_gives_an_old_code_no_new_time() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (_, code, _) = boss.new_user(house.user("neuvo", "front_desk")).unwrap();
    boss.logout().unwrap();
    // Day by day: a jump of three days is not believed before somebody confirms it.
    for _ in 0..4 {
        house.wait(19 * 3_600_000);
        house.proved("esi", BOSS).logout().unwrap();
    }
    house.wait(-10 * 3_600_000);
    let refusal = refused(house.desk().activate("neuvo", secret(&code), secret(CLERK)));
    assert_eq!(refusal, "error-login-code-expired");
}

#[test]
fn a_lost_password_needs_a_supervisor_where_there_are_keys_to_hand_over() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut officer, user) = house.member(&mut boss, "omav", "case_officer", CLERK);
    officer.logout().unwrap();
    let mut admin = house.administrator();
    assert_eq!(refused(admin.new_code(user)), "refused-supervisor-codes");
    let (code, _) = boss.new_code(user).unwrap();
    assert!(officer.login("omav", secret(CLERK)).is_err(), "the old password is gone");
    officer.activate("omav", secret(&code), secret(CLERK)).unwrap();
    assert_eq!(handed(&officer, user, CkUse::Use), [7]);
    verified(&mut officer);
}

#[test]
fn an_administrator_makes_no_code_for_somebody_with_a_role_and_so_reads_no_client() {
    let house = House::new();
    let mut boss = house.supervisor();
    // The front desk holds no compartment key: nothing but the rule stands in the way.
    let (_, clerk) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let mut admin = house.administrator();
    assert_eq!(refused(admin.new_code(clerk)), "refused-supervisor-codes");
    house.desk().login("neuvo", secret(CLERK)).expect("the password in use still opens");
    let (bare, ..) = admin.new_user(house.user("uusi", "")).unwrap();
    assert!(admin.new_code(bare).is_ok(), "an account without a role");
    assert!(boss.new_code(clerk).is_ok());
}

/// A slot whose public halves are not those the user came in with: no key goes to whoever made it.
#[test]
fn keys_are_handed_over_to_the_known_keys_of_a_user_only() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (_, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let ds = boss.office.device_secret().unwrap();
    let keyslots = boss.office.files().keyslots(&ds).unwrap();
    let connection = boss.session().unwrap().store.connection();
    let account = crate::store::people::account_of(connection, user).unwrap().unwrap();
    let to = |account: &crate::store::people::Account| {
        crate::desk::slots::recipient(&keyslots, account).map(|_| ()).err()
    };
    assert!(account.sig_pub.is_some() && account.kem_pub.is_some());
    assert_eq!(to(&account), None);
    let other = crate::store::people::Account { sig_pub: Some([9; 32]), ..account.clone() };
    assert!(to(&other).is_some(), "another signing key");
    let other = crate::store::people::Account { kem_pub: Some([9; 32]), ..account.clone() };
    assert!(to(&other).is_some(), "another key for wraps");
    // Neither a role nor a right reaches them.
    let today = house.today();
    let sql = "UPDATE user_account SET kem_pub = zeroblob(32) WHERE login = 'neuvo'";
    boss.sql(sql);
    assert!(boss.grant_role(user, "case_officer", (today, today), today).is_err());
    assert!(handed(&boss, user, CkUse::Use).is_empty());
}

#[test]
fn a_role_with_keys_waits_until_a_renewed_code_is_used() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    clerk.logout().unwrap();
    let (code, _) = boss.new_code(user).unwrap();
    let today = house.today();
    assert_eq!(
        refused(boss.grant_role(user, "case_officer", (today, today), today)),
        "error-user-code-waits"
    );
    let roles = |desk: &mut Desk| -> Vec<String> {
        let users = desk.users().unwrap();
        let user = users.into_iter().find(|u| u.user == user).unwrap();
        user.roles.into_iter().map(|(role, ..)| role).collect()
    };
    assert_eq!(roles(&mut boss), ["front_desk"], "nothing is half given");
    clerk.activate("neuvo", secret(&code), secret(CLERK)).unwrap();
    boss.grant_role(user, "case_officer", (today, today), today).unwrap();
    assert_eq!(handed(&boss, user, CkUse::Use), [7]);
    // Who waits with a first code gets it at once.
    let (new, ..) = boss.new_user(house.user("uusi", "front_desk")).unwrap();
    boss.grant_role(new, "case_officer", (today, today), today).unwrap();
    assert_eq!(handed(&boss, new, CkUse::Use), [7]);
}

#[test]
fn a_kill_in_the_middle_of_an_activation_leaves_a_user_who_can_go_on() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    clerk.logout().unwrap();
    let (code, _) = boss.new_code(user).unwrap();
    boss.sql(NO_GEN);
    // The file is written, the row after it is not.
    assert!(clerk.activate("neuvo", secret(&code), secret(CLERK)).is_err());
    boss.sql("DROP TRIGGER no_gen");
    clerk.login("neuvo", secret(CLERK)).expect("the new password holds");
    assert_eq!(count(&mut clerk, A::ActivationUsed), 3, "it is a row: of the first two, and of this one");
    let today = house.today();
    boss.grant_role(user, "case_officer", (today, today), today).expect("keys can be handed over");
    assert_eq!(handed(&boss, user, CkUse::Use), [7]);
    clerk.logout().unwrap();
    clerk.login("neuvo", secret(CLERK)).unwrap();
    assert_eq!(clerk.session().unwrap().who().compartment_keys.len(), 1);
    verified(&mut clerk);
}

#[test]
fn an_activation_that_cannot_be_logged_leaves_the_code() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut clerk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    clerk.logout().unwrap();
    let (code, _) = boss.new_code(user).unwrap();
    boss.sql(
        "CREATE TRIGGER no_log BEFORE INSERT ON access_log WHEN NEW.header IS NOT NULL BEGIN
           SELECT RAISE(FAIL, 'x'); END",
    );
    assert!(clerk.activate("neuvo", secret(&code), secret(CLERK)).is_err(), "no row, no password");
    boss.sql("DROP TRIGGER no_log");
    assert!(clerk.login("neuvo", secret(CLERK)).is_err(), "nothing was changed");
    clerk.activate("neuvo", secret(&code), secret(CLERK)).expect("the code still holds");
}

#[test]
fn passivation_ends_everything_at_the_next_call() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut officer, user) = house.member(&mut boss, "omav", "case_officer", CLERK);
    assert!(officer.session().is_ok());
    boss.passivate(user).unwrap();
    assert_eq!(refused(officer.session()), "no-session");
    assert!(officer.session.is_none() && officer.held.is_none());
    assert!(handed(&boss, user, CkUse::Use).is_empty());
    assert_eq!(
        message(officer.login("omav", secret(CLERK))).id,
        "error-login-refused",
        "no slot, no such user"
    );
    assert_eq!(refused(boss.passivate(user)), "refused-user-passivated");
    assert!(boss.rekey_due().unwrap());
    assert_eq!(count(&mut boss, A::Passivated), 1);
    let users = boss.users().unwrap();
    let state = |login: &str| users.iter().find(|u| u.login == login).unwrap().state;
    assert_eq!((state("omav"), state("esi")), ("user-passivated", "user-active"));
}

#[test]
fn a_passivated_user_does_not_come_back_with_an_older_keyslots_file() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut officer, user) = house.member(&mut boss, "omav", "case_officer", CLERK);
    officer.logout().unwrap();
    let old = std::fs::read(house.path_of("keyslots")).unwrap();
    boss.passivate(user).unwrap();
    std::fs::write(house.path_of("keyslots"), old).unwrap();
    assert_eq!(message(officer.login("omav", secret(CLERK))).id, "error-login-ended");
}

#[test]
fn a_role_that_ends_narrows_the_session_at_once() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let today = house.today();
    boss.grant_role(user, "case_officer", (today, today), today).unwrap();
    assert_eq!(desk.session().unwrap().who().roles, ["front_desk", "case_officer"]);
    desk.logout().unwrap();
    house.wait(86_400_000);
    desk.login("neuvo", secret(CLERK)).unwrap();
    assert_eq!(desk.session().unwrap().who().roles, ["front_desk"]);
}

#[test]
fn a_role_begins_on_its_day_and_its_keys_wait_for_it() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let today = house.today();
    let early = boss.grant_role(user, "case_officer", (today - 1, today + 30), today);
    assert_eq!(refused(early), "error-user-from");
    let short = boss.grant_role(user, "case_officer", (today + 2, today + 1), today);
    assert_eq!(refused(short), "error-user-until");
    boss.grant_role(user, "case_officer", (today + 1, today + 30), today).unwrap();
    let users = boss.users().unwrap();
    let shown = &users.iter().find(|u| u.user == user).unwrap().roles;
    assert!(shown.contains(&("case_officer".to_owned(), today + 1, today + 30)), "{shown:?}");
    desk.logout().unwrap();
    desk.login("neuvo", secret(CLERK)).unwrap();
    assert_eq!(desk.session().unwrap().who().roles, ["front_desk"]);
    assert!(desk.session().unwrap().who().compartment_keys.is_empty());
    assert_eq!(handed(&desk, user, CkUse::Use), [7], "no login takes out what is still to begin");
    desk.logout().unwrap();
    house.wait(86_400_000);
    desk.login("neuvo", secret(CLERK)).unwrap();
    assert_eq!(desk.session().unwrap().who().roles, ["front_desk", "case_officer"]);
    assert_eq!(desk.session().unwrap().who().compartment_keys.len(), 1);
}

#[test]
fn one_role_of_several_ends_and_the_others_stand() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (mut desk, user) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
    let today = house.today();
    boss.grant_role(user, "case_officer", (today, today + 30), today).unwrap();
    assert_eq!(handed(&boss, user, CkUse::Use), [7]);
    let me = boss.session().unwrap().who().id;
    assert_eq!(refused(boss.end_role(me, "supervisor")), "refused-own-rights");
    assert_eq!(refused(boss.end_role(user, "payments_officer")), "error-user-role-none");
    let mut admin = house.administrator();
    assert_eq!(refused(admin.end_role(user, "case_officer")), "refused-supervisor-grants");
    boss.end_role(user, "case_officer").unwrap();
    assert_eq!(desk.session().unwrap().who().roles, ["front_desk"], "at the next call");
    assert!(handed(&boss, user, CkUse::Use).is_empty(), "the key went with it");
    assert_eq!(refused(boss.end_role(user, "case_officer")), "error-user-role-none");
    // So does one that has not begun.
    boss.grant_role(user, "case_officer", (today + 5, today + 30), today).unwrap();
    boss.end_role(user, "case_officer").unwrap();
    assert!(handed(&boss, user, CkUse::Use).is_empty());
}

#[test]
fn the_own_henkilotunnus_is_kept_as_a_keyed_hash() {
    let house = House::new();
    let mut admin = house.administrator();
    let mut new = house.user("esi", "supervisor");
    new.hetu = crate::register::hetu::compose(8886, '-', 902);
    admin.new_user(new).unwrap();
    let session = admin.session().unwrap();
    let accounts = crate::store::people::accounts(session.store.connection()).unwrap();
    let tag = accounts.iter().find(|a| a.login == "esi").unwrap().own_hetu.clone().unwrap();
    assert_eq!(tag.len(), 16);
    let mut bad = house.user("toka", "");
    bad.hetu = Some("010594-0000".to_owned());
    assert!(admin.new_user(bad).is_err());
}

#[test]
fn a_name_that_hides_something_is_mended_and_such_a_login_is_none() {
    let house = House::new();
    let mut boss = house.supervisor();
    let mut admin = house.administrator();
    admin.reauthenticate(secret(ADMIN)).unwrap();
    let mut new = house.user("uusi", "");
    new.name = "Ma\u{202e}tti\u{1b}[31m\n".to_owned();
    let (user, ..) = admin.new_user(new).unwrap();
    let users = boss.users().unwrap();
    assert_eq!(users.iter().find(|u| u.user == user).unwrap().name, "Ma\u{fffd}tti\u{241b}[31m");
    let mut new = house.user("uu\u{200b}si", "");
    new.role = String::new();
    assert_eq!(refused(admin.new_user(new)), "error-user-names");
}

#[test]
fn a_supervisor_who_is_an_officer_too_grants_as_supervisor() {
    let house = House::new();
    let mut boss = house.supervisor();
    let (officer, user) = house.member(&mut boss, "omav", "case_officer", CLERK);
    drop(officer);
    let today = house.today();
    boss.grant_role(user, "supervisor", (today, today + 100), today).unwrap();
    let (bare, _, _) = boss.new_user(house.user("uusi", "")).unwrap();
    let mut desk = house.proved("omav", CLERK);
    assert_eq!(desk.session().unwrap().who().roles, ["case_officer", "supervisor"]);
    desk.grant_role(bare, "front_desk", (today, today + 1), today).unwrap();
    desk.end_role(bare, "front_desk").unwrap();
    let own = headers(&mut desk).into_iter().filter(|h| h.head.user == Some(user));
    let role = |action: A| own.clone().rfind(|h| h.action == action.code()).unwrap().role.unwrap();
    assert_eq!(role(A::Login), "case_officer", "no role is asked for it: the first");
    assert_eq!([role(A::Grant), role(A::RightOrder)], ["supervisor", "supervisor"]);
    verified(&mut desk);
}
