"""What heads of columns and rows assert."""

from __future__ import annotations

import pytest

from relsynth.extraction.assertion_heads import of_head


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("Recommendation", {"recommended"}, id="advice"),
        pytest.param("Key recommendations for partners", {"recommended"}, id="qualified"),
        pytest.param("North town – Recommendations (n)", {"recommended"}, id="under-another"),
        pytest.param("Recommendations implemented", set(), id="done"),
        pytest.param("Planned for year two", {"planned"}, id="plan"),
        pytest.param("Not observed", {"negated"}, id="unseen"),
        pytest.param("Lacking", {"negated"}, id="lack"),
        pytest.param("Survey item", {"hypothetical"}, id="item"),
        pytest.param("Interview question", {"hypothetical"}, id="question"),
        pytest.param("Definition", {"hypothetical"}, id="definition"),
        pytest.param("Example codes", {"hypothetical"}, id="code"),
        pytest.param("Okello et al. (2010)", {"reported_by_others"}, id="work"),
        pytest.param("Main finding (12)", set(), id="figures"),
        pytest.param("March and April 2010", set(), id="months"),
        pytest.param("The partners had planned to meet but did not", set(), id="sentence"),
        pytest.param("Theme", set(), id="nothing"),
    ],
)
def test_what_heads_a_cell_asserts(head: str, expected: set[str]) -> None:
    assert of_head(head) == expected
