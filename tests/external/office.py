"""A practice office for the scripts of this folder: made by the program, opened without it."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import luukku_format as fmt
from sqlcipher3 import dbapi2 as sqlcipher


class Office:
    def __init__(self, luukku, clients, full, folder=None):
        self.luukku = str(Path(luukku).resolve())
        self.home = Path(tempfile.mkdtemp(prefix="luukku-external-"))
        self.dir = Path(folder) if folder else self.home / "office"
        made = subprocess.run(
            [self.luukku, "demo", "--no-open", "--json", "--clients", str(clients), "--full", str(full)]
            + ["--dir", str(self.dir)],
            capture_output=True,
            env=self.env(),
            check=True,
        )
        self.staff = json.loads(made.stdout)["staff"]

    def env(self):
        return {"HOME": str(self.home)}

    def by_role(self, role):
        return next(s for s in self.staff if s["role"] == role)

    def run(self, role, args, text=""):
        """A command of the scripted face as somebody."""
        who = self.by_role(role)
        return subprocess.run(
            [self.luukku, *args, "--dir", str(self.dir), "--login", who["login"], "--password-stdin"],
            input=f"{who['password']}\n{text}".encode(),
            capture_output=True,
            env=self.env(),
        )

    def user(self, role):
        """Everything that the password of a role opens, by the other reading of the formats."""
        who = self.by_role(role)
        keyslots, secrets = fmt.open_office(self.dir)
        return keyslots.log_in(who["login"], who["password"], secrets)

    def copy(self):
        """The folder as it lies now, log of the database included. The last reader would fold that log in."""
        to = Path(tempfile.mkdtemp(prefix="copy-", dir=self.home)) / "office"
        shutil.copytree(self.dir, to)
        return to

    def connect(self, key, folder=None):
        return connect((folder or self.copy()) / "register.db", key)

    def close(self):
        shutil.rmtree(self.home)


def connect(path, key):
    """Opens a database file with a raw key of 32 bytes (or none), and asks it the one question that tests the key."""
    database = sqlcipher.connect(str(path))
    if key is not None:
        database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return database


def program():
    """The program to be tried: the first argument."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} path/to/luukku")
    return sys.argv[1]
