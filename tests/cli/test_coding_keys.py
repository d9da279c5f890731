"""Which key does what, and how a code is typed."""

from __future__ import annotations

import pytest

from relsynth.cli.coding_keys import ACTIONS, BY_KEY, PROMPTED, help_lines, prompt, typed_code
from relsynth.cli.coding_terminal import DOES
from relsynth.cli.keys import LEAVING


def test_every_action_has_a_key_of_its_own_and_is_told() -> None:
    assert len({action.key for action in ACTIONS.values()}) == len(ACTIONS)
    assert set(BY_KEY.values()) == set(ACTIONS) == set(DOES)
    assert set(PROMPTED) <= set(ACTIONS)
    assert [line.split()[0] for line in help_lines()] == [action.key for action in ACTIONS.values()]
    assert {key for key in BY_KEY if key in LEAVING} == {"q"}


@pytest.mark.parametrize("width", [40, 64, 200])
def test_the_prompt_fits_the_screen(width: int) -> None:
    lines = prompt(width=width).split("\n")
    assert max(map(len, lines)) <= width
    assert "j next proposal" in prompt(width=width)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("trust", ("trust", []), id="code"),
        pytest.param(" shared  vision role=barrier", ("shared vision", ["role=barrier"]), id="with-a-facet"),
        pytest.param("role= level=system", ("", ["role=", "level=system"]), id="facets-only"),
        pytest.param("", ("", []), id="nothing"),
    ],
)
def test_facets_stand_behind_the_code(typed: str, said: tuple[str, list[str]]) -> None:
    assert typed_code(typed) == said
