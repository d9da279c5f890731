"""Gold sets of duplicates as records, and the field's way of scoring.

A set is a folder with ``records.csv.gz`` and ``gold.csv.gz``, whose column ``merged_ids`` has a line for
each report that more than one record describes. Scored as ASySD and bib-dedupe are: of each
report one record is to be kept, so that a record removed is right as long as another of its
report is still there.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.records import Origin, Record, doi_in, year_in

COLUMNS = {
    "title": ("title",),
    "authors": ("author", "authors"),
    "journal": ("journal", "container_title", "booktitle", "secondary_title"),
    "year": ("year",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "page"),
    "doi": ("doi", "DOI"),
    "issn": ("isbn", "issn"),
    "url": ("url",),
    "abstract": ("abstract",),
}
LONGEST_CELL = 10_000_000  # letters
GLUED = re.compile(r"(?<=\.)(?=[^\W\d_])(?![^\W\d_]\.)")  # "Aleshin A. N.Sawa Y."


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Records by id, and the reports that more than one of them describes."""

    name: str
    digest: str
    records: dict[str, Record]
    reports: tuple[tuple[str, ...], ...]

    def report_of(self) -> dict[str, str]:
        """Record id -> the first id of its report."""
        merged = {one: report[0] for report in self.reports for one in report}
        return {one: merged.get(one, one) for one in self.records}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Records removed rightly, removed with none left of their report, and kept though another was."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(tp=self.tp + other.tp, fp=self.fp + other.fp, fn=self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Share of the records removed that were rightly so."""
        return self.tp / max(1, self.tp + self.fp)

    @property
    def sensitivity(self) -> float:
        """Share of the duplicates that were removed."""
        return self.tp / max(1, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.tp / max(1, 2 * self.tp + self.fp + self.fn)


def gold_sets(folder: Path) -> list[GoldSet]:
    """Every set under a folder, by name."""
    return [read_set(path.parent) for path in sorted(folder.glob("*/records.csv.gz"))]


def read_set(folder: Path) -> GoldSet:
    csv.field_size_limit(LONGEST_CELL)
    rows = enumerate(read_rows(folder / "records.csv.gz"), start=2)
    return GoldSet(
        name=folder.name,
        digest=digest(folder),
        records={row["ID"]: record(row, n) for n, row in rows},
        reports=tuple(tuple(row["merged_ids"].split(";")) for row in read_rows(folder / "gold.csv.gz")),
    )


def digest(folder: Path) -> str:
    """By which a set is known again, wherever it lies."""
    return hashlib.sha256((folder / "records.csv.gz").read_bytes()).hexdigest()[:16]


def read_rows(path: Path) -> Iterable[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def record(row: Mapping[str, str | None], n: int) -> Record:
    """A row of a set as a reader of exports would give it."""
    cells = {
        name: next((cell for c in columns if (cell := (row.get(c) or "").strip())), None)
        for name, columns in COLUMNS.items()
    }
    doi, year = cells["doi"], cells["year"]
    return Record(
        origin=Origin(n, n),
        title=cells["title"],
        authors=tuple(split_authors(cells["authors"] or "")),
        container_title=cells["journal"],
        issued=year,
        year=year_in(year or ""),
        volume=cells["volume"],
        issue=cells["issue"],
        page=cells["pages"],
        doi=(doi_in(doi) or doi) if doi else None,
        issn=tuple((cells["issn"] or "").split("\n")) if cells["issn"] else (),
        url=(cells["url"],) if cells["url"] else (),
        abstract=cells["abstract"],
    )


def split_authors(text: str) -> list[str]:
    """Authors parted by " and ", by semicolons, or by nothing after the last initial's full stop."""
    parts = text.split(" and ") if " and " in text else text.split(";") if ";" in text else GLUED.split(text)
    return [part.strip() for part in parts if part.strip()]


def counts(gold: GoldSet, group_of: Mapping[str, str]) -> Counts:
    """Score groups, given as record id -> group, of which the first record in the set's order is kept."""
    kept = set({group_of[one]: one for one in reversed(gold.records)}.values())
    reports: dict[str, list[bool]] = {}
    for one, report in gold.report_of().items():
        reports.setdefault(report, []).append(one in kept)
    total = Counts()
    for held in reports.values():
        left = sum(held)
        total += Counts(tp=len(held) - max(1, left), fp=int(left == 0), fn=max(0, left - 1))
    return total
