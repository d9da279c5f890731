"""The seventh step of the schema, on a file as the release before left it: codings of people and machines in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from relsynth.store import Store
from relsynth.store.migrations import MIGRATIONS

BEFORE = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
INSERT INTO versions (number, id, document, reader, text, text_digest, citations, authors, completeness, read_at)
    VALUES (1, 'v1', 'd1:a', 'jats/1', 'Trust grew. Ties held.', 'x', '[]', '[]', 'full_text', 'then');
INSERT INTO adoptions (document, version, read_as, at) VALUES ('d1:a', 'v1', 'v1', 'then');
INSERT INTO codebooks VALUES ('b', 'small', '1', '', 'then');
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@b.1', 'machine');
INSERT INTO runs VALUES (1, 'v1', 'lexicon@b.1', 'b', 1, 'then');
INSERT INTO codings (id, run, version, start, "end", code, coder, codebook, facets, at) VALUES
    (1, 1, 'v1', 0, 11, 'STA.TRUST', 'lexicon@b.1', 'b', '{}', 'then'),
    (2, NULL, 'v1', 12, 22, 'NET.TIES', 'Ana', 'b', '{}', 'then'),
    (3, NULL, 'v1', 0, 11, 'STA.TRUST', 'Ana', 'b', '{}', 'then');
"""

SAID = """
INSERT INTO rounds VALUES ('first', 1, 0, 'b', NULL, 'Ana', 'then');
INSERT INTO round_ends VALUES ('first', 'Ana', 'then');
INSERT INTO assignments (round, document, coder, at) VALUES ('first', 'd1:a', 'Ana', 'then');
INSERT INTO work (coder, document, round, event, at) VALUES ('Ana', 'd1:a', 'first', 'start', 'then');
INSERT INTO withdrawals VALUES (2, 'Ana', 'then');
INSERT INTO settlements VALUES (3, 2);
INSERT INTO memos (about, code, text, coder, at) VALUES ('code', 'STA.TRUST', 'Not of machines.', 'Ana', 'then');
INSERT INTO chartings (act, form, field, document, said, coder, at)
    VALUES (1, 'charting', 'country', 'd1:a', '["Chile"]', 'Ana', 'then');
"""
TABLES = ("rounds", "round_ends", "assignments", "work", "withdrawals", "settlements", "memos", "chartings")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the sixth step, brought up to date."""
    path = tmp_path / "old.db"
    sixth = Migrations("relsynth")
    sixth._migrations = MIGRATIONS._migrations[:6]
    with closing(sqlite3.connect(path)) as connection:
        sixth.apply(Database(connection))
        connection.executescript(BEFORE)
        connection.commit()
    Store.open(path).close()
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        found = connection.execute(query).fetchall()
        connection.commit()
    return found


def test_no_coding_is_lost_and_each_of_a_person_is_an_act(path: Path) -> None:
    assert rows(path, "SELECT id, act FROM codings ORDER BY id") == [(1, None), (2, 2), (3, 3)]
    with Store.open(path) as store:
        assert [(one.number, one.code) for one in store.codings()] == [
            (1, "STA.TRUST"),
            (3, "STA.TRUST"),
            (2, "NET.TIES"),
        ]
        with store.atomic():
            assert store.acts.withdraw_last("Ana", at="now") is not None
        assert [one.number for one in store.codings()] == [1, 2]


def test_a_migrated_file_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    Store.open(tmp_path / "new.db").close()
    assert rows(path, query) == rows(tmp_path / "new.db", query)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {0} SET at = 'x'", "DELETE FROM {0}"])
def test_what_people_said_is_neither_changed_nor_deleted(path: Path, table: str, change: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SAID)
    change = change.replace("at = 'x'", "settles = 1") if table == "settlements" else change
    with pytest.raises(sqlite3.IntegrityError, match=r"kept|never"):
        rows(path, change.format(table))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("work (coder, document, event, at) VALUES ('Ana', 'd1:a', 'sleep', 'then')", id="unknown-event"),
        pytest.param("memos (about, text, coder, at) VALUES ('code', 'x', 'Ana', 'then')", id="memo-about-no-code"),
        pytest.param("memos (about, code, text, coder, at) VALUES ('mood', 'x', 'x', 'Ana', 'then')", id="about-what"),
        pytest.param("settlements VALUES (2, 3)", id="settles-what-came-later"),
        pytest.param(
            "chartings (act, form, field, document, said, start, coder, at) "
            "VALUES (1, 'f', 'g', 'd1:a', '', 3, 'Ana', 'x')",
            id="half-a-place",
        ),
        pytest.param(
            "chartings (act, form, field, document, said, coder, at) VALUES (1, 'f', 'g', 'd1:a', NULL, 'Ana', 'then')",
            id="nothing-said",
        ),
    ],
)
def test_what_cannot_be_is_refused(path: Path, row: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        rows(path, f"INSERT INTO {row}")
