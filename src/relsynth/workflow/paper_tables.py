"""Tables as a paper prints them: the columns that readers need, figures with their intervals in one cell.

Each is cut out of the table of the same name, which the workbook beside the report has whole, with the numbers of the
codings behind every row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from string import Formatter

from relsynth.reports.tables import Cell, Table

Pick = tuple[str, str]
"""A heading, and a column's name, or a text with columns in braces that becomes empty where one of them is."""

INTERVAL = "{lower:.0%} to {upper:.0%}"

PAPER_TABLES: Mapping[str, tuple[Pick, ...]] = {
    "characteristics": (
        *(("Study", "study"), ("Country", "country"), ("Income group", "income_group"), ("Setting", "setting")),
        *(("Design", "design"), ("Population", "population"), ("Innovation", "innovation"), ("Partners", "partners")),
        *(("Frameworks", "frameworks"), ("Instruments", "instruments")),
    ),
    "evidence": (
        *(("Construct", "label"), ("Domain", "domain"), ("Studies", "{k} of {n}"), ("Share", "{share:.0%}")),
        *(("95 % interval", INTERVAL), ("Barrier", "barrier"), ("Facilitator", "facilitator")),
        *(("Strategy", "strategy"), ("Lack only", "lack_only"), ("Explicit", "explicit"), ("In passing", "passing")),
        ("Recommended", "recommended"),
    ),
    "relegation": (
        *(("Construct", "label"), ("Studies, or pairs", "k"), ("Late only", "late_only"), ("Share", "{share:.0%}")),
        *(("95 % interval", INTERVAL), ("Set out", "set_out"), ("As a result", "result"), ("In passing", "elsewhere")),
        ("Late odds ratio (95 %)", "{odds_ratio:.1f} ({odds_lower:.1f} to {odds_upper:.1f})"),
    ),
    "determinants": (
        *(("Construct", "label"), ("Barrier (studies)", "barrier"), ("Facilitator (studies)", "facilitator")),
        *(("Both (studies)", "mixed"), ("Balance", "balance"), ("Not found", "standing")),
    ),
    "strategies": (
        *(("Strategy", "label"), ("Study", "study"), ("Actors", "actors"), ("Action", "action")),
        *(("Function", "function"), ("Determinant addressed", "determinant"), ("Outcome", "implementation_outcome")),
    ),
    "gaps": (
        *(("Construct", "label"), ("Kind of gap", "kind"), ("Standing", "standing"), ("Studies", "{k} of {n}")),
        *(("Share", "{value:.0%}"), ("95 % interval", INTERVAL), ("Rule", "threshold"), ("Reason", "robinson")),
        *(("Late odds ratio (95 %)", "{odds_ratio:.1f} ({odds_lower:.1f} to {odds_upper:.1f})"), ("Along", "axis")),
    ),
}
"""Table -> what a paper prints of it, in the order of a paper; a column that a table has not is left out."""

IN_WORDS = frozenset({"actors", "axis", "function", "implementation_outcome", "kind"})
"""Columns of names such as ``relegated_only``, which are printed as words."""

WHOLE = "All columns, with the codings behind each row, are in the workbook's sheet {sheet!r}."


def for_paper(name: str, table: Table, *, sheet: str) -> Table:
    """What a paper prints of a table; the whole table where nothing is said of it."""
    if name not in PAPER_TABLES:
        return table
    picks = [(head, text) for head, text in PAPER_TABLES[name] if set(_named(text)) <= set(table.columns)]
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return Table(
        title=table.title,
        columns=tuple(head for head, _ in picks),
        rows=tuple(tuple(_cell(text, row) for _, text in picks) for row in rows),
        notes=(*table.notes, WHOLE.format(sheet=sheet)),
    )


def _cell(text: str, row: Mapping[str, Cell]) -> Cell:
    if "{" not in text:
        cell = row[text]
        return cell.replace("_", " ") if isinstance(cell, str) and text in IN_WORDS else cell
    found = {name: row[name] for name in _named(text)}
    if any(value is None or (isinstance(value, float) and not math.isfinite(value)) for value in found.values()):
        return None
    return text.format(**found)


def _named(text: str) -> tuple[str, ...]:
    """Columns that a pick names."""
    if "{" not in text:
        return (text,)
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name)
