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

/// A job of a client is written down in an office with many employers; the field of the employer has the focus.
fn at_employer() -> Office {
    let mut office = Office::open();
    office.desk.employers = 501;
    office.keys("nisk<enter>13<f7><enter>Työpaikka<enter>").shows("Työpaikka");
    office
}

#[test]
fn of_many_employers_the_first_are_offered_and_the_desk_finds_the_others() {
    let mut office = at_employer();
    office.keys("<f4>").shows("näytetään 200 / 501: tarkenna");
    office.hides("Yritys 450 Oy");
    office.keys("yritys<space>4").shows("100/501");
    assert_eq!(last(&office), "offered employer yritys 4");
    office.keys("50").shows("1/501");
    office.keys("<enter>").shows("Yritys 450 Oy");
    // What was found is read from now on without asking.
    let asked = office.desk.log.len();
    office.keys("<enter>").hides("valitse listasta");
    assert_eq!(office.desk.log[asked..].iter().filter(|line| line.starts_with("offered")).count(), 0);
}

#[test]
fn what_is_typed_of_an_employer_is_looked_for_when_the_field_is_left() {
    let mut office = at_employer();
    office.keys("450<enter>").shows("Yritys 450 Oy");
    assert!(office.desk.log.contains(&"offered employer 450".to_owned()), "{:?}", office.desk.log);
    // One of several is none, whichever of them are at hand.
    let mut office = at_employer();
    office.keys("yritys<space>00<enter>");
    let field = office.app.words.get("error-reference-typed");
    office.shows(field.split('.').next().unwrap());
}

#[test]
fn keys_that_need_what_is_found_wait_for_it() {
    let mut slow = at_employer();
    slow.keys("<f4>450<enter><enter>");
    let mut fast = at_employer();
    fast.hold = true;
    fast.keys("<f4>450<enter><enter>");
    while !fast.held.is_empty() {
        fast.deliver(fast.held.len() - 1);
    }
    assert_eq!(fast.screen(), slow.screen());
    fast.shows("Yritys 450 Oy");
}
