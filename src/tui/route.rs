//! From keys to what they do: overlay, then the text of a field, then the key table, then the screen, then what is
//! live everywhere. It depends on the model only, never on a drawn frame.

use super::action::{ACTIONS, Action, Context};
use super::app::{App, Entry, Shade};
use super::decode::Input;
use super::drafts;
use super::key::Key;
use super::msg::DeadlineId;
use super::overlaid;
use super::screen::form::{FormScreen, Purpose};
use super::screen::overlay::{Ask, Leaving, Overlay, PickThen, PromptThen, Then};
use super::screen::{Face, Screen, Step, card, login, office_forms, registers};
use super::session;
use super::text::wrap;
use super::want::{FormWant, Want};
use super::widget::help::Help;
use super::widget::palette::palette;
use super::widget::pick_list::{Choice, PickList};
use crate::desk::api::{Allowed, Request};
use crate::register::words::{Lang, Words};

/// What the desk allows, as a spoken reason.
///
/// # Errors
/// The reason why not.
pub fn allowed(app: &App, allowed: &Allowed) -> Result<(), String> {
    match allowed {
        Allowed::Yes => Ok(()),
        Allowed::No(why) => Err(super::screen::show::say(&app.words, why)),
    }
}

/// Whether an action has its key and its words, and comes with a later version.
pub fn not_yet(action: Action) -> bool {
    matches!(
        action,
        Action::Worklist
            | Action::DayEnd
            | Action::GoSync
            | Action::GoConflicts
            | Action::GoPack
            | Action::GoExports
            | Action::GoSettings
            | Action::SearchThird
            | Action::SearchRegister
            | Action::CompareAnswers
            | Action::MoveEntry
            | Action::ShowClient
            | Action::PapersMenu
            | Action::OwnData
    )
}

/// Whether an action can be done on the top screen now; if not, why.
///
/// # Errors
/// The reason why not, spoken.
pub fn ready(app: &App, action: Action) -> Result<(), String> {
    match app.top() {
        Some(screen) => ready_on(app, screen, action),
        None => Ok(()),
    }
}

fn ready_on(app: &App, screen: &Screen, action: Action) -> Result<(), String> {
    if let Some(answer) = screen.ready(app, action) {
        return answer;
    }
    let reason = |id: &str| Err(app.words.get(id));
    let at_login = matches!(screen, Screen::Login(_));
    match action {
        _ if not_yet(action) => reason("reason-not-yet"),
        Action::EndVisit | Action::Palette | Action::Situation | Action::Cover | Action::Lock if at_login => {
            reason("reason-log-in")
        }
        Action::QuickNote => match app.file.as_ref().filter(|_| screen.in_file()) {
            Some(file) => allowed(app, &file.may.note),
            None => reason("reason-no-client"),
        },
        Action::WhoViewed => match &app.file {
            Some(file) => allowed(app, &file.may.who_viewed),
            None => reason("reason-no-client"),
        },
        Action::Acceptance => match &app.file {
            Some(file) if file.plan_waits.is_some() => allowed(app, &file.may.accept),
            _ => reason("reason-no-plan-waits"),
        },
        Action::Alerts if app.file.is_none() => reason("reason-no-client"),
        Action::Reveal => reason("reason-nothing-hidden"),
        Action::GoLog if !app.abilities().log_sums => reason("reason-no-right"),
        Action::GoUsers if !app.abilities().users => reason("reason-no-right"),
        Action::EndVisit | Action::Situation if !app.abilities().clients => reason("reason-no-clients"),
        Action::ConfirmClock if !app.abilities().configure => reason("reason-administrator"),
        _ => Ok(()),
    }
}

/// A key or paste reaches the top.
pub fn dispatch(app: &mut App, input: Input) {
    if let Some(overlay) = app.overlays.pop() {
        return overlaid::overlaid(app, overlay, input);
    }
    if drafts::read_again(app, &input) {
        return;
    }
    on_top(
        app,
        |app, screen| match &input {
            Input::Paste(text) => {
                screen.paste(app, text);
                Step::Done
            }
            Input::Key(key) => keyed(app, screen, *key),
        },
        Some(&input),
    );
    settle(app);
}

