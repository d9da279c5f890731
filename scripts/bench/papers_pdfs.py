"""One PDF's reading against the JATS of the same paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from papers_layout import Layout, layout_of
from papers_leaks import leaked
from papers_match import ALIKE, Found, Haystack, matched, tau_b
from papers_sections import Judged, accuracy, label_at, share
from papers_truth import Gold, heading_words, truth
from rapidfuzz import fuzz

from relsynth.documents import Document

FRONT = frozenset({"abstract", "summary", "keywords", "key words", "highlights", "abbreviations", "article history"})
"""Headings of the front matter that JATS seldom has."""

DECLARATIONS = re.compile(
    r"acknowledge?ments?|funding( information| sources?)?|financial (support|disclosures?)|disclosures?|declarations?"
    r"|(authors? )?contributions?|(conflicts? of|competing|declaration of) interests?( statement)?"
    r"|ethics? .*|ethical .*|consent .*|(data|code) availability( statement)?|availability of .*"
    r"|supplementary .*|additional files?|orcid( ids?)?|(how to )?cite this article|publishers? notes?"
    r"|references|abbreviations|appendix.*|open access|copyright"
)
"""Headings of the back matter, which often have no title in JATS; a list of this script's, whatever our labels say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A PDF, what it looks like, and the truth of its paper."""

    path: Path
    layout: Layout
    gold: Gold


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a reading of one PDF found: counts, the order, and, where the reader tells them, headings and sections.

    ``missed`` are gold paragraphs not found, with what they scored; ``spurious`` headings that the paper has not;
    ``leaks`` the stretches leaked; ``labels`` the paragraphs found of sections that have a gold label.
    """

    name: str
    two_column: bool
    pages: int
    paragraphs: int
    found: int
    as_long: int
    tau: float | None
    words: int
    whole: int = 0
    headings: int = 0
    headings_given: int = 0
    headings_right: int = 0
    leaks: tuple[tuple[str, int], ...] = ()
    labels: tuple[Judged, ...] = ()
    missed: tuple[tuple[float, str], ...] = ()
    unseen: tuple[str, ...] = ()
    spurious: tuple[str, ...] = ()
    error: str = ""


def pairs_in(folder: Path) -> list[Pair]:
    """The PDFs of a folder that have a JATS file with a body, of the same stem, by name."""
    truths = {
        path: truth(path.read_bytes()) for path in sorted(folder.glob("*.xml")) if path.with_suffix(".pdf").is_file()
    }
    return [
        Pair(path=path.with_suffix(".pdf"), layout=layout_of(path.with_suffix(".pdf")), gold=gold)
        for path, gold in truths.items()
        if gold is not None
    ]


def text_outcome(pair: Pair, lines: Sequence[str], *, error: str = "") -> Outcome:
    """What is found in a text, of which no more is known."""
    hay = Haystack(lines)
    return outcome_of(pair, hay, places_in(hay, pair.gold), error=error)


def document_outcome(pair: Pair, document: Document) -> Outcome:
    """What is found in a document of ours."""
    hay = Haystack([document.text[p.start : p.end] for p in document.paragraphs])
    places = places_in(hay, pair.gold)
    plain = outcome_of(pair, hay, places)
    headings = [words for s in document.sections if (words := heading_words(s.heading))]
    right, left = matched(pair.gold.headings, headings)
    spurious = without_others(left, pair.gold.other_titles)
    title = frozenset(n for n, p in enumerate(document.paragraphs) if document.sections[p.section].label == "title")
    return replace(
        plain,
        whole=sum(fuzz.ratio(pair.gold.passages[n].words, hay.lines[at]) >= ALIKE for n, at in lines_hit(hay, places)),
        headings=len(pair.gold.headings),
        headings_given=right + len(spurious),
        headings_right=right,
        leaks=tuple(leaked(hay.lines, pair.gold, pair.layout.edges, title=title)),
        labels=tuple(labels_in(pair, hay, places, document)),
        unseen=tuple(matched(headings, list(pair.gold.headings))[1]),
        spurious=tuple(spurious),
    )


def places_in(hay: Haystack, gold: Gold) -> dict[int, Found]:
    """The best place of each gold paragraph."""
    return {number: hay.find(passage.words) for number, passage in enumerate(gold.passages)}


def outcome_of(pair: Pair, hay: Haystack, places: Mapping[int, Found], *, error: str = "") -> Outcome:
    hits = {number: place for number, place in places.items() if place.score >= ALIKE}
    missed = [(place.score, pair.gold.passages[n].words) for n, place in places.items() if n not in hits]
    return Outcome(
        name=pair.path.stem,
        two_column=pair.layout.two_column,
        pages=pair.layout.pages,
        paragraphs=len(places),
        found=len(hits),
        as_long=sum(place.as_long >= ALIKE for place in places.values()),
        tau=tau_b([place.start for n, place in hits.items() if not pair.gold.passages[n].floats]),
        words=len(hay.text.split()),
        missed=tuple(missed),
        error=error,
    )


def lines_hit(hay: Haystack, places: Mapping[int, Found]) -> list[tuple[int, int]]:
    """Each gold paragraph found, and the paragraph of the reading that holds its middle."""
    return [(n, hay.line_at((at.start + at.end) // 2)) for n, at in places.items() if at.score >= ALIKE]


def without_others(left: Sequence[str], others: Sequence[str]) -> list[str]:
    """Headings that stand neither in the body nor, rightly, elsewhere: the abstract, back matter, boxes, floats.

    Rightly stand titles that JATS has there, and those of front and back matter that it often leaves out.
    """
    _, strange = matched(others, left)
    return [heading for heading in strange if heading not in FRONT and not DECLARATIONS.fullmatch(heading)]


def labels_in(pair: Pair, hay: Haystack, places: Mapping[int, Found], document: Document) -> Iterator[Judged]:
    """The label under which each plain paragraph stands that is found, where its section has a gold label."""
    for number, line in lines_hit(hay, places):
        passage = pair.gold.passages[number]
        section = None if passage.section is None else pair.gold.sections[passage.section]
        if section is not None and section.label and passage.plain:
            yield Judged(
                file=pair.path.name,
                heading=section.heading,
                gold=section.label,
                confirmed=section.confirmed,
                given=label_at(document, document.paragraphs[line].section),
            )


# -- figures


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures that any reader has."""
    kinds = by_kind(outcomes)
    figures: dict[str, float] = {"pdfs": len(outcomes), "pdfs_two_column": len(kinds["_two_column"])}
    for kind, own in kinds.items():
        figures[f"paragraphs_found{kind}"] = share(sum(o.found for o in own), sum(o.paragraphs for o in own))
        figures[f"order_tau{kind}"] = fmean([o.tau for o in own if o.tau is not None] or [0.0])
    figures["paragraphs_found_as_long"] = share(sum(o.as_long for o in outcomes), sum(o.paragraphs for o in outcomes))
    return figures | {"paragraphs": sum(o.paragraphs for o in outcomes)}


