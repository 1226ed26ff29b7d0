//! Login, lock, first login with an activation code, change of password, forced or wished for. It never shows an earlier user's
//! name but that of the one who locked.

use super::staff::Staff;
use super::{Face, Step};
use crate::desk::api::{LoggedIn, PasswordText, Refusal, Reply, Request, password_strength};
use crate::register::time;
use crate::register::words::Lang;
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::{Code, Key};
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, wrap};
use crate::tui::theme::Role;
use crate::tui::want::Want;
use crate::tui::widget::password::Password;
use crate::tui::widget::text_field::TextField;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Login,
    Activate,
    Change,
}

/// What is said of a new password that does not do.
const NEW_PASSWORD: [&str; 6] = [
    "error-password-short",
    "error-password-long",
    "error-password-common",
    "error-password-context",
    "error-password-unchanged",
    "error-password-code",
];

/// What the five steps of the reckoning come to.
const STRENGTH: [&str; 5] =
    ["password-weak", "password-weak", "password-weak", "password-fair", "password-strong"];

/// A field of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    User,
    Password,
    Language,
    Code,
    Current,
    New,
    Again,
}

impl Field {
    const fn label(self) -> &'static str {
        match self {
            Field::User => "shell-user",
            Field::Password => "shell-password",
            Field::Language => "shell-language",
            Field::Code => "shell-code",
            Field::Current => "shell-current",
            Field::New => "shell-new",
            Field::Again => "shell-again",
        }
    }
}

/// The screen.
pub struct Login {
    mode: Mode,
    at: usize,
    user: TextField,
    first: Password,
    new: Password,
    again: Password,
    /// When it was locked, and whether something is kept.
    locked: Option<(i64, bool)>,
    /// A session that begins when the password is changed.
    waits: Option<LoggedIn>,
    /// What is wrong in a field, said below it.
    wrong: Option<(Field, String)>,
    /// How hard the new password is to guess, from when its field was left until it is typed anew.
    strength: Option<&'static str>,
}

impl Default for Login {
    fn default() -> Login {
        Login::new()
    }
}

impl Login {
    /// At the start of the program.
    pub fn new() -> Login {
        Login {
            mode: Mode::Login,
            at: 0,
            user: TextField::default(),
            first: Password::default(),
            new: Password::default(),
            again: Password::default(),
            locked: None,
            waits: None,
            wrong: None,
            strength: None,
        }
    }

    /// The change of the own password in the middle of the work.
    pub fn own_password() -> Login {
        Login { mode: Mode::Change, ..Login::new() }
    }

    /// Whoever changes the password is at work and goes back to it.
    fn own(&self) -> bool {
        self.mode == Mode::Change && self.waits.is_none()
    }

    /// Behind a lock: the user's id is filled in.
    pub fn locked(login: &str, at: i64, kept: bool) -> Login {
        let mut screen = Login::new();
        screen.user.set(login);
        screen.at = 1;
        screen.locked = Some((at, kept));
        screen
    }

    /// The desk has said that the text of before the lock is kept.
    pub fn text_is_kept(&mut self) {
        self.locked = self.locked.map(|(at, _)| (at, true));
    }

    /// The user's id as typed.
    pub fn user(&self) -> &str {
        self.user.text()
    }

    /// The password must be changed before the session begins.
    pub fn must_change(&mut self, session: LoggedIn) {
        self.mode = Mode::Change;
        self.at = 0;
        self.waits = Some(session);
    }

    /// The session that waited for a new password.
    pub fn take_waiting(&mut self) -> Option<LoggedIn> {
        self.waits.take()
    }

    /// The password was not changed: why stands at the field that has to be typed otherwise.
    pub fn not_changed(&mut self, id: &str, why: String) {
        // The rules are those of the new password; what else can be wrong is the one in force.
        let field = if NEW_PASSWORD.contains(&id) { Field::New } else { Field::Current };
        self.point(field, why);
        // Nothing of the three is kept while the desk answers: they are typed anew from the first one on.
        self.at = 0;
    }

    fn point(&mut self, field: Field, why: String) {
        self.at = self.fields().iter().position(|f| *f == field).unwrap_or(0);
        self.wrong = Some((field, why));
    }

