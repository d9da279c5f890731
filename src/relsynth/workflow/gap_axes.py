"""What studies were like, as gaps of one setting ask for it."""

from __future__ import annotations

from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus, Study
from relsynth.synthesis.gaps import Axis
from relsynth.workflow.characteristics import characteristics_in

AXES = ("setting", "income_group", "partners")
"""Characteristics that tell in what one kind of place a construct was studied."""


def axes_of(project: Project, corpus: Corpus) -> tuple[Axis, ...]:
    """Settings, income groups and partners of each study, a person's word before the machine's. Nothing is written."""
    known = characteristics_in(project, corpus.documents.values())

    def values(study: Study, field: str) -> tuple[str, ...]:
        said = (one for version in study.documents for one in known[version])
        return tuple(dict.fromkeys(one.value for one in said if one.field == field and one.holds and one.value))

    return tuple(Axis(name=field, values=tuple(values(study, field) for study in corpus.studies)) for field in AXES)
