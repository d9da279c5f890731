"""A sentence's words speak for values of facets; what they leave open is taken from the code."""

from __future__ import annotations

from typing import Any

import pytest

from invented import code_of, small_codebook
from relsynth.extraction.facets import FacetCoder, as_pairs

FACETS: dict[str, Any] = {
    "level": {
        "definition": "Between whom.",
        "values": ["interpersonal", "inter_organisational", "system"],
        "multi": True,
        "cues": {"interpersonal": ["colleague*"], "system": ["ministr*"]},
    },
    "role": {
        "definition": "What it did.",
        "values": ["barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"],
        "multi": True,
        "default": "descriptive",
        "cues": {"barrier": ["hinder*"], "facilitator": ["help*"], "strategy": ["convened"], "outcome": ["grew"]},
    },
    "moment": {
        "definition": "When.",
        "values": ["preparation", "sustainment"],
        "cues": {"sustainment": ["kept"], "preparation": ["prepar*"]},
    },
    "purpose": {"definition": "What for.", "values": ["funding"]},
    "assertion": {"definition": "Whether.", "values": ["negated"], "cues": {"negated": ["not"]}},
    "valence": {"definition": "How.", "values": ["1"], "cues": {"1": ["good"]}},
}
CODES = (
    code_of("STA.TRUST", levels=["interpersonal", "inter_organisational"]),
    code_of("STA.RESPECT", levels=["system", "interpersonal"]),
    code_of("STR.PROCESS", type="process"),
)


