//! A form on its way to the desk, and the desk's answer back into its fields.

use super::{FormScreen, Purpose};
use crate::desk::api::{Allowed, Declaration, LogQuery, NewUser, Request, SaveForm, Shown as Given, Yes};
use crate::register::Value;
use crate::register::validate::FieldProblem;
use crate::tui::app::App;
use crate::tui::form::FieldState;
use crate::tui::screen::{office_forms, show};
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::want::Want;

impl FormScreen {
    /// The values of every field that is shown and filled; the texts were found to be values before.
    pub fn values(&self, app: &App) -> Vec<(u16, Value)> {
        let reader = self.reader(app);
        let filled = |f: &FieldState| {
            let value = reader.read(f.field.number, f.text()).ok().flatten()?;
            Some((f.field.number, value))
        };
        self.form.visible().filter_map(filled).collect()
    }

    /// What the user changed: number to value, or none for "asked, and there is none".
    pub(super) fn changes(&self, app: &App) -> Vec<(u16, Option<Value>)> {
        let reader = self.reader(app);
        let new = self.record.is_none();
        self.form
            .visible()
            .filter(|f| f.editable())
            .filter(|f| f.changed() || self.none.contains(&f.field.number))
            .filter_map(|f| {
                let value = reader.read(f.field.number, f.text()).ok()?;
                // In a new record what is left empty was never asked, unless it was cleared on purpose.
                let told = value.is_some() || !new || self.none.contains(&f.field.number);
                told.then_some((f.field.number, value))
            })
            .collect()
    }

    /// Sends the form to the desk.
    pub fn send(&mut self, app: &mut App) {
        if let Err(why) = crate::tui::route::allowed(app, &self.save) {
            return app.refuse(why);
        }
        let values = self.values(app);
        let text = |n: u16| {
            let found = values.iter().find(|(number, _)| *number == n);
            found.and_then(|(_, v)| v.as_text()).unwrap_or_default().to_owned()
        };
        let day = |n: u16| {
            let found = values.iter().find(|(number, _)| *number == n).and_then(|(_, v)| v.as_int());
            found.and_then(|day| i32::try_from(day).ok()).unwrap_or_default()
        };
        let request = match self.purpose {
            Purpose::Part | Purpose::Accept(_) => return,
            Purpose::NewUser => Request::NewUser(NewUser {
                login: text(1),
                name: text(2),
                role: text(3),
                from: Some(day(7)).filter(|day| *day != 0),
                until: day(4),
                agreement: day(5),
                hetu: Some(text(6)).filter(|hetu| !hetu.is_empty()),
            }),
            Purpose::Grant(user) => {
                let (from, until, agreement) = (day(4), day(2), day(3));
                Request::GrantRole { user, role: text(1), from, until, agreement }
            }
            Purpose::EndRole(user) => Request::EndRole { user, role: text(1) },
            Purpose::Right(user) => Request::GrantRight { user, until: day(1), reason: text(2) },
            Purpose::Declare(user) => {
                let code = |n: u16| Some(text(n)).filter(|hetu| !hetu.is_empty());
                let codes = Declaration { own: code(1), close: code(2), close_ended: code(3) };
                Request::Declare { user, codes }
            }
            Purpose::LogFilter if self.kind.name == office_forms::LOG_DAYS.name => {
                let request = Request::LogSums { from: day(1), until: day(2) };
                return app.ask_and_wait(false, Want::LogSums, request);
            }
            Purpose::LogFilter => {
                let query =
                    LogQuery { from: day(1), until: day(2), user: text(3), action: text(4), client: text(5) };
                return app.ask_and_wait(false, Want::Log, Request::Log(query));
            }
            Purpose::Record => {
                let values = self.changes(app);
                if values.is_empty() && self.record.is_some() {
                    return app.refuse(app.words.get("form-nothing-changed"));
                }
                Request::Save(self.saved(values))
            }
        };
        app.say_id("form-saving");
        app.ask_and_wait(true, Want::Save, request);
    }

    fn saved(&self, values: Vec<(u16, Option<Value>)>) -> SaveForm {
        let (base, yes) = (self.base.clone(), self.yes.clone());
        SaveForm { kind: self.kind, record: self.record, values, base, yes }
    }

