"""What settles a conflict points to all that differ, and takes nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from judged_papers import GREEN, TIES, TRUST, judged_project, row, say
from made_up import AT
from relsynth.coding import Coding, standing
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.workflow.coding_adjudication import adjudicate_coding
from relsynth.workflow.coding_agreement import coding_agreement
from relsynth.workflow.coding_conflicts import list_coding_conflicts
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.evaluate import evaluate
from relsynth.workflow.judgements import judgements


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ana has ties where Ben has legitimacy, in one paper; both have trust."""
    with judged_project(tmp_path, 1) as opened:
        say(opened, "Ana", row(1, TRUST), row(1, TIES))
        say(opened, "Ben", row(1, TRUST), row(1, TIES, "STA.LEGIT"))
        yield opened


def number(project: Project, who: str, code: str) -> int:
    return next(one.number or 0 for one in project.codings() if (one.coder.name, one.code) == (who, code))


def stands(project: Project) -> list[tuple[str, str]]:
    return sorted((one.coder.name, one.code) for one in standing(project.codings()))


def of(project: Project, who: str) -> list[Coding]:
    return [one for one in project.codings() if one.coder.name == who]


BOTH = [("Ana", "STA.TRUST"), ("Ben", "STA.TRUST")]


def test_what_is_kept_stands_in_place_of_both(project: Project) -> None:
    ties, legit = number(project, "Ana", "NET.TIES"), number(project, "Ben", "STA.LEGIT")
    done = adjudicate_coding(project, ties, verdict="code", keep=legit, coder="Eva", at=AT)
    assert (done.codes, done.settles) == (("STA.LEGIT",), (ties, legit))
    (made,) = of(project, "Eva")
    assert (made.code, made.settles, made.reason, made.number) == (
        "STA.LEGIT",
        (ties, legit),
        "settles Ana and Ben",
        done.codings[0],
    )
    assert stands(project) == [*BOTH, ("Eva", "STA.LEGIT")]
    assert list_coding_conflicts(project).conflicts == ()
    assert str(done) == (f"Settled {ties} in van-001: STA.LEGIT (Eva); 2 codings settled ({ties}, {legit}), and kept")


def test_both_may_be_right(project: Project) -> None:
    ties, legit = number(project, "Ana", "NET.TIES"), number(project, "Ben", "STA.LEGIT")
    adjudicate_coding(project, ties, verdict="code", keep=[ties, legit], coder="Eva", at=AT)
    assert stands(project) == [*BOTH, ("Eva", "NET.TIES"), ("Eva", "STA.LEGIT")]


def test_another_code_and_other_facets(project: Project) -> None:
    ties = number(project, "Ana", "NET.TIES")
    given = {"role": ["barrier"], "assertion": ["hedged"]}
    adjudicate_coding(project, ties, verdict="code", code="STA.TRUST", facets=given, coder="Eva", at=AT)
    (made,) = of(project, "Eva")
    assert (made.code, made.facets) == ("STA.TRUST", (("assertion", ("hedged",)), ("role", ("barrier",))))


def test_a_rejection_leaves_nothing_there_and_loses_nothing(project: Project) -> None:
    before = [one for one in project.codings() if one.coder.kind == "person"]
    ties = number(project, "Ana", "NET.TIES")
    done = adjudicate_coding(project, ties, verdict="reject", coder="Eva", at=AT)
    assert set(done.codes) == {"NET.TIES", "STA.LEGIT"}
    assert stands(project) == BOTH
    assert [one for one in project.codings() if one.coder.name in ("Ana", "Ben")] == before


def test_one_that_another_did_not_see_is_kept_without_a_word_more(project: Project) -> None:
    say(project, "Ana", row(1, GREEN, "NET.TIES"))
    green = max(one.number or 0 for one in of(project, "Ana"))
    adjudicate_coding(project, green, verdict="code", coder="Eva", at=AT)
    assert [(one.code, one.settles) for one in of(project, "Eva")] == [("NET.TIES", (green,))]


