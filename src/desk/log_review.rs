//! Reviewing the access log (security design, section 10; tui design, 4.6): what was done, by whom, when and why. Rows
//! name users and have the internal ids of clients; a client's name is not among what the log auditor sees (register
//! design, V14). Every reading is a row of the log itself, with what was asked for.

use super::answer::Answer;
use super::api::{LogLine, LogQuery, LogReview, Message, Refusal};
use super::session::Session;
use super::viewed::purpose_message;
use crate::access::Ability;
use crate::journal::clock;
use crate::journal::codes::{LogAction, Outcome, Purpose};
use crate::journal::log::{self, Detail, LogBody};
use crate::register::{Compartment, Id, Value, time};
use crate::store::log_review::{self, Filter, Found};
use crate::store::read::{self, Record};
use crate::store::{Entry, people};
use crate::vault::derive::normal_login;
use std::collections::BTreeMap;

/// Key of a 509 row's detail: the first day that was asked for.
pub const READ_FROM: u16 = 1;
/// Key of a 509 row's detail: the last day.
pub const READ_UNTIL: u16 = 2;
/// Key of a 509 row's detail: the action, or the first digit of a group of them.
pub const READ_ACTION: u16 = 3;
/// Key of a 509 row's detail: the end of a client's id.
pub const READ_CLIENT: u16 = 4;
/// Key of a 509 row's detail: the number of the row whose sealed text was read.
pub const READ_ROW: u16 = 5;

/// How many rows are shown at once.
const ROWS: usize = 500;
/// Digits of a client's id that tell one from another.
const CLIENT_DIGITS: usize = 8;
/// Days shown when none are asked for, today among them.
pub(super) const DAYS: i32 = 7;

impl Session {
    /// Rows of the access log, newest first.
    ///
    /// # Errors
    /// Refused to all but those who review the whole log; when what was asked for is no day, user or client.
    pub fn review_log(&mut self, query: &LogQuery) -> Answer<LogReview> {
        self.require_log()?;
        let today = self.today();
        let until = if query.until == 0 { today } else { query.until };
        let from = if query.from == 0 { until - DAYS + 1 } else { query.from };
        if from > until {
            return Err(Refusal::Cannot(Message::new("error-log-days")));
        }
        let users = self.people()?;
        let user = match normal_login(query.user.trim()) {
            login if login.is_empty() => None,
            login => Some(
                users
                    .iter()
                    .find(|(_, person)| person.0 == login)
                    .map(|(id, _)| *id)
                    .ok_or_else(|| Refusal::Cannot(Message::new("error-log-user")))?,
            ),
        };
        let actions = match query.action.trim() {
            "" => None,
            code => Some(actions(code).ok_or_else(|| Refusal::Cannot(Message::new("error-log-action")))?),
        };
        let client = query.client.trim().replace('-', "").to_lowercase();
        if !is_end_of_id(&client) {
            return Err(Refusal::Cannot(Message::new("error-log-client")));
        }
        // Of a client one types the end of the id, as it stands in the rows.
        let clients = match client.as_str() {
            "" => None,
            end => Some(log_review::clients_ending(self.store.connection(), end)?),
        };
        let subject = match clients.as_deref() {
            Some([one]) => Some(*one),
            Some([_, _, ..]) => return Err(Refusal::Cannot(Message::new("error-log-client-many"))),
            _ => None,
        };
        let filter = Filter {
            from: time::bounds_of(from).0,
            until: time::bounds_of(until).1,
            user,
            actions,
            client: subject,
        };
        let mut found = match (&clients, subject) {
            (Some(_), None) => Vec::new(), // the log has no such client
            _ => log_review::newest(self.store.connection(), &filter, ROWS + 1)?,
        };
        let more = found.len() > ROWS;
        found.truncate(ROWS);
        let lines: Vec<LogLine> = found.iter().map(|row| line(row, &users)).collect();
        let mut detail = Detail::from([
            (READ_FROM, Value::Int(i64::from(from))),
            (READ_UNTIL, Value::Int(i64::from(until))),
        ]);
        if let Some((first, last)) = actions {
            let code = if first == last { first } else { first / 100 };
            detail.insert(READ_ACTION, Value::Int(i64::from(code)));
        }
        if !client.is_empty() {
            detail.insert(READ_CLIENT, Value::Text(client));
        }
        // Asked for by its id, a client's own list of who has viewed has this reading too.
        self.log_read(LogBody { subject, object: user, detail: Some(detail), ..LogBody::default() })?;
        let query = LogQuery { from, until, ..query.clone() };
        Ok(LogReview { lines, more, query })
    }

    /// What stands sealed in a row: what was looked for, or a typed reason. Searched names and identity codes are
    /// clients' data as a name is: one by one, with a reason that is a row itself (register design, V14).
    ///
    /// # Errors
    /// Refused without the right or the key; without a reason; when the row has no such text.
    pub fn log_detail(&mut self, dev: Id, n: u64, reason: &str) -> Answer<String> {
        self.require_log()?;
        self.reason_given(reason)?;
        let none = || Refusal::Cannot(Message::new("error-log-no-detail"));
        let row = log_review::row(self.store.connection(), dev, n)?.ok_or_else(none)?;
        let body = row.body.as_deref().and_then(|b| log::decode_body(b).ok()).ok_or_else(none)?;
        let (epoch, sealed) = sealed(&body).ok_or_else(none)?;
        let held = self
            .who
            .compartment_keys
            .iter()
            .find(|ck| ck.comp() == super::office::LOG_DETAIL && i64::from(ck.key_epoch()) == epoch);
        let Some(key) = held else {
            return Err(self.refused(body.subject, Refusal::NotAllowed(Message::new("refused-no-key"))));
        };
        let text = key.open_log_detail(self.store.here().office, (dev, n), sealed).map_err(|_| none())?;
        let text = std::str::from_utf8(&text).map_err(|_| none())?.to_owned();
        let detail = Detail::from([(READ_ROW, Value::Int(i64::try_from(n).unwrap_or(i64::MAX)))]);
        let body = LogBody {
            subject: body.subject,
            object: body.object,
            purpose: Some(Purpose::Review.code()),
            detail: Some(detail),
            ..LogBody::default()
        };
        self.log(vec![Entry::ok(LogAction::LogRead, body).secret(reason.trim())])?;
        Ok(text)
    }

