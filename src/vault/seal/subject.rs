//! Subject keys: the SDKs of one subject in one compartment, their wraps, and which of them may seal.

use super::super::aead::{self, NONCE};
use super::super::bytes::Reader;
use super::super::derive::{SUITE, label};
use super::super::secret::Sdk;
use super::super::wrap::{self, SEALED_KEY};
use super::cell::{self, CellPlace};
use super::{Ck, Cpk, SealFault};
use crate::register::{Entropy, Id};
use zeroize::Zeroizing;

/// Type of a wrap made with the compartment key.
pub const WRAP_SEALED: u8 = 1;
/// Type of a wrap sealed to the public half: a drop.
pub const WRAP_DROP: u8 = 2;

/// What a type 1 wrap allows its key to do. Authenticated by the wrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum KeyUse {
    /// May seal in the key_epoch of the wrap.
    Seal = 1,
    /// Reads only: somebody outside may know the SDK.
    ReadOnly = 2,
}

/// The record `subject_key` (class event, in the sealed feed): a key exists. Anybody can write one, with any
/// `created`; only its wraps say what it is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectKey {
    /// Random, named in each cell.
    pub key_id: [u8; 8],
    /// Whose data.
    pub subject: Id,
    /// Compartment code.
    pub comp: u8,
    /// UTC milliseconds, by the writer's clock.
    pub created: i64,
}

/// The record `key_wrap` (class event, in the sealed feed): the SDK under a compartment key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyWrap {
    /// Which subject key.
    pub key_id: [u8; 8],
    /// key_epoch of the compartment key it is under.
    pub key_epoch: u32,
    /// [`WRAP_SEALED`] or [`WRAP_DROP`].
    pub wrap_type: u8,
    /// Type 1: suite ‖ u8 use ‖ nonce 24 ‖ AEAD 48. Type 2: suite ‖ HPKE 80.
    pub blob: Vec<u8>,
}

