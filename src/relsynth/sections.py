"""From headings and paragraphs to a text with labelled sections.

A reader hands over blocks in reading order; here they become one text, its
paragraphs and its section tree. Each section keeps its heading verbatim and
gets one standard label with the reason in words. What decides, in this order:

1. the markup, where it leaves no doubt (an abstract element);
2. the words of the heading, whatever ``sec-type`` says: "conclusions" stands
   on sections titled "Discussion" in one article of twenty;
3. the enclosing section, unless the heading names one of the parts that a
   reader looks for inside others (lessons, limitations, conclusion, implications);
4. what the markup suggests; 5. the place, where only one reading is possible;
6. the learned model, where it is sure enough; 7. else "other".

Then paragraphs that tell lessons are set apart as sections of their own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from relsynth.documents import CITATION, Block, Paragraph, Section, plain_line
from relsynth.headings import Reading, are_lessons, is_numbered_lesson, kind_of_summary, read_heading, reading_of_hint
from relsynth.lessons import HOLDS_LESSONS, Line, lesson_runs, opening_words
from relsynth.section_model import MOST_SECTIONS, Guess, Part, SectionModel, guesses

ArticleForm = Literal["lessons_paper", "other"]

FRONT = frozenset({"title", "abstract", "keywords"})
NOT_BODY = FRONT | {"back_matter"}
STANDS_INSIDE = frozenset({"lessons_learned", "limitations", "conclusion", "implications"})
"""Labels that a subsection takes from its own heading, wherever it stands."""


_SIGNS = re.compile(rf"(?P<before> ?){CITATION}(?: ?{CITATION})*+(?P<after> ?)")

DEEPEST = sys.maxsize
"""Depth of a section that no heading opened, so that any heading closes it."""

_UNDER = "under "
"""How the reason of a label begins that was taken from the section around."""

INHERITED = 0.95
"""How much of the confidence in a section's label its subsections keep, whose words say nothing (sections.md)."""

TOLD = 0.9
"""Share of the paragraphs set apart as lessons that were, of those looked at by hand (sections.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A section before it has its label; ``block`` is None where no heading opened it."""

    block: Block | None
    heading: str
    parent: int | None


@dataclass(slots=True)
class _Before:
    """What stands before a section: nothing but the front of a paper, or nothing else that has a heading."""

    front: bool = True
    front_or_unheaded: bool = True

    def add(self, section: Section) -> None:
        self.front &= section.label in FRONT
        self.front_or_unheaded &= section.label in FRONT or not section.heading


def label_of(heading: str) -> tuple[str | None, str]:
    """Return the standard label that the words of a heading give, and why.

    The label is None where the words say nothing; the reason then says so.
    Numbering, case and punctuation do not matter. A combined heading gets the
    earliest of its labels in a paper's order, since counting a result as
    discussion would invent relegation, and names all of them in the reason.

    >>> label_of("3.2 Results and Discussion")
    ('results', 'combined: results, discussion')
    """
    reading = read_heading(heading)
    return reading.label, reading.reason


def assemble(
    blocks: Iterable[Block], model: SectionModel | None = None
) -> tuple[str, tuple[Paragraph, ...], tuple[Section, ...], tuple[int, ...]]:
    """Return the text, its paragraphs, its section tree and the offsets at which it cites.

    The text is one paragraph a line, empty ones dropped; offsets are code points
    in it. A heading closes what is as deep as itself or deeper. A heading with
    neither text nor label nor hint only closes, so that a box can end inside a
    section. Paragraphs outside all sections get one with an empty heading. Without
    a model, sections whose heading and place say nothing are "other".
    """
    lines: list[str] = []
    paragraphs: list[Paragraph] = []
    nodes: list[_Node] = []
    citations: list[int] = []
    opened: list[tuple[int, int]] = []  # depth and index of the sections around the next block
    start = 0
    for block in blocks:
        line, cited = _line(block.text)
        if block.kind == "heading":
            opened = [(depth, index) for depth, index in opened if depth < block.depth]
            if line or block.label or block.hint:
                nodes.append(_Node(block=block, heading=line, parent=opened[-1][1] if opened else None))
                opened.append((block.depth, len(nodes) - 1))
        elif line:
            if not opened:
                nodes.append(_Node(block=None, heading="", parent=None))
                opened = [(DEEPEST, len(nodes) - 1)]
            end = start + len(line)
            paragraphs.append(_paragraph(block, start, end, opened[-1][1]))
            citations.extend(start + place for place in cited)
            lines.append(line)
            start = end + 1
    text = "\n".join(lines)
    sections = _labelled(nodes, _about_lessons(text, paragraphs, nodes))
    if model is not None:
        sections = _guessed(model, text, paragraphs, sections, citations)
    return text, *_with_lessons(text, paragraphs, sections, citations), tuple(citations)


