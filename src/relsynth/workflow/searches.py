"""Searches of services on the network: each page kept as it comes, the whole a source like any export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from relsynth import sources
from relsynth.errors import InputError, SourceError
from relsynth.project import Project
from relsynth.sources import Cursor, Page, Query, chasing
from relsynth.sources.chasing import Direction
from relsynth.sources.services import SERVICES
from relsynth.workflow.connection import Connect, connect
from relsynth.workflow.duplicates import Duplicates, find_duplicates
from relsynth.workflow.fulltexts import identifiers_of, reports_of
from relsynth.workflow.listing import counted
from relsynth.workflow.pages import Asked, keep_pages, page_of, saved_page
from relsynth.workflow.sources import SourceImported
from relsynth.workflow.track import Tell, untold

if TYPE_CHECKING:
    from relsynth.sources.client import Client

MOST = 20_000  # records of one search; a reviewer screens some hundred a day

Pages = Callable[["Client", Cursor | None], Iterator[Page]]
"""The pages of an answer, from the first or from where an earlier run stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What a search of a service gave.

    ``resumed`` pages came before the search was stopped; ``total`` is what the service announced last, None
    where it announces nothing; ``repeated`` items came on more than one page and are kept once.
    """

    imported: SourceImported
    begun_at: str
    pages: int
    resumed: int
    total: int | None
    repeated: int
    notes: tuple[str, ...]
    duplicates: Duplicates

    def __str__(self) -> str:
        one = self.imported
        counts = f"{one.read} read, {one.unread} unread, {one.added} added, {one.already} already there"
        lines = [one.name, f"{counts} (source {one.source})", *self._told(), *self.notes, str(self.duplicates)]
        return "\n".join(lines)

    def _told(self) -> Iterator[str]:
        """What is worth a line only where it is so."""
        came = self.imported.read + self.imported.unread
        if not came:
            yield "Nothing was found."
        if self.resumed:
            yield f"{self.resumed} of {self.pages} pages are from before it was stopped (begun {self.begun_at[:10]})"
        if self.repeated:
            yield f"{self.repeated} came twice and are kept once"
        if self.total not in (None, came) and not self.notes:
            yield f"The service announced {self.total} and gave {came}: its count changed while it was asked"
        if self.imported.again:
            yield "Exactly this answer came before; nothing is kept twice"
        if self.imported.unread:
            yield "What is unread is kept: relsynth unread"


def search(
    project: Project,
    service: str,
    query: str,
    *,
    at: str,
    most: int = MOST,
    anew: bool = False,
    tell: Tell = untold,
    connect: Connect = connect,
) -> Searched:
    """Search a service and keep what it answers as a source; one that was stopped goes on where it stopped.

    Args:
        at: the moment, ISO 8601; of a search that goes on, the day on which it was begun is kept as its day.
        most: records that may come.
        anew: begin again, and forget what came before a stop.

    Raises:
        InputError: the query says nothing.
        SourceError: the service is out of reach or refuses, or finds more than ``most`` records.
    """
    if not query.strip():
        raise InputError("the query is empty")
    chosen = sources.source(service)

    def pages(client: Client, after: Cursor | None) -> Iterator[Page]:
        return chosen.pages(client, Query(text=query), after=after)

    asked = Asked(service=SERVICES[service].title, query=query, kind="database", at=at)
    return _ask(project, asked, pages, at=at, most=most, anew=anew, tell=tell, connect=connect)


def chase(
    project: Project,
    names: Iterable[str],
    direction: Direction,
    *,
    at: str,
    most: int = MOST,
    anew: bool = False,
    tell: Tell = untold,
    connect: Connect = connect,
) -> Searched:
    """Take the references of reports, or the works that cite them, from OpenAlex, as a source of kind ``citations``.

    PRISMA 2020 counts what it brings apart, as records from other methods. Of no names given,
    every report that has a full text is chased. The other arguments are those of ``search``.

    Raises:
        InputError: a name is of no record; or none can be told by a DOI or PubMed number.
        SourceError: OpenAlex is out of reach or refuses, or knows none of them, or brings more than ``most``.
    """
    reports = reports_of(project, names)
    known = {report: identifiers for report, record in reports.items() if (identifiers := identifiers_of(record))}
    if not known:
        raise InputError("no report to chase has a DOI or a PubMed number; name some records that do")
    unknown: list[str] = [f"{report} has no DOI or PubMed number" for report in reports if report not in known]

    def pages(client: Client, after: Cursor | None) -> Iterator[Page]:
        seeds = chasing.find_seeds(client, list(known.values()))
        if not seeds.found:
            raise SourceError("OpenAlex knows none of these reports, by DOI or by PubMed number")
        unknown.extend(f"OpenAlex does not know {one.doi or one.pmid}" for one in seeds.unknown)
        return chasing.chase(client, seeds, direction, after=after)

    what = "references of" if direction == "references" else "works that cite"
    query = f"{what} {', '.join(sorted(known))}"
    asked = Asked(service=SERVICES["openalex"].title, query=query, kind="citations", at=at)
    done = _ask(project, asked, pages, at=at, most=most, anew=anew, tell=tell, connect=connect)
    return replace(done, notes=(*unknown, *done.notes))


def _ask(
    project: Project, asked: Asked, pages: Pages, *, at: str, most: int, anew: bool, tell: Tell, connect: Connect
) -> Searched:
    """Take pages one by one, keep each as it comes, and make one source of all."""
    number, asked = _begun(project, asked, anew=anew)
    every = [page_of(saved) for saved in project.store.answers.pages(number)]
    resumed = len(every)
    if not every or every[-1].next is not None:
        tell(f"{asked.service}: asking")
        try:
            with connect(project, tell) as client:
                for page in pages(client, every[-1].next if every else None):
                    _keep(project, number, page, every, asked=asked, most=most)
                    tell(_progress(asked, every))
        except SourceError as error:
            kept = (
                f" ({_came(every)} records are kept; the same command goes on from there, with --anew it begins again)"
            )
            raise SourceError(f"{error}{kept if every else ''}") from error
    tell(f"{asked.service}: reading {counted(_came(every), 'record')}")
    imported, repeated = keep_pages(project, asked, every, at=at)
    with project.store.atomic():
        project.store.answers.finish_query(number, source=imported.source)
    return Searched(
        imported=imported,
        begun_at=asked.at,
        pages=len(every),
        resumed=resumed,
        total=every[-1].total if every else None,
        repeated=repeated,
        notes=tuple(dict.fromkeys(chain.from_iterable(page.notes for page in every))),
        duplicates=find_duplicates(project),
    )


def _begun(project: Project, asked: Asked, *, anew: bool) -> tuple[int, Asked]:
    """The number of a search that goes on, or of a new one, and when it was begun."""
    answers = project.store.answers
    with project.store.atomic():
        begun = answers.unfinished_query(asked.service, asked.query)
        if begun and (anew or not answers.pages(begun.number)):
            answers.forget_query(begun.number)
            begun = None
        begun = begun or answers.begin_query(asked.service, asked.query, at=asked.at)
    return begun.number, replace(asked, at=begun.at)


def _keep(project: Project, number: int, page: Page, every: list[Page], *, asked: Asked, most: int) -> None:
    """Keep a page, unless there is too much: a search that finds a million is a slip more often than a plan."""
    found = page.total if page.total is not None else _came([*every, page])
    if found > most:
        raise SourceError(
            f"{asked.service} finds {counted(found, 'record')}, more than {most}; "
            f"narrow it, or allow it: --most {found}"
        )
    with project.store.atomic():
        project.store.answers.add_page(number, saved_page(page))
    every.append(page)


def _progress(asked: Asked, every: list[Page]) -> str:
    total = every[-1].total
    came = _came(every)
    told = counted(came, "record") if total is None else f"{came} of {counted(total, 'record')}"
    return f"{asked.service}: {told}"


def _came(pages: Iterable[Page]) -> int:
    """How many items came, each counted once."""
    return len({one for page in pages for one in page.ids})
