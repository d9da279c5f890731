"""What people say a section is, and where that holds in a reading of the paper.

A section is known by the headings that lead to it, and by its turn among sections that have the
same; so a judgement outlives a new reading as long as the paper's outline does. One that finds no
place is kept and told: it is never moved to another heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from relsynth.anchoring import fold
from relsynth.documents import Document, Section
from relsynth.sections import relabel


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlace:
    """The headings down to a section, and which it is, from 1, of those ``among`` that share them."""

    path: tuple[str, ...]
    ordinal: int
    among: int

    def __str__(self) -> str:
        turn = f" ({self.ordinal} of {self.among})" if self.among > 1 else ""
        return f"{' > '.join(heading or '(no heading)' for heading in self.path)}{turn}"


Key = tuple[tuple[str, ...], int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionJudgement:
    """A person says which standard label a section has."""

    place: SectionPlace
    label: str
    coder: str

    def __str__(self) -> str:
        return f"{self.place}: {self.label} ({self.coder})"

    @property
    def reason(self) -> str:
        """Why the section has its label."""
        return f"set by {self.coder}"


def places(sections: Sequence[Section]) -> tuple[SectionPlace, ...]:
    """The place of each section."""
    paths: list[tuple[str, ...]] = []
    for section in sections:
        above = () if section.parent is None else paths[section.parent]
        paths.append((*above, section.heading))
    among = Counter(map(_alike, paths))
    turn: Counter[tuple[str, ...]] = Counter()
    found = []
    for path in paths:
        turn[_alike(path)] += 1
        found.append(SectionPlace(path=path, ordinal=turn[_alike(path)], among=among[_alike(path)]))
    return tuple(found)


def placed(sections: Sequence[Section], judgements: Iterable[SectionJudgement]) -> Mapping[int, SectionJudgement]:
    """Section -> the judgement on it; of several on one, the last."""
    index = {key_of(place): n for n, place in enumerate(places(sections))}
    return {index[key]: judged for judged in judgements if (key := key_of(judged.place)) in index}


def unplaced(sections: Sequence[Section], judgements: Iterable[SectionJudgement]) -> tuple[SectionJudgement, ...]:
    """Judgements on sections that are not there."""
    there = {key_of(place) for place in places(sections)}
    return tuple(judged for judged in judgements if key_of(judged.place) not in there)


def judged(document: Document, judgements: Sequence[SectionJudgement]) -> Document:
    """The document as people label it: the same text, and so the same places in it.

    A section set by a person hands its label on to those within that only took theirs from it;
    enclosing ones come first, so that what is set within them stays.
    """
    sections = document.sections
    for n, said in sorted(placed(document.sections, judgements).items()):
        sections = relabel(sections, {n: said.label}, said.reason)
    return replace(document, sections=sections)


def confirmed(document: Document, judgements: Sequence[SectionJudgement]) -> Document:
    """The document with a person's word as the reason of every label that is what the person says it is.

    Where a person agrees with the machine no label differs, and there is no other version to tell of it.
    """
    sections = list(document.sections)
    for n, said in placed(document.sections, judgements).items():
        if sections[n].label == said.label:
            sections[n] = replace(sections[n], reason=said.reason, confidence=1.0)
    return replace(document, sections=tuple(sections))


def key_of(place: SectionPlace) -> Key:
    """What two spellings of one place have in common, and two places have not."""
    return _alike(place.path), place.ordinal, place.among


def _alike(path: tuple[str, ...]) -> tuple[str, ...]:
    """Headings as they are compared: as quotes are, however their dashes and spaces are written."""
    return tuple(fold(heading).folded.strip() for heading in path)
