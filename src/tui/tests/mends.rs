//! Faults that were found in the face and must not come back: what is secret, what is typed, what is said.

use super::desk::{id, words};
use super::office::Office;
use crate::desk::api::{Allowed, Base, Form, FormField, Hidden, Message, Refusal, Shown, Unknown};
use crate::register::kinds::by_name;
use crate::register::{Id, Value};
use crate::tui::screen::form::FormScreen;
use crate::tui::shown::Shown as Spoken;
use crate::tui::want::FormWant;

#[test]
fn after_a_write_no_screen_below_shows_what_it_read_before() {
    let mut office = Office::open();
    office.desk.street = Shown::Value { value: Value::from("Salapolku 9"), label: None };
    office.keys("010594Y9032<enter>1").shows("Salapolku 9");
    office.keys("1<enter>Kauppakatu 18");
    // The protection order is in force from this save on.
    office.desk.street = Shown::Hidden(Hidden::Protected);
    office.keys("<f9>").shows("Henkilötiedot");
    office.hold = true;
    office.keys("<esc>").shows("Haetaan…");
    office.hides("Salapolku");
    office.pump();
    office.shows("Asiakaskortti");
    office.hides("Haetaan…");
    office.hides("Salapolku");
    assert_eq!(office.desk.log.last().unwrap(), "card");
}

#[test]
fn a_screen_whose_reading_again_was_let_go_stays_blank_until_it_is_read() {
    let mut office = Office::open();
    office.desk.street = Shown::Value { value: Value::from("Salapolku 9"), label: None };
    office.keys("010594Y9032<enter>11<enter>Kauppakatu 18<f9>");
    office.desk.street = Shown::Hidden(Hidden::Protected);
    office.hold = true;
    office.keys("<esc>");
    office.keys("<esc>").hides("Salapolku");
    office.pump();
    office.shows("Haetaan…");
    office.keys("<f5>");
    office.pump();
    office.hides("Haetaan…");
}

#[test]
fn the_text_of_a_note_outlives_esc_end_of_visit_and_a_kill() {
    let offered = |office: &mut Office| {
        office.keys("<c-y>").shows("on luonnos");
        office.keys("<f9>").shows("aika. Sovittu");
    };
    let mut office = Office::card();
    office.keys("<c-y>1 Sovittu<esc>").shows("tallentamattomia muutoksia");
    office.keys("<f9>").shows("Asiakaskortti");
    offered(&mut office);
    let mut office = Office::card();
    office.keys("<c-y>1 Sovittu<f3>010594Y9032<enter>1");
    offered(&mut office);
    // Nothing but the deadline keeps it from a kill.
    let mut office = Office::card();
    office.keys("<c-y>1 Sovittu");
    office.wait(2_001);
    assert!(office.desk.log.contains(&"draft".to_owned()), "{:?}", office.desk.log);
    // What is saved is no draft any more.
    office.keys("<f9><c-y>").hides("on luonnos");
}

#[test]
fn a_note_that_nobody_typed_into_is_left_without_a_question() {
    let mut office = Office::card();
    office.keys("<c-y>1<esc>").shows("Valitse malli");
    office.keys("<esc>").shows("Asiakaskortti");
    office.keys("<c-y>").hides("on luonnos");
}

#[test]
fn a_form_below_a_note_is_kept_at_the_end_of_the_visit() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu<c-y>1<f3>010594Y9032<enter>11<enter>").shows("on luonnos");
    office.keys("<f9>").shows("Kauppakatu");
}

#[test]
fn the_lock_says_that_the_text_is_kept_only_when_it_is() {
    let mut office = Office::card();
    office.hold = true;
    office.keys("1");
    office.pump();
    office.keys("<enter>");
    office.pump();
    office.keys("Kauppak<c-l>").hides("on tallessa");
    office.pump();
    office.shows("on tallessa");
}

#[test]
fn the_lock_speaks_of_no_form_where_nothing_was_typed() {
    let mut office = Office::card();
    office.keys("1<enter><c-l>").shows("Lukittu klo");
    office.hides("on tallessa");
    // The way back is the same all the same.
    office.keys("oikea<space>salasana<enter>").hides("Lukittu");
    // What was brought back unsaved is still unsaved.
    office.keys("Kauppak<c-l>").shows("on tallessa");
    office.keys("oikea<space>salasana<enter><c-l>").shows("on tallessa");
    // Nothing is lost where the desk can keep nothing.
    let mut office = Office::card();
    office.desk.refuse_lock = Some(Refusal::Cannot(words("Levy on täynnä")));
    office.keys("<c-l>").hides("Teksti ei ole levyllä");
}

