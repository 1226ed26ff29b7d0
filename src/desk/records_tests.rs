//! Lists, forms, saves, histories and sealed records on a real file: what each role may, and what nobody may.

use super::answer::Answer;
use super::api::{Allowed, Base, Refusal, SaveForm, Shown, Unknown, Yes};
use super::kind::named as kind_of;
use super::open_file::OpenFile;
use super::sealed::written_elsewhere;
use super::seen::FormSeen;
use super::testing::{ROLES, TestDesk, not_allowed, user};
use super::turvakielto_tests::with_canaries;
use crate::access::{Action, Decision, Identification};
use crate::journal::codes::Purpose;
use crate::register::codes::CodeLists;
use crate::register::kind::Start;
use crate::register::validate::{Check, Values};
use crate::register::{Card, Field, Id, Kind, Type, Value, dates, hetu, kinds};
use crate::store::{self, entity, read};

const HETU: &str = "010594Y9032";

pub(super) fn day(y: i32, m: u32, d: u32) -> Value {
    Value::Int(dates::from_ymd(y, m, d).unwrap().into())
}

/// A new form with these fields.
pub(super) fn new_form(kind: &str, fields: &[(&str, Value)]) -> SaveForm {
    let kind = kind_of(kind).unwrap();
    let values = fields.iter().map(|(n, v)| (kind.field(n).unwrap().number, Some(v.clone()))).collect();
    SaveForm { kind, record: None, values, base: Base::default(), yes: Yes::default() }
}

/// A changed form: loaded first, as a face does.
pub(super) fn change_form(desk: &mut TestDesk, kind: &str, record: Id, fields: &[(&str, Value)]) -> SaveForm {
    let mut form = new_form(kind, fields);
    form.base = desk.file().form(form.kind, Some(record)).unwrap().base;
    form.record = Some(record);
    form
}

pub(super) fn yes(mut form: SaveForm) -> SaveForm {
    form.yes = Yes::all();
    form
}

