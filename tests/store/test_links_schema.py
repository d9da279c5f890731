"""A file from before there was a chain is linked when it is opened, and says that it was linked later."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from relsynth.store import Store
from relsynth.store.links import CHAINED
from relsynth.store.links_schema import LINKS
from relsynth.store.migrations import MIGRATIONS

BEFORE = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@1', 'machine');
INSERT INTO decisions (record, stage, verdict, coder, drawn, at) VALUES
    ('r1:a', 'title_abstract', 'include', 'Ana', 'ranked', '2026-01-03'),
    ('r1:b', 'title_abstract', 'include', 'Ana', 'ranked', '2026-01-01');
INSERT INTO memos (about, text, coder, at) VALUES ('project', 'Noted.', 'Ana', '2026-01-02');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file as the step before left it."""
    path = tmp_path / "relsynth.db"
    ninth = Migrations("relsynth")
    ninth._migrations = [one for one in MIGRATIONS._migrations if one.name < "m010"]
    with closing(sqlite3.connect(path)) as connection:
        ninth.apply(Database(connection))
        connection.executescript(BEFORE)
    return path


def test_what_was_there_before_is_linked_by_when_it_was_said_and_told_as_such(old: Path) -> None:
    with Store.open(old) as store:
        found = [(link.table, link.key, link.origin) for link, _ in store.links.all()]
        gone_through = store.links.verified()
    assert found == [("decisions", "2", "before"), ("memos", "1", "before"), ("decisions", "1", "before")]
    assert (gone_through.faults, gone_through.before) == ((), 3)


@pytest.mark.parametrize("statement", ["UPDATE links SET key = '9'", "DELETE FROM links"])
def test_links_refuse_to_be_changed(old: Path, statement: str) -> None:
    Store.open(old).close()
    with closing(sqlite3.connect(old)) as connection, pytest.raises(sqlite3.IntegrityError, match="a link is kept"):
        connection.execute(statement)


def test_every_table_that_is_linked_has_its_trigger() -> None:
    for table in CHAINED:
        assert f"CREATE TRIGGER {table}_are_linked AFTER INSERT ON {table}" in LINKS
