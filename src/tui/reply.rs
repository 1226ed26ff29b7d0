//! From replies to screens. A reply finds the screen that asked by its generation; one for a closed screen is dropped.
//! It never overwrites what is being typed, and it opens or closes a screen only when a key asked for that.

use super::app::{Age, App, OpenFile, Pending};
use super::drafts;
use super::msg::{DeadlineId, ReqId};
use super::refusal::{ask_proof, code, not_done, reason, refused};
use super::screen::overlay::{Ask, Overlay, Then};
use super::screen::{
    Screen, card::CardScreen, contacts::QuickNote, form::FormScreen, form::Purpose, history,
    list::ListScreen, log_review::LogScreen, log_sums::LogSumsScreen, login, only_read::OnlyRead,
    plan::PlanScreen, registers, show, users::Users, versions, who_viewed, work::WorkEducation,
};
use super::session::{self, locked};
use super::want::Want;
use crate::desk::api::{Card, ClientLine, Message, Refusal, Reply, Request};

/// One deadline for all that is revealed: a later one is masked with the first.
fn mask_after(app: &mut App, seconds: u32) {
    if !std::mem::replace(&mut app.mask_set, true) {
        app.at(DeadlineId::Mask, app.now.saturating_add(i64::from(seconds) * 1000));
    }
}

/// What a reason opened is shut with what is revealed next; where nothing is, after its own time.
fn shut_after(app: &mut App, seconds: Option<u32>) {
    if let Some(seconds) = seconds.filter(|_| !app.mask_set) {
        app.at(DeadlineId::Mask, app.now.saturating_add(i64::from(seconds) * 1000));
    }
}

/// A reply came.
pub fn reply(app: &mut App, req: ReqId, reply: Reply) {
    let Some(at) = app.pending.iter().position(|p| p.req == req) else { return };
    let pending = app.pending.swap_remove(at);
    if app.waiting.as_ref().is_some_and(|w| w.req == req) {
        if app.waiting.take().is_some_and(|w| w.late) {
            app.message.clear();
        }
        app.cancel(DeadlineId::Late);
        // Several values may be on their way: the next key sees all of them, in whichever order they come.
        let under_way = |p: &&Pending| p.serial == pending.serial && matches!(p.want, Want::Reveal(..));
        if let Some(req) = app.pending.iter().rfind(under_way).map(|p| p.req)
            && matches!(pending.want, Want::Reveal(..))
        {
            app.wait_for(req, false);
        }
    }
    app.dirty = true;
    if matches!(pending.want, Want::Welcome) {
        if let Reply::Welcome(welcome) = reply {
            app.welcome = welcome;
        }
        return;
    }
    if let Want::Locked(login) = &pending.want {
        return locked(app, login, reply);
    }
    if let Want::KeptToLeave(leaving) = pending.want {
        return drafts::kept_to_leave(app, leaving, pending.serial, reply);
    }
    if let (Want::Kept, Reply::Refused(refusal)) = (&pending.want, &reply)
        && !matches!(refusal, Refusal::NoSession)
    {
        // Said also where the form is closed: nobody may believe that its text is kept.
        drafts::not_kept(app, pending.serial);
        let why = reason(app, refusal);
        return app.refuse(app.words.get_with("draft-not-kept", &[("why", why.into())]));
    }
    let Some(place) = app.stack.iter().position(|entry| entry.serial == pending.serial) else { return };
    match (pending.want, reply) {
        (Want::Quiet | Want::Kept, Reply::Refused(Refusal::NoSession)) if app.session.is_some() => {
            refused(app, Refusal::NoSession);
        }
        (Want::Quiet, _) => {}
        (Want::Kept, Reply::Done(_)) => drafts::kept(app, place),
        (Want::Proof(then), Reply::Done(_)) => {
            app.message.clear();
            super::overlaid::confirmed(app, then);
        }
        (Want::Proof(then), Reply::Refused(refusal)) => {
            refused(app, refusal);
            ask_proof(app, then);
        }
        (Want::Login, reply) => login::answered(app, reply),
        (Want::Password, reply) => login::changed(app, place, reply),
        (Want::Search, reply) => search(app, place, req, reply),
        (Want::Register, Reply::Register(register)) => {
            registers::came(app, place, req, register);
            if app.waiting.is_none() {
                drafts::next(app);
            }
        }
        (Want::Quit, reply) => session::quit_asked(app, reply),
        (_, Reply::Refused(refusal)) if rereads(app, place) && !matches!(refusal, Refusal::NoSession) => {
            // What was said of the write stands: it was done, whatever became of the picture.
            let failed = app.words.get_with("reread-failed", &[("why", code(&refusal).into())]);
            app.refuse(format!("{} {failed}", app.message).trim().to_owned());
        }
        // The file is not open any more, so its screens stay shut; nobody asked for them, and the drafts are named.
        (Want::CardAgain, Reply::Refused(Refusal::Cannot(m))) if m.id == "error-no-open-file" => {
            app.restore.clear();
        }
        (want, Reply::Refused(refusal)) => {
            app.restore.clear();
            not_done(app, &want, refusal);
        }
        (want, reply) => {
            if want.was_prompted() {
                app.sent = None;
            }
            done(app, place, want, reply);
            if app.waiting.is_none() {
                drafts::next(app);
            }
        }
    }
}

