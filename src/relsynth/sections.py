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
6. else "other".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from relsynth.documents import CITATION, Block, Paragraph, Section, plain_line
from relsynth.headings import Reading, are_lessons, is_summary, read_heading, reading_of_hint

ArticleForm = Literal["lessons_paper", "other"]

FRONT = frozenset({"title", "abstract", "keywords"})
STANDS_INSIDE = frozenset({"lessons_learned", "limitations", "conclusion", "implications"})
"""Labels that a subsection takes from its own heading, wherever it stands."""


_SIGNS = re.compile(rf"(?P<before> ?){CITATION}(?: ?{CITATION})*+(?P<after> ?)")

DEEPEST = sys.maxsize
"""Depth of a section that no heading opened, so that any heading closes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A section before it has its label; ``block`` is None where no heading opened it."""

    block: Block | None
    heading: str
    parent: int | None


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
    blocks: Iterable[Block],
) -> tuple[str, tuple[Paragraph, ...], tuple[Section, ...], tuple[int, ...]]:
    """Return the text, its paragraphs, its section tree and the offsets at which it cites.

    The text is one paragraph a line, empty ones dropped; offsets are code points
    in it. A heading closes what is as deep as itself or deeper. A heading with
    neither text nor label nor hint only closes, so that a box can end inside a
    section. Paragraphs outside all sections get one with an empty heading.
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
            paragraphs.append(Paragraph(start=start, end=end, section=opened[-1][1], kind=block.kind))
            citations.extend(start + place for place in cited)
            lines.append(line)
            start = end + 1
    return "\n".join(lines), tuple(paragraphs), _labelled(nodes), tuple(citations)


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
    marked = plain_line(text)
    if CITATION not in marked:
        return marked, ()
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


def _labelled(nodes: Sequence[_Node]) -> tuple[Section, ...]:
    """Sections with their labels, parents before children."""
    sections: list[Section] = []
    readings: list[Reading] = []
    for node in nodes:
        reading = _reading(node, nodes, sections, readings)
        readings.append(reading)
        label = reading.label or "other"
        sections.append(Section(heading=node.heading, label=label, parent=node.parent, reason=reading.reason))
    return tuple(sections)


def _reading(node: _Node, nodes: Sequence[_Node], sections: Sequence[Section], readings: Sequence[Reading]) -> Reading:
    """Label of one section, given those before it."""
    if node.block is None:
        return _without_heading(nodes, sections)
    if node.block.label is not None:
        return Reading(labels=(node.block.label,), reason="markup")
    words = read_heading(node.heading)
    if node.parent is None and is_summary(node.heading):
        return _summary(sections)
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
    return Reading(labels=(parent.label,), reason=f"under {parent.heading or parent.label}")


def _summary(sections: Sequence[Section]) -> Reading:
    """A summary opens a paper as its abstract, or closes it."""
    if all(s.label in FRONT or not s.heading for s in sections):
        return Reading(labels=("abstract",), reason="summary before all other sections")
    return Reading(labels=("conclusion",), reason="summary after other sections")


def _without_heading(nodes: Sequence[_Node], sections: Sequence[Section]) -> Reading:
    """Text before the first heading introduces the paper, if headings of a paper follow."""
    follows = (n for n in nodes[len(sections) :] if n.block is not None and n.block.label is None)
    labels = {read_heading(node.heading).label for node in follows}
    opens = all(s.label in FRONT for s in sections) and "introduction" not in labels
    if opens and labels & {"methods", "results", "discussion"}:
        return Reading(labels=("introduction",), reason="before the first heading")
    return Reading(labels=(), reason="no heading")
