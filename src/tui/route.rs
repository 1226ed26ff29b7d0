//! From keys to what they do: overlay, then the text of a field, then the key table, then the screen, then what is
//! live everywhere. It depends on the model only, never on a drawn frame.

use super::action::{Action, Context, by_id};
use super::app::{App, Entry, Shade};
use super::decode::Input;
use super::drafts;
use super::key::{Code, Key};
use super::msg::{DeadlineId, Effect};
use super::reply::{FormWant, Want};
use super::screen::form::FormScreen;
use super::screen::overlay::{Ask, Overlay, PickThen, Prompt, PromptThen, Proof, Then};
use super::screen::{Face, Screen, Step, card, list, login, search};
use super::widget::dialog::DialogEvent;
use super::widget::help::Help;
use super::widget::palette::palette;
use super::widget::pick_list::{Choice, PickEvent, PickList};
use super::widget::text_field::TextField;
use crate::desk::api::{Allowed, PasswordText, Request};
use crate::register::kinds::by_name;
use crate::register::words::Lang;
use crate::register::{Id, Kind};
use std::collections::VecDeque;

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
        Action::Worklist
        | Action::DayEnd
        | Action::GoSync
        | Action::GoConflicts
        | Action::GoLog
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
        | Action::Versions => reason("reason-not-yet"),
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
        Action::GoUsers if !app.abilities().users => reason("reason-no-right"),
        _ => Ok(()),
    }
}

