//! The keyslots file as the desk changes it: whose keys go to whom. What is decided about them stands in the log first.

use super::answer::Answer;
use super::api::{Message, Refusal};
use super::grants::Needed;
use super::login::{Desk, Held};
use super::office;
use super::office_fault::OfficeFault;
use super::session::Session;
use crate::register::Id;
use crate::store::{World, people};
use crate::vault::keyslots::{
    CkUse, Keyslots, KeyslotsFault, NewPasswordJob, NewPk, Recipient, SlotType, Wrap, WrapKind,
};
use crate::vault::seal::Ck;
use crate::vault::secret::{Ds, PasswordText, Ss};

impl Desk {
    /// The machine's secret and the keyslots file as it is now.
    pub(super) fn keyslots_now(&self) -> Answer<(Ds, Keyslots)> {
        let ds = self.office.device_secret()?;
        let keyslots = self.office.files().keyslots(&ds).map_err(OfficeFault::from)?;
        Ok((ds, keyslots))
    }

    /// Changes the keyslots file and remembers its generation in the database.
    pub(super) fn change_slots(
        &mut self,
        change: impl FnOnce(&mut Keyslots, &mut Work<'_>) -> Result<(), KeyslotsFault>,
    ) -> Answer<()> {
        let mut world = (self.worlds)()?;
        let ds = self.office.device_secret()?;
        let (Some(session), Some(held)) = (&mut self.session, &self.held) else {
            return Err(Refusal::NoSession);
        };
        let mut work = Work { session, held, world: world.as_mut() };
        let (written, ()) =
            self.office.files().change_keyslots(&ds, |k| change(k, &mut work)).map_err(OfficeFault::from)?;
        session.change(Vec::new(), |c| {
            office::remember_gen(c, &written)?;
            office::remember_slots(c, &written)
        })
    }

    /// Whether keys can be handed to a user now: asked before anything is decided, because a right that is written and
    /// has no key helps nobody. Who waits with a renewed code has keys that nothing vouches for yet.
    pub(super) fn may_receive(&self, account: &people::Account) -> Answer<()> {
        let keyslots = self.keyslots_now()?.1;
        let Err(fault) = recipient(&keyslots, account) else { return Ok(()) };
        let waits = keyslots.slot(account.user).is_some_and(|slot| slot.slot_type == SlotType::Activation);
        let id = if waits { "error-user-code-waits" } else { fault.message_id() };
        Err(Refusal::Cannot(Message::new(id)))
    }

    /// A password as a slot takes it: slow, as the cost of this desk says.
    pub(super) fn new_password(&self, password: PasswordText, world: &mut dyn World) -> Answer<NewPk> {
        let job = NewPasswordJob::with_cost(password, self.cost, world.entropy());
        job.run().map_err(|e| Refusal::Cannot(Message::new(e.message_id())))
    }

    /// Writes the own slot again with the password that was just typed, at the cost of today.
    pub(super) fn strengthen(
        &mut self,
        ds: &Ds,
        secrets: &[Ss],
        password: PasswordText,
        world: &mut dyn World,
    ) -> Answer<()> {
        let same = self.new_password(password, world)?;
        let Some(session) = self.session.as_mut().filter(|s| !s.shut) else { return Ok(()) };
        let (who, actor) = (&session.who, session.actor());
        let (written, ()) = self
            .office
            .files()
            .change_keyslots(ds, |k| k.strengthen(&who.keys, &who.login, &same, secrets, world.entropy()))
            .map_err(OfficeFault::from)?;
        session.store.with(&actor, Vec::new(), world, |c, _| {
            office::remember_gen(c, &written)?;
            office::remember_slots(c, &written)
        })?;
        Ok(())
    }
}

/// What a change of the keyslots takes its keys from.
pub(super) struct Work<'a> {
    session: &'a Session,
    held: &'a Held,
    world: &'a mut dyn World,
}

impl Work<'_> {
    pub(super) fn dbk(&mut self, k: &mut Keyslots, to: Recipient) -> Result<(), KeyslotsFault> {
        k.wrap_dbk(self.held.dbk_gen, &self.held.dbk, to, self.world.entropy())
    }

    pub(super) fn wrap(
        &mut self,
        k: &mut Keyslots,
        needed: &Needed,
        to: Recipient,
    ) -> Result<(), KeyslotsFault> {
        for (comp, ck_use) in needed {
            // Of every key epoch held: what was sealed before the newest must stay readable.
            for ck in self.session.keys_held().filter(|ck| ck.comp() == *comp) {
                k.wrap_ck(ck, *ck_use, to, self.world.entropy())?;
            }
        }
        Ok(())
    }
}

/// To whom the keys of an account go: the public keys that the user came in with must be this slot's, or they would go
/// to somebody else. Where none is known yet the user has not come in, and the slot is the one that was just made.
pub(super) fn recipient(k: &Keyslots, account: &people::Account) -> Result<Recipient, KeyslotsFault> {
    let slot = k.slot(account.user).ok_or(KeyslotsFault::NoSlot)?;
    let other = account.sig_pub.is_some_and(|known| known != slot.sig_pub)
        || account.kem_pub.is_some_and(|known| known != *slot.kem_pub.as_bytes());
    if other {
        return Err(KeyslotsFault::NoSlot);
    }
    Ok(Recipient::User { id: account.user, kem: slot.kem_pub })
}

/// Whose use of which compartment a wrap is; none for other wraps.
pub(super) fn use_wrap(wrap: &Wrap) -> Option<(Id, u8)> {
    match wrap.kind() {
        WrapKind::Ck { comp, ck_use: CkUse::Use, .. } => wrap.user().map(|user| (user, comp)),
        _ => None,
    }
}

impl Session {
    /// Every compartment key of this session, hand-over copies first.
    pub(super) fn keys_held(&self) -> impl Iterator<Item = &Ck> {
        self.who.handover_keys.iter().chain(&self.who.compartment_keys)
    }

    /// That this session holds every key that is to be given.
    pub(super) fn holds_all(&self, needed: &Needed) -> Answer<()> {
        if needed.iter().all(|(comp, _)| self.keys_held().any(|ck| ck.comp() == *comp)) {
            return Ok(());
        }
        Err(Refusal::Cannot(Message::new("error-user-keys-missing")))
    }
}
