//! Who has viewed this client: when, who, why.

use super::only_read::{OnlyRead, Topic};
use super::show;
use crate::desk::api::Viewed;
use crate::tui::app::App;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::widget::table::{Row, columns};

/// The screen, of rows that came.
pub fn screen(app: &App, viewed: &[Viewed]) -> OnlyRead {
    let columns = columns(
        &app.words,
        &[
            ("column-when", 16, false),
            ("column-who", 14, false),
            ("column-unit", 8, true),
            ("column-action", 8, true),
            ("column-purpose", 8, true),
        ],
    );
    let row = |(id, viewed): (usize, &Viewed)| Row {
        id,
        mark: "",
        cells: vec![
            Shown::Value(show::moment(viewed.at)),
            Shown::Value(viewed.by.clone()),
            Shown::Value(viewed.unit.clone()),
            Shown::Value(done(app, viewed)),
            viewed.purpose.as_ref().map_or(Shown::Empty, |m| Shown::Value(show::say(&app.words, m))),
        ],
    };
    let rows = viewed.iter().enumerate().map(row).collect();
    let told = viewed.iter().map(|viewed| {
        let why = viewed.purpose.as_ref().map(|m| show::say(&app.words, m));
        let words = [Some(viewed.by.clone()), Some(viewed.unit.clone()), Some(done(app, viewed)), why];
        words.into_iter().flatten().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    });
    let mut screen = OnlyRead::new(app, Topic::WhoViewed, columns, rows, "viewed-none");
    screen.told = told.collect();
    screen
}

/// What was done, and how many times where it was more than once: repeats of one visit come as one row.
fn done(app: &App, viewed: &Viewed) -> String {
    let action = show::say(&app.words, &viewed.action);
    match viewed.count {
        0 | 1 => action,
        n => format!("{action}, {}", app.words.say_with("log-times", &[("n", n.to_string())])),
    }
}
