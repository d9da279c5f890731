"""Studies that ended well, and studies that did not, as a team has charted it."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.ratings import LEAST_RATED, STRONG, WEAK
from relsynth.workflow.charted import charted, field_of, form_of, studies_of
from relsynth.workflow.listing import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyGroups:
    """Numbers of the studies of the last choice of a field and of the first; ``outcome`` is FORM.FIELD."""

    outcome: str
    best: str
    worst: str
    high: frozenset[int]
    low: frozenset[int]

    @property
    def note(self) -> str:
        """What was compared, and by which rule."""
        return (
            f"high: {counted(len(self.high), 'study', 'studies')} with {self.outcome} {self.best!r}; low: "
            f"{len(self.low)} with {self.worst!r}; all others: neither. distinguishes: means {STRONG:g} points or "
            f"more apart strongly, {WEAK:g} or more weakly, of {LEAST_RATED} or more rated studies each. Thresholds of "
            "our own; no test, no cause."
        )


def study_groups(project: Project, corpus: Corpus, outcome: str) -> StudyGroups:
    """The studies of a corpus by what a field of a form says of how they ended.

    Args:
        outcome: FORM.FIELD; its choices have an order, from the worst to the best.

    Raises:
        InputError: there is no such form or field, or its choices have no order.
    """
    name, _, id = outcome.partition(".")
    field = field_of(form_of(project, name), id)
    if not field.ordered:
        raise InputError(
            f"{outcome} has no order from worst to best; say `ordered = true` of its choices in relsynth.toml"
        )
    worst, best = field.choices[0], field.choices[-1]
    held = charted(project, name)
    study_of = {document.id: study.id for study in studies_of(project) for document in study.documents}
    said = {
        number: held[study_of[corpus.documents[study.documents[0]].id]].get(id, ())
        for number, study in enumerate(corpus.studies)
    }
    return StudyGroups(
        outcome=outcome,
        best=best,
        worst=worst,
        high=frozenset(number for number, values in said.items() if best in values),
        low=frozenset(number for number, values in said.items() if worst in values),
    )
