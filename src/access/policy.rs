//! The visibility matrix and the one question it answers.

use crate::register::{Compartment, Field, Group, Kind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody wants to do to a record of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// See it.
    Read,
    /// Make a new one.
    Create,
    /// Change one that exists, or withdraw it.
    Change,
}

/// A sealed group to which somebody holds an individual dated right.
pub type Individual = BTreeSet<Group>;

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Yes, the whole record.
    Allowed,
    /// Yes, these fields only (numbers).
    Fields(BTreeSet<u16>),
    /// Yes, once a reason has been typed.
    WithReason,
    /// No.
    Refused(Reason),
}

impl Decision {
    /// Whether the field may be touched; reasons count as given.
    pub fn covers(&self, field: &Field) -> bool {
        match self {
            Decision::Allowed | Decision::WithReason => true,
            Decision::Fields(numbers) => numbers.contains(&field.number),
            Decision::Refused(_) => false,
        }
    }

    /// Whether anything at all is allowed; reasons count as given.
    pub fn yes(&self) -> bool {
        !matches!(self, Decision::Refused(_))
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The role has nothing to do with this group: no sign that anything exists (V5).
    NoGroup,
    /// The role may see but not do this.
    NotThis,
    /// Only by an individual dated right.
    NeedsIndividualRight,
    /// Only clients of the own pack.
    OutsidePack,
    /// Only while the person has an open request.
    NoOpenRequest,
}

impl Reason {
    /// The message that tells it.
    pub const fn id(self) -> &'static str {
        match self {
            Reason::NoGroup => "refused-no-group",
            Reason::NotThis => "refused-not-this",
            Reason::NeedsIndividualRight => "refused-individual-right",
            Reason::OutsidePack => "refused-outside-pack",
            Reason::NoOpenRequest => "refused-no-open-request",
        }
    }
}

/// What a role may do beside case data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Read one's own log rows.
    LogOwn,
    /// Read the log of one's own unit.
    LogUnit,
    /// Read the whole log.
    LogAll,
    /// See the list of users.
    UsersRead,
    /// Give and end roles.
    UsersGrant,
    /// Make accounts and activation codes.
    UsersAccount,
    /// Make a backup, restore one.
    Backup,
    /// Settings, code lists, connectors.
    Configure,
}

impl Ability {
    /// Its name in the policy; `function-<name>` in the locales, with hyphens.
    pub const fn name(self) -> &'static str {
        match self {
            Ability::LogOwn => "log_own",
            Ability::LogUnit => "log_unit",
            Ability::LogAll => "log_all",
            Ability::UsersRead => "users_read",
            Ability::UsersGrant => "users_grant",
            Ability::UsersAccount => "users_account",
            Ability::Backup => "backup",
            Ability::Configure => "configure",
        }
    }
}

/// One grant of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grant {
    pub(super) power: Power,
    pub(super) pack: bool,
    pub(super) request: bool,
    pub(super) individual: bool,
    pub(super) reason: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Power {
    Write,
    Read,
    Create,
    Named,
    State,
    Review,
}

impl Grant {
    fn gives(self, action: Action) -> bool {
        matches!(
            (self.power, action),
            (Power::Write, _) | (Power::Read, Action::Read) | (Power::Create, Action::Create)
        )
    }
}

/// A whole policy.
pub struct Policy {
    pub(super) roles: BTreeMap<String, Role>,
    pub(super) abilities: BTreeMap<String, Vec<String>>,
    pub(super) apart: Vec<Vec<String>>,
    pub(super) national: BTreeMap<String, String>,
}

/// A cell `P`: the fields of a group that a role reads, and the kinds that it writes or makes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    pub(super) role: String,
    pub(super) group: String,
    pub(super) read: Vec<String>,
    pub(super) write: Vec<String>,
    pub(super) create: Vec<String>,
}

#[derive(Default)]
pub(super) struct Role {
    pub(super) cells: BTreeMap<Group, Vec<Grant>>,
    pub(super) exceptions: BTreeMap<String, Vec<Grant>>,
    pub(super) named: BTreeMap<Group, Named>,
}

