"""The seventh step of the schema: what people take back, settle, note, share out and chart, and how long they work.

Frozen once released, as every step.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE rounds (
    name TEXT PRIMARY KEY,
    blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
    proposals INTEGER NOT NULL CHECK (proposals IN (0, 1)),
    codebook TEXT NOT NULL REFERENCES codebooks(digest),
    note TEXT,
    coder TEXT NOT NULL REFERENCES coders(name),
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE round_ends (
    round TEXT PRIMARY KEY REFERENCES rounds(name),
    coder TEXT NOT NULL REFERENCES coders(name),
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE assignments (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL REFERENCES rounds(name),
    document TEXT NOT NULL REFERENCES documents(id),
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES assignments(id),
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE work (
    id INTEGER PRIMARY KEY,
    coder TEXT NOT NULL REFERENCES coders(name),
    document TEXT NOT NULL REFERENCES documents(id),
    round TEXT REFERENCES rounds(name),
    event TEXT NOT NULL CHECK (event IN ('start', 'stop', 'finish', 'reopen')),
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX work_of_document ON work(document, coder);;
ALTER TABLE codings ADD COLUMN act INTEGER;;
ALTER TABLE codings ADD COLUMN round TEXT REFERENCES rounds(name);;
DROP TRIGGER codings_are_never_changed;;
UPDATE codings SET act = id WHERE run IS NULL;;
CREATE TRIGGER codings_are_never_changed BEFORE UPDATE ON codings
    BEGIN SELECT raise(ABORT, 'codings are appended, never changed'); END;;
CREATE INDEX codings_of_act ON codings(act) WHERE run IS NULL;;
CREATE TABLE withdrawals (
    act INTEGER PRIMARY KEY REFERENCES codings(id),
    coder TEXT NOT NULL REFERENCES coders(name),
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE settlements (
    coding INTEGER NOT NULL REFERENCES codings(id),
    settles INTEGER NOT NULL REFERENCES codings(id) CHECK (settles < coding),
    PRIMARY KEY (coding, settles)
) STRICT, WITHOUT ROWID;;
CREATE TABLE memos (
    id INTEGER PRIMARY KEY,
    about TEXT NOT NULL CHECK (about IN ('project', 'document', 'code', 'coding')),
    document TEXT REFERENCES documents(id),
    code TEXT,
    coding INTEGER REFERENCES codings(id),
    text TEXT NOT NULL,
    to_adjudicator INTEGER NOT NULL DEFAULT 0 CHECK (to_adjudicator IN (0, 1)),
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES memos(id),
    at TEXT NOT NULL,
    CHECK ((about = 'document') = (document IS NOT NULL)),
    CHECK ((about = 'code') = (code IS NOT NULL)),
    CHECK ((about = 'coding') = (coding IS NOT NULL))
) STRICT;;
CREATE VIEW current_memos AS
    SELECT * FROM memos
    WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM memos WHERE withdraws IS NOT NULL);;
CREATE TABLE chartings (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,
    form TEXT NOT NULL,
    field TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES documents(id),
    said TEXT,
    version TEXT REFERENCES versions(id),
    start INTEGER CHECK (start >= 0),
    "end" INTEGER CHECK (start < "end"),
    note TEXT,
    settles INTEGER NOT NULL DEFAULT 0 CHECK (settles IN (0, 1)),
    accepts INTEGER NOT NULL DEFAULT 0 CHECK (accepts IN (0, 1)),
    coder TEXT NOT NULL REFERENCES coders(name),
    withdraws INTEGER UNIQUE REFERENCES chartings(id),
    at TEXT NOT NULL,
    CHECK ((said IS NULL) = (withdraws IS NOT NULL)),
    CHECK ((version IS NULL) = (start IS NULL) AND (start IS NULL) = ("end" IS NULL))
) STRICT;;
CREATE INDEX chartings_of_document ON chartings(document, form, field);;
CREATE VIEW current_chartings AS
    SELECT * FROM chartings WHERE withdraws IS NULL AND id IN (
        SELECT max(id) FROM chartings
        WHERE withdraws IS NULL AND id NOT IN (SELECT withdraws FROM chartings WHERE withdraws IS NOT NULL)
        GROUP BY form, field, document, coder, settles
    );;
DROP VIEW unplaced_codings;;
DROP VIEW current_codings;;
DROP VIEW people_codings;;
CREATE VIEW people_codings AS
    SELECT codings.*, coders.kind AS kind, current.id AS current_version FROM current_versions current
    CROSS JOIN versions coded
      ON coded.document = current.document AND coded.text_digest = current.text_digest
    CROSS JOIN codings ON codings.version = coded.id
    JOIN coders ON coders.name = codings.coder
    WHERE codings.run IS NULL AND coders.kind = 'person'
      AND NOT EXISTS (SELECT 1 FROM withdrawals WHERE withdrawals.act = codings.act)
    UNION ALL
    SELECT codings.id, run, codings.version, carried.start, carried."end", code, coder, codebook, facets,
        NULL, NULL, NULL, score, codings.at, codings.reason, '[]', codings.verdict, act, round,
        coders.kind, current.id FROM carried
    JOIN codings ON codings.id = carried.coding
    JOIN coders ON coders.name = codings.coder
    JOIN versions onto ON onto.id = carried.version
    JOIN current_versions current
      ON current.document = onto.document AND current.text_digest = onto.text_digest
    WHERE carried.start IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM withdrawals WHERE withdrawals.act = codings.act);;
CREATE VIEW current_codings AS
    SELECT codings.*, coders.kind AS kind, codings.version AS current_version FROM current_runs
    JOIN codings ON codings.run = current_runs.id
    JOIN coders ON coders.name = codings.coder
    UNION ALL
    SELECT * FROM people_codings;;
CREATE VIEW unplaced_codings AS
    SELECT codings.id, codings.version, codings.start, codings."end", code, coder, coded.document,
        documents.name AS paper, substr(coded.text, codings.start + 1, codings."end" - codings.start) AS quote,
        coalesce((
            SELECT iif(onto.document = coded.document, '', 'its file was replaced by another text: ') || reason
            FROM carried JOIN versions onto ON onto.id = carried.version
            JOIN current_versions now ON now.document = onto.document AND now.text_digest = onto.text_digest
            WHERE carried.coding = codings.id AND onto.document = coalesce(current.document, onto.document) LIMIT 1
        ), 'the paper is counted no longer') AS reason
    FROM codings
    JOIN coders ON coders.name = codings.coder
    JOIN versions coded ON coded.id = codings.version
    JOIN documents ON documents.id = coded.document
    LEFT JOIN current_versions current ON current.document = coded.document
    WHERE codings.run IS NULL AND coders.kind = 'person'
      AND NOT EXISTS (SELECT 1 FROM withdrawals WHERE withdrawals.act = codings.act)
      AND (current.id IS NULL OR current.text_digest <> coded.text_digest)
      AND NOT EXISTS (
        SELECT 1 FROM carried JOIN versions onto ON onto.id = carried.version
        JOIN current_versions now ON now.document = onto.document AND now.text_digest = onto.text_digest
        WHERE carried.coding = codings.id AND carried.start IS NOT NULL
      );;
"""

_KEPT = {
    "rounds": "rounds are kept",
    "round_ends": "when a round ended is kept",
    "assignments": "who was to read what is kept",
    "work": "who worked when is kept",
    "withdrawals": "what was taken back is kept",
    "settlements": "what was settled by what is kept",
    "memos": "memos are appended, never changed",
    "chartings": "judgements are appended, never changed",
}
"""Tables that refuse changes and deletions, and what they say then."""

TEAMWORK = _TABLES + ";;\n".join(
    f"CREATE TRIGGER {table}_are_never_{done} BEFORE {verb} ON {table}\n    BEGIN SELECT raise(ABORT, '{why}'); END"
    for table, why in _KEPT.items()
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
)
