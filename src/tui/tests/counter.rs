//! What went wrong at the counter: a question that takes no other key, typed text that is thrown away, errors that hide
//! each other.

use super::office::Office;
use crate::desk::api::{Message, Refusal};
use crate::register::words::Lang;

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
