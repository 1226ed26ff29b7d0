//! The access log on the screen: opened, narrowed, read; nothing of it without the right.

use super::desk::{NOW, id};
use super::office::Office;
use crate::desk::api::{Abilities, Allowed, LogLine, LogQuery, LogReview, LogSum, LogSums, Message, Refusal};
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

/// The numbers of two users; `spice` stands behind every name.
pub fn sums(spice: &str, from: i32, until: i32) -> LogSums {
    let line = |n: u8, login: &str, name: &str| LogSum {
        user: id(n),
        login: format!("{login}{spice}"),
        name: format!("{name}{spice}"),
        searches: 0,
        opened: 0,
        revealed: 0,
        broken: 0,
        groundless: 0,
        refused: 0,
        reviewed: None,
        review: Allowed::Yes,
    };
    let clerk = LogSum {
        searches: 212,
        opened: 141,
        revealed: 3,
        broken: 1,
        groundless: 4,
        refused: 2,
        ..line(90, "virtanenm", "Marja Virtanen")
    };
    let own = LogSum {
        reviewed: Some((NOW, format!("Petri Laakso{spice}"))),
        review: Allowed::No(Message::new("refused-own-review")),
        ..line(91, "salmik", "Kimmo Salmi")
    };
    let today = time::day_of(NOW);
    let (from, until) = if from == 0 { (today - 6, today) } else { (from, until) };
    LogSums { lines: vec![clerk, own], from, until, unit: None }
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
        log_sums: true,
        configure: false,
    };
    office.keys("laaksop<enter>oikea<space>salasana<enter>");
    office
}

#[test]
fn the_users_screen_leads_to_the_log_and_back() {
    let mut office = auditor();
    office.shows("Lokivalvonta: F2, loki");
    office.keys("<f2>log.open<enter><enter>").shows("Tämä katselu kirjattiin");
    office.shows("avasi asiakkaan");
    // Row 22 has the selected row whole.
    office.shows("avasi asiakkaan, 01010101, käynti, neuvonta ja asiakaspalvelu, Marja Virtanen");
    // Enter opens nothing: of a client there is the id only.
    office.keys("<enter>").shows("asiakkaasta on vain tunniste");
    office.keys("<esc>").shows("Peruste puuttuu");
    office.keys("<esc>").shows("korhonens");
}

#[test]
fn without_the_right_there_is_no_log() {
    let mut office = auditor();
    (office.desk.abilities.log, office.desk.abilities.log_sums) = (false, false);
    office.keys("<c-l>oikea<space>salasana<enter><f2>log.open<enter>").shows("oikeutesi ei kata tätä");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("log ")), "{:?}", office.desk.log);
}

#[test]
fn the_filter_takes_a_user_an_action_and_a_client() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>/").shows("Lokin rajaus");
    office.keys("<enter><enter>virtanenm<enter>204<enter>0000aaaa<f9>").shows("virtanenm, haki, 0000aaaa");
    assert_eq!(office.desk.log.last().unwrap(), "log virtanenm 204 0000aaaa");
    // The filter is open again as it was asked; a wrong one says why and stays.
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-log-user")));
    office.keys("/<enter><enter><c-u>muu<f9>").shows("Käyttäjätunnusta ei ole");
    office.shows("Lokin rajaus");
    office.keys("<f9>");
    assert_eq!(office.desk.log.last().unwrap(), "log muu 204 0000aaaa");
    office.keys("<esc><esc>").shows("korhonens");
}

#[test]
fn a_filter_that_nobody_touched_is_left_without_a_question() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>/").shows("Näytä rivit F9");
    office.keys("<esc>").shows("Tämä katselu kirjattiin");
}

#[test]
fn a_filter_that_is_wrong_speaks_of_no_saving() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>/<c-u>eilen<f9>").shows("Korjaa 1 kenttä, niin rivit haetaan.");
}

#[test]
fn one_key_narrows_to_the_client_of_a_row() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>a");
    let id = id(1).to_string();
    assert_eq!(office.desk.log.last().unwrap(), &format!("log   {id}"));
    office.keys("<down>a").shows("rivillä ei ole asiakasta");
}

#[test]
fn a_sealed_text_is_read_one_by_one() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter><c-e>").shows("ei salattua tietoa");
    office.keys("<down><c-e>").shows("Enter näyttää sen");
    assert!(!office.desk.log.iter().any(|request| request.starts_with("log detail")), "not without a reason");
    office.keys("asiakas kysyi<enter>").shows("meikäl mai");
    office.keys("<f9>").hides("meikäl mai");
    assert!(office.desk.log.contains(&"log detail 8 asiakas kysyi".to_owned()));
}

#[test]
fn the_log_comes_back_after_a_lock_with_its_filter() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>/<enter><enter>virtanenm<f9><c-l>");
    office.hides("Marja");
    office.keys("oikea<space>salasana<enter>").shows("virtanenm");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "log virtanenm  ").count(), 2);
}

#[test]
fn the_numbers_come_first_and_lead_to_the_rows_of_a_user() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>").shows("212     141");
    office.shows("Kaikki");
    // By surname, as the names are shown.
    let screen = office.screen();
    assert!(screen.rfind("Salmi K.") < screen.rfind("Virtanen M."), "{screen}");
    office.keys("<down><down>").shows("evättyjä 2");
    office.keys("<enter>");
    assert_eq!(office.desk.log.last().unwrap(), "log virtanenm  ");
    office.keys("<esc>/<c-u>1.12.2026<tab><c-u>2.12.2026<f9>").shows("1.12.2026–2.12.2026");
    assert_eq!(office.desk.log.last().unwrap(), "log sums");
    office.keys("<c-l>oikea<space>salasana<enter>").shows("1.12.2026–2.12.2026");
}

#[test]
fn a_supervisor_reads_the_numbers_and_no_rows() {
    let mut office = auditor();
    office.desk.abilities.log = false;
    office.keys("<c-l>oikea<space>salasana<enter><f2>log.open<enter>").shows("Peruste puuttuu");
    let screen = office.screen();
    assert!(!screen.lines().last().unwrap_or_default().contains("Enter"), "{screen}");
    office.keys("<enter>").shows("Avaa valittu: roolisi näkee luvut, ei rivejä.");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("log  ")), "{:?}", office.desk.log);
}

#[test]
fn days_of_a_user_are_marked_with_a_note() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter>v").shows("valitse ensin käyttäjä");
    office.keys("<down><down>v<f9>").shows("Kirjoita huomautus.");
    // Enter does not mark: it is an act, and F9 does it.
    office.keys("Avaukset<space>vastaavat<enter>").shows("Avaukset vastaavat");
    office.keys("<f9>").shows("Marja Virtanen");
    assert!(office.desk.log.contains(&"log reviewed Avaukset vastaavat".to_owned()), "{:?}", office.desk.log);
    assert_eq!(office.desk.log.last().unwrap(), "log sums", "and it is read again");
    office.keys("<up>v").shows("omia tapahtumiasi");
}

#[test]
fn the_name_of_a_client_is_told_for_a_typed_reason() {
    let mut office = auditor();
    office.keys("<f2>log.open<enter><enter>n").shows("Peruste");
    office.keys("<enter>").shows("Kirjoita peruste.");
    office.keys("Asiakas<space>kysyi<enter>").shows("Meikäläinen Maija");
    office.keys("<f9>").hides("Meikäläinen");
    assert!(office.desk.log.contains(&"log name 9 Asiakas kysyi".to_owned()));
    office.keys("<down>n").shows("rivillä ei ole asiakasta");
}
