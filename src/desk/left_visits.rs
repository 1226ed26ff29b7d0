//! Visits that a killed program left open: they end at their user's next login, as they would have ended at the desk.
//!
//! A visit ends where its user ends it, opens another file or leaves. A program that is killed does none of it, and a
//! visit without an end would read for ever as one that goes on. Whoever comes in next under the same name ends the own
//! ones, in whatever window or script: none of others, who may do it themselves, and none that goes on in another run
//! of the program, behind its lock too ([`Run::lives`]).
//!
//! It ends at the last thing that is known of it, and not at the login: somebody may come back after a week, and the
//! client did not stay so long. Known are the user's rows of the access log under the visit's purpose, and the moment at
//! which a text about the client was kept last. When the end was written the change itself tells, and its log
//! row. Kept texts stay kept.

use super::answer::Answer;
use super::kind::named as kind_of;
use super::open_file::OpenFile;
use super::session::Session;
use crate::journal::clock;
use crate::journal::codes::Purpose;
use crate::journal::log;
use crate::register::Id;
use crate::store::open_visits::{self, Mark, OpenVisit};
use crate::store::{Act, access_log, drafts, read};
use crate::vault::os::Run;
use std::path::Path;

/// So many of the newest log rows about a client are looked through for the last one of the visit.
const ROWS: u32 = 2_000;

/// How often it is tried again when another window wrote at the same time.
const TRIES: usize = 3;

impl Session {
    /// What a new visit is remembered by; nothing where this run has no name, because nobody could tell then whether
    /// it goes on.
    pub(super) fn begins(&self, open: &OpenFile) -> Option<Mark> {
        let (visit, run) = (open.visit?, self.run?);
        let (user, person, reference) = (self.who.id, open.person, open.reference);
        Some(Mark::Begins(OpenVisit { user, visit, person, purpose: open.purpose.code(), reference, run }))
    }

    /// That a visit has ended.
    pub(super) fn ends(&self, visit: Id) -> Mark {
        Mark::Ends { user: self.who.id, visit }
    }

    /// Ends the user's visits that no run of the program goes on with. One that cannot be ended keeps nobody out: the
    /// next login tries again.
    pub(super) fn end_left_visits(&mut self, folder: &Path) -> Answer<()> {
        for left in open_visits::of_user(self.store.connection(), self.who.id)? {
            if self.goes_on(&left, folder) {
                continue;
            }
            for _ in 0..TRIES {
                if self.end_left(&left).unwrap_or(true) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Whether a visit goes on: in this run it is the one of the file that is open. Where a lock cannot be asked it may.
    fn goes_on(&self, left: &OpenVisit, folder: &Path) -> bool {
        let own = |run: Run| run == left.run;
        if self.run.is_some_and(own) {
            return self.file.as_ref().and_then(|open| open.visit) == Some(left.visit);
        }
        left.run.lives(folder).unwrap_or(true)
    }

    /// Ends one; false when another window wrote meanwhile, which may have ended it.
    fn end_left(&mut self, left: &OpenVisit) -> Answer<bool> {
        let state = self.store.state()?;
        // Of a newer program: it knows what that is.
        let Some(purpose) = Purpose::from_code(left.purpose) else { return Ok(true) };
        let open = OpenFile {
            person: left.person,
            purpose,
            reference: left.reference,
            visit: Some(left.visit),
            identified: false,
            channel: "other",
        };
        let mut act = Act { visits: vec![self.ends(left.visit)], ..Act::default() };
        let end = self.last_known(left)?.map(|at| self.end_of(&open, left.visit, at)).transpose()?;
        if let Some((edit, row)) = end.flatten() {
            act.edits.push(edit);
            act.log.push(row);
        }
        self.write_over(state, &act)
    }

    /// The last moment at which something is known of a visit, UTC milliseconds; none of one that has ended or was
    /// withdrawn.
    fn last_known(&self, left: &OpenVisit) -> Answer<Option<i64>> {
        let connection = self.store.connection();
        let visit = read::one(connection, kind_of("visit")?, left.visit)?;
        let Some(visit) = visit.filter(|visit| visit.value("closed").is_none()) else { return Ok(None) };
        let mut last = visit.int("at").unwrap_or(0);
        for (header, body) in access_log::about(connection, left.person, ROWS)? {
            let (Ok(header), Some(Ok(body))) =
                (log::decode_header(&header), body.as_deref().map(log::decode_body))
            else {
                continue;
            };
            let under = body.purpose == Some(left.purpose) && body.purpose_ref == left.reference;
            if under && header.head.user == Some(left.user) {
                last = last.max(clock::ts_ms(header.head.ts));
                break; // the newest come first
            }
        }
        for draft in drafts::of_user(connection, left.user)? {
            if draft.about == Some(left.person) {
                last = last.max(draft.at);
            }
        }
        Ok(Some(last))
    }
}
