//! What changes a user's slot: set-up, activation, password change.

use super::super::derive;
use super::super::secret::Ss;
use super::super::user::UserKeys;
use super::login::{NewPk, Unlocked};
use super::slot::SlotPlan;
use super::{ACTIVATION_MS, Keyslots, KeyslotsFault, Slot, SlotType};
use crate::register::{Entropy, Id};

impl Keyslots {
    /// A user whose password is typed now: the first administrator at set-up. Wrap the DBK afterwards.
    pub fn add_user(
        &mut self,
        keys: &UserKeys,
        login: &str,
        new: &NewPk,
        secrets: &[Ss],
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let plan = self.plan(SlotType::Password, keys.user(), login, new, now)?;
        self.seal(plan, keys, new, secrets, entropy)
    }

    /// A slot that opens with an activation code (`new` is derived from [`super::super::activation`]'s text), in
    /// the place of whatever the user had. Returns the keys it holds: the session that makes it wraps DBK and
    /// compartment keys to them ([`super::Recipient::of`]), and the activation passes them on.
    pub fn add_activation(
        &mut self,
        user: Id,
        login: &str,
        new: &NewPk,
        secrets: &[Ss],
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<UserKeys, KeyslotsFault> {
        let keys = UserKeys::generate(user, entropy);
        let mut plan = self.plan(SlotType::Activation, user, login, new, now)?;
        plan.must_change = true;
        plan.expires = Some(now.saturating_add(ACTIVATION_MS));
        self.seal(plan, &keys, new, secrets, entropy)?;
        // Wraps to the keys the user had before open nothing any more.
        self.remove_wraps_of(user);
        Ok(keys)
    }

    /// The user types code and new password: a new USK, every wrap passed on to it, the code's slot gone.
    /// `unlocked` is what the code opened; it must still be in the file (single use).
    pub fn activate(
        &mut self,
        unlocked: &Unlocked,
        login: &str,
        new: &NewPk,
        secrets: &[Ss],
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<UserKeys, KeyslotsFault> {
        let slot = self.own_slot(&unlocked.keys, login, secrets)?;
        if slot.slot_type != SlotType::Activation || slot.slot_gen != unlocked.slot_gen {
            return Err(KeyslotsFault::NoSlot);
        }
        if let (Some(code), Some(typed)) = (&unlocked.code, &new.as_code)
            && code.ct_eq(typed)
        {
            return Err(KeyslotsFault::CodeAsPassword);
        }
        let keys = UserKeys::generate(unlocked.keys.user(), entropy);
        let plan = self.plan(SlotType::Password, keys.user(), login, new, now)?;
        // On a copy: a wrap that does not open must not leave the file half changed.
        let mut next = self.clone();
        next.rewrap_user(&unlocked.keys, &keys, entropy)?;
        next.seal(plan, &keys, new, secrets, entropy)?;
        *self = next;
        Ok(keys)
    }

    /// A new password: new salt, slot_gen + 1, the newest slot secret. Keys and wraps stay.
    pub fn change_password(
        &mut self,
        keys: &UserKeys,
        login: &str,
        new: &NewPk,
        secrets: &[Ss],
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let created = self.own_password_slot(keys, login, secrets)?.created;
        let mut plan = self.plan(SlotType::Password, keys.user(), login, new, now)?;
        plan.created = created;
        self.seal(plan, keys, new, secrets, entropy)
    }

    /// The same password at today's cost: a weaker slot is rewritten at the next login. Its age does not change.
    pub fn strengthen(
        &mut self,
        keys: &UserKeys,
        login: &str,
        same: &NewPk,
        secrets: &[Ss],
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let slot = self.own_password_slot(keys, login, secrets)?;
        let (created, changed, must_change) = (slot.created, slot.changed, slot.must_change);
        let mut plan = self.plan(SlotType::Password, keys.user(), login, same, changed)?;
        plan.created = created;
        plan.must_change = must_change;
        self.seal(plan, keys, same, secrets, entropy)
    }

    fn own_password_slot(
        &self,
        keys: &UserKeys,
        login: &str,
        secrets: &[Ss],
    ) -> Result<&Slot, KeyslotsFault> {
        let slot = self.own_slot(keys, login, secrets)?;
        if slot.slot_type == SlotType::Password { Ok(slot) } else { Err(KeyslotsFault::NoSlot) }
    }

    /// The slot these keys came out of, if it is still there: another process may have removed it meanwhile.
    fn own_slot(&self, keys: &UserKeys, login: &str, secrets: &[Ss]) -> Result<&Slot, KeyslotsFault> {
        self.find(login, secrets)
            .filter(|s| s.user == keys.user() && s.kem_pub == keys.kem_pub())
            .ok_or(KeyslotsFault::NoSlot)
    }

    fn plan<'a>(
        &self,
        slot_type: SlotType,
        user: Id,
        login: &'a str,
        new: &NewPk,
        now: i64,
    ) -> Result<SlotPlan<'a>, KeyslotsFault> {
        let slot_gen = match self.slot(user) {
            Some(old) => old.slot_gen.checked_add(1).ok_or(KeyslotsFault::Counter)?,
            None => 1,
        };
        let (kdf, salt) = (new.params, new.salt);
        let (must_change, expires) = (false, None);
        Ok(SlotPlan {
            slot_type,
            login,
            slot_gen,
            must_change,
            created: now,
            changed: now,
            expires,
            kdf,
            salt,
        })
    }

    fn seal(
        &mut self,
        plan: SlotPlan<'_>,
        keys: &UserKeys,
        new: &NewPk,
        secrets: &[Ss],
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        // The login must be free under every slot secret: two users may still be under different ones.
        let taken = |ss: &Ss| {
            let (tag, id) = (derive::login_tag(ss, plan.login), derive::ss_id(ss));
            self.slots().iter().any(|s| s.user != keys.user() && s.login_tag == tag && s.ss_id == id)
        };
        if secrets.iter().any(taken) {
            return Err(KeyslotsFault::LoginTaken);
        }
        let newest = secrets.last().ok_or(KeyslotsFault::Field("slot secret"))?;
        let slot = Slot::seal(plan, self.header().office, newest, &new.pk, keys, entropy)?;
        self.put_slot(slot)
    }
}
