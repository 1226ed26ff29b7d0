//! Registers of the office that are tied to no client (S1 section 5).

use crate::register::kind::{Card, Compartment, Field, FieldGroup, Group, Kind, Rule, Scope, Start, Type};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[EMPLOYER];

const EMPLOYER: Kind = Kind::new(62, "employer", Compartment::Core, Card::Office, Group::Registers)
    .seeds(&["S1§5", "S2-src"])
    .groups(&[FieldGroup::new(101, "address")])
    .fields(&[
        // Blank only for households.
        Field::new(1, "business_id", Type::BusinessId),
        Field::new(2, "name", Type::Text(120)).required(),
        Field::new(3, "trade_names", Type::Note),
        Field::new(4, "form", Type::Text(60)),
        Field::new(5, "industry", Type::Code("industry")),
        Field::new(6, "street", Type::Text(100)).cell(101).section(2),
        Field::new(7, "postcode", Type::Postcode).cell(101).section(2),
        Field::new(8, "post_office", Type::Text(50)).proposed().cell(101).section(2),
        Field::new(9, "phone", Type::Phone).section(2),
        Field::new(10, "email", Type::Email).section(2),
        Field::new(11, "contact_person", Type::Text(100)).section(2),
        Field::new(12, "employer_register", Type::Flag).start(Start::Off).section(3),
        Field::new(13, "ytj_status", Type::Code("ytj_status")).section(3),
        Field::new(14, "ytj_checked", Type::DateTime).computed().section(3),
        Field::new(15, "ended", Type::Date).past().section(3),
        Field::new(16, "needs", Type::Note).section(3),
    ])
    .list(&["name", "business_id", "post_office", "ytj_status"])
    .sort("name", false)
    .rules(&[Rule::Unique(Scope::Register, "business_id")]);