def relabel(sections: Sequence[Section], chosen: Mapping[int, str], reason: str) -> tuple[Section, ...]:
    """Return the sections as a person labels them, by index; a person is always sure.

    Those inside that merely took their label from such a section take the new one.
    """
    changed: list[Section] = []
    touched: set[int] = set()
    for index, section in enumerate(sections):
        if index in chosen:
            changed.append(replace(section, label=chosen[index], reason=reason, confidence=1.0))
        elif section.parent in touched and section.reason.startswith(_UNDER):
            around = changed[section.parent]
            changed.append(replace(section, label=around.label, confidence=1.0))
        else:
            changed.append(section)
            continue
        touched.add(index)
    return tuple(changed)


def _paragraph(block: Block, start: int, end: int, section: int) -> Paragraph:
    return Paragraph(
        start=start,
        end=end,
        section=section,
        kind=block.kind,
        page=block.page,
        row_head=_head(block.row_head) if block.row_head else None,
        column_head=_head(block.column_head) if block.column_head else None,
    )


def article_form(title: str | None, sections: Sequence[Section]) -> ArticleForm:
    """Whether the whole article is a report of lessons, so that relegation to them means nothing.

    It is, if the title says so, or if most sections between the introduction
    and the conclusion are headed as lessons.
    """
    if title and are_lessons(title):
        return "lessons_paper"
    frame = FRONT | {"introduction", "conclusion", "back_matter"}
    core = [s for s in sections if s.parent is None and s.heading and s.label not in frame]
    lessons = sum(s.label == "lessons_learned" for s in core)
    return "lessons_paper" if lessons * 2 > len(core) else "other"


def _line(text: str) -> tuple[str, tuple[int, ...]]:
    """A block's text as it is stored, and the places in it where the signs of citations stood."""
    if CITATION not in text:
        return plain_line(text), ()
    marked = " ".join(text.split())
    # The sign is not printable, so that plain_line would go through every character.
    marked = normalize("NFC", marked) if marked.replace(CITATION, "").isprintable() else plain_line(text)
    words, places, at = "", [], 0
    for signs in _SIGNS.finditer(marked):
        words += marked[at : signs.start()]
        places.append(len(words))
        parts_words = marked[signs.end() : signs.end() + 1].isalnum()
        space = signs["after"] or (signs["before"] if parts_words else "")
        words += space if words else ""
        at = signs.end()
    line = normalize("NFC", words + marked[at:]).strip()  # an accent may now meet its letter
    return line, tuple(min(place, len(line)) for place in places)


def _about_lessons(text: str, paragraphs: Sequence[Paragraph], nodes: Sequence[_Node]) -> bool:
    """Whether the title, or a heading beside them, says that numbered lessons are lessons learned."""
    titles = (
        text[p.start : p.end]
        for p in paragraphs[:1]
        if (block := nodes[p.section].block) is not None and block.label == "title"
    )
    return any(map(are_lessons, titles)) or any(are_lessons(node.heading) for node in nodes)


@lru_cache(maxsize=1024)
def _head(text: str) -> str | None:
    """The head of a row or column, which stands by many cells."""
    return _line(text)[0] or None


