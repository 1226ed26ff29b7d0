//! The users: accounts, roles with their end dates, activation codes, passivating.

use super::form::{FormScreen, Purpose};
use super::overlay::{Ask, Overlay, Then};
use super::rows::{Rows, Section};
use super::{Face, Screen, Step, office_forms, view};
use crate::desk::api::{Allowed, Request, User};
use crate::desk::may_be_login;
use crate::register::{Id, Kind, dates, time};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{nfc, width};
use crate::tui::want::Want;
use crate::tui::widget::table::{Row, columns};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen.
pub struct Users {
    users: Vec<User>,
    rows: Rows<Option<Id>>,
    /// Who was made just now: the cursor stands there when the users are read again.
    pub made: Option<Id>,
}

impl Users {
    /// Of users that came.
    pub fn new(app: &App, users: Vec<User>) -> Users {
        let mut screen = Users { users: Vec::new(), rows: Rows::new(Vec::new()), made: None };
        screen.replace(app, users);
        screen
    }

    /// The same, read again.
    pub fn replace(&mut self, app: &App, users: Vec<User>) {
        self.users = users;
        // A name is whole however narrow the window is, as long as it is one that people have.
        let name = self.users.iter().map(|user| width(&user.name)).max().unwrap_or(0).clamp(8, NAME);
        let name = u16::try_from(name).unwrap_or(8);
        let columns = columns(
            &app.words,
            &[
                ("column-name", name, false),
                ("column-login", 10, true),
                ("column-roles", 12, true),
                ("column-ends", 10, false),
                ("column-state", 8, true),
            ],
        );
        let or_empty = |text: String| if text.is_empty() { Shown::Empty } else { Shown::Value(text) };
        let row = |user: &User| Row {
            id: Some(user.user),
            mark: "",
            cells: vec![
                Shown::Value(user.name.clone()),
                Shown::Value(user.login.clone()),
                or_empty(names(app, user)),
                or_empty(ends(user).map(dates::show).unwrap_or_default()),
                Shown::Value(app.words.get(user.state)),
            ],
        };
        let rows = self.users.iter().map(row).collect();
        let none = (None, app.words.get("list-none"));
        self.rows.replace(vec![Section { title: None, columns, rows, none, more: None }]);
        if let Some(made) = self.made.take() {
            self.rows.select(Some(made));
        }
    }

    /// The name of a user.
    pub fn name(&self, id: Id) -> Option<&str> {
        self.users.iter().find(|user| user.user == id).map(|user| user.name.as_str())
    }

    fn user(&self) -> Option<&User> {
        let id = self.rows.selected().flatten()?;
        self.users.iter().find(|user| user.user == id)
    }
}

/// Cells of the longest name that is whole in every window.
const NAME: usize = 28;

/// A role and its last day, in words; and its first, while it has not begun.
fn role(app: &App, (name, from, until): &(String, i32, i32)) -> String {
    let mut args = vec![("role", super::show::role(&app.words, name)), ("until", dates::show(*until))];
    if *from <= time::day_of(app.now) {
        return app.words.say_with("user-role", &args);
    }
    args.push(("from", dates::show(*from)));
    app.words.say_with("user-role-to-come", &args)
}

/// What is given to a user, without its last days.
fn names(app: &App, user: &User) -> String {
    let roles = user.roles.iter().map(|(name, ..)| super::show::role(&app.words, name));
    roles.chain(user.rights.iter().map(|(group, _)| app.words.get(group))).collect::<Vec<_>>().join(", ")
}

/// The first day on which something of what is given ends: after it the user can do less.
fn ends(user: &User) -> Option<i32> {
    let roles = user.roles.iter().map(|(.., until)| *until);
    roles.chain(user.rights.iter().map(|(_, until)| *until)).min()
}

/// Everything that is given to a user, in words: roles, individual rights, each with its last day.
fn given(app: &App, user: &User) -> String {
    let roles = user.roles.iter().map(|given| role(app, given));
    roles.chain(rights(app, user)).collect::<Vec<_>>().join(", ")
}

/// The individual rights of a user and their last days, in words.
fn rights(app: &App, user: &User) -> impl Iterator<Item = String> {
    user.rights.iter().map(|(compartment, until)| {
        let args = [("group", app.words.get(compartment)), ("until", dates::show(*until))];
        app.words.say_with("user-has-right", &args)
    })
}

/// The form in which something is given to a user, or taken.
fn form_of(action: Action, user: Id) -> Option<(&'static Kind, Purpose)> {
    Some(match action {
        Action::UserGrant => (&office_forms::GRANT, Purpose::Grant(user)),
        Action::UserRoleEnd => (&office_forms::END_ROLE, Purpose::EndRole(user)),
        Action::UserRight => (&office_forms::GRANT_RIGHT, Purpose::Right(user)),
        Action::UserDeclare => (&office_forms::DECLARE_OF, Purpose::Declare(Some(user))),
        _ => return None,
    })
}

