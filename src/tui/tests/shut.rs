//! Lists that are read for a typed reason alone: shut until one is given, and again after a while.

use super::office::Office;

const SHUT: &str = "Suljettu: Enter kysyy perusteen.";

/// A card with a group of its own for orders of turvakielto.
fn card() -> Office {
    let mut office = Office::open();
    office.desk.orders = true;
    office.keys("010594Y9032<enter>1");
    office
}

fn asked(office: &Office, what: &str) -> usize {
    office.desk.log.iter().filter(|asked| asked.as_str() == what).count()
}

#[test]
fn a_shut_list_says_so_and_opens_for_a_reason() {
    for key in ["<enter>", "<c-e>"] {
        let mut office = card();
        office.keys("8").shows(SHUT);
        office.hides("Kirjasi Korhonen S.");
        office.keys(key).shows("Avaa suljettu luettelo");
        office.keys("<enter>").shows("Kirjoita peruste");
        office.keys("<esc>").shows(SHUT);
        office.keys(&format!("{key}tarkistan keston<enter>")).hides(SHUT);
        office.shows("[salattu]");
        office.shows("Kirjasi Korhonen S.");
        assert_eq!(asked(&office, "list security_prohibition tarkistan keston"), 1);
    }
}

#[test]
fn nothing_is_told_of_what_is_shut_and_a_new_record_needs_no_reason() {
    let mut office = card();
    for key in ["x", "h", "<del>"] {
        office.keys("8").keys(key).shows("anna ensin peruste");
        office.shows(SHUT);
        office.keys("<esc>");
    }
    office.keys("8<f7>").hides(SHUT);
    assert_eq!(asked(&office, "form security_prohibition false"), 1);
}

#[test]
fn history_and_withdrawn_rows_of_an_open_list_use_its_reason() {
    let mut office = card();
    office.keys("8<enter>tarkistan keston<enter>x").shows("Salmi Kaisa");
    assert_eq!(asked(&office, "withdrawn tarkistan keston"), 1);
    office.keys("h<esc>");
    assert_eq!(asked(&office, "history security_prohibition tarkistan keston"), 1);
    office.hides(SHUT);
}

#[test]
fn an_open_list_is_shut_after_a_while_and_when_it_is_read_again() {
    let mut office = card();
    office.keys("8<enter>tarkistan keston<enter>x").shows("Salmi Kaisa");
    office.wait(30_001);
    office.shows(SHUT);
    office.hides("Salmi Kaisa");
    office.hides("[salattu]");
    office.keys("<enter>toinen peruste<enter>").hides(SHUT);
    office.keys("<f5>").shows(SHUT);
    assert_eq!(asked(&office, "list security_prohibition"), 2, "read again without the reason");
}

#[test]
fn a_list_waits_for_the_value_whose_reason_is_being_typed() {
    let mut office = card();
    office.keys("8<enter>tarkistan keston<enter><c-e>asiakas kys");
    office.wait(30_001);
    office.keys("yy<enter>").hides(SHUT);
    office.shows("+358501234567");
    office.wait(30_001);
    office.shows(SHUT);
}

#[test]
fn the_history_of_an_open_list_is_not_read_again_without_its_reason() {
    let mut office = card();
    office.keys("8<enter>tarkistan keston<enter>h").shows("Virtanen M.");
    office.keys("<f2>kieli<enter>");
    assert_eq!(asked(&office, "history security_prohibition"), 0);
}

#[test]
fn a_list_that_waited_in_vain_is_shut_at_the_next_turn() {
    let mut office = card();
    office.keys("8<enter>tarkistan keston<enter><c-e>asiakas");
    office.wait(30_001);
    office.keys("<esc>").hides(SHUT);
    office.wait(30_001);
    office.shows(SHUT);
}
