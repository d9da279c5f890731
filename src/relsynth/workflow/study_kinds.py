"""Kinds of studies: which studies of a corpus have which value of a characteristic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from relsynth.characteristics import FIELDS
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.synthesis.corpus import Corpus
from relsynth.workflow.characteristics import characteristics_in

Kinds = Mapping[str, Mapping[str, frozenset[int]]]
"""Field -> value -> numbers of studies, the values of most studies first; a study may have several, or none."""


def study_kinds(project: Project, corpus: Corpus, fields: Iterable[str]) -> Kinds:
    """Return the studies of each value of some characteristics.

    What holds is taken: a person's word in place of all that the machine found of that field, in all reports of the
    study. What is not found for certain counts as found; a study for which a field is neither found nor said has none.

    Raises:
        InputError: there is no such characteristic.
    """
    asked = tuple(fields)
    if unknown := [field for field in asked if field not in FIELDS]:
        raise InputError(f"no characteristic {unknown[0]!r}; there are {', '.join(FIELDS)}")
    if not asked:
        return {}
    known = characteristics_in(project, corpus.documents.values())
    found: dict[str, dict[str, set[int]]] = {field: defaultdict(set) for field in asked}
    for number, study in enumerate(corpus.studies):
        said = [one for version in study.documents for one in known[version] if one.holds and one.field in asked]
        by_people = {one.field for one in said if one.kind == "person"}
        for one in said:
            if one.value and (one.kind == "person" or one.field not in by_people):
                found[one.field][one.value].add(number)
    return {
        field: {
            value: frozenset(values[value]) for value in sorted(values, key=lambda one: (-len(values[one]), one))
        }
        for field, values in found.items()
    }
