//! The need for services and the employment plan (S1 line 13, S2 group 4).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[SERVICE_NEED, EMPLOYMENT_PLAN, PLAN_TASK];

const CORE: Compartment = Compartment::Core;
const PLAN: Group = Group::Plan;

const SERVICE_NEED: Kind = Kind::new(33, "service_need", CORE, Card::Append, PLAN)
    .seeds(&["S1-13", "S2-4"])
    .visit("plan", "plan")
    .fields(&[
        Field::new(1, "assessed_on", Type::Date).required().start(Start::Today).past(),
        Field::new(2, "assessed_by", Type::UserRef).required().start(Start::User),
        Field::new(3, "situation", Type::Note).required(),
        Field::new(4, "competence", Type::Note),
        Field::new(5, "job_search_skills", Type::Note),
        Field::new(6, "risk", Type::Code("risk_level")).section(2),
        Field::new(7, "needs", Type::Codes("service_need")).required().section(2),
        Field::new(8, "next_assessment", Type::Date).section(2),
    ])
    .list(&["assessed_on", "needs", "risk", "next_assessment"])
    .sort("assessed_on", true)
    .rules(&[Rule::NotFuture("assessed_on"), Rule::Order("assessed_on", "next_assessment")]);

/// The content is asked when the plan comes into force, but not of a plan whose content is kept elsewhere.
const IN_FORCE: Need = Need::All(&[Need::When("status", &["in_force"]), Need::Unless("replaced_elsewhere")]);

const EMPLOYMENT_PLAN: Kind = Kind::new(34, "employment_plan", CORE, Card::Many, PLAN)
    .seeds(&["S1-13", "S2-4"])
    .visit("plan", "plan")
    .tab(Tab::Plan)
    .groups(&[FieldGroup::new(101, "customer_acceptance"), FieldGroup::new(102, "form_of_plan")])
    .fields(&[
        // 03 and 07 are multi-sector plans: kind and content are sealed, core says "replaced elsewhere" only.
        Field::new(1, "plan_kind", Type::Code("suunnitelmalaji"))
            .needed(Need::Unless("replaced_elsewhere"))
            .refuse(&["03", "07"])
            .visible(Need::Unless("replaced_elsewhere"))
            .start(Start::Code("01"))
            .cell(102),
        Field::new(2, "replaced_elsewhere", Type::Flag).start(Start::Off).cell(102),
        Field::new(3, "mapping", Type::Note).needed(IN_FORCE).visible(Need::Unless("replaced_elsewhere")),
        Field::new(4, "goals", Type::Note).needed(IN_FORCE).visible(Need::Unless("replaced_elsewhere")),
        Field::new(5, "follow_up", Type::Note).needed(IN_FORCE).visible(Need::Unless("replaced_elsewhere")),
        Field::new(6, "report_due", Type::Date).section(2),
        Field::new(7, "next_review", Type::Date).required().section(2),
        Field::new(8, "signed_on", Type::Date).past().section(2),
        Field::new(9, "authority_accepted_by", Type::UserRef).needed(IN_FORCE).section(2),
        Field::new(10, "customer_accepted_on", Type::Date).needed(IN_FORCE).past().cell(101).section(2),
        Field::new(11, "acceptance", Type::Code("plan_acceptance"))
            .needed(Need::With("customer_accepted_on"))
            .visible(Need::With("customer_accepted_on"))
            .cell(101)
            .section(2),
        // Content and meaning gone through (385/2024 § 2).
        Field::new(12, "understood", Type::Flag)
            .needed(Need::When("acceptance", &["other"]))
            .visible(Need::With("customer_accepted_on"))
            .cell(101)
            .section(2),
        // How the client got a copy of what was accepted by word of mouth.
        Field::new(13, "delivered", Type::Code("channel"))
            .needed(Need::When("acceptance", &["other"]))
            .section(2),
        Field::new(14, "status", Type::Code("plan_status")).required().start(Start::Code("draft")).section(2),
        Field::new(15, "version", Type::Integer(1, 9999)).computed().section(2),
    ])
    .list(&["plan_kind", "status", "signed_on", "next_review"])
    .sort("next_review", true)
    .rules(&[Rule::NotFuture("signed_on"), Rule::NotFuture("customer_accepted_on")]);

const PLAN_TASK: Kind = Kind::new(35, "plan_task", CORE, Card::Many, PLAN)
    .seeds(&["S1-13", "S2-4"])
    .visit("plan", "plan")
    .tab(Tab::Plan)
    .groups(&[FieldGroup::new(101, "result")])
    .fields(&[
        Field::new(1, "plan", Type::Ref("employment_plan")).required().dup(),
        // Rows with `sealed=` are refused here and offered to the sealed kind (K6).
        Field::new(2, "task", Type::Code("suunnitelmatehtava")).required(),
        Field::new(3, "text", Type::Note),
        Field::new(4, "due", Type::Date).required().dup(),
        Field::new(5, "outcome", Type::Code("task_outcome")).required().start(Start::Code("open")).cell(101),
        Field::new(6, "outcome_on", Type::Date).past().visible(Need::WhenNot("outcome", &["open"])).cell(101),
        // 7 is service: it refers to service_period, a kind of a later set.
    ])
    .list(&["due", "task", "outcome", "outcome_on"])
    .sort("due", false)
    .rules(&[Rule::NotFuture("outcome_on")]);
