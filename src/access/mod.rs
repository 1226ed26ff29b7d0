//! WHO may: roles, compartments, purposes, the visibility matrix. Pure: time is passed in, keys are elsewhere.
//!
//! The matrix stands in `assets/policy.toml` by role and by [`Group`](crate::register::Group) of kinds, so that a
//! new kind needs no new policy. This module answers one question: may somebody with these roles do this to that
//! kind, and if not, why.

pub mod identification;
pub mod policy;
mod policy_text;

pub use identification::Identification;
pub use policy::{Ability, Action, Decision, Individual, Policy, Reason, groups_of};
pub use policy_text::PolicyFault;
