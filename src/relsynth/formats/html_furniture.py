"""What stands on a page of an article and is not the article: taken out of the tree before it is read.

It is told by what markup says (``nav``, roles, hidden elements), by the words that publishers and their
platforms use for classes, by headings that announce it ("Cite this article") and by lists that are
nothing but links. A part that holds most of the page's paragraphs is never furniture,
whatever its class; neither is one that a heading of a paper opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from relsynth.formats.html_headings import is_references, is_unwanted
from relsynth.formats.html_kinds import level_of
from relsynth.formats.html_lines import is_control
from relsynth.formats.html_links import lists_of_links
from relsynth.formats.html_page import (
    LONGEST_NAME,
    is_element,
    is_longer,
    names_of,
    remove,
    roles_of,
    words_in,
    words_of_class,
)
from relsynth.headings import read_heading

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = """
script style noscript template iframe object embed svg canvas audio video map button select option input textarea
label nav menu dialog head link meta img picture source link title annotation annotation-xml
"""
TAGS = frozenset(_TAGS.split())
"""Elements that hold no words of a paper; ``label`` is of a control, not of a figure."""

_ROLES = """
navigation banner contentinfo search dialog alert alertdialog menu menubar toolbar tablist tooltip
bibliography toc landmarks loi lot index titlepage copyright-page cover pagebreak page-list backlink
credits credit colophon imprint
"""
ROLES = frozenset(_ROLES.split())
"""Roles of WAI-ARIA 1.2 and DPUB-ARIA 1.1, and types of EPUB's structural vocabulary, that are no text of a paper."""

_ANY = """
nav navbar navigation sidenav breadcrumb breadcrumbs menu menus sitemap cookie cookies gdpr onetrust
social addthis addtoany sharethis altmetric altmetrics plumx badge crossmark scite
advert adverts advertisement advertising ads promo newsletter paywall modal modals popup popups
popover tooltip tooltips dropdown offcanvas toolbar footer masthead skip skiplink
reflist affiliation affiliations affl aff affil affs byline authors contributors
goto crossref googlescholar disqus captcha lightbox
"""
ANY_NAME = frozenset(_ANY.split())
"""Words of classes that are enough by themselves."""

_TOGETHER = """
ref list|ref cit|references list|article references|section references|share article|share links|share row|share box
page share|share button|share buttons|share icons|share bar|article share|share menu|share block|sharing block
related articles|related content|related item|related pages|related links|related items|recommended articles
recommended content|similar articles|cited by|citing articles|citedby section|citation tools|cite this|how to cite
suggested citation
article tools|tools menu|article metrics|metrics section|side bar|left column|right column|on this page
author list|author group|contrib group|fm author|author notes|author information list|art authors|authors container
bib identity|pub history|publication history|article history|article dates|pubhistory|article info details
article identifiers|bibliographic information list|bibliographic information citation|info list
last reviewed|content source|page format|site header|site title|page header links|official notice|language bar
sr only|screen reader|visually hidden|off screen|offscreen text|usa sr|d print none|no print|hide print|toc list|toc nav
figure extra|links for figure|fig links|figure inline download|figure links|callout links|extra links|ref links
full size|pill button|view larger|open in|download links|article downloads|open in new
fm panel|fm cit|fm citation|courtesy note|associated data|permissions link|rights link|article license
license info|licence info|copyright statement|copyright notice|article copyright|license p|copyright license
peer reviewed|peer review|reader comments|comments section|comment list|article comments|rapid responses
sign in|log in|login form|institutional access|get access|access options|purchase options
back to|to top|scroll top|jump to|jump links|anchor link|heading anchor|header link
ref ctt|ref tooltip|reference tooltip|ref overlay|reveal modal|footnote back|footnote backref
dateline|print link|title bar|subject area|article type|article categories
""".strip()
TOGETHER = tuple(frozenset(names.split()) for line in _TOGETHER.splitlines() for names in line.split("|"))
"""Words of classes that are so in company."""

