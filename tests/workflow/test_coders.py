"""The coders of a project: their names, what they were taught, and one that asks a server on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from made_up import AT, coded_project
from made_up_model import completion, said, sentences_in
from relsynth import workflow
from relsynth.config import Config
from relsynth.errors import CodebookError
from relsynth.extraction.local_layer import Figures, Layer, Lesson, Taught, Trial, save
from relsynth.extraction.proposals import CoderError, Costly
from relsynth.project import Project
from relsynth.workflow.code import export_codings
from relsynth.workflow.coders import coder_name, is_current, is_machine, is_taught, make_proposer

ASKS = "language-model"
NONE = Figures(precision=None, recall=None, f1=None)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers, coded by words."""
    with coded_project(tmp_path, 1, 2) as opened:
        yield opened


def teach(project: Project, family: str, code_id: str = "STA.TRUST", **others: str) -> Layer:
    """Let the project have learned that a code is never right."""
    trial = Trial(papers=5, judgements=20, folds=5, before=NONE, after=NONE, gain=0.1, lower=0.05, upper=0.2)
    never = Lesson(bias=-9.0, threshold=0.5, judged=20, agreed=0)
    layer = Layer(
        on=True,
        family=family,
        coder=others.get("coder") or coder_name(project, family),
        codebook=others.get("codebook") or project.codebook.digest,
        at=AT,
        slope=1.0,
        codes={code_id: never},
        trial=trial,
    )
    save(project.path, layer)
    return layer


def with_settings(project: Project, **options: Any) -> Project:
    return Project(project.path, Config(parser="none", coder="lexicon", coders={ASKS: options}), project.store)


# -- names


def test_a_name_tells_what_the_project_taught_and_only_to_its_family(project: Project) -> None:
    plain = coder_name(project)
    assert plain.startswith(f"lexicon@{project.codebook.digest[:12]}.")
    layer = teach(project, "learned")
    assert coder_name(project) == plain
    layer = teach(project, "lexicon")
    assert coder_name(project) == make_proposer(project, "lexicon").name == f"{plain}.t{layer.digest}"


def test_a_coder_is_current_while_it_would_be_called_so_with_a_parser_or_without(project: Project) -> None:
    name = coder_name(project)
    assert is_current(project, name)
    assert is_current(project, f"{name}+en_core_web_sm-3.8.0")
    assert not any(is_current(project, other) for other in (None, "Ana", "lexicon@0.1", f"{ASKS}@0.small.1"))
    teach(project, "lexicon")
    assert not is_current(project, name)


@pytest.mark.parametrize(
    ("coder", "machine"),
    [("lexicon@0.3", True), ("lexicon", False), ("Ana", False), ("ana@lexicon.org", False), (f"{ASKS}@0.a.1", True)],
)
def test_a_machine_is_told_from_a_person(coder: str, machine: bool) -> None:
    assert is_machine(coder) is machine


# -- made ready


def test_what_was_taught_is_coded_by(project: Project) -> None:
    assert "STA.TRUST" in {row.code for row in export_codings(project)}
    teach(project, "lexicon")
    assert isinstance(make_proposer(project, "lexicon"), Taught)
    assert workflow.code(project, at=AT).coded == 2
    assert {row.code for row in export_codings(project)} == {"NET.TIES"}


def test_a_cue_that_cannot_be_used_is_a_fault_of_the_codebook(project: Project) -> None:
    path = project.codebook_path
    path.write_text(path.read_text(encoding="utf-8").replace('"ties"', '"(ties"'), encoding="utf-8")
    with pytest.raises(CodebookError):
        make_proposer(Project(project.path, project.config, project.store), "lexicon")


