//! The bytes of the file: header 136, slots of 264, wraps of 104, MAC 32, exact length.

use super::super::bytes::Reader;
use super::super::derive::{self, SUITE};
use super::super::secret::Ds;
use super::super::wrap::{KemPrivate, KemPublic};
use super::slot::{SLOT, Slot};
use super::wraps::{WRAP, Wrap};
use super::{Backend, Header, Keyslots, KeyslotsFault, MAX_SLOTS, MAX_WRAPS};

pub(super) const MAGIC: &[u8; 8] = b"LUUKKUKS";
pub(super) const VERSION: u16 = 1;
const HEADER: usize = 136;
const MAC: usize = 32;

/// Longest file there can be: what a reader asks the disk for.
pub const MAX_FILE: usize = HEADER + MAX_SLOTS * SLOT + MAX_WRAPS * WRAP + MAC;

impl Keyslots {
    /// Longest file there can be, in bytes.
    pub const MAX_FILE: usize = MAX_FILE;

    /// Reads a file made with this machine's device secret. Kind and version are looked at first, for an honest
    /// sentence; then the MAC; nothing else is read before the MAC is right.
    pub fn parse(bytes: &[u8], ds: &Ds) -> Result<Keyslots, KeyslotsFault> {
        if bytes.len() > MAX_FILE {
            return Err(KeyslotsFault::Length);
        }
        let mut start = Reader::new(bytes);
        match start.slice(MAGIC.len()) {
            Some(magic) if magic == MAGIC => {}
            _ => return Err(KeyslotsFault::Magic),
        }
        match start.u16() {
            Some(VERSION) => {}
            Some(other) => return Err(KeyslotsFault::Version(other)),
            None => return Err(KeyslotsFault::Length),
        }
        let content = bytes.len().checked_sub(MAC).filter(|n| *n >= HEADER).ok_or(KeyslotsFault::Length)?;
        let (content, mac) = bytes.split_at_checked(content).ok_or(KeyslotsFault::Length)?;
        if !derive::hmac_ok(&derive::keyslots_mac_key(ds), &[content], mac) {
            return Err(KeyslotsFault::Mac);
        }
        Keyslots::content(content)
    }

    /// Reads a file whose device secret is lost, with the recovery key: the device secret is taken out of its
    /// escrow and must then fit the MAC, so nothing is believed that [`Keyslots::parse`] would not believe.
    pub fn recover(
        bytes: &[u8],
        private: &KemPrivate,
        public: &KemPublic,
    ) -> Result<(Keyslots, Ds), KeyslotsFault> {
        if bytes.len() > MAX_FILE {
            return Err(KeyslotsFault::Length);
        }
        let content = bytes.len().checked_sub(MAC).filter(|n| *n >= HEADER).ok_or(KeyslotsFault::Length)?;
        let (content, _) = bytes.split_at_checked(content).ok_or(KeyslotsFault::Length)?;
        if !content.starts_with(MAGIC) {
            return Err(KeyslotsFault::Magic);
        }
        let (ds, _) = Keyslots::content(content)?.recover_secrets(private, public)?;
        let ds = ds.ok_or(KeyslotsFault::NoSlot)?;
        Ok((Keyslots::parse(bytes, &ds)?, ds))
    }

    fn content(content: &[u8]) -> Result<Keyslots, KeyslotsFault> {
        let mut r = Reader::new(content);
        let (header, n_slots, n_wraps) = read_header(&mut r).unwrap_or(Err(KeyslotsFault::Length))?;
        if n_slots > MAX_SLOTS || n_wraps > MAX_WRAPS {
            return Err(KeyslotsFault::TooMany);
        }
        if content.len() != HEADER + n_slots * SLOT + n_wraps * WRAP {
            return Err(KeyslotsFault::Length);
        }
        let mut keyslots = Keyslots::new(header);
        for _ in 0..n_slots {
            keyslots.slots.push(Slot::parse(r.slice(SLOT).ok_or(KeyslotsFault::Length)?)?);
        }
        for _ in 0..n_wraps {
            keyslots.wraps.push(Wrap::parse(r.slice(WRAP).ok_or(KeyslotsFault::Length)?)?);
        }
        let ascending = keyslots.slots.is_sorted_by(|a, b| a.user < b.user)
            && keyslots.wraps.is_sorted_by(|a, b| a.head() < b.head());
        if ascending { Ok(keyslots) } else { Err(KeyslotsFault::Order) }
    }

    /// The bytes of the file, with its MAC.
    pub fn to_bytes(&self, ds: &Ds) -> Vec<u8> {
        let h = &self.header;
        let length = HEADER + self.slots.len() * SLOT + self.wraps.len() * WRAP + MAC;
        let mut out = Vec::with_capacity(length);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_be_bytes());
        out.push(SUITE);
        out.push(h.backend.code());
        for id in [h.machine, h.office, h.db] {
            out.extend_from_slice(id.as_bytes());
        }
        out.extend_from_slice(&h.db_salt);
        out.extend_from_slice(&h.created.to_be_bytes());
        out.extend_from_slice(&h.file_gen.to_be_bytes());
        out.extend_from_slice(&h.dbk_gen.to_be_bytes());
        out.extend_from_slice(&h.dbk_next.unwrap_or(0).to_be_bytes());
        out.extend_from_slice(h.recovery.map_or([0; 32], |k| *k.as_bytes()).as_slice());
        // Both counts are kept within limits far below 65 536.
        out.extend_from_slice(&u16::try_from(self.slots.len()).unwrap_or(u16::MAX).to_be_bytes());
        out.extend_from_slice(&u16::try_from(self.wraps.len()).unwrap_or(u16::MAX).to_be_bytes());
        for slot in &self.slots {
            out.extend_from_slice(&slot.to_bytes());
        }
        for wrap in &self.wraps {
            wrap.write(&mut out);
        }
        let mac = derive::hmac(&derive::keyslots_mac_key(ds), &[&out]);
        out.extend_from_slice(&mac);
        out
    }
}

type Read = (Header, usize, usize);

fn read_header(r: &mut Reader<'_>) -> Option<Result<Read, KeyslotsFault>> {
    r.slice(MAGIC.len() + 2)?;
    let (suite, backend) = (r.u8()?, r.u8()?);
    let (machine, office, db, db_salt) = (r.id()?, r.id()?, r.id()?, r.array()?);
    let (created, file_gen, dbk_gen, dbk_next) = (r.i64()?, r.u64()?, r.u32()?, r.u32()?);
    let recovery: [u8; 32] = r.array()?;
    let (n_slots, n_wraps) = (r.u16()?, r.u16()?);
    if suite != SUITE {
        return Some(Err(KeyslotsFault::Suite(suite)));
    }
    let Some(backend) = Backend::from_byte(backend) else {
        return Some(Err(KeyslotsFault::Field("ds_backend")));
    };
    let header = Header {
        backend,
        machine,
        office,
        db,
        db_salt,
        created,
        file_gen,
        dbk_gen,
        dbk_next: (dbk_next != 0).then_some(dbk_next),
        recovery: (recovery != [0; 32]).then(|| KemPublic::from_bytes(recovery)),
    };
    Some(Ok((header, n_slots.into(), n_wraps.into())))
}
