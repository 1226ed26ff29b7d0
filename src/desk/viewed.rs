//! Who has viewed this client: the access log as the client may be told (register design, V12). Units for everybody,
//! names only for those who may read the log of others; those who work in
//! sealed compartments are named to nobody who reads the log of a unit alone.

use super::answer::Answer;
use super::api::{Message, Viewed};
use super::file::ClientFile;
use crate::access::Ability;
use crate::journal::clock;
use crate::journal::codes::{LogAction, Purpose};
use crate::journal::log::{self, LogBody};
use crate::register::{Compartment, Id};
use crate::store::{access_log, people};

/// How many rows of the log are shown.
const ROWS: u32 = 500;

impl ClientFile<'_> {
    /// Who has viewed, changed or disclosed this client's data, newest first. Reading it is a row of the log.
    ///
    /// # Errors
    /// Refused without any right to the log.
    pub fn who_viewed(&mut self) -> Answer<Vec<Viewed>> {
        let all = self.session.able(Ability::LogAll);
        let unit = self.session.able(Ability::LogUnit).then_some(self.session.who.unit);
        if !all && unit.is_none() {
            self.session.require_ability(Ability::LogOwn)?;
        }
        let rows = access_log::about(self.session.store.connection(), self.open.person, ROWS)?;
        let mut viewed = Vec::with_capacity(rows.len());
        for (header, body) in rows {
            // A row that cannot be read is the verifier's business; here it would tell nothing.
            let Ok(head) = log::decode_header(&header) else { continue };
            let Some(action) = LogAction::from_code(head.action).and_then(action_message) else { continue };
            let body = body.and_then(|b| log::decode_body(&b).ok()).unwrap_or_default();
            // To whom a sealed group is shut, nothing tells that there is anything in it (K5, V5).
            let sealed = body.comp.and_then(Compartment::from_code).filter(|comp| comp.sealed());
            let own = head.head.user == Some(self.session.who.id);
            if sealed.is_some_and(|comp| !self.session.holds(comp)) && !own {
                continue;
            }
            let (by, by_unit) = self.viewer(head.head.user, all, unit)?;
            viewed.push(Viewed {
                at: clock::ts_ms(head.head.ts),
                by,
                unit: by_unit,
                action,
                purpose: purpose_message(&body),
                count: u32::try_from(head.count).unwrap_or(u32::MAX),
            });
        }
        let person = super::kind::named("person")?;
        let body = self.about(person, None);
        self.session.viewed(LogAction::LogRead, body)?;
        Ok(viewed)
    }

    /// Name and unit of a viewer: the unit's name stands for the person's where names are not told.
    fn viewer(&mut self, user: Option<Id>, all: bool, own_unit: Option<Id>) -> Answer<(String, String)> {
        let account = match user {
            Some(user) => people::account_of(self.session.store.connection(), user)?,
            None => None,
        };
        let Some(account) = account else { return Ok(("?".to_owned(), "?".to_owned())) };
        let unit = self.session.unit_name(account.unit)?;
        // Reading the log of the unit is no right to know of a sealed file.
        let of_unit = own_unit == Some(account.unit) && !self.session.is_quiet(account.user)?;
        let named = all || of_unit || account.user == self.session.who.id;
        Ok((if named { account.name } else { unit.clone() }, unit))
    }
}

/// What was done, in words; none for rows that are no use of the client's data.
fn action_message(action: LogAction) -> Option<Message> {
    Some(Message::new(match action {
        LogAction::Open => "viewed-open",
        LogAction::CompartmentTab => "viewed-tab",
        LogAction::Reveal => "viewed-reveal",
        LogAction::Search => "viewed-search",
        LogAction::List => "viewed-list",
        LogAction::Create => "viewed-create",
        LogAction::Change => "viewed-change",
        LogAction::Withdraw => "viewed-withdraw",
        LogAction::ConflictResolved => "viewed-conflict",
        LogAction::SealedWithoutReading => "viewed-sealed",
        LogAction::Refused => "viewed-refused",
        LogAction::RepeatedView => "viewed-repeated",
        LogAction::History => "viewed-history",
        LogAction::Print => "viewed-print",
        LogAction::Export => "viewed-export",
        LogAction::Clipboard => "viewed-clipboard",
        LogAction::ClientPrintout => "viewed-own-printout",
        LogAction::Disclosure => "viewed-disclosure",
        LogAction::Lookup => "viewed-lookup",
        LogAction::LogRead => "viewed-read",
        _ => return None,
    }))
}

pub(super) fn purpose_message(body: &LogBody) -> Option<Message> {
    Some(Message::new(match Purpose::from_code(body.purpose?)? {
        Purpose::Booking => "purpose-booking",
        Purpose::OwnClient => "purpose-own-client",
        Purpose::QueueNumber => "purpose-queue",
        Purpose::Call => "purpose-call",
        Purpose::TaskDue => "purpose-task",
        Purpose::VisitNow => "purpose-visit",
        Purpose::BreakGlass => "purpose-break-glass",
        Purpose::DataRequest => "purpose-data-request",
        Purpose::Review => "purpose-review",
    }))
}

#[cfg(test)]
mod tests;
