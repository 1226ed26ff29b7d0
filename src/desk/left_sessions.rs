//! Sessions that nobody ended: their program was killed, or could not write their end down.
//!
//! A session ends with a row of the access log: logout, lock, the end of a right. Of one that was cut off the log would
//! tell a beginning and never an end. The next login on the register, whoever's it is, writes a 510 row for it behind
//! its own: failed, because nobody ended it; its object is the user, its time the moment at which it was found out.
//! When the user was last known to be at work stands in the detail.
//!
//! A session of a run that goes on is left alone, and so is one of which nobody can tell ([`Run::lives`]).

use super::answer::Answer;
use super::session::Session;
use crate::journal::clock;
use crate::journal::codes::{LogAction, Outcome};
use crate::journal::log::{self, Detail, LogBody};
use crate::register::Value;
use crate::store::open_sessions::{self, OpenSession};
use crate::store::{self, Entry, drafts, log_review};
use std::path::Path;

/// Key of a 510 row's detail: the last that is known of the session, UTC milliseconds.
pub const LAST_KNOWN: u16 = 1;

/// A session that nobody ended.
pub(super) struct Left {
    open: OpenSession,
    /// The last that is known of it, UTC milliseconds.
    last: i64,
}

impl Session {
    /// The sessions that no run of the program goes on with, and the last that is known of each; before this one is
    /// written down. What its own run had before is over too: a run has one at a time.
    pub(super) fn left_sessions(&self, folder: &Path) -> Answer<Vec<Left>> {
        let mut open = open_sessions::all(self.store.connection())?;
        open.retain(|left| self.run == Some(left.run) || !left.run.lives(folder).unwrap_or(true));
        open.into_iter().map(|open| Ok(Left { last: self.last_at_work(&open)?, open })).collect()
    }

    /// Writes down that they are over. One for which that fails keeps nobody out: the next login tries again.
    pub(super) fn end_left_sessions(&mut self, left: &[Left]) {
        for left in left {
            let _ = self.end_left_session(left);
        }
    }

    fn end_left_session(&mut self, Left { open: left, last }: &Left) -> Answer<()> {
        let detail = Detail::from([(LAST_KNOWN, Value::Int(*last))]);
        let body = LogBody { object: Some(left.user), detail: Some(detail), ..LogBody::default() };
        let rows = self.acted(vec![Entry::new(LogAction::CrashMarker, Outcome::Failed, 1, body)]);
        let actor = self.actor();
        let own = self.run == Some(left.run);
        self.store.with(&actor, rows, self.world.as_mut(), |c, _| {
            // The one of its own run has given its place to this one. That of another may have been written down
            // meanwhile by somebody who came in at the same time.
            if own || open_sessions::end(c, left.run)? { Ok(()) } else { Err(store::Error::Moved) }
        })?;
        Ok(())
    }

    /// The newest row of the user since the session began, or the moment at which a text was kept: rows do not name
    /// their run, so one who is at work in another window too is known from there.
    fn last_at_work(&self, left: &OpenSession) -> Answer<i64> {
        let connection = self.store.connection();
        let filter = log_review::Filter {
            from: left.since,
            until: i64::MAX,
            user: Some(left.user),
            actions: None,
            client: None,
        };
        let newest = log_review::newest(connection, &filter, 1)?;
        let row = newest.first().and_then(|row| log::decode_header(&row.header).ok());
        let mut last = row.map_or(left.since, |header| clock::ts_ms(header.head.ts).max(left.since));
        for draft in drafts::of_user(connection, left.user)? {
            last = last.max(draft.at);
        }
        Ok(last)
    }
}
