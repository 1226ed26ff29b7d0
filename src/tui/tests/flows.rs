//! What a clerk does, key by key.

use super::desk::{id, words};
use super::office::Office;
use crate::desk::api::{Base, Message, Refusal, Shown};
use crate::register::Value;
use crate::tui::app::Shade;
use crate::tui::msg::{DeadlineId, Msg};

#[test]
fn a_wrong_password_is_refused_and_a_right_one_opens_the_search() {
    let mut office = Office::new();
    office.keys("virtanenm<enter>väärä<enter>").shows("Tunnus tai salasana on väärä.");
    office.keys("oikea<space>salasana<enter>").shows("Asiakashaku");
    assert_eq!(office.desk.log, ["welcome", "login virtanenm", "login virtanenm"]);
    office.hides("salasana");
}

#[test]
fn an_expired_password_is_changed_before_anything_is_shown() {
    let mut office = Office::new();
    office.keys("virtanenm<enter>vanha<enter>").shows("Salasanasi on vanhentunut");
    office.keys("vanha<enter>uusi<space>lause<enter>toinen<enter>").shows("eivät ole samat");
    office.keys("uusi<space>lause<enter>uusi<space>lause<enter>").shows("Asiakashaku");
    assert_eq!(office.desk.log, ["welcome", "login virtanenm", "password"]);
}

#[test]
fn a_first_login_takes_the_code_and_a_new_password() {
    let mut office = Office::new();
    office
        .keys("<f7>uusi<enter>ABCD<enter>pitkä<space>lause<enter>pitkä<space>lause<enter>")
        .shows("Asiakashaku");
    assert_eq!(office.desk.log.last().unwrap(), "activate uusi ABCD");
}

#[test]
fn language_is_a_field_and_changes_the_labels_at_once() {
    let mut office = Office::new();
    office.keys("<tab><tab><right>").shows("Lösenord");
    office.keys("<right>").shows("[English]");
}

#[test]
fn another_language_is_spoken_everywhere_at_once_and_what_is_typed_keeps_its_meaning() {
    let mut office = Office::card();
    let swedish = "<f2>näytön<space>kieli<enter>";
    office.keys("5").shows("Soitto asiakkaalle");
    office.keys(swedish).shows("Samtal till");
    office.hides("Soitto asiakkaalle");
    // A code stands in its field by its name: said in the other language it is the same code.
    let mut office = Office::card();
    office.keys("5<f7>").shows("Yhteydenotto: uusi");
    office.keys("t<space>930<enter>01<enter>Sovittu<tab><tab>Sari<tab>").shows("01 Soitto asiakkaalle");
    office.keys(swedish).shows("Kontakt: ny");
    office.shows("Sovittu");
    office.hides("Soitto asiakkaalle");
    office.keys("<f9>");
    let save = office.desk.log.iter().find(|r| r.starts_with("save")).unwrap();
    assert!(save.contains("(2, Some(Text(\"01\")))"), "{save}");
}

#[test]
fn no_client_stands_on_the_screen_before_a_key() {
    let mut office = Office::open();
    office.hides("Meikäläinen");
    office.keys("meik<enter>").shows("Meikäläinen Maija Kristiina");
    office.shows("[salattu]");
    office.shows("!!");
}

#[test]
fn one_key_says_how_the_client_was_identified() {
    let mut office = Office::open();
    office.keys("nisk<enter>").shows("1 hlökortti");
    office.keys("x").shows("1 hlökortti");
    office.keys("2").shows("Asiakaskortti");
    assert_eq!(office.desk.log.last().unwrap(), "open 4 2 desk");
    office.keys("<f3>nisk<enter>6");
    assert_eq!(office.desk.log.last().unwrap(), "open 4 6 phone");
    office.keys("<f3>nisk<enter><esc>").hides("1 hlökortti");
}

#[test]
fn two_born_the_same_day_open_only_by_the_whole_code() {
    let mut office = Office::open();
    office.keys("meik main<enter>").shows("kysy koko hetu");
    office.keys("1");
    assert_eq!(office.bells, 2, "the digit is neither an answer nor text");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("open")), "{:?}", office.desk.log);
}

#[test]
fn the_typed_code_is_masked_after_enter() {
    let mut office = Office::open();
    office.keys("010594Y9032").shows("010594Y9032");
    office.keys("<enter>").hides("010594Y9032");
}

#[test]
fn key_count_state_and_next_date_17() {
    let mut office = Office::open();
    office.keys("010594Y9032<enter>1<c-y>1<f9><f3>");
    assert_eq!(office.pressed, 17);
    assert!(office.desk.log.contains(&"note 1 \"Tila ja seuraava aika.\" None None false".to_owned()));
    assert_eq!(office.desk.log.last().unwrap(), "end");
    office.hides("MEIK");
}

