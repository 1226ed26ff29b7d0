//! A user's own file and those of declared close persons never open for that user (434/2003 section 28; register
//! design, V2). Kept as keyed hashes of the henkilötunnus, so that the list of users tells nobody's identity code.
//! Who declares them is in `declaring`.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::session::{Session, Who};
use crate::register::{Id, hetu};
use crate::store::{self, Store, people, read};
use hmac::{Hmac, KeyInit, Mac};

use sha2::Sha256;

/// The name of the key in `meta`.
pub const KEY: &str = "hetu_key";

/// The keyed hash of a henkilötunnus.
pub fn tag(key: &[u8], hetu: &str) -> Vec<u8> {
    // HMAC takes keys of any length, so this cannot fail; an empty tag would match nothing.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(key) else { return Vec::new() };
    mac.chain_update(hetu.as_bytes()).finalize().into_bytes().iter().take(16).copied().collect()
}

/// The key of the tags, if the office has it: a row of the log commits to it.
pub(super) fn hetu_key(connection: &store::Connection) -> Answer<Option<Vec<u8>>> {
    Ok(store::meta(connection, KEY)?)
}

/// The key of the tags. An office without it cannot tell whose file is whose: none opens then.
fn key(connection: &store::Connection) -> Answer<Vec<u8>> {
    Ok(store::meta(connection, KEY)?.ok_or(store::Error::Damaged("meta", KEY))?)
}

/// Whether a file is the user's own or a close person's, by its henkilötunnus of today or by any former one: a code
/// that was changed does not open the file.
pub(super) fn is_own_or_close(store: &Store, who: &Who, person: Id) -> Answer<bool> {
    let connection = store.connection();
    let key = key(connection)?;
    for hetu in read::every_hetu(connection, person)? {
        let tag = tag(&key, &hetu);
        let own = who.own_hetu.as_deref() == Some(tag.as_slice());
        if !tag.is_empty() && (own || people::is_close(connection, who.id, &tag)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Session {
    /// The keyed hash of a henkilötunnus as it was typed; none when nothing was.
    pub(super) fn own_tag(&self, typed: Option<&str>) -> Answer<Option<Vec<u8>>> {
        let Some(typed) = typed.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(None) };
        let code = hetu::normalise(typed, self.today()).map_err(|f| Refusal::Cannot(Message::new(f.id())))?;
        Ok(Some(tag(&key(self.store.connection())?, code.as_str())))
    }
}
