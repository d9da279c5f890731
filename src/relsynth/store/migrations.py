"""The schema, as steps that are frozen once released.

sqlite-utils keeps the record of what was applied. Tables are STRICT, so a number
stays a number; foreign keys hold; judgements (codings, searches) and the readings they
stand in refuse to be changed or deleted, by trigger, whoever asks. docs/reference/schema.md is written
from a fresh database.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("relsynth")


@MIGRATIONS()
def m001_house(db: Database) -> None:
    """Files offered, documents and their versions, codebooks, coders, runs, codings, lists to search, searches."""
    for statement in _HOUSE.split(";;"):
        if statement.strip():
            db.execute(statement)


_HOUSE = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    added_at TEXT NOT NULL,
    counted INTEGER NOT NULL DEFAULT 1 CHECK (counted IN (0, 1))
) STRICT;;
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('read', 'unread', 'not_a_paper')),
    reason TEXT,
    document TEXT REFERENCES documents(id),
    digest TEXT,
    seen_at TEXT NOT NULL
) STRICT;;
CREATE TABLE versions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents(id),
    reader TEXT NOT NULL,
    text TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    citations TEXT NOT NULL,
    title TEXT,
    authors TEXT NOT NULL,
    year INTEGER,
    journal TEXT,
    doi TEXT,
    language TEXT,
    completeness TEXT NOT NULL CHECK (completeness IN ('full_text', 'abstract_only', 'no_body')),
    read_at TEXT NOT NULL
) STRICT;;
CREATE INDEX versions_of_document ON versions(document);;
CREATE TABLE sections (
    version TEXT NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    label TEXT NOT NULL,
    parent INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;;
CREATE TABLE paragraphs (
    version TEXT NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL CHECK (start <= "end"),
    section INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;;
CREATE TABLE codebooks (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    source TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;;
CREATE TABLE coders (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'machine'))
) STRICT;;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL REFERENCES versions(id),
    coder TEXT NOT NULL REFERENCES coders(name),
    codebook TEXT NOT NULL REFERENCES codebooks(digest),
    sentences INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX runs_of_version ON runs(version);;
CREATE TABLE codings (
    id INTEGER PRIMARY KEY,
    run INTEGER REFERENCES runs(id),
    version TEXT NOT NULL REFERENCES versions(id),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK (start < "end"),
    code TEXT NOT NULL,
    coder TEXT NOT NULL REFERENCES coders(name),
    codebook TEXT NOT NULL REFERENCES codebooks(digest),
    facets TEXT NOT NULL,
    cue TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    score REAL,
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX codings_of_run ON codings(run);;
CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    codebook TEXT NOT NULL REFERENCES codebooks(digest),
    coder TEXT NOT NULL REFERENCES coders(name),
    scope TEXT NOT NULL,
    sentences INTEGER NOT NULL CHECK (sentences > 0),
    found INTEGER NOT NULL CHECK (found >= 0),
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE lists (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    codebook TEXT NOT NULL,
    scope TEXT NOT NULL,
    places TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;;
CREATE VIEW current_versions AS
    SELECT * FROM versions
    WHERE number IN (SELECT max(number) FROM versions GROUP BY document)
      AND document IN (SELECT id FROM documents WHERE counted);;
CREATE VIEW current_runs AS
    SELECT runs.* FROM runs
    JOIN (
        SELECT max(runs.id) AS id FROM runs
        GROUP BY version, substr(coder, 1, instr(coder, '@') - 1)
    ) USING (id)
    WHERE version IN (SELECT id FROM current_versions);;
CREATE VIEW current_codings AS
    SELECT codings.*, coders.kind AS kind, current.id AS current_version FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN current_versions current
      ON current.document = coded.document AND current.text_digest = coded.text_digest
    WHERE run IN (SELECT id FROM current_runs) OR coders.kind = 'person';;
CREATE TRIGGER codings_are_never_changed BEFORE UPDATE ON codings
    BEGIN SELECT raise(ABORT, 'codings are appended, never changed'); END;;
CREATE TRIGGER codings_are_never_deleted BEFORE DELETE ON codings
    BEGIN SELECT raise(ABORT, 'codings are appended, never deleted'); END;;
CREATE TRIGGER searches_are_never_changed BEFORE UPDATE ON searches
    BEGIN SELECT raise(ABORT, 'searches are appended, never changed'); END;;
CREATE TRIGGER searches_are_never_deleted BEFORE DELETE ON searches
    BEGIN SELECT raise(ABORT, 'searches are appended, never deleted'); END;;
CREATE TRIGGER versions_are_never_changed BEFORE UPDATE ON versions
    BEGIN SELECT raise(ABORT, 'a reading is frozen; a new reading is a new version'); END;;
CREATE TRIGGER versions_are_never_deleted BEFORE DELETE ON versions
    BEGIN SELECT raise(ABORT, 'a reading is kept; codings stand in it'); END
"""
