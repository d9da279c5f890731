"""The head of a DOCX file, before its abstract or first section: title, authors, and what is no text.

Styles say what the title and the authors are; where there are none, the title is the largest short line,
and authors stand after it as names between commas. Affiliations, correspondence, running titles and
counts of words are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.documents import CITATION, plain_line
from relsynth.formats.bylines import turned
from relsynth.formats.docx_body import Item
from relsynth.formats.docx_headings import is_known
from relsynth.formats.docx_text import Line
from relsynth.formats.reading import Citation
from relsynth.formats.xml_papers import child
from relsynth.headings import read_heading
from relsynth.records import doi_in, year_in

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_TITLE = 45  # words
SHORTEST_TITLE = 3  # words, unless a style says that it is one
SHORTEST_PROSE = 30  # words
MOST_PROSE = 4  # paragraphs of it before a heading: an abstract without one, and not the paper
MOST_NAMES = 60
LEAST_NAMES = 0.8  # share of a byline's parts
LONGEST_BARE = 4  # words of a heading that nothing but its words marks; a title may be of lessons learned too
LONGEST_BYLINE = 3_000  # characters
LONGEST_LABEL = 40  # characters of "Structured abstract" and the like
FURTHEST_TITLE = 40  # lines of a head that a title may stand behind: cover pages are long
FEWEST_BELOW = 3  # headings, that one above them is no section but the title
LINES_TO_AUTHORS = 6
FEWEST_PLACES = 2  # words for institutions in a line: so many are an address

_KEY = re.compile(r"(?:full |article |manuscript )?title(?: of (?:the )?\w+)?\s*:\s*", re.IGNORECASE)
_NOT_TITLE = re.compile(
    r"(?:original|research|review|short|brief|full|feature) (?:\w+ )?(?:article|paper|report|research|communication)s?|"
    r"(?:title page|manuscript|running (?:head|title)|short title|article type|word count|corresponding|correspondence|"
    r"authors?|affiliations?|date|submitted|received|accepted|published|doi|https?:|e-?mail|tel|orcid|version|draft|"
    r"supplement|keywords?|abstract|conflicts?|funding|number of|tables?|figures?|page)\b.*",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"[,\s]+(?:Ph\.?D|M\.?D|M\.?P\.?H|M\.?Sc|B\.?Sc|D\.?Phil|Dr\.?PH|Sc\.?D|Ed\.?D|MBBS|MBChB|MBA|MPP|MSW|MPA|M\.?A|M\.?S|B\.?A"
    r"|R\.?N|BSN|MSN|DNP|PharmD|JD|FRCPC?|FAAP|CHES|RD|LCSW|OTR|PT|Prof)\b\.?(?=[,;\s]|$)"
)
_MARKS = re.compile(r"[\d*†‡§¶#^]+|\((?:corresponding(?: author)?)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;|]|\s&\s|(?<!\w)and(?!\w))\s*")
_GIVEN = r"[^\W\d_a-z][\w.'’-]*"
_PARTICLE = r"[^\W\d_A-Z]{1,4}|d['’]\w+"
_NAME = re.compile(rf"(?:Dr\.? |Prof\.? )?{_GIVEN}(?: (?:{_GIVEN}|{_PARTICLE})){{0,5}} {_GIVEN}")
_PLACES = re.compile(
    r"\b(?:universit\w+|departments?|institut\w+|schools? of|hospitals?|cent(?:re|er)s?|college|faculty|ministry"
    r"|division|laborator\w+|foundation|council|association)\b",
    re.IGNORECASE,
)
_NOT_OF_TEXT = re.compile(
    r"\w@\w[\w-]*\.\w|\borcid\b|^(?:\*|†)|\b(?:word count|corresponding author|correspondence to|running (?:head|title)"
    r"|short title|e-?mail|these authors contributed|received:?|accepted:?|submitted to|©|https?://doi)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"©|copyright|publish", re.IGNORECASE)
_PROGRAMS = re.compile(r"microsoft|word|python-docx|user|admin|author|windows|owner|office|unknown", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a paper's head says, the items that are text of the paper, and their depths as headings."""

    citation: Citation
    items: tuple[Item, ...]
    depths: tuple[int, ...]


def front_of(items: Sequence[Item], depths: Sequence[int], core: _Element | None) -> Front:
    """Read the head of a paper, and take out of its items what is no text."""
    at = _styled_title(items, depths)
    end = _end(items, depths, at)
    at = _likeliest_title(items, end) if at is None else at
    lines = [(n, item.line) for n, item in enumerate(items[:end]) if item.line]
    byline = [line for n, line in lines if at is None or n > at]
    said = _property(core, "title")
    citation = Citation(
        title=_words_of_title(items, at) or (said if said and len(said.split()) >= SHORTEST_TITLE else None),
        authors=_authors(byline) or _creators(core),
        year=next((year for _, line in lines if _DATED.search(line.text) and (year := year_in(line.text))), None),
        doi=next((doi for _, line in lines if (doi := doi_in(line.text))), None),
    )
    kept = [n for n, item in enumerate(items) if n != at and (n >= end or _is_text(item))]
    return Front(citation=citation, items=tuple(items[n] for n in kept), depths=tuple(depths[n] for n in kept))


def keywords_of(core: _Element | None) -> str | None:
    """The keywords in a file's properties."""
    return _property(core, "keywords")


