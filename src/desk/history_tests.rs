//! What the history of a record tells of its header, and what it leaves out.

use super::api::{HistoryEntry, SaveForm, Shown, Yes};
use super::edits::Source;
use super::history::{RECORDED, WITHDRAWAL};
use super::testing::{TestDesk, kind, user};
use crate::journal::hash::one_id;
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::{Card, Id, Value};
use crate::store::What;

/// Names of the header fields in a history, newest first.
fn header(desk: &mut TestDesk, name: &str, record: Id) -> Vec<&'static str> {
    let kind = kind(name);
    let history = desk.file().history(kind, record, "").unwrap();
    let fields = history.iter().filter_map(|entry| kind.field_number(entry.field));
    fields.filter(|field| field.number > ORIGIN_CELL).map(|field| field.name).collect()
}

fn save(desk: &mut TestDesk, name: &str, record: Option<Id>, values: &[(&str, Value)]) -> Id {
    let kind = kind(name);
    let base = desk.file().form(kind, record).unwrap().base;
    let values = values.iter().map(|(name, value)| (kind.field(name).unwrap().number, Some(value.clone())));
    let form = SaveForm { kind, record, values: values.collect(), base, yes: Yes::all() };
    desk.file().save(form).unwrap().0
}

#[test]
fn of_the_header_only_the_source_is_told_when_a_record_is_made() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let (now, today) = (Value::Int(desk.session.now()), Value::Int(i64::from(desk.session.today())));
    let task = save(&mut desk, "task", None, &[("due", today.clone()), ("text", "Soita".into())]);
    assert_eq!(header(&mut desk, "task", task), ["source"]);
    // A kind of the national repository waits for it from the beginning: that was nobody's edit.
    let period = save(
        &mut desk,
        "job_search_period",
        None,
        &[
            ("requested_at", now),
            ("start", today),
            ("start_channel", "desk".into()),
            ("source", "kela".into()),
            ("source_detail", "ilmoitus".into()),
        ],
    );
    assert_eq!(header(&mut desk, "job_search_period", period), ["source", "source_detail"]);
}

#[test]
fn a_later_change_of_the_source_is_an_edit_like_any_other() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let today = Value::Int(i64::from(desk.session.today()));
    let task = save(&mut desk, "task", None, &[("due", today), ("text", "Soita".into())]);
    save(&mut desk, "task", Some(task), &[("text", "Soita takaisin".into())]);
    assert_eq!(header(&mut desk, "task", task), ["source"], "an edit says who and when in its own columns");
    let kind = kind("task");
    let history = desk.file().history(kind, task, "").unwrap();
    let text = kind.field("text").unwrap().number;
    let edit = history.iter().find(|entry| entry.field == text).unwrap();
    assert_eq!(edit.from, Shown::Value { value: "Soita".into(), label: None });
}

/// A record that another register has had for long: its header names who made it and when.
pub(super) fn imported(
    desk: &mut TestDesk,
    name: &str,
    person: Id,
    made: (i64, Id),
    fields: &[(&str, Value)],
) -> Id {
    let kind = kind(name);
    let id = if kind.card == Card::One { one_id(person, kind.number) } else { desk.session.new_id() };
    let mut edit = desk.session.made(kind, id, Some(person), &Source::customer(), fields.to_vec());
    let What::Set(cells, _) = &mut edit.what else { unreachable!() };
    let origin = cells.iter_mut().find(|(cell, _)| *cell == ORIGIN_CELL).unwrap();
    let Some(Value::Group(header)) = &mut origin.1 else { unreachable!() };
    let number = |name: &str| kind.field(name).unwrap().number;
    header.insert(number("created_at"), Value::Int(made.0));
    header.insert(number("entered_by"), Value::Id(made.1));
    desk.write(vec![edit]);
    id
}

/// Who and when a list of the kind says of a record.
fn listed(desk: &mut TestDesk, name: &str, record: Id) -> (String, i64) {
    let list = desk.file().list(kind(name), 0, "").unwrap();
    let entered = list.entries.into_iter().find(|entry| entry.record == record).unwrap().entered;
    (entered.by, entered.at)
}

fn history(desk: &mut TestDesk, name: &str, record: Id) -> Vec<HistoryEntry> {
    desk.file().history(kind(name), record, "").unwrap()
}

fn said(entry: &HistoryEntry) -> (String, i64) {
    (entry.by.clone(), entry.at)
}

const YEAR: i64 = 365 * 86_400_000;

#[test]
fn a_record_made_here_says_who_and_when_once() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let today = Value::Int(i64::from(desk.session.today()));
    let task = save(&mut desk, "task", None, &[("due", today), ("text", "Soita".into())]);
    let entered = listed(&mut desk, "task", task);
    let told = history(&mut desk, "task", task);
    assert!(told.iter().all(|entry| said(entry) == entered && entry.field != RECORDED));
}

