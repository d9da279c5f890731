"""Names of organisations, and what they say the organisation is."""

from __future__ import annotations

import pytest

from relsynth.characteristics.names import kind_of, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("by the Acorn Trust.", ["Acorn Trust"], id="one"),
        pytest.param(
            "The University of Beech and the Elm Foundation met", ["University of Beech", "Elm Foundation"], id="two"
        ),
        pytest.param("Acorn Foundation and Beech Relief", ["Acorn Foundation", "Beech Relief"], id="and-parts"),
        pytest.param("the Department of Trees and Rivers", ["Department of Trees and Rivers"], id="and-joins"),
        pytest.param(
            "National Heart, Lung, and Blood Institute", ["National Heart, Lung, and Blood Institute"], id="commas"
        ),
        pytest.param("of the Łódź Trust", ["Łódź Trust"], id="letters-beyond-ascii"),
        pytest.param("no names here", [], id="none"),
        pytest.param("In The", ["The"], id="an-opening-word"),
    ],
)
def test_names_are_runs_of_capitals(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("University of Beech", "academic", id="academic"),
        pytest.param("Beech County Department of Health", "government", id="government"),
        pytest.param("Beech Health Alliance", "network or coalition", id="coalition"),
        pytest.param("Ana Beech", None, id="a-person"),
    ],
)
def test_the_words_of_a_name_tell_its_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
