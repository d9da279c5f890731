"""How many duplicates are found, how many records wrongly taken for one, and at what cost.

    python scripts/bench/dedupe.py [--data ../shared/data] [--json] [--peers] [--no-curve]

Every set in DATA/dedup is scored with weights that have not seen it: those that left it out, where it
is one of the sets trained on (known by its digest), else those fitted on all. ``f1_with_queue`` is what comes
out when a person answers every question of the review queue as the gold does, once. Cost is CPU and growth of
memory in a process of its own over all sets together, and for the curve over copies of them in which half of
the words and all numbers are changed, so that the copies are other reports.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from zlib import crc32

from dedupe_sets import Counts, GoldSet, counts, gold_sets

from relsynth.dedupe import Group, Judgement, Match, find, group, queue
from relsynth.dedupe.weights import LEFT_OUT, WEIGHTS
from relsynth.records import Record, folded_doi

CURVE = (10_000, 40_000, 160_000)  # records
HIGH_WATER = Path("/proc/self/clear_refs"), "5"  # Linux: begin the peak anew
PEER = Path(__file__).parent / "peers" / "run_bib_dedupe.py"
NEEDS = Path(__file__).parent / "peers" / "bib_dedupe.txt"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> int:
    arguments = parse()
    folder = arguments.data / "dedup"
    if not any(folder.glob("*/records.csv.gz")):
        print(f"dedupe: no sets under {folder}", file=sys.stderr)
        return 2
    if arguments.cost is not None:
        print(json.dumps(cost(folder, arguments.cost)))
        return 0
    figures = quality(gold_sets(folder))
    figures |= in_its_own_process(arguments, 0)
    for size in () if arguments.no_curve else CURVE:
        figures |= {f"{key}_{size}": value for key, value in in_its_own_process(arguments, size).items()}
    if arguments.peers:
        figures |= peer(folder, arguments.peers_in / "bib_dedupe")
    print(json.dumps(figures) if arguments.json else table(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--peers", action="store_true", help="run bib-dedupe too, in an environment of its own")
    options.add_argument("--peers-in", type=Path, default=Path("build/peers"), help="folder of their environments")
    options.add_argument("--no-curve", action="store_true")
    options.add_argument("--cost", type=int, help=argparse.SUPPRESS)
    return options.parse_args()


# -- quality


def quality(sets: list[GoldSet]) -> dict[str, float]:
    """Counts of all sets together, and of each under its name."""
    total, answered, queued, two_dois, per_set = Counts(), Counts(), 0, 0, {}
    for gold in sets:
        matches, groups, questions = deduplicate(gold.records, LEFT_OUT.get(gold.digest, WEIGHTS))
        after = group(gold.records, matches, answers(gold, questions), dois=dois_of(gold.records))
        automatic, reviewed = counts(gold, membership(groups)), counts(gold, membership(after))
        total, answered, queued = total + automatic, answered + reviewed, queued + len(questions)
        two_dois += sum(has_two_dois(one.members, gold.records) for one in groups)
        per_set |= {
            f"{gold.name}.{key}": value
            for key, value in {
                "records": len(gold.records),
                **figures_of(automatic),
                "queued": len(questions),
                "f1_with_queue": reviewed.f1,
            }.items()
        }
    records = sum(len(gold.records) for gold in sets)
    return {
        "records": records,
        **figures_of(total),
        "queued": queued,
        "queued_share": queued / records,
        "f1_with_queue": answered.f1,
        "merges_of_two_dois": two_dois,
        **per_set,
    }


def figures_of(found: Counts) -> dict[str, float]:
    return {
        "tp": found.tp,
        "fp": found.fp,
        "fn": found.fn,
        "precision": found.precision,
        "sensitivity": found.sensitivity,
        "f1": found.f1,
    }


def deduplicate(
    records: Mapping[str, Record], weights: tuple[float, ...] = WEIGHTS
) -> tuple[list[Match], tuple[Group, ...], tuple[Match, ...]]:
    matches = list(find(records, weights=weights))
    groups = group(records, matches, dois=dois_of(records))
    return matches, groups, queue(groups, matches)


def dois_of(records: Mapping[str, Record]) -> dict[str, str]:
    return {one: record.doi for one, record in records.items() if record.doi}


def membership(groups: tuple[Group, ...]) -> dict[str, str]:
    return {member: one.id for one in groups for member in one.members}


def answers(gold: GoldSet, questions: tuple[Match, ...]) -> list[Judgement]:
    report_of = gold.report_of()
    return [
        Judgement(
            a=one.a,
            b=one.b,
            relation="duplicate" if report_of[one.a] == report_of[one.b] else "different",
            coder="gold",
        )
        for one in questions
    ]


def has_two_dois(members: Sequence[str], records: Mapping[str, Record]) -> bool:
    return len({folded_doi(records[one].doi or "") for one in members} - {""}) > 1


# -- cost


def in_its_own_process(arguments: argparse.Namespace, size: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--data", str(arguments.data), "--cost", str(size)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def cost(folder: Path, size: int) -> dict[str, float]:
    """CPU and growth of peak memory for so many records; 0: for all sets as they are."""
    sets = gold_sets(folder)
    records = dict(islice(copies(sets), size or sum(len(gold.records) for gold in sets)))
    del sets
    HIGH_WATER[0].write_text(HIGH_WATER[1], encoding="ascii")
    before, start = memory_kb("VmRSS"), time.process_time()
    _, groups, _ = deduplicate(records)
    seconds = time.process_time() - start
    return {
        "ms_per_record": seconds / len(records) * 1000,
        "kb_per_record": (memory_kb("VmHWM") - before) / len(records),
        "groups": len(groups),
    }


def memory_kb(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return float(next(line for line in status.splitlines() if line.startswith(name)).split()[1])


def copies(sets: list[GoldSet]) -> Iterator[tuple[str, Record]]:
    """All records, then all again, changed, without end."""
    n = 0
    while True:
        for gold in sets:
            for one, record in gold.records.items():
                yield f"{n:03} {gold.name} {one}", changed(record, n) if n else record
        n += 1


def changed(record: Record, n: int) -> Record:
    """The same report in another world: half of the words in other letters, the numbers moved."""
    return replace(
        record,
        title=other_words(record.title, n),
        authors=tuple(other_words(name, n) or name for name in record.authors),
        container_title=record.container_title,
        volume=moved(record.volume, n),
        page=moved(record.page, 37 * n),
        doi=f"{record.doi}.{n}" if record.doi else None,
        url=(),
        abstract=other_words(record.abstract, n),
    )


def other_words(text: str | None, n: int) -> str | None:
    if text is None:
        return None
    letters = str.maketrans(LETTERS, LETTERS[n:] + LETTERS[:n])
    return " ".join(w.translate(letters) if crc32(w.lower().encode()) % 2 else w for w in text.split(" "))


def moved(text: str | None, n: int) -> str | None:
    return "-".join(str(int(part) + n) if part.isdecimal() else part for part in text.split("-")) if text else None


# -- peers


def peer(folder: Path, home: Path) -> dict[str, float]:
    """bib-dedupe on the same sets, scored by the same function; its environment is made on first use."""
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", NEEDS], check=True, capture_output=True)
    total, seconds, peak, two_dois, per_set = Counts(), 0.0, 0.0, 0, {}
    for gold in gold_sets(folder):
        command = [str(python), str(PEER), str(folder / gold.name / "records.csv.gz")]
        done = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        group_of = {one: one for one in gold.records}
        group_of |= {one: members[0] for members in done["groups"] for one in members}
        found = counts(gold, group_of)
        two_dois += sum(has_two_dois(members, gold.records) for members in done["groups"])
        per_set |= {f"bib_dedupe.{gold.name}.{key}": value for key, value in figures_of(found).items()}
        total, seconds, peak = total + found, seconds + done["cpu_s"], max(peak, done["peak_mb"])
    named = {f"bib_dedupe.{key}": value for key, value in figures_of(total).items()}
    named["bib_dedupe.merges_of_two_dois"] = two_dois
    return {**named, "bib_dedupe.cpu_s": seconds, "bib_dedupe.peak_mb": peak, **per_set}


def table(figures: Mapping[str, float]) -> str:
    return "\n".join(f"{name:34}{value:14,.4f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
