//! Identity codes of records that are there: a form shows them without their end (tui design, section 3), and the whole
//! code for a while by a logged act of its own. No reason is asked of whoever reads the record anyway, unless the policy
//! wants one for the record itself.

use super::answer::Answer;
use super::api::{Hidden, Message, Refusal, Shown};
use super::file::ClientFile;
use super::show::missing;
use crate::register::{Field, Id, Kind, Type, Value, hetu};
use crate::store::read;

/// What a form shows of a field of a record that is there.
pub(super) fn in_form(field: &Field, shown: Shown) -> Shown {
    match (field.ty, shown) {
        (Type::Hetu, Shown::Value { value: Value::Text(code), .. }) => {
            Shown::Hidden(Hidden::Masked(hetu::mask(&code)))
        }
        (_, shown) => shown,
    }
}

impl ClientFile<'_> {
    /// Shows the whole of a code that a form masks. Answers for how many seconds it may stay.
    ///
    /// # Errors
    /// Refused without the right to the field; where the policy wants a reason for reading the record, without one.
    pub(super) fn unmask(
        &mut self,
        kind: &'static Kind,
        record: Id,
        field: &Field,
        reason: &str,
    ) -> Answer<(Shown, u32)> {
        if !self.readable(kind)?.covers(field) {
            let refusal = Refusal::NotAllowed(Message::new("refused-field"));
            return Err(self.session.refused(Some(self.open.person), refusal));
        }
        self.open_for(kind, reason)?;
        self.stored(kind, record)?;
        let row = read::one(self.session.store.connection(), kind, record)?.ok_or_else(missing)?;
        let protected = self.is_protected()?;
        let shown = self.shown(&row, field.name, protected)?;
        Ok((shown, self.showing(kind, record, reason)?))
    }
}

#[cfg(test)]
mod tests {
    use crate::desk::api::{FormField, Hidden, Refusal, Shown};
    use crate::desk::kind::named as kind_of;
    use crate::desk::records_tests::{change_form, day, force_open, new_form, problems};
    use crate::desk::testing::{TestDesk, not_allowed};
    use crate::register::{Id, Kind};
    use crate::store::read;

    const HETU: &str = "240680-945E";
    const MASK: &str = "240680-****";

