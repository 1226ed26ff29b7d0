//! Identification data, contact data, arrangements and visits (S1 lines 1, 2 and 5, S2 groups 1 and 2).

use crate::register::kind::{
    Card, Compartment, Field, FieldGroup, Group, Kind, Need, Rule, Scope, Start, Tab, Type,
};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[PERSON, FORMER_IDENTIFIER, CONTACT_INFO, SPECIAL_ARRANGEMENT, VISIT];

const CORE: Compartment = Compartment::Core;
const IDENTITY: Group = Group::Identity;

const PERSON: Kind = Kind::new(10, "person", CORE, Card::One, IDENTITY)
    .seeds(&["S1-1", "S2-1"])
    .visit("contact_data", "contact_data")
    .tab(Tab::Identity)
    .groups(&[FieldGroup::new(101, "name_parts"), FieldGroup::new(102, "protection")])
    .fields(&[
        Field::new(1, "hetu", Type::Hetu).needed(Need::Unless("foreign_id")),
        Field::new(2, "foreign_id", Type::Text(40)),
        Field::new(3, "surname", Type::Text(100)).required().cell(101),
        Field::new(4, "first_names", Type::Text(100)).required().cell(101),
        Field::new(5, "call_name", Type::Text(50)).cell(101),
        Field::new(6, "birth_date", Type::Date).required().proposed().past(),
        Field::new(7, "sex", Type::Code("sukupuoli")).proposed(),
        Field::new(8, "mother_tongue", Type::Code("language")).section(2),
        Field::new(9, "service_language", Type::Code("service_language"))
            .required()
            .start(Start::Code("fi"))
            .section(2),
        Field::new(10, "citizenships", Type::Codes("country")).required().section(2),
        // The flag and its end only: ground and history are sealed in security_prohibition.
        Field::new(11, "protected", Type::Flag).required().start(Start::Off).cell(102).section(3),
        Field::new(12, "protected_until", Type::Date).computed().cell(102).section(3),
        Field::new(13, "identity_state", Type::Code("identity_state")).required().section(3),
        Field::new(14, "death_date", Type::Date).past().section(3),
        Field::new(15, "merged_into", Type::PersonRef).computed().section(3),
    ])
    .list(&["surname", "first_names", "birth_date", "hetu"])
    .sort("surname", false)
    .rules(&[
        Rule::Name("surname"),
        Rule::Name("first_names"),
        Rule::Name("call_name"),
        Rule::Unique(Scope::Register, "hetu"),
        Rule::AgreesWithHetu("birth_date", "hetu"),
        Rule::NotFuture("birth_date"),
        Rule::NotFuture("death_date"),
        Rule::Order("birth_date", "death_date"),
    ]);

const FORMER_IDENTIFIER: Kind = Kind::new(11, "former_identifier", CORE, Card::Append, IDENTITY)
    .seeds(&["S1-1", "S2-1"])
    .tab(Tab::Identity)
    .fields(&[
        Field::new(1, "old_hetu", Type::Hetu).required(),
        Field::new(2, "new_hetu", Type::Hetu).required(),
        Field::new(3, "changed_on", Type::Date).required().start(Start::Today).past(),
        Field::new(4, "reason", Type::Code("hetu_change_reason")).required(),
    ])
    .list(&["changed_on", "old_hetu", "reason"])
    .sort("changed_on", true)
    .rules(&[Rule::NotFuture("changed_on")]);

/// While `person.protected` is on, only contact_address, preferred_channel, electronic_consent and valid_from are
/// filled here (K7); everything else lives in `protected_contact`.
const CONTACT_INFO: Kind = Kind::new(12, "contact_info", CORE, Card::One, IDENTITY)
    .seeds(&["S1-1", "S1-2", "S2-1"])
    .visit("contact_data", "contact_data")
    // What changes at the counter comes first.
    .tab(Tab::Identity)
    .rank(1)
    .groups(&[FieldGroup::new(101, "address")])
    .fields(&[
        Field::new(1, "street", Type::Text(100)).locating().cell(101),
        Field::new(2, "postcode", Type::Postcode).locating().cell(101),
        // Filled from the postcode list; typed by hand when the list does not know the postcode.
        Field::new(3, "post_office", Type::Text(50)).locating().proposed().cell(101),
        Field::new(4, "municipality", Type::CodeOf("kunta", "kunta_ulkomaat")).locating().cell(101),
        Field::new(5, "country", Type::Code("country")).locating().start(Start::Code("246")).cell(101),
        Field::new(6, "abroad_address", Type::Note)
            .locating()
            .visible(Need::WhenNot("country", &["246"]))
            .cell(101),
        Field::new(7, "phone", Type::Phone).locating().section(2),
        Field::new(8, "phone_note", Type::Text(60)).locating().section(2),
        Field::new(9, "email", Type::Email).locating().section(2),
        Field::new(10, "contact_address", Type::Text(150)).section(2),
        Field::new(11, "preferred_channel", Type::Code("channel")).section(2),
        Field::new(12, "electronic_consent", Type::Flag).section(2),
        Field::new(13, "valid_from", Type::Date).required().start(Start::Today).section(2),
        Field::new(14, "vtj_checked", Type::DateTime).computed().section(2),
    ])
    .list(&["street", "postcode", "post_office", "phone", "valid_from"])
    .sort("valid_from", true);

const SPECIAL_ARRANGEMENT: Kind = Kind::new(14, "special_arrangement", CORE, Card::Many, IDENTITY)
    .seeds(&["S1-2", "S2-2"])
    .fields(&[
        Field::new(1, "arrangement", Type::Code("arrangement")).required(),
        Field::new(2, "language", Type::Code("language"))
            .needed(Need::When("arrangement", &["interpreter"]))
            .visible(Need::When("arrangement", &["interpreter", "sign_language"])),
        Field::new(3, "details", Type::Text(120)),
        Field::new(4, "start", Type::Date).required().start(Start::Today),
        Field::new(5, "end", Type::Date),
    ])
    .list(&["arrangement", "language", "start", "end"])
    .sort("start", true)
    .rules(&[Rule::Order("start", "end")]);

const VISIT: Kind = Kind::new(15, "visit", CORE, Card::Append, IDENTITY)
    .seeds(&["S1-5", "S2-2"])
    // Every opening writes one: they come last.
    .rank(9)
    .groups(&[FieldGroup::new(101, "identification")])
    .fields(&[
        Field::new(1, "at", Type::DateTime).required().start(Start::Now),
        Field::new(2, "channel", Type::Code("channel")).required().start(Start::Code("desk")),
        Field::new(3, "queue_no", Type::Text(10)),
        // From the first act of the visit; empty until there is one, and `other` when it ends without any.
        Field::new(4, "purpose", Type::Code("visit_purpose")).required().proposed(),
        Field::new(5, "id_method", Type::Code("id_method")).required().cell(101),
        Field::new(6, "id_document", Type::Code("id_document"))
            .needed(Need::When("id_method", &["document"]))
            .visible(Need::When("id_method", &["document"]))
            .cell(101),
        Field::new(7, "id_result", Type::Code("id_result")).required().proposed().cell(101),
        Field::new(8, "desk", Type::Text(20)).dup(),
        Field::new(9, "served_by", Type::UserRef).required().start(Start::User),
        Field::new(10, "closed", Type::DateTime),
    ])
    .list(&["at", "channel", "purpose", "served_by"])
    .sort("at", true)
    .rules(&[
        Rule::NotFuture("at"),
        Rule::Order("at", "closed"),
        Rule::OnlyWhen("id_document", "id_method", &["document"]),
    ]);
