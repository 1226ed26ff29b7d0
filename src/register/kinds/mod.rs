//! Every record kind there is. The only authority for kinds, fields and their permanent numbers.
//!
//! Kinds are numbered in the order of the catalogue (register design, section 2) from `person` = 10, every row of it
//! counted, so that the numbers of kinds of later delivery sets are reserved already: 10 to 116. Fields are numbered
//! from 1 in the order of the catalogue within their kind; a field that belongs to a later set keeps its number free.
//! Field groups are numbered from 101 within their kind, the header from 1001. A number is never given twice, also
//! when its kind or field goes away. These numbers stand in changes and inside sealed bodies.

pub mod cells;
pub mod competence;
pub mod desk;
pub mod header;
pub mod identity;
pub mod plan;
pub mod registers;
pub mod relation;
pub mod safety;
pub mod search;

use super::kind::{Kind, Tab, Type};
use std::sync::LazyLock;

/// The generic kind of a sealed record as journal and hub see it (security design, section 6.4).
pub const SEALED_RECORD: u16 = 9999;
/// The one field of a sealed record: the cell that holds its real kind and fields.
pub const SEALED_BODY: u16 = 1;
/// Reserved for the pieces of a sealed attachment.
pub const SEALED_ATTACHMENT: u16 = 2;
/// The generic kind of a subject key.
pub const SUBJECT_KEY: u16 = 9998;
/// The generic kind of a wrap of a subject key.
pub const KEY_WRAP: u16 = 9997;

/// The declarations, by data group.
const GROUPS: [&[Kind]; 8] = [
    identity::KINDS,
    relation::KINDS,
    search::KINDS,
    desk::KINDS,
    competence::KINDS,
    plan::KINDS,
    registers::KINDS,
    safety::KINDS,
];

/// Every kind in the order of its number.
pub static ALL: LazyLock<Vec<&'static Kind>> = LazyLock::new(|| {
    let mut all: Vec<&'static Kind> = GROUPS.into_iter().flatten().collect();
    all.sort_by_key(|k| k.number);
    all
});

/// The kinds of a group of the client card, in their order there.
pub fn of_tab(tab: Tab) -> Vec<&'static Kind> {
    let mut kinds: Vec<&'static Kind> =
        GROUPS.into_iter().flatten().filter(|kind| kind.tab == tab && kind.on_card()).collect();
    kinds.sort_by_key(|kind| kind.rank);
    kinds
}

/// The kinds that a client has records of.
pub fn of_persons() -> impl Iterator<Item = &'static Kind> {
    ALL.iter().copied().filter(|kind| kind.of_person())
}

/// The kind of a name.
pub fn by_name(name: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|k| k.name == name)
}

/// The register of the office that a field of this type refers to: a kind that is tied to no client.
pub fn register_of(ty: Type) -> Option<&'static Kind> {
    let name = match ty {
        Type::EmployerRef => "employer",
        Type::Ref(name) => name,
        _ => return None,
    };
    by_name(name).filter(|kind| !kind.of_person())
}

/// The kind of a number.
pub fn by_number(number: u16) -> Option<&'static Kind> {
    ALL.binary_search_by_key(&number, |k| k.number).ok().and_then(|i| ALL.get(i)).copied()
}

#[cfg(test)]
mod tests;
