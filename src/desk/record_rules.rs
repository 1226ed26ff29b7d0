//! Rules between records, and those that need the office: periods, uniqueness, references, words of health.
//! The rules within one record are `register::validate`'s.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::kind;
use super::session::{SEALED_ROLES, Session};
use crate::register::kind::{Rule, Scope};
use crate::register::kinds::register_of;
use crate::register::validate::{Arg, Check, FieldProblem, Values};
use crate::register::{Card, Compartment, Field, Id, Kind, Type, Value};
use crate::store::read::{self, Record};
use crate::store::{Edit, entity, people, search};
use std::sync::LazyLock;

/// Stems of words that tell of health, Finnish and Swedish (K8).
static HEALTH_WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../assets/rules/health_words.txt");
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// More records of one kind than one client has periods.
const ALL: u32 = 2_000;

/// What the rules between records say of a record that is to be saved.
#[derive(Default)]
pub(super) struct Found {
    /// What forbids it.
    pub problems: Vec<FieldProblem>,
    /// The open period that ends on the day before this one begins (K9), and that day.
    pub closes: Option<(Record, i32)>,
}

/// A record as it would be saved.
pub(super) struct Candidate<'a> {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its id.
    pub entity: Id,
    /// The client; none for office kinds.
    pub person: Option<Id>,
    /// All its values.
    pub values: &'a Values,
    /// Numbers of the fields that are changed.
    pub changed: &'a [(u16, Option<Value>)],
    /// What the same act writes beside it: it may refer to that.
    pub beside: &'a [Edit],
}

impl Session {
    /// Judges a record beside the others.
    pub(super) fn between_records(&self, candidate: &Candidate<'_>) -> Answer<Found> {
        let mut found = Found::default();
        for rule in candidate.kind.rules.iter().filter(|r| r.between_records()) {
            match *rule {
                Rule::NoOverlap(start, end) => self.no_overlap(candidate, start, end, &mut found)?,
                Rule::Unique(scope, name) => {
                    if let Some(problem) = self.unique(candidate, scope, name)? {
                        found.problems.push(problem);
                    }
                }
                _ => {}
            }
        }
        if candidate.kind.name == "booking" {
            found.problems.extend(self.booked_times(candidate)?);
        }
        for (number, value) in candidate.changed {
            let (Some(field), Some(Value::Id(id))) = (candidate.kind.field_number(*number), value) else {
                continue;
            };
            if !self.refers(candidate, field, *id)? {
                found.problems.push(problem(field, "error-reference"));
            }
        }
        // Of whoever works in a sealed compartment the name alone would tell of a sealed file (K5, K6).
        let named = match candidate.kind.name {
            "officer_assignment" => Some(("officer", "error-officer-role")),
            "booking" => Some(("host", "error-host-role")),
            _ => None,
        };
        if let Some((name, fault)) = named
            && let Some(field) = candidate.kind.field(name)
            && let Some(Value::Id(user)) = candidate.values.get(&field.number)
            && self.works_sealed(*user)?
        {
            found.problems.push(problem(field, fault));
        }
        Ok(found)
    }

    fn no_overlap(&self, candidate: &Candidate<'_>, start: &str, end: &str, found: &mut Found) -> Answer<()> {
        let kind = candidate.kind;
        let (Some(start), Some(end), Some(person)) = (kind.field(start), kind.field(end), candidate.person)
        else {
            return Ok(());
        };
        let period = |values: &Values| {
            let day = |field: &Field| values.get(&field.number).and_then(Value::as_int);
            Some((day(start)?, day(end).unwrap_or(i64::MAX)))
        };
        let Some((from, until)) = period(candidate.values) else { return Ok(()) };
        for other in read::page(self.store.connection(), kind, person, 0, ALL)? {
            if other.id == candidate.entity {
                continue;
            }
            let Some((first, last)) = period(&other.values) else { continue };
            if last < from || until < first {
                continue;
            }
            // A period that has its own end does not end another (K9).
            let open_before = last == i64::MAX && first < from && until == i64::MAX;
            if open_before && found.closes.is_none() && self.closes_alone(kind, &other, end, from) {
                found.closes = i32::try_from(from - 1).ok().map(|day| (other, day));
                continue;
            }
            found.problems.push(
                problem(start, "error-overlap").with("other", Arg::Value(start.number, Value::Int(first))),
            );
            break;
        }
        Ok(())
    }

