"""The file formats of Luukku, written a second time from the description of the bytes and from nothing else.

Shares no code and no library with the program: Argon2 from argon2-cffi, XChaCha20-Poly1305 from libsodium (PyNaCl),
X25519, Ed25519, HKDF and ChaCha20-Poly1305 from OpenSSL (cryptography), HPKE put together here after RFC 9180. What
both read alike is therefore what the description says. `python luukku_format.py` checks the published vectors.

Integers are big-endian, ids are 16 raw bytes, times are UTC milliseconds.
"""

import hashlib
import hmac
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import nacl.bindings as sodium
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Refused(Exception):
    """A key, a tag or a form that does not fit. Everything an attacker gets."""


# --- primitives ---------------------------------------------------------------------------------------------------


def label(name):
    return b"luukku/v1/" + name.encode("ascii") + b"\0"


def hkdf(salt, ikm, info):
    return HKDF(hashes.SHA256(), 32, salt or None, info).derive(ikm)


def hmac256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def sha256(data):
    return hashlib.sha256(data).digest()


def xchacha_open(key, nonce, sealed, aad):
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, aad, nonce, key)
    except Exception as e:  # libsodium's own error has no class of its own here
        raise Refused("tag") from e


def xchacha_seal(key, nonce, plain, aad):
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, aad, nonce, key)


def raw_public(key):
    return key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


# --- HPKE, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305 (RFC 9180) ------------------------

KEM_SUITE = b"KEM" + struct.pack(">H", 0x0020)
HPKE_SUITE = b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0003)


def _extract(salt, ikm):
    return hmac256(salt or bytes(32), ikm)


def _expand(prk, info, length):
    out, block = b"", b""
    for i in range(1, 256):
        if len(out) >= length:
            break
        block = hmac256(prk, block + info + bytes([i]))
        out += block
    return out[:length]


def _labeled_extract(suite, salt, name, ikm):
    return _extract(salt, b"HPKE-v1" + suite + name + ikm)


def _labeled_expand(suite, prk, name, info, length):
    return _expand(prk, struct.pack(">H", length) + b"HPKE-v1" + suite + name + info, length)


def derive_key_pair(ikm):
    """DeriveKeyPair of RFC 9180, section 7.1.3."""
    prk = _labeled_extract(KEM_SUITE, b"", b"dkp_prk", ikm)
    return X25519PrivateKey.from_private_bytes(_labeled_expand(KEM_SUITE, prk, b"sk", b"", 32))


def _key_and_nonce(shared, info):
    psk = _labeled_extract(HPKE_SUITE, b"", b"psk_id_hash", b"")
    context = b"\0" + psk + _labeled_extract(HPKE_SUITE, b"", b"info_hash", info)
    secret = _labeled_extract(HPKE_SUITE, shared, b"secret", b"")
    return (
        _labeled_expand(HPKE_SUITE, secret, b"key", context, 32),
        _labeled_expand(HPKE_SUITE, secret, b"base_nonce", context, 12),
    )


def _kem_shared(dh, enc, public):
    prk = _labeled_extract(KEM_SUITE, b"", b"eae_prk", dh)
    return _labeled_expand(KEM_SUITE, prk, b"shared_secret", enc + public, 32)


def hpke_open(private, sealed, info, aad):
    enc, ct = sealed[:32], sealed[32:]
    shared = _kem_shared(private.exchange(X25519PublicKey.from_public_bytes(enc)), enc, raw_public(private))
    key, nonce = _key_and_nonce(shared, info)
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, ct, aad)
    except InvalidTag as e:
        raise Refused("hpke") from e


def hpke_seal(public, plain, info, aad):
    ephemeral = X25519PrivateKey.generate()
    enc = raw_public(ephemeral)
    shared = _kem_shared(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), enc, public)
    key, nonce = _key_and_nonce(shared, info)
    return enc + ChaCha20Poly1305(key).encrypt(nonce, plain, aad)


# --- derivations (6.1) --------------------------------------------------------------------------------------------


