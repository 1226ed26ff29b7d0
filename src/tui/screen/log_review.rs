//! The access log for its reviewer: rows by day, user, action and client. Clients are internal ids here; no name.

use super::form::{FormScreen, Purpose};
use super::overlay::{Overlay, Prompt, PromptThen};
use super::rows::{Rows, Section};
use super::{Face, Screen, Step, office_forms, show, view};
use crate::desk::api::{LogLine, LogQuery, LogReview, Request};
use crate::register::codes::CodeLists;
use crate::register::dates;
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
pub struct LogScreen {
    review: LogReview,
    rows: Rows<usize>,
}

impl LogScreen {
    /// Of rows that came.
    pub fn new(app: &App, review: LogReview) -> LogScreen {
        let columns = columns(
            &app.words,
            &[
                ("column-when", 16, false),
                ("column-who", 14, false),
                ("column-action", 16, true),
                ("column-client", 8, false),
                ("column-about", 8, true),
            ],
        );
        let row = |(id, line): (usize, &LogLine)| Row {
            id,
            mark: if line.outcome.is_some() { "!" } else { "" },
            cells: vec![
                Shown::Value(show::moment(line.at)),
                line.by.as_deref().map_or(Shown::Empty, |name| Shown::Value(show::short_name(name))),
                Shown::Value(action(app, line)),
                line.client.map_or(Shown::Empty, |id| Shown::Value(short(&id.to_string()))),
                match about(app, line) {
                    about if about.is_empty() => Shown::Empty,
                    about => Shown::Value(about),
                },
            ],
        };
        let rows = review.lines.iter().enumerate().map(row).collect();
        let none = (usize::MAX, app.words.get("log-none"));
        let more = review.more.then(|| app.words.get("log-more"));
        LogScreen { rows: Rows::new(vec![Section { title: None, columns, rows, none, more }]), review }
    }

    /// What was asked for, to be asked again after a lock.
    pub fn query(&self) -> &LogQuery {
        &self.review.query
    }

    fn selected(&self) -> Option<&LogLine> {
        self.review.lines.get(self.rows.selected()?)
    }

    fn ask(&self, app: &mut App, query: LogQuery) {
        app.ask_and_wait(false, Want::Log, Request::Log(query));
    }

    /// Everything asked for, in words.
    fn asked(&self, app: &App) -> String {
        let query = &self.review.query;
        let days = [("from", dates::show(query.from)), ("until", dates::show(query.until))];
        let mut parts = vec![app.words.say_with("log-days", &days)];
        let list = CodeLists::embedded();
        let action = list.label("log_action", &query.action, app.words.lang());
        let client = short(&query.client);
        for part in [query.user.as_str(), action, client.as_str()] {
            parts.extend((!part.is_empty()).then(|| part.to_owned()));
        }
        parts.join(", ")
    }
}

/// The end of a client's id: what tells one from another.
fn short(id: &str) -> String {
    id.get(id.len().saturating_sub(8)..).unwrap_or_default().to_owned()
}

fn action(app: &App, line: &LogLine) -> String {
    CodeLists::embedded().label("log_action", &line.action, app.words.lang()).to_owned()
}

/// About what, how it ended, why, how often: what has no column of its own.
fn about(app: &App, line: &LogLine) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(line.outcome.as_ref().map(|m| show::say(&app.words, m)));
    parts.extend(line.about.clone());
    parts.extend(line.compartment.map(|id| app.words.get(id)));
    parts.extend(line.purpose.as_ref().map(|m| show::say(&app.words, m)));
    parts.extend((line.count > 1).then(|| app.words.say_with("log-times", &[("n", line.count.to_string())])));
    parts.extend(line.unreadable.then(|| app.words.get("log-unreadable")));
    parts.extend(line.sealed.then(|| app.words.get("log-sealed")));
    parts.join(", ")
}

/// The form of the filter, filled with what is asked for now.
fn filter(app: &App, query: &LogQuery) -> FormScreen {
    let mut form = FormScreen::empty(app, &office_forms::LOG_FILTER, Purpose::LogFilter);
    let list = CodeLists::embedded();
    let texts = [
        (1, dates::show(query.from)),
        (2, dates::show(query.until)),
        (3, query.user.clone()),
        (4, list.label("log_action", &query.action, app.words.lang()).to_owned()),
        (5, query.client.clone()),
    ];
    // As suggestions: a filter that nobody touched is left without a question.
    for (number, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        form.put(*number, text);
    }
    form.begin(app, &FormWant::default());
    form
}

impl Face for LogScreen {
    fn context(&self) -> Context {
        Context::LogReview
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-log")
    }

    /// The selected row in full: the columns may be too narrow for it.
    fn help(&self, app: &App) -> String {
        let Some(line) = self.selected() else { return app.words.get("log-help") };
        let mut parts = vec![action(app, line)];
        // The end of the id tells one from another; the whole of it would push the rest off the row.
        parts.extend(line.client.map(|id| short(&id.to_string())));
        parts.extend(Some(about(app, line)).filter(|about| !about.is_empty()));
        parts.extend(line.role.as_deref().map(|role| show::role(&app.words, role)));
        parts.extend(line.by.clone());
        parts.join(", ")
    }

    fn question(&self, app: &App) -> String {
        let args = [("n", self.review.lines.len().to_string()), ("asked", self.asked(app))];
        app.words.say_with("log-count", &args)
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let reason = |id: &str| Some(Err(app.words.get(id)));
        match action {
            Action::Reveal => match self.selected() {
                Some(line) if line.sealed => Some(Ok(())),
                _ => reason("reason-nothing-hidden"),
            },
            Action::LogByClient | Action::LogName
                if self.selected().is_none_or(|line| line.client.is_none()) =>
            {
                reason("reason-no-client-in-row")
            }
            // Of a client there is the id only: nothing opens.
            Action::OpenRow => reason("reason-log-row"),
            Action::LogReviewed => reason("reason-in-sums"),
            Action::GoLog => reason("reason-here-already"),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match action {
            Action::Filter => {
                let form = filter(app, &self.review.query);
                app.next.push(Screen::Form(Box::new(form)));
            }
            Action::LogByClient => {
                if let Some(client) = self.selected().and_then(|line| line.client) {
                    let query = LogQuery { client: client.to_string(), ..self.review.query.clone() };
                    self.ask(app, query);
                }
            }
            Action::Reveal => {
                if let Some((dev, n)) = self.selected().map(|line| (line.dev, line.n)) {
                    let title = app.words.get("log-detail-title");
                    let then = PromptThen::LogDetail(dev, n);
                    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
                }
            }
            Action::LogName => {
                if let Some(line) = self.selected() {
                    let title = app.words.get("log-name-title");
                    let then = PromptThen::LogName(line.dev, line.n);
                    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
                }
            }
            Action::Refresh => self.ask(app, self.review.query.clone()),
            Action::Back => return Step::Leave,
            action if self.rows.act(action, view::body(app, self).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        !matches!(action, Action::OpenRow | Action::LogReviewed)
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}
