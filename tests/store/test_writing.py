"""A step is written whole or not at all, and what cannot be written is told so that it can be mended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from relsynth.errors import ProjectError
from relsynth.store import Store
from relsynth.store.opening import connect
from relsynth.store.writing import whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store.open(tmp_path / "relsynth.db").close()
    return tmp_path / "relsynth.db"


def test_a_step_that_fails_leaves_nothing(path: Path) -> None:
    connection = connect(path)

    def fail() -> None:
        with whole(connection, path):
            connection.execute("INSERT INTO coders VALUES ('Ana', 'person')")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert connection.execute("SELECT count(*) FROM coders").fetchone()[0] == 0
    assert not connection.in_transaction
    connection.close()


def test_a_full_disk_is_told_and_a_fault_of_ours_is_not_hidden(path: Path) -> None:
    connection = connect(path)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match="cannot be written"), whole(connection, path):
        connection.execute("INSERT INTO coders VALUES (hex(zeroblob(1000000)), 'person')")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), whole(connection, path):
        connection.execute("INSERT INTO nowhere VALUES (1)")
    connection.close()
