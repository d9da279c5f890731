"""Charting: a person answers what a form asks of a study, takes what the machine proposes, or takes an answer back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relsynth.charting import Answer, Field, Form, Standing, State, standing, values_of, written
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.formats.coding_sheet import SheetRow
from relsynth.project import Project
from relsynth.workflow.charted import (
    FORM,
    StudyPapers,
    by_field,
    charter_named,
    field_of,
    form_of,
    is_shown,
    quoted,
    study_of,
)
from relsynth.workflow.charting_proposals import Proposal, accepted, proposals
from relsynth.workflow.listing import counted
from relsynth.workflow.placing import Places, placed
from relsynth.workflow.quotes import Quoted

STATES: dict[State, str] = {
    "unanswered": "no answer yet",
    "waiting": "waits for another coder",
    "agreed": "agreed",
    "conflict": "conflict",
    "settled": "settled",
}
"""What people are told of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerShown:
    """An answer as people see it; ``values`` are empty where it is "not reported"."""

    coder: str
    values: tuple[str, ...]
    words: str
    quote: Quoted | None = None
    note: str | None = None
    settles: bool = False
    accepts: bool = False

    def __str__(self) -> str:
        how = ", settles" if self.settles else ", as proposed" if self.accepts else ""
        told = [f"{self.words}  ({self.coder}{how})", str(self.quote or ""), f"note: {self.note}" if self.note else ""]
        return "  ".join(filter(None, told))


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """A field of a study as somebody may see it.

    ``hidden`` others have answered whom this person may not see yet; ``state`` is None where it would tell what they
    said. ``holds`` is what holds of the field now, if anything does.
    """

    field: str
    ask: str
    state: State | None
    holds: str | None
    answers: tuple[AnswerShown, ...]
    hidden: int
    proposals: tuple[Proposal, ...] = ()
    choices: tuple[str, ...] = ()
    help: str | None = None

    def __str__(self) -> str:
        state = STATES[self.state] if self.state else "yours to answer"
        told = [f"{self.field}: {self.ask}  [{state}]"]
        if self.choices:
            told.append(f"  of: {', '.join(self.choices)}")
        told += [f"  {self.help}"] if self.help else []
        told += [f"  {answer}" for answer in self.answers]
        if self.hidden:
            told.append(f"  {counted(self.hidden, 'answer')} of others, shown when you have answered")
        return "\n".join([*told, *(f"  {proposal}" for proposal in self.proposals)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A form as it is filled for one study, in the order of its fields."""

    form: str
    title: str
    citation: str
    papers: tuple[str, ...]
    coder: str | None
    fields: tuple[FieldShown, ...]

    def __str__(self) -> str:
        head = f"{self.title}: {self.citation}  {', '.join(self.papers)}"
        return "\n".join([head, *map(str, self.fields)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """What a person has said of a field, as they see it now; ``is_new`` is False where they had said so before."""

    form: str
    paper: str
    coder: str
    field: FieldShown
    is_new: bool = True

    def __str__(self) -> str:
        already = "" if self.is_new else f"\n{self.coder} has said so already; nothing was added."
        return f"{self.paper}  {self.field}{already}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoneChart:
    """What was taken back: each answer, with the form and field that it was to."""

    coder: str
    answers: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{counted(len(self.answers), 'answer')} of {self.coder} taken back; what was said before holds again:"
        return "\n  ".join([head, *self.answers])


def chart(
    project: Project,
    paper: str,
    field: str,
    values: Sequence[str],
    *,
    coder: str,
    at: str,
    form: str = FORM,
    quote: str | None = None,
    start: int | None = None,
    end: int | None = None,
    note: str | None = None,
) -> Charted:
    """Answer a field for the study that a paper reports; it stands until the coder answers again or takes it back.

    Args:
        values: the answer, or several where the field takes several; "not reported" says that the study does not say.
        quote: words that say so, which stand in one of the study's papers, and there once.
        start, end: offsets of these words in the paper as it is read now, instead of them, or to tell which are meant.

    Raises:
        InputError: there is no such form, field or paper; the answer is not what the field asks for, or lacks the quote
            that it asks for; the quote is not there; or the coder is nobody, or a machine.
    """
    of = form_of(project, form)
    asked = field_of(of, field)
    person = charter_named(project, coder)
    study = study_of(project, paper)
    answer = answer_to(project, study, of, asked, values, coder=person, quote=quote, start=start, end=end, note=note)
    return _kept(project, study, of, asked, answer, at=at)


def accept_proposal(
    project: Project,
    paper: str,
    field: str,
    values: Sequence[str] = (),
    *,
    coder: str,
    at: str,
    form: str = FORM,
    note: str | None = None,
) -> Charted:
    """Take what the machine proposes for a field as one's own answer, with its quote.

    Args:
        values: which of the machine's values; all of them where none is given, or the surest where the field takes one.

    Raises:
        InputError: there is no such form, field or paper; nothing is proposed, or nothing that the field takes.
    """
    of = form_of(project, form)
    asked = field_of(of, field)
    person = charter_named(project, coder)
    study = study_of(project, paper)
    taken, first = accepted(asked, proposals(project, study, of).get(field, ()), values)
    answer = Answer(
        form=of.name,
        field=field,
        document=first.document,
        values=taken,
        coder=person,
        quote=first.span,
        note=_note(note),
        accepts=True,
    )
    return _kept(project, study, of, asked, answer, at=at)


def undo_chart(project: Project, *, coder: str, at: str) -> UndoneChart:
    """Take back the last that a coder charted: an answer, a settlement, or all that came with one sheet.

    Raises:
        InputError: the coder has charted nothing, or has taken all of it back.
    """
    person = charter_named(project, coder)
    with project.store.atomic():
        taken = project.store.chartings.withdraw_last(person, at=at)
    if not taken:
        raise InputError(f"{person} has charted nothing that could be taken back")
    names = project.store.papers.names()
    return UndoneChart(coder=person, answers=tuple(dict.fromkeys(_undone(project, one, names) for one in taken)))


def show_chart(project: Project, paper: str, *, form: str = FORM, coder: str | None = None) -> Chart:
    """A form as it is filled for the study that a paper reports, with what the machine proposes and where it reads it.

    In a blind form, what others answered is shown to those alone who have answered the field too; with no ``coder``
    what is not waiting for another one.

    Raises:
        InputError: there is no such form or paper.
    """
    of = form_of(project, form)
    study = study_of(project, paper)
    viewer = None if coder is None else charter_named(project, coder)
    said = by_field(project.store.chartings.current(), of, [study])[study.id]
    proposed = proposals(project, study, of)
    return Chart(
        form=of.name,
        title=of.title,
        citation=study.citation,
        papers=study.papers,
        coder=viewer,
        fields=tuple(
            shown(
                project,
                study,
                of,
                field,
                standing(field, said.get(field.id, ()), wanted=of.coders),
                to=viewer,
                proposals=proposed.get(field.id, ()),
            )
            for field in of.fields
        ),
    )


def answer_to(
    project: Project,
    study: StudyPapers,
    form: Form,
    field: Field,
    values: Sequence[str],
    *,
    coder: str,
    quote: str | None = None,
    start: int | None = None,
    end: int | None = None,
    note: str | None = None,
    settles: bool = False,
) -> Answer:
    """An answer that may be kept.

    Raises:
        InputError: it is not what the field asks for, or lacks the quote that it asks for; or the quote is not there.
    """
    said = values_of(field, values)
    place = _place(project, study, quote, start, end)
    if field.quote and said and place is None:
        raise InputError(f"{field.id}: asks for the words of the paper that say so; give them as its quote")
    by_version = {document.version: document.id for document in study.documents}
    return Answer(
        form=form.name,
        field=field.id,
        document=by_version[place.version] if place else study.documents[0].id,
        values=said,
        coder=coder,
        quote=place,
        note=_note(note),
        settles=settles,
    )


def shown(
    project: Project,
    study: StudyPapers,
    form: Form,
    field: Field,
    stands: Standing,
    *,
    to: str | None,
    proposals: tuple[Proposal, ...] = (),
) -> FieldShown:
    """A field as somebody may see it."""
    is_open = is_shown(form, stands, to)
    given = [*stands.answers, *([stands.settlement] if stands.settlement else [])]
    seen = [answer for answer in given if is_open or answer.coder == to]
    return FieldShown(
        field=field.id,
        ask=field.ask,
        state=stands.state if is_open or stands.state in ("unanswered", "waiting") else None,
        holds=written(field, stands.values) if is_open and stands.values is not None else None,
        answers=tuple(answer_shown(project, study, field, answer) for answer in seen),
        hidden=len(given) - len(seen),
        proposals=proposals,
        choices=field.choices,
        help=field.help,
    )


def answer_shown(project: Project, study: StudyPapers, field: Field, answer: Answer) -> AnswerShown:
    """An answer as people see it."""
    return AnswerShown(
        coder=answer.coder,
        values=answer.values,
        words=written(field, answer.values),
        quote=quoted(project, study, answer),
        note=answer.note,
        settles=answer.settles,
        accepts=answer.accepts,
    )


def is_said(answer: Answer, before: Iterable[Answer]) -> bool:
    """Whether it is the coder's last word already."""
    own = [one for one in before if (one.coder, one.settles) == (answer.coder, answer.settles)]
    return bool(own) and own[-1] == answer


def _kept(project: Project, study: StudyPapers, form: Form, field: Field, answer: Answer, *, at: str) -> Charted:
    with project.store.atomic():
        before = by_field(project.store.chartings.current(), form, [study])[study.id].get(field.id, [])
        is_new = not is_said(answer, before)
        if is_new:
            project.store.chartings.add([answer], at=at)
    stands = standing(field, [*before, *([answer] if is_new else [])], wanted=form.coders)
    return Charted(
        form=form.name,
        paper=study.paper,
        coder=answer.coder,
        field=shown(project, study, form, field, stands, to=answer.coder),
        is_new=is_new,
    )


def _place(project: Project, study: StudyPapers, quote: str | None, start: int | None, end: int | None) -> Span | None:
    """Where words stand: by offsets in the study's first paper, or word for word in the first of them that has them."""
    if (start is None) != (end is None):
        raise InputError("a place has a start and an end; give both, or neither")
    offsets = {"start": str(start), "end": str(end)} if start is not None else {}
    if not quote or not quote.strip():
        return placed(study.documents[0], start, end) if start is not None and end is not None else None
    problems = []
    for document in study.documents[:1] if offsets else study.documents:
        cells = {"version": document.version, "quote": " ".join(quote.split()), **offsets}
        try:
            return Places(project, [document]).find(SheetRow(line=0, cells=cells))
        except InputError as error:
            problems.append(error)
    raise problems[0]


def _note(note: str | None) -> str | None:
    return " ".join(note.split()) or None if note else None


def _undone(project: Project, answer: Answer, names: Mapping[str, str]) -> str:
    form = project.config.forms.get(answer.form)
    field = form.by_id.get(answer.field) if form else None
    said = written(field, answer.values)
    settles = " (settled)" if answer.settles else ""
    return f"{names.get(answer.document, answer.document)}  {answer.form}.{answer.field}: {said}{settles}"
