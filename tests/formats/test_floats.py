"""Which tables and figures labels name and texts point to."""

from __future__ import annotations

import pytest

from relsynth.formats.floats import is_heading, key_of, keys_in


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Table 1. Roles of the crews", "t1"),
        ("Table 12", "t12"),
        ("Fig. 2: The quay", "f2"),
        ("Table. Roles", "t"),
        ("Table S1. More", None),
        ("Tables were set by the crews", None),
        ("Roles of the crews", None),
    ],
)
def test_a_label_names_a_table(label: str, key: str | None) -> None:
    assert key_of(label) == key


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("as Table 1 has it (Figure 3)", ["t1", "f3"]),
        ("in Tables 2 and 3", ["t2", "t3"]),
        ("the harbour (Table)", ["t"]),
        ("they tabled it", []),
        ("Tables 1-99", [f"t{n}" for n in range(1, 12)]),
    ],
)
def test_a_text_points_to_tables(text: str, keys: list[str]) -> None:
    assert list(keys_in(text)) == keys


def test_headings_of_tables_are_told_from_others() -> None:
    headings = ["Tables", "Figures and Tables", "TABLE", "Figure Legends", "Supplementary Tables", "Tables of the tide"]
    assert [is_heading(words) for words in headings] == [True, True, True, True, False, False]
