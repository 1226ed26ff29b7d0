//! Wraps: a key sealed to one user or to the recovery key. 104 bytes each.

use super::super::bytes::Reader;
use super::super::derive::{self, label};
use super::super::seal::Ck;
use super::super::secret::{CkBytes, Dbk, Ds, Ss};
use super::super::user::UserKeys;
use super::super::wrap::{self, KemPrivate, KemPublic, SEALED_KEY};
use super::{Keyslots, KeyslotsFault, MAX_WRAPS};
use crate::register::{Entropy, Id};

pub(super) const WRAP: usize = 104;
/// What a wrap is sorted and told apart by.
const WRAP_HEAD: usize = 24;

/// What a wrapped compartment key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum CkUse {
    /// To open and seal cells.
    Use = 1,
    /// To be given on: never opens a cell for its holder (desk checks it and logs each hand-over).
    Handover = 2,
}

/// Which key a wrap holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapKind {
    /// The database key of a generation.
    Dbk {
        /// dbk_gen.
        generation: u32,
    },
    /// A compartment key.
    Ck {
        /// Compartment code.
        comp: u8,
        /// What it may be used for.
        ck_use: CkUse,
        /// Its key_epoch.
        key_epoch: u32,
    },
    /// The device secret, for recovery.
    DsEscrow,
    /// A slot secret, for recovery; the first half of its ss_id.
    SsEscrow {
        /// ss_id[..4].
        ss_id: u32,
    },
}

impl WrapKind {
    /// type, comp, use, and the number of the record's first 8 bytes. A DBK is there to be used (1, as in the
    /// published vector); an escrow is used by nobody (0).
    fn parts(self) -> (u8, u8, u8, u32) {
        match self {
            WrapKind::Dbk { generation } => (1, 0, 1, generation),
            WrapKind::Ck { comp, ck_use, key_epoch } => (2, comp, ck_use as u8, key_epoch),
            WrapKind::DsEscrow => (3, 0, 0, 0),
            WrapKind::SsEscrow { ss_id } => (4, 0, 0, ss_id),
        }
    }

    fn from_parts(kind: u8, comp: u8, ck_use: u8, number: u32) -> Option<WrapKind> {
        let ck = match ck_use {
            1 => Some(CkUse::Use),
            2 => Some(CkUse::Handover),
            _ => None,
        };
        match (kind, comp, ck_use, ck) {
            (1, 0, 1, _) => Some(WrapKind::Dbk { generation: number }),
            (2, 1.., _, Some(ck_use)) => Some(WrapKind::Ck { comp, ck_use, key_epoch: number }),
            (3, 0, 0, _) if number == 0 => Some(WrapKind::DsEscrow),
            (4, 0, 0, _) => Some(WrapKind::SsEscrow { ss_id: number }),
            _ => None,
        }
    }
}

/// To whom a key is wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A user of this office.
    User {
        /// The user.
        id: Id,
        /// The public key of the user's slot.
        kem: KemPublic,
    },
    /// The organisation's recovery key.
    Recovery(KemPublic),
}

impl Recipient {
    /// The recipient that is this user with these keys.
    pub fn of(keys: &UserKeys) -> Recipient {
        Recipient::User { id: keys.user(), kem: keys.kem_pub() }
    }

    /// Whether it is the recovery key, recipient_id, public key.
    fn parts(self) -> (bool, [u8; 16], KemPublic) {
        match self {
            Recipient::User { id, kem } => (false, *id.as_bytes(), kem),
            Recipient::Recovery(kem) => (true, recovery_id(&kem), kem),
        }
    }
}

/// SHA-256(pub)[..16]: the recipient_id of a recovery key.
fn recovery_id(kem: &KemPublic) -> [u8; 16] {
    derive::first16(derive::sha256(&[kem.as_bytes()]))
}

/// A wrap as the file holds it.
#[derive(Clone)]
pub struct Wrap {
    kind: WrapKind,
    recovery: bool,
    recipient: [u8; 16],
    sealed: [u8; SEALED_KEY],
}

/// A compartment key that a user holds, with its mark.
pub struct HeldCk {
    /// The key.
    pub ck: Ck,
    /// What its holder may use it for.
    pub ck_use: CkUse,
}

impl Wrap {
    /// Which key it holds.
    pub fn kind(&self) -> WrapKind {
        self.kind
    }

    /// The user it is for; `None` for the recovery key.
    pub fn user(&self) -> Option<Id> {
        (!self.recovery).then(|| Id::from_bytes(self.recipient))
    }

