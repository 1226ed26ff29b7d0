//! The widgets: what keys do, what is painted, and that no size and no key is too much.

use super::dialog::{Dialog, DialogEvent};
use super::edit::Edit;
use super::frame::{self, Alert, Frame};
use super::help::Help;
use super::key_bar;
use super::note_field::NoteField;
use super::palette::palette;
use super::password::{CAPACITY, Password};
use super::pick_list::{Choice, PickEvent, PickList};
use super::table::{Column, Row};
use super::text_field::TextField;
use crate::tui::action::{Action, Context};
use crate::tui::keymap::Keymap;
use crate::tui::screen::rows::{Rows, Section};
use crate::tui::shown::Shown;
use crate::tui::testing::{LANGUAGES, keys, screen, words};
use crate::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::style::Style;

fn typed(field: &mut TextField, script: &str) -> String {
    for key in keys(script) {
        field.key(key);
    }
    field.text().to_owned()
}

#[test]
fn the_first_character_replaces_and_an_arrow_edits() {
    assert_eq!(typed(&mut TextField::new("Lahti"), "Hollola"), "Hollola");
    assert_eq!(typed(&mut TextField::new("Lahti"), "<end>s"), "Lahtis");
    assert_eq!(typed(&mut TextField::new("Lahti"), "<left><bs>d"), "Lahdi");
    assert_eq!(typed(&mut TextField::new("Lahti"), "<bs>"), "Laht");
    assert_eq!(typed(&mut TextField::default(), "a<home>b<del>c"), "bc");
}

#[test]
fn text_is_nfc_and_edited_by_whole_characters() {
    let mut edit = Edit::default();
    edit.insert("Ma");
    edit.insert("\u{308}");
    assert_eq!(edit.text(), "Mä");
    edit.insert("👨‍👩‍👧");
    assert!(edit.backspace() && !edit.text().ends_with('👩'));
    let mut field = TextField::default();
    field.insert("Öberg\nÅström\u{202e}\x1b[2J\n");
    assert_eq!(field.text(), "Öberg Åström\u{fffd}␛[2J");
    assert_eq!(typed(&mut TextField::default().max_chars(3), "abcdef"), "abc");
}

#[test]
fn a_long_text_scrolls_with_its_cursor() {
    let mut field = TextField::default();
    typed(&mut field, "Kauppakatu 18 B 24");
    let show = |field: &TextField| screen(8, 1, |buf, area| field.draw(buf, area, Style::new()));
    assert_eq!(show(&field), "18 B 24▏\n");
    typed(&mut field, "<home>");
    assert_eq!(show(&field), "▏Kauppaka\n");
}

#[test]
fn a_note_wraps_at_words_and_arrows_move_inside() {
    let mut note = NoteField::new("");
    note.insert("Soitettu klo 9.38, ei vastausta.");
    let press = |note: &mut NoteField, script: &str| {
        keys(script).into_iter().map(|k| note.key(k, 16)).collect::<Vec<_>>()
    };
    assert_eq!(note.height(16), 3);
    assert_eq!(press(&mut note, "<down>"), [None], "leaves the field below");
    press(&mut note, "<up><home>X<enter>");
    assert_eq!(note.text(), "Soitettu klo X\n9.38, ei vastausta.");
    assert_eq!(press(&mut note, "<up><up><up>").last(), Some(&None));
    insta::assert_snapshot!(screen(16, 4, |buf, area| note.draw(buf, area, Style::new())));
}

#[test]
fn a_password_is_dots_and_is_wiped() {
    let mut password = Password::default();
    for key in keys("sålä<bs>a") {
        password.key(key);
    }
    assert_eq!(password.expose(), "såla");
    assert_eq!(screen(10, 1, |buf, area| password.draw(buf, area, Style::new())), "••••▏\n");
    assert!(!password.insert(&"x".repeat(CAPACITY)), "what does not fit is refused whole");
    password.wipe();
    assert!(password.is_empty() && password.expose().is_empty());
}

fn offers() -> Rows<u8> {
    let column = |title: &str, width, grows| Column { title: title.into(), width, grows };
    let columns = vec![
        column("Tarjottu", 10, false),
        column("Ammatti", 16, true),
        column("Työnantaja", 16, true),
        column("Tulos", 12, false),
    ];
    let value = |text: &str| Shown::Value(text.into());
    let rows = vec![
        Row {
            id: 1,
            mark: "",
            cells: vec![value("2.12.2026"), value("5223 Myyjät"), value("Salpa-Market Oy"), Shown::Empty],
        },
        Row {
            id: 2,
            mark: "!",
            cells: vec![
                value("20.11.2026"),
                value("9112 Siivoojat"),
                Shown::Hidden(None),
                value("51 Valinta kesken"),
            ],
        },
        Row {
            id: 3,
            mark: "",
            cells: vec![
                value("3.3.2025"),
                Shown::Unknown("why-not-here"),
                value("Puhto Oy"),
                Shown::Unknown("why-not-asked"),
            ],
        },
    ];
    Rows::new(vec![Section { title: None, columns, rows, none: (0, "Ei merkintöjä.".into()), more: None }])
}