/// Works on the top screen while it is off the stack, then puts it back and the new ones over it.
pub(super) fn on_top(app: &mut App, work: impl FnOnce(&mut App, &mut Screen) -> Step, input: Option<&Input>) {
    let Some(Entry { serial, mut screen, age }) = app.stack.pop() else { return };
    app.here = Some(serial);
    let step = work(app, &mut screen);
    app.here = None;
    app.dirty = true;
    match step {
        Step::Leave => {}
        Step::Park(req) => {
            app.stack.push(Entry { serial, screen, age });
            if let Some(input) = input {
                app.parked.push_front(input.clone());
            }
            app.wait_for(req, false);
        }
        Step::Done | Step::Pass => app.stack.push(Entry { serial, screen, age }),
    }
    for screen in std::mem::take(&mut app.next) {
        app.push(screen);
    }
    if app.stack.is_empty() {
        app.push(Screen::Login(login::Login::new()));
    }
}

fn keyed(app: &mut App, screen: &mut Screen, key: Key) -> Step {
    match screen.key(app, key) {
        Step::Pass => {}
        step => return step,
    }
    match app.keymap.resolve(key, screen.context(), screen.text_focus()) {
        Some(action) => perform(app, screen, action, Some(key)),
        None => {
            app.bell();
            Step::Done
        }
    }
}

/// Does an action on a screen, if it can be done now.
pub(super) fn perform(app: &mut App, screen: &mut Screen, action: Action, key: Option<Key>) -> Step {
    if let Err(why) = ready_on(app, screen, action) {
        app.refuse(named(app, action, why));
        return Step::Done;
    }
    match screen.act(app, action, key) {
        Step::Pass => everywhere(app, screen, action),
        step => step,
    }
}

/// A reason as a sentence of its own: what is refused, and why. A sentence stays as it is.
pub(super) fn named(app: &App, action: Action, why: String) -> String {
    let meta = ACTIONS.iter().find(|meta| meta.action == action);
    match meta.filter(|_| why.chars().next().is_some_and(char::is_lowercase) && !why.ends_with('.')) {
        Some(meta) => format!("{}: {why}.", app.words.get(&meta.words()).trim_end_matches('…')),
        None => why,
    }
}

/// What is live everywhere.
fn everywhere(app: &mut App, screen: &mut Screen, action: Action) -> Step {
    match action {
        Action::Help => help(app, screen),
        Action::Palette => {
            // What is typed in a form or at the login is not left by the palette.
            let more = match screen.context() {
                Context::Login | Context::Form => Vec::new(),
                context => {
                    card::choices(app, screen, context).into_iter().chain(registers::choices(app)).collect()
                }
            };
            let ready = |action| ready_on(app, screen, action);
            let list = palette(screen.context(), &app.keymap, &app.words, &ready, more);
            app.overlays.push(Overlay::Palette(list));
        }
        // The text has to be on the stack to be kept, and kept to be left.
        Action::EndVisit => app.wants_leave = Some(Leaving::Visit),
        Action::Back => return Step::Leave,
        Action::Cover => app.shade = Shade::Cover { by_hand: true, locks: false },
        Action::Lock => {
            // The lock keeps what is on the stack: the screen has to be there.
            app.wants_lock = true;
        }
        Action::Quit => app.wants_quit = true,
        Action::Language => {
            let at = Lang::ALL.iter().position(|l| *l == app.words.lang()).unwrap_or(0);
            if let Some(lang) = Lang::ALL.get((at + 1) % Lang::ALL.len()) {
                app.spoke = Some(app.speak(*lang));
                app.say_id("language-changed");
            }
        }
        Action::Situation => {
            let choice = |(code, id): &(&str, &str)| Choice {
                code: (*code).to_owned(),
                label: app.words.get(id),
                note: String::new(),
                allowed: true,
            };
            let choices = SITUATIONS.iter().map(choice).collect();
            let list = PickList::new(app.words.get("situation-title"), choices).plain("pick-none");
            let list = list.numbered().at(Some(app.situation));
            app.overlays.push(Overlay::Pick(list, PickThen::Situation));
        }
        Action::QuickNote => {
            app.ask_and_wait(false, Want::Templates(None, FormWant::default()), Request::Templates);
        }
        Action::WhoViewed => app.ask_and_wait(false, Want::Viewed, Request::WhoViewed),
        Action::Acceptance => app.ask_and_wait(false, Want::Accept, Request::Plan),
        Action::GoUsers => app.ask_and_wait(false, Want::Users, Request::Users),
        Action::GoLog => app.ask_and_wait(false, Want::LogSums, Request::LogSums { from: 0, until: 0 }),
        Action::ChangePassword => app.next.push(Screen::Password(login::Login::own_password())),
        Action::DeclareOwn => FormScreen::ask(app, &office_forms::DECLARE, Purpose::Declare(None)),
        Action::Alerts => card::alerts(app),
        Action::ConfirmClock => {
            let now = super::screen::show::moment(app.now);
            let says = app.words.get_with("clock-confirm-1", &[("now", now.into())]);
            let lines = vec![says, app.words.get("clock-confirm-2")];
            let ask = Ask::new(app, "clock-confirm-title", lines, "clock-confirm-yes", Then::ConfirmClock);
            app.overlays.push(Overlay::Dialog(ask));
        }
        _ => app.bell(),
    }
    Step::Done
}

