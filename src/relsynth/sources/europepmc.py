"""Europe PMC: PubMed, PubMed Central, preprints and more, in its own query syntax.

Source: Europe PMC RESTful web service, reference guide 6.9. A query too long for an address is
sent as a form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from relsynth.sources.answers import Fault, Reply, count, json_of, said_in
from relsynth.sources.cursors import Answer, Asked, Paging
from relsynth.sources.cursors import pages as paged
from relsynth.sources.exchange import Cursor, Identifiers, Page, Query

if TYPE_CHECKING:
    from relsynth.sources.client import Client

name = "europepmc"
records_format = "europepmc_json"

PAGE_SIZE = 100
LONG_QUERY = 1_500  # characters above which a query is sent as a form


def pages(client: Client, query: Query, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the results that match, a hundred a page."""
    post = len(query.text) > LONG_QUERY
    params = {**_PARAMETERS, "query": query.text, "pageSize": str(PAGE_SIZE)}
    return paged(client, _PAGING, Asked(path="searchPOST" if post else "search", params=params, post=post), after=after)


def look_up(client: Client, known: Identifiers) -> dict[str, Any] | None:
    """Return the result that has an identifier, the most telling first; None if there is none."""
    for query in _by_identifier(known):
        reply = client.look_up(name, "search", {**_PARAMETERS, "query": query, "pageSize": "5"}, check=_is_answer)
        results = _results(json_of(reply)) if reply else None
        if results:
            return max(results, key=lambda one: (one.get("source") == "MED", bool(one.get("pmcid"))))
    return None


def _by_identifier(known: Identifiers) -> Iterator[str]:
    if known.pmcid:
        yield f"PMCID:{known.pmcid}"
    if known.pmid:
        yield f"EXT_ID:{known.pmid} AND SRC:MED"
    if known.doi:
        yield f'DOI:"{known.doi}"'


def _is_answer(reply: Reply) -> Fault | None:
    if _results(json_of(reply)) is None:
        return Fault(reason=f"gives no list of results{said_in(reply.content)}")
    return None


def _results(told: object) -> list[dict[str, Any]] | None:
    listed = told.get("resultList") if isinstance(told, dict) else None
    results = listed.get("result") if isinstance(listed, dict) else None
    return [one for one in results if isinstance(one, dict)] if isinstance(results, list) else None


def _read(told: dict[str, Any]) -> Answer | None:
    results = _results(told)
    if results is None:
        return None
    cursor = told.get("nextCursorMark")
    return Answer(
        ids=tuple(f"{one.get('source')}:{one.get('id')}" for one in results),
        total=count(told.get("hitCount")),
        next=cursor if isinstance(cursor, str) else None,
    )


_PARAMETERS = {"format": "json", "resultType": "core"}
_PAGING = Paging(source=name, records_format=records_format, parameter="cursorMark", read=_read, full_page=PAGE_SIZE)
