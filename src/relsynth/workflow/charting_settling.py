"""Where coders' charts differ, and how somebody settles it: what each said is kept beside it, for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relsynth.charting import Answer, Standing, State
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.charted import FORM, charter_named, field_of, form_of, standings, studies_of, study_of
from relsynth.workflow.charting import Charted, FieldShown, answer_to, is_said, shown
from relsynth.workflow.listing import listing

TO_SETTLE = frozenset({"conflict", "settled"})
"""States that somebody may settle, or settle anew."""
NOT_TO_SETTLE: dict[State, str] = {
    "unanswered": "nobody has answered it yet",
    "waiting": "another coder has to answer it first",
    "agreed": "its coders agree",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartConflict:
    """A field of a study on which coders differ, with what each said as far as this person may see it."""

    paper: str
    citation: str
    field: FieldShown

    def __str__(self) -> str:
        return "\n    ".join([f"{self.paper}  {self.citation}", *str(self.field).splitlines()])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartConflicts:
    """All of them of one form, by study and field."""

    form: str
    conflicts: tuple[ChartConflict, ...]

    def __str__(self) -> str:
        return "\n".join(listing(f"To settle in {self.form}", self.conflicts)) or f"No conflict in {self.form}."


def chart_conflicts(project: Project, *, form: str = FORM, coder: str | None = None) -> ChartConflicts:
    """Every field of every study on which coders differ and that nobody has settled.

    With ``coder`` as they may see it: in a blind form not what others said of a field that they have not answered.

    Raises:
        InputError: there is no such form, or the coder has no name.
    """
    of = form_of(project, form)
    viewer = None if coder is None else charter_named(project, coder)
    studies = studies_of(project)
    found = standings(project, of, studies)
    return ChartConflicts(
        form=of.name,
        conflicts=tuple(
            ChartConflict(
                paper=study.paper,
                citation=study.citation,
                field=shown(project, study, of, field, found[study.id][field.id], to=viewer),
            )
            for study in studies
            for field in of.fields
            if found[study.id][field.id].state == "conflict"
        ),
    )


def adjudicate_chart(
    project: Project,
    paper: str,
    field: str,
    values: Sequence[str] = (),
    *,
    coder: str,
    at: str,
    form: str = FORM,
    of: str | None = None,
    quote: str | None = None,
    note: str | None = None,
    seen: Sequence[int] | None = None,
) -> Charted:
    """Settle a field on which coders differ; anybody may, and may settle it anew: the last word holds.

    Args:
        of: take the answer of this coder, with its quote, instead of ``values``.
        seen: numbers of the answers that were looked at, where it is to be settled only if these are still all.

    Raises:
        InputError: there is no such form, field or paper; there is nothing to settle, or more was said than was seen;
            the answer is not what the field asks for; or nobody called ``of`` has answered it.
    """
    on = form_of(project, form)
    asked = field_of(on, field)
    person = charter_named(project, coder)
    study = study_of(project, paper)
    with project.store.atomic():
        stands = standings(project, on, [study])[study.id][asked.id]
        if stands.state not in TO_SETTLE:
            raise InputError(f"{study.paper}, {field}: there is nothing to settle: {NOT_TO_SETTLE[stands.state]}")
        if seen is not None and {*seen} != {*numbers_of(stands)}:
            raise InputError(f"{study.paper}, {field}: what is said is not what you saw; look at it again")
        if of is not None:
            answer = _taken(stands, of, values, quote, by=person, note=note)
        else:
            answer = answer_to(project, study, on, asked, values, coder=person, quote=quote, note=note, settles=True)
        is_new = not is_said(answer, [stands.settlement] if stands.settlement else [])
        if is_new:
            project.store.chartings.add([answer], at=at)
    now = Standing(state="settled", values=answer.values, answers=stands.answers, settlement=answer)
    told = shown(project, study, on, asked, now, to=person)
    return Charted(form=on.name, paper=study.paper, coder=person, field=told, is_new=is_new)


def numbers_of(stands: Standing) -> tuple[int, ...]:
    """Numbers of all that is said of a field: coders' answers, and what it is settled with."""
    given = [*stands.answers, *([stands.settlement] if stands.settlement else [])]
    return tuple(answer.number for answer in given if answer.number is not None)


def _taken(stands: Standing, of: str, values: Sequence[str], quote: str | None, *, by: str, note: str | None) -> Answer:
    """The answer of a coder, as the one who settles gives it."""
    if values or quote:
        raise InputError("give an answer, or say whose answer it is to be; not both")
    for answer in stands.answers:
        if answer.coder == of.strip():
            return Answer(
                form=answer.form,
                field=answer.field,
                document=answer.document,
                values=answer.values,
                coder=by,
                quote=answer.quote,
                note=note,
                settles=True,
            )
    coders = ", ".join(answer.coder for answer in stands.answers)
    raise InputError(f"{of!r} has not answered it; {coders} have")
