//! What each user did, in numbers: the first screen of the log review. Enter leads to the rows of a user, for those
//! who read rows; V marks the days of a user as reviewed.

use super::form::{FormScreen, Purpose};
use super::overlay::{Overlay, Prompt, PromptThen};
use super::rows::{Rows, Section};
use super::{Face, Screen, Step, office_forms, show, view};
use crate::desk::api::{LogQuery, LogSum, LogSums, Request};
use crate::register::{Id, dates, time};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::table::{Row, columns};
use crate::tui::widget::text_field::TextField;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen.
pub struct LogSumsScreen {
    sums: LogSums,
    /// A row for each user, and one without a user for all of them together.
    rows: Rows<Option<Id>>,
}

impl LogSumsScreen {
    /// Of numbers that came.
    pub fn new(app: &App, sums: LogSums) -> LogSumsScreen {
        let mut screen = LogSumsScreen { sums, rows: Rows::new(Vec::new()) };
        screen.fill(app);
        screen
    }

    /// The same, read again.
    pub fn replace(&mut self, app: &App, sums: LogSums) {
        self.sums = sums;
        self.fill(app);
    }

    fn fill(&mut self, app: &App) {
        // In the order of what is shown: the surname comes first.
        self.sums.lines.sort_by_key(|line| show::short_name(&line.name).to_lowercase());
        let columns = columns(
            &app.words,
            &[
                ("column-user", 12, true),
                ("column-searches", 6, false),
                ("column-opened", 6, false),
                ("column-revealed", 6, false),
                ("column-broken", 5, false),
                ("column-groundless", 15, false),
                ("column-reviewed", 11, false),
            ],
        );
        let number = |n: u64| if n == 0 { Shown::Empty } else { Shown::Value(n.to_string()) };
        let row = |id: Option<Id>, name: String, line: &LogSum| Row {
            id,
            mark: if line.groundless + line.broken > 0 { "!" } else { "" },
            cells: vec![
                Shown::Value(name),
                number(line.searches),
                number(line.opened),
                number(line.revealed),
                number(line.broken),
                number(line.groundless),
                match &line.reviewed {
                    Some((at, _)) => Shown::Value(dates::show(time::day_of(*at))),
                    None => Shown::Empty,
                },
            ],
        };
        let together = row(None, app.words.get("log-sums-all"), &self.together());
        let lines =
            self.sums.lines.iter().map(|line| row(Some(line.user), show::short_name(&line.name), line));
        let rows = std::iter::once(together).chain(lines).collect();
        let none = (None, app.words.get("list-none"));
        self.rows.replace(vec![Section { title: None, columns, rows, none, more: None }]);
    }

    /// The days, to be asked again.
    pub fn days(&self) -> (i32, i32) {
        (self.sums.from, self.sums.until)
    }

    /// The numbers of everybody on the screen.
    fn together(&self) -> LogSum {
        let sum = |of: fn(&LogSum) -> u64| self.sums.lines.iter().map(of).sum();
        LogSum {
            user: Id::ZERO,
            login: String::new(),
            name: String::new(),
            searches: sum(|l| l.searches),
            opened: sum(|l| l.opened),
            revealed: sum(|l| l.revealed),
            broken: sum(|l| l.broken),
            groundless: sum(|l| l.groundless),
            refused: sum(|l| l.refused),
            reviewed: None,
            review: crate::desk::api::Allowed::Yes,
        }
    }

    fn user(&self) -> Option<&LogSum> {
        let id = self.rows.selected().flatten()?;
        self.sums.lines.iter().find(|line| line.user == id)
    }

    fn ask(&self, app: &mut App) {
        let (from, until) = self.days();
        app.ask_and_wait(false, Want::LogSums, Request::LogSums { from, until });
    }
}

impl Face for LogSumsScreen {
    fn context(&self) -> Context {
        Context::LogReview
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-log")
    }

    /// What has no column of its own: what was refused, who marked the days.
    fn help(&self, app: &App) -> String {
        let all = self.together();
        let line = self.user().unwrap_or(&all);
        let whose = match line.name.as_str() {
            "" => app.words.get("log-sums-all"),
            name => format!("{name} ({})", line.login),
        };
        let mut parts = Vec::new();
        parts.push(app.words.say_with("log-sums-refused", &[("n", line.refused.to_string())]));
        if let Some((at, by)) = &line.reviewed {
            let args = [("by", by.clone()), ("at", show::moment(*at))];
            parts.push(app.words.say_with("log-sums-reviewed", &args));
        }
        format!("{whose}: {}.", parts.join(", "))
    }

    fn question(&self, app: &App) -> String {
        let days = [("from", dates::show(self.sums.from)), ("until", dates::show(self.sums.until))];
        let days = app.words.say_with("log-days", &days);
        match &self.sums.unit {
            Some(unit) => app.words.say_with("log-sums-unit", &[("days", days), ("unit", unit.clone())]),
            None => app.words.say_with("log-sums-everybody", &[("days", days)]),
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let reason = |id: &str| Some(Err(app.words.get(id)));
        match action {
            Action::OpenRow if !app.abilities().log => reason("reason-sums-only"),
            Action::LogByClient | Action::LogName if !app.abilities().log => reason("reason-sums-only"),
            Action::LogByClient | Action::LogName => reason("reason-in-rows"),
            Action::LogReviewed => Some(match self.user() {
                Some(line) => super::super::route::allowed(app, &line.review),
                None => Err(app.words.get("reason-choose-user")),
            }),
            Action::GoLog => reason("reason-here-already"),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        let (from, until) = self.days();
        match action {
            Action::OpenRow => {
                let user = self.user().map(|line| line.login.clone()).unwrap_or_default();
                let query = LogQuery { from, until, user, ..LogQuery::default() };
                app.ask_and_wait(false, Want::Log, Request::Log(query));
            }
            Action::LogReviewed => {
                if let Some(line) = self.user() {
                    let title = app.words.say_with("log-mark-title", &[("name", line.name.clone())]);
                    let then = PromptThen::LogReviewed(line.user, from, until);
                    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
                }
            }
            Action::Filter => {
                let mut form = FormScreen::empty(app, &office_forms::LOG_DAYS, Purpose::LogFilter);
                form.put(1, &dates::show(from));
                form.put(2, &dates::show(until));
                form.begin(app, &FormWant::default());
                app.next.push(Screen::Form(Box::new(form)));
            }
            Action::Refresh => self.ask(app),
            Action::Back => return Step::Leave,
            action if self.rows.act(action, view::body(app, self).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, app: &App, action: Action) -> bool {
        match action {
            Action::OpenRow => app.abilities().log,
            Action::LogByClient | Action::LogName | Action::Reveal => false,
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}
