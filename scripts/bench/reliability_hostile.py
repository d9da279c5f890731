"""Hostile inputs: damaged files through every door, and the table of hazards.

    python scripts/bench/reliability_hostile.py [--inputs 200] [--minutes M] [--only DOOR] [--seed N] [--keep FOLDER]

- fuzz_inputs, undeclared_errors: whole inputs of each door (fuzz_entries.py) to which one to five things happened
  (records_fuzz.py): bytes flipped, cut, doubled, moved, spliced; hostile and very long tokens; line ends and encodings;
  members of archives damaged within a sound archive. A door may answer or refuse; anything else that is raised, or no
  answer after 20 seconds, is undeclared.
- hazards_tested, hazards_passed: the cases of tests/test_hazards.py.

``--minutes`` goes on with other seeds until they are over. ``--keep`` writes the input that shows each fault, made as
small as bytes taken out allow: what is mended goes to tests/fuzz, and is tried by tests/test_fuzz.py for good.
``--atheris DOOR`` lets atheris look for inputs of one door, where it is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from fuzz_entries import DECLARED, HOUSE, Door, doors
from records_fuzz import REPACKED, STUCK, Stuck, changed, place, repacked, stopped_after

MOST_TRIES = 400  # to make an input smaller


def fault(enter: Callable[[bytes], object], source: bytes) -> str | None:
    """What a door did that it may not; None where it answered or refused."""
    try:
        with stopped_after(STUCK):
            enter(source)
    except DECLARED:
        return None
    except Stuck:
        return f"no answer after {STUCK} s"
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is counted
        return f"{type(error).__name__} {place(error)}"
    return None


def damaged(door: Door, chance: random.Random) -> bytes:
    """A whole input to which something happened."""
    seeds = [*door.seeds.values()]
    source = chance.choice(seeds)
    if source.startswith(b"PK") and chance.random() < REPACKED:
        return repacked(source, chance)
    return changed(source, chance, seeds)


def smaller(enter: Callable[[bytes], object], source: bytes, shown: str) -> bytes:
    """The input with as much taken out as still shows the same fault."""
    size, tries = len(source) // 2, 0
    while size and tries < MOST_TRIES and "no answer" not in shown:
        at = 0
        while at < len(source) and tries < MOST_TRIES:
            tries += 1
            less = source[:at] + source[at + size :]
            if fault(enter, less) == shown:
                source = less
            else:
                at += size
        size //= 2
    return source


def measure(
    *, inputs: int = 200, seed: int = 0, only: str | None = None, keep: Path | None = None, minutes: float = 0.0
) -> dict[str, float]:
    """Damage inputs, so many for each door, and try the hazards; the figures by name."""
    begun = time.monotonic()
    counts: Counter[str] = Counter()
    known: Counter[str] = Counter()
    all_doors = {name: door for name, door in doors().items() if only in (None, name)}
    while True:
        for name, door in all_doors.items():
            for number in range(seed, seed + inputs):
                source = damaged(door, random.Random(f"{name} {number}"))
                counts["fuzz_inputs"] += 1
                if what := fault(door.enter, source):
                    counts["undeclared_errors"] += 1
                    known[f"{name}: {what}"] += 1
                    if known[f"{name}: {what}"] > 1:
                        continue
                    print(f"{name} input {number}: {what} ({len(source)} bytes)", file=sys.stderr, flush=True)
                    if keep is not None:
                        _keep(keep / name, smaller(door.enter, source, what))
        seed += inputs
        if time.monotonic() - begun > 60 * minutes:
            break
    hazards = try_hazards() if only is None else {}
    figures = {name: float(counts[name]) for name in ("fuzz_inputs", "undeclared_errors")}
    return figures | hazards | {"fuzz_hours": round((time.monotonic() - begun) / 3600, 3)}


def _keep(folder: Path, source: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(source).hexdigest()[:12]).write_bytes(source)


def try_hazards() -> dict[str, float]:
    """How many hazards the tests try, and how many of them do no harm."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "slow or not slow"]
    command.append("tests/test_hazards.py")
    told = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False).stdout.splitlines()
    words = (told or [""])[-1].replace(",", "").split()
    count = Counter({word: int(number) for number, word in pairwise(words) if number.isdigit()})
    return {"hazards_tested": float(count["passed"] + count["failed"]), "hazards_passed": float(count["passed"])}


def look_by_atheris(name: str) -> None:
    """Let atheris look for inputs of a door, from its whole ones, until it is stopped or finds a fault."""
    import atheris  # noqa: PLC0415 - an option

    door = doors()[name]
    folder = Path("build") / "atheris" / name
    folder.mkdir(parents=True, exist_ok=True)
    for seed, source in door.seeds.items():
        (folder / seed).write_bytes(source)

    def one(source: bytes) -> None:
        with suppress(*DECLARED):
            door.enter(source)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], str(folder), "-max_len=40000", f"-timeout={STUCK}"], one)
    atheris.Fuzz()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inputs", type=int, default=200)
    options.add_argument("--minutes", type=float, default=0.0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only")
    options.add_argument("--keep", type=Path)
    options.add_argument("--atheris", metavar="DOOR")
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    if asked.atheris:
        look_by_atheris(asked.atheris)
        return 0
    figures = measure(inputs=asked.inputs, seed=asked.seed, only=asked.only, keep=asked.keep, minutes=asked.minutes)
    print(json.dumps(figures) if asked.json else "\n".join(f"{name}: {value:g}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