#[test]
fn key_count_arrival_15() {
    let mut office = Office::open();
    office.keys("010594Y9032<enter>1s<f3>");
    assert_eq!(office.pressed, 15);
    assert!(office.desk.arrived);
}

#[test]
fn key_count_address_change_37() {
    let mut office = Office::open();
    office.keys("010594Y9032<enter>11<enter>Kauppakatu 18<enter>15140<enter><f9><f3>");
    assert_eq!(office.pressed, 37);
    let save = office
        .desk
        .log
        .iter()
        .find(|r| r.starts_with("save"))
        .unwrap_or_else(|| panic!("{:?}", office.desk.log));
    assert_eq!(
        save,
        "save contact_info [(1, Some(Text(\"Kauppakatu 18\"))), (2, Some(Text(\"15140\"))), \
         (3, Some(Text(\"Lahti\")))] false"
    );
}

#[test]
fn key_count_plan_accepted_by_phone_19() {
    let mut office = Office::open();
    office.keys("010594Y9032<enter>1<c-y>7x1<f9><f3>");
    assert_eq!(office.pressed, 19);
    assert!(office.desk.log.iter().any(|r| r.contains("Some((true, \"handed\"))")), "{:?}", office.desk.log);
}

#[test]
fn a_template_that_may_not_be_used_says_why() {
    let mut office = Office::card();
    office.keys("<c-y>6").shows("ei ole aikaa");
}

#[test]
fn the_same_note_again_asks_and_only_f9_answers() {
    let mut office = Office::card();
    office.desk.refuse = Some(Refusal::Confirm(words("Sama malli jo tänään")));
    office.keys("<c-y>1<f9>").shows("Sama malli jo");
    office.keys("<enter>k").shows("Sama malli jo");
    office.keys("<f9>");
    assert!(office.desk.log.iter().any(|r| r.starts_with("note 1") && r.ends_with("true")));
}

#[test]
fn lock_keeps_stack_field_and_text_for_the_same_user_only() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppak<c-l>").shows("Lukittu klo 9.30");
    office.hides("Kauppak");
    office.hides("MEIK");
    assert_eq!(office.scrollback_cleared, 1);
    assert!(office.app.file.is_none() && office.app.session.is_none() && office.app.dup.is_empty());
    // What was only emptied would still hold the keys and names that stood in it.
    assert_eq!((office.app.parked.capacity(), office.app.message.capacity()), (0, 0));
    assert_eq!(office.app.dup.capacity(), 0);
    office.keys("oikea<space>salasana<enter>").shows("Kauppak");
    office.keys("atu 18<f9>");
    let save = office.desk.log.iter().rev().find(|r| r.starts_with("save")).unwrap();
    assert!(save.contains("Kauppakatu 18"), "{save}");
}

#[test]
fn what_is_kept_stays_typed_over_the_version_that_was_seen() {
    // Behind a lock, and as a draft that is taken up later: somebody else has changed the record meanwhile.
    for script in ["<c-l>oikea<space>salasana<enter>", "<esc><f9>1<enter><f9>"] {
        let mut office = Office::card();
        office.keys("1<enter>Kauppakatu 18");
        office.desk.version = 1;
        office.keys(script).shows("Kauppakatu 18");
        office.keys("<f9>");
        assert_eq!(office.desk.saved_over, Some(Base(vec![0])), "{script}");
    }
}

#[test]
fn lock_keeps_the_search_and_the_note() {
    let mut office = Office::open();
    office.keys("mei<c-l>oikea<space>salasana<enter>k").shows("meik");
    let mut office = Office::card();
    office.keys("<c-y>1 Sovittu<c-l>").hides("Sovittu");
    office.keys("oikea<space>salasana<enter>").shows("Tila ja seuraava aika. Sovittu");
    office.keys("!<f9>");
    assert!(office.desk.log.iter().any(|r| r.contains("Sovittu!")), "{:?}", office.desk.log);
}

#[test]
fn another_user_starts_clean() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppak<c-l><s-tab>salmik<tab>oikea<space>salasana<enter>").shows("Asiakashaku");
    office.hides("Kauppak");
    assert!(office.app.file.is_none());
    assert_eq!(office.app.stack.len(), 1);
}

