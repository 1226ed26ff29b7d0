//! Any keys, any order and delay of replies, any size, any text.

use super::office::Office;
use crate::desk::api::{Refusal, Reply};
use crate::tui::decode::Input;
use crate::tui::key::Key;
use crate::tui::key::tests::any_key;
use crate::tui::msg::Msg;
use crate::tui::screen::view;
use crate::tui::testing::keys;
use proptest::prelude::*;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};

/// Keys that lead somewhere, and some that do not.
fn a_key() -> impl Strategy<Value = Key> {
    let script = "meiknisk 0123456789hasnp!/x<enter><enter><tab><s-tab><down><up><pgdn><pgup><esc><f1><f2><f3><f4>\
                  <f5><f6><f7><f9><c-y><c-e><c-d><c-u><c-x><bs><del><left><home>";
    prop::sample::select(keys(script))
}

fn beginning() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "nisk<enter>",
        "meik<enter>",
        "nisk<enter>1",
        "nisk<enter>11<enter>",
        "nisk<enter>13",
        "nisk<enter>1<c-y>",
        "<f2>user.open<enter>",
    ])
}

/// Esc while a reply is under way and nothing is parked lets the read go: it acts on the wait and not on what comes,
/// so it is no key of this property.
fn is_back(key: Key) -> bool {
    keys("<esc><c-c><f12><c-g>").contains(&key)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn typed_ahead_is_the_same_as_typed_slowly(
        begin in beginning(),
        script in prop::collection::vec(a_key(), 0..24),
        chances in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..64),
    ) {
        let mut slow = Office::open();
        slow.keys(begin);
        let mut fast = Office::open();
        fast.keys(begin);
        fast.hold = true;
        let mut chances = chances.into_iter();
        for key in script {
            if is_back(key) {
                fast.pump();
            }
            slow.press(key);
            fast.press(key);
            while !fast.held.is_empty() {
                match chances.next() {
                    Some((true, at)) => {
                        let at = at.index(fast.held.len());
                        fast.deliver(at);
                    }
                    _ => break,
                }
            }
        }
        fast.pump();
        prop_assert_eq!(slow.screen(), fast.screen());
        let acts = |office: &Office| {
            let quiet = |r: &&String| !r.starts_with("search");
            office.desk.log.iter().filter(quiet).cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(acts(&slow), acts(&fast));
    }

    #[test]
    fn no_key_and_no_size_makes_it_fall(
        begin in beginning(),
        script in prop::collection::vec((any_key(), a_key(), any::<bool>()), 0..40),
        sizes in prop::collection::vec((0u16..200, 0u16..80), 1..4),
        paste in any::<String>(),
        waits in prop::collection::vec(0i64..700_000, 0..3),
    ) {
        let mut office = Office::open();
        office.keys(begin);
        for (any, useful, which) in script {
            office.press(if which { any } else { useful });
        }
        office.send(Msg::Input(Input::Paste(paste)));
        for ms in waits {
            office.wait(ms);
        }
        for (width, height) in sizes {
            office.send(Msg::Resize(width, height));
            let shown = office.screen();
            prop_assert!(width == 0 || height == 0 || shown.contains('▏'), "no cursor\n{}", shown);
            office.keys("<down>x<f1>");
        }
    }

    #[test]
    fn any_reply_to_any_request_is_borne(
        begin in beginning(),
        script in prop::collection::vec(a_key(), 1..12),
        pick in 0usize..6,
    ) {
        let mut office = Office::open();
        office.keys(begin);
        office.hold = true;
        for key in script {
            office.press(key);
            while let Some((req, _)) = office.held.pop() {
                let m = || super::desk::words("ei");
                let reply = match pick {
                    0 => Reply::Done(None),
                    1 => Reply::Refused(Refusal::Cannot(m())),
                    2 => Reply::Refused(Refusal::Confirm(m())),
                    3 => Reply::Refused(Refusal::Fault(m(), "X1".into())),
                    4 => Reply::Refused(Refusal::NoSession),
                    _ => Reply::Locked,
                };
                office.send(Msg::Reply(req, reply));
            }
        }
        let _ = office.screen();
    }
}

/// What could act on a terminal or hide in a text.
const HOSTILE: &str = "\x1b[2J\x1b]0;x\x07\u{9b}31m\r\n\t\x08\u{202e}\u{200b}\u{2066}\u{e0041}\x7f";

