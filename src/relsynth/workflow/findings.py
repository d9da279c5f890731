"""Answers to the questions that the project grew from: what all of them share.

An answer is a table whose rows keep the numbers of the codings behind them (``relsynth query coding:7`` shows one), and
whose notes say what it rests on; some come with a picture, one with a graph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from relsynth.characteristics import FIELDS, allowed
from relsynth.errors import FormatError, InputError, ProjectError
from relsynth.project import Project
from relsynth.reports import pictures
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus, Study, counted_apart
from relsynth.workflow.characteristics import NONE, Said, characteristics_in
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import footing, load_corpus, save_table

NOT_FOUND = "not found by the machine"
NOT_REPORTED = "not reported"
CODINGS = "codings"
"""Column of the numbers of codings behind a row."""
SHOWN = 4
"""Numbers of codings that a screen has room for."""
SHOWN_COUNTS = 6
"""Counts of a cell that it has room for."""
NUMBERS = (
    f"The column {CODINGS} has the numbers of the codings behind a row; `relsynth query coding:NUMBER,…` shows them."
)
GROUPED = 12
"""Values of a free field that make a group of their own; the rarest are told as others."""
OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A table, with a picture of it (SVG) and a graph (GraphML) where it has them; ``said`` is its answer in words."""

    table: Table
    said: tuple[str, ...] = ()
    picture: str | None = None
    graph: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """Kinds of studies by a characteristic: kind -> numbers of its studies; ``unsure`` studies are so by a guess."""

    field: str
    kinds: Mapping[str, tuple[int, ...]]
    unsure: int

    @property
    def note(self) -> str:
        """How the studies were told apart."""
        return (
            f"Studies by {self.field.replace('_', ' ')}, as `relsynth table characteristics` has it: found by rule, a "
            f"person's word in its place; {counted(self.unsure, 'study', 'studies')} by a value that the machine is "
            "unsure of. "
            "A study may be of several kinds."
        )


def studied(project: Project, code: str | None = None) -> Corpus:
    """The corpus that an answer is drawn from; with a code that is part of a construct, that one counted apart.

    Raises:
        InputError: the codebook has no such code.
        ProjectError: there is nothing to count, or papers are not coded as the codebook is now.
    """
    require_codes(project, [] if code is None else [code])
    corpus = load_corpus(project)
    return corpus if code is None else counted_apart(corpus, code)


def counting(project: Project, code: str | None) -> tuple[str, ...]:
    """What an answer about one code counts: a part of a construct alone, or a construct with its parts."""
    if code is None:
        return ()
    book = project.codebook
    construct = book.construct_of(code)
    if construct != code:
        return (f"Counted is {code} alone, apart from the rest of {construct}, which it is a part of.",)
    parts = [one.id for one in book.codes if one.id != code and book.construct_of(one.id) == code]
    return (f"Counted is {code} with its parts: {', '.join(parts)}.",) if parts else ()


def answer(
    project: Project,
    corpus: Corpus,
    rows: Iterable[Mapping[str, object]],
    columns: tuple[str, ...],
    *,
    title: str,
    notes: Iterable[str],
) -> Table:
    """A table of rows by their fields, with what it rests on at its foot; ``codings`` are indexes of segments."""
    return Table(
        title=title,
        columns=columns,
        rows=tuple(tuple(_cell(corpus, row, column) for column in columns) for row in rows),
        notes=(*notes, *footing(project, corpus), NUMBERS),
    )


def fields_of(row: Any, **more: object) -> dict[str, object]:
    """The fields of a row by their names, and more of them."""
    return {field.name: getattr(row, field.name) for field in fields(row)} | more


def behind(corpus: Corpus, numbers: Iterable[int]) -> tuple[str, ...]:
    """Numbers of the codings behind a row, or their places where they have none."""
    codings = (corpus.segments[number].coding for number in numbers)
    return tuple(
        f"{one.span.version} {one.span.start}-{one.span.end}" if one.number is None else str(one.number)
        for one in codings
    )


def require_codes(project: Project, codes: Collection[str], *, option: str = "--code") -> None:
    """Refuse what is no code of the codebook.

    Raises:
        InputError: says which, and how to name others.
    """
    known = {one.id for one in project.codebook.codes}
    if missing := [code for code in codes if code not in known]:
        raise InputError(
            f"the codebook has no code {', '.join(map(repr, missing))}; name one of yours with {option}, "
            "`relsynth codebook codes` lists them"
        )


def require_facet(project: Project, name: str) -> None:
    """Refuse to tell from a facet that the codebook does not have.

    Raises:
        InputError: says which.
    """
    if name not in project.codebook.facets:
        raise InputError(f"the codebook has no facet {name!r}, which this is told from")


