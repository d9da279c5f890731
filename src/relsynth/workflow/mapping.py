"""From codings to the evidence-gap map."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from relsynth.coding import Coding
from relsynth.documents import LABELS, Document, Sentence
from relsynth.errors import ProjectError
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.reports import gapmap
from relsynth.synthesis import corpus as corpora
from relsynth.synthesis import evidence, gaps
from relsynth.synthesis.corpus import Corpus, Segment
from relsynth.version import __version__
from relsynth.workflow.listing import counted
from relsynth.workflow.synthesise import COUNTING, MACHINE, coders, find_gaps, load_corpus, underpowered

FACETS = ("section", "level", "role", "assertion", "purpose", "lifecycle", "phase")


def map_gaps(project: Project, path: Path, *, on: str) -> Path:
    """Write the evidence-gap map, one self-contained page.

    Args:
        on: the day to print on it, as in 2026-11-23.
    """
    page = gapmap.render(_page(project, load_corpus(project), on))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror})") from error
    return path


def _page(project: Project, corpus: Corpus, on: str) -> gapmap.GapMapPage:
    found = find_gaps(project, corpus)
    book = project.codebook
    return gapmap.GapMapPage(
        title=project.config.title,
        generated=on,
        version=__version__,
        codebook=f"{book.id} {book.version} ({book.digest[:12]})",
        coders=coders(corpus),
        n=corpus.n,
        papers=len(corpus.documents) + sum(count for _, count in corpus.left_out),
        left_out=corpus.left_out,
        notes=(*underpowered(project, corpus), *_unread_note(corpus), COUNTING, MACHINE),
        domains=tuple((domain.id, domain.label) for domain in book.domains),
        facets=_facets(corpus),
        constructs=tuple(_construct(row, corpus, found) for row in evidence.tabulate(corpus)),
        studies=tuple(
            gapmap.MapStudy(
                citation=study.citation,
                title=study.title,
                year=study.year,
                journal=study.journal,
                doi=study.doi,
                lessons_paper=study.is_lessons_paper,
            )
            for study in corpus.studies
        ),
        codings=_codings(corpus),
    )


def _unread_note(corpus: Corpus) -> tuple[str, ...]:
    """What the page's own statement of papers left out does not know of."""
    are = "is" if corpus.unread == 1 else "are"
    return (f"{counted(corpus.unread, 'file')} could not be read and {are} in no n.",) if corpus.unread else ()


def _facets(corpus: Corpus) -> tuple[gapmap.MapFacet, ...]:
    """Section first, with the labels that the papers have; then the codebook's facets that were coded."""
    used = {segment.section for segment in corpus.segments}
    sections = tuple((label, _words(label)) for label in LABELS if label in used)
    coded = Counter(name for segment in corpus.segments for name, values in segment.coding.facets if values)
    others = (
        gapmap.MapFacet(
            id=name, label=_words(name), values=tuple((v, _words(v)) for v in corpus.codebook.facets[name].values)
        )
        for name in FACETS[1:]
        if coded[name] and name in corpus.codebook.facets
    )
    return (gapmap.MapFacet(id="section", label="Section", values=sections), *others)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _construct(row: evidence.EvidenceRow, corpus: Corpus, found: tuple[gaps.Gap, ...]) -> gapmap.MapConstruct:
    return gapmap.MapConstruct(
        id=row.construct,
        label=row.label,
        domain=row.domain,
        definition=corpus.codebook.code(row.construct).definition or "",
        k=row.k,
        lower=row.lower,
        upper=row.upper,
        gaps=tuple(
            gapmap.MapGap(
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
            if gap.construct == row.construct
        ),
    )


def _codings(corpus: Corpus) -> tuple[gapmap.MapCoding, ...]:
    neighbours = {version: _neighbours(document) for version, document in corpus.documents.items()}
    return tuple(
        _coding(segment, corpus.documents[segment.coding.span.version], neighbours[segment.coding.span.version])
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


def _coding(segment: Segment, document: Document, neighbours: Neighbours) -> gapmap.MapCoding:
    coding = segment.coding
    before, after = neighbours.get(coding.span.start, (None, None))
    return gapmap.MapCoding(
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
        facets=tuple((name, values) for name, values in coding.facets if name in FACETS),
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