/// Whether the screen there was being read again after a write.
fn rereads(app: &App, place: usize) -> bool {
    app.stack.get(place).is_some_and(|entry| entry.age == Age::Asked)
}

fn search(app: &mut App, place: usize, req: ReqId, reply: Reply) {
    use crate::desk::api::Hits;
    let hits = match reply {
        Reply::Hits(hits) => hits,
        Reply::Refused(Refusal::NotAllowed(m) | Refusal::Cannot(m) | Refusal::Confirm(m)) => {
            Hits { note: Some(m), ..Hits::default() }
        }
        Reply::Refused(refusal) => {
            refused(app, refusal);
            Hits::default()
        }
        _ => Hits::default(),
    };
    let Some(mut entry) = take(app, place) else { return };
    if let Screen::Search(search) = &mut entry.screen {
        search.found(app, req, hits);
    }
    let place = place.min(app.stack.len());
    app.stack.insert(place, entry);
}

fn take(app: &mut App, place: usize) -> Option<super::app::Entry> {
    (place < app.stack.len()).then(|| app.stack.remove(place))
}

/// Works on the screen that asked.
fn with(app: &mut App, place: usize, work: impl FnOnce(&mut App, &mut Screen)) {
    let Some(mut entry) = take(app, place) else { return };
    work(app, &mut entry.screen);
    let place = place.min(app.stack.len());
    app.stack.insert(place, entry);
}

/// What the screen shows was read again.
fn again(app: &mut App, place: usize, work: impl FnOnce(&mut App, &mut Screen)) {
    with(app, place, work);
    if let Some(entry) = app.stack.get_mut(place) {
        entry.age = Age::Fresh;
    }
}

