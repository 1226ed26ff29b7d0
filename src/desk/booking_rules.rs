//! Rules of booked times: none is booked for a moment that is over, and a client is at one place at a time (tui design,
//! 4.9). What was booked long ago is marked as kept or missed whenever it comes to that.
//!
//! The same host twice is not found yet: nothing bounds the search for one worker's times.

use super::answer::Answer;
use super::record_rules::{Candidate, problem};
use super::session::Session;
use crate::register::validate::{Arg, FieldProblem};
use crate::register::{Id, Kind, Value};
use crate::store::read;

/// More bookings than one client has.
const ALL: u32 = 2_000;
/// States in which the client is expected, or there.
const IN_FORCE: [&str; 2] = ["booked", "arrived"];
/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

impl Session {
    /// What is wrong with the time of a booking that is to be saved.
    pub(super) fn booked_times(&self, candidate: &Candidate<'_>) -> Answer<Option<FieldProblem>> {
        let kind = candidate.kind;
        let value = |name: &str| kind.field(name).and_then(|f| candidate.values.get(&f.number));
        let (Some(field), Some(start)) = (kind.field("start"), value("start").and_then(Value::as_int)) else {
            return Ok(None);
        };
        let before = read::one(self.store.connection(), kind, candidate.entity)?;
        let same = |name: &str| before.as_ref().is_some_and(|b| b.value(name) == value(name));
        let in_force = |state: Option<&str>| state.is_some_and(|state| IN_FORCE.contains(&state));
        let state = value("state").and_then(Value::as_text);
        let waits = before.is_none() || state == Some("booked");
        if waits && !same("start") && start <= self.now() {
            return Ok(Some(problem(field, "error-booking-past")));
        }
        let stood = before.as_ref().is_some_and(|b| in_force(b.text("state")));
        let (Some(person), true) = (candidate.person, in_force(state)) else { return Ok(None) };
        if stood && same("start") && same("minutes") {
            return Ok(None);
        }
        let minutes = value("minutes").and_then(Value::as_int).unwrap_or_default();
        let other = self.booked_over(kind, person, Some(candidate.entity), (start, minutes))?;
        Ok(other.map(|other| {
            problem(field, "error-booking-overlap").with("other", Arg::Value(field.number, Value::Int(other)))
        }))
    }

    /// When the client's other booking begins that is in force at a time of this length in minutes; `but` does not
    /// count.
    pub(super) fn booked_over(
        &self,
        kind: &'static Kind,
        person: Id,
        but: Option<Id>,
        (start, minutes): (i64, i64),
    ) -> Answer<Option<i64>> {
        let end = start.saturating_add(minutes.saturating_mul(MINUTE));
        for other in read::page(self.store.connection(), kind, person, 0, ALL)? {
            let Some(first) = other.int("start") else { continue };
            let last = first.saturating_add(other.int("minutes").unwrap_or_default().saturating_mul(MINUTE));
            let expected = other.text("state").is_some_and(|state| IN_FORCE.contains(&state));
            if Some(other.id) != but && expected && first < end && start < last {
                return Ok(Some(first));
            }
        }
        Ok(None)
    }
}