#[test]
fn the_search_line_is_cleared_by_the_key_that_clears_a_field() {
    let mut office = Office::open();
    office.keys("meik").shows("Meikäläinen");
    office.keys("<c-u>").hides("Meikäläinen");
    office.keys("meik<down><c-u>").hides("Meikäläinen");
    office.keys("meik").shows("Meikäläinen");
}

#[test]
fn a_code_typed_in_parts_is_masked_as_a_whole_one() {
    let mut office = Office::open();
    office.keys("010594y<space>9032<enter>").shows("010594Y****");
    office.hides("9032");
}

#[test]
fn a_refused_first_password_leaves_the_activation_code() {
    let too_short = || Message::new("error-password-short").with("chars", "5").with("min", "15");
    let mut office = Office::new();
    office.desk.refuse = Some(Refusal::Cannot(too_short()));
    office.keys("<f7>uusi<enter>ABCD<enter>lyhyt<enter>lyhyt<enter>").hides("Asiakashaku");
    office.keys("pitkä<space>lause<enter>pitkä<space>lause<enter>").shows("Asiakashaku");
    assert_eq!(
        office.desk.log.iter().filter(|r| *r == "activate uusi ABCD").count(),
        2,
        "{:?}",
        office.desk.log
    );
    // A wrong code is typed anew itself.
    let mut office = Office::new();
    office.desk.refuse = Some(Refusal::Cannot(Message::new("shell-login-refused")));
    office.keys("<f7>uusi<enter>ABCE<enter>pitkä<space>lause<enter>pitkä<space>lause<enter>");
    office.keys("ABCD<enter>pitkä<space>lause<enter>pitkä<space>lause<enter>").shows("Asiakashaku");
    assert_eq!(office.desk.log.last().unwrap(), "activate uusi ABCD");
}

#[test]
fn a_text_that_could_not_be_kept_at_the_lock_waits_for_its_user() {
    let mut office = Office::card();
    office.desk.refuse_lock = Some(Refusal::Cannot(words("Levy on täynnä")));
    office.keys("1<enter>Kauppak<c-l>").hides("on tallessa");
    office.shows("Teksti ei ole levyllä");
    office.shows("Levy on");
    office.hides("Kauppak");
    office.keys("<s-tab>salmik<tab>oikea<space>salasana<enter>").shows("Asiakashaku");
    office.hides("Kauppak");
    office.keys("<c-l><s-tab>virtanenm<tab>oikea<space>salasana<enter>").shows("Kauppak");
}

#[test]
fn a_refused_draft_is_said_on_the_last_row_and_tried_again() {
    let mut office = Office::card();
    office.desk.refuse_keep = Some(Refusal::Fault(words("Levy on täynnä"), "D-1".into()));
    office.keys("1<enter>Kauppak");
    office.wait(2_001);
    office.shows("Luonnosta ei saatu talteen");
    office.hides("luonnos tallessa");
    office.keys("<enter>").shows("luonnos tallessa");
}

#[test]
fn what_was_saved_is_said_even_when_the_screen_below_cannot_be_read() {
    let mut office = Office::card();
    office.desk.refuse_card = Some(Refusal::Fault(words("Tallenna uudelleen"), "D-2".into()));
    office.keys("<c-y>1<f9>").shows("Kirjattu.");
    office.shows("Näkymää ei saatu haettua");
    office.hides("Tallenna uudelleen");
    office.keys("<f5>").hides("Haetaan…");
}

#[test]
fn esc_leaves_a_found_draft_as_it_is_and_del_drops_it() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppak<esc><f9><enter>").shows("on luonnos");
    office.hides("Vastaa ensin");
    office.keys("<esc><esc><enter>").shows("on luonnos");
    office.keys("<del><esc><enter>").hides("on luonnos");
}

#[test]
fn keys_typed_behind_a_dialog_that_a_reply_made_go_on_when_it_is_answered() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter>k<tab><enter>").shows("ABCD");
    office.keys("<tab>").shows("ABCD"); // parked: it was not typed for this dialog
    office.shows("Vastaa ensin kysymykseen. Muut näppäimet odottavat vastausta.");
    office.keys("<f9>").hides("ABCD");
    office.hides("Vastaa ensin");
    // The parked key is done with before the next one comes, which opens a form.
    office.keys("<enter>").shows("Rooli: Koodi tai nimen alku");
}

#[test]
fn an_emptied_search_line_ends_the_typing_run() {
    for emptied in ["<bs><bs><bs>", "<esc>"] {
        let mut office = Office::open();
        office.keys("sal");
        office.keys(emptied);
        office.keys("sa");
        let runs = std::mem::take(&mut office.desk.runs);
        assert_eq!(runs.len(), 5 + if emptied.len() > 5 { 2 } else { 0 }, "{emptied}: {runs:?}");
        let (last, before) = runs.split_at(runs.len() - 2);
        assert!(last.iter().all(|run| *run == last[0]), "{emptied}: {runs:?}");
        assert!(before.iter().all(|run| *run == before[0] && *run != last[0]), "{emptied}: {runs:?}");
    }
}

