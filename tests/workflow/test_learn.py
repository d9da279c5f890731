"""A project teaches its coder, and is told honestly whether that helped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from judged_papers import TIES, TRUST, judged_project, read_by, row, say
from made_up import AT
from made_up_model import completion, said, sentences_in
from relsynth import workflow
from relsynth.coding import Coding
from relsynth.config import Config
from relsynth.errors import ProjectError
from relsynth.extraction import lexicon_coder
from relsynth.extraction.local_layer import Layer, Taught, file_of, kept, load, save
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderError, CoderSettings
from relsynth.project import Project
from relsynth.workflow.duplicates import judge_duplicate
from relsynth.workflow.learn import Learning, learn

PAPERS = 12


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twelve papers, coded: trust and ties in each."""
    with judged_project(tmp_path, PAPERS) as opened:
        yield opened


def decide(project: Project, trust: str, ties: str, *, papers: int = PAPERS) -> None:
    """Ana decides on every coding of the first papers."""
    say(
        project,
        "Ana",
        *(row(n, TRUST, decision=trust) for n in range(1, papers + 1)),
        *(row(n, TIES, decision=ties) for n in range(1, papers + 1)),
    )


def learned(project: Project, **options: bool) -> Learning:
    return learn(project, at=AT, **options)  # type: ignore[arg-type]


def taught(project: Project) -> Layer | None:
    """What its coder is used with."""
    coder = lexicon_coder.proposer(project.codebook, CoderSettings(folder=project.path)).name
    return load(project.path, "lexicon", codebook=project.codebook.digest, coder=coder)


def test_what_people_reject_in_every_paper_is_learned_and_used(project: Project) -> None:
    decide(project, "accept", "reject")
    made = learned(project)
    assert made.trial.helped
    assert made.used
    assert (made.trial.before.precision, made.trial.after.precision, made.trial.after.recall) == (0.5, 1.0, 1.0)
    assert {one.code: (one.judged, one.agreed, one.bias > 0) for one in made.codes} == {
        "NET.TIES": (12, 0, False),
        "STA.TRUST": (12, 12, True),
    }
    assert [(one.code, one.before, one.after) for one in made.codes] == [("NET.TIES", 12, 0), ("STA.TRUST", 12, 12)]
    assert "  NET.TIES: 0 of 12 agreed; proposed 12 times, then 0" in str(made).splitlines()
    layer = taught(project)
    assert layer is not None
    assert layer.codebook == project.codebook.digest


def test_a_taught_coder_codes_no_more_what_was_rejected(project: Project) -> None:
    decide(project, "accept", "reject")
    learned(project)
    layer = taught(project)
    assert layer is not None
    coder = lexicon_coder.proposer(project.codebook, CoderSettings(folder=project.path))
    codings: list[Coding] = []
    for document in project.store.documents():
        codings += DocumentCoder(project.codebook, Taught(coder, layer)).code(document).codings
    assert {one.code for one in codings} == {"STA.TRUST"}


def test_where_all_is_accepted_nothing_helps_and_the_layer_stays_off(project: Project) -> None:
    decide(project, "accept", "accept")
    made = learned(project)
    assert (made.trial.helped, made.used, made.trial.gain) == (False, False, 0.0)
    assert taught(project) is None
    assert kept(project.path, "lexicon") is not None
    assert str(made).splitlines()[-1] == (
        "It is not shown to help. It stays off; `relsynth learn --force` uses it all the same."
    )


@pytest.mark.parametrize(
    ("lower", "upper", "verdict"),
    [
        pytest.param(0.01, 0.2, "It helped.", id="helped"),
        pytest.param(-0.01, 0.2, "It is not shown to help.", id="either"),
        pytest.param(-0.2, -0.01, "It did harm.", id="harmed"),
    ],
)
def test_what_is_said_of_it_follows_the_interval(project: Project, lower: float, upper: float, verdict: str) -> None:
    decide(project, "accept", "reject")
    made = learned(project, dry_run=True)
    tried = replace(made, trial=replace(made.trial, lower=lower, upper=upper))
    assert str(tried).splitlines()[-1] == f"{verdict} Nothing was written."


def test_who_insists_may_use_it(project: Project) -> None:
    decide(project, "accept", "accept")
    assert learned(project, force=True).used
    assert taught(project) is not None


def test_a_dry_run_writes_nothing(project: Project) -> None:
    decide(project, "accept", "reject")
    made = learned(project, dry_run=True)
    assert made.file is None
    assert str(made).endswith("It helped. Nothing was written.")
    assert not (project.path / file_of("lexicon")).exists()


def test_learning_again_without_help_turns_off_what_was_learned_before(project: Project) -> None:
    decide(project, "accept", "reject")
    assert learned(project).used
    decide(project, "accept", "accept")
    note = f"What lexicon was taught before, at {AT}, {{}}; `relsynth code` then codes without it."
    assert learned(project, dry_run=True).notes == (note.format("would be turned off"),)
    assert taught(project) is not None
    made = learned(project)
    assert not made.used
    assert made.notes == (note.format("is turned off"),)
    assert made.notes[0] in str(made)
    assert taught(project) is None
    assert learned(project).notes == ()


def test_what_was_taught_to_another_coder_is_told_and_learned_anew(project: Project) -> None:
    decide(project, "accept", "reject")
    learned(project)
    old = kept(project.path, "lexicon")
    assert old is not None
    save(project.path, old.model_copy(update={"coder": "lexicon@0.3"}))
    assert taught(project) is None
    (note,) = learned(project).notes
    assert note.startswith("What lexicon was taught belongs to lexicon@0.3, not lexicon@")
    assert taught(project) is not None