    /// Whether a period may be ended without asking more than the day: no reason belongs to its end.
    fn closes_alone(&self, kind: &'static Kind, record: &Record, end: &Field, from: i64) -> bool {
        let mut values = record.values.clone();
        values.insert(end.number, Value::Int(from - 1));
        let ends = end.cell_number();
        let check = Check::new(kind, self.today()).before(&record.values).protected(true);
        check.run(&values).iter().all(|p| kind.field_number(p.field).is_none_or(|f| f.cell_number() != ends))
    }

    fn unique(&self, candidate: &Candidate<'_>, scope: Scope, name: &str) -> Answer<Option<FieldProblem>> {
        let kind = candidate.kind;
        let Some(field) = kind.field(name) else { return Ok(None) };
        let Some(value) = candidate.values.get(&field.number) else { return Ok(None) };
        let connection = self.store.connection();
        let taken = match (scope, candidate.person) {
            (Scope::Register, _) => match (field.ty, value) {
                // Former codes count: nobody gets the code that another person had (V13).
                (Type::Hetu, Value::Text(hetu)) => {
                    read::person_of_hetu(connection, hetu)?.is_some_and(|p| Some(p) != candidate.person)
                }
                _ => read::holding(connection, kind, field, value)?.iter().any(|id| *id != candidate.entity),
            },
            (Scope::Person, Some(person)) => read::page(connection, kind, person, 0, ALL)?
                .iter()
                .any(|r| r.id != candidate.entity && r.values.get(&field.number) == Some(value)),
            (Scope::Person, None) => false,
        };
        Ok(taken.then(|| problem(field, "error-unique")))
    }

    /// Whether a reference points at something of the right sort, and of this client.
    fn refers(&self, candidate: &Candidate<'_>, field: &Field, id: Id) -> Answer<bool> {
        let connection = self.store.connection();
        if let Some(register) = register_of(field.ty) {
            return Ok(read::one(connection, register, id)?.is_some());
        }
        Ok(match field.ty {
            Type::UserRef => people::account_of(connection, id)?.is_some(),
            Type::UnitRef => people::units(connection)?.iter().any(|(unit, _)| *unit == id),
            Type::PersonRef => read::one(connection, kind::named("person")?, id)?.is_some(),
            Type::Ref(target) => {
                let stored = entity::load(connection, id)?;
                let target = kind::named(target)?;
                let beside = |e: &Edit| e.entity == id && e.kind == target && e.person == candidate.person;
                if stored.entity.is_empty() && candidate.beside.iter().any(beside) {
                    return Ok(true);
                }
                stored.kind == target.number && stored.subj == candidate.person && !stored.entity.deleted()
            }
            _ => true,
        })
    }

    fn works_sealed(&self, user: Id) -> Answer<bool> {
        let roles = people::roles_of(self.store.connection(), user)?;
        let today = self.today();
        Ok(roles.iter().any(|r| r.in_force(today) && SEALED_ROLES.contains(&r.role.as_str())))
    }

    /// Persons with this name and birth day: what a new registration asks about.
    pub(super) fn namesakes(&self, values: &Values, kind: &Kind) -> Answer<usize> {
        let text = |name: &str| {
            kind.field(name).and_then(|f| values.get(&f.number)).and_then(Value::as_text).unwrap_or_default()
        };
        let born = kind.field("birth_date").and_then(|f| values.get(&f.number)).and_then(Value::as_int);
        let Some(born) = born.and_then(|d| i32::try_from(d).ok()) else { return Ok(0) };
        let found = search::same_name(self.store.connection(), text("surname"), text("first_names"), born)?;
        Ok(found.len())
    }
}

