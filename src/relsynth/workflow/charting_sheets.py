"""A form to fill away from the computer that holds the project: out as a sheet, a row a study, and in again.

A cell that says something is the coder's answer; an empty one says nothing, and takes nothing back. The good cells of a
sheet with bad ones are taken, and the bad ones listed with their lines: mend them and import the sheet
again, for what is said already is not added twice. All that one import adds is taken back in one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relsynth.charting import NOT_REPORTED, Answer, Field, Form
from relsynth.charting.answers import BETWEEN, split
from relsynth.errors import InputError, ProjectError
from relsynth.formats.coding_sheet import CodingSheet, SheetRow, read_sheet
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table, to_csv
from relsynth.reports.workbook import to_workbook
from relsynth.workflow.characteristics import found_by_machine
from relsynth.workflow.charted import FORM, StudyPapers, by_field, charter_named, form_of, quoted, studies_of
from relsynth.workflow.charting import answer_to
from relsynth.workflow.charting_proposals import Found, Proposal, proposals, unsurely
from relsynth.workflow.import_codings import RowProblem
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.outputs import note_table
from relsynth.workflow.placing import same_words

ABOUT = ("paper", "citation", "year", "study")
"""Columns that say of which study a row is; ``paper`` or ``study`` is needed."""
QUOTE, PROPOSAL, PROPOSAL_QUOTE = ": quote", ": proposal", ": proposal quote"
"""What the heads of a field's further columns end on."""
Said = Mapping[str, Sequence[Answer]]
"""Field -> the coder's own answers to it, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChart:
    """What became of a sheet: ``answers`` were added, ``already`` said before; ``passed`` are columns of no field."""

    file: str
    form: str
    coder: str
    rows: int
    answers: int
    already: int
    passed: tuple[str, ...]
    problems: tuple[RowProblem, ...]

    def __str__(self) -> str:
        told = f"{counted(self.answers, 'answer')} added, {self.already} said already"
        lines = [f"{self.file}: {counted(self.rows, 'study', 'studies')} by {self.coder} in {self.form}: {told}"]
        if self.passed:
            lines.append(f"Columns of no field, passed over: {', '.join(self.passed)}")
        lines += listing("To mend", self.problems, most=None)
        return "\n".join([*lines, *(["Mend these and import the sheet again."] if self.problems else [])])


def chart_sheet(project: Project, *, coder: str, form: str = FORM) -> Table:
    """A sheet of a form for a coder to fill: a row a study, two columns a field (answer and quote), proposals behind.

    What the coder has answered already stands in it; what others have, does not.

    Raises:
        InputError: there is no such form, or the coder is nobody, or a machine.
    """
    of = form_of(project, form)
    person = charter_named(project, coder)
    studies = studies_of(project)
    said = by_field(project.store.chartings.current(), of, studies)
    proposed = [field for field in of.fields if field.propose]
    every = [document for study in studies for document in study.documents] if proposed else []
    found = found_by_machine(project, every)
    columns = [
        *ABOUT,
        *(head for field in of.fields for head in (field.id, f"{field.id}{QUOTE}")),
        *(head for field in proposed for head in (f"{field.id}{PROPOSAL}", f"{field.id}{PROPOSAL_QUOTE}")),
    ]
    return Table(
        title=of.title,
        columns=tuple(columns),
        rows=tuple(tuple(_row(project, of, study, _own(said[study.id], person), found)) for study in studies),
        notes=tuple(_notes(of, person)),
    )


def save_chart_sheet(project: Project, file: Path, *, coder: str, form: str = FORM) -> Path:
    """Write the sheet of a form to a file: a workbook where its name ends in .xlsx, else CSV.

    Raises:
        InputError: as ``chart_sheet``.
        ProjectError: the file cannot be written.
    """
    made = chart_sheet(project, coder=coder, form=form)
    content = to_workbook(made) if file.suffix.lower() == ".xlsx" else to_csv(made).encode("utf-8-sig")
    try:
        file.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{file}: cannot be written ({error.strerror})") from error
    note_table(file, made, "xlsx" if file.suffix.lower() == ".xlsx" else "csv")
    return file


def import_chart_sheet(project: Project, file: Path, *, coder: str, at: str, form: str = FORM) -> ImportedChart:
    """Append a coder's answers from a sheet, as ``chart_sheet`` makes it; CSV or a workbook.

    Raises:
        InputError: the file cannot be read, or is no sheet of the form; there is no such form, or the coder is
            nobody, or a machine.
    """
    of = form_of(project, form)
    person = charter_named(project, coder)
    sheet = _read(file, of)
    studies = studies_of(project)
    before = by_field(project.store.chartings.current(), of, studies)
    reading = _Rows(project, of, person, studies, before)
    for row in sheet.rows:
        reading.take(row)
    with project.store.atomic():
        project.store.chartings.add(reading.answers, at=at)
    return ImportedChart(
        file=file.name,
        form=of.name,
        coder=person,
        rows=len(sheet.rows),
        answers=len(reading.answers),
        already=reading.already,
        passed=tuple(sorted(sheet.columns - _heads(of))),
        problems=tuple(reading.problems),
    )


class _Rows:
    """The rows of a sheet as they are taken: answers, and what is wrong with cells that are none."""

    def __init__(
        self,
        project: Project,
        form: Form,
        coder: str,
        studies: Sequence[StudyPapers],
        before: Mapping[str, Mapping[str, list[Answer]]],
    ) -> None:
        self.answers: list[Answer] = []
        self.problems: list[RowProblem] = []
        self.already = 0
        self._project, self._form, self._coder, self._before = project, form, coder, before
        self._by_name = {name.casefold(): study for study in studies for name in (study.id, *study.papers)}
        self._seen: dict[str, int] = {}

    def take(self, row: SheetRow) -> None:
        """Take the answers of a row, one by one, and tell what is wrong with the others."""
        try:
            study = self._study(row)
        except InputError as error:
            self.problems.append(RowProblem(line=row.line, problem=error.message))
            return
        for field in self._form.fields:
            try:
                answer = self._answer(row, study, field)
            except InputError as error:
                self.problems.append(RowProblem(line=row.line, problem=error.message))
                continue
            if answer and self._is_said(study, answer):
                self.already += 1
            elif answer:
                self.answers.append(answer)

    def _study(self, row: SheetRow) -> StudyPapers:
        if row.unread:
            raise InputError(row.unread)
        name = row["paper"] or row["study"]
        study = self._by_name.get(name.casefold())
        if study is None:
            raise InputError(f"no paper that is counted is called {name!r}; `relsynth papers` lists them")
        if study.id in self._seen:
            raise InputError(f"is of the same study as line {self._seen[study.id]}; fill one row for it")
        self._seen[study.id] = row.line
        return study

    def _answer(self, row: SheetRow, study: StudyPapers, field: Field) -> Answer | None:
        cell, quote = row[field.id.lower()], row[_head(f"{field.id}{QUOTE}")]
        if not cell:
            if quote:
                raise InputError(f"{field.id}: has a quote and no answer")
            return None
        own = _own(self._before[study.id], self._coder).get(field.id)
        if own and cell == _cell(own) and self._is_quote(study, own, quote):
            return own
        values = split(field, cell)
        return answer_to(self._project, study, self._form, field, values, coder=self._coder, quote=quote or None)

    def _is_quote(self, study: StudyPapers, own: Answer, quote: str) -> bool:
        """Whether these are the words that the coder gave, be they found in the paper as it is read now or not."""
        words = quoted(self._project, study, own)
        return same_words(words.text, quote) if words and quote else not (words or quote)

    def _is_said(self, study: StudyPapers, answer: Answer) -> bool:
        own = _own(self._before[study.id], self._coder).get(answer.field)
        return own is not None and (own.values, own.quote) == (answer.values, answer.quote)


def _own(said: Said, coder: str) -> dict[str, Answer]:
    """Field -> the last that a coder says of it; settlements are nobody's own."""
    return {
        field: own[-1]
        for field, answers in said.items()
        if (own := [answer for answer in answers if answer.coder == coder and not answer.settles])
    }