    fn person_kind() -> &'static Kind {
        kind_of("person").unwrap()
    }

    fn number(name: &str) -> u16 {
        person_kind().field(name).unwrap().number
    }

    /// A client whose file is open.
    fn client(desk: &mut TestDesk) -> Id {
        let more = [("hetu", HETU.into()), ("birth_date", day(1980, 6, 24))];
        let person = desk.person("Niskanen", "Oskari", &more);
        desk.open(person);
        person
    }

    fn code(desk: &TestDesk, person: Id) -> Option<String> {
        let row = read::one(desk.session.store.connection(), person_kind(), person).unwrap().unwrap();
        row.text("hetu").map(str::to_owned)
    }

    fn field(desk: &mut TestDesk, kind: &str, record: Option<Id>, name: &str) -> FormField {
        let kind = kind_of(kind).unwrap();
        let form = desk.file().form(kind, record).unwrap();
        form.fields.into_iter().find(|f| f.number == kind.field(name).unwrap().number).unwrap()
    }

    #[test]
    fn a_form_of_a_record_never_has_the_whole_code() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        let masked = Shown::Hidden(Hidden::Masked(MASK.to_owned()));
        let hetu = field(&mut desk, "person", Some(person), "hetu");
        assert_eq!((&hetu.shown, hetu.writable, hetu.replace_unseen), (&masked, true, true));
        let form = desk.file().form(person_kind(), Some(person)).unwrap();
        assert!(!format!("{form:?}").contains("945E"), "nor anywhere else in it");
        // There is nothing to hide where there is none, and that is told.
        let other = desk.person("Salo", "Aino", &[]);
        desk.open(other);
        let none = field(&mut desk, "person", Some(other), "hetu");
        assert!(!matches!(none.shown, Shown::Hidden(_)), "{:?}", none.shown);
    }

    #[test]
    fn the_code_of_an_entry_that_is_written_once_is_masked_too() {
        let mut desk = TestDesk::new("front_desk");
        client(&mut desk);
        let change =
            [("old_hetu", HETU.into()), ("new_hetu", "240680-946F".into()), ("reason", "vtj_change".into())];
        let (entry, _) = desk.file().save(new_form("former_identifier", &change)).unwrap();
        for name in ["old_hetu", "new_hetu"] {
            let field = field(&mut desk, "former_identifier", Some(entry), name);
            assert_eq!(field.shown, Shown::Hidden(Hidden::Masked(MASK.to_owned())), "{name}");
            assert!(!field.writable && !field.replace_unseen, "{name}");
        }
        let kind = kind_of("former_identifier").unwrap();
        let old = kind.field("old_hetu").unwrap().number;
        let whole = desk.file().reveal(kind, entry, old, "").unwrap().0;
        assert_eq!(whole, Shown::Value { value: HETU.into(), label: None });
    }

    #[test]
    fn the_whole_code_is_shown_by_a_logged_act_without_a_reason() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        let (shown, seconds) = desk.file().reveal(person_kind(), person, number("hetu"), "").unwrap();
        assert_eq!((shown, seconds), (Shown::Value { value: HETU.into(), label: None }, 30));
        assert_eq!(desk.log_of(person).last(), Some(&203));
        // Nothing else is hidden in the record, and somebody else's is not this client's.
        let answer = desk.file().reveal(person_kind(), person, number("surname"), "");
        assert!(matches!(answer, Err(Refusal::Cannot(_))), "{answer:?}");
        let other = desk.person("Salo", "Aino", &[("hetu", "010594Y9032".into())]);
        let answer = desk.file().reveal(person_kind(), other, number("hetu"), "");
        assert!(matches!(answer, Err(Refusal::Cannot(_))), "{answer:?}");
    }

    #[test]
    fn who_may_not_read_the_code_sees_none_of_it() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        for role in ["log_auditor", "administrator"] {
            desk.switch(role);
            force_open(&mut desk, person);
            assert!(not_allowed(&desk.file().reveal(person_kind(), person, number("hetu"), "")), "{role}");
            assert_eq!(desk.log_of(person).last(), Some(&211), "{role}");
        }
    }

    #[test]
    fn what_is_masked_stays_as_it_is_when_something_else_is_changed() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        let form = change_form(&mut desk, "person", person, &[("call_name", "Oskari".into())]);
        desk.file().save(form).unwrap();
        assert_eq!(code(&desk, person).as_deref(), Some(HETU));
        // The rules between fields know the code all the same.
        let form = change_form(&mut desk, "person", person, &[("birth_date", day(1980, 6, 25))]);
        assert_eq!(problems(desk.file().save(form)), ["error-birth-date-hetu"]);
    }

    #[test]
    fn no_face_writes_the_mask() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        for mask in [MASK, "***********", "240680-945*"] {
            let form = change_form(&mut desk, "person", person, &[("hetu", mask.into())]);
            assert!(matches!(desk.file().save(form), Err(Refusal::Invalid(_))), "{mask}");
            // Nor where none was before, nor as the code of somebody new, nor as a change of one.
            let other = desk.person("Salo", "Aino", &[]);
            desk.open(other);
            let form = change_form(&mut desk, "person", other, &[("hetu", mask.into())]);
            assert!(problems(desk.file().save(form))[0].starts_with("error-hetu-"), "{mask}");
            assert_eq!(code(&desk, other), None);
            desk.open(person);
            for changed in [("old_hetu", "new_hetu"), ("new_hetu", "old_hetu")] {
                let fields =
                    [(changed.0, mask.into()), (changed.1, HETU.into()), ("reason", "vtj_change".into())];
                let answer = desk.file().save(new_form("former_identifier", &fields));
                assert!(matches!(answer, Err(Refusal::Invalid(_))), "{mask} {changed:?}");
            }
        }
        assert_eq!(code(&desk, person).as_deref(), Some(HETU));
    }

    /// Two windows give the code that was missing: the second one is told of the first without its end.
    #[test]
    fn what_another_window_wrote_meanwhile_is_masked() {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Niskanen", "Oskari", &[("birth_date", day(1980, 6, 24))]);
        desk.open(person);
        let mine = change_form(&mut desk, "person", person, &[("hetu", HETU.into())]);
        let theirs = change_form(&mut desk, "person", person, &[("hetu", "240680-946F".into())]);
        desk.file().save(theirs).unwrap();
        let Err(Refusal::Stale(others)) = desk.file().save(mine) else { panic!("not stale") };
        assert_eq!(others, [(number("hetu"), Shown::Hidden(Hidden::Masked(MASK.to_owned())))]);
    }

    #[test]
    fn the_code_that_a_change_of_it_begins_with_is_shown_with_its_row() {
        let mut desk = TestDesk::new("front_desk");
        let person = client(&mut desk);
        let shown = |desk: &TestDesk| desk.log_of(person).iter().filter(|action| **action == 203).count();
        field(&mut desk, "person", Some(person), "hetu");
        assert_eq!(shown(&desk), 0, "a mask shows nothing");
        let old = field(&mut desk, "former_identifier", None, "old_hetu");
        assert_eq!((old.suggested, shown(&desk)), (Some(HETU.into()), 1));
    }

    #[test]
    fn a_new_record_hides_nothing() {
        let mut desk = TestDesk::new("front_desk");
        let form = desk.session.form(person_kind(), None).unwrap();
        assert!(form.fields.iter().all(|f| !matches!(f.shown, Shown::Hidden(_))));
    }
}
