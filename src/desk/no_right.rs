//! A right that is missing, by the name of the function that it is for: what to ask the supervisor for.
//!
//! Says nothing of whether anything exists: only what was asked for is named.

use super::api::Message;
use crate::access::{Ability, Action, Reason};
use crate::register::Kind;

/// The right to a function of the program: `function-<name>` in the locales.
pub(super) fn to(function: impl Into<String>) -> Message {
    Message::new(Reason::NotThis.id()).with("function", function)
}

/// An ability beside case data.
pub(super) fn able(ability: Ability) -> Message {
    to(ability.name().replace('_', "-"))
}

/// The right to do something with records of a kind.
pub(super) fn of_kind(reason: Reason, kind: &Kind, action: Action) -> Message {
    if reason != Reason::NotThis {
        return Message::new(reason.id());
    }
    let function = match action {
        Action::Read => "read",
        Action::Create => "create",
        Action::Change => "change",
    };
    to(function).with("kind", kind.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::words::{Lang, Words};

    #[test]
    fn every_function_has_its_name_in_every_language() {
        use Ability::{Backup, Configure, LogAll, LogOwn, LogUnit, UsersAccount, UsersGrant, UsersRead};
        let abilities = [LogOwn, LogUnit, LogAll, UsersRead, UsersGrant, UsersAccount, Backup, Configure];
        let kind = crate::register::kinds::by_name("contact").unwrap();
        let actions = [Action::Read, Action::Create, Action::Change];
        let of_kinds = actions.map(|action| of_kind(Reason::NotThis, kind, action));
        let others = ["log-verify", "plan-accept"].map(to);
        for message in abilities.map(able).into_iter().chain(of_kinds).chain(others) {
            let function = &message.args[0].1;
            for lang in Lang::ALL {
                assert!(Words::full(lang).has(&format!("function-{function}")), "{function}");
            }
        }
    }
}
