//! Texts that are not saved yet: kept sealed to their user, also over a lock and a killed process. A draft is not a
//! record: not synced, not searchable, and nobody else's.

use super::answer::Answer;
use super::api::{Draft, Message, Refusal};
use super::session::Session;
use crate::register::Id;
use crate::store::Connection;
use crate::store::drafts::{self, DraftRow};
use zeroize::Zeroizing;

/// Under what the places begin at which a lock keeps the screens.
pub(super) const LOCK_PLACE: &str = "lock/";

/// Parts a place from what sets apart the texts of one form: a text that was left as it is keeps its place, and the
/// next one has another.
pub const UNDER: char = '#';

/// Between place and text inside the seal; no face's place has it.
const BETWEEN: char = '\0';

impl Session {
    /// Keeps a text under a place of the face's own making, in the place of an older one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_draft(&mut self, place: &str, text: &str) -> Answer<()> {
        let id = match self.draft_of(place)? {
            Some((row, _)) => row.id,
            None => self.new_id(),
        };
        let inside = Zeroizing::new(format!("{place}{BETWEEN}{text}"));
        let sealed = self
            .who
            .keys
            .seal_draft(inside.as_bytes(), self.world.entropy())
            .map_err(|e| Refusal::Fault(Message::new(e.message_id()), "D-DRAFT".to_owned()))?;
        let (actor, user) = (self.actor(), self.who.id);
        let about = self.file.as_ref().map(|open| open.person);
        self.store.with(&actor, Vec::new(), self.world.as_mut(), |connection, moment| {
            drafts::put(connection, id, user, about, moment.utc_ms, &sealed)
        })?;
        Ok(())
    }

    /// The newest text that is kept at a place or at one under it ([`UNDER`]), but for these places. It stays kept
    /// until it is dropped.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn take_draft(&mut self, place: &str, but: &[String]) -> Answer<Option<Draft>> {
        let mut newest = None;
        for row in drafts::of_user(self.store.connection(), self.who.id)? {
            let Some((found, text)) = self.opened_draft(&row) else { continue };
            let of_place =
                found.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(UNDER));
            if of_place && !but.contains(&found) {
                newest = Some(Draft { place: found, text, at: row.at });
            }
        }
        Ok(newest)
    }

    /// Forgets the kept text of a place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn drop_draft(&mut self, place: &str) -> Answer<()> {
        let Some((row, _)) = self.draft_of(place)? else { return Ok(()) };
        self.forget_draft(row.id)
    }

    fn forget_draft(&mut self, id: Id) -> Answer<()> {
        let actor = self.actor();
        let forget = |connection: &Connection, _| drafts::remove(connection, id);
        Ok(self.store.with(&actor, Vec::new(), self.world.as_mut(), forget)?)
    }

    /// What a lock kept of the screens, once. The text of this window comes first; one of a window that is gone (a
    /// killed process) is taken by a window that is alone, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read, or the text cannot be forgotten.
    pub(super) fn take_lock_text(&mut self, own: &str, alone: bool) -> Answer<Option<String>> {
        let mut newest = None;
        for row in drafts::of_user(self.store.connection(), self.who.id)? {
            let Some((place, text)) = self.opened_draft(&row) else { continue };
            let is_own = place == own;
            if is_own || alone && place.starts_with(LOCK_PLACE) {
                newest = Some((row.id, text));
            }
            if is_own {
                break;
            }
        }
        let Some((id, text)) = newest else { return Ok(None) };
        self.forget_draft(id)?;
        Ok(Some(text))
    }

    /// How many texts of the user are kept that a form offers again. What a lock kept of the screens is none of them:
    /// the texts of its forms are kept by themselves too, and the next login takes it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn kept_drafts(&self) -> Answer<usize> {
        let rows = drafts::of_user(self.store.connection(), self.who.id)?;
        let places = rows.iter().filter_map(|row| self.opened_draft(row)).map(|(place, _)| place);
        Ok(places.filter(|place| !place.starts_with(LOCK_PLACE)).count())
    }

    fn draft_of(&self, place: &str) -> Answer<Option<(DraftRow, String)>> {
        for row in drafts::of_user(self.store.connection(), self.who.id)? {
            if let Some((found, text)) = self.opened_draft(&row)
                && found == place
            {
                return Ok(Some((row, text)));
            }
        }
        Ok(None)
    }

    /// Place and text. One sealed to keys the user has no more (a lost password) opens no more: passed over.
    fn opened_draft(&self, row: &DraftRow) -> Option<(String, String)> {
        let inside = self.who.keys.open_draft(&row.sealed).ok()?;
        let (place, text) = std::str::from_utf8(&inside).ok()?.split_once(BETWEEN)?;
        Some((place.to_owned(), text.to_owned()))
    }
}
