"""The database opens with PyPI's sqlcipher3-binary and the raw key, with nothing else, and can be searched.

The raw key comes out of the keyslots file with a password, read by luukku_format.py. A practice office only.
"""

import os

from office import Office, connect, program, sqlcipher

office = Office(program(), 300, 100)
try:
    key = office.user("front_desk").dbk
    assert all(office.user(s["role"]).dbk == key for s in office.staff), "every password gives the same key"
    folder = office.copy()
    head = (folder / "register.db").read_bytes()[:16]
    assert head != b"SQLite format 3\0"

    one = bytearray(key)
    one[0] ^= 1
    for wrong, name in ((None, "no key"), (bytes(one), "one bit off"), (os.urandom(32), "another key")):
        try:
            connect(folder / "register.db", wrong)
        except sqlcipher.DatabaseError as e:
            print(f"{name}: {e}")
        else:
            raise SystemExit(f"{name}: it opened")

    db = connect(folder / "register.db", key)
    ask = lambda sql, *args: db.execute(sql, args).fetchall()
    print("cipher", ask("PRAGMA cipher_version")[0][0], "sqlite", ask("SELECT sqlite_version()")[0][0])
    print("tables", ask("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")[0][0])
    (people,) = ask("SELECT count(*) FROM person")[0]
    assert people >= 300, people
    found = ask("SELECT d.name FROM search s JOIN search_doc d ON d.row = s.rowid WHERE search MATCH ?", "niskanen AND osk*")
    assert found and all("niskanen" in name[0].lower() for name in found), found
    print(f"search: {len(found)} of {people} persons answer 'niskanen osk'")
    assert ask("PRAGMA application_id")[0][0] == 0x4C55554B
    assert ask("PRAGMA cipher_integrity_check") == []
    assert ask("PRAGMA integrity_check") == [("ok",)]
    print("both integrity checks clean")
finally:
    office.close()