    fn first8(&self) -> [u8; 8] {
        let (kind, comp, ck_use, number) = self.kind.parts();
        let [a, b, c, d] = number.to_be_bytes();
        [kind, comp, ck_use, if self.recovery { 2 } else { 1 }, a, b, c, d]
    }

    pub(super) fn head(&self) -> [u8; WRAP_HEAD] {
        let mut head = [0; WRAP_HEAD];
        for (to, from) in head.iter_mut().zip(self.first8().into_iter().chain(self.recipient)) {
            *to = from;
        }
        head
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.head());
        out.extend_from_slice(&self.sealed);
    }

    pub(super) fn parse(bytes: &[u8]) -> Result<Wrap, KeyslotsFault> {
        let mut r = Reader::new(bytes);
        let read = |r: &mut Reader<'_>| {
            Some(((r.u8()?, r.u8()?, r.u8()?, r.u8()?), r.u32()?, r.array::<16>()?, r.array::<SEALED_KEY>()?))
        };
        let ((kind, comp, ck_use, to), number, recipient, sealed) =
            read(&mut r).ok_or(KeyslotsFault::Length)?;
        let kind =
            WrapKind::from_parts(kind, comp, ck_use, number).ok_or(KeyslotsFault::Field("wrap type"))?;
        if !matches!(to, 1 | 2) {
            return Err(KeyslotsFault::Field("wrap recipient"));
        }
        if !r.is_empty() {
            return Err(KeyslotsFault::Length);
        }
        Ok(Wrap { kind, recovery: to == 2, recipient, sealed })
    }
}

impl Keyslots {
    /// Wraps a database key to a recipient, in the place of an older wrap of the same generation.
    pub fn wrap_dbk(
        &mut self,
        generation: u32,
        dbk: &Dbk,
        to: Recipient,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        self.wrap(WrapKind::Dbk { generation }, dbk.expose(), to, entropy)
    }

    /// Wraps a compartment key to a recipient. A user may hold it twice, marked `use` and `handover`.
    pub fn wrap_ck(
        &mut self,
        ck: &Ck,
        ck_use: CkUse,
        to: Recipient,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let kind = WrapKind::Ck { comp: ck.comp(), ck_use, key_epoch: ck.key_epoch() };
        self.wrap(kind, ck.bytes().expose(), to, entropy)
    }

    /// Wraps the device secret to the recovery key.
    pub fn escrow_ds(
        &mut self,
        ds: &Ds,
        to: KemPublic,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        self.wrap(WrapKind::DsEscrow, ds.expose(), Recipient::Recovery(to), entropy)
    }

    /// Wraps a slot secret to the recovery key.
    pub fn escrow_ss(
        &mut self,
        ss: &Ss,
        to: KemPublic,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let [a, b, c, d, ..] = derive::ss_id(ss);
        let kind = WrapKind::SsEscrow { ss_id: u32::from_be_bytes([a, b, c, d]) };
        self.wrap(kind, ss.expose(), Recipient::Recovery(to), entropy)
    }

    /// Takes away what `which` picks; how many there were.
    pub fn remove_wraps(&mut self, which: impl Fn(&Wrap) -> bool) -> usize {
        let before = self.wraps.len();
        self.wraps.retain(|w| !which(w));
        before - self.wraps.len()
    }

    pub(super) fn remove_wraps_of(&mut self, user: Id) {
        self.remove_wraps(|w| w.user() == Some(user));
    }

    /// The database keys this user can open, the one a rekey goes to first: open tries it before the other.
    pub fn open_dbks(&self, keys: &UserKeys) -> Result<Vec<(u32, Dbk)>, KeyslotsFault> {
        self.dbks(&keys.kem(), *keys.user().as_bytes(), false)
    }

    /// The same for the holder of the recovery key.
    pub fn recover_dbks(
        &self,
        private: &KemPrivate,
        public: &KemPublic,
    ) -> Result<Vec<(u32, Dbk)>, KeyslotsFault> {
        self.dbks(private, recovery_id(public), true)
    }

    fn dbks(
        &self,
        private: &KemPrivate,
        recipient: [u8; 16],
        recovery: bool,
    ) -> Result<Vec<(u32, Dbk)>, KeyslotsFault> {
        let wanted = [self.header.dbk_next, Some(self.header.dbk_gen)];
        let mut found = Vec::new();
        for generation in wanted.into_iter().flatten() {
            let kind = WrapKind::Dbk { generation };
            let ours = |w: &&Wrap| w.kind == kind && w.recovery == recovery && w.recipient == recipient;
            if let Some(wrap) = self.wraps.iter().find(ours) {
                found.push((generation, Dbk::new(self.unwrap(wrap, private)?)));
            }
        }
        Ok(found)
    }

