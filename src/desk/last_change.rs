//! Who changed a record after it was made, and when. Told by the changes that its words came with, never by their times:
//! what one act wrote has several moments, and a header may name another one (register design, K1).

use super::answer::Answer;
use super::api::Entered;
use super::file::ClientFile;
use super::session::Session;
use crate::journal::clock;
use crate::journal::heads::Head;
use crate::register::kinds::header::NATIONAL_CELL;
use crate::register::{Id, Kind};
use crate::store::entity;
use crate::store::read::Record;

impl Session {
    /// Who entered a record and who changed it last. `protected` is the turvakielto of its client: when the open part
    /// of a locating value was written tells of where the client is, so those words count for nothing then.
    pub(super) fn entered_of(&mut self, record: &Record, protected: bool) -> Answer<Entered> {
        let by = self.author(record.id("entered_by").unwrap_or(record.changed_by))?;
        let at = record.int("created_at").unwrap_or(record.changed_at);
        let changed = match self.last_change(record.kind, record.id, protected)? {
            Some((user, at)) => Some((self.author(user)?, at)),
            None => None,
        };
        Ok(Entered { by, at, changed })
    }

    /// The last change of a record, if it is another one than that which made it. How it stands with the national
    /// repository is no change of what it says.
    fn last_change(&self, kind: &Kind, record: Id, protected: bool) -> Answer<Option<(Id, i64)>> {
        let connection = self.store.connection();
        let stored = entity::load(connection, record)?;
        let hidden =
            |cell: u16| protected && kind.every_field().any(|f| f.locating && f.cell_number() == cell);
        let counts = |cell: u16| cell != NATIONAL_CELL && !hidden(cell);
        let heads =
            || stored.entity.cells().filter(|cell| counts(*cell)).flat_map(|cell| stored.entity.heads(cell));
        let change = |head: &Head| (head.stamp.dot.stream(), head.stamp.dot.n);
        let Some(newest) = heads().max_by_key(|head| head.stamp.ts) else { return Ok(None) };
        // One change wrote all that stands: the first one, unless it replaced something.
        let changed = heads().any(|head| change(head) != change(newest))
            || entity::past(connection, record)?.iter().any(|past| counts(past.cell));
        Ok(changed.then(|| (newest.stamp.user, clock::ts_ms(newest.stamp.ts))))
    }
}

impl ClientFile<'_> {
    /// The same for a record of this client.
    pub(super) fn entered(&mut self, record: &Record) -> Answer<Entered> {
        let protected = record.kind.every_field().any(|f| f.locating) && self.is_protected()?;
        self.session.entered_of(record, protected)
    }
}

#[cfg(test)]
mod tests {
    use crate::desk::api::Entered;
    use crate::desk::kind::named as kind_of;
    use crate::desk::records_tests::{change_form, new_form};
    use crate::desk::testing::TestDesk;
    use crate::register::{Id, Value};

    /// What a list says of a record.
    fn listed(desk: &mut TestDesk, kind: &str, record: Id) -> Entered {
        let list = desk.file().list(kind_of(kind).unwrap(), 0, "").unwrap();
        list.entries.into_iter().find(|entry| entry.record == record).unwrap().entered
    }

    /// A task that a clerk has made.
    fn task(desk: &mut TestDesk) -> (Id, Id) {
        let person = desk.person("Niskanen", "Oskari", &[]);
        desk.open(person);
        let today = Value::Int(i64::from(desk.session.today()));
        let form = new_form("task", &[("due", today), ("text", "Soita".into())]);
        (person, desk.file().save(form).unwrap().0)
    }

    #[test]
    fn what_was_made_in_one_act_was_changed_by_nobody() {
        let mut desk = TestDesk::new("front_desk");
        let (_, task) = task(&mut desk);
        let told = listed(&mut desk, "task", task);
        assert_eq!((told.by.as_str(), told.changed), ("Testaaja front_desk", None));
    }

    #[test]
    fn the_last_change_is_told_however_soon_it_came() {
        let mut desk = TestDesk::new("front_desk");
        let (person, task) = task(&mut desk);
        let made = listed(&mut desk, "task", task);
        desk.switch("case_officer");
        desk.open(person);
        let form = change_form(&mut desk, "task", task, &[("text", "Soita heti".into())]);
        desk.file().save(form).unwrap();
        let told = listed(&mut desk, "task", task);
        assert_eq!((&told.by, told.at), (&made.by, made.at), "who made it stays");
        let (by, at) = told.changed.unwrap();
        assert_eq!(by, "Testaaja case_officer");
        assert!(at > made.at && at < made.at + 60_000);
        // Changed again, also by the one who made it.
        desk.switch("front_desk");
        desk.open(person);
        let form = change_form(&mut desk, "task", task, &[("text", "Soita pian".into())]);
        desk.file().save(form).unwrap();
        let (by, later) = listed(&mut desk, "task", task).changed.unwrap();
        assert_eq!(by, "Testaaja front_desk");
        assert!(later > at);
    }

    /// That an address came into the open record, or went, is told of no protected client.
    #[test]
    fn words_about_where_a_protected_client_is_count_for_nothing() {
        let mut desk = TestDesk::new("front_desk");
        let person = desk.person("Salo", "Aino", &[]);
        desk.open(person);
        let fields = [("street", "Kauppakatu 18".into()), ("preferred_channel", "letter".into())];
        let (contact, _) = desk.file().save(new_form("contact_info", &fields)).unwrap();
        let form = change_form(&mut desk, "contact_info", contact, &[("street", "Uusikatu 2".into())]);
        desk.file().save(form).unwrap();
        assert!(listed(&mut desk, "contact_info", contact).changed.is_some());
        let form = change_form(&mut desk, "person", person, &[("protected", Value::Bool(true))]);
        desk.file().save(form).unwrap();
        assert_eq!(listed(&mut desk, "contact_info", contact).changed, None);
        let form = change_form(&mut desk, "contact_info", contact, &[("preferred_channel", "phone".into())]);
        desk.file().save(form).unwrap();
        assert!(listed(&mut desk, "contact_info", contact).changed.is_some());
    }

    /// Stored in the national repository, or waiting for it: what the record says is the same.
    #[test]
    fn a_step_in_the_national_repository_changes_nothing() {
        let mut desk = TestDesk::new("case_officer");
        let person = desk.person("Niskanen", "Oskari", &[]);
        desk.open(person);
        let kind = kind_of("employment_status").unwrap();
        let today = Value::Int(i64::from(desk.session.today()));
        let form = new_form("employment_status", &[("status", "02".into()), ("start", today)]);
        let (status, _) = desk.file().save(form).unwrap();
        let number = |name: &str| kind.field(name).unwrap().number;
        let stored = [(number("national_state"), Some("stored".into()))];
        let edit = desk.session.changed(kind, status, Some(person), &stored, None).unwrap();
        desk.write(vec![edit]);
        assert_eq!(listed(&mut desk, "employment_status", status).changed, None);
    }
}
