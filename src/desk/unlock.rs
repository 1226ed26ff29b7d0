//! Trying a typed password: the growing delay, the derivation, the slot, and the note at the door when it was wrong.

use super::answer::{Answer, fault};
use super::api::{Message, Refusal};
use super::login::Desk;
use super::office_fault::OfficeFault;
use crate::register::{Id, time};
use crate::store::World;
use crate::vault::door::{Door, DoorFault};
use crate::vault::kdf::KdfFault;
use crate::vault::keyfile::{KeyfileFault, Keyfiles};
use crate::vault::keyslots::{Keyslots, SlotFault, Unlocked};
use crate::vault::os::FileError;
use crate::vault::secret::{Ds, PasswordText, Ss};

/// One answer for a wrong user and a wrong password.
const REFUSED: &str = "error-login-refused";

/// The door of a folder, where tries are counted: of the office that is open, or of one that is to be restored.
pub(super) struct Gate<'a> {
    /// The key files of the folder.
    pub files: &'a Keyfiles,
    /// The machine that they are of.
    pub machine: Id,
    /// Its device secret.
    pub ds: &'a Ds,
    /// Where the clock is.
    pub world: &'a dyn World,
}

impl Gate<'_> {
    /// Delay, derivation, slot: what a login name and a password open. A failure is noted at the door.
    pub(super) fn unlock(
        &self,
        keyslots: &Keyslots,
        secrets: &[Ss],
        login: &str,
        password: PasswordText,
    ) -> Answer<Unlocked> {
        let job = keyslots.prepare(login, password, secrets);
        let user = job.user();
        self.count_try(user)?;
        self.judged(job.run().map(|d| d.finish(secrets, self.world.now().utc_ms)), user)
    }

    /// The same for who is logged in.
    fn unlock_own(
        &self,
        keyslots: &Keyslots,
        secrets: &[Ss],
        user: Id,
        password: PasswordText,
    ) -> Answer<Unlocked> {
        let job = keyslots.prepare_user(user, password).ok_or(Refusal::NoSession)?;
        self.count_try(Some(user))?;
        let judged = self.judged(job.run().map(|d| d.finish(secrets, self.world.now().utc_ms)), Some(user));
        judged.map_err(|refusal| match refusal {
            // Who is at work is known: only the password can be wrong, and nobody is logging in.
            Refusal::Cannot(m) if m.id == REFUSED => Refusal::Cannot(Message::new("error-password-current")),
            other => other,
        })
    }

    /// The answer to a try that was counted: a wrong one stays counted, any other is taken back.
    fn judged(
        &self,
        result: Result<Result<Unlocked, SlotFault>, KdfFault>,
        user: Option<Id>,
    ) -> Answer<Unlocked> {
        let answer = match result {
            Ok(Err(SlotFault::Unknown | SlotFault::WrongPassword)) => {
                return Err(self.told(user, Door::record_wrong));
            }
            Ok(Ok(unlocked)) => Ok(unlocked),
            Ok(Err(other)) => Err(Refusal::Cannot(Message::new(other.message_id()))),
            Err(kdf) => Err(Refusal::Cannot(Message::new(kdf.message_id()))),
        };
        self.take_back(user)?;
        answer
    }

    fn take_back(&self, user: Option<Id>) -> Answer<()> {
        let change = |door: &mut Door| door.take_back_try(user, self.world.now().utc_ms);
        match self.files.change_door(self.ds, self.machine, 1, change) {
            Ok(_) => Ok(()),
            Err(fault) => Err(door_refusal(&fault)),
        }
    }

    /// Under the lock of the door file: refuses while a delay runs, else counts the try before it is judged. Tries
    /// made side by side would otherwise all be judged before the first failure was written.
    fn count_try(&self, user: Option<Id>) -> Answer<()> {
        let counted = self.files.change_door(self.ds, self.machine, 1, |door| {
            let now = self.world.now().utc_ms;
            let wait = door.wait_ms(user, now);
            if wait == 0 {
                door.count_try(user, now);
            } else {
                door.record_blocked(user, now);
            }
            (now, wait)
        });
        match counted {
            Ok((_, (_, 0))) => Ok(()),
            Ok((_, (now, wait))) => {
                Err(Refusal::Cannot(Message::new("error-login-wait").with("time", ends_at(now, wait))))
            }
            Err(fault) => Err(door_refusal(&fault)),
        }
    }

    /// Notes a failure at the door and answers what the user reads.
    fn told(&self, user: Option<Id>, note: fn(&mut Door, Option<Id>, i64)) -> Refusal {
        let changed = self.files.change_door(self.ds, self.machine, 1, |door| {
            let now = self.world.now().utc_ms;
            note(door, user, now);
            (now, door.wait_ms(user, now))
        });
        match changed {
            Ok((_, (_, 0))) => Refusal::Cannot(Message::new(REFUSED)),
            Ok((_, (now, wait))) => {
                Refusal::Cannot(Message::new("error-login-wrong-wait").with("time", ends_at(now, wait)))
            }
            Err(fault) => door_refusal(&fault),
        }
    }
}

impl Desk {
    fn gate<'a>(&'a self, ds: &'a Ds, world: &'a dyn World) -> Gate<'a> {
        Gate { files: self.office.files(), machine: self.office.machine(), ds, world }
    }

    /// What a login name and a password open here.
    pub(super) fn unlock(
        &self,
        keyslots: &Keyslots,
        ds: &Ds,
        secrets: &[Ss],
        login: &str,
        password: PasswordText,
        world: &dyn World,
    ) -> Answer<Unlocked> {
        self.gate(ds, world).unlock(keyslots, secrets, login, password)
    }

    /// The same for who is logged in.
    pub(super) fn unlock_own(
        &self,
        ds: &Ds,
        secrets: &[Ss],
        user: Id,
        password: PasswordText,
        world: &dyn World,
    ) -> Answer<Unlocked> {
        let keyslots = self.office.files().keyslots(ds).map_err(OfficeFault::from)?;
        self.gate(ds, world).unlock_own(&keyslots, secrets, user, password)
    }

    /// Notes at the door what turned out wrong only later.
    pub(super) fn failed(&self, ds: &Ds, user: Option<Id>, world: &dyn World) -> Refusal {
        self.gate(ds, world).told(user, Door::record_failure)
    }
}

/// Why the door file could not be changed, without which no login goes on.
pub(super) fn door_refusal(why: &KeyfileFault<DoorFault>) -> Refusal {
    match why {
        KeyfileFault::File(FileError::Locked) => Refusal::Cannot(Message::new("error-door-locked")),
        KeyfileFault::Content(content) => Refusal::Cannot(Message::new(content.message_id())),
        KeyfileFault::File(FileError::DiskFull) => fault("error-door", "D-DOOR"),
        KeyfileFault::File(_) | KeyfileFault::Missing => fault("error-door-file", "D-DOOR"),
    }
}

/// The second after which a delay has ended.
fn ends_at(now: i64, wait: i64) -> String {
    time::clock_seconds(now + wait + 999)
}
