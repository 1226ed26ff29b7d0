//! The bytes of `device.key` and `slot.key` (security.md section 9). Integers big-endian, exact length.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{KeyStoreError, MAX_SLOT_SECRETS, Secret32};
use crate::register::Id;

const DEVICE: &[u8; 8] = b"LUUKKUDS";
const SLOT: &[u8; 8] = b"LUUKKUSS";
const VERSION: [u8; 2] = [0, 1];
const SECRET: usize = 32;
const SUM: usize = 4;

/// Length of `device.key`.
pub(super) const DEVICE_LENGTH: usize = 8 + 2 + SECRET + SUM;
/// Greatest length of `slot.key`.
pub(super) const SLOT_LENGTH_MAX: usize = 8 + 2 + 16 + 1 + MAX_SLOT_SECRETS * SECRET + SUM;

/// A secret with its type, version and check sum: for files, so that a damaged one is told from a wrong one.
pub(super) fn device(secret: &[u8; SECRET]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(DEVICE_LENGTH));
    bytes.extend_from_slice(DEVICE);
    bytes.extend_from_slice(&VERSION);
    bytes.extend_from_slice(secret);
    let sum = sum(secret);
    bytes.extend_from_slice(&sum);
    bytes
}

/// The secret out of `device.key`.
pub(super) fn read_device(bytes: &[u8]) -> Result<Secret32, KeyStoreError> {
    read_device_parts(bytes).ok_or(KeyStoreError::Damaged)
}

fn read_device_parts(bytes: &[u8]) -> Option<Secret32> {
    let rest = bytes.strip_prefix(DEVICE)?.strip_prefix(&VERSION)?;
    let (secret, rest) = rest.split_first_chunk::<SECRET>()?;
    (rest == sum(secret)).then(|| Zeroizing::new(*secret))
}

/// `slot.key`, or why it cannot be written.
pub(super) fn slots(office: &Id, secrets: &[&[u8; SECRET]]) -> Result<Zeroizing<Vec<u8>>, KeyStoreError> {
    if secrets.is_empty() || secrets.len() > MAX_SLOT_SECRETS {
        return Err(KeyStoreError::TooLong);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(SLOT_LENGTH_MAX));
    bytes.extend_from_slice(SLOT);
    bytes.extend_from_slice(&VERSION);
    bytes.extend_from_slice(office.as_bytes());
    bytes.push(u8::try_from(secrets.len()).map_err(|_| KeyStoreError::TooLong)?);
    for secret in secrets {
        bytes.extend_from_slice(*secret);
    }
    let sum = sum(&bytes);
    bytes.extend_from_slice(&sum);
    Ok(bytes)
}

/// The secrets out of `slot.key`; those of another office are as good as none.
pub(super) fn read_slots(bytes: &[u8], office: &Id) -> Result<Vec<Secret32>, KeyStoreError> {
    let (found, secrets) = read_slots_parts(bytes).ok_or(KeyStoreError::Damaged)?;
    if found == *office { Ok(secrets) } else { Err(KeyStoreError::Missing) }
}

fn read_slots_parts(bytes: &[u8]) -> Option<(Id, Vec<Secret32>)> {
    let (before, check) = bytes.split_last_chunk::<SUM>()?;
    let rest = before.strip_prefix(SLOT)?.strip_prefix(&VERSION)?;
    let (office, rest) = rest.split_first_chunk::<16>()?;
    let (count, rest) = rest.split_first()?;
    let count = usize::from(*count);
    if *check != sum(before) || count == 0 || count > MAX_SLOT_SECRETS || rest.len() != count * SECRET {
        return None;
    }
    let secrets = rest.chunks_exact(SECRET).filter_map(|chunk| <[u8; SECRET]>::try_from(chunk).ok());
    Some((Id::from_bytes(*office), secrets.map(Zeroizing::new).collect()))
}

fn sum(bytes: &[u8]) -> [u8; SUM] {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: Id = Id::from_bytes(*b"office identity!");

    #[test]
    fn the_layout_is_the_documented_one() {
        let bytes = device(&[0x5a; 32]);
        assert_eq!(bytes.len(), DEVICE_LENGTH);
        assert_eq!(&bytes[..10], b"LUUKKUDS\0\x01");
        assert_eq!(&bytes[10..42], [0x5a; 32]);
        assert_eq!(bytes[42..], Sha256::digest([0x5a; 32])[..4]);

        let bytes = slots(&OFFICE, &[&[1; 32], &[2; 32]]).expect("written");
        assert_eq!(&bytes[..10], b"LUUKKUSS\0\x01");
        assert_eq!(&bytes[10..27], b"office identity!\x02");
        assert_eq!((&bytes[27..59], &bytes[59..91]), ([1u8; 32].as_slice(), [2u8; 32].as_slice()));
        assert_eq!(bytes[91..], Sha256::digest(&bytes[..91])[..4]);
    }

    #[test]
    fn what_was_written_is_read_and_newest_stays_last() {
        assert_eq!(*read_device(&device(&[7; 32])).expect("read"), [7; 32]);
        let all: Vec<[u8; 32]> = (0..8).map(|n| [n; 32]).collect();
        let bytes = slots(&OFFICE, &all.iter().collect::<Vec<_>>()).expect("written");
        assert_eq!(bytes.len(), SLOT_LENGTH_MAX);
        let read = read_slots(&bytes, &OFFICE).expect("read");
        assert!(read.iter().map(|secret| **secret).eq(all));
        assert_eq!(read_slots(&bytes, &Id::ZERO).err(), Some(KeyStoreError::Missing));
    }

    #[test]
    fn none_and_nine_are_refused() {
        assert_eq!(slots(&OFFICE, &[]).err(), Some(KeyStoreError::TooLong));
        assert_eq!(slots(&OFFICE, &[&[0; 32]; 9]).err(), Some(KeyStoreError::TooLong));
    }

    #[test]
    fn every_changed_bit_and_every_other_length_is_damage() {
        let device = device(&[7; 32]);
        let slots = slots(&OFFICE, &[&[1; 32], &[2; 32]]).expect("written");
        for at in 0..device.len() * 8 {
            let mut bytes = device.to_vec();
            bytes[at / 8] ^= 1 << (at % 8);
            assert_eq!(read_device(&bytes).err(), Some(KeyStoreError::Damaged), "bit {at}");
        }
        for at in 0..slots.len() * 8 {
            let mut bytes = slots.to_vec();
            bytes[at / 8] ^= 1 << (at % 8);
            assert_eq!(read_slots(&bytes, &OFFICE).err(), Some(KeyStoreError::Damaged), "bit {at}");
        }
        for length in 0..slots.len() {
            assert!(read_slots(&slots[..length], &OFFICE).is_err());
            assert!(read_device(&device[..length.min(device.len() - 1)]).is_err());
        }
        assert!(read_device(&[device.as_slice(), b"\0"].concat()).is_err());
        assert!(read_slots(&[slots.as_slice(), b"\0"].concat(), &OFFICE).is_err());
    }
}