impl Policy {
    /// The names of all roles.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        self.roles.keys().map(String::as_str)
    }

    /// Whether two roles may be held by one person.
    pub fn may_join(&self, one: &str, other: &str) -> bool {
        !self.apart.iter().any(|apart| apart.iter().any(|r| r == one) && apart.iter().any(|r| r == other))
    }

    /// Whether one of the roles has the ability.
    pub fn able(&self, roles: &[String], ability: Ability) -> bool {
        self.abilities.get(ability.name()).is_some_and(|able| roles.iter().any(|r| able.contains(r)))
    }

    /// Whether a role's holder gets a key of a sealed compartment: some kind of it is readable without an individual
    /// right, a pack or an open request.
    pub fn holds(&self, role: &str, compartment: Compartment) -> bool {
        let reads = |grant: &Grant| {
            matches!(grant.power, Power::Write | Power::Read)
                && !(grant.individual || grant.pack || grant.request)
        };
        self.roles.get(role).is_some_and(|role| {
            groups_of(compartment).iter().any(|g| role.cells.get(g).is_some_and(|c| c.iter().any(reads)))
        })
    }

    /// Whether an individual dated right to a sealed compartment gives a role's holder something to read.
    pub fn individual(&self, role: &str, compartment: Compartment) -> bool {
        let reads = |grant: &Grant| {
            grant.individual
                && matches!(grant.power, Power::Write | Power::Read)
                && !(grant.pack || grant.request)
        };
        self.roles.get(role).is_some_and(|role| {
            groups_of(compartment).iter().any(|g| role.cells.get(g).is_some_and(|c| c.iter().any(reads)))
        })
    }

    /// Whether the national repository is master of the kind.
    pub fn national(&self, kind: &Kind) -> bool {
        self.national.get(kind.name).is_some_and(|master| master == "national")
    }

    /// May somebody with these roles do this to records of that kind?
    ///
    /// Several roles give the union of what each gives. Reasons are judged by the caller: `WithReason` is a yes that
    /// asks for one. Packs and open requests are not known here: `K` and `D` cells are refused with their own reason.
    pub fn decide(&self, roles: &[String], individual: &Individual, kind: &Kind, action: Action) -> Decision {
        let mut best = Decision::Refused(Reason::NoGroup);
        for role in roles.iter().filter_map(|name| self.roles.get(name)) {
            best = better(best, role.decide(individual, kind, action));
        }
        best
    }
}

impl Role {
    fn decide(&self, individual: &Individual, kind: &Kind, action: Action) -> Decision {
        let Some(cell) = self.exceptions.get(kind.name).or_else(|| self.cells.get(&kind.group)) else {
            return Decision::Refused(Reason::NoGroup);
        };
        cell.iter().fold(Decision::Refused(Reason::NoGroup), |best, grant| {
            let one = if grant.power == Power::Named {
                self.named_fields(kind, action)
            } else if grant.gives(action) {
                limits(*grant, individual, kind.group)
            } else if matches!(grant.power, Power::State | Power::Review) {
                Decision::Refused(Reason::NoGroup)
            } else {
                Decision::Refused(Reason::NotThis)
            };
            better(best, one)
        })
    }

    fn named_fields(&self, kind: &Kind, action: Action) -> Decision {
        let Some(named) = self.named.get(&kind.group) else { return Decision::Refused(Reason::NoGroup) };
        if action == Action::Create {
            return if named.create.iter().any(|k| k == kind.name) {
                Decision::Allowed
            } else {
                Decision::Refused(Reason::NotThis)
            };
        }
        let patterns = if action == Action::Read { &named.read } else { &named.write };
        let matches = |field: &Field| {
            patterns.iter().any(|p| {
                p == "*"
                    || p.split_once('.').is_some_and(|(k, f)| k == kind.name && (f == "*" || f == field.name))
            })
        };
        let numbers: BTreeSet<u16> = kind.fields.iter().filter(|f| matches(f)).map(|f| f.number).collect();
        if numbers.is_empty() {
            Decision::Refused(if action == Action::Read { Reason::NoGroup } else { Reason::NotThis })
        } else if numbers.len() == kind.fields.len() {
            Decision::Allowed
        } else {
            Decision::Fields(numbers)
        }
    }
}