#[test]
fn the_cover_shows_nothing_and_takes_only_its_own_keys() {
    let mut office = Office::card();
    let back = "Näkymä on piilotettu. F8 tai Esc palauttaa.";
    office.keys("<f8>");
    assert_eq!(office.screen().replace('▏', "").trim(), back);
    office.keys("1x<enter>");
    assert_eq!(office.screen().replace('▏', "").trim(), back);
    office.keys("<f8>").shows("MEIKÄLÄINEN");
    office.keys("<c-k>");
    office.wait(59_000);
    assert!(matches!(office.app.shade, Shade::Cover { .. }));
    office.wait(2_000);
    office.shows("Lukittu");
}

#[test]
fn idle_covers_warns_and_locks() {
    let mut office = Office::card();
    office.wait(2 * 60_000 + 1);
    assert!(matches!(office.app.shade, Shade::Cover { by_hand: false, .. }));
    office.keys("<esc>").shows("MEIKÄLÄINEN");
    office.wait(10 * 60_000 + 1);
    office.shows("Lukittu");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "lock true").count(), 1);
    assert!(office.due.is_empty(), "idle behind the lock: nothing becomes due");
}

#[test]
fn the_warning_before_the_lock_is_said_and_a_key_extends() {
    let mut office = Office::card();
    office.app.session.as_mut().unwrap().idle = (60, 10, 60);
    office.keys("<down>");
    office.wait(9 * 60_000 + 1);
    office.shows("lukittuu 60 sekunnin");
    office.keys("<up>");
    office.wait(9 * 60_000 - 1);
    office.shows("Asiakaskortti");
}

#[test]
fn a_small_window_refuses_keys_and_keeps_the_text() {
    let mut office = Office::open();
    office.keys("mei");
    office.send(Msg::Resize(62, 14));
    office.keys("k<enter>").shows("62×14");
    assert_eq!(office.bells, 2);
    office.send(Msg::Resize(80, 24));
    office.shows("mei");
    office.hides("meik ");
}

#[test]
fn hidden_values_of_a_history_are_shown_for_a_reason_and_masked_again() {
    let mut office = Office::card();
    office.keys("1").keys("h");
    office.hides("Salakuja");
    office.keys("<c-e>kysyy vanhaa osoitetta<enter>").shows("Salakuja 2");
    office.shows("Salakuja 1");
    assert_eq!(office.desk.log.last().unwrap(), "reveal history contact_info kysyy vanhaa osoitetta");
    office.wait(30_000);
    office.hides("Salakuja");
}

#[test]
fn a_hidden_value_is_shown_for_a_reason_and_masked_again() {
    let mut office = Office::card();
    office.hides("+358 50 123 4567");
    office.keys("<c-e><enter>").shows("Kirjoita peruste");
    office.keys("soitto<enter>").shows("+358 50 123 4567");
    assert_eq!(office.desk.log, ["reveal contact_info 7 soitto"]);
    office.wait(30_001);
    office.hides("+358 50 123 4567");
}

#[test]
fn a_draft_is_kept_on_leaving_a_field_and_after_two_seconds() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppa");
    assert!(!office.desk.log.contains(&"draft".to_owned()));
    office.wait(2_001);
    assert_eq!(office.desk.log.iter().filter(|r| *r == "draft").count(), 1);
    office.keys("katu<enter>");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "draft").count(), 2);
    office.keys("<esc><f9>").shows("Henkilötiedot");
    office.keys("<enter>").shows("Lomakkeesta on luonnos");
    office.keys("<f9>").shows("Kauppakatu");
}

#[test]
fn what_was_taken_back_is_no_draft() {
    for wait in [0, 2_001] {
        let mut office = Office::card();
        office.keys("1<enter>Kauppa");
        office.wait(2_001);
        office.shows("luonnos tallessa");
        office.keys("<f5>");
        office.wait(wait);
        if wait > 0 {
            office.hides("luonnos tallessa");
        }
        office.keys("<esc>").shows("Henkilötiedot");
        assert!(office.desk.drafts.is_empty(), "{:?}", office.desk.drafts);
        office.keys("<enter>").hides("on luonnos");
    }
}

#[test]
fn a_stale_save_shows_the_other_value_and_keeps_the_text() {
    let mut office = Office::card();
    let theirs = Shown::Value { value: Value::from("Rautatienkatu 2"), label: None };
    office.desk.refuse = Some(Refusal::Stale(vec![(1, theirs)]));
    office.keys("1<enter>Kauppakatu 18<f9>").shows("Rautatienkatu 2");
    office.shows("Kauppakatu 18");
    office.keys("<f9>").shows("Henkilötiedot");
    assert!(office.desk.log.iter().any(|r| r.starts_with("save") && r.ends_with("true")));
}