    /// The compartment keys this user holds here (stand-alone; with a central office they come in the grant).
    pub fn open_cks(&self, keys: &UserKeys) -> Result<Vec<HeldCk>, KeyslotsFault> {
        let (mut held, private) = (Vec::new(), keys.kem());
        for wrap in self.wraps.iter().filter(|w| w.user() == Some(keys.user())) {
            if let WrapKind::Ck { comp, ck_use, key_epoch } = wrap.kind {
                let bytes = CkBytes::new(self.unwrap(wrap, &private)?);
                held.push(HeldCk { ck: Ck::new(comp, key_epoch, bytes), ck_use });
            }
        }
        Ok(held)
    }

    /// The compartment keys wrapped to the recovery key.
    pub fn recover_cks(&self, private: &KemPrivate, public: &KemPublic) -> Result<Vec<Ck>, KeyslotsFault> {
        let mut keys = Vec::new();
        for wrap in self.wraps.iter().filter(|w| w.recovery && w.recipient == recovery_id(public)) {
            if let WrapKind::Ck { comp, key_epoch, .. } = wrap.kind {
                keys.push(Ck::new(comp, key_epoch, CkBytes::new(self.unwrap(wrap, private)?)));
            }
        }
        Ok(keys)
    }

    /// Every secret wrapped to the recovery key: device secret and slot secrets (as they were escrowed).
    pub fn recover_secrets(
        &self,
        private: &KemPrivate,
        public: &KemPublic,
    ) -> Result<(Option<Ds>, Vec<Ss>), KeyslotsFault> {
        let (mut ds, mut secrets) = (None, Vec::new());
        for wrap in self.wraps.iter().filter(|w| w.recovery && w.recipient == recovery_id(public)) {
            match wrap.kind {
                WrapKind::DsEscrow => ds = Some(Ds::new(self.unwrap(wrap, private)?)),
                WrapKind::SsEscrow { .. } => secrets.push(Ss::new(self.unwrap(wrap, private)?)),
                WrapKind::Dbk { .. } | WrapKind::Ck { .. } => {}
            }
        }
        Ok((ds, secrets))
    }

    /// Every key wrapped to one user, opened and wrapped again to the same user's new keys.
    pub(super) fn rewrap_user(
        &mut self,
        old: &UserKeys,
        new: &UserKeys,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let mine: Vec<Wrap> = self.wraps.iter().filter(|w| w.user() == Some(old.user())).cloned().collect();
        for wrap in mine {
            let key = self.unwrap(&wrap, &old.kem())?;
            self.wrap(wrap.kind, key.expose(), Recipient::of(new), entropy)?;
        }
        Ok(())
    }

    fn wrap(
        &mut self,
        kind: WrapKind,
        key: &[u8; 32],
        to: Recipient,
        entropy: &mut dyn Entropy,
    ) -> Result<(), KeyslotsFault> {
        let (recovery, recipient, kem) = to.parts();
        let mut record = Wrap { kind, recovery, recipient, sealed: [0; SEALED_KEY] };
        record.sealed = wrap::seal_key(kem, &self.wrap_info(&record.first8()), &recipient, key, entropy)?;
        match self.wraps.binary_search_by_key(&record.head(), Wrap::head) {
            Ok(i) => {
                if let Some(old) = self.wraps.get_mut(i) {
                    *old = record;
                }
            }
            Err(_) if self.wraps.len() >= MAX_WRAPS => return Err(KeyslotsFault::TooMany),
            Err(i) => self.wraps.insert(i, record),
        }
        Ok(())
    }

    fn unwrap(
        &self,
        record: &Wrap,
        private: &KemPrivate,
    ) -> Result<super::super::secret::Secret<32>, KeyslotsFault> {
        Ok(wrap::open_key(private, &self.wrap_info(&record.first8()), &record.recipient, &record.sealed)?)
    }

    /// info = L(`wrap`) ‖ machine_id ‖ db_id ‖ the first 8 bytes of the record.
    fn wrap_info<'a>(&'a self, first8: &'a [u8; 8]) -> [&'a [u8]; 4] {
        [label!("wrap"), self.header.machine.as_bytes(), self.header.db.as_bytes(), first8]
    }
}
