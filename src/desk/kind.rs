//! The kinds that the program itself names, by their names in the register.

use super::answer::Answer;
use super::api::{Message, Refusal};
use crate::register::Kind;
use crate::register::kinds::by_name;

/// The kind of a name that the program itself uses.
///
/// # Errors
/// When the register declares none of that name: a fault of the program.
pub(super) fn named(name: &str) -> Answer<&'static Kind> {
    by_name(name).ok_or_else(|| Refusal::Fault(Message::new("error-unknown-kind"), "D-KIND".to_owned()))
}
