//! Somebody with two roles: each row of the log names one that allows what it tells.

use super::records_tests::{change_form, new_form, yes};
use super::testing::{TestDesk, user};
use crate::access::Action::{self, Change, Create, Read};
use crate::journal::codes::LogAction;
use crate::journal::log;
use crate::register::kinds::by_name;
use crate::register::{Card, Compartment, Field, Group, Id, Kind, Type, Value};
use crate::store::access_log;

/// The role of each row of these actions about a client, oldest first.
fn roles(desk: &TestDesk, person: Id, action: LogAction) -> Vec<String> {
    let rows = access_log::about(desk.session.store.connection(), person, 10_000).unwrap();
    let headers = rows.iter().rev().map(|(header, _)| log::decode_header(header).unwrap());
    headers.filter(|header| header.action == action.code()).map(|header| header.role.unwrap()).collect()
}

fn both(desk: &mut TestDesk, one: &str, other: &str) {
    desk.switch("case_officer"); // with its key
    desk.session.who.roles = vec![one.to_owned(), other.to_owned()];
}

#[test]
fn what_one_of_two_roles_allows_is_done_in_that_one() {
    for other in ["guidance_psychologist", "supervisor", "log_auditor"] {
        for (one, two) in [(other, "case_officer"), ("case_officer", other)] {
            let mut desk = TestDesk::new("case_officer");
            let person = desk.person("Salo", "Aino", &[]);
            desk.record("employment_plan", person, &[("status", "draft".into())]);
            both(&mut desk, one, two);
            desk.open(person);
            let now = desk.session.now();
            let contact = [
                ("at", Value::Int(now)),
                ("method", "36".into()),
                ("subject", "Käynti".into()),
                ("officer", Value::Id(user("case_officer"))),
                ("source", "customer".into()),
            ];
            desk.file().save(yes(new_form("contact", &contact))).unwrap();
            assert_eq!(roles(&desk, person, LogAction::Create), ["case_officer"; 2], "{one}: visit, contact");
            desk.file().plan().unwrap().unwrap();
            let read = if one == "log_auditor" { "case_officer" } else { one };
            assert_eq!(
                roles(&desk, person, LogAction::List),
                [read; 3],
                "{one}: both read plan, needs and status, the auditor does not"
            );
            desk.session.end_visit().unwrap();
            assert!(
                roles(&desk, person, LogAction::Change).iter().all(|role| role == "case_officer"),
                "{one}"
            );
        }
    }
}

#[test]
fn what_is_sealed_is_revealed_in_the_role_that_reads_it() {
    for (one, two) in [("supervisor", "case_officer"), ("front_desk", "case_officer")] {
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Salo", "Aino", &[]);
        both(&mut desk, one, two);
        desk.open(person);
        let phone = [("phone", "+358409990001".into())];
        let (contact, _) = desk.file().save(yes(new_form("contact_info", &phone))).unwrap();
        let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
        desk.file().save(yes(on)).unwrap();
        let of_phone = by_name("contact_info").unwrap().field("phone").unwrap().number;
        let reason = "asiakas pyysi soittamaan takaisin";
        desk.file().reveal(by_name("contact_info").unwrap(), contact, of_phone, reason).unwrap();
        assert_eq!(roles(&desk, person, LogAction::Reveal), ["case_officer"], "{one}");
        let erased = if one == "front_desk" { one } else { "case_officer" };
        assert_eq!(roles(&desk, person, LogAction::Erasure), [erased], "who may make the order");
    }
}

#[test]
fn a_refusal_is_told_in_the_first_role() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    both(&mut desk, "log_auditor", "case_officer");
    desk.open(person);
    assert!(desk.session.require(by_name("officer_assignment").unwrap(), Change).is_err());
    assert_eq!(roles(&desk, person, LogAction::Refused), ["log_auditor"]);
}

#[test]
fn the_role_is_the_first_that_gives_as_much_as_all_of_them() {
    const FIELDS: &[Field] = &[Field::new(1, "acceptance", Type::Flag), Field::new(2, "goals", Type::Note)];
    const fn kind(name: &'static str, compartment: Compartment, group: Group) -> Kind {
        Kind::new(1, name, compartment, Card::Many, group).fields(FIELDS)
    }
    const GUIDANCE: Kind = kind("guidance_session", Compartment::Guidance, Group::Guidance);
    const HEALTH: Kind = kind("health_note", Compartment::Health, Group::Health);
    const BENEFIT: Kind = kind("clarification", Compartment::Benefit, Group::Benefit);
    const PLAN: Kind = kind("employment_plan", Compartment::Core, Group::Plan);
    let (officer, psychologist) = ("case_officer", "guidance_psychologist");
    let table: &[(&Kind, Action, [&str; 2], Option<&str>)] = &[
        (&GUIDANCE, Read, [officer, psychologist], Some(psychologist)),
        (&HEALTH, Read, [officer, psychologist], Some(psychologist)),
        (&HEALTH, Create, [officer, psychologist], Some(psychologist)),
        // Of a new record no reason is asked: either of them made it.
        (&HEALTH, Create, [psychologist, "front_desk"], Some(psychologist)),
        (&HEALTH, Create, ["front_desk", psychologist], Some("front_desk")),
        // Nobody asked for the reason that the supervisor owes.
        (&BENEFIT, Read, ["supervisor", officer], Some(officer)),
        // The front desk writes a few fields of it.
        (&PLAN, Change, ["front_desk", officer], Some(officer)),
        (&PLAN, Read, ["front_desk", officer], Some("front_desk")),
        (&GUIDANCE, Read, [officer, "supervisor"], None),
    ];
    let mut desk = TestDesk::new("case_officer");
    for (kind, action, [one, other], role) in table {
        both(&mut desk, one, other);
        let found = desk.session.role_for(&[kind], *action).map(String::as_str);
        assert_eq!(found, *role, "{} {action:?} {one} {other}", kind.name);
    }
}
