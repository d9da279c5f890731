"""Who has finished what, what a coder is not to see, and how papers are drawn and dealt."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import AT, MACHINE, coding, document
from relsynth.coding import Coder
from relsynth.coding_rounds import Event, Round, View, Work, deal, finished, lots, once_finished

PAPER = document()
ROUND = Round(name="one", codebook="c", coder="Ana", at=AT)
OPEN_TO_EACH_OTHER = replace(ROUND, blind=False)
WITH_PROPOSALS = replace(ROUND, proposals=True)
CLOSED = replace(ROUND, ended=AT)
BOTH = frozenset({("p", "Ana", "one"), ("p", "Ben", "one")})
DONE = frozenset({("p", "Ana", "one")})


def event(what: Event, *, coder: str = "Ana", paper: str = "p", round: str | None = "one") -> Work:
    return Work(coder=coder, document=paper, event=what, at=AT, round=round)


@pytest.mark.parametrize(
    ("work", "done"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param([event("start"), event("stop")], set(), id="left-off"),
        pytest.param([event("finish")], {("p", "Ana", "one")}, id="finished"),
        pytest.param([event("finish"), event("reopen")], set(), id="taken-up-again"),
        pytest.param([event("finish"), event("reopen"), event("finish")], {("p", "Ana", "one")}, id="finished-anew"),
        pytest.param([event("finish"), event("reopen", coder="Ben")], {("p", "Ana", "one")}, id="reopened-by-another"),
        pytest.param([event("finish", round=None)], {("p", "Ana", None)}, id="in-no-round"),
        pytest.param([event("finish"), event("reopen", round=None)], {("p", "Ana", "one")}, id="reopened-elsewhere"),
    ],
)
def test_who_finishes_a_paper_has_finished_it_until_they_reopen_it(work: list[Work], done: set[Any]) -> None:
    assert finished(work) == done


def test_what_was_finished_once_is_remembered() -> None:
    assert once_finished([event("finish"), event("reopen")]) == {("p", "Ana", "one")}


# -- what a coder may see


def said(coder: str, round: str | None) -> Any:
    who = MACHINE if coder == "machine" else Coder(name=coder, kind="person")
    return replace(coding(PAPER, coder=who), round=round)


HIDDEN: list[Any] = [
    pytest.param(ROUND, BOTH, frozenset(), ("Ben", "one"), True, id="another's, while I code it"),
    pytest.param(ROUND, BOTH, frozenset(), ("Ana", "one"), False, id="my own"),
    pytest.param(ROUND, BOTH, DONE, ("Ben", "one"), False, id="another's, once I have finished it"),
    pytest.param(CLOSED, BOTH, frozenset(), ("Ben", "one"), False, id="another's, once the round is closed"),
    pytest.param(OPEN_TO_EACH_OTHER, BOTH, frozenset(), ("Ben", "one"), False, id="another's, where it is not blind"),
    pytest.param(ROUND, frozenset(), frozenset(), ("Ben", "one"), False, id="of one who has nothing assigned"),
    pytest.param(ROUND, frozenset({("q", "Ana", "one")}), frozenset(), ("Ben", "one"), False, id="of another paper"),
    pytest.param(ROUND, BOTH, frozenset(), ("Cleo", "before"), False, id="of an earlier round"),
    pytest.param(ROUND, BOTH, frozenset(), ("Ben", None), True, id="in no round, by one who codes it too"),
    pytest.param(ROUND, BOTH, frozenset(), ("Cleo", None), False, id="in no round, by one who does not"),
    pytest.param(ROUND, BOTH, frozenset(), ("Cleo", "one"), True, id="in the round, by one who had it once"),
    pytest.param(ROUND, BOTH, frozenset(), ("machine", None), True, id="the machine's"),
    pytest.param(WITH_PROPOSALS, BOTH, frozenset(), ("machine", None), False, id="the machine's, where wanted"),
    pytest.param(WITH_PROPOSALS, BOTH, frozenset(), ("Ben", "one"), True, id="another's, where the machine's is shown"),
    pytest.param(ROUND, BOTH, DONE, ("machine", None), False, id="the machine's, once I have finished it"),
    pytest.param(ROUND, frozenset(), frozenset(), ("machine", None), False, id="the machine's, outside of a round"),
]


@pytest.mark.parametrize(("round", "assigned", "done", "by", "hidden"), HIDDEN)
def test_a_blind_coder_is_not_shown_what_others_say(
    round: Round, assigned: Any, done: Any, by: tuple[str, str | None], hidden: bool
) -> None:
    view = View(coder="Ana", rounds=(round,), assigned=assigned, done=done)
    assert view.hides(said(*by), "p") is hidden


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        pytest.param("with", True, id="in-the-round-with-proposals"),
        pytest.param("without", False, id="in-the-round-without"),
        pytest.param(None, False, id="in-no-named-round-the-stricter-holds"),
    ],
)
def test_the_round_that_is_coded_in_says_whether_the_machine_is_shown(named: str | None, shown: bool) -> None:
    rounds = (replace(WITH_PROPOSALS, name="with"), replace(ROUND, name="without"))
    assigned = frozenset(("p", "Ana", one.name) for one in rounds)
    view = View(coder="Ana", rounds=rounds, assigned=assigned, done=frozenset())
    assert view.shows_proposals("p", round=named) is shown


# -- drawing and dealing

PAPERS = st.lists(st.integers(0, 10_000).map(str), unique=True, max_size=40)
CODERS = st.lists(st.sampled_from("ABCDEFG"), unique=True, min_size=1)
SEEDS = st.integers(0, 99).map(str)


@given(PAPERS, SEEDS, st.integers(0, 40))
def test_a_larger_sample_holds_the_smaller_whatever_order_papers_come_in(
    papers: list[str], seed: str, more: int
) -> None:
    drawn = lots(papers, seed=seed)
    assert drawn == lots(reversed(papers), seed=seed)
    assert sorted(drawn) == sorted(papers)
    assert [one for one in lots([*papers, "new"], seed=seed) if one != "new"] == list(drawn)
    assert set(drawn[:more]) <= set(drawn[: more + 1])


def test_the_draw_is_the_same_on_every_machine() -> None:
    assert lots("abcdef", seed="0 pilot") == ("d", "a", "e", "c", "f", "b")


@given(PAPERS, CODERS, SEEDS, st.data())
def test_dealing_is_balanced_and_the_same_by_its_seed(
    papers: list[str], coders: list[str], seed: str, data: st.DataObject
) -> None:
    each = data.draw(st.integers(1, len(coders)))
    dealt = deal(papers, coders, each=each, seed=seed)
    assert dealt == deal(papers, coders[::-1], each=each, seed=seed)
    assert len(set(dealt)) == len(dealt) == each * len(papers)
    assert set(Counter(paper for paper, _ in dealt).values()) <= {each}
    loads = [sum(coder == one for _, one in dealt) for coder in coders]
    assert max(loads) - min(loads) <= 1


@given(CODERS.filter(lambda coders: len(coders) > 1), SEEDS, st.data())
def test_every_two_coders_meet_where_there_are_papers_enough(coders: list[str], seed: str, data: st.DataObject) -> None:
    each = data.draw(st.integers(2, len(coders)))
    pairs = list(combinations(sorted(coders), 2))
    dealt = deal([str(number) for number in range(2 * len(pairs))], coders, each=each, seed=seed)
    readers: dict[str, set[str]] = {}
    for paper, coder in dealt:
        readers.setdefault(paper, set()).add(coder)
    assert all(any({*two} <= who for who in readers.values()) for two in pairs)


@given(PAPERS, CODERS, SEEDS, st.data())
def test_what_was_dealt_is_not_dealt_again(
    papers: list[str], coders: list[str], seed: str, data: st.DataObject
) -> None:
    each = data.draw(st.integers(1, len(coders)))
    first = deal(papers[: len(papers) // 2], coders, each=each, seed=seed)
    assert deal(papers[: len(papers) // 2], coders, each=each, seed=seed, held=first) == ()
    both = first + deal(papers, coders, each=each, seed=seed, held=first)
    assert len(set(both)) == len(both) == each * len(papers)
    loads = [sum(coder == one for _, one in both) for coder in coders]
    assert max(loads) - min(loads) <= 1


def test_who_joins_late_is_dealt_first() -> None:
    held = [("a", "A"), ("a", "B"), ("b", "A"), ("b", "B")]
    assert [coder for _, coder in deal(["c", "d"], ["A", "B", "C"], each=1, seed="", held=held)] == ["C", "C"]


@pytest.mark.parametrize("each", [0, 3])
def test_papers_cannot_have_more_coders_than_there_are(each: int) -> None:
    with pytest.raises(ValueError, match="cannot be dealt"):
        deal(["a"], ["A", "B"], each=each, seed="")
