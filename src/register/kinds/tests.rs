//! What every declaration must keep. A new kind is covered without a new test.

use super::*;
use crate::register::codes::CodeLists;
use crate::register::kind::{Card, Field, Need, Start, Type};
use std::collections::BTreeSet;

/// The catalogue's first delivery set, with the permanent numbers it gives.
const C1: &[(u16, &str)] = &[
    (10, "person"),
    (11, "former_identifier"),
    (12, "contact_info"),
    (14, "special_arrangement"),
    (15, "visit"),
    (16, "customership"),
    (17, "officer_assignment"),
    (18, "benefit_payer"),
    (19, "job_search_period"),
    (20, "employment_status"),
    (24, "contact"),
    (26, "work_history"),
    (27, "education"),
    (28, "skill"),
    (29, "language_skill"),
    (33, "service_need"),
    (34, "employment_plan"),
    (35, "plan_task"),
    (54, "booking"),
    (55, "task"),
    (62, "employer"),
    (112, "security_prohibition"),
    (113, "protected_contact"),
    (114, "protected_field"),
];

/// A row of the catalogue (register design, section 2): every kind of every delivery set.
struct Row {
    number: u16,
    name: &'static str,
    compartment: &'static str,
    card: &'static str,
    seeds: Vec<&'static str>,
}

fn catalogue() -> Vec<Row> {
    let text = include_str!("../../../tests/data/catalogue.tsv");
    let row = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        Row {
            number: columns[0].parse().unwrap(),
            name: columns[1],
            compartment: columns[2],
            card: columns[3],
            seeds: columns[4].split(", ").collect(),
        }
    };
    text.lines().skip(1).map(row).collect()
}

fn every() -> impl Iterator<Item = (&'static Kind, &'static Field)> {
    ALL.iter().flat_map(|k| k.every_field().map(move |f| (*k, f)))
}

#[test]
fn the_first_set_is_whole_and_keeps_its_numbers() {
    for (number, name) in C1 {
        assert_eq!(by_name(name).map(|k| k.number), Some(*number), "{name}");
        assert_eq!(by_number(*number).map(|k| k.name), Some(*name), "{number}");
    }
    assert_eq!(by_name("contact_info").unwrap().field("phone").unwrap().number, 7);
    assert_eq!(by_number(9999), None);
}

#[test]
fn each_kind_is_what_the_catalogue_says() {
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), 107);
    for kind in ALL.iter() {
        let row =
            catalogue.iter().find(|row| row.name == kind.name).unwrap_or_else(|| panic!("{}", kind.name));
        assert_eq!(kind.number, row.number, "{}", kind.name);
        assert_eq!(format!("{:?}", kind.compartment).to_lowercase(), row.compartment, "{}", kind.name);
        assert_eq!(format!("{:?}", kind.card).to_lowercase(), row.card, "{}", kind.name);
        assert_eq!(kind.seeds, row.seeds, "{}: the lines of the register descriptions it answers", kind.name);
    }
}

#[test]
fn numbers_and_names_are_unique() {
    let numbers: BTreeSet<u16> = ALL.iter().map(|k| k.number).collect();
    let names: BTreeSet<&str> = ALL.iter().map(|k| k.name).collect();
    assert_eq!((numbers.len(), names.len()), (ALL.len(), ALL.len()));
    for kind in ALL.iter() {
        assert!((10..=116).contains(&kind.number), "{}: outside the catalogue's numbers", kind.name);
        let numbers: Vec<u16> =
            kind.every_field().map(|f| f.number).chain(kind.groups.iter().map(|g| g.number)).collect();
        let names: Vec<&str> =
            kind.every_field().map(|f| f.name).chain(kind.groups.iter().map(|g| g.name)).collect();
        assert_eq!(
            numbers.iter().collect::<BTreeSet<_>>().len(),
            numbers.len(),
            "{}: a number twice",
            kind.name
        );
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{}: a name twice", kind.name);
        assert!(kind.fields.iter().all(|f| (1..=100).contains(&f.number)), "{}", kind.name);
        assert!(kind.fields.is_sorted_by_key(|f| f.number), "{}: catalogue order", kind.name);
        for name in names {
            let snake = name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
            assert!(snake, "{name} is not a column name");
        }
    }
}

#[test]
fn everything_named_exists() {
    for kind in ALL.iter() {
        let has = |name: &str, what: &str| {
            assert!(kind.field(name).is_some(), "{}: {what} names {name}", kind.name);
        };
        assert!(!kind.list.is_empty(), "{}: no list columns", kind.name);
        kind.list.iter().for_each(|n| has(n, "list"));
        has(kind.sort, "sort");
        for rule in kind.rules {
            rule.fields().into_iter().flatten().for_each(|n| has(n, "a rule"));
        }
    }
    fn names(need: Need) -> Vec<&'static str> {
        match need {
            Need::Optional | Need::Always => vec![],
            Need::With(f) | Need::Unless(f) | Need::When(f, _) | Need::WhenNot(f, _) => vec![f],
            Need::WhenAfter(a, b) => vec![a, b],
            Need::All(parts) => parts.iter().flat_map(|n| names(*n)).collect(),
        }
    }
    for (kind, field) in every() {
        for name in names(field.need).into_iter().chain(names(field.visible)) {
            assert!(kind.field(name).is_some(), "{}.{} depends on {name}", kind.name, field.name);
        }
        if let Type::Ref(target) = field.ty {
            assert!(by_name(target).is_some(), "{}.{} refers to {target}", kind.name, field.name);
        }
    }
}

