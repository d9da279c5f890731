"""A record as cells of our own tables, and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from any_records import AT, records
from made_up_records import record
from relsynth.formats.rows import HEADER, as_read, cells_of, exact_values, own_record


@given(records())
def test_a_row_gives_its_record_back(one: object) -> None:
    assert own_record(HEADER, [as_read(cell) for cell in cells_of(one)], origin=AT) == one  # type: ignore[arg-type]


def test_an_ordinary_record_has_nothing_in_the_last_cell() -> None:
    one = record(1)
    cells = dict(zip(HEADER, cells_of(one), strict=True))
    assert cells["authors"] == "Lindqvist, Bo; Nakamura, Dai"
    assert json.loads(cells["relsynth"] or "{}") == {}


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "'=1", "''-"])
def test_no_cell_begins_as_a_formula(title: str) -> None:
    for cell in cells_of(replace(record(1), title=title)):
        assert cell[:1] not in set("=+-@\t")


def test_a_text_in_several_columns_is_one() -> None:
    read = own_record(["title", "abstract", "abstract (2)", "relsynth"], ["Ferries", "They ca", "me.", ""], origin=AT)
    assert read is not None
    assert (read.title, read.abstract) == ("Ferries", "They came.")


def test_columns_of_others_and_cells_beyond_are_kept() -> None:
    read = own_record(["title", "relsynth", "Verdict"], ["Ferries", "", "include", "why"], origin=AT)
    assert read is not None
    assert read.extra == (("Verdict", "include"), ("column 4", "why"))


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "[]",
        '{"title": 3}',
        '{"year": "x"}',
        '{"extra": [["a"]]}',
        '{"authors": "Ada"}',
        '{"origin": 1}',
        "[" * 9000,
    ],
)
def test_a_damaged_last_cell_gives_no_record_of_ours(kept: str) -> None:
    assert own_record(["title", "relsynth"], ["Ferries", kept], origin=AT) is None


def test_halves_of_pairs_are_replaced() -> None:
    assert exact_values({"title": "a\ud800"}) == {"title": "a?"}
