//! What the desk refused: said where the person looks, in the field, on row 23 or in a question.

use super::app::App;
use super::screen::form::FormScreen;
use super::screen::overlay::{Ask, Overlay, Proof, Then};
use super::screen::{Screen, show};
use super::session;
use super::want::Want;
use super::widget::password::Password;
use crate::desk::api::{Message, Refusal};

/// Why something was refused, for row 23.
pub(super) fn reason(app: &App, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAllowed(m) | Refusal::Cannot(m) | Refusal::Confirm(m) => show::say(&app.words, m),
        Refusal::Fault(m, code) => format!("{} ({code})", show::say(&app.words, m)),
        Refusal::NoSession => app.words.get("session-ended"),
        Refusal::Invalid(_) | Refusal::Stale(_) => String::new(),
    }
}

/// The support code of a fault. Its sentence is of saving, and would be read as "save again".
pub(super) fn code(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Fault(_, code) => format!(" ({code})"),
        _ => String::new(),
    }
}

/// It was not done: said where the person looks.
pub(super) fn not_done(app: &mut App, want: &Want, refusal: Refusal) {
    app.message.clear();
    match (want, refusal) {
        (Want::Save, Refusal::Invalid(problems)) => on_form(app, |app, form| form.wrong(app, &problems)),
        (Want::Note, Refusal::Invalid(problems)) => {
            let Some(mut entry) = app.stack.pop() else { return };
            if let Screen::Contacts(note) = &mut entry.screen {
                note.wrong(app, &problems);
            }
            app.stack.push(entry);
        }
        (Want::Save, Refusal::Stale(theirs)) => on_form(app, |app, form| form.stale(app, &theirs)),
        (Want::Save, Refusal::Cannot(message)) if message.id == PROOF => {
            ask_proof(app, Then::SendAgain(None))
        }
        (Want::UserDone(then), Refusal::Cannot(message)) if message.id == PROOF => {
            ask_proof(app, then.clone());
        }
        (Want::Save | Want::Note, Refusal::Confirm(message)) => {
            let lines = vec![show::say(&app.words, &message)];
            let ask = Ask::new(app, "confirm-title", lines, "confirm-yes", Then::SendAgain(Some(message.id)));
            app.overlays.push(Overlay::Dialog(ask.of_reply()));
        }
        (want, refusal) => {
            // What somebody typed is not typed twice: a reason that is too short is gone on with. Where there is no
            // right or no session, no reason helps.
            let helps = !matches!(refusal, Refusal::NotAllowed(_) | Refusal::NoSession);
            if want.was_prompted()
                && let Some(prompt) = app.sent.take().filter(|_| helps)
            {
                app.overlays.push(Overlay::Prompt(prompt));
            }
            refused(app, refusal);
        }
    }
}

/// The refusal that is answered with the own password.
const PROOF: &str = "error-password-again";

/// Asks the own password. While a session is gone there is nobody to ask.
pub(super) fn ask_proof(app: &mut App, then: Then) {
    if app.session.is_some() {
        app.overlays.push(Overlay::Proof(Proof { password: Password::default(), then }));
    }
}

fn on_form(app: &mut App, work: impl FnOnce(&mut App, &mut FormScreen)) {
    let Some(mut entry) = app.stack.pop() else { return };
    if let Screen::Form(form) = &mut entry.screen {
        work(app, form);
    }
    app.stack.push(entry);
}

/// A refusal that belongs to no field.
pub fn refused(app: &mut App, refusal: Refusal) {
    match refusal {
        Refusal::NotAllowed(message) | Refusal::Cannot(message) | Refusal::Confirm(message) => {
            let text = show::say(&app.words, &message);
            app.refuse(text);
        }
        Refusal::Invalid(problems) => {
            let text = problems.first().map_or_else(String::new, |problem| {
                let args: Vec<(&'static str, String)> = Vec::new();
                show::say(&app.words, &Message { id: problem.id, args })
            });
            app.refuse(text);
        }
        Refusal::Stale(_) => app.refuse(app.words.get("form-stale")),
        Refusal::Fault(message, code) => {
            let text = vec![
                show::say(&app.words, &message),
                app.words.get_with("fault-code", &[("code", code.into())]),
            ];
            let ask = Ask::new(app, "fault-title", text, "dialog-read", Then::Nothing);
            app.overlays.push(Overlay::Dialog(ask.of_reply()));
        }
        Refusal::NoSession => {
            // The desk has ended it and has no key any more, but can still seal what stands on the screens.
            session::lock(app, true);
            app.say_id("session-ended");
        }
    }
}
