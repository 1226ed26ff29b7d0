//! The whole state of the face. Pure: it knows the present moment only as it is told with each message.

use super::keymap::Keymap;
use super::msg::{DeadlineId, Effect, ReqId};
use super::screen::overlay::{Leaving, Prompt};
use super::screen::{Overlay, Screen, login::Login};
use super::theme::Theme;
use super::want::Want;
use super::widget::frame::MIN_SIZE;
use crate::desk::api::{CardMay, ClientLine, LoggedIn, Request, Welcome};
use crate::register::Id;
use crate::register::words::{Lang, Words};
use crate::tui::decode::Input;
use std::collections::VecDeque;

/// Keys that may be typed ahead of one reply.
pub const PARK_MAX: usize = 256;
/// A reply later than this is spoken of, milliseconds.
pub const LATE_MS: i64 = 2_000;
/// A form untouched for so long is kept, milliseconds.
pub const DRAFT_MS: i64 = 2_000;

/// A screen on the stack.
pub struct Entry {
    /// Its generation: never used twice, so that a late reply finds no other screen.
    pub serial: u64,
    /// The screen.
    pub screen: Screen,
    /// Whether what it shows is older than the last write.
    pub age: Age,
}

/// Whether a screen shows what was true before a write: nothing of it is painted until it was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It shows what is.
    Fresh,
    /// Something was written since; it is read again as soon as it is on top.
    Stale,
    /// It is being read again, or could not be.
    Asked,
}

/// What lies over everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Nothing.
    Open,
    /// The privacy cover. `by_hand`: a lock follows; `locks`: the lock waits for a write.
    Cover {
        /// Called by a key.
        by_hand: bool,
        /// A lock was asked for and waits for a write.
        locks: bool,
    },
}

/// Keys wait for a reply.
pub struct Waiting {
    /// For this one.
    pub req: ReqId,
    /// It writes: not even Esc interrupts it.
    pub write: bool,
    /// It was spoken of as late.
    pub late: bool,
}

/// A request under way.
pub struct Pending {
    /// Which.
    pub req: ReqId,
    /// The generation of the screen that asked.
    pub serial: u64,
    /// What for.
    pub want: Want,
}

/// The open client file, as every screen over it needs it.
pub struct OpenFile {
    /// The client line.
    pub line: ClientLine,
    /// What may be done.
    pub may: CardMay,
    /// A booking the client could have arrived for.
    pub arrival: Option<Id>,
    /// A plan that waits.
    pub plan_waits: Option<Id>,
}

/// The face.
pub struct App {
    /// The present moment, UTC milliseconds, as told with the last message.
    pub now: i64,
    /// Columns and rows.
    pub size: (u16, u16),
    /// The words on the screen.
    pub words: Words,
    /// All words are loaded, not only those of the first frame.
    pub full_words: bool,
    /// The keys in force.
    pub keymap: Keymap,
    /// The theme.
    pub theme: Theme,
    /// The login screen's texts.
    pub welcome: Welcome,
    /// Who works here; none before a login and behind the lock.
    pub session: Option<LoggedIn>,
    /// The login name of the session, for the lock.
    pub login_name: String,
    /// The service situation: a code of list `channel`.
    pub situation: &'static str,
    /// The screens, the top one last.
    pub stack: Vec<Entry>,
    /// What lies over the top screen, the top one last.
    pub overlays: Vec<Overlay>,
    /// A prompt whose text was sent: it comes back with the text where the desk did not take it.
    pub sent: Option<Prompt>,
    /// What lies over everything.
    pub shade: Shade,
    /// Keys wait for a reply.
    pub waiting: Option<Waiting>,
    /// The keys that wait.
    pub parked: VecDeque<Input>,
    /// Row 23.
    pub message: String,
    /// The open file.
    pub file: Option<OpenFile>,
    /// Values of the last saved record of each kind, for Ctrl-D: kind and texts by field.
    pub dup: Vec<(&'static str, Vec<(u16, String)>)>,
    /// Screens still to be brought back after a lock.
    pub restore: VecDeque<super::drafts::Kept>,
    /// Login names of those whose typed text a lock took off the screens, until the desk has said that it is on the disk.
    /// When it is not, the desk holds it sealed for the same user; the text itself is nowhere in the face.
    pub unsealed: Vec<String>,
    /// Something on the screen changed.
    pub dirty: bool,
    /// Screens to be put on top when the present key is done.
    pub next: Vec<Screen>,
    pub(super) pending: Vec<Pending>,
    pub(super) out: Vec<Effect>,
    pub(super) here: Option<u64>,
    /// Something is to be left when the key at hand is done.
    pub(super) wants_leave: Option<Leaving>,
    pub(super) wants_lock: bool,
    /// The words that the screens still stand in, when another language is spoken from this key on.
    pub(super) spoke: Option<Words>,
    pub(super) wants_quit: bool,
    last_req: u64,
    last_serial: u64,
    last_run: u64,
    pub(super) mask_set: bool,
}

impl App {
    /// At the login, with the words of the first frame only.
    pub fn new(lang: Lang, size: (u16, u16), now: i64) -> App {
        let mut app = App {
            now,
            size,
            words: Words::shell(lang),
            full_words: false,
            keymap: Keymap::default(),
            theme: Theme::Default,
            welcome: Welcome::default(),
            session: None,
            login_name: String::new(),
            situation: "desk",
            stack: Vec::new(),
            overlays: Vec::new(),
            sent: None,
            shade: Shade::Open,
            waiting: None,
            parked: VecDeque::new(),
            message: String::new(),
            file: None,
            dup: Vec::new(),
            restore: VecDeque::new(),
            unsealed: Vec::new(),
            dirty: true,
            next: Vec::new(),
            pending: Vec::new(),
            out: Vec::new(),
            here: None,
            wants_leave: None,
            wants_lock: false,
            spoke: None,
            wants_quit: false,
            last_req: 0,
            last_serial: 0,
            last_run: 0,
            mask_set: false,
        };
        app.push(Screen::Login(Login::new()));
        app
    }

