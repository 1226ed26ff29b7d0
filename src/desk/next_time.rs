//! The next booked time in a quick note (tui design, 4.4): a note that takes an interview away asks for the new one,
//! or why none is needed; of the others a client who has no time may be given one. Booked in the note's transaction.

use super::answer::Answer;
use super::api::{Message, NewTime, NextTime, Note, Refusal};
use super::client_line::{Ahead, INITIAL};
use super::days::day;
use super::file::ClientFile;
use super::kind;
use super::no_right;
use super::notes::Work;
use super::show::missing;
use super::templates::{NoteTemplate, QuickNotes};
use crate::access::{Action, Reason};
use crate::register::validate::{Arg, FieldProblem};
use crate::register::{Id, Value, dates, time};
use crate::store::read::Record;

/// What a time is booked for once the initial interview was held.
const DISCUSSION: &str = "discussion";
/// How long such a time is, minutes; one that comes in place of another is as long as that one.
const MINUTES: i64 = 45;

impl ClientFile<'_> {
    /// How a template asks for the next time. `booking` is the one that it moves or marks as missed.
    pub(super) fn next_time(
        &self,
        template: &NoteTemplate,
        ahead: &Ahead,
        booking: Option<&Record>,
    ) -> Answer<NextTime> {
        let there = self.still_booked(booking.map(|b| b.id))?;
        // A time that is moved goes somewhere, whatever else is booked.
        let moves = template.booking.as_deref() == Some("moved");
        if let Some(at) = there.filter(|_| !moves) {
            return Ok(NextTime::Booked(at));
        }
        if !self.session.decide(kind::named("booking")?, Action::Create).yes() {
            return Ok(NextTime::NotHere);
        }
        let service = match (booking.and_then(|b| b.text("service")), ahead.initial) {
            (Some(service), _) => service,
            (None, Some(_)) => INITIAL,
            (None, None) => DISCUSSION,
        };
        // A stored last day is never changed, and goes along with the interview.
        let stored = booking.and_then(|b| day(b, "deadline"));
        let last_day = stored.or(ahead.initial.filter(|_| service == INITIAL));
        let new = NewTime { service: service.to_owned(), last_day };
        Ok(match template.booking {
            Some(_) => NextTime::Asked(new),
            None => NextTime::Free(new),
        })
    }

    /// The booking of this service that was moved, and that no other one has come in place of yet.
    pub(super) fn moved_away(&self, service: &Option<Value>) -> Answer<Option<Id>> {
        let bookings = self.every("booking")?;
        let taken = |id: Id| bookings.iter().any(|b| b.id("moved_from") == Some(id));
        let moved = |b: &&Record| b.text("state") == Some("moved") && b.value("service") == service.as_ref();
        let free = bookings.iter().filter(moved).filter(|b| !taken(b.id));
        Ok(free.max_by_key(|b| b.int("start")).map(|b| b.id))
    }

    /// When the next time is that stays booked; `but` is one that does not.
    pub(super) fn still_booked(&self, but: Option<Id>) -> Answer<Option<i64>> {
        Ok(self.next_booked(but)?.and_then(|booking| booking.int("start")))
    }

    /// The earliest time ahead that stays booked, for card and notes alike. One of today whose hour has come is no
    /// next time: it is today's appointment, which alert and arrival speak of.
    pub(super) fn next_booked(&self, but: Option<Id>) -> Answer<Option<Record>> {
        let now = self.session.now();
        let mut next = None;
        // They come newest first: those ahead are the first ones.
        self.find("booking", |b| {
            let Some(start) = b.int("start") else { return false };
            if start > now && Some(b.id) != but && b.text("state") == Some("booked") {
                next = Some(b.clone());
            }
            start <= now
        })?;
        Ok(next)
    }

    /// The time that a note books: what it says of it must be what its template asks for.
    ///
    /// # Errors
    /// A problem at the field of the time: missing, past, over another one, or behind the last legal day.
    pub(super) fn judged_next(
        &mut self,
        next: NextTime,
        note: &Note,
        old: Option<&Record>,
    ) -> Answer<Option<(i64, NewTime)>> {
        let kind = kind::named("booking")?;
        let field = kind.field("start").ok_or_else(missing)?;
        let wrong = |id: &'static str| Err(Refusal::Invalid(vec![FieldProblem::new(field, id)]));
        if note.next.is_some() {
            self.session.require(kind, Action::Create)?;
        }
        let (at, new) = match (next, note.next) {
            (NextTime::Asked(_), None) if note.no_next.is_none() => return wrong("error-next-needed"),
            (_, None) => return Ok(None),
            (NextTime::Booked(_), Some(_)) => return wrong("error-next-there"),
            (NextTime::NotHere, Some(_)) => {
                let refusal = Refusal::NotAllowed(no_right::of_kind(Reason::NotThis, kind, Action::Create));
                return Err(self.session.refused(Some(self.open.person), refusal));
            }
            (NextTime::Asked(new) | NextTime::Free(new), Some(at)) => (at, new),
        };
        if at <= self.session.now() {
            return wrong("error-next-past");
        }
        let minutes = old.and_then(|b| b.int("minutes")).unwrap_or(MINUTES);
        let but = old.map(|b| b.id);
        if let Some(other) = self.session.booked_over(kind, self.open.person, but, (at, minutes))? {
            let other = Arg::Value(field.number, Value::Int(other));
            return Err(Refusal::Invalid(vec![
                FieldProblem::new(field, "error-booking-overlap")
                    .with("field", Arg::Field(field.number))
                    .with("other", other),
            ]));
        }
        match new.last_day.filter(|last| time::day_of(at) > *last) {
            // A later one needs its reason, and the form of the booking asks it (register design, R1).
            Some(last) => Err(Refusal::Invalid(vec![
                FieldProblem::new(field, "error-next-late").with("date", Arg::Text(dates::show(last))),
            ])),
            None => Ok(Some((at, new))),
        }
    }

    /// Books the time that a note gives. `old` is the one in whose place it comes.
    pub(super) fn book_next(
        &mut self,
        work: &mut Work,
        (at, new): (i64, NewTime),
        moves: bool,
        old: Option<&Record>,
    ) -> Answer<()> {
        let kind = kind::named("booking")?;
        let mut fields = vec![
            ("start", Value::Int(at)),
            ("service", new.service.as_str().into()),
            ("state", "booked".into()),
        ];
        match old {
            Some(old) => {
                let same = ["minutes", "host", "unit", "mode", "remote_reason", "interpreter"];
                fields.extend(same.into_iter().filter_map(|name| Some((name, old.value(name)?.clone()))));
                fields.extend(moves.then_some(("moved_from", Value::Id(old.id))));
            }
            None => {
                fields.extend([
                    ("minutes", Value::Int(MINUTES)),
                    ("unit", Value::Id(self.session.who.unit)),
                    ("mode", "office".into()),
                ]);
                fields.extend(self.officer()?.map(|officer| ("host", Value::Id(officer))));
            }
        }
        fields.extend(new.last_day.map(|last| ("deadline", Value::Int(last.into()))));
        self.make(work, kind, fields)?;
        let at = QuickNotes::embedded().moment(self.session.office_language()?, at);
        work.effects.push(Message::new("effect-next-booked").with("at", at).with("service", new.service));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
