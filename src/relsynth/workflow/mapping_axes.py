"""What rows and columns of the gap map may be: facets of codings, and what is known of studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsynth.characteristics import FIELDS, allowed
from relsynth.charting.answers import NOT_REPORTED
from relsynth.documents import LABELS
from relsynth.project import Project
from relsynth.reports.gapmap_page import RESERVED, SECTION, MapFacet
from relsynth.synthesis.corpus import Corpus, Study
from relsynth.workflow.characteristics import NONE, Said, characteristics_in
from relsynth.workflow.charted import standings, studies_of
from relsynth.workflow.charting_tables import CONFLICT, WAITING

MOST_VALUES = 80
"""Values of an axis; more are free words that hardly two studies share, and make no grid."""
SCALE = 8
"""Values of a table that is short enough to be read in its own order, as income groups are."""
NOT_FOUND = "Not found by the machine"
NOT_ANSWERED = "Not answered"
YEAR, NO_YEAR = "year", "No year"
Facets = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAxes:
    """Axes that say something of studies; ``studies`` is what they say of each study of the corpus, in its order."""

    axes: tuple[MapFacet, ...]
    studies: tuple[Facets, ...]
    notes: tuple[str, ...]


def facet_ids(corpus: Corpus) -> Mapping[str, str]:
    """Facet of the codebook that was coded -> what the map calls it; facets with too many values are not in it."""
    return {name: _id(name) for name, values in _coded(corpus).items() if len(values) <= MOST_VALUES}


def facets_of(corpus: Corpus) -> tuple[tuple[MapFacet, ...], tuple[str, ...]]:
    """Section first, with the labels that the papers have, then the facets that were coded; and what is left off."""
    used = {segment.section for segment in corpus.segments}
    sections = tuple((label, words(label)) for label in LABELS if label in used)
    ids, coded = facet_ids(corpus), _coded(corpus)
    others = (
        MapFacet(id=ids[name], label=words(name), values=tuple((value, words(value)) for value in coded[name]))
        for name in ids
    )
    left = tuple(_too_many(name, len(values)) for name, values in coded.items() if name not in ids)
    return (MapFacet(id=SECTION, label="Section", values=sections), *others), left


def study_axes(project: Project, corpus: Corpus) -> StudyAxes:
    """Year, what is known of each study by rule or by people, and what the project's forms chart of it."""
    found = [_years(corpus), *_characteristics(project, corpus), *_charted(project, corpus)]
    kept = [each for each in found if 0 < len(each.facet.values) <= MOST_VALUES]
    left = (_too_many(each.facet.id, len(each.facet.values)) for each in found if len(each.facet.values) > MOST_VALUES)
    return StudyAxes(
        axes=tuple(each.facet for each in kept),
        studies=tuple(
            tuple((each.facet.id, each.said[number]) for each in kept if each.said[number])
            for number in range(corpus.n)
        ),
        notes=(*_reading(found), *left),
    )


def words(name: str) -> str:
    """A name as people write it."""
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    facet: MapFacet
    said: tuple[tuple[str, ...], ...]
    unsure: int = 0
    by_rule: bool = False


def _id(name: str) -> str:
    return f"facet.{name}" if name in {*RESERVED, SECTION} else name


def _coded(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Facets of the codebook that were coded -> their values in its order, then those that it does not list."""
    used: dict[str, set[str]] = {}
    for segment in corpus.segments:
        for name, values in segment.coding.facets:
            used.setdefault(name, set()).update(values)
    facets = {name: facet.values for name, facet in corpus.codebook.facets.items() if used.get(name)}
    return {name: (*listed, *sorted(used[name] - set(listed))) for name, listed in facets.items()}


def _too_many(name: str, values: int) -> str:
    return f"Not among rows and columns: {words(name).lower()}, which has {values} different values."


def _years(corpus: Corpus) -> _Axis:
    said = tuple((str(study.year),) if study.year else () for study in corpus.studies)
    values = tuple((year, year) for year in sorted({year for years in said for year in years}))
    return _Axis(facet=MapFacet(id=YEAR, label="Year", values=values, missing=NO_YEAR), said=said)


def _characteristics(project: Project, corpus: Corpus) -> Iterable[_Axis]:
    known = characteristics_in(project, corpus.documents.values())
    held = [_held(study, known) for study in corpus.studies]
    for field in FIELDS:
        said = tuple(tuple(dict.fromkeys(one.value or NONE for one in own if one.field == field)) for own in held)
        facet = MapFacet(id=_id(field), label=words(field), values=_ordered(said, allowed(field)), missing=NOT_FOUND)
        unsure = sum(one.is_unsure for own in held for one in own if one.field == field)
        yield _Axis(facet=facet, said=said, unsure=unsure, by_rule=True)


def _held(study: Study, known: Mapping[str, tuple[Said, ...]]) -> tuple[Said, ...]:
    """What holds of a study, from all its reports; where a person has said what a field is, only what people say."""
    said = [one for version in study.documents for one in known[version] if one.holds]
    by_people = {one.field for one in said if one.kind == "person"}
    return tuple(one for one in said if one.kind == "person" or one.field not in by_people)


def _ordered(said: Iterable[tuple[str, ...]], listed: tuple[str, ...] | None) -> tuple[tuple[str, str], ...]:
    """Values that studies have: in the order of a short table, or the most frequent first."""
    counts = Counter(value for values in said for value in values)
    order = {value: at for at, value in enumerate(listed or ())}
    is_scale = 0 < len(order) <= SCALE
    ranked = sorted(counts, key=lambda one: (order.get(one, len(order)) if is_scale else -counts[one], one))
    return tuple((value, value.replace("_", " ")) for value in ranked)


def _charted(project: Project, corpus: Corpus) -> Iterable[_Axis]:
    charted = studies_of(project) if project.config.forms else ()
    study_of = {document.id: study.id for study in charted for document in study.documents}
    ids = [study_of[corpus.documents[study.documents[0]].id] for study in corpus.studies] if charted else []
    for name, form in project.config.forms.items():
        found = standings(project, form, charted)
        for field in form.fields:
            said = tuple(_answer(found[study][field.id].state, found[study][field.id].values) for study in ids)
            values = _ordered(said, field.choices if field.ordered else None)
            label = f"{form.title}: {words(field.id).lower()}"
            facet = MapFacet(id=f"{name}.{field.id}", label=label, values=values, missing=NOT_ANSWERED)
            yield _Axis(facet=facet, said=said)


def _answer(state: str, values: tuple[str, ...] | None) -> tuple[str, ...]:
    if values is not None:
        return values or (NOT_REPORTED,)
    return {"conflict": (CONFLICT,), "waiting": (WAITING,)}.get(state, ())


def _reading(found: Iterable[_Axis]) -> Iterable[str]:
    by_rule = [each for each in found if each.by_rule and each.facet.values]
    if by_rule:
        unsure = sum(each.unsure for each in by_rule)
        yield (
            "Characteristics of studies are found by rule, by the machine, where no person has set them; "
            f"it is unsure of {unsure} of these values. 'none' is a person's word."
        )
