//! Repeated views: the first is a log row at once, repeats within half a minute become one row with a count
//! (security design, section 10). Rows are never updated.

use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::LogBody;
use crate::store::Entry;

/// For how long a repeated view is counted and not written again, milliseconds.
pub const WINDOW_MS: i64 = 30_000;

/// Views that may repeat.
#[derive(Clone, Default)]
pub struct Views {
    open: Vec<Seen>,
}

#[derive(Clone)]
struct Seen {
    action: LogAction,
    body: LogBody,
    since: i64,
    repeats: u64,
    /// Its row stands already, and the view itself is still to come.
    awaited: bool,
}

impl Views {
    /// Takes a view in; answers the rows to be written before it may be shown. `now` and `window` in milliseconds.
    pub fn seen(&mut self, action: LogAction, body: LogBody, now: i64, window: i64) -> Vec<Entry> {
        let mut rows = self.due(now, window);
        match self.open.iter_mut().find(|s| s.action == action && s.body == body) {
            Some(seen) if seen.awaited => seen.awaited = false,
            Some(seen) => seen.repeats += 1,
            None => {
                rows.push(Entry::ok(action, body.clone()));
                self.open.push(Seen { action, body, since: now, repeats: 0, awaited: false });
            }
        }
        rows
    }

    /// A row was written with something else (the opening of a file) that covers the view to come.
    pub fn covered(&mut self, action: LogAction, body: LogBody, now: i64) {
        self.open.push(Seen { action, body, since: now, repeats: 0, awaited: true });
    }

    /// Rows for repeats whose time has passed.
    pub fn due(&mut self, now: i64, window: i64) -> Vec<Entry> {
        let (past, open) = std::mem::take(&mut self.open).into_iter().partition(|s| now - s.since >= window);
        self.open = open;
        counted(past)
    }

    /// Rows for every repeat: at the end of a visit, at lock and at logout.
    pub fn end(&mut self) -> Vec<Entry> {
        counted(std::mem::take(&mut self.open))
    }
}

fn counted(past: Vec<Seen>) -> Vec<Entry> {
    past.into_iter()
        .filter(|seen| seen.repeats > 0)
        .map(|seen| Entry::new(LogAction::RepeatedView, Outcome::Ok, seen.repeats, seen.body))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::Id;

    fn body(byte: u8) -> LogBody {
        LogBody { subject: Some(Id::from_bytes([byte; 16])), ..LogBody::default() }
    }

    #[test]
    fn the_first_view_is_a_row_and_repeats_are_one_with_their_count() {
        let mut views = Views::default();
        assert_eq!(views.seen(LogAction::Open, body(1), 0, 30).len(), 1);
        assert!(views.seen(LogAction::Open, body(1), 10, 30).is_empty());
        assert!(views.seen(LogAction::Open, body(1), 20, 30).is_empty());
        assert_eq!(views.seen(LogAction::List, body(1), 25, 30).len(), 1, "another screen");
        let rows = views.seen(LogAction::Open, body(1), 31, 30);
        let codes: Vec<(LogAction, u64)> = rows.iter().map(|r| (r.action, r.count)).collect();
        assert_eq!(codes, [(LogAction::RepeatedView, 2), (LogAction::Open, 1)]);
        assert!(views.end().is_empty(), "what did not repeat needs no second row");
    }

    #[test]
    fn the_row_of_opening_covers_the_first_card() {
        let mut views = Views::default();
        views.covered(LogAction::Open, body(1), 0);
        assert!(views.seen(LogAction::Open, body(1), 1, 30).is_empty());
        assert!(views.end().is_empty(), "opening a file is one row");
        views.covered(LogAction::Open, body(1), 0);
        assert!(views.seen(LogAction::Open, body(1), 1, 30).is_empty());
        assert!(views.seen(LogAction::Open, body(1), 2, 30).is_empty());
        assert_eq!(views.end().len(), 1);
    }
}