def _labelled(nodes: Sequence[_Node], about_lessons: bool) -> tuple[Section, ...]:  # noqa: FBT001
    """Sections with their labels, parents before children."""
    sections: list[Section] = []
    readings: list[Reading] = []
    before = _Before()
    for node in nodes:
        reading = _reading(node, nodes, sections, readings, before)
        if reading.label is None and about_lessons and is_numbered_lesson(node.heading):
            reading = Reading(labels=("lessons_learned",), reason="numbered lesson", force="firm", confidence=0.95)
        readings.append(reading)
        sections.append(
            Section(
                heading=node.heading,
                label=reading.label or "other",
                parent=node.parent,
                reason=reading.reason,
                confidence=reading.confidence,
            )
        )
        before.add(sections[-1])
    return tuple(sections)


def _reading(
    node: _Node, nodes: Sequence[_Node], sections: Sequence[Section], readings: Sequence[Reading], before: _Before
) -> Reading:
    """Label of one section, given those before it."""
    if node.block is None:
        return _without_heading(nodes[len(sections) :] if before.front else ())
    if node.block.label is not None:
        return Reading(labels=(node.block.label,), reason="markup", confidence=1.0)
    words = read_heading(node.heading)
    kind = kind_of_summary(node.heading) if node.parent is None else None
    if kind and before.front_or_unheaded:
        return Reading(labels=("abstract",), reason=f"{kind} before all other sections", confidence=0.95)
    if kind == "summary":
        return Reading(labels=("conclusion",), reason="summary after other sections", confidence=0.95)
    inherited = None if node.parent is None else _inside(words, readings[node.parent], sections[node.parent])
    reading = inherited or words
    return reading_of_hint(node.block.hint) if reading.label is None and node.block.hint else reading


def _inside(words: Reading, around: Reading, parent: Section) -> Reading | None:
    """What a subsection takes from the section around it, or None where its own words decide."""
    if around.label in (None, "other"):
        # "Funding" inside a section is what partners paid, not who paid for the study.
        return Reading() if words.label == "back_matter" and words.force != "closing" else None
    if around.label in ("abstract", "back_matter"):
        return _under(parent)
    named_by_parent = len(around.labels) > 1 and words.label in around.labels
    own = words.label in STANDS_INSIDE or (words.label == "aims" and around.label == "introduction")
    decides = words.force == "closing" or named_by_parent or (own and words.force == "firm")
    return None if decides else _under(parent)


def _under(parent: Section) -> Reading:
    reason = f"{_UNDER}{parent.heading or parent.label}"
    return Reading(labels=(parent.label,), reason=reason, confidence=round(INHERITED * parent.confidence, 2))


def _without_heading(following: Sequence[_Node]) -> Reading:
    """Text right behind the front, before the first heading, introduces the paper, if headings of a paper follow."""
    follows = (n for n in following if n.block is not None and n.block.label is None)
    labels = {read_heading(node.heading).label for node in follows}
    if "introduction" not in labels and labels & {"methods", "results", "discussion"}:
        return Reading(labels=("introduction",), reason="before the first heading", confidence=0.9)
    return Reading(reason="no heading")


def _guessed(
    model: SectionModel,
    text: str,
    paragraphs: Sequence[Paragraph],
    sections: Sequence[Section],
    citations: Sequence[int],
) -> tuple[Section, ...]:
    """The sections, with the model's label where nothing else gave one."""
    if all(s.label != "other" for s in sections):
        return tuple(sections)
    if len(sections) > MOST_SECTIONS:
        why = f"{len(sections)} sections are too many for the model"
        return tuple(replace(s, reason=why) if s.label == "other" else s for s in sections)
    found = guesses(model, parts_of(paragraphs, sections), text, citations)
    # Where no section has a heading, they are ordinary ones that lost theirs: the best guess is never doubted.
    enough = model.enough if any(sections[index].heading for index in found) else 0.0
    return tuple(
        _with_guess(section, found[index], enough) if index in found else section
        for index, section in enumerate(sections)
    )


