//! Where a session begins and ends: another window, the clock, roles without clients, texts that wait.

use super::office::Office;
use crate::desk::api::{Abilities, Message, Refusal, Reply};
use crate::register::words::Lang;

const NOBODYS: Abilities = Abilities {
    clients: false,
    users: true,
    accounts: true,
    grants: false,
    log: false,
    log_sums: false,
    configure: true,
};

/// Somebody without clients, logged in.
fn without_clients(abilities: Abilities) -> Office {
    let mut office = Office::new();
    office.desk.abilities = abilities;
    office.keys("heinoo<enter>oikea<space>salasana<enter>");
    office
}

#[test]
fn a_second_window_says_so_until_something_else_is_said() {
    for lang in Lang::ALL {
        let mut office = Office::in_language(lang, (80, 24));
        let said = office.app.words.get("notice-other-window");
        office.hides(&said);
        office.desk.elsewhere = Some(Message::new("notice-other-window"));
        office.log_in().keys("<c-l>").shows(&said);
        // What the keys do stands above it.
        office.shows(&office.app.words.get("shell-login-hint"));
        office.keys("<f7>");
        office.shows(&office.app.words.get("shell-activate-hint"));
        office.shows(&said);
        office.keys("<esc><tab>");
        // Typing goes on under it, and logging in is not refused.
        office.keys("oikea<space>salasana<enter>");
        assert!(office.app.session.is_some());
    }
}

#[test]
fn who_has_no_clients_is_never_led_to_a_search() {
    let mut office = without_clients(NOBODYS);
    office.shows("Käyttäjät");
    office.keys("<f3>").shows("asiakashaku ei kuulu rooliisi");
    office.keys("<esc><esc>").shows("korhonens");
    office.keys("<c-l>oikea<space>salasana<enter>").shows("korhonens");
    office.keys("<esc>").shows("korhonens");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("search")), "{:?}", office.desk.log);
}

#[test]
fn a_role_that_only_reads_the_users_is_not_told_to_change_them() {
    let mut office = without_clients(Abilities { accounts: false, configure: false, ..NOBODYS });
    office.shows("Roolisi katsoo näitä");
    office.hides("antaa roolin");
    office.keys("<f2>clock.confirm<enter>").shows("vain ylläpitäjälle");
}

#[test]
fn an_administrator_confirms_the_clock_with_f9_and_the_own_password() {
    let mut office = without_clients(NOBODYS);
    office.keys("<f2>clock.confirm<enter>").shows("Onko kello oikeassa?");
    office.keys("<esc>").hides("Onko kello oikeassa?");
    assert!(!office.desk.log.contains(&"clock".to_owned()));
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys("<f2>clock.confirm<enter><f9>").shows("oma salasanasi uudelleen");
    office.keys("oikea<enter>").shows("Kello on vahvistettu oikeaksi");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "clock").count(), 2);
}

#[test]
fn the_word_that_a_form_is_kept_comes_from_the_desk() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu");
    office.hold = true;
    office.keys("<f3>");
    office.hides("jäi luonnokseksi");
    office.shows("Kauppakatu");
    office.pump();
    office.shows("jäi luonnokseksi");
    office.shows("Asiakashaku");
}

#[test]
fn what_could_not_be_kept_is_not_left_without_a_yes() {
    for (leave, there) in [("<f3>", "Asiakashaku"), ("<esc><f9>", "Henkilötiedot")] {
        let mut office = Office::card();
        office.keys("1<enter>Kauppakatu");
        office.desk.refuse_keep = Some(Refusal::Cannot(Message::new("error-disk-full")));
        office.keys(leave).shows("Luonnosta ei saatu talteen");
        office.shows("Teksti häviää");
        office.keys("<esc>").shows("Kauppakatu");
        office.hides("jäi luonnokseksi");
        // The disk is there again.
        office.keys(leave).shows("jäi luonnokseksi");
        office.shows(there);
        let mut office = Office::card();
        office.keys("1<enter>Kauppakatu");
        office.desk.refuse_keep = Some(Refusal::Cannot(Message::new("error-disk-full")));
        office.keys(leave).keys("<f9>").shows(there);
        office.hides("jäi luonnokseksi");
    }
}

#[test]
fn a_form_that_is_kept_nowhere_says_so_before_it_is_left() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>matti<esc>").shows("Teksti häviää");
    office.keys("<esc>").shows("matti");
    office.keys("<f3>").shows("Teksti häviää");
    office.keys("<f9>").shows("Asiakashaku");
}

#[test]
fn the_newest_letters_outlive_a_session_that_the_desk_ended() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu");
    // The ten hours are over: the next answer is no.
    office.hold = true;
    office.keys(" 18<tab>");
    let (req, _) = office.held.remove(0);
    office.held.insert(0, (req, Reply::Refused(Refusal::NoSession)));
    office.hold = false;
    office.pump();
    office.shows("Istunto on päättynyt");
    office.shows("Keskeneräinen lomakkeesi on tallessa");
    office.hides("Kauppakatu");
    assert!(office.app.unsealed.is_empty(), "nothing readable waits in the face");
    office.keys("oikea<space>salasana<enter>").shows("Kauppakatu 18");
}

