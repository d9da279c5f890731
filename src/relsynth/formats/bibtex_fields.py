"""What the fields of a BibTeX entry mean: from an entry to a record.

Tables by field and by entry type; biblatex's names, and those of exports, beside BibTeX's
own. A field that means nothing here, or whose place is taken, is in ``extra``; so
is the text of one that is held in another form. Source: Patashnik (1988), BibTeXing;
Lehman et al., The biblatex Package, 3.19, 2 and appendix B; CSL 1.0.2, appendix III.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from relsynth.formats.bibtex_blocks import Entry, Fields
from relsynth.formats.bibtex_tables import LISTS, NUMBERED, REFERENCES, SINGLE, TOLD_TOGETHER, TYPES, VERBATIM
from relsynth.formats.bibtex_values import (
    LEFT,
    LIST,
    OWN,
    SAY,
    Read,
    Said,
    list_addresses,
    say_extra,
    say_own,
    say_text,
    say_told,
    say_verbatim,
)
from relsynth.records import Origin, Record, doi_in, year_in

_MONTH_LINES = "jan ene|feb fev|mar mär|apr abr avr|may mai maj|jun|jul|aug ago|sep set|oct okt out|nov|dec dez dic"
_MONTHS = {name: month for month, line in enumerate(_MONTH_LINES.split("|"), 1) for name in line.split()}
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+")
_MONTH_NUMBERS = frozenset(str(month) for month in range(1, 13)) | {f"{month:02}" for month in range(1, 10)}
_DAYS = frozenset(str(day) for day in range(1, 32)) | {f"{day:02}" for day in range(1, 10)}
_PLAIN_YEAR = re.compile(r"\d{4}")
_DOI_FIRST = re.compile(r"\s*(?:doi\b|https?://(?:dx\.)?doi\.org/|10\.\d{4})", re.IGNORECASE)
_UNSAID = frozenset({"", "null", "n/a", "none"})
# As Scopus and PubMed write where they have none.
_NOT_GIVEN = re.compile(r"\[no (?:abstract|authors?(?: names?| ids?)?) (?:available|listed)\]\.?", re.IGNORECASE)
_SHORT = 40  # characters, braces and white space round them included
_PEOPLE = frozenset({"authors", "editors"})
_PUBMED = frozenset({"pubmed", "pmid", "medline"})


class _Meaning(NamedTuple):
    """What a field's name means: the place it may take, how well, and what is done where it does not."""

    place: str | None
    rank: int
    listed: str
    otherwise: Read


def record(entry: Entry, origin: Origin, inherited: Fields = ()) -> Record:
    """Return what an entry says; ``inherited`` are fields of the entries that it refers to."""
    type_ = TYPES.get(entry.type.lower())
    said = _said(entry.fields + inherited, len(entry.fields), type_)
    _complete(said, entry)
    head = (("entrytype", entry.type), ("key", entry.key)) if entry.key else (("entrytype", entry.type),)
    one, many = said.one, said.many
    found = Record(
        origin=origin,
        type=type_,
        title=one.get("title"),
        authors=tuple(many.get("authors", ())),
        editors=tuple(many.get("editors", ())),
        container_title=one.get("container_title"),
        issued=one.get("date"),
        year=year_in(one.get("date", "")),
        volume=one.get("volume"),
        issue=one.get("issue"),
        page=one.get("page"),
        doi=one.get("doi"),
        pmid=one.get("pmid"),
        pmcid=one.get("pmcid"),
        issn=tuple(many.get("issn", ())),
        isbn=tuple(many.get("isbn", ())),
        url=tuple(many.get("url", ())),
        abstract=one.get("abstract"),
        keywords=tuple(many.get("keywords", ())),
        language=one.get("language"),
        publisher=one.get("publisher"),
        extra=(head if said.has_head else ()) + tuple(said.extra),
    )
    return replace(found, **said.own) if said.own else found


