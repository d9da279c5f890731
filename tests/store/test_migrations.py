"""A schema moves forward step by step: with a copy of what was before, and never past what this relsynth knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from made_up import AT, document
from relsynth.errors import ProjectError
from relsynth.store import File, Store
from relsynth.store.migrations import MIGRATIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of today's schema, with a document in it."""
    path = tmp_path / "relsynth.db"
    with Store.open(path) as store:
        of = document()
        store.add_document(of, at=AT)
        store.add_file(File(path="a.md", status="read", document=of.id), at=AT)
    return path


@pytest.fixture
def tomorrow(path: Path) -> Iterator[None]:
    """One more migration, as the next release may bring it."""
    before = list(MIGRATIONS._migrations)

    @MIGRATIONS()
    def m999_moods(db: Database) -> None:
        db.execute("CREATE TABLE moods (name TEXT) STRICT")
        db.execute("UPDATE documents SET name = 'moved'")

    yield
    MIGRATIONS._migrations[:] = before


@pytest.fixture
def broken_tomorrow(path: Path) -> Iterator[None]:
    """One more migration, which fails half-way."""
    before = list(MIGRATIONS._migrations)

    @MIGRATIONS()
    def m999_broken(db: Database) -> None:
        db.execute("UPDATE documents SET name = 'moved'")
        db.execute("ALTER TABLE nowhere ADD COLUMN mood TEXT")

    yield
    MIGRATIONS._migrations[:] = before


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM documents")]


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def copies(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.glob("*.bak-*"))


def test_migrations_are_numbered_in_the_order_in_which_they_are_applied() -> None:
    numbers = [int(migration.name[1:4]) for migration in MIGRATIONS._migrations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_new_file_needs_no_copy_and_opening_it_again_none_either(path: Path) -> None:
    Store.open(path).close()
    assert copies(path) == []


@pytest.mark.usefixtures("tomorrow")
def test_an_older_file_is_copied_and_then_migrated(path: Path) -> None:
    with Store.open(path) as store:
        assert [found.name for found in store.documents()] == ["moved"]
    assert "moods" in tables(path)
    assert copies(path) == ["relsynth.db.bak-1"]
    copy = path.with_name("relsynth.db.bak-1")
    assert "moods" not in tables(copy)
    assert names(copy) == ["a"]


@pytest.mark.usefixtures("tomorrow")
def test_the_copy_opens_as_a_project_file(path: Path) -> None:
    Store.open(path).close()
    with Store.open(path.with_name("relsynth.db.bak-1")) as store:
        assert [(found.name, found.text) for found in store.documents()] == [("moved", document().text)]


@pytest.mark.usefixtures("tomorrow")
def test_a_copy_never_overwrites_an_earlier_one(path: Path) -> None:
    earlier = path.with_name("relsynth.db.bak-1")
    earlier.write_bytes(b"kept by hand")
    Store.open(path).close()
    assert copies(path) == ["relsynth.db.bak-1", "relsynth.db.bak-2"]
    assert earlier.read_bytes() == b"kept by hand"


@pytest.mark.usefixtures("tomorrow")
def test_the_copy_holds_what_is_not_yet_in_the_file_proper(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE documents SET name = 'named a moment ago'")
        assert path.with_name("relsynth.db-wal").stat().st_size > 0
        Store.open(path).close()
    assert names(path.with_name("relsynth.db.bak-1")) == ["named a moment ago"]


@pytest.mark.usefixtures("broken_tomorrow")
def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    with pytest.raises(ProjectError, match="nowhere"):
        Store.open(path)
    assert names(path) == ["a"]
    assert names(path.with_name("relsynth.db.bak-1")) == ["a"]


def test_a_file_from_a_newer_relsynth_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('relsynth', 'm002_moods', '')"
        )
    with pytest.raises(ProjectError, match=r"newer relsynth \(it holds m002_moods\); upgrade relsynth"):
        Store.open(path)
    assert copies(path) == []
    assert names(path) == ["a"]


def test_migrations_of_another_program_in_the_same_file_are_its_own_affair(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('notes', 'm001_notes', '')"
        )
    with Store.open(path) as store:
        assert [found.name for found in store.documents()] == ["a"]