#[test]
fn what_came_from_elsewhere_says_who_made_it_and_who_brought_it() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let today = Value::Int(i64::from(desk.session.today()));
    let made = (desk.session.now() - YEAR, user("front_desk"));
    let before = desk.session.now();
    let task = imported(
        &mut desk,
        "task",
        person,
        made,
        &[
            ("due", today),
            ("text", "Soita".into()),
            ("task_type", "other".into()),
            ("assignee", Value::Id(user("case_officer"))),
        ],
    );
    let entered = listed(&mut desk, "task", task);
    assert_eq!(entered, ("Testaaja front_desk".to_owned(), made.0));
    let told = history(&mut desk, "task", task);
    let (came, first) = told.split_first().unwrap();
    assert!(!first.is_empty() && first.iter().all(|entry| said(entry) == entered), "as the list says");
    assert_eq!((came.field, came.by.as_str()), (RECORDED, "Testaaja case_officer"));
    assert!(came.at > before);
    assert_eq!(came.to, Shown::Value { value: Value::Int(made.0), label: None });

    // Later changes are theirs who made them, when they did; so is a source that is named later.
    desk.switch("front_desk");
    desk.open(person);
    desk.clock.wait(3_600_000);
    let later = desk.session.now();
    save(&mut desk, "task", Some(task), &[("text", "Soita takaisin".into()), ("source", "officer".into())]);
    let told = history(&mut desk, "task", task);
    let text = kind("task").field("text").unwrap().number;
    let of = |field: u16| told.iter().filter(move |entry| entry.field == field);
    let texts: Vec<_> = of(text).map(|entry| entry.at).collect();
    assert!(texts.len() == 2 && texts[0] >= later && texts[1] == made.0);
    let source = kind("task").field("source").unwrap().number;
    let sources: Vec<_> = of(source).map(|entry| entry.at).collect();
    assert!(sources.len() == 2 && sources[0] >= later && sources[1] == made.0);
    assert_eq!(of(RECORDED).count(), 1);
    assert_eq!(listed(&mut desk, "task", task), entered);
}

#[test]
fn one_that_was_withdrawn_and_came_again_keeps_who_made_it_first() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let today = Value::Int(i64::from(desk.session.today()));
    let made = (desk.session.now() - YEAR, user("front_desk"));
    let fields = [("phone", "+358400000011".into()), ("valid_from", today)];
    let contact = imported(&mut desk, "contact_info", person, made, &fields);
    desk.clock.wait(3_600_000);
    let gone = desk.session.now();
    desk.file().withdraw(kind("contact_info"), contact, "väärän asiakkaan tiedot").unwrap();
    desk.clock.wait(3_600_000);
    let again = desk.session.now();
    save(&mut desk, "contact_info", None, &[("phone", "+358400000022".into())]);
    let told = history(&mut desk, "contact_info", contact);
    let withdrawn: Vec<_> = told.iter().filter(|entry| entry.field == WITHDRAWAL).map(|e| e.at).collect();
    assert!(withdrawn.len() == 2 && withdrawn[0] >= again && (gone..again).contains(&withdrawn[1]));
    let phone = kind("contact_info").field("phone").unwrap().number;
    let phones: Vec<_> = told.iter().filter(|entry| entry.field == phone).collect();
    assert!(phones[0].at >= again && phones[0].by == "Testaaja case_officer");
    assert_eq!(said(phones.last().unwrap()), ("Testaaja front_desk".to_owned(), made.0));
    assert_eq!(told.iter().filter(|entry| entry.field == RECORDED).count(), 1);
}

#[test]
fn a_correction_is_made_when_it_is_made() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Niskanen", "Oskari", &[]);
    desk.open(person);
    let made = (desk.session.now() - YEAR, user("front_desk"));
    let fields =
        [("at", made.0.into()), ("method", "01".into()), ("subject", "Soitto".into()), ("text", "x".into())];
    let old = imported(&mut desk, "contact", person, made, &fields);
    let form = desk.file().correction(kind("contact"), old).unwrap();
    let values = form.fields.iter().filter_map(|f| Some((f.number, Some(f.suggested.clone()?)))).collect();
    let (record, base, yes) = (None, form.base, Yes::all());
    let new = desk.file().save(SaveForm { kind: form.kind, record, values, base, yes }).unwrap().0;
    let entered = listed(&mut desk, "contact", new);
    let told = history(&mut desk, "contact", new);
    assert!(told.iter().all(|entry| said(entry) == entered && entry.field != RECORDED));
    let old = history(&mut desk, "contact", old);
    assert!(old.iter().any(|e| e.field == RECORDED) && old.iter().any(|e| e.at == made.0));
}
