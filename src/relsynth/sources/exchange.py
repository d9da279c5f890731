"""What is asked of a service and what comes of it, as values: queries, pages, places, full texts, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from relsynth.records import Record, Unread

MediaType = Literal["application/jats+xml", "application/pdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Who asks, with which keys, and where; ``base_urls`` and ``per_second`` by name of a service.

    A base URL that is set is trusted: it may be on this machine or in its network. What is
    not set is as in ``services.SERVICES``.
    """

    email: str | None = None
    openalex_key: str | None = None
    ncbi_key: str | None = None
    base_urls: Mapping[str, str] = field(default_factory=dict)
    per_second: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a service is waited for; all but ``attempts`` in seconds.

    The waits between attempts double from ``first_wait`` on, up to ``longest_wait``, unless the service
    names one. ``longest_asked`` is the longest that is waited at a service's word, ``answer`` the longest silence
    within an answer, ``whole`` the longest that one answer may take. What has been asked for ``asking`` seconds is
    not asked again, however many attempts are left.
    """

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 30.0
    jitter: float = 1.0
    longest_asked: float = 120.0
    answer: float = 60.0
    whole: float = 600.0
    asking: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked of a source, in the source's own syntax."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a query must say something")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a search goes on: the source's own mark, the number of the page to come, items seen so far."""

    mark: str
    number: int = 1
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a source's answer, as it came.

    ``url`` is what was asked, less keys and e-mail. ``ids`` are the source's ids of the items in ``content``, in its
    order. ``total`` is the number of items the source announces. ``next`` is None on the last page.
    ``notes`` say, in a sentence each, what the user should know: ids that did not come, words not found.
    """

    source: str
    number: int
    url: str
    content: bytes
    media_type: str
    records_format: str
    ids: tuple[str, ...] = ()
    total: int | None = None
    next: Cursor | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What a page gave: its records, what could not be read, and how many of its items came before."""

    page: Page
    records: tuple[Record, ...]
    unread: tuple[Unread, ...]
    repeated: int = 0


Read = Callable[[Page], Iterable[Record | Unread]]
"""Reads a page's content: each item of the page is one record, or one unread, in the page's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """How a record is known to services; without resolver or prefix words, as in ``Record``."""

    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a full text may be had, openly: the service that says so, and the licence it names."""

    service: str
    url: str
    media_type: MediaType
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """A full text as it came, and where from after redirects."""

    place: Place
    content: bytes
    media_type: MediaType
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """No open full text came: what was tried, and why each did not serve."""

    reasons: tuple[str, ...]


NoticeKind = Literal["retraction", "withdrawal", "removal", "concern", "correction", "reinstatement", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A retraction, correction or other notice ``of`` a report; ids are DOIs, or "pmid:12345678".

    ``date`` is as exact as the service has it: "2021", "2021-03" or "2021-03-09". ``said`` is the service's
    own word for the kind, and ``asserted_by`` who told the service: a publisher, Retraction Watch.
    """

    kind: NoticeKind
    of: str
    by: str | None = None
    date: str | None = None
    source: str
    said: str
    asserted_by: str | None = None
