//! Individual dated rights on an office's real files: without one the colleague's client cannot decrypt, with one it
//! can, and after its end neither the screens nor a fresh login nor a modified client do.

use super::attack::{place, rows_of};
use super::traces::{client, form, open, save};
use super::*;
use crate::access::Action;
use crate::desk::api::{Reply, Request, Shown};
use crate::desk::dispatch;
use crate::desk::kind::named as kind_of;
use crate::journal::codes::LogAction as A;
use crate::register::{Compartment, Value};
use crate::store::people;
use crate::vault::keyslots::{CkUse, WrapKind};
use crate::vault::seal::{Ck, SubjectKeys};

const STREET: &str = "Kanarienkuja 2 B";
const WHY: &str = "tulkkaa turvakieltoasiakkaat";

/// An office with a supervisor, two clerks, an administrator and a client under turvakielto with a street.
struct Rights {
    house: House,
    boss: Desk,
    clerk: Desk,
    clerk_id: Id,
    person: Id,
    contact: Id,
}

impl Rights {
    fn new() -> Rights {
        let house = House::new();
        let mut boss = house.supervisor();
        let (mut officer, _) = house.member(&mut boss, "omav", "case_officer", CLERK);
        let (clerk, clerk_id) = house.member(&mut boss, "neuvo", "front_desk", CLERK);
        house.member(&mut boss, "toinen", "front_desk", CLERK);
        let person = client(&mut officer);
        let street = form(&mut officer, "contact_info", None, &[("street", STREET.into())]);
        let contact = save(&mut officer, street);
        let protect = form(&mut officer, "person", Some(person), &[("protected", Value::Bool(true))]);
        save(&mut officer, protect);
        officer.logout().unwrap();
        Rights { house, boss, clerk, clerk_id, person, contact }
    }

    /// What the clerk's own client shows of the street, with a reason given.
    fn reveal(&mut self) -> Answer<Shown> {
        let kind = kind_of("contact_info").unwrap();
        let street = kind.field("street").unwrap().number;
        if self.clerk.session()?.file.is_none() {
            open(&mut self.clerk, self.person);
        }
        let contact = self.contact;
        self.clerk.session()?.file()?.reveal(kind, contact, street, "asiakas kysyy itse").map(|(s, _)| s)
    }

    /// What a modified client of somebody reads with that password and everything that lies on the machine.
    fn opened_by(&mut self, login: &str) -> usize {
        let desk = self.house.desk();
        let ds = desk.office.device_secret().unwrap();
        let secrets = desk.office.slot_secrets().unwrap();
        let keyslots = desk.office.files().keyslots(&ds).unwrap();
        let unlocked =
            keyslots.prepare(login, secret(CLERK), &secrets).run().unwrap().finish(&secrets, T0).unwrap();
        let held = keyslots.open_cks(&unlocked.keys).unwrap();
        let cks: Vec<&Ck> = held.iter().map(|h| &h.ck).collect();
        let (known, wraps, sealed) = rows_of(&mut self.boss, self.person);
        let set = SubjectKeys::open(self.person, 7, 1, &known, &wraps, &cks);
        let opened =
            sealed.iter().filter_map(|row| set.open_cell(self.person, place(row.entity), &row.cell).ok());
        opened.filter(|body| holds(body, STREET)).count()
    }

    fn login(&mut self) {
        let _ = self.clerk.logout();
        self.clerk.login("neuvo", secret(CLERK)).unwrap();
    }

    fn wraps(&self) -> usize {
        let ds = self.boss.office.device_secret().unwrap();
        let keyslots = self.boss.office.files().keyslots(&ds).unwrap();
        let ours = |w: &&crate::vault::keyslots::Wrap| {
            w.user() == Some(self.clerk_id)
                && matches!(w.kind(), WrapKind::Ck { comp: 7, ck_use: CkUse::Use, .. })
        };
        keyslots.wraps().iter().filter(ours).count()
    }

    fn prove(&mut self) {
        self.boss.reauthenticate(secret(BOSS)).unwrap();
    }
}

fn holds(bytes: &[u8], canary: &str) -> bool {
    bytes.windows(canary.len()).any(|w| w == canary.as_bytes())
}

fn shows(answer: Answer<Shown>) -> bool {
    matches!(answer.unwrap(), Shown::Value { value: Value::Text(text), .. } if text == STREET)
}

#[test]
fn only_who_was_given_the_right_decrypts_and_only_while_it_runs() {
    let mut r = Rights::new();
    assert_eq!(refused(r.reveal()), "refused-individual-right");
    assert_eq!((r.opened_by("neuvo"), r.opened_by("toinen")), (0, 0), "no key, whatever the client does");
    assert!(r.opened_by("omav") > 0, "else the test would see nothing");

    let until = r.house.today() + 30;
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    // It begins at the next login: this session has no key.
    assert_eq!(refused(r.reveal()), "refused-individual-right");
    r.login();
    assert!(shows(r.reveal()));
    assert!(r.opened_by("neuvo") > 0);
    assert_eq!(r.opened_by("toinen"), 0, "a right is personal");

    // Ended by hand: at the next call, at the next login, and in the keyslots file.
    r.boss.end_rights(r.clerk_id).unwrap();
    assert_eq!(refused(r.reveal()), "refused-individual-right");
    assert!(r.clerk.session.as_ref().unwrap().who.compartment_keys.is_empty(), "the key is gone");
    assert_eq!((r.wraps(), r.opened_by("neuvo")), (0, 0));
    r.login();
    assert_eq!(refused(r.reveal()), "refused-individual-right");
    verified(&mut r.boss);
}

