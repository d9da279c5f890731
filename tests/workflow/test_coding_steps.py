"""Coding step by step: what each step keeps, with which reason, and what a coder in a round may not touch."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from judged_papers import GREEN, TIES, TRUST, sentence
from made_up import AT, code, codebook
from made_up import TIES as TIES_CODE
from made_up_team import GREEN_VAN, double, number_of, team_project
from relsynth import open_project, workflow
from relsynth.coding import Coding, standing
from relsynth.errors import InputError
from relsynth.project import DATABASE, Project
from relsynth.synthesis.agreement import is_assisted
from relsynth.workflow.coding_history import undo_coding
from relsynth.workflow.coding_listing import list_codings
from relsynth.workflow.coding_steps import (
    CodingStep,
    Place,
    add_coding,
    change_coding,
    confirm_codings,
    facets_said,
    reject_codings,
)
from relsynth.workflow.work_log import finish_paper, reopen_paper


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers, coded: one sentence on trust and one on ties in each."""
    with team_project(tmp_path, 1, 2) as opened:
        yield opened


def kept(step: CodingStep) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.verdict, one.reason and one.reason.split("@")[0]) for one in step.codings]


def stands(project: Project) -> set[tuple[str, str]]:
    """Code and coder of what counts in the first paper."""
    version = list_codings(project, paper="van-001").codings[0].version
    return {
        (one.code, one.coder.name.split("@")[0]) for one in standing(project.codings()) if one.span.version == version
    }


# -- adding


PLACES: list[Any] = [
    pytest.param(Place(paper="van-001", quote="painted green"), "painted green", id="words"),
    pytest.param(
        Place(paper="van-001", quote=" The van was painted green. "), "The van was painted green.", id="spaces"
    ),
    pytest.param(
        Place(paper="van-001", quote=f"{sentence(1, TIES)} {sentence(1, GREEN)}"),
        f"{sentence(1, TIES)} {sentence(1, GREEN)}",
        id="across-sentences",
    ),
    pytest.param(Place(paper="van-001", start=0, end=11), "The village"[:11], id="offsets"),
]


@pytest.mark.parametrize(("place", "quote"), PLACES)
def test_any_words_of_a_paper_can_be_coded(project: Project, place: Place, quote: str) -> None:
    if place.quote is None:
        text = project.store.papers.current(list_codings(project, paper="van-001").codings[0].document).text
        quote = text[0:11].strip()
    (one,) = add_coding(project, place, "STA.LEGIT", coder="Ana", at=AT).codings
    assert (one.quote, one.coder, one.status, one.reason) == (quote, "Ana", "own", None)


WRONG: list[Any] = [
    pytest.param(Place(paper="van-001", quote="The van was red."), "STA.LEGIT", {}, "is not in van-001", id="words"),
    pytest.param(Place(paper="van-001", quote="the"), "STA.LEGIT", {}, "give a longer quote", id="several-places"),
    pytest.param(Place(paper="van-009", quote="x"), "STA.LEGIT", {}, "no paper is called", id="paper"),
    pytest.param(Place(paper="van-001"), "STA.LEGIT", {}, "says no place", id="nowhere"),
    pytest.param(Place(paper="van-001", start=3), "STA.LEGIT", {}, "start and end go together", id="half-a-place"),
    pytest.param(Place(paper="van-001", start=0, end=10**6), "STA.LEGIT", {}, "holds no words", id="beyond-the-end"),
    pytest.param(GREEN_VAN, "STA.LEGITT", {}, "is it STA.LEGIT?", id="code"),
    pytest.param(GREEN_VAN, "STA.LEGIT", {"role": ["hindrance"]}, "role has no value 'hindrance'", id="value"),
    pytest.param(GREEN_VAN, "STA.LEGIT", {"rule": ["barrier"]}, "no facet 'rule'; it has level, role", id="facet"),
]


@pytest.mark.parametrize(("place", "code", "facets", "said"), WRONG)
def test_what_cannot_be_coded_is_refused(
    project: Project, place: Place, code: str, facets: dict[str, list[str]], said: str
) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        add_coding(project, place, code, facets=facets, coder="Ana", at=AT)
    assert not [one for one in project.codings() if one.coder.kind == "person"]


