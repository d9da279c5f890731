"""What is looked for in a project's file is found, and nothing is found where nothing is wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from made_up import AT, coding, document
from relsynth.coding import Coder
from relsynth.store import File, Store
from relsynth.store.examining import examine, schema_of, schema_today
from relsynth.store.migrations import MIGRATIONS

EVA = Coder(name="Eva", kind="person")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a paper that a person has coded."""
    path = tmp_path / "relsynth.db"
    of = document()
    with Store.open(path) as store, store.atomic():
        store.add_codebook("b", id="small", version="1", source="", at=AT)
        store.add_document(of, at=AT)
        store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
        store.add_coder(EVA)
        store.add_codings([coding(of, coder=EVA)], codebook="b", at=AT)
    return path


def test_a_file_that_is_well_and_a_copy_that_hides_its_texts_are_told_so(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        assert store.examine(at=AT) == ()
        assert store.outputs.share(tmp_path / "shared.db", readable=(), moved={}, without_cells=()) == 1
    with Store.open(tmp_path / "shared.db") as shared:
        assert shared.examine(at=AT) == ()


@pytest.mark.parametrize("step", [1, 3, 5, 9])
def test_a_file_of_an_earlier_schema_has_that_of_today_once_it_is_open(tmp_path: Path, step: int) -> None:
    path = tmp_path / "old.db"
    earlier = Migrations("relsynth")
    earlier._migrations = MIGRATIONS._migrations[:step]
    with closing(sqlite3.connect(path)) as connection:
        earlier.apply(Database(connection))
    with Store.open(path) as store:
        assert store.examine(at=AT) == ()


def test_what_has_no_place_is_a_remark(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            "INSERT INTO decisions (record, stage, verdict, coder, drawn, at) "
            "VALUES ('r1:9', 'title_abstract', 'include', 'Eva', 'chosen', 'then')"
        )
        found = {finding.check: finding for finding in examine(connection, at=AT)}
    assert not found["orphans"].is_fault
    assert (found["orphans"].where, found["history"].is_fault) == ("r1:9", True)


def test_the_schema_of_today_names_tables_triggers_and_views(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert schema_of(connection).keys() == schema_today().keys()
    assert {"links", "links_are_never_changed", "standing_codings"} <= schema_today().keys()