impl SubjectKey {
    /// A new key made by a holder of the compartment key, with its wrap of use 1. Both records go into the
    /// stream before the first cell that uses the key.
    pub fn make(
        ck: &Ck,
        subject: Id,
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<(SubjectKey, KeyWrap, Sdk), SealFault> {
        let (key, sdk) = SubjectKey::random(ck.comp, subject, now, entropy);
        let wrap = key.wrap(ck, &sdk, KeyUse::Seal, entropy)?;
        Ok((key, wrap, sdk))
    }

    /// A new key made by somebody who may write and not read: sealed to the public half, and to be forgotten
    /// after this one record.
    pub fn make_drop(
        cpk: Cpk,
        subject: Id,
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<(SubjectKey, KeyWrap, Sdk), SealFault> {
        let (key, sdk) = SubjectKey::random(cpk.comp, subject, now, entropy);
        let (info, aad) = key.drop_binding(cpk.key_epoch);
        let sealed =
            wrap::seal_key(cpk.public, &[&info], &aad, sdk.expose(), entropy).map_err(|_| SealFault::Form)?;
        let mut blob = vec![SUITE];
        blob.extend_from_slice(&sealed);
        let wrap = KeyWrap { key_id: key.key_id, key_epoch: cpk.key_epoch, wrap_type: WRAP_DROP, blob };
        Ok((key, wrap, sdk))
    }

    fn random(comp: u8, subject: Id, created: i64, entropy: &mut dyn Entropy) -> (SubjectKey, Sdk) {
        let mut key_id = [0; 8];
        entropy.fill(&mut key_id);
        (SubjectKey { key_id, subject, comp, created }, Sdk::random(entropy))
    }

    /// A type 1 wrap. Private: use 1 is given to a new key by [`SubjectKey::make`] and never again.
    pub(super) fn wrap(
        &self,
        ck: &Ck,
        sdk: &Sdk,
        key_use: KeyUse,
        entropy: &mut dyn Entropy,
    ) -> Result<KeyWrap, SealFault> {
        if ck.comp != self.comp {
            return Err(SealFault::OtherKey);
        }
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let aad = self.sdk_aad(ck.key_epoch, key_use as u8);
        let sealed =
            aead::seal(ck.wrap_key.expose(), &nonce, &aad, sdk.expose()).ok_or(SealFault::TooLong)?;
        let mut blob = vec![SUITE, key_use as u8];
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&sealed);
        Ok(KeyWrap { key_id: self.key_id, key_epoch: ck.key_epoch, wrap_type: WRAP_SEALED, blob })
    }

    /// Opens a wrap of this key. A drop counts as read-only: who made it knows the SDK.
    fn unwrap(&self, ck: &Ck, wrap: &KeyWrap) -> Result<(Sdk, KeyUse), SealFault> {
        if (ck.comp, ck.key_epoch, self.key_id) != (self.comp, wrap.key_epoch, wrap.key_id) {
            return Err(SealFault::OtherKey);
        }
        match wrap.wrap_type {
            WRAP_SEALED => self.unwrap_sealed(ck, wrap),
            WRAP_DROP => self.unwrap_drop(ck, wrap).map(|sdk| (sdk, KeyUse::ReadOnly)),
            _ => Err(SealFault::Form),
        }
    }

    fn unwrap_sealed(&self, ck: &Ck, wrap: &KeyWrap) -> Result<(Sdk, KeyUse), SealFault> {
        let mut r = Reader::new(&wrap.blob);
        let mut read = || Some((r.u8()?, r.u8()?, r.array::<NONCE>()?, r.array::<48>()?));
        let (suite, key_use, nonce, sealed) = read().ok_or(SealFault::Form)?;
        let key_use = match (suite, key_use, r.is_empty()) {
            (SUITE, 1, true) => KeyUse::Seal,
            (SUITE, 2, true) => KeyUse::ReadOnly,
            _ => return Err(SealFault::Form),
        };
        let aad = self.sdk_aad(ck.key_epoch, key_use as u8);
        let plain =
            aead::open(ck.wrap_key.expose(), &nonce, &aad, &sealed).ok_or(SealFault::NotForThisPlace)?;
        Ok((Sdk::from_slice(&plain).ok_or(SealFault::Form)?, key_use))
    }

    fn unwrap_drop(&self, ck: &Ck, wrap: &KeyWrap) -> Result<Sdk, SealFault> {
        let (suite, sealed) = wrap.blob.split_first().ok_or(SealFault::Form)?;
        let sealed: &[u8; SEALED_KEY] = sealed.try_into().map_err(|_| SealFault::Form)?;
        if *suite != SUITE {
            return Err(SealFault::Form);
        }
        let (info, aad) = self.drop_binding(ck.key_epoch);
        let sdk = wrap::open_key(&ck.drop_private(), &[&info], &aad, sealed)
            .map_err(|_| SealFault::NotForThisPlace)?;
        Ok(Sdk::new(sdk))
    }

    /// L(`sdk`) ‖ suite ‖ comp ‖ key_id ‖ subject ‖ u32 key_epoch ‖ u8 use.
    fn sdk_aad(&self, key_epoch: u32, key_use: u8) -> Vec<u8> {
        let parts: [&[u8]; 6] = [
            label!("sdk"),
            &[SUITE, self.comp],
            &self.key_id,
            self.subject.as_bytes(),
            &key_epoch.to_be_bytes(),
            &[key_use],
        ];
        parts.concat()
    }

    /// info = L(`sdk-drop`) ‖ comp ‖ u32 key_epoch; aad = key_id ‖ subject.
    fn drop_binding(&self, key_epoch: u32) -> (Vec<u8>, Vec<u8>) {
        let info: [&[u8]; 3] = [label!("sdk-drop"), &[self.comp], &key_epoch.to_be_bytes()];
        let aad: [&[u8]; 2] = [&self.key_id, self.subject.as_bytes()];
        (info.concat(), aad.concat())
    }
}

/// One key of the set, as far as the compartment keys held open it.
struct Entry {
    key: SubjectKey,
    /// Usually one. A forged drop under the same key_id may add another: readers try each.
    sdks: Vec<Sdk>,
    /// A wrap of the current key_epoch opened as use 1.
    may_seal: bool,
    /// Some wrap says that the SDK may be known outside.
    known_outside: bool,
    /// A type 1 wrap of the current key_epoch is there.
    wrapped_now: bool,
    /// Opened from a drop that no type 1 wrap has taken over.
    from_drop: bool,
}

/// The set of SDKs of one subject in one compartment, in memory for as long as a session needs it.
pub struct SubjectKeys {
    subject: Id,
    comp: u8,
    key_epoch: u32,
    entries: Vec<Entry>,
}

impl SubjectKeys {
    /// Opens what the compartment keys held (marked `use`) open. `key_epoch` is the current one of the
    /// compartment; records of other subjects and compartments are passed over.
    pub fn open(
        subject: Id,
        comp: u8,
        key_epoch: u32,
        keys: &[SubjectKey],
        wraps: &[KeyWrap],
        cks: &[&Ck],
    ) -> SubjectKeys {
        let mut entries: Vec<Entry> = Vec::new();
        for key in keys.iter().filter(|k| k.subject == subject && k.comp == comp) {
            // The same key_id twice (a replayed record with another `created`): the first by content decides,
            // so that every terminal decides alike.
            match entries.iter_mut().find(|e| e.key.key_id == key.key_id) {
                Some(entry) => entry.key.created = entry.key.created.min(key.created),
                None => entries.push(Entry::open(*key, key_epoch, wraps, cks)),
            }
        }
        SubjectKeys { subject, comp, key_epoch, entries }
    }