fn done(app: &mut App, place: usize, want: Want, reply: Reply) {
    if let Reply::Plan(Some(plan)) = &reply {
        client(app, &plan.client);
    }
    match (want, reply) {
        (Want::Open | Want::CardAgain, Reply::Card(card)) => {
            open(app, &card);
            app.say(show::say(&app.words, &card.client.ground));
            app.push(Screen::Card(Box::new(CardScreen::new(*card))));
        }
        (Want::Card, Reply::Card(card)) => {
            open(app, &card);
            again(app, place, |_, screen| {
                if let Screen::Card(screen) = screen {
                    screen.replace(*card);
                }
            });
        }
        (Want::List { kinds, mut loaded, contacts, refresh, select }, Reply::List(list)) => {
            client(app, &list.client);
            loaded.push(list);
            match kinds.get(loaded.len()).copied() {
                Some(kind) => {
                    app.here = app.stack.get(place).map(|e| e.serial);
                    let want = Want::List { kinds, loaded, contacts, refresh, select };
                    app.ask_and_wait(false, want, Request::List { kind, from: 0, reason: String::new() });
                    app.here = None;
                }
                None if refresh => again(app, place, |app, screen| {
                    if let Screen::List(list) = screen {
                        list.replace(app, loaded);
                    }
                }),
                None => {
                    let mut list = ListScreen::new(app, loaded, contacts);
                    if let Some(row) = select {
                        list.select(row);
                    }
                    app.push(Screen::List(list));
                }
            }
        }
        (Want::More, Reply::List(page)) => {
            shut_after(app, page.seconds);
            with(app, place, |app, screen| {
                if let Screen::List(list) = screen {
                    list.more(app, page);
                }
            });
        }
        (Want::Unshut(kind, reason), Reply::List(page)) => {
            shut_after(app, page.seconds);
            with(app, place, |app, screen| {
                if let Screen::List(list) = screen {
                    list.unshut(app, kind, page, reason);
                }
            });
        }
        (Want::Withdrawn, Reply::Withdrawn(withdrawn)) => with(app, place, |app, screen| {
            if let Screen::List(list) = screen {
                list.show_withdrawn(app, withdrawn);
            }
        }),
        (Want::Form(want), Reply::Form(form)) => {
            if let Some(line) = &form.client {
                client(app, line);
            }
            let screen = FormScreen::new(app, form, &want);
            app.push(Screen::Form(Box::new(screen)));
            if !want.kept || want.kept_at.is_none() && want.texts.is_empty() {
                drafts::ask(app);
            }
        }
        (Want::Offered(number), Reply::Offered(offered)) => with(app, place, |app, screen| {
            if let Screen::Form(form) = screen {
                form.offered(app, number, offered);
            }
        }),
        (Want::FormAgain, Reply::Form(form)) => again(app, place, |app, screen| {
            if let Screen::Form(open) = screen {
                open.replace(app, form);
            }
        }),
        (Want::Draft, Reply::Draft(None)) => drafts::none_left(app),
        (Want::Draft, Reply::Draft(Some(draft))) => {
            let text = app.words.get_with("draft-found-1", &[("at", show::moment(draft.at).into())]);
            let lines = vec![text, app.words.get("draft-found-2")];
            let then = Then::TakeDraft { place: draft.place, text: draft.text };
            let mut ask = Ask::new(app, "draft-found-title", lines, "draft-found-yes", then);
            ask.dialog = ask.dialog.discards();
            app.overlays.push(Overlay::Dialog(ask.of_reply()));
        }
        (Want::Save, reply) => saved(app, place, reply),
        (Want::Faults, Reply::Faults(problems)) => with(app, place, |app, screen| {
            if let Screen::Form(form) = screen {
                form.more_faults(app, &problems);
            }
        }),
        (Want::Templates(digit, want), Reply::Templates(templates)) => {
            let mut note = QuickNote::new(app, templates, digit);
            note.form.begin(app, &want);
            note.resume(want.answers.as_ref());
            app.push(Screen::Contacts(Box::new(note)));
            if !want.kept || want.kept_at.is_none() && want.texts.is_empty() {
                drafts::ask(app);
            }
        }
        (Want::Note, Reply::Saved { effects, .. }) => {
            drafts::drop_top(app);
            app.cancel(DeadlineId::Draft);
            close(app, place);
            effects_said(app, &effects);
            drafts::written(app);
        }
        (Want::Reveal(kind, record, field), Reply::Revealed(given, seconds)) => {
            mask_after(app, seconds);
            with(app, place, |app, screen| match screen {
                Screen::Card(card) => card.reveal(kind, field, given),
                Screen::Form(form) => form.reveal(app, field, &given),
                Screen::List(list) => list.reveal(app, record, field, given),
                _ => {}
            });
        }
        (Want::RevealHistory, Reply::HistoryRevealed(entries, seconds)) => {
            mask_after(app, seconds);
            with(app, place, |app, screen| {
                if let Screen::OnlyRead(history) = screen {
                    history.reveal(app, &entries);
                }
            });
        }
        (Want::TimeLine, Reply::TimeLine(line)) => {
            client(app, &line.client);
            if matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::WorkEducation(_))) {
                again(app, place, |app, screen| {
                    if let Screen::WorkEducation(work) = screen {
                        work.replace(app, line);
                    }
                });
            } else {
                let screen = WorkEducation::new(app, line);
                app.push(Screen::WorkEducation(screen));
            }
        }
        (Want::Plan, Reply::Plan(plan)) => {
            let plan = plan.map(|plan| *plan);
            if matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::Plan(_))) {
                again(app, place, |app, screen| {
                    if let Screen::Plan(screen) = screen {
                        screen.replace(app, plan);
                    }
                });
            } else {
                let screen = PlanScreen::new(app, plan);
                app.push(Screen::Plan(Box::new(screen)));
            }
        }
        (Want::Versions, Reply::PlanVersions(versions)) => {
            let new = versions::screen(app, &versions);
            read(app, place, new);
        }
        (Want::PlanVersion(id), Reply::Plan(plan)) => {
            let new = PlanScreen::new(app, plan.map(|plan| *plan)).of_version(id);
            match app.stack.get(place).map(|e| &e.screen) {
                Some(Screen::Plan(old)) if old.version() == Some(id) => {
                    again(app, place, |_, screen| *screen = Screen::Plan(Box::new(new)));
                }
                _ => app.push(Screen::Plan(Box::new(new))),
            }
        }
        (Want::Accept, Reply::Plan(plan)) => {
            let mut screen = PlanScreen::new(app, plan.map(|plan| *plan));
            screen.accept(app);
            app.push(Screen::Plan(Box::new(screen)));
        }
        (Want::Resume(version, want), Reply::Plan(plan)) => {
            let mut screen = PlanScreen::new(app, plan.map(|plan| *plan));
            if let Some(version) = version {
                screen = screen.of_version(version);
            }
            screen.begin(app, &want);
            app.push(Screen::Plan(Box::new(screen)));
        }
        (Want::History { kind, record, opened }, Reply::History(entries)) => {
            let mut new = history::screen(app, kind, record, &entries);
            new.opened = opened;
            read(app, place, new);
        }
        (Want::Viewed, Reply::Viewed(viewed)) => {
            let new = who_viewed::screen(app, &viewed);
            read(app, place, new);
        }
        (Want::Users, Reply::Users(users)) => {
            if matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::Users(_))) {
                again(app, place, |app, screen| {
                    if let Screen::Users(screen) = screen {
                        screen.replace(app, users);
                    }
                });
            } else {
                let screen = Users::new(app, users);
                app.push(Screen::Users(screen));
            }
        }
        (Want::Log, Reply::Log(review)) => {
            // The filter that asked is done with; the rows come in the place of those that were there.
            if matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::Form(_))) {
                take(app, place);
            }
            let new = Screen::Log(Box::new(LogScreen::new(app, *review)));
            match app.stack.iter().position(|e| matches!(e.screen, Screen::Log(_))) {
                Some(place) => again(app, place, |_, screen| *screen = new),
                None => app.push(new),
            }
        }
        (Want::LogDetail, Reply::LogDetail(text)) => to_be_read(app, "log-detail-title", &text),
        (Want::LogName, Reply::LogName(name)) => to_be_read(app, "log-name-title", &name),
        (Want::LogSums, Reply::LogSums(sums)) => {
            if matches!(app.stack.get(place).map(|e| &e.screen), Some(Screen::Form(_))) {
                take(app, place);
            }
            match app.stack.iter().position(|e| matches!(e.screen, Screen::LogSums(_))) {
                Some(place) => again(app, place, |app, screen| {
                    if let Screen::LogSums(screen) = screen {
                        screen.replace(app, *sums);
                    }
                }),
                None => {
                    let screen = LogSumsScreen::new(app, *sums);
                    app.push(Screen::LogSums(screen));
                }
            }
        }
        (Want::LogMarked, reply) => {
            told(app, reply);
            drafts::written(app);
        }
        (Want::UserDone(_), reply) => {
            told(app, reply);
            drafts::written(app);
        }
        (Want::Accepted, reply) => {
            drafts::drop_top(app);
            app.cancel(DeadlineId::Draft);
            told(app, reply);
            drafts::written(app);
        }
        (Want::Arrived | Want::Withdraw, reply) => {
            told(app, reply);
            drafts::written(app);
        }
        _ => {}
    }
}