IDS = re.compile(
    r"(?:ref(?:erence)?-?list|references?(?:-section|-content)?|cite(?:d|-?this).*|(?:related|recommended|similar)-?(?:articles?|content).*"
    r"|cookie.*|onetrust.*|share-?.*|nav(?:bar|igation)?|site-?(?:header|footer|nav).*|footer|(?:page-?)?header-?nav.*"
    r"|breadcrumbs?|side-?bar|toc|comments|metrics|altmetric.*|skip.*|author-?(?:list|group|notes)|article-?(?:metrics|tools|nav).*)",
    re.IGNORECASE,
)

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEPT = frozenset({"html", "body", "article", "main"})
_OWN = 80  # characters of an element's own text that make it a paragraph
LONGEST_HEADING = 160  # characters
MOST_WITHIN = 12  # elements directly in a heading
LONGEST_LINE = 8  # words of a line that heads a section without being a heading in markup
MOST_PARTS = 300
"""Headings of furniture that are followed up: no page has so many."""


def clear(root: _Element) -> frozenset[str]:
    """Take what is no article out of a page; returns the ids of works in its lists of references."""
    for element in [e for e in root.iter() if not is_element(e) or e.tag in TAGS or _is_hidden(e)]:
        remove(element)
    works: set[str] = set()
    for element in list(_outermost(root)):
        works.update(_ids(element) if _holds_works(element) else ())
        remove(element)
    for element in [*lists_of_links(root), *(a for a in root.iter("a") if is_control(_line(a)))]:
        remove(element)
    for heading in list(islice(_headings(root), MOST_PARTS)):
        works.update(_without_part(heading))
    return frozenset(works)


def _outermost(root: _Element) -> Iterator[_Element]:
    """The elements that are furniture by their markup, less those within others."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    weights = _weights(root)
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_furniture(element) and not _is_body(element, weights):
            walk.skip_subtree()
            yield element


def _is_hidden(element: _Element) -> bool:
    """Hidden from everybody, or in a class that shows it to screen readers alone; a hidden table may yet be shown."""
    hides = (
        "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )
    return hides and element.tag not in _KEPT and next(element.iterdescendants("table", "p", "h2"), None) is None


def _is_furniture(element: _Element) -> bool:
    tag = element.tag
    if tag in _KEPT or tag in HEADINGS:
        return False
    if tag in ("header", "footer"):
        return _is_page_header(element)
    if tag == "form":
        return True
    if not ROLES.isdisjoint(roles_of(element)):
        return True
    if tag not in ("a", "span") and IDS.fullmatch(element.get("id", "")[:LONGEST_NAME]):
        return True
    names = names_of(element)
    return bool(names) and (_is_named_so(element.get("class", "")) if "table" not in names else False)


@lru_cache(maxsize=4096)
def _is_named_so(classes: str) -> bool:
    """Whether one of an element's classes is called as furniture is."""
    each = [words_of_class(name) for name in classes[:400].split()]
    return any(not ANY_NAME.isdisjoint(words) or any(group <= words for group in TOGETHER) for words in each)


def _is_page_header(element: _Element) -> bool:
    """Whether a header or footer is the page's or the article's, and not that of a section, a table or a figure."""
    if element.tag == "footer":
        return True
    heading = next(element.iter(*HEADINGS), None)
    return heading is None and not {"caption", "table", "figure"} & names_of(element)


def _weights(root: _Element) -> dict[_Element, int]:
    """Characters of paragraphs in each element, as far as they are more than none."""
    weights: dict[_Element, int] = {}
    for element in root.iter():
        own = len(element.text or "") + sum(len(child.tail or "") for child in element)
        if own >= _OWN and element.tag != "li":
            above: _Element | None = element
            while above is not None:
                weights[above] = weights.get(above, 0) + own
                above = above.getparent()
    return weights


