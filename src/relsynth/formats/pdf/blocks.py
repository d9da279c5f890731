"""From the parts of a paper to blocks: front, abstract, body, with the reference list cut out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from relsynth.documents import Block
from relsynth.formats.pdf.declarations import declared, is_declaring, is_statement
from relsynth.formats.pdf.flow import Flow
from relsynth.formats.pdf.furniture import is_address
from relsynth.formats.pdf.headings import (
    Style,
    Styles,
    after_lead,
    is_known,
    is_references,
    lead_of,
    split_number,
    style_of,
)
from relsynth.formats.pdf.paragraphs import BULLET
from relsynth.headings import read_heading

_KEYWORDS = re.compile(
    r"(?P<head>key ?words?(?: and phrases)?|index terms|descriptors|mesh (?:terms|headings))\s*(?:[:.—–-]+|$)\s*",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"(?P<head>abstract|summary|executive summary)\s*(?:[:.—–-]+\s+|$)", re.IGNORECASE)
_PARTED = re.compile(r"\s*[;•·|]\s*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_REFERENCE = re.compile(
    r"(?:\W?\d{1,3}[.\])]?\s+)?[^\W\d_][\w’'-]+,? (?:[A-Z][.-]? ?){1,4}[,.;(:].{20,600}?"
    r"(?:\b(?:19|20)\d\d[^.]{0,15}[;:,]\s?\d|\d\s?\(\d+\)\s?[:,]\s?\w?\d|\bdoi\b|https?:|\bpp?\. ?\d)"
)
"""How an entry of a reference list reads, that no heading announces."""

FRONT_PAGES = 3
"""Pages on which an abstract may stand: a cover of a repository comes first, and long ones end on the next page."""

FEW_WORDS = 8
"""Words of what stands in an abstract and is no paragraph of it."""

LONG_ABSTRACT = 250
"""Characters of a paragraph before all headings that is an abstract; shorter ones are addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One flow, and its words."""

    flow: Flow
    text: str

    @property
    def style(self) -> Style:
        """The style of its type."""
        return style_of(self.flow.parts[0].passage.lines)

    @property
    def role(self) -> str:
        """What it is."""
        return self.flow.parts[0].role

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.flow.parts[0].passage.first.page


def blocks_of(flows: Sequence[Flow], styles: Styles, say: Callable[[Flow], str]) -> Iterator[Block]:
    """The blocks of a paper, given how a flow is put in words."""
    readings = [Reading(flow=flow, text=say(flow)) for flow in flows]
    start = _body_start(readings, styles)
    front, body = readings[:start], readings[start:]
    aside = {*_declared_in_front(front), *_declared_in_body(body, styles, first=start)}
    yield from _front([each for place, each in enumerate(front) if place not in aside])
    yield from _body([each for place, each in enumerate(body, start) if place not in aside], styles)
    yield from _declarations([readings[place] for place in sorted(aside)])


def _declared_in_front(readings: Sequence[Reading]) -> Iterator[int]:
    """Where declarations stand around an abstract: under a heading of theirs in its column, or on their own."""
    heading: Reading | None = None
    for place, each in enumerate(readings):
        if each.role == "heading":
            heading = each if is_declaring(each.text) else None
        elif heading is not None and (each.role not in ("text", "label") or not _in_one_run(heading, each)):
            heading = None
        if heading is not None or (each.role in ("text", "list_item", "footnote") and declared(each.text)):
            yield place


def _in_one_run(one: Reading, other: Reading) -> bool:
    return one.flow.parts[0].passage.run == other.flow.parts[0].passage.run


def _declared_in_body(readings: Sequence[Reading], styles: Styles, *, first: int) -> Iterator[int]:
    """Where declarations stand in other type than the running text's, between columns or before references."""
    under = False
    for place, each in enumerate(readings, first):
        if each.role == "heading":
            under = is_declaring(split_number(each.text)[1])
            continue
        is_small = styles.body.is_smaller(each.flow.parts[0].passage.last)
        if is_small and not under and each.role in ("text", "footnote") and declared(each.text):
            yield place


def _declarations(readings: Sequence[Reading]) -> Iterator[Block]:
    """The blocks of the declarations that stood aside, each under its heading."""
    under: Reading | None = None
    for each in readings:
        if each.role == "heading":
            under = each
            yield Block(text=each.text, kind="heading", depth=1, label="back_matter", page=each.page)
        elif under is not None and _in_one_run(under, each):
            yield Block(text=each.text, page=each.page)
        elif found := declared(each.text):
            yield Block(text=found[0], kind="heading", depth=1, label="back_matter", page=each.page)
            yield Block(text=found[1], page=each.page)