def _row(project: Project, form: Form, study: StudyPapers, own: Mapping[str, Answer], found: Found) -> Iterator[Cell]:
    yield from (study.paper, study.citation, study.documents[0].year, study.id)
    for field in form.fields:
        answer = own.get(field.id)
        words = quoted(project, study, answer) if answer else None
        yield from (_cell(answer) if answer else None, words.text if words else None)
    proposed = proposals(project, study, form, found=found)
    for field in form.fields:
        if field.propose:
            yield from _proposed(proposed[field.id])


def _proposed(found: Sequence[Proposal]) -> tuple[str | None, str | None]:
    return (BETWEEN.join(map(unsurely, found)) or None, found[0].quote if found else None)


def _cell(answer: Answer) -> str:
    """An answer as it stands in a sheet: without its unit."""
    return BETWEEN.join(answer.values) or NOT_REPORTED


def _notes(form: Form, coder: str) -> Iterator[str]:
    yield f"{form.title}: form {form.name}, {form.digest[:12]}; for {coder}."
    yield f"{NOT_REPORTED!r} says that the study does not say; an empty cell says nothing."
    for field in form.fields:
        told = [f"{field.id}: {field.ask}"]
        told += [f"{'any' if field.answer == 'choices' else 'one'} of: {BETWEEN.join(field.choices)}"] * bool(
            field.choices
        )
        told += [f"a number in {field.unit}"] if field.unit else ["a number"] * (field.answer == "number")
        told += ["with its quote"] * field.quote + ["may stay empty"] * (not field.required)
        yield " | ".join([*told, *([field.help] if field.help else [])])


def _read(file: Path, form: Form) -> CodingSheet:
    needed = (("paper", "study"), [field.id.lower() for field in form.fields])
    missing = (
        f"no line names the columns of the form {form.name}: paper, and its fields; `relsynth chart sheet` writes them"
    )
    try:
        source = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=file) from error
    try:
        return read_sheet(source, needed=needed, missing=missing)
    except InputError as error:
        raise InputError(error.message, path=file) from error


def _heads(form: Form) -> frozenset[str]:
    """Every column that a sheet of the form may have, as it is read."""
    ends = ("", QUOTE, PROPOSAL, PROPOSAL_QUOTE)
    return frozenset({*ABOUT, *(_head(f"{field.id}{end}") for field in form.fields for end in ends)})


def _head(column: str) -> str:
    return "_".join(column.lower().split())
