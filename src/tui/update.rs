//! One message in, effects out. No input or output, no clock, no randomness: everything comes with the message.

use super::action::{Action, Context};
use super::app::{App, PARK_MAX, Shade};
use super::decode::Input;
use super::key::{Code, Key};
use super::msg::{DeadlineId, Effect, Msg};
use super::route;
use super::screen::Overlay;
use super::session;
use super::speak::Speak;

/// Takes a message at a moment (UTC milliseconds) and says what is to be done.
pub fn update(app: &mut App, now: i64, msg: Msg) -> Vec<Effect> {
    app.now = now;
    match msg {
        Msg::Input(input) => {
            app.dirty = true;
            session::rest(app);
            input_came(app, input);
        }
        Msg::Reply(req, reply) => {
            super::reply::reply(app, req, reply);
            if app.waiting.is_none() && matches!(app.shade, Shade::Cover { locks: true, .. }) {
                session::lock(app, false);
            }
            replay(app);
        }
        Msg::Notice(notice) => {
            if let Some(session) = &mut app.session {
                session.unsent = notice.unsent;
                session.conflicts = notice.conflicts;
                app.dirty = true;
            }
        }
        Msg::Due(id) => {
            due(app, id);
            replay(app);
        }
        Msg::Resize(width, height) => {
            app.size = (width, height);
            app.dirty = true;
        }
    }
    std::mem::take(&mut app.out)
}

fn input_came(app: &mut App, input: Input) {
    let global = match &input {
        Input::Key(key) => app.keymap.resolve(*key, Context::Global, true),
        Input::Paste(_) => None,
    };
    let working = app.session.is_some() && !app.at_login();
    if app.too_small() {
        // Only what makes the screen safe or ends the work; everything else would be typed blindly.
        return match global {
            Some(Action::Lock) if working => session::lock(app, false),
            Some(Action::Quit) => session::quit(app),
            _ => app.bell(),
        };
    }
    if let Shade::Cover { locks, .. } = app.shade {
        return match global {
            Some(Action::Lock) if working => session::lock(app, false),
            Some(Action::Cover | Action::Back) if !locks => {
                app.shade = Shade::Open;
                app.cancel(DeadlineId::HandLock);
            }
            _ => app.bell(),
        };
    }
    match global {
        Some(Action::Cover) if working => return cover(app, true),
        Some(Action::Lock) if working => return lock_or_wait(app),
        _ => {}
    }
    if app.waiting.is_some() {
        return waits(app, input, global);
    }
    if born_of_reply(app) && !answers(app, &input) {
        park(app, input);
        return replay(app);
    }
    dispatch(app, input);
    replay(app);
}

/// Whether a key answers the dialog on top, whatever it was typed for: F9, Esc and what throws away.
fn answers(app: &App, input: &Input) -> bool {
    let Input::Key(key) = input else { return false };
    app.keymap.resolve(*key, Context::Dialog, false) == Some(Action::Confirm)
        || app.keymap.resolve(*key, Context::Global, true) == Some(Action::Back)
        || matches!(app.overlays.last(), Some(Overlay::Dialog(ask)) if ask.dialog.is_discard(*key))
}

/// A dialog that nobody asked for by a key: what was typed for the screen below must not answer it.
fn born_of_reply(app: &App) -> bool {
    matches!(app.overlays.last(), Some(Overlay::Dialog(dialog)) if dialog.born_of_reply)
}

fn park(app: &mut App, input: Input) {
    if app.parked.len() < PARK_MAX {
        app.parked.push_back(input);
    } else {
        app.bell();
        app.say_id("wait-full");
    }
}

fn waits(app: &mut App, input: Input, global: Option<Action>) {
    let (write, late) = app.waiting.as_ref().map_or((false, false), |w| (w.write, w.late));
    if global == Some(Action::Back) && !write && (late || app.parked.is_empty()) {
        let keys = app.parked.len();
        app.parked.clear();
        if let Some(waiting) = app.waiting.take() {
            app.supersede(waiting.req);
            app.cancel(DeadlineId::Late);
            session::cancelled(app);
            app.sent = None;
            app.message.clear();
            if keys > 0 {
                let text = app.words.say_with("wait-cancelled", &[("n", keys.to_string())]);
                app.say(text);
            }
        }
        return;
    }
    park(app, input);
}

/// Ctrl-L. Behind a write the screen is covered at once and locked when the write is answered, or soon.
fn lock_or_wait(app: &mut App) {
    if app.waiting.as_ref().is_some_and(|w| w.write) {
        app.shade = Shade::Cover { by_hand: true, locks: true };
        app.at(DeadlineId::LockWait, app.now + super::app::LATE_MS);
    } else {
        session::lock(app, false);
    }
}

fn cover(app: &mut App, by_hand: bool) {
    app.shade = Shade::Cover { by_hand, locks: false };
    app.dirty = true;
    if by_hand {
        let seconds = app.session.as_ref().map_or(60, |s| s.idle.2);
        app.at(DeadlineId::HandLock, app.now + i64::from(seconds) * 1000);
    }
}

/// The parked keys go on until one of them has to wait again. Key n sees what key n-1 left.
pub(super) fn replay(app: &mut App) {
    super::drafts::freshen(app);
    while app.waiting.is_none() {
        let answer = || app.parked.iter().position(|input| answers(app, input));
        let at = if born_of_reply(app) { answer() } else { Some(0) };
        let Some(input) = at.and_then(|at| app.parked.remove(at)) else {
            // Who presses Enter at a question sees why nothing happens.
            if !app.parked.is_empty() && app.message.is_empty() {
                app.say_id("wait-answer");
            }
            return;
        };
        app.dirty = true;
        dispatch(app, input);
        super::drafts::freshen(app);
    }
}

/// A key or paste reaches the top of the screens.
fn dispatch(app: &mut App, input: Input) {
    app.message.clear();
    route::dispatch(app, input);
}

fn due(app: &mut App, id: DeadlineId) {
    let working = app.session.is_some() && !app.at_login();
    match id {
        DeadlineId::Cover if working && app.shade == Shade::Open => cover(app, false),
        DeadlineId::Warn if working && app.shade == Shade::Open => {
            let seconds = app.session.as_ref().map_or(0, |session| session.lock_warning);
            let text = app.words.say_with("shell-lock-warning", &[("seconds", seconds.to_string())]);
            app.say(text);
        }
        DeadlineId::Lock if working => session::lock(app, true),
        DeadlineId::HandLock if working && matches!(app.shade, Shade::Cover { by_hand: true, .. }) => {
            session::lock(app, true);
        }
        DeadlineId::LockWait if matches!(app.shade, Shade::Cover { locks: true, .. }) => {
            session::lock(app, false);
        }
        DeadlineId::Late => {
            if let Some(waiting) = &mut app.waiting {
                waiting.late = true;
                let id = if waiting.write { "wait-late-write" } else { "wait-late-read" };
                app.say_id(id);
            }
        }
        DeadlineId::Draft => super::drafts::keep_all(app),
        DeadlineId::Mask => {
            app.mask_set = false;
            route::mask(app);
        }
        _ => {}
    }
}

/// Whether a key is the one that turns the page or moves in a list: it needs the hits of the text as typed.
pub(super) fn moves(key: Key) -> bool {
    matches!(key.code, Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Tab | Code::Enter)
        || key.code == Code::F(6)
}