/// The same list with other rows.
fn with(table: &mut Rows<u8>, rows: Vec<Row<u8>>) {
    let columns = table.sections[0].columns.clone();
    let none = (0, "Ei merkintöjä.".into());
    table.replace(vec![Section { title: None, columns, rows, none, more: None }]);
}

#[test]
fn the_selection_is_an_id_and_survives_other_rows() {
    let mut table = offers();
    assert_eq!(table.selected(), Some(1));
    table.act(Action::NextRow, 9);
    assert_eq!(table.selected(), Some(2));
    let mut rows = table.sections[0].rows.clone();
    rows.reverse();
    rows.insert(0, Row { id: 9, mark: "", cells: vec![] });
    with(&mut table, rows.clone());
    assert_eq!(table.selected(), Some(2), "a late reply puts no other row under the cursor");
    rows.retain(|row| row.id != 2);
    with(&mut table, rows);
    assert_eq!(table.selected(), Some(1), "the row at its place");
    with(&mut table, vec![]);
    assert_eq!(table.selected(), Some(0), "the line that says that there are none");
}

fn choices() -> Vec<Choice> {
    [("01", "työssä"), ("02", "työtön"), ("03", "lomautettu"), ("07", "työvoiman ulkopuolella")]
        .map(|(code, label)| Choice {
            code: code.into(),
            label: label.into(),
            note: String::new(),
            allowed: code != "07",
        })
        .to_vec()
}

#[test]
fn a_list_is_filtered_as_one_types() {
    let pick = |script: &str| {
        let mut list = PickList::new("Koodi".into(), choices());
        keys(script).into_iter().map(|key| list.key(key)).last().unwrap()
    };
    assert_eq!(pick("02<enter>"), PickEvent::Picked("02".into()));
    assert_eq!(pick("TYÖT<enter>"), PickEvent::Picked("02".into()));
    assert_eq!(pick("ulko<enter>"), PickEvent::Refused(String::new()));
    assert_eq!(pick("<down><down><enter>"), PickEvent::Picked("03".into()));
    assert_eq!(pick("zz<enter>"), PickEvent::None);
    assert_eq!(pick("<esc>"), PickEvent::Closed);
}

#[test]
fn a_dialog_says_no_unless_told() {
    let end = |script: &str, f9_only: bool| {
        let mut dialog = Dialog::new("Poista".into(), vec![], "Poista".into());
        if f9_only {
            dialog = dialog.f9_only();
        }
        keys(script).into_iter().map(|key| dialog.key(key)).last().unwrap()
    };
    assert_eq!(end("<enter>", false), DialogEvent::Cancelled);
    assert_eq!(end("<esc>", false), DialogEvent::Cancelled);
    assert_eq!(end("<tab><enter>", false), DialogEvent::Confirmed);
    assert_eq!(end("<f9>", true), DialogEvent::Confirmed);
    assert_eq!(end("<tab><enter>", true), DialogEvent::None, "Enter never confirms what has legal effect");
}

#[test]
fn a_question_is_read_to_its_last_word() {
    let says =
        "Teksti häviää: sitä ei ole tallennettu eikä jätetty luonnokseksi, eikä sitä saa mistään takaisin.";
    let dialog = Dialog::new("Poista".into(), vec![says.into(), "   K7P2-9QXM".into()], "Poista".into());
    for width in [40, 80, 120] {
        let shown = screen(width, 14, |buf, area| dialog.draw(buf, area, Theme::Mono, &words("fi")));
        assert!(says.split(' ').all(|word| shown.contains(word)) && !shown.contains('…'), "{shown}");
        assert!(shown.contains("  K7P2-9QXM"), "what is copied by hand stands apart: {shown}");
    }
}

