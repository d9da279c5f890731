"""What may be said of a gap."""

from __future__ import annotations

import pytest

from invented import papers
from invented_gaps import TRUST, gaps_of, trust
from relsynth.synthesis.gaps.claims import Axis


@pytest.mark.parametrize(
    ("measured", "claim"),
    [
        pytest.param(0, "a measure not found by the machine", id="none"),
        pytest.param(1, "more measures not found by the machine", id="hardly-any"),
    ],
)
def test_of_what_is_there_in_part_more_is_missing(measured: int, claim: str) -> None:
    documents = papers(12)
    codings = [trust(d, measured="study_items" if at < measured else "none") for at, d in enumerate(documents)]
    (gap,) = gaps_of(documents, codings, "unmeasured", construct=TRUST)
    assert gap.claim == claim


def test_an_axis_tells_the_studies_of_each_value() -> None:
    axis = Axis(name="setting", values=(("school", "home"), (), ("school",)))
    assert axis.kinds == {"home": frozenset({0}), "school": frozenset({0, 2})}