/// A text that is shown until somebody has read it.
fn to_be_read(app: &mut App, title: &str, text: &str) {
    let ask = Ask::new(app, title, vec![text.to_owned()], "dialog-read", Then::Nothing);
    app.overlays.push(Overlay::Dialog(ask.of_reply()));
}

/// A screen that is only read came: in the place of the same one, or over what asked for it.
fn read(app: &mut App, place: usize, new: OnlyRead) {
    match app.stack.get(place).map(|e| &e.screen) {
        Some(Screen::OnlyRead(old)) if old.topic == new.topic => {
            again(app, place, |_, screen| *screen = Screen::OnlyRead(new));
        }
        _ => app.push(Screen::OnlyRead(new)),
    }
}

/// What was done is said; an activation code is shown until somebody has read it.
fn told(app: &mut App, reply: Reply) {
    match reply {
        Reply::Done(Some(message)) => app.say(show::say(&app.words, &message)),
        Reply::Saved { effects, .. } => effects_said(app, &effects),
        Reply::Code { code, until, .. } => {
            app.message.clear();
            let text = app.words.get("user-code-shown");
            let until = app.words.get_with("user-code-until", &[("until", show::moment(until).into())]);
            // On a line of its own: it is written down by hand.
            let code = format!("   {code}");
            let lines = vec![String::new(), code, String::new(), text, until];
            let ask = Ask::new(app, "user-code-title", lines, "dialog-read", Then::Nothing);
            app.overlays.push(Overlay::Dialog(ask.of_reply().once()));
        }
        // Every act says what it did.
        _ => app.message.clear(),
    }
}

