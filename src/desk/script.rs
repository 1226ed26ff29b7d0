//! The desk as scripts use it: the same doors and the same log as the screens, one request after another on one
//! thread, with a read connection of its own for lookups.

use super::answer::Answer;
use super::api::{Hits, LoggedIn, Message, Refusal, Shown};
use super::backup::{self, RestoreKey, Restored};
use super::login::Desk;
use super::search;
use super::session::Session;
use super::world;
use crate::access::Identification;
use crate::cipherdb::Reader;
use crate::journal::codes::{Face, Purpose};
use crate::register::{Id, Kind};
use crate::vault::secret::PasswordText;
use std::path::Path;

/// Why a file may be opened: what the caller says on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A visit now; how the client was identified.
    Identified(Identification),
    /// The user is the client's officer.
    OwnClient,
    /// There is a booking today.
    Booking,
}

/// A desk with somebody logged in.
pub struct Script {
    desk: Desk,
    reader: Reader,
    runs: u64,
}

impl Script {
    /// Logs in to the office in a folder.
    ///
    /// # Errors
    /// As [`Desk::login`]; an old password must be changed at the screen first.
    pub fn log_in(folder: &Path, login: &str, password: PasswordText) -> Answer<(Script, LoggedIn)> {
        let mut desk = world::for_scripts(folder)?;
        let seen = desk.login(login, password)?;
        if seen.must_change {
            desk.logout()?;
            return Err(Refusal::Cannot(Message::new("error-password-must-change")));
        }
        let reader = desk.reader()?;
        Ok((Script { desk, reader, runs: 0 }, seen))
    }

    /// The desk, for requests that are the same for every face.
    pub fn desk(&mut self) -> &mut Desk {
        &mut self.desk
    }

    /// The session.
    ///
    /// # Errors
    /// When it has ended.
    pub fn session(&mut self) -> Answer<&mut Session> {
        self.desk.session()
    }

    /// Looks clients up; each call is one search in the log.
    ///
    /// # Errors
    /// Refused to those without case data.
    pub fn find(&mut self, text: &str) -> Answer<Hits> {
        self.runs += 1;
        let session = self.desk.session()?;
        let found = search::look_up(&self.reader, text, session.today())?;
        session.hits(found, self.runs)
    }

    /// What of these fields leaves the program: of somebody who is named by the unit not the id either, which carries the
    /// name elsewhere (register design, V5).
    ///
    /// # Errors
    /// When the session has ended.
    pub fn discreet(&mut self, kind: &Kind, cells: &mut [(u16, Shown)]) -> Answer<()> {
        self.desk.session()?.discreet(kind, cells)
    }

    /// The one client of a henkilötunnus, or of a person's id as `find` prints it.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn client(&mut self, named: &str) -> Answer<Id> {
        let named = named.trim();
        if let Some(person) = Id::parse(named) {
            return Ok(person);
        }
        let hits = self.find(named)?;
        let by_code = hits.understood.as_ref().is_some_and(|m| m.id == "search-by-hetu");
        match (by_code, hits.hits.as_slice()) {
            (true, [hit]) => Ok(hit.person),
            (true, []) => Err(Refusal::Cannot(Message::new("search-none"))),
            (true, _) => Err(Refusal::Cannot(Message::new("cli-client-several"))),
            // A wrong code says what is wrong with it; anything else is not a way to name one client.
            (false, _) => Err(Refusal::Cannot(
                hits.note
                    .filter(|m| m.id.starts_with("error-"))
                    .unwrap_or(Message::new("cli-client-by-hetu")),
            )),
        }
    }

    /// Opens a client's file, or goes on in the one that is open.
    ///
    /// # Errors
    /// As [`Session::open_visit`] and [`Session::open`].
    pub fn open(&mut self, person: Id, ground: Ground) -> Answer<()> {
        let session = self.desk.session()?;
        if session.file().is_ok_and(|file| file.person() == person) {
            return Ok(());
        }
        match ground {
            Ground::Identified(how) => session.open_visit(person, how, "desk").map(|_| ()),
            Ground::OwnClient => session.open(person, Purpose::OwnClient).map(|_| ()),
            Ground::Booking => session.open(person, Purpose::Booking).map(|_| ()),
        }
    }

    /// Ends the visit and the session.
    ///
    /// # Errors
    /// When the end cannot be written; the register is shut all the same.
    pub fn log_out(mut self) -> Answer<()> {
        let ended = self.desk.session().and_then(Session::end_visit);
        drop(self.reader);
        ended.and(self.desk.logout())
    }
}

/// Gives an administrator whose own role ended, or is about to, that role again by the recovery key. Nobody is logged in.
///
/// # Errors
/// As [`Desk::renew_administrator`].
pub fn renew_administrator(
    folder: &Path,
    login: &str,
    password: PasswordText,
    key: &PasswordText,
) -> Answer<(Id, i32)> {
    world::for_scripts(folder)?.renew_administrator(login, password, key)
}

/// Puts a backup in the place of the register in a folder, or into a new folder on a new machine.
///
/// # Errors
/// As [`backup::restore`].
pub fn restore(from: &Path, into: &Path, key: RestoreKey) -> Answer<Restored> {
    backup::restore(from, into, key, Face::Cli, &world::worlds())
}
