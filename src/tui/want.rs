//! What a request is for: kept beside it until the reply comes, so that the reply finds its screen.

use super::screen::overlay::{Leaving, Then};
use crate::desk::api::{Base, List};
use crate::register::{Id, Kind};

/// Answers of an acceptance: content and meaning gone through, how the copy is delivered.
pub type Answers = (bool, Option<String>);

/// What a form is opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormWant {
    /// Texts by field.
    pub texts: Vec<(u16, String)>,
    /// The field that gets the focus.
    pub focus: Option<u16>,
    /// The texts are what was kept: no other draft is offered.
    pub kept: bool,
    /// What was answered of an acceptance, in a quick note.
    pub answers: Option<Answers>,
    /// The field of the form below that is to name what is saved here.
    pub names: Option<u16>,
    /// Over which version the texts were typed, where it is not the one that comes: what somebody changed since is
    /// told when it is saved.
    pub base: Option<Base>,
    /// Where the texts are kept, if they are.
    pub kept_at: Option<String>,
}

/// What a request is for.
pub enum Want {
    /// Nothing is shown of its reply.
    Quiet,
    /// To keep the text of a form.
    Kept,
    /// To keep the text of a form before it is left.
    KeptToLeave(Leaving),
    /// To lock and keep what is on the screens of this login name.
    Locked(String),
    /// The login screen's texts.
    Welcome,
    /// To log in.
    Login,
    /// To have another password.
    Password,
    /// Hits for the text.
    Search,
    /// To open a client.
    Open,
    /// The card again.
    Card,
    /// The card after a lock.
    CardAgain,
    /// Lists of kinds, one after another.
    List {
        /// All of them.
        kinds: Vec<&'static Kind>,
        /// Those that came.
        loaded: Vec<List>,
        /// As the contact log.
        contacts: bool,
        /// The screen is there already.
        refresh: bool,
        /// The row to be selected.
        select: Option<(u16, Option<Id>)>,
    },
    /// More rows of a list.
    More,
    /// To open the shut list of a kind for this reason.
    Unshut(&'static Kind, String),
    /// Entries of a register of the office.
    Register,
    /// The rows of a list that were withdrawn.
    Withdrawn,
    /// What this field of the form on top may name.
    Offered(u16),
    /// A form.
    Form(FormWant),
    /// The form that is open, after a write; what was typed stays.
    FormAgain,
    /// The kept text of the form on top.
    Draft,
    /// To save the form on top.
    Save,
    /// What else is wrong with the form on top, which cannot be saved yet.
    Faults,
    /// The templates, one of them chosen by digit, with what was typed and answered before.
    Templates(Option<u8>, FormWant),
    /// To write the note.
    Note,
    /// A hidden value of a record's field.
    Reveal(&'static Kind, Id, u16),
    /// The hidden values of the history on top.
    RevealHistory,
    /// The time line.
    TimeLine,
    /// The plan.
    Plan,
    /// The versions of the plan.
    Versions,
    /// One version of it.
    PlanVersion(Id),
    /// The plan, to record its acceptance.
    Accept,
    /// The plan or this version of it after a lock, to go on with its acceptance.
    Resume(Option<Id>, FormWant),
    /// The acceptance is recorded.
    Accepted,
    /// The history of a record.
    History {
        /// The kind.
        kind: &'static Kind,
        /// The record.
        record: Id,
        /// A reason that was typed opened it.
        opened: bool,
    },
    /// Who has viewed.
    Viewed,
    /// The users.
    Users,
    /// Rows of the access log.
    Log,
    /// What stands sealed in one of them.
    LogDetail,
    /// The name of the client behind one of them.
    LogName,
    /// What each user did, in numbers.
    LogSums,
    /// The days of a user are marked as reviewed.
    LogMarked,
    /// Something was done with a user; what to do again when the own password is wanted first.
    UserDone(Then),
    /// The own password was typed again for this.
    Proof(Then),
    /// The client has arrived.
    Arrived,
    /// A record was withdrawn.
    Withdraw,
    /// To know what is kept before the program ends.
    Quit,
}

impl Want {
    /// Whether a reason or a note was typed for it.
    pub const fn was_prompted(&self) -> bool {
        matches!(
            self,
            Want::Reveal(..)
                | Want::Unshut(..)
                | Want::RevealHistory
                | Want::Withdraw
                | Want::LogName
                | Want::LogMarked
        )
    }
}
