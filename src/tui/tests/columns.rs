//! Every list has room for its column headings in the smallest window, in every language.

use super::office::Office;
use crate::desk::api::{Entered, Entry, Message};
use crate::register::kinds;
use crate::register::words::{Lang, Words};
use crate::register::{Card, Id};
use crate::tui::screen::list::{columns, row};
use crate::tui::screen::rows::widths;
use crate::tui::shown::Shown;
use crate::tui::text::width;
use crate::tui::widget::table::{Column, Row, WAITS};

#[test]
fn every_column_heading_of_every_kind_fits_in_80_columns() {
    let mut cut = Vec::new();
    for lang in Lang::ALL {
        let office = Office::in_language(lang, (80, 24));
        for kind in kinds::ALL.iter().filter(|kind| kind.card != Card::Office && !kind.list.is_empty()) {
            let columns = columns(&office.app, kind);
            let none: [Row<()>; 0] = [];
            for (column, room) in columns.iter().zip(widths(&columns, &none, 80, &office.app.words)) {
                if width(&column.title) > usize::from(room) {
                    cut.push(format!("{lang:?} {} {:?} {room}", kind.name, column.title));
                }
            }
        }
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
}

#[test]
fn a_heading_that_is_longer_than_its_cells_gets_its_share_of_the_row() {
    let office = Office::new();
    let column = |title: &str, width| Column { title: title.to_owned(), width, grows: true };
    let columns = [column("Lähiosoite", 6), column("Paikkakunta", 6)];
    let cells = ["Kerinkalliontie 10 B 19, ylin kerros, soita summeria", "Lahti"];
    let cells = cells.map(|text| Shown::Value(text.to_owned())).to_vec();
    let rows = [Row { id: (), mark: "", cells }];
    let given = widths(&columns, &rows, 60, &office.app.words);
    assert_eq!(given.get(1).copied(), Some(11), "{given:?}");
}

#[test]
fn a_cell_is_not_cut_where_the_row_has_room() {
    let office = Office::new();
    let column = |title: &str, width, grows| Column { title: title.to_owned(), width, grows };
    let columns = [column("Syy", 9, true), column("Oma yksikkö", 13, false)];
    let row = |reason: &str| {
        let cells = [reason, "Henkilöasiakaspalvelut"].map(|text| Shown::Value(text.to_owned())).to_vec();
        [Row { id: (), mark: "", cells }]
    };
    let given = |reason: &str, total| widths(&columns, &row(reason), total, &office.app.words);
    assert_eq!(given("–", 80).get(1).copied(), Some(22), "{:?}", given("–", 80));
    // What grows is served first.
    let long = "Muutti toiselle paikkakunnalle";
    assert_eq!(given(long, 49), [30, 13]);
}

#[test]
fn the_list_of_a_group_has_the_name_of_the_group() {
    let mut office = Office::card();
    office.keys("1");
    assert!(office.screen().starts_with("Luukku  Henkilötiedot "), "{}", office.screen());
    office.keys("<c-l>oikea<space>salasana<enter>");
    assert!(office.screen().starts_with("Luukku  Henkilötiedot "), "after a lock too\n{}", office.screen());
}

#[test]
fn the_day_a_role_ends_is_whole_on_the_screen_of_the_users() {
    for lang in Lang::ALL {
        let mut office = Office::at_work(lang, (80, 24));
        office.keys("<f2>user.open<enter>");
        // The first one has an individual right too, which ends before the role.
        let screen = office.screen();
        let row =
            |login: &str| screen.lines().find(|line| line.contains(login)).unwrap_or_default().to_owned();
        assert!(row("korhonens").contains("  4.9.2026 "), "{screen}");
        assert!(row("salmik").contains("  1.7.2027 "), "{screen}");
    }
}

#[test]
fn what_is_remarked_of_a_hit_is_whole() {
    for (lang, size) in Lang::ALL.into_iter().flat_map(|lang| [(lang, (80, 24)), (lang, (120, 40))]) {
        for id in ["hit-former-hetu", "hit-ended", "hit-similar", "hit-restricted", "hit-ask-hetu"] {
            let mut office = Office::at_work(lang, size);
            office.desk.remark = Some(Message::new(id));
            office.keys("meik");
            let remark = office.app.words.get(id);
            assert_eq!(office.screen().matches(&format!("  {remark}\n")).count(), 3, "{}", office.screen());
        }
    }
}

#[test]
fn the_help_of_every_field_of_an_employer_has_one_row() {
    let mut long = Vec::new();
    for lang in Lang::ALL {
        let words = Words::full(lang);
        let kind = kinds::by_name("employer").unwrap();
        for field in kind.every_field().filter(|field| !field.computed) {
            let help = format!("{}: {}", words.field(kind, field), words.help(kind, field));
            if width(&help) > 78 {
                long.push(help);
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn a_row_that_waits_for_the_national_repository_has_no_mark_of_alarm() {
    let office = Office::new();
    let contact = kinds::by_name("contact").unwrap();
    let entry = |waits_national| Entry {
        record: Id::ZERO,
        kind: contact,
        cells: Vec::new(),
        entered: Entered { by: "Korhonen S.".to_owned(), at: 0, changed: None },
        waits_national,
    };
    assert_eq!([true, false].map(|waits| row(&office.app, (), &entry(waits)).mark), [WAITS, ""]);
}
