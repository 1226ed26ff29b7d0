//! The own password, changed in the middle of the work.

use super::office::Office;
use crate::desk::api::{Message, Refusal};
use crate::tui::screen::show;

const NEW: &str = "uusi<space>lause<enter>uusi<space>lause<enter>";

/// The clerk at a client's card, asked for the passwords.
fn asked() -> Office {
    let mut office = Office::card();
    office.keys("<f2>password.change<enter>").shows("Salasanan vaihto");
    office
}

#[test]
fn the_own_password_is_changed_and_the_work_goes_on() {
    let mut office = asked();
    office.hides("MEIKÄLÄINEN");
    office.hides("vanhentunut");
    office.keys("oikea<space>salasana<enter>").hides("oikea");
    office.keys(NEW).shows("Salasana on vaihdettu.");
    office.shows("Asiakaskortti");
    assert_eq!(office.desk.log, ["password"]);
}

#[test]
fn a_refusal_stands_at_the_field_it_is_about() {
    for (id, label, words) in [
        ("error-password-current", "Nykyinen salasana", "Salasana on väärä. Kirjoita nykyinen"),
        ("error-password-common", "Uusi salasana", "helppo arvata"),
    ] {
        let mut office = asked();
        office.desk.refuse = Some(Refusal::Cannot(Message::new(id)));
        office.keys("vanha<enter>").keys(NEW).shows(words);
        let screen = office.screen();
        let rows: Vec<&str> = screen.lines().collect();
        let row = rows.iter().position(|row| row.contains(label)).unwrap();
        assert!(rows[row + 1].contains(words), "{id}\n{screen}");
        assert!(
            !screen.contains('•') && !screen.contains("uusi lause") && !screen.contains("vanha"),
            "nothing typed stays\n{screen}"
        );
        // Typed anew it is changed.
        office.keys("vanha<enter>").keys(NEW).shows("Salasana on vaihdettu.");
    }
}

#[test]
fn two_that_differ_are_said_at_the_new_one_and_never_sent() {
    let mut office = asked();
    office.keys("vanha<enter>yksi<enter>toinen<enter>").shows("eivät ole samat");
    assert!(office.desk.log.is_empty(), "{:?}", office.desk.log);
}

#[test]
fn a_hint_beside_the_new_password_tells_how_hard_it_is_to_guess() {
    let mut office = asked();
    office.keys("vanha<enter>aaaaaaaaaaaaaaaa").hides("helppo arvata");
    office.keys("<enter>").shows("helppo arvata");
    // It speaks of what stands in the field and of nothing else.
    office.keys("<up>b").hides("helppo arvata");
    office.keys("<esc><f2>password.change<enter>vanha<enter>");
    office.keys("kurki<space>lentää<space>yli<space>jäisen<space>suon<enter>").shows("vahva");
    office.keys("toinen<enter>").shows("eivät ole samat");
    office.hides("vahva");
}

#[test]
fn esc_goes_back_to_the_work_and_the_lock_works_there_too() {
    let mut office = asked();
    office.keys("vanha<esc>").shows("Asiakaskortti");
    assert!(office.desk.log.is_empty(), "{:?}", office.desk.log);
    office.keys("<f2>password.change<enter>vanha<c-l>").shows("Lukittu klo");
    office.keys("oikea<space>salasana<enter>").shows("Asiakaskortti");
}

#[test]
fn close_persons_are_declared_from_the_palette_and_of_others_among_the_users() {
    let mut office = Office::card();
    office.keys("<f2>own.declare<enter>").shows("Omat ja läheisten tunnukset");
    office.keys("<tab>010594Y9032<f9>").shows("Nämä tiedot eivät enää aukea.");
    assert!(office.desk.log.contains(&"declare own /010594Y9032/".to_owned()), "{:?}", office.desk.log);
}

#[test]
fn the_people_of_the_practice_office_are_all_on_its_login_and_none_where_a_code_is_typed() {
    let mut office = Office::new();
    let roles =
        ["front_desk", "case_officer", "supervisor", "log_auditor", "administrator", "guidance_psychologist"];
    let person = |role: &&str| ("virtanenm".to_owned(), (*role).to_owned(), "sana ".repeat(9));
    office.app.welcome.practice_staff = roles.iter().map(person).collect();
    let shown: Vec<String> = roles.iter().map(|role| show::role(&office.app.words, role)).collect();
    shown.iter().for_each(|role| office.shows(role));
    // Nobody of them has a code: a part of them would read as all there are.
    office.keys("<f7>").hides("sana sana");
    office.keys("<esc>").shows("sana sana");
}
