"""From codings to the evidence-gap map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from relsynth.coding import Coding
from relsynth.documents import LATE_LABELS, Document, Sentence
from relsynth.errors import InputError, ProjectError
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.reports import gapmap
from relsynth.reports.gapmap_page import CELLS, GapMapPage, MapCoding, MapConstruct, MapGap, MapStudy
from relsynth.synthesis import corpus as corpora
from relsynth.synthesis import evidence, gaps
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.version import __version__
from relsynth.workflow.listing import counted
from relsynth.workflow.mapping_axes import MOST_VALUES, StudyAxes, facet_ids, facets_of, study_axes
from relsynth.workflow.mapping_frameworks import frameworks_of
from relsynth.workflow.synthesise import (
    COUNTING,
    MACHINE,
    coded_blind,
    coders,
    find_gaps,
    load_corpus,
    underpowered,
)

BADGES = frozenset({"absent", "thin", "relegated_only"})
"""Kinds of gaps that mark a row: of how much there is and where it stands. `relsynth gaps list` has all."""


def map_gaps(
    project: Project,
    path: Path,
    *,
    on: str,
    rows: str | None = None,
    cols: str | None = None,
    cell: str | None = None,
) -> Path:
    """Write the evidence-gap map, one self-contained page.

    Args:
        on: the day to print on it, as in 2026-11-23.
        rows: what the rows are when the page is opened: ``construct``, ``domain``, a facet, a characteristic of
            studies, a field of a form, or a framework; ``construct`` where nothing is said.
        cols: the same of its columns; ``section`` where nothing is said.
        cell: what a cell shows when it is opened: ``count``, ``balance``, ``confidence`` or ``relegation``.

    Raises:
        InputError: there is no such axis or cell in this map.
        ProjectError: nothing can be counted, or the page cannot be written.
    """
    asked = {"rows": rows, "cols": cols, "cell": cell}
    view = {name: value for name, value in asked.items() if value is not None}
    page = gapmap.render(_page(project, load_corpus(project), on, view))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return path


def show_map(project: Project, *, on: str, papers_at: str | None = None) -> tuple[str, str]:
    """The map as a page, and its policy for a header.

    Args:
        papers_at: path of a server under which the papers are, where the map's places are to lead.
    """
    page = replace(_page(project, load_corpus(project), on, {}), papers_at=papers_at)
    return gapmap.render(page), gapmap.page_policy()


def _page(project: Project, corpus: Corpus, on: str, view: Mapping[str, str]) -> GapMapPage:
    found = find_gaps(project, corpus)
    book = project.codebook
    studies = study_axes(project, corpus)
    facets, too_many = facets_of(corpus)
    page = GapMapPage(
        title=project.config.title,
        generated=on,
        version=__version__,
        codebook=f"{book.id} {book.version} ({book.digest[:12]})",
        coders=coders(corpus),
        n=corpus.n,
        papers=len(corpus.documents) + sum(count for _, count in corpus.left_out),
        left_out=corpus.left_out,
        notes=(
            *(*underpowered(project, corpus), *coded_blind(project), *_unread_note(corpus)),
            *(COUNTING, MACHINE, *studies.notes, *too_many),
        ),
        domains=tuple((domain.id, domain.label) for domain in book.domains),
        facets=facets,
        constructs=tuple(_construct(row, corpus, found) for row in evidence.tabulate(corpus)),
        studies=_studies(corpus, studies),
        codings=_codings(corpus),
        characteristics=studies.axes,
        frameworks=frameworks_of(project),
        late=tuple(label for label, _ in facets[0].values if label in LATE_LABELS),
    )
    return replace(page, view=_view(page, view))


def _view(page: GapMapPage, asked: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is asked to be seen first, as the page calls it."""
    axes = [id for _, group in page.axes for id, _ in group]
    found = {}
    for name, value in asked.items():
        known = CELLS if name == "cell" else axes
        folded = {one.casefold(): one for one in known}
        if value.casefold() not in folded:
            near = get_close_matches(value.casefold(), folded, n=3)
            meant = f"nearest is {' or '.join(folded[one] for one in near)}; " if near else ""
            empty = "" if name == "cell" else f"; what nothing was found of, or over {MOST_VALUES} values, makes none"
            raise InputError(f"the map has no {name} {value!r}; {meant}there are {', '.join(known)}{empty}")
        found[name] = folded[value.casefold()]
    return tuple(found.items())


