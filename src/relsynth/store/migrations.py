"""The schema, as steps that are frozen once released.

sqlite-utils keeps the record of what was applied. Tables are STRICT, so a number
stays a number; foreign keys hold; judgements (codings, searches) and the readings they
stand in refuse to be changed or deleted, by trigger, whoever asks. docs/reference/schema.md is written
from a fresh database.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from relsynth.store.codings_schema import CODERS
from relsynth.store.links_schema import LINKS
from relsynth.store.outputs_schema import OUTPUTS
from relsynth.store.papers_schema import HOLDINGS, PAPERS
from relsynth.store.screening_schema import SCREENING
from relsynth.store.searching_schema import INDEX, VIEWS, fill
from relsynth.store.teamwork_schema import TEAMWORK

MIGRATIONS = Migrations("relsynth")


@MIGRATIONS()
def m001_house(db: Database) -> None:
    """Files offered, documents and their versions, codebooks, coders, runs, codings, lists to search, searches."""
    _execute(db, _HOUSE)


@MIGRATIONS()
def m002_records(db: Database) -> None:
    """Sources, their records and what is unread in them; matches, judgements, reports; what services answered."""
    _execute(db, _RECORDS)


@MIGRATIONS()
def m003_papers(db: Database) -> None:
    """Pages, heads of cells, speech, confidence; what people correct; where their codings stand in a new reading."""
    _execute(db, PAPERS)


@MIGRATIONS()
def m004_holdings(db: Database) -> None:
    """Which texts a file has held, one after the other; codings go from each to the one that came in its place."""
    _execute(db, HOLDINGS)


@MIGRATIONS()
def m005_coders(db: Database) -> None:
    """Why a machine coded so, what people reject, and which machine's run holds where several coded."""
    _execute(db, CODERS)


@MIGRATIONS()
def m006_screening(db: Database) -> None:
    """What people decide of records, who reads which right now, and when a team stops."""
    _execute(db, SCREENING)


@MIGRATIONS()
def m007_teamwork(db: Database) -> None:
    """What people take back, settle, note, share out and chart, and how long they work."""
    _execute(db, TEAMWORK)


@MIGRATIONS()
def m008_searching(db: Database) -> None:
    """Words of passages, found by an index; what counts as views for other programs."""
    _execute(db, INDEX)
    fill(db.conn)
    _execute(db, VIEWS)


@MIGRATIONS()
def m009_outputs(db: Database) -> None:
    """What was written and what it rested on; counts of a moment, to compare with."""
    _execute(db, OUTPUTS)


@MIGRATIONS()
def m010_links(db: Database) -> None:
    """A chain of digests over what was judged; what is there already waits to be linked."""
    _execute(db, LINKS)


def _execute(db: Database, script: str) -> None:
    for statement in script.split(";;"):
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