pub(super) fn problems<T: std::fmt::Debug>(answer: Answer<T>) -> Vec<&'static str> {
    match answer {
        Err(Refusal::Invalid(problems)) => problems.iter().map(|p| p.id).collect(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn asked<T: std::fmt::Debug>(answer: Answer<T>) -> &'static str {
    match answer {
        Err(Refusal::Confirm(message)) => message.id,
        other => panic!("{other:?}"),
    }
}

pub(super) fn shown(desk: &mut TestDesk, kind: &str, record: Id, field: &str) -> Shown {
    let kind = kind_of(kind).unwrap();
    let form = desk.file().form(kind, Some(record)).unwrap();
    let number = kind.field(field).unwrap().number;
    form.fields.into_iter().find(|f| f.number == number).unwrap().shown
}

pub(super) fn text(value: &str) -> Shown {
    Shown::Value { value: value.into(), label: None }
}

/// Somebody whose file is open, whatever the role: the gate is tested elsewhere.
pub(super) fn force_open(desk: &mut TestDesk, person: Id) {
    desk.session.file = Some(OpenFile {
        person,
        purpose: Purpose::VisitNow,
        reference: None,
        visit: None,
        identified: true,
        channel: "desk",
    });
}

/// A value that stands, by the field's type.
fn sample(desk: &TestDesk, kind: &'static Kind, field: &Field, person: Id, plan: Id) -> Value {
    match field.ty {
        Type::Text(_) | Type::Note => "Teksti".into(),
        Type::Date => Value::Int(desk.session.today().into()),
        // What is booked lies ahead; everything else has happened.
        Type::DateTime if kind.name == "booking" => Value::Int(desk.session.now() + 1_000),
        Type::DateTime => Value::Int(desk.session.now() - 1_000),
        Type::PartDate => "2019".into(),
        Type::Integer(low, _) | Type::Minutes(low, _) => Value::Int(low.max(5)),
        Type::Money => Value::Int(100),
        Type::Flag => Value::Bool(true),
        Type::Code(list) | Type::CodeOf(list, _) => {
            let rows = CodeLists::embedded().get(list).unwrap();
            let today = desk.session.today();
            let mut offered = rows.offered(kind.compartment, today, field.refused);
            offered.next().unwrap().code.as_str().into()
        }
        Type::Codes(list) => Value::codes([CodeLists::embedded().get(list).unwrap().rows()[0].code.as_str()]),
        Type::Hetu if field.name == "old_hetu" => HETU.into(),
        // Another one each time: nobody gets a code that somebody had.
        Type::Hetu => {
            static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(910);
            let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            hetu::compose(dates::from_ymd(1994, 5, 1).unwrap(), 'Y', number).unwrap().into()
        }
        Type::BusinessId => "0737546-2".into(),
        Type::Phone => "+358401234567".into(),
        Type::Email => "a@example.fi".into(),
        Type::Postcode => "15140".into(),
        Type::UserRef => Value::Id(user("front_desk")),
        Type::UnitRef => Value::Id(desk.unit),
        Type::PersonRef => Value::Id(person),
        Type::Ref("employment_plan") => Value::Id(plan),
        Type::Ref(_) | Type::Same | Type::EmployerRef => panic!("{}.{} has no sample", kind.name, field.name),
    }
}

/// The least that a new record of a kind needs.
fn least(desk: &TestDesk, kind: &'static Kind, person: Id, plan: Id) -> Vec<(u16, Option<Value>)> {
    let mut values = Values::new();
    for field in kind.every_field().filter(|f| !f.computed) {
        match field.start {
            Start::Code(code) => values.insert(field.number, code.into()),
            Start::Off => values.insert(field.number, Value::Bool(false)),
            Start::Blank => None,
            _ => values.insert(field.number, sample(desk, kind, field, person, plan)),
        };
    }
    for _ in 0..8 {
        let problems = Check::new(kind, desk.session.today()).run(&values);
        for problem in problems.iter().filter(|p| kind.field_number(p.field).is_some_and(|f| !f.computed)) {
            let field = kind.field_number(problem.field).unwrap();
            let value = match problem.id {
                "error-birth-date-hetu" => day(1994, 5, 1),
                _ => sample(desk, kind, field, person, plan),
            };
            values.insert(problem.field, value);
        }
    }
    values.into_iter().map(|(n, v)| (n, Some(v))).collect()
}

/// An office with a client who has a record of each open kind.
struct Prepared {
    desk: TestDesk,
    person: Id,
    plan: Id,
    records: Vec<(&'static Kind, Id)>,
}

fn prepared() -> Prepared {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[("hetu", HETU.into()), ("birth_date", day(1994, 5, 1))]);
    let plan = desk.record(
        "employment_plan",
        person,
        &[
            ("plan_kind", "01".into()),
            ("next_review", day(2027, 1, 1)),
            ("delivered", "handed".into()),
            ("status", "draft".into()),
        ],
    );
    let mut records = vec![(kind_of("person").unwrap(), person), (kind_of("employment_plan").unwrap(), plan)];
    for kind in kinds::ALL.iter().filter(|k| !k.compartment.sealed()) {
        if records.iter().any(|(k, _)| k.number == kind.number) || kind.card == Card::Office {
            continue;
        }
        let values = least(&desk, kind, person, plan);
        let fields: Vec<(&str, Value)> = values
            .into_iter()
            .filter(|(n, _)| *n < 1_000)
            .map(|(n, v)| (kind.field_number(n).unwrap().name, v.unwrap()))
            .collect();
        records.push((kind, desk.record(kind.name, person, &fields)));
    }
    Prepared { desk, person, plan, records }
}

#[test]
fn each_role_does_what_the_policy_says_and_nothing_else() {
    let mut p = prepared();
    for role in ROLES {
        p.desk.switch(role);
        for kind in kinds::ALL.iter().copied() {
            force_open(&mut p.desk, p.person);
            let allowed = |desk: &TestDesk, action| desk.session.decide(kind, action);
            let office = kind.card == Card::Office;

            let before = (p.desk.changes(), p.desk.log_of(p.person).len());
            if !office {
                let answer = p.desk.file().list(kind, 0, "");
                let reads = allowed(&p.desk, Action::Read).yes();
                // Who may only make some gets an empty list to make one from.
                let yes = reads || allowed(&p.desk, Action::Create).yes();
                assert!(answer.as_ref().is_ok_and(|list| list.readable) == reads, "{role} {}", kind.name);
                assert_eq!(answer.is_ok(), yes, "{role} lists {}: {answer:?}", kind.name);
                if !yes {
                    assert!(not_allowed(&answer), "{role} {}", kind.name);
                    assert_eq!(p.desk.log_of(p.person)[before.1..], [211], "{role} {}", kind.name);
                }
            }
            assert_eq!(p.desk.changes(), before.0, "{role} {}: reading writes nothing", kind.name);

            // Create, in a file of a new client so that records do not stand in each other's way.
            let create = allowed(&p.desk, Action::Create).yes();
            let other =
                p.desk.person("Uusi", "Asiakas", &[("hetu", HETU.into()), ("birth_date", day(1994, 5, 1))]);
            let plan = if kind.name == "plan_task" {
                p.desk.record("employment_plan", other, &[("status", "draft".into())])
            } else {
                p.plan
            };
            force_open(&mut p.desk, other);
            let mut values = least(&p.desk, kind, other, plan);
            if kind.name == "person" {
                let number = kind.field("hetu").unwrap().number;
                values.retain(|(n, _)| *n != number);
                values.push((kind.field("foreign_id").unwrap().number, Some("X1".into())));
            }
            values.retain(|(n, _)| {
                kind.field_number(*n).is_some_and(|f| !f.computed && !written_elsewhere(kind, f))
            });
            let form = SaveForm { kind, record: None, values, base: Base::default(), yes: Yes::all() };
            let before = p.desk.changes();
            let answer = if office || kind.name == "person" {
                p.desk.session.save_office(form)
            } else {
                p.desk.file().save(form)
            };
            assert_eq!(answer.is_ok(), create, "{role} makes {}: {answer:?}", kind.name);
            if !create {
                assert!(not_allowed(&answer), "{role} makes {}: {answer:?}", kind.name);
                assert_eq!(p.desk.changes(), before, "{role} {}: refused and written", kind.name);
            }

            // Change: the values that stand, written again.
            let Some((_, record)) = p.records.iter().find(|(k, _)| k.number == kind.number).copied() else {
                continue;
            };
            force_open(&mut p.desk, p.person);
            let decision = allowed(&p.desk, Action::Change);
            let row = read::one(p.desk.session.store.connection(), kind, record).unwrap().unwrap();
            let values: Vec<(u16, Option<Value>)> = kind
                .fields
                .iter()
                .filter(|f| !f.computed && row.values.contains_key(&f.number))
                .filter(|f| match &decision {
                    Decision::Fields(named) => named.contains(&f.number),
                    _ => true,
                })
                .take(1)
                .map(|f| (f.number, row.values.get(&f.number).cloned()))
                .collect();
            assert!(!values.is_empty(), "{} has nothing to write", kind.name);
            let stored = entity::load(p.desk.session.store.connection(), record).unwrap();
            let own = crate::store::Seen::of(&stored.entity);
            let base = FormSeen { own, ..FormSeen::default() }.to_base();
            let form = SaveForm { kind, record: Some(record), values, base, yes: Yes::all() };
            let before = p.desk.changes();
            let answer = p.desk.file().save(form);
            assert_eq!(answer.is_ok(), decision.yes(), "{role} changes {}: {answer:?}", kind.name);
            if !decision.yes() {
                assert!(not_allowed(&answer) && p.desk.changes() == before, "{role} {}", kind.name);
                let answer = p.desk.file().withdraw(kind, record, "kirjattu väärin");
                assert!(not_allowed(&answer) && p.desk.changes() == before, "{role} withdraws {}", kind.name);
            }
        }
    }
}

#[test]
fn named_fields_are_all_that_may_be_written() {
    let mut p = prepared();
    let (desk, plan) = (&mut p.desk, p.plan);
    desk.open(p.person);
    let form = change_form(desk, "employment_plan", plan, &[("goals", "Toinen tavoite".into())]);
    let before = desk.changes();
    assert!(not_allowed(&desk.file().save(form)));
    assert_eq!(desk.changes(), before);
    let form = desk.file().form(kind_of("employment_plan").unwrap(), Some(plan)).unwrap();
    let writable: Vec<&str> = form
        .fields
        .iter()
        .filter(|f| f.writable)
        .map(|f| form.kind.field_number(f.number).unwrap().name)
        .collect();
    assert_eq!(writable, ["signed_on", "customer_accepted_on", "acceptance", "understood", "delivered"]);
}

#[test]
fn a_correction_is_shown_with_the_old_value_who_and_when() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let (task, effects) =
        desk.file().save(new_form("task", &[("due", day(2026, 10, 1)), ("text", "Soita".into())])).unwrap();
    assert_eq!(effects[0].id, "effect-saved");
    let list = desk.file().list(kind_of("task").unwrap(), 0, "").unwrap();
    assert_eq!((list.total, list.entries.len()), (1, 1));
    assert_eq!(list.entries[0].entered.by, "Testaaja front_desk");
    desk.switch("case_officer");
    desk.open(person);
    let form = change_form(&mut desk, "task", task, &[("text", "Soita uudelleen".into())]);
    desk.file().save(form).unwrap();
    let history = desk.file().history(kind_of("task").unwrap(), task, "").unwrap();
    let change = &history[0];
    assert_eq!((change.field, &change.from, &change.to), (2, &text("Soita"), &text("Soita uudelleen")));
    assert_eq!(change.by, "Testaaja case_officer");
    let first = history.iter().find(|h| h.field == 2 && h.to == text("Soita")).unwrap();
    assert_eq!(first.from, Shown::Unknown(Unknown::NeverAsked));
    assert!(desk.log_of(person).ends_with(&[207, 213]));
}

