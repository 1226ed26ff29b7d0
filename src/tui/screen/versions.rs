//! The versions of a plan: which, when, in what state, accepted when, made by whom. Enter opens one to be read.

use super::only_read::{OnlyRead, Topic};
use super::show;
use crate::desk::api::{PlanVersion, Shown as Given};
use crate::register::kinds::by_name;
use crate::register::{dates, time};
use crate::tui::app::App;
use crate::tui::shown::Shown;
use crate::tui::widget::table::{Row, columns};

/// The screen, of versions that came.
pub fn screen(app: &App, versions: &[PlanVersion]) -> OnlyRead {
    let columns = columns(
        &app.words,
        &[
            ("column-version", 7, false),
            ("column-made", 10, false),
            ("column-state", 17, false),
            ("column-plan-kind", 8, true),
            ("column-accepted", 10, false),
            ("column-who", 11, false),
        ],
    );
    let cell = |name: &str, given: &Given| match by_name("employment_plan") {
        Some(kind) => show::cell(&app.words, kind, kind.field(name).map_or(0, |f| f.number), given),
        None => Shown::Empty,
    };
    let row = |(id, one): (usize, &PlanVersion)| Row {
        id,
        mark: "",
        cells: vec![
            one.version.map_or(Shown::Empty, |n| Shown::Value(n.to_string())),
            Shown::Value(dates::show(time::day_of(one.entered.at))),
            cell("status", &one.status),
            cell("plan_kind", &one.plan_kind),
            cell("customer_accepted_on", &one.accepted),
            Shown::Value(show::short_name(&one.entered.by)),
        ],
    };
    let rows: Vec<Row<usize>> = versions.iter().enumerate().map(row).collect();
    // State and kind in full: the columns are too narrow for them.
    let text = |cell: &Shown| cell.text(false, &app.words).0.as_str().to_owned();
    let told =
        rows.iter().map(|row| row.cells.iter().skip(2).map(text).collect::<Vec<_>>().join(", ")).collect();
    let mut screen = OnlyRead::new(app, Topic::Versions, columns, rows, "plan-none");
    screen.told = told;
    screen.opens = versions.iter().map(|one| one.plan).collect();
    screen
}
