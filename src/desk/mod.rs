//! The use cases: the only door from a face to the register.
//!
//! Every use case goes check, read, write the log row, return. A [`Session`] exists only after a login; a
//! [`ClientFile`] only with a relation that is in the access log. Faces talk in [`api`] types.

pub mod api;
pub mod arrival;
pub mod backup;
pub mod before_setup;
pub mod card;
pub mod checkpoint;
pub mod client_line;
pub mod consequences;
pub mod dispatch;
pub mod doctor;
pub mod drafts;
pub mod edits;
mod entered;
mod entrance;
pub mod file;
mod follow_ups;
pub mod form;
pub mod history;
pub mod list;
pub mod log_review;
mod log_sums;
pub mod login;
mod next_time;
pub mod notes;
pub mod office;
pub mod own_file;
mod own_password;
mod place;
pub mod plan;
pub mod practice;
pub mod protect;
pub mod record_rules;
pub mod recovery;
mod rights;
pub mod save;
pub mod save_sealed;
pub mod script;
pub mod sealed;
pub mod sealed_history;
pub mod search;
mod seen;
pub mod service;
pub mod session;
pub mod show;
pub mod templates;
pub mod timeline;
mod unlock;
pub mod users;
pub mod verify;
pub mod viewed;
pub mod views;
pub mod withdraw;
pub mod world;

#[cfg(test)]
mod contact_tests;
#[cfg(test)]
mod entered_tests;
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod names_tests;
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
pub(crate) mod testing;
#[cfg(test)]
mod turvakielto_tests;

pub use crate::access::Identification;
pub use crate::vault::kdf::KdfParams;
pub use crate::vault::keyslots::Backend;
pub use crate::vault::secret::PasswordText;
pub use file::ClientFile;
pub use session::{Answer, Session, Who};
