//! The login screen, the session as the frame shows it, and the users of the office.

use super::{Allowed, Message};
use crate::register::{Id, Kind};

/// The login screen.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    /// The office.
    pub office: String,
    /// The machine.
    pub machine: String,
    /// The practice office shows its made-up staff: login, role, password.
    pub practice_staff: Vec<(String, String, String)>,
    /// What is wrong with the key store or the file, if anything.
    pub trouble: Option<Message>,
    /// Another window of this machine is open on the same office: what to know of it.
    pub elsewhere: Option<Message>,
}

/// The session as the frame shows it.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    /// The user.
    pub user: Id,
    /// Name as shown in row 1.
    pub name: String,
    /// The office.
    pub office: String,
    /// Names of the roles.
    pub roles: Vec<String>,
    /// Changes that the centre has not received; none in a stand-alone office.
    pub unsent: Option<u64>,
    /// Conflicts that wait for a person.
    pub conflicts: u64,
    /// What the user should know now: failed logins since the last, password age, key store.
    pub notices: Vec<Message>,
    /// What was kept at the lock of the same user.
    pub kept: Option<String>,
    /// Idle minutes until the cover, until the lock; seconds a cover called by hand may stay.
    pub idle: (u32, u32, u32),
    /// So many seconds before the lock a line warns of it.
    pub lock_warning: u32,
    /// The password must be changed before anything else.
    pub must_change: bool,
    /// What the user may do beside files.
    pub abilities: Abilities,
    /// The registers of the office that the user may read.
    pub registers: Vec<&'static Kind>,
}

/// What the user may do beside files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Abilities {
    /// Search for clients and open files.
    pub clients: bool,
    /// See the users.
    pub users: bool,
    /// Make accounts.
    pub accounts: bool,
    /// Give roles.
    pub grants: bool,
    /// Read the whole access log.
    pub log: bool,
    /// Read what each user did in numbers: of everybody, or of the own unit.
    pub log_sums: bool,
    /// Confirm the machine's clock after a jump.
    pub configure: bool,
}

/// A user as the list shows it.
#[derive(Clone, Debug)]
pub struct User {
    /// The user.
    pub user: Id,
    /// The login name.
    pub login: String,
    /// The name.
    pub name: String,
    /// Roles with their first and last days, days since 1970-01-01.
    pub roles: Vec<(String, i32, i32)>,
    /// Individual rights in force: the compartment's name (message id) and the last day, days since 1970-01-01.
    pub rights: Vec<(&'static str, i32)>,
    /// State (message id): active, waits for activation, passivated, password too old.
    pub state: &'static str,
    /// Roles may be given by this user to that one.
    pub grant: Allowed,
    /// An individual right may be given by this user to that one.
    pub right: Allowed,
}

/// Identity codes of a user and of persons close to the user, as typed: their files never open for that user. Kept
/// only as keyed hashes.
#[derive(Clone, Default)]
pub struct Declaration {
    /// The user's own.
    pub own: Option<String>,
    /// A close person's.
    pub close: Option<String>,
    /// Of somebody who was declared close and is not.
    pub close_ended: Option<String>,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The login name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The role's name in the policy.
    pub role: String,
    /// First day of the role; today when nobody says another.
    pub from: Option<i32>,
    /// Last day of the role.
    pub until: i32,
    /// Day of the written security agreement.
    pub agreement: i32,
    /// The user's own identity code, kept only as a keyed hash: the own file never opens.
    pub hetu: Option<String>,
}
