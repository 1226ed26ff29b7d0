//! What went wrong at the counter: a question that takes no other key, typed text that is thrown away, errors that hide
//! each other.

use super::desk::NOW;
use super::office::Office;
use crate::desk::api::{Allowed, Message, Refusal};
use crate::register::Type;
use crate::register::kind::Nearest;
use crate::register::validate::FieldProblem;
use crate::register::words::{Lang, Words};
use crate::register::{dates, kinds};
use crate::tui::decode::Input;
use crate::tui::msg::Msg;
use crate::tui::screen::office_forms;
use crate::tui::speak::Speak;

fn bar(office: &Office) -> String {
    office.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn what_is_live_on_every_screen_is_live_while_somebody_is_identified() {
    for lang in Lang::ALL {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("nisk<enter>");
        let bar = bar(&office);
        for key in ["F1 ", "F2 ", "F3 ", "F8 ", "Esc "] {
            assert!(bar.contains(key), "{key}: {bar}");
        }
        for key in ["Enter", "F4", "F7", "F5"] {
            assert!(!bar.contains(key), "{key}: {bar}");
        }
        office.keys("<f1>");
        for digit in 0..=7 {
            let told = office.app.words.get(&format!("search-identify-{digit}"));
            assert!(told.starts_with(&digit.to_string()) && crate::tui::text::width(&told) <= 76, "{told}");
            office.shows(&told);
        }
        // The question stands when the help is shut, and a digit answers it.
        let question = office.app.words.get("search-identify-help");
        office.keys("<f1>").shows(&question);
        office.keys("1");
        assert!(office.desk.log.iter().any(|r| r == "open 4 1 desk"), "{:?}", office.desk.log);
    }
    let mut office = Office::open();
    office.keys("nisk<enter><c-x>2").shows("Puhelu");
    office.shows("Miten tunnistettu?");
    office.keys("<f2>").shows("KOMENNOT");
    office.keys("<esc>").shows("Miten tunnistettu?");
    office.keys("<f3>").hides("Miten tunnistettu?");
    office.hides("Niskanen");
    office.keys("nisk<enter><c-q>");
    assert!(office.quit.is_some() || office.screen().contains("Lopeta"), "{}", office.screen());
    // What is done with the hits waits for the answer.
    let mut office = Office::open();
    office.keys("nisk<enter><f7>x<down>").shows("Miten tunnistettu?");
    assert_eq!(office.bells, 3);
}

#[test]
fn a_reason_that_is_too_short_is_gone_on_with() {
    let short = || Some(Refusal::Cannot(Message::new("error-reason-short").with("min", "10")));
    let said = |office: &Office, text: &str| {
        assert!(office.desk.log.iter().any(|r| r.contains(text)), "{text}: {:?}", office.desk.log);
    };
    let mut office = Office::card();
    office.desk.refuse_reason = short();
    office.keys("3<del>väärä<f9>").shows("väärä");
    office.shows("vähintään 10 merkkiä");
    office.keys("<space>asiakas<f9>").hides("väärä");
    said(&office, "withdraw work_history väärä asiakas");
    // One line with two hidden values: one prompt comes back, and is sent for both.
    let mut office = Office::card();
    office.desk.refuse_reason = short();
    office.keys("<c-e>soitto<enter>").shows("vähintään 10 merkkiä");
    office.keys("<space>takaisin<enter>").shows("+358 50 123 4567");
    said(&office, "soitto takaisin");
    let mut office = Office::open();
    office.desk.orders = true;
    office.keys("010594Y9032<enter>18<enter>");
    office.desk.refuse_reason = short();
    office.keys("kesto<enter>").shows("vähintään 10 merkkiä");
    office.keys("<space>loppuu<enter>").hides("Suljettu:");
    said(&office, "list security_prohibition kesto loppuu");
    // No reason helps who has no right; Esc leaves the prompt for good; a lock leaves nothing of it.
    let mut office = Office::card();
    office.desk.refuse_reason = Some(Refusal::NotAllowed(Message::new("refused-withdraw")));
    office.keys("3<del>väärä<f9>").hides("väärä");
    office.desk.refuse_reason = short();
    office.keys("<del>väärä<f9><esc>").hides("väärä");
    office.keys("<c-l>oikea<space>salasana<enter>").hides("väärä");
}

#[test]
fn an_error_that_the_desk_found_stands_beside_the_errors_of_the_form() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>front_desk<enter><enter>31.12.2027<enter>1.12.2026");
    let until = office_forms::NEW_USER.field_number(4).unwrap();
    let problem = FieldProblem::new(until, "error-next-past");
    office.desk.refuse = Some(Refusal::Invalid(vec![problem]));
    office.keys("<f9>").shows("Seuraava aika on mennyt");
    // Another field is emptied: both errors stand, both are counted, the first has the focus.
    office.keys("<up><up><up><c-u><f9>").shows("Seuraava aika on mennyt");
    office.shows("Pakollinen tieto puuttuu.");
    office.shows("Korjaa 2 kenttää");
    // What was right when everything else is, the desk judges anew.
    office.keys("Toinen Virkailija<f9>").shows("ABCD-EFGH");
}

