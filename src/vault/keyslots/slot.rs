//! One slot: a user's seed sealed under password and slot secret. 264 bytes, the first 160 of them its AAD.

use super::super::aead;
use super::super::bytes::Reader;
use super::super::derive;
use super::super::kdf::KdfParams;
use super::super::secret::{Pk, Seed, Ss};
use super::super::user::UserKeys;
use super::super::wrap::KemPublic;
use super::KeyslotsFault;
use crate::register::{Entropy, Id};
use subtle::ConstantTimeEq;

pub(super) const SLOT_HEADER: usize = 160;
pub(super) const SLOT: usize = 264;

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SlotType {
    /// Password and slot secret.
    Password = 1,
    /// An activation code and slot secret; single use.
    Activation = 2,
}

/// Why a slot did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotFault {
    /// No such login here. People read the same sentence as for a wrong password; the door file knows better.
    Unknown,
    /// The password (or code) is wrong.
    WrongPassword,
    /// The password is right and the slot is damaged, or is not of this office.
    Damaged,
    /// The code was right and is too old.
    Expired,
    /// The slot secret this slot needs is not in the key store.
    NoSlotSecret,
}

impl SlotFault {
    /// The Fluent id of the sentence: one for unknown id and wrong password.
    pub const fn message_id(self) -> &'static str {
        match self {
            SlotFault::Unknown | SlotFault::WrongPassword => "error-login-refused",
            SlotFault::Damaged => "error-login-slot-damaged",
            SlotFault::Expired => "error-login-code-expired",
            SlotFault::NoSlotSecret => "error-login-slot-secret",
        }
    }
}

/// A slot as the file holds it. Nothing in it is readable without password and slot secret.
#[derive(Clone)]
pub struct Slot {
    /// What opens it.
    pub slot_type: SlotType,
    /// Whose it is.
    pub user: Id,
    /// HMAC of the login: no names in the file.
    pub login_tag: [u8; 16],
    /// Counts the user's slots; bound into the key.
    pub slot_gen: u32,
    /// The password must be changed at the next login.
    pub must_change: bool,
    /// When this slot was made, UTC milliseconds.
    pub created: i64,
    /// When the password was last changed, UTC milliseconds.
    pub changed: i64,
    /// When an activation code ends, UTC milliseconds.
    pub expires: Option<i64>,
    /// Cost of the derivation.
    pub kdf: KdfParams,
    /// Salt of the derivation.
    pub salt: [u8; 16],
    /// Which slot secret it needs.
    pub ss_id: [u8; 8],
    /// The user's public key for wraps.
    pub kem_pub: KemPublic,
    /// The user's public key for signatures.
    pub sig_pub: [u8; 32],
    kcv: [u8; 32],
    nonce: [u8; 24],
    sealed: [u8; 48],
}

/// What is to be sealed into a slot, beside the keys.
pub(super) struct SlotPlan<'a> {
    pub slot_type: SlotType,
    pub login: &'a str,
    pub slot_gen: u32,
    pub must_change: bool,
    pub created: i64,
    pub changed: i64,
    pub expires: Option<i64>,
    pub kdf: KdfParams,
    pub salt: [u8; 16],
}

impl Slot {
    /// Seals the user's seed under PK and SS.
    pub(super) fn seal(
        plan: SlotPlan<'_>,
        office: Id,
        ss: &Ss,
        pk: &Pk,
        keys: &UserKeys,
        entropy: &mut dyn Entropy,
    ) -> Result<Slot, KeyslotsFault> {
        let user = keys.user();
        let mut nonce = [0; 24];
        entropy.fill(&mut nonce);
        let mut slot = Slot {
            slot_type: plan.slot_type,
            user,
            login_tag: derive::login_tag(ss, plan.login),
            slot_gen: plan.slot_gen,
            must_change: plan.must_change,
            created: plan.created,
            changed: plan.changed,
            expires: plan.expires,
            kdf: plan.kdf,
            salt: plan.salt,
            ss_id: derive::ss_id(ss),
            kem_pub: keys.kem_pub(),
            sig_pub: keys.sig_pub(),
            kcv: *derive::kcv(ss, pk, office, user, plan.slot_gen).expose(),
            nonce,
            sealed: [0; 48],
        };
        let ukek = derive::ukek(ss, pk, office, user, plan.slot_gen);
        let sealed = aead::seal(ukek.expose(), &nonce, &slot.header_bytes(), keys.seed().expose());
        slot.sealed = sealed.and_then(|s| s.try_into().ok()).ok_or(KeyslotsFault::Length)?;
        Ok(slot)
    }

    /// The user's keys, if PK and SS are those it was sealed with and nothing was changed since.
    pub(super) fn open(&self, office: Id, ss: &Ss, pk: &Pk) -> Result<UserKeys, SlotFault> {
        let kcv = derive::kcv(ss, pk, office, self.user, self.slot_gen);
        if !bool::from(kcv.expose().ct_eq(&self.kcv)) {
            return Err(SlotFault::WrongPassword);
        }
        let ukek = derive::ukek(ss, pk, office, self.user, self.slot_gen);
        let seed = aead::open(ukek.expose(), &self.nonce, &self.header_bytes(), &self.sealed)
            .and_then(|plain| Seed::from_slice(&plain))
            .ok_or(SlotFault::Damaged)?;
        let keys = UserKeys::from_seed(self.user, seed);
        // The public halves in the file are what others wrap keys to: they must be this seed's.
        if keys.kem_pub() == self.kem_pub && keys.sig_pub() == self.sig_pub {
            Ok(keys)
        } else {
            Err(SlotFault::Damaged)
        }
    }

