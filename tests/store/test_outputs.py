"""What was written is kept with what it rested on, and digests go by what rows say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.store import File, Store
from relsynth.store.outputs import RESTS_ON, Output, Snapshot, _packed, _unpacked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def _output(cells: dict[str, object] | None = None) -> Output:
    return Output(
        command="table",
        options={"name": "evidence"},
        path="evidence.csv",
        form="csv",
        digest="0",
        basis={"papers": [1]},
        cells=cells,
        relsynth="1",
        at=AT,
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one coded paper."""
    store = Store.open(tmp_path / "relsynth.db")
    of = document()
    with store.atomic():
        store.add_document(of, at=AT)
        store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
        store.add_codebook("b", id="small", version="1", source="", at=AT)
        store.add_coder(MACHINE)
        store.add_coder(ANA)
        store.add_run(of.version, MACHINE, [coding(of)], codebook="b", sentences=2, at=AT)
    return store


def test_an_output_comes_back_as_it_was_logged(store: Store) -> None:
    with store:
        number = store.outputs.add(_output({"rows": [["a", 1]]}), most_bytes=1000)
        (kept,) = store.outputs.all()
        cells = store.outputs.cells(number)
    assert (kept.number, kept.options, kept.basis) == (number, {"name": "evidence"}, {"papers": [1]})
    assert cells == {"rows": [["a", 1]]}


def test_cells_that_take_too_much_are_not_kept(store: Store) -> None:
    drawn = Random(1)
    with store:
        number = store.outputs.add(_output({"rows": [[drawn.random()] for _ in range(500)]}), most_bytes=1000)
        assert store.outputs.cells(number) is None


def test_the_same_work_done_again_comes_to_the_same_digest(store: Store) -> None:
    of = document()
    with store:
        before = store.outputs.rests_on()
        with store.atomic():
            store.add_run(of.version, MACHINE, [coding(of)], codebook="b", sentences=2, at="2027-01-01")
        assert store.outputs.rests_on() == before
        with store.atomic():
            store.add_codings([coding(of, "NET.TIES", coder=ANA)], codebook="b", at=AT)
        after = store.outputs.rests_on()
    assert {name for name in RESTS_ON if before[name] != after[name]} == {"codings"}
    assert (before["codings"].rows, after["codings"].rows) == (1, 2)


def test_papers_are_named_by_their_numbers_and_coders_by_their_names(store: Store) -> None:
    with store:
        assert store.outputs.names_of(store.outputs.papers()) == ("a",)
        assert store.outputs.coders() == (MACHINE.name,)


def test_a_copy_holds_everything_and_stands_alone(store: Store, tmp_path: Path) -> None:
    with store:
        store.outputs.take(Snapshot(name="spring", content={"n": 1}, relsynth="1", at=AT))
        assert store.outputs.share(tmp_path / "copy.db", readable=[document().id], moved={}, without_cells=[]) == 0
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM codings").fetchone() == (1,)
    with Store.open(tmp_path / "copy.db") as again:
        assert [one.content for one in again.outputs.snapshots()] == [{"n": 1}]


@given(JSON)
def test_what_is_packed_comes_back(value: object) -> None:
    assert _unpacked(_packed(value)) == value
