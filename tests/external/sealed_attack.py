"""An outsider with nearly everything reads no sealed record; the right password reads all.

The attacker has the database key, the keyslots file, device and slot secret, and the password of every user who holds
no copy of the compartment's key; every 32 bytes that any of this gives are tried as compartment key, wrap key, subject
key and cell key of each of 40 sealed canaries. Shares no code with the program (luukku_format.py).
"""

import itertools

import cbor2
import luukku_format as fmt
from office import Office, connect, program

CANARIES = 40
RIGHT = "case_officer"


def read_all(db, cks, records):
    """The bodies of the records that these compartment keys open, by entity."""
    read = {}
    for entity, subject, comp, cell in records:
        key_id = cell[2:10]
        wraps = db.execute("SELECT key_epoch, type, blob FROM key_wrap WHERE key_id = ?", (key_id,)).fetchall()
        owner = db.execute("SELECT subj FROM subject_key WHERE key_id = ?", (key_id,)).fetchone()
        if owner is None or bytes(owner[0]) != subject:
            continue
        for (epoch, kind, blob), (ck_comp, ck_epoch, _use, ck) in itertools.product(wraps, cks):
            if (ck_comp, ck_epoch) != (comp, epoch):
                continue
            try:
                sdk = fmt.open_sdk_wrap(bytes(blob), kind, ck, comp, epoch, key_id, subject)
                read[entity] = cbor2.loads(fmt.open_cell(sdk, cell, entity))
            except fmt.Refused:
                pass
    return read


def attack(db, keys, records):
    """How many records open with any of the keys in any part, and how many tries that took."""
    opened, tries = set(), 0
    for entity, subject, comp, cell in records:
        key_id, nonce, sealed = cell[2:10], cell[10:34], cell[34:]
        wraps = db.execute("SELECT key_id, key_epoch, type, blob FROM key_wrap WHERE key_id = ?", (key_id,)).fetchall()
        aad = fmt.cell_aad(comp, key_id, 9999, entity, 1)
        for key in keys:
            sdks = [key]  # the key as the subject's key
            for _, epoch, kind, blob in wraps:
                blob = bytes(blob)
                tries += 1
                try:
                    sdks.append(fmt.open_sdk_wrap(blob, kind, key, comp, epoch, key_id, subject))
                except fmt.Refused:
                    pass
                if kind == 1:
                    for use in (1, 2):  # the key as the wrap key itself, also with the other use byte
                        tries += 1
                        try:
                            sdks.append(fmt.xchacha_open(key, blob[2:26], blob[26:], fmt.sdk_aad(comp, key_id, subject, epoch, use)))
                        except fmt.Refused:
                            pass
            for sdk in sdks:
                for cell_key in (fmt.cell_key(sdk, comp, key_id), sdk):
                    tries += 1
                    try:
                        fmt.xchacha_open(cell_key, nonce, sealed, aad)
                        opened.add(entity)
                    except fmt.Refused:
                        pass
    return opened, tries


def main():
    print(f"{fmt.vectors()} published vectors agree")
    office = Office(program(), 5000, 1000)
    try:
        keyslots, secrets = fmt.open_office(office.dir)
        ds = fmt.read_device_secret(office.dir)
        users = {s["role"]: keyslots.log_in(s["login"], s["password"], secrets) for s in office.staff}
        db = connect(office.copy() / "register.db", users["front_desk"].dbk)
        wanted = {comp for comp, _, use, _ in users[RIGHT].cks if use == 1}
        rows = db.execute("SELECT entity, subj, comp, cell FROM sealed_record ORDER BY entity").fetchall()
        records = [(bytes(e), bytes(s), c, bytes(cell)) for e, s, c, cell in rows if c in wanted]
        print(f"{len(rows)} sealed records in compartments {sorted({r[2] for r in rows})}")
        assert len(records) >= CANARIES, f"only {len(records)} in {wanted}"
        records = records[:CANARIES]

        for role, user in users.items():
            print(f"{role:24} keys of compartments (1 use, 2 hand-over): {sorted((c, u) for c, _, u, _ in user.cks)}")
        comps = {r[2] for r in records}
        outsiders = {r: u for r, u in users.items() if r != RIGHT and not any(c in comps for c, _, _, _ in u.cks)}
        keys = {users[RIGHT].dbk, ds, *secrets}
        for role, user in outsiders.items():
            keys |= {user.seed, *(key for _, _, _, key in user.cks)}
            keys |= {fmt.hkdf(b"", user.seed, fmt.label(name)) for name in ("user-kem", "user-sig")}
        keys |= {fmt.hkdf(b"", key, fmt.label("device-kem")) for key in list(keys)}
        keys |= {fmt.sdk_wrap_key(key, comp, 1) for key in list(keys) for comp in comps}
        keys |= {bytes(p) for (p,) in db.execute("SELECT public FROM compartment_key")}
        opened, tries = attack(db, sorted(keys), records)
        print(f"attack by {', '.join(sorted(outsiders))}: {len(keys)} keys, {tries} tries, {len(opened)} of {len(records)} read")
        assert not opened

        read = read_all(db, users[RIGHT].cks, records)
        print(f"{RIGHT} with the password: {len(read)} of {len(records)} read")
        assert len(read) == len(records)
        texts = [v for body in read.values() for v in body[3].values() if isinstance(v, str)]
        assert texts, "the bodies hold nothing that could be read"
        # The attack must be able to succeed: one right key among the others opens everything.
        right = {key for c, _, _, key in users[RIGHT].cks if c in comps}
        opened, _ = attack(db, sorted(right), records)
        assert len(opened) == len(records), "the attack itself does not work"

        # A cell that is moved to another record or subject opens for nobody.
        moved = [(records[i - 1][0], *r[1:]) for i, r in enumerate(records)]
        assert not read_all(db, users[RIGHT].cks, moved)
        print("moved to another record: 0 read")
        for role, user in users.items():
            if role != RIGHT and role not in outsiders:
                held = sorted({u for c, _, u, _ in user.cks if c in comps})
                count = len(read_all(db, user.cks, records))
                print(f"note: {role} holds copies (use {held}) and, with a program of one's own, reads {count}")
    finally:
        office.close()


main()