#[test]
fn empty_and_never_asked_are_told_apart() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let form = change_form(&mut desk, "person", person, &[]);
    let number = form.kind.field("mother_tongue").unwrap().number;
    desk.file().save(SaveForm { values: vec![(number, None)], ..form }).unwrap();
    assert_eq!(shown(&mut desk, "person", person, "mother_tongue"), Shown::Empty);
    assert_eq!(shown(&mut desk, "person", person, "sex"), Shown::Unknown(Unknown::NeverAsked));
}

#[test]
fn a_stale_form_is_told_and_saved_all_the_same_it_is_a_conflict_to_see() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let task = desk.record(
        "task",
        person,
        &[
            ("due", day(2026, 10, 1)),
            ("text", "Soita".into()),
            ("task_type", "other".into()),
            ("assignee", Value::Id(user("front_desk"))),
        ],
    );
    desk.open(person);
    let mine = change_form(&mut desk, "task", task, &[("text", "Minun".into())]);
    let theirs = change_form(&mut desk, "task", task, &[("text", "Toisen".into())]);
    desk.file().save(theirs).unwrap();
    match desk.file().save(mine.clone()) {
        Err(Refusal::Stale(others)) => assert_eq!(others, [(2, text("Toisen"))]),
        other => panic!("{other:?}"),
    }
    desk.file().save(yes(mine)).unwrap();
    let form = desk.file().form(kind_of("task").unwrap(), Some(task)).unwrap();
    assert_eq!(form.remarks.len(), 1);
    assert_eq!(form.remarks[0].1.id, "remark-conflict");
}

