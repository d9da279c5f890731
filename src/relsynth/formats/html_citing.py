"""Where a page cites another work: links, superscripts and typed numbers turned into the sign of a citation.

A link cites if it points into the list of references, or if the platform marks it so. Where a page links no
citation at all, numbers that are raised or typed in brackets are citations, in the one way that
the page has: "[3]", "(3)" or a raised 3, never a power or a unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relsynth.documents import CITATION
from relsynth.formats.citing import DASHES, NUMBERS, SQUARE, is_power, numbered, signed, unsigned
from relsynth.formats.html_page import LONGEST_NAME, is_longer, names_of, remove, roles_of, say, words_in

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_MARK = 200  # characters of what may cite
LONGEST_SIGN = 12  # characters of what marks a note
ENOUGH = 3
"""Citations of one form that show it to be the page's."""

_CITING_NAMES = frozenset({"bibr", "bibref", "biblink", "bibcite", "biblioref", "citeref"})
_CITING_PAIRS = (
    ("ref", "tip"),
    ("citation", "link"),
    ("ref", "link"),
    ("ref", "lnk"),
    ("bib", "link"),
    ("cite", "link"),
)
_CITING_IDS = re.compile(
    r"(?:b|bib|bibr|cr|ref|r|cit|cite|rf|ref-cr|ref-cit|bibitem|citeref|bib-)[-_.]?\d+[a-z]?", re.IGNORECASE
)
_NOTE_IDS = re.compile(r".*?(?:_?ftn|_?edn|fn|note|foot|tfn|tblfn)(?:ref)?[-_.]?\w{0,12}", re.IGNORECASE)
_NOTE_ROLES = frozenset({"noteref", "footnote-ref", "backlink"})
_NUMBERS = re.compile(rf"\s*\[?\(?\s*\d{{1,3}}[a-z]?(?:\s*[,;{DASHES}]\s*\d{{1,3}}[a-z]?)*\s*,?\)?\]?\s*")
_MARK = re.compile(r"\s*[([]?(?:[a-l]|[*†‡§¶‖#∗⁎↩︎^]{1,4})(?:\s*,?\s*(?:[a-l]|[*†‡§¶‖#∗⁎]{1,4}))*[)\]]?\s*,?\s*")
_BEFORE = re.compile(r"(?:[^\W\d_]{3}|[.,;:)\]”’\"'%])\s?\Z")  # not m², km² or 10⁶
_BEFORE_LISTS = "and or to are is by were was include included including that we"
_ROUND = re.compile(
    r"\s\((?=\d)(?<![:;,]\s\()"
    + "".join(rf"(?<!\b{word}\s\()" for word in _BEFORE_LISTS.split())
    + rf"(?P<numbers>{NUMBERS})\)(?!\s?[=%])"
)
"""Not the numbers of a list within a sentence: "we aimed to (1) ask and (2) listen"."""

_FIRST = re.compile(r"[(\[]\s?1\s?[)\],;–—-]")
_INLINE = frozenset({"sup", "span", "a", "em", "i", "b", "strong"})
_DATA = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})


def cite(root: _Element, works: frozenset[str]) -> None:
    """Turn what cites into signs, and take out the marks that point to notes; ``works`` are ids of references."""
    unsigned(root)
    linked = 0
    for link in list(root.iter("a", "span")):
        if _cites(link, works):
            linked += 1
            say(link, signed(words_in(link)))
        elif link.tag == "a" and _points_to_note(link):
            _drop_mark(link)
    raised = [sup for sup in root.iter("sup") if _settled(sup) is None]
    for sup in raised:
        say(sup, CITATION)
    if linked >= ENOUGH:
        return
    texts = _texts(root)
    counts = {form: len(form.findall(texts)) for form in (SQUARE, _ROUND)}
    form = max(counts, key=lambda form: counts[form])
    if len(raised) < max(counts[form], ENOUGH) and counts[form] >= ENOUGH and _FIRST.search(texts):
        _cite_typed(root, form)


def _cites(element: _Element, works: frozenset[str]) -> bool:
    """Whether an element is a link to a cited work."""
    if "biblioref" in roles_of(element):
        return True
    names = names_of(element)
    marked = not _CITING_NAMES.isdisjoint(names) or any(names.issuperset(pair) for pair in _CITING_PAIRS)
    if element.tag == "span":
        return marked and not is_longer(element, LONGEST_MARK) and next(element.iter("a"), None) is None
    target = element.get("rid") or element.get("data-rid") or _fragment(element)
    if target is None:
        return marked and bool(words_in(element))
    return marked or target in works or (_CITING_IDS.fullmatch(target) is not None and _is_number(element))


def _fragment(element: _Element) -> str | None:
    """Where on its own page a link points."""
    _, sign, fragment = element.get("href", "").rpartition("#")
    return fragment if sign and 0 < len(fragment) <= LONGEST_NAME else None


def _is_number(element: _Element) -> bool:
    words = words_in(element)
    return _NUMBERS.fullmatch(words) is not None or re.search(r"\b(?:19|20)\d\d", words) is not None


def _points_to_note(link: _Element) -> bool:
    """Whether a link is only the mark of a footnote, or leads back from one."""
    words = "" if is_longer(link, LONGEST_MARK) else words_in(link)
    if not _NOTE_ROLES.isdisjoint(roles_of(link)):
        return True
    target = _fragment(link) or ""
    is_mark = _is_mark(words) or _NUMBERS.fullmatch(words) is not None
    return bool(words) and is_mark and _NOTE_IDS.fullmatch(target) is not None


def _drop_mark(link: _Element) -> None:
    parent = link.getparent()
    only = parent is not None and parent.tag == "sup" and words_in(parent) == words_in(link)
    remove(parent if only and parent is not None else link)


def _settled(sup: _Element) -> str | None:
    """What a superscript says; None where it is a number that may cite. A mark of a note is taken out."""
    words = "" if (long := is_longer(sup, LONGEST_MARK)) else "".join(map(str, sup.itertext()))
    if long or CITATION in words:
        return words
    if not words.strip(" ,;") or _is_mark(words):
        say(sup, "")
        return ""
    labels = (sup.tail or "")[:1].isalpha()  # "¹Institute of …"
    before = _before(sup)
    cites = _NUMBERS.fullmatch(words) and _BEFORE.search(before) and not is_power(before, words)
    return None if cites and not labels else words


def _is_mark(words: str) -> bool:
    """Whether words are the sign of a note: a letter, an asterisk, a dagger."""
    return len(words) <= LONGEST_SIGN and _MARK.fullmatch(words) is not None


def _before(element: _Element) -> str:
    """The words directly before an element in its line, as far as the nearest tag."""
    inner: _Element | None = element
    while inner is not None and inner.tag in _INLINE:
        previous, inner = inner.getprevious(), inner.getparent()
        if previous is not None:
            return previous.tail or words_in(previous)[-8:]
        if inner is not None and inner.text:
            return inner.text
    return ""


def _texts(root: _Element) -> str:
    """The words outside of tables, in which figures in brackets are no citations."""
    return "\n".join(text for e in root.iter() if e.tag not in _DATA for text in (e.text, e.tail) if text)


def _cite_typed(root: _Element, form: re.Pattern[str]) -> None:
    """Turn numbers in brackets into signs, of the form of bracket that the page uses."""
    for element in root.iter():
        parent = element.getparent()
        if element.text and element.tag not in _DATA:
            element.text = numbered(element.text, form)
        if element.tail and parent is not None and parent.tag not in _DATA:
            element.tail = numbered(element.tail, form)