#[test]
fn a_note_has_the_room_that_the_words_leave() {
    let why = "asiakashaku ei kuulu oikeuksiisi";
    let choice =
        |label: &str| Choice { code: "x".into(), label: label.into(), note: why.into(), allowed: false };
    let shown = |label: &str| {
        let list = PickList::new("Komennot".into(), vec![choice(label)]);
        screen(60, 4, |buf, area| list.draw(buf, area, Theme::Mono, &words("fi")))
    };
    assert!(shown("Päätä käynti").contains(why), "{}", shown("Päätä käynti"));
    let long = "Tee uusi yhteydenotto ja merkitse käynti";
    assert!(
        shown(long).contains("Tee uusi yhteydenotto") && shown(long).contains("asiakashaku"),
        "{}",
        shown(long)
    );
}

fn sample_frame() -> Frame {
    Frame {
        screen: "Asiakaskortti".into(),
        office: "Lahti".into(),
        user: "Virtanen M.".into(),
        situation: "Käynti".into(),
        unsent: Some(3),
        conflicts: Some(2),
        client: Some(
            "MEIKÄLÄINEN Maija Inkeri  s. 1.5.1994  010594Y****  asia 2026/00417  på svenska".into(),
        ),
        alerts: vec![
            Alert {
                protection: true,
                text: "TURVAKIELTO 31.5.2027 asti: yhteystiedot salattu. Älä lue ääneen.".into(),
            },
            Alert { protection: false, text: "MÄÄRÄAIKA ma 14.12.2026 alkuhaastattelu".into() },
            Alert { protection: false, text: "Suunnitelma odottaa hyväksyntää".into() },
        ],
        dense: false,
        help: "Kenttäohje".into(),
        message: "Avausperuste: käynti, varattu aika 9.30. Katselu kirjattu.".into(),
    }
}

#[test]
fn a_screen_of_a_list_in_its_frame() {
    for (width, height) in [(80, 24), (120, 40)] {
        let shown = screen(width, height, |buf, area| {
            let fi = words("fi");
            let (body, bar) = sample_frame().draw(buf, area, Theme::Default, &fi);
            key_bar::draw(buf, bar, Theme::Default, Context::Client, &Keymap::default(), &fi, &|_| true);
            offers().draw(buf, body, Theme::Default, &fi)
        });
        insta::assert_snapshot!(format!("list_{width}x{height}"), shown);
    }
}

#[test]
fn an_alert_that_is_too_long_ends_at_a_word() {
    let mut frame = sample_frame();
    let text = "MÄÄRÄAIKA ke 2.12.2026 tehtävä: Soita uudelleen ja sovi tapaamisesta työnantajan kanssa";
    frame.alerts.insert(1, Alert { protection: false, text: text.into() });
    let shown = screen(80, 24, |buf, area| {
        frame.draw(buf, area, Theme::Default, &words("fi"));
        Some(area.as_position())
    });
    let line = shown.lines().find(|line| line.contains("MÄÄRÄAIKA")).unwrap();
    assert!(line.starts_with("!  MÄÄRÄAIKA ke 2.12.2026 tehtävä: Soita uudelleen ja sovi …  "), "{line}");
    assert!(line.ends_with(" + 2 (!)"), "{line}");
}

#[test]
fn the_words_of_a_choice_that_have_no_room_in_its_row_stand_below_the_list() {
    let mut choices = choices();
    choices[1].label = "Soita uudelleen ja sovi tapaamisesta työnantajan kanssa".into();
    let mut list = PickList::new("Huomiot".into(), choices).plain("pick-none");
    let show = |list: &PickList| screen(40, 9, |buf, area| list.draw(buf, area, Theme::Mono, &words("fi")));
    assert!(!show(&list).contains("työnantajan"), "it is not chosen");
    list.key(keys("<down>")[0]);
    let shown = show(&list);
    assert!(
        shown.contains("\n   Soita uudelleen ja sovi tapaamisesta\n   työnantajan kanssa\n   4/4"),
        "{shown}"
    );
}

#[test]
fn overlays() {
    let fi = words("fi");
    let ready = |action: Action| match action {
        Action::PapersMenu => Err("oikeutesi ei kata tulostusta".to_owned()),
        _ => Ok(()),
    };
    let keymap = Keymap::default();
    let help = Help::new("Asiakaskortti", &[], Context::Card, &keymap, &fi, &ready, false);
    insta::assert_snapshot!("help", screen(80, 24, |buf, area| help.draw(buf, area, Theme::Default)));
    let commands = palette(Context::Card, &keymap, &fi, &ready, Vec::new()).filtered("tu");
    insta::assert_snapshot!(
        "palette",
        screen(80, 12, |buf, area| commands.draw(buf, area, Theme::Mono, &fi))
    );
    let list = PickList::new("Työllisyyskoodi".into(), choices());
    insta::assert_snapshot!("pick_list", screen(60, 8, |buf, area| list.draw(buf, area, Theme::Mono, &fi)));
    let dialog = Dialog::new("Poista merkintä".into(), vec!["Poistetaan 1 tarjous.".into()], "Poista".into());
    insta::assert_snapshot!("dialog", screen(80, 10, |buf, area| dialog.draw(buf, area, Theme::Mono, &fi)));
    insta::assert_snapshot!(
        "too_small",
        screen(62, 4, |buf, area| frame::too_small(buf, area, Theme::Mono, &fi))
    );
}

