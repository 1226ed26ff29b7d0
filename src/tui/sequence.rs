//! What a complete CSI sequence of a terminal means as a key: xterm, VT, rxvt, Linux console, kitty.
//!
//! Tables only; how a sequence is found in a stream of bytes is [`super::decode`]'s.

use super::decode::Input;
use super::key::{Code, Key, Mods};

/// The keys of `CSI params last` (or `SS3 params last`). Reports and unknown sequences give none.
pub(super) fn keys(params: &[u8], last: u8, ss3: bool, out: &mut Vec<Input>) {
    let Ok(text) = std::str::from_utf8(params) else { return };
    let mut numbers = [[None; 2]; 3];
    for (slot, part) in numbers.iter_mut().zip(text.split(';')) {
        for (value, digits) in slot.iter_mut().zip(part.split(':')) {
            match digits.parse::<u32>() {
                Ok(n) => *value = Some(n),
                Err(_) if digits.is_empty() => {}
                Err(_) => return, // a private mark: a report, not a key
            }
        }
    }
    let [[first, _], [second, event], [third, _]] = numbers;
    if event == Some(3) {
        return; // a key that was let go
    }
    // `ESC O 5 P`: old konsole gives the modifier alone
    let held = if ss3 && second.is_none() { first } else { second };
    let mut mods = mods_of(held.unwrap_or(1));
    let code = match last {
        b'Z' => {
            mods.shift = true;
            Some(Code::Tab)
        }
        b'a'..=b'd' if params.is_empty() => {
            mods.shift = true;
            letter(last.to_ascii_uppercase())
        }
        // `row;columnR` is an answer to a question we never ask; F3 has 1 there
        b'R' if first.is_some_and(|n| n != 1) => None,
        b'A'..=b'S' => letter(last),
        b'~' if first == Some(27) => return unicode(third.unwrap_or(0), mods, out),
        b'~' => tilde(first.unwrap_or(0)),
        b'$' | b'^' | b'@' => {
            mods.shift |= last != b'^';
            mods.ctrl |= last != b'$';
            tilde(first.unwrap_or(0))
        }
        b'u' => return unicode(first.unwrap_or(0), mods, out),
        _ => None,
    };
    if let Some(code) = code {
        out.push(Input::Key(Key { code, mods }));
    }
}

/// Bits of xterm's modifier parameter. Super, hyper and the locks are not ours.
fn mods_of(parameter: u32) -> Mods {
    let bits = parameter.saturating_sub(1);
    Mods { shift: bits & 1 != 0, alt: bits & 2 != 0, ctrl: bits & 4 != 0 }
}

/// The key of a final letter.
pub(super) fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of `CSI n ~`. The gaps are those of the VT220's keyboard.
fn tilde(n: u32) -> Option<Code> {
    let f = |first: u32, from: u32| u8::try_from(n - from + first).ok().map(Code::F);
    match n {
        1 | 7 => Some(Code::Home),
        2 => Some(Code::Insert),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => f(1, 11),
        17..=21 => f(6, 17),
        23..=26 => f(11, 23),
        28..=29 => f(15, 28),
        31..=34 => f(17, 31),
        _ => None,
    }
}

/// A key told by its code point (kitty's protocol, and xterm's modifyOtherKeys).
fn unicode(n: u32, mut mods: Mods, out: &mut Vec<Input>) {
    let code = match n {
        9 => Code::Tab,
        13 | 57414 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        57376..=57387 => Code::F(u8::try_from(n - 57376 + 13).unwrap_or(24)),
        57399..=57416 => match "0123456789./*-+".chars().nth((n - 57399) as usize) {
            Some(c) => Code::Char(c),
            None => Code::Char(if n == 57415 { '=' } else { ',' }),
        },
        57417..=57426 => {
            const PAD: [Code; 10] = [
                Code::Left,
                Code::Right,
                Code::Up,
                Code::Down,
                Code::PageUp,
                Code::PageDown,
                Code::Home,
                Code::End,
                Code::Insert,
                Code::Delete,
            ];
            match PAD.get((n - 57417) as usize) {
                Some(code) => *code,
                None => return,
            }
        }
        // the other keys of kitty's private area (locks, media, the modifiers themselves), and controls
        0xe000..=0xf8ff | 0..=0x1f => return,
        _ => match char::from_u32(n) {
            Some(c) if mods.ctrl => Code::Char(c.to_lowercase().next().unwrap_or(c)),
            Some(c) if mods.shift => Code::Char(c.to_uppercase().next().unwrap_or(c)),
            Some(c) => Code::Char(c),
            None => return,
        },
    };
    if matches!(code, Code::Char(_)) {
        // Alt-x is Esc and x here too, so that a terminal's protocol makes no difference to hands.
        if mods.alt && !mods.ctrl {
            out.push(Input::Key(Key::plain(Code::Esc)));
        }
        mods.alt &= mods.ctrl;
        mods.shift &= mods.ctrl;
    }
    out.push(Input::Key(Key { code, mods }));
}
