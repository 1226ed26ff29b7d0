//! From the fields of a form to the cells of the journal: the members of a field group share one cell.

use crate::register::kind::Kind;
use crate::register::value::Value;
use std::collections::BTreeMap;

/// The cells that changed fields come to. A group is written whole: what is not changed of it stays as in `before`,
/// the groups as they were seen by their cells, with members that only a newer program knows (sync design, section
/// 17). `None` is "asked, and there is none".
pub fn cells(
    kind: &'static Kind,
    before: &BTreeMap<u16, Value>,
    changed: &[(u16, Option<Value>)],
) -> Vec<(u16, Option<Value>)> {
    let mut cells = Vec::new();
    let mut groups: BTreeMap<u16, BTreeMap<u16, Value>> = BTreeMap::new();
    for (number, value) in changed {
        let Some(field) = kind.field_number(*number) else { continue };
        let cell = field.cell_number();
        if cell == *number {
            cells.push((cell, value.clone()));
            continue;
        }
        let members = groups.entry(cell).or_insert_with(|| match before.get(&cell) {
            Some(Value::Group(members)) => members.clone(),
            _ => BTreeMap::new(),
        });
        match value {
            Some(value) => members.insert(*number, value.clone()),
            None => members.remove(number),
        };
    }
    let groups = groups.into_iter();
    cells
        .extend(groups.map(|(cell, members)| (cell, (!members.is_empty()).then_some(Value::Group(members)))));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::kinds::by_name;

    fn group(members: &[(u16, &str)]) -> Value {
        Value::Group(members.iter().map(|(number, text)| (*number, (*text).into())).collect())
    }

    #[test]
    fn an_address_is_one_cell_written_whole_beside_single_fields() {
        let kind = by_name("contact_info").unwrap();
        let changed = [(2, Some("15140".into())), (7, Some("+358501234567".into())), (3, None)];
        let before = [(101, group(&[(1, "Kauppakatu 18"), (3, "Lahti")]))].into();
        assert_eq!(
            cells(kind, &before, &changed),
            [(7, Some("+358501234567".into())), (101, Some(group(&[(1, "Kauppakatu 18"), (2, "15140")])))]
        );
    }

    #[test]
    fn a_group_without_members_is_asked_and_none() {
        let kind = by_name("contact_info").unwrap();
        let before = [(101, group(&[(1, "x")]))].into();
        assert_eq!(cells(kind, &before, &[(1, None)]), [(101, None)]);
        assert_eq!(cells(kind, &before, &[(7, None)]), [(7, None)]);
    }

    #[test]
    fn members_of_a_newer_program_survive_an_edit() {
        let kind = by_name("contact_info").unwrap();
        let before = [(101, group(&[(1, "Vanha 1"), (77, "uutta")]))].into();
        let after = cells(kind, &before, &[(1, Some("Uusi 2".into()))]);
        assert_eq!(after, [(101, Some(group(&[(1, "Uusi 2"), (77, "uutta")])))]);
    }
}
