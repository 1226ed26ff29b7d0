//! The whole picture: shade, frame, top screen, overlay, cursor.

use super::form::Purpose;
use super::overlay::PickThen;
use super::{Face, Overlay, show};
use crate::desk::api::ClientLine;
use crate::register::dates;
use crate::register::words::Words;
use crate::tui::action::{Action, Context};
use crate::tui::app::{Age, App, Shade};
use crate::tui::route::not_yet;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width};
use crate::tui::theme::Role;
use crate::tui::widget::frame::{self, Alert, Frame};
use crate::tui::widget::key_bar;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Paints the face and gives the cursor's place: there is one whenever there is a cell.
pub fn draw(app: &App, buf: &mut Buffer) -> Option<Position> {
    let area = buf.area;
    if let Shade::Cover { locks, .. } = app.shade {
        return frame::cover(buf, area, app.theme, &app.words, locks);
    }
    if area.width < frame::MIN_SIZE.0 || area.height < frame::MIN_SIZE.1 {
        return frame::too_small(buf, area, app.theme, &app.words);
    }
    let Some(screen) = app.top() else { return Some(area.as_position()) };
    let (body, bar) = picture(app, screen).draw(buf, area, app.theme, &app.words);
    let mut cursor = if stale(app) {
        let text = DisplayText::from(app.words.say("state-loading"));
        put_in(buf, body, 3, 1, &text, app.theme.style(Role::Absent));
        None
    } else {
        screen.draw(app, buf, body)
    };
    let mut context = screen.context();
    if let Some(overlay) = app.overlays.last() {
        context = match overlay {
            Overlay::Dialog(_) | Overlay::Prompt(_) | Overlay::Proof(_) => Context::Dialog,
            _ => Context::Popup,
        };
        cursor = overlay.draw(app, buf, body);
    }
    let has_place = |action: Action| has_place(app, screen, action);
    key_bar::draw(buf, bar, app.theme, context, &app.keymap, &app.words, &has_place);
    cursor.or(Some(area.as_position()))
}

/// How many rows the body of the top screen has.
pub fn body_height(app: &App) -> u16 {
    app.top().map_or(0, |screen| body(app, screen).height)
}

/// The body of a screen in the window that the model knows: lower beside a client with alerts.
pub fn body(app: &App, screen: &dyn Face) -> Rect {
    let area = Rect::new(0, 0, app.size.0, app.size.1);
    picture(app, screen).draw(&mut Buffer::empty(area), area, app.theme, &app.words).0
}

/// What the key bar names: what can be done here now or after a choice, and never what does not exist. Every action
/// keeps its key, and a key that does nothing here says why.
fn has_place(app: &App, screen: &super::Screen, action: Action) -> bool {
    match app.overlays.last() {
        Some(Overlay::Dialog(ask)) if !ask.dialog.can_be_left() && action == Action::Back => false,
        // What lies over a screen takes its keys; what is only shown has nothing to choose, and Enter leaves it as Esc.
        Some(Overlay::Help(_) | Overlay::Pick(_, PickThen::Nothing)) => {
            matches!(action, Action::Back | Action::Cover)
        }
        Some(_) => !matches!(action, Action::Help | Action::Palette | Action::Quit),
        None => {
            let client = app.file.is_some() && screen.in_file();
            let of_place = match action {
                Action::QuickNote | Action::Reveal => client,
                Action::EndVisit => {
                    app.abilities().clients
                        && (app.file.is_some() || matches!(screen, super::Screen::Search(_)))
                }
                Action::Filter => {
                    client || matches!(screen, super::Screen::Log(_) | super::Screen::LogSums(_))
                }
                // Its own button says what it does: nothing is saved.
                Action::Save => {
                    !matches!(screen, super::Screen::Form(form) if form.purpose == Purpose::LogFilter)
                }
                // Leaving the program stands where there is nothing else to leave.
                Action::Quit => !screen.offers(app, Action::Back),
                _ => true,
            };
            of_place && !not_yet(action) && screen.offers(app, action)
        }
    }
}

/// Something was written since the top screen was read: an address that is secret now must not be seen once more.
fn stale(app: &App) -> bool {
    app.stack.last().is_some_and(|entry| entry.age != Age::Fresh)
}

fn picture(app: &App, screen: &dyn Face) -> Frame {
    let file = app.file.as_ref().filter(|_| screen.in_file());
    let session = app.session.as_ref().filter(|_| !app.at_login());
    let message = if app.message.is_empty() { screen.question(app) } else { app.message.clone() };
    let device = || app.words.get_with("shell-device", &[("device", app.welcome.machine.as_str().into())]);
    Frame {
        screen: screen.title(app),
        office: session.map_or_else(|| app.welcome.office.clone(), |s| s.office.clone()),
        user: match session {
            Some(session) => show::short_name(&session.name),
            None if app.welcome.machine.is_empty() => String::new(),
            None => device(),
        },
        // Who has no clients serves nobody.
        situation: session
            .filter(|_| app.abilities().clients)
            .map(|_| {
                // What the desk records of this visit; the situation chosen is that of the next one.
                let visit = app.file.as_ref().filter(|_| screen.in_file()).and_then(|file| file.line.channel);
                app.words.get(situation(visit.unwrap_or(app.situation)))
            })
            .unwrap_or_default(),
        unsent: session.and_then(|s| s.unsent),
        // Without a centre there is nobody to conflict with: none is no news then.
        conflicts: session.map(|s| (s.conflicts, s.unsent)).filter(|c| *c != (0, None)).map(|(n, _)| n),
        client: file.map(|f| line(&app.words, &f.line, app.size.0)),
        alerts: file.map(|f| alerts(&app.words, &f.line)).unwrap_or_default(),
        dense: screen.dense(),
        help: if stale(app) { String::new() } else { screen.help(app) },
        message,
    }
}

/// The message id of a service situation.
pub fn situation(code: &str) -> &'static str {
    match code {
        "phone" => "situation-phone",
        "video" => "situation-video",
        "online" => "situation-online",
        _ => "situation-desk",
    }
}

/// The client line in so many cells. What identifies a person and how to speak with them is whole: the name is cut.
pub fn line(words: &Words, client: &ClientLine, cells: u16) -> String {
    let mut parts = Vec::new();
    parts.extend(client.born.map(|day| words.get_with("client-born", &[("date", dates::show(day).into())])));
    parts.extend(client.hetu.clone());
    if let Some(code) = &client.language {
        let id = match code.as_str() {
            "sv" => "client-language-sv",
            "en" => "client-language-en",
            "se" => "client-language-se",
            _ => "client-language-other",
        };
        parts.push(words.get_with(id, &[("code", code.as_str().into())]));
    }
    let rest = parts.iter().fold(0, |sum, part| sum + 2 + width(part));
    let room = usize::from(cells).saturating_sub(rest);
    let name = DisplayText::from(&client.name).cut(room.max(NAME)).as_str().to_owned();
    std::iter::once(name).chain(parts).collect::<Vec<_>>().join("  ")
}

/// Cells that a name has however narrow the window is.
const NAME: usize = 16;

/// The alerts in words.
pub fn alerts(words: &Words, client: &ClientLine) -> Vec<Alert> {
    let one = |alert: &crate::desk::api::Alert| Alert {
        protection: alert.grave,
        text: show::say(words, &alert.message),
    };
    client.alerts.iter().map(one).collect()
}
