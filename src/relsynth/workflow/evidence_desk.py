"""The evidence on a page: every table by its name and options, a stretch of its rows at a time, and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from relsynth.characteristics import FIELDS as CHARACTERISTICS
from relsynth.errors import FormatError, InputError
from relsynth.project import Project
from relsynth.reports.table_forms import FORMS, to_bytes
from relsynth.reports.tables import Cell, Table, text_of
from relsynth.synthesis.gaps import KINDS
from relsynth.workflow import contexts, courses, goals, interactions, links, relegation
from relsynth.workflow.all_tables import ALL_TABLES, FINDINGS, tabulate
from relsynth.workflow.coverage import coverage
from relsynth.workflow.crosswalk import list_frameworks
from relsynth.workflow.evidence_held import Look
from relsynth.workflow.evidence_places import Places
from relsynth.workflow.findings import CODINGS, DRAWN, Finding
from relsynth.workflow.gaps import list_gaps
from relsynth.workflow.patterns import cooccurrence, saturation
from relsynth.workflow.query import By, query
from relsynth.workflow.valence import valence

Option = Literal["code", "by", "outcome", "framework", "kind", "stratify", "split"]
Given = Mapping[str, str]
"""Options that somebody chose, by their names."""
PAGE = 100
"""Rows that a page has at once."""
PICTURES = (".svg", ".png", ".pdf", ".graphml")


def _coded(verb: Callable[..., Finding]) -> Callable[[Project, Given], Finding]:
    return lambda project, given: verb(project, code=given.get("code"))


def _table(verb: Callable[..., Table], *options: str) -> Callable[[Project, Given], Finding]:
    return lambda project, given: Finding(
        table=verb(project, **{name: given[name] for name in options if name in given})
    )


def _by_kind(project: Project, given: Given) -> Finding:
    if kind := given.get("kind"):
        return Finding(table=list_gaps(project, kinds=[kind]).table)
    return Finding(table=tabulate(project, "gaps"))


def _valence(project: Project, given: Given) -> Finding:
    by = given.get("stratify")
    return Finding(table=valence(project, code=given.get("code"), stratify=(by,) if by else ()))


def _trends(project: Project, given: Given) -> Finding:
    split = {"split": int(given["split"])} if "split" in given else {}
    return courses.trends(project, code=given.get("code"), **split)


def _by_stratum(verb: Callable[..., Finding]) -> Callable[[Project, Given], Finding]:
    return lambda project, given: verb(project, **({"by": given["by"]} if "by" in given else {}))


FINDING_PAGES: Mapping[str, tuple[Callable[[Project, Given], Finding], tuple[Option, ...]]] = {
    "relegation": (_coded(relegation.relegation), ("code",)),
    "context": (_by_stratum(contexts.context), ("by",)),
    "alignment": (lambda project, _: goals.alignment(project), ()),
    "network": (_coded(interactions.network), ("code",)),
    "links": (_coded(links.links), ("code",)),
    "necessity": (lambda project, given: links.necessity(project, outcome=given["outcome"]), ("outcome",)),
    "quality": (lambda project, _: goals.quality(project), ()),
    "equity": (_by_stratum(contexts.equity), ("by",)),
    "lifecycle": (_coded(courses.lifecycle), ("code",)),
    "trends": (_trends, ("code", "split")),
    "valence": (_valence, ("code", "stratify")),
    "coverage": (_table(coverage, "framework"), ("framework",)),
    "cooccurrence": (_table(cooccurrence), ()),
    "saturation": (_table(saturation), ()),
}
"""Answers to questions, by their names: what makes each, and what may be chosen."""
NEEDED: frozenset[Option] = frozenset({"outcome", "framework"})
"""Options without which there is no answer: the first choice holds where nothing is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a table: what may be chosen, as (value, label), and what is."""

    name: Option
    choices: tuple[tuple[str, str], ...]
    chosen: str


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


def options_of(look: Look, name: str, given: Given) -> tuple[Choice, ...]:
    """What may be chosen of a table, and what is chosen.

    Raises:
        InputError: there is no such table, or no such choice.
    """
    _require_name(name)
    wanted = ("kind",) if name == "gaps" else FINDING_PAGES[name][1] if name in FINDING_PAGES else ()
    return tuple(_choice(look, option, given.get(option, "")) for option in wanted)


def finding_of(look: Look, name: str, given: Given) -> Finding:
    """A table with what was chosen, as the command line would write it.

    Raises:
        InputError: there is no such table or choice, or the codebook has nothing that it is told from.
    """
    chosen = {one.name: one.chosen for one in options_of(look, name, given) if one.chosen}

    def make() -> Finding:
        if name == "gaps":
            return _by_kind(look.project, chosen)
        if name in FINDING_PAGES:
            return FINDING_PAGES[name][0](look.project, chosen)
        return Finding(table=tabulate(look.project, name))

    return look.moment.made(("table", name, *sorted(chosen.items())), make)


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
    numbers = _sorted(table, _filtered(table, order.find), order)
    start = min(order.start, max(0, len(numbers) - 1)) // PAGE * PAGE
    return ShownTable(
        title=table.title,
        columns=table.columns,
        numeric=tuple(_is_numeric(row[place] for row in table.rows) for place in range(len(table.columns))),
        rows=tuple(_row(table, places, number) for number in numbers[start : start + PAGE]),
        total=len(table.rows),
        found=len(numbers),
        start=start,
        notes=table.notes,
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


def table_names() -> tuple[str, ...]:
    """The tables, without the answers to questions."""
    return ALL_TABLES


def finding_names() -> tuple[str, ...]:
    """The answers to questions, those of a report first."""
    return (*FINDINGS, *(name for name in FINDING_PAGES if name not in FINDINGS))


# -- options -------------------------------------------------------------------------------------


def _require_name(name: str) -> None:
    if name not in FINDING_PAGES and name not in ALL_TABLES:
        raise InputError(f"no table {name!r}; there are {', '.join((*ALL_TABLES, *FINDING_PAGES))}")


def _choice(look: Look, option: Option, chosen: str) -> Choice:
    choices = _choices(look, option)
    if not chosen and option in NEEDED:
        if not choices:
            raise InputError(f"the codebook has nothing to choose as {option}")
        chosen = choices[0][0]
    if chosen and chosen not in (known := [value for value, _ in choices]):
        raise InputError(f"no {option} {chosen!r}; there are {', '.join(known)}")
    return Choice(name=option, choices=choices, chosen=chosen)


def _choices(look: Look, option: Option) -> tuple[tuple[str, str], ...]:
    book = look.project.codebook
    if option == "code":
        return tuple((one.id, f"{one.label} ({one.id})") for one in book.codes)
    if option == "outcome":
        values = book.facets["linked_outcome"].values if "linked_outcome" in book.facets else ()
        return tuple((one, _said(one)) for one in values if one != "none")
    if option == "framework":
        return tuple((one.id, one.name) for one in list_frameworks(look.project))
    if option == "kind":
        return tuple((one, _said(one)) for one in KINDS)
    if option == "split":
        years = {study.year for study in look.moment.corpus.studies if study.year}
        return tuple((str(year), str(year)) for year in sorted(years))
    facets = [name for name in ("level", "phase") if name in book.facets] if option == "stratify" else []
    return tuple((one, _said(one)) for one in (*facets, *CHARACTERISTICS))


def _said(name: str) -> str:
    return name.replace("_", " ")


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


def _row(table: Table, places: Places, number: int) -> ShownRow:
    row = dict(zip(table.columns, table.rows[number], strict=True))
    place = places.place_of(row)
    return ShownRow(
        number=number,
        cells=tuple(_cell(places, row, column) for column in table.columns),
        document=place.document if place else None,
        start=place.start if place else None,
        coding=place.coding if place else None,
    )


def _cell(places: Places, row: Mapping[str, Cell], column: str) -> ShownCell:
    cell = row[column]
    if column == CODINGS:
        return ShownCell(text=str(len(places.numbers_of(row))), opens=bool(cell))
    opens = places.opens(row, column)
    if isinstance(cell, Mapping):
        return ShownCell(text=text_of(cell), counts=tuple(cell.items()), opens=opens)
    return ShownCell(text=text_of(cell), opens=opens)
