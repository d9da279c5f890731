"""EndNote XML: what EndNote, and many who speak to it, write: ``<xml><records><record>``.

Source: EndNote's RSXML.dtd and its exports since version 8; those of versions 4 to 7 write the same in
capitals with underscores, and number the types of references otherwise. Styled runs
(``<style>``) are text; ``&#xD;`` parts the values of one field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from relsynth.formats import xml_records, xml_sayings
from relsynth.formats.genres import genre
from relsynth.formats.xml_sayings import THROUGH, WITHIN, Saying, local, text_of
from relsynth.records import Record, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

name = "endnote_xml"
suffixes = (".xml",)

_ROOTS = frozenset({"xml", "records", "record"})
_RECORD = re.compile(r"<(?:record[\s>]|records\s*/>|records>\s*</records>)", re.IGNORECASE)
_ITS_OWN = re.compile(
    r"<(?:xml|ref-type|reference_type|rec-number|refnum|contributors|titles|foreign-keys|pub-dates)[\s/>]",
    re.IGNORECASE,
)
_ISSN = re.compile(r"(?<![\d-])(\d{4}-?\d{3}[\dXx])(?![\d-])")
_PARTS = re.compile(r"[\n;,]")
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)

_NUMBERED: Mapping[str, str] = {
    "2": "artwork",
    "3": "audiovisual material",
    "4": "bill",
    "5": "book section",
    "6": "book",
    "7": "case",
    "9": "computer program",
    "10": "conference proceedings",
    "12": "web page",
    "16": "personal communication",
    "17": "journal article",
    "19": "magazine article",
    "20": "map",
    "21": "film or broadcast",
    "23": "newspaper article",
    "25": "patent",
    "27": "report",
    "28": "edited book",
    "31": "statute",
    "32": "thesis",
    "34": "unpublished work",
    "36": "manuscript",
    "43": "electronic article",
    "44": "electronic book",
    "45": "online database",
    "46": "government document",
    "47": "conference paper",
    "54": "grant",
    "56": "blog",
    "59": "dataset",
}
_NUMBERED_BEFORE_8: Mapping[str, str] = {
    "0": "journal article",
    "1": "book",
    "2": "thesis",
    "3": "conference proceedings",
    "4": "personal communication",
    "5": "newspaper article",
    "6": "computer program",
    "7": "book section",
    "8": "magazine article",
    "9": "edited book",
    "10": "report",
    "11": "map",
    "12": "audiovisual material",
    "13": "artwork",
    "15": "patent",
    "16": "web page",
    "17": "bill",
    "18": "case",
    "19": "hearing",
    "20": "manuscript",
    "21": "film or broadcast",
    "22": "statute",
}


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the first element is EndNote's, and so are elements after it."""
    if xml_records.opening(head).lower() not in _ROOTS:
        return False
    text = xml_records.head_text(head)
    return _RECORD.search(text) is not None and _ITS_OWN.search(text) is not None


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read every ``<record>``, inside a wrapper or not."""
    return xml_records.read_elements(source, ("record", "RECORD"), _said)


def _said(record: _Element) -> Iterator[Saying]:
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    etree.strip_tags(record, "style")
    yield from xml_sayings.attributes(record, "")
    if local(record) == "RECORD":
        for node in record.iter("*"):
            node.tag = local(node).lower().replace("_", "-")
    yield from xml_sayings.sayings(record, _plan(of_pubmed=_is_of_pubmed(record)))


def _is_of_pubmed(record: _Element) -> bool:
    """Whether an accession number is PubMed's: only the name of the database tells."""
    names = xml_sayings.children(record, "remote-database-name", "remote-database-provider")
    return any(_PUBMED.search(text_of(node)) for node in names)


def _plan(*, of_pubmed: bool) -> Mapping[str, str | xml_sayings.Handler]:
    return {**_PLAN, "accession-num": "pmid"} if of_pubmed else _PLAN


def _type(node: _Element) -> Iterator[Saying]:
    numbers = _NUMBERED_BEFORE_8 if local(node) == "reference-type" else _NUMBERED
    written = node.get("name", "") or numbers.get(text_of(node)) or text_of(node)
    is_of_proceedings = written.lower() == "conference proceedings"  # in EndNote, a paper in them
    yield "type", local(node), "paper-conference" if is_of_proceedings else genre(written) or ""
    yield from xml_sayings.unplanned(node, local(node))


def _names(field: str) -> xml_sayings.Handler:
    def said(node: _Element) -> Iterator[Saying]:
        for each in node:
            written = text_of(each)
            yield field, local(each), written.rstrip(", ") or written  # a comma at the end: an organisation
            yield from xml_sayings.attributes(each, local(each))

    return said


def _standard_numbers(node: _Element) -> Iterator[Saying]:
    """Numbers of a serial or a book; what is said of them (``(Print)``) keeps the field as written."""
    written = text_of(node)
    rest = written
    for part in filter(None, map(str.strip, _PARTS.split(written))):
        found = _ISSN.search(part)
        number = found.group() if found else part.split("(")[0].strip()
        yield ("issn" if found else "isbn"), local(node), number
        rest = rest.replace(number, "", 1)
    if rest.strip(" \n;,"):
        yield "", local(node), written


def _number_of_pmc(node: _Element) -> Iterator[Saying]:
    written = text_of(node)
    yield "pmcid" if written.upper().startswith("PMC") else "", local(node), written


_PLAN: Mapping[str, str | xml_sayings.Handler] = {
    "ref-type": _type,
    "reftype": _type,
    "reference-type": _type,
    "contributors": THROUGH,
    "authors": _names("authors"),
    "secondary-authors": _names("editors"),
    "titles": THROUGH,
    "title": "title",
    "secondary-title": "container_title",
    "periodical": THROUGH,
    "full-title": "container_title",
    "pages": "page",
    "volume": "volume",
    "number": "issue",
    "keywords": THROUGH,
    "keyword": "keywords",
    "dates": THROUGH,
    "year": "issued",
    "pub-dates": WITHIN,
    "copyright-dates": WITHIN,
    "publisher": "publisher",
    "isbn": _standard_numbers,
    "issn": _standard_numbers,
    "electronic-resource-num": "doi",
    "doi": "doi",
    "abstract": "abstract",
    "language": "language",
    "custom2": _number_of_pmc,
    "urls": THROUGH,
    "url": "url",
    "related-urls": THROUGH,
    "web-urls": THROUGH,
    "pdf-urls": WITHIN,
    "text-urls": WITHIN,
    "image-urls": WITHIN,
    "foreign-keys": THROUGH,
}
