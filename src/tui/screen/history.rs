//! The changes of one record: who, when, from what to what.

use super::only_read::{OnlyRead, Topic};
use super::show;
use crate::desk::api::{self, HistoryEntry};
use crate::desk::history::{WHOLE, WITHDRAWAL};
use crate::register::{Id, Kind, Value};
use crate::tui::app::App;
use crate::tui::shown::Shown;
use crate::tui::widget::table::{Column, Row};

/// The screen, of entries that came.
pub fn screen(app: &App, kind: &'static Kind, record: Id, entries: &[HistoryEntry]) -> OnlyRead {
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
            // Before it was first recorded there was nothing, not something that nobody asked.
            match entry.from {
                api::Shown::Unknown(api::Unknown::NeverAsked) => Shown::Empty,
                ref from => told(app, kind, entry.field, from),
            },
            told(app, kind, entry.field, &entry.to),
        ],
    };
    let rows: Vec<Row<usize>> = entries.iter().enumerate().map(row).collect();
    let told = rows.iter().map(|row| whole(app, &row.cells)).collect();
    let mut screen = OnlyRead::new(app, Topic::History(kind, record), columns, rows, "history-none");
    screen.told = told;
    screen
}

/// A change in full, where the columns may be too narrow for it.
fn whole(app: &App, cells: &[Shown]) -> String {
    let text = |cell: &Shown| cell.text(false, &app.words).0.as_str().to_owned();
    match cells {
        [_, _, field, from, to] => format!("{}: {} → {}", text(field), text(from), text(to)),
        _ => String::new(),
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
