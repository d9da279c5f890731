"""How far charting has come: for each study and coder what is left, and answers that the forms no longer ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from relsynth.charting import Answer, Form, Standing, State, written
from relsynth.charting.answers import fits
from relsynth.project import Project
from relsynth.workflow.charted import Standings, StudyPapers, form_of, standings, studies_of
from relsynth.workflow.listing import counted, listing

DIGITS = 12  # of a digest, as people are shown it


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderLeft:
    """What a coder has charted: studies ``complete`` and only ``begun``, and fields left in the latter."""

    coder: str
    complete: int
    begun: int
    left: int

    def __str__(self) -> str:
        done = f"{self.coder}: {counted(self.complete, 'study', 'studies')} complete"
        return f"{done}, {self.begun} begun with {counted(self.left, 'field')} left" if self.begun else done


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyLeft:
    """A study that is not charted whole: for each of its coders the fields left, and how many more are to begin."""

    paper: str
    citation: str
    left: Mapping[str, tuple[str, ...]]
    wanted: int
    conflicts: tuple[str, ...]

    def __str__(self) -> str:
        told = [f"{coder}: {', '.join(fields)}" for coder, fields in self.left.items() if fields]
        told += [f"wants {counted(self.wanted, 'more coder')}"] if self.wanted else []
        told += [f"to settle: {', '.join(self.conflicts)}"] if self.conflicts else []
        return f"{self.paper}  {self.citation}  [{'; '.join(told)}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStatus:
    """A form and how far it is filled; ``states`` counts fields of studies, those that may stay empty among them.

    ``astray`` are answers that hold nowhere: to a field that the form has no longer, or not to be chosen any more.
    """

    form: str
    title: str
    digest: str
    coders: int
    studies: int
    complete: int
    states: Mapping[State, int]
    by_coder: tuple[CoderLeft, ...]
    open: tuple[StudyLeft, ...]
    astray: tuple[str, ...]

    def __str__(self) -> str:
        done = f"{self.complete} of {counted(self.studies, 'study', 'studies')} charted by {self.coders}"
        told = ", ".join(f"{count} {state}" for state, count in self.states.items() if count)
        lines = [f"{self.title} ({self.form}, {self.digest[:DIGITS]}): {done}", f"fields: {told or 'none'}"]
        lines += map(str, self.by_coder)
        lines += listing("Left", self.open)
        return "\n".join(
            [*lines, *listing("Answers that the form no longer asks for, kept and not counted", self.astray)]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStatus:
    """Every form of the project; ``without_form`` counts kept answers to forms that it has no longer."""

    forms: tuple[FormStatus, ...]
    without_form: Mapping[str, int]

    def __str__(self) -> str:
        told = [str(form) for form in self.forms]
        told += [
            f"{name}: {counted(count, 'answer')} to a form that relsynth.toml no longer has, kept and not counted"
            for name, count in self.without_form.items()
        ]
        return (
            "\n\n".join(told) or "no forms; `relsynth chart template charting` prints one to paste into relsynth.toml"
        )


def chart_status(project: Project, *, form: str | None = None) -> ChartStatus:
    """Tell for each form, or for one, what is charted, what is left to whom, and what is to be settled.

    Raises:
        InputError: there is no such form.
    """
    forms = [form_of(project, form)] if form else list(project.config.forms.values())
    studies = studies_of(project)
    given = project.store.chartings.current()
    others = Counter(answer.form for answer in given if answer.form not in project.config.forms)
    return ChartStatus(
        forms=tuple(_form_status(one, studies, standings(project, one, studies), given) for one in forms),
        without_form={} if form else dict(sorted(others.items())),
    )


def _form_status(form: Form, studies: tuple[StudyPapers, ...], found: Standings, given: Iterable[Answer]) -> FormStatus:
    states = Counter(stands.state for fields in found.values() for stands in fields.values())
    left = {study.id: _left(form, found[study.id]) for study in studies}
    rows = [_study_left(form, study, found[study.id], left[study.id]) for study in studies]
    still = tuple(row for row in rows if row.wanted or row.conflicts or any(row.left.values()))
    return FormStatus(
        form=form.name,
        title=form.title,
        digest=form.digest,
        coders=form.coders,
        studies=len(studies),
        complete=len(studies) - len(still),
        states={state: states[state] for state in get_args(State)},
        by_coder=tuple(_coders_left(left)),
        open=still,
        astray=tuple(_astray(form, given)),
    )


def _left(form: Form, fields: Mapping[str, Standing]) -> dict[str, tuple[str, ...]]:
    """Coder, by name -> the fields that they have not answered and have to, of a study that they have begun."""
    said = {field: {answer.coder for answer in stands.answers} for field, stands in fields.items()}
    coders = sorted(set().union(*said.values()))
    asked = [field.id for field in form.fields if field.required and fields[field.id].state != "settled"]
    return {coder: tuple(field for field in asked if coder not in said[field]) for coder in coders}


def _study_left(
    form: Form, study: StudyPapers, fields: Mapping[str, Standing], left: Mapping[str, tuple[str, ...]]
) -> StudyLeft:
    return StudyLeft(
        paper=study.paper,
        citation=study.citation,
        left=left,
        wanted=max(0, form.coders - len(left)),
        conflicts=tuple(field for field, stands in fields.items() if stands.state == "conflict"),
    )


def _coders_left(left: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[CoderLeft]:
    for coder in sorted({coder for by_coder in left.values() for coder in by_coder}):
        own = [len(by_coder[coder]) for by_coder in left.values() if coder in by_coder]
        yield CoderLeft(coder=coder, complete=own.count(0), begun=sum(number > 0 for number in own), left=sum(own))


def _astray(form: Form, given: Iterable[Answer]) -> Iterator[str]:
    """Answers that the form as it is now would not take."""
    for answer in given:
        if answer.form != form.name:
            continue
        field = form.by_id.get(answer.field)
        if field is None:
            yield f"{answer.field}: no such field ({answer.coder})"
        elif not fits(field, answer.values):
            yield f"{answer.field}: {written(field, answer.values)} is no answer to it any more ({answer.coder})"