/// A problem of a field that names the field.
pub(super) fn problem(field: &Field, id: &'static str) -> FieldProblem {
    FieldProblem::new(field, id).with("field", Arg::Field(field.number))
}

/// The first word of health in the free texts that are changed (K8). Sealed kinds may hold such words.
///
/// The question names the word on the screen and nowhere else. No kind of the health compartment is declared yet, so
/// it can only say where such words belong; the offer to write the text there comes with the first such kind.
pub(super) fn health_word(kind: &Kind, changed: &[(u16, Option<Value>)]) -> Option<String> {
    if kind.compartment >= Compartment::Health {
        return None;
    }
    let free = |f: &Field| f.ty == Type::Note || ["subject", "text", "details", "note"].contains(&f.name);
    changed.iter().find_map(|(number, value)| {
        kind.field_number(*number).filter(|f| free(f))?;
        let text = value.as_ref()?.as_text()?.to_lowercase();
        text.split(|c: char| !c.is_alphanumeric())
            .find(|word| HEALTH_WORDS.iter().any(|stem| word.starts_with(stem)))
            .map(str::to_owned)
    })
}

/// Append: fields are written once. An empty one may be filled, a state may advance, and what the program proposed
/// may be put right; a mistake is corrected by a new record (K3).
pub(super) fn write_once(
    kind: &Kind,
    before: &Values,
    changed: &[(u16, Option<Value>)],
) -> Vec<FieldProblem> {
    if kind.card != Card::Append {
        return Vec::new();
    }
    changed
        .iter()
        .filter_map(|(number, value)| {
            let field = kind.field_number(*number)?;
            let filled = before.get(number)?;
            let fixed = value.as_ref() != Some(filled) && !rewritable(kind, field);
            fixed.then(|| problem(field, "error-write-once"))
        })
        .collect()
}

/// Whether a field that says something already may say something else.
pub(super) fn rewritable(kind: &Kind, field: &Field) -> bool {
    kind.card != Card::Append || field.proposed || field.name == "state"
}

/// As a refusal, if there is anything to refuse.
pub(super) fn invalid(problems: Vec<FieldProblem>) -> Answer<()> {
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems)) }
}

/// The question about words of health, if there are any.
pub(super) fn health_question(kind: &Kind, changed: &[(u16, Option<Value>)]) -> Option<Message> {
    health_word(kind, changed).map(|word| Message::new("confirm-health-words").with("word", word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::kinds::by_name;

    #[test]
    fn a_word_of_health_in_a_note_is_found_in_its_inflections() {
        let contact = by_name("contact").unwrap();
        let found = |text: &str| health_word(contact, &[(4, Some(text.into()))]);
        assert_eq!(found("Kertoi masennuksesta, hoito jatkuu").as_deref(), Some("masennuksesta"));
        assert_eq!(found("Är sjukskriven till maj").as_deref(), Some("sjukskriven"));
        assert_eq!(found("Haki sairaanhoitajan paikkaa, esimies tavattu"), None);
        assert_eq!(
            health_word(by_name("protected_contact").unwrap(), &[(10, Some("masennus".into()))]),
            None
        );
    }

    #[test]
    fn what_was_written_once_stays() {
        let contact = by_name("contact").unwrap();
        let before = Values::from([(3, "Soitto".into())]);
        assert_eq!(write_once(contact, &before, &[(3, Some("Muu".into()))]).len(), 1);
        assert_eq!(write_once(contact, &before, &[(3, None)]).len(), 1);
        assert!(write_once(contact, &before, &[(4, Some("lisätty".into()))]).is_empty());
    }
}
