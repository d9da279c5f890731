"""Searches and full texts over HTTP: what was asked, what came, page by page.

A source is a module with ``name``, ``records_format`` and ``pages``. A page is kept as it came and is
read by the format it is in, like any export; its ``next`` is all that is needed to go on from it,
another day and in another process. Nothing is lost, since a page that is cut, empty before the
end or an error in disguise is asked for again; nothing comes twice, since ``read_pages`` keeps
an item by the source's own id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from relsynth.errors import FormatError, SourceError
from relsynth.records import Record, Unread

if TYPE_CHECKING:
    from relsynth.sources.client import Client

MediaType = Literal["application/jats+xml", "application/pdf"]

NAMES = ("crossref", "europepmc", "openalex", "pubmed")
"""Sources that can be searched, by name."""


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
    within an answer, ``whole`` the longest that one answer may take.
    """

    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 30.0
    jitter: float = 1.0
    longest_asked: float = 120.0
    answer: float = 60.0
    whole: float = 600.0


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


@runtime_checkable
class Source(Protocol):
    """What a module offers to search one service."""

    name: str
    records_format: str

    def pages(self, client: Client, query: Query, *, after: Cursor | None = None) -> Iterator[Page]:
        """Yield the pages of an answer, from the first or from where an earlier run stopped."""
        ...


def open_client(
    settings: Settings,
    *,
    cache: Path | None = None,
    patience: Patience | None = None,
    tell: Callable[[str], None] = lambda _said: None,
) -> Client:
    """Return a client, to be used in a ``with``; ``cache`` is a folder for look-ups, ``tell`` is told of waits.

    Raises:
        FormatError: the libraries that speak HTTP are not installed.
    """
    try:
        from relsynth.sources.client import Client  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise FormatError(
            'to search and fetch, install relsynth with its extra: pip install ".[fetch]" in its folder'
        ) from error
    return Client(settings, cache=cache, patience=patience, tell=tell)


def source(name: str) -> Source:
    """Return the source of a name.

    Raises:
        SourceError: no source has the name.
    """
    if name not in NAMES:
        raise SourceError(f"no source is called {name!r}; there are: {', '.join(NAMES)}")
    module = import_module(f"relsynth.sources.{name}")
    assert isinstance(module, Source)
    return module


def read_page(page: Page, *, read: Read) -> PageRead:
    """Read a page's records; an item that stands on it twice is read once."""
    return _read(page, read, set())


def read_pages(pages: Iterable[Page], *, read: Read) -> Iterator[PageRead]:
    """Read pages as they come, each item once. Pass those saved by an earlier run before the new ones.

    Args:
        pages: of one search.
        read: reads a page's content by the format that the page names.
    """
    seen: set[str] = set()
    for page in pages:
        yield _read(page, read, seen)


def _read(page: Page, read: Read, seen: set[str]) -> PageRead:
    """Read a page less the items in ``seen``, which grows; ids that do not match the items are not trusted."""
    stretches = tuple(read(page)) if page.content.strip() else ()
    items = [one for one in stretches if isinstance(one, Record) or one.kind == "record"]
    asides = [one for one in stretches if isinstance(one, Unread) and one.kind == "aside"]
    ids = page.ids if len(page.ids) == len(items) else tuple(f"{page.number}#{n}" for n in range(len(items)))
    fresh = []
    for item_id, item in zip(ids, items, strict=True):
        if item_id not in seen:
            seen.add(item_id)
            fresh.append(item)
    return PageRead(
        page=page,
        records=tuple(item for item in fresh if isinstance(item, Record)),
        unread=(*asides, *(item for item in fresh if isinstance(item, Unread))),
        repeated=len(items) - len(fresh),
    )
