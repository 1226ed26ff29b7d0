//! An identity code in the form of a record that is there: masked, shown for a while, typed over, never written as it
//! is shown.

use super::office::Office;
use crate::register::words::Lang;

/// Another one than the help of the field has for an example.
const CODE: &str = "010594Y9021";
const MASK: &str = "010594Y****";

/// In the form of a person.
fn at_person() -> Office {
    let mut office = Office::card();
    office.keys("1<down><enter>").shows("Henkilö: muokkaa");
    office.desk.log.clear();
    office
}

/// In the form of a former identifier, whose every field but the reason is filled.
fn at_identifier() -> Office {
    let mut office = Office::card();
    office.keys("1<down><down><down><down><enter>").shows("Aiempi tunnus: muokkaa");
    office.desk.log.clear();
    office
}

/// The row of the form that the focus begins on.
fn first(office: &Office) -> String {
    let screen = office.screen();
    screen.lines().skip(3).find(|line| line.contains("tunnus")).unwrap_or_default().to_owned()
}

#[test]
fn the_code_of_a_record_stands_masked_and_the_key_that_shows_it_beside_it() {
    let office = at_person();
    assert!(first(&office).contains(MASK) && first(&office).contains("Ctrl-E"), "{}", office.screen());
    office.hides(CODE);
    // Of a new one nothing is masked: what somebody types stands open.
    let mut office = Office::card();
    office.keys("1<down><down><down><down><f7>010594Y9021").shows(CODE);
    office.keys("<enter>").shows(CODE);
}

#[test]
fn it_is_shown_without_a_reason_for_a_while_or_until_the_field_is_left() {
    let mut office = at_person();
    office.keys("<c-e>").shows(CODE);
    office.shows("Näyttäminen kirjataan");
    assert_eq!(office.desk.log, ["reveal person 1 "]);
    office.wait(30_000);
    office.hides(CODE);
    office.shows(MASK);
    office.keys("<c-e>").shows(CODE);
    office.keys("<enter>").hides(CODE);
    office.keys("<s-tab>").hides(CODE);
    office.shows(MASK);
    assert_eq!(office.desk.log.len(), 2, "each showing is asked for, and nothing is kept of it");
    // The right to what turvakielto hides is another one.
    office.app.file.as_mut().unwrap().may.reveal =
        crate::desk::api::Allowed::No(crate::desk::api::Message::new("reason-no-right"));
    office.keys("<c-e>").shows(CODE);
}

#[test]
fn what_is_untouched_is_neither_kept_nor_saved() {
    let mut office = at_identifier();
    office.keys("<c-e>").shows(CODE);
    // What is missing has the focus then.
    office.keys("<f9>typing_error<enter>").hides(CODE);
    office.wait(2_001);
    let kept = office.desk.drafts.values().cloned().collect::<String>();
    assert!(kept.contains("kirjausvirhe") && !kept.contains('*') && !kept.contains(CODE), "{kept}");
    office.keys("<f9>");
    let saved = office.desk.log.iter().find(|entry| entry.starts_with("save")).unwrap();
    assert!(saved.contains("[(4, Some("), "the reason alone: {saved}");
    assert!(!saved.contains('*') && !saved.contains(CODE), "{saved}");
}

#[test]
fn what_is_typed_takes_its_place_and_stands_open() {
    let mut office = at_identifier();
    office.keys("010594Y9043<enter>").shows("010594Y9043");
    office.shows("~ ennen: 010594Y****");
    office.wait(30_001);
    office.shows("010594Y9043");
    office.keys("<enter><enter>typing_error<f9>");
    let saved = office.desk.log.iter().find(|entry| entry.starts_with("save")).unwrap();
    assert!(saved.contains("(1, Some(") && !saved.contains("(2,") && !saved.contains('*'), "{saved}");
    // Taken back, it is as it was.
    let mut office = at_identifier();
    office.keys("0105<f5>").shows(MASK);
    office.keys("<down>").hides("~ ennen");
    office.keys("<up>");
    // Who empties it has emptied it, and a code is needed there.
    office.keys("<c-u><f9>").shows("Pakollinen tieto puuttuu");
}

#[test]
fn what_was_shown_is_mended_and_stays_open_as_typed() {
    let mut office = at_identifier();
    office.keys("<c-e><end><bs><bs>43").shows("010594Y9043");
    office.wait(30_001);
    office.shows("010594Y9043");
    office.keys("<enter>").shows("010594Y9043");
}

#[test]
fn the_mask_typed_as_a_value_is_none() {
    let mut office = at_identifier();
    office.keys("010594Y****<enter>").shows("!");
    office.keys("<f9>");
    assert!(!office.desk.log.iter().any(|entry| entry.starts_with("save")), "{:?}", office.desk.log);
}

#[test]
fn a_lock_and_another_language_leave_it_masked() {
    let mut office = at_person();
    office.keys("<c-e>").shows(CODE);
    office.keys("<c-l>").hides(CODE);
    office.keys("oikea<space>salasana<enter>").shows(MASK);
    office.hides(CODE);
    let mut office = Office::at_work(Lang::Sv, (80, 24));
    office.keys("nisk<enter>11<down><enter>").shows(MASK);
}
