//! Records of one kind or of several, one section each, newest first. Columns come from the declaration.

use super::card::CardScreen;
use super::overlay::{Overlay, PickThen, Prompt, PromptThen};
use super::rows::{Rows, Section};
use super::{Face, Screen, Step, history, show, view};
use crate::desk::api::{Entry, List, Request, Shown as Given, Withdrawn};
use crate::register::{Card, Field, Id, Kind, Type};
use crate::tui::action::{Action, Context};
use crate::tui::app::App;
use crate::tui::key::{Code, Key};
use crate::tui::shown::Shown;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in};
use crate::tui::theme::Role;
use crate::tui::want::{FormWant, Want};
use crate::tui::widget::pick_list::{Choice, PickList, matches};
use crate::tui::widget::table::{Column, Row, waiting};
use crate::tui::widget::text_field::TextField;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A row: number of its kind, and its record; none where the kind has no records.
type RowId = (u16, Option<Id>);

/// The screen.
pub struct ListScreen {
    /// What is listed, in this order.
    pub lists: Vec<List>,
    /// It is the contact log.
    pub contacts: bool,
    rows: Rows<RowId>,
    filter: TextField,
    filtering: bool,
    /// What was just recorded: it is selected when the list is read again.
    pub recorded: Option<Id>,
    /// Those that were withdrawn, once they are wanted.
    withdrawn: Option<Vec<Withdrawn>>,
    /// Values shown for a while: record, field, value.
    revealed: Vec<(Id, u16, Given)>,
    /// What opened lists that were shut, by the number of their kind: until they are shut again.
    reasons: Vec<(u16, String)>,
}

/// Asks for the first of some kinds; the rest follow reply by reply.
pub fn load(app: &mut App, kinds: Vec<&'static Kind>, contacts: bool) {
    let Some(kind) = kinds.first().copied() else { return app.bell() };
    let want = Want::List { kinds, loaded: Vec::new(), contacts, refresh: false, select: None };
    app.ask_and_wait(false, want, Request::List { kind, from: 0, reason: String::new() });
}

/// The columns of a kind; the first field that is text takes what is left.
pub fn columns(app: &App, kind: &Kind) -> Vec<Column> {
    let fields: Vec<&'static Field> = kind.list.iter().filter_map(|name| kind.field(name)).collect();
    let mut columns: Vec<Column> = fields
        .iter()
        .map(|field| {
            let (width, grows) = match field.ty {
                Type::Date | Type::PartDate => (10, false),
                Type::DateTime if kind.card == Card::Append => (10, false),
                Type::DateTime => (16, false),
                Type::Code(_) if kind.card == Card::Append => (24, false),
                // Wide enough for [salattu]: what is hidden is said in full.
                Type::Postcode => (9, false),
                Type::Integer(..) | Type::Minutes(..) | Type::Flag => (8, false),
                Type::Hetu => (11, false),
                Type::UserRef => (12, false),
                Type::Phone => (16, false),
                Type::UnitRef | Type::BusinessId => (13, false),
                Type::Money => (12, false),
                _ => (9, true),
            };
            Column { title: app.words.short(kind, field), width, grows }
        })
        .collect();
    if !columns.iter().any(|c| c.grows)
        && let Some(last) = columns.last_mut()
    {
        last.grows = true;
    }
    columns
}

/// A row of an entry.
pub fn row<I>(app: &App, id: I, entry: &Entry) -> Row<I> {
    let cell = |name: &&str| {
        let number = entry.kind.field(name).map_or(0, |f| f.number);
        match entry.cells.iter().find(|(n, _)| *n == number) {
            Some((_, given)) => show::cell(&app.words, entry.kind, number, given),
            None => Shown::Value(String::new()),
        }
    };
    Row { id, mark: waiting(entry.waits_national), cells: entry.kind.list.iter().map(cell).collect() }
}

impl ListScreen {
    /// Of lists that came.
    pub fn new(app: &App, lists: Vec<List>, contacts: bool) -> ListScreen {
        let mut screen = ListScreen {
            lists,
            contacts,
            rows: Rows::new(Vec::new()),
            filter: TextField::default(),
            filtering: false,
            recorded: None,
            withdrawn: None,
            revealed: Vec::new(),
            reasons: Vec::new(),
        };
        screen.settle(app);
        screen
    }

