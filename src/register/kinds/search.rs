//! The job search and the employment situation (S1 line 3).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[JOB_SEARCH_PERIOD, EMPLOYMENT_STATUS];

const CORE: Compartment = Compartment::Core;
const SEARCH: Group = Group::Search;

/// A search starts on the day of the request; it is complete only when `registered_on` is filled (380/2023 § 27(1),
/// register design K12).
const JOB_SEARCH_PERIOD: Kind = Kind::new(19, "job_search_period", CORE, Card::Many, SEARCH)
    .seeds(&["S1-3", "S2-2"])
    .visit("register", "renew_end")
    .tab(Tab::Search)
    .rank(2)
    .groups(&[FieldGroup::new(101, "ending")])
    .fields(&[
        Field::new(1, "requested_at", Type::DateTime).required().start(Start::Now),
        Field::new(2, "start", Type::Date).required().start(Start::Today),
        Field::new(3, "registered_on", Type::Date).past(),
        Field::new(4, "start_channel", Type::Code("channel")).required().start(Start::Code("desk")),
        // 5 is permit: it refers to residence_permit, a kind of a later set.
        Field::new(6, "information_given", Type::Date).past(),
        Field::new(7, "renew_by", Type::Date),
        Field::new(8, "end", Type::Date).cell(101).section(2),
        Field::new(9, "end_reason", Type::Code("paattymissyy"))
            .needed(Need::With("end"))
            .visible(Need::With("end"))
            .cell(101)
            .section(2),
        Field::new(10, "legal_end", Type::Code("job_search_legal_end"))
            .needed(Need::With("end"))
            .visible(Need::With("end"))
            .cell(101)
            .section(2),
        Field::new(11, "online_restart_barred", Type::Flag)
            .visible(Need::When("legal_end", &["missing_clarification", "repeated_absence"]))
            .cell(101)
            .section(2),
    ])
    .list(&["start", "registered_on", "renew_by", "end", "end_reason"])
    .sort("start", true)
    .rules(&[
        Rule::SameDay("requested_at", "start"),
        Rule::Order("start", "end"),
        Rule::Order("start", "renew_by"),
        Rule::NotFuture("requested_at"),
        Rule::NotFuture("registered_on"),
        Rule::NotFuture("information_given"),
        // 380/2023 § 29(2).
        Rule::OnlyWhen("online_restart_barred", "legal_end", &["missing_clarification", "repeated_absence"]),
        Rule::NoOverlap("start", "end"),
    ]);

const EMPLOYMENT_STATUS: Kind = Kind::new(20, "employment_status", CORE, Card::Many, SEARCH)
    .seeds(&["S1-3"])
    .visit("change", "change")
    .tab(Tab::Search)
    .rank(3)
    .groups(&[FieldGroup::new(101, "ending")])
    .fields(&[
        Field::new(1, "status", Type::Code("tyollisyyskoodi")).required().refuse(&["06"]),
        Field::new(2, "start", Type::Date).required().start(Start::Today),
        Field::new(3, "end", Type::Date).cell(101),
        Field::new(4, "end_reason", Type::Code("paattymissyy")).visible(Need::With("end")).cell(101),
        Field::new(5, "expected_end", Type::Date),
        Field::new(6, "weekly_minutes", Type::Minutes(0, 6000)),
        Field::new(7, "employer", Type::EmployerRef).locating(),
    ])
    .list(&["start", "end", "status", "weekly_minutes"])
    .sort("start", true)
    .rules(&[
        Rule::Order("start", "end"),
        Rule::Order("start", "expected_end"),
        Rule::NoOverlap("start", "end"),
    ]);
