//! Texts that are longer than their place, lists that are narrowed by what was typed, and who is meant by a name.

use super::desk::{NOW, kind};
use super::office::Office;
use crate::desk::api::{HistoryEntry, Message, Shown};
use crate::register::words::{Lang, Words};
use crate::register::{Type, Value};
use crate::tui::screen::{Screen, reader::Reader, show};

fn text(text: &str) -> Shown {
    Shown::Value { value: Value::Text(text.to_owned()), label: None }
}

#[test]
fn a_corrected_note_is_told_by_its_first_words_and_read_whole() {
    let mut office = Office::card();
    let field = kind("contact").field("text").unwrap().number;
    let at = |from: Shown, to: &str| HistoryEntry {
        at: NOW,
        by: "Sari Korhonen".into(),
        field,
        from,
        to: text(to),
    };
    let long = format!("Soitettu uudelleen.\n{}loppu", "ja kerrottu ".repeat(60));
    office.desk.history =
        Some(vec![at(text("Soitettu kerran."), &long), at(Shown::Empty, "Soitettu kerran.")]);
    office.keys("h").shows("Soitettu kerran");
    office.shows("Soitettu uudelleen");
    office.hides("loppu");
    office.keys("<enter>").shows("loppu");
    office.shows("Soitettu kerran.");
    // Back to the rows, not out of the screen.
    office.keys("<esc>").shows("Korhonen S.");
    office.hides("loppu");
}

#[test]
fn what_is_read_of_a_revealed_history_goes_when_it_is_masked() {
    let mut office = Office::card();
    office.keys("1h<c-e>syy<enter>").shows("Salakuja");
    office.keys("<enter>").shows("Salakuja");
    office.wait(31_000);
    office.hides("Salakuja");
}

#[test]
fn a_note_that_is_read_begins_at_its_beginning_and_says_what_is_below() {
    let mut office = Office::card();
    let lines: Vec<String> = (1..=300).map(|n| format!("rivi {n} on")).collect();
    office.desk.note = Some(lines.join("\n"));
    office.keys("5<enter>").shows("rivi 1 on");
    office.shows("↓ 288");
    office.hides("rivi 300 on");
    let at_text = |office: &mut Office| {
        for _ in 0..20 {
            office.keys("<tab>");
            if office.screen().lines().any(|l| l.contains("▏rivi 1 on")) {
                return;
            }
        }
        panic!("{}", office.screen());
    };
    at_text(&mut office);
    for _ in 0..20 {
        office.keys("<down>");
    }
    office.shows("rivi 21 on");
    office.shows("↑ 9");
    office.hides("rivi 1 on");
}

#[test]
fn a_list_opens_narrowed_by_what_was_typed() {
    let mut office = Office::card();
    office.keys("3<f7><down><enter>");
    let mut office = Office::card();
    office.keys("5<enter><tab>soit<f4>").shows("> soit");
    office.shows("Soitto");
    office.hides("Kirje asiakkaalle");
}

#[test]
fn a_colleague_is_found_by_either_name_and_shown_with_the_surname_first() {
    let words = Words::full(Lang::Fi);
    let of = kind("task");
    let field = of.every_field().find(|f| f.ty == Type::UserRef && !f.computed).unwrap();
    let (sari, sami) = (super::desk::id(9), super::desk::id(8));
    let named = |id, name| (id, show::referred(&words, field, name));
    let choices = [(field.number, vec![named(sari, "Sari Korhonen"), named(sami, "Sami Virtanen")])];
    let reader = Reader { kind: of, choices: &choices, searched: &[], words: &words, now: NOW };
    for typed in ["korhonen", "sari", "Sari Korhonen", "Korhonen Sari", "korh sar"] {
        assert_eq!(reader.read(field.number, typed), Ok(Some(Value::Id(sari))), "{typed}");
    }
    assert!(reader.read(field.number, "sa").is_err(), "two of them");
    assert_eq!(reader.text(field, &Value::Id(sari)), "Korhonen Sari");
}

#[test]
fn a_way_without_a_short_name_is_told_by_its_long_one() {
    let office = Office::open();
    let effect = Message::new("effect-contact").with("method", "31");
    let said = show::say(&office.app.words, &effect);
    assert!(said.starts_with("yhteydenotto 31 ") && said.chars().count() < 40, "{said}");
}

#[test]
fn the_preview_of_a_note_says_whom_its_reminder_reminds() {
    let mut office = Office::card();
    office.keys("<c-y>2").shows("muistutus 11.12.2026, Sari Korhonen");
    office.keys("<esc>1<tab><tab>t+2").shows("muistutus 11.12.2026, sinulle");
}

