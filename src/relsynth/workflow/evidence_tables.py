"""The evidence tables of the field: what is said, by whom, of which construct, in which direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus, Segment, paragraph_of
from relsynth.synthesis.determinants import Determinant, Studies, determinants
from relsynth.synthesis.evidence import IncidenceRow, incidence
from relsynth.synthesis.quotes import RULE, Quote, citations, words_of
from relsynth.synthesis.ratings import INFORMANTS, VALUES, RatedConstruct, Value, distinguishes, mean_of, rate, ratings
from relsynth.workflow.findings import NOT_FOUND, NOT_REPORTED, NUMBERS, behind
from relsynth.workflow.study_groups import StudyGroups, study_groups
from relsynth.workflow.synthesise import footing, load_corpus, searched_in

FACETS = (
    *("role", "assertion", "valence", "level", "actor", "dyad", "phase", "lifecycle", "purpose"),
    *("measured", "linked_outcome", "direction", "amount", "register"),
)
"""Facets that the table of segments has a column for; others stand together in ``other_facets``."""

SEGMENT_COLUMNS = (
    *("coding", "study", "year", "doi", "document", "construct", "code", "label", "quote", "section", "path", "page"),
    *FACETS,
    *("other_facets", "speaker", "coder", "kind", "score", "place"),
)
INCIDENCE_COLUMNS = (
    *("study", "year", "doi", "construct", "label", "present", "lack", "rating", "both_directions", "explicitness"),
    *("roles", "levels", "measured", "linked_outcomes", "segments", "sections", "codings", "documents"),
)
DETERMINANT_COLUMNS = (
    *("construct", "label", "domain", "n", "k", "barrier_k", "facilitator_k", "mixed_k", "balance"),
    *("barrier", "facilitator", "mixed", "undirected", "by_lack", "strategy", "standing", "quotes", "codings"),
)
RATING_COLUMNS = ("construct", "label", "domain", "rated", "minus_2", "minus_1", "zero", "plus_1", "plus_2", "mixed")
"""Behind them the table of ratings has a column for each study, by its citation."""
OUTCOME_COLUMNS = ("high_rated", "high_mean", "low_rated", "low_mean", "distinguishes")
"""Between the two, where an outcome of the studies is given."""

UNTOLD = frozenset({"not_stated", "none"})
BETWEEN = "; "

LACK = "A barrier is a construct that hinders, or whose lack does; by_lack holds studies in which only its lack did."
RATING = (
    "Rated by rule: +1 or -1 where all that has a direction says the same, 2 where a coder said so or "
    f"{INFORMANTS} or more paragraphs quote participants; where both directions are said, +1 or -1 as more sentences "
    "say it, else mixed; 0: reported without a direction; empty: not found, which is no 0."
)


def segments_table(project: Project) -> Table:
    """A row for each coding that is evidence: what, where, whose, and everything that was said of it."""
    corpus = load_corpus(project)
    cited = citations(corpus)
    rows = [segment for segment in corpus.segments if segment.coding.is_evidence]
    apart = len(corpus.segments) - len(rows)
    return Table(
        title="Segments that count as evidence",
        columns=SEGMENT_COLUMNS,
        rows=tuple(_segment_cells(corpus, cited, segment) for segment in rows),
        notes=(
            *footing(project, corpus),
            f"A row is a coding, not a study. Not in it, as recommended, planned, hypothetical or cited: {apart}.",
            "coding: its number in the project. place: document, start and end, in code points of its text.",
        ),
    )


def incidence_table(project: Project) -> Table:
    """A row for each study and construct that it has evidence for."""
    corpus = load_corpus(project)
    cited, behind = citations(corpus), _by_pair(corpus)
    return Table(
        title="Studies by constructs",
        columns=INCIDENCE_COLUMNS,
        rows=tuple(_incidence_cells(corpus, cited, row, behind[row.study, row.construct]) for row in incidence(corpus)),
        notes=(*footing(project, corpus), RATING, NUMBERS),
    )


def determinants_table(project: Project) -> Table:
    """A row for each construct: the studies that report it as a barrier, as a facilitator, or as both."""
    corpus = load_corpus(project)
    cited, searched = citations(corpus), searched_in(project, corpus)
    return Table(
        title="Barriers and facilitators by construct",
        columns=DETERMINANT_COLUMNS,
        rows=tuple(
            _determinant_cells(corpus, cited, row, is_searched=row.construct in searched)
            for row in determinants(corpus)
        ),
        notes=(
            *footing(project, corpus),
            LACK,
            "barrier, facilitator, mixed and undirected share no study and add up to k; mixed studies report both. "
            "balance: (F - B) / (F + B), mixed studies on both sides; empty where no study takes a side.",
            RULE,
            NUMBERS,
        ),
    )


def ratings_table(project: Project, *, outcome: str | None = None) -> Table:
    """A row for each construct, a column for each study: from -2 (hinders) to 2 (helps), or mixed.

    Args:
        outcome: FORM.FIELD of a field with ordered choices that says how each study ended; with it the table tells
            which constructs part studies of the last choice (high) from those of the first (low).

    Raises:
        InputError: there is no such form or field, or its choices have no order.
    """
    corpus = load_corpus(project)
    groups = study_groups(project, corpus, outcome) if outcome else None
    return Table(
        title="Ratings of constructs by study",
        columns=(*RATING_COLUMNS, *(OUTCOME_COLUMNS if groups else ()), *citations(corpus)),
        rows=tuple(_rating_cells(corpus, row, groups) for row in ratings(corpus)),
        notes=(
            *footing(project, corpus),
            *([groups.note] if groups else []),
            RATING,
            "After Damschroder & Lowery (2013), Implement Sci 8:51. Codings behind a cell: the table incidence.",
        ),
    )


def numbers_of(corpus: Corpus, codings: Iterable[int]) -> str:
    """Numbers of the codings behind a row, in one cell."""
    return " ".join(behind(corpus, codings))


def named(cited: tuple[str, ...], studies: Studies) -> str | None:
    """Citations of some studies in one cell, in alphabetical order."""
    return BETWEEN.join(sorted(cited[study] for study in studies)) or None


def quoted(quotes: Iterable[Quote]) -> str | None:
    """Quotes in one cell, each with its citation and section."""
    return " | ".join(str(quote) for quote in quotes) or None


def _segment_cells(corpus: Corpus, cited: tuple[str, ...], segment: Segment) -> tuple[Cell, ...]:
    coding, study = segment.coding, corpus.studies[segment.study]
    document = corpus.documents[coding.span.version]
    start, end = coding.span.start, coding.span.end
    paragraph = paragraph_of(document, start)
    return (
        *(coding.number, cited[segment.study], study.year, study.doi, document.name, segment.construct, coding.code),
        corpus.codebook.code(coding.code).label,
        words_of(corpus, segment),
        *(segment.section, " > ".join(document.section_path(paragraph.section)) or None, paragraph.page),
        *(";".join(coding.facet(name)) or None for name in FACETS),
        BETWEEN.join(f"{name} {value}" for name, values in coding.facets if name not in FACETS for value in values)
        or None,
        "participant" if document.is_spoken(start, end) else "author",
        *(coding.coder.name, coding.coder.kind, coding.score, f"{document.name} {start}-{end}"),
    )


def _by_pair(corpus: Corpus) -> Mapping[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    for number, segment in enumerate(corpus.segments):
        if segment.coding.is_evidence:
            found.setdefault((segment.study, segment.construct), []).append(number)
    return found


def _incidence_cells(corpus: Corpus, cited: tuple[str, ...], row: IncidenceRow, numbers: list[int]) -> tuple[Cell, ...]:
    study = corpus.studies[row.study]
    rating = rate(corpus, numbers)
    return (
        *(cited[row.study], study.year, study.doi, row.construct, corpus.codebook.code(row.construct).label),
        *(row.present, row.lack, str(rating.value), rating.both, row.explicitness),
        *(_said(corpus, numbers, facet) for facet in ("role", "level", "measured", "linked_outcome")),
        *(row.segments, dict(row.sections), numbers_of(corpus, numbers)),
        ";".join(corpus.documents[version].name for version in study.documents),
    )


def _said(corpus: Corpus, numbers: Iterable[int], facet: str) -> str | None:
    values = {value for number in numbers for value in corpus.segments[number].coding.facet(facet)} - UNTOLD
    listed = corpus.codebook.facets[facet].values if facet in corpus.codebook.facets else ()
    return ";".join([*(one for one in listed if one in values), *sorted(values - set(listed))]) or None


def _determinant_cells(
    corpus: Corpus, cited: tuple[str, ...], row: Determinant, *, is_searched: bool
) -> tuple[Cell, ...]:
    parts = (row.barrier, row.facilitator, row.mixed, row.undirected, row.by_lack, row.strategy)
    return (
        *(row.construct, row.label, row.domain, row.n, row.k, len(row.barrier), len(row.facilitator), len(row.mixed)),
        row.balance,
        *(named(cited, studies) for studies in parts),
        _determinant_standing(row, absent=NOT_REPORTED if is_searched else NOT_FOUND),
        quoted(row.quotes),
        numbers_of(corpus, row.codings),
    )


def _determinant_standing(row: Determinant, *, absent: str) -> str | None:
    if not row.k:
        return absent
    return None if row.barrier or row.facilitator or row.mixed else f"as barrier or facilitator: {absent}"


def _rating_cells(corpus: Corpus, row: RatedConstruct, groups: StudyGroups | None) -> tuple[Cell, ...]:
    values: list[Value] = [rating.value for rating in row.ratings.values()]
    return (
        *(row.construct, row.label, row.domain, len(values)),
        *(values.count(value) for value in VALUES),
        *(_parted(row, groups) if groups else ()),
        *(row.ratings[study].value if study in row.ratings else None for study in range(corpus.n)),
    )


def _parted(row: RatedConstruct, groups: StudyGroups) -> tuple[Cell, ...]:
    high, low = (
        [rating.value for study, rating in row.ratings.items() if study in group] for group in (groups.high, groups.low)
    )
    return (len(high), mean_of(high), len(low), mean_of(low), distinguishes(high, low))
