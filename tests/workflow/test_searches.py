"""Searches of services: whatever happens on the way, nothing is lost, nothing comes twice, and a stop is no loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from made_up import AT
from made_up_records import in_memory, record, ris
from made_up_services import (
    KEY,
    Crossref,
    EuropePmc,
    Fault,
    OpenAlex,
    PubMed,
    Service,
    connect_to,
    crossref_works,
    cut_body,
    cut_json,
    entered_daily,
    europepmc_results,
    openalex_works,
    status,
)
from relsynth import formats, workflow
from relsynth.errors import InputError, SourceError
from relsynth.project import Project
from relsynth.workflow.searches import Searched
from relsynth.workflow.sources import add_source

MANY = {"crossref": 401, "europepmc": 201, "openalex": 201, "pubmed": 401}  # three pages of each
LATER = "2026-02-02T00:00:00+00:00"
EVERY = ("crossref", "europepmc", "openalex", "pubmed")
MADE: Mapping[str, Callable[..., Service]] = {
    "crossref": lambda many, **told: Crossref(works=crossref_works(many), **told),
    "europepmc": lambda many, **told: EuropePmc(results=europepmc_results(many), **told),
    "openalex": lambda many, **told: OpenAlex(works=openalex_works(many), **told),
    "pubmed": lambda many, **told: PubMed(entered=entered_daily(many), **told),
}
TITLES = {"crossref": "Crossref", "europepmc": "Europe PMC", "openalex": "OpenAlex", "pubmed": "PubMed"}
ASKED_FIRST = {"crossref": 0, "europepmc": 0, "openalex": 0, "pubmed": 1}
"""Requests of a service before that of its first page."""


@dataclass
class World:
    """A project, and the services that it can ask."""

    project: Project
    httpserver: HTTPServer
    told: list[str] = field(default_factory=list)

    def serve(self, name: str, many: int | None = None, **told: Any) -> Service:
        service = MADE[name](MANY[name] if many is None else many, **told)
        self.httpserver.clear_all_handlers()
        self.httpserver.expect_request(re.compile(f"/{name}/.*")).respond_with_handler(service)
        return service

    def search(self, name: str, query: str = "partnering", *, at: str = AT, **others: Any) -> Searched:
        connect = connect_to(self.httpserver.url_for("/"), **others.pop("settings", {}))
        usual = {"tell": self.told.append, "connect": connect}
        return workflow.search(self.project, name, query, at=at, **{**usual, **others})

    def titles(self) -> list[str]:
        return [one.title or "" for one in self.project.store.catalogue.records().values()]


@pytest.fixture
def world(httpserver: HTTPServer) -> Iterator[World]:
    with in_memory() as project:
        yield World(project=project, httpserver=httpserver)


# -- what comes is a source like any


@pytest.mark.parametrize("name", EVERY)
def test_a_search_is_a_source_with_all_that_was_found(world: World, name: str) -> None:
    world.serve(name)
    found = world.search(name)
    many = MANY[name]
    assert (found.imported.read, found.imported.unread, found.imported.added, found.repeated) == (many, 0, many, 0)
    assert (found.total, found.resumed, found.duplicates.identified) == (many, 0, many)
    (row,) = workflow.list_sources(world.project).sources
    source = row.source
    assert (source.database, source.query, source.searched_on, source.kind) == (
        *(TITLES[name], "partnering", AT[:10], "database"),
    )
    assert world.told[0] == f"{TITLES[name]}: asking"
    assert world.told[-2:] == [f"{TITLES[name]}: {many} of {many} records", f"{TITLES[name]}: reading {many} records"]


@pytest.mark.parametrize("name", EVERY)
def test_each_record_is_shown_as_its_own_lines_of_the_answer(world: World, name: str) -> None:
    world.serve(name, 7)
    source = world.search(name).imported.source
    content = world.project.store.catalogue.content(source)
    lines = formats.lines_of(content, format=f"{name}_json" if name != "pubmed" else "pubmed_xml")
    for id, one in world.project.store.catalogue.records().items():
        (stretch,) = workflow.show_record(world.project, id).stretches
        assert one.title in stretch.text
        assert stretch.text.count(one.title.split()[0]) == 1
        assert stretch.text == "\n".join(lines[one.origin.first - 1 : one.origin.last])


@pytest.mark.parametrize("name", EVERY)
def test_nothing_found_is_kept_too(world: World, name: str) -> None:
    world.serve(name, 0)
    found = [world.search(name, query) for query in ("rafts", "reeds")]
    assert [(one.imported.read, one.imported.again) for one in found] == [(0, False), (0, False)]
    assert "0 read, 0 unread, 0 added, 0 already there" in str(found[0])
    assert "\nNothing was found.\n" in str(found[0])
    assert [row.source.query for row in workflow.list_sources(world.project).sources] == ["rafts", "reeds"]


def test_the_same_search_again_adds_nothing_and_a_later_one_what_is_new(world: World) -> None:
    world.serve("openalex", 120)
    first = world.search("openalex")
    same = world.search("openalex", at=LATER)
    assert (same.imported.again, same.imported.added, same.imported.already) == (True, 0, 120)
    assert "Exactly this answer came before; nothing is kept twice" in str(same)
    world.serve("openalex", 125)
    later = world.search("openalex", at=LATER)
    assert (later.imported.read, later.imported.added, later.imported.already) == (125, 5, 120)
    sources = workflow.list_sources(world.project).sources
    assert [row.source.searched_on for row in sources] == [AT[:10], LATER[:10]]
    assert sources[0].source.id == first.imported.source
    assert later.duplicates.reports == 125


def test_what_a_service_says_of_the_query_is_shown(world: World) -> None:
    world.serve("pubmed", 20, withheld=frozenset({7, 8}))
    found = world.search("pubmed")
    assert (found.imported.read, found.total) == (18, 20)
    assert str(found).split("\n")[2:5] == [
        "PubMed understood the query as: partnering",
        "PubMed reports quotedphrasesnotfound: a phrase of nobody",
        "PubMed found 2 records and did not give them: 7, 8",
    ]


def test_a_count_that_was_wrong_and_items_that_came_twice_are_told(world: World) -> None:
    world.serve("openalex", 150, totals={2: 149, 3: 149}, again=10)
    found = world.search("openalex")
    assert (found.imported.read, found.repeated) == (150, 10)
    assert "10 came twice and are kept once" in str(found)
    assert "The service announced 149 and gave 150: its count changed while it was asked" in str(found)


# -- what goes wrong on the way


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("crossref", status(500, "a page of a proxy"), id="crossref-500"),
        pytest.param("europepmc", status(429, "busy", Retry_After="0"), id="europepmc-429"),
        pytest.param("openalex", cut_body, id="openalex-hung-up"),
        pytest.param("openalex", cut_json, id="openalex-cut"),
        pytest.param("pubmed", cut_json, id="pubmed-cut"),
    ],
)
def test_a_fault_in_the_middle_that_passes_is_not_noticed(world: World, name: str, fault: Fault) -> None:
    service = world.serve(name, faults={2 + ASKED_FIRST[name]: fault})
    found = world.search(name)
    assert (found.imported.read, found.imported.added) == (MANY[name], MANY[name])
    assert len(set(world.titles())) == found.duplicates.identified == MANY[name]
    assert len(service.asked) >= found.pages + 1 + ASKED_FIRST[name]
    waits = [said for said in world.told if said.endswith("; waiting to ask again")]
    assert waits[0].startswith(TITLES[name])


@pytest.mark.parametrize("totals", [{1: 190, 2: 230}, {2: 150}, {1: 1_000}])
def test_a_total_that_changes_while_paging_loses_nothing(world: World, totals: dict[int, int]) -> None:
    world.serve("openalex", totals=totals)
    assert world.search("openalex").imported.read == MANY["openalex"]


@pytest.mark.parametrize("name", EVERY)
def test_a_search_that_failed_in_the_middle_goes_on_where_it_stopped(world: World, name: str) -> None:
    third = 3 + ASKED_FIRST[name]
    broken = world.serve(name, faults=dict.fromkeys(range(third, 100), status(500, "down")))
    kept = {"crossref": 400, "europepmc": 200, "openalex": 200, "pubmed": 400}[name]
    with pytest.raises(SourceError) as caught:
        world.search(name)
    assert str(caught.value) == (
        f"{TITLES[name]} answers 500: down; asked 3 times "
        f"({kept} records are kept; the same command goes on from there, with --anew it begins again)"
    )
    assert len(broken.asked) == third + 2
    assert workflow.list_sources(world.project).sources == ()

    mended = world.serve(name)
    found = world.search(name, at=LATER)
    many = MANY[name]
    assert (found.imported.read, found.imported.added, found.resumed, found.begun_at) == (many, many, 2, AT)
    assert f"2 of {found.pages} pages are from before it was stopped (begun {AT[:10]})" in str(found)
    assert len(set(world.titles())) == len(world.titles()) == many
    (row,) = workflow.list_sources(world.project).sources
    assert row.source.searched_on == AT[:10]  # what entered after that day may be missing
    if name != "crossref":  # whose cursors do not outlive a stop
        assert len(mended.asked) < len(broken.asked) + 3
        assert found.repeated == 0


@pytest.mark.parametrize(
    ("name", "stopped_after"), [("crossref", 1), ("europepmc", 2), ("openalex", 3), ("pubmed", 1), ("pubmed", 2)]
)
def test_a_search_that_somebody_stops_goes_on(world: World, name: str, stopped_after: int) -> None:
    world.serve(name)
    pages = []

    def stop(said: str) -> None:
        pages.append(said)
        if len(pages) == 1 + stopped_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.search(name, tell=stop)
    found = world.search(name)
    assert (found.imported.read, found.resumed) == (MANY[name], stopped_after)
    assert len(set(world.titles())) == MANY[name]


def test_a_search_that_was_stopped_when_all_had_come_asks_nothing_more(world: World) -> None:
    world.serve("europepmc", 3)

    def stop(said: str) -> None:
        if said.endswith("reading 3 records"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.search("europepmc", tell=stop)
    unasked = world.serve("europepmc", 3)
    assert world.search("europepmc").imported.read == 3
    assert not unasked.asked


def test_a_search_can_begin_anew(world: World) -> None:
    world.serve("openalex", faults=dict.fromkeys(range(2, 100), status(403)))
    with pytest.raises(SourceError, match=r"100 records are kept; .* with --anew it begins again"):
        world.search("openalex")
    world.serve("openalex", 30)
    found = world.search("openalex", anew=True, at=LATER)
    assert (found.imported.read, found.resumed, found.begun_at) == (30, 0, LATER)


# -- what is refused


def test_a_service_that_wants_a_key_says_where_it_belongs(world: World) -> None:
    world.serve("openalex")
    with pytest.raises(SourceError, match=r"^OpenAlex refuses the request \(401\): set fetch.openalex_key in relsynth"):
        world.search("openalex", settings={"openalex_key": None})
    with pytest.raises(SourceError, match=r"\(403\): is fetch.openalex_key in relsynth.toml right\?") as caught:
        world.search("openalex", settings={"openalex_key": "s3cret"})
    assert "s3cret" not in str(caught.value)


def test_more_than_is_allowed_is_refused_and_comes_when_it_is(world: World) -> None:
    service = world.serve("openalex")
    with pytest.raises(SourceError, match=r"OpenAlex finds 201 records, more than 200; .* --most 201$"):
        world.search("openalex", most=200)
    assert len(service.asked) == 1
    assert workflow.list_sources(world.project).sources == ()
    assert world.search("openalex", most=201, at=LATER).begun_at == LATER


@pytest.mark.parametrize(
    ("name", "query", "message"),
    [("europepmc", " \n", "the query is empty"), ("nobody", "x", "no source is called 'nobody'")],
)
def test_a_question_that_is_none(world: World, name: str, query: str, message: str) -> None:
    with pytest.raises((InputError, SourceError), match=message):
        world.search(name, query)


def test_no_key_is_kept(world: World) -> None:
    for name in EVERY:
        world.serve(name, 30)
        world.search(name)
    catalogue = world.project.store.catalogue
    kept = b"".join(catalogue.content(row.source.id) for row in workflow.list_sources(world.project).sources)
    assert kept
    assert KEY.encode() not in kept
    assert KEY not in "\n".join(world.project.store._db.iterdump())


# -- citations


def seed(number: int, *refers_to: int) -> dict[str, Any]:
    return {**openalex_works(number + 1)[-1], "referenced_works": [f"https://openalex.org/W{one}" for one in refers_to]}


WORKS = [seed(1, *range(100, 230)), seed(2, 100, 101), *(seed(n) for n in range(100, 230)), seed(300, 1), seed(301, 2)]


@dataclass
class Chased(World):
    """A project with two reports that OpenAlex knows, one that it does not know, and one that nobody can ask for."""

    ids: tuple[str, ...] = ()

    def begin(self) -> None:
        others = [record(1, doi="10.5555/w1"), record(2, doi="10.5555/w2"), record(3), record(4, doi=None)]
        add_source(self.project, ris(*others), name="a.ris", at=AT)
        self.ids = tuple(self.project.store.catalogue.records())
        self.answer()

    def answer(self, **told: Any) -> OpenAlex:
        service = OpenAlex(works=WORKS, **told)
        self.httpserver.clear_all_handlers()
        self.httpserver.expect_request("/openalex/works").respond_with_handler(service)
        return service

    def chase(self, direction: Any, *names: str, **others: Any) -> Searched:
        connect = connect_to(self.httpserver.url_for("/"))
        return workflow.chase(self.project, names, direction, at=AT, tell=self.told.append, connect=connect, **others)


@pytest.fixture
def chased(httpserver: HTTPServer) -> Iterator[Chased]:
    with in_memory() as project:
        chased = Chased(project=project, httpserver=httpserver)
        chased.begin()
        yield chased


@pytest.mark.parametrize(
    ("direction", "works", "query"),
    [("references", set(range(100, 230)), "references of r1:"), ("cited_by", {300, 301}, "works that cite r1:")],
)
def test_citations_are_a_source_of_their_own_kind(chased: Chased, direction: str, works: set[int], query: str) -> None:
    found = chased.chase(direction, *chased.ids)
    assert found.imported.added == len(works)
    assert set(chased.titles()[4:]) == {f"Work {n}" for n in works}
    source = workflow.list_sources(chased.project).sources[-1].source
    assert (source.kind, source.database) == ("citations", "OpenAlex")
    assert source.query is not None
    assert source.query.startswith(query)
    assert found.notes[:2] == (
        f"{chased.ids[3]} has no DOI or PubMed number",
        f"OpenAlex does not know {record(3).doi}",
    )


def test_a_chase_that_failed_goes_on_where_it_stopped(chased: Chased) -> None:
    chased.answer(faults=dict.fromkeys(range(4, 100), status(500)))
    with pytest.raises(SourceError, match="50 records are kept"):
        chased.chase("references", *chased.ids[:2])
    chased.answer()
    found = chased.chase("references", *chased.ids[:2])
    assert (found.imported.added, found.resumed, found.repeated) == (130, 1, 0)
    assert chased.told[-1] == "OpenAlex: reading 130 records"


def test_a_chase_brings_no_more_than_is_allowed(chased: Chased) -> None:
    with pytest.raises(SourceError, match="OpenAlex finds 100 records, more than 99"):
        chased.chase("references", chased.ids[0], most=99)


@pytest.mark.parametrize(
    ("place", "error", "message"),
    [
        pytest.param((2,), SourceError, "OpenAlex knows none of these reports", id="unknown"),
        pytest.param((3,), InputError, "no report to chase has a DOI or a PubMed number", id="nameless"),
        pytest.param((), InputError, "no report to chase has a DOI", id="no-report-has-a-full-text"),
    ],
)
def test_what_cannot_be_chased(chased: Chased, place: tuple[int, ...], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        chased.chase("cited_by", *(chased.ids[n] for n in place))


def test_a_report_without_references_brings_nothing(chased: Chased) -> None:
    add_source(chased.project, ris(record(5, doi="10.5555/w300")), name="b.ris", at=AT)
    assert chased.chase("cited_by", list(chased.project.store.catalogue.records())[-1]).imported.read == 0
