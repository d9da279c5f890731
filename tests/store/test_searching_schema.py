"""The eighth step of the schema: what was read before is found, and the views say what the program counts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from made_up import ANA, AT, coded_project
from relsynth.coding import Coding, standing
from relsynth.store import Store
from relsynth.store.migrations import MIGRATIONS
from relsynth.workflow.synthesise import load_corpus

BEFORE = """
INSERT INTO documents VALUES ('d1:a', 'a', 'jats', 'then', 1);
INSERT INTO files VALUES ('a.xml', 'read', NULL, 'd1:a', NULL, 'then');
INSERT INTO versions (number, id, document, reader, text, text_digest, citations, authors, completeness, read_at)
    VALUES (7, 'v1', 'd1:a', 'jats/1', 'Ngũgĩ trusts.' || char(10) || '🚤 Ties held.', '', '[]', '[]', 'full_text', '');
INSERT INTO sections VALUES ('v1', 0, 'Results', 'results', NULL, '', 1.0);
INSERT INTO paragraphs (version, position, start, "end", section, kind) VALUES
    ('v1', 0, 0, 13, 0, 'text'), ('v1', 1, 14, 26, 0, 'text');
INSERT INTO adoptions (document, version, read_as, at) VALUES ('d1:a', 'v1', 'v1', 'then');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the seventh step, brought up to date."""
    path = tmp_path / "old.db"
    seventh = Migrations("relsynth")
    seventh._migrations = MIGRATIONS._migrations[:7]
    with closing(sqlite3.connect(path)) as connection:
        seventh.apply(Database(connection))
        connection.executescript(BEFORE)
        connection.commit()
    Store.open(path).close()
    return path


def test_what_was_read_before_is_found(path: Path) -> None:
    with Store.open(path) as store:
        assert store.searching.passages("ngugi trusts") == {"v1": {0}}
        assert store.searching.passages("ties held") == {"v1": {1}}
        told = store._db.execute("SELECT id % 16777216 AS position, text FROM passages ORDER BY id").fetchall()
        assert [tuple(row) for row in told] == [(0, "Ngũgĩ trusts."), (1, "🚤 Ties held.")]


def test_a_migrated_file_has_the_tables_of_a_new_one(path: Path, tmp_path: Path) -> None:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    Store.open(tmp_path / "new.db").close()
    told = []
    for each in (path, tmp_path / "new.db"):
        with closing(sqlite3.connect(each)) as connection:
            told.append(connection.execute(query).fetchall())
    assert told[0] == told[1]


def _said(of: Coding, **others: Any) -> Coding:
    return Coding(span=of.span, code=of.code, coder=ANA, **others)


def test_views_hold_the_codings_that_count(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2, 3) as project:
        store = project.store
        ours = [coding for coding in project.codings() if coding.code == "STA.TRUST"]
        first, second = ours[0], ours[1]
        with store.atomic():
            store.add_coder(ANA)
        said = [
            _said(first, verdict="reject"),
            _said(second, facets=(("assertion", ("affirmed",)), ("role", ("barrier",)))),
            _said(second, facets=(("assertion", ("planned",)),)),
        ]
        for one in said:
            with store.atomic():
                store.add_codings([one], codebook=project.codebook.digest, at=AT)
        counted = {coding.number for coding in standing(project.codings())}
        shown = {row["id"] for row in store._db.execute("SELECT id FROM standing_codings")}
        assert shown == counted
        corpus = load_corpus(project)
        segments = {
            row["coding"]: (row["section"], row["quote"], bool(row["is_evidence"]))
            for row in store._db.execute("SELECT * FROM evidence_segments")
        }
        assert segments == {
            one.coding.number: (
                one.section,
                corpus.documents[one.coding.span.version].quote(one.coding.span.start, one.coding.span.end),
                one.coding.is_evidence,
            )
            for one in corpus.segments
        }
        papers = store._db.execute("SELECT paper, left_out FROM study_papers").fetchall()
        assert len(papers) == 3
        assert {row["left_out"] for row in papers} == {None}
