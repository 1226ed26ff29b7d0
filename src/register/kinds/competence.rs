//! Education, work and skills (S1 lines 8, 9 and 11, S2 group 3).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Scope, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[WORK_HISTORY, EDUCATION, SKILL, LANGUAGE_SKILL];

const CORE: Compartment = Compartment::Core;
const COMPETENCE: Group = Group::Competence;

const WORK_HISTORY: Kind = Kind::new(26, "work_history", CORE, Card::Many, COMPETENCE)
    .seeds(&["S1-8", "S2-3"])
    .visit("change", "change")
    .tab(Tab::TimeLine)
    .groups(&[FieldGroup::new(101, "ending")])
    .fields(&[
        Field::new(1, "employer_name", Type::Text(120)).required().locating(),
        Field::new(2, "employer", Type::EmployerRef).locating(),
        Field::new(3, "occupation", Type::Code("occupation")).needed(Need::Unless("title")),
        Field::new(4, "title", Type::Text(80)),
        Field::new(5, "start", Type::PartDate).required().past(),
        Field::new(6, "end", Type::PartDate).cell(101),
        Field::new(7, "weekly_minutes", Type::Minutes(0, 6000)).section(2).dup(),
        Field::new(8, "employment_type", Type::Code("tyosuhdetyyppi")).section(2).dup(),
        Field::new(9, "notice_day", Type::Date).section(2),
        Field::new(10, "end_cause", Type::Code("job_end_cause"))
            .needed(Need::With("end"))
            .visible(Need::With("end"))
            .cell(101),
        Field::new(11, "country", Type::Code("country")).start(Start::Code("246")).section(2).dup(),
        Field::new(12, "municipality", Type::Code("kunta")).locating().section(2).dup(),
        Field::new(13, "evidence", Type::Code("evidence"))
            .required()
            .start(Start::Code("told"))
            .section(2)
            .dup(),
        Field::new(14, "note", Type::Note).section(2),
    ])
    .list(&["start", "end", "employer_name", "title", "occupation"])
    .sort("start", true)
    .rules(&[Rule::Order("start", "end"), Rule::NotFuture("start")]);

const EDUCATION: Kind = Kind::new(27, "education", CORE, Card::Many, COMPETENCE)
    .seeds(&["S1-9", "S2-3"])
    .visit("change", "change")
    .tab(Tab::TimeLine)
    .fields(&[
        Field::new(1, "programme", Type::Code("education")).needed(Need::Unless("name")),
        Field::new(2, "name", Type::Text(120)),
        Field::new(3, "school", Type::Text(120)).locating(),
        Field::new(4, "country", Type::Code("country")).required().start(Start::Code("246")).dup(),
        Field::new(5, "started", Type::PartDate).past(),
        Field::new(6, "completed", Type::PartDate).past(),
        Field::new(7, "status", Type::Code("study_status")).required().start(Start::Code("completed")),
        Field::new(8, "recognition", Type::Code("recognition"))
            .needed(Need::WhenNot("country", &["246"]))
            .visible(Need::WhenNot("country", &["246"])),
        Field::new(9, "main", Type::Flag).start(Start::Off).section(2),
        Field::new(10, "evidence", Type::Code("evidence"))
            .required()
            .start(Start::Code("told"))
            .section(2)
            .dup(),
        Field::new(11, "note", Type::Note).section(2),
    ])
    .list(&["completed", "name", "programme", "school", "status"])
    .sort("completed", true)
    .rules(&[Rule::Order("started", "completed"), Rule::NotFuture("started"), Rule::NotFuture("completed")]);

const SKILL: Kind = Kind::new(28, "skill", CORE, Card::Many, COMPETENCE)
    .seeds(&["S1-11", "S2-3"])
    .fields(&[
        Field::new(1, "skill_type", Type::Code("skill_type")).required().dup(),
        Field::new(2, "name", Type::Text(100)).required(),
        Field::new(3, "experience", Type::Code("tyokokemus")),
        Field::new(4, "driving_classes", Type::Codes("driving_class"))
            .visible(Need::When("skill_type", &["driving_licence"])),
        Field::new(5, "valid_to", Type::Date),
        Field::new(6, "evidence", Type::Code("evidence")).required().start(Start::Code("told")).dup(),
    ])
    .list(&["skill_type", "name", "experience", "valid_to"])
    .sort("skill_type", false)
    .rules(&[Rule::OnlyWhen("driving_classes", "skill_type", &["driving_licence"])]);

const LANGUAGE_SKILL: Kind = Kind::new(29, "language_skill", CORE, Card::Many, COMPETENCE)
    .seeds(&["S1-11", "S2-3"])
    .groups(&[FieldGroup::new(101, "testing")])
    .fields(&[
        Field::new(1, "language", Type::Code("language")).required(),
        Field::new(2, "oral", Type::Code("kielitaito_suullinen_kirjallinen")),
        Field::new(3, "written", Type::Code("kielitaito_suullinen_kirjallinen")),
        Field::new(4, "general_level", Type::Code("kielitaito_yleistaso")),
        Field::new(5, "test", Type::Text(60)).cell(101),
        Field::new(6, "tested_on", Type::Date).past().cell(101),
    ])
    .list(&["language", "oral", "written", "general_level"])
    .sort("language", false)
    .rules(&[Rule::Unique(Scope::Person, "language"), Rule::NotFuture("tested_on")]);
