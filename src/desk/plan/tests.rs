//! The plan at the counter: the ways of acceptance.

use crate::desk::api::{Allowed, Refusal, SaveForm, Yes};
use crate::desk::testing::{TestDesk, kind, not_allowed, user};
use crate::register::{Id, Value, dates};
use crate::store::read;

fn day(y: i32, m: u32, d: u32) -> Value {
    Value::Int(i64::from(dates::from_ymd(y, m, d).unwrap()))
}

fn plan(desk: &mut TestDesk, person: Id, status: &str, without: &str) -> Id {
    let fields: Vec<(&str, Value)> = vec![
        ("plan_kind", "01".into()),
        ("mapping", "Työnhaun tuki".into()),
        ("goals", "Myyjän työ".into()),
        ("follow_up", "Keskustelu".into()),
        ("authority_accepted_by", Value::Id(user("case_officer"))),
        ("next_review", day(2026, 12, 14)),
        ("status", status.into()),
    ];
    let fields: Vec<(&str, Value)> = fields.into_iter().filter(|(name, _)| *name != without).collect();
    desk.record("employment_plan", person, &fields)
}

fn status(desk: &TestDesk, plan: Id) -> String {
    let record = read::one(desk.session.store.connection(), kind("employment_plan"), plan).unwrap().unwrap();
    record.text("status").unwrap().to_owned()
}

#[test]
fn the_plan_that_waits_is_shown_with_its_tasks() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    assert!(desk.file().plan().unwrap().is_none());
    let old = plan(&mut desk, person, "in_force", "");
    let new = plan(&mut desk, person, "waiting", "");
    for (of, code) in [(old, "046"), (new, "051"), (new, "034")] {
        desk.record(
            "plan_task",
            person,
            &[
                ("plan", Value::Id(of)),
                ("task", code.into()),
                ("due", day(2026, 12, 1)),
                ("outcome", "open".into()),
            ],
        );
    }
    let shown = desk.file().plan().unwrap().unwrap();
    assert_eq!(shown.plan.record, new);
    assert!(shown.waits);
    assert_eq!(shown.accept, Allowed::Yes);
    assert!(matches!(shown.create_task, Allowed::No(_)), "the front desk writes acceptances only");
    assert_eq!(shown.tasks.len(), 1, "not that of the older plan, never one that hints at health");
    assert_eq!(shown.fields.len(), kind("employment_plan").fields.len());
}

#[test]
fn each_way_of_acceptance_asks_for_what_it_needs() {
    for (way, understood, delivered, problems) in [
        ("online", false, None, 0),
        ("signed", false, None, 0),
        ("other", false, None, 2),
        ("other", true, None, 1),
        ("other", false, Some("letter"), 1),
        ("other", true, Some("letter"), 0),
        ("nod", true, Some("letter"), 1),
    ] {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Niskanen", "Oskari", &[]);
        let id = plan(&mut desk, person, "waiting", "");
        let older = plan(&mut desk, person, "in_force", "");
        desk.open(person);
        let before = desk.changes();
        match desk.file().accept(id, way, understood, delivered) {
            Ok((contact, _)) => {
                assert_eq!(problems, 0, "{way}");
                assert_eq!(status(&desk, id), "in_force");
                assert_eq!(status(&desk, older), "replaced");
                let found =
                    read::page(desk.session.store.connection(), kind("contact"), person, 0, 9).unwrap();
                assert_eq!(found[0].id, contact);
                let again = desk.file().accept(id, way, understood, delivered);
                assert!(matches!(again, Err(Refusal::Cannot(_))), "accepted once");
            }
            Err(Refusal::Invalid(found)) => {
                assert_eq!(found.len(), problems, "{way} {found:?}");
                assert_eq!((status(&desk, id).as_str(), desk.changes()), ("waiting", before));
            }
            Err(other) => panic!("{way}: {other:?}"),
        }
    }
}

#[test]
fn a_plan_in_force_has_everything_and_both_acceptances() {
    for without in ["mapping", "goals", "follow_up", "authority_accepted_by"] {
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Niskanen", "Oskari", &[]);
        let id = plan(&mut desk, person, "waiting", without);
        desk.open(person);
        let (_, effects) = desk.file().accept(id, "signed", false, None).unwrap();
        assert!(effects.iter().any(|e| e.id == "effect-plan-incomplete"), "{without}");
        assert_eq!(status(&desk, id), "waiting", "{without}");
        assert!(!desk.file().plan().unwrap().is_some_and(|p| p.waits), "the client has accepted");
    }
}

