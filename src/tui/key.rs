//! Keys as the face knows them, and the strings that name them: `<c-s> <f9> <enter> <s-tab> a`.
//!
//! One notation serves tests, keymaps and the key bar. It knows nothing of terminals and byte sequences.

use std::fmt;

/// What a key is, without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names are the words on the keys
pub enum Code {
    /// A character as it was typed, Shift already in it.
    Char(char),
    Enter,
    Tab,
    Backspace,
    Esc,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    /// A function key; 1 to 24.
    F(u8),
}

/// The modifiers held with a key. A character carries no `shift`: it is the shifted character already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Mods {
    /// Control.
    pub ctrl: bool,
    /// Alt; never on a character, see [`super::decode`].
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

/// A key with its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Its modifiers.
    pub mods: Mods,
}

impl Key {
    /// A key alone.
    pub const fn plain(code: Code) -> Key {
        Key { code, mods: Mods { ctrl: false, alt: false, shift: false } }
    }

    /// A typed character.
    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// Control and a letter.
    pub const fn ctrl(c: char) -> Key {
        Key { code: Code::Char(c), mods: Mods { ctrl: true, alt: false, shift: false } }
    }

    /// Shift and a key that is no character.
    pub const fn shift(code: Code) -> Key {
        Key { code, mods: Mods { ctrl: false, alt: false, shift: true } }
    }

    /// The character, if it is text: a character without modifiers.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if self.mods == Mods::default() => Some(c),
            _ => None,
        }
    }

    /// One key out of its name: `a`, `<enter>`, `<c-s>`, `<s-f6>`.
    pub fn parse(name: &str) -> Option<Key> {
        let keys = parse_keys(name)?;
        match keys.as_slice() {
            [key] => Some(*key),
            _ => None,
        }
    }

    /// The name people read: `Ctrl-S`, `F9`, `PgDn`.
    pub fn label(self) -> String {
        let mut out = String::new();
        for (held, name) in [(self.mods.ctrl, "Ctrl-"), (self.mods.alt, "Alt-"), (self.mods.shift, "Shift-")]
        {
            if held {
                out.push_str(name);
            }
        }
        match self.code {
            Code::Char(' ') => out.push_str("Space"),
            Code::Char(c) => out.extend(c.to_uppercase()),
            Code::F(n) => out.push_str(&format!("F{n}")),
            code => out.push_str(NAMED.iter().find(|n| n.0 == code).map_or("", |n| n.2)),
        }
        out
    }
}

/// A debug print could be a logged password: characters are left out.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text() {
            Some(_) if !cfg!(test) => f.write_str("<text>"),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

/// The name that [`Key::parse`] reads.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mods { ctrl, alt, shift } = self.mods;
        let prefix = format!(
            "{}{}{}",
            if ctrl { "c-" } else { "" },
            if alt { "a-" } else { "" },
            if shift { "s-" } else { "" }
        );
        match self.code {
            Code::Char('<') => write!(f, "<{prefix}lt>"),
            Code::Char(' ') => write!(f, "<{prefix}space>"),
            Code::Char(c) if prefix.is_empty() => write!(f, "{c}"),
            Code::Char(c) => write!(f, "<{prefix}{c}>"),
            Code::F(n) => write!(f, "<{prefix}f{n}>"),
            code => write!(f, "<{prefix}{}>", NAMED.iter().find(|n| n.0 == code).map_or("", |n| n.1)),
        }
    }
}

/// Keys that are neither characters nor numbered: name in key strings, name for people.
const NAMED: &[(Code, &str, &str)] = &[
    (Code::Enter, "enter", "Enter"),
    (Code::Tab, "tab", "Tab"),
    (Code::Backspace, "bs", "Backspace"),
    (Code::Esc, "esc", "Esc"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::PageUp, "pgup", "PgUp"),
    (Code::PageDown, "pgdn", "PgDn"),
    (Code::Insert, "ins", "Ins"),
    (Code::Delete, "del", "Del"),
    (Code::Char('<'), "lt", "<"),
    (Code::Char(' '), "space", "Space"),
];

/// A script of keys: `<f3>meik<enter>`. `None` when a name in angle brackets is unknown.
pub fn parse_keys(script: &str) -> Option<Vec<Key>> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix('<') {
            let (name, tail) = after.split_once('>')?;
            keys.push(named(name)?);
            rest = tail;
        } else {
            keys.push(Key::char(c));
            rest = rest.strip_prefix(c)?;
        }
    }
    Some(keys)
}

fn named(name: &str) -> Option<Key> {
    let mut mods = Mods::default();
    let mut rest = name;
    while rest.chars().count() > 2 || matches!(rest, "c-" | "a-" | "s-") {
        let (held, tail) = match rest.split_at_checked(2) {
            Some(("c-", tail)) => (&mut mods.ctrl, tail),
            Some(("a-", tail)) => (&mut mods.alt, tail),
            Some(("s-", tail)) => (&mut mods.shift, tail),
            _ => break,
        };
        if *held || tail.is_empty() {
            return None;
        }
        *held = true;
        rest = tail;
    }
    let mut chars = rest.chars();
    let code = match (chars.next(), chars.next()) {
        (Some(c), None) if mods != Mods::default() => Code::Char(c),
        _ => match NAMED.iter().find(|n| n.1 == rest) {
            Some(n) => n.0,
            None => {
                let n: u8 = rest.strip_prefix('f')?.parse().ok()?;
                (1..=24).contains(&n).then_some(Code::F(n))?
            }
        },
    };
    if matches!(code, Code::Char(_)) && mods.shift && !mods.ctrl && !mods.alt {
        return None; // a shifted character is the character itself
    }
    Some(Key { code, mods })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_read() {
        assert_eq!(Key::parse("<c-s>"), Some(Key::ctrl('s')));
        assert_eq!(Key::parse("<s-tab>"), Some(Key::shift(Code::Tab)));
        assert_eq!(Key::parse("<f12>"), Some(Key::plain(Code::F(12))));
        assert_eq!(Key::parse("ä"), Some(Key::char('ä')));
        assert_eq!(Key::parse("<lt>"), Some(Key::char('<')));
        for bad in ["", "<", "<f0>", "<f25>", "<c->", "<c-c-a>", "<s-a>", "<nope>", "ab", "<>"] {
            assert_eq!(Key::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn labels_are_what_is_printed_on_the_keys() {
        let labels: Vec<String> =
            parse_keys("<c-s><s-f6><pgdn>!<space>h").unwrap().into_iter().map(Key::label).collect();
        assert_eq!(labels, ["Ctrl-S", "Shift-F6", "PgDn", "!", "Space", "H"]);
    }

    pub(crate) fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            any::<char>().prop_map(Code::Char),
            (1u8..=24).prop_map(Code::F),
            (0..14usize).prop_map(|i| NAMED[i].0),
        ];
        (code, any::<(bool, bool, bool)>()).prop_map(|(code, (ctrl, alt, shift))| {
            let shift = shift && (!matches!(code, Code::Char(_)) || ctrl || alt);
            Key { code, mods: Mods { ctrl, alt, shift } }
        })
    }

    proptest! {
        #[test]
        fn every_key_has_a_name_that_reads_back(key in any_key()) {
            prop_assume!(key.code != Code::Char('>'));
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }
}
