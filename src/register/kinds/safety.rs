//! What is sealed because it tells where a protected person can be found (S1 lines 1 and 2).
//!
//! Records of these kinds are one sealed cell each: they have no field groups, a conflict is one of the record.

use crate::register::kind::{Card, Compartment, Field, Group, Kind, Need, Rule, Scope, Start, Tab, Type};

/// The kinds of this group.
pub const KINDS: &[Kind] = &[SECURITY_PROHIBITION, PROTECTED_CONTACT, PROTECTED_FIELD];

const SAFETY: Compartment = Compartment::Safety;

/// Turvakielto (661/2009 § 36–37), or an own request for secrecy.
const SECURITY_PROHIBITION: Kind = Kind::new(112, "security_prohibition", SAFETY, Card::Many, Group::Safety)
    .seeds(&["S1-1", "S2-1"])
    .tab(Tab::Identity)
    .fields(&[
        Field::new(1, "ground", Type::Code("prohibition_ground")).required(),
        Field::new(2, "start", Type::Date).required().start(Start::Today),
        // Blank: until further notice.
        Field::new(3, "end", Type::Date),
        Field::new(4, "end_precision", Type::Text(10)),
        Field::new(5, "family", Type::Note),
        Field::new(6, "told_by", Type::Text(60)).required(),
        Field::new(7, "ended_seen_on", Type::Date).past(),
    ])
    .list(&["ground", "start", "end"])
    .sort("start", true)
    .rules(&[Rule::Order("start", "end"), Rule::NotFuture("ended_seen_on")]);

const PROTECTED_CONTACT: Kind = Kind::new(113, "protected_contact", SAFETY, Card::One, Group::Protected)
    .seeds(&["S1-1", "S1-2", "S2-1"])
    .tab(Tab::Identity)
    .fields(&[
        Field::new(1, "street", Type::Text(100)).section(2),
        Field::new(2, "postcode", Type::Postcode).section(2),
        Field::new(3, "post_office", Type::Text(50)).proposed().section(2),
        Field::new(4, "municipality", Type::CodeOf("kunta", "kunta_ulkomaat")).section(2),
        Field::new(5, "country", Type::Code("country")).start(Start::Code("246")).section(2),
        Field::new(6, "abroad_address", Type::Note).visible(Need::WhenNot("country", &["246"])).section(2),
        Field::new(7, "phone", Type::Phone).section(3),
        Field::new(8, "phone_note", Type::Text(60)).section(3),
        Field::new(9, "email", Type::Email).section(3),
        // What the form of this kind writes; the rest is written by that of the contact data (K7).
        Field::new(10, "safe_way", Type::Note),
    ])
    .list(&["municipality"])
    .sort("created_at", true);

/// The overlay of the `^` fields of one record while turvakielto is on (K7). Written by the program, never typed:
/// field numbers of the overlaid kind are the keys of `fields`.
const PROTECTED_FIELD: Kind = Kind::new(114, "protected_field", SAFETY, Card::Many, Group::Protected)
    .seeds(&["S1-8", "S1-9", "S1-14", "S2-3"])
    .fields(&[
        Field::new(1, "kind", Type::Text(40)).required().computed(),
        Field::new(2, "record", Type::Text(36)).required().computed(),
        Field::new(3, "fields", Type::Note).required().computed(),
        // What the fields said before, who and when: their history moves with them.
        Field::new(4, "earlier", Type::Note).computed(),
    ])
    .list(&["kind"])
    .sort("created_at", true)
    .rules(&[Rule::Unique(Scope::Person, "record")]);
