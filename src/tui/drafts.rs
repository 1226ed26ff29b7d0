//! What is kept: texts of forms as they are typed, and the whole stack over a lock. Both are opaque texts to the desk,
//! which seals them to the user.

use super::action::Action;
use super::app::{Age, App, DRAFT_MS, Pending};
use super::decode::Input;
use super::msg::{DeadlineId, ReqId};
use super::refusal::{reason, refused};
use super::screen::form::{FormScreen, Purpose};
use super::screen::office_forms::{self, office_kind};
use super::screen::only_read::Topic;
use super::screen::overlay::{Ask, Leaving, Overlay, Then};
use super::screen::search::Search;
use super::screen::users::Users;
use super::screen::{Face, Screen, list, registers};
use super::want::{Answers, FormWant, Want};
use crate::desk::api::{Base, LogQuery, Refusal, Reply, Request};
use crate::desk::drafts::UNDER;
use crate::register::kinds::by_name;
use crate::register::{Id, time};
use serde::{Deserialize, Serialize};

/// A screen as it is kept over a lock.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Kept {
    /// The search and what was typed into it.
    Search(String),
    /// The card of the file that was open.
    Card,
    /// Lists of these kinds, as the contact log or not, and the selected row.
    List(Vec<String>, bool, Option<(u16, Option<String>)>),
    /// A form: kind, record, texts by field, field with the focus, the version it is typed over, where it is kept.
    Form(String, Option<String>, Vec<(u16, String)>, Option<u16>, Option<Base>, Option<String>),
    /// The form of a correction: kind, the record that is corrected, and the rest as in a form.
    Correction(String, String, Vec<(u16, String)>, Option<u16>, Option<Base>, Option<String>),
    /// The quick note: digit, texts, field with the focus, answers of an acceptance, where it is kept.
    Note(Option<u8>, Vec<(u16, String)>, Option<u16>, Option<Answers>, Option<String>),
    /// Work and education.
    Work,
    /// The plan.
    Plan,
    /// One version of it.
    PlanVersion(String),
    /// The plan, or one version of it, with a half-answered acceptance: the way, the other answers, where they are kept.
    Accepting(Option<String>, Vec<(u16, String)>, Option<Answers>, Option<String>),
    /// Its versions.
    Versions,
    /// The history of a record.
    History(String, String),
    /// Who has viewed.
    WhoViewed,
    /// A register of the office, and what is looked for in it.
    Register(String, String),
    /// The users.
    Users,
    /// What each user did in some days.
    LogSums(i32, i32),
    /// The access log: days, user, action, client.
    Log(i32, i32, String, String, String),
}

impl Kept {
    fn of(screen: &Screen) -> Option<Kept> {
        Some(match screen {
            Screen::Login(_) | Screen::Password(_) => return None,
            Screen::Search(search) => Kept::Search(search.text().to_owned()),
            Screen::Card(_) => Kept::Card,
            Screen::List(list) => {
                let kinds = list.kinds().iter().map(|kind| kind.name.to_owned()).collect();
                let row = list.selected().map(|(kind, id)| (kind, id.map(|id| id.to_string())));
                Kept::List(kinds, list.contacts, row)
            }
            Screen::Form(form) => {
                let record = match form.purpose {
                    Purpose::Grant(user) | Purpose::EndRole(user) | Purpose::Right(user) => Some(user),
                    Purpose::Declare(user) => user,
                    _ => form.record,
                };
                let record = record.map(|id| id.to_string());
                let (kind, texts, focus) = (form.kind.name.to_owned(), form.texts(), form.focus());
                let (over, at) = (form.typed_over(), form.kept_at.clone());
                match form.corrects {
                    Some(old) => Kept::Correction(kind, old.to_string(), texts, focus, over, at),
                    None => Kept::Form(kind, record, texts, focus, over, at),
                }
            }
            Screen::Contacts(note) => {
                let (answers, at) = (asked_anew(&note.form), note.form.kept_at.clone());
                Kept::Note(note.digit(), note.form.texts(), note.focus(), answers, at)
            }
            Screen::WorkEducation(_) => Kept::Work,
            Screen::Plan(plan) if plan.typed().is_some_and(FormScreen::unsaved) => {
                let form = plan.typed();
                let texts = form.map(FormScreen::texts).unwrap_or_default();
                let version = plan.version().map(|plan| plan.to_string());
                let (answers, at) = form.map(|f| (asked_anew(f), f.kept_at.clone())).unwrap_or_default();
                Kept::Accepting(version, texts, answers, at)
            }
            Screen::Plan(plan) => match plan.version() {
                Some(version) => Kept::PlanVersion(version.to_string()),
                None => Kept::Plan,
            },
            // It wants its reason again.
            Screen::OnlyRead(screen) if screen.opened => return None,
            Screen::OnlyRead(screen) => match screen.topic {
                Topic::History(kind, record) => Kept::History(kind.name.to_owned(), record.to_string()),
                Topic::WhoViewed => Kept::WhoViewed,
                Topic::Versions => Kept::Versions,
            },
            Screen::Users(_) => Kept::Users,
            Screen::LogSums(sums) => {
                let (from, until) = sums.days();
                Kept::LogSums(from, until)
            }
            Screen::Register(screen) => {
                let (kind, text) = screen.place();
                Kept::Register(kind.name.to_owned(), text.to_owned())
            }
            Screen::Log(log) => {
                let LogQuery { from, until, user, action, client } = log.query().clone();
                Kept::Log(from, until, user, action, client)
            }
        })
    }
}