#[test]
fn a_group_saved_from_a_stale_form_is_what_its_writer_saw() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old =
        [("street", "Vanhatie 1".into()), ("postcode", "15110".into()), ("post_office", "Lahti".into())];
    let (record, _) = desk.file().save(new_form("contact_info", &old)).unwrap();
    let mut mine = change_form(&mut desk, "contact_info", record, &[("postcode", "15140".into())]);
    let theirs = change_form(&mut desk, "contact_info", record, &[("street", "Uusitie 2".into())]);
    desk.file().save(theirs).unwrap();
    assert!(matches!(desk.file().save(mine.clone()), Err(Refusal::Stale(_))));
    mine.yes.add(Yes::STALE);
    desk.file().save(mine).unwrap();
    // Both addresses stand, each as one person wrote it; none is made of both.
    let stored = entity::load(desk.session.store.connection(), record).unwrap().entity;
    let street = kind_of("contact_info").unwrap().field("street").unwrap();
    let mut heads: Vec<Vec<String>> = stored
        .heads(street.cell_number())
        .iter()
        .filter_map(|head| match head.val.value()? {
            Value::Group(members) => {
                Some(members.values().filter_map(|v| v.as_text().map(str::to_owned)).collect())
            }
            _ => None,
        })
        .collect();
    heads.sort();
    assert_eq!(heads, [["Uusitie 2", "15110", "Lahti", "246"], ["Vanhatie 1", "15140", "Lahti", "246"]]);
}

#[test]
fn a_new_open_period_ends_the_old_one_after_asking() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = new_form("employment_status", &[("status", "02".into()), ("start", day(2026, 3, 1))]);
    let (old, _) = desk.file().save(old).unwrap();
    let new = new_form("employment_status", &[("status", "01".into()), ("start", day(2026, 9, 1))]);
    assert_eq!(asked(desk.file().save(new.clone())), "confirm-close-period");
    desk.file().save(yes(new)).unwrap();
    let end = Shown::Value { value: day(2026, 8, 31), label: None };
    assert_eq!(shown(&mut desk, "employment_status", old, "end"), end);
    let bounded = new_form(
        "employment_status",
        &[("status", "02".into()), ("start", day(2026, 9, 10)), ("end", day(2026, 9, 20))],
    );
    assert_eq!(problems(desk.file().save(yes(bounded))), ["error-overlap"], "no gap after its end");
    let inside = new_form(
        "employment_status",
        &[("status", "02".into()), ("start", day(2026, 4, 1)), ("end", day(2026, 5, 1))],
    );
    assert_eq!(problems(desk.file().save(yes(inside))), ["error-overlap"]);
}

