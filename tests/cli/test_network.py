"""The commands that ask the network, end to end: a project's own settings, real requests, what is printed where.

Services are on this machine. What needs many faults or pages is tested a room deeper, where nothing waits.
"""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from made_up import AT, write_project
from made_up_records import record, ris
from made_up_services import (
    EMAIL,
    KEY,
    Crossref,
    EuropePmc,
    OpenAlex,
    PubMed,
    Service,
    Unpaywall,
    crossref_works,
    europepmc_results,
    openalex_works,
    says,
    status,
)
from relsynth.cli import app
from relsynth.project import open_project
from relsynth.workflow.sources import add_source

ARTICLE = (
    "<?xml version='1.0'?><article><front/><body><sec><title>Results</title><p>The partners met each week, and trust "
    "grew between them and the people of the village.</p></sec></body></article>"
)
UPDATE = {"DOI": "10.5555/w1", "type": "retraction", "updated": {"date-time": "2021-03-09T00:00:00Z"}}
CITING = {**openalex_works(9)[8], "referenced_works": ["https://openalex.org/W1"]}
SEED = {**openalex_works(2)[1], "referenced_works": ["https://openalex.org/W5"]}


def services() -> dict[str, Service]:
    result = {"source": "MED", "id": "1", "doi": "10.5555/w1", "pmcid": "PMC1", "isOpenAccess": "Y", "title": "One"}
    return {
        "crossref": Crossref(works=[*crossref_works(2), {"DOI": "10.5555/n", "title": ["No"], "update-to": [UPDATE]}]),
        "europepmc": EuropePmc(results=[result, *europepmc_results(3)[1:]], texts={"PMC1": ARTICLE}),
        "openalex": OpenAlex(works=[openalex_works(1)[0], SEED, *openalex_works(8)[2:], CITING]),
        "pubmed": PubMed(entered={1: None, 2: None}),
        "unpaywall": Unpaywall(),
    }


def serve(httpserver: HTTPServer, **changed: Service) -> None:
    httpserver.clear_all_handlers()
    for name, service in {**services(), **changed}.items():
        httpserver.expect_request(re.compile(f"/{name}/.*")).respond_with_handler(service)


def settings(url: str, **keys: str) -> str:
    told = {"email": EMAIL, "openalex_key": KEY, "ncbi_key": KEY, **keys}
    lines = [f'{key} = "{value}"' for key, value in told.items() if value]
    urls = [f'{name} = "{url.rstrip("/")}/{name}"' for name in services()]
    return "\n".join([*lines, "[fetch.base_urls]", *urls, ""])