def _is_body(element: _Element, weights: dict[_Element, int]) -> bool:
    """Whether an element is the article after all: half of all paragraphs are in it, or a paper's heading opens it."""
    top = max(weights.values(), default=0)
    if weights.get(element, 0) * 2 > top and next(element.iter("h2", "h3", "h4"), None) is not None:
        return True
    heading = next(element.iter(*HEADINGS), None)
    words = "" if heading is None else words_in(heading)
    return read_heading(words).label not in (None, "back_matter") and not is_unwanted(words)


def _holds_works(element: _Element) -> bool:
    return bool({"ref", "references", "reflist", "bibliography"} & (names_of(element) | roles_of(element))) or (
        element.get("id", "").lower().startswith(("ref", "bib"))
    )


def _ids(element: _Element) -> Iterator[str]:
    for inner in element.iter():
        yield from (value for name in ("id", "name", "data-bib-id") if (value := inner.get(name)))


def _line(element: _Element) -> str:
    """The words of an element that is a line, "" of a longer one."""
    return words_in(element) if _is_short(element) else ""


def _headings(root: _Element) -> Iterator[_Element]:
    """Elements that head a part of the page; the references may be headed by a mere line."""
    for element in root.iter(*HEADINGS, "p", "div", "span", "td", "strong", "b"):
        words = _line(element)
        if not words:
            continue
        if level_of(element, in_float=False):
            if is_unwanted(words):
                yield element
        elif element.tag != "span" and is_references(words) and not _is_linked(element):
            yield element


def _is_short(element: _Element) -> bool:
    return len(element) < MOST_WITHIN and not is_longer(element, LONGEST_HEADING)


def _is_linked(element: _Element) -> bool:
    return any(words_in(link) == words_in(element) for link in element.iter("a") if link.get("href"))


def _without_part(heading: _Element) -> Iterator[str]:
    """Remove a heading with the part that it opens: the container that it begins, or what follows up to the next."""
    if not _is_attached(heading):
        return
    words, level = words_in(heading), _level(heading)
    part = _container(heading, level)
    parts = [part] if len(words_in(part)) > len(words) else [part, *_following(part, level)]
    for each in parts:
        if is_references(words):
            yield from _ids(each)
        remove(each)


def _is_attached(element: _Element) -> bool:
    """Whether an element is still on the page, and did not go with a part around it."""
    top = element
    while (above := top.getparent()) is not None:
        top = above
    return top.tag == "html"


def _container(heading: _Element, level: int) -> _Element:
    """The largest element that the heading opens and that no other heading as high stands in."""
    part = heading
    while (above := part.getparent()) is not None and above.tag not in _KEPT and _opens(part, above):
        if any(other is not heading and _level(other) <= level for other in above.iter(*HEADINGS)):
            break
        part = above
    return part


def _opens(part: _Element, above: _Element) -> bool:
    """Whether nothing stands before a part in the element around it."""
    if (above.text or "").strip():
        return False
    return not any(words_in(before) or (before.tail or "").strip() for before in part.itersiblings(preceding=True))


def _level(element: _Element) -> int:
    return int(element.tag[1]) if element.tag in HEADINGS else len(HEADINGS)


def _following(heading: _Element, level: int) -> Iterator[_Element]:
    """What follows a heading, up to the next that is as high or heads something of a paper."""
    for element in heading.itersiblings():
        inside = [element] if element.tag in HEADINGS else list(element.iter(*HEADINGS))
        if any(_level(other) <= level for other in inside) or _is_paper_line(element):
            return
        yield element


def _is_paper_line(element: _Element) -> bool:
    """Whether a line that is no heading in markup is one by its words: "Acknowledgements" after a list of works."""
    words = _line(element) if element.tag in ("p", "div") else ""
    return (
        bool(words)
        and read_heading(words).label is not None
        and not is_unwanted(words)
        and len(words.split()) <= LONGEST_LINE
    )