def test_several_codes_on_one_place_are_one_act(project: Project) -> None:
    step = add_coding(
        project, GREEN_VAN, ["STA.LEGIT", "NET.TIES"], facets={"role": ["goal"]}, memo="odd", coder="Ana", at=AT
    )
    assert [(one.code, one.facets["role"]) for one in step.codings] == [
        ("STA.LEGIT", ("goal",)),
        ("NET.TIES", ("goal",)),
    ]
    assert [one.memos for one in step.codings] == [1, 0]
    assert len(undo_coding(project, coder="Ana", at=AT).act.codings) == 2
    assert stands(project) == {("STA.TRUST", "lexicon"), ("NET.TIES", "lexicon")}


def test_an_assertion_that_is_not_said_is_told_by_the_sentence(project: Project) -> None:
    advice = Place(paper="van-001", quote="the nurses would like to have a second van")
    (told,) = add_coding(project, advice, "STA.LEGIT", coder="Ana", at=AT).codings
    (said,) = add_coding(project, advice, "NET.TIES", facets={"assertion": ["planned"]}, coder="Ana", at=AT).codings
    assert told.facets["assertion"]
    assert said.facets["assertion"] == ("planned",)


def test_the_later_word_on_a_place_and_code_replaces_ones_own(project: Project) -> None:
    for role in ("goal", "barrier"):
        add_coding(project, GREEN_VAN, "STA.LEGIT", facets={"role": [role]}, coder="Ana", at=AT)
    (one,) = list_codings(project, coder="Ana").codings
    assert one.facets["role"] == ("barrier",)
    again = add_coding(project, GREEN_VAN, "STA.LEGIT", facets={"role": ["barrier"]}, coder="Ana", at=AT)
    assert (again.act, again.already) == (None, (one.number,))


# -- accepting, changing, rejecting


def test_accepting_makes_the_machines_coding_ones_own(project: Project) -> None:
    number = number_of(project, "STA.TRUST")
    (proposal,) = list_codings(project, paper="van-001", code="STA.TRUST").codings
    step = confirm_codings(project, [number], coder="Ana", at=AT)
    assert kept(step) == [("STA.TRUST", "code", "accepts lexicon")]
    assert (step.codings[0].facets, step.codings[0].status) == (proposal.facets, "accepted")
    assert stands(project) == {("STA.TRUST", "Ana"), ("NET.TIES", "lexicon")}
    assert confirm_codings(project, [number], coder="Ana", at=AT).already == (number,)


def test_rejecting_takes_it_out_of_what_counts(project: Project) -> None:
    step = reject_codings(project, [number_of(project, "NET.TIES")], memo="only villages", coder="Ana", at=AT)
    assert kept(step) == [("NET.TIES", "reject", "rejects lexicon")]
    assert step.codings[0].memos == 1
    assert stands(project) == {("STA.TRUST", "lexicon")}


def test_changing_puts_others_in_its_place(project: Project) -> None:
    step = change_coding(
        project, number_of(project, "NET.TIES"), to=["STA.LEGIT"], facets={"role": ["barrier"]}, coder="Ana", at=AT
    )
    assert kept(step) == [
        ("NET.TIES", "reject", "rejects lexicon"),
        ("STA.LEGIT", "code", "changes NET.TIES of lexicon"),
    ]
    assert step.codings[1].facets["role"] == ("barrier",)
    assert stands(project) == {("STA.TRUST", "lexicon"), ("STA.LEGIT", "Ana")}


def test_changing_a_facet_keeps_the_others_and_an_empty_one_goes(project: Project) -> None:
    (before,) = list_codings(project, paper="van-001", code="NET.TIES").codings
    step = change_coding(project, before.number, facets={"role": ["barrier"], "level": []}, coder="Ana", at=AT)
    expected = {name: values for name, values in before.facets.items() if name != "level"} | {"role": ("barrier",)}
    assert (kept(step)[0][:2], step.codings[0].facets) == (("NET.TIES", "code"), expected)