def _top(reading: Reading, styles: Styles) -> bool:
    return reading.role == "heading" and styles.depth(reading.style, reading.text) == 1


def _body_start(readings: Sequence[Reading], styles: Styles) -> int:
    """Where the body begins: after the abstract and what stands around it."""
    early = [place for place, each in enumerate(readings) if each.page <= FRONT_PAGES]
    abstract = next((place for place in early if _opens_abstract(readings[place])), -1)
    heads = [place for place in early if place > abstract and readings[place].role == "heading"]
    heads = [place for place in heads if not _KEYWORDS.match(readings[place].text)]
    tops = [place for place in heads if _top(readings[place], styles)]
    introductions = [place for place in heads if read_heading(readings[place].text).label == "introduction"]
    firm = [place for place in tops if place in introductions]
    others = tops if tops and abstract >= 0 else sorted({*tops, *introductions})
    begins = next(iter(_after_abstract(firm, readings) or others or introductions or heads), None)
    unheaded = _unheaded(readings, styles, abstract, begins)
    if unheaded is not None:
        return unheaded
    if begins is not None:
        return begins
    first = (place for place in range(abstract + 1, len(readings)) if readings[place].role == "text")
    return 0 if abstract < 0 else next(first, abstract) + 1


def _after_abstract(introductions: Sequence[int], readings: Sequence[Reading]) -> Sequence[int]:
    """The headings that may open the body; of two, the second if an abstract of parts stands between them."""
    if len(introductions) > 1:
        between = readings[introductions[0] : introductions[1]]
        labels = {read_heading(each.text).label for each in between if each.role == "heading"}
        if labels & {"methods", "results", "conclusion"}:
            return introductions[1:]
    return introductions


def _unheaded(readings: Sequence[Reading], styles: Styles, abstract: int, begins: int | None) -> int | None:
    """Where running text begins without a heading, after the abstract or without one."""
    end = len(readings) if begins is None else begins
    keywords = next((p for p in range(abstract + 1, end) if _KEYWORDS.match(readings[p].text)), None)
    texts = [
        p for p in range(abstract + 1, end) if readings[p].role == "text" and len(readings[p].text) > LONG_ABSTRACT
    ]
    as_body = [p for p in texts if _is_body_type(readings[p], styles)]
    if abstract >= 0:
        if not texts or _is_body_type(readings[texts[0]], styles):
            return next((p for p in as_body if keywords is not None and p > keywords), None)
        return next(iter(as_body), None)
    return next(iter(as_body), None) if begins is None or len(as_body) > 1 else None


def _is_body_type(reading: Reading, styles: Styles) -> bool:
    first = reading.flow.parts[0].passage.last
    return styles.body.is_as_large(first) and first.font == styles.body.font


def _opens_abstract(reading: Reading) -> bool:
    return reading.role in ("heading", "text") and _ABSTRACT.match(reading.text) is not None


def _front(readings: Sequence[Reading]) -> Iterator[Block]:
    """Abstract and keywords; the rest of the front is addresses and notices."""
    begin = next((place for place, each in enumerate(readings) if _opens_abstract(each)), None)
    if begin is None:
        yield from _bare_abstract(readings)
        return
    opening = readings[begin]
    found = _ABSTRACT.match(opening.text)
    head, rest = (found["head"], opening.text[found.end() :]) if found else (opening.text, "")
    yield Block(text=head, kind="heading", depth=1, label="abstract", page=opening.page)
    if rest:
        yield Block(text=rest, page=opening.page)
    pending = ""
    for each in readings[begin + 1 :]:
        keywords = _KEYWORDS.match(each.text)
        if keywords and not each.text[keywords.end() :]:
            pending = each.text
        elif keywords:
            yield from _keywords(each.text[keywords.end() :], keywords["head"], each.page)
        elif pending and _may_be_keywords(each):
            yield from _keywords(each.text, pending, each.page)
            pending = ""
        else:
            yield from _part_of_abstract(each)


def _may_be_keywords(reading: Reading) -> bool:
    """Whether words under "Keywords" are those: a list may end in a country, as addresses do."""
    if _PARTED.search(reading.text):
        return reading.role in ("text", "list_item", "label", "notice")
    return reading.role in ("text", "list_item", "label") and not is_address(reading.text)


def _part_of_abstract(reading: Reading) -> Iterator[Block]:
    if reading.role == "heading" and is_known(reading.text):
        yield Block(text=reading.text, kind="heading", depth=2, page=reading.page)
    elif reading.role in ("text", "list_item") and len(_WORD.findall(reading.text)) > FEW_WORDS:
        yield from _paragraph(reading, 2)


