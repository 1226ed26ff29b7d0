//! Work and education on one time line, newest first, with its gaps; skills below.

use super::rows::{Rows, Section};
use super::{Face, Step, list, show, view};
use crate::desk::api::{Part, Request, Shown as Given, TimeLine, TimeRow};
use crate::register::kinds::by_name;
use crate::register::{Id, Kind, partdate};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::table::{Row, columns, waiting};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A row: a record, or the gap of this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowId {
    Record(Id),
    Gap(usize),
    None(u16),
}

/// The screen.
pub struct WorkEducation {
    line: TimeLine,
    rows: Rows<RowId>,
}

const KINDS: [&str; 4] = ["work_history", "education", "skill", "language_skill"];

impl WorkEducation {
    /// Of a time line that came.
    pub fn new(app: &App, line: TimeLine) -> WorkEducation {
        let mut screen = WorkEducation { line, rows: Rows::new(Vec::new()) };
        screen.settle(app);
        screen
    }

    /// The same, read again.
    pub fn replace(&mut self, app: &App, line: TimeLine) {
        self.line = line;
        self.settle(app);
    }

    fn settle(&mut self, app: &App) {
        let columns = columns(
            &app.words,
            &[
                ("column-time", 21, false),
                ("column-sort", 6, false),
                ("column-what", 23, true),
                ("column-where", 10, true),
                ("column-evidence", 8, true),
            ],
        );
        let rows = self.line.rows.iter().enumerate().map(|(n, row)| self.row(app, n, row)).collect();
        let none = (RowId::None(0), app.words.get("list-none"));
        let mut sections = vec![Section { title: None, columns, rows, none, more: None }];
        for name in KINDS.iter().skip(2) {
            let Some(kind) = by_name(name) else { continue };
            let entries = self.line.skills.iter().filter(|entry| entry.kind.number == kind.number);
            let rows: Vec<Row<RowId>> =
                entries.map(|entry| list::row(app, RowId::Record(entry.record), entry)).collect();
            if !rows.is_empty() {
                sections.push(Section {
                    title: Some(app.words.plural(kind)),
                    columns: list::columns(app, kind),
                    rows,
                    none: (RowId::None(kind.number), String::new()),
                    more: None,
                });
            }
        }
        self.rows.replace(sections);
    }

    fn row(&self, app: &App, n: usize, row: &TimeRow) -> Row<RowId> {
        let end = |part: &Option<String>| part.as_deref().map(partdate::show);
        let start = end(&row.start).unwrap_or_else(|| "?".to_owned());
        let sort = match row.record {
            Some((kind, _)) if kind.name == "work_history" => "sort-work",
            Some((kind, _)) if kind.name == "education" => "sort-education",
            Some(_) => "sort-other",
            None => "sort-gap",
        };
        Row {
            id: row.record.map_or(RowId::Gap(n), |(_, id)| RowId::Record(id)),
            mark: waiting(row.waits_national),
            cells: vec![
                Shown::Value(format!("{start}–{}", end(&row.end).unwrap_or_default())),
                Shown::Value(app.words.get(sort)),
                what(app, row),
                show::loose(&app.words, &row.place, None),
                // The same list as in the forms of both kinds.
                by_name("work_history")
                    .and_then(|kind| Some((kind, kind.field("evidence")?.number)))
                    .map_or(Shown::Empty, |(kind, number)| {
                        show::cell(&app.words, kind, number, &row.evidence)
                    }),
            ],
        }
    }

    /// Where the selected work or study was.
    fn place(&self, app: &App) -> Option<String> {
        let (_, id) = self.record()?;
        let row = self.line.rows.iter().find(|row| row.record.is_some_and(|(_, other)| other == id))?;
        match show::loose(&app.words, &row.place, None) {
            Shown::Value(place) if !place.is_empty() => Some(place),
            _ => None,
        }
    }

    fn gap(&self) -> Option<&TimeRow> {
        match self.rows.selected()? {
            RowId::Gap(n) => self.line.rows.get(n),
            _ => None,
        }
    }

    fn record(&self) -> Option<(&'static Kind, Id)> {
        let RowId::Record(id) = self.rows.selected()? else { return None };
        let skill = self.line.skills.iter().find(|e| e.record == id).map(|e| (e.kind, id));
        self.line.rows.iter().find_map(|row| row.record.filter(|(_, other)| *other == id)).or(skill)
    }
}

