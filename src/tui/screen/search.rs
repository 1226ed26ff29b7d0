//! Search with identification. No client's name stands here before a key is pressed; Enter opens only a hit of the
//! text as it is typed, and one key says how the client was identified.

use super::finder::Finder;
use super::rows::Section;
use super::{Face, Step, show, view};
use crate::desk::api::{Hit, Hits, Identification, Request};
use crate::register::words::Words;
use crate::register::{Id, dates, hetu};
use crate::tui::action::{ACTIONS, Action, ActionMeta, Context};
use crate::tui::app::App;
use crate::tui::key::{Code, Key};
use crate::tui::msg::ReqId;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width};
use crate::tui::theme::Role;
use crate::tui::want::Want;
use crate::tui::widget::table::{Row, columns};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// The screen.
pub struct Search {
    finder: Finder<Id>,
    run: u64,
    hits: Hits,
    /// Enter was pressed on a whole identity code: it is shown masked.
    masked: bool,
    /// How was this person identified?
    asking: Option<Id>,
    /// Enter asked no identification: digits typed behind it, which are no text as long as there is one only.
    ahead: Option<String>,
}

impl Search {
    /// Empty.
    pub fn new(run: u64) -> Search {
        Search {
            finder: Finder::new(""),
            run,
            hits: Hits::default(),
            masked: false,
            asking: None,
            ahead: None,
        }
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        self.finder.line.text()
    }

    /// Begins with a text: what was typed before a lock.
    pub fn begin(&mut self, app: &mut App, text: &str) {
        self.finder.begin(text);
        self.query(app);
    }

    /// Asks once more: no hit of before is shown meanwhile.
    pub fn again(&mut self, app: &mut App) {
        self.hits = Hits::default();
        self.settle(app);
        self.query(app);
    }

    fn query(&mut self, app: &mut App) {
        self.masked = false;
        self.finder.let_go(app);
        if self.text().trim().is_empty() {
            // The line is left: what is typed next is another search, with its own row of the log.
            self.run = app.new_run();
            self.hits = Hits::default();
            self.settle(app);
            return;
        }
        let (text, run) = (self.text().to_owned(), self.run);
        self.finder.ask(app, Want::Search, Request::Search { text, run });
    }

    /// The hits of a query, if it is the newest.
    pub fn found(&mut self, app: &App, req: ReqId, hits: Hits) {
        if self.finder.answered(req) {
            self.hits = hits;
            self.settle(app);
        }
    }

    /// The client's file is shut: nothing of the search stays.
    pub fn clear(&mut self, app: &App, run: u64) {
        *self = Search::new(run);
        self.settle(app);
    }

    /// Nobody is asked how somebody was identified any more.
    pub fn stop_asking(&mut self) {
        self.asking = None;
    }

    fn settle(&mut self, app: &App) {
        let words = &app.words;
        // A remark is whole: the name gives way.
        let remarks = self.hits.hits.iter().map(|hit| width(&remark(words, hit))).max().unwrap_or(0);
        let remarks = u16::try_from(remarks.clamp(8, 18)).unwrap_or(8);
        let columns = columns(
            words,
            &[
                ("column-name", 20, true),
                ("column-born", 10, false),
                ("column-hetu", 11, false),
                ("column-municipality", 9, false),
                ("column-remark", remarks, true),
            ],
        );
        let row = |hit: &Hit| Row {
            id: hit.person,
            mark: if hit.protected {
                "!!"
            } else if hit.ask_whole_hetu {
                "!"
            } else {
                ""
            },
            cells: vec![
                Shown::Value(hit.name.clone()),
                hit.born.map_or(Shown::Unknown("why-not-asked"), |day| Shown::Value(dates::show(day))),
                hit.hetu.clone().map_or(Shown::Empty, Shown::Value),
                show::loose(words, &hit.municipality, Some("kunta")),
                Shown::Value(remark(words, hit)),
            ],
        };
        let rows: Vec<Row<Id>> = self.hits.hits.iter().map(row).collect();
        self.finder.in_list &= !rows.is_empty();
        let section = Section { title: None, columns, rows, none: (Id::ZERO, String::new()), more: None };
        self.finder.list(section);
    }

    fn open(&mut self, app: &mut App, person: Id) {
        let hit = self.hits.hits.iter().find(|hit| hit.person == person);
        match hit {
            Some(hit) if hit.ask_whole_hetu => {
                // In the list, so that a digit typed ahead is neither an answer nor part of the text.
                self.enter_list();
                app.refuse(app.words.get("search-same-day"));
            }
            Some(_) => self.asking = Some(person),
            None => app.bell(),
        }
    }