def _studies(corpus: Corpus, known: StudyAxes) -> tuple[MapStudy, ...]:
    return tuple(
        MapStudy(
            citation=study.citation,
            title=study.title,
            year=study.year,
            journal=study.journal,
            doi=study.doi,
            lessons_paper=study.is_lessons_paper,
            sectioned=study.has_sections,
            facets=said,
        )
        for study, said in zip(corpus.studies, known.studies, strict=True)
    )


def _unread_note(corpus: Corpus) -> tuple[str, ...]:
    """What the page's own statement of papers left out does not know of."""
    are = "is" if corpus.unread == 1 else "are"
    return (f"{counted(corpus.unread, 'file')} could not be read and {are} in no n.",) if corpus.unread else ()


def _construct(row: evidence.EvidenceRow, corpus: Corpus, found: tuple[gaps.Gap, ...]) -> MapConstruct:
    return MapConstruct(
        id=row.construct,
        label=row.label,
        domain=row.domain,
        definition=corpus.codebook.code(row.construct).definition or "",
        k=row.k,
        lower=row.lower,
        upper=row.upper,
        gaps=tuple(
            MapGap(
                kind=gap.kind,
                wording=gap.claim,
                firm=gap.firm,
                k=gap.k,
                n=gap.n,
                lower=gap.lower,
                upper=gap.upper,
                threshold=gap.threshold,
            )
            for gap in found
            if gap.construct == row.construct and gap.kind in BADGES
        ),
    )


def _codings(corpus: Corpus) -> tuple[MapCoding, ...]:
    ids = facet_ids(corpus)
    neighbours = {version: _neighbours(document) for version, document in corpus.documents.items()}
    return tuple(
        _coding(segment, corpus.documents[segment.coding.span.version], neighbours[segment.coding.span.version], ids)
        for segment in corpus.segments
    )


Neighbours = dict[int, tuple[Sentence | None, Sentence | None]]


def _neighbours(document: Document) -> Neighbours:
    """Start of each sentence -> the sentences before and after it in its own paragraph."""
    found = list(sentences(document))
    return {
        sentence.start: (_beside(sentence, before), _beside(sentence, after))
        for sentence, before, after in zip(found, [None, *found], [*found[1:], None], strict=False)
    }


def _beside(sentence: Sentence, other: Sentence | None) -> Sentence | None:
    return other if other and other.paragraph == sentence.paragraph else None


def _coding(segment: Segment, document: Document, neighbours: Neighbours, ids: Mapping[str, str]) -> MapCoding:
    coding = segment.coding
    before, after = neighbours.get(coding.span.start, (None, None))
    return MapCoding(
        construct=segment.construct,
        code=coding.code,
        study=segment.study,
        section=segment.section,
        path=corpora.whereabouts(document, coding.span.start, coding.span.end),
        before=_quote(document, before),
        quote=document.quote(coding.span.start, coding.span.end),
        after=_quote(document, after),
        mark=_mark(coding),
        cue=coding.cue,
        facets=tuple((ids[name], values) for name, values in coding.facets if name in ids),
        evidence=coding.is_evidence,
        lack=coding.is_lack,
        coder=coding.coder.kind,
        place=f"{document.id} {coding.span.start}-{coding.span.end}",
    )


def _quote(document: Document, sentence: Sentence | None) -> str:
    return document.quote(sentence.start, sentence.end) if sentence else ""


def _mark(coding: Coding) -> tuple[int, int] | None:
    if coding.cue_start is None or coding.cue_end is None:
        return None
    return coding.cue_start - coding.span.start, coding.cue_end - coding.span.start