    /// The key that new cells are sealed with: of those with a use 1 wrap of the current key_epoch and nothing
    /// that speaks against it, the newest by `created`, then key_id. `None`: make a new one with
    /// [`SubjectKeys::make_key`].
    pub fn writing_key(&self) -> Option<[u8; 8]> {
        self.writing_entry().map(|e| e.key.key_id)
    }

    fn writing_entry(&self) -> Option<&Entry> {
        let usable = |e: &&Entry| e.may_seal && !e.known_outside && e.sdks.len() == 1;
        self.entries.iter().filter(usable).max_by_key(|e| (e.key.created, e.key.key_id))
    }

    /// A new key under the current compartment key, taken into the set. Both records are to be written before
    /// the first cell that uses it.
    pub fn make_key(
        &mut self,
        ck: &Ck,
        now: i64,
        entropy: &mut dyn Entropy,
    ) -> Result<(SubjectKey, KeyWrap), SealFault> {
        if (ck.comp, ck.key_epoch) != (self.comp, self.key_epoch) {
            return Err(SealFault::OtherKey);
        }
        let (key, wrap, sdk) = SubjectKey::make(ck, self.subject, now, entropy)?;
        self.entries.push(Entry {
            key,
            sdks: vec![sdk],
            may_seal: true,
            known_outside: false,
            wrapped_now: true,
            from_drop: false,
        });
        Ok((key, wrap))
    }

