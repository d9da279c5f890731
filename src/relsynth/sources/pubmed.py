"""PubMed through E-utilities: ids by ESearch, records by EFetch.

ESearch gives no more than the first 9,999 ids, by whatever way they are asked for; a larger answer is parted by
the day on which records entered PubMed. EFetch is asked by id and not through NCBI's history server, whose
answers are forgotten within hours: so a search can be taken up on any later day, and
each id asked for is known to have come or is named.

Source: NCBI, Entrez Programming Utilities Help, E-utilities In-Depth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from relsynth.errors import SourceError
from relsynth.sources.answers import Fault, Reply, count, json_of, said_in
from relsynth.sources.exchange import Cursor, Page, Query

if TYPE_CHECKING:
    from lxml.etree import _Element

    from relsynth.sources.client import Client

name = "pubmed"
records_format = "pubmed_xml"

LIMIT = 9_999  # ids that ESearch gives of one search
BATCH = 200  # records a page
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2100, 12, 31)
_ENDS = (b"</PubmedArticleSet>", b"<PubmedArticleSet/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days of entry, both inclusive; ``first`` None stands for records without such a day."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What ESearch says: how many match, the first ``LIMIT`` ids in ascending order, what the user should know."""

    total: int
    ids: tuple[int, ...]
    notes: tuple[str, ...] = ()


EVER = Days(first=FIRST_DAY, last=LAST_DAY)


