//! The client's acceptance of a plan, asked key by key, on the plan's screen and in the quick note 7.
//!
//! It binds the client, so no answer outlives the visit it was given in: none is in a draft, and over a lock that the
//! plan was gone through is asked anew.

use super::form::{FormScreen, Purpose};
use super::office_forms;
use crate::register::Id;
use crate::tui::app::App;
use crate::tui::speak::Speak;
use crate::tui::want::Answers;

/// The client's acceptance, asked key by key: how; then, when it was another way, that it was gone through and how
/// the copy is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Code of list `plan_acceptance`, once it is known.
    pub way: Option<&'static str>,
    /// Content and meaning were gone through.
    pub understood: bool,
    /// Code of list `channel`, once it is known.
    pub delivered: Option<&'static str>,
}

/// How a copy is delivered, by digit.
const DELIVERY: [(char, &str); 5] =
    [('1', "handed"), ('2', "letter"), ('3', "online"), ('4', "suomifi"), ('5', "secure_mail")];
/// How it was accepted, by digit.
const WAYS: [(char, &str); 3] = [('1', "online"), ('2', "signed"), ('3', "other")];

impl Acceptance {
    /// Nothing is known yet.
    pub const fn new() -> Acceptance {
        Acceptance { way: None, understood: false, delivered: None }
    }

    /// At the desk or by telephone: only tick and delivery are asked.
    pub const fn another_way() -> Acceptance {
        Acceptance { way: Some("other"), understood: false, delivered: None }
    }

    /// The way of a code that was kept.
    pub fn begun(way: &str) -> Acceptance {
        Acceptance { way: WAYS.iter().map(|(_, code)| *code).find(|code| *code == way), ..Acceptance::new() }
    }

    /// What was answered before, the way being known.
    pub fn resume(&mut self, understood: bool, delivered: Option<&str>) {
        self.understood = understood;
        self.delivered = DELIVERY.iter().map(|(_, code)| *code).find(|code| Some(*code) == delivered);
    }

    /// Whether everything is known.
    pub fn complete(&self) -> bool {
        match self.way {
            Some("other") => self.understood && self.delivered.is_some(),
            Some(_) => true,
            None => false,
        }
    }

    /// Takes a key of text; tells whether it was an answer.
    pub fn answer(&mut self, c: char) -> bool {
        let pick = |list: &[(char, &'static str)]| list.iter().find(|(d, _)| *d == c).map(|(_, code)| *code);
        match self.way {
            None => {
                self.way = pick(&WAYS);
                self.way.is_some()
            }
            Some("other") if !self.understood => {
                self.understood = matches!(c.to_ascii_lowercase(), 'x' | 'k' | 'j' | 'y' | ' ');
                self.understood
            }
            Some("other") if self.delivered.is_none() => {
                self.delivered = pick(&DELIVERY);
                self.delivered.is_some()
            }
            Some(_) => false,
        }
    }

    /// What is asked now, in words; what would be recorded is named before it is.
    pub fn question(&self, words: &dyn Speak) -> String {
        let id = match self.way {
            None => "accept-way",
            Some("other") if !self.understood => "accept-understood",
            Some("other") if self.delivered.is_none() => "accept-delivered",
            Some(_) => "accept-ready",
        };
        let known = |code: Option<&str>| code.unwrap_or_default().to_owned();
        words.say_with(id, &[("way", known(self.way)), ("delivered", known(self.delivered))])
    }
}

impl Default for Acceptance {
    fn default() -> Acceptance {
        Acceptance::new()
    }
}

/// An acceptance that is being asked, and its answers as they are kept over a lock.
pub struct Accepting {
    /// What was answered.
    pub acceptance: Acceptance,
    /// The same, as it is kept.
    pub form: FormScreen,
}

/// The field of the form that has the way of acceptance.
const WAY: u16 = 1;

impl Accepting {
    /// Of this plan, nothing being answered.
    pub fn of(app: &App, plan: Id) -> Accepting {
        let form = FormScreen::empty(app, &office_forms::ACCEPTANCE, Purpose::Accept(plan));
        Accepting { acceptance: Acceptance::new(), form }
    }

    /// An answer was given: a lock keeps it.
    pub fn answered(&mut self, app: &mut App) {
        self.form.put(WAY, self.acceptance.way.unwrap_or_default());
        let delivered = self.acceptance.delivered.map(str::to_owned);
        self.form.answered(app, (self.acceptance.understood, delivered));
    }

    /// The answers that stand in the form are those of the acceptance.
    pub fn resume(&mut self, answers: Option<&Answers>) {
        let way = self.form.form.field(WAY).map(|field| field.text().to_owned());
        self.acceptance = Acceptance::begun(&way.unwrap_or_default());
        if let Some((understood, delivered)) = answers {
            self.acceptance.resume(*understood, delivered.as_deref());
            self.form.answers = answers.cloned();
        }
    }
}