/// What was done: the hours are those of a week.
fn what(app: &App, row: &TimeRow) -> Shown {
    let [named, Part::Field(kind, number, hours @ Given::Value { .. })] = row.what.as_slice() else {
        return show::parts(&app.words, &row.what);
    };
    let (named, _) = show::parts(&app.words, std::slice::from_ref(named)).text(true, &app.words);
    let hours = match show::value(&app.words, kind, *number, hours, true) {
        // Whole hours are said without minutes.
        Shown::Value(hours) => hours.strip_suffix(".00").map(str::to_owned).unwrap_or(hours),
        _ => return Shown::Value(named.as_str().to_owned()),
    };
    let args = [("what", named.as_str().to_owned()), ("hours", hours)];
    Shown::Value(app.words.say_with("work-hours", &args))
}

impl Face for WorkEducation {
    fn context(&self) -> Context {
        Context::WorkEducation
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-work")
    }

    fn help(&self, app: &App) -> String {
        let entered = self.record().and_then(|(_, id)| {
            let row = self.line.rows.iter().find(|r| r.record.is_some_and(|(_, other)| other == id));
            let skill = self.line.skills.iter().find(|e| e.record == id);
            row.and_then(|r| Some((r.entered.as_ref()?, r.waits_national)))
                .or(skill.map(|e| (&e.entered, e.waits_national)))
        });
        match entered {
            Some((entered, waits)) => {
                let entered = show::entered(&app.words, entered, waits);
                match self.place(app) {
                    // In full, because the column may be too narrow for it.
                    Some(place) => {
                        app.words.say_with("work-where", &[("where", place), ("entered", entered)])
                    }
                    None => entered,
                }
            }
            None if self.gap().is_some() => app.words.get("work-gap-help"),
            None => String::new(),
        }
    }

    fn question(&self, app: &App) -> String {
        let gaps = self.line.rows.iter().filter(|r| r.record.is_none()).count();
        let periods = self.line.rows.len() - gaps;
        let args = [("periods", periods.to_string()), ("gaps", gaps.to_string())];
        app.words.say_with("work-count", &args)
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let create = || super::super::route::allowed(app, &self.line.create);
        match action {
            Action::NewRecord => Some(create()),
            Action::FillGap if self.gap().is_none() => Some(Err(app.words.get("reason-choose-gap"))),
            Action::FillGap => Some(create()),
            Action::OpenRow | Action::History | Action::Remove if self.record().is_none() => {
                Some(Err(app.words.get("reason-choose-row")))
            }
            Action::Filter | Action::Digit => Some(Err(app.words.get("reason-not-here"))),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match (action, self.record()) {
            (Action::OpenRow, Some((kind, id))) => {
                let want = Want::Form(FormWant::default());
                app.ask_and_wait(false, want, Request::Form { kind, record: Some(id) });
            }
            (Action::History, Some((kind, record))) => {
                super::history::ask(app, kind, record, "");
            }
            (Action::Remove, Some((kind, record))) => list::ask_withdraw(app, kind, record),
            // The lists of the kinds say how many were withdrawn, and show them.
            (Action::Withdrawn, _) => {
                list::load(app, KINDS.iter().filter_map(|name| by_name(name)).collect(), false);
            }
            (Action::NewRecord, _) => {
                let kinds: Vec<&'static Kind> = KINDS.iter().filter_map(|name| by_name(name)).collect();
                list::choose_kind(app, &kinds);
            }
            (Action::FillGap, _) => {
                let (Some(gap), Some(kind)) = (self.gap(), by_name("work_history")) else {
                    return Step::Done;
                };
                let text = |name: &str, part: &Option<String>| {
                    Some((kind.field(name)?.number, partdate::show(part.as_deref()?)))
                };
                let texts =
                    [text("start", &gap.start), text("end", &gap.end)].into_iter().flatten().collect();
                list::new_record(app, kind, FormWant { texts, ..FormWant::default() });
            }
            (Action::Refresh, _) => app.ask_and_wait(false, Want::TimeLine, Request::TimeLine),
            (Action::Back, _) => return Step::Leave,
            (action, _) if self.rows.act(action, view::body(app, self).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        match action {
            Action::Filter | Action::Reveal => false,
            // A key for gaps where there is one.
            Action::FillGap => {
                self.rows.sections.iter().flat_map(|s| &s.rows).any(|r| matches!(r.id, RowId::Gap(_)))
            }
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}