@pytest.fixture
def folder(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a project of one record, whose services are on this machine."""
    folder = write_project(tmp_path / "review")
    point(folder, httpserver.url_for("/"))
    with open_project(folder) as project:
        add_source(project, ris(record(1, doi="10.5555/w1"), record(2, doi=None)), name="a.ris", at=AT)
    monkeypatch.chdir(folder)
    serve(httpserver)
    return folder


def point(folder: Path, url: str, **keys: str) -> None:
    """Say in relsynth.toml where the services are."""
    path = folder / "relsynth.toml"
    before = path.read_text(encoding="utf-8").partition("email = ")[0].rstrip("# \n")
    path.write_text(f"{before}\n{settings(url, **keys)}", encoding="utf-8")


def relsynth(*words: str) -> Result:
    return CliRunner().invoke(app, words)


COMMANDS: list[Any] = [
    pytest.param(
        ("search", "crossref", "vans"),
        r"Crossref: vans\n3 read, 0 unread, 3 added, 0 already there \(source s1:[0-9a-f]{16}\)\n"
        r"5 records identified = ",
        "Crossref: asking\nCrossref: 3 of 3 records\nCrossref: reading 3 records\n",
        lambda said: (said["imported"]["added"], said["total"]) == (3, 3),
        id="search-crossref",
    ),
    pytest.param(
        ("search", "europepmc", "vans"),
        r"Europe PMC: vans\n3 read, 0 unread, 3 added, 0 already there ",
        "Europe PMC: asking\nEurope PMC: 3 of 3 records\n",
        lambda said: said["imported"]["format"] == "europepmc_json",
        id="search-europepmc",
    ),
    pytest.param(
        ("search", "openalex", "vans", "--most", "9"),
        r"OpenAlex: vans\n9 read, 0 unread, 9 added, 0 already there ",
        "OpenAlex: asking\nOpenAlex: 9 of 9 records\n",
        lambda said: said["imported"]["name"] == "OpenAlex: vans",
        id="search-openalex",
    ),
    pytest.param(
        ("search", "pubmed", "vans"),
        r"PubMed: vans\n2 read, 0 unread, 2 added, 0 already there .*\nPubMed understood the query as: vans\n",
        "PubMed: asking\nPubMed: 2 of 2 records\n",
        lambda said: said["notes"][0] == "PubMed understood the query as: vans",
        id="search-pubmed",
    ),
    pytest.param(
        ("fetch",),
        r"1 asked for, 1 fetched, 0 not found\nFetched \(1\):\n  papers/.*\.xml \(europepmc, no licence told\)\n",
        "Fetching full texts",
        lambda said: (said["fetched"][0]["status"], said["without"], said["read"]["read"]) == ("fetched", 1, 1),
        id="fetch",
    ),
    pytest.param(
        ("chase", "references", "{id}"),
        r"OpenAlex: references of r1:[0-9a-f]{16}\n1 read, 0 unread, 1 added, 0 already there ",
        "OpenAlex: asking\n",
        lambda said: said["imported"]["added"] == 1,
        id="chase-references",
    ),
    pytest.param(
        ("chase", "cited-by", "{id}"),
        r"OpenAlex: works that cite r1:[0-9a-f]{16}\n1 read, ",
        "OpenAlex: asking\n",
        lambda said: said["imported"]["added"] == 1,
        id="chase-cited-by",
    ),
    pytest.param(
        ("notices",),
        r"Reports asked about: 1\nWithout a DOI or PubMed number to ask by: 1\nNotices \(1\):\n  RETRACTION told by ",
        "Asking for notices",
        lambda said: said["notices"][0]["notice"]["kind"] == "retraction",
        id="notices",
    ),
]


def id_of(folder: Path) -> str:
    with open_project(folder) as project:
        return next(iter(project.store.catalogue.records()))


@pytest.mark.parametrize(("words", "shown", "progress", "said"), COMMANDS)
def test_each_command_tells_people_and_programs(
    folder: Path, words: tuple[str, ...], shown: str, progress: str, said: Any
) -> None:
    words = tuple(word.format(id=id_of(folder)) for word in words)
    result = relsynth(*words)
    assert (result.exit_code, result.exception) == (0, None)
    assert re.match(shown, result.stdout), result.stdout
    assert progress in result.stderr
    for file in (folder / "relsynth.db", *folder.glob("relsynth.db-*")):
        assert KEY.encode() not in file.read_bytes()
        assert EMAIL.encode() not in file.read_bytes()


@pytest.mark.parametrize(("words", "shown", "progress", "said"), COMMANDS)
def test_a_program_is_told_json_and_nothing_else(
    folder: Path, words: tuple[str, ...], shown: str, progress: str, said: Any
) -> None:
    result = relsynth(*(word.format(id=id_of(folder)) for word in words), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert said(json.loads(result.stdout))
    assert KEY not in result.stdout
    assert EMAIL not in result.stdout


@pytest.mark.parametrize("words", [param.values[0] for param in COMMANDS], ids=[param.id for param in COMMANDS])
def test_without_a_network_each_command_says_so_in_one_sentence(folder: Path, words: tuple[str, ...]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        point(folder, f"http://127.0.0.1:{closed.getsockname()[1]}")
    result = relsynth(*(word.format(id=id_of(folder)) for word in words), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: cannot reach 127.0.0.1: is this computer connected to the internet?\n"


def test_a_search_that_was_refused_in_the_middle_goes_on_with_the_same_command(
    folder: Path, httpserver: HTTPServer
) -> None:
    works = openalex_works(250)
    serve(httpserver, openalex=OpenAlex(works=works, faults={3: status(403, '{"message": "quota"}')}))
    result = relsynth("search", "openalex", "vans")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.split("\n")[-2] == (
        "Error: OpenAlex refuses the request (403): is fetch.openalex_key in relsynth.toml right?: quota "
        "(200 records are kept; the same command goes on from there, with --anew it begins again)"
    )
    serve(httpserver, openalex=(rest := OpenAlex(works=works)))
    result = relsynth("search", "openalex", "vans")
    assert "250 read, 0 unread, 250 added, 0 already there" in result.stdout
    assert "2 of 4 pages are from before it was stopped (begun 20" in result.stdout
    assert [asked["cursor"] for asked in rest.asked] == ["mark-200", "mark-300"]


def test_a_missing_key_is_named(folder: Path, httpserver: HTTPServer) -> None:
    point(folder, httpserver.url_for("/"), openalex_key="")
    result = relsynth("search", "openalex", "vans")
    assert result.exit_code == 1
    assert "Error: OpenAlex refuses the request (401): set fetch.openalex_key in relsynth.toml" in result.stderr


def test_a_wait_of_hours_is_not_waited(folder: Path, httpserver: HTTPServer) -> None:
    serve(httpserver, crossref=Crossref(always=status(429, Retry_After="86400")))
    result = relsynth("search", "crossref", "vans")
    assert result.exit_code == 1
    assert "Error: Crossref asks to wait 86400 s" in result.stderr


def test_a_search_for_a_million_is_refused_and_says_how_it_is_allowed(folder: Path, httpserver: HTTPServer) -> None:
    page = {"meta": {"count": 1_000_000, "next_cursor": "x"}, "results": openalex_works(3)}
    serve(httpserver, openalex=OpenAlex(always=says(page)))
    result = relsynth("search", "openalex", "a")
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "Error: OpenAlex finds 1000000 records, more than 20000; narrow it, or allow it: --most 1000000\n"
    )


def test_what_was_found_is_shown_with_the_lines_it_came_in(folder: Path) -> None:
    relsynth("search", "europepmc", "vans")
    listed = json.loads(relsynth("records", "list", "Report 2", "--json").stdout)
    shown = relsynth("records", "show", listed["reports"][0]["id"]).stdout
    text = ' {\n"id": "2",\n "source": "MED",\n "pmid": "2",\n "title": "Report 2"},\n'
    assert shown.endswith(f" in Europe PMC: vans, lines 10 to 14:\n{text}")
    assert relsynth("unread").stdout.startswith("Nothing is unread.\n")


def test_a_retraction_is_the_first_that_is_shown_of_a_record(folder: Path) -> None:
    relsynth("notices")
    shown = relsynth("records", "show", id_of(folder)).stdout
    assert shown.startswith("RETRACTION told by Crossref (2021-03-09, 10.5555/n)\nReport r1:")


def test_a_failure_of_some_is_an_exit_of_1(folder: Path, httpserver: HTTPServer) -> None:
    with open_project(folder) as project:
        add_source(project, ris(record(3, doi="10.5555/w3")), name="b.ris", at=AT)
    denied = {2: status(400, "no"), 3: status(400, "no")}
    serve(httpserver, europepmc=EuropePmc(results=[{"doi": "10.5555/w3", "source": "MED", "id": "3"}], faults=denied))
    result = relsynth("fetch")
    assert result.exit_code == 1
    assert "2 asked for, 0 fetched, 1 not found, 1 failed\n" in result.stdout
    assert "Failed, and asked for by the next fetch (1):\n" in result.stdout


def test_a_broken_cache_is_nobodys_concern(folder: Path) -> None:
    (folder / ".cache").mkdir()
    (folder / ".cache" / "http.db").write_bytes(b"broken" * 1_000)
    result = relsynth("fetch")
    assert (result.exit_code, result.exception) == (0, None)
    assert "1 fetched" in result.stdout
    assert "hishel" not in result.stderr