    fn enter(&mut self, app: &mut App) {
        self.masked = hetu::normalise(&hetu::without_blanks(self.text()), app.today()).is_ok();
        match self.hits.hits.as_slice() {
            [] => app.bell(),
            _ if self.finder.in_list => match self.finder.rows.selected() {
                Some(person) => self.open(app, person),
                None => app.bell(),
            },
            [hit] if !self.hits.more => {
                let person = hit.person;
                self.open(app, person);
            }
            _ => self.enter_list(),
        }
    }

    /// Enter opened nothing: a digit typed behind it was meant for an identification that is not asked.
    fn enter_list(&mut self) {
        self.finder.in_list = true;
        self.ahead = Some(String::new());
    }

    /// A character while the list has the focus. Tells whether it is text. A digit that was typed for an identification
    /// is none; with another character behind it, both begin a new search, as a digit does at any other time. A letter
    /// goes on with the line.
    fn typed_in_list(&mut self, app: &mut App, c: char) -> bool {
        match self.ahead.take() {
            Some(digit) if digit.is_empty() && c.is_ascii_digit() => {
                self.ahead = Some(c.to_string());
                app.bell();
                return false;
            }
            Some(digit) if !digit.is_empty() => {
                self.finder.line.set(&digit);
                self.finder.line.go_on();
            }
            _ if c.is_ascii_digit() => {
                self.finder.line.clear();
            }
            _ => {}
        }
        self.finder.in_list = false;
        true
    }

    fn identify(&mut self, app: &mut App, person: Id, key: Key) -> Step {
        let how = key.text().and_then(Identification::from_digit);
        match (how, app.keymap.resolve(key, Context::Search, false)) {
            (Some(how), _) => {
                self.asking = None;
                // Back from the card, the first typed character begins a new search.
                self.finder.line.refresh();
                // 6 always means the telephone; the others take the channel of the service situation.
                let channel = if how == Identification::Phone { "phone" } else { app.situation };
                app.ask_and_wait(false, Want::Open, Request::Open { person, how, channel });
            }
            (None, Some(Action::Back)) => self.asking = None,
            // What is live on every screen is live here; what is done with the hits has to wait for the answer.
            (None, Some(action)) if !of_hits(action) => return Step::Pass,
            _ => app.bell(),
        }
        Step::Done
    }
}

/// What is remarked of a hit.
fn remark(words: &Words, hit: &Hit) -> String {
    hit.remark.as_ref().map(|message| show::say(words, message)).unwrap_or_default()
}

/// Whether an action is for the line or the hits, and not for every screen: it waits for the answer to how somebody was
/// identified.
fn of_hits(action: Action) -> bool {
    let live = |meta: &&ActionMeta| meta.action == action && meta.contexts.contains(&Context::Search);
    ACTIONS.iter().any(|meta| live(&meta))
}

/// Whether a key edits a text that stands there.
fn edits(key: Key) -> bool {
    matches!(key.code, Code::Backspace | Code::Delete | Code::Left | Code::Right | Code::Home | Code::End)
}

/// Where the hits stand.
fn list_of(body: Rect) -> Rect {
    Rect { y: body.y + 2, height: body.height.saturating_sub(5), ..body }
}

impl Face for Search {
    fn context(&self) -> Context {
        Context::Search
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-search")
    }

    fn text_focus(&self) -> bool {
        !self.finder.in_list && self.asking.is_none()
    }

    fn topic(&self, app: &App) -> Vec<String> {
        if self.asking.is_none() {
            return Vec::new();
        }
        let answer = |n: &u8| app.words.get(&format!("search-identify-{n}"));
        let asked = std::iter::once(app.words.get("search-identify-help"));
        asked.chain([1, 2, 3, 4, 5, 6, 7, 0].iter().map(answer)).collect()
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        (self.asking.is_some() && of_hits(action)).then(|| Err(app.words.get("reason-identify-first")))
    }

    fn question(&self, app: &App) -> String {
        self.asking.map(|_| app.words.get("search-identify")).unwrap_or_default()
    }

    fn help(&self, app: &App) -> String {
        match self.asking {
            Some(_) => app.words.get("search-identify-help"),
            None if self.finder.in_list => app.words.get("search-verify"),
            None => app.words.get("search-help"),
        }
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        if let Some(person) = self.asking {
            return self.identify(app, person, key);
        }
        // What moves or opens needs the hits of the text as typed.
        if let Some(req) = self.finder.waits(key) {
            return Step::Park(req);
        }
        if self.finder.in_list {
            match key.text() {
                Some(c) if c != '?' => {
                    if !self.typed_in_list(app, c) {
                        return Step::Done;
                    }
                }
                _ => {
                    self.ahead = None;
                    return Step::Pass;
                }
            }
        }
        // A masked code is begun anew or let stand: no key brings the whole code back to the screen.
        if self.masked && key.text().is_some() {
            self.finder.line.refresh();
        } else if self.masked && edits(key) {
            self.masked = false;
            self.finder.clear();
            self.query(app);
            return Step::Done;
        }
        let Some(changed) = self.finder.key(key) else { return Step::Pass };
        if changed {
            self.query(app);
        }
        Step::Done
    }

