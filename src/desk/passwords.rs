//! The rules for passwords in force, and the sentence about one that does not do.

use super::api::Message;
use crate::register::rules::RuleSets;
use crate::register::time;
use crate::vault::password::{PasswordFault, PasswordRules};

/// The password rules in force.
pub(super) fn rules_in_force(now: i64) -> PasswordRules {
    RuleSets::embedded().security(time::day_of(now)).map_or_else(PasswordRules::default, |set| {
        PasswordRules::new(usize::try_from(set.values.password_min_characters).unwrap_or(usize::MAX))
    })
}

/// The sentence about a password that does not do.
pub(super) fn password_message(fault: PasswordFault) -> Message {
    let message = Message::new(fault.message_id());
    match fault {
        PasswordFault::TooShort { chars, min } => {
            message.with("chars", chars.to_string()).with("min", min.to_string())
        }
        PasswordFault::TooLong { max } => message.with("max", max.to_string()),
        _ => message,
    }
}
