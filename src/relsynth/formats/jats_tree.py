"""A JATS tree made ready to be read: only words are left in it, and each stands where it belongs.

What is no word of the paper is cut out; citations become signs; the signs of footnotes go;
footnotes and floats that are kept at the end of the file move behind the paragraph that first
points to them. When its looks have been read (``jats_headings``), inline markup is dissolved,
so that a paragraph is mostly one string. Each pass over the tree runs in libxml2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relsynth.documents import CITATION
from relsynth.formats.citing import DASHES, is_power, typed
from relsynth.formats.jats_floats import kept_floats, place
from relsynth.formats.xml_papers import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_WORDS = """
label object-id graphic inline-graphic media supplementary-material inline-supplementary-material ref-list
tex-math annotation annotation-xml permissions license copyright-statement alt-text long-desc
sub-article response processing-meta custom-meta-group sec-meta
mixed-citation element-citation nlm-citation citation citation-alternatives
"""
SKIPPED = tuple(f"{{*}}{name}" for name in _NOT_WORDS.split())
"""Elements whose words are not the paper's."""

_INLINE_NAMES = """
xref sup sub bold italic underline overline strike sc roman sans-serif monospace named-content styled-content
ext-link uri email abbrev inline-formula alternatives milestone-start milestone-end break hr ruby rb x
"""
INLINE = tuple(f"{{*}}{name}" for name in _INLINE_NAMES.split())
"""Elements that part no words, dissolved when all that they say has been read from them."""

NOTES = frozenset({"fn", "table-fn", "aff", "corresp", "author-notes", "contrib"})
"""Targets of cross-references that are printed as a mere sign."""

LONGEST_SIGN = 4  # characters: "viii", while "Note 2" is words

_WORD = re.compile(r"[^\W\d_]{2}")
_MARKS = re.compile(r"[\s,;]*(?:[*∗†‡§¶#ǁ|][\s,;]*)+")
_CELL_MARKS = re.compile(r"[\s,;]*(?:[a-z*∗†‡§¶#ǁ|][\s,;]*){1,4}")
_NUMBERS = re.compile(rf"\s*\d{{1,3}}(?:\s*[,;{DASHES}]\s*\d{{1,3}})*\s*")
_YEAR = re.compile(r"\s*(?:1[89]|20)\d\d[a-z]?\s*")
_BEFORE_CITATION = re.compile(r"(?:[^\W\d_]{3}|[.,;:)\]”’\"'])\s?\Z")  # not m², km² or 10⁶


def cut_and_place(article: _Element) -> None:
    """Leave in an article what is read of it, once and in its place, with the signs of citations in its words."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    works = frozenset(ref.get("id", "") for ref in article.iter("{*}ref")) - {""}
    kept = kept_floats(article)
    etree.strip_elements(article, *SKIPPED, with_tail=False)
    for choice in list(article.iter("{*}alternatives")):
        _choose(choice)
    place(article, kept)
    _cite(article, works)


def dissolve_inline(article: _Element) -> None:
    """Take out the tags that part no words, but not the words in them."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    for parting in article.iter("{*}break", "{*}hr"):
        parting.tail = f" {parting.tail or ''}"
    etree.strip_tags(article, *INLINE)


def words_in(element: _Element) -> str:
    """All characters of an element and what is in it."""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def _choose(choice: _Element) -> None:
    """Of several forms of the same thing, leave the first that has words."""
    worded = next((part for part in choice if words_in(part).strip()), None)
    for part in list(choice):
        if part is not worded:
            choice.remove(part)


def _say(element: _Element, words: str) -> None:
    """Leave these words in an element, and nothing else."""
    for part in list(element):
        element.remove(part)
    element.text = words


def _cite(article: _Element, works: frozenset[str]) -> None:
    """Turn cross-references into what they say, and superscript numbers of works and signs of notes into signs."""
    linked = False
    for xref in article.iter("{*}xref"):
        cites = xref.get("ref-type") == "bibr" or not works.isdisjoint(xref.get("rid", "").split())
        linked = linked or cites
        _say(xref, _reference(xref.get("ref-type"), words_in(xref), cites=cites))
    noted = frozenset(foot.getparent() for foot in article.iter("{*}table-wrap-foot"))
    for sup in article.iter("{*}sup"):
        _say(sup, _superscript(sup, words_in(sup), noted))
    if not linked:  # some publishers link no citation at all
        for element in article.iter("{*}p", "{*}title", "{*}italic", "{*}bold", "{*}sup", "{*}xref"):
            element.text = element.text and typed(element.text)
            element.tail = element.tail and typed(element.tail)


def _reference(target: str | None, words: str, *, cites: bool) -> str:
    """What a cross-reference says: nothing where it is a footnote's sign, or the number of a cited work."""
    if cites:
        return f"{words}{CITATION}" if _WORD.search(words) or _YEAR.fullmatch(words) else CITATION
    return "" if target in NOTES and len(words.strip()) <= LONGEST_SIGN else words


def _superscript(sup: _Element, words: str, noted: frozenset[_Element | None]) -> str:
    """What a superscript says: a sign where it cites, nothing where it only marks a note.

    A number cites where it is no power of what stands before it, nor the beginning of a word ("¹⁸F").
    ``noted`` are the tables that have notes under them.
    """
    if CITATION in words and not _WORD.search(words):
        return CITATION
    space = " " if words[-1:].isspace() else ""
    if words.strip() in ("", ",", ";") or _MARKS.fullmatch(words):
        return space
    numbers = _NUMBERS.fullmatch(words)
    if _CELL_MARKS.fullmatch(words) or numbers:
        after_word = numbers is None or _BEFORE_CITATION.search(_before(sup)) is not None
        if after_word and _in_noted_cell(sup, noted):
            return space
        begins = (sup.tail or "")[:1].isalpha()
        if after_word and numbers and not begins and not is_power(_before(sup), words):
            return CITATION
    return words


def _in_noted_cell(element: _Element, noted: frozenset[_Element | None]) -> bool:
    """Whether an element stands in a cell of a table that has notes under it."""
    above = list(element.iterancestors()) if noted else []
    return not noted.isdisjoint(above) and any(local(a) in ("td", "th", "entry") for a in above)


def _before(element: _Element) -> str:
    """The words directly before an element, as far as the nearest tag."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ""
    return "" if parent is None else parent.text or ""
