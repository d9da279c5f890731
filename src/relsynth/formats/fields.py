"""From the tags of one record and their values to its fields.

A format says what each of its tags means; here is what follows from that, the same for all:
a second value of a single field, and a value that a field does not hold as it was written,
go to ``extra`` under their tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relsynth.formats.bylines import names_in, turned
from relsynth.formats.columns import (
    SINGLE,
    addresses_in,
    keywords_in,
    kind_of_number,
    numbering_in,
    numbers_in,
    year_of,
)
from relsynth.formats.remarks import is_placeholder
from relsynth.records import Origin, Record, doi_in

Meaning = str
"""A field's name; or ``author`` and ``editor``, one name; ``first_page``, ``last_page``; ``year``;
``keyword``, one that is never cut; ``number``, an ISSN or ISBN; ``citation``, of journal, volume, pages and date."""

_LISTS = {"keywords": keywords_in, "url": addresses_in}
_NAME = {"author": "authors", "editor": "editors"}
_AFTER_JOURNAL = re.compile(r"[.;] (?=[\d(]|[A-Z][a-z]{2,8}\.? \d)| (?=\(\d{4}\) \d)")


@dataclass(slots=True)
class _Draft:
    """What is gathered of one record."""

    values: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    dates: list[tuple[Meaning, str, str]] = field(default_factory=list)
    pages: dict[Meaning, tuple[str, str]] = field(default_factory=dict)
    extra: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, *items: str) -> None:
        self.lists.setdefault(name, []).extend(items)


def record_of(pairs: Iterable[tuple[str, str]], meanings: Mapping[str, Meaning], *, origin: Origin) -> Record | None:
    """Return the record of tags and values, or None where no tag that is known says anything."""
    draft = _Draft()
    for tag, value in pairs:
        if value and is_placeholder(value):
            draft.extra.append((tag, value))
        elif value:
            _take(draft, tag, value, meanings.get(tag))
    _date(draft)
    _pages(draft)
    draft.values |= {name: tuple(items) for name, items in draft.lists.items()}
    if not draft.values:
        return None
    urls = draft.values.get("url", ())
    draft.values.setdefault("doi", next((doi_in(url) for url in urls if "doi.org/" in url), None))
    return Record(origin=origin, **draft.values, extra=tuple(draft.extra))


def _take(draft: _Draft, tag: str, value: str, meaning: Meaning | None) -> None:
    as_written = True
    if meaning in SINGLE:
        as_written = _take_single(draft, value, meaning)
    elif meaning in {"author", "editor", "authors", "editors"}:
        names = (turned(value),) if meaning in _NAME and ";" not in value else names_in(value)
        draft.add(_NAME.get(meaning, meaning), *names)
        as_written = "; ".join(names) == value
    elif meaning in _LISTS:
        draft.add(meaning, *_LISTS[meaning](value))
    elif meaning == "keyword":
        draft.add("keywords", value)
    elif meaning in {"number", "issn", "isbn"}:
        as_written = _take_numbers(draft, value, "issn" if meaning == "number" else meaning)
    elif meaning in {"issued", "year"}:
        draft.dates.append((meaning, tag, value))
    elif meaning in {"page", "first_page", "last_page"} and meaning not in draft.pages:
        draft.pages[meaning] = (tag, value)
    else:
        as_written = False
        _take_citation(draft, value if meaning == "citation" else "")
    if not as_written:
        draft.extra.append((tag, value))


def _take_single(draft: _Draft, value: str, name: str) -> bool:
    read, as_written = (None, False) if name in draft.values else SINGLE[name](value)
    if read is not None:
        draft.values[name] = read
    return as_written


def _take_numbers(draft: _Draft, value: str, name: str) -> bool:
    items = numbers_in(value)
    for item in items:
        draft.add(kind_of_number(item) or name, item)
    return all(kind_of_number(item) for item in items)


def _take_citation(draft: _Draft, citation: str) -> None:
    """Journal, volume, issue, pages and date of a line such as "Crew Health. 28(2):103-106, April 2015."."""
    if not citation or "container_title" in draft.values:
        return
    line = " ".join(citation.split())
    found = _AFTER_JOURNAL.search(line)
    draft.values["container_title"] = line[: found.start()] if found else line.rstrip(". ")
    numbering = numbering_in(line)
    if "page" in numbering:
        draft.pages.setdefault("page", ("", numbering.pop("page")))
    draft.values |= {name: text for name, text in numbering.items() if name not in draft.values}
    if found and (year := year_of(line[found.end() :])):
        draft.values.setdefault("issued", str(year))


def _date(draft: _Draft) -> None:
    """The fullest date that agrees with the year counts; of others, months and days alone stay in ``extra``."""
    years = [found for meaning, _, value in draft.dates if meaning == "year" and (found := year_of(value))]
    telling = [
        one for one in draft.dates if one[0] == "issued" and (found := year_of(one[2])) and found in (years or [found])
    ]
    chosen = next(iter([*telling, *(one for one in draft.dates if one[0] == "year"), *draft.dates]), None)
    if chosen:
        draft.values["issued"] = chosen[2]
        draft.extra += [(tag, value) for one in draft.dates if one is not chosen for _, tag, value in [one]]
    if "issued" in draft.values:
        draft.values["year"] = year_of(draft.values["issued"])


def _pages(draft: _Draft) -> None:
    ends = [draft.pages[end] for end in ("first_page", "last_page") if end in draft.pages]
    if "page" in draft.pages:
        draft.values["page"] = draft.pages["page"][1]
        draft.extra += ends
    elif ends:
        draft.values["page"] = "-".join(dict.fromkeys(page for _, page in ends))
