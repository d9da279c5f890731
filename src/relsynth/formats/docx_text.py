"""The words of one paragraph of a DOCX file, as a reader of its last version sees them.

What was deleted under tracked changes, hidden text and comments are no words of the paper; what was
inserted is. A field shows its result: where a reference manager put a citation (Zotero, EndNote,
Mendeley, Citavi, Word), the sign stands there, and a list of works or of contents that a field made
is left out. Fields may reach over paragraphs, so those that are open are handed on.

Source: ISO/IEC 29500-1, 17.3 (runs), 17.13.5 (revisions), 17.16 (fields); ISO/IEC 29500-3 (alternate
content, of which one choice is read); the field codes that the programs named write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from relsynth.documents import CITATION
from relsynth.formats.citing import cleaned, is_power, signed, typed
from relsynth.formats.docx_package import attribute
from relsynth.formats.docx_styles import Style, Styles, flag, left_of, listed, number, outline_level
from relsynth.formats.xml_papers import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_T = TypeVar("_T")

_HOLDERS = frozenset(
    ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple")
)
"""Elements around runs; the words of any other element around them were deleted or are a revision's."""

_SIGNS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_DRAWINGS = frozenset({"drawing", "pict", "object", "AlternateContent"})

_CITING = re.compile(
    r"\s*(?:ADDIN\s+(?:ZOTERO_ITEM|EN\.CITE|PAPERS2_CITATIONS|REFMGR\.CITE|Mendeley\s+Citation|CitaviPlaceholder"
    r"|RW\.CITE|SciWriter|EndNote\s+Citation)|CITATION\b|ADDIN\s+CSL_CITATION|ADDIN\s+rwcite)",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"\s*(?:ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley\s+Bibliography|PAPERS2_BIBLIOGRAPHY|REFMGR\.REFLIST|CitaviBib"
    r"|RW\.BIB)|BIBLIOGRAPHY\b|TOC\b|INDEX\b|TOA\b|PAGE\b|NUMPAGES\b)",
    re.IGNORECASE,
)
_CITING_TAG = re.compile(r"MENDELEY_CITATION|CitaviPlaceholder|rwcite", re.IGNORECASE)
_LISTING_TAG = re.compile(r"MENDELEY_BIBLIOGRAPHY|CitaviBibliography|rwbib", re.IGNORECASE)
_GALLERIES = ("Table of Contents", "Bibliographies")
_CITING_ANCHOR = re.compile(r"_?EN?REF_|ref-|bib\d|CR\d")

_NUMBERS = re.compile(r"[\s\d,;–—‐‑\-\[\]()]*\d[\s\d,;–—‐‑\-\[\]()]*")
_CITABLE = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?)\]”’\"'])\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words of one look; ``cited`` numbers the citation that they belong to."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    size: int | None = None
    cited: int | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph: its words with signs of citations, how it looks, and what is anchored in it.

    ``lead`` is its bold beginning, where the rest is not bold; ``byline`` its words without what is
    raised; ``size`` of the letters in half points; ``left`` the indent in twentieths of a point.
    """

    text: str
    style: Style = PLAIN
    level: int | None = None
    is_bold: bool = False
    is_italic: bool = False
    is_listed: bool = False
    is_centred: bool = False
    size: int = 0
    left: int = 0
    right: int = 0
    lead: str = ""
    byline: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    boxes: tuple[_Element, ...] = ()


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    number: int
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place, outermost first, and how many there were."""

    opened: list[_Field] = field(default_factory=list)
    count: int = 0

    def open(self, instruction: str = "", *, in_result: bool = False) -> None:
        """Enter a field."""
        self.count += 1
        self.opened.append(_Field(number=self.count, instruction=instruction, in_result=in_result))

    def close(self) -> None:
        """Leave the innermost field; one too many does nothing."""
        if self.opened:
            self.opened.pop()

    @property
    def hides(self) -> bool:
        """Whether words here are an instruction, or of a list that a field made."""
        return any(not one.in_result or _LISTING.match(one.instruction) for one in self.opened)

    @property
    def citation(self) -> int | None:
        """The number of the citation that words here belong to."""
        return next((one.number for one in self.opened if _CITING.match(one.instruction)), None)


def is_listing(part: _Element) -> bool:
    """Whether a content control holds a list of works or of contents."""
    properties = child(part, "sdtPr")
    gallery = attribute(child(child(properties, "docPartObj"), "docPartGallery"), "val") or ""
    is_named = _LISTING_TAG.match(attribute(child(properties, "tag"), "val") or "") is not None
    return is_named or child(properties, "bibliography") is not None or gallery in _GALLERIES


def line_of(paragraph: _Element, styles: Styles, fields: Fields) -> Line:
    """Read one paragraph; ``fields`` are those open before it, and after."""
    properties = child(paragraph, "pPr")
    style = styles.of(attribute(child(properties, "pStyle"), "val"))
    notes: list[tuple[str, str]] = []
    boxes: list[_Element] = []
    runs = list(_Reader(styles, style, fields, notes, boxes).runs(paragraph))
    worded = [run for run in runs if run.text.strip()]
    own, indent = outline_level(properties), child(properties, "ind")
    own_listed, own_left = listed(properties), left_of(properties)
    return Line(
        text=_words(runs),
        style=style,
        level=own or (style.level if own is None else None),
        is_bold=bool(worded) and all(run.is_bold for run in worded),
        is_italic=bool(worded) and all(run.is_italic for run in worded),
        is_listed=bool(style.is_listed if own_listed is None else own_listed),
        is_centred=attribute(child(properties, "jc"), "val") == "center",
        size=max((run.size or 0 for run in worded), default=0),
        left=(style.left or 0) if own_left is None else own_left,
        right=number(indent, "right") or number(indent, "end") or 0,
        lead=_lead(worded),
        byline=" ".join("".join(run.text for run in runs if not run.is_raised).replace(CITATION, "").split()),
        notes=tuple(notes),
        boxes=tuple(boxes),
    )


