"""A sitting: what is shown of each sentence, where one can go, and what each step keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, sentence
from made_up import ABSTRACT_ONLY, AT, codebook
from made_up_team import FIRST, GREEN_VAN, double, number_of, team_project
from relsynth import workflow
from relsynth.errors import InputError
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import Project
from relsynth.workflow.assignments import assign
from relsynth.workflow.coding_history import coding_history
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_sitting import Move, Sitting, codes_like, first_sentence, open_sitting
from relsynth.workflow.coding_steps import add_coding, confirm_codings
from relsynth.workflow.memos import list_memos
from relsynth.workflow.rounds import open_round

LESSONS = (
    "# Vans and what they taught\n\n## Results\n\nThe van was blue.\n\n## Lessons learned\n\nStart early.\n\nListen to "
    "drivers.\n\n## Discussion\n\nIt was a good van for the hill road and everybody who lives there.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with team_project(tmp_path, 1, 2) as opened:
        yield opened


def sit(project: Project, paper: str | None = FIRST, *, coder: str = "Ana", round: str | None = None) -> Sitting:
    return open_sitting(project, paper, coder=coder, round=round, at=AT)


def to(sitting: Sitting, words: str) -> Sitting:
    """Walk on to a sentence."""
    while sitting.shown.words != words:
        sitting.go("next")
    return sitting


def log(project: Project, coder: str = "Ana") -> list[tuple[str, str | None]]:
    return [(one.event, one.round) for one in project.store.rounds.work(coder)]


# -- what is shown, and where one can go


def test_a_sentence_is_shown_in_its_paragraph_with_what_is_coded_on_it(project: Project) -> None:
    shown = to(sit(project), sentence(1, TIES)).shown
    assert (shown.paper, shown.section, shown.path) == (FIRST, "results", "Results")
    assert (shown.before, shown.after) == (f"{sentence(1, TRUST)} ", f" {sentence(1, GREEN)}")
    assert [(one.code, one.status) for one in shown.codings] == [("NET.TIES", "proposal")]
    assert (shown.chosen, shown.waiting) == (number_of(project, "NET.TIES"), 2)


def test_proposals_are_gone_through_one_after_the_other(project: Project) -> None:
    sitting = sit(project)
    seen = []
    for _ in range(2):
        sitting.go("proposal")
        seen.append(sitting.shown.words)
    assert seen == [sentence(1, TRUST), sentence(1, TIES)]


ENDS: list[tuple[Move, str]] = [
    ("previous", "this is the first sentence"),
    ("lessons", "no section that tells lessons"),
]


@pytest.mark.parametrize(("move", "said"), ENDS)
def test_where_there_is_nothing_to_go_to_one_stays(project: Project, move: Move, said: str) -> None:
    sitting = sit(project)
    with pytest.raises(InputError, match=said):
        sitting.go(move)
    assert sitting.shown.number == 1


def test_behind_the_last_sentence_there_is_none(project: Project) -> None:
    sitting = sit(project)
    for _ in range(sitting.shown.of - 1):
        sitting.go("next")
    for move, said in (("next", "this is the last sentence"), ("proposal", "no proposal waits")):
        with pytest.raises(InputError, match=said):
            sitting.go(move)
    sitting.go("previous")
    assert sitting.shown.number == sitting.shown.of - 1


def test_the_next_section_of_lessons_is_found(project: Project, tmp_path: Path) -> None:
    (tmp_path / "lessons.md").write_text(LESSONS, encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "lessons.md"], at=AT)
    sitting = sit(project, "lessons")
    sitting.go("lessons")
    assert (sitting.shown.words, sitting.shown.section) == ("Start early.", "lessons_learned")
    with pytest.raises(InputError, match="no section that tells lessons"):
        sitting.go("lessons")


def test_back_matter_is_passed_over(project: Project, tmp_path: Path) -> None:
    (tmp_path / "thanks.md").write_text(f"{LESSONS}\n## Acknowledgements\n\nWe thank the van.\n", encoding="utf-8")
    workflow.add_documents(project, [tmp_path / "thanks.md"], at=AT)
    sitting = sit(project, "thanks")
    words = [sitting.shown.words]
    while sitting.shown.number < sitting.shown.of:
        sitting.go("next")
        words.append(sitting.shown.words)
    assert "Start early." in words
    assert "We thank the van." not in words


# -- what is said


def test_each_step_is_kept_and_shown_at_once(project: Project) -> None:
    sitting = to(sit(project), sentence(1, TRUST))
    sitting.accept(at=AT)
    assert [(one.coder, one.status) for one in sitting.shown.codings] == [("Ana", "accepted")]
    to(sitting, sentence(1, TIES)).change(["STA.LEGIT"], facets={"role": ["goal"]}, at=AT)
    assert [(one.code, one.status) for one in sitting.shown.codings] == [
        ("NET.TIES", "rejected"),
        ("STA.LEGIT", "changed"),
    ]
    to(sitting, sentence(1, GREEN)).add(["NET.TIES"], at=AT)
    (added,) = sitting.shown.codings
    assert (added.quote, added.reason) == (sentence(1, GREEN), "beside codings that were shown")
    assert sitting.shown.waiting == 0


def test_the_coding_that_a_step_is_on_can_be_chosen(project: Project) -> None:
    sitting = to(sit(project), sentence(1, TRUST))
    sitting.add(["STA.LEGIT"], at=AT)
    numbers = [one.number for one in sitting.shown.codings]
    assert sitting.shown.chosen == number_of(project, "STA.LEGIT", coder="Ana")
    sitting.choose()
    assert sitting.shown.chosen == number_of(project, "STA.TRUST")
    sitting.choose()
    sitting.reject(at=AT)
    assert {(one.code, one.status) for one in sitting.shown.codings} == {
        ("STA.TRUST", "proposal"),
        ("STA.LEGIT", "rejected"),
    }
    assert len(numbers) == 2


def test_after_another_code_the_next_step_is_on_it_and_not_on_the_rejection(project: Project) -> None:
    sitting = to(sit(project), sentence(1, TRUST))
    sitting.change(["NET.TIES"], at=AT)
    sitting.change(facets={"role": ["barrier"]}, at=AT)
    assert {(one.code, one.status): one.facets.get("role") for one in sitting.shown.codings} == {
        ("STA.TRUST", "rejected"): None,
        ("NET.TIES", "changed"): ("barrier",),
    }


def test_where_nothing_is_coded_there_is_nothing_to_judge(project: Project) -> None:
    sitting = sit(project)
    for step in (lambda: sitting.accept(at=AT), lambda: sitting.reject(at=AT), sitting.choose):
        with pytest.raises(InputError, match="nothing is coded on this sentence"):
            step()


def test_memos_are_on_the_coding_or_the_paper(project: Project) -> None:
    sitting = sit(project)
    assert sitting.memo("a short paper", at=AT).subject == FIRST
    to(sitting, sentence(1, TRUST)).memo("whose trust?", to_adjudicator=True, at=AT)
    assert sitting.shown.codings[0].memos == 1
    assert [(one.about, one.to_adjudicator) for one in list_memos(project).memos] == [
        ("document", False),
        ("coding", True),
    ]


def test_undo_goes_back_to_the_sentence_and_leaves_other_papers_alone(project: Project) -> None:
    sitting = to(sit(project), sentence(1, TRUST))
    sitting.accept(at=AT)
    to(sitting, sentence(1, GREEN))
    sitting.undo(at=AT)
    assert (sitting.shown.words, sitting.shown.codings[0].status) == (sentence(1, TRUST), "proposal")
    with pytest.raises(InputError, match="Ana has coded nothing"):
        sitting.undo(at=AT)
    confirm_codings(project, [number_of(project, "NET.TIES", paper="van-002")], coder="Ana", at=AT)
    with pytest.raises(InputError, match="in another paper"):
        sitting.undo(at=AT)


def test_who_comes_back_goes_on_where_they_said_something_last(project: Project) -> None:
    sitting = to(sit(project), sentence(1, TIES))
    sitting.reject(at=AT)
    sitting.close(at=AT)
    assert sit(project).shown.words == sentence(1, TIES)


# -- the log, and the next paper


def test_a_sitting_logs_when_it_begins_and_ends(project: Project) -> None:
    sitting = sit(project)
    sitting.close(at=AT)
    sitting.close(at=AT)
    sitting = sit(project)
    sitting.finish(at=AT)
    sitting.close(at=AT)
    assert log(project) == [("start", None), ("stop", None), ("start", None), ("finish", None)]
    with pytest.raises(InputError, match="has finished van-001"):
        sit(project)


def test_without_a_name_the_next_unfinished_paper_comes(project: Project, tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(ABSTRACT_ONLY, encoding="utf-8")  # comes first, and is left out of every n
    workflow.add_documents(project, [tmp_path / "bridge.txt"], at=AT)
    for paper in (FIRST, "van-002"):
        sitting = sit(project, None)
        assert sitting.paper == paper
        sitting.finish(at=AT)
    with pytest.raises(InputError, match="Ana has finished every paper"):
        sit(project, None)
    with pytest.raises(InputError, match="left out of every n"):
        sit(project, "bridge")


def test_what_a_round_has_assigned_comes_before_all_else(project: Project) -> None:
    open_round(project, "r1", coder="Cy", at=AT)
    assign(project, "r1", papers=["van-002"], coders=["Ana"], at=AT)
    for paper, round_ in (("van-002", "r1"), (FIRST, None)):
        sitting = sit(project, None)
        assert (sitting.paper, sitting.round) == (paper, round_)
        sitting.finish(at=AT)


def test_the_first_sentence_can_be_seen_without_beginning(project: Project) -> None:
    assert first_sentence(project, coder="Ana").number == 1
    assert log(project) == []


# -- rounds


def test_in_a_blind_round_without_proposals_a_coder_sees_nobody(project: Project) -> None:
    double(project)
    add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ben", at=AT)
    sitting = sit(project, None, round="r1")
    assert (sitting.round, sitting.shown.waiting) == ("r1", 0)
    for which in (TRUST, TIES, GREEN):
        assert to(sitting, sentence(1, which)).shown.codings == ()
    sitting.add(["STA.LEGIT"], at=AT)
    (own,) = list_codings(project, coder="Ana").codings
    assert (own.round, own.reason) == ("r1", None)
    sitting.finish(at=AT)
    assert log(project) == [("start", "r1"), ("finish", "r1")]
    with pytest.raises(InputError, match="has finished all that r1 assigned"):
        sit(project, None, round="r1")


@pytest.mark.parametrize("blind", [True, False])
def test_in_a_round_with_proposals_each_judges_them(project: Project, *, blind: bool) -> None:
    double(project, blind=blind, proposals=True)
    confirm_codings(project, [number_of(project, "STA.TRUST")], coder="Ben", at=AT)
    sitting = to(sit(project), sentence(1, TRUST))
    assert (sitting.round, sitting.shown.waiting) == ("r1", 2)
    assert {one.coder.split("@")[0] for one in sitting.shown.codings} == ({"lexicon"} if blind else {"lexicon", "Ben"})
    sitting.accept(at=AT)
    assert [act.coder for act in coding_history(project).acts] == ["Ben", "Ana"]


# -- codes by what is typed


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        pytest.param("trust", ["STA.TRUST"], id="end-of-an-id"),
        pytest.param("sta", ["STA.TRUST", "STA.LEGIT"], id="beginning"),
        pytest.param("T", ["STA.TRUST", "NET.TIES", "STA.LEGIT"], id="beginnings-first"),
        pytest.param("net.ties", ["NET.TIES"], id="whole"),
        pytest.param("eg", ["STA.LEGIT"], id="within"),
        pytest.param("xyz", [], id="none"),
        pytest.param("  ", [], id="nothing"),
    ],
)
def test_codes_are_found_by_part_of_their_id_or_label(typed: str, ids: list[str]) -> None:
    assert [code.id for code in codes_like(read_codebook(codebook()), typed)] == ids
