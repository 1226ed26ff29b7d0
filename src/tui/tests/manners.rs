//! What a clerk who types on may expect: keys that answer, lines that are begun anew, forms that say what they are.

use super::desk::kind;
use super::office::Office;
use crate::desk::api::{Allowed, Message, Part, Shown, Unknown};
use crate::register::Value;
use crate::register::words::Lang;
use crate::tui::screen::show;

#[test]
fn after_a_card_the_first_typed_character_begins_a_new_search() {
    let mut office = Office::open();
    office.keys("010594Y9032<enter>1<esc>").shows("010594Y****");
    office.keys("2").hides("010594Y");
    office.keys("40680-9022").shows("Niskanen Oskari");
    // A name is replaced too, also from the list; an arrow goes on with it.
    let mut office = Office::open();
    office.keys("niskanen<enter>1<esc>m").hides("niskanen");
    office.keys("eik").shows("Meikäläinen");
}

#[test]
fn a_command_is_found_without_the_marks_of_its_letters() {
    let mut office = Office::card();
    office.keys("<f2>nayton").shows("Vaihda näytön kieli");
    office.keys("<c-u>näytön").shows("Vaihda näytön kieli");
}

#[test]
fn a_masked_code_is_never_unmasked_by_an_editing_key() {
    for key in ["<bs>", "<del>", "<left>", "<home>"] {
        let mut office = Office::open();
        office.keys("010594Y9032<enter><esc>").shows("010594Y****");
        office.keys(key).hides("Y9032");
        office.hides("Y903");
    }
}

#[test]
fn a_code_typed_while_the_list_has_the_focus_is_a_new_search() {
    let mut office = Office::open();
    office.keys("meik<enter>010594Y9032").shows("Hae   010594Y9032");
    // A digit alone was meant for an identification that was not asked.
    let mut office = Office::open();
    let bells = office.bells;
    office.keys("meik<enter>1").shows("Hae   meik");
    assert_eq!(office.bells, bells + 1);
    office.keys("<down><up>0105").shows("Hae   0105");
}

#[test]
fn before_a_template_is_chosen_the_strip_asks_for_one() {
    let mut office = Office::card();
    office.keys("<c-y>");
    for word in ["Enter", "F7", "Ctrl-Y", "/ Rajaa"] {
        let screen = office.screen();
        let bar = screen.lines().last().unwrap_or_default();
        assert!(!bar.contains(word), "{bar}");
    }
    for key in ["<enter>", "<f7>", "/", "<c-y>", "<down>", "0", "9", "x"] {
        let mut office = Office::card();
        let bells = office.bells;
        office.keys("<c-y>").keys(key);
        assert_eq!(office.bells, bells + 1, "{key}");
        assert!(office.app.message.contains("Valitse malli numerolla 1–8"), "{key}: {}", office.app.message);
    }
}

#[test]
fn a_role_is_given_to_somebody_by_name() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><enter>").shows("Rooli: Sari Korhonen");
}

#[test]
fn what_the_form_refuses_it_refuses_aloud() {
    let mut office = Office::card();
    office.keys("1<enter><c-d>").shows("Edellistä merkintää ei ole.");
}

#[test]
fn a_record_that_may_not_be_changed_is_looked_at() {
    let mut office = Office::card();
    office.desk.save = Allowed::No(Message::new("reason-no-right"));
    office.keys("1<enter>").shows("Yhteystiedot: katso");
    office.hides("Tallenna");
    office.hides("* Lähiosoite");
    let screen = office.screen();
    assert!(!screen.lines().last().unwrap_or_default().contains("F9"), "{screen}");
    // The key says why.
    office.keys("<f9>").shows("oikeutesi ei kata");
}

#[test]
fn a_changed_form_can_be_thrown_away() {
    let mut office = Office::card();
    office.keys("1<enter>Kauppakatu<esc>").shows("Hylkää muutokset Del");
    office.keys("<del>").hides("[ Tallenna");
    office.keys("<enter>").hides("on luonnos");
    office.shows("Vanhatie 1");
    // A note too, whose draft was kept by the deadline.
    let mut office = Office::card();
    office.keys("<c-y>1 Sovittu");
    office.wait(2_001);
    office.keys("<esc><del>").shows("Asiakaskortti");
    office.keys("<c-y>").hides("on luonnos");
}