#[test]
fn a_code_is_changed_by_its_own_form_and_the_old_one_stays_findable() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[("hetu", HETU.into()), ("birth_date", day(1994, 5, 1))]);
    desk.open(person);
    let direct = change_form(&mut desk, "person", person, &[("hetu", "010594Y9021".into())]);
    assert_eq!(problems(desk.file().save(direct)), ["error-hetu-change"]);
    let kind = kind_of("former_identifier").unwrap();
    let form = desk.file().form(kind, None).unwrap();
    assert_eq!(form.fields[0].suggested, Some(HETU.into()));
    let fields: [(&str, Value); 3] =
        [("old_hetu", HETU.into()), ("new_hetu", "010594Y9021".into()), ("reason", "vtj_change".into())];
    desk.file().save(new_form("former_identifier", &fields)).unwrap();
    let connection = desk.session.store.connection();
    let record = read::one(connection, kind_of("person").unwrap(), person).unwrap().unwrap();
    assert_eq!(record.text("hetu"), Some("010594Y9021"));
    for code in [HETU, "010594Y9021"] {
        assert_eq!(read::person_of_hetu(connection, code).unwrap(), Some(person), "{code}");
    }
}

#[test]
fn the_own_file_stays_shut_after_a_change_of_the_code() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[("hetu", HETU.into()), ("birth_date", day(1994, 5, 1))]);
    desk.open(person);
    let fields: [(&str, Value); 3] =
        [("old_hetu", HETU.into()), ("new_hetu", "010594Y9021".into()), ("reason", "vtj_change".into())];
    desk.file().save(new_form("former_identifier", &fields)).unwrap();
    desk.session.end_visit().unwrap();
    let key = vec![7u8; 32];
    store::put_meta(desk.session.store.connection(), super::own_file::KEY, &key).unwrap();
    desk.session.who.own_hetu = Some(super::own_file::tag(&key, HETU));
    let opened = desk.session.open_visit(person, Identification::IdentityCard, "desk").map(|_| ());
    let Err(Refusal::NotAllowed(message)) = opened else { panic!("opened") };
    assert_eq!(message.id, "refused-restricted");
}

#[test]
fn somebody_under_fifteen_is_asked_about() {
    let mut desk = TestDesk::new("front_desk");
    let mut register = |born: i32| {
        let born = dates::from_ymd(born, 5, 1).unwrap();
        let code = hetu::compose(born, 'A', 903).unwrap();
        let fields: [(&str, Value); 6] = [
            ("surname", "Salo".into()),
            ("first_names", "Aino".into()),
            ("hetu", code.into()),
            ("birth_date", Value::Int(born.into())),
            ("citizenships", Value::codes(["246"])),
            ("identity_state", "verified".into()),
        ];
        desk.session.save_office(new_form("person", &fields))
    };
    assert_eq!(asked(register(2015)), "confirm-under-15");
    assert!(register(2005).is_ok());
}

#[test]
fn a_person_who_is_there_already_is_asked_about() {
    let mut desk = TestDesk::new("front_desk");
    desk.person("Salo", "Aino Maria", &[("hetu", HETU.into()), ("birth_date", day(1994, 5, 1))]);
    let fields: Vec<(&str, Value)> = vec![
        ("surname", "Salo".into()),
        ("first_names", "Aino Maria".into()),
        ("birth_date", day(1994, 5, 1)),
        ("citizenships", Value::codes(["246"])),
        ("identity_state", "verified".into()),
    ];
    let mut with_code = fields.clone();
    with_code.push(("hetu", HETU.into()));
    assert_eq!(problems(desk.session.save_office(new_form("person", &with_code))), ["error-unique"]);
    let mut without = fields;
    without.push(("foreign_id", "X1".into()));
    assert_eq!(asked(desk.session.save_office(new_form("person", &without))), "confirm-namesake");
    let (person, _) = desk.session.save_office(yes(new_form("person", &without))).unwrap();
    desk.open(person);
    assert_eq!(shown(&mut desk, "person", person, "surname"), text("Salo"));
}

#[test]
fn an_accepted_plan_is_not_edited_but_gets_a_new_version() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let plan = desk.record(
        "employment_plan",
        person,
        &[
            ("plan_kind", "01".into()),
            ("mapping", "Kartoitus".into()),
            ("goals", "Tavoite".into()),
            ("follow_up", "Seuranta".into()),
            ("next_review", day(2027, 1, 1)),
            ("authority_accepted_by", Value::Id(user("case_officer"))),
            ("customer_accepted_on", day(2026, 9, 1)),
            ("acceptance", "other".into()),
            ("understood", Value::Bool(true)),
            ("status", "in_force".into()),
            ("version", Value::Int(1)),
        ],
    );
    desk.open(person);
    let form = change_form(&mut desk, "employment_plan", plan, &[("goals", "Uusi tavoite".into())]);
    assert_eq!(asked(desk.file().save(form.clone())), "confirm-plan-version");
    let (new, _) = desk.file().save(yes(form)).unwrap();
    assert_ne!(new, plan);
    assert_eq!(shown(&mut desk, "employment_plan", plan, "goals"), text("Tavoite"));
    assert_eq!(shown(&mut desk, "employment_plan", new, "goals"), text("Uusi tavoite"));
    assert_eq!(
        shown(&mut desk, "employment_plan", new, "version"),
        Shown::Value { value: Value::Int(2), label: None }
    );
    assert_eq!(
        shown(&mut desk, "employment_plan", new, "customer_accepted_on"),
        Shown::Unknown(Unknown::NeverAsked)
    );
}