def pages(client: Client, query: Query, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the records that match, two hundred a page, in the order of their ids within their part.

    Raises:
        SourceError: out of reach, refuses, or more than 9,999 records of one day match.
    """
    whole = _search(client, query.text)
    number, seen = (after.number, after.seen) if after else (1, 0)
    notes = () if after else whole.notes
    if not whole.total:
        yield _page(whole, number, url=f"esearch: {query.text}", notes=notes)
        return
    batches = chain.from_iterable(_batches(days, ids) for days, ids in _parts(client, query, whole, after))
    batch = next(batches, None)
    while batch is not None:
        days, ids = batch
        reply, came = fetch(client, ids, sure=frozenset(ids))
        seen += len(came)
        further = next(batches, None)
        number += 1
        mark = f"{_text(days)} {ids[-1]}"
        missing = _missing(ids, came)
        yield _page(
            whole,
            number - 1,
            url=reply.url,
            content=reply.content,
            ids=came,
            next=Cursor(mark=mark, number=number, seen=seen) if further else None,
            notes=(*notes, *missing),
        )
        batch, notes = further, ()


def _page(
    whole: Found,
    number: int,
    *,
    url: str,
    notes: tuple[str, ...],
    content: bytes = b"",
    ids: tuple[str, ...] = (),
    next: Cursor | None = None,
) -> Page:
    return Page(
        source=name,
        number=number,
        url=url,
        content=content,
        media_type="application/xml",
        records_format=records_format,
        ids=ids,
        total=whole.total,
        next=next,
        notes=notes,
    )


# -- the parts of an answer


def _parts(client: Client, query: Query, whole: Found, after: Cursor | None) -> Iterator[tuple[Days, Sequence[int]]]:
    """Parts of an answer with at most ``LIMIT`` ids each; of what was begun before, the rest."""
    begun, last_id = _begun(after)
    if whole.total <= LIMIT and begun in (None, EVER):
        yield EVER, [one for one in whole.ids if one > last_id]
        return
    if begun is None or begun == EVER:  # what fitted in one part then does not now: begin again, ids tell the rest
        yield from _parted(client, query, EVER)
    elif begun.first is not None:
        for days, ids in _parted(client, query, begun):
            yield days, [one for one in ids if one > last_id or days.last > begun.last]
        if begun.last < LAST_DAY:
            yield from _parted(client, query, Days(first=begun.last + timedelta(days=1), last=LAST_DAY))
    undated = Days(first=None, last=LAST_DAY)
    rest = _search(client, _term(query, undated))
    if rest.total > LIMIT:
        raise SourceError(f"{rest.total} records of PubMed match that have no day of entry: narrow the query")
    yield undated, [one for one in rest.ids if begun != undated or one > last_id]


def _parted(client: Client, query: Query, days: Days) -> Iterator[tuple[Days, Sequence[int]]]:
    """Halve a span of days until each part fits; a part without ids is passed over."""
    assert days.first is not None
    found = _search(client, _term(query, days))
    if found.total <= LIMIT:
        if found.ids:
            yield days, found.ids
        return
    if days.first == days.last:
        raise SourceError(f"{found.total} records that entered PubMed on {days.first} match: narrow the query")
    middle = days.first + (days.last - days.first) // 2
    yield from _parted(client, query, Days(first=days.first, last=middle))
    yield from _parted(client, query, Days(first=middle + timedelta(days=1), last=days.last))


def _term(query: Query, days: Days) -> str:
    if days.first is None:
        return f"({query.text}) NOT ({_span(EVER)})"
    return f"({query.text}) AND ({_span(days)})"


def _span(days: Days) -> str:
    first, last = (f'"{day:%Y/%m/%d}"[edat]' for day in (days.first or FIRST_DAY, days.last))
    return f"{first} : {last}"


def _batches(days: Days, ids: Sequence[int]) -> Iterator[tuple[Days, tuple[int, ...]]]:
    for start in range(0, len(ids), BATCH):
        yield days, tuple(ids[start : start + BATCH])


def _text(days: Days) -> str:
    return f"{days.first.isoformat() if days.first else '-'} {days.last.isoformat()}"


def _begun(after: Cursor | None) -> tuple[Days | None, int]:
    """The part that an earlier run was in, and the last id of it that came."""
    if after is None:
        return None, 0
    first, last, last_id = after.mark.split()
    return Days(first=None if first == "-" else date.fromisoformat(first), last=date.fromisoformat(last)), int(last_id)


# -- the two requests


def _search(client: Client, term: str) -> Found:
    params = {"db": "pubmed", "term": term, "retmode": "json", "retmax": str(LIMIT)}
    reply = client.ask(name, "esearch.fcgi", params, check=_is_found, post=True)
    found = _found(reply)
    assert found is not None
    return found


def _is_found(reply: Reply) -> Fault | None:
    found = _found(reply)
    if found is None:
        return Fault(reason=f"gives no list of ids{_error_in(reply)}")
    if len(found.ids) != min(found.total, LIMIT):
        return Fault(reason=f"gives {len(found.ids)} ids of {found.total}")
    return None


def _found(reply: Reply) -> Found | None:
    told = json_of(reply)
    result = told.get("esearchresult") if isinstance(told, dict) else None
    if not isinstance(result, dict) or "ERROR" in result or not isinstance(result.get("idlist"), list):
        return None
    ids = {int(one) for one in result["idlist"] if str(one).isdecimal()}
    return Found(total=count(result.get("count")), ids=tuple(sorted(ids)), notes=tuple(_notes(result)))


def _notes(result: dict[str, object]) -> Iterator[str]:
    if understood := result.get("querytranslation"):
        yield f"PubMed understood the query as: {understood}"
    for listed in (result.get("errorlist"), result.get("warninglist")):
        for what, words in (listed if isinstance(listed, dict) else {}).items():
            if words:
                yield f"PubMed reports {what}: {'; '.join(map(str, words)) if isinstance(words, list) else words}"


def _error_in(reply: Reply) -> str:
    told = json_of(reply)
    result = told.get("esearchresult") if isinstance(told, dict) else None
    error = result.get("ERROR") if isinstance(result, dict) else None
    return f": {' '.join(str(error).split())}" if error else said_in(reply.content)


def fetch(client: Client, ids: Sequence[int], *, sure: frozenset[int] = frozenset()) -> tuple[Reply, tuple[str, ...]]:
    """Return records in PubMed's XML, and the ids of those that came; what is ``sure`` to be there is asked for again.

    Raises:
        SourceError: out of reach, refuses, or gives no whole set of records.
    """
    wanted = {str(one) for one in sure}

    def check(reply: Reply) -> Fault | None:
        came = _ids_in(reply.content)
        if came is None:
            return Fault(reason=f"gives no whole set of records{said_in(reply.content)}")
        if not wanted <= set(came):
            return Fault(reason=f"gives {len(came)} records of {len(wanted)}", kind="bearable")
        return None

    params = {"db": "pubmed", "id": ",".join(map(str, ids)), "retmode": "xml"}
    reply = client.ask(name, "efetch.fcgi", params, check=check, post=True)
    return reply, _ids_in(reply.content) or ()


def _missing(ids: Sequence[int], came: Sequence[str]) -> Iterator[str]:
    lost = [str(one) for one in ids if str(one) not in set(came)]
    if lost:
        yield f"PubMed found {len(lost)} records and did not give them: {', '.join(lost)}"


def citations(content: bytes) -> Iterator[_Element]:
    """Yield the ``MedlineCitation`` of each record, or the ``BookDocument`` of a book's; none if the set is cut."""
    root = _root(content)
    for record in () if root is None else root:
        yield from (part for name in ("MedlineCitation", "BookDocument") if (part := record.find(name)) is not None)


def _ids_in(content: bytes) -> tuple[str, ...] | None:
    """PMIDs of a set of records, in its order; None if it is cut or is none."""
    if _root(content) is None:
        return None
    return tuple((citation.findtext("PMID") or "").strip() for citation in citations(content))


def _root(content: bytes) -> _Element | None:
    from lxml import etree  # noqa: PLC0415 (costs start-up time)

    if not content.rstrip().endswith(_ENDS):
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
