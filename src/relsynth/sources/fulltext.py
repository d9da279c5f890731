"""Open full texts: where one may be had, and getting it, seeing to it that it is one.

Asked in this order, since structured text is read best: JATS of Europe PMC, JATS of PubMed Central, a
PDF that Europe PMC lists as open, a PDF that Unpaywall knows. What comes
must be an article with a body or a whole PDF, not a page that asks to log in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from relsynth.errors import SourceError
from relsynth.formats.signatures import holds_pdf
from relsynth.sources import europepmc, unpaywall
from relsynth.sources.answers import Check, Fault, Reply
from relsynth.sources.exchange import FullText, Identifiers, NotFound, Place
from relsynth.sources.services import address, public_address

if TYPE_CHECKING:
    from relsynth.sources.client import Client

_ID = re.compile(r"(?:PMC|PPR)\d+")
_OPEN = frozenset({"OA", "F"})  # open access, free
_WEB_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ARTICLE = re.compile(rb"<(?:[\w-]+:)?article[\s>]")
_BODY = re.compile(rb"<(?:[\w-]+:)?body[\s>]")
_ARTICLE_ENDS = re.compile(rb"</(?:[\w-]+:)?(?:article|pmc-articleset)\s*>\s*(?:<!--[^>]{0,500}-->\s*){0,5}\Z")
_PDF_TAIL = 8_192  # bytes; its end is marked in the last 1,024, and some servers append a little


def fetch(client: Client, known: Identifiers) -> FullText | NotFound:
    """Return the first full text that comes and is one, or why there is none.

    Raises:
        SourceError: Europe PMC or Unpaywall is out of reach or refuses. A publisher's server that does is a
            reason in ``NotFound``.
    """
    reasons: list[str] = []
    for place in _places(client, known, reasons):
        try:
            return download(client, place)
        except SourceError as error:
            reasons.append(str(error))
    return NotFound(reasons=tuple(reasons) or ("no open full text is known",))


def locate(client: Client, known: Identifiers) -> tuple[Place, ...]:
    """Return all places of an open full text, the best first. Raises SourceError as ``fetch`` does."""
    return tuple(_places(client, known, []))


def download(client: Client, place: Place) -> FullText:
    """Fetch a full text from its place.

    Raises:
        SourceError: out of reach, refused, absent, too large, or not what the place announces.
    """
    reply = client.download(place.url, check=_CHECKS[place.media_type])
    return FullText(place=place, content=reply.content, media_type=place.media_type, url=reply.came_from)


def is_article(reply: Reply) -> Fault | None:
    """Say what is wrong with an answer that should be JATS with a body."""
    if _ARTICLE.search(reply.content) is None or _WEB_PAGE.match(reply.content):
        return Fault(reason=f"gives {_instead(reply)} instead of JATS", kind="final")
    if _ARTICLE_ENDS.search(reply.content) is None:
        return Fault(reason="gives an article that is cut off")
    if _BODY.search(reply.content) is None:
        return Fault(reason="gives the front of the article only, not its text", kind="final")
    return None


def is_pdf(reply: Reply) -> Fault | None:
    """Say what is wrong with an answer that should be a PDF."""
    if not holds_pdf(reply.content):
        return Fault(reason=f"gives {_instead(reply)} instead of a PDF", kind="final")
    if b"%%EOF" not in reply.content[-_PDF_TAIL:]:
        return Fault(reason="gives a PDF that is cut off")
    return None


def _places(client: Client, known: Identifiers, reasons: list[str]) -> Iterator[Place]:
    """Places in order, each service asked only when it is its turn; why one was not asked goes to ``reasons``."""
    result = europepmc.look_up(client, known) or {}
    licence = result.get("license") if isinstance(result.get("license"), str) else None
    is_open = result.get("isOpenAccess") == "Y"
    pmcid = known.pmcid or result.get("pmcid")
    for text_id in _text_ids(result) if is_open else ():
        url = address(client.settings, "europepmc", f"{text_id}/fullTextXML")
        yield Place(service="europepmc", url=url, media_type="application/jats+xml", licence=licence)
    if isinstance(pmcid, str) and _ID.fullmatch(pmcid):
        url = address(client.settings, "pubmed", "efetch.fcgi")
        url = public_address(url, {"db": "pmc", "id": pmcid.removeprefix("PMC"), "retmode": "xml"})
        yield Place(service="pmc", url=url, media_type="application/jats+xml", licence=licence)
    for url in _open_pdfs(result):
        yield Place(service="europepmc", url=url, media_type="application/pdf", licence=licence)
    doi = known.doi or result.get("doi")
    if isinstance(doi, str) and client.settings.email:
        yield from unpaywall.open_copies(client, doi)
    elif isinstance(doi, str):
        reasons.append("Unpaywall was not asked: it wants an e-mail, set fetch.email in relsynth.toml")


def _text_ids(result: dict[str, Any]) -> tuple[str, ...]:
    """Ids under which Europe PMC holds a text in XML: of PubMed Central, and of preprints."""
    listed = result.get("fullTextIdList")
    ids = listed.get("fullTextId") if isinstance(listed, dict) else None
    given = (result.get("pmcid"), *(ids if isinstance(ids, list) else ()))
    return tuple(dict.fromkeys(one for one in given if isinstance(one, str) and _ID.fullmatch(one)))


def _open_pdfs(result: dict[str, Any]) -> Iterator[str]:
    listed = result.get("fullTextUrlList")
    urls = listed.get("fullTextUrl") if isinstance(listed, dict) else None
    for one in urls if isinstance(urls, list) else ():
        if isinstance(one, dict) and one.get("documentStyle") == "pdf" and one.get("availabilityCode") in _OPEN:
            yield str(one.get("url") or "")


def _instead(reply: Reply) -> str:
    if _WEB_PAGE.match(reply.content):
        return "a web page (to log in, to prove oneself human, or to look at)"
    return f"{reply.media_type or 'something'} of {len(reply.content)} bytes"


_CHECKS: dict[str, Check] = {"application/jats+xml": is_article, "application/pdf": is_pdf}
