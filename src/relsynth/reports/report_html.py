"""Reports and tables as pages that need nothing else: no script, no request, no markup from any text.

The policy of a page allows its own style and pictures that are packed into it, and nothing more. The head of a table
stays in sight while its rows move, and its first column while it moves sideways; printed, it flows over pages. Numbers
of many codings are folded behind how many they are, since thousands of them make a row that is higher than a screen.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from relsynth.reports.report import Link, Part, Picture, Report, numbered
from relsynth.reports.table_layout import Column, columns_of
from relsynth.reports.tables import Cell, Table, text_of

LOOKS = ((400, "lists said"), (120, "quotes said"), (21, "long said"), (0, "said"))
"""Characters of most cells of a column, and from these on the looks that give it room to be read in."""

CODINGS = "codings"
"""The column that has the numbers of the codings behind a row."""

MOST_SHOWN = 120  # characters of such numbers that stand open in a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownColumn:
    heading: str
    looks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownCell:
    text: str
    folded: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownTable:
    label: str
    caption: str | None
    columns: tuple[_ShownColumn, ...]
    rows: tuple[tuple[_ShownCell, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownPicture:
    title: str
    told: str
    file: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownPart:
    heading: str | None
    paragraphs: tuple[str, ...] = ()
    tables: tuple[_ShownTable, ...] = ()
    pictures: tuple[_ShownPicture, ...] = ()
    links: tuple[Link, ...] = ()


def to_html(report: Report) -> str:
    """The report as one page; links lead to files beside it."""
    return _rendered(report.title, report.day, [_part(part, tables) for part, tables in numbered(report)])


def to_page(table: Table, *, day: str | None = None, back: Link | None = None) -> str:
    """A table as one page, with the day that is printed under its title, and a link to where it is listed."""
    shown = _table(table)
    return _rendered(table.title, day, [_ShownPart(heading=None, tables=(shown,))], back=back)


def _rendered(title: str, day: str | None, parts: Sequence[_ShownPart], *, back: Link | None = None) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    style = _asset("tables.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    template = environment.from_string(_asset("report.html.j2"))
    made = template.render(title=title, day=day, parts=parts, back=back, style=style, policy=policy)
    return made.encode("utf-8", "replace").decode()


def _part(part: Part, tables: tuple[tuple[int, Table], ...]) -> _ShownPart:
    return _ShownPart(
        heading=part.heading,
        paragraphs=part.paragraphs,
        tables=tuple(_table(table, f"Table {number}. {table.title}") for number, table in tables),
        pictures=tuple(map(_picture, part.pictures)),
        links=part.links,
    )


def _table(table: Table, caption: str | None = None) -> _ShownTable:
    columns = columns_of(table)
    return _ShownTable(
        label=caption or table.title,
        caption=caption,
        columns=tuple(_ShownColumn(heading=one.heading, looks=_looks(one, n)) for n, one in enumerate(columns)),
        rows=tuple(tuple(map(_cell, row, columns)) for row in table.rows),
        notes=table.notes,
    )


def _cell(cell: Cell, column: Column) -> _ShownCell:
    text = text_of(cell)
    is_long = column.heading == CODINGS and len(text) > MOST_SHOWN
    return _ShownCell(text=text, folded=f"{len(text.split()):,} codings" if is_long else None)


def _looks(column: Column, place: int) -> str:
    """The classes of a column's cells."""
    if place == 0:
        return "fixed"
    if column.is_figures:
        return "figure"
    if column.heading == CODINGS:
        return "folded said"
    return next(looks for least, looks in LOOKS if column.typical >= least)


def _picture(picture: Picture) -> _ShownPicture:
    source = f"data:image/svg+xml;base64,{b64encode(picture.svg.encode()).decode()}"
    return _ShownPicture(title=picture.title, told=picture.told, file=picture.file, source=source)


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")
