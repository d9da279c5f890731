"""Opposite directions, and what parts them."""

from __future__ import annotations

import pytest

from invented import corpus_of, papers
from invented_gaps import BOOK, TRUST, USUAL, gaps_of, trust
from relsynth.coding import Coding
from relsynth.documents import Document
from relsynth.synthesis.gaps import Axis
from relsynth.synthesis.gaps.disputes import directions, parted


def said(documents: list[Document], *signs: str, level: str = "system") -> list[Coding]:
    return [trust(one, valence=sign, level=level) for one, sign in zip(documents, signs, strict=False)]


@pytest.mark.parametrize(
    ("signs", "called"),
    [
        pytest.param(["1"] * 6 + ["-1"] * 3, (3, 9), id="reference"),
        pytest.param(["1"] * 7 + ["-1"] * 3, (3, 10), id="at-the-threshold"),
        pytest.param(["1"] * 8 + ["-1"] * 3, None, id="under-the-threshold"),
        pytest.param(["1", "1", "-1"], None, id="too-few-studies"),
        pytest.param(["1", "1", "-2", "-1", "0", "0"], (2, 4), id="neutral-studies-take-no-side"),
        pytest.param(["1", "1", "1", "mixed", "mixed", "-1"], None, id="mixed-within-a-study-takes-no-side"),
    ],
)
def test_studies_contradict_each_other_by_their_net_direction(signs: list[str], called: tuple[int, int] | None) -> None:
    documents = papers(12)
    found = gaps_of(documents, said(documents, *signs), "contradictory")
    assert [(gap.k, gap.n) for gap in found] == ([called] if called else [])
    assert all(gap.robinson == "C" and gap.standing == "as the machine found" for gap in found)


def test_a_role_stands_in_where_no_valence_was_coded() -> None:
    documents = papers(12)
    roles = ["facilitator", "facilitator", "barrier", "barrier", "descriptive"]
    codings = [trust(one, role=role) for one, role in zip(documents, roles, strict=False)]
    (gap,) = gaps_of(documents, codings, "contradictory")
    assert (gap.k, gap.n) == (2, 4)


def test_those_whom_its_lack_alone_hindered_contradict_nobody_whom_it_helped() -> None:
    documents = papers(12)
    helped = said(documents, *["1"] * 6)
    lacked = [trust(one, valence="-1", assertion="negated") for one in documents[6:9]]
    outright = said(documents[9:12], *["-1"] * 3)
    assert gaps_of(documents, [*helped, *lacked], "contradictory") == []
    (gap,) = gaps_of(documents, [*helped, *lacked[:1], *outright], "contradictory")
    assert dict(gap.counts)["by_lack"] == 1


def test_what_the_level_explains_is_no_contradiction_and_is_told() -> None:
    documents = papers(12)
    codings = [
        *said(documents[:4], *["1"] * 4, level="interpersonal"),
        *said(documents[4:8], *["-1"] * 4, level="system"),
    ]
    assert gaps_of(documents, codings, "contradictory") == []
    (told,) = parted(directions(corpus_of(documents, codings, BOOK), thresholds=USUAL))
    assert (told.construct, told.by, told.positive, told.negative) == (TRUST, "level", 4, 4)


def test_what_the_setting_explains_is_no_contradiction_either() -> None:
    documents = papers(12)
    codings = said(documents, *["1"] * 4, *["-1"] * 4)
    axis = Axis(name="setting", values=(*[("school",)] * 4, *[("home",)] * 8))
    assert len(gaps_of(documents, codings, "contradictory")) == 1
    assert gaps_of(documents, codings, "contradictory", axes=(axis,)) == []


def test_behind_it_stand_the_sentences_that_take_a_side() -> None:
    documents = papers(12)
    (gap,) = gaps_of(documents, said(documents, "1", "0", "1", "mixed", "-1", "-1"), "contradictory")
    assert (gap.studies, gap.codings) == ((0, 2, 4, 5), (0, 2, 4, 5))
