//! The quick note: a template by digit, a few fields, every effect in words before F9. The contact log itself is a
//! list; the strip opens from any screen of a client and returns there.

use super::acceptance::Acceptance;
use super::form::{FormScreen, Purpose};
use super::overlay::template;
use super::{Face, OF_ROWS, Step, office_forms, show};
use crate::desk::api::{Message, NextTime, Note, Request, Template, Yes};
use crate::register::kinds::by_name;
use crate::register::validate::FieldProblem;
use crate::register::words::Words;
use crate::register::{Value, dates};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::form::FormEvent;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in};
use crate::tui::theme::Role;
use crate::tui::want::{Answers, FormWant, Want};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The field of the next time.
const NEXT: u16 = 4;
/// The field that says why none is needed.
const NO_NEXT: u16 = 5;

/// A number or day among the values of the form.
fn int(values: &[(u16, Value)], number: u16) -> Option<i64> {
    values.iter().find(|(n, _)| *n == number).and_then(|(_, value)| value.as_int())
}

/// The screen.
pub struct QuickNote {
    templates: Vec<Template>,
    chosen: Option<usize>,
    /// The fields of the note.
    pub form: FormScreen,
    accepting: Option<Acceptance>,
    yes: Yes,
}

impl QuickNote {
    /// Of templates that came; a digit chooses at once.
    pub fn new(app: &mut App, templates: Vec<Template>, digit: Option<u8>) -> QuickNote {
        let form = FormScreen::empty(app, office_forms::quick_note(&NextTime::NotHere), Purpose::Part);
        let mut note = QuickNote { templates, chosen: None, form, accepting: None, yes: Yes::default() };
        if let Some(digit) = digit {
            note.choose(app, digit);
        }
        note
    }

    /// The field that has the focus.
    pub fn focus(&self) -> Option<u16> {
        self.form.focus()
    }

    /// The digit of the chosen template.
    pub fn digit(&self) -> Option<u8> {
        self.template().map(|t| t.digit)
    }

    fn template(&self) -> Option<&Template> {
        self.chosen.and_then(|n| self.templates.get(n))
    }

    /// Chooses a template by digit; says whether it may be used.
    pub fn choose(&mut self, app: &mut App, digit: u8) -> bool {
        let at = self.templates.iter().position(|t| t.digit == digit);
        let Some((at, template)) = at.and_then(|at| Some((at, self.templates.get(at)?))) else {
            app.refuse(app.words.get("note-choose"));
            return false;
        };
        if let Err(why) = super::super::route::allowed(app, &template.may) {
            app.refuse(why);
            return false;
        }
        let new = FormScreen::empty(app, office_forms::quick_note(&template.next), Purpose::Part);
        let before = std::mem::replace(&mut self.form, new);
        // The text of the strip has one place, whichever template it is filled from.
        (self.form.kept_at, self.form.declined) = (before.kept_at, before.declined);
        self.form.template = Some(digit);
        self.form.put(1, &template.text);
        self.form.put(2, &template.subject);
        if let Some(day) = template.reminder {
            self.form.put(3, &dates::show(day));
        }
        match (&template.next, self.form.form.field_mut(NEXT)) {
            (NextTime::Booked(at), Some(field)) => {
                let at = show::moment(*at).into();
                field.original = Shown::Value(app.words.get_with("note-next-there", &[("at", at)]));
                field.revert();
            }
            (NextTime::Free(new) | NextTime::Asked(new), Some(field)) => {
                let last = new.last_day.map(|day| [("date", dates::show(day).into())]);
                let last = last.map(|day| app.words.get_with("note-next-last", &day));
                field.help = last.into_iter().fold(field.help.clone(), |help, last| format!("{last} {help}"));
            }
            _ => {}
        }
        // The first typed character adds to the filled text, it does not replace it.
        if let Some(field) = self.form.form.field_mut(1) {
            field.go_on();
        }
        self.accepting = template.acceptance.then(Acceptance::another_way);
        self.chosen = Some(at);
        self.yes = Yes::default();
        true
    }

    /// Puts in what was answered of the acceptance before.
    pub fn resume(&mut self, answers: Option<&Answers>) {
        if let (Some(accepting), Some((understood, delivered))) = (&mut self.accepting, answers) {
            accepting.resume(*understood, delivered.as_deref());
            self.form.answers = answers.cloned();
        }
    }

    /// The same note in another language: the template says again what it asks, over what was typed.
    pub fn respeak(&mut self, app: &mut App, before: &Words) {
        self.form.respeak(app, before);
        let Some(digit) = self.digit() else { return };
        let (texts, focus, answers) = (self.form.texts(), self.focus(), self.form.answers.clone());
        if self.choose(app, digit) {
            self.form.begin(app, &FormWant { texts, focus, kept: true, ..FormWant::default() });
            self.resume(answers.as_ref());
        }
    }

