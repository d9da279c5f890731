"""Where in a paper something is said, and how much that tells of the paper's own study.

A title or an abstract tells of the study itself; a discussion compares it with others. So everything that is found
weighs by the place in which it stands, and less where the sentence cites another work. The weights are of our own
setting, on abstracts read by hand (docs/explanation/characteristics.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from relsynth.documents import LATE_LABELS, Document

Place = Literal["title", "abstract", "keywords", "methods", "aims", "introduction", "results", "late", "other", "back"]

WEIGHTS: dict[Place, float] = {
    "title": 6.0,
    "abstract": 3.0,
    "keywords": 2.5,
    "methods": 1.5,
    "aims": 1.5,
    "other": 0.8,
    "results": 0.6,
    "introduction": 0.4,
    "late": 0.2,
    "back": 0.05,
}
"""What one mention weighs, from the title to the back matter."""

REACH = 1000
"""Characters on either side of a word that are looked at as its sentence; a text without stops is no sentence."""

OPENING = 3
"""How many paragraphs open a paper that has no abstract; they are weighed as its aims."""

_PLACES: dict[str, Place] = {
    "title": "title",
    "abstract": "abstract",
    "keywords": "keywords",
    "methods": "methods",
    "aims": "aims",
    "introduction": "introduction",
    "results": "results",
    "back_matter": "back",
}
_TOLD_OF_THE_STUDY = re.compile(
    r"\b(?:setting|design|method|participant|population|patient|subject|sample|intervention|aim|objective|purpose)",
    re.IGNORECASE,
)
_TOLD_OF_OTHERS = re.compile(r"\b(?:background|introduction|conclusion|discussion|context|implication)", re.IGNORECASE)
_APART = re.compile(r"\b(?:funding|funder|registration|registry|sponsor|keyword)", re.IGNORECASE)
"""Parts of an abstract that belong with the back matter."""
_STOP = re.compile(r"[.!?](?<![A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)(?<!al\.)[\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a paper: ``text`` is its words, ``start`` their offset in the document.

    ``weight`` is that of its place, changed by what the heading of a part of the abstract says;
    ``heading`` the words above it.
    """

    text: str
    start: int
    place: Place
    heading: str
    weight: float


class Reading:
    """A document seen as passages, with its sentences and what they cite at hand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.passages = _with_opening(tuple(_passages(document)))
        self._stops = [0, *(match.end() for match in _STOP.finditer(document.text)), len(document.text)]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence, ``[start, end)`` in the document, in which an offset lies: at most ``REACH`` to either side."""
        following = min(bisect_right(self._stops, at), len(self._stops) - 1)
        start, end = max(self._stops[following - 1], at - REACH), min(self._stops[following], at + REACH)
        while end > start and self.document.text[end - 1].isspace():
            end -= 1
        return start, end

    def cites(self, at: int) -> bool:
        """Whether the sentence in which an offset lies cites another work."""
        start, end = self.sentence(at)
        citations = self.document.citations
        return bisect_left(citations, start + 1) < bisect_right(citations, end + 1)


def _passages(document: Document) -> Iterator[Passage]:
    for paragraph in document.paragraphs:
        if document.is_spoken(paragraph.start, paragraph.end):
            continue
        section = document.sections[paragraph.section]
        place = _place(document, paragraph.section)
        if place == "abstract" and _APART.search(section.heading):
            place = "back"
        text = document.text[paragraph.start : paragraph.end]
        weight = WEIGHTS[place]
        if place == "abstract":
            weight *= _told(section.heading)
        elif paragraph.kind in ("table", "caption", "footnote", "quote"):
            weight *= 0.3  # a cell, a caption or a quotation says little of the study as a whole
        yield Passage(text=text, start=paragraph.start, place=place, heading=section.heading, weight=weight)


def _with_opening(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages, the first of the body standing for the abstract where there is none."""
    if any(passage.place == "abstract" for passage in passages):
        return passages
    body = [at for at, passage in enumerate(passages) if passage.place not in ("title", "keywords", "back")]
    opening = set(body[:OPENING])
    return tuple(
        replace(passage, place="aims", weight=max(passage.weight, WEIGHTS["aims"])) if at in opening else passage
        for at, passage in enumerate(passages)
    )


def _place(document: Document, index: int) -> Place:
    """The place of a section: that of the abstract or of the back matter around it, else its own."""
    at: int | None = index
    while at is not None:
        if (label := document.sections[at].label) in ("abstract", "back_matter"):
            return _PLACES[label]
        at = document.sections[at].parent
    label = document.sections[index].label
    return "late" if label in LATE_LABELS else _PLACES.get(label, "other")


def _told(heading: str) -> float:
    if _TOLD_OF_THE_STUDY.search(heading):
        return 1.3
    return 0.6 if _TOLD_OF_OTHERS.search(heading) else 1.0
