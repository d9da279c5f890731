"""The evidence tables of the field: what is said, by whom, of which construct, in which direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.reports.tables import Cell, Table
from relsynth.synthesis.corpus import Corpus, Segment, paragraph_of
from relsynth.synthesis.determinants import Determinant, Studies, determinants
from relsynth.synthesis.evidence import IncidenceRow, incidence
from relsynth.synthesis.quotes import RULE, Quote, citations, words_of
from relsynth.synthesis.ratings import INFORMANTS, VALUES, RatedConstruct, Value, direction_of, rate, ratings
from relsynth.workflow.synthesise import load_corpus, standing_notes

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

NOT_FOUND, NOT_REPORTED = "not found by the machine", "not reported"
UNTOLD = frozenset({"not_stated", "none"})
BETWEEN = "; "

LACK = "A barrier is a construct that hinders, or whose lack does; by_lack holds studies in which only its lack did."
RATING = (
    "Rated by rule: +1 or -1 where all that has a direction says the same, 2 where a coder said so or "
    f"{INFORMANTS} or more paragraphs quote participants; where both directions are said, +1 or -1 as more sentences "
    "say it, else mixed; 0: reported without a direction; empty: not found, which is no 0."
)
CODINGS = "codings: numbers of the codings behind a row, as the column coding of the table segments has them."


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
            *standing_notes(project, corpus),
            f"A row is a coding, not a study. Recommended, planned, hypothetical and cited ones are not in it: {apart}.",
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
        rows=tuple(
            _incidence_cells(corpus, cited, row, behind[row.study, row.construct]) for row in incidence(corpus)
        ),
        notes=(*standing_notes(project, corpus), RATING, CODINGS),
    )


def determinants_table(project: Project) -> Table:
    """A row for each construct: the studies that report it as a barrier, as a facilitator, or as both."""
    corpus = load_corpus(project)
    cited, standing = citations(corpus), absence(corpus)
    return Table(
        title="Barriers and facilitators by construct",
        columns=DETERMINANT_COLUMNS,
        rows=tuple(_determinant_cells(corpus, cited, standing, row) for row in determinants(corpus)),
        notes=(
            *standing_notes(project, corpus),
            LACK,
            "barrier, facilitator, mixed and undirected share no study and add up to k; mixed studies report both. "
            "balance: (F - B) / (F + B), mixed studies on both sides; empty where no study takes a side.",
            RULE,
            CODINGS,
        ),
    )


def ratings_table(project: Project) -> Table:
    """A row for each construct, a column for each study: from -2 (hinders) to 2 (helps), or mixed."""
    corpus = load_corpus(project)
    return Table(
        title="Ratings of constructs by study",
        columns=(*RATING_COLUMNS, *citations(corpus)),
        rows=tuple(_rating_cells(corpus, row) for row in ratings(corpus)),
        notes=(
            *standing_notes(project, corpus),
            RATING,
            "After Damschroder & Lowery (2013), Implement Sci 8:51. Codings behind a cell: the table incidence.",
        ),
    )


def absence(corpus: Corpus) -> str:
    """What an empty row may be called: only people's silence is "not reported"."""
    by_machine = any(segment.coding.coder.kind == "machine" for segment in corpus.segments)
    return NOT_FOUND if by_machine or not corpus.segments else NOT_REPORTED


def numbers_of(corpus: Corpus, codings: Iterable[int]) -> str:
    """Numbers of codings in the project, ascending, each once."""
    kept = {corpus.segments[number].coding.number for number in codings}
    return ";".join(str(number) for number in sorted(number for number in kept if number is not None))


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


def _incidence_cells(
    corpus: Corpus, cited: tuple[str, ...], row: IncidenceRow, numbers: list[int]
) -> tuple[Cell, ...]:
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
    corpus: Corpus, cited: tuple[str, ...], standing: str, row: Determinant
) -> tuple[Cell, ...]:
    parts = (row.barrier, row.facilitator, row.mixed, row.undirected, row.by_lack, row.strategy)
    directed = row.barrier or row.facilitator or row.mixed
    return (
        *(row.construct, row.label, row.domain, row.n, row.k, len(row.barrier), len(row.facilitator), len(row.mixed)),
        row.balance,
        *(named(cited, studies) for studies in parts),
        None if directed else f"no barrier or facilitator: {standing}",
        quoted(row.quotes),
        numbers_of(corpus, row.codings),
    )


def _rating_cells(corpus: Corpus, row: RatedConstruct) -> tuple[Cell, ...]:
    values: list[Value] = [rating.value for rating in row.ratings.values()]
    return (
        *(row.construct, row.label, row.domain, len(values)),
        *(values.count(value) for value in VALUES),
        *(row.ratings[study].value if study in row.ratings else None for study in range(corpus.n)),
    )
