"""Tables as pandas frames: one type a column, what is missing is missing, notes beside."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from made_up import coded_project
from relsynth import frames
from relsynth.errors import FormatError, InputError
from relsynth.reports.tables import Cell, Table
from relsynth.workflow.all_tables import ALL_TABLES
from relsynth.workflow.frames import frame_of

needs_pandas = pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is not installed")


@pytest.fixture
def pandas() -> Any:
    return pytest.importorskip("pandas")


@pytest.mark.parametrize(
    ("name", "cells", "dtype"),
    [
        pytest.param("k", (1, None, 3), "Int64", id="counts"),
        pytest.param("share", (0.5, 1, None), "Float64", id="shares"),
        pytest.param("firm", (True, None), "boolean", id="yes-and-no"),
        pytest.param("k", (1, True), "string", id="count-and-yes"),
        pytest.param("quote", ("a", None), "string", id="text"),
        pytest.param("rating", (2, "mixed", None), "string", id="figures-and-a-word"),
        pytest.param("sections", ({"methods": 2},), "string", id="counts-in-a-cell"),
        pytest.param("quote", (None, None), "string", id="nothing"),
        pytest.param("construct", ("STA.TRUST", None), "category", id="few-values"),
    ],
)
def test_a_column_has_one_type_and_what_is_missing_is_missing(
    pandas: Any, name: str, cells: tuple[Cell, ...], dtype: str
) -> None:
    frame = frame_of(Table(title="T", columns=(name,), rows=tuple((cell,) for cell in cells), notes=("n = 1",)), pandas)
    assert str(frame[name].dtype) == dtype
    assert list(frame[name].isna()) == [cell is None for cell in cells]
    assert frame.attrs == {"title": "T", "notes": ["n = 1"]}


@needs_pandas
def test_every_table_is_a_frame(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        made = frames(project)
        assert tuple(made) == ALL_TABLES
        evidence = made["evidence"]
        assert list(evidence["n"].unique()) == [2]
        assert evidence.loc[evidence["construct"] == "STA.TRUST", "k"].item() == 2
        with pytest.raises(InputError, match="no table 'van'"):
            frames(project, ["van"])


@pytest.mark.skipif(find_spec("pandas") is not None, reason="pandas is installed")
def test_without_pandas_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(FormatError, match=r"pip install \"relsynth\[frames\]\""):
        frames(project)
