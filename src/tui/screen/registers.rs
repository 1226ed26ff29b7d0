//! A register of the office, such as employers: a line to type into, and what it finds. Nothing of a client is here.

use super::finder::Finder;
use super::list::{columns, row};
use super::rows::Section;
use super::{Face, Screen, Step, show, view};
use crate::desk::api::{Allowed, Entry, Register, Request};
use crate::register::{Id, Kind, Type, business_id};
use crate::tui::action::{Action, Context};
use crate::tui::app::{Age, App};
use crate::tui::key::Key;
use crate::tui::msg::ReqId;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in};
use crate::tui::theme::Role;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::pick_list::Choice;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the palette's name for the register of a kind begins with.
pub const PALETTE: &str = "register.";

/// The screen.
pub struct RegisterScreen {
    register: Register,
    finder: Finder<Option<Id>>,
}

/// The registers that the user may open, for the palette.
pub fn choices(app: &App) -> Vec<Choice> {
    let kinds = app.session.as_ref().map(|session| session.registers.as_slice()).unwrap_or_default();
    let choice = |kind: &&'static Kind| Choice {
        code: format!("{PALETTE}{}", kind.name),
        label: format!("{}…", app.words.plural(kind)),
        note: app.words.say("state-empty"),
        allowed: true,
    };
    kinds.iter().map(choice).collect()
}

/// Asks for a register, from its beginning or by a text.
pub fn open(app: &mut App, kind: &'static Kind, text: String) {
    app.ask_and_wait(false, Want::Register, Request::Register { kind, text });
}

/// What was found came: on its screen, or on a new one.
pub fn came(app: &mut App, place: usize, req: ReqId, register: Register) {
    let mut entry = match app.stack.get(place).map(|entry| &entry.screen) {
        Some(Screen::Register(old)) if old.register.kind.number == register.kind.number => {
            app.stack.remove(place)
        }
        _ => return app.push(Screen::Register(Box::new(RegisterScreen::new(app, register)))),
    };
    if let Screen::Register(screen) = &mut entry.screen
        && (screen.finder.asked().is_none() || screen.finder.answered(req))
    {
        screen.register = register;
        screen.settle(app);
        entry.age = Age::Fresh;
    }
    app.stack.insert(place.min(app.stack.len()), entry);
}

/// A new entry of a register, begun with what was looked for: a number or a name.
pub fn begun(kind: &'static Kind, text: &str) -> Vec<(u16, String)> {
    let number = business_id::normalise(text).is_ok();
    let fits = |ty| match ty {
        Type::BusinessId => number,
        Type::Text(_) => !number,
        _ => false,
    };
    let mut fields = kind.list.iter().filter_map(|name| kind.field(name));
    let field = fields.find(|field| fits(field.ty)).filter(|_| !text.trim().is_empty());
    field.map(|field| (field.number, text.trim().to_owned())).into_iter().collect()
}

impl RegisterScreen {
    fn new(app: &App, register: Register) -> RegisterScreen {
        let finder = Finder::new(&register.text);
        let mut screen = RegisterScreen { register, finder };
        screen.settle(app);
        screen
    }

    /// Which register, and what is looked for: to be found again.
    pub fn place(&self) -> (&'static Kind, &str) {
        (self.register.kind, self.finder.line.text())
    }

    /// Asks once more for the text as it is typed.
    pub fn again(&mut self, app: &mut App) {
        self.query(app);
        if let Some(req) = self.finder.asked() {
            app.wait_for(req, false);
        }
    }

    fn query(&mut self, app: &mut App) {
        let (kind, text) = (self.register.kind, self.finder.line.text().to_owned());
        self.finder.ask(app, Want::Register, Request::Register { kind, text });
    }

    fn settle(&mut self, app: &App) {
        let kind = self.register.kind;
        let rows = self.register.entries.iter().map(|entry| row(app, Some(entry.record), entry)).collect();
        let none = if self.register.text.trim().is_empty() { "register-none" } else { "register-none-found" };
        let none = (None, app.words.get(none));
        let more = self.register.more.then(|| app.words.get("register-more"));
        self.finder.list(Section { title: None, columns: columns(app, kind), rows, none, more });
    }

