//! Every command by name or id, with its key, or the reason why it cannot be done now.

use super::pick_list::{Choice, PickList};
use crate::tui::action::{Action, Context};
use crate::tui::keymap::Keymap;
use crate::tui::speak::Speak;

/// The list of commands of a context. `ready` gives the spoken reason why an action cannot be done now; `more` follows
/// from the register: groups of the card, registers of the office.
pub fn palette(
    context: Context,
    keymap: &Keymap,
    words: &dyn Speak,
    ready: &dyn Fn(Action) -> Result<(), String>,
    more: Vec<Choice>,
) -> PickList {
    let choices = keymap
        .live(context)
        .filter(|meta| meta.palette || meta.bar.is_some())
        .map(|meta| {
            let key =
                keymap.keys(meta.action).first().map_or_else(|| words.say("state-empty"), |key| key.label());
            let (note, allowed) = match ready(meta.action) {
                Ok(()) => (key, true),
                Err(reason) => (reason, false),
            };
            Choice { code: meta.id.to_owned(), label: words.say(&meta.words()), note, allowed }
        })
        .chain(more)
        .collect();
    PickList::new(words.say("palette-title"), choices).plain("palette-none").inside()
}