def _bare_abstract(readings: Sequence[Reading]) -> Iterator[Block]:
    """An abstract that no heading announces: paragraphs of prose before the first heading."""
    texts = [each for each in readings if each.role == "text"]
    runs = {each.flow.parts[0].passage.run for each in texts if len(each.text) > LONG_ABSTRACT}
    long = [each for each in texts if each.flow.parts[0].passage.run in runs]
    if long:
        yield Block(text="", kind="heading", depth=1, label="abstract", page=long[0].page)
    for each in long or texts:
        if not _KEYWORDS.match(each.text) and _WORD.search(each.text):
            yield from _paragraph(each, 2)
    pending = ""
    for each in readings:
        keywords = _KEYWORDS.match(each.text)
        if keywords and each.text[keywords.end() :]:
            yield from _keywords(each.text[keywords.end() :], keywords["head"], each.page)
        elif pending and _may_be_keywords(each):
            yield from _keywords(each.text, pending, each.page)
        pending = each.text if keywords and not each.text[keywords.end() :] else ""


def _keywords(text: str, head: str, page: int) -> Iterator[Block]:
    separator = _PARTED if _PARTED.search(text) else re.compile(r"\s*,\s*")
    words = [word.strip(" .") for word in separator.split(text)]
    yield Block(text=head, kind="heading", depth=1, label="keywords", page=page)
    yield Block(text="; ".join(word for word in words if word), page=page)


def _body(readings: Sequence[Reading], styles: Styles) -> Iterator[Block]:
    if readings and readings[0].role != "heading":
        yield Block(text="", kind="heading", depth=1)
    in_references = declaring = False
    depth = 1
    last_page = readings[-1].page if readings else 1
    for each in readings:
        if each.role == "heading":
            if is_references(split_number(each.text)[1]):
                in_references = True
                continue
            if in_references and not _ends_references(each, styles):
                continue
            in_references = False
            depth = styles.depth(each.style, each.text)
            number, words = split_number(each.text)
            declaring = is_declaring(words)
            yield Block(text=f"{number.rstrip(' |')} {words}".strip(), kind="heading", depth=depth, page=each.page)
        elif (in_references and each.role not in ("caption", "table")) or _is_reference(each, last_page):
            continue
        elif keywords := _KEYWORDS.match(each.text):
            if each.page < FRONT_PAGES and each.text[keywords.end() :]:
                yield from _keywords(each.text[keywords.end() :], keywords["head"], each.page)
                yield Block(text="", kind="heading", depth=1)
        else:
            if not declaring and each.role == "text" and each.page * 2 > last_page and is_statement(each.text):
                declaring = True
                yield Block(text="", kind="heading", depth=1, label="back_matter", page=each.page)
            yield from _paragraph(each, depth + 1, declaring=declaring)


def _is_reference(reading: Reading, last_page: int) -> bool:
    """Whether a paragraph in the later half of a paper is an entry of its reference list."""
    return reading.page * 2 > last_page and _REFERENCE.match(reading.text) is not None


def _ends_references(reading: Reading, styles: Styles) -> bool:
    words = split_number(reading.text)[1]
    return read_heading(words).force != "loose" or reading.style in styles.known


def _paragraph(reading: Reading, depth: int, *, declaring: bool = False) -> Iterator[Block]:
    """The blocks of a part that is no heading: itself, after the heading that leads in to it.

    Among declarations, only what declares is a heading: what each author did is none.
    """
    text, page = reading.text, reading.page
    first = reading.flow.parts[0].passage
    if reading.role in ("text", "list_item") and (lead := lead_of(first)):
        head, rest = after_lead(text, lead)
        if declaring and not is_declaring(split_number(head)[1].rstrip(" .:—–")):
            yield Block(text=text, page=page)
            return
        yield Block(text=head, kind="heading", depth=depth, page=page)
        yield Block(text=rest, page=page)
        return
    if reading.role == "list_item":
        yield Block(text=BULLET.sub("", text, count=1), kind="list_item", page=page)
    elif reading.role == "caption":
        yield Block(text=text, kind="caption", page=page)
    elif reading.role == "table" and len(_WORD.findall(text)) * 2 > len(text.split()):
        yield Block(text=text, kind="table", page=page)
    elif reading.role == "footnote":
        yield Block(text=text, kind="footnote", page=page)
    elif reading.role == "text":
        yield Block(text=text, page=page)