def test_what_was_spoilt_is_learned_anew(project: Project) -> None:
    decide(project, "accept", "reject")
    (project.path / file_of("lexicon")).write_text("{}", encoding="utf-8")
    assert learned(project).used
    assert taught(project) is not None


def same_study(project: Project, *numbers: int) -> None:
    """Let papers be versions of the first of them."""
    ids = {one.name: one.id for one in project.store.documents()}
    for number in numbers[1:]:
        judge_duplicate(project, ids[f"van-{numbers[0]:03}"], ids[f"van-{number:03}"], "version", coder="Ana", at=AT)


def test_papers_of_one_study_are_learned_from_or_tried_on_together(project: Project) -> None:
    decide(project, "accept", "reject")
    same_study(project, 1, 2, 3, 4)
    made = learned(project)
    assert (made.trial.papers, made.trial.folds) == (12, 9)
    same_study(project, 5, 6, 7, 8)
    same_study(project, 9, 10, 11)
    with pytest.raises(ProjectError, match="in 12 papers of 4 studies; learning needs 5 or more"):
        learned(project)


# -- a coder that asks a server ------------------------------------------------------------------

ASKS = "language-model"


@pytest.fixture
def asking(project: Project, httpserver: HTTPServer) -> Project:
    """The project with a server whose model finds trust wherever the word is."""

    def respond(request: Request) -> Response:
        read = sentences_in(json.loads(request.get_data())["messages"][1]["content"])
        found = [
            {"sentences": [number], "quote": text, "code": "STA.TRUST", "confidence": 0.8, "rationale": "says so"}
            for number, text in read.items()
            if "Trust" in text
        ]
        return Response(json.dumps(completion(said(*found))))

    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_handler(respond)
    options = {"url": httpserver.url_for("/v1"), "model": "made-up:7b", "send": True}
    config = Config(parser="none", coder="lexicon", coders={ASKS: options})
    return Project(project.path, config, project.store)


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_costs_is_learned_from_what_it_has_coded_and_asked_nothing(
    asking: Project, httpserver: HTTPServer, dry_run: bool
) -> None:
    workflow.code(asking, at=AT, coder=ASKS)
    decide(asking, "accept", "reject")
    httpserver.clear_log()
    shutil.rmtree(asking.path / "answers")
    made = learn(asking, at=AT, coder=ASKS, dry_run=dry_run)
    assert httpserver.log == []
    assert [(one.code, one.judged, one.agreed) for one in made.codes] == [("STA.TRUST", 12, 12)]


def test_what_costs_and_has_not_coded_the_papers_is_asked_nothing_either(
    asking: Project, httpserver: HTTPServer
) -> None:
    decide(asking, "accept", "reject")
    with pytest.raises(ProjectError, match=r"12 of 12 judged papers are not coded .* run `relsynth code --coder"):
        learn(asking, at=AT, coder=ASKS)
    assert httpserver.log == []


def test_what_costs_is_not_taught_from_what_it_codes_as_taught(asking: Project) -> None:
    workflow.code(asking, at=AT, coder=ASKS)
    decide(asking, "accept", "reject")
    learn(asking, at=AT, coder=ASKS, force=True)
    workflow.code(asking, at=AT, coder=ASKS)
    with pytest.raises(ProjectError, match=r"delete .*learned-language-model.json, run"):
        learn(asking, at=AT, coder=ASKS)


def test_the_same_judgements_give_the_same_name(project: Project) -> None:
    decide(project, "accept", "reject")
    learned(project)
    first = kept(project.path, "lexicon")
    learn(project, at="2027-01-01T00:00:00+00:00")
    second = kept(project.path, "lexicon")
    assert first is not None
    assert second is not None
    assert (first.at, first.digest) == (AT, second.digest)


def test_what_a_reader_left_uncoded_is_a_word_against_it(project: Project) -> None:
    read_by(project, "Ana", *range(1, PAPERS + 1))
    made = learned(project)
    assert {one.code: (one.judged, one.agreed) for one in made.codes} == {"NET.TIES": (12, 0), "STA.TRUST": (12, 12)}
    assert made.trial.before.recall == 0.5  # STA.LEGIT, which no machine proposes here
    assert made.used


def test_what_was_not_decided_says_nothing(project: Project) -> None:
    say(project, "Ana", *(row(n, TRUST, decision="accept") for n in range(1, PAPERS + 1)))
    made = learned(project)
    assert [(one.code, one.judged) for one in made.codes] == [("STA.TRUST", 12)]
    assert made.untaught == ()


def test_too_few_judgements_leave_a_code_as_it_is(project: Project) -> None:
    decide(project, "accept", "reject", papers=5)
    made = learned(project)
    assert made.codes == ()
    assert made.untaught == (("NET.TIES", 5), ("STA.TRUST", 5))
    assert not made.used
    assert "Too few judgements (10 in 3 papers are needed), left as they are (2):" in str(made)


def test_too_few_papers_are_refused(project: Project) -> None:
    decide(project, "accept", "reject", papers=4)
    with pytest.raises(ProjectError, match="in 4 papers; learning needs 5 or more"):
        learned(project)


def test_an_unknown_coder_is_refused(project: Project) -> None:
    decide(project, "accept", "reject")
    with pytest.raises(CoderError, match="no coder 'oracle'"):
        learn(project, at=AT, coder="oracle")
