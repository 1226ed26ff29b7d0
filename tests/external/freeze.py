"""Freezes a practice office as a release leaves it: a folder for tests/fixtures, with what must be in it.

usage: freeze.py path/to/luukku tests/fixtures/VERSION

Notes are written by the program after the making, so that the journal holds changes of both ways. What must be there
is asked of the release itself; later builds must say the same of the same files.
"""

import itertools
import json
import re
import shutil
import sys
import time
from pathlib import Path

from office import Office

BEGINNINGS = itertools.product("bdfghjklmnprstv", "aeiouyäö")
SEALED = ["protected_contact", "protected_field"]
SCHEMA = Path(__file__).parents[2] / "schema.sql"
NOTE = ["note", "--identified", "1", "--method", "36", "--subject", "Jäädytetty"]


def lines(answer):
    if answer.returncode:
        sys.exit(answer.stderr.decode() + answer.stdout.decode())
    return [json.loads(line) for line in answer.stdout.splitlines()]


def main():
    into = Path(sys.argv[2])
    if into.exists():
        sys.exit(f"{into} is there: what is frozen stays as it is")
    office = Office(sys.argv[1], clients=8, full=8)
    people = {}
    prefixes = "\n".join("".join(pair) for pair in BEGINNINGS)
    for found in lines(office.run("case_officer", ["find", "--json"], prefixes)):
        people |= {hit["person"]: hit for hit in found["hits"]}
    persons = sorted(people)
    lines(office.run("case_officer", [*NOTE, "--json"], "\n".join(
        json.dumps({"client": person, "text": f"Käynti: {hit['name']}, åäö"}) for person, hit in sorted(people.items())
    )))
    lines(office.run("log_auditor", ["log", "verify", "--json"]))
    shutil.copytree(office.dir, into / "office")
    at = int(time.time() * 1000)
    kinds = re.findall(r'^CREATE TABLE "(\w+)" \( -- \d+', SCHEMA.read_text(), re.M) + SEALED
    clients = {person: {"name": hit["name"], "born": hit["born"], "records": {}} for person, hit in people.items()}
    for asked, kind in enumerate(kinds, 1):
        reason = "\tkatsotaan, mitä toimistoon jäi" if kind in SEALED else ""
        asked_for = ["show", "--identified", "1", "--kind", kind, "--json"]
        answer = office.run("case_officer", asked_for, "\n".join(person + reason for person in persons))
        for shown in (json.loads(line) for line in answer.stdout.splitlines()):
            if shown.get("ok", True):
                # The showing itself is a visit that the frozen office does not have.
                mine = asked if kind == "visit" else 0
                clients[shown["person"]]["records"][kind] = shown["total"] - mine
                if kind == "contact":
                    texts = [r["fields"]["text"].get("value") for r in shown["records"]]
                    clients[shown["person"]]["texts"] = [text for text in texts if text]
    expected = {"at": at, "staff": office.staff, "clients": clients}
    (into / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
    office.close()


main()
