//! What the desk does from day to day: contacts, bookings, tasks (S1 line 5, S2 group 2).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[CONTACT, BOOKING, TASK];

const CORE: Compartment = Compartment::Core;
const DESK: Group = Group::Desk;

const CONTACT: Kind = Kind::new(24, "contact", CORE, Card::Append, DESK)
    .seeds(&["S1-5", "S2-2"])
    .tab(Tab::Contacts)
    .fields(&[
        Field::new(1, "at", Type::DateTime).required().start(Start::Now),
        Field::new(2, "method", Type::Code("yhteydenottotapa")).required().dup(),
        Field::new(3, "subject", Type::Text(80)).required(),
        Field::new(4, "text", Type::Note),
        Field::new(5, "officer", Type::UserRef).required().start(Start::User),
        Field::new(6, "booking", Type::Ref("booking")).section(2),
        Field::new(7, "minutes", Type::Integer(0, 1440)).section(2),
        Field::new(8, "follow_up", Type::Date).section(2),
    ])
    .list(&["at", "method", "officer", "subject"])
    .sort("at", true)
    .rules(&[Rule::NotAhead("at")]);

const BOOKING: Kind = Kind::new(54, "booking", CORE, Card::Many, DESK)
    .seeds(&["S1-5", "S2-2"])
    .visit("booking", "booking")
    .tab(Tab::Dates)
    .groups(&[FieldGroup::new(101, "time"), FieldGroup::new(102, "outcome")])
    .fields(&[
        Field::new(1, "start", Type::DateTime).required().cell(101),
        Field::new(2, "minutes", Type::Integer(5, 240)).required().cell(101).dup(),
        Field::new(3, "service", Type::Code("booking_service")).required(),
        // Empty for services whose worker would tell of a sealed file (K6).
        Field::new(4, "host", Type::UserRef).dup(),
        Field::new(5, "unit", Type::UnitRef).required().start(Start::Unit).dup(),
        Field::new(6, "mode", Type::Code("meeting_mode")).required().start(Start::Code("office")),
        Field::new(7, "self_booked", Type::Flag).start(Start::Off).section(2),
        Field::new(8, "remote_reason", Type::Code("remote_reason"))
            .needed(Need::All(&[Need::When("service", &["initial"]), Need::WhenNot("mode", &["office"])]))
            .visible(Need::WhenNot("mode", &["office"])),
        Field::new(9, "interpreter", Type::Code("language")).section(2),
        // The last legal day: of an initial interview, set when it is booked (R1). The days of supplementary
        // discussions and of later discussions need the whole of R1 and stay unset until it is counted.
        Field::new(10, "deadline", Type::Date).computed().section(2),
        Field::new(11, "late_reason", Type::Code("late_reason"))
            .needed(Need::WhenAfter("start", "deadline"))
            .visible(Need::WhenAfter("start", "deadline"))
            .section(2),
        Field::new(12, "state", Type::Code("booking_state"))
            .required()
            .start(Start::Code("booked"))
            .cell(102)
            .section(2),
        Field::new(13, "cancelled_by", Type::Code("cancelled_by"))
            .visible(Need::When("state", &["cancelled"]))
            .cell(102)
            .section(2),
        Field::new(14, "absence_reason", Type::Code("absence_reason"))
            .visible(Need::When("state", &["absent"]))
            .cell(102)
            .section(2),
        Field::new(15, "moved_from", Type::Ref("booking")).computed().section(2),
    ])
    .list(&["start", "minutes", "service", "mode", "state"])
    .sort("start", true)
    .rules(&[
        Rule::OnlyWhen("cancelled_by", "state", &["cancelled"]),
        Rule::OnlyWhen("absence_reason", "state", &["absent"]),
    ]);

const TASK: Kind = Kind::new(55, "task", CORE, Card::Many, DESK)
    .seeds(&["S1-5", "S2-2"])
    .tab(Tab::Dates)
    .groups(&[FieldGroup::new(101, "done"), FieldGroup::new(102, "assigned")])
    .fields(&[
        Field::new(1, "due", Type::Date).required().dup(),
        Field::new(2, "text", Type::Text(120)).required(),
        Field::new(3, "task_type", Type::Code("task_type")).required().start(Start::Code("other")).dup(),
        Field::new(4, "assignee", Type::UserRef).start(Start::User).cell(102).dup(),
        Field::new(5, "assignee_unit", Type::UnitRef).cell(102).dup(),
        Field::new(6, "after_task", Type::Ref("task")),
        Field::new(7, "done_on", Type::Date).past().cell(101),
        // Who says that it is done has done it, unless somebody else is named.
        Field::new(8, "done_by", Type::UserRef).needed(Need::With("done_on")).proposed().cell(101),
    ])
    .list(&["due", "task_type", "text", "assignee", "done_on"])
    .sort("due", false)
    .rules(&[Rule::OneOf("assignee", "assignee_unit"), Rule::NotFuture("done_on")]);
