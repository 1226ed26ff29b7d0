//! The changes of one record: who, when, from what to what.

use super::only_read::{OnlyRead, Topic};
use super::show;
use crate::desk::api::{self, HistoryEntry, Request};
use crate::desk::history::{RECORDED, WHOLE, WITHDRAWAL};
use crate::register::{Id, Kind, Type, Value};
use crate::tui::app::App;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::wrap;
use crate::tui::theme::Role;
use crate::tui::want::Want;
use crate::tui::widget::table::{Row, columns};

/// Asks for the changes of a record, for the reason that opened its list where it wants one.
pub fn ask(app: &mut App, kind: &'static Kind, record: Id, reason: &str) {
    let want = Want::History { kind, record, opened: !reason.is_empty() };
    app.ask_and_wait(false, want, Request::History { kind, record, reason: reason.to_owned() });
}

/// The screen, of entries that came.
pub fn screen(app: &App, kind: &'static Kind, record: Id, entries: &[HistoryEntry]) -> OnlyRead {
    let columns = columns(
        &app.words,
        &[
            ("column-when", 16, false),
            ("column-who", 13, false),
            ("column-field", 16, false),
            ("column-from", 8, true),
            ("column-to", 8, true),
        ],
    );
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
                (None, RECORDED) => app.words.get("history-recorded"),
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
    // A note stands in its row by its first words, and whole where the row is opened.
    let reads = |entry: &HistoryEntry, row: &Row<usize>| {
        let text = |cell: Option<&Shown>| cell.map(|c| c.text(false, &app.words).0.as_str().to_owned());
        let said: Vec<String> = row.cells.iter().take(3).filter_map(|cell| text(Some(cell))).collect();
        let mut lines = vec![(Role::Text, said.join("  "))];
        for (id, shown, cell) in [("column-from", &entry.from, 3), ("column-to", &entry.to, 4)] {
            lines.push((Role::Heading, app.words.get(id)));
            let whole =
                note(kind, entry.field, shown).or_else(|| text(row.cells.get(cell))).unwrap_or_default();
            lines.extend(whole.lines().flat_map(|line| wrap(line, 76)).map(|line| (Role::Text, line)));
        }
        lines
    };
    let rows: Vec<Row<usize>> = entries.iter().enumerate().map(row).collect();
    let told = rows.iter().map(|row| whole(app, &row.cells)).collect();
    let reads = entries.iter().zip(&rows).map(|(entry, row)| reads(entry, row)).collect();
    let mut screen = OnlyRead::new(app, Topic::History(kind, record), columns, rows, "history-none");
    screen.told = told;
    screen.reads = reads;
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

/// A value of the list; a withdrawal is a yes or a no, of what came from elsewhere the moment it was made is told.
fn told(app: &App, kind: &Kind, field: u16, shown: &api::Shown) -> Shown {
    match shown {
        api::Shown::Value { value: Value::Bool(flag), .. } if field == WITHDRAWAL => {
            Shown::Value(app.words.get(if *flag { "value-yes" } else { "value-no" }))
        }
        api::Shown::Value { value: Value::Int(made), .. } if field == RECORDED => {
            Shown::Value(app.words.say_with("history-made", &[("at", show::moment(*made))]))
        }
        shown => match note(kind, field, shown) {
            Some(text) => Shown::Value(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            None => show::value(&app.words, kind, field, shown, true),
        },
    }
}

/// The text of a note: in lists it is never shown, and of a correction it is all there is to see.
fn note(kind: &Kind, field: u16, shown: &api::Shown) -> Option<String> {
    match (shown, kind.field_number(field)?.ty) {
        (api::Shown::Value { value: Value::Text(text), .. }, Type::Note) => Some(text.clone()),
        _ => None,
    }
}
