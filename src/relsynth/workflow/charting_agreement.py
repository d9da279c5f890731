"""How far coders' charts agree, field by field, on what each said alone.

Choices are categories, and chance depends on how many there are to choose from. Of several choices at once two answers
may be partly alike (Jaccard); ordered choices are nearer or farther apart. Words agree where they differ in
nothing but case, space and signs, which is seldom: read the answers beside the figure. "Not reported" is a category.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from relsynth.agreement import Figure, Likeness, agreement, ratings
from relsynth.agreement.sets import likeness, ratings_of_sets
from relsynth.charting import NOT_REPORTED, Answer, Field, Kind, independent
from relsynth.charting.answers import BETWEEN, likeness_key
from relsynth.charting.numbers import NEAR, are_near
from relsynth.project import Project
from relsynth.workflow.charted import FORM, by_field, form_of, studies_of
from relsynth.workflow.listing import counted

OPEN_KINDS: frozenset[Kind] = frozenset({"text", "number"})
CHANCE_OF_LISTS = frozenset({"PABAK", "Gwet's AC1", "Gwet's AC2"})
"""Measures whose chance depends on how many categories there could be; words and numbers have no such number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """How far coders agree on a field; ``studies`` are those that two or more answered alone.

    ``near`` is, of numbers, the share of pairs of answers that are within 5 % of the larger, or both "not reported".
    ``accepted`` of the ``answers`` took the machine's proposal: two who take it agree with the machine first.
    """

    field: str
    answer: Kind
    studies: int
    figures: tuple[Figure, ...]
    answers: int
    accepted: int
    near: float | None = None

    def __str__(self) -> str:
        if not self.studies:
            return f"{self.field}: no study was answered by two coders"
        told = [f"{self.field} ({self.answer}): {counted(self.studies, 'study', 'studies')} answered by two or more"]
        told += map(str, self.figures)
        if self.near is not None:
            told.append(f"within {NEAR:.0%} {self.near:.2f}")
        if self.accepted:
            told.append(f"{self.accepted} of {self.answers} answers took what the machine proposed")
        return "\n  ".join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAgreement:
    """Agreement on every field of a form, in its order."""

    form: str
    title: str
    blind: bool
    coders: tuple[str, ...]
    fields: tuple[FieldAgreement, ...]

    def __str__(self) -> str:
        seen = "" if self.blind else "\nThe form is not blind: coders could see each other's answers."
        head = f"Agreement on {self.title} ({self.form}) between {', '.join(self.coders) or 'nobody'}{seen}"
        return "\n".join([head, *map(str, self.fields)])


def chart_agreement(project: Project, *, form: str = FORM) -> ChartAgreement:
    """Tell how far coders agree on each field of a form, in studies that two or more of them answered.

    Raises:
        InputError: there is no such form.
    """
    of = form_of(project, form)
    given = by_field(project.store.chartings.history(form=of.name), of, studies_of(project))
    alone = {
        field.id: {study: found for study, said in given.items() if (found := independent(said.get(field.id, ())))}
        for field in of.fields
    }
    coders = {answer.coder for studies in alone.values() for found in studies.values() for answer in found}
    return ChartAgreement(
        form=of.name,
        title=of.title,
        blind=of.blind,
        coders=tuple(sorted(coders)),
        fields=tuple(_agreement(field, alone[field.id]) for field in of.fields),
    )


def _agreement(field: Field, alone: Mapping[str, Sequence[Answer]]) -> FieldAgreement:
    twice = {study: answers for study, answers in alone.items() if len(answers) > 1}
    given = [answer for answers in twice.values() for answer in answers]
    return FieldAgreement(
        field=field.id,
        answer=field.answer,
        studies=len(twice),
        figures=_figures(field, twice) if twice else (),
        answers=len(given),
        accepted=sum(answer.accepts for answer in given),
        near=_near(twice) if field.answer == "number" and twice else None,
    )


def _figures(field: Field, twice: Mapping[str, Sequence[Answer]]) -> tuple[Figure, ...]:
    judged = [
        (study, answer.coder, likeness_key(field, answer.values) or (NOT_REPORTED,))
        for study, answers in twice.items()
        for answer in answers
    ]
    if field.answer == "choices":
        table, sets = ratings_of_sets((study, coder, frozenset(said)) for study, coder, said in judged)
        return agreement(table, scale=likeness(sets, by="Jaccard").tolist()).figures
    names = [(study, coder, BETWEEN.join(said)) for study, coder, said in judged]
    if field.answer == "choice":
        table = ratings(names, categories=(*field.choices, NOT_REPORTED))
        return agreement(table, scale=_steps(field) if field.ordered else "nominal").figures
    table = ratings(names, categories=sorted({name for _, _, name in names}))
    return tuple(figure for figure in agreement(table).figures if figure.name not in CHANCE_OF_LISTS)


def _steps(field: Field) -> Likeness:
    """How near two ordered choices are, by their ranks; "not reported" is near nothing.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, ch. 3: ordinal weights.
    """
    last = len(field.choices) - 1
    rows = [
        [1 - abs(a - b) * (abs(a - b) + 1) / (last * (last + 1) or 1) for b in range(last + 1)] for a in range(last + 1)
    ]
    return [*([*row, 0.0] for row in rows), [*(0.0 for _ in field.choices), 1.0]]


def _near(twice: Mapping[str, Sequence[Answer]]) -> float:
    """The share of pairs of answers that are near, as a mean over studies."""
    shares = []
    for answers in twice.values():
        pairs = [_is_near(a.values, b.values) for a, b in combinations(answers, 2)]
        shares.append(sum(pairs) / len(pairs))
    return sum(shares) / len(shares)


def _is_near(a: Sequence[str], b: Sequence[str]) -> bool:
    return are_near(a[0], b[0]) if a and b else a == b
