"""The two laws of reading, checked by other means than the readers' own.

    law 1  each non-blank line of a source belongs to one record, or to one unread stretch
    law 2  each value of a source is found in a field or in ``extra`` of what holds its line

The values are cut from a source by a few naive expressions, a format each, and are looked
for in the text of whatever covers their line, less white space, accents and punctuation.
A short value must be found as words of its own: "2" is not in "1902".
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from python_calamine import CalamineWorkbook

from relsynth.formats.decoding import decode
from relsynth.records import FIELDS, Record, Unread

Item = Record | Unread
Stretch = tuple[int, tuple[str, ...]]
"""A line, from 1, and the ways in which a value on it may be written: one of them must be found."""

LOST = "value is lost"
SHORT = 6  # letters and digits; below, a value must be found as words of its own
MARKUP = re.compile(r"</?[a-z][\w:-]{0,20}\b[^<>]{0,80}>", re.IGNORECASE)
RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|\bdoi\s*:|\[doi\]|\bpmid\s*:|\bpmcid\s*:", re.IGNORECASE)
PARTS = re.compile(r"[;|,/]|\band\b|\bwith\b|&(?!#?\w+;)|\s-+\s|\t|\.\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What broke a law: the line, and the text that belongs to nobody, to two, or is gone."""

    law: str
    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How many lines and values of a source were looked for, and what broke a law."""

    stretches: int
    breaches: tuple[Breach, ...]


def judge(source: bytes, items: Sequence[Item], kind: str) -> Judgement:
    """Check both laws on what a reader made of a source of some kind ("ris", "bib", "xlsx", as in a manifest)."""
    rows = [*sheet(source)] if kind in SHEETS else decode(source).split("\n")
    owners = owners_of_lines(items, len(rows))
    filled = [number for number, row in enumerate(rows, 1) if row.replace("\ufffd", "").strip()]
    breaches = [*uncovered(filled, owners, rows), *shared(items)]
    stretches = [*VALUES.get(kind, plain_values)("\n".join(rows))]
    breaches += lost(stretches, owners, items)
    return Judgement(stretches=len(filled) + len(stretches), breaches=tuple(breaches))


def owners_of_lines(items: Sequence[Item], lines: int) -> list[list[int]]:
    """For each line, from 0 for line 1, which items claim it."""
    owners: list[list[int]] = [[] for _ in range(lines)]
    for at, item in enumerate(items):
        for line in range(item.origin.first, min(item.origin.last, lines) + 1):
            owners[line - 1].append(at)
    return owners


def uncovered(filled: Iterable[int], owners: Sequence[Sequence[int]], rows: Sequence[str]) -> Iterator[Breach]:
    for line in filled:
        if not owners[line - 1]:
            yield Breach(law="belongs to nobody", line=line, what=rows[line - 1][:120])


def shared(items: Sequence[Item]) -> Iterator[Breach]:
    """Stretches that stand in one another, or out of order: two may share no more than the line where they meet."""
    last = 0
    for item in items:
        if item.origin.first < last:
            yield Breach(law="belongs to two", line=item.origin.first, what=f"the stretch before ends on line {last}")
        last = max(last, item.origin.last)


def lost(stretches: Sequence[Stretch], owners: Sequence[Sequence[int]], items: Sequence[Item]) -> Iterator[Breach]:
    texts = [Said(spoken(item)) for item in items]
    last = 0
    for line, values in stretches:
        holders = owners[line - 1] if 0 < line <= len(owners) else ()
        sought = [way for value in values for way in ways(value)]
        found = next((at for at in (last, *holders) if at in holders and texts[at].holds(sought)), None)
        last = last if found is None else found  # of many that share a line, the next value is likely the same one's
        if holders and found is None:
            yield Breach(law=LOST, line=line, what=values[0][:120])


def unsaid(source: bytes, said: str, kind: str) -> int:
    """How many values of a source stand nowhere in a text: what another reader of the same source lost."""
    text = Said(said)
    rows = "\n".join(sheet(source)) if kind in SHEETS else decode(source)
    stretches = VALUES.get(kind, plain_values)(rows)
    return sum(not any(text.holds(ways(value)) for value in values) for _, values in stretches)


def spoken(item: Item) -> str:
    """All that a record or an unread stretch says, a line a value."""
    if isinstance(item, Unread):
        return item.text
    said: list[str] = []
    for name in FIELDS:
        value = getattr(item, name)
        said += value if isinstance(value, tuple) else () if value is None else (str(value),)
    return "\n".join((*said, *(part for pair in item.extra for part in pair)))


Way = tuple[str, str]
"""A value as it is looked for: its letters and digits in one piece, and its words."""


class Said:
    """A text in which values are looked for."""

    def __init__(self, text: str) -> None:
        plain = "\n".join(dict.fromkeys((text, unmarked(text))))
        self._packed = packed(plain)
        self._words = f" {words(plain)} "

    def holds(self, sought: Iterable[tuple[Way, ...]]) -> bool:
        """Whether all the parts of one of the ways of writing a value are said."""
        return any(all(map(self._holds, parts)) for parts in sought)

    def _holds(self, way: Way) -> bool:
        piece, plain = way
        return piece in self._packed if len(piece) >= SHORT else not piece or f" {plain} " in self._words


@lru_cache(maxsize=1 << 16)
def ways(value: str) -> tuple[tuple[Way, ...], ...]:
    """How a value may be said: as it is, decoded, without its resolver, as a PMCID, or in its parts."""
    plain = unmarked(value)
    bare = RESOLVER.sub(" ", plain)
    parts = [part for part in PARTS.split(bare) if part.strip()]
    wholes = dict.fromkeys((value, plain, unquote(plain), bare, f"PMC{plain}"))
    return (*(((packed(way), words(way)),) for way in wholes), tuple((packed(part), words(part)) for part in parts))


def unmarked(text: str) -> str:
    """A text less tags, its entities undone however often they were escaped."""
    for _ in range(3):
        if "&" not in text:
            break
        text = unescape(text)
    return MARKUP.sub("", text) if "<" in text else text


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Words of a text, unaccented and in lower case, numbers without the noughts before them."""
    signs = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return re.sub(r"\b0+(?=\d)", "", re.sub(r"[\W_]+", " ", plain)).strip()


