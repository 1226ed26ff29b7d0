//! Row 24: what the keys do here, the most important first, as much as fits.

use crate::tui::action::{Action, Context};
use crate::tui::keymap::Keymap;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width};
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Paints the key bar of a context into the first line of an area, without what has no place on this screen. Back is
/// always there, at the end.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: Theme,
    context: Context,
    keymap: &Keymap,
    words: &dyn Speak,
    has_place: &dyn Fn(Action) -> bool,
) {
    let mut items: Vec<(u8, String, String)> = keymap
        .live(context)
        .filter(|meta| has_place(meta.action))
        .filter_map(|meta| {
            let key = keymap.keys(meta.action).first()?.label();
            Some((meta.place(context)?, key, words.say(&format!("{}.short", meta.words()))))
        })
        .collect();
    items.sort_by_key(|item| item.0);
    let last = items.pop();
    let back = keymap.keys(Action::Back).first().map(|key| key.label());
    let full = fitting(&items, last.clone(), usize::from(area.width));
    // Everybody knows what Esc does: its word gives way to a key of this screen.
    let bare = last.filter(|item| Some(&item.1) == back.as_ref());
    let bare = bare
        .map(|(place, key, _)| fitting(&items, Some((place, key, String::new())), usize::from(area.width)));
    let of_screen = |items: &[Item]| -> Vec<String> {
        items.iter().filter(|item| item.0 < COMMON).map(|item| item.1.clone()).collect()
    };
    let shown = match bare {
        Some(bare) if of_screen(&bare) != of_screen(&full) => bare,
        _ => full,
    };
    let mut x = 0;
    for (_, key, word) in shown {
        x = put_in(buf, area, x, 0, &DisplayText::from(key), theme.style(Role::BarKey)) - area.x + 1;
        x = put_in(buf, area, x, 0, &DisplayText::from(word), theme.style(Role::BarText)) - area.x + 2;
    }
}

/// Place in the bar, key, word.
type Item = (u8, String, String);

/// From this place on stands what every screen has.
const COMMON: u8 = 20;

/// The items that fit, the last one always.
fn fitting(items: &[Item], last: Option<Item>, width_of_bar: usize) -> Vec<Item> {
    let cells = |item: &Item| width(&item.1) + 1 + width(&item.2) + 2;
    let mut room = width_of_bar.saturating_sub(last.as_ref().map_or(0, |item| cells(item).saturating_sub(2)));
    let mut shown = Vec::new();
    for item in items {
        if cells(item) <= room {
            room -= cells(item);
            shown.push(item.clone());
        }
    }
    shown.extend(last);
    shown
}
