//! The plan: mapping, action part with its tasks, acceptance of both parties. An accepted version is never edited.

use super::acceptance::Accepting;
use super::form::FormScreen;
use super::overlay::Leaving;
use super::rows::{Rows, Section};
use super::{Face, Step, list, show, view};
use crate::desk::api::{Entry, Plan, Request, Shown as Given};
use crate::register::codes::CodeLists;
use crate::register::kinds::by_name;
use crate::register::{Id, Kind};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::table::{Column, Row, waiting};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

mod page;
use page::Page;

/// The screen.
pub struct PlanScreen {
    plan: Option<Plan>,
    rows: Rows<Option<Id>>,
    accepting: Option<Accepting>,
    /// It was opened as this version, and not as the plan of today.
    version: Option<Id>,
}

impl PlanScreen {
    /// Of a plan that came, or none.
    pub fn new(app: &App, plan: Option<Plan>) -> PlanScreen {
        let mut screen = PlanScreen { plan, rows: Rows::new(Vec::new()), accepting: None, version: None };
        screen.settle(app);
        screen
    }

    /// Opened out of the versions.
    #[must_use]
    pub fn of_version(mut self, plan: Id) -> PlanScreen {
        self.version = Some(plan);
        self
    }

    /// The version it was opened as.
    pub fn version(&self) -> Option<Id> {
        self.version
    }

    /// A change was saved as this plan: another one than the version that stands here makes it the plan of today.
    pub fn changed_to(&mut self, plan: Id) {
        self.version = self.version.filter(|version| *version == plan);
    }

    /// Reads the same again.
    pub fn refresh(&self, app: &mut App) {
        match self.version {
            Some(plan) => app.ask_and_wait(false, Want::PlanVersion(plan), Request::PlanVersion { plan }),
            None => app.ask_and_wait(false, Want::Plan, Request::Plan),
        }
    }

    /// The same, read again.
    pub fn replace(&mut self, app: &App, plan: Option<Plan>) {
        self.plan = plan;
        self.accepting = None;
        self.settle(app);
    }

    /// Begins to ask for the acceptance, if the plan waits for it; tells whether it does.
    pub fn accept(&mut self, app: &mut App) -> bool {
        match &self.plan {
            Some(plan) if plan.waits => match super::super::route::allowed(app, &plan.accept) {
                Ok(()) => self.accepting = Some(Accepting::of(app, plan.plan.record)),
                Err(why) => app.refuse(why),
            },
            _ => app.refuse(app.words.get("reason-no-plan-waits")),
        }
        self.accepting.is_some()
    }

    /// Goes on with an acceptance after a lock; one that nobody waits for any more is let go with a word.
    pub fn begin(&mut self, app: &mut App, want: &FormWant) {
        if self.accept(app)
            && let Some(accepting) = &mut self.accepting
        {
            accepting.form.begin(app, want);
            accepting.resume(want.answers.as_ref());
            // What was said on the way here would hide what is asked now.
            app.message.clear();
        }
    }

    fn kind() -> Option<&'static Kind> {
        by_name("plan_task")
    }

    fn settle(&mut self, app: &App) {
        let Some(kind) = PlanScreen::kind() else { return };
        let tasks = self.plan.iter().flat_map(|plan| &plan.tasks);
        let rows = tasks.map(|task| task_row(app, kind, task)).collect();
        let short = |name: &str| kind.field(name).map(|f| app.words.short(kind, f)).unwrap_or_default();
        let column = |title: String, width, grows| Column { title, width, grows };
        let none = if self.plan.is_some() { "plan-no-tasks" } else { "plan-none-open" };
        self.rows.replace(vec![Section {
            title: None,
            columns: vec![
                column(app.words.get("column-code"), 5, false),
                column(short("task"), 20, true),
                column(short("due"), 10, false),
                column(app.words.get("column-state"), 16, true),
            ],
            rows,
            none: (None, app.words.get(none)),
            more: None,
        }]);
    }
}

impl PlanScreen {
    /// Where the tasks stand.
    fn area(&self, app: &App, body: Rect) -> Rect {
        self.plan.as_ref().map_or(body, |plan| Page::of(app, plan, body).tasks().0)
    }
}

impl Face for PlanScreen {
    /// While an acceptance is asked, only what answers it has a key.
    fn context(&self) -> Context {
        if self.accepting.is_some() { Context::Dialog } else { Context::Plan }
    }

