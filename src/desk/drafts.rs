//! Texts that are not saved yet: kept sealed to their user, also over a lock and a killed process. A draft is not a
//! record: not synced, not searchable, and nobody else's.

use super::api::{Draft, Message, Refusal};
use super::session::{Answer, Session};
use crate::store::drafts::{self, DraftRow};
use zeroize::Zeroizing;

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

    /// The kept text of a place. It stays kept until it is dropped.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn take_draft(&mut self, place: &str) -> Answer<Option<Draft>> {
        Ok(self.draft_of(place)?.map(|(row, text)| Draft { text, at: row.at }))
    }

    /// Forgets the kept text of a place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn drop_draft(&mut self, place: &str) -> Answer<()> {
        let Some((row, _)) = self.draft_of(place)? else { return Ok(()) };
        let actor = self.actor();
        self.store.with(&actor, Vec::new(), self.world.as_mut(), |connection, _| {
            drafts::remove(connection, row.id)
        })?;
        Ok(())
    }

    /// How many texts of the user are kept. Where they belong is inside the seal and is not said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn kept_drafts(&self) -> Answer<usize> {
        let rows = drafts::of_user(self.store.connection(), self.who.id)?;
        Ok(rows.iter().filter(|row| self.who.keys.open_draft(&row.sealed).is_ok()).count())
    }

    fn draft_of(&self, place: &str) -> Answer<Option<(DraftRow, String)>> {
        for row in drafts::of_user(self.store.connection(), self.who.id)? {
            // One sealed to keys the user has no more (a lost password) opens no more: passed over.
            let Ok(inside) = self.who.keys.open_draft(&row.sealed) else { continue };
            let Ok(inside) = std::str::from_utf8(&inside) else { continue };
            if let Some((found, text)) = inside.split_once(BETWEEN)
                && found == place
            {
                return Ok(Some((row, text.to_owned())));
            }
        }
        Ok(None)
    }
}
