"""Footnotes, tables and figures that a JATS file keeps at its end, put where its text speaks of them.

They hang in the ``floats-group``, in groups of notes, or in a section of the back matter
("Figures and Tables"). Each moves behind the paragraph that first points to it, by a link or by its name. A
table or figure that nothing points to stands at the end of the results. What is in an appendix stays there.

Source: ANSI/NISO Z39.96 (``floats-group``, ``fn-group``, ``xref``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from relsynth.formats.floats import is_heading, key_of, keys_in
from relsynth.formats.xml_papers import child, children, local
from relsynth.headings import read_heading

if TYPE_CHECKING:
    from lxml.etree import _Element

FLOATS = frozenset({"fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "fn"})
TABLES = frozenset({"fig", "fig-group", "table-wrap", "table-wrap-group"})
"""Floats that are results, where nothing says what else they are."""


def kept_floats(article: _Element) -> dict[_Element, str | None]:
    """What an article keeps at its end, and which table or figure each is ("t2"); before labels are cut out."""
    back = child(article, "back")
    kept = [*_kept(child(article, "floats-group"), FLOATS), *_kept(back, {"fn"}), *_kept_tables(back)]
    return {element: _key(element) for element in kept}


def place(article: _Element, kept: Mapping[_Element, str | None]) -> None:
    """Move what is kept at the file's end behind the paragraph that first points to each."""
    if not kept:
        return
    body = child(article, "body")
    pointing = _first_pointers(body)
    naming = _first_names(body) if any(kept.values()) else {}
    results = _results(body)
    holder = _of_floats(article) if results is None else results
    last: dict[_Element, _Element] = {}  # paragraph -> what was put behind it last
    for element, key in kept.items():
        paragraph = pointing.get(element.get("id", "")) if key is None else _first(element, key, pointing, naming)
        group = element.getparent()
        if group is None:
            continue
        if paragraph is not None:
            last.get(paragraph, paragraph).addnext(element)
            last[paragraph] = element
        elif local(element) in TABLES:
            holder.append(element)
        else:
            continue
        _clear_emptied(group)


def _of_floats(article: _Element) -> _Element:
    """Where an article without results keeps what nothing points to; made where there is none."""
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    group = child(article, "floats-group")
    return etree.SubElement(article, "floats-group") if group is None else group


def _first(
    element: _Element, key: str, pointing: Mapping[str, _Element], naming: Mapping[str, _Element]
) -> _Element | None:
    linked = pointing.get(element.get("id", ""))
    return naming.get(key) if linked is None else linked


def _clear_emptied(group: _Element) -> None:
    """Leave no words in a group that nothing but its title is left of."""
    if local(group) in ("fn-group", "sec") and all(local(part) in ("title", "label") for part in group):
        for part in list(group):
            group.remove(part)
        group.text = ""


def _kept(holder: _Element | None, names: Iterable[str]) -> Iterator[_Element]:
    """The elements of these names in a holder that hang on nothing there: children, or those of a group of notes."""
    for part in () if holder is None else holder:
        if local(part) in names:
            yield part
        elif local(part) in ("fn-group", "sec", "notes"):
            yield from _kept(part, names)


def _kept_tables(holder: _Element | None) -> Iterator[_Element]:
    """The tables and figures of back matter that hang there, or in a section of nothing else; not of an appendix."""
    for part in () if holder is None else holder:
        title = child(part, "title")
        if local(part) in TABLES:
            yield part
        elif local(part) == "sec" and (title is None or is_heading("".join(map(str, title.itertext())))):
            yield from _kept_tables(part)


def _key(element: _Element) -> str | None:
    """Which table or figure an element is, by its label or the beginning of its caption."""
    if local(element) not in TABLES:
        return None
    holders = [child(element, "label"), child(element, "caption")]
    said = ("".join(map(str, holder.itertext())) for holder in holders if holder is not None)
    return next(filter(None, map(key_of, said)), None)


def _first_pointers(body: _Element | None) -> dict[str, _Element]:
    """The paragraph in which each target of a cross-reference is first named, unless that stands in a float."""
    pointing: dict[str, _Element] = {}
    for xref in () if body is None else body.iter("{*}xref"):
        targets = xref.get("rid", "") if xref.get("ref-type") not in ("bibr", "sec") else ""
        unknown = [target for target in targets.split() if target not in pointing]
        above = list(xref.iterancestors()) if unknown else []
        if above and FLOATS.isdisjoint(map(local, above)):
            paragraph = next((a for a in reversed(above) if local(a) == "p"), None)
            pointing |= {} if paragraph is None else dict.fromkeys(unknown, paragraph)
    return pointing


def _first_names(body: _Element | None) -> dict[str, _Element]:
    """The paragraph that first names each table or figure in words."""
    naming: dict[str, _Element] = {}
    for paragraph in () if body is None else body.iter("{*}p"):
        if FLOATS.union({"p"}).isdisjoint(map(local, paragraph.iterancestors())):
            for key in keys_in("".join(map(str, paragraph.itertext()))):
                naming.setdefault(key, paragraph)
    return naming


def _results(body: _Element | None) -> _Element | None:
    """The section of results at the top of a body."""
    return next((section for section in children(body, "sec") if _is_results(section)), None)


def _is_results(section: _Element) -> bool:
    title = child(section, "title")
    if "results" in section.get("sec-type", "").lower().split("|"):
        return True
    return title is not None and read_heading("".join(map(str, title.itertext()))).label == "results"
