"""Rounds of coding: who codes which papers beside whom, and what they are not to see of each other meanwhile.

A round is a stretch of a team's work: papers are assigned to coders, who code them apart from each other and then
compare. In a blind round nobody sees what another says of a paper in the round until they have finished with that
paper themselves, or the round is closed: only what was said apart tells how far people agree.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from relsynth.coding import Coding

Event = Literal["start", "stop", "finish", "reopen"]
DEALS = 20  # deals of which the most even is taken
Done = tuple[str, str, str | None]
"""Document, coder and round: who has finished with what."""
Sign = tuple[str, str, str]
"""A sign of life: coder, document and moment (ISO 8601) of something that a person did in a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round: ``blind`` where coders do not see each other's codings of it while they code, ``proposals`` where they
    are shown the machine's; ``codebook`` is the digest of the book that was in use when ``coder`` opened it, ``ended``
    when it was closed.
    """

    name: str
    blind: bool = True
    proposals: bool = False
    codebook: str
    note: str | None = None
    coder: str
    at: str
    ended: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether coding in it goes on."""
        return self.ended is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A document that a coder is to code in a round; ``number`` is the store's."""

    number: int
    round: str
    document: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A coder began, left off, finished or reopened a document, in a round or in none, at a moment (ISO 8601)."""

    coder: str
    document: str
    event: Event
    at: str
    round: str | None = None


def finished(work: Iterable[Work]) -> frozenset[Done]:
    """Who has finished with which documents, in which round; ``work`` oldest first. Reopening takes it back."""
    done: set[Done] = set()
    for one in work:
        what = (one.document, one.coder, one.round)
        if one.event == "finish":
            done.add(what)
        elif one.event == "reopen":
            done.discard(what)
    return frozenset(done)


def once_finished(work: Iterable[Work]) -> frozenset[Done]:
    """Who has ever finished with which documents, in which round: what they say of one after they reopened it, they
    may say having seen what the others said.
    """
    return frozenset((one.document, one.coder, one.round) for one in work if one.event == "finish")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a coder may see while they code: the rule of blindness, on what the store knows at a moment.

    ``rounds`` are all there are, ``assigned`` the standing assignments as (document, coder, round), ``done`` who has
    finished with what.
    """

    coder: str
    rounds: tuple[Round, ...]
    assigned: frozenset[Done]
    done: frozenset[Done]

    def before(self, document: str) -> tuple[Round, ...]:
        """The open rounds in which a document is assigned to the coder, who has not finished with it."""
        return tuple(
            one
            for one in self.rounds
            if one.is_open
            and (document, self.coder, one.name) in self.assigned
            and (document, self.coder, one.name) not in self.done
        )

    def shows_proposals(self, document: str, *, round: str | None = None) -> bool:
        """Whether the machine's codings of a document are for the coder's eyes: as the round that they code it in has
        it, or, where none is named, as every round has it that they have it before them in.
        """
        before = self.before(document)
        return all(one.proposals for one in before if round in (None, one.name)) or not before

    def hides(self, coding: Coding, document: str, *, round: str | None = None) -> bool:
        """Whether a coding of a document is kept from the coder.

        In a blind round that they have not finished the document in, what another person said of it is: in the round,
        or in none where the round has assigned it to that person too. A machine's is where the round goes without.
        """
        who = coding.coder.name
        if coding.coder.kind == "machine":
            return not self.shows_proposals(document, round=round)
        if who == self.coder:
            return False
        return any(
            coding.round == one.name or (coding.round is None and (document, who, one.name) in self.assigned)
            for one in self.before(document)
            if one.blind
        )


def lots(papers: Iterable[str], *, seed: str) -> tuple[str, ...]:
    """Papers in an order that is drawn by lot, alike on every machine.

    Each paper's lot is the SHA-256 of the seed and its id, so the first n are a simple random sample without
    replacement, a larger sample holds the smaller one, and a paper that comes later moves no other.
    """
    return tuple(sorted(set(papers), key=lambda paper: _lot(seed, paper)))


def deal(
    papers: Sequence[str],
    coders: Sequence[str],
    *,
    each: int,
    seed: str,
    held: Collection[tuple[str, str]] = (),
) -> tuple[tuple[str, str], ...]:
    """Deal papers so that every one has ``each`` coders; (paper, coder) of what is new, paper by paper.

    A paper goes to whoever has the fewest; of these to whoever has met least those that it went to already; then by
    lot. So, where nobody held any, no coder has more than one paper more than another. Of DEALS such deals the one
    holds in which coders meet most evenly, so that as papers go on every two of them do. ``held`` are the pairs that
    stand already: they count, and are not dealt again. The method is ours, a stand-in for a balanced incomplete block
    design, which there is of few numbers alone.

    Raises:
        ValueError: there are fewer coders than each paper is to have, or none is wanted.
    """
    if not 1 <= each <= len(set(coders)):
        raise ValueError(f"{each} coders for each paper cannot be dealt from {len(set(coders))}")
    deals = (_deal(papers, sorted(set(coders)), each=each, seed=f"{seed} {turn}", held=held) for turn in range(DEALS))
    return min(deals, key=lambda one: sum(times * times for times in _meetings([*held, *one]).values()))


def _deal(
    papers: Sequence[str], coders: Sequence[str], *, each: int, seed: str, held: Collection[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    had: dict[str, list[str]] = {}
    for paper, coder in held:
        had.setdefault(paper, []).append(coder)
    load = Counter(coder for _, coder in held)
    met = _meetings(held)
    new: list[tuple[str, str]] = []
    for paper in papers:
        chosen = had.setdefault(paper, [])
        order = lots(coders, seed=f"{seed} {paper}")
        while len(chosen) < each and (free := [coder for coder in order if coder not in chosen]):
            coder = min(free, key=lambda one: (load[one], sum(met[frozenset((one, by))] for by in chosen)))
            met.update(frozenset((coder, by)) for by in chosen)
            load[coder] += 1
            chosen.append(coder)
            new.append((paper, coder))
    return tuple(new)


def _meetings(pairs: Iterable[tuple[str, str]]) -> Counter[frozenset[str]]:
    """How many papers every two coders have in common, of (paper, coder), none of which comes twice."""
    readers: dict[str, list[str]] = {}
    for paper, coder in pairs:
        readers.setdefault(paper, []).append(coder)
    return Counter(frozenset(two) for who in readers.values() for two in combinations(who, 2))


def _lot(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest()
