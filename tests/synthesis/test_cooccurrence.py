"""Which constructs travel together: against worked figures and libraries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, fisher_exact

from invented import coding, corpus_of, papers
from relsynth.synthesis.cooccurrence import associate, associations, false_discovery


def test_the_worked_example() -> None:
    """domain.md, C4: a = 14, b = 10, both = 8, n = 40."""
    made = associate("A", "B", a=14, b=10, both=8, n=40)
    assert made.npmi == pytest.approx(0.51, abs=0.005)
    assert (made.odds_ratio, made.lower, made.upper) == pytest.approx((12.8, 2.5, 67), rel=0.03)
    assert made.jaccard == 0.5


@pytest.mark.parametrize(
    ("a", "b", "both", "n", "npmi"),
    [
        pytest.param(5, 4, 0, 10, -1.0, id="never-together"),
        pytest.param(10, 10, 10, 10, 1.0, id="everywhere"),
        pytest.param(4, 4, 4, 10, 1.0, id="never-apart"),
        pytest.param(5, 4, 2, 10, 0.0, id="as-chance-has-it"),
    ],
)
def test_how_far_from_chance(a: int, b: int, both: int, n: int, npmi: float) -> None:
    assert associate("A", "B", a=a, b=b, both=both, n=n).npmi == pytest.approx(npmi)


TABLES = st.tuples(*[st.integers(0, 12)] * 4).filter(lambda cells: sum(cells) > 0)


@given(TABLES)
def test_the_test_is_fishers(cells: tuple[int, int, int, int]) -> None:
    both, one, other, neither = cells
    made = associate("A", "B", a=both + one, b=both + other, both=both, n=sum(cells))
    expected = fisher_exact([[both, one], [other, neither]], alternative="greater").pvalue
    assert made.p == pytest.approx(expected, abs=1e-9)
    assert -1 <= made.npmi <= 1 + 1e-9
    assert made.lower <= made.odds_ratio <= made.upper


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_rate_of_false_discoveries_is_benjaminis_and_hochbergs(p: list[float]) -> None:
    assert false_discovery(p) == pytest.approx(list(false_discovery_control(p)), abs=1e-12)


def test_no_pairs_make_no_rate() -> None:
    assert false_discovery([]) == ()


def test_pairs_are_of_studies_and_need_enough_of_them() -> None:
    documents = papers(6)
    both = [coding(d, code, "results") for d in documents[:3] for code in ("STA.TRUST", "STR.FORUM", "STR.PLAIN")]
    apart = [coding(documents[3], "STA.TRUST", "results"), coding(documents[4], "STR.FORUM", "results", "planned")]
    (pair,) = associations(corpus_of(documents, [*both, *both, *apart]))
    assert (pair.first, pair.second, pair.n, pair.a, pair.b, pair.both) == ("STA.TRUST", "STR.FORUM", 6, 4, 3, 3)
    assert pair.q == pytest.approx(pair.p)
    assert associations(corpus_of(documents, [*both, *apart]), least=4) == ()