def test_undoing_it_opens_the_conflict_again(project: Project) -> None:
    before = list_coding_conflicts(project).conflicts
    ties = number(project, "Ana", "NET.TIES")
    adjudicate_coding(project, ties, verdict="code", keep=[ties], note="As the rule has it.", coder="Eva", at=AT)
    undo_coding(project, coder="Eva", at=AT)
    assert list_coding_conflicts(project).conflicts == before
    assert stands(project) == [("Ana", "NET.TIES"), *BOTH[:1], ("Ben", "STA.LEGIT"), *BOTH[1:]]


def test_who_codes_there_anew_opens_it_again_and_it_is_settled_anew(project: Project) -> None:
    ties = number(project, "Ana", "NET.TIES")
    first = adjudicate_coding(project, ties, verdict="code", keep=ties, coder="Eva", at=AT)
    say(project, "Ben", row(1, TIES, "STA.LEGIT", assertion="hedged"))
    (again,) = list_coding_conflicts(project).conflicts
    anew = max(one.number or 0 for one in of(project, "Ben"))
    assert anew in again.numbers
    second = adjudicate_coding(project, again.number, verdict="code", keep=anew, coder="Eva", at=AT)
    assert anew in second.settles
    assert not {*first.codings} & {one.number for one in standing(project.codings()) if one.code == "STA.LEGIT"}
    assert list_coding_conflicts(project).conflicts == ()


def test_it_is_no_reading_and_no_decision_on_the_machine(project: Project) -> None:
    agreed, judged = coding_agreement(project), evaluate(project)
    ties = number(project, "Ana", "NET.TIES")
    adjudicate_coding(project, ties, verdict="code", keep=ties, coder="Eva", at=AT)
    assert coding_agreement(project) == agreed
    after = evaluate(project)
    assert (after.read, repr(after.levels)) == (judged.read, repr(judged.levels))  # NaN is not itself


def test_what_people_coded_is_as_it_was_settled(project: Project) -> None:
    ties = number(project, "Ana", "NET.TIES")
    adjudicate_coding(project, ties, verdict="code", keep=ties, coder="Eva", at=AT)
    (paper,) = judgements(project)
    assert {who: len(said) for who, said in paper.alone.items()} == {"Ana": 2, "Ben": 2}
    assert sorted((one.coder.name, one.code) for one in paper.codings) == [*BOTH, ("Eva", "NET.TIES")]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({}, "say which coding of conflict", id="nothing-said"),
        pytest.param({"keep": 999}, "999 is no coding of conflict", id="strange-number"),
        pytest.param({"code": "STA.NONE"}, "the codebook has no code 'STA.NONE'", id="unknown-code"),
        pytest.param({"code": "STA.TRUST", "facets": {"role": ["hero"]}}, "role has no value 'hero'", id="facet"),
        pytest.param({"verdict": "reject", "code": "STA.TRUST"}, "a rejection keeps no coding", id="code-of-nothing"),
        pytest.param({"coder": "lexicon@1"}, "no person's name|name of a machine", id="machine"),
    ],
)
def test_what_settles_nothing_is_refused(project: Project, asked: dict[str, object], message: str) -> None:
    ties = number(project, "Ana", "NET.TIES")
    with pytest.raises(InputError, match=message):
        adjudicate_coding(project, ties, **({"verdict": "code", "coder": "Eva", "at": AT} | asked))  # type: ignore[arg-type]
    assert of(project, "Eva") == []


def test_one_of_those_who_differ_may_settle_it_and_is_told_so(project: Project) -> None:
    ties = number(project, "Ana", "NET.TIES")
    done = adjudicate_coding(project, ties, verdict="code", keep=ties, coder="Ana", at=AT)
    assert done.is_party
    assert str(done).endswith("\nAna is one of those who differ here; let your report say so")
    undo_coding(project, coder="Ana", at=AT)
    assert not adjudicate_coding(project, ties, verdict="code", keep=ties, coder="Eva", at=AT).is_party
