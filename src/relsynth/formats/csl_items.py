"""One item of CSL-JSON as a record, and back.

Keys are CSL's, and those of its kin: what Zotero's own JSON, Crossref and BibLaTeX converters
call the same. What no field holds as it was written goes to ``extra`` under its key, nested
values as JSON. What CSL cannot say exactly is kept under ``custom``, which CSL 1.0.2 has for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from relsynth.formats.bylines import turned
from relsynth.formats.columns import keywords_in
from relsynth.formats.genres import KINDS, genre
from relsynth.formats.rows import OWN, as_read, exact_values
from relsynth.records import FIELDS, Origin, Record, doi_in, person, year_in

Item = Mapping[str, Any]
Pair = tuple[str, str]
Read = Callable[[Any], tuple[Any, bool]]
"""Reads a value of JSON: the field's value, and whether it says all that stood there."""

KEYS: dict[str, str] = {
    "type": "type itemType bib_type",
    "title": "title",
    "authors": "author authors",
    "editors": "editor editors",
    "container_title": """container-title publicationTitle journaltitle journal bookTitle booktitle proceedingsTitle
        encyclopediaTitle dictionaryTitle websiteTitle blogTitle""",
    "issued": "issued date published published-print published-online year",
    "volume": "volume",
    "issue": "issue",
    "page": "page pages article-number",
    "doi": "DOI doi",
    "pmid": "PMID pmid",
    "pmcid": "PMCID pmcid",
    "issn": "ISSN issn",
    "isbn": "ISBN isbn",
    "url": "URL url",
    "abstract": "abstract abstractNote",
    "keywords": "keyword keywords tags subject",
    "language": "language langid",
    "publisher": "publisher",
}
"""Field -> keys that fill it, the one to prefer first."""

CSL = {name: keys.split()[0] for name, keys in KEYS.items()}
TELLING = frozenset(key for keys in KEYS.values() for key in keys.split()) | {"id", "creators", "entry_key"}
"""Keys by which an object is known for an item."""

_NOT_CSL = frozenset({"itemType", "bib_type"})  # whose "article" is one in a journal
_PARTS_OF_NAME = frozenset({"family", "given", "literal", "name", "lastName", "firstName", "suffix"})
_PARTICLES = frozenset({"non-dropping-particle", "dropping-particle", "prefix"})
_KNOWN_OF_NAME = _PARTS_OF_NAME | _PARTICLES | {"creatorType"}
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_BETWEEN_NUMBERS = re.compile(r"[\s;,]+")
_PMCID = re.compile(r"(?:PMC)?(\d+)\Z", re.IGNORECASE)
MOST_PARTS_OF_DATE = 3  # year, month, day


def record_of(item: Item, *, origin: Origin, key: str | None = None) -> Record:
    """Return the record of an item; ``key`` is its name, where items stand in an object."""
    flat = {**item, **item["fields"]} if isinstance(item.get("fields"), dict) else item
    values: dict[str, Any] = {}
    held: set[str] = {"fields"} if flat is not item else set()
    for name, keys in KEYS.items():
        for one in (one for one in keys.split() if flat.get(one)):
            read: Read = _kind if one in _NOT_CSL else _READERS.get(name, _plain)
            value, as_written = read(flat[one])
            if value:
                values[name] = value
                held |= {one} if as_written else set()
                break
    _creators(flat, values, held)
    values["year"] = year_in(values["issued"]) if "issued" in values else None
    kept = _kept(item)
    held |= {"custom"} if kept is not None else set()
    rest = tuple(pair for one, value in flat.items() if one not in held for pair in _pairs(one, value))
    extra = (("key", key), *rest) if key else rest
    return Record(origin=origin, **({"extra": extra} | values | (kept or {})))


def item_of(record: Record, number: int) -> dict[str, Any]:
    """Return a record as an item, such that ``record_of`` gives the same record again.

    What is in ``extra`` stands under ``custom`` alone: its tags are other formats' ("Author", "TY"), and
    readers that do not mind case take them for keys of CSL.
    """
    item: dict[str, Any] = {"id": dict(record.extra).get("id", number)}
    for name, key in CSL.items():
        if value := getattr(record, name):
            item[key] = _WRITERS.get(name, str)(value)
    again = record_of(item, origin=record.origin)
    kept = {name: getattr(record, name) for name in FIELDS if getattr(record, name) != getattr(again, name)}
    if record.extra != again.extra:
        kept["extra"] = record.extra
    says_nothing = not any(getattr(record, name) for name in FIELDS)
    return {**item, "custom": {OWN: kept}} if kept or says_nothing else item


def is_own(item: Item) -> bool:
    """Whether relsynth wrote an item and kept something with it."""
    return isinstance(item.get("custom"), dict) and OWN in item["custom"]


def _kept(item: Item) -> dict[str, Any] | None:
    return exact_values(item["custom"][OWN]) if is_own(item) else None


def text_of(value: Any) -> str:
    """Return the words of a value: a scalar's, or of a list of runs of text one after another."""
    if isinstance(value, str):
        return as_read(value).strip()
    if isinstance(value, dict):
        return text_of(value.get("text") or value.get("tag") or "")
    if isinstance(value, list):
        return "".join(map(_run, value)).strip()
    return "" if value is None or isinstance(value, bool) else str(value)


def _run(value: Any) -> str:
    """Words of a run of text, with the white space at its ends."""
    run = value.get("text") if isinstance(value, dict) else value
    return as_read(run) if isinstance(run, str) else text_of(run)


