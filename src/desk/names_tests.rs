//! Who is named to whom, and what a reference is called: the same in every use case.

use super::api::{Note, Shown, Yes};
use super::kind::named as kind_of;
use super::records_tests::{change_form, force_open};
use super::testing::{T0, TestDesk, user};
use super::turvakielto_tests::with_canaries;
use crate::register::{Id, Value, dates, kinds};
use crate::store::people::{self, Account, Role};
use crate::store::read;

/// A name that stands nowhere else.
const NAME: &str = "Ilona Rantakangas";
const UNIT: &str = "Neuvonta";

fn psychologist() -> Id {
    Id::from_bytes([0xE7; 16])
}

/// A client in whose file somebody who now works in a sealed compartment is named wherever a user can be.
fn served() -> (TestDesk, Id) {
    let mut desk = TestDesk::new("front_desk");
    let who = psychologist();
    let account = Account {
        user: who,
        login: "rantakangas".into(),
        name: NAME.into(),
        unit: desk.unit,
        slot_gen: 1,
        sig_pub: None,
        kem_pub: None,
        own_hetu: None,
        created: T0,
        passivated: None,
    };
    people::put_account(desk.session.store.connection(), &account).unwrap();
    desk.session.who.id = who;
    desk.session.who.name = NAME.into();
    let (person, _) = with_canaries(&mut desk);
    let (by, now) = (|| Value::Id(who), desk.session.now());
    let today = Value::Int(desk.session.today().into());
    let booking = [
        ("start", Value::Int(now)),
        ("minutes", 30.into()),
        ("service", "discussion".into()),
        ("host", by()),
        ("state", "booked".into()),
    ];
    desk.record("booking", person, &booking);
    let contact =
        [("at", Value::Int(now)), ("method", "36".into()), ("subject", "Käynti".into()), ("officer", by())];
    desk.record("contact", person, &contact);
    let done = [
        ("due", today.clone()),
        ("text", "Soita".into()),
        ("assignee", by()),
        ("done_by", by()),
        ("done_on", today.clone()),
    ];
    desk.record("task", person, &done);
    desk.record(
        "officer_assignment",
        person,
        &[("officer", by()), ("role", "responsible".into()), ("start", today.clone())],
    );
    desk.record("service_need", person, &[("assessed_on", today.clone()), ("assessed_by", by())]);
    let plan = [
        ("plan_kind", "01".into()),
        ("status", "in_force".into()),
        ("authority_accepted_by", by()),
        ("next_review", today),
    ];
    desk.record("employment_plan", person, &plan);
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    desk.session.end_visit().unwrap();
    let role = Role {
        user: who,
        role: "guidance_psychologist".into(),
        from_day: 0,
        until_day: 99_999,
        agreement_day: 0,
        granted_by: user("supervisor"),
        granted_at: T0,
        ended_at: None,
    };
    people::put_role(desk.session.store.connection(), &role).unwrap();
    (desk, person)
}

/// Everything that names a user in an open file, use case by use case.
fn told(desk: &mut TestDesk, person: Id) -> Vec<(String, String)> {
    let mut told = Vec::new();
    for kind in kinds::ALL.iter().filter(|k| k.card != crate::register::Card::Office) {
        if let Ok(list) = desk.file().list(kind, 0, "") {
            told.push((format!("list of {}", kind.name), format!("{list:?}")));
            for entry in list.entries {
                let form = desk.file().form(kind, Some(entry.record)).map(|f| (f.fields, f.choices));
                told.push((format!("form of {}", kind.name), format!("{form:?}")));
                let history = desk.file().history(kind, entry.record, "").unwrap();
                told.push((format!("history of {}", kind.name), format!("{history:?}")));
            }
        }
        if let Ok(form) = desk.file().form(kind, None) {
            told.push((format!("new {}", kind.name), format!("{:?}", form.choices)));
        }
    }
    told.push(("card".into(), format!("{:?}", desk.file().card().unwrap())));
    told.push(("plan".into(), format!("{:?}", desk.file().plan().unwrap())));
    told.push(("time line".into(), format!("{:?}", desk.file().time_line().unwrap())));
    if desk.session.able(crate::access::Ability::LogUnit) || desk.session.able(crate::access::Ability::LogOwn)
    {
        told.push(("who has viewed".into(), format!("{:?}", desk.file().who_viewed().unwrap())));
    }
    let arrived = desk.file().arrived().map(|(_, effects)| effects);
    told.push(("arrival".into(), format!("{arrived:?}")));
    let note = Note {
        template: 1,
        subject: "Neuvottu".into(),
        text: "Neuvottu".into(),
        reminder: None,
        next: None,
        no_next: None,
        acceptance: None,
        yes: Yes::all(),
    };
    let noted = desk.file().note(note).map(|(_, effects)| effects);
    told.push(("note".into(), format!("{noted:?}")));
    assert!(
        read::one(desk.session.store.connection(), kind_of("person").unwrap(), person).unwrap().is_some()
    );
    told
}

