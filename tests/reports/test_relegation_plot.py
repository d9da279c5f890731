"""The picture of where constructs stand: bars fill their width, and every figure is told in words, too."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.relegation_plot import BAR, LEFT, WIDTH, Bar, relegation_plot

SVG = "{http://www.w3.org/2000/svg}"
counts = st.integers(0, 200)
odds = st.one_of(st.just(math.nan), st.just(math.inf), st.floats(0, 1e9))
bars = st.builds(
    Bar,
    label=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=60),
    set_out=counts,
    result=counts,
    elsewhere=counts,
    late_only=counts,
    odds_ratio=odds,
    odds_lower=odds,
    odds_upper=odds,
    is_total=st.booleans(),
)


def bar(label: str = "Trust", places: tuple[int, int, int, int] = (2, 1, 0, 1), ratio: float = math.nan) -> Bar:
    set_out, result, elsewhere, late_only = places
    return Bar(
        label=label,
        set_out=set_out,
        result=result,
        elsewhere=elsewhere,
        late_only=late_only,
        odds_ratio=ratio,
        odds_lower=ratio / 2,
        odds_upper=ratio * 2,
    )


def drawn(*rows: Bar, said: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(relegation_plot(rows, title="Late?", said=said, notes=notes))


def rows_in(plot: ElementTree.Element) -> list[str]:
    return [group.findtext(f"{SVG}title") or "" for group in plot.iter(f"{SVG}g")]


def test_a_bar_tells_its_counts_in_words() -> None:
    assert rows_in(drawn(bar())) == [
        "Trust: 4; 2 set out to look at it, 1 reports it as a result, 0 speaks of it in passing, "
        "1 only in the discussion or behind it"
    ]


def test_what_no_study_has_is_not_drawn() -> None:
    assert rows_in(drawn(bar("Trust", (0, 0, 0, 0)))) == []


@given(st.lists(bars, max_size=8))
def test_bars_fill_their_width_and_stay_in_the_picture(rows: list[Bar]) -> None:
    plot = drawn(*rows)
    assert len(rows_in(plot)) == sum(row.k > 0 for row in rows)
    for group in plot.iter(f"{SVG}g"):
        rects = [(float(rect.attrib["x"]), float(rect.attrib["width"])) for rect in group.iter(f"{SVG}rect")]
        assert rects[0][0] == pytest.approx(LEFT, abs=0.1)
        assert sum(width for _, width in rects) == pytest.approx(BAR, abs=0.3)
        points = [float(point.attrib["cx"]) for point in group.iter(f"{SVG}circle")]
        assert all(LEFT + BAR < at < WIDTH for at in points)


@pytest.mark.parametrize(
    ("ratio", "circles", "lines"),
    [
        pytest.param(4.0, 1, 1, id="with-an-interval"),
        pytest.param(math.nan, 0, 0, id="undefined"),
    ],
)
def test_odds_are_a_point_in_their_interval(ratio: float, circles: int, lines: int) -> None:
    (group,) = drawn(bar(ratio=ratio)).iter(f"{SVG}g")
    assert (len(list(group.iter(f"{SVG}circle"))), len(list(group.iter(f"{SVG}line")))) == (circles, lines)


def test_words_are_no_markup() -> None:
    plot = drawn(bar("<b>&"), said=("Said <i>.",), notes=("Note & note.",))
    texts = [text.text for text in plot.iter(f"{SVG}text")]
    assert {"<b>&", "Said <i>.", "Note & note."} <= set(texts)
