"""Crossref: works that publishers registered, by words or by its own parameters.

Source: Crossref REST API. A query is words, or parameters as they stand in one of its addresses:
``query.bibliographic=partnering&filter=from-pub-date:2020``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from relsynth.sources.answers import count
from relsynth.sources.cursors import Answer, Asked, Paging
from relsynth.sources.cursors import pages as paged
from relsynth.sources.exchange import Cursor, Page, Query
from relsynth.sources.services import parameters

if TYPE_CHECKING:
    from relsynth.sources.client import Client

name = "crossref"
records_format = "crossref_json"

ROWS = 200  # works a page; with their references, some megabytes


def pages(client: Client, query: Query, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the works that match; after a stop, from the first page on, since cursors live for five minutes."""
    return works(client, parameters(query.text, usual="query", also=("filter",)), after=after)


def works(client: Client, params: Mapping[str, str], *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the works that parameters, as ``filter``, select."""
    return paged(client, _PAGING, Asked(path="works", params={**params, "rows": str(ROWS)}), after=after)


def items_in(content: bytes) -> tuple[Mapping[str, Any], ...]:
    """Return the works of a page's content."""
    message = json.loads(content).get("message")
    listed = message.get("items") if isinstance(message, dict) else None
    return tuple(item for item in listed if isinstance(item, dict)) if isinstance(listed, list) else ()


def _read(told: dict[str, Any]) -> Answer | None:
    message = told.get("message")
    if not isinstance(message, dict) or not isinstance(message.get("items"), list):
        return None
    cursor = message.get("next-cursor")
    return Answer(
        ids=tuple(str(item.get("DOI", "")).lower() for item in message["items"] if isinstance(item, dict)),
        total=count(message.get("total-results")),
        next=cursor if isinstance(cursor, str) else None,
    )


_PAGING = Paging(
    source=name, records_format=records_format, parameter="cursor", read=_read, full_page=ROWS, starts_over=True
)