    /// The same lists, read again.
    pub fn replace(&mut self, app: &App, lists: Vec<List>) {
        let before = self.newest();
        self.lists = lists;
        self.revealed.clear();
        self.reasons.clear();
        self.withdrawn = None;
        self.settle(app);
        // What was just recorded is what one looks for.
        if let Some(record) = self.recorded.take() {
            let of = self.lists.iter().find(|list| list.entries.iter().any(|entry| entry.record == record));
            if let Some(row) = of.map(|list| (list.kind.number, Some(record))) {
                return self.rows.select(row);
            }
        }
        if self.contacts
            && let Some(row) = self.newest().filter(|row| Some(*row) != before)
        {
            self.rows.select(row);
        }
    }

    fn newest(&self) -> Option<RowId> {
        let list = self.lists.first()?;
        Some((list.kind.number, Some(list.entries.first()?.record)))
    }

    /// The kinds that are listed.
    pub fn kinds(&self) -> Vec<&'static Kind> {
        self.lists.iter().map(|list| list.kind).collect()
    }

    /// The selected row, to be found again.
    pub fn selected(&self) -> Option<RowId> {
        self.rows.selected()
    }

    /// Selects a row if it is there.
    pub fn select(&mut self, row: RowId) {
        self.rows.select(row);
    }

    /// Rows that come after those of a kind.
    pub fn more(&mut self, app: &App, page: List) {
        // What comes late finds its list shut.
        let open = |l: &&mut List| l.kind.number == page.kind.number && !l.shut;
        if let Some(list) = self.lists.iter_mut().find(open) {
            list.entries.extend(page.entries);
            list.total = page.total;
        }
        self.settle(app);
    }

    /// A list that was shut came open.
    pub fn unshut(&mut self, app: &App, kind: &'static Kind, page: List, reason: String) {
        let Some(list) = self.lists.iter_mut().find(|l| l.kind.number == kind.number) else { return };
        let first = page.entries.first().map(|entry| entry.record);
        *list = page;
        self.reasons.retain(|(number, _)| *number != kind.number);
        self.reasons.push((kind.number, reason));
        self.settle(app);
        self.rows.select((kind.number, first));
    }

    /// What opened the list of a kind; empty where it is open to everybody who reads it.
    fn reason(&self, kind: &Kind) -> String {
        let of_kind = self.reasons.iter().find(|(number, _)| *number == kind.number);
        of_kind.map(|(_, reason)| reason.clone()).unwrap_or_default()
    }

    /// Lists that a reason opened are shut again.
    fn shut(&mut self) {
        let opened: Vec<u16> = self.reasons.drain(..).map(|(number, _)| number).collect();
        for list in self.lists.iter_mut().filter(|list| opened.contains(&list.kind.number)) {
            list.entries.clear();
            (list.shut, list.from, list.total, list.withdrawn) = (true, 0, 0, 0);
        }
        if let Some(withdrawn) = &mut self.withdrawn {
            withdrawn.retain(|one| !opened.contains(&one.entry.kind.number));
        }
    }

    fn settle(&mut self, app: &App) {
        let kind = self.rows.selected().map(|(kind, _)| kind);
        let several = self.lists.len() > 1;
        let filter = self.filter.text().trim().to_owned();
        let mut told = false;
        let mut section = |list: &List| {
            let rows: Vec<Row<RowId>> = list
                .entries
                .iter()
                .map(|entry| row(app, (list.kind.number, Some(entry.record)), &self.unmasked(entry)))
                .filter(|row| filter.is_empty() || found(app, &filter, row))
                .collect();
            let shown = u32::try_from(list.entries.len()).unwrap_or(u32::MAX).saturating_add(list.from);
            let left = list.total.saturating_sub(shown);
            // How the filter is left is said once.
            let none = match rows.is_empty() && !told {
                _ if list.shut => "list-shut",
                _ if !list.readable => "list-make-only",
                _ if filter.is_empty() => "list-none",
                true => "list-none-filtered",
                false => "pick-none",
            };
            told |= rows.is_empty();
            let older = (left > 0).then(|| app.words.say_with("list-more", &[("n", left.to_string())]));
            let gone = Some(list.withdrawn).filter(|n| *n > 0 && self.withdrawn.is_none());
            let gone = gone.map(|n| app.words.say_with("list-withdrawn-count", &[("n", n.to_string())]));
            let more: Vec<String> = older.into_iter().chain(gone).collect();
            Section {
                title: several.then(|| app.words.plural(list.kind)),
                columns: columns(app, list.kind),
                rows,
                none: ((list.kind.number, None), app.words.get(none)),
                more: (!more.is_empty()).then(|| more.join("   ")),
            }
        };
        let withdrawn = |list: &List| {
            let kind = list.kind;
            let of_kind = self.withdrawn.iter().flatten().filter(|one| one.entry.kind.number == kind.number);
            let rows: Vec<Row<RowId>> = of_kind
                .map(|one| row(app, (kind.number, Some(one.entry.record)), &one.entry))
                .filter(|row| filter.is_empty() || found(app, &filter, row))
                .collect();
            (!rows.is_empty()).then(|| Section {
                title: Some(app.words.get("list-withdrawn-title")),
                columns: columns(app, kind),
                rows,
                none: ((kind.number, None), String::new()),
                more: None,
            })
        };
        let sections = self
            .lists
            .iter()
            .flat_map(|list| std::iter::once(section(list)).chain(withdrawn(list)).collect::<Vec<_>>());
        let sections = sections.collect();
        self.rows.replace(sections);
        // A list that was shut keeps the selection: its rows are gone, and its line stands in their place.
        if let Some(kind) = kind.filter(|kind| self.lists.iter().any(|l| l.kind.number == *kind && l.shut)) {
            self.rows.select((kind, None));
        }
        // With a filter one looks for the hits, not for the sections that have none.
        if !filter.is_empty() && self.entry().is_none() {
            let first = self.rows.sections.iter().find_map(|section| section.rows.first());
            if let Some(row) = first.map(|row| row.id) {
                self.rows.select(row);
            }
        }
    }

    /// A value may be seen for a while.
    pub fn reveal(&mut self, app: &App, record: Id, field: u16, value: Given) {
        self.revealed.retain(|(id, number, _)| (*id, *number) != (record, field));
        self.revealed.push((record, field, value));
        self.settle(app);
    }

    /// Nothing revealed stays, nor what a reason opened; but while somebody types why a value in it should be shown,
    /// the list waits for that value: for how many seconds more, is answered.
    pub fn mask(&mut self, app: &App, asked: bool) -> Option<u32> {
        if !self.revealed.is_empty() || !self.reasons.is_empty() {
            self.revealed.clear();
            if !asked {
                self.shut();
            }
            self.settle(app);
        }
        let open = |list: &&List| self.reasons.iter().any(|(number, _)| *number == list.kind.number);
        self.lists.iter().filter(open).find_map(|list| list.seconds)
    }

    /// An entry with what was revealed of it.
    fn unmasked(&self, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        for (record, field, value) in &self.revealed {
            let cell = entry.cells.iter_mut().find(|(number, _)| *record == entry.record && number == field);
            if let Some((_, shown)) = cell {
                *shown = value.clone();
            }
        }
        entry
    }

    /// The hidden fields of the selected row.
    fn hidden(&self) -> Vec<u16> {
        self.entry().map(|entry| self.hidden_in(entry)).unwrap_or_default()
    }

    fn hidden_in(&self, entry: &Entry) -> Vec<u16> {
        let cells = self.unmasked(entry).cells;
        cells.iter().filter(|(_, given)| matches!(given, Given::Hidden(_))).map(|(n, _)| *n).collect()
    }

    fn list(&self) -> Option<&List> {
        let (number, _) = self.rows.selected()?;
        self.lists.iter().find(|list| list.kind.number == number)
    }

    fn entry(&self) -> Option<&Entry> {
        let (_, record) = self.rows.selected()?;
        self.list()?.entries.iter().find(|entry| Some(entry.record) == record)
    }

    /// The selected row, if it was withdrawn.
    fn gone(&self) -> Option<&Withdrawn> {
        let (_, record) = self.rows.selected()?;
        self.withdrawn.iter().flatten().find(|one| Some(one.entry.record) == record)
    }

    /// Those that were withdrawn came: the first of them is selected.
    pub fn show_withdrawn(&mut self, app: &App, mut withdrawn: Vec<Withdrawn>) {
        // What comes late finds its list shut.
        let shut: Vec<u16> = self.lists.iter().filter(|l| l.shut).map(|l| l.kind.number).collect();
        withdrawn.retain(|one| !shut.contains(&one.entry.kind.number));
        let first = withdrawn.first().map(|one| (one.entry.kind.number, Some(one.entry.record)));
        self.withdrawn = Some(withdrawn);
        self.settle(app);
        if let Some(row) = first {
            self.rows.select(row);
        }
    }

    /// Where the rows stand: the filter has the last line while it is typed.
    fn area(&self, body: Rect) -> Rect {
        Rect { height: body.height.saturating_sub(u16::from(self.filtering)), ..body }
    }

    fn filter_key(&mut self, app: &App, key: Key) -> Step {
        match key.code {
            Code::Enter | Code::Down => self.filtering = false,
            Code::Esc | Code::F(12) => {
                self.filtering = false;
                self.filter.clear();
            }
            _ => match self.filter.key(key) {
                Some(_) => {}
                None => return Step::Pass,
            },
        }
        self.settle(app);
        Step::Done
    }
}

