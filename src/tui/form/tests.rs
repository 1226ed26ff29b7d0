//! A sample form: what keys do, how it looks, and that nothing makes it panic.

use super::*;
use crate::register::kind::{Field, Need, Type};
use crate::tui::action::Context;
use crate::tui::form::state::Focus;
use crate::tui::keymap::Keymap;
use crate::tui::shown::Shown;
use crate::tui::testing::{keys, screen, words};
use crate::tui::theme::Theme;
use proptest::prelude::*;

const FIELDS: &[Field] = &[
    Field::new(1, "code", Type::Code("employment")).required().dup(),
    Field::new(2, "begins", Type::Date).required(),
    Field::new(3, "ends", Type::Date),
    Field::new(4, "end_reason", Type::Text(60)).needed(Need::With("ends")).visible(Need::With("ends")),
    Field::new(5, "employer", Type::Text(80)),
    Field::new(6, "source", Type::Code("source")).section(2).required(),
    Field::new(7, "note", Type::Note).section(2),
    Field::new(8, "phone", Type::Phone).section(2),
];
const LABELS: [&str; 8] = [
    "Työllisyyskoodi",
    "Alkaa",
    "Päättyy",
    "Päättymisen syy",
    "Työnantaja",
    "Tiedon lähde",
    "Lisätieto",
    "Puhelin",
];

fn form() -> FormState {
    let originals = [
        Shown::Value("02 työtön".into()),
        Shown::Value("30.11.2026".into()),
        Shown::Empty,
        Shown::Unknown("why-not-asked"),
        Shown::Hidden(None),
        Shown::Value("A asiakas itse".into()),
        Shown::Empty,
        Shown::Empty,
    ];
    let fields = FIELDS.iter().zip(LABELS).zip(originals);
    FormState::new(
        fields.map(|((f, label), shown)| FieldState::new(f, label.into(), String::new(), shown)).collect(),
        "Pakollinen tieto puuttuu.".into(),
    )
}

/// A date must begin with a digit; everything else is a value.
fn check(number: u16, text: &str) -> Result<(), String> {
    match number {
        2 | 3 if !text.starts_with(|c: char| c.is_ascii_digit()) => {
            Err("Kirjoita päivä, esimerkiksi 1.2.2026.".into())
        }
        _ => Ok(()),
    }
}

/// Types as the screen of a form will: the field first, then the key table.
fn type_into(form: &mut FormState, script: &str) -> Vec<FormEvent> {
    press(form, keys(script))
}

fn press(form: &mut FormState, script: Vec<crate::tui::key::Key>) -> Vec<FormEvent> {
    let keymap = Keymap::default();
    script
        .into_iter()
        .map(|key| match form.key(key, &check) {
            Some(event) => event,
            None => match keymap.resolve(key, Context::Form, true) {
                Some(action) => form.act(action, &check),
                None => FormEvent::None,
            },
        })
        .collect()
}

#[test]
fn enter_goes_on_and_never_saves_by_itself() {
    let mut form = form();
    let events = type_into(&mut form, "<enter><enter><enter><enter><enter>");
    assert!(events.iter().all(|e| *e == FormEvent::FocusMoved));
    assert_eq!(form.focus(), Focus::Field(7), "the hidden end reason is no stop");
    type_into(&mut form, "<tab><enter>");
    assert_eq!(form.focus(), Focus::Save);
    assert_eq!(type_into(&mut form, "<enter>"), [FormEvent::Save], "on the button it does");
}

#[test]
fn a_text_is_checked_when_left_not_while_typed() {
    let mut form = form();
    type_into(&mut form, "<down>x");
    assert_eq!(form.field(2).unwrap().error, None);
    type_into(&mut form, "<tab>");
    assert!(form.field(2).unwrap().error.is_some());
    type_into(&mut form, "<s-tab>1");
    assert_eq!(form.field(2).unwrap().error, None, "typing takes the error away");
    assert_eq!(form.field(2).unwrap().text(), "1", "the first character replaces");
}

#[test]
fn saving_checks_all_and_goes_to_the_first_fault() {
    let mut form = form();
    type_into(&mut form, "<c-u><down><down>x<f6><c-u>");
    assert_eq!(type_into(&mut form, "<f9>"), [FormEvent::Refused(4)]);
    assert_eq!(form.focus(), Focus::Field(1));
    assert_eq!(form.errors(), 4, "code, end date, end reason, source");
}

#[test]
fn a_field_appears_with_the_one_it_hangs_on_and_keeps_its_text() {
    let mut form = form();
    assert!(!form.visible().any(|f| f.field.number == 4));
    type_into(&mut form, "<down><down>1.2.2026<down>sopimus");
    assert_eq!(form.field(4).unwrap().text(), "sopimus");
    type_into(&mut form, "<up><c-u>");
    assert!(!form.visible().any(|f| f.field.number == 4));
    assert_eq!(form.field(4).unwrap().text(), "sopimus");
}

