//! The header fields that every record has (register design, K1 and K12), declared once.
//!
//! Numbers from 1001 are the header's in every kind. The person of a client kind, the id and the kind itself are
//! no fields: they are what a change is about.

use crate::register::kind::{Field, FieldGroup, Need, Start, Told, Type};

/// The cell of the provenance: who entered the record, when, where, and from whom the datum came.
pub const ORIGIN_CELL: u16 = 1001;
/// The cell of the state in the national repository.
pub const NATIONAL_CELL: u16 = 1010;

/// The header's field groups.
pub const GROUPS: &[FieldGroup] =
    &[FieldGroup::new(ORIGIN_CELL, "origin"), FieldGroup::new(NATIONAL_CELL, "national")];

/// Provenance (380/2023 § 114(4)): one cell, because a source belongs to the person who entered it.
pub const ORIGIN: &[Field] = &[
    Field::new(1002, "created_at", Type::DateTime).required().computed().start(Start::Now).cell(ORIGIN_CELL),
    Field::new(1003, "entered_by", Type::UserRef).required().computed().start(Start::User).cell(ORIGIN_CELL),
    Field::new(1004, "entered_unit", Type::UnitRef)
        .required()
        .computed()
        .start(Start::Unit)
        .cell(ORIGIN_CELL),
    Field::new(1005, "source", Type::Code("source"))
        .required()
        .start(Start::Code("customer"))
        .cell(ORIGIN_CELL)
        .dup(),
    Field::new(1006, "source_detail", Type::Text(120))
        .needed(Need::WhenNot("source", &["customer", "officer"]))
        .cell(ORIGIN_CELL)
        .dup(),
    Field::new(1007, "source_date", Type::Date).past().cell(ORIGIN_CELL).dup(),
];

/// The record in whose place it comes: of kinds whose fields are written once (register design, K3). A cell of its
/// own, because it stays what it is when somebody names a source later.
pub const CORRECTS: &[Field] = &[Field::new(1008, "corrects", Type::Same).computed().told(Told::Always)];

/// The state in the national repository (K12). Only kinds whose master is the national system carry it;
/// `assets/policy.toml` says which.
pub const NATIONAL: &[Field] = &[
    Field::new(1011, "national_state", Type::Code("national_state"))
        .computed()
        .cell(NATIONAL_CELL)
        .told(Told::Steps),
    Field::new(1012, "national_on", Type::Date).computed().past().cell(NATIONAL_CELL),
    Field::new(1013, "national_by", Type::UserRef).computed().cell(NATIONAL_CELL),
];