    /// Seals a body with the writing key; [`SealFault::KeyPending`] when there is none and one must be made.
    pub fn seal(
        &self,
        place: CellPlace,
        body: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>, SealFault> {
        let entry = self.writing_entry().ok_or(SealFault::KeyPending)?;
        let sdk = entry.sdks.first().ok_or(SealFault::KeyPending)?;
        cell::seal_cell(sdk, self.comp, entry.key.key_id, place, body, entropy)
    }

    /// Opens a cell of a row of `subject`: the key is found by the id in the cell and must be the subject's.
    pub fn open_cell(
        &self,
        subject: Id,
        place: CellPlace,
        cell: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        let (comp, key_id) = cell::cell_key_id(cell)?;
        if (subject, comp) != (self.subject, self.comp) {
            return Err(SealFault::NotForThisPlace);
        }
        let entry = self.entries.iter().find(|e| e.key.key_id == key_id).ok_or(SealFault::KeyPending)?;
        let mut last = SealFault::KeyPending;
        for sdk in &entry.sdks {
            match cell::open_cell(sdk, comp, place, cell) {
                Ok(body) => return Ok(body),
                Err(fault) => last = fault,
            }
        }
        Err(last)
    }

    /// Takes drops over: a type 1 wrap of use 2 under the current compartment key for each SDK that only a drop
    /// holds. Folding twice (on two terminals, or again) changes nothing: use 2 stays use 2.
    pub fn fold_drops(&self, ck: &Ck, entropy: &mut dyn Entropy) -> Result<Vec<KeyWrap>, SealFault> {
        self.wrap_entries(ck, |e| e.from_drop, entropy)
    }

    /// After a key_epoch bump: every SDK that has no wrap of the current key_epoch, wrapped with use 2, because a
    /// former holder may know it.
    pub fn rewrap(&self, ck: &Ck, entropy: &mut dyn Entropy) -> Result<Vec<KeyWrap>, SealFault> {
        self.wrap_entries(ck, |e| !e.wrapped_now, entropy)
    }

    fn wrap_entries(
        &self,
        ck: &Ck,
        which: impl Fn(&Entry) -> bool,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<KeyWrap>, SealFault> {
        if (ck.comp, ck.key_epoch) != (self.comp, self.key_epoch) {
            return Err(SealFault::OtherKey);
        }
        let mut wraps = Vec::new();
        for entry in self.entries.iter().filter(|e| which(e)) {
            for sdk in &entry.sdks {
                wraps.push(entry.key.wrap(ck, sdk, KeyUse::ReadOnly, entropy)?);
            }
        }
        Ok(wraps)
    }

    /// The SDKs of this subject, for a lease to another user (break-glass). By key_id.
    pub fn expose(&self) -> impl Iterator<Item = ([u8; 8], &Sdk)> {
        self.entries.iter().flat_map(|e| e.sdks.iter().map(|sdk| (e.key.key_id, sdk)))
    }
}

impl Entry {
    fn open(key: SubjectKey, key_epoch: u32, wraps: &[KeyWrap], cks: &[&Ck]) -> Entry {
        let mut entry = Entry {
            key,
            sdks: Vec::new(),
            may_seal: false,
            known_outside: false,
            wrapped_now: false,
            from_drop: false,
        };
        let mut taken_over = false;
        let mut dropped = false;
        for wrap in wraps.iter().filter(|w| w.key_id == key.key_id) {
            // A drop of any key_epoch, opened or not: somebody may know the SDK.
            entry.known_outside |= wrap.wrap_type != WRAP_SEALED;
            let Some(ck) = cks.iter().find(|ck| ck.comp == key.comp && ck.key_epoch == wrap.key_epoch) else {
                continue;
            };
            let Ok((sdk, key_use)) = key.unwrap(ck, wrap) else {
                // Changed on the way: it proves nothing, and it may have said use 2.
                entry.known_outside |= wrap.key_epoch == key_epoch;
                continue;
            };
            let now = wrap.key_epoch == key_epoch;
            match (wrap.wrap_type, key_use) {
                (WRAP_SEALED, KeyUse::Seal) => entry.may_seal |= now,
                (WRAP_SEALED, KeyUse::ReadOnly) => entry.known_outside |= now,
                _ => dropped = true,
            }
            entry.wrapped_now |= now && wrap.wrap_type == WRAP_SEALED;
            taken_over |= wrap.wrap_type == WRAP_SEALED;
            if !entry.sdks.iter().any(|known| known.ct_eq(&sdk)) {
                entry.sdks.push(sdk);
            }
        }
        entry.from_drop = dropped && !taken_over;
        entry
    }
}
