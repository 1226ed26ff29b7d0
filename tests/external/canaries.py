"""No text of any record kind is found in any file of the data folder, the database's log included: names, henkilötunnus,
addresses, telephone numbers, e-mail, work history, notes, codes.

A session is cut off with SIGKILL after a note was saved, so that the log (WAL) is there. Every canary is looked for
as UTF-8, UTF-16 in both orders, as written, in lower and in upper case, and hetus also without their mark.
"""

import os
import signal
import subprocess
import sys

from office import Office, connect, program

TEXT = "Kävi näyttämässä työtodistusta Öljymäen kanariansirkku"
SHORTEST = 6  # bytes; shorter ones are found in random bytes by chance


def spellings(text):
    for form in {text, text.lower(), text.upper()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            needle = form.encode(encoding)
            if len(needle) >= SHORTEST:
                yield needle


# Codes that are words of the sign's own: the name of a line, and part of the name of a role.
SIGN_WORDS = {"office", "officer"}
# Columns that every table of a record kind has, and no other table has all of (schema.sql).
OF_A_KIND = {"row", "id", "person", "changed_at", "changed_by"}
# Kinds and columns that must have canaries: a table that was renamed is not passed over in silence.
EXPECTED = [
    ("person", "surname"), ("person", "hetu"), ("contact_info", "street"), ("contact_info", "phone"),
    ("contact_info", "email"), ("contact", "text"), ("work_history", "title"), ("education", "school"),
    ("employer", "name"), ("task", "text"),
]


def kind_texts(db):
    """Every text of every record kind, by table and column."""
    texts = {}
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        columns = [(row[1], row[2]) for row in db.execute(f'PRAGMA table_info("{table}")')]
        if not OF_A_KIND <= {name for name, _ in columns}:
            continue
        for column in [name for name, of in columns if of == "TEXT"]:
            values = db.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            texts[table, column] = {v for (v,) in values if isinstance(v, str) and v}
    empty = [f"{table}.{column}" for table, column in EXPECTED if not texts.get((table, column))]
    assert not empty, f"no canaries in {empty}"
    return texts


def cut_off(office, hetu):
    """Saves a note and kills the program when the word of it has been read."""
    who = office.by_role("front_desk")
    command = [office.luukku, "note", "--dir", str(office.dir), "--login", who["login"], "--password-stdin", *NOTE]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=office.env()
    )
    child.stdin.write(f"{who['password']}\n{hetu}\t{TEXT}\n".encode())
    child.stdin.flush()
    line = child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    if not line:
        sys.exit(f"no note was saved: {child.stderr.read().decode()}")


NOTE = ["--json", "--identified", "1", "--subject", "Käynti", "--method", "36"]


def main():
    office = Office(program(), 300, 100)
    try:
        key = office.user("front_desk").dbk
        db = connect(office.copy() / "register.db", key)
        clear = [h for (h,) in db.execute("SELECT hetu FROM person WHERE hetu IS NOT NULL AND protected IS NOT 1 LIMIT 1")]
        cut_off(office, clear[0])
        db = connect(office.copy() / "register.db", key)
        by_column = kind_texts(db)
        texts = set().union(*by_column.values())
        hetus = by_column["person", "hetu"]
        assert TEXT in texts, "the note that was confirmed is not there"
        canaries = {s: t for t in texts | {h[:6] + h[7:] for h in hetus} for s in spellings(t)}
        kinds = len({table for table, _ in by_column})
        print(f"{len(texts)} texts of {len(by_column)} columns of {kinds} kinds: {len(canaries)} strings of bytes")
        # The staff of a practice office stand in its sign on purpose; no client does.
        staff = {s["login"] for s in office.staff}
        found = 0
        total = 0
        for path in sorted(p for p in office.dir.rglob("*") if p.is_file()):
            data = path.read_bytes()
            total += len(data)
            hits = sorted({t for s, t in canaries.items() if s in data})
            if path.name == "office.toml":
                hits = [t for t in hits if t not in SIGN_WORDS and not any(t.lower() in login for login in staff)]
            print(f"{path.name:20} {len(data):>10} bytes  {len(hits)} found {hits[:5] if hits else ''}")
            found += len(hits)
        assert (office.dir / "register.db-wal").stat().st_size > 0, "there was no WAL to look into"
        # The search must be able to find: the same canaries in the same database without its encryption.
        clear = office.home / "clear.db"
        db.execute("ATTACH DATABASE ? AS clear KEY ''", (str(clear),))
        db.execute("SELECT sqlcipher_export('clear')")
        data = clear.read_bytes()
        seen = sum(1 for t in texts if len(t) >= SHORTEST and t.encode() in data)
        of = sum(1 for t in texts if len(t) >= SHORTEST)
        assert seen > 0.9 * of and TEXT.encode() in data, (seen, of)
        print(f"{total} bytes looked through, {found} found; without encryption {seen} of {of} are found")
        sys.exit(1 if found else 0)
    finally:
        office.close()


main()
