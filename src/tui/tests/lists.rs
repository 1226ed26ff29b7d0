//! Long lists: a page is what is on the screen, and what is loaded has a first row and a last one.

use super::office::Office;
use crate::register::words::{Lang, Words};
use crate::tui::action::Action;
use crate::tui::screen::Screen;
use crate::tui::screen::rows::{Rows, Section};
use crate::tui::shown::Shown;
use crate::tui::testing::screen;
use crate::tui::theme::Theme;
use crate::tui::widget::table::{Column, Row};

/// A list of so many records in a window so high.
fn list(rows: u8, height: u16) -> Office {
    let mut office = Office::at_work(Lang::Fi, (80, height));
    office.desk.rows = Some(rows);
    office.keys("010594Y9032<enter>15");
    office
}

/// The place of the selected row.
fn at(office: &Office) -> u8 {
    let Some(Screen::List(list)) = office.app.top() else { panic!("no list on top") };
    let (_, record) = list.selected().unwrap();
    (0..=u8::MAX).find(|n| Some(super::desk::id(*n)) == record).unwrap()
}

/// The rows on the screen.
fn in_sight(office: &Office) -> usize {
    office.screen().lines().filter(|line| line.contains("käyty läpi")).count()
}

#[test]
fn a_page_key_turns_what_is_on_the_screen() {
    for height in [24, 30, 40] {
        let mut office = list(90, height);
        let seen = in_sight(&office);
        assert!(seen > 10, "{seen}");
        office.keys("<pgdn>");
        assert_eq!(usize::from(at(&office)), seen, "{height}");
        office.keys("<pgup>");
        assert_eq!(at(&office), 0);
    }
}

#[test]
fn home_and_end_go_to_the_ends_of_what_is_loaded_and_end_asks_for_more() {
    let mut office = list(60, 24);
    office.keys("<down><end>");
    assert_eq!(at(&office), 39);
    let asked = |office: &Office| office.desk.log.iter().filter(|r| r.starts_with("list contact")).count();
    let before = asked(&office);
    office.keys("<end>");
    assert_eq!((asked(&office), at(&office)), (before + 1, 39));
    office.keys("<end>");
    assert_eq!(at(&office), 59);
    office.keys("<end>");
    assert_eq!(asked(&office), before + 1, "there is no more");
    office.keys("<home>");
    assert_eq!(at(&office), 0);
}

#[test]
fn home_and_end_move_on_the_card() {
    let mut office = Office::card();
    let first = office.screen();
    office.keys("<end>");
    assert_ne!(office.screen(), first);
    office.keys("<home>");
    let there = office.screen();
    office.keys("<up>");
    assert_eq!(office.screen(), there, "it is the first");
}

#[test]
fn no_row_is_passed_unseen_by_page_keys() {
    let words = Words::full(Lang::Fi);
    let row = |id: usize| Row { id, mark: "", cells: vec![Shown::Value(format!("<{id}>"))] };
    let section = |ids: std::ops::Range<usize>, none: usize| Section {
        title: Some("osa".into()),
        columns: vec![Column { title: "nimi".into(), width: 9, grows: true }],
        rows: ids.map(row).collect(),
        none: (none, format!("<{none}>")),
        more: Some("lisää".into()),
    };
    let sections =
        || vec![section(0..25, 900), section(0..0, 25), section(26..28, 901), section(28..60, 902)];
    for height in 3..30 {
        let mut rows = Rows::new(sections());
        for action in [Action::NextPage, Action::PreviousPage] {
            let mut unseen: Vec<usize> = (0..60).collect();
            let mut pages = 0;
            loop {
                let text = screen(40, height, |buf, area| rows.draw(buf, area, Theme::Default, &words));
                unseen.retain(|id| !text.contains(&format!("<{id}>")));
                let before = rows.selected();
                rows.act(action, height);
                pages += 1;
                if rows.selected() == before {
                    break;
                }
            }
            assert_eq!(unseen, Vec::<usize>::new(), "{action:?} in {height} rows");
            // Lines of rows, titles, headings and ends, by the lines of a page.
            assert!(pages <= 72 / (usize::from(height) - 1) + 8, "{pages} pages of {height} rows");
        }
    }
}