#[test]
fn f5_brings_back_and_only_a_difference_is_dirty() {
    let mut form = form();
    type_into(&mut form, "03");
    assert!(form.dirty());
    assert_eq!(type_into(&mut form, "<f5>"), [FormEvent::Changed]);
    assert!(!form.dirty());
    type_into(&mut form, "<end>x<bs>");
    assert!(!form.dirty());
}

#[test]
fn a_hidden_value_is_not_typed_over_unless_one_may_write_unseen() {
    let mut form = form();
    type_into(&mut form, "<down><down><down>");
    assert_eq!(form.focus(), Focus::Field(5));
    assert_eq!(type_into(&mut form, "x<c-e>"), [FormEvent::None, FormEvent::WantsReveal(5)]);
    assert_eq!(form.field(5).unwrap().text(), "");
    form.field_mut(5).unwrap().write_unseen = true;
    type_into(&mut form, "Puhto Oy");
    assert!(form.field(5).unwrap().changed());
}

#[test]
fn lists_copies_help_and_leaving_are_asked_from_outside() {
    let mut form = form();
    assert_eq!(
        type_into(&mut form, "<f4><c-d><f1><f7><esc>"),
        [
            FormEvent::WantsPick(1),
            FormEvent::WantsDup(1),
            FormEvent::WantsHelp(1),
            FormEvent::WantsRow,
            FormEvent::Leave
        ]
    );
    type_into(&mut form, "<down>");
    // That there is no list is said by who would have it.
    assert_eq!(type_into(&mut form, "<f4><c-d>"), [FormEvent::WantsPick(2), FormEvent::None]);
}

#[test]
fn a_paste_keeps_what_a_field_can_hold() {
    let mut form = form();
    type_into(&mut form, "<f6><down>");
    form.paste("rivi 1\nrivi 2");
    assert_eq!(form.field(7).unwrap().text(), "rivi 1\nrivi 2");
    type_into(&mut form, "<tab>");
    form.paste("puh. 050 000 0011\n");
    assert_eq!(form.field(8).unwrap().text().trim(), "050 000 0011");
    assert_eq!(form.focus(), Focus::Field(8), "a line end in a paste submits nothing");
}

#[test]
fn enter_and_arrows_stay_inside_a_note() {
    let mut form = form();
    type_into(&mut form, "<f6><down>a<enter>b<up>c");
    assert_eq!(form.field(7).unwrap().text(), "ac\nb");
    type_into(&mut form, "<up>");
    assert_eq!(form.focus(), Focus::Field(6), "up in the first line leaves it");
}

fn shown(form: &FormState, width: u16, height: u16, theme: Theme) -> String {
    let fi = words("fi");
    let title = |section| if section == 1 { "Tilanne".to_owned() } else { "Peruste".to_owned() };
    screen(width, height, |buf, area| form.draw(buf, area, theme, &fi, &title))
}

#[test]
fn how_a_form_looks() {
    let mut form = form();
    form.draft = Some("luonnos tallessa klo 9.41".into());
    insta::assert_snapshot!("form_80", shown(&form, 80, 18, Theme::Default));
    type_into(
        &mut form,
        "03<down><down>ylihuomenna<f6><down>Määräaikainen työ päättyi.<enter>Uusi alkaa.<f9>",
    );
    form.field_mut(6).unwrap().copied = true;
    form.field_mut(2).unwrap().theirs = Some(Shown::Value("1.12.2026".into()));
    insta::assert_snapshot!("form_errors_80", shown(&form, 80, 18, Theme::Default));
    form.width = 120;
    insta::assert_snapshot!("form_errors_120", shown(&form, 120, 34, Theme::Mono));
}

