"""Full texts are fetched, read and attached to the record they were fetched for; what was not found is remembered."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytest_httpserver import HTTPServer

from made_up import AT, write_project
from made_up_records import record, ris
from made_up_services import EuropePmc, PubMed, Unpaywall, connect_to, status
from relsynth import workflow
from relsynth.errors import InputError, ProjectError, SourceError
from relsynth.project import Project, open_project
from relsynth.screening.decisions import Decision, Verdict
from relsynth.workflow.duplicates import FETCHED
from relsynth.workflow.fulltexts import Fetched
from relsynth.workflow.sources import add_source

T = TypeVar("T")
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
NAMED = ("seven", "eight", "nine")
"""DOIs of three reports: one with JATS, one with a PDF, one that nobody has."""


def article(number: int) -> str:
    """A paper whose own words would not attach it to any record."""
    text = f"The partners met {number} times each year, and trust grew between them and the people of the village."
    front = f"<article-meta><title-group><article-title>Text {number}</article-title></title-group></article-meta>"
    body = f"<sec><title>Results</title><p>{text}</p></sec>"
    return f"<?xml version='1.0'?><article><front>{front}</front><body>{body}</body></article>"


@dataclass
class World:
    """A project with three reports that can be asked for and one that cannot, and the services to ask."""

    project: Project
    httpserver: HTTPServer
    ids: tuple[str, ...] = ()
    europepmc: EuropePmc = field(default_factory=EuropePmc)

    def begin(self) -> None:
        named = [record(n, doi=f"10.5555/{name}") for n, name in enumerate(NAMED, start=1)]
        add_source(self.project, ris(*named, record(4, doi=None)), name="a.ris", at=AT)
        self.ids = tuple(self.project.store.catalogue.records())
        self.serve()

    def serve(self, **told: Any) -> None:
        copy = self.httpserver.url_for("/files/eight.pdf")
        result = {"source": "MED", "id": "7", "doi": "10.5555/seven", "pmcid": "PMC70", "isOpenAccess": "Y"}
        self.europepmc = EuropePmc(results=[{**result, "license": "cc by"}], texts={"PMC70": article(7)}, **told)
        self.httpserver.clear_all_handlers()
        self.httpserver.expect_request(re.compile("/europepmc/.*")).respond_with_handler(self.europepmc)
        self.httpserver.expect_request("/pubmed/efetch.fcgi").respond_with_handler(PubMed())
        unpaywall = Unpaywall(copies={"10.5555/eight": [copy]})
        self.httpserver.expect_request(re.compile("/unpaywall/.*")).respond_with_handler(unpaywall)
        self.httpserver.expect_request("/files/eight.pdf").respond_with_data(PDF)

    def fetch(self, *names: str, **others: Any) -> Fetched:
        connect = connect_to(self.httpserver.url_for("/"))
        return workflow.fetch(self.project, names, at=AT, **{"connect": connect, **others})


@pytest.fixture
def world(httpserver: HTTPServer, tmp_path: Path) -> Iterator[World]:
    with open_project(write_project(tmp_path / "review")) as project:
        world = World(project=project, httpserver=httpserver)
        world.begin()
        yield world


def test_what_is_open_comes_is_read_and_belongs_to_the_record_it_was_fetched_for(world: World) -> None:
    done = world.fetch()
    assert (done.asked, len(done.fetched), len(done.not_found), done.failed, done.without) == (3, 2, 1, (), 1)
    paths = [str(fetch.path) for fetch in done.fetched]
    assert re.fullmatch(r"papers/lindqvist-and-nakamura-2002-who-pays-for-[a-z-]+-[0-9a-f]{8}\.xml", paths[0])
    assert (world.project.path / paths[0]).read_text(encoding="utf-8") == article(7)
    assert (world.project.path / paths[1]).read_bytes() == PDF
    shown = workflow.show_record(world.project, world.ids[0])
    assert shown.documents == (done.fetched[0].document,)
    assert [(match.rule, match.b) for match in shown.matches] == [(FETCHED, world.ids[0])]
    assert [paper.title for paper in workflow.list_papers(world.project).papers] == ["Text 7"]
    assert not list(world.project.path.rglob("*.part"))


def test_the_words_say_what_came_from_where_and_what_did_not(world: World) -> None:
    lines = str(world.fetch()).split("\n")
    assert lines[0] == "3 asked for, 2 fetched, 1 not found"
    assert re.fullmatch(r"  papers/lindqvist.*\.xml \(europepmc, cc by\)", lines[2])
    assert re.fullmatch(r"  papers/marangoni.*\.pdf \(unpaywall, cc-by\)", lines[3])
    assert lines[5] == f"  {world.ids[2]} Nakamura and Petrov (2004): no open full text is known"
    assert lines[6:8] == ["Without a DOI or PubMed number to ask by: 1", "Fetched, and unread (1):"]
    assert "damaged or cut short" in lines[8]
    assert lines[-1] == "full texts: 1 attached to their record, 0 without a record"


def test_what_was_found_or_not_found_before_is_not_asked_for_again_unless_it_is_wished(world: World) -> None:
    world.fetch()
    world.serve()
    again = world.fetch()
    assert (again.asked, world.europepmc.asked) == (0, [])
    assert str(again).split("\n")[-1] == "No report is left to ask for; --again asks for those that were not found"
    assert [one.path.split(" ")[0] for one in world.fetch(again=True).not_found] == [world.ids[2]]
    assert len(world.fetch(world.ids[2]).not_found) == 1
    assert len(world.fetch(world.ids[0]).fetched) == 1


def test_only_those_named_are_asked_for(world: World) -> None:
    done = world.fetch(world.ids[0][:12])
    assert (done.asked, len(done.fetched), done.without) == (1, 1, 0)
    with pytest.raises(InputError, match="r1:nobody: names no record"):
        world.fetch("r1:nobody")


def test_once_titles_and_abstracts_are_screened_what_goes_on_is_asked_for(world: World) -> None:
    said: list[tuple[int, Verdict, str]] = [
        *((0, "include", "Ana"), (0, "maybe", "Ben"), (1, "exclude", "Ana"), (1, "exclude", "Ben")),
        (2, "include", "Ana"),
    ]
    with world.project.store.atomic():
        world.project.store.screening.add(
            Decision(record=world.ids[n], stage="title_abstract", verdict=verdict, coder=coder, at=AT)
            for n, verdict, coder in said
        )
    done = world.fetch()
    assert (done.asked, len(done.fetched), done.not_included, done.without) == (1, 1, 3, 0)
    assert "Not included by title and abstract, or not yet, so not asked for: 3" in str(done).split("\n")
    assert len(world.fetch(world.ids[1]).fetched) == 1, "whoever names a report gets it"


def test_a_full_text_that_no_record_is_known_of_cannot_be_named(world: World) -> None:
    stray = world.project.path / "stray.md"
    stray.write_text("# A stray\n\n## Results\n\nNobody knows where this text is from.\n", encoding="utf-8")
    workflow.add_documents(world.project, [stray], at=AT)
    (document,) = world.project.store.readings()
    with pytest.raises(InputError, match="is a full text that no record is known of"):
        world.fetch(document)


def test_a_fetch_that_is_stopped_goes_on_and_reads_what_had_come(world: World) -> None:
    def stop(items: Sequence[T], what: str) -> Iterator[T]:
        assert what == "Fetching full texts"
        yield items[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        world.fetch(track=stop)
    assert workflow.list_papers(world.project).papers == ()
    done = world.fetch()
    assert (done.asked, len(done.fetched)) == (2, 1)
    assert done.read is not None
    assert (done.read.read, len(done.read.unread)) == (1, 1)
    assert workflow.show_record(world.project, world.ids[0]).documents


def test_where_nothing_answers_one_sentence_says_so_and_the_next_run_asks_again(world: World) -> None:
    world.serve(always=status(503, "down"))
    with pytest.raises(SourceError) as caught:
        world.fetch()
    assert str(caught.value) == "Europe PMC answers 503: down; asked 3 times"
    world.serve()
    assert len(world.fetch().fetched) == 2


def test_what_came_before_a_failure_is_read(world: World) -> None:
    others = [record(n, doi=f"10.5555/more{n}", title=f"More of the same {n * n}") for n in range(10, 13)]
    add_source(world.project, ris(*others), name="b.ris", at=AT)
    world.serve(faults=dict.fromkeys(range(4, 200), status(500)))
    with pytest.raises(SourceError, match=r"\(2 reports were asked for before that, and are kept\)"):
        world.fetch()
    assert len(workflow.list_papers(world.project).papers) == 1


def test_one_failure_among_others_is_told_and_asked_for_by_the_next_run(world: World) -> None:
    world.serve(faults=dict.fromkeys((1, 2, 3), status(500)))
    done = world.fetch()
    assert (len(done.fetched), len(done.failed), done.asked) == (1, 1, 3)
    assert "1 failed\n" in str(done)
    assert "Failed, and asked for by the next fetch (1):" in str(done)
    world.serve()
    assert [fetch.report for fetch in world.fetch().fetched] == [world.ids[0]]


def test_without_a_network_one_sentence_says_so(world: World) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(SourceError, match=r"^cannot reach 127\.0\.0\.1: is this computer connected to the internet\?$"):
        world.fetch(connect=connect_to(nowhere))


def test_a_folder_that_cannot_be_written_is_told(world: World) -> None:
    (world.project.path / "papers").write_bytes(b"a file")
    with pytest.raises(ProjectError, match="cannot be written"):
        world.fetch()


def test_a_name_in_another_script_still_makes_a_file_name(world: World) -> None:
    odd = record(0, title="村の橋" * 40, authors=("李, 四",), year=None, doi="10.5555/seven")
    add_source(world.project, ris(odd), name="c.ris", at=AT)
    name = next(id for id, one in world.project.store.catalogue.records().items() if one.title == odd.title)
    (fetched,) = world.fetch(name).fetched
    assert re.fullmatch(r"papers/[a-z0-9-]{1,90}\.xml", fetched.path or "")
