//! The use cases: the only door from a face to the register.
//!
//! Every use case goes check, read, write the log row, return. A [`Session`] exists only after a login; a
//! [`ClientFile`] only with a relation that is in the access log. Faces talk in [`api`] types. The files import one
//! another in no circle (`tests/architecture.rs`).
//!
//! | module | purpose |
//! |---|---|
//! | **the door** | |
//! | [`api`], [`dispatch`], [`service`] | what a face may ask; requests to use cases; the desk behind a thread |
//! | [`script`], [`world`] | the desk as scripts use it; the clocks and randomness of the system |
//! | **what the rest stands on** | |
//! | `answer` | what a use case answers; what the faults of the floors below become in it |
//! | `kind`, `days` | the kinds that the program itself names; the days of their records |
//! | `open_file` | whose file is open in a session, and why |
//! | `grants`, `accounts` | roles and rights of a day and their keys; whose account may be changed, and its rows |
//! | **the office** | |
//! | [`office`], [`sign`], `office_fault` | its folder; what it shows before a login; what goes wrong with it |
//! | [`setup`], [`before_setup`], [`practice`] | how one is set up; what is judged first; the made-up one |
//! | [`backup`], [`recovery`], [`doctor`] | backup and restore; the recovery key; what is well and what is not |
//! | `place` | a restored register put in the place of another, to the end by whoever comes next |
//! | [`users`], `rights` | accounts, roles and their end; individual dated rights |
//! | `role_days`, `role_ends`, `slots` | what is judged of a new role's days; what ends soon; whose keys go to whom |
//! | **who is there** | |
//! | [`login`], `entrance`, `unlock` | who is in, locked, out; how one comes in; a typed password is tried |
//! | [`session`], `own_password`, `passwords` | one user with the register open; a first, a new, a repeated password; its rules |
//! | `no_right`, `left_visits` | which right is missing, in words; visits that a killed program left open |
//! | **a client** | |
//! | [`search`], [`meaning`], `search_run` | looking up; what a text means; a typing run in the log |
//! | [`file`], [`own_file`], `declaring` | the one gate to a client's file; the own one stays shut; whose it is |
//! | [`card`], [`client_line`], [`arrival`] | the card; name and alerts on every screen; the client is here |
//! | [`list`], [`timeline`], [`plan`], [`history`] | records of a kind; work and education; the plan; changes of a record |
//! | [`show`], `naming`, [`drafts`] | empty, hidden and unknown told apart; what a record is called; what is typed and not saved |
//! | **writing** | |
//! | [`form`], [`save`], [`save_sealed`], [`withdraw`] | a form and what becomes of it; a record no longer in force |
//! | `entered`, [`edits`], [`record_rules`] | the gate for texts; fields to cells; rules between records |
//! | [`consequences`], `seen` | what a save brings with it; what its user had seen |
//! | [`notes`], [`templates`], `next_time` | quick notes, what they are made from, the next booked time |
//! | **what is sealed** | |
//! | [`sealed`], [`sealed_history`], [`protect`] | sealing and opening; earlier versions; turvakielto |
//! | **the access log** | |
//! | [`views`], [`viewed`], `acted` | repeated views; who has viewed a client; the role of a row |
//! | [`log_review`], [`verify`], [`checkpoint`] | reading the log; is it whole; its signed head |

mod accounts;
mod acted;
mod answer;
pub mod api;
pub mod arrival;
pub mod backup;
pub mod before_setup;
mod booking_rules;
pub mod card;
pub mod checkpoint;
pub mod client_line;
pub mod consequences;
mod correct;
mod days;
mod declaring;
pub mod dispatch;
pub mod doctor;
pub mod drafts;
pub mod edits;
mod entered;
mod entrance;
pub mod file;
mod follow_ups;
pub mod form;
mod grants;
pub mod history;
mod judge;
mod kind;
mod last_change;
mod left_sessions;
mod left_visits;
pub mod list;
pub mod log_review;
mod log_sums;
pub mod login;
mod masked;
pub mod meaning;
mod naming;
mod next_time;
mod no_right;
pub mod notes;
pub mod office;
mod office_fault;
mod open_file;
pub mod own_file;
mod own_password;
mod passwords;
mod place;
pub mod plan;
pub mod practice;
pub mod protect;
pub mod record_rules;
mod recount;
pub mod recovery;
pub mod registers;
mod replay;
mod rights;
mod role_days;
mod role_ends;
pub mod save;
pub mod save_sealed;
pub mod script;
pub mod sealed;
pub mod sealed_history;
pub mod search;
mod search_run;
mod seen;
pub mod service;
pub mod session;
pub mod setup;
pub mod show;
pub mod sign;
mod slots;
pub mod templates;
pub mod timeline;
mod unlock;
pub mod users;
pub mod verify;
pub mod viewed;
pub mod views;
pub mod withdraw;
mod withdrawn;
pub mod world;

#[cfg(test)]
mod acted_tests;
#[cfg(test)]
mod contact_tests;
#[cfg(test)]
mod correct_tests;
#[cfg(test)]
mod entered_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod names_tests;
#[cfg(test)]
mod national_tests;
#[cfg(test)]
mod office_tests;
#[cfg(test)]
mod parallel_tests;
#[cfg(test)]
mod records_tests;
#[cfg(test)]
mod refusal_tests;
#[cfg(test)]
mod sealed_history_tests;
#[cfg(test)]
mod shut_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod turvakielto_tests;
#[cfg(test)]
mod withdrawn_tests;

pub use crate::access::Identification;
pub use crate::vault::kdf::KdfParams;
pub use crate::vault::keyslots::Backend;
pub use crate::vault::secret::PasswordText;
pub use answer::Answer;
pub use entered::may_be_login;
pub use file::ClientFile;
pub use office_fault::OfficeFault;
pub use role_days::{RoleDay, RoleDays};
pub use session::{Session, Who};
