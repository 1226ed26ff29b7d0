//! What somebody typed or emptied in a field that was shown for a while: it stays when the field hides itself again, is
//! kept in the draft and is saved. An empty field that nobody saw says nothing.

use super::office::Office;

/// What the desk shows of the street.
const STREET: &str = "+358 50 123 4567";

/// On the street of contact data that turvakielto hides and that may be replaced unseen.
fn at_street() -> Office {
    let mut office = Office::card();
    office.desk.unseen = true;
    office.keys("1<enter>").shows("uusi arvo");
    office.desk.log.clear();
    office
}

/// The same, shown for a reason.
fn seen() -> Office {
    let mut office = at_street();
    office.keys("<c-e>kysyy<enter>").shows("+358501234567");
    office
}

/// The same, emptied and hidden again.
fn emptied() -> Office {
    let mut office = seen();
    office.keys("<c-u>").wait(30_001);
    office
}

/// On a masked code whose whole is shown.
fn seen_code() -> Office {
    let mut office = Office::card();
    office.keys("1<down><enter><c-e>").shows("010594Y9021");
    office
}

fn row(office: &Office, label: &str) -> String {
    let screen = office.screen();
    screen.lines().skip(3).find(|line| line.contains(label)).unwrap_or_default().to_owned()
}

fn street(office: &Office) -> String {
    row(office, "Lähiosoite")
}

fn saved(office: &Office) -> &str {
    office.desk.log.iter().rfind(|entry| entry.starts_with("save")).map_or("", String::as_str)
}

fn kept(office: &Office) -> String {
    office.desk.drafts.values().cloned().collect()
}

/// The keys that empty a field of so many characters.
fn emptying() -> [String; 2] {
    ["<c-u>".to_owned(), format!("<end>{}", "<bs>".repeat(STREET.len()))]
}

#[test]
fn a_street_that_was_seen_and_emptied_stays_empty_and_is_saved() {
    for keys in emptying() {
        for left in [false, true] {
            let mut office = seen();
            office.keys(&keys);
            if left {
                office.keys("<enter>");
            }
            office.wait(30_001);
            office.keys(if left { "" } else { "<enter>" });
            let row = street(&office);
            assert!(row.contains('–') && row.contains('~') && !row.contains("uusi arvo"), "{row}");
            assert!(kept(&office).contains(r#"[1,""]"#), "{}", kept(&office));
            office.keys("<f9>");
            assert!(saved(&office).contains("(1, None)"), "{:?}", office.desk.log);
        }
    }
}

#[test]
fn a_code_that_was_seen_and_emptied_stays_empty_and_is_saved() {
    for keys in emptying() {
        for waits in [0, 30_001] {
            let mut office = seen_code();
            office.keys(&keys).wait(waits);
            office.keys("<enter>");
            let row = row(&office, "Henkilötunnus");
            assert!(row.contains('–') && row.contains("~ ennen: 010594Y****"), "{row}");
            assert!(kept(&office).contains(r#",""]"#) && !kept(&office).contains('*'), "{}", kept(&office));
            // Another field of this form is no value yet: what it would save is judged.
            office.keys("<f9>");
            let judged = office.desk.log.last().unwrap();
            assert!(judged.starts_with("faults person [(1, None)]"), "{judged}");
        }
    }
}

#[test]
fn what_was_typed_over_a_seen_street_and_emptied_later_is_emptied() {
    let mut office = seen();
    office.keys("Uusikatu 2").wait(30_001);
    office.shows("Uusikatu 2");
    office.keys("<c-u><enter>");
    assert!(street(&office).contains("– ") && street(&office).contains('~'), "{}", street(&office));
    // What is typed next takes its place, and erased it is emptied still.
    office.keys("<up>x<bs><f9>");
    assert!(saved(&office).contains("(1, None)"), "{:?}", office.desk.log);
}

#[test]
fn an_emptied_street_comes_back_out_of_the_draft_and_over_a_lock() {
    let mut office = emptied();
    office.keys("<enter><c-l>oikea<space>salasana<enter>").shows("Lähiosoite");
    assert!(street(&office).contains('~'), "{}", office.screen());
    office.keys("<esc><f9><enter>").shows("Lomakkeesta on luonnos");
    office.keys("<f9>");
    office.keys("<down>");
    assert!(street(&office).contains('~') && !street(&office).contains("uusi arvo"), "{}", office.screen());
    office.keys("<f9>");
    assert!(saved(&office).contains("(1, None)"), "{:?}", office.desk.log);
}

#[test]
fn taken_back_it_is_hidden_as_before() {
    let mut office = emptied();
    office.keys("<f5>").shows("uusi arvo");
    office.keys("<f9>").shows("Mitään ei ole muutettu");
    // So is what was emptied and typed again as it was.
    let mut office = emptied();
    office.keys("<c-e>kysyy<enter>+358501234567").wait(30_001);
    office.shows("uusi arvo");
}

#[test]
fn an_empty_field_that_nobody_saw_says_nothing_and_shows_what_is_there_when_it_is_shown() {
    let mut office = at_street();
    office.keys("x<bs><enter>").shows("uusi arvo");
    office.keys("<up><c-u><f9>").shows("Mitään ei ole muutettu");
    office.keys("<c-e>kysyy<enter>").shows("+358501234567");
    office.wait(30_001);
    office.shows("uusi arvo");
}
