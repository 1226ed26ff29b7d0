//! Registers of the office: found by the palette, filtered, gone into, and made out of a pick list.

use super::office::Office;

fn last(office: &Office) -> &str {
    office.desk.log.last().unwrap()
}

#[test]
fn the_palette_opens_the_employers_and_what_is_typed_filters_them() {
    let mut office = Office::open();
    office.keys("<f2>työnantajat").shows("Työnantajat…");
    office.keys("<enter>").shows("Työnantajat");
    assert_eq!(last(&office), "register employer ");
    office.keys("toinen").shows("F7 kirjaa uuden");
    assert_eq!(last(&office), "register employer toinen");
    office.keys("<f7>").shows("toinen");
    assert!(office.desk.log.contains(&"form employer false".to_owned()));
    office.keys("<f9>").shows("Työnantajat");
    assert!(office.desk.log.iter().any(|line| line.starts_with("save employer")), "{:?}", office.desk.log);
    assert_eq!(last(&office), "register employer toinen", "read again after the save");
    office.keys("<esc>");
    assert_eq!(last(&office), "register employer ");
    office.keys("<esc>").shows("Asiakashaku");
}

#[test]
fn enter_goes_into_the_list_and_opens_and_h_tells_the_changes() {
    let mut office = Office::open();
    office.keys("<f2>register.employer<enter>h<bs>");
    assert_eq!(last(&office), "register employer ", "in the line a letter is text");
    office.keys("<enter>h");
    assert_eq!(last(&office), "history employer");
    office.keys("<esc><enter>");
    assert!(office.desk.log.contains(&"form employer true".to_owned()), "{:?}", office.desk.log);
}

#[test]
fn over_a_file_nothing_of_the_client_stands_on_a_register() {
    let mut office = Office::open();
    office.keys("nisk<enter>1").shows("MEIKÄLÄINEN");
    office.keys("<f2>register.employer<enter>").hides("MEIKÄLÄINEN");
    office.keys("<f7>").hides("MEIKÄLÄINEN");
    office.keys("<esc><esc>").shows("MEIKÄLÄINEN");
}

#[test]
fn a_register_is_there_again_after_a_lock() {
    let mut office = Office::open();
    office.keys("<f2>register.employer<enter>toinen<c-l>").hides("toinen");
    office.keys("oikea<space>salasana<enter>").shows("toinen");
    assert_eq!(last(&office), "register employer toinen");
}

#[test]
fn a_new_employer_out_of_the_pick_list_comes_back_picked() {
    let mut office = Office::open();
    office.keys("nisk<enter>13<f7><enter>Työpaikka<enter><f4>").shows("F7 Uusi");
    office.keys("Uusi<space>Oy<f7>").shows("Työnantaja");
    // The form behind it goes on with what was typed, and names the new one.
    office.keys("<f9>").shows("Työpaikka");
    office.shows("Uusi Oy");
    let saved = office.desk.log.iter().filter(|line| line.starts_with("save")).collect::<Vec<_>>();
    assert!(matches!(saved[..], [one] if one.starts_with("save employer")), "{saved:?}");
}

#[test]
fn the_groups_of_the_card_are_in_the_palette() {
    let mut office = Office::open();
    office.keys("nisk<enter>1<f2>card.group.1<enter>");
    assert_eq!(last(&office), "list former_identifier");
    office.keys("<f2>card.group.5<enter>");
    assert_eq!(last(&office), "list contact");
}