    /// The first frame is painted: the rest of the words and the login screen's texts are wanted now.
    pub fn begin(&mut self) -> Vec<Effect> {
        self.full_words = true;
        self.words = Words::full(self.words.lang());
        self.ask(Want::Welcome, Request::Welcome);
        std::mem::take(&mut self.out)
    }

    /// Speaks another language from now on; gives the words spoken before.
    pub fn speak(&mut self, lang: Lang) -> Words {
        let words = if self.full_words { Words::full(lang) } else { Words::shell(lang) };
        std::mem::replace(&mut self.words, words)
    }

    /// The terminal is gone or the system ends: what is typed is kept, as far as there is time.
    pub fn leave(&mut self, now: i64) -> Vec<Effect> {
        self.now = now;
        super::drafts::keep_now(self);
        if self.session.is_some() {
            self.ask(Want::Quiet, Request::Logout);
        }
        std::mem::take(&mut self.out)
    }

    /// Whether the window is too small to work in.
    pub fn too_small(&self) -> bool {
        self.size.0 < MIN_SIZE.0 || self.size.1 < MIN_SIZE.1
    }

    /// The screen that owns the keys.
    pub fn top(&self) -> Option<&Screen> {
        self.stack.last().map(|entry| &entry.screen)
    }

    /// Whether somebody has to log in.
    pub fn at_login(&self) -> bool {
        matches!(self.top(), Some(Screen::Login(_)) | None)
    }

    /// Puts a screen on top.
    pub fn push(&mut self, screen: Screen) {
        self.last_serial += 1;
        self.stack.push(Entry { serial: self.last_serial, screen, age: Age::Fresh });
        self.dirty = true;
    }

    /// A new typing run of the search.
    pub fn new_run(&mut self) -> u64 {
        self.last_run += 1;
        self.last_run
    }

    pub(super) fn serial(&self) -> u64 {
        self.here.or(self.stack.last().map(|entry| entry.serial)).unwrap_or(0)
    }

    /// Asks the desk; the keys go on.
    pub fn ask(&mut self, want: Want, request: Request) -> ReqId {
        self.last_req += 1;
        let req = ReqId(self.last_req);
        self.pending.push(Pending { req, serial: self.serial(), want });
        self.out.push(Effect::Ask(req, request));
        req
    }

    /// Asks the desk; later keys wait for the reply. `write`: it changes something.
    pub fn ask_and_wait(&mut self, write: bool, want: Want, request: Request) {
        let req = self.ask(want, request);
        self.wait_for(req, write);
    }

    /// Later keys wait for a reply that is under way.
    pub fn wait_for(&mut self, req: ReqId, write: bool) {
        self.waiting = Some(Waiting { req, write, late: false });
        self.at(DeadlineId::Late, self.now.saturating_add(LATE_MS));
    }

    /// The answer to this is not wanted any more.
    pub fn supersede(&mut self, req: ReqId) {
        self.pending.retain(|p| p.req != req);
        self.out.push(Effect::Supersede(req));
    }

    /// Something becomes due.
    pub fn at(&mut self, id: DeadlineId, ms: i64) {
        self.out.push(Effect::At(id, ms));
    }

    /// It does not.
    pub fn cancel(&mut self, id: DeadlineId) {
        self.out.push(Effect::Cancel(id));
    }

    /// Refuses a key with a sound.
    pub fn bell(&mut self) {
        self.out.push(Effect::Bell);
    }

    /// Says something on row 23.
    pub fn say(&mut self, text: String) {
        self.message = text;
        self.dirty = true;
    }

    /// Says the words of an id on row 23.
    pub fn say_id(&mut self, id: &str) {
        let text = self.words.get(id);
        self.say(text);
    }

    /// Refuses a key with a sound and a reason.
    pub fn refuse(&mut self, text: String) {
        self.bell();
        self.say(text);
    }

    /// What may be done beside files.
    pub fn abilities(&self) -> crate::desk::api::Abilities {
        self.session.as_ref().map(|s| s.abilities).unwrap_or_default()
    }

    /// Today in Helsinki.
    pub fn today(&self) -> i32 {
        crate::register::time::day_of(self.now)
    }
}