/// The answers of an acceptance as a lock keeps them: that the plan was gone through with the client is asked anew.
fn asked_anew(form: &FormScreen) -> Option<Answers> {
    form.answers.clone().map(|(_, delivered)| (false, delivered))
}

/// What is on the screens, to be sealed by the desk at a lock.
pub fn kept_text(app: &App) -> Option<String> {
    let kept: Vec<Kept> = app.stack.iter().filter_map(|entry| Kept::of(&entry.screen)).collect();
    serde_json::to_string(&kept).ok().filter(|_| !kept.is_empty())
}

/// Begins to bring back what was kept. What cannot be read is no reason not to work: the search opens.
pub fn bring_back(app: &mut App, text: Option<&str>) {
    let kept: Vec<Kept> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    app.restore = kept.into();
    if !app.abilities().clients {
        // Who has no clients has no search: the users are what there is, read as soon as they are on top.
        app.push(Screen::Users(Users::new(app, Vec::new())));
        if let Some(entry) = app.stack.last_mut() {
            entry.age = Age::Stale;
        }
        return next(app);
    }
    let run = app.new_run();
    let mut search = Search::new(run);
    let typed = match app.restore.front() {
        Some(Kept::Search(text)) => Some(text.clone()),
        _ => None,
    };
    if let Some(text) = typed {
        app.restore.pop_front();
        if !text.is_empty() && app.restore.is_empty() {
            app.push(Screen::Search(Search::new(run)));
            search.begin(app, &text);
            app.stack.pop();
            let serial = app.pending.last().map(|p| p.serial);
            app.push(Screen::Search(search));
            // The query belongs to the screen that now stands there.
            let now = app.serial();
            if let Some(pending) = app.pending.last_mut().filter(|p| Some(p.serial) == serial) {
                pending.serial = now;
            }
            return;
        }
    }
    app.push(Screen::Search(search));
    next(app);
}

