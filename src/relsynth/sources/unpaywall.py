"""Unpaywall: where an open copy of a work lies, by DOI.

Source: Unpaywall REST API 2, the DOI object. It answers only those who give an e-mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from relsynth.sources.answers import Fault, Reply, json_of, said_in
from relsynth.sources.exchange import Place

if TYPE_CHECKING:
    from relsynth.sources.client import Client

name = "unpaywall"


def open_copies(client: Client, doi: str) -> tuple[Place, ...]:
    """Return the open PDFs of a work, the best first; none if Unpaywall does not know it.

    Raises:
        SourceError: out of reach or refuses, as it does where no e-mail is set.
    """
    reply = client.look_up(name, quote(doi, safe="/"), check=_is_work)
    return tuple(dict.fromkeys(_places(json_of(reply)))) if reply else ()


def _is_work(reply: Reply) -> Fault | None:
    told = json_of(reply)
    if not isinstance(told, dict) or "oa_locations" not in told:
        return Fault(reason=f"gives no work{said_in(reply.content)}")
    return None


def _places(work: dict[str, Any]) -> Iterator[Place]:
    for copy in (work.get("best_oa_location"), *(work.get("oa_locations") or ())):
        url = copy.get("url_for_pdf") if isinstance(copy, dict) else None
        if isinstance(url, str) and url:
            licence = copy.get("license")
            yield Place(
                service=name,
                url=url,
                media_type="application/pdf",
                licence=licence if isinstance(licence, str) else None,
            )