#[test]
fn what_the_desk_finds_stands_beside_what_is_missing_at_the_first_attempt() {
    let mut office = Office::card();
    office.keys("2<f7>");
    let period = kinds::by_name("job_search_period").unwrap();
    let end = period.field("end").unwrap();
    office.desk.faults = vec![FieldProblem::new(end, "error-next-past")];
    office.keys("<f9>").shows("Pakollinen tieto puuttuu.");
    office.shows("Seuraava aika on mennyt");
    let count = |office: &Office| office.screen().matches("\n    ! ").count();
    let faults = count(&office);
    office.shows(&format!("Korjaa {faults} kenttää"));
    assert!(office.desk.log.iter().any(|asked| asked.starts_with("faults job_search_period")));
    // What the desk does not find again is right now; nothing is sent while something is missing.
    office.keys("<f9>").hides("Seuraava aika on mennyt");
    assert_eq!(count(&office), faults - 1);
    assert!(!office.desk.log.iter().any(|asked| asked.starts_with("save ")));
}

#[test]
fn who_must_be_told_apart_by_the_whole_hetu_is_marked_and_said_at_once() {
    for (lang, size) in Lang::ALL.into_iter().flat_map(|lang| [(lang, (80, 24)), (lang, (120, 40))]) {
        let mut office = Office::at_work(lang, size);
        office.desk.twins = true;
        office.keys("m");
        let (mark, said) = (office.app.words.get("hit-ask-hetu"), office.app.words.get("search-same-day"));
        let screen = office.screen();
        assert_eq!(screen.matches(&mark).count(), 3, "{screen}");
        assert!(screen.contains(&said), "{screen}");
    }
    let mut office = Office::open();
    office.keys("nisk").hides("kysy koko hetu");
}

#[test]
fn every_form_of_a_day_that_a_help_names_is_read() {
    let today = crate::register::time::day_of(NOW);
    let read = |text: &str| {
        let form = text.trim_end_matches(['.', ',']);
        let dotted = || dates::parse(&format!("{form}."), today, Nearest::Either);
        dates::parse(form, today, Nearest::Either).or_else(|_| dotted()).is_ok()
    };
    let mut told = 0;
    for lang in Lang::ALL {
        let words = Words::full(lang);
        let forms = kinds::ALL.iter().copied().chain([
            &office_forms::NEW_USER,
            &office_forms::GRANT,
            &office_forms::GRANT_RIGHT,
            &office_forms::LOG_FILTER,
            &office_forms::LOG_DAYS,
        ]);
        let helps = forms.flat_map(|kind| kind.every_field().map(move |field| (kind, field)));
        let helps =
            helps.filter(|(_, field)| field.ty == Type::Date).map(|(kind, field)| words.help(kind, field));
        for help in helps.chain([words.get("help-date"), words.get("error-date-form")]) {
            let Some((_, forms)) = ["Muodot ", "Former ", "Forms ", "Päivä: ", "Dag: ", "Day: "]
                .iter()
                .find_map(|before| help.split_once(before))
            else {
                continue;
            };
            for form in forms.split_whitespace() {
                told += 1;
                assert!(read(form), "{form} of {help}");
            }
        }
    }
    assert!(told > 30, "{told}");
}

