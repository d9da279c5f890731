"""Whoever wants to write waits for who writes now, and gives up in the end."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from relsynth.store import Store, waiting


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, Path]]:
    path = tmp_path / "relsynth.db"
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection, path
    connection.close()


def test_a_writer_waits_until_the_other_is_done(two: tuple[sqlite3.Connection, Path]) -> None:
    mine, path = two
    held, done = threading.Event(), threading.Event()

    def write() -> None:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        held.set()
        time.sleep(0.1)
        done.set()
        other.execute("COMMIT")
        other.close()

    thread = threading.Thread(target=write)
    thread.start()
    held.wait()
    waiting.begin(mine)
    assert done.is_set()
    mine.execute("ROLLBACK")
    thread.join()


def test_who_has_waited_long_enough_gives_up(
    two: tuple[sqlite3.Connection, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, path = two
    monkeypatch.setattr(waiting, "BUSY_MS", 20)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        waiting.begin(mine)
    other.close()


def test_what_is_written_lightly_is_there_and_the_next_writer_waits_for_the_disk_again(
    two: tuple[sqlite3.Connection, Path],
) -> None:
    mine, _ = two
    with waiting.lightly(mine):
        assert mine.execute("PRAGMA synchronous").fetchone()[0] == 1
    assert mine.execute("PRAGMA synchronous").fetchone()[0] == 2
