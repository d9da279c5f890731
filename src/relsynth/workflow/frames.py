"""Every table as a pandas frame, with types that know what is missing: Int64, Float64, boolean, string, category.

pandas comes with the extra ``frames``; nothing else needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from relsynth.errors import FormatError
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table, text_of
from relsynth.workflow.all_tables import ALL_TABLES, tabulate
from relsynth.workflow.synthesise import one_corpus

LIBRARY = "pandas"
CATEGORIES = frozenset(
    {
        *(
            "construct",
            "code",
            "base_code",
            "label",
            "domain",
            "section",
            "kind",
            "standing",
            "robinson",
            "explicitness",
        ),
        *(
            "role",
            "assertion",
            "valence",
            "level",
            "phase",
            "lifecycle",
            "purpose",
            "measured",
            "direction",
            "register",
        ),
        *("study", "document", "speaker", "coder", "design", "income_group"),
    }
)
"""Columns of few values, told by their names, so that a column is of one type in every project."""


def frames(project: Project, names: Iterable[str] = ALL_TABLES) -> dict[str, Any]:
    """Return tables by their names, each a ``pandas.DataFrame``; title and notes stand in its ``attrs``.

    Args:
        names: those of ``relsynth table``; all where none are given.

    Raises:
        FormatError: pandas is not installed.
        InputError: there is no such table.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.

    >>> with open_project("review") as project:  # doctest: +SKIP
    ...     frames(project)["evidence"].query("k > 2")[["label", "k", "lower", "upper"]]
    """
    pandas = _library()
    with one_corpus(project):
        return {name: frame_of(tabulate(project, name), pandas) for name in names}


def frame_of(table: Table, pandas: ModuleType) -> Any:
    """A table as a frame of its rows, in their order; small tables of counts in a cell become text."""
    columns = {
        name: _series(name, [row[place] for row in table.rows], pandas) for place, name in enumerate(table.columns)
    }
    frame = pandas.DataFrame(columns)
    frame.attrs.update(title=table.title, notes=list(table.notes))
    return frame


def _series(name: str, cells: list[Cell], pandas: ModuleType) -> Any:
    there = [cell for cell in cells if cell is not None]
    kind = next((dtype for dtype, types in _DTYPES.items() if there and all(_is(cell, types) for cell in there)), None)
    if kind:
        return pandas.Series(cells, dtype=kind)
    texts = [None if cell is None else text_of(cell) for cell in cells]
    return pandas.Series(pandas.array(texts, dtype="string"), dtype="category" if name in CATEGORIES else "string")


_DTYPES: Mapping[str, tuple[type, ...]] = {"boolean": (bool,), "Int64": (int,), "Float64": (int, float)}
"""Type of a column -> what its cells are, the narrowest first."""


def _is(cell: Cell, types: tuple[type, ...]) -> bool:
    return isinstance(cell, types) and (isinstance(cell, bool) is (types == (bool,)))


def _library() -> ModuleType:
    try:
        return import_module(LIBRARY)
    except ImportError as error:
        raise FormatError(
            'frames need pandas: pip install "relsynth[frames]"; CSV and workbooks need nothing'
        ) from error
