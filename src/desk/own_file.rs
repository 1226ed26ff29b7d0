//! A user's own file and those of declared close persons never open for that user (434/2003 section 28). Kept as
//! keyed hashes of the henkilötunnus, so that the list of users tells nobody's identity code.

use super::session::{Answer, Who};
use crate::register::Id;
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

/// Whether a file is the user's own or a close person's, by its henkilötunnus of today or by any former one: a code
/// that was changed does not open the file.
pub(super) fn is_own_or_close(store: &Store, who: &Who, person: Id) -> Answer<bool> {
    let connection = store.connection();
    let Some(key) = store::meta(connection, KEY)? else { return Ok(false) };
    for hetu in read::every_hetu(connection, person)? {
        let tag = tag(&key, &hetu);
        let own = who.own_hetu.as_deref() == Some(tag.as_slice());
        if !tag.is_empty() && (own || people::is_close(connection, who.id, &tag)?) {
            return Ok(true);
        }
    }
    Ok(false)
}
