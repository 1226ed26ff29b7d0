//! Between the flat values of a form and the cells of the journal: members of a field group share one cell.

use crate::register::kind::Kind;
use crate::register::validate::{Values, is_empty};
use crate::register::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The flat values of a record out of its cells, by field number.
///
/// Members of a group that this program does not know stay in their cell only, see [`gather_cell`].
pub fn spread(kind: &'static Kind, cells: &BTreeMap<u16, Value>) -> Values {
    let mut values = Values::new();
    for (number, value) in cells {
        match value {
            Value::Group(members) => {
                let known = |n: &u16| kind.field_number(*n).is_some_and(|f| f.cell_number() == *number);
                values.extend(members.iter().filter(|(n, _)| known(n)).map(|(n, v)| (*n, v.clone())));
            }
            value => {
                values.insert(*number, value.clone());
            }
        }
    }
    values
}

/// The value of one cell out of flat values; `None` when nothing in it is filled: the cell is unset.
///
/// `before` is what the cell held: members that only a newer program knows are kept (sync design, section 17).
pub fn gather_cell(kind: &'static Kind, cell: u16, values: &Values, before: Option<&Value>) -> Option<Value> {
    let filled = |n: u16| values.get(&n).filter(|v| !is_empty(v)).cloned();
    if kind.group_number(cell).is_none() {
        return filled(cell);
    }
    let mut members = match before {
        Some(Value::Group(members)) => members.clone(),
        _ => BTreeMap::new(),
    };
    for field in kind.members(cell) {
        match filled(field.number) {
            Some(value) => members.insert(field.number, value),
            None => members.remove(&field.number),
        };
    }
    (!members.is_empty()).then_some(Value::Group(members))
}

/// All cells of a new record out of flat values.
pub fn gather(kind: &'static Kind, values: &Values) -> BTreeMap<u16, Value> {
    numbers(kind)
        .into_iter()
        .filter_map(|cell| Some((cell, gather_cell(kind, cell, values, None)?)))
        .collect()
}

/// The numbers of all cells of a kind, the header's included.
pub fn numbers(kind: &'static Kind) -> BTreeSet<u16> {
    kind.every_field().map(|f| f.cell_number()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::kinds::by_name;

    #[test]
    fn an_address_is_one_cell_and_comes_back_as_fields() {
        let kind = by_name("contact_info").unwrap();
        let values: Values =
            [(1, "Kauppakatu 18".into()), (2, "15140".into()), (3, "".into()), (7, "+358501234567".into())]
                .into();
        let cells = gather(kind, &values);
        assert_eq!(cells.keys().copied().collect::<Vec<_>>(), [7, 101]);
        let members = [(1, "Kauppakatu 18".into()), (2, "15140".into())].into();
        assert_eq!(cells[&101], Value::Group(members));
        let back = spread(kind, &cells);
        assert_eq!(back.get(&2), Some(&"15140".into()));
        assert_eq!(back.get(&3), None);
        assert_eq!(gather(kind, &back), cells);
    }

    #[test]
    fn an_emptied_cell_is_unset() {
        let kind = by_name("contact_info").unwrap();
        let before = Value::Group([(1, "x".into())].into());
        assert_eq!(gather_cell(kind, 101, &Values::new(), Some(&before)), None);
        assert_eq!(gather_cell(kind, 7, &Values::new(), Some(&"1".into())), None);
        assert_eq!(gather_cell(kind, 12, &[(12, false.into())].into(), None), Some(false.into()));
    }

    #[test]
    fn members_of_a_newer_program_survive_an_edit() {
        let kind = by_name("contact_info").unwrap();
        let before = Value::Group([(1, "Vanha 1".into()), (77, "uutta".into())].into());
        let mut values = spread(kind, &[(101, before.clone())].into());
        assert!(!values.contains_key(&77));
        values.insert(1, "Uusi 2".into());
        let after = gather_cell(kind, 101, &values, Some(&before)).unwrap();
        assert_eq!(after, Value::Group([(1, "Uusi 2".into()), (77, "uutta".into())].into()));
    }

    #[test]
    fn the_header_is_two_cells_of_every_kind() {
        let cells = numbers(by_name("task").unwrap());
        assert!(cells.contains(&1001) && cells.contains(&1010) && !cells.contains(&1005));
    }
}