def test_a_coder_that_is_not_there(project: Project) -> None:
    with pytest.raises(CoderError, match="no coder 'reader' is installed; there are combined, language-model,"):
        make_proposer(project, "reader")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        pytest.param({"codebook": "0" * 64}, "belongs to another codebook than lexicon has now", id="codebook"),
        pytest.param({"coder": "lexicon@0.3"}, "belongs to lexicon@0.3, not lexicon@", id="coder"),
    ],
)
def test_what_was_taught_to_another_is_left_out_and_told_once(
    project: Project, others: dict[str, str], told: str
) -> None:
    name = coder_name(project)
    teach(project, "lexicon", **others)
    said: list[str] = []
    run = workflow.code(project, at=AT, tell=said.append)
    assert (run.coder, run.already, len(said)) == (name, 2, 1)
    assert told in said[0]
    assert said[0].endswith("run `relsynth learn --coder lexicon` again")
    assert not is_taught(project, "lexicon")


# -- one that asks a server, from consent to codings


@pytest.fixture
def asking(project: Project, httpserver: HTTPServer) -> Project:
    """The project with a server whose model finds trust in every sentence that has the word."""

    def respond(request: Request) -> Response:
        read = sentences_in(json.loads(request.get_data())["messages"][1]["content"])
        found = [
            {"sentences": [number], "quote": text, "code": "STA.TRUST", "confidence": 0.8, "rationale": "says so"}
            for number, text in read.items()
            if "Trust" in text
        ]
        return Response(json.dumps(completion(said(*found), tokens=(3000, 40))))

    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_handler(respond)
    return with_settings(project, url=httpserver.url_for("/v1"), model="made-up:7b")


def test_nothing_is_sent_and_nothing_is_kept_before_somebody_agrees(asking: Project, httpserver: HTTPServer) -> None:
    before = export_codings(asking)
    told: list[str] = []
    with pytest.raises(CoderError, match=r"nobody has agreed to that. It would be 2 papers, 2 requests, about"):
        workflow.code(asking, at=AT, coder=ASKS, tell=told.append)
    assert (httpserver.log, told, export_codings(asking)) == ([], [], before)


def test_it_tells_before_and_after_what_it_costs(asking: Project, httpserver: HTTPServer) -> None:
    told: list[str] = []
    run = workflow.code(asking, at=AT, coder=ASKS, may_send=True, tell=told.append)
    assert (run.coded, run.codings, len(httpserver.log)) == (2, 2, 2)
    before, after = told
    assert before.startswith("2 papers, 2 requests, about")
    assert after.startswith("2 requests, 0 answers kept from before, 6,000 tokens sent and 80 answered")
    assert run.account == after
    assert {(row.code, row.reason, row.coder) for row in export_codings(asking)} == {
        ("STA.TRUST", "says so", coder_name(asking, ASKS))
    }
    assert is_current(asking, run.coder)


def test_a_run_that_stops_says_what_it_came_to_and_goes_on_without_paying_twice(
    asking: Project, httpserver: HTTPServer
) -> None:
    told: list[str] = []

    def stop_after_one(items: Any, _what: str) -> Iterator[Any]:
        yield items[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workflow.code(asking, at=AT, coder=ASKS, may_send=True, track=stop_after_one, tell=told.append)
    assert told[-1].startswith("1 request,")
    assert workflow.code(asking, at=AT, coder=ASKS, may_send=True).coded == 1
    assert len(httpserver.log) == 2
    workflow.code(asking, at=AT, coder="lexicon")
    told.clear()
    assert workflow.code(asking, at=AT, coder=ASKS, tell=told.append).coded == 2
    assert len(httpserver.log) == 2
    assert told[0].startswith("2 papers, 0 requests (2 more are answered already)")


def test_what_was_taught_holds_for_its_answers_too(asking: Project) -> None:
    teach(asking, ASKS)
    assert isinstance(make_proposer(asking, ASKS, may_send=True), Costly)
    told: list[str] = []
    assert workflow.code(asking, at=AT, coder=ASKS, may_send=True, tell=told.append).codings == 0
    assert len(told) == 2


def test_who_has_coded_all_tells_of_no_cost(asking: Project) -> None:
    workflow.code(asking, at=AT, coder=ASKS, may_send=True)
    told: list[str] = []
    run = workflow.code(asking, at=AT, coder=ASKS, tell=told.append)
    assert (run.coded, run.already, run.account, told) == (0, 2, None, [])
