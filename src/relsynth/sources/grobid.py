"""GROBID: a server that the user runs, which makes TEI of a PDF, better than any rule on this side can.

The PDF goes to that server alone. What the server says of title and DOI is not looked up elsewhere
(``consolidateHeader=0``), so that nothing leaves for the internet on its part either.

Source: GROBID, "GROBID web services" (grobid.readthedocs.io): ``/api/processFulltextDocument``; 204 for no
text, 500 for a PDF that it fails on, 503 while all of its workers are busy; "Coordinates of structures in the
original PDF": ``teiCoordinates``, from which the pages are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from relsynth.errors import SourceError
from relsynth.sources.answers import Fault, FinalError, RedirectedError, Reply, UnreachableError
from relsynth.sources.exchange import Patience, Settings

if TYPE_CHECKING:
    from relsynth.sources.client import Client

name = "grobid"
TITLE = "GROBID"
PATH = "api/processFulltextDocument"
PATIENCE = Patience(answer=120.0, whole=20.0, longest_wait=8.0, longest_asked=20.0, asking=20.0)
"""A long PDF takes GROBID a minute and more, in which it is silent; its own limit is 120 s by default.

A file takes three minutes at most: 20 s of asking, 20 s at its word, 120 s of silence, 20 s of an answer."""

ASKED: Mapping[str, str | list[str]] = {
    "consolidateHeader": "0",
    "consolidateCitations": "0",
    "includeRawCitations": "0",
    "segmentSentences": "0",
    "teiCoordinates": ["p", "head", "figure"],
}
NO_TEXT = 204
FAILED = frozenset({500})

_TEI = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:[\w-]+:)?TEI[\s>]")


def base_url(address: str) -> str:
    """Return the address of a server, without what may be written behind it.

    >>> base_url("http://localhost:8070/api/")
    'http://localhost:8070'

    Raises:
        SourceError: no address of the web.
    """
    base = address.strip().rstrip("/").removesuffix("/api")
    try:
        parts = urlsplit(base)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_address = False
    if not is_address:
        raise SourceError(f"{address!r} is no address of a GROBID server, as http://localhost:8070 is")
    return base


def settings_for(address: str, settings: Settings | None = None) -> Settings:
    """Return settings under which the server may be asked, on this machine or in its network too.

    Raises:
        SourceError: no address of the web.
    """
    given = settings or Settings()
    return Settings(email=given.email, base_urls={**given.base_urls, name: base_url(address)})


def read(client: Client, pdf: bytes) -> bytes:
    """Return the TEI that the server makes of a PDF.

    Raises:
        FinalError: it answers, and cannot read this PDF.
        SourceError: out of reach, busy all along, or not GROBID.
    """
    base = client.settings.base_urls[name]
    try:
        reply = client.send(f"{base}/{PATH}", pdf, ASKED, name=TITLE, check=_check, final=FAILED)
    except UnreachableError as error:
        raise SourceError(f"cannot reach GROBID at {base}: is it running there?") from error
    except RedirectedError as error:
        to = error.to.partition("?")[0].removesuffix(PATH).rstrip("/")
        raise SourceError(f"GROBID at {base} answers with a redirect to {to}: give that address") from error
    if reply.status == NO_TEXT or not reply.content.strip():
        raise FinalError("GROBID found no text in this PDF")
    return reply.content


def _check(reply: Reply) -> Fault | None:
    if reply.status == NO_TEXT or not reply.content.strip():
        return None
    if _TEI.match(reply.content[:4096]) is None:
        return Fault(reason="answers with something that is no TEI: is this the address of GROBID?", kind="final")
    if b"TEI>" not in reply.content[-64:]:
        return Fault(reason="sent a cut answer")
    return None