    /// The answer was no: the passwords are typed anew. The activation code stays where only the new password did not
    /// do, and what is typed next is the password.
    pub fn again(&mut self, refusal: &Refusal) {
        let password = matches!(refusal, Refusal::Cannot(m) if NEW_PASSWORD.contains(&m.id));
        let first = if self.mode == Mode::Activate && password {
            Field::New
        } else {
            self.wipe();
            if self.mode == Mode::Activate { Field::Code } else { Field::Password }
        };
        self.at = self.fields().iter().position(|f| *f == first).unwrap_or(0);
    }

    /// Where a code was typed, it is the code that may be wrong, and no password.
    fn name_code(&self, refusal: &mut Refusal) {
        if let (Mode::Activate, Refusal::Cannot(message)) = (self.mode, refusal) {
            message.id = match message.id {
                "error-login-refused" => "error-activation-refused",
                "error-login-wrong-wait" => "error-activation-wrong-wait",
                id => id,
            };
        }
    }

    const fn fields(&self) -> &'static [Field] {
        match self.mode {
            Mode::Login => &[Field::User, Field::Password, Field::Language],
            Mode::Activate => &[Field::User, Field::Code, Field::New, Field::Again],
            Mode::Change => &[Field::Current, Field::New, Field::Again],
        }
    }

    fn field(&self) -> Field {
        self.fields().get(self.at).copied().unwrap_or(Field::User)
    }

    fn secret(&self, field: Field) -> &Password {
        match field {
            Field::New => &self.new,
            Field::Again => &self.again,
            _ => &self.first,
        }
    }

    fn secret_mut(&mut self, field: Field) -> &mut Password {
        match field {
            Field::New => &mut self.new,
            Field::Again => &mut self.again,
            _ => &mut self.first,
        }
    }

    fn wipe(&mut self) {
        self.first.wipe();
        self.wipe_new();
    }

    fn wipe_new(&mut self) {
        self.new.wipe();
        self.again.wipe();
        self.strength = None;
    }

    fn leave_field(&mut self, app: &App, to: usize) {
        if self.field() == Field::New {
            self.weigh(app);
        }
        self.at = to;
        self.user.refresh();
    }

    /// The hint beside the new password. Reckoned when the field is left, not at each key: the reckoning copies what it
    /// reads, and a copy is one more place to find it in.
    fn weigh(&mut self, app: &App) {
        let words = [self.user.text().trim(), app.login_name.as_str()];
        self.strength = PasswordText::from_text(self.new.expose())
            .filter(|_| !self.new.is_empty())
            .and_then(|text| STRENGTH.get(usize::from(password_strength(&text, &words))))
            .copied();
    }

    fn submit(&mut self, app: &mut App) {
        let text = |p: &Password| PasswordText::from_text(p.expose()).unwrap_or_default();
        self.wrong = None;
        if self.mode != Mode::Login && self.new.expose() != self.again.expose() {
            self.wipe_new();
            self.point(Field::New, app.words.get("shell-not-same"));
            return app.bell();
        }
        let empty = self.first.is_empty() || (self.mode != Mode::Login && self.new.is_empty());
        if empty || (self.mode != Mode::Change && self.user.text().trim().is_empty()) {
            return app.refuse(app.words.get("shell-fill"));
        }
        let login = self.user.text().trim().to_owned();
        let (want, request) = match self.mode {
            Mode::Login => (Want::Login, Request::Login { login, password: text(&self.first) }),
            Mode::Activate => {
                let (code, password) = (text(&self.first), text(&self.new));
                (Want::Login, Request::Activate { login, code, password })
            }
            Mode::Change => {
                let (current, new) = (text(&self.first), text(&self.new));
                (Want::Password, Request::ChangePassword { current, new })
            }
        };
        // The code is not typed again for a password that does not do.
        if self.mode == Mode::Activate {
            self.wipe_new();
        } else {
            self.wipe();
        }
        app.say_id(if self.own() { "shell-changing" } else { "shell-opening" });
        // A login can be let go; a new password must be known to be written or not.
        app.ask_and_wait(self.mode != Mode::Login, want, request);
    }

    fn turn_language(&mut self, app: &mut App, forward: bool) {
        let step = if forward { 1 } else { Lang::ALL.len() - 1 };
        let at = Lang::ALL.iter().position(|l| *l == app.words.lang()).unwrap_or(0);
        if let Some(lang) = Lang::ALL.get((at + step) % Lang::ALL.len()) {
            let _ = app.speak(*lang);
        }
    }
}

impl Face for Login {
    fn context(&self) -> Context {
        Context::Login
    }

