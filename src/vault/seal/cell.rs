//! One sealed cell: u8 suite ‖ u8 comp ‖ key_id 8 ‖ nonce 24 ‖ ciphertext ‖ tag 16.

use super::super::aead::{self, NONCE, TAG};
use super::super::bytes::Reader;
use super::super::derive::{self, SUITE, label};
use super::super::secret::Sdk;
use super::SealFault;
use crate::register::{Entropy, Id};
use zeroize::Zeroizing;

/// Longest padded plaintext of a cell, in bytes: 192 KiB.
pub const CELL_MAX_PLAIN: usize = 192 * 1024;
const PAD: usize = 64;
const MIN_PLAIN: usize = 256;
const HEAD: usize = 2 + 8 + NONCE;

/// Where a cell stands. A cell that is moved to another row or field does not open there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// Number of the generic kind *sealed record* (the real kind is inside the cell).
    pub kind: u16,
    /// The record (for an attachment, the attachment).
    pub entity: Id,
    /// 1 the body, 2 a piece of an attachment.
    pub field: u16,
}

/// Seals a body under an SDK. The length is hidden in steps of 64 bytes, at least 256.
pub fn seal_cell(
    sdk: &Sdk,
    comp: u8,
    key_id: [u8; 8],
    place: CellPlace,
    body: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealFault> {
    let plain = pad(body)?;
    let mut nonce = [0; NONCE];
    entropy.fill(&mut nonce);
    let key = derive::cell_key(sdk, comp, &key_id);
    let sealed =
        aead::seal(key.expose(), &nonce, &aad(comp, &key_id, place), &plain).ok_or(SealFault::TooLong)?;
    let mut cell = Vec::with_capacity(HEAD + sealed.len());
    cell.extend_from_slice(&[SUITE, comp]);
    cell.extend_from_slice(&key_id);
    cell.extend_from_slice(&nonce);
    cell.extend_from_slice(&sealed);
    Ok(cell)
}

/// Opens a cell of compartment `comp` with the SDK of its key_id.
pub fn open_cell(
    sdk: &Sdk,
    comp: u8,
    place: CellPlace,
    cell: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let parts = split(cell)?;
    if parts.comp != comp {
        return Err(SealFault::NotForThisPlace);
    }
    let key = derive::cell_key(sdk, comp, &parts.key_id);
    let plain = aead::open(key.expose(), &parts.nonce, &aad(comp, &parts.key_id, place), parts.sealed)
        .ok_or(SealFault::NotForThisPlace)?;
    unpad(&plain)
}

/// Compartment and key_id of a cell: which key is needed, without opening it.
pub fn cell_key_id(cell: &[u8]) -> Result<(u8, [u8; 8]), SealFault> {
    split(cell).map(|p| (p.comp, p.key_id))
}

/// L(`cell`) ‖ comp ‖ key_id ‖ u16 kind ‖ entity_id ‖ u16 field. Not table, schema version, office or
/// key_epoch: those change and the cell must stay readable.
fn aad(comp: u8, key_id: &[u8; 8], place: CellPlace) -> Vec<u8> {
    let (kind, field) = (place.kind.to_be_bytes(), place.field.to_be_bytes());
    [label!("cell"), &[comp], key_id, &kind, place.entity.as_bytes(), &field].concat()
}

struct Parts<'a> {
    comp: u8,
    key_id: [u8; 8],
    nonce: [u8; NONCE],
    sealed: &'a [u8],
}

fn split(cell: &[u8]) -> Result<Parts<'_>, SealFault> {
    let mut r = Reader::new(cell);
    let length = cell.len().checked_sub(HEAD + TAG).ok_or(SealFault::Form)?;
    if length % PAD != 0 || !(MIN_PLAIN..=CELL_MAX_PLAIN).contains(&length) {
        return Err(SealFault::Form);
    }
    let mut read = || {
        let suite = r.u8()?;
        let parts =
            Parts { comp: r.u8()?, key_id: r.array()?, nonce: r.array()?, sealed: r.slice(length + TAG)? };
        (suite == SUITE).then_some(parts)
    };
    read().ok_or(SealFault::Form)
}

/// u32 length ‖ body ‖ zeros.
fn pad(body: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let length =
        body.len().checked_add(4).map(|n| n.next_multiple_of(PAD).max(MIN_PLAIN)).unwrap_or(usize::MAX);
    if length > CELL_MAX_PLAIN {
        return Err(SealFault::TooLong);
    }
    let prefix = u32::try_from(body.len()).map_err(|_| SealFault::TooLong)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(length));
    plain.extend_from_slice(&prefix.to_be_bytes());
    plain.extend_from_slice(body);
    plain.resize(length, 0);
    Ok(plain)
}

fn unpad(plain: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let mut r = Reader::new(plain);
    let length = r.u32().and_then(|n| usize::try_from(n).ok()).ok_or(SealFault::Form)?;
    let body = Zeroizing::new(r.slice(length).ok_or(SealFault::Form)?.to_vec());
    // One body has one plaintext: what is padded otherwise was not made by this program.
    if pad(&body)?.as_slice() == plain { Ok(body) } else { Err(SealFault::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, ENTITY, KEY_ID};

    /// What is padded otherwise opens to the same body: a place to hide something, and a second cell for one body.
    #[test]
    fn padding_that_this_program_does_not_make_is_refused() {
        let sdk = testing::sdk();
        let place = CellPlace { kind: 9999, entity: ENTITY, field: 1 };
        let sealed = |plain: &[u8]| {
            let (nonce, key) = ([7; NONCE], derive::cell_key(&sdk, 4, &KEY_ID));
            let ct = aead::seal(key.expose(), &nonce, &aad(4, &KEY_ID, place), plain).unwrap();
            [[SUITE, 4].as_slice(), &KEY_ID, &nonce, &ct].concat()
        };
        let open = |plain: &[u8]| open_cell(&sdk, 4, place, &sealed(plain)).map(|body| body.to_vec());
        let right = pad(b"runko").unwrap().to_vec();
        assert_eq!(open(&right), Ok(b"runko".to_vec()));
        for at in [9, 100, right.len() - 1] {
            let mut hidden = right.clone();
            hidden[at] = 1;
            assert_eq!(open(&hidden), Err(SealFault::Form), "byte {at}");
        }
        let long = [right.as_slice(), &[0; PAD]].concat();
        assert_eq!(open(&long), Err(SealFault::Form), "more than there need be");
        let mut beyond = right.clone();
        beyond[..4].copy_from_slice(&253u32.to_be_bytes());
        assert_eq!(open(&beyond), Err(SealFault::Form), "a length beyond the end");
    }
}
