"""Whether one set of references reads alike from the formats that it was exported in.

    python scripts/bench/eppi_alike.py [--data ../shared/data]

EPPI-Reviewer's JSON is compared with the RIS, BibTeX and CSV that Zotero made of the same references: as many records,
and for each the same title, year, DOI, first author and journal, in our normal forms (folded; a DOI by its letters and
digits; a name by its words, whichever stands first). A value that one file does not have as a field, or at all, is no
difference of reading: it is listed as the files' own. Everything else is a difference of our readers.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.formats import eppi_json, format_of_records
from relsynth.formats.decoding import decode
from relsynth.records import Record, folded, folded_doi

_TAG = re.compile(r"^\s*(?:[A-Z][A-Z0-9]  - |\w+ = )")
JSON = "eppi-eppi_export--2021-09-09.json"
OTHERS = tuple(f"eppi-Zotero-v2.2-385.{suffix}" for suffix in ("ris", "bib", "csv"))
NORMAL: Mapping[str, Callable[[Record], str]] = {
    "title": lambda record: folded(record.title or ""),
    "year": lambda record: str(record.year or ""),
    "doi": lambda record: folded_doi(record.doi or ""),
    "first author": lambda record: " ".join(sorted(folded(record.authors[0] if record.authors else "").split())),
    "journal": lambda record: folded(record.container_title or ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one file says of a reference, and another does not; ``ours`` where the file does say it in a field."""

    file: str
    title: str
    field: str
    in_json: str
    in_file: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Records by file, references of the JSON that a file lacks, and every difference."""

    records: Mapping[str, int]
    missing: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]

    @property
    def by_field(self) -> Mapping[str, int]:
        """How many differences there are, as ``file, field, whose``."""
        counts: dict[str, int] = defaultdict(int)
        for one in self.differences:
            counts[f"{Path(one.file).suffix[1:]}, {one.field}, {'ours' if one.ours else 'of the files'}"] += 1
        return dict(sorted(counts.items()))


def alike(data: Path) -> tuple[int, Details]:
    """How many of the four formats read alike, the JSON among them, and what differs."""
    folder = data / "refi"
    origin = (folder / JSON).read_bytes()
    reference = [one for one in eppi_json.read_records(origin) if isinstance(one, Record)]
    differences: list[Difference] = []
    missing: list[tuple[str, str]] = []
    counts = {JSON: len(reference)}
    good = 1
    for name in OTHERS:
        source = (folder / name).read_bytes()
        read = format_of_records(source, path_name=name).read_records(source)
        records = [one for one in read if isinstance(one, Record)]
        counts[name] = len(records)
        found, lacking = _compared(name, records, reference, decode(source).split("\n"))
        differences += found
        missing += lacking
        good += len(records) == len(reference) and not lacking and not any(one.ours for one in found)
    return good, Details(records=counts, missing=tuple(missing), differences=tuple(differences))


def _compared(
    name: str, records: Iterable[Record], reference: Iterable[Record], lines: list[str]
) -> tuple[list[Difference], list[tuple[str, str]]]:
    """Each reference beside the record of its title that shares most with it."""
    left: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        left[NORMAL["title"](record)].append(record)
    differences, missing = [], []
    for wanted in reference:
        said = {field: normal(wanted) for field, normal in NORMAL.items()}
        if not (there := left[said["title"]]):
            missing.append((name, said["title"]))
            continue
        best = max(there, key=lambda one: sum(NORMAL[field](one) == value for field, value in said.items()))
        there.remove(best)
        told = _fields_of(name, best, lines)
        for field, value in said.items():
            if (got := NORMAL[field](best)) != value:
                ours = _is_said(value, told) if value else _is_said(got, _json_fields(wanted))
                differences.append(
                    Difference(file=name, title=said["title"], field=field, in_json=value, in_file=got, ours=ours)
                )
    return differences, missing


def _fields_of(name: str, record: Record, lines: list[str]) -> list[str]:
    """What a file says of a record, as a field: its own lines, but for addresses."""
    if name.endswith(".csv"):
        return [value for _, value in record.extra]
    own = lines[record.origin.first - 1 : record.origin.last]
    return [line for line in own if "://" not in line]


def _json_fields(record: Record) -> list[str]:
    return [value for _, value in record.extra if "://" not in value]


def _is_said(value: str, fields: Iterable[str]) -> bool:
    """Whether a value is the whole of a field, behind its tag."""
    bare = [_TAG.sub("", said) for said in fields]
    return any(value in (folded(said), folded_doi(said)) for said in bare)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "data")
    good, details = alike(parser.parse_args().data)
    print(f"{good} of 4 formats read alike; records {dict(details.records)}; missing {len(details.missing)}")
    print(*(f"{count:>4}  {what}" for what, count in details.by_field.items()), sep="\n")
    for one in details.differences:
        print(f"{Path(one.file).suffix} {one.field}: {one.in_json!r} in JSON, {one.in_file!r}; {one.title[:60]}")


if __name__ == "__main__":
    main()
