"""What a paper says, by its JATS: read here anew, so that no reader is measured by itself.

Paragraphs are the ``p`` of the body outside of figures, tables, notes and supplements, parted where a list, a
quotation or a display formula interrupts them, those of at least 60 letters; citation numbers are left out. Headings
are the titles of the body's sections. References, and the front matter that is no text of the paper (people, places,
notes, licence), are kept apart, and so is all that may rightly stand in a reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from papers_match import folded

LETTERS = 60  # of a paragraph that counts
Element = etree._Element

_APART = """
fig fig-group table-wrap table-wrap-group table-wrap-foot fn fn-group ref-list supplementary-material media graphic
inline-graphic tex-math annotation annotation-xml object-id alt-text long-desc sub-article response
"""
APART = frozenset(_APART.split())
"""Elements whose words belong to no paragraph around them."""
_PARTING = "list def-list disp-quote disp-formula disp-formula-group verse-group speech boxed-text"
PARTING = frozenset(_PARTING.split())
"""Elements that end the stretch of a paragraph before them, and begin another."""
FRONT = ("contrib-group", "aff", "aff-alternatives", "corresp", "permissions", "history", "self-uri")
"""Front matter that is no text of the paper."""

TITLES = {
    "introduction": "introduction",
    "background": "introduction",
    "introduction and background": "introduction",
    "background and introduction": "introduction",
    "method": "methods",
    "methods": "methods",
    "methodology": "methods",
    "materials and methods": "methods",
    "material and methods": "methods",
    "methods and materials": "methods",
    "patients and methods": "methods",
    "subjects and methods": "methods",
    "participants and methods": "methods",
    "methods design": "methods",
    "results": "results",
    "findings": "results",
    "discussion": "discussion",
    "conclusion": "conclusion",
    "conclusions": "conclusion",
    "concluding remarks": "conclusion",
}
"""Titles that leave no doubt, as ``heading_words`` writes them."""
TYPES = {
    "intro": "introduction",
    "introduction": "introduction",
    "background": "introduction",
    "method": "methods",
    "methods": "methods",
    "materials": "methods",
    "subjects": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusion": "conclusion",
    "conclusions": "conclusion",
}
"""``sec-type`` that leave no doubt; one may name several, parted by bars."""
OWN_PART = re.compile(
    r"\b(aims?|objectives?|purpose|hypothes[ie]s|limitations?|strengths?|conclusions?|implications?|recommendations?"
    r"|lessons?|future|perspectives?|summary|declarations?|ethic\w*|consent|funding|acknowledge?ments?)\b"
)
"""Words of a sub-heading under which another label than its section's may be right, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A gold paragraph, normalised; its top-level section's index; whether its label is that of the section.

    One that floats stands in a box, whose place in the order is nobody's to say.
    """

    words: str
    section: int | None
    plain: bool
    floats: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSection:
    """A top-level section: its heading's words, its label where they leave no doubt, and whether ``sec-type`` agrees.

    There is no label where the type says otherwise, or what nobody can tell; where there is no type, the title decides.
    """

    heading: str
    label: str | None
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Gold:
    """One paper's truth; all text normalised by ``papers_match.folded``."""

    title: str
    passages: tuple[Passage, ...]
    sections: tuple[GoldSection, ...]
    headings: tuple[str, ...]
    other_titles: tuple[str, ...]
    references: tuple[str, ...]
    front: tuple[str, ...]
    rightful: str

    @cached_property
    def words(self) -> int:
        """Words of the body's paragraphs."""
        return sum(len(passage.words.split()) for passage in self.passages)


def gold_of(source: bytes) -> Gold:
    """The truth of one JATS file, namespaced or not; raises ValueError where it is none, or has no body."""
    root = parsed(source)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    article = root if root.tag == "article" else root.find(".//article")
    body = None if article is None else article.find("body")
    if article is None or body is None:
        raise ValueError("no body")
    sections = [section for section in body if section.tag == "sec"]
    titles = list(headings_in(body))
    others = [title for title in article.iter("title") if title not in titles]
    return Gold(
        title=words_of(article.find("front/article-meta/title-group/article-title")),
        passages=tuple(passages_of(body, sections)),
        sections=tuple(map(gold_section, sections)),
        headings=tuple(filter(None, (heading_words(text_of(title)) for title in titles))),
        other_titles=tuple(filter(None, (heading_words(text_of(title)) for title in others))),
        references=tuple(all_of(ref) for ref in article.iter("ref")),
        front=tuple(all_of(e) for front in article.iterfind("front") for e in front.iter(*FRONT)),
        rightful=" ".join(rightful_in(article)),
    )


