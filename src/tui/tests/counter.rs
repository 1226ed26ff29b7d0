//! What went wrong at the counter: a question that takes no other key, typed text that is thrown away, errors that hide
//! each other.

use super::office::Office;
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