    fn title(&self, app: &App) -> String {
        app.words.get(match self.locked {
            _ if self.own() => "screen-password",
            Some(_) => "screen-lock",
            None => "screen-login",
        })
    }

    fn text_focus(&self) -> bool {
        true
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        let taken = match self.field() {
            Field::User => self.user.key(key).is_some(),
            Field::Language => match key.code {
                Code::Left | Code::Right => {
                    self.turn_language(app, key.code == Code::Right);
                    true
                }
                _ if key.text().is_some() => {
                    self.turn_language(app, true);
                    true
                }
                _ => false,
            },
            field => match self.secret_mut(field).key(key) {
                Some(false) if key.text().is_some() => {
                    app.bell();
                    true
                }
                taken => taken.is_some(),
            },
        };
        if taken && self.field() == Field::New {
            self.strength = None;
        }
        if taken { Step::Done } else { Step::Pass }
    }

    fn paste(&mut self, _app: &mut App, text: &str) {
        match self.field() {
            Field::User => {
                self.user.insert(text);
            }
            Field::Language => {}
            field => {
                self.secret_mut(field).insert(text);
                self.strength = self.strength.filter(|_| field != Field::New);
            }
        }
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        let last = self.fields().len().saturating_sub(1);
        match action {
            Action::LoginNext => {
                let enter = key.is_some_and(|k| k.code == Code::Enter);
                let submits =
                    if self.mode == Mode::Login { self.field() == Field::Password } else { self.at == last };
                if enter && submits {
                    self.submit(app);
                } else {
                    self.leave_field(app, if self.at >= last { 0 } else { self.at + 1 });
                }
            }
            Action::LoginBack => {
                self.leave_field(app, self.at.checked_sub(1).unwrap_or(last));
            }
            Action::Activate if self.mode != Mode::Change => {
                self.wipe();
                self.wrong = None;
                self.mode = if self.mode == Mode::Login { Mode::Activate } else { Mode::Login };
                self.at = 0;
            }
            Action::Back if self.own() => return Step::Leave,
            Action::Back if self.mode == Mode::Activate => {
                self.wipe();
                self.wrong = None;
                self.mode = Mode::Login;
                self.at = 0;
            }
            Action::Back if self.mode == Mode::Change => {
                self.wipe();
                self.wrong = None;
                self.mode = Mode::Login;
                self.at = 0;
                self.waits = None;
                app.ask(Want::Quiet, Request::Logout);
            }
            Action::Back => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn help(&self, app: &App) -> String {
        app.words.get(match self.mode {
            Mode::Login => "shell-login-hint",
            Mode::Activate => "shell-activate-hint",
            Mode::Change if self.own() => "shell-own-hint",
            Mode::Change => "shell-change-hint",
        })
    }

    /// Another window on the same office: said until something else is.
    fn question(&self, app: &App) -> String {
        if self.own() {
            return String::new();
        }
        app.welcome.elsewhere.as_ref().map(|m| super::show::say(&app.words, m)).unwrap_or_default()
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        (action == Action::Activate && self.mode == Mode::Change)
            .then(|| Err(app.words.get("reason-not-here")))
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        match action {
            // There is nothing behind the login.
            Action::Back => self.mode != Mode::Login,
            Action::Activate => self.mode != Mode::Change,
            // Enter logs in there only; elsewhere the hint says what it does.
            Action::LoginNext => self.mode == Mode::Login,
            // Nothing is open that could be covered, and no command can be given.
            Action::Cover | Action::Palette => self.own(),
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let style = |role| app.theme.style(role);
        let mut lines: Vec<(String, Role)> = match self.locked {
            _ if self.own() => Vec::new(),
            Some((at, kept)) => {
                let locked = app.words.say_with("shell-locked", &[("time", time::clock(at))]);
                let kept = kept.then(|| app.words.say("shell-draft-kept"));
                std::iter::once(locked).chain(kept).map(|text| (text, Role::Text)).collect()
            }
            None => ["shell-notice-1", "shell-notice-2"].map(|id| (app.words.say(id), Role::Text)).to_vec(),
        };
        if self.waits.is_some() {
            lines.push((app.words.say("shell-must-change"), Role::Alert));
        }
        if let Some(trouble) = app.welcome.trouble.as_ref().filter(|_| !self.own()) {
            let text = super::show::say(&app.words, trouble);
            lines.extend(
                wrap(&text, usize::from(body.width.saturating_sub(4))).into_iter().map(|l| (l, Role::Alert)),
            );
        }
        // The people of the practice office are there to be played; who has a code or changes a password is somebody
        // already, and the rows are not enough for both.
        let plays = self.mode == Mode::Login;
        let staff = if plays { Staff::of(app, body.width) } else { Staff::nobody() };
        let used = lines.len() + 2 + self.fields().len();
        // The practice office needs the rows for its people; anywhere else the lines stand apart.
        let roomy = used + 3 + staff.rows() <= usize::from(body.height);
        let mut row = u16::from(roomy);
        for (line, role) in &lines {
            put_in(buf, body, 3, row, &DisplayText::from(line), style(*role));
            row += 1;
        }
        row += if roomy { 2 } else { 1 };
        let mut cursor = None;
        for (at, field) in self.fields().iter().enumerate() {
            put_in(buf, body, 3, row, &DisplayText::from(app.words.say(field.label())), style(Role::Label));
            let value = Rect {
                x: body.x + 24.min(body.width),
                y: body.y + row.min(body.height.saturating_sub(1)),
                width: body.width.saturating_sub(26).min(40),
                height: body.height.min(1),
            };
            let here = at == self.at;
            let value_style = style(if here { Role::Focus } else { Role::Value });
            let place = match field {
                Field::User => self.user.draw(buf, value, value_style),
                Field::Language => {
                    let names = Lang::ALL.map(|lang| {
                        let name = lang.own_name();
                        if lang == app.words.lang() { format!("[{name}]") } else { name.to_owned() }
                    });
                    put_in(buf, value, 0, 0, &DisplayText::from(names.join(" ")), style(Role::Value));
                    Some(value.as_position())
                }
                field => {
                    let place = self.secret(*field).draw(buf, value, value_style);
                    if let (Field::New, Some(place), Some(hint)) = (field, place, self.strength) {
                        let at = place.x.saturating_sub(body.x) + 2;
                        put_in(
                            buf,
                            body,
                            at,
                            row,
                            &DisplayText::from(app.words.say(hint)),
                            style(Role::Label),
                        );
                    }
                    place
                }
            };
            if here {
                cursor = place;
            }
            row += 1;
            if let Some((_, why)) = self.wrong.as_ref().filter(|(wrong, _)| wrong == field) {
                let room = usize::from(body.width.saturating_sub(25));
                for line in wrap(why, room) {
                    put_in(buf, body, 24, row, &DisplayText::from(line), style(Role::Alert));
                    row += 1;
                }
            }
        }
        staff.draw(app, buf, body, row + u16::from(roomy));
        cursor
    }
}

/// The answer to a change of password. A forced one goes on to the work, a wished one back to it.
pub fn changed(app: &mut App, place: usize, reply: Reply) {
    use super::Screen;
    let own = matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::Password(_)));
    let login = match app.stack.get_mut(place).map(|e| &mut e.screen) {
        Some(Screen::Login(login) | Screen::Password(login)) => login,
        _ => return,
    };
    match reply {
        Reply::Refused(Refusal::Cannot(message) | Refusal::NotAllowed(message)) => {
            let why = super::show::say(&app.words, &message);
            login.not_changed(message.id, why);
            app.message.clear();
            app.bell();
        }
        Reply::Refused(refusal) => {
            login.again(&refusal);
            app.message.clear();
            crate::tui::refusal::refused(app, refusal);
        }
        _ if own => {
            app.stack.remove(place);
            app.say_id("password-changed");
        }
        _ => match login.take_waiting() {
            Some(session) => {
                let name = std::mem::take(&mut app.login_name);
                crate::tui::session::logged_in(app, session);
                app.login_name = name;
            }
            None => app.message.clear(),
        },
    }
}

/// The answer to a login.
pub fn answered(app: &mut App, reply: Reply) {
    match reply {
        Reply::In(session) if session.must_change => {
            app.message.clear();
            if let Some(super::Screen::Login(login)) = app.stack.last_mut().map(|e| &mut e.screen) {
                app.login_name = login.user().trim().to_owned();
                login.must_change(session);
            }
        }
        Reply::In(session) => crate::tui::session::logged_in(app, session),
        Reply::Refused(mut refusal) => {
            if let Some(super::Screen::Login(login)) = app.stack.last_mut().map(|e| &mut e.screen) {
                login.again(&refusal);
                login.name_code(&mut refusal);
            }
            crate::tui::refusal::refused(app, refusal);
        }
        _ => app.message.clear(),
    }
}
