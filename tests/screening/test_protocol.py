"""The protocol knows its criteria, its words, and how many coders each record wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.screening.decisions import STAGES, Stage
from relsynth.screening.protocol import Criterion, Mode, Protocol, StagePlan, share_of

PROTOCOL = Protocol(
    question="Who keeps the ferry?",
    criteria=(
        Criterion(id="I1", text="Two harbours", kind="include"),
        Criterion(id="E1", text="Paintings", kind="exclude"),
        Criterion(id="I2", text="A ferry", kind="include"),
    ),
)


def with_mode(mode: Mode, *, sample: float = 0.2, seed: int = 0) -> Protocol:
    return Protocol(plans={stage: StagePlan(mode=mode, sample=sample) for stage in STAGES}, seed=seed)


@pytest.mark.parametrize(
    ("id", "text"),
    [
        pytest.param("E1", "Paintings", id="as-written"),
        pytest.param("e1", "Paintings", id="in-another-case"),
        pytest.param("E2", None, id="unknown"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_criterion_is_found_by_its_id(id: str, text: str | None) -> None:
    found = PROTOCOL.criterion(id)
    assert (found and found.text) == text


@pytest.mark.parametrize(
    ("protocol", "text"),
    [
        pytest.param(PROTOCOL, "Who keeps the ferry?\nTwo harbours\nA ferry", id="what-is-wanted-not-what-is-not"),
        pytest.param(Protocol(), "", id="nothing"),
        pytest.param(Protocol(criteria=PROTOCOL.criteria[:1]), "Two harbours", id="no-question"),
    ],
)
def test_the_words_to_rank_by_are_the_question_and_what_is_included(protocol: Protocol, text: str) -> None:
    assert protocol.text == text


@pytest.mark.parametrize(
    ("mode", "sample", "wanted"),
    [
        pytest.param("single", 1.0, {1}, id="single"),
        pytest.param("double", 0.0, {2}, id="double"),
        pytest.param("sample", 0.0, {1}, id="a-sample-of-none"),
        pytest.param("sample", 1.0, {2}, id="a-sample-of-all"),
        pytest.param("sample", 0.5, {1, 2}, id="a-sample"),
    ],
)
@pytest.mark.parametrize("stage", STAGES)
def test_how_many_coders_a_record_wants(stage: Stage, mode: Mode, sample: float, wanted: set[int]) -> None:
    protocol = with_mode(mode, sample=sample)
    assert {protocol.wanted(f"r1:{number}", stage) for number in range(64)} == wanted


def test_the_sample_is_about_as_large_as_asked_for_and_drawn_by_seed_and_stage() -> None:
    names = [f"r1:{number}" for number in range(2000)]

    def drawn(seed: int, stage: Stage) -> set[str]:
        protocol = with_mode("sample", sample=0.2, seed=seed)
        return {name for name in names if protocol.wanted(name, stage) == 2}

    assert 340 <= len(drawn(0, "title_abstract")) <= 460  # 400, and more than three standard deviations around it
    assert drawn(0, "title_abstract") == drawn(0, "title_abstract")
    assert len({frozenset(drawn(seed, stage)) for seed in (0, 1) for stage in STAGES}) == 4


def test_a_larger_sample_holds_the_smaller_one() -> None:
    small, large = with_mode("sample", sample=0.1), with_mode("sample", sample=0.3)
    for number in range(500):
        assert small.wanted(f"r1:{number}", "full_text") <= large.wanted(f"r1:{number}", "full_text")


@given(name=st.text())
def test_a_share_is_a_number_from_0_to_below_1_that_depends_on_the_name_alone(name: str) -> None:
    assert 0 <= share_of(name) < 1
    assert share_of(name) == share_of(name)


def test_shares_are_the_same_on_every_machine() -> None:
    assert share_of("0 title_abstract r1:a") == 0x5131EA9E / 2**32  # first 8 digits of its SHA-256