#[test]
fn an_address_has_a_comma_before_the_postcode() {
    let office = Office::open();
    let contact = kind("contact_info");
    let value = |text: &str| Shown::Value { value: Value::from(text), label: None };
    let part =
        |name: &str, text: &str| Part::Field(contact, contact.field(name).unwrap().number, value(text));
    let parts =
        [part("street", "Ahtialantie 50 B 12"), part("postcode", "15150"), part("post_office", "Lahti")];
    let shown = show::parts(&office.app.words, &parts).text(false, &office.app.words).0;
    assert_eq!(shown.as_str(), "Ahtialantie 50 B 12, 15150 Lahti");
}

#[test]
fn an_end_that_has_not_come_is_no_question_in_a_list() {
    let office = Office::open();
    let never = Shown::Unknown(Unknown::NeverAsked);
    let cell = |name: &str, field: &str| {
        let kind = kind(name);
        let shown = show::cell(&office.app.words, kind, kind.field(field).unwrap().number, &never);
        shown.text(true, &office.app.words).0.as_str().to_owned()
    };
    for (name, field) in [
        ("employment_status", "end"),
        ("job_search_period", "end_reason"),
        ("benefit_payer", "end"),
        ("task", "done_on"),
        ("plan_task", "outcome_on"),
        ("employment_plan", "customer_accepted_on"),
    ] {
        assert_eq!(cell(name, field), "–", "{name} {field}");
    }
    assert_eq!(cell("employment_status", "weekly_minutes"), "?");
}

#[test]
fn the_end_of_the_visit_is_on_the_bar_of_card_and_lists() {
    let mut office = Office::card();
    for key in ["", "1", "<esc>2", "<esc>5"] {
        office.keys(key);
        let screen = office.screen();
        let bar = screen.lines().last().unwrap_or_default();
        assert!(bar.contains("F3 Päätä käynti"), "{key} {bar}");
        assert!(bar.contains("  Esc"), "{key} {bar}");
    }
}

#[test]
fn the_bar_under_the_steps_of_an_acceptance_has_the_keys_that_answer_them() {
    let mut office = Office::card();
    office.keys("a").shows("Esc Takaisin");
    let bar = |office: &Office| office.screen().lines().last().unwrap_or_default().to_owned();
    assert!(!bar(&office).contains("F9") && !bar(&office).contains("F7"), "{}", bar(&office));
    office.keys("1");
    assert!(
        bar(&office).contains("F9 Vahvista") && bar(&office).contains("Esc Takaisin"),
        "{}",
        bar(&office)
    );
    // The way out of the visit stays.
    office.keys("<f3>").shows("Asiakashaku");
}

#[test]
fn who_may_only_read_the_users_has_no_keys_to_change_them() {
    let mut office = Office::new();
    office.desk.abilities.accounts = false;
    office.desk.abilities.grants = false;
    office.log_in().keys("<f2>user.open<enter>");
    let screen = office.screen();
    let bar = screen.lines().last().unwrap_or_default();
    for word in ["Rooli", "F7", "Koodi", "Poista"] {
        assert!(!bar.contains(word), "{bar}");
    }
}

#[test]
fn the_help_names_every_key_and_where_the_rest_is() {
    let mut office = Office::card();
    office.keys("<f1>").shows("PgDn lisää");
    office.keys("<pgdn>").shows("Tab ↓");
    office.keys("<end>").hides("PgDn lisää");
    let mut office = Office::at_work(Lang::Fi, (120, 60));
    office.keys("010594Y9032<enter>1<f1>").shows("Esc F12 Ctrl-G Ctrl-C");
    office.shows("F2              Vaihda oma salasana…:");
    office.shows("1–9");
    // In a field a character is text.
    office.keys("<esc>1<enter><f1>").hides(" F1 ?");
    office.hides("   !               Luettelo");
}

