"""Whether a reader makes of an export what Zotero does: title, first author, year, DOI, journal.

Zotero's translators carry test files with the items expected of them. The n-th record is
held against the n-th item; values are compared as databases agree on them (``folded``), and
what both leave out is not counted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from records_laws import Item

from relsynth.records import Record, doi_in, folded, person, year_in

TITLES = ("title", "caseName", "nameOfAct", "subject")
DATES = ("date", "dateDecided", "issueDate", "dateEnacted", "filingDate")
CONTAINERS = ("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle")

Names = set[str]
"""Ways in which one field may be given; none where it is left out."""


def first(item: dict[str, Any], keys: Iterable[str]) -> str:
    return next((str(item[key]) for key in keys if item.get(key)), "")


def expected_author(item: dict[str, Any]) -> Names:
    authors = [creator for creator in item.get("creators", ()) if creator.get("creatorType") == "author"]
    return {family(authors[0])} - {""} if authors else set()


def family(creator: dict[str, Any]) -> str:
    return folded(creator.get("lastName") or creator.get("name") or "")


def expected_journal(item: dict[str, Any]) -> Names:
    main = folded(first(item, CONTAINERS))
    return {main, folded(item.get("journalAbbreviation") or "")} - {""} if main else set()


def found_author(record: Record) -> str:
    return folded(person(record.authors[0]).family) if record.authors else ""


def year(text: str) -> Names:
    found = year_in(text)
    return {str(found)} if found else set()


Comparison = tuple[str, bool, bool, str]
"""A field's name, whether Zotero has it, whether the record agrees, and how it differs."""

Compared = tuple[str, Callable[[dict[str, Any]], Names], Callable[[Record], str]]
COMPARED: tuple[Compared, ...] = (
    ("title", lambda item: {folded(first(item, TITLES))} - {""}, lambda record: folded(record.title or "")),
    ("author", expected_author, found_author),
    ("year", lambda item: year(first(item, DATES)), lambda record: str(record.year or "")),
    ("doi", lambda item: {doi_in(item.get("DOI") or "") or ""} - {""}, lambda record: record.doi or ""),
    ("journal", expected_journal, lambda record: folded(record.container_title or "")),
)


def agreement(files: Iterable[tuple[Sequence[Item], Path]]) -> dict[str, float]:
    """Share of fields in which Zotero and the reader agree: of those that either has, by name; of those Zotero has."""
    compared = [one for items, path in files for one in comparisons(items, path)]
    shares = {"zotero_fields": float(len(compared)), "zotero_field_share": share(same for _, _, same, _ in compared)}
    for field, _, _ in COMPARED:
        shares[f"zotero_{field}_share"] = share(same for name, _, same, _ in compared if name == field)
    shares["zotero_given_share"] = share(same for _, given, same, _ in compared if given)
    return shares


def share(outcomes: Iterable[bool]) -> float:
    known = [*outcomes]
    return sum(known) / max(len(known), 1)


def comparisons(items: Sequence[Item], path: Path) -> list[Comparison]:
    """Each field of each item that Zotero or the record has."""
    if not path.is_file():
        return []
    expected = json.loads(path.read_text(encoding="utf-8"))
    records: list[Record | None] = [item for item in items if isinstance(item, Record)]
    records += [None] * (len(expected) - len(records))
    return [one for item, record in zip(expected, records, strict=False) for one in compare(item, record)]


def compare(item: dict[str, Any], record: Record | None) -> Iterator[Comparison]:
    for name, of_item, of_record in COMPARED:
        wanted, found = of_item(item), of_record(record) if record else ""
        same = found in wanted if wanted else is_elsewhere(name, item, found)
        if wanted or (found and not same):  # what both leave out, or Zotero calls otherwise, is not counted
            yield name, bool(wanted), same, f"{sorted(wanted)} is {found!r}"


def is_elsewhere(name: str, item: dict[str, Any], found: str) -> bool:
    """Whether Zotero has it under another name: an author as an artist, a journal as a series, a DOI in a note."""
    if name == "author":
        return found in {family(creator) for creator in item.get("creators", ())}
    if name == "journal":
        return found in {folded(value) for value in item.values() if isinstance(value, str)}
    return name == "doi" and found in json.dumps(item, ensure_ascii=False).lower()
