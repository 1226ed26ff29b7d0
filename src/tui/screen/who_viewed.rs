//! Who has viewed this client: when, who, why.

use super::history::only_reads;
use super::rows::{Rows, Section};
use super::{Face, Step, show};
use crate::desk::api::Viewed;
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::widget::table::{Column, Row};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen.
pub struct WhoViewed {
    rows: Rows<usize>,
    count: usize,
}

impl WhoViewed {
    /// Of rows that came.
    pub fn new(app: &App, viewed: &[Viewed]) -> WhoViewed {
        let column = |id: &str, width, grows| Column { title: app.words.get(id), width, grows };
        let columns = vec![
            column("column-when", 16, false),
            column("column-who", 14, false),
            column("column-unit", 8, true),
            column("column-action", 8, true),
            column("column-purpose", 8, true),
            column("column-times", 5, false),
        ];
        let row = |(id, viewed): (usize, &Viewed)| Row {
            id,
            mark: "",
            cells: vec![
                Shown::Value(show::moment(viewed.at)),
                Shown::Value(viewed.by.clone()),
                Shown::Value(viewed.unit.clone()),
                Shown::Value(show::say(&app.words, &viewed.action)),
                viewed.purpose.as_ref().map_or(Shown::Empty, |m| Shown::Value(show::say(&app.words, m))),
                Shown::Value(viewed.count.to_string()),
            ],
        };
        let rows = viewed.iter().enumerate().map(row).collect();
        let none = (usize::MAX, app.words.get("viewed-none"));
        let rows = Rows::new(vec![Section { title: None, columns, rows, none, more: None }]);
        WhoViewed { rows, count: viewed.len() }
    }
}

impl Face for WhoViewed {
    fn context(&self) -> Context {
        Context::Client
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-viewed")
    }

    fn question(&self, app: &App) -> String {
        app.words.say_with("viewed-count", &[("n", self.count.to_string())])
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