#[test]
fn the_answers_of_an_acceptance_outlive_a_lock_but_for_its_tick() {
    let mut office = Office::card();
    office.keys("<c-y>7x3").shows("Tallennus tekee");
    office.keys("<c-l>oikea<space>salasana<enter>").shows("Tallennus tekee");
    office.keys("<f9>").shows("Käytiinkö sisältö ja merkitys läpi");
    office.keys("x<f9>");
    assert!(
        office.desk.log.iter().any(|r| r.starts_with("note 7") && r.contains("online")),
        "{:?}",
        office.desk.log
    );
}

#[test]
fn the_cover_says_how_to_come_back_and_nothing_of_the_client() {
    let mut office = Office::card();
    office.keys("<f8>").shows("F8 tai Esc palauttaa");
    assert_eq!(office.screen().split_whitespace().count(), 8, "{}", office.screen());
}

#[test]
fn every_part_of_a_hidden_address_is_revealed_in_card_and_list() {
    let mut office = Office::card();
    office.keys("1").shows("[salattu]");
    office.keys("<c-e>asiakas<space>pyysi<enter>");
    let asked = office.desk.log.iter().filter(|r| r.starts_with("reveal contact_info")).count();
    assert!(asked > 1, "{:?}", office.desk.log);
    office.shows("+358501234567");
    // They are hidden again after their time.
    office.wait(31_000);
    office.hides("+358501234567");
}

#[test]
fn plans_that_have_ended_are_listed_where_none_is_in_force() {
    let mut office = Office::card();
    office.desk.plan = false;
    office.keys("4").shows("Voimassa olevaa suunnitelmaa ei ole. V näyttää päättyneet.");
    office.keys("v").shows("Suunnitelman versiot");
}

#[test]
fn the_versions_of_a_plan_are_listed_and_an_older_one_is_only_read() {
    let mut office = Office::card();
    office.keys("4").shows("V Versiot");
    office.keys("v").shows("Suunnitelman versiot");
    office.shows("2 versiota, uusin ensin");
    office.shows("korvattu");
    office.keys("<down><enter>").shows("Suunnitelma, versio 1");
    office.keys("<enter>").shows("tässä näytössä vain katsellaan");
    office.keys("<f7>").shows("on korvattu tai päättynyt");
    office.keys("a").shows("mikään suunnitelma ei odota");
    // It is there again after a lock, and the way back is the way there.
    office.keys("<c-l>oikea<space>salasana<enter>").shows("Suunnitelma, versio 1");
    office.keys("<esc>").shows("Suunnitelman versiot");
    office.keys("<esc>").shows("TOIMINTASUUNNITELMA");
}

#[test]
fn the_town_follows_the_postcode_until_somebody_types_another() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu 18<enter>15140<enter>").shows("Lahti");
    office.keys("Hollola<enter><s-tab><s-tab>15110<enter><enter>").shows("Hollola");
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu 18<enter>99999<enter>").hides("Lahti");
}

#[test]
fn the_users_have_their_own_keys_and_key_bar() {
    let mut office = without_clients(NOBODYS);
    office.hides("Enter Rooli");
    office.shows("K Koodi");
    office.hides("Ctrl-Y");
    office.keys("k").shows("Aktivointikoodi");
    office.keys("<esc><f1><pgdn>").shows("Koodi valitulle");
    office.hides("avaa tyhjän haun");
}

#[test]
fn an_individual_right_is_given_and_ended_with_the_password_typed_again() {
    let mut office = without_clients(Abilities { grants: true, ..NOBODYS });
    office.keys("o").shows("Oikeus suojattuihin tietoihin");
    office.keys("<f9>");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("right")), "until and reason are required");
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys("t+30<enter>tulkkaa asiakkaat<enter><f9>").shows("oma salasanasi uudelleen");
    office.keys("oikea<enter>").shows("seuraavasta kirjautumisesta");
    assert!(office.desk.log.iter().any(|r| r.ends_with("tulkkaa asiakkaat")), "{:?}", office.desk.log);
    // Ended from the palette: what ends is named, and nothing happens without a yes.
    office.keys("<f2>user.right-end<enter>").shows("suojatut tiedot");
    office.keys("<esc>");
    assert!(!office.desk.log.contains(&"end rights".to_owned()));
    office.keys("<f2>user.right-end<enter><f9>");
    assert!(office.desk.log.contains(&"end rights".to_owned()));
    // Who has none has none to end.
    office.keys("<down><f2>user.right-end<enter>").shows("ei henkilökohtaista oikeutta");
}

#[test]
fn a_right_that_was_being_given_comes_back_after_a_lock() {
    let mut office = without_clients(Abilities { grants: true, ..NOBODYS });
    office.keys("ot+30<enter>tulkkaa<c-l>oikea<space>salasana<enter>").shows("tulkkaa");
    office.keys("<f9>");
    assert!(office.desk.log.iter().any(|r| r.ends_with(" tulkkaa")), "{:?}", office.desk.log);
}
