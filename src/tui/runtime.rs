//! The loop around [`mod@super::update`]: keyboard thread, desk thread, deadlines, at most one frame for all that has
//! come. Idle means no wake-up but for a deadline, and not one byte.

use super::app::App;
use super::input::{self, Event};
use super::keymap::KeysFile;
use super::msg::{DeadlineId, Effect, Msg, ReqId};
use super::screen::view;
use super::terminal::{self, Terminal};
use super::theme::Theme;
use super::update::update;
use crate::desk::api::{Reply, Request};
use crate::register::words::Lang;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Messages taken before a frame is drawn.
const DRAIN: usize = 256;
/// How many columns and rows a window that cannot be measured is taken to have.
const FALLBACK: (u16, u16) = (80, 24);

/// The way to the desk.
pub trait DeskPort {
    /// Asks. The reply comes through the receiver, under the same name.
    fn send(&self, req: ReqId, request: Request);
    /// The answer is not wanted any more; a read may be interrupted, a write goes on.
    fn supersede(&self, req: ReqId);
}

/// How the face begins.
pub struct Options {
    /// The language of the first frame.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
    /// A user's own keys.
    pub keys: Option<KeysFile>,
    /// The present moment, UTC milliseconds. A face has no clock of its own.
    pub clock: fn() -> i64,
}

/// What wakes the loop.
#[allow(clippy::large_enum_variant)] // moved a few times, never kept in numbers
enum Wake {
    Event(Event),
    Reply(ReqId, Reply),
    DeskGone,
}

/// Paints the login, then starts the desk, then works until the end; gives the exit code.
///
/// # Errors
/// When there is no terminal, or it cannot be written to.
pub fn run<P: DeskPort>(
    options: Options,
    start_desk: impl FnOnce() -> (P, Receiver<(ReqId, Reply)>),
) -> io::Result<u8> {
    terminal::hook_panics();
    let mut terminal = Terminal::enter()?;
    let size = terminal::size().unwrap_or(FALLBACK);
    let mut app = App::new(options.lang, size, (options.clock)());
    app.theme = options.theme;
    // The first frame before anything else: no key store, no database, no thread.
    terminal.draw(|buf| view::draw(&app, buf))?;
    app.dirty = false;
    let (wake, woken) = channel();
    let (events, from_input) = channel();
    input::start(events)?;
    forward(from_input, wake.clone(), Wake::Event, Wake::Event(Event::Leave))?;
    if let Some(file) = options.keys {
        let faults = app.keymap.patch(&file);
        if let Some(fault) = faults.first() {
            let args = [
                ("file", fault.file.as_str().into()),
                ("line", i64::try_from(fault.line).unwrap_or_default().into()),
                ("what", fault.what.as_str().into()),
            ];
            let text = app.words.get_with(fault.message, &args);
            app.say(text);
        }
    }
    let (port, replies) = start_desk();
    forward(replies, wake, |(req, reply)| Wake::Reply(req, reply), Wake::DeskGone)?;
    let effects = app.begin();
    let mut face = Loop { app, port, clock: options.clock, due: BTreeMap::new(), quit: None };
    face.obey(effects, &mut terminal)?;
    face.work(&woken, &mut terminal)
}

/// Everything that comes through one channel goes on through another, so that one place waits for all of it.
fn forward<T: Send + 'static>(
    from: Receiver<T>,
    to: Sender<Wake>,
    wrap: impl Fn(T) -> Wake + Send + 'static,
    end: Wake,
) -> io::Result<()> {
    std::thread::Builder::new().name("face".into()).spawn(move || {
        for item in from {
            if to.send(wrap(item)).is_err() {
                return;
            }
        }
        drop(to.send(end));
    })?;
    Ok(())
}

struct Loop<P> {
    app: App,
    port: P,
    clock: fn() -> i64,
    due: BTreeMap<DeadlineId, i64>,
    quit: Option<u8>,
}

