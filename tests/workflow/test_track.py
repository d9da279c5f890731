"""Progress is told to whoever listens, and to nobody by default."""

from __future__ import annotations

import pytest

from relsynth.workflow.track import untracked


@pytest.mark.parametrize("items", [pytest.param([], id="nothing"), pytest.param([1, 2], id="something")])
def test_without_a_listener_the_items_come_as_they_are(items: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert list(untracked(items, "Counting")) == items
    assert capsys.readouterr() == ("", "")
