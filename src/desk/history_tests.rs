//! What the history of a record tells of its header, and what it leaves out.

use super::api::{SaveForm, Shown, Yes};
use super::testing::{TestDesk, kind};
use crate::register::kinds::header::ORIGIN_CELL;
use crate::register::{Id, Value};

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
