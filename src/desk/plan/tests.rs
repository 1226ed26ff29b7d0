//! The plan at the counter: the ways of acceptance.

use crate::desk::api::{Allowed, Refusal, SaveForm, Yes};
use crate::desk::testing::{TestDesk, kind, not_allowed, user};
use crate::register::{Id, Value, dates};
use crate::store::read;

fn day(y: i32, m: u32, d: u32) -> Value {
    Value::Int(i64::from(dates::from_ymd(y, m, d).unwrap()))
}

/// A plan with one task.
fn plan(desk: &mut TestDesk, person: Id, status: &str, without: &str) -> Id {
    let plan = bare(desk, person, status, without);
    task(desk, person, plan, "079", "open");
    plan
}

fn task(desk: &mut TestDesk, person: Id, plan: Id, code: &str, outcome: &str) -> Id {
    let fields: [(&str, Value); 4] = [
        ("plan", Value::Id(plan)),
        ("task", code.into()),
        ("due", day(2026, 12, 1)),
        ("outcome", outcome.into()),
    ];
    desk.record("plan_task", person, &fields)
}

pub(super) fn bare(desk: &mut TestDesk, person: Id, status: &str, without: &str) -> Id {
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
    let old = bare(&mut desk, person, "in_force", "");
    let new = bare(&mut desk, person, "waiting", "");
    for (of, code) in [(old, "046"), (new, "051"), (new, "034")] {
        task(&mut desk, person, of, code, "open");
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
    let first = bare(&mut desk, person, "waiting", "");
    for (code, outcome) in [("051", "open"), ("046", "done")] {
        task(&mut desk, person, first, code, outcome);
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

pub(super) fn save(
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

/// An accepted plan whose tasks are `079`, open, and `046`, done.
fn accepted(desk: &mut TestDesk, person: Id) -> (Id, Id) {
    let id = bare(desk, person, "waiting", "");
    let open = task(desk, person, id, "079", "open");
    task(desk, person, id, "046", "done");
    desk.open(person);
    desk.file().accept(id, "signed", false, None).unwrap();
    (id, open)
}

/// The tasks of a plan: code, day and outcome.
fn tasks(desk: &TestDesk, person: Id, plan: Id) -> Vec<(String, i64, String)> {
    let all = read::page(desk.session.store.connection(), kind("plan_task"), person, 0, 99).unwrap();
    let of_plan = all.into_iter().filter(|t| t.id("plan") == Some(plan));
    let text = |t: &read::Record, name: &str| t.text(name).unwrap_or_default().to_owned();
    let mut found: Vec<_> =
        of_plan.map(|t| (text(&t, "task"), t.int("due").unwrap(), text(&t, "outcome"))).collect();
    found.sort();
    found
}

fn newest(desk: &TestDesk, person: Id) -> Id {
    let all = read::page(desk.session.store.connection(), kind("employment_plan"), person, 0, 9).unwrap();
    all.into_iter().max_by_key(|p| (p.int("version"), p.id)).unwrap().id
}

#[test]
fn a_task_of_an_accepted_plan_is_changed_and_added_in_a_new_version_only() {
    let some = |text: &str| Some(Value::from(text));
    let later = Some(day(2027, 1, 31));
    let changes: [(&str, Option<Value>); 3] =
        [("due", later), ("text", some("Viisi")), ("task", some("051"))];
    for change in changes.iter().map(Some).chain([None]) {
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Niskanen", "Oskari", &[]);
        let (plan, open) = accepted(&mut desk, person);
        let before = tasks(&desk, person, plan);
        let (record, values) = match change {
            Some(change) => (Some(open), vec![change.clone()]),
            None => {
                let due = ("due", Some(day(2026, 12, 5)));
                (None, vec![("plan", Some(Value::Id(plan))), ("task", some("002")), due])
            }
        };
        // It is asked about before anything is written.
        let number = |name: &str| kind("plan_task").field(name).unwrap().number;
        let asked = desk.file().form(kind("plan_task"), record).unwrap();
        let form = SaveForm {
            kind: kind("plan_task"),
            record,
            values: values.iter().map(|(name, v)| (number(name), v.clone())).collect(),
            base: asked.base,
            yes: Yes::default(),
        };
        let changes = desk.changes();
        let asked = desk.file().save(form);
        assert!(
            matches!(&asked, Err(Refusal::Confirm(m)) if m.id.starts_with("confirm-plan")),
            "{change:?} {asked:?}"
        );
        assert_eq!(desk.changes(), changes);
        let saved = save(&mut desk, "plan_task", record, &values).unwrap();
        assert_ne!(saved, open);
        assert_eq!(tasks(&desk, person, plan), before, "{change:?}: what was accepted stands");
        assert_eq!(status(&desk, plan), "in_force");
        let version = newest(&desk, person);
        assert_ne!(version, plan);
        assert_eq!(status(&desk, version), "draft", "nobody has accepted it");
        let shown = desk.file().plan().unwrap().unwrap();
        assert_eq!((shown.plan.record, shown.behind.is_some()), (version, true));
        let now = tasks(&desk, person, version);
        assert_eq!(now.len(), if change.is_some() { 1 } else { 2 }, "{now:?}");
        assert!(now.iter().all(|(.., outcome)| outcome == "open"));
        assert_ne!(now, before);
        // Versions are one line: the accepted one is changed no more, in the new one work goes on freely.
        let again = save(&mut desk, "plan_task", record, &values);
        assert!(matches!(&again, Err(Refusal::Cannot(m)) if m.id == "error-plan-newer"), "{again:?}");
        let old = desk.file().plan_version(plan).unwrap();
        assert!(matches!(&old.create_task, Allowed::No(m) if m.id == "error-plan-newer"));
        assert_eq!(save(&mut desk, "plan_task", Some(saved), &[("text", some("Kuusi"))]).unwrap(), saved);
        assert_eq!(newest(&desk, person), version);
    }
}

#[test]
fn what_became_of_a_task_is_written_into_an_accepted_plan() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let (plan, open) = accepted(&mut desk, person);
    let today = Some(Value::Int(i64::from(desk.session.today())));
    let done = [("outcome", Some("done".into())), ("outcome_on", today)];
    assert_eq!(save(&mut desk, "plan_task", Some(open), &done).unwrap(), open);
    assert_eq!(newest(&desk, person), plan, "no new version");
    // It is not taken out of what was accepted, and not put into another plan.
    let gone = desk.file().withdraw(kind("plan_task"), open, "kirjattu väärin");
    assert!(matches!(&gone, Err(Refusal::Cannot(m)) if m.id == "error-plan-accepted"), "{gone:?}");
    let draft = bare(&mut desk, person, "draft", "");
    let moved = save(&mut desk, "plan_task", Some(open), &[("plan", Some(Value::Id(draft)))]);
    assert!(matches!(&moved, Err(Refusal::Invalid(p)) if p[0].id == "error-plan-accepted"), "{moved:?}");
    let own = task(&mut desk, person, draft, "051", "open");
    desk.file().withdraw(kind("plan_task"), own, "kirjattu väärin").unwrap();
}

#[test]
fn a_version_made_for_a_task_asks_for_the_right_to_make_plans() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let (plan, open) = accepted(&mut desk, person);
    let text = include_str!("../../../assets/policy.toml");
    let text = text.replacen("\"employment_plan.delivered\"", "\"plan_task.text\"", 1);
    desk.switch("front_desk");
    desk.session.policy = crate::access::Policy::parse(&text).unwrap();
    desk.open(person);
    let saved = save(&mut desk, "plan_task", Some(open), &[("text", Some("Viisi".into()))]);
    assert!(not_allowed(&saved), "{saved:?}");
    assert_eq!(newest(&desk, person), plan);
}

#[test]
fn a_plan_with_no_task_is_accepted_by_nobody() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = bare(&mut desk, person, "waiting", "");
    desk.open(person);
    let before = desk.changes();
    // Said before anything is typed, on the plan and on the card, and refused all the same.
    let no = |allowed: &Allowed| matches!(allowed, Allowed::No(m) if m.id == "error-plan-no-task");
    assert!(no(&desk.file().plan().unwrap().unwrap().accept));
    assert!(no(&desk.file().card().unwrap().may.accept));
    let template = desk.file().templates().unwrap().into_iter().find(|t| t.digit == 7).unwrap();
    assert!(no(&template.may));
    for way in ["online", "signed", "other"] {
        let accepted = desk.file().accept(id, way, true, Some("handed"));
        assert!(matches!(&accepted, Err(Refusal::Cannot(m)) if m.id == "error-plan-no-task"), "{accepted:?}");
    }
    let today = Some(Value::Int(i64::from(desk.session.today())));
    let acceptance = [("customer_accepted_on", today), ("acceptance", Some("online".into()))];
    let by_form = |desk: &mut TestDesk, record, more: &[(&str, Option<Value>)]| {
        let values: Vec<_> = acceptance.iter().chain(more).cloned().collect();
        match save(desk, "employment_plan", record, &values) {
            Err(Refusal::Invalid(problems)) => problems[0].id,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(by_form(&mut desk, Some(id), &[]), "error-plan-no-task");
    let new = [("plan_kind", Some("01".into())), ("next_review", Some(day(2026, 12, 14)))];
    assert_eq!(by_form(&mut desk, None, &new), "error-plan-no-task");
    let at_once = [("status", Some("in_force".into()))];
    assert_eq!(by_form(&mut desk, Some(id), &at_once), "error-plan-no-task");
    assert_eq!((status(&desk, id).as_str(), desk.changes()), ("waiting", before));
    task(&mut desk, person, id, "079", "open");
    desk.file().accept(id, "signed", false, None).unwrap();
    assert_eq!(status(&desk, id), "in_force");
}

#[test]
fn a_plan_that_is_kept_elsewhere_has_no_tasks_here() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let today = Some(Value::Int(i64::from(desk.session.today())));
    let values = [
        ("replaced_elsewhere", Some(true.into())),
        ("plan_kind", None),
        ("next_review", Some(day(2026, 12, 14))),
        ("status", Some("in_force".into())),
        ("customer_accepted_on", today),
        ("acceptance", Some("online".into())),
    ];
    save(&mut desk, "employment_plan", None, &values).unwrap();
}

#[test]
fn a_task_is_due_while_its_plan_lasts() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let id = bare(&mut desk, person, "draft", "");
    desk.open(person);
    let form = |due: Value| {
        let values = [("plan", Value::Id(id)), ("task", "046".into()), ("due", due)];
        let number = |name: &str| kind("plan_task").field(name).unwrap().number;
        SaveForm {
            kind: kind("plan_task"),
            record: None,
            values: values.into_iter().map(|(name, v)| (number(name), Some(v))).collect(),
            base: crate::desk::api::Base::default(),
            yes: Yes::default(),
        }
    };
    let early = desk.file().save(form(day(2026, 9, 20)));
    assert!(matches!(&early, Err(Refusal::Invalid(p)) if p[0].id == "error-plan-date"), "{early:?}");
    let late = desk.file().save(form(day(2030, 1, 1)));
    assert!(matches!(&late, Err(Refusal::Confirm(m)) if m.id == "confirm-plan-date"), "{late:?}");
    desk.file().save(form(day(2026, 9, 21))).unwrap();
    desk.file().save(form(day(2026, 12, 14))).unwrap();
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
    let new_task = |plan: Id| {
        let text = |code: &str| Some(Value::from(code));
        [("plan", Some(Value::Id(plan))), ("task", text("046")), ("due", Some(day(2026, 12, 1)))]
    };
    for over in [old, ended] {
        let saved = save(&mut desk, "plan_task", None, &new_task(over));
        let Err(Refusal::Invalid(problems)) = saved else { panic!("{saved:?}") };
        assert_eq!(problems[0].id, "error-plan-older");
    }
    save(&mut desk, "plan_task", None, &new_task(new)).unwrap();
}

#[test]
fn a_new_task_is_for_the_plan_that_the_screen_shows() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    let (plan, _) = accepted(&mut desk, person);
    let suggested = |desk: &mut TestDesk| {
        let form = desk.file().form(kind("plan_task"), None).unwrap();
        let number = kind("plan_task").field("plan").unwrap().number;
        form.fields.into_iter().find(|f| f.number == number).unwrap().suggested
    };
    assert_eq!(suggested(&mut desk), Some(Value::Id(plan)));
    // A version whose review comes earlier stands lower in the list of plans, and is the one to work on.
    let review = [("next_review", Some(day(2026, 11, 2)))];
    let version = save(&mut desk, "employment_plan", Some(plan), &review).unwrap();
    assert_ne!(version, plan);
    assert_eq!(desk.file().plan().unwrap().unwrap().plan.record, version);
    assert_eq!(suggested(&mut desk), Some(Value::Id(version)));
}
