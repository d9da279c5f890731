"""What the words of a heading say about its section.

The words are a table: label, and the headings that mean it. A heading is
stripped of its numbering and matched whole, then part by part ("Results and
discussion"), then by its first and last words. School lessons are no lessons
learned: "Lesson 1: fractions", "Lesson plans" and "School lessons" stay
unlabelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from relsynth.documents import LABELS, plain_line
from relsynth.heading_words import CLASSROOM, CLOSING, HEADINGS, HINTS, LEARNED, LESSONS, USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The labels that a heading names, the decisive one first, and why.

    ``force`` says whether they win over the section around: "closing" marks the
    declarations at a paper's end, which belong to no section that a publisher
    put them in; "firm" words are the label and nothing else; "loose" ones merely
    contain it ("Limitations of screening tools" may well be a result).
    ``confidence`` is the share of such readings that were right where it was measured
    (docs/explanation/sections.md); of sections whose heading says nothing, so many are "other".
    """

    labels: tuple[str, ...] = ()
    reason: str = "heading says nothing"
    force: Literal["closing", "firm", "loose"] = "loose"
    confidence: float = 0.12

    @property
    def label(self) -> str | None:
        """The decisive label, or None where the heading names none."""
        return self.labels[0] if self.labels else None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_HEADINGS = tuple((label, _any(*words)) for label, words in HEADINGS)
_USUAL = tuple((label, _any(*words)) for label, words in USUAL)
_CLOSING = _any(*CLOSING)
_LEARNED = _any(*LEARNED)
_LESSONS = _any(*LESSONS)
_CLASSROOM = _any(*CLASSROOM)
_NUMBERED = re.compile(
    r"lesson (?:no\.? ?|number |# ?)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|[ivx]+)\b"
)

_NUMBER = _any(
    r"^\d{1,2}(\.\d{1,2})*([.):]\s*|\s+)",  # 3.2 Results, 4) Discussion
    r"^[IVX]{1,5}[.):]\s*|^[IVX]{2,5}\s+",  # IV. Results, but not "I trust"
    r"^[A-Za-z][.)]\s*",  # a) Setting
)
_BOX = re.compile(r"^(?:box|panel)\s*(?:\d+\s*)?[.:–—-]?\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_PARTS = re.compile(r"\s*(?:,|/|&|;|\+|\band\b|\bor\b)\s*")
_SUMMARY = re.compile(r"(?P<summary>summary)|(?:(?:key|main|research|article|paper|study) )?(?P<highlights>highlights)")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})

_STRONG = (
    r"(?:introduction|background|aims?|objectives?|methods?|methodology|results|findings|discussion"
    r"|limitations|conclusions?|implications|recommendations)"
)
_FIRST = re.compile(rf"(?P<known>(?:\S+ )??{_STRONG})(?:\s*[:–—].*| (?:of|from|for|on|in) .*)")
_LAST = re.compile(r"(?:\S+ ){1,5}(?P<known>methods|results|findings|discussion|conclusions?|limitations)")
_TALK = re.compile(r"\b(?:group|panel|community|table|public|plenary) discussion$")

_ORDER = {label: float(place) for place, label in enumerate(LABELS)} | {
    "lessons_learned": LABELS.index("discussion") - 0.5
}
"""A combined heading counts as its earliest label; lessons say more than any other late one."""


@lru_cache(maxsize=4096)
def read_heading(heading: str) -> Reading:
    """Return the labels in the words of one heading; none where it says nothing."""
    words = normal_heading(heading)
    if _CLOSING.fullmatch(words):
        return Reading(labels=("back_matter",), reason="heading words", force="closing", confidence=0.98)
    whole = _label(words)
    if whole is not None:
        return Reading(labels=(whole,), reason="heading words", force="firm", confidence=0.98)
    return _combined(words) or _usual(words) or _in_part(words)


