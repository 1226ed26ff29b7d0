//! The access log on the screen: opened, narrowed, read; nothing of it without the right.

use super::desk::{NOW, id};
use super::office::Office;
use crate::desk::api::{Abilities, LogLine, LogQuery, LogReview, Message, Refusal};
use crate::register::time;

/// Some rows of a log, whatever is asked for; `spice` stands behind every name.
pub fn review(spice: &str, query: LogQuery) -> LogReview {
    let line = |n: u64, action: &str| LogLine {
        dev: id(7),
        n,
        at: NOW,
        by: Some(format!("Marja Virtanen{spice}")),
        role: Some("front_desk".to_owned()),
        action: action.to_owned(),
        outcome: None,
        client: None,
        about: None,
        compartment: None,
        purpose: None,
        count: 1,
        sealed: false,
        unreadable: false,
    };
    let visit = Some(Message::new("purpose-visit"));
    let lines = vec![
        LogLine { client: Some(id(1)), purpose: visit, ..line(9, "201") },
        LogLine { sealed: true, ..line(8, "204") },
        LogLine {
            client: Some(id(1)),
            outcome: Some(Message::new("log-outcome-refused")),
            compartment: Some("compartment-safety"),
            ..line(7, "203")
        },
        LogLine { about: Some(format!("Sari Korhonen{spice}")), count: 3, ..line(6, "402") },
        LogLine { by: None, role: None, unreadable: true, ..line(5, "102") },
    ];
    let today = time::day_of(NOW);
    let query = LogQuery { from: today - 6, until: today, ..query };
    LogReview { lines, more: query.user.is_empty(), query }
}

/// The log auditor, logged in.
fn auditor() -> Office {
    let mut office = Office::new();
    office.desk.abilities = Abilities {
        clients: false,
        users: true,
        accounts: false,
        grants: false,
        log: true,
        configure: false,
    };
    office.keys("laaksop<enter>oikea<space>salasana<enter>");
    office
}

#[test]
fn the_users_screen_leads_to_the_log_and_back() {
    let mut office = auditor();
    office.shows("Lokivalvonta: F2, loki");
    office.keys("<f2>log.open<enter>").shows("Tämä katselu kirjattiin");
    office.shows("avasi asiakkaan");
    // Enter opens nothing: of a client there is the id only.
    office.keys("<enter>").shows("Tämä katselu kirjattiin");
    office.keys("<esc>").shows("korhonens");
}

#[test]
fn without_the_right_there_is_no_log() {
    let mut office = auditor();
    office.desk.abilities.log = false;
    office.keys("<c-l>oikea<space>salasana<enter><f2>log.open<enter>").shows("oikeutesi ei kata tätä");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("log ")), "{:?}", office.desk.log);
}

#[test]
fn the_filter_takes_a_user_an_action_and_a_client() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>/").shows("Lokin rajaus");
    office.keys("<enter><enter>virtanenm<enter>204<enter>0000aaaa<f9>").shows("virtanenm, haki, 0000aaaa");
    assert_eq!(office.desk.log.last().unwrap(), "log virtanenm 204 0000aaaa");
    // The filter is open again as it was asked; a wrong one says why and stays.
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-log-user")));
    office.keys("/<enter><enter><c-u>muu<f9>").shows("Käyttäjätunnusta ei ole");
    office.shows("Lokin rajaus");
    office.keys("<f9>");
    assert_eq!(office.desk.log.last().unwrap(), "log muu 204 0000aaaa");
    office.keys("<esc>").shows("korhonens");
}

#[test]
fn a_filter_that_nobody_touched_is_left_without_a_question() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>/").shows("Näytä rivit F9");
    office.keys("<esc>").shows("Tämä katselu kirjattiin");
}

#[test]
fn a_filter_that_is_wrong_speaks_of_no_saving() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>/<c-u>eilen<f9>").shows("Korjaa 1 kenttä, niin rivit haetaan.");
}

#[test]
fn one_key_narrows_to_the_client_of_a_row() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>a");
    let id = id(1).to_string();
    assert_eq!(office.desk.log.last().unwrap(), &format!("log   {id}"));
    office.keys("<down>a").shows("rivillä ei ole asiakasta");
}

#[test]
fn a_sealed_text_is_read_one_by_one() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><c-e>").shows("ei salattua tietoa");
    office.keys("<down><c-e>").shows("meikäl mai");
    office.keys("<f9>").hides("meikäl mai");
    assert!(office.desk.log.contains(&"log detail 8".to_owned()));
}

#[test]
fn the_log_comes_back_after_a_lock_with_its_filter() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>/<enter><enter>virtanenm<f9><c-l>");
    office.hides("Marja");
    office.keys("oikea<space>salasana<enter>").shows("virtanenm");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "log virtanenm  ").count(), 2);
}