/// Brings back the next screen; its reply brings the one after.
pub fn next(app: &mut App) {
    let Some(kept) = app.restore.pop_front() else { return };
    match kept {
        Kept::Search(_) => next(app),
        // The screen that everything else stands on is there already.
        Kept::Users if !app.abilities().clients => next(app),
        Kept::Card => app.ask_and_wait(false, Want::CardAgain, Request::Card),
        Kept::List(kinds, contacts, select) => {
            let kinds: Vec<_> = kinds.iter().filter_map(|name| by_name(name)).collect();
            let Some(kind) = kinds.first().copied() else { return next(app) };
            let select = select.map(|(kind, id)| (kind, id.as_deref().and_then(Id::parse)));
            let want = Want::List { kinds, loaded: Vec::new(), contacts, refresh: false, select };
            app.ask_and_wait(false, want, Request::List { kind, from: 0, reason: String::new() });
        }
        Kept::Form(name, record, texts, focus, base, kept_at) => {
            let record = record.as_deref().and_then(Id::parse);
            let want = FormWant { texts, focus, kept: true, base, kept_at, ..FormWant::default() };
            if let Some(kind) = office_kind(&name) {
                let purpose = match record {
                    Some(user) if kind.name == office_forms::GRANT_RIGHT.name => Purpose::Right(user),
                    Some(user) if kind.name == office_forms::END_ROLE.name => Purpose::EndRole(user),
                    user if kind.name == office_forms::DECLARE.name => Purpose::Declare(user),
                    user if kind.name == office_forms::DECLARE_OF.name => Purpose::Declare(user),
                    Some(user) => Purpose::Grant(user),
                    None if office_forms::of_log(kind) => Purpose::LogFilter,
                    None => Purpose::NewUser,
                };
                let mut form = FormScreen::empty(app, kind, purpose);
                form.begin(app, &want);
                app.push(Screen::Form(Box::new(form)));
                next(app);
            } else if let Some(kind) = by_name(&name) {
                app.ask_and_wait(false, Want::Form(want), Request::Form { kind, record });
            } else {
                next(app);
            }
        }
        Kept::Correction(name, old, texts, focus, base, kept_at) => match (by_name(&name), Id::parse(&old)) {
            (Some(kind), Some(record)) => {
                let want = FormWant { texts, focus, kept: true, base, kept_at, ..FormWant::default() };
                app.ask_and_wait(false, Want::Form(want), Request::Correction { kind, record });
            }
            _ => next(app),
        },
        Kept::Note(digit, texts, focus, answers, kept_at) => {
            let want = FormWant { texts, focus, kept: true, answers, kept_at, ..FormWant::default() };
            app.ask_and_wait(false, Want::Templates(digit, want), Request::Templates);
        }
        Kept::Work => app.ask_and_wait(false, Want::TimeLine, Request::TimeLine),
        Kept::Plan => app.ask_and_wait(false, Want::Plan, Request::Plan),
        Kept::PlanVersion(plan) => match Id::parse(&plan) {
            Some(plan) => app.ask_and_wait(false, Want::PlanVersion(plan), Request::PlanVersion { plan }),
            None => next(app),
        },
        Kept::Accepting(version, texts, answers, kept_at) => {
            let version = version.as_deref().and_then(Id::parse);
            let want = FormWant { texts, kept: true, answers, kept_at, ..FormWant::default() };
            let want = Want::Resume(version, want);
            let request = version.map_or(Request::Plan, |plan| Request::PlanVersion { plan });
            app.ask_and_wait(false, want, request);
        }
        Kept::Versions => app.ask_and_wait(false, Want::Versions, Request::PlanVersions),
        Kept::History(name, record) => match (by_name(&name), Id::parse(&record)) {
            (Some(kind), Some(record)) => {
                super::screen::history::ask(app, kind, record, "");
            }
            _ => next(app),
        },
        Kept::WhoViewed => app.ask_and_wait(false, Want::Viewed, Request::WhoViewed),
        Kept::Register(name, text) => match by_name(&name) {
            Some(kind) => registers::open(app, kind, text),
            None => next(app),
        },
        Kept::Users => app.ask_and_wait(false, Want::Users, Request::Users),
        Kept::LogSums(from, until) => {
            app.ask_and_wait(false, Want::LogSums, Request::LogSums { from, until });
        }
        Kept::Log(from, until, user, action, client) => {
            let query = LogQuery { from, until, user, action, client };
            app.ask_and_wait(false, Want::Log, Request::Log(query));
        }
    }
}

/// The text of the form on top is kept when nobody types for a moment.
pub fn later(app: &mut App) {
    app.at(DeadlineId::Draft, app.now.saturating_add(DRAFT_MS));
}

/// The text of a form is kept now, if it changed since.
pub fn keep(app: &mut App, form: &mut FormScreen) {
    if !form.unkept {
        return;
    }
    form.unkept = false;
    app.cancel(DeadlineId::Draft);
    if form.has_text() {
        keep_text(app, form);
    } else {
        let_go(app, form);
    }
}

/// What was typed was taken back: there is nothing to keep, and what was kept before goes.
fn let_go(app: &mut App, form: &mut FormScreen) {
    form.form.draft = None;
    if let Some(place) = place(app, form) {
        app.ask(Want::Quiet, Request::DropDraft { place });
    }
}

