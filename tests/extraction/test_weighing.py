"""Rules and the learned head are weighed together, with hand-made weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.coding import EVIDENCE, Ground
from relsynth.extraction import weighing
from relsynth.extraction.weighing import LIKELY, PLAIN, WEIGHED, grounds, weigh

VALUES = {
    "assertion": ["affirmed", "negated", "hedged", "recommended", "planned"],
    "role": ["barrier", "facilitator", "outcome"],
    "level": ["interpersonal", "inter_organisational"],
}


def identity(size: int, weight: float) -> list[list[float]]:
    return [[weight if row == column else 0.0 for column in range(size)] for row in range(size)]


def weights_of(*, head: float, rules: float) -> dict[str, Any]:
    """Each value by its own two numbers, with a code that leans to the last one."""
    return {
        facet: {
            "values": values,
            "head": identity(len(values), head),
            "rules": identity(len(values), rules),
            "bias": [0.0] * len(values),
            "codes": {"STA.LEANS": [0.0] * (len(values) - 1) + [9.0]},
        }
        for facet, values in VALUES.items()
    }


@pytest.fixture
def by_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head's probabilities are the chances; rules tell nothing."""
    monkeypatch.setattr(weighing, "_weights", lambda: weights_of(head=1.0, rules=0.0))


@pytest.fixture
def by_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule makes its value about twenty times as likely; the head tells nothing."""
    monkeypatch.setattr(weighing, "_weights", lambda: weights_of(head=0.0, rules=3.0))


# -- who counts


@pytest.mark.usefixtures("by_rules")
@pytest.mark.parametrize(
    ("facet", "rules", "holds"),
    [
        ("role", ["outcome"], ["outcome"]),
        ("role", ["outcome", "barrier"], ["barrier", "outcome"]),
        ("assertion", ["negated"], ["negated"]),
        ("assertion", ["planned", "negated"], ["negated", "planned"]),
        ("level", [], ["inter_organisational", "interpersonal"]),
    ],
)
def test_rules_alone(facet: str, rules: list[str], holds: list[str]) -> None:
    assert list(weigh(facet, "STA.X", rules=rules, head={})) == holds


@pytest.mark.usefixtures("by_head")
@pytest.mark.parametrize(
    ("head", "holds"),
    [
        pytest.param({"barrier": 0.9, "outcome": 0.1}, ["barrier"], id="the-likeliest"),
        pytest.param({"barrier": 0.4, "outcome": 0.6}, ["outcome", "barrier"], id="both-likely-the-likelier-first"),
        pytest.param({"barrier": 0.34, "outcome": 0.34, "facilitator": 0.32}, ["barrier", "outcome"], id="ties"),
        pytest.param({"barrier": 1.0}, ["barrier"], id="values-that-the-head-lacks"),
        pytest.param({"barrier": 0.9, "outcome": 0.1, "moon": 5.0}, ["barrier"], id="values-that-the-weights-lack"),
    ],
)
def test_the_head_alone(head: dict[str, float], holds: list[str]) -> None:
    assert list(weigh("role", "STA.X", rules=["facilitator"], head=head)) == holds


@pytest.mark.usefixtures("by_head")
def test_a_chance_is_told_with_each_value() -> None:
    told = weigh("role", "STA.X", rules=[], head={"barrier": 0.6, "outcome": 0.4})
    assert told == {"barrier": pytest.approx(0.6, abs=1e-3), "outcome": pytest.approx(0.4, abs=1e-3)}


@pytest.mark.usefixtures("by_rules")
def test_a_code_may_lean_to_a_value() -> None:
    assert list(weigh("role", "STA.LEANS", rules=["barrier"], head={})) == ["outcome"]


# -- the safe side


@pytest.mark.usefixtures("by_head")
@pytest.mark.parametrize(
    ("rules", "head", "holds"),
    [
        pytest.param(["recommended"], {"affirmed": 1.0}, ["recommended"], id="advice-stays-advice"),
        pytest.param(["negated"], {"affirmed": 1.0}, ["negated"], id="a-lack-is-never-presence"),
        pytest.param(["reported_by_others"], {"affirmed": 1.0}, ["reported_by_others"], id="one-the-weights-lack"),
        pytest.param([], {"affirmed": 0.6, "planned": 0.4}, ["planned"], id="the-head-may-take-away"),
        pytest.param([], {"affirmed": 0.8, "planned": 0.2}, ["affirmed"], id="unless-it-is-unlikely"),
        pytest.param(["negated"], {"recommended": 1.0}, ["negated", "recommended"], id="both"),
        pytest.param(["hedged"], {"affirmed": 0.9, "hedged": 0.1}, ["affirmed"], id="a-doubt-may-go"),
        pytest.param([], {"affirmed": 0.4, "hedged": 0.6}, ["hedged"], id="the-likelier-plain-one"),
    ],
)
def test_what_is_taken_away_stays_so(rules: list[str], head: dict[str, float], holds: list[str]) -> None:
    assert sorted(weigh("assertion", "STA.X", rules=rules, head=head, allowed=VALUES["assertion"])) == holds


@pytest.mark.usefixtures("by_head")
def test_other_facets_keep_nothing_for_a_rule() -> None:
    told = weigh("role", "STA.X", rules=["outcome"], head={"barrier": 0.8, "outcome": 0.2})
    assert list(told) == ["barrier"]


# -- the codebook's values


@pytest.mark.usefixtures("by_head")
def test_one_value_of_the_codebook_holds_at_least() -> None:
    """Though the likeliest of all is none of the codebook's."""
    told = weigh("role", "STA.X", rules=[], head={"barrier": 0.9}, allowed=["outcome", "facilitator"])
    assert told
    assert set(told) <= {"outcome", "facilitator"}


