"""Lessons told in paragraphs, inside sections that are headed otherwise.

"One lesson was …", "We learned that …", "In retrospect, …" often stand inside a
discussion. A run of such paragraphs, with the list that one of them announces, is a
section of its own for whoever asks where lessons stand. Only what the authors say that
they learned counts: a sentence that takes its lesson from another work (it cites one,
and does not say "we" or "our") is none, and neither are lessons in school.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relsynth.headings import are_classes

OPENING = 300
"""Characters in which a paragraph says that it tells a lesson: one or two sentences."""

TAKEN = 150
"""Characters in which a work that is cited is where the lesson was taken from."""

HOLDS_LESSONS = frozenset({"results", "discussion", "limitations", "conclusion", "implications", "other"})
"""Sections in which authors tell lessons; what they tell before is a plan or somebody else's."""

_SO = r"(?:[^.,;:?]{1,80}, )?"  # "In conclusion, ", "Through our meetings, "
_RANK = (
    r"(?:(?:key|main|major|important|critical|crucial|central|valuable|fundamental|broad|general|overarching|useful"
    r"|practical|further|additional|other|early|hard|first|second|third|fourth|fifth|final|last|related|clear|common"
    r"|several|multiple|many|\d|two|three|four|five|six|number of|most|and|next|initial|primary|salient|notable) ){0,4}"
)
_LEARNED = (
    r"(?:(?:that|which) (?:\w+ ){1,4})?(?:(?:have|has|had|been|were|was|be|can be|we|to be|to|already) ){0,3}"
    r"(?:learned|learnt|drawn|identified|emerged?|gleaned|gained|shared|taken)"
)
_OWN = r"(?:from|of|in) (?:this|our|the (?:present|pilot|project|programme|program|initiative|partnership|study|first))"
_SAYS = (
    r"(?:is|was|are|were|concern(?:s|ed)|relates?|related|involves?|include[sd]?)"
    r" (?:that|to|how|about|:|as follows|not to|never"
    r"|the (?:importance|need|value|necessity|power|role|benefits?|difficulty|extent))"
)
_LESSON = re.compile(
    rf"{_SO}(?:(?:one|a|an|another|the|our|these|some|this|perhaps the|among the|as a) )?{_RANK}lessons?,? "
    rf"(?:{_LEARNED}|{_OWN}|{_SAYS}|include[sd]?\b)"
    rf"|{_SO}(?:from (?:this|our|these) \w+,? )?(?:we|i|the (?:team|partners|partnership|project team))"
    r" (?:(?:have|had|also|soon|quickly|since|then|ultimately|therefore) ){0,2}(?:learned|learnt) "
    r"(?:that|how|to|several|many|much|a|an|some|the|three|two|first-hand|valuable|important|early|from (?:this|our))\b"
    rf"|{_SO}(?:with|in) (?:retrospect|hindsight)\b|(?:looking|thinking) back,"
    rf"|{_SO}(?:our|this|the) (?:\w+ )?experiences? (?:has |have )?taught (?:us|the team)\b"
    r"|(?:our|this|the) [^.;:?]{1,80} (?:resulted in|yielded|provided|provides|offers|offered|generated)"
    r" (?:\w+ ){0,3}lessons?\b"
    r"|what (?:we|the team) (?:have |had )?(?:learned|learnt)\b"
    rf"|(?:there (?:are|were)|we (?:offer|share|identified|drew|describe|summari[sz]e))"
    rf" (?:\w+ ){{0,2}}{_RANK}lessons?\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?:[\"”’)]+)?\s+(?=[A-Z“\"(])")
_ANNOUNCES = re.compile(r"\blessons\b|\b(?:learned|learnt)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:first|second|third|fourth|fifth|sixth|seventh|last|final)(?:ly)?\b,? |\(?(?:\d|[ivx]{1,4})[.)] ", re.IGNORECASE
)
_OWNERS = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph: its text, whether it is an item of a list, and where in it other works are cited."""

    text: str
    is_item: bool = False
    citations: tuple[int, ...] = ()


def tells_lesson(line: Line) -> bool:
    """Whether a paragraph opens by telling a lesson that its authors learned."""
    opening = line.text[:OPENING]
    found = _LESSON.match(opening)
    if found is None or are_classes(opening):
        return False
    end = _SENTENCE.search(opening)
    first = opening[: min(end.end() if end else TAKEN, TAKEN)]
    cites = any(place <= len(first) for place in line.citations)
    return not cites or _OWNERS.search(first) is not None


def lesson_runs(lines: Sequence[Line], begin: int = 0) -> Iterator[tuple[int, int]]:
    """Yield ``[first, last)`` of each run of lines that tell lessons, with the items that they announce.

    ``begin`` is the place of the first line.
    """
    start: int | None = None
    announced = False
    for place, line in enumerate(lines, start=begin):
        if tells_lesson(line):
            start = place if start is None else start
            announced = _announces(line)
        elif start is not None and not (announced and _follows(line)):
            yield start, place
            start, announced = None, False
    if start is not None:
        yield start, begin + len(lines)


def opening_words(text: str, words: int = 6) -> str:
    """Return the first words of a text, to be quoted as the reason."""
    return " ".join(text.split(maxsplit=words)[:words])


def _announces(line: Line) -> bool:
    """Whether a lesson is followed by more: by a list after a colon, or by "First, …" and "Second, …"."""
    return _ANNOUNCES.search(line.text) is not None and (line.text.endswith(":") or "lessons" in line.text.lower())


def _follows(line: Line) -> bool:
    return line.is_item or _NEXT.match(line.text) is not None