/// A form is left without text. One that was never touched has kept nothing: what lies at its place is another's.
pub fn left_clean(app: &mut App, form: &mut FormScreen) {
    if std::mem::take(&mut form.unkept) || form.form.draft.is_some() {
        let_go(app, form);
    }
}

/// A kept text: the digit of the note's template, texts by field, the version it is typed over. The place of answers
/// of an acceptance stays empty and is not read: they were kept once, and are no answers of another visit.
type Typed = (Option<u8>, Vec<(u16, String)>, Option<Answers>, Option<Base>);

/// Under which name the text of a form is kept; what is written into a client's file is, and into a register
/// of the office. A text that was left as it is keeps its place: the next one of the same form has one of its own.
pub fn place(app: &App, form: &FormScreen) -> Option<String> {
    let usual = usual_place(app, form)?;
    Some(form.kept_at.clone().unwrap_or(usual))
}

/// Under which name the texts of forms like this are looked for.
fn usual_place(app: &App, form: &FormScreen) -> Option<String> {
    if form.purpose == Purpose::Record && !form.kind.of_person() {
        return Some(format!("form/{}/{}", form.kind.name, which(form)));
    }
    let person = app.file.as_ref()?.line.person;
    match form.purpose {
        Purpose::Record => Some(format!("form/{}/{}/{person}", form.kind.name, which(form))),
        Purpose::Part => Some(format!("note/{person}")),
        Purpose::Accept(_)
        | Purpose::NewUser
        | Purpose::Grant(_)
        | Purpose::EndRole(_)
        | Purpose::Right(_)
        | Purpose::Declare(_)
        | Purpose::LogFilter => None,
    }
}

/// The part of a place that tells which record of a kind a form is of.
fn which(form: &FormScreen) -> String {
    match (form.record, form.corrects) {
        (Some(record), _) => record.to_string(),
        (None, Some(old)) => format!("instead-{old}"),
        (None, None) => "new".to_owned(),
    }
}

/// Sends the text of a form to be kept; the screen tells so when the desk has said that it is.
pub fn keep_text(app: &mut App, form: &FormScreen) {
    send(app, form, Want::Kept);
}

fn send(app: &mut App, form: &FormScreen, want: Want) -> Option<ReqId> {
    let typed: Typed = (form.template, form.texts(), None, form.typed_over());
    let (place, text) = (place(app, form)?, serde_json::to_string(&typed).ok()?);
    Some(app.ask(want, Request::SaveDraft { place, text }))
}

/// Leaves a form, or the client: once the desk has said that what was typed is kept, and not before. What cannot be
/// kept is asked about first.
pub fn leave(app: &mut App, leaving: Leaving) {
    let mut stack = std::mem::take(&mut app.stack);
    let from = match leaving {
        Leaving::Form => stack.len().saturating_sub(1),
        Leaving::Visit => 0,
    };
    let (mut last, mut lost) = (None, false);
    for entry in stack.iter_mut().skip(from) {
        let Some(form) = entry.screen.typed_mut().filter(|form| form.has_text()) else { continue };
        app.here = Some(entry.serial);
        form.unkept = false;
        let sent = send(app, form, Want::KeptToLeave(leaving));
        lost |= sent.is_none();
        last = sent.or(last);
    }
    app.here = None;
    app.stack = stack;
    app.cancel(DeadlineId::Draft);
    match last {
        Some(req) => app.wait_for(req, true),
        None if lost => ask_to_lose(app, leaving),
        None => left(app, leaving),
    }
}

/// Asks whether a text that is kept nowhere may be lost.
pub fn ask_to_lose(app: &mut App, leaving: Leaving) {
    let lines = vec![app.words.get("form-lost-1")];
    let ask = Ask::new(app, "form-leave-title", lines, "form-lost-yes", Then::LeaveUnkept(leaving));
    app.overlays.push(Overlay::Dialog(ask));
}