def reading_of_hint(hint: str) -> Reading:
    """Return the labels that a ``sec-type`` suggests, for headings that say nothing."""
    labels = _in_order(HINTS.get(part.strip().lower()) for part in hint.split("|"))
    return Reading(labels=labels, reason=f"markup suggests {hint}", confidence=0.93) if labels else Reading()


def normal_heading(heading: str) -> str:
    """A heading in lower case, without numbering, closing punctuation and bracketed asides."""
    line = plain_line(heading).translate(_APOSTROPHES).strip(" *_[]")
    line = _NUMBER.sub("", _BOX.sub("", line, count=1), count=1)
    return _ASIDE.sub("", line).strip(" .:;–—-").casefold()


def are_lessons(title: str) -> bool:
    """Whether a title or heading speaks of lessons learned, and not of school lessons."""
    words = plain_line(title).translate(_APOSTROPHES).casefold()
    return _CLASSROOM.search(words) is None and _LEARNED.search(words) is not None


def are_classes(text: str) -> bool:
    """Whether a text speaks of lessons that are taught in a class."""
    return _CLASSROOM.search(plain_line(text).translate(_APOSTROPHES).casefold()) is not None


def is_numbered_lesson(heading: str) -> bool:
    """Whether a heading is "Lesson 2: …": one of a curriculum, unless the paper is about lessons learned."""
    return _NUMBERED.match(normal_heading(heading)) is not None


def is_summary(heading: str) -> bool:
    """Whether a heading is a bare "Summary": an abstract or a conclusion, by its place."""
    return kind_of_summary(heading) == "summary"


def kind_of_summary(heading: str) -> str | None:
    """Return "summary" or "highlights" where a heading is no more than that: its place tells what it opens."""
    found = _SUMMARY.fullmatch(normal_heading(heading))
    return found.lastgroup if found else None


def _label(words: str) -> str | None:
    return next((label for label, pattern in _HEADINGS if pattern.fullmatch(words)), None)


def _usual(words: str) -> Reading | None:
    """What a heading mostly means, though it need not."""
    label = next((label for label, pattern in _USUAL if pattern.fullmatch(words)), None)
    return Reading(labels=(label,), reason="heading usually means it", confidence=0.92) if label else None


def _in_part(words: str) -> Reading:
    edge = _edge(words)
    return Reading(labels=(edge,), reason="heading words in part", confidence=0.8) if edge else Reading()


def _lessons(words: str) -> str | None:
    """The label of lessons in any form that headings give them."""
    if are_lessons(words) or (_LESSONS.search(words) and not _CLASSROOM.search(words)):
        return "lessons_learned"
    return None


def _combined(words: str) -> Reading | None:
    """Read "Results and discussion", whose first part must be known, and headings of lessons."""
    labels = [_label(part) or _edge(part) for part in _PARTS.split(words) if part]
    lessons = _lessons(words)
    declared = labels.count("back_matter")  # "Funding and partnerships" is no declaration
    if len(labels) > 1 and labels[0] is not None and declared in (0, len(labels)):
        known = _in_order([*labels, lessons])
        reason = "heading words" if len(known) == 1 else f"combined: {', '.join(known)}"
        return Reading(labels=known, reason=reason, force="firm", confidence=0.95)
    return _of_lessons() if lessons else None


def _of_lessons() -> Reading:
    return Reading(labels=("lessons_learned",), reason="heading announces lessons", force="firm", confidence=0.95)


def _edge(words: str) -> str | None:
    """Read "Discussion of the pilot" and "Process evaluation results" by their first or last word."""
    edge = _FIRST.fullmatch(words) or (None if _TALK.search(words) else _LAST.fullmatch(words))
    return _label(edge["known"]) if edge else None


def _in_order(labels: Iterable[str | None]) -> tuple[str, ...]:
    """The distinct labels, the decisive one first."""
    return tuple(sorted({label for label in labels if label}, key=_ORDER.__getitem__))
