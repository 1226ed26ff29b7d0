"""A million random henkilötunnus: `luukku check hetu` and python-stdnum agree.

Half have the right check character. stdnum does not look at today's date, so the day is set behind all codes; and it
calls the numbers 900-999 temporary, which are allowed here.
"""

import json
import random
import subprocess
import sys

from office import program
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fi import hetu

N = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def codes(rng):
    for _ in range(N):
        day, month, year = rng.randrange(0, 33), rng.randrange(0, 14), rng.randrange(100)
        mark, number = rng.choice("+-YXWVUABCDEF"), rng.randrange(1000)
        digits = f"{day:02}{month:02}{year:02}{number:03}"
        check = CHECKS[int(digits) % 31] if rng.random() < 0.5 else rng.choice(CHECKS)
        yield f"{digits[:6]}{mark}{digits[6:]}{check}"


def judge(code):
    try:
        hetu.validate(code, allow_temporary=True)
        return "valid"
    except InvalidChecksum:
        return "check"
    except ValidationError:
        return "other"


def main():
    given = list(codes(random.Random(20260101)))
    said = subprocess.run(
        [program(), "check", "hetu", "--json", "--on", "2099-12-31"], input="\n".join(given).encode() + b"\n", capture_output=True
    )
    answers = said.stdout.decode().splitlines()
    assert len(answers) == N, (len(answers), said.stderr.decode()[:500])
    counts = {}
    for code, line in zip(given, answers):
        answer = json.loads(line)
        assert answer["input"] == code, line
        theirs = judge(code)
        ours = "valid" if answer["valid"] else "check" if answer["reason"] == "wrong check character" else "other"
        if ours != theirs:
            raise SystemExit(f"{code}: here {line}, stdnum says {theirs}")
        counts[ours] = counts.get(ours, 0) + 1
    print(f"{N} codes, agreed on all: {counts}")


main()