/// The rows of the matrix whose kinds lie in a sealed compartment.
pub fn groups_of(compartment: Compartment) -> &'static [Group] {
    match compartment {
        Compartment::Core | Compartment::Benefit | Compartment::Payment => &[],
        Compartment::Health => &[Group::Health],
        Compartment::Guidance => &[Group::Guidance],
        Compartment::Multisector => &[Group::Multisector],
        Compartment::Safety => &[Group::Protected, Group::Safety],
    }
}

fn limits(grant: Grant, individual: &Individual, group: Group) -> Decision {
    if grant.individual && !individual.contains(&group) {
        Decision::Refused(Reason::NeedsIndividualRight)
    } else if grant.pack {
        Decision::Refused(Reason::OutsidePack)
    } else if grant.request {
        Decision::Refused(Reason::NoOpenRequest)
    } else if grant.reason {
        Decision::WithReason
    } else {
        Decision::Allowed
    }
}

fn better(one: Decision, other: Decision) -> Decision {
    let rank = |d: &Decision| match d {
        Decision::Allowed => 5,
        Decision::WithReason => 4,
        Decision::Fields(_) => 3,
        Decision::Refused(Reason::NoGroup) => 0,
        Decision::Refused(Reason::NotThis) => 1,
        Decision::Refused(_) => 2,
    };
    match (one, other) {
        (Decision::Fields(mut a), Decision::Fields(b)) => {
            a.extend(b);
            Decision::Fields(a)
        }
        (one, other) if rank(&other) > rank(&one) => other,
        (one, _) => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::policy_text::GROUPS;
    use crate::register::{Card, Type};

    const FIELDS: &[Field] =
        &[Field::new(1, "acceptance", Type::Flag), Field::new(2, "goals", Type::Note).required()];
    const CONTACT: Kind =
        Kind::new(24, "contact", Compartment::Core, Card::Append, Group::Desk).fields(FIELDS);
    const PLAN: Kind =
        Kind::new(35, "employment_plan", Compartment::Core, Card::Many, Group::Plan).fields(FIELDS);
    const SERVICE_NEED: Kind =
        Kind::new(34, "service_need", Compartment::Core, Card::Append, Group::Plan).fields(FIELDS);
    const PROTECTED: Kind =
        Kind::new(112, "protected_contact", Compartment::Safety, Card::One, Group::Protected).fields(FIELDS);
    const GUIDANCE: Kind =
        Kind::new(90, "guidance_session", Compartment::Guidance, Card::Append, Group::Guidance)
            .fields(FIELDS);
    const OFFICER: Kind =
        Kind::new(17, "officer_assignment", Compartment::Core, Card::Many, Group::Relation).fields(FIELDS);

    fn decide(role: &str, kind: &Kind, action: Action) -> Decision {
        Policy::embedded().unwrap().decide(&[role.to_owned()], &Individual::new(), kind, action)
    }

    #[test]
    fn cells_mean_what_the_matrix_says() {
        use Action::{Change, Create, Read};
        use Decision::{Allowed, Refused, WithReason};
        let table: &[(&str, &Kind, Action, Decision)] = &[
            ("front_desk", &CONTACT, Read, Allowed),
            ("front_desk", &CONTACT, Create, Allowed),
            ("supervisor", &CONTACT, Read, Allowed),
            ("supervisor", &CONTACT, Create, Refused(Reason::NotThis)),
            ("administrator", &CONTACT, Read, Refused(Reason::NoGroup)),
            ("log_auditor", &CONTACT, Read, Refused(Reason::NoGroup)),
            ("front_desk", &OFFICER, Read, Allowed),
            ("front_desk", &OFFICER, Change, Refused(Reason::NotThis)),
            ("supervisor", &OFFICER, Change, Allowed),
            ("front_desk", &PLAN, Read, Allowed),
            ("front_desk", &SERVICE_NEED, Read, Refused(Reason::NoGroup)),
            ("outreach_worker", &SERVICE_NEED, Read, Refused(Reason::NoGroup)),
            ("case_officer", &SERVICE_NEED, Read, Allowed),
            ("front_desk", &PLAN, Change, Decision::Fields(BTreeSet::from([1]))),
            ("front_desk", &PLAN, Create, Refused(Reason::NotThis)),
            ("case_officer", &PLAN, Create, Allowed),
            ("front_desk", &PROTECTED, Create, Allowed),
            ("front_desk", &PROTECTED, Read, Refused(Reason::NeedsIndividualRight)),
            ("case_officer", &PROTECTED, Read, WithReason),
            ("supervisor", &PROTECTED, Read, Refused(Reason::NoGroup)),
            ("case_officer", &GUIDANCE, Read, Refused(Reason::NoGroup)),
            ("supervisor", &GUIDANCE, Read, Refused(Reason::NoGroup)),
            ("guidance_psychologist", &GUIDANCE, Change, Allowed),
            ("outreach_worker", &CONTACT, Read, Refused(Reason::OutsidePack)),
            ("data_protection_officer", &CONTACT, Read, Refused(Reason::NoOpenRequest)),
            ("data_protection_officer", &PROTECTED, Read, Refused(Reason::NoGroup)),
        ];
        for (role, kind, action, want) in table {
            assert_eq!(&decide(role, kind, *action), want, "{role} {} {action:?}", kind.name);
        }
    }

    #[test]
    fn an_individual_right_is_for_the_roles_that_have_one_in_the_matrix() {
        let policy = Policy::embedded().unwrap();
        let open = |comp: Compartment| -> Vec<&str> {
            policy.roles().filter(|role| policy.individual(role, comp)).collect()
        };
        assert_eq!(open(Compartment::Safety), ["front_desk"], "an outreach worker's is bound to the pack");
        assert_eq!(open(Compartment::Health), ["case_officer"]);
        assert!(open(Compartment::Guidance).is_empty() && open(Compartment::Multisector).is_empty());
        assert!(open(Compartment::Core).is_empty());
    }

    #[test]
    fn an_individual_right_opens_what_the_role_leaves_shut() {
        let policy = Policy::embedded().unwrap();
        let individual = Individual::from([Group::Protected]);
        let decision = policy.decide(&["front_desk".to_owned()], &individual, &PROTECTED, Action::Read);
        assert_eq!(decision, Decision::WithReason);
    }

    #[test]
    fn several_roles_give_the_union() {
        let policy = Policy::embedded().unwrap();
        let roles = ["supervisor".to_owned(), "case_officer".to_owned()];
        let decision = policy.decide(&roles, &Individual::new(), &CONTACT, Action::Create);
        assert_eq!(decision, Decision::Allowed);
    }

    #[test]
    fn log_auditor_and_administrator_are_never_one_person() {
        let policy = Policy::embedded().unwrap();
        assert!(!policy.may_join("log_auditor", "administrator"));
        assert!(policy.may_join("supervisor", "case_officer"));
    }

    #[test]
    fn the_administrator_reads_no_group_at_all() {
        for (_, group) in GROUPS {
            let kind = Kind::new(1, "any", Compartment::Core, Card::Many, *group).fields(FIELDS);
            for action in [Action::Read, Action::Create, Action::Change] {
                assert!(!decide("administrator", &kind, action).yes(), "{group:?} {action:?}");
            }
        }
    }

    /// Security design, section 5: who holds which compartment's key by default.
    #[test]
    fn keys_follow_from_the_matrix() {
        let policy = Policy::embedded().unwrap();
        let holders =
            |c| policy.roles().filter(|r| policy.holds(r, c)).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            holders(Compartment::Health),
            ["guidance_psychologist", "multisector_worker", "statement_officer"]
        );
        assert_eq!(holders(Compartment::Guidance), ["guidance_psychologist"]);
        assert_eq!(holders(Compartment::Multisector), ["multisector_worker"]);
        assert_eq!(
            holders(Compartment::Safety),
            ["case_officer", "guidance_psychologist", "multisector_worker", "statement_officer"]
        );
        assert!(holders(Compartment::Core).is_empty(), "core has no key");
    }
}
