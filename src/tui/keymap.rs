//! Keys to actions: the profile, patched by the user's file.
//!
//! A patch is TOML: `profile = "desktop"`, `enter = "next"` or `"submit"` for what Enter does in a field of a form, and
//! a table `[keys]` of action id to key names. A fault in it leaves the default of that action in place and is told
//! with file and line.

use super::action::{ACTIONS, Action, ActionMeta, Context, by_id, unbindable};
use super::key::{Code, Key};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A fault in a patch file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeymapFault {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 for the file itself.
    pub line: usize,
    /// Message id: `keymap-fault-unreadable`, `-syntax`, `-action`, `-key`, `-taken`, `-unreachable`.
    pub message: &'static str,
    /// The action or key it is about.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[allow(dead_code)] // read so that it may stand there; `desktop` is the only profile
    profile: Option<String>,
    enter: Option<Enter>,
    #[serde(default)]
    keys: BTreeMap<toml::Spanned<String>, toml::Spanned<Vec<String>>>,
}

/// What Enter does in a field of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Enter {
    /// It goes to the next field, from the last one to the button that saves.
    #[default]
    Next,
    /// It saves, as the key of saving does.
    Submit,
}

/// The user's own file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeysFile {
    /// Its name, without the folders before it.
    pub name: String,
    /// What stands in it; `None`: it is there and cannot be read.
    pub text: Option<String>,
}

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    keys: Vec<(&'static ActionMeta, Vec<Key>)>,
    enter: Enter,
}

impl Default for Keymap {
    fn default() -> Self {
        let keys = ACTIONS
            .iter()
            .map(|meta| (meta, meta.keys.iter().filter_map(|k| Key::parse(k)).collect()))
            .collect();
        Keymap { keys, enter: Enter::default() }
    }
}

impl Keymap {
    /// Lays a user's file over the keys in force; what is wrong in it is told, first line first, and
    /// left out.
    pub fn patch(&mut self, file: &KeysFile) -> Vec<KeymapFault> {
        let fault = |line: usize, message, what: &str| KeymapFault {
            file: file.name.clone(),
            line,
            message,
            what: what.to_owned(),
        };
        let Some(text) = &file.text else {
            return vec![fault(0, "keymap-fault-unreadable", "")];
        };
        let parsed: File = match toml::from_str(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let line = line_of(text, error.span().map_or(0, |span| span.start));
                return vec![fault(line, "keymap-fault-syntax", "")];
            }
        };
        self.enter = parsed.enter.unwrap_or(self.enter);
        let mut faults = Vec::new();
        for (id, names) in parsed.keys {
            let line = line_of(text, names.span().start);
            let Some(meta) = by_id(id.get_ref()) else {
                faults.push(fault(line, "keymap-fault-action", id.get_ref()));
                continue;
            };
            match self.check(meta, names.get_ref()) {
                Ok(keys) => {
                    if let Some(entry) = self.keys.iter_mut().find(|entry| entry.0.id == meta.id) {
                        entry.1 = keys;
                    }
                }
                Err((message, what)) => faults.push(fault(line, message, &what)),
            }
        }
        faults.sort_by_key(|fault| fault.line);
        faults
    }

    fn check(&self, meta: &ActionMeta, names: &[String]) -> Result<Vec<Key>, (&'static str, String)> {
        if names.is_empty() && !meta.palette {
            return Err(("keymap-fault-unreachable", meta.id.to_owned()));
        }
        let mut keys = Vec::new();
        for name in names {
            let key = Key::parse(name)
                .filter(|key| !unbindable(*key))
                .ok_or_else(|| ("keymap-fault-key", name.clone()))?;
            let taken = self.keys.iter().any(|(other, theirs)| {
                other.id != meta.id
                    && theirs.contains(&key)
                    && Context::ALL.iter().any(|c| other.live_in(*c) && meta.live_in(*c))
            });
            let ours = meta.keys.iter().any(|own| Key::parse(own) == Some(key));
            if taken && !ours {
                return Err(("keymap-fault-taken", name.clone()));
            }
            keys.push(key);
        }
        Ok(keys)
    }

    /// What Enter does in a field of a form.
    pub const fn enter(&self) -> Enter {
        self.enter
    }

    /// The keys of an action, the one to show first.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.keys.iter().find(|entry| entry.0.action == action).map_or(&[], |entry| &entry.1)
    }

    /// The actions that can be reached in a context, in the order of the table: one whose every key means something
    /// nearer there is left out.
    pub fn live(&self, context: Context) -> impl Iterator<Item = &'static ActionMeta> {
        self.keys
            .iter()
            .filter(move |(meta, keys)| {
                let ours = |key: &Key| self.resolve(*key, context, false) == Some(meta.action);
                meta.live_in(context) && (keys.is_empty() || keys.iter().any(ours))
            })
            .map(|(meta, _)| *meta)
    }

    /// What a key means where it is pressed: the nearest context first. In a text field unmodified characters are
    /// text and mean nothing here; elsewhere letters act in either case.
    pub fn resolve(&self, key: Key, context: Context, text_focus: bool) -> Option<Action> {
        if text_focus && key.text().is_some() {
            return None;
        }
        let key = match key.text() {
            Some(c) => Key { code: Code::Char(c.to_lowercase().next().unwrap_or(c)), ..key },
            None => key,
        };
        context.live().iter().find_map(|layer| {
            self.keys
                .iter()
                .find(|(meta, keys)| meta.contexts.contains(layer) && keys.contains(&key))
                .map(|(meta, _)| meta.action)
        })
    }
}