#[test]
fn nothing_in_any_reply_reaches_the_terminal_as_a_command() {
    for script in [
        "",
        "meik",
        "meik<enter>",
        "nisk<enter>1",
        "nisk<enter>11",
        "nisk<enter>11<enter>",
        "nisk<enter>13",
        "nisk<enter>14",
        "nisk<enter>15",
        "nisk<enter>1<c-y>2",
        "nisk<enter>1s",
        "nisk<enter>1<c-e>syy<enter>",
        "nisk<enter>1h",
        "nisk<enter>1!",
        "nisk<enter>1<f1>",
        "nisk<enter>1<f2>client.who<enter>",
        "<f2>user.open<enter>",
        "<f2>user.open<enter>k<f9>",
    ] {
        let mut office = Office::new();
        office.desk.spice = HOSTILE.to_owned();
        office.log_in();
        office.keys(script);
        // The bytes of a frame: every ESC in them must be one that the backend itself writes.
        let area = Rect::new(0, 0, 80, 24);
        let mut bytes = Vec::new();
        let mut terminal = ratatui::Terminal::with_options(
            CrosstermBackend::new(&mut bytes),
            TerminalOptions { viewport: Viewport::Fixed(area) },
        )
        .unwrap();
        terminal
            .draw(|frame| {
                let cursor = view::draw(&office.app, frame.buffer_mut());
                frame.set_cursor_position(cursor.unwrap());
            })
            .unwrap();
        drop(terminal);
        let bytes = String::from_utf8(bytes).unwrap();
        assert!(bytes.contains('\x1b') && bytes.len() > 500, "{script}");
        for part in bytes.split('\x1b').skip(1) {
            let end = part.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            let (command, last) = (part.get(..=end).unwrap(), part.get(end..=end).unwrap());
            let known = command.starts_with('[') && matches!(last, "m" | "H" | "h" | "l");
            assert!(known, "{script}: ESC{command:?}");
        }
        let text: String = bytes.chars().filter(|c| *c != '\x1b').collect();
        assert!(
            !text.chars().any(|c| c.is_control()
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
                || c == '\u{200b}'
                || ('\u{e0000}'..='\u{e007f}').contains(&c)),
            "{script}"
        );
    }
}

#[test]
fn keys_typed_ahead_of_the_login_reach_what_it_opens() {
    let mut office = Office::new();
    office.hold = true;
    office.log_in().keys("nisk<enter>1s");
    office.pump();
    office.shows("Asiakaskortti");
    assert!(office.desk.arrived);
}

#[test]
fn the_wait_parks_256_keys_and_refuses_the_rest() {
    let mut office = Office::card();
    office.hold = true;
    office.keys("1");
    let bells = office.bells;
    for _ in 0..300 {
        office.press(Key::char('x'));
    }
    assert_eq!(office.app.parked.len(), 256);
    assert_eq!(office.bells - bells, 44);
}

#[test]
fn a_digit_typed_ahead_is_taken_when_the_hit_is_single_and_dropped_when_not() {
    let mut office = Office::open();
    office.hold = true;
    office.keys("nisk<enter>1");
    office.pump();
    office.shows("Asiakaskortti");
    let mut office = Office::open();
    office.hold = true;
    office.keys("meik<enter>1");
    office.pump();
    office.shows("Meikäläinen Mainio");
    assert!(!office.desk.log.iter().any(|r| r.starts_with("open")));
    assert_eq!(office.bells, 1);
}

#[test]
fn a_late_reply_of_an_older_search_changes_nothing() {
    let mut office = Office::open();
    office.hold = true;
    office.keys("nisk<bs><bs><bs><bs>meik");
    while office.held.len() > 1 {
        office.deliver(0);
    }
    office.shows("Haetaan…");
    office.hides("Niskanen");
    office.pump();
    office.shows("Meikäläinen");
}

#[test]
fn keys_behind_several_revealed_values_wait_for_all_of_them_in_any_order() {
    let script = "<c-y>9<esc><esc><c-e>m<f9><c-e>";
    let mut slow = Office::open();
    slow.keys("nisk<enter>11<enter>").keys(script);
    let mut fast = Office::open();
    fast.keys("nisk<enter>11<enter>");
    fast.hold = true;
    for key in keys(script) {
        if is_back(key) {
            fast.pump();
        }
        fast.press(key);
        // The newest reply comes first.
        while let Some(last) = fast.held.len().checked_sub(1).filter(|_| fast.held.len() > 1) {
            fast.deliver(last);
        }
    }
    fast.pump();
    assert_eq!(slow.screen(), fast.screen());
}
