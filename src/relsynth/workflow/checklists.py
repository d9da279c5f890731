"""Reporting checklists, filled in from what the project has kept, and from nothing else.

A fact stands there only where the history has it; an item to which it has nothing says that the team is to write it.
Nothing is rounded up into a claim: that a criterion is written in the settings is told as that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from relsynth.characteristics import FIELDS
from relsynth.config import DEFAULT
from relsynth.errors import InputError, ProjectError
from relsynth.project import Project
from relsynth.reports.checklists import CHECKLISTS, Item
from relsynth.reports.tables import Table
from relsynth.screening.decisions import STAGES
from relsynth.synthesis.evidence import tabulate
from relsynth.synthesis.quotes import RULE
from relsynth.version import __version__
from relsynth.workflow.codebook_changes import codebook_versions
from relsynth.workflow.flow import flow, list_searches
from relsynth.workflow.listing import counted
from relsynth.workflow.methods import methods
from relsynth.workflow.screening_agreement import screening_agreement
from relsynth.workflow.synthesise import ABSENCE, MACHINE, load_corpus, provenance

COLUMNS = ("item", "topic", "asks", "known", "to_write", "standing", "reported_on")
TO_WRITE = "to be written by the team"
KNOWN, PARTLY = "from the project's history", "in part from the project's history"
APPRAISAL = ("apprais", "quality", "bias")
"""What the name of a form begins with, or has in it, that appraises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """What facts are told from: the project, and the words of its methods, where something is coded."""

    project: Project
    said: Mapping[str, str]
    counts: str | None
    reported: str | None


def checklist(project: Project, name: str) -> Table:
    """A checklist with a row for each item: what the project knows, and what the team is to write.

    Args:
        name: ``prisma-scr`` or ``entreq``.

    Raises:
        InputError: there is no such checklist.
    """
    if name not in CHECKLISTS:
        raise InputError(f"no checklist {name!r}; there are {', '.join(CHECKLISTS)}")
    made = CHECKLISTS[name]
    history, notes = _history(project)
    return Table(
        title=f"{made.name} checklist",
        columns=COLUMNS,
        rows=tuple(_row(history, item) for item in made.items),
        notes=(
            f"Items after {made.source}.",
            "known is told from what the project has kept, and nothing else; reported_on, the page, is left empty.",
            *notes,
        ),
    )


def _row(history: _History, item: Item) -> tuple[str | int | None, ...]:
    known = " ".join(part for fact in item.facts for part in FACTS[fact](history))
    if not known:
        left = "all of it" if item.facts else item.left  # what is left beside facts is not all where there are none
        return item.number, item.topic, item.asks, None, left or "all of it", TO_WRITE, None
    return item.number, item.topic, item.asks, known, item.left, PARTLY if item.left else KNOWN, None


def _history(project: Project) -> tuple[_History, tuple[str, ...]]:
    try:
        corpus = load_corpus(project)
    except ProjectError as error:
        nothing = _History(project=project, said={}, counts=None, reported=None)
        return nothing, (f"Nothing is told of coding and results: {error}.", f"relsynth {__version__}.")
    said = {paragraph.split(". ")[0]: paragraph for paragraph in methods(project, corpus)}
    rows = tabulate(corpus)
    reported = f"{sum(row.k > 0 for row in rows)} of {counted(len(rows), 'construct')} are reported by a study or more."
    history = _History(project=project, said=said, counts=corpus.statement, reported=reported)
    return history, (provenance(project, corpus),)


# -- facts: sentences, or none


def _title(history: _History) -> Iterator[str]:
    if history.project.config.title != DEFAULT.title:
        yield f"Title in the settings: {history.project.config.title}."


def _question(history: _History) -> Iterator[str]:
    if question := history.project.config.protocol.question:
        yield f"Question in the protocol: {question}"


def _criteria(history: _History) -> Iterator[str]:
    yield from (f"{one.kind} {one.id}: {one.text}." for one in history.project.config.protocol.criteria)


def _sources(history: _History) -> Iterator[str]:
    for row in list_searches(history.project).searches:
        day = f"searched on {row.searched_on}" if row.searched_on else "day not told"
        yield f"{row.database or row.source}: {day}, {counted(row.records, 'record')}."


def _queries(history: _History) -> Iterator[str]:
    for row in list_searches(history.project).searches:
        if row.query:
            yield f"{row.database or row.source}: {row.query}"


def _screening(history: _History) -> Iterator[str]:
    for stage in STAGES:
        decided = Counter(one.coder for one in history.project.store.screening.current(stage=stage))
        if decided:
            who = ", ".join(f"{name} ({counted(n, 'decision')})" for name, n in sorted(decided.items()))
            plan = history.project.config.protocol.plans[stage]
            sample = f" of {plan.sample:g}" if plan.mode == "sample" else ""
            yield f"{stage.replace('_', ' ')}: {who}; set to {plan.mode}{sample} screening."


def _screening_agreement(history: _History) -> Iterator[str]:
    for stage in STAGES:
        found = screening_agreement(history.project, stage)
        if found.reports:
            figures = "; ".join(map(str, found.figures))
            yield f"Agreement, {stage.replace('_', ' ')}, {counted(found.reports, 'report')} decided twice: {figures}."


def _stopping(history: _History) -> Iterator[str]:
    for stage in STAGES:
        if stop := history.project.store.screening.stop(stage):
            yield f"{stop.coder} stopped on {stop.at[:10]} with {stop.unread} unread: {stop.statement}"