#[test]
fn a_word_of_health_asks_and_never_blocks() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let form = new_form(
        "contact",
        &[
            ("method", "01".into()),
            ("subject", "Soitto".into()),
            ("text", "Sairauslomalla toukokuuhun".into()),
        ],
    );
    assert_eq!(asked(desk.file().save(form.clone())), "confirm-health-words");
    desk.file().save(yes(form)).unwrap();
}

/// The last legal day of a first interview is kept with its booking (R1): ten business days from Monday 21.9.2026 are
/// over on 5.10.
#[test]
fn an_initial_interview_keeps_its_last_legal_day_and_a_late_one_its_reason() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    let search = [("start", day(2026, 9, 21)), ("registered_on", day(2026, 9, 21))];
    desk.record("job_search_period", person, &search);
    desk.open(person);
    let at = |d: u32| {
        let (from, _) = crate::register::time::bounds_of(dates::from_ymd(2026, 10, d).unwrap());
        Value::Int(from + 9 * 3_600_000)
    };
    let booking = |start: Value, service: &str| {
        let fields = [
            ("start", start),
            ("minutes", Value::Int(45)),
            ("service", service.into()),
            ("mode", "office".into()),
            ("state", "booked".into()),
        ];
        new_form("booking", &fields)
    };
    let kind = kind_of("booking").unwrap();
    let deadline = Shown::Value { value: day(2026, 10, 5), label: None };
    let (kept, _) = desk.file().save(booking(at(2), "initial")).unwrap();
    assert_eq!(shown(&mut desk, "booking", kept, "deadline"), deadline);
    assert_eq!(problems(desk.file().save(booking(at(8), "initial"))), ["error-field-needed"]);
    let mut late = booking(at(8), "initial");
    late.values.push((kind.field("late_reason").unwrap().number, Some("customer".into())));
    let reasons = CodeLists::embedded().get("late_reason").unwrap().rows();
    late.values.last_mut().unwrap().1 = reasons.first().map(|row| row.code.as_str().into());
    let (late, _) = desk.file().save(late).unwrap();
    assert_eq!(shown(&mut desk, "booking", late, "deadline"), deadline);
    // Another service has no such day yet, and a stored one does not move with the booking.
    let (other, _) = desk.file().save(booking(at(9), "other")).unwrap();
    assert_eq!(shown(&mut desk, "booking", other, "deadline"), Shown::Unknown(Unknown::NeverAsked));
    let moved = change_form(&mut desk, "booking", kept, &[("start", at(5))]);
    desk.file().save(moved).unwrap();
    assert_eq!(shown(&mut desk, "booking", kept, "deadline"), deadline);
}

#[test]
fn a_withdrawn_record_leaves_lists_with_a_reason_only_the_auditor_reads() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let form = new_form("task", &[("due", day(2026, 10, 1)), ("text", "Soita".into())]);
    let (task, _) = desk.file().save(form).unwrap();
    let kind = kind_of("task").unwrap();
    assert!(matches!(desk.file().withdraw(kind, task, " "), Err(Refusal::Cannot(_))));
    desk.file().withdraw(kind, task, "KANARIALINTU väärä asiakas").unwrap();
    assert_eq!(desk.file().list(kind, 0, "").unwrap().total, 0);
    let history = desk.file().history(kind, task, "").unwrap();
    assert_eq!(history[0].field, super::history::WITHDRAWAL);
    assert!(!everything(&mut desk).windows(12).any(|w| w == b"KANARIALINTU"));
}

/// Every value of every table, as bytes.
pub(super) fn everything(desk: &mut TestDesk) -> Vec<u8> {
    let connection = desk.session.store.connection();
    let mut bytes = Vec::new();
    for table in crate::store::testing::tables(connection) {
        bytes.extend(crate::store::testing::contents(connection, &table));
    }
    bytes
}

