//! The face played by key scripts against a desk in memory.

mod cleared;
mod codes;
mod columns;
mod counter;
pub(super) mod desk;
mod flows;
mod key_bar;
mod lists;
mod log;
mod long;
mod manners;
mod masked;
mod mends;
mod notes;
pub(super) mod office;
mod password;
mod plans;
mod properties;
mod registers;
mod shots;
mod shut;
mod split;
mod watch;