    /// One level back is the choice of the template.
    fn unchoose(&mut self) -> Step {
        self.chosen = None;
        self.accepting = None;
        Step::Done
    }

    /// What saving will do, in words; reminder and next time as they stand in their fields, not as proposed.
    fn effects(&self, app: &App, template: &Template) -> Vec<String> {
        let values = self.form.values(app);
        let day = int(&values, 3).and_then(|day| i32::try_from(day).ok());
        let reminder = day.map(|day| {
            let reminder = Message::new("effect-reminder").with("date", dates::show(day));
            reminder.with("to", template.reminds.as_str())
        });
        let next = match &template.next {
            NextTime::Free(new) | NextTime::Asked(new) => int(&values, NEXT).map(|at| {
                let next = Message::new("effect-next-booked").with("at", show::moment(at));
                next.with("service", new.service.as_str())
            }),
            NextTime::Booked(_) | NextTime::NotHere => None,
        };
        // Where a time is asked, saving gives one or says why there is none: nobody else has to ask.
        let asked = matches!(template.next, NextTime::Asked(_));
        let nothing = reminder.is_none() && next.is_none() && !asked;
        let follows = template.unless_ahead.iter().filter(|_| nothing);
        let others = template.effects.iter().filter(|effect| effect.id != "effect-reminder");
        let all = others.chain(&reminder).chain(&next).chain(follows);
        all.map(|effect| show::say(&app.words, effect)).collect()
    }

    /// The desk's problems, each at the field of the strip that it speaks of.
    pub fn wrong(&mut self, app: &mut App, problems: &[FieldProblem]) {
        let contact = by_name("contact");
        let field = |problem: &FieldProblem| match contact.and_then(|k| k.field_number(problem.field))?.name {
            _ if problem.id.contains("-next-") => Some(NEXT),
            "subject" => Some(2),
            "text" => Some(1),
            "follow_up" => Some(3),
            _ => None,
        };
        let mut placed = problems.to_vec();
        for problem in &mut placed {
            problem.field = field(problem).unwrap_or(0);
        }
        self.form.wrong(app, &placed);
    }

    fn send(&mut self, app: &mut App) {
        if let FormEvent::Refused(faults) = self.form.engine(app, Action::Save) {
            let text = self.form.errors(app, faults);
            return app.refuse(text);
        }
        let Some(template) = self.template() else { return app.refuse(app.words.get("note-choose")) };
        let acceptance = match &self.accepting {
            Some(accepting) if !accepting.complete() => {
                return app.refuse(accepting.question(&app.words));
            }
            Some(accepting) => {
                Some((accepting.understood, accepting.delivered.unwrap_or_default().to_owned()))
            }
            None => None,
        };
        let values = self.form.values(app);
        let find = |n: u16| values.iter().find(|(number, _)| *number == n).map(|(_, value)| value);
        let text = |n: u16| find(n).and_then(Value::as_text).unwrap_or_default().to_owned();
        let note = Note {
            template: template.digit,
            subject: text(2),
            text: text(1),
            reminder: int(&values, 3).and_then(|day| i32::try_from(day).ok()),
            next: int(&values, NEXT).filter(|_| !matches!(template.next, NextTime::Booked(_))),
            no_next: find(NO_NEXT).and_then(Value::as_text).map(str::to_owned),
            acceptance,
            yes: self.yes.clone(),
        };
        app.say_id("form-saving");
        app.ask_and_wait(true, Want::Note, Request::Note(note));
    }

    /// Sends it again, with a yes to the question that was asked, if one was.
    pub fn send_again(&mut self, app: &mut App, yes: Option<&'static str>) {
        yes.into_iter().for_each(|question| self.yes.add(question));
        self.send(app);
    }
}

/// What a strip without a template has no place for: its keys ask for one. A digit chooses it.
fn needs_template(action: Action) -> bool {
    const MOVES: [Action; 9] = [
        Action::Withdrawn,
        Action::NextRow,
        Action::PreviousRow,
        Action::NextPage,
        Action::PreviousPage,
        Action::FirstRow,
        Action::LastRow,
        Action::QuickNote,
        Action::Reveal,
    ];
    action != Action::Digit && (OF_ROWS.contains(&action) || MOVES.contains(&action))
}

impl Face for QuickNote {
    fn context(&self) -> Context {
        if self.chosen.is_some() { Context::Form } else { Context::Contacts }
    }

    fn typed(&self) -> Option<&FormScreen> {
        Some(&self.form)
    }

    fn typed_mut(&mut self) -> Option<&mut FormScreen> {
        Some(&mut self.form)
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-note")
    }