#[test]
fn a_code_that_is_shown_once_is_shut_by_the_key_that_says_it_was_read() {
    let mut office = Office::open();
    office.keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter><f9>").shows("ABCD-EFGH");
    office.hides("Peruuta");
    assert!(!bar(&office).contains("Esc"), "{}", bar(&office));
    office.keys("<esc><f12><c-g>").shows("ABCD-EFGH");
    office.keys("<f9>").hides("ABCD-EFGH");
    // The cursor stands on the user who was made.
    let screen = office.screen();
    assert!(screen.lines().any(|line| line.contains('>') && line.contains("  uusi")), "{screen}");
}

#[test]
fn a_plan_that_waits_names_its_acceptance_in_a_narrow_window() {
    for lang in Lang::ALL {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("nisk<enter>14");
        let accept = office.app.words.attribute("plan-accept", "short").unwrap();
        assert!(bar(&office).contains(&format!("A {accept}")), "{}", bar(&office));
        office.desk.waits = false;
        office.keys("<f5>");
        assert!(!bar(&office).contains(&format!("A {accept}")), "{}", bar(&office));
    }
}

#[test]
fn who_has_no_clients_has_no_service_situation() {
    let mut office = Office::new();
    office.desk.abilities.clients = false;
    office.log_in();
    office.hides("Käynti");
    office.keys("<c-x>").shows("asiakashaku ei kuulu rooliisi");
    office.hides("Puhelu");
}

#[test]
fn the_name_of_a_user_is_whole_in_a_narrow_window() {
    for lang in Lang::ALL {
        let mut office = Office::at_work(lang, (80, 24));
        office.desk.staff = ("Marja-Liisa Virtanen", "user-waits-for-activation");
        office.keys("<f2>user.open<enter>");
        let screen = office.screen();
        let rows = screen.lines().filter(|line| line.contains("Marja-Liisa Virtanen  ")).count();
        assert_eq!(rows, 2, "{screen}");
        assert!(screen.contains("korhonens  "), "{screen}");
    }
}

#[test]
fn a_search_never_says_that_all_hits_are_shown_when_they_are_not() {
    for (lang, size) in Lang::ALL.into_iter().flat_map(|lang| [(lang, (80, 24)), (lang, (120, 40))]) {
        let mut office = Office::at_work(lang, size);
        office.desk.crowd = 60;
        office.keys("nisk");
        let all = office.app.words.say_with("search-all", &[("n", "61".to_owned())]);
        office.hides(&all);
        let rows = office.screen().matches("Niskanen Oskari").count();
        office.shows(&format!("1–{rows}"));
        office.keys("<down><pgdn><pgdn>");
        let heading = office.app.words.get("column-hetu");
        office.shows(&heading);
        let first = office.screen();
        let said = first.lines().find(|l| l.contains("61")).unwrap_or_default();
        assert!(said.contains('–') && !said.contains(" 1–") && !said.contains('…'), "{said}");
    }
    let mut office = Office::open();
    office.keys("nisk").shows("1 osuma, se on näkyvissä");
}

#[test]
fn text_that_has_no_room_in_its_field_is_spoken_of() {
    let mut office = Office::card();
    office.keys("<c-y>1<tab>").keys(&"a".repeat(80));
    assert_eq!(office.bells, 0);
    office.keys("a").shows("Kenttään mahtuu 80 merkkiä");
    assert_eq!(office.bells, 1);
    office.send(Msg::Input(Input::Paste("b".repeat(81))));
    office.shows("liitetystä ei otettu mitään");
    office.hides("bbb");
}