#[test]
fn a_right_ends_with_its_last_day_at_the_next_call_and_takes_its_key_along() {
    let mut r = Rights::new();
    let until = r.house.today();
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    r.login();
    assert!(shows(r.reveal()));
    assert_eq!(r.wraps(), 1);
    // T0 is a morning in Helsinki; the session is young enough after midnight when it begins late.
    let (_, midnight) = time::bounds_of(until);
    let now = r.clerk.session().unwrap().now();
    r.house.wait(midnight - now - 3_600_000);
    r.login();
    assert!(shows(r.reveal()));
    r.house.wait(3_700_000);
    assert_eq!(refused(r.reveal()), "refused-individual-right");
    assert!(r.clerk.session.as_ref().unwrap().who.compartment_keys.is_empty());
    // Anybody's next login takes the copy out of the keyslots file, with a row of the log.
    assert_eq!(r.wraps(), 1);
    let mut other = r.house.desk();
    other.login("toinen", secret(CLERK)).unwrap();
    assert_eq!((r.wraps(), r.opened_by("neuvo")), (0, 0));
    assert!(count(&mut other, A::RightOrder) > 0);
    verified(&mut other);
}

#[test]
fn a_clock_that_ran_ahead_takes_no_key_away_for_good() {
    let mut r = Rights::new();
    let until = r.house.today() + 3;
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    r.house.wait(20 * 86_400_000);
    let mut other = r.house.desk();
    other.login("toinen", secret(CLERK)).unwrap();
    assert_eq!(r.wraps(), 1, "nobody has confirmed that clock");
    r.login();
    assert_eq!(
        refused(r.reveal()),
        "refused-individual-right",
        "but nobody reads by a right that may have ended"
    );
}

#[test]
fn a_supervisor_gives_it_never_an_administrator_and_never_to_oneself() {
    let mut r = Rights::new();
    let until = r.house.today() + 30;
    let me = r.boss.session().unwrap().who().id;
    let mut admin = r.house.administrator();
    assert_eq!(refused(admin.grant_right(r.clerk_id, until, WHY)), "refused-supervisor-rights");
    assert_eq!(refused(admin.end_rights(r.clerk_id)), "refused-supervisor-rights");
    assert_eq!(refused(r.boss.grant_right(me, until, WHY)), "refused-own-rights");
    r.clerk.reauthenticate(secret(CLERK)).unwrap();
    assert_eq!(refused(r.clerk.grant_right(r.clerk_id, until, WHY)), "refused-own-rights");
    assert_eq!(refused(r.boss.grant_right(r.clerk_id, until - 31, WHY)), "error-right-until");
    assert_eq!(refused(r.boss.grant_right(r.clerk_id, until, "  x ")), "error-reason-short");
    assert_eq!(refused(r.boss.end_rights(r.clerk_id)), "error-right-none");
    assert_eq!(refused(r.boss.grant_right(r.house.administrator, until, WHY)), "refused-right-role");
    let (_, officer) = r.house.member(&mut r.boss, "toka", "case_officer", CLERK);
    assert_eq!(refused(r.boss.grant_right(officer, until, WHY)), "refused-right-role", "the role opens it");
    r.house.wait(5 * 60_000);
    assert_eq!(refused(r.boss.grant_right(r.clerk_id, until, WHY)), "error-password-again");
    assert_eq!(r.wraps(), 0);
}

#[test]
fn the_users_show_it_and_the_log_keeps_its_reason_sealed() {
    let mut r = Rights::new();
    let until = r.house.today() + 30;
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    r.boss.grant_right(r.clerk_id, until + 1, WHY).unwrap();
    let users = r.boss.users().unwrap();
    let clerk = users.iter().find(|u| u.user == r.clerk_id).unwrap();
    assert_eq!(clerk.rights, [("compartment-safety", until + 1)], "the newest decides");
    assert_eq!(clerk.right, crate::desk::api::Allowed::Yes);
    let boss = users.iter().find(|u| u.login == "esi").unwrap();
    assert_ne!(boss.right, crate::desk::api::Allowed::Yes);
    let mut admin = r.house.administrator();
    let users = admin.users().unwrap();
    assert!(users.iter().all(|u| u.right != crate::desk::api::Allowed::Yes));
    // Its row names the compartment and the user; the reason stands nowhere in clear.
    let session = r.boss.session.as_ref().unwrap();
    let stream = access_log::streams(session.store.connection()).unwrap().pop().unwrap();
    let mut given = 0;
    access_log::each_row(session.store.connection(), stream.number, |row| {
        let header = log::decode_header(&row.header).unwrap();
        let body = log::decode_body(row.body.as_ref().unwrap()).unwrap();
        assert!(!holds(row.body.as_ref().unwrap(), "tulkkaa"));
        let about = (body.object, body.comp) == (Some(r.clerk_id), Some(Compartment::Safety.code()));
        given += usize::from(header.action == A::Grant.code() && about);
    })
    .unwrap();
    assert_eq!(given, 2);
    verified(&mut r.boss);
}