/// The desk has answered about a text that was to be kept before it is left.
pub fn kept_to_leave(app: &mut App, leaving: Leaving, serial: u64, reply: Reply) {
    let under_way = |p: &Pending| matches!(p.want, Want::KeptToLeave(_));
    match reply {
        Reply::Refused(Refusal::NoSession) => refused(app, Refusal::NoSession),
        Reply::Refused(refusal) => {
            // Nothing is left; the other texts are kept all the same.
            app.pending.retain(|p| !under_way(p));
            app.waiting = None;
            app.cancel(DeadlineId::Late);
            not_kept(app, serial);
            let why = reason(app, &refusal);
            let says = app.words.get_with("draft-not-kept", &[("why", why.into())]);
            let lines = vec![says, app.words.get("form-lost-1")];
            let then = Then::LeaveUnkept(leaving);
            let ask = Ask::new(app, "form-leave-title", lines, "form-lost-yes", then);
            app.overlays.push(Overlay::Dialog(ask.of_reply()));
            app.bell();
        }
        _ => match app.pending.iter().rfind(|p| under_way(p)).map(|p| p.req) {
            Some(req) => app.wait_for(req, true),
            None => {
                left(app, leaving);
                app.say_id("form-kept");
            }
        },
    }
}

/// It is left.
pub fn left(app: &mut App, leaving: Leaving) {
    match leaving {
        Leaving::Form => drop(app.stack.pop()),
        Leaving::Visit => super::session::end_visit(app),
    }
}

/// The text of this screen is kept.
pub fn kept(app: &mut App, at: usize) {
    let text = app.words.get_with("form-draft", &[("time", time::clock(app.now).into())]);
    if let Some(form) = app.stack.get_mut(at).and_then(|entry| entry.screen.typed_mut()) {
        form.form.draft = Some(text);
        app.dirty = true;
    }
}

/// The text of this screen could not be kept: it is tried again with the next deadline.
pub fn not_kept(app: &mut App, serial: u64) {
    let form = app.stack.iter_mut().find(|entry| entry.serial == serial);
    if let Some(form) = form.and_then(|entry| entry.screen.typed_mut()) {
        form.unkept = true;
    }
}

/// The deadline has come: what was typed is kept, on the top screen and below it.
pub fn keep_all(app: &mut App) {
    let mut stack = std::mem::take(&mut app.stack);
    for entry in &mut stack {
        app.here = Some(entry.serial);
        if let Some(form) = entry.screen.typed_mut() {
            keep(app, form);
            app.dirty = true;
        }
    }
    app.here = None;
    app.stack = stack;
}

/// Something is left with its text: whatever was kept before, the newest text is kept.
pub fn keep_now(app: &mut App) {
    for form in app.stack.iter_mut().filter_map(|entry| entry.screen.typed_mut()) {
        form.unkept |= form.has_text();
    }
    keep_all(app);
}

fn top_form(app: &mut App) -> Option<&mut FormScreen> {
    app.stack.last_mut()?.screen.typed_mut()
}

/// Asks for a kept text of the screen that was just opened, but for those that were offered already.
pub fn ask(app: &mut App) {
    let of = app.top().and_then(Face::typed).and_then(|form| wanted(app, form));
    ask_for(app, of);
}

/// Where texts of this form are looked for, and which were offered already.
pub fn wanted(app: &App, form: &FormScreen) -> Option<(String, Vec<String>)> {
    Some((usual_place(app, form)?, form.declined.clone()))
}

/// Asks for a text that is kept there.
pub fn ask_for(app: &mut App, of: Option<(String, Vec<String>)>) {
    if let Some((place, but)) = of {
        app.ask_and_wait(false, Want::Draft, Request::TakeDraft { place, but });
    }
}

/// A text that was offered stays as it is; another one may be there.
pub fn declined(app: &mut App, place: String) {
    if let Some(form) = top_form(app) {
        form.declined.push(place);
        ask(app);
    }
}

/// A text that was offered is not wanted; another one may be there.
pub fn discarded(app: &mut App, place: String) {
    app.ask(Want::Quiet, Request::DropDraft { place: place.clone() });
    declined(app, place);
}

/// Nothing more is kept: what is typed now has a place of its own beside what was left as it is.
pub fn none_left(app: &mut App) {
    let now = app.now;
    let Some(usual) = app.top().and_then(Face::typed).and_then(|form| usual_place(app, form)) else { return };
    if let Some(form) = top_form(app) {
        let taken = form.declined.contains(&usual);
        form.kept_at = Some(if taken { format!("{usual}{UNDER}{now}") } else { usual });
    }
}

