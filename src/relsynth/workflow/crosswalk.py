"""The crosswalk for people: a codebook's codes by framework, a framework's constructs by code and by study."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from relsynth.bundled import bundled
from relsynth.codebook import Codebook
from relsynth.crosswalk import Correspondence, CrosswalkRow, Framework, outlined, rows_of
from relsynth.errors import InputError, ProjectError
from relsynth.formats.crosswalk_yaml import read_frameworks
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.books import read_codebook_file
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import ABSENCE, MACHINE, UNIT, load_corpus

FOLDER = "crosswalk"
"""Folder beside a codebook in which a team keeps files of frameworks of its own."""
UNCODED = "not in the codebook"
CODE_COLUMNS = ("code", "label", "domain", "framework", "name", "constructs")
FRAMEWORK_COLUMNS = ("construct", "codes", "how", "labels")
COUNT_COLUMNS = ("n", "k", "share", "by_code")
HOW = (
    "How a code stands to the construct: same; broader, it holds more; narrower, it holds less; part, they overlap; "
    "related, linked and no more said of it. In brackets, a code that fits and does not link to it itself."
)
LABELS = "Constructs under short labels of ours; what they mean is in the publication."
COUNTED = "k counts studies with evidence for one of the codes, or for a code below it; by_code, for each of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """A framework as a line of a list: how many of its constructs are told, and how many of them have a code."""

    id: str
    name: str
    cite: str
    is_outline: bool
    constructs: int
    coded: int

    def __str__(self) -> str:
        without = f", {self.constructs - self.coded} without" if self.is_outline else ""
        return f"{self.id:<12} {self.name}: {counted(self.coded, 'construct')} with a code{without}"


def crosswalk(where: Project | Codebook | None, framework: str | None = None) -> Table:
    """Which codes stand for which constructs: of all frameworks by code, or of one by construct.

    For one framework and a project that is coded, with how many studies report each construct by one of its codes.

    Args:
        where: a project, or a codebook alone; None is the default one. Files of frameworks beside a project's codebook,
            in ``crosswalk/``, come before those that come with relsynth.
        framework: as the codebook's sources call it, in capitals or not.

    Raises:
        InputError: the codebook draws on no such source; a file of a framework is wrong.
    """
    book = _book(where)
    if framework is None:
        return _by_code(book, _frameworks(where, book, book.sources))
    chosen = framework_of(where, framework)
    return _by_construct(where, book, chosen)


def framework_of(where: Project | Codebook | None, framework: str) -> Framework:
    """A framework that a codebook draws on, as its file tells it.

    Raises:
        InputError: the codebook draws on no such source; a file of a framework is wrong.
    """
    book = _book(where)
    key = next((source for source in book.sources if source.lower() == framework.strip().lower()), None)
    if key is None:
        known = ", ".join(book.sources) or "none"
        raise InputError(f"the codebook draws on no source {framework!r}; its sources are {known}")
    return next(one for one in _frameworks(where, book, [key]) if one.id == key)


def list_frameworks(where: Project | Codebook | None) -> tuple[FrameworkLine, ...]:
    """Every source of a codebook, with how much of it has a code.

    Raises:
        InputError: a file of a framework is wrong.
    """
    book = _book(where)
    return tuple(_line(book, one) for one in _frameworks(where, book, book.sources))


def _book(where: Project | Codebook | None) -> Codebook:
    return where.codebook if isinstance(where, Project) else where or read_codebook_file(None)


def _frameworks(where: Project | Codebook | None, book: Codebook, keys: Collection[str]) -> tuple[Framework, ...]:
    """A framework for each source of the book; those of the keys as files tell them."""
    ours = read_frameworks(bundled("codebook") / FOLDER, among=keys)  # whose names are their keys
    own = read_frameworks(where.codebook_path.parent / FOLDER) if isinstance(where, Project) else ()
    return outlined(book, (*ours, *own))


def _line(book: Codebook, framework: Framework) -> FrameworkLine:
    rows = rows_of(book, framework)
    return FrameworkLine(
        id=framework.id,
        name=framework.name,
        cite=framework.cite,
        is_outline=framework.scope == "outline",
        constructs=len(rows),
        coded=sum(bool(row.codes) for row in rows),
    )


def _by_code(book: Codebook, frameworks: Iterable[Framework]) -> Table:
    found: dict[tuple[str, str], list[str]] = {}
    names = {framework.id: framework.name for framework in frameworks}
    for row in (row for framework in frameworks for row in rows_of(book, framework)):
        for one in row.codes:
            found.setdefault((one.code, row.framework), []).append(_bracketed(row.construct, one))
    rows = (
        (code.id, code.label, code.domain, framework, names[framework], "; ".join(found[code.id, framework]))
        for code in book.codes
        for framework in names
        if (code.id, framework) in found
    )
    return Table(title="Codes by framework", columns=CODE_COLUMNS, rows=tuple(rows), notes=(LABELS, _book_note(book)))


def _by_construct(where: Project | Codebook | None, book: Codebook, framework: Framework) -> Table:
    rows = rows_of(book, framework)
    columns: tuple[str, ...] = FRAMEWORK_COLUMNS
    cells: list[tuple[Cell, ...]] = [_cells(row, book) for row in rows]
    notes = [*_told_of(framework), HOW]
    counts = _counts(where, rows)
    if isinstance(counts, str):
        notes.append(counts)
    elif counts:
        columns += COUNT_COLUMNS
        cells = [(*cell, *more) for cell, more in zip(cells, counts.cells, strict=True)]
        notes += [COUNTED, *counts.notes]
    return Table(
        title=f"{framework.name}: constructs and codes",
        columns=columns,
        rows=tuple(cells),
        notes=(*notes, _book_note(book)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    cells: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def _counts(where: Project | Codebook | None, rows: Iterable[CrosswalkRow]) -> _Counts | str | None:
    """Counts for each row; why there are none, or None where there is no project to count in."""
    if not isinstance(where, Project):
        return None
    try:
        corpus = load_corpus(where)
    except ProjectError as error:
        return f"Studies are not counted: {error}."
    studies = _studies_by_code(corpus)
    return _Counts(
        cells=tuple(_counted(row, corpus.n, studies) for row in rows), notes=(corpus.statement, UNIT, MACHINE, ABSENCE)
    )


def _studies_by_code(corpus: Corpus) -> Mapping[str, set[int]]:
    """Code -> studies with evidence for it or for a code below it."""
    parents = {code.id: code.parent for code in corpus.codebook.codes}
    studies: dict[str, set[int]] = {code: set() for code in parents}
    for segment in corpus.segments:
        at: str | None = segment.coding.code if segment.coding.is_evidence else None
        while at is not None:
            studies[at].add(segment.study)
            at = parents[at]
    return studies


def _counted(row: CrosswalkRow, n: int, studies: Mapping[str, set[int]]) -> tuple[Cell, ...]:
    if not row.codes:
        return n, None, None, None
    k = len(set[int]().union(*(studies[one.code] for one in row.codes)))
    return n, k, k / n if n else None, {one.code: len(studies[one.code]) for one in row.codes}


def _cells(row: CrosswalkRow, book: Codebook) -> tuple[Cell, ...]:
    if not row.codes:
        return row.construct, UNCODED, None, None
    codes = "; ".join(_bracketed(one.code, one) for one in row.codes)
    labels = "; ".join(book.code(one.code).label for one in row.codes)
    return row.construct, codes, "; ".join(one.how for one in row.codes), labels


def _bracketed(text: str, one: Correspondence) -> str:
    return text if one.is_linked else f"({text})"


def _told_of(framework: Framework) -> Iterator[str]:
    yield f"{framework.cite}{f', doi {framework.doi}' if framework.doi else ''}{_linked(framework)}"
    if framework.note:
        yield framework.note


def _linked(framework: Framework) -> str:
    return f", {framework.url}" if framework.url else ""


def _book_note(book: Codebook) -> str:
    return f"Codebook {book.id} {book.version}, digest {book.digest[:12]}."