fn effects_said(app: &mut App, effects: &[Message]) {
    let all: Vec<String> = effects.iter().map(|effect| show::say(&app.words, effect)).collect();
    // Effects come as sentences, or as phrases of one act: those are told in one sentence.
    if all.is_empty() {
        app.say_id("saved");
    } else if effects.iter().zip(&all).all(|(effect, text)| is_phrase(effect, text)) {
        let all = all.join("; ");
        let effects = all.trim_end_matches('.');
        app.say(app.words.get_with("saved-effects", &[("effects", effects.into())]));
    } else {
        app.say(all.join(" "));
    }
}

/// Whether an effect is part of a sentence. The short name of a contact's way may end in a full stop of its own.
fn is_phrase(effect: &Message, text: &str) -> bool {
    effect.id == "effect-contact" || !text.ends_with('.')
}

fn saved(app: &mut App, place: usize, reply: Reply) {
    let Some(entry) = take(app, place) else { return };
    let Screen::Form(form) = &entry.screen else { return };
    if form.purpose == Purpose::Record {
        let name = form.kind.name;
        app.dup.retain(|(kind, _)| *kind != name);
        app.dup.push((name, form.copies()));
        if let Some(place) = drafts::place(app, form) {
            app.ask(Want::Quiet, Request::DropDraft { place });
        }
    }
    if let (Reply::Saved { record, .. }, Some(number)) = (&reply, form.names)
        && let Some(mut below) = app.stack.pop()
    {
        if let Screen::Form(waits) = &mut below.screen {
            waits.named(app, number, *record, form.called(app));
        }
        app.stack.push(below);
    }
    if let Reply::Saved { record, .. } = &reply
        && let Some(Screen::List(list)) = app.stack.last_mut().map(|below| &mut below.screen)
    {
        list.recorded = Some(*record);
    }
    if let Reply::Code { user, .. } = &reply
        && let Some(Screen::Users(users)) = app.stack.last_mut().map(|below| &mut below.screen)
    {
        users.made = Some(*user);
    }
    if let Reply::Saved { record, .. } = &reply
        && form.kind.name == "employment_plan"
    {
        // Changed out of one of its versions it is a new one: that is what is gone on with.
        for entry in &mut app.stack {
            if let Screen::Plan(plan) = &mut entry.screen {
                plan.changed_to(*record);
            }
        }
    }
    app.cancel(DeadlineId::Draft);
    told(app, reply);
    drafts::written(app);
}

fn close(app: &mut App, place: usize) {
    app.stack.truncate(place.max(1));
}

fn open(app: &mut App, card: &Card) {
    app.file = Some(OpenFile {
        line: card.client.clone(),
        may: card.may.clone(),
        arrival: card.arrival,
        plan_waits: card.plan_waits,
    });
}

fn client(app: &mut App, line: &ClientLine) {
    if let Some(file) = &mut app.file {
        file.line = line.clone();
    }
}
