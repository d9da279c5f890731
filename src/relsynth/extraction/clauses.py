"""Clauses of a sentence by punctuation and conjunctions: how far a word that negates or doubts reaches.

A clause is *main* or hangs on another ("who could not come", "because it may rain"). What a
main clause says reaches down to what hangs on it, and never the other way: "sites should
ensure that partners meet" advises to meet, and "we met in a hall that should be larger" tells of
a meeting. What stands in brackets or between quotation marks is shut in: it reaches out of
neither.

Rules and no parser, for these are the base install. Scope by cue and clause reaches 0.65 and
0.71 of the words of a scope (hedges, negations) on BioScope's full papers, by a dependency tree
0.69 and 0.73 (measured before the project began).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

ClauseOf = Callable[[int], int]
"""Offset in a sentence -> number of its clause."""

LONGEST_SAYING = 60  # characters before a clause in which what introduces it is looked for
FEWEST_WORDS = 4
"""A shorter quotation is a term or scare quotes, and shuts nothing in."""

_HANGS = (
    r"which|who|whom|whose|while|whereas|although|though|because|unless|until|where|when|whether|despite|in spite of"
)
_BREAK = re.compile(
    r"(?P<stop>[;:—]|\s[–-]\s)"
    r"|(?P<and>,\s+(?=(?:and|yet|so)\b))"
    r"|(?P<but>,?\s+(?=but\b)|,\s+(?=however\b))"
    rf"|(?P<hangs>,?\s+(?=(?:{_HANGS}|if(?! (?:any|possible|needed|necessary|so|not)\b))\s)"
    r"|,\s+(?=(?:since|as|with)\s))"
    r"|(?P<that>(?<=\bthat)\s)"
    r"|(?P<back>,\s+(?=(?:may|might|can|could|will|would|shall|should|must|is|are|was|were|has|have|had|does|did)\b))"
    r"|(?P<modal>\s(?=(?:may|might|could|will|would|shall|should|must)\b))",
    re.IGNORECASE,
)
_OPENS_HANGING = re.compile(
    r"\W*(?:(?:even )?(?:if|though)|while|whereas|although|when|whenever|because|since|as|given|unless|until|once|after"
    r"|before|where|wherever|despite|in spite of"
    r"|without|instead of|rather than|in the absence of|had (?:we|they|it|there|the)|were (?:we|they|it|the))\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:suggest|found|find|show|believ|report|argu|not|observ|indicat|think|thought|felt|feel|said|say|stat"
    r"|recommend|propos|conclud|agre|recogni[sz]|know|known|learn|demonstrat|reveal|expect|hop|assum|doubt|mean|meant"
    r"|explain|emphasi[sz]|stress|highlight|confirm|mention|perceiv|acknowledg|insist|warn|hypothesi[sz]|estimat|posit)"
    r"(?:e|es|s|ed|d|ing|n)?(?: \w+)? that\Z"
    r"|\b(?:important|imperative|essential|critical|crucial|vital|necessary|likely|possible|clear|evident|evidence|true"
    r"|probable|belief|view|hope|hypothesis|indication|sign|signs|doubt)(?: \w+)? that\Z",
    re.IGNORECASE,
)
"""Words after which "that" tells what was said, and is as good as a main clause."""
_HAS_ITS_VERB = re.compile(
    r"(?:who|which|that|whom|where|when)?\b(?!.*\b(?:may|might|could|will|would|shall|should|must)\b)"
    r".*\b(?:is|are|was|were|has|have|had|do|does|did|\w{2,}ed)\b.*\s",
    re.IGNORECASE,
)
"""A clause that has its verb: a modal after it is the main clause's ("those for whom it was made should be asked")."""
_STATEMENT = re.compile(r";|,?\s(?=(?:but|although|though|whereas|while|yet)\s)", re.IGNORECASE)
_SHUT = re.compile(r"\([^()]*\)|“[^“”]*”|\"[^\"]*\"")
_FIRST_COMMA = re.compile(r",\s")


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    number: int
    is_main: bool


class Clauses:
    """The clauses of one sentence.

    >>> clauses = Clauses("Sites should ensure that partners meet.")
    >>> clauses.reaches(6, 25), clauses.reaches(25, 6)
    (True, False)
    """

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        self._clauses = _found(sentence)
        self._starts = [clause.start for clause in self._clauses]
        self._statements = [match.end() for match in _STATEMENT.finditer(sentence)]
        self._shut = [match.span() for match in _SHUT.finditer(sentence) if _shuts(match[0])]

    def of(self, offset: int) -> int:
        """Number of the clause that an offset stands in."""
        return self._at(offset).number

    def is_main(self, offset: int) -> bool:
        """Whether an offset stands in a clause that hangs on no other, and is not shut in."""
        return self._at(offset).is_main and self._shut_in(offset) <= self._frames()

    def reaches(self, cue: int, place: int) -> bool:
        """Whether what is said at one offset holds of another: in the same clause, or one further down."""
        if not self._shut_in(cue) <= self._shut_in(place) or self._statement(cue) != self._statement(place):
            return False
        ours, theirs = self._at(cue), self._at(place)
        return ours.number == theirs.number or (cue < place and (ours.is_main or not theirs.is_main))

    def is_shut_from(self, cue: int, place: int) -> bool:
        """Whether brackets or quotation marks keep what is said at one offset from another."""
        return not self._shut_in(cue) <= self._shut_in(place)

    def _at(self, offset: int) -> _Clause:
        return self._clauses[max(0, bisect_right(self._starts, offset) - 1)]

    def _statement(self, offset: int) -> int:
        return bisect_right(self._statements, offset)

    def _shut_in(self, offset: int) -> frozenset[int]:
        return frozenset(start for start, end in self._shut if start <= offset < end)

    def _frames(self) -> frozenset[int]:
        """Quotations that are most of the sentence, and so shut nothing out of it."""
        return frozenset(start for start, end in self._shut if 2 * (end - start) >= len(self._sentence))


def _shuts(enclosed: str) -> bool:
    return enclosed.startswith("(") or len(enclosed.split()) >= FEWEST_WORDS


def _found(sentence: str) -> list[_Clause]:
    clauses = [_Clause(0, 0, is_main=not _OPENS_HANGING.match(sentence))]
    parent = clauses[0]
    for number, (at, kind) in enumerate(sorted(_stops(sentence).items()), 1):
        last = clauses[-1]
        if kind == "modal" and (last.is_main or not _HAS_ITS_VERB.match(sentence, last.start, at)):
            continue
        if kind in ("back", "modal"):  # "trust, which we had, may grow": the main clause goes on
            resumed = last if last.is_main else parent
            clauses.append(_Clause(at, resumed.number, resumed.is_main))
            continue
        is_main = _is_main(sentence, at, kind, last)
        if not is_main and last.is_main:
            parent = last
        clauses.append(_Clause(at, number, is_main))
    return clauses


def _stops(sentence: str) -> dict[int, str]:
    """Where clauses begin -> what kind of stop begins them."""
    stops = {match.end(): match.lastgroup or "stop" for match in _BREAK.finditer(sentence)}
    if _OPENS_HANGING.match(sentence) and (comma := _FIRST_COMMA.search(sentence)):
        stops[comma.end()] = "stop"
    return stops


def _is_main(sentence: str, at: int, kind: str, before: _Clause) -> bool:
    match kind:
        case "hangs":
            return False
        case "that":
            said = _SAID.search(sentence, max(0, at - LONGEST_SAYING), at - 1)
            return before.is_main and bool(said)
        case "and":
            return before.is_main
        case _:
            return True
