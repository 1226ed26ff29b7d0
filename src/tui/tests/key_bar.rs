//! The key bar names what there is; a key that does nothing here says why.

use super::office::Office;
use super::shots::SCREENS;
use crate::register::words::Lang;
use crate::tui::action::ACTIONS;
use crate::tui::route::not_yet;

/// The last row.
fn bar(office: &Office) -> String {
    office.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn what_comes_with_a_later_version_is_on_no_key_bar_and_its_key_says_so() {
    for (name, script) in SCREENS {
        let mut office = Office::at_work(Lang::Fi, (120, 40));
        office.keys(script);
        let bar = bar(&office);
        for meta in ACTIONS.iter().filter(|meta| not_yet(meta.action)) {
            let short = office.app.words.attribute(&meta.words(), "short").unwrap();
            assert!(!bar.contains(&format!(" {short}  ")), "{name}: {bar}");
        }
    }
    for key in ["<f4>", "<f7>", "<c-t>"] {
        Office::open().keys(key).shows("ei vielä tässä versiossa");
    }
    Office::card().keys("<c-t>").shows("ei vielä tässä versiossa");
}

#[test]
fn where_nothing_lies_behind_a_screen_the_key_bar_names_the_end_of_the_program() {
    let office = Office::new();
    assert_eq!(bar(&office), "F1 Ohje  Enter Kirjaudu  F7 Aktivointi  Ctrl-Q Lopeta");
    let mut office = Office::new();
    office.keys("<f7>");
    assert!(bar(&office).ends_with("Esc Takaisin"), "the activation goes back to the login");
    let mut office = Office::open();
    assert!(bar(&office).ends_with("Ctrl-Q Lopeta"));
    office.keys("meik");
    assert!(bar(&office).ends_with("Esc Takaisin"), "there is a line to clear");
}

#[test]
fn the_time_line_names_the_key_that_fills_a_gap() {
    let mut office = Office::card();
    office.keys("3");
    assert!(bar(&office).contains("A Täytä aukko"), "{}", bar(&office));
    office.keys("<down>a").shows("uusi");
}

#[test]
fn a_screen_that_is_only_read_offers_nothing_else() {
    let mut office = Office::card();
    office.keys("<f2>client.who<enter>");
    for word in ["Uusi", "Hyväksy", "Avaa"] {
        assert!(!bar(&office).contains(word), "{}", bar(&office));
    }
    office.keys("<f7>").shows("tässä näytössä vain katsellaan");
}

#[test]
fn a_field_without_a_list_says_so() {
    let mut office = Office::card();
    office.keys("1<enter><f4>").shows("Tälle kentälle ei ole luetteloa.");
    let mut office = Office::card();
    office.keys("<c-y>4<tab><tab><tab>").hides("F4");
    office.keys("<f4>").shows("Kirjoita päivä ja kello.");
}

#[test]
fn on_the_card_the_end_of_the_visit_comes_second() {
    for lang in Lang::ALL {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("nisk<enter>1");
        let bar = bar(&office);
        let keys: Vec<&str> = bar.split("  ").filter_map(|item| item.split(' ').next()).collect();
        assert_eq!(keys.get(..3), Some(&["F1", "F3", "Enter"][..]), "{bar}");
    }
}

#[test]
fn the_card_names_arrival_and_acceptance_where_there_is_something_to_arrive_for_or_accept() {
    let mut office = Office::at_work(Lang::Fi, (120, 40));
    office.keys("nisk<enter>1");
    assert!(bar(&office).contains("A Hyväksy"), "{}", bar(&office));
    let arrived = bar(&office).contains("S Saapui");
    (office.desk.booked, office.desk.waits) = (false, false);
    office.keys("<f5>");
    assert!(!bar(&office).contains("A Hyväksy"), "{}", bar(&office));
    assert!(arrived && !bar(&office).contains("S Saapui"), "{}", bar(&office));
    // The keys answer all the same.
    office.keys("a").shows("ei odota");
}

#[test]
fn what_is_only_shown_is_not_offered_to_be_chosen() {
    let mut office = Office::card();
    office.keys("!").shows("TURVAKIELTO");
    assert_eq!(bar(&office), "F8 Piilota  Esc Takaisin");
    office.keys("<enter>").shows("Asiakaskortti");
    // What is chosen from says so.
    office.keys("<c-x>");
    assert!(bar(&office).contains("Enter Valitse"), "{}", bar(&office));
}

#[test]
fn the_key_that_shows_what_is_hidden_is_named_where_something_is() {
    let bar_of = |script: &str| {
        let mut office = Office::at_work(Lang::Fi, (200, 40));
        office.keys("nisk<enter>1").keys(script);
        bar(&office)
    };
    // The henkilötunnus is masked; a contact, the time line and the plan hide nothing.
    for script in ["", "1", "1<down><enter>"] {
        assert!(bar_of(script).contains("Ctrl-E"), "{script}: {}", bar_of(script));
    }
    for script in ["1<enter>", "1<down><enter><c-e>", "3", "4", "4<enter>", "5", "5<enter>"] {
        assert!(!bar_of(script).contains("Ctrl-E"), "{script}: {}", bar_of(script));
    }
    let mut office = Office::card();
    office.keys("5<c-e>").shows("ei salattua tietoa tässä");
}
