"""What whoever settles charts has before them: each field that coders differ on, with the words that each gave for it.

Of a blind form nothing is told to somebody who charts the study too and has still to answer the field themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from relsynth.charting import Answer, Field, Form, Kind, Standing, written
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charted import (
    StudyPapers,
    charter_named,
    field_of,
    form_of,
    is_shown,
    quoted,
    standings,
    studies_of,
    study_of,
)
from relsynth.workflow.charting import undo_chart
from relsynth.workflow.charting_settling import adjudicate_chart, numbers_of
from relsynth.workflow.coding_conflicts import lettered
from relsynth.workflow.conflict_desk import Around, around


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSide:
    """What one coder answered, and the words of the paper that they gave for it, with those around these.

    ``number`` is that of the answer; ``values`` are empty for "not reported". ``section`` and ``start`` say where the
    words stand in the paper called ``paper`` as it is read now; ``around`` is None where they stand nowhere.
    """

    number: int
    coder: str
    values: tuple[str, ...]
    words: str
    note: str | None
    accepts: bool
    paper: str | None = None
    quote: str | None = None
    section: str | None = None
    start: int | None = None
    around: Around | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChart:
    """A field of a study that coders differ on, as it is settled.

    ``paper`` is the id of the study's first paper; ``numbers`` are of all that was said; ``is_party``: whoever looks is
    one of those who differ.
    """

    form: str
    title: str
    paper: str
    name: str
    citation: str
    field: str
    ask: str
    help: str | None
    kind: Kind
    choices: tuple[str, ...]
    unit: str | None
    quote: bool
    numbers: tuple[int, ...]
    sides: tuple[ChartSide, ...]
    is_party: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartQueue:
    """Every conflict that is open, by study, then form and field.

    ``kept`` counts those of fields that whoever looks is to answer first, of studies that they chart too.
    """

    conflicts: tuple[ShownChart, ...]
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSettled:
    """A field that is settled, and how."""

    form: str
    paper: str
    name: str
    field: str
    coder: str
    words: str
    note: str | None = None

    def __str__(self) -> str:
        return f"{self.name}, {self.field}: {self.words} ({self.coder})"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMeanwhile:
    """Nothing was settled: since one looked, another has (``settled``), or coders have said something else (``now``).

    Neither where its coders do not differ any more.
    """

    settled: ChartSettled | None
    now: ShownChart | None

    def __str__(self) -> str:
        if self.settled:
            return "it was settled meanwhile"
        return "something else was said there meanwhile" if self.now else "its coders do not differ any more"


def chart_queue(project: Project, *, coder: str, form: str | None = None, blind: bool = False) -> ChartQueue:
    """Show every conflict between charts to somebody who is to settle them.

    Args:
        form: only those of this form.
        blind: coders are told by letters.

    Raises:
        InputError: there is no such form, or whoever looks has no name.
    """
    viewer = charter_named(project, coder)
    forms = [form_of(project, form)] if form else list(project.config.forms.values())
    studies = studies_of(project)
    shower = _Shower(project, viewer, blind=blind)
    conflicts: list[ShownChart] = []
    kept = 0
    found = [(one, standings(project, one, studies)) for one in forms]
    for study in studies:
        for one, stands in found:
            looked = _Looked(one, stands[study.id], viewer)
            conflicts += [shower.shown(study, one, field, stood) for field, stood in looked.told]
            kept += looked.kept
    return ChartQueue(conflicts=tuple(conflicts), kept=kept)


def settle_chart(
    project: Project,
    paper: str,
    field: str,
    *,
    form: str,
    seen: Sequence[int],
    keep: int | None = None,
    values: Sequence[str] = (),
    quote: str | None = None,
    note: str | None = None,
    blind: bool = False,
    coder: str,
    at: str,
) -> ChartSettled | ChartMeanwhile:
    """Settle a field as it was seen; where something else is said of it by now, nothing is done, and that is told.

    Args:
        seen: numbers of all that was said of it when it was looked at.
        keep: number of the answer that is to hold, with its words; else ``values`` do, and ``quote`` says where.
        blind: coders are told by letters in what is told.

    Raises:
        InputError: as ``adjudicate_chart``; or it is kept from the coder.
    """
    one = form_of(project, form)
    asked = field_of(one, field)
    person = charter_named(project, coder)
    of = _coder_of(project, keep)
    _require_told(project, paper, one, asked, person)
    try:
        done = adjudicate_chart(
            project,
            paper,
            field,
            values,
            coder=person,
            at=at,
            form=form,
            of=of,
            quote=quote or None,
            note=note or None,
            seen=seen,
        )
    except InputError:
        meanwhile = chart_since(project, paper, field, form=form, seen=seen, coder=person, blind=blind)
        if meanwhile is None:
            raise
        return meanwhile
    study = study_of(project, paper)
    return ChartSettled(
        form=form,
        paper=study.documents[0].id,
        name=done.paper,
        field=field,
        coder=person,
        words=done.field.holds or "",
        note=note or None,
    )


def chart_since(
    project: Project, paper: str, field: str, *, form: str, seen: Sequence[int], coder: str, blind: bool = False
) -> ChartMeanwhile | None:
    """What became of a conflict since it was seen; None where it is as it was.

    Raises:
        InputError: there is no such form, field or paper, or it is kept from whoever looks.
    """
    one = form_of(project, form)
    asked = field_of(one, field)
    viewer = charter_named(project, coder)
    _require_told(project, paper, one, asked, viewer)
    study = study_of(project, paper)
    stands = standings(project, one, [study])[study.id][field]
    if stands.state == "conflict":
        if {*numbers_of(stands)} == {*seen}:
            return None
        return ChartMeanwhile(settled=None, now=_Shower(project, viewer, blind=blind).shown(study, one, asked, stands))
    held = stands.settlement
    settled = _settled(study, asked, held) if held else None
    return ChartMeanwhile(settled=settled, now=None)


def undo_chart_settling(project: Project, *, coder: str, at: str) -> ChartSettled:
    """Take back what somebody settled last, if it was the last that they charted; its conflict is open again.

    Raises:
        InputError: they have settled nothing, or have charted since.
    """
    person = charter_named(project, coder)
    own = [one for one in project.store.chartings.history() if one.coder == person and one.withdrawn is None]
    last = max(own, key=lambda one: (one.act or 0, one.number or 0), default=None)
    if last is None or not last.settles:
        what = "you have settled nothing" if last is None else "the last that you charted was an answer of your own"
        raise InputError(f"{what}, so there is none to take back")
    undo_chart(project, coder=person, at=at)
    study = study_of(project, last.document)
    form = project.config.forms.get(last.form)
    return _settled(study, form.by_id.get(last.field) if form else None, last)


class _Looked:
    """A form of a study as one person may look at it: what is told, and how much is kept from them."""

    def __init__(self, form: Form, stands: Mapping[str, Standing], viewer: str) -> None:
        self._form = form
        self._viewer = viewer
        self._charts = any(answer.coder == viewer for one in stands.values() for answer in one.answers)
        differing = [(form.by_id[field], one) for field, one in stands.items() if one.state == "conflict"]
        self.told = tuple((field, one) for field, one in differing if not self.keeps(one))
        self.kept = len(differing) - len(self.told)

    def keeps(self, stands: Standing) -> bool:
        """Whether it is kept from them what coders said of a field: they are one of these, and have not said yet."""
        return self._charts and not is_shown(self._form, stands, self._viewer)


class _Shower:
    """Shows conflicts to one person."""

    def __init__(self, project: Project, viewer: str, *, blind: bool) -> None:
        self._project = project
        self._viewer = viewer
        self._blind = blind

    def shown(self, study: StudyPapers, form: Form, field: Field, stands: Standing) -> ShownChart:
        """A conflict as it is shown."""
        return ShownChart(
            form=form.name,
            title=form.title,
            paper=study.documents[0].id,
            name=study.paper,
            citation=study.citation,
            field=field.id,
            ask=field.ask,
            help=field.help,
            kind=field.answer,
            choices=field.choices,
            unit=field.unit,
            quote=field.quote,
            numbers=numbers_of(stands),
            sides=tuple(self._sides(study, field, stands.answers)),
            is_party=any(answer.coder == self._viewer for answer in stands.answers),
        )

    def _sides(self, study: StudyPapers, field: Field, answers: Sequence[Answer]) -> Iterator[ChartSide]:
        coders = [answer.coder for answer in answers]
        names = lettered(answers[0].number, coders) if self._blind else dict(zip(coders, coders, strict=True))
        for answer in sorted(answers, key=lambda one: names[one.coder]):
            quote = quoted(self._project, study, answer)
            near = None
            if quote and quote.start is not None and quote.end is not None:
                near = around(study.document(answer.document), quote.start, quote.end)
            yield ChartSide(
                number=answer.number or 0,
                coder=names[answer.coder],
                values=answer.values,
                words=written(field, answer.values),
                note=answer.note,
                accepts=answer.accepts,
                paper=answer.document if quote else None,
                quote=quote.text if quote else None,
                section=quote.section if quote else None,
                start=quote.start if quote else None,
                around=near,
            )


def _settled(study: StudyPapers, field: Field | None, answer: Answer) -> ChartSettled:
    return ChartSettled(
        form=answer.form,
        paper=study.documents[0].id,
        name=study.paper,
        field=answer.field,
        coder=answer.coder,
        words=written(field, answer.values),
        note=answer.note,
    )


def _coder_of(project: Project, keep: int | None) -> str | None:
    """Who gave the answer of a number."""
    if keep is None:
        return None
    for answer in project.store.chartings.history():
        if answer.number == keep:
            return answer.coder
    raise InputError(f"there is no answer {keep}")


def _require_told(project: Project, paper: str, form: Form, field: Field, viewer: str) -> None:
    """Refuse who may not know what others said of a field."""
    study = study_of(project, paper)
    fields = standings(project, form, [study])[study.id]
    stands = fields[field.id]
    if stands.state == "conflict" and _Looked(form, fields, viewer).keeps(stands):
        raise InputError(f"{study.paper}, {field.id}: what others said is kept from you: answer it yourself first")
