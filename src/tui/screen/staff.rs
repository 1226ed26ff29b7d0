//! The made-up people of the practice office, as its login screen names them.

use crate::tui::app::App;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, put_in, width as cells};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Who can be played in the practice office: login, role and password, a line each, or two where the password would
/// be cut in one.
pub struct Staff {
    people: Vec<(String, String, String)>,
    /// Cells of the longest login and role.
    columns: (usize, usize),
    two_lines: bool,
}

impl Staff {
    /// Nobody: who has a code to type, or is at work, needs no list of people to play.
    pub const fn nobody() -> Staff {
        Staff { people: Vec::new(), columns: (0, 0), two_lines: false }
    }

    /// Everybody that the practice office names, for a screen so wide.
    pub fn of(app: &App, width: u16) -> Staff {
        let people: Vec<(String, String, String)> = app
            .welcome
            .practice_staff
            .iter()
            .map(|(login, role, password)| {
                (login.clone(), super::show::role(&app.words, role), password.clone())
            })
            .collect();
        let longest = |text: fn(&(String, String, String)) -> &str| {
            people.iter().map(|person| cells(text(person))).max().unwrap_or(0)
        };
        let columns = (longest(|p| &p.0), longest(|p| &p.1));
        let line = 3 + columns.0 + 2 + columns.1 + 2 + longest(|p| &p.2);
        Staff { two_lines: line > usize::from(width), columns, people }
    }

    /// Rows it takes with its heading; none when there is nobody to show.
    pub fn rows(&self) -> usize {
        match self.people.len() {
            0 => 0,
            n if self.two_lines => n * 2 + 1,
            n => n + 1,
        }
    }

    /// Paints them from a row of the body on.
    pub fn draw(&self, app: &App, buf: &mut Buffer, body: Rect, from: u16) {
        if self.people.is_empty() || from >= body.height {
            return;
        }
        let style = |role| app.theme.style(role);
        put_in(buf, body, 3, from, &DisplayText::from(app.words.say("shell-practice")), style(Role::Heading));
        let second = 3 + u16::try_from(self.columns.0).unwrap_or(0) + 2;
        let third = second + u16::try_from(self.columns.1).unwrap_or(0) + 2;
        let mut row = from + 1;
        for (login, role, password) in &self.people {
            put_in(buf, body, 3, row, &DisplayText::from(login), style(Role::Value));
            if self.two_lines {
                put_in(buf, body, second, row, &DisplayText::from(password), style(Role::Text));
                put_in(buf, body, second, row + 1, &DisplayText::from(role), style(Role::Help));
                row += 2;
            } else {
                put_in(buf, body, second, row, &DisplayText::from(role), style(Role::Text));
                put_in(buf, body, third, row, &DisplayText::from(password), style(Role::Text));
                row += 1;
            }
        }
    }
}