#[test]
fn a_list_tells_nothing_of_a_kind_without_right() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    let (other, _) = with_canaries(&mut desk);
    let on = change_form(&mut desk, "person", other, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    let kind = kind_of("protected_contact").unwrap();
    let list = |desk: &mut TestDesk| {
        let list = desk.file().list(kind, 0, "").unwrap();
        (list.readable, list.total, list.entries.len(), list.create)
    };
    let with = list(&mut desk);
    assert_eq!(with, (false, 0, 0, Allowed::Yes));
    let form = desk.file().form(kind, None).unwrap();
    desk.open(person);
    assert_eq!(list(&mut desk), with);
    let without = desk.file().form(kind, None).unwrap();
    assert_eq!(
        form.fields.iter().map(|f| &f.shown).collect::<Vec<_>>(),
        without.fields.iter().map(|f| &f.shown).collect::<Vec<_>>()
    );
    assert_eq!(form.save, Allowed::Yes);
}

#[test]
fn the_sealed_contact_data_have_one_form_that_writes_them() {
    let mut desk = TestDesk::new("case_officer");
    let (person, _) = with_canaries(&mut desk);
    let on = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
    desk.file().save(on).unwrap();
    let kind = kind_of("protected_contact").unwrap();
    let own = |n: &u16| *n < 1_000;
    let names = |numbers: Vec<u16>| -> Vec<&str> {
        numbers.iter().map(|n| kind.field_number(*n).unwrap().name).collect()
    };
    let new = desk.file().form(kind, None).unwrap();
    let offered = new.fields.iter().map(|f| f.number).filter(own).collect();
    assert_eq!(names(offered), ["safe_way"], "an address is written in the contact data");
    let record = desk.file().list(kind, 0, "tarkistan osoitteen").unwrap().entries[0].record;
    let there = desk.file().form(kind, Some(record)).unwrap();
    assert!(there.fields.iter().any(|f| kind.field_number(f.number).unwrap().name == "street"));
    let writable = there.fields.iter().filter(|f| f.writable).map(|f| f.number).filter(own).collect();
    assert_eq!(names(writable), ["safe_way"]);
    assert!(not_allowed(
        &desk.file().save(new_form("protected_contact", &[("street", "Toinen tie 1".into())]))
    ));
    // What is written here stays beside what the contact data write.
    desk.file().save(new_form("protected_contact", &[("safe_way", "Viesti siskolle".into())])).unwrap();
    let info = crate::journal::hash::one_id(person, contact_kind().number);
    let form = change_form(&mut desk, "contact_info", info, &[("phone", "+358401112223".into())]);
    desk.file().save(form).unwrap();
    let opened = desk.session.open_sealed(person, kind.compartment).unwrap().merged(kind);
    let value = |name: &str| opened.get(&kind.field(name).unwrap().number).cloned().flatten();
    assert_eq!(value("safe_way"), Some("Viesti siskolle".into()));
    assert_eq!(value("phone"), Some("+358401112223".into()));
}

#[test]
fn a_withdrawn_only_record_comes_back_with_nothing_but_what_is_typed() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let old = new_form("contact_info", &[("email", "a@example.fi".into())]);
    let (contact, _) = desk.file().save(old).unwrap();
    desk.file().withdraw(contact_kind(), contact, "väärän henkilön tiedot").unwrap();
    let new = new_form("contact_info", &[("phone", "+358401234567".into())]);
    let (again, _) = desk.file().save(new).unwrap();
    assert_eq!(again, contact, "a client has one at most");
    assert_eq!(shown(&mut desk, "contact_info", contact, "email"), Shown::Empty);
    assert_eq!(shown(&mut desk, "contact_info", contact, "phone"), text("+358401234567"));
}

fn contact_kind() -> &'static Kind {
    kind_of("contact_info").unwrap()
}

#[test]
fn a_record_of_another_client_is_not_there() {
    let mut desk = TestDesk::new("case_officer");
    let other = desk.person("Muu", "Matti", &[]);
    let task = desk.record("task", other, &[("due", day(2026, 10, 1)), ("text", "Soita".into())]);
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let kind = kind_of("task").unwrap();
    let mut form = new_form("task", &[("text", "Toinen".into())]);
    form.record = Some(task);
    assert!(matches!(desk.file().save(form), Err(Refusal::Cannot(_))));
    assert!(desk.file().form(kind, Some(task)).is_err());
    assert!(desk.file().history(kind, task, "").is_err());
    assert!(desk.file().withdraw(kind, task, "kokeillaan").is_err());
    let plan = desk.record("employment_plan", other, &[("status", "draft".into())]);
    let kind = kind_of("plan_task").unwrap();
    let mut values = least(&desk, kind, person, plan);
    values.retain(|(n, _)| !kind.field_number(*n).unwrap().computed);
    let strange = SaveForm { kind, record: None, values, base: Base::default(), yes: Yes::all() };
    let refused = desk.file().save(strange);
    assert!(problems(refused).contains(&"error-reference"));
}

