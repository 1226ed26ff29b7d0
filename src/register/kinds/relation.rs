//! The relation between the client and the office (S1 line 2, S2 group 2).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[CUSTOMERSHIP, OFFICER_ASSIGNMENT, BENEFIT_PAYER];

const CORE: Compartment = Compartment::Core;
const RELATION: Group = Group::Relation;

const CUSTOMERSHIP: Kind = Kind::new(16, "customership", CORE, Card::Many, RELATION)
    .seeds(&["S1-2", "S2-2"])
    .visit("register", "change")
    .tab(Tab::Search)
    .rank(1)
    .groups(&[
        FieldGroup::new(101, "ending"),
        FieldGroup::new(102, "segmentation"),
        FieldGroup::new(103, "informing"),
    ])
    .fields(&[
        Field::new(1, "start", Type::Date).required().start(Start::Today),
        Field::new(2, "end", Type::Date).cell(101),
        Field::new(3, "end_reason", Type::Code("customership_end"))
            .needed(Need::With("end"))
            .visible(Need::With("end"))
            .cell(101),
        Field::new(4, "home_unit", Type::UnitRef).required().locating().start(Start::Unit),
        Field::new(5, "service_ground", Type::Code("service_ground")).required().start(Start::Code("home")),
        // 05 is the multi-sector segment: it lives in multisector_customership (K6).
        Field::new(6, "segment", Type::Code("segmentti")).refuse(&["05"]).cell(102).section(2),
        Field::new(7, "segment_on", Type::Date).past().cell(102).section(2),
        // Data protection and § 30 information given.
        Field::new(8, "informed_on", Type::Date).past().cell(103).section(2),
        Field::new(9, "informed_how", Type::Code("channel")).cell(103).section(2),
    ])
    .list(&["start", "end", "end_reason", "home_unit"])
    .sort("start", true)
    .rules(&[
        Rule::Order("start", "end"),
        Rule::NoOverlap("start", "end"),
        Rule::NotFuture("segment_on"),
        Rule::NotFuture("informed_on"),
    ]);

/// `desk` refuses a psychologist or a multi-sector worker as officer: the name alone would tell of a sealed file.
const OFFICER_ASSIGNMENT: Kind = Kind::new(17, "officer_assignment", CORE, Card::Many, RELATION)
    .seeds(&["S1-2"])
    .tab(Tab::Search)
    .fields(&[
        Field::new(1, "officer", Type::UserRef).required().start(Start::User),
        Field::new(2, "role", Type::Code("officer_role")).required().start(Start::Code("responsible")),
        Field::new(3, "start", Type::Date).required().start(Start::Today),
        Field::new(4, "end", Type::Date),
    ])
    .list(&["officer", "role", "start", "end"])
    .sort("start", true)
    .rules(&[Rule::Order("start", "end")]);

const BENEFIT_PAYER: Kind = Kind::new(18, "benefit_payer", CORE, Card::Many, RELATION)
    .seeds(&["S1-2"])
    .tab(Tab::Search)
    .rank(4)
    .fields(&[
        Field::new(1, "payer", Type::Code("benefit_payer")).required(),
        Field::new(2, "start", Type::Date).required().start(Start::Today),
        Field::new(3, "end", Type::Date),
        Field::new(4, "note", Type::Text(120)),
    ])
    .list(&["payer", "start", "end"])
    .sort("start", true)
    .rules(&[Rule::Order("start", "end"), Rule::NoOverlap("start", "end")]);
