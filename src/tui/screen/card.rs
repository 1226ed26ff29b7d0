//! The client's card: facts in two columns, groups by digit, the newest entries.

use super::{Face, Overlay, Screen, Step, show};
use crate::desk::api::{Card, CardGroup, Fact, Leads, Part, Request, Shown as Given};
use crate::register::kinds::by_name;
use crate::register::{Id, Kind};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::Key;
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in};
use crate::tui::theme::Role;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::pick_list::{Choice, PickList};
use crate::tui::widget::table::waiting;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What the palette's name for a group of the card begins with.
pub const PALETTE: &str = "card.group.";

/// The groups of the card, for the palette: on the card, and on the lists that it led to.
pub fn choices(app: &App, top: &Screen, context: Context) -> Vec<Choice> {
    let card = match (top, context) {
        (Screen::Card(card), _) => Some(card),
        (Screen::List(list), Context::Client) if !list.contacts => {
            app.stack.iter().find_map(|entry| match &entry.screen {
                Screen::Card(card) => Some(card),
                _ => None,
            })
        }
        _ => None,
    };
    let groups = card.map(|card| card.card.groups.as_slice()).unwrap_or_default();
    let choice = |group: &CardGroup| Choice {
        code: format!("{PALETTE}{}", group.digit),
        label: app.words.get(group.label),
        note: group.digit.to_string(),
        allowed: true,
    };
    groups.iter().map(choice).collect()
}

/// What the cursor stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Fact(usize),
    Latest(Id),
}

/// The screen.
pub struct CardScreen {
    card: Card,
    at: Option<Place>,
    /// Values shown for a while: kind, field, value.
    revealed: Vec<(&'static str, u16, Given)>,
}

/// Cells of a label.
const LABEL: u16 = 14;

impl CardScreen {
    /// Of a card that came.
    pub fn new(card: Card) -> CardScreen {
        let mut screen = CardScreen { card, at: None, revealed: Vec::new() };
        let latest = screen.card.latest.first().map(|entry| Place::Latest(entry.record));
        screen.at = latest.or_else(|| screen.stops().first().copied());
        screen
    }

    /// The same card, read again.
    pub fn replace(&mut self, card: Card) {
        let before = self.newest();
        self.card = card;
        self.revealed.clear();
        // What was just recorded is what one looks for.
        if let Some(newest) = self.newest().filter(|newest| Some(*newest) != before) {
            self.at = Some(newest);
        }
        let stops = self.stops();
        if !self.at.is_some_and(|at| stops.contains(&at)) {
            self.at = stops.last().copied();
        }
    }

    fn newest(&self) -> Option<Place> {
        self.card.latest.first().map(|entry| Place::Latest(entry.record))
    }

    fn stops(&self) -> Vec<Place> {
        let facts = self.card.facts.iter().enumerate().filter(|(_, fact)| fact.from.is_some());
        let latest = self.card.latest.iter().map(|entry| Place::Latest(entry.record));
        facts.map(|(n, _)| Place::Fact(n)).chain(latest).collect()
    }

    fn step(&mut self, by: isize) {
        let stops = self.stops();
        let at = stops.iter().position(|stop| Some(*stop) == self.at).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(stops.len().saturating_sub(1));
        self.at = stops.get(to).copied();
    }

    /// A value may be seen for a while.
    pub fn reveal(&mut self, kind: &'static Kind, field: u16, value: Given) {
        self.revealed.retain(|(name, number, _)| (*name, *number) != (kind.name, field));
        self.revealed.push((kind.name, field, value));
    }

    /// Nothing revealed stays.
    pub fn mask(&mut self) {
        self.revealed.clear();
    }

    fn hidden(&self, fact: &Fact) -> Option<(&'static Kind, Id, Vec<u16>)> {
        let (kind, record, _) = fact.from?;
        let (hidden_kind, numbers) = show::hides(&fact.parts)?;
        (kind.number == hidden_kind.number).then_some((kind, record?, numbers))
    }

    /// Whether a fact hides anything.
    fn hides(&self) -> bool {
        self.card.facts.iter().any(|fact| self.hidden(fact).is_some())
    }

