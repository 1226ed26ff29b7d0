//! HPKE (RFC 9180) in base mode: what is sealed to a public key. Output is enc (32) ‖ ct (n + 16).

use super::derive::label;
use super::secret::{Ds, Secret, Ss};
use crate::register::{Entropy, Id};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use std::convert::Infallible;
use zeroize::Zeroizing;

/// What HPKE adds to a plaintext: enc 32 and tag 16.
pub const OVERHEAD: usize = 48;
/// Length of a sealed key of 32 bytes.
pub const SEALED_KEY: usize = 32 + OVERHEAD;

/// Why something could not be sealed or opened. Never says more: the ways in which a key does not fit are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapFault {
    /// Another key, another place, or changed bytes.
    NotForThisKey,
    /// Not the length or form of this format.
    Form,
}

impl WrapFault {
    /// The Fluent id of the sentence.
    pub const fn message_id(self) -> &'static str {
        match self {
            WrapFault::NotForThisKey => "error-wrap-key",
            WrapFault::Form => "error-wrap-form",
        }
    }
}

/// The public half of an X25519 pair: 32 bytes as formats hold them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KemPublic([u8; 32]);

impl KemPublic {
    /// From the 32 bytes of a format.
    pub const fn from_bytes(bytes: [u8; 32]) -> KemPublic {
        KemPublic(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The private half. The type underneath wipes itself; this one adds that it cannot be copied or printed.
pub struct KemPrivate(<X25519HkdfSha256 as Kem>::PrivateKey);

impl KemPrivate {
    /// RFC 9180 section 7.1.3, DeriveKeyPair(ikm).
    pub fn derive(ikm: &Secret<32>) -> (KemPrivate, KemPublic) {
        let (private, public) = X25519HkdfSha256::derive_keypair(ikm.expose());
        (KemPrivate(private), KemPublic(public.to_bytes().into()))
    }
}

/// Seals to a public key. The sealing key pair is new each time, made from `entropy`.
pub fn seal(
    to: KemPublic,
    info: &[&[u8]],
    aad: &[u8],
    plain: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapFault> {
    let public =
        <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(to.as_bytes()).map_err(|_| WrapFault::Form)?;
    let (enc, ct) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info.concat(),
        plain,
        aad,
        &mut Rng(entropy),
    )
    .map_err(|_| WrapFault::Form)?;
    let mut out = Vec::with_capacity(plain.len() + OVERHEAD);
    out.extend_from_slice(&enc.to_bytes());
    out.extend_from_slice(&ct);
    Ok(out)
}

/// Opens what [`seal`] made for the public half of `with`.
pub fn open(
    with: &KemPrivate,
    info: &[&[u8]],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
    let (enc, ct) = sealed.split_at_checked(32).ok_or(WrapFault::Form)?;
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).map_err(|_| WrapFault::Form)?;
    hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &with.0,
        &enc,
        &info.concat(),
        ct,
        aad,
    )
    .map(Zeroizing::new)
    .map_err(|_| WrapFault::NotForThisKey)
}

/// Seals a key of 32 bytes.
pub fn seal_key(
    to: KemPublic,
    info: &[&[u8]],
    aad: &[u8],
    key: &[u8; 32],
    entropy: &mut dyn Entropy,
) -> Result<[u8; SEALED_KEY], WrapFault> {
    seal(to, info, aad, key, entropy)?.try_into().map_err(|_| WrapFault::Form)
}

/// Opens a sealed key of 32 bytes.
pub fn open_key(
    with: &KemPrivate,
    info: &[&[u8]],
    aad: &[u8],
    sealed: &[u8; SEALED_KEY],
) -> Result<Secret<32>, WrapFault> {
    Secret::from_slice(&open(with, info, aad, sealed)?).ok_or(WrapFault::Form)
}

/// A detail of a log row that may hold personal data, sealed to the public half of CK[127]: info = L(`log-detail`) ‖
/// office_id ‖ u32 key_epoch, aad = dev ‖ u64 n. It opens for the log auditor, and in its own row only.
pub fn seal_log_detail(
    to: KemPublic,
    office: Id,
    key_epoch: u32,
    (dev, n): (Id, u64),
    text: &str,
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapFault> {
    let epoch = key_epoch.to_be_bytes();
    let info: [&[u8]; 3] = [label!("log-detail"), office.as_bytes(), &epoch];
    let aad = [dev.as_bytes().as_slice(), &n.to_be_bytes()].concat();
    seal(to, &info, &aad, text.as_bytes(), entropy)
}

/// Opens what [`seal_log_detail`] made.
pub fn open_log_detail(
    with: &KemPrivate,
    office: Id,
    key_epoch: u32,
    (dev, n): (Id, u64),
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
    let epoch = key_epoch.to_be_bytes();
    let info: [&[u8]; 3] = [label!("log-detail"), office.as_bytes(), &epoch];
    let aad = [dev.as_bytes().as_slice(), &n.to_be_bytes()].concat();
    open(with, &info, &aad, sealed)
}

/// An unsaved form sealed to its author: info = L(`draft`), aad = user_id.
pub fn seal_draft(
    to: KemPublic,
    user: Id,
    form: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, WrapFault> {
    seal(to, &[label!("draft")], user.as_bytes(), form, entropy)
}

/// Opens what [`seal_draft`] made.
pub fn open_draft(with: &KemPrivate, user: Id, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, WrapFault> {
    open(with, &[label!("draft")], user.as_bytes(), sealed)
}

/// The office's slot secret sealed to a terminal: info = L(`ss`) ‖ office_id ‖ ss_id, aad = machine_id.
pub fn seal_ss(
    to: KemPublic,
    office: Id,
    machine: Id,
    ss: &Ss,
    entropy: &mut dyn Entropy,
) -> Result<[u8; SEALED_KEY], WrapFault> {
    let ss_id = super::derive::ss_id(ss);
    seal_key(to, &[label!("ss"), office.as_bytes(), &ss_id], machine.as_bytes(), ss.expose(), entropy)
}

/// Opens what [`seal_ss`] made for this terminal; the secret must have the id it was sent under.
pub fn open_ss(
    ds: &Ds,
    office: Id,
    machine: Id,
    ss_id: &[u8; 8],
    sealed: &[u8; SEALED_KEY],
) -> Result<Ss, WrapFault> {
    let (device, _) = super::derive::device_kem(ds);
    let ss =
        Ss::new(open_key(&device, &[label!("ss"), office.as_bytes(), ss_id], machine.as_bytes(), sealed)?);
    if super::derive::ss_id(&ss) == *ss_id { Ok(ss) } else { Err(WrapFault::NotForThisKey) }
}

/// Hands passed-in entropy to a crate that wants its own trait.
struct Rng<'a>(&'a mut dyn Entropy);

impl TryRng for Rng<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut b = [0; 4];
        self.0.fill(&mut b);
        Ok(u32::from_le_bytes(b))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut b = [0; 8];
        self.0.fill(&mut b);
        Ok(u64::from_le_bytes(b))
    }

    fn try_fill_bytes(&mut self, dst: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(dst);
        Ok(())
    }
}

impl TryCryptoRng for Rng<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::derive;
    use crate::vault::testing::{self, TestEntropy};