#[test]
fn beside_a_field_that_nobody_else_changed_a_stale_form_shows_nothing() {
    let mut office = Office::card();
    let text = |text: &str| Shown::Value { value: Value::from(text), label: None };
    let theirs =
        vec![(3, text("Suunnitelma käyty läpi")), (7, Shown::Value { value: 45.into(), label: None })];
    office.desk.refuse = Some(Refusal::Stale(theirs.clone()));
    office.keys("5<enter><tab><tab>Puhelu<f9>").shows("toisen: 45");
    office.hides("toisen: Suunnitelma");
    // Where it was changed and changed back, that is what there is to see.
    let mut office = Office::card();
    office.desk.refuse = Some(Refusal::Stale(theirs.into_iter().take(1).collect()));
    office.keys("5<enter><tab><tab>Puhelu<f9>").shows("toisen: Suunnitelma");
}

#[test]
fn a_field_nobody_asked_about_can_be_recorded_as_none() {
    let mut office = Office::card();
    office.keys("1<enter><f6><c-u><f9>");
    let save = office.desk.log.iter().find(|r| r.starts_with("save")).unwrap();
    assert!(save.contains("(7, None)"), "{save}");
}

#[test]
fn every_group_and_screen_opens_and_closes() {
    let mut office = Office::card();
    for (keys, title) in [
        ("2", "Työnhakujaksot"),
        ("3", "Työ ja koulutus"),
        ("4", "Suunnitelma"),
        ("5", "Yhteydenotot"),
        ("h", "historia"),
        ("a", "Miten hyväksyi?"),
        ("<f1>", "OHJE"),
        ("<f2>", "KOMENNOT"),
        ("!", "TURVAKIELTO"),
        ("<c-x>", "Palvelutilanne"),
    ] {
        office.keys(keys).shows(title);
        office.keys("<esc>");
        if keys == "a" {
            office.keys("<esc>");
        }
        office.shows("Asiakaskortti");
    }
    office.keys("<f2>user.open<enter>").shows("korhonens");
    office.keys("<esc><f2>client.who<enter>").shows("Kuka on katsonut");
}

#[test]
fn the_plan_is_accepted_another_way_with_tick_and_delivery() {
    let mut office = Office::card();
    office.keys("4a3<f9>x2<f9>");
    assert!(
        office.desk.log.contains(&"accept other true Some(\"letter\")".to_owned()),
        "{:?}",
        office.desk.log
    );
}

#[test]
fn a_gap_becomes_an_entry_with_its_days() {
    let mut office = Office::card();
    office.keys("3<down>a").shows("6.2022");
    office.shows("31.7.2023");
}

#[test]
fn a_new_user_gets_a_code_that_is_shown_until_it_was_read() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>front_desk<enter><enter>31.12.2027<enter>1.12.2026<f9>");
    office.shows("ABCD-EFGH");
    office.keys("<enter>").shows("ABCD-EFGH");
    office.keys("<f9>").hides("ABCD-EFGH");
    assert!(office.desk.log.contains(&"new user uusi front_desk".to_owned()));
}

#[test]
fn an_act_on_rights_asks_the_own_password_and_goes_on_by_itself() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>front_desk<enter><enter>31.12.2027<enter>1.12.2026");
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys("<f9>").shows("oma salasanasi");
    office.keys("oikea<space>salasana<enter>").shows("ABCD-EFGH");
    office.hides("oma salasanasi");
    let log = &office.desk.log;
    assert!(log.contains(&"prove".to_owned()), "{log:?}");
    assert!(log.contains(&"new user uusi front_desk".to_owned()), "{log:?}");
}

#[test]
fn the_own_password_can_be_let_go_and_a_wrong_one_is_asked_again() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>front_desk<enter><enter>31.12.2027<enter>1.12.2026");
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys("<f9>").shows("oma salasanasi");
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-login-refused")));
    office.keys("wrong<enter>").shows("oma salasanasi");
    office.keys("<esc>").hides("oma salasanasi");
    assert!(!office.desk.log.contains(&"new user uusi front_desk".to_owned()));
}

#[test]
fn a_reply_over_two_seconds_is_spoken_of_and_esc_lets_go() {
    let mut office = Office::card();
    office.hold = true;
    office.keys("3xx");
    office.wait(2_001);
    office.shows("Esc keskeyttää");
    office.keys("<esc>").shows("2 näppäintä jäi käyttämättä");
    office.pump();
    office.shows("Asiakaskortti");
}

