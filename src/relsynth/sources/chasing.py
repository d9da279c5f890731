"""Citation chasing: what the included reports refer to, and what refers to them, through OpenAlex.

The reports are first found in OpenAlex by DOI, else by PMID; those that it does not know are
named. What comes are pages of works, as of a search; which work refers to which stands in
each work's ``referenced_works``. PRISMA 2020 counts these records under other methods.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from relsynth.sources import openalex
from relsynth.sources.exchange import Cursor, Identifiers, Page
from relsynth.sources.openalex import short_id

if TYPE_CHECKING:
    from relsynth.sources.client import Client

Direction = Literal["references", "cited_by"]

AT_ONCE = 50  # ids in one filter; a hundred are allowed, and long addresses are not everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """An included report as OpenAlex knows it; ``references`` are OpenAlex ids."""

    id: str
    doi: str | None = None
    pmid: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeds:
    """The reports found in OpenAlex, and those that it does not know."""

    found: tuple[Seed, ...]
    unknown: tuple[Identifiers, ...] = ()


def find_seeds(client: Client, reports: Sequence[Identifiers]) -> Seeds:
    """Return the reports as OpenAlex knows them. Raises SourceError."""
    seeds = {seed.id: seed for seed in _known_by(client, "doi", [(one.doi or "").lower() for one in reports])}
    left = [one.pmid for one in reports if not _holds(seeds.values(), one)]
    seeds |= {seed.id: seed for seed in _known_by(client, "pmid", left)}
    unknown = tuple(one for one in reports if not _holds(seeds.values(), one))
    return Seeds(found=tuple(seeds.values()), unknown=unknown)


def chase(client: Client, seeds: Seeds, direction: Direction, *, after: Cursor | None = None) -> Iterator[Page]:
    """Yield the works that the seeds refer to, or that refer to them, page by page. Raises SourceError.

    Works that several seeds have in common may come on several pages, under the same id.
    """
    filters = list(_filters(seeds, direction))
    begun, mark = _begun(after)
    number, seen = (after.number, after.seen) if after else (1, 0)
    for index in range(begun, len(filters)):
        chosen, wanted = filters[index]
        inner = Cursor(mark=mark) if mark else None
        came: set[str] = set()
        for page in openalex.works(client, {"filter": chosen}, after=inner):
            came.update(page.ids)
            seen += len(page.ids)
            further = _next(page, index, len(filters))
            lost = [one for one in wanted if one not in came] if page.next is None and not mark else []
            yield replace(
                page,
                number=number,
                total=None,
                next=Cursor(mark=further, number=number + 1, seen=seen) if further else None,
                notes=(*page.notes, *_not_held(lost)),
            )
            number += 1
        mark = ""


def _filters(seeds: Seeds, direction: Direction) -> Iterator[tuple[str, Sequence[str]]]:
    """Filters, each with the ids of the works that it should bring.

    Sorted, since a run that goes on from a stop counts them and may be told of the seeds in another order.
    """
    if direction == "cited_by":
        for ids in _batches(sorted(seed.id for seed in seeds.found)):
            yield f"cites:{'|'.join(ids)}", ()
    else:
        for ids in _batches(sorted({one for seed in seeds.found for one in seed.references})):
            yield f"ids.openalex:{'|'.join(ids)}", ids


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _begun(after: Cursor | None) -> tuple[int, str]:
    """The filter to go on with, and the mark within it; an empty one for its beginning."""
    if after is None:
        return 0, ""
    index, _, mark = after.mark.partition(" ")
    return int(index), mark


def _next(page: Page, index: int, filters: int) -> str | None:
    if page.next is not None:
        return f"{index} {page.next.mark}"
    return f"{index + 1} " if index + 1 < filters else None


def _not_held(lost: Sequence[str]) -> tuple[str, ...]:
    return (f"OpenAlex does not hold {len(lost)} of the references that it names: {', '.join(lost)}",) if lost else ()


def _known_by(client: Client, kind: str, values: Iterable[str | None]) -> Iterator[Seed]:
    """Works with one of the ids; an id with a sign that parts filters cannot be asked for."""
    wanted = [value for value in dict.fromkeys(values) if value and not set(value) & set(",|")]
    for chosen in _batches(wanted):
        params = {"filter": f"{kind}:{'|'.join(chosen)}", "select": "id,doi,ids,referenced_works"}
        for page in openalex.works(client, params):
            yield from (_seed(work) for work in json.loads(page.content)["results"] if isinstance(work, dict))


def _holds(seeds: Iterable[Seed], report: Identifiers) -> bool:
    doi = (report.doi or "").lower()
    return any((doi and seed.doi == doi) or (report.pmid and seed.pmid == report.pmid) for seed in seeds)


def _seed(work: dict[str, Any]) -> Seed:
    doi = work.get("doi")
    ids = work.get("ids")
    return Seed(
        id=short_id(work.get("id")),
        doi=doi.partition("doi.org/")[2].lower() or None if isinstance(doi, str) else None,
        pmid=short_id(ids.get("pmid")) or None if isinstance(ids, dict) else None,
        references=tuple(short_id(one) for one in work.get("referenced_works") or ()),
    )
