"""The fifth step of the schema, on a file as the release before left it: codings of machines and people in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.store import Store
from relsynth.store.migrations import MIGRATIONS

LATER = "2026-02-02T00:00:00+00:00"
ANA = Coder(name="Ana", kind="person")
LEXICON = Coder(name="lexicon@b.1", kind="machine")
READER = Coder(name="reader@b.1", kind="machine")

BEFORE = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1), ('d1:b', 'b', 'jats', 'then', 1);
INSERT INTO versions (number, id, document, reader, text, text_digest, citations, authors, completeness, read_at)
    VALUES (1, 'v1', 'd1:a', 'jats/1', 'Trust grew. Ties held.', 'x', '[]', '[]', 'full_text', 'then'),
        (2, 'v2', 'd1:b', 'jats/1', 'They met.', 'y', '[]', '[]', 'full_text', 'then');
INSERT INTO adoptions (document, version, read_as, at)
    VALUES ('d1:a', 'v1', 'v1', 'then'), ('d1:b', 'v2', 'v2', 'then');
INSERT INTO codebooks VALUES ('b', 'small', '1', '', 'then');
INSERT INTO coders VALUES ('Ana', 'person'), ('lexicon@b.1', 'machine'), ('reader@b.1', 'machine');
INSERT INTO runs VALUES (1, 'v1', 'lexicon@b.1', 'b', 1, 'then'), (2, 'v1', 'reader@b.1', 'b', 1, 'then'),
    (3, 'v1', 'lexicon@b.1', 'b', 1, 'then'), (4, 'v2', 'reader@b.1', 'b', 1, 'then');
INSERT INTO codings VALUES
    (1, 1, 'v1', 0, 11, 'STA.OLD', 'lexicon@b.1', 'b', '{}', 'Trust', 0, 5, NULL, 'then'),
    (2, 2, 'v1', 0, 11, 'STA.READ', 'reader@b.1', 'b', '{}', NULL, NULL, NULL, 0.5, 'then'),
    (3, 3, 'v1', 0, 11, 'STA.TRUST', 'lexicon@b.1', 'b', '{}', 'Trust', 0, 5, NULL, 'then'),
    (4, NULL, 'v1', 12, 22, 'NET.TIES', 'Ana', 'b', '{}', NULL, NULL, NULL, NULL, 'then'),
    (5, 4, 'v2', 0, 9, 'STA.READ', 'reader@b.1', 'b', '{}', NULL, NULL, NULL, 0.5, 'then');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the fourth step: a paper that two machines and a person have coded, and one of one machine."""
    path = tmp_path / "old.db"
    fourth = Migrations("relsynth")
    fourth._migrations = MIGRATIONS._migrations[:4]
    with closing(sqlite3.connect(path)) as connection:
        fourth.apply(Database(connection))
        connection.executescript(BEFORE)
        connection.commit()
    Store.open(path).close()
    return path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def held(store: Store) -> list[tuple[str, str, str]]:
    """Version, code and coder of each coding that holds."""
    return [(one.span.version, one.code, one.coder.name) for one in store.codings()]


def coding(code: str, coder: Coder, *, version: str = "v1", **fields: object) -> Coding:
    return Coding(span=Span(version=version, start=0, end=9), code=code, coder=coder, **fields)  # type: ignore[arg-type]


def test_no_coding_is_lost_and_each_has_a_verdict(path: Path) -> None:
    assert rows(path, "SELECT id, code, reason, grounds, verdict FROM codings ORDER BY id") == [
        (1, "STA.OLD", None, "[]", "code"),
        (2, "STA.READ", None, "[]", "code"),
        (3, "STA.TRUST", None, "[]", "code"),
        (4, "NET.TIES", "found in a search", "[]", "code"),
        (5, "STA.READ", None, "[]", "code"),
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE codings SET code = 'X'", "appended, never changed"),
        ("UPDATE codings SET reason = 'another' WHERE run IS NULL", "appended, never changed"),
        ("DELETE FROM codings", "appended, never deleted"),
        (
            'INSERT INTO codings (version, start, "end", code, coder, codebook, facets, at, verdict) '
            "VALUES ('v1', 0, 5, 'X', 'Ana', 'b', '{}', 'then', 'perhaps')",
            "CHECK constraint failed",
        ),
    ],
)
def test_codings_are_still_appended_alone_and_a_verdict_is_one_of_two(path: Path, change: str, why: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=why):
        rows(path, change)


def test_the_last_run_of_a_machine_holds_whatever_its_family(path: Path) -> None:
    assert rows(path, "SELECT id, version, family FROM latest_runs ORDER BY id") == [
        (2, "v1", "reader"),
        (3, "v1", "lexicon"),
        (4, "v2", "reader"),
    ]
    assert rows(path, "SELECT id, version FROM current_runs ORDER BY id") == [(3, "v1"), (4, "v2")]
    with Store.open(path) as store:
        assert store.current_coders() == {"v1": LEXICON.name, "v2": READER.name}
        assert store.latest_coders("reader") == {"v1": READER.name, "v2": READER.name}
        assert held(store) == [
            ("v1", "STA.TRUST", LEXICON.name),
            ("v1", "NET.TIES", "Ana"),
            ("v2", "STA.READ", READER.name),
        ]


def test_another_machine_that_runs_later_holds_and_the_first_is_kept(path: Path) -> None:
    with Store.open(path) as store:
        store.add_run("v1", READER, [coding("STA.NEW", READER)], codebook="b", sentences=2, at=LATER)
        assert [code for version, code, _ in held(store) if version == "v1"] == ["STA.NEW", "NET.TIES"]
        assert [one.code for one in store.codings_of("lexicon")] == ["STA.TRUST"]
        assert [one.code for one in store.codings_of("reader")] == ["STA.NEW", "STA.READ"]
        store.add_run("v1", LEXICON, [], codebook="b", sentences=2, at=LATER)
        assert [code for version, code, _ in held(store) if version == "v1"] == ["NET.TIES"]


def test_what_a_person_rejects_and_why_is_kept(path: Path) -> None:
    with Store.open(path) as store:
        store.add_codings([coding("STA.TRUST", ANA, verdict="reject", reason="seen proposed")], codebook="b", at=LATER)
    told = rows(path, "SELECT code, verdict, reason, kind FROM people_codings ORDER BY id")
    assert told == [
        ("NET.TIES", "code", "found in a search", "person"),
        ("STA.TRUST", "reject", "seen proposed", "person"),
    ]


def test_views_of_old_and_new_have_the_same_columns(path: Path) -> None:
    def columns(view: str) -> list[object]:
        return [name for _, name, *_ in rows(path, f"PRAGMA table_info({view})")]

    assert columns("people_codings") == columns("current_codings")
    assert columns("latest_runs") == columns("current_runs")
