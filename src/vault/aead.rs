//! XChaCha20-Poly1305 with a random nonce of 24 bytes, the one AEAD of slots, subject keys and cells.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

pub(super) const NONCE: usize = 24;
pub(super) const TAG: usize = 16;

/// Ciphertext ‖ tag. `None` only for more than 256 GiB.
pub(super) fn seal(key: &[u8; 32], nonce: &[u8; NONCE], aad: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.encrypt(&XNonce::from(*nonce), Payload { msg: plain, aad }).ok()
}

/// The plaintext, if key, nonce, aad and bytes are those it was sealed with.
pub(super) fn open(
    key: &[u8; 32],
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad }).ok().map(Zeroizing::new)
}