def test_a_change_that_changes_nothing_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="change changes nothing"):
        change_coding(project, number_of(project, "NET.TIES"), coder="Ana", at=AT)


def test_of_ones_own_coding_a_change_stays_alone(project: Project) -> None:
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    step = change_coding(project, own.number, to=["NET.TIES"], coder="Ana", at=AT)
    assert kept(step) == [("STA.LEGIT", "reject", "rejects their own coding"), ("NET.TIES", "code", None)]
    (later,) = add_coding(project, Place(paper="van-001", quote="The van"), "STA.LEGIT", coder="Ana", at=AT).codings
    assert later.reason is None


def test_what_others_said_stays_beside_ones_own_word(project: Project) -> None:
    (bens,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ben", at=AT).codings
    step = reject_codings(project, [bens.number], coder="Ana", at=AT)
    assert step.beside == (bens.number,)
    assert f"what others said stays beside it ({bens.number})" in str(step)
    assert ("STA.LEGIT", "Ben") in stands(project)
    with pytest.raises(InputError, match="is a rejection by Ana"):
        confirm_codings(project, [step.codings[0].number], coder="Ben", at=AT)


@pytest.mark.parametrize("number", [0, 999, -1])
def test_a_number_that_no_coding_has_is_refused(project: Project, number: int) -> None:
    with pytest.raises(InputError, match=f"no coding that holds has the number {number}"):
        confirm_codings(project, [number_of(project, "NET.TIES"), number], coder="Ana", at=AT)
    assert stands(project) == {("STA.TRUST", "lexicon"), ("NET.TIES", "lexicon")}


def test_a_machine_takes_no_step(project: Project) -> None:
    with pytest.raises(InputError, match=r"no person.s name|name of a machine"):
        confirm_codings(project, [number_of(project, "NET.TIES")], coder="lexicon", at=AT)


# -- alone, or not


def test_who_has_judged_a_coding_of_a_paper_codes_beside_it_from_then_on(project: Project) -> None:
    (alone,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    reject_codings(project, [number_of(project, "NET.TIES")], coder="Ana", at=AT)
    undo_coding(project, coder="Ana", at=AT)  # what was seen was seen
    (beside,) = add_coding(project, GREEN_VAN, "STA.TRUST", coder="Ana", at=AT).codings
    (elsewhere,) = add_coding(project, Place(paper="van-002", quote="green"), "STA.LEGIT", coder="Ana", at=AT).codings
    assert [one.reason for one in (alone, beside, elsewhere)] == [None, "beside codings that were shown", None]


# -- after the codebook has changed


def test_ones_own_coding_is_confirmed_with_the_codebook_of_today(project: Project) -> None:
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    assert confirm_codings(project, [own.number], coder="Ana", at=AT).already == (own.number,)
    folder = project.path
    project.close()
    rewrite(folder, code("STA.STANDING", "standing", replaces=["STA.LEGIT"]), TIES_CODE)
    with open_project(folder) as opened:
        (renamed,) = list_codings(opened, coder="Ana").codings
        assert (renamed.number, renamed.code) == (own.number, "STA.STANDING")
        step = confirm_codings(opened, [own.number], coder="Ana", at=AT)
        assert kept(step) == [("STA.STANDING", "code", None)]
        (now,) = list_codings(opened, coder="Ana").codings
        assert now.number == step.codings[0].number
        assert confirm_codings(opened, [now.number], coder="Ana", at=AT).already == (now.number,)


def test_a_code_that_was_split_has_to_be_changed(project: Project) -> None:
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    folder = project.path
    project.close()
    halves = [code(f"STA.{half}", half.lower(), replaces=["STA.LEGIT"]) for half in ("INNER", "OUTER")]
    rewrite(folder, *halves, TIES_CODE)
    with open_project(folder) as opened:
        with pytest.raises(InputError, match=r"was split: change it to one or more of STA.INNER, STA.OUTER"):
            confirm_codings(opened, [own.number], coder="Ana", at=AT)
        step = change_coding(opened, own.number, to=["STA.INNER"], coder="Ana", at=AT)
        assert kept(step)[1] == ("STA.INNER", "code", None)
        assert {one.code for one in standing(opened.codings()) if one.coder.name == "Ana"} == {"STA.INNER"}


def test_a_code_that_was_renamed_and_then_split_is_followed_to_its_end(project: Project) -> None:
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    folder = project.path
    project.close()
    rewrite(folder, code("STA.STANDING", "standing", replaces=["STA.LEGIT"]), TIES_CODE)
    with open_project(folder) as opened:
        add_coding(opened, GREEN_VAN, "STA.STANDING", coder="Ben", at=AT)
    rewrite(folder, *(code(f"STA.{half}", half.lower(), replaces=["STA.STANDING"]) for half in ("INNER", "OUTER")))
    with (
        open_project(folder) as opened,
        pytest.raises(InputError, match=r"was split: change it to one or more of STA.INNER, STA.OUTER"),
    ):
        confirm_codings(opened, [own.number], coder="Ana", at=AT)


def rewrite(folder: Path, *codes: dict[str, Any]) -> None:
    (folder / "codebook.yaml").write_text(codebook(*codes), encoding="utf-8")


# -- in rounds


def test_in_a_blind_round_nothing_of_others_can_be_judged(project: Project) -> None:
    double(project)
    (bens,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ben", at=AT).codings
    assert (bens.round, bens.reason) == ("r1", None)
    assert list_codings(project, paper="van-001", as_coder="Ana").codings == ()
    for number in (number_of(project, "NET.TIES"), bens.number):
        for step in (confirm_codings, reject_codings):
            with pytest.raises(InputError, match="is kept from Ana: they code van-001"):
                step(project, [number], coder="Ana", at=AT)
        with pytest.raises(InputError, match="is kept from Ana"):
            change_coding(project, number, to=["STA.TRUST"], coder="Ana", at=AT)


def test_in_a_round_without_proposals_people_code_alone(project: Project) -> None:
    double(project)
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    assert (own.round, own.reason) == ("r1", None)
    (changed,) = change_coding(project, own.number, facets={"role": ["goal"]}, coder="Ana", at=AT).codings
    assert not is_assisted(next(one for one in project.codings() if one.number == changed.number))


def test_in_a_round_with_proposals_these_are_judged_and_what_is_added_stands_beside_them(project: Project) -> None:
    double(project, proposals=True)
    number = number_of(project, "NET.TIES")
    confirm_codings(project, [number], coder="Ben", at=AT)
    shown = list_codings(project, paper="van-001", as_coder="Ana", round="r1")
    assert {(one.code, one.status) for one in shown.codings} == {("STA.TRUST", "proposal"), ("NET.TIES", "proposal")}
    (accepted,) = confirm_codings(project, [number], coder="Ana", at=AT).codings
    (added,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    assert (accepted.round, added.round, added.reason) == ("r1", "r1", "beside codings that were shown")


def test_who_took_a_paper_up_again_may_have_seen_what_others_said(project: Project) -> None:
    double(project)
    finish_paper(project, "van-001", coder="Ana", at=AT)
    with pytest.raises(InputError, match="Ana has finished van-001"):
        add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", round="r1", at=AT)
    reopen_paper(project, "van-001", coder="Ana", at=AT)
    (own,) = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT).codings
    assert (own.round, own.reason) == ("r1", "beside codings that were shown")


# -- on a command line


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["role=barrier"], {"role": ["barrier"]}, id="one"),
        pytest.param(["role=barrier", "role=goal"], {"role": ["barrier", "goal"]}, id="twice"),
        pytest.param(["actor=nurse; driver "], {"actor": ["nurse", "driver"]}, id="several"),
        pytest.param(["role="], {"role": []}, id="none"),
    ],
)
def test_facets_are_written_with_an_equals_sign(options: list[str], said: dict[str, list[str]]) -> None:
    assert facets_said(options) == said