def _said(fields: Fields, own: int, type_: str | None) -> Said:
    """Put each field in its place; what has none is in ``extra`` where it is one of the entry's own."""
    said = Said()
    meanings = [_meaning(name) for name, _ in fields]
    chosen = _chosen(fields, meanings, type_)
    for index, (name, raw) in enumerate(fields):
        meaning, place, kept = meanings[index], chosen.get(index), len(said.extra)
        if place is None:
            otherwise = say_extra if meaning.listed in _PEOPLE and _is_unsaid(raw) else meaning.otherwise
            otherwise(said, name, raw, meaning.listed)
        else:
            SAY.get(place, say_text)(said, name, raw, place)
        if index >= own:
            del said.extra[kept:]
    return said


def is_plain_extra(name: str) -> bool:
    """Whether a field of this name takes no place, changes no other and is left in ``extra``."""
    meaning = _meaning(name)
    return meaning.place is None and meaning.otherwise in LEFT and name.lower() not in REFERENCES


@lru_cache(maxsize=4096)
def _meaning(name: str) -> _Meaning:
    low = name.lower()
    place, rank = SINGLE.get(low, (None, 0))
    if low in LISTS:
        return _Meaning(place, rank, LISTS[low], LIST[LISTS[low]])
    if low.startswith("bdsk-url"):
        return _Meaning(place, rank, "url", list_addresses)
    if low.startswith(OWN):
        return _Meaning(place, rank, low, say_own)
    if low in TOLD_TOGETHER or place == "doi":
        return _Meaning(place, rank, low, say_told)
    return _Meaning(place, rank, low, say_verbatim if low in VERBATIM else say_extra)


def _complete(said: Said, entry: Entry) -> None:
    """Say what only several fields say together: the whole title, the date, an identifier elsewhere."""
    one, extra = said.one, said.told
    if (subtitle := extra.get("subtitle")) and (title := one.get("title")) and not title.endswith(subtitle):
        one["title"] = f"{title}{' ' if title[-1] in '.:?!' else ': '}{subtitle}"
    if year := one.pop("year", None):
        if "date" not in one:
            one["date"] = _date(year, extra)
        if year not in one["date"]:
            said.extra.append(("year", year))
    if "doi" not in one and (doi := _doi_elsewhere(said, entry.key)):
        one["doi"] = doi
    if "pmid" not in one and extra.get("eprinttype", "").lower() in _PUBMED and extra.get("eprint", "").isdecimal():
        one["pmid"] = extra["eprint"]


def _date(year: str, extra: dict[str, str]) -> str:
    """The date of a year, with the month and the day where there are any: "2013-01-05"."""
    words = _WORD_OR_NUMBER.findall(extra.get("month", ""))
    months = [_MONTHS.get(word[:3].lower()) or (int(word) if word in _MONTH_NUMBERS else 0) for word in words[:1]]
    if not (_PLAIN_YEAR.fullmatch(year) and any(months)):
        return year
    days = [word for word in [*words[1:2], extra.get("day", "")] if word in _DAYS]
    return "-".join([year, f"{months[0]:02}", *(f"{int(day):02}" for day in days[:1])])


def _doi_elsewhere(said: Said, key: str) -> str | None:
    """The DOI of an entry that has none of its own field, in its address or its key."""
    places = [*said.many.get("url", ()), *(said.told.get(name, "") for name in ("howpublished", "eprint")), key]
    if _DOI_FIRST.match(note := said.told.get("note", "")):
        places.append(note)
    return next((doi for place in places if "10." in place and (doi := doi_in(place))), None)


def _chosen(fields: Fields, meanings: list[_Meaning], type_: str | None) -> dict[int, str]:
    """Index of a field -> the place it takes: of several for one place, the best, then the first."""
    best: dict[str, tuple[int, int]] = {}
    for index, (place, rank, _, _) in enumerate(meanings):
        if place is None or (place in best and rank >= best[place][0]):
            continue
        if _is_unsaid(fields[index][1]) or (place == "issue" and type_ in NUMBERED):
            continue
        best[place] = (rank, index)
    return {index: place for place, (_, index) in best.items()}


def _is_unsaid(raw: str) -> bool:
    if len(raw) >= _SHORT:
        return False
    text = raw.strip("{} \n\t")
    return text.lower() in _UNSAID or _NOT_GIVEN.fullmatch(text) is not None
