"""A CSV that a spreadsheet has saved is told from one that somebody edited."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.tables import Table, to_csv
from relsynth.workflow.outputs import cells_of
from relsynth.workflow.resaved import says_the_same

TABLE = Table(
    title="T",
    columns=("study", "k", "share"),
    rows=(("Å, B", 2, 0.5), ('say "so"', 0, None), ("=1+1", 7, 0.1234)),
    notes=("n = 3; Wilson.",),
)
CSV = to_csv(TABLE)


def _with(delimiter: str) -> str:
    out = io.StringIO()
    rows = list(csv.reader(io.StringIO(CSV)))
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([*row, *[""] * (3 - len(row))] for row in rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "same"),
    [
        pytest.param(CSV.encode(), True, id="as-written"),
        pytest.param(CSV.encode("utf-8-sig"), True, id="byte-order-mark"),
        pytest.param(CSV.replace("\r\n", "\n").encode(), True, id="other-line-ends"),
        pytest.param(_with(";").encode("utf-8-sig"), True, id="semicolons-and-short-rows-filled"),
        pytest.param(_with("\t").encode(), True, id="tabs"),
        pytest.param(CSV.replace("0.5", "0.50").encode(), True, id="a-figure-written-otherwise"),
        pytest.param(CSV.replace(",2,", ",3,").encode(), False, id="another-figure"),
        pytest.param(CSV.replace("Wilson", "Wald").encode(), False, id="another-note"),
        pytest.param("\r\n".join(CSV.split("\r\n")[1:]).encode(), False, id="a-row-gone"),
        pytest.param(CSV.encode("utf-16"), False, id="no-utf-8"),
        pytest.param(b"\x00", False, id="no-csv"),
    ],
)
def test_what_says_the_same(content: bytes, same: bool) -> None:
    assert says_the_same(content, cells_of(TABLE)) is same


@given(st.binary(max_size=80))
def test_whatever_the_file_holds_nothing_is_raised(content: bytes) -> None:
    assert not says_the_same(content, cells_of(TABLE))
