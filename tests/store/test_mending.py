"""What follows from the rest of the file is made anew; the rest is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from made_up import ANA, AT, document
from relsynth.store import File, Store
from relsynth.store.examining import schema_of, schema_today


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "relsynth.db"
    of = document()
    with Store.open(path) as store, store.atomic():
        store.add_document(of, at=AT)
        store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
    return path


def test_triggers_views_and_words_come_back_as_they_were(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER decisions_are_linked")
        connection.execute("DROP VIEW passages")
        connection.execute("CREATE VIEW passages AS SELECT 1 AS id")
        connection.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
    with Store.open(path) as store:
        store.mend(store.examine(at=AT), at=AT)
        assert store.examine(at=AT) == ()
        assert len(store.searching.passages("trust")) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert schema_of(connection) == schema_today()


def test_what_cannot_be_made_anew_is_left_alone_and_told_again(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TABLE characteristics")
    with Store.open(path) as store:
        found = [finding for finding in store.examine(at=AT) if finding.where == "table characteristics"]
        assert [finding.mendable for finding in found] == [False]
        store.mend(store.examine(at=AT), at=AT)
        assert found[0] in store.examine(at=AT)


def test_the_log_is_worked_off(path: Path) -> None:
    with Store.open(path) as store:
        store.add_coder(ANA)
        assert path.with_name("relsynth.db-wal").stat().st_size > 0
        store.mend((), at=AT)
        assert path.with_name("relsynth.db-wal").stat().st_size == 0
