"""What a block on a page is, by its tag, its role, its id and the words of its classes.

Sources: WHATWG HTML (elements), WAI-ARIA 1.2 and DPUB-ARIA 1.1 (roles), EPUB 3.3 Structural Semantics (types); the
classes are those of the platforms that journals are published on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from relsynth.documents import BlockKind
from relsynth.formats.html_page import LONGEST_NAME, is_longer, names_of, roles_of, words_in, words_of_class

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_BOX = 6_000  # characters; what is longer and called a box, or a quote, is the page
LONGEST_ABSTRACT = 8_000  # characters: structured abstracts of reviews come to 6,000
LONGEST_HEADING = 300  # characters

_SECTIONS = frozenset({"sec", "tsec", "section", "subsection", "sect"})
_BOXES = frozenset({"box", "boxed", "textbox", "panel", "inset", "card", "well", "callout", "boxes", "keypoints"})
_TITLES = frozenset({"title", "heading", "sectionheading", "subheading"})
KEYWORDS = frozenset({"keyword", "keywords", "kwd", "kwds"})
_FLOATS = (frozenset({"fig"}), frozenset({"figure"}), frozenset({"tw"}), frozenset({"table", "wrap"}))
_KINDS: tuple[tuple[BlockKind, tuple[frozenset[str], ...]], ...] = (
    (
        "footnote",
        tuple(
            frozenset(names.split())
            for names in (
                "footnote",
                "footnotes",
                "fn",
                "tfn",
                "endnote",
                "endnotes",
                "tfoot",
                "tw foot",
                "wrap foot",
                "table foot",
            )
        ),
    ),
    (
        "caption",
        tuple(
            frozenset(names.split())
            for names in (
                "caption",
                "captions",
                "figcaption",
                "figuredesc",
                "figure desc",
                "fig description",
                "figure description",
                "table discription",
                "wrap title",
            )
        ),
    ),
    ("quote", tuple(frozenset(names.split()) for names in ("quote", "quotation", "blockquote", "pullquote"))),
)
"""Words of classes that say of what kind a block is; ``discription`` is written so on MDPI's pages."""

_ROLES: dict[str, BlockKind] = {
    "footnote": "footnote",
    "footnotes": "footnote",
    "endnote": "footnote",
    "endnotes": "footnote",
    "rearnote": "footnote",
    "pullquote": "quote",
    "epigraph": "quote",
}
_TAGS: dict[str, BlockKind] = {
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
    "aside": "box",
    "tfoot": "footnote",
}
_ABSTRACT_CLASS = re.compile(
    r"(?:[\w-]*[-_])?abstract(?:[-_]?(?:section|content|\d{1,4}))?|journalabstract|abstract(?:section|infull)", re.I
)
_ABSTRACT_ID = re.compile(r"(?:[\w-]*[-_])?abs(?:tract)?[-_]?(?:id)?\d{0,4}(?:[-_](?:section|content))?", re.IGNORECASE)
_NO_ABSTRACT = frozenset({"graphical", "visual", "sub", "title", "heading", "link", "video"})
LONGEST_TITLE = 15  # words
LONGEST_TITLE_PARTS = 8  # elements in a line that a class alone makes a heading
_HEADING_CLASS = re.compile(r"(?:^|\s)(?:Mso|section-?)?h(?:eading)?[-_]?([1-6])(?:$|\s)", re.IGNORECASE)


def is_section(element: _Element) -> bool:
    """Whether an element encloses a section."""
    return element.tag == "section" or (element.tag == "div" and not _SECTIONS.isdisjoint(names_of(element)))


def is_float(element: _Element) -> bool:
    """Whether an element holds a figure or a table with its caption."""
    return element.tag == "figure" or (element.tag != "table" and _has(names_of(element), _FLOATS))


def is_keywords(element: _Element) -> bool:
    """Whether an element holds keywords, by its classes, its id or its property."""
    called = element.get("id") or element.get("property")
    return not KEYWORDS.isdisjoint(names_of(element)) or (
        called is not None and not KEYWORDS.isdisjoint(words_of_class(called[:LONGEST_NAME]))
    )


def _has(names: frozenset[str], groups: Sequence[frozenset[str]]) -> bool:
    return bool(names) and any(group <= names for group in groups)


def kind_of(element: _Element, around: BlockKind) -> BlockKind:
    """The kind of the paragraphs in a block: by its tag, its role or its classes, else as around it."""
    names = names_of(element)
    kind = _TAGS.get(element.tag) or next((_ROLES[role] for role in roles_of(element) if role in _ROLES), None)
    if kind is None and names:
        kind = next((of for of, groups in _KINDS if _has(names, groups)), None)
        kind = kind or ("caption" if element.tag == "p" and _has(names, _FLOATS) else None)
        kind = kind or ("box" if not _BOXES.isdisjoint(names) and around == "text" else None)
    if kind in ("box", "quote") and (is_longer(element, LONGEST_BOX) or sum(1 for _ in element.iter("h2")) > 1):
        return around
    return kind or around


def level_of(element: _Element, *, in_float: bool) -> int:
    """The level of a heading, 0 of what is none; what heads a figure or table is part of its caption."""
    tag, names = element.tag, names_of(element)
    if in_float:
        return 0
    if tag[0] == "h" and tag[1:].isdigit():
        return int(tag[1])
    if element.get("role") == "heading":
        said = element.get("aria-level", "")
        return int(said) if said in ("1", "2", "3", "4", "5", "6") else 2
    if (
        tag not in ("div", "p")
        or not names
        or is_longer(element, LONGEST_HEADING)
        or len(element) > LONGEST_TITLE_PARTS
    ):
        return 0
    called = _HEADING_CLASS.search(element.get("class", ""))
    if called:
        return int(called[1])
    return 6 if not _TITLES.isdisjoint(names) and _is_line(element) else 0


def _is_line(element: _Element) -> bool:
    """Whether an element is short and no sentence, as a heading is."""
    if is_longer(element, LONGEST_HEADING // 2):
        return False
    words = words_in(element)
    return len(words.split()) <= LONGEST_TITLE and not words.endswith((".", ";", ","))


def is_abstract(element: _Element) -> bool:
    """Whether an element holds an abstract and nothing else."""
    if element.tag not in ("div", "section", "article", "p", "blockquote"):
        return False
    is_called = _is_called_abstract(element.get("class", ""), element.get("id", "")[:LONGEST_NAME])
    return (is_called or "abstract" in roles_of(element)) and not is_longer(element, LONGEST_ABSTRACT)


@lru_cache(maxsize=4096)
def _is_called_abstract(classes: str, called: str) -> bool:
    names = [name for name in classes.split() if len(name) <= LONGEST_NAME and _ABSTRACT_CLASS.fullmatch(name)]
    names += [called] if _ABSTRACT_ID.fullmatch(called) else []
    return any(_NO_ABSTRACT.isdisjoint(words_of_class(name)) for name in names)
