"""The evidence on a page: every table by its name and options, a stretch of its rows at a time, and its files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.errors import FormatError, InputError
from relsynth.reports.table_forms import FORMS, to_bytes
from relsynth.reports.tables import Cell, Table, text_of
from relsynth.synthesis.asking_fields import FIELDS as QUERY_FIELDS
from relsynth.synthesis.asking_fields import facets_of
from relsynth.workflow.evidence_held import Look
from relsynth.workflow.evidence_places import Places, ShownQuotes
from relsynth.workflow.findings import CODINGS, DRAWN, Finding
from relsynth.workflow.query import By, query

SHARES = frozenset({"share", "consistency", "coverage", "value", "corrected", "corrected_lower", "corrected_upper"})
"""Columns that hold shares of what was counted, from 0 to 1."""
NO_SHARES = frozenset({"density", "odds_ratio"})
"""Columns whose interval, behind them, is none of a share."""
PAGE = 100
"""Rows that a page has at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    """A cell: its text; of a small table of counts the names and counts apart; whether it leads to sentences."""

    text: str
    counts: tuple[tuple[str, int], ...] = ()
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row by its number in the whole table; ``document`` and ``start`` are where it stands, if at one place."""

    number: int
    cells: tuple[ShownCell, ...]
    document: str | None
    start: int | None
    coding: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTable:
    """A stretch of a table, filtered and in the order asked for; ``found`` of ``total`` rows are as the filter says."""

    title: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[ShownRow, ...]
    total: int
    found: int
    start: int
    said: tuple[str, ...]
    notes: tuple[str, ...]
    picture: bool
    graph: bool
    state: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswer:
    """What a query found: ``k`` of ``n`` studies with the interval of the share, and a stretch of its table."""

    query: str
    n: int
    k: int
    lower: float
    upper: float
    apart: int
    found: int
    table: ShownTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which rows are wanted: with these words in them, by a column, from a row on."""

    find: str = ""
    sort: str | None = None
    descending: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAsked:
    """A cell whose sentences are wanted, from the ``start``-th on; ``value`` is which count of several in it.

    ``state`` is that of the page which shows it: rows of another state are others.
    """

    row: int
    column: str
    value: str | None
    state: str
    start: int = 0


def answer_of(look: Look, text: str, *, by: By, at: str) -> Any:
    """What a query finds, which is kept as long as the state.

    Raises:
        QueryError: the text is no query, or asks for a field or value that there is not.
    """
    return look.moment.made(("query", text, by), lambda: query(look.project, text, by=by, at=at))


def show_table(look: Look, found: Finding, order: Order) -> ShownTable:
    """A stretch of a table's rows.

    Raises:
        InputError: there is no such column.
    """
    table, places = found.table, places_of(look)
    shares = _shares(table.columns)
    numbers = _sorted(table, _filtered(table, order.find), order)
    start = min(order.start, max(0, len(numbers) - 1)) // PAGE * PAGE
    return ShownTable(
        title=table.title,
        columns=table.columns,
        numeric=tuple(_is_numeric(row[place] for row in table.rows) for place in range(len(table.columns))),
        rows=tuple(_row(table, places, number, shares) for number in numbers[start : start + PAGE]),
        total=len(table.rows),
        found=len(numbers),
        start=start,
        said=found.said,
        notes=tuple(note for note in table.notes if note not in found.said),
        picture=found.picture is not None,
        graph=found.graph is not None,
        state=look.moment.state,
        at=look.moment.at,
    )


def show_answer(look: Look, text: str, order: Order, *, by: By, at: str) -> ShownAnswer:
    """A stretch of what a query finds.

    Raises:
        QueryError: as ``answer_of``.
    """
    told = answer_of(look, text, by=by, at=at)
    return ShownAnswer(
        query=told.query,
        n=told.n,
        k=told.k,
        lower=told.lower,
        upper=told.upper,
        apart=told.apart,
        found=told.found,
        table=show_table(look, Finding(table=told.table), order),
    )


def show_quotes(look: Look, table: Table, asked: CellAsked) -> ShownQuotes:
    """The sentences behind a cell of a table.

    Raises:
        InputError: something has changed since the table was shown, or it has no such cell.
    """
    if asked.state != look.moment.state:
        raise InputError("the evidence has changed since this page was loaded: load it again")
    if asked.row >= len(table.rows):
        raise InputError(f"the table has no row {asked.row}")
    row = dict(zip(table.columns, table.rows[asked.row], strict=True))
    places = places_of(look)
    return places.quotes(places.behind(row, asked.column, asked.value), start=asked.start)