#[test]
fn what_waits_for_the_national_repository_has_a_mark_that_is_no_alert() {
    for (lang, waits) in [
        (Lang::Fi, "odottaa tietovarantoa"),
        (Lang::Sv, "väntar på informationsresursen"),
        (Lang::En, "waits for the national repository"),
    ] {
        let mut office = Office::at_work(lang, (120, 60));
        office.keys("010594Y9032<enter>1<down>").shows(&format!("^ {waits}"));
        let screen = office.screen();
        assert!(screen.lines().any(|row| row.starts_with('^') && row.contains("8.12.2026")), "{screen}");
        office.keys("<f1><end>").shows(&format!("  ^               {waits}"));
    }
}

#[test]
fn what_waits_on_the_time_line_and_of_a_plan_has_the_mark_of_every_list() {
    for (group, waits, marked) in [("3", "<down><down>", "Merkonomi"), ("4", "<down>", "Määrittelemätön")]
    {
        let mut office = Office::card();
        office.keys(group).hides("odottaa tietovarantoa");
        let screen = office.screen().replace('▏', "");
        let rows: Vec<&str> = screen.lines().filter(|row| row.starts_with(" ^")).collect();
        let [row] = rows.as_slice() else { panic!("{screen}") };
        assert!(row.contains(marked), "{screen}");
        office.keys(waits).shows("^ odottaa tietovarantoa");
    }
}

#[test]
fn the_town_of_a_new_postcode_asks_for_the_municipality() {
    let mut office = Office::card();
    office.keys("1<enter><enter>15880<enter>").shows("Tarkista kotikunta");
    let mut office = Office::card();
    office.keys("1<enter><enter>15110<enter>").hides("Tarkista kotikunta");
}

#[test]
fn what_a_note_records_is_named_and_not_only_coded() {
    let office = Office::open();
    let effect = Message::new("effect-contact").with("method", "02");
    assert_eq!(show::say(&office.app.words, &effect), "yhteydenotto 02 Soittoyritys");
    let effect = Message::new("effect-contact").with("method", "nosuch");
    assert_eq!(show::say(&office.app.words, &effect), "yhteydenotto nosuch");
}

#[test]
fn a_filtered_list_counts_what_it_shows_and_stands_on_a_hit() {
    let mut office = Office::card();
    office.keys("1").shows("7/7");
    office.keys("/010594").shows("/7   rajaus: 010594");
    office.hides("7/7");
    // The sections without a hit say so in few words; the cursor stands on the first hit.
    let screen = office.screen();
    assert_eq!(screen.matches("Esc poistaa rajauksen").count(), 1, "{screen}");
    let row = screen.lines().find(|line| line.replace('▏', "").starts_with('>')).unwrap_or_default();
    assert!(row.contains("010594"), "{screen}");
}

#[test]
fn what_a_column_cuts_stands_whole_on_row_22() {
    let mut office = Office::card();
    office.keys("h").shows("Virtanen M.");
    let told = |office: &Office| office.screen().lines().nth(21).unwrap_or_default().to_owned();
    assert!(told(&office).contains(" → "), "{}", office.screen());
    let mut office = Office::card();
    office.keys("4v").shows("odottaa asiakasta");
    assert!(told(&office).contains("Työllistymissuunnitelma"), "{}", office.screen());
}

#[test]
fn a_question_leaves_no_stumps_of_what_is_behind_it() {
    for size in [(80, 24), (120, 40)] {
        let mut office = Office::at_work(Lang::Fi, size);
        office.keys("010594Y9032<enter>11<enter>Kauppakatu<esc>");
        let screen = office.screen().replace('▏', "");
        let line = screen.lines().find(|line| line.contains("tallentamattomia muutoksia")).unwrap();
        assert!(line.trim_start().starts_with("Lomakkeessa"), "{screen}");
    }
}

#[test]
fn a_filter_of_commands_or_codes_is_cleared_by_the_key_that_clears() {
    let mut office = Office::card();
    office.keys("<f2>kuka<c-u>").hides("kuka");
    office.shows("41/41");
}

#[test]
fn the_service_situation_is_chosen_by_number() {
    let mut office = Office::open();
    office.keys("<c-x>2").shows("  Puhelu  ");
    office.hides("Palvelutilanne");
    // It opens at the one in force; a name finds one too, and a number that is not there chooses none.
    office.keys("<c-x>").shows("> 2 Puhelu");
    office.keys("9vid<enter>").shows("  Video  ");
}

