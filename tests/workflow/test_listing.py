"""Lists are shown with their count, and never longer than asked for."""

from __future__ import annotations

import pytest

from relsynth.workflow.listing import LISTED, listing


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