#[test]
fn who_works_in_a_sealed_compartment_is_shown_as_the_unit_everywhere() {
    for role in ["front_desk", "case_officer", "supervisor"] {
        let (mut desk, person) = served();
        desk.switch(role);
        force_open(&mut desk, person);
        let told = told(&mut desk, person);
        for (case, text) in &told {
            assert!(!text.contains("Rantakangas"), "{role}: {case} names her: {text}");
            assert!(!text.contains("\"?\""), "{role}: {case} tells by a question mark: {text}");
        }
        for case in
            ["list of contact", "form of contact", "history of contact", "list of visit", "form of booking"]
        {
            let Some((_, text)) = told.iter().find(|(c, _)| c == case) else { panic!("{role}: no {case}") };
            assert!(
                text.contains(&format!("Some(\"{UNIT}\")")) || text.contains(&format!("by: \"{UNIT}\"")),
                "{role}: {case}: {text}"
            );
        }
    }
}

#[test]
fn she_sees_her_own_name_and_those_of_her_work() {
    let (mut desk, person) = served();
    desk.switch("case_officer");
    desk.session.who.id = psychologist();
    force_open(&mut desk, person);
    assert!(
        desk.file().list(kind_of("contact").unwrap(), 0, "").unwrap().entries[0].entered.by.contains(NAME)
    );
    desk.switch("case_officer");
    desk.session.who.roles = vec!["guidance_psychologist".into()];
    assert_eq!(desk.session.author(psychologist()).unwrap(), NAME);
    desk.session.who.roles = vec!["multisector_worker".into()];
    assert_eq!(
        desk.session.author(psychologist()).unwrap(),
        UNIT,
        "one sealed compartment does not open another"
    );
}

#[test]
fn a_field_keeps_its_user_though_nobody_is_offered_by_that_name() {
    let (mut desk, person) = served();
    desk.switch("front_desk");
    force_open(&mut desk, person);
    let kind = kind_of("booking").unwrap();
    let record = desk.file().list(kind, 0, "").unwrap().entries[0].record;
    let form = desk.file().form(kind, Some(record)).unwrap();
    let host = kind.field("host").unwrap().number;
    let offered = form.choices.iter().find(|(n, _)| *n == host).map(|(_, c)| c.clone()).unwrap();
    assert!(offered.contains(&(psychologist(), UNIT.to_owned())), "{offered:?}");
    let new = desk.file().form(kind, None).unwrap();
    let offered = new.choices.into_iter().find(|(n, _)| *n == host).map(|(_, c)| c).unwrap();
    assert!(offered.iter().all(|(id, _)| *id != psychologist()), "{offered:?}");
}

#[test]
fn a_history_names_the_record_that_is_referred_to() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let fields = [("plan_kind", "01".into()), ("signed_on", 20_700.into()), ("next_review", 20_800.into())];
    let plan = desk.record("employment_plan", person, &fields);
    let bare = desk.record("employment_plan", person, &[("status", "draft".into())]);
    let kind = kind_of("plan_task").unwrap();
    let task = |plan: Id| [("plan", Value::Id(plan)), ("task", "01".into()), ("due", 20_750.into())];
    let name = |desk: &mut TestDesk, plan: Id| {
        let record = desk.record("plan_task", person, &task(plan));
        force_open(desk, person);
        let history = desk.file().history(kind, record, "").unwrap();
        match history.into_iter().find(|h| h.field == 1).unwrap().to {
            Shown::Value { label, .. } => label,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(name(&mut desk, plan).as_deref(), Some("01 4.9.2026"));
    let made = dates::show(desk.session.today());
    assert_eq!(name(&mut desk, bare), Some(made), "without a day of its own, the day it was made");
    force_open(&mut desk, person);
    desk.file().withdraw(kind_of("employment_plan").unwrap(), plan, "kirjattu väärin").unwrap();
    assert_eq!(name(&mut desk, plan).as_deref(), Some("01 4.9.2026"), "a withdrawn one is known still");
    let elsewhere = Id::from_bytes([9; 16]);
    assert_eq!(name(&mut desk, elsewhere), None, "what is not on this machine");
    let other = desk.person("Muu", "Asiakas", &[]);
    let others =
        desk.record("employment_plan", other, &[("status", "draft".into()), ("next_review", 20_800.into())]);
    assert_eq!(name(&mut desk, others), None, "nothing of another client is told");
}

/// Programs are given the id of a user, by which the same person is named elsewhere: not of who is named by the unit.
#[test]
fn what_leaves_the_program_does_not_carry_the_id_either() {
    let (mut desk, person) = served();
    for (role, told) in [("case_officer", false), ("guidance_psychologist", true)] {
        desk.switch("case_officer");
        desk.session.who.roles = vec![role.to_owned()];
        force_open(&mut desk, person);
        let kind = kind_of("contact").unwrap();
        let mut cells = desk.file().list(kind, 0, "").unwrap().entries.remove(0).cells;
        desk.session.discreet(kind, &mut cells).unwrap();
        let officer = kind.field("officer").unwrap().number;
        let (_, shown) = cells.iter().find(|(number, _)| *number == officer).unwrap();
        let Shown::Value { value, label } = shown else { panic!("{shown:?}") };
        assert_eq!(label.as_deref(), Some(if told { NAME } else { UNIT }));
        assert_eq!(value.as_id(), told.then(psychologist), "{role}");
    }
}
