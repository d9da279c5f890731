"""Residue grouped: what several studies speak of comes up as one group, under its own phrases."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.synthesis.residue import Grouped, Passage, group

LENDING = (
    ("river", "The clinic and the fishers lent tools to each other when the harvest came."),
    ("hill", "Tool lending between the drivers and the nurses was settled over tea."),
    ("coast", "Tools that the council lent to the midwives came back mended by neighbours."),
    ("plain", "Each village kept a shed for lending tools to the other one."),
)
OTHER = (
    ("river", "Their partners were glad that the bridge had been opened together."),
    ("coast", "Neighbours met the nurses on the quay and talked with them of boats."),
)
BACKGROUND = tuple(
    f"Blood pressure in ward {number} was measured with a cuff and was higher in the elderly." for number in range(120)
)


def passages(*told: tuple[str, str]) -> list[Passage]:
    return [Passage(text=text, study=study, relatedness=0.6) for study, text in told]


def texts(grouped: Grouped, told: list[Passage]) -> list[set[str]]:
    return [{told[n].study for n in one.passages} for one in grouped.groups]


def test_what_several_studies_speak_of_is_one_group_with_its_phrases() -> None:
    told = passages(*LENDING, *OTHER)
    grouped = group(told, BACKGROUND)
    assert texts(grouped, told)[0] == {"river", "hill", "coast", "plain"}
    assert {"tools", "lent", "lending"} & set(grouped.groups[0].phrases)
    assert grouped.groups[0].studies == 4


def test_what_one_study_speaks_of_is_listed_apart() -> None:
    told = passages(*(("river", text) for _, text in LENDING))
    grouped = group(told, BACKGROUND)
    assert not grouped.groups
    assert grouped.singletons[0].studies == 1


def test_what_the_papers_say_everywhere_leads_no_group() -> None:
    everywhere = tuple(f"Tools were lent and lending of tools was measured in ward {n}." for n in range(400))
    grouped = group(passages(*LENDING), everywhere)
    assert not {"tools", "lent", "lending"} & {phrase for one in grouped.groups for phrase in one.phrases}


def test_names_lead_no_group() -> None:
    told = passages(
        *((study, f"The nurses of {study} rowed with Harbour Union to islet {study}.") for study, _ in LENDING)
    )
    assert all("Harbour Union" not in one.phrases for one in group(told, BACKGROUND).groups)


def test_boilerplate_counts_once() -> None:
    told = passages(
        *((study, f"The elders of all villages endorsed this joint report in {study}.") for study, _ in LENDING)
    )
    grouped = group(told, BACKGROUND)
    assert grouped.repeated == (1, 2, 3)
    assert not grouped.groups


def test_examples_are_of_different_studies_first() -> None:
    told = passages(
        *LENDING, ("river", "Tools lent to the fishers by the clinic were sharp, and lending them was fun.")
    )
    first = group(told, BACKGROUND).groups[0]
    assert len({told[n].study for n in first.passages[:4]}) == 4


def test_vectors_join_what_has_other_words() -> None:
    told = passages(*LENDING, ("delta", "Spades and saws went from hand to hand among the households."))
    vectors = np.array([[1.0, 0.02 * n] for n in range(len(told))])
    without, given_ = group(told, BACKGROUND), group(told, BACKGROUND, vectors=vectors)
    assert len(told) - 1 in without.ungrouped
    assert len(told) - 1 in given_.groups[0].passages


def test_vectors_are_one_for_each_passage() -> None:
    with pytest.raises(ValueError, match="1 vectors for 4 passages"):
        group(passages(*LENDING), BACKGROUND, vectors=np.ones((1, 2)))


@pytest.mark.parametrize("told", [(), LENDING[:1]], ids=["nothing", "one-sentence"])
def test_little_gives_no_group(told: tuple[tuple[str, str], ...]) -> None:
    grouped = group(passages(*told), BACKGROUND)
    assert not grouped.groups
    assert len(grouped.ungrouped) == len(told)


@given(st.lists(st.sampled_from((*LENDING, *OTHER)), max_size=12), st.randoms(use_true_random=False))
def test_every_passage_is_told_once_and_turns_decide_nothing(told: list[tuple[str, str]], turns: object) -> None:
    made = passages(*dict.fromkeys(told))
    grouped = group(made, BACKGROUND)
    placed = [n for one in (*grouped.groups, *grouped.singletons) for n in one.passages]
    assert sorted([*placed, *grouped.ungrouped, *grouped.repeated]) == list(range(len(made)))
    turned = made[::-1]
    again = group(turned, BACKGROUND)
    assert [(one.lead, {turned[n] for n in one.passages}) for one in again.groups] == [
        (one.lead, {made[n] for n in one.passages}) for one in grouped.groups
    ]