#[test]
fn another_clients_plan_and_a_role_without_the_right_are_refused() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let other = desk.person("Salo", "Aino", &[]);
    let theirs = plan(&mut desk, other, "waiting", "");
    let own = plan(&mut desk, person, "waiting", "");
    desk.open(person);
    assert!(matches!(desk.file().accept(theirs, "online", false, None), Err(Refusal::Cannot(_))));
    desk.switch("supervisor");
    desk.open(person);
    assert!(not_allowed(&desk.file().accept(own, "online", false, None)));
    assert_eq!((status(&desk, own), status(&desk, theirs)), ("waiting".to_owned(), "waiting".to_owned()));
}

#[test]
fn a_change_of_an_accepted_plan_makes_a_version_with_its_open_tasks_and_the_older_one_is_only_read() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let first = plan(&mut desk, person, "waiting", "");
    for (code, outcome) in [("051", "open"), ("046", "done")] {
        desk.record(
            "plan_task",
            person,
            &[
                ("plan", Value::Id(first)),
                ("task", code.into()),
                ("due", day(2026, 12, 1)),
                ("outcome", outcome.into()),
            ],
        );
    }
    desk.open(person);
    desk.file().accept(first, "signed", false, None).unwrap();
    let goals = kind("employment_plan").field("goals").unwrap().number;
    let base = desk.file().form(kind("employment_plan"), Some(first)).unwrap().base;
    let change = |base: &crate::desk::api::Base, yes| SaveForm {
        kind: kind("employment_plan"),
        record: Some(first),
        values: vec![(goals, Some("Kassan työ".into()))],
        base: base.clone(),
        yes,
    };
    assert!(matches!(desk.file().save(change(&base, Yes::default())), Err(Refusal::Confirm(_))));
    let (second, effects) = desk.file().save(change(&base, Yes::all())).unwrap();
    assert_ne!(first, second);
    assert!(effects.iter().any(|e| e.id == "effect-plan-version"), "{effects:?}");
    let old = desk.file().plan_version(first).unwrap();
    assert_eq!((old.version, old.tasks.len()), (None, 2), "the accepted version stays as it was");
    let new = desk.file().plan_version(second).unwrap();
    assert_eq!(new.tasks.len(), 1, "what is still open goes on in the new one");
    assert!(!new.older);
    // What was just made is what the plan screen shows; what is in force meanwhile is named, and the card tells it.
    let shown = desk.file().plan().unwrap().unwrap();
    assert_eq!((shown.plan.record, shown.behind), (second, Some(1)));
    assert!(format!("{:?}", desk.file().card().unwrap().facts).contains("in_force"));
    // The older one is not changed once more beside it: versions are one line.
    let old = desk.file().plan_version(first).unwrap();
    assert!(
        matches!(&old.change, Allowed::No(m) if m.id == "error-plan-newer"),
        "said before anything is typed"
    );
    assert_eq!(desk.file().plan_version(second).unwrap().change, Allowed::Yes);
    let again = desk.file().save(change(&base, Yes::all()));
    assert!(matches!(&again, Err(Refusal::Cannot(m)) if m.id == "error-plan-newer"), "{again:?}");
    // The new one comes into force, and the old one is only read.
    let status = kind("employment_plan").field("status").unwrap().number;
    let save = |desk: &mut TestDesk, record, values: Vec<(u16, Option<Value>)>| {
        let base = desk.file().form(kind("employment_plan"), Some(record)).unwrap().base;
        let form =
            SaveForm { kind: kind("employment_plan"), record: Some(record), values, base, yes: Yes::all() };
        desk.file().save(form)
    };
    let accepted_by = kind("employment_plan").field("authority_accepted_by").unwrap().number;
    let officer = Some(Value::Id(user("case_officer")));
    save(&mut desk, second, vec![(status, Some("waiting".into())), (accepted_by, officer)]).unwrap();
    desk.file().accept(second, "signed", false, None).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(desk.file().plan().unwrap().unwrap().behind, None);
    let versions = desk.file().plan_versions().unwrap();
    assert_eq!(versions.iter().map(|v| v.plan).collect::<Vec<_>>(), [second, first]);
    let old = desk.file().plan_version(first).unwrap();
    assert!(old.older && matches!(old.create_task, Allowed::No(_)) && matches!(old.accept, Allowed::No(_)));
    assert!(matches!(old.change, Allowed::No(_)));
    assert!(matches!(save(&mut desk, first, vec![(goals, Some("Muu".into()))]), Err(Refusal::Cannot(_))));
}

fn save(
    desk: &mut TestDesk,
    name: &str,
    record: Option<Id>,
    values: &[(&str, Option<Value>)],
) -> Result<Id, Refusal> {
    let kind = kind(name);
    let values = values.iter().map(|(name, v)| (kind.field(name).unwrap().number, v.clone())).collect();
    let base = record.map(|id| desk.file().form(kind, Some(id)).unwrap().base).unwrap_or_default();
    desk.file().save(SaveForm { kind, record, values, base, yes: Yes::all() }).map(|saved| saved.0)
}