def by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """All, and those in two columns and in one, by the end of a key."""
    two = [o for o in outcomes if o.two_column]
    return {"": list(outcomes), "_two_column": two, "_one_column": [o for o in outcomes if not o.two_column]}


def own_figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The figures that only ours has: headings, leaks, paragraphs kept whole, labels of sections."""
    figures = {}
    for kind, own in by_kind(outcomes).items():
        right, given, there = (
            sum(getattr(o, n) for o in own) for n in ("headings_right", "headings_given", "headings")
        )
        figures[f"heading_f1{kind}"] = share(2 * right, given + there)
    likely = [one for o in outcomes for one in o.labels]
    sure = [one for one in likely if one.confirmed]
    return figures | {
        "heading_precision": share(
            *(sum(getattr(o, n) for o in outcomes) for n in ("headings_right", "headings_given"))
        ),
        "heading_recall": share(*(sum(getattr(o, n) for o in outcomes) for n in ("headings_right", "headings"))),
        "paragraphs_whole": share(sum(o.whole for o in outcomes), sum(o.paragraphs for o in outcomes)),
        "leaked_share": share(sum(n for o in outcomes for _, n in o.leaks), sum(o.words for o in outcomes)),
        "section_accuracy_pdf": accuracy(sure),
        "section_paragraphs_pdf": len(sure),
        "section_accuracy_pdf_likely": accuracy(likely),
        "section_paragraphs_pdf_likely": len(likely),
        "pdfs_unread": sum(bool(o.error) for o in outcomes),
    }