@pytest.mark.usefixtures("by_head")
def test_something_is_asserted_and_no_evidence_made_of_a_plan() -> None:
    """Assertions are our own: by rules alone they stand whether the codebook names them or not."""
    told = weigh("assertion", "STA.X", rules=["planned"], head={"planned": 0.9}, allowed=["affirmed", "negated"])
    assert told
    assert not set(told) <= EVIDENCE


@pytest.mark.usefixtures("by_head")
def test_a_rule_for_a_value_of_the_codebook_alone_stands() -> None:
    told = weigh("role", "STA.X", rules=["enabler"], head={"barrier": 0.9}, allowed=["enabler", "hindrance"])
    assert list(told) == ["enabler"]


# -- with the weights that ship, whatever they are


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    weights: dict[str, Any] = json.loads((files(weighing.__package__) / "facet_weights.json").read_text("utf-8"))
    return weights


def test_the_weights_that_ship_fit_together(shipped: dict[str, Any]) -> None:
    assert set(WEIGHED) <= set(shipped)
    for weights in shipped.values():
        size = len(weights["values"])
        matrices = [*weights["head"], *weights["rules"], weights["bias"], *weights["codes"].values()]
        assert {len(row) for row in matrices} == {size}
        assert len(weights["head"]) == len(weights["rules"]) == size


ASSERTIONS = ["affirmed", "negated", "hedged", "hypothetical", "recommended", "planned", "reported_by_others"]


@given(
    st.sets(st.sampled_from(ASSERTIONS)),
    st.dictionaries(st.sampled_from(ASSERTIONS), st.floats(0, 1)),
    st.sampled_from(["STA.TRUST", "NO.CODE"]),
)
def test_whatever_rules_and_head_say(rules: set[str], head: dict[str, float], code: str) -> None:
    told = weigh("assertion", code, rules=rules, head=head, allowed=ASSERTIONS)
    assert told
    assert set(told) <= set(ASSERTIONS)
    assert all(0 <= chance <= 1 for chance in told.values())
    assert list(told.values()) == sorted(told.values(), reverse=True)
    unlikely = [value for value, chance in list(told.items())[1:] if chance < LIKELY]
    assert set(unlikely) <= rules | set(PLAIN)
    assert len(told) == 1 or not set(told) & set(PLAIN)


# -- grounds


def told_by_a_word(facet: str, value: str) -> Ground:
    return Ground(facet=facet, value=value, cue="not", start=3, end=6)


def found(*told: Ground) -> Iterator[Ground]:
    return grounds("assertion", {"negated": 0.6, "hedged": 0.4}, told)


def test_a_value_that_no_word_tells_is_grounded_in_the_head() -> None:
    assert [(one.facet, one.value, one.cue, one.start) for one in found()] == [
        ("assertion", "negated", "learned 0.60", None),
        ("assertion", "hedged", "learned 0.40", None),
    ]
    assert [one.value for one in found(told_by_a_word("assertion", "negated"))] == ["hedged"]
    assert [one.value for one in found(told_by_a_word("role", "negated"))] == ["negated", "hedged"]