#[test]
fn a_text_typed_before_a_lock_is_a_draft_where_the_screens_cannot_come_back() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppak<c-l>").shows("on tallessa");
    let log = &office.desk.log;
    let at = |what: &str| log.iter().position(|r| r.starts_with(what));
    assert!(at("draft").is_some() && at("draft") < at("lock"), "{log:?}");
    // Killed behind the lock, or another user came between: the file is not open any more.
    office.desk.refuse_card = Some(Refusal::Cannot(Message::new("error-no-open-file")));
    office.keys("oikea<space>salasana<enter>").shows("Asiakashaku");
    office.hides("Asiakasta ei ole avattu");
    office.keys("010594Y9032<enter>11<enter>").shows("on luonnos");
    office.keys("<f9>").shows("Kauppak");
}

/// The text that is typed in a strip of template 4, and left as a draft.
fn left_a_note(office: &mut Office, text: &str) {
    office.keys("<c-y>");
    if office.screen().contains("on luonnos") {
        office.keys("<esc>");
    }
    office.keys(&format!("4{text}<esc><f9>")).shows("jäi luonnokseksi");
}

#[test]
fn a_note_that_was_left_stays_kept_beside_the_next_one() {
    let mut office = Office::card();
    left_a_note(&mut office, "ensimmäinen");
    // The offer says that Esc lets it be; another note is written and saved, with its own text kept meanwhile.
    office.keys("<c-y><esc>1toinen");
    office.wait(3000);
    office.keys("<f9>");
    office.keys("<c-y>").shows("on luonnos");
    office.keys("<f9>").shows("ensimmäinen");
    office.keys("<f9><c-y>").hides("on luonnos");
}

#[test]
fn every_kept_note_is_offered_until_one_is_taken() {
    let mut office = Office::card();
    left_a_note(&mut office, "ensimmäinen");
    left_a_note(&mut office, "toinen");
    office.keys("<c-y><esc>").shows("on luonnos");
    // Over a lock a taken one stays where it is kept.
    office.keys("<f9> jatkuu<c-l>oikea<space>salasana<enter>").shows("jatkuu");
    office.keys("<f9><c-y>").shows("on luonnos");
    // One that is thrown away leaves the other.
    office.keys("<del>").hides("on luonnos");
    office.keys("<esc><c-y>").hides("on luonnos");
}

#[test]
fn a_new_record_does_not_overwrite_the_text_of_another_one() {
    let mut office = Office::card();
    office.keys("2<f7><tab><tab>Kauppak");
    let first = office.screen();
    assert!(first.contains("Kauppak"), "{first}");
    office.keys("<f3>010594Y9032<enter>12<f7>").shows("on luonnos");
    office.keys("<esc><tab><tab>Toinen");
    office.wait(3000);
    office.keys("<f3>010594Y9032<enter>12<f7>").shows("on luonnos");
    office.keys("<esc>").shows("on luonnos");
    office.keys("<f9>").shows("Kauppak");
}

#[test]
fn nobody_was_to_ask_how_what_is_still_open_ended() {
    let office = Office::card();
    let kind = by_name("customership").unwrap();
    let original = |record: Option<Id>, end: Shown| {
        let number = |name: &str| kind.field(name).unwrap().number;
        let field = |(name, shown): (&str, &Shown)| FormField {
            number: number(name),
            shown: shown.clone(),
            suggested: None,
            writable: true,
            replace_unseen: false,
        };
        let never = Shown::Unknown(Unknown::NeverAsked);
        let fields = [("end", &end), ("end_reason", &never), ("segment", &never)].map(field).into();
        let form = Form {
            client: None,
            kind,
            record,
            corrects: None,
            fields,
            base: Base::default(),
            save: Allowed::Yes,
            choices: Vec::new(),
            searched: Vec::new(),
            remarks: Vec::new(),
        };
        let screen = FormScreen::new(&office.app, form, &FormWant::default());
        ["end", "end_reason", "segment"].map(|name| screen.form.field(number(name)).unwrap().original.clone())
    };
    let (never, ended) =
        (Shown::Unknown(Unknown::NeverAsked), Shown::Value { value: 20_000.into(), label: None });
    // Of a period in force, as its list says it too; what has ended may have been ended without a reason.
    let of_open = original(Some(id(1)), never.clone());
    assert!(matches!(&of_open, [Spoken::Empty, Spoken::Unknown(_), Spoken::Unknown(_)]), "{of_open:?}");
    assert!(matches!(original(Some(id(1)), ended)[1], Spoken::Unknown(_)));
    assert!(matches!(original(None, never)[0], Spoken::Unknown(_)));
}
