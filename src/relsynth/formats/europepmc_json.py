"""What Europe PMC answers to a search, ``resultType`` core or lite.

Source: Europe PMC RESTful web service, reference guide 6.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relsynth.formats.decoding import decode_head
from relsynth.formats.json_pages import Item, at, line, lines_of, objects, read_items, with_extra, without_markup
from relsynth.records import Origin, Record, Unread, doi_in, year_in

name = "europepmc_json"
suffixes: tuple[str, ...] = ()

_HEAD = re.compile(r'\s*\{[^{}\[\]]*"hitCount"\s*:\s*\d')
_ISSN = re.compile(r"\b\d{4}-\d{3}[\dXx]\b")

_MAPPED = """
title abstractText pageInfo doi pmid pmcid language pubYear firstPublicationDate issue journalTitle journalVolume
authorList.author.lastName authorList.author.firstName authorList.author.initials authorList.author.collectiveName
authorList.author.fullName keywordList.keyword journalInfo.dateOfPublication journalInfo.yearOfPublication
journalInfo.volume journalInfo.issue journalInfo.journal.title journalInfo.journal.issn journalInfo.journal.essn
bookOrReportDetails.isbn13 bookOrReportDetails.isbn10 bookOrReportDetails.publisher
"""
_PATHS = frozenset(_MAPPED.split())


def recognises(head: bytes, suffix: str) -> bool:
    """Whether the JSON begins as an answer of Europe PMC does."""
    return _HEAD.match(decode_head(head)) is not None


def read_records(source: bytes) -> Iterator[Record | Unread]:
    """Read an answer of Europe PMC: each result is a record."""
    return read_items(source, ("resultList", "result"), _record)


def _record(item: Item, origin: Origin) -> Record:
    journal = at(item, "journalInfo.journal")
    book = at(item, "bookOrReportDetails")
    authors = _authors(item)
    record = Record(
        origin=origin,
        type=_type(item),
        title=line(item.get("title")),
        authors=tuple(authors),
        container_title=line(at(journal, "title")) or line(item.get("journalTitle")),
        issued=line(at(item, "journalInfo.dateOfPublication")) or line(item.get("firstPublicationDate")),
        year=year_in(line(item.get("pubYear")) or line(item.get("firstPublicationDate")) or ""),
        volume=line(at(item, "journalInfo.volume")) or line(item.get("journalVolume")),
        issue=line(at(item, "journalInfo.issue")) or line(item.get("issue")),
        page=line(item.get("pageInfo")),
        doi=doi_in(line(item.get("doi")) or ""),
        pmid=line(item.get("pmid")),
        pmcid=line(item.get("pmcid")),
        issn=lines_of([at(journal, "issn"), at(journal, "essn"), *_ISSN.findall(line(item.get("journalIssn")) or "")]),
        isbn=lines_of([at(book, "isbn13"), at(book, "isbn10")]),
        abstract=without_markup(item.get("abstractText")),
        keywords=lines_of(at(item, "keywordList.keyword")),
        language=line(item.get("language")),
        publisher=line(at(book, "publisher")),
    )
    return with_extra(record, item, paths=_PATHS, parts=[part for name in authors for part in name.split(", ", 1)])


def _authors(item: Item) -> list[str]:
    """Full names where there are any, else those of the one line in which authors are listed."""
    listed = objects(at(item, "authorList.author"))
    if not listed:
        return [name for name in (line(item.get("authorString")) or "").rstrip(".").split(", ") if name]
    return [name for author in listed if (name := _name(author))]


def _name(author: Item) -> str | None:
    family, given = line(author.get("lastName")), line(author.get("firstName")) or line(author.get("initials"))
    if family and given:
        return f"{family}, {given}"
    return family or line(author.get("collectiveName")) or line(author.get("fullName"))


def _type(item: Item) -> str | None:
    """CSL's type: preprints by the source that holds them, as Europe PMC tells them apart."""
    if item.get("source") == "PPR":
        return "article"
    if item.get("source") == "PAT":
        return "patent"
    if item.get("bookOrReportDetails"):
        return "book"
    return "article-journal" if item.get("journalInfo") or item.get("journalTitle") else None
