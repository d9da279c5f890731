"""OpenAlex: works of all fields, by words or by its own parameters. Needs a (free) key for more than a taste.

Source: OpenAlex developers' guide, paging and filters. A query is words, or parameters as
they stand in one of its addresses: ``filter=title.search:partnering,from_publication_date:2020-01-01``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from relsynth.sources.answers import count
from relsynth.sources.cursors import Answer, Asked, Paging
from relsynth.sources.cursors import pages as paged
from relsynth.sources.exchange import Cursor, Page, Query
from relsynth.sources.services import parameters

if TYPE_CHECKING:
    from relsynth.sources.client import Client

name = "openalex"
records_format = "openalex_json"

PER_PAGE = 100  # the most that is given


def pages(client: Client, query: Query, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the works that match, a hundred a page."""
    return works(client, parameters(query.text, usual="search", also=("filter", "sort")), after=after)


def works(client: Client, params: Mapping[str, str], *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the works that parameters, as ``filter``, select."""
    return paged(client, _PAGING, Asked(path="works", params={**params, "per_page": str(PER_PAGE)}), after=after)


def short_id(url: object) -> str:
    """Return an OpenAlex id without its resolver.

    >>> short_id("https://openalex.org/W123")
    'W123'
    """
    return str(url or "").rpartition("/")[2]


def _read(told: dict[str, Any]) -> Answer | None:
    meta, items = told.get("meta"), told.get("results")
    if not isinstance(meta, dict) or not isinstance(items, list):
        return None
    cursor = meta.get("next_cursor")
    return Answer(
        ids=tuple(short_id(item.get("id")) for item in items if isinstance(item, dict)),
        total=count(meta.get("count")),
        next=cursor if isinstance(cursor, str) else None,
    )


_PAGING = Paging(source=name, records_format=records_format, parameter="cursor", read=_read, full_page=PER_PAGE)