/// What is wrong with a typed login name, beside the users that are shown below: the desk would refuse it too, but
/// only when everything else is typed.
pub fn judge_login(app: &App, typed: &str) -> Result<(), String> {
    if !may_be_login(typed) {
        return Err(app.words.get("error-login-form"));
    }
    let typed = nfc(typed.trim()).to_lowercase();
    let mut shown = app.stack.iter().filter_map(|entry| match &entry.screen {
        Screen::Users(screen) => Some(&screen.users),
        _ => None,
    });
    if shown.any(|users| users.iter().any(|user| user.login == typed)) {
        return Err(app.words.get("error-keyslots-login-taken"));
    }
    Ok(())
}

impl Face for Users {
    fn context(&self) -> Context {
        Context::Users
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-users")
    }

    fn help(&self, app: &App) -> String {
        let may = app.abilities();
        let told = [(may.grants, "users-help-grant"), (may.accounts, "users-help-account")];
        let told: Vec<String> =
            told.iter().filter(|(may, _)| *may).map(|(_, id)| app.words.get(id)).collect();
        match told.is_empty() {
            true if may.log => app.words.get("users-help-log"),
            true => app.words.get("users-help-read"),
            false => format!("{}.", told.join(", ")),
        }
    }

    /// What is given to the selected user, in full: the columns have the names alone and the first day that ends.
    fn question(&self, app: &App) -> String {
        let Some(user) = self.user() else { return String::new() };
        match given(app, user) {
            given if given.is_empty() => String::new(),
            given => app.words.say_with("user-roles", &[("name", user.name.clone()), ("roles", given)]),
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let may = |may: bool| if may { Ok(()) } else { Err(app.words.get("reason-no-right")) };
        let chosen = || if self.user().is_some() { Ok(()) } else { Err(app.words.get("reason-choose-row")) };
        match action {
            Action::UserNew => Some(may(app.abilities().accounts)),
            Action::UserGrant => Some(match self.user() {
                Some(user) => super::super::route::allowed(app, &user.grant),
                None => chosen(),
            }),
            Action::UserRoleEnd => Some(match self.user() {
                Some(user) if user.roles.is_empty() => Err(app.words.get("reason-no-roles-given")),
                Some(user) => super::super::route::allowed(app, &user.grant),
                None => chosen(),
            }),
            Action::UserRight => Some(match self.user() {
                Some(user) => super::super::route::allowed(app, &user.right),
                None => chosen(),
            }),
            Action::UserDeclare => Some(chosen().and_then(|()| may(app.abilities().grants))),
            Action::UserRightEnd => {
                Some(chosen().and_then(|()| may(app.abilities().grants)).and_then(|()| match self.user() {
                    Some(user) if user.rights.is_empty() => Err(app.words.get("reason-no-rights-given")),
                    _ => Ok(()),
                }))
            }
            Action::UserEnd | Action::UserCode => Some(chosen().and_then(|()| may(app.abilities().accounts))),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, _key: Option<Key>) -> Step {
        match action {
            Action::UserNew => FormScreen::ask(app, &office_forms::NEW_USER, Purpose::NewUser),
            Action::UserGrant | Action::UserRoleEnd | Action::UserRight | Action::UserDeclare => {
                if let Some((form, purpose)) = self.user().and_then(|user| form_of(action, user.user)) {
                    FormScreen::ask(app, form, purpose);
                }
            }
            Action::UserRightEnd => {
                if let Some(user) = self.user() {
                    let rights: Vec<String> = rights(app, user).collect();
                    let args = [("name", user.name.clone()), ("rights", rights.join(", "))];
                    let lines = vec![app.words.say_with("user-right-end-1", &args)];
                    let then = Then::EndRights(user.user);
                    let ask = Ask::new(app, "user-right-end-title", lines, "user-right-end-yes", then);
                    app.overlays.push(Overlay::Dialog(ask));
                }
            }
            Action::UserCode => {
                if let Some(user) = self.user() {
                    let line = app.words.say_with("user-code-1", &[("name", user.name.clone())]);
                    let then = Then::NewCode(user.user);
                    let ask = Ask::new(app, "user-code-title", vec![line], "user-code-yes", then);
                    app.overlays.push(Overlay::Dialog(ask));
                }
            }
            Action::UserEnd => {
                if let Some(user) = self.user() {
                    let line = app.words.say_with("user-passivate-1", &[("name", user.name.clone())]);
                    let lines = vec![line, app.words.get("user-passivate-2")];
                    let then = Then::Passivate(user.user);
                    let ask = Ask::new(app, "user-passivate-title", lines, "user-passivate-yes", then);
                    app.overlays.push(Overlay::Dialog(ask));
                }
            }
            Action::Refresh => app.ask_and_wait(false, Want::Users, Request::Users),
            Action::Back if app.abilities().clients => return Step::Leave,
            // There is no screen behind the users for those without clients: leaving it is Ctrl-Q.
            Action::Back => {}
            action if self.rows.act(action, view::body(app, self).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, app: &App, action: Action) -> bool {
        let may = app.abilities();
        match action {
            Action::Back => may.clients,
            // Where there is no supervisor yet, who makes the accounts gives the first role.
            Action::UserGrant => self.users.iter().any(|user| user.grant == Allowed::Yes),
            Action::UserRight => self.users.iter().any(|user| user.right == Allowed::Yes),
            Action::UserNew | Action::UserCode | Action::UserEnd => may.accounts,
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        self.rows.draw(buf, body, app.theme, &app.words)
    }
}
