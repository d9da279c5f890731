"""A file is opened as ours are: foreign keys hold, and no finished step is lost. What it says is in test_migrations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from relsynth.store.opening import connect, migrate, unopened
from relsynth.store.waiting import BUSY_MS


@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("busy_timeout", BUSY_MS)]
)
def test_every_connection_has_the_settings_that_safety_rests_on(tmp_path: Path, pragma: str, value: object) -> None:
    with closing(connect(tmp_path / "x.db")) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_migrating_twice_does_nothing_more(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    for _ in range(2):
        with closing(connect(path)) as connection:
            migrate(connection, path)
    assert list(tmp_path.glob("*.bak-*")) == []


def test_a_file_that_cannot_be_opened_is_named() -> None:
    assert "x.db: cannot be opened as a project (no)" in str(unopened(Path("x.db"), sqlite3.DatabaseError("no")))
