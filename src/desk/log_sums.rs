//! What each user did, in numbers (tui design, 4.6): of everybody for the log auditor, of the own unit for a supervisor
//! (security design, section 10). Numbers name no client. That they were looked at is a row; that somebody has reviewed
//! them is a row too, with a note for those who read the log.

use super::answer::Answer;
use super::api::{Allowed, LogSum, LogSums, Message, Refusal};
use super::log_review::{DAYS, READ_FROM, READ_UNTIL};
use super::no_right;
use super::session::Session;
use crate::access::Ability;
use crate::journal::codes::LogAction;
use crate::journal::log::{self, Detail, LogBody};
use crate::register::harmless::is_blank;
use crate::register::{Compartment, Id, Value, time};
use crate::store::{Entry, log_review, people};
use std::collections::BTreeMap;

/// Key of a 412 row's detail: the first day that was reviewed. Keys 0 and 1 are those of the sealed note.
const REVIEWED_FROM: u16 = 6;
/// Key of a 412 row's detail: the last day.
const REVIEWED_UNTIL: u16 = 7;

/// The rows whose bodies tell more than that they are there.
const BODIES: [u16; 3] = [LogAction::Open.code(), LogAction::Reveal.code(), LogAction::AfterReview.code()];

impl Session {
    /// The numbers of some days; of the last week when both are 0.
    ///
    /// # Errors
    /// Refused without the right to the log of the own unit; when the days are the wrong way round.
    pub fn log_sums(&mut self, from: i32, until: i32) -> Answer<LogSums> {
        let unit = self.sums_of()?;
        let until = if until == 0 { self.today() } else { until };
        let from = if from == 0 { until - DAYS + 1 } else { from };
        if from > until {
            return Err(Refusal::Cannot(Message::new("error-log-days")));
        }
        let mut accounts = people::accounts(self.store.connection())?;
        let names: BTreeMap<Id, String> = accounts.iter().map(|a| (a.user, a.name.clone())).collect();
        accounts.retain(|account| unit.is_none_or(|unit| account.unit == unit));
        let lines = accounts.into_iter().map(|a| (a.user, self.nothing_yet(a)));
        let mut lines: BTreeMap<Id, LogSum> = lines.collect();
        let end = time::bounds_of(until).1;
        log_review::count(self.store.connection(), time::bounds_of(from).0, &BODIES, |row| {
            let body = || row.body.as_deref().and_then(|bytes| log::decode_body(bytes).ok());
            if row.action == LogAction::AfterReview.code() {
                let Some((user, days)) = body().and_then(|body| reviewed(&body)) else { return };
                let Some(line) = lines.get_mut(&user).filter(|_| days.0 <= from && until <= days.1) else {
                    return;
                };
                // Rows come newest first.
                let by = names.get(&row.user).cloned().unwrap_or_else(|| "?".to_owned());
                line.reviewed.get_or_insert((row.at, by));
            } else if row.at < end
                && let Some(line) = lines.get_mut(&row.user)
            {
                add(line, row.action, body().as_ref());
            }
        })?;
        let detail = Detail::from([
            (READ_FROM, Value::Int(i64::from(from))),
            (READ_UNTIL, Value::Int(i64::from(until))),
        ]);
        self.log_read(LogBody { detail: Some(detail), ..LogBody::default() })?;
        let mut lines: Vec<LogSum> = lines.into_values().collect();
        lines.sort_by(|a, b| a.name.cmp(&b.name));
        let unit = unit.map(|unit| self.unit_name(unit)).transpose()?;
        Ok(LogSums { lines, from, until, unit })
    }

    /// What a user did in some days was reviewed; the note is for those who read the log.
    ///
    /// # Errors
    /// Refused as the numbers are, of oneself (who took part reviews nothing), and without a note that says something.
    pub fn mark_reviewed(&mut self, user: Id, from: i32, until: i32, note: &str) -> Answer<Message> {
        if !self.able(Ability::LogAll) {
            self.require_ability_over(user, Ability::LogUnit)?;
        }
        let unit = self.sums_of()?;
        let account = people::account_of(self.store.connection(), user)?;
        let account = account.filter(|account| unit.is_none_or(|unit| account.unit == unit));
        let Some(account) = account else {
            return Err(self.refused_over(user, Refusal::NotAllowed(no_right::able(Ability::LogAll))));
        };
        if let Allowed::No(why) = self.reviews(user) {
            return Err(self.refused_over(user, Refusal::NotAllowed(why)));
        }
        if is_blank(note) {
            return Err(Refusal::Cannot(Message::new("error-log-no-note")));
        }
        let detail = Detail::from([
            (REVIEWED_FROM, Value::Int(i64::from(from))),
            (REVIEWED_UNTIL, Value::Int(i64::from(until))),
        ]);
        let body = LogBody { object: Some(user), detail: Some(detail), ..LogBody::default() };
        self.log(vec![Entry::ok(LogAction::AfterReview, body).secret(note.trim())])?;
        Ok(Message::new("log-marked").with("name", account.name))
    }

    /// Whose numbers may be read: everybody's, or those of a unit.
    fn sums_of(&mut self) -> Answer<Option<Id>> {
        if self.able(Ability::LogAll) {
            return Ok(None);
        }
        self.require_ability(Ability::LogUnit)?;
        Ok(Some(self.who.unit))
    }

    fn reviews(&self, user: Id) -> Allowed {
        if user == self.who.id { Allowed::No(Message::new("refused-own-review")) } else { Allowed::Yes }
    }

    fn nothing_yet(&self, account: people::Account) -> LogSum {
        LogSum {
            user: account.user,
            login: account.login,
            name: account.name,
            searches: 0,
            opened: 0,
            revealed: 0,
            broken: 0,
            groundless: 0,
            refused: 0,
            reviewed: None,
            review: self.reviews(account.user),
        }
    }
}

fn add(line: &mut LogSum, action: u16, body: Option<&LogBody>) {
    match LogAction::from_code(action) {
        Some(LogAction::Search) => line.searches += 1,
        Some(LogAction::Open) => {
            line.opened += 1;
            line.groundless += u64::from(body.is_none_or(|body| body.purpose.is_none()));
        }
        // Showing an identity code is none of those that are watched (security design, section 10).
        Some(LogAction::Reveal) => line.revealed += u64::from(!body.is_some_and(is_open)),
        Some(LogAction::BreakGlassGrantedA | LogAction::BreakGlassGrantedB) => line.broken += 1,
        Some(LogAction::Refused) => line.refused += 1,
        _ => {}
    }
}

/// Whether a row is about something that is not sealed.
fn is_open(body: &LogBody) -> bool {
    body.comp.and_then(Compartment::from_code).is_some_and(|comp| !comp.sealed())
}

/// Whose days a 412 row says were reviewed, and which.
fn reviewed(body: &LogBody) -> Option<(Id, (i32, i32))> {
    let day = |key: u16| match body.detail.as_ref()?.get(&key)? {
        Value::Int(day) => i32::try_from(*day).ok(),
        _ => None,
    };
    Some((body.object?, (day(REVIEWED_FROM)?, day(REVIEWED_UNTIL)?)))
}

#[cfg(test)]
mod tests;
