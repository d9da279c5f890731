"""The learned labels: what is looked at, how it is weighed together, and what is said of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.section_model import Part, SectionModel, guesses, heading_signs, kind_of, settled, signs_of, stems_of

LABELS = ("discussion", "methods", "other", "results")


def model(weights: dict[str, tuple[float, ...]] | None = None, **settings: float) -> SectionModel:
    return SectionModel(labels=LABELS, weights=weights or {}, **settings)


def part(heading: str = "", label: str | None = None, parent: int | None = None, at: tuple[int, int] = (0, 40)) -> Part:
    return Part(heading=heading, label=label, parent=parent, start=at[0], end=at[1])


PAPER = (
    part(label="title", at=(0, 10)),
    part("Introduction", "introduction", at=(11, 60)),
    part("The van", at=(61, 160)),
    part("Routes", parent=2, at=(100, 130)),
    part("Staff", "methods", parent=2, at=(131, 160)),
    part("Results", "results", at=(161, 300)),
)
TEXT = "The van.  " + " " * 51 + "We will have collected 12 keys and 30% of the “maps”; [they] should go." + " " * 200


@pytest.mark.parametrize(
    ("sign", "strength"),
    [
        pytest.param("heading:van", 1.0, id="heading"),
        pytest.param("whole heading:van", 1.0, id="short-heading"),
        pytest.param("title:van", 1.0, id="title"),
        pytest.param("after:introduction", 1.0, id="before-it"),
        pytest.param("before:results", 1.0, id="after-it"),
        pytest.param("between:introduction,results", 1.0, id="between"),
        pytest.param("holds:methods", 1.0, id="inside"),
        pytest.param("depth:0", 1.0, id="depth"),
        pytest.param("amid", 1.0, id="among-its-like"),
        pytest.param("at:1", 1.0, id="place"),
        pytest.param("text:collected", 1.0, id="word"),
        pytest.param("long:0", 1.0, id="length"),
        pytest.param("paper:report", 1.0, id="kind"),
        pytest.param("share of we", 1.0, id="we"),
        pytest.param("share of percentages", 1.0, id="percentages"),
        pytest.param("share of should", 1.0, id="should"),
        pytest.param("share of citations", 1.0, id="citations"),
    ],
)
def test_a_section_is_known_by_its_signs(sign: str, strength: float) -> None:
    found = signs_of(PAPER, TEXT, [115])[2]
    assert found[sign] == pytest.approx(strength, rel=0.35)


def test_a_subsection_knows_what_stands_above_it() -> None:
    found = signs_of(PAPER, TEXT, [])[3]
    assert {"above:van", "heading:rout", "depth:1", "first"} <= found.keys()
    assert found["share of citations"] == 0


def test_only_sections_without_a_label_are_asked_for() -> None:
    assert list(signs_of(PAPER, TEXT, [])) == [2, 3]
    assert signs_of(PAPER[:2], TEXT, []) == {}
    assert guesses(model(), PAPER[:2], TEXT, []) == {}


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        pytest.param(["methods", "results", None], "paper:report", id="report"),
        pytest.param(["methods", None], "paper:protocol", id="protocol"),
        pytest.param(["introduction", None], "paper:essay", id="essay"),
    ],
)
def test_the_kind_of_paper_is_told_by_its_labels(labels: list[str | None], kind: str) -> None:
    assert kind_of([part("H", label) for label in labels]) == kind
    assert kind_of([part("", None)]) == "paper:unheaded"


def test_words_lose_their_endings_and_those_that_only_join_are_gone() -> None:
    assert stems_of("Developments and the development of partnerships") == ["develop", "develop", "partnership"]
    assert list(heading_signs("2. Staff training")) == [
        "heading:staff",
        "heading:train",
        "first word:staff",
        "last word:train",
        "whole heading:staff train",
    ]


def test_the_loudest_signs_are_told_in_the_paper_s_own_words() -> None:
    weights = {"heading:van": (0.0, 3.0, 0.0, 0.0), "text:collected": (0.0, 1.0, 0.0, 0.0)}
    guess = guesses(model(weights), PAPER, TEXT, [])[2]
    assert (guess.label, guess.because) == ("methods", "heading words 'van', words 'collected'")
    assert guess.probability == pytest.approx(math.exp(4) / (math.exp(4) + 3))
    assert guess.other == pytest.approx(1 / (math.exp(4) + 3))


def test_words_are_told_as_they_are_spelt() -> None:
    parts = [part("Our services", at=(0, 5))]
    guess = guesses(model({"heading:servic": (0.0, 3.0, 0.0, 0.0)}), parts, "Vans.", [])[0]
    assert guess.because == "heading words 'services'"


def test_without_any_sign_the_place_is_named() -> None:
    assert guesses(model({"constant": (0.0, 1.0, 0.0, 0.0)}), PAPER, TEXT, [])[2].because == "its place"


SURE_OF_METHODS = (0.0, 4.0, 0.0, 0.0)
SLIGHTLY_DISCUSSION = (0.6, 0.0, 0.0, 0.5)


def test_a_part_hears_the_part_around_it() -> None:
    parts = [part("A"), part("B", parent=0)]
    odds = {0: SURE_OF_METHODS, 1: SLIGHTLY_DISCUSSION}
    alone = settled(model(), parts, odds)
    together = settled(model(within=2.0), parts, odds)
    assert LABELS[alone[1].index(max(alone[1]))] == "discussion"
    assert LABELS[together[1].index(max(together[1]))] == "methods"


def test_a_paper_seldom_goes_back() -> None:
    parts = [part("A"), part("Results", "results"), part("B")]
    odds = {0: SLIGHTLY_DISCUSSION, 2: (0.5, 0.6, 0.0, 0.0)}
    found = settled(model(backwards=3.0), parts, odds)
    assert LABELS[found[0].index(max(found[0]))] == "results"
    assert LABELS[found[2].index(max(found[2]))] == "discussion"


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 5), st.sampled_from([None, None, "methods", "results", "abstract"])),
        max_size=8,
    ),
    st.lists(st.floats(-50, 50), min_size=4, max_size=4),
)
def test_probabilities_sum_to_one_for_every_tree(tree: list[tuple[int | None, str | None]], own: list[float]) -> None:
    parts = [
        part("H", label, parent if parent is not None and parent < place else None)
        for place, (parent, label) in enumerate(tree)
    ]
    odds = {index: own for index, one in enumerate(parts) if one.label is None}
    for chances in settled(model(within=3.0, backwards=1.0, sharpness=0.5), parts, odds).values():
        assert sum(chances) == pytest.approx(1.0)


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
def test_thousands_of_nested_and_long_sections_are_read_in_little_time() -> None:
    parts = [part(f"Part {n}", parent=max(0, n - 3) if n % 50 else None, at=(n, n + 5)) for n in range(1, 2_000)]
    found = guesses(model({"text:a": (1.0, 0.0, 0.0, 0.0)}), [part("Top"), *parts], "a “ 1" * 1_000, [])
    assert len(found) == len(parts) + 1
