//! Where a session and a visit begin and end on the screens: who has come in finds again what was kept, and nothing
//! of a client stays behind a lock, an end of visit or an exit.

use super::app::{App, Shade};
use super::drafts;
use super::msg::{DeadlineId, Effect};
use super::refusal::reason;
use super::screen::form::FormScreen;
use super::screen::overlay::{Ask, Overlay, Then};
use super::screen::{Face, Screen, login, search, show};
use super::speak::Speak;
use super::want::Want;
use crate::desk::api::{LoggedIn, Reply, Request};
use std::collections::VecDeque;

/// Somebody is in. What was kept for the same user comes back; nobody else's can, the desk does not send it.
pub fn logged_in(app: &mut App, mut session: LoggedIn) {
    let name = match app.top() {
        Some(Screen::Login(login)) => login.user().trim().to_owned(),
        _ => String::new(),
    };
    // Keys typed ahead of the login belong to what it opens.
    let parked = std::mem::take(&mut app.parked);
    forget(app);
    app.parked = parked;
    app.login_name = name;
    let (login, kept) = (app.login_name.clone(), session.kept.take());
    app.unsealed.retain(|name| *name != login);
    let notices: Vec<String> = session.notices.iter().map(|m| show::say(&app.words, m)).collect();
    app.session = Some(session);
    rest(app);
    drafts::bring_back(app, kept.as_deref());
    if !notices.is_empty() {
        app.say(notices.join(" "));
    }
}

/// The idle limits begin anew.
pub fn rest(app: &mut App) {
    if let Some(session) = &app.session {
        let minutes = |n: u32| i64::from(n) * 60_000;
        let (cover, lock, _) = session.idle;
        let (cover, lock) = (app.now + minutes(cover), app.now + minutes(lock));
        let warning = lock - i64::from(session.lock_warning) * 1_000;
        app.at(DeadlineId::Cover, cover);
        app.at(DeadlineId::Warn, warning);
        app.at(DeadlineId::Lock, lock);
    }
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

/// The visit ends: the file is shut, every screen closes but an empty search.
pub(super) fn end_visit(app: &mut App) {
    shut(app);
    app.overlays.clear();
    app.stack.clear();
    let run = app.new_run();
    app.push(Screen::Search(search::Search::new(run)));
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

/// The screens are locked; what is said of their text is what the desk said.
pub(super) fn locked(app: &mut App, login: &str, reply: Reply) {
    match reply {
        Reply::Refused(refusal) => {
            if app.unsealed.iter().any(|name| name == login) {
                let why = reason(app, &refusal);
                app.refuse(app.words.get_with("lock-not-kept", &[("why", why.into())]));
            }
        }
        _ => {
            let before = app.unsealed.len();
            app.unsealed.retain(|name| name != login);
            if let Some(Screen::Login(screen)) = app.stack.last_mut().map(|e| &mut e.screen)
                && before != app.unsealed.len()
            {
                screen.text_is_kept();
            }
        }
    }
}

/// Locks: what is on the screens goes to the desk to be sealed, everything else is forgotten.
pub fn lock(app: &mut App, automatic: bool) {
    if app.session.is_none() {
        return;
    }
    // The screens come back only where the file is still open: not after a kill, nor after another user. The text of
    // each form is kept by itself too.
    drafts::keep_now(app);
    let keep = drafts::kept_text(app);
    let typed = unfinished(app);
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
    app.unsealed.retain(|name| *name != login);
    // Screens on which nobody typed are given back too, but nothing is said of a text that is none.
    if keep.is_some() && typed {
        app.unsealed.push(login.clone());
    }
    app.push(Screen::Login(login::Login::locked(&login, app.now, false)));
    app.ask(Want::Locked(login), Request::Lock { automatic, keep });
    // Another window may have come or gone meanwhile.
    app.ask(Want::Welcome, Request::Welcome);
    app.out.push(Effect::ClearScrollback);
}

/// Nothing of a client or a user stays in the face. Containers are given back and not only emptied: what stood in one
/// stays readable in it as long as it lives, keys that were typed ahead too.
pub fn forget(app: &mut App) {
    app.stack = Vec::new();
    app.overlays = Vec::new();
    app.sent = None;
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

/// Some form on the screens has text that is not saved.
fn unfinished(app: &App) -> bool {
    app.stack.iter().any(|e| e.screen.typed().is_some_and(FormScreen::unsaved))
}

/// Ctrl-Q: what is typed is kept first, and the desk says how many texts are.
pub fn quit(app: &mut App) {
    if app.session.is_some() && !app.too_small() {
        drafts::keep_now(app);
        app.ask_and_wait(false, Want::Quit, Request::Drafts);
    } else if app.session.is_some() && loses(app) {
        app.bell(); // nothing can be asked in a window this small
    } else if app.unsealed.is_empty() {
        leave_program(app);
    } else {
        ask_to_quit(app, vec![app.words.get_with("lock-not-kept", &[("why", "".into())])]);
    }
}

/// The desk has said how many texts are kept: who leaves some behind is asked first.
pub(super) fn quit_asked(app: &mut App, reply: Reply) {
    let mut lines = match reply {
        Reply::Drafts(0) => Vec::new(),
        Reply::Drafts(n) => vec![app.words.say_with("quit-drafts", &[("n", n.to_string())])],
        Reply::Refused(refusal) => vec![reason(app, &refusal)],
        _ => Vec::new(),
    };
    if loses(app) {
        lines.push(app.words.get("form-lost-1"));
    }
    if lines.is_empty() {
        leave_program(app);
    } else {
        ask_to_quit(app, lines);
    }
}

/// Whether the end of the program loses what is typed in some form, because it is kept nowhere.
fn loses(app: &App) -> bool {
    let lost = |form: &FormScreen| {
        let kept = drafts::place(app, form).is_some() && (app.too_small() || !form.unkept);
        form.has_text() && !kept
    };
    app.stack.iter().any(|entry| entry.screen.typed().is_some_and(lost))
}

fn ask_to_quit(app: &mut App, lines: Vec<String>) {
    let ask = Ask::new(app, "quit-title", lines, "quit-yes", Then::Quit);
    app.overlays.push(Overlay::Dialog(ask.of_reply()));
}

pub(super) fn leave_program(app: &mut App) {
    drafts::keep_now(app);
    if app.session.is_some() {
        app.ask(Want::Quiet, Request::Logout);
    }
    app.out.push(Effect::Quit(0));
}