    fn title(&self, app: &App) -> String {
        match self.plan.as_ref().filter(|_| self.version.is_some()).and_then(|plan| plan.version) {
            Some(n) => app.words.say_with("screen-plan-version", &[("n", n.to_string())]),
            None => app.words.get("screen-plan"),
        }
    }

    fn question(&self, app: &App) -> String {
        // What lies over the screen takes the keys: it would offer answers that nobody takes.
        let asked = self.accepting.as_ref().filter(|_| app.overlays.is_empty());
        asked.map(|a| a.acceptance.question(&app.words)).unwrap_or_default()
    }

    fn help(&self, app: &App) -> String {
        let chosen = self.rows.selected().flatten();
        let task = self.plan.iter().flat_map(|p| &p.tasks).find(|task| Some(task.record) == chosen);
        match task {
            Some(task) => show::entered(&app.words, &task.entered, task.waits_national),
            None => String::new(),
        }
    }

    fn typed(&self) -> Option<&FormScreen> {
        self.accepting.as_ref().map(|accepting| &accepting.form)
    }

    fn typed_mut(&mut self) -> Option<&mut FormScreen> {
        self.accepting.as_mut().map(|accepting| &mut accepting.form)
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        let Some(accepting) = &mut self.accepting else { return Step::Pass };
        let leaves = app.keymap.resolve(key, Context::Plan, true);
        match leaves {
            Some(Action::Help | Action::Quit) => return Step::Pass,
            Some(Action::EndVisit) => {
                self.accepting = None;
                app.say_id("accept-dropped");
                app.wants_leave = Some(Leaving::Visit);
                return Step::Done;
            }
            _ => {}
        }
        let context = app.keymap.resolve(key, Context::Dialog, false);
        match (key.text(), context) {
            (_, Some(Action::Back)) => {
                if accepting.form.unsaved() {
                    app.say_id("accept-dropped");
                }
                self.accepting = None;
            }
            (_, Some(Action::Confirm)) if accepting.acceptance.complete() => {
                let acceptance = accepting.acceptance.clone();
                if let (Some(way), Some(plan)) = (acceptance.way, &self.plan) {
                    let request = Request::Accept {
                        plan: plan.plan.record,
                        way: way.to_owned(),
                        understood: acceptance.understood,
                        delivered: acceptance.delivered.map(str::to_owned),
                    };
                    app.ask_and_wait(true, Want::Accepted, request);
                }
            }
            (Some(c), _) if accepting.acceptance.answer(c) => accepting.answered(app),
            _ => app.bell(),
        }
        Step::Done
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let plan = self.plan.as_ref();
        if let Some(accepting) = &self.accepting {
            return match action {
                Action::Confirm if !accepting.acceptance.complete() => Some(Err(self.question(app))),
                _ if answers(action) => None,
                _ => Some(Err(app.words.get("reason-not-here"))),
            };
        }
        match action {
            Action::Acceptance => Some(match plan {
                Some(plan) if plan.waits => super::super::route::allowed(app, &plan.accept),
                _ => Err(app.words.get("reason-no-plan-waits")),
            }),
            Action::NewRecord => Some(match plan {
                Some(plan) => super::super::route::allowed(app, &plan.create_task),
                None => may_make(app),
            }),
            Action::OpenRow if plan.is_none() => Some(may_make(app)),
            Action::EditPlan => Some(match plan {
                Some(plan) => super::super::route::allowed(app, &plan.change),
                None => Err(app.words.get("plan-none")),
            }),
            Action::PlanHistory | Action::History if plan.is_none() => Some(Err(app.words.get("plan-none"))),
            Action::OpenRow if plan.is_some_and(|plan| plan.older) => {
                Some(Err(app.words.get("reason-only-read")))
            }
            Action::Versions if self.version.is_some() => Some(Err(app.words.get("reason-not-here"))),
            Action::OpenRow if self.rows.selected().flatten().is_none() => {
                Some(Err(app.words.get("reason-choose-row")))
            }
            Action::Remove => Some(match (plan, self.rows.selected().flatten()) {
                (Some(plan), Some(_)) => super::super::route::allowed(app, &plan.create_task),
                _ => Err(app.words.get("reason-choose-row")),
            }),
            Action::Filter | Action::Digit => Some(Err(app.words.get("reason-not-here"))),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        let (Some(kind), Some(of_plan)) = (PlanScreen::kind(), by_name("employment_plan")) else {
            return Step::Leave;
        };
        let plan = self.plan.as_ref().map(|plan| plan.plan.record);
        match (action, self.rows.selected().flatten()) {
            (Action::NewRecord | Action::OpenRow, _) if plan.is_none() => {
                list::new_record(app, of_plan, FormWant::default());
            }
            (Action::EditPlan, _) => form_of(app, of_plan, plan),
            (Action::OpenRow, Some(record)) => form_of(app, kind, Some(record)),
            (Action::History, Some(record)) => {
                super::history::ask(app, kind, record, "");
            }
            // Where no task is selected, the history is that of the plan itself.
            (Action::PlanHistory | Action::History, _) => {
                if let Some(record) = plan {
                    super::history::ask(app, of_plan, record, "");
                }
            }
            (Action::Remove, Some(record)) => list::ask_withdraw(app, kind, record),
            (Action::Withdrawn, _) => list::load(app, vec![kind], false),
            (Action::NewRecord, _) => list::new_record(app, kind, FormWant::default()),
            (Action::Acceptance, _) => {
                self.accept(app);
            }
            (Action::Refresh, _) => self.refresh(app),
            (Action::Versions, _) => app.ask_and_wait(false, Want::Versions, Request::PlanVersions),
            (Action::Back, _) => return Step::Leave,
            (action, _) if self.rows.act(action, self.area(app, view::body(app, self)).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        let older = self.plan.as_ref().is_some_and(|plan| plan.older);
        if let Some(accepting) = &self.accepting {
            return answers(action) && (action != Action::Confirm || accepting.acceptance.complete());
        }
        match action {
            Action::Remove | Action::Filter | Action::Reveal => false,
            Action::Acceptance if !self.plan.as_ref().is_some_and(|plan| plan.waits) => false,
            Action::Versions => self.version.is_none(),
            Action::OpenRow | Action::NewRecord | Action::EditPlan | Action::Acceptance => !older,
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let Some(plan) = &self.plan else { return self.rows.draw(buf, body, app.theme, &app.words) };
        let page = Page::of(app, plan, body);
        let (area, room) = page.tasks();
        page.lines(buf, 0, &page.head());
        let cursor = self.rows.draw(buf, area, app.theme, &app.words);
        page.lines(buf, area.y.saturating_sub(body.y) + room, &page.tail());
        cursor
    }
}

/// What has a key while an acceptance is asked.
fn answers(action: Action) -> bool {
    matches!(
        action,
        Action::Confirm | Action::Back | Action::Help | Action::Cover | Action::Lock | Action::Quit
    )
}

/// Whether a client without a plan may get one.
fn may_make(app: &App) -> Result<(), String> {
    app.file.as_ref().map_or(Ok(()), |file| super::super::route::allowed(app, &file.may.make_plan))
}

/// Asks for the form of a record.
fn form_of(app: &mut App, kind: &'static Kind, record: Option<Id>) {
    app.ask_and_wait(false, Want::Form(FormWant::default()), Request::Form { kind, record });
}

/// A task: its code apart from its name, its state with the day of it.
fn task_row(app: &App, kind: &'static Kind, task: &Entry) -> Row<Option<Id>> {
    let given = |name: &str| {
        let number = kind.field(name)?.number;
        task.cells.iter().find(|(n, _)| *n == number).map(|(n, given)| (*n, given))
    };
    let shown = |name: &str| match given(name) {
        Some((number, value)) => show::cell(&app.words, kind, number, value),
        None => Shown::Empty,
    };
    let text = |name: &str| match given(name) {
        Some((_, Given::Value { value, .. })) => value.as_text(),
        _ => None,
    };
    let code = text("task").unwrap_or_default();
    let named = CodeLists::embedded().code("suunnitelmatehtava", code);
    let state = match (shown("outcome"), shown("outcome_on")) {
        (Shown::Value(outcome), Shown::Value(day)) => Shown::Value(format!("{outcome} {day}")),
        (outcome, _) => outcome,
    };
    let due = match given("due") {
        Some((_, Given::Value { value, .. })) => value.as_int(),
        _ => None,
    };
    let late = due.is_some_and(|due| due <= i64::from(app.today())) && text("outcome") == Some("open");
    Row {
        id: Some(task.record),
        // A deadline comes first: that it waits too is said of the selected row.
        mark: if late { "!" } else { waiting(task.waits_national) },
        cells: vec![
            Shown::Value(code.to_owned()),
            named.map_or_else(|| shown("task"), |row| Shown::Value(row.label(app.words.lang()).to_owned())),
            shown("due"),
            state,
        ],
    }
}
