"""Who relates to whom: pairs of kinds of actors, by the words that join them, or by the parser's paths.

A dyad is two kinds in the order of the alphabet, joined by a hyphen ("funder-school_education"), and a kind with
itself where two of a kind relate ("between schools"). A side that the sentence does not name is ``unnamed``, and comes
last ("funder-unnamed"), so that one-sided talk is seen and never guessed at. Names of kinds hold no hyphen.

Without a parser the order of the text decides: a pattern ("between X and Y", "partnership of X, Y and Z"), or the first
that is named with each that follows. With one, the subject of a verb is joined to what hangs on the verb, or on
a noun of relating, by its path, which is kept as the ground.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from relsynth.codebook import Codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage, longest
from relsynth.extraction.parser import Link, Parsed

ACTOR = "actor"
DYAD = "dyad"
UNNAMED = "unnamed"
OTHER = "other"
SAY_LESS = frozenset({OTHER, "manager_leader"})
"""Kinds that the word before them tells better: "school partners", "restaurant managers"."""
OF_MANY_NAMES = frozenset({OTHER, "community_member", "patient_consumer_family"})
"""Kinds that a sentence often calls by two names: "residents ... the community". Others are two where named so."""
MOST_BETWEEN = 4  # words between two members of one list: "and the leaders of local"
MOST = 3  # dyads of a sentence; one that lists twenty partners tells of one relation

_TAIL = re.compile(r" (?:and|or|as)$", re.IGNORECASE)
"""What a cue names behind an actor to tell it by ("patients and ..."), and is none of it."""
_JOINED = re.compile(r"[\s-]*")  # "school nurses": one phrase, whose last word acts
_LISTED = re.compile(
    r"(?:\s?(?:,|;|/|&|and\b|or\b|as well as\b|\(|\)|the\b|other\b|local\b|their\b|various\b|several\b))+\s?",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(
    r"\b(?:each other|one another|among(?:st)?|between|across|mutual(?:ly)?|jointly|together|fellow|comprising"
    r"|(?:coalitions?|alliances?|networks?|consorti\w+) of"
    r"|inter-?(?:agency|organi[sz]ational|professional|disciplinary|sectoral|group)"
    r"|multi-?(?:agency|professional|disciplinary|sector(?:al)?))\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|among(?:st)?|partnerships? of|coalitions? of|consorti\w+ of|networks? of|alliances? of"
    r"|teams? of|groups? of|composed of|consisting of|comprising|made up of|including)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor that a sentence names, at ``[start, end)``."""

    start: int
    end: int
    kind: str
    cue: str
    text: str


class Actors:
    """A codebook's cues of actors."""

    def __init__(self, codebook: Codebook) -> None:
        self._cues = FacetCues(codebook, ACTOR)
        self._is_asked = DYAD in codebook.facets and self._cues.is_asked

    def of(self, passage: Passage, parsed: Parsed | None = None) -> tuple[Ground, ...]:
        """Grounds of the actors, where a parser tells subjects from others, and of the dyads."""
        if not self._cues.is_asked:
            return ()
        named = self.named(passage.text)
        dyads = _dyads(passage, named, parsed) if self._is_asked else ()
        return (*_actors(passage, named, parsed), *dyads)

    def named(self, text: str) -> tuple[Mention, ...]:
        """The actors of a sentence in its order; of a phrase of several words for actors, the last."""
        mentions: list[Mention] = []
        for hit in longest(self._cues.hits(text)):
            words = _TAIL.sub("", text[hit.start : hit.end])
            one = Mention(hit.start, hit.start + len(words), *hit.key, words)
            if mentions and _JOINED.fullmatch(text, mentions[-1].end, one.start):
                before = mentions.pop()
                one = Mention(before.start, one.end, *_head(before, one), text[before.start : one.end])
            mentions.append(one)
        return tuple(mentions)


def _head(before: Mention, last: Mention) -> tuple[str, str]:
    """Kind and cue of a phrase: its last word's, unless that says less ("school partners")."""
    return (before.kind, before.cue) if last.kind in SAY_LESS else (last.kind, last.cue)


def dyad(one: str, other: str | None) -> str:
    """Two kinds as one value.

    >>> dyad("school_education", "funder"), dyad("funder", None)
    ('funder-school_education', 'funder-unnamed')
    """
    return f"{one}-{UNNAMED}" if other is None else "-".join(sorted((one, other)))


def _actors(passage: Passage, named: Sequence[Mention], parsed: Parsed | None) -> Iterator[Ground]:
    """Kinds that stand in noun phrases, subjects first, each once; none without a parser."""
    if parsed is None:
        return
    ordered = sorted(parsed.chunks, key=lambda chunk: (not chunk.is_subject, chunk.start))
    seen: set[str] = set()
    for chunk in ordered:
        inside = [one for one in named if chunk.start <= one.start < chunk.end]
        if inside and inside[-1].kind not in seen:
            seen.add(inside[-1].kind)
            yield passage.ground(ACTOR, inside[-1].kind, inside[-1].cue, inside[-1].start, inside[-1].end)


