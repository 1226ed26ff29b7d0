//! The face with its desk, driven by keys, replies and time.

use super::desk::{FakeDesk, NOW};
use crate::desk::api::Reply;
use crate::register::words::Lang;
use crate::tui::app::App;
use crate::tui::decode::Input;
use crate::tui::key::Key;
use crate::tui::msg::{DeadlineId, Effect, Msg, ReqId};
use crate::tui::screen::view;
use crate::tui::testing::{keys, screen};
use crate::tui::update::update;
use std::collections::BTreeMap;

/// The face with its desk: replies are held until they are pumped.
pub struct Office {
    pub app: App,
    pub desk: FakeDesk,
    pub now: i64,
    pub due: BTreeMap<DeadlineId, i64>,
    pub held: Vec<(ReqId, Reply)>,
    pub bells: usize,
    pub pressed: usize,
    pub quit: Option<u8>,
    pub scrollback_cleared: usize,
    /// Replies come only when asked for.
    pub hold: bool,
}

impl Office {
    pub fn new() -> Office {
        Office::in_language(Lang::Fi, (80, 24))
    }

    pub fn in_language(lang: Lang, size: (u16, u16)) -> Office {
        let mut office = Office {
            app: App::new(lang, size, NOW),
            desk: FakeDesk::new(),
            now: NOW,
            due: BTreeMap::new(),
            held: Vec::new(),
            bells: 0,
            pressed: 0,
            quit: None,
            scrollback_cleared: 0,
            hold: false,
        };
        let effects = office.app.begin();
        office.obey(effects);
        office.pump();
        office
    }

    /// The clerk logs in.
    pub fn log_in(&mut self) -> &mut Office {
        self.keys("virtanenm<enter>oikea<space>salasana<enter>")
    }

    /// Logged in as the clerk, in a language and a window.
    pub fn at_work(lang: Lang, size: (u16, u16)) -> Office {
        let mut office = Office::in_language(lang, size);
        office.log_in();
        office
    }

    /// Logged in as the clerk.
    pub fn open() -> Office {
        let mut office = Office::new();
        office.log_in();
        office.desk.log.clear();
        office.pressed = 0;
        office
    }

    /// On the card of the first client.
    pub fn card() -> Office {
        let mut office = Office::open();
        office.keys("010594Y9032<enter>1");
        office.desk.log.clear();
        office.pressed = 0;
        office
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(req, request) => {
                    let reply = self.desk.answer(request);
                    self.held.push((req, reply));
                }
                Effect::Supersede(_) => {}
                Effect::At(id, at) => {
                    self.due.insert(id, at);
                }
                Effect::Cancel(id) => {
                    self.due.remove(&id);
                }
                Effect::Bell => self.bells += 1,
                Effect::Quit(code) => self.quit = Some(code),
                Effect::ClearScrollback => self.scrollback_cleared += 1,
            }
        }
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = update(&mut self.app, self.now, msg);
        self.obey(effects);
    }

    /// The reply at a place comes.
    pub fn deliver(&mut self, at: usize) {
        let (req, reply) = self.held.remove(at);
        self.send(Msg::Reply(req, reply));
    }

    /// Every reply comes, and those to what they ask.
    pub fn pump(&mut self) {
        while !self.held.is_empty() {
            self.deliver(0);
        }
    }

    pub fn press(&mut self, key: Key) {
        self.pressed += 1;
        self.send(Msg::Input(Input::Key(key)));
        if !self.hold {
            self.pump();
        }
    }

    pub fn keys(&mut self, script: &str) -> &mut Office {
        for key in keys(script) {
            self.press(key);
        }
        self
    }

    /// Time passes; what becomes due on the way does.
    pub fn wait(&mut self, ms: i64) {
        let until = self.now + ms;
        while let Some((id, at)) = self.due.iter().min_by_key(|(_, at)| **at).map(|(id, at)| (*id, *at)) {
            if at > until {
                break;
            }
            self.now = self.now.max(at);
            self.due.remove(&id);
            self.send(Msg::Due(id));
            if !self.hold {
                self.pump();
            }
        }
        self.now = until;
    }

    pub fn screen(&self) -> String {
        let (width, height) = self.app.size;
        screen(width, height, |buf, _| view::draw(&self.app, buf))
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.replace('▏', "").contains(text), "{text:?} is not on\n{screen}");
    }

    #[track_caller]
    pub fn hides(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.replace('▏', "").contains(text), "{text:?} is on\n{screen}");
    }
}
