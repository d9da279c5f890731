"""The table of columns is whole: every kind has a type, every column is explained once."""

from __future__ import annotations

import pytest

from relsynth.datasets.schema import FACETS, TABLES
from relsynth.datasets.writing import arrow_schema
from relsynth.workflow.code import CodingRow


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_named_once_and_explained(table: str) -> None:
    names = [column.name for column in TABLES[table]]
    assert len(names) == len(set(names))
    assert all(column.means for column in TABLES[table])
    assert [(field.name, field.nullable) for field in arrow_schema(table)] == [
        (column.name, column.may_be_null) for column in TABLES[table]
    ]


def test_facets_are_those_of_a_sheet_of_codings() -> None:
    assert [name for name in CodingRow.__slots__ if name in FACETS] == list(FACETS)
