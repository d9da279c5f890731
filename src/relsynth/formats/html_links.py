"""Lists on a page that are nothing but links: its navigation, or a table of contents.

The tree is walked once, and counted from within, so that nesting costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from relsynth.formats.html_page import LONGEST_NAME, names_of, words_of_class

if TYPE_CHECKING:
    from lxml.etree import _Element

FEWEST_LINKS = {"ul": 3, "ol": 3, "div": 4}
LINKED = 0.9
"""Share of the words of a list in its links that makes it navigation; an entry may have a number or a bar beside it."""


_WORD = re.compile(r"[^\W_]+")
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_KEYWORDS = frozenset({"keyword", "keywords", "kwd", "subject"})


@dataclass(slots=True)
class _Linked:
    """Of an element: its words, those of them that are links, how many links there are, whether it has paragraphs."""

    words: int = 0
    linked: int = 0
    links: int = 0
    has_text: bool = False

    def add(self, other: _Linked) -> None:
        """Count what is in an element within."""
        self.words += other.words
        self.linked += other.linked
        self.links += other.links
        self.has_text = self.has_text or other.has_text


def lists_of_links(root: _Element) -> list[_Element]:
    """Lists, and blocks of several lines, that are nothing but links: navigation, or a table of contents."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    found: list[_Element] = []
    around = [_Linked()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            around.append(_Linked(words=_count(element.text)))
            continue
        inside = around.pop()
        if element.tag == "a" and element.get("href"):
            inside.linked, inside.links = inside.words, 1
        if _is_list_of_links(element, inside):
            found.append(element)
        inside.has_text = inside.has_text or element.tag in _PARAGRAPHS
        inside.words += _count(element.tail)
        around[-1].add(inside)
    return found


def _count(text: str | None) -> int:
    return len(_WORD.findall(text)) if text else 0


def _is_list_of_links(element: _Element, inside: _Linked) -> bool:
    fewest = FEWEST_LINKS.get(element.tag)
    if fewest is None or inside.links < fewest or inside.has_text or inside.linked < LINKED * inside.words:
        return False
    around = [element, *islice(element.iterancestors(), 2)]
    called = frozenset().union(
        *map(names_of, around), *(words_of_class(e.get("id", "")[:LONGEST_NAME]) for e in around)
    )
    return _KEYWORDS.isdisjoint(called) and not any(e.get("property") == "keywords" for e in around)