#[test]
fn an_employer_belongs_to_the_office_and_its_code_is_unique() {
    let mut desk = TestDesk::new("front_desk");
    let kind = kind_of("employer").unwrap();
    assert!(desk.session.form(kind, None).unwrap().client.is_none());
    let fields = [("name", "Kanarian Huolto Oy".into()), ("business_id", "0737546-2".into())];
    let (employer, _) = desk.session.save(new_form("employer", &fields)).unwrap();
    assert_eq!(problems(desk.session.save(new_form("employer", &fields))), ["error-unique"]);
    let form = desk.session.form(kind, Some(employer)).unwrap();
    assert!(form.fields.iter().any(|f| f.shown == text("Kanarian Huolto Oy")));
    let mut change = new_form("employer", &[("phone", "+358401234567".into())]);
    (change.record, change.base) = (Some(employer), form.base);
    desk.session.save(change).unwrap();
    let person = kind_of("person").unwrap();
    assert!(desk.session.form(person, None).unwrap().fields.iter().any(|f| f.suggested.is_some()));
}

#[test]
fn who_may_only_read_visits_makes_none_and_the_log_tells_how_the_client_was_identified() {
    let mut desk = TestDesk::new("supervisor");
    let person = desk.person("Salo", "Aino", &[]);
    let visits = |desk: &TestDesk| {
        read::count(desk.session.store.connection(), kind_of("visit").unwrap(), person).unwrap()
    };
    let before = desk.changes();
    desk.open(person);
    assert_eq!((visits(&desk), desk.changes()), (0, before), "nothing is written into the register");
    let rows = store::access_log::about(desk.session.store.connection(), person, 1).unwrap();
    let body = crate::journal::log::decode_body(rows[0].1.as_ref().unwrap()).unwrap();
    assert_eq!(body.detail.unwrap()[&super::file::HOW], "document".into());
    desk.session.end_visit().unwrap();
    let refused = desk.session.open_visit(person, Identification::NotIdentified, "desk").map(|_| ());
    assert!(not_allowed(&refused));
    assert_eq!(visits(&desk), 0);
    desk.switch("front_desk");
    desk.open(person);
    assert_eq!(visits(&desk), 1);
}

#[test]
fn what_was_asked_and_withdrawn_is_empty_and_not_never_asked() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let unasked = Shown::Unknown(super::api::Unknown::NeverAsked);
    let facts = |desk: &mut TestDesk, label: &str| {
        let facts = desk.file().card().unwrap().facts;
        let fact = facts.into_iter().find(|fact| fact.label == label).unwrap();
        match fact.parts.into_iter().next().unwrap() {
            super::api::Part::Field(_, _, shown) => shown,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(facts(&mut desk, "card-phone"), unasked);
    let old = new_form("contact_info", &[("phone", "+358401234567".into())]);
    let (contact, _) = desk.file().save(old).unwrap();
    desk.file().withdraw(contact_kind(), contact, "väärän henkilön tiedot").unwrap();
    assert_eq!(facts(&mut desk, "card-phone"), Shown::Empty, "on the card");
    assert_eq!(facts(&mut desk, "card-email"), unasked, "of this nobody asked");
    let form = desk.file().form(contact_kind(), None).unwrap();
    let in_form = |name: &str| {
        let number = contact_kind().field(name).unwrap().number;
        form.fields.iter().find(|field| field.number == number).unwrap().shown.clone()
    };
    assert_eq!((in_form("phone"), in_form("email")), (Shown::Empty, unasked), "and in its form");
}

#[test]
fn a_script_that_writes_the_same_contact_twice_on_a_day_is_asked() {
    let mut desk = TestDesk::new("case_officer");
    desk.session.face = crate::journal::codes::Face::Cli;
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let form = |subject: &str, yes| SaveForm {
        yes,
        ..new_form("contact", &[("method", "01".into()), ("subject", subject.into())])
    };
    desk.file().save(form("Soitto", Yes::default())).unwrap();
    desk.file().save(form("Toinen", Yes::default())).unwrap();
    let again = desk.file().save(form("Soitto", Yes::default()));
    assert!(matches!(&again, Err(Refusal::Confirm(m)) if m.id == "confirm-note-again"), "{again:?}");
    desk.file().save(form("Soitto", Yes::all())).unwrap();
    desk.clock.wait(86_400_000);
    desk.open(person);
    desk.file().save(form("Soitto", Yes::default())).unwrap();
}
