//! Every derivation of the security design, section 6.1, one small function each.
//!
//! `HKDF(salt, ikm, info)` is HKDF-SHA256 with 32 bytes out; an empty salt is "–" in the design. Every purpose
//! has its own label `L(x)` = `luukku/v1/` ‖ x ‖ 00, so that no two derivations can give the same key.

use super::secret::{CkBytes, DerivedKey, Ds, Pk, Sdk, Secret, Seed, Ss, Ukek};
use super::wrap::{KemPrivate, KemPublic};
use crate::register::Id;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// L(x): the label of one purpose.
macro_rules! label {
    ($name:literal) => {
        concat!("luukku/v1/", $name, "\0").as_bytes()
    };
}
pub(super) use label;

/// The suite byte that means: HKDF-SHA256, XChaCha20-Poly1305, HPKE with X25519 and ChaCha20Poly1305, Ed25519.
pub const SUITE: u8 = 1;

fn hkdf(salt: &[u8], ikm: &[u8], info: &[&[u8]]) -> Secret<32> {
    let hkdf = Hkdf::<Sha256>::new(Some(salt), ikm);
    Secret::fill(|out| {
        if hkdf.expand_multi_info(info, out).is_err() {
            // HKDF-SHA256 gives up to 8 160 bytes; 32 cannot fail.
            unreachable!("HKDF output of 32 bytes");
        }
    })
}

/// HMAC-SHA256 over the parts in order.
pub fn hmac(key: &DerivedKey, parts: &[&[u8]]) -> [u8; 32] {
    mac_over(key, parts).finalize().into_bytes().into()
}

/// Whether `mac` is the HMAC-SHA256 of the parts, in constant time.
pub fn hmac_ok(key: &DerivedKey, parts: &[&[u8]], mac: &[u8]) -> bool {
    mac_over(key, parts).verify_slice(mac).is_ok()
}

fn mac_over(key: &DerivedKey, parts: &[&[u8]]) -> Hmac<Sha256> {
    // A key of 32 bytes padded to the block is the same HMAC key, and this way cannot fail.
    let mut block = Zeroizing::new([0u8; 64]);
    for (to, from) in block.iter_mut().zip(key.expose()) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac
}

/// SHA-256 over the parts in order.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// UKEK: HKDF(SS, PK, L(`ukek`) ‖ office_id ‖ user_id ‖ u32 slot_gen).
pub fn ukek(ss: &Ss, pk: &Pk, office: Id, user: Id, slot_gen: u32) -> Ukek {
    Ukek::new(slot_key(label!("ukek"), ss, pk, office, user, slot_gen))
}

/// kcv: as UKEK with label `kcv`. Kept in the slot; tells a wrong password from a damaged slot.
pub fn kcv(ss: &Ss, pk: &Pk, office: Id, user: Id, slot_gen: u32) -> Secret<32> {
    slot_key(label!("kcv"), ss, pk, office, user, slot_gen)
}

fn slot_key(label: &[u8], ss: &Ss, pk: &Pk, office: Id, user: Id, slot_gen: u32) -> Secret<32> {
    hkdf(ss.expose(), pk.expose(), &[label, office.as_bytes(), user.as_bytes(), &slot_gen.to_be_bytes()])
}

/// ss_id: HKDF(–, SS, L(`ss-id`))[..8]. Says which slot secret a slot needs without telling anything of it.
pub fn ss_id(ss: &Ss) -> [u8; 8] {
    let long = hkdf(&[], ss.expose(), &[label!("ss-id")]);
    let [a, b, c, d, e, f, g, h, ..] = *long.expose();
    [a, b, c, d, e, f, g, h]
}

