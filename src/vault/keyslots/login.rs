//! Login and new passwords in steps: what is quick here, what is slow ([`KdfJob::run`],
//! [`NewPasswordJob::run`]) on a worker.

use super::super::activation::ActivationCode;
use super::super::derive;
use super::super::kdf::{self, KdfFault, KdfParams};
use super::super::secret::{PasswordText, Pk, Ss};
use super::super::user::UserKeys;
use super::{Keyslots, Slot, SlotFault, SlotType};
use crate::register::{Entropy, Id};

/// A login waiting for its key derivation. Discarding it (Esc) wipes the password.
pub struct KdfJob {
    password: PasswordText,
    code: Option<ActivationCode>,
    salt: [u8; 16],
    params: KdfParams,
    slot: Option<Slot>,
    office: Id,
}

/// A login whose key is derived.
pub struct Derived {
    pk: Pk,
    code: Option<ActivationCode>,
    slot: Option<Slot>,
    office: Id,
}

/// What a right password gives.
pub struct Unlocked {
    /// The user's keys, for as long as the session lasts.
    pub keys: UserKeys,
    /// What was opened: an [`SlotType::Activation`] leads to choosing a password and nothing else.
    pub slot_type: SlotType,
    /// Generation of the slot.
    pub slot_gen: u32,
    /// The password must be changed now.
    pub must_change: bool,
    /// When the password was last changed, UTC milliseconds.
    pub changed: i64,
    /// When an activation code ends, UTC milliseconds: judged by the clock here, and again by whoever knows more of the
    /// time than the clock says.
    pub expires: Option<i64>,
    /// The slot is weaker than today's cost: [`Keyslots::strengthen`] it.
    pub weak_kdf: bool,
    pub(super) code: Option<ActivationCode>,
}

impl Keyslots {
    /// The first step of a login. An unknown login gives a job too, which costs the same and opens nothing.
    pub fn prepare(&self, login: &str, password: PasswordText, secrets: &[Ss]) -> KdfJob {
        let slot = self.find(login, secrets).cloned();
        let code = match &slot {
            Some(slot) if slot.slot_type == SlotType::Activation => ActivationCode::parse(password.expose()),
            _ => None,
        };
        let (salt, params) =
            slot.as_ref().map_or_else(|| ([0xa5; 16], self.cost_of_unknown()), |slot| (slot.salt, slot.kdf));
        KdfJob { password, code, salt, params, slot, office: self.header().office }
    }

    /// The first step for a user who is here already: re-authentication before rights, export, recovery.
    pub fn prepare_user(&self, user: Id, password: PasswordText) -> Option<KdfJob> {
        let slot = self.slot(user)?.clone();
        let (salt, params) = (slot.salt, slot.kdf);
        Some(KdfJob { password, code: None, salt, params, slot: Some(slot), office: self.header().office })
    }
}

impl KdfJob {
    /// The user the login belongs to: whose counter of failures it is. `None` for an unknown login.
    pub fn user(&self) -> Option<Id> {
        self.slot.as_ref().map(|s| s.user)
    }

    /// The slow step: about 0.16 s and 64 MiB; on a worker, one at a time.
    pub fn run(self) -> Result<Derived, KdfFault> {
        let KdfJob { password, code, salt, params, slot, office } = self;
        // A code is typed with hyphens, small letters or blanks; it is derived from in one form.
        let canonical = code.as_ref().and_then(ActivationCode::to_password);
        let pk = kdf::derive_pk(canonical.as_ref().unwrap_or(&password), &salt, params)?;
        Ok(Derived { pk, code, slot, office })
    }
}

impl Derived {
    /// The last step: kcv, then the seed. `now` in UTC milliseconds; whether a code is too old is told only to
    /// who knows the code.
    pub fn finish(self, secrets: &[Ss], now: i64) -> Result<Unlocked, SlotFault> {
        let slot = self.slot.ok_or(SlotFault::Unknown)?;
        let ss = secrets.iter().find(|ss| derive::ss_id(ss) == slot.ss_id).ok_or(SlotFault::NoSlotSecret)?;
        let keys = slot.open(self.office, ss, &self.pk)?;
        if slot.expires.is_some_and(|end| now >= end) {
            return Err(SlotFault::Expired);
        }
        Ok(Unlocked {
            keys,
            slot_type: slot.slot_type,
            slot_gen: slot.slot_gen,
            must_change: slot.must_change,
            changed: slot.changed,
            expires: slot.expires,
            weak_kdf: slot.kdf.weaker_than_default(),
            code: self.code,
        })
    }
}

impl Unlocked {
    /// The code that was used, if it was one: the new password must not be it.
    pub fn code(&self) -> Option<&ActivationCode> {
        self.code.as_ref()
    }
}

/// A new password waiting for its key derivation. Its rules ([`crate::vault::password`]) are checked before.
pub struct NewPasswordJob {
    password: PasswordText,
    salt: [u8; 16],
    params: KdfParams,
}

/// A new password's key, with what the slot must remember of it.
pub struct NewPk {
    pub(super) pk: Pk,
    pub(super) salt: [u8; 16],
    pub(super) params: KdfParams,
    /// The password, if it reads as an activation code.
    pub(super) as_code: Option<ActivationCode>,
}

impl NewPasswordJob {
    /// With a new salt and today's cost.
    pub fn new(password: PasswordText, entropy: &mut dyn Entropy) -> NewPasswordJob {
        NewPasswordJob::with_cost(password, KdfParams::DEFAULT, entropy)
    }

    /// With a cost of its own: practice offices on small machines, tests.
    pub fn with_cost(password: PasswordText, params: KdfParams, entropy: &mut dyn Entropy) -> NewPasswordJob {
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        NewPasswordJob { password, salt, params }
    }

    /// The slow step: about 0.16 s and 64 MiB; on a worker, one at a time.
    pub fn run(self) -> Result<NewPk, KdfFault> {
        let as_code = ActivationCode::parse(self.password.expose());
        let pk = kdf::derive_pk(&self.password, &self.salt, self.params)?;
        Ok(NewPk { pk, salt: self.salt, params: self.params, as_code })
    }
}
