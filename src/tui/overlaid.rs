//! Keys for what lies over a screen: questions, lists to pick from, a typed reason, the own password, help.

use super::action::{Action, Context, by_id};
use super::app::App;
use super::decode::Input;
use super::drafts;
use super::key::{Code, Key};
use super::msg::DeadlineId;
use super::route::{SITUATIONS, named, on_top, perform, settle};
use super::screen::form::naming;
use super::screen::overlay::{Overlay, PickThen, Prompt, PromptThen, Proof, Then};
use super::screen::{Screen, Step, card, list, registers, view};
use super::session;
use super::update::moves;
use super::want::{FormWant, Want};
use super::widget::dialog::DialogEvent;
use super::widget::pick_list::{PickEvent, PickList};
use super::widget::text_field::TextField;
use crate::desk::api::{PasswordText, Request};
use crate::register::kinds::by_name;
use crate::register::{Id, Kind};

/// A key or paste for an overlay that was taken off; what stays open is put back.
pub(super) fn overlaid(app: &mut App, overlay: Overlay, input: Input) {
    app.dirty = true;
    match (overlay, input) {
        (Overlay::Dialog(mut ask), Input::Key(key)) => match ask.dialog.key(key) {
            DialogEvent::None => app.overlays.push(Overlay::Dialog(ask)),
            DialogEvent::Confirmed => confirmed(app, ask.then),
            // Esc leaves everything as it is, a draft too.
            DialogEvent::Cancelled => {
                if let Then::TakeDraft { place, .. } = ask.then {
                    drafts::declined(app, place);
                }
            }
            DialogEvent::Discarded => match ask.then {
                Then::TakeDraft { place, .. } => drafts::discarded(app, place),
                then => {
                    drafts::drop_top(app);
                    if let Then::Leave(leaving) = then {
                        app.cancel(DeadlineId::Draft);
                        drafts::left(app, leaving);
                        app.say_id("form-discarded");
                    }
                }
            },
        },
        // What moves or picks needs what the filter as typed finds.
        (Overlay::Pick(list, then), Input::Key(key))
            if list.sought().is_some() && naming::under_way(app).is_some() && moves(key) =>
        {
            app.overlays.push(Overlay::Pick(list, then));
            app.parked.push_front(Input::Key(key));
            if let Some(req) = naming::under_way(app) {
                app.wait_for(req, false);
            }
        }
        (Overlay::Pick(mut list, then), Input::Key(key)) => {
            match typed(app, &mut list, &then, |l| l.key(key)) {
                PickEvent::None => app.overlays.push(Overlay::Pick(list, then)),
                PickEvent::Refused(why) => {
                    app.refuse(why);
                    app.overlays.push(Overlay::Pick(list, then));
                }
                PickEvent::Picked(code) => picked(app, then, &code),
                PickEvent::New(text) => {
                    if let PickThen::Field(number) = then {
                        on_top(
                            app,
                            |app, screen| {
                                if let Screen::Form(form) = screen {
                                    form.make(app, number, &text);
                                }
                                Step::Done
                            },
                            None,
                        );
                    }
                }
                PickEvent::Closed => {}
            }
        }
        (Overlay::Palette(mut list), Input::Key(key)) => match list.key(key) {
            PickEvent::None => app.overlays.push(Overlay::Palette(list)),
            PickEvent::Refused(why) => {
                let action = list.selected().and_then(by_id).map(|meta| meta.action);
                let why = action.map_or(why.clone(), |action| named(app, action, why));
                app.refuse(why);
                app.overlays.push(Overlay::Palette(list));
            }
            PickEvent::Picked(id) => {
                let register = id.strip_prefix(registers::PALETTE).and_then(by_name);
                if let Some(kind) = register {
                    registers::open(app, kind, String::new());
                } else if let Some(digit) = id.strip_prefix(card::PALETTE).and_then(|d| d.chars().next()) {
                    let key = Some(Key::char(digit));
                    on_top(app, |app, screen| perform(app, screen, Action::Digit, key), None);
                    settle(app);
                } else if let Some(meta) = by_id(&id) {
                    let key = app.keymap.keys(meta.action).first().copied();
                    let input = key.map(Input::Key);
                    on_top(app, |app, screen| perform(app, screen, meta.action, key), input.as_ref());
                    settle(app);
                }
            }
            PickEvent::New(_) | PickEvent::Closed => {}
        },
        (Overlay::Prompt(prompt), Input::Key(key)) => prompted(app, prompt, key),
        (Overlay::Proof(proof), Input::Key(key)) => proved(app, proof, key),
        (Overlay::Help(mut help), Input::Key(key)) => {
            let rows = view::body_height(app);
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
            typed(app, &mut list, &then, |list| list.paste(&text));
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

/// Does something with a list; where that changes the filter, what it finds is asked for.
fn typed<T>(app: &mut App, list: &mut PickList, then: &PickThen, work: impl FnOnce(&mut PickList) -> T) -> T {
    let before = list.sought().map(str::to_owned);
    let event = work(list);
    if let (Some(text), PickThen::Field(number)) = (list.sought(), then)
        && before.as_deref() != Some(text)
        && let Some(Screen::Form(form)) = app.top()
        && let Some(kind) = form.register(*number)
    {
        naming::look_for(app, kind, *number, text);
    }
    event
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
        app.refuse(app.words.get(prompt.then.empty()));
    } else {
        let then = prompt.then.clone();
        app.sent = Some(prompt);
        return match then {
            PromptThen::Reveal(kind, record, fields) => {
                // Each value is asked for and logged by itself; keys wait for the last one.
                for field in fields {
                    let (want, reason) = (Want::Reveal(kind, record, field), reason.clone());
                    app.ask_and_wait(false, want, Request::Reveal { kind, record, field, reason });
                }
            }
            PromptThen::Unshut(kind) => {
                let want = Want::Unshut(kind, reason.clone());
                app.ask_and_wait(false, want, Request::List { kind, from: 0, reason });
            }
            PromptThen::History(kind, record) => {
                app.ask_and_wait(false, Want::RevealHistory, Request::RevealHistory { kind, record, reason });
            }
            PromptThen::Withdraw(kind, record) => {
                app.ask_and_wait(true, Want::Withdraw, Request::Withdraw { kind, record, reason });
            }
            PromptThen::LogDetail(dev, n) => {
                app.ask_and_wait(false, Want::LogDetail, Request::LogDetail { dev, n, reason });
            }
            PromptThen::LogName(dev, n) => {
                app.ask_and_wait(false, Want::LogName, Request::LogName { dev, n, reason });
            }
            PromptThen::LogReviewed(user, from, until) => {
                let request = Request::LogReviewed { user, from, until, note: reason };
                app.ask_and_wait(true, Want::LogMarked, request);
            }
        };
    }
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A question was answered with yes.
pub fn confirmed(app: &mut App, then: Then) {
    match then {
        Then::Nothing => {}
        Then::Quit => session::leave_program(app),
        Then::Leave(leaving) => drafts::leave(app, leaving),
        Then::LeaveUnkept(leaving) => drafts::left(app, leaving),
        Then::ConfirmClock => {
            app.ask_and_wait(true, Want::UserDone(Then::ConfirmClock), Request::ConfirmClock);
        }
        Then::SendAgain(yes) => on_top(
            app,
            |app, screen| {
                match screen {
                    Screen::Form(form) => form.send_again(app, yes),
                    Screen::Contacts(note) => note.send_again(app, yes),
                    _ => {}
                }
                Step::Done
            },
            None,
        ),
        Then::TakeDraft { place, text } => drafts::put_back(app, place, &text),
        Then::Passivate(user) => {
            let want = Want::UserDone(Then::Passivate(user));
            app.ask_and_wait(true, want, Request::Passivate { user });
        }
        Then::EndRights(user) => {
            let want = Want::UserDone(Then::EndRights(user));
            app.ask_and_wait(true, want, Request::EndRights { user });
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
        app.say_id("proof-checking");
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
                if app.file.as_ref().is_some_and(|file| file.line.channel.is_some_and(|now| now != *code)) {
                    app.say_id("situation-next");
                }
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

/// Asks why the hidden values of a history should be shown.
pub fn ask_reveal_history(app: &mut App, kind: &'static Kind, record: Id) {
    let title = app.words.get("reveal-history-title");
    let then = PromptThen::History(kind, record);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}

/// Asks why the shut list of a kind should be opened.
pub fn ask_unshut(app: &mut App, kind: &'static Kind) {
    let title = app.words.get_with("unshut-title", &[("kind", app.words.plural(kind).into())]);
    let then = PromptThen::Unshut(kind);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}

/// Asks why hidden values should be shown: all of one line, as a street with its postcode.
pub fn ask_reveal(app: &mut App, kind: &'static Kind, record: Id, fields: Vec<u16>, label: &str) {
    let title = app.words.get_with("reveal-title", &[("field", label.into())]);
    let then = PromptThen::Reveal(kind, record, fields);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}
