"""Where people differ who have read the same paper, place by place, and how somebody settles it.

A place is the words on which somebody put a code, with what others put on the same sentence. Two who put each a code of
their own on it differ once, over both. All that was said stays; what an adjudicator settles stands in its place until
somebody codes there anew, or the adjudicator undoes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from relsynth.coding import Coding, Facets
from relsynth.documents import Sentence
from relsynth.errors import InputError
from relsynth.extraction.sentences import sentences
from relsynth.project import Project
from relsynth.store.memos import Memo
from relsynth.synthesis.agreement import is_assisted
from relsynth.workflow.conflict_places import Differing, differing
from relsynth.workflow.listing import listing
from relsynth.workflow.readers import ReadPaper, WaitingPaper, read_by_people

Differs = Literal["coded", "codes", "facets"]
"""Whether one has coded and another has not; each another code; or the same code with other facets."""
QUOTED = 200  # signs of a place that are shown
ANOTHER = "another coder"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCoding:
    """What a coder said at a place: the number of their coding, its code and facets, and the words it stands on.

    ``verdict`` is ``reject`` where they said that the code does not hold; ``settled`` where it was settled before.
    """

    number: int
    code: str
    verdict: str
    facets: Facets
    start: int
    end: int
    quote: str
    settled: bool

    def __str__(self) -> str:
        facets = ", ".join(f"{name} {'+'.join(values)}" for name, values in self.facets)
        told = f"{'not ' if self.verdict == 'reject' else ''}{self.code}{f' ({facets})' if facets else ''}"
        return f"{told} [{self.number}]{' settled before' if self.settled else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A coder, by name or by letter, and what they said at a place; nothing, where they read it and coded nothing."""

    coder: str
    said: tuple[SaidCoding, ...]

    def __str__(self) -> str:
        return f"{self.coder}: {'; '.join(map(str, self.said)) or 'nothing'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictMemo:
    """What somebody wrote to the adjudicator of the paper, or of a coding there."""

    coder: str
    text: str
    coding: int | None

    def __str__(self) -> str:
        return f"memo of {self.coder}{'' if self.coding is None else f' on [{self.coding}]'}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingConflict:
    """A place on which coders differ. ``number`` is that of the first coding there, and names the conflict."""

    number: int
    paper: str
    document: str
    differs: Differs
    start: int
    end: int
    quote: str
    sides: tuple[Side, ...]
    memos: tuple[ConflictMemo, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of all codings and rejections there."""
        return tuple(sorted(one.number for side in self.sides for one in side.said))

    def __str__(self) -> str:
        quote = self.quote if len(self.quote) <= QUOTED else f"{self.quote[:QUOTED]}…"
        return "\n      ".join(
            [f"{self.number}  {self.paper}: “{quote}”", *map(str, self.sides), *map(str, self.memos)]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingConflicts:
    """All that is open between coders, in the order of papers and places, and papers that wait in blind rounds."""

    round: str | None
    blind: bool
    conflicts: tuple[CodingConflict, ...]
    waiting: tuple[WaitingPaper, ...]

    def __str__(self) -> str:
        lines = listing("Conflicts", self.conflicts)
        lines += listing("Papers of a blind round that goes on; their conflicts are not told yet", self.waiting)
        return "\n".join(lines) or "No conflict is open."


def list_coding_conflicts(project: Project, *, round: str | None = None, blind: bool = False) -> CodingConflicts:
    """Return where people differ who have read the same paper, and nobody has settled it yet.

    Args:
        round: only what was coded in this round.
        blind: coders are told by letters, which are others in each conflict.

    Raises:
        InputError: there is no such round.
    """
    found = open_conflicts(project, round=round)
    memos = [memo for memo in project.store.memos.current() if memo.to_adjudicator]
    return CodingConflicts(
        round=round,
        blind=blind,
        conflicts=tuple(told_of(one, memos, blind=blind) for one in found.places),
        waiting=found.waiting,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflict:
    """A conflict with the codings themselves: of each who has read the paper, or has said something there."""

    paper: ReadPaper
    place: Differing
    settled: frozenset[int]

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All that was said there, oldest first."""
        return self.place.said

    @property
    def number(self) -> int:
        """Of the first coding there."""
        return min(coding.number or 0 for coding in self.codings if coding.verdict == "code")

    @property
    def coders(self) -> tuple[str, ...]:
        """All who differ, by name."""
        return self.place.coders


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConflicts:
    """Conflicts in the order of papers and places, and papers whose conflicts are not told yet."""

    places: tuple[OpenConflict, ...]
    waiting: tuple[WaitingPaper, ...]


def open_conflicts(project: Project, *, round: str | None = None, document: str | None = None) -> OpenConflicts:
    """Return the conflicts that are open, of all documents or of one, with the codings themselves."""
    found = read_by_people(project, round=round, include_assisted=True, document=document)
    said = project.codings(document=document, grounds=False)
    settled = frozenset(number for coding in said for number in coding.settles)
    return OpenConflicts(
        places=tuple(
            OpenConflict(paper=paper, place=place, settled=settled)
            for paper in found.papers
            for place in _places(paper, tuple(sentences(paper.document)), settled)
        ),
        waiting=found.waiting,
    )


def _places(paper: ReadPaper, cut: Sequence[Sentence], settled: frozenset[int]) -> Iterable[Differing]:
    # Who has but judged what was shown has said nothing of all else, unless they say that they finished the paper.
    readers = frozenset(
        who
        for who, said in paper.said.items()
        if paper.rule == "finished" or any(not is_assisted(coding) for coding in said)
    )
    words = [coding for said in paper.said.values() for coding in said]
    found = differing(words, readers=readers, settled=settled, sentences=cut)
    return sorted(found, key=lambda place: (place.said[0].span.start, place.said[0].number or 0))


# -- as it is told -----------------------------------------------------------------------------


def told_of(conflict: OpenConflict, memos: Iterable[Memo], *, blind: bool) -> CodingConflict:
    """A conflict as it is told, with the ``memos`` that are on it; ``blind``: with letters for coders."""
    names = lettered(conflict.number, conflict.coders) if blind else {who: who for who in conflict.coders}
    document = conflict.paper.document
    numbers = {coding.number for coding in conflict.codings}
    start = min(coding.span.start for coding in conflict.codings)
    end = max(coding.span.end for coding in conflict.codings)
    return CodingConflict(
        number=conflict.number,
        paper=document.name,
        document=document.id,
        differs=_differs(conflict),
        start=start,
        end=end,
        quote=document.quote(start, end),
        sides=tuple(
            Side(
                coder=names[who], said=tuple(_said(one, conflict) for one in conflict.codings if one.coder.name == who)
            )
            for who in sorted(names, key=names.__getitem__)
        ),
        memos=tuple(
            ConflictMemo(
                coder=names.get(memo.coder, ANOTHER if blind else memo.coder), text=memo.text, coding=memo.coding
            )
            for memo in memos
            if (memo.document == document.id if memo.coding is None else memo.coding in numbers)
        ),
    )


def lettered(conflict: object, coders: Iterable[str]) -> dict[str, str]:
    """A letter for each coder, in an order that no name tells and that differs from conflict to conflict."""
    mixed = sorted(coders, key=lambda who: hashlib.sha256(f"{conflict} {who}".encode()).hexdigest())
    return {who: _letter(place) for place, who in enumerate(mixed)}


def _letter(place: int) -> str:
    more, letter = divmod(place, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[letter]


def _said(coding: Coding, conflict: OpenConflict) -> SaidCoding:
    span = coding.span
    return SaidCoding(
        number=coding.number or 0,
        code=coding.code,
        verdict=coding.verdict,
        facets=coding.facets,
        start=span.start,
        end=span.end,
        quote=conflict.paper.document.quote(span.start, span.end),
        settled=coding.number in conflict.settled,
    )


def _differs(conflict: OpenConflict) -> Differs:
    coded = [coding for coding in conflict.codings if coding.verdict == "code"]
    if len({coding.code for coding in coded}) > 1:
        return "codes"
    everybody = {coding.coder.name for coding in coded} == {*conflict.coders}
    return "facets" if everybody and len(coded) == len(conflict.codings) else "coded"


def conflict_numbered(project: Project, number: int) -> OpenConflict:
    """Return the open conflict of that number, or in which a coding has it.

    Raises:
        InputError: there is none; it says so where its paper waits in a blind round.
    """
    there, now = project.store.papers.names(), project.store.rounds.replaced()
    papers = {now.get(id, id) for id in project.store.acts.documents_of([number])}
    found = [open_conflicts(project, document=id) for id in sorted(papers) if id in there]
    places = [place for of_one in found for place in of_one.places]
    named = [one for one in places if one.number == number]
    named = named or [one for one in places if number in {coding.number for coding in one.codings}]
    if named:
        return named[0]
    if any(of_one.waiting for of_one in found):
        raise InputError(f"{number} is in a paper of a blind round that goes on; its conflicts are not told yet")
    raise InputError(f"no conflict {number} is open; `relsynth codings conflicts` lists them")
