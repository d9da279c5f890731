"""Measure what relsynth survives: a team's work killed at any moment, and files that are made to harm.

    python scripts/bench/reliability.py [--json] [--kills 2000] [--seed 0] [--only PART]

``kills`` are children killed with SIGKILL at random moments of every verb that writes (reliability_kills.py,
reliability_steps.py); ``corrupt`` are projects that did not open or were not whole afterwards, ``acknowledged_lost``
rows and files that a verb had told of, by coming back, and that were not there; ``unfinished`` steps that did not end
well when they were run again. ``fuzz_inputs`` files of every format, spoilt at random, led to so many
``undeclared_errors``; of ``hazards_tested`` ``hazards_passed`` were withstood (reliability_hostile.py).
``chain_write_ms`` is what a write costs with the chain of digests, ``plain_write_ms`` the same without, and
``chain_verify_s`` how long all ``chain_links`` take to be gone through (reliability_chain.py).
Nothing of it needs data. Exits with 1 where anything is lost, or harmed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PARTS = ("kills", "hostile", "chain")
LINKS = 100_000


def main() -> int:
    arguments = parse()
    wanted = arguments.only or PARTS
    figures: dict[str, Any] = {}
    if "kills" in wanted:
        figures |= kills(arguments.kills, arguments.seed)
    if "hostile" in wanted:
        figures |= hostile(arguments.inputs, arguments.seed)
    if "chain" in wanted:
        figures |= chain()
    if arguments.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<28}{value:>12,}")
    return (
        1
        if any(figures.get(name) for name in ("corrupt", "acknowledged_lost", "unfinished", "undeclared_errors"))
        else 0
    )


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="taken as the other benches take it; nothing here needs data")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which kills hit")
    parser.add_argument("--inputs", type=int, default=200, help="spoilt files for each format")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone; repeat for more")
    return parser.parse_args()


def kills(wanted: int, seed: int) -> dict[str, Any]:
    """Kill what writes."""
    from reliability_kills import kill_often  # noqa: PLC0415 made up in the tests' folder

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_often(Path(folder), kills=wanted, seed=seed)
    for line in outcome.told:
        print(f"  {line}", file=sys.stderr)
    print(f"  kills by step: {dict(outcome.by_step)}", file=sys.stderr)
    return {
        "kills": outcome.kills,
        "acknowledged": outcome.acknowledged,
        "corrupt": outcome.corrupt,
        "acknowledged_lost": outcome.lost,
        "unfinished": outcome.unfinished,
        "kills_s": round(time.perf_counter() - began, 1),
    }


def hostile(inputs: int, seed: int) -> dict[str, Any]:
    """Read what is made to harm."""
    from reliability_hostile import measure  # noqa: PLC0415

    return dict(measure(inputs=inputs, seed=seed))


def chain() -> dict[str, Any]:
    """Link and verify."""
    from reliability_chain import measure  # noqa: PLC0415

    return dict(measure(links=LINKS))


if __name__ == "__main__":
    sys.exit(main())