#[test]
fn what_tells_of_an_acceptance_is_no_content_and_makes_no_version() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = plan(&mut desk, person, "waiting", "authority_accepted_by");
    desk.open(person);
    desk.file().accept(id, "signed", false, None).unwrap();
    assert_eq!(status(&desk, id), "waiting", "the office has not accepted");
    // The front desk puts down how the copy was given, which is all that it may write of a plan.
    desk.switch("front_desk");
    desk.open(person);
    let given = save(&mut desk, "employment_plan", Some(id), &[("delivered", Some("handed".into()))]);
    assert_eq!(given.unwrap(), id);
    let state = save(&mut desk, "employment_plan", Some(id), &[("status", Some("ended".into()))]);
    assert!(not_allowed(&state));
    // The officer's acceptance is the last thing that was waited for.
    desk.switch("case_officer");
    desk.open(person);
    let officer = Some(Value::Id(user("case_officer")));
    let accepted = save(&mut desk, "employment_plan", Some(id), &[("authority_accepted_by", officer)]);
    assert_eq!(accepted.unwrap(), id, "no new version");
    assert_eq!(status(&desk, id), "in_force");
}

#[test]
fn a_version_is_a_new_plan_and_asks_for_the_right_to_make_one() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = plan(&mut desk, person, "waiting", "");
    desk.open(person);
    desk.file().accept(id, "signed", false, None).unwrap();
    // A policy in which the front desk may change what a plan says, but not make plans.
    let text = include_str!("../../../assets/policy.toml");
    let text = text.replacen("\"employment_plan.delivered\"", "\"employment_plan.goals\"", 1);
    desk.switch("front_desk");
    desk.session.policy = crate::access::Policy::parse(&text).unwrap();
    desk.open(person);
    let before = desk.changes();
    let saved = save(&mut desk, "employment_plan", Some(id), &[("goals", Some("Muu työ".into()))]);
    assert!(not_allowed(&saved), "{saved:?}");
    assert_eq!(desk.changes(), before);
}

#[test]
fn one_plan_is_in_force_whatever_way_the_next_one_comes() {
    for by_form in [true, false] {
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Niskanen", "Oskari", &[]);
        // An integration plan stands in the place of an employment plan.
        let old =
            [("plan_kind", "04".into()), ("next_review", day(2026, 12, 14)), ("status", "in_force".into())];
        let old = desk.record("employment_plan", person, &old);
        let new = plan(&mut desk, person, "waiting", "");
        desk.open(person);
        if by_form {
            let today = Some(Value::Int(i64::from(desk.session.today())));
            let accepted = [("customer_accepted_on", today), ("acceptance", Some("online".into()))];
            save(&mut desk, "employment_plan", Some(new), &accepted).unwrap();
        } else {
            desk.file().accept(new, "online", false, None).unwrap();
        }
        assert_eq!((status(&desk, old).as_str(), status(&desk, new).as_str()), ("replaced", "in_force"));
    }
}

#[test]
fn an_acceptance_by_word_of_mouth_says_in_the_form_too_how_the_copy_is_given() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = plan(&mut desk, person, "waiting", "");
    desk.open(person);
    let today = Some(Value::Int(i64::from(desk.session.today())));
    let mut values = vec![
        ("customer_accepted_on", today),
        ("acceptance", Some("other".into())),
        ("understood", Some(true.into())),
    ];
    let delivered = kind("employment_plan").field("delivered").unwrap().number;
    match save(&mut desk, "employment_plan", Some(id), &values) {
        Err(Refusal::Invalid(problems)) => {
            assert_eq!(problems.iter().map(|p| p.field).collect::<Vec<_>>(), [delivered]);
        }
        other => panic!("{other:?}"),
    }
    values.push(("delivered", Some("letter".into())));
    save(&mut desk, "employment_plan", Some(id), &values).unwrap();
    assert_eq!(status(&desk, id), "in_force");
}

#[test]
fn no_task_is_added_to_a_plan_that_is_only_read() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let old = plan(&mut desk, person, "replaced", "");
    let ended = plan(&mut desk, person, "ended", "");
    let new = plan(&mut desk, person, "draft", "");
    desk.open(person);
    let form = desk.file().form(kind("plan_task"), None).unwrap();
    let offered: Vec<Id> = form.choices.iter().flat_map(|(_, all)| all.iter().map(|(id, _)| *id)).collect();
    assert_eq!(offered, [new]);
    let task = |plan: Id| {
        let text = |code: &str| Some(Value::from(code));
        [("plan", Some(Value::Id(plan))), ("task", text("046")), ("due", Some(day(2026, 12, 1)))]
    };
    for over in [old, ended] {
        let saved = save(&mut desk, "plan_task", None, &task(over));
        let Err(Refusal::Invalid(problems)) = saved else { panic!("{saved:?}") };
        assert_eq!(problems[0].id, "error-plan-older");
    }
    save(&mut desk, "plan_task", None, &task(new)).unwrap();
}
