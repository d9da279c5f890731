"""People's codings and decisions from a sheet, and the sheet that they are filled into.

What a row says is appended; nothing that was said is changed. The last that a person says of a code at a place is
their word on it. A row that they have said before in the same words and have changed since is an old sheet come
again, and no later word: it is told, and becomes one where they say that they mean it ``again``.
The good rows of a sheet with bad ones are taken, and the bad ones listed with their lines, those that contradict each
other among them: mend them and import the sheet again, for what is there already is not added twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.formats.coding_sheet import CodingSheet, SheetRow, read_sheet
from relsynth.project import Project
from relsynth.reports.tables import Table
from relsynth.workflow.decisions import (
    ACCEPT,
    CHANGE,
    CHANGED_TO,
    DECISION,
    OWN,
    REJECT,
    Judged,
    Sheet,
    decision_of,
)
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.people import Machine, keep, person_of
from relsynth.workflow.placing import Places
from relsynth.workflow.synthesise import tabulate

Said = tuple[str, Span, str]
"""Coder, place and code: what a person's last word is on."""
UNDECIDED, ALREADY = "undecided", "already"
LISTED = 12  # lines that a message names


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A row that was not taken: its line in the sheet, what is wrong, and how to mend it."""

    line: int
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCodings:
    """What became of the rows of a sheet; ``codings`` were added for them, rejections among them.

    ``overtaken`` are lines of rows that say what the person said before and has changed since: their later word stands.
    """

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
    overtaken: tuple[int, ...]
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
        return "\n".join([head, *self._overtaken(), *listing("To mend", self.problems, most=None), *self._after()])

    def _overtaken(self) -> Iterator[str]:
        if self.overtaken:
            yield (
                f"{counted(len(self.overtaken), 'row')} of an earlier word, changed since; the later word stands "
                f"({_lines(self.overtaken)})"
            )
            yield f"Where {self.coder} means the earlier word again, import these rows with --again."

    def _after(self) -> Iterator[str]:
        if self.problems:
            yield "Mend these rows and import the sheet again; nothing is added twice."


def import_codings(project: Project, file: Path, *, coder: str, at: str, again: bool = False) -> ImportedCodings:
    """Append a person's codings and decisions from a sheet, as ``relsynth codings export`` writes it.

    Args:
        again: rows that the person has said before, and has changed since, are their last word from now on.

    Raises:
        InputError: the file cannot be read, is no sheet of codings, or the coder is nobody, or a machine.
    """
    person = person_of(project, coder)
    sheet = _read(file)
    judged, problems = _judged(project, sheet, person)
    before = _history(project, person)
    new: list[Coding] = []
    overtaken: list[int] = []
    what: Counter[str] = Counter()
    for line, one in judged.items():
        fresh = [coding for coding in one.codings if not _is_said(coding, before[_said(coding)], again=again)]
        for coding in fresh:
            before[_said(coding)].append(coding)
        new += fresh
        if any(not _is_same(coding, before[_said(coding)][-1]) for coding in one.codings):
            overtaken.append(line)
        what[UNDECIDED if one.decision is None else one.decision if fresh else ALREADY] += 1
    keep(project, person, new, at=at)
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
        overtaken=tuple(overtaken),
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


def _judged(project: Project, sheet: CodingSheet, person: Coder) -> tuple[dict[int, Judged], list[RowProblem]]:
    """What the good rows say, by line, and what is wrong with the others."""
    places = Places(project)
    machine = Machine(project.codings(), places.document)
    meant = Sheet(sheet, project.codebook, person, asserted=machine.asserted)
    judged: dict[int, Judged] = {}
    problems: dict[int, str] = {}
    for row in sheet.rows:
        try:
            judged[row.line] = _row(row, places, meant, machine)
        except InputError as error:
            problems[row.line] = error.message
    problems |= _contradictions(judged)
    return (
        {line: one for line, one in judged.items() if line not in problems},
        [RowProblem(line=line, problem=problem) for line, problem in sorted(problems.items())],
    )


def _row(row: SheetRow, places: Places, meant: Sheet, machine: Machine) -> Judged:
    if row.unread:
        raise InputError(row.unread)
    if row.cells.keys() <= {DECISION, CHANGED_TO}:  # filled down, over the notes below the codings
        raise InputError("is a decision on nothing: a row without paper, place and code; empty it")
    span = places.find(row)
    return meant.judged(row, span, machine.coding(span, row["code"]))


def _contradictions(judged: Mapping[int, Judged]) -> dict[int, str]:
    """Lines that say other things of one code at one place than others do, with what is wrong: no order tells."""
    said: dict[Said, dict[int, Coding]] = defaultdict(dict)
    for line, one in judged.items():
        for coding in one.codings:
            said[_said(coding)][line] = coding
    found: dict[int, str] = {}
    for (_, _, code), lines in said.items():
        if len({(one.verdict, one.facets) for one in lines.values()}) > 1:
            named = ", ".join(map(str, lines))
            why = (
                f"lines {named} say different things of {code} at one place: keep one, with `;` between several values"
            )
            found |= dict.fromkeys(lines, why)
    return found


def _history(project: Project, person: Coder) -> dict[Said, list[Coding]]:
    """All that a person has said of each code at a place, in order."""
    said: dict[Said, list[Coding]] = defaultdict(list)
    for coding in project.codings():
        if coding.coder == person:
            said[_said(coding)].append(coding)
    return said


def _is_said(coding: Coding, before: Sequence[Coding], *, again: bool) -> bool:
    """Whether it is the last word already, or was said before, by the same decision, and is not meant again."""
    if before and _is_same(coding, before[-1]):
        return True
    return not again and any(_is_same(coding, one) and decision_of(one) == decision_of(coding) for one in before)


def _is_same(coding: Coding, other: Coding) -> bool:
    return (coding.verdict, coding.facets) == (other.verdict, other.facets)


def _lines(numbers: Sequence[int]) -> str:
    first = ", ".join(map(str, numbers[:LISTED]))
    more = f" and {len(numbers) - LISTED} more" if len(numbers) > LISTED else ""
    return f"line{'s' if len(numbers) > 1 else ''} {first}{more}"


def _said(coding: Coding) -> Said:
    return coding.coder.name, coding.span, coding.code