    /// It cannot be saved as it is. What the desk finds wrong with the rest of it is told together with that: nobody
    /// mends a form fault by fault.
    pub(super) fn ask_faults(&mut self, app: &mut App) {
        if self.purpose != Purpose::Record || self.save != Allowed::Yes {
            return;
        }
        let reader = self.reader(app);
        let unread = |f: &&FieldState| f.changed() && reader.read(f.field.number, f.text()).is_err();
        let unread = self.form.visible().filter(unread).map(|f| f.field.number).collect();
        let form = self.saved(self.changes(app));
        app.ask_and_wait(false, Want::Faults, Request::Faults { form, unread });
    }

    /// What the desk found wrong beside what the form found itself, which it said already.
    pub fn more_faults(&mut self, app: &mut App, problems: &[FieldProblem]) {
        for field in self.form.fields().iter().map(|f| f.field.number).collect::<Vec<_>>() {
            let Some(field) = self.form.field_mut(field) else { continue };
            // What the desk found before is found again, or is right now.
            if field.found.take().is_some_and(|found| field.error.as_ref() == Some(&found)) {
                field.error = None;
            }
        }
        self.point_at(app, problems, false);
        app.say(self.errors(app, self.form.errors()));
    }

    /// Puts what the desk found wrong beside its fields, `over` what is said there or not, and goes to the first fault.
    fn point_at(&mut self, app: &App, problems: &[FieldProblem], over: bool) {
        let present = show::present(&app.words);
        for problem in problems {
            if let Some(field) = self.form.field_mut(problem.field).filter(|f| over || f.error.is_none()) {
                field.error = Some(present.problem(self.kind, problem));
                field.found.clone_from(&field.error);
                field.asked = true;
            }
        }
        let first = self.form.visible().find(|f| f.error.is_some()).map(|f| f.field.number);
        if let Some(first) = first {
            self.form.focus_on(first);
        }
    }

    /// Sends it again, with a yes to the question that was asked, if one was.
    pub fn send_again(&mut self, app: &mut App, yes: Option<&'static str>) {
        yes.into_iter().for_each(|question| self.yes.add(question));
        self.send(app);
    }

    /// It was saved: what the next record of the kind may copy.
    pub fn copies(&self) -> Vec<(u16, String)> {
        let copied = self.form.fields().iter().filter(|f| f.field.dup && !f.text().is_empty());
        copied.map(|f| (f.field.number, f.text().to_owned())).collect()
    }

    /// How many fields are wrong, and what waits for them.
    pub fn errors(&self, app: &App, faults: usize) -> String {
        let id = if self.purpose == Purpose::LogFilter { "form-errors-show" } else { "form-errors" };
        app.words.say_with(id, &[("n", faults.to_string())])
    }

    /// The desk found these values wrong.
    pub fn wrong(&mut self, app: &mut App, problems: &[FieldProblem]) {
        let present = show::present(&app.words);
        // The desk judged all of it: what it found before is found again or right now.
        for field in self.form.fields().iter().map(|f| f.field.number).collect::<Vec<_>>() {
            self.form.field_mut(field).into_iter().for_each(FieldState::right);
        }
        self.point_at(app, problems, true);
        // A problem of a field that is not in the form is said all the same.
        let outside = problems.iter().find(|p| self.form.field(p.field).is_none());
        let text = match outside {
            Some(problem) => present.problem(self.kind, problem),
            None => self.errors(app, problems.len()),
        };
        app.refuse(text);
    }

    /// Somebody else changed the record: the typed text stays, the other value stands beside it.
    pub fn stale(&mut self, app: &mut App, theirs: &[(u16, Given)]) {
        let shown = |(number, given): &(u16, Given)| {
            let field = self.kind.field_number(*number)?;
            Some((*number, self.spoken(app, field, given)))
        };
        let mut theirs: Vec<(u16, Shown)> = theirs.iter().filter_map(shown).collect();
        // Fields that are kept together are stale together: one that says what it said when the form came was not
        // changed. What is hidden is not known to say the same, and where nothing else is left, it was changed back.
        let changed = |(number, given): &(u16, Shown)| {
            given.is_hidden() || self.form.field(*number).is_none_or(|field| field.original != *given)
        };
        if theirs.iter().any(changed) {
            theirs.retain(changed);
        }
        let first = theirs.first().map(|(number, _)| *number);
        for (number, shown) in theirs {
            if let Some(field) = self.form.field_mut(number) {
                field.theirs = Some(shown);
            }
        }
        if let Some(first) = first {
            self.form.focus_on(first);
        }
        self.yes.add(Yes::STALE);
        app.refuse(app.words.get("form-stale"));
    }
}
