//! The access log as its reviewer reads it.

use super::{Allowed, Message};
use crate::register::Id;

/// Which rows of the log are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// First day, days since 1970-01-01; 0: a week back.
    pub from: i32,
    /// Last day; 0: today.
    pub until: i32,
    /// Login name of a user; empty: everybody.
    pub user: String,
    /// Code of list `log_action`: one action, or a group of them by its first digit; empty: all.
    pub action: String,
    /// Internal id of a client, or its end; empty: all.
    pub client: String,
}

/// Rows of the log.
#[derive(Clone, Debug)]
pub struct LogReview {
    /// The rows, newest first.
    pub lines: Vec<LogLine>,
    /// There are more than are shown.
    pub more: bool,
    /// The question as it was understood: the days are given.
    pub query: LogQuery,
}

/// A row of the log. Of a client it has the internal id only.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// The incarnation in whose log it stands.
    pub dev: Id,
    /// Its number there.
    pub n: u64,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Name of the user; none for what nobody did.
    pub by: Option<String>,
    /// Name of the role acted in.
    pub role: Option<String>,
    /// Code of list `log_action`.
    pub action: String,
    /// How it ended, when not well (message id).
    pub outcome: Option<Message>,
    /// The client.
    pub client: Option<Id>,
    /// Name of the user it was about.
    pub about: Option<String>,
    /// The compartment, where it is a sealed one (message id).
    pub compartment: Option<&'static str>,
    /// Why (message id of the purpose).
    pub purpose: Option<Message>,
    /// How many times, or how many things.
    pub count: u64,
    /// A text stands sealed in it.
    pub sealed: bool,
    /// Its body is no more, or cannot be read.
    pub unreadable: bool,
}

/// What each user did in some days, in numbers.
#[derive(Clone, Debug)]
pub struct LogSums {
    /// A line for each user, by name.
    pub lines: Vec<LogSum>,
    /// First day, days since 1970-01-01.
    pub from: i32,
    /// Last day.
    pub until: i32,
    /// Whose users: the name of the own unit; none for everybody's.
    pub unit: Option<String>,
}

/// The numbers of one user.
#[derive(Clone, Debug)]
pub struct LogSum {
    /// The user.
    pub user: Id,
    /// The login name.
    pub login: String,
    /// The name.
    pub name: String,
    /// Searches: one for each text that was looked for.
    pub searches: u64,
    /// Clients' files opened.
    pub opened: u64,
    /// Hidden values shown.
    pub revealed: u64,
    /// Glasses broken.
    pub broken: u64,
    /// Files opened whose row names no ground.
    pub groundless: u64,
    /// What was refused.
    pub refused: u64,
    /// The newest mark that these days were reviewed: when (UTC milliseconds), and by whom.
    pub reviewed: Option<(i64, String)>,
    /// May be marked as reviewed by this user.
    pub review: Allowed,
}