def password_key(password, salt, m_kib, t, p):
    text = unicodedata.normalize("NFC", password).encode()
    return hash_secret_raw(text, salt, t, m_kib, p, 32, Type.ID, 0x13)


def ukek_and_kcv(ss, pk, office, user, slot_gen):
    tail = office + user + struct.pack(">I", slot_gen)
    return hkdf(ss, pk, label("ukek") + tail), hkdf(ss, pk, label("kcv") + tail)


def ss_id(ss):
    return hkdf(b"", ss, label("ss-id"))[:8]


def login_tag(ss, login):
    text = unicodedata.normalize("NFC", login.lower()).encode()
    return hmac256(hkdf(b"", ss, label("login")), text)[:16]


def user_kem(seed):
    return derive_key_pair(hkdf(b"", seed, label("user-kem")))


def user_sig(seed):
    return Ed25519PrivateKey.from_private_bytes(hkdf(b"", seed, label("user-sig")))


def device_sig(ds):
    return Ed25519PrivateKey.from_private_bytes(hkdf(b"", ds, label("device-sig")))


def sdk_wrap_key(ck, comp, epoch):
    return hkdf(b"", ck, label("ck-wrap") + struct.pack(">BI", comp, epoch))


def compartment_pair(ck, comp, epoch):
    return derive_key_pair(hkdf(b"", ck, label("ck-kem") + struct.pack(">BI", comp, epoch)))


def cell_key(sdk, comp, key_id, suite=1):
    return hkdf(b"", sdk, label("cell") + struct.pack(">BB", suite, comp) + key_id)


# --- keyslots (6.2) -----------------------------------------------------------------------------------------------


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        if self.at + n > len(self.data):
            raise Refused("too short")
        part = self.data[self.at : self.at + n]
        self.at += n
        return part

    def unpack(self, form):
        values = struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))
        return values[0] if len(values) == 1 else values


@dataclass
class Slot:
    header: bytes
    type: int
    user: bytes
    tag: bytes
    gen: int
    flags: int
    kdf: tuple
    salt: bytes
    ss_id: bytes
    kem_pub: bytes
    sig_pub: bytes
    kcv: bytes
    nonce: bytes
    sealed: bytes

    def open(self, ss, office, password):
        """The user's seed."""
        pk = password_key(password, self.salt, *self.kdf)
        ukek, kcv = ukek_and_kcv(ss, pk, office, self.user, self.gen)
        if kcv != self.kcv:
            raise Refused("password")
        seed = xchacha_open(ukek, self.nonce, self.sealed, self.header)
        if raw_public(user_kem(seed)) != self.kem_pub or raw_public(user_sig(seed)) != self.sig_pub:
            raise Refused("public keys")
        return seed


@dataclass
class Wrap:
    head8: bytes
    type: int
    comp: int
    use: int
    recipient: int
    gen: int
    recipient_id: bytes
    sealed: bytes