def strata(project: Project, corpus: Corpus, field: str) -> Strata:
    """Kinds of studies by a characteristic; those of which nothing was found are a kind of their own.

    Raises:
        InputError: there is no such characteristic.
    """
    if field not in FIELDS:
        raise InputError(f"no characteristic {field!r}; there are {', '.join(FIELDS)}")
    known = characteristics_in(project, corpus.documents.values())
    held = [_held(study, known, field) for study in corpus.studies]
    kinds: dict[str, list[int]] = {}
    for number, said in enumerate(held):
        for value in dict.fromkeys(one.value or NONE for one in said) or (NOT_FOUND,):
            kinds.setdefault(value, []).append(number)
    return Strata(
        field=field,
        kinds=_in_order(kinds, allowed(field) or ()),
        unsure=sum(any(one.is_unsure for one in said) for said in held),
    )


def values_of(project: Project, corpus: Corpus, field: str) -> Mapping[int, tuple[str, ...]]:
    """Study -> values of one characteristic."""
    known = characteristics_in(project, corpus.documents.values())
    return {
        number: tuple(dict.fromkeys(one.value for one in _held(study, known, field) if one.value))
        for number, study in enumerate(corpus.studies)
    }


def on_screen(table: Table) -> Table:
    """The table with so many codings and counts in a cell as a screen has room for; files have all."""
    if CODINGS not in table.columns:
        return table
    at = table.columns.index(CODINGS)
    rows = tuple(tuple(_shortened(cell, is_list=n == at) for n, cell in enumerate(row)) for row in table.rows)
    return replace(table, rows=rows, notes=(*table.notes, "Here lists are cut short (…); a file (-o) has them whole."))


def save_finding(found: Finding, form: str | None, path: Path) -> None:
    """Write an answer to a file: its picture (.svg, .png, .pdf), its graph (.graphml), or its table in a form.

    Raises:
        FormatError: the answer has no picture or no graph; or vl-convert is not installed.
        InputError: there is no such form.
        ProjectError: the file cannot be written.
    """
    draw = DRAWN.get(path.suffix.lower())
    if draw is None:
        save_table(found.table, form, path)
        return
    content = draw(found)
    if content is None:
        raise FormatError(f"{path}: this answer has no {path.suffix.lower()} form; write it as .csv, .md or .json")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error


def _picture(found: Finding, draw: Callable[[str], bytes]) -> bytes | None:
    return draw(found.picture) if found.picture else None


DRAWN: Mapping[str, Callable[[Finding], bytes | None]] = {
    ".svg": lambda found: _picture(found, str.encode),
    ".png": lambda found: _picture(found, pictures.to_png),
    ".pdf": lambda found: _picture(found, pictures.to_pdf),
    ".graphml": lambda found: found.graph.encode() if found.graph else None,
}
"""Suffix of a file -> what is written there, None where the answer has none."""


def _cell(corpus: Corpus, row: Mapping[str, Any], column: str) -> Cell:
    value = row[column]
    if column == CODINGS:
        return " ".join(behind(corpus, value))
    cell: Cell = dict(value) if isinstance(value, tuple) else value
    return cell


def _held(study: Study, known: Mapping[str, tuple[Said, ...]], field: str) -> tuple[Said, ...]:
    """What holds of a field of a study, from all its reports: what people say, if any of them says anything."""
    said = [one for version in study.documents for one in known[version] if one.holds and one.field == field]
    return tuple([one for one in said if one.kind == "person"] or said)


def _in_order(kinds: Mapping[str, list[int]], listed: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Kinds in the order of their table if that is short, else by frequency; the rarest together, missing ones last."""
    named = [kind for kind in kinds if kind not in (NOT_FOUND, NONE)]
    if len(listed) <= GROUPED:
        named.sort(key=lambda kind: listed.index(kind) if kind in listed else len(listed))
    else:
        named.sort(key=lambda kind: (-len(kinds[kind]), kind))
    made = {kind: tuple(kinds[kind]) for kind in named[:GROUPED]}
    if rare := sorted({number for kind in named[GROUPED:] for number in kinds[kind]}):
        made[OTHERS] = tuple(rare)
    return made | {kind: tuple(kinds[kind]) for kind in (NONE, NOT_FOUND) if kind in kinds}


def _shortened(cell: Cell, *, is_list: bool) -> Cell:
    parts = [f"{name} {count}" for name, count in cell.items()] if isinstance(cell, Mapping) else []
    if is_list:
        parts = str(cell or "").split(" ")
    shown, between = (SHOWN, " ") if is_list else (SHOWN_COUNTS, "; ")
    return cell if len(parts) <= shown else f"{between.join(parts[:shown])} … ({len(parts)})"
