//! What a plan says around its tasks, as lines of the screen. It shows what the desk handed out and decides nothing.

use super::super::show;
use crate::desk::api::{Plan, Shown as Given};
use crate::register::{Field, dates, time};
use crate::tui::app::App;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width, wrap};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The plan around its tasks, as lines: label, text, role of the text.
pub(super) struct Page<'a> {
    app: &'a App,
    plan: &'a Plan,
    body: Rect,
    /// So many rows each text of several lines has.
    rows: usize,
}

pub(super) type Line = (String, u16, String, Role);

/// Where the texts of the plan begin.
const TEXT: u16 = 16;

/// So many rows a text of several lines has where there is room.
const ROWS: usize = 4;

impl Page<'_> {
    /// A plan in the body of a window. The tasks come first: each text keeps one row, and has more of what they leave.
    pub fn of<'a>(app: &'a App, plan: &'a Plan, body: Rect) -> Page<'a> {
        let mut page = Page { app, plan, body, rows: ROWS };
        let lines = |page: &Page<'_>| page.head().len() + page.tail().len() + usize::from(page.wanted());
        while page.rows > 1 && lines(&page) > usize::from(body.height) {
            page.rows -= 1;
        }
        page
    }

    /// The rows of all tasks with their headings.
    fn wanted(&self) -> u16 {
        u16::try_from(self.plan.tasks.len().max(1)).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Where the tasks stand, and the rows that they take of it when the window has them.
    pub fn tasks(&self) -> (Rect, u16) {
        let (body, tasks) = (self.body, self.wanted());
        let head = u16::try_from(self.head().len()).unwrap_or(0).min(body.height);
        let tail = u16::try_from(self.tail().len()).unwrap_or(0);
        // The tasks keep at least three rows; what does not fit of the plan itself is in its form.
        let room = body.height.saturating_sub(head + tail).max(3).min(tasks);
        (Rect { y: body.y + head, height: room.min(body.height.saturating_sub(head)), ..body }, room)
    }

    /// What was handed out of a field of the plan.
    fn given(&self, name: &str) -> Option<(&Field, &Given)> {
        let field = self.plan.plan.kind.field(name)?;
        self.plan.fields.iter().find(|(n, _)| *n == field.number).map(|(_, given)| (field, given))
    }

    fn value(&self, name: &str) -> Shown {
        let (kind, words) = (self.plan.plan.kind, &self.app.words);
        match self.given(name) {
            Some((field, Given::Value { value, label: None })) => {
                Shown::Value(show::present(words).value(field, value))
            }
            Some((field, given)) => show::value(words, kind, field.number, given, false),
            None => Shown::Empty,
        }
    }

    /// Who accepted the plan for the authority, and when.
    fn authority(&self) -> (String, Role) {
        let words = &self.app.words;
        let named = self.given("authority_accepted_by");
        let shown = named.map(|(field, given)| show::cell(words, self.plan.plan.kind, field.number, given));
        match (shown, self.plan.authority_on) {
            (Some(Shown::Value(name)), Some(at)) => {
                (format!("{name} {}", show::present(words).moment(at)), Role::Value)
            }
            _ => self.text("authority_accepted_by"),
        }
    }

    fn text(&self, name: &str) -> (String, Role) {
        let (text, role) = self.value(name).text(false, &self.app.words);
        (text.as_str().to_owned(), role)
    }

    /// A text of several lines, as many of them as there is room for.
    fn wrapped(&self, label: String, x: u16, text: &str, role: Role) -> Vec<Line> {
        let mut lines = wrap(text, usize::from(self.body.width.saturating_sub(x + 1)));
        if lines.len() > self.rows {
            lines.truncate(self.rows);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        let mut label = Some(label);
        lines.into_iter().map(|text| (label.take().unwrap_or_default(), x, text, role)).collect()
    }

    /// What the client needs; absent where the desk hands out nothing of it.
    fn needs(&self) -> Vec<Line> {
        let words = &self.app.words;
        let Some(parts) = &self.plan.needs else { return Vec::new() };
        let (text, role) = show::parts(words, parts).text(false, words);
        self.wrapped(format!("  {}", words.get("plan-needs")), TEXT, text.as_str(), role)
    }

    /// Where the client stands: what the register holds of today, and what the plan says of it.
    fn state(&self) -> Vec<Line> {
        let words = &self.app.words;
        let mut label = format!("  {}", words.get("plan-state"));
        let mut lines = Vec::new();
        let mapping = self.value("mapping");
        if let Some(parts) = &self.plan.state {
            let state = show::parts(words, parts);
            if let (Shown::Value(state), Shown::Value(mapping)) = (&state, &mapping) {
                // A sentence is not run on behind a comma.
                let sentence = !mapping.starts_with(char::is_lowercase);
                let text = format!("{state}{} {mapping}", if sentence { "." } else { "," });
                return self.wrapped(label, TEXT, &text, Role::Value);
            }
            let (text, role) = state.text(false, words);
            lines = self.wrapped(std::mem::take(&mut label), TEXT, text.as_str(), role);
        }
        let (text, role) = mapping.text(false, words);
        lines.extend(self.wrapped(label, TEXT, text.as_str(), role));
        lines
    }

    /// What stands above the tasks.
    pub fn head(&self) -> Vec<Line> {
        let words = &self.app.words;
        let entered = &self.plan.plan.entered;
        let title = format!("{} {}", self.text("plan_kind").0, dates::show(time::day_of(entered.at)));
        let (state, role) = match self.plan.waits {
            true => (words.get("plan-waits"), Role::Alert),
            false => self.text("status"),
        };
        // A newer version in the making says which one is in force meanwhile, and how it is read.
        let state = match (self.plan.version, self.plan.behind) {
            (Some(n), Some(behind)) => {
                let args = [("state", state), ("n", n.to_string()), ("behind", behind.to_string())];
                words.say_with("plan-newer", &args)
            }
            _ => state,
        };
        let x = u16::try_from(width(&title)).unwrap_or(0) + 4;
        let mut lines = match usize::from(x) + width(&state) <= usize::from(self.body.width) {
            true => vec![(title, x, state, role)],
            // Rather a row more than half of what the plan waits for.
            false => {
                let below = self.wrapped(String::new(), 3, &state, role);
                std::iter::once((title, x, String::new(), role)).chain(below).collect()
            }
        };
        lines.push((words.get("plan-mapping"), 1, String::new(), Role::Text));
        lines.extend(self.needs());
        lines.extend(self.state());
        let title = words.get("plan-actions");
        let x = u16::try_from(width(&title)).unwrap_or(0) + 4;
        let (goals, role) = self.text("goals");
        let goals = words.say_with("plan-goals", &[("goals", goals)]);
        lines.extend(self.wrapped(title, x, &goals, role));
        lines
    }

    /// What stands below them.
    pub fn tail(&self) -> Vec<Line> {
        let words = &self.app.words;
        let (follow_up, role) = self.text("follow_up");
        let label = format!("  {}", words.get("plan-follow-up"));
        let mut lines = self.wrapped(label, TEXT, &follow_up, role);
        let args = [("report", self.text("report_due").0), ("review", self.text("next_review").0)];
        lines.push((String::new(), TEXT, words.say_with("plan-dates", &args), Role::Value));
        lines.push((words.get("plan-acceptance-title"), 1, String::new(), Role::Text));
        let (authority, role) = self.authority();
        lines.push((format!("  {}", words.get("plan-authority")), TEXT, authority, role));
        let client = match (self.plan.waits, self.value("acceptance")) {
            (true, _) => {
                (format!("{}   {}", words.get("state-empty"), words.get("plan-accept-hint")), Role::Alert)
            }
            (false, Shown::Value(way)) => {
                (format!("{} {way}", self.text("customer_accepted_on").0), Role::Value)
            }
            (false, _) => self.text("customer_accepted_on"),
        };
        lines.push((format!("  {}", words.get("plan-client")), TEXT, client.0, client.1));
        lines
    }

    /// Paints lines from a row of the body on.
    pub fn lines(&self, buf: &mut Buffer, from: u16, lines: &[Line]) {
        for (row, (label, x, text, role)) in (from..self.body.height).zip(lines) {
            let theme = self.app.theme;
            // Sections stand out, labels inside them do not.
            let of_label = if label.starts_with(' ') { Role::Label } else { Role::Heading };
            put_in(buf, self.body, 1, row, &DisplayText::from(label), theme.style(of_label));
            let room = usize::from(self.body.width.saturating_sub(*x));
            put_in(buf, self.body, *x, row, &DisplayText::from(text).cut(room), theme.style(*role));
        }
    }
}
