"""What the styles of a DOCX file say of its paragraphs: heading, title, caption, quote.

Word names its own styles in English whatever language it speaks ("heading 1"); other programs and the
templates of journals do not, so names are read by a table, and where they say nothing, the outline level does.
A style takes from the one that it is based on what it does not say itself.

Source: ISO/IEC 29500-1, 17.7; names in templates of MDPI, Springer, Elsevier, IEEE, ACM and Taylor & Francis,
and in what pandoc and LibreOffice write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relsynth.formats.docx_package import attribute, is_on
from relsynth.formats.xml_papers import child, children

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 9  # levels of an outline; the tenth is the text
LONGEST_NAME = 100  # characters of a style's name that are looked at
LONGEST_CHAIN = 20  # styles that one may be based on, one on the other

_WORDS_FOR_HEADING = (
    "heading|head|überschrift|ueberschrift|titre|título|titulo|titolo|rubrik|overskrift|otsikko|kop|nagłówek"
    "|nadpis|címsor|titlu|naslov|antraštė|başlık|заголовок|标题|標題|見出し|제목"
)
_HEADINGS = tuple(
    (re.compile(pattern), level)
    for pattern, level in (
        (rf"(?:.*[^a-z])?(?:{_WORDS_FOR_HEADING}) ?(?P<level>[1-9])\b.*", None),
        (r".*\b(?P<level>[1-9])(?:st|nd|rd|th) ?(?:order|level)? ?head.*", None),
        (r"section(?: ?(?:heading|title))?|(?:abstract|ack\w*|reference) ?(?:title|head\w*)|.*\bunnumbered head\w*", 1),
        (r"sub ?section(?: ?(?:heading|title))?", 2),
        (r"sub ?sub ?section(?: ?(?:heading|title))?", 3),
    )
)
_ROLES = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        ("navigation", r"toc\b.*|toc ?\d.*|table of \w+|index(?: \d)?|contents\b.*"),
        (
            "furniture",
            r"(?:page )?(?:header|footer)\b.*|running .*|page number|line number|copyright.*|.*article ?type",
        ),
        (
            "caption",
            r".*(?:caption|legend|figure ?title|figure ?head\w*|table ?title|table ?head\w*|beschriftung|légende)s?",
        ),
        ("heading", ""),
        ("footnote", r".*(?:foot|end)note ?text"),
        ("reference", r"(?!.*(?:foot|end)note).*(?:bibliograph|references?\b|bib ?entry|literaturverz|works cited).*"),
        ("affiliation", r".*(?:affiliation|address|correspond|institution|e ?mail).*"),
        ("author", r"(?!.*contribution).*(?:author|byline).*"),
        ("subtitle", r".*sub ?title|untertitel|sous titre|subtítulo"),
        ("title", r"(?:.*[^a-z])?(?:title|titel|titre|título|titolo)(?: document)?|papertitle|article ?title"),
        ("abstract", r".*abstract.*|zusammenfassung|résumé"),
        ("keywords", r".*key ?words?.*"),
        ("quote", r".*(?:quot(?:e|ation)s?|block ?text|extract|zitat|citation intense)\b.*"),
        ("list", r"list (?:bullet|number).*|.*\bbullet.*|numbered list.*"),
    )
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style says: a role, the level of a heading (1 is top), and looks; ``size`` in half points."""

    role: str | None = None
    level: int | None = None
    is_bold: bool | None = None
    is_italic: bool | None = None
    size: int | None = None
    is_listed: bool | None = None
    left: int | None = None  # twentieths of a point that the text is set in


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Styles by id; ``of_paragraphs`` is what a paragraph without one has."""

    by_id: Mapping[str, Style]
    of_paragraphs: Style

    def of(self, identity: str | None) -> Style:
        """The style of an id; the common one where there is none."""
        return self.by_id.get(identity or "", self.of_paragraphs)


def styles_of(root: _Element | None) -> Styles:
    """Return the styles of a part of styles; none of a missing one."""
    written = {attribute(style, "styleId") or "": style for style in children(root, "style")}
    said = {identity: _said(style) for identity, style in written.items()}
    based = {identity: attribute(child(style, "basedOn"), "val") or "" for identity, style in written.items()}
    by_id = {identity: _whole([said[one] for one in _chain(identity, based)]) for identity in written}
    common = next((identity for identity, style in written.items() if _is_common(style)), "")
    return Styles(by_id=by_id, of_paragraphs=by_id.get(common, Style()))


def _is_common(style: _Element) -> bool:
    """Whether a style is the one of paragraphs that name none."""
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def role_of(name: str) -> tuple[str | None, int | None]:
    """What the name of a style says: a role, and the level of a heading.

    >>> role_of("heading 2"), role_of("MDPI_4.1_table_caption"), role_of("Normal")
    (('heading', 2), ('caption', None), (None, None))
    """
    words = _BETWEEN_WORDS.sub(" ", name[:LONGEST_NAME].lower()).strip()
    for role, pattern in _ROLES:
        if role == "heading":
            if level := _level_named(words):
                return "heading", level
        elif pattern.fullmatch(words):
            return role, None
    return None, None


def _level_named(words: str) -> int | None:
    for pattern, level in _HEADINGS:
        if found := pattern.fullmatch(words):
            return level or int(found["level"])
    return None


def outline_level(properties: _Element | None) -> int | None:
    """The level that properties of a paragraph give it in the outline, from 1; 0 where they say that it is text."""
    value = attribute(child(properties, "outlineLvl"), "val")
    if value is None or not (value.isascii() and value.isdigit()):
        return None
    return (int(value[:2]) + 1) % (DEEPEST + 1) if int(value[:2]) <= DEEPEST else 0


def _whole(own: Sequence[Style]) -> Style:
    """A style with what it takes from those that it is based on, which follow it."""
    role, level = next(((s.role, s.level) for s in own if s.role or s.level is not None), (None, None))
    return Style(
        role=role,
        level=level,
        is_bold=next((s.is_bold for s in own if s.is_bold is not None), None),
        is_italic=next((s.is_italic for s in own if s.is_italic is not None), None),
        size=next((s.size for s in own if s.size is not None), None),
        is_listed=next((s.is_listed for s in own if s.is_listed is not None), None),
        left=next((s.left for s in own if s.left is not None), None),
    )


def _chain(identity: str, based: Mapping[str, str]) -> Iterator[str]:
    """The style and those that it is based on, which may go round in a ring."""
    seen: set[str] = set()
    while identity in based and identity not in seen and len(seen) < LONGEST_CHAIN:
        seen.add(identity)
        yield identity
        identity = based[identity]


def _said(style: _Element) -> Style:
    """What a style says itself."""
    of_paragraph, of_run = child(style, "pPr"), child(style, "rPr")
    role, level = role_of(attribute(child(style, "name"), "val") or "")
    outline = outline_level(of_paragraph)
    if role is None and outline:
        role, level = "heading", outline
    return Style(
        role=role,
        level=level,
        is_bold=flag(of_run, "b"),
        is_italic=flag(of_run, "i"),
        size=number(child(of_run, "sz"), "val"),
        is_listed=listed(of_paragraph),
        left=left_of(of_paragraph),
    )


def flag(properties: _Element | None, name: str) -> bool | None:
    """Whether a property is on, off, or not told."""
    found = child(properties, name)
    return None if found is None else is_on(found)


def number(element: _Element | None, name: str) -> int | None:
    """A whole number that an attribute says; None where it says something else."""
    value = (attribute(element, name) or "").removesuffix(".0")
    return int(value[:6]) if value.isascii() and value.isdigit() else None


def listed(properties: _Element | None) -> bool | None:
    """Whether a paragraph is numbered or has a bullet; number 0 takes it away."""
    numbering = child(properties, "numPr")
    return None if numbering is None else attribute(child(numbering, "numId"), "val") not in (None, "0")


def left_of(properties: _Element | None) -> int | None:
    """How far a paragraph is set in on the left, in twentieths of a point."""
    indent = child(properties, "ind")
    told = number(indent, "left")
    return number(indent, "start") if told is None else told
