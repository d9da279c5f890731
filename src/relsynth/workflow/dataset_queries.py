"""Asking a dataset: the query language of a project over a whole literature, with the sentences behind the counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from relsynth.datasets.asking import Asking
from relsynth.datasets.duck import Dataset
from relsynth.datasets.showing import Sentence, StudyFound, sentences, studies_found
from relsynth.errors import InputError
from relsynth.query import parse
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.asking import asks_how_said
from relsynth.synthesis.asking_fields import facets_of, named
from relsynth.synthesis.statistics import wilson
from relsynth.workflow.dataset_tables import opened_dataset, rests_on
from relsynth.workflow.listing import LISTED, counted
from relsynth.workflow.query import ALL_ASSERTIONS, EVIDENCE_ONLY, SEGMENT_COLUMNS, STUDY_OF
from relsynth.workflow.synthesise import ABSENCE, MACHINE, UNIT, underpowered_of

QUERY_COLUMNS = ("page", "coder", "score", "paper", "place")
STUDY_COLUMNS = ("study", "year", "doi", "segments", "codes", "sections", "quote", "papers")
UNITS = ("segment", "study")
MOST = 10_000
"""Rows of an answer at once; more is read from the Parquet files themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetAnswer:
    """What a query found: ``k`` of ``n`` studies with the Wilson interval of the share, and a page of what was found.

    ``found`` is how much there is in all, ``first`` and ``last`` which of it the table has, counted from 1;
    ``apart`` are studies of which something was found, and no evidence.
    """

    query: str
    by: str
    n: int
    k: int
    lower: float
    upper: float
    apart: int
    found: int
    first: int
    last: int
    table: Table

    def __str__(self) -> str:
        share = f" ({self.k / self.n:.0%}, 95 % interval {self.lower:.0%} to {self.upper:.0%})" if self.n else ""
        apart = f"; {self.apart} more, not by evidence" if self.apart else ""
        what = counted(self.found, self.by, "studies" if self.by == "study" else None)
        rows = [dict(zip(self.table.columns, row, strict=True)) for row in self.table.rows[:LISTED]]
        more = self.found - self.first + 1 - len(rows)
        return "\n".join(
            [
                f"{self.query}: {what}; {self.k} of {counted(self.n, 'study', 'studies')}{share}{apart}",
                *(f"  {_line(row)}" for row in rows),
                *([f"  and {more} more; --offset goes on, -o writes a table"] if more > 0 else []),
                *(f"- {note}" for note in self.table.notes[2:]),  # the first two are told above already
            ]
        )


def dataset_query(dataset: Path, text: str, *, by: str = "segment", limit: int = 100, offset: int = 0) -> DatasetAnswer:
    """What a query asks for, with the sentences behind it: a page of them, in the order of papers and places.

    Args:
        by: ``segment``, or ``study`` with how many in each.
        limit: rows of the page, at most ``MOST``.
        offset: rows before the page.

    Raises:
        QueryError: the text is no query, or asks for what a dataset does not have.
        InputError: there is no such unit, or page.
        ProjectError, ScaleError: as ``dataset_evidence``.
    """
    if by not in UNITS:
        raise InputError(f"no unit {by!r} of a query over a dataset; there are {', '.join(UNITS)}")
    if not 1 <= limit <= MOST or offset < 0:
        raise InputError(f"a page of a query has 1 to {MOST} rows, and begins at 0 or behind it")
    asked = named(parse(text))
    with opened_dataset(dataset) as opened:
        return _answer(Asking(dataset=opened, query=asked), by=by, limit=limit, offset=offset)


def _answer(asking: Asking, *, by: str, limit: int, offset: int) -> DatasetAnswer:
    dataset, counts = asking.dataset, asking.count()
    if by == "study":
        page, found = studies_found(asking, limit=limit, offset=offset)
        table = Table(title="Studies", columns=STUDY_COLUMNS, rows=tuple(map(_of_study, page)))
    else:
        found, table = counts.segments, _segments(asking, limit=limit, offset=offset)
    of_places = by == "study" and asking.is_of_places
    k = found if of_places else counts.by_evidence
    n = dataset.scope.n
    lower, upper = wilson(k, n)
    last = offset + len(table.rows)
    notes = (
        *(f"Query: {asking.query}", f"k = {k} of n = {n}, Wilson 95 % interval {lower:.3f} to {upper:.3f}."),
        STUDY_OF[by],
        ALL_ASSERTIONS if asks_how_said(asking.query) else EVIDENCE_ONLY,
        f"Rows {offset + 1} to {last} of {found}; quotes are verbatim, place is where they stand in the paper's text.",
        *(dataset.scope.statement, UNIT, MACHINE, ABSENCE),
        *underpowered_of(n, dataset.codebook.gap_thresholds.n_min),
        *rests_on(dataset),
    )
    return DatasetAnswer(
        query=str(asking.query),
        by=by,
        n=n,
        k=k,
        lower=lower,
        upper=upper,
        apart=0 if of_places else counts.studies - counts.by_evidence,
        found=found,
        first=offset + 1,
        last=last,
        table=Table(title=table.title, columns=table.columns, rows=table.rows, notes=notes),
    )


def _segments(asking: Asking, *, limit: int, offset: int) -> Table:
    asked = asking.fields
    added = tuple(name for name in facets_of(asking.dataset.codebook) if name in asked and name not in SEGMENT_COLUMNS)
    page = sentences(asking, limit=limit, offset=offset)
    return Table(
        title="Segments",
        columns=(*SEGMENT_COLUMNS, *added, "quote", *QUERY_COLUMNS),
        rows=tuple(_of_segment(asking.dataset, one, added) for one in page),
    )


def _of_segment(dataset: Dataset, one: Sentence, added: tuple[str, ...]) -> tuple[Cell, ...]:
    return (
        *(one.citation, one.year, one.code, dataset.codebook.code(one.code).label, one.section),
        *("; ".join(one.facet(name)) for name in ("role", "level", "assertion", *added)),
        *(one.quote, one.page, one.coder, one.score, one.paper, f"{one.start}-{one.end}"),
    )


def _of_study(one: StudyFound) -> tuple[Cell, ...]:
    quote = one.quote
    told = f"“{quote.quote}” [{one.citation}, {quote.section.replace('_', ' ')}]" if quote else None
    return (
        *(one.citation, one.year, one.doi, one.segments, dict(one.codes), dict(one.sections)),
        *(told, one.papers),
    )


def _line(row: Mapping[str, Cell]) -> str:
    quote = str(row["quote"] or "")
    parts = [row["study"], row.get("section"), row.get("code") or row.get("codes"), row.get("role")]
    told = " · ".join(_flat(part) for part in parts if part)
    return f"{told}: {quote if quote.startswith('“') or not quote else f'“{quote}”'}"


def _flat(cell: Cell) -> str:
    return "; ".join(f"{key} {count}" for key, count in cell.items()) if isinstance(cell, Mapping) else str(cell)