    fn paste(&mut self, app: &mut App, text: &str) {
        if self.asking.is_none() && self.finder.paste(text) {
            self.query(app);
        } else {
            app.bell();
        }
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        match action {
            Action::SearchOpen => self.enter(app),
            Action::NextRow if !self.finder.in_list => {
                if !self.finder.enter_list() {
                    app.bell();
                }
            }
            Action::Refresh => self.query(app),
            Action::Back if self.finder.in_list => self.finder.in_list = false,
            Action::Back | Action::FieldClear if !self.text().is_empty() => {
                self.finder.clear();
                self.query(app);
            }
            // There is no screen behind the search: leaving it is Ctrl-Q.
            Action::Back | Action::FieldClear => {}
            Action::EndVisit => {
                let run = app.new_run();
                self.finder.let_go(app);
                self.clear(app, run);
            }
            action if self.finder.act(action, key, list_of(view::body(app, self)).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    /// There is no screen behind the search: Esc has something to clear or nothing to do.
    fn offers(&self, _app: &App, action: Action) -> bool {
        if self.asking.is_some() && of_hits(action) {
            return false;
        }
        action != Action::Back || self.finder.in_list || self.asking.is_some() || !self.text().is_empty()
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let style = |role| app.theme.style(role);
        let say = |buf: &mut Buffer, x: u16, y: u16, text: String, role: Role| {
            put_in(buf, body, x, y, &DisplayText::from(text), style(role));
        };
        say(buf, 1, 0, app.words.say("search-label"), Role::Label);
        let understood = self.hits.understood.as_ref().filter(|_| self.finder.asked().is_none());
        let understood = understood.map(|m| format!("= {}", show::say(&app.words, m))).unwrap_or_default();
        let x = body.width.saturating_sub(u16::try_from(width(&understood)).unwrap_or(0) + 1);
        say(buf, x, 0, understood, Role::Help);
        let line = Rect { x: body.x + 7, y: body.y, width: body.width.saturating_sub(34), height: 1 };
        let role = self.finder.role();
        let cursor = if self.masked {
            let text = DisplayText::from(hetu::mask(&hetu::without_blanks(self.text())));
            let end = put_in(buf, line, 0, 0, &text, style(role));
            Some(Position::new(end.min(line.right().saturating_sub(1)), line.y))
        } else {
            self.finder.line.draw(buf, line, style(role))
        };
        say(buf, 7, 1, app.words.say("search-kinds"), Role::Help);
        if self.text().trim().is_empty() {
            say(buf, 3, 3, app.words.say("search-empty"), Role::Absent);
            return cursor;
        }
        let list = list_of(body);
        let count = self.hits.hits.len();
        let mut place = None;
        if count > 0 {
            place = self.finder.rows.draw(buf, list, app.theme, &app.words);
            let (first, last) = self.finder.rows.in_sight(list.height).unwrap_or((1, count));
            // Never a silent cut: which rows are on the screen is said where not all of them are.
            let id = match (last + 1 - first < count, self.hits.more) {
                (true, true) => "search-window-first",
                (true, false) => "search-window",
                (false, true) => "search-first",
                (false, false) => "search-all",
            };
            let args = [("n", count.to_string()), ("from", first.to_string()), ("to", last.to_string())];
            let text = app.words.say_with(id, &args);
            say(buf, 3, body.height.saturating_sub(2), text, Role::Help);
        } else if self.finder.asked().is_some() {
            say(buf, 3, 3, app.words.say("state-loading"), Role::Absent);
        } else if self.hits.note.is_none() {
            say(buf, 3, 3, app.words.say("search-none"), Role::Absent);
        }
        // Said before anybody presses Enter on one of them (register design, V13).
        let twins = self.hits.hits.iter().any(|hit| hit.ask_whole_hetu);
        let twins = twins.then(|| app.words.get("search-same-day"));
        let note = self.hits.note.as_ref().map(|note| show::say(&app.words, note));
        let told: Vec<String> = twins.into_iter().chain(note).collect();
        if !told.is_empty() {
            let row = if count > 0 { body.height.saturating_sub(1) } else { 3 };
            say(buf, 3, row, told.join(" "), Role::Text);
        }
        if self.finder.in_list || self.asking.is_some() { place.or(cursor) } else { cursor }
    }
}