impl<P: DeskPort> Loop<P> {
    fn work<W: Write>(&mut self, woken: &Receiver<Wake>, terminal: &mut Terminal<W>) -> io::Result<u8> {
        loop {
            if self.app.dirty {
                terminal.draw(|buf| view::draw(&self.app, buf))?;
                self.app.dirty = false;
            }
            let mut next = match self.due.values().min() {
                None => Some(woken.recv().unwrap_or(Wake::Event(Event::Leave))),
                Some(at) => {
                    let wait = u64::try_from(at.saturating_sub((self.clock)())).unwrap_or(0);
                    match woken.recv_timeout(Duration::from_millis(wait)) {
                        Ok(wake) => Some(wake),
                        Err(RecvTimeoutError::Timeout) => None,
                        Err(RecvTimeoutError::Disconnected) => Some(Wake::Event(Event::Leave)),
                    }
                }
            };
            let mut taken = 0;
            while let Some(wake) = next {
                self.wake(wake, terminal)?;
                taken += 1;
                next = if taken < DRAIN { woken.try_recv().ok() } else { None };
            }
            self.deadlines(terminal)?;
            if let Some(code) = self.quit {
                return Ok(code);
            }
        }
    }

    fn wake<W: Write>(&mut self, wake: Wake, terminal: &mut Terminal<W>) -> io::Result<()> {
        match wake {
            Wake::Event(Event::Inputs(inputs)) => {
                for input in inputs {
                    self.update(Msg::Input(input), terminal)?;
                }
            }
            Wake::Event(Event::Resized) => {
                let (width, height) = terminal::size().unwrap_or(FALLBACK);
                terminal.resize(width, height)?;
                self.update(Msg::Resize(width, height), terminal)?;
            }
            Wake::Event(Event::Leave) => {
                let effects = self.app.leave((self.clock)());
                self.obey(effects, terminal)?;
                self.quit = Some(0);
            }
            Wake::Reply(req, reply) => self.update(Msg::Reply(req, reply), terminal)?,
            // A desk that is gone cannot keep anything more: the program ends rather than to take keys into nothing.
            Wake::DeskGone => self.quit = self.quit.or(Some(1)),
        }
        Ok(())
    }

    fn deadlines<W: Write>(&mut self, terminal: &mut Terminal<W>) -> io::Result<()> {
        let now = (self.clock)();
        let due: Vec<DeadlineId> = self.due.iter().filter(|(_, at)| **at <= now).map(|(id, _)| *id).collect();
        for id in due {
            if self.due.remove(&id).is_some() {
                self.update(Msg::Due(id), terminal)?;
            }
        }
        Ok(())
    }

    fn update<W: Write>(&mut self, msg: Msg, terminal: &mut Terminal<W>) -> io::Result<()> {
        let effects = update(&mut self.app, (self.clock)(), msg);
        self.obey(effects, terminal)
    }

