//! The client has arrived for a booking of today: one key, one transaction.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::file::ClientFile;
use super::kind;
use super::notes::Work;
use super::templates::QuickNotes;
use crate::access::Action;
use crate::register::{Id, Value, time};
use crate::store::read::Record;

impl ClientFile<'_> {
    /// Records the arrival for the next booking of today, gives the visit its purpose, and tells the host by a task
    /// of today when the host is somebody else. Answers the booking and what was done.
    ///
    /// # Errors
    /// Refused when there is no such booking, or without the right.
    pub fn arrived(&mut self) -> Answer<(Id, Vec<Message>)> {
        let kind = kind::named("booking")?;
        self.session.require(kind, Action::Change)?;
        let Some(booking) = self.arrivable()? else {
            return Err(Refusal::Cannot(Message::new("error-no-booking-today")));
        };
        let notes = QuickNotes::embedded();
        let start = booking.int("start").unwrap_or_default();
        let mut work = Work::default();
        let state = kind.field("state").map(|f| (f.number, Some(Value::from("arrived"))));
        self.change(&mut work, &booking, state.as_slice())?;
        work.effects.push(Message::new("effect-arrived").with("time", time::clock(start)));
        self.purpose(&mut work, Some("arrival"))?;
        let me = self.session.who.id;
        let task = kind::named("task")?;
        if let Some(host) = booking.id("host").filter(|host| *host != me)
            && self.session.decide(task, Action::Create).yes()
        {
            let now = time::clock(self.session.now());
            let text = notes.word(
                self.session.office_language()?,
                "arrived",
                &[("{time}", &now), ("{booking}", &time::clock(start))],
            );
            let fields = vec![
                ("due", Value::Int(i64::from(self.session.today()))),
                ("text", text.into()),
                ("task_type", "other".into()),
                ("assignee", Value::Id(host)),
            ];
            self.make(&mut work, task, fields)?;
            let name = self.session.author(host)?;
            work.effects.push(Message::new("effect-host-told").with("name", name));
        }
        Ok((booking.id, self.commit(work)?))
    }

    /// The booking of today that the client may have arrived for. One whose time is past is among them: people come
    /// late.
    pub(super) fn arrivable(&self) -> Answer<Option<Record>> {
        self.booking_today("booked")
    }

    /// The earliest booking of today that is in a state, whatever its hour.
    pub(super) fn booking_today(&self, state: &str) -> Answer<Option<Record>> {
        let (from, until) = time::bounds_of(self.session.today());
        let mut earliest = None;
        self.find("booking", |b| {
            let start = b.int("start").unwrap_or(i64::MIN);
            if (from..until).contains(&start) && b.text("state") == Some(state) {
                earliest = Some(b.clone());
            }
            start < from
        })?;
        Ok(earliest)
    }
}