#[test]
fn the_focus_is_always_in_sight() {
    let mut form = form();
    for height in 1..20 {
        for _ in 0..12 {
            type_into(&mut form, "<tab>");
            let text = shown(&form, 80, height, Theme::Mono);
            assert!(text.contains('▏'), "{height} {:?}\n{text}", form.focus());
        }
        type_into(&mut form, &"<s-tab>".repeat(12));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_size_no_key_and_no_text_is_too_much(
        width in 0u16..200, height in 0u16..80,
        script in prop::collection::vec(crate::tui::key::tests::any_key(), 0..80),
        paste in any::<String>(),
    ) {
        let mut form = form();
        form.width = width;
        let half = script.len() / 2;
        press(&mut form, script[..half].to_vec());
        form.paste(&paste);
        press(&mut form, script[half..].to_vec());
        let text = shown(&form, width, height, Theme::Contrast);
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        if width > 0 && height > 0 {
            prop_assert!(!text.contains("(no cursor)"));
        }
    }

    /// Typed text is never lost: what is shown of a field is the typed text, whatever the other keys did to the focus.
    #[test]
    fn moving_about_changes_no_text(moves in prop::collection::vec(0usize..6, 0..40)) {
        let names = ["<tab>", "<s-tab>", "<f6>", "<s-f6>", "<down>", "<left>"];
        let mut form = form();
        for n in moves {
            type_into(&mut form, names[n]);
        }
        prop_assert!(!form.dirty());
    }
}

/// The desk knows what the form cannot count, such as the last legal day of an interview.
#[test]
fn what_the_desk_asks_for_stays_in_the_form_while_it_is_typed() {
    let mut form = form();
    assert!(form.visible().all(|f| f.field.number != 4));
    let field = form.field_mut(4).unwrap();
    (field.asked, field.error) = (true, Some("Pakollinen tieto puuttuu.".to_owned()));
    form.focus_on(4);
    type_into(&mut form, "sairaus");
    let field = form.visible().find(|f| f.field.number == 4).unwrap();
    assert_eq!(field.text(), "sairaus");
    assert!(field.error.is_none());
}

#[test]
fn what_is_proposed_in_a_case_is_not_asked_for() {
    const DONE: &[Field] = &[
        Field::new(1, "done_on", Type::Date),
        Field::new(2, "done_by", Type::UserRef).needed(Need::With("done_on")).proposed(),
        Field::new(3, "born", Type::Date).required().proposed(),
    ];
    let fields = |born: Shown| {
        let shown = [Shown::Value("1.12.2026".into()), Shown::Empty, born];
        let fields = DONE.iter().zip(shown);
        fields.map(|(f, shown)| FieldState::new(f, f.name.into(), String::new(), shown)).collect()
    };
    let mut form = FormState::new(fields(Shown::Value("1.5.1994".into())), "Puuttuu.".into());
    assert_eq!(form.validate(&check), 0);
    // What every record must have is typed, whatever the program can tell of it.
    let mut form = FormState::new(fields(Shown::Empty), "Puuttuu.".into());
    assert_eq!(form.validate(&check), 1);
}

#[test]
fn a_field_that_depends_on_a_hidden_one_has_its_star_only_when_what_is_typed_asks_for_it() {
    const DETAIL: Field =
        Field::new(2, "detail", Type::Text(40)).needed(Need::WhenNot("source", &["customer", "officer"]));
    static FIELDS: &[Field] = &[Field::new(1, "source", Type::Code("source")).required(), DETAIL];
    let fields = FIELDS.iter().map(|field| {
        let mut state = FieldState::new(field, field.name.into(), String::new(), Shown::Hidden(None));
        state.write_unseen = true;
        state
    });
    let mut form = FormState::new(fields.collect(), "Puuttuu.".into());
    let starred = |form: &FormState| form.required(form.field(2).unwrap());
    assert!(!starred(&form), "which source is sealed is not known");
    for (source, needed) in [("customer", false), ("officer", false), ("vtj", true)] {
        form.field_mut(1).unwrap().set_text(source);
        assert_eq!(starred(&form), needed, "{source}");
    }
}

#[test]
fn every_error_of_a_field_is_read_whole_at_80_columns() {
    let mut long = 0;
    for lang in crate::tui::testing::LANGUAGES {
        for file in ["messages", "shell", "screens"] {
            let path = format!("{}/assets/locales/{lang}/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            for line in text.lines().filter(|l| l.starts_with("error-") || l.starts_with("form-missing")) {
                // With the names of its arguments instead of their values: about as long, and never shorter words.
                let Some((id, error)) = line.split_once(" = ").filter(|(_, e)| !e.is_empty()) else {
                    continue;
                };
                let mut form = form();
                form.field_mut(3).unwrap().error = Some(error.to_owned());
                form.focus_on(3);
                for height in [18, 5] {
                    let painted = screen(80, height, |buf, area| {
                        form.draw(buf, area, Theme::default(), &words("fi"), &|_| String::new())
                    });
                    let said: Vec<&str> = painted.split_whitespace().collect();
                    let wanted: Vec<&str> = error.split_whitespace().collect();
                    assert!(said.windows(wanted.len()).any(|w| w == wanted), "{lang} {id}\n{painted}");
                    long += usize::from(crate::tui::text::width(error) > 74);
                }
            }
        }
    }
    assert!(long > 0);
}

#[test]
fn what_has_no_room_in_a_field_is_refused_and_not_cut() {
    let mut form = form();
    form.act(crate::tui::action::Action::FieldNext, &check);
    form.act(crate::tui::action::Action::FieldNext, &check);
    for key in keys("1.2.2027") {
        form.key(key, &check);
    }
    form.act(crate::tui::action::Action::FieldNext, &check);
    assert_eq!(form.paste(&"x".repeat(61)), FormEvent::Full { max: 60, pasted: true });
    assert_eq!(form.focused().unwrap().text(), "", "of a paste that is too long nothing is taken");
    assert_eq!(form.paste(&"a".repeat(60)), FormEvent::Changed);
    for (key, event) in [("b", FormEvent::Full { max: 60, pasted: false }), ("<bs>", FormEvent::Changed)] {
        let key = keys(key).remove(0);
        assert_eq!(form.key(key, &check), Some(event));
    }
    assert_eq!(form.focused().unwrap().text(), "a".repeat(59));
}
