"""Barriers that nobody does anything about."""

from __future__ import annotations

import pytest

from invented import coding, papers
from invented_gaps import BUILD, FORUM, TRUST, gaps_of, trust


@pytest.mark.parametrize(
    ("code", "section", "assertion", "role", "met"),
    [
        pytest.param(TRUST, "methods", "affirmed", "strategy", True, id="the-same-construct-in-the-study"),
        pytest.param(BUILD, "methods", "affirmed", "strategy", True, id="paired-by-the-codebook"),
        pytest.param(FORUM, "results", "affirmed", "strategy", True, id="any-strategy-in-the-sentence"),
        pytest.param(FORUM, "methods", "affirmed", "strategy", False, id="any-strategy-elsewhere"),
        pytest.param(TRUST, "methods", "affirmed", "facilitator", False, id="no-strategy"),
        pytest.param(TRUST, "methods", "recommended", "strategy", False, id="advice-alone"),
        pytest.param(TRUST, "methods", "negated", "strategy", False, id="nobody-did-it"),
    ],
)
def test_a_strategy_reported_against_a_barrier(code: str, section: str, assertion: str, role: str, met: bool) -> None:
    documents = papers(12)
    barriers = [trust(one, role="barrier") for one in documents[:3]]
    acts = [coding(one, code, section, assertion, role=role) for one in documents[:3]]
    found = gaps_of(documents, [*barriers, *acts], "unaddressed_barrier")
    assert [(gap.k, gap.n, gap.studies) for gap in found] == ([] if met else [(0, 3, (0, 1, 2))])


@pytest.mark.parametrize(
    ("barriers", "met", "called"),
    [
        pytest.param(3, 0, (0, 3), id="as-many-as-it-takes"),
        pytest.param(2, 0, None, id="one-study-short"),
        pytest.param(11, 1, (1, 11), id="hardly-any"),
        pytest.param(10, 1, None, id="at-a-tenth"),
    ],
)
def test_how_many_barriers_and_strategies_it_takes(barriers: int, met: int, called: tuple[int, int] | None) -> None:
    documents = papers(12)
    codings = [trust(one, role="barrier") for one in documents[:barriers]]
    codings += [coding(one, TRUST, "methods", role="strategy") for one in documents[:met]]
    found = gaps_of(documents, codings, "unaddressed_barrier")
    assert [(gap.k, gap.n) for gap in found] == ([called] if called else [])
