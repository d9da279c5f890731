"""The PRISMA 2020 flow and the PRISMA-S table of searches, drawn from what the project has kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from relsynth.errors import FormatError, ProjectError
from relsynth.project import Project
from relsynth.reports import pictures, prisma, prisma_texts
from relsynth.reports.tables import Table
from relsynth.screening import flow as flows
from relsynth.screening.decisions import STAGES, Stage
from relsynth.screening.flow import SEARCHED, Course, Flow, Identified, Method
from relsynth.screening.protocol import Protocol
from relsynth.store.catalogue import Place, Source
from relsynth.workflow.duplicates import draw, is_full_text
from relsynth.workflow.listing import counted, listing
from relsynth.workflow.screening_outcomes import ReportState, outcomes
from relsynth.workflow.synthesise import form_told, save_table

METHODS: tuple[tuple[str, Method], ...] = (("web", "website"), ("organi", "organisation"))
"""How the name of a source of kind ``other`` begins -> the method that PRISMA has for it; any other is ``other``."""

PLATFORMS: Mapping[str, str] = {
    "crossref_json": "Crossref",
    "europepmc_json": "Europe PMC",
    "nbib": "PubMed",
    "openalex_json": "OpenAlex",
    "ovid": "Ovid",
    "pubmed_xml": "PubMed",
    "wos": "Web of Science",
}
"""Formats that one platform alone writes, and that platform; a RIS file may come from anywhere."""

SEARCH_COLUMNS = ("method", "database", "platform", "searched_on", "query", "records", "new", "unread", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowWritten:
    """The flow was written to a file."""

    path: str
    flow: Flow

    def __str__(self) -> str:
        found = self.flow.searched.records + self.flow.others.records
        told = f"{counted(found, 'record')} identified, {counted(self.flow.studies, 'study', 'studies')} included"
        return "\n".join([f"Wrote the PRISMA 2020 flow to {self.path}: {told}.", *self.flow.notes])


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """A search as PRISMA-S asks for it; ``records`` came of it, ``new`` ones nowhere before, ``unread`` gave none.

    ``platform`` is known of formats that one platform alone writes.
    """

    method: Method
    database: str | None
    platform: str | None
    searched_on: str | None
    query: str | None
    records: int
    new: int
    unread: int
    source: str

    def __str__(self) -> str:
        told = [self.database or "database not told", self.searched_on or "date not told", self.query or _NO_QUERY]
        return f"{self.source}: {counted(self.records, 'record')}, {self.new} new  [{self.method}]  {'; '.join(told)}"


_NO_QUERY = "query not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searches:
    """Every search, oldest first, and what PRISMA-S asks for that nobody has told."""

    searches: tuple[SearchRow, ...]
    notes: tuple[str, ...]

    def __str__(self) -> str:
        lines = listing("Searches", self.searches, most=None)
        return "\n".join([*(lines or ["No searches yet; add some with `relsynth import FILE`."]), *self.notes])


def flow(project: Project) -> Flow:
    """Draw every box of the PRISMA 2020 flow diagram from the project's history.

    Records are counted wherever they stand, once for each source and stretch. A report was retrieved if a full text
    is attached to it, given up if the last that was asked for it found none; a fetch that failed since a service was
    out of reach says nothing, and the next fetch asks again. Reports that were there and unread when the team
    stopped are ineligible by automation; those of a later search are to be screened.
    """
    placed = draw(project).placed
    decided = {stage: _states(project, stage) for stage in STAGES}
    catalogue = project.store.catalogue
    with project.store.snapshot():
        sources = {source.id: source for source in catalogue.sources()}
        unread = {id: unread for id, (_, _, unread) in catalogue.counts().items()}
        places = {id: found for id, found in catalogue.places().items() if id in placed}
        fetches = project.store.answers.fetches()
        stop = project.store.screening.stop("title_abstract")
    held = Counter(place.source for found in places.values() for place in found)
    attached = {report for member, (report, _) in placed.items() if is_full_text(member)}
    tried = {placed[fetch.report][0]: fetch.status for fetch in fetches if fetch.report in placed}
    stood = _sources_of_reports(places, placed)
    courses = [
        _course(
            project.config.protocol,
            study=placed[report][1],
            stood=[sources[id] for id in ids],
            before=decided["title_abstract"].get(report),
            after=decided["full_text"].get(report),
            stopped_at=stop.at if stop else None,
            attached=report in attached,
            given_up=tried.get(report) == "not_found",
        )
        for report, ids in stood.items()
    ]
    return flows.flow(
        [_identified(source, held[source.id], unread[source.id]) for source in sources.values()],
        courses,
        skipped=not _begun(decided["title_abstract"].values()) and _begun(decided["full_text"].values()),
        unattached=sum(is_full_text(member) and report not in stood for member, (report, _) in placed.items()),
    )


def write_flow(project: Project, out: Path) -> FlowWritten:
    """Write the flow as its name says: .svg, .png, .pdf, .md, .json, or .csv for the R package PRISMA2020.

    Raises:
        FormatError: the name ends in none of these; or a picture was asked for and vl-convert is not installed.
        ProjectError: the file cannot be written.
    """
    writer = FLOW_WRITERS.get(out.suffix.lower())
    if writer is None:
        raise FormatError(f"{out}: name it {', '.join(FLOW_WRITERS)}; it says how it is written")
    drawn = flow(project)
    content = writer(drawn)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise ProjectError(f"{out}: cannot be written ({error.strerror})") from error
    return FlowWritten(path=str(out), flow=drawn)


FLOW_WRITERS: Mapping[str, Callable[[Flow], bytes]] = {
    ".svg": lambda drawn: prisma.to_svg(drawn).encode(),
    ".png": lambda drawn: pictures.to_png(prisma.to_svg(drawn)),
    ".pdf": lambda drawn: pictures.to_pdf(prisma.to_svg(drawn)),
    ".csv": lambda drawn: prisma_texts.to_r_csv(drawn).encode(),
    ".md": lambda drawn: prisma_texts.to_markdown(drawn).encode(),
    ".json": lambda drawn: prisma_texts.to_json(drawn).encode(),
}
"""Suffix of a file -> the flow as its content."""


def list_searches(project: Project) -> Searches:
    """List every search as PRISMA-S asks for it: Rethlefsen et al. 2021, doi 10.1186/s13643-020-01542-z.

    Items 1 to 7 are the methods, databases and platforms, 8 the full query, 13 the day, 15 the records, 16 how
    duplicates were removed, which a note says.
    """
    drawn = draw(project)
    counts = project.store.catalogue.counts()
    rows = tuple(
        SearchRow(
            method=_method(source),
            database=source.database,
            platform=PLATFORMS.get(source.format),
            searched_on=source.searched_on,
            query=source.query,
            records=counts[source.id][0],
            new=counts[source.id][1],
            unread=counts[source.id][2],
            source=source.name,
        )
        for source in project.store.catalogue.sources()
    )
    reports = len({report for member, (report, _) in drawn.placed.items() if not is_full_text(member)})
    return Searches(searches=rows, notes=tuple(_search_notes(rows, drawn.identified, reports)))


def write_searches(project: Project, out: Path) -> Searches:
    """Write the table of searches as its name says, in one of ``table_forms.FORMS``.

    Raises:
        InputError: the name ends in none of these.
        ProjectError: the file cannot be written.
    """
    form, found = form_told(out), list_searches(project)
    rows = tuple(tuple(getattr(row, column) for column in SEARCH_COLUMNS) for row in found.searches)
    table = Table(title="Searches (PRISMA-S)", columns=SEARCH_COLUMNS, rows=rows, notes=found.notes)
    save_table(table, form, out)
    return found


def _states(project: Project, stage: Stage) -> dict[str, ReportState]:
    return {state.report: state for state in outcomes(project, stage).reports}


def _begun(states: Iterable[ReportState]) -> bool:
    return any(state.decisions for state in states)


def _sources_of_reports(
    places: Mapping[str, Iterable[Place]], placed: Mapping[str, tuple[str, str]]
) -> dict[str, list[str]]:
    """Report -> the sources that any of its records stands in."""
    stood: dict[str, list[str]] = {}
    for record, found in places.items():
        stood.setdefault(placed[record][0], []).extend(place.source for place in found)
    return stood


def _course(
    protocol: Protocol,
    *,
    study: str,
    stood: Iterable[Source],
    before: ReportState | None,
    after: ReportState | None,
    stopped_at: str | None,
    attached: bool,
    given_up: bool,
) -> Course:
    sources = tuple(stood)
    came = min(_moment(source.added_at) for source in sources)
    return Course(
        study=study,
        searched=any(_method(source) in SEARCHED for source in sources),
        title_abstract=before.outcome if before else "unread",
        stopped=stopped_at is not None and came <= _moment(stopped_at),
        attached=attached,
        given_up=given_up,
        full_text=after.outcome if after else "unread",
        reason=_reason(protocol, after.reason) if after and after.reason else None,
    )


def _reason(protocol: Protocol, criterion: str) -> str:
    """A criterion in the protocol's words; by its id where the protocol knows it no more."""
    known = protocol.criterion(criterion)
    return known.text if known else criterion


def _moment(at: str) -> datetime:
    """A moment as it is kept, ISO 8601; without a zone, it is that of Greenwich."""
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _identified(source: Source, held: int, unread: int) -> Identified:
    return Identified(method=_method(source), name=source.database or source.name, n=held, unreadable=unread)


def _method(source: Source) -> Method:
    """PRISMA's method of a source; of kind ``other``, by the beginning of its name."""
    if source.kind != "other":
        return source.kind
    name = (source.database or "").strip().casefold()
    return next((method for beginning, method in METHODS if name.startswith(beginning)), "other")


def _search_notes(rows: Iterable[SearchRow], identified: int, reports: int) -> Iterable[str]:
    found = tuple(rows)
    for field, what in (("database", "no database"), ("searched_on", "no day"), ("query", "no query")):
        if missing := sum(getattr(row, field) is None for row in found):
            yield (
                f"{counted(missing, 'search', 'searches')} of {len(found)} with {what} told: "
                "`relsynth sources describe` says it."
            )
    if found:
        yield (
            f"Duplicates were found by relsynth's rules and people's judgements: {counted(identified, 'record')}, "
            f"{counted(reports, 'report')}."
        )
