//! What the journal must know of a kind, by number. The table is built from `register::kinds` by whoever may know
//! names, and handed in; a kind that is not in it comes from a newer program and is kept as it is.

use std::collections::BTreeMap;

/// How records of a kind merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// One `create` with all fields per entity; never conflicts.
    Event,
    /// One multi-value cell per field or field group.
    Cells,
}

/// A kind by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindInfo {
    /// How it merges.
    pub class: Class,
    /// Its compartment.
    pub comp: u8,
    /// Its field groups: the number of the cell, and the numbers of the fields in it.
    pub groups: BTreeMap<u16, Vec<u16>>,
}

/// The kinds this program knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindTable {
    kinds: BTreeMap<u16, KindInfo>,
}

impl KindTable {
    /// A table of kinds by number.
    pub fn new(kinds: impl IntoIterator<Item = (u16, KindInfo)>) -> KindTable {
        KindTable { kinds: kinds.into_iter().collect() }
    }

    /// A kind, if this program knows it.
    pub fn get(&self, kind: u16) -> Option<&KindInfo> {
        self.kinds.get(&kind)
    }

    /// How a kind merges; one that is not known has cells.
    pub fn class(&self, kind: u16) -> Class {
        self.get(kind).map_or(Class::Cells, |info| info.class)
    }

    /// The number of the cell that a field lies in: its group's, or its own.
    pub fn cell_of(&self, kind: u16, field: u16) -> u16 {
        let groups = self.get(kind).into_iter().flat_map(|info| &info.groups);
        groups.into_iter().find(|(_, members)| members.contains(&field)).map_or(field, |(cell, _)| *cell)
    }
}
