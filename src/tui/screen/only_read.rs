//! What is only read: the changes of one record, who has viewed the client, the versions of the plan. One screen with
//! three topics.

use super::overlay::Overlay;
use super::rows::{Rows, Section};
use super::{Face, OF_ROWS, Step, view};
use crate::desk::api::{HistoryEntry, Request};
use crate::register::{Id, Kind};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::speak::Speak;
use crate::tui::theme::Role;
use crate::tui::want::Want;
use crate::tui::widget::help::Help;
use crate::tui::widget::table::{Column, Row};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What is read.
#[derive(Clone, Copy, PartialEq)]
pub enum Topic {
    /// The changes of one record.
    History(&'static Kind, Id),
    /// Who has viewed the client.
    WhoViewed,
    /// The versions of the plan.
    Versions,
}

/// The screen.
pub struct OnlyRead {
    /// What is read.
    pub topic: Topic,
    /// The plans that the rows open; none where they open nothing.
    pub opens: Vec<Id>,
    /// The rows in full, where the columns may be too narrow for them.
    pub told: Vec<String>,
    /// What a row has to be read: shown over the rows when it is opened.
    pub reads: Vec<Vec<(Role, String)>>,
    /// It was opened for a typed reason: it is not read again, nor kept over a lock.
    pub opened: bool,
    rows: Rows<usize>,
    count: usize,
    /// What was listed before hidden values were shown: it comes back when they are masked.
    masked: Option<Masked>,
}

/// Rows, their count, what they say in full, what there is to be read.
type Masked = (Rows<usize>, usize, Vec<String>, Vec<Vec<(Role, String)>>);

impl OnlyRead {
    /// Of rows that came, under columns; the words of an id when there are none.
    pub fn new(app: &App, topic: Topic, columns: Vec<Column>, rows: Vec<Row<usize>>, none: &str) -> OnlyRead {
        let (count, none) = (rows.len(), (usize::MAX, app.words.get(none)));
        OnlyRead {
            topic,
            opens: Vec::new(),
            told: Vec::new(),
            reads: Vec::new(),
            opened: false,
            count,
            masked: None,
            rows: Rows::new(vec![Section { title: None, columns, rows, none, more: None }]),
        }
    }
}

impl OnlyRead {
    /// The same history with what is hidden, until it is masked.
    pub fn reveal(&mut self, app: &App, entries: &[HistoryEntry]) {
        let Topic::History(kind, record) = self.topic else { return };
        let new = super::history::screen(app, kind, record, entries);
        let told = std::mem::replace(&mut self.told, new.told);
        let reads = std::mem::replace(&mut self.reads, new.reads);
        let before = (std::mem::replace(&mut self.rows, new.rows), self.count, told, reads);
        self.count = new.count;
        self.masked.get_or_insert(before);
    }

    /// What was revealed is hidden again.
    pub fn mask(&mut self) {
        if let Some((rows, count, told, reads)) = self.masked.take() {
            (self.rows, self.count, self.told, self.reads) = (rows, count, told, reads);
        }
    }

    /// What the selected row has to be read.
    fn read(&self) -> Option<&Vec<(Role, String)>> {
        self.reads.get(self.rows.selected()?)
    }

    /// The history of which some may be hidden: nothing tells whether it is.
    fn hides(&self) -> Option<(&'static Kind, Id)> {
        match self.topic {
            Topic::History(kind, record)
                if kind.compartment.sealed() || kind.every_field().any(|f| f.locating) =>
            {
                Some((kind, record))
            }
            _ => None,
        }
    }

    /// The plan that the selected row opens.
    fn chosen(&self) -> Option<Id> {
        self.opens.get(self.rows.selected()?).copied()
    }
}

impl Face for OnlyRead {
    fn context(&self) -> Context {
        Context::Client
    }

    fn in_file(&self) -> bool {
        !matches!(self.topic, Topic::History(kind, _) if !kind.of_person())
    }

    fn title(&self, app: &App) -> String {
        match self.topic {
            Topic::History(kind, _) => {
                app.words.say_with("screen-history", &[("kind", app.words.label(kind))])
            }
            Topic::WhoViewed => app.words.get("screen-viewed"),
            Topic::Versions => app.words.get("screen-versions"),
        }
    }

    fn help(&self, _app: &App) -> String {
        self.rows.selected().and_then(|row| self.told.get(row)).cloned().unwrap_or_default()
    }

    fn question(&self, app: &App) -> String {
        let id = match self.topic {
            Topic::History(..) => "history-count",
            Topic::WhoViewed => "viewed-count",
            Topic::Versions => "versions-count",
        };
        app.words.say_with(id, &[("n", self.count.to_string())])
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        match action {
            Action::OpenRow if self.chosen().is_some() || self.read().is_some() => None,
            Action::Reveal if self.hides().is_some() => {
                app.file.as_ref().map(|file| crate::tui::route::allowed(app, &file.may.reveal))
            }
            _ => only_reads(app, action),
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match action {
            Action::OpenRow => {
                if let Some(plan) = self.chosen() {
                    app.ask_and_wait(false, Want::PlanVersion(plan), Request::PlanVersion { plan });
                } else if let Some(lines) = self.read() {
                    let pages = Help::text(&self.title(app), lines.clone(), &app.words);
                    app.overlays.push(Overlay::Help(pages));
                }
                Step::Done
            }
            Action::Reveal => {
                if let Some((kind, record)) = self.hides() {
                    crate::tui::overlaid::ask_reveal_history(app, kind, record);
                }
                Step::Done
            }
            Action::Back => Step::Leave,
            action if self.rows.act(action, view::body(app, self).height) => Step::Done,
            _ => Step::Pass,
        }
    }

    fn offers(&self, app: &App, action: Action) -> bool {
        match action {
            Action::OpenRow => !self.opens.is_empty() || !self.reads.is_empty(),
            Action::Reveal => self.hides().is_some(),
            _ => only_reads(app, action).is_none(),
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}

/// On a screen that is only read nothing is opened, made or removed.
fn only_reads(app: &App, action: Action) -> Option<Result<(), String>> {
    OF_ROWS.contains(&action).then(|| Err(app.words.get("reason-only-read")))
}
