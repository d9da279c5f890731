"""Lists are shown with their count, and never longer than asked for."""

from __future__ import annotations

import pytest

from relsynth.workflow.listing import LISTED, counted, listing


@pytest.mark.parametrize(
    ("items", "most", "expected"),
    [
        pytest.param([], LISTED, [], id="nothing"),
        pytest.param(["a", 2], LISTED, ["Unread (2):", "  a", "  2"], id="all"),
        pytest.param("abc", 2, ["Unread (3):", "  a", "  b", "  and 1 more; --json lists all"], id="cut"),
        pytest.param("abc", 3, ["Unread (3):", "  a", "  b", "  c"], id="just-enough"),
        pytest.param("a" * 20, None, ["Unread (20):", *["  a"] * 20], id="no-limit"),
    ],
)
def test_a_list_has_its_count_and_no_more_lines_than_asked_for(
    items: list[object], most: int | None, expected: list[str]
) -> None:
    assert listing("Unread", items, most=most) == expected


@pytest.mark.parametrize(
    ("number", "nouns", "expected"),
    [
        pytest.param(0, ("paper",), "0 papers", id="none"),
        pytest.param(1, ("paper",), "1 paper", id="one"),
        pytest.param(2, ("paper",), "2 papers", id="two"),
        pytest.param(1, ("study", "studies"), "1 study", id="one-of-an-odd-plural"),
        pytest.param(3, ("study", "studies"), "3 studies", id="an-odd-plural"),
    ],
)
def test_what_is_counted_is_told_as_people_say_it(number: int, nouns: tuple[str, ...], expected: str) -> None:
    assert counted(number, *nouns) == expected
