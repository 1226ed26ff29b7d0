//! A line to type into above the list of what it finds: the keys of both, and the question under way. What is asked,
//! what was found and what becomes of it are the screen's.

use super::rows::{Rows, Section};
use crate::desk::api::Request;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::key::{Code, Key};
use crate::tui::msg::ReqId;
use crate::tui::theme::Role;
use crate::tui::want::Want;
use crate::tui::widget::text_field::TextField;

/// The line and the list.
pub struct Finder<I> {
    /// The line.
    pub line: TextField,
    /// The list.
    pub rows: Rows<I>,
    /// The list has the focus.
    pub in_list: bool,
    /// The newest question under way: what is listed is of older text until its reply.
    asked: Option<ReqId>,
}

impl<I: Copy + PartialEq> Finder<I> {
    /// With a text to go on with, and nothing found yet.
    pub fn new(text: &str) -> Finder<I> {
        let mut finder =
            Finder { line: TextField::default(), rows: Rows::new(Vec::new()), in_list: false, asked: None };
        finder.begin(text);
        finder
    }

    /// Goes on with a text.
    pub fn begin(&mut self, text: &str) {
        self.line.set(text);
        self.line.go_on();
    }

    /// Asks, in place of what was asked before.
    pub fn ask(&mut self, app: &mut App, want: Want, request: Request) {
        self.let_go(app);
        self.asked = Some(app.ask(want, request));
    }

    /// What is under way is not wanted any more.
    pub fn let_go(&mut self, app: &mut App) {
        if let Some(old) = self.asked.take() {
            app.supersede(old);
        }
    }

    /// The newest question under way.
    pub fn asked(&self) -> Option<ReqId> {
        self.asked
    }

    /// Whether this answers the newest question; it is answered then.
    pub fn answered(&mut self, req: ReqId) -> bool {
        self.asked.take_if(|asked| *asked == req).is_some()
    }

    /// What moves or opens needs what the text as typed finds: the reply that such a key waits for.
    pub fn waits(&self, key: Key) -> Option<ReqId> {
        self.asked.filter(|_| self.in_list || crate::tui::update::moves(key))
    }

    /// Takes a key of the line and tells whether the text is another now; `None`: it is no key of the line.
    pub fn key(&mut self, key: Key) -> Option<bool> {
        let changed = self.line.key(key)?;
        if changed {
            self.changed();
        }
        Some(changed)
    }

    /// Puts a pasted text into the line, if it fits.
    pub fn paste(&mut self, text: &str) -> bool {
        let fits = self.line.insert(text);
        if fits {
            self.changed();
        }
        fits
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.line.clear();
        self.changed();
    }

    fn changed(&mut self) {
        self.in_list = false;
        self.rows.forget();
    }

    /// Other rows were found.
    pub fn list(&mut self, section: Section<I>) {
        self.rows.replace(vec![section]);
    }

    /// Goes into the list, if there is a row to stand on.
    pub fn enter_list(&mut self) -> bool {
        self.in_list = self.rows.on_row();
        self.in_list
    }

    /// Moves in the list, which is so high, and out of it at its first row. Tells whether the action was for it: what moves means nothing
    /// in the line, and neither does Enter where the screen has nothing to open.
    pub fn act(&mut self, action: Action, key: Option<Key>, height: u16) -> bool {
        match action {
            Action::PreviousRow if self.rows.at_first() => self.in_list = false,
            action if self.in_list && self.rows.act(action, height) => {}
            Action::PreviousRow
            | Action::NextPage
            | Action::PreviousPage
            | Action::FirstRow
            | Action::LastRow => {}
            _ => return key.is_some_and(|key| key.code == Code::Enter),
        }
        true
    }

    /// How the line is painted.
    pub fn role(&self) -> Role {
        if self.in_list { Role::Value } else { Role::Focus }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing::keys;
    use crate::tui::widget::table::Row;

    fn found(ids: &[u8]) -> Section<u8> {
        let rows = ids.iter().map(|id| Row { id: *id, mark: "", cells: Vec::new() }).collect();
        Section { title: None, columns: Vec::new(), rows, none: (0, String::new()), more: None }
    }

    fn press(finder: &mut Finder<u8>, script: &str) -> Vec<Option<bool>> {
        keys(script).into_iter().map(|key| finder.key(key)).collect()
    }

    #[test]
    fn what_is_typed_leaves_the_list_and_its_row() {
        let mut finder = Finder::new("la");
        assert_eq!(press(&mut finder, "h<left><f7>"), [Some(true), Some(false), None]);
        assert_eq!(finder.line.text(), "lah", "the text is gone on with");
        finder.list(found(&[1, 2]));
        assert!(finder.enter_list() && finder.act(Action::NextRow, None, 9));
        assert_eq!(finder.rows.selected(), Some(2));
        assert!(finder.paste("ti") && !finder.in_list);
        finder.list(found(&[3, 2]));
        assert_eq!(finder.rows.selected(), Some(3), "of another text the first is chosen");
        finder.clear();
        assert_eq!(finder.line.text(), "");
    }

    #[test]
    fn the_list_is_left_at_its_first_row_and_an_empty_one_is_not_gone_into() {
        let mut finder = Finder::new("");
        finder.list(found(&[]));
        assert!(!finder.enter_list());
        finder.list(found(&[1, 2]));
        assert!(finder.enter_list());
        for (action, row, in_list) in [
            (Action::NextPage, 2, true),
            (Action::PreviousRow, 1, true),
            (Action::PreviousRow, 1, false),
            (Action::NextPage, 1, false),
        ] {
            assert!(finder.act(action, None, 9));
            assert_eq!((finder.rows.selected(), finder.in_list), (Some(row), in_list), "{action:?}");
        }
        assert!(!finder.act(Action::Refresh, None, 9));
        assert!(finder.act(Action::OpenRow, keys("<enter>").first().copied(), 9));
    }

    #[test]
    fn keys_that_need_what_is_found_wait_for_the_newest_question() {
        let mut app = App::new(crate::register::words::Lang::Fi, (80, 24), 0);
        let mut finder = Finder::<u8>::new("");
        let [enter, letter] = [keys("<enter>")[0], keys("a")[0]];
        assert_eq!(finder.waits(enter), None);
        finder.ask(&mut app, Want::Quiet, Request::Welcome);
        let first = finder.asked().unwrap();
        assert_eq!((finder.waits(enter), finder.waits(letter)), (Some(first), None));
        finder.ask(&mut app, Want::Quiet, Request::Welcome);
        assert!(!finder.answered(first) && finder.waits(enter).is_some());
        let second = finder.asked().unwrap();
        finder.in_list = true;
        assert_eq!(finder.waits(letter), Some(second));
        assert!(finder.answered(second) && finder.waits(letter).is_none());
    }
}
