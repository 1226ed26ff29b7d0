//! What lies over a screen and takes its keys: questions, lists, a typed reason, help, palette.

use crate::desk::api::Template;
use crate::register::{Id, Kind};
use crate::tui::app::App;
use crate::tui::speak::Speak;
use crate::tui::text::{DisplayText, blank, put_in};
use crate::tui::theme::Role;
use crate::tui::widget::dialog::Dialog;
use crate::tui::widget::help::Help;
use crate::tui::widget::password::Password;
use crate::tui::widget::pick_list::PickList;
use crate::tui::widget::text_field::TextField;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// An overlay.
pub enum Overlay {
    /// A question.
    Dialog(Ask),
    /// A list to pick from.
    Pick(PickList, PickThen),
    /// A text to be typed.
    Prompt(Prompt),
    /// The own password, asked again before an act on rights.
    Proof(Proof),
    /// The help.
    Help(Help),
    /// The commands.
    Palette(PickList),
}

/// A question and what follows.
pub struct Ask {
    /// The question.
    pub dialog: Dialog,
    /// A reply brought it, no key: only F9 and Esc answer it.
    pub born_of_reply: bool,
    /// What yes means.
    pub then: Then,
}

/// What yes means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing: it was told.
    Nothing,
    /// The program ends.
    Quit,
    /// This is left, when the desk has kept its text.
    Leave(Leaving),
    /// This is left, and its text is lost.
    LeaveUnkept(Leaving),
    /// The form or note is sent again, with a yes to this question.
    SendAgain(Option<&'static str>),
    /// The text that is kept here is put into the form.
    TakeDraft {
        /// Where it is kept.
        place: String,
        /// The text.
        text: String,
    },
    /// All rights of this user end.
    Passivate(Id),
    /// The individual rights of this user end.
    EndRights(Id),
    /// This user gets a new activation code.
    NewCode(Id),
    /// The machine's clock is right.
    ConfirmClock,
}

/// What is left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// The form on top.
    Form,
    /// The client, with every screen.
    Visit,
}

/// What is done with what was picked.
#[derive(Clone, Debug, PartialEq)]
pub enum PickThen {
    /// It goes into the field of this number.
    Field(u16),
    /// A new record of this kind.
    NewRecord,
    /// The service situation.
    Situation,
    /// Nothing: it was shown.
    Nothing,
}

/// The own password, and what is done when it was right.
pub struct Proof {
    /// The password.
    pub password: Password,
    /// What waits for it.
    pub then: Then,
}

/// A text to be typed.
pub struct Prompt {
    /// What for, in words.
    pub title: String,
    /// The text.
    pub field: TextField,
    /// What is done with it.
    pub then: PromptThen,
}

/// What is done with the text.
#[derive(Clone, Debug, PartialEq)]
pub enum PromptThen {
    /// Hidden values are shown for this reason: kind, record, fields.
    Reveal(&'static Kind, Id, Vec<u16>),
    /// The shut list of a kind is opened for this reason.
    Unshut(&'static Kind),
    /// The hidden values of a history are shown for this reason.
    History(&'static Kind, Id),
    /// A record is withdrawn for this reason.
    Withdraw(&'static Kind, Id),
    /// What stands sealed in a row of the log is shown for this reason: incarnation, number.
    LogDetail(Id, u64),
    /// The name of the client behind a row of the log is shown for this reason: incarnation, number.
    LogName(Id, u64),
    /// These days of a user were reviewed, and this was found.
    LogReviewed(Id, i32, i32),
}

impl PromptThen {
    /// Whether Enter is enough: not for what has legal effect.
    pub fn enter_is_enough(&self) -> bool {
        matches!(
            self,
            PromptThen::Reveal(..)
                | PromptThen::Unshut(..)
                | PromptThen::History(..)
                | PromptThen::LogDetail(..)
                | PromptThen::LogName(..)
        )
    }

    /// What is said when nothing is typed.
    pub const fn empty(&self) -> &'static str {
        if matches!(self, PromptThen::LogReviewed(..)) { "prompt-note-empty" } else { "prompt-empty" }
    }

    /// The words of what is typed, and of what the keys do.
    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            PromptThen::Reveal(..) | PromptThen::History(..) => ("prompt-reason", "prompt-reveal"),
            PromptThen::Unshut(..) => ("prompt-reason", "prompt-unshut"),
            PromptThen::Withdraw(..) => ("prompt-reason", "prompt-withdraw"),
            PromptThen::LogDetail(..) => ("prompt-reason", "prompt-log-detail"),
            PromptThen::LogName(..) => ("prompt-reason", "prompt-log-name"),
            PromptThen::LogReviewed(..) => ("prompt-note", "prompt-log-reviewed"),
        }
    }
}

impl Ask {
    /// A question asked by a key.
    pub fn new(app: &App, title: &str, lines: Vec<String>, yes: &str, then: Then) -> Ask {
        let dialog = Dialog::new(app.words.get(title), lines, app.words.get(yes));
        Ask { dialog, born_of_reply: false, then }
    }

