"""The recall plot shows the curve, the band and the stop where they belong, and says so in words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.recall_plot import HEIGHT, WIDTH, recall_plot
from relsynth.screening.stopping import recall_curve

SVG = "{http://www.w3.org/2000/svg}"
FOUND = [place in {0, 1, 2, 4, 7, 12, 30} for place in range(100)]

readings = st.lists(st.booleans(), max_size=80).flatmap(
    lambda found: st.tuples(st.just(found), st.integers(len(found), len(found) + 3000))
)


def drawn(found: list[bool], total: int, *, stopped: int | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(recall_plot(recall_curve(found, total), stopped=stopped))


def words(plot: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in plot.iter(f"{SVG}text")]


def described(plot: ElementTree.Element) -> str:
    return plot.findtext(f"{SVG}desc") or ""


@pytest.mark.parametrize(
    ("found", "total", "stopped", "says"),
    [
        pytest.param(
            FOUND,
            120,
            None,
            "100 of 120 records were read, 7 of them relevant. Half of these were found by record 5, the last one at "
            "record 31. 7 to 8 relevant in all, at 95 % confidence, 87 % or more found.",
            id="nearly-all",
        ),
        pytest.param(
            FOUND,
            120,
            60,
            "100 of 120 records were read, 7 of them relevant. Half of these were found by record 5, the last one at "
            "record 31. 7 to 8 relevant in all, at 95 % confidence, 87 % or more found. Reading was stopped after 60.",
            id="stopped",
        ),
        pytest.param(
            FOUND[:3],
            3,
            None,
            "3 of 3 records were read, 3 of them relevant. Half of these were found by record 2, the last one at "
            "record 3. 3 relevant in all.",
            id="all-read",
        ),
        pytest.param(
            [],
            1900,
            None,
            "0 of 1,900 records were read, 0 of them relevant. 0 to 1,900 relevant in all, at 95 % confidence.",
            id="nothing-read",
        ),
        pytest.param([], 0, None, "0 of 0 records were read, 0 of them relevant. 0 relevant in all.", id="no-records"),
    ],
)
def test_the_plot_is_told_in_words(found: list[bool], total: int, stopped: int | None, says: str) -> None:
    plot = drawn(found, total, stopped=stopped)
    assert described(plot) == says
    assert plot.get("role") == "img"
    named = {one.get("id") for one in plot if one.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert named == set((plot.get("aria-labelledby") or "").split())


@pytest.mark.parametrize(
    ("stopped", "says"),
    [
        pytest.param(None, ["100 read, 7 relevant"], id="reading-on"),
        pytest.param(100, ["100 read, 7 relevant", "reading stopped here"], id="stopped-here"),
        pytest.param(60, ["100 read, 7 relevant", "stopped at 60"], id="stopped-and-gone-on"),
    ],
)
def test_how_far_was_read_stands_at_its_line(stopped: int | None, says: list[str]) -> None:
    assert [text for text in words(drawn(FOUND, 120, stopped=stopped)) if re.search("read, |stopped", text)] == says


def test_axes_have_whole_numbers_from_nothing_to_all() -> None:
    ticks = [text for text in words(drawn(FOUND, 1900)) if re.fullmatch("[0-9,]+", text)]
    assert ticks == ["0", "5", "10", "15", "0", "500", "1,000", "1,500"]


@given(readings)
def test_the_curve_climbs_within_the_plot(reading: tuple[list[bool], int]) -> None:
    found, total = reading
    plot = drawn(found, total)
    (curve,) = [path for path in plot.iter(f"{SVG}path") if path.get("stroke-width") == "2.5"]
    across = [float(at) for at in re.findall(r"[MH]([\d.]+)", curve.get("d") or "")]
    up = [float(at) for at in re.findall(r"(?:V|M[\d.]+ )([\d.]+)", curve.get("d") or "")]
    assert across == sorted(across)
    assert up == sorted(up, reverse=True)
    assert all(0 < at < WIDTH for at in across)
    assert all(0 < at < HEIGHT for at in up)


@given(readings)
def test_the_band_begins_where_the_curve_ends(reading: tuple[list[bool], int]) -> None:
    found, total = reading
    plot = drawn(found, total)
    dot = plot.find(f"{SVG}circle")
    assert dot is not None
    bands = [one for one in plot.iter(f"{SVG}rect") if one.get("width") != "100%"]
    assert len(bands) == (recall_curve(found, total).most > sum(found))
    for band in bands:
        foot = float(band.get("y") or 0) + float(band.get("height") or 0)
        assert foot == pytest.approx(float(dot.get("cy") or 0), abs=0.11)


def test_a_stop_after_the_last_read_is_refused() -> None:
    with pytest.raises(ValueError, match="stopped after 101 records where 100 were read"):
        drawn(FOUND, 120, stopped=101)
