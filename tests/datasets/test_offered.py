"""Papers come from a column of bytes or text, and what is no such column is told."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relsynth.datasets.offered import ROWS_AT_ONCE, rows_of
from relsynth.errors import InputError


@pytest.mark.parametrize(
    ("values", "names"),
    [
        pytest.param([b"<a/>", None, b"z"], ["row-0", "row-1", "row-2"], id="bytes"),
        pytest.param(["<a/>", None, "z"], ["row-0.txt", "row-1.txt", "row-2.txt"], id="text"),
    ],
)
def test_rows_in_their_order(tmp_path: Path, values: list[object], names: list[str]) -> None:
    pq.write_table(pa.table({"paper": values}), tmp_path / "t.parquet")
    found = list(rows_of(tmp_path / "t.parquet", column="paper"))
    assert found == [(n, name, made) for n, (name, made) in enumerate(zip(names, (b"<a/>", b"", b"z"), strict=True))]


def test_turns_go_on_over_batches(tmp_path: Path) -> None:
    many = 2 * ROWS_AT_ONCE + 3
    pq.write_table(pa.table({"paper": ["x"] * many, "id": [f"{n}.xml" for n in range(many)]}), tmp_path / "t.parquet")
    found = list(rows_of(tmp_path / "t.parquet", column="paper", name_column="id"))
    assert [(turn, name) for turn, name, _ in found] == [(n, f"{n}.xml") for n in range(many)]


@pytest.mark.parametrize(("column", "why"), [("other", "there are paper, year"), ("year", "neither bytes nor text")])
def test_a_column_that_is_not_there_is_told(tmp_path: Path, column: str, why: str) -> None:
    pq.write_table(pa.table({"paper": ["x"], "year": [2020]}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match=why):
        list(rows_of(tmp_path / "t.parquet", column=column))


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(b"no table")
    with pytest.raises(InputError, match="Parquet table"):
        list(rows_of(tmp_path / "t.parquet", column="paper"))
