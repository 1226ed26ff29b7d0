//! Lines of text for people in a terminal: broken between words, where the terminal would break inside them.

use crate::tui::text::{take, width};

/// A terminal that is narrower shows lines as they come: there is no room to do it better.
const NARROWEST: usize = 20;

/// Cells in a line of what is written to; none where that is no terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    /// Of standard output.
    pub out: Option<u16>,
    /// Of standard error.
    pub err: Option<u16>,
}

/// What stands in the place of a blank at which no line is broken: in a command that somebody copies.
const GLUE: char = '\u{a0}';

/// A text that is never broken, until [`plain`].
pub fn whole(text: &str) -> String {
    text.replace(' ', &GLUE.to_string())
}

/// The blanks of whole texts as they are to be copied.
pub fn plain(text: &str) -> String {
    text.replace(GLUE, " ")
}

/// A text and as many blanks as make it this wide: a cell of a column.
pub fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The lines of a text, none wider than so many cells where its words allow it. What follows of a broken line stands
/// below its last column. Without a width they stay as they are.
pub fn fold(text: &str, columns: Option<u16>) -> String {
    let columns = columns.map(usize::from).filter(|columns| *columns >= NARROWEST);
    let mut lines = Vec::new();
    for line in text.split('\n') {
        match columns {
            Some(columns) => fold_line(line, columns, &mut lines),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

fn fold_line(line: &str, columns: usize, lines: &mut Vec<String>) {
    let (hang, mut indent, mut rest) = (column(line, columns), 0, line);
    loop {
        let room = columns.saturating_sub(indent);
        let piece = take(rest, room);
        let over = rest.strip_prefix(piece).unwrap_or_default();
        // A blank that ends the line has no cell of its own. Where not even one word has room it stands whole.
        let end = match over.is_empty() || over.starts_with(' ') {
            true => piece.len(),
            false => {
                match piece.rfind(' ').filter(|at| !rest.get(..*at).unwrap_or_default().trim().is_empty()) {
                    Some(at) => at,
                    None => over.find(' ').map_or(rest.len(), |at| piece.len() + at),
                }
            }
        };
        let (written, left) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let written = if left.is_empty() { written } else { written.trim_end_matches(' ') };
        lines.push(format!("{}{written}", " ".repeat(indent)));
        rest = left.trim_start_matches(' ');
        if rest.is_empty() {
            return;
        }
        indent = hang;
    }
}

/// The cell in which the last column of a line begins: behind a gap of two blanks or more, in the first half of the
/// room. What stands below a column farther to the right hangs a little behind the one before it.
fn column(line: &str, columns: usize) -> usize {
    let mut begins = 0;
    let mut blanks = 0;
    for (at, c) in line.char_indices() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        // A single blank before the text indents too.
        if blanks > 1 || blanks == at {
            let before = width(line.get(..at).unwrap_or_default());
            if before * 2 > columns {
                return begins + 2;
            }
            begins = before;
        }
        blanks = 0;
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str, columns: u16) -> Vec<String> {
        fold(text, Some(columns)).split('\n').map(str::to_owned).collect()
    }

    #[test]
    fn a_line_is_broken_between_words_by_the_cells_they_take() {
        assert_eq!(folded("Kertoo, mikä on kunnossa.", 20), ["Kertoo, mikä on", "kunnossa."]);
        // Two cells for one character.
        assert_eq!(folded("日本語日本語日 語日本 b", 20), ["日本語日本語日", "語日本 b"]);
        assert_eq!(folded("yksi kaksi kolme nelj", 20), ["yksi kaksi kolme", "nelj"]);
        assert_eq!(folded("yksi kaksi kolme nel", 20), ["yksi kaksi kolme nel"]);
        assert_eq!(folded("", 20), [""]);
        assert_eq!(folded("a\n\nb  ", 20), ["a", "", "b  "]);
    }

    #[test]
    fn what_is_broken_goes_on_below_its_column() {
        let line = "  --dir <X>  Kansio, jossa tiedot ovat.";
        assert_eq!(folded(line, 30), ["  --dir <X>  Kansio, jossa", "             tiedot ovat."]);
        assert_eq!(folded("  yksi kaksi kolme neljä", 20), ["  yksi kaksi kolme", "  neljä"]);
        // A column far to the right would leave no room.
        let far = "aaaaaaaaaaaaaaa  bbbb cccc";
        assert_eq!(folded(far, 20), ["aaaaaaaaaaaaaaa", "  bbbb cccc"]);
    }

    #[test]
    fn a_word_without_room_and_a_command_stay_whole() {
        let path = "/srv/luukku/koti/virtanenm/kansio";
        assert_eq!(folded(&format!("Kansio {path} on."), 20), ["Kansio", path, "on."]);
        let command = "  luukku show --login virtanenm";
        assert_eq!(plain(&fold(&whole(command), Some(20))), command);
        assert_eq!(folded("aaaaa bbbbb ccccc ddddd", 10), ["aaaaa bbbbb ccccc ddddd"]);
        assert_eq!(fold("aaaaa bbbbb", None), "aaaaa bbbbb");
    }

    #[test]
    fn a_column_is_as_wide_as_its_cells() {
        assert_eq!((pad("日本", 6), pad("Virtanen", 6)), ("日本  ".to_owned(), "Virtanen".to_owned()));
    }

    proptest! {
        #[test]
        fn every_word_is_there_and_no_line_is_wider_than_its_room(
            text in "[aä日 ]{0,120}", columns in 20u16..60
        ) {
            let folded = fold(&text, Some(columns));
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&folded), words(&text));
            for line in folded.lines() {
                let one_word = line.trim().split(' ').count() == 1;
                prop_assert!(one_word || width(line.trim_end()) <= usize::from(columns), "{}", line);
            }
        }
    }
}