def truth(source: bytes) -> Gold | None:
    """The gold of a JATS file; None for one without a body."""
    try:
        return gold_of(source)
    except ValueError:
        return None


def parsed(source: bytes) -> Element:
    """The tree of a file, no DTD loaded; raises ValueError where it is no XML."""
    try:
        return etree.fromstring(source, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg) from error


def heading_words(heading: str) -> str:
    """A heading normalised, its numbering off.

    >>> heading_words("2.1. Study setting:")
    'study setting'
    """
    line = heading.strip()
    return folded(NUMBERING.sub("", line)) or folded(line)


NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*[.):]?\s+|\d{1,2}(?:\.\d{1,2})*[.):]\s*|[IVX]{1,5}[.)]\s+|[A-Za-z][.)]\s+)"
)


def gold_section(section: Element) -> GoldSection:
    """Title and type of a section, if in agreement."""
    heading, type_ = heading_of(section), section.get("sec-type", "")
    label = TITLES.get(heading)
    types = {TYPES.get(part.strip().lower()) for part in type_.split("|")}
    agrees = label is not None and types == {label}
    return GoldSection(heading=heading, label=label if agrees or not type_ else None, confirmed=agrees)


def heading_of(section: Element) -> str:
    title = section.find("title")
    return "" if title is None else heading_words(text_of(title))


# -- text


def text_of(element: Element | None) -> str:
    """All text in an element but what stands apart, and the numbers of citations."""
    return "" if element is None else "".join(parts_of(element))


def all_of(element: Element) -> str:
    """Every word in an element, normalised."""
    return folded(" ".join(map(str, element.itertext())))


def words_of(element: Element | None) -> str:
    return folded(text_of(element))


def parts_of(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in APART and not is_citation_number(child):
            yield " " if child.tag == "break" else ""
            yield from parts_of(child)
        yield child.tail or ""


def is_citation_number(element: Element) -> bool:
    """Whether it points to a reference by number; an author's name stays."""
    is_reference = element.tag == "xref" and element.get("ref-type") == "bibr"
    return is_reference and not re.search(r"[^\W\d_]{2}", all_of(element))


def passages_of(body: Element, sections: Sequence[Element]) -> Iterator[Passage]:
    places = {section: place for place, section in enumerate(sections)}
    for paragraph in body.iter("p"):
        above = [a for a in paragraph.iterancestors() if a is not body]
        if any(a.tag in APART for a in above):
            continue
        place = next((places[a] for a in above if a in places), None)
        inner = [heading_of(a) for a in above if a.tag == "sec" and a not in places]
        floats = any(a.tag == "boxed-text" for a in above)
        plain = not floats and not any(OWN_PART.search(heading) for heading in inner)
        for stretch in stretches(paragraph):
            words = folded(stretch)
            if sum(map(str.isalpha, words)) >= LETTERS:
                yield Passage(words=words, section=place, plain=plain, floats=floats)


def stretches(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph between the lists, quotations and formulae in it, whose own paragraphs are others."""
    text = paragraph.text or ""
    for child in paragraph:
        if child.tag in PARTING:
            yield text
            text = ""
        elif isinstance(child.tag, str) and child.tag not in APART and not is_citation_number(child):
            text += "".join(parts_of(child))
        text += child.tail or ""
    yield text


def headings_in(body: Element) -> Iterator[Element]:
    """The titles of sections, in order; those of boxes and floats are none."""
    for section in body.iter("sec"):
        title = section.find("title")
        if title is not None and not any(a.tag in APART | {"boxed-text"} for a in section.iterancestors()):
            yield title


def rightful_in(article: Element) -> Iterator[str]:
    """All that may stand in a reading: title, abstracts, keywords, body, floats, and back matter but for references."""
    for part in ("title-group", "abstract", "trans-abstract", "kwd-group", "funding-group"):
        yield from (all_of(e) for e in article.iterfind(f"front/article-meta/{part}"))
    for part in ("body", "floats-group"):
        yield from (all_of(e) for e in article.iterfind(part))
    for element in article.iterfind("back/*"):
        if element.tag != "ref-list":
            yield all_of(element)