/// The kept text goes into the screen on top.
pub fn put_back(app: &mut App, place: String, text: &str) {
    let (template, texts, _, base): Typed = serde_json::from_str(text).unwrap_or_default();
    let Some(mut entry) = app.stack.pop() else { return };
    let chosen = match (&mut entry.screen, template) {
        // A template that may not be used now has no fields to put it into: the draft stays kept.
        (Screen::Contacts(note), Some(digit)) => note.choose(app, digit),
        (Screen::Contacts(_), None) => false,
        _ => true,
    };
    if let Some(form) = entry.screen.typed_mut().filter(|_| chosen) {
        form.begin(app, &FormWant { texts, kept: true, base, kept_at: Some(place), ..FormWant::default() });
    } else if let Some(form) = entry.screen.typed_mut() {
        // It stays where it is: what is typed now has another place.
        form.declined.push(place);
        app.stack.push(entry);
        return none_left(app);
    }
    app.stack.push(entry);
}

/// The kept text of the screen on top is not wanted.
pub fn drop_top(app: &mut App) {
    let place = app.top().and_then(Face::typed).and_then(|form| place(app, form));
    if let Some(place) = place {
        app.ask(Want::Quiet, Request::DropDraft { place });
    }
}

/// Something was written: no screen may show what it read before. The top one is read again at once, the others
/// when they come to the top; until then nothing of them is painted.
pub fn written(app: &mut App) {
    for entry in &mut app.stack {
        entry.age = Age::Stale;
    }
    app.dirty = true;
}

/// The top screen is read again, if something was written since it was read.
pub fn freshen(app: &mut App) {
    if app.waiting.is_some() || app.stack.last().is_none_or(|entry| entry.age != Age::Stale) {
        return;
    }
    let Some(mut entry) = app.stack.pop() else { return };
    app.here = Some(entry.serial);
    entry.age = Age::Asked;
    match &mut entry.screen {
        Screen::Card(_) => app.ask_and_wait(false, Want::Card, Request::Card),
        Screen::List(list) => list::ListScreen::refresh(list, app),
        Screen::WorkEducation(_) => app.ask_and_wait(false, Want::TimeLine, Request::TimeLine),
        Screen::Plan(plan) => plan.refresh(app),
        Screen::Users(_) => app.ask_and_wait(false, Want::Users, Request::Users),
        Screen::LogSums(sums) => {
            let (from, until) = sums.days();
            app.ask_and_wait(false, Want::LogSums, Request::LogSums { from, until });
        }
        Screen::Log(log) => app.ask_and_wait(false, Want::Log, Request::Log(log.query().clone())),
        // What a typed reason opened is shut when it would be read again: the list below it is, too.
        Screen::OnlyRead(screen) if screen.opened => {
            app.here = None;
            return freshen(app);
        }
        Screen::OnlyRead(screen) => match screen.topic {
            Topic::History(kind, record) => {
                super::screen::history::ask(app, kind, record, "");
            }
            Topic::WhoViewed => app.ask_and_wait(false, Want::Viewed, Request::WhoViewed),
            Topic::Versions => app.ask_and_wait(false, Want::Versions, Request::PlanVersions),
        },
        Screen::Form(form) if form.purpose == Purpose::Record && form.record.is_some() => {
            let (kind, record) = (form.kind, form.record);
            app.ask_and_wait(false, Want::FormAgain, Request::Form { kind, record });
        }
        Screen::Register(screen) => screen.again(app),
        Screen::Search(search) => {
            search.again(app);
            entry.age = Age::Fresh;
        }
        // Only what somebody typed stands there.
        Screen::Form(_) | Screen::Contacts(_) | Screen::Login(_) | Screen::Password(_) => {
            entry.age = Age::Fresh
        }
    }
    app.here = None;
    app.stack.push(entry);
}

/// The key that reads a list again does so wherever reading again was let go or refused.
pub fn read_again(app: &mut App, input: &Input) -> bool {
    let Input::Key(key) = input else { return false };
    let Some(context) = app.top().map(Face::context) else { return false };
    let refreshes = app.keymap.resolve(*key, context, false) == Some(Action::Refresh);
    match app.stack.last_mut().filter(|entry| refreshes && entry.age == Age::Asked) {
        Some(entry) => {
            entry.age = Age::Stale;
            true
        }
        None => false,
    }
}