#[test]
fn row_1_names_the_channel_of_the_visit_that_goes_on() {
    let row_1 = |office: &Office| office.screen().lines().next().unwrap_or_default().to_owned();
    let mut office = Office::open();
    office.keys("010594Y9032<enter>6");
    assert!(row_1(&office).contains("Puhelu"), "{}", row_1(&office));
    // The situation is chosen for the next visit, and that is said.
    let mut office = Office::card();
    office.keys("<c-x>2").shows("seuraavaan käyntiin");
    assert!(row_1(&office).contains("Käynti"), "{}", row_1(&office));
    office.keys("<f3>");
    assert!(row_1(&office).contains("Puhelu"), "{}", row_1(&office));
}

#[test]
fn an_arrival_that_is_recorded_already_is_called_so() {
    let mut office = Office::card();
    office.keys("s");
    office.desk.booked = false;
    office.keys("<f5>s").shows("on jo merkitty saapuneeksi");
    assert_eq!(office.desk.log.iter().filter(|r| *r == "arrived").count(), 1, "{:?}", office.desk.log);
    let mut office = Office::open();
    office.desk.booked = false;
    office.keys("010594Y9032<enter>1s").shows("tälle päivälle ei ole aikaa");
}

#[test]
fn a_wrong_activation_code_is_called_a_code() {
    let mut office = Office::new();
    office.keys("<f7>").hides("Kirjaudu");
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-login-refused")));
    office.keys("uusi<enter>ABCE<enter>pitkä<space>lause<enter>pitkä<space>lause<enter>");
    office.shows("Tunnus tai aktivointikoodi on väärä.");
    office.hides("salasana on väärä");
}

#[test]
fn the_days_of_a_role_are_judged_together_before_the_own_password_is_asked() {
    let mut office = Office::open();
    office.desk.refuse = Some(Refusal::Cannot(Message::new("error-password-again")));
    office.keys(
        "<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter>front_desk<enter>1.11.2026<enter>1.10.2026",
    );
    office.keys("<enter>31.12.2027<f9>").hides("oma salasanasi");
    office.shows("! Roolin ensimmäinen päivä on mennyt");
    office.shows("! Roolin viimeinen päivä");
    office.shows("! Turvallisuussopimuksen päivä");
    office.shows("Korjaa 3 kenttää");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("new user")), "{:?}", office.desk.log);
    // The last day is judged by the first one as it stands now.
    office.keys("<c-u>1.2.2027<enter><c-u>1.1.2027<enter><c-u>1.12.2026<f9>").shows("Korjaa 1 ");
    office.shows("! Roolin viimeinen päivä");
    office.keys("<c-u>1.2.2027<f9>").shows("oma salasanasi");
}

#[test]
fn the_days_of_an_account_without_a_role_are_nobodys() {
    let mut office = Office::open();
    office
        .keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter><enter>1.11.2026<f9>")
        .shows("ABCD-EFGH");
}

#[test]
fn the_days_of_a_role_that_is_given_are_judged_on_their_fields() {
    let mut office = Office::open();
    office.keys(
        "<f2>user.open<enter><enter>front_desk<enter><c-u>1.11.2026<enter>1.10.2026<enter>31.12.2027<f9>",
    );
    office.shows("Korjaa 3 kenttää");
    office.shows("! Roolin ensimmäinen päivä on mennyt");
}

#[test]
fn a_form_asks_no_reason_of_who_may_not_reveal() {
    let mut office = Office::open();
    office.desk.reveal = Allowed::No(Message::new("reason-no-right"));
    office.keys("010594Y9032<enter>11<enter>").shows("[salattu]");
    office.keys("<c-e>").hides("Peruste");
    let why = office.app.words.get("reason-no-right");
    office.shows(&why);
    assert!(office.app.overlays.is_empty());
}