#[test]
fn withdrawn_entries_are_counted_shown_and_have_their_history() {
    let mut office = Office::card();
    office.keys("5").shows("2 poistettua tai korjattua: X näyttää.");
    office.keys("x").shows("Poistettu käytöstä tai korjattu");
    office.shows("Poistanut käytöstä Salmi Kaisa");
    office.hides("X näyttää");
    office.shows("5/5   rajaus");
    office.keys("<del>").shows("merkintä ei ole enää voimassa");
    office.keys("k").shows("merkintä ei ole enää voimassa");
    office.keys("<down>").shows("Korjannut Salmi Kaisa");
    // There is no form of it: Enter and H open its history.
    office.keys("<enter>").shows("Virtanen M.");
    assert_eq!(office.desk.log.last().map(String::as_str), Some("history contact"));
    office.keys("<esc>h");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "history contact").count(), 2);
    // Where nothing was withdrawn nothing is said of it.
    let mut office = Office::card();
    office.keys("1").hides("X näyttää");
    office.keys("x").shows("ei ole poistettuja");
}

#[test]
fn a_wrong_entry_is_corrected_by_a_new_one_also_over_a_lock() {
    let mut office = Office::card();
    office.keys("5k").shows("Yhteydenotto: korjaus");
    assert!(office.desk.log.iter().any(|request| request == "correction contact"));
    office.keys("<tab><tab>Oikea aihe<c-l>").shows("Lukittu");
    office.keys("oikea<space>salasana<enter>").shows("Yhteydenotto: korjaus");
    office.shows("Oikea aihe");
    assert_eq!(office.desk.log.iter().filter(|request| *request == "correction contact").count(), 2);
    // What is changed in its own form is not corrected by a new one.
    let mut office = Office::card();
    office.keys("1k").shows("muutetaan omalla lomakkeellaan");
}

#[test]
fn work_education_and_tasks_of_a_plan_are_withdrawn_where_they_stand() {
    let mut office = Office::card();
    office.keys("3<del>väärä henkilö<f9>");
    assert!(
        office.desk.log.iter().any(|r| r.starts_with("withdraw work_history väärä")),
        "{:?}",
        office.desk.log
    );
    office.keys("x");
    assert!(office.desk.log.contains(&"list work_history".to_owned()), "{:?}", office.desk.log);
    let mut office = Office::card();
    office.keys("4<down><del>väärä tehtävä<f9>");
    assert!(
        office.desk.log.iter().any(|r| r.starts_with("withdraw plan_task väärä")),
        "{:?}",
        office.desk.log
    );
}

#[test]
fn a_very_long_name_leaves_the_rest_of_the_client_line_whole() {
    let mut office = Office::card();
    let file = office.app.file.as_mut().unwrap();
    file.line.name = format!("{} Maija Inkeri", "HOHENLOHE-".repeat(9));
    for rest in ["s. 1.5.1994", "010594Y****", "på svenska"] {
        office.shows(rest);
    }
    office.shows("HOHENLOHE-HOHENLOHE-");
}

#[test]
fn the_form_of_an_individual_right_names_the_user() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter>o").shows("Oikeus suojattuihin tietoihin: Sari Korhonen");
}

#[test]
fn a_field_says_the_key_that_reveals_to_those_who_may() {
    let at_hidden = |office: &Office| {
        let screen = office.screen();
        screen.lines().find(|line| line.contains("[salattu]")).map(str::to_owned).unwrap()
    };
    let mut office = Office::card();
    office.keys("3<enter>");
    assert!(at_hidden(&office).contains("Ctrl-E"), "{}", office.screen());
    let mut office = Office::card();
    office.app.file.as_mut().unwrap().may.reveal =
        crate::desk::api::Allowed::No(Message::new("reason-no-right"));
    office.keys("3<enter>");
    assert!(!at_hidden(&office).contains("Ctrl-E"), "{}", office.screen());
}

#[test]
fn a_digit_is_no_tick_and_a_password_is_cleared_by_the_key_that_clears() {
    let mut office = Office::card();
    office.keys("4a31").hides("Jäljennös: 1 käteen");
    office.keys("x").shows("Jäljennös: 1 käteen");
    let mut office = Office::new();
    office.keys("virtanenm<enter>väärin<c-u>oikea<space>salasana<enter>").shows("Asiakashaku");
}

#[test]
fn a_command_is_found_by_a_part_of_a_compound_word() {
    let mut office = Office::at_work(Lang::Sv, (80, 24));
    office.keys("<f2>språk").shows("Byt skärmspråk");
}

#[test]
fn what_was_just_recorded_is_selected_when_the_list_is_read_again() {
    let mut office = Office::card();
    office.keys("1");
    let recorded = super::desk::id(42);
    if let Some(Screen::List(list)) = office.app.stack.last_mut().map(|entry| &mut entry.screen) {
        list.recorded = Some(recorded);
    }
    office.keys("<f5>");
    let Some(Screen::List(list)) = office.app.top() else { panic!("{}", office.screen()) };
    assert_eq!(list.selected(), Some((kind("person").number, Some(recorded))));
}
