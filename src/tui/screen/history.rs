//! The changes of one record: who, when, from what to what.

use super::rows::{Rows, Section};
use super::{Face, Step, show};
use crate::desk::api::HistoryEntry;
use crate::register::{Id, Kind};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
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
                Shown::Value(match kind.field_number(entry.field) {
                    Some(field) => app.words.short(kind, field),
                    None => app.words.cell(kind, entry.field),
                }),
                show::value(&app.words, kind, entry.field, &entry.from, true),
                show::value(&app.words, kind, entry.field, &entry.to, true),
            ],
        };
        let rows = entries.iter().enumerate().map(row).collect();
        let none = (usize::MAX, app.words.get("history-none"));
        let rows = Rows::new(vec![Section { title: None, columns, rows, none, more: None }]);
        History { kind, record, rows, count: entries.len() }
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
        only_reads(app, action)
    }

    fn act(&mut self, _app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match action {
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