    fn open(&self, app: &mut App) {
        let target = match self.at {
            Some(Place::Fact(n)) => self.card.facts.get(n).and_then(|fact| fact.from),
            Some(Place::Latest(id)) => {
                self.card.latest.iter().find(|e| e.record == id).map(|e| (e.kind, Some(id), 0))
            }
            None => None,
        };
        match target {
            Some((kind, record, field)) => {
                let want = FormWant { focus: (field > 0).then_some(field), ..FormWant::default() };
                app.ask_and_wait(false, Want::Form(want), Request::Form { kind, record });
            }
            None => app.bell(),
        }
    }

    /// The group of a digit.
    pub fn group(&self, digit: Option<u32>) -> Option<CardGroup> {
        self.card.groups.iter().find(|g| Some(u32::from(g.digit)) == digit).cloned()
    }

    /// Opens a group.
    pub fn open_group(app: &mut App, group: &CardGroup) {
        match &group.leads {
            Leads::Kinds(kinds) => super::list::load(app, kinds.clone(), false),
            Leads::TimeLine => app.ask_and_wait(false, Want::TimeLine, Request::TimeLine),
            Leads::Plan => app.ask_and_wait(false, Want::Plan, Request::Plan),
            Leads::Contacts => super::list::load(app, by_name("contact").into_iter().collect(), true),
        }
    }

    fn shown(&self, app: &App, fact: &Fact) -> Shown {
        let mut replaced: Vec<Part> = fact
            .parts
            .iter()
            .map(|part| match part {
                Part::Field(kind, number, Given::Hidden(_)) => {
                    match self.revealed.iter().find(|(name, n, _)| (*name, *n) == (kind.name, *number)) {
                        Some((_, _, value)) => Part::Field(kind, *number, value.clone()),
                        None => part.clone(),
                    }
                }
                part => part.clone(),
            })
            .collect();
        // Beside what was revealed, a part that turned out to be none says nothing.
        let there = |part: &Part| !matches!(part, Part::Field(_, _, Given::Empty | Given::Unknown(_)));
        if replaced.len() > 1 && replaced.iter().any(there) {
            replaced.retain(there);
        }
        show::parts(&app.words, &replaced)
    }
}

impl Face for CardScreen {
    fn context(&self) -> Context {
        Context::Card
    }

    fn title(&self, app: &App) -> String {
        app.words.get("screen-card")
    }

    fn dense(&self) -> bool {
        false
    }

