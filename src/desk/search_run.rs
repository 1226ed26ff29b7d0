//! A typing run and its rows in the access log (security design, section 10): "the first shown result is a 204 row, the
//! rest one 212 row". The rest is one row with a count and the longest text, as is a run that found nobody: when it ends
//! or the typing pauses, by a deadline of the desk.

use crate::journal::codes::{LogAction, Outcome};
use crate::journal::hash;
use crate::journal::log::LogBody;
use crate::register::{Entropy, Id};
use crate::store::Entry;
use zeroize::Zeroizing;

/// A typing run that is open: from an empty search line to the next (security design, section 10). "The first shown
/// result is a 204 row, the rest one 212 row": a row a run, one more where the typing paused, and no write for a key.
/// Every text of a run is a beginning of its longest one, so that first and longest text tell all that was looked for;
/// another name is another run.
pub(super) struct SearchRun {
    /// Its number, from the face.
    run: u64,
    /// Joins its rows in the log.
    search_id: [u8; 8],
    /// The text that every other one of the run begins.
    longest: Zeroizing<String>,
    /// The text that was answered last.
    last: Zeroizing<String>,
    /// Lookups after the first, or since they were last written down.
    repeats: u64,
    /// Whether the run has shown somebody: the row of that was written before it did.
    shown: bool,
    /// The first text, as long as the run has found nobody: nothing was shown, and its row waits for a pause.
    in_vain: Option<Zeroizing<String>>,
}

impl SearchRun {
    fn body(&self) -> LogBody {
        LogBody { search_id: Some(self.search_id), ..LogBody::default() }
    }

    /// Whether lookups of it have no row yet.
    pub(super) fn waits(&self) -> bool {
        self.repeats > 0 || self.in_vain.is_some()
    }

    /// What had no row yet is written.
    pub(super) fn told(&mut self) {
        (self.repeats, self.in_vain) = (0, None);
    }

    /// What has no row yet: the first text where it found nobody, and one row for the rest.
    pub(super) fn rows(&self) -> Vec<Entry> {
        let mut rows = Vec::new();
        if let Some(text) = &self.in_vain {
            rows.push(search_row(self.search_id, &[], text));
        }
        if self.repeats > 0 {
            let row = Entry::new(LogAction::RepeatedView, Outcome::Ok, self.repeats, self.body());
            rows.push(match self.last == self.longest {
                true => row.secret(&self.longest),
                false => row.secret(&Zeroizing::new(format!("{} → {}", *self.longest, *self.last))),
            });
        }
        rows
    }

    /// Counts one more lookup.
    fn count(&mut self, text: &Zeroizing<String>) {
        self.repeats += 1;
        self.last.clone_from(text);
        if text.len() > self.longest.len() {
            self.longest.clone_from(text);
        }
    }
}

/// The row of a search and what it has shown.
fn search_row(search_id: [u8; 8], shown: &[Id], text: &str) -> Entry {
    let body = LogBody {
        shown_n: Some(shown.len() as u64),
        shown: Some(hash::ids(shown)),
        search_id: Some(search_id),
        ..LogBody::default()
    };
    Entry::ok(LogAction::Search, body).secret(text)
}

/// A text as it is compared and kept: blanks tell nothing.
fn one_line(text: &str) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(text.len()));
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What a lookup and whom it shows make of the typing run: none where it was one more of the open run, which counts it;
/// else the rows that are written before anybody is shown, and the run that goes on from there once they are.
pub(super) fn looked_up(
    open: &mut Option<SearchRun>,
    text: &str,
    mut shown: Vec<Id>,
    run: u64,
    entropy: &mut dyn Entropy,
) -> Option<(Vec<Entry>, SearchRun)> {
    shown.sort_unstable();
    let text = one_line(text);
    let mut rows = Vec::new();
    let mut search_id = [0; 8];
    let goes_on = |open: &&mut SearchRun| {
        let text = text.to_lowercase();
        let longest = open.longest.to_lowercase();
        open.run == run && (text.starts_with(&longest) || longest.starts_with(&text))
    };
    if let Some(open) = open.as_mut().filter(goes_on) {
        if shown.is_empty() || open.shown {
            open.count(&text);
            return None;
        }
        // Its first result. What was typed before is told by this text, unless it went further.
        search_id = open.search_id;
        if text.len() < open.longest.len() {
            rows = open.rows();
        }
    } else {
        rows.extend(open.iter().flat_map(SearchRun::rows));
        entropy.fill(&mut search_id);
    }
    let in_vain = shown.is_empty();
    if !in_vain {
        rows.push(search_row(search_id, &shown, &text));
    }
    let (longest, last, shown) = (text.clone(), text.clone(), !in_vain);
    let in_vain = in_vain.then_some(text);
    Some((rows, SearchRun { run, search_id, longest, last, repeats: 0, shown, in_vain }))
}
