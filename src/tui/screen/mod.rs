//! The screens: one file each. A screen knows its own state, asks through [`App`], and paints itself; it never asks
//! whether something may be seen, it shows what came.

pub mod acceptance;
pub mod card;
pub mod contacts;
pub mod finder;
pub mod form;
pub mod history;
pub mod list;
pub mod log_review;
pub mod log_sums;
pub mod login;
pub mod office_forms;
pub mod only_read;
pub mod overlay;
pub mod plan;
pub mod reader;
pub mod registers;
pub mod rows;
pub mod search;
pub mod show;
pub mod staff;
pub mod users;
pub mod versions;
pub mod view;
pub mod who_viewed;
pub mod work;

pub use overlay::Overlay;

use super::action::{Action, Context};
use super::app::App;
use super::key::Key;
use super::msg::ReqId;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A screen. The top one of the stack owns keys and cursor.
pub enum Screen {
    /// Login and lock.
    Login(login::Login),
    /// The own password, changed in the middle of the work: the same fields as those of the forced change.
    Password(login::Login),
    /// Search with identification.
    Search(search::Search),
    /// The client's card.
    Card(Box<card::CardScreen>),
    /// Records of one or several kinds.
    List(list::ListScreen),
    /// A register of the office.
    Register(Box<registers::RegisterScreen>),
    /// One record, or another form.
    Form(Box<form::FormScreen>),
    /// Work and education.
    WorkEducation(work::WorkEducation),
    /// The plan.
    Plan(Box<plan::PlanScreen>),
    /// The quick note.
    Contacts(Box<contacts::QuickNote>),
    /// Changes of one record, or who has viewed.
    OnlyRead(only_read::OnlyRead),
    /// The users.
    Users(users::Users),
    /// What each user did, in numbers.
    LogSums(log_sums::LogSumsScreen),
    /// The rows of the access log.
    Log(Box<log_review::LogScreen>),
}

/// What is done with the rows of a list. Screens that are live with a list's keys and have no such rows refuse these
/// with a word, and their key bars do not name them.
const OF_ROWS: [Action; 8] = [
    Action::OpenRow,
    Action::NewRecord,
    Action::Remove,
    Action::Filter,
    Action::Digit,
    Action::History,
    Action::Refresh,
    Action::Acceptance,
];

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It was for the screen.
    Done,
    /// It was not.
    Pass,
    /// The screen closes.
    Leave,
    /// It cannot be understood before this reply.
    Park(ReqId),
}

macro_rules! each {
    ($self:expr, $screen:ident => $do:expr) => {
        match $self {
            Screen::Login($screen) | Screen::Password($screen) => $do,
            Screen::Search($screen) => $do,
            Screen::Card($screen) => $do,
            Screen::List($screen) => $do,
            Screen::Register($screen) => $do,
            Screen::Form($screen) => $do,
            Screen::WorkEducation($screen) => $do,
            Screen::Plan($screen) => $do,
            Screen::Contacts($screen) => $do,
            Screen::OnlyRead($screen) => $do,
            Screen::Users($screen) => $do,
            Screen::LogSums($screen) => $do,
            Screen::Log($screen) => $do,
        }
    };
}

/// What every screen can do.
pub trait Face {
    /// Which keys are live.
    fn context(&self) -> Context;
    /// Its name in row 1.
    fn title(&self, app: &App) -> String;
    /// Whether unmodified characters are text now.
    fn text_focus(&self) -> bool {
        false
    }
    /// The fields that somebody types into: their text is kept as a draft, over a lock and when the screen is left.
    fn typed(&self) -> Option<&form::FormScreen> {
        None
    }
    /// The same, to be worked on.
    fn typed_mut(&mut self) -> Option<&mut form::FormScreen> {
        None
    }
    /// It stands in a client's file: the client line is shown.
    fn in_file(&self) -> bool {
        self.context().of_client()
    }
    /// It is dense: one alert row only.
    fn dense(&self) -> bool {
        true
    }
    /// Row 22.
    fn help(&self, _app: &App) -> String {
        String::new()
    }
    /// What the help tells first: of the focused field, or of what is asked.
    fn topic(&self, _app: &App) -> Vec<String> {
        Vec::new()
    }
    /// What a state of the screen asks on row 23, when nothing else is said.
    fn question(&self, _app: &App) -> String {
        String::new()
    }
    /// Takes a key before the key table does: text, digits of a question.
    fn key(&mut self, _app: &mut App, _key: Key) -> Step {
        Step::Pass
    }
    /// Takes pasted text.
    fn paste(&mut self, _app: &mut App, _text: &str) {}
    /// Does an action of the key table.
    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step;
    /// Whether an action can be done here now; the reason why not. `None`: it does not concern the screen.
    fn ready(&self, _app: &App, _action: Action) -> Option<Result<(), String>> {
        None
    }
    /// Whether the key bar names an action here: not what this screen refuses whatever is chosen on it.
    /// Few screens hide anything; those that do say so.
    fn offers(&self, _app: &App, action: Action) -> bool {
        action != Action::Reveal
    }
    /// Paints the body and gives the cursor's place.
    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position>;
}

impl Face for Screen {
    fn context(&self) -> Context {
        each!(self, s => s.context())
    }
    fn title(&self, app: &App) -> String {
        each!(self, s => s.title(app))
    }
    fn text_focus(&self) -> bool {
        each!(self, s => s.text_focus())
    }
    fn typed(&self) -> Option<&form::FormScreen> {
        each!(self, s => s.typed())
    }
    fn typed_mut(&mut self) -> Option<&mut form::FormScreen> {
        each!(self, s => s.typed_mut())
    }
    fn in_file(&self) -> bool {
        each!(self, s => s.in_file())
    }
    fn dense(&self) -> bool {
        each!(self, s => s.dense())
    }
    fn help(&self, app: &App) -> String {
        each!(self, s => s.help(app))
    }
    fn topic(&self, app: &App) -> Vec<String> {
        each!(self, s => s.topic(app))
    }
    fn question(&self, app: &App) -> String {
        each!(self, s => s.question(app))
    }
    fn key(&mut self, app: &mut App, key: Key) -> Step {
        each!(self, s => s.key(app, key))
    }
    fn paste(&mut self, app: &mut App, text: &str) {
        each!(self, s => s.paste(app, text));
    }
    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        each!(self, s => s.act(app, action, key))
    }
    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        each!(self, s => s.ready(app, action))
    }
    fn offers(&self, app: &App, action: Action) -> bool {
        each!(self, s => s.offers(app, action))
    }
    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        each!(self, s => s.draw(app, buf, body))
    }
}
