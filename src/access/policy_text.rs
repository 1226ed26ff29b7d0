//! A policy out of its TOML: what may stand there, and what is wrong with what does not.

use super::policy::{Grant, Named, Policy, Power, Role};
use crate::register::Group;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is wrong with a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyFault {
    /// It is not the TOML that is expected; the parser's own words, which name line and column.
    Form(String),
    /// A cell that cannot be read: role, group, cell.
    Cell(String, String, String),
    /// A name that is no group of the matrix: role, group.
    Group(String, String),
    /// A role that is used but not declared.
    Role(String),
}

impl std::fmt::Display for PolicyFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PolicyFault::Form(text) => write!(f, "policy: {text}"),
            PolicyFault::Cell(role, group, cell) => write!(f, "policy: cell {cell:?} of {role}.{group}"),
            PolicyFault::Group(role, group) => write!(f, "policy: no group {group:?} in {role}"),
            PolicyFault::Role(role) => write!(f, "policy: no role {role:?}"),
        }
    }
}

impl std::error::Error for PolicyFault {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    roles: BTreeMap<String, BTreeMap<String, toml::Value>>,
    abilities: BTreeMap<String, Vec<String>>,
    apart: Vec<Apart>,
    exception: Vec<Exception>,
    named: Vec<Named>,
    national: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Apart {
    roles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    role: String,
    kind: String,
    cell: String,
}

/// The rows of the matrix by their names in the policy.
pub(super) const GROUPS: &[(&str, Group)] = &[
    ("identity", Group::Identity),
    ("relation", Group::Relation),
    ("search", Group::Search),
    ("desk", Group::Desk),
    ("competence", Group::Competence),
    ("plan", Group::Plan),
    ("matching", Group::Matching),
    ("services", Group::Services),
    ("decisions", Group::Decisions),
    ("rights", Group::Rights),
    ("registers", Group::Registers),
    ("benefit_incoming", Group::BenefitIncoming),
    ("benefit", Group::Benefit),
    ("payment", Group::Payment),
    ("health", Group::Health),
    ("guidance", Group::Guidance),
    ("multisector", Group::Multisector),
    ("protected", Group::Protected),
    ("safety", Group::Safety),
];

/// The policy that is compiled in. An office's own comes in the signed reference feed, never from a loose file.
const EMBEDDED: &str = include_str!("../../assets/policy.toml");

impl Policy {
    /// The policy that is compiled in.
    ///
    /// # Errors
    /// Never in a build whose tests have run.
    pub fn embedded() -> Result<Policy, PolicyFault> {
        Policy::parse(EMBEDDED)
    }

    /// A policy out of its text.
    ///
    /// # Errors
    /// When the text is not a policy; names the place.
    pub fn parse(text: &str) -> Result<Policy, PolicyFault> {
        let file: File = toml::from_str(text).map_err(|e| PolicyFault::Form(e.to_string()))?;
        if file.version != 1 {
            return Err(PolicyFault::Form(format!("version {} is not known", file.version)));
        }
        let mut roles = BTreeMap::new();
        for (name, entries) in &file.roles {
            roles.insert(name.clone(), role(name, entries)?);
        }
        for exception in file.exception {
            let cell = cell(&exception.role, &exception.kind, &exception.cell)?;
            let role =
                roles.get_mut(&exception.role).ok_or_else(|| PolicyFault::Role(exception.role.clone()))?;
            role.exceptions.insert(exception.kind, cell);
        }
        for named in file.named {
            let group = group(&named.role, &named.group)?;
            let role = roles.get_mut(&named.role).ok_or_else(|| PolicyFault::Role(named.role.clone()))?;
            role.named.insert(group, named);
        }
        let used = file.abilities.values().flatten().chain(file.apart.iter().flat_map(|a| &a.roles));
        for name in used {
            if !roles.contains_key(name) {
                return Err(PolicyFault::Role(name.clone()));
            }
        }
        Ok(Policy {
            roles,
            abilities: file.abilities,
            apart: file.apart.into_iter().map(|a| a.roles).collect(),
            national: file.national,
        })
    }
}

fn role(name: &str, entries: &BTreeMap<String, toml::Value>) -> Result<Role, PolicyFault> {
    let mut role = Role::default();
    for (key, value) in entries {
        let text = value.as_str().ok_or_else(|| PolicyFault::Form(format!("{name}.{key} is not text")))?;
        role.cells.insert(group(name, key)?, cell(name, key, text)?);
    }
    Ok(role)
}

fn group(role: &str, name: &str) -> Result<Group, PolicyFault> {
    GROUPS
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, g)| *g)
        .ok_or_else(|| PolicyFault::Group(role.to_owned(), name.to_owned()))
}

fn cell(role: &str, place: &str, text: &str) -> Result<Vec<Grant>, PolicyFault> {
    text.split_whitespace()
        .map(|word| {
            let mut letters = word.chars();
            let power = match letters.next()? {
                'W' => Power::Write,
                'R' => Power::Read,
                'C' => Power::Create,
                'P' => Power::Named,
                'S' => Power::State,
                'B' => Power::Review,
                _ => return None,
            };
            let mut grant = Grant { power, pack: false, request: false, individual: false, reason: false };
            for letter in letters {
                match letter {
                    'K' => grant.pack = true,
                    'D' => grant.request = true,
                    'i' => grant.individual = true,
                    '*' => grant.reason = true,
                    _ => return None,
                }
            }
            Some(grant)
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| PolicyFault::Cell(role.to_owned(), place.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_the_place() {
        let text = EMBEDDED.replace("health = \"Wi*\"", "health = \"X\"");
        assert_eq!(
            Policy::parse(&text).err(),
            Some(PolicyFault::Cell("case_officer".into(), "health".into(), "X".into()))
        );
        let text = EMBEDDED.replace("competence = \"W\"", "competense = \"W\"");
        assert!(matches!(Policy::parse(&text), Err(PolicyFault::Group(_, g)) if g == "competense"));
    }
}
