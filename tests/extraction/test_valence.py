"""Which way and how firmly, on invented sentences."""

from __future__ import annotations

import pytest

from relsynth.bundled import default_codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import Passage
from relsynth.extraction.valence import Valences
from relsynth.formats.codebook_yaml import read_codebook

VALENCES = Valences(read_codebook(default_codebook().read_bytes()))

CASES = [
    pytest.param("Trust was a barrier.", "barrier", "-1", id="a-barrier-hinders"),
    pytest.param("Trust mattered.", "facilitator", "1", id="a-facilitator-helps"),
    pytest.param("They met.", "descriptive", "0", id="nothing-tells"),
    pytest.param("The forum helped.", "descriptive", "1", id="words-tell-where-the-role-does-not"),
    pytest.param("Rivalry hampered the work.", "descriptive", "-1", id="hampered"),
    pytest.param("Trust helped the clinics but hindered the school.", "descriptive", "mixed", id="both"),
    pytest.param("Close ties were double-edged.", "facilitator", "mixed", id="said-to-be-both"),
    pytest.param(
        "Several nurses described how trust sped up referrals, for example of children.",
        "facilitator",
        "2",
        id="two-or-more-saw-it-and-an-instance",
    ),
    pytest.param(
        "Three managers told how rivalry cost them a clinic: “we lost it”.", "barrier", "-2", id="and-the-other-way"
    ),
]
TRAPS = [
    pytest.param("Several nurses came, for example on foot.", "facilitator", "1", id="many-but-nobody-tells"),
    pytest.param("Several nurses felt that trust was key.", "facilitator", "1", id="many-but-no-instance"),
    pytest.param("One nurse described how trust sped it up.", "facilitator", "1", id="an-instance-of-one"),
    pytest.param("Trust helped to overcome what hindered them.", "facilitator", "1", id="one-story-is-not-mixed"),
    pytest.param("They aimed to build ties that help.", "goal", "0", id="a-goal-is-not-reached-yet"),
]


@pytest.mark.parametrize(("sentence", "role", "expected"), [*CASES, *TRAPS])
def test_valence(sentence: str, role: str, expected: str) -> None:
    assert [one.value for one in VALENCES.of(Passage(sentence), role=role)] == [expected]


def test_the_direction_of_a_tied_outcome_decides_before_other_words() -> None:
    slowed = Ground(facet="direction", value="negative", cue="slow*", start=5, end=11)
    (ground,) = VALENCES.of(Passage("That slowed what helped."), role="strategy", direction=slowed)
    assert (ground.value, ground.cue, ground.start, ground.end) == ("-1", "slow*", 5, 11)
