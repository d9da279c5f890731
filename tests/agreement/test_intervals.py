"""A figure has its interval, the same one every time, or says why it has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.agreement import Agreement, Figure, Ratings, agreement, cohen_kappa

CODERS = ("ana", "ben")
VERDICTS = ("in", "out")
RARE = (("in", "in"),) * 40 + (("in", "out"),) * 30 + (("out", "in"),) * 34 + (("out", "out"),) * 896


def judged(*rows: tuple[str | None, str | None], groups: tuple[str, ...] = ()) -> Ratings:
    return Ratings(coders=CODERS, categories=VERDICTS, rows=rows, groups=groups)


def figures(told: Agreement) -> dict[str, Figure]:
    return {figure.name: figure for figure in told.figures}


def test_all_figures_stand_together() -> None:
    assert str(agreement(judged(*RARE), positive="in")).splitlines() == [
        "1,000 units judged by two or more of 2",
        "agreement 0.94 [0.92, 0.95]",
        "Cohen's kappa 0.52 [0.41, 0.62]",
        "PABAK 0.87 [0.84, 0.90]",
        "Gwet's AC1 0.93 [0.91, 0.94]",
        "Krippendorff's alpha 0.52 [0.41, 0.62]",
        "positive agreement 0.56 [0.45, 0.65]",
        "negative agreement 0.97 [0.96, 0.97]",
    ]


def test_an_interval_of_a_share_is_near_the_binomial() -> None:
    """64 of 1,000 differ: the normal approximation gives .936 ± 1.96 √(.936 · .064 / 1000)."""
    figure = figures(agreement(judged(*RARE), replicates=4000))["agreement"]
    assert (figure.lower, figure.upper) == pytest.approx((0.9208, 0.9512), abs=0.002)


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        pytest.param(
            [],
            dict.fromkeys(["agreement", "Cohen's kappa"], "no unit was judged by two coders"),
            id="no-units",
        ),
        pytest.param(
            [("in", None), (None, "in")],
            dict.fromkeys(["agreement", "positive agreement"], "no unit was judged by two coders"),
            id="no-unit-in-common",
        ),
        pytest.param(
            [("out", "out")] * 9,
            {
                "agreement": None,
                "Cohen's kappa": "one category only was used",
                "Krippendorff's alpha": "one category only was used",
                "positive agreement": "no positive judgement",
                "negative agreement": None,
            },
            id="one-category",
        ),
        pytest.param([("in", "in")] * 9, {"negative agreement": "no negative judgement"}, id="nothing-negative"),
        pytest.param([("in", "out")], {"agreement": "too few units for an interval"}, id="one-unit"),
        pytest.param(
            [("in", "in")] + [("out", "out")] * 2,
            {"agreement": None, "PABAK": None},
            id="few-units",
        ),
    ],
)
def test_what_is_missing_is_told(rows: list[tuple[str | None, str | None]], notes: dict[str, str | None]) -> None:
    told = figures(agreement(judged(*rows), positive="in"))
    assert {name: told[name].note for name in notes} == notes
    for figure in told.values():
        assert (figure.note is None) == (figure.lower is not None)
        assert (figure.lower is None) == (figure.upper is None)


def test_how_many_judged_what_others_judged_is_told() -> None:
    table = Ratings(
        coders=("ana", "ben", "cem"),
        categories=VERDICTS,
        rows=(("in", "in", None), ("in", "out", None), (None, None, "in"), (None, None, None)),
    )
    told = agreement(table)
    assert (told.units, told.coders) == (2, 2)


def test_a_scale_makes_gwets_ac1_his_ac2() -> None:
    assert "Gwet's AC2" in figures(agreement(judged(*RARE), scale="ordinal"))
    assert "Gwet's AC2" in figures(agreement(judged(*RARE), scale=((1.0, 0.5), (0.5, 1.0))))


def test_units_of_a_paper_are_drawn_together() -> None:
    """Where the units of a paper are all alike, ten papers tell no more than ten units would."""
    papers = [("in", "in")] * 7 + [("in", "out")] * 3
    repeated = [row for row in papers for _ in range(50)]
    of_papers = tuple(f"p{place // 50}" for place in range(500))
    alone = figures(agreement(judged(*papers), replicates=4000))["agreement"]
    grouped = figures(agreement(judged(*repeated, groups=of_papers), replicates=4000))["agreement"]
    ungrouped = figures(agreement(judged(*repeated), replicates=4000))["agreement"]
    assert (grouped.lower, grouped.upper) == pytest.approx((alone.lower, alone.upper), abs=1e-9)
    assert alone.lower is not None
    assert ungrouped.lower is not None
    assert ungrouped.lower > alone.lower + 0.1


rows = st.lists(st.tuples(*[st.sampled_from(["in", "out", None])] * 2), max_size=40)


@settings(max_examples=50)
@given(rows, st.integers(0, 3))
def test_the_same_seed_gives_the_same_interval_in_any_order(
    table: list[tuple[str | None, str | None]], seed: int
) -> None:
    told = agreement(judged(*table), positive="in", seed=seed, replicates=200)
    assert told == agreement(judged(*table), positive="in", seed=seed, replicates=200)
    assert figures(told)["Cohen's kappa"].value == cohen_kappa(judged(*reversed(table)))


def test_the_seed_is_heard() -> None:
    assert agreement(judged(*RARE), seed=1) != agreement(judged(*RARE), seed=2)