    fn help(&self, app: &App) -> String {
        match self.at {
            Some(Place::Fact(n)) => {
                let fact = self.card.facts.get(n);
                let label = fact.map(|f| app.words.get(f.label)).unwrap_or_default();
                let hidden = fact.is_some_and(|f| self.hidden(f).is_some());
                let id = if hidden { "card-fact-help" } else { "card-fact-help-open" };
                app.words.say_with(id, &[("label", label)])
            }
            Some(Place::Latest(id)) => match self.card.latest.iter().find(|e| e.record == id) {
                Some(entry) => show::entered(&app.words, &entry.entered, entry.waits_national),
                None => String::new(),
            },
            None => String::new(),
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let refused = |id: &str| Err(app.words.get(id));
        let allowed = |allowed: &crate::desk::api::Allowed| super::super::route::allowed(app, allowed);
        Some(match action {
            Action::Arrived if self.card.came => refused("reason-arrived"),
            Action::Arrived if self.card.arrival.is_none() => refused("reason-no-booking"),
            Action::Acceptance if self.card.plan_waits.is_none() => refused("reason-no-plan-waits"),
            Action::Acceptance => allowed(&self.card.may.accept),
            Action::Reveal if !self.hides() => refused("reason-nothing-hidden"),
            Action::Reveal => allowed(&self.card.may.reveal),
            Action::WhoViewed => allowed(&self.card.may.who_viewed),
            Action::NewRecord => refused("reason-choose-group"),
            Action::History if !matches!(self.at, Some(Place::Latest(_))) => refused("reason-choose-row"),
            _ => return None,
        })
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        match action {
            Action::NextRow => self.step(1),
            Action::PreviousRow => self.step(-1),
            Action::NextPage => self.step(7),
            Action::PreviousPage => self.step(-7),
            Action::FirstRow => self.step(isize::MIN),
            Action::LastRow => self.step(isize::MAX),
            Action::OpenRow => self.open(app),
            Action::Digit => {
                let digit = key.and_then(Key::text).and_then(|c| c.to_digit(10));
                match self.group(digit) {
                    Some(group) => CardScreen::open_group(app, &group),
                    None => app.refuse(app.words.get("card-no-group")),
                }
            }
            Action::Refresh => app.ask_and_wait(false, Want::Card, Request::Card),
            Action::Arrived => app.ask_and_wait(true, Want::Arrived, Request::Arrived),
            Action::Acceptance => app.ask_and_wait(false, Want::Accept, Request::Plan),
            Action::WhoViewed => app.ask_and_wait(false, Want::Viewed, Request::WhoViewed),
            Action::Reveal => {
                let here = match self.at {
                    Some(Place::Fact(n)) => self.card.facts.get(n).filter(|f| self.hidden(f).is_some()),
                    _ => None,
                };
                let fact = here.or_else(|| self.card.facts.iter().find(|f| self.hidden(f).is_some()));
                if let Some((fact, (kind, record, fields))) = fact.and_then(|f| Some((f, self.hidden(f)?))) {
                    let label = app.words.get(fact.label);
                    super::super::overlaid::ask_reveal(app, kind, record, fields, &label);
                }
            }
            Action::History => {
                if let Some(Place::Latest(record)) = self.at
                    && let Some(entry) = self.card.latest.iter().find(|e| e.record == record)
                {
                    let kind = entry.kind;
                    super::history::ask(app, kind, record, "");
                }
            }
            Action::Back => {
                super::super::session::shut(app);
                return Step::Leave;
            }
            _ => return Step::Pass,
        }
        Step::Done
    }

    /// What is new belongs to a group, and a group opens by its digit first. Nobody arrives without an appointment, and
    /// nothing is accepted that does not wait.
    fn offers(&self, _app: &App, action: Action) -> bool {
        match action {
            Action::NewRecord => false,
            Action::Reveal => self.hides(),
            Action::Arrived => self.card.arrival.is_some(),
            Action::Acceptance => self.card.plan_waits.is_some(),
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let style = |role| app.theme.style(role);
        let mut cursor = None;
        let per_column = self.left_facts();
        let split = self.split(app, body.width, per_column);
        let facts = self.card.facts.len();
        for (n, fact) in self.card.facts.iter().enumerate() {
            let right = n >= per_column;
            let row = u16::try_from(if right { n - per_column } else { n }).unwrap_or(u16::MAX);
            if row >= body.height {
                continue;
            }
            let area = Rect {
                x: body.x + if right { split } else { 0 },
                y: body.y + row,
                // A fact with nothing beside it has the whole row.
                width: match (right, n + per_column < facts) {
                    (true, _) => body.width.saturating_sub(split),
                    (false, true) => split.saturating_sub(1),
                    (false, false) => body.width,
                },
                height: 1,
            };
            let here = self.at == Some(Place::Fact(n));
            let mark = if here { ">" } else { " " };
            put_in(buf, area, 0, 0, &DisplayText::new(mark), style(Role::Text));
            let label = DisplayText::from(app.words.say(fact.label)).cut(usize::from(LABEL - 2));
            put_in(buf, area, 1, 0, &label, style(Role::Label));
            let (text, role) = self.shown(app, fact).text(false, &app.words);
            let x = if fact.alert {
                put_in(buf, area, LABEL, 0, &DisplayText::new("! "), style(Role::Alert)) - area.x
            } else {
                LABEL
            };
            let role = if here && role == Role::Value { Role::Focus } else { role };
            let room = usize::from(area.width.saturating_sub(x));
            put_in(buf, area, x, 0, &text.cut(room), style(role));
            if here {
                cursor = Some(area.as_position());
            }
        }
        let top = u16::try_from(per_column.max(facts.saturating_sub(per_column)))
            .unwrap_or(u16::MAX)
            .saturating_add(1);
        let rows = self.draw_groups(app, buf, body, top);
        let top = top.saturating_add(rows).saturating_add(1);
        put_in(buf, body, 1, top, &DisplayText::from(app.words.say("card-latest")), style(Role::Heading));
        if self.card.latest.is_empty() {
            let none = if self.card.sees_latest { "list-none" } else { "card-latest-hidden" };
            put_in(buf, body, 3, top + 1, &DisplayText::from(app.words.say(none)), style(Role::Absent));
        }
        for (row, entry) in (top + 1..body.height).zip(&self.card.latest) {
            let here = self.at == Some(Place::Latest(entry.record));
            if here {
                put_in(buf, body, 1, row, &DisplayText::new(">"), style(Role::Text));
                cursor = Some(Position::new(body.x + 1, body.y + row));
            }
            let mark = DisplayText::new(waiting(entry.waits_national));
            put_in(buf, body, 0, row, &mark, style(Role::Help));
            let mut x = 3;
            let texts = entry.cells.iter().map(|(number, given)| {
                show::cell(&app.words, entry.kind, *number, given).text(true, &app.words)
            });
            // Day, method, author, and the subject with what is left; a wider window gives the method more.
            let method = 23 + body.width.saturating_sub(80).min(8);
            for ((text, role), room) in texts.zip([11, method, 12, body.width.saturating_sub(52)]) {
                let role = if here && role == Role::Value { Role::Focus } else { role };
                put_in(buf, body, x, row, &text.cut(usize::from(room)), style(role));
                x += room + 1;
            }
        }
        cursor
    }
}

/// The first of these facts begins the right column (tui design, 4.2).
const RIGHT: [&str; 4] = ["card-search", "card-status", "card-plan", "card-next"];

impl CardScreen {
    /// How many facts stand in the left column.
    fn left_facts(&self) -> usize {
        let right = self.card.facts.iter().position(|fact| RIGHT.contains(&fact.label));
        right.filter(|n| *n > 0).unwrap_or_else(|| self.card.facts.len().div_ceil(2))
    }

    /// Where the right column begins: where it does by design, moved as far as the facts need it.
    fn split(&self, app: &App, width: u16, left: usize) -> u16 {
        let cells = |fact: &Fact| {
            let text =
                self.shown(app, fact).text(false, &app.words).0.width() + if fact.alert { 2 } else { 0 };
            LABEL.saturating_add(u16::try_from(text).unwrap_or(u16::MAX))
        };
        let facts = &self.card.facts;
        let need_right = facts.iter().skip(left).map(cells).max().unwrap_or(0);
        let beside = facts.len().saturating_sub(left);
        let need_left = facts.iter().take(left.min(beside)).map(cells).max().unwrap_or(0).saturating_add(2);
        let design = width.saturating_mul(37) / 80;
        design.max(need_left).min(width.saturating_sub(need_right)).clamp(width / 3, width / 2 + width / 8)
    }

    /// Groups in three columns, each column from top to bottom; gives the rows they take.
    fn draw_groups(&self, app: &App, buf: &mut Buffer, body: Rect, top: u16) -> u16 {
        let rows = self.card.groups.len().div_ceil(3);
        let width = body.width / 3;
        for (n, group) in self.card.groups.iter().enumerate() {
            let column = u16::try_from(n.checked_div(rows).unwrap_or(0)).unwrap_or(0);
            let row = u16::try_from(n.checked_rem(rows).unwrap_or(0)).unwrap_or(0);
            let area = Rect {
                x: body.x + column * width,
                y: body.y.saturating_add(top + row).min(body.bottom()),
                width,
                height: u16::from(top + row < body.height),
            };
            let name = DisplayText::from(format!("{} {}", group.digit, app.words.say(group.label)));
            let (count, role) = match group.count {
                None => (String::new(), Role::Absent),
                Some(0) => (app.words.say("state-empty"), Role::Absent),
                Some(n) => (n.to_string(), Role::Value),
            };
            // Counts end in one column, the mark of an alert behind them.
            let count = DisplayText::from(count);
            let x = area.width.saturating_sub(2 + u16::try_from(count.width()).unwrap_or(0));
            put_in(buf, area, 1, 0, &name.cut(usize::from(x.saturating_sub(2))), app.theme.style(Role::Text));
            put_in(buf, area, x, 0, &count, app.theme.style(role));
            if group.alert {
                put_in(
                    buf,
                    area,
                    area.width.saturating_sub(1),
                    0,
                    &DisplayText::new("!"),
                    app.theme.style(Role::Alert),
                );
            }
        }
        u16::try_from(rows).unwrap_or(0)
    }
}

/// Every alert of the client, as a list to read.
pub fn alerts(app: &mut App) {
    let Some(file) = &app.file else { return app.bell() };
    let choices: Vec<Choice> = file
        .line
        .alerts
        .iter()
        .enumerate()
        .map(|(n, alert)| Choice {
            code: n.to_string(),
            label: format!(
                "{} {}",
                if alert.grave { "!!" } else { "!" },
                show::say(&app.words, &alert.message)
            ),
            note: String::new(),
            allowed: true,
        })
        .collect();
    let list = PickList::new(app.words.get("alerts-title"), choices).plain("alerts-none");
    app.overlays.push(Overlay::Pick(list, super::overlay::PickThen::Nothing));
}