#[test]
fn a_new_code_brings_the_key_again_and_passivation_takes_all() {
    let mut r = Rights::new();
    let until = r.house.today() + 30;
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    let (code, _) = r.boss.new_code(r.clerk_id).unwrap();
    let _ = r.clerk.logout();
    r.clerk.activate("neuvo", secret(&code), secret(CLERK)).unwrap();
    assert!(shows(r.reveal()));
    r.prove();
    r.boss.passivate(r.clerk_id).unwrap();
    assert_eq!(r.wraps(), 0);
    let connection = r.boss.session.as_ref().unwrap().store.connection();
    assert!(people::rights_of(connection, r.clerk_id).unwrap().iter().all(|right| right.ended_at.is_some()));
}

#[test]
fn a_right_without_its_role_opens_nothing() {
    let mut r = Rights::new();
    let today = r.house.today();
    let new = NewUser { until: today, ..r.house.user("kolmas", "front_desk") };
    let (user, code, _) = r.boss.new_user(new).unwrap();
    let mut third = r.house.desk();
    third.activate("kolmas", secret(&code), secret(CLERK)).unwrap();
    r.boss.grant_right(user, today + 30, WHY).unwrap();
    // The role that left it open ends, another goes on.
    r.boss.grant_role(user, "payments_officer", (today, today + 100), today).unwrap();
    assert!(r.opened_by("kolmas") > 0);
    third.logout().unwrap();
    let (_, midnight) = time::bounds_of(today);
    let now = r.boss.session().unwrap().now();
    r.house.wait(midnight - now);
    third.login("kolmas", secret(CLERK)).unwrap();
    assert!(third.session().unwrap().who().compartment_keys.is_empty());
    let kind = kind_of("protected_contact").unwrap();
    assert!(!third.session().unwrap().decide(kind, Action::Read).yes());
    assert_eq!(r.opened_by("kolmas"), 0, "the login took the copy out");
}

#[test]
fn a_right_waits_until_a_renewed_code_is_used() {
    let mut r = Rights::new();
    r.clerk.logout().unwrap();
    r.prove();
    let (code, _) = r.boss.new_code(r.clerk_id).unwrap();
    let until = r.house.today() + 30;
    assert_eq!(refused(r.boss.grant_right(r.clerk_id, until, WHY)), "error-user-code-waits");
    let given = |r: &mut Rights| people::rights_of(r.boss.session().unwrap().store.connection(), r.clerk_id);
    assert!(given(&mut r).unwrap().is_empty(), "nothing is half given");
    r.clerk.activate("neuvo", secret(&code), secret(CLERK)).unwrap();
    r.boss.grant_right(r.clerk_id, until, WHY).unwrap();
    assert_eq!((given(&mut r).unwrap().len(), r.wraps()), (1, 1));
}

#[test]
fn every_act_answers_with_what_was_done() {
    let mut r = Rights::new();
    let said = |desk: &mut Desk, request| match dispatch::handle(desk, request) {
        Reply::Done(Some(message)) => message,
        Reply::Saved { effects, .. } if effects.len() == 1 => effects[0].clone(),
        other => panic!("{other:?}"),
    };
    let (user, today) = (r.clerk_id, r.house.today());
    r.boss.grant_right(user, today + 30, WHY).unwrap();
    assert_eq!(said(&mut r.boss, Request::EndRights { user }).id, "rights-ended");
    let role = "case_officer".to_owned();
    let grant = Request::GrantRole { user, role, from: today, until: today + 90, agreement: today };
    let given = said(&mut r.boss, grant);
    let until = crate::register::dates::show(today + 90);
    assert!(given.id == "role-given" && given.args.contains(&("until", until)), "{given:?}");
    r.clerk.reauthenticate(secret(CLERK)).unwrap();
    open(&mut r.clerk, r.person);
    let task =
        form(&mut r.clerk, "task", None, &[("due", i64::from(today + 1).into()), ("text", "Soita".into())]);
    let (kind, record) = (kind_of("task").unwrap(), save(&mut r.clerk, task));
    let withdrawn =
        said(&mut r.clerk, Request::Withdraw { kind, record, reason: "väärä asiakas".to_owned() });
    assert_eq!((withdrawn.id, withdrawn.args), ("record-withdrawn", vec![("kind", "task".to_owned())]));
    assert_eq!(said(&mut r.boss, Request::Passivate { user }).id, "user-rights-removed");
}
