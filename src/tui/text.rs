//! The only way text reaches the screen: [`DisplayText`], measured, cut and made harmless.
//!
//! A register is filled by many hands. Control, direction, zero-width and tag characters in a value could move the
//! cursor, turn a name around or hide a letter; each is shown as a visible substitute of one cell instead.

pub use crate::register::harmless::entered;
use crate::register::harmless::visible;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text in NFC without a character that acts on the terminal or cannot be seen.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct DisplayText(String);

impl DisplayText {
    /// Out of any text.
    pub fn new(text: &str) -> DisplayText {
        DisplayText(text.nfc().map(visible).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Cells it takes.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// At most so many cells of it, whole characters only; an ellipsis tells that something was cut.
    pub fn cut(&self, cells: usize) -> DisplayText {
        if self.width() <= cells {
            return self.clone();
        }
        let Some(room) = cells.checked_sub(1) else { return DisplayText::default() };
        let mut out: String = take(&self.0, room).to_owned();
        out.push('…');
        DisplayText(out)
    }

    /// The same, cut behind a whole word where there is one in the second half of the room.
    pub fn cut_at_word(&self, cells: usize) -> DisplayText {
        if self.width() <= cells {
            return self.clone();
        }
        let kept = take(&self.0, cells.saturating_sub(2));
        let whole = self.0.strip_prefix(kept).is_some_and(|rest| rest.starts_with(' '));
        let end = if whole { Some(kept.len()) } else { kept.rfind(' ') };
        let words = end.and_then(|at| kept.get(..at)).map(str::trim_end);
        match words.filter(|words| width(words) * 2 > cells) {
            Some(words) => DisplayText(format!("{words} …")),
            None => self.cut(cells),
        }
    }

    /// The same, cut behind a whole sentence where one ends in the second half of the room, else behind a word. Half a
    /// piece of advice may say the opposite of the whole.
    pub fn cut_at_sentence(&self, cells: usize) -> DisplayText {
        if self.width() <= cells {
            return self.clone();
        }
        let kept = take(&self.0, cells.saturating_sub(2));
        // A capital behind the stop: that of a date or of "1.2. 9.30" ends no sentence.
        let end = kept.rmatch_indices(['.', '?', '!']).map(|(at, stop)| at + stop.len()).find(|end| {
            let mut behind = self.0.get(*end..).unwrap_or_default().chars();
            behind.next() == Some(' ') && behind.next().is_some_and(char::is_uppercase)
        });
        match end.and_then(|end| kept.get(..end)).filter(|whole| width(whole) * 2 > cells) {
            Some(whole) => DisplayText(format!("{whole} …")),
            None => self.cut_at_word(cells),
        }
    }
}

/// A debug print of a value would be client's data in a log.
impl std::fmt::Debug for DisplayText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DisplayText").field(&self.width()).finish()
    }
}

impl From<&str> for DisplayText {
    fn from(text: &str) -> Self {
        DisplayText::new(text)
    }
}

impl From<&String> for DisplayText {
    fn from(text: &String) -> Self {
        DisplayText::new(text)
    }
}

impl From<String> for DisplayText {
    fn from(text: String) -> Self {
        DisplayText::new(&text)
    }
}

/// NFC, as every typed and pasted text is kept.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Cells of a text, measured by whole characters.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(grapheme_width).sum()
}

/// Cells of one whole character. Never nothing: what has no width of its own still takes a place.
pub fn grapheme_width(grapheme: &str) -> usize {
    grapheme.width().max(1)
}