def _with_guess(section: Section, guess: Guess, enough: float) -> Section:
    if guess.probability < enough:
        reason = f"model is not sure: {guess.label} at most ({guess.probability:.2f})"
        return replace(section, reason=reason, confidence=round(guess.other, 2))
    reason = f"model: {guess.because} ({guess.probability:.2f})"
    return replace(section, label=guess.label, reason=reason, confidence=round(guess.probability, 2))


def parts_of(paragraphs: Sequence[Paragraph], sections: Sequence[Section]) -> tuple[Part, ...]:
    """Return the sections as the model sees them; it is asked for those of which nothing else tells the label.

    It is not asked for a section without text, nor for one that is all that there is between the
    front and the back of a paper: such a text has no sections to tell apart.
    """
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for paragraph in paragraphs:
        index: int | None = paragraph.section
        while index is not None:
            starts.setdefault(index, paragraph.start)
            ends[index] = paragraph.end
            index = sections[index].parent
    body = [i for i, s in enumerate(sections) if s.parent is None and s.label not in NOT_BODY and i in starts]
    alone = len(body) == 1 and not sections[body[0]].heading
    return tuple(
        Part(
            heading=section.heading,
            parent=section.parent,
            label=None if section.label == "other" and index in starts and not alone else section.label,
            start=starts.get(index, 0),
            end=ends.get(index, 0),
        )
        for index, section in enumerate(sections)
    )


def _with_lessons(
    text: str, paragraphs: Sequence[Paragraph], sections: Sequence[Section], citations: Sequence[int]
) -> tuple[tuple[Paragraph, ...], tuple[Section, ...]]:
    """Paragraphs and sections, each run of paragraphs that tell lessons in a section of its own."""
    runs = [
        (first, last)
        for start, stop in _stretches(paragraphs)
        if sections[paragraphs[start].section].label in HOLDS_LESSONS
        for first, last in lesson_runs([_told(text, p, citations) for p in paragraphs[start:stop]], start)
    ]
    for first, last in reversed(runs):
        paragraphs, sections = _set_apart(text, paragraphs, sections, first, last)
    return tuple(paragraphs), tuple(sections)


def _stretches(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """``[first, last)`` of each run of paragraphs in one section."""
    first = 0
    for place, paragraph in enumerate(paragraphs):
        if paragraph.section != paragraphs[first].section:
            yield first, place
            first = place
    if paragraphs:
        yield first, len(paragraphs)


def _told(text: str, paragraph: Paragraph, citations: Sequence[int]) -> Line:
    """A paragraph as it is looked at for lessons: words only, since cells and captions tell none."""
    start, end = paragraph.start, paragraph.end
    cited = citations[bisect_left(citations, start) : bisect_right(citations, end)]
    words = text[start:end] if paragraph.kind in ("text", "list_item", "box") else ""
    return Line(text=words, is_item=paragraph.kind == "list_item", citations=tuple(at - start for at in cited))


def _set_apart(
    text: str, paragraphs: Sequence[Paragraph], sections: Sequence[Section], first: int, last: int
) -> tuple[list[Paragraph], list[Section]]:
    """Paragraphs and sections, with a section of lessons for the paragraphs ``[first, last)``."""
    parent = paragraphs[first].section
    place = 1 + max(paragraph.section for paragraph in paragraphs[: first + 1])
    opening = opening_words(text[paragraphs[first].start : paragraphs[first].end])
    lessons = Section(
        heading="", label="lessons_learned", parent=parent, reason=f"tells lessons: “{opening} …”", confidence=TOLD
    )
    moved = [_behind(section, place) for section in sections]
    return [
        replace(p, section=place if first <= at < last else p.section + (p.section >= place))
        for at, p in enumerate(paragraphs)
    ], [*moved[:place], lessons, *moved[place:]]


def _behind(section: Section, place: int) -> Section:
    """A section, its parent counted anew where a section is put in at ``place``."""
    late = section.parent is not None and section.parent >= place
    return replace(section, parent=(section.parent or 0) + 1) if late else section
