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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The labels that a heading names, the decisive one first, and why.

    ``force`` says whether they win over the section around: "closing" marks the
    declarations at a paper's end, which belong to no section that a publisher
    put them in; "firm" words are the label and nothing else; "loose" ones merely
    contain it ("Limitations of screening tools" may well be a result).
    """

    labels: tuple[str, ...] = ()
    reason: str = "heading says nothing"
    force: Literal["closing", "firm", "loose"] = "loose"

    @property
    def label(self) -> str | None:
        """The decisive label, or None where the heading names none."""
        return self.labels[0] if self.labels else None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_STUDY = (
    r"(?:the|this|our) (?:\w+ )?(?:study|trial|review|evaluation|analysis|research|work|paper|report|project|design)"
)

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("abstract", _any(r"(structured )?abstract", r"executive summary")),
    ("keywords", _any(r"key ?words( and phrases)?")),
    (
        "introduction",
        _any(
            r"(general )?introduction",
            r"(study )?background",
            r"((study|scientific) )?rationale",
            r"context",
            r"(the )?problem( statement)?",
            r"(theoretical|conceptual) (framework|background)",
            r"literature review",
            r"review of (the )?literature",
            r"need for the( \w+)? study",
        ),
    ),
    (
        "aims",
        _any(
            r"((the|study|specific|research|primary|main|overall) ){0,2}(aims?|objectives?)( #? ?\d+)?"
            rf"( of {_STUDY})?",
            rf"((the|study) )?purposes?( of {_STUDY})?",
            r"(research|study) questions?",
            r"(study )?hypothes[ei]s",
        ),
    ),
    (
        "methods",
        _any(
            r"((study|research|trial|general|statistical|analytical) )?(methods?|methodology|methodologies)",
            r"((study|research|trial) )?(designs?|procedures?)",
            r"materials?",
            r"(study )?(settings?|populations?|participants|sample|sites?)",
            r"patients",
            r"subjects",
            r"sampling",
            r"(data|statistical|qualitative|quantitative) (collection|analys[ie]s|sources?)",
            r"analys[ie]s",
            r"(outcome )?measures",
            r"measurements?",
            r"experimental (section|procedures?)",
            r"(the )?interventions?",
            r"ethics",
            r"ethical (considerations|aspects)",
            r"ethics (and|&) dissemination",
        ),
    ),
    ("results", _any(r"((key|main|study|qualitative|quantitative) )?(results?|findings|outcomes)")),
    ("discussion", _any(r"((overall|general) )?discussions?", r"interpretation", r"comments?")),
    (
        "limitations",
        _any(
            rf"((study|research|methodological) )?limitations?( (of|to) {_STUDY})?",
            rf"strengths? (and|&) (\w+ )?(limitations?|weaknesses)( of {_STUDY})?",
            rf"limitations? (and|&) strengths?( of {_STUDY})?",
        ),
    ),
    ("conclusion", _any(r"((overall|general) )?conclusions?", r"(concluding|closing|final) (remarks|thoughts)")),
    (
        "implications",
        _any(
            r"((policy|practice|practical|clinical|research|public health|program|programme|future) ){0,2}"
            r"(implications?|recommendations?)( (for|to) .*)?",
            r"future (directions?|research|work|studies|perspectives?)",
            r"next steps",
            r"outlook",
            r"(the )?way forward",
            r"call (to|for) action",
        ),
    ),
    (
        "back_matter",
        _any(
            r"funding( (sources?|statement|information|body))?",
            r"sources? of funding",
            r"funders?|sponsors?|contributors",
            r"financial (support|disclosures?)",
            r"disclosures?|declarations?|disclaimers?",
            r"ethics? (statement|committee)",
            r"ethic(s|al) approvals?( and consent\b.*)?",
            r"(compliance with )?ethical (standards|guidelines)",
            r"consent (for publication|to participate)",
            r"(data|code) (availability|sharing|access)( statements?)?",
            r"availability of (the )?(data|supporting)\b.*",
            r"(electronic )?(supplement(ary|al)|supporting|additional) (information|materials?|data|files?)\b.*",
            r"(appendi(x|ces)|annex(es)?|provenance|copyright)\b.*",
            r"footnotes|endnotes|glossary|further reading",
            r"(trial|study) (status|registration)",
            r"corresponding author",
        ),
    ),
)
_CLOSING = _any(
    r"acknowledge?ments?\b.*",
    r"pre-?publication history",
    r"(declarations? of (competing )?|conflicts? of |competing (financial )?)interests?\b.*",
    r"authors?'?s? ((and|&) contributors )?contributions?|contributions of authors",
    r"contributorship",
    r"authors?'?s? (details|information|affiliations?|notes?)",
    r"(list of )?abbreviations?( used)?",
    r"references|bibliography|(literature|works) cited",
    r"publisher's note",
)
_HINTS = {
    "intro": "introduction",
    "introduction": "introduction",
    "background": "introduction",
    "methods": "methods",
    "materials": "methods",
    "subjects": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusion": "conclusion",
    "conclusions": "conclusion",
    "supplementary-material": "back_matter",
    "data-availability": "back_matter",
    "coi-statement": "back_matter",
}
"""``sec-type`` of JATS, lower-cased -> label."""

_LEARNED = _any(
    r"\blessons? ((that|we|i|have|has|were|to|be|being|are|can|our|already|\w+ly) ){0,4}"
    r"(learn\w*|identified|drawn|shared)",
    r"(^(\w+ ){0,3}?|[:–—-] ?(\w+ ){0,3}?)lessons (from|for|of|in|on|about)\b",
    r"\bwhat (we|i|they|was|has|have)('ve)? (\w+ ){0,2}?learn\w*",
)
"""Lessons in a title or a heading."""

_LESSONS = _any(
    r"^((the|key|main|important|overall|general|practical|core|major|some|our) )?lessons($| (and|&) )",
    r"^(key|main) (learnings?|take-? ?aways?|insights|messages|learning points)",
    r"^learnings\b|^learning points$|\binsights? gained|\bexperiences? gained",
    r"^((critical|final|our|team|personal) )?reflections?($| (on|from|and) )",
    r"^(challenges|barriers) (and|&) (lessons|solutions|recommendations)\b",
    r"^(keys|tips|advice) (to|for)\b",
    r"^practical (guidance|considerations)\b",
    r"^what (worked|went well|did not work|didn't work)\b",
    r"\bin hindsight\b|\btake-? ?home\b",
    r"^(\w+ ){0,2}?success factors\b",
)
"""What lessons are called in headings only."""

_CLASSROOM = _any(
    r"\blessons? (plan\w*|\d+|one|two|three|content|delivery|structure|materials|observation\w*)\b",
    r"\b(school|classroom|curriculum|music|swimming|driving|language|cooking|pe) lessons?\b(?! learn)",
)

_NUMBER = _any(
    r"^\d{1,2}(\.\d{1,2})*([.):]\s*|\s+)",  # 3.2 Results, 4) Discussion
    r"^[IVX]{1,5}[.):]\s*|^[IVX]{2,5}\s+",  # IV. Results, but not "I trust"
    r"^[A-Za-z][.)]\s*",  # a) Setting
)
_BOX = re.compile(r"^(?:box|panel)\s*(?:\d+\s*)?[.:–—-]?\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_PARTS = re.compile(r"\s*(?:,|/|&|;|\+|\band\b|\bor\b)\s*")
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
        return Reading(labels=("back_matter",), reason="heading words", force="closing")
    whole = _label(words)
    if whole is not None:
        return Reading(labels=(whole,), reason="heading words", force="firm")
    edge = _edge(words)
    loose = Reading(labels=(edge,), reason="heading words in part") if edge else Reading()
    return _combined(words) or loose


def reading_of_hint(hint: str) -> Reading:
    """Return the labels that a ``sec-type`` suggests, for headings that say nothing."""
    labels = _in_order(_HINTS.get(part.strip().lower()) for part in hint.split("|"))
    return Reading(labels=labels, reason=f"markup suggests {hint}") if labels else Reading()


def normal_heading(heading: str) -> str:
    """A heading in lower case, without numbering, closing punctuation and bracketed asides."""
    line = plain_line(heading).translate(_APOSTROPHES).strip(" *_[]")
    line = _NUMBER.sub("", _BOX.sub("", line, count=1), count=1)
    return _ASIDE.sub("", line).strip(" .:;–—-").casefold()


def are_lessons(title: str) -> bool:
    """Whether a title or heading speaks of lessons learned, and not of school lessons."""
    words = plain_line(title).translate(_APOSTROPHES).casefold()
    return _CLASSROOM.search(words) is None and _LEARNED.search(words) is not None


def is_summary(heading: str) -> bool:
    """Whether a heading is a bare "Summary": an abstract or a conclusion, by its place."""
    return normal_heading(heading) == "summary"


def _label(words: str) -> str | None:
    return next((label for label, pattern in _HEADINGS if pattern.fullmatch(words)), None)


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
        return Reading(labels=known, reason=reason, force="firm")
    return Reading(labels=(lessons,), reason="heading announces lessons", force="firm") if lessons else None


def _edge(words: str) -> str | None:
    """Read "Discussion of the pilot" and "Process evaluation results" by their first or last word."""
    edge = _FIRST.fullmatch(words) or (None if _TALK.search(words) else _LAST.fullmatch(words))
    return _label(edge["known"]) if edge else None


def _in_order(labels: Iterable[str | None]) -> tuple[str, ...]:
    """The distinct labels, the decisive one first."""
    return tuple(sorted({label for label in labels if label}, key=_ORDER.__getitem__))
