//! Making a plan and changing it: from the plan screen to the form of the plan's own record and back.

use super::office::Office;
use crate::desk::api::{Allowed, Message};

#[test]
fn a_client_without_a_plan_gets_one_by_f7_or_enter() {
    for key in ["<f7>", "<enter>"] {
        let mut office = Office::card();
        office.desk.plan = false;
        office.keys("4").shows("suunnitelmaa ei ole");
        office.keys(key).shows("Työllistymissuunnitelma: uusi");
        assert!(office.desk.log.contains(&"form employment_plan false".to_owned()), "{:?}", office.desk.log);
        office.keys("<esc>").shows("suunnitelmaa ei ole");
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

/// What was asked of the desk for an acceptance.
fn accepted(office: &Office) -> Vec<&String> {
    office.desk.log.iter().filter(|r| r.starts_with("accept")).collect()
}

#[test]
fn a_half_answered_acceptance_is_there_again_after_a_lock() {
    for begin in ["4a", "a"] {
        let mut office = Office::card();
        office.keys(begin).keys("3x<c-l>").shows("Keskeneräinen lomakkeesi on tallessa.");
        office.keys("oikea<space>salasana<enter>").shows("Jäljennös: 1 käteen");
        office.keys("2<f9>");
        assert_eq!(accepted(&office), ["accept other true Some(\"letter\")"]);
    }
}

#[test]
fn an_acceptance_is_kept_as_it_is_answered_and_offered_again() {
    let mut office = Office::card();
    office.keys("4a3x");
    office.wait(2_000);
    assert!(office.desk.log.contains(&"draft".to_owned()), "a kill would lose it\n{:?}", office.desk.log);
    // As after a kill: nothing was said to the desk but that.
    let mut again = Office::card();
    again.desk = office.desk;
    again.keys("4a").shows("on luonnos");
    again.keys("<f9>").shows("Jäljennös: 1 käteen");
    again.keys("1<f9>");
    assert_eq!(accepted(&again), ["accept other true Some(\"handed\")"]);
    again.desk.log.clear();
    again.keys("a").hides("on luonnos");
}

#[test]
fn an_acceptance_that_is_left_becomes_a_draft_of_its_own_plan() {
    let mut office = Office::card();
    office.keys("4a3<esc>").shows("Keskeneräinen hyväksyntä jäi luonnokseksi.");
    office.keys("<c-q>").shows("Sinulla on 1 luonnos tallessa.");
    office.keys("<esc>a").shows("on luonnos");
    office.keys("<del>").shows("Miten hyväksyi?");
    office.keys("<esc><c-q>");
    assert_eq!(office.quit, Some(0), "thrown away, and nothing was answered since");
    let mut office = Office::card();
    office.keys("4a3<f3>").shows("Asiakashaku");
    office.keys("010594Y9032<enter>14a").shows("on luonnos");
}

#[test]
fn the_alert_of_a_plan_that_waited_is_gone_with_its_acceptance() {
    let mut office = Office::card();
    office.keys("4").shows("+ 2 muuta (!)");
    office.desk.waits = false;
    office.keys("a1<f9>").hides("+ 2 muuta (!)");
}