@pytest.fixture(scope="module")
def coder() -> FacetCoder:
    types = ["state", "structure", "process", "strategy"]
    return FacetCoder(small_codebook(*CODES, facets=FACETS, construct_types=types))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("It rained.", {"role": ("descriptive",)}, id="nothing-but-a-default"),
        pytest.param("Colleagues met.", {"role": ("descriptive",), "level": ("interpersonal",)}, id="one"),
        pytest.param(
            "The ministry met colleagues.",
            {"role": ("descriptive",), "level": ("interpersonal", "system")},
            id="many-in-the-order-of-the-codebook",
        ),
        pytest.param(
            "They kept what they prepared.",
            {"role": ("descriptive",), "moment": ("preparation",)},
            id="one-of-a-facet-of-one-value",
        ),
        pytest.param("The board convened and hindered.", {"role": ("barrier",)}, id="a-hindrance-wins"),
        pytest.param("It helped that trust grew.", {"role": ("facilitator",)}, id="a-help-over-a-result"),
        pytest.param("That is not good.", {"role": ("descriptive",)}, id="what-others-fill-is-left-to-them"),
    ],
)
def test_words_speak_for_values(coder: FacetCoder, sentence: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert coder.of(sentence) == expected


@pytest.mark.parametrize(
    ("code", "sentence", "level"),
    [
        pytest.param("STA.TRUST", "It rained.", ("inter_organisational",), id="the-commonest-where-the-code-allows"),
        pytest.param("STA.RESPECT", "It rained.", ("system",), id="else-the-first-of-the-code"),
        pytest.param("STA.RESPECT", "Colleagues met.", ("interpersonal",), id="words-win"),
    ],
)
def test_every_coding_has_a_level(coder: FacetCoder, code: str, sentence: str, level: tuple[str, ...]) -> None:
    assert coder.of_code(code, sentence=coder.of(sentence), asserted=("affirmed",))["level"] == level


@pytest.mark.parametrize(
    ("code", "sentence", "asserted", "role"),
    [
        pytest.param("STA.TRUST", "It rained.", ("affirmed",), "descriptive", id="nothing-tells"),
        pytest.param("STA.TRUST", "It rained.", ("negated",), "barrier", id="a-lack-hinders"),
        pytest.param("STA.TRUST", "It rained.", ("planned",), "strategy", id="a-plan-is-a-strategy"),
        pytest.param("STR.PROCESS", "It rained.", ("affirmed",), "strategy", id="type-of-the-code"),
        pytest.param("STR.PROCESS", "It hindered us.", ("affirmed",), "barrier", id="words-over-type"),
        pytest.param("STA.TRUST", "It helped us.", ("negated",), "facilitator", id="words-over-assertion"),
    ],
)
def test_a_role_is_told_by_words_or_else_implied(
    coder: FacetCoder, code: str, sentence: str, asserted: tuple[str, ...], role: str
) -> None:
    facets = coder.of_code(code, sentence=coder.of(sentence), asserted=asserted)
    assert facets["role"] == (role,)
    assert facets["assertion"] == asserted


@pytest.mark.parametrize(
    ("heads", "role"),
    [
        pytest.param(["Barriers"], "barrier", id="named"),
        pytest.param(["Implementation strategies (n)"], "strategy", id="named-among-others"),
        pytest.param(["What helped"], "facilitator", id="a-cue-speaks-for-it"),
        pytest.param(["Theme", "Facilitators"], "facilitator", id="the-row-where-the-column-tells-none"),
        pytest.param(["Barriers", "Facilitators"], "barrier", id="the-column-before-the-row"),
        pytest.param(["Barriers and facilitators", "Outcomes"], "outcome", id="one-that-names-two-tells-none"),
        pytest.param(["Goals, barriers"], "descriptive", id="nothing-but-two"),
        pytest.param(["Barriers to sharing and meeting"], "barrier", id="of-something"),
        pytest.param(["North town – Perceived barriers"], "barrier", id="under-another-head"),
        pytest.param(["Barrier"], "descriptive", id="singular"),
        pytest.param(["Interview facilitators"], "descriptive", id="persons"),
        pytest.param(["No barriers"], "descriptive", id="denied"),
        pytest.param(["Barriers removed"], "descriptive", id="removed"),
        pytest.param(["Number of barriers"], "descriptive", id="counted"),
        pytest.param(["Strategy document"], "descriptive", id="a-thing"),
        pytest.param(["Lessons", "Barrierless"], "descriptive", id="none-is-named"),
        pytest.param([], "descriptive", id="no-heads"),
    ],
)
def test_what_heads_a_cell_gives_its_role_where_its_words_give_none(
    coder: FacetCoder, heads: list[str], role: str
) -> None:
    assert coder.of("It rained.", heads)["role"] == (role,)
    assert coder.of("It helped us.", heads)["role"] == ("facilitator",)


@pytest.mark.parametrize(
    ("others", "role"),
    [
        pytest.param(["Theme"], "descriptive", id="alone"),
        pytest.param(["Facilitator"], "descriptive", id="itself"),
        pytest.param(["Facilitator", "Barrier"], "facilitator", id="beside-another-role"),
        pytest.param(["Theme", "Barriers"], "facilitator", id="beside-another-in-the-plural"),
    ],
)
def test_a_singular_names_a_role_beside_the_column_of_another(coder: FacetCoder, others: list[str], role: str) -> None:
    assert coder.of("It rained.", ["Facilitator"], beside=coder.roles_beside(others))["role"] == (role,)


def test_what_is_shared_by_a_sentence_is_not_changed_by_a_code(coder: FacetCoder) -> None:
    shared = coder.of("It rained.")
    before = dict(shared)
    coder.of_code("STA.TRUST", sentence=shared, asserted=("negated",))
    assert shared == before


def test_a_codebook_without_cues_still_gives_level_and_assertion() -> None:
    coder = FacetCoder(small_codebook())
    assert coder.of("Colleagues met.", ["Barriers"]) == {}
    assert coder.of_code("STA.TRUST", sentence={}, asserted=("hedged",)) == {
        "assertion": ("hedged",),
        "level": ("inter_organisational",),
    }


def test_facets_of_a_coding_are_sorted_pairs() -> None:
    assert as_pairs({"role": ("barrier",), "level": ("system",)}) == (("level", ("system",)), ("role", ("barrier",)))