#[test]
fn behind_a_write_esc_waits_and_the_lock_covers_at_once() {
    let mut office = Office::card();
    office.hold = true;
    office.keys("s<esc><c-l>");
    assert!(matches!(office.app.shade, Shade::Cover { locks: true, .. }));
    office.pump();
    office.shows("Lukittu");
    let mut office = Office::card();
    office.hold = true;
    office.keys("s<c-l>");
    office.wait(2_001);
    office.shows("Lukittu");
}

#[test]
fn ctrl_q_asks_about_what_is_unfinished() {
    let mut office = Office::card();
    office.keys("1<enter>K<c-q>").shows("Lopetetaanko?");
    office.shows("Sinulla on 1 luonnos tallessa.");
    assert_eq!(office.quit, None);
    office.keys("<esc>").shows("Yhteystiedot: muokkaa");
    office.keys("<c-q><f9>");
    assert_eq!(office.quit, Some(0));
    assert!(office.desk.log.contains(&"draft".to_owned()));
    assert_eq!(Office::open().keys("<c-q>").quit, Some(0));
}

#[test]
fn ctrl_q_asks_about_drafts_of_forms_that_are_closed() {
    let mut office = Office::card();
    office.keys("1<enter>K<f3>nisk<enter>1<c-y>1x<f3>").shows("Asiakashaku");
    office.keys("<c-q>").shows("Sinulla on 2 luonnosta tallessa.");
    office.keys("<enter>k");
    assert_eq!(office.quit, None, "a key typed ahead is no answer");
    office.keys("<esc>").shows("Asiakashaku");
    office.keys("<c-q><f9>");
    assert_eq!(office.quit, Some(0));
}

#[test]
fn ctrl_q_says_what_would_be_lost_and_never_keeps_anybody_in() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<c-q>").shows("Teksti häviää");
    office.keys("<esc><c-q><f9>");
    assert_eq!(office.quit, Some(0));
    // A draft that could not be kept is lost too.
    let mut office = Office::card();
    office.desk.refuse_keep = Some(Refusal::Cannot(words("Levy on täynnä.")));
    office.keys("1<enter>K<c-q>").shows("Teksti häviää");
    // A desk that cannot say what is kept is no reason to stay.
    let mut office = Office::open();
    office.desk.refuse = Some(Refusal::Cannot(words("Ei onnistu.")));
    office.keys("<c-q>").shows("Ei onnistu.");
    office.keys("<f9>");
    assert_eq!(office.quit, Some(0));
}

#[test]
fn ctrl_q_in_a_window_too_small_to_ask_ends_the_program() {
    let mut office = Office::card();
    office.keys("1<enter>K");
    office.send(Msg::Resize(40, 10));
    office.keys("<c-q>");
    assert_eq!(office.quit, Some(0));
    assert!(office.desk.log.contains(&"draft".to_owned()), "what the small window says is kept, is");
    // An account half typed is kept nowhere, and there is no room to ask.
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi");
    office.send(Msg::Resize(40, 10));
    office.keys("<c-q>");
    assert_eq!((office.quit, office.bells), (None, 1));
}

#[test]
fn an_end_of_the_session_shows_nothing_of_a_client() {
    let mut office = Office::card();
    office.desk.refuse = Some(Refusal::NoSession);
    office.keys("<c-y>1<f9>").shows("Istunto on päättynyt");
    office.hides("MEIK");
    assert!(!office.due.contains_key(&DeadlineId::Draft));
    let _ = id(1);
}

#[test]
fn an_account_is_made_without_a_role() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter><f9>").shows("ABCD-EFGH");
    assert!(office.desk.log.contains(&"new user uusi ".to_owned()), "{:?}", office.desk.log);
}

#[test]
fn what_a_role_of_a_new_user_lacks_is_said_on_its_fields_before_any_password() {
    let mut office = Office::open();
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>");
    let stars = |office: &Office| office.screen().lines().filter(|l| l.starts_with("  * ")).count();
    let before = stars(&office);
    office.keys("front_desk<enter>");
    // The legend has a star too, in both.
    assert_eq!(stars(&office), before + 2, "{}", office.screen());
    office.keys("<f9>").hides("oma salasanasi");
    assert_eq!(office.screen().matches("! Pakollinen tieto puuttuu.").count(), 2, "{}", office.screen());
    office.keys("31.12.2027<enter>1.12.2026<f9>").shows("oma salasanasi");
    // The answer may take a while: what is under way is said.
    office.hold = true;
    office.keys("oikea<space>salasana<enter>").shows("Salasanaa tarkistetaan…");
    office.pump();
    office.shows("ABCD-EFGH");
    office.hides("Salasanaa tarkistetaan…");
}