    #[test]
    fn info_and_aad_both_bind() {
        let (private, public) = derive::user_kem(&testing::seed());
        let sealed = seal(public, &[b"in", b"fo"], b"aad", b"text", &mut TestEntropy::new(1)).unwrap();
        assert_eq!(sealed.len(), 4 + OVERHEAD);
        assert_eq!(open(&private, &[b"info"], b"aad", &sealed).unwrap().as_slice(), b"text");
        assert_eq!(open(&private, &[b"inf"], b"aad", &sealed).err(), Some(WrapFault::NotForThisKey));
        assert_eq!(open(&private, &[b"info"], b"aae", &sealed).err(), Some(WrapFault::NotForThisKey));
        for short in 0..OVERHEAD {
            assert!(open(&private, &[b"info"], b"aad", &sealed[..short]).is_err());
        }
    }

    /// The key of each sealing comes out of its own key pair, and its nonce with it: were the pair the same twice, so
    /// were both, and two texts sealed to one key would give each other away.
    #[test]
    fn every_sealing_has_a_key_pair_of_its_own() {
        let (private, public) = derive::user_kem(&testing::seed());
        let e = &mut TestEntropy::new(3);
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..20 {
            let sealed = seal(public, &[b"info"], b"aad", b"text", e).unwrap();
            let (enc, ct) = sealed.split_at(32);
            assert!(seen.insert(enc.to_vec()) && seen.insert(ct.to_vec()), "again the same");
            assert_eq!(open(&private, &[b"info"], b"aad", &sealed).unwrap().as_slice(), b"text");
        }
        // It is the entropy handed in that makes the pair, and nothing else.
        let with = |seed| seal(public, &[b"info"], b"aad", b"text", &mut TestEntropy::new(seed)).unwrap();
        assert_eq!(with(4), with(4));
        assert_ne!(with(4)[..32], with(5)[..32]);
    }

    #[test]
    fn the_slot_secret_reaches_its_own_machine_only() {
        let (ds, ss) = (testing::ds(), testing::ss());
        let (_, device) = derive::device_kem(&ds);
        let id = derive::ss_id(&ss);
        let sealed =
            seal_ss(device, testing::OFFICE, testing::MACHINE, &ss, &mut TestEntropy::new(2)).unwrap();
        assert!(open_ss(&ds, testing::OFFICE, testing::MACHINE, &id, &sealed).unwrap().ct_eq(&ss));
        assert!(open_ss(&ds, testing::OFFICE, testing::USER, &id, &sealed).is_err());
        assert!(open_ss(&ds, testing::USER, testing::MACHINE, &id, &sealed).is_err());
        assert!(open_ss(&ds, testing::OFFICE, testing::MACHINE, &[0; 8], &sealed).is_err());
    }
}
