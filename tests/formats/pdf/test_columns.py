from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_pdf import LEFT, RIGHT, lines
from relsynth.formats.pdf.columns import in_reading_order
from relsynth.formats.pdf.lines import Line, Type

BODY = Type(font="Times-Roman", size=10.0, leading=12.0)
FULL = "a line of the running text that fills its column"


def block(name: str, left: float, top: float, *, count: int = 5, right: float | None = None) -> tuple[Line, ...]:
    return lines(*[f"{name} {FULL}"] * count, top=top, left=left, right=left + 230 if right is None else right)


TITLE = block("title", LEFT, 800, count=1, right=RIGHT + 230)
L1, R1 = block("left", LEFT, 700), block("right", RIGHT, 700)
BOX = block("box", LEFT, 600, right=RIGHT + 230)
L2, R2 = block("under", LEFT, 500), block("beside", RIGHT, 500)


def names(drawn: Sequence[Line]) -> list[str]:
    return [run[0].text.split()[0] for run in in_reading_order(drawn, BODY)]


@pytest.mark.parametrize(
    ("drawn", "order"),
    [
        pytest.param((*TITLE, *L1, *R1), ["title", "left", "right"], id="as-it-is-read"),
        pytest.param((*R1, *L1), ["right", "left"], id="the-file-knows-better"),
        pytest.param((*L2, *L1, *R2, *R1), ["left", "under", "right", "beside"], id="from-below-upwards"),
        pytest.param(
            (*L2, *R2, *BOX, *L1, *R1),
            ["left", "right", "box", "under", "beside"],
            id="a-box-across-parts-above-from-below",
        ),
    ],
)
def test_columns_are_read_in_order(drawn: Sequence[Line], order: list[str]) -> None:
    assert names(drawn) == order


@given(st.permutations([TITLE, L1, R1, BOX, L2, R2]))
def test_no_line_is_lost_or_doubled(blocks: list[tuple[Line, ...]]) -> None:
    drawn = [line for each in blocks for line in each]
    ordered = [line for run in in_reading_order(drawn, BODY) for line in run]
    assert sorted(ordered, key=repr) == sorted(drawn, key=repr)