def _opens(item: Item, depth: int) -> bool:
    """Whether an item opens the paper itself: a heading, or a line that says that it is the abstract."""
    line = item.line
    if line is None:
        return False
    if line.style.role in ("abstract", "keywords"):
        return True
    start, colon, _ = line.text.partition(":")
    is_label = bool(colon) and len(start) <= LONGEST_LABEL and read_heading(start).label in ("abstract", "keywords")
    is_bare = len(line.text.split()) <= LONGEST_BARE and is_known(line)
    is_heading = depth > 0 and (bool(line.level) or is_bare)
    return is_label or (is_heading and line.style.role not in ("title", "subtitle"))


def _end(items: Sequence[Item], depths: Sequence[int], title: int | None) -> int:
    """Where the head ends: at what opens the paper, else at the first prose; a text without either has none."""
    near = range(min(len(items), FURTHEST_TITLE))
    after = 0 if title is None else title + 1
    opening = next((n for n in near if n >= after and _opens(items[n], depths[n])), None)
    prose = [n for n in near if n >= after and ((line := items[n].line) is None or _is_prose(line))]
    if opening is not None and sum(n < opening for n in prose) <= MOST_PROSE:
        return opening
    return prose[0] if prose else after


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= SHORTEST_PROSE and len(_PLACES.findall(line.text)) < FEWEST_PLACES


def _styled_title(items: Sequence[Item], depths: Sequence[int]) -> int | None:
    """The title by its style, or the only heading that is above all others, if its words are no heading's."""
    near = range(min(len(items), FURTHEST_TITLE))
    for n in near:
        line = items[n].line
        if line is not None and line.style.role == "title":
            return n
    marked = [n for n, depth in enumerate(depths) if depth]
    highest = [n for n in marked if depths[n] == min(depths[m] for m in marked)] if marked else []
    if len(highest) != 1 or len(marked) < FEWEST_BELOW or highest[0] != marked[0] or highest[0] not in near:
        return None
    line = items[highest[0]].line
    return highest[0] if line and line.level and read_heading(line.text).label is None else None


def _likeliest_title(items: Sequence[Item], end: int) -> int | None:
    """The largest of the short lines at the head, the first of those that are equally large and bold."""
    likely = [(n, line) for n in range(end) if (line := items[n].line) is not None and _may_be_title(line)]
    best = max(likely, key=lambda pair: (pair[1].size, pair[1].is_bold, pair[1].is_centred, -pair[0]), default=None)
    return best[0] if best else None


def _may_be_title(line: Line) -> bool:
    if _KEY.match(line.text):
        return True
    words = len(line.text.split())
    is_short = SHORTEST_TITLE <= words <= LONGEST_TITLE and not line.text.rstrip().endswith((".", ";"))
    is_other = _NOT_TITLE.match(line.text) or _NOT_OF_TEXT.search(line.text) or line.style.role not in (None, "heading")
    return is_short and not is_other and not _names(line) and not _is_address(line)


def _is_address(line: Line) -> bool:
    return "," in line.text and len(_PLACES.findall(line.text)) >= FEWEST_PLACES and not line.is_bold


def _words_of_title(items: Sequence[Item], at: int | None) -> str | None:
    """The title and, behind a colon, the subtitle that stands below it."""
    line = items[at].line if at is not None else None
    if line is None or at is None:
        return None
    below = items[at + 1].line if at + 1 < len(items) else None
    parts = [_KEY.sub("", line.text), below.text if below and below.style.role == "subtitle" else ""]
    return ": ".join(filter(None, (plain_line(part.replace(CITATION, "")).rstrip(":") for part in parts))) or None


def _authors(lines: Sequence[Line]) -> tuple[str, ...]:
    """Names "Family, Given" of the lines in a style for authors, else of the first line of names."""
    styled = [line for line in lines if line.style.role == "author"]
    if styled:
        return tuple(name for line in styled for name in _names(line))
    return next((names for line in lines[:LINES_TO_AUTHORS] if (names := _names(line))), ())


def _names(line: Line) -> tuple[str, ...]:
    """The names in a byline; none where too much of it is something else. A group's name stays as it is."""
    if len(line.byline) > LONGEST_BYLINE:
        return ()
    bare = _MARKS.sub(" ", _DEGREES.sub("", re.sub(r"^(?:authors?|by)\s*:?\s+", "", line.byline, flags=re.IGNORECASE)))
    parts = [part.strip(" .") for part in _BETWEEN.split(bare)[: MOST_NAMES + 1]]
    names = [part for part in parts if part]
    known = sum(_NAME.fullmatch(name) is not None and not _PLACES.search(name) for name in names)
    is_byline = len(names) <= MOST_NAMES and known and known >= LEAST_NAMES * len(names)
    return tuple(map(turned, names)) if is_byline else ()


def _creators(core: _Element | None) -> tuple[str, ...]:
    """The makers of a file, where they are people with two names, and not a program."""
    said = (_property(core, "creator") or "").split(";")
    names = [" ".join(name.split()) for name in said]
    is_people = all(_NAME.fullmatch(name.replace(",", "")) and not _PROGRAMS.search(name) for name in names)
    return tuple(map(turned, names)) if is_people else ()


def _property(core: _Element | None, name: str) -> str | None:
    found = child(core, name)
    return plain_line(found.text or "") or None if found is not None else None


def _is_text(item: Item) -> bool:
    """Whether an item at the head is text of the paper: prose, or a table."""
    line = item.line
    if line is None:
        return True
    is_other = line.style.role in ("author", "affiliation", "subtitle", "title") or _NOT_OF_TEXT.search(line.text)
    return _is_prose(line) and not is_other
