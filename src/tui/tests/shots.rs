//! How the screens look: every one in 80×24 and 120×40, with its cursor, and no id where words should be.

use super::office::Office;
use crate::register::words::Lang;
use crate::tui::action::{ACTIONS, Context};

pub(super) const SCREENS: &[(&str, &str)] = &[
    ("search", ""),
    ("search_hits", "meik"),
    ("search_list", "meik<enter>"),
    ("search_identify", "nisk<enter>"),
    ("search_none", "zzz"),
    ("card", "nisk<enter>1"),
    ("card_fact", "nisk<enter>1<pgup>"),
    ("list_group", "nisk<enter>11"),
    ("list_changed", "nisk<enter>11<down><down>"),
    ("list_empty", "nisk<enter>12"),
    ("form", "nisk<enter>11<enter>Kauppa<enter>xx<enter><f9>"),
    ("form_new", "nisk<enter>12<f7>"),
    ("form_pick", "nisk<enter>11<enter><enter><enter><enter><f4>"),
    ("form_masked", "nisk<enter>11<down><enter>"),
    ("form_unmasked", "nisk<enter>11<down><enter><c-e>"),
    ("form_over_masked", "nisk<enter>11<down><enter>0105<enter>"),
    ("form_leave", "nisk<enter>11<enter>K<esc>"),
    ("work", "nisk<enter>13"),
    ("plan", "nisk<enter>14"),
    ("plan_accept", "nisk<enter>14a"),
    ("contacts", "nisk<enter>15"),
    ("note", "nisk<enter>1<c-y>"),
    ("note_chosen", "nisk<enter>1<c-y>2"),
    ("note_asked", "nisk<enter>1<c-y>5<f9>"),
    ("history", "nisk<enter>1h"),
    ("who_viewed", "nisk<enter>1<f2>client.who<enter>"),
    ("users", "<f2>user.open<enter>"),
    ("user_right", "<f2>user.open<enter>o"),
    ("user_right_end", "<f2>user.open<enter><f2>user.right-end<enter>"),
    ("log_sums", "<f2>log.open<enter><down><down>"),
    ("log_reviewed", "<f2>log.open<enter><down><down>v"),
    ("log", "<f2>log.open<enter><enter>"),
    ("log_filter", "<f2>log.open<enter><enter>/"),
    ("log_detail", "<f2>log.open<enter><enter><down><c-e>asiakas kysyi<enter>"),
    ("log_name", "<f2>log.open<enter><enter>n"),
    ("user_new", "<f2>user.open<enter><f7>"),
    ("reveal", "nisk<enter>1<c-e>"),
    ("register", "<f2>register.employer<enter>"),
    ("register_none", "<f2>register.employer<enter>toinen"),
    ("help", "nisk<enter>1<f1>"),
    ("palette", "nisk<enter>1<f2>"),
    ("quit", "nisk<enter>11<enter>K<f3><c-q>"),
    ("lock", "nisk<enter>1<c-l>"),
];

#[test]
fn every_screen_in_two_sizes() {
    for (name, script) in SCREENS {
        for size in [(80, 24), (120, 40)] {
            let mut office = Office::at_work(Lang::Fi, size);
            office.keys(script);
            let shown = office.screen();
            assert!(shown.contains('▏'), "{name}: no cursor\n{shown}");
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), shown);
        }
    }
    for size in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("login_{}x{}", size.0, size.1),
            Office::in_language(Lang::Fi, size).screen()
        );
    }
}

#[test]
fn no_screen_shows_an_id_instead_of_words() {
    let mut ids: Vec<String> = Vec::new();
    for file in ["shell", "screens", "messages", "kinds", "actions"] {
        let path = format!("{}/assets/locales/fi/{file}.ftl", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
        ids.extend(text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(id));
    }
    ids.retain(|id| id.contains('-') && id.len() > 6);
    let untranslated = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .find(|word| ids.iter().any(|id| id == word))
            .map(str::to_owned)
    };
    for lang in Lang::ALL {
        for (name, script) in SCREENS {
            let mut office = Office::at_work(lang, (80, 24));
            office.keys(script);
            let shown = office.screen().replace('▏', "");
            assert_eq!(untranslated(&shown), None, "{lang:?} {name}\n{shown}");
            assert!(!shown.contains("{ $") && !shown.contains('\u{2068}'), "{lang:?} {name}\n{shown}");
        }
    }
}

#[test]
fn the_words_the_screens_ask_for_exist() {
    let mut missing = Vec::new();
    let mut files = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/tui"))];
    let words = crate::register::words::Words::full(Lang::Fi);
    while let Some(path) = files.pop() {
        if path.is_dir() && !path.ends_with("tests") {
            files.extend(std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for call in ["say_id(\"", "words.get(\"", "say(\"", "reason(\"", "refused(\""] {
                for part in text.split("#[cfg(test)]").next().unwrap().split(call).skip(1) {
                    let id = part.split('"').next().unwrap();
                    if !words.has(id) {
                        missing.push(format!("{}: {id}", path.display()));
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn help_shows_every_live_action_once() {
    let office = {
        let mut office = Office::at_work(Lang::Fi, (200, 120));
        office.keys("nisk<enter>1<f1>");
        office
    };
    let shown = office.screen();
    for meta in ACTIONS.iter().filter(|meta| meta.live_in(Context::Card)) {
        let words = &office.app.words;
        let id = meta.words();
        let help = words.attribute(&id, "help").unwrap();
        let name = format!("{}: ", words.get(&id));
        let count = shown.lines().filter(|l| l.contains(&help) || l.contains(&name)).count();
        assert!(count >= 1, "{} stands {count} times\n{shown}", meta.id);
    }
}

#[test]
fn empty_hidden_and_unknown_look_different() {
    let mut office = Office::at_work(Lang::Fi, (80, 24));
    office.keys("nisk<enter>1");
    for state in ["[salattu]", "? ei kysytty", " –"] {
        office.shows(state);
    }
}