def query_fields(look: Look) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What a query may ask for: fields with what they mean and, where they are few, their values."""
    book = look.project.codebook
    facets = [(name, book.facets[name].definition or "", tuple(book.facets[name].values)) for name in facets_of(book)]
    return (
        *((name, said.replace("`", ""), ()) for name, said in QUERY_FIELDS.items()),
        *facets,
        *((name, "", ()) for name in CHARACTERISTICS),
    )


def places_of(look: Look) -> Places:
    """Where the codings of a moment stand."""
    return look.moment.made("places", lambda: Places(look.moment.corpus))


def file_of(found: Finding, form: str) -> bytes:
    """A table in one of its forms, its picture (svg, png, pdf) or its graph (graphml), as the command line writes it.

    Raises:
        InputError: there is no such form, or it has no room for so many rows.
        FormatError: the answer has no picture or no graph.
    """
    if (draw := DRAWN.get(f".{form}")) is not None:
        if (content := draw(found)) is None:
            raise FormatError(f"this answer has no {form}; there are {', '.join(FORMS)}")
        return content
    if form not in FORMS:
        raise InputError(f"no form {form!r} of a table; there are {', '.join(FORMS)}")
    try:
        return to_bytes(found.table, form)
    except ValueError as error:
        raise InputError(str(error)) from error


# -- rows ----------------------------------------------------------------------------------------


def _filtered(table: Table, words: str) -> list[int]:
    wanted = words.casefold().split()
    if not wanted:
        return list(range(len(table.rows)))
    texts = (" ".join(map(text_of, row)).casefold() for row in table.rows)
    return [number for number, text in enumerate(texts) if all(word in text for word in wanted)]


def _sorted(table: Table, numbers: list[int], order: Order) -> list[int]:
    if order.sort is None:
        return numbers
    if order.sort not in table.columns:
        raise InputError(f"the table has no column {order.sort!r}; there are {', '.join(table.columns)}")
    place = table.columns.index(order.sort)
    keys = {number: _key(table.rows[number][place]) for number in numbers}
    there = [number for number in numbers if keys[number] is not None]
    there.sort(key=lambda number: keys[number] or (0, 0.0, ""), reverse=order.descending)
    return [*there, *(number for number in numbers if keys[number] is None)]  # what is empty stands last either way


def _key(cell: Cell) -> tuple[int, float, str] | None:
    if isinstance(cell, Mapping):
        return (0, float(sum(cell.values())), "")
    if isinstance(cell, int | float):
        return None if cell != cell else (0, float(cell), "")  # noqa: PLR0124 an undefined figure is not itself
    return (1, 0.0, cell.casefold()) if cell else None


def _is_numeric(cells: Iterable[Cell]) -> bool:
    there = [cell for cell in cells if cell is not None]
    return bool(there) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in there)


def _shares(columns: Sequence[str]) -> frozenset[str]:
    """Columns that hold shares: those called so, and an interval that is not behind a figure of another scale."""
    there = {one for one in columns if one in SHARES}
    if "lower" in columns and columns[columns.index("lower") - 1] not in NO_SHARES:
        there |= {"lower", "upper"}
    return frozenset(there)


def _row(table: Table, places: Places, number: int, shares: Collection[str]) -> ShownRow:
    row = dict(zip(table.columns, table.rows[number], strict=True))
    place, behind = places.place_of(row), places.numbers_of(row)
    return ShownRow(
        number=number,
        cells=tuple(_cell(places, row, column, len(behind), is_share=column in shares) for column in table.columns),
        document=place.document if place else None,
        start=place.start if place else None,
        coding=place.coding if place else None,
    )


def _cell(places: Places, row: Mapping[str, Cell], column: str, behind: int, *, is_share: bool) -> ShownCell:
    cell = row[column]
    if column == CODINGS:
        return ShownCell(text=str(behind), opens=bool(behind))
    opens = places.opens(row, column, has_sentences=bool(behind))
    if isinstance(cell, Mapping):
        return ShownCell(text=text_of(cell), counts=tuple(cell.items()), opens=opens)
    if is_share and isinstance(cell, int | float) and cell == cell:  # noqa: PLR0124 an undefined figure is not itself
        return ShownCell(text=f"{100 * cell:.1f} %", opens=opens)
    return ShownCell(text=text_of(cell), opens=opens)