def _dyads(passage: Passage, named: Sequence[Mention], parsed: Parsed | None) -> Iterable[Ground]:
    known = _specific(named)
    if not known:
        return ()
    pairs = list(_by_path(known, parsed)) if parsed else []
    pairs = pairs or list(_by_pattern(passage.text, known)) or list(_by_order(passage.text, known))
    found: dict[str, Ground] = {}
    for one, other, why in pairs:
        if other is not None and _is_named_twice(one, other) and not _is_of_a_kind(passage.text, other):
            continue
        value = dyad(one.kind, other.kind if other else None)
        last = max(one.end, other.end if other else 0)
        first = min(one.start, other.start if other else one.start)
        found.setdefault(value, passage.ground(DYAD, value, why, first, last))
    if not found:
        value = dyad(known[0].kind, None)
        return (passage.ground(DYAD, value, known[0].cue, known[0].start, known[0].end),)
    return tuple(found.values())[:MOST]


def _is_named_twice(one: Mention, other: Mention) -> bool:
    return one is not other and one.kind == other.kind and (one.cue == other.cue or one.kind in OF_MANY_NAMES)


Pair = tuple[Mention, Mention | None, str]


def _specific(named: Sequence[Mention]) -> tuple[Mention, ...]:
    """What is named beside "partners" and the like, or these where nothing else is."""
    specific = tuple(one for one in named if one.kind != OTHER)
    return tuple(named) if len(specific) <= 1 else specific


def _by_pattern(text: str, named: Sequence[Mention]) -> Iterator[Pair]:
    """Pairs within a list that a word opens which means that its members relate."""
    for opener in _BETWEEN.finditer(text):
        listed = _listed(text, opener.end(), named)
        if len(listed) > 1 and opener[0].lower() != "including":
            for one, other in combinations(listed, 2):
                yield one, other, opener[0].lower()


def _listed(text: str, start: int, named: Sequence[Mention]) -> list[Mention]:
    """The mentions that follow a place, parted by no more than an "and" and a few words."""
    found: list[Mention] = []
    at = start
    for one in named:
        if one.start < at:
            continue
        between = text[at : one.start]
        if len(between.split()) > MOST_BETWEEN or re.search(r"[.;:]|\b(?:to|which|that|who|with|for)\b", between):
            break
        if found and not re.search(r",|\band\b|\bor\b|&|/", between):
            break
        found.append(one)
        at = one.end
    return found


def _by_order(text: str, named: Sequence[Mention]) -> Iterator[Pair]:
    """The first that is named with each that follows; alone, with nobody, or with its own kind."""
    first, *others = named
    if not others:
        yield (first, first if _is_of_a_kind(text, first) else None, _alone(text, first))
        return
    group = _first_group(text, named)
    rest = [one for one in named if one not in group]
    if not rest:
        for one, other in combinations(group, 2):
            yield one, other, "named side by side"
        return
    for one in group[:1]:
        for other in rest:
            yield one, other, f"{one.text} … {other.text}"


def _first_group(text: str, named: Sequence[Mention]) -> list[Mention]:
    """The mentions that begin the sentence as one list."""
    group = [named[0]]
    for one in named[1:]:
        if not _LISTED.fullmatch(text, group[-1].end, one.start):
            break
        group.append(one)
    return group


def _is_of_a_kind(text: str, one: Mention) -> bool:
    words = _OF_A_KIND.search(text[max(0, one.start - 40) : one.end + 30])
    return words is not None and one.text.lower().endswith("s")


def _alone(text: str, one: Mention) -> str:
    return "among its own kind" if _is_of_a_kind(text, one) else one.cue


def _by_path(named: Sequence[Mention], parsed: Parsed) -> Iterator[Pair]:
    """Subjects of a verb with what hangs on it, and members of what holds between them."""
    links = [(one, link) for one in named if (link := _link_of(one, parsed))]
    for one, link in links:
        for other, its in links:
            hangs = link.is_subject and not its.is_subject and its.verb == link.verb and not _holds_between(its)
            if hangs and other.start > one.start:
                yield one, other, f"{link.path} + {its.path}"
    for (one, link), (other, its) in combinations(links, 2):
        if link.noun is not None and link.noun == its.noun and _holds_between(link) and _holds_between(its):
            yield one, other, f"{link.path} + {its.path}"


def _holds_between(link: Link) -> bool:
    return link.path.split(" ", 1)[0] in ("between", "among", "amongst")


def _link_of(one: Mention, parsed: Parsed) -> Link | None:
    return next((link for link in parsed.links if link.start <= one.end - 1 < link.end), None)