class Keyslots:
    def __init__(self, data, ds):
        c = Cursor(data)
        if c.take(8) != b"LUUKKUKS" or c.unpack("H") != 1 or c.unpack("B") != 1:
            raise Refused("magic, version or suite")
        self.backend = c.unpack("B")
        self.machine, self.office, self.db_id, self.db_salt = (c.take(16) for _ in range(4))
        self.created, self.file_gen, self.dbk_gen, self.dbk_next = c.unpack("qQII")
        self.recovery_pub = c.take(32)
        n_slots, n_wraps = c.unpack("HH")
        assert c.at == 136
        if len(data) != 136 + 264 * n_slots + 104 * n_wraps + 32:
            raise Refused("length")
        if hmac256(hkdf(b"", ds, label("keyslots-mac")), data[:-32]) != data[-32:]:
            raise Refused("mac")
        self.slots = [self._slot(c) for _ in range(n_slots)]
        self.wraps = [self._wrap(c) for _ in range(n_wraps)]
        users = [s.user for s in self.slots]
        if users != sorted(set(users)):
            raise Refused("order of slots")
        heads = [w.head8 + w.recipient_id for w in self.wraps]
        if heads != sorted(set(heads)):
            raise Refused("order of wraps")

    @staticmethod
    def _slot(c):
        start = c.at
        kind, user, tag = c.unpack("B"), c.take(16), c.take(16)
        gen, flags, _created, _changed, _expires, kdf = c.unpack("IBqqqB")
        m, t, p = c.unpack("IIB")
        salt, ssid, kem_pub, sig_pub = c.take(16), c.take(8), c.take(32), c.take(32)
        header = c.data[start : c.at]
        assert len(header) == 160
        if kdf != 1 or not (19456 <= m <= 1048576 and 1 <= t <= 10 and 1 <= p <= 4):
            raise Refused("kdf")
        return Slot(
            header, kind, user, tag, gen, flags, (m, t, p), salt, ssid, kem_pub, sig_pub, c.take(32), c.take(24), c.take(48)
        )

    @staticmethod
    def _wrap(c):
        head8 = c.data[c.at : c.at + 8]
        kind, comp, use, recipient, gen = c.unpack("BBBBI")
        return Wrap(head8, kind, comp, use, recipient, gen, c.take(16), c.take(80))

    def slot_of(self, login, secrets):
        """The slot of a login, and the slot secret that belongs to it."""
        for slot in self.slots:
            for ss in secrets:
                if slot.ss_id == ss_id(ss) and slot.tag == login_tag(ss, login):
                    return slot, ss
        raise Refused("login")

    def open_wrap(self, wrap, private):
        info = label("wrap") + self.machine + self.db_id + wrap.head8
        return hpke_open(private, wrap.sealed, info, wrap.recipient_id)

    def log_in(self, login, password, secrets):
        slot, ss = self.slot_of(login, secrets)
        return User(self, slot, slot.open(ss, self.office, password))


class User:
    """Everything that the right password gives."""

    def __init__(self, keyslots, slot, seed):
        self.id, self.seed = slot.user, seed
        self.kem = user_kem(seed)
        self.dbk, self.cks = None, []  # cks: (comp, epoch, use, key)
        for wrap in keyslots.wraps:
            if wrap.recipient == 1 and wrap.recipient_id == slot.user:
                key = keyslots.open_wrap(wrap, self.kem)
                if wrap.type == 1 and wrap.gen == keyslots.dbk_gen:
                    self.dbk = key
                elif wrap.type == 2:
                    self.cks.append((wrap.comp, wrap.gen, wrap.use, key))


def read_device_secret(folder):
    data = (Path(folder) / "device.key").read_bytes()
    if data[:10] != b"LUUKKUDS\0\x01" or len(data) != 46 or sha256(data[10:42])[:4] != data[42:]:
        raise Refused("device.key")
    return data[10:42]


def read_slot_secrets(folder):
    data = (Path(folder) / "slot.key").read_bytes()
    n = data[26]
    if data[:10] != b"LUUKKUSS\0\x01" or len(data) != 27 + 32 * n + 4 or sha256(data[:-4])[:4] != data[-4:]:
        raise Refused("slot.key")
    return [data[27 + 32 * i : 59 + 32 * i] for i in range(n)]


def open_office(folder):
    """Keyslots and slot secrets of an office with the file backend, MAC checked."""
    return Keyslots((Path(folder) / "keyslots").read_bytes(), read_device_secret(folder)), read_slot_secrets(folder)


# --- door (6.3) ---------------------------------------------------------------------------------------------------


def read_door(data, ds):
    if hmac256(hkdf(b"", ds, label("door-mac")), data[:-32]) != data[-32:]:
        raise Refused("door mac")
    c = Cursor(data[:-32])
    if c.take(8) != b"LUUKKUDO" or c.unpack("H") != 1:
        raise Refused("door")
    machine, next_seq, n = c.take(16), c.unpack("Q"), c.unpack("H")
    delays = [(c.take(16), *c.unpack("Hq")) for _ in range(n)]
    events = [(*c.unpack("QqB"), c.take(16)) for _ in range(c.unpack("H"))]
    if c.at != len(c.data):
        raise Refused("door length")
    return machine, next_seq, delays, events