#[test]
fn a_list_of_codes_opens_at_what_the_field_has() {
    let mut office = Office::card();
    office.keys("5<enter><tab><f4><down><enter>").shows("02");
    office.keys("<f4>").shows("> 02");
}

#[test]
fn the_card_speaks_of_hidden_values_where_there_is_one() {
    let mut office = Office::card();
    office.keys("<up><up><up><up>").shows("Enter avaa tiedon");
    office.hides("Ctrl-E näyttää");
    office.keys("<down>").shows("Ctrl-E näyttää");
}

#[test]
fn a_refusal_says_what_is_refused() {
    let mut office = Office::card();
    office.keys("<f7>").shows("Uusi merkintä: valitse ensin tietoryhmä.");
    // Chosen from the palette it is named too.
    office.keys("<f2>list.new<enter>").shows("Uusi merkintä: valitse ensin tietoryhmä.");
}

#[test]
fn a_digit_switches_the_group_in_a_list() {
    let mut office = Office::card();
    office.keys("12").shows("Ei merkintöjä.");
    office.hides("Henkilötiedot");
    office.keys("5").shows("Yhteydenotot");
    office.keys("<esc>").shows("Asiakaskortti");
    office.keys("19").shows("Tällä numerolla ei ole tietoryhmää.");
}

#[test]
fn what_was_saved_is_one_sentence_though_a_way_ends_in_a_full_stop() {
    let mut office = Office::card();
    let contact = Message::new("effect-contact").with("method", "36");
    office.desk.effects = Some(vec![contact.clone(), Message::new("effect-unit-task")]);
    office.keys("<c-y>3<f9>").shows("Tallennettu: yhteydenotto 36 Käynti ilman aikav.; tehtävä");
    office.desk.effects = Some(vec![contact]);
    office.keys("<c-y>3<f9>").shows("Tallennettu: yhteydenotto 36 Käynti ilman aikav.");
    office.hides("aikav..");
}

#[test]
fn a_record_that_is_written_once_says_what_may_still_be_typed_into_it() {
    let mut office = Office::card();
    office.desk.written_once = |_| true;
    office.keys("5<enter>").shows("Yhteydenotto: katso");
    office.hides("Tallenna");
    office.shows("Aika: vain luettavissa.");
    let mut office = Office::card();
    office.desk.written_once = |shown| matches!(shown, Shown::Value { .. });
    office.keys("1<enter>").shows("Yhteystiedot: täydennä");
    office.shows("Lähiosoite: kirjattu. Vain kysymättä jääneet (?) voi täyttää.");
    office.shows("Tallenna");
    office.keys("<tab><tab>").hides("Vain kysymättä jääneet");
    // Where what stands there may be changed, the record is edited.
    let mut office = Office::card();
    office.desk.written_once = |shown| *shown == Shown::Unknown(Unknown::NeverAsked);
    office.keys("1<enter>").shows("Yhteystiedot: muokkaa");
}

#[test]
fn the_login_name_of_a_new_user_is_judged_when_its_field_is_left() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>virtanen<space>m").hides("! Tunnuksessa");
    office.keys("<tab>").shows("! Tunnuksessa on väli");
    office.keys("<s-tab>Salmik<tab>").shows("! Tunnus on jo käytössä");
    office.keys("<s-tab>salmim<tab>").hides("! Tunnu");
}

#[test]
fn what_was_withdrawn_is_said() {
    let mut office = Office::card();
    office.keys("3<del>väärä henkilö<f9>");
    let kind = office.app.words.label(kind("work_history"));
    office.shows(&format!("Poistettu käytöstä: {kind}. Historia jää."));
}

#[test]
fn a_missing_right_is_told_by_the_name_of_its_function() {
    let office = Office::open();
    let told = |message: Message| show::say(&office.app.words, &message);
    let missing = |function| Message::new("refused-not-this").with("function", function);
    assert!(told(missing("users-grant")).starts_with("Oikeus puuttuu: käyttöoikeuksien hallinta. "));
    let create = told(missing("create").with("kind", "contact"));
    assert!(create.starts_with("Oikeus puuttuu: Yhteydenotto (uusi). "), "{create}");
}