    /// The name of the client behind a row: one by one, with a reason that is a row itself, sealed for those who review
    /// the log (register design, V14).
    ///
    /// # Errors
    /// Refused without the right; without a reason; of the own and close persons' files (V2); when there is no name.
    pub fn log_name(&mut self, dev: Id, n: u64, reason: &str) -> Answer<String> {
        self.require_log()?;
        self.reason_given(reason)?;
        let none = || Refusal::Cannot(Message::new("error-log-no-name"));
        let row = log_review::row(self.store.connection(), dev, n)?.ok_or_else(none)?;
        let body = row.body.as_deref().and_then(|b| log::decode_body(b).ok()).ok_or_else(none)?;
        let person = body.subject.ok_or_else(none)?;
        if super::own_file::is_own_or_close(&self.store, &self.who, person)? {
            return Err(self.refused(Some(person), Refusal::NotAllowed(Message::new("refused-restricted"))));
        }
        let record = read::one(self.store.connection(), super::kind::named("person")?, person)?;
        let named = |r: Record| {
            let parts = ["surname", "first_names"].map(|field| r.text(field).unwrap_or_default().to_owned());
            parts.join(" ").trim().to_owned()
        };
        let name = record.map(named).filter(|name| !name.is_empty()).ok_or_else(none)?;
        let detail = Detail::from([(READ_ROW, Value::Int(i64::try_from(n).unwrap_or(i64::MAX)))]);
        let body = LogBody {
            subject: Some(person),
            purpose: Some(Purpose::Review.code()),
            detail: Some(detail),
            ..LogBody::default()
        };
        self.log(vec![Entry::ok(LogAction::LogRead, body).secret(reason.trim())])?;
        Ok(name)
    }

    /// The right to read the whole log. A refusal is a row of it.
    fn require_log(&mut self) -> Answer<()> {
        if self.able(Ability::LogAll) {
            return Ok(());
        }
        Err(self.refused(None, Refusal::NotAllowed(Message::new("refused-log-auditor"))))
    }

    pub(super) fn log_read(&mut self, body: LogBody) -> Answer<()> {
        let body = LogBody { purpose: Some(Purpose::Review.code()), ..body };
        self.log(vec![Entry::ok(LogAction::LogRead, body)])
    }

    /// Login and name of everybody.
    fn people(&self) -> Answer<BTreeMap<Id, (String, String)>> {
        let accounts = people::accounts(self.store.connection())?;
        Ok(accounts.into_iter().map(|a| (a.user, (a.login, a.name))).collect())
    }
}

/// The actions of a code: one, or all of a group.
fn actions(code: &str) -> Option<(u16, u16)> {
    match code.parse::<u16>().ok()? {
        group @ 1..=5 => Some((group * 100, group * 100 + 99)),
        one => LogAction::from_code(one).map(|action| (action.code(), action.code())),
    }
}

/// Whether a text is the end of an id, long enough to tell one client from another; or nothing at all.
fn is_end_of_id(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_hexdigit());
    text.is_empty() || digits && (CLIENT_DIGITS..=32).contains(&text.len())
}

fn sealed(body: &LogBody) -> Option<(i64, &[u8])> {
    let detail = body.detail.as_ref()?;
    match (detail.get(&0), detail.get(&1)) {
        (Some(Value::Int(epoch)), Some(Value::Bytes(bytes))) => Some((*epoch, bytes)),
        _ => None,
    }
}

fn line(row: &Found, users: &BTreeMap<Id, (String, String)>) -> LogLine {
    let header = log::decode_header(&row.header).ok();
    let read = row.body.as_deref().and_then(|body| log::decode_body(body).ok());
    let unreadable = header.is_none() || read.is_none();
    let body = read.unwrap_or_default();
    let name = |id: Id| users.get(&id).map(|(_, name)| name.clone());
    let outcome = match header.as_ref().and_then(|h| Outcome::from_code(h.outcome)) {
        Some(Outcome::Refused) => Some(Message::new("log-outcome-refused")),
        Some(Outcome::Failed) => Some(Message::new("log-outcome-failed")),
        _ => None,
    };
    let compartment = body.comp.and_then(Compartment::from_code).filter(|c| c.sealed());
    LogLine {
        dev: row.dev,
        n: row.n,
        at: header.as_ref().map_or(0, |h| clock::ts_ms(h.head.ts)),
        by: header.as_ref().and_then(|h| h.head.user).map(|id| name(id).unwrap_or_else(|| "?".to_owned())),
        role: header.as_ref().and_then(|h| h.role.clone()),
        action: header.as_ref().map_or_else(String::new, |h| h.action.to_string()),
        outcome,
        client: body.subject,
        about: body.object.and_then(name),
        compartment: compartment.map(Compartment::label_id),
        purpose: purpose_message(&body),
        count: header.as_ref().map_or(0, |h| h.count),
        sealed: sealed(&body).is_some(),
        unreadable,
    }
}

#[cfg(test)]
mod tests;