# --- subject keys and cells (6.4) ---------------------------------------------------------------------------------


def sdk_aad(comp, key_id, subject, epoch, use):
    return label("sdk") + struct.pack(">BB", 1, comp) + key_id + subject + struct.pack(">IB", epoch, use)


def open_sdk_wrap(blob, kind, ck, comp, epoch, key_id, subject):
    """The subject key in a key_wrap row."""
    if blob[0] != 1:
        raise Refused("suite")
    if kind == 1:
        use = blob[1]
        return xchacha_open(
            sdk_wrap_key(ck, comp, epoch), blob[2:26], blob[26:], sdk_aad(comp, key_id, subject, epoch, use)
        )
    info = label("sdk-drop") + struct.pack(">BI", comp, epoch)
    return hpke_open(compartment_pair(ck, comp, epoch), blob[1:], info, key_id + subject)


def cell_aad(comp, key_id, kind, entity, field):
    return label("cell") + bytes([comp]) + key_id + struct.pack(">H", kind) + entity + struct.pack(">H", field)


def open_cell(sdk, cell, entity, kind=9999, field=1):
    """The CBOR body of a sealed cell."""
    suite, comp, key_id, nonce, sealed = cell[0], cell[1], cell[2:10], cell[10:34], cell[34:]
    if suite != 1:
        raise Refused("suite")
    plain = xchacha_open(cell_key(sdk, comp, key_id), nonce, sealed, cell_aad(comp, key_id, kind, entity, field))
    (length,) = struct.unpack(">I", plain[:4])
    if len(plain) % 64 or len(plain) < 256 or any(plain[4 + length :]):
        raise Refused("padding")
    return plain[4 : 4 + length]


# --- the published vectors ----------------------------------------------------------------------------------------


