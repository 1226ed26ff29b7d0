//! A user's keys out of the seed: one for being wrapped to, one for signing.

use super::derive;
use super::secret::Seed;
use super::wrap::{self, KemPrivate, KemPublic, WrapFault};
use crate::register::{Entropy, Id};
use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

/// USK for as long as a session lasts. Both private keys follow from it and are made where they are used: what is kept
/// is 32 bytes in locked memory, and no structure of another crate with a key somewhere in it.
pub struct UserKeys {
    user: Id,
    seed: Seed,
    kem_pub: KemPublic,
    sig_pub: [u8; 32],
}

impl UserKeys {
    /// The keys of `user` out of the seed.
    pub fn from_seed(user: Id, seed: Seed) -> UserKeys {
        let (_, kem_pub) = derive::user_kem(&seed);
        let sig_pub = derive::user_sig(&seed).verifying_key().to_bytes();
        UserKeys { user, seed, kem_pub, sig_pub }
    }

    /// New random keys: at set-up, at an activation, after a compromise.
    pub fn generate(user: Id, entropy: &mut dyn Entropy) -> UserKeys {
        UserKeys::from_seed(user, Seed::random(entropy))
    }

    /// Whose keys.
    pub fn user(&self) -> Id {
        self.user
    }

    /// The public half that keys are wrapped to.
    pub fn kem_pub(&self) -> KemPublic {
        self.kem_pub
    }

    /// The public half that signatures are checked with.
    pub fn sig_pub(&self) -> [u8; 32] {
        self.sig_pub
    }

    /// Ed25519 signature over `message`.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.with_signing_key(|key| key.sign(message).to_bytes())
    }

    /// Lends the signing key to something that signs more than one text at a time, as a note is.
    pub fn with_signing_key<T>(&self, sign: impl FnOnce(&SigningKey) -> T) -> T {
        sign(&derive::user_sig(&self.seed))
    }

    /// Seals an unsaved form so that only its author gets it back after a lock.
    pub fn seal_draft(&self, form: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, WrapFault> {
        wrap::seal_draft(self.kem_pub, self.user, form, entropy)
    }

    /// Opens what [`UserKeys::seal_draft`] sealed.
    pub fn open_draft(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
        wrap::open_draft(&self.kem(), self.user, sealed)
    }

    pub(super) fn kem(&self) -> KemPrivate {
        derive::user_kem(&self.seed).0
    }

    pub(super) fn seed(&self) -> &Seed {
        &self.seed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, TestEntropy};

    #[test]
    fn a_draft_comes_back_to_its_author_only() {
        let mut e = TestEntropy::new(1);
        let mine = UserKeys::generate(testing::USER, &mut e);
        let sealed = mine.seal_draft(b"kesken", &mut e).unwrap();
        assert_eq!(mine.open_draft(&sealed).unwrap().as_slice(), b"kesken");
        let other = UserKeys::generate(testing::USER, &mut e);
        assert!(other.open_draft(&sealed).is_err());
        let renamed = UserKeys::from_seed(testing::OFFICE, mine.seed().duplicate());
        assert!(renamed.open_draft(&sealed).is_err(), "bound to the user id");
    }

    #[test]
    fn a_signature_verifies_with_the_public_half() {
        use ed25519_dalek::{Signature, VerifyingKey};
        let keys = UserKeys::from_seed(testing::USER, testing::seed());
        let public = VerifyingKey::from_bytes(&keys.sig_pub()).unwrap();
        let signature = Signature::from_bytes(&keys.sign(b"rivi"));
        assert!(public.verify_strict(b"rivi", &signature).is_ok());
        assert!(public.verify_strict(b"rivj", &signature).is_err());
    }
}
