//! Making a plan and changing it: from the plan screen to the form of the plan's own record and back.

use super::office::Office;
use crate::desk::api::{Allowed, Message, Part, Shown, Unknown};
use crate::register::words::Lang;

#[test]
fn a_client_without_a_plan_gets_one_by_f7_or_enter() {
    for key in ["<f7>", "<enter>"] {
        let mut office = Office::card();
        office.desk.plan = false;
        office.keys("4").shows("suunnitelmaa ei ole");
        office.keys(key).shows("Työllistymissuunnitelma: uusi");
        assert!(office.desk.log.contains(&"form employment_plan false".to_owned()), "{:?}", office.desk.log);
        office.keys("<esc>").shows("suunnitelmaa ei ole");
    }
}

#[test]
fn a_saved_plan_is_read_again_and_shown() {
    let mut office = Office::card();
    office.desk.plan = false;
    office.keys("4<f7>01<enter><enter>Työnhaun tuki<f6>");
    let review = "<enter>14.12.2026<enter><enter><enter><enter><enter>draft<enter>";
    office.keys(review);
    office.desk.log.clear();
    office.keys("<f9>");
    let saved = office.desk.log.iter().position(|r| r.starts_with("save employment_plan"));
    let read = office.desk.log.iter().rposition(|r| r == "plan");
    assert!(saved.is_some() && saved < read, "{:?}\n{}", office.desk.log, office.screen());
    office.shows("TOIMINTASUUNNITELMA");
}

#[test]
fn m_opens_the_plan_itself_and_enter_its_task() {
    let mut office = Office::card();
    office.keys("4m").shows("Työllistymissuunnitelma: muokkaa");
    office.keys("<esc>").shows("TOIMINTASUUNNITELMA");
    office.keys("<enter>").shows("Suunnitelman tehtävä: muokkaa");
    office.keys("<esc>h<esc><f2>plan.history<enter>");
    let asked: Vec<&str> = office
        .desk
        .log
        .iter()
        .filter(|r| r.starts_with("form") || r.starts_with("history"))
        .map(|r| &**r)
        .collect();
    assert_eq!(
        asked,
        ["form employment_plan true", "form plan_task true", "history plan_task", "history employment_plan"]
    );
}

#[test]
fn who_may_not_make_or_change_a_plan_is_told_why() {
    let mut office = Office::open();
    office.desk.make_plan = Allowed::No(Message::new("reason-no-right"));
    office.desk.plan = false;
    office.keys("010594Y9032<enter>14");
    for key in ["<f7>", "<enter>"] {
        office.keys(key).shows("oikeu");
    }
    office.keys("m").shows("Suunnitelmaa ei ole");
    office.desk.plan = true;
    office.keys("<f5>m").shows("oikeu");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("form")), "{:?}", office.desk.log);
}

#[test]
fn a_replaced_plan_is_only_read() {
    let mut office = Office::card();
    office.keys("4v<tab><enter>m").shows("sitä vain luetaan");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("form")), "{:?}", office.desk.log);
}

#[test]
fn a_newer_version_says_which_one_is_in_force_meanwhile() {
    let mut office = Office::card();
    office.desk.behind = Some(2);
    office.desk.waits = false;
    office.keys("4").shows("versio 3; voimassa on versio 2 (V)");
}

#[test]
fn a_version_that_was_changed_gives_way_to_the_new_one() {
    let mut office = Office::card();
    // What is saved comes back under another id: a change of an accepted version makes a new one.
    office.keys("4v<enter>").shows("Suunnitelma, versio 2");
    office.keys("m<tab>t+7<tab><tab><tab><tab><tab><tab><tab><tab>draft");
    office.desk.log.clear();
    office.keys("<f9>");
    assert!(office.desk.log.contains(&"plan".to_owned()), "{:?}\n{}", office.desk.log, office.screen());
    office.hides("Suunnitelma, versio 2");
}

/// What was asked of the desk for an acceptance.
fn accepted(office: &Office) -> Vec<&String> {
    office.desk.log.iter().filter(|r| r.starts_with("accept")).collect()
}