    fn text_focus(&self) -> bool {
        self.chosen.is_some() && self.form.text_focus()
    }

    fn help(&self, app: &App) -> String {
        if self.chosen.is_some() { self.form.help(app) } else { app.words.get("note-choose") }
    }

    fn question(&self, app: &App) -> String {
        // What lies over the screen takes the keys: it would offer answers that nobody takes.
        let asked = self.accepting.as_ref().filter(|_| app.overlays.is_empty());
        asked.map(|accepting| accepting.question(&app.words)).unwrap_or_default()
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        if self.chosen.is_none() {
            if key.text().is_some() && app.keymap.resolve(key, self.context(), false).is_none() {
                app.refuse(app.words.get("note-choose"));
                return Step::Done;
            }
            return Step::Pass;
        }
        if let (Some(accepting), Some(c)) = (&mut self.accepting, key.text())
            && !accepting.complete()
        {
            if accepting.answer(c) {
                let answers = (accepting.understood, accepting.delivered.map(str::to_owned));
                self.form.answered(app, answers);
            } else {
                app.bell();
            }
            return Step::Done;
        }
        self.yes = Yes::default();
        match self.form.key(app, key) {
            Step::Leave => self.unchoose(),
            step => step,
        }
    }

    fn paste(&mut self, app: &mut App, text: &str) {
        if self.chosen.is_some() {
            self.form.paste(app, text);
        } else {
            app.bell();
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        if self.chosen.is_some() {
            return match action {
                Action::FieldDup | Action::RowNew | Action::Reveal => {
                    Some(Err(app.words.get("reason-not-here")))
                }
                _ => None,
            };
        }
        needs_template(action).then(|| Err(app.words.get("note-choose")))
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        match action {
            Action::Digit if self.chosen.is_none() => {
                let digit = key.and_then(Key::text).and_then(|c| c.to_digit(10));
                match digit.and_then(|d| u8::try_from(d).ok()) {
                    Some(digit) => {
                        self.choose(app, digit);
                    }
                    None => app.bell(),
                }
            }
            // What was typed is never let go without a word: the form asks, and keeps it as a draft.
            Action::Back if self.chosen.is_some() => {
                return match self.form.act(app, action, key) {
                    Step::Leave => self.unchoose(),
                    step => step,
                };
            }
            Action::Back => return Step::Leave,
            Action::Save if self.chosen.is_some() => self.send(app),
            Action::QuickNote => app.bell(),
            _ if self.chosen.is_some() => return self.form.act(app, action, key),
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, app: &App, action: Action) -> bool {
        match action {
            Action::QuickNote | Action::Reveal => false,
            _ if self.chosen.is_some() => self.form.offers(app, action),
            _ => !needs_template(action),
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let style = |role| app.theme.style(role);
        put_in(buf, body, 1, 0, &DisplayText::from(app.words.say("note-title")), style(Role::Title));
        let half = body.width / 2;
        let rows = self.templates.len().div_ceil(2);
        let mut cursor = Some(Position::new(body.x + 1, body.y + u16::from(body.height > 1)));
        for (n, one) in self.templates.iter().enumerate() {
            let row = u16::try_from(n.checked_rem(rows).unwrap_or(0)).unwrap_or(0) + 1;
            let x = if n >= rows { half } else { 1 };
            let chosen = self.chosen == Some(n);
            let role = match &one.may {
                crate::desk::api::Allowed::No(_) => Role::Disabled,
                crate::desk::api::Allowed::Yes if chosen => Role::Focus,
                crate::desk::api::Allowed::Yes => Role::Text,
            };
            let mark = if chosen { ">" } else { " " };
            let text = DisplayText::from(format!("{mark}{} {}", one.digit, template(app, one)));
            put_in(buf, body, x, row, &text.cut(usize::from(half.saturating_sub(2))), style(role));
        }
        let Some(template) = self.template() else { return cursor };
        let top = u16::try_from(rows).unwrap_or(0) + 2;
        let said = self.effects(app, template);
        let effects = u16::try_from(said.len()).unwrap_or(0);
        let below = effects + 2;
        let form = Rect {
            y: body.y + top.min(body.height),
            height: body.height.saturating_sub(top + below),
            ..body
        };
        cursor = self.form.paint(app, buf, form).or(cursor);
        let row = body.height.saturating_sub(effects + 1);
        put_in(buf, body, 1, row, &DisplayText::from(app.words.say("note-effects")), style(Role::Heading));
        for (row, effect) in (row + 1..body.height).zip(&said) {
            let text = DisplayText::from(format!("+ {effect}"));
            put_in(buf, body, 3, row, &text, style(Role::Text));
        }
        cursor
    }
}
