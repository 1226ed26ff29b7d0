//! The four states of a value on screen. `desk` chooses the state; the face only shows it.

use super::speak::Speak;
use super::text::DisplayText;
use super::theme::Role;

/// A value as it may be shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub enum Shown {
    /// The value, as text.
    Value(String),
    /// Recorded as none.
    #[default]
    Empty,
    /// Not known; the message id says why (`why-not-asked`, `why-not-here`, …).
    Unknown(&'static str),
    /// Not shown until it is asked for. Without a mask whether there is one is not told either; a mask is what is
    /// shown of one that is there, and never its text.
    Hidden(Option<String>),
}

impl Shown {
    /// Whether it is shown only when it is asked for.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Shown::Hidden(_))
    }

    /// The text of a field, or of a narrow column, and the role it is painted in.
    pub fn text(&self, narrow: bool, words: &dyn Speak) -> (DisplayText, Role) {
        let (text, role) = match self {
            Shown::Value(text) => (text.clone(), Role::Value),
            Shown::Empty => (words.say("state-empty"), Role::Absent),
            Shown::Unknown(_) if narrow => (words.say("state-unknown-narrow"), Role::Absent),
            Shown::Unknown(why) => {
                (words.say_with("state-unknown", &[("why", words.say(why))]), Role::Absent)
            }
            Shown::Hidden(Some(mask)) => (mask.clone(), Role::Value),
            Shown::Hidden(None) => (words.say("state-hidden"), Role::Absent),
        };
        (DisplayText::from(text), role)
    }
}

/// Values are client's data: a debug print tells the state only.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Shown::Value(_) => "Value",
            Shown::Empty => "Empty",
            Shown::Unknown(_) => "Unknown",
            Shown::Hidden(_) => "Hidden",
        })
    }
}
