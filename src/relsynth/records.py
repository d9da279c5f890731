"""What a database says of a report: a record, where it stood, and what could not be read.

Fields follow the names of CSL 1.0.2 in snake case. Nothing of a source is lost: what has
no field is in ``extra`` under the source's own name for it, and each stretch of a source
belongs to one ``Record`` or one ``Unread``.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, fields
from html import unescape
from typing import Literal
from urllib.parse import unquote

UnreadKind = Literal["record", "aside"]
"""``record``: looks like a record, and none could be made of it. ``aside``: what stands between
records and is none: a header, a comment, a search strategy, a line number."""

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/(?:[^\s\"<>]|<\d+:[^\s\"<>]*>)+")  # old ones hold an SICI: <1661::AID-SIM968>
_AFTER = frozenset(".,;:'’”)]}")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_QUERY = re.compile(r"[?&]\w+=.*")  # the rest of an address, as in "?doi=10.1/x&partnerID=40"
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_NUMBER = re.compile(r"[0-9]+")
_UNWORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Lines of a source, or rows of a sheet: from 1, both inclusive."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"an origin must have 1 <= first <= last, not {self.first}, {self.last}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as one database has it; what a source leaves out or empty is None, or an empty tuple.

    ``authors`` and ``editors`` are "Family, Given", or a name in one piece. ``type`` is CSL's
    ("article-journal"); ``issued`` is the date as the source writes it and ``year`` the year in it;
    ``page`` is "12-19". ``doi``, ``pmid`` and ``pmcid`` stand without resolver or prefix words
    ("10.1/x", "12345678", "PMC123456"). ``extra`` holds, in the source's order, every value that no field holds
    as it was written, under the source's own tag or column.
    """

    origin: Origin
    type: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    container_title: str | None = None
    issued: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    issn: tuple[str, ...] = ()
    isbn: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    publisher: str | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def short_citation(self) -> str:
        """First author and year, as in ``Okafor et al. (2021)``."""
        families = [person(name).family for name in self.authors]
        who = {0: "Anonymous", 1: "".join(families[:1]), 2: " and ".join(families)}.get(
            len(families), f"{families[0]} et al." if families else ""
        )
        return f"{who} ({self.year or 'n.d.'})"


FIELDS = tuple(field.name for field in fields(Record) if field.name not in ("origin", "extra"))
"""A record's fields, in order, less where it stood and what has no field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stretch of a source that gave no record: its text as it stood, and why."""

    origin: Origin
    text: str
    reason: str
    kind: UnreadKind = "record"

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError("what is unread needs a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name in its parts; ``given`` is None for a name in one piece, as of an organisation."""

    family: str
    given: str | None = None


def person(name: str) -> Person:
    """Return the parts of "Family, Given".

    >>> person("Okafor, Ada")
    Person(family='Okafor', given='Ada')
    """
    family, _, given = name.partition(",")
    return Person(family=family.strip(), given=given.strip() or None)


def record_id(record: Record) -> str:
    """Stable id of a record: ``r1:`` and 16 hex digits of the SHA-256 of all it says, wherever it stood."""
    said = [getattr(record, name) for name in FIELDS]
    canonical = json.dumps([*said, record.extra], ensure_ascii=False, separators=(",", ":"))
    return f"r1:{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def doi_in(text: str) -> str | None:
    """Return the first DOI in a text, in lower case and without resolver, or None.

    Source: the DOI Handbook, 2.2 (syntax; names are case-insensitive); records of databases
    write it URL-encoded (``10.1016%2fj…``) and with entities.
    """
    plain = unescape(text)
    found = _DOI.search(plain) or _DOI.search(unquote(plain))
    if found is None:
        return None
    name = _QUERY.sub("", found.group())
    return _less_punctuation(unquote(name) if "%" in name else name).lower()


def _less_punctuation(doi: str) -> str:
    """A DOI without the sentence's signs after it; a bracket that it opens itself is its own."""
    end, excess = len(doi), {closing: doi.count(closing) - doi.count(opening) for closing, opening in _BRACKETS.items()}
    while (sign := doi[end - 1]) in _AFTER and excess.get(sign, 1) > 0:
        end -= 1
        if sign in excess:
            excess[sign] -= 1
    return doi[:end]


def folded_doi(doi: str) -> str:
    """A DOI as two databases agree on it: URL-decoded, lower case, letters and digits alone.

    >>> folded_doi("10.1016%2FJ.Clineuro.2018.02.003")
    '101016jclineuro201802003'
    """
    return _UNWORD.sub("", unquote(unescape(doi)).lower())


def year_in(text: str) -> int | None:
    """Return the first year from 1500 to 2099 in a text, also of 20190501, or None."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def digits_of(text: str) -> str | None:
    """Return the first number in a text, as of "PMC1234567" or "PMID: 123", or None."""
    found = _NUMBER.search(text)
    return found.group() if found else None


def folded(text: str) -> str:
    """A text reduced to what two databases agree on: unaccented lower-case letters and digits, one space apart.

    >>> folded("Köhler’s β-Test: a <i>Trial</i>")
    'kohler s β test a trial'
    """
    plain = _TAG.sub("", text) if "<" in text else text
    plain = unescape(plain) if "&" in plain else plain
    if not plain.isascii():
        marks = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in marks if not unicodedata.combining(sign))
    return _UNWORD.sub(" ", plain.lower()).strip()


_TAG = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|scp|sc|inf|jats:\w+)\b[^<>]{0,80}>", re.IGNORECASE)
