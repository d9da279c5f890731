"""The values of BibTeX's fields: what a field says, put in its place.

Each ``say_`` takes what an entry says so far, the field's name, its value as written, and the place in a record.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from relsynth.formats.bibtex_names import MOST_BRACES, names
from relsynth.formats.bibtex_tables import VERBATIM
from relsynth.formats.latex import is_plain, plain, plain_paragraphs, verbatim
from relsynth.records import FIELDS, doi_in

OWN = "relsynth-"
"""Prefix of fields by which ``bibtex_writing`` says what BibTeX has no words for."""
OWN_EXTRA, OWN_FIELD, OWN_HEAD = f"{OWN}x-", f"{OWN}f-", f"{OWN}head"

_DASHES = re.compile(r"(?<!\s)\s*[-‐‑‒–—−]+\s*")
_NUMBERS = re.compile(r"[\s,;/]+")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]|(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_OWN_SIGN = re.compile(r"_([0-9a-f]+)_")
_OWN_COUNT = re.compile(r"__\d+\Z")


@dataclass(slots=True)
class Said:
    """What an entry says, as far as it is read."""

    one: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)
    extra: list[tuple[str, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    has_head: bool = True


Read = Callable[[Said, str, str, str], None]
"""Puts a field in its place, of what an entry says, by its name and its value as written."""


def say_extra(said: Said, name: str, raw: str, place: str) -> None:
    """Leave a text in ``extra``, under its own name."""
    if value := plain_paragraphs(raw):
        said.extra.append((name, value))


def say_verbatim(said: Said, name: str, raw: str, place: str) -> None:
    """Leave an identifier or a file name in ``extra``, as it is written."""
    if value := verbatim(raw):
        said.extra.append((name, value))


def say_told(said: Said, name: str, raw: str, place: str) -> None:
    """A field that also changes what is in others."""
    if value := verbatim(raw) if place in VERBATIM else plain_paragraphs(raw):
        said.extra.append((name, value))
        said.told.setdefault(place, value)


def say_text(said: Said, name: str, raw: str, place: str) -> None:
    """Take a line of text."""
    if value := plain(raw):
        said.one[place] = value


def _say_paragraphs(said: Said, name: str, raw: str, place: str) -> None:
    if value := plain_paragraphs(raw):
        said.one[place] = value


def _say_pages(said: Said, name: str, raw: str, place: str) -> None:
    """Pages, whichever dash joins them: "12--19" is "12-19"."""
    if value := _DASHES.sub("-", plain(raw.replace("--", "-"))):
        said.one[place] = value


def _say_doi(said: Said, name: str, raw: str, place: str) -> None:
    _say_name(said, (name, verbatim(raw)), place, doi_in(verbatim(raw)))


def _say_pmid(said: Said, name: str, raw: str, place: str) -> None:
    digits = re.search(r"\d{1,9}", raw)
    _say_name(said, (name, verbatim(raw)), place, digits and digits.group())


def _say_pmcid(said: Said, name: str, raw: str, place: str) -> None:
    digits = re.search(r"\d{1,9}", raw)
    _say_name(said, (name, verbatim(raw)), place, digits and f"PMC{digits.group()}")


def _say_name(said: Said, written: tuple[str, str], place: str, name: str | None) -> None:
    """An identifier without what stands around it; as written in extra, where that is another text."""
    if name:
        said.one[place] = name
    if name != written[1]:
        said.extra.append(written)


def _list_names(said: Said, name: str, raw: str, place: str) -> None:
    found = names(raw)
    said.many.setdefault(place, []).extend(found)
    written = plain(raw)
    if written and written != " and ".join(found):
        said.extra.append((name, written))


def _list_keywords(said: Said, name: str, raw: str, place: str) -> None:
    text = raw.strip()
    separator = ";" if ";" in text.replace("\\&", "").replace("&amp;", "") else ","
    listed = said.many.setdefault(place, [])
    if is_plain(text):
        listed.extend(keyword for piece in text.split(separator) if (keyword := piece.strip()))
        return
    pieces = _outside_braces(text, separator) if "{" in text else text.split(separator)
    listed.extend(keyword for piece in pieces if (keyword := plain(piece)))


def _outside_braces(text: str, separator: str) -> list[str]:
    """Cut at separators outside braces; a list that is all in braces is cut inside them."""
    pieces = _cut(text, separator)
    for _ in range(MOST_BRACES):
        if len(pieces) > 1 or not (text.startswith("{") and text.endswith("}")):
            break
        text = text[1:-1]
        pieces = _cut(text, separator)
    return pieces


def _cut(text: str, separator: str) -> list[str]:
    pieces, depth, begin = [], 0, 0
    for found in re.finditer(rf"\\.|[{{}}{separator}]", text):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if depth <= 0 and found.group() == separator:
            pieces.append(text[begin : found.start()])
            begin = found.end()
    return [*pieces, text[begin:]]


def _list_numbers(said: Said, name: str, raw: str, place: str) -> None:
    """ISSN or ISBN, several in one field where all look like it."""
    text = plain(raw)
    numbers = [number for number in _NUMBERS.split(text) if number]
    if not all(_ISSN.fullmatch(number) for number in numbers):
        numbers = [text] if text else []
    said.many.setdefault(place, []).extend(numbers)


def list_addresses(said: Said, name: str, raw: str, place: str) -> None:
    """Take an address."""
    if address := verbatim(raw):
        said.many.setdefault(place, []).append(address)


def say_own(said: Said, name: str, raw: str, place: str) -> None:
    """A field of our own writing."""
    if place == OWN_HEAD:
        said.has_head = False
    elif place.startswith(OWN_EXTRA):
        coded = _OWN_COUNT.sub("", name[len(OWN_EXTRA) :])
        said.extra.append((_OWN_SIGN.sub(_own_sign, coded), plain_paragraphs(raw)))
    elif not _own_field(said, place.removeprefix(OWN_FIELD).replace("-", "_"), plain(raw)):
        said.extra.append((name, plain_paragraphs(raw)))


def _own_field(said: Said, place: str, text: str) -> bool:
    """Take a field's value as it was written in JSON; whether it is one that the field may have."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = tuple(value)
    if place not in FIELDS or not isinstance(value, _OWN_KINDS.get(place, str | None)):
        return False
    said.own[place] = value
    return True


def _own_sign(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code <= sys.maxunicode else found.group()


_OWN_KINDS: dict[str, Any] = {"year": int | None} | dict.fromkeys(
    ("authors", "editors", "issn", "isbn", "url", "keywords"), tuple
)
LEFT = frozenset({say_extra, say_verbatim, say_told})
SAY: dict[str, Read] = {
    "page": _say_pages,
    "doi": _say_doi,
    "pmid": _say_pmid,
    "pmcid": _say_pmcid,
    "abstract": _say_paragraphs,
}
LIST: dict[str, Read] = {
    "authors": _list_names,
    "editors": _list_names,
    "keywords": _list_keywords,
    "issn": _list_numbers,
    "isbn": _list_numbers,
    "url": list_addresses,
}