/// The longest beginning that takes at most so many cells.
pub fn take(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// Words into lines of at most so many cells. A word that is longer than a line goes on on the next one: nothing of
/// it is lost behind the edge.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for mut word in text.split_whitespace() {
        // Looked at piece by piece: measuring all that is left each time would take the square of its length.
        loop {
            let piece = take(word, cells);
            let rest = word.strip_prefix(piece).unwrap_or_default();
            if piece.is_empty() || rest.is_empty() {
                break; // not even one character has room, or all of them have
            }
            lines.push(piece.to_owned());
            word = rest;
        }
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= cells => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether a character can be shown as it is.
pub fn harmless(c: char) -> bool {
    visible(c) == c
}

/// Writes text at a place, at most `max_width` cells of it, and gives the column behind it. Outside the buffer
/// nothing happens.
pub fn put(buf: &mut Buffer, x: u16, y: u16, max_width: u16, text: &DisplayText, style: Style) -> u16 {
    let area = buf.area;
    if x < area.left() || x >= area.right() || y < area.top() || y >= area.bottom() {
        return x;
    }
    buf.set_stringn(x, y, text.as_str(), usize::from(max_width), style).0
}

/// [`put`] for one line of an area: `x` is counted from its left edge, what does not fit is cut with an ellipsis.
pub fn put_in(buf: &mut Buffer, area: Rect, x: u16, row: u16, text: &DisplayText, style: Style) -> u16 {
    let room = area.width.saturating_sub(x);
    if row >= area.height || room == 0 {
        return area.x.saturating_add(x);
    }
    put(buf, area.x + x, area.y + row, room, &text.cut(usize::from(room)), style)
}

/// Blanks an area, so that what lay below a popup does not shine through.
pub fn blank(buf: &mut Buffer, area: Rect, style: Style) {
    let spaces = DisplayText(" ".repeat(usize::from(area.width)));
    for row in 0..area.height {
        put_in(buf, area, 0, row, &spaces, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_or_hides_is_shown() {
        for (text, shown) in [
            ("a\x1b[2Jb", "a␛[2Jb"),
            ("a\tb\r\nc", "a␉b␍␊c"),
            ("\u{202e}avik", "\u{fffd}avik"),
            ("Mei\u{200b}käläinen", "Mei\u{fffd}käläinen"),
            ("x\u{e0041}y", "x\u{fffd}y"),
            ("\u{9b}2J", "\u{fffd}2J"),
            ("a\u{308}a\u{30a}", "äå"),
            ("Öberg–Åström €", "Öberg–Åström €"),
        ] {
            assert_eq!(DisplayText::new(text).as_str(), shown);
        }
    }

    #[test]
    fn cutting_keeps_whole_characters() {
        let text = DisplayText::new("日本語 Öberg");
        assert_eq!(text.width(), 12);
        assert_eq!(text.cut(6).as_str(), "日本…");
        assert_eq!(text.cut(1).as_str(), "…");
        assert_eq!(text.cut(0).as_str(), "");
        assert_eq!(DisplayText::new("Lahti").cut(5).as_str(), "Lahti");
    }

    proptest! {
        #[test]
        fn no_text_brings_a_control_to_the_buffer(text in any::<String>(), x in 0u16..30, y in 0u16..4, max in 0u16..40) {
            let mut buf = Buffer::empty(Rect::new(0, 0, 20, 3));
            put(&mut buf, x, y, max, &DisplayText::new(&text), Style::new());
            for cell in buf.content() {
                prop_assert!(!cell.symbol().chars().any(|c| c.is_control() || visible(c) != c));
            }
        }

        #[test]
        fn a_cut_text_fits(text in any::<String>(), cells in 0usize..40) {
            prop_assert!(DisplayText::new(&text).cut(cells).width() <= cells);
        }
    }

    #[test]
    fn help_that_does_not_fit_ends_with_a_whole_sentence_or_a_whole_word() {
        for (text, cells, shown) in [
            ("Ensin tämä. Sitten se.", 22, "Ensin tämä. Sitten se."),
            ("Ensin tämä. Sitten se.", 21, "Ensin tämä. …"),
            (
                "Tunnus: 010594Y9032. Merkki on osa sitä. Jos ei ole, jätä.",
                50,
                "Tunnus: 010594Y9032. Merkki on osa sitä. …",
            ),
            // A stop inside a date or before a small letter ends nothing, and half a row is not given away.
            (
                "Päivä 1.2. 9.30 tai t 930, esim. huomenna. Muu ei käy.",
                40,
                "Päivä 1.2. 9.30 tai t 930, esim. …",
            ),
            (
                "Ei. Tätä ei voi enää muuttaa kukaan muu kuin sinä itse.",
                40,
                "Ei. Tätä ei voi enää muuttaa kukaan …",
            ),
        ] {
            let cut = DisplayText::new(text).cut_at_sentence(cells);
            assert_eq!(cut.as_str(), shown);
            assert!(cut.width() <= cells);
        }
    }
}