/// The line of a byte; what is missing at the end of a text is missing in its last line.
fn line_of(text: &str, at: usize) -> usize {
    let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
    line.min(text.lines().count().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    fn file(name: &str, text: &str) -> KeysFile {
        KeysFile { name: name.to_owned(), text: Some(text.to_owned()) }
    }

    #[test]
    fn the_profile_of_the_assets_is_the_table() {
        let desktop = include_str!("../../assets/keymaps/desktop.toml");
        assert_eq!(Keymap::default().patch(&file("desktop.toml", desktop)), []);
    }

    #[test]
    fn the_nearest_context_decides() {
        let keys = Keymap::default();
        assert_eq!(keys.resolve(key("<f9>"), Context::Form, true), Some(Action::Save));
        assert_eq!(keys.resolve(key("<f9>"), Context::Dialog, true), Some(Action::Confirm));
        assert_eq!(keys.resolve(key("a"), Context::WorkEducation, false), Some(Action::FillGap));
        assert_eq!(keys.resolve(key("A"), Context::Plan, false), Some(Action::Acceptance));
        assert_eq!(keys.resolve(key("<f8>"), Context::Form, true), Some(Action::Cover));
    }

    #[test]
    fn what_is_overridden_is_not_offered() {
        let keys = Keymap::default();
        let live: Vec<Action> = keys.live(Context::WorkEducation).map(|meta| meta.action).collect();
        assert!(live.contains(&Action::FillGap) && !live.contains(&Action::Acceptance));
    }

    #[test]
    fn characters_in_a_text_field_are_text() {
        let keys = Keymap::default();
        for name in ["a", "?", "!", "1", "/", "H"] {
            assert_eq!(keys.resolve(key(name), Context::Card, true), None, "{name}");
        }
        assert_eq!(keys.resolve(key("?"), Context::Card, false), Some(Action::Help));
        assert_eq!(keys.resolve(key("7"), Context::Card, false), Some(Action::Digit));
    }

    #[test]
    fn control_c_goes_back_and_never_quits() {
        for context in Context::ALL {
            assert_eq!(
                Keymap::default().resolve(key("<c-c>"), context, true),
                Some(Action::Back),
                "{context:?}"
            );
        }
    }

    #[test]
    fn a_patch_changes_one_action_and_faults_name_the_line() {
        let mut keys = Keymap::default();
        let text = "profile = \"desktop\"\n[keys]\n\"form.save\" = [\"<c-w>\"]\n\"agenda.move\" = [\"j\"]\n\
                    \"no.such\" = [\"x\"]\n\"list.history\" = []\n\"form.next\" = []\n\"client.papers\" = [\"n\"]\n";
        let faults = keys.patch(&file("keys.toml", text));
        let told: Vec<(usize, &str)> = faults.iter().map(|f| (f.line, f.message)).collect();
        assert_eq!(
            told,
            [
                (3, "keymap-fault-key"),
                (5, "keymap-fault-action"),
                (6, "keymap-fault-action"),
                (7, "keymap-fault-unreachable"),
                (8, "keymap-fault-taken"),
            ]
        );
        assert_eq!(keys.resolve(key("j"), Context::Agenda, false), Some(Action::MoveBooking));
        assert_eq!(keys.resolve(key("m"), Context::Agenda, false), None);
        assert_eq!(keys.resolve(key("<f9>"), Context::Form, true), Some(Action::Save), "the default stays");
    }

    #[test]
    fn a_file_that_is_no_toml_changes_nothing() {
        let mut keys = Keymap::default();
        let faults = keys.patch(&file("keys.toml", "[keys]\n\"form.save\" = \n"));
        assert_eq!((faults.len(), faults[0].line, faults[0].message), (1, 2, "keymap-fault-syntax"));
    }

    #[test]
    fn enter_saves_where_the_user_wants_it_and_nothing_else_is_taken_for_it() {
        let mut keys = Keymap::default();
        assert_eq!(keys.patch(&file("keys.toml", "enter = \"submit\"\n")), []);
        assert_eq!(keys.enter(), Enter::Submit);
        let faults = keys.patch(&file("keys.toml", "\nenter = \"always\"\n"));
        assert_eq!((faults[0].line, faults[0].message), (2, "keymap-fault-syntax"));
        let unreadable = KeysFile { name: "keys.toml".to_owned(), text: None };
        assert_eq!(keys.patch(&unreadable)[0].message, "keymap-fault-unreadable");
    }
}
