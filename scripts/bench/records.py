"""How many search exports are read whole, how fast, and in how much memory.

    python scripts/bench/records.py [--data ../shared/data] [--json] [--peers] [--fuzz 10000] [--exports FOLDER]

Reads every file of DATA/imports/MANIFEST.csv in the format that recognises it, counts its
records, checks both laws on it (records_laws.py), and compares what Zotero makes of its own
test files. Speed is CPU seconds of this process over ordinary files of a format, repeated to
20,000 records, best of three; memory the growth of the peak of a process of its own that
reads such a file and holds its records. ``--fuzz`` feeds every reader damaged exports
(records_fuzz.py), ``--peers`` runs the field's readers on the same files (records_peers.py).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import records_fuzz
import records_peers
from records_laws import VALUES, Breach, Item, judge, unsaid
from records_zotero import agreement, comparisons

from relsynth.errors import RelsynthError
from relsynth.formats import RecordsFormat, format_of_records, installed_for_records
from relsynth.formats.decoding import decode
from relsynth.records import Record

HOUSE = Path(__file__).resolve().parents[2]
MANY = 20_000  # records in a file that is to show speed or memory
ORDINARY = 20  # records of a file that counts as an ordinary export
TIMED = {"ris": ("ris",), "nbib": ("nbib",), "bibtex": ("bib",)}
"""Readers whose speed is shown, and a manifest's names for their formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its reader, records found, and whatever went wrong."""

    file: str
    format: str
    expected: int
    found: int | None
    reader: str = ""
    error: str = ""
    declared: bool = True
    stretches: int = 0
    breaches: tuple[Breach, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether as many records were read as there are; a refusal reads none."""
        return (self.found or 0) == self.expected and self.declared


def main() -> int:
    arguments = parse()
    if arguments.part:
        print(json.dumps(memory(arguments.part, Path(arguments.file))))
        return 0
    manifest = arguments.data / "imports" / "MANIFEST.csv"
    if not manifest.is_file():
        print(f"records: no file {manifest}", file=sys.stderr)
        return 2
    outcomes = [*conformance(manifest)]
    figures = summary(outcomes, manifest.parent)
    for reader, names in TIMED.items():
        figures |= costs(reader, [o for o in outcomes if o.format in names], manifest.parent)
    figures["kb_per_record"] = max((figures.get(f"{reader}_kb_per_record", 0.0) for reader in TIMED), default=0.0)
    if arguments.fuzz:
        figures |= records_fuzz.fuzz(arguments.exports, arguments.fuzz, report=sys.stderr)
    if not arguments.json:
        print(
            by_format(outcomes), faults(outcomes), disagreements(outcomes, manifest.parent), table(figures), sep="\n\n"
        )
    if arguments.peers:
        beside = peers(outcomes, manifest.parent, quiet=arguments.json)
        beside |= speeds(outcomes, manifest.parent)
        if not arguments.json:
            print(table(beside))
        figures |= beside
    if arguments.json:
        print(json.dumps(figures))
    return 0


def parse() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--peers", action="store_true", help="also run rispy, bibtexparser and nbib")
    options.add_argument("--fuzz", type=int, default=0, metavar="N", help="damaged inputs per reader")
    options.add_argument("--exports", type=Path, default=HOUSE / "tests" / "exports", help="what is damaged")
    options.add_argument("--part", help=argparse.SUPPRESS)
    options.add_argument("--file", help=argparse.SUPPRESS)
    return options.parse_args()


# -- conformance


def conformance(manifest: Path) -> Iterator[Outcome]:
    """Each file of a manifest, read."""
    with manifest.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield outcome(manifest.parent / row["file"], row["file"], row["format"], int(row["expected_records"]))


def outcome(path: Path, file: str, kind: str, expected: int) -> Outcome:
    source = path.read_bytes()
    reader = ""
    try:
        format_ = format_of_records(source, path_name=path.name)
        reader = format_.name
        items = tuple(format_.read_records(source))
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is counted
        said, declared = f"{type(error).__name__}: {error}"[:200], isinstance(error, RelsynthError)
        return Outcome(
            file=file, format=kind, expected=expected, found=None, reader=reader, error=said, declared=declared
        )
    judged = judge(source, items, kind if kind in VALUES else reader)
    return Outcome(
        file=file,
        format=kind,
        expected=expected,
        found=sum(isinstance(item, Record) for item in items),
        reader=reader,
        stretches=judged.stretches,
        breaches=judged.breaches,
        items=items,
    )


def summary(outcomes: Sequence[Outcome], folder: Path) -> dict[str, float]:
    return {
        "files": len(outcomes),
        "records": sum(o.found or 0 for o in outcomes),
        "exact_share": sum(o.exact for o in outcomes) / max(len(outcomes), 1),
        "uncaught": sum(not o.declared for o in outcomes),
        "refused": sum(bool(o.error) and o.declared for o in outcomes),
        "silent_losses": sum(len(o.breaches) for o in outcomes),
        "stretches_checked": sum(o.stretches for o in outcomes),
        **agreement((o.items, folder / f"{o.file}.expected.json") for o in outcomes),
    }


# -- speed and memory


def costs(reader: str, outcomes: Sequence[Outcome], folder: Path) -> dict[str, float]:
    """Records per CPU second, and KB of memory per record, of one reader on ordinary files."""
    sources = ordinary(outcomes, folder)
    format_ = next((f for f in installed_for_records() if f.name == reader), None)
    if format_ is None or not sources:
        return {}
    whole = repeated(sources, reader)
    best, records = min(timed(format_, whole) for _ in range(3))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "many"
        path.write_bytes(whole)
        command = [sys.executable, __file__, "--part", reader, "--file", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {
        f"{reader}_per_cpu_s": records / best,
        f"{reader}_bytes_per_record": len(whole) / max(records, 1),
        f"{reader}_kb_per_record": json.loads(done.stdout)["kb"] / max(records, 1),
    }


def ordinary(outcomes: Sequence[Outcome], folder: Path) -> list[tuple[str, int]]:
    """Text and records of the files that are neither small nor read wrongly; of all, where there is none."""
    read = [o for o in outcomes if o.found and o.exact]
    large = [o for o in read if o.expected >= ORDINARY] or read
    return [(decode((folder / o.file).read_bytes()), o.expected) for o in large]


def repeated(sources: Sequence[tuple[str, int]], reader: str) -> bytes:
    """One export of about MANY records, as many from each source; keys of BibTeX stay unique."""
    parts: list[str] = []
    for text, records in sources:
        for copy in range(max(1, round(MANY / len(sources) / records))):
            parts.append(KEY.sub(rf"\g<0>_{copy}", text) if reader == "bibtex" else text)
    return "\n\n".join(parts).encode()


KEY = re.compile(r"^@\w+\s*\{\s*[^,\s{}=]+(?=\s*,)", re.MULTILINE)


def timed(format_: RecordsFormat, source: bytes) -> tuple[float, int]:
    """CPU seconds, and records read in them."""
    begun = time.process_time()
    items = list(format_.read_records(source))
    spent = time.process_time() - begun
    return spent, sum(isinstance(item, Record) for item in items)


def memory(reader: str, path: Path) -> dict[str, float]:
    """Growth of this process's peak, in KB, while it reads a file and holds all that is in it."""
    format_ = next(f for f in installed_for_records() if f.name == reader)
    list(format_.read_records(path.read_bytes()[:4096]))  # what is imported or compiled on first use is no record's
    before = peak_kb()
    items = list(format_.read_records(path.read_bytes()))
    return {"kb": peak_kb() - before, "items": len(items)}


def peak_kb() -> float:
    """Peak resident memory of this process alone, in KB; ru_maxrss would begin with the parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        return float(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# -- beside the field's readers


def peers(outcomes: Sequence[Outcome], folder: Path, *, quiet: bool) -> dict[str, float]:
    """The same files read by the field's readers, each in a virtual environment of its own."""
    figures: dict[str, float] = {}
    for peer, kinds in records_peers.PEERS.items():
        mine = [o for o in outcomes if o.format in kinds]
        theirs = records_peers.run(peer, [folder / o.file for o in mine], folder=HOUSE / "build" / "peers")
        silent = dict.fromkeys(kinds, 0)
        exact = dict.fromkeys(kinds, 0)
        raised = dict.fromkeys(kinds, 0)
        for o, (count, dump, error) in zip(mine, theirs, strict=True):
            exact[o.format] += count == o.expected and not error
            raised[o.format] += bool(error)
            silent[o.format] += 0 if error else unsaid((folder / o.file).read_bytes(), dump, o.format)
        for kind in kinds:
            own = [o for o in mine if o.format == kind]
            figures |= {f"{peer}_{kind}_exact": exact[kind], f"{peer}_{kind}_silent": silent[kind]}
            figures |= {f"{peer}_{kind}_raised": raised[kind]}
            if not quiet and own:
                ours = sum(o.exact for o in own), sum(len(o.breaches) for o in own)
                print(
                    f"{kind:6}{len(own):4} files   relsynth exact {ours[0]:3} silent {ours[1]:6}   {peer:16} "
                    f"exact {exact[kind]:3} raised {raised[kind]:3} silent {silent[kind]:6}"
                )
    return figures


def speeds(outcomes: Sequence[Outcome], folder: Path) -> dict[str, float]:
    """Records per CPU second of peers, and of ours beside them, on the very file that ours is timed on."""
    figures: dict[str, float] = {}
    for reader, peer in {"ris": "rispy", "nbib": "nbib", "bibtex": "bibtexparser2"}.items():
        sources = ordinary([o for o in outcomes if o.format in TIMED[reader]], folder)
        format_ = next((f for f in installed_for_records() if f.name == reader), None)
        if format_ is None or not sources:
            continue
        whole = repeated(sources, reader)
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "many"
            path.write_bytes(whole)
            theirs = records_peers.speed(peer, path, folder=HOUSE / "build" / "peers")
        best, records = min(timed(format_, whole) for _ in range(3))
        figures |= {f"{peer}_{reader}_per_cpu_s": theirs, f"{reader}_to_{peer}": records / best / theirs}
    return figures


# -- what is printed


def by_format(outcomes: Sequence[Outcome]) -> str:
    lines = [
        f"{'format':10}{'files':>6}{'exact':>6}{'uncaught':>9}{'refused':>8}{'silent':>7}{'records':>9}{'checked':>9}"
    ]
    kinds = Counter(o.format for o in outcomes)
    for kind, files in sorted(kinds.items()):
        own = [o for o in outcomes if o.format == kind]
        refused = sum(bool(o.error) and o.declared for o in own)
        lines.append(
            f"{kind:10}{files:6}{sum(o.exact for o in own):6}{sum(not o.declared for o in own):9}{refused:8}"
            f"{sum(len(o.breaches) for o in own):7}{sum(o.found or 0 for o in own):9}"
            f"{sum(o.stretches for o in own):9}"
        )
    return "\n".join(lines)


def faults(outcomes: Iterable[Outcome], *, most: int = 6) -> str:
    """Every file that was read wrongly, with the first of what it lost."""
    lines: list[str] = []
    for o in outcomes:
        if o.error or not o.exact:
            lines.append(f"{o.file} ({o.reader}): {o.found} records of {o.expected} {o.error}")
        if o.breaches:
            lines.append(f"{o.file} ({o.reader}): {len(o.breaches)} losses")
            lines += [f"    line {b.line}: {b.law}: {b.what!r}" for b in o.breaches[:most]]
    return "\n".join(lines) or "no file was read wrongly"


def disagreements(outcomes: Iterable[Outcome], folder: Path) -> str:
    """Every field in which Zotero and the reader differ."""
    compared = [(o.file, *one) for o in outcomes for one in comparisons(o.items, folder / f"{o.file}.expected.json")]
    return "\n".join(f"{file}: {name}: {how}" for file, name, _, same, how in compared if not same)


def table(figures: dict[str, float]) -> str:
    return "\n".join(f"{name:28}{value:14,.4f}".rstrip("0").rstrip(".") for name, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
