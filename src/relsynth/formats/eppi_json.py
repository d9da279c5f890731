"""The JSON that EPPI-Reviewer exports and EPPI-Mapper reads, as records: each of its ``References``.

Which codes stand on a reference is said in ``extra``: as names, and as the file has it, with the text that was typed in
and the words that were marked; the same codes as a tree, and what stands where, are read by ``eppi_codes``.

Source: exports of EPPI-Reviewer 4 to 6 (EPPI Centre, University College London); there is no published schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from relsynth.formats import fields
from relsynth.formats.decoding import decode_head
from relsynth.formats.eppi_codes import named_codes
from relsynth.formats.genres import genre
from relsynth.formats.json_pages import Item, line, objects, read_items
from relsynth.records import Origin, Record, Unread

name = "eppi_json"
suffixes: tuple[str, ...] = ()

MEANINGS: Mapping[str, str] = {
    "Title": "title",
    "ParentTitle": "container_title",
    "Authors": "authors",
    "ParentAuthors": "editors",
    "Year": "year",
    "StandardNumber": "number",
    "Publisher": "publisher",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "URL": "url",
    "Abstract": "abstract",
    "DOI": "doi",
    "Keywords": "keyword",
}
"""EPPI's name -> what it means to a record; whatever else a reference says is in ``extra``."""

TYPES: Mapping[str, str] = {
    "Article In A Periodical": "article-magazine",
    "Book, Chapter": "chapter",
    "Book, Whole": "book",
    "Conference Proceedings": "paper-conference",
    "Document From Internet Site": "webpage",
    "Journal, Article": "article-journal",
}
"""EPPI's kinds of item as CSL's, where ``genres`` knows no such name, or would take it for a whole volume."""

IN_SERIES = frozenset({"Book, Whole", "Dissertation", "Report"})
"""Kinds of item whose ParentTitle is a series, or says what degree it was for: none that the item is a part of."""

CODES = "Codes"
_HEAD = re.compile(r'\s*\{\s*"(?:CodeSets|References)"\s*:\s*\[')
_OWN = re.compile(r'"(?:SetName|AttributesList|AttributeId|ItemId|ReviewSetId)"\s*:')


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the JSON begins with sets of codes or references, and names them as EPPI does."""
    del suffix
    text = decode_head(head)
    return _HEAD.match(text) is not None and _OWN.search(text) is not None


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an export: each reference is a record, and the sets of codes before them are an aside."""
    names = named_codes(source)
    return read_items(source, ("References",), lambda item, origin: _record(item, origin, names))


def _record(item: Item, origin: Origin, names: Mapping[str, str]) -> Record:
    pairs = tuple(_pairs(item, names))
    record = fields.record_of(pairs, MEANINGS, origin=origin) or Record(origin=origin, extra=pairs)
    kind = line(item.get("TypeName")) or ""
    return replace(record, type=TYPES.get(kind) or genre(kind))


def _pairs(item: Item, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if key == CODES and isinstance(value, list):
            yield from _codes(value, names)
        elif key in ("Authors", "ParentAuthors"):
            yield key, "; ".join(_parts(value, ";"))
        elif key == "Keywords":
            yield from ((key, word) for word in _parts(value, "\n"))
        elif isinstance(value, list | dict):
            yield key, json.dumps(value, ensure_ascii=False) if value else ""
        elif key == "Abstract" and isinstance(value, str):
            yield key, "\n".join(_parts(value, "\n"))
        elif key == "ParentTitle" and item.get("TypeName") in IN_SERIES:
            yield "ParentTitle of series", line(value) or ""
        else:
            yield key, line(value) or ""


def _codes(applied: Iterable[object], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each code by its name, and by what the file says of it, which may be text of people's own."""
    for one in objects(list(applied)):
        if known := names.get(str(one.get("AttributeId"))):
            yield "Code", known
        said = {key: value for key, value in one.items() if value not in ("", None, [], {})}
        yield CODES, json.dumps(said, ensure_ascii=False)


def _parts(value: object, sign: str) -> list[str]:
    text = value if isinstance(value, str) else ""
    return [part for one in text.split(sign) if (part := line(one))]
