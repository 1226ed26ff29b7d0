"""No name, henkilötunnus or text of a client is found in any file of the data folder, the database's log included.

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
        column = lambda sql: {str(v) for (v,) in db.execute(sql) if v}
        names = column("SELECT surname FROM person") | column("SELECT first_names FROM person")
        hetus = column("SELECT hetu FROM person")
        clear = [h for (h,) in db.execute("SELECT hetu FROM person WHERE hetu IS NOT NULL AND protected IS NOT 1 LIMIT 1")]
        cut_off(office, clear[0])
        db = connect(office.copy() / "register.db", key)
        texts = set()
        for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('contact', 'education', 'employment')").fetchall():
            for column_name in [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[2] == "TEXT"]:
                texts |= {str(v) for (v,) in db.execute(f'SELECT "{column_name}" FROM "{table}"') if isinstance(v, str) and " " in v}
        assert TEXT in texts, "the note that was confirmed is not there"
        canaries = {s: t for t in names | hetus | texts | {h[:6] + h[7:] for h in hetus} for s in spellings(t)}
        print(f"{len(names)} names, {len(hetus)} hetus, {len(texts)} texts: {len(canaries)} strings of bytes")
        # The staff of a practice office stand in its sign on purpose; no client does.
        staff = {s["login"] for s in office.staff}
        found = 0
        total = 0
        for path in sorted(p for p in office.dir.rglob("*") if p.is_file()):
            data = path.read_bytes()
            total += len(data)
            hits = sorted({t for s, t in canaries.items() if s in data})
            if path.name == "office.toml":
                hits = [t for t in hits if not any(t.lower() in login for login in staff)]
            print(f"{path.name:20} {len(data):>10} bytes  {len(hits)} found {hits[:5] if hits else ''}")
            found += len(hits)
        assert (office.dir / "register.db-wal").stat().st_size > 0, "there was no WAL to look into"
        # The search must be able to find: the same canaries in the same database without its encryption.
        clear = office.home / "clear.db"
        db.execute("ATTACH DATABASE ? AS clear KEY ''", (str(clear),))
        db.execute("SELECT sqlcipher_export('clear')")
        data = clear.read_bytes()
        seen = sum(1 for t in names | hetus | texts if len(t) >= SHORTEST and t.encode() in data)
        of = sum(1 for t in names | hetus | texts if len(t) >= SHORTEST)
        assert seen > 0.9 * of and TEXT.encode() in data, (seen, of)
        print(f"{total} bytes looked through, {found} found; without encryption {seen} of {of} are found")
        sys.exit(1 if found else 0)
    finally:
        office.close()


main()
