"""What is spoken of and neither measured nor linked."""

from __future__ import annotations

import pytest

from invented import papers
from invented_gaps import gaps_of, trust
from relsynth.synthesis.gaps import GapKind


@pytest.mark.parametrize(
    ("kind", "facet", "values", "called"),
    [
        pytest.param("unmeasured", "measured", ["none"] * 3, (0, 3), id="no-measure"),
        pytest.param("unmeasured", "measured", ["none"] * 2, None, id="too-few-studies"),
        pytest.param("unmeasured", "measured", ["qualitative_only"] * 3, (0, 3), id="interviews-are-no-measure"),
        pytest.param("unmeasured", "measured", ["network_data", *["none"] * 9], (1, 10), id="at-the-threshold"),
        pytest.param("unmeasured", "measured", ["instrument_named", *["none"] * 8], None, id="over-the-threshold"),
        pytest.param("unlinked", "linked_outcome", ["none"] * 3, (0, 3), id="no-outcome"),
        pytest.param("unlinked", "linked_outcome", ["partnership_outcome_only"] * 3, (0, 3), id="partnership-alone"),
        pytest.param("unlinked", "linked_outcome", ["none adoption", *["none"] * 9], (1, 10), id="one-of-ten"),
        pytest.param("unlinked", "linked_outcome", ["fidelity", "none", "none"], None, id="one-of-three"),
    ],
)
def test_what_hardly_any_study_uses_is_a_gap(
    kind: GapKind, facet: str, values: list[str], called: tuple[int, int] | None
) -> None:
    documents = papers(14)
    codings = [trust(document, **{facet: value}) for document, value in zip(documents, values, strict=False)]
    found = gaps_of(documents, codings, kind)
    assert [(gap.k, gap.n) for gap in found] == ([called] if called else [])
    assert all((gap.robinson, gap.axis) == ("D", facet) for gap in found)


def test_a_study_uses_it_once_whatever_it_says_of_it_and_advice_is_no_use() -> None:
    documents = papers(12)
    codings = [trust(one) for one in documents[:10]]
    codings += [trust(documents[0], measured="study_items"), trust(documents[0], "methods", measured="study_items")]
    codings += [trust(documents[1], assertion="recommended", measured="study_items")]
    (gap,) = gaps_of(documents, codings, "unmeasured")
    assert (gap.k, gap.n, gap.counts) == (1, 10, (("study_items", 1),))
    assert gap.studies == tuple(range(1, 10))
