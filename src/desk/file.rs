//! Opening a client's file and shutting it: the one gate (register design, V1, V2, L11). A [`ClientFile`] exists
//! only behind it, and is the only way to a client's records.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::days::in_force;
use super::kind;
use super::open_file::{LeftOpen, OpenFile, about};
use super::own_file;
use super::session::Session;
use crate::access::{Action, Identification};
use crate::journal::codes::{LogAction, Outcome, Purpose};
use crate::journal::log::{Detail, LogBody};
use crate::register::{Id, Kind, Value};
use crate::store::read::{self, Record};
use crate::store::{Act, Edit, Entry, people};

/// Key of a 201 row's detail, of a file that opened without a visit: how the client was identified (code of list
/// `id_method`).
pub const HOW: u16 = 1;

/// So many records of a kind are looked through for one that makes a relation.
const RELATIONS: u32 = 500;

/// A client's file, open for this user with a purpose that is in the log.
pub struct ClientFile<'s> {
    pub(super) session: &'s mut Session,
    pub(super) open: OpenFile,
}

impl Session {
    /// Opens the file of a hit: writes the visit with how the client was identified, which is the relation.
    ///
    /// # Errors
    /// Refused for the own file and those of close persons, by the same words as a restricted one; refused when the
    /// client was not identified and there is no other relation.
    pub fn open_visit(
        &mut self,
        person: Id,
        how: Identification,
        channel: &'static str,
    ) -> Answer<ClientFile<'_>> {
        let found = self.gate(person)?;
        if how == Identification::NotIdentified {
            let relation = self.other_relation(person)?;
            let visit = self.visit(person, how, channel, relation.is_some())?;
            let (visit, edits) = visit.map_or((None, Vec::new()), |(id, edit)| (Some(id), vec![edit]));
            let Some((purpose, reference)) = relation else {
                let client = LogBody { subject: Some(person), ..LogBody::default() };
                let made = |edit: &Edit| LogBody {
                    comp: Some(edit.kind.compartment.code()),
                    kind: Some(edit.kind.number),
                    object: Some(edit.entity),
                    ..client.clone()
                };
                let mut log: Vec<Entry> =
                    edits.iter().map(|edit| Entry::ok(LogAction::Create, made(edit))).collect();
                log.push(Entry::new(LogAction::Refused, Outcome::Refused, 1, client));
                self.write(&Act { edits, log, ..Act::default() })?;
                return Err(Refusal::NotAllowed(Message::new("refused-not-identified")));
            };
            let reference = Some(reference);
            let file = OpenFile { person, purpose, reference, visit, identified: false, channel };
            return self.opened(&found, file, how, edits);
        }
        let channel = if how == Identification::Phone { "phone" } else { channel };
        let purpose = if channel == "phone" { Purpose::Call } else { Purpose::VisitNow };
        let visit = self.visit(person, how, channel, true)?;
        let (visit, edits) = visit.map_or((None, Vec::new()), |(id, edit)| (Some(id), vec![edit]));
        let file = OpenFile { person, purpose, reference: visit, visit, identified: true, channel };
        self.opened(&found, file, how, edits)
    }

    /// Opens a file by a relation that is there already: a booking, an own client, a task.
    ///
    /// # Errors
    /// As [`Session::open_visit`]; refused when the relation does not hold.
    pub fn open(&mut self, person: Id, purpose: Purpose) -> Answer<ClientFile<'_>> {
        let found = self.gate(person)?;
        match self.relation(person, purpose)? {
            Some(reference) => {
                let file = OpenFile {
                    person,
                    purpose,
                    reference: Some(reference),
                    visit: None,
                    identified: false,
                    channel: "other",
                };
                self.opened(&found, file, Identification::NotIdentified, Vec::new())
            }
            None => Err(self.refused(Some(person), Refusal::NotAllowed(Message::new("refused-no-relation")))),
        }
    }

    /// After a lock: the file of the visit that goes on is open again for the same user, if it still may be. On
    /// another day the visit has ended.
    pub(super) fn resume(&mut self, left: LeftOpen) -> Answer<()> {
        let open = left.file;
        if left.day != self.today() {
            self.file = Some(open);
            return self.end_visit();
        }
        let found = match self.gate(open.person) {
            Ok(found) => found,
            Err(Refusal::NotAllowed(_)) => return Ok(()),
            Err(other) => return Err(other),
        };
        self.log(vec![Entry::ok(LogAction::Open, about(found.kind, &open, Some(open.person)))])?;
        self.file = Some(open);
        Ok(())
    }

    /// The file that is open.
    ///
    /// # Errors
    /// When none is.
    pub fn file(&mut self) -> Answer<ClientFile<'_>> {
        match self.file.clone() {
            Some(open) => Ok(ClientFile { session: self, open }),
            None => Err(Refusal::Cannot(Message::new("error-no-open-file"))),
        }
    }

    /// Ends the visit and shuts the file.
    ///
    /// # Errors
    /// When the end cannot be written; the file is shut all the same.
    pub fn end_visit(&mut self) -> Answer<()> {
        let Some(open) = self.file.take() else { return Ok(()) };
        let mut act = Act { log: self.views.end(), ..Act::default() };
        if let Some(visit) = open.visit {
            act.visits.push(self.ends(visit));
            if let Some((edit, row)) = self.end_of(&open, visit, self.now())? {
                act.edits.push(edit);
                act.log.push(row);
            }
        }
        if act.visits.is_empty() && act.log.is_empty() {
            return Ok(());
        }
        self.write(&act)
    }

    /// Shuts the open file when it is one that never opens for this user: it may have been declared meanwhile, here or
    /// in another window, or the client's code was mended.
    pub(super) fn shut_own_file(&mut self) -> Answer<()> {
        if let Some(account) = people::account_of(self.store.connection(), self.who.id)?
            && account.own_hetu.is_some()
        {
            self.who.own_hetu = account.own_hetu;
        }
        let Some(person) = self.file.as_ref().map(|open| open.person) else { return Ok(()) };
        if own_file::is_own_or_close(&self.store, &self.who, person)? {
            self.end_visit()?;
        }
        Ok(())
    }

    /// The end of a visit at a moment, with its row; none of one that was withdrawn.
    pub(super) fn end_of(&self, open: &OpenFile, visit: Id, at: i64) -> Answer<Option<(Edit, Entry)>> {
        let kind = visit_kind()?;
        let Some(there) = read::one(self.store.connection(), kind, visit)? else { return Ok(None) };
        let mut last = vec![("closed", Value::Int(at))];
        if there.value("purpose").is_none() {
            last.push(("purpose", "other".into())); // no act told what it was for
        }
        let last = last.into_iter().filter_map(|(name, v)| Some((kind.field(name)?.number, Some(v))));
        let last: Vec<_> = last.collect();
        let edit = self.changed(kind, visit, Some(open.person), &last, None)?;
        Ok(Some((edit, Entry::ok(LogAction::Change, about(kind, open, Some(visit))))))
    }

    /// Who may never open this file, and who has no business with any.
    fn gate(&mut self, person: Id) -> Answer<Record> {
        let kind = person_kind()?;
        self.require_clients(Some(person))?;
        let Some(found) = read::one(self.store.connection(), kind, person)? else {
            return Err(Refusal::Cannot(Message::new("error-record-missing")));
        };
        if own_file::is_own_or_close(&self.store, &self.who, person)? {
            return Err(self.refused(Some(person), Refusal::NotAllowed(Message::new("refused-restricted"))));
        }
        Ok(found)
    }

    fn opened(
        &mut self,
        found: &Record,
        open: OpenFile,
        how: Identification,
        edits: Vec<Edit>,
    ) -> Answer<ClientFile<'_>> {
        self.end_visit()?;
        self.end_search()?;
        let mut log: Vec<Entry> = Vec::new();
        for edit in &edits {
            log.push(Entry::ok(LogAction::Create, about(edit.kind, &open, Some(edit.entity))));
        }
        let view = about(found.kind, &open, Some(open.person));
        // Where no visit says how the client was identified, the row does.
        let said = open.identified && open.visit.is_none();
        let how = Detail::from([(HOW, Value::Text(how_codes(how).0.to_owned()))]);
        log.push(Entry::ok(LogAction::Open, LogBody { detail: said.then_some(how), ..view.clone() }));
        let visits = self.begins(&open).into_iter().collect();
        self.write(&Act { edits, log, visits, ..Act::default() })?;
        let now = self.now();
        self.views.covered(LogAction::Open, view, now);
        self.file = Some(open.clone());
        Ok(ClientFile { session: self, open })
    }

    /// The visit that is the relation; none of who may not make one (register design, section 3): the row of the log
    /// is the relation then, and counts as one that was made by oneself.
    fn visit(
        &mut self,
        person: Id,
        how: Identification,
        channel: &'static str,
        opens: bool,
    ) -> Answer<Option<(Id, Edit)>> {
        if !self.decide(visit_kind()?, Action::Create).yes() {
            return Ok(None);
        }
        let (method, document, result) = how_codes(how);
        let id = self.new_id();
        // What the client came for nobody has said yet: the first act tells it. Until then it reads as never asked, and
        // not as the answer "other".
        let now = Value::Int(self.now());
        let mut fields = vec![
            ("at", now.clone()),
            ("channel", channel.into()),
            ("id_method", method.into()),
            ("id_result", result.into()),
            ("served_by", Value::Id(self.who.id)),
        ];
        fields.extend(document.map(|d| ("id_document", d.into())));
        if !opens {
            // The file stays shut: no act follows, and nothing ends the visit later.
            fields.extend([("purpose", "other".into()), ("closed", now)]);
        }
        let edit = self.made(visit_kind()?, id, Some(person), &super::edits::Source::officer(), fields);
        Ok(Some((id, edit)))
    }

    /// A relation beside the visit: an own client, a booking today.
    fn other_relation(&mut self, person: Id) -> Answer<Option<(Purpose, Id)>> {
        for purpose in [Purpose::Booking, Purpose::OwnClient, Purpose::TaskDue] {
            if let Some(reference) = self.relation(person, purpose)? {
                return Ok(Some((purpose, reference)));
            }
        }
        Ok(None)
    }

    /// The record that makes a relation, if it holds today.
    fn relation(&mut self, person: Id, purpose: Purpose) -> Answer<Option<Id>> {
        let today = self.today();
        let (me, unit) = (self.who.id, self.who.unit);
        let (name, holds): (&str, &dyn Fn(&Record) -> bool) = match purpose {
            Purpose::Booking => ("booking", &|r| {
                r.int("start").is_some_and(|at| crate::register::time::day_of(at) == today)
                    && r.text("state") != Some("cancelled")
            }),
            Purpose::OwnClient => {
                ("officer_assignment", &|r| r.id("officer") == Some(me) && in_force(r, today))
            }
            Purpose::TaskDue => ("task", &|r| {
                (r.id("assignee") == Some(me) || r.id("assignee_unit") == Some(unit))
                    && r.int("due").is_some_and(|d| d <= i64::from(today))
            }),
            _ => return Ok(None),
        };
        let kind = kind::named(name)?;
        let records = match purpose {
            // A client's done tasks come first in a page, and there are many of them.
            Purpose::TaskDue => self.open_tasks(person, RELATIONS)?,
            _ => read::page(self.store.connection(), kind, person, 0, RELATIONS)?,
        };
        Ok(records.iter().find(|r| holds(r)).map(|r| r.id))
    }
}

impl ClientFile<'_> {
    /// The person.
    pub fn person(&self) -> Id {
        self.open.person
    }

    /// The body of a log row about this client.
    pub(super) fn about(&self, kind: &Kind, object: Option<Id>) -> LogBody {
        about(kind, &self.open, object)
    }
}

/// What one key at the counter says: id_method, id_document, id_result.
const fn how_codes(how: Identification) -> (&'static str, Option<&'static str>, &'static str) {
    match how {
        Identification::IdentityCard => ("document", Some("id_card"), "ok"),
        Identification::Passport => ("document", Some("passport"), "ok"),
        Identification::ResidencePermitCard => ("document", Some("residence_card"), "ok"),
        Identification::OtherDocument => ("document", Some("other"), "ok"),
        Identification::Known => ("known", None, "ok"),
        Identification::Phone => ("control_questions", None, "ok"),
        Identification::Strong => ("strong_online", None, "ok"),
        Identification::NotIdentified => ("none", None, "refused"),
    }
}

fn person_kind() -> Answer<&'static Kind> {
    kind::named("person")
}

fn visit_kind() -> Answer<&'static Kind> {
    kind::named("visit")
}
