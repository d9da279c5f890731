"""People's codings and decisions from a sheet, and the sheet that they are filled into.

What a row says is appended; nothing that was said is changed. The last that a person says of a code at a place is
their word on it. The good rows of a sheet with bad ones are taken, and the bad ones listed with their lines: mend
them and import the sheet again, for what is there already is not added twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from relsynth.coding import Coder, Coding, is_same_place
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.formats.coding_sheet import CodingSheet, SheetRow, read_sheet
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.workflow.decisions import ACCEPT, CHANGE, CHANGED_TO, DECISION, REJECT, Judged, Sheet
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.papers import person_named
from relsynth.workflow.placing import Places
from relsynth.workflow.synthesise import tabulate

Said = tuple[str, Span, str]
"""Coder, place and code: what a person's last word is on."""
OWN, UNDECIDED, ALREADY = "own", "undecided", "already"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row that was not taken: its line in the sheet, what is wrong, and how to mend it."""

    line: int
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCodings:
    """What became of the rows of a sheet; ``codings`` were added for them, rejections among them."""

    file: str
    coder: str
    rows: int
    own: int
    accepted: int
    rejected: int
    changed: int
    already: int
    undecided: int
    codings: int
    problems: tuple[RowProblem, ...]

    def __str__(self) -> str:
        told = ", ".join(
            f"{number} {what}"
            for number, what in (
                (self.own, "of their own"),
                (self.accepted, "accepted"),
                (self.rejected, "rejected"),
                (self.changed, "changed"),
                (self.already, "there already"),
                (self.undecided, "left undecided"),
                (len(self.problems), "to mend"),
            )
            if number
        )
        head = f"{self.file}: {counted(self.rows, 'row')} by {self.coder}: {told or 'nothing in it'}"
        after = ["Mend these rows and import the sheet again; nothing is added twice."] if self.problems else []
        return "\n".join([head, *listing("To mend", self.problems, most=None), *after])


def import_codings(project: Project, file: Path, *, coder: str, at: str) -> ImportedCodings:
    """Append a person's codings and decisions from a sheet, as ``relsynth codings export`` writes it.

    Raises:
        InputError: the file cannot be read, is no sheet of codings, or the coder is nobody, or a machine.
    """
    person = Coder(name=person_named(coder), kind="person")
    sheet = _read(file)
    judged, problems = _judged(project, sheet, person)
    before = last_words(project.store.codings())
    new: list[Coding] = []
    what: Counter[str] = Counter()
    for one in judged:
        fresh = [coding for coding in one.codings if not _is_said(coding, before)]
        before |= {_said(coding): coding for coding in fresh}
        new += fresh
        what[UNDECIDED if one.decision is None else one.decision if fresh else ALREADY] += 1
    _append(project, person, new, at)
    return ImportedCodings(
        file=file.name,
        coder=person.name,
        rows=len(sheet.rows),
        own=what[OWN],
        accepted=what[ACCEPT],
        rejected=what[REJECT],
        changed=what[CHANGE],
        already=what[ALREADY],
        undecided=what[UNDECIDED],
        codings=len(new),
        problems=tuple(problems),
    )


def coding_sheet(project: Project, *, decisions: bool = False) -> Table:
    """The table of codings, with two empty columns before it where a person is to decide on each row.

    Raises:
        ProjectError: there are no papers, or some are not coded.
    """
    table = tabulate(project, "codings")
    if not decisions:
        return table
    columns = (DECISION, CHANGED_TO, *table.columns)
    return replace(table, columns=columns, rows=tuple((None, None, *row) for row in table.rows))


def last_words(codings: Iterable[Coding]) -> dict[Said, Coding]:
    """The last that each person said of a code at a place; ``codings`` are in the order in which they were said."""
    return {_said(coding): coding for coding in codings if coding.coder.kind == "person"}


def _read(file: Path) -> CodingSheet:
    try:
        source = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=file) from error
    try:
        return read_sheet(source)
    except InputError as error:
        raise InputError(error.message, path=file) from error


def _judged(project: Project, sheet: CodingSheet, person: Coder) -> tuple[list[Judged], list[RowProblem]]:
    places = Places(project)
    meant = Sheet(sheet, project.codebook, person)
    machine = _by_machine(project)
    judged: list[Judged] = []
    problems: list[RowProblem] = []
    for row in sheet.rows:
        try:
            judged.append(_row(row, places, meant, machine))
        except InputError as error:
            problems.append(RowProblem(line=row.line, problem=error.message))
    return judged, problems


def _row(row: SheetRow, places: Places, meant: Sheet, machine: dict[tuple[str, str], list[Coding]]) -> Judged:
    if row.unread:
        raise InputError(row.unread)
    span = places.find(row)
    there = machine.get((span.version, row["code"]), [])
    return meant.judged(row, span, next((one for one in there if is_same_place(one.span, span)), None))


def _by_machine(project: Project) -> dict[tuple[str, str], list[Coding]]:
    """Version and code -> the codings of the machine that hold now."""
    made: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in project.store.codings():
        if coding.coder.kind == "machine":
            made[coding.span.version, coding.code].append(coding)
    return made


def _is_said(coding: Coding, before: dict[Said, Coding]) -> bool:
    last = before.get(_said(coding))
    return last is not None and (last.verdict, last.facets) == (coding.verdict, coding.facets)


def _said(coding: Coding) -> Said:
    return coding.coder.name, coding.span, coding.code


def _append(project: Project, person: Coder, codings: Iterable[Coding], at: str) -> None:
    book = project.codebook
    with project.store.atomic():
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=at)
        project.store.add_coder(person)
        project.store.add_codings(codings, codebook=book.digest, at=at)