#[test]
fn the_key_bar_fits_in_every_language_and_ends_with_back() {
    for lang in LANGUAGES {
        let speak = words(lang);
        let mut all = String::new();
        for context in Context::ALL {
            all.push_str(&format!("{context:?}\n"));
            all.push_str(&screen(80, 1, |buf, area| {
                key_bar::draw(buf, area, Theme::Mono, context, &Keymap::default(), &speak, &|_| true);
                Some(area.as_position())
            }));
        }
        assert!(
            all.lines().skip(1).step_by(2).all(|bar| bar.contains("F1 ") && bar.contains("  Esc")),
            "{all}"
        );
        insta::assert_snapshot!(format!("key_bars_{lang}"), all);
    }
}

#[test]
fn palette_finds_every_command_by_its_id() {
    let fi = words("fi");
    let list =
        |text: &str| palette(Context::Card, &Keymap::default(), &fi, &|_| Ok(()), Vec::new()).filtered(text);
    assert_eq!(list("client.papers").shown().first().unwrap().label, "Tulosteet…");
    assert!(list("nosuchcommand").shown().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_size_and_no_key_is_too_much(
        width in 0u16..200, height in 0u16..80,
        script in prop::collection::vec(crate::tui::key::tests::any_key(), 0..60),
        text in any::<String>(),
    ) {
        let fi = words("fi");
        let theme = Theme::Default;
        let mut field = TextField::new(&text);
        let mut note = NoteField::new(&text);
        let mut password = Password::default();
        let mut table = offers();
        let mut list = PickList::new(text.clone(), choices());
        let mut dialog = Dialog::new(text.clone(), vec![text.clone()], text.clone());
        let mut help = Help::new(&text, std::slice::from_ref(&text), Context::Form, &Keymap::default(), &fi, &|_| Ok(()), true);
        for key in script {
            field.key(key);
            note.key(key, width);
            password.key(key);
            table.act(if key.mods.shift { Action::PreviousPage } else { Action::NextPage }, height);
            list.key(key);
            dialog.key(key);
            help.key(key, height);
        }
        let mut frame = sample_frame();
        frame.client = Some(text.clone());
        frame.message = text.clone();
        if width % 2 == 0 {
            with(&mut table, Vec::new());
        }
        let _ = screen(width, height, |buf, area| {
            let (body, bar) = frame.draw(buf, area, theme, &fi);
            key_bar::draw(buf, bar, theme, Context::Form, &Keymap::default(), &fi, &|_| true);
            let places = [
                field.draw(buf, body, Style::new()),
                note.draw(buf, body, Style::new()),
                password.draw(buf, body, Style::new()),
                table.draw(buf, body, theme, &fi),
                list.draw(buf, body, theme, &fi),
                dialog.draw(buf, body, theme, &fi),
                help.draw(buf, body, theme),
            ];
            if body.area() > 0 {
                assert!(places.iter().all(|at| at.is_some_and(|at| body.contains(at))), "{places:?} in {body:?}");
            }
            None
        });
    }
}

#[test]
fn rows_that_were_scrolled_keep_their_headings_and_say_which_are_in_sight() {
    let mut table = offers();
    let row = |id| Row { id, mark: "", cells: vec![Shown::Value(format!("rivi {id}"))] };
    with(&mut table, (1..=20).map(row).collect());
    let heading = table.sections[0].columns[0].title.clone();
    for step in 0..20 {
        let painted = screen(80, 8, |buf, area| table.draw(buf, area, Theme::default(), &words("fi")));
        assert!(painted.lines().next().unwrap().contains(&heading), "{painted}");
        let seen: Vec<usize> = (1..=20)
            .filter(|n| {
                painted.contains(&format!("rivi {n} "))
                    || painted.lines().any(|l| l.ends_with(&format!("rivi {n}")))
            })
            .collect();
        assert_eq!(table.in_sight(8), Some((seen[0], *seen.last().unwrap())), "{painted}");
        assert!(painted.contains(&format!("rivi {}", step + 1)), "{painted}");
        table.act(Action::NextRow, 9);
    }
    assert_eq!(table.in_sight(40), Some((1, 20)));
}