/// A login in its one form: NFC, lower case.
pub fn normal_login(login: &str) -> String {
    login.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// login_tag: HMAC-SHA256(HKDF(–, SS, L(`login`)), NFC lower-case login)[..16]. No names in the file.
pub fn login_tag(ss: &Ss, login: &str) -> [u8; 16] {
    let key = DerivedKey::new(hkdf(&[], ss.expose(), &[label!("login")]));
    first16(hmac(&key, &[normal_login(login).as_bytes()]))
}

/// The first 16 bytes of a hash.
pub(super) fn first16(hash: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(hash) {
        *to = from;
    }
    out
}

/// user_kem: DeriveKeyPair(HKDF(–, seed, L(`user-kem`))), RFC 9180 section 7.1.3.
pub fn user_kem(seed: &Seed) -> (KemPrivate, KemPublic) {
    KemPrivate::derive(&hkdf(&[], seed.expose(), &[label!("user-kem")]))
}

/// user_sig: Ed25519 from HKDF(–, seed, L(`user-sig`)).
pub fn user_sig(seed: &Seed) -> SigningKey {
    SigningKey::from_bytes(hkdf(&[], seed.expose(), &[label!("user-sig")]).expose())
}

/// device_kem: DeriveKeyPair(HKDF(–, DS, L(`device-kem`))).
pub fn device_kem(ds: &Ds) -> (KemPrivate, KemPublic) {
    KemPrivate::derive(&hkdf(&[], ds.expose(), &[label!("device-kem")]))
}

/// device_sig: Ed25519 from HKDF(–, DS, L(`device-sig`)).
pub fn device_sig(ds: &Ds) -> SigningKey {
    SigningKey::from_bytes(device_sig_bytes(ds).expose())
}

/// The 32 bytes that device_sig is made of: what is kept while a session lasts, in locked memory.
pub fn device_sig_bytes(ds: &Ds) -> DerivedKey {
    DerivedKey::new(hkdf(&[], ds.expose(), &[label!("device-sig")]))
}

/// The organisation's recovery pair: DeriveKeyPair(HKDF(–, its 32 bytes, L(`recovery-kem`))).
pub fn recovery_kem(recovery: &Secret<32>) -> (KemPrivate, KemPublic) {
    KemPrivate::derive(&hkdf(&[], recovery.expose(), &[label!("recovery-kem")]))
}

/// The MAC key of the file `keyslots`: HKDF(–, DS, L(`keyslots-mac`)).
pub fn keyslots_mac_key(ds: &Ds) -> DerivedKey {
    DerivedKey::new(hkdf(&[], ds.expose(), &[label!("keyslots-mac")]))
}

/// The MAC key of the file `door`: HKDF(–, DS, L(`door-mac`)).
pub fn door_mac_key(ds: &Ds) -> DerivedKey {
    DerivedKey::new(hkdf(&[], ds.expose(), &[label!("door-mac")]))
}

/// The key that wraps SDKs: HKDF(–, CK, L(`ck-wrap`) ‖ u8 comp ‖ u32 key_epoch).
pub fn ck_wrap_key(ck: &CkBytes, comp: u8, key_epoch: u32) -> DerivedKey {
    DerivedKey::new(hkdf(&[], ck.expose(), &[label!("ck-wrap"), &[comp], &key_epoch.to_be_bytes()]))
}

/// The CPK pair: DeriveKeyPair(HKDF(–, CK, L(`ck-kem`) ‖ u8 comp ‖ u32 key_epoch)).
pub fn cpk(ck: &CkBytes, comp: u8, key_epoch: u32) -> (KemPrivate, KemPublic) {
    KemPrivate::derive(&hkdf(&[], ck.expose(), &[label!("ck-kem"), &[comp], &key_epoch.to_be_bytes()]))
}

/// The key of one cell format under one SDK: HKDF(–, SDK, L(`cell`) ‖ u8 suite ‖ u8 comp ‖ key_id 8).
pub fn cell_key(sdk: &Sdk, comp: u8, key_id: &[u8; 8]) -> DerivedKey {
    DerivedKey::new(hkdf(&[], sdk.expose(), &[label!("cell"), &[SUITE, comp], key_id]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::testing::{self, hex};

    #[test]
    fn derivations_equal_the_published_vectors() {
        let (ss, pk) = (testing::ss(), testing::pk());
        assert_eq!(
            hex(ukek(&ss, &pk, testing::OFFICE, testing::USER, 1).expose()),
            "979ac103e6a218f9ede24017ba23322197615b3d0651a1bb7ad8f1f2ffca6102"
        );
        assert_eq!(
            hex(kcv(&ss, &pk, testing::OFFICE, testing::USER, 1).expose()),
            "b4710c483cbb827c7d22f73508e2c0038f1c08b10de2bc069b3e88e7d9aec808"
        );
        assert_eq!(hex(&login_tag(&ss, "virtanenm")), "db51560fbea57dd1db182b40eae32e19");
        assert_eq!(hex(&ss_id(&ss)), "654f859c856c035a");
        let seed = testing::seed();
        assert_eq!(
            hex(user_kem(&seed).1.as_bytes()),
            "63f0f7c0693e2afcbb98263b89f4e03c3a10242aef15be0de890f9ee3a03167a"
        );
        assert_eq!(
            hex(user_sig(&seed).verifying_key().as_bytes()),
            "84c50f6d9fdef466ae8e9ef79ee17699b49ba62fc2869eee0c3723be40adfc0e"
        );
        assert_eq!(
            hex(device_sig(&testing::ds()).verifying_key().as_bytes()),
            "5eb595e62e1825316528dd2ba209f529b20d5f5478330440fe8d679ecf6f47a9"
        );
        let ck = testing::ck_bytes();
        assert_eq!(
            hex(ck_wrap_key(&ck, 4, 1).expose()),
            "ac2f77dcc8a6105c6837cc3a135d4638a736e2b1e4ba9fe6e06b74767b0b3378"
        );
        assert_eq!(
            hex(cpk(&ck, 4, 1).1.as_bytes()),
            "a9f2c2806ffea4ae38c7b8d7fa3d1f49b49c7e46c80f7a8972f29148def25002"
        );
        assert_eq!(
            hex(cell_key(&testing::sdk(), 4, &testing::KEY_ID).expose()),
            "8deea1bcb0eb2b30cbfa76f7ae98d2b9c1c57c44dfae970a566c0f40f1aa802e"
        );
    }

    #[test]
    fn a_login_is_one_name_however_it_is_typed() {
        let ss = testing::ss();
        assert_eq!(login_tag(&ss, "VirtanenM"), login_tag(&ss, "virtanenm"));
        assert_eq!(login_tag(&ss, "MA\u{308}KI"), login_tag(&ss, "mäki"));
        assert_ne!(login_tag(&ss, "virtanenm "), login_tag(&ss, "virtanenm"));
    }
}