#[test]
fn after_a_lock_an_acceptance_goes_on_with_the_question_whether_it_was_gone_through() {
    for begin in ["4a", "a"] {
        for answered in ["3x", "3x2"] {
            let mut office = Office::card();
            office.keys(begin).keys(answered).keys("<c-l>").shows("Keskeneräinen lomakkeesi on tallessa.");
            office.keys("oikea<space>salasana<enter>").shows("Käytiinkö sisältö ja merkitys läpi");
            office.keys("<f9>");
            assert!(accepted(&office).is_empty(), "nobody said it again");
            office.keys("x");
            office.keys(if answered == "3x" { "2<f9>" } else { "<f9>" });
            assert_eq!(accepted(&office), ["accept other true Some(\"letter\")"]);
        }
    }
}

#[test]
fn an_acceptance_that_was_cancelled_or_cut_off_is_asked_from_the_beginning() {
    for left in ["<esc>", "<f3>"] {
        let mut office = Office::card();
        office.keys("4a3x1").shows("F9 kirjaa");
        office.wait(2_001);
        office.keys(left).shows("Hyväksyntää ei kirjattu");
        office.keys(if left == "<f3>" { "010594Y9032<enter>14a" } else { "a" }).shows("Miten hyväksyi?");
        office.hides("on luonnos");
        office.keys("<f9><f9>");
        assert!(accepted(&office).is_empty(), "{left}: {:?}", office.desk.log);
        assert!(!office.desk.log.contains(&"draft".to_owned()), "{left}: {:?}", office.desk.log);
    }
}

#[test]
fn a_kept_note_does_not_bring_the_answers_of_its_acceptance() {
    let mut office = Office::card();
    office.keys("<c-y>7x1 Sovittu<f3>010594Y9032<enter>1<c-y>").shows("on luonnos");
    // What lies over the screen takes the keys: nothing below offers any.
    office.hides("Käytiinkö");
    office.keys("<f9>").shows("Sovittu");
    office.shows("Käytiinkö sisältö ja merkitys läpi");
    office.desk.log.clear();
    office.keys("<f9>");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("note")), "{:?}", office.desk.log);
    // Answers alone are no text that is kept.
    let mut office = Office::card();
    office.keys("<c-y>7x1<f3>010594Y9032<enter>1<c-y>").hides("on luonnos");
}

#[test]
fn the_last_prompt_names_how_it_was_accepted_and_fits() {
    for lang in Lang::ALL {
        for answers in ["1", "2", "3x1", "3x2", "3x3", "3x4", "3x5"] {
            let mut office = Office::at_work(lang, (80, 24));
            office.keys("010594Y9032<enter>14a").keys(answers);
            let screen = office.screen();
            let row = screen.lines().nth(22).unwrap_or_default();
            assert!(
                row.contains("F9") && !row.contains('…') && row.ends_with('.'),
                "{lang:?} {answers}: {row}"
            );
        }
    }
    let mut office = Office::card();
    office.keys("4a3x2").shows("puh./käynti, käyty läpi, kopio kirjeenä");
}

#[test]
fn the_alert_of_a_plan_that_waited_is_gone_with_its_acceptance() {
    let mut office = Office::card();
    office.keys("4").shows("+ 2 muuta (!)");
    office.desk.waits = false;
    office.keys("a1<f9>").hides("+ 2 muuta (!)");
}

#[test]
fn the_title_of_a_plan_tells_the_day_it_was_entered() {
    for (lang, title) in [
        (Lang::Fi, " 01 Työllistymissuunnitelma 2.12.2026   ODOTTAA ASIAKKAAN HYVÄKSYNTÄÄ"),
        (Lang::Sv, " 01 Sysselsättningsplan 2.12.2026   VÄNTAR PÅ KUNDENS GODKÄNNANDE"),
        (Lang::En, " 01 Employment plan 2.12.2026   WAITS FOR THE CLIENT'S ACCEPTANCE"),
    ] {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("010594Y9032<enter>14").shows(title);
    }
}

