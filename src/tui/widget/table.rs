//! What rows and columns are made of. How they are listed and chosen from is [`crate::tui::screen::rows`].

use crate::tui::shown::Shown;
use crate::tui::speak::Speak;

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading, spoken.
    pub title: String,
    /// Cells it takes at least.
    pub width: u16,
    /// It takes what is left in a wider window.
    pub grows: bool,
}

/// Columns: the id of each heading, the cells it takes at least, whether it takes what is left in a wider window.
pub fn columns(words: &dyn Speak, columns: &[(&str, u16, bool)]) -> Vec<Column> {
    columns
        .iter()
        .map(|(id, width, grows)| Column { title: words.say(id), width: *width, grows: *grows })
        .collect()
}

/// Before what still has to be taken to the national repository: it is no alert, days may pass.
pub const WAITS: &str = "^";

/// The mark of a record that still has to be taken there, or of one that has not.
pub const fn waiting(waits: bool) -> &'static str {
    if waits { WAITS } else { "" }
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row<I> {
    /// What it stands for.
    pub id: I,
    /// `!!`, `!`, [`WAITS`] or nothing, before the first column.
    pub mark: &'static str,
    /// One value per column.
    pub cells: Vec<Shown>,
}