    fn obey<W: Write>(&mut self, effects: Vec<Effect>, terminal: &mut Terminal<W>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask(req, request) => self.port.send(req, request),
                Effect::Supersede(req) => self.port.supersede(req),
                Effect::At(id, at) => {
                    self.due.insert(id, at);
                }
                Effect::Cancel(id) => {
                    self.due.remove(&id);
                }
                Effect::Bell => terminal.bell()?,
                Effect::Quit(code) => self.quit = Some(code),
                Effect::ClearScrollback => terminal.clear_scrollback()?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::decode::Input;
    use crate::tui::testing::{Sink, keys};
    use crate::tui::tests::desk::{FakeDesk, NOW};
    use std::cell::RefCell;

    struct Port(RefCell<FakeDesk>, Sender<Wake>);
    impl DeskPort for Port {
        fn send(&self, req: ReqId, request: Request) {
            let reply = self.0.borrow_mut().answer(request);
            let _ = self.1.send(Wake::Reply(req, reply));
        }
        fn supersede(&self, _: ReqId) {}
    }

    /// Plays events through the real loop and gives the face, the desk's log and the bytes.
    fn play(events: Vec<Event>) -> (App, Vec<String>, String) {
        let sink = Sink::default();
        let mut terminal = Terminal::over(sink.clone(), 80, 24).unwrap();
        drop(sink.taken());
        let (wake, woken) = channel();
        let port = Port(RefCell::new(FakeDesk::new()), wake.clone());
        let mut app = App::new(Lang::Fi, (80, 24), NOW);
        let effects = app.begin();
        let mut face = Loop { app, port, clock: || NOW, due: BTreeMap::new(), quit: None };
        face.obey(effects, &mut terminal).unwrap();
        for event in events {
            wake.send(Wake::Event(event)).unwrap();
        }
        // Replies that the events bring about come behind them; the end comes last.
        while face.quit.is_none() {
            let quiet = woken.try_recv();
            match quiet {
                Ok(first) => {
                    wake_all(&mut face, first, &woken, &mut terminal);
                }
                Err(_) => break,
            }
        }
        let bytes = sink.taken();
        let log = face.port.0.borrow().log.clone();
        (face.app, log, bytes)
    }

    /// One turn of the loop: everything that is there, then one frame.
    fn wake_all(face: &mut Loop<Port>, first: Wake, woken: &Receiver<Wake>, terminal: &mut Terminal<Sink>) {
        let mut next = Some(first);
        while let Some(wake) = next {
            face.wake(wake, terminal).unwrap();
            next = woken.try_recv().ok();
        }
        if face.app.dirty {
            terminal.draw(|buf| view::draw(&face.app, buf)).unwrap();
            face.app.dirty = false;
        }
    }

    fn typed(script: &str) -> Vec<Input> {
        keys(script).into_iter().map(Input::Key).collect()
    }

    #[test]
    fn keys_in_one_read_are_all_taken_and_drawn_in_few_frames() {
        let script = "virtanenm<enter>oikea<space>salasana<enter>010594Y9032<enter>1<c-y>1<f9><f3>";
        let (app, log, bytes) = play(vec![Event::Inputs(typed(script))]);
        assert!(log.iter().any(|r| r.starts_with("note 1")), "{log:?}");
        assert!(bytes.matches("\x1b[?2026h").count() < 8, "a frame for each key would be over forty");
        assert!(app.file.is_none());
        let split: Vec<Event> = typed(script).into_iter().map(|input| Event::Inputs(vec![input])).collect();
        assert_eq!(play(split).1.last(), log.last());
    }

    #[test]
    fn the_end_of_the_terminal_keeps_what_is_typed() {
        let script = "virtanenm<enter>oikea<space>salasana<enter>nisk<enter>11<enter>Kauppa";
        let (_, log, _) = play(vec![Event::Inputs(typed(script))]);
        assert!(!log.contains(&"draft".to_owned()));
        let mut face = {
            let (app, _, _) = play(vec![Event::Inputs(typed(script))]);
            app
        };
        let asked = face.leave(NOW);
        assert!(asked.iter().any(|e| matches!(e, Effect::Ask(_, Request::SaveDraft { .. }))));
    }

    #[test]
    fn the_loop_ends_with_the_terminal_and_waits_without_a_deadline() {
        let sink = Sink::default();
        let mut terminal = Terminal::over(sink.clone(), 80, 24).unwrap();
        let (wake, woken) = channel();
        let (desk, _replies) = channel();
        let app = App::new(Lang::Fi, (80, 24), NOW);
        let port = Port(RefCell::new(FakeDesk::new()), desk);
        let mut face = Loop { app, port, clock: || NOW, due: BTreeMap::new(), quit: None };
        wake.send(Wake::Event(Event::Leave)).unwrap();
        assert_eq!(face.work(&woken, &mut terminal).unwrap(), 0);
    }
}
