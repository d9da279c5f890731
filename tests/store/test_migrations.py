"""A schema moves forward step by step: with a copy of what was before, and never past what this relsynth knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

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
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('relsynth', 'm900_moods', '')"
        )
    with pytest.raises(ProjectError, match=r"newer relsynth \(it holds m900_moods\); upgrade relsynth"):
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


# -- from each step to the next

BEFORE_RECORDS = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
INSERT INTO versions VALUES (1, 'v1', 'd1:a', 'jats/1', 'Trust grew.', 'x', '[]', 'A van', '["Okafor, A"]', 2021,
    'Vans', '10.5555/v', 'en', 'full_text', 'then');
INSERT INTO sections VALUES ('v1', 0, 'Results', 'results', NULL, 'heading');
INSERT INTO paragraphs VALUES ('v1', 0, 0, 11, 0, 'text');
INSERT INTO files VALUES ('a.xml', 'read', NULL, 'd1:a', 'x', 'then');
INSERT INTO codebooks VALUES ('b', 'small', '1', '', 'then');
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@1', 'machine');
INSERT INTO runs VALUES (1, 'v1', 'lexicon@1', 'b', 1, 'then');
INSERT INTO codings VALUES (1, 1, 'v1', 0, 5, 'STA.TRUST', 'lexicon@1', 'b', '{}', 'Trust', 0, 5, NULL, 'then'),
    (2, NULL, 'v1', 0, 5, 'STA.TRUST', 'Ana', 'b', '{}', NULL, NULL, NULL, NULL, 'then');
"""


@pytest.fixture
def before_records(tmp_path: Path) -> Path:
    """A file as the first release left it, with a paper coded by a machine and a person."""
    path = tmp_path / "old.db"
    first = Migrations("relsynth")
    first._migrations = MIGRATIONS._migrations[:1]
    with closing(sqlite3.connect(path)) as connection:
        first.apply(Database(connection))
        connection.executescript(BEFORE_RECORDS)
        connection.commit()
    return path


def test_a_file_from_before_there_were_records_opens_with_all_that_was_in_it(before_records: Path) -> None:
    with Store.open(before_records) as store:
        (found,) = store.documents()
        assert (found.title, found.doi, found.pmid, found.pmcid) == ("A van", "10.5555/v", None, None)
        assert [(one.coder.kind, one.reason) for one in store.codings()] == [
            ("machine", None),
            ("person", "found in a search"),  # there was no other way then to code by hand
        ]
        assert store.catalogue.records() == {}
        assert [text.record.title for text in store.catalogue.full_texts()] == ["A van"]
    assert copies(before_records) == ["old.db.bak-1"]


BEFORE_PAPERS = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1), ('d1:b', 'b', 'jats', 'then', 0);
INSERT INTO versions VALUES
    (1, 'v1', 'd1:a', 'jats/1', 'Trust grew.', 'x', '[]', 'A van', '[]', 2021, NULL, NULL, 'en', 'full_text', 'then',
        NULL, NULL),
    (2, 'v2', 'd1:a', 'jats/2', 'Trust grew.', 'x', '[]', 'A van', '[]', 2021, NULL, NULL, 'en', 'full_text', 'then',
        '7', NULL),
    (3, 'v3', 'd1:b', 'jats/1', 'Ties held.', 'y', '[]', NULL, '[]', NULL, NULL, NULL, 'en', 'full_text', 'then',
        NULL, NULL);
INSERT INTO sections VALUES ('v1', 0, '', 'other', NULL, 'none'), ('v2', 0, 'Results', 'results', NULL, 'heading');
INSERT INTO paragraphs VALUES ('v1', 0, 0, 11, 0, 'text'), ('v2', 0, 0, 11, 0, 'quote');
INSERT INTO files VALUES ('a.xml', 'read', NULL, 'd1:a', 'x', 'then');
INSERT INTO codebooks VALUES ('b', 'small', '1', '', 'then');
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@1', 'machine');
INSERT INTO runs VALUES (1, 'v1', 'lexicon@1', 'b', 1, 'then'), (2, 'v2', 'lexicon@1', 'b', 1, 'then');
INSERT INTO codings VALUES (1, 1, 'v1', 0, 5, 'STA.TRUST', 'lexicon@1', 'b', '{}', 'Trust', 0, 5, NULL, 'then'),
    (2, NULL, 'v1', 0, 5, 'STA.TRUST', 'Ana', 'b', '{}', NULL, NULL, NULL, NULL, 'then'),
    (3, 2, 'v2', 6, 10, 'STA.TRUST', 'lexicon@1', 'b', '{}', 'grew', 6, 10, NULL, 'then'),
    (4, NULL, 'v3', 0, 4, 'NET.TIES', 'Ana', 'b', '{}', NULL, NULL, NULL, NULL, 'then');
"""


@pytest.fixture
def before_papers(tmp_path: Path) -> Path:
    """A file as the second release left it: a paper read twice, one that is counted no longer, codings in each."""
    path = tmp_path / "older.db"
    second = Migrations("relsynth")
    second._migrations = MIGRATIONS._migrations[:2]
    with closing(sqlite3.connect(path)) as connection:
        second.apply(Database(connection))
        connection.executescript(BEFORE_PAPERS)
        connection.commit()
    return path


def test_a_file_from_before_readings_were_adopted_opens_with_what_held_in_it(before_papers: Path) -> None:
    with Store.open(before_papers) as store:
        (found,) = store.documents()
        assert (found.reader, found.pmid, found.spoken) == ("jats/2", "7", ())
        assert [(s.label, s.confidence) for s in found.sections] == [("results", 1.0)]
        assert [(p.kind, p.page, p.row_head, p.column_head) for p in found.paragraphs] == [("quote", None, None, None)]
        assert [(one.coder.name, one.span.start, one.span.version) for one in store.codings()] == [
            ("Ana", 0, "v2"),
            ("lexicon@1", 6, "v2"),
        ]
        assert store.latest_coders("lexicon") == {"v2": "lexicon@1"}
        assert store.held() == {file.path: file.document for file in store.files() if file.document}
        assert [(left.quote, left.reason) for left in store.unplaced()] == [("Ties", "the paper is counted no longer")]
        assert store.papers.read_as() == {"v2": "v2"}
    assert copies(before_papers) == ["older.db.bak-1"]


@pytest.mark.parametrize("old", ["before_records", "before_papers"])
def test_a_file_that_was_migrated_has_the_schema_of_a_new_one(
    old: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    def schema(path: Path) -> dict[str, list[str]]:
        Store.open(path).close()
        with closing(sqlite3.connect(path)) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type <> 'trigger'")]
            return {
                name: sorted(str(column[1]) for column in connection.execute(f"PRAGMA table_info([{name}])"))
                for name in names
            }

    assert schema(request.getfixturevalue(old)) == schema(tmp_path / "new.db")
