"""The items of checklists, as many as the published ones have and in their order."""

from __future__ import annotations

import pytest

from relsynth.reports.checklists import CHECKLISTS


@pytest.mark.parametrize(
    ("name", "items", "topics"),
    [
        ("prisma-scr", 22, {1: "Title", 6: "Eligibility criteria", 10: "Data charting process", 22: "Funding"}),
        ("entreq", 21, {1: "Aim", 7: "Study screening methods", 17: "Coding", 21: "Synthesis output"}),
    ],
)
def test_items_have_the_numbers_of_the_published_checklist(name: str, items: int, topics: dict[int, str]) -> None:
    found = {item.number: item.topic for item in CHECKLISTS[name].items}
    assert list(found) == list(range(1, items + 1))
    assert {number: found[number] for number in topics} == topics


@pytest.mark.parametrize("name", CHECKLISTS)
def test_an_item_that_nothing_can_fill_in_says_what_is_to_be_written(name: str) -> None:
    assert [item.topic for item in CHECKLISTS[name].items if not item.facts and not item.left] == []
