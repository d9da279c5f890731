"""Searches and full texts over HTTP: what was asked, what came, page by page.

A source is a module with ``name``, ``records_format`` and ``pages``. A page is kept as it came and is
read by the format it is in, like any export; its ``next`` is all that is needed to go on from it,
another day and in another process. Nothing is lost, since a page that is cut, empty before the
end or an error in disguise is asked for again; nothing comes twice, since ``read_pages`` keeps
an item by the source's own id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from relsynth.errors import FormatError, SourceError
from relsynth.records import Record, Unread
from relsynth.sources.exchange import (
    Cursor,
    FullText,
    Identifiers,
    MediaType,
    NotFound,
    Notice,
    NoticeKind,
    Page,
    PageRead,
    Patience,
    Place,
    Query,
    Read,
    Settings,
)

if TYPE_CHECKING:
    from relsynth.sources.client import Client

__all__ = [
    "NAMES",
    "Cursor",
    "FullText",
    "Identifiers",
    "MediaType",
    "NotFound",
    "Notice",
    "NoticeKind",
    "Page",
    "PageRead",
    "Patience",
    "Place",
    "Query",
    "Read",
    "Settings",
    "Source",
    "open_client",
    "read_page",
    "read_pages",
    "source",
]

NAMES = ("crossref", "europepmc", "openalex", "pubmed")
"""Sources that can be searched, by name."""


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
            'to use services or GROBID, install relsynth with its extra: pip install ".[fetch]" in its folder'
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