/// A key or paste reaches the top.
pub fn dispatch(app: &mut App, input: Input) {
    if let Some(overlay) = app.overlays.pop() {
        return overlaid(app, overlay, input);
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
fn on_top(app: &mut App, work: impl FnOnce(&mut App, &mut Screen) -> Step, input: Option<&Input>) {
    let Some(Entry { serial, mut screen, age }) = app.stack.pop() else { return };
    app.here = Some(serial);
    let step = work(app, &mut screen);
    app.here = None;
    app.dirty = true;
    // The end of the visit clears the stack: then the screen is gone too.
    if !std::mem::take(&mut app.cleared) {
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
fn perform(app: &mut App, screen: &mut Screen, action: Action, key: Option<Key>) -> Step {
    if let Err(why) = ready_on(app, screen, action) {
        app.refuse(why);
        return Step::Done;
    }
    match screen.act(app, action, key) {
        Step::Pass => everywhere(app, screen, action),
        step => step,
    }
}

/// What is live everywhere.
fn everywhere(app: &mut App, screen: &mut Screen, action: Action) -> Step {
    match action {
        Action::Help => help(app, screen),
        Action::Palette => {
            let list = palette(screen.context(), &app.keymap, &app.words, &|a| ready_on(app, screen, a));
            app.overlays.push(Overlay::Palette(list));
        }
        Action::EndVisit => {
            if let Some(form) = screen.typed().filter(|form| form.unsaved()) {
                drafts::keep_text(app, form);
                app.say_id("form-kept");
            }
            drafts::keep_now(app);
            shut(app);
            to_search(app);
        }
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
                app.speak(*lang);
                app.say_id("language-changed");
            }
        }
        Action::Situation => {
            let choice = |(code, id): (&str, &str)| Choice {
                code: code.to_owned(),
                label: app.words.get(id),
                note: String::new(),
                allowed: true,
            };
            let choices = SITUATIONS.map(choice).to_vec();
            let list = PickList::new(app.words.get("situation-title"), choices).plain("pick-none");
            app.overlays.push(Overlay::Pick(list, PickThen::Situation));
        }
        Action::QuickNote => {
            app.ask_and_wait(false, Want::Templates(None, FormWant::default()), Request::Templates);
        }
        Action::WhoViewed => app.ask_and_wait(false, Want::Viewed, Request::WhoViewed),
        Action::Acceptance => app.ask_and_wait(false, Want::Accept, Request::Plan),
        Action::GoUsers => app.ask_and_wait(false, Want::Users, Request::Users),
        Action::Alerts => card::alerts(app),
        _ => app.bell(),
    }
    Step::Done
}

/// The service situations a user can choose: codes of list `channel` and their words.
const SITUATIONS: [(&str, &str); 4] = [
    ("desk", "situation-desk"),
    ("phone", "situation-phone"),
    ("video", "situation-video"),
    ("online", "situation-online"),
];

fn help(app: &mut App, screen: &Screen) {
    let field = screen.help(app);
    let lines =
        if screen.text_focus() && !field.is_empty() { super::text::wrap(&field, 76) } else { Vec::new() };
    let title = screen.title(app);
    let ready = |action: Action| ready_on(app, screen, action);
    let help = Help::new(&title, &lines, screen.context(), &app.keymap, &app.words, &ready);
    app.overlays.push(Overlay::Help(help));
}

fn overlaid(app: &mut App, overlay: Overlay, input: Input) {
    app.dirty = true;
    match (overlay, input) {
        (Overlay::Dialog(mut ask), Input::Key(key)) => match ask.dialog.key(key) {
            DialogEvent::None => app.overlays.push(Overlay::Dialog(ask)),
            DialogEvent::Confirmed => confirmed(app, ask.then),
            // Esc leaves everything as it is, a draft too.
            DialogEvent::Cancelled => {}
            DialogEvent::Discarded => drafts::drop_top(app),
        },
        (Overlay::Pick(mut list, then), Input::Key(key)) => match list.key(key) {
            PickEvent::None => app.overlays.push(Overlay::Pick(list, then)),
            PickEvent::Refused(why) => {
                app.refuse(why);
                app.overlays.push(Overlay::Pick(list, then));
            }
            PickEvent::Picked(code) => picked(app, then, &code),
            PickEvent::Closed => {}
        },
        (Overlay::Palette(mut list), Input::Key(key)) => match list.key(key) {
            PickEvent::None => app.overlays.push(Overlay::Palette(list)),
            PickEvent::Refused(why) => {
                app.refuse(why);
                app.overlays.push(Overlay::Palette(list));
            }
            PickEvent::Picked(id) => {
                if let Some(meta) = by_id(&id) {
                    let key = app.keymap.keys(meta.action).first().copied();
                    on_top(app, |app, screen| perform(app, screen, meta.action, key), None);
                    settle(app);
                }
            }
            PickEvent::Closed => {}
        },
        (Overlay::Prompt(prompt), Input::Key(key)) => prompted(app, prompt, key),
        (Overlay::Proof(proof), Input::Key(key)) => proved(app, proof, key),
        (Overlay::Help(mut help), Input::Key(key)) => {
            let rows = app.size.1.saturating_sub(6);
            let closes = app.keymap.resolve(key, Context::Popup, false) == Some(Action::Back)
                || key.code == Code::F(1);
            if !closes {
                if !help.key(key, rows) {
                    app.bell();
                }
                app.overlays.push(Overlay::Help(help));
            }
        }
        (Overlay::Pick(mut list, then), Input::Paste(text)) => {
            list.paste(&text);
            app.overlays.push(Overlay::Pick(list, then));
        }
        (Overlay::Palette(mut list), Input::Paste(text)) => {
            list.paste(&text);
            app.overlays.push(Overlay::Palette(list));
        }
        (Overlay::Proof(mut proof), Input::Paste(text)) => {
            if !proof.password.insert(&text) {
                app.bell();
            }
            app.overlays.push(Overlay::Proof(proof));
        }
        (Overlay::Prompt(mut prompt), Input::Paste(text)) => {
            prompt.field.insert(&text);
            app.overlays.push(Overlay::Prompt(prompt));
        }
        (overlay, Input::Paste(_)) => {
            app.bell();
            app.overlays.push(overlay);
        }
    }
}

fn prompted(app: &mut App, mut prompt: Prompt, key: Key) {
    let action = app.keymap.resolve(key, Context::Dialog, true);
    let reason = prompt.field.text().trim().to_owned();
    let sends = match action {
        Some(Action::Confirm) => true,
        Some(Action::DialogAct) => prompt.then.enter_is_enough(),
        Some(Action::Back) => return,
        _ => false,
    };
    if !sends {
        if prompt.field.key(key).is_none() {
            app.bell();
        }
    } else if reason.is_empty() {
        app.refuse(app.words.get("prompt-empty"));
    } else {
        return match prompt.then {
            PromptThen::Reveal(kind, record, field) => app.ask_and_wait(
                false,
                Want::Reveal(kind, field),
                Request::Reveal { kind, record, field, reason },
            ),
            PromptThen::History(kind, record) => {
                app.ask_and_wait(false, Want::RevealHistory, Request::RevealHistory { kind, record, reason })
            }
            PromptThen::Withdraw(kind, record) => {
                app.ask_and_wait(true, Want::Withdraw, Request::Withdraw { kind, record, reason });
            }
        };
    }
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A question was answered with yes.
pub fn confirmed(app: &mut App, then: Then) {
    match then {
        Then::Nothing => {}
        Then::Quit => leave_program(app),
        Then::LeaveForm => {
            drafts::keep_now(app);
            app.stack.pop();
        }
        Then::SendAgain => on_top(
            app,
            |app, screen| {
                match screen {
                    Screen::Form(form) => form.send_again(app),
                    Screen::Contacts(note) => note.send_again(app),
                    _ => {}
                }
                Step::Done
            },
            None,
        ),
        Then::TakeDraft(text) => drafts::put_back(app, &text),
        Then::Passivate(user) => {
            let want = Want::UserDone(Then::Passivate(user));
            app.ask_and_wait(true, want, Request::Passivate { user });
        }
        Then::NewCode(user) => {
            let want = Want::UserDone(Then::NewCode(user));
            app.ask_and_wait(true, want, Request::NewCode { user });
        }
    }
}

/// A key for the own password that an act on rights waits for.
fn proved(app: &mut App, mut proof: Proof, key: Key) {
    let enough =
        key.code == Code::Enter || app.keymap.resolve(key, Context::Dialog, true) == Some(Action::Confirm);
    if app.keymap.resolve(key, Context::Dialog, true) == Some(Action::Back) {
        return;
    }
    if enough && !proof.password.is_empty() {
        let password = PasswordText::from_text(proof.password.expose()).unwrap_or_default();
        let want = Want::Proof(proof.then);
        app.ask_and_wait(false, want, Request::Reauthenticate { password });
        return;
    }
    if proof.password.key(key) != Some(true) {
        app.bell();
    }
    app.overlays.push(Overlay::Proof(proof));
}

fn picked(app: &mut App, then: PickThen, code: &str) {
    match then {
        PickThen::Nothing => {}
        PickThen::Situation => {
            if let Some((code, _)) = SITUATIONS.iter().find(|(one, _)| *one == code) {
                app.situation = code;
            }
        }
        PickThen::NewRecord => {
            if let Some(kind) = by_name(code) {
                list::new_record(app, kind, FormWant::default());
            }
        }
        PickThen::Field(number) => on_top(
            app,
            |app, screen| {
                match screen {
                    Screen::Form(form) => form.picked(app, number, code),
                    Screen::Contacts(note) => note.form.picked(app, number, code),
                    _ => {}
                }
                Step::Done
            },
            None,
        ),
    }
}

/// Asks why a hidden value should be shown.
pub fn ask_reveal(app: &mut App, kind: &'static Kind, record: Id, field: u16, label: &str) {
    let title = app.words.get_with("reveal-title", &[("field", label.into())]);
    let then = PromptThen::Reveal(kind, record, field);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}

/// Asks why the hidden values of a history should be shown.
pub fn ask_reveal_history(app: &mut App, kind: &'static Kind, record: Id) {
    let title = app.words.get("reveal-history-title");
    let then = PromptThen::History(kind, record);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}

/// The client's file is shut; nothing of the client stays in the face.
pub fn shut(app: &mut App) {
    if app.file.take().is_some() {
        app.ask(Want::Quiet, Request::EndVisit);
        app.cancel(DeadlineId::Draft);
        app.cancel(DeadlineId::Mask);
        app.mask_set = false;
    }
}

/// Every screen is closed but an empty search.
fn to_search(app: &mut App) {
    app.overlays.clear();
    app.stack.clear();
    app.cleared = true;
    let run = app.new_run();
    app.next.push(Screen::Search(search::Search::new(run)));
}

/// A read was let go.
pub fn cancelled(app: &mut App) {
    app.restore.clear();
    if app.at_login() {
        app.ask(Want::Quiet, Request::Logout);
    } else if app.file.is_none() {
        // The file may have been opened behind the cancelled request: it is shut.
        app.ask(Want::Quiet, Request::EndVisit);
    }
}

/// What a key asked for that needs the whole stack.
pub fn settle(app: &mut App) {
    if std::mem::take(&mut app.wants_lock) {
        lock(app, false);
    }
    if std::mem::take(&mut app.wants_quit) {
        quit(app);
    }
}

/// Locks: what is on the screens goes to the desk to be sealed, everything else is forgotten.
pub fn lock(app: &mut App, automatic: bool) {
    if app.session.is_none() {
        return;
    }
    let keep = drafts::kept_text(app);
    for id in [
        DeadlineId::Cover,
        DeadlineId::Warn,
        DeadlineId::Lock,
        DeadlineId::HandLock,
        DeadlineId::LockWait,
        DeadlineId::Draft,
        DeadlineId::Late,
        DeadlineId::Mask,
    ] {
        app.cancel(id);
    }
    forget(app);
    let login = std::mem::take(&mut app.login_name);
    app.unsealed.retain(|(name, _)| *name != login);
    app.unsealed.extend(keep.clone().map(|text| (login.clone(), text)));
    app.push(Screen::Login(login::Login::locked(&login, app.now, false)));
    app.ask(Want::Locked(login), Request::Lock { automatic, keep });
    app.out.push(Effect::ClearScrollback);
}

/// Nothing of a client or a user stays in the face. Containers are given back and not only emptied: what stood in one
/// stays readable in it as long as it lives, keys that were typed ahead too.
pub fn forget(app: &mut App) {
    app.stack = Vec::new();
    app.overlays = Vec::new();
    app.pending = Vec::new();
    app.parked = VecDeque::new();
    app.next = Vec::new();
    app.restore = VecDeque::new();
    app.dup = Vec::new();
    app.waiting = None;
    app.file = None;
    app.session = None;
    app.message = String::new();
    app.shade = Shade::Open;
    app.mask_set = false;
    app.dirty = true;
}

/// Ctrl-Q: asks first when something would be left unfinished.
pub fn quit(app: &mut App) {
    let unfinished = app.stack.iter().any(|e| e.screen.typed().is_some_and(FormScreen::unsaved));
    if unfinished || !app.unsealed.is_empty() {
        let lines = if app.unsealed.is_empty() {
            vec![app.words.get("form-leave-1"), app.words.get("form-leave-2")]
        } else {
            super::text::wrap(&app.words.get_with("lock-not-kept", &[("why", "".into())]), 58)
        };
        let ask = Ask::new(app, "quit-title", lines, "quit-yes", Then::Quit);
        app.overlays.push(Overlay::Dialog(ask));
    } else {
        leave_program(app);
    }
}

fn leave_program(app: &mut App) {
    drafts::keep_now(app);
    if app.session.is_some() {
        app.ask(Want::Quiet, Request::Logout);
    }
    app.out.push(Effect::Quit(0));
}

/// What was revealed is hidden again.
pub fn mask(app: &mut App) {
    for entry in &mut app.stack {
        match &mut entry.screen {
            Screen::Card(card) => card.mask(),
            Screen::Form(form) => form.mask(),
            Screen::History(history) => history.mask(),
            _ => {}
        }
    }
    app.dirty = true;
}
