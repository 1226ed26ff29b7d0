//! What a user has been given: roles and individual dated rights on a day, and the keys that go with them. Who gives
//! and takes them is in [`super::users`] and `rights`.

use super::answer::Answer;
use super::office::{self, sealed_compartments};
use crate::access::{Individual, Policy, groups_of};
use crate::register::{Compartment, Id};
use crate::store::Connection;
use crate::store::people::{self, Right};
use crate::vault::keyslots::CkUse;
use std::collections::BTreeSet;

/// The names of the roles that a user has on a day, each once, oldest first.
pub(super) fn roles_in_force(connection: &Connection, user: Id, day: i32) -> Answer<Vec<String>> {
    roles_that(connection, user, |role| role.in_force(day))
}

/// The names of the roles that a user has on a day or is to have: what belongs to them is kept ready.
pub(super) fn roles_given(connection: &Connection, user: Id, day: i32) -> Answer<Vec<String>> {
    roles_that(connection, user, |role| role.stands(day))
}

fn roles_that(
    connection: &Connection,
    user: Id,
    holds: impl Fn(&people::Role) -> bool,
) -> Answer<Vec<String>> {
    let mut roles = Vec::new();
    for role in people::roles_of(connection, user)? {
        if holds(&role) && !roles.contains(&role.role) {
            roles.push(role.role);
        }
    }
    Ok(roles)
}

/// The individual rights of a user that are in force on a day.
pub(super) fn rights_in_force(connection: &Connection, user: Id, day: i32) -> Answer<Vec<Right>> {
    let mut rights = people::rights_of(connection, user)?;
    rights.retain(|right| right.in_force(day));
    Ok(rights)
}

/// The groups of the matrix that rights open.
pub(super) fn groups(rights: &[Right]) -> Individual {
    let comps = rights.iter().filter_map(|right| Compartment::from_code(right.comp));
    comps.flat_map(|comp| groups_of(comp).iter().copied()).collect()
}

/// The compartments that rights open beside these roles: without a role that leaves it open a right gives nothing.
pub(super) fn opened(policy: &Policy, roles: &[String], rights: &[Right]) -> impl Iterator<Item = u8> {
    let opens = |right: &&Right| {
        Compartment::from_code(right.comp)
            .is_some_and(|comp| roles.iter().any(|role| policy.individual(role, comp)))
    };
    rights.iter().filter(opens).map(|right| right.comp)
}

/// The compartments whose keys may be used with these roles and rights.
pub(super) fn keys_due(policy: &Policy, roles: &[String], rights: &[Right]) -> BTreeSet<u8> {
    let by_role = roles.iter().flat_map(|role| office::keys_of(policy, role).0);
    by_role.chain(opened(policy, roles, rights)).collect()
}

/// Name of the compartment (message id) and last day of a right.
pub(super) fn named(right: &Right) -> Option<(&'static str, i32)> {
    Compartment::from_code(right.comp).map(|comp| (comp.label_id(), right.until_day))
}

/// The compartments whose keys a user may use: with the roles that the user has or is to have, and the rights in force.
pub(super) fn keys_due_to(
    connection: &Connection,
    policy: &Policy,
    user: Id,
    today: i32,
) -> Answer<BTreeSet<u8>> {
    let roles = roles_given(connection, user, today)?;
    Ok(keys_due(policy, &roles, &rights_in_force(connection, user, today)?))
}

/// Which key of which compartment, and what for.
pub(super) type Needed = Vec<(u8, CkUse)>;

/// The keys that go with a role.
pub(super) fn keys_of(policy: &Policy, role: &str) -> Needed {
    let (uses, handover) = office::keys_of(policy, role);
    let mut needed: Needed = uses.into_iter().map(|comp| (comp, CkUse::Use)).collect();
    if handover {
        needed.extend(sealed_compartments().map(|comp| (comp, CkUse::Handover)));
    }
    needed
}

/// Whether hand-over copies go with one of these roles.
pub(super) fn hand_over(policy: &Policy, roles: &[String]) -> bool {
    roles.iter().any(|role| office::keys_of(policy, role).1)
}