@pytest.mark.parametrize("option", ["role", "=barrier", ""])
def test_a_facet_without_a_name_or_sign_is_refused(option: str) -> None:
    with pytest.raises(InputError, match="role=barrier"):
        facets_said([option])


# -- whatever people do


PEOPLE = st.sampled_from(["Ana", "Ben"])
CODES = st.sampled_from(["STA.TRUST", "NET.TIES", "STA.LEGIT"])
WHICH = st.sampled_from([TRUST, TIES, GREEN])


class Steps(RuleBasedStateMachine):
    """Whatever steps people take, no row of theirs changes, and undoing one restores what was current before it."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.project = team_project(Path(self._folder.name), 1)
        self.rows: dict[int, tuple[Any, ...]] = {}
        self.before: dict[str, list[frozenset[int | None]]] = {"Ana": [], "Ben": []}

    def teardown(self) -> None:
        self.project.close()
        self._folder.cleanup()

    def current(self, coder: str) -> frozenset[int | None]:
        return frozenset(one.number for one in self.project.store.codings() if one.coder.name == coder)

    def counting(self) -> set[Coding]:
        return set(standing(self.project.codings()))

    @rule(coder=PEOPLE, code=CODES, which=WHICH, role=st.sampled_from(["barrier", "goal"]))
    def add(self, coder: str, code: str, which: int, role: str) -> None:
        place = Place(paper="van-001", quote=sentence(1, which))
        self.kept(coder, lambda: add_coding(self.project, place, code, facets={"role": [role]}, coder=coder, at=AT))

    @rule(coder=PEOPLE, turn=st.integers(0, 20), step=st.sampled_from([confirm_codings, reject_codings]))
    def judge(self, coder: str, turn: int, step: Any) -> None:
        number = self.number(turn)
        self.kept(coder, lambda: step(self.project, [number], coder=coder, at=AT))

    @rule(coder=PEOPLE, turn=st.integers(0, 20), to=CODES)
    def change(self, coder: str, turn: int, to: str) -> None:
        number = self.number(turn)
        self.kept(coder, lambda: change_coding(self.project, number, to=[to], coder=coder, at=AT))

    @rule()
    def code_again(self) -> None:
        workflow.code(self.project, at=AT)

    @rule(coder=PEOPLE)
    def undo(self, coder: str) -> None:
        if not self.before[coder]:
            with pytest.raises(InputError):
                undo_coding(self.project, coder=coder, at=AT)
            return
        undo_coding(self.project, coder=coder, at=AT)
        assert self.current(coder) == self.before[coder].pop()

    def number(self, turn: int) -> int:
        numbers = sorted(one.number or 0 for one in self.project.store.codings())
        return numbers[turn % len(numbers)]

    def kept(self, coder: str, step: Any) -> None:
        before, counted = self.current(coder), self.counting()
        with suppress(InputError):  # of a rejection, or a change that changes nothing
            if step().act is not None:
                self.before[coder].append(before)
                undo_coding(self.project, coder=coder, at=AT)
                assert self.counting() == counted
                self.before[coder].pop()
                self.before[coder] += [before] if step().act is not None else []

    @invariant()
    def no_row_of_a_person_ever_changes(self) -> None:
        with closing(sqlite3.connect(self.project.path / DATABASE)) as connection:
            rows = {row[0]: row for row in connection.execute("SELECT * FROM codings WHERE run IS NULL")}
        assert {number: rows.get(number) for number in self.rows} == self.rows
        self.rows = rows


TestSteps = Steps.TestCase
TestSteps.settings = settings(
    max_examples=4, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def test_a_memo_on_what_was_said_already_is_kept(project: Project) -> None:
    first = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT)
    again = add_coding(project, GREEN_VAN, "STA.LEGIT", coder="Ana", at=AT, memo="I am not sure")
    (number,) = again.already
    assert again.act is None
    assert [(one.coding, one.text) for one in project.store.memos.current()] == [(number, "I am not sure")]
    assert number == first.act


def test_a_number_that_no_store_can_hold_is_no_coding_s(project: Project) -> None:
    with pytest.raises(InputError, match="no coding that holds has the number"):
        confirm_codings(project, [1 << 70], coder="Ana", at=AT)