/// The service situations a user can choose: codes of list `channel` and their words.
pub(super) const SITUATIONS: [(&str, &str); 4] = [
    ("desk", "situation-desk"),
    ("phone", "situation-phone"),
    ("video", "situation-video"),
    ("online", "situation-online"),
];

fn help(app: &mut App, screen: &Screen) {
    let field = screen.help(app);
    let mut lines = screen.topic(app);
    if lines.is_empty() && screen.text_focus() && !field.is_empty() {
        lines = wrap(&field, 76);
    }
    let title = screen.title(app);
    let ready = |action: Action| ready_on(app, screen, action);
    let help =
        Help::new(&title, &lines, screen.context(), &app.keymap, &app.words, &ready, screen.text_focus());
    app.overlays.push(Overlay::Help(help));
}

/// What a key asked for that needs the whole stack.
pub fn settle(app: &mut App) {
    if let Some(leaving) = app.wants_leave.take() {
        drafts::leave(app, leaving);
    }
    if let Some(before) = app.spoke.take() {
        respeak(app, &before);
    }
    if std::mem::take(&mut app.wants_lock) {
        session::lock(app, false);
    }
    if std::mem::take(&mut app.wants_quit) {
        session::quit(app);
    }
}

/// Another language is spoken: forms keep what is typed, everything else is read again.
fn respeak(app: &mut App, before: &Words) {
    let mut stack = std::mem::take(&mut app.stack);
    for entry in &mut stack {
        match &mut entry.screen {
            Screen::Contacts(note) => note.respeak(app, before),
            screen => screen.typed_mut().into_iter().for_each(|form| form.respeak(app, before)),
        }
    }
    app.stack = stack;
    app.dup.clear(); // texts of records in the words of before
    drafts::written(app);
    drafts::freshen(app);
}

/// What was revealed is hidden again.
pub fn mask(app: &mut App) {
    app.overlays.retain(|overlay| !matches!(overlay, Overlay::Help(help) if help.of_client));
    let asked =
        |over: &Overlay| matches!(over, Overlay::Prompt(p) if matches!(p.then, PromptThen::Reveal(..)));
    let coming = app.pending.iter().any(|pending| matches!(pending.want, Want::Reveal(..)));
    let mut waits = None;
    let asked = coming || app.overlays.iter().any(asked);
    let mut stack = std::mem::take(&mut app.stack);
    for entry in &mut stack {
        match &mut entry.screen {
            Screen::Card(card) => card.mask(),
            Screen::Form(form) => form.mask(),
            Screen::List(list) => waits = list.mask(app, asked).or(waits),
            Screen::OnlyRead(history) => history.mask(),
            _ => {}
        }
    }
    app.stack = stack;
    app.dirty = true;
    if let Some(seconds) = waits {
        app.at(DeadlineId::Mask, app.now.saturating_add(i64::from(seconds) * 1000));
    }
}