def vectors():
    """Checks every vector of keys, slots, wraps and cells; returns how many."""
    done = []

    def same(name, got, want):
        want = bytes.fromhex(want) if isinstance(want, str) else want
        if got != want:
            raise SystemExit(f"vector {name}: got {got.hex()}, wanted {want.hex()}")
        done.append(name)

    ds, ss = bytes(range(32)), bytes(range(32, 64))
    machine, user, db_id, subject = (bytes([b]) * 16 for b in (0x11, 0x22, 0x33, 0x44))
    key_id, entity, office = b"\x55" * 8, b"\x66" * 16, b"\x99" * 16
    t0 = 1_790_000_000_000
    seed, ck, sdk, dbk = b"\xc3" * 32, b"\xd4" * 32, b"\xe6" * 32, b"\xf7" * 32
    nonces = [bytes([b]) * 24 for b in (0x5A, 0x5B, 0x5C)]

    pk = password_key("Tämä on pitkä salalause", b"\xa5" * 16, 65536, 3, 1)
    same("PK", pk, "d935fbd66b943ad55e591286eca5956ecdadbfa065ac7df57a6eb19f890532c8")
    ukek, kcv = ukek_and_kcv(ss, pk, office, user, 1)
    same("UKEK", ukek, "979ac103e6a218f9ede24017ba23322197615b3d0651a1bb7ad8f1f2ffca6102")
    same("kcv", kcv, "b4710c483cbb827c7d22f73508e2c0038f1c08b10de2bc069b3e88e7d9aec808")
    kem_pub, sig_pub = raw_public(user_kem(seed)), raw_public(user_sig(seed))
    same("kem_pub", kem_pub, "63f0f7c0693e2afcbb98263b89f4e03c3a10242aef15be0de890f9ee3a03167a")
    same("sig_pub", sig_pub, "84c50f6d9fdef466ae8e9ef79ee17699b49ba62fc2869eee0c3723be40adfc0e")
    tag = login_tag(ss, "virtanenm")
    same("login_tag", tag, "db51560fbea57dd1db182b40eae32e19")
    same("ss_id", ss_id(ss), "654f859c856c035a")

    header = b"\x01" + user + tag + struct.pack(">IBqqqB", 1, 0, t0, t0, 0, 1)
    header += struct.pack(">IIB", 65536, 3, 1) + b"\xa5" * 16 + ss_id(ss) + kem_pub + sig_pub
    slot = header + kcv + nonces[0] + xchacha_seal(ukek, nonces[0], seed, header)
    same("slot length", bytes([len(slot) == 264]), b"\x01")
    same("slot", sha256(slot), "6f5fa221dd014c721abc6ef9a5cf5e75809365bc04ae47d3ff908f1349dd5319")

    wrap = bytes.fromhex(
        "952e9e1ef17012ae3beb5342f39a5ef24be865eeb9e2ca933c2a067fffe1fd1c23b62c5fe827fda409fa189909e6ef49"
        "a42710a458fc011504b7900c64736e97ed6d2e0d91574d605d4df38115db663e"
    )
    head8 = bytes.fromhex("0100010100000001")
    info = label("wrap") + machine + db_id + head8
    same("wrap", hpke_open(user_kem(seed), wrap, info, user), dbk)
    again = hpke_seal(kem_pub, dbk, info, user)
    same("wrap sealed here", hpke_open(user_kem(seed), again, info, user), dbk)

    body = b"LUUKKUKS" + struct.pack(">HBB", 1, 1, 1) + machine + office + db_id + b"\xab" * 16
    body += struct.pack(">qQII", t0, 1, 1, 0) + bytes(32) + struct.pack(">HH", 1, 1) + slot + head8 + user + wrap
    mac = hmac256(hkdf(b"", ds, label("keyslots-mac")), body)
    same("keyslots", mac, "c56ec881da65ec37879cb06a4ffb63e5e94d3e4cc0e90f322c5341a8e588a6f5")
    read = Keyslots(body + mac, ds).log_in("virtanenm", "Tämä on pitkä salalause", [ss])
    same("the whole login", read.dbk, dbk)

    key = sdk_wrap_key(ck, 4, 1)
    same("wrap key", key, "ac2f77dcc8a6105c6837cc3a135d4638a736e2b1e4ba9fe6e06b74767b0b3378")
    for use, want in (
        (1, "26cf9c056164c300e20be450a6195f0903d3b14e9398b421edd779a55bb6d0d959316177aaac918539b20f116ca53980"),
        (2, "26cf9c056164c300e20be450a6195f0903d3b14e9398b421edd779a55bb6d0d9783e395ab05623322ef6e7a0bb4a3ba9"),
    ):
        sealed = xchacha_seal(key, nonces[1], sdk, sdk_aad(4, key_id, subject, 1, use))
        same(f"sdk_wrap use {use}", sealed, want)
        blob = bytes([1, use]) + nonces[1] + sealed
        same(f"sdk_wrap use {use} opened", open_sdk_wrap(blob, 1, ck, 4, 1, key_id, subject), sdk)
    cpk = raw_public(compartment_pair(ck, 4, 1))
    same("CPK", cpk, "a9f2c2806ffea4ae38c7b8d7fa3d1f49b49c7e46c80f7a8972f29148def25002")

    same("cell key", cell_key(sdk, 4, key_id), "8deea1bcb0eb2b30cbfa76f7ae98d2b9c1c57c44dfae970a566c0f40f1aa802e")
    content = bytes.fromhex("a301190141020103a1016178")
    plain = struct.pack(">I", len(content)) + content
    plain = plain.ljust(256, b"\0")
    sealed = xchacha_seal(cell_key(sdk, 4, key_id), nonces[2], plain, cell_aad(4, key_id, 9999, entity, 1))
    cell = bytes([1, 4]) + key_id + nonces[2] + sealed
    same("cell", sha256(cell), "e392650f32b8af635d3e74c000b0f28d33926d16c987a8250f5532ef51060234")
    same("cell opened", open_cell(sdk, cell, entity), content)

    same(
        "device key", raw_public(device_sig(ds)), "5eb595e62e1825316528dd2ba209f529b20d5f5478330440fe8d679ecf6f47a9"
    )
    return len(done)


if __name__ == "__main__":
    print(f"{vectors()} vectors agree")