    /// It shows what is shown once.
    #[must_use]
    pub fn once(mut self) -> Ask {
        self.dialog = self.dialog.once();
        self
    }

    /// Brought by a reply.
    #[must_use]
    pub fn of_reply(mut self) -> Ask {
        self.dialog = self.dialog.f9_only();
        self.born_of_reply = true;
        self
    }
}

impl Overlay {
    /// Paints it over the body and gives the cursor's place.
    pub fn draw(&self, app: &App, buf: &mut Buffer, area: Rect) -> Option<Position> {
        match self {
            Overlay::Dialog(ask) => ask.dialog.draw(buf, area, app.theme, &app.words),
            Overlay::Pick(list, _) | Overlay::Palette(list) => {
                let cursor = list.draw(buf, area, app.theme, &app.words);
                if matches!(self, Overlay::Palette(_)) && area.height > 2 {
                    let text = DisplayText::from(app.words.say("palette-enter"));
                    put_in(buf, area, 10, area.height - 1, &text, app.theme.style(Role::Help));
                }
                cursor
            }
            Overlay::Help(help) => help.draw(buf, area, app.theme),
            Overlay::Prompt(prompt) => {
                let (label, hint) = prompt.then.words();
                let (area, line) = asked(app, buf, area, &prompt.title, label, hint);
                let cursor = prompt.field.draw(buf, line, app.theme.style(Role::Value));
                cursor.or(Some(area.as_position()))
            }
            Overlay::Proof(proof) => {
                let title = app.words.get("proof-title");
                let (area, line) = asked(app, buf, area, &title, "shell-password", "proof-hint");
                let cursor = proof.password.draw(buf, line, app.theme.style(Role::Value));
                cursor.or(Some(area.as_position()))
            }
        }
    }
}

/// Paints the place where one text is asked; gives the place and the line of the text.
fn asked(app: &App, buf: &mut Buffer, area: Rect, title: &str, label: &str, hint: &str) -> (Rect, Rect) {
    let height = 5.min(area.height);
    let top = area.height.saturating_sub(height) / 2;
    let area = Rect { y: area.y + top, height, ..area };
    blank(buf, area, app.theme.style(Role::Text));
    let mut say = |x: u16, y: u16, text: DisplayText, role: Role| {
        put_in(buf, area, x, y, &text, app.theme.style(role));
    };
    say(1, 0, DisplayText::new(title), Role::Title);
    say(3, 2, DisplayText::from(app.words.say(label)), Role::Label);
    say(3, 4, DisplayText::from(app.words.say(hint)), Role::Help);
    let x = 14.min(area.width);
    let line = Rect {
        x: area.x + x,
        y: area.y + 2.min(area.height.saturating_sub(1)),
        width: area.width.saturating_sub(x + 1),
        height: area.height.min(1),
    };
    (area, line)
}

/// The name of a template.
pub fn template(app: &App, template: &Template) -> String {
    app.words.get(template.label)
}