#[test]
fn codes_named_in_declarations_exist_and_are_open() {
    let lists = CodeLists::embedded();
    for (kind, field) in every() {
        let at = format!("{}.{}", kind.name, field.name);
        let list = match field.ty {
            Type::Code(l) | Type::Codes(l) => Some(l),
            Type::CodeOf(l, second) => {
                assert!(lists.get(second).is_some(), "{at}: list {second}");
                Some(l)
            }
            _ => None,
        };
        if let Some(list) = list {
            assert!(lists.get(list).is_some(), "{at}: list {list}");
            for code in field.refused {
                assert!(lists.code(list, code).is_some(), "{at} refuses {code}");
            }
        }
        if let Start::Code(code) = field.start {
            let row = lists.code(list.unwrap(), code).unwrap_or_else(|| panic!("{at} starts with {code}"));
            assert!(row.usable_in(kind.compartment) && !field.refused.contains(&code), "{at}: {code}");
        }
        for purpose in kind.visit.into_iter().flat_map(|(made, changed)| [made, changed]) {
            assert!(lists.code("visit_purpose", purpose).is_some(), "{}: {purpose}", kind.name);
        }
        check_need(kind, field.need, &at);
        check_need(kind, field.visible, &at);
        for rule in kind.rules {
            if let crate::register::kind::Rule::OnlyWhen(_, other, codes) = rule {
                check_need(kind, Need::When(other, codes), &at);
            }
        }
    }
    fn check_need(kind: &Kind, need: Need, at: &str) {
        match need {
            Need::When(f, codes) | Need::WhenNot(f, codes) => {
                let Some(Type::Code(list)) = kind.field(f).map(|f| f.ty) else {
                    panic!("{at}: {f} has no codes")
                };
                for code in codes {
                    assert!(CodeLists::embedded().code(list, code).is_some(), "{at}: {f} {code}");
                }
            }
            Need::All(parts) => parts.iter().for_each(|n| check_need(kind, *n, at)),
            _ => {}
        }
    }
}

#[test]
fn groups_are_consistent() {
    for kind in ALL.iter() {
        for group in kind.groups {
            let members: Vec<&Field> = kind.members(group.number).collect();
            assert!(group.number > 100 && group.number < 1001, "{}.{}", kind.name, group.name);
            assert!(members.len() > 1, "{}.{}: a group of one", kind.name, group.name);
            // A cell is sealed as a whole while turvakielto is on.
            let locating = members.iter().filter(|f| f.locating).count();
            assert!(locating == 0 || locating == members.len(), "{}.{}", kind.name, group.name);
        }
        for field in kind.every_field() {
            assert!(
                field.cell.is_none_or(|c| kind.group_number(c).is_some()),
                "{}.{}",
                kind.name,
                field.name
            );
        }
        assert!(!kind.compartment.sealed() || kind.groups.is_empty(), "{}: sealed is one cell", kind.name);
    }
}

#[test]
fn a_form_can_be_filled() {
    for (kind, field) in every() {
        let at = format!("{}.{}", kind.name, field.name);
        assert!(!(field.computed && field.proposed), "{at}");
        assert!(field.section >= 1, "{at}");
        // A hidden field that must be filled could never be saved.
        if field.need == Need::Always {
            assert_eq!(field.visible, Need::Always, "{at}");
        }
        assert!(!(field.locating && kind.compartment.sealed()), "{at}: sealed already");
        if let Type::Integer(low, high) | Type::Minutes(low, high) = field.ty {
            assert!(low < high, "{at}");
        }
    }
    for kind in ALL.iter() {
        let sections: BTreeSet<u8> = kind.fields.iter().map(|f| f.section).collect();
        assert_eq!(
            sections.into_iter().collect::<Vec<_>>(),
            (1..=kind.sections()).collect::<Vec<_>>(),
            "{}",
            kind.name
        );
    }
}

#[test]
fn no_core_kind_refers_into_a_sealed_one() {
    for (kind, field) in every() {
        if let Type::Ref(target) = field.ty {
            let sealed = by_name(target).is_some_and(|t| t.compartment.sealed());
            assert!(!sealed || kind.compartment.sealed(), "{}.{} (K5)", kind.name, field.name);
        }
    }
    // Nor does a visit tell that something sealed was written.
    assert!(ALL.iter().all(|k| k.visit.is_none() || !k.compartment.sealed()));
    assert!(ALL.iter().all(|k| k.of_person() == (k.card != Card::Office)));
}
