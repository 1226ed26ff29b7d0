//! What comes back.

use super::{
    Card, Draft, Form, HistoryEntry, Hits, List, LogReview, LogSums, LoggedIn, Message, Offered, Plan,
    PlanVersion, Refusal, Register, Shown, Template, TimeLine, User, Viewed, Welcome, Withdrawn,
};
use crate::register::Id;
use crate::register::validate::FieldProblem;

/// What comes back.
#[derive(Debug)]
pub enum Reply {
    /// It was done and there is nothing to show.
    Done(Option<Message>),
    /// The login screen's texts.
    Welcome(Welcome),
    /// Logged in.
    In(LoggedIn),
    /// Locked; what was kept comes back at the next login of the same user.
    Locked,
    /// Hits of a search.
    Hits(Hits),
    /// A client card.
    Card(Box<Card>),
    /// A page of records.
    List(List),
    /// What was found of a register of the office.
    Register(Register),
    /// What a field may name.
    Offered(Offered),
    /// A form.
    Form(Form),
    /// Saved: what was done, effect by effect.
    Saved {
        /// The record.
        record: Id,
        /// What was done.
        effects: Vec<Message>,
    },
    /// What is wrong with a form, beside what its face knows.
    Faults(Vec<FieldProblem>),
    /// Records that were withdrawn.
    Withdrawn(Vec<Withdrawn>),
    /// Changes of one record, newest first.
    History(Vec<HistoryEntry>),
    /// The same with what is hidden, and for how many seconds it may stay.
    HistoryRevealed(Vec<HistoryEntry>, u32),
    /// A revealed value and for how many seconds it may stay.
    Revealed(Shown, u32),
    /// Who has viewed.
    Viewed(Vec<Viewed>),
    /// The time line.
    TimeLine(TimeLine),
    /// The plan.
    Plan(Option<Box<Plan>>),
    /// The versions of the plan, newest first.
    PlanVersions(Vec<PlanVersion>),
    /// The templates.
    Templates(Vec<Template>),
    /// A kept text.
    Draft(Option<Draft>),
    /// How many texts of the user are kept.
    Drafts(usize),
    /// The users.
    Users(Vec<User>),
    /// Rows of the access log.
    Log(Box<LogReview>),
    /// What stands sealed in a row of the access log.
    LogDetail(String),
    /// The name of the client behind a row of the access log.
    LogName(String),
    /// What each user did, in numbers.
    LogSums(Box<LogSums>),
    /// An activation code, shown once.
    Code {
        /// The user.
        user: Id,
        /// The code in groups of four.
        code: String,
        /// Until when it works, UTC milliseconds.
        until: i64,
    },
    /// It was not done.
    Refused(Refusal),
}