def _flow(history: _History) -> Iterator[str]:
    if not any(history.project.store.catalogue.sources()):
        return
    drawn = flow(history.project)
    for name, path in (("Databases and registers", drawn.searched), ("Other methods", drawn.others)):
        if path.records:
            reasons = "; ".join(f"{why} {n}" for why, n in path.reasons)
            yield (
                f"{name}: {path.records} identified, {path.duplicates} duplicates, {path.screened} screened, "
                f"{path.excluded} excluded, {path.sought} sought, {path.not_retrieved} not retrieved, "
                f"{path.assessed} assessed, {path.excluded_full_text} excluded"
                f"{f' ({reasons})' if reasons else ''}, {path.included} included."
            )
    yield " ".join(
        [f"{counted(drawn.studies, 'study', 'studies')} included, {drawn.undecided} undecided.", *drawn.notes]
    )


def _forms(history: _History) -> Iterator[str]:
    for name, form in history.project.config.forms.items():
        yield f"Form {name}: {', '.join(field.id for field in form.fields)}."


def _charters(history: _History) -> Iterator[str]:
    by_form: dict[str, Counter[str]] = {}
    for answer in history.project.store.chartings.current():
        by_form.setdefault(answer.form, Counter())[answer.coder] += 1
    for form, coders in sorted(by_form.items()):
        who = ", ".join(f"{name} ({n} answers)" for name, n in sorted(coders.items()))
        yield f"Charted in {form}: {who}."


def _appraisal(history: _History) -> Iterator[str]:
    yield from (sentence for sentence in _forms(history) if _appraises(sentence.removeprefix("Form ")))


def _appraisers(history: _History) -> Iterator[str]:
    yield from (sentence for sentence in _charters(history) if _appraises(sentence.removeprefix("Charted in ")))


def _appraised(history: _History) -> Iterator[str]:
    if any(_appraisers(history)):
        yield "Each study's appraisal: `relsynth table charting --form NAME`."


def _appraises(name: str) -> bool:
    return any(part in name.split(":", maxsplit=1)[0].casefold() for part in APPRAISAL)


def _fields(history: _History) -> Iterator[str]:
    yield f"Looked for in every paper: {', '.join(FIELDS)}."
    yield from _forms(history)


def _constructs(history: _History) -> Iterator[str]:
    book = history.project.codebook
    yield f"{counted(len(book.constructs), 'construct')}, each defined in the codebook {book.id} {book.version}."


def _software(_: _History) -> Iterator[str]:
    yield f"relsynth {__version__}."


def _unit(history: _History) -> Iterator[str]:
    units = history.project.codebook.unit_of_coding
    yield f"Unit of coding: {'; '.join(f'{name}: {said}' for name, said in units.items())}"


def _codebook_history(history: _History) -> Iterator[str]:
    versions = [one for one in codebook_versions(history.project).versions if one.since]
    yield f"Codes were given in a codebook; versions coded with: {len(versions)}."
    yield from (f"{one.id} {one.version} ({one.digest[:12]}) since {(one.since or '')[:10]}." for one in versions)


def _of_methods(part: str) -> Callable[[_History], Iterator[str]]:
    """The paragraph of the methods that begins so, where something is coded."""

    def fact(history: _History) -> Iterator[str]:
        if part in history.said:
            yield history.said[part]

    return fact


def _where_coded(*sentences: str) -> Callable[[_History], Iterator[str]]:
    """Sentences that hold where something is coded."""

    def fact(history: _History) -> Iterator[str]:
        if history.said:
            yield from sentences

    return fact


def _counts(history: _History) -> Iterator[str]:
    yield from (said for said in (history.counts, history.reported) if said)


FACTS: Mapping[str, Callable[[_History], Iterator[str]]] = {
    "title": _title,
    "question": _question,
    "criteria": _criteria,
    "sources": _sources,
    "queries": _queries,
    "screening": _screening,
    "screening_agreement": _screening_agreement,
    "stopping": _stopping,
    "flow": _flow,
    "forms": _forms,
    "charters": _charters,
    "appraisal": _appraisal,
    "appraisers": _appraisers,
    "appraised": _appraised,
    "fields": _fields,
    "constructs": _constructs,
    "software": _software,
    "unit": _unit,
    "history": _codebook_history,
    "counts": _counts,
    "papers": _of_methods("Papers"),
    "codebook": _of_methods("Codebook"),
    "coding": _of_methods("Coding"),
    "agreement": _of_methods("Agreement"),
    "counting": _of_methods("Counting"),
    "thresholds": _of_methods("Thresholds of gaps"),
    "limits": _where_coded(MACHINE, ABSENCE),
    "sections": _where_coded("What stands in the back matter is not counted; all other sections are."),
    "quotes": _where_coded(RULE, "Whose words they are: column speaker of `relsynth table segments`."),
    "characteristics": _where_coded("Each study, with its citation: `relsynth table characteristics`."),
    "funding": _where_coded("Funding of each study, where it was found: `relsynth table characteristics`."),
    "incidence": _where_coded("Each study's constructs, with the codings behind them: `relsynth table incidence`."),
    "tables": _where_coded("Evidence by construct, gaps, barriers and facilitators: `relsynth report`."),
}
"""What a project may know, by the names that the items of checklists have for it."""