#[test]
fn what_does_not_fit_beside_the_title_of_a_plan_is_whole_below_it() {
    let mut office = Office::card();
    office.desk.behind = Some(2);
    office.keys("4").shows("\n   ODOTTAA ASIAKKAAN HYVÄKSYNTÄÄ, versio 3; voimassa on versio 2 (V)");
    let mut office = Office::at_work(Lang::Fi, (120, 40));
    office.desk.behind = Some(2);
    office.keys("010594Y9032<enter>14").shows("2.12.2026   ODOTTAA ASIAKKAAN HYVÄKSYNTÄÄ, versio 3;");
}

#[test]
fn the_texts_of_a_plan_leave_the_room_to_many_tasks() {
    for (size, tasks, seen) in [((80, 24), 30, 6), ((80, 24), 1, 1), ((120, 40), 30, 20)] {
        let mut office = Office::at_work(Lang::Fi, size);
        office.desk.tasks = tasks;
        office.desk.plan_text = Some("hyvä osaaminen ".repeat(60));
        office.keys("010594Y9032<enter>14").shows("HYVÄKSYMINEN");
        office.shows("   Asiakas ");
        let screen = office.screen();
        assert!(screen.matches("Määrittelemätön").count() >= seen, "{screen}");
        // Where there is room it is the texts' again.
        let texts = screen.lines().filter(|line| line.contains("osaaminen")).count();
        assert_eq!(texts > 3, tasks == 1, "{texts}\n{screen}");
    }
}

#[test]
fn a_plan_tells_who_accepted_it_for_the_authority_and_when() {
    for (lang, line) in [
        (Lang::Fi, "   Viranomainen Korhonen S. 2.12.2026 klo 10.12\n"),
        (Lang::Sv, "   Myndigheten  Korhonen S. 2.12.2026 kl. 10.12\n"),
        (Lang::En, "   Authority    Korhonen S. 2.12.2026 at 10.12\n"),
    ] {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("010594Y9032<enter>14").shows(line);
    }
}

#[test]
fn the_mapping_begins_with_what_the_client_needs_and_where_the_client_stands() {
    for (lang, needs, state) in [
        (
            Lang::Fi,
            "   Palvelutarve työnhaun tuki, osaamisen kehittäminen\n",
            "   Tilanne      02 työtön 30.11.2026 alkaen, ",
        ),
        (
            Lang::Sv,
            "   Servicebehov stöd för jobbsökning, kompetensutveckling\n",
            "   Läge         02 arbetslös från 30.11.2026, ",
        ),
        (
            Lang::En,
            "   Service need job-search support, skills development\n",
            "   State        02 unemployed since 30.11.2026, ",
        ),
    ] {
        let mut office = Office::at_work(lang, (80, 24));
        office.desk.plan_text = Some("myyjän kokemus 3 v".into());
        office.keys("010594Y9032<enter>14").shows(needs);
        office.shows(&format!("{state}myyjän kokemus 3 v\n"));
    }
}

#[test]
fn of_the_mapping_absent_means_no_right_and_a_dash_that_there_is_none() {
    let mut office = Office::card();
    (office.desk.needs, office.desk.state) = (None, None);
    office.keys("4").hides("Palvelutarve");
    office.shows("   Tilanne      Suunnitelma käyty läpi\n");
    office.desk.needs = Some(vec![]);
    let status = super::desk::kind("employment_status");
    let unknown = Shown::Unknown(Unknown::NeverAsked);
    office.desk.state = Some(vec![Part::Field(status, status.field("status").unwrap().number, unknown)]);
    office.keys("<f5>").shows("   Palvelutarve –\n");
    // What is not known stays apart from what the plan says.
    office.shows("   Tilanne      ? ei kysytty\n                Suunnitelma käyty läpi\n");
    // A sentence is not run on behind a comma.
    office.desk.state = Some(super::desk::state());
    office.keys("<f5>").shows("   Tilanne      02 työtön 30.11.2026 alkaen. Suunnitelma käyty läpi\n");
}