def _plain(value: Any) -> tuple[str, bool]:
    if isinstance(value, list) and value and isinstance(value[0], str):
        return text_of(value[0]), not value[1:]
    return text_of(value), not isinstance(value, bool) and not _has_more(value)


def _has_more(value: Any) -> bool:
    """Whether a rich text says more than its words."""
    runs = value if isinstance(value, list) else [value]
    return any(isinstance(run, list) or (isinstance(run, dict) and set(run) - {"type", "text"}) for run in runs)


def _genre(value: Any) -> tuple[str | None, bool]:
    text = text_of(value)
    return (text, True) if text in KINDS else (genre(text), False)


def _kind(value: Any) -> tuple[str | None, bool]:
    return genre(text_of(value)), False


def _doi(value: Any) -> tuple[str | None, bool]:
    doi = doi_in(text_of(value))
    return doi, doi == text_of(value).lower()


def _pmcid(value: Any) -> tuple[str | None, bool]:
    found = _PMCID.match(text_of(value))
    return (f"PMC{found[1]}", text_of(value) == f"PMC{found[1]}") if found else (None, False)


def _page(value: Any) -> tuple[str, bool]:
    if isinstance(value, list):  # BibLaTeX: ranges, of pages, of runs of text
        return "-".join(page for part in value if (page := _page(part)[0])), True
    return text_of(value), True


def _numbers(value: Any) -> tuple[tuple[str, ...], bool]:
    texts = value if isinstance(value, list) and not _is_rich(value) else [value]
    return tuple(number for text in texts for number in _BETWEEN_NUMBERS.split(text_of(text)) if number), True


def _is_rich(value: list[Any]) -> bool:
    return any(isinstance(run, dict) and "text" in run for run in value)


def _addresses(value: Any) -> tuple[tuple[str, ...], bool]:
    return tuple(filter(None, map(text_of, value if isinstance(value, list) else [value]))), True


def _keywords(value: Any) -> tuple[tuple[str, ...], bool]:
    if not isinstance(value, list):
        return keywords_in(text_of(value)), True
    as_written = not any(isinstance(tag, dict) and set(tag) - {"tag"} for tag in value)
    return tuple(filter(None, map(text_of, value))), as_written


def _names(value: Any) -> tuple[tuple[str, ...], bool]:
    names = value if isinstance(value, list) else [value]
    read = tuple(name for one in names if (name := _name(one)))
    return read, all(isinstance(one, dict) and not set(one) - _KNOWN_OF_NAME for one in names)


def _name(value: Any) -> str:
    if not isinstance(value, dict):
        return turned(text_of(value))
    part = {key: text_of(value.get(key)) for key in _KNOWN_OF_NAME}
    before = part["non-dropping-particle"] or part["prefix"]
    family = " ".join(filter(None, (before, part["family"] or part["lastName"])))
    given = " ".join(filter(None, (part["given"] or part["firstName"], part["dropping-particle"])))
    if not family:
        return part["literal"] or part["name"] or given
    return ", ".join(filter(None, (family, given, part["suffix"])))


def _creators(item: Item, values: dict[str, Any], held: set[str]) -> None:
    """Zotero has people of every role in one list."""
    listed = item.get("creators")
    creators = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for role, name in (("author", "authors"), ("editor", "editors")):
        if found := [one for one in creators if one.get("creatorType", "author") == role]:
            values.setdefault(name, _names(found)[0])
    if creators == listed and all(one.get("creatorType") in {"author", "editor"} for one in creators):
        held |= {"creators"} if _names(creators)[1] else set()


def _date(value: Any) -> tuple[str, bool]:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, dict):
        return text_of(value), True
    for key in ("raw", "literal", "string", "date-time"):
        if text := text_of(value.get(key)):
            return text, set(value) == {key}
    parts = value.get("date-parts")
    text = "/".join(filter(None, map(_iso, parts))) if isinstance(parts, list) else ""
    return text, value == _structured(text)


def _iso(parts: Any) -> str:
    """A date from year, month and day: "2020-03-05"."""
    numbers = [text_of(part) for part in (parts if isinstance(parts, list) else [parts])[:MOST_PARTS_OF_DATE]]
    return "-".join(number.zfill(2) for number in numbers if number)


def _structured(issued: str) -> dict[str, Any]:
    found = _ISO.match(issued)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else {"raw": issued}


def _structured_name(name: str) -> dict[str, str]:
    one = person(name)
    if one.given is None or not one.family:
        return {"literal": name}
    return {"family": one.family, "given": one.given}


def _pairs(key: str, value: Any) -> list[Pair]:
    """What no field holds, under its key; a nested value as JSON."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [(as_read(key), text) for one in value if (text := as_read(one).strip())]
    if isinstance(value, str | int) and not isinstance(value, bool):
        return [(as_read(key), text_of(value))] if text_of(value) else []
    if value in (None, [], {}):
        return []
    return [(as_read(key), as_read(json.dumps(value, ensure_ascii=False)))]


_READERS: dict[str, Read] = {
    "type": _genre,
    "authors": _names,
    "editors": _names,
    "issued": _date,
    "page": _page,
    "doi": _doi,
    "pmcid": _pmcid,
    "issn": _numbers,
    "isbn": _numbers,
    "url": _addresses,
    "keywords": _keywords,
}

_WRITERS: dict[str, Callable[[Any], Any]] = {
    "authors": lambda names: [_structured_name(name) for name in names],
    "editors": lambda names: [_structured_name(name) for name in names],
    "issued": _structured,
    "issn": ", ".join,
    "isbn": ", ".join,
    "url": lambda urls: urls[0],
    "keywords": "; ".join,
}