    fn entry(&self) -> Option<&Entry> {
        let id = self.finder.rows.selected().flatten()?;
        self.register.entries.iter().find(|entry| entry.record == id)
    }

    fn open_selected(&self, app: &mut App) {
        let (kind, record) = (self.register.kind, self.entry().map(|entry| entry.record));
        match record {
            Some(_) => {
                app.ask_and_wait(false, Want::Form(FormWant::default()), Request::Form { kind, record });
            }
            None => app.bell(),
        }
    }
}

/// Where the entries stand.
fn list_of(body: Rect) -> Rect {
    Rect { y: body.y.saturating_add(2), height: body.height.saturating_sub(2), ..body }
}

impl Face for RegisterScreen {
    fn context(&self) -> Context {
        Context::Register
    }

    fn title(&self, app: &App) -> String {
        app.words.plural(self.register.kind)
    }

    fn text_focus(&self) -> bool {
        !self.finder.in_list
    }

    fn help(&self, app: &App) -> String {
        match self.entry().filter(|_| self.finder.in_list) {
            Some(entry) => show::entered(&app.words, &entry.entered, entry.waits_national),
            None => app.words.get("register-help"),
        }
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        // A question that was refused is answered by nothing.
        let under_way = |req: &ReqId| app.pending.iter().any(|pending| pending.req == *req);
        if let Some(req) = self.finder.waits(key).filter(under_way) {
            return Step::Park(req);
        }
        if self.finder.in_list {
            return Step::Pass;
        }
        let Some(changed) = self.finder.key(key) else { return Step::Pass };
        if changed {
            self.query(app);
        }
        Step::Done
    }

    fn paste(&mut self, app: &mut App, text: &str) {
        if self.finder.paste(text) {
            self.query(app);
        } else {
            app.bell();
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let row = || if self.entry().is_some() { Ok(()) } else { Err(app.words.get("reason-choose-row")) };
        match action {
            Action::NewRecord => Some(super::super::route::allowed(app, &self.register.create)),
            Action::OpenRow | Action::History => Some(row()),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        let kind = self.register.kind;
        match action {
            // One that was found alone is what was looked for.
            Action::OpenRow if self.finder.in_list || self.register.entries.len() == 1 => {
                self.open_selected(app);
            }
            Action::OpenRow | Action::NextRow if !self.finder.in_list => {
                self.finder.enter_list();
            }
            Action::NewRecord => {
                let want = FormWant { texts: begun(kind, self.finder.line.text()), ..FormWant::default() };
                super::list::new_record(app, kind, want);
            }
            Action::History => {
                if let Some(record) = self.entry().map(|entry| entry.record) {
                    super::history::ask(app, kind, record, "");
                }
            }
            Action::Filter => self.finder.in_list = false,
            Action::Refresh => self.query(app),
            Action::Back if !self.finder.line.text().is_empty() => {
                self.finder.clear();
                self.query(app);
            }
            Action::Back => return Step::Leave,
            action if self.finder.act(action, key, list_of(view::body(app, self)).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        match action {
            Action::NewRecord => self.register.create == Allowed::Yes,
            // In the line these letters are text.
            Action::History | Action::Filter => self.finder.in_list,
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let label = DisplayText::from(app.words.say("list-filter-label"));
        let x = put_in(buf, body, 1, 0, &label, app.theme.style(Role::Label)).saturating_add(2);
        let line = Rect { x, y: body.y, width: body.right().saturating_sub(x), height: body.height.min(1) };
        let cursor = self.finder.line.draw(buf, line, app.theme.style(self.finder.role()));
        let list = list_of(body);
        let row = self.finder.rows.draw(buf, list, app.theme, &app.words);
        if self.finder.in_list { row.or(cursor) } else { cursor }
    }
}
