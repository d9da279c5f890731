"""The sixth step of the schema, on a file as the release before left it: judgements in it, nothing screened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from relsynth.screening.decisions import Decision
from relsynth.store import Store
from relsynth.store.migrations import MIGRATIONS
from relsynth.store.screening import Stop

NOW = "2026-02-02T00:00:00+00:00"

BEFORE = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@b.1', 'machine');
INSERT INTO judgements (a, b, relation, coder, withdraws, at)
    VALUES ('r1:a', 'r1:b', 'duplicate', 'Ana', NULL, 'then');
"""

DECISIONS = """
INSERT INTO decisions (id, record, stage, verdict, coder, criterion, drawn, adjudicates, withdraws, at) VALUES
    (1, 'r1:a', 'title_abstract', 'include', 'Ana', NULL, 'ranked', 0, NULL, 'then'),
    (2, 'r1:a', 'title_abstract', 'exclude', 'Ben', NULL, 'ranked', 0, NULL, 'then'),
    (3, 'r1:a', 'title_abstract', 'maybe', 'Ana', NULL, 'chosen', 0, NULL, 'then'),
    (4, 'r1:b', 'title_abstract', 'include', 'Ana', NULL, 'random', 0, NULL, 'then'),
    (5, 'r1:b', 'title_abstract', 'withdrawn', 'Ana', NULL, 'random', 0, 4, 'then'),
    (6, 'r1:a', 'title_abstract', 'exclude', 'Ana', NULL, 'chosen', 1, NULL, 'then'),
    (7, 'r1:a', 'full_text', 'exclude', 'Ana', 'E1', 'imported', 0, NULL, 'then'),
    (8, 'r1:a', 'full_text', 'exclude', 'Ana', 'E2', 'imported', 0, NULL, 'then'),
    (9, 'r1:a', 'full_text', 'withdrawn', 'Ana', NULL, 'imported', 0, 8, 'then');
INSERT INTO stops (id, stage, coder, statement, unread, withdraws, at) VALUES
    (1, 'title_abstract', 'Ana', 'enough', 7, NULL, 'then'), (2, 'title_abstract', 'Ben', '', 0, 1, 'then');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of the fifth step, with something in it."""
    path = tmp_path / "old.db"
    fifth = Migrations("relsynth")
    fifth._migrations = MIGRATIONS._migrations[:5]
    with closing(sqlite3.connect(path)) as connection:
        fifth.apply(Database(connection))
        connection.executescript(BEFORE)
        connection.commit()
    return path


@pytest.fixture
def path(old: Path) -> Path:
    """The same file of today's schema, with decisions of two coders."""
    Store.open(old).close()
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(f"INSERT INTO coders VALUES ('Ben', 'person'); {DECISIONS}")
        connection.commit()
    return old


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        return connection.execute(query).fetchall()


def test_an_older_file_opens_with_what_was_in_it_and_can_be_screened(old: Path) -> None:
    with Store.open(old) as store:
        assert (store.screening.current(), store.screening.count(), store.screening.stop("full_text")) == ((), 0, None)
        assert [(one.a, one.b, one.coder) for one in store.catalogue.judgements()] == [("r1:a", "r1:b", "Ana")]
        decision = Decision(record="r1:a", stage="title_abstract", verdict="maybe", coder="Ana", at=NOW)
        with store.atomic():
            store.screening.add([decision])
            store.screening.add_stop(Stop(stage="title_abstract", coder="Ana", statement="", unread=0, at=NOW))
        assert store.screening.current() == (decision,)
    assert (old.parent / "old.db.bak-1").is_file()
    assert rows(old, "SELECT name, kind FROM coders ORDER BY name") == [("Ana", "person"), ("lexicon@b.1", "machine")]


def test_a_migrated_file_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    Store.open(tmp_path / "new.db").close()
    assert rows(path, query) == rows(tmp_path / "new.db", query)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        pytest.param("UPDATE decisions SET verdict = 'include'", "appended, never changed", id="verdict"),
        pytest.param("UPDATE decisions SET note = 'x' WHERE id = 1", "appended, never changed", id="note"),
        pytest.param("DELETE FROM decisions WHERE id = 9", "appended, never deleted", id="deleted"),
        pytest.param("UPDATE stops SET unread = 0", "appended, never changed", id="stop-changed"),
        pytest.param("DELETE FROM stops", "appended, never deleted", id="stop-deleted"),
    ],
)
def test_what_people_decided_is_appended_alone(path: Path, change: str, why: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=why):
        rows(path, change)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param("'ta', 'include', 'Ana', NULL, 'ranked', 0, NULL", "CHECK", id="unknown-stage"),
        pytest.param("'title_abstract', 'perhaps', 'Ana', NULL, 'ranked', 0, NULL", "CHECK", id="unknown-verdict"),
        pytest.param("'title_abstract', 'include', 'Ana', NULL, 'seen', 0, NULL", "CHECK", id="unknown-way"),
        pytest.param("'title_abstract', 'include', 'Ana', NULL, 'ranked', 2, NULL", "CHECK", id="neither-yes-nor-no"),
        pytest.param("'title_abstract', 'include', 'Zoe', NULL, 'ranked', 0, NULL", "FOREIGN KEY", id="unknown-coder"),
        pytest.param("'full_text', 'exclude', 'Ana', NULL, 'ranked', 0, NULL", "CHECK", id="full-text-without-reason"),
        pytest.param("'title_abstract', 'withdrawn', 'Ana', NULL, 'ranked', 0, NULL", "CHECK", id="withdraws-nothing"),
        pytest.param("'title_abstract', 'include', 'Ana', NULL, 'ranked', 0, 3", "CHECK", id="withdraws-and-decides"),
        pytest.param("'title_abstract', 'withdrawn', 'Ana', NULL, 'ranked', 0, 4", "UNIQUE", id="withdrawn-twice"),
        pytest.param("'title_abstract', 'withdrawn', 'Ana', NULL, 'ranked', 0, 99", "FOREIGN KEY", id="of-no-decision"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(path: Path, values: str, why: str) -> None:
    columns = "record, at, stage, verdict, coder, criterion, drawn, adjudicates, withdraws"
    with pytest.raises(sqlite3.IntegrityError, match=why):
        rows(path, f"INSERT INTO decisions ({columns}) VALUES ('r1:a', 'then', {values})")


def test_what_stands_is_what_was_not_withdrawn(path: Path) -> None:
    assert [id for (id,) in rows(path, "SELECT id FROM standing_decisions ORDER BY id")] == [1, 2, 3, 6, 7]


def test_what_holds_is_the_latest_of_each_coder_record_stage_and_kind(path: Path) -> None:
    assert rows(path, "SELECT id, stage, coder, verdict, criterion FROM current_decisions ORDER BY id") == [
        (2, "title_abstract", "Ben", "exclude", None),
        (3, "title_abstract", "Ana", "maybe", None),
        (6, "title_abstract", "Ana", "exclude", None),
        (7, "full_text", "Ana", "exclude", "E1"),
    ]


def test_a_record_is_before_a_coder_once_at_a_stage(path: Path) -> None:
    insert = "INSERT INTO hand_outs VALUES ('r1:a', 'title_abstract', 'Ana', 'ranked', 'then')"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(insert)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            connection.execute(insert)
        connection.execute(insert.replace("title_abstract", "full_text"))
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute(insert.replace("ranked", "imported").replace("Ana", "Ben"))
