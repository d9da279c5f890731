"""The sheet from which a team judges its confidence in each finding: all that is known filled in, no judgement made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from relsynth.charting.answers import BETWEEN as AND
from relsynth.charting.answers import NOT_REPORTED
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.cerqual import Finding, findings
from relsynth.synthesis.corpus import Corpus
from relsynth.synthesis.quotes import RULE, citations
from relsynth.workflow.charted import charted, studies_of
from relsynth.workflow.evidence_tables import BETWEEN, named, numbers_of, quoted
from relsynth.workflow.findings import NOT_FOUND, NUMBERS, values_of
from relsynth.workflow.synthesise import footing, load_corpus

CHARACTERISTICS = ("design", "country", "income_group", "setting")
JUDGEMENTS = ("methodological_limitations", "coherence", "adequacy", "relevance", "confidence", "explanation")
"""Cells for people: the tool prepares, and people judge."""

COLUMNS = (
    *("finding", "construct", "label", "role", "n", "k", "lower", "upper", "studies", *CHARACTERISTICS),
    *("levels", "segments_median", "rich", "flags", "opposed", "both", "appraisal", "quotes", *JUDGEMENTS, "codings"),
)
FORMS = ("appraisal", "cerqual")
"""Forms of the team whose answers stand in the column appraisal, where the project has them."""

WORDING = {
    "barrier": "{}: reported to hinder, by itself or by its lack.",
    "facilitator": "{}: reported to help.",
    "strategy": "{}: acted on.",
    "goal": "{}: an aim.",
    "outcome": "{}: reported as a result.",
}
READING = (
    "A finding is a construct in a role, as the coding has it; put it in your own words. Columns from "
    f"{JUDGEMENTS[0]} to {JUDGEMENTS[-1]} are empty: they are yours to judge, after the guidance of GRADE-CERQual "
    "(Lewin et al. 2018, doi 10.1186/s13012-017-0688-3). rich: studies with two sentences or more, an amount, or a "
    "participant's words. opposed: other studies that say the opposite only; both: studies that say both. Counts in "
    "designs, countries, income groups, settings and levels are studies, which may have several. appraisal: what "
    f"the forms {' and '.join(FORMS)} of relsynth.toml hold of these studies; empty where there is none, or no answer."
)


def cerqual_table(project: Project) -> Table:
    """A row for each finding: its studies, what they are like, what speaks against it, and empty cells to judge in."""
    corpus = load_corpus(project)
    cited = citations(corpus)
    known = {field: values_of(project, corpus, field) for field in CHARACTERISTICS}
    answers = tuple(_answers(project, corpus))
    return Table(
        title="Findings, prepared for GRADE-CERQual",
        columns=COLUMNS,
        rows=tuple(_cells(corpus, cited, row, known, answers) for row in findings(corpus)),
        notes=(*footing(project, corpus), READING, RULE, NUMBERS),
    )


def _cells(
    corpus: Corpus,
    cited: tuple[str, ...],
    row: Finding,
    known: Mapping[str, Mapping[int, tuple[str, ...]]],
    answers: Iterable[tuple[str, Mapping[int, str]]],
) -> tuple[Cell, ...]:
    return (
        WORDING[row.role].format(row.label),
        *(row.construct, row.label, row.role, row.n, len(row.studies), row.lower, row.upper),
        named(cited, row.studies),
        *(_counts(row.studies, known[field]) for field in CHARACTERISTICS),
        *(dict(row.levels), row.segments, len(row.rich), BETWEEN.join(row.flags) or None),
        *(named(cited, row.opposed), named(cited, row.torn), _appraised(row.studies, answers), quoted(row.quotes)),
        *(None for _ in JUDGEMENTS),
        numbers_of(corpus, row.codings),
    )


def _counts(studies: Iterable[int], known: Mapping[int, tuple[str, ...]]) -> dict[str, int]:
    counts = Counter(value for study in studies for value in known[study] or (NOT_FOUND,))
    return dict(sorted(counts.items(), key=lambda pair: (pair[0] == NOT_FOUND, -pair[1], pair[0])))


def _answers(project: Project, corpus: Corpus) -> Iterable[tuple[str, Mapping[int, str]]]:
    """Field -> what holds of it in each study of the corpus, for the fields of the forms of appraisal."""
    forms = [name for name in FORMS if name in project.config.forms]
    if not forms:
        return
    study_of = {document.id: study.id for study in studies_of(project) for document in study.documents}
    ids = {number: study_of[corpus.documents[study.documents[0]].id] for number, study in enumerate(corpus.studies)}
    for name in forms:
        held = charted(project, name)
        for field in project.config.forms[name].fields:
            said = {number: held[id][field.id] for number, id in ids.items() if field.id in held[id]}
            yield f"{name}.{field.id}", {number: AND.join(values) or NOT_REPORTED for number, values in said.items()}


def _appraised(studies: Iterable[int], answers: Iterable[tuple[str, Mapping[int, str]]]) -> str | None:
    own = tuple(studies)
    told = []
    for field, said in answers:
        if counts := Counter(said[study] for study in own if study in said):
            told.append(f"{field}: {', '.join(f'{answer} {count}' for answer, count in sorted(counts.items()))}")
    return BETWEEN.join(told) or None
