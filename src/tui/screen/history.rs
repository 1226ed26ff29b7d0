//! The changes of one record: who, when, from what to what.

use super::rows::{Rows, Section};
use super::{Face, Step, show};
use crate::desk::api::{self, HistoryEntry};
use crate::desk::history::{WHOLE, WITHDRAWAL};
use crate::register::{Id, Kind, Value};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::route;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::widget::table::{Column, Row};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen.
pub struct History {
    /// The kind.
    pub kind: &'static Kind,
    /// The record.
    pub record: Id,
    rows: Rows<usize>,
    count: usize,
    /// What was listed before hidden values were shown: it comes back when they are masked.
    masked: Option<(Rows<usize>, usize)>,
}

impl History {
    /// Of entries that came.
    pub fn new(app: &App, kind: &'static Kind, record: Id, entries: &[HistoryEntry]) -> History {
        let column = |id: &str, width, grows| Column { title: app.words.get(id), width, grows };
        let columns = vec![
            column("column-when", 16, false),
            column("column-who", 13, false),
            column("column-field", 16, false),
            column("column-from", 8, true),
            column("column-to", 8, true),
        ];
        let row = |(id, entry): (usize, &HistoryEntry)| Row {
            id,
            mark: "",
            cells: vec![
                Shown::Value(show::moment(entry.at)),
                Shown::Value(show::short_name(&entry.by)),
                Shown::Value(match (kind.field_number(entry.field), entry.field) {
                    (Some(field), _) => app.words.short(kind, field),
                    (None, WITHDRAWAL) => app.words.get("history-withdrawal"),
                    (None, WHOLE) => app.words.get("history-whole"),
                    (None, cell) => app.words.cell(kind, cell),
                }),
                told(app, kind, entry.field, &entry.from),
                told(app, kind, entry.field, &entry.to),
            ],
        };
        let rows = entries.iter().enumerate().map(row).collect();
        let none = (usize::MAX, app.words.get("history-none"));
        let rows = Rows::new(vec![Section { title: None, columns, rows, none, more: None }]);
        History { kind, record, rows, count: entries.len(), masked: None }
    }

    /// The same with what is hidden, until it is masked.
    pub fn reveal(&mut self, app: &App, entries: &[HistoryEntry]) {
        let new = History::new(app, self.kind, self.record, entries);
        let before = (std::mem::replace(&mut self.rows, new.rows), self.count);
        self.count = new.count;
        self.masked.get_or_insert(before);
    }

    /// What was revealed is hidden again.
    pub fn mask(&mut self) {
        if let Some((rows, count)) = self.masked.take() {
            (self.rows, self.count) = (rows, count);
        }
    }

    /// Whether some of it may be hidden: nothing tells whether it is.
    fn hides(&self) -> bool {
        self.kind.compartment.sealed() || self.kind.every_field().any(|f| f.locating)
    }
}

/// A value of the list; a withdrawal is a yes or a no.
fn told(app: &App, kind: &Kind, field: u16, shown: &api::Shown) -> Shown {
    match shown {
        api::Shown::Value { value: Value::Bool(flag), .. } if field == WITHDRAWAL => {
            Shown::Value(app.words.get(if *flag { "value-yes" } else { "value-no" }))
        }
        shown => show::value(&app.words, kind, field, shown, true),
    }
}

impl Face for History {
    fn context(&self) -> Context {
        Context::Client
    }

    fn title(&self, app: &App) -> String {
        app.words.say_with("screen-history", &[("kind", app.words.label(self.kind))])
    }

    fn question(&self, app: &App) -> String {
        app.words.say_with("history-count", &[("n", self.count.to_string())])
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        match (action, &app.file) {
            (Action::Reveal, Some(file)) if self.hides() => Some(route::allowed(app, &file.may.reveal)),
            _ => only_reads(app, action),
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match action {
            Action::Reveal => {
                route::ask_reveal_history(app, self.kind, self.record);
                Step::Done
            }
            Action::Back => Step::Leave,
            action if self.rows.act(action) => Step::Done,
            _ => Step::Pass,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}

/// On a screen that is only read nothing is opened, made or removed.
pub fn only_reads(app: &App, action: Action) -> Option<Result<(), String>> {
    matches!(
        action,
        Action::OpenRow
            | Action::NewRecord
            | Action::Remove
            | Action::Filter
            | Action::Digit
            | Action::History
            | Action::Refresh
            | Action::Acceptance
    )
    .then(|| Err(app.words.get("reason-only-read")))
}
