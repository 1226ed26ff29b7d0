//! The quick note's fields beside its text: reminder and next time, and what the preview says of them.

use super::office::Office;
use crate::desk::api::Refusal;
use crate::register::kinds::by_name;
use crate::register::validate::FieldProblem;

#[test]
fn a_next_time_that_is_there_is_shown_and_not_asked() {
    let mut office = Office::card();
    office.keys("<c-y>2").shows("14.12.2026 9.30 (on jo, ei kysytä)");
    // It is no stop on the way: the button comes after the reminder.
    office.keys("<tab><tab><tab>").shows("[ Tallenna F9 ]");
    office.keys("<f9>");
    assert!(office.desk.log.iter().any(|r| r.starts_with("note 2 ") && r.ends_with("None false")));
}

#[test]
fn a_template_that_moves_a_time_asks_the_new_one_or_why_none_is_needed() {
    let mut office = Office::card();
    office.keys("<c-y>5<f9>").shows("* Seuraava aika");
    office.shows("Korjaa 1 kenttä");
    office.shows("Viimeistään 23.12.2026.");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("note")), "nothing is sent");
    // The focus is where something is missing.
    office.keys("14.12. 9.30").shows("+ seuraava aika 14.12.2026 9.30 työnhakukeskustelu");
    office.hides("Ei tarvita, miksi");
    office.keys("<f9>");
    assert!(
        office.desk.log.iter().any(|r| r.ends_with("false Some(1797233400000) None")),
        "{:?}",
        office.desk.log
    );
    office.keys("<c-y>5<tab><tab><tab><tab>soittaa itse<f9>");
    assert!(
        office.desk.log.iter().any(|r| r.ends_with("false None Some(\"soittaa itse\")")),
        "{:?}",
        office.desk.log
    );
}

#[test]
fn who_would_be_told_of_a_client_with_nothing_ahead_stands_in_the_preview() {
    let mut office = Office::card();
    office.keys("<c-y>4").shows("tehtävä yksikölle");
    office.keys("<tab><tab>t+2").hides("tehtävä yksikölle");
    office.keys("<c-u><tab>14.12. 9.30").hides("tehtävä yksikölle");
    office.shows("seuraava aika 14.12.2026 9.30 alkuhaastattelu");
}

#[test]
fn what_the_desk_finds_wrong_stands_at_the_field_of_the_strip() {
    let mut office = Office::card();
    let start = by_name("booking").unwrap().field("start").unwrap();
    office.desk.refuse = Some(Refusal::Invalid(vec![FieldProblem::new(start, "error-next-past")]));
    office.keys("<c-y>4<tab><tab><tab>1.12. 9.30<f9>").shows("! Seuraava aika on mennyt.");
    office.keys("<c-u>14.12. 9.30").shows("14.12. 9.30");
    let follow_up = by_name("contact").unwrap().field("follow_up").unwrap();
    office.desk.refuse = Some(Refusal::Invalid(vec![FieldProblem::new(follow_up, "error-reminder-past")]));
    office.keys("<f9>").shows("! Muistutus on menneisyydessä.");
    office.keys("t").shows("    Muistutus               t\n");
}

#[test]
fn a_next_time_that_was_typed_comes_back_after_a_lock_and_as_a_draft() {
    let mut office = Office::card();
    office.keys("<c-y>5<tab><tab><tab>14.12. 9.30<c-l>").hides("14.12.");
    office.keys("oikea<space>salasana<enter>").shows("14.12. 9.30");
    office.keys("<f3>nisk<enter>1<c-y>").shows("on luonnos");
    office.keys("<f9>").shows("14.12.2026 9.30");
}
