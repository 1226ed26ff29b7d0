//! Who has viewed: repeats counted, names for those who may see them.

use crate::desk::testing::TestDesk;
use crate::journal::codes::LogAction;
use crate::journal::log::LogBody;
use crate::register::Compartment;
use crate::store::Entry;

fn told(desk: &mut TestDesk) -> Vec<(String, &'static str, u32)> {
    let rows = desk.file().who_viewed().unwrap();
    rows.into_iter().map(|v| (v.by, v.action.id, v.count)).collect()
}

#[test]
fn views_are_told_newest_first_with_repeats_counted() {
    let mut desk = TestDesk::new("case_officer");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person).card().unwrap();
    desk.file().card().unwrap();
    desk.file().card().unwrap();
    desk.session.end_visit().unwrap();
    desk.switch("front_desk");
    desk.open(person).card().unwrap();
    let me = "Testaaja front_desk".to_owned();
    let unit = "Neuvonta".to_owned();
    assert_eq!(
        told(&mut desk),
        [
            (me.clone(), "viewed-open", 1),
            (me, "viewed-create", 1),
            (unit.clone(), "viewed-change", 1),
            (unit.clone(), "viewed-repeated", 2),
            (unit.clone(), "viewed-open", 1),
            (unit, "viewed-create", 1),
        ],
        "a clerk sees the units of others"
    );
    let rows = desk.file().who_viewed().unwrap();
    assert_eq!(rows[0].action.id, "viewed-read", "reading the log is a row");
    assert!(
        rows.iter()
            .filter(|v| v.action.id == "viewed-open")
            .all(|v| { v.purpose.as_ref().is_some_and(|p| p.id == "purpose-visit") && v.unit == "Neuvonta" })
    );
}

#[test]
fn a_supervisor_sees_names_of_the_own_unit() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    desk.switch("supervisor");
    desk.open(person);
    assert!(told(&mut desk).iter().any(|(by, ..)| by == "Testaaja front_desk"));
    desk.session.who.unit = desk.other_unit;
    let others = told(&mut desk);
    assert!(others.iter().all(|(by, ..)| by != "Testaaja front_desk"), "{others:?}");
}

#[test]
fn what_was_done_in_a_sealed_group_is_told_only_to_who_reads_it_and_who_did_it() {
    let mut desk = TestDesk::new("front_desk");
    let person = desk.person("Salo", "Aino", &[]);
    desk.open(person);
    let body =
        LogBody { subject: Some(person), comp: Some(Compartment::Safety.code()), ..LogBody::default() };
    desk.log(vec![Entry::ok(LogAction::SealedWithoutReading, body)]);
    let tells = |desk: &mut TestDesk| told(desk).iter().any(|(_, action, _)| *action == "viewed-sealed");
    assert!(tells(&mut desk), "the own act");
    for (role, reads) in [("supervisor", false), ("case_officer", true)] {
        desk.switch(role);
        desk.open(person);
        assert_eq!(tells(&mut desk), reads, "{role}");
    }
}