    fn header_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(SLOT_HEADER);
        out.push(self.slot_type as u8);
        out.extend_from_slice(self.user.as_bytes());
        out.extend_from_slice(&self.login_tag);
        out.extend_from_slice(&self.slot_gen.to_be_bytes());
        out.push(u8::from(self.must_change));
        out.extend_from_slice(&self.created.to_be_bytes());
        out.extend_from_slice(&self.changed.to_be_bytes());
        out.extend_from_slice(&self.expires.unwrap_or(0).to_be_bytes());
        out.push(1); // kdf 1: Argon2id
        out.extend_from_slice(&self.kdf.m_kib().to_be_bytes());
        out.extend_from_slice(&self.kdf.t().to_be_bytes());
        out.push(self.kdf.p());
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(&self.ss_id);
        out.extend_from_slice(self.kem_pub.as_bytes());
        out.extend_from_slice(&self.sig_pub);
        out
    }

    /// The 264 bytes of the format; also what a travelling slot's signature covers.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.header_bytes();
        out.extend_from_slice(&self.kcv);
        out.extend_from_slice(&self.nonce);
        out.extend_from_slice(&self.sealed);
        out
    }

    /// A slot out of its 264 bytes. Call it only on bytes whose MAC or signature has been checked.
    pub(super) fn parse(bytes: &[u8]) -> Result<Slot, KeyslotsFault> {
        let mut r = Reader::new(bytes);
        let slot = read(&mut r).unwrap_or(Err(KeyslotsFault::Length))?;
        if r.is_empty() { Ok(slot) } else { Err(KeyslotsFault::Length) }
    }
}

fn read(r: &mut Reader<'_>) -> Option<Result<Slot, KeyslotsFault>> {
    let slot_type = r.u8()?;
    let (user, login_tag, slot_gen, flags) = (r.id()?, r.array()?, r.u32()?, r.u8()?);
    let (created, changed, expires) = (r.i64()?, r.i64()?, r.i64()?);
    let (kdf, m_kib, t, p) = (r.u8()?, r.u32()?, r.u32()?, r.u8()?);
    let (salt, ss_id, kem_pub, sig_pub) = (r.array()?, r.array()?, r.array()?, r.array()?);
    let (kcv, nonce, sealed) = (r.array()?, r.array()?, r.array()?);
    let slot_type = match slot_type {
        1 => SlotType::Password,
        2 => SlotType::Activation,
        _ => return Some(Err(KeyslotsFault::Field("type"))),
    };
    let Ok(kdf_params) = KdfParams::new(m_kib, t, p) else {
        return Some(Err(KeyslotsFault::Field("kdf cost")));
    };
    let faults = [
        (kdf != 1, "kdf"),
        (flags > 1, "flags"),
        (expires < 0, "expires"),
        // A code that never ends is not one that this program makes.
        (slot_type == SlotType::Activation && expires == 0, "expires"),
        (user == Id::ZERO, "user"),
    ];
    if let Some((_, name)) = faults.into_iter().find(|(bad, _)| *bad) {
        return Some(Err(KeyslotsFault::Field(name)));
    }
    Some(Ok(Slot {
        slot_type,
        user,
        login_tag,
        slot_gen,
        must_change: flags == 1,
        created,
        changed,
        expires: (expires != 0).then_some(expires),
        kdf: kdf_params,
        salt,
        ss_id,
        kem_pub: KemPublic::from_bytes(kem_pub),
        sig_pub,
        kcv,
        nonce,
        sealed,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::keyslots::testing::plan;
    use crate::vault::testing::{self, OFFICE, TestEntropy, USER};

    /// A slot whose header was written with these public halves, sealed as whoever knows password and secret can.
    fn with_halves(change: impl Fn(&mut Slot)) -> Slot {
        let (ss, pk) = (testing::ss(), testing::pk());
        let keys = UserKeys::from_seed(USER, testing::seed());
        let mut slot = Slot::seal(plan(), OFFICE, &ss, &pk, &keys, &mut TestEntropy::new(1)).unwrap();
        change(&mut slot);
        let ukek = derive::ukek(&ss, &pk, OFFICE, USER, 1);
        let sealed = aead::seal(ukek.expose(), &slot.nonce, &slot.header_bytes(), keys.seed().expose());
        slot.sealed = sealed.unwrap().try_into().unwrap();
        slot
    }

    /// Others wrap keys to the public halves in the file: a slot in which they are not the seed's would send the
    /// database key to somebody else.
    #[test]
    fn public_halves_that_are_not_the_seeds_are_damage() {
        let open = |slot: Slot| slot.open(OFFICE, &testing::ss(), &testing::pk()).map(|keys| keys.user());
        let other = UserKeys::generate(USER, &mut TestEntropy::new(2));
        assert_eq!(open(with_halves(|_| ())), Ok(USER));
        assert_eq!(open(with_halves(|slot| slot.kem_pub = other.kem_pub())), Err(SlotFault::Damaged));
        assert_eq!(open(with_halves(|slot| slot.sig_pub = other.sig_pub())), Err(SlotFault::Damaged));
    }
}