def packed(text: str) -> str:
    """Letters and digits of a text, unaccented and in lower case."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "", text.lower())


# -- the values of a source, a format each


def tagged_values(tag: str) -> Callable[[str], Iterator[Stretch]]:
    """Values of a tagged format: each line, with its tag or without."""
    known = re.compile(tag)

    def values(text: str) -> Iterator[Stretch]:
        for number, line in enumerate(text.split("\n"), 1):
            value = known.sub("", line)
            if value.strip():
                yield number, (value, line)

    return values


def plain_values(text: str) -> Iterator[Stretch]:
    """Each line, as a value."""
    return ((number, (line,)) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def ovid_values(text: str) -> Iterator[Stretch]:
    """Values of Ovid's and Cochrane's texts: indented below their label, or behind a tag."""
    for number, line in enumerate(text.split("\n"), 1):
        tag = re.match(r"[A-Z][A-Z0-9]{1,3}\s*(?:-|:)\s+", line)
        label = line[:1].isupper() and not tag
        if line.strip() and not label and not re.fullmatch(r"\s*<\d+>\s*", line):
            yield number, (line[tag.end() :] if tag else line, line)


def refworks_values(text: str) -> Iterator[Stretch]:
    """Values behind "A1 " or "Authors: "."""
    return tagged_values(r"^(?:[A-Z][A-Z0-9](?:\s|$)|[A-Z][\w ,()/-]{2,40}:\s?)")(text)


DELIMITERS = re.compile(r"[,;|\t]")


STANDING = re.compile(r'^"?(?:TITLE|AUTHORS?(?: NAMES)?)"?[,;|\t]', re.MULTILINE)
NAME_BEFORE = re.compile(r'^"?[A-Z][A-Z /().-]+"?[,;|\t]')


def table_values(text: str) -> Iterator[Stretch]:
    """Cells, cut at whatever may part cells: where that cuts a cell in pieces, each is looked for.

    In a standing table (Embase's) the first cell of a row names the others.
    """
    standing = len(STANDING.findall(text)) > 1  # a damaged one may keep but one of the names
    for number, line in enumerate(text.split("\n"), 1):
        for cell in DELIMITERS.split(NAME_BEFORE.sub("", line) if standing else line):
            if cell.strip(' "'):
                yield number, (cell.replace('"', ""), cell)


TOKEN = re.compile(r'"type"\s*:\s*"text"|"(?:[^"\\]|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?')


def json_values(text: str) -> Iterator[Stretch]:
    """Strings that are no keys, and numbers; that a piece of rich text is text is no value."""
    line, seen = 1, 0
    for token in TOKEN.finditer(text):
        line += text.count("\n", seen, token.start())
        seen = token.start()
        if token[1] is None and packed(token[0]) and not token[0].startswith('"type"'):
            yield line, (unstrung(token[0]), token[0])


def unstrung(token: str) -> str:
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token


def xml_values(text: str) -> Iterator[Stretch]:
    """Text of elements, at the line where the element, or the one before the text, begins."""
    whole = re.sub(r"&(?!amp;|lt;|gt;|quot;|apos;|#)\w+;", lambda name: unescape(name[0]), text)
    whole = re.sub(r"\A\s*<\?xml[^>]*\?>", lambda prolog: "\n" * prolog[0].count("\n"), whole)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return
    yield from () if root is None else texts_of(root)


def texts_of(root: Any) -> Iterator[Stretch]:
    """Text of each element, with that of the markup within it; what it says may run on, or stand apart.

    An attribute names a role ("family", "Y") or is a value ("D000001"): those with digits are looked for.
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        coded = [value for value in element.attrib.values() if re.search(r"\w*\d", value) and len(value) >= SHORT]
        yield from ((element.sourceline or 1, (value,)) for value in coded)
        if is_text(element):
            pieces = [piece for piece in element.itertext("*") if piece.strip()]
            if pieces:
                yield element.sourceline or 1, ("".join(pieces), " ".join(pieces))
        else:
            waiting += reversed([child for child in element if isinstance(child.tag, str)])


def is_text(element: Any) -> bool:
    """Whether an element holds text of its own, beside or within EndNote's runs of one style."""
    own = [element.text, *(child.tail for child in element)]
    return len(element) == 0 or any(text and text.strip() for text in own) or all(c.tag == "style" for c in element)


LETTERS = {"o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "i": "i"}
LETTERS |= {"aa": "a", "AA": "A", "j": "j", "dh": "ð", "th": "þ", "TH": "Þ", "DH": "Ð", "dj": "đ", "DJ": "Đ"}
ENTRY = re.compile(r"@\s*(\w+)\s*[{(]\s*([^,\s{}()=\"]*)\s*,?")
FIELD = re.compile(r"(?:^|(?<=[,{}\"(\s]))[A-Za-z][\w:.+/-]{0,40}\s*=(?=\s*(?:[{\"\w#,]|$))")


def bib_values(text: str) -> Iterator[Stretch]:
    """What stands between the field names, line by line, less LaTeX; macros of the file are no values."""
    macros = {name.lower() for name in re.findall(r"@string\s*[{(]\s*([\w:.+-]+)", text, re.IGNORECASE)}
    for number, line in enumerate(text.split("\n"), 1):
        opened = ENTRY.search(line)
        if opened and opened[1].lower() not in ("string", "comment", "preamble"):
            yield number, (opened[1],)
            yield number, (opened[2],)
        for value in FIELD.split(ENTRY.sub(" ", line)):
            yield from ((number, (stretch,)) for stretch in bib_stretches(value, macros))


def bib_stretches(value: str, macros: set[str]) -> Iterator[str]:
    """The plain stretches of a value: cut at commands, mathematics, ``#`` and "and"."""
    text = re.sub(r"\\['\"`^~=.]\s*", "", value)
    text = re.sub(r"\\([uvHckrdbt])(?:\s+|(?=\{))", "", text)
    text = re.sub(r"\\([A-Za-z]{1,2})(?![A-Za-z])\s?", lambda m: LETTERS.get(m[1], m[0]), text)
    text = re.sub(r"\\([&%$#_{}])", r" \1", text).replace("{", "").replace("}", "")
    for stretch in re.split(r"\$[^$]*\$|\$|\\[A-Za-z]+\*?|\\\\|#|\band\b|\\|~", text):
        bare = stretch.strip(' \t,"')
        cut = bare != text.strip(' \t,"') and len(packed(bare)) < SHORT  # a word's half is no word
        if packed(bare) and bare.lower() not in macros and not cut:
            yield bare


SHEETS = frozenset({"xlsx", "xls"})
MARKED_UP = frozenset({"bibtex", "endnote_xml", "mods", "pubmed_xml"})


def sheet(source: bytes) -> Iterator[str]:
    """Rows of the first sheet that has any, cells parted by tabs."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(source))
    tables = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names)
    for row in next((table for table in tables if table), []):
        cells = (str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in row)
        yield "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells)


RIS = r"^\s*[A-Za-z][A-Za-z0-9]\s{0,9}[-–]"
VALUES: dict[str, Callable[[str], Iterator[Stretch]]] = {
    "ris": tagged_values(RIS),
    "nbib": tagged_values(r"^[A-Z]{2,4}\s*-"),
    "wos": tagged_values(r"^[A-Z][A-Z0-9]\s?"),
    "endnote": tagged_values(r"^\s*%\S\s?"),
    "refworks": refworks_values,
    "ovid": ovid_values,
    "bibtex": bib_values,
    "csl": json_values,
    "tabular": table_values,
    "xlsx": table_values,
    "endnote_xml": xml_values,
    "mods": xml_values,
    "pubmed_xml": xml_values,
}
"""By reader; a manifest's own names for its formats are added below."""

ALIASES = {
    "ciw": "wos", "isi": "wos", "enw": "endnote", "txt": "refworks", "x": "ovid", "bib": "bibtex", "json": "csl",
    "csv": "tabular", "scsv": "tabular", "tsv": "tabular", "xls": "xlsx", "xml": "endnote_xml", "pmxml": "pubmed_xml",
    "pm.xml": "pubmed_xml", "mods.xml": "mods",
}  # fmt: skip
VALUES |= {alias: VALUES[name] for alias, name in ALIASES.items()}
