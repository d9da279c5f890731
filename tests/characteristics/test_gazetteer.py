"""Names are found as they are written."""

from __future__ import annotations

import pytest

from relsynth.characteristics.gazetteer import Gazetteer

NAMES = Gazetteer(
    [("Mexico", "MX"), ("New Mexico", "US"), ("US", "US"), ("U.S.", "US"), ("Xi'an", "CN"), ("Élan", "FR")]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("In Mexico.", [("Mexico", "MX")], id="a-name"),
        pytest.param("In New Mexico.", [("New Mexico", "US")], id="the-longest-wins"),
        pytest.param("New to Mexico", [("Mexico", "MX")], id="the-first-word-alone-is-nothing"),
        pytest.param("They told us of mexico.", [], id="capitals-matter"),
        pytest.param("Mexicos and USA", [], id="whole-words-only"),
        pytest.param("A US-based, U.S. study", [("US", "US"), ("U.S.", "US")], id="hyphens-and-stops"),
        pytest.param("Xi’an", [("Xi’an", "CN")], id="either-apostrophe"),
        pytest.param("Mexico's, Élan", [("Mexico", "MX"), ("Élan", "FR")], id="possessive-and-accent"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_name_is_found_as_it_is_written(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[start:end], key) for start, end, key in NAMES.find(text)] == found


def test_a_name_without_a_capital_is_refused() -> None:
    with pytest.raises(ValueError, match="'nowhere'"):
        Gazetteer([("nowhere", 1)])


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
def test_time_grows_with_the_text_alone() -> None:
    assert sum(1 for _ in NAMES.find("New " * 200_000)) == 0