fn found(app: &App, filter: &str, row: &Row<RowId>) -> bool {
    let texts: Vec<String> =
        row.cells.iter().map(|cell| cell.text(true, &app.words).0.as_str().to_owned()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    matches(filter, &texts)
}

/// Asks why a record is withdrawn.
pub fn ask_withdraw(app: &mut App, kind: &'static Kind, record: Id) {
    let title = app.words.say_with("withdraw-title", &[("kind", app.words.label(kind))]);
    let then = PromptThen::Withdraw(kind, record);
    app.overlays.push(Overlay::Prompt(Prompt { title, field: TextField::default(), then }));
}

/// Asks for a new record of a kind.
pub fn new_record(app: &mut App, kind: &'static Kind, want: FormWant) {
    app.ask_and_wait(false, Want::Form(want), Request::Form { kind, record: None });
}

/// Offers kinds to make a new record of.
pub fn choose_kind(app: &mut App, kinds: &[&'static Kind]) {
    let choices = kinds
        .iter()
        .map(|kind| Choice {
            code: kind.name.to_owned(),
            label: app.words.label(kind),
            note: String::new(),
            allowed: true,
        })
        .collect();
    let list = PickList::new(app.words.get("list-new-kind"), choices).plain("pick-none");
    app.overlays.push(Overlay::Pick(list, PickThen::NewRecord));
}

impl Face for ListScreen {
    fn context(&self) -> Context {
        if self.contacts { Context::Contacts } else { Context::Client }
    }

    fn title(&self, app: &App) -> String {
        match self.lists.as_slice() {
            [] => String::new(),
            [one] => app.words.plural(one.kind),
            lists => {
                let tab = lists.first().map(|list| list.kind.tab);
                let one = tab.filter(|tab| lists.iter().all(|list| list.kind.tab == *tab));
                app.words.get(one.map_or("screen-group", |tab| tab.label()))
            }
        }
    }

    fn text_focus(&self) -> bool {
        self.filtering
    }

    fn help(&self, app: &App) -> String {
        if let Some(Withdrawn { by: (by, at), entry, corrected }) = self.gone() {
            let id = match corrected {
                true => "list-corrected-by",
                false if entry.waits_national => "list-withdrawn-waits",
                false => "list-withdrawn-by",
            };
            return app.words.say_with(id, &[("by", by.clone()), ("at", show::moment(*at))]);
        }
        match self.entry() {
            Some(entry) => show::entered(&app.words, &entry.entered, entry.waits_national),
            None => String::new(),
        }
    }

    fn question(&self, app: &App) -> String {
        let shown: usize = self.rows.sections.iter().map(|section| section.rows.len()).sum();
        let withdrawn = self.withdrawn.as_ref().map_or(0, Vec::len);
        let total = self.lists.iter().map(|l| l.total as usize).sum::<usize>() + withdrawn;
        let filter = self.filter.text();
        let id = if filter.is_empty() { "list-count" } else { "list-count-filtered" };
        let args =
            [("shown", shown.to_string()), ("total", total.to_string()), ("filter", filter.to_owned())];
        app.words.say_with(id, &args)
    }

    fn key(&mut self, app: &mut App, key: Key) -> Step {
        if self.filtering { self.filter_key(app, key) } else { Step::Pass }
    }

    fn paste(&mut self, app: &mut App, text: &str) {
        if self.filtering {
            self.filter.insert(text);
            self.settle(app);
        } else {
            app.bell();
        }
    }

    fn ready(&self, app: &App, action: Action) -> Option<Result<(), String>> {
        let list = self.list()?;
        let allowed = |allowed| super::super::route::allowed(app, allowed);
        let row = || if self.entry().is_some() { Ok(()) } else { Err(app.words.get("reason-choose-row")) };
        match action {
            Action::Withdrawn if self.lists.iter().all(|list| list.withdrawn == 0) => {
                // Of what is shut nothing is told, not even that none is withdrawn.
                let shut = self.lists.iter().any(|list| list.shut);
                Some(Err(app.words.get(if shut { "reason-shut" } else { "reason-none-withdrawn" })))
            }
            Action::OpenRow | Action::Reveal if list.shut => Some(Ok(())),
            Action::History | Action::Correct | Action::Remove if list.shut => {
                Some(Err(app.words.get("reason-shut")))
            }
            Action::OpenRow | Action::History if self.gone().is_some() => Some(Ok(())),
            Action::Remove if self.gone().is_some() => Some(Err(app.words.get("reason-withdrawn"))),
            Action::NewRecord => Some(allowed(&list.create)),
            Action::OpenRow if self.entry().is_none() => Some(allowed(&list.create)),
            Action::Correct if self.gone().is_some() => Some(Err(app.words.get("reason-withdrawn"))),
            Action::Correct if !list.kind.corrected_anew() => {
                Some(Err(app.words.get("reason-changed-in-place")))
            }
            Action::Correct => Some(row().and_then(|()| allowed(&list.create))),
            Action::History => Some(row()),
            Action::Remove => Some(row().and_then(|()| allowed(&list.change))),
            Action::Reveal => Some(match self.hidden().is_empty() {
                true => Err(app.words.get("reason-nothing-hidden")),
                false => app.file.as_ref().map_or(Ok(()), |file| allowed(&file.may.reveal)),
            }),
            _ => None,
        }
    }

    fn act(&mut self, app: &mut App, action: Action, key: Option<Key>) -> Step {
        let list = self.list().map(|list| (list.kind, list.entries.len(), list.total, list.from, list.shut));
        let Some((kind, here, total, from, shut)) = list else {
            return if action == Action::Back { Step::Leave } else { Step::Pass };
        };
        let record = self.entry().map(|entry| entry.record);
        let gone = self.gone().map(|one| one.entry.record);
        match (action, record.or(gone)) {
            (Action::Withdrawn, _) => {
                let kinds = self.lists.iter().filter(|list| list.withdrawn > 0);
                let kinds = kinds.map(|list| (list.kind, self.reason(list.kind))).collect();
                app.ask_and_wait(false, Want::Withdrawn, Request::Withdrawn { kinds });
            }
            (Action::OpenRow | Action::Reveal, _) if shut => super::super::overlaid::ask_unshut(app, kind),
            // Of what is no longer in force there is its history, and no form.
            (Action::OpenRow, Some(record)) if gone.is_some() => {
                history::ask(app, kind, record, &self.reason(kind));
            }
            (Action::OpenRow, Some(record)) => {
                let want = Want::Form(FormWant::default());
                app.ask_and_wait(false, want, Request::Form { kind, record: Some(record) });
            }
            (Action::OpenRow, None) => new_record(app, kind, FormWant::default()),
            (Action::Correct, Some(record)) => {
                let want = Want::Form(FormWant::default());
                app.ask_and_wait(false, want, Request::Correction { kind, record });
            }
            (Action::NewRecord, _) if kind.card == Card::One && record.is_some() => {
                app.refuse(app.words.say_with("error-rule-one", &[("kind", app.words.label(kind))]));
            }
            (Action::NewRecord, _) => new_record(app, kind, FormWant::default()),
            (Action::History, Some(record)) => {
                history::ask(app, kind, record, &self.reason(kind));
            }
            (Action::Remove, Some(record)) => ask_withdraw(app, kind, record),
            (Action::Reveal, Some(record)) => {
                let fields = self.hidden();
                let label = match fields.as_slice() {
                    [one] => kind.field_number(*one).map(|field| app.words.field(kind, field)),
                    _ => None,
                };
                let label = label.unwrap_or_else(|| app.words.label(kind));
                super::super::overlaid::ask_reveal(app, kind, record, fields, &label);
            }
            (Action::Filter, _) => self.filtering = true,
            (Action::Refresh, _) => self.refresh(app),
            (Action::Digit, _) if self.contacts => {
                let digit = key.and_then(Key::text).and_then(|c| c.to_digit(10));
                let digit = digit.and_then(|d| u8::try_from(d).ok());
                app.ask_and_wait(false, Want::Templates(digit, FormWant::default()), Request::Templates);
            }
            (Action::Digit, _) => {
                let digit = key.and_then(Key::text).and_then(|c| c.to_digit(10));
                let card = app.stack.iter().find_map(|entry| match &entry.screen {
                    Screen::Card(card) => Some((entry.serial, card.group(digit)?)),
                    _ => None,
                });
                let Some((serial, group)) = card else {
                    app.refuse(app.words.get("card-no-group"));
                    return Step::Done;
                };
                // This list closes: it is the card that waits for the other one.
                app.here = Some(serial);
                CardScreen::open_group(app, &group);
                return Step::Leave;
            }
            (Action::Back, _) if !self.filter.text().is_empty() => {
                self.filter.clear();
                self.settle(app);
            }
            (Action::Back, _) => return Step::Leave,
            (Action::NextPage | Action::LastRow, _) => {
                let before = self.rows.selected();
                self.rows.act(action, self.area(view::body(app, self)).height);
                let next = u32::try_from(here).unwrap_or(u32::MAX).saturating_add(from);
                // At the end of what is here, these keys ask for what came before.
                if before == self.rows.selected() && next < total {
                    let reason = self.reason(kind);
                    app.ask_and_wait(false, Want::More, Request::List { kind, from: next, reason });
                }
            }
            (action, _) if self.rows.act(action, self.area(view::body(app, self)).height) => {}
            _ => return Step::Pass,
        }
        Step::Done
    }

    fn offers(&self, _app: &App, action: Action) -> bool {
        match action {
            Action::Reveal => {
                let hides = |entry: &Entry| !self.hidden_in(entry).is_empty();
                self.lists.iter().any(|list| list.shut || list.entries.iter().any(hides))
            }
            _ => true,
        }
    }

    fn draw(&self, app: &App, buf: &mut Buffer, body: Rect) -> Option<Position> {
        let cursor = self.rows.draw(buf, self.area(body), app.theme, &app.words);
        if !self.filtering {
            return cursor;
        }
        let y = body.height.saturating_sub(1);
        let label = DisplayText::from(app.words.say("list-filter-label"));
        let x = put_in(buf, body, 1, y, &label, app.theme.style(Role::Label)).saturating_add(2);
        let line = Rect { x, y: body.y + y, width: body.right().saturating_sub(x), height: 1 };
        self.filter.draw(buf, line, app.theme.style(Role::Focus))
    }
}

impl ListScreen {
    /// Reads the lists again; the selection stays.
    pub fn refresh(&self, app: &mut App) {
        let kinds = self.kinds();
        let Some(kind) = kinds.first().copied() else { return };
        let want =
            Want::List { kinds, loaded: Vec::new(), contacts: self.contacts, refresh: true, select: None };
        app.ask_and_wait(false, want, Request::List { kind, from: 0, reason: String::new() });
    }
}
