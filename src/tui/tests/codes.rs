//! Codes are read by their names: in fields of several codes and in lists to pick from.

use super::desk::NOW;
use super::office::Office;
use crate::register::codes::CodeLists;
use crate::register::kinds::ALL;
use crate::register::words::{Lang, Words};
use crate::register::{Field, Kind, Type, Value};
use crate::tui::screen::reader::Reader;

fn sets() -> Vec<(&'static Kind, &'static Field, &'static str)> {
    let fields = ALL.iter().flat_map(|kind| kind.fields.iter().map(move |field| (*kind, field)));
    fields
        .filter_map(|(kind, field)| match field.ty {
            Type::Codes(list) => Some((kind, field, list)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_set_of_codes_stands_in_its_field_by_names_and_is_read_back() {
    assert!(!sets().is_empty());
    for lang in Lang::ALL {
        let words = Words::full(lang);
        for (kind, field, list) in sets() {
            let reader = Reader { kind, choices: &[], searched: &[], words: &words, now: NOW };
            let offered: Vec<String> = reader.offers(field).into_iter().map(|c| c.code).collect();
            for pair in offered.windows(2) {
                let value = Value::codes(pair.to_vec());
                let text = reader.text(field, &value);
                assert_eq!(reader.read(field.number, &text), Ok(Some(value)), "{lang:?} {list} {text}");
            }
            let code = &offered[0];
            let label = CodeLists::embedded().label(list, code, lang);
            assert!(reader.text(field, &Value::codes([code.clone()])).contains(label), "{list} {code}");
        }
    }
}

#[test]
fn codes_and_beginnings_of_names_are_still_understood_in_a_set() {
    let words = Words::full(Lang::Fi);
    let (kind, field, _) = sets().into_iter().find(|(_, _, list)| *list == "service_need").unwrap();
    let reader = Reader { kind, choices: &[], searched: &[], words: &words, now: NOW };
    let wanted = Value::codes(["job_search", "language"]);
    for text in ["job_search, language", "työnhaun; kielit", "language,työnhaun tuki", "kieli;;, työnh,"] {
        assert_eq!(reader.read(field.number, text), Ok(Some(wanted.clone())), "{text}");
    }
    assert!(reader.read(field.number, "työnhaun tuki, olematon").is_err());
    assert_eq!(reader.picked(field, "kielitaito", "job_search"), "työnhaun tuki, kielitaito");
    assert_eq!(reader.picked(field, "kielitaito", "language"), "kielitaito", "picked twice is there once");
    assert_eq!(reader.picked(field, "", "language"), "kielitaito");
    assert_eq!(reader.picked(field, "olematon", "language"), "olematon, kielitaito");
}

#[test]
fn the_list_of_roles_names_them_and_is_searched_by_name() {
    let mut office = Office::open();
    office
        .keys("<f2>user.open<enter><f7>uusi<enter>Uusi Virkailija<enter><f4>")
        .shows("neuvonta ja asiakaspalvelu");
    office.hides("front_desk");
    office.keys("omav").shows("omavirkailija");
    office.hides("lokivalvoja");
    office.keys("<enter>").shows("omavirkailija");
    office.hides("case_officer");
}

#[test]
fn a_number_that_people_know_stays_before_the_name_in_a_list() {
    let mut office = Office::card();
    office.keys("5<f7><enter><f4>").shows("01   Soitto asiakkaalle");
}
