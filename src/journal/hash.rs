//! Tagged SHA-256 of journal and log, and the identities derived by hashing (security design, section 6).
//!
//! The tag byte keeps the uses apart: 00 a chain header, 01 reserved for a tree node, 02 a commitment.

use crate::register::Id;
use sha2::{Digest, Sha256};

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// `prev` of the first row of a stream.
pub const ZERO: Hash = [0; 32];

/// The compartment number of reference feeds.
pub const COMP_REFERENCE: u8 = 0;
/// The compartment number of the log feed.
pub const COMP_LOG: u8 = 127;

fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// c: the hash of a header as it was received.
pub fn header(bytes: &[u8]) -> Hash {
    sha256(&[&[0], bytes])
}

/// com: the commitment to a value, or to the body of a log row.
pub fn commitment(salt: &[u8; 16], bytes: &[u8]) -> Hash {
    sha256(&[&[2], salt, bytes])
}

/// SHA-256 of a list of identities as formats hash it: sorted, one after the other.
pub fn ids(ids: &[Id]) -> Hash {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut hash = Sha256::new();
    for id in &sorted {
        hash.update(id.as_bytes());
    }
    hash.finalize().into()
}

/// L(x): the label that keeps one use of a key or hash from another.
pub fn label(x: &str) -> Vec<u8> {
    [b"luukku/v1/", x.as_bytes(), &[0]].concat()
}

fn first16(hash: Hash) -> Id {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = hash;
    Id::from_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
}

/// The feed of an office and a compartment; [`COMP_REFERENCE`] of office zero is the feed common to all offices.
pub fn feed_id(office: Id, comp: u8) -> Id {
    first16(sha256(&[&label("feed"), office.as_bytes(), &[comp]]))
}

/// The identity of a person's only record of an unsealed `one` kind, so that two offline creators meet in it.
pub fn one_id(person: Id, kind: u16) -> Id {
    first16(sha256(&[&label("one"), person.as_bytes(), &kind.to_be_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::id;

    #[test]
    fn vectors_of_the_security_design() {
        let text = |id: Id| id.to_string().replace('-', "");
        assert_eq!(text(one_id(id(0x44), 12)), "82dcbca1c2ace805c4a4219e86b82abe");
        assert_eq!(text(feed_id(id(0x99), 1)), "894296f24912c50761f098bd04f8ace2");
        assert_eq!(text(feed_id(id(0x99), COMP_LOG)), "8e5d8e35f66575ca24e2246addc0ed3d");
        assert_eq!(text(feed_id(id(0x99), COMP_REFERENCE)), "4f74349adafd612ddedf9c497140964d");
    }

    #[test]
    fn a_hash_of_shown_clients_knows_no_order() {
        assert_eq!(ids(&[id(1), id(2), id(1)]), ids(&[id(2), id(1)]));
        assert_ne!(ids(&[id(1)]), ids(&[id(2)]));
    }
}
