"""A project teaches its coder, and is told honestly whether that helped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import TIES, TRUST, judged_project, read_by, row, say
from made_up import AT
from relsynth.coding import Coding
from relsynth.errors import ProjectError
from relsynth.extraction import lexicon_coder
from relsynth.extraction.local_layer import FILE, Taught, kept, load
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderError, CoderSettings
from relsynth.project import Project
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
    layer = load(project.path, "lexicon")
    assert layer is not None
    assert layer.codebook == project.codebook.digest


def test_a_taught_coder_codes_no_more_what_was_rejected(project: Project) -> None:
    decide(project, "accept", "reject")
    learned(project)
    layer = load(project.path, "lexicon")
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
    assert load(project.path, "lexicon") is None
    assert kept(project.path) is not None
    assert str(made).splitlines()[-1] == (
        "It is not shown to help. It stays off; `relsynth learn --force` uses it all the same."
    )


def test_who_insists_may_use_it(project: Project) -> None:
    decide(project, "accept", "accept")
    assert learned(project, force=True).used
    assert load(project.path, "lexicon") is not None


def test_a_dry_run_writes_nothing(project: Project) -> None:
    decide(project, "accept", "reject")
    made = learned(project, dry_run=True)
    assert made.file is None
    assert str(made).endswith("It helped. Nothing was written.")
    assert not (project.path / FILE).exists()


def test_learning_again_without_help_turns_off_what_was_learned_before(project: Project) -> None:
    decide(project, "accept", "reject")
    assert learned(project).used
    decide(project, "accept", "accept")
    assert not learned(project).used
    assert load(project.path, "lexicon") is None


def test_the_same_judgements_give_the_same_name(project: Project) -> None:
    decide(project, "accept", "reject")
    learned(project)
    first = kept(project.path)
    learn(project, at="2027-01-01T00:00:00+00:00")
    second = kept(project.path)
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