def is_removed(paragraph: _Element) -> bool:
    """Whether a paragraph's end was deleted under tracked changes, so that it goes on in the next one."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is the same for all runs of a paragraph; notes and boxes are added to as they are met."""

    styles: Styles
    style: Style
    fields: Fields
    notes: list[tuple[str, str]]
    boxes: list[_Element]

    def runs(self, holder: _Element) -> Iterator[Run]:
        """The runs of a paragraph, or of an element around runs in one."""
        for part in holder:
            name = local(part)
            if name == "r":
                yield from self._run(part)
            elif name in ("oMath", "oMathPara"):
                yield Run(text=f" {''.join(t.text or '' for t in part.iter('{*}t'))} ")
            elif name == "AlternateContent":
                yield from self.runs(_choice(part))
            elif name in _HOLDERS and not (name == "sdt" and is_listing(part)):
                instruction = _instruction(part, name)
                if instruction is not None:
                    self.fields.open(instruction, in_result=True)
                yield from self.runs(part)
                if instruction is not None:
                    self.fields.close()

    def _run(self, run: _Element) -> Iterator[Run]:
        properties = child(run, "rPr")
        of_run = self.styles.by_id.get(attribute(child(properties, "rStyle"), "val") or "", Style())
        told = flag(properties, "b"), flag(properties, "i"), number(child(properties, "sz"), "val")
        text = "".join(map(self._sign, run))
        if text and not flag(properties, "vanish") and not self.fields.hides:
            yield Run(
                text=text,
                is_bold=bool(_first(told[0], of_run.is_bold, self.style.is_bold)),
                is_italic=bool(_first(told[1], of_run.is_italic, self.style.is_italic)),
                is_raised=attribute(child(properties, "vertAlign"), "val") == "superscript",
                size=_first(told[2], of_run.size, self.style.size),
                cited=self.fields.citation,
            )

    def _sign(self, part: _Element) -> str:
        """The words of a part of a run; fields, notes and boxes are taken in as they are met."""
        name = local(part)
        if name == "t":
            return part.text or ""
        if name == "fldChar":
            self._turn(attribute(part, "fldCharType"))
        elif name == "instrText" and self.fields.opened:
            self.fields.opened[-1].instruction += part.text or ""
        elif name in _NOTES:
            self.notes.append((_NOTES[name], attribute(part, "id") or ""))
        elif name in _DRAWINGS:
            self.boxes.extend(_boxes(part))
        elif name == "ruby":
            return "".join(t.text or "" for base in part.iterfind("{*}rubyBase") for t in base.iter("{*}t"))
        return _SIGNS.get(name, "")

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.open()
        elif kind == "end":
            self.fields.close()
        elif self.fields.opened:
            self.fields.opened[-1].in_result = True


def _instruction(part: _Element, name: str) -> str | None:
    """What makes an element around runs a field: its instruction, its tag, or where it leads."""
    if name == "fldSimple":
        return attribute(part, "instr") or ""
    properties = child(part, "sdtPr") if name == "sdt" else None
    is_citing = _CITING_TAG.match(attribute(child(properties, "tag"), "val") or "") is not None
    if name == "hyperlink":
        is_citing = _CITING_ANCHOR.match(attribute(part, "anchor") or "") is not None
    return "CITATION" if is_citing or child(properties, "citation") is not None else None


def _choice(alternatives: _Element) -> _Element:
    """One of the contents that an element offers to programs of different age."""
    found = child(alternatives, "Choice")
    found = child(alternatives, "Fallback") if found is None else found
    return alternatives if found is None else found


def _boxes(part: _Element) -> Iterator[_Element]:
    """The contents of text boxes in a drawing, each once; those within one are left to it."""
    if local(part) == "txbxContent":
        yield part
        return
    for inner in _choice(part) if local(part) == "AlternateContent" else part:
        yield from _boxes(inner)


def _words(runs: Iterable[Run]) -> str:
    """The words of a paragraph's runs, with a sign for what each citation says."""
    words = ""
    for cited, group in groupby(runs, key=lambda run: run.cited):
        for run in group if cited is None else (_joined(group),):
            is_number = run.is_raised and _NUMBERS.fullmatch(run.text) and _CITABLE.search(words[-40:])
            if cited is not None:
                words += signed(run.text) if run.text.strip() else run.text
            elif is_number and not is_power(words[-40:], run.text):
                words += CITATION
            else:
                words += run.text.replace(CITATION, "")
    return cleaned(typed(words))


def _joined(runs: Iterable[Run]) -> Run:
    return Run(text="".join(run.text for run in runs).replace(CITATION, ""))


def _lead(worded: list[Run]) -> str:
    """The bold beginning of a paragraph that is not bold as a whole."""
    plain = next((n for n, run in enumerate(worded) if not run.is_bold), 0)
    return "".join(run.text for run in worded[:plain])


def _first(*told: _T | None) -> _T | None:
    return next((one for one in told if one is not None), None)