_RECORDS = """
ALTER TABLE versions ADD COLUMN pmid TEXT;;
ALTER TABLE versions ADD COLUMN pmcid TEXT;;
CREATE TABLE sources (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('database', 'register', 'citations', 'other')),
    format TEXT NOT NULL,
    database TEXT,
    query TEXT,
    searched_on TEXT,
    digest TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    content BLOB NOT NULL,
    added_at TEXT NOT NULL
) STRICT;;
CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT,
    title TEXT,
    authors TEXT NOT NULL,
    editors TEXT NOT NULL,
    container_title TEXT,
    issued TEXT,
    year INTEGER,
    volume TEXT,
    issue TEXT,
    page TEXT,
    doi TEXT,
    pmid TEXT,
    pmcid TEXT,
    issn TEXT NOT NULL,
    isbn TEXT NOT NULL,
    url TEXT NOT NULL,
    abstract TEXT,
    keywords TEXT NOT NULL,
    language TEXT,
    publisher TEXT,
    extra TEXT NOT NULL
) STRICT;;
CREATE TABLE origins (
    source TEXT NOT NULL REFERENCES sources(id),
    position INTEGER NOT NULL,
    record TEXT NOT NULL REFERENCES records(id),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (first <= last),
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;;
CREATE INDEX origins_of_record ON origins(record);;
CREATE TABLE unread (
    source TEXT NOT NULL REFERENCES sources(id),
    position INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL CHECK (first <= last),
    kind TEXT NOT NULL CHECK (kind IN ('record', 'aside')),
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;;
CREATE VIEW first_origins AS
    SELECT record, source, first, last FROM (
        SELECT origins.*, row_number() OVER (PARTITION BY record ORDER BY number, position) AS turn
        FROM origins JOIN sources ON id = source
    ) WHERE turn = 1;;
CREATE TABLE matched (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision TEXT
) STRICT;;
CREATE TABLE matches (
    a TEXT NOT NULL,
    b TEXT NOT NULL CHECK (a < b),
    relation TEXT NOT NULL CHECK (relation IN ('duplicate', 'version', 'unsure')),
    rule TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;;
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    a TEXT NOT NULL,
    b TEXT NOT NULL CHECK (a < b),
    relation TEXT NOT NULL CHECK (relation IN ('duplicate', 'version', 'different', 'withdrawn')),
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES judgements(id),
    at TEXT NOT NULL,
    CHECK ((relation = 'withdrawn') = (withdraws IS NOT NULL))
) STRICT;;
CREATE VIEW current_judgements AS
    SELECT * FROM judgements WHERE id IN (
        SELECT max(id) FROM judgements
        WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM judgements WHERE withdraws IS NOT NULL)
        GROUP BY a, b
    );;
CREATE TABLE reports (
    member TEXT PRIMARY KEY,
    report TEXT NOT NULL,
    study TEXT NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE INDEX members_of_report ON reports(report);;
CREATE TABLE queries (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    query TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    source TEXT REFERENCES sources(id)
) STRICT;;
CREATE TABLE pages (
    query INTEGER NOT NULL REFERENCES queries(id),
    number INTEGER NOT NULL,
    told TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (query, number)
) STRICT, WITHOUT ROWID;;
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('fetched', 'not_found', 'failed')),
    service TEXT,
    url TEXT,
    licence TEXT,
    path TEXT,
    document TEXT,
    reason TEXT,
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE notices (
    record TEXT NOT NULL REFERENCES records(id),
    kind TEXT NOT NULL,
    notice TEXT NOT NULL,
    issued TEXT,
    service TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (record, kind, notice)
) STRICT, WITHOUT ROWID;;
CREATE TRIGGER sources_are_never_changed BEFORE UPDATE OF number, id, name, format, digest, bytes, content, added_at
    ON sources
    BEGIN SELECT raise(ABORT, 'a source is kept as it came; what is told of it can be told anew'); END;;
CREATE TRIGGER sources_are_never_deleted BEFORE DELETE ON sources
    BEGIN SELECT raise(ABORT, 'a source is kept as it came'); END;;
CREATE TRIGGER origins_are_never_changed BEFORE UPDATE ON origins
    BEGIN SELECT raise(ABORT, 'where a record stood is kept'); END;;
CREATE TRIGGER origins_are_never_deleted BEFORE DELETE ON origins
    BEGIN SELECT raise(ABORT, 'where a record stood is kept'); END;;
CREATE TRIGGER records_are_never_changed BEFORE UPDATE ON records
    BEGIN SELECT raise(ABORT, 'a record is what its source says, and is never changed'); END;;
CREATE TRIGGER records_are_never_deleted BEFORE DELETE ON records
    BEGIN SELECT raise(ABORT, 'a record is kept; a duplicate is grouped, never deleted'); END;;
CREATE TRIGGER unread_is_never_changed BEFORE UPDATE ON unread
    BEGIN SELECT raise(ABORT, 'what is unread is kept as it stood'); END;;
CREATE TRIGGER unread_is_never_deleted BEFORE DELETE ON unread
    BEGIN SELECT raise(ABORT, 'what is unread is kept as it stood'); END;;
CREATE TRIGGER judgements_are_never_changed BEFORE UPDATE ON judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never changed'); END;;
CREATE TRIGGER judgements_are_never_deleted BEFORE DELETE ON judgements
    BEGIN SELECT raise(ABORT, 'judgements are appended, never deleted'); END
"""
