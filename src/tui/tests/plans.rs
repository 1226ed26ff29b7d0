//! Making a plan and changing it: from the plan screen to the form of the plan's own record and back.

use super::desk::Office;
use crate::desk::api::{Allowed, Message};

#[test]
fn a_client_without_a_plan_gets_one_by_f7_or_enter() {
    for key in ["<f7>", "<enter>"] {
        let mut office = Office::card();
        office.desk.plan = false;
        office.keys("4").shows("Suunnitelmaa ei ole");
        office.keys(key).shows("Työllistymissuunnitelma: uusi");
        assert!(office.desk.log.contains(&"form employment_plan false".to_owned()), "{:?}", office.desk.log);
        office.keys("<esc>").shows("Suunnitelmaa ei ole");
    }
}

#[test]
fn a_saved_plan_is_read_again_and_shown() {
    let mut office = Office::card();
    office.desk.plan = false;
    office.keys("4<f7>01<enter><enter>Työnhaun tuki<f6>");
    let review = "<enter>14.12.2026<enter><enter><enter><enter><enter>draft<enter>";
    office.keys(review);
    office.desk.log.clear();
    office.keys("<f9>");
    let saved = office.desk.log.iter().position(|r| r.starts_with("save employment_plan"));
    let read = office.desk.log.iter().rposition(|r| r == "plan");
    assert!(saved.is_some() && saved < read, "{:?}\n{}", office.desk.log, office.screen());
    office.shows("TOIMINTASUUNNITELMA");
}

#[test]
fn m_opens_the_plan_itself_and_enter_its_task() {
    let mut office = Office::card();
    office.keys("4m").shows("Työllistymissuunnitelma: muokkaa");
    office.keys("<esc>").shows("TOIMINTASUUNNITELMA");
    office.keys("<enter>").shows("Suunnitelman tehtävä: muokkaa");
    office.keys("<esc>h<esc><f2>plan.history<enter>");
    let asked: Vec<&str> = office
        .desk
        .log
        .iter()
        .filter(|r| r.starts_with("form") || r.starts_with("history"))
        .map(|r| &**r)
        .collect();
    assert_eq!(
        asked,
        ["form employment_plan true", "form plan_task true", "history plan_task", "history employment_plan"]
    );
}

#[test]
fn who_may_not_make_or_change_a_plan_is_told_why() {
    let mut office = Office::open();
    office.desk.make_plan = Allowed::No(Message::new("reason-no-right"));
    office.desk.plan = false;
    office.keys("010594Y9032<enter>14");
    for key in ["<f7>", "<enter>"] {
        office.keys(key).shows("oikeu");
    }
    office.keys("m").shows("Suunnitelmaa ei ole");
    office.desk.plan = true;
    office.keys("<f5>m").shows("oikeu");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("form")), "{:?}", office.desk.log);
}

#[test]
fn a_replaced_plan_is_only_read() {
    let mut office = Office::card();
    office.keys("4v<tab><enter>m").shows("sitä vain luetaan");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("form")), "{:?}", office.desk.log);
}

#[test]
fn a_newer_version_says_which_one_is_in_force_meanwhile() {
    let mut office = Office::card();
    office.desk.behind = Some(2);
    office.desk.waits = false;
    office.keys("4").shows("versio 3; voimassa on versio 2 (V)");
}

#[test]
fn a_version_that_was_changed_gives_way_to_the_new_one() {
    let mut office = Office::card();
    // What is saved comes back under another id: a change of an accepted version makes a new one.
    office.keys("4v<enter>").shows("Suunnitelma, versio 2");
    office.keys("m<tab>t+7<tab><tab><tab><tab><tab><tab><tab><tab>draft");
    office.desk.log.clear();
    office.keys("<f9>");
    assert!(office.desk.log.contains(&"plan".to_owned()), "{:?}\n{}", office.desk.log, office.screen());
    office.hides("Suunnitelma, versio 2");
}
