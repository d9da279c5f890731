"""Retractions, corrections and other notices about reports, by DOI from Crossref and by PMID from PubMed.

Crossref tells a notice from both ends: a work names what it was ``updated-by``, with what Retraction Watch
knows, and a notice names the works it is an ``update-to``. Both are asked, since publishers fill in either.

Sources: Crossref, Crossmark and Retraction Watch in the REST API (January 2025); NLM,
CommentsCorrectionsList of MEDLINE/PubMed XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from relsynth.records import doi_in, year_in
from relsynth.sources import crossref, pubmed
from relsynth.sources.answers import Fault, Reply, json_of, said_in
from relsynth.sources.exchange import Notice, NoticeKind

if TYPE_CHECKING:
    from lxml.etree import _Element

    from relsynth.sources.client import Client

DOIS_AT_ONCE = 40  # keeps the address under 4,000 characters
PMIDS_AT_ONCE = 200

KINDS: tuple[tuple[str, NoticeKind], ...] = (
    ("reinstate", "reinstatement"),
    ("retract", "retraction"),
    ("withdraw", "withdrawal"),
    ("remov", "removal"),
    ("concern", "concern"),
    ("correct", "correction"),
    ("errat", "correction"),
    ("corrig", "correction"),
    ("addend", "correction"),
    ("clarif", "correction"),
)
"""What a service's word for a notice contains, and its kind; the first that fits. What fits none is an update."""

IN_PUBMED: Mapping[str, NoticeKind] = {
    "RetractionIn": "retraction",
    "PartialRetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "ExpressionOfConcernIn": "concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
    "UpdateIn": "update",
}
"""What PubMed calls the link from a record to a notice about it; comments and translations are none."""


def of_dois(client: Client, dois: Sequence[str]) -> Iterator[Notice]:
    """Yield the notices about works, each once. Raises SourceError."""
    asked = tuple(dict.fromkeys(doi.lower() for doi in dois))
    listed = [doi for doi in asked if "," not in doi]  # a comma parts Crossref's filters
    found: dict[Notice, None] = {}
    for start in range(0, len(listed), DOIS_AT_ONCE):
        batch = listed[start : start + DOIS_AT_ONCE]
        for what in ("doi", "updates"):
            for work in _works(client, ",".join(f"{what}:{doi}" for doi in batch)):
                found.update(dict.fromkeys(_in_work(work)))
    for doi in asked:
        alone = _one_work(client, doi) if "," in doi else None
        found.update(dict.fromkeys(_in_work(alone or {})))
    yield from (notice for notice in found if notice.of in asked)


def of_pmids(client: Client, pmids: Sequence[str]) -> Iterator[Notice]:
    """Yield the notices that PubMed lists for its records. Raises SourceError."""
    asked = sorted({int(pmid) for pmid in pmids if pmid.isdecimal()})
    for start in range(0, len(asked), PMIDS_AT_ONCE):
        reply, _ = pubmed.fetch(client, asked[start : start + PMIDS_AT_ONCE])
        yield from dict.fromkeys(_in_pubmed(reply.content))


def kind_of(said: str) -> NoticeKind:
    """Return the kind of notice that a service's word means.

    >>> kind_of("expression_of_concern")
    'concern'
    """
    return next((kind for part, kind in KINDS if part in said.lower()), "update")


def _works(client: Client, chosen: str) -> Iterator[Mapping[str, Any]]:
    for page in crossref.works(client, {"filter": chosen}):
        yield from crossref.items_in(page.content)


def _one_work(client: Client, doi: str) -> Mapping[str, Any] | None:
    reply = client.look_up("crossref", f"works/{quote(doi, safe='')}", check=_is_work)
    return json_of(reply)["message"] if reply else None


def _is_work(reply: Reply) -> Fault | None:
    told = json_of(reply)
    if not isinstance(told, dict) or not isinstance(told.get("message"), dict):
        return Fault(reason=f"gives no work{said_in(reply.content)}")
    return None


def _in_work(work: Mapping[str, Any]) -> Iterator[Notice]:
    """Notices about a work, and those that it is itself."""
    own = str(work.get("DOI") or "").lower()
    for update in _updates(work, "updated-by"):
        yield _notice(update, of=own, by=doi_in(str(update.get("DOI") or "")))
    for update in _updates(work, "update-to"):
        yield _notice(update, of=doi_in(str(update.get("DOI") or "")) or "", by=own)


def _updates(work: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    listed = work.get(key)
    yield from (one for one in listed if isinstance(one, dict)) if isinstance(listed, list) else ()


def _notice(update: Mapping[str, Any], *, of: str, by: str | None) -> Notice:
    said = next((str(update[key]) for key in ("type", "update-nature", "label") if update.get(key)), "update")
    updated = update.get("updated")
    moment = updated.get("date-time") if isinstance(updated, dict) else None
    told_by = update.get("source")
    return Notice(
        kind=kind_of(said),
        of=of,
        by=by,
        date=moment[:10] if isinstance(moment, str) else None,
        source="crossref",
        said=said,
        asserted_by=told_by if isinstance(told_by, str) else None,
    )


def _in_pubmed(content: bytes) -> Iterator[Notice]:
    """Notices in PubMed's XML: links to one ("RetractionIn"), or the type of a retracted record without its link."""
    for citation in pubmed.citations(content):
        pmid = (citation.findtext("PMID") or "").strip()
        linked = [(link, kind) for link in _links(citation) if (kind := IN_PUBMED.get(link.get("RefType") or ""))]
        for link, kind in linked:
            by = (link.findtext("PMID") or "").strip()
            year = year_in(link.findtext("RefSource") or "")
            yield Notice(
                kind=kind,
                of=f"pmid:{pmid}",
                by=f"pmid:{by}" if by else None,
                date=str(year) if year else None,
                source="pubmed",
                said=link.get("RefType") or "",
            )
        types = {(one.text or "").strip() for one in citation.iterfind("Article/PublicationTypeList/PublicationType")}
        if "Retracted Publication" in types and "retraction" not in {kind for _, kind in linked}:
            yield Notice(kind="retraction", of=f"pmid:{pmid}", source="pubmed", said="Retracted Publication")


def _links(citation: _Element) -> Iterator[_Element]:
    return citation.iterfind("CommentsCorrectionsList/CommentsCorrections")
